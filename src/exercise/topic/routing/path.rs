//! Exercises: the way of a datagram, there and back.

use crate::chance::Chance;
use crate::exercise::draws::{Ipv4, dump, ethernet, host, mac};
use crate::exercise::topic::ipv4::{OWN_SOURCE, SAME_MACS};
use crate::exercise::{Cell, Exercise, Exhibit, Form, Kind, Misconception, Part, Task, Value};
use crate::say;
use crate::spec::{Said, text};
use std::net::Ipv4Addr;

static SENDER_COUNTS: Misconception = Misconception::new(
    "ttl-counted-by-the-sender",
    text(
        "the TTL was lowered on every link; only routers lower it, the sender does not",
        "每条链路都减 TTL；只有路由器减，发送方不减",
    ),
);

/// MAC addresses, IP addresses and TTL, link by link.
pub static HOPS: Exercise = Exercise::new(
    "routing-hops",
    Kind::Trace,
    2,
    text("What changes on the way?", "途中什么会变？"),
    &[&SAME_MACS, &OWN_SOURCE, &SENDER_COUNTS],
    hops,
);

/// Which answers belong to each link: source, destination, IP source, TTL.
const LINKS: [[&str; 4]; 3] =
    [["src1", "dst1", "from1", "ttl1"], ["src2", "dst2", "from2", "ttl2"], ["src3", "dst3", "from3", "ttl3"]];

fn hops(chance: &mut Chance) -> Task {
    // short names for the six interfaces on the way
    let numbers = chance.some(6, 6);
    let name = |i: usize| format!("m{}", numbers.get(i).map_or(0, |n| n + 1));
    let (a, b) = (host(chance, 24), host(chance, 24));
    let (out1, out2) = (host(chance, 24), host(chance, 24));
    let ttl = chance.pick([64u8, 128, 255]);
    let word = |i: usize| Value::Text(name(i));
    // the interfaces at both ends of each link, the routers' addresses there, and the TTL
    let link = |i: usize| (word(i * 2), word(i * 2 + 1), a, ttl - i as u8);
    let mut parts = Vec::new();
    for (i, [src, dst, from, left]) in LINKS.into_iter().enumerate() {
        let (source, destination, sender, ttl) = link(i);
        let n = i + 1;
        parts.push(Part::new(
            src,
            say!(en: "link {n}: source MAC", zh: "链路 {n}：源 MAC", n = n),
            Form::Word,
            source,
        ));
        parts.push(Part::new(
            dst,
            say!(en: "link {n}: destination MAC", zh: "链路 {n}：目的 MAC", n = n),
            Form::Word,
            destination,
        ));
        parts.push(Part::address(
            from,
            say!(en: "link {n}: source IP", zh: "链路 {n}：源 IP", n = n),
            sender,
        ));
        parts.push(Part::number(left, say!(en: "link {n}: TTL", zh: "链路 {n}：TTL", n = n), ttl));
    }
    let asks = say!(
        en: "A sends a datagram with TTL {ttl} to B by two routers; m1 to m6 are the MAC addresses of the interfaces. Fill in what is in the frame on each link.",
        zh: "A 经两个路由器向 B 发送一个 TTL 为 {ttl} 的数据报；m1 到 m6 是各接口的 MAC 地址。填写各链路上帧中的内容。",
        ttl = ttl
    );
    let lines = [
        format!("A {a} {}", name(0)),
        "  |  1".to_string(),
        format!("R1 {} ... {out1} {}", name(1), name(2)),
        "  |  2".to_string(),
        format!("R2 {} ... {out2} {}", name(3), name(4)),
        "  |  3".to_string(),
        format!("B {b} {}", name(5)),
    ]
    .join("\n");
    let hints = [
        say!(
            en: "A frame lives on one link, a datagram from end to end.",
            zh: "帧只存在于一条链路上，数据报从头到尾。"
        ),
        say!(
            en: "On each link: from the interface that sends to the interface that is next. Each router takes one off the TTL.",
            zh: "每条链路上：从发出的接口到下一个接口。每个路由器把 TTL 减一。"
        ),
        say!(
            en: "MAC {m0} to {m1}, {m2} to {m3}, {m4} to {m5}; always from {a}; TTL {t0}, {t1}, {t2}",
            zh: "MAC：{m0} 到 {m1}，{m2} 到 {m3}，{m4} 到 {m5}；源 IP 总是 {a}；TTL {t0}、{t1}、{t2}",
            m0 = name(0), m1 = name(1), m2 = name(2), m3 = name(3), m4 = name(4), m5 = name(5), a = a,
            t0 = ttl, t1 = ttl - 1, t2 = ttl - 2
        ),
    ];
    let rows = LINKS
        .into_iter()
        .enumerate()
        .map(|(i, keys)| {
            let mut row = vec![Cell::same(&(i + 1))];
            row.extend(keys.into_iter().map(Cell::Asked));
            row
        })
        .collect();
    let head = vec![
        text("link", "链路").into(),
        text("source MAC", "源 MAC").into(),
        text("destination MAC", "目的 MAC").into(),
        text("source IP", "源 IP").into(),
        Said { en: "TTL".into(), zh: "TTL".into() },
    ];
    let ip = Ipv4 { id: 1, flags_and_offset: 0x4000, ttl: ttl - 1, protocol: 17, source: a, destination: b };
    let frame = ethernet(mac(chance), mac(chance), 0x0800, &ip.with_udp([50000, 9], b"on link 2"));
    let see = dump(&frame);
    let all_same = |i: usize| vec![(LINKS[i][0], word(0)), (LINKS[i][1], word(5))];
    let ttls = LINKS
        .into_iter()
        .enumerate()
        .map(|(i, keys)| (keys[3], Value::Number(i128::from(ttl) - 1 - i as i128)));
    Task::new(asks, parts, hints, &see)
        .given("a", &a)
        .given("ttl", &ttl)
        .given("macs", &(0..6).map(name).collect::<Vec<_>>().join(" "))
        .shows(Exhibit::Drawing(Said { en: lines.clone(), zh: lines }))
        .shows(Exhibit::Table { head, rows })
        .mistaken_in(&SAME_MACS, (0..3).flat_map(all_same).collect(), &see)
        .mistaken_in(&OWN_SOURCE, vec![("from2", out1.into()), ("from3", out2.into())], &see)
        .mistaken_in(&SENDER_COUNTS, ttls.collect(), "netlab explain ipv4.ttl")
}

