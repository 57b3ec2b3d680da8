//! Exercises: clients, servers and browsers.

mod work;

use crate::chance::Chance;
use crate::exercise::claim::{Claim, refute};
use crate::exercise::topic::tcp::pair::{ACK, PSH, Pair, SYN, summary};
use crate::exercise::{Exercise, Exhibit, Form, Kind, Misconception, Part, Task, Value};
use crate::say;
use crate::spec::{Lang, Said, text};

/// From easy to hard.
pub static EXERCISES: &[&Exercise] = &[&KINDS, &CLAIMS, &WHO, &work::JOURNEY, &work::REPLY, &work::SHARING];

static BROWSER_IS_NOT: Misconception = Misconception::new(
    "b-s-is-not-c-s",
    text(
        "B/S was taken for something else than C/S; it is C/S with a browser as the client",
        "以为 B/S 与 C/S 是两回事；B/S 就是以浏览器为客户的 C/S",
    ),
);

static ANY_PROGRAM: Misconception = Misconception::new(
    "any-web-service-is-b-s",
    text(
        "a program of its own was taken for B/S; B/S needs nothing but a browser at the user's side",
        "把专用程序当成 B/S；B/S 在用户一侧只需要浏览器",
    ),
);

/// Which of these are what.
pub static KINDS: Exercise = Exercise::new(
    "client-server-kinds",
    Kind::Compute,
    1,
    text("C/S, B/S or peers?", "C/S、B/S 还是对等？"),
    &[&BROWSER_IS_NOT, &ANY_PROGRAM],
    kinds,
);

fn kinds(chance: &mut Chance) -> Task {
    // whether there is a server that is asked, and whether a browser asks it
    let pool = vec![
        (text("mail read in a web page", "在网页中收邮件"), true, true),
        (text("a wiki of the school, opened in a browser", "在浏览器中打开的校园维基"), true, true),
        (text("a shop's site in a browser", "在浏览器中打开的购物网站"), true, true),
        (text("mail read with a mail program over IMAP", "用邮件程序通过 IMAP 收邮件"), true, false),
        (text("files fetched with an FTP program", "用 FTP 程序下载文件"), true, false),
        (text("a remote shell by ssh", "用 ssh 远程登录"), true, false),
        (text("an online game with its own program", "用专用程序玩的网络游戏"), true, false),
        (text("files shared by BitTorrent among its users", "用户之间用 BitTorrent 共享文件"), false, false),
        (text("two telephones that exchange a file directly", "两部手机直接互传文件"), false, false),
    ];
    let drawn: Vec<_> = chance.shuffled(pool).into_iter().take(5).collect();
    let options: Vec<Said> = drawn.iter().map(|(name, _, _)| (*name).into()).collect();
    let which = |test: &dyn Fn(bool, bool) -> bool| -> Vec<usize> {
        drawn
            .iter()
            .enumerate()
            .filter(|(_, (_, served, browsed))| test(*served, *browsed))
            .map(|(i, _)| i)
            .collect()
    };
    let (served, browsed) = (which(&|served, _| served), which(&|_, browsed| browsed));
    let show =
        |chosen: &[usize]| Form::Ticks(options.clone()).show(&Value::Choices(chosen.to_vec()), Lang::En);
    let told = [show(&served), show(&browsed)];
    let parts = vec![
        Part::ticks("served", text("client/server (C/S)", "属于 C/S 的"), options.clone(), served.clone()),
        Part::ticks("browsed", text("browser/server (B/S)", "属于 B/S 的"), options, browsed.clone()),
    ];
    let asks = say!(
        en: "Which of these are client/server, and which of them are browser/server? (Letters; the same letter can stand in both.)",
        zh: "下列哪些属于客户/服务器（C/S）？哪些属于浏览器/服务器（B/S）？（写字母；同一个字母可以出现在两处）"
    );
    let hints = [
        say!(en: "Ask: does one side wait and serve, and does the other ask?", zh: "想一想：是否一方等待并服务，另一方请求？"),
        say!(
            en: "B/S is C/S whose client is a browser. Where all are alike, there is neither.",
            zh: "B/S 是以浏览器为客户的 C/S。各方对等时两者都不是。"
        ),
        say!(
            en: "C/S: {served}; B/S: {browsed}.", zh: "属于 C/S 的：{served}；属于 B/S 的：{browsed}。",
            served = told[0], browsed = told[1]
        ),
    ];
    let see = "netlab explain client-server";
    let shown: Vec<&str> = drawn
        .iter()
        .map(|(_, served, browsed)| match (served, browsed) {
            (true, true) => "browser",
            (true, false) => "program",
            _ => "peers",
        })
        .collect();
    let own: Vec<usize> = served.iter().filter(|i| !browsed.contains(i)).copied().collect();
    Task::new(asks, parts, hints, see)
        .given("kinds", &shown.join(" "))
        .given("names", &drawn.iter().map(|(name, _, _)| name.en).collect::<Vec<_>>().join("; "))
        .mistaken_in(&BROWSER_IS_NOT, vec![("served", Value::Choices(own))], see)
        .mistaken_in(&ANY_PROGRAM, vec![("browsed", Value::Choices(served))], see)
}

