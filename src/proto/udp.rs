//! UDP, the User Datagram Protocol.

mod rules;

use super::ip::ip_below;
use super::registry::{UDP_LEADS, UDP_PORTS};
use super::{IPV6, pseudo};
use crate::spec::{
    Coverage, Extent, Field, Kind, Leads, Method, Next, OsiLayer, Part, Protocol, Slot, Source, Stack, Stop,
    Sum, Unit, fixed_octets, slot, text, write,
};

static PARTS: &[Part] = &[
    Part::Field(Field::named(
        "src_port",
        "Source Port",
        16,
        &UDP_PORTS,
        text("the port that an answer goes to; 0 where none is wanted", "应答要送往的端口；不需要应答时为 0"),
    )),
    Part::Field(Field::named(
        "dst_port",
        "Destination Port",
        16,
        &UDP_PORTS,
        text("the port whose socket gets the data", "由该端口的套接字收取数据"),
    )),
    Part::Field(
        Field::uint(
            "length",
            "Length",
            16,
            text(
                "octets of this datagram, header included: at least 8",
                "本用户数据报的字节数，含首部，至少为 8",
            ),
        )
        .unit(Unit::Octets(1))
        .computed(),
    ),
    Part::Field(
        Field::hex(
            "checksum",
            "Checksum",
            16,
            text(
                "over the pseudo-header, the header and the data; 0 says that none was made (in IPv6 only tunnels may, RFC 6935)",
                "覆盖伪首部、首部和数据；0 表示没有计算（在 IPv6 中只有隧道可以这样，RFC 6935）",
            ),
        )
        .computed(),
    ),
];

/// Octets inside the datagram that the message in it does not account for.
static LEFT: Field = Field::rest(
    "left_over",
    "Data left over",
    Kind::Bytes,
    text("octets of the datagram behind the message that it carries", "用户数据报中位于所载报文之后的字节"),
);

pub(super) const SRC_PORT: Slot = slot(PARTS, "src_port");
pub(super) const DST_PORT: Slot = slot(PARTS, "dst_port");
const CHECKSUM: Slot = slot(PARTS, "checksum");
const LENGTH: Slot = slot(PARTS, "length");
const HEADER: usize = fixed_octets(PARTS);

/// The User Datagram Protocol.
pub static UDP: Protocol = Protocol {
    sums: &[Sum {
        field: "checksum",
        method: Method::InternetNonZero,
        source: Source::Rfc(768, ""),
        pieces: |stack, i, each| {
            let header = stack.header(i);
            if CHECKSUM.of(header) == 0 {
                if ip_below(stack, i).is_some_and(|ip| stack.is(ip, &IPV6)) {
                    return Coverage::Unknown(text("0: the sender made none", "为 0：发送方没有计算"));
                }
                let why =
                    text("0: the sender made none, which IPv4 allows", "为 0：发送方没有计算，IPv4 允许这样");
                return Coverage::Absent(why, Source::Rfc(768, ""));
            }
            pseudo::pieces(stack, i, 17, LENGTH.of(header) as usize, each)
        },
    }],
    next,
    follow: |stack, i, at| Next::Own(&LEFT, stack.layers[i].end - at),
    behind: &[&LEFT],
    summary,
    rules: rules::RULES,
    examine: rules::examine,
    ..Protocol::new(
        "udp",
        "UDP",
        text("User Datagram Protocol", "用户数据报协议"),
        text("datagram", "用户数据报"),
        Source::Rfc(768, ""),
        OsiLayer::Transport,
        PARTS,
        extent,
    )
};

fn extent(bytes: &[u8]) -> Extent {
    let extent = Extent::header(HEADER);
    match LENGTH.read(bytes) {
        // RFC 2675 §4: 0 in a jumbogram, whose length only IPv6 knows; elsewhere all that IP carries is the best guess
        None | Some(0) => extent,
        Some(length) if (length as usize) < HEADER => extent.problem(text(
            "a Length below 8 is shorter than the header itself",
            "长度小于 8，比首部本身还短",
        )),
        Some(length) => extent.total(length as usize).said_by("length"),
    }
}

fn next(stack: &Stack<'_>, i: usize) -> Next {
    if stack.payload(i).is_empty() {
        return Next::Nothing;
    }
    by_port(&UDP_LEADS, SRC_PORT.of(stack.header(i)), DST_PORT.of(stack.header(i)))
}

/// Whether client or server of DHCP sent the datagram (RFC 2131 §4.1).
pub fn is_dhcp(header: &[u8]) -> bool {
    [SRC_PORT, DST_PORT].into_iter().any(|port| matches!(port.of(header), 67 | 68))
}

/// The protocol that a port is registered for: the destination's, or else the source's.
pub fn by_port(ports: &Leads, src: u64, dst: u64) -> Next {
    [dst, src]
        .into_iter()
        .find_map(|port| ports.protocol(port))
        .map_or(Next::Data(Stop::Unknown { field: "dst_port", value: dst }), Next::Protocol)
}

fn summary(stack: &Stack<'_>, i: usize, out: &mut String) {
    let header = stack.header(i);
    out.push_str("UDP");
    // of a header that is cut short only what is there
    if let (Some(src), Some(dst)) = (SRC_PORT.read(header), DST_PORT.read(header)) {
        out.push(' ');
        write::number(out, src);
        out.push_str(" → ");
        write::number(out, dst);
    }
    if let Some(length) = LENGTH.read(header) {
        out.push_str(" len ");
        write::number(out, length.saturating_sub(HEADER as u64));
    }
}
