//! Exercises: sockets.

mod buffers;
mod more;

use crate::chance::Chance;
use crate::exercise::claim::{Claim, refute};
use crate::exercise::program::{client, echo_many};
use crate::exercise::{Cell, Exercise, Exhibit, Form, Kind, Misconception, Part, Task, Value};
use crate::say;
use crate::spec::{Lang, Said, text};

/// From easy to hard.
pub static EXERCISES: &[&Exercise] = &[
    &ORDER,
    &COUNT,
    &CLAIMS,
    &buffers::READS,
    &buffers::DATAGRAMS,
    &ERRORS,
    &more::MORE,
    &buffers::WHERE,
    &client::EXERCISE,
    &echo_many::EXERCISE,
];

static BIND_AFTER: Misconception = Misconception::new(
    "socket-bound-after-listen",
    text(
        "the address was given after it was needed; `bind` comes before the socket listens or receives",
        "先使用后绑定地址；`bind` 应在监听或接收之前",
    ),
);

static CLOSED_TOO_EARLY: Misconception = Misconception::new(
    "socket-closed-before-the-answer",
    text("the socket was closed before the answer", "还没有处理回答就关闭了套接字"),
);

static ORDER_ANSWERS_FIRST: Misconception = Misconception::new(
    "answer-before-the-question",
    text(
        "writing was put before reading, or the other way round; who serves reads first, who asks writes first",
        "读写顺序颠倒；服务者先读，询问者先写",
    ),
);

/// The calls of a program, in order.
pub static ORDER: Exercise = Exercise::new(
    "sockets-order",
    Kind::Trace,
    1,
    text("The calls in their order", "各调用的顺序"),
    &[&BIND_AFTER, &CLOSED_TOO_EARLY, &ORDER_ANSWERS_FIRST],
    order,
);

/// A call that a program makes.
fn call(name: &str) -> Said {
    let what = match name {
        "socket" => text("make an endpoint", "创建套接字"),
        "bind" => text("give it the own address", "绑定本机地址"),
        "listen" => text("let connections come in", "开始监听"),
        "accept" => text("take a connection", "接受一个连接"),
        "connect" => text("open a connection", "建立连接"),
        "read" => text("take octets of the stream", "从字节流读取"),
        "write" => text("put octets into the stream", "写入字节流"),
        "recvfrom" => text("take a datagram and its sender", "接收数据报及其来源"),
        "sendto" => text("send a datagram", "发送数据报"),
        _ => text("give it back", "关闭"),
    };
    Said { en: format!("{name}: {}", what.en), zh: format!("{name}：{}", what.zh) }
}

