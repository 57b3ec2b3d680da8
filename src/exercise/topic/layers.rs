//! Exercises: layers.

use crate::chance::Chance;
use crate::exercise::claim::{Claim, refute};
use crate::exercise::draws::{Ipv4, Tcp, ethernet, hex, host, listed, mac};
use crate::exercise::topic::ethernet::PREAMBLE;
use crate::exercise::{Cell, Exercise, Exhibit, Form, Kind, Misconception, Part, Task, Value};
use crate::say;
use crate::spec::{Said, Text, text};

/// From easy to hard.
pub static EXERCISES: &[&Exercise] = &[&ORDER, &CLAIMS, &SIZES, &WHOSE, &DEVICES, &OVERHEAD];

static INSIDE_OUT: Misconception = Misconception::new(
    "inner-header-goes-first",
    text(
        "the order of the layers was turned round; the lowest layer's header is sent first",
        "把次序弄反了；最低层的首部最先发送",
    ),
);

static TRAILER_IN_FRONT: Misconception = Misconception::new(
    "fcs-stands-in-front",
    text(
        "the FCS was put in front with the header; it is a trailer and goes last",
        "把 FCS 和首部一起放在前面；它在尾部，最后发送",
    ),
);

/// What goes first?
pub static ORDER: Exercise = Exercise::new(
    "layers-order",
    Kind::Trace,
    1,
    text("What goes over the wire first?", "先发送的是什么？"),
    &[&INSIDE_OUT, &TRAILER_IN_FRONT],
    order,
);

fn order(chance: &mut Chance) -> Task {
    let (transport, message) = chance.pick([
        (("TCP header", "TCP 首部"), ("HTTP request", "HTTP 请求")),
        (("UDP header", "UDP 首部"), ("DNS query", "DNS 查询")),
        (("UDP header", "UDP 首部"), ("DHCP message", "DHCP 报文")),
        (("TCP header", "TCP 首部"), ("TLS record", "TLS 记录")),
    ]);
    let said = |(en, zh): (&str, &str)| Said { en: en.to_string(), zh: zh.to_string() };
    // in the order in which they are sent
    let sent = [
        ("Ethernet header", "以太网首部"),
        ("IPv4 header", "IPv4 首部"),
        transport,
        message,
        ("FCS", "FCS 尾部"),
    ];
    let places = chance.some(sent.len(), sent.len());
    let options: Vec<Said> = places.iter().filter_map(|i| sent.get(*i)).map(|name| said(*name)).collect();
    let letter_of = |i: usize| places.iter().position(|place| *place == i).unwrap_or(0);
    let value = |order: &[usize]| Value::Choices(order.iter().map(|i| letter_of(*i)).collect());
    let right = value(&[0, 1, 2, 3, 4]);
    let form = Form::Order(options);
    let shown = form.show(&right, crate::spec::Lang::En);
    let parts = vec![Part::new(
        "order",
        text("all letters, the first sent first", "全部字母，先发送的在前"),
        form,
        right,
    )];
    let asks = Said {
        en: format!(
            "A frame carries the {} of a program. In which order do its parts go over the wire?",
            message.0
        ),
        zh: format!("一个帧载有某程序的 {}。它的各部分按什么次序在线路上发送？", message.1),
    };
    let hints = [
        say!(en: "Each layer puts its header in front of what it gets from above.", zh: "每一层都把自己的首部加在上层交来的数据前面。"),
        say!(en: "The link comes last to the data and so first on the wire; only it puts something behind too.", zh: "链路层最后加首部，所以在线路上最先；也只有它在后面加东西。"),
        say!(en: "in letters: {shown}", zh: "用字母表示：{shown}", shown = shown),
    ];
    let given: Vec<&str> = places.iter().filter_map(|i| sent.get(*i)).map(|(en, _)| *en).collect();
    let see = "netlab frame --layers --sample fcs";
    Task::new(asks, parts, hints, see)
        .given("parts", &given.join("; "))
        .mistaken(&INSIDE_OUT, value(&[3, 2, 1, 0, 4]), "netlab frame --layers --sample http-request")
        .mistaken(&TRAILER_IN_FRONT, value(&[0, 4, 1, 2, 3]), see)
}

