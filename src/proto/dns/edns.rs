//! EDNS(0): the OPT record and its options (RFC 6891).

use super::record::{domain, number, octets};
use super::registry::{ALGORITHMS, DIGESTS, EDE_CODES, EDNS_OPTIONS, FAMILIES, NSEC3_HASHES};
use crate::spec::{
    Amount, Case, Choice, Field, Group, Item, Items, Kind, Label, On, Part, Registry, Repeat, Shape, Source,
    Text, Unit, When, Width, text,
};

/// RFC 6891 §6.1.2 and §6.1.3: what an OPT record has instead of CLASS, TTL and RDATA.
pub(super) static OPT: &[Part] = &[
    Part::Field(
        Field::uint(
            "udp_payload_size",
            "UDP payload size",
            16,
            text(
                "the largest message that the sender can take over UDP (stands where CLASS does)",
                "发送方能用 UDP 接收的最大报文（位于 CLASS 的位置）",
            ),
        )
        .unit(Unit::Octets(1))
        .source(Source::Rfc(6891, "6.2.3")),
    ),
    Part::Field(
        Field::uint(
            "extended_rcode",
            "EXTENDED-RCODE",
            8,
            text("the upper 8 bits of RCODE (stands where TTL does)", "RCODE 的高 8 位（位于 TTL 的位置）"),
        )
        .default(0)
        .source(Source::Rfc(6891, "6.1.3")),
    ),
    Part::Field(
        Field::uint("version", "VERSION", 8, text("of EDNS: 0", "EDNS 的版本：0"))
            .default(0)
            .source(Source::Rfc(6891, "6.1.3")),
    ),
    Part::Field(
        Field::flag("do", "DO", text("DNSSEC OK: send signatures too", "DNSSEC OK：请把签名也送来"))
            .source(Source::Rfc(3225, "3")),
    ),
    Part::Field(
        Field::hex("edns_z", "Z", 15, text("reserved: must be zero", "保留：必须为 0"))
            .default(0)
            .source(Source::Rfc(6891, "6.1.4")),
    ),
    Part::Field(
        Field::uint("rdlength", "RDLENGTH", 16, text("octets of all options", "全部选项的字节数"))
            .unit(Unit::Octets(1))
            .computed(),
    ),
    Part::Group(Group {
        label: Label::new("rdata", "RDATA", text("the options", "各个选项"))
            .source(Source::Rfc(6891, "6.1.2")),
        octets: Some(Amount::of("rdlength")),
        parts: &[Part::Items(Items {
            label: Label::new("options", "options", text("what the extension adds", "扩展的内容")),
            shape: Shape { code: &CODE, length: &LENGTH, unit: 1, whole: false, single: &[], end: None },
            kinds: OPTIONS,
            unknown: &UNKNOWN,
        })],
    }),
];

static CODE: Field =
    Field::named("option_code", "OPTION-CODE", 16, &EDNS_OPTIONS, text("which option this is", "选项的种类"))
        .source(Source::Rfc(6891, "6.1.2"));
static LENGTH: Field =
    Field::uint("option_length", "OPTION-LENGTH", 16, text("octets of its data", "选项数据的字节数"))
        .unit(Unit::Octets(1))
        .computed()
        .source(Source::Rfc(6891, "6.1.2"));
static UNKNOWN: Label =
    Label::new("option", "OPTION", text("an option that netlab has no table for", "netlab 没有其表的选项"));

const fn list(parts: &'static [Part]) -> Part {
    Part::Repeat(Repeat {
        label: Label::new("list", "LIST-OF-CODES", text("what is understood", "所支持的内容")),
        each: Label::new("code", "code", text("one of them", "其中之一")),
        count: None,
        parts,
    })
}

const fn code(registry: &'static Registry, means: Text) -> Part {
    Part::Field(Field::named("alg_code", "ALG-CODE", 8, registry, means))
}

/// Parts that stand there unless the option is empty, as it is in one of the two directions.
const fn unless_empty(cases: &'static [Case]) -> Part {
    Part::Choice(Choice { on: On::Field("option_length"), cases })
}

