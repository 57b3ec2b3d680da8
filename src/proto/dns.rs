//! DNS, the Domain Name System, and the protocols that share its messages: mDNS, LLMNR, and DNS over TCP.

mod edns;
mod record;
pub mod registry;
mod rules;
mod security;
mod service;
mod summary;
mod walk;

use crate::spec::{
    Amount, Case, Choice, Extent, Field, Item, Items, Kind, Label, Next, On, OsiLayer, Part, Protocol,
    Repeat, Shape, Slot, Source, Text, Unit, When, fixed_octets, slot, text, write,
};
use record::{MDNS_QUESTION, MDNS_RECORD, QUESTION, RECORD};
use registry::{DSO_TYPES, OPCODES, RCODES};

const ID: Part = Part::Field(
    Field::hex(
        "id",
        "ID",
        16,
        text(
            "chosen by the asker; the response repeats it, so that they are matched",
            "由询问者选定；响应中原样返回，以便对应",
        ),
    )
    .default(0),
);
const QR_FLAG: Part =
    Part::Field(Field::flag("qr", "QR", text("0: this is a query; 1: a response", "0：查询；1：响应")));
const OPCODE_FIELD: Part = Part::Field(
    Field::named(
        "opcode",
        "OPCODE",
        4,
        &OPCODES,
        text("which kind of query; the response repeats it", "查询的种类；响应中原样返回"),
    )
    .default(0),
);
const TC_FLAG: Part = Part::Field(Field::flag(
    "tc",
    "TC",
    text("truncated: the answer did not fit; ask again over TCP", "截断：回答放不下，请改用 TCP 询问"),
));
const RCODE: Part = Part::Field(
    Field::named("rcode", "RCODE", 4, &RCODES, text("how it went; in a query 0", "处理的结果；查询中为 0"))
        .default(0),
);

static PARTS: &[Part] = &[
    ID,
    QR_FLAG,
    OPCODE_FIELD,
    Part::Field(Field::flag(
        "aa",
        "AA",
        text(
            "authoritative answer: the server is in charge of the name",
            "权威回答：由负责该域名的服务器给出",
        ),
    )),
    TC_FLAG,
    Part::Field(Field::flag(
        "rd",
        "RD",
        text("recursion desired: ask other servers for me", "期望递归：请代为询问其他服务器"),
    )),
    Part::Field(Field::flag(
        "ra",
        "RA",
        text("recursion available: this server asks others", "可用递归：该服务器会代为询问其他服务器"),
    )),
    Part::Field(Field::flag("z", "Z", text("reserved: must be zero", "保留：必须为 0"))),
    Part::Field(
        Field::flag(
            "ad",
            "AD",
            text(
                "authentic data: the server has checked all signatures (DNSSEC)",
                "可信数据：服务器已验证全部签名 (DNSSEC)",
            ),
        )
        .source(Source::Rfc(4035, "3.2.3")),
    ),
    Part::Field(
        Field::flag(
            "cd",
            "CD",
            text(
                "checking disabled: the asker wants data even if signatures are wrong",
                "禁用检验：即使签名有误，询问者也要数据",
            ),
        )
        .source(Source::Rfc(4035, "3.2.2")),
    ),
    RCODE,
    Part::Choice(Choice {
        on: On::Field("opcode"),
        cases: &[
            Case { when: When::Is(UPDATE), parts: UPDATES },
            Case { when: When::Is(DSO), parts: OPERATIONS },
            Case { when: When::Else, parts: SECTIONS },
        ],
    }),
];

/// RFC 2136 §2.2: the opcode of an update, whose sections have other names.
const UPDATE: u64 = 5;
/// RFC 8490 §5.4: the opcode of a stateful operation, which has no records.
const DSO: u64 = 6;

const fn count(key: &'static str, name: &'static str, means: Text) -> Field {
    Field::uint(key, name, 16, means).computed()
}

const QDCOUNT: Part =
    Part::Field(count("qdcount", "QDCOUNT", text("how many questions follow", "其后问题的个数")));
