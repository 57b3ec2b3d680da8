//! Exercises: gateways and routes.

mod path;

use crate::chance::Chance;
use crate::exercise::claim::{Claim, refute};
use crate::exercise::draws::{host, listed, mask};
use crate::exercise::{Cell, Exercise, Exhibit, Form, Kind, Misconception, Part, Task, Value};
use crate::say;
use crate::spec::{Said, text};
use std::net::Ipv4Addr;

/// From easy to hard.
pub static EXERCISES: &[&Exercise] =
    &[&GATEWAY, &MATCH, &path::HOPS, &CLAIMS, &path::BACK, &path::LOOP, &VECTOR];

static FIRST_MATCH: Misconception = Misconception::new(
    "first-match-wins",
    text(
        "the first line that matches was taken; of those that match the longest prefix wins, wherever it stands",
        "取了第一条匹配的路由；应取匹配者中前缀最长的，与顺序无关",
    ),
);

static DEFAULT_ROUTE: Misconception = Misconception::new(
    "default-route-wins",
    text(
        "the default route was taken though a longer prefix matches; it is the last resort",
        "有更长的前缀匹配却走了默认路由；默认路由是最后的选择",
    ),
);

static BY_OCTETS: Misconception = Misconception::new(
    "prefix-matched-by-octets",
    text(
        "only whole octets of the prefix were compared; all of its bits count",
        "只比较了前缀的整字节；前缀的每一位都要比较",
    ),
);

const ROWS: [&str; 3] = ["first", "second", "third"];

/// Which route is taken.
pub static MATCH: Exercise = Exercise::new(
    "routing-match",
    Kind::Compute,
    2,
    text("Which route is taken?", "走哪条路由？"),
    &[&FIRST_MATCH, &DEFAULT_ROUTE, &BY_OCTETS],
    longest,
);

