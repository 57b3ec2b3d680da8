//! Datagrams: no connection, no stream, no order; every message is whole or was lost.

use super::{Clients, Event, Pause, Peer, Totals};
use crate::echo::address::Transport;
use crate::echo::call::{self, Call};
use crate::echo::framing::{End, Framing, LIMIT, Message};
use crate::echo::reply::{Reply, chargen, is_exit};
use std::collections::HashMap;
use std::future::poll_fn;
use std::io;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;
use tokio::net::UdpSocket;
#[cfg(unix)]
use tokio::net::UnixDatagram;

/// How many senders are remembered. There is no end of a conversation that could make one forget them, and everybody
/// can send from as many addresses as he likes.
pub const REMEMBERED: usize = 1024;

/// Octets of the longest datagram: 65,535 less the headers, and within a host what the sender's buffer holds.
const LONGEST: usize = 4 * LIMIT;

/// A socket for datagrams.
pub(super) enum Socket {
    /// Over IP.
    Udp(UdpSocket),
    /// Within this host.
    #[cfg(unix)]
    Unix(UnixDatagram),
}

impl Socket {
    async fn receive(&self, into: &mut [u8]) -> io::Result<(usize, Peer)> {
        match self {
            Socket::Udp(socket) => {
                socket.recv_from(into).await.map(|(octets, addr)| (octets, Peer::Ip(addr)))
            }
            #[cfg(unix)]
            Socket::Unix(socket) => {
                let (octets, addr) = socket.recv_from(into).await?;
                Ok((octets, Peer::Path(addr.as_pathname().map(std::path::Path::to_path_buf))))
            }
        }
    }

    /// Sends at once or not at all: what does not fit is lost, as everywhere on the way.
    fn send(&self, octets: &[u8], to: &Peer) -> io::Result<usize> {
        match (self, to) {
            (Socket::Udp(socket), Peer::Ip(addr)) => socket.try_send_to(octets, *addr),
            #[cfg(unix)]
            (Socket::Unix(socket), Peer::Path(Some(path))) => socket.try_send_to(octets, path),
            // who has no name cannot be answered
            _ => Err(io::ErrorKind::AddrNotAvailable.into()),
        }
    }
}

/// Who sent something.
struct Sender {
    client: u64,
    totals: Totals,
    /// When it sent something last, in datagrams of all senders.
    heard: u64,
}

/// Answers datagrams; ends only where one was to be answered.
pub(super) async fn serve(socket: Socket, clients: Arc<Clients>) {
    let mut senders = Senders { known: HashMap::new(), heard: 0, clients: Arc::clone(&clients) };
    let (mut datagram, mut answer) = (vec![0; LONGEST], Vec::new());
    loop {
        poll_fn(|cx| if clients.is_stopping() { Poll::Ready(()) } else { clients.watch.poll_room(cx) }).await;
        let (octets, peer) = match socket.receive(&mut datagram).await {
            Ok(received) => received,
            // Windows tells here that an answer found nobody
            Err(error) if error.kind() == io::ErrorKind::ConnectionReset => continue,
            Err(error) => {
                clients.watch.pause(Pause::Refused(error.kind()));
                return;
            }
        };
        let message = Message { body: &datagram[..octets], taken: octets, end: End::Read };
        answer.clear();
        senders.take(&socket, &peer, &message, &mut answer);
        if clients.settings.once {
            return;
        }
    }
}

/// Those who sent something, and what they all share.
struct Senders {
    known: HashMap<Peer, Sender>,
    /// Datagrams that came.
    heard: u64,
    clients: Arc<Clients>,
}