static LOW_PORT_SERVES: Misconception = Misconception::new(
    "the-lower-port-is-the-server",
    text(
        "the lower port was taken for the server's; who gets the SYN is the server, whatever its port",
        "以为端口较小的是服务器；收到 SYN 的才是服务器，与端口大小无关",
    ),
);

static TALKER_SERVES: Misconception = Misconception::new(
    "who-sends-data-first-is-the-client",
    text(
        "who sends data first was taken for the client; in some protocols the server greets first",
        "以为先发送数据的是客户；有些协议由服务器先打招呼",
    ),
);

/// Who is the client, from a capture.
pub static WHO: Exercise = Exercise::new(
    "client-server-who",
    Kind::Read,
    2,
    text("Who is the client?", "谁是客户？"),
    &[&LOW_PORT_SERVES, &TALKER_SERVES],
    who,
);

fn who(chance: &mut Chance) -> Task {
    let mut pair = Pair::new(chance, 8000);
    // a server may wait at any port: here the numbers do not tell
    let ports = [chance.between(20000, 40000) as u16, chance.between(40001, 60000) as u16];
    let client_low = chance.coin();
    pair.ports = if client_low { ports } else { [ports[1], ports[0]] };
    let server_greets = chance.coin();
    let (x, y) = (chance.between(1, 0xf000_0000) as u32, chance.between(1, 0xf000_0000) as u32);
    let mut frames = vec![
        pair.tcp(0, [x, 0], SYN, b""),
        pair.tcp(1, [y, x + 1], SYN | ACK, b""),
        pair.tcp(0, [x + 1, y + 1], ACK, b""),
    ];
    frames.push(if server_greets {
        pair.tcp(1, [y + 1, x + 1], PSH | ACK, b"welcome\n")
    } else {
        pair.tcp(0, [x + 1, y + 1], PSH | ACK, b"hello\n")
    });
    let [client, server] = pair.hosts;
    let parts = vec![
        Part::address("client", text("the client's IPv4 address", "客户的 IPv4 地址"), client),
        Part::number("port", text("the port at which the server waits", "服务器等待的端口"), pair.ports[1]),
    ];
    let asks = say!(
        en: "These frames open a connection. Which IPv4 address has the client, and at which port does the server wait (in decimal)?",
        zh: "这些帧建立了一个连接。客户的 IPv4 地址是什么？服务器在哪个端口等待（十进制）？"
    );
    let hints = [
        say!(en: "A client begins, a server waits: who opens the connection?", zh: "客户主动，服务器等待：是谁发起连接？"),
        say!(
            en: "The first SYN has no ACK; it goes from the client to the server (RFC 9293 §3.5). The size of a port says nothing.",
            zh: "第一个 SYN 不带 ACK，由客户发往服务器（RFC 9293 §3.5）。端口大小说明不了什么。"
        ),
        say!(
            en: "{client} sends the SYN, to port {port} of {server}.", zh: "{client} 发送 SYN，发往 {server} 的端口 {port}。",
            client = client, server = server, port = pair.ports[1]
        ),
    ];
    let see = summary(&frames);
    let turned = || vec![("client", server.into()), ("port", Value::Number(pair.ports[0].into()))];
    let mut task = Task::new(asks, parts, hints, &see).shows(Exhibit::Frames { link: 1, frames });
    if client_low {
        task = task.mistaken_in(&LOW_PORT_SERVES, turned(), &see);
    }
    if server_greets { task.mistaken_in(&TALKER_SERVES, turned(), &see) } else { task }
}

