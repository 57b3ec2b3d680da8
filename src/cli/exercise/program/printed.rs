//! What a student's program prints: read as fast as it comes, and of that only the first and the last lines kept.

use std::collections::VecDeque;
use std::io::Read;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Octets that are kept of the beginning, and of the end.
const HEAD: usize = 1024;
const TAIL: usize = 2048;

/// Lines that are shown of each.
const FIRST: usize = 4;
const LAST: usize = 4;

/// How long the end of a pipe is waited for when the program has ended: another may hold it.
const LAST_WORDS: Duration = Duration::from_millis(300);

/// What was printed so far.
#[derive(Clone, Default)]
pub struct Printed(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    head: Vec<u8>,
    tail: VecDeque<u8>,
    /// Octets between the two that are not kept.
    lost: u64,
    /// Pipes that have not ended.
    open: usize,
}

impl Printed {
    /// Reads what comes out of a pipe until it ends: a program whose pipe is full would wait.
    pub fn read(&self, mut pipe: impl Read + Send + 'static) {
        let kept = Arc::clone(&self.0);
        kept.lock().unwrap_or_else(PoisonError::into_inner).open += 1;
        thread::spawn(move || {
            let mut octets = vec![0; 1 << 16];
            loop {
                let count = pipe.read(&mut octets).unwrap_or(0);
                let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
                if count == 0 {
                    kept.open -= 1;
                    return;
                }
                kept.add(octets.get(..count).unwrap_or_default());
            }
        });
    }

    /// The lines of a program that has ended: what it printed last may be on its way for a moment.
    pub fn last_lines(&self) -> Vec<String> {
        let began = Instant::now();
        while self.0.lock().unwrap_or_else(PoisonError::into_inner).open > 0 && began.elapsed() < LAST_WORDS {
            thread::sleep(Duration::from_millis(2));
        }
        self.lines()
    }

    /// The first and the last lines, and how many octets are left out between them; nothing hostile is taken out yet.
    pub fn lines(&self) -> Vec<String> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let tail: Vec<u8> = kept.tail.iter().copied().collect();
        let text = |octets: &[u8]| -> Vec<String> {
            String::from_utf8_lossy(octets).lines().map(|line| line.replace('\t', "    ")).collect()
        };
        let mut all = match kept.lost {
            0 => text(&[kept.head.as_slice(), &tail].concat()),
            _ => [text(&kept.head), text(&tail)].concat(),
        };
        all.retain(|line| !line.trim().is_empty());
        if all.len() > FIRST + LAST {
            all.splice(FIRST..all.len() - LAST, ["…".to_string()]);
        }
        all
    }
}

impl Kept {
    fn add(&mut self, octets: &[u8]) {
        let (head, rest) = octets.split_at(octets.len().min(HEAD - self.head.len().min(HEAD)));
        self.head.extend_from_slice(head);
        // of many octets only the last can stay
        let over = rest.len().saturating_sub(TAIL);
        self.lost += over as u64;
        self.tail.extend(rest.get(over..).unwrap_or_default());
        while self.tail.len() > TAIL {
            self.tail.pop_front();
            self.lost += 1;
        }
    }
}

/// The most of a client's output that is kept whole.
const MOST: usize = 32 << 20;

/// What a client prints, whole.
#[derive(Clone, Default)]
pub struct Caught(Arc<Mutex<(Vec<u8>, bool)>>);

impl Caught {
    /// Reads what comes out of a pipe until it ends.
    pub fn read(&self, mut pipe: impl Read + Send + 'static) {
        let caught = Arc::clone(&self.0);
        thread::spawn(move || {
            let mut octets = vec![0; 1 << 16];
            loop {
                let count = pipe.read(&mut octets).unwrap_or(0);
                let mut caught = caught.lock().unwrap_or_else(PoisonError::into_inner);
                if count == 0 {
                    caught.1 = true;
                    return;
                }
                let room = MOST.saturating_sub(caught.0.len());
                caught.0.extend_from_slice(octets.get(..count.min(room)).unwrap_or_default());
            }
        });
    }

    /// All of it; what is there after a time, where the pipe has not ended by then.
    pub fn whole(&self, time: Duration) -> Vec<u8> {
        let began = Instant::now();
        loop {
            let caught = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if caught.1 || began.elapsed() > time {
                return caught.0.clone();
            }
            drop(caught);
            thread::sleep(Duration::from_millis(2));
        }
    }
}

/// Octets as text whose lines end with LF.
pub fn text_of(octets: &[u8]) -> String {
    String::from_utf8_lossy(octets).replace("\r\n", "\n")
}