fn order(chance: &mut Chance) -> Task {
    let (program, calls): (_, Vec<&str>) = match chance.below(4) {
        0 => (
            text("a TCP server that answers one question", "回答一个问题的 TCP 服务器"),
            vec!["socket", "bind", "listen", "accept", "read", "write", "close"],
        ),
        1 => (
            text("a TCP client that asks one question", "提出一个问题的 TCP 客户"),
            vec!["socket", "connect", "write", "read", "close"],
        ),
        2 => (
            text("a UDP server that answers one question", "回答一个问题的 UDP 服务器"),
            vec!["socket", "bind", "recvfrom", "sendto", "close"],
        ),
        _ => (
            text("a UDP client that asks one question", "提出一个问题的 UDP 客户"),
            vec!["socket", "sendto", "recvfrom", "close"],
        ),
    };
    let drawn = chance.shuffled(calls.clone());
    let options: Vec<Said> = drawn.iter().map(|name| call(name)).collect();
    let letters = |order: &[&str]| {
        Value::Choices(
            order.iter().map(|name| drawn.iter().position(|drawn| drawn == name).unwrap_or(0)).collect(),
        )
    };
    let swapped = |one: &str, other: &str| {
        let (at, to) =
            (calls.iter().position(|name| *name == one), calls.iter().position(|name| *name == other));
        let mut order = calls.clone();
        if let (Some(at), Some(to)) = (at, to) {
            order.swap(at, to);
        }
        letters(&order)
    };
    let form = Form::Order(options);
    let right = letters(&calls);
    let told = form.show(&right, Lang::En);
    let parts = vec![Part::new("order", text("from the first to the last", "从先到后"), form, right)];
    let asks = Said {
        en: format!("Put the calls of {} in order (letters). It makes each of them once.", program.en),
        zh: format!("按先后排列{}的各调用（写字母），每个调用一次。", program.zh),
    };
    let hints = [
        say!(
            en: "Who is to be found needs an address first; who goes to somebody gets one from the system.",
            zh: "要让别人找到，先要有地址；主动去找别人的，由系统分配地址。"
        ),
        say!(
            en: "`netlab explain client-server` shows both sides of TCP. UDP has no connection to open.",
            zh: "`netlab explain client-server` 显示 TCP 的双方。UDP 没有连接要建立。"
        ),
        say!(en: "{told}", zh: "即 {told}", told = told),
    ];
    let see = "netlab explain client-server";
    let waits = if calls.contains(&"listen") { "listen" } else { "recvfrom" };
    let (asked, answered) = if calls.contains(&"read") { ("read", "write") } else { ("recvfrom", "sendto") };
    let last = calls.get(calls.len() - 2).copied().unwrap_or("close");
    Task::new(asks, parts, hints, see)
        .given("calls", &drawn.join(" "))
        .mistaken(&BIND_AFTER, swapped("bind", waits), "netlab explain socket")
        .mistaken(&CLOSED_TOO_EARLY, swapped(last, "close"), see)
        .mistaken(&ORDER_ANSWERS_FIRST, swapped(asked, answered), see)
}

static PORT_EACH: Misconception = Misconception::new(
    "a-port-for-each-connection",
    text(
        "the server was given a port for each connection; all of them keep the one it listens at",
        "以为服务器每个连接用一个端口；所有连接都用监听的那一个",
    ),
);

static SAME_SOCKET: Misconception = Misconception::new(
    "accept-returns-the-same-socket",
    text(
        "`accept` was taken to give the listening socket; it gives a new one for each connection",
        "以为 `accept` 返回监听套接字；它为每个连接返回一个新的",
    ),
);

static LISTENER_FORGOTTEN: Misconception = Misconception::new(
    "listening-socket-forgotten",
    text(
        "the listening socket was not counted; it stays while connections come and go",
        "没有算监听套接字；连接来来去去，它一直都在",
    ),
);

/// Sockets and ports of a server.
pub static COUNT: Exercise = Exercise::new(
    "sockets-count",
    Kind::Compute,
    1,
    text("How many sockets, how many ports?", "多少个套接字？多少个端口？"),
    &[&LISTENER_FORGOTTEN, &SAME_SOCKET, &PORT_EACH],
    count,
);

