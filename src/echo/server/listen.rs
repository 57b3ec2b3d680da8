//! Where a server waits for clients, and the loop that takes them.

use super::connection::{Connection, Stream};
use super::{Clients, GRACE, Pause, Peer, datagram};
use crate::echo::address::{Address, Place, Transport};
use std::future::{Future, poll_fn};
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::path::Path;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::net::{TcpListener, TcpSocket, TcpStream, UdpSocket};
#[cfg(unix)]
use tokio::net::{UnixDatagram, UnixListener, UnixStream};

/// How many connections may wait to be taken. A class that connects at once fits; with a queue that is full the kernel
/// drops SYNs, and a client tries again only after a second (RFC 6298, section 2.1).
const BACKLOG: u32 = 4096;

/// How long the server waits after it ran out of file descriptors, if nobody leaves.
const PATIENCE: Duration = Duration::from_secs(1);

/// A socket that is bound.
#[derive(Debug)]
pub enum Bound {
    /// Listens for connections.
    Tcp(TcpListener),
    /// Takes datagrams.
    Udp(UdpSocket),
    /// Listens within this host.
    #[cfg(unix)]
    Unix(UnixListener),
    /// Takes datagrams within this host.
    #[cfg(unix)]
    Unixgram(UnixDatagram),
}

impl Bound {
    /// The address it got, where it has one.
    pub fn local(&self) -> Option<SocketAddr> {
        match self {
            Bound::Tcp(listener) => listener.local_addr().ok(),
            Bound::Udp(socket) => socket.local_addr().ok(),
            #[cfg(unix)]
            _ => None,
        }
    }
}

/// Binds the sockets of an address: several where a name has several addresses. Needs a runtime around it.
///
/// # Errors
/// The first socket's that could not be bound, with the address it was for.
pub fn bind(address: &Address, at: &[SocketAddr]) -> Result<Vec<Bound>, (Option<SocketAddr>, io::Error)> {
    if let Place::Path(path) = &address.place {
        return bind_path(address.transport, path).map(|bound| vec![bound]).map_err(|error| (None, error));
    }
    let mut bound: Vec<Bound> = Vec::new();
    for addr in at {
        // port 0 was any; the next address of the same name takes the port that was given
        let port = bound.first().and_then(Bound::local).map_or(addr.port(), |first| first.port());
        let addr = SocketAddr::new(addr.ip(), port);
        bound.push(bind_ip(address.transport, addr).map_err(|error| (Some(addr), error))?);
    }
    Ok(bound)
}

fn bind_ip(transport: Transport, addr: SocketAddr) -> io::Result<Bound> {
    if transport == Transport::Udp {
        let socket = std::net::UdpSocket::bind(addr)?;
        socket.set_nonblocking(true)?;
        return UdpSocket::from_std(socket).map(Bound::Udp);
    }
    let socket = if addr.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    // what waits in TIME-WAIT since the last run keeps nobody from listening again; on Windows the option means that
    // others may take the port away
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(addr)?;
    socket.listen(BACKLOG).map(Bound::Tcp)
}

#[cfg(unix)]
fn bind_path(transport: Transport, path: &Path) -> io::Result<Bound> {
    match transport {
        Transport::Unixgram => UnixDatagram::bind(path).map(Bound::Unixgram),
        _ => UnixListener::bind(path).map(Bound::Unix),
    }
}

#[cfg(not(unix))]
fn bind_path(_: Transport, _: &Path) -> io::Result<Bound> {
    Err(ErrorKind::Unsupported.into())
}

