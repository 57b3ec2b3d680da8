//! The parts that a protocol's octets are made of: fields, choices, repeats, options.

use super::{Amount, Field, Label, Source, Text};
use std::ops::Range;

/// One part of a header, in the standard's order.
#[derive(Clone, Copy, Debug)]
pub enum Part {
    /// A field.
    Field(Field),
    /// Some parts under one name, over so many octets or as many as they take.
    Group(Group),
    /// What follows depends on a value read before.
    Choice(Choice),
    /// The same parts again and again.
    Repeat(Repeat),
    /// Options: each says its kind and its length.
    Items(Items),
    /// Parts that end after so many octets, without a name of their own: a list whose length stands before it.
    /// Octets that they leave over are shown as such.
    Within(Amount, &'static [Part]),
    /// What no table can say: text protocols. Such a part finds its own borders.
    Special(Special),
}

/// Parts under one name.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// Its key, name and meaning.
    pub label: Label,
    /// How many octets it has; `None` as many as its parts take.
    pub octets: Option<Amount>,
    /// What stands in it. Octets they leave over are shown as such.
    pub parts: &'static [Part],
}

/// What follows depends on a value: the first case that holds is taken, or none.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// What decides.
    pub on: On,
    /// The cases in order.
    pub cases: &'static [Case],
}

/// What decides a choice.
#[derive(Clone, Copy, Debug)]
pub enum On {
    /// The value of the field with this key, read before.
    Field(&'static str),
    /// The next so many bits (at most 64), looked at before they are read. Where the part they stand in ends sooner,
    /// no case is taken.
    Ahead(u16),
    /// A value worked out from the layer's octets (all of them, from its first): a look ahead or a length.
    Look(fn(&[u8]) -> u64),
}

/// One case of a choice.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// For which values.
    pub when: When,
    /// What then follows.
    pub parts: &'static [Part],
}

/// For which values a case holds.
#[derive(Clone, Copy, Debug)]
pub enum When {
    /// For one value.
    Is(u64),
    /// For any of these.
    OneOf(&'static [u64]),
    /// From the first to the second, both included.
    Range(u64, u64),
    /// For all that no case before took.
    Else,
}

impl When {
    /// Whether the case holds for `value`.
    pub fn holds(&self, value: u64) -> bool {
        match *self {
            When::Is(one) => value == one,
            When::OneOf(many) => many.contains(&value),
            When::Range(first, last) => (first..=last).contains(&value),
            When::Else => true,
        }
    }
}

impl Choice {
    /// The parts for `value`; none where no case holds.
    pub fn parts(&self, value: u64) -> &'static [Part] {
        self.cases.iter().find(|case| case.when.holds(value)).map_or(&[], |case| case.parts)
    }
}

/// The same parts again and again. Where they are a single field, the list is one of its values.
#[derive(Clone, Copy, Debug)]
pub struct Repeat {
    /// The key, name and meaning of the whole.
    pub label: Label,
    /// The key, name and meaning of one.
    pub each: Label,
    /// How many; `None` to the end of what they stand in.
    pub count: Option<Amount>,
    /// What one is made of.
    pub parts: &'static [Part],
}

/// Options: a run of items, each with a kind and (mostly) a length.
#[derive(Clone, Copy, Debug)]
pub struct Items {
    /// The key, name and meaning of the whole.
    pub label: Label,
    /// How kind and length are written.
    pub shape: Shape,
    /// The kinds that are known.
    pub kinds: &'static [Item],
    /// What an unknown kind is called: `"Option"`.
    pub unknown: &'static Label,
}

/// How the head of an item is written.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// The field of the kind, `key` and name as the standard prints them.
    pub code: &'static Field,
    /// The field of the length.
    pub length: &'static Field,
    /// How many octets one step of the length counts for.
    pub unit: u16,
    /// Whether the length counts kind and length themselves.
    pub whole: bool,
    /// The kinds that stand alone, without a length.
    pub single: &'static [u64],
    /// The kind that ends the run; what is behind it is padding.
    pub end: Option<u64>,
}

