//! Exercises: ARP, whom it asks and what is remembered.

use super::{REMOTE, two_hosts};
use crate::chance::Chance;
use crate::exercise::draws::{arp, dump, ethernet, listed, mac, mask};
use crate::exercise::{Cell, Exercise, Exhibit, Kind, Misconception, Part, Task, Value};
use crate::say;
use crate::spec::{Said, text};
use std::net::Ipv4Addr;

static BY_THREE_OCTETS: Misconception = Misconception::new(
    "neighbours-by-first-three-octets",
    text(
        "who is on the link was told by the first three numbers; the mask tells",
        "凭前三个数判断谁在本链路上；应看掩码",
    ),
);

static ALWAYS_GATEWAY: Misconception = Misconception::new(
    "gateway-for-everything",
    text(
        "the gateway was asked for every destination; neighbours are asked themselves",
        "不论目的地都询问网关；同一网络的主机应直接询问",
    ),
);

/// Whose address is asked for?
pub static WHOM: Exercise = Exercise::new(
    "arp-whom",
    Kind::Compute,
    2,
    text("Whose MAC address is asked for?", "询问谁的 MAC 地址？"),
    &[&REMOTE, &BY_THREE_OCTETS, &ALWAYS_GATEWAY],
    whom,
);

const ROWS: [&str; 4] = ["first", "second", "third", "fourth"];

fn whom(chance: &mut Chance) -> Task {
    let len = chance.pick([21, 22, 23, 25, 26, 27]);
    let (a, gateway) = two_hosts(chance, len);
    let (network, block) = (a.to_bits() & mask(len), 1u32 << (32 - len));
    let inside = |chance: &mut Chance| loop {
        let address = Ipv4Addr::from_bits(network + chance.between(1, u64::from(block) - 2) as u32);
        if address != a && address != gateway {
            return address;
        }
    };
    let near = inside(chance);
    // the block beside it: it looks like the own one where the last octet is split
    let beside = Ipv4Addr::from_bits((network ^ block) + chance.between(1, u64::from(block) - 2) as u32);
    // inside, and with another third octet where there are such
    let wide = inside(chance);
    let far = Ipv4Addr::new(198, 51, 100, chance.between(1, 254) as u8);
    let targets = chance.shuffled(vec![near, beside, wide, far]);
    let asked = |target: &Ipv4Addr| if target.to_bits() & mask(len) == network { *target } else { gateway };
    let three = |target: &Ipv4Addr| if target.octets()[..3] == a.octets()[..3] { *target } else { gateway };
    let answers = |of: &dyn Fn(&Ipv4Addr) -> Ipv4Addr| -> Vec<(&'static str, Value)> {
        ROWS.into_iter().zip(&targets).map(|(key, target)| (key, of(target).into())).collect()
    };
    let label = |target: &Ipv4Addr| say!(en: "for {target}", zh: "发往 {target}", target = target);
    let parts = ROWS
        .into_iter()
        .zip(&targets)
        .map(|(key, target)| Part::address(key, label(target), asked(target)))
        .collect();
    let asks = say!(
        en: "A is {a}/{len}, its gateway {gateway}; its ARP cache is empty. It sends a datagram to each of these. For which IPv4 address does it ask by ARP?",
        zh: "A 是 {a}/{len}，网关是 {gateway}，ARP 缓存为空。它向下列各地址发送数据报，分别用 ARP 询问哪个 IPv4 地址？",
        a = a, len = len, gateway = gateway
    );
    let (of, end) = (Ipv4Addr::from_bits(network), Ipv4Addr::from_bits(network + block - 1));
    let hints = [
        say!(
            en: "ARP asks for the next hop: the destination itself on the own network, the gateway otherwise (RFC 1122 §3.3.1.1).",
            zh: "ARP 询问的是下一跳：目的地在本网络上就是它自己，否则是网关（RFC 1122 §3.3.1.1）。"
        ),
        say!(
            en: "A's network goes from {of} to {end}: what is inside?",
            zh: "A 的网络从 {of} 到 {end}：哪些在其中？",
            of = of, end = end
        ),
        say!(
            en: "In the order of the table: {all}.",
            zh: "按表中顺序：{all}。",
            all = listed(&targets.iter().map(asked).collect::<Vec<_>>(), ", ")
        ),
    ];
    let rows = ROWS
        .into_iter()
        .zip(&targets)
        .map(|(key, target)| vec![Cell::same(target), Cell::Asked(key)])
        .collect();
    let head = vec![text("datagram to", "数据报发往").into(), text("ARP asks for", "ARP 询问").into()];
    let see = format!("netlab subnet {a}/{len} {near}/{len} {beside}/{len}");
    Task::new(asks, parts, hints, &see)
        .given("a", &a)
        .given("prefix", &len)
        .given("gateway", &gateway)
        .given("targets", &listed(&targets, " "))
        .shows(Exhibit::Table { head, rows })
        .mistaken_in(&REMOTE, answers(&|target| *target), &see)
        .mistaken_in(&BY_THREE_OCTETS, answers(&three), &see)
        .mistaken_in(&ALWAYS_GATEWAY, answers(&|_| gateway), &see)
}