fn longest(chance: &mut Chance) -> Task {
    let a = host(chance, 16).to_bits() & mask(16);
    // nested prefixes in one /16, one beside them, and the default
    let (wide, narrow) = (chance.between(18, 22) as u8, chance.between(25, 28) as u8);
    let in_wide = a | (chance.below(1 << (wide - 16)) as u32) << (32 - wide);
    let in_narrow = in_wide | (chance.below(1 << (narrow - wide)) as u32) << (32 - narrow);
    let routes =
        chance.shuffled(vec![(0, 0), (a, 16), (in_wide, wide), (in_narrow, narrow), (a & mask(8), 8)]);
    // one target inside the narrowest, others just outside of something
    let last = |bits: u32, len: u8| bits | !mask(len);
    let inside = in_narrow + chance.between(1, u64::from(!mask(narrow)) - 1) as u32;
    let targets = chance.shuffled(vec![
        inside,
        last(in_narrow, narrow) ^ (1 << (32 - narrow)),
        last(in_wide, wide) ^ (1 << (32 - wide)) ^ 1,
    ]);
    let matches = |target: u32, (net, len): (u32, u8)| target & mask(len) == net;
    let best = |target: u32, matches: &dyn Fn(u32, (u32, u8)) -> bool| {
        let found = routes.iter().enumerate().filter(|(_, route)| matches(target, **route));
        found.max_by_key(|(_, route)| route.1).map_or(0, |(i, _)| i)
    };
    let right: Vec<usize> = targets.iter().map(|target| best(*target, &matches)).collect();
    let first: Vec<usize> = targets
        .iter()
        .map(|target| routes.iter().position(|route| matches(*target, *route)).unwrap_or(0))
        .collect();
    let default = routes.iter().position(|route| route.1 == 0).unwrap_or(0);
    let by_octets =
        |target: u32, (net, len): (u32, u8)| target & mask(len / 8 * 8) == net & mask(len / 8 * 8);
    let octets: Vec<usize> = targets.iter().map(|target| best(*target, &by_octets)).collect();
    let options = || -> Vec<Said> {
        (1..=routes.len()).map(|i| say!(en: "router R{i}", zh: "路由器 R{i}", i = i)).collect()
    };
    let shown: Vec<Ipv4Addr> = targets.iter().map(|bits| Ipv4Addr::from_bits(*bits)).collect();
    let label = |target: &Ipv4Addr| say!(en: "to {target}", zh: "发往 {target}", target = target);
    let parts = ROWS
        .into_iter()
        .zip(shown.iter().zip(&right))
        .map(|(key, (target, right))| Part::choice(key, label(target), options(), *right))
        .collect();
    let (en, zh) = (listed(&shown, ", "), listed(&shown, "、"));
    let asks = Said {
        en: format!("By which next hop does a router with this table send datagrams to {en}?"),
        zh: format!("路由表如下的路由器把发往 {zh} 的数据报交给哪个下一跳？"),
    };
    let hints = [
        say!(
            en: "A route matches if its prefix is the beginning of the destination, bit by bit; the longest that matches is taken (RFC 1812 §5.2.4.3).",
            zh: "前缀的每一位都与目的地址开头相同才算匹配；取匹配者中最长的（RFC 1812 §5.2.4.3）。"
        ),
        say!(
            en: "For each destination AND each route's mask: is the result the route's network?",
            zh: "对每个目的地址，与各路由的掩码求“与”：结果等于该路由的网络吗？"
        ),
        say!(
            en: "in order: {hops}",
            zh: "依次为：{hops}",
            hops = right.iter().map(|i| format!("R{}", i + 1)).collect::<Vec<_>>().join(", ")
        ),
    ];
    let table: Vec<String> =
        routes.iter().map(|(net, len)| format!("{}/{len}", Ipv4Addr::from_bits(*net))).collect();
    let rows = table
        .iter()
        .enumerate()
        .map(|(i, route)| vec![Cell::same(route), Cell::same(&format!("R{}", i + 1))])
        .collect();
    let head = vec![text("destination", "目的网络").into(), text("next hop", "下一跳").into()];
    let answers =
        |all: &[usize]| ROWS.into_iter().zip(all).map(|(key, i)| (key, Value::Choice(*i))).collect();
    // the route that is right for the first, and what it has
    let see = format!(
        "netlab subnet {} {}",
        shown.first().map(|target| format!("{target}/{narrow}")).unwrap_or_default(),
        format_args!("{}/{narrow}", Ipv4Addr::from_bits(in_narrow + 1))
    );
    Task::new(asks, parts, hints, &see)
        .given("routes", &table.join(" "))
        .given("targets", &listed(&shown, " "))
        .shows(Exhibit::Table { head, rows })
        .mistaken_in(&FIRST_MATCH, answers(&first), "netlab explain longest prefix match")
        .mistaken_in(&BY_OCTETS, answers(&octets), &see)
        .mistaken_in(&DEFAULT_ROUTE, answers(&[default; 3]), "netlab explain default route")
}

static OFF_LINK: Misconception = Misconception::new(
    "gateway-may-be-anywhere",
    text(
        "a gateway outside of the host's network was accepted; the host has to reach it by ARP",
        "承认了不在本网络中的网关；主机要能用 ARP 找到它",
    ),
);

static ENDS_ARE_HOSTS: Misconception = Misconception::new(
    "gateway-may-be-an-end",
    text(
        "a gateway with the network or broadcast address was accepted; no interface has these",
        "承认了网络地址或广播地址作网关；接口不能用它们",
    ),
);

/// Does the gateway work?
pub static GATEWAY: Exercise = Exercise::new(
    "routing-gateway",
    Kind::Read,
    1,
    text("Can this gateway work?", "这样设网关行吗？"),
    &[&OFF_LINK, &ENDS_ARE_HOSTS],
    gateway,
);

