//! The letters that tie octets to fields: they stand under the octets, and before the fields.

use super::Section;
use std::ops::Range;

/// The letters of the fields of a section, in the order of their octets. After `z` come the capitals, then `a` again.
#[derive(Default)]
pub struct Letters(usize);

impl Letters {
    /// The letter of the next field.
    pub fn next(&mut self) -> u8 {
        const ALPHABET: &[u8; 52] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        let letter = ALPHABET[self.0 % ALPHABET.len()];
        self.0 += 1;
        letter
    }
}

/// A field with its letter.
#[derive(Clone, Debug)]
pub struct Lettered {
    pub letter: u8,
    /// Its bits in the frame.
    pub bits: Range<usize>,
}

impl Lettered {
    /// The first octet that it touches.
    pub fn start(&self) -> usize {
        self.bits.start / 8
    }

    /// The first octet behind it.
    pub fn end(&self) -> usize {
        self.bits.end.div_ceil(8)
    }

    /// How many columns its octets take, written as `0-5`.
    pub fn range_width(&self) -> usize {
        let digits = |number: usize| match number {
            0..10 => 1,
            10..100 => 2,
            _ => number.ilog10() as usize + 1,
        };
        let (start, end) = (self.start(), self.end());
        digits(start) + if end > start + 1 { 1 + digits(end - 1) } else { 0 }
    }
}

/// The fields of a section in the order of their octets, in memory that may have been used before.
pub fn lettered(section: &Section<'_>, mut memory: Vec<Lettered>) -> Vec<Lettered> {
    memory.clear();
    let mut letters = Letters::default();
    for span in section.spans {
        span.leaves(true, &mut |span| {
            memory.push(Lettered { letter: letters.next(), bits: span.bits.clone() });
        });
    }
    memory
}
