//! The server of framed messages: a length of four octets, then so many octets.

use super::{Act, Framed, Program, Role, Trial};
use crate::chance::Chance;
use crate::exercise::{Exercise, Kind, Task};
use crate::spec::{Said, text};

/// A server that turns each message round.
pub static EXERCISE: Exercise = Exercise::new(
    "framed-echo",
    Kind::Program,
    3,
    text("Write a server of framed messages", "编写一个带长度前缀的消息服务器"),
    &[],
    framed,
)
.with_program(&PROGRAM);

/// The longest message that the server takes.
pub const LIMIT: usize = 1 << 20;

static PROGRAM: Program = Program {
    role: Role::Server,
    stem: "framed",
    work: text(
        "Each message has 4 octets of length before it, the highest first; it goes back reversed, framed alike.",
        "每条消息前有 4 字节长度（高位在前）；内容按字节倒序，以同样的格式返回。",
    ),
    trials: &[
        Trial::new(
            "first",
            Act::Framed(Framed::First),
            2,
            text("the first message comes back reversed", "第一条消息倒序返回"),
            text(
                "the length is four octets, the highest first, and does not count itself (network byte order: RFC 791 appendix B)",
                "长度占 4 字节，高位在前，不包括自身（网络字节序：RFC 791 附录 B）",
            ),
        ),
        Trial::new(
            "cutlength",
            Act::Framed(Framed::CutLength),
            1,
            text("a length in two pieces is one length", "分两次到达的长度仍是一个长度"),
            text(
                "a read may give fewer octets than were asked for, even of four (RFC 9293 §3.8)",
                "一次读取可能少于要求的字节数，只要 4 字节时也是如此（RFC 9293 §3.8）",
            ),
        ),
        Trial::new(
            "cutmessage",
            Act::Framed(Framed::CutMessage),
            1,
            text("a message in three pieces is one message", "分三次到达的消息仍是一条"),
            text("read on until the length is reached", "应继续读，直到满足长度"),
        ),
        Trial::new(
            "joined",
            Act::Framed(Framed::Joined),
            1,
            text("three messages that come at once are three", "一次到达的三条消息仍是三条"),
            text(
                "what was read behind one message is the beginning of the next: keep it",
                "读到的多余字节是下一条消息的开头：要保留",
            ),
        ),
        Trial::new(
            "empty",
            Act::Framed(Framed::Empty),
            1,
            text("a message of 0 octets is a message", "0 字节的消息也是消息"),
            text(
                "its answer is a length of 0; a read that gives 0 octets means the end only where some were asked for",
                "回答是长度 0；只有在要求读取若干字节时，读到 0 字节才表示结束",
            ),
        ),
        Trial::new(
            "binary",
            Act::Framed(Framed::Binary),
            1,
            text(
                "all 256 octets pass: NUL, LF and those that are no UTF-8",
                "256 种字节都能通过：NUL、LF 和非 UTF-8 字节",
            ),
            text(
                "the length alone says where a message ends; octets are not text",
                "只有长度说明消息在哪里结束；字节不是文本",
            ),
        ),
        Trial::new(
            "large",
            Act::Framed(Framed::Large),
            2,
            text("1,048,576 octets come back whole", "1,048,576 字节完整返回"),
            text(
                "a write can send less than it was given: write on until all is sent",
                "一次写可能只发出一部分：应写到全部发出",
            ),
        ),
        Trial::new(
            "run",
            Act::Framed(Framed::Run),
            2,
            text("ten thousand messages come back, in order", "一万条消息按顺序全部返回"),
            text(
                "answer each message before the next, or read and write at the same time",
                "回答完一条再处理下一条，或者同时读写",
            ),
        ),
        Trial::new(
            "toolong",
            Act::Framed(Framed::TooLong),
            2,
            text("a length beyond the limit ends the connection", "超出限制的长度使连接结束"),
            text(
                "a length is a stranger's claim: look at it before memory is taken; 0xFFFFFFFF is no negative number",
                "长度只是对方的声称：先检查再分配内存；0xFFFFFFFF 不是负数",
            ),
        ),
        Trial::new(
            "halfclose",
            Act::Framed(Framed::HalfClose),
            1,
            text(
                "after the client's FIN the answer still comes, then the end",
                "客户发出 FIN 之后仍能收到回答，然后结束",
            ),
            text(
                "a FIN ends one direction only; data can come together with the end (RFC 9293 §3.6)",
                "FIN 只结束一个方向；数据可能与结束一同到达（RFC 9293 §3.6）",
            ),
        ),
        Trial::new(
            "cutoff",
            Act::Framed(Framed::CutOff),
            1,
            text("half a message before the FIN gets no answer", "FIN 之前只到一半的消息没有回答"),
            text(
                "the end in the middle of a message is an error of this connection, and not a shorter message",
                "消息中途结束是这个连接的错误，而不是一条较短的消息",
            ),
        ),
        super::many(Act::Framed(Framed::Many), 3),
        super::slow(Act::Framed(Framed::Slow), 2),
        super::reset(Act::Framed(Framed::Reset), 1),
        super::RESTART,
    ],
};

fn framed(_: &mut Chance) -> Task {
    let asks = text(
        "Write a TCP server, in any language, for many clients at once. A message is a length of four octets in network byte order, then so many octets. The octets of each message go back in reverse order, in a message of the same form. A length above 1048576 ends the connection without an answer.",
        "用任意语言编写一个同时服务多个客户的 TCP 服务器。一条消息由 4 字节长度（网络字节序）和相应数目的字节组成。每条消息的字节倒序后，以同样格式的消息返回。长度超过 1048576 时不回答，直接结束连接。",
    );
    let hints = [
        text(
            "Two steps, again and again: read exactly 4 octets, then exactly as many as they say.",
            "反复做两步：正好读 4 字节，再正好读它们所说的字节数。",
        ),
        text(
            "One function that reads exactly n octets does both; Go has io.ReadFull, Rust read_exact, C a loop over read.",
            "写一个正好读 n 字节的函数即可；Go 有 io.ReadFull，Rust 有 read_exact，C 用循环调用 read。",
        ),
        text(
            "In Python, with socketserver.ThreadingTCPServer: head = self.rfile.read(4), which is shorter only at the end; (n,) = struct.unpack('>I', head); leave above 1048576; data = self.rfile.read(n); write struct.pack('>I', n) + data[::-1].",
            "用 Python 的 socketserver.ThreadingTCPServer：head = self.rfile.read(4)，只有结束时才会更短；(n,) = struct.unpack('>I', head)；超过 1048576 就退出；data = self.rfile.read(n)；写回 struct.pack('>I', n) + data[::-1]。",
        ),
    ];
    Task::new(asks.into(), Vec::new(), hints.map(Said::from), "netlab frame --sample tcp-session")
}