fn gateway(chance: &mut Chance) -> Task {
    let kinds = chance.some(3, 4);
    let options = || -> Vec<Said> {
        vec![
            text("it can work", "可以").into(),
            text("no: the gateway is not in the host's network", "不行：网关不在本网络中").into(),
            text("no: the gateway is the network or broadcast address", "不行：网关是网络地址或广播地址")
                .into(),
            text("no: host and gateway have one address", "不行：主机与网关地址相同").into(),
        ]
    };
    let (mut parts, mut rows, mut anywhere, mut ends, mut given) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (key, kind) in ROWS.into_iter().zip(kinds) {
        let len = chance.pick([25, 26, 27, 28, 22, 23]);
        let own = host(chance, len);
        let (network, broadcast) = (own.to_bits() & mask(len), own.to_bits() | !mask(len));
        let gateway = match kind {
            // a neighbour; the neighbour of the lowest is above it
            0 if own.to_bits() == network + 1 => own.to_bits() + 1,
            0 => network + 1,
            1 => network ^ (1 << (32 - len)) | 1,
            2 if chance.coin() => network,
            2 => broadcast,
            _ => own.to_bits(),
        };
        let gateway = Ipv4Addr::from_bits(gateway);
        let label = say!(en: "{own}/{len} by {gateway}", zh: "{own}/{len} 经 {gateway}", own = own, len = len, gateway = gateway);
        parts.push(Part::choice(key, label, options(), kind));
        rows.push(vec![Cell::same(&format!("{own}/{len}")), Cell::same(&gateway), Cell::Asked(key)]);
        given.push(format!("{own}/{len},{gateway}"));
        anywhere.push((key, Value::Choice(if kind == 1 { 0 } else { kind })));
        ends.push((key, Value::Choice(if kind == 2 { 0 } else { kind })));
    }
    let asks = say!(
        en: "Three hosts and the default gateways that were set on them. Can each work?",
        zh: "三台主机及其默认网关设置如下。各行得通吗？"
    );
    let letters: Vec<String> = parts
        .iter()
        .filter_map(|part| part.solution().map(|value| part.form.show(value, crate::spec::Lang::En)))
        .collect();
    let hints = [
        say!(
            en: "A host sends frames to its gateway, so it has to be a neighbour (RFC 1122 §3.3.1.1).",
            zh: "主机要向网关发送帧，所以网关必须是邻站（RFC 1122 §3.3.1.1）。"
        ),
        say!(
            en: "Work out network and broadcast address of each host; is the gateway between them?",
            zh: "求每台主机的网络地址和广播地址；网关在两者之间吗？"
        ),
        say!(en: "in order: {letters}", zh: "依次为：{letters}", letters = letters.join(" ")),
    ];
    let shown = given.first().and_then(|first| first.split_once(',')).map(|(own, _)| own.to_string());
    let see = format!("netlab subnet {}", shown.unwrap_or_default());
    let head =
        vec![text("host", "主机").into(), text("gateway", "网关").into(), text("verdict", "判断").into()];
    Task::new(asks, parts, hints, &see)
        .given("settings", &given.join(" "))
        .shows(Exhibit::Table { head, rows })
        .mistaken_in(&OFF_LINK, anywhere, "netlab explain default gateway")
        .mistaken_in(&ENDS_ARE_HOSTS, ends, "netlab explain network address")
}

static KEEPS_SHORTER: Misconception = Misconception::new(
    "distance-never-grows",
    text(
        "the old shorter distance was kept though the next hop itself now says more; its news are always taken",
        "下一跳自己报告的距离变大了仍保留旧值；来自下一跳的新消息总要采用",
    ),
);

static NO_HOP_ADDED: Misconception = Misconception::new(
    "neighbours-distance-without-the-hop",
    text(
        "the neighbour's distance was copied; the hop to the neighbour is added",
        "照抄了邻站的距离；还要加上到邻站的一跳",
    ),
);

/// A distance vector is taken in.
pub static VECTOR: Exercise = Exercise::new(
    "routing-vector",
    Kind::Trace,
    3,
    text("A distance vector arrives", "收到一个距离向量"),
    &[&KEEPS_SHORTER, &NO_HOP_ADDED],
    vector,
);

const NETS: [&str; 4] = ["N1", "N2", "N3", "N4"];
const DISTANCES: [&str; 4] = ["d1", "d2", "d3", "d4"];
const HOPS: [&str; 4] = ["h1", "h2", "h3", "h4"];

/// The new entry: distance and next hop, C being the neighbour that sent. RFC 2453 §3.9.2.
fn renewed((old, hop): (u64, char), told: u64, grows: bool, added: u64) -> (u64, char) {
    let new = (told + added).min(16);
    if new < old || (hop == 'C' && grows) { (new, 'C') } else { (old, hop) }
}

