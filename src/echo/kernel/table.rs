//! The kernel's table of TCP sockets, /proc/net/tcp and tcp6 (proc(5)): there a connection is found that no program
//! holds any more.

use super::State;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

/// A line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Address and port here. An IPv4 address of an IPv6 socket is an IPv4 address.
    pub local: SocketAddr,
    /// Address and port of the other side; zeros where there is none.
    pub remote: SocketAddr,
    /// The state.
    pub state: State,
    /// When the timer runs out that is running: in TIME-WAIT, when the waiting ends.
    pub timer: Option<Duration>,
    /// The number of the socket, as /proc/PID/fd has it; 0 where no program has it.
    pub inode: u64,
}

/// Ticks in a second, in what /proc tells people: USER_HZ, 100 wherever Rust's Linux runs.
const TICKS: u64 = 100;

/// The longest line that is read; the kernel's have about 150 octets.
const LONGEST: u64 = 1024;

/// The connection from `local` to `remote`; `None` where the kernel has none, or no such table.
pub fn found(local: SocketAddr, remote: SocketAddr) -> Option<Row> {
    let (local, remote) = (plain(local), plain(remote));
    rows().find(|row| row.local == local && row.remote == remote)
}

/// All of the table, a row at a time; nothing on systems that have none.
pub fn rows() -> impl Iterator<Item = Row> {
    ["/proc/net/tcp", "/proc/net/tcp6"]
        .into_iter()
        .filter_map(|path| File::open(path).ok())
        .flat_map(|file| lines(BufReader::new(file)))
}

/// The rows of one file, behind its line of headings.
fn lines(mut file: impl BufRead) -> impl Iterator<Item = Row> {
    let mut line = String::new();
    std::iter::from_fn(move || {
        loop {
            line.clear();
            match file.by_ref().take(LONGEST).read_line(&mut line) {
                Ok(0) | Err(_) => return None,
                Ok(_) => {}
            }
            if let Some(row) = row(&line) {
                return Some(row);
            }
        }
    })
}

/// `sl: local remote st tx:rx tr:when retrnsmt uid timeout inode …`
fn row(line: &str) -> Option<Row> {
    let mut words = line.split_ascii_whitespace().skip(1);
    let (local, remote) = (address(words.next()?)?, address(words.next()?)?);
    let state = State::of_kernel(u8::from_str_radix(words.next()?, 16).ok()?)?;
    let (timer, when) = words.nth(1)?.split_once(':')?;
    let ticks = u64::from_str_radix(when, 16).ok()?;
    let timer = (timer != "00").then(|| Duration::from_millis(ticks.saturating_mul(1000 / TICKS)));
    let inode = words.nth(3)?.parse().ok()?;
    Some(Row { local, remote, state, timer, inode })
}

/// `0100007F:1F40`: the words of the address as the processor reads them, then the port.
fn address(word: &str) -> Option<SocketAddr> {
    let (address, port) = word.split_once(':')?;
    let port = u16::from_str_radix(port, 16).ok()?;
    let octets = |at: usize| {
        let digits = address.get(at * 8..at * 8 + 8)?;
        u32::from_str_radix(digits, 16).ok().map(u32::to_ne_bytes)
    };
    let ip = match address.len() {
        8 => IpAddr::from(Ipv4Addr::from(octets(0)?)),
        32 => {
            let mut all = [0; 16];
            for (i, four) in all.chunks_exact_mut(4).enumerate() {
                four.copy_from_slice(&octets(i)?);
            }
            IpAddr::from(Ipv6Addr::from(all))
        }
        _ => return None,
    };
    Some(plain(SocketAddr::new(ip, port)))
}

/// The address as it is compared: no IPv4 inside IPv6, no zone.
fn plain(address: SocketAddr) -> SocketAddr {
    SocketAddr::new(address.ip().to_canonical(), address.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of proc(5)'s format, from a machine that has its lowest octet first.
    #[test]
    #[cfg(target_endian = "little")]
    fn a_line_is_read() {
        let line = "   0: 0100007F:1F40 0200007F:CE4E 06 00000000:00000000 03:0000176F 00000000     0        0 0 3 \
                    000000002f24cf3b";
        let row = row(line).expect("a row");
        assert_eq!(
            (row.local.to_string(), row.remote.to_string()),
            ("127.0.0.1:8000".into(), "127.0.0.2:52814".into())
        );
        assert_eq!(
            (row.state, row.timer, row.inode),
            (State::TimeWait, Some(Duration::from_millis(59990)), 0)
        );
        let mapped = address("0000000000000000FFFF00000100007F:0050").map(|address| address.to_string());
        assert_eq!(mapped.as_deref(), Some("127.0.0.1:80"));
        let loopback = address("00000000000000000000000001000000:0050").map(|address| address.to_string());
        assert_eq!(loopback.as_deref(), Some("[::1]:80"));
    }

    #[test]
    fn what_is_no_line_is_passed_over() {
        for line in
            ["", "  sl  local_address rem_address   st", "0: 0100007F:1F40", "0: é100007:1 é100007:1 01 0 0"]
        {
            assert_eq!(row(line), None, "{line}");
        }
        assert_eq!(lines("x\n\n".as_bytes()).count(), 0);
    }
}
