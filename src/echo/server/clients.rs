//! Who is connected, and what all of them share.

use super::{Peer, Settings, Totals, Watch};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Waker;

/// The most octets from other clients that wait for one that does not read.
const OUTBOX: usize = 256 * 1024;

/// So many clients that their memory is worth giving back.
const MANY: usize = 256;

/// One who is connected.
struct Member {
    waker: Waker,
    /// What other clients said, not yet taken.
    outbox: Vec<u8>,
    /// Octets that found no room in it.
    missed: usize,
}

#[derive(Default)]
struct State {
    members: HashMap<u64, Member>,
    /// Who waits for one to leave: the listener, and whoever ends the server.
    waiting: Vec<Waker>,
    clients: usize,
    /// The most clients since memory was given back.
    peak: usize,
    seen: u64,
    totals: Totals,
}

/// The clients of a server, and what it does for them.
pub struct Clients {
    /// What it does.
    pub settings: Settings,
    /// Who is told.
    pub watch: Arc<dyn Watch>,
    stopping: AtomicBool,
    state: Mutex<State>,
}

impl Clients {
    /// Nobody yet.
    pub fn new(settings: Settings, watch: Arc<dyn Watch>) -> Clients {
        Clients { settings, watch, stopping: AtomicBool::new(false), state: Mutex::default() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether calls are told.
    pub(super) fn explains(&self) -> bool {
        self.watch.wants_calls()
    }

    /// Gives a new client its number, and how many there are with it.
    pub(super) fn join(&self) -> (u64, usize) {
        let mut state = self.state();
        state.seen += 1;
        state.clients += 1;
        state.peak = state.peak.max(state.clients);
        (state.seen, state.clients)
    }

    /// Registers how a client is woken.
    pub(super) fn register(&self, client: u64, waker: Waker) {
        self.state().members.insert(client, Member { waker, outbox: Vec::new(), missed: 0 });
    }

    /// Takes a client off, adds what went over its connection, and says how many are left.
    pub(super) fn leave(&self, client: u64, totals: &Totals) -> usize {
        let mut state = self.state();
        let member = state.members.remove(&client);
        state.totals.add(totals);
        state.clients -= 1;
        let clients = state.clients;
        if clients == 0 {
            state.members.shrink_to_fit();
        }
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        drop(member);
        waiting.into_iter().for_each(Waker::wake);
        clients
    }

    /// How many there are. Where there are too many, `waker` is woken when one leaves.
    pub(super) fn fewer_than(&self, most: usize, waker: &Waker) -> bool {
        let mut state = self.state();
        let fewer = state.clients < most;
        if !fewer {
            state.waiting.push(waker.clone());
        }
        fewer
    }

    /// Wakes `waker` when one leaves.
    pub(super) fn when_one_leaves(&self, waker: &Waker) {
        self.state().waiting.push(waker.clone());
    }

    /// Whether so many have left that it is worth while to give memory back.
    pub(super) fn have_mostly_left(&self) -> bool {
        let mut state = self.state();
        let mostly = state.peak > MANY && state.clients < state.peak / 4;
        if mostly {
            state.peak = state.clients;
        }
        mostly
    }

    /// How many there ever were, and what went over their connections.
    pub fn totals(&self) -> (u64, Totals) {
        let state = self.state();
        (state.seen, state.totals)
    }

    /// Adds what went to and fro without a connection.
    pub(super) fn count(&self, totals: &Totals) {
        self.state().totals.add(totals);
    }

    /// Puts octets into the outbox of all but one.
    pub(super) fn pass_on(&self, from: u64, octets: &[u8]) -> usize {
        let mut woken = Vec::new();
        let mut state = self.state();
        for (_, member) in state.members.iter_mut().filter(|(client, _)| **client != from) {
            if member.outbox.len() + octets.len() > OUTBOX {
                member.missed += octets.len();
            } else {
                member.outbox.extend(octets);
            }
            woken.push(member.waker.clone());
        }
        drop(state);
        let others = woken.len();
        woken.into_iter().for_each(Waker::wake);
        others
    }

    /// Takes what others said, and how many octets of it found no room.
    pub(super) fn outbox(&self, client: u64) -> (Vec<u8>, usize) {
        let mut state = self.state();
        match state.members.get_mut(&client) {
            Some(member) => (std::mem::take(&mut member.outbox), std::mem::take(&mut member.missed)),
            None => (Vec::new(), 0),
        }
    }

    /// Whether the server ends.
    pub(super) fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    /// Tells all clients that the server ends.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
        let mut state = self.state();
        let mut woken: Vec<Waker> = state.members.values().map(|member| member.waker.clone()).collect();
        woken.append(&mut state.waiting);
        drop(state);
        woken.into_iter().for_each(Waker::wake);
    }

    /// Tells what a client did.
    pub(super) fn tell(&self, client: u64, peer: &Peer, event: super::Event<'_>) {
        self.watch.events(client, peer, &[event]);
    }
}
