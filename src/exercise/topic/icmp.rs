//! Exercises: TTL and ICMP.

mod messages;
mod more;

use crate::chance::Chance;
use crate::exercise::claim::{Claim, refute};
use crate::exercise::draws::{host, listed};
use crate::exercise::{Cell, Exercise, Exhibit, Form, Kind, Misconception, Part, Task, Value};
use crate::say;
use crate::spec::{Said, Text, text};
use std::net::Ipv4Addr;

/// From easy to hard.
pub static EXERCISES: &[&Exercise] =
    &[&START, &TYPES, &CLAIMS, &EXPIRE, &messages::QUOTE, &TRACEROUTE, &more::MORE, &messages::REPLY];

static TTL_IS_HOPS: Misconception = Misconception::new(
    "ttl-says-how-many-passed",
    text(
        "the TTL itself was taken for the routers passed; it says how many more may follow",
        "把 TTL 当成了已经过的路由器数；它说的是还可以经过多少",
    ),
);

static FROM_255: Misconception = Misconception::new(
    "ttl-always-starts-at-255",
    text(
        "the start was taken to be 255; hosts start at 64, 128 or 255",
        "以为总从 255 开始；主机常从 64、128 或 255 开始",
    ),
);

/// How far away is the sender?
pub static START: Exercise = Exercise::new(
    "icmp-distance",
    Kind::Compute,
    1,
    text("How many routers were passed?", "经过了多少个路由器？"),
    &[&TTL_IS_HOPS, &FROM_255],
    start,
);

fn start(chance: &mut Chance) -> Task {
    let start = chance.pick([64u8, 64, 128, 255]);
    let passed = chance.between(3, 30) as u8;
    let left = start - passed;
    let parts = vec![
        Part::number("start", text("TTL at the start", "起始 TTL"), start),
        Part::number("passed", text("routers passed", "经过的路由器数"), passed),
    ];
    let asks = say!(
        en: "A datagram arrives with TTL {left}. Systems start with 64, 128 or 255, and no way is longer than 32 routers. Which start was it, and how many routers have passed it on?",
        zh: "一个数据报到达时 TTL 为 {left}。各种系统的起始值是 64、128 或 255，路径不超过 32 个路由器。它的起始值是多少？经过了多少个路由器？",
        left = left
    );
    let hints = [
        say!(
            en: "Each router takes one off; the host that receives does not.",
            zh: "每个路由器减一；接收的主机不减。"
        ),
        say!(
            en: "Which of the three starts lies above {left}, and not by more than 32?",
            zh: "三个起始值中，哪个大于 {left} 且相差不超过 32？",
            left = left
        ),
        say!(en: "start {start}: {start} - {left} = {passed}", zh: "起始值 {start}：{start} - {left} = {passed}", start = start, left = left, passed = passed),
    ];
    let number = |number: u8| Value::Number(number.into());
    Task::new(asks, parts, hints, "netlab explain ipv4.ttl")
        .given("left", &left)
        .mistaken_in(&TTL_IS_HOPS, vec![("passed", number(left))], "netlab explain ipv4.ttl")
        .mistaken_in(
            &FROM_255,
            vec![("start", number(255)), ("passed", number(255 - left))],
            "netlab explain time to live",
        )
}

static ECHO_SWAPPED: Misconception = Misconception::new(
    "echo-types-swapped",
    text("request and reply changed places: 8 asks, 0 answers", "请求和回答的类型弄反了：8 是请求，0 是回答"),
);

static ALL_UNREACHABLE: Misconception = Misconception::new(
    "expired-is-unreachable",
    text(
        "time exceeded was taken for destination unreachable; it is a type of its own, 11",
        "把时间超过当成了终点不可达；它是另一个类型 11",
    ),
);

static PORT_IS_HOST: Misconception = Misconception::new(
    "no-process-is-no-host",
    text(
        "a port that nobody has opened was taken for a host that is not there; then who would have answered?",
        "把端口没有进程当成了主机不在；那样的话是谁回答的？",
    ),
);

