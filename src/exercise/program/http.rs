//! The HTTP/1.1 responder.

use super::{Act, Http, Program, Role, Trial};
use crate::chance::Chance;
use crate::exercise::{Exercise, Kind, Task};
use crate::spec::{Said, text};

/// A server with one page.
pub static EXERCISE: Exercise = Exercise::new(
    "http-responder",
    Kind::Program,
    3,
    text("Write an HTTP/1.1 server with one page", "编写一个只有一页的 HTTP/1.1 服务器"),
    &[],
    http,
)
.with_program(&PROGRAM);

/// The page, to the octet.
pub const PAGE: &str = "hello\n";

static PROGRAM: Program = Program {
    role: Role::Server,
    stem: "webserver",
    work: text(
        "GET / has to give status 200 and the 6 octets `hello` and LF; other paths give 404.",
        "GET / 要返回状态 200 和 6 字节内容 `hello` 加 LF；其他路径返回 404。",
    ),
    trials: &[
        Trial::new(
            "first",
            Act::Http(Http::First),
            2,
            text("GET / gives HTTP/1.1 200 and the page", "GET / 返回 HTTP/1.1 200 和网页"),
            text(
                "a status line is the version, a space, three digits, a space (RFC 9112 §4)",
                "状态行是版本、空格、三位数字、空格（RFC 9112 §4）",
            ),
        ),
        Trial::new(
            "length",
            Act::Http(Http::Length),
            1,
            text("the response says where its content ends", "响应说明内容在哪里结束"),
            text(
                "Content-Length, chunks, or the end of the connection: else nobody knows when it is whole (RFC 9112 §6.3)",
                "用 Content-Length、分块，或关闭连接：否则无人知道是否完整（RFC 9112 §6.3）",
            ),
        ),
        Trial::new(
            "lines",
            Act::Http(Http::Lines),
            1,
            text("its lines end with CR and LF", "各行以 CR LF 结束"),
            text(
                "each line of the head ends with CRLF, and an empty one ends the head (RFC 9112 §2.1)",
                "首部的每一行以 CRLF 结束，空行结束首部（RFC 9112 §2.1）",
            ),
        ),
        Trial::new(
            "date",
            Act::Http(Http::Date),
            1,
            text("it has a date, in GMT", "带有 GMT 日期"),
            text(
                "who has a clock sends Date, as in `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §6.6.1, §5.6.7)",
                "有时钟的服务器要发 Date，如 `Sun, 06 Nov 1994 08:49:37 GMT`（RFC 9110 §6.6.1、§5.6.7）",
            ),
        ),
        Trial::new(
            "missing",
            Act::Http(Http::Missing),
            1,
            text("another path gives 404", "其他路径返回 404"),
            text(
                "404 says that nothing is there (RFC 9110 §15.5.5)",
                "404 表示那里什么也没有（RFC 9110 §15.5.5）",
            ),
        ),
        Trial::new(
            "head",
            Act::Http(Http::Head),
            2,
            text("HEAD gives what GET does, without content", "HEAD 返回的与 GET 相同，但没有内容"),
            text(
                "Content-Length may say what GET would send, and nothing follows the head (RFC 9110 §9.3.2)",
                "Content-Length 可以说 GET 会发多少，但首部之后什么也没有（RFC 9110 §9.3.2）",
            ),
        ),
        Trial::new(
            "keep",
            Act::Http(Http::Keep),
            2,
            text("a second request on the same connection is answered", "同一连接上的第二个请求得到回答"),
            text(
                "in HTTP/1.1 a connection stays open unless one side says close (RFC 9112 §9.3)",
                "HTTP/1.1 的连接保持打开，除非一方说 close（RFC 9112 §9.3）",
            ),
        ),
        Trial::new(
            "close",
            Act::Http(Http::Close),
            1,
            text(
                "`Connection: close` ends the connection behind the answer",
                "`Connection: close` 使连接在回答后结束",
            ),
            text(
                "who is asked to close does so when the answer is sent (RFC 9112 §9.6)",
                "被要求关闭的一方发完回答就关闭（RFC 9112 §9.6）",
            ),
        ),
        Trial::new(
            "case",
            Act::Http(Http::Case),
            1,
            text("`CONNECTION: Close` is the same", "`CONNECTION: Close` 也一样"),
            text(
                "names of fields and options of a connection have no case (RFC 9110 §5.1, §7.6.1)",
                "字段名和连接选项不分大小写（RFC 9110 §5.1、§7.6.1）",
            ),
        ),
        Trial::new(
            "pipelined",
            Act::Http(Http::Pipelined),
            2,
            text(
                "three requests at once get three answers, in order",
                "一次到达的三个请求按顺序得到三个回答",
            ),
            text(
                "what was read behind one request is the beginning of the next (RFC 9112 §9.3.2)",
                "读到的多余字节是下一个请求的开头（RFC 9112 §9.3.2）",
            ),
        ),
        Trial::new(
            "cut",
            Act::Http(Http::Cut),
            1,
            text("a head in pieces is one head", "分几次到达的首部仍是一个首部"),
            text(
                "read until the empty line has come, even between its CR and LF (RFC 9112 §2.2)",
                "应读到空行为止，即使切在 CR 和 LF 之间（RFC 9112 §2.2）",
            ),
        ),
        Trial::new(
            "host",
            Act::Http(Http::Host),
            1,
            text("no Host, or two, gives 400", "没有 Host 或有两个 Host 时返回 400"),
            text(
                "a request of HTTP/1.1 has Host exactly once; a server must answer others with 400 (RFC 9112 §3.2)",
                "HTTP/1.1 请求正好有一个 Host；否则服务器必须返回 400（RFC 9112 §3.2）",
            ),
        ),
        Trial::new(
            "old",
            Act::Http(Http::Old),
            1,
            text(
                "HTTP/1.0 without Host is answered, then the connection ends",
                "没有 Host 的 HTTP/1.0 请求得到回答，然后连接结束",
            ),
            text(
                "Host came with 1.1, and so did connections that stay (RFC 9112 §3.2, §9.3)",
                "Host 和持久连接都是 1.1 才有的（RFC 9112 §3.2、§9.3）",
            ),
        ),
        Trial::new(
            "absolute",
            Act::Http(Http::Absolute),
            1,
            text("the whole URL in the request line is understood", "请求行中的完整 URL 能被理解"),
            text(
                "a server must accept `GET http://host/ HTTP/1.1`, too (RFC 9112 §3.2.2)",
                "服务器也必须接受 `GET http://host/ HTTP/1.1`（RFC 9112 §3.2.2）",
            ),
        ),
        Trial::new(
            "method",
            Act::Http(Http::Method),
            1,
            text(
                "a method that is not known gives 501, or 405 with Allow",
                "未知的方法返回 501，或带 Allow 的 405",
            ),
            text(
                "501 for what is not known, 405 for what is not allowed, which lists what is (RFC 9110 §9.1, §15.5.6)",
                "不认识的用 501；不允许的用 405，并列出允许的（RFC 9110 §9.1、§15.5.6）",
            ),
        ),
        Trial::new(
            "content",
            Act::Http(Http::Content),
            2,
            text(
                "the content of a request is not taken for the next request",
                "请求的内容不会被当作下一个请求",
            ),
            text(
                "read as many octets as its Content-Length says, or close (RFC 9112 §6.3, §9.3)",
                "按 Content-Length 读完，或关闭连接（RFC 9112 §6.3、§9.3）",
            ),
        ),
        Trial::new(
            "long",
            Act::Http(Http::Long),
            1,
            text("a request line of 8000 octets is read", "8000 字节的请求行能读"),
            text(
                "at least 8000 octets are to be expected: it does not fit into a small buffer (RFC 9112 §3)",
                "至少应能读 8000 字节：小缓冲区放不下（RFC 9112 §3）",
            ),
        ),
        Trial::new(
            "garbage",
            Act::Http(Http::Garbage),
            1,
            text(
                "what is no request gets 400 or the end, and harms nobody",
                "不是请求的内容得到 400 或结束，不影响别人",
            ),
            text(
                "400 is for what cannot be read (RFC 9110 §15.5.1, RFC 9112 §3); one client's error is that client's alone",
                "无法解析时用 400（RFC 9110 §15.5.1、RFC 9112 §3）；一个客户的错误只属于它",
            ),
        ),
        Trial::new(
            "many",
            Act::Http(Http::Many),
            2,
            text("200 clients at once, of whom most say nothing yet", "200 个客户同时连接，多数还没有说话"),
            text(
                "a browser opens connections before it needs them: who waits for one keeps all others waiting",
                "浏览器会提前打开连接：只等一个连接就让别人一直等",
            ),
        ),
        super::RESTART,
    ],
};

