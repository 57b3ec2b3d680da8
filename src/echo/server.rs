//! Servers: many clients on one thread, each with what it said and not yet finished, and nothing else kept.

mod clients;
mod connection;
mod datagram;
#[cfg(target_os = "linux")]
mod event_loop;
mod http;
mod listen;

pub use clients::Clients;
pub use datagram::REMEMBERED;
pub use listen::{Bound, bind, serve};

use super::call;
use super::framing::{Framing, Message};
use super::reply::Reply;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::task::{Context, Poll};
use std::time::Duration;

/// How long nothing has to come before the beginning of a line is taken for a message.
pub const SILENCE: Duration = Duration::from_millis(300);

/// How long clients are given when the server ends.
pub const GRACE: Duration = Duration::from_secs(2);

/// What a server does.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What it answers.
    pub reply: Reply,
    /// How it tells messages from each other.
    pub framing: Framing,
    /// Whether capitals and characters are those of Unicode, and not of ASCII.
    pub unicode: bool,
    /// One client and one message.
    pub once: bool,
    /// How long it waits before it answers.
    pub delay: Duration,
    /// The most clients at a time.
    pub most: usize,
    /// How long a client may say nothing.
    pub idle: Option<Duration>,
    /// The time as [`Reply::Daytime`] says it.
    pub now: fn() -> String,
    /// Whether the page of [`Reply::Http`] is in Chinese.
    pub chinese: bool,
}

/// Who is at the other end.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Peer {
    /// Address and port.
    Ip(SocketAddr),
    /// The path of a Unix socket; most clients have none.
    Path(Option<PathBuf>),
}

impl From<SocketAddr> for Peer {
    /// An IPv4 address is one, also where it came as IPv6 (RFC 4291, section 2.5.5.2).
    fn from(addr: SocketAddr) -> Peer {
        Peer::Ip(SocketAddr::new(addr.ip().to_canonical(), addr.port()))
    }
}

impl fmt::Display for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Peer::Ip(addr) => addr.fmt(f),
            Peer::Path(Some(path)) => path.display().fmt(f),
            Peer::Path(None) => f.write_str("unix"),
        }
    }
}

/// Why a client is no longer served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It closed its side, and everything was answered.
    Closed,
    /// It said `exit`.
    Exit,
    /// Its connection was reset or broke.
    Broken(io::ErrorKind),
    /// It said nothing for too long.
    Idle,
    /// Of the [`REMEMBERED`] who sent datagrams it was silent for longest when another came.
    Forgotten,
    /// There was one answer to give, and it was given.
    Served,
    /// A length that cannot be one came.
    TooLong,
    /// The server ends.
    Stopped,
}

impl Why {
    /// The value in JSON.
    pub fn key(self) -> &'static str {
        match self {
            Why::Closed => "closed",
            Why::Exit => "exit",
            Why::Broken(io::ErrorKind::ConnectionReset) => "reset",
            Why::Broken(_) => "broken",
            Why::Idle => "idle",
            Why::Forgotten => "forgotten",
            Why::Served => "served",
            Why::TooLong => "too_long",
            Why::Stopped => "stopped",
        }
    }
}

/// What went over a connection, or over all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Messages found.
    pub messages: u64,
    /// Octets read.
    pub read: u64,
    /// Octets written.
    pub written: u64,
    /// Octets of the longest message.
    pub longest: u64,
}

impl Totals {
    /// Adds those of another.
    pub fn add(&mut self, other: &Totals) {
        self.messages += other.messages;
        self.read += other.read;
        self.written += other.written;
        self.longest = self.longest.max(other.longest);
    }
}

/// Something a server did. Clients are numbered from 1.
#[derive(Clone, Copy, Debug)]
pub enum Event<'a> {
    /// A connection was taken, or a datagram came from somebody new.
    Joined {
        /// Clients now.
        clients: usize,
    },
    /// A read gave octets.
    Read {
        /// How many.
        octets: usize,
        /// How many messages ended in them.
        messages: usize,
        /// Octets of an unfinished message that are kept.
        kept: usize,
    },
    /// A message was found.
    Message {
        /// The message.
        message: Message<'a>,
        /// Octets of its answer.
        answer: usize,
        /// Whether it goes on from a piece.
        continued: bool,
        /// Whether nothing shows that it ends here but [`SILENCE`].
        guessed: bool,
    },
    /// More messages were found in the same read.
    More {
        /// How many.
        messages: usize,
        /// Octets they took.
        octets: usize,
    },
    /// The stream ended within a message whose octets are counted.
    Cut {
        /// How many octets of it had come.
        octets: usize,
    },
    /// What should have been a length is too large for one.
    TooLong {
        /// The number.
        length: u32,
    },
    /// A write took octets.
    Wrote {
        /// How many.
        octets: usize,
        /// How many are left to write.
        left: usize,
    },
    /// Messages of others could not be passed on to a client that does not read.
    Missed {
        /// How many octets.
        octets: usize,
    },
    /// An answer could not be sent as a datagram.
    Unsent {
        /// How many octets.
        octets: usize,
        /// Why.
        error: io::ErrorKind,
    },
    /// It said `exit`: its last answers are let out, and then it has [left](Event::Left).
    Exit,
    /// A client is no longer served.
    Left {
        /// Why.
        why: Why,
        /// What went over its connection.
        totals: &'a Totals,
        /// How long it was there.
        time: Duration,
        /// Clients now.
        clients: usize,
    },
}

/// Something that concerns no client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pause {
    /// There are as many clients as there may be: others wait in the kernel's queue.
    Full,
    /// The process, or the system, has no file descriptor left.
    Descriptors,
    /// The system gives no connection for another reason: no memory, no network.
    Refused(io::ErrorKind),
    /// It goes on.
    Over,
}

/// Who is told what a server does.
pub trait Watch: Send + Sync + 'static {
    /// Client number `client` did something, or several things at once.
    fn events(&self, client: u64, peer: &Peer, events: &[Event<'_>]);
    /// New clients have to wait, or no longer.
    fn pause(&self, pause: Pause);
    /// Whether there is room for what will be told; otherwise the task is woken when there is.
    fn poll_room(&self, context: &mut Context<'_>) -> Poll<()>;
    /// Whether messages are wanted, and not only their numbers.
    fn wants_messages(&self) -> bool;
    /// Whether every read and write is wanted.
    fn wants_reads(&self) -> bool;
    /// Whether the calls on sockets are wanted, with what the kernel says after each.
    fn wants_calls(&self) -> bool;
    /// A call that was made; its time is still to be filled in. With `accept` the SYN that opened the connection, from
    /// its IP header on, where the kernel kept it.
    fn call(&self, call: call::Event, syn: Option<Vec<u8>>);
}
