//! Where log lines go: into one buffer, and from there every few milliseconds to the output, by a thread that may wait.
//!
//! A client is never kept waiting by a terminal or a pipe that is slow: what does not fit is dropped and counted. A file
//! is to be whole: there clients wait until there is room.

use super::clock::Clock;
use std::io::{self, ErrorKind, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Octets that wait to be written at most, where lines may be dropped; and from where on clients wait, where not.
const ROOM: usize = 1 << 20;

/// How long lines are gathered before they are written.
const GATHER: Duration = Duration::from_millis(4);

/// How long is waited at the end for an output that does not take the last lines.
const LAST: Duration = Duration::from_secs(1);

#[derive(Default)]
struct State {
    lines: Vec<u8>,
    clock: Clock,
    /// Lines that were dropped.
    dropped: u64,
    /// Whether nobody reads any more.
    gone: Option<ErrorKind>,
    ending: bool,
    ended: bool,
    /// Those who wait for room.
    waiting: Vec<Waker>,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    is_whole: bool,
    lost: Box<dyn Fn(Lost) + Send + Sync>,
}

/// What went wrong with the output. Each is told once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// It is too slow: lines are dropped.
    Slow,
    /// Nobody reads it any more, or it cannot be written.
    Gone(ErrorKind),
}

/// The buffer, and the thread behind it.
pub struct Sink {
    shared: Arc<Shared>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

impl Sink {
    /// Lines to `out`: all of them if it `is_whole`. What is lost is told to `lost`.
    ///
    /// # Errors
    /// Where the system gives no thread.
    pub fn new(
        out: Box<dyn Write + Send>,
        is_whole: bool,
        lost: impl Fn(Lost) + Send + Sync + 'static,
    ) -> io::Result<Sink> {
        let shared = Arc::new(Shared {
            state: Mutex::default(),
            changed: Condvar::new(),
            is_whole,
            lost: Box::new(lost),
        });
        let theirs = Arc::clone(&shared);
        let writer = thread::Builder::new().name("log".into()).spawn(move || theirs.write_to(out))?;
        Ok(Sink { shared, writer: Mutex::new(Some(writer)) })
    }

    /// Appends what `write` writes, so many lines, if there is room. With them comes the clock, so that lines stand in
    /// the order of their times.
    pub fn line(&self, lines: usize, write: impl FnOnce(&mut Vec<u8>, &mut Clock)) {
        let mut guard = self.shared.state();
        let state = &mut *guard;
        if state.gone.is_some() || !self.shared.is_whole && state.lines.len() >= ROOM {
            let first = state.dropped == 0 && state.gone.is_none();
            state.dropped += lines as u64;
            drop(guard);
            if first {
                (self.shared.lost)(Lost::Slow);
            }
            return;
        }
        let first = state.lines.is_empty();
        write(&mut state.lines, &mut state.clock);
        drop(guard);
        if first {
            self.shared.changed.notify_all();
        }
    }

    /// Ready when there is room, or lines may be dropped.
    pub fn poll_room(&self, cx: &mut Context<'_>) -> Poll<()> {
        if !self.shared.is_whole {
            return Poll::Ready(());
        }
        let mut state = self.shared.state();
        if state.lines.len() < ROOM || state.gone.is_some() {
            return Poll::Ready(());
        }
        state.waiting.push(cx.waker().clone());
        Poll::Pending
    }

    /// Writes what is left, if the output takes it in time; says how many lines were dropped.
    pub fn end(&self) -> u64 {
        let patience = if self.shared.is_whole { Duration::MAX } else { LAST };
        let began = Instant::now();
        let mut state = self.shared.state();
        state.ending = true;
        self.shared.changed.notify_all();
        while !state.ended {
            let Some(left) = patience.checked_sub(began.elapsed()) else { break };
            let waited = self.shared.changed.wait_timeout(state, left.min(LAST));
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        let lines = state.lines.iter().filter(|octet| **octet == b'\n').count() as u64;
        let (dropped, ended) = (state.dropped + lines, state.ended);
        drop(state);
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(writer) = writer.filter(|_| ended) {
            let _ = writer.join();
        }
        dropped
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_to(&self, mut out: Box<dyn Write + Send>) {
        let mut taken = Vec::new();
        loop {
            let mut state = self.state();
            while state.lines.is_empty() && !state.ending {
                state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
            let ending = state.ending;
            drop(state);
            if !ending {
                thread::sleep(GATHER);
            }
            let mut state = self.state();
            std::mem::swap(&mut state.lines, &mut taken);
            let waiting = std::mem::take(&mut state.waiting);
            drop(state);
            waiting.into_iter().for_each(Waker::wake);
            let written = out.write_all(&taken).and_then(|()| out.flush());
            taken.clear();
            taken.shrink_to(ROOM / 8);
            let mut state = self.state();
            if let Err(error) = written {
                state.gone = Some(error.kind());
                state.lines = Vec::new();
                let waiting = std::mem::take(&mut state.waiting);
                drop(state);
                waiting.into_iter().for_each(Waker::wake);
                (self.lost)(Lost::Gone(error.kind()));
                state = self.state();
            }
            if state.ending && state.lines.is_empty() || state.gone.is_some() {
                state.ended = true;
                self.changed.notify_all();
                return;
            }
        }
    }
}
