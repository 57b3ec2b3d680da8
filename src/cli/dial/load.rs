//! A small load test: questions over several connections at once, and how long their answers took.

use super::console::Console;
use super::plan::{Load, Plan, Words, targets};
use super::race::{Either, first};
use super::talk::READ;
use super::{interrupted, wrong};
use crate::cli::{Exit, Failure, duration};
use crate::draw::{pad, width};
use crate::echo::call::errno;
use crate::echo::client::{Life, Refusal, connect};
use crate::echo::framing::{Cutter, Framing};
use crate::echo::socket::{Socket, Target};
use crate::say;
use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

/// Columns of the longest bar.
const BAR: usize = 40;

/// How often progress is drawn.
const TICK: Duration = Duration::from_millis(100);

/// What all connections share.
struct Shared {
    target: Target,
    framing: Framing,
    question: Vec<u8>,
    wait: Duration,
    connect_timeout: Duration,
    /// Questions that nobody has asked yet.
    left: AtomicU32,
    answered: AtomicU32,
    results: Mutex<Results>,
}

/// What came of it.
#[derive(Default)]
struct Results {
    /// Of each answer, in µs.
    latencies: Vec<u32>,
    /// Of each connection, in µs.
    connects: Vec<u32>,
    /// How often each error came.
    errors: BTreeMap<String, u32>,
    /// The first connection that was refused.
    refused: Option<io::Error>,
}

/// Runs it and shows what came of it.
pub async fn run(plan: &Plan, load: &Load, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let Some(found) = targets(plan, console).await? else { return Ok(Exit::No) };
    let Some(target) = reachable(plan, found, console).await? else { return Ok(Exit::No) };
    let message = match &plan.words {
        Words::Messages(words) => words.join(" "),
        _ => String::new(),
    };
    let connections = load.concurrency.min(load.count);
    let shared = Arc::new(Shared {
        target: target.clone(),
        framing: plan.framing.clone(),
        question: plan.wrapped(message.as_bytes()),
        wait: plan.wait.unwrap_or(Duration::from_secs(2)),
        connect_timeout: plan.connect_timeout,
        left: AtomicU32::new(load.count),
        answered: AtomicU32::new(0),
        results: Mutex::default(),
    });
    let begun = Instant::now();
    let mut clients = JoinSet::new();
    for _ in 0..connections {
        clients.spawn(client(shared.clone()));
    }
    let interrupted = match first(watch(&mut clients, &shared, load, console), interrupted()).await {
        Either::First(()) => false,
        Either::Second(()) => true,
    };
    clients.abort_all();
    let elapsed = begun.elapsed();
    if console.draws_progress() {
        console.progress("");
    }
    let mut results = shared.results.lock().unwrap_or_else(PoisonError::into_inner);
    results.latencies.sort_unstable();
    results.connects.sort_unstable();
    if let Some(error) = results.refused.take().filter(|_| results.connects.is_empty()) {
        wrong::not_connected(plan, &[Refusal { target, error, again: None }], console)?;
        return Ok(Exit::No);
    }
    if console.is_json() {
        json(&results, load, connections, elapsed, console)?;
    } else {
        for line in drawn(&results, load, connections, elapsed, console) {
            console.out(&line)?;
        }
    }
    Ok(match results.latencies.len() as u32 == load.count {
        _ if interrupted => Exit::Interrupted,
        true => Exit::Done,
        false => Exit::No,
    })
}

/// The one of several addresses that answers; a connection is made to find out, and closed.
async fn reachable(
    plan: &Plan,
    found: Vec<Target>,
    console: &mut Console<'_>,
) -> Result<Option<Target>, Failure> {
    if found.len() < 2 {
        return Ok(found.into_iter().next());
    }
    let tried = connect(&found, plan.connect_timeout, &Life::new(false)).await;
    match &tried.target {
        Some(target) => console.note(&wrong::chosen(&found, target, &tried.refused)),
        None => wrong::not_connected(plan, &tried.refused, console)?,
    }
    Ok(tried.target)
}

/// Waits for all connections, and draws meanwhile.
async fn watch(clients: &mut JoinSet<()>, shared: &Shared, load: &Load, console: &Console<'_>) {
    loop {
        match first(clients.join_next(), sleep(TICK)).await {
            Either::First(None) => return,
            Either::First(Some(_)) => {}
            Either::Second(()) if console.draws_progress() => {
                let (count, answered) = (load.count, shared.answered.load(Ordering::Relaxed));
                let said = say!(
                    en: "{answered} of {count} answers", zh: "{count} 个回答中已有 {answered} 个",
                    answered = answered, count = count
                );
                console.progress(&said.show(console.screen.lang));
            }
            Either::Second(()) => {}
        }
    }
}

