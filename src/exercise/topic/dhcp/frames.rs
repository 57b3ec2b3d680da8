//! Exercises: frames with DHCP in them.

use crate::chance::Chance;
use crate::exercise::draws::{Ipv4, checksum, dump, ethernet, hex, host, mac};
use crate::exercise::topic::tcp::pair::summary;
use crate::exercise::{Exercise, Exhibit, Form, Kind, Misconception, Part, Point, Task, Value};
use crate::say;
use crate::spec::text;
use std::net::Ipv4Addr;

const DISCOVER: u8 = 1;
const OFFER: u8 = 2;
const REQUEST: u8 = 3;
const GIVEN: u8 = 5;

/// A DHCP message between a host and a server of its link.
struct Message {
    kind: u8,
    xid: u32,
    yours: Ipv4Addr,
    host: [u8; 6],
    /// The options behind the type, each with its code.
    options: Vec<(u8, Vec<u8>)>,
}

impl Message {
    /// The message (RFC 2131 §2, RFC 2132), filled up to the 300 octets that relays of BOOTP need.
    fn octets(&self) -> Vec<u8> {
        let is_reply = matches!(self.kind, OFFER | GIVEN);
        let mut octets = vec![1 + u8::from(is_reply), 1, 6, 0];
        octets.extend(self.xid.to_be_bytes());
        octets.extend([0; 8]);
        octets.extend(self.yours.octets());
        octets.extend([0; 8]);
        octets.extend(self.host);
        octets.resize(236, 0);
        octets.extend(COOKIE);
        octets.extend([53, 1, self.kind]);
        for (code, value) in &self.options {
            octets.extend([*code, value.len() as u8]);
            octets.extend(value);
        }
        octets.push(255);
        octets.resize(octets.len().max(300), 0);
        octets
    }

    /// In a frame from a server with these addresses, to the host alone.
    fn by_server(&self, server: ([u8; 6], Ipv4Addr)) -> Vec<u8> {
        let datagram = datagram(server.1, self.yours).with_udp([67, 68], &self.octets());
        ethernet(self.host, server.0, 0x0800, &datagram)
    }

    /// In a frame from the host, which has no address yet, to all.
    fn by_host(&self) -> Vec<u8> {
        let datagram =
            datagram(Ipv4Addr::UNSPECIFIED, Ipv4Addr::BROADCAST).with_udp([68, 67], &self.octets());
        ethernet([0xff; 6], self.host, 0x0800, &datagram)
    }
}

const COOKIE: [u8; 4] = [99, 130, 83, 99];

fn datagram(source: Ipv4Addr, destination: Ipv4Addr) -> Ipv4 {
    Ipv4 { id: 1, flags_and_offset: 0, ttl: 64, protocol: 17, source, destination }
}

/// Another address of the same /24.
fn beside(chance: &mut Chance, address: Ipv4Addr) -> Ipv4Addr {
    let own = address.to_bits() & 0xff;
    let other = 1 + (own - 1 + chance.between(1, 253) as u32) % 254;
    Ipv4Addr::from_bits(address.to_bits() & !0xff | other)
}

static SERVER_IS_ROUTER: Misconception = Misconception::new(
    "dhcp-server-is-the-gateway",
    text(
        "the DHCP server was taken for the gateway; option 3 names the router",
        "把 DHCP 服务器当成网关；选项 3 才给出路由器",
    ),
);

static T1_IS_LEASE: Misconception = Misconception::new(
    "t1-read-as-the-lease",
    text(
        "option 58, the renewal time, was read as the lease; the lease is option 51",
        "把选项 58（续租时间）当成租用期；租用期是选项 51",
    ),
);

static ROUTER_IS_DNS: Misconception = Misconception::new(
    "dhcp-router-and-dns-confused",
    text("router and DNS server were confused: options 3 and 6", "把路由器与 DNS 服务器弄混了：选项 3 和 6"),
);

/// What a host is given.
pub static ACK: Exercise = Exercise::new(
    "dhcp-ack",
    Kind::Read,
    2,
    text("What is the host given?", "主机得到了什么？"),
    &[&SERVER_IS_ROUTER, &T1_IS_LEASE, &ROUTER_IS_DNS],
    ack,
);

