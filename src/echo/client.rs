//! A client's connection from its first call to its last, each told as an [`Event`] to whoever wants to know.

use super::address::Transport;
use super::call::{Call, Event, errno};
use super::kernel::{self, Row, State, Tcp};
use super::socket::{Socket, Target, tcp_to};
use std::cell::RefCell;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::net::TcpSocket;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

/// How long the next address waits for the one before it: RFC 8305 §5, Connection Attempt Delay.
pub const ATTEMPT_DELAY: Duration = Duration::from_millis(250);

/// How often the kernel is asked what is left of a connection while its last segments are on their way, and the time
/// in between.
const ASKED: u32 = 50;
const PAUSE: Duration = Duration::from_millis(10);

/// Events as they happen. The kernel is asked only where somebody wants to know.
#[derive(Debug)]
pub struct Life {
    start: Instant,
    wanted: bool,
    events: RefCell<Vec<Event>>,
}

impl Life {
    /// A life that begins now.
    pub fn new(wanted: bool) -> Life {
        Life { start: Instant::now(), wanted, events: RefCell::default() }
    }

    /// Whether anybody wants to know.
    pub fn is_wanted(&self) -> bool {
        self.wanted
    }

    /// Since it began.
    pub fn now(&self) -> Duration {
        self.start.elapsed()
    }

    /// The events since the last time.
    pub fn take(&self) -> Vec<Event> {
        self.events.take()
    }

    /// Tells a close, with what the kernel still has of the connection.
    pub async fn closed(&self, event: Event, addresses: Option<(SocketAddr, SocketAddr)>) -> Left {
        let Some((local, remote)) = addresses.filter(|_| self.wanted && event.before.is_some()) else {
            self.add(|_| event);
            return Left::default();
        };
        let left = left(local, remote).await;
        let event = Event { local: Some(local.to_string()), peer: Some(remote.to_string()), ..event };
        self.add(|_| event.left(left.here));
        left
    }

    fn add(&self, event: impl FnOnce(Duration) -> Event) {
        if self.wanted {
            let event = event(self.now());
            self.events.borrow_mut().push(event);
        }
    }
}

/// An address that could not be reached.
#[derive(Debug)]
pub struct Refusal {
    /// Where.
    pub target: Target,
    /// Why.
    pub error: io::Error,
    /// How often the SYN was sent again, if the kernel told it.
    pub again: Option<u32>,
}

/// The connections that were tried.
#[derive(Debug)]
pub struct Tried {
    /// What was connected; the first of them.
    pub connected: Option<Socket>,
    /// Which of the targets that is.
    pub target: Option<Target>,
    /// What was not, in the order in which it was known.
    pub refused: Vec<Refusal>,
}

/// Connects to the first of the targets that can be reached, within `limit`. Where they are several addresses of TCP,
/// the next is tried when one has failed, or has not answered for [`ATTEMPT_DELAY`] (RFC 8305).
pub async fn connect(targets: &[Target], limit: Duration, life: &Life) -> Tried {
    let end = Instant::now() + limit;
    let mut tried = Tried { connected: None, target: None, refused: Vec::new() };
    let mut running: JoinSet<Attempt> = JoinSet::new();
    let mut waiting = targets.iter();
    loop {
        match waiting.next() {
            Some(Target::Ip(Transport::Tcp, address)) => match begin(address, life) {
                Ok(socket) => {
                    let left = end.saturating_duration_since(Instant::now());
                    running.spawn(attempt(socket, *address, left, life.wanted));
                }
                Err(error) => {
                    let target = Target::Ip(Transport::Tcp, *address);
                    tried.refused.push(Refusal { target, error, again: None });
                    continue;
                }
            },
            Some(target) => match other(target, end, life).await {
                Ok(socket) => {
                    tried.connected = Some(socket);
                    tried.target = Some(target.clone());
                    return tried;
                }
                Err(error) => {
                    tried.refused.push(Refusal { target: target.clone(), error, again: None });
                    continue;
                }
            },
            None if running.is_empty() => return tried,
            None => {}
        }
        let next = running.join_next();
        let ended = match waiting.len() {
            0 => next.await,
            _ => timeout(ATTEMPT_DELAY, next).await.unwrap_or_default(),
        };
        let Some(Ok(attempt)) = ended else { continue };
        let target = Target::Ip(Transport::Tcp, attempt.address);
        life.add(|at| attempt.event(at));
        match attempt.result {
            Ok(socket) => {
                tried.connected = Some(socket);
                tried.target = Some(target);
                return tried;
            }
            Err(error) => {
                let again = attempt.before.map(|tcp| tcp.retransmits);
                tried.refused.push(Refusal { target, error, again });
            }
        }
    }
}

