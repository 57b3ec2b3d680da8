//! Standard input to the socket and the socket to standard output, both at once and as fast as they go.

use super::console::{Console, Escape, amount};
use super::plan::Plan;
use super::race::{Either, first};
use super::{interrupted, wrong};
use crate::cli::{Exit, Failure, duration, stdin};
use crate::echo::call::{Call, Event, errno};
use crate::echo::client::{Conversation, state_of};
use crate::echo::kernel;
use crate::say;
use socket2::Socket;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::time::sleep;

/// Octets that go at once: larger is no faster on loopback.
const CHUNK: usize = 256 * 1024;

/// How often progress is drawn.
const TICK: Duration = Duration::from_millis(100);

/// What the two threads tell.
enum Told {
    /// A call.
    Called(Box<Event>),
    /// The half that sends is done.
    Sent(Result<(), Stop>),
    /// The half that receives is done.
    Received(Result<(), Stop>),
}

/// Why a half ended before its end.
enum Stop {
    /// The socket failed.
    Socket(Call, io::Error),
    /// Standard input did.
    Input(io::Error),
    /// Standard output did.
    Output(io::Error),
}

/// What both threads have.
#[derive(Clone)]
struct Half {
    socket: Arc<Socket>,
    tell: Sender<Told>,
    /// The time of the first call, where calls are told.
    start: Option<Instant>,
    addresses: Option<(SocketAddr, SocketAddr)>,
    transport: crate::echo::address::Transport,
    done: Arc<AtomicU64>,
}

impl Half {
    /// Tells a call, and waits until there is room to.
    fn called(&self, call: Call, before: Option<kernel::State>, error: Option<&io::Error>) {
        let Some(start) = self.start else { return };
        let tcp = kernel::tcp(&*self.socket);
        let event = Event::new(start.elapsed(), self.transport, call).after(tcp);
        let state = state_of(tcp, self.addresses);
        let event = Event { before, error: error.map(errno), state, ..event };
        // where nobody listens any more, the program ends
        let _ = self.tell.blocking_send(Told::Called(Box::new(event)));
    }

    fn state(&self) -> Option<kernel::State> {
        self.start.and_then(|_| state_of(kernel::tcp(&*self.socket), self.addresses))
    }
}

/// Sends standard input, then FIN, and receives to the end.
pub async fn run(
    conversation: Conversation<'_>,
    plan: &Plan,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    let life = conversation.life;
    let (addresses, transport) = (conversation.addresses, conversation.socket.transport());
    let (socket, _own) = conversation.socket.into_plain().map_err(Failure::Output)?;
    let (tell, mut told) = channel(64);
    let half = Half {
        socket: Arc::new(socket),
        tell,
        start: life.is_wanted().then(|| Instant::now().checked_sub(life.now())).flatten(),
        addresses,
        transport,
        done: Arc::default(),
    };
    let sending = Half { done: Arc::default(), ..half.clone() };
    let receiving = Half { done: Arc::default(), ..half.clone() };
    let (sent, received) = (sending.done.clone(), receiving.done.clone());
    let (crlf, quiet, slow) =
        (plan.end == crate::echo::framing::End::CrLf, console.is_json(), plan.slow_read);
    let is_terminal = console.screen.is_terminal;
    let sender = thread::spawn(move || {
        let end = send(&sending, crlf);
        let _ = sending.tell.blocking_send(Told::Sent(end));
    });
    let receiver = thread::spawn(move || {
        let end = receive(&receiving, quiet, is_terminal, slow);
        let _ = receiving.tell.blocking_send(Told::Received(end));
    });
    let begun = Instant::now();
    let mut progress =
        Progress { begun, sent: &sent, received: &received, whole: size_of_input(), drawn: false };
    let ended = match first(watch(&mut told, &mut progress, console), interrupted()).await {
        Either::First(ended) => Some(ended?),
        Either::Second(()) => None,
    };
    progress.end(console)?;
    let stops = match ended {
        None => return Ok(Exit::Interrupted),
        Some(stops) => stops,
    };
    // where the other side broke it, both halves may say so
    if let Some((call, error)) = stops.first() {
        console.complain(&wrong::broken(plan, *call, error));
    }
    let before = half.state();
    if plan.reset {
        // a connection that is gone cannot be told to reset, and need not
        let _ = half.socket.set_linger(Some(Duration::ZERO));
    }
    // both are at their ends, and the socket is closed when nobody has it any more
    let _ = (sender.join(), receiver.join());
    drop(half);
    let call = if plan.reset { Call::Reset } else { Call::Close };
    let event = Event { before, ..Event::new(life.now(), plan.address.transport, call) };
    let left = life.closed(event, addresses).await;
    console.events(life.take())?;
    if console.explains() {
        console.left(left);
    }
    Ok(if stops.is_empty() { Exit::Done } else { Exit::No })
}

/// Waits until both halves are done, and draws meanwhile.
async fn watch(
    told: &mut Receiver<Told>,
    progress: &mut Progress<'_>,
    console: &mut Console<'_>,
) -> Result<Vec<(Call, io::Error)>, Failure> {
    let (mut open, mut stops) = (2, Vec::new());
    while open > 0 {
        match first(told.recv(), sleep(TICK)).await {
            Either::First(None) => break,
            Either::First(Some(Told::Called(event))) => console.events(vec![*event])?,
            Either::First(Some(Told::Sent(end) | Told::Received(end))) => {
                open -= 1;
                match end {
                    Ok(()) => {}
                    // without a reader there is nothing left to do
                    Err(Stop::Output(error)) => return Err(error.into()),
                    Err(Stop::Input(error)) => return Err(stdin::unreadable(&error).into()),
                    Err(Stop::Socket(call, error)) => stops.push((call, error)),
                }
            }
            Either::Second(()) => progress.draw(console),
        }
    }
    Ok(stops)
}

