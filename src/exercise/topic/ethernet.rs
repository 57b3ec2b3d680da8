//! Exercises: Ethernet.

mod whole;

use crate::chance::Chance;
use crate::exercise::draws::{Ipv4, arp, ethernet, hex, host, listed, mac};
use crate::exercise::{Cell, Exercise, Exhibit, Form, Kind, Misconception, Part, Task, Value};
use crate::say;
use crate::spec::{Said, text, write};

/// From easy to hard.
pub static EXERCISES: &[&Exercise] =
    &[&READ, &PAD, &whole::CLAIMS, &KIND_OF, &ACCEPT, &whole::FRAME, &whole::RATE];

pub(super) static SOURCE_FIRST: Misconception = Misconception {
    id: "source-stands-first",
    name: text(
        "the source was taken to stand first; the destination does, so that a switch can decide early",
        "认为源地址在前；其实目的地址在前，交换机可以尽早决定",
    ),
};

pub(super) static PREAMBLE: Misconception = Misconception {
    id: "preamble-is-captured",
    name: text(
        "the first 8 octets were taken for the preamble, which no capture has",
        "把前 8 个字节当成了前同步码，而抓包里没有它",
    ),
};

pub(super) static LONG_TYPE: Misconception = Misconception {
    id: "type-has-six-octets",
    name: text(
        "the type was taken to be as long as an address; it has 2 octets",
        "认为类型字段和地址一样长；它只有 2 字节",
    ),
};

/// The three fields of an Ethernet header.
pub static READ: Exercise = Exercise::new(
    "ethernet-read",
    Kind::Read,
    1,
    text("The header of a frame", "帧的首部"),
    &[&SOURCE_FIRST, &PREAMBLE, &LONG_TYPE],
    read,
);

fn read(chance: &mut Chance) -> Task {
    let (from, to) = (mac(chance), mac(chance));
    let (sender, target) = (host(chance, 24), host(chance, 24));
    let (ethertype, payload) = if chance.coin() {
        (0x0806, arp(2, (from, sender), (to, target)))
    } else {
        let ip = Ipv4 {
            id: chance.below(1 << 16) as u16,
            flags_and_offset: 0x4000,
            ttl: 64,
            protocol: 17,
            source: sender,
            destination: target,
        };
        (0x0800, ip.with_udp([chance.between(49152, 65535) as u16, 53], b"netlab"))
    };
    let frame = ethernet(to, from, ethertype, &payload);
    let at = |start: usize, count: usize| frame.get(start..start + count).unwrap_or(&[]).to_vec();
    let mac_at = |start: usize| Value::Mac(at(start, 6).try_into().unwrap_or([0; 6]));
    let parts = vec![
        Part::new("dst", text("destination", "目的地址"), Form::Mac, Value::Mac(to)),
        Part::new("src", text("source", "源地址"), Form::Mac, Value::Mac(from)),
        Part::new(
            "ethertype",
            text("EtherType, in hexadecimal", "类型字段（十六进制）"),
            Form::Octets,
            Value::Octets(at(12, 2)),
        ),
    ];
    let asks = say!(
        en: "This frame was captured on an Ethernet link. Where is it going, where does it come from, and what does its type field say?",
        zh: "这是在以太网链路上抓到的一个帧。它发往哪里，来自哪里，类型字段是什么？"
    );
    let (shown_to, shown_from) = (write::shown_mac(&to), write::shown_mac(&from));
    let hints = [
        say!(
            en: "An Ethernet header has 14 octets: 6, 6 and 2 (IEEE 802.3 §3.1.1). A capture has no preamble.",
            zh: "以太网首部有 14 字节：6、6 和 2（IEEE 802.3 §3.1.1）。抓包里没有前同步码。"
        ),
        say!(
            en: "A frame begins with whom it is for: octets 0 to 5. `netlab explain ethernet` draws the header.",
            zh: "帧的开头是收件方：第 0 到 5 字节。`netlab explain ethernet` 画出首部。"
        ),
        say!(
            en: "Octets 0-5 are the destination {to}, 6-11 the source {from}, 12-13 the type {ethertype:04x}.",
            zh: "第 0-5 字节是目的地址 {to}，第 6-11 字节是源地址 {from}，第 12-13 字节是类型 {ethertype:04x}。",
            to = shown_to, from = shown_from, ethertype = ethertype
        ),
    ];
    let see = format!("netlab frame --dump {}", hex(&frame));
    Task::new(asks, parts, hints, &see)
        .mistaken_in(&SOURCE_FIRST, vec![("dst", Value::Mac(from)), ("src", Value::Mac(to))], &see)
        .mistaken_in(
            &PREAMBLE,
            vec![("dst", mac_at(8)), ("src", mac_at(14)), ("ethertype", Value::Octets(at(20, 2)))],
            &see,
        )
        .mistaken_in(&LONG_TYPE, vec![("ethertype", Value::Octets(at(12, 6)))], &see)
        .shows(Exhibit::Frames { link: 1, frames: vec![frame] })
}