/// One kind of item.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    /// The code point.
    pub code: u64,
    /// Its key, name, meaning and source.
    pub label: Label,
    /// What its value is made of (behind kind and length).
    pub parts: &'static [Part],
}

/// A part with borders of its own.
#[derive(Clone, Copy, Debug)]
pub struct Special {
    /// The fields it may find, for the reference and for the builder.
    pub fields: &'static [&'static Field],
    /// Finds them: `(layer, at)` are the layer's octets and where the part begins; what it finds goes to the third,
    /// in rising order.
    pub find: fn(&[u8], usize, &mut dyn FnMut(Found)),
}

/// Something that a [`Special`] part found.
#[derive(Clone, Copy, Debug)]
pub enum Found {
    /// A group of named parts begins.
    Open(&'static Label),
    /// A group begins that people also read in one piece: its characters are its value.
    Line(&'static Label),
    /// A list begins.
    List(&'static Label),
    /// Octets `from..to` of the layer are this field; where `to` lies behind the last octet, the field is cut short.
    Field(&'static Field, usize, usize),
    /// The innermost open group or list ends.
    Close,
}

impl Label {
    /// A label. A name that is not printable ASCII does not compile.
    pub const fn new(key: &'static str, name: &'static str, means: Text) -> Label {
        let mut i = 0;
        while i < name.len() {
            if !matches!(name.as_bytes()[i], b' '..=b'~') {
                panic!("a name is not printable ASCII");
            }
            i += 1;
        }
        Label { key, name, means, source: None }
    }

    /// Says where its meaning is written.
    pub const fn source(mut self, source: Source) -> Label {
        self.source = Some(source);
        self
    }
}

impl Item {
    /// A kind of item with the parts of its value.
    pub const fn new(
        code: u64,
        key: &'static str,
        name: &'static str,
        means: Text,
        source: Source,
        parts: &'static [Part],
    ) -> Item {
        Item { code, label: Label::new(key, name, means).source(source), parts }
    }
}

impl Items {
    /// The kind with this code, if it is known.
    pub fn kind(&self, code: u64) -> Option<&'static Item> {
        self.kinds.iter().find(|item| item.code == code)
    }
}

/// The octets that the leading fixed fields of `parts` take together.
///
/// Computed at compile time; stops at the first part whose size the octets decide.
pub const fn fixed_octets(parts: &[Part]) -> usize {
    let mut bits = 0;
    let mut i = 0;
    while i < parts.len() {
        match &parts[i] {
            Part::Field(Field { width: Width::Bits(width), .. }) => bits += *width as usize,
            _ => break,
        }
        i += 1;
    }
    bits / 8
}

use super::Width;

/// Where a field of fixed place stands: found by its key at compile time, so that code which reads it fast
/// writes no offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Bits before it.
    pub bit: usize,
    /// Its bits.
    pub width: usize,
}

/// The place of the field `key` among the leading fixed fields of `parts`. Does not compile where there is none.
pub const fn slot(parts: &[Part], key: &str) -> Slot {
    slot_after(0, parts, key)
}

/// The same for parts that follow `octets` octets: those of a case or behind a fixed head.
pub const fn slot_after(octets: usize, parts: &[Part], key: &str) -> Slot {
    let mut bit = octets * 8;
    let mut i = 0;
    while i < parts.len() {
        match &parts[i] {
            Part::Field(Field { label, width: Width::Bits(width), .. }) => {
                if same_bytes(label.key.as_bytes(), key.as_bytes()) {
                    return Slot { bit, width: *width as usize };
                }
                bit += *width as usize;
            }
            _ => break,
        }
        i += 1;
    }
    panic!("no field of fixed place has this key")
}

/// How the options among `parts` are written. Does not compile where there are none.
pub const fn shape(parts: &[Part]) -> Shape {
    let mut i = 0;
    while i < parts.len() {
        if let Part::Items(items) = &parts[i] {
            return items.shape;
        }
        i += 1;
    }
    panic!("there are no options among these parts")
}

const fn same_bytes(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut i = 0;
    while i < a.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    true
}

impl Slot {
    /// The same place in a header that stands behind so many octets.
    pub const fn behind(self, octets: usize) -> Slot {
        Slot { bit: self.bit + octets * 8, ..self }
    }

    /// The place that a walk over the parts has come to, when it summed up the widths itself.
    pub const fn summed(bit: usize, width: usize) -> Slot {
        Slot { bit, width }
    }

    /// The value, if `bytes` reach so far. At most 64 bits.
    #[inline]
    pub fn read(self, bytes: &[u8]) -> Option<u64> {
        read_bits(bytes, self.bit, self.width)
    }

    /// The value; 0 where `bytes` do not reach so far. For headers whose length was checked.
    #[inline]
    pub fn of(self, bytes: &[u8]) -> u64 {
        self.read(bytes).unwrap_or(0)
    }

    /// The octets of a field that is made of whole ones.
    #[inline]
    pub fn bytes(self, bytes: &[u8]) -> Option<&[u8]> {
        bytes.get(self.bit / 8..(self.bit + self.width) / 8)
    }

    /// The octets as an array: addresses.
    #[inline]
    pub fn array<const N: usize>(self, bytes: &[u8]) -> Option<[u8; N]> {
        self.bytes(bytes)?.try_into().ok()
    }

    /// The octets of the frame that hold it, if its layer begins with octet `start`.
    pub fn octets(self, start: usize) -> Range<usize> {
        start + self.bit / 8..start + (self.bit + self.width).div_ceil(8)
    }

    /// Whether the one-bit field is set.
    #[inline]
    pub fn is_set(self, bytes: &[u8]) -> bool {
        self.of(bytes) != 0
    }
}

/// The number in `width` bits (at most 64) from bit `bit`, most significant first.
#[inline]
pub fn read_bits(bytes: &[u8], bit: usize, width: usize) -> Option<u64> {
    let end = bit.checked_add(width)?;
    let octets = bytes.get(bit / 8..end.div_ceil(8))?;
    if width > 64 {
        return None;
    }
    let mut value = 0u128;
    for octet in octets {
        value = value << 8 | u128::from(*octet);
    }
    value >>= octets.len() * 8 - (bit % 8) - width;
    let mask = if width == 64 { u64::MAX } else { (1u64 << width) - 1 };
    Some(value as u64 & mask)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::text;

    const PARTS: &[Part] = &[
        Part::Field(Field::uint("a", "A", 4, text("a", "甲"))),
        Part::Field(Field::uint("b", "B", 12, text("b", "乙"))),
        Part::Field(Field::mac("c", "C", text("c", "丙"))),
    ];

    #[test]
    fn a_slot_is_the_sum_of_the_widths_before_it() {
        const B: Slot = slot(PARTS, "b");
        const C: Slot = slot(PARTS, "c");
        assert_eq!(B, Slot { bit: 4, width: 12 });
        assert_eq!(B.read(&[0x4a, 0xbc]), Some(0xabc));
        assert_eq!(B.read(&[0x4a]), None);
        assert_eq!(C.array::<6>(&[0, 0, 1, 2, 3, 4, 5, 6]), Some([1, 2, 3, 4, 5, 6]));
        assert_eq!(fixed_octets(PARTS), 8);
    }

    #[test]
    fn bits_are_read_wherever_they_stand() {
        assert_eq!(read_bits(&[0xff; 9], 4, 64), Some(u64::MAX));
        assert_eq!(read_bits(&[0b0101_1010], 3, 2), Some(0b11));
        assert_eq!(read_bits(&[], 0, 0), Some(0));
        assert_eq!(read_bits(&[1], usize::MAX, 8), None);
    }
}
