//! What the messages of each type are made of, behind the type.

use super::codes::{
    ADVERTISEMENT_CODES, PARAMETER_CODES, PHOTURIS_CODES, PROBE_CODES, PROBE_STATES, REDIRECT_CODES,
    TIME_EXCEEDED_CODES, UNREACHABLE_CODES,
};
use crate::spec::{
    Amount, Case, Choice, Field, Kind, Label, On, Part, Registry, Repeat, Source, Unit, When, Width, text,
};

/// The rest of a message, by its type.
pub const BY_TYPE: Choice = Choice {
    on: On::Field("type"),
    cases: &[
        Case { when: When::OneOf(&[0, 8]), parts: ECHO },
        Case { when: When::Is(3), parts: UNREACHABLE },
        Case { when: When::Is(4), parts: SOURCE_QUENCH },
        Case { when: When::Is(5), parts: REDIRECT },
        Case { when: When::Is(9), parts: ROUTER_ADVERTISEMENT },
        Case { when: When::Is(10), parts: ROUTER_SOLICITATION },
        Case { when: When::Is(11), parts: MULTI_PART },
        Case { when: When::Is(12), parts: PARAMETER_PROBLEM },
        Case { when: When::OneOf(&[13, 14]), parts: TIMESTAMP },
        Case { when: When::OneOf(&[15, 16]), parts: INFORMATION },
        Case { when: When::OneOf(&[17, 18]), parts: MASK },
        Case { when: When::Is(30), parts: TRACEROUTE },
        Case { when: When::Is(31), parts: CONVERSION_ERROR },
        Case { when: When::Is(40), parts: PHOTURIS },
        Case { when: When::Is(42), parts: EXTENDED_ECHO_REQUEST },
        Case { when: When::Is(43), parts: EXTENDED_ECHO_REPLY },
        Case { when: When::Else, parts: OTHER },
    ],
};

/// A code that has only the value 0.
const NO_CODE: Part = Part::Field(
    Field::uint("code", "Code", 8, text("this type has no cases: 0", "该类型不再细分，为 0")).default(0),
);

const fn code(registry: &'static Registry) -> Part {
    Part::Field(
        Field::named("code", "Code", 8, registry, text("which case of the type", "该类型下的具体情形"))
            .default(0),
    )
}

const CHECKSUM: Part = Part::Field(
    Field::hex("checksum", "Checksum", 16, text("over the whole ICMP message", "覆盖整个 ICMP 报文"))
        .computed(),
);
const IDENTIFIER: Part = Part::Field(
    Field::uint(
        "identifier",
        "Identifier",
        16,
        text("tells the asker's requests from other programs'", "区分不同程序发出的请求"),
    )
    .default(0),
);
const SEQUENCE: Part = Part::Field(
    Field::uint(
        "sequence",
        "Sequence Number",
        16,
        text("counts the requests; the reply repeats it", "请求的序号；回答中原样返回"),
    )
    .default(0),
);
const DATA: Part = Part::Field(Field::rest(
    "data",
    "Data",
    Kind::Bytes,
    text(
        "whatever the asker sent: the reply brings it back unchanged",
        "询问方发送的任意数据；回答中原样返回",
    ),
));

const fn unused(bits: u16) -> Part {
    Part::Field(Field::uint("unused", "unused", bits, text("must be zero", "必须为 0")).default(0))
}

/// RFC 4884 §4: how long the quotation is, where an extension stands behind it.
const LENGTH: Part = Part::Field(
    Field::uint(
        "length",
        "Length",
        8,
        text(
            "words of 4 octets of the datagram quoted, padding included; 0 where no extension follows it",
            "所引用数据报的长度，以 4 字节为单位，含填充；后面没有扩展时为 0",
        ),
    )
    .unit(Unit::Octets(4))
    .computed()
    .source(Source::Rfc(4884, "4")),
);

pub const ECHO: &[Part] = &[NO_CODE, CHECKSUM, IDENTIFIER, SEQUENCE, DATA];

pub const UNREACHABLE: &[Part] = &[
    code(&UNREACHABLE_CODES),
    CHECKSUM,
    unused(8),
    LENGTH,
    Part::Choice(Choice {
        on: On::Field("code"),
        cases: &[
            Case { when: When::Is(4), parts: FRAGMENTATION_NEEDED },
            Case { when: When::Else, parts: &[UNUSED_2] },
        ],
    }),
];

pub const FRAGMENTATION_NEEDED: &[Part] = &[Part::Field(
    Field::uint(
        "next_hop_mtu",
        "Next-Hop MTU",
        16,
        text(
            "octets that the next link can take in one datagram; 0 from routers older than RFC 1191",
            "下一链路一个数据报所能容纳的字节数；早于 RFC 1191 的路由器填 0",
        ),
    )
    .unit(Unit::Octets(1))
    .source(Source::Rfc(1191, "4")),
)];

