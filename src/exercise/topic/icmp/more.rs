//! Exercises: more claims that people make about TTL and ICMP.

use crate::chance::Chance;
use crate::exercise::claim::{Claim, refute};
use crate::exercise::{Exercise, Kind, Misconception, Task};
use crate::spec::text;

/// More claims, true ones and false ones.
pub static MORE: Exercise = Exercise::new(
    "icmp-claims-more",
    Kind::Refute,
    2,
    text("Is that so? More about TTL and ICMP", "是这样吗？再谈 TTL 与 ICMP"),
    &[&STARS_ARE_DOWN, &TIME_OF_A_HOP, &SAME_WAY_BACK, &NOTHING_QUOTED],
    more,
);

fn more(chance: &mut Chance) -> Task {
    refute(chance, ABOUT)
}

static STARS_ARE_DOWN: Misconception = Misconception::new(
    "stars-mean-down",
    text(
        "* * * was taken for a router that is down; it forwards and says nothing",
        "把 * * * 当成路由器坏了；它照常转发，只是不回答",
    ),
);

static TIME_OF_A_HOP: Misconception = Misconception::new(
    "traceroute-times-are-of-one-hop",
    text(
        "the time of a line was taken for one hop; it is the way to that router and back",
        "把一行的时间当成一跳的时间；它是到该路由器并返回的时间",
    ),
);

static SAME_WAY_BACK: Misconception = Misconception::new(
    "answers-take-the-same-way",
    text(
        "the answer was taken to come back by the same routers; each router decides by the destination",
        "以为回答经原路返回；每个路由器只按目的地址转发",
    ),
);

static NOTHING_QUOTED: Misconception = Misconception::new(
    "errors-quote-nothing",
    text(
        "an error was taken to say nothing of the datagram it is about; it quotes its beginning",
        "以为差错报告不带原数据报的内容；它引用其开头",
    ),
);

static ABOUT: &[Claim] = &[
    Claim {
        says: text(
            "Where traceroute prints * * * and then goes on, a router is down.",
            "traceroute 某一行显示 * * * 而后面还有结果，说明那个路由器坏了。",
        ),
        holds: false,
        misconception: &STARS_ARE_DOWN,
        idea: text("how did the datagrams reach the lines below?", "后面各行的数据报是怎么到达的？"),
        because: text(
            "a router forwards and need not report: errors are limited and may be turned off (RFC 1812 §4.3.2.8)",
            "路由器照常转发，但不一定报告：差错报文的速率受限制，也可以关闭（RFC 1812 §4.3.2.8）",
        ),
        shown_by: text(
            "each line is an ICMP message that a router has to send of itself",
            "每一行都来自某个路由器主动发送的 ICMP 报文",
        ),
        not_by: &[
            text("each line has a TTL that is one greater", "每一行的 TTL 增加 1"),
            text("ping uses echo requests", "ping 使用回送请求"),
        ],
        see: "netlab frame --summary --sample icmp-time-exceeded",
    },
    Claim {
        says: text(
            "The time in a line of traceroute is that of one hop.",
            "traceroute 一行中的时间是那一跳的时间。",
        ),
        holds: false,
        misconception: &TIME_OF_A_HOP,
        idea: text(
            "from which moment to which is it measured, and where?",
            "时间从何时量到何时，在哪里量的？",
        ),
        because: text(
            "the sender measures from its datagram to the report: all hops there and back",
            "发送方从发出数据报量到收到报告：去和回的各跳都在内",
        ),
        shown_by: text("what a round-trip time is", "往返时间的含义"),
        not_by: &[
            text("TTL is an octet", "TTL 是一个字节"),
            text("the reports come from different addresses", "各报告来自不同的地址"),
        ],
        see: "netlab explain round-trip time",
    },
    Claim {
        says: text(
            "The answer to a ping comes back by the routers that the question went through.",
            "ping 的回答一定经过询问所经过的那些路由器返回。",
        ),
        holds: false,
        misconception: &SAME_WAY_BACK,
        idea: text("by what does a router choose the way of the answer?", "路由器根据什么为回答选路？"),
        because: text(
            "each router forwards by the destination alone, and the answer has another (RFC 1812 §5.2.4)",
            "每个路由器只按目的地址转发，而回答的目的地址不同（RFC 1812 §5.2.4）",
        ),
        shown_by: text(
            "question and answer have their addresses the other way round",
            "询问与回答的源地址和目的地址正好相反",
        ),
        not_by: &[
            text("both have the same identifier", "两者的标识符相同"),
            text("both carry the same data", "两者携带相同的数据"),
        ],
        see: "netlab frame --summary --sample icmp-echo",
    },
    Claim {
        says: text(
            "An ICMP error carries the beginning of the datagram that it is about.",
            "ICMP 差错报告报文带有出错数据报的开头部分。",
        ),
        holds: true,
        misconception: &NOTHING_QUOTED,
        idea: text(
            "how does the sender know which of its datagrams is meant?",
            "发送方怎么知道说的是自己的哪个数据报？",
        ),
        because: text(
            "the header and at least 8 octets more are quoted (RFC 792, RFC 1812 §4.3.2.3)",
            "引用其首部和至少 8 字节数据（RFC 792、RFC 1812 §4.3.2.3）",
        ),
        shown_by: text(
            "behind the ICMP header stands another IPv4 header",
            "ICMP 首部之后还有一个 IPv4 首部",
        ),
        not_by: &[
            text("the type is 11", "类型是 11"),
            text("the report comes from a router", "报告来自路由器"),
        ],
        see: "netlab frame --layers --sample icmp-time-exceeded",
    },
];
