//! Exercises: IPv4 and the AND.

mod whole;

pub(super) use whole::{OWN_SOURCE, SAME_MACS};

use super::subnet::OCTET;
use crate::chance::Chance;
use crate::exercise::draws::{Ipv4, checksum, ethernet, hex, host, mac, mask};
use crate::exercise::{Cell, Exercise, Exhibit, Form, Kind, Misconception, Part, Task, Value};
use crate::say;
use crate::spec::{Said, text};
use std::net::Ipv4Addr;

/// From easy to hard.
pub static EXERCISES: &[&Exercise] = &[
    &AND,
    &WHERE,
    &LENGTHS,
    &NEIGHBOURS,
    &whole::FIGURE,
    &CHECKSUM,
    &whole::CLAIMS,
    &DAMAGED,
    &whole::FORWARD,
];

static LOOKS_ALIKE: Misconception = Misconception {
    id: "same-first-octets",
    name: text(
        "addresses that begin with the same three numbers were taken to be in one network, whatever the mask",
        "认为前三个数相同的地址就在同一网络，不看掩码",
    ),
};

static LOOKS_DIFFERENT: Misconception = Misconception {
    id: "other-octet-other-network",
    name: text(
        "addresses whose third numbers differ were taken to be in two networks, whatever the mask",
        "认为第三个数不同的地址就在不同网络，不看掩码",
    ),
};

/// Whether two hosts are in one network: each address AND the mask, then compared.
pub static NEIGHBOURS: Exercise = Exercise::new(
    "ipv4-neighbours",
    Kind::Compute,
    2,
    text("Are two hosts in one network?", "两台主机在同一网络吗？"),
    &[&LOOKS_ALIKE, &LOOKS_DIFFERENT],
    neighbours,
);

fn neighbours(chance: &mut Chance) -> Task {
    // either the last octet is split and looks alike, or the third is and looks different
    let len = chance.pick([20, 21, 22, 23, 25, 26, 27, 28]);
    let a = host(chance, len);
    let b = other(chance, a, len);
    let [of_a, of_b] = [a, b].map(|address| Ipv4Addr::from_bits(address.to_bits() & mask(len)));
    let alike = a.octets()[..3] == b.octets()[..3];
    let same = of_a == of_b;
    let parts = vec![
        Part::new("a", text("network of A", "A 的网络地址"), Form::Address, of_a),
        Part::new("b", text("network of B", "B 的网络地址"), Form::Address, of_b),
        Part::new("same", text("one network?", "同一网络？"), Form::YesNo, Value::YesNo(same)),
    ];
    let dotted = Ipv4Addr::from_bits(mask(len));
    let asks = say!(
        en: "Both hosts have the mask {dotted}. Work the AND of each address and the mask. Are they in one network?",
        zh: "两台主机的掩码都是 {dotted}。求每个地址与掩码的“与”。它们在同一网络吗？",
        dotted = dotted
    );
    let verdict = if same {
        text("equal, one network", "相同，同一网络")
    } else {
        text("different, two networks", "不同，两个网络")
    };
    let hints = [
        say!(
            en: "Only the bits where the mask has ones are compared, not the decimal numbers.",
            zh: "只比较掩码为 1 的那些位，而不是比较十进制数。"
        ),
        say!(
            en: "The mask {dotted} is /{len}: octet {octet} is split. Write it in bits for both.",
            zh: "掩码 {dotted} 即 /{len}：第 {octet} 个字节被分开。把两个地址的这个字节写成二进制。",
            dotted = dotted, len = len, octet = len / 8 + 1
        ),
        Said {
            en: format!("{a} AND {dotted} = {of_a}; {b} AND {dotted} = {of_b}: {}", verdict.en),
            zh: format!("{a} AND {dotted} = {of_a}；{b} AND {dotted} = {of_b}：{}", verdict.zh),
        },
    ];
    let see = format!("netlab subnet {a}/{len} {b}/{len}");
    let head =
        vec![text("host", "主机").into(), text("address", "地址").into(), text("network", "网络").into()];
    let rows = vec![
        vec![Cell::same("A"), Cell::same(&a), Cell::Asked("a")],
        vec![Cell::same("B"), Cell::same(&b), Cell::Asked("b")],
    ];
    let wrong = if alike { &LOOKS_ALIKE } else { &LOOKS_DIFFERENT };
    Task::new(asks, parts, hints, &see)
        .given("a", &a)
        .given("b", &b)
        .given("prefix", &len)
        .shows(Exhibit::Table { head, rows })
        .mistaken_in(wrong, vec![("same", Value::YesNo(alike))], &see)
}

