//! A block of addresses in equal parts, and how large a subnet has to be.

use super::Count;
use super::given::net;
use super::range::{Family, Range};
use crate::say;
use crate::spec::Trouble;
use ipnet::IpNet;

/// A prefix in subnets of one length, none of which is kept: there can be 2^128.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split {
    /// What is split, without host bits.
    pub parent: IpNet,
    /// The prefix length of its parts.
    pub len: u8,
}

impl Split {
    /// The parts of `parent` with prefixes of `len` bits.
    ///
    /// # Errors
    /// A length that is shorter than the parent's, whose parts would be larger than it.
    pub fn new(parent: IpNet, len: u8) -> Result<Split, Trouble> {
        let parent = parent.trunc();
        let bits = Family::of(parent.addr()).bits();
        if len < parent.prefix_len() {
            let around = net(parent.addr(), len).trunc();
            let what = say!(
                en: "a /{len} is larger than {parent} and cannot be a part of it",
                zh: "/{len} 比 {parent} 大，不能是它的一部分", len = len, parent = parent
            );
            return Err(Trouble::new(what).hint(say!(
                en: "parts have a prefix length from /{from} to /{bits}; the /{len} around it is {around}",
                zh: "各部分的前缀长度应为 /{from} 到 /{bits}；包含它的 /{len} 是 {around}",
                from = parent.prefix_len(), bits = bits, len = len, around = around
            )));
        }
        Ok(Split { parent, len: len.min(bits) })
    }

    /// At least `parts` equal parts: a power of two of them.
    ///
    /// # Errors
    /// No parts at all, or more than there are addresses.
    pub fn into_parts(parent: IpNet, parts: Count) -> Result<Split, Trouble> {
        let parent = parent.trunc();
        let bits = Family::of(parent.addr()).bits();
        if parts.is_zero() {
            let what =
                say!(en: "`--into` needs 1 part or more, not 0", zh: "`--into` 至少要 1 个部分，而不是 0");
            return Err(Trouble::new(what).hint(say!(en: "`--into 4`", zh: "`--into 4`")));
        }
        let len = parts.bits().saturating_add(parent.prefix_len());
        if len > bits {
            let size = Range::of(parent).size();
            let what = say!(
                en: "{parent} has {size} addresses and cannot be split into {parts} parts",
                zh: "{parent} 只有 {size} 个地址，不能分成 {parts} 个部分", parent = parent, size = size, parts = parts
            );
            return Err(Trouble::new(what).hint(say!(
                en: "`--into {size}` at most", zh: "最多 `--into {size}`", size = size
            )));
        }
        Split::new(parent, len)
    }

    /// Parts as small as can be that still have room for `hosts`.
    ///
    /// # Errors
    /// No hosts at all, or more than there is room for.
    pub fn for_hosts(parent: IpNet, hosts: Count, p2p: bool) -> Result<Split, Trouble> {
        let parent = parent.trunc();
        let family = Family::of(parent.addr());
        if hosts.is_zero() {
            return Err(no_hosts());
        }
        match len_for(family, hosts, p2p) {
            Some(len) if len >= parent.prefix_len() => Split::new(parent, len),
            len => Err(too_many_hosts(parent, hosts, len)),
        }
    }

    /// How many parts there are.
    pub fn count(&self) -> Count {
        Count::power(self.len - self.parent.prefix_len())
    }

    /// Part number `n`, counted from 0; `None` behind the last.
    pub fn part(&self, n: u128) -> Option<IpNet> {
        let whole = Range::of(self.parent);
        let host_bits = u32::from(whole.family.bits() - self.len);
        if Count::of(n) >= self.count() {
            return None;
        }
        // the only part of all of IPv6 is number 0, whose shift would be by all 128 bits
        let offset = n.checked_shl(host_bits).unwrap_or(0);
        Some(net(whole.family.address(whole.first | offset), self.len))
    }

    /// The last part.
    pub fn last(&self) -> IpNet {
        let whole = Range::of(self.parent);
        net(whole.last_address(), self.len).trunc()
    }

    /// All parts, one after another.
    pub fn parts(self) -> impl Iterator<Item = IpNet> {
        let mut next = Some(0u128);
        std::iter::from_fn(move || {
            let n = next?;
            next = n.checked_add(1);
            self.part(n)
        })
    }
}

/// How many hosts can be given an address in a subnet with `host_bits` bits for them.
///
/// In IPv4 the network's and the broadcast address are no host's (RFC 1122 §3.2.1.3), except with /31 (RFC 3021) and /32. In
/// IPv6 the first address is that of all its routers (RFC 4291 §2.6.1), except with /127 (RFC 6164) and /128; there is no
/// broadcast.
pub fn usable(family: Family, host_bits: u8) -> Count {
    let size = Count::power(host_bits);
    match (family, host_bits) {
        (_, 0 | 1) => size,
        (Family::V4, _) => size.less(Count::of(2)),
        (Family::V6, _) => size.less(Count::of(1)),
    }
}

