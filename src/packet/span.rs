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
    pub fn leaves<'a>(&'a self, fold: bool, each: &mut dyn FnMut(&'a Span)) {
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
