//! What is printed, and in which form: answers for people or for programs, events as a story or as JSON.

use super::plan::Plan;
use crate::cli::duration;
use crate::cli::link::rights::no_wire;
use crate::cli::screen::Screen;
use crate::cli::tap::Tap;
use crate::draw::{Ink, clip, safe, safe_json, width, wrap};
use crate::echo::address::{Address, Host, Place, Transport};
use crate::echo::call::{Event, Story, legend};
use crate::echo::client::Left;
use crate::echo::kernel::{ABSENT, State};
use crate::echo::socket::Target;
use crate::say;
use crate::spec::{Said, Trouble};
use serde_json::Value;
use std::io::{self, IsTerminal, Write};
use std::net::SocketAddr;
use std::time::{Duration, SystemTime};

/// The most columns of a line of prose.
const PROSE: usize = 80;

/// Octets in a line of `--hex`.
const HEX: usize = 16;

/// Where all of it is printed.
pub struct Console<'a> {
    /// Language, colour and width.
    pub screen: &'a Screen,
    /// Whether the terminal is raw: then a line ends with CR LF.
    pub raw: bool,
    json: bool,
    explain: bool,
    hex: bool,
    is_tcp: bool,
    story: Story,
    /// The wire, where its frames are to be shown.
    tap: Option<Tap>,
}

