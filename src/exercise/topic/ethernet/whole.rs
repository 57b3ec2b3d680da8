//! Exercises: Ethernet, built and measured; claims.

use super::{LONG_TYPE, NO_PADDING, PREAMBLE, SOURCE_FIRST};
use crate::chance::Chance;
use crate::exercise::claim::{Claim, refute};
use crate::exercise::draws::{dump, ethernet, mac};
use crate::exercise::{Exercise, Form, Kind, Misconception, Part, Point, Task, Value};
use crate::say;
use crate::spec::{Said, text, write};

/// A frame of one's own.
pub static FRAME: Exercise = Exercise::new(
    "ethernet-build",
    Kind::Build,
    2,
    text("Build a frame", "构造一个帧"),
    &[&SOURCE_FIRST, &NO_PADDING, &TYPE_TURNED],
    build,
);

static TYPE_TURNED: Misconception = Misconception::new(
    "type-low-octet-first",
    text("the type was written low octet first; the high one goes first", "类型先写了低位字节；高位字节在先"),
);

fn build(chance: &mut Chance) -> Task {
    let (from, to) = (mac(chance), mac(chance));
    // types for experiments on one's own network (IEEE 802 §9.2.3)
    let ethertype = chance.pick([0x88b5u16, 0x88b6]);
    let word = chance.pick(["hello", "netlab", "frame", "ethernet", "octets"]);
    let model = ethernet(to, from, ethertype, word.as_bytes());
    let judge = move |value: &Value| {
        let Value::Octets(frame) = value else { return vec![Point::new(false, text("octets", "字节"))] };
        let is = |start: usize, octets: &[u8]| frame.get(start..start + octets.len()) == Some(octets);
        vec![
            Point::new(is(0, &to), text("destination: the receiver", "目的地址：接收方")),
            Point::new(is(6, &from), text("source: the sender", "源地址：发送方")),
            Point::new(
                is(12, &ethertype.to_be_bytes()),
                text("EtherType: as asked, in network byte order", "类型字段：如题，网络字节序"),
            ),
            Point::new(is(14, word.as_bytes()), text("data: the word in ASCII", "数据：该词的 ASCII 码")),
            Point::new(
                (60..=1514).contains(&frame.len()),
                text(
                    "length: not too short and not too long, counted without FCS",
                    "长度：不计 FCS，不过短也不过长",
                ),
            ),
            Point::new(
                frame.iter().skip(14 + word.len()).all(|octet| *octet == 0),
                text("padding: zeros, no old memory", "填充：全零，不泄漏旧内容"),
            ),
        ]
    };
    let part = Part::by(
        "frame",
        text("the frame, in hexadecimal, without FCS", "该帧（十六进制，不含 FCS）"),
        Form::Octets,
        Value::Octets(model.clone()),
        judge,
    );
    let (shown_from, shown_to) = (write::shown_mac(&from), write::shown_mac(&to));
    let asks = say!(
        en: "Build the Ethernet frame that takes the word \"{word}\" in ASCII from {from} to {to}, with the type 0x{ethertype:04x}. The padding is zeros.",
        zh: "构造一个以太网帧，把 ASCII 词 “{word}” 从 {from} 送到 {to}，类型为 0x{ethertype:04x}。填充用零。",
        word = word, from = shown_from, to = shown_to, ethertype = ethertype
    );
    let hints = [
        say!(
            en: "A header of 14 octets, the data, and as much padding as the shortest frame needs.",
            zh: "14 字节首部，数据，再加上最短帧所需的填充。"
        ),
        say!(
            en: "Destination, source, type; then the letters. Without its FCS the frame has 60 octets.",
            zh: "目的地址、源地址、类型，然后是各字母。不含 FCS 的帧有 60 字节。"
        ),
        {
            let whole = crate::exercise::draws::hex(&model);
            Said { en: whole.clone(), zh: format!("即 {whole}") }
        },
    ];
    let with = |at: usize, octets: &[u8]| {
        let mut frame = model.clone();
        frame.iter_mut().skip(at).zip(octets).for_each(|(octet, new)| *octet = *new);
        Value::Octets(frame)
    };
    let swapped = with(0, &[from, to].concat());
    let turned = with(12, &ethertype.to_le_bytes());
    let short = Value::Octets(model[..14 + word.len()].to_vec());
    let see = dump(&model);
    Task::new(asks, vec![part], hints, &see)
        .given("from", &shown_from)
        .given("to", &shown_to)
        .given("type", &format!("{ethertype:04x}"))
        .given("word", word)
        .mistaken(&SOURCE_FIRST, swapped, &see)
        .mistaken(&NO_PADDING, short, &see)
        .mistaken(&TYPE_TURNED, turned, &see)
}

