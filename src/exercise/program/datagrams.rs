//! The echo server for datagrams.

use super::{Act, Datagrams, Program, Role, Trial};
use crate::chance::Chance;
use crate::exercise::{Exercise, Kind, Task};
use crate::spec::{Said, text};

/// A server that sends each datagram back.
pub static EXERCISE: Exercise = Exercise::new(
    "udp-echo",
    Kind::Program,
    2,
    text("Write an echo server over UDP", "编写一个 UDP 回显服务器"),
    &[],
    datagrams,
)
.with_program(&PROGRAM);

static PROGRAM: Program = Program {
    role: Role::Datagrams,
    stem: "udpecho",
    work: text(
        "Each datagram has to go back as it came, to the one that sent it, however long it is.",
        "每个数据报都要原样返回给发送者，无论多长。",
    ),
    trials: &[
        Trial::new(
            "first",
            Act::Datagrams(Datagrams::First),
            2,
            text("a datagram comes back as it was", "数据报原样返回"),
            text(
                "recvfrom says who sent it, sendto sends to that one: there is no connection",
                "recvfrom 给出发送者，sendto 发回给它：这里没有连接",
            ),
        ),
        Trial::new(
            "source",
            Act::Datagrams(Datagrams::Source),
            1,
            text("the answer comes from the address and port that were asked", "回答来自所询问的地址和端口"),
            text(
                "from another socket it has another source, and the client's kernel drops it (RFC 1122 §4.1.3.5)",
                "用另一个套接字回答会有另一个源，客户的内核会丢弃它（RFC 1122 §4.1.3.5）",
            ),
        ),
        Trial::new(
            "empty",
            Act::Datagrams(Datagrams::Empty),
            1,
            text("an empty datagram comes back empty", "空数据报也返回空数据报"),
            text(
                "0 octets of data are a datagram with Length 8, and no end (RFC 768)",
                "0 字节数据是 Length 为 8 的数据报，而不是结束（RFC 768）",
            ),
        ),
        Trial::new(
            "borders",
            Act::Datagrams(Datagrams::Borders),
            1,
            text("five datagrams come back as five, each for itself", "五个数据报各自返回，仍是五个"),
            text(
                "UDP keeps the borders of messages: one in, one out (RFC 768)",
                "UDP 保留消息边界：收一个，发一个（RFC 768）",
            ),
        ),
        Trial::new(
            "binary",
            Act::Datagrams(Datagrams::Binary),
            1,
            text(
                "all 256 octets come back: NUL, LF and those that are no UTF-8",
                "256 种字节都原样返回：NUL、LF 和非 UTF-8 字节",
            ),
            text(
                "octets are no text: no strlen, no trimming, no decoding",
                "字节不是文本：不要用 strlen，不要去空白，不要解码",
            ),
        ),
        Trial::new(
            "fragments",
            Act::Datagrams(Datagrams::Fragments),
            1,
            text("1472, 1473 and 9000 octets come back whole", "1472、1473、9000 字节完整返回"),
            text(
                "more than 1472 octets do not fit into one Ethernet frame; IP cuts and puts together, the program need not know (RFC 791 §3.2)",
                "超过 1472 字节装不进一个以太网帧；分片和重装由 IP 完成，程序不必知道（RFC 791 §3.2）",
            ),
        ),
        Trial::new(
            "large",
            Act::Datagrams(Datagrams::Large),
            2,
            text("65507 octets, the most over IPv4, come back whole", "IPv4 上最多的 65507 字节完整返回"),
            text(
                "what does not fit into the buffer of recvfrom is lost: 65535 − 20 − 8 octets can come (RFC 791 §3.1, RFC 768)",
                "recvfrom 的缓冲区放不下的部分会丢失：最多可来 65535 − 20 − 8 字节（RFC 791 §3.1，RFC 768）",
            ),
        ),
        Trial::new(
            "clients",
            Act::Datagrams(Datagrams::Clients),
            2,
            text("50 clients, each with its own answer", "50 个客户，各得各的回答"),
            text(
                "answer the one that sent this datagram, and not the first that was seen",
                "回答发来这个数据报的客户，而不是第一个见到的",
            ),
        ),
        Trial::new(
            "gone",
            Act::Datagrams(Datagrams::Gone),
            1,
            text("a client that has gone does not end the server", "客户已离开不会使服务器退出"),
            text(
                "an answer to a closed port brings ICMP port unreachable (RFC 1122 §4.1.3.1), which is no reason to stop",
                "发往已关闭端口的回答会引来 ICMP 端口不可达（RFC 1122 §4.1.3.1），但不应因此停止",
            ),
        ),
        super::RESTART_UDP,
    ],
};

fn datagrams(_: &mut Chance) -> Task {
    let asks = text(
        "Write a UDP server, in any language. Each datagram goes back as it came, octet for octet, to the address and port that it came from: empty ones too, and those with as much data as UDP over IPv4 can carry.",
        "用任意语言编写一个 UDP 服务器。每个数据报都逐字节原样返回到它来自的地址和端口：包括空数据报，以及 UDP 在 IPv4 上所能携带的最大数据。",
    );
    let hints = [
        text(
            "One socket serves all clients; each datagram is a whole message and says where it comes from.",
            "一个套接字服务所有客户；每个数据报是一条完整的消息，并带有来源。",
        ),
        text(
            "A loop of two calls: recvfrom with a buffer large enough, sendto with the same octets and the address that was given.",
            "循环两个调用：用足够大的缓冲区 recvfrom，再用同样的字节和所得地址 sendto。",
        ),
        text(
            "In Python: data, client = server.recvfrom(65535), then server.sendto(data, client). In C, send the count that recvfrom gave, and not strlen.",
            "用 Python：data, client = server.recvfrom(65535)，然后 server.sendto(data, client)。用 C 时，发送 recvfrom 返回的字节数，而不是 strlen。",
        ),
    ];
    Task::new(asks.into(), Vec::new(), hints.map(Said::from), "netlab frame --sample udp")
}
