//! Exercises: NAT.

use crate::chance::Chance;
use crate::exercise::claim::{Claim, refute};
use crate::exercise::draws::{Ipv4, ethernet, listed, mac};
use crate::exercise::{Cell, Exercise, Exhibit, Kind, Misconception, Part, Task, Value};
use crate::say;
use crate::spec::{Said, text};
use std::net::Ipv4Addr;

/// From easy to hard.
pub static EXERCISES: &[&Exercise] = &[&PRIVATE, &CLAIMS, &CHANGED, &TABLE, &BACK];

static ALL_OF_172: Misconception = Misconception::new(
    "all-of-172-is-private",
    text(
        "all of 172 was taken for private; it is 172.16.0.0/12, up to 172.31",
        "以为 172 开头的都是专用地址；只有 172.16.0.0/12，到 172.31 为止",
    ),
);

static ALL_OF_192: Misconception = Misconception::new(
    "all-of-192-is-private",
    text(
        "all of 192 was taken for private; it is 192.168.0.0/16",
        "以为 192 开头的都是专用地址；只有 192.168.0.0/16",
    ),
);

/// Which addresses are private?
pub static PRIVATE: Exercise = Exercise::new(
    "nat-private",
    Kind::Read,
    1,
    text("Which addresses are private?", "哪些是专用地址？"),
    &[&ALL_OF_172, &ALL_OF_192],
    private,
);

fn private(chance: &mut Chance) -> Task {
    let low = |chance: &mut Chance| [chance.below(256) as u8, chance.between(1, 254) as u8];
    let address = |first: u8, second: u8, [c, d]: [u8; 2]| Ipv4Addr::new(first, second, c, d);
    let mut all = Vec::new();
    for _ in 0..6 {
        let rest = low(chance);
        let second = chance.below(256) as u8;
        all.push(match chance.below(6) {
            0 => address(10, second, rest),
            1 => address(172, chance.between(16, 31) as u8, rest),
            2 => address(172, chance.pick([1, 15, 32, 33, 64, 200]), rest),
            3 => address(192, 168, rest),
            4 => address(192, chance.pick([16, 160, 167, 169, 188, 200]), rest),
            _ => address(chance.pick([11, 100, 168, 193]), second, rest),
        });
    }
    let which = |is: &dyn Fn(&Ipv4Addr) -> bool| -> Vec<usize> {
        all.iter().enumerate().filter(|(_, address)| is(address)).map(|(i, _)| i).collect()
    };
    let right = which(&Ipv4Addr::is_private);
    let options =
        all.iter().map(|address| say!(en: "{address}", zh: "{address}", address = address)).collect();
    let parts = vec![Part::ticks(
        "private",
        text("private (letters, or none)", "专用地址（字母；无则写 none）"),
        options,
        right.clone(),
    )];
    let asks = say!(
        en: "Which of these are private addresses (RFC 1918), which a router has to translate before a datagram goes to the Internet?",
        zh: "下列哪些是专用地址（RFC 1918），数据报发往互联网之前要由路由器转换？"
    );
    let letters: Vec<String> =
        right.iter().map(|i| crate::exercise::answer::letter(*i).to_string()).collect();
    let hints = [
        say!(en: "There are three blocks, of 8, 12 and 16 bits of prefix.", zh: "共有三块，前缀分别是 8、12 和 16 位。"),
        say!(en: "10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16: where does the second end?", zh: "10.0.0.0/8、172.16.0.0/12、192.168.0.0/16：第二块到哪里为止？"),
        say!(
            en: "up to 172.31.255.255; so: {letters}",
            zh: "到 172.31.255.255 为止；所以：{letters}",
            letters = if letters.is_empty() { "none".to_string() } else { letters.join(" ") }
        ),
    ];
    let first = |octet: u8| move |address: &Ipv4Addr| address.is_private() || address.octets()[0] == octet;
    Task::new(asks, parts, hints, "netlab subnet 172.16.0.0/12")
        .given("all", &listed(&all, " "))
        .mistaken(&ALL_OF_172, Value::Choices(which(&first(172))), "netlab subnet 172.32.0.1/12")
        .mistaken(&ALL_OF_192, Value::Choices(which(&first(192))), "netlab subnet 192.167.0.1/16")
}