static NO_GAP: Misconception = Misconception::new(
    "frames-follow-without-gap",
    text(
        "only the frame itself was counted; preamble (8) and gap (12) take time too",
        "只算了帧本身；前同步码（8）和帧间间隔（12）也要占用时间",
    ),
);

static GAP_WITHOUT_PREAMBLE: Misconception = Misconception::new(
    "preamble-takes-no-time",
    text("the gap was counted and the preamble of 8 octets was not", "算了间隔而没有算 8 字节的前同步码"),
);

/// How many frames a second.
pub static RATE: Exercise = Exercise::new(
    "ethernet-rate",
    Kind::Compute,
    3,
    text("How many frames a second?", "每秒能发多少帧？"),
    &[&NO_GAP, &GAP_WITHOUT_PREAMBLE],
    rate,
);

fn rate(chance: &mut Chance) -> Task {
    let (name, rate) =
        chance.pick([("10 Mbit/s", 10_000_000u64), ("100 Mbit/s", 100_000_000), ("1 Gbit/s", 1_000_000_000)]);
    let size = match chance.below(3) {
        0 => chance.pick([64, 128, 256, 512, 1024, 1518]),
        _ => chance.between(64, 1518),
    };
    let frames = |octets: u64| Value::Number(i128::from(rate / (octets * 8)));
    let parts = vec![
        Part::number(
            "octets",
            text("octet times from one frame to the next", "相邻两帧开头之间的字节时间数"),
            size + 20,
        ),
        Part::new("frames", text("whole frames a second", "每秒的整帧数"), Form::Number, frames(size + 20)),
    ];
    let asks = say!(
        en: "Frames of {size} octets, FCS included, follow each other as closely as Ethernet allows at {name}. How many octet times is it from the start of one to the start of the next, and how many whole frames are that in a second?",
        zh: "长 {size} 字节（含 FCS）的帧在 {name} 的以太网上尽可能紧密地发送。从一帧开头到下一帧开头有多少个字节时间？每秒能发多少个整帧？",
        size = size, name = name
    );
    let hints = [
        say!(
            en: "Before each frame goes a preamble, and behind it the line is silent for a while.",
            zh: "每帧之前有前同步码，之后线路要静默一段时间。"
        ),
        say!(
            en: "Preamble and start delimiter have 8 octets, the gap lasts 96 bit times (IEEE 802.3 §3.2.1, §4.4.2).",
            zh: "前同步码和帧开始定界符共 8 字节，间隔为 96 比特时间（IEEE 802.3 §3.2.1、§4.4.2）。"
        ),
        say!(
            en: "all together 8 + {size} + 12 = {all}; {rate} / (8 x {all}) = {frames}.",
            zh: "合计 8 + {size} + 12 = {all}；{rate} / (8 x {all}) = {frames}。",
            size = size, all = size + 20, rate = rate, frames = rate / ((size + 20) * 8)
        ),
    ];
    let number = |number: u64| Value::Number(number.into());
    Task::new(asks, parts, hints, "netlab explain interpacket gap")
        .given("rate", &rate)
        .given("size", &size)
        .mistaken_in(
            &NO_GAP,
            vec![("octets", number(size)), ("frames", frames(size))],
            "netlab explain interpacket gap",
        )
        .mistaken_in(
            &GAP_WITHOUT_PREAMBLE,
            vec![("octets", number(size + 12)), ("frames", frames(size + 12))],
            "netlab explain preamble",
        )
}

/// Claims about Ethernet.
pub static CLAIMS: Exercise = Exercise::new(
    "ethernet-claims",
    Kind::Refute,
    1,
    text("Is it so? Ethernet", "是这样吗？以太网"),
    &[&FCS_CAPTURED, &LONG_TYPE, &NEEDS_ETHERNET, &PREAMBLE, &PADDING_IS_DATA],
    |chance| refute(chance, ABOUT),
);

static FCS_CAPTURED: Misconception = Misconception::new(
    "captures-have-the-fcs",
    text(
        "a capture was taken to have the FCS; most adapters check it and take it off",
        "以为抓包里有 FCS；多数适配器检验后就去掉了",
    ),
);

static NEEDS_ETHERNET: Misconception = Misconception::new(
    "internet-needs-ethernet",
    text(
        "the Internet was taken to need Ethernet; IP runs over any link",
        "以为上互联网必须有以太网；IP 可以运行在任何链路上",
    ),
);

