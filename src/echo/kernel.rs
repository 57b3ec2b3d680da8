//! What the kernel knows of a TCP socket, asked and not guessed: its state, its queues, its round trips, its SYN.
//!
//! Linux tells all of it to any user. Elsewhere nothing is told here, and [`ABSENT`] says so.

#[cfg(target_os = "linux")]
#[allow(unsafe_code)]
mod ask;
mod state;
mod table;

#[cfg(target_os = "linux")]
pub use ask::Watched;
pub use state::State;
pub use table::{Row, found, rows};

use crate::spec::{Text, text};
use std::time::Duration;

/// Why there is nothing to tell on other systems.
pub const ABSENT: Text = text(
    "what the kernel knows of the connection (its state, queues and round trips) is asked on Linux only",
    "内核所知的连接情况（状态、队列、往返时间）只在 Linux 上查询",
);

/// A TCP socket as the kernel has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tcp {
    /// The state of the connection.
    pub state: State,
    /// The smoothed round-trip time and how much it varies; `None` before the first measurement.
    pub rtt: Option<(Duration, Duration)>,
    /// Segments that were sent again, since the connection began.
    pub retransmits: u32,
    /// Octets that came and wait for `read`; in LISTEN, connections that wait for `accept`.
    pub unread: u32,
    /// Octets that were written and are not acknowledged yet; in LISTEN, how many connections may wait.
    pub unacknowledged: u32,
    /// Those among them that have not been sent for the first time.
    pub unsent: u32,
    /// The largest segment that is sent, in octets of data.
    pub mss: u32,
}

/// The state of a TCP socket now; `None` where it is no TCP socket or the kernel does not tell.
#[cfg(target_os = "linux")]
pub fn tcp(socket: &impl std::os::fd::AsFd) -> Option<Tcp> {
    let mut info = [0; INFO];
    let length = ask::option(socket, ask::TCP_INFO, &mut info).ok()?;
    let mut tcp = of_info(info.get(..length)?)?;
    // a listening socket has no queues of octets, and is not asked for them
    if tcp.state != State::Listen {
        tcp.unread = ask::unread(socket).unwrap_or(0);
        tcp.unacknowledged = ask::unacknowledged(socket).unwrap_or(0);
    }
    Some(tcp)
}

/// Nothing is known here.
#[cfg(not(target_os = "linux"))]
pub fn tcp<T>(_: &T) -> Option<Tcp> {
    None
}

/// Asks a listening socket to keep the SYN of each connection that it takes from now on.
///
/// # Errors
/// Where the kernel cannot.
#[cfg(target_os = "linux")]
pub fn keep_syn(listener: &impl std::os::fd::AsFd) -> std::io::Result<()> {
    ask::set(listener, ask::TCP_SAVE_SYN, 1)
}

/// Nothing is kept here.
///
/// # Errors
/// Always: the system cannot.
#[cfg(not(target_os = "linux"))]
pub fn keep_syn<T>(_: &T) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}

/// The SYN with which the other side opened this connection, from its IP header on; the kernel gives it once.
#[cfg(target_os = "linux")]
pub fn syn(connection: &impl std::os::fd::AsFd) -> Option<Vec<u8>> {
    // two headers of 60 octets, and room for IPv6 with extension headers
    let mut octets = vec![0; 512];
    let length = ask::option(connection, ask::TCP_SAVED_SYN, &mut octets).ok()?;
    octets.truncate(length);
    (!octets.is_empty()).then_some(octets)
}

/// Nothing was kept here.
#[cfg(not(target_os = "linux"))]
pub fn syn<T>(_: &T) -> Option<Vec<u8>> {
    None
}

/// Gives memory that is no longer used back to the system. glibc does so by itself only at the end of its heap, where one
/// small piece that is still used keeps all that lies before it.
pub fn give_memory_back() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    ask::trim();
}

/// As much of `struct tcp_info` (Linux, include/uapi/linux/tcp.h) as is read below. Older kernels give less.
#[cfg(target_os = "linux")]
const INFO: usize = 148;

