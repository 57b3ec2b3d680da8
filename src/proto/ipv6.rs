//! IPv6, the Internet Protocol version 6.

pub mod fragment;
mod option_types;
mod options;
pub mod routing;
mod rules;
mod segments;

pub use fragment::IPV6_FRAGMENT;
pub use options::{IPV6_DSTOPTS, IPV6_HOPOPTS};
pub use routing::IPV6_ROUTING;

use super::ip::{NO_NEXT_HEADER, SURPLUS, by_protocol, surplus, unknown_protocol};
use super::registry::{DSCPS, ECNS, IP_PROTOCOLS};
use crate::spec::{
    Extent, Field, Next, OsiLayer, Part, Protocol, Slot, Source, Stack, Unit, fixed_octets, slot, text, write,
};

const RFC8200: Source = Source::Rfc(8200, "3");

static PARTS: &[Part] = &[
    Part::Field(
        Field::uint("version", "Version", 4, text("the format of the header: 6", "首部的格式：6")).default(6),
    ),
    Part::Field(
        Field::named(
            "dscp",
            "DSCP",
            6,
            &DSCPS,
            text(
                "how routers should treat the packet: the first six bits of the Traffic Class",
                "路由器应如何对待该分组：通信量类 (Traffic Class) 的前 6 位",
            ),
        )
        .default(0)
        .source(Source::Rfc(2474, "3")),
    ),
    Part::Field(
        Field::named(
            "ecn",
            "ECN",
            2,
            &ECNS,
            text(
                "lets routers report congestion without dropping: the last two bits of the Traffic Class",
                "让路由器不丢弃也能报告拥塞：通信量类 (Traffic Class) 的后 2 位",
            ),
        )
        .default(0)
        .source(Source::Rfc(3168, "5")),
    ),
    Part::Field(
        Field::hex(
            "flow_label",
            "Flow Label",
            20,
            text(
                "the same in all packets of one flow, so that routers can keep them on one path; 0 says nothing",
                "同一个流的所有分组取值相同，使路由器能让它们走同一条路径；0 表示未标记",
            ),
        )
        .default(0)
        .source(Source::Rfc(6437, "2")),
    ),
    Part::Field(
        Field::uint(
            "payload_length",
            "Payload Length",
            16,
            text(
                "octets behind this header, extension headers included; 0 in a jumbogram",
                "本首部之后的字节数，含扩展首部；在超长分组 (jumbogram) 中为 0",
            ),
        )
        .unit(Unit::Octets(1))
        .computed(),
    ),
    Part::Field(NEXT_HEADER),
    Part::Field(
        Field::uint(
            "hop_limit",
            "Hop Limit",
            8,
            text(
                "how many more routers may pass the packet on; each takes one off",
                "还可以经过多少个路由器；每经过一个减 1",
            ),
        )
        .default(64),
    ),
    Part::Field(Field::ipv6(
        "src",
        "Source Address",
        text("the interface that sent the packet", "发送该分组的接口"),
    )),
    Part::Field(Field::ipv6(
        "dst",
        "Destination Address",
        text(
            "the interface, or group, that it is for; with a routing header perhaps only the next stop",
            "分组要交给的接口或一组接口；有路由选择首部时可能只是下一站",
        ),
    )),
];

/// The field that every header of the chain has: what comes behind it.
static NEXT_HEADER: Field = Field::named(
    "next_header",
    "Next Header",
    8,
    &IP_PROTOCOLS,
    text(
        "what stands behind this header: an extension header, or the protocol of the data",
        "本首部之后是什么：某个扩展首部，或数据所属的协议",
    ),
)
.computed();

/// The length of an extension header (RFC 8200 §4.3, §4.4, §4.6).
static HDR_EXT_LEN: Field = Field::uint(
    "hdr_ext_len",
    "Hdr Ext Len",
    8,
    text(
        "how long this header is, in units of 8 octets, the first 8 octets not counted",
        "本首部的长度，以 8 字节为单位，不计最前面的 8 字节",
    ),
)
.unit(Unit::Octets(8))
.computed();

