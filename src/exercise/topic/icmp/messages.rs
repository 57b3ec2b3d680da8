//! Exercises: ICMP messages, read and built.

use crate::chance::Chance;
use crate::exercise::draws::{Ipv4, checksum, dump, ethernet, hex, host, mac};
use crate::exercise::{Exercise, Exhibit, Form, Kind, Misconception, Part, Point, Task, Value};
use crate::say;
use crate::spec::{Said, text};

/// An ICMP message, its checksum right: type, code, the next four octets, and the rest.
fn message(kind: u8, code: u8, four: [u8; 4], rest: &[u8]) -> Vec<u8> {
    let mut octets = [&[kind, code, 0, 0], &four[..], rest].concat();
    let [high, low] = checksum(&octets).to_be_bytes();
    octets.splice(2..4, [high, low]);
    octets
}

static OUTER_HEADER: Misconception = Misconception::new(
    "outer-header-is-the-quoted-one",
    text(
        "the outer header was read; what went wrong is quoted inside the message",
        "读的是外层首部；出问题的数据报引用在报文之内",
    ),
);

static PORTS_TURNED: Misconception = Misconception::new(
    "source-port-for-destination-port",
    text("the source port was taken; the destination port is the second", "取了源端口；第二个才是目的端口"),
);

/// What does an error message quote?
pub static QUOTE: Exercise = Exercise::new(
    "icmp-quote",
    Kind::Read,
    2,
    text("What went wrong, and who says so?", "出了什么问题，是谁报告的？"),
    &[&OUTER_HEADER, &PORTS_TURNED],
    quote,
);

fn quote(chance: &mut Chance) -> Task {
    let (a, b, router) = (host(chance, 24), host(chance, 24), host(chance, 24));
    let reports_end = chance.coin();
    let (kind, code, reporter) = if reports_end { (3, 3, b) } else { (11, 0, router) };
    let ports = [chance.between(49152, 65535) as u16, chance.between(33434, 33534) as u16];
    let inner = Ipv4 {
        id: chance.below(1 << 16) as u16,
        flags_and_offset: 0,
        ttl: 1,
        protocol: 17,
        source: a,
        destination: b,
    };
    let quoted = inner.with_udp(ports, b"probe");
    let outer = Ipv4 { id: 0, flags_and_offset: 0, ttl: 60, protocol: 1, source: reporter, destination: a };
    let datagram = outer.with(&message(kind, code, [0; 4], &quoted[..28]));
    let (to, from) = (mac(chance), mac(chance));
    let frame = ethernet(to, from, 0x0800, &datagram);
    let parts = vec![
        Part::address("reporter", text("who reports", "报告者"), reporter),
        Part::address("target", text("destination of the quoted datagram", "被引用数据报的目的地址"), b),
        Part::number("port", text("its destination port, in decimal", "它的目的端口（十进制）"), ports[1]),
    ];
    let asks = say!(
        en: "A host captured this ICMP error message. Who sends it, and for which destination and which UDP port was the datagram that it is about?",
        zh: "主机抓到了这个 ICMP 差错报告报文。它由谁发出？所报告的数据报原本发往哪个地址、哪个 UDP 端口？"
    );
    let hints = [
        say!(
            en: "An error message quotes the header of the datagram and at least 8 octets behind it (RFC 792).",
            zh: "差错报告报文引用出问题的数据报的首部和其后至少 8 字节（RFC 792）。"
        ),
        say!(
            en: "There are two IPv4 headers, at octet 14 and at octet 42; the quoted UDP header begins at octet 62.",
            zh: "有两个 IPv4 首部，分别从第 14 和第 42 字节开始；被引用的 UDP 首部从第 62 字节开始。"
        ),
        say!(
            en: "{reporter} (octets 26-29) speaks of a datagram to {b} (58-61), port {port} (64-65).",
            zh: "{reporter}（第 26-29 字节）报告发往 {b}（第 58-61 字节）端口 {port}（第 64-65 字节）的数据报。",
            reporter = reporter, b = b, port = ports[1]
        ),
    ];
    let see = dump(&frame);
    Task::new(asks, parts, hints, &see)
        .mistaken_in(&OUTER_HEADER, vec![("reporter", a.into()), ("target", a.into())], &see)
        .mistaken_in(&PORTS_TURNED, vec![("port", Value::Number(ports[0].into()))], &see)
        .shows(Exhibit::Frames { link: 1, frames: vec![frame] })
}

static STILL_A_REQUEST: Misconception = Misconception::new(
    "reply-keeps-type-eight",
    text("the type was left at 8; a reply has 0", "类型仍是 8；回答的类型是 0"),
);

static SUM_KEPT: Misconception = Misconception::new(
    "icmp-checksum-kept",
    text("the ICMP checksum was copied; it changes with the type", "照抄了 ICMP 检验和；类型变了它也要变"),
);

static NEW_DATA: Misconception = Misconception::new(
    "reply-without-the-data",
    text("the data was left out; a reply gives back what came", "漏掉了数据；回答要原样带回"),
);

