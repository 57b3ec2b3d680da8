//! The other end of a server of lines: what is sent to it, and what has to come back.

use super::Went;
use super::peer::{CLIENTS, Peer};
use crate::exercise::program::Lines;
use crate::spec::Said;
use std::io::Write;
use std::net::{Shutdown, SocketAddr};
use std::thread;

/// Lines of the long run.
const LINES: usize = 10_000;

/// Does one thing with the server at `at`.
pub fn act(act: Lines, at: SocketAddr) -> Went {
    match act {
        Lines::First => exchange(at, &[b"hello\n"], &["HELLO"]),
        Lines::Split => exchange(at, &[b"net", b"lab\n"], &["NETLAB"]),
        Lines::Joined => exchange(at, &[b"one\ntwo\n"], &["ONE", "TWO"]),
        Lines::Crlf => exchange(at, &[b"hello\r\nagain\r\n"], &["HELLO", "AGAIN"]),
        Lines::Utf8 => {
            let line = "网络 abc\n".as_bytes();
            let (head, rest) = line.split_at(1);
            exchange(at, &[head, rest], &["网络 ABC"])
        }
        Lines::Run => run(at),
        Lines::HalfClose => half_close(at),
        Lines::Exit => exit(at),
        Lines::Many => many(at),
        Lines::Slow => {
            let mut client = Peer::connect(at)?;
            client.flood(&[&[b'x'; 1023][..], b"\n"].concat());
            exchange(at, &[b"hello\n"], &["HELLO"])
        }
        Lines::Reset => {
            for _ in 0..3 {
                let mut client = Peer::connect(at)?;
                client.send(b"hello\nthere\n")?;
                client.leave_by_reset();
            }
            exchange(at, &[b"hello\n"], &["HELLO"])
        }
    }
}

/// Sends pieces, and reads lines.
fn exchange(at: SocketAddr, pieces: &[&[u8]], lines: &[&str]) -> Went {
    let mut client = Peer::connect(at)?;
    client.send_pieces(pieces)?;
    lines.iter().try_for_each(|line| client.hear(line))
}

/// Many lines, sent while answers are read.
fn run(at: SocketAddr) -> Went {
    let mut client = Peer::connect(at)?;
    let mut output =
        client.stream.try_clone().map_err(|error| Said { en: error.to_string(), zh: error.to_string() })?;
    let sender = thread::spawn(move || {
        let all: String = (0..LINES).map(|i| format!("line {i}\n")).collect();
        output.write_all(all.as_bytes())
    });
    let heard = (0..LINES).try_for_each(|i| client.hear(&format!("LINE {i}")));
    // ends the sender too, if it is still at it
    let _ = client.stream.shutdown(Shutdown::Both);
    let _ = sender.join();
    heard
}

fn half_close(at: SocketAddr) -> Went {
    let mut client = Peer::connect(at)?;
    client.send(b"first\nbye\n")?;
    client.finish();
    client.hear("FIRST")?;
    client.hear("BYE")?;
    client.end()
}

fn exit(at: SocketAddr) -> Went {
    for line in [&b"exit\n"[..], b"exit\r\n"] {
        let mut client = Peer::connect(at)?;
        client.send(b"hello\n")?;
        client.hear("HELLO")?;
        client.send(line)?;
        client.end()?;
    }
    let mut client = Peer::connect(at)?;
    client.send(b"exiting\nnoexit\n")?;
    client.hear("EXITING")?;
    client.hear("NOEXIT")
}

fn many(at: SocketAddr) -> Went {
    let mut clients = (0..CLIENTS).map(|_| Peer::connect(at)).collect::<Result<Vec<_>, _>>()?;
    // the last first: nobody has to wait for anybody
    for (i, client) in clients.iter_mut().enumerate().rev() {
        client.send(format!("client {i}\n").as_bytes())?;
    }
    for (i, client) in clients.iter_mut().enumerate() {
        client.hear(&format!("CLIENT {i}"))?;
    }
    Ok(())
}
