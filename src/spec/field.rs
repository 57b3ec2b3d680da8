//! A field: declared once, read by every view.

use super::{Registry, Source, Text, Words};

/// What every named piece of a frame has, be it a bit or a list of options.
#[derive(Clone, Copy, Debug)]
pub struct Label {
    /// JSON key, builder word, filter word, docs anchor: `"ttl"`.
    pub key: &'static str,
    /// The name as the standard prints it, `"Time to Live"`: printable ASCII, so that it is as wide as it is long.
    pub name: &'static str,
    /// What it is for.
    pub means: Text,
    /// Where that is said, when it is not the protocol's own source.
    pub source: Option<Source>,
}

/// A field of a protocol. Its place is the sum of the widths before it and is never written down.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Key, name, meaning, source.
    pub label: Label,
    /// How many bits it has.
    pub width: Width,
    /// How a person reads it.
    pub kind: Kind,
    /// What one step of its value stands for.
    pub unit: Option<Unit>,
    /// Who supplies its value when a frame is built.
    pub fill: Fill,
}

/// How wide a field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// So many bits (at most 64 for numbers; a multiple of 8 for all else).
    Bits(u16),
    /// As many octets as a field read before says.
    Octets(Amount),
    /// All that is left of the part it stands in.
    Rest,
    /// It says itself where it ends: a DNS name, a word of a text protocol.
    Own,
}

/// A number that a field read before carries: `value ÷ per × times + plus`, the quotient rounded up, never below zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The key of the field that carries it; empty where it is fixed.
    pub of: &'static str,
    /// How many steps of it count as one: 8 where bits are counted and octets wanted.
    pub per: u16,
    /// What one step of it counts for; negative where more of it leaves less.
    pub times: i32,
    /// What is added (or, negative, taken off) afterwards.
    pub plus: i32,
}

impl Amount {
    /// As the field `of` says.
    pub const fn of(of: &'static str) -> Amount {
        Amount { of, per: 1, times: 1, plus: 0 }
    }

    /// Always `octets`, whatever the fields say.
    pub const fn fixed(octets: u16) -> Amount {
        Amount { of: "", per: 1, times: 0, plus: octets as i32 }
    }

    /// The same, in steps of `times`.
    pub const fn times(self, times: i32) -> Amount {
        Amount { times, ..self }
    }

    /// The same, but `per` steps count as one, and what is left over as one more.
    pub const fn per(self, per: u16) -> Amount {
        assert!(per > 0, "nothing can be counted in steps of none");
        Amount { per, ..self }
    }

    /// The same, and `plus` more (or less).
    pub const fn plus(self, plus: i32) -> Amount {
        Amount { plus, ..self }
    }

    /// The amount for a given value of the field.
    pub fn from(self, value: u64) -> usize {
        let steps = value.div_ceil(u64::from(self.per));
        let scaled = i128::from(steps) * i128::from(self.times) + i128::from(self.plus);
        usize::try_from(scaled.max(0)).unwrap_or(usize::MAX)
    }

    /// Whether no field decides it.
    pub const fn is_fixed(self) -> bool {
        self.times == 0
    }
}

/// How a person reads a value.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A number.
    Uint,
    /// A two's-complement number.
    Int,
    /// A number written in base 16.
    Hex,
    /// One bit: set or not.
    Flag,
    /// An EUI-48 address; octets where there are not six.
    Mac,
    /// An IPv4 address; octets where there are not four.
    Ipv4,
    /// The first octets of an IPv4 address, as many as its prefix needs; those left out are zero.
    Ipv4Prefix,
    /// An IPv6 address; octets where there are not sixteen.
    Ipv6,
    /// Octets that have no reading of their own.
    Bytes,
    /// Characters; ends for the reader at the first NUL.
    Text,
    /// Characters that are one of these words, or another.
    Word(&'static Words),
    /// A domain name (RFC 1035 §3.1, §4.1.4), compressed or not.
    DnsName,
    /// A domain name whose pointers count from the first octet of the item's value that it stands in (RFC 3397 §2).
    LocalName,
    /// A code point of a registry.
    Named(&'static Registry),
    /// A code point that people write in base 16: `0x0806`.
    NamedHex(&'static Registry),
}

/// What one step of a value stands for: `5` in a header length is `20 octets`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// So many octets.
    Octets(u32),
    /// So many bits.
    Bits(u32),
    /// Seconds.
    Seconds,
    /// Milliseconds.
    Milliseconds,
    /// 1/256 of a second.
    Sec256,
    /// Minutes.
    Minutes,
}

/// Who supplies a field's value when a frame is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// The author of the frame has to say.
    Author,
    /// This value unless the author says another.
    Value(u64),
    /// These characters unless the author says others.
    Text(&'static str),
    /// Worked out from the rest of the frame unless the author says another.
    Computed,
}

/// Who supplied a value of a frame that was built.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// The author.
    #[default]
    Given,
    /// The table, or a recipe: it is mostly so.
    Default,
    /// The rest of the frame: it was worked out.
    Computed,
}

