//! MAC addresses.

use crate::spec::{Text, text};

/// The address of every interface.
pub const BROADCAST: [u8; 6] = [0xff; 6];

/// Whether the address is a group's: the lowest bit of the first octet, I/G, is 1 (IEEE 802 §8.2).
pub fn is_group(octets: &[u8; 6]) -> bool {
    octets[0] & 1 == 1
}

/// The group that an IPv4 multicast address is sent to: its low 23 bits (RFC 1112 §6.4).
pub fn of_ipv4_group(address: [u8; 4]) -> [u8; 6] {
    let [_, a, b, c] = address;
    [0x01, 0x00, 0x5e, a & 0x7f, b, c]
}

/// The group that an IPv6 multicast address is sent to: its low 32 bits (RFC 2464 §7).
pub fn of_ipv6_group(address: [u8; 16]) -> [u8; 6] {
    let [.., a, b, c, d] = address;
    [0x33, 0x33, a, b, c, d]
}

/// Whether the address was not assigned by a registry: the second lowest bit of the first octet, U/L, is 1 (IEEE 802
/// §8.2).
pub fn is_local(octets: &[u8; 6]) -> bool {
    octets[0] & 2 == 2
}

/// A quarter of the local addresses, by the two bits above U/L (IEEE 802c, the Structured Local Address Plan).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quadrant {
    /// Administratively Assigned Identifiers: whoever runs the network chooses.
    Aai,
    /// Extended Local Identifiers: they begin with a company's CID.
    Eli,
    /// Standard Assigned Identifiers: a protocol of IEEE 802 assigns them.
    Sai,
    /// Reserved.
    Reserved,
}

/// The quadrant of an address whose U/L bit is 1; none otherwise.
pub fn quadrant(octets: &[u8; 6]) -> Option<Quadrant> {
    // the bits Z and Y, 8 and 4 of the first octet
    let quadrant = match octets[0] >> 2 & 3 {
        0b00 => Quadrant::Aai,
        0b10 => Quadrant::Eli,
        0b11 => Quadrant::Sai,
        _ => Quadrant::Reserved,
    };
    is_local(octets).then_some(quadrant)
}

/// The Modified EUI-64 of an address: `ff:fe` between its halves, and the U/L bit turned over (RFC 4291 appendix A).
pub fn modified_eui64(octets: [u8; 6]) -> [u8; 8] {
    let [a, b, c, d, e, f] = octets;
    [a ^ 2, b, c, 0xff, 0xfe, d, e, f]
}

/// The address that a Modified EUI-64 was made of; none where `ff:fe` is not in its middle.
pub fn of_modified_eui64(identifier: [u8; 8]) -> Option<[u8; 6]> {
    match identifier {
        [a, b, c, 0xff, 0xfe, d, e, f] => Some([a ^ 2, b, c, d, e, f]),
        _ => None,
    }
}

/// The link-local IPv6 address with this interface identifier (RFC 4291 §2.5.6).
pub fn link_local(identifier: [u8; 8]) -> [u8; 16] {
    let [a, b, c, d, e, f, g, h] = identifier;
    [0xfe, 0x80, 0, 0, 0, 0, 0, 0, a, b, c, d, e, f, g, h]
}

/// The solicited-node group of an IPv6 address: its low 24 bits (RFC 4291 §2.7.1).
pub fn solicited_node(address: [u8; 16]) -> [u8; 16] {
    let [.., a, b, c] = address;
    [0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0xff, a, b, c]
}

/// The IPv4 groups whose datagrams go to a MAC address, in rising order: 32 of them, for of the 28 bits of a group only 23
/// are kept (RFC 1112 §6.4). None where the address is no such one.
pub fn ipv4_groups(octets: [u8; 6]) -> Option<impl Iterator<Item = [u8; 4]>> {
    let [0x01, 0x00, 0x5e, high @ 0..=0x7f, b, c] = octets else { return None };
    // 224 to 239, each with both values of the bit that is lost
    Some((0..32).map(move |lost: u8| [224 + lost / 2, high | (lost % 2) << 7, b, c]))
}

/// The low 32 bits of the IPv6 groups whose packets go to a MAC address: of the 120 bits behind `ff`, 88 are lost (RFC 2464
/// §7). None where the address is no such one.
pub fn ipv6_groups(octets: [u8; 6]) -> Option<[u8; 4]> {
    let [0x33, 0x33, low @ ..] = octets else { return None };
    Some(low)
}

