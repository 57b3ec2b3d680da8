//! Exercises: TCP, states and who closed first.

use super::FIN_BOTH;
use super::pair::{ACK, FIN, PSH, Pair, summary};
use crate::chance::Chance;
use crate::exercise::{Cell, Exercise, Exhibit, Form, Kind, Misconception, Part, Task, Value};
use crate::say;
use crate::spec::text;

pub(super) static SERVER_WAITS: Misconception = Misconception::new(
    "time-wait-is-the-servers",
    text(
        "TIME-WAIT was given to the server; who sends the first FIN waits",
        "以为 TIME-WAIT 总在服务器；先发送 FIN 的一方才等待",
    ),
);

static CLIENT_CLOSES: Misconception = Misconception::new(
    "the-client-closes-first",
    text(
        "the client was taken to close first; either side can, and the first FIN tells",
        "以为总是客户先关闭；任何一方都可以，看第一个 FIN",
    ),
);

/// Who closed first, and who waits.
pub static CLOSER: Exercise = Exercise::new(
    "tcp-closer",
    Kind::Read,
    1,
    text("Who closed first?", "谁先关闭？"),
    &[&CLIENT_CLOSES, &SERVER_WAITS],
    closer,
);

fn closer(chance: &mut Chance) -> Task {
    let pair = Pair::new(chance, 80);
    let (x, y) = (chance.between(1, 0xf000_0000) as u32, chance.between(1, 0xf000_0000) as u32);
    let first = usize::from(chance.coin());
    let second = 1 - first;
    let short = chance.coin();
    let mut next = [x, y];
    let mut frames = Vec::new();
    let mut send = |from: usize, flags: u8, data: &[u8]| {
        frames.push(pair.tcp(from, [next[from], next[1 - from]], flags, data));
        next[from] += data.len() as u32 + u32::from(flags & FIN);
    };
    send(1, PSH | ACK, b"goodbye\n");
    send(0, ACK, b"");
    send(first, FIN | ACK, b"");
    if !short {
        send(second, ACK, b"");
    }
    send(second, FIN | ACK, b"");
    send(first, ACK, b"");
    let (who, other) = (pair.hosts[first], pair.hosts[second]);
    let parts = vec![
        Part::address("closed", text("who closed first", "先关闭的一方"), who),
        Part::address("waits", text("who is in TIME-WAIT at the end", "最后处于 TIME-WAIT 的一方"), who),
    ];
    let asks = say!(
        en: "The client is {client}, the server {server}. By which IPv4 address was the connection closed first, and which address is in the state TIME-WAIT at the end?",
        zh: "客户是 {client}，服务器是 {server}。哪个 IPv4 地址先关闭连接？最后哪个地址处于 TIME-WAIT 状态？",
        client = pair.hosts[0], server = pair.hosts[1]
    );
    let hints = [
        say!(
            en: "Who has nothing more to send says so with a flag (RFC 9293 §3.6).",
            zh: "没有更多数据要发送的一方用一个标志来表示（RFC 9293 §3.6）。"
        ),
        say!(
            en: "Look for the first FIN. Its sender also sends the last ACK, and waits in case that is lost.",
            zh: "找第一个 FIN。它的发送者还要发送最后一个 ACK，并等待以防其丢失。"
        ),
        say!(
            en: "The first FIN comes from {who}; it waits in TIME-WAIT, and {other} is done.",
            zh: "第一个 FIN 来自 {who}；它在 TIME-WAIT 等待，而 {other} 已结束。",
            who = who, other = other
        ),
    ];
    let see = summary(&frames);
    Task::new(asks, parts, hints, &see)
        .given("client", &pair.hosts[0])
        .given("server", &pair.hosts[1])
        .shows(Exhibit::Frames { link: 1, frames })
        .mistaken_in(&CLIENT_CLOSES, vec![("closed", pair.hosts[0].into())], &see)
        .mistaken_in(&SERVER_WAITS, vec![("waits", pair.hosts[1].into())], &see)
}

static OPEN_AT_ONCE: Misconception = Misconception::new(
    "established-after-the-syn",
    text(
        "the connection was taken to be open with the SYN; each side waits until its own SYN is acknowledged",
        "以为收到 SYN 连接就已建立；双方都要等自己的 SYN 被确认",
    ),
);

/// The states of both ends after each segment.
pub static STATES: Exercise = Exercise::new(
    "tcp-states",
    Kind::Trace,
    2,
    text("States after each segment", "每个报文段之后的状态"),
    &[&FIN_BOTH, &SERVER_WAITS, &OPEN_AT_ONCE],
    states,
);

