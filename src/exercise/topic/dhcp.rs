//! Exercises: DHCP.

mod frames;

use crate::chance::Chance;
use crate::exercise::claim::{Claim, refute};
use crate::exercise::draws::host;
use crate::exercise::{Cell, Exercise, Exhibit, Form, Kind, Misconception, Part, Task, Value};
use crate::say;
use crate::spec::{Said, Text, text};
use std::net::Ipv4Addr;

/// From easy to hard.
pub static EXERCISES: &[&Exercise] =
    &[&ORDER, &LEASE, &CLAIMS, &ADDRESSES, &frames::ACK, &frames::CHOSEN, &frames::ANSWER];

static OFFER_IS_ENOUGH: Misconception = Misconception::new(
    "dhcp-offer-gives-the-address",
    text(
        "the address was taken as given with the offer; only the ACK gives it",
        "以为收到 OFFER 就得到了地址；ACK 才真正给出地址",
    ),
);

static SERVER_BEGINS: Misconception = Misconception::new(
    "dhcp-server-begins",
    text(
        "the server was taken to speak first; it cannot know the host before that asks",
        "以为服务器先开口；主机询问之前服务器不知道它",
    ),
);

/// The four messages, and the test of the address.
pub static ORDER: Exercise = Exercise::new(
    "dhcp-order",
    Kind::Trace,
    1,
    text("From no address to an address", "从没有地址到有地址"),
    &[&OFFER_IS_ENOUGH, &SERVER_BEGINS],
    order,
);

fn order(chance: &mut Chance) -> Task {
    let address = host(chance, 24);
    let steps: Vec<Said> = vec![
        say!(en: "the host asks which servers there are", zh: "主机询问有哪些服务器"),
        say!(en: "a server proposes {address}", zh: "服务器提议 {address}", address = address),
        say!(en: "the host names the server whose proposal it takes", zh: "主机指明接受哪个服务器的提议"),
        say!(en: "the server confirms the lease", zh: "服务器确认租用"),
        say!(en: "the host sends a datagram from {address}", zh: "主机以 {address} 为源地址发送数据报", address = address),
    ];
    let drawn = chance.shuffled((0..steps.len()).collect::<Vec<_>>());
    let options = drawn.iter().filter_map(|i| steps.get(*i).cloned()).collect();
    let letters = |order: [usize; 5]| {
        let place = |step: usize| drawn.iter().position(|drawn| *drawn == step).unwrap_or(0);
        Value::Choices(order.map(place).to_vec())
    };
    let form = Form::Order(options);
    let right = letters([0, 1, 2, 3, 4]);
    let told = form.show(&right, crate::spec::Lang::En);
    let parts = vec![Part::new("order", text("from the first to the last", "从先到后"), form, right)];
    let asks = say!(
        en: "A host without an address gets {address} by DHCP. Put the steps in order (letters).",
        zh: "没有地址的主机通过 DHCP 得到 {address}。按先后排列各步（写字母）。",
        address = address
    );
    let hints = [
        say!(
            en: "Four messages: DISCOVER, OFFER, REQUEST, ACK (RFC 2131 §3.1).",
            zh: "四个报文：DISCOVER、OFFER、REQUEST、ACK（RFC 2131 §3.1）。"
        ),
        say!(
            en: "Who says something in each of them? The address may be used only when it is leased.",
            zh: "每个报文由谁说什么？租用确认之后才能使用该地址。"
        ),
        say!(en: "{told}", zh: "即 {told}", told = told),
    ];
    let see = "netlab frame --summary --sample dhcp";
    Task::new(asks, parts, hints, see)
        .given("address", &address)
        .mistaken(&OFFER_IS_ENOUGH, letters([0, 1, 4, 2, 3]), see)
        .mistaken(&SERVER_BEGINS, letters([1, 0, 2, 3, 4]), see)
}

static AT_THE_END: Misconception = Misconception::new(
    "lease-renewed-at-its-end",
    text(
        "renewing was put at the end of the lease; it begins when half of it is over",
        "以为到期才续租；租用期过半就开始续租",
    ),
);

static THREE_QUARTERS: Misconception = Misconception::new(
    "t2-is-three-quarters",
    text(
        "T2 was taken for three quarters of the lease; it is seven eighths",
        "以为 T2 是租用期的四分之三；它是八分之七",
    ),
);