static FCS_FORGOTTEN: Misconception = Misconception::new(
    "frame-without-fcs",
    text("the FCS of 4 octets was left out of the frame", "帧里漏掉了 4 字节的 FCS"),
);

static TOO_SHORT: Misconception = Misconception::new(
    "shortest-frame-is-forgotten",
    text("the frame came out shorter than 64 octets; it is padded up to that", "帧短于 64 字节；应填充到 64"),
);

static HEADERS_SWAPPED: Misconception = Misconception::new(
    "udp-and-tcp-headers-swapped",
    text(
        "the header of the other transport was taken: UDP has 8 octets, TCP 20 and more",
        "取了另一种传输层首部：UDP 8 字节，TCP 至少 20 字节",
    ),
);

/// Encapsulation in numbers.
pub static SIZES: Exercise = Exercise::new(
    "layers-sizes",
    Kind::Compute,
    1,
    text("How large is it on each layer?", "每一层有多大？"),
    &[&FCS_FORGOTTEN, &TOO_SHORT, &HEADERS_SWAPPED],
    sizes,
);

fn sizes(chance: &mut Chance) -> Task {
    let (name, header) = chance.pick([("UDP", 8u16), ("TCP", 20)]);
    let data = match chance.below(3) {
        0 => chance.between(1, 17) as u16,
        _ => chance.between(30, 1400) as u16,
    };
    let sizes = |header: u16| (data + header, data + header + 20, (data + header + 20).max(46) + 18);
    let (transport, datagram, frame) = sizes(header);
    let parts = vec![
        Part::number(
            "transport",
            say!(en: "{name} with its data", zh: "{name} 连同数据", name = name),
            transport,
        ),
        Part::number("datagram", text("IPv4 datagram", "IPv4 数据报"), datagram),
        Part::number("frame", text("Ethernet frame with FCS", "以太网帧（含 FCS）"), frame),
    ];
    let asks = say!(
        en: "A program sends {data} octets by {name} over IPv4 and Ethernet, no header having options. How many octets are there on each layer? Preamble and gap do not count.",
        zh: "程序用 {name} 经 IPv4 和以太网发送 {data} 字节，各首部都不带选项。每一层各有多少字节？前同步码和帧间间隔不计。",
        data = data, name = name
    );
    let hints = [
        say!(en: "Every layer adds its header; Ethernet a trailer too, and padding where the frame is short.", zh: "每层加上自己的首部；以太网还有尾部，帧太短时还要填充。"),
        say!(
            en: "A {name} header has {words} words of 4 octets, an IPv4 header 5; Ethernet has 6 + 6 + 2 in front and 4 behind.",
            zh: "{name} 首部有 {words} 个 4 字节的字，IPv4 首部有 5 个；以太网前面 6 + 6 + 2，后面 4。",
            name = name, words = header / 4
        ),
        say!(
            en: "{data} + {header} = {transport}; + 20 = {datagram}; at least 46, + 18 = {frame}",
            zh: "依次为：{data} + {header} = {transport}；+ 20 = {datagram}；至少 46，+ 18 = {frame}",
            data = data, header = header, transport = transport, datagram = datagram, frame = frame
        ),
    ];
    let ip = Ipv4 {
        id: 1,
        flags_and_offset: 0x4000,
        ttl: 64,
        protocol: if header == 8 { 17 } else { 6 },
        source: std::net::Ipv4Addr::new(172, 16, 10, 10),
        destination: std::net::Ipv4Addr::new(172, 16, 10, 11),
    };
    // the same headers, with few octets of data
    let little = vec![b'n'; usize::from(data.min(40))];
    let segment = Tcp { ports: [50000, 9], seq: 1, ack: 1, flags: 24, window: 512, data: &little };
    let datagram_shown = if header == 8 { ip.with_udp([50000, 9], &little) } else { ip.with_tcp(&segment) };
    let shown = ethernet([2, 0, 0, 0, 16, 17], [2, 0, 0, 0, 16, 16], 0x0800, &datagram_shown);
    let see = format!("netlab frame --layers {}", hex(&shown));
    let number = |number: u16| Value::Number(number.into());
    let other = sizes(28 - header);
    Task::new(asks, parts, hints, &see)
        .given("data", &data)
        .given("transport", name)
        .mistaken_in(&FCS_FORGOTTEN, vec![("frame", number(frame - 4))], &see)
        .mistaken_in(&TOO_SHORT, vec![("frame", number(datagram + 18))], &see)
        .mistaken_in(
            &HEADERS_SWAPPED,
            vec![("transport", number(other.0)), ("datagram", number(other.1)), ("frame", number(other.2))],
            &see,
        )
}

