//! Exercises: ARP.

mod more;

use crate::chance::Chance;
use crate::exercise::claim::{Claim, refute};
use crate::exercise::draws::{arp, ethernet, hex, host, mac, mask};
use crate::exercise::{Cell, Exercise, Exhibit, Form, Kind, Misconception, Part, Point, Task, Value};
use crate::say;
use crate::spec::{Text, text, write};
use std::net::Ipv4Addr;

/// From easy to hard.
pub static EXERCISES: &[&Exercise] = &[&CLAIMS, &EXCHANGE, &more::WHOM, &more::SORT, &REQUEST, &more::CACHE];

static REPLY_BROADCAST: Misconception = Misconception {
    id: "arp-reply-is-broadcast",
    name: text(
        "the reply was taken to go to everybody; only the request does",
        "认为响应也广播给所有主机；只有请求是广播",
    ),
};

static KNOWS_TARGET: Misconception = Misconception {
    id: "arp-request-knows-the-target",
    name: text("the request was given the address that it is asking for", "请求里填上了它正要询问的那个地址"),
};

static SAME_SENDER: Misconception = Misconception {
    id: "arp-reply-keeps-the-sender",
    name: text(
        "sender and target of the reply were left as in the request; they change places",
        "响应中的发送方和目标仍与请求相同；其实两者互换",
    ),
};

static REMOTE: Misconception = Misconception {
    id: "arp-asks-for-the-remote-host",
    name: text(
        "ARP was taken to ask for a host of another network; it asks for the gateway",
        "认为 ARP 会询问另一个网络的主机；其实询问的是网关",
    ),
};

static IN_IP: Misconception = Misconception {
    id: "arp-is-inside-ip",
    name: text("ARP was taken to travel inside IP", "认为 ARP 装在 IP 数据报里"),
};

/// An exchange of request and reply, cell by cell.
pub static EXCHANGE: Exercise = Exercise::new(
    "arp-exchange",
    Kind::Trace,
    1,
    text("A request and its reply, field by field", "请求与响应，逐字段填写"),
    &[&REPLY_BROADCAST, &KNOWS_TARGET, &SAME_SENDER],
    exchange,
);

