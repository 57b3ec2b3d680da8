//! What a server did, line by line: for people, as the article's program says it, or as JSON.

mod article;
mod json;
mod pretty;

pub use json::totals as totals_of;

use super::explain::Teller;
use super::sink::Sink;
use crate::cli::screen::aside;
use crate::draw::{Paint, safe, wrap};
use crate::echo::address::Transport;
use crate::echo::call::{self, legend};
use crate::echo::kernel::ABSENT;
use crate::echo::server::{Event, Pause, Peer, Watch};
use crate::say;
use crate::spec::{Lang, Said, Trouble};
use jiff::Zoned;
use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::{SystemTime, UNIX_EPOCH};

/// How lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// For people.
    Pretty,
    /// As the article's program prints them.
    Article,
    /// An object each.
    Json,
    /// There are none.
    None,
}

impl Style {
    /// The styles, as typed.
    pub const NAMES: [&'static str; 4] = ["pretty", "article", "json", "none"];

    /// Reads a name.
    pub fn named(name: &str) -> Option<Style> {
        match name {
            "pretty" => Some(Style::Pretty),
            "article" => Some(Style::Article),
            "json" => Some(Style::Json),
            "none" => Some(Style::None),
            _ => None,
        }
    }
}

/// What lines look like.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Which of the styles.
    pub style: Style,
    /// The language.
    pub lang: Lang,
    /// Colour, or none.
    pub paint: Paint,
    /// Columns of a line.
    pub columns: usize,
    /// Whether messages are shown as octets, too.
    pub hex: bool,
    /// Whether every read and write has a line.
    pub reads: bool,
    /// Whether calls are explained.
    pub explain: bool,
    /// Whether the SYN of a client is shown.
    pub syn: bool,
}

/// Writes what a server tells.
pub struct Log {
    look: Look,
    sink: Sink,
    clock: Mutex<Clock>,
    teller: Mutex<Teller>,
}

impl Log {
    /// Lines that look so, into `sink`.
    pub fn new(look: Look, sink: Sink) -> Log {
        Log { look, sink, clock: Mutex::default(), teller: Mutex::new(Teller::new(look)) }
    }

    /// What the marks in explanations mean, before the first of them.
    pub fn legend(&self, transport: Transport) {
        if self.look.explain && self.look.style != Style::Json && transport == Transport::Tcp {
            note(&self.look, &if cfg!(target_os = "linux") { legend() } else { ABSENT.into() });
        }
    }

    /// Shows what passes between the server at these addresses and its clients, from now on.
    ///
    /// # Errors
    /// There is no right to it.
    pub fn listen(&self, servers: &[SocketAddr], protocol: &str) -> Result<(), Trouble> {
        self.teller().listen(servers, protocol)
    }

    /// Writes the frames that passed up to now.
    pub fn frames(&self) {
        let lines = self.teller().frames();
        if !lines.is_empty() {
            self.sink.line(|out| out.extend(lines.bytes()));
        }
    }

    fn teller(&self) -> MutexGuard<'_, Teller> {
        self.teller.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes the last lines; says how many were dropped in all.
    pub fn end(&self) -> u64 {
        self.sink.end()
    }

    /// A line of JSON; nothing in the other styles.
    pub fn object(&self, object: &serde_json::Value) {
        if self.look.style == Style::Json {
            self.sink.line(|out| json::line(out, object));
        }
    }
}

/// A note on standard error, in lines that fit.
pub fn note(look: &Look, said: &Said) {
    let mut lines = fitting(look, said);
    let first = if lines.is_empty() { String::new() } else { lines.remove(0) };
    print_note(look, &first, &lines);
}

/// A note whose first line is `head`, however long it is; below it the rest.
pub fn note_below(look: &Look, head: &Said, rest: &Said) {
    print_note(look, &head.show(look.lang), &fitting(look, rest));
}

/// Columns before the lines of a note.
const INDENT: usize = 6;

fn fitting(look: &Look, said: &Said) -> Vec<String> {
    wrap(&said.show(look.lang), look.columns.saturating_sub(INDENT).max(20))
}