fn ack(chance: &mut Chance) -> Task {
    let server = host(chance, 24);
    let [yours, router, dns] = [0; 3].map(|_| beside(chance, server));
    let lease = 600 * chance.between(2, 1000) as u32;
    let mask = Ipv4Addr::new(255, 255, 255, 0);
    let at = |address: Ipv4Addr| address.octets().to_vec();
    let options = chance.shuffled(vec![
        (51, lease.to_be_bytes().to_vec()),
        (58, (lease / 2).to_be_bytes().to_vec()),
        (54, at(server)),
        (1, at(mask)),
        (3, at(router)),
        (6, at(dns)),
    ]);
    let message =
        Message { kind: GIVEN, xid: chance.below(1 << 32) as u32, yours, host: mac(chance), options };
    let frame = message.by_server((mac(chance), server));
    let parts = vec![
        Part::address("address", text("the host's address", "主机的地址"), yours),
        Part::address("router", text("its default gateway", "它的默认网关"), router),
        Part::address("dns", text("its DNS server", "它的 DNS 服务器"), dns),
        Part::number("lease", text("the lease, in seconds", "租用期（秒）"), lease),
    ];
    let asks = say!(
        en: "This frame holds a DHCP ACK. Which address, which default gateway and which DNS server does the host get, and for how many seconds?",
        zh: "这个帧里是一个 DHCP ACK。主机得到什么地址、什么默认网关、什么 DNS 服务器？租用多少秒？"
    );
    let hints = [
        say!(
            en: "The address is in yiaddr, 16 octets into the message; the rest is in the options behind 63 82 53 63 (RFC 2131 §2).",
            zh: "地址在报文第 16 字节起的 yiaddr；其余在 63 82 53 63 之后的选项里（RFC 2131 §2）。"
        ),
        say!(
            en: "An option is its code, its length and its value; codes 3, 6 and 51 are router, DNS server and lease (RFC 2132).",
            zh: "选项依次为代码、长度、值；代码 3、6、51 是路由器、DNS 服务器、租用期（RFC 2132）。"
        ),
        say!(
            en: "yiaddr {yours}; 03 04: {router}; 06 04: {dns}; 33 04: {lease} s.",
            zh: "yiaddr 为 {yours}；03 04：{router}；06 04：{dns}；33 04：{lease} 秒。",
            yours = yours, router = router, dns = dns, lease = lease
        ),
    ];
    let see = format!("netlab frame --tree {}", hex(&frame));
    Task::new(asks, parts, hints, &see)
        .shows(Exhibit::Frames { link: 1, frames: vec![frame] })
        .mistaken_in(&SERVER_IS_ROUTER, vec![("router", server.into())], &see)
        .mistaken_in(&T1_IS_LEASE, vec![("lease", Value::Number((lease / 2).into()))], &see)
        .mistaken_in(&ROUTER_IS_DNS, vec![("router", dns.into()), ("dns", router.into())], &see)
}

static FIRST_WINS: Misconception = Misconception::new(
    "first-offer-wins",
    text(
        "the first offer was taken to win; the host chooses, and its REQUEST names the server",
        "以为先到的提议获胜；由主机选择，其 REQUEST 指明服务器",
    ),
);

static LAST_WINS: Misconception = Misconception::new(
    "last-offer-wins",
    text(
        "the last offer was taken to win; the host chooses, and its REQUEST names the server",
        "以为后到的提议获胜；由主机选择，其 REQUEST 指明服务器",
    ),
);

/// Two servers, one host.
pub static CHOSEN: Exercise = Exercise::new(
    "dhcp-chosen",
    Kind::Read,
    2,
    text("Whose offer is taken?", "接受了谁的提议？"),
    &[&FIRST_WINS, &LAST_WINS],
    chosen,
);

