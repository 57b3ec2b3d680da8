//! IGMP, the Internet Group Management Protocol: hosts and routers agree on who listens to which multicast groups.

mod rules;

use crate::spec::{
    Amount, Case, Choice, Entry, Extent, Field, Kind, Label, Method, On, OsiLayer, Part, Protocol, Registry,
    Repeat, Slot, Source, Stack, Sum, Unit, When, fixed_octets, slot, slot_after, text, write,
};

/// IGMP message types.
pub static TYPES: Registry = Registry {
    key: "igmp-type",
    title: text("IGMP types", "IGMP 类型"),
    source: Source::Iana("igmp type numbers"),
    entries: &[
        Entry::new(
            17,
            "query",
            "IGMP Membership Query",
            text("a router asks who listens to which groups", "路由器询问各主机加入了哪些多播组（成员询问）"),
            Source::Rfc(9776, "4"),
        ),
        Entry::new(
            18,
            "report-v1",
            "IGMPv1 Membership Report",
            text("a host listens to this group", "主机加入了该多播组（IGMPv1 成员报告）"),
            Source::Rfc(1112, "appendix I"),
        ),
        Entry::new(
            19,
            "dvmrp",
            "DVMRP",
            text("multicast routers tell each other routes", "多播路由器交换路由"),
            Source::Rfc(1075, ""),
        ),
        Entry::new(
            20,
            "pim-v1",
            "PIM version 1",
            text(
                "multicast routing, before it got a protocol number of its own",
                "多播路由选择协议 PIM 的第 1 版",
            ),
            Source::Iana("igmp type numbers"),
        ),
        Entry::new(
            21,
            "cisco-trace",
            "Cisco Trace Messages",
            text("traces of Cisco's", "Cisco 的跟踪报文"),
            Source::Iana("igmp type numbers"),
        ),
        Entry::new(
            22,
            "report-v2",
            "IGMPv2 Membership Report",
            text("a host listens to this group", "主机加入了该多播组（IGMPv2 成员报告）"),
            Source::Rfc(2236, "2.1"),
        ),
        Entry::new(
            23,
            "leave",
            "IGMPv2 Leave Group",
            text("a host no longer listens to this group", "主机离开该多播组"),
            Source::Rfc(2236, "2.1"),
        ),
        Entry::new(
            30,
            "traceroute-response",
            "Multicast Traceroute Response",
            text("the answer to a multicast traceroute", "对多播路由跟踪的回答"),
            Source::Iana("igmp type numbers"),
        ),
        Entry::new(
            31,
            "traceroute",
            "Multicast Traceroute",
            text("which way does multicast come?", "跟踪多播的路径"),
            Source::Iana("igmp type numbers"),
        ),
        Entry::new(
            34,
            "report-v3",
            "IGMPv3 Membership Report",
            text(
                "a host listens to these groups, from these sources",
                "主机加入的多播组及其源（IGMPv3 成员报告）",
            ),
            Source::Rfc(9776, "4.2"),
        ),
        Entry::new(
            48,
            "router-advertisement",
            "Multicast Router Advertisement",
            text("a multicast router makes itself known", "多播路由器通告自己"),
            Source::Rfc(4286, "3"),
        ),
        Entry::new(
            49,
            "router-solicitation",
            "Multicast Router Solicitation",
            text("asks multicast routers to make themselves known", "请多播路由器通告自己"),
            Source::Rfc(4286, "4"),
        ),
        Entry::new(
            50,
            "router-termination",
            "Multicast Router Termination",
            text("a multicast router stops", "多播路由器停止工作"),
            Source::Rfc(4286, "5"),
        ),
    ],
    ranges: &[],
};