/// Another host: of the same network or of the next, as a coin falls, and never with the same address.
fn other(chance: &mut Chance, a: Ipv4Addr, len: u8) -> Ipv4Addr {
    let (bits, block) = (a.to_bits(), 1u32 << (32 - len));
    let far = chance.coin();
    // where the octets above would change, the network before is the next one
    let network = match (far, len) {
        (false, _) => bits & mask(len),
        (true, _) => (bits & mask(len)) ^ block,
    };
    let taken = bits & (block - 1);
    let mut number = chance.between(1, u64::from(block) - 3) as u32;
    if !far && number >= taken {
        number += 1;
    }
    Ipv4Addr::from_bits(network | number)
}

/// The AND of one address and its mask, with the octet that is split in bits.
pub static AND: Exercise = Exercise::new(
    "ipv4-and",
    Kind::Compute,
    1,
    text("The AND of address and mask", "地址与掩码的“与”运算"),
    &[&OR, &OCTET],
    and,
);

static OR: Misconception = Misconception::new(
    "and-taken-for-or",
    text(
        "a bit was kept where either is 1; the AND keeps it where both are",
        "只要有一个为 1 就取 1；“与”运算要两者都为 1",
    ),
);

fn and(chance: &mut Chance) -> Task {
    let len = chance.pick([18, 19, 20, 21, 22, 26, 27, 28, 29]);
    let address = host(chance, len);
    let (at, network) = (usize::from(len / 8), address.to_bits() & mask(len));
    let octet = |bits: u32| bits.to_be_bytes().get(at).copied().unwrap_or(0);
    let (of_address, of_mask) = (octet(address.to_bits()), octet(mask(len)));
    let bits = |octet: u8| Value::Bits(format!("{octet:08b}"));
    let dotted = Ipv4Addr::from_bits(mask(len));
    let network = Ipv4Addr::from_bits(network);
    let parts = vec![
        Part::new("address", text("address, in bits", "地址（二进制）"), Form::Bits, bits(of_address)),
        Part::new("mask", text("mask, in bits", "掩码（二进制）"), Form::Bits, bits(of_mask)),
        Part::new("and", text("AND, in bits", "“与”（二进制）"), Form::Bits, bits(of_address & of_mask)),
        Part::address("network", text("the whole AND, dotted", "整个“与”（点分十进制）"), network),
    ];
    let asks = say!(
        en: "Work {address} AND {dotted}. Give octet {octet}, counted from 1, in 8 bits each, then the whole result in dotted decimal.",
        zh: "求 {address} AND {dotted}。先把第 {octet} 个字节（从 1 数起）各写成 8 位二进制，再写出点分十进制的结果。",
        address = address, dotted = dotted, octet = at + 1
    );
    let hints = [
        say!(
            en: "The AND of two bits is 1 where both are 1, and 0 otherwise.",
            zh: "两个位都为 1 时“与”为 1，否则为 0。"
        ),
        say!(
            en: "255 keeps an octet and 0 clears it; only octet {octet} has to be worked: {a} is a sum of 128, 64, 32, 16, 8, 4, 2, 1.",
            zh: "255 保留整个字节，0 清除整个字节；只有第 {octet} 个字节要计算：{a} 是 128、64、32、16、8、4、2、1 中若干项之和。",
            octet = at + 1, a = of_address
        ),
        say!(
            en: "{a:08b} AND {m:08b} = {both:08b}, {both}: {network}.",
            zh: "{a:08b} AND {m:08b} = {both:08b}，即 {both}：{network}。",
            a = of_address, m = of_mask, both = of_address & of_mask, network = network
        ),
    ];
    let or = Ipv4Addr::from_bits(address.to_bits() | mask(len));
    let cut = Ipv4Addr::from_bits(address.to_bits() & mask(len / 8 * 8));
    let see = format!("netlab subnet {address}/{len}");
    let head = vec![text("octet", "字节").into(), text("in bits", "二进制").into()];
    let rows = vec![
        vec![Cell::said(say!(en: "address {a}", zh: "地址 {a}", a = of_address)), Cell::Asked("address")],
        vec![Cell::said(say!(en: "mask {m}", zh: "掩码 {m}", m = of_mask)), Cell::Asked("mask")],
        vec![Cell::same("AND"), Cell::Asked("and")],
    ];
    Task::new(asks, parts, hints, &see)
        .given("address", &address)
        .given("prefix", &len)
        .shows(Exhibit::Table { head, rows })
        .mistaken_in(&OR, vec![("and", bits(of_address | of_mask)), ("network", or.into())], &see)
        .mistaken_in(&OCTET, vec![("and", bits(0)), ("network", cut.into())], &see)
}

