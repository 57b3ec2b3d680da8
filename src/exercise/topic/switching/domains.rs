//! Exercises: collision domains, broadcast domains, VLANs, and entries that grow old.

use super::PORT_IS_DOMAIN;
use crate::chance::Chance;
use crate::exercise::draws::listed;
use crate::exercise::{Cell, Exercise, Exhibit, Kind, Misconception, Part, Task, Value};
use crate::say;
use crate::spec::{Said, text};

static HUB_PORT_IS_DOMAIN: Misconception = Misconception::new(
    "each-hub-port-a-collision-domain",
    text(
        "each port of a hub was counted; a hub is one collision domain with all that hangs on it",
        "把集线器的每个端口都算上了；集线器连同所接的一切是一个碰撞域",
    ),
);

static SWITCH_IS_ONE: Misconception = Misconception::new(
    "switch-is-one-collision-domain",
    text(
        "a switch was counted as one collision domain; each of its ports is one",
        "把交换机算成一个碰撞域；它的每个端口各是一个",
    ),
);

/// Counting both kinds of domain.
pub static COUNT: Exercise = Exercise::new(
    "switching-domains",
    Kind::Compute,
    2,
    text("Count collision and broadcast domains", "数一数碰撞域和广播域"),
    &[&PORT_IS_DOMAIN, &HUB_PORT_IS_DOMAIN, &SWITCH_IS_ONE],
    count,
);

fn count(chance: &mut Chance) -> Task {
    let networks = chance.between(2, 3);
    // hosts on the switch, hosts on a hub behind it
    let all: Vec<(u64, u64)> = (0..networks)
        .map(|_| (chance.between(2, 6), if chance.coin() { chance.between(2, 5) } else { 0 }))
        .collect();
    let segments = |(hosts, hub): &(u64, u64)| 1 + hosts + u64::from(*hub > 0);
    let collision: u64 = all.iter().map(segments).sum();
    let by_hub_port: u64 = all.iter().map(|(hosts, hub)| 1 + hosts + hub + u64::from(*hub > 0)).sum();
    let parts = vec![
        Part::number("collision", text("collision domains", "碰撞域"), collision),
        Part::number("broadcast", text("broadcast domains", "广播域"), networks),
    ];
    let lines = |host: &str, on: &str, hub: &str, router: &str, switch: &str| {
        let line = |(i, (hosts, on_hub)): (usize, &(u64, u64))| {
            let behind = if *on_hub > 0 { format!(", {hub} -- {on_hub} {on}") } else { String::new() };
            format!("{router} -- {switch} {} -- {hosts} {host}{behind}", i + 1)
        };
        all.iter().enumerate().map(line).collect::<Vec<_>>().join("\n")
    };
    let asks = say!(
        en: "One router joins these networks, each by an interface of its own; hosts hang on switches, and some on a hub that hangs on the switch. All links are half duplex, and there are no VLANs. How many collision domains and how many broadcast domains are there?",
        zh: "一台路由器用不同接口连接下列网络；主机接在交换机上，有的接在交换机下的集线器上。所有链路都是半双工，没有 VLAN。共有多少个碰撞域、多少个广播域？"
    );
    let each: Vec<u64> = all.iter().map(segments).collect();
    let hints = [
        say!(
            en: "Collisions end at every port of a switch or router, broadcasts only at the router.",
            zh: "碰撞止于交换机或路由器的每个端口，广播只止于路由器。"
        ),
        say!(
            en: "For each switch count its ports in use: one to the router, one a host, one to the hub.",
            zh: "对每台交换机数使用中的端口：到路由器一个，每台主机一个，到集线器一个。"
        ),
        say!(
            en: "{sum} = {collision} collision domains; {networks} interfaces of the router, {networks} broadcast domains",
            zh: "{sum} = {collision} 个碰撞域；路由器有 {networks} 个接口，即 {networks} 个广播域",
            sum = listed(&each, " + "), collision = collision, networks = networks
        ),
    ];
    let given: Vec<String> = all.iter().map(|(hosts, hub)| format!("{hosts},{hub}")).collect();
    let number = |number: u64| Value::Number(number.into());
    Task::new(asks, parts, hints, "netlab explain collision domain")
        .given("networks", &given.join(" "))
        .shows(Exhibit::Drawing(Said {
            en: lines("hosts", "hosts", "hub", "router", "switch"),
            zh: lines("台主机", "台主机", "集线器", "路由器", "交换机"),
        }))
        .mistaken_in(
            &PORT_IS_DOMAIN,
            vec![("broadcast", number(collision))],
            "netlab explain broadcast domain",
        )
        .mistaken_in(&HUB_PORT_IS_DOMAIN, vec![("collision", number(by_hub_port))], "netlab explain hub")
        .mistaken_in(&SWITCH_IS_ONE, vec![("collision", number(networks))], "netlab explain switch")
}

