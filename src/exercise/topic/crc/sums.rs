//! Exercises: the Internet checksum: what it does not see, kept up to date, with the pseudo-header.

use crate::chance::Chance;
use crate::exercise::draws::{Ipv4, checksum, ethernet, hex, host, listed};
use crate::exercise::topic::ipv4::NO_COMPLEMENT;
use crate::exercise::{Exercise, Form, Kind, Misconception, Part, Task, Value};
use crate::say;
use crate::spec::{Said, text};

/// The sum of RFC 1071 over words, not complemented.
fn sum(words: &[u16]) -> u16 {
    let octets: Vec<u8> = words.iter().flat_map(|word| word.to_be_bytes()).collect();
    !checksum(&octets)
}

/// Words in hexadecimal, with nothing between.
fn digits(words: &[u16]) -> String {
    words.iter().map(|word| format!("{word:04x}")).collect()
}

/// Words as pairs of octets.
fn shown(words: &[u16]) -> String {
    words.iter().map(|word| format!("{:02x} {:02x}", word >> 8, word & 255)).collect::<Vec<_>>().join(", ")
}

static SEES_ALL: Misconception = Misconception::new(
    "checksum-sees-everything",
    text(
        "every change was taken to be seen; those that keep the sum are not",
        "以为任何改变都能发现；和不变的改变发现不了",
    ),
);

static ORDER_COUNTS: Misconception = Misconception::new(
    "order-counts-in-the-sum",
    text(
        "words that changed places were taken to be seen; a sum has no order",
        "以为能发现字的次序改变；求和与次序无关",
    ),
);

/// Which changes does the checksum not see?
pub static UNSEEN: Exercise = Exercise::new(
    "crc-unseen",
    Kind::Compute,
    2,
    text("Which changes are not seen?", "哪些改变发现不了？"),
    &[&SEES_ALL, &ORDER_COUNTS],
    unseen,
);

fn unseen(chance: &mut Chance) -> Task {
    let word = |chance: &mut Chance| chance.between(0x1001, 0xeffe) as u16;
    let words = [word(chance), word(chance), word(chance)];
    let [a, b, c] = words;
    let more = chance.between(1, 0xfff) as u16;
    let bit = 1u16 << chance.below(16);
    // changed places; one more and one less; one bit; two octets of a word changed places
    let all = chance.shuffled(vec![
        (0, [b, a, c]),
        (1, [a + more, b, c - more]),
        (2, [a, b ^ bit, c]),
        (2, [a, b, c.swap_bytes()]),
    ]);
    let which = |wanted: &dyn Fn(usize, &[u16; 3]) -> bool| -> Vec<usize> {
        all.iter().enumerate().filter(|(_, (kind, words))| wanted(*kind, words)).map(|(i, _)| i).collect()
    };
    let right = which(&|_, changed| sum(changed) == sum(&words));
    let options = all
        .iter()
        .map(|(_, words)| shown(words))
        .map(|words| Said { en: words.clone(), zh: words })
        .collect();
    let parts = vec![Part::ticks(
        "unseen",
        text("not seen, all letters", "发现不了的（全部字母）"),
        options,
        right.clone(),
    )];
    let asks = say!(
        en: "{words} was sent with an Internet checksum over these three words. Which of these, had they arrived instead with the same checksum, would be taken for right?",
        zh: "发送的是 {words}，对这三个字计算了互联网检验和。若检验和不变而收到的是下列内容，哪些会被当成正确的？",
        words = shown(&words)
    );
    let letters: Vec<String> =
        right.iter().map(|i| crate::exercise::answer::letter(*i).to_string()).collect();
    let hints = [
        say!(en: "What keeps the one's complement sum is not seen (RFC 1071 §1).", zh: "反码算术和不变的改变发现不了（RFC 1071 §1）。"),
        say!(
            en: "Add each up in hexadecimal, with the carries at the right. Does the order matter?",
            zh: "分别按十六进制求和，进位加回最低位。次序有影响吗？"
        ),
        say!(
            en: "the sum {sum:04x} have: {letters}",
            zh: "和为 {sum:04x} 的是：{letters}",
            sum = sum(&words), letters = letters.join(" ")
        ),
    ];
    let given: Vec<String> = all.iter().map(|(_, words)| digits(words)).collect();
    let see = "netlab frame --steps --sample udp";
    Task::new(asks, parts, hints, see)
        .given("words", &digits(&words))
        .given("all", &given.join(" "))
        .mistaken(&SEES_ALL, Value::Choices(Vec::new()), see)
        .mistaken(&ORDER_COUNTS, Value::Choices(which(&|kind, _| kind == 1)), see)
}

