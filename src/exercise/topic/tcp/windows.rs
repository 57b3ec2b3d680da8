//! Exercises: TCP, how much may be sent.

use crate::chance::Chance;
use crate::exercise::{Cell, Exercise, Exhibit, Kind, Misconception, Part, Task, Value};
use crate::say;
use crate::spec::text;

static UNSCALED: Misconception = Misconception::new(
    "window-scale-left-out",
    text(
        "the field was taken as it stands; the scale of the handshake shifts it to the left",
        "直接用了窗口字段；要按握手时的窗口扩大因子左移",
    ),
);

static WHOLE_WINDOW: Misconception = Misconception::new(
    "window-without-what-is-on-its-way",
    text(
        "the whole window was taken as free; what is sent and not acknowledged fills a part of it",
        "把整个窗口当作可用；已发送而未被确认的数据占去了一部分",
    ),
);

static FROM_NEXT: Misconception = Misconception::new(
    "window-begins-at-the-next-number",
    text(
        "the window was laid from the next number to send; it begins at the oldest number not acknowledged",
        "以为窗口从下一个要发送的序号开始；它从最早未被确认的序号开始",
    ),
);

/// How many octets may still be sent.
pub static WINDOW: Exercise = Exercise::new(
    "tcp-window",
    Kind::Compute,
    2,
    text("How much may still be sent?", "还能发送多少？"),
    &[&UNSCALED, &WHOLE_WINDOW, &FROM_NEXT],
    window,
);

fn window(chance: &mut Chance) -> Task {
    let scale = chance.pick([0u32, 2, 3, 7]);
    let field = chance.between(40, 1200);
    let size = field << scale;
    let sent = chance.between(1, size - 1).min(field - 1);
    let una = chance.between(10_000, 900_000);
    let next = una + sent;
    let parts = vec![
        Part::number("window", text("octets in the window", "窗口的字节数"), size),
        Part::number("edge", text("first number that may not be sent", "第一个不允许发送的序号"), una + size),
        Part::number("usable", text("octets that may be sent now", "现在还能发送的字节数"), size - sent),
    ];
    let asks = say!(
        en: "The last segment from B has acknowledgment number {una} and {field} in its field Window; the scale agreed on is {scale} (shift left by so many bits). A has sent all up to number {last}. How large is the window, where does it end, and how many octets may A send now?",
        zh: "B 的最后一个报文段确认号为 {una}，窗口字段为 {field}；约定的窗口扩大因子为 {scale}（左移的位数）。A 已发送到序号 {last} 为止。窗口有多大？到哪里为止？A 现在还能发送多少字节？",
        una = una, field = field, scale = scale, last = next - 1
    );
    let hints = [
        say!(
            en: "The window lies over the numbers from the acknowledgment number on (RFC 9293 §3.8.6, RFC 7323 §2.2).",
            zh: "窗口覆盖从确认号开始的一段序号（RFC 9293 §3.8.6、RFC 7323 §2.2）。"
        ),
        say!(
            en: "Shift the field, add it to the acknowledgment number, then subtract the next number that A sends.",
            zh: "先把字段左移，加到确认号上，再减去 A 下一个要发送的序号。"
        ),
        say!(
            en: "window {field} x 2^{scale} = {size}; end {una} + {size} = {edge}; usable {edge} - {next} = {usable}.",
            zh: "窗口 {field} x 2^{scale} = {size}；右边界 {una} + {size} = {edge}；可用 {edge} - {next} = {usable}。",
            field = field, scale = scale, size = size, una = una, edge = una + size, next = next, usable = size - sent
        ),
    ];
    let of = |window: u64, edge: u64, usable: u64| {
        [("window", window), ("edge", edge), ("usable", usable)]
            .into_iter()
            .map(|(key, number)| (key, Value::Number(number.into())))
            .collect::<Vec<_>>()
    };
    let see = "netlab explain tcp.window";
    Task::new(asks, parts, hints, see)
        .given("una", &una)
        .given("field", &field)
        .given("scale", &scale)
        .given("next", &next)
        .mistaken_in(&UNSCALED, of(field, una + field, field - sent), "netlab explain window scale")
        .mistaken_in(&WHOLE_WINDOW, of(size, una + size, size), see)
        .mistaken_in(&FROM_NEXT, of(size, next + size, size), see)
}

static SLOW_BY_ONE: Misconception = Misconception::new(
    "slow-start-adds-one",
    text(
        "slow start was taken to add one a round; it doubles the window",
        "以为慢开始每轮加一；它每轮使拥塞窗口加倍",
    ),
);

static NO_THRESHOLD: Misconception = Misconception::new(
    "doubling-past-the-threshold",
    text(
        "the window went on doubling past the threshold; from there it grows by one a round",
        "超过慢开始门限后仍然加倍；此后应每轮加一",
    ),
);

static TIMEOUT_HALVES: Misconception = Misconception::new(
    "timeout-halves-the-window",
    text(
        "after a timeout the window was halved; it begins again with one segment",
        "超时后把拥塞窗口减半；应从一个报文段重新开始",
    ),
);

static DUPLICATES_RESTART: Misconception = Misconception::new(
    "duplicate-acks-restart-from-one",
    text(
        "after three duplicate acknowledgments slow start began again; fast recovery goes on from half",
        "收到三个重复确认后又从一开始；快恢复从一半继续",
    ),
);

static OLD_THRESHOLD: Misconception = Misconception::new(
    "threshold-stays",
    text(
        "the threshold was left as it was; a loss sets it to half the window",
        "慢开始门限没有改变；丢失后应设为拥塞窗口的一半",
    ),
);

