//! Exercises: datagrams in fragments.

use crate::chance::Chance;
use crate::exercise::claim::{Claim, refute};
use crate::exercise::draws::{Ipv4, dump, ethernet};
use crate::exercise::{Cell, Exercise, Exhibit, Form, Kind, Misconception, Part, Task, Value};
use crate::say;
use crate::spec::{Said, text};
use std::net::Ipv4Addr;

/// From easy to hard.
pub static EXERCISES: &[&Exercise] = &[&FIELD, &TABLE, &COUNT, &CLAIMS, &MISSING, &AGAIN];

static OFFSET_IN_OCTETS: Misconception = Misconception::new(
    "offset-counts-octets",
    text(
        "the offset was written in octets; it counts units of 8 octets",
        "片偏移写成了字节数；它以 8 字节为单位",
    ),
);

static MTU_WITHOUT_HEADER: Misconception = Misconception::new(
    "mtu-without-header",
    text(
        "the MTU was filled with data alone; each fragment has a header of its own in it",
        "把 MTU 全用来装数据；每个片都带自己的首部",
    ),
);

static HEADER_CUT: Misconception = Misconception::new(
    "header-is-fragmented",
    text(
        "the old header was cut up as if it were data; the data alone is divided",
        "把原首部也当数据切分；被划分的只是数据",
    ),
);

static BY_MF: Misconception = Misconception::new(
    "last-has-more-fragments",
    text(
        "MF was set on the last fragment, or not on the others; it says that more follow",
        "最后一片的 MF 置了 1，或其他片没有置；它表示后面还有片",
    ),
);

/// The fragments of so many octets of data: offset in octets, and data.
fn cut(data: u32, room: u32) -> Vec<(u32, u32)> {
    let room = (room / 8 * 8).max(8);
    (0..data.div_ceil(room)).map(|i| (i * room, room.min(data - i * room))).collect()
}

/// The frame of a datagram with these flags and offset; for showing only, so with few octets of data.
fn frame(flags_and_offset: u16, id: u16, data: usize) -> Vec<u8> {
    let ip = Ipv4 {
        id,
        flags_and_offset,
        ttl: 64,
        protocol: 17,
        source: Ipv4Addr::new(172, 16, 10, 10),
        destination: Ipv4Addr::new(192, 0, 2, 7),
    };
    ethernet([2, 0, 0, 0, 16, 17], [2, 0, 0, 0, 16, 16], 0x0800, &ip.with(&vec![0; data]))
}

/// The table of fragments.
pub static TABLE: Exercise = Exercise::new(
    "fragments-table",
    Kind::Trace,
    2,
    text("The table of fragments", "数据报片表"),
    &[&OFFSET_IN_OCTETS, &MTU_WITHOUT_HEADER, &BY_MF],
    table,
);

const ROWS: [[&str; 3]; 3] = [["len1", "off1", "mf1"], ["len2", "off2", "mf2"], ["len3", "off3", "mf3"]];

