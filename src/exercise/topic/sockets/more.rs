//! Exercises: more claims that people make about sockets.

use crate::chance::Chance;
use crate::exercise::claim::{Claim, refute};
use crate::exercise::{Exercise, Kind, Misconception, Task};
use crate::spec::text;

/// More claims, true ones and false ones.
pub static MORE: Exercise = Exercise::new(
    "sockets-claims-more",
    Kind::Refute,
    2,
    text("Is that so? More about sockets", "是这样吗？再谈套接字"),
    &[&ACCEPT_IS_SAME, &THROUGH_A_FILE, &CLOSE_WAIT_IS_NETWORK, &PORT_OF_A_CARD],
    more,
);

fn more(chance: &mut Chance) -> Task {
    refute(chance, ABOUT)
}

static ACCEPT_IS_SAME: Misconception = Misconception::new(
    "accept-returns-the-listener",
    text(
        "accept was taken to give the listening socket back; it gives a new one",
        "以为 accept 返回的就是监听套接字；它返回一个新的套接字",
    ),
);

static THROUGH_A_FILE: Misconception = Misconception::new(
    "unix-sockets-use-a-file",
    text(
        "data was taken to go through the file at the path; it goes through the kernel's buffers",
        "以为数据经过路径所指的文件；数据经过内核缓存",
    ),
);

static CLOSE_WAIT_IS_NETWORK: Misconception = Misconception::new(
    "close-wait-is-the-network",
    text(
        "CLOSE-WAIT was taken for a fault of the network; the own program has not closed yet",
        "把 CLOSE-WAIT 当成网络故障；其实是本机程序还没有关闭",
    ),
);

static PORT_OF_A_CARD: Misconception = Misconception::new(
    "connection-is-a-port",
    text(
        "a connection was taken to be known by a port alone; it is known by both addresses and both ports",
        "以为连接只凭一个端口区分；它由双方的地址和端口共同区分",
    ),
);

static ABOUT: &[Claim] = &[
    Claim {
        says: text(
            "What `accept` returns is the socket that listens.",
            "`accept` 返回的就是那个监听套接字。",
        ),
        holds: false,
        misconception: &ACCEPT_IS_SAME,
        idea: text("could a second client come in if it were so?", "若是这样，第二个客户还进得来吗？"),
        because: text(
            "accept returns a new socket for the connection, and the other goes on listening (POSIX accept())",
            "accept 为连接返回一个新套接字，原来的继续监听（POSIX accept()）",
        ),
        shown_by: text("each connection gets a socket of its own", "每个连接都有自己的套接字"),
        not_by: &[
            text("both have the same local port", "两者的本地端口相同"),
            text("bind comes before listen", "bind 在 listen 之前"),
        ],
        see: "netlab explain listening socket",
    },
    Claim {
        says: text(
            "Over a UNIX domain socket data goes through the file at its path.",
            "UNIX 域套接字的数据要经过路径所指的那个文件。",
        ),
        holds: false,
        misconception: &THROUGH_A_FILE,
        idea: text(
            "how large is the file when a lot of data has been sent?",
            "发送大量数据之后，那个文件有多大？",
        ),
        because: text(
            "the path is a name by which processes find each other, and no more (unix(7))",
            "路径只是供进程互相找到的名字（unix(7)）",
        ),
        shown_by: text("the path is a name only", "路径只是名字"),
        not_by: &[
            text("only processes of one host use it", "只供同一主机的进程使用"),
            text("there are streams and datagrams of it", "它也分字节流和数据报"),
        ],
        see: "netlab explain Unix domain socket",
    },
    Claim {
        says: text(
            "A connection that stays in CLOSE-WAIT waits for the program of its own host.",
            "停留在 CLOSE-WAIT 的连接是在等本机的程序。",
        ),
        holds: true,
        misconception: &CLOSE_WAIT_IS_NETWORK,
        idea: text(
            "the other side has sent its FIN: who has to do what now?",
            "对方的 FIN 已到：现在该谁做什么？",
        ),
        because: text(
            "the FIN of the other side is acknowledged, and the own close has not been called (RFC 9293 §3.3.2)",
            "对方的 FIN 已被确认，而本机程序还没有调用 close（RFC 9293 §3.3.2）",
        ),
        shown_by: text(
            "the side that got the first FIN sends its own only later",
            "收到第一个 FIN 的一方过后才发送自己的 FIN",
        ),
        not_by: &[
            text("each segment has the flag ACK", "每个报文段都有 ACK 标志"),
            text("a FIN uses up a sequence number", "FIN 消耗一个序号"),
        ],
        see: "netlab frame --summary --sample tcp-close",
    },
    Claim {
        says: text(
            "A kernel knows to which connection a segment belongs by its destination port alone.",
            "内核只凭目的端口就知道报文段属于哪个连接。",
        ),
        holds: false,
        misconception: &PORT_OF_A_CARD,
        idea: text(
            "two clients of one server: what is the same in their segments?",
            "同一服务器的两个客户：它们的报文段有什么相同？",
        ),
        because: text(
            "segments to one port may belong to many connections; the four values together decide (RFC 9293 §3.3.1)",
            "发往同一端口的报文段可能属于多个连接；由四个值共同决定（RFC 9293 §3.3.1）",
        ),
        shown_by: text(
            "a connected socket is found by both addresses and both ports",
            "已连接套接字由双方的地址和端口找到",
        ),
        not_by: &[
            text("a listening socket has one port", "监听套接字有一个端口"),
            text("ports have 16 bits", "端口号有 16 位"),
        ],
        see: "netlab explain connected socket",
    },
];
