//! What a value is held against.

/// A test of one value. Numbers, addresses and times become numbers in the order of their values, so that every
/// comparison, prefix and set of them is a list of ranges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// Whatever it is.
    Any,
    /// A number from the first to the second, both included.
    Between(u64, u64),
    /// A number in one of these ranges.
    Ranges(Box<[(u64, u64)]>),
    /// The same for addresses of 128 bits and for times.
    Wide(Box<[(u128, u128)]>),
    /// Digits that are a number in one of these ranges, as text protocols write numbers.
    Digits(Box<[(u64, u64)]>),
    /// Octets or characters.
    Text(Text),
}

/// A test of octets or characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// One of these is wanted.
    pub wanted: Box<[Vec<u8>]>,
    /// Whether it may stand anywhere in the value.
    pub inside: bool,
    /// What counts as the same.
    pub spelling: Spelling,
}

/// Which spellings are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// Only the same octets.
    Exact,
    /// `A` and `a` too.
    AnyCase,
    /// Those, and with or without a dot at the end: domain names (RFC 4343 §3).
    Name,
}

impl Test {
    /// Ranges of numbers.
    pub fn numbers(ranges: Vec<(u64, u64)>) -> Test {
        match ranges[..] {
            [(first, last)] => Test::Between(first, last),
            _ => Test::Ranges(ranges.into()),
        }
    }

    /// A number that may be negative, in the order of the others.
    pub fn signed(number: i64) -> u64 {
        number as u64 ^ 1 << 63
    }

    /// The same for 128 bits.
    pub fn wide_signed(number: i128) -> u128 {
        number as u128 ^ 1 << 127
    }

    /// Whether a number passes.
    #[inline]
    pub fn number(&self, number: u64) -> bool {
        match self {
            Test::Any => true,
            Test::Between(first, last) => (*first..=*last).contains(&number),
            Test::Ranges(ranges) => ranges.iter().any(|(first, last)| (*first..=*last).contains(&number)),
            _ => false,
        }
    }

    /// Whether a number of 128 bits passes.
    #[inline]
    pub fn wide(&self, number: u128) -> bool {
        match self {
            Test::Any => true,
            Test::Wide(ranges) => ranges.iter().any(|(first, last)| (*first..=*last).contains(&number)),
            _ => false,
        }
    }

    /// Whether octets or characters pass.
    pub fn octets(&self, octets: &[u8]) -> bool {
        match self {
            Test::Any => true,
            Test::Text(text) => text.passes(octets),
            Test::Digits(ranges) => digits(octets)
                .is_some_and(|number| ranges.iter().any(|(first, last)| (*first..=*last).contains(&number))),
            _ => false,
        }
    }
}

impl Text {
    fn passes(&self, octets: &[u8]) -> bool {
        let octets = if self.spelling == Spelling::Name { name(octets) } else { octets };
        let exact = self.spelling == Spelling::Exact;
        let same = |a: &[u8], b: &[u8]| if exact { a == b } else { a.eq_ignore_ascii_case(b) };
        self.wanted.iter().any(|wanted| match wanted.len() {
            _ if !self.inside => same(octets, wanted),
            0 => true,
            length => octets.windows(length).any(|window| same(window, wanted)),
        })
    }
}

/// A domain name without the dot at its end.
pub fn name(octets: &[u8]) -> &[u8] {
    octets.strip_suffix(b".").unwrap_or(octets)
}

fn digits(octets: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(octets).ok()?;
    text.bytes().all(|octet| octet.is_ascii_digit()).then(|| text.parse().ok())?
}