fn chosen(chance: &mut Chance) -> Task {
    let first = host(chance, 24);
    let second = loop {
        let other = beside(chance, first);
        if other != first {
            break other;
        }
    };
    let servers = [(mac(chance), first), (mac(chance), second)];
    let offers = loop {
        let offers = [beside(chance, first), beside(chance, second)];
        if offers[0] != offers[1] && !offers.contains(&first) && !offers.contains(&second) {
            break offers;
        }
    };
    let taken = usize::from(chance.coin());
    let (xid, own) = (chance.below(1 << 32) as u32, mac(chance));
    let none = Ipv4Addr::UNSPECIFIED;
    let message = |kind, yours, options| Message { kind, xid, yours, host: own, options };
    let at = |address: Ipv4Addr| address.octets().to_vec();
    let offer = |i: usize| {
        let options = vec![(54, at(servers[i].1)), (51, 3600u32.to_be_bytes().to_vec())];
        message(OFFER, offers[i], options).by_server(servers[i])
    };
    let request = message(REQUEST, none, vec![(50, at(offers[taken])), (54, at(servers[taken].1))]);
    let frames = vec![message(DISCOVER, none, Vec::new()).by_host(), offer(0), offer(1), request.by_host()];
    let parts = vec![
        Part::address("address", text("the address that the host asks for", "主机请求的地址"), offers[taken]),
        Part::address(
            "server",
            text("the server that shall confirm it", "应当确认的服务器"),
            servers[taken].1,
        ),
        Part::address(
            "in_vain",
            text("the server whose offer is not taken", "提议未被接受的服务器"),
            servers[1 - taken].1,
        ),
    ];
    let asks = say!(
        en: "Two servers answer a DISCOVER. Which address does the host ask for in its REQUEST, of which server, and which server has offered in vain?",
        zh: "两个服务器回答了 DISCOVER。主机在 REQUEST 中请求哪个地址？向哪个服务器请求？哪个服务器的提议没有被接受？"
    );
    let hints = [
        say!(
            en: "The REQUEST goes to all servers; what is in it tells each whether it is meant (RFC 2131 §3.1).",
            zh: "REQUEST 发给所有服务器；其中的内容告诉各服务器是否指它（RFC 2131 §3.1）。"
        ),
        say!(
            en: "Option 50 (32 hexadecimal) is the address requested, option 54 (36) the server's identifier.",
            zh: "选项 50（十六进制 32）是请求的地址，选项 54（36）是服务器标识。"
        ),
        say!(
            en: "It asks for {address} of {server}; {other} has offered in vain.",
            zh: "它向 {server} 请求 {address}；{other} 的提议没有被接受。",
            address = offers[taken], server = servers[taken].1, other = servers[1 - taken].1
        ),
    ];
    let see = summary(&frames);
    let of = |i: usize| {
        vec![
            ("address", offers[i].into()),
            ("server", servers[i].1.into()),
            ("in_vain", servers[1 - i].1.into()),
        ]
    };
    Task::new(asks, parts, hints, &see)
        .shows(Exhibit::Frames { link: 1, frames })
        .mistaken_in(&FIRST_WINS, of(0), &see)
        .mistaken_in(&LAST_WINS, of(1), &see)
}

static OWN_XID: Misconception = Misconception::new(
    "dhcp-answer-has-its-own-xid",
    text(
        "the answer was given another xid; the host knows its answer by the one it drew",
        "回答用了另一个 xid；主机凭自己选取的 xid 认出回答",
    ),
);

static IN_CIADDR: Misconception = Misconception::new(
    "offered-address-in-ciaddr",
    text(
        "the address was put into ciaddr, which the client fills in; what is offered stands in yiaddr",
        "把地址填进了由客户填写的 ciaddr；提议的地址应在 yiaddr",
    ),
);

/// An OFFER, octet by octet.
pub static ANSWER: Exercise = Exercise::new(
    "dhcp-answer",
    Kind::Build,
    3,
    text("Answer this DHCPDISCOVER", "回答这个 DHCPDISCOVER"),
    &[&OWN_XID, &IN_CIADDR],
    answer,
);

fn answer(chance: &mut Chance) -> Task {
    let server = (mac(chance), host(chance, 24));
    let yours = loop {
        let other = beside(chance, server.1);
        if other != server.1 {
            break other;
        }
    };
    let lease = 3600 * chance.between(1, 48) as u32;
    let (xid, own) = (chance.below(1 << 32) as u32, mac(chance));
    let discover =
        Message { kind: DISCOVER, xid, yours: Ipv4Addr::UNSPECIFIED, host: own, options: Vec::new() };
    let options = vec![(54, server.1.octets().to_vec()), (51, lease.to_be_bytes().to_vec())];
    let offer = Message { kind: OFFER, xid, yours, host: own, options };
    let (question, model) = (discover.by_host(), offer.by_server(server));
    let shown = crate::spec::write::shown_mac(&server.0);
    let asks = say!(
        en: "You are the DHCP server {server} with {mac}, and get this DISCOVER. Write the frame with which you offer {yours} for {lease} seconds: all octets from the Ethernet destination on, in hexadecimal, without FCS.",
        zh: "你是 DHCP 服务器 {server}，MAC 地址 {mac}，收到了这个 DISCOVER。写出你提议 {yours}、租用 {lease} 秒的帧：从以太网目的地址开始的全部字节（十六进制），不含 FCS。",
        server = server.1, mac = shown, yours = yours, lease = lease
    );
    let part = Part::by(
        "frame",
        text("the frame, in hexadecimal, without FCS", "该帧（十六进制，不含 FCS）"),
        Form::Octets,
        Value::Octets(model.clone()),
        move |value| judge(value, &offer, server, lease),
    );
    let whole = hex(&model);
    let hints = [
        say!(
            en: "An OFFER has the host's xid and MAC address, its own type, server identifier and lease time (RFC 2131 §4.3.1).",
            zh: "OFFER 带有主机的 xid 和 MAC 地址，以及自己的类型、服务器标识和租用期（RFC 2131 §4.3.1）。"
        ),
        say!(
            en: "`netlab build dhcp offer` builds one and says what it needs to know; `--sample dhcp-offer` shows one.",
            zh: "`netlab build dhcp offer` 会构造并说明需要什么；`--sample dhcp-offer` 显示一个例子。"
        ),
        say!(en: "{whole}", zh: "即 {whole}", whole = whole),
    ];
    let see = dump(&model);
    let changed = |xid, at: Option<usize>| {
        let options = vec![(54, server.1.octets().to_vec()), (51, lease.to_be_bytes().to_vec())];
        let mut octets = Message { kind: OFFER, xid, yours, host: own, options }.octets();
        if let Some(at) = at {
            octets.iter_mut().skip(16).take(4).for_each(|octet| *octet = 0);
            octets.iter_mut().skip(at).zip(yours.octets()).for_each(|(octet, new)| *octet = new);
        }
        let datagram = datagram(server.1, yours).with_udp([67, 68], &octets);
        Value::Octets(ethernet(own, server.0, 0x0800, &datagram))
    };
    Task::new(asks, vec![part], hints, &see)
        .given("server", &server.1)
        .given("yours", &yours)
        .given("lease", &lease)
        .shows(Exhibit::Frames { link: 1, frames: vec![question] })
        .mistaken(&OWN_XID, changed(xid.wrapping_add(1), None), &see)
        .mistaken(&IN_CIADDR, changed(xid, Some(12)), &see)
}

