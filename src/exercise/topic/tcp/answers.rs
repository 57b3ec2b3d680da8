//! Exercises: TCP, one segment and its answer.

use super::pair::{ACK, FIN, PSH, Pair, RST, SYN};
use super::{LAST_OCTET, SYN_FREE};
use crate::chance::Chance;
use crate::exercise::draws::{checksum, dump, hex};
use crate::exercise::{Exercise, Exhibit, Form, Kind, Misconception, Part, Point, Task, Value};
use crate::say;
use crate::spec::{Said, text};

static FROM_LEFT: Misconception = Misconception::new(
    "tcp-flags-from-the-left",
    text(
        "the flags were read from the wrong end; FIN is the lowest bit, and ACK is worth 16",
        "从错误的一端读标志；FIN 是最低位，ACK 的值是 16",
    ),
);

static AS_DECIMAL: Misconception = Misconception::new(
    "hex-read-as-decimal",
    text("the hexadecimal octet was read as a decimal number", "把十六进制字节当成十进制数"),
);

/// Which flags an octet has.
pub static FLAGS: Exercise = Exercise::new(
    "tcp-flags",
    Kind::Read,
    1,
    text("Which flags are set?", "哪些标志置位？"),
    &[&FROM_LEFT, &AS_DECIMAL],
    flags,
);

const FLAG_NAMES: [&str; 6] = ["FIN", "SYN", "RST", "PSH", "ACK", "URG"];

/// The flags of the octet, from FIN on.
fn set(octet: u8) -> Vec<usize> {
    (0..FLAG_NAMES.len()).filter(|bit| octet >> bit & 1 == 1).collect()
}

fn flags(chance: &mut Chance) -> Task {
    let octet = chance.pick([SYN, SYN | ACK, ACK, PSH | ACK, FIN | ACK, RST, RST | ACK, FIN | PSH | ACK]);
    let pair = Pair::new(chance, 80);
    let numbers = [chance.below(1 << 32) as u32, chance.below(1 << 32) as u32];
    let frame = pair.tcp(usize::from(chance.coin()), numbers, octet, b"");
    let options: Vec<Said> =
        FLAG_NAMES.into_iter().map(|name| Said { en: name.to_string(), zh: name.to_string() }).collect();
    let part = Part::ticks("flags", text("flags that are set", "置位的标志"), options, set(octet));
    let names: Vec<&str> = set(octet).into_iter().filter_map(|i| FLAG_NAMES.get(i).copied()).collect();
    let asks = say!(
        en: "The flags of TCP are in octet 13 of its header: octet 47 of this frame, counted from 0. Which are set?",
        zh: "TCP 的标志在其首部的第 13 字节，即本帧从 0 数起的第 47 字节。哪些标志置位？"
    );
    let hints = [
        say!(
            en: "Each flag is a bit; from the lowest on: FIN SYN RST PSH ACK URG (RFC 9293 §3.1).",
            zh: "每个标志占一位，从最低位起：FIN SYN RST PSH ACK URG（RFC 9293 §3.1）。"
        ),
        say!(en: "Write the octet in eight bits.", zh: "把该字节写成八位二进制。"),
        say!(
            en: "0x{octet:02x} is {octet:08b}: {names}.", zh: "0x{octet:02x} 即 {octet:08b}：{names}。",
            octet = octet, names = names.join(" ")
        ),
    ];
    let see = dump(&frame);
    let decimal = format!("{octet:x}").parse().unwrap_or(octet);
    Task::new(asks, vec![part], hints, &see)
        .shows(Exhibit::Frames { link: 1, frames: vec![frame] })
        .mistaken(&FROM_LEFT, Value::Choices(set(octet.reverse_bits() >> 2)), &see)
        .mistaken(&AS_DECIMAL, Value::Choices(set(decimal)), &see)
}

static HEADER_COUNTED: Misconception = Misconception::new(
    "tcp-header-counted-as-data",
    text("the TCP header was counted as data; take off both headers", "把 TCP 首部算作数据；要减去两个首部"),
);

static PADDING_COUNTED: Misconception = Misconception::new(
    "padding-counted-as-data",
    text(
        "the padding of the frame was counted; Total Length tells where the datagram ends",
        "把帧的填充算作数据；总长度说明数据报到哪里为止",
    ),
);

static FIN_FREE: Misconception = Misconception::new(
    "fin-takes-no-number",
    text("FIN was taken to use no sequence number; it uses one", "以为 FIN 不消耗序号；它消耗一个序号"),
);

static NO_WRAP: Misconception = Misconception::new(
    "sequence-numbers-do-not-wrap",
    text(
        "the number was let grow beyond 32 bits; after 4294967295 comes 0",
        "序号超出了 32 位；4294967295 之后是 0",
    ),
);

