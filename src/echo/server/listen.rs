//! Where a server waits for clients, and the loop that takes them.

use super::connection::{Connection, Stream};
#[cfg(target_os = "linux")]
use super::event_loop::{Direct, Entrance};
use super::{Clients, GRACE, Pause, Peer, Watch, datagram};
use crate::echo::address::{Address, Place, Transport};
use crate::echo::call::{self, Call};
use crate::echo::kernel::{self, State};
use std::future::{Future, poll_fn};
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
#[cfg(target_os = "linux")]
use std::os::fd::AsFd;
use std::path::Path;
use std::pin::{Pin, pin};
use std::sync::Arc;
#[cfg(target_os = "linux")]
use std::task::ready;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::net::{TcpListener, TcpSocket, TcpStream, UdpSocket};
#[cfg(unix)]
use tokio::net::{UnixDatagram, UnixListener, UnixStream};
use tokio::task::JoinHandle;

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
pub fn bind(
    address: &Address,
    at: &[SocketAddr],
    watch: &dyn Watch,
) -> Result<Vec<Bound>, (Option<SocketAddr>, io::Error)> {
    if let Place::Path(path) = &address.place {
        let bound = bind_path(address.transport, path).map_err(|error| (None, error))?;
        // the library makes these calls in one
        let listen = address.transport.is_stream().then_some(Call::Listen);
        for call in [Call::Socket, Call::Bind].into_iter().chain(listen) {
            let local = (call != Call::Socket).then(|| path.display().to_string());
            called(watch, call::Event { local, ..call::Event::new(Duration::ZERO, address.transport, call) });
        }
        return Ok(vec![bound]);
    }
    let mut bound: Vec<Bound> = Vec::new();
    for addr in at {
        // port 0 was any; the next address of the same name takes the port that was given
        let port = bound.first().and_then(Bound::local).map_or(addr.port(), |first| first.port());
        let addr = SocketAddr::new(addr.ip(), port);
        bound.push(bind_ip(address.transport, addr, watch).map_err(|error| (Some(addr), error))?);
    }
    Ok(bound)
}

/// Tells of a call, where that is wanted.
fn called(watch: &dyn Watch, event: call::Event) {
    if watch.wants_calls() {
        watch.call(event, None);
    }
}

