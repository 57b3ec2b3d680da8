//! The other end of a student's client: netlab is the server that it was written for, and its standard input and output.

use super::peer::{Peer, Stop, TRIAL, late, patience, quoted};
use super::printed::{Caught, text_of};
use super::process::{Group, START, outcome};
use super::{Tried, Went};
use crate::exercise::program::{Client, Trial};
use crate::say;
use crate::spec::{Said, Trouble};
use std::io::{ErrorKind, Write};
use std::net::{SocketAddr, TcpListener};
use std::process::ChildStdin;
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

/// Lines of the long run, and how much is in each beside its number: together more than the buffers of two kernels hold.
const LINES: usize = 10_000;
const WIDE: usize = 2000;

/// A long line.
const LONG: usize = 100_000;

/// How often it is looked for a client.
const EVERY: Duration = Duration::from_millis(2);

/// The server that clients are tried with.
pub struct Bench {
    /// Away where nobody has to listen.
    listener: Option<TcpListener>,
    command: String,
}

/// A client that was started, and its connection.
struct Run {
    group: Group,
    input: Option<ChildStdin>,
    output: Caught,
}

impl Bench {
    /// Listens where the client will connect to.
    pub fn new(at: SocketAddr, command: &str) -> Result<Bench, Trouble> {
        let open = || {
            let listener = TcpListener::bind(at)?;
            listener.set_nonblocking(true)?;
            Ok(listener)
        };
        match open() {
            Ok(listener) => Ok(Bench { listener: Some(listener), command: command.to_string() }),
            Err::<_, std::io::Error>(error) => Err(Trouble::new(say!(
                en: "netlab is the server here, and cannot listen at {at}: {error}", zh: "这里 netlab 是服务器，但无法在 {at} 监听：{error}",
                at = at, error = error
            ))),
        }
    }

    /// Makes one trial: each has a run of the client for itself.
    pub fn attempt(&mut self, trial: &'static Trial, act: Client) -> Tried {
        if act == Client::Refused {
            self.listener = None;
        }
        // whoever has connected besides belongs to an earlier trial
        while self.listener.as_ref().is_some_and(|listener| listener.accept().is_ok()) {}
        let (group, input, output) = match Group::talk(&self.command) {
            Ok(started) => started,
            Err(error) => {
                let went = Err(super::process::cannot_start(&self.command, &error).what);
                return Tried { trial, went, printed: Vec::new() };
            }
        };
        let caught = Caught::default();
        if let Some(output) = output {
            caught.read(output);
        }
        let mut run = Run { group, input, output: caught };
        let went = match act {
            Client::Refused => refused(&mut run),
            other => self.connected(&mut run, other),
        };
        let printed = if went.is_ok() { Vec::new() } else { run.group.printed.lines() };
        Tried { trial, went, printed }
    }

