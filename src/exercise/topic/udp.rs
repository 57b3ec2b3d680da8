//! Exercises: ports and UDP.

mod more;
mod sizes;
mod whose;

use super::tcp::pair::Pair;
use crate::chance::Chance;
use crate::exercise::claim::{Claim, refute};
use crate::exercise::draws::{dump, hex};
use crate::exercise::program::datagrams;
use crate::exercise::{Exercise, Exhibit, Form, Kind, Misconception, Part, Point, Task, Value};
use crate::say;
use crate::spec::{Said, text, write};

/// From easy to hard.
pub static EXERCISES: &[&Exercise] = &[
    &HEADER,
    &whose::CLASSES,
    &whose::SERVER,
    &CLAIMS,
    &sizes::LARGEST,
    &more::MORE,
    &BUILD,
    &whose::SOCKETS,
    &sizes::CHECKSUM,
    &datagrams::EXERCISE,
];

static DATA_ALONE: Misconception = Misconception::new(
    "udp-length-is-data-alone",
    text(
        "the field Length was taken for the data alone; it counts the header's 8 octets too",
        "以为长度字段只算数据；它也包括首部的 8 字节",
    ),
);

static LOW_FIRST: Misconception = Misconception::new(
    "number-low-octet-first",
    text(
        "the low octet was put first; network byte order has the high one first",
        "先写了低位字节；网络字节序先高位",
    ),
);

static DESTINATION_FIRST: Misconception = Misconception::new(
    "destination-port-first",
    text(
        "the destination port was taken to come first, as the address does in Ethernet; the source port does",
        "以为像以太网地址那样目的在前；UDP 是源端口在前",
    ),
);

/// The eight octets of a header.
pub static HEADER: Exercise = Exercise::new(
    "udp-header",
    Kind::Read,
    1,
    text("The eight octets of a UDP header", "UDP 首部的八个字节"),
    &[&DATA_ALONE, &LOW_FIRST, &DESTINATION_FIRST],
    header,
);

fn header(chance: &mut Chance) -> Task {
    let server = chance.pick([53, 69, 123, 161, 514, 5060]);
    let pair = Pair::new(chance, server);
    let from = usize::from(chance.coin());
    let length = chance.between(5, 40) as usize;
    let data: Vec<u8> = (0..length).map(|_| chance.between(0x41, 0x5a) as u8).collect();
    let frame = pair.udp(from, &data);
    let octets = frame.get(34..42).unwrap_or_default();
    let mut shown = String::new();
    write::octets(&mut shown, octets, " ");
    let [source, destination] = [pair.ports[from], pair.ports[1 - from]];
    let parts = vec![
        Part::number("src_port", text("source port", "源端口"), source),
        Part::number("dst_port", text("destination port", "目的端口"), destination),
        Part::number("data", text("octets of data behind it", "其后数据的字节数"), length as i128),
    ];
    let asks = say!(
        en: "These are the eight octets of a UDP header, in hexadecimal. From which port to which is the datagram, and how many octets of data follow (in decimal)?",
        zh: "这是一个 UDP 首部的八个字节（十六进制）。该用户数据报从哪个端口发往哪个端口？其后有多少字节数据（十进制）？"
    );
    let hints = [
        say!(en: "Four numbers of two octets each (RFC 768).", zh: "四个数，各占两个字节（RFC 768）。"),
        say!(
            en: "Source Port, Destination Port, Length, Checksum; the length counts the header.",
            zh: "依次为源端口、目的端口、长度、检验和；长度包括首部。"
        ),
        say!(
            en: "from {source} to {destination}; {all} - 8 = {length} octets of data.",
            zh: "从 {source} 到 {destination}；{all} - 8 = {length} 字节数据。",
            source = source, destination = destination, all = length + 8, length = length
        ),
    ];
    let see = dump(&frame);
    let ports = |one: u16, other: u16| {
        vec![("src_port", Value::Number(one.into())), ("dst_port", Value::Number(other.into()))]
    };
    Task::new(asks, parts, hints, &see)
        .given("header", &shown)
        .shows(Exhibit::Lines(Said { en: shown.clone(), zh: shown.clone() }))
        .mistaken_in(&DATA_ALONE, vec![("data", Value::Number(length as i128 + 8))], &see)
        .mistaken_in(&DESTINATION_FIRST, ports(destination, source), &see)
        .mistaken_in(&LOW_FIRST, ports(source.swap_bytes(), destination.swap_bytes()), &see)
}

/// A datagram, octet by octet.
pub static BUILD: Exercise = Exercise::new(
    "udp-build",
    Kind::Build,
    2,
    text("Build a user datagram", "构造一个用户数据报"),
    &[&DATA_ALONE, &LOW_FIRST, &DESTINATION_FIRST],
    build,
);