static VLAN_IGNORED: Misconception = Misconception::new(
    "vlans-are-ignored",
    text(
        "the broadcast went to all ports; it stays in its VLAN",
        "让广播到达了所有端口；它只在自己的 VLAN 内",
    ),
);

static ONE_SWITCH: Misconception = Misconception::new(
    "vlan-ends-at-the-switch",
    text(
        "the VLAN was taken to end at the switch; the trunk carries its frames, tagged, to the other",
        "以为 VLAN 止于本交换机；中继链路把带标签的帧送到另一台",
    ),
);

const HOSTS: [&str; 8] = ["A", "B", "C", "D", "E", "F", "G", "H"];

/// Whom a broadcast reaches where there are VLANs.
pub static VLAN: Exercise = Exercise::new(
    "switching-vlan",
    Kind::Trace,
    2,
    text("Whom does a broadcast reach?", "广播到达谁？"),
    &[&VLAN_IGNORED, &ONE_SWITCH],
    vlan,
);

fn vlan(chance: &mut Chance) -> Task {
    let vlans: Vec<u64> = HOSTS.iter().map(|_| chance.pick([10, 20, 30])).collect();
    let from = chance.below(8) as usize;
    let own = vlans.get(from).copied().unwrap_or(10);
    let reached = |of: &dyn Fn(usize, u64) -> bool| -> Vec<usize> {
        vlans.iter().enumerate().filter(|(i, vlan)| *i != from && of(*i, **vlan)).map(|(i, _)| i).collect()
    };
    let right = reached(&|_, vlan| vlan == own);
    let options = HOSTS.iter().map(|name| say!(en: "host {name}", zh: "主机 {name}", name = name)).collect();
    let parts = vec![Part::ticks(
        "reached",
        text("it reaches (letters, or none)", "它到达（字母；无则写 none）"),
        options,
        right.clone(),
    )];
    let asks = say!(
        en: "Hosts A to D hang on one switch, E to H on another; a trunk with all VLANs joins them. {from} sends a broadcast. Which hosts does it reach?",
        zh: "主机 A 到 D 接在一台交换机上，E 到 H 接在另一台上；两者之间的中继链路允许所有 VLAN 通过。{from} 发送一个广播帧，它到达哪些主机？",
        from = HOSTS[from]
    );
    let names = |hosts: &[usize]| match hosts {
        [] => "none".to_string(),
        hosts => hosts.iter().map(|host| HOSTS[*host]).collect::<Vec<_>>().join(" "),
    };
    let hints = [
        say!(en: "A VLAN is a broadcast domain of its own, however many switches it lies on.", zh: "一个 VLAN 就是一个广播域，不论跨几台交换机。"),
        say!(en: "Over the trunk frames go with a tag that has the VLAN's number.", zh: "帧带着写有 VLAN 号的标签经过中继链路。"),
        say!(en: "all others in VLAN {own}: {names}", zh: "VLAN {own} 中的其他主机：{names}", own = own, names = names(&right)),
    ];
    let rows = HOSTS
        .iter()
        .zip(&vlans)
        .enumerate()
        .map(|(i, (name, vlan))| vec![Cell::same(name), Cell::same(&(i / 4 + 1)), Cell::same(vlan)])
        .collect();
    let head = vec![
        text("host", "主机").into(),
        text("switch", "交换机").into(),
        Said { en: "VLAN".into(), zh: "VLAN".into() },
    ];
    Task::new(asks, parts, hints, "netlab frame --tree --sample vlan")
        .given("from", HOSTS[from])
        .given("vlans", &listed(&vlans, " "))
        .shows(Exhibit::Table { head, rows })
        .mistaken(&VLAN_IGNORED, Value::Choices(reached(&|_, _| true)), "netlab explain VLAN")
        .mistaken(
            &ONE_SWITCH,
            Value::Choices(reached(&|i, vlan| vlan == own && i / 4 == from / 4)),
            "netlab explain trunk",
        )
}

static AGE_FROM_FIRST: Misconception = Misconception::new(
    "age-counts-from-the-first-frame",
    text(
        "the age was counted from the first frame; every frame of the host makes it young again",
        "从第一个帧开始计龄；主机每发一帧都重新计时",
    ),
);