/// What a group record says.
pub static RECORD_TYPES: Registry = Registry {
    key: "igmp-record",
    title: text("IGMPv3 group record types", "IGMPv3 组记录类型"),
    source: Source::Rfc(9776, "4.2"),
    entries: &[
        Entry::new(
            1,
            "mode-is-include",
            "MODE_IS_INCLUDE",
            text("listens to the listed sources only", "只接收所列源"),
            Source::Rfc(9776, "4.2"),
        ),
        Entry::new(
            2,
            "mode-is-exclude",
            "MODE_IS_EXCLUDE",
            text("listens to all sources but the listed", "接收除所列源以外的所有源"),
            Source::Rfc(9776, "4.2"),
        ),
        Entry::new(
            3,
            "change-to-include",
            "CHANGE_TO_INCLUDE_MODE",
            text(
                "from now on only the listed sources; none listed means leaving",
                "改为只接收所列源；没有列出源即离开",
            ),
            Source::Rfc(9776, "4.2"),
        ),
        Entry::new(
            4,
            "change-to-exclude",
            "CHANGE_TO_EXCLUDE_MODE",
            text(
                "from now on all sources but the listed; none listed means joining",
                "改为接收除所列源以外的所有源；没有列出源即加入",
            ),
            Source::Rfc(9776, "4.2"),
        ),
        Entry::new(
            5,
            "allow",
            "ALLOW_NEW_SOURCES",
            text("the listed sources too", "增加接收所列源"),
            Source::Rfc(9776, "4.2"),
        ),
        Entry::new(
            6,
            "block",
            "BLOCK_OLD_SOURCES",
            text("no longer the listed sources", "不再接收所列源"),
            Source::Rfc(9776, "4.2"),
        ),
    ],
    ranges: &[],
};

static PARTS: &[Part] = &[
    Part::Field(Field::named("type", "Type", 8, &TYPES, text("which message this is", "报文的类型"))),
    Part::Choice(Choice {
        on: On::Look(form),
        cases: &[
            Case { when: When::Is(Form::QueryV1 as u64), parts: V1 },
            Case { when: When::Is(Form::QueryV2 as u64), parts: QUERY_V2 },
            Case { when: When::Is(Form::QueryV3 as u64), parts: QUERY_V3 },
            Case { when: When::Is(Form::V1 as u64), parts: V1 },
            Case { when: When::Is(Form::V2 as u64), parts: V2 },
            Case { when: When::Is(Form::ReportV3 as u64), parts: REPORT_V3 },
            Case { when: When::Is(Form::Advertisement as u64), parts: ADVERTISEMENT },
            Case { when: When::Is(Form::Bare as u64), parts: BARE },
            Case { when: When::Else, parts: OTHER },
        ],
    }),
];

/// How a message is laid out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    QueryV1,
    QueryV2,
    QueryV3,
    V1,
    V2,
    ReportV3,
    Advertisement,
    Bare,
    Other,
}

/// RFC 9776 §7.1: the version of a query shows in its length and in its second octet.
fn form_of(message: &[u8]) -> Form {
    match TYPE.of(message) {
        0x11 if message.len() >= HEADER_V3 => Form::QueryV3,
        // 9 to 11 octets are no query of any version; what is there is read as the shorter one
        0x11 if MAX_RESP_CODE.read(message) == Some(0) => Form::QueryV1,
        0x11 => Form::QueryV2,
        0x12 => Form::V1,
        0x16 | 0x17 => Form::V2,
        0x22 => Form::ReportV3,
        0x30 => Form::Advertisement,
        0x31 | 0x32 => Form::Bare,
        _ => Form::Other,
    }
}

fn form(message: &[u8]) -> u64 {
    form_of(message) as u64
}

const CHECKSUM: Part = Part::Field(
    Field::hex("checksum", "Checksum", 16, text("over the whole IGMP message", "覆盖整个 IGMP 报文"))
        .computed(),
);
const GROUP: Part = Part::Field(Field::ipv4(
    "group",
    "Group Address",
    text("the multicast group; 0.0.0.0 in a query about all groups", "多播组地址；询问所有组时为 0.0.0.0"),
));

static V1: &[Part] = &[
    Part::Field(
        Field::uint(
            "unused",
            "Unused",
            8,
            text("zero: marks version 1 in a query", "为 0；在询问中表明是第 1 版"),
        )
        .default(0)
        .source(Source::Rfc(1112, "appendix I")),
    ),
    CHECKSUM,
    GROUP,
];

static QUERY_V2: &[Part] = &[
    Part::Field(
        Field::uint(
            "max_resp_time",
            "Max Resp Time",
            8,
            text(
                "tenths of a second within which hosts answer, each at a moment of its own choice",
                "各主机应在多少个 1/10 秒之内回答，时刻随机选取",
            ),
        )
        .default(100)
        .source(Source::Rfc(2236, "2.2")),
    ),
    CHECKSUM,
    GROUP,
];

static V2: &[Part] = &[
    Part::Field(
        Field::uint(
            "max_resp_time",
            "Max Resp Time",
            8,
            text("of meaning in queries only: 0 here", "只在询问中有意义，此处为 0"),
        )
        .default(0)
        .source(Source::Rfc(2236, "2.2")),
    ),
    CHECKSUM,
    GROUP,
];