/// The congestion window round by round.
pub static ROUNDS: Exercise = Exercise::new(
    "tcp-rounds",
    Kind::Trace,
    3,
    text("The congestion window, round by round", "拥塞窗口逐轮变化"),
    &[&SLOW_BY_ONE, &NO_THRESHOLD, &TIMEOUT_HALVES, &DUPLICATES_RESTART, &OLD_THRESHOLD],
    rounds,
);

/// How somebody lets the window grow.
#[derive(Clone, Copy)]
struct Growth {
    doubles: bool,
    minds_threshold: bool,
    restarts: bool,
    halves_threshold: bool,
}

/// The window in each round from the first on, and the threshold after the loss in round `loss`.
fn windows(threshold: u64, loss: u64, count: u64, growth: Growth) -> (Vec<u64>, u64) {
    let (mut window, mut threshold) = (1, threshold);
    let mut all = Vec::new();
    for round in 1..=count {
        all.push(window);
        window = if round == loss {
            let half = (window / 2).max(2);
            if growth.halves_threshold {
                threshold = half;
            }
            if growth.restarts { 1 } else { half }
        } else if growth.doubles && !growth.minds_threshold {
            window * 2
        } else if growth.doubles && window < threshold {
            (window * 2).min(threshold)
        } else {
            window + 1
        };
    }
    (all, threshold)
}

fn rounds(chance: &mut Chance) -> Task {
    let threshold = chance.pick([6, 8, 12, 16]);
    let loss = chance.between(7, 10);
    let timeout = chance.coin();
    let right = Growth { doubles: true, minds_threshold: true, restarts: timeout, halves_threshold: true };
    let count = loss + 4;
    let asked = [("early", 3), ("passed", 6), ("last", loss), ("after", loss + 1), ("later", loss + 4)];
    let answers = |growth: Growth| -> Vec<(&'static str, Value)> {
        let (all, threshold) = windows(threshold, loss, count, growth);
        let of = |round: u64| all.get(round as usize - 1).copied().unwrap_or(0);
        let cells = asked.iter().map(|(key, round)| (*key, Value::Number(of(*round).into())));
        cells.chain([("threshold", Value::Number(threshold.into()))]).collect()
    };
    let parts = asked
        .iter()
        .map(|(_, round)| say!(en: "window in round {round}", zh: "第 {round} 轮的拥塞窗口", round = round))
        .chain([text("threshold after the loss", "丢失之后的慢开始门限").into()])
        .zip(answers(right))
        .map(|(label, (key, value))| Part::new(key, label, crate::exercise::Form::Number, value))
        .collect();
    let (all, half) = windows(threshold, loss, count, right);
    let event = if timeout {
        text("the timer runs out", "发生超时")
    } else {
        text("three duplicate acknowledgments arrive (fast recovery)", "收到三个重复确认（快恢复）")
    };
    let asks = crate::spec::Said {
        en: format!(
            "A sender begins with a congestion window of 1 segment and the threshold {threshold}. In round {loss} {}. How large is the window in the rounds that are left open, in segments, and what is the threshold then? Halves are rounded down.",
            event.en
        ),
        zh: format!(
            "发送方的拥塞窗口从 1 个报文段开始，慢开始门限为 {threshold}。第 {loss} 轮{}。空白各轮的拥塞窗口是多少个报文段？此后的慢开始门限是多少？一半不是整数时舍去小数。",
            event.zh
        ),
    };
    let shown: Vec<String> = all.iter().map(ToString::to_string).collect();
    let hints = [
        say!(
            en: "Below the threshold the window doubles with each round, from there on it grows by one (RFC 5681 §3.1).",
            zh: "低于慢开始门限时每轮加倍，达到之后每轮加一（RFC 5681 §3.1）。"
        ),
        say!(
            en: "A loss sets the threshold to half the window. Only a timeout begins again with one segment (§3.1, §3.2).",
            zh: "丢失使门限变为窗口的一半。只有超时才从一个报文段重新开始（§3.1、§3.2）。"
        ),
        say!(
            en: "The windows are {all}; the threshold is then {half}.",
            zh: "各轮窗口为 {all}；此后门限为 {half}。",
            all = shown.join(" "), half = half
        ),
    ];
    let rows = (1..=count)
        .zip(&all)
        .map(|(round, window)| {
            let key = asked.iter().find(|(_, asked)| *asked == round);
            let shown = if round == 1 { window.to_string() } else { "...".to_string() };
            vec![Cell::same(&round), key.map_or_else(|| Cell::same(&shown), |(key, _)| Cell::Asked(key))]
        })
        .collect();
    let head = vec![text("round", "轮次").into(), text("congestion window", "拥塞窗口").into()];
    let see = "netlab explain congestion control";
    let by = if timeout { &TIMEOUT_HALVES } else { &DUPLICATES_RESTART };
    Task::new(asks, parts, hints, see)
        .given("threshold", &threshold)
        .given("loss", &loss)
        .given("timeout", &timeout)
        .shows(Exhibit::Table { head, rows })
        .mistaken_in(by, answers(Growth { restarts: !timeout, ..right }), see)
        .mistaken_in(
            &SLOW_BY_ONE,
            answers(Growth { doubles: false, ..right })
                .into_iter()
                .filter(|(key, _)| *key != "after")
                .collect(),
            "netlab explain slow start",
        )
        .mistaken_in(
            &NO_THRESHOLD,
            answers(Growth { minds_threshold: false, ..right })
                .into_iter()
                .filter(|(key, _)| matches!(*key, "passed" | "last"))
                .collect(),
            see,
        )
        .mistaken_in(&OLD_THRESHOLD, answers(Growth { halves_threshold: false, ..right }), see)
}
