//! Sections of pages as they were drawn before. Most fields of a layer say what they said in a frame before it, or differ from
//! it in their values alone: to copy the line, or what stands before and behind the value, takes a tenth of the time that
//! it takes to draw it.

use crate::packet::{Note, Span, Value};
use crate::spec::{Protocol, Stop};
use std::ops::Range;
use std::ptr;

/// Which section it is. Tables are known by where they are in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Id {
    sort: Sort,
    protocol: usize,
    layer: usize,
    /// Its first octet.
    start: usize,
}

/// What is drawn of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A section of the dump.
    Dump,
    /// A section of the dump with its fields as the tree tells them.
    DumpWithTree,
    /// A layer in the tree.
    Tree,
}

impl Id {
    /// A section of layer `layer`, which is of `protocol`.
    pub fn new(sort: Sort, protocol: &'static Protocol, layer: usize, start: usize) -> Id {
        Id { sort, protocol: ptr::from_ref(protocol).addr(), layer, start }
    }

    /// Where it is kept.
    fn slot(&self) -> usize {
        slot([self.protocol, self.layer, self.start, self.sort as usize])
    }
}

/// One of the slots for words, the same for the same.
fn slot<const WORDS: usize>(words: [usize; WORDS]) -> usize {
    let mixed = words.iter().fold(0_usize, |mixed, word| {
        (mixed.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15_u64 as usize)
    });
    mixed.rotate_left(usize::BITS / 2) % SLOTS
}

/// What lines of a section say, as far as they are not the same for all pages of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Says {
    /// The label of a field, or another constant, by where it is in memory; and whatever else its view makes it depend on.
    what: (usize, usize),
    /// Bits or octets of the frame.
    place: (usize, usize),
    /// `None` where it is more than a number: then it is never the same.
    value: Option<u128>,
}

impl Says {
    /// A field's value. `None` where it owns no octets.
    pub fn field(span: &Span, on: usize) -> Option<Says> {
        let value = match span.value {
            Value::None => Some(0),
            Value::Uint(number) => Some(number.into()),
            Value::Flag(set) => Some(set.into()),
            Value::Mac([a, b, c, d, e, f]) => Some(u64::from_be_bytes([0, 0, a, b, c, d, e, f]).into()),
            Value::Ipv4(address) => Some(address.to_bits().into()),
            Value::Ipv6(address) => Some(address.to_bits()),
            _ => None,
        };
        let what = (ptr::from_ref(span.label).addr(), on);
        let place = (span.bits.start, span.bits.end);
        if span.is_derived() { None } else { Some(Says { what, place, value }) }
    }

    /// Where what is drawn of it is kept, if it may be said in any section.
    fn slot(&self) -> usize {
        let ((text, on), (start, end), value) = (self.what, self.place, self.value.unwrap_or(0));
        slot([text, on, start, end, value as usize, (value >> 64) as usize])
    }

    /// Whether the value of the same field is written as here: with as many digits, and its bits under the same bits.
    fn value_is_written_as(&self, other: &Says) -> bool {
        let ((start, end), (other_start, other_end)) = (self.place, other.place);
        self.value.is_some()
            && self.value == other.value
            && end.wrapping_sub(start) == other_end.wrapping_sub(other_start)
            && start % 8 == other_start % 8
    }

    /// All octets of a section, where they are few, and its fields, as far as another choice of them could change them: most
    /// frames of a capture have one of a few link headers.
    pub fn octets(id: Id, spans: &[Span], octets: &[u8]) -> Option<Says> {
        let mut value = [0; size_of::<u128>()];
        value.get_mut(..octets.len())?.copy_from_slice(octets);
        let what = (id.protocol, ptr::from_ref(spans.last()?.label).addr());
        let place = (id.start << 8 | octets.len(), id.layer << 8 | id.sort as usize);
        Some(Says { what, place, value: Some(u128::from_be_bytes(value)) })
    }

    /// Where a name goes on: its note is drawn behind so many blanks.
    pub fn note(note: &Note, indent: usize) -> Option<Says> {
        static NOTE: u8 = 0;
        let Note::Leads { offset, base } = *note else { return None };
        Some(Says { what: (ptr::from_ref(&NOTE).addr(), indent), place: (offset, base), value: Some(0) })
    }

    /// That nothing is known of what a field leads to.
    pub fn stop(stop: &Stop, speaker: &'static Protocol) -> Option<Says> {
        let Stop::Unknown { field, value } = *stop else { return None };
        let what = (field.as_ptr().addr(), ptr::from_ref(speaker).addr());
        Some(Says { what, place: (field.len(), 0), value: Some(value.into()) })
    }

    /// A constant text about octets.
    pub fn constant(text: &'static str, octets: Range<usize>, on: usize) -> Says {
        let value = Some(text.len() as u128);
        Says { what: (text.as_ptr().addr(), on), place: (octets.start, octets.end), value }
    }
}

/// A line of a section.
#[derive(Clone, Debug)]
struct Line {
    /// `None` where it cannot be used again.
    says: Option<Says>,
    text: String,
    /// Where in the text the value stands, if another could stand there.
    value: Option<Range<usize>>,
    /// How often another value was drawn in its place.
    others: u32,
}