/// A segment: whether the one who began sends it, its flags, and the states then of that one and of the other.
type Step = (bool, &'static str, &'static str, &'static str);

const OPEN: &[Step] = &[
    (true, "SYN", "SYN-SENT", "SYN-RECEIVED"),
    (false, "SYN ACK", "ESTABLISHED", "SYN-RECEIVED"),
    (true, "ACK", "ESTABLISHED", "ESTABLISHED"),
];

const CLOSE_4: &[Step] = &[
    (true, "FIN ACK", "FIN-WAIT-1", "CLOSE-WAIT"),
    (false, "ACK", "FIN-WAIT-2", "CLOSE-WAIT"),
    (false, "FIN ACK", "TIME-WAIT", "LAST-ACK"),
    (true, "ACK", "TIME-WAIT", "CLOSED"),
];

const CLOSE_3: &[Step] = &[
    (true, "FIN ACK", "FIN-WAIT-1", "CLOSE-WAIT"),
    (false, "FIN ACK", "TIME-WAIT", "LAST-ACK"),
    (true, "ACK", "TIME-WAIT", "CLOSED"),
];

const STATE_KEYS: [[&str; 2]; 4] = [["a1", "b1"], ["a2", "b2"], ["a3", "b3"], ["a4", "b4"]];

fn states(chance: &mut Chance) -> Task {
    let (name, steps) = chance.pick([("open", OPEN), ("close4", CLOSE_4), ("close3", CLOSE_3)]);
    // A is always the client: it opens, and either side closes
    let by_b = name != "open" && chance.coin();
    let of_ends = |of_first: &'static str, of_other: &'static str| {
        if by_b { [of_other, of_first] } else { [of_first, of_other] }
    };
    let state = |word: &str| Value::Text(word.to_string());
    let (mut parts, mut rows, mut told) = (Vec::new(), Vec::new(), Vec::new());
    for ((i, (by_first, flags, of_first, of_other)), keys) in steps.iter().enumerate().zip(STATE_KEYS) {
        let states = of_ends(of_first, of_other);
        let number = i + 1;
        for ((key, end), right) in keys.into_iter().zip(["A", "B"]).zip(states) {
            let label = say!(en: "{end} after segment {number}", zh: "第 {number} 个报文段之后的 {end}", end = end, number = number);
            parts.push(Part::new(key, label, Form::Word, state(right)));
        }
        let way = if *by_first == by_b { "B -> A" } else { "A -> B" };
        rows.push(vec![Cell::same(way), Cell::same(flags), Cell::Asked(keys[0]), Cell::Asked(keys[1])]);
        told.push(format!("{} {}", states[0], states[1]));
    }
    let before = if name == "open" {
        text("A is CLOSED, B is in LISTEN.", "A 处于 CLOSED，B 处于 LISTEN。")
    } else {
        text("Both are ESTABLISHED.", "双方都处于 ESTABLISHED。")
    };
    let asks = crate::spec::Said {
        en: format!(
            "A is the client, B the server. {} In which state is each when the segment has been sent and has arrived? Of RFC 9293: LISTEN, SYN-SENT, SYN-RECEIVED, ESTABLISHED, FIN-WAIT-1, FIN-WAIT-2, CLOSE-WAIT, CLOSING, LAST-ACK, TIME-WAIT, CLOSED.",
            before.en
        ),
        zh: format!(
            "A 是客户，B 是服务器。{}每个报文段发出并到达之后，双方各处于什么状态？写 RFC 9293 的名称：LISTEN、SYN-SENT、SYN-RECEIVED、ESTABLISHED、FIN-WAIT-1、FIN-WAIT-2、CLOSE-WAIT、CLOSING、LAST-ACK、TIME-WAIT、CLOSED。",
            before.zh
        ),
    };
    let hints = [
        say!(
            en: "SYN-SENT, SYN-RECEIVED and FIN-WAIT-1 wait for an acknowledgment of their own SYN or FIN (RFC 9293 §3.3.2).",
            zh: "SYN-SENT、SYN-RECEIVED 和 FIN-WAIT-1 都在等待对自己的 SYN 或 FIN 的确认（RFC 9293 §3.3.2）。"
        ),
        say!(
            en: "Who gets a FIN before it has sent one is in CLOSE-WAIT; who sent the first waits at the end.",
            zh: "还没发送 FIN 就先收到 FIN 的一方进入 CLOSE-WAIT；先发送的一方最后要等待。"
        ),
        say!(
            en: "A and B, segment by segment: {told}.", zh: "逐个报文段的 A 与 B：{told}。",
            told = told.join(", ")
        ),
    ];
    let head = vec![
        text("way", "方向").into(),
        text("flags", "标志").into(),
        text("A then", "此后的 A").into(),
        text("B then", "此后的 B").into(),
    ];
    let see = "netlab explain TCP state";
    let task = Task::new(asks, parts, hints, see)
        .given("script", name)
        .given("first", if by_b { "B" } else { "A" })
        .shows(Exhibit::Table { head, rows });
    if name == "open" {
        return task.mistaken_in(
            &OPEN_AT_ONCE,
            vec![("b1", state("ESTABLISHED")), ("b2", state("ESTABLISHED"))],
            "netlab explain three-way handshake",
        );
    }
    let [a, b] = STATE_KEYS[steps.len() - 1];
    task.mistaken_in(
        &FIN_BOTH,
        vec![("a1", state("CLOSED")), ("b1", state("CLOSED"))],
        "netlab explain half-close",
    )
    .mistaken_in(&SERVER_WAITS, vec![(a, state("CLOSED")), (b, state("TIME-WAIT"))], see)
}
