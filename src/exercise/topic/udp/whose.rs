//! Exercises: ports, and whose they are.

use crate::chance::Chance;
use crate::exercise::draws::{dump, host, listed};
use crate::exercise::topic::tcp::pair::Pair;
use crate::exercise::{Cell, Exercise, Exhibit, Kind, Misconception, Part, Task, Value};
use crate::say;
use crate::spec::{Said, text};

static UP_TO_1024: Misconception = Misconception::new(
    "system-ports-up-to-1024",
    text(
        "1024 was taken for a system port; they end with 1023",
        "以为 1024 是系统端口；系统端口到 1023 为止",
    ),
);

static ALL_DYNAMIC: Misconception = Misconception::new(
    "all-above-1023-are-dynamic",
    text(
        "every port above 1023 was taken for dynamic; up to 49151 they are registered",
        "以为 1023 以上都是动态端口；到 49151 为止是登记的用户端口",
    ),
);

/// Which range a port is in.
pub static CLASSES: Exercise = Exercise::new(
    "udp-classes",
    Kind::Compute,
    1,
    text("System, user or dynamic port?", "系统端口、用户端口还是动态端口？"),
    &[&UP_TO_1024, &ALL_DYNAMIC],
    classes,
);

const ROWS: [&str; 4] = ["first", "second", "third", "fourth"];

fn classes(chance: &mut Chance) -> Task {
    let edge = chance.pick([1023, 1024, 49151, 49152]);
    let known = chance.pick([22, 25, 53, 80, 110, 143, 443]);
    let user = chance.pick([1024, 3306, 3389, 5000, 5432, 8000, 8080, 32768]);
    let high = chance.between(49153, 65535);
    let ports = chance.shuffled(vec![edge, known, user, high]);
    // RFC 6335 §6
    let class = |port: u64, first_user: u64, first_dynamic: u64| match port {
        port if port < first_user => 0,
        port if port < first_dynamic => 1,
        _ => 2,
    };
    let options: Vec<Said> = vec![
        text("system port", "系统端口").into(),
        text("user port", "用户端口").into(),
        text("dynamic port", "动态端口").into(),
    ];
    let parts = ROWS
        .into_iter()
        .zip(&ports)
        .map(|(key, port)| {
            let label = Said { en: port.to_string(), zh: port.to_string() };
            Part::choice(key, label, options.clone(), class(*port, 1024, 49152))
        })
        .collect();
    let answers = |first_user: u64, first_dynamic: u64| {
        let classes = ports.iter().map(|port| Value::Choice(class(*port, first_user, first_dynamic)));
        ROWS.into_iter().zip(classes).collect::<Vec<_>>()
    };
    let asks = say!(
        en: "In which of the three ranges of RFC 6335 is each of these ports?",
        zh: "下列端口各在 RFC 6335 三个范围中的哪一个？"
    );
    let hints = [
        say!(
            en: "The first range is for the services that everybody knows, the last for clients, never registered.",
            zh: "第一个范围用于众所周知的服务，最后一个供客户使用，从不登记。"
        ),
        say!(
            en: "The first range has 2^10 ports, the last 2^14, and there are 2^16.",
            zh: "第一个范围有 2^10 个端口，最后一个有 2^14 个，总共 2^16 个。"
        ),
        say!(
            en: "0-1023 system, 1024-49151 user, 49152-65535 dynamic.",
            zh: "0-1023 为系统端口，1024-49151 为用户端口，49152-65535 为动态端口。"
        ),
    ];
    let see = "netlab explain ports";
    Task::new(asks, parts, hints, see)
        .given("ports", &listed(&ports, " "))
        .mistaken_in(&UP_TO_1024, answers(1025, 49152), see)
        .mistaken_in(&ALL_DYNAMIC, answers(1024, 1024), see)
}

static DESTINATION_SERVES: Misconception = Misconception::new(
    "the-destination-is-the-server",
    text(
        "the destination was taken for the server; a frame may be an answer",
        "以为目的方就是服务器；这个帧可能是回答",
    ),
);

