//! One client of a stream: read when there is something, answer at once, keep only what is unfinished.
//!
//! There is no buffer for each client. What is read lies in the thread's scratch buffer, behind what was kept of the
//! last read, is answered there, and is written before anything is waited for. Only what the kernel does not take is
//! kept, and then nothing is read until it has gone: a client that does not read stops itself and nobody else.

use super::{Clients, Event, GRACE, Peer, SILENCE, Totals, Why, http};
use crate::echo::address::Transport;
use crate::echo::call::{self, Call};
use crate::echo::framing::{Cut, End, Framing, LIMIT, Message};
use crate::echo::kernel::{self, State};
use crate::echo::reply::{Reply, chargen, is_exit};
use std::cell::RefCell;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep};

/// Octets that one read takes at most.
const READ: usize = 64 * 1024;

/// Room before them for what was kept: a message of [`LIMIT`] octets and almost all of a delimiter as long.
const KEPT: usize = 2 * LIMIT;

/// Messages of one read that are told one by one; of the others only their number is.
const TOLD: usize = 16;

/// Steps of a client in its turn: one that always has something to say, or takes whatever it is given, would never end
/// it, and nobody else be served.
const STEPS: usize = 8;

/// Lines of characters that are made at once.
const LINES: u64 = 64;

/// How long the rest of what a client sent is read and thrown away after the server closed its side: octets that nobody
/// reads make the kernel send a reset, and a reset may overtake the last answer (RFC 1122, section 4.2.2.13).
const LINGER: Duration = Duration::from_millis(500);

/// What every client of a thread uses in turn.
struct Scratch {
    octets: Vec<u8>,
    answer: Vec<u8>,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::new(Scratch { octets: vec![0; KEPT + READ], answer: Vec::new() });
}

/// A stream to a client.
pub(super) trait Stream: AsyncRead + AsyncWrite + Unpin + Send + 'static {
    /// What carries it.
    const TRANSPORT: Transport;

    /// What the kernel knows of it.
    fn kernel(&self) -> Option<kernel::Tcp>;

    /// The two ends, where they have addresses.
    fn ends(&self) -> Option<(SocketAddr, SocketAddr)>;
}

impl Stream for TcpStream {
    const TRANSPORT: Transport = Transport::Tcp;

    fn kernel(&self) -> Option<kernel::Tcp> {
        kernel::tcp(self)
    }

    fn ends(&self) -> Option<(SocketAddr, SocketAddr)> {
        Some((self.local_addr().ok()?, self.peer_addr().ok()?))
    }
}

#[cfg(unix)]
impl Stream for tokio::net::UnixStream {
    const TRANSPORT: Transport = Transport::Unix;

    fn kernel(&self) -> Option<kernel::Tcp> {
        None
    }

    fn ends(&self) -> Option<(SocketAddr, SocketAddr)> {
        None
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Reads and answers.
    Open,
    /// Writes what is left, then closes its side.
    Ending(Why),
    /// Waits for the other side to close.
    Lingering(Why),
}

/// A client being served.
pub(super) struct Connection<S> {
    pub(super) stream: S,
    clients: Arc<Clients>,
    pub(super) client: u64,
    peer: Peer,
    /// The two ends, where calls are told: a socket that is closed no longer knows them.
    ends: Option<Box<(SocketAddr, SocketAddr)>>,
    phase: Phase,
    registered: bool,
    /// Whether the last message was a piece, so that the next one goes on from it.
    continued: bool,
    /// Whether the other side has closed.
    ended: bool,
    /// The next line of characters.
    line: u64,
    /// The message whose end has not come, and how much of it was searched for its end.
    kept: Vec<u8>,
    searched: usize,
    /// What waits to be written, from `sent` on.
    out: Vec<u8>,
    sent: usize,
    /// When it may be written.
    due: Option<Instant>,
    timer: Option<Pin<Box<Sleep>>>,
    /// When something was heard last.
    heard: Instant,
    began: Instant,
    totals: Totals,
}

impl<S: Stream> Connection<S> {
    pub(super) fn new(
        stream: S,
        peer: Peer,
        ends: Option<(SocketAddr, SocketAddr)>,
        client: u64,
        clients: Arc<Clients>,
    ) -> Connection<S> {
        let now = Instant::now();
        Connection {
            stream,
            clients,
            client,
            peer,
            ends: ends.map(Box::new),
            phase: Phase::Open,
            registered: false,
            continued: false,
            ended: false,
            line: 0,
            kept: Vec::new(),
            searched: 0,
            out: Vec::new(),
            sent: 0,
            due: None,
            timer: None,
            heard: now,
            began: now,
            totals: Totals::default(),
        }
    }

