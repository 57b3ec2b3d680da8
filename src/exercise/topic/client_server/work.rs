//! Exercises: what clients and servers do.

use crate::chance::Chance;
use crate::exercise::draws::{dump, listed};
use crate::exercise::topic::tcp::pair::{ACK, PSH, Pair};
use crate::exercise::{Exercise, Exhibit, Form, Kind, Misconception, Part, Quantity, Task, Value};
use crate::say;
use crate::spec::{Lang, Said, text};

static NAME_ON_THE_WIRE: Misconception = Misconception::new(
    "connects-before-the-name-is-known",
    text(
        "the connection was opened before the DNS answered; TCP needs an address",
        "DNS 回答之前就建立连接；TCP 需要地址",
    ),
);

static ASKS_BEFORE_OPEN: Misconception = Misconception::new(
    "request-before-the-handshake",
    text("the request was sent before the connection was open", "连接建立之前就发送了请求"),
);

/// What happens when a URL is typed.
pub static JOURNEY: Exercise = Exercise::new(
    "client-server-journey",
    Kind::Trace,
    2,
    text("From the URL to the page", "从 URL 到网页"),
    &[&NAME_ON_THE_WIRE, &ASKS_BEFORE_OPEN],
    journey,
);

fn journey(chance: &mut Chance) -> Task {
    let host = chance.pick(["www.example.com", "lab.example.org", "www.example.cn"]);
    let steps: Vec<Said> = vec![
        say!(en: "ARP: who has the gateway's address?", zh: "ARP：谁有默认网关的地址？"),
        say!(en: "DNS query to the resolver", zh: "向解析程序发送 DNS 查询"),
        say!(en: "DNS answer with an address", zh: "DNS 回答给出地址"),
        say!(en: "TCP handshake with the web server", zh: "与万维网服务器三次握手"),
        say!(en: "HTTP request", zh: "HTTP 请求"),
        say!(en: "HTTP response", zh: "HTTP 响应"),
    ];
    let drawn = chance.shuffled((0..steps.len()).collect::<Vec<_>>());
    let options = drawn.iter().filter_map(|i| steps.get(*i).cloned()).collect();
    let letters = |order: [usize; 6]| {
        let place = |step: usize| drawn.iter().position(|drawn| *drawn == step).unwrap_or(0);
        Value::Choices(order.map(place).to_vec())
    };
    let form = Form::Order(options);
    let right = letters([0, 1, 2, 3, 4, 5]);
    let told = form.show(&right, Lang::En);
    let parts = vec![Part::new("order", text("from the first to the last", "从先到后"), form, right)];
    let asks = say!(
        en: "Somebody types http://{host}/ into a browser. The resolver and the web server are in other networks, and all caches are empty. Put the steps in order (letters).",
        zh: "有人在浏览器中输入 http://{host}/ 。解析程序和万维网服务器都在其他网络上，所有缓存都是空的。按先后排列各步（写字母）。",
        host = host
    );
    let hints = [
        say!(
            en: "Each step needs something that an earlier one has brought: which address does each need?",
            zh: "每一步都需要前面的步骤带来的东西：各需要什么地址？"
        ),
        say!(
            en: "The very first datagram already has to leave the network, by the gateway.",
            zh: "第一个数据报就要经过默认网关离开本网络。"
        ),
        say!(en: "{told}", zh: "即 {told}", told = told),
    ];
    let order: Vec<usize> = drawn.clone();
    Task::new(asks, parts, hints, "netlab frame --summary --sample tcp-session")
        .given("host", host)
        .given("drawn", &listed(&order, " "))
        .mistaken(&NAME_ON_THE_WIRE, letters([0, 3, 1, 2, 4, 5]), "netlab explain resolver")
        .mistaken(
            &ASKS_BEFORE_OPEN,
            letters([0, 1, 2, 4, 3, 5]),
            "netlab frame --summary --sample tcp-session",
        )
}

static NEW_PORT: Misconception = Misconception::new(
    "the-answer-comes-from-a-new-port",
    text(
        "the answer was given another port of the server; it comes from the port that was asked",
        "以为回答来自服务器的另一个端口；它来自被请求的端口",
    ),
);

static NOT_TURNED: Misconception = Misconception::new(
    "answer-keeps-direction",
    text(
        "source and destination were left as in the question; they change places",
        "源和目的仍与询问相同；其实两者互换",
    ),
);

/// The addresses of the answer.
pub static REPLY: Exercise = Exercise::new(
    "client-server-reply",
    Kind::Read,
    2,
    text("Where does the answer come from?", "回答从哪里来？"),
    &[&NOT_TURNED, &NEW_PORT],
    reply,
);