const MAX_RESP_CODE_PART: Part = Part::Field(
    Field::uint(
        "max_resp_code",
        "Max Resp Code",
        8,
        text(
            "tenths of a second within which hosts answer; from 128 on 1 eeemmmm in bits: (mmmm + 16) × 2^(eee + 3)",
            "各主机应在多少个 1/10 秒之内回答；128 以上按位为 1 eeemmmm：(mmmm + 16) × 2^(eee + 3)",
        ),
    )
    .default(100)
    .source(Source::Rfc(9776, "4.1.1")),
);

const SOURCES: Part = Part::Repeat(Repeat {
    label: Label::new("sources", "Source Addresses", text("the senders that this is about", "所涉及的源")),
    each: Label::new("source", "Source Address", text("one of them", "其中一个")),
    count: Some(Amount::of("num_sources")),
    parts: &[Part::Field(Field::ipv4(
        "source",
        "Source Address",
        text("the address of a sender", "源的地址"),
    ))],
});

const NUM_SOURCES: Part = Part::Field(
    Field::uint(
        "num_sources",
        "Number of Sources",
        16,
        text("how many source addresses follow", "后面有多少个源地址"),
    )
    .computed(),
);

const ADDITIONAL: Part = Part::Field(
    Field::rest(
        "additional",
        "Additional Data",
        Kind::Bytes,
        text(
            "octets behind what the standard describes: covered by the checksum, otherwise ignored",
            "标准所述内容之后的字节：计入检验和，其余忽略",
        ),
    )
    .source(Source::Rfc(9776, "4")),
);

const QUERY_V3: &[Part] = &[
    MAX_RESP_CODE_PART,
    CHECKSUM,
    GROUP,
    Part::Field(
        Field::hex(
            "flags",
            "Flags",
            4,
            text(
                "the first says that an extension follows (RFC 9279); the rest are zero",
                "首位表示后面有扩展 (RFC 9279)；其余为 0",
            ),
        )
        .default(0)
        .source(Source::Rfc(9776, "4.1.4")),
    ),
    Part::Field(
        Field::flag(
            "s",
            "S Flag",
            text("routers that hear this shall not touch their timers", "收到的路由器不更新其计时器"),
        )
        .source(Source::Rfc(9776, "4.1.5")),
    ),
    Part::Field(
        Field::uint(
            "qrv",
            "QRV",
            3,
            text(
                "how often hosts repeat a report, against losses; 0 where it is above 7",
                "主机重复发送报告的次数，以防丢失；大于 7 时为 0",
            ),
        )
        .default(2)
        .source(Source::Rfc(9776, "4.1.6")),
    ),
    Part::Field(
        Field::uint(
            "qqic",
            "QQIC",
            8,
            text(
                "seconds between the router's queries; from 128 on in the same form as Max Resp Code",
                "路由器两次询问的间隔秒数；128 以上的格式同 Max Resp Code",
            ),
        )
        .default(125)
        .source(Source::Rfc(9776, "4.1.7")),
    ),
    NUM_SOURCES,
    SOURCES,
    ADDITIONAL,
];

const REPORT_V3: &[Part] = &[
    Part::Field(Field::uint("reserved", "Reserved", 8, text("must be zero", "必须为 0")).default(0)),
    CHECKSUM,
    Part::Field(
        Field::hex(
            "flags",
            "Flags",
            16,
            text(
                "the first says that an extension follows (RFC 9279); the rest are zero",
                "首位表示后面有扩展 (RFC 9279)；其余为 0",
            ),
        )
        .default(0)
        .source(Source::Rfc(9776, "4.2")),
    ),
    Part::Field(
        Field::uint(
            "num_records",
            "Number of Group Records",
            16,
            text("how many group records follow", "后面有多少条组记录"),
        )
        .computed(),
    ),
    Part::Repeat(Repeat {
        label: Label::new(
            "records",
            "Group Records",
            text("what the host listens to, group by group", "主机所加入的各组"),
        ),
        each: Label::new("record", "Group Record", text("one group", "一个组")),
        count: Some(Amount::of("num_records")),
        parts: RECORD,
    }),
    ADDITIONAL,
];

