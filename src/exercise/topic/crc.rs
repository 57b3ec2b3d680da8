//! Exercises: CRC and checksums.

mod sums;

use crate::chance::Chance;
use crate::exercise::claim::{Claim, refute};
use crate::exercise::draws::{Ipv4, arp, ethernet, hex, host, mac};
use crate::exercise::{Exercise, Exhibit, Form, Kind, Misconception, Part, Task, Value};
use crate::say;
use crate::spec::{Said, text};

/// From easy to hard.
pub static EXERCISES: &[&Exercise] =
    &[&POLYNOMIAL, &CLAIMS, &DIVIDE, &VERIFY, &sums::UNSEEN, &sums::UPDATE, &FCS, &sums::PSEUDO];

static DEGREE_IS_LENGTH: Misconception = Misconception::new(
    "check-bits-as-many-as-the-generator",
    text(
        "the bits of the generator were counted; the check bits are one less, as many as its degree",
        "数了生成多项式的位数；检验位少一位，等于它的次数",
    ),
);

static TURNED_ROUND: Misconception = Misconception::new(
    "polynomial-from-the-right",
    text(
        "the bits were written from the lowest power; the highest stands at the left",
        "从最低次幂开始写了；最高次幂在左边",
    ),
);

/// A polynomial as bits.
pub static POLYNOMIAL: Exercise = Exercise::new(
    "crc-polynomial",
    Kind::Read,
    1,
    text("A polynomial as bits", "把多项式写成二进制"),
    &[&DEGREE_IS_LENGTH, &TURNED_ROUND],
    polynomial,
);

/// Bits of a number, `count` of them.
fn bits(number: u64, count: u32) -> Value {
    Value::Bits(format!("{number:0width$b}", width = count as usize))
}

/// A generator of this degree: the highest and the lowest bit are 1.
fn generator(chance: &mut Chance, degree: u32) -> u64 {
    1 << degree | chance.below(1 << (degree - 1)) << 1 | 1
}

/// What is left of a division without carries.
fn remainder(mut number: u64, generator: u64, degree: u32) -> u64 {
    while let Some(top) = number.checked_ilog2().filter(|top| *top >= degree) {
        number ^= generator << (top - degree);
    }
    number
}

fn shown_polynomial(generator: u64) -> String {
    let power = |i: u32| match i {
        0 => "1".to_string(),
        1 => "x".to_string(),
        i => format!("x^{i}"),
    };
    (0..64).rev().filter(|i| generator >> i & 1 == 1).map(power).collect::<Vec<_>>().join(" + ")
}

fn polynomial(chance: &mut Chance) -> Task {
    let degree = chance.between(3, 8) as u32;
    let generator = generator(chance, degree);
    let backwards = generator.reverse_bits() >> (63 - degree);
    let shown = shown_polynomial(generator);
    let parts = vec![
        Part::new(
            "bits",
            text("the generator in bits", "除数（二进制）"),
            Form::Bits,
            bits(generator, degree + 1),
        ),
        Part::number("check", text("check bits it gives", "得到的检验位数"), degree),
    ];
    let asks = say!(
        en: "The generator of a CRC is {shown}. By which bits is divided, and how many check bits are there?",
        zh: "CRC 的生成多项式是 {shown}。除数写成二进制是什么？检验位有几位？",
        shown = shown
    );
    let hints = [
        say!(en: "A power that is there is a 1, one that is not is a 0.", zh: "有的幂次写 1，没有的写 0。"),
        say!(
            en: "The highest power is {degree}: write a place for each power from {degree} down to 0. A remainder has a lower degree than the divisor.",
            zh: "最高次幂是 {degree}：从 {degree} 到 0 每个幂次占一位。余数的次数低于除数。",
            degree = degree
        ),
        say!(
            en: "{generator:b}; the remainder has {degree} bits.",
            zh: "{generator:b}；余数有 {degree} 位。",
            generator = generator, degree = degree
        ),
    ];
    Task::new(asks, parts, hints, "netlab explain cyclic redundancy check")
        .given("polynomial", &shown)
        .mistaken_in(
            &DEGREE_IS_LENGTH,
            vec![("check", Value::Number((degree + 1).into()))],
            "netlab explain CRC",
        )
        .mistaken_in(&TURNED_ROUND, vec![("bits", bits(backwards, degree + 1))], "netlab explain CRC")
}

