//! Exercises whose answer is a program: what is tried with it, and why that matters. Who tries it is `cli`.

use super::{Exercise, Kind, Task};
use crate::chance::Chance;
use crate::spec::{Said, Text, text};

/// A program that is to be written.
pub struct Program {
    /// What is tried, in this order.
    pub trials: &'static [Trial],
    /// What to begin with.
    pub starters: &'static [Starter],
}

/// A program that does next to nothing yet, in one language.
pub struct Starter {
    /// The language.
    pub language: &'static str,
    /// The name of its file.
    pub file: &'static str,
    /// What is in it. Its first line says how it is tried.
    pub text: &'static str,
}

/// Something that is tried with a program.
pub struct Trial {
    /// What is done.
    pub act: Act,
    /// What has to hold.
    pub what: Text,
    /// Why it may fail: what the author has probably overlooked.
    pub because: Text,
    /// What it is worth.
    pub points: u32,
}

/// What is done with a server of lines that come back in capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// One line is sent.
    First,
    /// A line comes in two pieces.
    Split,
    /// Two lines come at once.
    Joined,
    /// A line ends with CR and LF.
    Crlf,
    /// A character of several octets comes in two pieces.
    Utf8,
    /// Ten thousand lines come without a pause.
    Lines,
    /// The client says that it sends no more, and goes on reading.
    HalfClose,
    /// The line `exit` ends the connection, and other lines that hold it do not.
    Exit,
    /// Two hundred clients at once.
    Many,
    /// A client sends and does not read.
    Slow,
    /// A client resets its connection.
    Reset,
    /// The program is ended and started again at once.
    Restart,
}

/// A server for many clients: each line comes back in capitals, and `exit` ends the connection.
pub static ECHO_MANY: Exercise = Exercise::new(
    "echo-many",
    Kind::Program,
    3,
    text("Write a server for many clients", "编写一个服务多个客户的服务器"),
    &[],
    echo_many,
)
.with_program(&ECHO);