fn count(chance: &mut Chance) -> Task {
    let hosts = chance.between(2, 6);
    let each = chance.between(2, 5);
    let closed = chance.between(1, 3);
    let open = hosts * each - closed;
    let parts = vec![
        Part::number("sockets", text("sockets of the server", "服务器的套接字数"), open + 1),
        Part::number("ports", text("TCP ports in use at the server", "服务器占用的 TCP 端口数"), 1),
    ];
    let asks = say!(
        en: "A TCP server listens at one port and serves every connection until it is closed at both ends. {hosts} hosts open {each} connections each; of all these, {closed} have been closed since. How many TCP sockets has the server program open now, and how many TCP ports does it use?",
        zh: "TCP 服务器在一个端口监听，对每个连接服务到双方都关闭为止。{hosts} 台主机各建立 {each} 个连接；其中共 {closed} 个已经关闭。现在服务器程序打开着多少个 TCP 套接字？用了多少个 TCP 端口？",
        hosts = hosts, each = each, closed = closed
    );
    let hints = [
        say!(
            en: "One socket waits; each connection has a socket of its own (RFC 9293 §3.9.1).",
            zh: "一个套接字在等待；每个连接有自己的套接字（RFC 9293 §3.9.1）。"
        ),
        say!(
            en: "A connection is told by both addresses and both ports: the server's port need not differ.",
            zh: "连接由双方的地址和端口共同区分：服务器的端口不必不同。"
        ),
        say!(
            en: "{hosts} x {each} - {closed} = {open} connections, and the listening socket: {all}; one port.",
            zh: "{hosts} x {each} - {closed} = {open} 个连接，加上监听套接字：{all}；一个端口。",
            hosts = hosts, each = each, closed = closed, open = open, all = open + 1
        ),
    ];
    let of = |sockets: u64, ports: u64| {
        vec![("sockets", Value::Number(sockets.into())), ("ports", Value::Number(ports.into()))]
    };
    Task::new(asks, parts, hints, "netlab explain socket")
        .given("hosts", &hosts)
        .given("each", &each)
        .given("closed", &closed)
        .mistaken_in(&LISTENER_FORGOTTEN, of(open, 1), "netlab explain socket")
        .mistaken_in(&SAME_SOCKET, of(1, 1), "netlab explain socket")
        .mistaken_in(&PORT_EACH, of(open + 1, open + 1), "netlab explain demultiplexing")
}

static SILENT_PORT: Misconception = Misconception::new(
    "connecting-to-a-closed-port-waits",
    text(
        "a closed port was taken to keep silent; a host answers with RST at once",
        "以为关闭的端口没有回应；主机会立即用 RST 回答",
    ),
);

static END_IS_ERROR: Misconception = Misconception::new(
    "end-of-stream-is-an-error",
    text(
        "the end of the stream was taken for an error; after FIN a read gives 0 octets",
        "把流的结束当成错误；收到 FIN 之后 read 返回 0 字节",
    ),
);

static UDP_CONNECTS: Misconception = Misconception::new(
    "udp-connect-sends-something",
    text(
        "`connect` was taken to ask the other end over UDP; it only notes the address",
        "以为 UDP 的 `connect` 会与对方联系；它只记下地址",
    ),
);

/// What the call says.
pub static ERRORS: Exercise = Exercise::new(
    "sockets-results",
    Kind::Compute,
    2,
    text("What does the call say?", "调用返回什么？"),
    &[&SILENT_PORT, &END_IS_ERROR, &UDP_CONNECTS],
    errors,
);

const KEYS: [&str; 4] = ["first", "second", "third", "fourth"];

/// What calls can say, as the options of every row.
const RESULTS: [(&str, &str); 6] = [
    ("success", "成功"),
    ("0 octets: the end of the stream", "0 字节：流已结束"),
    ("ECONNREFUSED: connection refused", "ECONNREFUSED：连接被拒绝"),
    ("EADDRINUSE: address already in use", "EADDRINUSE：地址已被占用"),
    ("ECONNRESET: connection reset by the other end", "ECONNRESET：连接被对方复位"),
    ("ETIMEDOUT: no answer in time", "ETIMEDOUT：超时无回答"),
];