static PADDING_IS_DATA: Misconception = Misconception::new(
    "padding-is-data",
    text(
        "padding was taken for data; the lengths inside tell where the data ends",
        "把填充当成数据；里面的长度字段说明数据到哪里为止",
    ),
);

static ABOUT: &[Claim] = &[
    Claim {
        says: text("A captured frame ends with its FCS.", "抓到的帧以 FCS 结尾。"),
        holds: false,
        misconception: &FCS_CAPTURED,
        idea: text(
            "the shortest frame has 64 octets with its FCS: how many are there?",
            "含 FCS 的最短帧有 64 字节：这里有多少？",
        ),
        because: text("the adapter verifies the FCS and does not hand it on", "适配器检验 FCS 后不再上交"),
        shown_by: text("the frame has 60 octets, padding and all", "这个帧连填充只有 60 字节"),
        not_by: &[
            text("the frame ends in zeros", "这个帧以零结尾"),
            text("an ARP packet has 28 octets", "ARP 分组有 28 字节"),
        ],
        see: "netlab frame --dump --sample arp-request",
    },
    Claim {
        says: text(
            "The type field of a frame has 6 octets, as the addresses have.",
            "帧的类型字段和地址一样有 6 字节。",
        ),
        holds: false,
        misconception: &LONG_TYPE,
        idea: text(
            "how long is the header, and how long are the two addresses?",
            "首部有多长？两个地址有多长？",
        ),
        because: text(
            "14 octets of header are 6 + 6 + 2 (IEEE 802.3 §3.1.1)",
            "首部 14 字节即 6 + 6 + 2（IEEE 802.3 §3.1.1）",
        ),
        shown_by: text("the data begins at octet 14", "数据从第 14 字节开始"),
        not_by: &[
            text("the type is written in hexadecimal", "类型用十六进制书写"),
            text("source and destination have 6 octets each", "源地址和目的地址各 6 字节"),
        ],
        see: "netlab frame --dump --sample udp",
    },
    Claim {
        says: text(
            "Without an Ethernet adapter and its MAC address no datagram can be sent.",
            "没有以太网适配器及其 MAC 地址，就不能发送数据报。",
        ),
        holds: false,
        misconception: &NEEDS_ETHERNET,
        idea: text("are there links without MAC addresses?", "有没有不用 MAC 地址的链路？"),
        because: text(
            "a tunnel, PPP or loopback carries datagrams without any MAC address",
            "隧道、PPP 和环回都能传送数据报而不需要 MAC 地址",
        ),
        shown_by: text("a datagram that was captured without any link header", "一个没有链路首部的数据报"),
        not_by: &[
            text("a frame to ff:ff:ff:ff:ff:ff", "一个发往 ff:ff:ff:ff:ff:ff 的帧"),
            text("a frame with a VLAN tag", "一个带 VLAN 标签的帧"),
        ],
        see: "netlab frame --layers --sample raw-ipv4",
    },
    Claim {
        says: text(
            "In a capture, the destination address is the first field of a frame.",
            "在抓包中，帧的第一个字段是目的地址。",
        ),
        holds: true,
        misconception: &PREAMBLE,
        idea: text("what stands at octet 0?", "第 0 字节是什么？"),
        because: text(
            "the preamble is for the receiving circuit, and no capture has it",
            "前同步码是给接收电路用的，抓包里没有",
        ),
        shown_by: text(
            "octets 0 to 5 are an address, and no 55 55 55",
            "第 0 到 5 字节是地址，而不是 55 55 55",
        ),
        not_by: &[
            text("octets 12 and 13 are the type", "第 12、13 字节是类型"),
            text("the frame has no FCS", "帧里没有 FCS"),
        ],
        see: "netlab frame --dump --sample arp-reply",
    },
    Claim {
        says: text(
            "A receiver cannot tell padding from data, so that programs get zeros behind their data.",
            "接收方分不出填充和数据，所以程序会在数据之后收到一些零。",
        ),
        holds: false,
        misconception: &PADDING_IS_DATA,
        idea: text("which field tells where a datagram ends?", "哪个字段说明数据报到哪里为止？"),
        because: text(
            "Total Length says where the datagram ends; what is behind it is padding",
            "总长度说明数据报到哪里为止；之后的是填充",
        ),
        shown_by: text("the layers inside end before the frame does", "里面各层在帧结束之前就结束了"),
        not_by: &[
            text("the frame has at least 60 octets", "帧至少有 60 字节"),
            text("the padding holds something else than zeros", "填充里不是零"),
        ],
        see: "netlab frame --dump --sample bad-padding",
    },
];
