//! Exercises: sockets, what a read gives, and where data is.

use super::KEEPS_BOUNDARIES;
use crate::chance::Chance;
use crate::exercise::draws::listed;
use crate::exercise::{Cell, Exercise, Exhibit, Kind, Misconception, Part, Task, Value};
use crate::say;
use crate::spec::text;

static FILLS: Misconception = Misconception::new(
    "read-waits-until-the-buffer-is-full",
    text(
        "a read was taken to wait until its buffer is full; it gives what is there",
        "以为 read 要等缓冲区装满；它返回已有的数据",
    ),
);

const READ_KEYS: [&str; 4] = ["r1", "r2", "r3", "r4"];

/// What each read of a stream gives.
pub static READS: Exercise = Exercise::new(
    "sockets-reads",
    Kind::Trace,
    2,
    text("What does each read give?", "每次 read 得到多少？"),
    &[&KEEPS_BOUNDARIES, &FILLS],
    reads,
);

fn reads(chance: &mut Chance) -> Task {
    let writes: Vec<u64> = (0..3).map(|_| chance.between(20, 90)).collect();
    let total: u64 = writes.iter().sum();
    let size = chance.between(total / 3 + 1, total / 2 + 20).max(total.div_ceil(3));
    let mut left = total;
    let got: Vec<u64> = READ_KEYS
        .iter()
        .map(|_| {
            let now = left.min(size);
            left -= now;
            now
        })
        .collect();
    let label = |i: usize| say!(en: "octets of read {n}", zh: "第 {n} 次 read 的字节数", n = i + 1);
    let parts = READ_KEYS
        .into_iter()
        .zip(&got)
        .enumerate()
        .map(|(i, (key, got))| Part::number(key, label(i), *got))
        .collect();
    let asks = say!(
        en: "A program writes {writes} octets to a TCP connection and closes it. When all of it has arrived, FIN and all, the other program reads four times with a buffer of {size} octets. How many octets does each read give on Linux?",
        zh: "一个程序向 TCP 连接分三次写入 {writes} 字节，然后关闭。全部数据连同 FIN 到达之后，另一个程序用 {size} 字节的缓冲区读四次。在 Linux 上每次 read 得到多少字节？",
        writes = listed(&writes, ", "), size = size
    );
    let told = listed(&got, ", ");
    let hints = [
        say!(
            en: "TCP carries octets, no messages: what has arrived lies there as one piece (RFC 9293 §2.2).",
            zh: "TCP 传送的是字节而不是消息：到达的数据连成一片（RFC 9293 §2.2）。"
        ),
        say!(
            en: "Each read takes as much as is there and fits into the buffer; at the end there is nothing.",
            zh: "每次 read 取走已有的、缓冲区装得下的数据；最后什么也没有。"
        ),
        say!(
            en: "{total} octets in reads of {size} at most: {told}.", zh: "共 {total} 字节，每次最多 {size}：{told}。",
            total = total, size = size, told = told
        ),
    ];
    let number = |number: u64| Value::Number(number.into());
    let bounded: Vec<u64> = writes.iter().map(|write| (*write).min(size)).chain([0]).collect();
    let answers =
        |of: Vec<u64>| READ_KEYS.into_iter().zip(of).map(|(key, got)| (key, number(got))).collect::<Vec<_>>();
    Task::new(asks, parts, hints, "netlab explain byte stream")
        .given("writes", &listed(&writes, " "))
        .given("size", &size)
        .mistaken_in(&KEEPS_BOUNDARIES, answers(bounded), "netlab explain byte stream")
        .mistaken_in(&FILLS, answers(vec![size; 4]), "netlab explain message framing")
}

static REST_STAYS: Misconception = Misconception::new(
    "datagram-rest-stays",
    text(
        "the rest of a datagram was left for the next call; it is cut off and lost",
        "以为数据报剩下的部分留给下一次；它被截断而丢失",
    ),
);

