//! A client's socket of any transport: the same few calls for all.

use super::address::Transport;
use super::kernel::{self, Tcp};
use socket2::{SockRef, Socket as Plain};
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, Shutdown, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;
use tokio::io::Interest;
use tokio::net::{TcpSocket, TcpStream, UdpSocket};
#[cfg(unix)]
use tokio::net::{UnixDatagram, UnixStream};

/// Where a client goes: an address whose name has been looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An address of IP, for TCP or UDP.
    Ip(Transport, SocketAddr),
    /// The path of a Unix socket, stream or datagram.
    Path(Transport, PathBuf),
}

impl Target {
    /// What carries the octets.
    pub fn transport(&self) -> Transport {
        match self {
            Target::Ip(transport, _) | Target::Path(transport, _) => *transport,
        }
    }
}

/// A socket that is connected.
#[derive(Debug)]
pub enum Socket {
    /// TCP
    Tcp(TcpStream),
    /// UDP
    Udp(UdpSocket),
    /// A Unix stream
    #[cfg(unix)]
    Unix(UnixStream),
    /// Unix datagrams
    #[cfg(unix)]
    Unixgram(UnixDatagram, Own),
}

/// The name that a datagram socket gave itself so that it can be answered; where it is a path, the file goes with it.
#[cfg(unix)]
#[derive(Debug)]
pub struct Own(Option<PathBuf>);

#[cfg(unix)]
impl Drop for Own {
    fn drop(&mut self) {
        if let Some(path) = &self.0 {
            // nobody is left to be told
            let _ = std::fs::remove_file(path);
        }
    }
}

/// Does `$what` on the socket inside.
macro_rules! each {
    ($socket:expr, $inner:ident => $what:expr) => {
        match $socket {
            Socket::Tcp($inner) => $what,
            Socket::Udp($inner) => $what,
            #[cfg(unix)]
            Socket::Unix($inner) => $what,
            #[cfg(unix)]
            Socket::Unixgram($inner, _) => $what,
        }
    };
}

/// A socket for TCP to this address, not connected yet.
///
/// # Errors
/// The system's: too many open files.
pub fn tcp_to(address: &SocketAddr) -> io::Result<TcpSocket> {
    if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }
}

impl Socket {
    /// A socket that is connected to the target.
    ///
    /// # Errors
    /// The system's.
    pub async fn open(target: &Target) -> io::Result<Socket> {
        match target {
            Target::Ip(Transport::Udp, address) => {
                let any: IpAddr = match address {
                    SocketAddr::V4(_) => Ipv4Addr::UNSPECIFIED.into(),
                    SocketAddr::V6(_) => Ipv6Addr::UNSPECIFIED.into(),
                };
                let socket = UdpSocket::bind((any, 0)).await?;
                socket.connect(address).await?;
                Ok(Socket::Udp(socket))
            }
            Target::Ip(_, address) => Ok(Socket::Tcp(tcp_to(address)?.connect(*address).await?)),
            #[cfg(unix)]
            Target::Path(Transport::Unixgram, path) => {
                let (socket, own) = unixgram()?;
                socket.connect(path)?;
                Ok(Socket::Unixgram(socket, own))
            }
            #[cfg(unix)]
            Target::Path(_, path) => Ok(Socket::Unix(UnixStream::connect(path).await?)),
            #[cfg(not(unix))]
            Target::Path(..) => Err(io::ErrorKind::Unsupported.into()),
        }
    }

    /// What carries the octets.
    pub fn transport(&self) -> Transport {
        match self {
            Socket::Tcp(_) => Transport::Tcp,
            Socket::Udp(_) => Transport::Udp,
            #[cfg(unix)]
            Socket::Unix(_) => Transport::Unix,
            #[cfg(unix)]
            Socket::Unixgram(..) => Transport::Unixgram,
        }
    }

