//! The other end of a student's server: what is sent to it, and what has to come back.

use super::Went;
use crate::exercise::program::Act;
use crate::say;
use crate::spec::Said;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(3);

/// Between two pieces of a line, so that they are read one by one.
const PAUSE: Duration = Duration::from_millis(100);

/// The longest line that is waited for.
const LONGEST: u64 = 1 << 16;

/// Lines of the long run, and clients of the crowd.
const LINES: usize = 10_000;
const CLIENTS: usize = 200;

/// The most that is sent by a client that does not read.
const FLOOD: usize = 64 << 20;

/// Does one thing with the server at `at`.
pub fn act(act: Act, at: SocketAddr) -> Went {
    match act {
        Act::First | Act::Restart => exchange(at, &[b"hello\n"], &["HELLO"]),
        Act::Split => exchange(at, &[b"net", b"lab\n"], &["NETLAB"]),
        Act::Joined => exchange(at, &[b"one\ntwo\n"], &["ONE", "TWO"]),
        Act::Crlf => exchange(at, &[b"hello\r\nagain\r\n"], &["HELLO", "AGAIN"]),
        Act::Utf8 => {
            let line = "网络 abc\n".as_bytes();
            let (head, rest) = line.split_at(1);
            exchange(at, &[head, rest], &["网络 ABC"])
        }
        Act::Lines => lines(at),
        Act::HalfClose => half_close(at),
        Act::Exit => exit(at),
        Act::Many => many(at),
        Act::Slow => slow(at),
        Act::Reset => reset(at),
    }
}

/// A client.
struct Client {
    input: BufReader<TcpStream>,
    output: TcpStream,
}

impl Client {
    fn connect(at: SocketAddr) -> Result<Client, Said> {
        let open = || -> io::Result<Client> {
            let output = TcpStream::connect_timeout(&at, PATIENCE)?;
            output.set_read_timeout(Some(PATIENCE))?;
            output.set_write_timeout(Some(PATIENCE))?;
            output.set_nodelay(true)?;
            Ok(Client { input: BufReader::new(output.try_clone()?), output })
        };
        open().map_err(|error| say!(en: "cannot connect: {error}", zh: "无法连接：{error}", error = error))
    }

    fn send(&mut self, octets: &[u8]) -> Went {
        self.output.write_all(octets).map_err(|error| {
            let sent = text(octets);
            say!(en: "sending {sent}: {error}", zh: "发送 {sent} 时：{error}", sent = sent, error = error)
        })
    }

    /// The next line without its end; `None` where the connection has ended.
    fn line(&mut self) -> Result<Option<Vec<u8>>, Said> {
        let mut line = Vec::new();
        match self.input.by_ref().take(LONGEST).read_until(b'\n', &mut line) {
            Ok(0) => Ok(None),
            Ok(_) => {
                while line.last().is_some_and(|octet| matches!(octet, b'\n' | b'\r')) {
                    line.pop();
                }
                Ok(Some(line))
            }
            Err(error) if is_late(&error) => {
                let so_far = match line.is_empty() {
                    true => say!(en: "nothing", zh: "没有任何内容"),
                    false => Said { en: text(&line), zh: text(&line) },
                };
                let seconds = PATIENCE.as_secs();
                Err(Said {
                    en: format!("after {seconds} s no whole line has come back, but {}", so_far.en),
                    zh: format!("过了 {seconds} 秒没有返回完整的一行，只有{}", so_far.zh),
                })
            }
            Err(error) => Err(say!(en: "reading: {error}", zh: "读取时：{error}", error = error)),
        }
    }

    /// Reads a line, which has to be this one.
    fn hear(&mut self, wanted: &str) -> Went {
        match self.line()? {
            Some(line) if line == wanted.as_bytes() => Ok(()),
            Some(line) => {
                let (wanted, line) = (text(wanted.as_bytes()), text(&line));
                Err(
                    say!(en: "{wanted} should come back, and {line} came", zh: "应返回 {wanted}，实际返回 {line}", wanted = wanted, line = line),
                )
            }
            None => {
                let wanted = text(wanted.as_bytes());
                Err(
                    say!(en: "{wanted} should come back, and the connection was closed", zh: "应返回 {wanted}，连接却关闭了", wanted = wanted),
                )
            }
        }
    }

