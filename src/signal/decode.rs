//! From levels back to bits and octets.

use super::block::{END, Group, START, STARTED, WIDTH};
use super::code::ROUND;
use super::{Code, Level};

/// What was read from levels.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Reading {
    /// The bits of the line; `None` where the levels are no bit.
    pub line: Vec<Option<bool>>,
    /// The octets; `None` where one of their bits is missing.
    pub octets: Vec<Option<u8>>,
    /// Whether the delimiters of a stream stood around the octets, /J/K/ and /T/R/.
    pub delimited: bool,
    /// What is wrong, in order.
    pub faults: Vec<Fault>,
}

/// Something wrong with levels. Levels, bits and groups are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Both halves of a Manchester bit are the same.
    NoTransition {
        /// The bit.
        bit: usize,
        /// Its first half.
        level: usize,
    },
    /// The last Manchester bit has one half only.
    HalfBit {
        /// That half.
        level: usize,
    },
    /// MLT-3 went where its order of levels does not lead.
    OutOfOrder {
        /// The level that is not the next.
        level: usize,
    },
    /// Five bits that are no code group, or none for data.
    NoData {
        /// The group.
        group: usize,
        /// Its five bits.
        bits: u8,
        /// Its first level.
        level: usize,
    },
    /// A stream that began with /J/K/ does not end with /T/R/.
    NoEnd,
    /// Bits behind the last whole octet.
    BitsLeft {
        /// How many.
        bits: usize,
        /// The first level of these.
        level: usize,
    },
}

impl Fault {
    /// The level at which it shows.
    pub fn level(&self) -> Option<usize> {
        match *self {
            Fault::NoTransition { level, .. }
            | Fault::HalfBit { level }
            | Fault::OutOfOrder { level }
            | Fault::NoData { level, .. }
            | Fault::BitsLeft { level, .. } => Some(level),
            Fault::NoEnd => None,
        }
    }
}

/// Reads levels in a code.
pub fn decode(code: Code, levels: &[Level]) -> Reading {
    let mut reading = Reading::default();
    match code {
        Code::Nrz => reading.line = levels.iter().map(|level| Some(*level == Level::High)).collect(),
        Code::Nrzi => {
            let before = code.before().into_iter().chain(levels.iter().copied());
            reading.line = before.zip(levels).map(|(before, level)| Some(before != *level)).collect();
        }
        Code::Manchester(convention) => {
            for (bit, halves) in levels.chunks(2).enumerate() {
                let level = bit * 2;
                match *halves {
                    [first, second] if first != second => {
                        reading.line.push(Some(first == Code::first_half(convention, true)));
                    }
                    [_, _] => {
                        reading.line.push(None);
                        reading.faults.push(Fault::NoTransition { bit, level });
                    }
                    _ => reading.faults.push(Fault::HalfBit { level }),
                }
            }
        }
        Code::Mlt3 => mlt3(levels, &mut reading),
    }
    if code.is_grouped() {
        of_groups(&mut reading);
    } else {
        of_bits(code, &mut reading);
    }
    reading
}

/// Whether Manchester levels are all bits if the first level is taken for the end of a bit cut in two.
pub fn shifted(code: Code, levels: &[Level]) -> bool {
    let rest = levels.get(1..).unwrap_or_default();
    let pairs = rest.chunks_exact(2);
    code.samples() == 2 && rest.len() >= 2 && pairs.into_iter().all(|pair| pair.first() != pair.last())
}

/// A change is a 1, where it leads to the next level in order.
fn mlt3(levels: &[Level], reading: &mut Reading) {
    let mut place = 0;
    for (i, level) in levels.iter().enumerate() {
        let next = (place + 1) % ROUND.len();
        if ROUND.get(place) == Some(level) {
            reading.line.push(Some(false));
        } else if ROUND.get(next) == Some(level) {
            place = next;
            reading.line.push(Some(true));
        } else {
            reading.line.push(None);
            reading.faults.push(Fault::OutOfOrder { level: i });
            // goes on from the level that is there; never zero, which follows every other
            place = ROUND.iter().position(|each| each == level).unwrap_or(0);
        }
    }
}

/// Octets of eight bits, the least significant first.
fn of_bits(code: Code, reading: &mut Reading) {
    let (octets, rest) = reading.line.as_chunks::<8>();
    let octet = |bits: &[Option<bool>; 8]| {
        bits.iter().rev().try_fold(0u8, |octet, bit| bit.map(|bit| octet << 1 | u8::from(bit)))
    };
    reading.octets = octets.iter().map(octet).collect();
    if !rest.is_empty() {
        let level = octets.len() * 8 * code.samples();
        reading.faults.push(Fault::BitsLeft { bits: rest.len(), level });
    }
}

