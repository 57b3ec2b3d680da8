//! ICMPv6, the Internet Control Message Protocol of IPv6.

mod multicast;
mod neighbor;
mod neighbor_options;
mod node_information;
mod rules;
mod types;

use super::icmp::quoted_steps;
use super::icmp_extension::{self, PROBE_DATA};
use super::{ICMP_EXTENSION, IPV6, pseudo};
use crate::spec::{
    Case, Choice, Extent, Field, Kind, Method, Next, On, OsiLayer, Part, Protocol, Registry, Slot, Source,
    Stack, Sum, Unit, When, fixed_octets, slot, slot_after, text, write,
};
use types::{
    EXTENDED_ECHO_CODES, EXTENDED_ECHO_STATES, ICMPV6_TYPES, PARAMETER_CODES, RENUMBERING_CODES, RPL_CODES,
    TIME_EXCEEDED_CODES, UNREACHABLE_CODES,
};

static PARTS: &[Part] = &[
    Part::Field(Field::named(
        "type",
        "Type",
        8,
        &ICMPV6_TYPES,
        text(
            "which message this is: below 128 an error, from 128 on information",
            "报文的类型：小于 128 是差错报告，128 及以上是信息报文",
        ),
    )),
    Part::Choice(MESSAGES),
];

static MESSAGES: Choice = Choice {
    on: On::Field("type"),
    cases: &[
        Case { when: When::Is(1), parts: UNREACHABLE },
        Case { when: When::Is(2), parts: TOO_BIG },
        Case { when: When::Is(3), parts: TIME_EXCEEDED },
        Case { when: When::Is(4), parts: PARAMETER_PROBLEM },
        Case { when: When::OneOf(&[128, 129]), parts: ECHO },
        Case { when: When::Is(130), parts: multicast::QUERY },
        Case { when: When::OneOf(&[131, 132]), parts: multicast::REPORT },
        Case { when: When::Is(133), parts: neighbor::ROUTER_SOLICITATION },
        Case { when: When::Is(134), parts: neighbor::ROUTER_ADVERTISEMENT },
        Case { when: When::Is(135), parts: neighbor::SOLICITATION },
        Case { when: When::Is(136), parts: neighbor::ADVERTISEMENT },
        Case { when: When::Is(137), parts: neighbor::REDIRECT },
        Case { when: When::Is(138), parts: RENUMBERING },
        Case { when: When::Is(139), parts: node_information::QUERY },
        Case { when: When::Is(140), parts: node_information::REPLY },
        Case { when: When::OneOf(&[141, 142]), parts: neighbor::INVERSE },
        Case { when: When::Is(143), parts: multicast::REPORT_V2 },
        Case { when: When::Is(155), parts: RPL },
        Case { when: When::Is(160), parts: EXTENDED_ECHO_REQUEST },
        Case { when: When::Is(161), parts: EXTENDED_ECHO_REPLY },
        Case { when: When::Else, parts: OTHER },
    ],
};

/// The code of a message that has only one case.
const CODE: Part = Part::Field(
    Field::uint("code", "Code", 8, text("which case of the type: 0", "该类型下的具体情形：0")).default(0),
);

const CHECKSUM: Part = Part::Field(
    Field::hex(
        "checksum",
        "Checksum",
        16,
        text(
            "over a pseudo-header with the IPv6 addresses and the whole message",
            "覆盖含 IPv6 地址的伪首部和整个报文",
        ),
    )
    .computed()
    .source(Source::Rfc(4443, "2.3")),
);

/// A field that is there for later.
const fn reserved(bits: u16) -> Part {
    Part::Field(Field::uint("reserved", "Reserved", bits, text("must be zero", "必须为 0")).default(0))
}

/// The code of a message that has several cases.
const fn code(registry: &'static Registry) -> Part {
    Part::Field(
        Field::named("code", "Code", 8, registry, text("which case of the type", "该类型下的具体情形"))
            .default(0),
    )
}

