//! Pieces of pages that were drawn before. Most fields of a frame say what they said in a frame before it, at the same
//! place: to copy the line takes a tenth of the time that it takes to draw it.

use super::Frame;
use crate::capture::Time;
use crate::packet::{Span, Value};
use crate::spec::{Field, Kind, Protocol};
use std::ops::Range;
use std::ptr;

/// What a piece of a page depends on, besides what is the same for all pages of a run. Tables are known by where they
/// are in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    sort: Sort,
    /// Whatever else its view makes it depend on.
    on: [usize; 3],
    protocol: usize,
    /// The field; for a whole layer nothing.
    label: usize,
    /// Bits of the frame.
    bits: Range<usize>,
    value: u128,
}

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// The heading of a frame.
    Heading,
    /// The heading of a layer in the dump.
    DumpTitle,
    /// A field in the dump.
    DumpField,
    /// The heading of a layer in the tree.
    TreeTitle,
    /// A field in the tree.
    TreeField,
    /// That a checksum is right.
    Right,
}

impl Piece {
    /// A field's value in a layer of `protocol`. `None` where it shows more than a number, or one that seldom comes
    /// again: it is wide, or is written in base 16 because it says nothing as a number.
    pub fn of(sort: Sort, span: &Span, protocol: &'static Protocol, on: [usize; 3]) -> Option<Piece> {
        let is_hex = matches!(span.field, Some(Field { kind: Kind::Hex, .. }));
        let most = if is_hex { 8 } else { 16 };
        let value = match span.value {
            Value::Uint(number) if span.bits.len() <= most => number.into(),
            Value::Flag(set) => set.into(),
            Value::Mac([a, b, c, d, e, f]) => u64::from_be_bytes([0, 0, a, b, c, d, e, f]).into(),
            Value::Ipv4(address) => address.to_bits().into(),
            Value::Ipv6(address) => address.to_bits(),
            _ => return None,
        };
        let label = ptr::from_ref(span.label).addr();
        let piece =
            Piece { label, bits: span.bits.clone(), value, ..Piece::of_layer(sort, protocol, 0..0, on) };
        (span.note.is_none() && !span.is_derived()).then_some(piece)
    }

    /// The heading of a frame. `None` where it names an interface.
    pub fn of_heading(frame: &Frame<'_>) -> Option<Piece> {
        let Time { seconds, nanos, digits } = frame.time.unwrap_or(NEVER);
        let value = u128::from(frame.number) << 64 | u128::from(seconds as u64);
        let sizes = frame.stack.frame.len()..frame.stack.original;
        let on = [nanos as usize, digits.into(), frame.time.is_some().into()];
        let piece =
            Piece { sort: Sort::Heading, on, protocol: frame.link as usize, label: 0, bits: sizes, value };
        frame.interface.is_none().then_some(piece)
    }

    /// Something about a layer of `protocol` that has these bits.
    pub fn of_layer(sort: Sort, protocol: &'static Protocol, bits: Range<usize>, on: [usize; 3]) -> Piece {
        Piece { sort, on, protocol: ptr::from_ref(protocol).addr(), label: 0, bits, value: 0 }
    }

    /// Where it is kept.
    fn slot(&self) -> usize {
        let [first, second, _] = self.on;
        let sort = self.sort as usize;
        let words = [self.label, self.bits.start, self.value as usize, first, second, self.protocol ^ sort];
        let mixed = words.iter().fold(0_usize, |mixed, word| {
            (mixed.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15_u64 as usize)
        });
        mixed.rotate_left(usize::BITS / 2) % SLOTS
    }
}

/// The time of a frame that has none.
const NEVER: Time = Time { seconds: 0, nanos: 0, digits: 0 };

/// How many pieces are kept: a later one takes the place of an earlier.
const SLOTS: usize = 2048;

/// Pieces as they were drawn.
#[derive(Default)]
pub struct Drawn {
    slots: Vec<Option<(Piece, String)>>,
}

impl Drawn {
    /// What a piece became.
    pub fn find(&self, piece: &Piece) -> Option<&str> {
        match self.slots.get(piece.slot()) {
            Some(Some((other, text))) if other == piece => Some(text),
            _ => None,
        }
    }

    /// Keeps what a piece became.
    pub fn keep(&mut self, piece: Piece, became: &str) {
        if self.slots.is_empty() {
            self.slots.resize(SLOTS, None);
        }
        let Some(slot) = self.slots.get_mut(piece.slot()) else { return };
        match slot {
            Some((other, text)) => {
                *other = piece;
                text.clear();
                text.push_str(became);
            }
            None => *slot = Some((piece, became.to_string())),
        }
    }
}