static FROM_T1: Misconception = Misconception::new(
    "t2-counts-from-t1",
    text(
        "T2 was counted from T1; both count from the start of the lease",
        "从 T1 起算 T2；两者都从租用期开始算起",
    ),
);

/// When a lease is renewed.
pub static LEASE: Exercise = Exercise::new(
    "dhcp-lease",
    Kind::Compute,
    1,
    text("When is the lease renewed?", "何时续租？"),
    &[&AT_THE_END, &THREE_QUARTERS, &FROM_T1],
    lease,
);

fn lease(chance: &mut Chance) -> Task {
    let lease = 480 * chance.between(1, 360);
    let (t1, t2) = (lease / 2, lease / 8 * 7);
    let parts = vec![
        Part::number("t1", text("T1, in seconds", "T1（秒）"), t1),
        Part::number("t2", text("T2, in seconds", "T2（秒）"), t2),
    ];
    let asks = say!(
        en: "A lease lasts {lease} seconds, and the server says nothing of T1 and T2. How many seconds after the lease began does the host ask its server to renew it (T1), and when any server (T2)?",
        zh: "租用期为 {lease} 秒，服务器没有指定 T1 和 T2。租用期开始多少秒之后主机请求原服务器续租（T1）？多少秒之后向任何服务器请求（T2）？",
        lease = lease
    );
    let hints = [
        say!(
            en: "Both have defaults that are fractions of the lease (RFC 2131 §4.4.5).",
            zh: "两者的默认值都是租用期的一个分数（RFC 2131 §4.4.5）。"
        ),
        say!(
            en: "T1 is 0.5 of the lease, T2 is 0.875 of it; both count from its start.",
            zh: "T1 是租用期的 0.5，T2 是 0.875；都从租用期开始算起。"
        ),
        say!(
            en: "T1 is {lease} x 0.5 = {t1}; T2 is {lease} x 0.875 = {t2}.", zh: "T1 为 {lease} x 0.5 = {t1}；T2 为 {lease} x 0.875 = {t2}。",
            lease = lease, t1 = t1, t2 = t2
        ),
    ];
    let number = |key, number: u64| (key, Value::Number(number.into()));
    let see = "netlab explain lease";
    Task::new(asks, parts, hints, see)
        .given("lease", &lease)
        .mistaken_in(&AT_THE_END, vec![number("t1", lease), number("t2", lease)], see)
        .mistaken_in(&THREE_QUARTERS, vec![number("t2", lease / 4 * 3)], "netlab explain dhcp-option 59")
        .mistaken_in(&FROM_T1, vec![number("t2", t1 + t1 / 8 * 7)], "netlab explain dhcp-option 58")
}

static REQUEST_UNICAST: Misconception = Misconception::new(
    "dhcp-request-is-unicast",
    text(
        "the first REQUEST was sent to the server alone; it is broadcast, so that the others learn it too",
        "以为首个 REQUEST 只发给该服务器；它是广播的，让其他服务器也知道",
    ),
);

static USES_OFFERED: Misconception = Misconception::new(
    "offered-address-used-at-once",
    text(
        "the offered address was used as source before the ACK; until then it is 0.0.0.0",
        "收到 ACK 之前就用提议的地址作源地址；此前应为 0.0.0.0",
    ),
);

static PORTS_SWAPPED: Misconception = Misconception::new(
    "dhcp-ports-swapped",
    text("the ports were swapped: the server has 67, the client 68", "端口弄反了：服务器是 67，客户是 68"),
);

static FLAG_IGNORED: Misconception = Misconception::new(
    "dhcp-broadcast-flag-ignored",
    text(
        "the flag BROADCAST was not looked at; it decides how the answer is sent",
        "没有看 BROADCAST 标志；它决定回答的发送方式",
    ),
);

/// Addresses and ports of the four messages.
pub static ADDRESSES: Exercise = Exercise::new(
    "dhcp-addresses",
    Kind::Trace,
    2,
    text("Addresses and ports of the four messages", "四个报文的地址和端口"),
    &[&REQUEST_UNICAST, &USES_OFFERED, &PORTS_SWAPPED, &FLAG_IGNORED],
    addresses,
);