/// How far the packet quoted reaches, where an extension stands behind it.
const LENGTH: Part = Part::Field(
    Field::uint(
        "length",
        "Length",
        8,
        text(
            "how long the quoted packet is with its padding, in units of 8 octets, if an extension follows; else 0",
            "其后有扩展时，所引用分组连同填充的长度，以 8 字节为单位；否则为 0",
        ),
    )
    .unit(Unit::Octets(8))
    .computed()
    .source(Source::Rfc(4884, "4.4")),
);
const UNUSED: Part =
    Part::Field(Field::uint("unused", "Unused", 24, text("must be zero", "必须为 0")).default(0));

static UNREACHABLE: &[Part] = &[code(&UNREACHABLE_CODES), CHECKSUM, LENGTH, UNUSED];

static TIME_EXCEEDED: &[Part] = &[code(&TIME_EXCEEDED_CODES), CHECKSUM, LENGTH, UNUSED];

static TOO_BIG: &[Part] = &[
    CODE,
    CHECKSUM,
    Part::Field(
        Field::uint(
            "mtu",
            "MTU",
            32,
            text(
                "the MTU of the link that was too small: the source sends no longer packets from now on",
                "容纳不下的那条链路的 MTU：源点此后不再发送更长的分组",
            ),
        )
        .unit(Unit::Octets(1))
        .source(Source::Rfc(4443, "3.2")),
    ),
];

static PARAMETER_PROBLEM: &[Part] = &[
    code(&PARAMETER_CODES),
    CHECKSUM,
    Part::Field(
        Field::uint(
            "pointer",
            "Pointer",
            32,
            text(
                "which octet of the quoted packet is wrong, counted from 0",
                "所引用分组中出错的是第几个字节，从 0 数起",
            ),
        )
        .unit(Unit::Octets(1))
        .source(Source::Rfc(4443, "3.4")),
    ),
];

const IDENTIFIER: Part = Part::Field(
    Field::uint(
        "identifier",
        "Identifier",
        16,
        text("tells the asker's requests from other programs'", "区分不同程序发出的请求"),
    )
    .default(0),
);

static ECHO: &[Part] = &[
    CODE,
    CHECKSUM,
    IDENTIFIER,
    Part::Field(
        Field::uint(
            "sequence",
            "Sequence Number",
            16,
            text("counts the requests; the reply repeats it", "请求的序号；回答中原样返回"),
        )
        .default(0),
    ),
    Part::Field(Field::rest(
        "data",
        "Data",
        Kind::Bytes,
        text(
            "whatever the asker sent: the reply brings it back unchanged",
            "询问方发送的任意数据；回答中原样返回",
        ),
    )),
];

const BODY: Part = Part::Field(Field::rest(
    "body",
    "Message Body",
    Kind::Bytes,
    text("the rest of the message", "报文的其余部分"),
));

static RENUMBERING: &[Part] = &[code(&RENUMBERING_CODES), CHECKSUM, BODY];

static RPL: &[Part] = &[code(&RPL_CODES), CHECKSUM, BODY];

static OTHER: &[Part] = &[CODE, CHECKSUM, BODY];

const EXTENDED_SEQUENCE: Part = Part::Field(
    Field::uint(
        "sequence",
        "Sequence Number",
        8,
        text("counts the requests; the reply repeats it", "请求的序号；回答中原样返回"),
    )
    .default(0)
    .source(Source::Rfc(8335, "2")),
);

static EXTENDED_ECHO_REQUEST: &[Part] = &[
    CODE,
    CHECKSUM,
    IDENTIFIER,
    EXTENDED_SEQUENCE,
    reserved(7),
    Part::Field(
        Field::flag(
            "local",
            "L",
            text(
                "1: the interface is the proxy's own; 0: that of a neighbour",
                "1：查询代理自己的接口；0：查询其邻站的接口",
            ),
        )
        .source(Source::Rfc(8335, "2")),
    ),
];

