//! TCP, the Transmission Control Protocol.

mod rules;

use super::pseudo;
use super::registry::{TCP_LEADS, TCP_PORTS};
use super::udp::by_port;
use crate::spec::{
    Entry, Extent, Field, Item, Items, Kind, Label, Method, Next, OsiLayer, Part, Protocol, Registry, Repeat,
    Shape, Slot, Source, Stack, Sum, Unit, fixed_octets, slot, text, write,
};

static PARTS: &[Part] = &[
    Part::Field(Field::named(
        "src_port",
        "Source Port",
        16,
        &TCP_PORTS,
        text("the sender's end of the connection", "连接的发送方一端"),
    )),
    Part::Field(Field::named(
        "dst_port",
        "Destination Port",
        16,
        &TCP_PORTS,
        text("the receiver's end of the connection", "连接的接收方一端"),
    )),
    Part::Field(
        Field::uint(
            "seq",
            "Sequence Number",
            32,
            text(
                "the number of the first octet of data in this segment; in a SYN the number before it",
                "本报文段第一个数据字节的序号；在 SYN 中为其前一个序号",
            ),
        )
        .default(0),
    ),
    Part::Field(
        Field::uint(
            "ack",
            "Acknowledgment Number",
            32,
            text(
                "the next octet expected from the other side: all before it have arrived (if ACK is set)",
                "期望收到对方的下一个字节的序号：此前的都已收到（ACK 置位时有效）",
            ),
        )
        .default(0),
    ),
    Part::Field(
        Field::uint(
            "data_offset",
            "Data Offset",
            4,
            text(
                "how long this header is, in words of 4 octets: at least 5",
                "首部长度，以 4 字节为单位，至少为 5",
            ),
        )
        .unit(Unit::Octets(4))
        .computed(),
    ),
    Part::Field(
        Field::uint(
            "reserved",
            "Rsrvd",
            4,
            text("must be zero until a standard gives it a use", "在标准赋予用途之前必须为 0"),
        )
        .default(0),
    ),
    Part::Field(
        Field::flag(
            "cwr",
            "CWR",
            text("the sender has slowed down after a report of congestion", "发送方已因拥塞报告而减慢发送"),
        )
        .source(Source::Rfc(3168, "6.1")),
    ),
    Part::Field(
        Field::flag(
            "ece",
            "ECE",
            text(
                "congestion was met on the way; in a SYN: speaks ECN",
                "途中遇到拥塞；在 SYN 中表示支持 ECN",
            ),
        )
        .source(Source::Rfc(3168, "6.1")),
    ),
    Part::Field(Field::flag("urg", "URG", text("the urgent pointer counts", "紧急指针有效"))),
    Part::Field(Field::flag(
        "ack_flag",
        "ACK",
        text(
            "the acknowledgment number counts: set in all segments but the first",
            "确认号有效：除第一个报文段外都置位",
        ),
    )),
    Part::Field(Field::flag(
        "psh",
        "PSH",
        text("pass what has arrived on to the application", "把已到达的数据交给应用"),
    )),
    Part::Field(Field::flag("rst", "RST", text("the connection is broken off", "连接被复位"))),
    Part::Field(Field::flag(
        "syn",
        "SYN",
        text("opens the connection: says the first sequence number", "建立连接：给出初始序号"),
    )),
    Part::Field(Field::flag("fin", "FIN", text("the sender has no more data", "发送方没有更多数据"))),
    Part::Field(
        Field::uint(
            "window",
            "Window",
            16,
            text(
                "octets the sender of this segment is ready to receive; scaled if window scale was agreed",
                "本报文段发送方愿意接收的字节数；若商定了窗口扩大则需放大",
            ),
        )
        .unit(Unit::Octets(1))
        .default(65_535),
    ),
    Part::Field(
        Field::hex(
            "checksum",
            "Checksum",
            16,
            text("over the pseudo-header, the header and the data", "覆盖伪首部、首部和数据"),
        )
        .computed(),
    ),
    Part::Field(
        Field::uint(
            "urgent_pointer",
            "Urgent Pointer",
            16,
            text("where urgent data ends, if URG is set", "URG 置位时指出紧急数据的末尾"),
        )
        .default(0),
    ),
    Part::Items(Items {
        label: Label::new(
            "options",
            "Options",
            text("agreed in the SYN, or carried with data", "在 SYN 中商定，或随数据携带"),
        ),
        shape: Shape {
            code: &OPTION_KIND,
            length: &OPTION_LENGTH,
            unit: 1,
            whole: true,
            single: &[1],
            end: Some(0),
        },
        kinds: OPTIONS,
        unknown: &UNKNOWN_OPTION,
    }),
];