/// Situations, and the type and code that go with them (RFC 792, RFC 1122 §3.2.2, RFC 1812 §5.2.7).
const SITUATIONS: [(Text, u8, u8); 9] = [
    (text("ping asks", "ping 发出询问"), 8, 0),
    (text("the pinged host answers", "被 ping 的主机回答"), 0, 0),
    (text("the TTL became 0 in a router", "TTL 在路由器处减到 0"), 11, 0),
    (text("fragments did not all come in time", "片没有按时到齐"), 11, 1),
    (text("a router has no route to the network", "路由器没有到该网络的路由"), 3, 0),
    (text("the last router gets no ARP reply", "最后一个路由器得不到 ARP 响应"), 3, 1),
    (text("the host has nobody at the UDP port", "主机的该 UDP 端口没有进程"), 3, 3),
    (text("too long for the link, and DF is set", "超过链路 MTU 且 DF 为 1"), 3, 4),
    (text("a nearer gateway is on the same link", "同一链路上有更近的网关"), 5, 1),
];

/// Which message says what?
pub static TYPES: Exercise = Exercise::new(
    "icmp-types",
    Kind::Read,
    1,
    text("Which ICMP message is it?", "是哪种 ICMP 报文？"),
    &[&ECHO_SWAPPED, &ALL_UNREACHABLE, &PORT_IS_HOST],
    types,
);

fn types(chance: &mut Chance) -> Task {
    const KEYS: [(&str, &str); 3] = [("type1", "code1"), ("type2", "code2"), ("type3", "code3")];
    let chosen: Vec<(Text, u8, u8)> =
        chance.some(3, SITUATIONS.len()).into_iter().filter_map(|i| SITUATIONS.get(i).copied()).collect();
    let (mut parts, mut rows) = (Vec::new(), Vec::new());
    let (mut echo, mut unreachable, mut no_host) = (Vec::new(), Vec::new(), Vec::new());
    for ((kind, code), (says, right_kind, right_code)) in KEYS.into_iter().zip(&chosen) {
        let label =
            |of: Text| Said { en: format!("{}: {}", says.en, of.en), zh: format!("{}：{}", says.zh, of.zh) };
        parts.push(Part::number(kind, label(text("type", "类型")), *right_kind));
        parts.push(Part::number(code, label(text("code", "代码")), *right_code));
        rows.push(vec![Cell::said(*says), Cell::Asked(kind), Cell::Asked(code)]);
        let number = |number: u8| Value::Number(number.into());
        match (right_kind, right_code) {
            (0 | 8, _) => echo.push((kind, number(8 - right_kind))),
            (11, _) => unreachable.push((kind, number(3))),
            (3, 3) => no_host.push((code, number(1))),
            _ => (),
        }
    }
    let asks = say!(
        en: "Which ICMP message is sent in each case? Fill in type and code, in decimal.",
        zh: "下列情形各发送哪种 ICMP 报文？填写类型和代码（十进制）。"
    );
    let hints = [
        say!(
            en: "`netlab explain icmp.type` lists the types; the code says more within a type.",
            zh: "`netlab explain icmp.type` 列出各类型；代码在类型之内再细分。"
        ),
        say!(
            en: "Ask who notices it: a router on the way, or the host at the end? Both may say unreachable, with different codes.",
            zh: "想想是谁发现的：途中的路由器，还是终点的主机？两者都可能报告不可达，代码不同。"
        ),
        say!(
            en: "type and code in order: {all}",
            zh: "类型和代码依次为：{all}",
            all = chosen.iter().map(|(_, kind, code)| format!("{kind} {code}")).collect::<Vec<_>>().join(", ")
        ),
    ];
    let places: Vec<String> = chosen.iter().map(|(says, ..)| says.en.to_string()).collect();
    let head =
        vec![text("what happens", "情形").into(), text("type", "类型").into(), text("code", "代码").into()];
    Task::new(asks, parts, hints, "netlab explain icmp.type")
        .given("situations", &places.join("; "))
        .shows(Exhibit::Table { head, rows })
        .mistaken_in(&ECHO_SWAPPED, echo, "netlab frame --summary --sample icmp-echo")
        .mistaken_in(&ALL_UNREACHABLE, unreachable, "netlab frame --tree --sample icmp-time-exceeded")
        .mistaken_in(&PORT_IS_HOST, no_host, "netlab frame --tree --sample icmp-unreachable")
}

static ONE_TOO_FAR: Misconception = Misconception::new(
    "router-forwards-ttl-one",
    text(
        "a router was taken to forward a datagram with TTL 1; it discards it",
        "以为路由器会转发 TTL 为 1 的数据报；它会丢弃",
    ),
);

static FAR_SIDE: Misconception = Misconception::new(
    "router-answers-from-its-far-side",
    text(
        "the address on the far side was taken; the message leaves, and bears the address, on the side of the sender",
        "取了远端接口的地址；报文从靠近发送方的接口发出，用那个接口的地址",
    ),
);