static EXTENDED_ECHO_REPLY: &[Part] = &[
    code(&EXTENDED_ECHO_CODES),
    CHECKSUM,
    IDENTIFIER,
    EXTENDED_SEQUENCE,
    Part::Field(
        Field::named(
            "state",
            "State",
            3,
            &EXTENDED_ECHO_STATES,
            text(
                "what the neighbour table says, if a neighbour was asked about",
                "查询邻站时，邻站表中的状态",
            ),
        )
        .default(0)
        .source(Source::Rfc(8335, "3")),
    ),
    Part::Field(Field::uint("res", "Res", 2, text("must be zero", "必须为 0")).default(0)),
    Part::Field(
        Field::flag("active", "A", text("the interface is up", "该接口处于工作状态"))
            .source(Source::Rfc(8335, "3")),
    ),
    Part::Field(
        Field::flag("ipv4", "4", text("IPv4 runs on it", "该接口运行 IPv4")).source(Source::Rfc(8335, "3")),
    ),
    Part::Field(
        Field::flag("ipv6", "6", text("IPv6 runs on it", "该接口运行 IPv6")).source(Source::Rfc(8335, "3")),
    ),
];

/// Octets that fill the quoted packet up to the length that stands before it.
static QUOTE_PADDING: Field = Field::rest(
    "padding",
    "padding",
    Kind::Bytes,
    text("fills the quoted packet up to the Length", "把所引用的分组填充到 Length 所示的长度"),
)
.source(Source::Rfc(4884, "4.4"));

/// Octets behind the quoted packet that nothing accounts for.
static LEFT: Field = Field::rest(
    "left_over",
    "Data left over",
    Kind::Bytes,
    text("octets of the message behind the packet that it quotes", "报文中位于所引用分组之后的字节"),
);

const TYPE: Slot = slot(PARTS, "type");
/// Octets before the parts of a message.
const BEFORE: usize = fixed_octets(PARTS);
const ERROR_CODE: Slot = slot_after(BEFORE, UNREACHABLE, "code");
const ERROR_LENGTH: Slot = slot_after(BEFORE, UNREACHABLE, "length");
const MTU: Slot = slot_after(BEFORE, TOO_BIG, "mtu");
const POINTER: Slot = slot_after(BEFORE, PARAMETER_PROBLEM, "pointer");
const ECHO_IDENTIFIER: Slot = slot_after(BEFORE, ECHO, "identifier");
const ECHO_SEQUENCE: Slot = slot_after(BEFORE, ECHO, "sequence");

/// The Internet Control Message Protocol of IPv6.
pub static ICMPV6: Protocol = Protocol {
    next,
    follow,
    behind: &[&QUOTE_PADDING, &LEFT, &PROBE_DATA],
    count: |stack, i, key| quoted_steps(stack, i, key, 8),
    summary,
    rules: rules::RULES,
    examine: rules::examine,
    derive: Some(multicast::derive),
    sums: &[Sum {
        field: "checksum",
        method: Method::Internet,
        source: Source::Rfc(4443, "2.3"),
        pieces: |stack, i, each| {
            let layer = &stack.layers[i];
            pseudo::pieces(stack, i, 58, layer.end - layer.start, each)
        },
    }],
    ..Protocol::new(
        "icmpv6",
        "ICMPv6",
        text("Internet Control Message Protocol for IPv6", "IPv6 的网际控制报文协议"),
        text("message", "报文"),
        Source::Rfc(4443, "2.1"),
        OsiLayer::Network,
        PARTS,
        extent,
    )
};

/// The errors, which quote the packet that caused them.
fn is_error(kind: u64) -> bool {
    (1..=4).contains(&kind)
}

/// Extended echo, which an extension structure follows.
fn is_extended_echo(kind: u64) -> bool {
    matches!(kind, 160 | 161)
}

