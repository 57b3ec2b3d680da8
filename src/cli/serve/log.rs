//! What a server did, line by line: for people, as the article's program says it, or as JSON.

mod article;
mod json;
mod pretty;

pub use json::totals as totals_of;

use super::clock::Clock;
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
use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

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
    teller: Mutex<Teller>,
    taught: Mutex<Taught>,
}

impl Log {
    /// Lines that look so, into `sink`.
    pub fn new(look: Look, sink: Sink) -> Log {
        Log { look, sink, teller: Mutex::new(Teller::new(look)), taught: Mutex::default() }
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
            self.sink.line(1, |out, _| out.extend_from_slice(lines.as_bytes()));
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
            self.sink.line(1, |out, _| json::line(out, object));
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
    let text = said.show(look.lang);
    let lines = wrap(&text, look.columns.saturating_sub(INDENT).max(20));
    lines.into_iter().map(str::to_string).collect()
}

fn print_note(look: &Look, first: &str, others: &[String]) {
    let mut text = format!("{}{}\n", look.lang.pick("note: ", "说明："), safe(first));
    for line in others {
        text.push_str(&format!("{:INDENT$}{}\n", "", safe(line)));
    }
    let _ = aside(&text);
}

impl Log {
    /// Whether an event is shown: among explanations only those reads that do not hold just one message.
    fn has_line(&self, event: &Event<'_>) -> bool {
        match event {
            Event::Read { messages, kept, .. } => self.look.reads || *messages > 1 || *kept > 0,
            Event::Wrote { .. } => self.look.reads,
            _ => true,
        }
    }

    /// What a read teaches that holds several messages or a part of one, the first time that each of them is seen.
    fn teach(&self, out: &mut Vec<u8>, event: &Event<'_>) {
        let Event::Read { messages, kept, .. } = *event else { return };
        if !self.look.explain || self.look.style != Style::Pretty {
            return;
        }
        let mut taught = self.taught.lock().unwrap_or_else(PoisonError::into_inner);
        if messages > 1 && !std::mem::replace(&mut taught.joined, true) {
            let said = say!(
                en: "a read gives what has come, whatever the writes were: TCP carries octets and keeps no borders between them. Where each message ends, the program has to find by itself. Many call this \"sticky packets\", but TCP has no packets that could stick  [RFC 9293 §2.2]",
                zh: "read 给出已到达的字节，与对方写了几次无关：TCP 传送的是没有边界的字节流，每个消息到哪里为止要由程序自己找出。人们称之为“粘包”，但 TCP 没有可以粘的包  [RFC 9293 §2.2]"
            );
            pretty::below(out, &self.look, &said);
        }
        if kept > 0 && !std::mem::replace(&mut taught.split, true) {
            let said = say!(
                en: "a read may also end within a message: what has come of it is kept, and the rest comes in a later read  [RFC 9293 §2.2]",
                zh: "一次 read 也可能停在一个消息中间（“半包”）：先到的部分留着，其余的由以后的 read 读到  [RFC 9293 §2.2]"
            );
            pretty::below(out, &self.look, &said);
        }
    }
}

/// What was explained once.
#[derive(Default)]
struct Taught {
    joined: bool,
    split: bool,
}

impl Watch for Log {
    fn events(&self, client: u64, peer: &Peer, events: &[Event<'_>]) {
        let look = &self.look;
        if look.style == Style::None || !events.iter().any(|event| self.has_line(event)) {
            return;
        }
        self.sink.line(events.len(), |out, clock| {
            clock.look();
            for event in events.iter().filter(|event| self.has_line(event)) {
                match look.style {
                    Style::Pretty => pretty::line(out, clock, look, client, peer, event),
                    Style::Article => article::line(out, peer, event),
                    Style::Json => json::event(out, clock, look, client, peer, event),
                    Style::None => {}
                }
                self.teach(out, event);
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
        self.look.reads || self.look.explain && self.look.style == Style::Pretty
    }

    fn wants_calls(&self) -> bool {
        self.look.explain
    }

    fn call(&self, call: call::Event, syn: Option<Vec<u8>>) {
        let syn = syn.filter(|_| self.look.syn);
        let lines = self.teller().tell(call, syn.as_deref());
        self.sink.line(1, |out, _| out.extend_from_slice(lines.as_bytes()));
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
    out.extend_from_slice(&digits[at.min(20_usize.saturating_sub(width))..]);
}

/// Appends octets as text: what is no UTF-8 or would be obeyed by a terminal is escaped.
fn text(out: &mut Vec<u8>, octets: &[u8]) {
    if is_plain(octets) {
        out.extend_from_slice(octets);
        return;
    }
    for chunk in octets.utf8_chunks() {
        out.extend_from_slice(safe(chunk.valid()).as_bytes());
        for octet in chunk.invalid() {
            out.extend_from_slice(format!("\\x{octet:02x}").as_bytes());
        }
    }
}

/// Whether octets are printed as they are, a column each. All are looked at, since that is sixteen at a time.
fn is_plain(octets: &[u8]) -> bool {
    octets.iter().fold(true, |plain, octet| plain & (octet.wrapping_sub(b' ') < 0x7f - b' '))
}
