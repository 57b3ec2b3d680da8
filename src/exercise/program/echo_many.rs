//! The echo server for many clients: lines that come back in capitals.

use super::{Act, Lines, Program, Role, Trial};
use crate::chance::Chance;
use crate::exercise::{Exercise, Kind, Task};
use crate::spec::{Said, text};

/// A server for many clients: each line comes back in capitals, and `exit` ends the connection.
pub static EXERCISE: Exercise = Exercise::new(
    "echo-many",
    Kind::Program,
    3,
    text("Write a server for many clients", "编写一个服务多个客户的服务器"),
    &[],
    echo_many,
)
.with_program(&PROGRAM);

static PROGRAM: Program = Program {
    role: Role::Server,
    stem: "server",
    work: text(
        "Each line has to go back in capitals, `exit` ends the connection, and nobody waits for anybody.",
        "每一行都要以大写返回，`exit` 结束连接，任何客户都不必等待别人。",
    ),
    trials: &[
        Trial::new(
            "first",
            Act::Lines(Lines::First),
            2,
            text("the first line comes back in capitals", "第一行以大写返回"),
            text(
                "what is read before the loop and thrown away is the client's first message",
                "在循环之前读到又丢掉的，正是客户的第一条消息",
            ),
        ),
        Trial::new(
            "split",
            Act::Lines(Lines::Split),
            1,
            text("a line in two pieces is one line", "分两次到达的一行仍是一行"),
            text(
                "TCP is a stream of octets: one read need not be one message (RFC 9293 §3.8)",
                "TCP 是字节流：一次读取不一定是一条消息（RFC 9293 §3.8）",
            ),
        ),
        Trial::new(
            "joined",
            Act::Lines(Lines::Joined),
            1,
            text("two lines that come at once are two lines", "一次到达的两行仍是两行"),
            text("one read can hold several messages", "一次读取可能含有几条消息"),
        ),
        Trial::new(
            "crlf",
            Act::Lines(Lines::Crlf),
            1,
            text("a line may end with CR and LF", "行可以用 CR LF 结束"),
            text(
                "telnet and Windows end lines so; the CR is no part of the text",
                "telnet 和 Windows 这样结束一行；CR 不是正文",
            ),
        ),
        Trial::new(
            "utf8",
            Act::Lines(Lines::Utf8),
            1,
            text("a character cut in its middle comes back whole", "从中间切开的字符完整返回"),
            text(
                "half a character made to capitals becomes U+FFFD: put the line together first",
                "把半个字符转成大写会变成 U+FFFD：应先拼成整行",
            ),
        ),
        Trial::new(
            "lines",
            Act::Lines(Lines::Run),
            2,
            text("ten thousand lines come back, in order", "一万行按顺序全部返回"),
            text(
                "a write can send less than it was given, and its error may not be passed over",
                "一次写可能只发出一部分，且不能忽略写的错误",
            ),
        ),
        Trial::new(
            "halfclose",
            Act::Lines(Lines::HalfClose),
            1,
            text(
                "after the client's FIN the answers still come, then the end",
                "客户发出 FIN 之后仍能收到回答，然后结束",
            ),
            text(
                "a FIN ends one direction only; data can come together with the end (RFC 9293 §3.6)",
                "FIN 只结束一个方向；数据可能与结束一同到达（RFC 9293 §3.6）",
            ),
        ),
        Trial::new(
            "exit",
            Act::Lines(Lines::Exit),
            1,
            text(
                "`exit` ends the connection, with LF or CR LF; `exiting` does not",
                "`exit` 结束连接（LF 或 CR LF 均可），`exiting` 不结束",
            ),
            text("compare the line without its end, and the whole of it", "应比较去掉行尾的整行"),
        ),
        super::many(Act::Lines(Lines::Many), 3),
        super::slow(Act::Lines(Lines::Slow), 2),
        super::reset(Act::Lines(Lines::Reset), 2),
        super::RESTART,
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