pub(super) static NO_PADDING: Misconception = Misconception::new(
    "short-frames-are-not-padded",
    text(
        "the frame was left short; its data field has at least 46 octets",
        "让帧短于下限；数据字段至少 46 字节",
    ),
);

static FCS_NOT_COUNTED: Misconception =
    Misconception::new("fcs-is-not-counted", text("the FCS of 4 octets was left out", "漏掉了 4 字节的 FCS"));

static PADDED_TO_64: Misconception = Misconception::new(
    "data-field-padded-to-64",
    text(
        "the data field was filled up to 64; it is the whole frame that has at least 64",
        "把数据字段填充到 64 字节；至少 64 字节的是整个帧",
    ),
);

/// The padding of a short frame.
pub static PAD: Exercise = Exercise::new(
    "ethernet-pad",
    Kind::Compute,
    1,
    text("Padding and length of a frame", "帧的填充与长度"),
    &[&NO_PADDING, &FCS_NOT_COUNTED, &PADDED_TO_64],
    pad,
);

fn pad(chance: &mut Chance) -> Task {
    let data = chance.between(20, 60) as u16;
    let (padding, least) = (46u16.saturating_sub(data), data.max(46));
    let parts = vec![
        Part::number("padding", text("octets of padding", "填充字节数"), padding),
        Part::number("frame", text("octets of the frame, FCS included", "帧的字节数（含 FCS）"), least + 18),
    ];
    let asks = say!(
        en: "A datagram of {data} octets is sent in an Ethernet frame without VLAN tag. How much padding follows it, and how long is the frame from destination address to FCS?",
        zh: "一个 {data} 字节的数据报装入不带 VLAN 标签的以太网帧。后面填充多少字节？从目的地址到 FCS，帧有多长？",
        data = data
    );
    let hints = [
        say!(
            en: "A frame has a header, a data field, and an FCS of 4 octets; too short a frame could be over before a collision is heard.",
            zh: "帧由首部、数据字段和 4 字节的 FCS 组成；太短的帧可能在听到碰撞之前就已发完。"
        ),
        say!(
            en: "The header has 14 octets, and the whole is at least 512 bits (IEEE 802.3 §4.4.2).",
            zh: "首部 14 字节，整个帧至少 512 位（IEEE 802.3 §4.4.2）。"
        ),
        say!(
            en: "64 - 14 - 4 = 46 is the shortest data field: {padding} of padding; 14 + {least} + 4 = {frame}.",
            zh: "64 - 14 - 4 = 46 是最短的数据字段：填充 {padding}；14 + {least} + 4 = {frame}。",
            padding = padding, least = least, frame = least + 18
        ),
    ];
    let ip = Ipv4 {
        id: 1,
        flags_and_offset: 0x4000,
        ttl: 64,
        protocol: 253,
        source: std::net::Ipv4Addr::new(172, 16, 10, 10),
        destination: std::net::Ipv4Addr::new(172, 16, 10, 11),
    };
    let datagram = ip.with(&vec![0x6e; usize::from(data) - 20]);
    let frame = ethernet([2, 0, 0, 0, 16, 17], [2, 0, 0, 0, 16, 16], 0x0800, &datagram);
    let see = format!("netlab frame --layers {}", hex(&frame));
    let number = |number: u16| Value::Number(number.into());
    Task::new(asks, parts, hints, &see)
        .given("data", &data)
        .mistaken_in(&NO_PADDING, vec![("padding", number(0)), ("frame", number(data + 18))], &see)
        .mistaken_in(
            &FCS_NOT_COUNTED,
            vec![("padding", number(50u16.saturating_sub(data))), ("frame", number(least + 14))],
            &see,
        )
        .mistaken_in(&PADDED_TO_64, vec![("padding", number(64 - data)), ("frame", number(82))], &see)
}