fn bind_ip(transport: Transport, addr: SocketAddr, watch: &dyn Watch) -> io::Result<Bound> {
    let tell = |call, local: io::Result<SocketAddr>, tcp: Option<kernel::Tcp>| {
        let event = call::Event::new(Duration::ZERO, transport, call).after(tcp);
        let local = local.ok().filter(|_| call != Call::Socket).map(|local| local.to_string());
        called(watch, call::Event { local, ..event });
    };
    if transport == Transport::Udp {
        let socket = std::net::UdpSocket::bind(addr)?;
        socket.set_nonblocking(true)?;
        tell(Call::Socket, socket.local_addr(), None);
        tell(Call::Bind, socket.local_addr(), None);
        return UdpSocket::from_std(socket).map(Bound::Udp);
    }
    let socket = if addr.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    tell(Call::Socket, socket.local_addr(), kernel::tcp(&socket));
    // what waits in TIME-WAIT since the last run keeps nobody from listening again; on Windows the option means that
    // others may take the port away
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(addr)?;
    tell(Call::Bind, socket.local_addr(), kernel::tcp(&socket));
    let listener = socket.listen(BACKLOG)?;
    if watch.wants_calls() {
        // where the kernel keeps none, there is none to show
        let _ = kernel::keep_syn(&listener);
    }
    tell(Call::Listen, listener.local_addr(), kernel::tcp(&listener));
    Ok(Bound::Tcp(listener))
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
                // what stands behind the socket is dropped after it
                let closing = Closing::new(&bound, Arc::clone(&clients.watch));
                match bound {
                    Bound::Tcp(listener) => accept(closing, Listener::tcp(listener, &clients), clients).await,
                    Bound::Udp(socket) => datagram::serve(datagram::Socket::Udp(socket), clients).await,
                    #[cfg(unix)]
                    Bound::Unix(listener) => accept(closing, Listener::Unix(listener), clients).await,
                    #[cfg(unix)]
                    Bound::Unixgram(socket) => {
                        datagram::serve(datagram::Socket::Unix(socket), clients).await;
                    }
                }
            })
        })
        .collect();
    let trim = tokio::spawn(trim(Arc::clone(&clients)));
    poll_fn(|cx| {
        // with `--once` a server ends by itself
        let ended = servers.iter_mut().any(|server| Pin::new(server).poll(cx).is_ready());
        if ended || stop.as_mut().poll(cx).is_ready() { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    trim.abort();
    servers.iter().for_each(JoinHandle::abort);
    for server in servers.into_iter().filter(|server| !server.is_finished()) {
        // its socket is closed when it is over
        let _ = server.await;
    }
    clients.stop();
    let gone = poll_fn(|cx| if clients.fewer_than(1, cx.waker()) { Poll::Ready(()) } else { Poll::Pending });
    let _ = tokio::time::timeout(GRACE, gone).await;
}

/// Tells that a socket was closed: dropped after it.
struct Closing {
    event: call::Event,
    watch: Arc<dyn Watch>,
}

impl Closing {
    fn new(bound: &Bound, watch: Arc<dyn Watch>) -> Closing {
        let (transport, before) = match bound {
            Bound::Tcp(_) => (Transport::Tcp, Some(State::Listen)),
            Bound::Udp(_) => (Transport::Udp, None),
            #[cfg(unix)]
            Bound::Unix(_) => (Transport::Unix, None),
            #[cfg(unix)]
            Bound::Unixgram(_) => (Transport::Unixgram, None),
        };
        let local = bound.local().map(|local| local.to_string());
        let event = call::Event::new(Duration::ZERO, transport, Call::Close);
        Closing { event: call::Event { local, before, ..event }, watch }
    }
}

impl Drop for Closing {
    fn drop(&mut self) {
        called(self.watch.as_ref(), self.event.clone());
    }
}

/// Looks now and then whether many clients have left, and gives back the memory that they had.
async fn trim(clients: Arc<Clients>) {
    loop {
        poll_once(|cx| clients.when_one_leaves(cx.waker())).await;
        tokio::time::sleep(PATIENCE / 4).await;
        if clients.have_mostly_left() {
            kernel::give_memory_back();
        }
    }
}

enum Listener {
    Tcp(TcpListener),
    #[cfg(target_os = "linux")]
    Direct(mio::net::TcpListener, kernel::Watched, Entrance),
    #[cfg(unix)]
    Unix(UnixListener),
}

enum Taken {
    Tcp(TcpStream, SocketAddr),
    #[cfg(target_os = "linux")]
    Direct(Direct, SocketAddr),
    #[cfg(unix)]
    Unix(UnixStream, Option<std::path::PathBuf>),
}

impl Listener {
    /// The clients of an event loop are in one task. Those whose calls are told, and the only one, are in tasks of their
    /// own, as on other systems.
    #[cfg_attr(not(target_os = "linux"), allow(unused_variables))]
    fn tcp(listener: TcpListener, clients: &Clients) -> Listener {
        #[cfg(target_os = "linux")]
        if !clients.explains()
            && !clients.settings.once
            && let Ok(direct) = Listener::direct(&listener)
        {
            return direct;
        }
        Listener::Tcp(listener)
    }

    #[cfg(target_os = "linux")]
    fn direct(listener: &TcpListener) -> io::Result<Listener> {
        let same = std::net::TcpListener::from(listener.as_fd().try_clone_to_owned()?);
        let watched = kernel::Watched::new(&same)?;
        Ok(Listener::Direct(mio::net::TcpListener::from_std(same), watched, Entrance::open()?))
    }

    fn poll_accept(&self, cx: &mut Context<'_>) -> Poll<io::Result<Taken>> {
        match self {
            Listener::Tcp(listener) => {
                listener.poll_accept(cx).map_ok(|(stream, addr)| Taken::Tcp(stream, addr))
            }
            #[cfg(target_os = "linux")]
            Listener::Direct(listener, watched, _) => loop {
                match listener.accept() {
                    Err(error) if error.kind() == ErrorKind::WouldBlock => ready!(watched.poll_readable(cx))?,
                    accepted => {
                        return Poll::Ready(
                            accepted.map(|(stream, addr)| Taken::Direct(Direct::new(stream), addr)),
                        );
                    }
                }
            },
            #[cfg(unix)]
            Listener::Unix(listener) => listener
                .poll_accept(cx)
                .map_ok(|(stream, addr)| Taken::Unix(stream, addr.as_pathname().map(Path::to_path_buf))),
        }
    }
}

/// Takes clients, and pauses while there can be no more.
async fn accept(closing: Closing, listener: Listener, clients: Arc<Clients>) {
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
        let taken = poll_fn(|cx| {
            let taken = listener.poll_accept(cx);
            // not before nobody waits: one who leaves lets one in, and the next has to wait again
            if taken.is_pending() && paused.take().is_some() {
                clients.watch.pause(Pause::Over);
            }
            taken
        });
        match taken.await {
            Ok(taken) => {
                let served = take(&listener, taken, &clients);
                if let Some(served) = served.filter(|_| clients.settings.once) {
                    // nobody else is let in
                    drop(listener);
                    drop(closing);
                    let _ = served.await;
                    return;
                }
                // those who come one after the other let those be served who are there
                tokio::task::consume_budget().await;
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

/// Begins to serve a client; gives the task that does, where it has one of its own.
#[cfg_attr(not(target_os = "linux"), allow(unused_variables))]
fn take(listener: &Listener, taken: Taken, clients: &Arc<Clients>) -> Option<JoinHandle<Option<State>>> {
    match taken {
        Taken::Tcp(stream, addr) => {
            let _ = stream.set_nodelay(true);
            let syn = clients.explains().then(|| kernel::syn(&stream)).flatten();
            Some(begin(stream, Peer::from(addr), syn, clients))
        }
        #[cfg(target_os = "linux")]
        Taken::Direct(stream, addr) => {
            let _ = stream.set_nodelay();
            if let Listener::Direct(.., entrance) = listener {
                entrance.enter(join(stream, Peer::from(addr), None, clients).0);
            }
            None
        }
        #[cfg(unix)]
        Taken::Unix(stream, path) => Some(begin(stream, Peer::Path(path), None, clients)),
    }
}

/// A new client, and the two ends of its connection, where calls are told.
fn join<S: Stream>(
    stream: S,
    peer: Peer,
    syn: Option<Vec<u8>>,
    clients: &Arc<Clients>,
) -> (Connection<S>, Option<(SocketAddr, SocketAddr)>) {
    let (client, now) = clients.join();
    let ends = clients.explains().then(|| stream.ends()).flatten();
    if clients.explains() {
        clients.watch.call(of_client::<S>(client, Call::Accept, ends).after(stream.kernel()), syn);
    }
    clients.tell(client, &peer, super::Event::Joined { clients: now });
    (Connection::new(stream, peer, ends, client, Arc::clone(clients)), ends)
}

fn begin<S: Stream>(
    stream: S,
    peer: Peer,
    syn: Option<Vec<u8>>,
    clients: &Arc<Clients>,
) -> JoinHandle<Option<State>> {
    let (connection, ends) = join(stream, peer, syn, clients);
    if !clients.explains() {
        return tokio::spawn(connection);
    }
    let client = connection.client;
    let clients = Arc::clone(clients);
    tokio::spawn(async move {
        // the connection is closed where this statement ends
        let before = connection.await;
        let row = ends.and_then(|(local, remote)| kernel::found(local, remote));
        let event = of_client::<S>(client, Call::Close, ends);
        let event = if ends.is_some() { event.left(row) } else { event };
        clients.watch.call(call::Event { before, ..event }, None);
        None
    })
}

/// A call on the socket of a client.
fn of_client<S: Stream>(client: u64, call: Call, ends: Option<(SocketAddr, SocketAddr)>) -> call::Event {
    let (local, peer) = ends.map(|(local, peer)| (local.to_string(), peer.to_string())).unzip();
    call::Event { client: Some(client), local, peer, ..call::Event::new(Duration::ZERO, S::TRANSPORT, call) }
}
