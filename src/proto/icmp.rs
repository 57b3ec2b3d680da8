//! ICMP, the Internet Control Message Protocol of IPv4.

use super::IPV4;
use crate::spec::{
    Case, Choice, Entry, Extent, Field, Kind, Next, On, OsiLayer, Part, Protocol, Registry, Slot, Source,
    Stack, When, fixed_octets, slot, text, write,
};

/// ICMP message types.
pub static TYPES: Registry = Registry {
    key: "icmp-type",
    title: text("ICMP types", "ICMP 类型"),
    source: Source::Iana("icmp parameters"),
    entries: &[
        Entry::new(
            0,
            "echo-reply",
            "Echo Reply",
            text("the answer to an echo request", "对回送请求的回答"),
            Source::Rfc(792, ""),
        ),
        Entry::new(
            3,
            "unreachable",
            "Destination Unreachable",
            text("the datagram quoted could not be delivered", "所引用的数据报无法交付"),
            Source::Rfc(792, ""),
        ),
        Entry::new(
            8,
            "echo-request",
            "Echo",
            text("send this back: ping", "请原样送回：ping 使用"),
            Source::Rfc(792, ""),
        ),
        Entry::new(
            11,
            "time-exceeded",
            "Time Exceeded",
            text(
                "the datagram quoted met too many routers, or a fragment of it never came",
                "所引用的数据报经过的路由器过多，或其分片未到齐",
            ),
            Source::Rfc(792, ""),
        ),
    ],
    ranges: &[],
};

static PARTS: &[Part] = &[
    Part::Field(Field::named("type", "Type", 8, &TYPES, text("which message this is", "报文的类型"))),
    Part::Field(
        Field::uint("code", "Code", 8, text("which case of the type", "该类型下的具体情形")).default(0),
    ),
    Part::Field(
        Field::hex("checksum", "Checksum", 16, text("over the whole ICMP message", "覆盖整个 ICMP 报文"))
            .computed(),
    ),
    Part::Choice(Choice {
        on: On::Field("type"),
        cases: &[
            Case { when: When::OneOf(&[0, 8]), parts: ECHO },
            Case { when: When::OneOf(ERRORS), parts: ERROR },
            Case { when: When::Else, parts: OTHER },
        ],
    }),
];

static ECHO: &[Part] = &[
    Part::Field(
        Field::uint(
            "identifier",
            "Identifier",
            16,
            text("tells the asker's requests from other programs'", "区分不同程序发出的请求"),
        )
        .default(0),
    ),
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

static ERROR: &[Part] =
    &[Part::Field(Field::uint("unused", "unused", 32, text("must be zero", "必须为 0")).default(0))];

static OTHER: &[Part] = &[Part::Field(Field::rest(
    "body",
    "Message body",
    Kind::Bytes,
    text("the rest of the message", "报文的其余部分"),
))];

/// RFC 1122 §3.2.2: messages that report an error and quote the datagram that caused it.
const ERRORS: &[u64] = &[3, 11];

const TYPE: Slot = slot(PARTS, "type");
const HEADER: usize = fixed_octets(PARTS) + fixed_octets(ERROR);

/// The Internet Control Message Protocol.
pub static ICMP: Protocol = Protocol {
    next,
    summary,
    ..Protocol::new(
        "icmp",
        "ICMP",
        text("Internet Control Message Protocol", "网际控制报文协议"),
        text("message", "报文"),
        Source::Rfc(792, ""),
        OsiLayer::Network,
        PARTS,
        |bytes| {
            if ERRORS.contains(&TYPE.of(bytes)) {
                Extent::header(HEADER)
            } else {
                Extent::message(bytes.len().max(HEADER))
            }
        },
    )
};

fn next(stack: &Stack<'_>, i: usize) -> Next {
    if ERRORS.contains(&TYPE.of(stack.header(i))) {
        Next::Quoted(&IPV4, stack.payload(i).len())
    } else {
        Next::Nothing
    }
}

fn summary(stack: &Stack<'_>, i: usize, out: &mut String) {
    out.push_str("ICMP ");
    let value = TYPE.of(stack.header(i));
    match TYPES.entry(value) {
        Some(entry) => out.push_str(entry.name),
        None => {
            out.push_str("type ");
            write::number(out, value);
        }
    }
}
