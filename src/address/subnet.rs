//! What follows from an address and its prefix.

use super::range::Family;
use super::split::usable;
use super::{Count, given};
use ipnet::IpNet;
use std::net::IpAddr;

/// A subnet: the block of a prefix, and who in it is who.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subnet {
    /// Its prefix, without host bits.
    pub network: IpNet,
    /// Where a datagram to all of its hosts goes (RFC 919 §7). None in a /31 (RFC 3021 §2.1) and a /32, and none in IPv6.
    pub broadcast: Option<IpAddr>,
    /// The first address that a host can have.
    pub first: IpAddr,
    /// The last one.
    pub last: IpAddr,
    /// How many hosts it has addresses for.
    pub usable: Count,
    /// How many addresses it is.
    pub total: Count,
}

/// What an address is in its subnet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A host's; the `n`th that a host can have, from 1.
    Host(u128),
    /// The subnet's own, all host bits 0 (RFC 1122 §3.2.1.3).
    Network,
    /// All host bits 1 (RFC 919 §7).
    Broadcast,
    /// All host bits 0 in IPv6: any router of the subnet (RFC 4291 §2.6.1).
    SubnetRouter,
    /// One of the last 128 interface identifiers of an IPv6 subnet, kept for anycast (RFC 2526 §2). Its number in
    /// the registry, 0 to 127.
    Reserved(u8),
    /// One of the two ends of a link: /31 (RFC 3021), /127 (RFC 6164).
    End,
    /// The only one: /32, /128.
    Only,
    /// No host's at all: a group's.
    Group,
}

impl Subnet {
    /// The subnet that the address is in.
    pub fn of(net: IpNet) -> Subnet {
        let network = net.trunc();
        let family = Family::of(net.addr());
        let host_bits = family.bits() - net.prefix_len();
        let (low, high) = (number(network.network()), number(net.broadcast()));
        let at = |number| family.address(number);
        let (first, last, broadcast) = match (family, host_bits) {
            (_, 0 | 1) => (low, high, None),
            (Family::V4, _) => (low + 1, high - 1, Some(at(high))),
            (Family::V6, _) => (low + 1, high, None),
        };
        Subnet {
            network,
            broadcast,
            first: at(first),
            last: at(last),
            usable: usable(family, host_bits),
            total: Count::power(host_bits),
        }
    }

    /// What the address, which has to be one of this subnet, is in it.
    pub fn place(&self, addr: IpAddr) -> Place {
        let host_bits = given::bits(addr) - self.network.prefix_len();
        let (here, low) = (number(addr), number(self.network.network()));
        match host_bits {
            _ if addr.is_multicast() => Place::Group,
            0 => Place::Only,
            1 => Place::End,
            _ if here == low && addr.is_ipv4() => Place::Network,
            _ if here == low => Place::SubnetRouter,
            _ if Some(addr) == self.broadcast => Place::Broadcast,
            _ => match reserved(addr, host_bits) {
                Some(number) => Place::Reserved(number),
                None => Place::Host(here - low),
            },
        }
    }

    /// The addresses at the end of an IPv6 subnet that RFC 2526 §2 keeps for anycast; none where the subnet is not much
    /// larger than they are.
    pub fn reserved(&self) -> Option<[IpAddr; 2]> {
        let end = number(self.network.broadcast());
        let is_v6 = self.network.addr().is_ipv6() && !self.network.addr().is_multicast();
        let family = Family::V6;
        let pair = |first| [family.address(first), family.address(first | 0x7f)];
        let host_bits = 128u8.saturating_sub(self.network.prefix_len());
        (is_v6 && host_bits > 7).then(|| pair(reserved_end(end, host_bits) & !0x7f))
    }
}

/// The last identifier that RFC 2526 §2 keeps. Where identifiers have 64 bits they are in EUI-64 format, and its
/// universal/local bit is 0 ("local").
fn reserved_end(end: u128, host_bits: u8) -> u128 {
    if host_bits == 64 { end & !(1 << 57) } else { end }
}