static ONE_BEFORE: Misconception = Misconception::new(
    "layers-counted-from-octet-one",
    text(
        "the octets were counted from 1; the first of a frame is octet 0",
        "字节从 1 数起了；帧的第一个字节是第 0 字节",
    ),
);

/// Whose octet is it?
pub static WHOSE: Exercise = Exercise::new(
    "layers-whose",
    Kind::Read,
    2,
    text("To which layer does the octet belong?", "这个字节属于哪一层？"),
    &[&ONE_BEFORE, &PREAMBLE],
    whose,
);

fn whose(chance: &mut Chance) -> Task {
    const KEYS: [&str; 3] = ["first", "second", "third"];
    let is_tcp = chance.coin();
    let ip = Ipv4 {
        id: chance.below(1 << 16) as u16,
        flags_and_offset: 0x4000,
        ttl: 64,
        protocol: if is_tcp { 6 } else { 17 },
        source: host(chance, 24),
        destination: host(chance, 24),
    };
    let ports = [chance.between(49152, 65535) as u16, 80];
    let data = b"GET / HTTP/1.1\r\n\r\n, or something else";
    let segment = Tcp { ports, seq: 1, ack: 1, flags: 24, window: 512, data };
    let payload = if is_tcp { ip.with_tcp(&segment) } else { ip.with_udp(ports, data) };
    let (to, from) = (mac(chance), mac(chance));
    let frame = ethernet(to, from, 0x0800, &payload);
    let ends = [14, 34, if is_tcp { 54 } else { 42 }, frame.len() as u64];
    let layer = |octet: u64| ends.iter().position(|end| octet < *end).unwrap_or(3);
    // near the borders, where it can be mistaken
    let borders = chance.some(3, 3);
    let mut octets: Vec<u64> = Vec::new();
    for border in borders {
        let border = ends.get(border).copied().unwrap_or(14);
        octets.push(border - 1 + chance.below(2) + if chance.coin() { chance.below(6) } else { 0 });
    }
    let options = || -> Vec<Said> {
        vec![
            text("data link layer", "数据链路层").into(),
            text("network layer", "网络层").into(),
            text("transport layer", "传输层").into(),
            text("application layer", "应用层").into(),
        ]
    };
    let (mut parts, mut rows, mut one, mut preamble) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (key, octet) in KEYS.into_iter().zip(&octets) {
        let label = say!(en: "octet {octet}", zh: "第 {octet} 字节", octet = octet);
        parts.push(Part::choice(key, label.clone(), options(), layer(*octet)));
        rows.push(vec![Cell::said(label), Cell::Asked(key)]);
        one.push((key, Value::Choice(layer(octet - 1))));
        preamble.push((key, Value::Choice(layer(octet.saturating_sub(8)))));
    }
    let asks = say!(
        en: "Which layer put these octets into the frame? The first octet of the frame is octet 0.",
        zh: "帧中的这些字节是由哪一层放入的？帧的第一个字节是第 0 字节。"
    );
    let letters: Vec<String> =
        octets.iter().map(|octet| crate::exercise::answer::letter(layer(*octet)).to_string()).collect();
    let hints = [
        say!(en: "Each layer's header ends where the next begins; find how long each is.", zh: "每层首部结束处就是下一层的开始；求出各层首部的长度。"),
        say!(
            en: "Ethernet has 14 octets, then IPv4 as many words as its IHL says; octet 23 tells what follows.",
            zh: "以太网 14 字节，然后是 IPv4，长度由首部长度字段给出；第 23 字节说明后面是什么。"
        ),
        say!(en: "in order: {letters}", zh: "依次为：{letters}", letters = letters.join(" ")),
    ];
    let see = format!("netlab frame --dump {}", hex(&frame));
    let head = vec![text("octet", "字节").into(), text("layer", "层").into()];
    Task::new(asks, parts, hints, &see)
        .given("octets", &listed(&octets, " "))
        .shows(Exhibit::Table { head, rows })
        .mistaken_in(&ONE_BEFORE, one, &see)
        .mistaken_in(&PREAMBLE, preamble, &see)
        .shows(Exhibit::Frames { link: 1, frames: vec![frame] })
}