static OPTIONS: &[Item] = &[
    Item::new(
        3,
        "nsid",
        "NSID",
        text("which server answered; empty in a query", "由哪台服务器应答；查询中为空"),
        Source::Rfc(5001, "2.3"),
        &[octets("nsid", "NSID", text("whatever the operator chose", "由运营者选定"))],
    ),
    Item::new(
        5,
        "dau",
        "DAU",
        text("signature algorithms that the asker understands", "询问者支持的签名算法"),
        Source::Rfc(6975, "3"),
        &[list(&[code(&ALGORITHMS, text("an algorithm", "一种算法"))])],
    ),
    Item::new(
        6,
        "dhu",
        "DHU",
        text("digests that the asker understands", "询问者支持的摘要"),
        Source::Rfc(6975, "3"),
        &[list(&[code(&DIGESTS, text("a digest", "一种摘要"))])],
    ),
    Item::new(
        7,
        "n3u",
        "N3U",
        text("hashes of NSEC3 that the asker understands", "询问者支持的 NSEC3 散列"),
        Source::Rfc(6975, "3"),
        &[list(&[code(&NSEC3_HASHES, text("a hash", "一种散列"))])],
    ),
    Item::new(
        8,
        "ecs",
        "edns-client-subnet",
        text(
            "the network of the real client, for answers that depend on the place",
            "真正的客户所在的网络，供因地而异的回答使用",
        ),
        Source::Rfc(7871, "6"),
        &[
            Part::Field(Field::named(
                "family",
                "FAMILY",
                16,
                &FAMILIES,
                text("which kind of address", "地址的种类"),
            )),
            number(
                "source_prefix_length",
                "SOURCE PREFIX-LENGTH",
                8,
                text("bits of the address that the query tells", "查询所给出的地址位数"),
            ),
            Part::Field(
                Field::uint(
                    "scope_prefix_length",
                    "SCOPE PREFIX-LENGTH",
                    8,
                    text("bits that the answer is good for; in a query 0", "回答适用的地址位数；查询中为 0"),
                )
                .default(0),
            ),
            Part::Choice(Choice {
                on: On::Field("family"),
                cases: &[
                    Case { when: When::Is(1), parts: &[prefix(Kind::Ipv4Prefix)] },
                    Case { when: When::Is(2), parts: &[prefix(Kind::Ipv6)] },
                    Case { when: When::Else, parts: &[prefix(Kind::Bytes)] },
                ],
            }),
        ],
    ),
    Item::new(
        9,
        "expire",
        "EDNS EXPIRE",
        text(
            "how long the server's copy of the zone is still good; empty in a query",
            "服务器上区的副本还有多久失效；查询中为空",
        ),
        Source::Rfc(7314, "2"),
        &[unless_empty(&[
            Case { when: When::Is(0), parts: &[] },
            Case {
                when: When::Else,
                parts: &[Part::Field(
                    Field::uint("expire", "EXPIRE", 32, text("seconds left", "剩余的秒数"))
                        .unit(Unit::Seconds),
                )],
            },
        ])],
    ),
    Item::new(
        10,
        "cookie",
        "COOKIE",
        text(
            "shows that who answers has seen the query, and the other way round",
            "表明应答者见过该查询，反之亦然",
        ),
        Source::Rfc(7873, "4"),
        &[
            Part::Field(Field::new(
                "client_cookie",
                "Client Cookie",
                Width::Bits(64),
                Kind::Bytes,
                text(
                    "made by the client from both addresses and a secret",
                    "由客户根据双方地址和一个秘密算出",
                ),
            )),
            octets(
                "server_cookie",
                "Server Cookie",
                text(
                    "made by the server: 8 to 32 octets, or not there yet",
                    "由服务器算出：8 到 32 字节，或尚未给出",
                ),
            ),
        ],
    ),
    Item::new(
        11,
        "keepalive",
        "edns-tcp-keepalive",
        text(
            "how long the server keeps an idle connection; empty in a query",
            "服务器保留空闲连接的时间；查询中为空",
        ),
        Source::Rfc(7828, "3.1"),
        &[unless_empty(&[
            Case { when: When::Is(0), parts: &[] },
            Case {
                when: When::Else,
                parts: &[number("timeout", "TIMEOUT", 16, text("in steps of 100 ms", "以 100 毫秒为单位"))],
            },
        ])],
    ),
    Item::new(
        12,
        "padding",
        "Padding",
        text("hides how long the message is", "掩盖报文的长度"),
        Source::Rfc(7830, "3"),
        &[octets("padding", "PADDING", text("zeros", "全 0 的填充"))],
    ),
    Item::new(
        13,
        "chain",
        "CHAIN",
        text(
            "asks for all records that prove the answer, from this name down",
            "请求从该域名往下证明回答所需的全部记录",
        ),
        Source::Rfc(7901, "4"),
        &[domain(
            "closest_trust_point",
            "Closest trust point",
            text("the lowest name that the asker trusts already", "询问者已经信任的最低一级域名"),
        )],
    ),
    Item::new(
        14,
        "key_tag",
        "edns-key-tag",
        text("the trust anchors that the asker has", "询问者持有的信任锚"),
        Source::Rfc(8145, "4.1"),
        &[list(&[number("key_tag", "KEY-TAG", 16, text("the tag of a key", "一个密钥的标签"))])],
    ),
    Item::new(
        15,
        "ede",
        "Extended DNS Error",
        text("why exactly it failed", "失败的具体原因"),
        Source::Rfc(8914, "2"),
        &[
            Part::Field(Field::named("info_code", "INFO-CODE", 16, &EDE_CODES, text("the reason", "原因"))),
            Part::Field(Field::rest(
                "extra_text",
                "EXTRA-TEXT",
                Kind::Text,
                text("the server's own words, for people", "服务器给人看的说明"),
            )),
        ],
    ),
    Item::new(
        18,
        "report_channel",
        "Report-Channel",
        text("where to report failures to", "向何处报告失败"),
        Source::Rfc(9567, ""),
        &[domain(
            "agent_domain",
            "Agent Domain",
            text("reports are questions for names below this one", "报告即询问该域名之下的域名"),
        )],
    ),
];

/// RFC 7871 §6: only the octets that the prefix length needs.
const fn prefix(kind: Kind) -> Part {
    Part::Field(Field::sized(
        "address",
        "ADDRESS",
        Amount::of("source_prefix_length").per(8),
        kind,
        text("as many octets as the prefix needs", "只含前缀所需的字节"),
    ))
}