fn reply(chance: &mut Chance) -> Task {
    let port = chance.pick([80, 5000, 7000, 8000, 8080, 9000]);
    let pair = Pair::new(chance, port);
    let numbers = [chance.below(1 << 32) as u32, chance.below(1 << 32) as u32];
    let frame = pair.tcp(0, numbers, PSH | ACK, b"hello\n");
    let ([client, server], [own, of_server]) = (pair.hosts, pair.ports);
    let parts = vec![
        Part::address("src", text("source address", "源地址"), server),
        Part::number("src_port", text("source port", "源端口"), of_server),
        Part::address("dst", text("destination address", "目的地址"), client),
        Part::number("dst_port", text("destination port", "目的端口"), own),
    ];
    let asks = say!(
        en: "This frame brings a question to a server that serves each client with a socket of its own. Which IPv4 addresses and TCP ports (in decimal) has the answer?",
        zh: "这个帧把一个问题带给服务器，服务器为每个客户使用一个单独的套接字。回答的 IPv4 地址和 TCP 端口（十进制）各是什么？"
    );
    let hints = [
        say!(
            en: "Both directions belong to one connection, which two addresses and two ports name (RFC 9293 §3.4).",
            zh: "两个方向属于同一个连接，由两个地址和两个端口标识（RFC 9293 §3.4）。"
        ),
        say!(
            en: "Addresses are octets 26 to 33, ports 34 to 37 of the frame, source first. What changes in the answer?",
            zh: "地址是帧的第 26 到 33 字节，端口是第 34 到 37 字节，源在前。回答中有什么变化？"
        ),
        say!(
            en: "From {server} port {of_server} to {client} port {own}.", zh: "从 {server} 端口 {of_server} 到 {client} 端口 {own}。",
            server = server, of_server = of_server, client = client, own = own
        ),
    ];
    let see = dump(&frame);
    let port = |key, port: u16| (key, Value::Number(port.into()));
    Task::new(asks, parts, hints, &see)
        .shows(Exhibit::Frames { link: 1, frames: vec![frame] })
        .mistaken_in(
            &NOT_TURNED,
            vec![
                ("src", client.into()),
                ("dst", server.into()),
                port("src_port", own),
                port("dst_port", of_server),
            ],
            &see,
        )
        .mistaken_in(&NEW_PORT, vec![port("src_port", of_server + 1)], "netlab explain demultiplexing")
}

static ONE_COPY: Misconception = Misconception::new(
    "server-sends-one-copy",
    text(
        "one copy was sent for all; a server sends each client its own",
        "以为只发送一份；服务器要给每个客户各发一份",
    ),
);

static PEERS_DO_NOT_SEND: Misconception = Misconception::new(
    "peers-do-not-help",
    text(
        "what the peers send was left out; each of them passes on what it has",
        "没有算对等方的上传；每个对等方都会转发已有的部分",
    ),
);

/// How long it takes to give a file to all.
pub static SHARING: Exercise = Exercise::new(
    "client-server-sharing",
    Kind::Compute,
    3,
    text("A file for everybody", "把文件分发给所有人"),
    &[&ONE_COPY, &PEERS_DO_NOT_SEND],
    sharing,
);

fn sharing(chance: &mut Chance) -> Task {
    let clients = 10 * chance.between(2, 20);
    let server = 10 * chance.between(2, 10);
    let down = 5 * chance.between(4, 20);
    let up = chance.pick([1u64, 2, 4, 5]);
    // all rates in Mbit/s, the file in megabits: a multiple of what makes the first quotient whole
    let file = server * chance.between(2, 12) * 10;
    let nano = |megabits: u64, rate: u64| i128::from(megabits) * 1_000_000_000 / i128::from(rate);
    let one = nano(file, down);
    let by_server = nano(clients * file, server).max(one);
    let first = nano(file, server);
    let peers = nano(clients * file, server + clients * up).max(first).max(one);
    let time = Form::Quantity(Quantity::Time);
    let value = |nanoseconds: i128| Value::Quantity(nanoseconds);
    let parts = vec![
        Part::near(
            "server",
            text("from the server alone", "全由服务器发送"),
            time.clone(),
            value(by_server),
            10,
        ),
        Part::near("peers", text("if the peers help", "对等方参与转发"), time, value(peers), 10),
    ];
    let asks = say!(
        en: "{clients} hosts want the same file of {file} Mbit. The server sends {server} Mbit/s, each host receives {down} Mbit/s and can send {up} Mbit/s. After how long can all have it at the earliest if the server alone sends, and if the hosts pass on what they have? (Seconds, within 1 %.)",
        zh: "{clients} 台主机要同一个 {file} Mbit 的文件。服务器以 {server} Mbit/s 发送，每台主机以 {down} Mbit/s 接收，并能以 {up} Mbit/s 发送。若全由服务器发送，最早多久之后人人都有？若主机也转发已有的部分呢？（以秒计，误差不超过 1%）",
        clients = clients, file = file, server = server, down = down, up = up
    );
    let hints = [
        say!(
            en: "Count the bits that have to be sent in all, and the rate of all who send.",
            zh: "计算总共要发送的比特数，以及所有发送者的总速率。"
        ),
        say!(
            en: "It is also no faster than one host receives, and the server has to send the file once. The longest time holds.",
            zh: "也不会快于一台主机的接收，而且服务器至少要发送一次。取最长的时间。"
        ),
        say!(
            en: "{clients} x {file} / {server} s, and {clients} x {file} / ({server} + {clients} x {up}) s, or {file} / {down} s or {file} / {server} s where that is longer.",
            zh: "{clients} x {file} / {server} 秒；{clients} x {file} / ({server} + {clients} x {up}) 秒；若 {file} / {down} 秒或 {file} / {server} 秒更长则取之。",
            clients = clients, file = file, server = server, up = up, down = down
        ),
    ];
    let see = "netlab explain peer-to-peer";
    Task::new(asks, parts, hints, see)
        .given("clients", &clients)
        .given("file", &file)
        .given("server", &server)
        .given("down", &down)
        .given("up", &up)
        .mistaken_in(&ONE_COPY, vec![("server", value(first.max(one)))], see)
        .mistaken_in(&PEERS_DO_NOT_SEND, vec![("peers", value(by_server))], see)
}