const RECORD: &[Part] = &[
    Part::Field(Field::named(
        "record_type",
        "Record Type",
        8,
        &RECORD_TYPES,
        text("what the list of sources means", "源列表的含义"),
    )),
    Part::Field(
        Field::uint(
            "aux_data_len",
            "Aux Data Len",
            8,
            text("words of 4 octets of auxiliary data: 0", "辅助数据的长度，以 4 字节为单位：为 0"),
        )
        .unit(Unit::Octets(4))
        .computed(),
    ),
    NUM_SOURCES,
    Part::Field(Field::ipv4("group", "Multicast Address", text("the group", "多播组地址"))),
    SOURCES,
    Part::Field(Field::sized(
        "auxiliary",
        "Auxiliary Data",
        Amount::of("aux_data_len").times(4),
        Kind::Bytes,
        text("the standard defines none", "标准没有定义任何辅助数据"),
    )),
];

static ADVERTISEMENT: &[Part] = &[
    Part::Field(
        Field::uint(
            "interval",
            "Advertisement Interval",
            8,
            text("how long until the next one", "到下一次通告的时间"),
        )
        .unit(Unit::Seconds)
        .source(Source::Rfc(4286, "3")),
    ),
    CHECKSUM,
    Part::Field(
        Field::uint(
            "query_interval",
            "Query Interval",
            16,
            text("how long between the router's queries", "路由器两次询问的间隔"),
        )
        .unit(Unit::Seconds)
        .source(Source::Rfc(4286, "3")),
    ),
    Part::Field(
        Field::uint(
            "robustness",
            "Robustness Variable",
            16,
            text("how often messages are repeated against losses", "为防丢失而重复发送的次数"),
        )
        .source(Source::Rfc(4286, "3")),
    ),
];

static BARE: &[Part] = &[
    Part::Field(Field::uint("reserved", "Reserved", 8, text("must be zero", "必须为 0")).default(0)),
    CHECKSUM,
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

const TYPE: Slot = slot(PARTS, "type");
const AFTER_TYPE: usize = fixed_octets(PARTS);
const MAX_RESP_CODE: Slot = slot_after(AFTER_TYPE, QUERY_V3, "max_resp_code");
const GROUP_AT: Slot = slot_after(AFTER_TYPE, QUERY_V3, "group");
const QQIC: Slot = slot_after(AFTER_TYPE, QUERY_V3, "qqic");
const QUERY_SOURCES: Slot = slot_after(AFTER_TYPE, QUERY_V3, "num_sources");
const NUM_RECORDS: Slot = slot_after(AFTER_TYPE, REPORT_V3, "num_records");
const RECORD_TYPE: Slot = slot(RECORD, "record_type");
const RECORD_GROUP: Slot = slot(RECORD, "group");
const RECORD_SOURCES: Slot = slot(RECORD, "num_sources");
const AUX_DATA_LEN: Slot = slot(RECORD, "aux_data_len");
/// Octets of a record without sources and auxiliary data.
const RECORD_OCTETS: usize = fixed_octets(RECORD);
/// Octets of a version 3 query without sources.
const HEADER_V3: usize = AFTER_TYPE + fixed_octets(QUERY_V3);
/// Octets of a version 3 report without records.
const REPORT_HEADER: usize = AFTER_TYPE + fixed_octets(REPORT_V3);
/// Octets of a message of versions 1 and 2, and the fewest of any (RFC 9776 §4).
const HEADER: usize = 8;

/// The Internet Group Management Protocol.
pub static IGMP: Protocol = Protocol {
    sums: &[Sum {
        field: "checksum",
        method: Method::Internet,
        source: Source::Rfc(9776, "4.1.2"),
        pieces: super::pseudo::message,
    }],
    summary,
    derive: Some(derive),
    rules: rules::RULES,
    examine: rules::examine,
    ..Protocol::new(
        "igmp",
        "IGMP",
        text("Internet Group Management Protocol", "网际组管理协议"),
        text("message", "报文"),
        Source::Rfc(9776, "4"),
        OsiLayer::Network,
        PARTS,
        |bytes| match form_of(bytes) {
            // RFC 4286 §4 and §5: only type, reserved octet and checksum
            Form::Bare => Extent::message(bytes.len().max(AFTER_TYPE + fixed_octets(BARE))),
            _ => Extent::message(bytes.len().max(HEADER)),
        },
    )
};

/// RFC 9776 §4.1.1 and §4.1.7: a code from 128 on is a floating-point number.
fn floating(code: u64) -> u64 {
    if code < 128 { code } else { ((code & 0xf) | 0x10) << ((code >> 4 & 0x7) + 3) }
}

static RESPONSE_TIME: Label = Label::new(
    "response_time",
    "Max Resp Time",
    text("the time within which hosts answer", "各主机应在此时间之内回答"),
)
.source(Source::Rfc(9776, "4.1.1"));
static QUERY_INTERVAL: Label = Label::new(
    "query_interval",
    "QQI",
    text("the time between the router's queries", "路由器两次询问的间隔"),
)
.source(Source::Rfc(9776, "4.1.7"));

/// The times that codes stand for, written out.
fn derive(stack: &Stack<'_>, i: usize, tell: &mut dyn FnMut(&'static Label, String, Vec<(usize, usize)>)) {
    let message = stack.header(i);
    let form = form_of(message);
    let from = |place: Slot| {
        let start = stack.layers[i].start + place.bit / 8;
        vec![(start, start + 1)]
    };
    if let (Form::QueryV2 | Form::QueryV3, Some(code)) = (form, MAX_RESP_CODE.read(message)) {
        // RFC 2236 §2.2: version 2 counts tenths up to 255 and knows no floating form
        let tenths = if form == Form::QueryV3 { floating(code) } else { code };
        let mut time = String::new();
        write::number(&mut time, tenths / 10);
        time.push('.');
        write::number(&mut time, tenths % 10);
        time.push_str(" s");
        tell(&RESPONSE_TIME, time, from(MAX_RESP_CODE));
    }
    if let (Form::QueryV3, Some(code)) = (form, QQIC.read(message)) {
        let mut time = String::new();
        write::number(&mut time, floating(code));
        time.push_str(" s");
        tell(&QUERY_INTERVAL, time, from(QQIC));
    }
}