fn build(chance: &mut Chance) -> Task {
    let source = chance.between(49152, 65535) as u16;
    let destination = chance.pick([7, 9, 53, 69, 123, 514]);
    let word = chance.pick(["ping", "hello", "netlab", "subnet", "octets", "datagram"]);
    let model = datagram([source, destination], word.len() as u16 + 8, word);
    let judge = move |value: &Value| {
        let Value::Octets(octets) = value else { return vec![Point::new(false, text("octets", "字节"))] };
        let is = |start: usize, part: &[u8]| octets.get(start..start + part.len()) == Some(part);
        let length = 8 + word.len() as u16;
        vec![
            Point::new(is(0, &source.to_be_bytes()), text("source port", "源端口")),
            Point::new(is(2, &destination.to_be_bytes()), text("destination port", "目的端口")),
            Point::new(
                is(4, &length.to_be_bytes()),
                text("length: of the whole datagram", "长度：整个用户数据报的"),
            ),
            Point::new(is(6, &[0, 0]), text("checksum: none", "检验和：不用")),
            Point::new(is(8, word.as_bytes()), text("data: the word in ASCII", "数据：该词的 ASCII 码")),
            Point::new(
                octets.len() == usize::from(length),
                text("nothing behind the data", "数据之后没有别的"),
            ),
        ]
    };
    let part = Part::by(
        "datagram",
        text("the datagram, in hexadecimal", "用户数据报（十六进制）"),
        Form::Octets,
        Value::Octets(model.clone()),
        judge,
    );
    let asks = say!(
        en: "Write the user datagram, header and data in hexadecimal, that takes the word \"{word}\" in ASCII from port {source} to port {destination}. It has no checksum: that field is zero.",
        zh: "写出把 ASCII 词 “{word}” 从端口 {source} 送到端口 {destination} 的用户数据报：首部和数据（十六进制）。不用检验和，该字段为零。",
        word = word, source = source, destination = destination
    );
    let whole = hex(&model);
    let hints = [
        say!(en: "Four numbers of two octets, then the data (RFC 768).", zh: "四个两字节的数，然后是数据（RFC 768）。"),
        say!(
            en: "`netlab frame --dump --sample udp` shows one with other values, from octet 34 on.",
            zh: "`netlab frame --dump --sample udp` 显示一个值不同的例子，从第 34 字节开始。"
        ),
        say!(en: "{whole}", zh: "即 {whole}", whole = whole),
    ];
    let see = format!(
        "netlab build ipv4 dst=10.0.0.2 / udp src_port={source} dst_port={destination} / text={word}"
    );
    let length = word.len() as u16 + 8;
    let wrong = |ports, length| Value::Octets(datagram(ports, length, word));
    Task::new(asks, vec![part], hints, &see)
        .given("source", &source)
        .given("destination", &destination)
        .given("word", word)
        .mistaken(&DATA_ALONE, wrong([source, destination], length - 8), &see)
        .mistaken(&DESTINATION_FIRST, wrong([destination, source], length), &see)
        .mistaken(
            &LOW_FIRST,
            wrong([source.swap_bytes(), destination.swap_bytes()], length.swap_bytes()),
            &see,
        )
}

/// A user datagram without a checksum, whatever its length says.
fn datagram(ports: [u16; 2], length: u16, data: &str) -> Vec<u8> {
    let mut octets = ports.map(u16::to_be_bytes).concat();
    octets.extend(length.to_be_bytes());
    octets.extend([0, 0]);
    octets.extend(data.as_bytes());
    octets
}

/// Claims about ports and UDP.
pub static CLAIMS: Exercise = Exercise::new(
    "udp-claims",
    Kind::Refute,
    1,
    text("Is it so? Ports and UDP", "是这样吗？端口与 UDP"),
    &[&RELIABLE, &ONE_SPACE, &DATA_ALONE, &FREE_PORTS, &NEVER_TOLD],
    |chance| refute(chance, ABOUT),
);

static RELIABLE: Misconception = Misconception::new(
    "udp-is-a-reliable-stream",
    text(
        "UDP was taken for a reliable stream; it sends single datagrams and promises nothing",
        "以为 UDP 是可靠的字节流；它发送一个个数据报，不作保证",
    ),
);

static ONE_SPACE: Misconception = Misconception::new(
    "tcp-and-udp-share-ports",
    text(
        "TCP and UDP were taken to share their ports; each has all 65,536 for itself",
        "以为 TCP 和 UDP 共用端口；它们各有 65,536 个",
    ),
);