static ROUTER_READS_ALL: Misconception = Misconception::new(
    "router-reads-ports",
    text(
        "the router was taken to read the transport header; to forward it needs the network layer",
        "以为路由器要看传输层首部；转发只需要网络层",
    ),
);

static SWITCH_READS_IP: Misconception = Misconception::new(
    "switch-reads-ip",
    text(
        "the switch was taken to read IP addresses; it forwards by MAC address",
        "以为交换机看 IP 地址；它按 MAC 地址转发",
    ),
);

static HUB_READS: Misconception = Misconception::new(
    "hub-reads-addresses",
    text("the hub was taken to read addresses; it repeats bits", "以为集线器看地址；它只转发比特"),
);

/// Who reads what?
pub static DEVICES: Exercise = Exercise::new(
    "layers-devices",
    Kind::Trace,
    2,
    text("Which headers does each device read?", "各设备看哪些首部？"),
    &[&ROUTER_READS_ALL, &SWITCH_READS_IP, &HUB_READS],
    devices,
);

/// A device, and how many headers from the outside it reads to do its work.
const DEVICES_ON_THE_WAY: [(Text, usize); 4] = [
    (text("hub", "集线器"), 0),
    (text("switch", "交换机"), 1),
    (text("router, without NAT or filter", "路由器（不做 NAT 和过滤）"), 2),
    (text("host it is for", "目的主机"), 3),
];

fn devices(chance: &mut Chance) -> Task {
    const KEYS: [&str; 4] = ["first", "second", "third", "fourth"];
    let transport = if chance.coin() { "TCP" } else { "UDP" };
    // headers and devices both in an order of chance, or all tasks would be one
    let headers = chance.some(3, 3);
    let order = chance.some(4, 4);
    let names = [
        Said { en: "Ethernet header".into(), zh: "以太网首部".into() },
        Said { en: "IPv4 header".into(), zh: "IPv4 首部".into() },
        Said { en: format!("{transport} header"), zh: format!("{transport} 首部") },
    ];
    let options = || -> Vec<Said> { headers.iter().filter_map(|i| names.get(*i).cloned()).collect() };
    let ticks = |count: usize| {
        Value::Choices((0..3).filter(|i| headers.get(*i).is_some_and(|header| *header < count)).collect())
    };
    let (mut parts, mut rows, mut given) = (Vec::new(), Vec::new(), Vec::new());
    let (mut router, mut switch, mut hub) = (Vec::new(), Vec::new(), Vec::new());
    for (key, i) in KEYS.into_iter().zip(order) {
        let (name, count) = DEVICES_ON_THE_WAY.get(i).copied().unwrap_or(DEVICES_ON_THE_WAY[0]);
        parts.push(Part::new(key, name, Form::Ticks(options()), ticks(count)));
        rows.push(vec![Cell::said(name), Cell::Asked(key)]);
        given.push(name.en);
        match count {
            0 => hub.push((key, ticks(1))),
            1 => switch.push((key, ticks(2))),
            2 => router.push((key, ticks(3))),
            _ => (),
        }
    }
    let asks = say!(
        en: "A frame with {transport} in it passes these devices. Which of the headers does each need to read for its own work? All letters, or none.",
        zh: "一个载有 {transport} 的帧经过下列设备。各设备为完成自己的工作要看哪些首部？写出全部字母，都不看写 none。",
        transport = transport
    );
    let shown: Vec<String> = parts
        .iter()
        .filter_map(|part| part.solution().map(|value| part.form.show(value, crate::spec::Lang::En)))
        .collect();
    let hints = [
        say!(en: "A device has the layers up to its own: a hub the first, a switch two, a router three.", zh: "设备具有到它那一层为止的各层：集线器一层，交换机两层，路由器三层。"),
        say!(en: "Frames are for an interface, datagrams for a host, segments for a process.", zh: "帧发给接口，数据报发给主机，报文段发给进程。"),
        say!(en: "in order: {shown}", zh: "依次为：{shown}", shown = shown.join("; ")),
    ];
    let head = vec![text("device", "设备").into(), text("reads", "查看").into()];
    Task::new(asks, parts, hints, "netlab explain layers")
        .given("devices", &given.join("; "))
        .given("headers", &listed(&headers, " "))
        .shows(Exhibit::Table { head, rows })
        .mistaken_in(&ROUTER_READS_ALL, router, "netlab explain router")
        .mistaken_in(&SWITCH_READS_IP, switch, "netlab explain switch")
        .mistaken_in(&HUB_READS, hub, "netlab explain hub")
}