/// Of so many other values one is kept: those that change in every frame are not worth it, and of two that change places one
/// will come again.
const OTHERS: u32 = 8;

/// How many lines are kept at most, and octets of a line.
const MOST_LINES: usize = 4096;
const MOST_OCTETS: usize = 256;
/// How many octets are remembered at most of what may be said in any section.
const MOST_REMEMBERED: usize = 1024;

/// Where a section is kept that is being drawn, and which of its lines is drawn next.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    slot: usize,
    line: usize,
}

/// The sections that were drawn last.
#[derive(Debug, Default)]
pub struct Sections {
    slots: Vec<(Option<Id>, Vec<Line>)>,
    /// How many lines there are.
    lines: usize,
    /// What may be said in any section: for each slot what was drawn last.
    anywhere: Vec<Option<(Says, String)>>,
}

/// How many sections are kept: a later one takes the place of an earlier.
const SLOTS: usize = 512;

impl Sections {
    /// What was drawn when that was said, if it is remembered.
    pub fn recall(&self, says: &Says) -> Option<&str> {
        let (last, drawn) = self.anywhere.get(says.slot())?.as_ref()?;
        (last == says).then_some(drawn)
    }

    /// Remembers what was drawn.
    pub fn remember(&mut self, says: Says, drawn: &str) {
        if self.anywhere.is_empty() {
            self.anywhere.resize(SLOTS, None);
        }
        if let Some(slot) = self.anywhere.get_mut(says.slot()) {
            *slot = (drawn.len() <= MOST_REMEMBERED).then(|| (says, drawn.to_string()));
        }
    }

    /// Begins a section.
    pub fn enter(&mut self, id: Id) -> Place {
        if self.slots.is_empty() || self.lines >= MOST_LINES {
            self.slots.clear();
            self.slots.resize_with(SLOTS, Default::default);
            self.lines = 0;
        }
        let slot = id.slot();
        if let Some((of, lines)) = self.slots.get_mut(slot)
            && *of != Some(id)
        {
            *of = Some(id);
            lines.iter_mut().for_each(|line| line.says = None);
        }
        Place { slot, line: 0 }
    }

    fn line(&mut self, place: Place) -> Option<&mut Line> {
        self.slots.get_mut(place.slot)?.1.get_mut(place.line)
    }

    /// Draws the next line as it was drawn last, if it says the same. Tells whether it does.
    #[inline(always)]
    pub fn same(&mut self, place: &mut Place, says: &Says, out: &mut String) -> bool {
        match self.line(*place) {
            Some(Line { says: Some(last), text, .. }) if last == says && says.value.is_some() => {
                out.push_str(text);
                place.line += 1;
                true
            }
            _ => false,
        }
    }

    /// Draws the next line as it was drawn last but for its value, which `write` writes, and for its place, if it says that of
    /// the same field. The place is in the line's beginning, or `place` writes what stands behind the value. Tells whether it
    /// did; not if it would have more than `columns` columns.
    pub fn other(
        &mut self,
        at: &mut Place,
        says: &Says,
        write: impl FnOnce(&mut String),
        place: Option<&dyn Fn(&mut String)>,
        columns: usize,
        out: &mut String,
    ) -> bool {
        let Some(Line { says: Some(last), text, value: Some(value), others }) = self.line(*at) else {
            return false;
        };
        let is_there = last.place == says.place;
        if last.what != says.what || !is_there && place.is_none() {
            return false;
        }
        let from = out.len();
        let begin = if last.value_is_written_as(says) {
            out.push_str(text.get(..value.end).unwrap_or_default());
            from + value.start
        } else {
            out.push_str(text.get(..value.start).unwrap_or_default());
            let begin = out.len();
            write(out);
            begin
        };
        let end = out.len();
        match place {
            Some(place) if !is_there => {
                place(out);
                out.push('\n');
            }
            _ => out.push_str(text.get(value.end..).unwrap_or_default()),
        }
        let ends_well = matches!(out.as_bytes(), [.., last, b'\n'] if last.is_ascii_graphic());
        // no character has more columns than octets, and the line's end has none
        if !ends_well || out.len() - from > columns + 1 {
            out.truncate(from);
            return false;
        }
        *others = others.wrapping_add(1);
        if others.is_multiple_of(OTHERS) {
            *last = *says;
            *value = begin - from..end - from;
            text.clear();
            text.push_str(out.get(from..).unwrap_or_default());
        }
        at.line += 1;
        true
    }

    /// Keeps the next line, which was drawn anew, with its value in these octets.
    pub fn keep(&mut self, place: &mut Place, says: Option<Says>, drawn: &str, value: Option<Range<usize>>) {
        let Some((_, lines)) = self.slots.get_mut(place.slot) else { return };
        if place.line == lines.len() && self.lines < MOST_LINES {
            lines.push(Line { says: None, text: String::new(), value: None, others: 0 });
            self.lines += 1;
        }
        if let Some(line) = lines.get_mut(place.line) {
            line.says = says.filter(|_| drawn.len() <= MOST_OCTETS);
            line.text.clear();
            // what cannot be used again need not be kept
            line.text.push_str(if line.says.is_some() { drawn } else { "" });
            line.value = value;
        }
        place.line += 1;
    }
}