const ANCOUNT: Part = Part::Field(count(
    "ancount",
    "ANCOUNT",
    text("how many records are in the answer section", "回答部分的记录数"),
));
const NSCOUNT: Part = Part::Field(count(
    "nscount",
    "NSCOUNT",
    text("how many records are in the authority section", "权威部分的记录数"),
));
const ARCOUNT: Part = Part::Field(count(
    "arcount",
    "ARCOUNT",
    text("how many records are in the additional section", "附加部分的记录数"),
));

const EACH_QUESTION: Label = Label::new(
    "question",
    "Question",
    text("one question: a name, a type, a class", "一个问题：域名、类型、类"),
);
const EACH_RECORD: Label = Label::new("record", "RR", text("one resource record", "一条资源记录"))
    .source(Source::Rfc(1035, "4.1.3"));

const fn section(label: Label, each: Label, count: &'static str, parts: &'static [Part]) -> Part {
    Part::Repeat(Repeat { label, each, count: Some(Amount::of(count)), parts })
}

const QUESTIONS_LABEL: Label = Label::new("question", "Question", text("what is asked", "所问的问题"))
    .source(Source::Rfc(1035, "4.1.2"));
const ANSWER_LABEL: Label =
    Label::new("answer", "Answer", text("records that answer the question", "回答问题的记录"))
        .source(Source::Rfc(1035, "4.1"));
const AUTHORITY_LABEL: Label = Label::new(
    "authority",
    "Authority",
    text("records that point to an authoritative server", "指向权威域名服务器的记录"),
)
.source(Source::Rfc(1035, "4.1"));
const ADDITIONAL_LABEL: Label = Label::new(
    "additional",
    "Additional",
    text("records that help to use the others: addresses, OPT", "有助于使用其他记录的记录：地址、OPT"),
)
.source(Source::Rfc(1035, "4.1"));

/// The counts say where a message ends (RFC 1035 §4.1.1); what a datagram holds behind it belongs to no section.
const BEHIND: Part = Part::Field(Field::rest(
    "left_over",
    "Octets left over",
    Kind::Bytes,
    text("octets behind the last record that the counts promise", "计数所述的最后一条记录之后的字节"),
));

static SECTIONS: &[Part] = &[
    QDCOUNT,
    ANCOUNT,
    NSCOUNT,
    ARCOUNT,
    section(QUESTIONS_LABEL, EACH_QUESTION, "qdcount", QUESTION),
    section(ANSWER_LABEL, EACH_RECORD, "ancount", RECORD),
    section(AUTHORITY_LABEL, EACH_RECORD, "nscount", RECORD),
    section(ADDITIONAL_LABEL, EACH_RECORD, "arcount", RECORD),
    BEHIND,
];

static MDNS_SECTIONS: &[Part] = &[
    QDCOUNT,
    ANCOUNT,
    NSCOUNT,
    ARCOUNT,
    section(QUESTIONS_LABEL, EACH_QUESTION, "qdcount", MDNS_QUESTION),
    section(ANSWER_LABEL, EACH_RECORD, "ancount", MDNS_RECORD),
    section(AUTHORITY_LABEL, EACH_RECORD, "nscount", MDNS_RECORD),
    section(ADDITIONAL_LABEL, EACH_RECORD, "arcount", MDNS_RECORD),
    BEHIND,
];

/// The same counts and sections whatever the opcode says.
const fn always(cases: &'static [Case]) -> Part {
    Part::Choice(Choice { on: On::Field("opcode"), cases })
}