static HIGHER_SERVES: Misconception = Misconception::new(
    "the-higher-port-is-the-server",
    text(
        "the higher port was taken for the server's; servers wait at a known port, clients get a high one",
        "以为较大的端口是服务器的；服务器在已知端口等待，客户得到较大的端口",
    ),
);

/// Which of two hosts is the server.
pub static SERVER: Exercise = Exercise::new(
    "udp-server",
    Kind::Read,
    1,
    text("Who is the server?", "谁是服务器？"),
    &[&DESTINATION_SERVES, &HIGHER_SERVES],
    server,
);

fn server(chance: &mut Chance) -> Task {
    let port = chance.pick([53, 69, 123, 137, 161]);
    let pair = Pair::new(chance, port);
    let from = usize::from(chance.coin());
    // a question or an answer: nothing but the ports tells
    let frame = pair.udp(from, b"????");
    let parts = vec![
        Part::address("server", text("the server's IPv4 address", "服务器的 IPv4 地址"), pair.hosts[1]),
        Part::number("port", text("the client's port", "客户的端口"), pair.ports[0]),
    ];
    let asks = say!(
        en: "This frame was caught between a client and a server. Which IPv4 address has the server, and which port has the client (in decimal)?",
        zh: "这个帧是在客户与服务器之间抓到的。服务器的 IPv4 地址是什么？客户的端口是多少（十进制）？"
    );
    let hints = [
        say!(
            en: "A server waits at a port that clients know in advance; a client gets one from its system.",
            zh: "服务器在客户事先知道的端口等待；客户的端口由它的系统选取。"
        ),
        say!(
            en: "The ports are octets 34 to 37, source first: which is registered, and which is dynamic?",
            zh: "端口是第 34 到 37 字节，源端口在前：哪个是登记的，哪个是动态的？"
        ),
        say!(
            en: "{port} is registered: {server} is the server; the client has {client}.",
            zh: "{port} 是登记的端口：{server} 是服务器；客户的端口是 {client}。",
            port = port, server = pair.hosts[1], client = pair.ports[0]
        ),
    ];
    let see = dump(&frame);
    let to = 1 - from;
    Task::new(asks, parts, hints, &see)
        .shows(Exhibit::Frames { link: 1, frames: vec![frame] })
        .mistaken_in(
            &DESTINATION_SERVES,
            vec![("server", pair.hosts[to].into()), ("port", Value::Number(pair.ports[from].into()))],
            &see,
        )
        .mistaken_in(
            &HIGHER_SERVES,
            vec![("server", pair.hosts[0].into()), ("port", Value::Number(pair.ports[1].into()))],
            &see,
        )
}

static PORT_ALONE: Misconception = Misconception::new(
    "port-alone-finds-the-socket",
    text(
        "the own port alone was looked at; a TCP connection is found by both addresses and both ports",
        "只看了本机端口；TCP 连接由两个地址和两个端口共同确定",
    ),
);

static REMOTE_PORT: Misconception = Misconception::new(
    "remote-port-finds-the-socket",
    text(
        "the remote port was matched without its address; two clients may have the same port",
        "只比较了对方端口而没有比较地址；两个客户可以用同一个端口",
    ),
);

static PROTOCOL_IGNORED: Misconception = Misconception::new(
    "protocol-is-ignored",
    text(
        "a user datagram was given to a TCP socket; the protocol is looked at first",
        "把用户数据报交给了 TCP 套接字；首先要看协议",
    ),
);

/// Which socket gets it.
pub static SOCKETS: Exercise = Exercise::new(
    "udp-demux",
    Kind::Trace,
    2,
    text("Which socket gets it?", "交给哪个套接字？"),
    &[&PORT_ALONE, &REMOTE_PORT, &PROTOCOL_IGNORED],
    sockets,
);

