//! IPv4, the Internet Protocol version 4.

mod rules;

use super::ip::{SURPLUS, by_protocol, surplus, unknown_protocol};
use super::registry::{DSCPS, ECNS, IP_PROTOCOLS};
use crate::spec::{
    Case, Choice, Coverage, Entry, Extent, Field, Item, Items, Label, Method, Next, On, OsiLayer, Part,
    Piece, Protocol, Registry, Repeat, Shape, Slot, Source, Stack, Stop, Sum, Unit, When, fixed_octets,
    shape, slot, text, write,
};
use std::net::Ipv4Addr;

static PARTS: &[Part] = &[
    Part::Field(
        Field::uint("version", "Version", 4, text("the format of the header: 4", "首部的格式：4")).default(4),
    ),
    Part::Field(
        Field::uint(
            "ihl",
            "IHL",
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
        Field::named(
            "dscp",
            "DSCP",
            6,
            &DSCPS,
            text(
                "how routers should treat the datagram (the former Type of Service)",
                "路由器应如何对待该数据报（原服务类型字段）",
            ),
        )
        .default(0)
        .source(Source::Rfc(2474, "3")),
    ),
    Part::Field(
        Field::named(
            "ecn",
            "ECN",
            2,
            &ECNS,
            text("lets routers report congestion without dropping", "让路由器不丢弃也能报告拥塞"),
        )
        .default(0)
        .source(Source::Rfc(3168, "5")),
    ),
    Part::Field(
        Field::uint(
            "total_length",
            "Total Length",
            16,
            text("octets of the whole datagram, header and data", "整个数据报的字节数，含首部和数据"),
        )
        .unit(Unit::Octets(1))
        .computed(),
    ),
    Part::Field(
        Field::hex(
            "identification",
            "Identification",
            16,
            text(
                "the same in all fragments of one datagram, so that they can be put together",
                "同一数据报的各数据报片取值相同，供重装使用",
            ),
        )
        .default(0),
    ),
    Part::Field(Field::flag("reserved", "Reserved", text("must be zero", "必须为 0"))),
    Part::Field(Field::flag(
        "df",
        "Don't Fragment",
        text("routers must not cut this datagram into fragments", "路由器不得对该数据报分片"),
    )),
    Part::Field(Field::flag(
        "mf",
        "More Fragments",
        text("more fragments of the same datagram follow", "同一数据报后面还有数据报片"),
    )),
    Part::Field(
        Field::uint(
            "fragment_offset",
            "Fragment Offset",
            13,
            text(
                "where the data belongs in the original datagram, in units of 8 octets",
                "数据在原数据报中的位置，以 8 字节为单位",
            ),
        )
        .unit(Unit::Octets(8))
        .default(0),
    ),
    Part::Field(
        Field::uint(
            "ttl",
            "Time to Live",
            8,
            text(
                "how many more routers may pass the datagram on; each takes one off",
                "还可以经过多少个路由器；每经过一个减 1",
            ),
        )
        .default(64),
    ),
    Part::Field(
        Field::named(
            "protocol",
            "Protocol",
            8,
            &IP_PROTOCOLS,
            text("which protocol the data is", "数据部分属于哪个协议"),
        )
        .computed(),
    ),
    Part::Field(
        Field::hex(
            "header_checksum",
            "Header Checksum",
            16,
            text(
                "over the header alone; every router computes it anew",
                "只覆盖首部；每个路由器都要重新计算",
            ),
        )
        .computed(),
    ),
    Part::Field(Field::ipv4(
        "src",
        "Source Address",
        text("the interface that sent the datagram", "发送该数据报的接口"),
    )),
    Part::Field(Field::ipv4(
        "dst",
        "Destination Address",
        text("the interface, or group, that it is for", "数据报要交给的接口或一组接口"),
    )),
    Part::Items(Items {
        label: Label::new(
            "options",
            "Options",
            text("rarely used: the header may be up to 60 octets long", "很少使用；首部最长 60 字节"),
        ),
        shape: Shape {
            code: &OPTION_TYPE,
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

/// IPv4 option types: copied flag, class and number in one octet.
pub static OPTION_TYPES: Registry = Registry {
    key: "ipv4-option",
    title: text("IPv4 option types", "IPv4 选项类型"),
    source: Source::Iana("ip parameters"),
    entries: &[
        Entry::new(
            0,
            "eol",
            "End of Option List",
            text("ends the options", "选项表结束"),
            Source::Rfc(791, "3.1"),
        ),
        Entry::new(
            1,
            "nop",
            "No Operation",
            text("fills up to a border of 4 octets", "用于对齐到 4 字节边界"),
            Source::Rfc(791, "3.1"),
        ),
        Entry::new(
            7,
            "rr",
            "Record Route",
            text("routers write their addresses", "由路由器写入其地址"),
            Source::Rfc(791, "3.1"),
        ),
        Entry::new(
            68,
            "ts",
            "Internet Timestamp",
            text("routers write the time", "由路由器写入时间"),
            Source::Rfc(791, "3.1"),
        ),
        Entry::new(130, "sec", "Security", text("a security label", "安全标记"), Source::Rfc(1108, "2")),
        Entry::new(
            131,
            "lsrr",
            "Loose Source and Record Route",
            text("routers to pass, others between them allowed", "必须经过的路由器，其间可经过其他路由器"),
            Source::Rfc(791, "3.1"),
        ),
        Entry::new(
            136,
            "sid",
            "Stream Identifier",
            text("a SATNET stream (obsolete)", "SATNET 流标识（已过时）"),
            Source::Rfc(791, "3.1"),
        ),
        Entry::new(
            137,
            "ssrr",
            "Strict Source and Record Route",
            text("exactly the routers to pass", "必须严格经过的路由器"),
            Source::Rfc(791, "3.1"),
        ),
        Entry::new(
            148,
            "rtralt",
            "Router Alert",
            text("routers should look at the datagram more closely", "路由器应仔细查看该数据报"),
            Source::Rfc(2113, "2.1"),
        ),
    ],
    ranges: &[],
};

static OPTION_TYPE: Field = Field::named(
    "type",
    "Option type",
    8,
    &OPTION_TYPES,
    text("copied flag, class and number of the option", "选项的复制标志、类别和编号"),
);
static OPTION_LENGTH: Field = Field::uint(
    "length",
    "Option length",
    8,
    text("octets of the option, type and length included", "选项的字节数，含类型和长度"),
)
.unit(Unit::Octets(1))
.computed();
static UNKNOWN_OPTION: Label =
    Label::new("option", "Option", text("an option that netlab has no table for", "netlab 没有其表的选项"));

const RFC791: Source = Source::Rfc(791, "3.1");

static OPTIONS: &[Item] = &[
    Item::new(
        0,
        "eol",
        "End of Option List",
        text("ends the options; what is left is padding", "选项表结束，其后为填充"),
        RFC791,
        &[],
    ),
    Item::new(
        1,
        "nop",
        "No Operation",
        text("does nothing: aligns the next option", "不做任何事，用于对齐下一个选项"),
        RFC791,
        &[],
    ),
    Item::new(
        7,
        "record_route",
        "Record Route",
        text(
            "each router writes the address it sends from, while there is room",
            "每个路由器在有空间时写入其发送接口的地址",
        ),
        RFC791,
        ROUTE,
    ),
    Item::new(
        68,
        "timestamp",
        "Internet Timestamp",
        text(
            "each router writes the time, in milliseconds since midnight UT",
            "每个路由器写入时间，即 UT 零点以来的毫秒数",
        ),
        RFC791,
        TIMESTAMP,
    ),
    Item::new(
        131,
        "loose_source_route",
        "Loose Source and Record Route",
        text(
            "routers to pass on the way; most networks drop such datagrams",
            "途中要经过的路由器；多数网络会丢弃这种数据报",
        ),
        RFC791,
        ROUTE,
    ),
    Item::new(
        137,
        "strict_source_route",
        "Strict Source and Record Route",
        text(
            "exactly the routers to pass; most networks drop such datagrams",
            "必须严格经过的路由器；多数网络会丢弃这种数据报",
        ),
        RFC791,
        ROUTE,
    ),
    Item::new(
        148,
        "router_alert",
        "Router Alert",
        text(
            "asks every router on the way to look inside: IGMP and RSVP use it",
            "请途中每个路由器查看内容，IGMP 和 RSVP 使用它",
        ),
        Source::Rfc(2113, "2.1"),
        &[Part::Field(
            Field::uint(
                "value",
                "Value",
                16,
                text("0: every router shall examine the packet", "0：每个路由器都应检查该分组"),
            )
            .default(0),
        )],
    ),
];

static ROUTE: &[Part] = &[
    Part::Field(
        Field::uint(
            "pointer",
            "pointer",
            8,
            text(
                "which octet of the option, counted from 1, the next address goes to",
                "下一个地址写入选项的第几个字节（从 1 数起）",
            ),
        )
        .default(4),
    ),
    Part::Repeat(Repeat {
        label: Label::new(
            "route",
            "route data",
            text("the addresses, in the order of the way", "沿途的地址，按先后次序"),
        ),
        each: Label::new("hop", "hop", text("one address", "一个地址")),
        count: None,
        parts: &[Part::Field(Field::ipv4(
            "address",
            "internet address",
            text(
                "a router's interface; zeros where none has written yet",
                "路由器接口的地址；尚未写入处为零",
            ),
        ))],
    }),
];

static TIMESTAMP: &[Part] = &[
    Part::Field(
        Field::uint(
            "pointer",
            "pointer",
            8,
            text(
                "which octet of the option, counted from 1, the next time goes to",
                "下一个时间写入选项的第几个字节（从 1 数起）",
            ),
        )
        .default(5),
    ),
    Part::Field(
        Field::uint("overflow", "overflow", 4, text("routers that found no room", "没有空间可写的路由器数"))
            .default(0),
    ),
    Part::Field(
        Field::uint(
            "flag",
            "flag",
            4,
            text(
                "0 times only; 1 addresses and times; 3 times of the addresses given",
                "0 只有时间；1 地址和时间；3 由发送方给定地址",
            ),
        )
        .default(0),
    ),
    Part::Choice(Choice {
        on: On::Field("flag"),
        cases: &[
            Case {
                when: When::Is(0),
                parts: &[Part::Repeat(Repeat {
                    label: Label::new(
                        "times",
                        "timestamps",
                        text("the times, in the order of the way", "沿途的时间，按先后次序"),
                    ),
                    each: Label::new("entry", "entry", text("one router", "一个路由器")),
                    count: None,
                    parts: &[TIME],
                })],
            },
            Case {
                when: When::Else,
                parts: &[Part::Repeat(Repeat {
                    label: Label::new(
                        "times",
                        "timestamps",
                        text("addresses and times, in the order of the way", "沿途的地址和时间，按先后次序"),
                    ),
                    each: Label::new("entry", "entry", text("one router", "一个路由器")),
                    count: None,
                    parts: &[
                        Part::Field(Field::ipv4(
                            "address",
                            "internet address",
                            text("a router's interface", "路由器接口的地址"),
                        )),
                        TIME,
                    ],
                })],
            },
        ],
    }),
];

const TIME: Part = Part::Field(
    Field::uint("time", "timestamp", 32, text("milliseconds since midnight UT", "UT 零点以来的毫秒数"))
        .unit(Unit::Milliseconds),
);

const VERSION: Slot = slot(PARTS, "version");
const IHL: Slot = slot(PARTS, "ihl");
const TOTAL_LENGTH: Slot = slot(PARTS, "total_length");
const IDENTIFICATION: Slot = slot(PARTS, "identification");
const RESERVED: Slot = slot(PARTS, "reserved");
const DF: Slot = slot(PARTS, "df");
const MF: Slot = slot(PARTS, "mf");
const FRAGMENT_OFFSET: Slot = slot(PARTS, "fragment_offset");
pub(super) const TTL: Slot = slot(PARTS, "ttl");
const PROTOCOL: Slot = slot(PARTS, "protocol");
const SRC: Slot = slot(PARTS, "src");
pub(super) const DST: Slot = slot(PARTS, "dst");
const FIXED: usize = fixed_octets(PARTS);
const SHAPE: Shape = shape(PARTS);

/// The Internet Protocol, version 4.
pub static IPV4: Protocol = Protocol {
    sums: &[Sum {
        field: "header_checksum",
        method: Method::Internet,
        source: RFC791,
        pieces: |stack, i, each| {
            let header = stack.header(i);
            if IHL.of(header) as usize * 4 > header.len() {
                return Coverage::Unknown(super::pseudo::CUT);
            }
            let name = text("header", "首部");
            each(Piece { name, octets: header, at: Some(stack.layers[i].start) });
            Coverage::Whole
        },
    }],
    next,
    follow: surplus,
    behind: &[&SURPLUS],
    summary,
    rules: rules::RULES,
    examine: rules::examine,
    ..Protocol::new(
        "ipv4",
        "IPv4",
        text("Internet Protocol version 4", "网际协议第 4 版"),
        text("datagram", "数据报"),
        Source::Rfc(791, "3.1"),
        OsiLayer::Network,
        PARTS,
        extent,
    )
};

fn extent(bytes: &[u8]) -> Extent {
    if bytes.len() < FIXED {
        return Extent::header(FIXED);
    }
    let header = IHL.of(bytes) as usize * 4;
    let total = TOTAL_LENGTH.of(bytes) as usize;
    if VERSION.of(bytes) != 4 {
        return Extent::header(FIXED).problem(text("the Version field is not 4", "版本字段不是 4"));
    }
    if header < FIXED {
        return Extent::header(FIXED).problem(text(
            "IHL below 5: the header would be shorter than its fixed 20 octets",
            "IHL 小于 5：首部比固定的 20 字节还短",
        ));
    }
    if header > bytes.len() {
        return Extent::header(header).said_by("ihl");
    }
    match total {
        // segmentation offload: the sender's card fills in the length of each segment it cuts
        0 => Extent::header(header),
        _ if total < header => Extent::header(header)
            .problem(text("Total Length is shorter than the header", "总长度比首部还短")),
        _ => Extent::header(header).total(total).said_by("total_length"),
    }
}

/// Whether the datagram is a piece of a larger one.
pub fn is_fragment(header: &[u8]) -> bool {
    MF.is_set(header) || FRAGMENT_OFFSET.of(header) > 0
}

/// Whether it is a piece other than the first.
pub fn is_later_fragment(header: &[u8]) -> bool {
    FRAGMENT_OFFSET.of(header) > 0
}

/// Octets of data, as the header says.
pub fn data_octets(header: &[u8]) -> usize {
    TOTAL_LENGTH.of(header).saturating_sub(IHL.of(header) * 4) as usize
}

/// Whether it has the option `code`.
pub fn has_option(header: &[u8], code: u64) -> bool {
    let run = header.get(FIXED..).unwrap_or(&[]);
    SHAPE.walk(run).any(|option| option.code == code && option.fault.is_none())
}

/// The destination where it is for sure more than one host: a multicast group or all on the link.
pub fn group(header: &[u8]) -> Option<Ipv4Addr> {
    DST.array::<4>(header).map(Ipv4Addr::from).filter(|dst| dst.is_multicast() || dst.is_broadcast())
}

/// Source and destination address, as they stand in a pseudo-header.
pub fn addresses(header: &[u8]) -> [&[u8]; 2] {
    [SRC, DST].map(|slot| slot.bytes(header).unwrap_or(&[]))
}

fn next(stack: &Stack<'_>, i: usize) -> Next {
    let header = stack.header(i);
    if FRAGMENT_OFFSET.of(header) > 0 {
        return Next::Data(Stop::Unfit(text(
            "a later fragment of a datagram: the header of what it carries is in the first one",
            "后续的数据报片：所载协议的首部在第一片中",
        )));
    }
    if stack.payload(i).is_empty() {
        return Next::Nothing;
    }
    by_protocol(PROTOCOL.of(header), "protocol")
}

fn summary(stack: &Stack<'_>, i: usize, out: &mut String) {
    let header = stack.header(i);
    if let (Some(src), Some(dst)) = (SRC.array(header), DST.array(header)) {
        write::ipv4(out, src);
        out.push_str(" → ");
        write::ipv4(out, dst);
    }
    let offset = FRAGMENT_OFFSET.of(header) * 8;
    if offset > 0 || MF.is_set(header) {
        out.push_str("  IPv4 fragment id 0x");
        write::hex(out, IDENTIFICATION.of(header), 4);
        out.push_str(" octets ");
        write::number(out, offset);
        out.push('+');
        write::number(out, TOTAL_LENGTH.of(header).saturating_sub(header.len() as u64));
        out.push_str(if MF.is_set(header) { " more" } else { " last" });
    } else {
        unknown_protocol("  IPv4 protocol ", PROTOCOL.of(header), out);
    }
}
