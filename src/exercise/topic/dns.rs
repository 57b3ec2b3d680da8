//! Exercises: the DNS.

mod message;
mod walk;

use crate::address::reverse;
use crate::chance::Chance;
use crate::exercise::claim::{Claim, refute};
use crate::exercise::draws::{hex, host};
use crate::exercise::program::dns;
use crate::exercise::{Exercise, Form, Kind, Misconception, Part, Task, Value};
use crate::say;
use crate::spec::text;
use std::net::IpAddr;

/// From easy to hard.
pub static EXERCISES: &[&Exercise] = &[
    &walk::ORDER,
    &REVERSE,
    &WIRE,
    &CLAIMS,
    &message::HEADER,
    &walk::FIRST,
    &message::SECTIONS,
    &walk::CACHE,
    &message::POINTER,
    &dns::EXERCISE,
];

/// A name as it is on the wire, uncompressed (RFC 1035 §3.1).
fn wire(name: &str) -> Vec<u8> {
    let mut octets = Vec::new();
    for label in name.split('.') {
        octets.push(label.len() as u8);
        octets.extend(label.as_bytes());
    }
    octets.push(0);
    octets
}

const HOSTS: [&str; 8] = ["www", "mail", "ns1", "ftp", "web", "api", "news", "library"];
const DOMAINS: [&str; 6] =
    ["example.com", "example.org", "example.net", "cs.example.edu", "example.cn", "lab.example"];

/// A name of a host, out of names that are nobody's, or nearly (RFC 6761 §6.5).
fn name(chance: &mut Chance) -> String {
    format!("{}.{}", chance.pick(HOSTS), chance.pick(DOMAINS))
}

static AS_WRITTEN: Misconception = Misconception::new(
    "reverse-name-not-turned",
    text(
        "the octets were left in their order; names grow to the right, addresses to the left",
        "各字节的顺序没有颠倒；域名右边是上级，地址左边是上级",
    ),
);

static DIGITS_TURNED: Misconception = Misconception::new(
    "reverse-name-turns-digits",
    text(
        "the digits of each number were turned as well; only the order of the octets is",
        "把每个数的数字也颠倒了；只颠倒字节的顺序",
    ),
);

/// The name of an address.
pub static REVERSE: Exercise = Exercise::new(
    "dns-reverse",
    Kind::Compute,
    1,
    text("The name of an address", "地址的反向域名"),
    &[&AS_WRITTEN, &DIGITS_TURNED],
    reverse_name,
);

fn reverse_name(chance: &mut Chance) -> Task {
    let address = host(chance, 24);
    let right = reverse::name(IpAddr::V4(address)).to_string();
    let word = |text: &str| Value::Text(text.to_string());
    let part = Part::any_of(
        "name",
        text("the name", "域名"),
        Form::Word,
        vec![word(&right), word(&format!("{right}."))],
    );
    let asks = say!(
        en: "At which name does the DNS have the PTR record of {address}? Write it whole.",
        zh: "{address} 的 PTR 记录在 DNS 中位于哪个域名？写出完整的域名。",
        address = address
    );
    let hints = [
        say!(
            en: "Addresses have a domain of their own, in-addr.arpa; each octet is a label (RFC 1035 §3.5).",
            zh: "地址有自己的域 in-addr.arpa；每个字节是一个标号（RFC 1035 §3.5）。"
        ),
        say!(
            en: "In a name, what is closest to the root stands at the right: the first octet of the address.",
            zh: "域名中离根最近的在右边：地址的第一个字节。"
        ),
        say!(en: "{right}", zh: "即 {right}", right = right),
    ];
    let turned: String = address.to_string().chars().rev().collect();
    let see = format!("netlab subnet {address}/32");
    Task::new(asks, vec![part], hints, &see)
        .given("address", &address)
        .mistaken(&AS_WRITTEN, word(&format!("{address}.in-addr.arpa")), &see)
        .mistaken(&DIGITS_TURNED, word(&format!("{turned}.in-addr.arpa")), &see)
}