impl Kind {
    /// The registry that a code point is looked up in.
    pub const fn registry(&self) -> Option<&'static Registry> {
        match self {
            Kind::Named(registry) | Kind::NamedHex(registry) => Some(registry),
            _ => None,
        }
    }
}

impl Field {
    /// A field of `width` read as `kind`.
    pub const fn new(key: &'static str, name: &'static str, width: Width, kind: Kind, means: Text) -> Field {
        Field { label: Label::new(key, name, means), width, kind, unit: None, fill: Fill::Author }
    }

    /// A number of `bits` bits.
    pub const fn uint(key: &'static str, name: &'static str, bits: u16, means: Text) -> Field {
        Field::new(key, name, Width::Bits(bits), Kind::Uint, means)
    }

    /// A number of `bits` bits, written in base 16.
    pub const fn hex(key: &'static str, name: &'static str, bits: u16, means: Text) -> Field {
        Field::new(key, name, Width::Bits(bits), Kind::Hex, means)
    }

    /// One bit; 0 unless the author says otherwise.
    pub const fn flag(key: &'static str, name: &'static str, means: Text) -> Field {
        Field::new(key, name, Width::Bits(1), Kind::Flag, means).default(0)
    }

    /// A code point of `registry` in `bits` bits.
    pub const fn named(
        key: &'static str,
        name: &'static str,
        bits: u16,
        registry: &'static Registry,
        means: Text,
    ) -> Field {
        Field::new(key, name, Width::Bits(bits), Kind::Named(registry), means)
    }

    /// A code point of `registry` in `bits` bits, written in base 16.
    pub const fn named_hex(
        key: &'static str,
        name: &'static str,
        bits: u16,
        registry: &'static Registry,
        means: Text,
    ) -> Field {
        Field::new(key, name, Width::Bits(bits), Kind::NamedHex(registry), means)
    }

    /// An EUI-48 address.
    pub const fn mac(key: &'static str, name: &'static str, means: Text) -> Field {
        Field::new(key, name, Width::Bits(48), Kind::Mac, means)
    }

    /// An IPv4 address.
    pub const fn ipv4(key: &'static str, name: &'static str, means: Text) -> Field {
        Field::new(key, name, Width::Bits(32), Kind::Ipv4, means)
    }

    /// An IPv6 address.
    pub const fn ipv6(key: &'static str, name: &'static str, means: Text) -> Field {
        Field::new(key, name, Width::Bits(128), Kind::Ipv6, means)
    }

    /// All octets that are left.
    pub const fn rest(key: &'static str, name: &'static str, kind: Kind, means: Text) -> Field {
        Field::new(key, name, Width::Rest, kind, means)
    }

    /// As many octets as `amount` says.
    pub const fn sized(
        key: &'static str,
        name: &'static str,
        amount: Amount,
        kind: Kind,
        means: Text,
    ) -> Field {
        Field::new(key, name, Width::Octets(amount), kind, means)
    }

    /// A domain name.
    pub const fn dns_name(key: &'static str, name: &'static str, means: Text) -> Field {
        Field::new(key, name, Width::Own, Kind::DnsName, means)
    }

    /// Says what one step stands for.
    pub const fn unit(mut self, unit: Unit) -> Field {
        self.unit = Some(unit);
        self
    }

    /// The value it has unless the author says another.
    pub const fn default(mut self, value: u64) -> Field {
        self.fill = Fill::Value(value);
        self
    }

    /// Worked out when a frame is built: lengths, checksums, code points of what follows.
    pub const fn computed(mut self) -> Field {
        self.fill = Fill::Computed;
        self
    }

    /// Says where its meaning is written, when that is not the protocol's own source.
    pub const fn source(mut self, source: Source) -> Field {
        self.label.source = Some(source);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::Amount;

    #[test]
    fn an_amount_counts_in_steps_and_never_below_zero() {
        assert_eq!(Amount::of("length").times(4).plus(-8).from(5), 12);
        assert_eq!(Amount::of("length").plus(-8).from(5), 0);
        assert_eq!(Amount::of("hlen").times(-1).plus(16).from(6), 10);
        let significant = Amount::of("width").per(8);
        assert_eq!([0, 1, 8, 9, 24, 32].map(|bits| significant.from(bits)), [0, 1, 1, 2, 3, 4]);
        assert!(Amount::fixed(64).is_fixed());
        assert_eq!(Amount::fixed(64).from(0), 64);
        assert_eq!(Amount::of("count").times(i32::MAX).from(u64::MAX), usize::MAX);
    }
}