fn vector(chance: &mut Chance) -> Task {
    let own: Vec<(u64, char)> =
        NETS.iter().map(|_| (chance.between(2, 9), chance.pick(['A', 'B', 'C', 'C']))).collect();
    let told: Vec<u64> = NETS.iter().map(|_| chance.between(1, 9)).collect();
    let table = |grows: bool, added: u64| -> Vec<(u64, char)> {
        own.iter().zip(&told).map(|(own, told)| renewed(*own, *told, grows, added)).collect()
    };
    let right = table(true, 1);
    let answers = |table: &[(u64, char)]| -> Vec<(&'static str, Value)> {
        let rows = DISTANCES.into_iter().zip(HOPS).zip(table);
        rows.flat_map(|((distance, hop), (d, h))| {
            [(distance, Value::Number((*d).into())), (hop, Value::Text(h.to_lowercase().to_string()))]
        })
        .collect()
    };
    let mut parts = Vec::new();
    for ((distance, hop), (name, (d, h))) in DISTANCES.into_iter().zip(HOPS).zip(NETS.into_iter().zip(&right))
    {
        parts.push(Part::number(distance, say!(en: "{name}: distance", zh: "{name}：距离", name = name), *d));
        let label = say!(en: "{name}: next hop", zh: "{name}：下一跳", name = name);
        parts.push(Part::new(hop, label, Form::Word, Value::Text(h.to_lowercase().to_string())));
    }
    let asks = say!(
        en: "A router that runs RIP gets its neighbour C's distances. Fill in its new table: distance in hops, and the letter of the next hop. Where both ways are as long, the old one stays.",
        zh: "运行 RIP 的路由器收到邻站 C 的距离。填写它的新路由表：距离（跳数）和下一跳的字母。两条路一样长时保留旧的。"
    );
    let shown: Vec<String> = right.iter().zip(NETS).map(|((d, h), name)| format!("{name} {d} {h}")).collect();
    let hints = [
        say!(
            en: "By C every network is one hop farther than C says (RFC 2453 §3.9.2).",
            zh: "经 C 到每个网络都比 C 所说的多一跳（RFC 2453 §3.9.2）。"
        ),
        say!(
            en: "If the route goes by C already, take C's news, better or worse. If not, take it if it is shorter.",
            zh: "原来就经 C 的，不论好坏都按 C 的新消息更新；否则更短才更新。"
        ),
        say!(en: "the new table: {shown}", zh: "新表：{shown}", shown = shown.join(", ")),
    ];
    let rows = NETS
        .into_iter()
        .zip(own.iter().zip(&told))
        .zip(DISTANCES.into_iter().zip(HOPS))
        .map(|((name, ((d, h), told)), (distance, hop))| {
            vec![
                Cell::same(name),
                Cell::same(&format!("{d} {h}")),
                Cell::same(told),
                Cell::Asked(distance),
                Cell::Asked(hop),
            ]
        })
        .collect();
    let head = vec![
        text("network", "网络").into(),
        text("old", "旧表项").into(),
        text("C says", "C 报告").into(),
        text("distance", "距离").into(),
        text("next hop", "下一跳").into(),
    ];
    let given: Vec<String> = own.iter().zip(&told).map(|((d, h), told)| format!("{d},{h},{told}")).collect();
    Task::new(asks, parts, hints, "netlab explain next hop")
        .given("rows", &given.join(" "))
        .shows(Exhibit::Table { head, rows })
        .mistaken_in(&KEEPS_SHORTER, answers(&table(false, 1)), "netlab explain routing table")
        .mistaken_in(&NO_HOP_ADDED, answers(&table(true, 0)), "netlab explain next hop")
}

static KNOWS_THE_WAY: Misconception = Misconception::new(
    "routers-know-the-whole-way",
    text(
        "a router was taken to know all hops; it knows the next one",
        "以为路由器知道整条路径；它只知道下一跳",
    ),
);

static GATEWAY_FOR_ALL: Misconception = Misconception::new(
    "gateway-is-needed-on-the-link",
    text(
        "a gateway was taken to be needed among neighbours; they reach each other without",
        "以为同一网络内也要网关；邻站之间不需要",
    ),
);