static HEADERS_BESIDE: Misconception = Misconception::new(
    "headers-beside-the-mtu",
    text(
        "each frame was filled with 1500 octets of data; the IPv4 and TCP headers are within the 1500",
        "每帧装了 1500 字节数据；IPv4 和 TCP 首部也在这 1500 之内",
    ),
);

static LAST_FORGOTTEN: Misconception = Misconception::new(
    "last-frame-is-forgotten",
    text("the rest that does not fill a frame was left out", "漏掉了装不满一帧的余数"),
);

/// A file in frames.
pub static OVERHEAD: Exercise = Exercise::new(
    "layers-overhead",
    Kind::Compute,
    3,
    text("A file in frames", "一个文件要用多少帧？"),
    &[&HEADERS_BESIDE, &LAST_FORGOTTEN],
    overhead,
);

fn overhead(chance: &mut Chance) -> Task {
    let mtu = chance.pick([1500u64, 1500, 1492, 1400]);
    let (room, drawn) = (mtu - 40, chance.between(20, 900) * 1000 + chance.between(100, 900));
    // a last frame of less would be padded
    let size = if (1..6).contains(&(drawn % room)) { drawn + 6 } else { drawn };
    let frames = size.div_ceil(room);
    let all = size + frames * 58;
    let parts = vec![
        Part::number("frames", text("frames", "帧数"), frames),
        Part::number("octets", text("octets of all frames, FCS included", "所有帧的字节数（含 FCS）"), all),
    ];
    let asks = say!(
        en: "A file of {size} octets goes by TCP over IPv4 and Ethernet with an MTU of {mtu}; no header has options, each frame is as full as can be. How many frames with data are there, and how many octets have they together? Preamble and gap do not count.",
        zh: "一个 {size} 字节的文件用 TCP 经 IPv4 和以太网发送，MTU 为 {mtu}；各首部不带选项，每帧尽量装满。共有多少个数据帧？它们总共多少字节？前同步码和帧间间隔不计。",
        size = size, mtu = mtu
    );
    let hints = [
        say!(en: "The MTU is what IP may fill, with its header and that of TCP.", zh: "MTU 是 IP 可用的大小，其中含 IP 首部和 TCP 首部。"),
        say!(en: "In each frame MTU - 20 - 20 octets of the file have room; round up. Each frame has 14 + 20 + 20 + 4 beside them.", zh: "每帧可装 MTU - 20 - 20 字节文件数据，帧数向上取整。每帧另有 14 + 20 + 20 + 4。"),
        say!(
            en: "{size} / {room}, rounded up: {frames}; {size} + {frames} x 58 = {all}",
            zh: "{size} / {room} 向上取整：{frames}；{size} + {frames} x 58 = {all}",
            size = size, room = room, frames = frames, all = all
        ),
    ];
    let number = |number: u64| Value::Number(number.into());
    let beside = size.div_ceil(mtu);
    Task::new(asks, parts, hints, "netlab frame --layers --sample tcp-data")
        .given("size", &size)
        .given("mtu", &mtu)
        .mistaken_in(
            &HEADERS_BESIDE,
            vec![("frames", number(beside)), ("octets", number(size + beside * 58))],
            "netlab explain mtu",
        )
        .mistaken_in(
            &LAST_FORGOTTEN,
            vec![("frames", number(size / room)), ("octets", number(size / room * (mtu + 18)))],
            "netlab frame --layers --sample tcp-data",
        )
}

static OSI_RUNS: Misconception = Misconception::new(
    "osi-is-what-runs",
    text(
        "OSI was taken for what the Internet runs; it is a model to think with",
        "以为互联网用的是 OSI；它只是一个参考模型",
    ),
);

static LIKE_A_CALL: Misconception = Misconception::new(
    "internet-is-like-a-phone-call",
    text(
        "a connection was taken for a line that is switched through; packets share all links",
        "以为连接像电话那样占用一条线路；分组共用各链路",
    ),
);