/// RFC 2136 §2: the sections of an update.
static UPDATES: &[Part] = &[
    Part::Field(
        count("zocount", "ZOCOUNT", text("how many zones are named: 1", "所指定的区数：1")).source(RFC2136),
    ),
    Part::Field(
        count("prcount", "PRCOUNT", text("how many prerequisites follow", "先决条件的个数")).source(RFC2136),
    ),
    Part::Field(count("upcount", "UPCOUNT", text("how many updates follow", "更新的个数")).source(RFC2136)),
    Part::Field(
        count("adcount", "ADCOUNT", text("how many additional records follow", "附加记录的个数"))
            .source(RFC2136),
    ),
    section(
        Label::new("zone", "Zone", text("the zone that is to be changed", "要更新的区"))
            .source(Source::Rfc(2136, "2.3")),
        Label::new("zone", "Zone", text("its name, type SOA and class", "区的名称、类型 SOA 和类")),
        "zocount",
        QUESTION,
    ),
    section(
        Label::new(
            "prerequisite",
            "Prerequisite",
            text(
                "what must or must not exist before anything is changed",
                "更新之前必须存在或必须不存在的记录",
            ),
        )
        .source(Source::Rfc(2136, "2.4")),
        EACH_RECORD,
        "prcount",
        RECORD,
    ),
    section(
        Label::new(
            "update",
            "Update",
            text(
                "records to add (class of the zone) or to delete (class NONE or ANY)",
                "要添加的记录（类与区相同）或要删除的记录（类为 NONE 或 ANY）",
            ),
        )
        .source(Source::Rfc(2136, "2.5")),
        EACH_RECORD,
        "upcount",
        RECORD,
    ),
    section(ADDITIONAL_LABEL, EACH_RECORD, "adcount", RECORD),
    BEHIND,
];

const RFC2136: Source = Source::Rfc(2136, "2.2");

/// RFC 8490 §5.4: a stateful operation has the four counts, all zero, and then TLVs.
static OPERATIONS: &[Part] = &[
    QDCOUNT,
    ANCOUNT,
    NSCOUNT,
    ARCOUNT,
    Part::Items(Items {
        label: Label::new(
            "dso_data",
            "DSO Data",
            text("what the operation says, item by item", "操作的内容，逐项给出"),
        )
        .source(Source::Rfc(8490, "5.4")),
        shape: Shape { code: &DSO_TYPE, length: &DSO_LENGTH, unit: 1, whole: false, single: &[], end: None },
        kinds: DSO_KINDS,
        unknown: &DSO_UNKNOWN,
    }),
];

static DSO_TYPE: Field =
    Field::named("type", "DSO-TYPE", 16, &DSO_TYPES, text("which item this is", "该项的类型"))
        .source(Source::Rfc(8490, "5.4"));
static DSO_LENGTH: Field =
    Field::uint("length", "DSO-LENGTH", 16, text("octets of its value", "该项的值的字节数"))
        .unit(Unit::Octets(1))
        .computed()
        .source(Source::Rfc(8490, "5.4"));
static DSO_UNKNOWN: Label =
    Label::new("item", "DSO-TYPE", text("an item that netlab has no table for", "netlab 没有其表的项"));
static DSO_KINDS: &[Item] = &[
    Item::new(
        1,
        "keepalive",
        "KeepAlive",
        text("how long the session may rest", "会话可以空闲多久"),
        Source::Rfc(8490, "7.1"),
        &[
            Part::Field(
                Field::uint(
                    "inactivity_timeout",
                    "INACTIVITY TIMEOUT",
                    32,
                    text("how long a session may have no activity", "会话可以没有任何活动的时间"),
                )
                .unit(Unit::Milliseconds),
            ),
            Part::Field(
                Field::uint(
                    "keepalive_interval",
                    "KEEPALIVE INTERVAL",
                    32,
                    text("how often a sign of life is due", "应多久发送一次存活信号"),
                )
                .unit(Unit::Milliseconds),
            ),
        ],
    ),
    Item::new(
        2,
        "retry_delay",
        "RetryDelay",
        text("the server ends the session: come back later", "服务器结束会话：请稍后再来"),
        Source::Rfc(8490, "7.2"),
        &[Part::Field(
            Field::uint("retry_delay", "RETRY DELAY", 32, text("how long to stay away", "应等待的时间"))
                .unit(Unit::Milliseconds),
        )],
    ),
    Item::new(
        3,
        "padding",
        "EncryptionPadding",
        text("hides how long the message is", "掩盖报文的长度"),
        Source::Rfc(8490, "7.3"),
        &[Part::Field(Field::rest("padding", "PADDING", Kind::Bytes, text("zeros", "全 0 的填充")))],
    ),
];