static OPCODE_ALONE: Misconception = Misconception::new(
    "opcode-alone-tells",
    text(
        "only the opcode was looked at; probe and announcement are requests with their own addresses",
        "只看了操作码；ARP 探测和 ARP 通告也是请求，但地址有所不同",
    ),
);

static WRONG_SIDE: Misconception = Misconception::new(
    "sender-and-target-confused",
    text("sender and target were taken for each other", "把发送方和目标弄反了"),
);

/// Request, reply, probe or announcement?
pub static SORT: Exercise = Exercise::new(
    "arp-sort",
    Kind::Read,
    2,
    text("Request, reply, probe or announcement?", "请求、响应、探测还是通告？"),
    &[&OPCODE_ALONE, &WRONG_SIDE],
    sort,
);

fn sort(chance: &mut Chance) -> Task {
    let (a, b) = two_hosts(chance, 24);
    let (mac_a, mac_b) = (mac(chance), mac(chance));
    let zero = Ipv4Addr::UNSPECIFIED;
    let kind = chance.below(4) as usize;
    let (to, packet, about, wrong) = match kind {
        0 => ([0xff; 6], arp(1, (mac_a, a), ([0; 6], b)), b, a),
        1 => (mac_b, arp(2, (mac_a, a), (mac_b, b)), a, b),
        2 => ([0xff; 6], arp(1, (mac_a, zero), ([0; 6], b)), b, zero),
        _ => ([0xff; 6], arp(1, (mac_a, a), ([0; 6], a)), a, b),
    };
    let frame = ethernet(to, mac_a, 0x0806, &packet);
    let options = vec![
        text("a request", "请求").into(),
        text("a reply", "响应").into(),
        text("a probe: is this address in use?", "探测：这个地址有人用吗？").into(),
        text("an announcement: this address is mine", "通告：这个地址是我的").into(),
    ];
    let parts = vec![
        Part::choice("kind", text("what it is", "它是"), options, kind),
        Part::address("about", text("the address it asks or tells about", "它询问或告知的 IPv4 地址"), about),
    ];
    let asks = say!(
        en: "What is this ARP packet, and of which IPv4 address does it ask, or tell, the MAC address?",
        zh: "这个 ARP 分组是什么？它询问或告知哪个 IPv4 地址的 MAC 地址？"
    );
    let letter = crate::exercise::answer::letter(kind);
    let hints = [
        say!(
            en: "Look at the opcode (octets 20-21) and at the sender's and the target's protocol address (28-31, 38-41).",
            zh: "看操作码（第 20-21 字节）以及发送方和目标的协议地址（第 28-31、38-41 字节）。"
        ),
        say!(
            en: "A sender 0.0.0.0 has no address yet; sender and target alike is somebody speaking of himself (RFC 5227 §1.1).",
            zh: "发送方为 0.0.0.0 表示尚无地址；发送方与目标相同表示在说自己（RFC 5227 §1.1）。"
        ),
        say!(
            en: "opcode {code}, sender {from}, target {target}: {letter}, about {about}",
            zh: "操作码 {code}，发送方 {from}，目标 {target}：{letter}，关于 {about}",
            code = if kind == 1 { 2 } else { 1 },
            from = if kind == 2 { zero } else { a },
            target = if kind == 3 { a } else { b },
            letter = letter, about = about
        ),
    ];
    let by_opcode = usize::from(kind == 1);
    let see = dump(&frame);
    Task::new(asks, parts, hints, &see)
        .mistaken_in(&OPCODE_ALONE, vec![("kind", Value::Choice(by_opcode))], &see)
        .mistaken_in(&WRONG_SIDE, vec![("about", wrong.into())], &see)
        .shows(Exhibit::Frames { link: 1, frames: vec![frame] })
}

static LEARNS_ALL: Misconception = Misconception::new(
    "everybody-remembers-the-sender",
    text(
        "a host was taken to remember every sender that it hears; it adds one only when it is itself the target",
        "以为主机记住听到的每个发送方；只有自己是目标时才新增表项",
    ),
);

static NEVER_UPDATES: Misconception = Misconception::new(
    "cache-keeps-the-old-address",
    text(
        "an entry was kept when its owner announced another MAC address; RFC 826 takes the new one",
        "对方通告了新的 MAC 地址却保留旧表项；RFC 826 要求更新",
    ),
);

/// The ARP cache of one host after some packets.
pub static CACHE: Exercise = Exercise::new(
    "arp-cache",
    Kind::Trace,
    3,
    text("What is in the ARP cache?", "ARP 缓存里有什么？"),
    &[&LEARNS_ALL, &NEVER_UPDATES],
    cache,
);