static FREE_PORTS: Misconception = Misconception::new(
    "ports-above-1023-are-free",
    text(
        "ports above 1023 were taken for free; those up to 49151 are registered",
        "以为 1023 以上的端口都空闲；到 49151 为止是登记的",
    ),
);

static NEVER_TOLD: Misconception = Misconception::new(
    "udp-never-hears-of-errors",
    text(
        "a closed UDP port was taken to be silent; a host answers with an ICMP message",
        "以为关闭的 UDP 端口毫无回应；主机会用 ICMP 报文回答",
    ),
);

static ABOUT: &[Claim] = &[
    Claim {
        says: text("UDP delivers a reliable stream of octets.", "UDP 提供可靠的字节流。"),
        holds: false,
        misconception: &RELIABLE,
        idea: text(
            "which fields would a receiver need to put data in order?",
            "接收方要靠哪些字段才能排好顺序？",
        ),
        because: text(
            "the header has ports, length and checksum, and nothing to find a loss with (RFC 768)",
            "首部只有端口、长度和检验和，没有字段可以发现丢失（RFC 768）",
        ),
        shown_by: text("there is no sequence number in the header", "首部中没有序号"),
        not_by: &[
            text("the header has a checksum", "首部有检验和"),
            text("the data is shorter than the frame", "数据比帧短"),
        ],
        see: "netlab frame --dump --sample udp",
    },
    Claim {
        says: text(
            "If a TCP server has port 53, no UDP server on that host can have it.",
            "如果 TCP 服务器占用了端口 53，该主机的 UDP 服务器就不能再用它。",
        ),
        holds: false,
        misconception: &ONE_SPACE,
        idea: text("what is DNS registered for?", "DNS 登记在哪里？"),
        because: text(
            "the protocol in the IP header is looked at before the port (RFC 6335 §6)",
            "先看 IP 首部的协议字段，再看端口（RFC 6335 §6）",
        ),
        shown_by: text("port 53 is listed for TCP and for UDP", "端口 53 同时列在 TCP 和 UDP 下"),
        not_by: &[
            text("port 53 is below 1024", "端口 53 小于 1024"),
            text("a port number has 16 bits", "端口号有 16 位"),
        ],
        see: "netlab explain port 53",
    },
    Claim {
        says: text("The field Length of UDP counts its header as well.", "UDP 的长度字段也包括它的首部。"),
        holds: true,
        misconception: &DATA_ALONE,
        idea: text("compare the field with the octets of data", "比较该字段与数据的字节数"),
        because: text("the least value of the field is 8 (RFC 768)", "该字段的最小值是 8（RFC 768）"),
        shown_by: text("the length is 24 and there are 16 octets of data", "长度为 24，而数据有 16 字节"),
        not_by: &[
            text("the header is eight octets long", "首部长八个字节"),
            text("the frame has 60 octets", "帧有 60 字节"),
        ],
        see: "netlab frame --dump --sample udp",
    },
    Claim {
        says: text(
            "Any port above 1023 is free for one's own server, nobody has registered it.",
            "1023 以上的端口没有人登记，可以随意用于自己的服务器。",
        ),
        holds: false,
        misconception: &FREE_PORTS,
        idea: text("is 5000 in IANA's list?", "5000 在 IANA 的列表里吗？"),
        because: text(
            "1024 to 49151 are user ports, assigned on request (RFC 6335 §6)",
            "1024 至 49151 是用户端口，经申请分配（RFC 6335 §6）",
        ),
        shown_by: text("port 5000 has a service name", "端口 5000 有服务名"),
        not_by: &[
            text("ports below 1024 need rights on Linux", "在 Linux 上 1024 以下的端口需要权限"),
            text("a client gets its port from the system", "客户的端口由系统选取"),
        ],
        see: "netlab explain port 5000",
    },
    Claim {
        says: text(
            "A host can tell the sender that nothing listens on the UDP port.",
            "主机可以告诉发送方：该 UDP 端口上没有进程在接收。",
        ),
        holds: true,
        misconception: &NEVER_TOLD,
        idea: text("which protocol reports that something cannot be delivered?", "哪个协议报告无法交付？"),
        because: text(
            "a host should send port unreachable (RFC 1122 §3.2.2.1); it may be lost or filtered",
            "主机应发送端口不可达（RFC 1122 §3.2.2.1）；它可能丢失或被过滤",
        ),
        shown_by: text("an ICMP message that quotes the user datagram", "一个引用了该用户数据报的 ICMP 报文"),
        not_by: &[
            text("a user datagram of the other direction", "一个反方向的用户数据报"),
            text("a UDP checksum that is wrong", "一个错误的 UDP 检验和"),
        ],
        see: "netlab frame --layers --sample icmp-unreachable",
    },
];
