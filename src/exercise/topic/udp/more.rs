//! Exercises: more claims that people make about ports and UDP.

use crate::chance::Chance;
use crate::exercise::claim::{Claim, refute};
use crate::exercise::{Exercise, Kind, Misconception, Task};
use crate::spec::text;

/// More claims, true ones and false ones.
pub static MORE: Exercise = Exercise::new(
    "udp-claims-more",
    Kind::Refute,
    2,
    text("Is that so? More about ports and UDP", "是这样吗？再谈端口与 UDP"),
    &[&LOSS_IS_TOLD, &VOICE_IS_TCP, &TO_1024, &UDP_IS_USELESS],
    more,
);

fn more(chance: &mut Chance) -> Task {
    refute(chance, ABOUT)
}

static LOSS_IS_TOLD: Misconception = Misconception::new(
    "loss-is-reported",
    text(
        "the loss of a datagram was taken to be reported; UDP has nothing to report it with",
        "以为用户数据报丢失会有报告；UDP 没有报告的手段",
    ),
);

static VOICE_IS_TCP: Misconception = Misconception::new(
    "voice-needs-tcp",
    text(
        "voice and pictures were taken to need TCP; what comes late is worth no more than what is lost",
        "以为语音和视频通话要用 TCP；迟到的声音和丢失的一样没用",
    ),
);

static TO_1024: Misconception = Misconception::new(
    "system-ports-to-1024",
    text(
        "1024 was counted with the system ports; they are 0 to 1023",
        "把 1024 算作系统端口；系统端口是 0 至 1023",
    ),
);

static UDP_IS_USELESS: Misconception = Misconception::new(
    "unreliable-is-useless",
    text(
        "UDP was taken to be of no use to what must not fail; the program can ask again itself",
        "以为不可靠的 UDP 不能用于不许出错的事；程序可以自己重试",
    ),
);

static ABOUT: &[Claim] = &[
    Claim {
        says: text(
            "If a UDP datagram is lost on the way, its sender is told.",
            "用户数据报在途中丢失时，发送方会得到通知。",
        ),
        holds: false,
        misconception: &LOSS_IS_TOLD,
        idea: text("which field of the header could name what is missing?", "首部的哪个字段能说明缺了什么？"),
        because: text(
            "UDP has neither numbers nor acknowledgments; who wants to know has to ask (RFC 768, RFC 8085 §3.1)",
            "UDP 没有序号，也没有确认；想知道就得由程序自己询问（RFC 768、RFC 8085 §3.1）",
        ),
        shown_by: text(
            "the header has two ports, a length and a checksum, and nothing else",
            "首部只有两个端口、长度和检验和",
        ),
        not_by: &[
            text("the checksum covers the data as well", "检验和也涉及数据"),
            text(
                "a datagram has at most 65,507 octets of data over IPv4",
                "IPv4 上每个用户数据报最多 65507 字节数据",
            ),
        ],
        see: "netlab explain udp",
    },
    Claim {
        says: text(
            "Calls with voice and pictures go over TCP, for nothing may be lost in them.",
            "语音和视频通话使用 TCP，因为其中什么都不能丢。",
        ),
        holds: false,
        misconception: &VOICE_IS_TCP,
        idea: text(
            "is a sound that comes half a second late better than none?",
            "迟到半秒的声音比没有声音好吗？",
        ),
        because: text(
            "RTP mostly runs over UDP: a repeated segment would hold up all behind it (RFC 3550 §1)",
            "RTP 通常在 UDP 之上：重传会让后面的数据都等待（RFC 3550 §1）",
        ),
        shown_by: text(
            "the registry has UDP port 5004 for sound and pictures in real time",
            "登记表中 UDP 端口 5004 用于实时的声音和图像",
        ),
        not_by: &[
            text("UDP has a smaller header than TCP", "UDP 的首部比 TCP 小"),
            text("TCP repeats what was lost", "TCP 重传丢失的数据"),
        ],
        see: "netlab explain udp-port 5004",
    },
    Claim {
        says: text("The system ports are 0 to 1024.", "系统（熟知）端口是 0 至 1024。"),
        holds: false,
        misconception: &TO_1024,
        idea: text(
            "how many ports are there in the first range: a power of two?",
            "第一段有多少个端口？是 2 的幂吗？",
        ),
        because: text(
            "they are 0 to 1023; 1024 is the first user port (RFC 6335 §6)",
            "系统端口是 0 至 1023，1024 是第一个用户端口（RFC 6335 §6）",
        ),
        shown_by: text("what the term says", "该术语的说明"),
        not_by: &[
            text("port 80 is a system port", "端口 80 是系统端口"),
            text("there are 65,536 port numbers", "端口号共有 65536 个"),
        ],
        see: "netlab explain system port",
    },
    Claim {
        says: text(
            "A protocol whose answers must come, such as DHCP, can be built on UDP.",
            "必须得到回答的协议（如 DHCP）也可以建立在 UDP 之上。",
        ),
        holds: true,
        misconception: &UDP_IS_USELESS,
        idea: text("who may send a question again that found no answer?", "没有得到回答时，谁可以再问一次？"),
        because: text(
            "the client asks again after a while (RFC 2131 §4.1)",
            "客户过一会儿再问（RFC 2131 §4.1）",
        ),
        shown_by: text("four DHCP messages, each in a UDP datagram", "四个 DHCP 报文各装在一个用户数据报中"),
        not_by: &[
            text("the lease is one day", "租用期是一天"),
            text("DHCP servers listen at port 67", "DHCP 服务器监听端口 67"),
        ],
        see: "netlab frame --summary --sample dhcp",
    },
];