static SUM_FALLS: Misconception = Misconception::new(
    "checksum-falls-with-the-ttl",
    text(
        "the checksum was lowered with the TTL; being the complement of the sum, it grows when the sum falls",
        "检验和随 TTL 一起减小了；它是和的反码，和减小时它增大",
    ),
);

static LOW_OCTET: Misconception = Misconception::new(
    "ttl-is-the-low-octet",
    text(
        "1 was added; the TTL is the high octet of its word, so that one of it is 0x0100",
        "加了 1；TTL 是所在字的高位字节，减一相当于 0x0100",
    ),
);

/// The checksum after a router.
pub static UPDATE: Exercise = Exercise::new(
    "crc-update",
    Kind::Compute,
    2,
    text("The checksum behind a router", "经过路由器之后的检验和"),
    &[&SUM_FALLS, &LOW_OCTET],
    update,
);

fn update(chance: &mut Chance) -> Task {
    let before = chance.between(1, 0xfffe) as u16;
    let ttl = chance.between(2, 64);
    // the complement of a sum that is less by 0x0100
    let after = !sum(&[!before, !0x0100]);
    let value = |number: u16| Value::Octets(number.to_be_bytes().to_vec());
    let parts = vec![Part::new(
        "checksum",
        text("new checksum, 2 octets in hexadecimal", "新的检验和（2 字节，十六进制）"),
        Form::Octets,
        value(after),
    )];
    let asks = say!(
        en: "A datagram comes to a router with TTL {ttl} and the header checksum {before:04x}. The router takes one off the TTL and changes nothing else. Which checksum has the header then?",
        zh: "一个数据报到达路由器时 TTL 为 {ttl}，首部检验和为 {before:04x}。路由器把 TTL 减一，别的都不变。首部检验和变成什么？",
        ttl = ttl, before = before
    );
    let hints = [
        say!(
            en: "The whole header need not be summed again (RFC 1624): only one word changes.",
            zh: "不必对整个首部重新求和（RFC 1624）：只有一个字改变了。"
        ),
        say!(
            en: "TTL and Protocol are one word of 16 bits, the TTL its high octet. The sum falls by as much, and its complement?",
            zh: "TTL 和协议合成一个 16 位字，TTL 是高位字节。和减小这么多，它的反码呢？"
        ),
        say!(
            en: "{before:04x} + 0100, a carry added at the right: {after:04x}",
            zh: "{before:04x} + 0100，进位加回最低位，得 {after:04x}",
            before = before, after = after
        ),
    ];
    let see = "netlab frame --steps --sample icmp-echo";
    Task::new(asks, parts, hints, see)
        .given("before", &format!("{before:04x}"))
        .given("ttl", &ttl)
        .mistaken(&SUM_FALLS, value(before.wrapping_sub(0x0100)), see)
        .mistaken(&LOW_OCTET, value(before.wrapping_add(1)), see)
}

static WITHOUT_PSEUDO: Misconception = Misconception::new(
    "checksum-without-pseudo-header",
    text(
        "only the UDP datagram was summed; the pseudo-header with both IP addresses goes before it",
        "只对 UDP 用户数据报求和；前面还有含两个 IP 地址的伪首部",
    ),
);

static ODD_AT_LEFT: Misconception = Misconception::new(
    "odd-octet-is-the-low-one",
    text(
        "the last odd octet was taken for the low half of a word; it is the high half, with a zero behind it",
        "把落单的末字节当成了字的低半；它是高半，后面补 0",
    ),
);

