//! Exercises: HTTP.

mod body;

use crate::chance::Chance;
use crate::exercise::claim::{Claim, refute};
use crate::exercise::draws::hex;
use crate::exercise::program::http;
use crate::exercise::{Exercise, Exhibit, Form, Kind, Misconception, Part, Point, Task, Value};
use crate::say;
use crate::spec::{Said, text};

/// From easy to hard.
pub static EXERCISES: &[&Exercise] =
    &[&REQUEST, &STATUS, &CLAIMS, &body::LENGTH, &body::WHERE, &BUILD, &body::CHUNKS, &http::EXERCISE];

static WHOLE_URL: Misconception = Misconception::new(
    "request-line-has-the-whole-url",
    text(
        "the whole URL was put into the request line; to a server itself it has path and query",
        "把整个 URL 写进了请求行；直接发给服务器时只写路径和查询",
    ),
);

static FRAGMENT_SENT: Misconception = Misconception::new(
    "the-fragment-is-sent",
    text("the part behind # was sent; it stays in the browser", "把 # 后面的部分也发送了；它留在浏览器里"),
);

static HOST_WITHOUT_PORT: Misconception = Misconception::new(
    "host-field-without-port",
    text(
        "the port was left out of Host; it is named unless it is the default",
        "Host 字段漏掉了端口；不是默认端口就要写出",
    ),
);

/// From a URL to the head of the request.
pub static REQUEST: Exercise = Exercise::new(
    "http-request",
    Kind::Compute,
    1,
    text("From the URL to the request", "从 URL 到请求"),
    &[&WHOLE_URL, &FRAGMENT_SENT, &HOST_WITHOUT_PORT],
    request,
);

const HOSTS: [&str; 6] = [
    "www.example.com",
    "lab.example.org",
    "shop.example.net",
    "www.example.cn",
    "172.16.10.11",
    "web.example.com",
];
const PATHS: [&str; 6] = ["/", "/index.html", "/a/b.txt", "/search", "/img/logo.png", "/course/7"];

fn request(chance: &mut Chance) -> Task {
    let (host, path) = (chance.pick(HOSTS), chance.pick(PATHS));
    let port = chance.pick([80u16, 80, 8000, 8080, 8888]);
    let query = chance.pick(["", "", "?q=tcp", "?page=2"]);
    let fragment = chance.pick(["", "#top", "#part-3"]);
    let authority = if port == 80 { host.to_string() } else { format!("{host}:{port}") };
    let url = format!("http://{authority}{path}{query}{fragment}");
    let line = |target: &str| Value::Text(format!("GET {target} HTTP/1.1"));
    let target = format!("{path}{query}");
    let word = |text: &str| Value::Text(text.to_string());
    let port = Part::number("port", text("destination port of TCP", "TCP 的目的端口"), port);
    let parts = vec![
        Part::new("line", text("the request line", "请求行"), Form::Exact, line(&target)),
        Part::new("host", text("the value of Host", "Host 字段的值"), Form::Exact, word(&authority)),
        port,
    ];
    let asks = say!(
        en: "A browser asks the server itself for {url} by GET with HTTP/1.1. What are the request line and the value of the field Host, and to which TCP port does it connect?",
        zh: "浏览器用 HTTP/1.1 的 GET 直接向服务器请求 {url} 。请求行是什么？Host 字段的值是什么？连接到哪个 TCP 端口？",
        url = url
    );
    let hints = [
        say!(
            en: "Method, target, version, with a space between each (RFC 9112 §3).",
            zh: "方法、目标、版本，之间各一个空格（RFC 9112 §3）。"
        ),
        say!(
            en: "The target is what is behind the host, without what only the browser needs. Host has the rest (RFC 9112 §3.2).",
            zh: "目标是主机之后的部分，去掉只有浏览器需要的。其余在 Host 中（RFC 9112 §3.2）。"
        ),
        say!(
            en: "GET {target} HTTP/1.1, and Host: {authority}", zh: "即 GET {target} HTTP/1.1 和 Host: {authority}",
            target = target, authority = authority
        ),
    ];
    let see = "netlab frame --tree --sample http-request";
    Task::new(asks, parts, hints, see)
        .given("url", &url)
        .mistaken_in(&WHOLE_URL, vec![("line", line(&url))], see)
        .mistaken_in(&FRAGMENT_SENT, vec![("line", line(&format!("{target}{fragment}")))], see)
        .mistaken_in(&HOST_WITHOUT_PORT, vec![("host", word(host))], see)
}