fn sockets(chance: &mut Chance) -> Task {
    let port = chance.pick([7000u64, 7777, 8000, 9000]);
    let (own, x) = (host(chance, 24), host(chance, 24));
    let y = std::net::Ipv4Addr::from_bits(x.to_bits() ^ 1 << 16);
    let client = chance.between(49152, 65000);
    let other = client + chance.between(1, 500);
    let options = vec![
        say!(en: "TCP, listening at *:{port}", zh: "TCP，在 *:{port} 监听", port = port),
        say!(en: "TCP, connected to {x}:{client}", zh: "TCP，已连接 {x}:{client}", x = x, client = client),
        say!(en: "TCP, connected to {y}:{client}", zh: "TCP，已连接 {y}:{client}", y = y, client = client),
        say!(en: "UDP, bound to *:{port}", zh: "UDP，绑定 *:{port}", port = port),
    ];
    // protocol, from whom, what kind; the socket, and what each mistake says
    let arrivals = chance.shuffled(vec![
        ("TCP", format!("{x}:{client}"), [1, 0, 1, 1]),
        ("TCP", format!("{y}:{client}"), [2, 0, 1, 2]),
        ("TCP SYN", format!("{x}:{other}"), [0, 0, 0, 0]),
        ("UDP", format!("{x}:{client}"), [3, 3, 3, 1]),
    ]);
    let arrivals: Vec<_> = ROWS.into_iter().zip(arrivals).collect();
    let parts = arrivals
        .iter()
        .map(|(key, (protocol, from, to))| {
            let label = say!(en: "{protocol} from {from}", zh: "来自 {from} 的 {protocol}", protocol = protocol, from = from);
            Part::choice(key, label, options.clone(), to[0])
        })
        .collect();
    let answers = |which: usize| {
        arrivals.iter().map(|(key, (_, _, to))| (*key, Value::Choice(to[which]))).collect::<Vec<_>>()
    };
    let asks = say!(
        en: "The host {own} has the four sockets a to d. These arrive at {own}, all for port {port}. Which socket gets each?",
        zh: "主机 {own} 有 a 到 d 四个套接字。下列数据到达 {own}，目的端口都是 {port}。各交给哪个套接字？",
        own = own, port = port
    );
    let hints = [
        say!(
            en: "The protocol comes first; then TCP looks for a connection with just these two addresses and ports (RFC 9293 §3.10).",
            zh: "首先看协议；然后 TCP 查找地址和端口恰好相同的连接（RFC 9293 §3.10）。"
        ),
        say!(
            en: "Only what belongs to no connection goes to the listening socket; UDP has its own.",
            zh: "不属于任何连接的才交给监听套接字；UDP 有自己的套接字。"
        ),
        say!(
            en: "In the order of the table: {all}.", zh: "按表中顺序：{all}。",
            all = arrivals.iter().map(|(_, (_, _, to))| ["a", "b", "c", "d"][to[0]]).collect::<Vec<_>>().join(", ")
        ),
    ];
    let rows = arrivals
        .iter()
        .map(|(key, (protocol, from, _))| vec![Cell::same(protocol), Cell::same(from), Cell::Asked(key)])
        .collect();
    let head =
        vec![text("arrives", "到达").into(), text("from", "来自").into(), text("socket", "套接字").into()];
    let shown: Vec<String> = arrivals
        .iter()
        .map(|(_, (protocol, from, _))| format!("{},{from}", protocol.replace(' ', "-")))
        .collect();
    let see = "netlab explain demultiplexing";
    Task::new(asks, parts, hints, see)
        .given("x", &x)
        .given("y", &y)
        .given("client", &client)
        .given("arrivals", &shown.join(" "))
        .shows(Exhibit::Table { head, rows })
        .mistaken_in(&PORT_ALONE, answers(1), see)
        .mistaken_in(&REMOTE_PORT, answers(2), see)
        .mistaken_in(&PROTOCOL_IGNORED, answers(3), see)
}