static TO_DESTINATION: Misconception = Misconception::new(
    "error-goes-to-the-destination",
    text(
        "the message was sent on to the destination; it goes back to the source",
        "把差错报文发给了目的主机；它应发回源主机",
    ),
);

/// Two addresses of each router on a way, the side of the sender first.
fn way(chance: &mut Chance, routers: usize) -> Vec<[Ipv4Addr; 2]> {
    let thirds = chance.some(routers + 1, 250);
    let at = |i: usize, last: u8| Ipv4Addr::new(10, 9, thirds.get(i).map_or(0, |n| *n as u8), last);
    (0..routers).map(|i| [at(i, 1), at(i + 1, 2)]).collect()
}

/// Where the TTL runs out.
pub static EXPIRE: Exercise = Exercise::new(
    "icmp-expire",
    Kind::Trace,
    2,
    text("Where does the TTL run out?", "TTL 在哪里用完？"),
    &[&ONE_TOO_FAR, &FAR_SIDE, &TO_DESTINATION, &ALL_UNREACHABLE],
    expire,
);

fn expire(chance: &mut Chance) -> Task {
    let routers = chance.between(3, 5) as usize;
    let way = way(chance, routers);
    let (a, b) = (host(chance, 24), host(chance, 24));
    let ttl = chance.between(1, routers as u64 - 1) as usize;
    let side = |i: usize, side: usize| way.get(i).map_or(a, |router| router[side]);
    let right = side(ttl - 1, 0);
    let parts = vec![
        Part::address("from", text("source of the ICMP message", "ICMP 报文的源地址"), right),
        Part::address("to", text("its destination", "它的目的地址"), a),
        Part::number("type", text("its type, in decimal", "它的类型（十进制）"), 11),
    ];
    let asks = say!(
        en: "A ({a}) sends a datagram with TTL {ttl} to B ({b}). Each router has two addresses: on the side of A, on the side of B. Which ICMP message comes of it?",
        zh: "A（{a}）向 B（{b}）发送一个 TTL 为 {ttl} 的数据报。每个路由器有两个地址：靠 A 一侧和靠 B 一侧。由此产生怎样的 ICMP 报文？",
        a = a, b = b, ttl = ttl
    );
    let hints = [
        say!(
            en: "A router takes one off first, and forwards only what is left with more than 0 (RFC 1812 §5.3.1).",
            zh: "路由器先减一，结果大于 0 才转发（RFC 1812 §5.3.1）。"
        ),
        say!(
            en: "Count along the way: R1 makes {left} of {ttl}, and so on. The message goes back to the source of the datagram.",
            zh: "沿路数：R1 把 {ttl} 变成 {left}，依此类推。报文发回数据报的源主机。",
            left = ttl - 1, ttl = ttl
        ),
        say!(
            en: "R{ttl} discards it and sends time exceeded from {right}, its side of A (RFC 1812 §4.3.2.4), to {a}.",
            zh: "R{ttl} 丢弃它，从靠 A 一侧的 {right} 向 {a} 发送时间超过（RFC 1812 §4.3.2.4）。",
            ttl = ttl, right = right, a = a
        ),
    ];
    let rows = way
        .iter()
        .enumerate()
        .map(|(i, [near, far])| vec![Cell::same(&format!("R{}", i + 1)), Cell::same(near), Cell::same(far)])
        .collect();
    let head = vec![
        text("router", "路由器").into(),
        text("side of A", "靠 A 一侧").into(),
        text("side of B", "靠 B 一侧").into(),
    ];
    let given: Vec<String> = way.iter().map(|[near, far]| format!("{near},{far}")).collect();
    let see = "netlab frame --tree --sample icmp-time-exceeded";
    Task::new(asks, parts, hints, see)
        .given("a", &a)
        .given("ttl", &ttl)
        .given("way", &given.join(" "))
        .shows(Exhibit::Table { head, rows })
        .mistaken_in(&ONE_TOO_FAR, vec![("from", side(ttl, 0).into())], "netlab explain ipv4.ttl")
        .mistaken_in(&FAR_SIDE, vec![("from", side(ttl - 1, 1).into())], see)
        .mistaken_in(&TO_DESTINATION, vec![("to", b.into())], see)
        .mistaken_in(&ALL_UNREACHABLE, vec![("type", Value::Number(3))], see)
}

static STAR_IS_END: Misconception = Misconception::new(
    "star-means-down",
    text(
        "behind a line of * nothing was expected; that router forwards, it only does not answer",
        "以为出现 * 之后就不通了；那个路由器照样转发，只是不回答",
    ),
);