/// A datagram with a UDP datagram in it, drawn.
fn datagram(chance: &mut Chance, data: &[u8]) -> Vec<u8> {
    let ip = Ipv4 {
        id: chance.below(1 << 16) as u16,
        flags_and_offset: 0x4000,
        ttl: chance.pick([255, 128, 64]) - chance.between(1, 20) as u8,
        protocol: 17,
        source: host(chance, 24),
        destination: host(chance, 24),
    };
    ip.with_udp([chance.between(49152, 65535) as u16, 53], data)
}

/// Text of some length.
fn words(chance: &mut Chance) -> Vec<u8> {
    let length = chance.between(20, 40) as usize;
    b"which octets of this frame are which?......".iter().copied().take(length).collect()
}

/// Which octets are the TTL?
pub static WHERE: Exercise = Exercise::new(
    "ipv4-where",
    Kind::Read,
    1,
    text("Which octets are it?", "它是哪些字节？"),
    &[&FROM_ONE, &IN_HEADER],
    find,
);

static FROM_ONE: Misconception = Misconception::new(
    "octets-counted-from-one",
    text("the octets were counted from 1; the first is octet 0", "字节从 1 数起了；第一个是第 0 字节"),
);

static IN_HEADER: Misconception = Misconception::new(
    "link-header-is-forgotten",
    text(
        "the place in the IPv4 header was taken for the place in the frame: 14 octets of Ethernet stand before it",
        "把 IPv4 首部中的位置当成了帧中的位置：前面还有 14 字节的以太网首部",
    ),
);

/// Fields of the header: their name, what they are called in Chinese, where they begin, how long they are.
const FIELDS: [(&str, &str, usize, usize); 7] = [
    ("Total Length", "总长度", 2, 2),
    ("Identification", "标识", 4, 2),
    ("Time to Live", "生存时间", 8, 1),
    ("Protocol", "协议", 9, 1),
    ("Header Checksum", "首部检验和", 10, 2),
    ("Source Address", "源地址", 12, 4),
    ("Destination Address", "目的地址", 16, 4),
];

