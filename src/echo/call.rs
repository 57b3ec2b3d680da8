//! The life of a socket: each call as the program made it, with what the kernel says afterwards.
//!
//! A state is one that the kernel was asked for. What lay between two of them and passed too fast to be asked for is
//! known from RFC 9293 alone, and is marked so.

mod story;
mod words;

pub use story::{Story, legend};
pub use words::{Sentence, sentence};

use super::address::Transport;
use super::kernel::{Row, State, Tcp};
use serde_json::Value;
use std::io::{Error, ErrorKind};
use std::time::Duration;

/// A call of a program on a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// `socket`
    Socket,
    /// `bind`
    Bind,
    /// `listen`
    Listen,
    /// `accept`
    Accept,
    /// `connect`
    Connect,
    /// `read`, and how many octets it gave
    Read(usize),
    /// `write`, and how many octets it took
    Write(usize),
    /// `shutdown` of the half that writes
    Shutdown,
    /// `close`
    Close,
    /// `close` that was told to reset: SO_LINGER with a time of 0
    Reset,
}

impl Call {
    /// Its name in POSIX.
    pub fn name(self) -> &'static str {
        match self {
            Call::Socket => "socket",
            Call::Bind => "bind",
            Call::Listen => "listen",
            Call::Accept => "accept",
            Call::Connect => "connect",
            Call::Read(_) => "read",
            Call::Write(_) => "write",
            Call::Shutdown => "shutdown",
            Call::Close | Call::Reset => "close",
        }
    }

    /// The octets that it moved.
    pub fn octets(self) -> Option<usize> {
        match self {
            Call::Read(octets) | Call::Write(octets) => Some(octets),
            _ => None,
        }
    }
}

/// A call, and what came of it.
#[derive(Clone, Debug)]
pub struct Event {
    /// When it returned, since the program began.
    pub at: Duration,
    /// Which client of a server it is about.
    pub client: Option<u64>,
    /// What carries the octets.
    pub transport: Transport,
    /// The call.
    pub call: Call,
    /// The address here, where there is one.
    pub local: Option<String>,
    /// The address of the other side, where there is one.
    pub peer: Option<String>,
    /// How it failed: `ECONNREFUSED`.
    pub error: Option<String>,
    /// The state before the call, if the kernel told it.
    pub before: Option<State>,
    /// The state after it, if the kernel told it.
    pub state: Option<State>,
    /// What else the kernel told of the socket.
    pub tcp: Option<Tcp>,
    /// How long the connection still waits in TIME-WAIT.
    pub waits: Option<Duration>,
}

impl Event {
    /// A call that returned `at` that time; nothing is known yet of what came of it.
    pub fn new(at: Duration, transport: Transport, call: Call) -> Event {
        Event {
            at,
            client: None,
            transport,
            call,
            local: None,
            peer: None,
            error: None,
            before: None,
            state: None,
            tcp: None,
            waits: None,
        }
    }

    /// With what the kernel told of the socket after the call.
    #[must_use]
    pub fn after(mut self, tcp: Option<Tcp>) -> Event {
        self.state = tcp.map(|tcp| tcp.state);
        self.tcp = tcp;
        self
    }

    /// With what the kernel's table holds of a connection whose socket was closed: nothing, where it is over.
    #[must_use]
    pub fn left(mut self, row: Option<Row>) -> Event {
        self.state = Some(row.map_or(State::Closed, |row| row.state));
        self.waits = row.filter(|row| row.state == State::TimeWait).and_then(|row| row.timer);
        self
    }

    /// The states that it went through between the two that were read, by RFC 9293 figure 5: none of them was seen.
    /// Where there are several ways, only what they share.
    pub fn passed(&self) -> &'static [State] {
        use State::{
            CloseWait, Closed, Closing, Established, FinWait1, FinWait2, LastAck, SynReceived, SynSent,
            TimeWait,
        };
        if self.transport != Transport::Tcp || self.error.is_some() || self.call == Call::Reset {
            return &[];
        }
        let Some(after) = self.state else { return &[] };
        match (self.call, self.before, after) {
            (Call::Connect, _, Established | CloseWait) => &[SynSent],
            (Call::Accept, _, Established | CloseWait) => &[SynReceived],
            (Call::Shutdown | Call::Close, Some(Established), FinWait2 | TimeWait | Closing) => &[FinWait1],
            (Call::Shutdown | Call::Close, Some(CloseWait), Closed) => &[LastAck],
            _ => &[],
        }
    }

    /// The event as an object on one line: what a program reads. What is not known is not there.
    pub fn json(&self) -> String {
        let mut object = String::from("{");
        let mut put = |key: &str, value: Value| {
            let comma = if object.len() > 1 { "," } else { "" };
            object.push_str(&format!("{comma}\"{key}\":{value}"));
        };
        put("event", self.call.name().into());
        put("at_us", micros(self.at));
        if let Some(client) = self.client {
            put("client", client.into());
        }
        put("transport", self.transport.key().into());
        for (key, address) in [("local", &self.local), ("peer", &self.peer)] {
            if let Some(address) = address {
                put(key, address.as_str().into());
            }
        }
        if let Some(octets) = self.call.octets().filter(|_| self.error.is_none()) {
            put("octets", octets.into());
        }
        if self.call == Call::Reset {
            put("reset", true.into());
        }
        if let Some(error) = &self.error {
            put("error", error.as_str().into());
        }
        if let Some(state) = self.state {
            put("state", state.name().into());
            put("kernel", state.kernel().into());
            put("passed", self.passed().iter().map(|state| state.name()).collect());
        }
        if let Some(tcp) = &self.tcp {
            if let Some((rtt, varies)) = tcp.rtt {
                put("rtt_us", micros(rtt));
                put("rtt_var_us", micros(varies));
            }
            if tcp.state == State::Listen {
                put("accept_queue", tcp.unread.into());
                put("backlog", tcp.unacknowledged.into());
            } else {
                put("retransmits", tcp.retransmits.into());
                put("unread", tcp.unread.into());
                put("unacknowledged", tcp.unacknowledged.into());
                put("unsent", tcp.unsent.into());
                put("mss", tcp.mss.into());
            }
        }
        if let Some(waits) = self.waits {
            put("time_wait_ms", (waits.as_millis() as u64).into());
        }
        object.push('}');
        object
    }
}

