//! A window of octets over a stream: one buffer, used again, that grows only as octets really arrive.

use std::io::{ErrorKind, Read};
use std::ops::Range;

use super::Time;
use crate::say;
use crate::spec::Trouble;

/// Large enough that a system call is rare, small enough to stay in a cache.
const WINDOW: usize = 1 << 17;

/// The largest frame that libpcap takes for any link type (`MAX_SNAPLEN` of D-Bus and USB).
pub(super) const LARGEST_FRAME: u32 = 128 << 20;

/// The largest frame of an ordinary link type (`MAXIMUM_SNAPLEN` of libpcap).
pub(super) const ORDINARY_FRAME: u32 = 256 << 10;

/// The longest captured length that is believed, for a file that promises frames of `snaplen` at most.
pub(super) fn longest(snaplen: u32) -> u32 {
    snaplen.clamp(ORDINARY_FRAME, LARGEST_FRAME)
}

/// What looking for the next frame gave.
pub(super) enum Step {
    /// A frame.
    Frame(Found),
    /// Damage; the search can go on behind it.
    Damaged(Trouble),
    /// Damage that hides where the next record begins.
    Broken(Trouble),
    /// Nothing more.
    End,
}

/// A frame, with the range of its octets in the buffer that holds them.
pub(super) struct Found {
    pub time: Option<Time>,
    pub link: u32,
    pub original: u32,
    pub fcs: Option<u8>,
    pub octets: Range<usize>,
    pub interface: Option<u32>,
    pub direction: Option<super::Direction>,
}

/// The byte order that a file was written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Big,
    Little,
}

impl Order {
    /// The 16-bit number at `at`; 0 where there is none: callers have compared lengths before.
    pub(super) fn u16(self, bytes: &[u8], at: usize) -> u16 {
        let octets = bytes.get(at..).and_then(<[u8]>::first_chunk).copied().unwrap_or_default();
        match self {
            Order::Big => u16::from_be_bytes(octets),
            Order::Little => u16::from_le_bytes(octets),
        }
    }

    /// The 32-bit number at `at`; 0 where there is none.
    pub(super) fn u32(self, bytes: &[u8], at: usize) -> u32 {
        let octets = bytes.get(at..).and_then(<[u8]>::first_chunk).copied().unwrap_or_default();
        match self {
            Order::Big => u32::from_be_bytes(octets),
            Order::Little => u32::from_le_bytes(octets),
        }
    }

    /// The signed 64-bit number at `at`; 0 where there is none.
    pub(super) fn i64(self, bytes: &[u8], at: usize) -> i64 {
        let octets = bytes.get(at..).and_then(<[u8]>::first_chunk).copied().unwrap_or_default();
        match self {
            Order::Big => i64::from_be_bytes(octets),
            Order::Little => i64::from_le_bytes(octets),
        }
    }
}

/// The stream and its window.
pub(super) struct Input {
    stream: Box<dyn Read>,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    at: u64,
    ended: bool,
}

impl Input {
    pub(super) fn new(stream: Box<dyn Read>) -> Input {
        Input { stream, buffer: vec![0; WINDOW], start: 0, end: 0, at: 0, ended: false }
    }

    /// Offset in the stream of the first octet held.
    pub(super) fn at(&self) -> u64 {
        self.at
    }

    /// Where a range of the octets held stands in the window.
    pub(super) fn place(&self, range: &Range<usize>) -> Range<usize> {
        self.start + range.start..self.start + range.end
    }

    /// Gives the window away with all that is in it, and goes on with another, which may be of any size.
    pub(super) fn give(&mut self, other: &mut Vec<u8>) {
        let held = self.held();
        let count = held.len();
        other.resize(count.max(WINDOW), 0);
        // the room that one giant frame took is not kept for ever
        other.shrink_to(count.max(WINDOW * 2));
        if let Some(front) = other.get_mut(..count) {
            front.copy_from_slice(held);
        }
        std::mem::swap(&mut self.buffer, other);
        (self.start, self.end) = (0, count);
    }

    /// The octets held.
    pub(super) fn held(&self) -> &[u8] {
        self.buffer.get(self.start..self.end).unwrap_or_default()
    }