fn http(_: &mut Chance) -> Task {
    let asks = text(
        "Write a server of HTTP/1.1, in any language and without a library for HTTP. GET / gives status 200 and the 6 octets `hello` and LF; HEAD gives the same without content; other paths give 404. Connections stay open as the standard says.",
        "用任意语言编写一个 HTTP/1.1 服务器，不用 HTTP 库。GET / 返回状态 200 和 6 字节内容：`hello` 加 LF；HEAD 返回同样的首部但没有内容；其他路径返回 404。连接按标准保持打开。",
    );
    let hints = [
        text(
            "For each connection, again and again: read a head up to its empty line, and its content; write status line, fields, empty line, content.",
            "对每个连接反复做：读首部直到空行，再读内容；然后写状态行、字段、空行、内容。",
        ),
        text(
            "Keep what was read behind the head. Answer 400 without exactly one Host, 404 for another path, 501 for another method; close if the request says so or is of 1.0.",
            "保留首部之后已读到的字节。Host 不是正好一个就返回 400，路径不同返回 404，方法不同返回 501；请求要求关闭或是 1.0 时关闭连接。",
        ),
        text(
            "In Python, with socketserver.ThreadingTCPServer: read lines with self.rfile.readline() until one is CR LF, put fields into a dict under lower-case names, read int(fields.get('content-length', 0)) octets, write b'HTTP/1.1 200 OK\\r\\nContent-Length: 6\\r\\nDate: …\\r\\n\\r\\nhello\\n'.",
            "用 Python 的 socketserver.ThreadingTCPServer：用 self.rfile.readline() 读行直到 CR LF，字段以小写名字放进 dict，读 int(fields.get('content-length', 0)) 字节，写回 b'HTTP/1.1 200 OK\\r\\nContent-Length: 6\\r\\nDate: …\\r\\n\\r\\nhello\\n'。",
        ),
    ];
    Task::new(asks.into(), Vec::new(), hints.map(Said::from), "netlab frame --sample http-response")
}