static CLIENT_TO_BLAME: Misconception = Misconception::new(
    "http-4xx-and-5xx-confused",
    text(
        "client and server were confused: 4xx says that the request is wrong, 5xx that the server failed",
        "弄混了客户与服务器：4xx 表示请求有误，5xx 表示服务器出错",
    ),
);

static LENGTH_OF_ALL: Misconception = Misconception::new(
    "content-length-counts-the-head",
    text(
        "Content-Length was taken to count the head; it counts the body alone",
        "以为 Content-Length 包括首部；它只计正文",
    ),
);

static REDIRECT_IS_ERROR: Misconception = Misconception::new(
    "a-redirection-is-an-error",
    text("3xx was taken for an error; it says where to look instead", "把 3xx 当成错误；它说明应到别处去取"),
);

/// What a response says.
pub static STATUS: Exercise = Exercise::new(
    "http-status",
    Kind::Read,
    1,
    text("What does this response say?", "这个响应说了什么？"),
    &[&CLIENT_TO_BLAME, &REDIRECT_IS_ERROR, &LENGTH_OF_ALL],
    status,
);

fn status(chance: &mut Chance) -> Task {
    let (code, reason) = chance.pick([
        (200, "OK"),
        (301, "Moved Permanently"),
        (302, "Found"),
        (304, "Not Modified"),
        (400, "Bad Request"),
        (403, "Forbidden"),
        (404, "Not Found"),
        (500, "Internal Server Error"),
        (503, "Service Unavailable"),
    ]);
    // RFC 9110 §15.4.5: a 304 has no body
    let length = if code == 304 { 0 } else { chance.between(20, 9000) };
    let kind = chance.pick(["text/html", "text/plain", "application/json", "image/png"]);
    let mut head = format!("HTTP/1.1 {code} {reason}\r\nServer: lab/{}\r\n", chance.between(1, 9));
    if code != 304 {
        head.push_str(&format!("Content-Type: {kind}\r\nContent-Length: {length}\r\n"));
    }
    if matches!(code, 301 | 302) {
        head.push_str("Location: http://www.example.com/new\r\n");
    }
    head.push_str("\r\n");
    let options: Vec<Said> = vec![
        text("it is done", "成功").into(),
        text("look elsewhere, or use what you have", "到别处去取，或用已有的").into(),
        text("the request is wrong", "请求有误").into(),
        text("the server failed", "服务器出错").into(),
    ];
    let class = (code / 100 - 2) as usize;
    let parts = vec![
        Part::number("status", text("status code", "状态码"), code as i128),
        Part::choice("class", text("what that says", "它表示"), options, class),
        Part::number("body", text("octets of the body", "正文的字节数"), length),
    ];
    let asks = say!(
        en: "This is the head of the response to a GET. What is its status code, what does that say, and how many octets has the body behind it?",
        zh: "这是对一个 GET 请求的响应的首部。状态码是多少？它表示什么？其后的正文有多少字节？"
    );
    let hints = [
        say!(en: "The first line is version, status code and a phrase for people (RFC 9112 §4).", zh: "第一行是版本、状态码和给人看的短语（RFC 9112 §4）。"),
        say!(
            en: "The first digit of the status code is its class (RFC 9110 §15). A body of known length has a field that says so; Not Modified has no body.",
            zh: "状态码的第一位数字是它的类别（RFC 9110 §15）。长度已知的正文由一个字段说明；Not Modified 没有正文。"
        ),
        say!(
            en: "{code}: {letter}), and {length} octets.", zh: "{code}：{letter})，正文 {length} 字节。",
            code = code, letter = ["a", "b", "c", "d"][class], length = length
        ),
    ];
    let shown = head.trim_end().replace("\r\n", "\n");
    let see = "netlab frame --tree --sample http-response";
    let other = match class {
        2 => vec![("class", Value::Choice(3))],
        3 => vec![("class", Value::Choice(2))],
        _ => Vec::new(),
    };
    let mut task = Task::new(asks, parts, hints, see)
        .given("head", &shown.replace('\n', "|"))
        .shows(Exhibit::Lines(Said { en: shown.clone(), zh: shown }))
        .mistaken_in(&CLIENT_TO_BLAME, other, "netlab explain http.status_code");
    if class == 1 {
        task = task.mistaken_in(
            &REDIRECT_IS_ERROR,
            vec![("class", Value::Choice(2))],
            "netlab explain http.status_code",
        );
    }
    if length == 0 {
        return task;
    }
    let counted = i128::from(length) - head.len() as i128;
    task.mistaken_in(&LENGTH_OF_ALL, vec![("body", Value::Number(counted))], see)
}