static KEEPS_PORT: Misconception = Misconception::new(
    "two-hosts-on-one-public-port",
    text(
        "two connections were given one public port; replies could not be told apart",
        "让两个连接共用一个公网端口；这样回来的就分不清了",
    ),
);

static NEW_ENTRY_EACH: Misconception = Misconception::new(
    "new-entry-for-each-packet",
    text(
        "a connection that has an entry was given another; its packets use the one it has",
        "已有表项的连接又分了一个新的；应沿用原有表项",
    ),
);

/// The inner hosts.
const INSIDE: [Ipv4Addr; 3] =
    [Ipv4Addr::new(192, 168, 1, 10), Ipv4Addr::new(192, 168, 1, 11), Ipv4Addr::new(192, 168, 1, 12)];

/// A NAT table, step by step.
pub static TABLE: Exercise = Exercise::new(
    "nat-table",
    Kind::Trace,
    2,
    text("The source that the server sees", "服务器看到的源"),
    &[&KEEPS_PORT, &NEW_ENTRY_EACH],
    table,
);

const KEYS: [&str; 5] = ["p1", "p2", "p3", "p4", "p5"];

fn table(chance: &mut Chance) -> Task {
    let public = Ipv4Addr::new(203, 0, 113, chance.between(1, 254) as u8);
    let first_port = chance.between(40, 60) * 1000;
    // two inner ports, so that hosts often use the same
    let ports = [chance.between(49152, 57000), chance.between(57001, 65535)];
    let sources: Vec<(Ipv4Addr, u64)> = (0..5).map(|_| (chance.pick(INSIDE), chance.pick(ports))).collect();
    // the number of each entry: one for each address and port, or for each port alone
    let entry = |by_address: bool| -> Vec<u64> {
        let mut known: Vec<(Option<Ipv4Addr>, u64)> = Vec::new();
        let mut number = |(address, port): &(Ipv4Addr, u64)| {
            let source = (by_address.then_some(*address), *port);
            let at = known.iter().position(|each| *each == source).unwrap_or(known.len());
            if at == known.len() {
                known.push(source);
            }
            first_port + at as u64
        };
        sources.iter().map(&mut number).collect()
    };
    let (right, by_port) = (entry(true), entry(false));
    let each: Vec<u64> = (0..5).map(|i| first_port + i).collect();
    let label =
        |i: usize| say!(en: "datagram {i}: public source port", zh: "第 {i} 个：公网源端口", i = i + 1);
    let parts = KEYS
        .into_iter()
        .zip(&right)
        .enumerate()
        .map(|(i, (key, port))| Part::number(key, label(i), *port))
        .collect();
    let asks = say!(
        en: "A NAT router with the public address {public} gives each inner address and port a public port of its own, beginning with {first}, then one more each time. Which source port has each of these datagrams outside?",
        zh: "公网地址为 {public} 的 NAT 路由器给每个内部地址加端口分配一个公网端口，从 {first} 开始依次加一。下列数据报出去后的源端口各是多少？",
        public = public, first = first_port
    );
    let hints = [
        say!(en: "An entry belongs to inner address and inner port together (RFC 3022 §2.2).", zh: "表项对应内部地址与内部端口的组合（RFC 3022 §2.2）。"),
        say!(en: "Go from above: is there an entry for just this pair? If not, take the next port.", zh: "从上往下：这一对已有表项吗？没有就取下一个端口。"),
        say!(en: "in order: {ports}", zh: "依次为：{ports}", ports = listed(&right, ", ")),
    ];
    let rows = KEYS
        .into_iter()
        .zip(&sources)
        .map(|(key, (address, port))| vec![Cell::same(&format!("{address}:{port}")), Cell::Asked(key)])
        .collect();
    let head = vec![text("source inside", "内部源").into(), text("port outside", "公网端口").into()];
    let given: Vec<String> = sources.iter().map(|(address, port)| format!("{address}:{port}")).collect();
    let answers = |ports: &[u64]| {
        KEYS.into_iter().zip(ports).map(|(key, port)| (key, Value::Number((*port).into()))).collect()
    };
    Task::new(asks, parts, hints, "netlab explain NAPT")
        .given("sources", &given.join(" "))
        .given("first", &first_port)
        .shows(Exhibit::Table { head, rows })
        .mistaken_in(&KEEPS_PORT, answers(&by_port), "netlab explain NAPT")
        .mistaken_in(&NEW_ENTRY_EACH, answers(&each), "netlab explain NAPT")
}