static DOTS: Misconception = Misconception::new(
    "dns-names-have-dots",
    text(
        "dots were put on the wire; each label has its length in front instead",
        "把点写进了报文；实际上每个标号前面是它的长度",
    ),
);

static NO_ROOT: Misconception = Misconception::new(
    "dns-name-without-root",
    text(
        "the end was left out; a name ends with the empty label of the root, an octet of zero",
        "漏掉了结尾；域名以根的空标号（一个零字节）结束",
    ),
);

/// A name in octets.
pub static WIRE: Exercise = Exercise::new(
    "dns-wire",
    Kind::Build,
    1,
    text("A name on the wire", "线路上的域名"),
    &[&DOTS, &NO_ROOT],
    on_wire,
);

fn on_wire(chance: &mut Chance) -> Task {
    let name = name(chance);
    let right = wire(&name);
    let part = Part::new(
        "octets",
        text("the octets, in hexadecimal", "各字节（十六进制）"),
        Form::Octets,
        Value::Octets(right.clone()),
    );
    let asks = say!(
        en: "Write the name {name} as it stands in the question of a DNS query: all its octets, in hexadecimal.",
        zh: "写出域名 {name} 在 DNS 查询的问题部分中的全部字节（十六进制）。",
        name = name
    );
    let hints = [
        say!(
            en: "A name is a sequence of labels, and a receiver must know where each ends (RFC 1035 §3.1).",
            zh: "域名是一串标号，接收方必须知道每个标号到哪里为止（RFC 1035 §3.1）。"
        ),
        say!(
            en: "An octet with the length, then the label in ASCII; the root is the label of length 0.",
            zh: "一个长度字节，然后是标号的 ASCII 码；根是长度为 0 的标号。"
        ),
        {
            let whole = hex(&right);
            say!(en: "{whole}", zh: "即 {whole}", whole = whole)
        },
    ];
    let see = format!("netlab build dns query {name} A --to 172.16.10.1");
    let dotted: Vec<u8> = [&[name.len() as u8], name.as_bytes(), &[0]].concat();
    let open = right.get(..right.len() - 1).unwrap_or_default().to_vec();
    Task::new(asks, vec![part], hints, &see)
        .given("name", &name)
        .mistaken(&NO_ROOT, Value::Octets(open), &see)
        .mistaken(&DOTS, Value::Octets(dotted), &see)
}

/// Claims about the DNS.
pub static CLAIMS: Exercise = Exercise::new(
    "dns-claims",
    Kind::Refute,
    1,
    text("Is it so? DNS", "是这样吗？DNS"),
    &[&UDP_ONLY, &DOTS, &THIRTEEN, &PUSHED, &walk::HOST_ASKS_ROOT],
    |chance| refute(chance, ABOUT),
);

static UDP_ONLY: Misconception = Misconception::new(
    "dns-is-udp-only",
    text("DNS was taken to use UDP alone; TCP is required too", "以为 DNS 只用 UDP；TCP 也是必需的"),
);

static THIRTEEN: Misconception = Misconception::new(
    "thirteen-root-machines",
    text(
        "the 13 root names were taken for 13 machines; anycast makes them many hundreds",
        "把 13 个根服务器名当成 13 台机器；借助任播，实际有上千台",
    ),
);

static PUSHED: Misconception = Misconception::new(
    "dns-changes-are-pushed",
    text(
        "changes were taken to be sent out to all resolvers; caches run out instead",
        "以为更改会推送给所有解析程序；实际上是等缓存到期",
    ),
);

