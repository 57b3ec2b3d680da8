//! A run of options, walked from head to head without looking at values.

use super::{Field, Registry, Said, Shape, Width, read_bits};
use crate::say;
use std::ops::Range;

/// One item of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Walked {
    /// Its kind.
    pub code: u64,
    /// Its octets, counted from the first of the run; those that are there.
    pub octets: Range<usize>,
    /// Why nothing behind it can be found, if its length cannot be right.
    pub fault: Option<Fault>,
}

impl Walked {
    /// What its kind is called in `kinds`, or its number.
    pub fn name(&self, kinds: &Registry) -> String {
        kinds.entry(self.code).map_or_else(|| self.code.to_string(), |entry| entry.name.to_string())
    }
}

/// What is wrong with the length of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It does not even count kind and length, which it should.
    Small {
        /// What the length says.
        length: u64,
        /// Octets of kind and length.
        head: usize,
    },
    /// It reaches behind the end of the run.
    Past {
        /// Octets it should have.
        need: usize,
        /// Octets there.
        have: usize,
    },
}

impl Fault {
    /// A sentence for people about the option `name`.
    pub fn said(self, name: &str) -> Said {
        match self {
            Fault::Small { length, head } => say!(
                en: "the option {name} says length {length}, less than the {head} octets of its own head",
                zh: "选项 {name} 的长度为 {length}，比选项开头的 {head} 字节还短",
                name = name, length = length, head = head
            ),
            Fault::Past { need, have } => say!(
                en: "the option {name} needs {need} octets, but only {have} are left",
                zh: "选项 {name} 需要 {need} 字节，但只剩 {have} 字节",
                name = name, need = need, have = have
            ),
        }
    }
}

impl Shape {
    /// The items of a run, up to the one that ends it or the first whose length cannot be right.
    pub fn walk<'a>(&self, run: &'a [u8]) -> impl Iterator<Item = Walked> + use<'a> {
        let Shape { code, length, unit, whole, single, end } = *self;
        let (code, length) = (bits(code), bits(length));
        let head = (code + length) / 8;
        let mut at = 0;
        std::iter::from_fn(move || {
            let left = run.get(at..)?;
            let kind = read_bits(left, 0, code)?;
            let start = at;
            let item = |octets: usize, fault| {
                let octets = start..start + octets.min(left.len());
                Some(Walked { code: kind, octets, fault })
            };
            at = run.len();
            if end == Some(kind) {
                return item(code / 8, None);
            }
            let mut size = code / 8;
            if !single.contains(&kind) {
                let Some(says) = read_bits(left, code, length) else {
                    return item(left.len(), Some(Fault::Past { need: head, have: left.len() }));
                };
                size = usize::try_from(says).unwrap_or(usize::MAX).saturating_mul(unit.into());
                if !whole {
                    size = size.saturating_add(head);
                }
                if size < head {
                    return item(head, Some(Fault::Small { length: says, head }));
                }
            }
            if size > left.len() {
                return item(size, Some(Fault::Past { need: size, have: left.len() }));
            }
            at = start + size;
            item(size, None)
        })
    }
}

/// The bits of a field of fixed width.
fn bits(field: &Field) -> usize {
    match field.width {
        Width::Bits(bits) => bits.into(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::text;

    static CODE: Field = Field::uint("code", "code", 8, text("code", "代码"));
    static LENGTH: Field = Field::uint("length", "length", 8, text("length", "长度"));
    const SHAPE: Shape =
        Shape { code: &CODE, length: &LENGTH, unit: 1, whole: true, single: &[1], end: Some(0) };

    fn walked(run: &[u8]) -> Vec<(u64, Range<usize>, Option<Fault>)> {
        SHAPE.walk(run).map(|item| (item.code, item.octets, item.fault)).collect()
    }

    #[test]
    fn a_run_ends_where_it_says_so() {
        assert_eq!(walked(&[1, 2, 4, 9, 9, 0, 7]), [(1, 0..1, None), (2, 1..5, None), (0, 5..6, None)]);
        assert_eq!(walked(&[]), []);
    }

    #[test]
    fn a_length_that_cannot_be_right_ends_the_run() {
        assert_eq!(walked(&[2, 0, 1]), [(2, 0..2, Some(Fault::Small { length: 0, head: 2 }))]);
        assert_eq!(
            walked(&[1, 2, 4, 9]),
            [(1, 0..1, None), (2, 1..4, Some(Fault::Past { need: 4, have: 3 }))]
        );
        assert_eq!(walked(&[2]), [(2, 0..1, Some(Fault::Past { need: 2, have: 1 }))]);
    }

    #[test]
    fn a_length_may_count_the_value_alone_and_in_steps() {
        let shape = Shape { unit: 8, whole: false, ..SHAPE };
        let octets: Vec<Range<usize>> =
            shape.walk(&[2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1]).map(|item| item.octets).collect();
        assert_eq!(octets, [0..10, 10..11]);
    }
}
