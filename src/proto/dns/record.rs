//! Questions and resource records, and the data of the types of RFC 1035 and its kin.

use super::edns::OPT;
use super::registry::{CLASSES, TSIG_ERRORS, TYPES};
use super::{security, service};
use crate::spec::{
    Amount, Case, Choice, Field, Group, Kind, Label, On, Part, Repeat, Source, Text, Unit, When, Width, text,
};

pub(super) const fn number(key: &'static str, name: &'static str, bits: u16, means: Text) -> Part {
    Part::Field(Field::uint(key, name, bits, means))
}

pub(super) const fn seconds(key: &'static str, name: &'static str, means: Text) -> Part {
    Part::Field(Field::uint(key, name, 32, means).unit(Unit::Seconds))
}

pub(super) const fn domain(key: &'static str, name: &'static str, means: Text) -> Part {
    Part::Field(Field::dns_name(key, name, means))
}

pub(super) const fn octets(key: &'static str, name: &'static str, means: Text) -> Part {
    Part::Field(Field::rest(key, name, Kind::Bytes, means))
}

/// An octet that says how long the field behind it is.
pub(super) const fn length(key: &'static str, name: &'static str, means: Text) -> Part {
    Part::Field(Field::uint(key, name, 8, means).unit(Unit::Octets(1)).computed())
}

const fn rrtype(key: &'static str, name: &'static str, means: Text) -> Part {
    Part::Field(Field::named(key, name, 16, &TYPES, means))
}

const QNAME: Part = domain("qname", "QNAME", text("the name that is asked about", "所询问的域名"));
const QTYPE: Part = rrtype("qtype", "QTYPE", text("which type of records is wanted", "想要哪种类型的记录"));

/// RFC 1035 §4.1.2.
pub(super) static QUESTION: &[Part] = &[
    QNAME,
    QTYPE,
    Part::Field(
        Field::named(
            "qclass",
            "QCLASS",
            16,
            &CLASSES,
            text("which class: IN, the Internet", "哪一类：IN 即互联网"),
        )
        .default(1),
    ),
];

/// RFC 6762 §5.4: the top bit of the class asks for a unicast response.
pub(super) static MDNS_QUESTION: &[Part] = &[
    QNAME,
    QTYPE,
    Part::Field(
        Field::flag(
            "unicast_response",
            "unicast-response",
            text("QU: the response may come by unicast", "QU：响应可以用单播送回"),
        )
        .source(Source::Rfc(6762, "5.4")),
    ),
    Part::Field(
        Field::named(
            "qclass",
            "QCLASS",
            15,
            &CLASSES,
            text("which class: IN, the Internet", "哪一类：IN 即互联网"),
        )
        .default(1),
    ),
];

const NAME: Part = domain("name", "NAME", text("the name that the record is about", "该记录所属的域名"));
const TYPE: Part = rrtype("type", "TYPE", text("what the record's data says", "记录数据的类型"));
const TTL: Part = Part::Field(
    Field::uint(
        "ttl",
        "TTL",
        32,
        text("how long the record may be kept in a cache", "该记录可在高速缓存中保存的时间"),
    )
    .unit(Unit::Seconds),
);
const RDLENGTH: Part = Part::Field(
    Field::uint("rdlength", "RDLENGTH", 16, text("octets of RDATA", "RDATA 的字节数"))
        .unit(Unit::Octets(1))
        .computed(),
);
/// RDATA of one type, and where its parts are defined.
const fn rdata(source: Source, parts: &'static [Part]) -> Part {
    Part::Group(Group {
        label: Label::new(
            "rdata",
            "RDATA",
            text("what the record says; its type says how to read it", "记录的内容；由类型决定如何解读"),
        )
        .source(source),
        octets: Some(Amount::of("rdlength")),
        parts,
    })
}

const RDATA: Part = Part::Choice(Choice { on: On::Field("type"), cases: RDATA_BY_TYPE });

/// RFC 1035 §4.1.3. RFC 6891 §6.1.2: an OPT record uses the fields behind TYPE otherwise.
pub(super) static RECORD: &[Part] = &[
    NAME,
    TYPE,
    Part::Choice(Choice {
        on: On::Field("type"),
        cases: &[Case { when: When::Is(41), parts: OPT }, Case { when: When::Else, parts: AFTER_TYPE }],
    }),
];

/// What stands behind NAME and TYPE.
pub(super) static AFTER_TYPE: &[Part] = &[
    Part::Field(
        Field::named(
            "class",
            "CLASS",
            16,
            &CLASSES,
            text("which class: IN, the Internet", "哪一类：IN 即互联网"),
        )
        .default(1),
    ),
    TTL,
    RDLENGTH,
    RDATA,
];