/// Something that goes over the link: who asks whom, or who announces a new MAC address.
#[derive(Clone, Copy, PartialEq)]
enum Event {
    Asks(usize, usize),
    Announces(usize),
}

/// The host whose cache is asked for, among A, B, C and D.
const OWN: usize = 2;
const HOSTS: [&str; 4] = ["A", "B", "C", "D"];

/// What the cache has: no entry (2), the first MAC address (0) or the second (1), by host.
fn remembered(events: &[Event], adds_all: bool, updates: bool) -> [usize; 4] {
    let (mut cache, mut now) = ([2; 4], [0; 4]);
    for event in events {
        // the sender of a packet that the own host receives, and whether it is the target
        let (sender, is_target) = match *event {
            Event::Announces(who) => {
                now[who] = 1;
                (who, false)
            }
            // who asks hears the reply, which is for nobody else
            Event::Asks(OWN, whom) => (whom, true),
            Event::Asks(who, whom) => (who, whom == OWN),
        };
        let known = cache[sender] != 2;
        if (known && updates) || (!known && (is_target || adds_all)) {
            cache[sender] = now[sender];
        }
    }
    cache
}

fn cache(chance: &mut Chance) -> Task {
    let mut events: Vec<Event> = Vec::new();
    while events.len() < 5 {
        let [who, whom] = <[usize; 2]>::try_from(chance.some(2, 4)).unwrap_or([0, OWN]);
        let told = |who: usize| events.contains(&Event::Announces(who));
        events.push(match chance.below(3) {
            0 if who != OWN && !told(who) => Event::Announces(who),
            _ => Event::Asks(who, whom),
        });
    }
    let right = remembered(&events, false, true);
    let others = [("a", 0), ("b", 1), ("d", 3)];
    let options = || -> Vec<Said> {
        vec![
            text("its first MAC address", "它原来的 MAC 地址").into(),
            text("its new MAC address", "它新的 MAC 地址").into(),
            text("no entry", "没有表项").into(),
        ]
    };
    let label = |host: usize| say!(en: "entry for {name}", zh: "{name} 的表项", name = HOSTS[host]);
    let parts = others
        .into_iter()
        .map(|(key, host)| Part::choice(key, label(host), options(), right[host]))
        .collect();
    let asks = say!(
        en: "A, B, C and D are on one link with empty ARP caches. This happens; each request is answered. What has C in its cache then, if it follows RFC 826?",
        zh: "A、B、C、D 在同一链路上，ARP 缓存都是空的。依次发生下列事件，每个请求都得到响应。若 C 按 RFC 826 处理，它的缓存里有什么？"
    );
    let hints = [
        say!(
            en: "Requests and announcements reach everybody, a reply only the one who asked.",
            zh: "请求和通告到达所有主机，响应只到达询问者。"
        ),
        say!(
            en: "An entry that is there is renewed by every packet of its owner; a new one is made only by the target of the packet (RFC 826).",
            zh: "已有的表项随其主人的每个分组更新；只有分组的目标才新增表项（RFC 826）。"
        ),
        say!(
            en: "A: {a}, B: {b}, D: {d}",
            zh: "A：{a}，B：{b}，D：{d}，均为选项字母",
            a = crate::exercise::answer::letter(right[0]), b = crate::exercise::answer::letter(right[1]),
            d = crate::exercise::answer::letter(right[3])
        ),
    ];
    let rows = events
        .iter()
        .enumerate()
        .map(|(i, event)| {
            let said = match *event {
                Event::Asks(who, whom) => say!(en: "{who} asks for {whom}", zh: "{who} 询问 {whom}", who = HOSTS[who], whom = HOSTS[whom]),
                Event::Announces(who) => say!(en: "{who} announces a new MAC address", zh: "{who} 通告新的 MAC 地址", who = HOSTS[who]),
            };
            vec![Cell::same(&(i + 1)), Cell::said(said)]
        })
        .collect();
    let head = vec![text("no.", "序号").into(), text("what happens", "事件").into()];
    let given: Vec<String> = events
        .iter()
        .map(|event| match *event {
            Event::Asks(who, whom) => format!("{}{}", HOSTS[who], HOSTS[whom]),
            Event::Announces(who) => format!("{}!", HOSTS[who]),
        })
        .collect();
    let answers =
        |cache: [usize; 4]| others.into_iter().map(|(key, host)| (key, Value::Choice(cache[host]))).collect();
    Task::new(asks, parts, hints, "netlab explain ARP cache")
        .given("events", &given.join(" "))
        .shows(Exhibit::Table { head, rows })
        .mistaken_in(
            &LEARNS_ALL,
            answers(remembered(&events, true, true)),
            "netlab frame --tree --sample arp-request",
        )
        .mistaken_in(
            &NEVER_UPDATES,
            answers(remembered(&events, false, false)),
            "netlab frame --tree --sample arp-announcement",
        )
}