/// RFC 6762 §18: the header of DNS, most of which must be zero, and sections whose classes have a bit of their own.
static MDNS_PARTS: &[Part] = &[
    Part::Field(
        Field::hex("id", "ID", 16, text("0 in multicast messages", "多播报文中为 0"))
            .default(0)
            .source(Source::Rfc(6762, "18.1")),
    ),
    Part::Field(
        Field::flag("qr", "QR", text("0: this is a query; 1: a response", "0：查询；1：响应"))
            .source(Source::Rfc(6762, "18.2")),
    ),
    Part::Field(
        Field::named("opcode", "OPCODE", 4, &OPCODES, text("must be 0", "必须为 0"))
            .default(0)
            .source(Source::Rfc(6762, "18.3")),
    ),
    Part::Field(
        Field::flag(
            "aa",
            "AA",
            text(
                "1 in responses: every host is in charge of its own names",
                "响应中为 1：每台主机都负责自己的域名",
            ),
        )
        .source(Source::Rfc(6762, "18.4")),
    ),
    Part::Field(
        Field::flag(
            "tc",
            "TC",
            text(
                "in a query: more known answers follow in another message",
                "查询中：后续报文还有更多已知回答",
            ),
        )
        .source(Source::Rfc(6762, "18.5")),
    ),
    Part::Field(
        Field::flag("rd", "RD", text("should be 0: there is no recursion", "应为 0：这里没有递归"))
            .source(Source::Rfc(6762, "18.6")),
    ),
    Part::Field(Field::flag("ra", "RA", text("must be 0", "必须为 0")).source(Source::Rfc(6762, "18.7"))),
    Part::Field(Field::flag("z", "Z", text("must be 0", "必须为 0")).source(Source::Rfc(6762, "18.8"))),
    Part::Field(Field::flag("ad", "AD", text("must be 0", "必须为 0")).source(Source::Rfc(6762, "18.9"))),
    Part::Field(Field::flag("cd", "CD", text("must be 0", "必须为 0")).source(Source::Rfc(6762, "18.10"))),
    Part::Field(
        Field::named("rcode", "RCODE", 4, &RCODES, text("must be 0", "必须为 0"))
            .default(0)
            .source(Source::Rfc(6762, "18.11")),
    ),
    always(&[Case { when: When::Else, parts: MDNS_SECTIONS }]),
];

/// RFC 4795 §2.1.1: the header of LLMNR gives three of the flags another use.
static LLMNR_PARTS: &[Part] = &[
    ID,
    QR_FLAG,
    OPCODE_FIELD,
    Part::Field(Field::flag(
        "c",
        "C",
        text(
            "conflict: the asker has had several answers for this name",
            "冲突：询问者对该域名收到了多个回答",
        ),
    )),
    TC_FLAG,
    Part::Field(Field::flag(
        "t",
        "T",
        text(
            "tentative: the responder does not yet know whether the name is its alone",
            "暂定：响应者尚未确认该域名只属于自己",
        ),
    )),
    Part::Field(Field::uint("z", "Z", 4, text("reserved: must be zero", "保留：必须为 0")).default(0)),
    RCODE,
    always(&[Case { when: When::Else, parts: SECTIONS }]),
];

const QR: Slot = slot(PARTS, "qr");
const OPCODE: Slot = slot(PARTS, "opcode");
const AA: Slot = slot(PARTS, "aa");
const TC: Slot = slot(PARTS, "tc");
const HEADER: usize = fixed_octets(PARTS) + fixed_octets(SECTIONS);

/// RFC 6762 §5.2: from and to this port go all messages of multicast DNS but those of simple resolvers.
const MDNS_PORT: u64 = 5353;

