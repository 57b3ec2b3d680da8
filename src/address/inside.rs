//! What is inside an IPv6 address: IPv4 addresses, the interface identifier, the groups that go with it.

use super::mac;
use std::net::{Ipv4Addr, Ipv6Addr};

/// An IPv4 address inside an IPv6 address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Embedded {
    /// `::ffff:192.0.2.1` (RFC 4291 §2.5.5.2).
    Mapped(Ipv4Addr),
    /// `::192.0.2.1` (RFC 4291 §2.5.5.1), which nobody uses any more.
    Compatible(Ipv4Addr),
    /// `64:ff9b::192.0.2.1` (RFC 6052 §2.1).
    Nat64(Ipv4Addr),
    /// `2002:c000:201::` (RFC 3056 §2): the router's address.
    SixToFour(Ipv4Addr),
    /// RFC 4380 §4: its server, flags, and the client as its NAT shows it, of which all bits are inverted in the address.
    Teredo {
        /// The Teredo server.
        server: Ipv4Addr,
        /// The flags; the first was `cone`.
        flags: u16,
        /// The client's UDP port outside its NAT.
        port: u16,
        /// The client's address outside its NAT.
        client: Ipv4Addr,
    },
    /// RFC 5214 §6.1: an interface identifier of ISATAP.
    Isatap(Ipv4Addr),
}

/// The IPv4 address inside, if there is one.
pub fn embedded(addr: Ipv6Addr) -> Option<Embedded> {
    let groups = addr.segments();
    let v4 = |high: u16, low: u16| Ipv4Addr::from(u32::from(high) << 16 | u32::from(low));
    let [a, b, c, d, e, f, g, h] = groups;
    let low = v4(g, h);
    match groups {
        [0, 0, 0, 0, 0, 0xffff, ..] => Some(Embedded::Mapped(low)),
        // :: and ::1 are themselves, and the first /16 holds no address of a host
        [0, 0, 0, 0, 0, 0, ..] if g != 0 => Some(Embedded::Compatible(low)),
        [0x64, 0xff9b, 0, 0, 0, 0, ..] => Some(Embedded::Nat64(low)),
        [0x2002, ..] => Some(Embedded::SixToFour(v4(b, c))),
        [0x2001, 0, ..] => {
            Some(Embedded::Teredo { server: v4(c, d), flags: e, port: !f, client: v4(!g, !h) })
        }
        [_, _, _, _, 0 | 0x200, 0x5efe, ..] if a != 0 => Some(Embedded::Isatap(low)),
        _ => None,
    }
}

/// Whether neighbours ask for the address at all: a group's, the loopback and such are on no link as one host's.
pub fn is_asked_for(addr: Ipv6Addr) -> bool {
    let is_mapped = addr.to_ipv4_mapped().is_some();
    !addr.is_multicast() && !addr.is_unspecified() && !addr.is_loopback() && !is_mapped
}

/// The group that neighbours ask for an address (RFC 4291 §2.7.1).
pub fn solicited_node(addr: Ipv6Addr) -> Ipv6Addr {
    mac::solicited_node(addr.octets()).into()
}

/// The address of the interface identifier that a MAC address gives (Modified EUI-64: RFC 4291 appendix A) behind a
/// prefix of 64 bits.
pub fn eui64(prefix: Ipv6Addr, mac: [u8; 6]) -> Ipv6Addr {
    let identifier = u64::from_be_bytes(mac::modified_eui64(mac));
    Ipv6Addr::from(u128::from(prefix) >> 64 << 64 | u128::from(identifier))
}

/// The MAC address that an interface identifier may have been made of: it has ff:fe in its middle.
pub fn mac_of(addr: Ipv6Addr) -> Option<[u8; 6]> {
    mac::of_modified_eui64((u128::from(addr) as u64).to_be_bytes())
}