/// Standard input to the socket; at its end, FIN.
fn send(half: &Half, crlf: bool) -> Result<(), Stop> {
    let mut input = io::stdin().lock();
    let mut buffer = vec![0; CHUNK];
    let (mut lines, mut after_cr) = (Vec::new(), false);
    loop {
        let read = match input.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(Stop::Input(error)),
        };
        let octets = buffer.get(..read).unwrap_or_default();
        let mut rest = match crlf {
            true => {
                with_crlf(octets, &mut after_cr, &mut lines);
                lines.as_slice()
            }
            false => octets,
        };
        while !rest.is_empty() {
            match (&*half.socket).write(rest) {
                Ok(written) => {
                    half.called(Call::Write(written), None, None);
                    half.done.fetch_add(written as u64, Ordering::Relaxed);
                    rest = rest.get(written..).unwrap_or_default();
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => {
                    half.called(Call::Write(0), None, Some(&error));
                    return Err(Stop::Socket(Call::Write(0), error));
                }
            }
        }
    }
    let before = half.state();
    // where the other side has ended it already, there is nothing to shut down
    match half.socket.shutdown(Shutdown::Write) {
        Ok(()) => half.called(Call::Shutdown, before, None),
        Err(error) if error.kind() == ErrorKind::NotConnected => {}
        Err(error) => return Err(Stop::Socket(Call::Shutdown, error)),
    }
    Ok(())
}

/// Puts CR before every LF that has none.
fn with_crlf(octets: &[u8], after_cr: &mut bool, out: &mut Vec<u8>) {
    out.clear();
    for octet in octets {
        if *octet == b'\n' && !*after_cr {
            out.push(b'\r');
        }
        *after_cr = *octet == b'\r';
        out.push(*octet);
    }
}

/// The socket to standard output, to the end of the stream.
fn receive(half: &Half, quiet: bool, is_terminal: bool, slow: Option<u32>) -> Result<(), Stop> {
    let size = slow.map_or(CHUNK, |rate| (rate as usize / 10).clamp(1, CHUNK));
    let mut buffer = vec![0; size];
    let mut escape = is_terminal.then(Escape::default);
    let mut show = |octets: &[u8]| -> Result<(), Stop> {
        if quiet {
            return Ok(());
        }
        let mut out = io::stdout().lock();
        let written = match &mut escape {
            Some(escape) => out.write_all(escape.piece(octets).as_bytes()),
            None => out.write_all(octets),
        };
        written.and_then(|()| out.flush()).map_err(Stop::Output)
    };
    loop {
        if slow.is_some() {
            thread::sleep(Duration::from_millis(100));
        }
        let read = match (&*half.socket).read(&mut buffer) {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            read => read,
        };
        half.called(Call::Read(*read.as_ref().unwrap_or(&0)), None, read.as_ref().err());
        let octets = match read {
            Ok(0) => return show(&[]),
            Ok(read) => buffer.get(..read).unwrap_or_default(),
            Err(error) => return Err(Stop::Socket(Call::Read(0), error)),
        };
        half.done.fetch_add(octets.len() as u64, Ordering::Relaxed);
        show(octets)?;
    }
}

/// How many octets standard input has, where it is a file.
#[cfg(unix)]
fn size_of_input() -> Option<u64> {
    use std::os::fd::AsFd;
    let input = std::fs::File::from(io::stdin().as_fd().try_clone_to_owned().ok()?);
    let facts = input.metadata().ok()?;
    facts.is_file().then_some(facts.len())
}

/// Not known here.
#[cfg(not(unix))]
fn size_of_input() -> Option<u64> {
    None
}

/// How far it is.
struct Progress<'a> {
    begun: Instant,
    sent: &'a AtomicU64,
    received: &'a AtomicU64,
    whole: Option<u64>,
    drawn: bool,
}

impl Progress<'_> {
    fn draw(&mut self, console: &Console<'_>) {
        if console.draws_progress() {
            self.drawn = true;
            console.progress(&self.line(console));
        }
    }

    /// Takes the line away; says what was done where a person waited for it.
    fn end(&mut self, console: &Console<'_>) -> io::Result<()> {
        if !self.drawn {
            return Ok(());
        }
        console.progress("");
        console.err(&self.line(console));
        Ok(())
    }

    fn line(&self, console: &Console<'_>) -> String {
        let (sent, received) = (self.sent.load(Ordering::Relaxed), self.received.load(Ordering::Relaxed));
        let part = match self.whole {
            Some(whole) if whole > 0 => format!(" ({} %)", sent.min(whole) * 100 / whole),
            _ => String::new(),
        };
        let elapsed = self.begun.elapsed();
        let rate = amount((sent.max(received) as f64 / elapsed.as_secs_f64().max(1e-6)) as u64);
        let (sent, received, time) = (amount(sent), amount(received), duration::shown(elapsed));
        let mut said = say!(
            en: "sent {sent}{part}, ", zh: "已发送 {sent}{part}，", sent = sent.en, part = part
        );
        said.en.push_str(&format!("received {}, {time}, {}/s", received.en, rate.en));
        said.zh.push_str(&format!("已接收 {}，{time}，{}/s", received.zh, rate.zh));
        said.show(console.screen.lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cr_is_put_before_lf_once() {
        let mut after_cr = false;
        let mut out = Vec::new();
        let mut all: Vec<u8> = Vec::new();
        for piece in [&b"a\nb\r"[..], b"\nc\r\n", b"\n"] {
            with_crlf(piece, &mut after_cr, &mut out);
            all.extend(&out);
        }
        assert_eq!(all, b"a\r\nb\r\nc\r\n\r\n");
    }
}
