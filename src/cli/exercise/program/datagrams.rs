//! The other end of servers over UDP.

use super::Went;
use super::peer::{is_late, late, patience, quoted};
use crate::exercise::program::Datagrams;
use crate::say;
use crate::spec::Said;
use std::io;
use std::net::{SocketAddr, UdpSocket};
use std::time::{Duration, Instant};

/// Clients that ask by turns.
pub const CLIENTS: usize = 50;

/// The most that a datagram can be.
const MOST: usize = 65535;

/// How long it is waited for what should not come.
const QUIET: Duration = Duration::from_millis(300);

/// A client.
pub struct Asker {
    socket: UdpSocket,
    at: SocketAddr,
}

impl Asker {
    /// A client of the server at `at`.
    pub fn new(at: SocketAddr) -> Result<Asker, Said> {
        let open = || -> io::Result<UdpSocket> {
            let any: SocketAddr = if at.is_ipv4() { ([0, 0, 0, 0], 0).into() } else { ([0u16; 8], 0).into() };
            let socket = UdpSocket::bind(any)?;
            socket.connect(at)?;
            Ok(socket)
        };
        let socket = open().map_err(|error| Said { en: error.to_string(), zh: error.to_string() })?;
        Ok(Asker { socket, at })
    }

    /// Sends a datagram.
    pub fn send(&self, octets: &[u8]) -> Went {
        // what an earlier datagram brought, a message that nobody listens, is told at this call
        let sent = self.socket.send(octets).or_else(|_| self.socket.send(octets));
        let count = octets.len();
        sent.map(drop).map_err(
            |error| say!(en: "sending {count} octets: {error}", zh: "发送 {count} 字节时：{error}", count = count, error = error),
        )
    }

    /// The next datagram.
    pub fn receive(&self) -> Result<Vec<u8>, Said> {
        let at = self.at;
        self.within(patience()).map_err(|error| match error {
            error if is_late(&error) => {
                let seconds = late();
                say!(en: "no answer came for {seconds} s", zh: "{seconds} 秒内没有回答", seconds = seconds)
            }
            error if error.kind() == io::ErrorKind::ConnectionRefused => {
                say!(en: "nobody is at {at}: ICMP port unreachable came", zh: "{at} 没有人：收到 ICMP 端口不可达", at = at)
            }
            error => say!(en: "reading: {error}", zh: "读取时：{error}", error = error),
        })
    }

    /// What comes although nothing should, if it does.
    pub fn surplus(&self) -> Option<Vec<u8>> {
        self.within(QUIET).ok()
    }

    fn within(&self, time: Duration) -> io::Result<Vec<u8>> {
        self.socket.set_read_timeout(Some(time))?;
        let mut octets = vec![0; MOST];
        let began = Instant::now();
        loop {
            match self.socket.recv(&mut octets) {
                Ok(count) => {
                    octets.truncate(count);
                    return Ok(octets);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted && began.elapsed() < time => (),
                Err(error) => return Err(error),
            }
        }
    }

    /// Receives a datagram, which has to be this one.
    fn hear(&self, wanted: &[u8]) -> Went {
        let came = self.receive()?;
        if came == wanted {
            return Ok(());
        }
        let (needed, count, wanted, came) = (wanted.len(), came.len(), quoted(wanted), quoted(&came));
        Err(match needed == count {
            true => {
                say!(en: "{wanted} should come back, and {came} came", zh: "应返回 {wanted}，实际返回 {came}", wanted = wanted, came = came)
            }
            false => say!(
                en: "{needed} octets should come back, and {count} came", zh: "应返回 {needed} 字节，实际返回 {count} 字节", needed = needed, count = count
            ),
        })
    }
}

/// Does one thing with the server at `at`.
pub fn act(act: Datagrams, at: SocketAddr) -> Went {
    match act {
        Datagrams::First => echo(at, b"netlab"),
        Datagrams::Source => source(at),
        Datagrams::Empty => {
            let client = Asker::new(at)?;
            client.send(b"")?;
            client.hear(b"")?;
            client.send(b"more")?;
            client.hear(b"more")
        }
        Datagrams::Borders => {
            let client = Asker::new(at)?;
            let all: [&[u8]; 5] = [b"one", b"three", b"five", b"seven", b"nine"];
            all.iter().try_for_each(|one| client.send(one))?;
            all.iter().try_for_each(|one| client.hear(one))?;
            match client.surplus() {
                None => Ok(()),
                Some(more) => {
                    let more = quoted(&more);
                    Err(
                        say!(en: "a sixth datagram came: {more}", zh: "还来了第六个数据报：{more}", more = more),
                    )
                }
            }
        }
        Datagrams::Binary => {
            let all: Vec<u8> = (0..=255).collect();
            echo(at, &all)?;
            echo(at, b" spaces and a line feed \n")
        }
        Datagrams::Fragments => [1472, 1473, 9000].iter().try_for_each(|size| echo(at, &octets(*size))),
        Datagrams::Large => echo(at, &octets(MOST - 20 - 8)),
        Datagrams::Clients => {
            let clients = (0..CLIENTS).map(|_| Asker::new(at)).collect::<Result<Vec<_>, _>>()?;
            for (i, client) in clients.iter().enumerate() {
                client.send(format!("client {i}").as_bytes())?;
            }
            clients
                .iter()
                .enumerate()
                .try_for_each(|(i, client)| client.hear(format!("client {i}").as_bytes()))
        }
        Datagrams::Gone => {
            for _ in 0..3 {
                Asker::new(at)?.send(b"nobody waits for this")?;
            }
            // by then the messages that nobody is there have come back to the server
            std::thread::sleep(super::peer::PAUSE);
            echo(at, b"netlab")
        }
    }
}

fn echo(at: SocketAddr, octets: &[u8]) -> Went {
    let client = Asker::new(at)?;
    client.send(octets)?;
    client.hear(octets)
}

/// So many octets, no two neighbours alike.
fn octets(count: usize) -> Vec<u8> {
    (0..=250).cycle().take(count).collect()
}

/// A socket that is not connected gets answers from anywhere.
fn source(at: SocketAddr) -> Went {
    let asked = || -> io::Result<SocketAddr> {
        let local = Asker::new(at).ok().and_then(|asker| asker.socket.local_addr().ok());
        let any = local.map_or(at.ip(), |local| local.ip());
        let socket = UdpSocket::bind((any, 0))?;
        socket.set_read_timeout(Some(patience()))?;
        socket.send_to(b"netlab", at)?;
        Ok(socket.recv_from(&mut [0; 64])?.1)
    };
    match asked() {
        Ok(from) if from.ip().to_canonical() == at.ip().to_canonical() && from.port() == at.port() => Ok(()),
        Ok(from) => Err(
            say!(en: "it came from {from}, and {at} was asked", zh: "回答来自 {from}，而询问的是 {at}", from = from, at = at),
        ),
        Err(error) if is_late(&error) => {
            let seconds = late();
            Err(say!(en: "no answer came for {seconds} s", zh: "{seconds} 秒内没有回答", seconds = seconds))
        }
        Err(error) => Err(Said { en: error.to_string(), zh: error.to_string() }),
    }
}