fn exchange(chance: &mut Chance) -> Task {
    let len = chance.pick([24, 25, 26]);
    let (a, b) = two_hosts(chance, len);
    let (mac_a, mac_b) = (mac(chance), mac(chance));
    let (all, zeros) = (Value::Mac([0xff; 6]), Value::Mac([0; 6]));
    let address = |key, of: Ipv4Addr| Part::new(key, label(key), Form::Address, of);
    let hardware = |key, of: Value| Part::new(key, label(key), Form::Mac, of);
    let parts = vec![
        hardware("q_dst", all.clone()),
        address("q_tpa", b),
        // RFC 826 leaves it open what stands here; hosts send zeros, some the broadcast address
        Part::any_of("q_tha", label("q_tha"), Form::Mac, vec![zeros, all.clone()]),
        hardware("r_dst", Value::Mac(mac_a)),
        hardware("r_sha", Value::Mac(mac_b)),
        address("r_spa", b),
        address("r_tpa", a),
    ];
    let (shown_a, shown_b) = (write::shown_mac(&mac_a), write::shown_mac(&mac_b));
    let asks = say!(
        en: "A is {a}/{len} with {mac_a}, B is {b}/{len} with {mac_b}, on one link. A's ARP cache is empty, and A wants to send B a datagram. Fill in the request and the reply.",
        zh: "A 是 {a}/{len}，MAC 地址 {mac_a}；B 是 {b}/{len}，MAC 地址 {mac_b}；两者在同一链路上。A 的 ARP 缓存为空，要向 B 发送数据报。填写请求分组和响应分组。",
        a = a, b = b, len = len, mac_a = shown_a, mac_b = shown_b
    );
    let hints = [
        say!(
            en: "Who asks does not know the MAC address; who answers knows everything out of the question (RFC 826).",
            zh: "询问者不知道 MAC 地址；回答者从问题中知道一切（RFC 826）。"
        ),
        say!(
            en: "The request has to reach everybody, since any of them may be meant. The reply need not.",
            zh: "请求要让所有主机收到，因为谁都可能是目标。响应不必如此。"
        ),
        say!(
            en: "The request goes to ff:ff:ff:ff:ff:ff and has zeros as target hardware address; the reply goes to {mac_a}, from {mac_b} {b} to {a}.",
            zh: "请求发往 ff:ff:ff:ff:ff:ff，目标硬件地址为全零；响应发往 {mac_a}，由 {mac_b} {b} 发给 {a}。",
            a = a, b = b, mac_a = shown_a, mac_b = shown_b
        ),
    ];
    let request = ethernet([0xff; 6], mac_a, 0x0806, &arp(1, (mac_a, a), ([0; 6], b)));
    let reply = ethernet(mac_a, mac_b, 0x0806, &arp(2, (mac_b, b), (mac_a, a)));
    let (see_request, see_reply) =
        (format!("netlab frame --tree {}", hex(&request)), format!("netlab frame --tree {}", hex(&reply)));
    let row = |name: Text, request: Cell, reply: Cell| vec![Cell::Shown(name.into()), request, reply];
    let rows = vec![
        row(text("Ethernet destination", "以太网目的地址"), Cell::Asked("q_dst"), Cell::Asked("r_dst")),
        row(text("sender hardware address", "发送方硬件地址"), Cell::same(&shown_a), Cell::Asked("r_sha")),
        row(text("sender protocol address", "发送方协议地址"), Cell::same(&a), Cell::Asked("r_spa")),
        row(text("target hardware address", "目标硬件地址"), Cell::Asked("q_tha"), Cell::same(&shown_a)),
        row(text("target protocol address", "目标协议地址"), Cell::Asked("q_tpa"), Cell::Asked("r_tpa")),
    ];
    let head =
        vec![text("field", "字段").into(), text("request", "请求").into(), text("reply", "响应").into()];
    Task::new(asks, parts, hints, &see_request)
        .given("a", &a)
        .given("b", &b)
        .given("mac_a", &shown_a)
        .given("mac_b", &shown_b)
        .shows(Exhibit::Table { head, rows })
        .mistaken_in(&REPLY_BROADCAST, vec![("r_dst", all)], &see_reply)
        .mistaken_in(
            &KNOWS_TARGET,
            vec![("q_dst", Value::Mac(mac_b)), ("q_tha", Value::Mac(mac_b))],
            &see_request,
        )
        .mistaken_in(
            &SAME_SENDER,
            vec![("r_sha", Value::Mac(mac_a)), ("r_spa", a.into()), ("r_tpa", b.into())],
            &see_reply,
        )
}

fn label(key: &str) -> Text {
    match key {
        "q_dst" => text("request: Ethernet destination", "请求：以太网目的地址"),
        "q_tpa" => text("request: target protocol address", "请求：目标协议地址"),
        "q_tha" => text("request: target hardware address", "请求：目标硬件地址"),
        "r_dst" => text("reply: Ethernet destination", "响应：以太网目的地址"),
        "r_sha" => text("reply: sender hardware address", "响应：发送方硬件地址"),
        "r_spa" => text("reply: sender protocol address", "响应：发送方协议地址"),
        _ => text("reply: target protocol address", "响应：目标协议地址"),
    }
}

/// Two hosts of one network.
fn two_hosts(chance: &mut Chance, len: u8) -> (Ipv4Addr, Ipv4Addr) {
    let a = host(chance, len);
    let rest = (1u32 << (32 - len)) - 1;
    let taken = a.to_bits() & rest;
    let mut number = chance.between(1, u64::from(rest) - 2) as u32;
    if number >= taken {
        number += 1;
    }
    (a, Ipv4Addr::from_bits(a.to_bits() & mask(len) | number))
}