static WAY_BACK: Misconception = Misconception::new(
    "way-there-is-way-back",
    text(
        "the way back was taken for granted; each direction needs routes of its own",
        "以为去得了就回得来；两个方向各要有自己的路由",
    ),
);

static OWN_NETWORK: Misconception = Misconception::new(
    "connected-networks-need-routes",
    text(
        "a route was asked for to a network that the router is on; it reaches that by itself",
        "以为到直连网络也要添加路由；路由器本来就能到达直连网络",
    ),
);

/// Does the reply come back?
pub static BACK: Exercise = Exercise::new(
    "routing-back",
    Kind::Trace,
    2,
    text("Does the answer come back?", "回答能回来吗？"),
    &[&WAY_BACK, &OWN_NETWORK],
    back,
);

fn back(chance: &mut Chance) -> Task {
    let net = |third: u64| format!("10.{}.{third}.0/24", 1);
    let thirds = chance.some(3, 200);
    let [left, middle, right] = [0, 1, 2].map(|i| net(thirds.get(i).map_or(0, |n| *n as u64)));
    // whether R1 knows the right network, R2 the left one, and B its gateway
    let (there, back, gateway) = chance.pick([
        (true, true, true),
        (true, false, true),
        (false, true, true),
        (true, true, false),
        (true, false, true),
    ]);
    let (arrives, returns) = (there, there && back && gateway);
    let parts = vec![
        Part::yes_no("arrives", text("does the request reach B?", "请求能到达 B 吗？"), arrives),
        Part::yes_no("returns", text("does the reply reach A?", "回答能到达 A 吗？"), returns),
    ];
    let asks = say!(
        en: "A, on {left}, pings B, on {right}; R1 and R2 are joined by {middle}. A has R1 as gateway. These are the routes beside the connected networks. What happens?",
        zh: "{left} 上的 A 对 {right} 上的 B 执行 ping；R1 和 R2 由 {middle} 相连。A 的网关是 R1。除直连网络外，路由设置如下。结果怎样？",
        left = left, middle = middle, right = right
    );
    let lost = match (there, back, gateway) {
        (false, ..) => {
            text("R1 has no route to B: the request is lost there", "R1 没有到 B 的路由：请求在那里丢失")
        }
        (_, _, false) => {
            text("B has no gateway for A: it cannot send its reply", "B 没有到 A 的网关：无法发出回答")
        }
        (_, false, _) => {
            text("R2 has no route to A: the reply is lost there", "R2 没有到 A 的路由：回答在那里丢失")
        }
        _ => text("all have what they need, both ways", "两个方向都齐备"),
    };
    let hints = [
        say!(
            en: "Request and reply are two datagrams; each hop looks up the destination of the one it has.",
            zh: "请求和回答是两个数据报；每一跳都查自己手上那个的目的地址。"
        ),
        say!(
            en: "There: A, R1, R2. Back: B, R2, R1. A router needs no route to networks that it is on.",
            zh: "去：A、R1、R2。回：B、R2、R1。到直连网络不需要另设路由。"
        ),
        lost.into(),
    ];
    let none = || Said::from(text("none", "无"));
    let by = |net: &str, hop: &str| say!(en: "{net} by {hop}", zh: "{net} 经 {hop}", net = net, hop = hop);
    let rows = vec![
        vec![Cell::same("R1"), Cell::said(if there { by(&right, "R2") } else { none() })],
        vec![Cell::same("R2"), Cell::said(if back { by(&left, "R1") } else { none() })],
        vec![Cell::same("B"), Cell::said(if gateway { by("0.0.0.0/0", "R2") } else { none() })],
    ];
    let head = vec![text("who", "设备").into(), text("route", "路由").into()];
    // who asks for a route to every network: R1 lacks one to the left, R2 one to the right
    Task::new(asks, parts, hints, "netlab frame --summary --sample icmp-echo")
        .given("nets", &[left.as_str(), &middle, &right].join(" "))
        .given("routes", &[there, back, gateway].map(|is| if is { "1" } else { "0" }).join(" "))
        .shows(Exhibit::Table { head, rows })
        .mistaken_in(
            &WAY_BACK,
            vec![("returns", arrives.into())],
            "netlab frame --summary --sample icmp-echo",
        )
        .mistaken_in(
            &OWN_NETWORK,
            vec![("arrives", false.into()), ("returns", false.into())],
            "netlab explain routing table",
        )
}