/// RFC 9293 §3.2: the options that every implementation must know.
const RFC9293: Source = Source::Rfc(9293, "3.2");

/// TCP option kinds.
pub static OPTION_KINDS: Registry = Registry {
    key: "tcp-option",
    title: text("TCP option kinds", "TCP 选项种类"),
    source: Source::Iana("tcp parameters"),
    entries: &[
        Entry::new(0, "eol", "End of Option List", text("ends the options", "选项表结束"), RFC9293),
        Entry::new(1, "nop", "No-Operation", text("fills up to a border", "用于对齐"), RFC9293),
        Entry::new(
            2,
            "mss",
            "Maximum Segment Size",
            text("the largest segment to send here", "可向此处发送的最大报文段"),
            RFC9293,
        ),
        Entry::new(
            3,
            "wscale",
            "Window Scale",
            text("how far window fields are shifted", "窗口字段左移的位数"),
            Source::Rfc(7323, "2"),
        ),
        Entry::new(
            4,
            "sack-permitted",
            "SACK Permitted",
            text("selective acknowledgment may be used", "允许选择确认"),
            Source::Rfc(2018, "2"),
        ),
        Entry::new(
            5,
            "sack",
            "SACK",
            text("blocks that arrived out of order", "失序到达的数据块"),
            Source::Rfc(2018, "3"),
        ),
        Entry::new(
            8,
            "timestamps",
            "Timestamps",
            text("clock values for measuring the round trip", "用于测量往返时间的时钟值"),
            Source::Rfc(7323, "3"),
        ),
        Entry::new(
            19,
            "md5",
            "MD5 Signature Option",
            text("a signature (obsoleted by TCP-AO)", "签名（已被 TCP-AO 取代）"),
            Source::Rfc(2385, ""),
        ),
        Entry::new(
            28,
            "uto",
            "User Timeout Option",
            text("how long unacknowledged data may wait", "未确认数据可等待的时间"),
            Source::Rfc(5482, ""),
        ),
        Entry::new(
            29,
            "ao",
            "TCP Authentication Option",
            text("authentication of the segment", "对报文段的鉴别"),
            Source::Rfc(5925, ""),
        ),
        Entry::new(
            30,
            "mptcp",
            "Multipath TCP",
            text("one connection over several paths", "一个连接使用多条路径"),
            Source::Rfc(8684, ""),
        ),
        Entry::new(
            34,
            "tfo",
            "TCP Fast Open Cookie",
            text("lets data ride in the SYN", "使 SYN 可携带数据"),
            Source::Rfc(7413, "4.1.1"),
        ),
    ],
    ranges: &[],
};

static OPTION_KIND: Field =
    Field::named("kind", "Kind", 8, &OPTION_KINDS, text("which option this is", "选项的种类"));
static OPTION_LENGTH: Field = Field::uint(
    "length",
    "Length",
    8,
    text("octets of the option, kind and length included", "选项的字节数，含种类和长度"),
)
.unit(Unit::Octets(1))
.computed();
static UNKNOWN_OPTION: Label =
    Label::new("option", "Option", text("an option that netlab has no table for", "netlab 没有其表的选项"));

