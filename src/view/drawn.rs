//! Sections of pages as they were drawn last. Most fields of a layer say what they said in a frame before it, or differ from
//! it in their values alone: to copy the line, or what stands before and behind the value, takes a tenth of the time that
//! it takes to draw it.

use super::Frame;
use crate::capture::Time;
use crate::packet::{Span, Value};
use crate::spec::Protocol;
use std::ops::Range;
use std::ptr;

/// Which section it is. Tables are known by where they are in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Id {
    sort: Sort,
    protocol: usize,
    layer: usize,
    /// Its first octet, and whatever else its view makes it depend on.
    start: usize,
}

/// What is drawn of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// The heading of a frame.
    Heading,
    /// The heading of a layer in the dump.
    Title,
    /// The fields of a layer in the dump.
    Dump,
    /// A layer in the tree.
    Tree,
}

impl Id {
    /// The heading of any frame.
    pub const HEADING: Id = Id { sort: Sort::Heading, protocol: 0, layer: 0, start: 0 };

    /// A section of layer `layer`, which is of `protocol`.
    pub fn new(sort: Sort, protocol: &'static Protocol, layer: usize, start: usize) -> Id {
        Id { sort, protocol: ptr::from_ref(protocol).addr(), layer, start }
    }

    /// Where it is kept.
    fn slot(&self) -> usize {
        let words = [self.protocol, self.layer, self.start, self.sort as usize];
        let mixed = words.iter().fold(0_usize, |mixed, word| {
            (mixed.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15_u64 as usize)
        });
        mixed.rotate_left(usize::BITS / 2) % SLOTS
    }
}

/// What lines of a section say, as far as they are not the same for all pages of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Says {
    /// The label of a field, or another constant, by where it is in memory; and whatever else makes it another line.
    what: [usize; 4],
    /// Bits or octets of the frame.
    place: (usize, usize),
    /// `None` where it is more than a number: then it is never the same.
    value: Option<u128>,
}

impl Says {
    /// A field's value. `None` where it owns no octets.
    pub fn field(span: &Span, on: [usize; 3]) -> Option<Says> {
        let value = match span.value {
            Value::None => Some(0),
            Value::Uint(number) => Some(number.into()),
            Value::Flag(set) => Some(set.into()),
            Value::Mac([a, b, c, d, e, f]) => Some(u64::from_be_bytes([0, 0, a, b, c, d, e, f]).into()),
            Value::Ipv4(address) => Some(address.to_bits().into()),
            Value::Ipv6(address) => Some(address.to_bits()),
            _ => None,
        };
        let what = [ptr::from_ref(span.label).addr(), on[0], on[1], on[2]];
        let place = (span.bits.start, span.bits.end);
        if span.is_derived() { None } else { Some(Says { what, place, value }) }
    }

    /// The heading of a frame. `None` where it names an interface.
    pub fn heading(frame: &Frame<'_>) -> Option<Says> {
        let Time { seconds, nanos, digits } = frame.time.unwrap_or(NEVER);
        let what = [frame.link as usize, nanos as usize, digits.into(), frame.time.is_some().into()];
        let place = (frame.stack.frame.len(), frame.stack.original);
        let value = u128::from(frame.number) << 64 | u128::from(seconds as u64);
        frame.interface.is_none().then_some(Says { what, place, value: Some(value) })
    }

    /// A constant text about octets.
    pub fn constant(text: &'static str, octets: Range<usize>, on: usize) -> Says {
        Says { what: [text.as_ptr().addr(), on, 0, 0], place: (octets.start, octets.end), value: Some(0) }
    }
}

/// The time of a frame that has none.
const NEVER: Time = Time { seconds: 0, nanos: 0, digits: 0 };

/// A line of a section, where it stands in the text, and where in the text its value does.
#[derive(Clone, Debug)]
struct Line {
    /// `None` where it cannot be used again.
    says: Option<Says>,
    text: Range<usize>,
    /// Empty where no other value could stand there.
    value: Range<usize>,
}