static SOURCE_QUENCH: &[Part] = &[NO_CODE, CHECKSUM, unused(32)];

pub const REDIRECT: &[Part] = &[
    code(&REDIRECT_CODES),
    CHECKSUM,
    Part::Field(Field::ipv4(
        "gateway",
        "Gateway Internet Address",
        text("the router to send such datagrams to from now on", "今后应将此类数据报发往的路由器"),
    )),
];

pub const MULTI_PART: &[Part] = &[code(&TIME_EXCEEDED_CODES), CHECKSUM, unused(8), LENGTH, UNUSED_2];

const UNUSED_2: Part =
    Part::Field(Field::uint("unused_2", "unused", 16, text("must be zero", "必须为 0")).default(0));

pub const PARAMETER_PROBLEM: &[Part] = &[
    code(&PARAMETER_CODES),
    CHECKSUM,
    Part::Field(
        Field::uint(
            "pointer",
            "Pointer",
            8,
            text(
                "which octet of the datagram quoted is wrong, counted from 0",
                "所引用数据报中出错的字节，从 0 数起",
            ),
        )
        .default(0),
    ),
    LENGTH,
    UNUSED_2,
];

static ROUTER_SOLICITATION: &[Part] = &[
    NO_CODE,
    CHECKSUM,
    Part::Field(Field::uint("reserved", "Reserved", 32, text("must be zero", "必须为 0")).default(0)),
];

static ROUTER_ADVERTISEMENT: &[Part] = &[
    code(&ADVERTISEMENT_CODES),
    CHECKSUM,
    Part::Field(
        Field::uint("num_addrs", "Num Addrs", 8, text("how many addresses follow", "后面有多少个地址"))
            .computed()
            .source(Source::Rfc(1256, "3")),
    ),
    Part::Field(
        Field::uint(
            "addr_entry_size",
            "Addr Entry Size",
            8,
            text("words of 4 octets for each: 2", "每个地址占多少个 4 字节字：2"),
        )
        .unit(Unit::Octets(4))
        .default(2)
        .source(Source::Rfc(1256, "3")),
    ),
    Part::Field(
        Field::uint(
            "lifetime",
            "Lifetime",
            16,
            text("how long the addresses may be relied on without a new advertisement", "未收到新通告时，这些地址的有效时间"),
        )
        .unit(Unit::Seconds)
        .default(1800)
        .source(Source::Rfc(1256, "3")),
    ),
    Part::Repeat(Repeat {
        label: Label::new("routers", "Router Addresses", text("the router's addresses on this link", "路由器在本链路上的地址"))
            .source(Source::Rfc(1256, "3")),
        each: Label::new("router", "router", text("one address", "一个地址")),
        count: Some(Amount::of("num_addrs")),
        parts: &[Part::Within(
            Amount::of("addr_entry_size").times(4),
            &[
                Part::Field(Field::ipv4(
                    "address",
                    "Router Address",
                    text("an address of the router that sends this", "发送本报文的路由器的地址"),
                )),
                Part::Field(
                    Field::new(
                        "preference",
                        "Preference Level",
                        Width::Bits(32),
                        Kind::Int,
                        text(
                            "the higher, the rather it is the default router; the lowest value of all means never",
                            "越高越优先作默认路由器；最小值表示不可作默认路由器",
                        ),
                    )
                    .default(0),
                ),
            ],
        )],
    }),
    Part::Field(
        Field::rest(
            "extensions",
            "Extensions",
            Kind::Bytes,
            text("extensions of Mobile IP, if any", "移动 IP 的扩展（如有）"),
        )
        .source(Source::Rfc(5944, "2.1")),
    ),
];

static TIMESTAMP: &[Part] = &[
    NO_CODE,
    CHECKSUM,
    IDENTIFIER,
    SEQUENCE,
    time("originate", "Originate Timestamp", "when the asker sent the request", "询问方发送请求的时刻"),
    time("receive", "Receive Timestamp", "when the answerer received it", "回答方收到请求的时刻"),
    time("transmit", "Transmit Timestamp", "when the answerer sent the reply", "回答方发送回答的时刻"),
];

/// RFC 792: milliseconds since midnight UT; with the first bit set, time of another kind.
const fn time(key: &'static str, name: &'static str, en: &'static str, zh: &'static str) -> Part {
    Part::Field(Field::uint(key, name, 32, text(en, zh)).unit(Unit::Milliseconds).default(0))
}

static INFORMATION: &[Part] = &[NO_CODE, CHECKSUM, IDENTIFIER, SEQUENCE];

static MASK: &[Part] = &[
    NO_CODE,
    CHECKSUM,
    IDENTIFIER,
    SEQUENCE,
    Part::Field(
        Field::ipv4(
            "mask",
            "Address Mask",
            text("the subnet mask; 0 in the request", "子网掩码；请求中为 0"),
        )
        .default(0)
        .source(Source::Rfc(950, "appendix I")),
    ),
];