static DATAGRAMS_JOIN: Misconception = Misconception::new(
    "datagrams-are-joined",
    text(
        "datagrams were joined to fill the buffer; each call gives one of them",
        "把几个数据报合并来填满缓冲区；每次调用只得到一个",
    ),
);

/// What each receive of datagrams gives.
pub static DATAGRAMS: Exercise = Exercise::new(
    "sockets-datagrams",
    Kind::Trace,
    2,
    text("What does each receive give?", "每次接收得到多少？"),
    &[&REST_STAYS, &DATAGRAMS_JOIN],
    datagrams,
);

fn datagrams(chance: &mut Chance) -> Task {
    let size = chance.between(50, 120);
    let (long, short) = (size + chance.between(10, 60), chance.between(5, size / 3));
    let middle = chance.between(size / 3 + 1, size);
    let sent = chance.shuffled(vec![long, short, middle]);
    let keys = ["r1", "r2", "r3"];
    let label = |i: usize| say!(en: "octets of call {n}", zh: "第 {n} 次调用的字节数", n = i + 1);
    let parts = keys
        .into_iter()
        .zip(&sent)
        .enumerate()
        .map(|(i, (key, sent))| Part::number(key, label(i), *sent.min(&size)))
        .collect();
    let all = listed(&sent, ", ");
    let asks = say!(
        en: "User datagrams with {all} octets of data have arrived in this order. A program calls recvfrom three times with a buffer of {size} octets. How many octets does each call give?",
        zh: "数据为 {all} 字节的用户数据报依次到达。程序用 {size} 字节的缓冲区调用三次 recvfrom。每次得到多少字节？",
        all = all, size = size
    );
    let told = listed(&sent.iter().map(|sent| *sent.min(&size)).collect::<Vec<_>>(), ", ");
    let hints = [
        say!(en: "UDP keeps the boundaries of its messages (RFC 768).", zh: "UDP 保留报文的边界（RFC 768）。"),
        say!(
            en: "One call takes one datagram out of the queue, whether its buffer holds it or not (udp(7)).",
            zh: "一次调用从队列中取走一个数据报，不管缓冲区装不装得下（udp(7)）。"
        ),
        say!(en: "{told}; what does not fit is gone.", zh: "{told}；装不下的就丢了。", told = told),
    ];
    let stream = |rest: u64| {
        let mut left = rest;
        keys.map(|key| {
            let now = left.min(size);
            left -= now;
            (key, Value::Number(now.into()))
        })
        .to_vec()
    };
    // what does not fit comes first in the next call
    let mut queue: Vec<u64> =
        sent.iter().flat_map(|sent| [*sent.min(&size), sent.saturating_sub(size)]).collect();
    queue.retain(|piece| *piece > 0);
    let stays = keys.into_iter().zip(queue).map(|(key, piece)| (key, Value::Number(piece.into()))).collect();
    Task::new(asks, parts, hints, "netlab explain tcp-vs-udp")
        .given("sent", &listed(&sent, " "))
        .given("size", &size)
        .mistaken_in(&REST_STAYS, stays, "netlab explain UDP datagram")
        .mistaken_in(&DATAGRAMS_JOIN, stream(sent.iter().sum()), "netlab explain tcp-vs-udp")
}

static ACK_IS_READ: Misconception = Misconception::new(
    "acknowledged-means-read",
    text(
        "what was acknowledged was taken as read; it may still lie in the receiver's buffer",
        "以为被确认的就是已读的；它可能还在接收缓存里",
    ),
);

static SENT_IS_GONE: Misconception = Misconception::new(
    "sent-means-gone",
    text(
        "what was sent was taken to have left the buffer; it stays until it is acknowledged",
        "以为发送过的就离开了发送缓存；被确认之前它一直保留",
    ),
);

static ALWAYS_FIN: Misconception = Misconception::new(
    "close-always-sends-fin",
    text(
        "closing was taken to send FIN always; with data unread it sends RST",
        "以为关闭总是发送 FIN；还有未读数据时发送的是 RST",
    ),
);