static NO_BLANK_LINE: Misconception = Misconception::new(
    "http-head-without-blank-line",
    text(
        "the empty line was left out; without it the server waits for more fields",
        "漏掉了空行；没有它，服务器会继续等待更多字段",
    ),
);

static LF_ALONE: Misconception = Misconception::new(
    "http-lines-end-with-lf",
    text("lines were ended with LF; HTTP ends them with CR LF", "行以 LF 结束；HTTP 的行以 CR LF 结束"),
);

static NO_HOST: Misconception = Misconception::new(
    "http-host-is-decoration",
    text("Host was left out; HTTP/1.1 demands it", "漏掉了 Host 字段；HTTP/1.1 要求必须有它"),
);

/// A request, octet by octet.
pub static BUILD: Exercise = Exercise::new(
    "http-build",
    Kind::Build,
    2,
    text("Write a request in octets", "写出一个请求的字节"),
    &[&NO_BLANK_LINE, &LF_ALONE, &NO_HOST],
    build,
);

fn build(chance: &mut Chance) -> Task {
    let (host, path) = (chance.pick(HOSTS), chance.pick(PATHS));
    let method = chance.pick(["GET", "HEAD"]);
    let model = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\n\r\n");
    let first = format!("{method} {path} HTTP/1.1");
    let part = Part::by(
        "request",
        text("the octets, in hexadecimal", "各字节（十六进制）"),
        Form::Octets,
        Value::Octets(model.clone().into_bytes()),
        move |value| judge(value, &first, host),
    );
    let asks = say!(
        en: "Write the octets, in hexadecimal, of the shortest request of HTTP/1.1 that asks {host} (port 80) for {path} by {method}. `printf ... | xxd -p` can help.",
        zh: "写出用 {method} 向 {host}（端口 80）请求 {path} 的最短 HTTP/1.1 请求的全部字节（十六进制）。可以借助 `printf ... | xxd -p`。",
        host = host, path = path, method = method
    );
    let whole = hex(model.as_bytes());
    let hints = [
        say!(
            en: "A request line, the one field that HTTP/1.1 demands, and what ends the head (RFC 9112 §2.1, §3.2).",
            zh: "一个请求行，HTTP/1.1 要求的那一个字段，以及结束首部的内容（RFC 9112 §2.1、§3.2）。"
        ),
        say!(
            en: "`netlab frame --dump --sample http-request` shows one: look at where its lines end.",
            zh: "`netlab frame --dump --sample http-request` 显示一个例子：看看各行在哪里结束。"
        ),
        say!(en: "{whole}", zh: "即 {whole}", whole = whole),
    ];
    let see = "netlab frame --dump --sample http-request";
    let octets = |text: String| Value::Octets(text.into_bytes());
    Task::new(asks, vec![part], hints, see)
        .given("host", host)
        .given("path", path)
        .given("method", method)
        .mistaken(&NO_BLANK_LINE, octets(model.trim_end().to_string() + "\r\n"), see)
        .mistaken(&LF_ALONE, octets(model.replace("\r\n", "\n")), see)
        .mistaken(&NO_HOST, octets(format!("{method} {path} HTTP/1.1\r\n\r\n")), see)
}

/// What the request has to be.
fn judge(value: &Value, first: &str, host: &str) -> Vec<Point> {
    let Value::Octets(octets) = value else { return vec![Point::new(false, text("octets", "字节"))] };
    let all = String::from_utf8_lossy(octets);
    let (head, rest) = all.split_once("\r\n\r\n").unwrap_or((&all, "?"));
    let mut lines = head.split("\r\n");
    let is_first = lines.next() == Some(first);
    let hosts: Vec<&str> = lines
        .filter_map(|line| line.split_once(':'))
        .filter(|(name, _)| name.eq_ignore_ascii_case("host"))
        .map(|(_, value)| value.trim_matches([' ', '\t']))
        .collect();
    vec![
        Point::new(is_first, text("request line: method, target, version", "请求行：方法、目标、版本")),
        Point::new(
            !all.replace("\r\n", "").contains(['\r', '\n']),
            text("every line ends with CR LF", "每行以 CR LF 结束"),
        ),
        Point::new(hosts == [host], text("the field that HTTP/1.1 demands", "HTTP/1.1 要求的字段")),
        Point::new(all.contains("\r\n\r\n"), text("the end of the head", "首部的结束")),
        Point::new(rest.is_empty(), text("nothing behind the head", "首部之后没有别的")),
    ]
}