/// What sort of MAC address this is, beyond a plain one of a single interface: broadcast, a group's, or one that was
/// not assigned by a registry (IEEE 802 §8.2).
pub fn sort(octets: &[u8; 6]) -> Option<Text> {
    // the first octet's lowest bits: I/G, 1 for a group; U/L, 1 for locally administered
    let (group, local) = (is_group(octets), is_local(octets));
    match octets {
        [0xff, 0xff, 0xff, 0xff, 0xff, 0xff] => Some(text("broadcast", "广播")),
        [0, 0, 0, 0, 0, 0] => Some(text("all zeros: no address", "全零：无地址")),
        // RFC 1112 §6.4, RFC 2464 §7
        [0x01, 0x00, 0x5e, 0..=0x7f, ..] => Some(text("IPv4 multicast", "IPv4 多播")),
        [0x33, 0x33, ..] => Some(text("IPv6 multicast", "IPv6 多播")),
        // IEEE 802.1Q §8.6.3: never forwarded by a bridge
        [0x01, 0x80, 0xc2, 0x00, 0x00, 0x00..=0x0f] => Some(text("link-local multicast", "链路本地多播")),
        _ if group => Some(text("multicast", "多播")),
        _ if local => Some(text("locally administered", "本地管理")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_lowest_bits_of_the_first_octet_decide() {
        let en = |octets| sort(&octets).map(|text| text.en);
        assert_eq!(en([0xff; 6]), Some("broadcast"));
        assert_eq!(en([0x01, 0, 0x5e, 0, 0, 1]), Some("IPv4 multicast"));
        assert_eq!(en([0x01, 0, 0x5e, 0x80, 0, 1]), Some("multicast"));
        assert_eq!(en([0x02, 0, 0, 0, 0, 1]), Some("locally administered"));
        assert_eq!(en([0x00, 0x1b, 0x44, 0x11, 0x3a, 0xb7]), None);
    }

    #[test]
    fn a_modified_eui64_there_and_back() {
        // RFC 4291 appendix A turns the bit of universal addresses to 1; its example letters are those of RFC 2464 §4
        let made = modified_eui64([0x34, 0x56, 0x78, 0x9a, 0xbc, 0xde]);
        assert_eq!(made, [0x36, 0x56, 0x78, 0xff, 0xfe, 0x9a, 0xbc, 0xde]);
        assert_eq!(of_modified_eui64(made), Some([0x34, 0x56, 0x78, 0x9a, 0xbc, 0xde]));
        assert_eq!(of_modified_eui64([0x36, 0x56, 0x78, 0xff, 0xff, 0x9a, 0xbc, 0xde]), None);
    }

    #[test]
    fn every_group_behind_an_address_goes_to_it() {
        let address = [0x01, 0x00, 0x5e, 0x7f, 0xff, 0xfa];
        let groups: Vec<_> = ipv4_groups(address).expect("a group").collect();
        assert!(groups.len() == 32 && groups.is_sorted() && groups.contains(&[239, 255, 255, 250]));
        assert!(groups.iter().all(|group| of_ipv4_group(*group) == address && group[0] >> 4 == 0xe));
        assert!(ipv4_groups([0x01, 0x00, 0x5e, 0x80, 0, 1]).is_none());
        let group = solicited_node(link_local(modified_eui64([0, 0x1b, 0x44, 0x11, 0x3a, 0xb7])));
        assert_eq!(ipv6_groups(of_ipv6_group(group)), Some([0xff, 0x11, 0x3a, 0xb7]));
    }

    #[test]
    fn the_quadrants_are_those_of_the_second_digit() {
        // RFC 8948: 2 is AAI, a ELI, e SAI, 6 reserved
        let of = |first| quadrant(&[first, 0, 0, 0, 0, 1]);
        assert_eq!(
            [0x02, 0x5a, 0x0e, 0x06, 0x00, 0x0c].map(of),
            [
                Some(Quadrant::Aai),
                Some(Quadrant::Eli),
                Some(Quadrant::Sai),
                Some(Quadrant::Reserved),
                None,
                None
            ]
        );
    }
}
