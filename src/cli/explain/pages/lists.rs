//! Pages that are loops over all tables.

use crate::cli::explain::article::{Article, Cell, Column, Row, below, column, fact, row};
use crate::cli::explain::words::layer;
use crate::cli::explain::{pages::PAGES, tables};
use crate::glossary::TERMS;
use crate::proto::ALL;
use crate::proto::registry::{TCP_PORTS, UDP_PORTS};
use crate::say;
use crate::spec::{Protocol, Source, Text, text};

/// What can be explained.
pub fn index() -> Article {
    let mut article = Article::new(
        "",
        "index",
        text("netlab explain TOPIC: what can be explained", "netlab explain 主题：可以解释什么").into(),
    );
    let words = |words: &[&str]| Cell::List(words.iter().map(ToString::to_string).collect());
    let keys = |keys: Vec<&'static str>| Cell::List(keys.into_iter().map(Into::into).collect());
    let terms: usize = TERMS.iter().map(|group| group.terms.len()).sum();
    article.facts([
        fact("pages", text("pages", "专题"), keys(PAGES.iter().map(|page| page.key).collect())),
        fact("protocols", text("protocols", "协议"), keys(ALL.iter().map(|protocol| protocol.key).collect())),
        fact("fields", text("fields", "字段"), words(&["ipv4.ttl", "tcp.mss", "icmp.type"])),
        fact(
            "code_points",
            text("code points", "代码值"),
            words(&["port 443", "ethertype 0x86dd", "protocol 17"]),
        ),
        fact(
            "registries",
            text("registries", "登记表"),
            say!(
                en: "{n}, as ethertype, dns-type, icmp-type: `netlab explain registries`",
                zh: "{n} 个，如 ethertype、dns-type、icmp-type：`netlab explain registries`",
                n = tables::registries().len() + tables::words().len()
            ),
        ),
        fact(
            "rules",
            text("rules", "规则"),
            say!(
                en: "{n}, as checksum-wrong: `netlab explain rules`",
                zh: "{n} 条，如 checksum-wrong：`netlab explain rules`",
                n = tables::rules().len()
            ),
        ),
        fact(
            "terms",
            text("terms", "术语"),
            say!(
                en: "{n} in English or Chinese, as octet or 检验和: `netlab explain glossary`",
                zh: "{n} 个，中英文均可，如 octet、检验和：`netlab explain glossary`",
                n = terms
            ),
        ),
    ]);
    article
}

const RULES: &[Column] = &[
    column("id", text("id", "标识")),
    column("severity", text("severity", "级别")),
    column("protocol", text("protocol", "协议")),
    below("means", text("what it says", "内容")),
    column("source", text("source", "出处")),
];

/// Every rule that a frame may break.
pub fn rules() -> Article {
    let title = text("The rules that frames are held to", "检查帧所依据的规则");
    let mut article = Article::new("rules", "page", title.into());
    let rows = tables::rules().into_iter().map(|(rule, protocol)| {
        row([
            rule.id.into(),
            rule.severity.key().into(),
            protocol.map(|protocol| protocol.key).into(),
            rule.means.into(),
            rule.source.into(),
        ])
    });
    article.table("rules", text("Rules", "规则"), RULES, rows.collect());
    article
}

const REGISTRIES: &[Column] = &[
    column("key", text("key", "键")),
    below("title", text("what it lists", "内容")),
    column("entries", text("entries", "条目")),
    column("source", text("source", "出处")),
];