/// What acknowledges a segment.
pub static ANSWER: Exercise = Exercise::new(
    "tcp-answer",
    Kind::Read,
    2,
    text("What acknowledges this segment?", "用什么确认这个报文段？"),
    &[&SYN_FREE, &FIN_FREE, &LAST_OCTET, &NO_WRAP, &HEADER_COUNTED, &PADDING_COUNTED],
    answer,
);

fn answer(chance: &mut Chance) -> Task {
    let pair = Pair::new(chance, 80);
    let (flags, length) = match chance.below(4) {
        0 => (SYN, 0),
        1 => (FIN | ACK, chance.pick([0, 3])),
        2 => (PSH | ACK, chance.between(1, 6)),
        _ => (PSH | ACK, chance.between(7, 60)),
    };
    let seq = match chance.below(4) {
        0 => u32::MAX - chance.below(length.max(1)) as u32,
        _ => chance.below(1 << 32) as u32,
    };
    let ack = if flags == SYN { 0 } else { chance.below(1 << 32) as u32 };
    let data: Vec<u8> = (0..length).map(|_| chance.between(0x61, 0x7a) as u8).collect();
    let frame = pair.tcp(0, [seq, ack], flags, &data);
    let takes = i128::from(length) + i128::from(flags & (SYN | FIN) != 0);
    let sum = i128::from(seq) + takes;
    let next = sum % (1 << 32);
    let parts = vec![
        Part::number("seq", text("its sequence number", "它的序号"), seq),
        Part::number("data", text("octets of data in it", "其中的数据字节数"), length),
        Part::number("ack", text("the acknowledgment number", "确认号"), next),
    ];
    let asks = say!(
        en: "What are the sequence number of this segment and the octets of data in it, and which acknowledgment number says that all of it has arrived (in decimal, as it is on the wire)?",
        zh: "这个报文段的序号是多少？其中有多少字节数据？确认它全部到达的确认号是多少（十进制，按线路上的值）？"
    );
    let hints = [
        say!(
            en: "The acknowledgment names the next number that is expected (RFC 9293 §3.4).",
            zh: "确认号是期望收到的下一个序号（RFC 9293 §3.4）。"
        ),
        say!(
            en: "The IP header says how long the datagram is; take off both headers. Then look at SYN and FIN.",
            zh: "IP 首部说明数据报多长；减去两个首部。再看 SYN 和 FIN。"
        ),
        say!(
            en: "seq {seq}, {length} octets; the segment uses {takes} numbers: ack {next}.",
            zh: "序号 {seq}，数据 {length} 字节；该报文段消耗 {takes} 个序号：确认号 {next}。",
            seq = seq, length = length, takes = takes, next = next
        ),
    ];
    let see = dump(&frame);
    let number = |key, number: i128| vec![(key, Value::Number(number))];
    let control = if flags == SYN { &SYN_FREE } else { &FIN_FREE };
    let wrapped = |number: i128| number.rem_euclid(1 << 32);
    let padded = frame.len() as i128 - 54;
    let mut task = Task::new(asks, parts, hints, &see);
    if flags & (SYN | FIN) != 0 {
        task = task.mistaken_in(control, number("ack", wrapped(sum - 1)), &see);
    }
    task.mistaken_in(&NO_WRAP, number("ack", sum), &see)
        .mistaken_in(&LAST_OCTET, number("ack", wrapped(sum - 1)), &see)
        .mistaken_in(&HEADER_COUNTED, number("data", (length + 20).into()), &see)
        .mistaken_in(&PADDING_COUNTED, number("data", padded), &see)
        .shows(Exhibit::Frames { link: 1, frames: vec![frame] })
}

static NOT_TURNED: Misconception = Misconception::new(
    "answer-keeps-direction",
    text(
        "source and destination were left as in the question; they change places",
        "源和目的仍与询问相同；其实两者互换",
    ),
);

/// The second segment of a handshake, octet by octet.
pub static SYN_ACK: Exercise = Exercise::new(
    "tcp-syn-ack",
    Kind::Build,
    3,
    text("Answer this SYN", "回答这个 SYN"),
    &[&SYN_FREE, &NOT_TURNED],
    syn_ack,
);