    /// Takes the client off.
    pub(super) fn leave(&self, why: Why) {
        let clients = self.clients.leave(self.client, &self.totals);
        self.tell(Event::Left { why, totals: &self.totals, time: self.began.elapsed(), clients });
    }

    fn tell(&self, event: Event<'_>) {
        self.clients.tell(self.client, &self.peer, event);
    }

    /// Tells of a call, where that is wanted, and what the kernel says after it.
    fn called(&self, call: Call, before: Option<State>) {
        if self.clients.explains() {
            let event = call::Event::new(Duration::ZERO, S::TRANSPORT, call).after(self.kernel());
            self.clients.watch.call(call::Event { client: Some(self.client), before, ..event }, None);
        }
    }

    /// The state now, where calls are told.
    fn state(&self) -> Option<State> {
        self.clients.explains().then(|| self.kernel()).flatten().map(|tcp| tcp.state)
    }

    /// What the kernel knows. A connection that waits in TIME-WAIT has left its socket, and is found in the table only.
    fn kernel(&self) -> Option<kernel::Tcp> {
        let mut tcp = self.stream.kernel()?;
        if tcp.state == State::Closed
            && let Some((local, peer)) = self.ends.as_deref()
            && let Some(row) = kernel::found(*local, *peer)
        {
            tcp.state = row.state;
        }
        Some(tcp)
    }

    /// Goes on until it has to wait for something; says why it ended.
    fn poll_serve(&mut self, cx: &mut Context<'_>) -> Poll<Why> {
        for _ in 0..STEPS {
            match self.phase {
                Phase::Open => match ready!(self.poll_open(cx)) {
                    Ok(()) => {}
                    Err(why @ Why::Broken(_)) => return Poll::Ready(why),
                    Err(why) => self.end(why),
                },
                Phase::Ending(why) => {
                    match self.poll_flush(cx) {
                        Poll::Ready(Ok(())) => {}
                        Poll::Ready(Err(broken)) => return Poll::Ready(broken),
                        Poll::Pending => return self.poll_until(cx, self.heard + GRACE).map(|()| why),
                    }
                    if self.ended {
                        return Poll::Ready(why);
                    }
                    let before = self.state();
                    if ready!(Pin::new(&mut self.stream).poll_shutdown(cx)).is_err() {
                        return Poll::Ready(why);
                    }
                    self.called(Call::Shutdown, before);
                    self.heard = Instant::now();
                    self.phase = Phase::Lingering(why);
                }
                Phase::Lingering(why) => match self.poll_discard(cx) {
                    Poll::Ready(Ok(1..)) if self.heard.elapsed() < LINGER => {}
                    Poll::Ready(_) => return Poll::Ready(why),
                    Poll::Pending => return self.poll_until(cx, self.heard + LINGER).map(|()| why),
                },
            }
        }
        // it is the others' turn
        cx.waker().wake_by_ref();
        Poll::Pending
    }

    /// No more is read for an answer.
    fn end(&mut self, why: Why) {
        if why == Why::Exit {
            self.tell(Event::Exit);
        }
        self.heard = Instant::now();
        self.phase = Phase::Ending(why);
    }

