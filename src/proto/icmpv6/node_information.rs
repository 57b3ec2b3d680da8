//! Node Information queries and replies.

use super::types::{NI_QUERY_CODES, NI_REPLY_CODES};
use super::{CHECKSUM, code};
use crate::spec::{
    Case, Choice, Entry, Field, Kind, Label, On, Part, Registry, Repeat, Source, Unit, When, text,
};

/// What a node is asked.
pub static QTYPES: Registry = Registry {
    key: "ni-qtype",
    title: text("node information query types", "结点信息查询类型"),
    source: Source::Iana("icmpv6 parameters"),
    entries: &[
        qtype(0, "noop", "NOOP", text("nothing: are you there?", "无：只询问是否存在")),
        qtype(1, "unused", "unused", text("was: supported query types", "原为：支持的查询类型")),
        qtype(2, "name", "Node Name", text("what is your name?", "你叫什么名字？")),
        qtype(3, "ipv6", "Node Addresses", text("which IPv6 addresses do you have?", "你有哪些 IPv6 地址？")),
        qtype(4, "ipv4", "IPv4 Addresses", text("which IPv4 addresses do you have?", "你有哪些 IPv4 地址？")),
    ],
    ranges: &[],
};

const fn qtype(value: u64, key: &'static str, name: &'static str, means: crate::spec::Text) -> Entry {
    Entry::new(value, key, name, means, RFC4620)
}

const RFC4620: Source = Source::Rfc(4620, "4");

const QTYPE: Part = Part::Field(
    Field::named("qtype", "Qtype", 16, &QTYPES, text("what is asked for", "询问什么")).source(RFC4620),
);
const UNUSED: Part =
    Part::Field(Field::uint("flags_unused", "Flags", 10, text("must be zero", "必须为 0")).default(0));
const G: Part = flag("g", "G", text("global addresses", "全球地址"));
const S: Part = flag("s", "S", text("site-local addresses (deprecated)", "站点本地地址（已弃用）"));
const L: Part = flag("l", "L", text("link-local addresses", "链路本地地址"));
const C: Part =
    flag("c", "C", text("IPv4-compatible and IPv4-mapped addresses", "IPv4 兼容地址和 IPv4 映射地址"));
const A: Part = flag("a", "A", text("the addresses of all interfaces", "所有接口的地址"));
const T: Part = flag("t", "T", text("truncated: not all of them", "已截断：不是全部"));
const NONCE: Part = Part::Field(
    Field::hex("nonce", "Nonce", 64, text("ties the reply to its query", "使回答与查询对应")).source(RFC4620),
);

const fn flag(key: &'static str, name: &'static str, means: crate::spec::Text) -> Part {
    Part::Field(Field::flag(key, name, means).source(Source::Rfc(4620, "6")))
}

/// Node Information Query.
pub static QUERY: &[Part] = &[
    code(&NI_QUERY_CODES),
    CHECKSUM,
    QTYPE,
    UNUSED,
    G,
    S,
    L,
    C,
    A,
    T,
    NONCE,
    Part::Choice(Choice {
        on: On::Field("code"),
        cases: &[
            Case {
                when: When::Is(0),
                parts: &[Part::Field(
                    Field::ipv6("subject", "Data", text("the node that is asked about", "被询问的结点"))
                        .source(RFC4620),
                )],
            },
            Case {
                when: When::Is(1),
                parts: &[Part::Choice(Choice {
                    // the subject of a NOOP is empty
                    on: On::Ahead(8),
                    cases: &[Case {
                        when: When::Else,
                        parts: &[Part::Field(
                            Field::dns_name(
                                "subject",
                                "Data",
                                text("the node that is asked about", "被询问的结点"),
                            )
                            .source(RFC4620),
                        )],
                    }],
                })],
            },
            Case {
                when: When::Is(2),
                parts: &[Part::Field(
                    Field::ipv4("subject", "Data", text("the node that is asked about", "被询问的结点"))
                        .source(RFC4620),
                )],
            },
        ],
    }),
    REST,
];

/// What stands behind the data that the code or the query type foresees.
const REST: Part = Part::Field(Field::rest(
    "data",
    "Data",
    Kind::Bytes,
    text("more data, which no table tells apart", "其余数据，没有表可以分解"),
));

/// Node Information Reply.
pub static REPLY: &[Part] = &[
    code(&NI_REPLY_CODES),
    CHECKSUM,
    QTYPE,
    UNUSED,
    G,
    S,
    L,
    C,
    A,
    T,
    NONCE,
    Part::Choice(Choice {
        on: On::Field("qtype"),
        cases: &[
            Case { when: When::Is(2), parts: &[Part::Choice(SUCCESS_NAMES)] },
            Case { when: When::Is(3), parts: &[addresses(IPV6_ADDRESS)] },
            Case { when: When::Is(4), parts: &[addresses(IPV4_ADDRESS)] },
        ],
    }),
    REST,
];

const SUCCESS_NAMES: Choice = Choice {
    on: On::Field("code"),
    cases: &[Case {
        when: When::Is(0),
        parts: &[
            TTL,
            Part::Repeat(Repeat {
                label: Label::new("names", "DNS names", text("the names of the node", "结点的名字")),
                each: Label::new("entry", "DNS name", text("one name", "一个名字")),
                count: None,
                parts: &[Part::Field(
                    Field::dns_name("name", "DNS name", text("the name", "该名字"))
                        .source(Source::Rfc(4620, "6.3")),
                )],
            }),
        ],
    }],
};

const TTL: Part = Part::Field(
    Field::uint(
        "ttl",
        "TTL",
        32,
        text("how long it may be kept; 0 in most replies", "可缓存的时间；多数回答中为 0"),
    )
    .unit(Unit::Seconds)
    .source(Source::Rfc(4620, "6")),
);

const fn addresses(parts: &'static [Part]) -> Part {
    Part::Repeat(Repeat {
        label: Label::new("addresses", "Addresses", text("the addresses of the node", "结点的地址")),
        each: Label::new("entry", "Address", text("one address", "一个地址")),
        count: None,
        parts,
    })
}

static IPV6_ADDRESS: &[Part] = &[
    TTL,
    Part::Field(
        Field::ipv6("address", "IPv6 address", text("the address", "该地址"))
            .source(Source::Rfc(4620, "6.4")),
    ),
];
static IPV4_ADDRESS: &[Part] = &[
    TTL,
    Part::Field(
        Field::ipv4("address", "IPv4 address", text("the address", "该地址"))
            .source(Source::Rfc(4620, "6.5")),
    ),
];