/// An ARP request, octet by octet.
pub static REQUEST: Exercise = Exercise::new(
    "arp-request",
    Kind::Build,
    2,
    text("Build an ARP request", "构造一个 ARP 请求"),
    &[&KNOWS_TARGET, &IN_IP],
    request,
);

fn request(chance: &mut Chance) -> Task {
    let (a, b) = two_hosts(chance, 24);
    let (mac_a, mac_b) = (mac(chance), mac(chance));
    let model = ethernet([0xff; 6], mac_a, 0x0806, &arp(1, (mac_a, a), ([0; 6], b)));
    let judge = move |value: &Value| judge_request(value, mac_a, a, b);
    let part =
        Part::by("frame", text("the frame", "该帧"), Form::Octets, Value::Octets(model.clone()), judge);
    let shown = write::shown_mac(&mac_a);
    let asks = say!(
        en: "You are {a} with {mac_a}. Write the frame in which you ask who has {b}: all its octets from the Ethernet destination on, in hexadecimal, without FCS.",
        zh: "你是 {a}，MAC 地址 {mac_a}。写出询问谁有 {b} 的帧：从以太网目的地址开始的全部字节（十六进制），不含 FCS。",
        a = a, b = b, mac_a = shown
    );
    let whole = hex(&model);
    let hints = [
        say!(
            en: "An ARP packet of 28 octets stands right behind the Ethernet header of 14; zeros fill it up to 60.",
            zh: "28 字节的 ARP 分组紧跟在 14 字节的以太网首部之后；再用零填充到 60 字节。"
        ),
        say!(
            en: "`netlab frame --dump --sample arp-request` shows one with other addresses.",
            zh: "`netlab frame --dump --sample arp-request` 显示一个地址不同的例子。"
        ),
        say!(en: "{whole}", zh: "即 {whole}", whole = whole),
    ];
    let see = format!("netlab frame --dump {whole}");
    let told = ethernet(mac_b, mac_a, 0x0806, &arp(1, (mac_a, a), (mac_b, b)));
    let wrapped = ethernet([0xff; 6], mac_a, 0x0800, &arp(1, (mac_a, a), ([0; 6], b)));
    Task::new(asks, vec![part], hints, &see)
        .given("a", &a)
        .given("b", &b)
        .given("mac_a", &shown)
        .mistaken(&KNOWS_TARGET, Value::Octets(told), &see)
        .mistaken(&IN_IP, Value::Octets(wrapped), &see)
}

/// What a request has to be, field by field.
fn judge_request(value: &Value, mac: [u8; 6], from: Ipv4Addr, to: Ipv4Addr) -> Vec<Point> {
    let Value::Octets(frame) = value else { return vec![Point::new(false, text("octets", "字节"))] };
    let is = |start: usize, octets: &[u8]| frame.get(start..start + octets.len()) == Some(octets);
    let zeros = frame.iter().skip(42).all(|octet| *octet == 0);
    vec![
        Point::new(
            (42..=1514).contains(&frame.len()),
            text(
                "its length: header and ARP packet are there, no more than a frame may have",
                "长度：首部和 ARP 分组齐全，且不超过帧的上限",
            ),
        ),
        Point::new(
            is(0, &[0xff; 6]),
            text("Ethernet destination: reaches every station", "以太网目的地址：所有站都收到"),
        ),
        Point::new(is(6, &mac), text("Ethernet source: you", "以太网源地址：你自己")),
        Point::new(is(12, &[0x08, 0x06]), text("EtherType: ARP", "类型字段：ARP")),
        Point::new(
            is(14, &[0, 1, 8, 0, 6, 4]),
            text("hardware and protocol: IPv4 over Ethernet", "硬件与协议：以太网上的 IPv4"),
        ),
        Point::new(is(20, &[0, 1]), text("opcode: a request", "操作码：请求")),
        Point::new(
            is(22, &mac) && is(28, &from.octets()),
            text("sender: your two addresses", "发送方：你的两个地址"),
        ),
        Point::new(
            is(32, &[0; 6]) || is(32, &[0xff; 6]),
            text("target hardware address: not known yet", "目标硬件地址：尚不知道"),
        ),
        Point::new(
            is(38, &to.octets()),
            text("target protocol address: whom you look for", "目标协议地址：要找的主机"),
        ),
        Point::new(zeros, text("behind the packet: nothing but padding", "分组之后：只有填充")),
    ]
}