static NO_ZEROS: Misconception = Misconception::new(
    "division-without-zeros-behind",
    text(
        "the data was divided as it is; as many zeros as check bits are put behind it first",
        "直接用数据去除；应先在后面添上与检验位同样多的 0",
    ),
);

static WITH_BORROWS: Misconception = Misconception::new(
    "division-with-borrows",
    text(
        "it was subtracted as in ordinary arithmetic; here 1 - 1 = 0 and 0 - 1 = 1, without borrows (XOR)",
        "按普通减法做了；这里不借位，即异或运算",
    ),
);

static ZEROS_CUT: Misconception = Misconception::new(
    "remainder-without-leading-zeros",
    text(
        "the zeros at the left of the remainder were left out; it has always as many bits as the degree",
        "省略了余数左边的 0；它的位数总等于生成多项式的次数",
    ),
);

/// The division.
pub static DIVIDE: Exercise = Exercise::new(
    "crc-divide",
    Kind::Compute,
    2,
    text("The remainder of a CRC", "CRC 的余数"),
    &[&NO_ZEROS, &WITH_BORROWS, &ZEROS_CUT],
    divide,
);

fn divide(chance: &mut Chance) -> Task {
    let degree = chance.between(3, 4) as u32;
    let generator = generator(chance, degree);
    let length = chance.between(6, 10) as u32;
    let data = 1 << (length - 1) | chance.below(1 << (length - 1));
    let rest = remainder(data << degree, generator, degree);
    let sent = data << degree | rest;
    let parts = vec![
        Part::new("remainder", text("remainder, in bits", "余数（二进制）"), Form::Bits, bits(rest, degree)),
        Part::new("sent", text("bits that are sent", "发送的比特"), Form::Bits, bits(sent, length + degree)),
    ];
    let asks = say!(
        en: "The data {data:b} is protected by a CRC with the generator {generator:b}. Find the remainder and what is sent, data first.",
        zh: "数据 {data:b} 用除数 {generator:b} 做 CRC 检验。求余数和实际发送的比特串（数据在前）。",
        data = data, generator = generator
    );
    let hints = [
        say!(
            en: "The data with zeros behind it is divided modulo 2; the remainder takes the place of the zeros.",
            zh: "数据后面添 0 再做模 2 除法；余数代替这些 0。"
        ),
        say!(
            en: "Put {degree} zeros behind. Below each leading 1 write {generator:b} and XOR; go on until fewer bits than that are left.",
            zh: "后面添 {degree} 个 0。在每个最高位的 1 下写 {generator:b} 并做异或，直到剩下的位数比它少。",
            degree = degree, generator = generator
        ),
        {
            let (rest, sent) = (format!("{rest:0width$b}", width = degree as usize), format!("{sent:b}"));
            say!(en: "remainder {rest}; sent: {sent}", zh: "余数 {rest}；发送：{sent}", rest = rest, sent = sent)
        },
    ];
    let without = remainder(data, generator, degree);
    let borrowed = ((data << degree) % generator) & ((1 << degree) - 1);
    let cut = Value::Bits(format!("{rest:b}"));
    let frame = |rest: u64| bits(data << degree | rest, length + degree);
    Task::new(asks, parts, hints, "netlab explain cyclic redundancy check")
        .given("data", &format!("{data:b}"))
        .given("generator", &format!("{generator:b}"))
        .mistaken_in(
            &NO_ZEROS,
            vec![("remainder", bits(without, degree)), ("sent", frame(without))],
            "netlab explain CRC",
        )
        .mistaken_in(
            &WITH_BORROWS,
            vec![("remainder", bits(borrowed, degree)), ("sent", frame(borrowed))],
            "netlab explain CRC",
        )
        .mistaken_in(&ZEROS_CUT, vec![("remainder", cut)], "netlab explain CRC")
}