impl<'a> Console<'a> {
    /// A console as the plan wants it.
    pub fn new(screen: &'a Screen, plan: &Plan) -> Console<'a> {
        Console {
            screen,
            raw: false,
            json: plan.json,
            explain: plan.explain,
            hex: plan.hex,
            is_tcp: plan.address.transport == Transport::Tcp,
            story: Story::new(screen.lang, screen.columns),
            tap: None,
        }
    }

    /// Whether events are printed at all.
    pub fn wants_events(&self) -> bool {
        self.json || self.explain
    }

    /// Whether everything on standard output is JSON.
    pub fn is_json(&self) -> bool {
        self.json
    }

    /// Whether calls are explained.
    pub fn explains(&self) -> bool {
        self.explain
    }

    /// Says what the marks in the story mean, before it begins.
    pub fn legend(&self) {
        if self.explain && self.is_tcp {
            self.note(&if cfg!(target_os = "linux") { legend() } else { ABSENT.into() });
        }
    }

    /// Prints events.
    pub fn events(&mut self, events: Vec<Event>) -> io::Result<()> {
        let last = events.len().saturating_sub(1);
        for (i, event) in events.into_iter().enumerate() {
            if self.json {
                self.out(&event.json())?;
            } else if self.explain {
                if self.raw {
                    // the line that is typed is drawn again below
                    self.put("\r\x1b[K")?;
                }
                for line in self.story.tell(&event) {
                    self.err(&self.screen.paint.line(&line));
                }
            }
            // what was heard behind the last call may be its doing: some return before their segments are out
            self.frames(if i == last { Duration::MAX } else { event.at })?;
        }
        Ok(())
    }

    /// Listens to the wire from now on; times count from `began`.
    pub fn tap(&mut self, targets: &[Target], began: SystemTime) -> Result<(), Trouble> {
        let of_ip = |target: &Target| match target {
            Target::Ip(_, address) => Some(*address),
            Target::Path(..) => None,
        };
        let peers: Vec<SocketAddr> = targets.iter().filter_map(of_ip).collect();
        if peers.is_empty() {
            return Err(no_wire());
        }
        self.tap = Some(Tap::open(&peers, if self.is_tcp { "tcp" } else { "udp" }, began)?);
        Ok(())
    }

    /// Shows the frames that passed up to a moment.
    fn frames(&mut self, until: Duration) -> io::Result<()> {
        let Some(tap) = &mut self.tap else { return Ok(()) };
        let heard = tap.until(until).map_err(|trouble| io::Error::other(trouble.what.en))?;
        for frame in heard {
            if self.json {
                self.out(&frame.json())?;
            } else {
                self.err(&frame.line(self.screen.columns));
            }
        }
        Ok(())
    }

    /// Shows the frames that passed after the last call.
    pub fn last_frames(&mut self) -> io::Result<()> {
        self.frames(Duration::MAX)
    }

    /// An object of JSON, where that was asked for: its event, and what else there is.
    pub fn object(&self, event: &str, at: Duration, rest: &[(&str, Value)]) -> io::Result<()> {
        if !self.json {
            return Ok(());
        }
        let mut line = format!("{{\"event\":\"{event}\",\"at_us\":{}", at.as_micros());
        for (key, value) in rest {
            line.push_str(&format!(",\"{key}\":{value}"));
        }
        line.push('}');
        self.out(&safe_json(&line))
    }

    /// What a name turned out to be.
    pub fn looked_up(&self, address: &Address, found: &[SocketAddr]) -> io::Result<()> {
        let Place::Port(Host::Name(name), _) = &address.place else { return Ok(()) };
        let numbers: Vec<String> = found.iter().map(|address| address.ip().to_string()).collect();
        self.object(
            "resolve",
            Duration::ZERO,
            &[("name", name.as_str().into()), ("addresses", numbers.clone().into())],
        )?;
        if self.explain {
            let numbers = numbers.join(", ");
            self.note(&say!(
                en: "`{name}` is {numbers}: connect takes an address, never a name",
                zh: "`{name}` 是 {numbers}：connect 只认地址，不认名字",
                name = name, numbers = numbers
            ));
        }
        Ok(())
    }

    /// An answer: as it is where a program reads it, escaped where a person does.
    pub fn answer(&self, at: Duration, octets: &[u8], rtt: Option<Duration>) -> io::Result<()> {
        if self.json {
            return self.object("answer", at, &said(octets, rtt));
        }
        let mut out = io::stdout().lock();
        if self.hex {
            for line in hex(octets) {
                writeln!(out, "{line}")?;
            }
        } else if self.screen.is_terminal {
            out.write_all(shown(octets).as_bytes())?;
            out.write_all(if self.raw { b"\r\n" } else { b"\n" })?;
        } else {
            out.write_all(octets)?;
            out.write_all(b"\n")?;
        }
        out.flush()
    }

    /// An answer and its time as they stand behind a question that ends in `column`; `None` where there is no room.
    pub fn beside(&self, octets: &[u8], rtt: Duration, column: usize) -> Option<String> {
        let time = duration::shown(rtt);
        let paint = self.screen.paint;
        let text = shown(octets);
        if self.hex || column + 5 + width(&text) + 2 + width(&time) >= self.screen.columns {
            return None;
        }
        Some(format!("  {} {}  {}", paint.ink(Ink::Faint, "→"), text, paint.ink(Ink::Faint, &time)))
    }

    /// An answer on lines of its own.
    pub fn alone(&self, octets: &[u8], rtt: Option<Duration>) -> String {
        let paint = self.screen.paint;
        let arrow = paint.ink(Ink::Faint, "←");
        let time =
            rtt.map(|rtt| format!("  {}", paint.ink(Ink::Faint, &duration::shown(rtt)))).unwrap_or_default();
        if self.hex {
            let lines: Vec<String> = hex(octets).iter().map(|line| format!("{arrow} {line}")).collect();
            return format!("{}{time}", lines.join("\r\n"));
        }
        format!("{arrow} {}{time}", shown(octets))
    }

    /// What is still left of a connection that was closed, and why.
    pub fn left(&self, left: Left) {
        let Some(row) = left.there.filter(|row| row.state == State::TimeWait) else { return };
        let (local, remote) = (row.local, row.remote);
        let seconds = format!("{:.1}", row.timer.unwrap_or_default().as_secs_f32());
        self.note(&say!(
            en: "{local} → {remote}, the other end, is in TIME-WAIT for {seconds} s more: it closed first",
            zh: "另一端 {local} → {remote} 还要在 TIME-WAIT 中等 {seconds} 秒：它先关闭",
            local = local, remote = remote, seconds = seconds
        ));
    }

    /// `note: …`, on standard error.
    pub fn note(&self, said: &Said) {
        let word = self.screen.lang.pick("note: ", "说明：");
        self.block(word, &said.show(self.screen.lang));
    }

    /// `error: …` and `hint: …`, on standard error.
    pub fn complain(&self, trouble: &Trouble) {
        let lang = self.screen.lang;
        self.block(lang.pick("error: ", "错误："), &trouble.what.show(lang));
        if let Some(hint) = &trouble.hint {
            self.block(lang.pick("hint: ", "提示："), &hint.show(lang));
        }
    }

    /// A paragraph behind a word.
    fn block(&self, word: &str, text: &str) {
        let indent = width(word);
        let columns = self.screen.columns.clamp(40, PROSE) - indent;
        let mut before = word.to_string();
        for line in text.lines() {
            for row in wrap(&safe(line), columns) {
                self.err(&format!("{before}{row}"));
                before = " ".repeat(indent);
            }
        }
    }

    /// A line on standard output.
    pub fn out(&self, line: &str) -> io::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(line.as_bytes())?;
        out.write_all(if self.raw { b"\r\n" } else { b"\n" })?;
        out.flush()
    }