/// Claims about HTTP.
pub static CLAIMS: Exercise = Exercise::new(
    "http-claims",
    Kind::Refute,
    1,
    text("Is it so? HTTP", "是这样吗？HTTP"),
    &[&NO_HOST, &STATELESS_CLOSES, &LF_ALONE, &SAYS_WHERE],
    |chance| refute(chance, ABOUT),
);

static STATELESS_CLOSES: Misconception = Misconception::new(
    "stateless-means-closed",
    text(
        "stateless was taken to say that the connection is closed; it says that a request stands by itself",
        "以为“无状态”就是关闭连接；它指的是每个请求独立",
    ),
);

static SAYS_WHERE: Misconception = Misconception::new(
    "server-sees-the-typed-name",
    text(
        "TCP was taken to bring the name that was typed; only the field Host does",
        "以为 TCP 会带上输入的域名；只有 Host 字段带着它",
    ),
);

static ABOUT: &[Claim] = &[
    Claim {
        says: text("In HTTP/1.1 the field Host can be left out.", "在 HTTP/1.1 中可以省略 Host 字段。"),
        holds: false,
        misconception: &NO_HOST,
        idea: text("can several sites have one address?", "几个网站能共用一个地址吗？"),
        because: text(
            "a server has to answer 400 to a request without it (RFC 9112 §3.2)",
            "没有它的请求，服务器必须回答 400（RFC 9112 §3.2）",
        ),
        shown_by: text("the rule for requests without Host", "关于没有 Host 的请求的规则"),
        not_by: &[
            text("the request line has a path", "请求行中有路径"),
            text("the status line has a code of three digits", "状态行中有三位状态码"),
        ],
        see: "netlab explain http-no-host",
    },
    Claim {
        says: text(
            "HTTP is stateless, so the connection is closed after every response.",
            "HTTP 是无状态的，所以每个响应之后都关闭连接。",
        ),
        holds: false,
        misconception: &STATELESS_CLOSES,
        idea: text("is state of the application the same as a connection?", "应用的状态与连接是一回事吗？"),
        because: text(
            "connections persist by default in HTTP/1.1 (RFC 9112 §9.3)",
            "HTTP/1.1 默认使用持续连接（RFC 9112 §9.3）",
        ),
        shown_by: text(
            "the response has Content-Length: the body ends without a close",
            "响应有 Content-Length：正文不靠关闭连接来结束",
        ),
        not_by: &[
            text("the response has a status code", "响应有状态码"),
            text("the response says which server sent it", "响应说明是哪个服务器发送的"),
        ],
        see: "netlab frame --tree --sample http-response",
    },
    Claim {
        says: text("The lines of an HTTP head end with CR LF.", "HTTP 首部的各行以 CR LF 结束。"),
        holds: true,
        misconception: &LF_ALONE,
        idea: text("look at the octets at the end of a line", "看看行尾的字节"),
        because: text("so says RFC 9112 §2.1", "RFC 9112 §2.1 如此规定"),
        shown_by: text("0d 0a stands behind every line", "每行之后是 0d 0a"),
        not_by: &[
            text("each field has a colon", "每个字段有冒号"),
            text("the head is ASCII", "首部用 ASCII"),
        ],
        see: "netlab frame --dump --sample http-request",
    },
    Claim {
        says: text(
            "A server knows by the TCP connection which domain name the user typed.",
            "服务器从 TCP 连接就知道用户输入的域名。",
        ),
        holds: false,
        misconception: &SAYS_WHERE,
        idea: text("what do IP and TCP carry: names or numbers?", "IP 和 TCP 携带的是名字还是数字？"),
        because: text(
            "the name was turned into an address before; Host brings it again (RFC 9110 §7.2)",
            "域名事先已变成地址；Host 字段再把它带去（RFC 9110 §7.2）",
        ),
        shown_by: text("a field in the request repeats the name", "请求中有一个字段重复了域名"),
        not_by: &[
            text("the destination port is 80", "目的端口是 80"),
            text("the request line names a path", "请求行写明了路径"),
        ],
        see: "netlab frame --tree --sample http-request",
    },
];