/// The value of an option, the first of its code.
fn option(options: &[u8], wanted: u8) -> Option<&[u8]> {
    let mut rest = options;
    loop {
        match rest {
            [0, after @ ..] => rest = after,
            [255, ..] | [] | [_] => return None,
            [code, length, after @ ..] => {
                let value = after.get(..usize::from(*length))?;
                if *code == wanted {
                    return Some(value);
                }
                rest = after.get(value.len()..)?;
            }
        }
    }
}

/// What an offer has to be, field by field.
fn judge(value: &Value, offer: &Message, server: ([u8; 6], Ipv4Addr), lease: u32) -> Vec<Point> {
    let Value::Octets(frame) = value else { return vec![Point::new(false, text("octets", "字节"))] };
    let is = |start: usize, octets: &[u8]| frame.get(start..start + octets.len()) == Some(octets);
    let number = |at: usize| {
        frame
            .get(at..at + 2)
            .map_or(0, |octets| octets.iter().fold(0, |n, octet| n << 8 | usize::from(*octet)))
    };
    let datagram = frame.get(34..34 + number(38)).unwrap_or_default();
    let mut summed = frame.get(26..34).unwrap_or_default().to_vec();
    summed.extend([0, 17]);
    summed.extend((datagram.len() as u16).to_be_bytes());
    summed.extend(datagram);
    let options = datagram.get(8 + 240..).unwrap_or_default();
    let has = |code, value: &[u8]| option(options, code) == Some(value);
    vec![
        Point::new(
            (is(0, &offer.host) || is(0, &[0xff; 6])) && is(6, &server.0) && is(12, &[8, 0]),
            text("Ethernet: from you to the host, IPv4", "以太网：从你到该主机，IPv4"),
        ),
        Point::new(
            is(14, &[0x45])
                && is(23, &[17])
                && number(16) == 20 + number(38)
                && number(16) + 14 == frame.len()
                && frame.get(14..34).is_some_and(|header| checksum(header) == 0),
            text("IP: no options, UDP, lengths and checksum right", "IP：无选项，UDP，长度和检验和正确"),
        ),
        Point::new(
            is(26, &server.1.octets()) && (is(30, &offer.yours.octets()) || is(30, &[255; 4])),
            text("IP addresses: from you to the host", "IP 地址：从你到该主机"),
        ),
        Point::new(
            is(34, &[0, 67, 0, 68]) && datagram.len() >= 8 && (is(40, &[0, 0]) || checksum(&summed) == 0),
            text("UDP: ports and checksum", "UDP：端口和检验和"),
        ),
        Point::new(
            is(42, &[2, 1, 6]),
            text("op, htype, hlen: a reply, Ethernet", "op、htype、hlen：回答，以太网"),
        ),
        Point::new(is(46, &offer.xid.to_be_bytes()), text("xid: ties it to the question", "xid：与询问对应")),
        Point::new(
            is(54, &[0; 4]) && is(58, &offer.yours.octets()),
            text("ciaddr and yiaddr: where the offered address stands", "ciaddr 与 yiaddr：提议的地址所在"),
        ),
        Point::new(is(70, &offer.host), text("chaddr: whom it is for", "chaddr：给谁的")),
        Point::new(
            is(278, &COOKIE) && has(53, &[OFFER]),
            text("magic cookie and message type", "magic cookie 与报文类型"),
        ),
        Point::new(has(54, &server.1.octets()), text("server identifier: you", "服务器标识：你自己")),
        Point::new(has(51, &lease.to_be_bytes()), text("lease time", "租用期")),
    ]
}