    /// Something to draw on the terminal, as it is.
    pub fn put(&self, text: &str) -> io::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes())?;
        out.flush()
    }

    /// A line on standard error; where that is closed, nobody is told.
    pub fn err(&self, line: &str) {
        let end = if self.raw { "\r\n" } else { "\n" };
        let _ = io::stderr().lock().write_all(format!("{line}{end}").as_bytes());
    }

    /// Whether progress is drawn: where a person looks at standard error.
    pub fn draws_progress(&self) -> bool {
        !self.json && !self.explain && io::stderr().is_terminal()
    }

    /// Draws over the line of progress; an empty one takes it away.
    pub fn progress(&self, line: &str) {
        let line = clip(line, self.screen.columns.saturating_sub(1));
        let _ = io::stderr().lock().write_all(format!("\r\x1b[K{line}").as_bytes());
    }
}

/// The octets of a message in JSON: as text where they are UTF-8, else as digits.
pub fn said(octets: &[u8], rtt: Option<Duration>) -> Vec<(&'static str, Value)> {
    let mut rest = vec![("octets", Value::from(octets.len()))];
    match std::str::from_utf8(octets) {
        Ok(text) => rest.push(("text", text.into())),
        Err(_) => {
            rest.push(("hex", octets.iter().map(|octet| format!("{octet:02x}")).collect::<String>().into()));
        }
    }
    if let Some(rtt) = rtt {
        rest.push(("rtt_us", (rtt.as_micros() as u64).into()));
    }
    rest
}

/// Octets for a person's screen: UTF-8 as it is, all that a terminal might obey and all that is no UTF-8 escaped.
pub fn shown(octets: &[u8]) -> String {
    let mut out = String::with_capacity(octets.len());
    for chunk in octets.utf8_chunks() {
        out.push_str(&safe(chunk.valid()));
        for octet in chunk.invalid() {
            out.push_str(&format!("\\x{octet:02x}"));
        }
    }
    out
}

/// A stream for a person's screen, whatever pieces it comes in: line ends stay, and all else is as in [`shown`].
#[derive(Debug, Default)]
pub struct Escape {
    /// The beginning of a character, or a CR whose LF may follow.
    kept: Vec<u8>,
}

impl Escape {
    /// The next piece; an empty one ends the stream.
    pub fn piece(&mut self, octets: &[u8]) -> String {
        let mut all = std::mem::take(&mut self.kept);
        all.extend(octets);
        if !octets.is_empty() {
            self.kept = all.split_off(all.len() - unfinished(&all));
        }
        let text =
            all.split(|octet| *octet == b'\n').map(|line| shown(line.strip_suffix(b"\r").unwrap_or(line)));
        let ended = all.iter().filter(|octet| **octet == b'\n').count();
        // only a line that has ended has lost its CR rightly
        let mut out = String::new();
        for (i, line) in text.enumerate() {
            out.push_str(&line);
            if i < ended {
                out.push('\n');
            } else if all.ends_with(b"\r") {
                out.push_str("\\r");
            }
        }
        out
    }
}