    /// One step of a client that is being served; an error says why it is so no longer.
    fn poll_open(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Why>> {
        let stopping = self.clients.is_stopping();
        if stopping {
            self.due = None;
        }
        if self.poll_flush(cx)?.is_pending() {
            return match self.due {
                _ if stopping => Poll::Ready(Err(Why::Stopped)),
                // it is not the client that is waited for
                Some(_) => Poll::Pending,
                None => self.poll_silence(cx, false),
            };
        }
        ready!(self.clients.watch.poll_room(cx));
        match self.clients.settings.reply {
            Reply::Chargen | Reply::Discard if stopping => return Poll::Ready(Err(Why::Stopped)),
            Reply::Daytime => {
                self.out = format!("{}\r\n", (self.clients.settings.now)()).into_bytes();
                return Poll::Ready(Err(Why::Served));
            }
            Reply::Chargen => return self.poll_chargen(cx),
            Reply::Discard => return self.poll_thrown_away(cx),
            Reply::Chat => self.hear_others(),
            _ => {}
        }
        if !self.out.is_empty() {
            return Poll::Ready(Ok(()));
        }
        match SCRATCH.with_borrow_mut(|scratch| self.poll_take(cx, scratch)) {
            // what had come before the end is answered
            Poll::Pending if stopping => Poll::Ready(Err(Why::Stopped)),
            Poll::Pending => self.poll_silence(cx, true),
            taken => taken,
        }
    }

    /// Reads, finds messages, and answers them.
    fn poll_take(&mut self, cx: &mut Context<'_>, scratch: &mut Scratch) -> Poll<Result<(), Why>> {
        let Scratch { octets, answer } = scratch;
        let read = ready!(poll_read(&mut self.stream, cx, &mut octets[KEPT..]))?;
        self.totals.read += read as u64;
        self.called(Call::Read(read), None);
        answer.clear();
        if read == 0 {
            self.ended = true;
            let kept = std::mem::take(&mut self.kept);
            let result = self.finish(&kept, answer);
            self.out.append(answer);
            self.delay();
            return Poll::Ready(result.and(Err(Why::Closed)));
        }
        let start = KEPT.saturating_sub(self.kept.len());
        let octets = &mut octets[start..KEPT + read];
        octets[..KEPT - start].copy_from_slice(&self.kept);
        let (used, result) = self.find(octets, read, answer);
        let left = if result.is_ok() { &octets[used..] } else { &[] };
        if left.is_empty() {
            self.kept = Vec::new();
        } else {
            self.kept.clear();
            self.kept.extend(left);
        }
        if !self.kept.is_empty() || self.clients.settings.idle.is_some() {
            self.heard = Instant::now();
        }
        let settings = &self.clients.settings;
        let answer = if settings.reply.is_in_place(&settings.framing, settings.unicode) {
            settings.reply.in_place(&mut octets[..used]);
            &octets[..used]
        } else {
            &answer[..]
        };
        self.write(cx, answer)?;
        Poll::Ready(result)
    }

    /// Finds the messages that have ended, the last `read` octets being new, and appends their answers; where they are
    /// answered in place it leaves that to the caller. Gives the octets that are answered for.
    fn find(&mut self, octets: &[u8], read: usize, answer: &mut Vec<u8>) -> (usize, Result<(), Why>) {
        let clients = Arc::clone(&self.clients);
        if clients.settings.reply == Reply::Http {
            return self.find_request(octets, answer);
        }
        if clients.watch.wants_reads() {
            let (messages, kept) = count(&clients.settings.framing, octets);
            self.tell(Event::Read { octets: read, messages, kept });
        }
        let in_place =
            clients.settings.reply.is_in_place(&clients.settings.framing, clients.settings.unicode);
        let (mut used, mut found, mut shown) = (0, 0, 0);
        // they are told together: a lock and a look at the clock for each of them would take longer than the answers
        let mut told = [Event::Exit; TOLD];
        let mut wrong = None;
        let result = loop {
            match clients.settings.framing.cut(&octets[used..], self.searched) {
                Cut::Message(message) => {
                    self.searched = 0;
                    let exit = is_exit(&message, self.continued);
                    let size = match (exit, in_place) {
                        (true, _) => 0,
                        (false, true) => message.taken,
                        (false, false) => self.answer(&message, answer),
                    };
                    let event = self.count(&message, size, false);
                    if let Some(place) = told.get_mut(found) {
                        *place = event;
                    }
                    found += 1;
                    if exit {
                        break Err(Why::Exit);
                    }
                    used += message.taken;
                    if found == TOLD {
                        shown = used;
                    }
                    if clients.settings.once && message.end != End::Piece {
                        break Err(Why::Served);
                    }
                }
                Cut::More { searched } => {
                    self.searched = searched;
                    break Ok(());
                }
                Cut::TooLong(length) => {
                    wrong = Some(length);
                    break Err(Why::TooLong);
                }
            }
        };
        if found > 0 && clients.watch.wants_messages() {
            clients.watch.events(self.client, &self.peer, &told[..found.min(TOLD)]);
            if found > TOLD {
                self.tell(Event::More { messages: found - TOLD, octets: used - shown });
            }
        }
        if let Some(length) = wrong {
            self.tell(Event::TooLong { length });
        }
        (used, result)
    }

    /// Counts a message; gives what is to be told of it.
    fn count<'a>(&mut self, message: &Message<'a>, answer: usize, guessed: bool) -> Event<'a> {
        self.totals.messages += 1;
        self.totals.longest = self.totals.longest.max(message.body.len() as u64);
        let continued = std::mem::replace(&mut self.continued, message.end == End::Piece);
        Event::Message { message: *message, answer, continued, guessed }
    }

    /// Counts a message and tells of it.
    fn count_one(&mut self, message: &Message<'_>, answer: usize, guessed: bool) {
        let event = self.count(message, answer, guessed);
        if self.clients.watch.wants_messages() {
            self.tell(event);
        }
    }