/// RFC 6762 §10.2: the top bit of the class asks caches to drop what they had.
pub(super) static MDNS_RECORD: &[Part] = &[
    NAME,
    TYPE,
    Part::Choice(Choice {
        on: On::Field("type"),
        cases: &[
            Case { when: When::Is(41), parts: OPT },
            Case {
                when: When::Else,
                parts: &[
                    Part::Field(
                        Field::flag(
                            "cache_flush",
                            "cache-flush",
                            text(
                                "forget older records of this name and type: these are all there are",
                                "清除该域名和类型的旧记录：现有的全在这里",
                            ),
                        )
                        .source(Source::Rfc(6762, "10.2")),
                    ),
                    Part::Field(
                        Field::named(
                            "class",
                            "CLASS",
                            15,
                            &CLASSES,
                            text("which class: IN, the Internet", "哪一类：IN 即互联网"),
                        )
                        .default(1),
                    ),
                    TTL,
                    RDLENGTH,
                    RDATA,
                ],
            },
        ],
    }),
];

/// What the data of a record of this type is made of; nothing where no table says it.
pub(super) fn rdata_parts(kind: u64) -> &'static [Part] {
    match RDATA_BY_TYPE.iter().find(|case| case.when.holds(kind)).map(|case| case.parts) {
        Some([Part::Group(group)]) => group.parts,
        _ => &[],
    }
}

/// RDATA by the record's type. RFC 3597 §3: the data of other types is octets.
static RDATA_BY_TYPE: &[Case] = &[
    Case { when: When::Is(1), parts: &[rdata(Source::Rfc(1035, "3.4.1"), ADDRESS)] },
    Case {
        when: When::Is(2),
        parts: &[rdata(
            Source::Rfc(1035, "3.3.11"),
            &[domain("nsdname", "NSDNAME", text("a server that has the zone", "拥有该区的服务器"))],
        )],
    },
    Case {
        when: When::Is(5),
        parts: &[rdata(
            Source::Rfc(1035, "3.3.1"),
            &[domain("cname", "CNAME", text("the canonical name", "规范域名"))],
        )],
    },
    Case { when: When::Is(6), parts: &[rdata(Source::Rfc(1035, "3.3.13"), SOA)] },
    Case {
        when: When::Is(7),
        parts: &[rdata(
            Source::Rfc(1035, "3.3.3"),
            &[domain("madname", "MADNAME", text("the host of the mailbox", "邮箱所在的主机"))],
        )],
    },
    Case {
        when: When::Is(8),
        parts: &[rdata(
            Source::Rfc(1035, "3.3.6"),
            &[domain("mgmname", "MGMNAME", text("a mailbox in the group", "组中的一个邮箱"))],
        )],
    },
    Case {
        when: When::Is(9),
        parts: &[rdata(
            Source::Rfc(1035, "3.3.8"),
            &[domain("newname", "NEWNAME", text("the new name of the mailbox", "邮箱的新名称"))],
        )],
    },
    Case {
        when: When::Is(12),
        parts: &[rdata(
            Source::Rfc(1035, "3.3.12"),
            &[domain("ptrdname", "PTRDNAME", text("the name that is pointed to", "所指向的域名"))],
        )],
    },
    Case { when: When::Is(13), parts: &[rdata(Source::Rfc(1035, "3.3.2"), HINFO)] },
    Case { when: When::Is(14), parts: &[rdata(Source::Rfc(1035, "3.3.7"), MINFO)] },
    Case { when: When::Is(15), parts: &[rdata(Source::Rfc(1035, "3.3.9"), MX)] },
    Case { when: When::OneOf(&[16, 99]), parts: &[rdata(Source::Rfc(1035, "3.3.14"), TXT)] },
    Case { when: When::Is(17), parts: &[rdata(Source::Rfc(1183, "2.2"), RP)] },
    Case { when: When::Is(18), parts: &[rdata(Source::Rfc(1183, "1"), AFSDB)] },
    Case { when: When::OneOf(&[24, 46]), parts: &[rdata(Source::Rfc(4034, "3.1"), security::RRSIG)] },
    Case {
        when: When::Is(28),
        parts: &[rdata(
            Source::Rfc(3596, "2.2"),
            &[Part::Field(Field::ipv6("address", "AAAA", text("the IPv6 address", "IPv6 地址")))],
        )],
    },
    Case { when: When::Is(29), parts: &[rdata(Source::Rfc(1876, "2"), service::LOC)] },
    Case { when: When::Is(33), parts: &[rdata(Source::Rfc(2782, ""), service::SRV)] },
    Case { when: When::Is(35), parts: &[rdata(Source::Rfc(3403, "4.1"), service::NAPTR)] },
    Case { when: When::Is(36), parts: &[rdata(Source::Rfc(2230, ""), KX)] },
    Case {
        when: When::Is(39),
        parts: &[rdata(
            Source::Rfc(6672, "2.1"),
            &[domain(
                "target",
                "target",
                text("what the end of the name is replaced by", "用来替换域名尾部的域名"),
            )],
        )],
    },
    Case { when: When::OneOf(&[43, 59]), parts: &[rdata(Source::Rfc(4034, "5.1"), security::DS)] },
    Case { when: When::Is(44), parts: &[rdata(Source::Rfc(4255, "3.1"), security::SSHFP)] },
    Case { when: When::Is(47), parts: &[rdata(Source::Rfc(4034, "4.1"), security::NSEC)] },
    Case { when: When::OneOf(&[48, 60]), parts: &[rdata(Source::Rfc(4034, "2.1"), security::DNSKEY)] },
    Case { when: When::Is(50), parts: &[rdata(Source::Rfc(5155, "3.2"), security::NSEC3)] },
    Case { when: When::Is(51), parts: &[rdata(Source::Rfc(5155, "4.2"), security::NSEC3PARAM)] },
    Case { when: When::OneOf(&[52, 53]), parts: &[rdata(Source::Rfc(6698, "2.1"), security::TLSA)] },
    Case { when: When::Is(62), parts: &[rdata(Source::Rfc(7477, "2.1"), security::CSYNC)] },
    Case { when: When::Is(63), parts: &[rdata(Source::Rfc(8976, "2.2"), security::ZONEMD)] },
    Case { when: When::OneOf(&[64, 65]), parts: &[rdata(Source::Rfc(9460, "2.2"), service::SVCB)] },
    Case {
        when: When::Is(108),
        parts: &[rdata(
            Source::Rfc(7043, "3"),
            &[Part::Field(Field::mac("address", "EUI-48 address", text("the address", "地址")))],
        )],
    },
    Case {
        when: When::Is(109),
        parts: &[rdata(
            Source::Rfc(7043, "4"),
            &[Part::Field(Field::new(
                "address",
                "EUI-64 address",
                Width::Bits(64),
                Kind::Bytes,
                text("the address", "地址"),
            ))],
        )],
    },
    Case { when: When::Is(250), parts: &[rdata(Source::Rfc(8945, "4.2"), TSIG)] },
    Case { when: When::Is(256), parts: &[rdata(Source::Rfc(7553, ""), service::URI)] },
    Case { when: When::Is(257), parts: &[rdata(Source::Rfc(8659, "4.1"), service::CAA)] },
    Case {
        when: When::Else,
        parts: &[rdata(
            Source::Rfc(3597, "3"),
            &[octets(
                "data",
                "data",
                text("data of a type that netlab does not take apart", "netlab 不分解的类型的数据"),
            )],
        )],
    },
];