fn print_note(look: &Look, first: &str, others: &[String]) {
    let mut text = format!("{}{}\n", look.lang.pick("note: ", "说明："), safe(first));
    for line in others {
        text.push_str(&format!("{:INDENT$}{}\n", "", safe(line)));
    }
    let _ = aside(&text);
}

impl Watch for Log {
    fn event(&self, client: u64, peer: &Peer, event: Event<'_>) {
        let look = &self.look;
        if look.style == Style::None {
            return;
        }
        self.sink.line(|out| {
            let mut clock = self.clock.lock().unwrap_or_else(PoisonError::into_inner);
            match look.style {
                Style::Pretty => pretty::line(out, clock.now(), look, client, peer, &event),
                Style::Article => article::line(out, peer, &event),
                Style::Json => json::event(out, clock.now(), look, client, peer, &event),
                Style::None => {}
            }
        });
    }

    fn pause(&self, pause: Pause) {
        let said = match pause {
            Pause::Full => say!(
                en: "as many clients as there may be: others are connected by the kernel and wait in its queue until one leaves",
                zh: "客户数已到上限：内核仍会为后来者建立连接，让他们在队列里等到有人离开"
            ),
            Pause::Descriptors => say!(
                en: "no file descriptor is left, and every connection needs one: new clients wait in the kernel's queue until one leaves; `ulimit -n 4096` before the start allows more",
                zh: "文件描述符用完了，而每个连接都需要一个：新客户在内核的队列里等到有人离开；启动前用 `ulimit -n 4096` 可放宽"
            ),
            Pause::Refused(kind) => say!(
                en: "the system gives no new connection: {kind}; tried again every second",
                zh: "系统不给新的连接：{kind}；每秒重试一次", kind = kind
            ),
            Pause::Over => say!(en: "new clients are taken again", zh: "又开始接受新客户"),
        };
        note(&self.look, &said);
        self.object(&json::pause(pause));
    }

    fn poll_room(&self, context: &mut Context<'_>) -> Poll<()> {
        self.sink.poll_room(context)
    }

    fn wants_messages(&self) -> bool {
        self.look.style != Style::None
    }

    fn wants_reads(&self) -> bool {
        self.look.reads
    }

    fn wants_calls(&self) -> bool {
        self.look.explain
    }

    fn call(&self, call: call::Event, syn: Option<Vec<u8>>) {
        let syn = syn.filter(|_| self.look.syn);
        let lines = self.teller().tell(call, syn.as_deref());
        self.sink.line(|out| out.extend(lines.bytes()));
    }
}

/// The time of day, worked out once a second: a message takes less time than a time zone.
#[derive(Default)]
struct Clock {
    /// Seconds since 1970.
    second: u64,
    /// `14:03:07`, here.
    here: String,
    /// `2020-07-28T00:37:23`, in UTC.
    utc: String,
    micros: u32,
}

impl Clock {
    /// The clock as it is now.
    fn now(&mut self) -> &Clock {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        self.micros = since.subsec_micros();
        if self.second != since.as_secs() || self.here.is_empty() {
            self.second = since.as_secs();
            let now = Zoned::now();
            self.here = now.strftime("%H:%M:%S").to_string();
            self.utc = now.timestamp().strftime("%Y-%m-%dT%H:%M:%S").to_string();
        }
        self
    }
}

/// Appends a number in base 10, without the machinery of `write!`: every message has several.
fn number(out: &mut Vec<u8>, value: u64, width: usize, fill: u8) {
    let mut digits = [fill; 20];
    let (mut at, mut rest) = (20, value);
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend(&digits[at.min(20_usize.saturating_sub(width))..]);
}

/// Appends octets as text: what is no UTF-8 or would be obeyed by a terminal is escaped.
fn text(out: &mut Vec<u8>, octets: &[u8]) {
    if octets.iter().all(|octet| matches!(octet, b' '..=b'~')) {
        out.extend(octets);
        return;
    }
    for chunk in octets.utf8_chunks() {
        out.extend(safe(chunk.valid()).bytes());
        for octet in chunk.invalid() {
            out.extend(format!("\\x{octet:02x}").bytes());
        }
    }
}