static KNOWS_INSIDE: Misconception = Misconception::new(
    "reply-finds-the-host-by-itself",
    text(
        "a datagram without an entry was sent on inside; the router does not know to whom",
        "没有表项的数据报也送进了内部；路由器不知道该给谁",
    ),
);

static SAME_PORT_INSIDE: Misconception = Misconception::new(
    "public-port-stays-inside",
    text(
        "the public port was kept inside; the inner port of the entry is put back",
        "把公网端口带进了内部；应换回表项中的内部端口",
    ),
);

/// To whom does it go?
pub static BACK: Exercise = Exercise::new(
    "nat-back",
    Kind::Trace,
    2,
    text("To whom inside does it go?", "送给内部的谁？"),
    &[&KNOWS_INSIDE, &SAME_PORT_INSIDE],
    back,
);

fn back(chance: &mut Chance) -> Task {
    const ROWS: [(&str, &str); 3] = [("host1", "port1"), ("host2", "port2"), ("host3", "port3")];
    let first_port = chance.between(40, 60) * 1000;
    let entries: Vec<(Ipv4Addr, u64, u64)> = INSIDE
        .into_iter()
        .zip(0..)
        .map(|(host, i)| (host, chance.between(49152, 65535), first_port + i))
        .collect();
    // two that have an entry and one that has none, or three that have
    let unknown = first_port + chance.between(3, 9);
    let mut came: Vec<u64> = entries.iter().map(|(_, _, public)| *public).collect();
    if chance.below(4) > 0 {
        let at = chance.below(3) as usize;
        came.iter_mut().skip(at).take(1).for_each(|port| *port = unknown);
    }
    let came = chance.shuffled(came);
    let found = |public: u64| entries.iter().find(|entry| entry.2 == public).map(|entry| (entry.0, entry.1));
    let (mut parts, mut rows, mut guessed, mut kept) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut told = Vec::new();
    for ((host, port), public) in ROWS.into_iter().zip(&came) {
        let (address, inner) = found(*public).unwrap_or((Ipv4Addr::UNSPECIFIED, 0));
        let label = |of: crate::spec::Text| Said {
            en: format!("to {public}: {}", of.en),
            zh: format!("发往 {public}：{}", of.zh),
        };
        parts.push(Part::address(host, label(text("inner address", "内部地址")), address));
        parts.push(Part::number(port, label(text("inner port", "内部端口")), inner));
        rows.push(vec![Cell::same(public), Cell::Asked(host), Cell::Asked(port)]);
        told.push(format!("{address} {inner}"));
        match found(*public) {
            Some(_) => kept.push((port, Value::Number((*public).into()))),
            None => {
                guessed.push((host, Value::from(INSIDE[0])));
                guessed.push((port, Value::Number((*public).into())));
            }
        }
    }
    let known = entries
        .iter()
        .map(|(host, inner, public)| vec![Cell::same(&format!("{host}:{inner}")), Cell::same(public)])
        .collect();
    let asks = say!(
        en: "A NAT router has the entries of the first table. Datagrams come to its public address at these ports. To whom inside do they go? Where it discards one, write 0.0.0.0 and 0.",
        zh: "NAT 路由器的表项如第一个表。数据报到达它的公网地址的下列端口，各送给内部的谁？丢弃的写 0.0.0.0 和 0。"
    );
    let hints = [
        say!(en: "All have the router's address as destination; only the port tells them apart.", zh: "目的地址都是路由器的；只能靠端口区分。"),
        say!(en: "Look up the port in the table; address and port of the entry are put in. What if there is none?", zh: "按端口查表，换成表项里的地址和端口。查不到呢？"),
        say!(en: "in order: {told}", zh: "依次为：{told}", told = told.join(", ")),
    ];
    let head = vec![
        text("to port", "目的端口").into(),
        text("inner address", "内部地址").into(),
        text("inner port", "内部端口").into(),
    ];
    let given: Vec<String> =
        entries.iter().map(|(host, inner, public)| format!("{host},{inner},{public}")).collect();
    Task::new(asks, parts, hints, "netlab explain NAT")
        .given("entries", &given.join(" "))
        .given("came", &listed(&came, " "))
        .shows(Exhibit::Table {
            head: vec![text("inside", "内部").into(), text("public port", "公网端口").into()],
            rows: known,
        })
        .shows(Exhibit::Table { head, rows })
        .mistaken_in(&KNOWS_INSIDE, guessed, "netlab explain NAT")
        .mistaken_in(&SAME_PORT_INSIDE, kept, "netlab explain NAPT")
}