static ECHO: Program = Program {
    starters: &[
        Starter { language: "go", file: "server.go", text: include_str!("program/server.go") },
        Starter { language: "python", file: "server.py", text: include_str!("program/server.py") },
        Starter { language: "c", file: "server.c", text: include_str!("program/server.c") },
        Starter { language: "rust", file: "server.rs", text: include_str!("program/server.rust") },
    ],
    trials: &[
        Trial {
            act: Act::First,
            what: text("the first line comes back in capitals", "第一行以大写返回"),
            because: text(
                "what is read before the loop and thrown away is the client's first message",
                "在循环之前读到又丢掉的，正是客户的第一条消息",
            ),
            points: 2,
        },
        Trial {
            act: Act::Split,
            what: text("a line in two pieces is one line", "分两次到达的一行仍是一行"),
            because: text(
                "TCP is a stream of octets: one read need not be one message (RFC 9293 §3.8)",
                "TCP 是字节流：一次读取不一定是一条消息（RFC 9293 §3.8）",
            ),
            points: 1,
        },
        Trial {
            act: Act::Joined,
            what: text("two lines that come at once are two lines", "一次到达的两行仍是两行"),
            because: text("one read can hold several messages", "一次读取可能含有几条消息"),
            points: 1,
        },
        Trial {
            act: Act::Crlf,
            what: text("a line may end with CR and LF", "行可以用 CR LF 结束"),
            because: text(
                "telnet and Windows end lines so; the CR is no part of the text",
                "telnet 和 Windows 这样结束一行；CR 不是正文",
            ),
            points: 1,
        },
        Trial {
            act: Act::Utf8,
            what: text("a character cut in its middle comes back whole", "从中间切开的字符完整返回"),
            because: text(
                "half a character made to capitals becomes U+FFFD: put the line together first",
                "把半个字符转成大写会变成 U+FFFD：应先拼成整行",
            ),
            points: 1,
        },
        Trial {
            act: Act::Lines,
            what: text("ten thousand lines come back, in order", "一万行按顺序全部返回"),
            because: text(
                "a write can send less than it was given, and its error may not be passed over",
                "一次写可能只发出一部分，且不能忽略写的错误",
            ),
            points: 2,
        },
        Trial {
            act: Act::HalfClose,
            what: text(
                "after the client's FIN the answers still come, then the end",
                "客户发出 FIN 之后仍能收到回答，然后结束",
            ),
            because: text(
                "a FIN ends one direction only; data can come together with the end (RFC 9293 §3.6)",
                "FIN 只结束一个方向；数据可能与结束一同到达（RFC 9293 §3.6）",
            ),
            points: 1,
        },
        Trial {
            act: Act::Exit,
            what: text(
                "`exit` ends the connection, with LF or CR LF; `exiting` does not",
                "`exit` 结束连接（LF 或 CR LF 均可），`exiting` 不结束",
            ),
            because: text("compare the line without its end, and the whole of it", "应比较去掉行尾的整行"),
            points: 1,
        },
        Trial {
            act: Act::Many,
            what: text("200 clients at once, each with its own answer", "200 个客户同时连接，各得各的回答"),
            because: text(
                "a server that works on one connection to its end keeps all others waiting",
                "把一个连接处理完才接受下一个的服务器让别人一直等",
            ),
            points: 3,
        },
        Trial {
            act: Act::Slow,
            what: text(
                "a client that does not read does not stop the others",
                "不读数据的客户不会卡住其他客户",
            ),
            because: text(
                "a write to a full connection blocks: not in the thread of all",
                "向已满的连接写会阻塞：不要在公用的线程里写",
            ),
            points: 2,
        },
        Trial {
            act: Act::Reset,
            what: text("a client that resets does not end the server", "客户复位连接不会使服务器退出"),
            because: text(
                "an error on one connection is that connection's alone",
                "一个连接上的错误只属于那个连接",
            ),
            points: 2,
        },
        Trial {
            act: Act::Restart,
            what: text("started again at once, it has its address again", "立刻重启后仍能使用原来的地址"),
            because: text(
                "connections in TIME-WAIT hold the port; SO_REUSEADDR says that this is known (RFC 9293 §3.6.1)",
                "处于 TIME-WAIT 的连接占着端口；SO_REUSEADDR 表示知道这一点（RFC 9293 §3.6.1）",
            ),
            points: 1,
        },
    ],
};

fn echo_many(_: &mut Chance) -> Task {
    let asks = text(
        "Write a TCP server, in any language, for many clients at once. Each line that comes, text in UTF-8 with LF or CR LF behind it, goes back in capitals. The line `exit` ends that connection.",
        "用任意语言编写一个同时服务多个客户的 TCP 服务器。收到的每一行（UTF-8 文本，以 LF 或 CR LF 结束）转成大写后返回。收到 `exit` 这一行就结束该连接。",
    );
    let hints = [
        text(
            "TCP gives octets, not messages: collect them until a line is whole.",
            "TCP 给出的是字节而不是消息：先收集，凑成整行再处理。",
        ),
        text(
            "Give each connection a thread, a goroutine or a task of its own, and read lines in it through a buffer.",
            "给每个连接一个线程、goroutine 或任务，在其中通过缓冲区按行读取。",
        ),
        text(
            "In Python, socketserver.ThreadingTCPServer with allow_reuse_address, and for each connection: for line in self.rfile: strip the end, leave at `exit`, write line.upper() and a line feed.",
            "用 Python：socketserver.ThreadingTCPServer，设 allow_reuse_address；每个连接中：for line in self.rfile：去掉行尾，遇到 `exit` 就退出，写回 line.upper() 加换行。",
        ),
    ];
    Task::new(asks.into(), Vec::new(), hints.map(Said::from), "netlab frame --sample tcp-session")
}