fn table(chance: &mut Chance) -> Task {
    let mtu = chance.pick([296u32, 508, 576, 620, 1006, 1280, 1492, 1500]);
    let room = (mtu - 20) / 8 * 8;
    let data = room * 2 + chance.between(9, u64::from(room) - 1) as u32;
    let total = data + 20;
    let fragments = cut(data, mtu - 20);
    // who fills the MTU with data and adds the header then
    let fat: Vec<(u32, u32)> = cut(data, mtu);
    let answers = |fragments: &[(u32, u32)], unit: u32| -> Vec<(&'static str, Value)> {
        let last = fragments.len().saturating_sub(1);
        let row = |(i, ([len, off, mf], (at, size))): (usize, ([&'static str; 3], &(u32, u32)))| {
            [
                (len, Value::Number(i128::from(size + 20))),
                (off, Value::Number(i128::from(at / unit))),
                (mf, Value::Number(i128::from(i != last))),
            ]
        };
        ROWS.into_iter().zip(fragments).enumerate().flat_map(row).collect()
    };
    let right = answers(&fragments, 8);
    let label = |key: &str| {
        let (name, row) = key.split_at(key.len() - 1);
        match name {
            "len" => say!(en: "fragment {row}: Total Length", zh: "第 {row} 片：总长度", row = row),
            "off" => say!(en: "fragment {row}: Fragment Offset", zh: "第 {row} 片：片偏移", row = row),
            _ => say!(en: "fragment {row}: MF", zh: "第 {row} 片：MF", row = row),
        }
    };
    let parts =
        right.iter().map(|(key, value)| Part::new(key, label(key), Form::Number, value.clone())).collect();
    let asks = say!(
        en: "A datagram of {total} octets, 20 of them header, goes over a link with an MTU of {mtu}. Fill in its fragments as they stand in the headers: total length in octets, the offset as the field has it, MF as 0 or 1.",
        zh: "一个总长 {total} 字节（首部 20 字节）的数据报要经过 MTU 为 {mtu} 的链路。按首部中的写法填写各片：总长度（字节）、片偏移（字段的值）、MF（0 或 1）。",
        total = total, mtu = mtu
    );
    let hints = [
        say!(
            en: "The data is divided and each piece gets a header; all pieces but the last are multiples of 8 octets (RFC 791 §3.2).",
            zh: "划分的是数据，每片各加首部；除最后一片外，数据长度都是 8 的倍数（RFC 791 §3.2）。"
        ),
        say!(
            en: "There are {data} octets of data; in each fragment the MTU less a header has room, cut down to a multiple of 8.",
            zh: "数据有 {data} 字节；每片最多放 MTU 减去首部那么多，再减到 8 的倍数。",
            data = data
        ),
        say!(
            en: "{pieces} octets of data, {header} with header; offsets {offsets}; MF 1, 1, 0.",
            zh: "数据 {pieces} 字节，加首部 {header}；片偏移 {offsets}；MF 为 1、1、0。",
            pieces = fragments.iter().map(|(_, size)| size.to_string()).collect::<Vec<_>>().join(" + "),
            header = fragments.iter().map(|(_, size)| (size + 20).to_string()).collect::<Vec<_>>().join(", "),
            offsets = fragments.iter().map(|(at, _)| (at / 8).to_string()).collect::<Vec<_>>().join(", ")
        ),
    ];
    let rows = ROWS
        .into_iter()
        .enumerate()
        .map(|(i, [len, off, mf])| {
            vec![Cell::same(&(i + 1)), Cell::Asked(len), Cell::Asked(off), Cell::Asked(mf)]
        })
        .collect();
    let head = vec![
        text("fragment", "片").into(),
        text("Total Length", "总长度").into(),
        text("Fragment Offset", "片偏移").into(),
        Said { en: "MF".to_string(), zh: "MF".to_string() },
    ];
    let turned = |(key, value): &(&'static str, Value)| {
        let Value::Number(number) = value else { return None };
        key.starts_with("mf").then(|| (*key, Value::Number(1 - number)))
    };
    let only = |all: Vec<(&'static str, Value)>, name: &str| -> Vec<(&'static str, Value)> {
        all.into_iter().filter(|(key, _)| key.starts_with(name)).collect()
    };
    let see = "netlab frame --tree --sample ipv4-fragments";
    Task::new(asks, parts, hints, see)
        .given("total", &total)
        .given("mtu", &mtu)
        .shows(Exhibit::Table { head, rows })
        .mistaken_in(
            &OFFSET_IN_OCTETS,
            only(answers(&fragments, 1), "off"),
            "netlab explain ipv4.fragment_offset",
        )
        .mistaken_in(
            &MTU_WITHOUT_HEADER,
            [only(answers(&fat, 8), "len"), only(answers(&fat, 8), "off")].concat(),
            "netlab explain mtu",
        )
        .mistaken_in(&BY_MF, right.iter().filter_map(turned).collect(), see)
}

/// How many fragments.
pub static COUNT: Exercise = Exercise::new(
    "fragments-count",
    Kind::Compute,
    2,
    text("How many fragments?", "要分成几片？"),
    &[&MTU_WITHOUT_HEADER, &HEADER_CUT, &NOT_EIGHT],
    count,
);

static NOT_EIGHT: Misconception = Misconception::new(
    "fragments-of-any-length",
    text(
        "fragments were filled to the last octet; all but the last have a multiple of 8 octets of data",
        "把片填满到最后一个字节；除最后一片外，数据都是 8 字节的倍数",
    ),
);

fn count(chance: &mut Chance) -> Task {
    let (mut data, mtu) = (chance.between(4000, 60000) as u32, chance.between(300, 1500) as u32);
    let solved = |data: u32, room: u32| (data.div_ceil(room), data - (data.div_ceil(room) - 1) * room);
    let room = (mtu - 20) / 8 * 8;
    // a last fragment need not be a multiple of 8 octets: away from where that saves one
    if (1..8).contains(&((data + 8) % room)) {
        data += 8;
    }
    // the data of UDP begins with its header
    let (fragments, last) = solved(data + 8, room);
    let parts = vec![
        Part::number("fragments", text("fragments", "片数"), fragments),
        Part::number("last", text("octets of data in the last", "最后一片的数据字节数"), last),
    ];
    let asks = say!(
        en: "A program sends {data} octets in one UDP datagram. IPv4 headers have 20 octets, the MTU is {mtu}. Into how many fragments is it cut, and how many octets of data, the UDP header among them, are in the last?",
        zh: "程序用一个 UDP 用户数据报发送 {data} 字节。IPv4 首部 20 字节，MTU 为 {mtu}。它被分成几片？最后一片有多少字节数据（含 UDP 首部）？",
        data = data, mtu = mtu
    );
    let hints = [
        say!(
            en: "For IP the UDP header is data too: 8 octets. Every fragment has an IPv4 header of its own.",
            zh: "对 IP 来说，8 字节的 UDP 首部也是数据。每片都有自己的 IPv4 首部。"
        ),
        say!(
            en: "In a fragment the MTU less a header has room; the greatest multiple of 8 in that is used.",
            zh: "一片最多容纳 MTU 减去首部那么多，取其中最大的 8 的倍数。"
        ),
        say!(
            en: "{all} octets by {room}: {full} full fragments, and {last} in the last: {fragments}.",
            zh: "{all} 字节除以 {room}：{full} 个满片，最后一片 {last} 字节：共 {fragments} 片。",
            all = data + 8, room = room, full = fragments - 1, last = last, fragments = fragments
        ),
    ];
    let pair = |(fragments, last): (u32, u32)| {
        vec![("fragments", Value::Number(fragments.into())), ("last", Value::Number(last.into()))]
    };
    Task::new(asks, parts, hints, "netlab frame --tree --sample ipv4-fragments")
        .given("data", &data)
        .given("mtu", &mtu)
        .mistaken_in(&MTU_WITHOUT_HEADER, pair(solved(data + 8, mtu / 8 * 8)), "netlab explain mtu")
        .mistaken_in(&HEADER_CUT, pair(solved(data + 28, mtu / 8 * 8)), "netlab explain fragmentation")
        .mistaken_in(&NOT_EIGHT, pair(solved(data + 8, mtu - 20)), "netlab explain ipv4.fragment_offset")
}

/// Flags and offset out of two octets.
pub static FIELD: Exercise = Exercise::new(
    "fragments-field",
    Kind::Read,
    1,
    text("Flags and offset in two octets", "两个字节里的标志与片偏移"),
    &[&OFFSET_IN_OCTETS, &FLAGS_SWAPPED, &FLAGS_IN_OFFSET],
    field,
);

static FLAGS_SWAPPED: Misconception = Misconception::new(
    "fragment-flags-swapped",
    text("DF and MF were taken for each other: DF comes first", "把 DF 和 MF 弄反了：DF 在前"),
);

static FLAGS_IN_OFFSET: Misconception = Misconception::new(
    "flags-read-into-the-offset",
    text("the three flags were read as part of the offset", "把三个标志位也读进了片偏移"),
);

fn field(chance: &mut Chance) -> Task {
    let offset = chance.between(1, 900) as u16;
    let (dont, more) = chance.pick([(0u16, 1u16), (0, 1), (0, 0), (1, 0)]);
    // who may not be cut has no offset
    let offset = if dont == 1 { 0 } else { offset };
    let word = dont << 14 | more << 13 | offset;
    let parts = vec![
        Part::number("df", Said { en: "DF".into(), zh: "DF".into() }, dont),
        Part::number("mf", Said { en: "MF".into(), zh: "MF".into() }, more),
        Part::number(
            "first",
            text("first octet of data in the datagram, from 0", "数据首字节在原数据报中的序号（从 0 起）"),
            offset * 8,
        ),
    ];
    let asks = say!(
        en: "Octets 6 and 7 of an IPv4 header are {high:02x} {low:02x}. What are the flags DF and MF (0 or 1), and which octet of the whole datagram's data does this one begin with?",
        zh: "IPv4 首部的第 6、7 字节是 {high:02x} {low:02x}。标志 DF 和 MF 各是多少（0 或 1）？这一片的数据从原数据报数据的第几个字节开始？",
        high = word >> 8, low = word & 255
    );
    let hints = [
        say!(
            en: "Three flags, then 13 bits of offset: `netlab explain ipv4.fragment_offset`.",
            zh: "先是三个标志位，再是 13 位的片偏移：见 `netlab explain ipv4.fragment_offset`。"
        ),
        say!(
            en: "In bits: {word:016b}. From the left: reserved, DF, MF, offset; the offset has a unit.",
            zh: "二进制为 {word:016b}。从左起：保留、DF、MF、片偏移；片偏移有单位。",
            word = word
        ),
        say!(
            en: "DF {dont}, MF {more}, offset {offset}, times 8: octet {first}.",
            zh: "DF {dont}，MF {more}，片偏移 {offset}，乘以 8：第 {first} 字节。",
            dont = dont, more = more, offset = offset, first = offset * 8
        ),
    ];
    let see = dump(&frame(word, 0xbeef, 16));
    Task::new(asks, parts, hints, &see)
        .given("word", &format!("{word:04x}"))
        .mistaken_in(&OFFSET_IN_OCTETS, vec![("first", Value::Number(offset.into()))], &see)
        .mistaken_in(
            &FLAGS_SWAPPED,
            vec![("df", Value::Number(more.into())), ("mf", Value::Number(dont.into()))],
            &see,
        )
        .mistaken_in(&FLAGS_IN_OFFSET, vec![("first", Value::Number(i128::from(word) * 8))], &see)
}

/// What is missing, out of the fragments that came.
pub static MISSING: Exercise = Exercise::new(
    "fragments-missing",
    Kind::Trace,
    3,
    text("What is missing?", "缺了什么？"),
    &[&OFFSET_IN_OCTETS, &ONE_DATAGRAM, &HEADER_IN_DATA],
    missing,
);

static ONE_DATAGRAM: Misconception = Misconception::new(
    "identification-is-ignored",
    text(
        "a fragment of another datagram was put in: only those with the same Identification belong together",
        "混入了另一个数据报的片：标识相同的片才属于同一数据报",
    ),
);

static HEADER_IN_DATA: Misconception = Misconception::new(
    "total-length-taken-for-data",
    text(
        "Total Length was taken for the octets of data; the header is in it",
        "把总长度当成了数据的字节数；它包括首部",
    ),
);

fn missing(chance: &mut Chance) -> Task {
    let room = 8 * chance.between(60, 185) as u32;
    let rest = chance.between(10, u64::from(room) - 1) as u32;
    let (id, other) = (chance.between(0x1000, 0x7fff) as u16, chance.between(0x8000, 0xffff) as u16);
    let lost = chance.between(1, 2) as u32;
    // four fragments, of which one in the middle is lost; another datagram has just that one
    let all = cut(room * 3 + rest, room);
    let came = all.iter().enumerate().filter(|(i, _)| *i as u32 != lost);
    let mut rows: Vec<(u16, u32, u32, u8)> =
        came.map(|(i, (at, size))| (id, size + 20, at / 8, u8::from(i < 3))).collect();
    rows.push((other, room + 20, lost * room / 8, 1));
    let rows = chance.shuffled(rows);
    let whole = room * 3 + rest;
    let parts = vec![
        Part::number(
            "first",
            text("first octet of data missing, from 0", "缺失数据的首字节序号（从 0 起）"),
            lost * room,
        ),
        Part::number("count", text("octets of data missing", "缺失的数据字节数"), room),
        Part::number("whole", text("octets of data in the whole datagram", "整个数据报的数据字节数"), whole),
    ];
    let asks = say!(
        en: "A host got these fragments; each header has 20 octets. What is missing of the datagram with Identification {id:04x}, and how much data has it in all?",
        zh: "主机收到了这些片，每片首部 20 字节。标识为 {id:04x} 的数据报缺了哪些数据？它一共有多少字节数据？",
        id = id
    );
    let hints = [
        say!(
            en: "Only fragments with the same Identification belong together. The offset counts units of 8 octets of data.",
            zh: "标识相同的片才属于同一数据报。片偏移以 8 字节数据为单位。"
        ),
        say!(
            en: "For each fragment: data begins at offset x 8 and has total length - 20 octets. Look for the gap; the one without MF is the last.",
            zh: "对每片：数据从片偏移 x 8 处开始，长为总长度 - 20。找出空缺；MF 为 0 的是最后一片。"
        ),
        say!(
            en: "There is nothing from {from} up to {to}, {room} octets; the last begins at {last} and has {rest}: {whole}.",
            zh: "从 {from} 到 {to} 之前没有数据，共 {room} 字节；最后一片从 {last} 开始，有 {rest} 字节：总共 {whole}。",
            from = lost * room, to = (lost + 1) * room, room = room, last = room * 3, rest = rest, whole = whole
        ),
    ];
    let shown = rows
        .iter()
        .map(|(id, total, offset, more)| {
            vec![Cell::same(&format!("0x{id:04x}")), Cell::same(total), Cell::same(offset), Cell::same(more)]
        })
        .collect();
    let head = vec![
        text("Identification", "标识").into(),
        text("Total Length", "总长度").into(),
        text("Fragment Offset", "片偏移").into(),
        Said { en: "MF".to_string(), zh: "MF".to_string() },
    ];
    let given: Vec<String> =
        rows.iter().map(|(id, total, offset, more)| format!("{id:04x},{total},{offset},{more}")).collect();
    let see = "netlab frame --summary --sample ipv4-fragments";
    let number = |number: u32| Value::Number(number.into());
    Task::new(asks, parts, hints, see)
        .given("id", &format!("{id:04x}"))
        .given("rows", &given.join(" "))
        .shows(Exhibit::Table { head, rows: shown })
        .mistaken_in(
            &OFFSET_IN_OCTETS,
            vec![
                ("first", number(lost * room / 8)),
                ("count", number(room / 8)),
                ("whole", number(room * 3 / 8 + rest)),
            ],
            "netlab explain ipv4.fragment_offset",
        )
        .mistaken_in(&ONE_DATAGRAM, vec![("count", number(0))], "netlab explain ipv4.identification")
        .mistaken_in(
            &HEADER_IN_DATA,
            vec![("count", number(room + 20)), ("whole", number(whole + 20))],
            "netlab explain ipv4.total_length",
        )
}

/// A fragment that is cut again.
pub static AGAIN: Exercise = Exercise::new(
    "fragments-again",
    Kind::Compute,
    3,
    text("A fragment is cut again", "数据报片再分片"),
    &[&OFFSET_ANEW, &MORE_OF_ITS_OWN, &OFFSET_IN_OCTETS],
    again,
);

static OFFSET_ANEW: Misconception = Misconception::new(
    "offset-within-the-fragment",
    text(
        "the offset was counted from the start of the fragment; it is counted from the start of the first datagram",
        "片偏移从被再分的片开头算起；应从原数据报的开头算起",
    ),
);

static MORE_OF_ITS_OWN: Misconception = Misconception::new(
    "last-piece-clears-mf",
    text(
        "MF was cleared on the last piece; the fragment that was cut was not the last, so more follow",
        "把最后一小片的 MF 清 0；被再分的片并非最后一片，后面还有",
    ),
);

fn again(chance: &mut Chance) -> Task {
    let mtu = chance.pick([256u32, 296, 380, 508, 576]);
    let room = (mtu - 20) / 8 * 8;
    let data = (room + 8 * chance.between(2, u64::from(room / 8) - 1) as u32).min(1480);
    let before = data * chance.between(1, 3) as u32;
    let is_last = chance.below(3) == 0;
    let more = u32::from(!is_last);
    let parts = vec![
        Part::number("off1", text("first piece: Fragment Offset", "第一小片：片偏移"), before / 8),
        Part::number("mf1", text("first piece: MF", "第一小片：MF"), 1),
        Part::number("off2", text("second piece: Fragment Offset", "第二小片：片偏移"), (before + room) / 8),
        Part::number("mf2", text("second piece: MF", "第二小片：MF"), more),
        Part::number("len2", text("second piece: Total Length", "第二小片：总长度"), data - room + 20),
    ];
    let asks = say!(
        en: "A fragment with total length {total}, header 20, offset field {offset} and MF {more} comes to a link with an MTU of {mtu}. Fill in the two pieces that it is cut into, as in the headers.",
        zh: "一个数据报片总长度 {total}、首部 20 字节、片偏移字段 {offset}、MF 为 {more}，要经过 MTU 为 {mtu} 的链路。填写它再分成的两小片，写法同首部。",
        total = data + 20, offset = before / 8, more = more, mtu = mtu
    );
    let hints = [
        say!(
            en: "The pieces are fragments of the first datagram, like all others: nothing tells that they were cut twice.",
            zh: "小片仍是原数据报的片，与其他片无异：看不出它们被分过两次。"
        ),
        say!(
            en: "The first piece has as many octets of data as there is room for behind a header, cut to a multiple of 8. The second keeps the MF of what was cut.",
            zh: "第一小片在首部之后装满，数据减到 8 的倍数。第二小片沿用被分的片的 MF。"
        ),
        say!(
            en: "{room} octets at {a}, MF 1; {rest} octets at {a} + {units} = {b}, MF {more}.",
            zh: "{room} 字节，片偏移 {a}，MF 1；{rest} 字节，片偏移 {a} + {units} = {b}，MF {more}。",
            room = room, a = before / 8, rest = data - room, units = room / 8, b = (before + room) / 8, more = more
        ),
    ];
    let number = |number: u32| Value::Number(number.into());
    let flags = (more << 13) as u16;
    let see = dump(&frame(flags | ((before + room) / 8) as u16, 0xbeef, 64));
    let rows = vec![
        vec![
            Cell::said(text("first piece", "第一小片")),
            Cell::Asked("off1"),
            Cell::Asked("mf1"),
            Cell::same(&(room + 20)),
        ],
        vec![
            Cell::said(text("second piece", "第二小片")),
            Cell::Asked("off2"),
            Cell::Asked("mf2"),
            Cell::Asked("len2"),
        ],
    ];
    let head = vec![
        text("piece", "小片").into(),
        text("Fragment Offset", "片偏移").into(),
        Said { en: "MF".to_string(), zh: "MF".to_string() },
        text("Total Length", "总长度").into(),
    ];
    Task::new(asks, parts, hints, &see)
        .given("total", &(data + 20))
        .given("offset", &(before / 8))
        .given("more", &more)
        .given("mtu", &mtu)
        .shows(Exhibit::Table { head, rows })
        .mistaken_in(&OFFSET_ANEW, vec![("off1", number(0)), ("off2", number(room / 8))], &see)
        .mistaken_in(&MORE_OF_ITS_OWN, vec![("mf2", number(0))], &see)
        .mistaken_in(
            &OFFSET_IN_OCTETS,
            vec![("off1", number(before)), ("off2", number(before + room))],
            "netlab explain ipv4.fragment_offset",
        )
}

/// Claims about fragments.
pub static CLAIMS: Exercise = Exercise::new(
    "fragments-claims",
    Kind::Refute,
    2,
    text("Is it so? Fragments", "是这样吗？数据报分片"),
    &[&ROUTER_REASSEMBLES, &ETHERNET_CUTS, &DF_IS_ADVICE, &PORTS_IN_ALL],
    |chance| refute(chance, ABOUT),
);

static ROUTER_REASSEMBLES: Misconception = Misconception::new(
    "routers-reassemble",
    text(
        "routers were taken to put fragments together; the destination does",
        "以为由路由器重装；重装的是目的主机",
    ),
);

static ETHERNET_CUTS: Misconception = Misconception::new(
    "ethernet-fragments",
    text("Ethernet was taken to divide what is too long; IP does", "以为以太网把过长的数据分开；分片的是 IP"),
);

static DF_IS_ADVICE: Misconception = Misconception::new(
    "df-is-ignored",
    text(
        "DF was taken for a wish; a router discards the datagram and says so by ICMP",
        "以为 DF 只是建议；路由器会丢弃数据报并用 ICMP 报告",
    ),
);

static PORTS_IN_ALL: Misconception = Misconception::new(
    "every-fragment-has-ports",
    text(
        "every fragment was taken to have ports; the header of UDP or TCP is in the first",
        "以为每片都有端口；UDP 或 TCP 首部只在第一片中",
    ),
);

static ABOUT: &[Claim] = &[
    Claim {
        says: text("The next router puts the fragments together again.", "下一个路由器会把各片重新装好。"),
        holds: false,
        misconception: &ROUTER_REASSEMBLES,
        idea: text("do all fragments pass the same router?", "所有片一定经过同一个路由器吗？"),
        because: text(
            "only the destination reassembles, for fragments may go different ways (RFC 791 §3.2)",
            "只有目的主机重装，因为各片可能走不同的路（RFC 791 §3.2）",
        ),
        shown_by: text("reassembly is the work of the destination", "重装由目的主机完成"),
        not_by: &[
            text("a router may cut a fragment again", "路由器可以再分一个片"),
            text("a router takes one off the TTL", "路由器把 TTL 减一"),
        ],
        see: "netlab explain reassembly",
    },
    Claim {
        says: text(
            "A datagram that is too long for a frame is divided by Ethernet.",
            "数据报太长装不进帧时，由以太网把它分开。",
        ),
        holds: false,
        misconception: &ETHERNET_CUTS,
        idea: text("in which header do offset and MF stand?", "片偏移和 MF 在哪个首部里？"),
        because: text(
            "Ethernet has no field for it; IP divides (RFC 791 §3.2)",
            "以太网没有这样的字段；由 IP 分片（RFC 791 §3.2）",
        ),
        shown_by: text("offset and MF are fields of IPv4", "片偏移和 MF 是 IPv4 的字段"),
        not_by: &[
            text("a frame carries at most 1500 octets", "帧最多载 1500 字节"),
            text("a short frame is padded", "短帧要填充"),
        ],
        see: "netlab frame --tree --sample ipv4-fragments",
    },
    Claim {
        says: text(
            "A router whose next link is too narrow for a datagram with DF discards it.",
            "数据报的 DF 为 1 而下一条链路的 MTU 不够时，路由器丢弃它。",
        ),
        holds: true,
        misconception: &DF_IS_ADVICE,
        idea: text("what does the sender hear of it?", "发送方会收到什么？"),
        because: text(
            "and sends ICMP type 3 code 4 with the MTU of the link (RFC 1191 §4)",
            "并发出 ICMP 类型 3 代码 4，附上链路的 MTU（RFC 1191 §4）",
        ),
        shown_by: text(
            "an ICMP message: fragmentation needed, and the next-hop MTU",
            "一个 ICMP 报文：需要分片，并给出下一跳 MTU",
        ),
        not_by: &[
            text("three fragments with MF and offsets", "三个带 MF 和片偏移的片"),
            text("an ICMP message: time exceeded", "一个 ICMP 报文：时间超过"),
        ],
        see: "netlab frame --tree --sample icmp-frag-needed",
    },
    Claim {
        says: text(
            "Every fragment of a UDP datagram has the ports in it.",
            "UDP 用户数据报的每一片里都有端口号。",
        ),
        holds: false,
        misconception: &PORTS_IN_ALL,
        idea: text(
            "where does the UDP header stand in the data that is divided?",
            "在被划分的数据中，UDP 首部在哪里？",
        ),
        because: text(
            "the UDP header is the first 8 octets of data, so only the first has it",
            "UDP 首部是数据的前 8 字节，所以只在第一片中",
        ),
        shown_by: text(
            "behind the IPv4 header of the second is data, and no UDP header",
            "第二片的 IPv4 首部之后就是数据，没有 UDP 首部",
        ),
        not_by: &[
            text("all three have protocol 17", "三片的协议字段都是 17"),
            text("all three have the same Identification", "三片的标识相同"),
        ],
        see: "netlab frame --summary --sample ipv4-fragments",
    },
];