static TAIL_IS_REMAINDER: Misconception = Misconception::new(
    "check-bits-taken-for-the-remainder",
    text(
        "the last bits that came were taken for the remainder; all that came is divided",
        "把收到的最后几位当成余数；应把收到的全部拿来除",
    ),
);

static ZEROS_AGAIN: Misconception = Misconception::new(
    "zeros-put-behind-again",
    text(
        "zeros were put behind what came; the check bits stand there already",
        "在收到的比特后又添了 0；那里已经是检验位",
    ),
);

/// Did it come unhurt?
pub static VERIFY: Exercise = Exercise::new(
    "crc-verify",
    Kind::Compute,
    2,
    text("Is it accepted?", "接收方会接受吗？"),
    &[&TAIL_IS_REMAINDER, &ZEROS_AGAIN],
    verify,
);

fn verify(chance: &mut Chance) -> Task {
    let degree = chance.between(3, 4) as u32;
    let generator = generator(chance, degree);
    let length = chance.between(6, 9) as u32;
    let data = 1 << (length - 1) | chance.below(1 << (length - 1));
    let sent = data << degree | remainder(data << degree, generator, degree);
    // one bit of the rest turned, or two, or none
    let came = match chance.below(3) {
        0 => sent,
        1 => sent ^ 1 << chance.below(u64::from(length + degree - 1)),
        _ => sent ^ (3 << chance.below(u64::from(length + degree - 2))),
    };
    let rest = remainder(came, generator, degree);
    let parts = vec![
        Part::new("remainder", text("remainder, in bits", "余数（二进制）"), Form::Bits, bits(rest, degree)),
        Part::yes_no("accepted", text("accepted?", "接受吗？"), rest == 0),
    ];
    let asks = say!(
        en: "{came:b} arrives; the generator of the CRC is {generator:b}. Divide what came. What is the remainder, and does the receiver accept it?",
        zh: "收到 {came:b}，CRC 的除数是 {generator:b}。用它除收到的比特，余数是多少？接收方接受吗？",
        came = came, generator = generator
    );
    let verdict = if rest == 0 { text("accepted", "接受") } else { text("discarded", "丢弃") };
    let width = degree as usize;
    let hints = [
        say!(
            en: "What was sent can be divided without remainder; that is what the check bits are for.",
            zh: "发送的比特串能被除尽；检验位就是为此而设。"
        ),
        say!(
            en: "Divide all that came, check bits and all, modulo 2 by {generator:b}.",
            zh: "把收到的全部（含检验位）按模 2 除以 {generator:b}。",
            generator = generator
        ),
        Said {
            en: format!("remainder {rest:0width$b}: {}", verdict.en),
            zh: format!("余数 {rest:0width$b}：{}", verdict.zh),
        },
    ];
    let tail = came & ((1 << degree) - 1);
    let again = remainder(came << degree, generator, degree);
    Task::new(asks, parts, hints, "netlab explain cyclic redundancy check")
        .given("came", &format!("{came:b}"))
        .given("generator", &format!("{generator:b}"))
        .mistaken_in(
            &TAIL_IS_REMAINDER,
            vec![("remainder", bits(tail, degree)), ("accepted", (tail == 0).into())],
            "netlab explain CRC",
        )
        .mistaken_in(&ZEROS_AGAIN, vec![("remainder", bits(again, degree))], "netlab explain CRC")
}

static FCS_HIGH_FIRST: Misconception = Misconception::new(
    "fcs-high-octet-first",
    text(
        "the FCS was taken to stand high octet first, as numbers of IP do; its low octet is sent first",
        "以为 FCS 像 IP 的数那样高位字节在先；它先发低位字节",
    ),
);

static FCS_AS_REMAINDER: Misconception = Misconception::new(
    "fcs-not-complemented",
    text("the remainder itself was taken; the FCS is its one's complement", "取了余数本身；FCS 是它的反码"),
);

/// Which frame has the right FCS?
pub static FCS: Exercise = Exercise::new(
    "crc-fcs",
    Kind::Read,
    3,
    text("Which frame has the right FCS?", "哪个帧的 FCS 正确？"),
    &[&FCS_HIGH_FIRST, &FCS_AS_REMAINDER],
    fcs,
);

