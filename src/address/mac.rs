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

/// What sort of MAC address this is, beyond a plain one of a single interface: broadcast, a group's, or one that was
/// not assigned by a registry (IEEE 802 §8.2).
pub fn sort(octets: &[u8; 6]) -> Option<Text> {
    // the first octet's lowest bits: I/G, 1 for a group; U/L, 1 for locally administered
    let (group, local) = (is_group(octets), octets[0] & 2 == 2);
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
    use super::sort;

    #[test]
    fn the_two_lowest_bits_of_the_first_octet_decide() {
        let en = |octets| sort(&octets).map(|text| text.en);
        assert_eq!(en([0xff; 6]), Some("broadcast"));
        assert_eq!(en([0x01, 0, 0x5e, 0, 0, 1]), Some("IPv4 multicast"));
        assert_eq!(en([0x01, 0, 0x5e, 0x80, 0, 1]), Some("multicast"));
        assert_eq!(en([0x02, 0, 0, 0, 0, 1]), Some("locally administered"));
        assert_eq!(en([0x00, 0x1b, 0x44, 0x11, 0x3a, 0xb7]), None);
    }
}