fn find(chance: &mut Chance) -> Task {
    let data = words(chance);
    let payload = datagram(chance, &data);
    let (to, from) = (mac(chance), mac(chance));
    let frame = ethernet(to, from, 0x0800, &payload);
    let (name, zh, at, length) = chance.pick(FIELDS);
    let at_frame = |start: usize| Value::Octets(frame.iter().skip(start).take(length).copied().collect());
    let parts = vec![
        Part::number("octet", text("its first octet, from 0", "首字节的序号（从 0 数起）"), at as i128 + 14),
        Part::new("value", text("its octets", "各字节（十六进制）"), Form::Octets, at_frame(at + 14)),
    ];
    let asks = Said {
        en: format!(
            "Which octets of this Ethernet frame are the {name} of IPv4? Give the number of the first, the frame's first octet being 0, and the octets in hexadecimal."
        ),
        zh: format!(
            "这个以太网帧的哪些字节是 IPv4 的{zh}（{name}）？写出首字节的序号（帧的第一个字节为 0）和各字节的十六进制值。"
        ),
    };
    let hints = [
        say!(
            en: "An Ethernet header comes first; the figure of RFC 791 §3.1 has 4 octets a row.",
            zh: "先是以太网首部；RFC 791 §3.1 的图每行 4 字节。"
        ),
        say!(
            en: "The IPv4 header begins with 45. `netlab explain ipv4` draws it: row {row}, counted from 1.",
            zh: "IPv4 首部以 45 开头。`netlab explain ipv4` 画出了它：在第 {row} 行（从 1 数起）。",
            row = at / 4 + 1
        ),
        say!(
            en: "It begins {at} octets into the IPv4 header, which begins at octet 14: octet {octet}, {length} long.",
            zh: "它从 IPv4 首部的第 {at} 字节开始，而首部从第 14 字节开始：即第 {octet} 字节，长 {length} 字节。",
            at = at, octet = at + 14, length = length
        ),
    ];
    let see = format!("netlab frame --at {} {}", at + 14, hex(&frame));
    Task::new(asks, parts, hints, &see)
        .given("field", name)
        .mistaken_in(&FROM_ONE, vec![("octet", Value::Number(at as i128 + 15))], &see)
        .mistaken_in(&IN_HEADER, vec![("octet", Value::Number(at as i128)), ("value", at_frame(at))], &see)
        .shows(Exhibit::Frames { link: 1, frames: vec![frame] })
}

/// The lengths that a header tells.
pub static LENGTHS: Exercise = Exercise::new(
    "ipv4-lengths",
    Kind::Compute,
    1,
    text("Header and data of a datagram", "数据报的首部与数据"),
    &[&IHL_IN_OCTETS, &TOTAL_IS_DATA],
    lengths,
);

static IHL_IN_OCTETS: Misconception = Misconception::new(
    "ihl-counts-octets",
    text("IHL was read as octets; it counts words of 4 octets", "把首部长度当成了字节数；它以 4 字节为单位"),
);

static TOTAL_IS_DATA: Misconception = Misconception::new(
    "total-length-without-header",
    text(
        "Total Length was taken to be the data's; the header is in it",
        "以为总长度只是数据的长度；它包括首部",
    ),
);

fn lengths(chance: &mut Chance) -> Task {
    let (ihl, data) = (chance.between(5, 15), chance.between(8, 1400));
    let (header, total) = (ihl * 4, ihl * 4 + data);
    let parts = vec![
        Part::number("header", text("octets of the header", "首部字节数"), header),
        Part::number("options", text("octets of options in it", "其中选项的字节数"), header - 20),
        Part::number("data", text("octets of data", "数据字节数"), data),
    ];
    let asks = say!(
        en: "An IPv4 header begins {octets}. How long is it, how much of that are options, and how many octets of data follow? Give decimal numbers.",
        zh: "一个 IPv4 首部的开头是 {octets}。首部多长？其中选项多长？后面有多少字节数据？用十进制作答。",
        octets = format!("4{ihl:x} 00 {:02x} {:02x}", total >> 8, total & 255)
    );
    let hints = [
        say!(
            en: "The first octet is Version and IHL, 4 bits each; octets 2 and 3 are Total Length (RFC 791 §3.1).",
            zh: "第一个字节是版本和首部长度，各 4 位；第 2、3 字节是总长度（RFC 791 §3.1）。"
        ),
        say!(
            en: "IHL is {ihl} and counts words of 4 octets; without options it is 5.",
            zh: "首部长度字段为 {ihl}，单位是 4 字节；没有选项时该字段为 5。",
            ihl = ihl
        ),
        say!(
            en: "4 x {ihl} = {header}, {options} of them options; {total} - {header} = {data} of data.",
            zh: "4 x {ihl} = {header}，其中选项 {options}；{total} - {header} = {data} 字节数据。",
            ihl = ihl, header = header, options = header - 20, total = total, data = data
        ),
    ];
    Task::new(asks, parts, hints, "netlab explain ipv4.ihl")
        .given("start", &format!("4{ihl:x}00{total:04x}"))
        .mistaken_in(
            &IHL_IN_OCTETS,
            vec![
                ("header", Value::Number(ihl.into())),
                ("options", Value::Number(0)),
                ("data", Value::Number(i128::from(total) - i128::from(ihl))),
            ],
            "netlab explain ipv4.ihl",
        )
        .mistaken_in(
            &TOTAL_IS_DATA,
            vec![("data", Value::Number(total.into()))],
            "netlab explain ipv4.total_length",
        )
}

