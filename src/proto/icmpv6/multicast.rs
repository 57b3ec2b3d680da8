//! Multicast Listener Discovery: MLDv1 and MLDv2.

use super::{BEFORE, CHECKSUM, CODE, address, labeled, reserved};
use crate::spec::{
    Amount, Case, Choice, Entry, Field, Kind, Label, On, Part, Registry, Repeat, Slot, Source, Stack, Unit,
    When, fixed_octets, slot, slot_after, text, write,
};

const RFC2710: Source = Source::Rfc(2710, "3");
const RFC9777: Source = Source::Rfc(9777, "");

/// What a record of an MLDv2 report says.
pub static RECORD_TYPES: Registry = Registry {
    key: "mld2-record",
    title: text("MLDv2 multicast address record types", "MLDv2 多播地址记录类型"),
    source: RFC9777,
    entries: &[
        Entry::new(
            1,
            "is-in",
            "MODE_IS_INCLUDE",
            text("listens to these sources only (current state)", "只监听这些源（当前状态）"),
            RFC9777,
        ),
        Entry::new(
            2,
            "is-ex",
            "MODE_IS_EXCLUDE",
            text("listens to all sources but these (current state)", "监听除这些源外的所有源（当前状态）"),
            RFC9777,
        ),
        Entry::new(
            3,
            "to-in",
            "CHANGE_TO_INCLUDE_MODE",
            text(
                "from now on listens to these sources only; with none: leaves the group",
                "从现在起只监听这些源；没有源表示离开该组",
            ),
            RFC9777,
        ),
        Entry::new(
            4,
            "to-ex",
            "CHANGE_TO_EXCLUDE_MODE",
            text(
                "from now on listens to all sources but these; with none: joins the group",
                "从现在起监听除这些源外的所有源；没有源表示加入该组",
            ),
            RFC9777,
        ),
        Entry::new(
            5,
            "allow",
            "ALLOW_NEW_SOURCES",
            text("listens to these sources too", "另外监听这些源"),
            RFC9777,
        ),
        Entry::new(
            6,
            "block",
            "BLOCK_OLD_SOURCES",
            text("no longer listens to these sources", "不再监听这些源"),
            RFC9777,
        ),
    ],
    ranges: &[],
};

const MULTICAST_ADDRESS: Part = Part::Field(
    Field::ipv6(
        "multicast_address",
        "Multicast Address",
        text("the group; all zeros asks about every group", "多播组；全零表示询问所有组"),
    )
    .source(RFC2710),
);

/// A query of either version: RFC 9777 tells them by their length.
pub static QUERY: &[Part] = &[
    CODE,
    CHECKSUM,
    Part::Field(
        Field::uint(
            "max_resp_code",
            "Maximum Response Code",
            16,
            text(
                "listeners answer at a random time up to so many milliseconds; in MLDv2 from 32,768 on a floating-point number",
                "监听者在此毫秒数以内的随机时刻回答；MLDv2 中 32768 及以上是浮点数",
            ),
        )
        .default(10_000)
        .source(RFC9777),
    ),
    reserved(16),
    MULTICAST_ADDRESS,
    Part::Choice(Choice {
        on: On::Look(|message| message.len() as u64),
        cases: &[Case { when: When::Range(V2_LEAST, u64::MAX), parts: QUERY_V2 }],
    }),
];

/// RFC 9777: a query of 24 octets is MLDv1, one of 28 or more is MLDv2.
const V2_LEAST: u64 = 28;

static QUERY_V2: &[Part] = &[
    Part::Field(Field::uint("resv", "Resv", 4, text("must be zero", "必须为 0")).default(0)),
    Part::Field(
        Field::flag("s", "S Flag", text("routers should not restart their timers", "路由器不应重置计时器"))
            .source(RFC9777),
    ),
    Part::Field(
        Field::uint(
            "qrv",
            "QRV",
            3,
            text("how many times reports are repeated against loss", "为防丢失，报告重复的次数"),
        )
        .default(2)
        .source(RFC9777),
    ),
    Part::Field(
        Field::uint(
            "qqic",
            "QQIC",
            8,
            text(
                "seconds between queries; from 128 on a floating-point number",
                "两次查询之间的秒数；128 及以上是浮点数",
            ),
        )
        .default(125)
        .source(RFC9777),
    ),
    Part::Field(
        Field::uint(
            "number_of_sources",
            "Number of Sources",
            16,
            text("sources that are asked about", "所询问的源的个数"),
        )
        .computed()
        .source(RFC9777),
    ),
    Part::Repeat(SOURCES),
];

const SOURCES: Repeat = Repeat {
    label: Label::new("sources", "Source Addresses", text("the sources", "各个源")),
    each: Label::new("source", "Source Address", text("one source", "一个源")),
    count: Some(Amount::of("number_of_sources")),
    parts: &[Part::Field(
        Field::ipv6("address", "Source Address", text("who sends to the group", "向该组发送的源"))
            .source(RFC9777),
    )],
};

/// A report or a farewell of version 1.
pub static REPORT: &[Part] = &[
    CODE,
    CHECKSUM,
    Part::Field(
        Field::uint(
            "max_resp_delay",
            "Maximum Response Delay",
            16,
            text("only in queries: 0", "只用于查询，此处为 0"),
        )
        .unit(Unit::Milliseconds)
        .default(0)
        .source(RFC2710),
    ),
    reserved(16),
    MULTICAST_ADDRESS,
];