static ROUND_FOR_EVER: Misconception = Misconception::new(
    "ttl-of-one-is-forwarded",
    text(
        "a router was taken to forward a datagram that comes with TTL 1; it discards it",
        "以为 TTL 为 1 的数据报还会被转发；路由器会丢弃它",
    ),
);

static EVERY_SECOND: Misconception = Misconception::new(
    "ttl-counts-rounds",
    text(
        "the TTL was counted once a round; every router takes one off",
        "每转一圈才减一次 TTL；每个路由器都减一",
    ),
);

/// Two routers that send to each other.
pub static LOOP: Exercise = Exercise::new(
    "routing-loop",
    Kind::Trace,
    2,
    text("Two routers in a loop", "两个路由器互相转发"),
    &[&ROUND_FOR_EVER, &EVERY_SECOND],
    round,
);

fn round(chance: &mut Chance) -> Task {
    let ttl = chance.between(5, 60);
    let crossings = ttl - 1;
    let last = |crossings: u64| Value::Choice((crossings % 2) as usize);
    let options = vec![text("router R1", "路由器 R1").into(), text("router R2", "路由器 R2").into()];
    let to = Ipv4Addr::new(203, 0, 113, chance.between(1, 254) as u8);
    let parts = vec![
        Part::number(
            "crossings",
            text("times over the link between them", "经过两者之间链路的次数"),
            crossings,
        ),
        Part::new("discards", text("discarded by", "丢弃它的是"), Form::Choice(options), last(crossings)),
    ];
    let asks = say!(
        en: "R1 has R2 as its default route, and R2 has R1. A datagram to {to} arrives at R1 from a host, with TTL {ttl}. How often does it go over the link between R1 and R2, and which of them discards it?",
        zh: "R1 的默认路由指向 R2，R2 的指向 R1。一个发往 {to}、TTL 为 {ttl} 的数据报从主机到达 R1。它经过 R1 与 R2 之间的链路多少次？最后由谁丢弃？",
        to = to, ttl = ttl
    );
    let by = if crossings.is_multiple_of(2) { "R1" } else { "R2" };
    let hints = [
        say!(
            en: "Each router takes one off the TTL before it forwards; at 0 it discards (RFC 1812 §5.3.1).",
            zh: "每个路由器转发前把 TTL 减一；减到 0 就丢弃（RFC 1812 §5.3.1）。"
        ),
        say!(
            en: "Try it with TTL 1, 2 and 3 first: who has it when the TTL becomes 0?",
            zh: "先试 TTL 为 1、2、3 的情形：TTL 减到 0 时在谁手上？"
        ),
        say!(
            en: "It crosses {ttl} - 1 = {crossings} times and is then with {by}, which discards it.",
            zh: "共经过 {ttl} - 1 = {crossings} 次，这时在 {by} 手上，被它丢弃。",
            ttl = ttl, crossings = crossings, by = by
        ),
    ];
    let number = |number: u64| Value::Number(number.into());
    Task::new(asks, parts, hints, "netlab frame --tree --sample icmp-time-exceeded")
        .given("ttl", &ttl)
        .mistaken_in(
            &ROUND_FOR_EVER,
            vec![("crossings", number(ttl)), ("discards", last(ttl))],
            "netlab explain ipv4.ttl",
        )
        .mistaken_in(&EVERY_SECOND, vec![("crossings", number(ttl * 2))], "netlab explain ipv4.ttl")
}