/// How every extension header with a length begins.
static HEAD: &[Part] = &[Part::Field(NEXT_HEADER), Part::Field(HDR_EXT_LEN)];
const HEAD_NEXT_HEADER: Slot = slot(HEAD, "next_header");
const HEAD_HDR_EXT_LEN: Slot = slot(HEAD, "hdr_ext_len");

/// What an extension header is called.
const HEADER_UNIT: crate::spec::Text = text("header", "首部");

const VERSION: Slot = slot(PARTS, "version");
const PAYLOAD_LENGTH: Slot = slot(PARTS, "payload_length");
const NEXT: Slot = slot(PARTS, "next_header");
/// Where the Hop Limit stands.
pub const HOP_LIMIT: Slot = slot(PARTS, "hop_limit");
/// Where the source address stands.
pub const SRC: Slot = slot(PARTS, "src");
/// Where the destination address stands.
pub const DST: Slot = slot(PARTS, "dst");
const HEADER: usize = fixed_octets(PARTS);

/// The IP protocol number of the Hop-by-Hop Options header.
const HOP_BY_HOP: u64 = 0;

/// The Internet Protocol, version 6.
pub static IPV6: Protocol = Protocol {
    next,
    follow: surplus,
    behind: &[&SURPLUS],
    summary,
    rules: rules::RULES,
    examine: rules::examine,
    ..Protocol::new(
        "ipv6",
        "IPv6",
        text("Internet Protocol version 6", "网际协议第 6 版"),
        text("packet", "分组"),
        RFC8200,
        OsiLayer::Network,
        PARTS,
        extent,
    )
};

fn extent(bytes: &[u8]) -> Extent {
    let extent = Extent::header(HEADER);
    if bytes.len() < HEADER {
        return extent;
    }
    if VERSION.of(bytes) != 6 {
        return extent.problem(text("the Version field is not 6", "版本字段不是 6"));
    }
    match (PAYLOAD_LENGTH.of(bytes) as usize, NEXT.of(bytes)) {
        (0, NO_NEXT_HEADER) => extent.total(HEADER),
        (0, HOP_BY_HOP) => match options::jumbo_payload_length(&bytes[HEADER..]) {
            Some(length) => extent.total(HEADER.saturating_add(length)),
            None => extent,
        },
        // segmentation offload: the sender's card fills in the length of each segment it cuts
        (0, _) => extent,
        (length, _) => extent.total(HEADER + length).said_by("payload_length"),
    }
}

/// Source and destination address, as they stand in a pseudo-header.
pub fn addresses(header: &[u8]) -> [&[u8]; 2] {
    [SRC, DST].map(|slot| slot.bytes(header).unwrap_or(&[]))
}

fn next(stack: &Stack<'_>, i: usize) -> Next {
    carried(stack, i, NEXT)
}

/// What stands behind layer `i`, whose header says so at `slot`.
fn carried(stack: &Stack<'_>, i: usize, slot: Slot) -> Next {
    if stack.payload(i).is_empty() {
        return Next::Nothing;
    }
    by_protocol(slot.of(stack.header(i)), "next_header")
}

/// How far an extension header reaches that begins with [`HEAD`].
fn extension(bytes: &[u8]) -> Extent {
    match HEAD_HDR_EXT_LEN.read(bytes) {
        None => Extent::header(8),
        Some(units) => Extent::header(8 + units as usize * 8).said_by("hdr_ext_len"),
    }
}

fn next_of_extension(stack: &Stack<'_>, i: usize) -> Next {
    carried(stack, i, HEAD_NEXT_HEADER)
}

/// The addresses; then, as every header of the chain does, what follows where netlab has no table for it.
fn summary(stack: &Stack<'_>, i: usize, out: &mut String) {
    let header = stack.header(i);
    if let (Some(src), Some(dst)) = (SRC.array(header), DST.array(header)) {
        write::ipv6(out, src);
        out.push_str(" → ");
        write::ipv6(out, dst);
        unknown_protocol("  IPv6 next header ", NEXT.of(header), out);
    }
}