/// Octets of two groups, the lower four bits first.
fn of_groups(reading: &mut Reading) {
    let (chunks, rest) = reading.line.as_chunks::<WIDTH>();
    let value = |bits: &[Option<bool>; WIDTH]| {
        bits.iter().try_fold(0u8, |value, bit| bit.map(|bit| value << 1 | u8::from(bit)))
    };
    let groups: Vec<Option<u8>> = chunks.iter().map(value).collect();
    let is = |at: &[Option<u8>], names: [char; 2]| {
        let wanted = names.map(|name| Group::named(name).map(|group| group.bits));
        at == wanted
    };
    let (mut first, mut last) = (0, groups.len());
    reading.delimited = groups.get(..2).is_some_and(|start| is(start, START));
    if reading.delimited {
        first = 2;
        reading.octets.push(Some(STARTED));
        match groups.len().checked_sub(2).filter(|end| *end >= first) {
            Some(end) if groups.get(end..).is_some_and(|end| is(end, END)) => last = end,
            _ => reading.faults.push(Fault::NoEnd),
        }
    }
    let data = groups.get(first..last).unwrap_or_default();
    let mut nibbles = Vec::with_capacity(data.len());
    for (i, bits) in data.iter().enumerate() {
        let nibble = bits.and_then(|bits| Group::of(bits)?.data);
        if let (None, Some(bits)) = (nibble, bits) {
            let group = first + i;
            reading.faults.push(Fault::NoData { group, bits: *bits, level: group * WIDTH });
        }
        nibbles.push(nibble);
    }
    let (pairs, odd) = nibbles.as_chunks::<2>();
    let octet = |pair: &[Option<u8>; 2]| Some(pair[0]? | pair[1]? << 4);
    reading.octets.extend(pairs.iter().map(octet));
    let bits = odd.len() * WIDTH + rest.len();
    if bits > 0 {
        let level = (last - odd.len()) * WIDTH;
        reading.faults.push(Fault::BitsLeft { bits, level });
    }
    let last = |fault: &Fault| matches!(fault, Fault::BitsLeft { .. } | Fault::NoEnd);
    reading.faults.sort_by_key(|fault| (last(fault), fault.level()));
}

#[cfg(test)]
mod tests {
    use super::super::{Convention, Signal};
    use super::*;

    #[test]
    fn what_was_coded_is_read() {
        let all: Vec<u8> = (0..=255).collect();
        for code in Code::ALL {
            for delimited in [false, true] {
                let octets = if delimited { [&[0x55][..], &all].concat() } else { all.clone() };
                let signal = Signal::new(code, &octets, delimited);
                let reading = decode(code, &signal.levels);
                assert_eq!(reading.faults, [], "{code:?}");
                assert_eq!(reading.octets, octets.iter().copied().map(Some).collect::<Vec<_>>(), "{code:?}");
                assert_eq!(reading.delimited, delimited && code.is_grouped());
            }
        }
    }

    #[test]
    fn the_other_convention_reads_every_bit_the_other_way() {
        let signal = Signal::new(Code::Manchester(Convention::Ieee), b"Hi", false);
        let reading = decode(Code::Manchester(Convention::Thomas), &signal.levels);
        assert_eq!(reading.octets, [Some(!b'H'), Some(!b'i')]);
    }

    #[test]
    fn faults_have_places() {
        use Level::{High, Low, Zero};
        let code = Code::Manchester(Convention::Ieee);
        let reading = decode(code, &[Low, High, High, High, Low]);
        let expected = [Fault::NoTransition { bit: 1, level: 2 }, Fault::HalfBit { level: 4 }];
        assert_eq!(reading.faults[..2], expected);
        // one half too many at the front
        let mut late = vec![High];
        late.extend(Signal::new(code, b"Hi", false).levels);
        assert!(!decode(code, &late).faults.is_empty() && shifted(code, &late));
        assert!(!shifted(code, &[High]) && !shifted(Code::Nrz, &late));
        let reading = decode(Code::Mlt3, &[High, Low, Low, Zero, Low]);
        let expected = [Fault::OutOfOrder { level: 1 }, Fault::OutOfOrder { level: 4 }];
        assert_eq!(reading.faults[..2], expected);
    }

    #[test]
    fn a_group_that_is_no_data_is_named() {
        // 00100 is /H/, the error group
        let levels = Code::Mlt3.levels(&[false, false, true, false, false]);
        let reading = decode(Code::Mlt3, &levels);
        assert_eq!(reading.faults[0], Fault::NoData { group: 0, bits: 0b00100, level: 0 });
    }
}