static OPTIONS: &[Item] = &[
    Item::new(
        0,
        "eol",
        "End of Option List",
        text("ends the options; what is left is padding", "选项表结束，其后为填充"),
        RFC9293,
        &[],
    ),
    Item::new(
        1,
        "nop",
        "No-Operation",
        text("does nothing: aligns the next option", "不做任何事，用于对齐下一个选项"),
        RFC9293,
        &[],
    ),
    Item::new(
        2,
        "mss",
        "Maximum Segment Size",
        text(
            "the largest segment the sender of this can receive; only in a SYN",
            "发送方能接收的最大报文段；只出现在 SYN 中",
        ),
        Source::Rfc(9293, "3.7.1"),
        &[Part::Field(
            Field::uint(
                "mss",
                "Maximum Segment Size",
                16,
                text("octets of data in one segment", "一个报文段中的数据字节数"),
            )
            .unit(Unit::Octets(1)),
        )],
    ),
    Item::new(
        3,
        "window_scale",
        "Window Scale",
        text(
            "window fields of this sender are shifted left by so many bits; only in a SYN",
            "该发送方的窗口字段要左移的位数；只出现在 SYN 中",
        ),
        Source::Rfc(7323, "2.2"),
        &[Part::Field(Field::uint(
            "shift",
            "shift.cnt",
            8,
            text("bits to shift: at most 14", "左移位数，最多 14"),
        ))],
    ),
    Item::new(
        4,
        "sack_permitted",
        "SACK Permitted",
        text(
            "the sender understands selective acknowledgments; only in a SYN",
            "发送方支持选择确认；只出现在 SYN 中",
        ),
        Source::Rfc(2018, "2"),
        &[],
    ),
    Item::new(
        5,
        "sack",
        "SACK",
        text("octets that arrived although some before them are missing", "已经到达、但其前面尚有缺失的字节"),
        Source::Rfc(2018, "3"),
        &[Part::Repeat(Repeat {
            label: Label::new(
                "blocks",
                "Blocks",
                text("stretches of the stream that have arrived", "已到达的字节流片段"),
            ),
            each: Label::new("block", "Block", text("one stretch", "一个片段")),
            count: None,
            parts: &[
                Part::Field(Field::uint(
                    "left",
                    "Left Edge",
                    32,
                    text("the first octet of the block", "块的第一个字节的序号"),
                )),
                Part::Field(Field::uint(
                    "right",
                    "Right Edge",
                    32,
                    text("the octet behind the block", "块之后的字节的序号"),
                )),
            ],
        })],
    ),
    Item::new(
        8,
        "timestamps",
        "Timestamps",
        text(
            "for measuring the round trip and for telling old segments from new",
            "用于测量往返时间和区分新旧报文段",
        ),
        Source::Rfc(7323, "3.2"),
        &[
            Part::Field(Field::uint("tsval", "TSval", 32, text("the sender's clock", "发送方的时钟值"))),
            Part::Field(Field::uint(
                "tsecr",
                "TSecr",
                32,
                text(
                    "the clock value that is echoed back; counts if ACK is set",
                    "回送的对方时钟值；ACK 置位时有效",
                ),
            )),
        ],
    ),
    Item::new(
        28,
        "user_timeout",
        "User Timeout Option",
        text("how long the sender will wait for an acknowledgment", "发送方愿意等待确认的时间"),
        Source::Rfc(5482, "3"),
        &[
            Part::Field(Field::flag(
                "granularity",
                "G",
                text("1: the time counts minutes; 0: seconds", "1：以分钟计；0：以秒计"),
            )),
            Part::Field(Field::uint(
                "timeout",
                "User Timeout",
                15,
                text("how long, in seconds or minutes", "时长，以秒或分钟计"),
            )),
        ],
    ),
    Item::new(
        34,
        "fast_open",
        "TCP Fast Open Cookie",
        text(
            "a cookie that lets the next SYN carry data; empty asks for one",
            "使下一个 SYN 能携带数据的 Cookie；为空表示请求",
        ),
        Source::Rfc(7413, "4.1.1"),
        &[Part::Field(Field::rest(
            "cookie",
            "Cookie",
            Kind::Bytes,
            text("given by the server before", "由服务器先前给出"),
        ))],
    ),
];

const SRC_PORT: Slot = slot(PARTS, "src_port");
const DST_PORT: Slot = slot(PARTS, "dst_port");
const SEQ: Slot = slot(PARTS, "seq");
const ACK: Slot = slot(PARTS, "ack");
const DATA_OFFSET: Slot = slot(PARTS, "data_offset");
const RESERVED: Slot = slot(PARTS, "reserved");
const URG: Slot = slot(PARTS, "urg");
const ACK_FLAG: Slot = slot(PARTS, "ack_flag");
const PSH: Slot = slot(PARTS, "psh");
const RST: Slot = slot(PARTS, "rst");
const SYN: Slot = slot(PARTS, "syn");
const FIN: Slot = slot(PARTS, "fin");
const WINDOW: Slot = slot(PARTS, "window");
const URGENT_POINTER: Slot = slot(PARTS, "urgent_pointer");
const FIXED: usize = fixed_octets(PARTS);

/// All flags, in one octet.
const ALL_FLAGS: Slot = Slot::summed(FLAGS[7].0.bit, 8);

/// The flags in the order people say them.
const FLAGS: [(Slot, &str); 8] = [
    (SYN, "SYN"),
    (FIN, "FIN"),
    (RST, "RST"),
    (PSH, "PSH"),
    (ACK_FLAG, "ACK"),
    (URG, "URG"),
    (slot(PARTS, "ece"), "ECE"),
    (slot(PARTS, "cwr"), "CWR"),
];