static ADDRESS_ONLY: Misconception = Misconception::new(
    "nat-changes-the-address-only",
    text(
        "only the address was taken to change; the checksums that cover it change with it",
        "以为只改地址；涉及地址的检验和也要随之改变",
    ),
);

static DESTINATION_TOO: Misconception = Misconception::new(
    "nat-changes-the-destination",
    text(
        "the destination was taken to change on the way out; it is the server's",
        "以为出去时也改目的地址；它一直是服务器的",
    ),
);

/// What does NAT change?
pub static CHANGED: Exercise = Exercise::new(
    "nat-changed",
    Kind::Read,
    2,
    text("What did the router change?", "路由器改了什么？"),
    &[&ADDRESS_ONLY, &DESTINATION_TOO],
    changed,
);

fn changed(chance: &mut Chance) -> Task {
    let inner = chance.pick(INSIDE);
    let public = Ipv4Addr::new(203, 0, 113, chance.between(1, 254) as u8);
    let server = Ipv4Addr::new(198, 51, 100, chance.between(1, 254) as u8);
    let port = chance.between(49152, 65535) as u16;
    // a router keeps the port where nobody else has it
    let public_port = if chance.coin() { port } else { chance.between(40000, 49151) as u16 };
    let ttl = chance.pick([64u8, 128]);
    let id = chance.below(1 << 16) as u16;
    let ip = |source: Ipv4Addr, ttl: u8| Ipv4 {
        id,
        flags_and_offset: 0x4000,
        ttl,
        protocol: 17,
        source,
        destination: server,
    };
    let data = b"what is your time?";
    let before = ip(inner, ttl).with_udp([port, 123], data);
    let after = ip(public, ttl - 1).with_udp([public_port, 123], data);
    let (a, b, c, d) = (mac(chance), mac(chance), mac(chance), mac(chance));
    let frames = vec![ethernet(b, a, 0x0800, &before), ethernet(d, c, 0x0800, &after)];
    // the fields, and the octets of the datagram they are
    let all: Vec<(&str, &str, std::ops::Range<usize>)> = vec![
        ("source address", "源地址", 12..16),
        ("destination address", "目的地址", 16..20),
        ("TTL", "TTL", 8..9),
        ("header checksum", "首部检验和", 10..12),
        ("source port", "源端口", 20..22),
        ("destination port", "目的端口", 22..24),
        ("UDP checksum", "UDP 检验和", 26..28),
    ];
    let all = chance.shuffled(all);
    let right: Vec<usize> = all
        .iter()
        .enumerate()
        .filter(|(_, (_, _, range))| before.get(range.clone()) != after.get(range.clone()))
        .map(|(i, _)| i)
        .collect();
    let options = all
        .iter()
        .map(|(en, zh, _)| {
            if en == zh {
                (text("time to live", "生存时间")).into()
            } else {
                Said { en: en.to_string(), zh: zh.to_string() }
            }
        })
        .collect();
    let parts = vec![Part::ticks(
        "changed",
        text("changed, all letters", "改变了的（全部字母）"),
        options,
        right.clone(),
    )];
    let asks = say!(
        en: "The same datagram before a NAT router and behind it. Which of these fields has the router changed?",
        zh: "同一个数据报在经过 NAT 路由器之前和之后。下列哪些字段被路由器改变了？"
    );
    let letters: Vec<String> =
        right.iter().map(|i| crate::exercise::answer::letter(*i).to_string()).collect();
    let hints = [
        say!(en: "Compare octet by octet from octet 14 on; MAC addresses are new in any case.", zh: "从第 14 字节起逐字节比较；MAC 地址反正是新的。"),
        say!(en: "NAT changes what tells the source; a router changes the TTL; two sums cover what has changed.", zh: "NAT 改变表明来源的字段，路由器改变 TTL，有两个检验和涉及这些字段。"),
        say!(en: "in letters: {letters}", zh: "用字母表示：{letters}", letters = letters.join(" ")),
    ];
    let place = |name: &str| all.iter().position(|(en, ..)| *en == name).unwrap_or(0);
    let mut with_destination = right.clone();
    with_destination.push(place("destination address"));
    with_destination.sort_unstable();
    let given: Vec<&str> = all.iter().map(|(en, ..)| *en).collect();
    let see = frames
        .get(1)
        .map(|frame| format!("netlab frame --figure {}", crate::exercise::draws::hex(frame)))
        .unwrap_or_default();
    let mut plain = vec![place("source address"), place("TTL")];
    if public_port != port {
        plain.push(place("source port"));
    }
    plain.sort_unstable();
    Task::new(asks, parts, hints, &see)
        .given("fields", &given.join("; "))
        .mistaken(&ADDRESS_ONLY, Value::Choices(plain), &see)
        .mistaken(&DESTINATION_TOO, Value::Choices(with_destination), &see)
        .shows(Exhibit::Frames { link: 1, frames })
}