    /// Reads what is there, or waits for something; 0 octets are the end of a stream, or an empty datagram.
    ///
    /// # Errors
    /// The system's.
    pub async fn read(&self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = match self {
                Socket::Udp(socket) => return receive(socket, into).await,
                _ => {
                    each!(self, socket => socket.readable().await?);
                    self.try_read(into)
                }
            };
            match read {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                read => return read,
            }
        }
    }

    fn try_read(&self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Socket::Tcp(socket) => socket.try_read(into),
            Socket::Udp(socket) => socket.try_recv(into),
            #[cfg(unix)]
            Socket::Unix(socket) => socket.try_read(into),
            #[cfg(unix)]
            Socket::Unixgram(socket, _) => socket.try_recv(into),
        }
    }

    /// Writes as much as there is room for, or waits for room; a datagram is written whole.
    ///
    /// # Errors
    /// The system's.
    pub async fn write(&self, octets: &[u8]) -> io::Result<usize> {
        loop {
            each!(self, socket => socket.writable().await?);
            let written = match self {
                Socket::Tcp(socket) => socket.try_write(octets),
                Socket::Udp(socket) => socket.try_send(octets),
                #[cfg(unix)]
                Socket::Unix(socket) => socket.try_write(octets),
                #[cfg(unix)]
                Socket::Unixgram(socket, _) => socket.try_send(octets),
            };
            match written {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                written => return written,
            }
        }
    }

    /// Ends the half that writes: on TCP, FIN.
    ///
    /// # Errors
    /// The system's: not connected any more.
    pub fn shutdown(&self) -> io::Result<()> {
        each!(self, socket => SockRef::from(socket).shutdown(Shutdown::Write))
    }

    /// Lets every write go out as a segment of its own: no waiting for more (Nagle's algorithm, RFC 9293 §3.7.4).
    ///
    /// # Errors
    /// The system's.
    pub fn at_once(&self) -> io::Result<()> {
        match self {
            Socket::Tcp(socket) => socket.set_nodelay(true),
            _ => Ok(()),
        }
    }

    /// Makes `close` reset the connection instead of ending it.
    ///
    /// # Errors
    /// The system's.
    pub fn reset_on_close(&self) -> io::Result<()> {
        match self {
            Socket::Tcp(socket) => SockRef::from(socket).set_linger(Some(Duration::ZERO)),
            _ => Ok(()),
        }
    }

    /// Makes the receive buffer as small as the system allows, so that a slow reader is felt soon.
    ///
    /// # Errors
    /// The system's.
    pub fn small_buffer(&self) -> io::Result<()> {
        each!(self, socket => SockRef::from(socket).set_recv_buffer_size(1))
    }

    /// What the kernel knows of it.
    pub fn kernel(&self) -> Option<Tcp> {
        match self {
            Socket::Tcp(socket) => kernel::tcp(socket),
            _ => None,
        }
    }

    /// The addresses here and there, where they are addresses of IP.
    pub fn addresses(&self) -> Option<(SocketAddr, SocketAddr)> {
        match self {
            Socket::Tcp(socket) => socket.local_addr().ok().zip(socket.peer_addr().ok()),
            Socket::Udp(socket) => socket.local_addr().ok().zip(socket.peer_addr().ok()),
            #[cfg(unix)]
            _ => None,
        }
    }

    /// The same socket for threads that wait in its calls, and what has to live as long as it.
    ///
    /// # Errors
    /// The system's.
    pub fn into_plain(self) -> io::Result<(Plain, Option<Box<dyn Send>>)> {
        let (plain, own): (Plain, Option<Box<dyn Send>>) = match self {
            Socket::Tcp(socket) => (socket.into_std()?.into(), None),
            Socket::Udp(socket) => (socket.into_std()?.into(), None),
            #[cfg(unix)]
            Socket::Unix(socket) => (socket.into_std()?.into(), None),
            #[cfg(unix)]
            Socket::Unixgram(socket, own) => (socket.into_std()?.into(), Some(Box::new(own))),
        };
        plain.set_nonblocking(false)?;
        Ok((plain, own))
    }
}

/// Reads a datagram, or the error that ICMP brought: such a socket is not readable, and is waited for by that name.
async fn receive(socket: &UdpSocket, into: &mut [u8]) -> io::Result<usize> {
    loop {
        let ready = socket.ready(Interest::READABLE.add(Interest::ERROR)).await?;
        match socket.try_recv(into) {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            read => return read,
        }
        if ready.is_error() {
            // it is not ready for this any more
            let _ = socket.try_io(Interest::ERROR, || Err::<(), _>(io::ErrorKind::WouldBlock.into()));
            if let Some(error) = socket.take_error()? {
                return Err(error);
            }
        }
    }
}

/// A datagram socket with a name to be answered at. On Linux it is one of those that are no files: unix(7).
#[cfg(target_os = "linux")]
fn unixgram() -> io::Result<(UnixDatagram, Own)> {
    use socket2::{Domain, SockAddr, Type};
    use std::os::fd::OwnedFd;
    let socket = Plain::new(Domain::UNIX, Type::DGRAM, None)?;
    // bound to no name, it gets one from the kernel
    socket.bind(&SockAddr::unix("")?)?;
    socket.set_nonblocking(true)?;
    Ok((UnixDatagram::from_std(OwnedFd::from(socket).into())?, Own(None)))
}

/// A datagram socket with a name to be answered at: a file that goes when the socket does.
#[cfg(all(unix, not(target_os = "linux")))]
fn unixgram() -> io::Result<(UnixDatagram, Own)> {
    let path = PathBuf::from("/tmp").join(own_name());
    let socket = UnixDatagram::bind(&path)?;
    Ok((socket, Own(Some(path))))
}

/// A name that no other socket has: the process, and how many sockets it had before.
#[cfg(all(unix, not(target_os = "linux")))]
fn own_name() -> String {
    use std::sync::atomic::{AtomicU32, Ordering};
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("netlab-dial-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}