fn syn_ack(chance: &mut Chance) -> Task {
    let server = chance.pick([80, 443, 22, 25]);
    let pair = Pair::new(chance, server);
    let (seq, own) = (chance.between(1, 0xffff_0000) as u32, chance.below(1 << 32) as u32);
    let question = pair.tcp(0, [seq, 0], SYN, b"");
    let model = pair.tcp(1, [own, seq + 1], SYN | ACK, b"");
    let asked = question.clone();
    let part = Part::by(
        "frame",
        text("the frame, in hexadecimal, without FCS", "该帧（十六进制，不含 FCS）"),
        Form::Octets,
        Value::Octets(model.clone()),
        move |value| judge(value, &asked, own),
    );
    let asks = say!(
        en: "This SYN has come to you. Write the frame with which you accept the connection, your own sequence number being {own}: all octets from the Ethernet destination on, in hexadecimal, without FCS.",
        zh: "你收到了这个 SYN。写出你接受该连接的帧，你自己的序号取 {own}：从以太网目的地址开始的全部字节（十六进制），不含 FCS。",
        own = own
    );
    let whole = hex(&model);
    let hints = [
        say!(
            en: "All addresses and ports change places; both checksums have to be right (RFC 9293 §3.1, §3.5).",
            zh: "所有地址和端口都互换；两个检验和都要正确（RFC 9293 §3.1、§3.5）。"
        ),
        say!(
            en: "The flags are SYN and ACK; what is acknowledged is the SYN. `netlab frame --dump --sample tcp-handshake` has an example.",
            zh: "标志为 SYN 和 ACK；被确认的是 SYN。`netlab frame --dump --sample tcp-handshake` 有一个例子。"
        ),
        say!(en: "{whole}", zh: "即 {whole}", whole = whole),
    ];
    let see = dump(&model);
    let free = pair.tcp(1, [own, seq], SYN | ACK, b"");
    let straight = pair.tcp(0, [own, seq + 1], SYN | ACK, b"");
    Task::new(asks, vec![part], hints, &see)
        .given("own", &own)
        .shows(Exhibit::Frames { link: 1, frames: vec![question] })
        .mistaken(&SYN_FREE, Value::Octets(free), &see)
        .mistaken(&NOT_TURNED, Value::Octets(straight), &see)
}

/// What the answer to a SYN has to be, field by field.
fn judge(value: &Value, question: &[u8], own: u32) -> Vec<Point> {
    let Value::Octets(frame) = value else { return vec![Point::new(false, text("octets", "字节"))] };
    // a place of the answer holds what stands at a place of the question
    let same = |at: usize, from: usize, count: usize| {
        frame.get(at..at + count).is_some_and(|octets| Some(octets) == question.get(from..from + count))
    };
    let number =
        |octets: Option<&[u8]>| octets.map_or(0, |o| o.iter().fold(0, |n, x| n << 8 | u64::from(*x)));
    let asked = number(question.get(38..42));
    let total = number(frame.get(16..18)) as usize;
    let segment = frame.get(34..(14 + total).max(34)).unwrap_or_default();
    let header = frame.get(46).map_or(0, |octet| usize::from(octet >> 4) * 4);
    let mut summed = frame.get(26..34).unwrap_or_default().to_vec();
    summed.extend([0, 6]);
    summed.extend((segment.len() as u16).to_be_bytes());
    summed.extend(segment);
    vec![
        Point::new(
            same(0, 6, 6) && same(6, 0, 6),
            text("Ethernet: back to who asked", "以太网地址：发回询问者"),
        ),
        Point::new(
            same(12, 12, 2) && frame.get(14) == Some(&0x45) && frame.get(23) == Some(&6),
            text("IPv4 without options, TCP in it", "不带选项的 IPv4，其中是 TCP"),
        ),
        Point::new(
            (60..=1514).contains(&frame.len()) && header >= 20 && segment.len() == header,
            text("lengths: headers and no data, frame not too short", "长度：只有首部没有数据，帧不过短"),
        ),
        Point::new(
            frame.get(14..34).is_some_and(|header| checksum(header) == 0),
            text("the checksum of the IP header", "IP 首部检验和"),
        ),
        Point::new(
            same(26, 30, 4) && same(30, 26, 4),
            text("IP addresses: from you to who asked", "IP 地址：从你到询问者"),
        ),
        Point::new(
            same(34, 36, 2) && same(36, 34, 2),
            text("ports: from yours to who asked", "端口：从你的端口到询问者的端口"),
        ),
        Point::new(
            frame.get(38..42) == Some(&own.to_be_bytes()[..]),
            text("sequence number: your own", "序号：你自己的"),
        ),
        Point::new(
            number(frame.get(42..46)) == (asked + 1) % (1 << 32),
            text("acknowledgment number: what you expect next", "确认号：你期望的下一个序号"),
        ),
        Point::new(
            frame.get(47) == Some(&(SYN | ACK)),
            text("flags: those of a second segment", "标志：第二次握手的标志"),
        ),
        Point::new(
            !segment.is_empty() && checksum(&summed) == 0,
            text("the checksum of the segment", "报文段的检验和"),
        ),
    ]
}