/// The checksum of UDP.
pub static PSEUDO: Exercise = Exercise::new(
    "crc-udp",
    Kind::Compute,
    3,
    text("The checksum of UDP", "UDP 的检验和"),
    &[&WITHOUT_PSEUDO, &ODD_AT_LEFT, &NO_COMPLEMENT],
    pseudo,
);

fn pseudo(chance: &mut Chance) -> Task {
    let (source, destination) = (host(chance, 24), host(chance, 24));
    let ports = [chance.between(1024, 65535) as u16, chance.between(1024, 65535) as u16];
    let data: Vec<u8> = (0..3).map(|_| chance.between(0x61, 0x7a) as u8).collect();
    let length = 8 + data.len() as u16;
    let word = |pair: [u8; 2]| u16::from_be_bytes(pair);
    let (odd, [a, b]) = (data[2], [data[0], data[1]]);
    let [s1, s2, s3, s4] = source.octets();
    let [d1, d2, d3, d4] = destination.octets();
    let before = [word([s1, s2]), word([s3, s4]), word([d1, d2]), word([d3, d4]), 17, length];
    let datagram = |last: u16| vec![ports[0], ports[1], length, 0, word([a, b]), last];
    let whole = [&before[..], &datagram(u16::from(odd) << 8)].concat();
    let wrong_odd = [&before[..], &datagram(u16::from(odd))].concat();
    // a sum of zero would be sent as ffff (RFC 768)
    let sent = |words: &[u16]| {
        Value::Octets(if sum(words) == 0xffff { vec![0xff; 2] } else { (!sum(words)).to_be_bytes().to_vec() })
    };
    let parts = vec![Part::new(
        "checksum",
        text("checksum, 2 octets in hexadecimal", "检验和（2 字节，十六进制）"),
        Form::Octets,
        sent(&whole),
    )];
    let asks = say!(
        en: "A UDP datagram goes from {source} port {from} to {destination} port {to} with the data {data}. Work out its checksum.",
        zh: "一个 UDP 用户数据报从 {source} 端口 {from} 发往 {destination} 端口 {to}，数据为 {data}。求它的检验和。",
        source = source, from = ports[0], destination = destination, to = ports[1],
        data = data.iter().map(|octet| format!("{octet:02x}")).collect::<Vec<_>>().join(" ")
    );
    let hints = [
        say!(
            en: "Pseudo-header (RFC 768): both addresses, a zero, protocol 17, the UDP length. Then the UDP header with checksum 0, and the data.",
            zh: "伪首部（RFC 768）：两个地址、一个零、协议 17、UDP 长度。然后是检验和为 0 的 UDP 首部和数据。"
        ),
        say!(
            en: "The length is {length}; behind the odd last octet goes a zero for the sum alone.",
            zh: "长度为 {length}；落单的末字节后补一个零，只用于求和。",
            length = length
        ),
        say!(
            en: "{words}: the sum is {sum:04x}, the checksum {check:04x}",
            zh: "{words}：和为 {sum:04x}，检验和为 {check:04x}",
            words = whole.iter().map(|word| format!("{word:04x}")).collect::<Vec<_>>().join(" + "),
            sum = sum(&whole), check = !sum(&whole)
        ),
    ];
    let ip = Ipv4 { id: 1, flags_and_offset: 0x4000, ttl: 64, protocol: 17, source, destination };
    let frame = ethernet([2, 0, 0, 0, 16, 17], [2, 0, 0, 0, 16, 16], 0x0800, &ip.with_udp(ports, &data));
    let see = format!("netlab frame --steps {}", hex(&frame));
    Task::new(asks, parts, hints, &see)
        .given("source", &source)
        .given("destination", &destination)
        .given("ports", &listed(&ports, " "))
        .given("data", &hex(&data))
        .mistaken(&WITHOUT_PSEUDO, sent(&datagram(u16::from(odd) << 8)), &see)
        .mistaken(&ODD_AT_LEFT, sent(&wrong_odd), &see)
        .mistaken(&NO_COMPLEMENT, Value::Octets(sum(&whole).to_be_bytes().to_vec()), &see)
}
