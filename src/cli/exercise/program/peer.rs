//! A connection to a student's program, on which every wait ends: an answer has its time, and a trial has its.

use super::Went;
use crate::say;
use crate::spec::Said;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How long an answer may take, until one did not come; and from then on, since nobody wants to wait for a program that
/// hangs as often as it is tried.
const PATIENCE: Duration = Duration::from_secs(3);
const SHORTER: Duration = Duration::from_secs(1);

/// Whether an answer did not come.
static WAS_LATE: AtomicBool = AtomicBool::new(false);

/// How long an answer may take.
pub fn patience() -> Duration {
    if WAS_LATE.load(Ordering::Relaxed) { SHORTER } else { PATIENCE }
}

/// Takes down that an answer did not come, and gives how many seconds it was waited for.
pub fn late() -> u64 {
    let seconds = patience().as_secs();
    WAS_LATE.store(true, Ordering::Relaxed);
    seconds
}

/// How long one trial may take, however steadily something comes.
pub const TRIAL: Duration = Duration::from_secs(30);

/// Between two pieces of a message, so that they are read one by one.
pub const PAUSE: Duration = Duration::from_millis(100);

/// Clients of a crowd.
pub const CLIENTS: usize = 200;

/// The most that is sent by a client that does not read.
const FLOOD: usize = 64 << 20;

/// The longest line that is waited for.
const LONGEST: usize = 1 << 20;

/// A connection.
pub struct Peer {
    /// The connection itself.
    pub stream: TcpStream,
    /// What was read and not used yet, from `used` on.
    held: Vec<u8>,
    used: usize,
    /// When the trial has to be over.
    until: Instant,
}

/// Why nothing more came.
pub enum Stop {
    /// The other side has sent all that it had.
    End,
    /// It took too long.
    Late,
    /// The connection is broken.
    Broken(io::Error),
}

impl Peer {
    /// Connects.
    pub fn connect(at: SocketAddr) -> Result<Peer, Said> {
        let open = || Peer::over(TcpStream::connect_timeout(&at, PATIENCE)?);
        open().map_err(|error| say!(en: "cannot connect: {error}", zh: "无法连接：{error}", error = error))
    }

    /// A connection that is there.
    pub fn over(stream: TcpStream) -> io::Result<Peer> {
        stream.set_read_timeout(Some(patience()))?;
        stream.set_write_timeout(Some(patience()))?;
        stream.set_nodelay(true)?;
        Ok(Peer { stream, held: Vec::new(), used: 0, until: Instant::now() + TRIAL })
    }

    /// Sends octets, all of them.
    pub fn send(&mut self, octets: &[u8]) -> Went {
        let mut rest = octets;
        let went = loop {
            if rest.is_empty() {
                return Ok(());
            }
            match self.stream.write(rest) {
                Ok(0) => break io::Error::from(ErrorKind::WriteZero),
                Ok(count) => rest = rest.get(count..).unwrap_or_default(),
                Err(error) if error.kind() == ErrorKind::Interrupted => (),
                Err(error) => break error,
            }
            if Instant::now() > self.until {
                break io::Error::from(ErrorKind::TimedOut);
            }
        };
        let sent = quoted(octets);
        Err(match is_late(&went) {
            true => say!(en: "{sent} is not read", zh: "{sent} 没有被读走", sent = sent),
            false => {
                say!(en: "sending {sent}: {error}", zh: "发送 {sent} 时：{error}", sent = sent, error = went)
            }
        })
    }

    /// Sends pieces with pauses between them.
    pub fn send_pieces(&mut self, pieces: &[&[u8]]) -> Went {
        for (i, piece) in pieces.iter().enumerate() {
            if i > 0 {
                std::thread::sleep(PAUSE);
            }
            self.send(piece)?;
        }
        Ok(())
    }

    /// Says that no more is sent.
    pub fn finish(&self) {
        let _ = self.stream.shutdown(Shutdown::Write);
    }

    /// What was read and not used yet.
    pub fn held(&self) -> &[u8] {
        self.held.get(self.used..).unwrap_or_default()
    }

    /// Takes the first octets of what is held.
    pub fn take(&mut self, count: usize) -> Vec<u8> {
        let count = count.min(self.held().len());
        let taken = self.held().get(..count).unwrap_or_default().to_vec();
        self.used += count;
        taken
    }