/// How many octets at the end may belong to what comes next: a CR, or a character of UTF-8 that is not whole.
fn unfinished(octets: &[u8]) -> usize {
    if octets.last() == Some(&b'\r') {
        return 1;
    }
    let tail = octets.get(octets.len().saturating_sub(3)..).unwrap_or_default();
    for count in 1..=tail.len() {
        let at = tail.len() - count;
        match std::str::from_utf8(tail.get(at..).unwrap_or_default()) {
            // not whole yet, as far as it goes
            Err(error) if error.valid_up_to() == 0 && error.error_len().is_none() => return count,
            _ => {}
        }
    }
    0
}

/// Sixteen octets a line, and the printable ones as text.
fn hex(octets: &[u8]) -> Vec<String> {
    let line = |(i, line): (usize, &[u8])| {
        let digits: String = line
            .iter()
            .enumerate()
            .map(|(i, octet)| format!("{}{octet:02x} ", if i == HEX / 2 { " " } else { "" }))
            .collect();
        let text: String = line
            .iter()
            .map(|octet| if matches!(octet, b' '..=b'~') { char::from(*octet) } else { '.' })
            .collect();
        format!("{:04x}  {digits:<width$} {text}", i * HEX, width = HEX * 3 + 1)
    };
    if octets.is_empty() {
        return vec!["0000".into()];
    }
    octets.chunks(HEX).enumerate().map(line).collect()
}

/// An amount of octets in the unit that fits it, of powers of ten.
pub fn amount(octets: u64) -> Said {
    match octets {
        1 => say!(en: "1 octet", zh: "1 字节"),
        0..10_000 => say!(en: "{octets} octets", zh: "{octets} 字节", octets = octets),
        _ => {
            let (scale, unit) = match octets {
                0..1_000_000 => (1e3, "kB"),
                1_000_000..1_000_000_000 => (1e6, "MB"),
                _ => (1e9, "GB"),
            };
            let size = format!("{:.1} {unit}", octets as f64 / scale);
            Said { en: size.clone(), zh: size }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_is_shown() {
        assert_eq!(shown("é\x1b[2J\r\n\0".as_bytes()), "é\\x1b[2J\\r\\n\\x00");
        assert_eq!(shown(&[b'a', 0xff, 0xe4, 0xbd]), "a\\xff\\xe4\\xbd");
        assert_eq!(
            hex(b"hello, world 16+\n")[1],
            "0010  0a                                                ."
        );
        assert!(hex(&[0x1b; 40]).iter().all(|line| line.bytes().all(|octet| matches!(octet, b' '..=b'~'))));
    }

    /// However a stream is cut, the screen shows the same.
    #[test]
    fn a_stream_is_escaped_as_a_whole() {
        let stream = "a\r\n你\tb\rc\r\n\r\n\x1b[2J".as_bytes();
        let stream = [stream, &[0xe4, 0xbd], b"x\n\xff\xf0\x9f\x98\x80\r"].concat();
        let whole = "a\n你\\tb\\rc\n\n\\x1b[2J\\xe4\\xbdx\n\\xff😀\\r";
        for size in 1..=stream.len() {
            let mut escape = Escape::default();
            let mut out: String = stream.chunks(size).map(|piece| escape.piece(piece)).collect();
            out.push_str(&escape.piece(b""));
            assert_eq!(out, whole, "{size}");
        }
    }

    #[test]
    fn amounts_have_their_units() {
        assert_eq!([1, 42, 360_000, 104_857_600].map(|octets| amount(octets).en), {
            ["1 octet", "42 octets", "360.0 kB", "104.9 MB"]
        });
    }
}