static NO_LINE: Misconception = Misconception::new(
    "silent-routers-have-no-line",
    text(
        "a router that does not answer was given no line; each TTL has a line, answered or not",
        "没有给不回答的路由器留行；每个 TTL 值都占一行，不论有无回答",
    ),
);

/// What does traceroute print?
pub static TRACEROUTE: Exercise = Exercise::new(
    "icmp-traceroute",
    Kind::Trace,
    2,
    text("What does traceroute print?", "traceroute 显示什么？"),
    &[&STAR_IS_END, &NO_LINE],
    traceroute,
);

fn traceroute(chance: &mut Chance) -> Task {
    const LINES: [&str; 4] = ["line1", "line2", "line3", "line4"];
    let way = way(chance, 3);
    let b = host(chance, 24);
    let silent = chance.below(3) as usize;
    let mut right: Vec<String> = way.iter().map(|[near, _]| near.to_string()).collect();
    right.push(b.to_string());
    let answered = right.clone();
    right.iter_mut().skip(silent).take(1).for_each(|line| *line = "*".to_string());
    let ended: Vec<String> = answered
        .iter()
        .enumerate()
        .map(|(i, line)| if i < silent { line.clone() } else { "*".to_string() })
        .collect();
    let mut skipped: Vec<String> =
        answered.iter().enumerate().filter(|(i, _)| *i != silent).map(|(_, line)| line.clone()).collect();
    skipped.push("*".to_string());
    let label = |i: usize| say!(en: "line {i}", zh: "第 {i} 行", i = i + 1);
    let parts = LINES
        .into_iter()
        .zip(&right)
        .enumerate()
        .map(|(i, (key, line))| Part::new(key, label(i), Form::Word, Value::Text(line.clone())))
        .collect();
    let name = silent + 1;
    let asks = say!(
        en: "A runs traceroute to B ({b}). Every router forwards, but R{name} never sends ICMP messages. Which address has each line? Write * where there is none.",
        zh: "A 对 B（{b}）执行 traceroute。各路由器都正常转发，只有 R{name} 从不发送 ICMP 报文。每行显示哪个地址？没有则写 *。",
        b = b, name = name
    );
    let hints = [
        say!(
            en: "traceroute sends with TTL 1, 2, 3 ... and prints who says that it ran out.",
            zh: "traceroute 依次以 TTL 1、2、3……发送，显示报告时间超过的是谁。"
        ),
        say!(
            en: "Line n is what comes of TTL n. What comes of it where the router forwards but does not speak?",
            zh: "第 n 行对应 TTL n。若那个路由器只转发而不发报文，会怎样？"
        ),
        say!(en: "the lines: {lines}", zh: "各行：{lines}", lines = right.join(", ")),
    ];
    let rows = way
        .iter()
        .enumerate()
        .map(|(i, [near, far])| vec![Cell::same(&format!("R{}", i + 1)), Cell::same(near), Cell::same(far)])
        .collect();
    let head = vec![
        text("router", "路由器").into(),
        text("side of A", "靠 A 一侧").into(),
        text("side of B", "靠 B 一侧").into(),
    ];
    let answers = |lines: &[String]| {
        LINES.into_iter().zip(lines).map(|(key, line)| (key, Value::Text(line.clone()))).collect()
    };
    let see = "netlab frame --tree --sample icmp-time-exceeded";
    Task::new(asks, parts, hints, see)
        .given("b", &b)
        .given("silent", &name)
        .given("way", &listed(&way.iter().map(|router| router[0]).collect::<Vec<_>>(), " "))
        .shows(Exhibit::Table { head, rows })
        .mistaken_in(&STAR_IS_END, answers(&ended), see)
        .mistaken_in(&NO_LINE, answers(&skipped), see)
}

static HAS_PORTS: Misconception = Misconception::new(
    "icmp-has-ports",
    text(
        "ICMP was taken to have ports; it has type and code, and echo an identifier",
        "以为 ICMP 有端口；它有类型和代码，回送报文另有标识符",
    ),
);

static SECONDS: Misconception = Misconception::new(
    "ttl-counts-seconds",
    text("the TTL was taken for seconds; it counts routers", "以为 TTL 是秒数；它数的是路由器"),
);

static NO_PING_NO_HOST: Misconception = Misconception::new(
    "no-echo-no-host",
    text(
        "a host that does not answer ping was taken to be off; it or a filter may keep silent",
        "以为 ping 不通主机就没开；它或过滤器可以不回答",
    ),
);