/// Claims about ARP.
pub static CLAIMS: Exercise = Exercise::new(
    "arp-claims",
    Kind::Refute,
    1,
    text("Is it so? ARP", "是这样吗？ARP"),
    &[&REPLY_BROADCAST, &IN_IP, &REMOTE],
    |chance| refute(chance, ABOUT),
);

static ABOUT: &[Claim] = &[
    Claim {
        says: text(
            "The ARP reply is broadcast, so that every host learns the address.",
            "ARP 响应是广播的，这样每台主机都学到该地址。",
        ),
        holds: false,
        misconception: &REPLY_BROADCAST,
        idea: text(
            "compare the Ethernet destinations of a request and of its reply",
            "比较请求与响应的以太网目的地址",
        ),
        because: text("the reply goes to the one who asked (RFC 826)", "响应只发给询问者（RFC 826）"),
        shown_by: text(
            "the destination of the frame with the reply is one interface",
            "载有响应的帧的目的地址是一个接口",
        ),
        not_by: &[
            text(
                "the destination of the frame with the request is ff:ff:ff:ff:ff:ff",
                "载有请求的帧的目的地址是 ff:ff:ff:ff:ff:ff",
            ),
            text("the opcode of the reply is 2", "响应的操作码是 2"),
        ],
        see: "netlab frame --dump --sample arp-reply",
    },
    Claim {
        says: text("An ARP packet travels inside an IP datagram.", "ARP 分组装在 IP 数据报中传送。"),
        holds: false,
        misconception: &IN_IP,
        idea: text(
            "look at what stands right behind the Ethernet header",
            "看看紧跟在以太网首部之后的是什么",
        ),
        because: text(
            "ARP has an EtherType of its own and stands beside IP, not in it (RFC 826)",
            "ARP 有自己的类型值，与 IP 并列而不在其中（RFC 826）",
        ),
        shown_by: text("the type field of the frame is 0x0806", "帧的类型字段是 0x0806"),
        not_by: &[
            text("the packet has two IPv4 addresses in it", "分组里有两个 IPv4 地址"),
            text("the frame is filled up to 60 octets", "帧被填充到 60 字节"),
        ],
        see: "netlab frame --layers --sample arp-request",
    },
    Claim {
        says: text(
            "To reach a host of another network, a host asks by ARP for the MAC address of its gateway.",
            "要到达另一个网络的主机时，主机用 ARP 询问网关的 MAC 地址。",
        ),
        holds: true,
        misconception: &REMOTE,
        idea: text(
            "a broadcast does not pass a router: who can hear the question?",
            "广播不能穿过路由器：谁能听到这个询问？",
        ),
        because: text(
            "the next hop is the gateway, and only it is on the link (RFC 1122 §3.3.1)",
            "下一跳是网关，而只有它在本链路上（RFC 1122 §3.3.1）",
        ),
        shown_by: text(
            "the AND of the two addresses and the mask differs, so the frame goes to the gateway",
            "两个地址与掩码的“与”不同，所以帧发给网关",
        ),
        not_by: &[
            text("the gateway answers for every address there is", "网关替所有地址回答"),
            text("the datagram has the gateway's IP address as destination", "数据报的目的 IP 地址是网关"),
        ],
        see: "netlab subnet 192.168.1.10/24 192.168.2.10/24",
    },
];