    /// Reads until `need` octets are held or the stream ends; returns how many of them there are.
    #[inline]
    pub(super) fn want(&mut self, need: usize) -> Result<usize, Trouble> {
        if self.end - self.start < need {
            self.fill(need)?;
        }
        Ok(need.min(self.end - self.start))
    }

    fn fill(&mut self, need: usize) -> Result<(), Trouble> {
        // moved to the front once for many records: the window is much longer than a frame
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        while self.end < need && !self.ended {
            if self.end == self.buffer.len() {
                // every octet of the window is taken by real input, so doubling stays in proportion to it
                self.buffer.resize(need.min(self.buffer.len() * 2), 0);
            }
            let Some(room) = self.buffer.get_mut(self.end..) else { break };
            let space = room.len();
            match self.stream.read(room) {
                Ok(0) => self.ended = true,
                Ok(count) => self.end += count.min(space),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => {
                    self.ended = true;
                    let at = self.at + self.end as u64;
                    return Err(Trouble::new(say!(
                        en: "reading the input stopped at octet {at}: {error}",
                        zh: "读取输入到第 {at} 字节处中断：{error}",
                        at = at, error = error
                    )));
                }
            }
        }
        Ok(())
    }

    /// Lets go of the first `count` octets held.
    pub(super) fn consume(&mut self, count: usize) {
        let count = count.min(self.end - self.start);
        self.start += count;
        self.at += count as u64;
    }

    /// Passes over `count` octets without holding them; returns how many there were.
    pub(super) fn skip(&mut self, count: u64) -> Result<u64, Trouble> {
        let mut left = count;
        while left > 0 {
            let step = self.want(usize::try_from(left).unwrap_or(WINDOW).min(WINDOW))?;
            if step == 0 {
                break;
            }
            self.consume(step);
            left -= step as u64;
        }
        Ok(count - left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A stream that gives `chunk` octets at a time and counts how many were asked for at most.
    struct Drip(Vec<u8>, usize);

    impl Read for Drip {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            let count = self.1.min(into.len()).min(self.0.len());
            into[..count].copy_from_slice(&self.0[..count]);
            self.0.drain(..count);
            Ok(count)
        }
    }

    #[test]
    fn a_need_larger_than_the_stream_takes_no_more_than_the_stream() {
        let mut input = Input::new(Box::new(Drip(vec![7; 3000], 1000)));
        assert_eq!(input.want(1 << 31).unwrap(), 3000);
        assert!(input.buffer.len() <= WINDOW, "{} octets taken", input.buffer.len());
        input.consume(2999);
        assert_eq!((input.at(), input.held()), (2999, &[7][..]));
    }

    #[test]
    fn a_window_is_given_away_and_what_was_not_consumed_goes_on() {
        let mut input = Input::new(Box::new(Drip((0..=255).cycle().take(3 * WINDOW).collect(), WINDOW)));
        input.want(WINDOW).unwrap();
        input.consume(5);
        assert_eq!(input.place(&(2..4)), 7..9);
        input.consume(WINDOW - 10);
        let mut other = Vec::with_capacity(9 * WINDOW);
        input.give(&mut other);
        assert_eq!((other.len(), &other[7..9]), (WINDOW, &[7, 8][..]));
        assert_eq!((input.at(), input.held()), (WINDOW as u64 - 5, &[251, 252, 253, 254, 255][..]));
        assert_eq!(input.want(7).unwrap(), 7);
        assert_eq!(&input.held()[..7], [251, 252, 253, 254, 255, 0, 1]);
        assert!(input.buffer.capacity() <= 2 * WINDOW);
    }

    #[test]
    fn the_window_grows_with_what_arrives_and_skipping_does_not_grow_it() {
        let mut input = Input::new(Box::new(Drip(vec![7; 3 * WINDOW], 100_000)));
        assert_eq!(input.want(2 * WINDOW + 5).unwrap(), 2 * WINDOW + 5);
        assert_eq!(input.buffer.len(), 2 * WINDOW + 5);
        let mut input = Input::new(Box::new(Drip(vec![7; 3 * WINDOW], 100_000)));
        assert_eq!(input.skip(10 * WINDOW as u64).unwrap(), 3 * WINDOW as u64);
        assert_eq!((input.buffer.len(), input.at()), (WINDOW, 3 * WINDOW as u64));
    }
}