fn micros(time: Duration) -> Value {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX).into()
}

/// The name of an error in POSIX: `ECONNREFUSED`; `errno 71` where it has none here.
pub fn errno(error: &Error) -> String {
    let name = match error.kind() {
        ErrorKind::ConnectionRefused => "ECONNREFUSED",
        ErrorKind::ConnectionReset => "ECONNRESET",
        ErrorKind::ConnectionAborted => "ECONNABORTED",
        ErrorKind::HostUnreachable => "EHOSTUNREACH",
        ErrorKind::NetworkUnreachable => "ENETUNREACH",
        ErrorKind::NetworkDown => "ENETDOWN",
        ErrorKind::NotConnected => "ENOTCONN",
        ErrorKind::AddrInUse => "EADDRINUSE",
        ErrorKind::AddrNotAvailable => "EADDRNOTAVAIL",
        ErrorKind::BrokenPipe => "EPIPE",
        ErrorKind::TimedOut => "ETIMEDOUT",
        ErrorKind::NotFound => "ENOENT",
        ErrorKind::PermissionDenied => match error.raw_os_error() {
            Some(1) => "EPERM",
            _ => "EACCES",
        },
        ErrorKind::InvalidInput => "EINVAL",
        kind => {
            return match error.raw_os_error() {
                Some(number) => named(number).map_or_else(|| format!("errno {number}"), Into::into),
                None => kind.to_string(),
            };
        }
    };
    name.into()
}

/// Errors that Rust has no kind for, by their numbers on Linux.
fn named(number: i32) -> Option<&'static str> {
    if !cfg!(target_os = "linux") {
        return None;
    }
    [(23, "ENFILE"), (24, "EMFILE"), (90, "EMSGSIZE"), (91, "EPROTOTYPE"), (105, "ENOBUFS")]
        .into_iter()
        .find(|(known, _)| *known == number)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(call: Call, before: Option<State>, state: Option<State>) -> Event {
        Event { before, state, ..Event::new(Duration::from_micros(7), Transport::Tcp, call) }
    }

    #[test]
    fn what_was_passed_is_the_rfc_s() {
        use State::{
            CloseWait, Closed, Established, FinWait1, FinWait2, LastAck, SynReceived, SynSent, TimeWait,
        };
        for (call, before, after, passed) in [
            (Call::Connect, Closed, Established, &[SynSent][..]),
            (Call::Accept, Closed, Established, &[SynReceived]),
            (Call::Shutdown, Established, FinWait2, &[FinWait1]),
            (Call::Shutdown, Established, FinWait1, &[]),
            (Call::Close, Established, TimeWait, &[FinWait1]),
            (Call::Close, FinWait2, FinWait2, &[]),
            (Call::Close, CloseWait, Closed, &[LastAck]),
            (Call::Close, CloseWait, LastAck, &[]),
            (Call::Reset, Established, Closed, &[]),
            (Call::Read(0), Established, CloseWait, &[]),
        ] {
            assert_eq!(
                event(call, Some(before), Some(after)).passed(),
                passed,
                "{call:?} {before:?} {after:?}"
            );
        }
        assert_eq!(event(Call::Connect, None, None).passed(), []);
        let refused =
            Event { error: Some("ECONNREFUSED".into()), ..event(Call::Connect, None, Some(Closed)) };
        assert_eq!(refused.passed(), []);
    }

    #[test]
    fn what_is_not_known_is_not_in_the_json() {
        let json = event(Call::Read(5), None, None).json();
        assert_eq!(json, r#"{"event":"read","at_us":7,"transport":"tcp","octets":5}"#);
        let closed = event(Call::Close, Some(State::Established), Some(State::TimeWait)).json();
        let states = r#""state":"TIME-WAIT","kernel":"TIME_WAIT","passed":["FIN-WAIT-1"]}"#;
        assert!(closed.ends_with(states), "{closed}");
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn errors_have_their_names() {
        for (number, name) in [
            (libc::ECONNREFUSED, "ECONNREFUSED"),
            (libc::ETIMEDOUT, "ETIMEDOUT"),
            (libc::EHOSTUNREACH, "EHOSTUNREACH"),
            (libc::EMFILE, "EMFILE"),
            (libc::ENFILE, "ENFILE"),
            (libc::EMSGSIZE, "EMSGSIZE"),
            (libc::EPROTOTYPE, "EPROTOTYPE"),
            (libc::ENOBUFS, "ENOBUFS"),
            (libc::EPERM, "EPERM"),
            (libc::EACCES, "EACCES"),
            (libc::EPROTO, "errno 71"),
        ] {
            assert_eq!(errno(&Error::from_raw_os_error(number)), name);
        }
    }
}