    /// Waits for the end of the connection; a reset ends it too.
    fn end(&mut self) -> Went {
        match self.line() {
            Ok(None) => Ok(()),
            Ok(Some(line)) => {
                let line = text(&line);
                Err(
                    say!(en: "the connection should end, and {line} came", zh: "连接应当结束，却收到 {line}", line = line),
                )
            }
            Err(_) => Err(
                say!(en: "the connection should end, and it is still open", zh: "连接应当结束，却仍然打开着"),
            ),
        }
    }
}

fn is_late(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut)
}

/// Octets as text between quotes, cut short.
fn text(octets: &[u8]) -> String {
    let text: String = String::from_utf8_lossy(octets).chars().take(40).collect();
    format!("{text:?}")
}

/// Sends pieces, and reads lines.
fn exchange(at: SocketAddr, pieces: &[&[u8]], lines: &[&str]) -> Went {
    let mut client = Client::connect(at)?;
    for (i, piece) in pieces.iter().enumerate() {
        if i > 0 {
            thread::sleep(PAUSE);
        }
        client.send(piece)?;
    }
    lines.iter().try_for_each(|line| client.hear(line))
}

/// Many lines, sent while answers are read.
fn lines(at: SocketAddr) -> Went {
    let mut client = Client::connect(at)?;
    let mut output =
        client.output.try_clone().map_err(|error| Said { en: error.to_string(), zh: error.to_string() })?;
    let sender = thread::spawn(move || {
        let all: String = (0..LINES).map(|i| format!("line {i}\n")).collect();
        output.write_all(all.as_bytes())
    });
    let heard = (0..LINES).try_for_each(|i| client.hear(&format!("LINE {i}")));
    // ends the sender too, if it is still at it
    let _ = client.output.shutdown(Shutdown::Both);
    let _ = sender.join();
    heard
}

fn half_close(at: SocketAddr) -> Went {
    let mut client = Client::connect(at)?;
    client.send(b"first\nbye\n")?;
    let _ = client.output.shutdown(Shutdown::Write);
    client.hear("FIRST")?;
    client.hear("BYE")?;
    client.end()
}

fn exit(at: SocketAddr) -> Went {
    for line in [&b"exit\n"[..], b"exit\r\n"] {
        let mut client = Client::connect(at)?;
        client.send(b"hello\n")?;
        client.hear("HELLO")?;
        client.send(line)?;
        client.end()?;
    }
    let mut client = Client::connect(at)?;
    client.send(b"exiting\nnoexit\n")?;
    client.hear("EXITING")?;
    client.hear("NOEXIT")
}

fn many(at: SocketAddr) -> Went {
    let mut clients = (0..CLIENTS).map(|_| Client::connect(at)).collect::<Result<Vec<_>, _>>()?;
    // the last first: nobody has to wait for anybody
    for (i, client) in clients.iter_mut().enumerate().rev() {
        client.send(format!("client {i}\n").as_bytes())?;
    }
    for (i, client) in clients.iter_mut().enumerate() {
        client.hear(&format!("CLIENT {i}"))?;
    }
    Ok(())
}

fn slow(at: SocketAddr) -> Went {
    let mut client = Client::connect(at)?;
    let _ = client.output.set_write_timeout(Some(PAUSE));
    let began = Instant::now();
    let line = [&[b'x'; 1023][..], b"\n"].concat();
    let mut sent = 0;
    // until neither side takes any more
    while sent < FLOOD && began.elapsed() < PATIENCE {
        match client.output.write(&line) {
            Ok(count) => sent += count,
            Err(_) => break,
        }
    }
    exchange(at, &[b"hello\n"], &["HELLO"])
}

fn reset(at: SocketAddr) -> Went {
    for _ in 0..3 {
        let mut client = Client::connect(at)?;
        client.send(b"hello\nthere\n")?;
        // to close with data that nobody has read sends a reset (RFC 9293 §3.10.4, RFC 1122 §4.2.2.13)
        let _ = client.output.peek(&mut [0; 1]);
    }
    exchange(at, &[b"hello\n"], &["HELLO"])
}