fn fcs(chance: &mut Chance) -> Task {
    let mut frames: Vec<(usize, Vec<u8>)> = Vec::new();
    for fault in 0..3 {
        let (a, b) = (mac(chance), mac(chance));
        let (from, to) = (host(chance, 24), host(chance, 24));
        let mut frame = match chance.coin() {
            true => ethernet(b, a, 0x0806, &arp(2, (a, from), (b, to))),
            false => {
                let ip = Ipv4 {
                    id: 7,
                    flags_and_offset: 0x4000,
                    ttl: 64,
                    protocol: 17,
                    source: from,
                    destination: to,
                };
                ethernet(b, a, 0x0800, &ip.with_udp([50000, 9], b"which sum is it?"))
            }
        };
        let sum = crc32fast::hash(&frame);
        frame.extend(match fault {
            0 => sum.to_le_bytes(),
            1 => sum.to_be_bytes(),
            _ => (!sum).to_le_bytes(),
        });
        frames.push((fault, frame));
    }
    let frames = chance.shuffled(frames);
    let place = |fault: usize| frames.iter().position(|(each, _)| *each == fault).unwrap_or(0);
    let options = (1..=3).map(|i| say!(en: "frame {i}", zh: "第 {i} 帧", i = i)).collect();
    let parts = vec![Part::choice("frame", text("the right one", "正确的是"), options, place(0))];
    let asks = say!(
        en: "Three frames with their last four octets as FCS. In only one it is right. Which? A program of your own, or `netlab frame --fcs`, may do the sum.",
        zh: "三个帧的最后四个字节是 FCS，只有一个正确。是哪个？可以用自己写的程序或 `netlab frame --fcs` 计算。"
    );
    let hints = [
        say!(
            en: "The FCS is a CRC-32 over all from destination to padding (IEEE 802.3 §3.2.9).",
            zh: "FCS 是从目的地址到填充的 CRC-32（IEEE 802.3 §3.2.9）。"
        ),
        say!(
            en: "The remainder is complemented, and its low octet goes first. zlib.crc32 in Python gives the complemented number.",
            zh: "余数要取反，低位字节先发。Python 的 zlib.crc32 给出的是取反之后的数。"
        ),
        say!(en: "frame {which}: there the last four octets are the CRC-32 of all others, complemented, low octet first", zh: "第 {which} 帧：其最后四个字节正是其余各字节的 CRC-32，已取反，低位字节在先", which = place(0) + 1),
    ];
    let shown = |fault: usize| {
        let frame = frames.get(place(fault)).map(|(_, frame)| hex(frame)).unwrap_or_default();
        format!("netlab frame --fcs --steps {frame}")
    };
    let sees = [shown(0), shown(1), shown(2)];
    let places = [place(0), place(1), place(2)];
    Task::new(asks, parts, hints, &sees[0])
        .mistaken(&FCS_HIGH_FIRST, Value::Choice(places[1]), &sees[1])
        .mistaken(&FCS_AS_REMAINDER, Value::Choice(places[2]), &sees[2])
        .shows(Exhibit::Frames { link: 1, frames: frames.into_iter().map(|(_, frame)| frame).collect() })
}

static CORRECTS: Misconception = Misconception::new(
    "crc-corrects",
    text(
        "the CRC was taken to correct; it finds errors, and the frame is dropped",
        "以为 CRC 能纠错；它只检错，帧被丢弃",
    ),
);

static PROVES: Misconception = Misconception::new(
    "right-sum-proves",
    text(
        "a right sum was taken for a proof; some errors leave it as it is",
        "以为检验正确就证明没有差错；有些差错检验不出",
    ),
);

static AGAINST_ATTACKERS: Misconception = Misconception::new(
    "sums-keep-attackers-out",
    text(
        "the sum was taken to keep attackers out; whoever changes the data makes a new sum",
        "以为检验和能防攻击；改数据的人会重算一个",
    ),
);