fn extent(bytes: &[u8]) -> Extent {
    let Some(kind) = TYPE.read(bytes) else {
        return Extent::message(BEFORE + fixed_octets(OTHER));
    };
    let fixed = BEFORE + fixed_octets(MESSAGES.parts(kind));
    if is_error(kind) || is_extended_echo(kind) {
        Extent::header(fixed)
    } else {
        Extent::message(bytes.len().max(fixed))
    }
}

/// How many octets the quoted packet has with its padding, where the message says so.
fn quoted(header: &[u8]) -> Option<usize> {
    match (TYPE.of(header), ERROR_LENGTH.of(header)) {
        (1 | 3, units @ 1..) => Some(units as usize * 8),
        _ => None,
    }
}

fn next(stack: &Stack<'_>, i: usize) -> Next {
    let (header, payload) = (stack.header(i), stack.payload(i));
    match TYPE.of(header) {
        _ if payload.is_empty() => Next::Nothing,
        1..=4 => Next::Quoted(&IPV6, quoted(header).unwrap_or(payload.len())),
        // the reply brings the request's extension back
        kind if is_extended_echo(kind) => Next::Within(&ICMP_EXTENSION, icmp_extension::one_object(payload)),
        _ => Next::Nothing,
    }
}

fn follow(stack: &Stack<'_>, i: usize, at: usize) -> Next {
    let layer = &stack.layers[i];
    if is_extended_echo(TYPE.of(stack.header(i))) {
        return Next::Own(&PROBE_DATA, layer.end - at);
    }
    match quoted(stack.header(i)).map(|octets| layer.body.saturating_add(octets)) {
        Some(border) if at < border => Next::Own(&QUOTE_PADDING, border.min(layer.end) - at),
        Some(border) if at == border => Next::Protocol(&ICMP_EXTENSION),
        _ => Next::Own(&LEFT, layer.end - at),
    }
}

fn summary(stack: &Stack<'_>, i: usize, out: &mut String) {
    let message = stack.header(i);
    let kind = TYPE.of(message);
    out.push_str("ICMPv6 ");
    match ICMPV6_TYPES.entry(kind) {
        Some(entry) => out.push_str(entry.name),
        None => {
            out.push_str("type ");
            write::number(out, kind);
        }
    }
    // a message that is cut short has no more to say
    if message.len() < BEFORE + fixed_octets(MESSAGES.parts(kind)) {
        return;
    }
    match kind {
        1 => case(&UNREACHABLE_CODES, message, out),
        2 => labeled(" mtu ", MTU.of(message), out),
        3 => case(&TIME_EXCEEDED_CODES, message, out),
        4 => {
            case(&PARAMETER_CODES, message, out);
            labeled(" pointer ", POINTER.of(message), out);
        }
        128 | 129 => {
            labeled(" id ", ECHO_IDENTIFIER.of(message), out);
            labeled(" seq ", ECHO_SEQUENCE.of(message), out);
        }
        130..=132 | 143 => multicast::summary(kind, message, out),
        134..=137 => neighbor::summary(kind, message, out),
        138 => case(&RENUMBERING_CODES, message, out),
        155 => case(&RPL_CODES, message, out),
        161 => case(&EXTENDED_ECHO_CODES, message, out),
        _ => {}
    }
}

fn labeled(label: &str, value: u64, out: &mut String) {
    out.push_str(label);
    write::number(out, value);
}

/// The case of a message, by its name.
fn case(codes: &Registry, message: &[u8], out: &mut String) {
    let value = ERROR_CODE.of(message);
    match codes.entry(value) {
        Some(entry) => {
            out.push_str(": ");
            out.push_str(entry.name);
        }
        None => labeled(" code ", value, out),
    }
}

/// An address at `slot`, behind `label`.
fn address(label: &str, slot: Slot, message: &[u8], out: &mut String) {
    if let Some(address) = slot.array(message) {
        out.push_str(label);
        write::ipv6(out, address);
    }
}