/// One connection: asks as long as there are questions.
async fn client(shared: Arc<Shared>) {
    let mut latencies = Vec::new();
    let begun = Instant::now();
    let opened = timeout(shared.connect_timeout, Socket::open(&shared.target)).await;
    let socket = match opened.unwrap_or_else(|_| Err(ErrorKind::TimedOut.into())) {
        Ok(socket) => socket,
        Err(error) => {
            let mut results = shared.results.lock().unwrap_or_else(PoisonError::into_inner);
            *results.errors.entry(format!("connect {}", errno(&error))).or_default() += 1;
            results.refused.get_or_insert(error);
            return;
        }
    };
    let connected = micros(begun.elapsed());
    // a question is one segment, and is not held back for the next
    let _ = socket.at_once();
    let mut cutter = Cutter::default();
    let mut buffer = vec![0; READ];
    let mut failed = None;
    while shared.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok() {
        let asked = Instant::now();
        let answer = ask(&shared, &socket, &mut cutter, &mut buffer);
        match timeout(shared.wait, answer).await {
            Ok(Ok(true)) => {
                latencies.push(micros(asked.elapsed()));
                shared.answered.fetch_add(1, Ordering::Relaxed);
            }
            Ok(Ok(false)) => failed = Some("closed without an answer".into()),
            Ok(Err(error)) => failed = Some(errno(&error)),
            Err(_) => failed = Some("no answer in time".into()),
        }
        // a datagram may be lost, and the next one found; a stream is in disorder
        if failed.is_some() && socket.transport().is_stream() {
            break;
        }
        if let Some(failed) = failed.take() {
            let mut results = shared.results.lock().unwrap_or_else(PoisonError::into_inner);
            *results.errors.entry(failed).or_default() += 1;
        }
    }
    let mut results = shared.results.lock().unwrap_or_else(PoisonError::into_inner);
    results.latencies.append(&mut latencies);
    results.connects.push(connected);
    if let Some(failed) = failed {
        *results.errors.entry(failed).or_default() += 1;
    }
}

/// Asks the question; whether an answer came before the end.
async fn ask(shared: &Shared, socket: &Socket, cutter: &mut Cutter, buffer: &mut [u8]) -> io::Result<bool> {
    let mut rest = shared.question.as_slice();
    loop {
        let written = socket.write(rest).await?;
        rest = rest.get(written..).unwrap_or_default();
        if rest.is_empty() {
            break;
        }
    }
    let mut answers = 0;
    while answers == 0 {
        let read = socket.read(buffer).await?;
        if !socket.transport().is_stream() {
            return Ok(true);
        }
        if read == 0 {
            return Ok(false);
        }
        let octets = buffer.get(..read).unwrap_or_default();
        cutter.feed(&shared.framing, octets, |_| answers += 1).map_err(|_| ErrorKind::InvalidData)?;
    }
    Ok(true)
}

fn micros(time: Duration) -> u32 {
    u32::try_from(time.as_micros()).unwrap_or(u32::MAX)
}

/// The latency that so many hundredths of the answers kept below, of sorted ones.
fn percentile(sorted: &[u32], percent: f64) -> Duration {
    let rank = (sorted.len() as f64 * percent / 100.0).ceil() as usize;
    let at = rank.clamp(1, sorted.len().max(1)) - 1;
    Duration::from_micros(sorted.get(at).copied().unwrap_or(0).into())
}

/// The upper borders of the bars: 1, 2, 5, 10, 20, 50 µs, ...
fn borders() -> impl Iterator<Item = u64> {
    (0..10).flat_map(|power| [1, 2, 5].map(|step| step * 10_u64.pow(power)))
}

/// How many latencies stand below each border and not below the one before; from the first that has any to the last.
fn histogram(sorted: &[u32]) -> Vec<(u64, usize)> {
    let below = |border: u64| sorted.partition_point(|latency| u64::from(*latency) < border);
    let mut bars = Vec::new();
    let mut before = 0;
    for border in borders() {
        let count = below(border);
        if count > 0 && (before < sorted.len()) {
            bars.push((border, count - before));
        }
        before = count;
    }
    bars
}