fn summary(stack: &Stack<'_>, i: usize, out: &mut String) {
    let message = stack.header(i);
    let Some(kind) = TYPE.read(message) else {
        return;
    };
    let form = form_of(message);
    match form {
        Form::QueryV1 | Form::QueryV2 | Form::QueryV3 => {
            out.push_str(match form {
                Form::QueryV1 => "IGMPv1 query ",
                Form::QueryV2 => "IGMPv2 query ",
                _ => "IGMPv3 query ",
            });
            match GROUP_AT.array(message) {
                Some([0, 0, 0, 0]) => out.push_str("general"),
                Some(group) => write::ipv4(out, group),
                None => (),
            }
            let sources = if form == Form::QueryV3 { QUERY_SOURCES.of(message) } else { 0 };
            if sources > 0 {
                out.push_str(" sources ");
                write::number(out, sources);
            }
        }
        Form::V1 | Form::V2 => {
            out.push_str(match kind {
                0x12 => "IGMPv1 report ",
                0x16 => "IGMPv2 report ",
                _ => "IGMPv2 leave ",
            });
            if let Some(group) = GROUP_AT.array(message) {
                write::ipv4(out, group);
            }
        }
        Form::ReportV3 => report(message, out),
        Form::Advertisement | Form::Bare | Form::Other => match TYPES.entry(kind) {
            Some(entry) => {
                out.push_str("IGMP ");
                out.push_str(entry.name);
            }
            None => {
                out.push_str("IGMP type 0x");
                write::hex(out, kind, 2);
            }
        },
    }
}

/// The first group of a report and what is said of it, and how many more there are.
fn report(message: &[u8], out: &mut String) {
    out.push_str("IGMPv3 report");
    let Some(record) = message.get(REPORT_HEADER..) else {
        return;
    };
    if let (Some(kind), Some(group)) = (RECORD_TYPE.read(record), RECORD_GROUP.array(record)) {
        out.push(' ');
        write::ipv4(out, group);
        if let Some(entry) = RECORD_TYPES.entry(kind) {
            out.push(' ');
            out.push_str(entry.name);
        }
    }
    let more = NUM_RECORDS.of(message).saturating_sub(1);
    if more > 0 {
        out.push_str(" and ");
        write::number(out, more);
        out.push_str(" more");
    }
}

#[cfg(test)]
mod tests {
    use super::floating;

    #[test]
    fn codes_from_128_on_are_floating_point() {
        assert_eq!([0, 100, 127].map(floating), [0, 100, 127]);
        // mantissa 0 and exponent 0: 16 × 2³; the largest: 31 × 2¹⁰
        assert_eq!([0x80, 0x81, 0x90, 0xff].map(floating), [128, 136, 256, 31_744]);
    }
}