const CELLS: [(&str, Text); 8] = [
    ("d_src", text("DISCOVER: source address", "DISCOVER：源地址")),
    ("d_dst", text("DISCOVER: destination address", "DISCOVER：目的地址")),
    ("d_port", text("DISCOVER: destination port", "DISCOVER：目的端口")),
    ("o_dst", text("OFFER: destination address", "OFFER：目的地址")),
    ("o_port", text("OFFER: destination port", "OFFER：目的端口")),
    ("r_src", text("REQUEST: source address", "REQUEST：源地址")),
    ("r_dst", text("REQUEST: destination address", "REQUEST：目的地址")),
    ("a_src", text("ACK: source address", "ACK：源地址")),
];

fn addresses(chance: &mut Chance) -> Task {
    let server = host(chance, 24);
    let last = chance.between(100, 200) as u32;
    let offered = Ipv4Addr::from_bits(
        server.to_bits() & !0xff | if server.to_bits() & 0xff == last { 99 } else { last },
    );
    let broadcast = chance.coin();
    let (none, all) = (Ipv4Addr::UNSPECIFIED, Ipv4Addr::BROADCAST);
    let to = if broadcast { all } else { offered };
    let port = |number: i128| Value::Number(number);
    let right: [Value; 8] =
        [none.into(), all.into(), port(67), to.into(), port(68), none.into(), all.into(), server.into()];
    let parts = CELLS
        .into_iter()
        .zip(right)
        .map(|((key, label), value)| {
            let form = if key.ends_with("port") { Form::Number } else { Form::Address };
            Part::new(key, label, form, value)
        })
        .collect();
    let flag = if broadcast { 1 } else { 0 };
    let asks = say!(
        en: "A host without an address gets {offered} from the server {server} on its link. The flag BROADCAST of its messages is {flag}. Fill in the IPv4 addresses and the UDP ports.",
        zh: "没有地址的主机从本链路上的服务器 {server} 得到 {offered}。其报文中的 BROADCAST 标志为 {flag}。填写 IPv4 地址和 UDP 端口。",
        offered = offered, server = server, flag = flag
    );
    let hints = [
        say!(
            en: "Who has no address yet writes the one that stands for none, and who knows no server asks all.",
            zh: "还没有地址的主机填写表示“没有”的地址；不知道服务器就问所有主机。"
        ),
        say!(
            en: "Several servers may have offered, and all have to learn whose offer is taken (RFC 2131 §3.1). How an offer is sent, the flag says (§4.1).",
            zh: "可能有几个服务器提议，都要知道谁的被接受（RFC 2131 §3.1）。提议如何发送由标志决定（§4.1）。"
        ),
        say!(
            en: "DISCOVER and REQUEST go from 0.0.0.0 to 255.255.255.255 port 67, OFFER and ACK from {server} to {to} port 68.",
            zh: "DISCOVER 和 REQUEST 从 0.0.0.0 发往 255.255.255.255 端口 67，OFFER 和 ACK 从 {server} 发往 {to} 端口 68。",
            server = server, to = to
        ),
    ];
    let asked = Cell::Asked;
    let rows = vec![
        vec![Cell::same("DISCOVER"), asked("d_src"), asked("d_dst"), asked("d_port")],
        vec![Cell::same("OFFER"), Cell::same(&server), asked("o_dst"), asked("o_port")],
        vec![Cell::same("REQUEST"), asked("r_src"), asked("r_dst"), Cell::same("...")],
        vec![Cell::same("ACK"), asked("a_src"), Cell::same("..."), Cell::same("...")],
    ];
    let head = vec![
        text("message", "报文").into(),
        text("source", "源地址").into(),
        text("destination", "目的地址").into(),
        text("to port", "目的端口").into(),
    ];
    let see = "netlab frame --summary --sample dhcp";
    let other = if broadcast { offered } else { all };
    Task::new(asks, parts, hints, see)
        .given("server", &server)
        .given("offered", &offered)
        .given("flag", &flag)
        .shows(Exhibit::Table { head, rows })
        .mistaken_in(&REQUEST_UNICAST, vec![("r_dst", server.into())], see)
        .mistaken_in(&USES_OFFERED, vec![("r_src", offered.into())], see)
        .mistaken_in(&PORTS_SWAPPED, vec![("d_port", port(68)), ("o_port", port(67))], see)
        .mistaken_in(&FLAG_IGNORED, vec![("o_dst", other.into())], "netlab explain dhcp.broadcast")
}