/// RFC 1034 §3.6: in the class CH an address is a name and a number.
static ADDRESS: &[Part] = &[Part::Choice(Choice {
    on: On::Field("class"),
    cases: &[
        Case {
            when: When::Is(3),
            parts: &[
                domain("network", "domain name", text("the network", "所在的网络")),
                number(
                    "chaos_address",
                    "Chaos address",
                    16,
                    text("the address there, written in octal", "在其中的地址，用八进制书写"),
                ),
            ],
        },
        Case {
            when: When::Else,
            parts: &[Part::Field(Field::ipv4("address", "ADDRESS", text("the IPv4 address", "IPv4 地址")))],
        },
    ],
})];

/// RFC 1035 §3.3.13.
static SOA: &[Part] = &[
    domain("mname", "MNAME", text("the server that has the original of the zone", "保存区的原本的服务器")),
    domain(
        "rname",
        "RNAME",
        text(
            "the mailbox of who is responsible: its first label stands before the @",
            "负责人的邮箱：第一个标号是 @ 之前的部分",
        ),
    ),
    number("serial", "SERIAL", 32, text("rises with every change of the zone", "区每次改变时增大")),
    seconds(
        "refresh",
        "REFRESH",
        text("how often secondary servers look for a change", "从服务器隔多久检查一次变化"),
    ),
    seconds("retry", "RETRY", text("how soon they try again after a failure", "失败后隔多久再试")),
    seconds("expire", "EXPIRE", text("when their copy is no longer good", "副本何时失效")),
    Part::Field(
        Field::uint(
            "minimum",
            "MINIMUM",
            32,
            text("how long “there is no such name” may be kept in a cache", "“没有该域名”的结论可缓存的时间"),
        )
        .unit(Unit::Seconds)
        .source(Source::Rfc(2308, "4")),
    ),
];

