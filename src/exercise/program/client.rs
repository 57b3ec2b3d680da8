//! The client for a given server: netlab is the server of lines.

use super::{Act, Client, Program, Role, Trial};
use crate::chance::Chance;
use crate::exercise::{Exercise, Kind, Task};
use crate::spec::{Said, text};

/// A client that sends lines and prints what comes back.
pub static EXERCISE: Exercise = Exercise::new(
    "line-client",
    Kind::Program,
    2,
    text("Write a client for the echo server", "编写回显服务器的客户"),
    &[],
    client,
)
.with_program(&PROGRAM);

static PROGRAM: Program = Program {
    role: Role::Client,
    stem: "client",
    work: text(
        "Send each line of standard input, print each line that comes, end when the server has ended.",
        "把标准输入的每一行发出去，打印收到的每一行，服务器结束后退出。",
    ),
    trials: &[
        Trial::new(
            "first",
            Act::Client(Client::First),
            2,
            text("it connects and sends its line, with LF behind it", "连接后发出一行，以 LF 结束"),
            text(
                "without its end the server cannot know that the line is whole",
                "没有行尾，服务器不知道这一行是否完整",
            ),
        ),
        Trial::new(
            "prints",
            Act::Client(Client::Prints),
            2,
            text("it prints the answer, and ends with status 0", "打印回答，以状态 0 退出"),
            text(
                "who closes without reading loses the answer, and sends a reset (RFC 9293 §3.6.1, RFC 1122 §4.2.2.13)",
                "不读就关闭会丢掉回答，并发出复位（RFC 9293 §3.6.1、RFC 1122 §4.2.2.13）",
            ),
        ),
        Trial::new(
            "lines",
            Act::Client(Client::Lines),
            1,
            text("three lines are sent as they are, and nothing else", "三行原样发出，没有别的内容"),
            text(
                "the border between messages is the LF, and not the write (RFC 9293 §2.2)",
                "消息的边界是 LF，而不是一次写（RFC 9293 §2.2）",
            ),
        ),
        Trial::new(
            "cut",
            Act::Client(Client::Cut),
            2,
            text("an answer in pieces is printed as one line", "分几次到达的回答打印成一行"),
            text(
                "one read need not be one answer: read on up to the LF (RFC 9293 §3.8)",
                "一次读取不一定是一个回答：应读到 LF 为止（RFC 9293 §3.8）",
            ),
        ),
        Trial::new(
            "joined",
            Act::Client(Client::Joined),
            1,
            text("two answers that come at once are both printed", "一次到达的两个回答都打印出来"),
            text(
                "what was read behind one line is the beginning of the next",
                "读到的多余字节是下一行的开头",
            ),
        ),
        Trial::new(
            "utf8",
            Act::Client(Client::Utf8),
            1,
            text("a character cut in its middle is printed whole", "从中间切开的字符完整打印"),
            text(
                "half a character decoded by itself becomes U+FFFD: put the line together first",
                "单独解码半个字符会变成 U+FFFD：应先拼成整行",
            ),
        ),
        Trial::new(
            "long",
            Act::Client(Client::Long),
            1,
            text("a line of 100,000 octets goes and comes whole", "100,000 字节的一行完整往返"),
            text(
                "a write can send less than it was given, and a buffer has an end",
                "一次写可能只发出一部分，缓冲区也有尽头",
            ),
        ),
        Trial::new(
            "many",
            Act::Client(Client::Many),
            2,
            text("10,000 lines go and come, in order", "10,000 行按顺序往返"),
            text(
                "who sends all before reading can block with a server that waits likewise: read after each line, or at the same time",
                "先全部发完再读，可能与同样在等的服务器互相卡住：应发一行读一行，或同时进行",
            ),
        ),
        Trial::new(
            "ends",
            Act::Client(Client::Ends),
            1,
            text("at the end of its input it says so: FIN, or `exit`", "输入结束时告知对方：FIN 或 `exit`"),
            text(
                "a server that is told nothing waits for ever; shutdown ends the sending side alone (RFC 9293 §3.6)",
                "不告知，服务器会一直等；shutdown 只结束发送方向（RFC 9293 §3.6）",
            ),
        ),
        Trial::new(
            "late",
            Act::Client(Client::Late),
            1,
            text("an answer that comes after that is still printed", "此后才到的回答仍然打印"),
            text(
                "read until the server ends, and not only until all is sent",
                "应读到服务器结束，而不是发完就走",
            ),
        ),
        Trial::new(
            "closed",
            Act::Client(Client::Closed),
            1,
            text("a server that closes early ends the client, too", "服务器提前关闭时客户也退出"),
            text(
                "a read that gives 0 octets is the end; who reads again gets it again, for ever",
                "读到 0 字节就是结束；再读还是 0，永远如此",
            ),
        ),
        Trial::new(
            "refused",
            Act::Client(Client::Refused),
            1,
            text(
                "where nobody listens it says so, and its status is not 0",
                "无人监听时说明原因，状态不为 0",
            ),
            text(
                "connect fails: a script learns that by the exit status, a person on standard error",
                "connect 会失败：脚本看退出状态，人看标准错误",
            ),
        ),
    ],
};

fn client(_: &mut Chance) -> Task {
    let asks = text(
        "Write a TCP client, in any language. It connects, sends each line of its standard input with LF behind it, and prints each line that comes back on standard output. When its input ends it shuts down its sending side or sends `exit`, prints what still comes, and ends with status 0 when the server closes. netlab is the server: each line comes back in capitals.",
        "用任意语言编写一个 TCP 客户。它连接服务器，把标准输入的每一行连同 LF 发出去，并把返回的每一行打印到标准输出。输入结束后，它关闭发送方向或发送 `exit`，打印还会到来的内容，在服务器关闭后以状态 0 退出。netlab 就是服务器：每一行以大写返回。",
    );
    let hints = [
        text(
            "Two things go on at once: lines go out, and lines come in.",
            "两件事同时进行：一边发出行，一边收到行。",
        ),
        text(
            "One thread sends standard input and then calls shutdown for the sending side; the other reads and prints until the end.",
            "一个线程发送标准输入，然后对发送方向调用 shutdown；另一个线程读取并打印，直到结束。",
        ),
        text(
            "In Python: a thread with for line in sys.stdin.buffer: server.sendall(line), then server.shutdown(socket.SHUT_WR); the program itself: for line in server.makefile('rb'): write it to sys.stdout.buffer and flush.",
            "用 Python：线程中 for line in sys.stdin.buffer: server.sendall(line)，然后 server.shutdown(socket.SHUT_WR)；主程序中 for line in server.makefile('rb')：写到 sys.stdout.buffer 并 flush。",
        ),
    ];
    Task::new(asks.into(), Vec::new(), hints.map(Said::from), "netlab frame --sample tcp-session")
}
