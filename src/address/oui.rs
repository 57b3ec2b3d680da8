//! Whom IEEE assigned the prefixes of MAC addresses to: its registries MA-L, MA-M, MA-S, IAB and CID in one string of
//! octets, searched where it lies. `tools/oui` writes it.
//!
//! ```text
//! 4     OUI1
//! 10    the day up to which the registries can be, 2026-10-17
//! 5 x 4 how many prefixes each registry has, in the order of `Registry::ALL`
//! 4     how many names there are
//! 4     octets of all names
//!       the prefixes of each registry in rising order: 3, 4 or 5 octets, bits behind the prefix 0; then 3 octets, where
//!       its name begins among the names
//!       the names, each behind an octet with its length, in UTF-8
//! ```
//!
//! All numbers are big-endian. Nothing is unpacked, and nothing is read before somebody asks.

use std::cmp::Ordering;

const TABLE: &[u8] = include_bytes!("oui.bin");

/// Octets before the first prefix.
const HEAD: usize = 42;
/// Octets of a place among the names.
const PLACE: usize = 3;

/// A registry of the IEEE Registration Authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registry {
    /// MAC Address Block Large: a whole OUI.
    MaL,
    /// MAC Address Block Medium.
    MaM,
    /// MAC Address Block Small.
    MaS,
    /// Individual Address Block: what MA-S was called before 2014; no new ones are assigned.
    Iab,
    /// Company ID: it makes no universal addresses, but may begin local ones.
    Cid,
}

impl Registry {
    /// All of them, in the order of the table.
    pub const ALL: [Registry; 5] =
        [Registry::MaL, Registry::MaM, Registry::MaS, Registry::Iab, Registry::Cid];

    /// What IEEE calls it.
    pub fn name(self) -> &'static str {
        match self {
            Registry::MaL => "MA-L",
            Registry::MaM => "MA-M",
            Registry::MaS => "MA-S",
            Registry::Iab => "IAB",
            Registry::Cid => "CID",
        }
    }

    /// Bits of its prefixes.
    pub fn bits(self) -> usize {
        match self {
            Registry::MaL | Registry::Cid => 24,
            Registry::MaM => 28,
            Registry::MaS | Registry::Iab => 36,
        }
    }

    /// Octets of a prefix.
    fn octets(self) -> usize {
        self.bits().div_ceil(8)
    }

    /// Its part of the table.
    fn rows(self) -> Rows {
        let mut start = HEAD;
        for (i, registry) in Registry::ALL.into_iter().enumerate() {
            let size = registry.octets() + PLACE;
            let end = start + size * number(4 + 10 + i * 4, 4);
            if registry == self {
                return Rows { registry, rows: TABLE.get(start..end).unwrap_or_default().chunks_exact(size) };
            }
            start = end;
        }
        Rows { registry: self, rows: [].chunks_exact(1) }
    }
}

/// The big-endian number in `octets` octets of the table from `at`.
fn number(at: usize, octets: usize) -> usize {
    big_endian(TABLE.get(at..at + octets).unwrap_or_default())
}

fn big_endian(octets: &[u8]) -> usize {
    octets.iter().fold(0, |number, octet| number << 8 | usize::from(*octet))
}

/// A prefix, and whom it was assigned to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assigned {
    /// Where it is listed.
    pub registry: Registry,
    /// The prefix; the bits behind it are 0.
    pub prefix: [u8; 6],
    /// The organisation, as it is written there.
    pub name: &'static str,
}

/// The prefixes of one registry in rising order.
struct Rows {
    registry: Registry,
    rows: std::slice::ChunksExact<'static, u8>,
}

impl Rows {
    /// What a row says.
    fn read(registry: Registry, row: &'static [u8]) -> Assigned {
        let (digits, place) = row.split_at(row.len().saturating_sub(PLACE));
        let mut prefix = [0; 6];
        prefix.iter_mut().zip(digits).for_each(|(to, from)| *to = *from);
        Assigned { registry, prefix, name: name(big_endian(place)) }
    }

    /// The row with this prefix.
    fn find(self, prefix: [u8; 6]) -> Option<Assigned> {
        let registry = self.registry;
        let octets = registry.octets();
        let wanted = big_endian(prefix.get(..octets)?);
        let (mut low, mut high) = (0, self.rows.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let row = self.rows.clone().nth(middle)?;
            match big_endian(row.get(..octets)?).cmp(&wanted) {
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
                Ordering::Equal => return Some(Rows::read(registry, row)),
            }
        }
        None
    }
}

impl Iterator for Rows {
    type Item = Assigned;

    fn next(&mut self) -> Option<Assigned> {
        self.rows.next().map(|row| Rows::read(self.registry, row))
    }
}

/// The name at a place among the names.
fn name(place: usize) -> &'static str {
    let names = TABLE.len().saturating_sub(number(38, 4));
    let at = names + place;
    let octets = TABLE.get(at).map_or(0, |length| usize::from(*length));
    TABLE.get(at + 1..at + 1 + octets).and_then(|name| str::from_utf8(name).ok()).unwrap_or_default()
}

/// The first `bits` bits of an address; the others are 0.
pub(super) fn first_bits(address: [u8; 6], bits: usize) -> [u8; 6] {
    let mut kept = address;
    for (i, octet) in kept.iter_mut().enumerate() {
        let here = bits.saturating_sub(i * 8).min(8);
        *octet &= (0xff00u16 >> here) as u8;
    }
    kept
}