    /// Appends the answer to a message, or passes it on; says how many octets that are.
    fn answer(&self, message: &Message<'_>, out: &mut Vec<u8>) -> usize {
        let settings = &self.clients.settings;
        if settings.reply == Reply::Chat {
            let mut said = format!("[{}]: ", self.peer).into_bytes();
            said.extend(message.body);
            let mut framed = Vec::with_capacity(said.len() + 4);
            let end = if message.end == End::Unfinished { settings.framing.usual() } else { message.end };
            settings.framing.wrap(&said, end, &mut framed);
            return framed.len() * self.clients.pass_on(self.client, &framed);
        }
        let before = out.len();
        settings.reply.answer(message, &settings.framing, settings.unicode, out);
        out.len() - before
    }

    /// A request is answered with a page, and that was all.
    fn find_request(&mut self, octets: &[u8], answer: &mut Vec<u8>) -> (usize, Result<(), Why>) {
        let visitor =
            http::Visitor { peer: &self.peer, client: self.client, chinese: self.clients.settings.chinese };
        let Some(request) = http::answer(octets, &visitor, answer) else { return (0, Ok(())) };
        let message = Message { body: request.line, taken: request.octets, end: End::CrLf };
        self.count_one(&message, answer.len(), false);
        (request.octets, Err(Why::Served))
    }

    /// What was kept when nothing more comes: at the end of the stream, or after silence.
    fn finish(&mut self, kept: &[u8], answer: &mut Vec<u8>) -> Result<(), Why> {
        let clients = Arc::clone(&self.clients);
        self.searched = 0;
        if clients.settings.reply == Reply::Http {
            return Ok(());
        }
        let Some(message) = clients.settings.framing.rest(kept) else {
            if !kept.is_empty() {
                self.tell(Event::Cut { octets: kept.len() });
            }
            return Ok(());
        };
        let exit = is_exit(&message, self.continued);
        let size = if exit { 0 } else { self.answer(&message, answer) };
        self.count_one(&message, size, !self.ended);
        match (exit, clients.settings.once) {
            (true, _) => Err(Why::Exit),
            (_, true) => Err(Why::Served),
            _ => Ok(()),
        }
    }

    /// Writes an answer at once, and keeps what the kernel does not take.
    fn write(&mut self, cx: &mut Context<'_>, mut answer: &[u8]) -> Result<(), Why> {
        if self.clients.settings.delay.is_zero() && self.out.is_empty() {
            while !answer.is_empty() {
                match Pin::new(&mut self.stream).poll_write(cx, answer) {
                    Poll::Ready(Ok(written)) => {
                        answer = &answer[written..];
                        self.wrote(written, answer.len());
                    }
                    Poll::Ready(Err(error)) => return Err(Why::Broken(error.kind())),
                    Poll::Pending => break,
                }
            }
        }
        if !answer.is_empty() {
            self.out.extend(answer);
            self.delay();
        }
        Ok(())
    }

    fn wrote(&mut self, octets: usize, left: usize) {
        self.totals.written += octets as u64;
        self.called(Call::Write(octets), None);
        if self.clients.watch.wants_reads() {
            self.tell(Event::Wrote { octets, left });
        }
    }

    /// What is to be written waits as long as was asked for.
    fn delay(&mut self) {
        let delay = self.clients.settings.delay;
        if !delay.is_zero() && !self.out.is_empty() {
            self.due = Some(Instant::now() + delay);
        }
    }