static BLOCKING_IS_SAFE: Misconception = Misconception::new(
    "blocking-icmp-is-free-safety",
    text(
        "ICMP was taken for something that may be blocked without loss; path MTU discovery needs it",
        "以为屏蔽 ICMP 没有坏处；路径 MTU 发现要靠它",
    ),
);

/// Claims about TTL and ICMP.
pub static CLAIMS: Exercise = Exercise::new(
    "icmp-claims",
    Kind::Refute,
    1,
    text("Is it so? TTL and ICMP", "是这样吗？TTL 与 ICMP"),
    &[&HAS_PORTS, &SECONDS, &NO_PING_NO_HOST, &BLOCKING_IS_SAFE],
    |chance| refute(chance, ABOUT),
);

static ABOUT: &[Claim] = &[
    Claim {
        says: text("ping sends to a port of the host.", "ping 发往主机的某个端口。"),
        holds: false,
        misconception: &HAS_PORTS,
        idea: text(
            "what stands right behind the IPv4 header of an echo request?",
            "回送请求的 IPv4 首部之后紧跟着什么？",
        ),
        because: text(
            "ICMP stands beside TCP and UDP; only these have ports (RFC 792)",
            "ICMP 与 TCP、UDP 并列，只有后两者有端口（RFC 792）",
        ),
        shown_by: text("the message begins with type 8 and code 0", "报文以类型 8、代码 0 开头"),
        not_by: &[
            text("the protocol of the datagram is 1", "数据报的协议字段是 1"),
            text("the message has a sequence number", "报文有序号"),
        ],
        see: "netlab frame --dump --sample icmp-echo",
    },
    Claim {
        says: text("A datagram with TTL 64 lives for 64 seconds.", "TTL 为 64 的数据报能存在 64 秒。"),
        holds: false,
        misconception: &SECONDS,
        idea: text("who changes the TTL, and by how much?", "谁改变 TTL？每次改多少？"),
        because: text(
            "each router takes one off, however fast it is (RFC 1812 §5.3.1)",
            "每个路由器减一，不论快慢（RFC 1812 §5.3.1）",
        ),
        shown_by: text("it says how many more routers may pass it on", "它说明还可以经过多少个路由器"),
        not_by: &[
            text("it is an octet, so at most 255", "它是一个字节，最大 255"),
            text("its name is Time to Live", "它的名称是生存时间"),
        ],
        see: "netlab explain ipv4.ttl",
    },
    Claim {
        says: text(
            "A host whose port is closed is there: it says so itself.",
            "报告端口不可达的主机是在线的：正是它自己报告的。",
        ),
        holds: true,
        misconception: &NO_PING_NO_HOST,
        idea: text("who is the source of this ICMP message?", "这个 ICMP 报文的源是谁？"),
        because: text(
            "port unreachable comes from the host, which was reached (RFC 1122 §3.2.2.1)",
            "端口不可达由到达了的主机发出（RFC 1122 §3.2.2.1）",
        ),
        shown_by: text(
            "the source of the message is the destination of the datagram it quotes",
            "该报文的源地址正是所引用数据报的目的地址",
        ),
        not_by: &[
            text("the code is 3", "代码是 3"),
            text("the message quotes a datagram", "报文引用了一个数据报"),
        ],
        see: "netlab frame --tree --sample icmp-unreachable",
    },
    Claim {
        says: text(
            "All ICMP may be blocked at the border, and nothing is lost.",
            "在边界屏蔽所有 ICMP 也没有任何损失。",
        ),
        holds: false,
        misconception: &BLOCKING_IS_SAFE,
        idea: text(
            "how does a sender hear that its datagrams are too long for a link?",
            "发送方怎样知道数据报对某条链路太长？",
        ),
        because: text(
            "without type 3 code 4 long datagrams with DF vanish silently (RFC 2923 §2.1)",
            "没有类型 3 代码 4，DF 为 1 的长数据报就无声无息地丢失（RFC 2923 §2.1）",
        ),
        shown_by: text(
            "a router tells the next-hop MTU in an ICMP message",
            "路由器用 ICMP 报文告知下一跳 MTU",
        ),
        not_by: &[text("ping uses ICMP", "ping 使用 ICMP"), text("ICMP is carried in IP", "ICMP 装在 IP 中")],
        see: "netlab frame --tree --sample icmp-frag-needed",
    },
];
