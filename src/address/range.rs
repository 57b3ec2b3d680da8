//! Addresses from one to another: what prefixes become when they are put together or taken apart.

use super::Count;
use super::given::net;
use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Which addresses a number means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// 32 bits.
    V4,
    /// 128 bits.
    V6,
}

impl Family {
    /// The family of an address.
    pub fn of(addr: IpAddr) -> Family {
        if addr.is_ipv4() { Family::V4 } else { Family::V6 }
    }

    /// Bits of an address.
    pub const fn bits(self) -> u8 {
        match self {
            Family::V4 => 32,
            Family::V6 => 128,
        }
    }

    /// The highest address as a number.
    pub const fn last(self) -> u128 {
        u128::MAX >> (128 - self.bits())
    }

    /// The address that is this number.
    pub fn address(self, number: u128) -> IpAddr {
        match self {
            Family::V4 => IpAddr::V4(Ipv4Addr::from(number as u32)),
            Family::V6 => IpAddr::V6(Ipv6Addr::from(number)),
        }
    }

    /// The name of the protocol.
    pub const fn name(self) -> &'static str {
        match self {
            Family::V4 => "IPv4",
            Family::V6 => "IPv6",
        }
    }
}

/// An address as a number.
pub fn number(addr: IpAddr) -> u128 {
    match addr {
        IpAddr::V4(addr) => u128::from(u32::from(addr)),
        IpAddr::V6(addr) => u128::from(addr),
    }
}

/// All addresses from `first` to `last`, both with them. Ranges sort by family, then by their first address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Range {
    /// The family of both.
    pub family: Family,
    /// The first, as a number.
    pub first: u128,
    /// The last, as a number; not below the first.
    pub last: u128,
}

impl Range {
    /// The range between two addresses; `None` where they are of two families, or the last is below the first.
    pub fn between(first: IpAddr, last: IpAddr) -> Option<Range> {
        let family = Family::of(first);
        let [first, last_number] = [first, last].map(number);
        (family == Family::of(last) && first <= last_number).then_some(Range {
            family,
            first,
            last: last_number,
        })
    }

    /// The addresses of a prefix, whose host bits do not matter.
    pub fn of(net: IpNet) -> Range {
        let family = Family::of(net.addr());
        let host = family.last().checked_shr(u32::from(net.prefix_len())).unwrap_or(0);
        let addr = number(net.addr());
        Range { family, first: addr & !host, last: addr | host }
    }

    /// How many addresses there are.
    pub fn size(&self) -> Count {
        Count::of(self.last - self.first) + Count::of(1)
    }

    /// The first address.
    pub fn first_address(&self) -> IpAddr {
        self.family.address(self.first)
    }

    /// The last address.
    pub fn last_address(&self) -> IpAddr {
        self.family.address(self.last)
    }

    /// Whether every address of `other` is in this range too.
    pub fn contains(&self, other: &Range) -> bool {
        self.family == other.family && self.first <= other.first && other.last <= self.last
    }

    /// The addresses that are in both.
    pub fn overlap(&self, other: &Range) -> Option<Range> {
        let (first, last) = (self.first.max(other.first), self.last.min(other.last));
        (self.family == other.family && first <= last).then_some(Range { family: self.family, first, last })
    }

    /// The fewest prefixes that have these addresses and no others, in order: at most 2 * bits - 2 of them.
    pub fn prefixes(self) -> Prefixes {
        Prefixes { left: Some(self) }
    }

    /// The prefix that has these addresses and no others, where one does.
    pub fn prefix(self) -> Option<IpNet> {
        let net = self.cover();
        (Range::of(net) == self).then_some(net)
    }

    /// The longest prefix that has all these addresses, and perhaps others.
    pub fn cover(self) -> IpNet {
        let bits = self.family.bits();
        // the bits that first and last have in common, from the left
        let common = (self.first ^ self.last).leading_zeros() as u8 - (128 - bits);
        let host = self.family.last().checked_shr(u32::from(common)).unwrap_or(0);
        net(self.family.address(self.first & !host), common)
    }
}

/// The prefixes of a range, one after another.
#[derive(Clone, Debug)]
pub struct Prefixes {
    left: Option<Range>,
}

impl Iterator for Prefixes {
    type Item = IpNet;

    fn next(&mut self) -> Option<IpNet> {
        let Range { family, first, last } = self.left?;
        // a prefix can begin here that has as many host bits as the address has zeros at its end ...
        let aligned = first.trailing_zeros().min(u32::from(family.bits()));
        // ... and may not reach over the last address
        let fits = (last - first).checked_add(1).map_or(128, u128::ilog2);
        let host_bits = aligned.min(fits);
        let end = first | 1u128.checked_shl(host_bits).map_or(u128::MAX, |size| size - 1);
        self.left = (end < last).then(|| Range { family, first: end + 1, last });
        Some(net(family.address(first), family.bits() - host_bits as u8))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prefixes(first: &str, last: &str) -> Vec<String> {
        let range = Range::between(first.parse().expect("address"), last.parse().expect("address"));
        range.expect("a range").prefixes().map(|net| net.to_string()).collect()
    }

    #[test]
    fn the_ends_of_both_families_are_reached_at_once() {
        assert_eq!(prefixes("0.0.0.0", "255.255.255.255"), ["0.0.0.0/0"]);
        assert_eq!(prefixes("::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"), ["::/0"]);
        assert_eq!(prefixes("255.255.255.255", "255.255.255.255"), ["255.255.255.255/32"]);
        // the worst there is: 2 * 32 - 2 and 2 * 128 - 2
        assert_eq!(prefixes("0.0.0.1", "255.255.255.254").len(), 62);
        assert_eq!(prefixes("::1", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe").len(), 254);
    }

    #[test]
    fn a_range_is_told_in_the_fewest_prefixes() {
        assert_eq!(prefixes("10.0.0.0", "10.0.0.255"), ["10.0.0.0/24"]);
        assert_eq!(
            prefixes("10.0.0.5", "10.0.0.20"),
            ["10.0.0.5/32", "10.0.0.6/31", "10.0.0.8/29", "10.0.0.16/30", "10.0.0.20/32"]
        );
        assert_eq!(
            prefixes("2001:db8::5", "2001:db8::20"),
            ["2001:db8::5/128", "2001:db8::6/127", "2001:db8::8/125", "2001:db8::10/124", "2001:db8::20/128"]
        );
    }

    #[test]
    fn a_cover_is_the_longest_prefix_of_both_ends() {
        let cover = |a: &str, b: &str| {
            let range = Range::between(a.parse().expect("address"), b.parse().expect("address"));
            range.expect("a range").cover().to_string()
        };
        assert_eq!(cover("192.168.1.5", "192.168.1.20"), "192.168.1.0/27");
        assert_eq!(cover("0.0.0.0", "255.255.255.255"), "0.0.0.0/0");
        assert_eq!(cover("127.255.255.255", "128.0.0.0"), "0.0.0.0/0");
        assert_eq!(cover("10.0.0.7", "10.0.0.7"), "10.0.0.7/32");
        assert_eq!(cover("2001:db8::1", "2001:db8::1:0"), "2001:db8::/111");
    }
}