fn errors(chance: &mut Chance) -> Task {
    let port = chance.pick([7000u64, 7070, 8000, 8080, 9000]);
    // what happens, what the call says, and what is thought instead
    type Event = (Said, usize, Option<(usize, &'static Misconception, &'static str)>);
    let events: Vec<Event> = vec![
        (
            say!(en: "connect (TCP) to port {port}; nothing listens there", zh: "connect（TCP）到端口 {port}，那里没有监听", port = port),
            2,
            Some((5, &SILENT_PORT, "netlab explain reset")),
        ),
        (
            say!(en: "bind (TCP) to port {port}; another program listens there", zh: "bind（TCP）到端口 {port}，另一个程序正在监听", port = port),
            3,
            None,
        ),
        (
            say!(en: "read (TCP); FIN has come, all data is read", zh: "read（TCP）：FIN 已到，数据都已读完"),
            1,
            Some((4, &END_IS_ERROR, "netlab explain half-close")),
        ),
        (
            say!(en: "read (TCP); RST has come, no data waits", zh: "read（TCP）：RST 已到，没有待读数据"),
            4,
            None,
        ),
        (
            say!(en: "connect (UDP) to port {port}; nothing is bound there", zh: "connect（UDP）到端口 {port}，那里没有绑定", port = port),
            0,
            Some((2, &UDP_CONNECTS, "netlab explain tcp-vs-udp")),
        ),
        (
            say!(en: "connect (TCP) to port {port}; a filter drops every SYN", zh: "connect（TCP）到端口 {port}，过滤器丢弃每个 SYN", port = port),
            5,
            None,
        ),
        (
            say!(en: "bind (UDP) to port {port}; a TCP server listens at {port}", zh: "bind（UDP）到端口 {port}，一个 TCP 服务器正在监听 {port}", port = port),
            0,
            None,
        ),
    ];
    let drawn: Vec<Event> = chance.shuffled(events).into_iter().take(4).collect();
    let options: Vec<Said> =
        RESULTS.iter().map(|(en, zh)| Said { en: (*en).to_string(), zh: (*zh).to_string() }).collect();
    let parts = KEYS
        .into_iter()
        .zip(&drawn)
        .enumerate()
        .map(|(i, (key, (_, result, _)))| {
            let label = say!(en: "result of call {n}", zh: "第 {n} 个调用的结果", n = i + 1);
            Part::choice(key, label, options.clone(), *result)
        })
        .collect();
    let rows = KEYS
        .into_iter()
        .zip(&drawn)
        .map(|(key, (event, _, _))| vec![Cell::said(event.clone()), Cell::Asked(key)])
        .collect();
    let head = vec![text("call", "调用").into(), text("result", "结果").into()];
    let told: Vec<String> =
        drawn.iter().map(|(_, result, _)| crate::exercise::answer::letter(*result).to_string()).collect();
    let asks = say!(
        en: "Blocking calls on Linux; the other end is a host that is up. What does each of them say in the end?",
        zh: "Linux 上的阻塞调用，对方主机开着。各自最终返回什么？"
    );
    let hints = [
        say!(
            en: "Ask for each: what does the other end send, if anything, and does this call wait for it?",
            zh: "逐个考虑：对方会发送什么？这个调用会等待它吗？"
        ),
        say!(
            en: "A SYN for a closed port is answered with RST (RFC 9293 §3.5.2). TCP and UDP each have their own ports.",
            zh: "发往关闭端口的 SYN 得到 RST（RFC 9293 §3.5.2）。TCP 和 UDP 各有自己的端口。"
        ),
        say!(en: "In their order: {told}.", zh: "依次为：{told}。", told = told.join(", ")),
    ];
    let mut task = Task::new(asks, parts, hints, "netlab explain tcp-vs-udp")
        .given("port", &port)
        .shows(Exhibit::Table { head, rows });
    for (key, (_, _, wrong)) in KEYS.into_iter().zip(&drawn) {
        if let Some((result, misconception, see)) = wrong {
            task = task.mistaken_in(misconception, vec![(key, Value::Choice(*result))], see);
        }
    }
    task
}

/// Claims about sockets.
pub static CLAIMS: Exercise = Exercise::new(
    "sockets-claims",
    Kind::Refute,
    1,
    text("Is it so? Sockets", "是这样吗？套接字"),
    &[&PORT_EACH, &FULL_QUEUE, &CLIENT_BINDS, &KEEPS_BOUNDARIES],
    |chance| refute(chance, ABOUT),
);

static FULL_QUEUE: Misconception = Misconception::new(
    "backlog-is-the-most-clients",
    text(
        "the number given to `listen` was taken for the most clients; it bounds those that wait to be accepted",
        "把 `listen` 的参数当成客户数上限；它限制的是等待 accept 的连接",
    ),
);