/// The longest prefix with room for `hosts`; `None` where no prefix has it. Two hosts or one get a /31 or a /127 only
/// where `p2p` allows it, for both ends of such a link have to know it.
pub fn len_for(family: Family, hosts: Count, p2p: bool) -> Option<u8> {
    let fewest = if p2p { 1 } else { 2 };
    let host_bits = (fewest..=family.bits()).find(|host_bits| usable(family, *host_bits) >= hosts)?;
    Some(family.bits() - host_bits)
}

/// The trouble with a subnet for nobody.
pub fn no_hosts() -> Trouble {
    let what = say!(en: "0 hosts are no subnet", zh: "0 台主机不成子网");
    Trouble::new(what).hint(say!(en: "ask for 1 host or more", zh: "至少要 1 台主机"))
}

/// The trouble with more hosts than `parent` has room for; `len` is what would do.
pub fn too_many_hosts(parent: IpNet, hosts: Count, len: Option<u8>) -> Trouble {
    let whole = Range::of(parent);
    let room = usable(whole.family, whole.family.bits() - parent.prefix_len());
    let Some(len) = len else {
        let family = whole.family.name();
        let what = say!(
            en: "all of {family} has no room for {hosts} hosts in one subnet",
            zh: "整个 {family} 也放不下有 {hosts} 台主机的子网", family = family, hosts = hosts
        );
        return Trouble::new(what);
    };
    let around = net(parent.addr(), len).trunc();
    let what = say!(
        en: "{hosts} hosts need a /{len}, but {parent} has room for {room}",
        zh: "{hosts} 台主机需要 /{len}，而 {parent} 只能容纳 {room} 台", hosts = hosts, len = len, parent = parent, room = room
    );
    Trouble::new(what).hint(say!(
        en: "the /{len} around it is {around}", zh: "包含它的 /{len} 是 {around}", len = len, around = around
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn net(text: &str) -> IpNet {
        text.parse().expect("a prefix")
    }

    fn listed(split: Split) -> Vec<String> {
        split.parts().map(|net| net.to_string()).collect()
    }

    #[test]
    fn parts_tile_the_parent() {
        let split = Split::new(net("192.168.1.7/24"), 26).expect("parts");
        assert_eq!(
            listed(split),
            ["192.168.1.0/26", "192.168.1.64/26", "192.168.1.128/26", "192.168.1.192/26"]
        );
        let split = Split::new(net("2001:db8::/48"), 50).expect("parts");
        let quarters = ["", "4000", "8000", "c000"];
        let expected = quarters.map(|q| match q {
            "" => "2001:db8::/50".to_string(),
            q => format!("2001:db8:0:{q}::/50"),
        });
        assert_eq!(listed(split), expected);
        assert_eq!(
            listed(Split::new(net("10.0.0.0/30"), 31).expect("parts")),
            ["10.0.0.0/31", "10.0.0.2/31"]
        );
        assert_eq!(listed(Split::new(net("::/0"), 0).expect("parts")), ["::/0"]);
        assert!(Split::new(net("192.168.1.0/24"), 20).is_err());
    }

    #[test]
    fn more_parts_than_anybody_could_list_are_counted() {
        let all = Split::new(net("::/0"), 128).expect("parts");
        assert_eq!(all.count(), Count::power(128));
        assert_eq!(all.last().to_string(), "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128");
        assert_eq!(all.part(u128::MAX), Some(all.last()));
        let all = Split::new(net("0.0.0.0/0"), 32).expect("parts");
        assert_eq!(all.count().to_string(), "4294967296");
        assert_eq!(all.part(1 << 32), None);
        assert_eq!(all.last().to_string(), "255.255.255.255/32");
    }

    /// Each length by hand: 2^n - 2 in IPv4, but 2 and 1 at the end; 2^n - 1 in IPv6.
    #[test]
    fn hosts_get_the_longest_prefix_that_has_room() {
        let len = |family, hosts, p2p| len_for(family, Count::of(hosts), p2p);
        for (hosts, expected) in
            [(1, 30), (2, 30), (3, 29), (6, 29), (7, 28), (62, 26), (63, 25), (254, 24), (255, 23)]
        {
            assert_eq!(len(Family::V4, hosts, false), Some(expected), "{hosts}");
        }
        assert_eq!(len(Family::V4, 2, true), Some(31));
        assert_eq!(len(Family::V4, 3, true), Some(29));
        assert_eq!(len(Family::V4, (1 << 32) - 2, false), Some(0));
        assert_eq!(len(Family::V4, (1 << 32) - 1, false), None);
        for (hosts, expected) in [(1, 126), (3, 126), (4, 125), (255, 120), (256, 119)] {
            assert_eq!(len(Family::V6, hosts, false), Some(expected), "{hosts}");
        }
        assert_eq!(len(Family::V6, 2, true), Some(127));
        assert_eq!(len_for(Family::V6, Count::power(128), false), None);
    }

    #[test]
    fn equal_parts_are_a_power_of_two() {
        let into = |parts| Split::into_parts(net("172.16.0.0/16"), Count::of(parts)).map(|split| split.len);
        assert_eq!(into(12).ok(), Some(20));
        assert_eq!(into(16).ok(), Some(20));
        assert_eq!(into(1).ok(), Some(16));
        assert_eq!(into(65536).ok(), Some(32));
        assert!(into(65537).is_err());
        assert!(into(0).is_err());
    }
}