static ALWAYS_TYPE: Misconception = Misconception::new(
    "type-field-is-always-a-type",
    text(
        "a length was taken for a type: up to 1500 it is a length",
        "把长度当成了类型：不超过 1500 时是长度",
    ),
);

pub(super) static HEX_AS_DECIMAL: Misconception = Misconception::new(
    "hexadecimal-read-as-decimal",
    text("the hexadecimal digits were read as a decimal number", "把十六进制数字当成了十进制数"),
);

/// Whether two octets are a type or a length.
pub static KIND_OF: Exercise = Exercise::new(
    "ethernet-type-or-length",
    Kind::Read,
    2,
    text("A type or a length?", "是类型还是长度？"),
    &[&ALWAYS_TYPE, &HEX_AS_DECIMAL],
    type_or_length,
);

const ROWS: [&str; 3] = ["first", "second", "third"];

fn type_or_length(chance: &mut Chance) -> Task {
    let value = |chance: &mut Chance| -> u16 {
        match chance.below(4) {
            0 => chance.pick([0x0800, 0x0806, 0x86dd, 0x8100, 0x8864, 0x0600]),
            1 => chance.between(1501, 1535) as u16,
            // all digits decimal, and more than 1500 if read so
            2 => chance.pick([0x0576, 0x0400, 0x0385, 0x0599, 0x0264]),
            _ => chance.between(46, 1500) as u16,
        }
    };
    let values = [value(chance), value(chance), value(chance)];
    let sort = |value: u16| match value {
        ..=1500 => 1,
        1501..1536 => 2,
        _ => 0,
    };
    let as_decimal = |value: u16| format!("{value:x}").parse().map_or(0, sort);
    let options = || -> Vec<Said> {
        vec![text("a type", "类型").into(), text("a length", "长度").into(), text("neither", "都不是").into()]
    };
    let (mut parts, mut rows, mut types, mut decimals) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (key, value) in ROWS.into_iter().zip(values) {
        let shown = format!("{:02x} {:02x}", value >> 8, value & 255);
        parts.push(Part::choice(
            key,
            say!(en: "{shown} is", zh: "{shown} 是", shown = shown),
            options(),
            sort(value),
        ));
        rows.push(vec![Cell::same(&shown), Cell::Asked(key)]);
        types.push((key, Value::Choice(0)));
        decimals.push((key, Value::Choice(as_decimal(value))));
    }
    let asks = say!(
        en: "Octets 12 and 13 of three Ethernet frames, in hexadecimal. Is each a type or a length?",
        zh: "这是三个以太网帧的第 12、13 字节（十六进制）。各是类型还是长度？"
    );
    let hints = [
        say!(
            en: "One field, two readings: the number itself tells which (IEEE 802.3 §3.2.6).",
            zh: "一个字段，两种含义：由数值本身区分（IEEE 802.3 §3.2.6）。"
        ),
        say!(
            en: "A length is at most 1500, as much as a frame carries; types begin at 1536. Make decimal numbers of them.",
            zh: "长度不超过 1500，即帧所能载的；类型从 1536 起。先化成十进制。"
        ),
        say!(en: "In decimal: {values}.", zh: "十进制：{values}。", values = listed(&values, ", ")),
    ];
    let shown: Vec<String> = values.iter().map(|value| format!("{value:04x}")).collect();
    let head = vec![text("octets", "字节").into(), text("what it is", "是什么").into()];
    Task::new(asks, parts, hints, "netlab frame --dump --sample llc-stp")
        .given("values", &shown.join(" "))
        .shows(Exhibit::Table { head, rows })
        .mistaken_in(&ALWAYS_TYPE, types, "netlab frame --dump --sample llc-stp")
        .mistaken_in(&HEX_AS_DECIMAL, decimals, "netlab frame --dump --sample llc-snap")
}