/// Every registry and table of words.
pub fn registries() -> Article {
    let title =
        text("Registries: what the numbers and words in fields stand for", "登记表：字段中的数和词代表什么");
    let mut article = Article::new("registries", "page", title.into());
    let mut rows: Vec<(&'static str, Row)> = Vec::new();
    for registry in tables::registries() {
        let cells = [
            registry.key.into(),
            registry.title.into(),
            Cell::Number(registry.entries.len() as u64),
            registry.source.into(),
        ];
        rows.push((registry.key, row(cells)));
    }
    for words in tables::words() {
        let count = Cell::Number(words.entries.len() as u64);
        rows.push((words.key, row([words.key.into(), words.title.into(), count, words.source.into()])));
    }
    rows.sort_by_key(|(key, _)| *key);
    let rows = rows.into_iter().map(|(_, row)| row).collect();
    article.table("registries", text("Registries", "登记表"), REGISTRIES, rows);
    article.see(["ethertype", "port 443"]);
    article
}

const PROTOCOLS: &[Column] = &[
    column("key", text("key", "键")),
    column("name", text("name", "名称")),
    column("layer", text("layer", "层")),
    below("title", text("what it is", "全称")),
    column("unit", text("unit", "数据单元")),
    column("source", text("source", "出处")),
];

/// Every protocol.
pub fn protocols() -> Article {
    let title = text("The protocols that netlab takes apart", "netlab 能分解的协议");
    let mut article = Article::new("protocols", "page", title.into());
    let rows = ALL.iter().map(|protocol| {
        row([
            protocol.key.into(),
            Cell::Name(protocol.name),
            Cell::Number(layer(protocol.layer).0),
            protocol.title.into(),
            protocol.unit.into(),
            protocol.source.into(),
        ])
    });
    article.table("protocols", text("Protocols", "协议"), PROTOCOLS, rows.collect());
    article.see(["layers"]);
    article
}

const TERM: &[Column] = &[
    column("en", text("English", "英文")),
    column("zh", text("Chinese", "中文")),
    below("means", text("meaning", "含义")),
    column("source", text("source", "出处")),
    below("also", text("also", "又称")),
];

/// Every term.
pub fn glossary() -> Article {
    let title = text("Terms in English and Chinese", "中英文术语");
    let mut article = Article::new("glossary", "page", title.into());
    for group in TERMS {
        let rows = group.terms.iter().map(|term| {
            row([
                Cell::Name(term.name.en),
                Cell::Name(term.name.zh),
                term.means.into(),
                term.source.into(),
                Cell::Names(term.also),
            ])
        });
        article.table(group.key, group.title, TERM, rows.collect());
    }
    article
}

const MODELS: &[Column] = &[
    column("number", text("no.", "编号")),
    column("osi", text("OSI (seven)", "OSI 七层")),
    column("five", text("textbooks (five)", "教学五层")),
    column("four", text("TCP/IP (four)", "TCP/IP 四层")),
];

const DUTIES: &[Column] = &[
    column("number", text("no.", "编号")),
    column("unit", text("unit", "数据单元")),
    column("address", text("address", "地址")),
    column("device", text("device", "设备")),
    below("protocols", text("protocols here", "协议")),
];

/// A layer: its names in the three models, its unit, its addresses, its devices.
struct Layer {
    number: u64,
    osi: Text,
    five: Text,
    four: Text,
    unit: Text,
    address: Option<Text>,
    device: Option<Text>,
}

const APPLICATION: Text = text("application layer", "应用层");
const TRANSPORT: Text = text("transport layer", "传输层");
const LINK: Text = text("link layer", "链路层");
const DATA_LINK: Text = text("data link layer", "数据链路层");
const PHYSICAL: Text = text("physical layer", "物理层");
const MESSAGE: Text = text("message", "报文");

static LAYERS: &[Layer] = &[
    Layer {
        number: 7,
        osi: APPLICATION,
        five: APPLICATION,
        four: APPLICATION,
        unit: MESSAGE,
        address: Some(text("domain name, URL", "域名、URL")),
        device: Some(text("host, proxy", "主机、代理")),
    },
    Layer {
        number: 6,
        osi: text("presentation layer", "表示层"),
        five: APPLICATION,
        four: APPLICATION,
        unit: MESSAGE,
        address: None,
        device: None,
    },
    Layer {
        number: 5,
        osi: text("session layer", "会话层"),
        five: APPLICATION,
        four: APPLICATION,
        unit: MESSAGE,
        address: None,
        device: None,
    },
    Layer {
        number: 4,
        osi: TRANSPORT,
        five: TRANSPORT,
        four: TRANSPORT,
        unit: text("segment (TCP), user datagram (UDP)", "报文段（TCP）、用户数据报（UDP）"),
        address: Some(text("port number", "端口号")),
        device: Some(text("host", "主机")),
    },
    Layer {
        number: 3,
        osi: text("network layer", "网络层"),
        five: text("network layer", "网络层"),
        four: text("internet layer", "网际层"),
        unit: text("packet, datagram", "分组、数据报"),
        address: Some(text("IP address", "IP 地址")),
        device: Some(text("router", "路由器")),
    },
    Layer {
        number: 2,
        osi: DATA_LINK,
        five: DATA_LINK,
        four: LINK,
        unit: text("frame", "帧"),
        address: Some(text("MAC address", "MAC 地址")),
        device: Some(text("switch, bridge", "以太网交换机、网桥")),
    },
    Layer {
        number: 1,
        osi: PHYSICAL,
        five: PHYSICAL,
        four: LINK,
        unit: text("bit", "比特"),
        address: None,
        device: Some(text("hub, repeater", "集线器、转发器")),
    },
];

/// The three models side by side.
pub fn layers() -> Article {
    let title = text(
        "The layers: OSI's seven, TCP/IP's four, the textbooks' five",
        "层次：OSI 七层、TCP/IP 四层与教学用五层",
    );
    let mut article = Article::new("layers", "page", title.into());
    article.prose(
        "means",
        text(
            "OSI is a reference model to think with; what the Internet runs is TCP/IP, whose standards tell four layers and leave the link to others. Textbooks split the link in two and so tell five.",
            "OSI 是用来思考的参考模型；互联网上运行的是 TCP/IP，其标准只分四层，链路内部留给别的标准。教科书把链路分为两层，于是有五层。",
        ),
    );
    let models = LAYERS.iter().map(|layer| {
        row([Cell::Number(layer.number), layer.osi.into(), layer.five.into(), layer.four.into()])
    });
    article.table("models", text("The three models", "三种模型"), MODELS, models.collect());
    let duties = LAYERS.iter().map(|layer| {
        row([
            Cell::Number(layer.number),
            layer.unit.into(),
            layer.address.into(),
            layer.device.into(),
            at(layer.number),
        ])
    });
    article.table("duties", text("What each has", "各层的数据单元、地址与设备"), DUTIES, duties.collect());
    article.prose(
        "note",
        text(
            "A host has all layers, a router those up to 3, a switch up to 2, a hub only the first. OSI's layers 5 and 6 have no protocols of their own on the Internet: applications do their work. A few protocols fit no shelf: ARP serves IP but is carried by Ethernet, ICMP is carried by IP and is part of it, TLS stands between TCP and the application.",
            "主机有全部各层，路由器到第 3 层，交换机到第 2 层，集线器只有第 1 层。OSI 的第 5、6 层在互联网上没有自己的协议，由应用完成。有些协议难以归层：ARP 为 IP 服务却由以太网承载，ICMP 由 IP 承载又是 IP 的一部分，TLS 位于 TCP 与应用之间。",
        ),
    );
    article.facts([
        fact("source_osi", text("OSI", "OSI 七层"), Source::Book("ISO/IEC 7498-1")),
        fact("source_four", text("TCP/IP", "TCP/IP 四层"), Source::Rfc(1122, "1.1.3")),
        fact("source_five", text("five layers", "五层"), Source::Book("谢希仁《计算机网络》")),
    ]);
    article.see(["protocols", "encapsulation"]);
    article
}

/// The protocols of a layer; those that are netlab's own are no protocols.
fn at(number: u64) -> Cell {
    let here = |protocol: &&&Protocol| layer(protocol.layer).0 == number && protocol.source != Source::Netlab;
    let names: Vec<String> = ALL.iter().filter(here).map(|protocol| protocol.name.to_string()).collect();
    Cell::list(names)
}

const RANGES: &[Column] = &[
    column("first", text("from", "从")),
    column("last", text("to", "到")),
    below("means", text("meaning", "含义")),
    column("source", text("source", "出处")),
];

const CUSTOMARY: &[Column] = &[
    column("value", text("port", "端口")),
    column("name", text("registered as", "登记名")),
    below("means", text("meaning", "含义")),
];

/// Ports that people choose for their own servers: whom they belong to is in the registry.
const CHOSEN: &[u64] = &[3000, 5000, 8000, 8008, 8080, 8443, 8888, 9000];

/// Ports.
pub fn ports() -> Article {
    let mut article = Article::new("ports", "page", text("Ports of TCP and UDP", "TCP 与 UDP 的端口").into());
    article.prose(
        "means",
        text(
            "A port number, 16 bits, tells the sockets of one host apart. It names no program and no network adapter. TCP and UDP have 65,536 each, and the two are separate. What arrives goes to the socket that fits protocol, both addresses and both ports, so a server keeps its one port for any number of connections, and one program may have many sockets.",
            "端口号有 16 位，用来区分一台主机上的套接字，它既不标识程序，也不标识网卡。TCP 和 UDP 各有 65536 个，互不相干。到达的数据按协议、双方地址和双方端口交给相符的套接字，因此服务器用一个端口就能有任意多个连接，一个程序也可以有许多套接字。",
        ),
    );
    const LINUX: Source = Source::Kernel("networking/ip-sysctl");
    let mut rows: Vec<Row> = TCP_PORTS
        .ranges
        .iter()
        .map(|(first, last, means)| {
            row([Cell::Number(*first), Cell::Number(*last), (*means).into(), Source::Rfc(6335, "6").into()])
        })
        .collect();
    rows.push(row([
        Cell::Number(32_768),
        Cell::Number(60_999),
        text(
            "what Linux picks for clients unless told otherwise (net.ipv4.ip_local_port_range): not RFC 6335's range",
            "Linux 默认为客户选取的范围（net.ipv4.ip_local_port_range），与 RFC 6335 的范围不同",
        )
        .into(),
        LINUX.into(),
    ]));
    rows.push(row([
        Cell::Number(1),
        Cell::Number(1023),
        text(
            "on Linux only privileged processes may listen here (net.ipv4.ip_unprivileged_port_start is 1024)",
            "Linux 上只有特权进程可以监听（net.ipv4.ip_unprivileged_port_start 为 1024）",
        )
        .into(),
        LINUX.into(),
    ]));
    article.table("ranges", text("Ranges", "范围"), RANGES, rows);
    let chosen = CHOSEN.iter().filter_map(|port| TCP_PORTS.entry(*port));
    let rows =
        chosen.map(|entry| row([Cell::Number(entry.value), Cell::Name(entry.name), entry.means.into()]));
    article.table(
        "customary",
        text("What people choose for servers of their own", "人们为自己的服务器常选的端口"),
        CUSTOMARY,
        rows.collect(),
    );
    article.prose(
        "note",
        text(
            "All of these are registered to somebody: choose what is free on your host, and let clients' ports to the system.",
            "这些端口都已登记给别的服务：选用本机空闲的即可；客户的端口交给系统选取。",
        ),
    );
    let known = say!(
        en: "{tcp} of TCP, {udp} of UDP: `netlab explain tcp-port`, `netlab explain udp-port`",
        zh: "TCP {tcp} 个，UDP {udp} 个：`netlab explain tcp-port`、`netlab explain udp-port`",
        tcp = TCP_PORTS.entries.len(), udp = UDP_PORTS.entries.len()
    );
    article.facts([fact("known", text("in netlab's tables", "netlab 的表中有"), known)]);
    article.see(["port 443", "socket", "tcp-vs-udp"]);
    article
}
