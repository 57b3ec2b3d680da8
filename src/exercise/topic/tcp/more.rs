//! Exercises: more claims that people make about TCP.

use super::close::SERVER_WAITS;
use crate::chance::Chance;
use crate::exercise::claim::{Claim, refute};
use crate::exercise::{Exercise, Kind, Misconception, Task};
use crate::spec::text;

/// More claims, true ones and false ones.
pub static MORE: Exercise = Exercise::new(
    "tcp-claims-more",
    Kind::Refute,
    2,
    text("Is that so? More about TCP", "是这样吗？再谈 TCP"),
    &[&SERVER_WAITS, &ALL_AGAIN, &ENDLESS, &NO_ORDER],
    more,
);

fn more(chance: &mut Chance) -> Task {
    refute(chance, ABOUT)
}

static ALL_AGAIN: Misconception = Misconception::new(
    "one-loss-repeats-all",
    text(
        "one lost segment was taken to make all behind it be sent again; receivers keep what came and say so",
        "以为丢失一个报文段，其后的都要重传；接收方保留已到的数据并告知对方",
    ),
);

static ENDLESS: Misconception = Misconception::new(
    "segment-has-no-limit",
    text(
        "a segment was taken to have any length; the stream has, a segment fits in a datagram",
        "以为报文段可以任意长；任意长的是字节流，报文段要装进一个数据报",
    ),
);

static NO_ORDER: Misconception = Misconception::new(
    "stream-comes-out-of-order",
    text(
        "the stream was taken to come out of order as its segments may; TCP puts it in order or reports an error",
        "以为字节流会像报文段那样失序；TCP 按序交付，否则报错",
    ),
);

static ABOUT: &[Claim] = &[
    Claim {
        says: text(
            "It is always the server that stands in TIME-WAIT after a connection.",
            "连接结束后，处于 TIME-WAIT 的总是服务器。",
        ),
        holds: false,
        misconception: &SERVER_WAITS,
        idea: text(
            "which side sends the last ACK, and may have to send it again?",
            "最后的 ACK 是哪一方发的？万一丢失，由谁重发？",
        ),
        because: text(
            "the side that sent the first FIN waits, so that its last ACK can be repeated (RFC 9293 §3.6)",
            "先发 FIN 的一方等待，以便重发最后的 ACK（RFC 9293 §3.6）",
        ),
        shown_by: text(
            "the first FIN comes from the dynamic port: there the client closes first and waits",
            "第一个 FIN 来自动态端口：那里是客户先关闭并等待",
        ),
        not_by: &[
            text("the server's port is the smaller one", "服务器的端口号较小"),
            text("each FIN is acknowledged", "每个 FIN 都得到确认"),
        ],
        see: "netlab frame --summary --sample tcp-close",
    },
    Claim {
        says: text(
            "When one segment is lost, everything that was sent after it has to be sent again.",
            "丢失一个报文段后，在它之后发送的全部数据都必须重传。",
        ),
        holds: false,
        misconception: &ALL_AGAIN,
        idea: text(
            "can a receiver say that it has something behind the gap?",
            "接收方能否告知缺口之后已收到什么？",
        ),
        because: text(
            "a receiver keeps segments that are out of order and lists them in the option SACK (RFC 9293 §3.10.7.4, RFC 2018 §3)",
            "接收方保留失序的报文段，并用 SACK 选项列出它们（RFC 9293 §3.10.7.4、RFC 2018 §3）",
        ),
        shown_by: text(
            "there is an option for what came behind the gap",
            "有一个选项用来说明缺口之后已收到的数据",
        ),
        not_by: &[
            text("the acknowledgment number names the next octet expected", "确认号是期望收到的下一个字节"),
            text("a segment is sent again when its time is over", "超时后重传报文段"),
        ],
        see: "netlab explain sack",
    },
    Claim {
        says: text(
            "A TCP segment can be as long as the program likes: TCP has no field for its length.",
            "TCP 报文段可以任意长，因为 TCP 首部没有长度字段。",
        ),
        holds: false,
        misconception: &ENDLESS,
        idea: text(
            "what is a segment carried in, and how long can that be?",
            "报文段装在什么里面？那个有多长？",
        ),
        because: text(
            "the IPv4 datagram around it has at most 65,535 octets, and the MSS is mostly far smaller (RFC 9293 §3.7.1)",
            "外面的 IPv4 数据报最多 65535 字节，而 MSS 通常小得多（RFC 9293 §3.7.1）",
        ),
        shown_by: text(
            "each end says how much it wants in one segment",
            "双方各自说明一个报文段最多要多少数据",
        ),
        not_by: &[
            text("a stream of octets has no end until FIN", "字节流在 FIN 之前没有尽头"),
            text("the data offset counts words of 32 bits", "数据偏移以 32 位字计"),
        ],
        see: "netlab explain mss",
    },
    Claim {
        says: text(
            "Segments may arrive in any order, and the program still reads the octets in the order they were written.",
            "报文段到达的次序可以打乱，而程序读到的字节仍按写入的次序。",
        ),
        holds: true,
        misconception: &NO_ORDER,
        idea: text(
            "who puts the segments in order: the network, TCP or the program?",
            "由谁排好次序：网络、TCP 还是程序？",
        ),
        because: text(
            "every octet has a number, and TCP hands them over in that order (RFC 9293 §3.4)",
            "每个字节都有序号，TCP 按序号交付（RFC 9293 §3.4）",
        ),
        shown_by: text("the row about what the program sees: a stream", "“程序看到的”一行：字节流"),
        not_by: &[
            text("a TCP header has at least 20 octets", "TCP 首部至少 20 字节"),
            text("a connection begins with a handshake", "连接以握手开始"),
        ],
        see: "netlab explain tcp-vs-udp",
    },
];