/// Whom the blocks belong to that are divided further, in MA-M and MA-S.
pub const DIVIDED: &str = "IEEE Registration Authority";

/// Who was assigned the block that an address is out of: the longest prefix in the registries, 36, 28 or 24 bits. The
/// addresses of groups come with the block of the individual addresses that differ from them in the I/G bit alone
/// (IEEE 802 §8.2); two old assignments have that bit set themselves.
pub fn assigned(address: [u8; 6]) -> Option<Assigned> {
    let [first, a, b, c, d, e] = address;
    longest(address).or_else(|| longest([first & !1, a, b, c, d, e]).filter(|_| first & 1 == 1))
}

fn longest(address: [u8; 6]) -> Option<Assigned> {
    let find = |registry: Registry| registry.rows().find(first_bits(address, registry.bits()));
    // nearly all addresses are out of a whole OUI: only one that is divided, or not listed, has longer prefixes
    let whole = find(Registry::MaL);
    if whole.is_some_and(|found| found.name != DIVIDED) {
        return whole;
    }
    find(Registry::MaS)
        .or_else(|| find(Registry::Iab))
        .or_else(|| find(Registry::MaM))
        .or(whole)
        .or_else(|| find(Registry::Cid))
}

/// All prefixes, one registry after the other in the order of `Registry::ALL`, each in rising order.
pub fn all() -> impl Iterator<Item = Assigned> {
    Registry::ALL.into_iter().flat_map(Registry::rows)
}

/// How many prefixes a registry has.
pub fn count(registry: Registry) -> usize {
    registry.rows().rows.len()
}

/// The day up to which the registries can be: `2026-10-17`.
pub fn date() -> &'static str {
    TABLE.get(4..14).and_then(|date| str::from_utf8(date).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_table_is_what_its_head_says() {
        assert_eq!(&TABLE[..4], b"OUI1");
        let year: u32 = date()[..4].parse().expect("a year");
        assert!(year >= 2026 && date().as_bytes()[4] == b'-' && date().as_bytes()[7] == b'-');
        let rows: usize = Registry::ALL.iter().map(|each| count(*each) * (each.octets() + PLACE)).sum();
        assert_eq!(HEAD + rows + number(38, 4), TABLE.len());
        for registry in Registry::ALL {
            assert_eq!(registry.rows().count(), count(registry));
        }
    }

    #[test]
    fn every_prefix_is_in_order_is_found_and_has_a_name() {
        let (mut names, mut with_group_bit) = (BTreeSet::new(), Vec::new());
        for registry in Registry::ALL {
            let prefixes: Vec<_> = registry.rows().collect();
            assert!(prefixes.is_sorted_by(|a, b| a.prefix < b.prefix), "{registry:?}");
            for each in prefixes {
                assert_eq!(each.prefix, first_bits(each.prefix, registry.bits()));
                assert_eq!(registry.rows().find(each.prefix), Some(each));
                assert!(!each.name.is_empty() && !each.name.chars().any(char::is_control), "{each:?}");
                assert_eq!(each.name.split_whitespace().collect::<Vec<_>>().join(" "), each.name);
                if each.prefix[0] & 1 == 1 {
                    with_group_bit.push(each.prefix);
                }
                // a CID makes no universal addresses
                assert!(registry != Registry::Cid || each.prefix[0] & 0xf == 0xa, "{each:?}");
                names.insert(each.name);
            }
        }
        // what remains from before the bit had its meaning
        assert_eq!(with_group_bit, [[0x11, 0x00, 0xaa, 0, 0, 0], [0x11, 0x11, 0x11, 0, 0, 0]]);
        assert_eq!(names.len(), number(34, 4));
        let octets: usize = names.iter().map(|name| name.len() + 1).sum();
        assert_eq!(octets, number(38, 4));
    }

    /// The last address of a block is in it, the one behind it is not.
    #[test]
    fn the_longest_prefix_decides() {
        for each in all() {
            let bits = each.registry.bits();
            // the short cut holds: no longer prefix is out of an OUI that somebody has as a whole
            let whole = Registry::MaL.rows().find(first_bits(each.prefix, 24));
            assert!(bits == 24 || whole.is_none_or(|found| found.name == DIVIDED), "{each:?}");
            assert!(bits > 24 || each.registry == Registry::MaL || whole.is_none(), "{each:?}");
            let mut last = each.prefix;
            for bit in bits..48 {
                last[bit / 8] |= 0x80 >> (bit % 8);
            }
            let found = assigned(last).expect("an organisation");
            assert!(found.registry.bits() >= bits, "{each:?} {found:?}");
        }
        // an MA-S, beside it the OUI it is out of
        let of = |address| assigned(address).map(|found| (found.registry, found.name));
        assert_eq!(
            of([0x8c, 0x1f, 0x64, 0xaf, 0xa0, 1]),
            Some((Registry::MaS, "DATA ELECTRONIC DEVICES, INC"))
        );
        assert_eq!(of([0x00, 0x1b, 0x44, 0x11, 0x3a, 0xb7]), Some((Registry::MaL, "SanDisk Corporation")));
    }

    #[test]
    fn the_first_bits_stay() {
        assert_eq!(first_bits([0xff; 6], 0), [0; 6]);
        assert_eq!(first_bits([0xff; 6], 28), [0xff, 0xff, 0xff, 0xf0, 0, 0]);
        assert_eq!(first_bits([0xff; 6], 36), [0xff, 0xff, 0xff, 0xff, 0xf0, 0]);
        assert_eq!(first_bits([0xff; 6], 48), [0xff; 6]);
    }
}