fn reserved(addr: IpAddr, host_bits: u8) -> Option<u8> {
    if addr.is_ipv4() || host_bits <= 7 {
        return None;
    }
    let here = number(addr);
    let host = u128::MAX.checked_shr(128 - u32::from(host_bits)).unwrap_or(0);
    let end = reserved_end(here | host, host_bits);
    (here | 0x7f == end).then_some((here & 0x7f) as u8)
}

/// The address as a number: its bits, the first one the most significant.
pub fn number(addr: IpAddr) -> u128 {
    match addr {
        IpAddr::V4(addr) => u32::from(addr).into(),
        IpAddr::V6(addr) => u128::from(addr),
    }
}

/// The historical class of an IPv4 address (RFC 791 §3.2; D and E: RFC 1112 §4), and the prefix length that went with it.
/// Since CIDR (RFC 4632) no router asks for it.
pub fn class(octet: u8) -> (char, Option<u8>) {
    match octet {
        0..=127 => ('A', Some(8)),
        128..=191 => ('B', Some(16)),
        192..=223 => ('C', Some(24)),
        224..=239 => ('D', None),
        240..=255 => ('E', None),
    }
}

/// The network by the AND: bit by bit, 1 where address and mask are both 1.
pub fn by_and(addr: IpAddr, len: u8) -> IpAddr {
    let family = Family::of(addr);
    let host_bits = family.last().checked_shr(len.into()).unwrap_or(0);
    let mask = family.last() ^ host_bits;
    family.address(number(addr) & mask)
}

/// The part of an address that is counted with when the network is found by block size: an octet of IPv4, a group
/// of IPv6.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deciding {
    /// Which one, from 0.
    pub index: usize,
    /// Its value in the address.
    pub value: u32,
    /// Its value in the mask.
    pub mask: u32,
    /// How far the networks are apart in it: 256 or 65536 less the mask.
    pub block: u32,
    /// Its bits: 8 or 16.
    pub bits: u8,
    /// Whether the prefix ends inside it, so that it belongs to network and host both.
    pub split: bool,
}

/// The octet, or group, in which the prefix ends; the last one that belongs to the network where it ends between two.
pub fn deciding(addr: IpAddr, len: u8) -> Deciding {
    let bits: u8 = if addr.is_ipv4() { 8 } else { 16 };
    let index = len.saturating_sub(1) / bits;
    let ones = len - index * bits;
    let shift = given::bits(addr) - (index + 1) * bits;
    let whole = 1u32 << bits;
    let value = (number(addr) >> shift) as u32 & (whole - 1);
    let block = whole >> ones;
    let mask = whole - block;
    Deciding { index: index.into(), value, mask, block, bits, split: ones != bits && ones != 0 }
}

/// The network by block size: what stands in front of the deciding octet stays, the octet goes down to a multiple
/// of the block size, the rest is 0.
pub fn by_block_size(addr: IpAddr, len: u8) -> IpAddr {
    let Deciding { index, value, block, bits, .. } = deciding(addr, len);
    let down = value / block * block;
    let (family, bits) = (Family::of(addr), u32::from(bits));
    let part = |i: usize| {
        (number(addr) >> (u32::from(family.bits()) - (i as u32 + 1) * bits)) as u32 & ((1 << bits) - 1)
    };
    let kept = |i: usize| match i.cmp(&index) {
        std::cmp::Ordering::Less => part(i),
        std::cmp::Ordering::Equal => down,
        std::cmp::Ordering::Greater => 0,
    };
    let parts = usize::from(family.bits()) / bits as usize;
    family.address((0..parts).fold(0, |joined, i| joined << bits | u128::from(kept(i))))
}

/// The network by powers of two: the address as a number goes down to a multiple of 2^(host bits).
pub fn by_powers(addr: IpAddr, len: u8) -> IpAddr {
    let size = Count::power(given::bits(addr) - len).small();
    let rest = size.map_or(number(addr), |size| number(addr) % size);
    Family::of(addr).address(number(addr) - rest)
}