/// Reads `struct tcp_info`: it has grown at its end since Linux 2.4, and never changed before it.
#[cfg(target_os = "linux")]
fn of_info(info: &[u8]) -> Option<Tcp> {
    let word = |at: usize| info.get(at..at + 4)?.try_into().ok().map(u32::from_ne_bytes);
    let state = State::of_kernel(*info.first()?)?;
    let (rtt, varies) = (word(68)?, word(72)?);
    let micros = |count: u32| Duration::from_micros(count.into());
    let listens = state == State::Listen;
    Some(Tcp {
        state,
        rtt: (rtt > 0).then(|| (micros(rtt), micros(varies))),
        retransmits: word(100)?,
        // in LISTEN the kernel puts the queue of `accept` here: its length and its limit
        unread: if listens { word(24)? } else { 0 },
        unacknowledged: if listens { word(28)? } else { 0 },
        // since Linux 4.6
        unsent: word(144).unwrap_or(0),
        mss: word(16)?,
    })
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::net::{Shutdown, TcpListener, TcpStream};

    /// A listener, a client and the server's end of it.
    fn pair(listen: &str) -> (TcpListener, TcpStream, TcpStream) {
        let listener = TcpListener::bind((listen, 0)).expect("a port");
        keep_syn(&listener).expect("Linux keeps a SYN");
        let client = TcpStream::connect(listener.local_addr().expect("bound")).expect("loopback");
        let (server, _) = listener.accept().expect("a connection");
        (listener, client, server)
    }

    fn state(socket: &impl std::os::fd::AsFd) -> State {
        tcp(socket).expect("a TCP socket").state
    }

    /// RFC 9293 figure 5, walked with real sockets; the order of the calls is the witness.
    #[test]
    fn the_states_of_a_life_are_those_of_the_rfc() {
        for address in ["127.0.0.1", "::1"] {
            let (listener, client, server) = pair(address);
            assert_eq!([state(&listener), state(&client), state(&server)], {
                [State::Listen, State::Established, State::Established]
            });
            let local = client.local_addr().expect("connected");
            let remote = client.peer_addr().expect("connected");
            client.shutdown(Shutdown::Write).expect("open");
            assert_eq!(state(&server), State::CloseWait);
            // the acknowledgment of a FIN may be delayed
            let mut seen = vec![state(&client)];
            while seen.last() == Some(&State::FinWait1) {
                seen.push(state(&client));
            }
            assert_eq!(seen.last(), Some(&State::FinWait2), "{seen:?}");
            drop(server);
            drop(client);
            // who closed first waits; the other is gone
            let row = found(local, remote).expect("a row");
            assert_eq!(row.state, State::TimeWait);
            let left = row.timer.expect("the timer of TIME-WAIT").as_secs_f32();
            assert!((50.0..=60.1).contains(&left), "{left} s");
            assert_eq!(found(remote, local).map(|row| row.state), None);
        }
    }

    #[test]
    fn the_queues_are_counted() {
        let (listener, mut client, mut server) = pair("127.0.0.1");
        client.write_all(b"0123456789").expect("room");
        let mut three = [0; 3];
        server.read_exact(&mut three).expect("ten octets");
        let tcp = tcp(&server).expect("a TCP socket");
        assert_eq!((tcp.unread, tcp.unacknowledged, tcp.retransmits), (7, 0, 0));
        assert!(tcp.rtt.is_some_and(|(rtt, _)| rtt < Duration::from_secs(1)));
        let other = TcpStream::connect(listener.local_addr().expect("bound")).expect("loopback");
        let queue = super::tcp(&listener).expect("a TCP socket");
        assert_eq!((queue.unread, queue.unacknowledged > 0), (1, true));
        drop(other);
    }

    /// What cannot be sent waits: the reader's window is full.
    #[test]
    fn what_waits_to_be_sent_is_seen() {
        let (_listener, mut client, _server) = pair("127.0.0.1");
        client.set_nonblocking(true).expect("a socket");
        let mut written: u64 = 0;
        while let Ok(count) = client.write(&[0; 65536]) {
            written += count as u64;
        }
        let tcp = tcp(&client).expect("a TCP socket");
        assert!(tcp.unacknowledged > 0 && u64::from(tcp.unacknowledged) <= written, "{tcp:?}");
        assert!(tcp.unsent <= tcp.unacknowledged, "{tcp:?}");
    }

    #[test]
    fn the_syn_is_the_client_s() {
        let (_listener, client, server) = pair("127.0.0.1");
        let octets = syn(&server).expect("a SYN");
        assert_eq!((octets[0], octets[9]), (0x45, 6), "IPv4, TCP");
        let port = client.local_addr().expect("connected").port().to_be_bytes();
        assert_eq!((&octets[20..22], octets[33]), (&port[..], 0x02), "source port, flags");
        assert_eq!(syn(&server), None, "it is given once");
        let (_listener, _client, server) = pair("::1");
        let octets = syn(&server).expect("a SYN");
        assert_eq!((octets[0] >> 4, octets[6], octets[40 + 13]), (6, 6, 0x02));
    }

    #[test]
    fn other_sockets_have_no_state() {
        let udp = std::net::UdpSocket::bind("127.0.0.1:0").expect("a port");
        assert_eq!(tcp(&udp), None);
        assert_eq!(syn(&udp), None);
    }

    #[test]
    fn an_older_kernel_tells_less() {
        assert_eq!(of_info(&[]), None);
        assert_eq!(of_info(&[1; 103]), None);
        assert_eq!(of_info(&[99; 104]), None, "no such state");
        assert_eq!(of_info(&[1; 104]).map(|tcp| tcp.unsent), Some(0));
    }
}