/// Claims about DHCP.
pub static CLAIMS: Exercise = Exercise::new(
    "dhcp-claims",
    Kind::Refute,
    1,
    text("Is it so? DHCP", "是这样吗？DHCP"),
    &[&BY_ADDRESS, &REQUEST_UNICAST, &OFFER_IS_ENOUGH, &ONE_REPLY],
    |chance| refute(chance, ABOUT),
);

static BY_ADDRESS: Misconception = Misconception::new(
    "dhcp-is-known-by-its-addresses",
    text(
        "a server was taken to know DHCP by the IP addresses; it knows it by UDP port 67",
        "以为服务器凭 IP 地址认出 DHCP；它凭的是 UDP 端口 67",
    ),
);

static ONE_REPLY: Misconception = Misconception::new(
    "dhcp-is-one-question-and-one-answer",
    text("two messages were thought enough; there are four", "以为一问一答就够了；共有四个报文"),
);

static ABOUT: &[Claim] = &[
    Claim {
        says: text(
            "A DHCP server sees from the IP addresses that a datagram is meant for it.",
            "DHCP 服务器从 IP 地址看出数据报是发给它的。",
        ),
        holds: false,
        misconception: &BY_ADDRESS,
        idea: text("whom is 255.255.255.255 meant for?", "255.255.255.255 是发给谁的？"),
        because: text(
            "every host takes a broadcast; the UDP port says which program gets it (RFC 2131 §4.1)",
            "广播人人都收；由 UDP 端口决定交给哪个程序（RFC 2131 §4.1）",
        ),
        shown_by: text("the destination port of the message is 67", "报文的目的端口是 67"),
        not_by: &[
            text("the source address is 0.0.0.0", "源地址是 0.0.0.0"),
            text("the message has a transaction ID", "报文有事务标识"),
        ],
        see: "netlab frame --dump --sample dhcp-discover",
    },
    Claim {
        says: text(
            "The first REQUEST goes to the chosen server alone.",
            "首个 REQUEST 只发给被选中的服务器。",
        ),
        holds: false,
        misconception: &REQUEST_UNICAST,
        idea: text("how does a server learn that its offer was not taken?", "没有被选中的服务器怎么知道？"),
        because: text(
            "it is broadcast and names the server in option 54 (RFC 2131 §3.1)",
            "它是广播的，并用选项 54 指明服务器（RFC 2131 §3.1）",
        ),
        shown_by: text(
            "the destination of the REQUEST is 255.255.255.255",
            "REQUEST 的目的地址是 255.255.255.255",
        ),
        not_by: &[
            text("the REQUEST names a server in an option", "REQUEST 用选项指明服务器"),
            text("the OFFER has the address in yiaddr", "OFFER 在 yiaddr 中给出地址"),
        ],
        see: "netlab frame --summary --sample dhcp",
    },
    Claim {
        says: text(
            "After the offer the host still has no address that it may use.",
            "收到提议之后，主机仍没有可以使用的地址。",
        ),
        holds: true,
        misconception: &OFFER_IS_ENOUGH,
        idea: text("which source address has the REQUEST?", "REQUEST 的源地址是什么？"),
        because: text("the lease begins with the ACK (RFC 2131 §3.1)", "租用从 ACK 开始（RFC 2131 §3.1）"),
        shown_by: text(
            "the REQUEST behind the offer still comes from 0.0.0.0",
            "提议之后的 REQUEST 仍来自 0.0.0.0",
        ),
        not_by: &[
            text("the OFFER comes from port 67", "OFFER 来自端口 67"),
            text("all four messages have the same xid", "四个报文的 xid 相同"),
        ],
        see: "netlab frame --summary --sample dhcp",
    },
    Claim {
        says: text(
            "A host asks for an address, the server answers, and that is all.",
            "主机请求地址，服务器回答，仅此而已。",
        ),
        holds: false,
        misconception: &ONE_REPLY,
        idea: text("what if two servers answer?", "如果有两个服务器回答呢？"),
        because: text(
            "the host chooses an offer and has it confirmed: four messages (RFC 2131 §3.1)",
            "主机选择一个提议并得到确认：共四个报文（RFC 2131 §3.1）",
        ),
        shown_by: text(
            "DISCOVER, OFFER, REQUEST and ACK have one xid",
            "DISCOVER、OFFER、REQUEST 和 ACK 有同一个 xid",
        ),
        not_by: &[
            text("the first message is broadcast", "第一个报文是广播的"),
            text("the lease has an end", "租用有期限"),
        ],
        see: "netlab frame --summary --sample dhcp",
    },
];