    /// Waits for the client.
    fn accept(&self, run: &mut Run) -> Result<Peer, Said> {
        let said = |error: std::io::Error| Said { en: error.to_string(), zh: error.to_string() };
        let began = Instant::now();
        while began.elapsed() < START {
            // it is asked first: when it has ended, its connection may be waiting already
            let ended = run.group.ended();
            match self.listener.as_ref().map(TcpListener::accept) {
                Some(Ok((stream, _))) => {
                    return stream.set_nonblocking(false).and_then(|()| Peer::over(stream)).map_err(said);
                }
                Some(Err(error))
                    if !matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) =>
                {
                    return Err(said(error));
                }
                _ => (),
            }
            if let Some(status) = ended {
                let outcome = outcome(status);
                return Err(Said {
                    en: format!("it ended without connecting: {}", outcome.en),
                    zh: format!("没有连接就结束了：{}", outcome.zh),
                });
            }
            sleep(EVERY);
        }
        let seconds = START.as_secs();
        Err(
            say!(en: "after {seconds} s it has not connected", zh: "过了 {seconds} 秒还没有连接", seconds = seconds),
        )
    }

    fn connected(&mut self, run: &mut Run, act: Client) -> Went {
        let long = "x".repeat(if act == Client::Many { WIDE } else { LONG });
        let (given, answered): (Vec<String>, Vec<String>) = match act {
            Client::Lines => (lines(&["one", " two  ", "three"]), lines(&["ONE", " TWO  ", "THREE"])),
            Client::Joined => (lines(&["one", "two"]), lines(&["ONE", "TWO"])),
            Client::Utf8 => (lines(&["网络 abc"]), lines(&["网络 ABC"])),
            Client::Long => (vec![long.clone()], vec![long.to_uppercase()]),
            Client::Many => (0..LINES)
                .map(|i| (format!("line {i} {long}"), format!("LINE {i} {}", long.to_uppercase())))
                .unzip(),
            _ => (lines(&["hello"]), lines(&["HELLO"])),
        };
        let mut typed = given.join("\n");
        typed.push('\n');
        // what is typed goes in while answers come out; the end of input comes behind it
        let input = run.input.take();
        thread::spawn(move || {
            if let Some(mut input) = input {
                let _ = input.write_all(typed.as_bytes());
            }
        });
        self.accept(run).and_then(|peer| serve(peer, run, act, &given, &answered))
    }
}

/// Nobody listens.
fn refused(run: &mut Run) -> Went {
    run.input = None;
    let Some(status) = run.group.ends_within(START) else {
        return Err(say!(en: "it does not end", zh: "它没有结束"));
    };
    if status.success() {
        return Err(say!(en: "its exit status is 0", zh: "它的退出状态是 0"));
    }
    let said_elsewhere = !run.output.whole(patience()).is_empty();
    match run.group.printed.last_lines().is_empty() && !said_elsewhere {
        true => Err(say!(en: "it says nothing", zh: "它什么也没有说")),
        false => Ok(()),
    }
}

/// Is the server: reads lines, answers as the trial wants it, and looks at what is printed.
fn serve(mut peer: Peer, run: &mut Run, act: Client, given: &[String], answered: &[String]) -> Went {
    let mut held_back: Vec<u8> = Vec::new();
    for (line, answer) in given.iter().zip(answered) {
        expect(&mut peer, line)?;
        let answer = format!("{answer}\n");
        let octets = answer.as_bytes();
        match act {
            Client::First => return Ok(()),
            Client::Closed => {
                drop(peer);
                return ends(run, None);
            }
            Client::Cut => {
                peer.send_pieces(&[
                    octets.get(..2).unwrap_or_default(),
                    octets.get(2..).unwrap_or_default(),
                ])?;
            }
            Client::Utf8 => {
                peer.send_pieces(&[
                    octets.get(..1).unwrap_or_default(),
                    octets.get(1..).unwrap_or_default(),
                ])?;
            }
            Client::Joined | Client::Late => held_back.extend(octets),
            _ => peer.send(octets)?,
        }
    }
    if act == Client::Joined {
        peer.send(&held_back)?;
    }
    finished(&mut peer)?;
    if act == Client::Ends {
        return Ok(());
    }
    if act == Client::Late {
        sleep(Duration::from_millis(300));
        peer.send(&held_back)?;
    }
    peer.finish();
    let mut wanted = answered.join("\n");
    wanted.push('\n');
    ends(run, Some(&wanted))
}