impl Senders {
    /// Answers a datagram.
    fn take(&mut self, socket: &Socket, peer: &Peer, message: &Message<'_>, answer: &mut Vec<u8>) {
        let clients = Arc::clone(&self.clients);
        let settings = &clients.settings;
        let client = self.remember(peer);
        self.called(socket, Call::Read(message.taken), client, peer);
        let answers = match settings.reply {
            Reply::Chat => {
                answer.extend(format!("[{peer}]: ").bytes());
                answer.extend(message.body);
                true
            }
            Reply::Chargen => {
                characters(clients.totals().1.messages, answer);
                true
            }
            Reply::Daytime => {
                answer.extend(format!("{}\r\n", (settings.now)()).bytes());
                true
            }
            Reply::Discard | Reply::None => false,
            reply => {
                reply.answer(message, &Framing::Raw, settings.unicode, answer);
                true
            }
        };
        let exit = settings.reply != Reply::Discard && is_exit(message, false);
        let answers = answers && !exit;
        let size = if answers { answer.len() } else { 0 };
        let mut totals = Totals {
            messages: 1,
            read: message.taken as u64,
            written: 0,
            longest: message.body.len() as u64,
        };
        if clients.watch.wants_messages() {
            let event = Event::Message { message: *message, answer: size, continued: false, guessed: false };
            clients.tell(client, peer, event);
        }
        let others: Vec<Peer> = match settings.reply {
            Reply::Chat => self.known.keys().filter(|other| *other != peer).cloned().collect(),
            _ => vec![peer.clone()],
        };
        for to in others.iter().filter(|_| answers) {
            match socket.send(answer, to) {
                Ok(octets) => {
                    totals.written += octets as u64;
                    if clients.watch.wants_reads() {
                        clients.tell(client, to, Event::Wrote { octets, left: 0 });
                    }
                    self.called(socket, Call::Write(octets), client, to);
                }
                Err(error) => {
                    clients.tell(client, to, Event::Unsent { octets: answer.len(), error: error.kind() });
                }
            }
        }
        clients.count(&totals);
        if let Some(sender) = self.known.get_mut(peer) {
            sender.totals.add(&totals);
        }
        if exit {
            clients.tell(client, peer, Event::Exit);
            self.forget(peer, super::Why::Exit);
        }
    }

    /// Tells of a call, where that is wanted.
    fn called(&self, socket: &Socket, call: Call, client: u64, peer: &Peer) {
        if self.clients.explains() {
            let transport = match socket {
                Socket::Udp(_) => Transport::Udp,
                #[cfg(unix)]
                Socket::Unix(_) => Transport::Unixgram,
            };
            let event = call::Event::new(Duration::ZERO, transport, call);
            let event = call::Event { client: Some(client), peer: Some(peer.to_string()), ..event };
            self.clients.watch.call(event, None);
        }
    }

    /// The number of a sender. When too many are known, the one that was silent for longest is forgotten: none of them
    /// can be said to have gone.
    fn remember(&mut self, peer: &Peer) -> u64 {
        self.heard += 1;
        if let Some(sender) = self.known.get_mut(peer) {
            sender.heard = self.heard;
            return sender.client;
        }
        if self.known.len() >= REMEMBERED {
            let silent = self.known.iter().min_by_key(|(_, sender)| sender.heard);
            if let Some(silent) = silent.map(|(peer, _)| peer.clone()) {
                self.forget(&silent, super::Why::Forgotten);
            }
        }
        let (client, now) = self.clients.join();
        self.known.insert(peer.clone(), Sender { client, totals: Totals::default(), heard: self.heard });
        self.clients.tell(client, peer, Event::Joined { clients: now });
        client
    }

    fn forget(&mut self, peer: &Peer, why: super::Why) {
        if let Some(sender) = self.known.remove(peer) {
            // what it sent was counted when it came
            let clients = self.clients.leave(sender.client, &Totals::default());
            let time = Duration::ZERO;
            self.clients.tell(
                sender.client,
                peer,
                Event::Left { why, totals: &sender.totals, time, clients },
            );
        }
    }
}

impl Drop for Senders {
    /// The server ends.
    fn drop(&mut self) {
        let peers: Vec<Peer> = self.known.keys().cloned().collect();
        peers.iter().for_each(|peer| self.forget(peer, super::Why::Stopped));
    }
}

/// RFC 864 wants a random number of characters, 0 to 512; here each datagram gets another, the same in every run.
fn characters(number: u64, out: &mut Vec<u8>) {
    let octets = (number.wrapping_mul(197) % 513) as usize;
    for line in number.. {
        if out.len() >= octets {
            break;
        }
        chargen(line, out);
    }
    out.truncate(octets);
}