/// Where the octets are.
pub static WHERE: Exercise = Exercise::new(
    "sockets-where",
    Kind::Trace,
    3,
    text("Where are the octets now?", "这些字节现在在哪里？"),
    &[&SENT_IS_GONE, &ACK_IS_READ, &ALWAYS_FIN],
    whereabouts,
);

fn whereabouts(chance: &mut Chance) -> Task {
    let read = chance.between(30, 300);
    let unread = if chance.coin() { 0 } else { chance.between(20, 400) };
    let received = read + unread;
    let on_the_way = chance.between(20, 300);
    let sent = received + on_the_way;
    let written = sent + chance.between(20, 500);
    let parts = vec![
        Part::number("send", text("octets in A's send buffer", "A 的发送缓存中的字节数"), written - received),
        Part::number("receive", text("octets in B's receive buffer", "B 的接收缓存中的字节数"), unread),
        Part::choice(
            "close",
            text("what B sends if its program closes now", "B 的程序此时关闭，B 发送"),
            vec![
                text("a segment with FIN", "带 FIN 的报文段").into(),
                text("a segment with RST", "带 RST 的报文段").into(),
            ],
            usize::from(unread > 0),
        ),
    ];
    let asks = say!(
        en: "A's program has written {written} octets to a TCP connection. A's kernel has sent {sent} of them; {received} have arrived at B and are acknowledged, and A has the acknowledgment. B's program has read {read}. How many octets are in the two buffers, and what does B's Linux send if its program closes now?",
        zh: "A 的程序向 TCP 连接写入了 {written} 字节。A 的内核已发送其中 {sent} 字节；有 {received} 字节已到达 B 并被确认，A 也收到了确认。B 的程序已读取 {read} 字节。两个缓存中各有多少字节？如果 B 的程序此时关闭，B 的 Linux 发送什么？",
        written = written, sent = sent, received = received, read = read
    );
    let hints = [
        say!(
            en: "A keeps what might have to be sent again; B keeps what nobody has fetched (RFC 9293 §3.8).",
            zh: "A 保留可能要重传的数据；B 保留还没有人取走的数据（RFC 9293 §3.8）。"
        ),
        say!(
            en: "If the end that closes throws away data, the other end has to learn it (RFC 2525 §2.17).",
            zh: "关闭的一方如果丢弃了数据，应让另一方知道（RFC 2525 §2.17）。"
        ),
        say!(
            en: "{written} - {received} = {left}; {received} - {read} = {unread}; so the choice is {letter}).",
            zh: "{written} - {received} = {left}；{received} - {read} = {unread}；所以选 {letter})。",
            written = written, received = received, read = read, left = written - received, unread = unread,
            letter = if unread > 0 { "b" } else { "a" }
        ),
    ];
    let number = |key, number: u64| (key, Value::Number(number.into()));
    let task = Task::new(asks, parts, hints, "netlab explain flow control")
        .given("written", &written)
        .given("sent", &sent)
        .given("received", &received)
        .given("read", &read)
        .shows(Exhibit::Table {
            head: vec![text("octets", "字节").into(), text("how many", "数量").into()],
            rows: vec![
                vec![Cell::said(text("written by A's program", "A 的程序写入")), Cell::same(&written)],
                vec![Cell::said(text("sent by A's kernel", "A 的内核发送")), Cell::same(&sent)],
                vec![Cell::said(text("arrived and acknowledged", "到达并被确认")), Cell::same(&received)],
                vec![Cell::said(text("read by B's program", "B 的程序读取")), Cell::same(&read)],
            ],
        })
        .mistaken_in(&SENT_IS_GONE, vec![number("send", written - sent)], "netlab explain retransmission")
        .mistaken_in(&ACK_IS_READ, vec![number("receive", 0)], "netlab explain tcp.ack");
    if unread == 0 {
        task
    } else {
        task.mistaken_in(&ALWAYS_FIN, vec![("close", Value::Choice(0))], "netlab explain reset")
    }
}
