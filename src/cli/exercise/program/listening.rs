//! Whether something listens at an address: the kernel's tables say so, and no connection has to be spent on the question,
//! which a server for one client would take for its client.

use crate::echo::kernel::{State, rows};
use crate::exercise::program::Role;
use std::net::{IpAddr, SocketAddr, TcpStream, UdpSocket};
use std::path::Path;
use std::time::Duration;

/// How long a connection or an answer may take.
const WAIT: Duration = Duration::from_millis(500);

/// Whether something listens there; `None` where the kernel has no table that tells.
pub fn listens(role: Role, at: SocketAddr) -> Option<bool> {
    let (ip, port) = (at.ip().to_canonical(), at.port());
    match role {
        Role::Datagrams => {
            let files: Vec<String> = ["/proc/net/udp", "/proc/net/udp6"]
                .iter()
                .filter_map(|path| std::fs::read_to_string(path).ok())
                .collect();
            let wanted = format!(":{port:04X}");
            // `sl local remote …` (proc(5))
            let local = |line: &str| {
                line.split_ascii_whitespace().nth(1).is_some_and(|local| local.ends_with(&wanted))
            };
            (!files.is_empty()).then(|| files.iter().any(|file| file.lines().any(local)))
        }
        Role::Server | Role::Client => Path::new("/proc/net/tcp").exists().then(|| {
            rows().any(|row| {
                let here: IpAddr = row.local.ip();
                row.state == State::Listen
                    && row.local.port() == port
                    && (here == ip || here.is_unspecified())
            })
        }),
    }
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