/// The header checksum, worked by hand.
pub static CHECKSUM: Exercise = Exercise::new(
    "ipv4-checksum",
    Kind::Compute,
    2,
    text("The header checksum", "首部检验和"),
    &[&NO_COMPLEMENT, &NO_CARRY],
    header_checksum,
);

pub(super) static NO_COMPLEMENT: Misconception = Misconception::new(
    "checksum-not-complemented",
    text("the sum itself was written; the checksum is its one's complement", "直接写了和；检验和是它的反码"),
);

pub(super) static NO_CARRY: Misconception = Misconception::new(
    "carries-are-dropped",
    text(
        "the carries beyond 16 bits were dropped; they are added at the right",
        "超出 16 位的进位被丢掉了；应加回到最低位",
    ),
);

fn header_checksum(chance: &mut Chance) -> Task {
    let payload = datagram(chance, b"netlab");
    let (to, from) = (mac(chance), mac(chance));
    let frame = ethernet(to, from, 0x0800, &payload);
    let right: Vec<u8> = payload.iter().skip(10).take(2).copied().collect();
    let words: Vec<u32> = payload
        .iter()
        .take(20)
        .zip(payload.iter().skip(1))
        .step_by(2)
        .enumerate()
        .map(|(i, (high, low))| if i == 5 { 0 } else { u32::from(*high) << 8 | u32::from(*low) })
        .collect();
    let sum: u32 = words.iter().sum();
    let folded = (sum & 0xffff) + (sum >> 16);
    let shown: Vec<String> = words.iter().map(|word| format!("{word:04x}")).collect();
    let two = |sum: u32| Value::Octets((sum as u16).to_be_bytes().to_vec());
    let parts = vec![Part::new(
        "checksum",
        text("checksum, 2 octets in hexadecimal", "检验和（2 字节，十六进制）"),
        Form::Octets,
        Value::Octets(right.clone()),
    )];
    let asks = say!(
        en: "This is an IPv4 header in words of 16 bits, its checksum still 0000. What has to stand there?",
        zh: "这是一个 IPv4 首部，以 16 位为一个字，检验和暂为 0000。那里应填什么？"
    );
    let hints = [
        say!(
            en: "The checksum is the one's complement of the one's complement sum of all words (RFC 791 §3.1, RFC 1071).",
            zh: "检验和是所有 16 位字的反码算术和的反码（RFC 791 §3.1、RFC 1071）。"
        ),
        say!(
            en: "The words add up to {sum:x} in hexadecimal; what is beyond four digits is added to the rest.",
            zh: "各字之和为十六进制 {sum:x}；超出四位的部分加回到其余部分。",
            sum = sum
        ),
        say!(
            en: "{sum:x} becomes {folded:04x}; every bit turned: {right:04x}.",
            zh: "{sum:x} 变为 {folded:04x}；逐位取反：{right:04x}。",
            sum = sum, folded = folded, right = !(folded as u16)
        ),
    ];
    let see = format!("netlab frame --steps {}", hex(&frame));
    let lines = format!("{}\n{}", shown[..5].join(" "), shown[5..].join(" "));
    Task::new(asks, parts, hints, &see)
        .given("words", &shown.join(" "))
        .shows(Exhibit::Lines(Said { en: lines.clone(), zh: lines }))
        .mistaken(&NO_COMPLEMENT, two(folded), &see)
        .mistaken(&NO_CARRY, two(!sum), &see)
}