/// A section as it was drawn last, and how far it has been drawn again.
#[derive(Debug, Default)]
pub struct Drawn {
    text: String,
    lines: Vec<Line>,
    /// The line that is drawn next.
    next: usize,
    /// Where on the page the section begins.
    from: usize,
}

impl Drawn {
    /// Draws the next line as it was drawn last, if it says the same. Tells whether it does.
    pub fn same(&mut self, says: &Says, out: &mut String) -> bool {
        let Some(Line { says: Some(last), text, value }) = self.lines.get_mut(self.next) else {
            return false;
        };
        if says.value.is_none() || last != says {
            return false;
        }
        let from = out.len();
        out.push_str(self.text.get(text.clone()).unwrap_or_default());
        let moved = |at: usize| at + from - self.from - text.start;
        *value = if value.start == value.end { 0..0 } else { moved(value.start)..moved(value.end) };
        *text = from - self.from..out.len() - self.from;
        self.next += 1;
        true
    }

    /// Draws the next line as it was drawn last but for its value, which `write` writes, if it says it of the same and has
    /// then no more than `columns` columns. Tells whether it did.
    pub fn other(
        &mut self,
        says: &Says,
        write: impl FnOnce(&mut String),
        columns: usize,
        out: &mut String,
    ) -> bool {
        let Some(Line { says: Some(last), text, value }) = self.lines.get_mut(self.next) else {
            return false;
        };
        if last.what != says.what || value.start == value.end {
            return false;
        }
        let old = |range: Range<usize>| self.text.get(range).unwrap_or_default();
        let from = out.len();
        out.push_str(old(text.start..value.start));
        let begin = out.len();
        write(out);
        let end = out.len();
        let ends_well = end > begin && out.as_bytes().last().is_some_and(u8::is_ascii_graphic);
        out.push_str(old(value.end..text.end));
        // no character has more columns than octets, and the line's end has none
        if !ends_well || out.len() - from > columns + 1 {
            out.truncate(from);
            return false;
        }
        *last = *says;
        *value = begin - self.from..end - self.from;
        *text = from - self.from..out.len() - self.from;
        self.next += 1;
        true
    }

    /// Takes notice of the next line, which was drawn anew in these octets of the page, with its value in those.
    pub fn keep(&mut self, says: Option<Says>, text: Range<usize>, value: Range<usize>) {
        let within = |range: Range<usize>| range.start - self.from..range.end - self.from;
        let value = if value.is_empty() { 0..0 } else { within(value) };
        let line = Line { says, text: within(text), value };
        match self.lines.get_mut(self.next) {
            Some(last) => *last = line,
            None if self.next < MOST_LINES => self.lines.push(line),
            None => return,
        }
        self.next += 1;
    }
}

/// How many lines of a section are kept at most, and octets.
const MOST_LINES: usize = 256;
const MOST_OCTETS: usize = 1 << 14;

/// The sections that were drawn last.
#[derive(Debug, Default)]
pub struct Sections {
    slots: Vec<(Option<Id>, Drawn)>,
}

/// How many are kept: a later one takes the place of an earlier.
const SLOTS: usize = 128;

impl Sections {
    /// A section that begins at octet `from` of the page, as it was drawn last.
    pub fn enter(&mut self, id: Id, from: usize) -> Drawn {
        if self.slots.is_empty() {
            self.slots.resize_with(SLOTS, Default::default);
        }
        let Some((of, drawn)) = self.slots.get_mut(id.slot()) else { return Drawn::default() };
        if *of != Some(id) {
            *of = Some(id);
            drawn.lines.clear();
        }
        Drawn { next: 0, from, ..std::mem::take(drawn) }
    }

    /// Keeps it; `out` is the page, which ends with it.
    pub fn leave(&mut self, id: Id, mut drawn: Drawn, out: &str) {
        drawn.lines.truncate(drawn.next);
        let text = out.get(drawn.from..).unwrap_or_default();
        drawn.text.clear();
        if text.len() <= MOST_OCTETS {
            drawn.text.push_str(text);
        } else {
            drawn.lines.clear();
        }
        if let Some((_, last)) = self.slots.get_mut(id.slot()) {
            *last = drawn;
        }
    }
}