static CLIENT_BINDS: Misconception = Misconception::new(
    "a-client-has-to-bind",
    text(
        "a client was taken to need `bind`; the system gives it a free port",
        "以为客户必须 `bind`；系统会给它一个空闲端口",
    ),
);

static KEEPS_BOUNDARIES: Misconception = Misconception::new(
    "one-read-for-one-write",
    text(
        "each read was taken to give one write; TCP is a stream without boundaries",
        "以为一次 read 对应一次 write；TCP 是没有边界的字节流",
    ),
);

static ABOUT: &[Claim] = &[
    Claim {
        says: text(
            "A server needs another port for each client that is connected.",
            "每连接一个客户，服务器就要多用一个端口。",
        ),
        holds: false,
        misconception: &PORT_EACH,
        idea: text("what tells one connection from another?", "靠什么区分不同的连接？"),
        because: text(
            "a connection is known by both addresses and both ports (RFC 9293 §3.4)",
            "连接由双方的地址和端口共同标识（RFC 9293 §3.4）",
        ),
        shown_by: text(
            "the answer to SYN comes from the very port that was asked",
            "对 SYN 的回答正来自被请求的那个端口",
        ),
        not_by: &[
            text("the client's port is above 49151", "客户的端口大于 49151"),
            text("the SYN has an option for the window", "SYN 带有窗口选项"),
        ],
        see: "netlab frame --summary --sample tcp-handshake",
    },
    Claim {
        says: text(
            "`listen(fd, 5)` lets at most five clients be connected at a time.",
            "`listen(fd, 5)` 使同时连接的客户不超过五个。",
        ),
        holds: false,
        misconception: &FULL_QUEUE,
        idea: text("what happens to a connection when it was accepted?", "连接被 accept 之后怎样了？"),
        because: text(
            "the number bounds the queue of connections not yet accepted (listen(2))",
            "该数限制的是尚未被 accept 的连接队列（listen(2)）",
        ),
        shown_by: text("an accepted connection has left the queue", "已被 accept 的连接已离开队列"),
        not_by: &[
            text("the queue holds connections whose handshake is over", "队列中是已完成握手的连接"),
            text("a server has one listening socket", "服务器有一个监听套接字"),
        ],
        see: "netlab explain accept queue",
    },
    Claim {
        says: text("A client can connect without having called `bind`.", "客户不调用 `bind` 也能建立连接。"),
        holds: true,
        misconception: &CLIENT_BINDS,
        idea: text("who has to know the client's port beforehand?", "谁需要事先知道客户的端口？"),
        because: text(
            "the system picks a port that is free; nobody has to know it before",
            "系统选取一个空闲端口；事先没有人需要知道它",
        ),
        shown_by: text("clients use dynamic ports, which are never registered", "客户使用从不登记的动态端口"),
        not_by: &[
            text("servers use registered ports", "服务器使用登记的端口"),
            text("a port number has 16 bits", "端口号有 16 位"),
        ],
        see: "netlab explain dynamic port",
    },
    Claim {
        says: text(
            "What one `write` sends, the other end gets with one `read`.",
            "一次 `write` 发送的，对方一次 `read` 收到。",
        ),
        holds: false,
        misconception: &KEEPS_BOUNDARIES,
        idea: text("does a segment say where a write ended?", "报文段会说明一次 write 到哪里为止吗？"),
        because: text(
            "TCP carries a stream; it may cut it and join it anywhere (RFC 9293 §2.2)",
            "TCP 传送字节流，可以在任何地方切分与合并（RFC 9293 §2.2）",
        ),
        shown_by: text("the stream has no boundaries between messages", "字节流中没有消息边界"),
        not_by: &[
            text("TCP has a checksum", "TCP 有检验和"),
            text("TCP asks again for what was lost", "TCP 重传丢失的数据"),
        ],
        see: "netlab explain byte stream",
    },
];