/// `socket` for TCP.
fn begin(address: &SocketAddr, life: &Life) -> io::Result<TcpSocket> {
    let socket = tcp_to(address);
    life.add(|at| {
        let event = Event::new(at, Transport::Tcp, Call::Socket);
        match &socket {
            Ok(socket) => event.after(kernel::tcp(socket)),
            Err(error) => Event { error: Some(errno(error)), ..event },
        }
    });
    socket
}

/// An attempt to connect that has ended.
struct Attempt {
    address: SocketAddr,
    result: io::Result<Socket>,
    /// The socket just before it was given up.
    before: Option<Tcp>,
}

impl Attempt {
    fn event(&self, at: Duration) -> Event {
        let event = Event::new(at, Transport::Tcp, Call::Connect);
        let peer = Some(self.address.to_string());
        match &self.result {
            Ok(socket) => {
                let local = socket.addresses().map(|(local, _)| local.to_string());
                Event { local, peer, before: Some(State::Closed), ..event.after(socket.kernel()) }
            }
            Err(error) => Event { peer, error: Some(errno(error)), ..event.after(self.before) },
        }
    }
}

/// `connect` for TCP. Where the time is up, the kernel is asked how far it came: so long it is in SYN-SENT.
async fn attempt(socket: TcpSocket, address: SocketAddr, limit: Duration, wanted: bool) -> Attempt {
    let probe = if wanted { probe(&socket) } else { None };
    match timeout(limit, socket.connect(address)).await {
        Ok(result) => Attempt { address, result: result.map(Socket::Tcp), before: None },
        Err(_) => {
            let before = probe.as_ref().and_then(kernel::tcp);
            Attempt { address, result: Err(timed_out()), before }
        }
    }
}

/// A second descriptor of the socket, to ask the kernel about it while it is being connected.
#[cfg(unix)]
fn probe(socket: &TcpSocket) -> Option<std::os::fd::OwnedFd> {
    use std::os::fd::AsFd;
    socket.as_fd().try_clone_to_owned().ok()
}

#[cfg(not(unix))]
fn probe(_: &TcpSocket) -> Option<()> {
    None
}

/// The same error as the system's, which would come much later.
fn timed_out() -> io::Error {
    ErrorKind::TimedOut.into()
}

/// `socket` and `connect` for what needs no handshake.
async fn other(target: &Target, end: Instant, life: &Life) -> io::Result<Socket> {
    let transport = target.transport();
    let left = end.saturating_duration_since(Instant::now());
    let opened = timeout(left, Socket::open(target)).await.unwrap_or_else(|_| Err(timed_out()));
    let peer = match target {
        Target::Ip(_, address) => address.to_string(),
        Target::Path(_, path) => path.display().to_string(),
    };
    life.add(|at| Event::new(at, transport, Call::Socket));
    life.add(|at| {
        let event = Event { peer: Some(peer), ..Event::new(at, transport, Call::Connect) };
        match &opened {
            Ok(socket) => Event { local: local(socket), ..event },
            Err(error) => Event { error: Some(errno(error)), ..event },
        }
    });
    opened
}

fn local(socket: &Socket) -> Option<String> {
    socket.addresses().map(|(local, _)| local.to_string())
}