/// The Domain Name System, over UDP.
pub static DNS: Protocol = Protocol {
    summary: |stack, i, out| summary::message(stack.header(i), "DNS", false, out),
    derive: Some(walk::derive),
    rules: rules::RULES,
    examine: rules::examine,
    ..Protocol::new(
        "dns",
        "DNS",
        text("Domain Name System", "域名系统"),
        text("message", "报文"),
        Source::Rfc(1035, "4.1.1"),
        OsiLayer::Application,
        PARTS,
        extent,
    )
};

/// Multicast DNS: names without a server, on one link.
pub static MDNS: Protocol = Protocol {
    summary: |stack, i, out| summary::message(stack.header(i), "mDNS", true, out),
    derive: Some(walk::derive),
    rules: rules::MDNS_RULES,
    examine: rules::mdns,
    ..Protocol::new(
        "mdns",
        "mDNS",
        text("Multicast DNS", "多播 DNS"),
        text("message", "报文"),
        Source::Rfc(6762, "18"),
        OsiLayer::Application,
        MDNS_PARTS,
        extent,
    )
};

/// Link-Local Multicast Name Resolution.
pub static LLMNR: Protocol = Protocol {
    summary: |stack, i, out| summary::message(stack.header(i), "LLMNR", false, out),
    rules: rules::LLMNR_RULES,
    examine: rules::llmnr,
    ..Protocol::new(
        "llmnr",
        "LLMNR",
        text("Link-Local Multicast Name Resolution", "链路本地多播名称解析"),
        text("message", "报文"),
        Source::Rfc(4795, "2.1.1"),
        OsiLayer::Application,
        LLMNR_PARTS,
        extent,
    )
};

/// A message reaches to the end of the datagram, or as far as its length field over TCP says.
fn extent(bytes: &[u8]) -> Extent {
    Extent::message(bytes.len().max(HEADER))
}

static TCP_PARTS: &[Part] = &[Part::Field(
    Field::uint(
        "length",
        "length",
        16,
        text("octets of the message that follows, these two not counted", "其后报文的字节数，不含这两个字节"),
    )
    .unit(Unit::Octets(1))
    .computed(),
)];

const LENGTH: Slot = slot(TCP_PARTS, "length");
const PREFIX: usize = fixed_octets(TCP_PARTS);

/// DNS over TCP: every message behind its length, so that a stream of octets holds messages.
pub static DNS_TCP: Protocol = Protocol {
    next: |stack, i| match stack.payload(i) {
        [] => Next::Nothing,
        payload => Next::Within(&DNS, payload.len()),
    },
    refuse,
    summary: |stack, i, out| {
        out.push_str("DNS/TCP length ");
        write::number(out, LENGTH.of(stack.header(i)));
    },
    ..Protocol::new(
        "dns_tcp",
        "DNS over TCP",
        text("DNS messages in a TCP connection", "TCP 连接中的 DNS 报文"),
        text("message", "报文"),
        Source::Rfc(1035, "4.2.2"),
        OsiLayer::Application,
        TCP_PARTS,
        |bytes| Extent::header(PREFIX).total(PREFIX + LENGTH.of(bytes) as usize).said_by("length"),
    )
};

/// A segment that goes on with a message begun in one before has no length at its start. Two rules tell most of them:
/// a message has at least its header, and it has room for what its header counts.
fn refuse(bytes: &[u8]) -> Option<Text> {
    let length = LENGTH.read(bytes)? as usize;
    if length < HEADER {
        return Some(text(
            "not the start of a DNS message: its length would be below the 12 octets of a header",
            "不是 DNS 报文的开头：长度小于首部的 12 字节",
        ));
    }
    let room = walk::least_octets(bytes.get(PREFIX..)?)?;
    if room > length {
        return Some(text(
            "not the start of a DNS message: its counts would need more octets than its length has room for",
            "不是 DNS 报文的开头：各计数所需的字节数超过其长度",
        ));
    }
    None
}