    /// Waits until there is more.
    pub fn more(&mut self, began: Instant) -> Result<(), Stop> {
        if self.used > 0 {
            self.held.drain(..self.used);
            self.used = 0;
        }
        let now = Instant::now();
        if now > self.until || now.duration_since(began) > patience() {
            return Err(Stop::Late);
        }
        let mut octets = [0; 1 << 14];
        loop {
            match self.stream.read(&mut octets) {
                Ok(0) => return Err(Stop::End),
                Ok(count) => {
                    self.held.extend_from_slice(octets.get(..count).unwrap_or_default());
                    return Ok(());
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => (),
                Err(error) if is_late(&error) => return Err(Stop::Late),
                Err(error) => return Err(Stop::Broken(error)),
            }
        }
    }

    /// The next line without its end, or what there is before the connection ends.
    pub fn line(&mut self) -> Result<Vec<u8>, Stop> {
        let began = Instant::now();
        let mut seen = 0;
        loop {
            let new = self.held().get(seen..).unwrap_or_default();
            if let Some(at) = memchr::memchr(b'\n', new) {
                let mut line = self.take(seen + at + 1);
                while line.last().is_some_and(|octet| matches!(octet, b'\n' | b'\r')) {
                    line.pop();
                }
                return Ok(line);
            }
            seen = self.held().len();
            if seen > LONGEST {
                return Err(Stop::Late);
            }
            match self.more(began) {
                Err(Stop::End) if seen > 0 => return Ok(self.take(seen)),
                went => went?,
            }
        }
    }

    /// So many octets.
    pub fn exactly(&mut self, count: usize) -> Result<Vec<u8>, Stop> {
        let began = Instant::now();
        while self.held().len() < count {
            self.more(began)?;
        }
        Ok(self.take(count))
    }

    /// Reads a line, which has to be this one.
    pub fn hear(&mut self, wanted: &str) -> Went {
        let line = self.line();
        if line.as_ref().is_ok_and(|line| line == wanted.as_bytes()) {
            return Ok(());
        }
        let wanted = quoted(wanted.as_bytes());
        Err(match line {
            Ok(line) => {
                let line = quoted(&line);
                say!(en: "{wanted} should come back, and {line} came", zh: "应返回 {wanted}，实际返回 {line}", wanted = wanted, line = line)
            }
            Err(stop) => self.instead(&wanted, &stop),
        })
    }

    /// What came instead of something that should have.
    pub fn instead(&self, wanted: &str, stop: &Stop) -> Said {
        match stop {
            Stop::End if self.held().is_empty() => {
                say!(en: "{wanted} should come back, and the connection was closed", zh: "应返回 {wanted}，连接却关闭了", wanted = wanted)
            }
            Stop::End => {
                let held = quoted(self.held());
                say!(
                    en: "{wanted} should come back, and the connection was closed after {held}", zh: "应返回 {wanted}，连接却在 {held} 之后关闭了",
                    wanted = wanted, held = held
                )
            }
            Stop::Late if self.held().is_empty() => {
                let seconds = late();
                say!(
                    en: "{wanted} should come back, and nothing came for {seconds} s", zh: "应返回 {wanted}，但 {seconds} 秒内什么也没有返回",
                    wanted = wanted, seconds = seconds
                )
            }
            Stop::Late => {
                let (held, seconds) = (quoted(self.held()), late());
                say!(
                    en: "{wanted} should come back, and in {seconds} s only {held} came", zh: "应返回 {wanted}，但 {seconds} 秒内只返回 {held}",
                    wanted = wanted, seconds = seconds, held = held
                )
            }
            Stop::Broken(error) => {
                say!(en: "{wanted} should come back: {error}", zh: "应返回 {wanted}：{error}", wanted = wanted, error = error)
            }
        }
    }

    /// Waits for the end of the connection; a reset ends it too.
    pub fn end(&mut self) -> Went {
        let began = Instant::now();
        while self.held().is_empty() {
            match self.more(began) {
                Ok(()) => (),
                Err(Stop::End | Stop::Broken(_)) => return Ok(()),
                Err(Stop::Late) => {
                    late();
                    return Err(
                        say!(en: "the connection should end, and it is still open", zh: "连接应当结束，却仍然打开着"),
                    );
                }
            }
        }
        let came = quoted(self.held());
        Err(
            say!(en: "the connection should end, and {came} came", zh: "连接应当结束，却收到 {came}", came = came),
        )
    }

    /// Sends a message again and again without reading, until neither side takes any more.
    pub fn flood(&mut self, message: &[u8]) {
        let _ = self.stream.set_write_timeout(Some(PAUSE));
        let began = Instant::now();
        let many = message.repeat((1 << 16) / message.len().max(1) + 1);
        let mut sent = 0;
        while sent < FLOOD && began.elapsed() < PATIENCE {
            // what is cut off by the end of its time is followed by its own rest
            let from = sent % message.len().max(1);
            match self.stream.write(many.get(from..).unwrap_or_default()) {
                Ok(count) => sent += count,
                Err(_) => break,
            }
        }
    }

    /// Waits for an answer and leaves with it unread, which sends a reset (RFC 9293 §3.10.4, RFC 1122 §4.2.2.13).
    pub fn leave_by_reset(self) {
        let _ = self.stream.peek(&mut [0; 1]);
    }
}

/// Whether it took too long.
pub fn is_late(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}

/// Octets as text between quotes, cut short.
pub fn quoted(octets: &[u8]) -> String {
    const MOST: usize = 40;
    let text =
        String::from_utf8_lossy(octets.get(..octets.len().min(4 * MOST)).unwrap_or_default()).into_owned();
    let short: String = text.chars().take(MOST).collect();
    let more = if octets.len() > short.len() { "…" } else { "" };
    format!("{short:?}{more}")
}

/// What something should be, and what it is.
pub fn differs(en: &str, zh: &str, wanted: &str, is: &str) -> Said {
    // between Latin letters and Chinese stands a space
    let space = if zh.ends_with(|c: char| c.is_ascii_alphanumeric()) { " " } else { "" };
    Said {
        en: format!("{en} should be {wanted}, and is {is}"),
        zh: format!("{zh}{space}应为 {wanted}，实际为 {is}"),
    }
}