static NAT_IS_FIREWALL: Misconception = Misconception::new(
    "nat-is-a-firewall",
    text(
        "NAT was taken for protection; it translates addresses, and what is let in is for a filter to say",
        "把 NAT 当成防护；它只转换地址，放行什么由过滤器决定",
    ),
);

static PRIVATE_IS_NAT: Misconception = Misconception::new(
    "private-addresses-need-nat",
    text(
        "private addresses were taken to need NAT; among themselves they do not",
        "以为专用地址一定要 NAT；内部互访并不需要",
    ),
);

static ONE_PORT_ONE_HOST: Misconception = Misconception::new(
    "server-tells-hosts-by-address",
    text(
        "the server was taken to see as many addresses as there are hosts; behind NAPT all have one",
        "以为服务器看到的地址与主机一样多；经 NAPT 后只有一个",
    ),
);

static NAT_IN_IPV6: Misconception = Misconception::new(
    "ipv6-needs-nat",
    text("IPv6 was taken to need NAT; there are addresses enough", "以为 IPv6 也需要 NAT；它的地址足够"),
);

/// Claims about NAT.
pub static CLAIMS: Exercise = Exercise::new(
    "nat-claims",
    Kind::Refute,
    1,
    text("Is it so? NAT", "是这样吗？NAT"),
    &[&NAT_IS_FIREWALL, &PRIVATE_IS_NAT, &ONE_PORT_ONE_HOST, &NAT_IN_IPV6],
    |chance| refute(chance, ABOUT),
);

