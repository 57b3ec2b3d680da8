//! A span: a named stretch of a frame with its value. Views, JSON and exercises see nothing else.

use super::name::Note;
use crate::spec::{Entry, Field, Label};
use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;

/// A named stretch of bits of a frame.
#[derive(Clone, Debug)]
pub struct Span {
    /// Key, name, meaning, source.
    pub label: &'static Label,
    /// The field that declares it; groups, lists and options have none.
    pub field: Option<&'static Field>,
    /// Which bits of the frame, counted from its first, most significant bit of an octet first.
    pub bits: Range<usize>,
    /// What it says.
    pub value: Value,
    /// What the value stands for.
    pub entry: Option<&'static Entry>,
    /// What it is made of; they tile it. Empty for a leaf.
    pub children: Vec<Span>,
    /// Whether the children are a list (many of one sort) rather than named parts.
    pub list: bool,
    /// What few spans have.
    pub(super) rare: Option<Box<Rare>>,
}

/// What few spans have: kept apart, so that all others are small.
#[derive(Clone, Debug, Default)]
pub(super) struct Rare {
    pub(super) note: Option<Note>,
    pub(super) from: Vec<Range<usize>>,
}

/// What a span says.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing beyond what its children say.
    None,
    /// A number.
    Uint(u64),
    /// A number that may be negative.
    Int(i64),
    /// One bit.
    Flag(bool),
    /// An EUI-48 address.
    Mac([u8; 6]),
    /// An IPv4 address.
    Ipv4(Ipv4Addr),
    /// An IPv6 address.
    Ipv6(Ipv6Addr),
    /// Characters, as they stand there: not yet safe for a terminal.
    Text(String),
    /// A domain name, with what is not printable escaped (RFC 1035 §5.1).
    Name(String),
    /// The octets themselves, to be looked up in the frame.
    Octets,
    /// The field was cut short: so many of its bits are missing.
    Cut {
        /// Bits that are missing.
        missing: usize,
    },
}

impl Span {
    /// A span with nothing in it yet.
    pub fn new(label: &'static Label, bits: Range<usize>) -> Span {
        Span {
            label,
            field: None,
            bits,
            value: Value::None,
            entry: None,
            children: Vec::new(),
            list: false,
            rare: None,
        }
    }

    /// Something to say about this very value.
    pub fn note(&self) -> Option<&Note> {
        self.rare.as_ref()?.note.as_ref()
    }

    /// For a derived span, which owns no octets: where it came from, in octets of the frame.
    pub fn from(&self) -> &[Range<usize>] {
        self.rare.as_ref().map_or(&[], |rare| &rare.from)
    }

    pub(super) fn say(&mut self, note: Note) {
        self.rare.get_or_insert_default().note = Some(note);
    }

    /// Whether views may show it as one piece: it has no parts, or a value of its own that sums them up.
    pub fn is_whole(&self) -> bool {
        self.children.is_empty() || self.value != Value::None
    }

    /// Whether it owns no octets of its own.
    pub fn is_derived(&self) -> bool {
        !self.from().is_empty()
    }

    /// The octets it touches.
    pub fn octets(&self) -> Range<usize> {
        self.bits.start / 8..self.bits.end.div_ceil(8)
    }

    /// Whether it begins and ends at an octet's border.
    pub fn is_aligned(&self) -> bool {
        self.bits.start.is_multiple_of(8) && self.bits.end.is_multiple_of(8)
    }

    /// Calls `each` with every leaf, in order; `whole` spans count as leaves when `fold` is set.
    pub fn leaves<'a>(&'a self, fold: bool, each: &mut impl FnMut(&'a Span)) {
        if self.is_derived() {
            return;
        }
        if self.children.is_empty() || (fold && self.is_whole()) {
            each(self);
        } else {
            for child in &self.children {
                child.leaves(fold, each);
            }
        }
    }
}

/// Memory of spans that nobody looks at any more, for those to come: a frame needs about what the one before it did.
#[derive(Default)]
pub(super) struct Spare {
    lists: Vec<Vec<Span>>,
    texts: Vec<String>,
    /// For how many spans there is room in the lists.
    room: usize,
}

/// The most spans that there is room for in what is kept, which is 2 MB.
const ROOM: usize = 1 << 14;
/// The most texts that are kept, and the most octets in one of them.
const TEXTS: usize = 1 << 10;
const TEXT_OCTETS: usize = 1 << 8;

impl Spare {
    /// A list with nothing in it.
    pub(super) fn list(&mut self) -> Vec<Span> {
        let list = self.lists.pop().unwrap_or_default();
        self.room -= list.capacity();
        list
    }

    /// A text of these characters.
    pub(super) fn text(&mut self, characters: &str) -> String {
        let mut text = self.texts.pop().unwrap_or_default();
        text.push_str(characters);
        text
    }

    /// Takes back a list and all that is in it.
    pub(super) fn take_back(&mut self, mut list: Vec<Span>) {
        for Span { value, children, .. } in list.drain(..) {
            if let Value::Text(mut text) | Value::Name(mut text) = value
                && text.capacity() <= TEXT_OCTETS
                && self.texts.len() < TEXTS
            {
                text.clear();
                self.texts.push(text);
            }
            if children.capacity() == 0 {
                // nothing to drop: most spans have no children, and to be told so takes a tenth of the time
                std::mem::forget(children);
            } else {
                self.take_back(children);
            }
        }
        let room = list.capacity();
        if room > 0 && self.room + room <= ROOM {
            self.room += room;
            self.lists.push(list);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packet::UNREAD;

    /// A span of so many children, one of which has a text.
    fn span(children: usize) -> Span {
        let mut span = Span::new(&UNREAD, 0..8);
        span.children = (0..children).map(|_| Span::new(&UNREAD, 0..8)).collect();
        if let Some(first) = span.children.first_mut() {
            first.value = Value::Text("text".into());
        }
        span
    }

    #[test]
    fn a_list_comes_back_empty_and_is_given_out_again() {
        let mut spare = Spare::default();
        spare.take_back(vec![span(3), span(0)]);
        let lists = [spare.list(), spare.list(), spare.list()];
        assert_eq!(
            lists.each_ref().map(|list| (list.len(), list.capacity() > 0)),
            [(0, true), (0, true), (0, false)]
        );
        assert_eq!(spare.room, 0);
        let text = spare.text("other");
        assert_eq!(text, "other");
        assert!(spare.texts.is_empty());
    }

    #[test]
    fn what_is_kept_does_not_grow_without_bound() {
        let mut spare = Spare::default();
        for _ in 0..4 {
            spare.take_back((0..ROOM).map(|_| span(1)).collect());
        }
        assert!(spare.room <= ROOM);
        assert!(spare.texts.len() <= TEXTS);
    }
}
