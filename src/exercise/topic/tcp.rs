//! Exercises: TCP.

mod answers;
mod close;
mod more;
pub(super) mod pair;
mod windows;

use crate::chance::Chance;
use crate::exercise::claim::{Claim, refute};
use crate::exercise::{Cell, Exercise, Exhibit, Kind, Misconception, Part, Task, Value};
use crate::say;
use crate::spec::{Text, text};
use pair::{ACK, PSH, Pair, SYN, summary};

/// From easy to hard.
pub static EXERCISES: &[&Exercise] = &[
    &answers::FLAGS,
    &LADDER,
    &CLAIMS,
    &close::CLOSER,
    &answers::ANSWER,
    &more::MORE,
    &windows::WINDOW,
    &close::STATES,
    &windows::ROUNDS,
    &answers::SYN_ACK,
];

static SYN_FREE: Misconception = Misconception::new(
    "syn-takes-no-number",
    text("SYN was taken to use no sequence number; it uses one", "以为 SYN 不消耗序号；它消耗一个序号"),
);

static LAST_OCTET: Misconception = Misconception::new(
    "ack-is-the-last-octet",
    text(
        "the acknowledgment was taken to name the last octet received; it names the next one expected",
        "把确认号当成已收到的最后一个字节；它是期望收到的下一个字节的序号",
    ),
);

static BY_SEGMENTS: Misconception = Misconception::new(
    "tcp-numbers-count-segments",
    text("segments were counted; TCP numbers octets", "按报文段计数；TCP 给每个字节编号"),
);

static ACK_TAKES: Misconception = Misconception::new(
    "bare-ack-takes-a-number",
    text(
        "a segment with nothing but ACK was taken to use a sequence number; it uses none",
        "以为只有 ACK 的报文段消耗序号；它不消耗",
    ),
);

/// A handshake and two exchanges, number by number.
pub static LADDER: Exercise = Exercise::new(
    "tcp-ladder",
    Kind::Trace,
    1,
    text("Sequence and acknowledgment numbers", "序号与确认号"),
    &[&LAST_OCTET, &SYN_FREE, &BY_SEGMENTS, &ACK_TAKES],
    ladder,
);

const LADDER_KEYS: [(&str, Text); 7] = [
    ("ack2", text("2: acknowledgment number", "第 2 行：确认号")),
    ("seq3", text("3: sequence number", "第 3 行：序号")),
    ("ack3", text("3: acknowledgment number", "第 3 行：确认号")),
    ("seq4", text("4: sequence number", "第 4 行：序号")),
    ("ack5", text("5: acknowledgment number", "第 5 行：确认号")),
    ("seq6", text("6: sequence number", "第 6 行：序号")),
    ("ack7", text("7: acknowledgment number", "第 7 行：确认号")),
];