/// Claims about gateways and routes.
pub static CLAIMS: Exercise = Exercise::new(
    "routing-claims",
    Kind::Refute,
    1,
    text("Is it so? Gateways and routes", "是这样吗？网关与路由"),
    &[&FIRST_MATCH, &KNOWS_THE_WAY, &GATEWAY_FOR_ALL, &OFF_LINK],
    |chance| refute(chance, ABOUT),
);

static ABOUT: &[Claim] = &[
    Claim {
        says: text(
            "Of two routes that match, the one that stands first in the table is taken.",
            "两条路由都匹配时，取表中排在前面的那条。",
        ),
        holds: false,
        misconception: &FIRST_MATCH,
        idea: text(
            "what would become of all routes behind a default route in the first line?",
            "若默认路由在第一行，后面的路由还有用吗？",
        ),
        because: text(
            "the longest prefix that matches is taken, in whatever order (RFC 1812 §5.2.4.3)",
            "取匹配的最长前缀，与顺序无关（RFC 1812 §5.2.4.3）",
        ),
        shown_by: text("the rule is called longest prefix match", "这条规则就叫最长前缀匹配"),
        not_by: &[
            text("0.0.0.0/0 matches everything", "0.0.0.0/0 匹配一切"),
            text("a route has a next hop", "路由有下一跳"),
        ],
        see: "netlab explain longest prefix match",
    },
    Claim {
        says: text(
            "A router finds the whole way to the destination before it forwards a datagram.",
            "路由器先找出到目的地的整条路径，再转发数据报。",
        ),
        holds: false,
        misconception: &KNOWS_THE_WAY,
        idea: text("what stands in a line of a routing table?", "路由表的一行里有什么？"),
        because: text(
            "it finds the next hop, and that one finds the next (RFC 1812 §5.2)",
            "它只找下一跳，由下一跳再找下一跳（RFC 1812 §5.2）",
        ),
        shown_by: text(
            "a route names a prefix and the next hop, and no more routers",
            "路由只写前缀和下一跳，没有更远的路由器",
        ),
        not_by: &[
            text("a datagram has a TTL", "数据报有 TTL"),
            text("traceroute prints all hops", "traceroute 列出所有跳"),
        ],
        see: "netlab explain next hop",
    },
    Claim {
        says: text(
            "Two hosts of one network need a gateway to talk to each other.",
            "同一网络的两台主机通信也需要网关。",
        ),
        holds: false,
        misconception: &GATEWAY_FOR_ALL,
        idea: text("to whose MAC address does the frame go?", "帧发往谁的 MAC 地址？"),
        because: text(
            "the AND is the same, so the frame goes straight to the other (RFC 1122 §3.3.1.1)",
            "“与”的结果相同，帧直接发给对方（RFC 1122 §3.3.1.1）",
        ),
        shown_by: text("the verdict: neighbours, on one link", "判断是：邻站，在同一链路上"),
        not_by: &[
            text("a gateway has an address of this network", "网关有本网络的地址"),
            text("both have the mask /24", "两者的掩码都是 /24"),
        ],
        see: "netlab subnet 192.168.1.10/24 192.168.1.20/24",
    },
    Claim {
        says: text("The gateway has to be in the same network as the host.", "网关必须与主机在同一网络中。"),
        holds: true,
        misconception: &OFF_LINK,
        idea: text("how does a host find the MAC address of its gateway?", "主机怎样得到网关的 MAC 地址？"),
        because: text(
            "the host asks for it by ARP, which no router passes on",
            "主机用 ARP 询问，而路由器不转发 ARP",
        ),
        shown_by: text(
            "192.168.2.1 is no neighbour of 192.168.1.10/24: ARP would not reach it",
            "192.168.2.1 不是 192.168.1.10/24 的邻站：ARP 到不了它",
        ),
        not_by: &[
            text("a gateway often ends in .1", "网关地址常以 .1 结尾"),
            text("192.168.2.1 is a private address", "192.168.2.1 是专用地址"),
        ],
        see: "netlab subnet 192.168.1.10/24 192.168.2.1/24",
    },
];
