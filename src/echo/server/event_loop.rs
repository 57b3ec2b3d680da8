//! All TCP clients in one task: an event loop over an epoll descriptor of its own.
//!
//! A task for each client costs as much for its waking, queueing and bookkeeping as the answer itself without the system
//! calls. Here one task asks epoll which clients can go on and lets them, one after the other. Its descriptor is
//! readable when one of them is (epoll(7)), so that the runtime waits for all of them as for one file, beside timers,
//! signals and new clients.

use super::Why;
use super::connection::{Connection, Stream};
use crate::echo::address::Transport;
use crate::echo::kernel::{self, Watched};
use mio::event::Event;
use mio::net::TcpStream;
use mio::{Events, Interest, Token};
use std::future::poll_fn;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// Events taken at once. With more of them listeners, timers and signals would wait for too long.
const EVENTS: usize = 256;

/// Events of a round from which on the next round is probably not empty, so that it is looked for before the runtime is
/// asked to wait.
const BUSY: usize = 4;

/// Rounds after which the runtime has its turn.
const ROUNDS: usize = 4;

/// A stream whose readiness the event loop reports.
pub(super) struct Direct {
    stream: TcpStream,
    readable: bool,
    writable: bool,
    /// Whether the other side has closed: what is read last may be shorter than there was room for, and there is still
    /// the end to read.
    closed: bool,
}

impl Direct {
    /// A stream of which nothing is known yet.
    pub(super) fn new(stream: TcpStream) -> Direct {
        Direct { stream, readable: true, writable: true, closed: false }
    }

    /// An answer is not kept back to wait for more (RFC 896): it is all there is.
    pub(super) fn set_nodelay(&self) -> io::Result<()> {
        self.stream.set_nodelay(true)
    }

    fn ready(&mut self, event: &Event) {
        self.readable |= event.is_readable() || event.is_read_closed() || event.is_error();
        self.writable |= event.is_writable() || event.is_write_closed() || event.is_error();
        self.closed |= event.is_read_closed() || event.is_error();
    }
}

/// Ready with what a call gave, unless it would block: then the event loop says when to try again.
fn poll_call<T>(ready: &mut bool, mut call: impl FnMut() -> io::Result<T>) -> Poll<io::Result<T>> {
    while *ready {
        match call() {
            Err(error) if error.kind() == ErrorKind::WouldBlock => *ready = false,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            result => return Poll::Ready(result),
        }
    }
    Poll::Pending
}

impl AsyncRead for Direct {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let Direct { stream, readable, closed, .. } = self.get_mut();
        let room = into.remaining();
        let polled = poll_call(readable, || stream.read(into.initialize_unfilled()));
        polled.map_ok(|read| {
            // a read that was not filled has emptied the buffer: epoll(7), questions and answers, 9
            *readable = read == room || *closed;
            into.advance(read);
        })
    }
}

impl AsyncWrite for Direct {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, octets: &[u8]) -> Poll<io::Result<usize>> {
        let Direct { stream, writable, .. } = self.get_mut();
        let polled = poll_call(writable, || stream.write(octets));
        // and one that was not taken whole has filled it
        polled.map_ok(|written| {
            *writable = written == octets.len();
            written
        })
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(self.stream.shutdown(Shutdown::Write))
    }
}

impl Stream for Direct {
    const TRANSPORT: Transport = Transport::Tcp;

    fn kernel(&self) -> Option<kernel::Tcp> {
        kernel::tcp(&self.stream)
    }

    fn ends(&self) -> Option<(SocketAddr, SocketAddr)> {
        Some((self.stream.local_addr().ok()?, self.stream.peer_addr().ok()?))
    }
}

/// What is put before the event loop by others.
#[derive(Default)]
struct Inbox {
    new: Vec<Connection<Direct>>,
    /// Clients to be served without an event: a time has come, or another client has something for them.
    woken: Vec<usize>,
    /// No more clients will come.
    closed: bool,
    task: Option<Waker>,
}

#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Inbox>>);

impl Shared {
    fn inbox(&self) -> MutexGuard<'_, Inbox> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts something into the inbox, and wakes who empties it.
    fn put(&self, put: impl FnOnce(&mut Inbox)) {
        let mut inbox = self.inbox();
        put(&mut inbox);
        let task = inbox.task.take();
        drop(inbox);
        task.into_iter().for_each(Waker::wake);
    }
}

/// Wakes one client.
struct Nudge {
    client: usize,
    shared: Shared,
}

impl Wake for Nudge {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.shared.put(|inbox| inbox.woken.push(self.client));
    }
}

/// A client, and how others wake it.
struct Served {
    connection: Connection<Direct>,
    waker: Waker,
}