fn ladder(chance: &mut Chance) -> Task {
    let pair = Pair::new(chance, 80);
    let (x, y) = (chance.between(1000, 60000) as u32, chance.between(1000, 60000) as u32);
    let (n, m) = (chance.between(30, 900) as u32, chance.between(30, 900) as u32);
    let right = [x + 1, x + 1, y + 1, x + 1, x + 1 + n, y + 1, y + 1 + m];
    let parts = LADDER_KEYS
        .into_iter()
        .zip(right)
        .map(|((key, label), right)| Part::number(key, label, right))
        .collect();
    let asks = say!(
        en: "A opens a TCP connection to B, sends {n} octets, and gets {m} octets back. Fill in the numbers that are missing (in decimal).",
        zh: "A 与 B 建立 TCP 连接，发送 {n} 字节，再收到 {m} 字节。填写缺少的号码（十进制）。",
        n = n, m = m
    );
    let hints = [
        say!(
            en: "Every octet has a number, and SYN and FIN have one each; ACK has none (RFC 9293 §3.4).",
            zh: "每个字节有一个序号，SYN 和 FIN 各占一个；ACK 不占（RFC 9293 §3.4）。"
        ),
        say!(
            en: "Add to each sequence number what its segment uses: that is what the other side expects next.",
            zh: "把每个报文段消耗的序号数加到它的序号上，就是对方接下来期望的序号。"
        ),
        say!(
            en: "2: ack {x1}; 3: seq {x1} ack {y1}; 4: seq {x1}; 5: ack {xn}; 6: seq {y1}; 7: ack {ym}.",
            zh: "第 2 行确认号 {x1}；第 3 行序号 {x1}、确认号 {y1}；第 4 行序号 {x1}；第 5 行确认号 {xn}；第 6 行序号 {y1}；第 7 行确认号 {ym}。",
            x1 = x + 1, y1 = y + 1, xn = x + 1 + n, ym = y + 1 + m
        ),
    ];
    let (out, back) = (vec![b'.'; n as usize], vec![b'.'; m as usize]);
    let see = summary(&[
        pair.tcp(0, [x, 0], SYN, b""),
        pair.tcp(1, [y, x + 1], SYN | ACK, b""),
        pair.tcp(0, [x + 1, y + 1], ACK, b""),
        pair.tcp(0, [x + 1, y + 1], PSH | ACK, &out),
        pair.tcp(1, [y + 1, x + 1 + n], ACK, b""),
        pair.tcp(1, [y + 1, x + 1 + n], PSH | ACK, &back),
        pair.tcp(0, [x + 1 + n, y + 1 + m], ACK, b""),
    ]);
    let (a_to_b, b_to_a) = ("A -> B", "B -> A");
    let row = |number: u32, way: &str, flags: &str, data: u32, seq: Cell, ack: Cell| {
        vec![Cell::same(&number), Cell::same(way), Cell::same(flags), Cell::same(&data), seq, ack]
    };
    let rows = vec![
        row(1, a_to_b, "SYN", 0, Cell::same(&x), Cell::same("-")),
        row(2, b_to_a, "SYN ACK", 0, Cell::same(&y), Cell::Asked("ack2")),
        row(3, a_to_b, "ACK", 0, Cell::Asked("seq3"), Cell::Asked("ack3")),
        row(4, a_to_b, "PSH ACK", n, Cell::Asked("seq4"), Cell::same("...")),
        row(5, b_to_a, "ACK", 0, Cell::same("..."), Cell::Asked("ack5")),
        row(6, b_to_a, "PSH ACK", m, Cell::Asked("seq6"), Cell::same("...")),
        row(7, a_to_b, "ACK", 0, Cell::same("..."), Cell::Asked("ack7")),
    ];
    let head = vec![
        text("no.", "行").into(),
        text("way", "方向").into(),
        text("flags", "标志").into(),
        text("data octets", "数据字节").into(),
        text("sequence", "序号").into(),
        text("acknowledgment", "确认号").into(),
    ];
    let of = |answers: &[(&'static str, u32)]| {
        answers.iter().map(|(key, number)| (*key, Value::Number((*number).into()))).collect::<Vec<_>>()
    };
    Task::new(asks, parts, hints, &see)
        .given("x", &x)
        .given("y", &y)
        .given("n", &n)
        .given("m", &m)
        .shows(Exhibit::Table { head, rows })
        .mistaken_in(&LAST_OCTET, of(&[("ack5", x + n), ("ack7", y + m)]), &see)
        .mistaken_in(&SYN_FREE, of(&[("ack2", x), ("seq3", x), ("ack3", y), ("seq4", x), ("seq6", y)]), &see)
        .mistaken_in(&BY_SEGMENTS, of(&[("ack5", x + 2), ("ack7", y + 2)]), &see)
        .mistaken_in(&ACK_TAKES, of(&[("seq4", x + 2), ("seq6", y + 2)]), &see)
}

/// Claims about TCP.
pub static CLAIMS: Exercise = Exercise::new(
    "tcp-claims",
    Kind::Refute,
    1,
    text("Is it so? TCP", "是这样吗？TCP"),
    &[&BY_SEGMENTS, &FROM_ZERO, &HAS_ADDRESSES, &ACK_IS_READ, &ACK_TAKES, &FIN_BOTH],
    |chance| refute(chance, ABOUT),
);

static FROM_ZERO: Misconception = Misconception::new(
    "tcp-numbers-begin-at-0",
    text(
        "numbers were taken to begin at 0; each side draws its first one, and programs show them relative to it",
        "以为序号从 0 开始；双方各自选取初始序号，程序显示的是相对值",
    ),
);

static HAS_ADDRESSES: Misconception = Misconception::new(
    "tcp-has-ip-addresses",
    text(
        "the segment was taken to hold IP addresses; it holds ports, the addresses are in the IP header",
        "以为报文段里有 IP 地址；它只有端口，地址在 IP 首部",
    ),
);

static ACK_IS_READ: Misconception = Misconception::new(
    "ack-means-read",
    text(
        "an acknowledgment was taken to say that the application has read the data; TCP has it, no more",
        "以为确认表示应用程序已读取数据；它只表示对方的 TCP 已收到",
    ),
);

pub(super) static FIN_BOTH: Misconception = Misconception::new(
    "fin-closes-both-ways",
    text("FIN was taken to close both directions; it closes one", "以为 FIN 关闭两个方向；它只关闭一个方向"),
);

static ABOUT: &[Claim] = &[
    Claim {
        says: text(
            "TCP numbers its packets, so the next segment has the next number.",
            "TCP 给分组编号，所以下一个报文段的序号加一。",
        ),
        holds: false,
        misconception: &BY_SEGMENTS,
        idea: text(
            "by how much does a sequence number grow from one segment to the next?",
            "从一个报文段到下一个，序号增加多少？",
        ),
        because: text(
            "the number is that of the first octet in the segment (RFC 9293 §3.4)",
            "序号是报文段中第一个字节的号码（RFC 9293 §3.4）",
        ),
        shown_by: text(
            "after 16 octets the acknowledgment is greater by 16",
            "收到 16 字节之后，确认号大了 16",
        ),
        not_by: &[
            text("the second frame carries no data", "第二个帧不携带数据"),
            text("sequence numbers have 32 bits", "序号有 32 位"),
        ],
        see: "netlab frame --summary --sample tcp-data",
    },
    Claim {
        says: text(
            "The first sequence number on the wire is 0 in every connection.",
            "每个连接在线路上的第一个序号都是 0。",
        ),
        holds: false,
        misconception: &FROM_ZERO,
        idea: text("look at the octets of a SYN, not at a relative number", "看 SYN 的字节，而不是相对序号"),
        because: text(
            "the initial number is drawn so that it cannot be guessed (RFC 9293 §3.4.1)",
            "初始序号的选取使人难以猜中（RFC 9293 §3.4.1）",
        ),
        shown_by: text("the sequence number in the SYN is large", "SYN 中的序号是一个很大的数"),
        not_by: &[
            text("the SYN carries no data", "SYN 不携带数据"),
            text("the acknowledgment number of the SYN is 0", "SYN 的确认号是 0"),
        ],
        see: "netlab frame --dump --sample tcp-syn",
    },
    Claim {
        says: text(
            "The header of a TCP segment holds the IP addresses of both ends.",
            "TCP 报文段的首部包含两端的 IP 地址。",
        ),
        holds: false,
        misconception: &HAS_ADDRESSES,
        idea: text("which header do the addresses stand in?", "地址在哪个首部里？"),
        because: text(
            "TCP has the ports; the addresses only go into its checksum (RFC 9293 §3.1)",
            "TCP 首部只有端口；地址只参与检验和的计算（RFC 9293 §3.1）",
        ),
        shown_by: text(
            "the four octets of each address stand before the TCP header begins",
            "每个地址的四个字节都在 TCP 首部开始之前",
        ),
        not_by: &[
            text("the pseudo-header has both addresses", "伪首部里有两个地址"),
            text("the TCP header begins with two ports", "TCP 首部以两个端口开头"),
        ],
        see: "netlab frame --layers --sample tcp-syn",
    },
    Claim {
        says: text(
            "An acknowledgment says that the program at the other end has read the data.",
            "确认表示对方的程序已经读取了数据。",
        ),
        holds: false,
        misconception: &ACK_IS_READ,
        idea: text(
            "who sends the acknowledgment: the program or the kernel?",
            "确认是谁发的：程序还是内核？",
        ),
        because: text(
            "the receiving TCP has taken responsibility, the program need not have asked yet (RFC 9293 §3.4)",
            "接收方的 TCP 已收下数据，程序可能还没有来取（RFC 9293 §3.4）",
        ),
        shown_by: text("the meaning of the field Acknowledgment Number", "“确认号”字段的含义"),
        not_by: &[
            text("an acknowledgment comes back within a millisecond", "确认在一毫秒内返回"),
            text("the segment has the flag PSH", "报文段带有 PSH 标志"),
        ],
        see: "netlab explain tcp.ack",
    },
    Claim {
        says: text(
            "A segment with ACK and no data uses up no sequence number.",
            "只有 ACK 而没有数据的报文段不消耗序号。",
        ),
        holds: true,
        misconception: &ACK_TAKES,
        idea: text(
            "compare a bare ACK with the next segment of the same side",
            "比较一个单独的 ACK 与同一方的下一个报文段",
        ),
        because: text(
            "only octets, SYN and FIN have numbers; else ACKs would have to be acknowledged (RFC 9293 §3.4)",
            "只有数据字节、SYN 和 FIN 有序号，否则对确认还要再确认（RFC 9293 §3.4）",
        ),
        shown_by: text(
            "the ACK of the handshake and the request behind it have the same number",
            "握手的 ACK 与其后的请求序号相同",
        ),
        not_by: &[
            text("the ACK of the handshake acknowledges the SYN", "握手的 ACK 确认了 SYN"),
            text("every segment but the first has the flag ACK", "除第一个外，每个报文段都有 ACK 标志"),
        ],
        see: "netlab frame --summary --sample tcp-session",
    },
    Claim {
        says: text(
            "When one side has sent FIN, the other side can send nothing more.",
            "一方发送 FIN 之后，另一方就不能再发送了。",
        ),
        holds: false,
        misconception: &FIN_BOTH,
        idea: text("how many FINs does a connection end with?", "一个连接结束时有几个 FIN？"),
        because: text(
            "FIN says: no more from me; the other direction stays open (RFC 9293 §3.6)",
            "FIN 表示“我不再发送”；另一方向仍然打开（RFC 9293 §3.6）",
        ),
        shown_by: text("each side sends a FIN of its own", "双方各发送一个 FIN"),
        not_by: &[
            text("FIN uses up a sequence number", "FIN 消耗一个序号"),
            text("the last segment is an ACK", "最后一个报文段是 ACK"),
        ],
        see: "netlab frame --summary --sample tcp-close",
    },
];