static ONLY_OWN: Misconception = Misconception::new(
    "only-own-address-is-accepted",
    text(
        "only frames to the own address were accepted; broadcast and one's groups are too",
        "只接收发给自己的帧；广播和所加入的多播组也要接收",
    ),
);

static NO_GROUPS: Misconception = Misconception::new(
    "groups-are-not-accepted",
    text("the group that was joined was left out", "漏掉了已加入的多播组"),
);

static ACCEPTS_ALL: Misconception = Misconception::new(
    "every-frame-is-accepted",
    text(
        "every frame on the link was accepted; the adapter drops what is not for it, unless it is promiscuous",
        "链路上的帧全都接收；除非处于混杂模式，适配器会丢弃不是给自己的帧",
    ),
);

/// Which frames an adapter takes in.
pub static ACCEPT: Exercise = Exercise::new(
    "ethernet-accept",
    Kind::Trace,
    2,
    text("Which frames are taken in?", "接收哪些帧？"),
    &[&ONLY_OWN, &NO_GROUPS, &ACCEPTS_ALL],
    accept,
);

fn accept(chance: &mut Chance) -> Task {
    let (own, other) = (mac(chance), mac(chance));
    let group = |number: u64| {
        let [.., a, b, c] = number.to_be_bytes();
        [0x01, 0x00, 0x5e, a & 0x7f, b, c]
    };
    let (joined, strange) = (group(chance.below(1 << 23)), group(chance.below(1 << 23)));
    let all = chance.shuffled(vec![own, other, joined, strange, [0xff; 6]]);
    let which = |wanted: &[[u8; 6]]| -> Vec<usize> {
        all.iter().enumerate().filter(|(_, mac)| wanted.contains(mac)).map(|(i, _)| i).collect()
    };
    let shown: Vec<String> = all.iter().map(|mac| write::shown_mac(mac)).collect();
    let options = shown.iter().map(|mac| Said { en: mac.clone(), zh: mac.clone() }).collect();
    let right = which(&[own, joined, [0xff; 6]]);
    let parts = vec![Part::ticks(
        "taken",
        text("taken in, all letters", "接收的帧（全部字母）"),
        options,
        right.clone(),
    )];
    let (shown_own, shown_joined) = (write::shown_mac(&own), write::shown_mac(&joined));
    let asks = say!(
        en: "An adapter has the address {own} and has joined the group {joined}. It is not promiscuous. To which of these may a frame be addressed for the adapter to take it in?",
        zh: "适配器的地址是 {own}，已加入多播组 {joined}，不处于混杂模式。发往下列哪些目的地址的帧它会上交？",
        own = shown_own, joined = shown_joined
    );
    let letters: Vec<String> =
        right.iter().map(|i| crate::exercise::answer::letter(*i).to_string()).collect();
    let hints = [
        say!(
            en: "The destination comes first, so that an adapter can decide early (IEEE 802.3 §3.2.4).",
            zh: "目的地址在最前，适配器可以尽早判断（IEEE 802.3 §3.2.4）。"
        ),
        say!(
            en: "It compares with its own address, with that of everybody, and with those of the groups it was told to hear.",
            zh: "它把目的地址与自己的地址、广播地址、以及要听的各组地址比较。"
        ),
        say!(en: "its own, the group's, and ff:ff:ff:ff:ff:ff: {letters}", zh: "自己的、该组的和 ff:ff:ff:ff:ff:ff：{letters}", letters = letters.join(" ")),
    ];
    let see = format!("netlab mac {shown_joined}");
    Task::new(asks, parts, hints, &see)
        .given("own", &shown_own)
        .given("joined", &shown_joined)
        .given("all", &shown.join(" "))
        .mistaken(&ONLY_OWN, Value::Choices(which(&[own])), "netlab mac ff:ff:ff:ff:ff:ff")
        .mistaken(&NO_GROUPS, Value::Choices(which(&[own, [0xff; 6]])), &see)
        .mistaken(&ACCEPTS_ALL, Value::Choices((0..5).collect()), "netlab explain promiscuous mode")
}
