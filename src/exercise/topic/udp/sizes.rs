//! Exercises: UDP, how long and how checked.

use crate::chance::Chance;
use crate::exercise::draws::{checksum, hex};
use crate::exercise::topic::tcp::pair::Pair;
use crate::exercise::{Exercise, Form, Kind, Misconception, Part, Task, Value};
use crate::say;
use crate::spec::{text, write};

static WITHOUT_UDP: Misconception = Misconception::new(
    "udp-header-takes-no-room",
    text("the 8 octets of the UDP header were left out", "漏掉了 UDP 首部的 8 字节"),
);

static WITHOUT_IP: Misconception = Misconception::new(
    "mtu-without-ip-header",
    text("the IP header was left out; MTU and Total Length count it", "漏掉了 IP 首部；MTU 和总长度都包括它"),
);

static WITHOUT_OPTIONS: Misconception = Misconception::new(
    "ip-header-is-always-20",
    text("the options of the IP header were left out", "漏掉了 IP 首部的选项"),
);

/// The most data there is room for.
pub static LARGEST: Exercise = Exercise::new(
    "udp-largest",
    Kind::Compute,
    2,
    text("How much data has room?", "最多能装多少数据？"),
    &[&WITHOUT_OPTIONS, &WITHOUT_UDP, &WITHOUT_IP],
    largest,
);

fn largest(chance: &mut Chance) -> Task {
    let mtu: u64 = chance.pick([576, 1006, 1280, 1400, 1492, 1500, 4352, 9000]);
    let options = 4 * chance.between(0, 10);
    let header = 20 + options;
    let parts = vec![
        Part::number("whole", text("most data without fragments", "不分片时最多的数据"), mtu - header - 8),
        Part::number("most", text("most data at all", "无论如何最多的数据"), 65535 - header - 8),
    ];
    let asks = say!(
        en: "A user datagram goes in IPv4 with {options} octets of options over a link with an MTU of {mtu}. How many octets of data can it have at most without being fragmented, and how many if fragments do not matter?",
        zh: "一个用户数据报装在带 {options} 字节选项的 IPv4 数据报中，经过 MTU 为 {mtu} 的链路。不分片时最多能有多少字节数据？允许分片时呢？",
        options = options, mtu = mtu
    );
    let hints = [
        say!(
            en: "The MTU bounds the whole datagram of IP, and so does the field Total Length with its 16 bits.",
            zh: "MTU 限制整个 IP 数据报，16 位的总长度字段也是如此。"
        ),
        say!(
            en: "Take off the IP header with its options, then the header of UDP (RFC 791 §3.1, RFC 768).",
            zh: "减去连同选项的 IP 首部，再减去 UDP 首部（RFC 791 §3.1、RFC 768）。"
        ),
        say!(
            en: "without fragments {mtu} - {header} - 8 = {whole}; at all 65535 - {header} - 8 = {most}.",
            zh: "不分片：{mtu} - {header} - 8 = {whole}；无论如何：65535 - {header} - 8 = {most}。",
            mtu = mtu, header = header, whole = mtu - header - 8, most = 65535 - header - 8
        ),
    ];
    let less = |taken: u64| {
        vec![("whole", Value::Number((mtu - taken).into())), ("most", Value::Number((65535 - taken).into()))]
    };
    Task::new(asks, parts, hints, "netlab explain udp.length")
        .given("mtu", &mtu)
        .given("options", &options)
        .mistaken_in(&WITHOUT_OPTIONS, less(28), "netlab explain ipv4.ihl")
        .mistaken_in(&WITHOUT_UDP, less(header), "netlab explain udp.length")
        .mistaken_in(&WITHOUT_IP, less(8), "netlab explain ipv4.total_length")
}

static NO_PSEUDO: Misconception = Misconception::new(
    "checksum-without-pseudo-header",
    text(
        "only the UDP datagram was summed; the pseudo-header with both IP addresses goes before it",
        "只对 UDP 用户数据报求和；前面还有含两个 IP 地址的伪首部",
    ),
);

static NOT_INVERTED: Misconception =
    Misconception::new("checksum-is-the-sum", text("the sum was not complemented", "求和之后没有取反"));

/// The checksum with its pseudo-header.
pub static CHECKSUM: Exercise = Exercise::new(
    "udp-checksum",
    Kind::Compute,
    3,
    text("The checksum of a user datagram", "用户数据报的检验和"),
    &[&NO_PSEUDO, &NOT_INVERTED],
    sum,
);

fn sum(chance: &mut Chance) -> Task {
    let server = chance.pick([7, 9, 53, 69, 123]);
    let pair = Pair::new(chance, server);
    let length = chance.between(2, 5) as usize;
    let data: Vec<u8> = (0..length).map(|_| chance.below(256) as u8).collect();
    let frame = pair.udp(0, &data);
    let right = frame.get(40..42).unwrap_or_default().to_vec();
    let datagram = frame.get(34..42 + length).unwrap_or_default();
    let mut without = datagram.to_vec();
    without.iter_mut().skip(6).take(2).for_each(|octet| *octet = 0);
    let number = right.iter().fold(0u16, |number, octet| number << 8 | u16::from(*octet));
    let mut shown = String::new();
    write::octets(&mut shown, &data, " ");
    let part = Part::new(
        "checksum",
        text("the checksum, in hexadecimal", "检验和（十六进制）"),
        Form::Octets,
        Value::Octets(right.clone()),
    );
    let [a, b] = pair.hosts;
    let asks = say!(
        en: "A user datagram goes from {a} port {source} to {b} port {destination} with the data {data} (hexadecimal). What is its checksum?",
        zh: "一个用户数据报从 {a} 的端口 {source} 发往 {b} 的端口 {destination}，数据为 {data}（十六进制）。它的检验和是多少？",
        a = a, b = b, source = pair.ports[0], destination = pair.ports[1], data = shown
    );
    let hints = [
        say!(
            en: "Words of 16 bits are added, each carry again at the right; at the end all bits are inverted (RFC 1071).",
            zh: "按 16 位的字相加，进位加回最低位；最后各位取反（RFC 1071）。"
        ),
        say!(
            en: "Before the header go both addresses, 0, 17 and the length; the checksum counts as zero, an odd octet gets a zero behind it (RFC 768).",
            zh: "首部之前加上两个地址、0、17 和长度；检验和先按零计算，奇数个字节时末尾补零（RFC 768）。"
        ),
        say!(
            en: "The sum is {sum:04x}, inverted {right:04x}.", zh: "和为 {sum:04x}，取反得 {right:04x}。",
            sum = !number, right = number
        ),
    ];
    let see = format!("netlab frame --steps {}", hex(&frame));
    let octets = |number: u16| Value::Octets(number.to_be_bytes().to_vec());
    Task::new(asks, vec![part], hints, &see)
        .given("a", &a)
        .given("b", &b)
        .given("source", &pair.ports[0])
        .given("destination", &pair.ports[1])
        .given("data", &shown)
        .mistaken(&NO_PSEUDO, octets(checksum(&without)), &see)
        .mistaken(&NOT_INVERTED, octets(!number), &see)
}