static RECEIVING_COUNTS: Misconception = Misconception::new(
    "receiving-keeps-the-entry",
    text(
        "frames to the host were taken to keep its entry; only those it sends do",
        "以为发给该主机的帧也能保住表项；只有它自己发送的才算",
    ),
);

/// Which entries are left?
pub static AGEING: Exercise = Exercise::new(
    "switching-ageing",
    Kind::Trace,
    3,
    text("Which entries are left?", "还剩哪些表项？"),
    &[&AGE_FROM_FIRST, &RECEIVING_COUNTS],
    ageing,
);

/// Seconds until an entry is forgotten, where nobody set another time (IEEE 802.1Q §8.8.3).
const AGE: u64 = 300;

fn ageing(chance: &mut Chance) -> Task {
    let mut time = 0;
    let mut frames: Vec<(u64, usize, usize)> = Vec::new();
    for _ in 0..6 {
        time += chance.between(3, 14) * 10;
        let [from, to] = <[usize; 2]>::try_from(chance.some(2, 4)).unwrap_or([0, 1]);
        frames.push((time, from, to));
    }
    let now = time + chance.between(5, 25) * 10;
    let times = |of: &dyn Fn(usize, usize) -> bool| -> Vec<u64> {
        frames.iter().filter(|(_, from, to)| of(*from, *to)).map(|(time, _, _)| *time).collect()
    };
    let fresh = |at: Option<&u64>| at.is_some_and(|at| now - at < AGE);
    let sent = |host: usize| times(&|from, _| from == host);
    let heard = |host: usize| times(&|from, to| from == host || to == host);
    let right: Vec<bool> = (0..4).map(|host| fresh(sent(host).last())).collect();
    let first: Vec<bool> = (0..4).map(|host| fresh(sent(host).first())).collect();
    let touched: Vec<bool> = (0..4).map(|host| !sent(host).is_empty() && fresh(heard(host).last())).collect();
    const KEYS: [&str; 4] = ["a", "b", "c", "d"];
    let label =
        |host: usize| say!(en: "is there an entry for {name}?", zh: "{name} 有表项吗？", name = HOSTS[host]);
    let parts = KEYS
        .into_iter()
        .zip(&right)
        .enumerate()
        .map(|(i, (key, is))| Part::yes_no(key, label(i), *is))
        .collect();
    let asks = say!(
        en: "A switch forgets an address that has sent nothing for {age} s. It was turned on at 0 s and saw these frames. Which addresses are in its MAC table at {now} s?",
        zh: "交换机删除 {age} 秒内没有发送过帧的地址。它在 0 秒启动，看到下列帧。到第 {now} 秒时，MAC 地址表里有哪些地址？",
        age = AGE, now = now
    );
    let lasts: Vec<String> =
        (0..4).map(|host| sent(host).last().map_or("-".to_string(), |at| (now - at).to_string())).collect();
    let hints = [
        say!(en: "An entry is made, and renewed, by the source of a frame.", zh: "帧的源地址建立表项，也使它重新计时。"),
        say!(en: "Find for each host when it sent last, and how long ago that is at {now} s.", zh: "找出每台主机最后一次发送的时刻，算算到第 {now} 秒过了多久。", now = now),
        say!(
            en: "seconds since each sent last, A to D: {lasts}; less than {age} is left",
            zh: "A 到 D 距最后一次发送的秒数：{lasts}；小于 {age} 的还在",
            lasts = lasts.join(", "), age = AGE
        ),
    ];
    let rows = frames
        .iter()
        .map(|(time, from, to)| {
            vec![Cell::same(&format!("{time} s")), Cell::same(HOSTS[*from]), Cell::same(HOSTS[*to])]
        })
        .collect();
    let head =
        vec![text("time", "时刻").into(), text("source", "源").into(), text("destination", "目的").into()];
    let given: Vec<String> =
        frames.iter().map(|(time, from, to)| format!("{time},{},{}", HOSTS[*from], HOSTS[*to])).collect();
    let answers =
        |all: &[bool]| KEYS.into_iter().zip(all).map(|(key, is)| (key, Value::YesNo(*is))).collect();
    Task::new(asks, parts, hints, "netlab explain ageing")
        .given("now", &now)
        .given("frames", &given.join(" "))
        .shows(Exhibit::Table { head, rows })
        .mistaken_in(&AGE_FROM_FIRST, answers(&first), "netlab explain ageing")
        .mistaken_in(&RECEIVING_COUNTS, answers(&touched), "netlab explain self-learning")
}