/// Reads a line from the client, which has to be this one with LF behind it.
fn expect(peer: &mut Peer, wanted: &str) -> Went {
    let began = Instant::now();
    let end = loop {
        if let Some(at) = memchr::memchr(b'\n', peer.held()) {
            break at + 1;
        }
        if peer.held().len() > 2 * LONG {
            break peer.held().len();
        }
        if let Err(stop) = peer.more(began) {
            let (wanted, held) = (quoted(format!("{wanted}\n").as_bytes()), quoted(peer.held()));
            if matches!(stop, Stop::Late) {
                late();
            }
            return Err(match stop {
                Stop::End | Stop::Broken(_) if peer.held().is_empty() => say!(
                    en: "it should send {wanted}, and closed without sending anything", zh: "应发送 {wanted}，却什么也没发就关闭了", wanted = wanted
                ),
                Stop::Late if peer.held().is_empty() => {
                    say!(en: "it should send {wanted}, and has sent nothing", zh: "应发送 {wanted}，却什么也没有发", wanted = wanted)
                }
                Stop::End | Stop::Broken(_) => say!(
                    en: "it should send {wanted}, and closed after {held}", zh: "应发送 {wanted}，却在发出 {held} 之后关闭了", wanted = wanted, held = held
                ),
                Stop::Late => say!(
                    en: "it should send {wanted}, and has sent {held}", zh: "应发送 {wanted}，只发出了 {held}", wanted = wanted, held = held
                ),
            });
        }
    };
    let line = peer.take(end);
    let text = line.strip_suffix(b"\n").unwrap_or(&line);
    if text.strip_suffix(b"\r").unwrap_or(text) == wanted.as_bytes() {
        return Ok(());
    }
    let (wanted, line) = (quoted(format!("{wanted}\n").as_bytes()), quoted(&line));
    Err(
        say!(en: "it should send {wanted}, and sent {line}", zh: "应发送 {wanted}，实际发送 {line}", wanted = wanted, line = line),
    )
}

/// Waits for the client's FIN, or for `exit`.
fn finished(peer: &mut Peer) -> Went {
    match peer.line() {
        Err(Stop::End) => Ok(()),
        Ok(line) if line == b"exit" => Ok(()),
        Ok(line) => {
            let line = quoted(&line);
            Err(
                say!(en: "it should send no more, and sent {line}", zh: "应不再发送，却发送了 {line}", line = line),
            )
        }
        Err(Stop::Late) => Err(say!(
            en: "its input has ended, and it says neither FIN nor `exit`", zh: "它的输入已结束，却既没有 FIN 也没有 `exit`"
        )),
        Err(Stop::Broken(error)) => {
            Err(say!(en: "it has reset the connection: {error}", zh: "它复位了连接：{error}", error = error))
        }
    }
}

/// Waits until the client has ended, and compares what it printed.
fn ends(run: &mut Run, wanted: Option<&str>) -> Went {
    let time = if wanted.is_some_and(|wanted| wanted.len() > LONG / 2) { TRIAL } else { patience() };
    let Some(status) = run.group.ends_within(time) else {
        late();
        return Err(say!(en: "the server has closed, and it does not end", zh: "服务器已关闭，它却没有结束"));
    };
    let Some(wanted) = wanted else { return Ok(()) };
    let printed = run.output.whole(patience());
    // the ends of lines are the system's own
    let same = text_of(&printed) == wanted;
    match (same, status.success()) {
        (true, true) => Ok(()),
        (true, false) => {
            let outcome = outcome(status);
            Err(Said {
                en: format!("it ends with {}", outcome.en), zh: format!("它以{}结束", outcome.zh)
            })
        }
        (false, _) => {
            let (wanted, printed) = differing(wanted, &text_of(&printed));
            Err(
                say!(en: "it should print {wanted}, and printed {printed}", zh: "应打印 {wanted}，实际打印 {printed}", wanted = wanted, printed = printed),
            )
        }
    }
}

/// The first lines that differ.
fn differing(wanted: &str, printed: &str) -> (String, String) {
    let at = wanted.lines().zip(printed.lines()).take_while(|(a, b)| a == b).count();
    let from = |text: &str| {
        let rest: Vec<&str> = text.split_inclusive('\n').skip(at).take(2).collect();
        quoted(rest.concat().as_bytes())
    };
    (from(wanted), from(printed))
}

fn lines(all: &[&str]) -> Vec<String> {
    all.iter().map(ToString::to_string).collect()
}