static ABOUT: &[Claim] = &[
    Claim {
        says: text(
            "Behind NAT a network is protected, NAT being a firewall.",
            "有了 NAT，内部网络就受到保护，因为 NAT 就是防火墙。",
        ),
        holds: false,
        misconception: &NAT_IS_FIREWALL,
        idea: text(
            "what does NAT do with the answer to a question from inside, whatever is in it?",
            "内部发起的询问得到回答时，不论内容如何，NAT 怎样处理？",
        ),
        because: text(
            "it looks at addresses and ports, not at what is asked for (RFC 4864 §2.2)",
            "它只看地址和端口，不管内容（RFC 4864 §2.2）",
        ),
        shown_by: text(
            "NAT puts other addresses into passing packets, and that is all it does",
            "NAT 只是在经过的分组中换上别的地址",
        ),
        not_by: &[
            text("private addresses are not routed in the Internet", "专用地址在互联网上不被转发"),
            text("a datagram without an entry goes nowhere", "没有表项的数据报无处可送"),
        ],
        see: "netlab explain NAT",
    },
    Claim {
        says: text(
            "A host with a private address cannot talk to any other without NAT.",
            "有专用地址的主机离开 NAT 就不能与任何主机通信。",
        ),
        holds: false,
        misconception: &PRIVATE_IS_NAT,
        idea: text("who translates between 10.0.0.1 and 10.0.0.2?", "10.0.0.1 和 10.0.0.2 之间由谁转换？"),
        because: text(
            "within the private network addresses are as good as any (RFC 1918 §3)",
            "在专用网内部，专用地址和别的一样好用（RFC 1918 §3）",
        ),
        shown_by: text(
            "the two are neighbours: the frame goes straight from one to the other",
            "两者是邻站：帧直接送达",
        ),
        not_by: &[
            text("10.0.0.0/8 is private", "10.0.0.0/8 是专用地址块"),
            text("a public address is worth money", "公网地址要花钱"),
        ],
        see: "netlab subnet 10.0.0.1/24 10.0.0.2/24",
    },
    Claim {
        says: text(
            "Over IPv4 a whole home looks like one address to a server on the Internet.",
            "使用 IPv4 时，在互联网上的服务器看来，一个家庭就像一个地址。",
        ),
        holds: true,
        misconception: &ONE_PORT_ONE_HOST,
        idea: text(
            "by what does the router tell its hosts apart when answers come?",
            "回答到来时，路由器靠什么区分内部主机？",
        ),
        because: text(
            "NAPT gives all the public address, and each connection a port (RFC 3022 §2.2)",
            "NAPT 让所有主机共用公网地址，每个连接一个端口（RFC 3022 §2.2）",
        ),
        shown_by: text(
            "NAPT: ports are translated too, so that many share one address",
            "NAPT：端口也转换，所以多台主机共用一个地址",
        ),
        not_by: &[
            text("a home has one router", "家里只有一个路由器"),
            text("private addresses begin with 10, 172 or 192", "专用地址以 10、172 或 192 开头"),
        ],
        see: "netlab explain NAPT",
    },
    Claim {
        says: text("An IPv6 site needs NAT as an IPv4 site does.", "IPv6 站点和 IPv4 站点一样需要 NAT。"),
        holds: false,
        misconception: &NAT_IN_IPV6,
        idea: text("how many subnets has a site with a /48?", "分得 /48 的站点有多少个子网？"),
        because: text(
            "each interface can have a global address of its own (RFC 4864)",
            "每个接口都可以有自己的全球单播地址（RFC 4864）",
        ),
        shown_by: text(
            "a /48 has 65536 subnets of /64, each with more addresses than all of IPv4",
            "/48 有 65536 个 /64 子网，每个的地址都比整个 IPv4 多",
        ),
        not_by: &[
            text("IPv6 addresses are written in hexadecimal", "IPv6 地址用十六进制书写"),
            text("fc00::/7 is for sites", "fc00::/7 供站点自用"),
        ],
        see: "netlab subnet 2001:db8::/48 --split 64",
    },
];