/// The targets in the order in which they are tried: the families take turns, the resolver's first choice first
/// (RFC 8305 §4).
pub fn in_turn(addresses: &[SocketAddr]) -> Vec<SocketAddr> {
    let Some(first) = addresses.first() else { return Vec::new() };
    let (ours, others): (Vec<_>, Vec<_>) =
        addresses.iter().copied().partition(|address| address.is_ipv4() == first.is_ipv4());
    let most = ours.len().max(others.len());
    (0..most).flat_map(|i| [ours.get(i), others.get(i)]).flatten().copied().collect()
}

/// A connection whose calls are told.
#[derive(Debug)]
pub struct Conversation<'a> {
    /// The socket.
    pub socket: Socket,
    /// Whom the calls are told to.
    pub life: &'a Life,
    /// The addresses here and there: the socket forgets them before the connection is over.
    pub addresses: Option<(SocketAddr, SocketAddr)>,
}

/// What was left of a connection after it was closed, here and, where both ends are on this host, there.
#[derive(Clone, Copy, Debug, Default)]
pub struct Left {
    /// The end of this program.
    pub here: Option<Row>,
    /// The other end.
    pub there: Option<Row>,
}

impl<'a> Conversation<'a> {
    /// The connection of a socket.
    pub fn new(socket: Socket, life: &'a Life) -> Conversation<'a> {
        let addresses = socket.addresses();
        Conversation { socket, life, addresses }
    }

    /// `read`.
    ///
    /// # Errors
    /// The system's.
    pub async fn read(&self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.socket.read(into).await;
        self.tell(Call::Read(*read.as_ref().unwrap_or(&0)), None, read.as_ref().err());
        read
    }

    /// `write`, until all of it is written.
    ///
    /// # Errors
    /// The system's.
    pub async fn write(&self, octets: &[u8]) -> io::Result<()> {
        let mut rest = octets;
        loop {
            let written = self.socket.write(rest).await;
            self.tell(Call::Write(*written.as_ref().unwrap_or(&0)), None, written.as_ref().err());
            rest = rest.get(written?..).unwrap_or_default();
            if rest.is_empty() {
                return Ok(());
            }
        }
    }

    /// `shutdown` of the half that writes.
    ///
    /// # Errors
    /// The system's.
    pub fn shutdown(&self) -> io::Result<()> {
        let before = self.state();
        let done = self.socket.shutdown();
        self.tell(Call::Shutdown, before, done.as_ref().err());
        done
    }

    /// `close`, and what the kernel still has of the connection.
    pub async fn close(self, reset: bool) -> Left {
        if reset {
            // a connection that is gone cannot be told to reset, and need not
            let _ = self.socket.reset_on_close();
        }
        let (before, transport) = (self.state(), self.socket.transport());
        drop(self.socket);
        let call = if reset { Call::Reset } else { Call::Close };
        let event = Event { before, ..Event::new(self.life.now(), transport, call) };
        self.life.closed(event, self.addresses).await
    }

    fn state(&self) -> Option<State> {
        if self.life.wanted { state_of(self.socket.kernel(), self.addresses) } else { None }
    }

    fn tell(&self, call: Call, before: Option<State>, error: Option<&io::Error>) {
        self.life.add(|at| {
            let tcp = self.socket.kernel();
            let event = Event::new(at, self.socket.transport(), call).after(tcp);
            Event { before, error: error.map(errno), state: state_of(tcp, self.addresses), ..event }
        });
    }
}

/// The state of a connection. Linux keeps TIME-WAIT without the socket, which then says that it is closed: the table
/// has it.
pub fn state_of(tcp: Option<Tcp>, addresses: Option<(SocketAddr, SocketAddr)>) -> Option<State> {
    let state = tcp?.state;
    let row =
        addresses.filter(|_| state == State::Closed).and_then(|(local, remote)| kernel::found(local, remote));
    Some(row.map_or(state, |row| row.state))
}

/// What is left of a connection that was just closed. Its last segments are on their way for a moment, and the other
/// program may need one to close too; the kernel is asked again meanwhile, for half a second.
async fn left(local: SocketAddr, remote: SocketAddr) -> Left {
    let mut left = Left::default();
    for _ in 0..ASKED {
        left = Left { here: kernel::found(local, remote), there: kernel::found(remote, local) };
        let moving = |row: Option<Row>| {
            row.is_some_and(|row| {
                matches!(
                    row.state,
                    State::FinWait1 | State::FinWait2 | State::Closing | State::LastAck | State::Established
                )
            })
        };
        if !moving(left.here) {
            break;
        }
        sleep(PAUSE).await;
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs a test that waits.
    fn wait_for<T>(future: impl Future<Output = T>) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("a runtime").block_on(future)
    }

    fn listener() -> (std::net::TcpListener, Target) {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let target = Target::Ip(Transport::Tcp, listener.local_addr().expect("bound"));
        (listener, target)
    }

    /// RFC 8305 §5: the next attempt begins when one has failed.
    #[test]
    fn a_refusal_is_no_reason_to_wait() {
        let (closed, refused) = listener();
        drop(closed);
        let (_open, target) = listener();
        let begun = Instant::now();
        let life = Life::new(true);
        let tried = wait_for(connect(&[refused.clone(), target.clone()], Duration::from_secs(5), &life));
        assert!(begun.elapsed() < ATTEMPT_DELAY, "{:?}", begun.elapsed());
        assert_eq!(tried.target, Some(target));
        let told: Vec<_> =
            tried.refused.iter().map(|refusal| (&refusal.target, refusal.error.kind())).collect();
        assert_eq!(told, [(&refused, ErrorKind::ConnectionRefused)]);
        let calls: Vec<_> = life.take().iter().map(|event| (event.call, event.error.clone())).collect();
        let refused = Some("ECONNREFUSED".to_string());
        assert_eq!(calls, {
            [(Call::Socket, None), (Call::Connect, refused), (Call::Socket, None), (Call::Connect, None)]
        });
    }

    /// And otherwise after a while, with the first still open; the first to answer wins.
    #[test]
    #[cfg(target_os = "linux")]
    fn silence_is_one_after_a_while() {
        // an accept queue that is full: Linux drops the SYN of the next
        let silent =
            socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).expect("a socket");
        silent.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).expect("a port");
        silent.listen(0).expect("it listens");
        let full = silent.local_addr().ok().and_then(|address| address.as_socket()).expect("bound");
        let _first = std::net::TcpStream::connect(full).expect("there is room for one");
        let (_open, target) = listener();
        let begun = Instant::now();
        let silent = Target::Ip(Transport::Tcp, full);
        let life = Life::new(false);
        let tried = wait_for(connect(&[silent.clone(), target.clone()], Duration::from_secs(5), &life));
        assert!(begun.elapsed() >= ATTEMPT_DELAY);
        assert_eq!((tried.target, tried.refused.len()), (Some(target), 0));
        let tried = wait_for(connect(&[silent], Duration::from_millis(50), &Life::new(true)));
        assert!(tried.connected.is_none());
        assert_eq!(tried.refused[0].error.kind(), ErrorKind::TimedOut);
        assert_eq!(tried.refused[0].again, Some(0));
    }

    #[test]
    fn the_families_take_turns() {
        let addresses: Vec<SocketAddr> = ["[::1]:1", "[::2]:1", "[::3]:1", "1.1.1.1:1", "2.2.2.2:1"]
            .iter()
            .filter_map(|address| address.parse().ok())
            .collect();
        let order: Vec<String> = in_turn(&addresses).iter().map(ToString::to_string).collect();
        assert_eq!(order, ["[::1]:1", "1.1.1.1:1", "[::2]:1", "2.2.2.2:1", "[::3]:1"]);
        assert_eq!(in_turn(&[]), []);
    }
}