/// A report of version 2.
pub static REPORT_V2: &[Part] = &[
    CODE,
    CHECKSUM,
    reserved(16),
    Part::Field(
        Field::uint(
            "number_of_records",
            "Nr of Mcast Address Records",
            16,
            text("records that follow", "后面记录的个数"),
        )
        .computed()
        .source(RFC9777),
    ),
    Part::Repeat(Repeat {
        label: Label::new("records", "Multicast Address Records", text("one for each group", "每个组一个")),
        each: Label::new("record", "Multicast Address Record", text("one group", "一个组")),
        count: Some(Amount::of("number_of_records")),
        parts: RECORD,
    }),
];

static RECORD: &[Part] = &[
    Part::Field(
        Field::named(
            "record_type",
            "Record Type",
            8,
            &RECORD_TYPES,
            text("what is said about the group", "关于该组的说明"),
        )
        .source(RFC9777),
    ),
    Part::Field(
        Field::uint(
            "aux_data_len",
            "Aux Data Len",
            8,
            text("words of 4 octets behind the sources", "源之后附加数据的长度，以 4 字节为单位"),
        )
        .unit(Unit::Octets(4))
        .computed()
        .source(RFC9777),
    ),
    Part::Field(
        Field::uint(
            "number_of_sources",
            "Number of Sources",
            16,
            text("sources that are listed", "列出的源的个数"),
        )
        .computed()
        .source(RFC9777),
    ),
    Part::Field(
        Field::ipv6("multicast_address", "Multicast Address", text("the group", "多播组")).source(RFC9777),
    ),
    Part::Repeat(SOURCES),
    Part::Field(
        Field::sized(
            "auxiliary_data",
            "Auxiliary Data",
            Amount::of("aux_data_len").times(4),
            Kind::Bytes,
            text("never used so far", "至今没有使用"),
        )
        .source(RFC9777),
    ),
];

const TYPE: Slot = super::TYPE;
const MAX_RESP_CODE: Slot = slot_after(BEFORE, QUERY, "max_resp_code");
const GROUP: Slot = slot_after(BEFORE, QUERY, "multicast_address");
const QUERY_FIXED: usize = BEFORE + fixed_octets(QUERY);
const QQIC: Slot = slot_after(QUERY_FIXED, QUERY_V2, "qqic");
const RECORDS: Slot = slot_after(BEFORE, REPORT_V2, "number_of_records");
const FIRST: usize = BEFORE + fixed_octets(REPORT_V2);
const RECORD_TYPE: Slot = slot(RECORD, "record_type");
const RECORD_GROUP: Slot = slot(RECORD, "multicast_address");

static MAXIMUM_RESPONSE_DELAY: Label = Label::new(
    "max_resp_delay",
    "Maximum Response Delay",
    text("the milliseconds that the floating-point code stands for", "浮点形式的代码所表示的毫秒数"),
)
.source(RFC9777);
static QUERY_INTERVAL: Label = Label::new(
    "query_interval",
    "Querier's Query Interval",
    text("the seconds that the floating-point code stands for", "浮点形式的代码所表示的秒数"),
)
.source(RFC9777);

/// The times that MLDv2 writes as floating-point numbers: a leading 1, three bits of exponent and the mantissa.
pub fn derive(
    stack: &Stack<'_>,
    i: usize,
    found: &mut dyn FnMut(&'static Label, String, Vec<(usize, usize)>),
) {
    let message = stack.header(i);
    if TYPE.of(message) != 130 || (message.len() as u64) < V2_LEAST {
        return;
    }
    for (label, slot, mantissa) in [(&MAXIMUM_RESPONSE_DELAY, MAX_RESP_CODE, 12), (&QUERY_INTERVAL, QQIC, 4)]
    {
        let code = slot.of(message);
        if code >> (mantissa + 3) == 1 {
            let exponent = code >> mantissa & 7;
            let value = (code & ((1 << mantissa) - 1) | 1 << mantissa) << (exponent + 3);
            let start = stack.layers[i].start + slot.bit / 8;
            found(label, value.to_string(), vec![(start, start + slot.width / 8)]);
        }
    }
}

/// The group, or the first record and how many there are.
pub fn summary(kind: u64, message: &[u8], out: &mut String) {
    if kind != 143 {
        if kind == 130 && GROUP.array(message) == Some([0; 16]) {
            out.push_str(" general");
        } else {
            address(" ", GROUP, message, out);
        }
        return;
    }
    let records = RECORDS.of(message);
    labeled(" ", records, out);
    out.push_str(if records == 1 { " record" } else { " records" });
    let first = message.get(FIRST..).unwrap_or(&[]);
    if let Some(group) = RECORD_GROUP.array(first) {
        out.push_str(": ");
        if let Some(entry) = RECORD_TYPES.entry(RECORD_TYPE.of(first)) {
            out.push_str(entry.name);
            out.push(' ');
        }
        write::ipv6(out, group);
        if records > 1 {
            out.push_str(" …");
        }
    }
}