/// Takes new clients to the event loop, which ends when this is gone and they have left.
pub(super) struct Entrance(Shared);

impl Entrance {
    /// Starts an event loop.
    ///
    /// # Errors
    /// Where the system gives it no descriptor.
    pub(super) fn open() -> io::Result<Entrance> {
        let shared = Shared::default();
        let poll = mio::Poll::new()?;
        let event_loop = EventLoop {
            watched: Watched::new(poll.registry())?,
            poll,
            events: Events::with_capacity(EVENTS),
            served: Vec::new(),
            free: Vec::new(),
            more: false,
            shared: shared.clone(),
        };
        tokio::spawn(event_loop.run());
        Ok(Entrance(shared))
    }

    /// Lets a client in.
    pub(super) fn enter(&self, connection: Connection<Direct>) {
        self.0.put(|inbox| inbox.new.push(connection));
    }
}

impl Drop for Entrance {
    fn drop(&mut self) {
        self.0.put(|inbox| inbox.closed = true);
    }
}

struct EventLoop {
    poll: mio::Poll,
    watched: Watched,
    events: Events,
    /// Clients by their tokens, and the tokens of those who left.
    served: Vec<Option<Box<Served>>>,
    free: Vec<usize>,
    /// Whether another round may find events without the runtime being asked.
    more: bool,
    shared: Shared,
}

impl EventLoop {
    async fn run(mut self) {
        while poll_fn(|cx| self.poll_ready(cx)).await {
            let was_busy = self.more;
            self.more = (0..ROUNDS).all(|_| self.round() >= BUSY);
            if was_busy || self.more {
                tokio::task::yield_now().await;
            }
        }
    }

    /// Serves whoever was put into the inbox; ready when epoll has something, or with `false` when nothing will come.
    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<bool> {
        let mut inbox = self.shared.inbox();
        let (new, woken) = (std::mem::take(&mut inbox.new), std::mem::take(&mut inbox.woken));
        inbox.task = None;
        let closed = inbox.closed;
        drop(inbox);
        // whoever was woken may have more to do than its turn allowed, and others have events meanwhile
        self.more |= !woken.is_empty();
        new.into_iter().for_each(|connection| self.enter(connection));
        woken.into_iter().for_each(|client| self.serve(client, None));
        if closed && self.served.is_empty() {
            return Poll::Ready(false);
        }
        match self.watched.poll_readable(cx) {
            // an error is that of a runtime that ends
            Poll::Ready(readable) => return Poll::Ready(readable.is_ok()),
            Poll::Pending if self.more => return Poll::Ready(true),
            Poll::Pending => {}
        }
        let mut inbox = self.shared.inbox();
        if inbox.new.is_empty() && inbox.woken.is_empty() {
            inbox.task = Some(cx.waker().clone());
            return Poll::Pending;
        }
        self.more = true;
        Poll::Ready(true)
    }

    /// Serves whoever can go on: how many those were.
    fn round(&mut self) -> usize {
        let mut events = std::mem::replace(&mut self.events, Events::with_capacity(0));
        // interrupted by a signal it gives none
        let _ = self.poll.poll(&mut events, Some(Duration::ZERO));
        let mut many = 0;
        for event in &events {
            many += 1;
            self.serve(event.token().0, Some(event));
        }
        self.events = events;
        many
    }

    fn enter(&mut self, connection: Connection<Direct>) {
        let client = self.free.pop().unwrap_or(self.served.len());
        let waker = Waker::from(Arc::new(Nudge { client, shared: self.shared.clone() }));
        let mut served = Box::new(Served { connection, waker });
        let both = Interest::READABLE | Interest::WRITABLE;
        let stream = &mut served.connection.stream.stream;
        if let Err(error) = self.poll.registry().register(stream, Token(client), both) {
            served.connection.leave(Why::Broken(error.kind()));
            self.free.push(client);
            return;
        }
        if client == self.served.len() {
            self.served.push(Some(served));
        } else if let Some(place) = self.served.get_mut(client) {
            *place = Some(served);
        }
        self.serve(client, None);
    }

    /// Lets a client go on until it has to wait, or is gone: then its socket is closed, and epoll forgets it.
    fn serve(&mut self, client: usize, event: Option<&Event>) {
        let Some(place) = self.served.get_mut(client) else { return };
        let Some(Served { connection, waker }) = place.as_deref_mut() else { return };
        if let Some(event) = event {
            connection.stream.ready(event);
        }
        if Pin::new(connection).poll(&mut Context::from_waker(waker)).is_pending() {
            return;
        }
        *place = None;
        self.free.push(client);
        if self.free.len() == self.served.len() {
            (self.served, self.free) = (Vec::new(), Vec::new());
        }
    }
}
