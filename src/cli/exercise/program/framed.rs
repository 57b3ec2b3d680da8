//! The other end of a server of framed messages.

use super::Went;
use super::peer::{CLIENTS, Peer, Stop, quoted};
use crate::exercise::program::Framed;
use crate::exercise::program::framed::LIMIT;
use crate::say;
use crate::spec::Said;
use std::io::Write;
use std::net::{Shutdown, SocketAddr};
use std::thread;

/// Messages of the long run.
const MESSAGES: usize = 10_000;

/// Does one thing with the server at `at`.
pub fn act(act: Framed, at: SocketAddr) -> Went {
    let all: Vec<u8> = (0..=255).collect();
    match act {
        Framed::First => exchange(at, &[&framed(b"netlab")], &[b"balten"]),
        Framed::CutLength => exchange(at, &[&[0, 0], &[0, 5], b"hello"], &[b"olleh"]),
        Framed::CutMessage => exchange(at, &[&[0, 0, 0, 9], b"one", b"two", b"six"], &[b"xisowteno"]),
        Framed::Joined => {
            let all = [framed(b"one"), framed(b"three"), framed(b"five")].concat();
            exchange(at, &[&all], &[b"eno", b"eerht", b"evif"])
        }
        Framed::Empty => exchange(at, &[&framed(b""), &framed(b"more")], &[b"", b"erom"]),
        Framed::Binary => {
            let back: Vec<u8> = all.iter().rev().copied().collect();
            exchange(at, &[&framed(&all)], &[&back])
        }
        Framed::Large => {
            let message: Vec<u8> = all.iter().cycle().take(LIMIT).copied().collect();
            let back: Vec<u8> = message.iter().rev().copied().collect();
            exchange(at, &[&framed(&message)], &[&back])
        }
        Framed::Run => run(at),
        Framed::TooLong => too_long(at),
        Framed::HalfClose => {
            let mut client = Peer::connect(at)?;
            client.send(&framed(b"bye"))?;
            client.finish();
            hear(&mut client, b"eyb")?;
            client.end()
        }
        Framed::CutOff => {
            let mut client = Peer::connect(at)?;
            client.send(&[&framed(b"whole"), &[0, 0, 0, 9][..], b"half"].concat())?;
            client.finish();
            hear(&mut client, b"elohw")?;
            client.end()?;
            healthy(at)
        }
        Framed::Many => many(at),
        Framed::Slow => {
            let mut client = Peer::connect(at)?;
            client.flood(&framed(&[b'x'; 1020]));
            healthy(at)
        }
        Framed::Reset => {
            for _ in 0..3 {
                let mut client = Peer::connect(at)?;
                client.send(&[framed(b"hello"), framed(b"there")].concat())?;
                client.leave_by_reset();
            }
            healthy(at)
        }
    }
}

/// A message behind its length.
fn framed(message: &[u8]) -> Vec<u8> {
    let length = u32::try_from(message.len()).unwrap_or(u32::MAX);
    [&length.to_be_bytes(), message].concat()
}

/// Sends pieces, and reads messages.
fn exchange(at: SocketAddr, pieces: &[&[u8]], messages: &[&[u8]]) -> Went {
    let mut client = Peer::connect(at)?;
    client.send_pieces(pieces)?;
    messages.iter().try_for_each(|message| hear(&mut client, message))
}

/// Whether others are served.
fn healthy(at: SocketAddr) -> Went {
    exchange(at, &[&framed(b"netlab")], &[b"balten"])
}

/// Reads a message, which has to be this one.
fn hear(client: &mut Peer, wanted: &[u8]) -> Went {
    let shown = quoted(wanted);
    let head = client.exactly(4).map_err(|stop| instead(client, wanted, &stop))?;
    let length = head.iter().fold(0, |sum, octet| sum << 8 | usize::from(*octet));
    if length != wanted.len() {
        let needed = wanted.len();
        let head = head.iter().map(|octet| format!("{octet:02x}")).collect::<Vec<_>>().join(" ");
        return Err(say!(
            en: "the length of {shown} should come back, {needed}, and {head} came, which is {length}",
            zh: "应返回 {shown} 的长度 {needed}，实际返回 {head}，即 {length}", shown = shown, needed = needed, head = head, length = length
        ));
    }
    let message = client.exactly(length).map_err(|stop| instead(client, wanted, &stop))?;
    if message == wanted {
        return Ok(());
    }
    let (came, at) = (quoted(&message), message.iter().zip(wanted).position(|(a, b)| a != b).unwrap_or(0));
    Err(say!(
        en: "{shown} should come back, and {came} came: another octet at {at}", zh: "应返回 {shown}，实际返回 {came}：第 {at} 字节不同",
        shown = shown, came = came, at = at
    ))
}

/// What came instead of a message: of a long one, how much.
fn instead(client: &Peer, wanted: &[u8], stop: &Stop) -> Said {
    let (held, needed) = (client.held().len(), wanted.len());
    match stop {
        Stop::Late if held > 0 => {
            say!(en: "of {needed} octets {held} came, and then no more", zh: "{needed} 字节中只到了 {held} 字节，此后没有了", needed = needed, held = held)
        }
        _ => client.instead(&quoted(wanted), stop),
    }
}

/// Many messages, sent while answers are read.
fn run(at: SocketAddr) -> Went {
    let mut client = Peer::connect(at)?;
    let mut output =
        client.stream.try_clone().map_err(|error| Said { en: error.to_string(), zh: error.to_string() })?;
    let sender = thread::spawn(move || {
        let all: Vec<u8> = (0..MESSAGES).flat_map(|i| framed(i.to_string().as_bytes())).collect();
        output.write_all(&all)
    });
    let heard = (0..MESSAGES).try_for_each(|i| {
        let back: String = i.to_string().chars().rev().collect();
        hear(&mut client, back.as_bytes())
    });
    // ends the sender too, if it is still at it
    let _ = client.stream.shutdown(Shutdown::Both);
    let _ = sender.join();
    heard
}

fn too_long(at: SocketAddr) -> Went {
    for length in [u32::try_from(LIMIT + 1).unwrap_or(u32::MAX), 1 << 31, u32::MAX] {
        let mut client = Peer::connect(at)?;
        client.send(&framed(b"netlab"))?;
        hear(&mut client, b"balten")?;
        client.send(&length.to_be_bytes())?;
        client.end().map_err(|why| Said {
            en: format!("after the length {length} {}", why.en),
            zh: format!("长度为 {length} 之后，{}", why.zh),
        })?;
    }
    healthy(at)
}

fn many(at: SocketAddr) -> Went {
    let mut clients = (0..CLIENTS).map(|_| Peer::connect(at)).collect::<Result<Vec<_>, _>>()?;
    // the last first: nobody has to wait for anybody
    for (i, client) in clients.iter_mut().enumerate().rev() {
        client.send(&framed(format!("client {i}").as_bytes()))?;
    }
    for (i, client) in clients.iter_mut().enumerate() {
        let back: String = format!("client {i}").chars().rev().collect();
        hear(client, back.as_bytes())?;
    }
    Ok(())
}
