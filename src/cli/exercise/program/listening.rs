//! Whether something listens at an address: the kernel's tables say so, and no connection has to be spent on the question,
//! which a server for one client would take for its client.

use crate::exercise::program::Role;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::{IpAddr, SocketAddr, TcpStream, UdpSocket};
use std::time::Duration;

/// How long a connection or an answer may take.
const WAIT: Duration = Duration::from_millis(500);

/// The state of a socket that listens, and of one of UDP that is not connected, in the kernel's tables (proc(5)).
const LISTEN: &str = "0A";
const UNCONNECTED: &str = "07";

/// Whether something listens there; `None` where the kernel has no table that tells.
///
/// A table of TCP has those that listen first, before thousands that wait for their end, and is read no further: this is
/// asked again and again.
pub fn listens(role: Role, at: SocketAddr) -> Option<bool> {
    let (tables, state) = match role {
        Role::Server | Role::Client => (["/proc/net/tcp", "/proc/net/tcp6"], LISTEN),
        Role::Datagrams => (["/proc/net/udp", "/proc/net/udp6"], UNCONNECTED),
    };
    let wanted: Vec<String> = places(at).collect();
    let mut found = None;
    for table in tables.iter().filter_map(|path| File::open(path).ok()) {
        let rows = BufReader::new(table).lines().skip(1).map_while(Result::ok);
        // `sl local remote st …` (proc(5))
        let mut rows = rows.map_while(|row| {
            let mut words = row.split_ascii_whitespace().skip(1);
            let (local, is) = (words.next()?.to_string(), words.nth(1)? == state);
            (is || role == Role::Datagrams).then_some((local, is))
        });
        let here = rows.any(|(local, is)| is && wanted.contains(&local));
        found = Some(here || found == Some(true));
    }
    found
}

/// How the tables write the sockets that get what is sent there: at that address, and at any.
fn places(at: SocketAddr) -> impl Iterator<Item = String> {
    let words = |octets: &[u8]| -> String {
        let (words, _) = octets.as_chunks::<4>();
        words.iter().map(|word| format!("{:08X}", u32::from_ne_bytes(*word))).collect()
    };
    let any = [words(&[0; 4]), words(&[0; 16])];
    let own = match at.ip().to_canonical() {
        IpAddr::V4(ip) => [words(&ip.octets()), words(&ip.to_ipv6_mapped().octets())],
        IpAddr::V6(ip) => [words(&ip.octets()), words(&ip.octets())],
    };
    any.into_iter().chain(own).map(move |address| format!("{address}:{:04X}", at.port()))
}

/// Whether something answers there, or takes what comes.
pub fn answers(role: Role, at: SocketAddr) -> bool {
    match role {
        Role::Server | Role::Client => TcpStream::connect_timeout(&at, WAIT).is_ok(),
        Role::Datagrams => listens(role, at).unwrap_or_else(|| takes(at).unwrap_or(false)),
    }
}

/// Whether a datagram comes back, or at least no message that nobody is there (RFC 1122 §4.1.3.1).
fn takes(at: SocketAddr) -> std::io::Result<bool> {
    let any: SocketAddr = if at.is_ipv4() { ([0, 0, 0, 0], 0).into() } else { ([0u16; 8], 0).into() };
    let socket = UdpSocket::bind(any)?;
    socket.connect(at)?;
    socket.set_read_timeout(Some(WAIT))?;
    socket.send(&[])?;
    let refused = |error: std::io::Error| error.kind() == std::io::ErrorKind::ConnectionRefused;
    Ok(!socket.recv(&mut [0; 1]).is_err_and(refused))
}