const STRING_LENGTH: Part = length("length", "length octet", text("octets of the string", "字符串的字节数"));

/// A `<character-string>`: a length octet and so many characters (RFC 1035 §3.3).
pub(super) const fn string(
    key: &'static str,
    name: &'static str,
    means: Text,
    parts: &'static [Part],
) -> Part {
    Part::Group(Group {
        label: Label::new(key, name, means).source(Source::Rfc(1035, "3.3")),
        octets: None,
        parts,
    })
}

/// What a `<character-string>` is made of.
pub(super) static STRING: &[Part] = &[
    STRING_LENGTH,
    Part::Field(Field::sized(
        "text",
        "character-string",
        Amount::of("length"),
        Kind::Text,
        text("the characters", "字符"),
    )),
];

/// RFC 1035 §3.3.2.
static HINFO: &[Part] = &[
    string("cpu", "CPU", text("the processor", "处理器"), STRING),
    string("os", "OS", text("the operating system", "操作系统"), STRING),
];

/// RFC 1035 §3.3.7.
static MINFO: &[Part] = &[
    domain("rmailbx", "RMAILBX", text("who is responsible for the list", "邮件列表的负责人")),
    domain("emailbx", "EMAILBX", text("who gets its error messages", "差错报告的接收者")),
];

/// RFC 1035 §3.3.9.
pub(super) static MX: &[Part] = &[
    number("preference", "PREFERENCE", 16, text("lower is tried first", "数值小的先试")),
    domain("exchange", "EXCHANGE", text("the host that takes the mail", "接收邮件的主机")),
];

/// RFC 1035 §3.3.14.
static TXT: &[Part] = &[Part::Repeat(Repeat {
    label: Label::new("txt_data", "TXT-DATA", text("one or more strings", "一个或多个字符串")),
    each: Label::new(
        "string",
        "character-string",
        text("one string of at most 255 octets", "一个字符串，最多 255 字节"),
    )
    .source(Source::Rfc(1035, "3.3")),
    count: None,
    parts: STRING,
})];

/// RFC 1183 §2.2.
static RP: &[Part] = &[
    domain("mbox_dname", "mbox-dname", text("the mailbox of the person", "负责人的邮箱")),
    domain(
        "txt_dname",
        "txt-dname",
        text("a name with TXT records about the person", "存有负责人信息的 TXT 记录的域名"),
    ),
];

/// RFC 1183 §1.
static AFSDB: &[Part] = &[
    number("subtype", "subtype", 16, text("1: AFS; 2: DCE", "1：AFS；2：DCE")),
    domain("hostname", "hostname", text("the server", "服务器")),
];

/// RFC 2230 §3.
static KX: &[Part] = &[
    number("preference", "PREFERENCE", 16, text("lower is tried first", "数值小的先试")),
    domain("exchanger", "EXCHANGER", text("the host that exchanges keys", "交换密钥的主机")),
];

/// RFC 8945 §4.2.
static TSIG: &[Part] = &[
    domain("algorithm", "Algorithm Name", text("how the MAC is made", "生成 MAC 的算法")),
    Part::Field(
        Field::uint(
            "time_signed",
            "Time Signed",
            48,
            text("when it was signed, since 1970", "签名时间，自 1970 年起"),
        )
        .unit(Unit::Seconds),
    ),
    Part::Field(
        Field::uint("fudge", "Fudge", 16, text("how far clocks may differ", "允许的时钟误差"))
            .unit(Unit::Seconds),
    ),
    Part::Field(
        Field::uint("mac_size", "MAC Size", 16, text("octets of the MAC", "MAC 的字节数"))
            .unit(Unit::Octets(1))
            .computed(),
    ),
    Part::Field(Field::sized(
        "mac",
        "MAC",
        Amount::of("mac_size"),
        Kind::Bytes,
        text("proves that who made the message has the key", "证明报文的作者持有密钥"),
    )),
    Part::Field(Field::hex(
        "original_id",
        "Original ID",
        16,
        text("the message's ID when it was signed", "签名时报文的 ID"),
    )),
    Part::Field(
        Field::named("error", "Error", 16, &TSIG_ERRORS, text("how the check went", "检验的结果")).default(0),
    ),
    Part::Field(
        Field::uint("other_len", "Other Len", 16, text("octets of Other Data", "Other Data 的字节数"))
            .unit(Unit::Octets(1))
            .computed(),
    ),
    Part::Field(Field::sized(
        "other_data",
        "Other Data",
        Amount::of("other_len"),
        Kind::Bytes,
        text("with BADTIME: the server's clock", "BADTIME 时：服务器的时钟"),
    )),
];