/// Serves until `stop` is ready, or until the only client is served; then lets the answers out that are being written,
/// for [`GRACE`] at most.
pub async fn serve(bound: Vec<Bound>, clients: Arc<Clients>, stop: impl Future<Output = ()>) {
    let mut stop = pin!(stop);
    let mut servers: Vec<_> = bound
        .into_iter()
        .map(|bound| {
            let clients = Arc::clone(&clients);
            tokio::spawn(async move {
                match bound {
                    Bound::Tcp(listener) => accept(Listener::Tcp(listener), clients).await,
                    Bound::Udp(socket) => datagram::serve(datagram::Socket::Udp(socket), clients).await,
                    #[cfg(unix)]
                    Bound::Unix(listener) => accept(Listener::Unix(listener), clients).await,
                    #[cfg(unix)]
                    Bound::Unixgram(socket) => {
                        datagram::serve(datagram::Socket::Unix(socket), clients).await;
                    }
                }
            })
        })
        .collect();
    poll_fn(|cx| {
        // with `--once` a server ends by itself
        let ended = servers.iter_mut().any(|server| Pin::new(server).poll(cx).is_ready());
        if ended || stop.as_mut().poll(cx).is_ready() { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    servers.iter().for_each(tokio::task::JoinHandle::abort);
    clients.stop();
    let gone = poll_fn(|cx| if clients.fewer_than(1, cx.waker()) { Poll::Ready(()) } else { Poll::Pending });
    let _ = tokio::time::timeout(GRACE, gone).await;
}

enum Listener {
    Tcp(TcpListener),
    #[cfg(unix)]
    Unix(UnixListener),
}

enum Taken {
    Tcp(TcpStream, SocketAddr),
    #[cfg(unix)]
    Unix(UnixStream, Option<std::path::PathBuf>),
}

impl Listener {
    fn poll_accept(&self, cx: &mut Context<'_>) -> Poll<io::Result<Taken>> {
        match self {
            Listener::Tcp(listener) => {
                listener.poll_accept(cx).map_ok(|(stream, addr)| Taken::Tcp(stream, addr))
            }
            #[cfg(unix)]
            Listener::Unix(listener) => listener
                .poll_accept(cx)
                .map_ok(|(stream, addr)| Taken::Unix(stream, addr.as_pathname().map(Path::to_path_buf))),
        }
    }
}

/// Takes clients, and pauses while there can be no more.
async fn accept(listener: Listener, clients: Arc<Clients>) {
    let most = clients.settings.most;
    let mut paused = None;
    loop {
        let mut full = false;
        poll_fn(|cx| {
            if clients.fewer_than(most, cx.waker()) {
                return Poll::Ready(());
            }
            if !std::mem::replace(&mut full, true) && paused != Some(Pause::Full) {
                paused = Some(Pause::Full);
                clients.watch.pause(Pause::Full);
            }
            Poll::Pending
        })
        .await;
        match poll_fn(|cx| listener.poll_accept(cx)).await {
            Ok(taken) => {
                if paused.take().is_some() {
                    clients.watch.pause(Pause::Over);
                }
                let served = take(taken, &clients);
                if clients.settings.once {
                    // nobody else is let in
                    drop(listener);
                    let _ = served.await;
                    return;
                }
            }
            Err(error) => {
                let pause = match out_of(&error) {
                    Some(pause) => pause,
                    // the client was gone before it was taken: nobody is harmed
                    None => continue,
                };
                if paused != Some(pause) {
                    paused = Some(pause);
                    clients.watch.pause(pause);
                }
                let left = poll_once(|cx| clients.when_one_leaves(cx.waker()));
                let _ = tokio::time::timeout(PATIENCE, left).await;
            }
        }
    }
}

/// Pending once, after `prepare`, and then ready.
fn poll_once(prepare: impl Fn(&mut Context<'_>)) -> impl Future<Output = ()> {
    let mut first = true;
    poll_fn(move |cx| {
        if std::mem::take(&mut first) {
            prepare(cx);
            return Poll::Pending;
        }
        Poll::Ready(())
    })
}

/// Why no connection can be taken now; none where the error is that of one connection: accept(2), NOTES.
fn out_of(error: &io::Error) -> Option<Pause> {
    match (error.raw_os_error(), error.kind()) {
        // EMFILE and ENFILE have these numbers wherever there is Unix
        #[cfg(unix)]
        (Some(23 | 24), _) => Some(Pause::Descriptors),
        // WSAEMFILE
        #[cfg(windows)]
        (Some(10024), _) => Some(Pause::Descriptors),
        (_, ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset | ErrorKind::Interrupted) => None,
        (_, kind) => Some(Pause::Refused(kind)),
    }
}

/// Begins to serve a client.
fn take(taken: Taken, clients: &Arc<Clients>) -> tokio::task::JoinHandle<()> {
    match taken {
        Taken::Tcp(stream, addr) => {
            // an answer is not kept back to wait for more (RFC 896): it is all there is
            let _ = stream.set_nodelay(true);
            let addr = SocketAddr::new(addr.ip().to_canonical(), addr.port());
            begin(stream, Peer::Ip(addr), clients)
        }
        #[cfg(unix)]
        Taken::Unix(stream, path) => begin(stream, Peer::Path(path), clients),
    }
}

fn begin(stream: impl Stream, peer: Peer, clients: &Arc<Clients>) -> tokio::task::JoinHandle<()> {
    let (client, now) = clients.join();
    clients.tell(client, &peer, super::Event::Joined { clients: now });
    tokio::spawn(Connection::new(stream, peer, client, Arc::clone(clients)))
}