/// The result as a table and a histogram.
fn drawn(
    results: &Results,
    load: &Load,
    connections: u32,
    elapsed: Duration,
    console: &Console<'_>,
) -> Vec<String> {
    let lang = console.screen.lang;
    let answers = results.latencies.len();
    let rate = (answers as f64 / elapsed.as_secs_f64().max(1e-6)).round() as u64;
    let (time, count) = (duration::shown(elapsed), load.count);
    let mut lines = vec![
        say!(
            en: "{answers} answers to {count} questions over {connections} connections in {time}: {rate} a second",
            zh: "{connections} 个连接上提问 {count} 次，得到 {answers} 个回答，用时 {time}：每秒 {rate} 个",
            answers = answers, count = count, connections = connections, time = time, rate = rate
        )
        .show(lang),
    ];
    let rows = [
        (say!(en: "connect", zh: "建立连接"), &results.connects),
        (say!(en: "answer", zh: "回答"), &results.latencies),
    ];
    let rows: Vec<_> = rows.into_iter().filter(|(_, times)| !times.is_empty()).collect();
    let wide = rows.iter().map(|(name, _)| width(&name.show(lang))).max().unwrap_or(0);
    for (name, times) in rows {
        let mut line = pad(&name.show(lang), wide);
        for (name, percent) in [("p50", 50.0), ("p90", 90.0), ("p99", 99.0), ("max", 100.0)] {
            line.push_str(&format!("  {name} {:>8}", duration::shown(percentile(times, percent))));
        }
        lines.push(line);
    }
    for (error, times) in &results.errors {
        lines.push(format!("{error}: {times}"));
    }
    if answers == 0 {
        return lines;
    }
    lines.push(String::new());
    lines.push(say!(en: "answers that took less than", zh: "短于该时间的回答").show(lang));
    let bars = histogram(&results.latencies);
    let most = bars.iter().map(|(_, count)| *count).max().unwrap_or(1).max(1);
    for (border, count) in bars {
        // what there is is seen, however little
        let bar = if count == 0 { 0 } else { (count * BAR / most).max(1) };
        let border = border_shown(border);
        lines.push(format!("{border:>8} |{:<BAR$} {count}", "#".repeat(bar)));
    }
    lines
}

/// A border of the histogram: a round number, without decimals.
fn border_shown(micros: u64) -> String {
    match micros {
        0..1000 => format!("{micros} µs"),
        1000..1_000_000 => format!("{} ms", micros / 1000),
        _ => format!("{} s", micros / 1_000_000),
    }
}

fn json(
    results: &Results,
    load: &Load,
    connections: u32,
    elapsed: Duration,
    console: &Console<'_>,
) -> io::Result<()> {
    let latencies = &results.latencies;
    let at = |times: &[u32], percent: f64| (percentile(times, percent).as_micros() as u64).into();
    let bars: Vec<serde_json::Value> = histogram(latencies)
        .into_iter()
        .map(|(below, count)| serde_json::json!({ "below_us": below, "answers": count }))
        .collect();
    console.object(
        "load",
        elapsed,
        &[
            ("questions", load.count.into()),
            ("answers", latencies.len().into()),
            ("connections", connections.into()),
            ("connect_p50_us", at(&results.connects, 50.0)),
            ("connect_p99_us", at(&results.connects, 99.0)),
            ("p50_us", at(latencies, 50.0)),
            ("p90_us", at(latencies, 90.0)),
            ("p99_us", at(latencies, 99.0)),
            ("max_us", at(latencies, 100.0)),
            ("errors", serde_json::json!(results.errors)),
            ("histogram", bars.into()),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The nearest rank: the definition, counted.
    #[test]
    fn a_percentile_is_the_nearest_rank() {
        let times: Vec<u32> = (1..=200).collect();
        for (percent, want) in [(50.0, 100), (90.0, 180), (99.0, 198), (100.0, 200), (0.1, 1)] {
            assert_eq!(percentile(&times, percent).as_micros(), want, "{percent}");
        }
        assert_eq!(percentile(&[7], 99.0).as_micros(), 7);
        assert_eq!(percentile(&[], 99.0), Duration::ZERO);
    }

    #[test]
    fn the_bars_hold_every_answer() {
        assert_eq!(histogram(&[]), []);
        assert_eq!(histogram(&[3, 4, 5, 40]), [(5, 2), (10, 1), (20, 0), (50, 1)]);
        let times: Vec<u32> = (0..100_000).step_by(7).collect();
        assert_eq!(histogram(&times).iter().map(|(_, count)| count).sum::<usize>(), times.len());
        assert_eq!([5, 2000, 5_000_000].map(border_shown), ["5 µs", "2 ms", "5 s"]);
    }
}