static TRACEROUTE: &[Part] = &[
    Part::Field(
        Field::uint(
            "code",
            "Code",
            8,
            text(
                "0: the probe was passed on; 1: it was thrown away, no route",
                "0：探测分组已转发；1：没有路由，已丢弃",
            ),
        )
        .default(0)
        .source(Source::Rfc(1393, "")),
    ),
    CHECKSUM,
    Part::Field(
        Field::uint("id", "ID Number", 16, text("tells the prober's messages apart", "供探测方区分各报文"))
            .source(Source::Rfc(1393, "")),
    ),
    unused(16),
    Part::Field(
        Field::uint(
            "outbound_hops",
            "Outbound Hop Count",
            16,
            text("routers passed on the way out", "去程经过的路由器数"),
        )
        .source(Source::Rfc(1393, "")),
    ),
    Part::Field(
        Field::uint(
            "return_hops",
            "Return Hop Count",
            16,
            text("routers passed on the way back", "回程经过的路由器数"),
        )
        .source(Source::Rfc(1393, "")),
    ),
    Part::Field(
        Field::uint(
            "link_speed",
            "Output Link Speed",
            32,
            text("octets a second of the link it went out by", "输出链路的速率，字节每秒"),
        )
        .source(Source::Rfc(1393, "")),
    ),
    Part::Field(
        Field::uint("link_mtu", "Output Link MTU", 32, text("the MTU of that link", "该链路的 MTU"))
            .unit(Unit::Octets(1))
            .source(Source::Rfc(1393, "")),
    ),
];

static CONVERSION_ERROR: &[Part] = &[
    Part::Field(
        Field::uint("code", "Code", 8, text("what went wrong", "出错的原因")).source(Source::Rfc(1475, "")),
    ),
    CHECKSUM,
    Part::Field(
        Field::uint(
            "pointer",
            "Pointer to problem area",
            32,
            text("where in the datagram quoted", "在所引用数据报中的位置"),
        )
        .source(Source::Rfc(1475, "")),
    ),
];

static PHOTURIS: &[Part] = &[
    code(&PHOTURIS_CODES),
    CHECKSUM,
    Part::Field(Field::uint("reserved", "Reserved", 16, text("must be zero", "必须为 0")).default(0)),
    Part::Field(
        Field::uint("pointer", "Pointer", 16, text("where in the datagram quoted", "在所引用数据报中的位置"))
            .source(Source::Rfc(2521, "")),
    ),
];

const PROBE_SEQUENCE: Part = Part::Field(
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
    NO_CODE,
    CHECKSUM,
    IDENTIFIER,
    PROBE_SEQUENCE,
    Part::Field(
        Field::uint("reserved", "Reserved", 7, text("must be zero", "必须为 0"))
            .default(0)
            .source(Source::Rfc(8335, "2")),
    ),
    Part::Field(
        Field::flag(
            "local",
            "L",
            text(
                "the interface is one of the host that is asked; otherwise a neighbour's",
                "所问接口属于被询问的主机；否则属于其邻站",
            ),
        )
        .source(Source::Rfc(8335, "2")),
    ),
];

static EXTENDED_ECHO_REPLY: &[Part] = &[
    code(&PROBE_CODES),
    CHECKSUM,
    IDENTIFIER,
    PROBE_SEQUENCE,
    Part::Field(
        Field::named(
            "state",
            "State",
            3,
            &PROBE_STATES,
            text("what is known of the neighbour; 0 where L was set", "对邻站的了解；L 置位时为 0"),
        )
        .default(0)
        .source(Source::Rfc(8335, "3")),
    ),
    Part::Field(
        Field::uint("reserved", "Res", 2, text("must be zero", "必须为 0"))
            .default(0)
            .source(Source::Rfc(8335, "3")),
    ),
    Part::Field(
        Field::flag("active", "A", text("the interface is up", "接口处于工作状态"))
            .source(Source::Rfc(8335, "3")),
    ),
    Part::Field(
        Field::flag("ipv4", "4", text("IPv4 runs on it", "接口上运行 IPv4")).source(Source::Rfc(8335, "3")),
    ),
    Part::Field(
        Field::flag("ipv6", "6", text("IPv6 runs on it", "接口上运行 IPv6")).source(Source::Rfc(8335, "3")),
    ),
];

static OTHER: &[Part] = &[
    Part::Field(
        Field::uint("code", "Code", 8, text("which case of the type", "该类型下的具体情形")).default(0),
    ),
    CHECKSUM,
    Part::Field(Field::rest(
        "body",
        "Message body",
        Kind::Bytes,
        text("the rest of the message", "报文的其余部分"),
    )),
];