static ABOUT: &[Claim] = &[
    Claim {
        says: text("DNS messages travel over UDP only.", "DNS 报文只通过 UDP 传送。"),
        holds: false,
        misconception: &UDP_ONLY,
        idea: text(
            "what if an answer is longer than a user datagram may be?",
            "回答太长，用户数据报装不下时怎么办？",
        ),
        because: text(
            "every server has to offer TCP as well (RFC 7766 §5)",
            "每个服务器都必须同时支持 TCP（RFC 7766 §5）",
        ),
        shown_by: text(
            "a query behind a TCP header, with its length in front",
            "TCP 首部之后的查询，前面有它的长度",
        ),
        not_by: &[
            text("a query in a user datagram to port 53", "发往端口 53 的用户数据报中的查询"),
            text("a response with several records", "有多个记录的响应"),
        ],
        see: "netlab frame --layers --sample dns-tcp",
    },
    Claim {
        says: text(
            "In a DNS message the labels of a name are separated by dots.",
            "在 DNS 报文中，域名的各标号用点隔开。",
        ),
        holds: false,
        misconception: &DOTS,
        idea: text("look for an octet 2e", "找一找 2e 这个字节"),
        because: text(
            "each label has its length in front (RFC 1035 §3.1)",
            "每个标号前面是它的长度（RFC 1035 §3.1）",
        ),
        shown_by: text(
            "03 77 77 77 07: lengths stand where dots are written",
            "03 77 77 77 07：写点的地方是长度",
        ),
        not_by: &[
            text("the name ends with 00", "域名以 00 结束"),
            text("the letters are in ASCII", "字母用 ASCII 码"),
        ],
        see: "netlab frame --dump --sample dns-query",
    },
    Claim {
        says: text("The root of the DNS is served by thirteen machines.", "DNS 的根由十三台机器提供服务。"),
        holds: false,
        misconception: &THIRTEEN,
        idea: text("can one address be at several places?", "一个地址可以在多个地方吗？"),
        because: text(
            "there are thirteen names; each address is announced at many places (RFC 4786)",
            "有十三个名字；每个地址在许多地方通告（RFC 4786）",
        ),
        shown_by: text(
            "the page lists names with addresses that are anycast",
            "该页列出的是名字，其地址是任播地址",
        ),
        not_by: &[
            text("each name has an IPv6 address too", "每个名字还有 IPv6 地址"),
            text("the names go from a to m", "名字从 a 到 m"),
        ],
        see: "netlab explain root-servers",
    },
    Claim {
        says: text(
            "When a record is changed, the new one is sent to all resolvers of the world.",
            "记录更改之后，新记录会发送给全世界的解析程序。",
        ),
        holds: false,
        misconception: &PUSHED,
        idea: text("what does each record carry beside its data?", "每个记录除数据外还带有什么？"),
        because: text(
            "a resolver keeps a record for its TTL, and asks again then (RFC 1035 §3.2.1)",
            "解析程序按 TTL 保存记录，到期后再查询（RFC 1035 §3.2.1）",
        ),
        shown_by: text("every record in an answer has a TTL in seconds", "回答中每个记录都有以秒计的 TTL"),
        not_by: &[
            text("the answer has the same ID as the query", "回答与查询的标识相同"),
            text("the answer comes from port 53", "回答来自端口 53"),
        ],
        see: "netlab frame --tree --sample dns-response",
    },
    Claim {
        says: text(
            "A host asks the root servers itself for every name it meets.",
            "主机遇到每个域名都亲自询问根服务器。",
        ),
        holds: false,
        misconception: &walk::HOST_ASKS_ROOT,
        idea: text(
            "whom does a host's query go to, and what does it ask for?",
            "主机的查询发给谁？要求什么？",
        ),
        because: text(
            "it asks its resolver, which walks the tree and remembers (RFC 1034 §5.3.1)",
            "它询问自己的解析程序，由后者逐级查询并缓存（RFC 1034 §5.3.1）",
        ),
        shown_by: text(
            "the query goes to a private address, with recursion desired",
            "查询发往一个专用地址，并要求递归",
        ),
        not_by: &[
            text("the query has a single question", "查询只有一个问题"),
            text("the type asked for is A", "查询的类型是 A"),
        ],
        see: "netlab frame --tree --sample dns-query",
    },
];