/// The reply to a ping.
pub static REPLY: Exercise = Exercise::new(
    "icmp-reply",
    Kind::Build,
    3,
    text("Answer a ping", "回答一个 ping"),
    &[&STILL_A_REQUEST, &SUM_KEPT, &NEW_DATA],
    reply,
);

fn reply(chance: &mut Chance) -> Task {
    let (a, b) = (host(chance, 24), host(chance, 24));
    let (mac_a, mac_b) = (mac(chance), mac(chance));
    let ip = Ipv4 {
        id: chance.below(1 << 16) as u16,
        flags_and_offset: 0x4000,
        ttl: 64,
        protocol: 1,
        source: a,
        destination: b,
    };
    let [.., i, j, k, l] = chance.below(1 << 32).to_be_bytes();
    let four = [i, j, k, l];
    let data = *b"netlab pings";
    let asked = message(8, 0, four, &data);
    let request = ethernet(mac_b, mac_a, 0x0800, &ip.with(&asked));
    let back = |payload: &[u8]| {
        let back = Ipv4 { source: b, destination: a, ..ip };
        ethernet(mac_a, mac_b, 0x0800, &back.with(payload))
    };
    let model = back(&message(0, 0, four, &data));
    let judge = move |value: &Value| {
        let Value::Octets(frame) = value else { return vec![Point::new(false, text("octets", "字节"))] };
        let is = |start: usize, octets: &[u8]| frame.get(start..start + octets.len()) == Some(octets);
        // a header with options would do, but the answer is the short one
        let message = frame.get(34..34 + 8 + data.len()).unwrap_or(&[]);
        vec![
            Point::new(
                is(0, &mac_a) && is(6, &mac_b),
                text("Ethernet addresses: back to the one who asked", "以太网地址：发回询问者"),
            ),
            Point::new(is(12, &[8, 0]), text("EtherType: IPv4", "类型字段：IPv4")),
            Point::new(
                is(14, &[0x45]) && frame.get(14..34).is_some_and(|header| checksum(header) == 0),
                text("IPv4 header: 20 octets, its checksum right", "IPv4 首部：20 字节，检验和正确"),
            ),
            Point::new(
                is(16, &(40u16).to_be_bytes()),
                text("Total Length: header and message", "总长度：首部与报文"),
            ),
            Point::new(
                frame.get(22).is_some_and(|ttl| *ttl > 0) && is(23, &[1]),
                text("TTL and protocol: alive, ICMP", "TTL 与协议：TTL 大于 0，ICMP"),
            ),
            Point::new(
                is(26, &b.octets()) && is(30, &a.octets()),
                text("IP addresses: from whom was asked to who asked", "IP 地址：从被询问者到询问者"),
            ),
            Point::new(is(34, &[0, 0]), text("type and code: echo reply", "类型与代码：回送回答")),
            Point::new(
                message.len() == 20 && checksum(message) == 0,
                text("ICMP checksum: fits the message", "ICMP 检验和：与报文相符"),
            ),
            Point::new(
                is(38, &four),
                text("identifier and sequence number: as asked", "标识符与序号：与请求相同"),
            ),
            Point::new(is(42, &data), text("data: given back", "数据：原样带回")),
            Point::new(
                frame.len() >= 60 && frame.iter().skip(54).all(|octet| *octet == 0),
                text("length: as long as a frame has to be, zeros behind", "长度：不短于最短的帧，其后为零"),
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
    let asks = say!(
        en: "You are {b}, and this frame asks whether you are there. Build the frame with the answer, IPv4 without options.",
        zh: "你是 {b}，这个帧询问你在不在。构造载有回答的帧，IPv4 不带选项。",
        b = b
    );
    let hints = [
        say!(
            en: "An echo reply gives back identifier, sequence number and data (RFC 792); all addresses change places.",
            zh: "回送回答原样带回标识符、序号和数据（RFC 792）；各地址互换。"
        ),
        say!(
            en: "Only the type changes within the message, and with it the checksum. The IPv4 sum stays if only the addresses change places.",
            zh: "报文中只有类型改变，检验和随之改变。若只是地址互换，IPv4 检验和不变。"
        ),
        {
            let whole = hex(&model);
            Said { en: whole.clone(), zh: format!("即 {whole}") }
        },
    ];
    let mut kept = message(0, 0, four, &data);
    kept.splice(2..4, asked[2..4].iter().copied());
    let see = dump(&model);
    let (still, stale, empty) = (back(&asked), back(&kept), back(&message(0, 0, four, &[])));
    Task::new(asks, vec![part], hints, &see)
        .mistaken(&STILL_A_REQUEST, Value::Octets(still), &see)
        .mistaken(&SUM_KEPT, Value::Octets(stale), &see)
        .mistaken(&NEW_DATA, Value::Octets(empty), &see)
        .shows(Exhibit::Frames { link: 1, frames: vec![request] })
}