static TCP_HAS_ADDRESSES: Misconception = Misconception::new(
    "tcp-header-has-ip-addresses",
    text(
        "the TCP header was taken to have IP addresses; it has ports",
        "以为 TCP 首部里有 IP 地址；它只有端口",
    ),
);

/// Claims about layers.
pub static CLAIMS: Exercise = Exercise::new(
    "layers-claims",
    Kind::Refute,
    1,
    text("Is it so? Layers", "是这样吗？分层"),
    &[&OSI_RUNS, &LIKE_A_CALL, &TCP_HAS_ADDRESSES, &ROUTER_READS_ALL],
    |chance| refute(chance, ABOUT),
);

static ABOUT: &[Claim] = &[
    Claim {
        says: text("The Internet runs the seven layers of OSI.", "互联网运行的是 OSI 的七层协议。"),
        holds: false,
        misconception: &OSI_RUNS,
        idea: text("what are the protocols of layers 5 and 6 in a frame?", "帧里第 5、6 层的协议是什么？"),
        because: text(
            "it runs TCP/IP, with four layers (RFC 1122 §1.1.3); OSI is a reference model (ISO/IEC 7498-1)",
            "它运行 TCP/IP，分四层（RFC 1122 §1.1.3）；OSI 是参考模型（ISO/IEC 7498-1）",
        ),
        shown_by: text(
            "an HTTP request is in Ethernet, IPv4, TCP and HTTP: four headers, not seven",
            "HTTP 请求装在以太网、IPv4、TCP 和 HTTP 中：四层，不是七层",
        ),
        not_by: &[
            text("OSI has a presentation layer", "OSI 有表示层"),
            text("textbooks tell five layers", "教材讲五层"),
        ],
        see: "netlab frame --layers --sample http-request",
    },
    Claim {
        says: text(
            "Two hosts that communicate have a line to themselves, as in a phone call.",
            "两台主机通信时像打电话一样独占一条线路。",
        ),
        holds: false,
        misconception: &LIKE_A_CALL,
        idea: text("how does a link know whose bits these are?", "链路怎样知道这些比特是谁的？"),
        because: text(
            "links are shared packet by packet; each has its addresses with it",
            "链路逐个分组共用；每个分组带着地址",
        ),
        shown_by: text("every datagram says from whom and to whom it is", "每个数据报都写明从谁到谁"),
        not_by: &[
            text("a telephone call takes two", "打电话要有双方"),
            text("both hosts have a cable", "两台主机都有网线"),
        ],
        see: "netlab explain packet switching",
    },
    Claim {
        says: text("The TCP header tells the IP addresses of both ends.", "TCP 首部写有两端的 IP 地址。"),
        holds: false,
        misconception: &TCP_HAS_ADDRESSES,
        idea: text("look at the first four octets of the TCP header", "看看 TCP 首部的前四个字节"),
        because: text(
            "TCP has ports; the addresses are in the IP header (RFC 9293 §3.1)",
            "TCP 只有端口；地址在 IP 首部里（RFC 9293 §3.1）",
        ),
        shown_by: text(
            "the TCP header begins with two ports, and no field is an address",
            "TCP 首部以两个端口开头，没有地址字段",
        ),
        not_by: &[
            text("a connection has two ends", "连接有两端"),
            text("the checksum covers the addresses", "检验和涉及地址"),
        ],
        see: "netlab frame --figure --sample tcp-syn",
    },
    Claim {
        says: text(
            "A router has no need of the TCP header to forward a datagram.",
            "路由器转发数据报不需要 TCP 首部。",
        ),
        holds: true,
        misconception: &ROUTER_READS_ALL,
        idea: text("which address decides the next hop?", "由哪个地址决定下一跳？"),
        because: text(
            "the destination address is in the IPv4 header (RFC 1812 §5.2)",
            "目的地址在 IPv4 首部里（RFC 1812 §5.2）",
        ),
        shown_by: text(
            "fragments behind the first have no TCP or UDP header, and arrive",
            "第一片之后的片没有 TCP 或 UDP 首部，照样到达",
        ),
        not_by: &[
            text("a router has several interfaces", "路由器有多个接口"),
            text("the TCP header has 20 octets", "TCP 首部有 20 字节"),
        ],
        see: "netlab frame --summary --sample ipv4-fragments",
    },
];