/// Claims about clients and servers.
pub static CLAIMS: Exercise = Exercise::new(
    "client-server-claims",
    Kind::Refute,
    1,
    text("Is it so? Clients and servers", "是这样吗？客户与服务器"),
    &[&BROWSER_IS_NOT, &BIG_MACHINE, &SAFE_BY_SHAPE, &SERVER_CALLS],
    |chance| refute(chance, ABOUT),
);

static BIG_MACHINE: Misconception = Misconception::new(
    "a-server-is-a-big-machine",
    text(
        "a server was taken for a machine; it is a program that waits for requests",
        "把服务器当成一种机器；它是等待请求的程序",
    ),
);

static SAFE_BY_SHAPE: Misconception = Misconception::new(
    "c-s-is-secure-and-local",
    text(
        "security and a local network were taken for marks of C/S; they come from other choices",
        "以为安全、局域网是 C/S 的特征；它们取决于其他设计",
    ),
);

static SERVER_CALLS: Misconception = Misconception::new(
    "the-server-opens-the-connection",
    text("the server was taken to open the connection; it waits for it", "以为由服务器发起连接；它等待连接"),
);

static ABOUT: &[Claim] = &[
    Claim {
        says: text("B/S is not a kind of C/S.", "B/S 不属于 C/S。"),
        holds: false,
        misconception: &BROWSER_IS_NOT,
        idea: text("what is a browser, seen from the web server?", "从万维网服务器看，浏览器是什么？"),
        because: text("a browser is a client program like any other", "浏览器和其他客户程序一样是客户"),
        shown_by: text(
            "the browser sends a request, and the server answers it",
            "浏览器发送请求，服务器回答",
        ),
        not_by: &[
            text("a browser can show pictures", "浏览器能显示图片"),
            text("HTTP messages have a start line", "HTTP 报文有起始行"),
        ],
        see: "netlab explain client-server",
    },
    Claim {
        says: text("A server is a large and fast machine.", "服务器就是又大又快的机器。"),
        holds: false,
        misconception: &BIG_MACHINE,
        idea: text("can a telephone answer requests?", "手机能回答请求吗？"),
        because: text("server and client are parts that programs play", "服务器和客户是程序扮演的角色"),
        shown_by: text(
            "what a server is first of all: a process that waits for clients",
            "服务器首先是等待客户的进程",
        ),
        not_by: &[
            text("many servers stand in data centres", "许多服务器在数据中心里"),
            text("a server keeps one port", "服务器保持一个端口"),
        ],
        see: "netlab explain server",
    },
    Claim {
        says: text("C/S is secure and works in a local network only.", "C/S 是安全的，并且只能用于局域网。"),
        holds: false,
        misconception: &SAFE_BY_SHAPE,
        idea: text("is mail C/S? is it local?", "电子邮件是 C/S 吗？它限于局域网吗？"),
        because: text(
            "who asks and who answers says nothing of encryption or distance",
            "谁请求谁回答，与加密和距离都没有关系",
        ),
        shown_by: text(
            "DNS is client and server too, unencrypted and across the Internet",
            "DNS 也是客户与服务器，不加密而且跨越互联网",
        ),
        not_by: &[
            text("a client needs a program of its own", "客户需要专用程序"),
            text("a server has to be found by its address", "要凭地址找到服务器"),
        ],
        see: "netlab frame --layers --sample dns-query",
    },
    Claim {
        says: text(
            "The client opens the connection, and the server waits for it.",
            "客户发起连接，服务器等待连接。",
        ),
        holds: true,
        misconception: &SERVER_CALLS,
        idea: text("who sends the first segment?", "第一个报文段由谁发送？"),
        because: text(
            "the client opens actively, the server passively (RFC 9293 §3.9.1.1)",
            "客户主动打开，服务器被动打开（RFC 9293 §3.9.1.1）",
        ),
        shown_by: text("the first SYN goes to port 80", "第一个 SYN 发往端口 80"),
        not_by: &[
            text("both sides send a SYN", "双方都发送 SYN"),
            text("the client's port is dynamic", "客户的端口是动态端口"),
        ],
        see: "netlab frame --summary --sample tcp-handshake",
    },
];