    /// Writes what is left of answers.
    fn poll_flush(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Why>> {
        if self.out.is_empty() {
            return Poll::Ready(Ok(()));
        }
        if let Some(due) = self.due {
            ready!(self.poll_until(cx, due));
            self.due = None;
        }
        while let Some(left) = self.out.get(self.sent..).filter(|left| !left.is_empty()) {
            match ready!(Pin::new(&mut self.stream).poll_write(cx, left)) {
                Ok(written) => {
                    self.sent += written;
                    self.wrote(written, self.out.len() - self.sent);
                }
                Err(error) => return Poll::Ready(Err(Why::Broken(error.kind()))),
            }
        }
        (self.out, self.sent) = (Vec::new(), 0);
        Poll::Ready(Ok(()))
    }

    /// Reads what nobody looks at: how many octets, 0 at the end.
    fn poll_discard(&mut self, cx: &mut Context<'_>) -> Poll<Result<usize, Why>> {
        let read =
            SCRATCH.with_borrow_mut(|scratch| poll_read(&mut self.stream, cx, &mut scratch.octets[KEPT..]));
        let read = ready!(read)?;
        self.totals.read += read as u64;
        self.called(Call::Read(read), None);
        self.ended |= read == 0;
        Poll::Ready(Ok(read))
    }

    /// RFC 863: what comes is thrown away.
    fn poll_thrown_away(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Why>> {
        match self.poll_discard(cx)? {
            Poll::Ready(0) => Poll::Ready(Err(Why::Closed)),
            Poll::Ready(octets) => {
                if self.clients.watch.wants_reads() {
                    self.tell(Event::Read { octets, messages: 0, kept: 0 });
                }
                self.heard = Instant::now();
                Poll::Ready(Ok(()))
            }
            Poll::Pending => self.poll_silence(cx, false),
        }
    }

    /// RFC 864: characters as fast as they are taken, until the other side closes. What it says is thrown away.
    fn poll_chargen(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Why>> {
        match self.poll_discard(cx)? {
            Poll::Ready(0) => Poll::Ready(Err(Why::Closed)),
            Poll::Ready(_) => Poll::Ready(Ok(())),
            Poll::Pending => {
                (self.line..self.line + LINES).for_each(|line| chargen(line, &mut self.out));
                self.line += LINES;
                self.heard = Instant::now();
                self.delay();
                Poll::Ready(Ok(()))
            }
        }
    }

    /// Takes over what other clients said.
    fn hear_others(&mut self) {
        let (said, missed) = self.clients.outbox(self.client);
        self.out.extend(said);
        if missed > 0 {
            self.tell(Event::Missed { octets: missed });
        }
    }

    /// Nothing comes, or nothing is taken. After a while the beginning of a line is taken for a message, if it is
    /// `quiet` because the client says nothing; after a longer one, where that was asked for, it has to go.
    fn poll_silence(&mut self, cx: &mut Context<'_>, quiet: bool) -> Poll<Result<(), Why>> {
        let settings = &self.clients.settings;
        let open = quiet && !self.kept.is_empty() && settings.framing.rest(&self.kept).is_some();
        let guess = (open && settings.reply != Reply::Http).then(|| self.heard + SILENCE);
        let idle = settings.idle.map(|idle| self.heard + idle);
        let Some(deadline) = [guess, idle].into_iter().flatten().min() else {
            self.timer = None;
            return Poll::Pending;
        };
        ready!(self.poll_until(cx, deadline));
        if guess != Some(deadline) {
            return Poll::Ready(Err(Why::Idle));
        }
        let (kept, mut answer) = (std::mem::take(&mut self.kept), Vec::new());
        let result = self.finish(&kept, &mut answer);
        self.write(cx, &answer)?;
        Poll::Ready(result)
    }

    /// Ready at `deadline`. A timer that goes off too early is set anew then, and not whenever something comes.
    fn poll_until(&mut self, cx: &mut Context<'_>, deadline: Instant) -> Poll<()> {
        loop {
            let timer = self.timer.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(deadline)));
            if timer.deadline() > deadline || timer.is_elapsed() {
                timer.as_mut().reset(deadline);
            }
            ready!(timer.as_mut().poll(cx));
            if Instant::now() >= deadline {
                return Poll::Ready(());
            }
        }
    }
}

/// How many messages end in octets, and how many octets of another are behind them.
fn count(framing: &Framing, octets: &[u8]) -> (usize, usize) {
    let (mut messages, mut used) = (0, 0);
    while let Cut::Message(message) = framing.cut(&octets[used..], 0) {
        messages += 1;
        used += message.taken;
    }
    (messages, octets.len() - used)
}

/// Reads once: how many octets, 0 at the end of the stream.
fn poll_read(stream: &mut impl Stream, cx: &mut Context<'_>, into: &mut [u8]) -> Poll<Result<usize, Why>> {
    let mut buffer = ReadBuf::new(into);
    match ready!(Pin::new(stream).poll_read(cx, &mut buffer)) {
        Ok(()) => Poll::Ready(Ok(buffer.filled().len())),
        Err(error) => Poll::Ready(Err(Why::Broken(error.kind()))),
    }
}

/// Ready when the client is no longer served, with the state of its connection before it is closed, where that is told.
impl<S: Stream> Future for Connection<S> {
    type Output = Option<State>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<State>> {
        let this = self.get_mut();
        if !this.registered {
            this.registered = true;
            this.clients.register(this.client, cx.waker().clone());
        }
        let why = ready!(this.poll_serve(cx));
        this.leave(why);
        Poll::Ready(this.state())
    }
}
