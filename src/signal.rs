//! Bits on a wire: octets to bits in the order in which they are sent, bits to levels by a line code, and both ways
//! back. Arithmetic and text alone; what is drawn here can be read again, also when it was copied from a screen.

mod block;
mod code;
mod decode;
mod strings;
mod wave;
mod wire;

pub use block::{GROUPS, Group, groups};
pub use code::{Code, Convention, Level};
pub use decode::{Fault, Reading, decode, shifted};
pub use strings::levels_of;
pub use wave::{Drawing, HIGH, LABEL, LOW, Wave, find, rows};
pub use wire::{Part, Sent, begins, on_the_wire, parts_of};

/// Octets as a signal.
#[derive(Clone, Debug)]
pub struct Signal {
    /// The line code.
    pub code: Code,
    /// The bits of the octets in the order in which they are sent.
    pub bits: Vec<bool>,
    /// The 4B/5B code groups, where the code is sent in such.
    pub groups: Vec<&'static Group>,
    /// The bits that the line code was given: those of the code groups, where there are any.
    pub line: Vec<bool>,
    /// The levels, [`Code::samples`] for each bit of the line.
    pub levels: Vec<Level>,
}

impl Signal {
    /// The octets in a line code. A `delimited` signal is a whole frame with its preamble: 4B/5B marks where it begins
    /// and ends (IEEE 802.3 §24.2.2).
    pub fn new(code: Code, octets: &[u8], delimited: bool) -> Signal {
        let bits = bits(octets);
        let groups = if code.is_grouped() { groups(octets, delimited) } else { Vec::new() };
        let line = if code.is_grouped() {
            groups.iter().flat_map(|group| group.line()).collect()
        } else {
            bits.clone()
        };
        let levels = code.levels(&line);
        Signal { code, bits, groups, line, levels }
    }

    /// How often the level changes.
    pub fn transitions(&self) -> usize {
        let before = self.code.before().into_iter();
        let all: Vec<Level> = before.chain(self.levels.iter().copied()).collect();
        all.windows(2).filter(|pair| pair.first() != pair.last()).count()
    }

    /// The longest time without a change, in levels.
    pub fn longest_run(&self) -> usize {
        self.levels.chunk_by(|a, b| a == b).map(<[Level]>::len).max().unwrap_or(0)
    }

    /// How many levels are high, zero and low.
    pub fn balance(&self) -> [usize; 3] {
        [Level::High, Level::Zero, Level::Low]
            .map(|level| self.levels.iter().filter(|each| **each == level).count())
    }

    /// The mean of all levels, from -1 to 1: what is left of the signal as direct current.
    pub fn mean(&self) -> f64 {
        let sum: i64 = self.levels.iter().map(|level| i64::from(level.number())).sum();
        if self.levels.is_empty() { 0.0 } else { sum as f64 / self.levels.len() as f64 }
    }
}

/// The bits of octets as Ethernet sends them: the least significant of each octet first (IEEE 802.3 §3.3).
pub fn bits(octets: &[u8]) -> Vec<bool> {
    octets.iter().flat_map(|octet| (0..8).map(move |place| octet >> place & 1 == 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(code: Code, octets: &[u8]) -> String {
        let signal = Signal::new(code, octets, false);
        signal.levels.iter().map(|level| level.letter(code.is_grouped())).collect()
    }

    /// IEEE 802.3 §3.2.1 and §3.2.2 print the patterns in the order of the wire.
    #[test]
    fn preamble_and_delimiter_go_out_as_the_standard_prints_them() {
        let sent = |octet| bits(&[octet]).iter().map(|bit| if *bit { '1' } else { '0' }).collect::<String>();
        assert_eq!(sent(0x55), "10101010");
        assert_eq!(sent(0xd5), "10101011");
    }

    /// 0xA5 is 1010 0101, a palindrome: bits 1 0 1 0 0 1 0 1 in either order.
    #[test]
    fn manchester_by_hand_in_both_conventions() {
        assert_eq!(shown(Code::Manchester(Convention::Ieee), &[0xa5]), "LHHLLHHLHLLHHLLH");
        assert_eq!(shown(Code::Manchester(Convention::Thomas), &[0xa5]), "HLLHHLLHLHHLLHHL");
    }

    #[test]
    fn the_other_codes_by_hand() {
        assert_eq!(shown(Code::Nrz, &[0xa5]), "HLHLLHLH");
        // 1 changes: from low to high, stays, to low, stays, stays, to high, stays, to low
        assert_eq!(shown(Code::Nrzi, &[0xa5]), "HHLLLHHL");
        // nibbles 5 and A: 01011 10110
        assert_eq!(shown(Code::Mlt3, &[0xa5]), "0++0-00+00");
    }

    #[test]
    fn what_is_counted() {
        let zeros = Signal::new(Code::Nrz, &[0, 0], false);
        assert_eq!((zeros.transitions(), zeros.longest_run(), zeros.balance()), (0, 16, [0, 0, 16]));
        let zeros = Signal::new(Code::Manchester(Convention::Ieee), &[0, 0], false);
        // one in the middle of every bit, one between any two
        assert_eq!((zeros.transitions(), zeros.longest_run()), (31, 1));
        assert!(zeros.mean().abs() < 1e-9);
        let nothing = Signal::new(Code::Nrz, &[], false);
        assert_eq!((nothing.transitions(), nothing.longest_run()), (0, 0));
        // the level before the first bit is low, so that the first 1 is a transition
        assert_eq!(Signal::new(Code::Nrzi, &[0xff], false).transitions(), 8);
    }
}