static END_TO_END: Misconception = Misconception::new(
    "fcs-goes-end-to-end",
    text(
        "the FCS was taken to go from end to end; each link has a frame, and an FCS, of its own",
        "以为 FCS 从头到尾不变；每条链路的帧有自己的 FCS",
    ),
);

/// Claims about CRC and checksums.
pub static CLAIMS: Exercise = Exercise::new(
    "crc-claims",
    Kind::Refute,
    1,
    text("Is it so? CRC and checksums", "是这样吗？CRC 与检验和"),
    &[&CORRECTS, &PROVES, &AGAINST_ATTACKERS, &END_TO_END],
    |chance| refute(chance, ABOUT),
);

static ABOUT: &[Claim] = &[
    Claim {
        says: text("With its FCS a receiver repairs a damaged frame.", "接收方用 FCS 修复有差错的帧。"),
        holds: false,
        misconception: &CORRECTS,
        idea: text("does a wrong sum tell which bit is wrong?", "检验不符时，能知道是哪一位错了吗？"),
        because: text(
            "it only tells that something is wrong; the frame is dropped (IEEE 802.3 §4.2.4.1)",
            "它只说明有差错；帧被丢弃（IEEE 802.3 §4.2.4.1）",
        ),
        shown_by: text(
            "the sum is compared: the same or not, and no more",
            "检验只是比较：相同或不同，仅此而已",
        ),
        not_by: &[
            text("the FCS has 32 bits", "FCS 有 32 位"),
            text("the FCS stands at the end of the frame", "FCS 在帧的末尾"),
        ],
        see: "netlab frame --fcs --steps --sample fcs",
    },
    Claim {
        says: text(
            "If the checksum is right, no bit was changed on the way.",
            "检验和正确，就说明途中没有一位被改变。",
        ),
        holds: false,
        misconception: &PROVES,
        idea: text("do two words that change places change their sum?", "两个字交换位置，和会变吗？"),
        because: text(
            "a sum of 16 bits cannot tell all data apart, and order does not count in it (RFC 1071)",
            "16 位的和不能区分所有数据，而且与顺序无关（RFC 1071）",
        ),
        shown_by: text(
            "the words are added up, and a sum does not depend on their order",
            "各字相加，而和与顺序无关",
        ),
        not_by: &[
            text("the carries are added at the right", "进位加回到最低位"),
            text("the sum is complemented", "和要取反码"),
        ],
        see: "netlab frame --steps --sample udp",
    },
    Claim {
        says: text("The checksum keeps attackers from changing the data.", "检验和能防止攻击者篡改数据。"),
        holds: false,
        misconception: &AGAINST_ATTACKERS,
        idea: text("what does it take to work out a new one?", "重新算一个需要什么？"),
        because: text("it needs no secret: anybody works out a new one", "计算它不需要秘密：谁都能重算"),
        shown_by: text("every step of it is worked out from the frame alone", "每一步都只用到帧本身"),
        not_by: &[
            text("UDP may go without a checksum", "UDP 可以不用检验和"),
            text("it has 16 bits", "它有 16 位"),
        ],
        see: "netlab frame --steps --sample bad-udp-checksum",
    },
    Claim {
        says: text(
            "Behind a router the datagram is in a frame with another FCS.",
            "经过路由器之后，数据报所在的帧有另一个 FCS。",
        ),
        holds: true,
        misconception: &END_TO_END,
        idea: text("which octets does the FCS cover, and do they stay?", "FCS 检验哪些字节？它们会变吗？"),
        because: text(
            "the MAC addresses and the TTL are new, so the CRC over them is",
            "MAC 地址和 TTL 都变了，对它们计算的 CRC 也就变了",
        ),
        shown_by: text(
            "the sum goes over the addresses of the frame, which are the link's",
            "它检验帧的地址，而地址属于这条链路",
        ),
        not_by: &[
            text("the FCS has four octets", "FCS 有四个字节"),
            text("a capture has no FCS as a rule", "抓包里通常没有 FCS"),
        ],
        see: "netlab frame --fcs --steps --sample fcs",
    },
];