/// Which of three frames has the wrong checksum?
pub static DAMAGED: Exercise = Exercise::new(
    "ipv4-damaged",
    Kind::Read,
    3,
    text("Which header is damaged?", "哪个首部出了差错？"),
    &[&COVERS_DATA, &ZERO_IS_WRONG],
    damaged,
);

static COVERS_DATA: Misconception = Misconception::new(
    "header-checksum-covers-data",
    text(
        "the header checksum was taken to cover the data; it covers the header alone",
        "以为首部检验和也检验数据；它只检验首部",
    ),
);

static ZERO_IS_WRONG: Misconception = Misconception::new(
    "zero-checksum-is-wrong",
    text(
        "a UDP checksum of 0 was taken for damage; over IPv4 it says that there is none",
        "以为 UDP 检验和为 0 就是差错；在 IPv4 上它表示没有计算检验和",
    ),
);

fn damaged(chance: &mut Chance) -> Task {
    let (to, from) = (mac(chance), mac(chance));
    // one bit of the header, one bit of the data, or no UDP checksum
    let mut frames: Vec<(usize, Vec<u8>)> = Vec::new();
    for fault in 0..3 {
        let payload = datagram(chance, b"netlab, 20 octets...");
        let mut frame = ethernet(to, from, 0x0800, &payload);
        let bit = 1u8 << chance.below(8);
        let at = match fault {
            0 => 14 + chance.pick([4, 5, 8, 15, 19]),
            _ => 42 + chance.below(20) as usize,
        };
        match fault {
            0 | 1 => frame.iter_mut().skip(at).take(1).for_each(|octet| *octet ^= bit),
            _ => frame.iter_mut().skip(40).take(2).for_each(|octet| *octet = 0),
        }
        frames.push((fault, frame));
    }
    let frames = chance.shuffled(frames);
    let place = |fault: usize| frames.iter().position(|(each, _)| *each == fault).unwrap_or(0);
    let options: Vec<Said> = (1..=3).map(|i| say!(en: "frame {i}", zh: "第 {i} 帧", i = i)).collect();
    let parts = vec![Part::choice("frame", text("the frame", "该帧是"), options, place(0))];
    let asks = say!(
        en: "A router verifies the header checksum of these three datagrams. Which one does it discard?",
        zh: "路由器检验这三个数据报的首部检验和。它丢弃哪一个？"
    );
    let sum = |fault: usize| {
        let frame = frames.get(place(fault)).map(|(_, frame)| frame.as_slice()).unwrap_or(&[]);
        !checksum(frame.get(14..34).unwrap_or(&[]))
    };
    let hints = [
        say!(
            en: "Only the 20 octets of the IPv4 header are summed, checksum and all: a right one gives ffff.",
            zh: "只对 IPv4 首部的 20 字节求和（含检验和本身）：正确时结果为 ffff。"
        ),
        say!(
            en: "Sum octets 14 to 33 of each frame in words of 16 bits. `netlab frame --steps` shows how.",
            zh: "对每帧第 14 至 33 字节按 16 位求和。`netlab frame --steps` 显示步骤。"
        ),
        say!(
            en: "Frame {which} sums up to {sum:04x}, the others to ffff. What is wrong behind octet 33 is nothing to a router.",
            zh: "第 {which} 帧的和为 {sum:04x}，其余为 ffff。第 33 字节之后的差错与路由器无关。",
            which = place(0) + 1, sum = sum(0)
        ),
    ];
    let shown = |fault: usize| {
        let frame = frames.get(place(fault)).map(|(_, frame)| frame.as_slice()).unwrap_or(&[]);
        format!("netlab frame --steps {}", hex(frame))
    };
    let (see, data, none) = (shown(0), shown(1), shown(2));
    let (of_data, of_none) = (place(1), place(2));
    Task::new(asks, parts, hints, see)
        .mistaken(&COVERS_DATA, Value::Choice(of_data), &data)
        .mistaken(&ZERO_IS_WRONG, Value::Choice(of_none), &none)
        .shows(Exhibit::Frames { link: 1, frames: frames.into_iter().map(|(_, frame)| frame).collect() })
}