/// The texts of all sets of flags, ` [SYN ACK]`, one behind the other, and where each begins and the last ends: drawn while
/// compiling, for a twentieth of the time of a summary line went into drawing them.
static SETS_OF_FLAGS: (&str, [u16; 257]) = {
    const ALL: ([u8; 1 << 13], [u16; 257]) = {
        let (mut all, mut starts, mut at, mut set) = ([0; 1 << 13], [0; 257], 0, 0);
        while set < 256 {
            (all[at], all[at + 1]) = (b' ', b'[');
            at += 2;
            let mut flag = 0;
            while flag < FLAGS.len() {
                let (slot, name) = FLAGS[flag];
                if set >> (ALL_FLAGS.bit + 7 - slot.bit) & 1 == 1 {
                    if all[at - 1] != b'[' {
                        all[at] = b' ';
                        at += 1;
                    }
                    let mut letter = 0;
                    while letter < name.len() {
                        all[at] = name.as_bytes()[letter];
                        (at, letter) = (at + 1, letter + 1);
                    }
                }
                flag += 1;
            }
            all[at] = b']';
            (at, set) = (at + 1, set + 1);
            starts[set] = at as u16;
        }
        (all, starts)
    };
    match str::from_utf8(&ALL.0) {
        Ok(all) => (all, ALL.1),
        Err(_) => ("", ALL.1),
    }
};

/// The Transmission Control Protocol.
pub static TCP: Protocol = Protocol {
    sums: &[Sum {
        field: "checksum",
        method: Method::Internet,
        source: Source::Rfc(9293, "3.1"),
        pieces: |stack, i, each| {
            let layer = &stack.layers[i];
            pseudo::pieces(stack, i, 6, layer.end - layer.start, each)
        },
    }],
    next,
    // a stream: behind a whole message the next one begins
    follow: next_message,
    summary,
    rules: rules::RULES,
    examine: rules::examine,
    ..Protocol::new(
        "tcp",
        "TCP",
        text("Transmission Control Protocol", "传输控制协议"),
        text("segment", "报文段"),
        Source::Rfc(9293, "3.1"),
        OsiLayer::Transport,
        PARTS,
        extent,
    )
};

fn extent(bytes: &[u8]) -> Extent {
    if bytes.len() < FIXED {
        return Extent::header(FIXED);
    }
    let header = DATA_OFFSET.of(bytes) as usize * 4;
    if header < FIXED {
        return Extent::header(FIXED).problem(text(
            "Data Offset below 5: the header would be shorter than its fixed 20 octets",
            "数据偏移小于 5：首部比固定的 20 字节还短",
        ));
    }
    Extent::header(header).said_by("data_offset")
}

fn next(stack: &Stack<'_>, i: usize) -> Next {
    if stack.payload(i).is_empty() {
        return Next::Nothing;
    }
    by_port(&TCP_LEADS, SRC_PORT.of(stack.header(i)), DST_PORT.of(stack.header(i)))
}

fn next_message(stack: &Stack<'_>, i: usize, _: usize) -> Next {
    next(stack, i)
}

fn summary(stack: &Stack<'_>, i: usize, out: &mut String) {
    let header = stack.header(i);
    // of a header that is cut short only what is there
    if header.len() < FIXED {
        return cut_summary(header, out);
    }
    out.push_str("TCP ");
    write::number(out, SRC_PORT.of(header));
    out.push_str(" → ");
    write::number(out, DST_PORT.of(header));
    flags(header, out);
    out.push_str(" seq ");
    write::number(out, SEQ.of(header));
    if ACK_FLAG.is_set(header) {
        out.push_str(" ack ");
        write::number(out, ACK.of(header));
    }
    out.push_str(" win ");
    write::number(out, WINDOW.of(header));
    let data = stack.payload(i).len() as u64;
    if data > 0 {
        out.push_str(" len ");
        write::number(out, data);
    }
}

fn flags(header: &[u8], out: &mut String) {
    let (texts, starts) = &SETS_OF_FLAGS;
    let set = ALL_FLAGS.of(header) as usize & 0xff;
    out.push_str(&texts[usize::from(starts[set])..usize::from(starts[set + 1])]);
}

/// The same of a header that is cut short, as in the eight octets that an ICMP error quotes.
fn cut_summary(header: &[u8], out: &mut String) {
    out.push_str("TCP");
    if let (Some(src), Some(dst)) = (SRC_PORT.read(header), DST_PORT.read(header)) {
        out.push(' ');
        write::number(out, src);
        out.push_str(" → ");
        write::number(out, dst);
    }
    if ACK_FLAG.read(header).is_some() {
        flags(header, out);
    }
    if let Some(seq) = SEQ.read(header) {
        out.push_str(" seq ");
        write::number(out, seq);
    }
    if let Some(ack) = ACK.read(header).filter(|_| ACK_FLAG.is_set(header)) {
        out.push_str(" ack ");
        write::number(out, ack);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_set_of_flags_is_written_flag_by_flag() {
        let mut header = [0; FIXED];
        for set in 0..=255 {
            header[13] = set;
            let names: Vec<&str> =
                FLAGS.iter().filter(|(flag, _)| flag.is_set(&header)).map(|(_, name)| *name).collect();
            let mut out = String::new();
            flags(&header, &mut out);
            assert_eq!(out, format!(" [{}]", names.join(" ")));
        }
    }
}
