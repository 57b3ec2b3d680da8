//! What tasks are about: addresses, prefixes and frames drawn by chance.

use crate::chance::Chance;
use std::net::Ipv4Addr;

/// An address of a private network (RFC 1918 §3), any of them.
pub fn private(chance: &mut Chance) -> Ipv4Addr {
    private_of(chance, 32)
}

/// An address of a private network that holds blocks of this prefix length.
fn private_of(chance: &mut Chance, len: u8) -> Ipv4Addr {
    let octet = |chance: &mut Chance| chance.below(256) as u8;
    let (c, d) = (octet(chance), octet(chance));
    let networks = match len {
        ..12 => 1,
        12..16 => 2,
        _ => 3,
    };
    match chance.below(networks) {
        0 => Ipv4Addr::new(10, octet(chance), c, d),
        1 => Ipv4Addr::new(172, chance.between(16, 31) as u8, c, d),
        _ => Ipv4Addr::new(192, 168, c, d),
    }
}

/// A private address that a host has in a network of this prefix length, from 8 to 30: neither the first nor the last.
pub fn host(chance: &mut Chance, len: u8) -> Ipv4Addr {
    let len = len.clamp(8, 30);
    let hosts = (1u64 << (32 - len)) - 2;
    let network = private_of(chance, len).to_bits() & mask(len);
    Ipv4Addr::from_bits(network + chance.between(1, hosts) as u32)
}

/// The ones of a prefix.
pub fn mask(len: u8) -> u32 {
    u32::MAX.checked_shl(32 - u32::from(len.min(32))).unwrap_or(0)
}

/// A locally administered MAC address of one interface (IEEE 802c): no maker has assigned it.
pub fn mac(chance: &mut Chance) -> [u8; 6] {
    let number = chance.below(1 << 40).to_be_bytes();
    let [.., b, c, d, e, f] = number;
    [0x02, b, c, d, e, f]
}

/// The Internet checksum (RFC 1071): octets in pairs, an odd one with a zero behind it.
pub fn checksum(octets: &[u8]) -> u16 {
    let mut sum: u64 = octets
        .chunks(2)
        .map(|pair| {
            u64::from(pair.first().copied().unwrap_or(0)) << 8 | u64::from(pair.get(1).copied().unwrap_or(0))
        })
        .sum();
    while sum > 0xffff {
        sum = (sum & 0xffff) + (sum >> 16);
    }
    !(sum as u16)
}

/// An Ethernet frame without its FCS, filled up with zeros to the 60 octets that it needs (IEEE 802.3 §3.2.7).
pub fn ethernet(destination: [u8; 6], source: [u8; 6], ethertype: u16, payload: &[u8]) -> Vec<u8> {
    let mut frame = [&destination[..], &source, &ethertype.to_be_bytes(), payload].concat();
    if frame.len() < 60 {
        frame.resize(60, 0);
    }
    frame
}

/// An ARP packet for IPv4 over Ethernet (RFC 826): 1 asks, 2 answers.
pub fn arp(opcode: u16, sender: ([u8; 6], Ipv4Addr), target: ([u8; 6], Ipv4Addr)) -> Vec<u8> {
    let mut packet = vec![0, 1, 8, 0, 6, 4];
    packet.extend(opcode.to_be_bytes());
    for (mac, address) in [sender, target] {
        packet.extend(mac);
        packet.extend(address.octets());
    }
    packet
}

/// An IPv4 datagram without options (RFC 791 §3.1), its checksum right.
pub struct Ipv4 {
    /// What tells its fragments from others'.
    pub id: u16,
    /// Flags in the three highest bits (0x4000 is DF, 0x2000 MF), and the offset in units of 8 octets.
    pub flags_and_offset: u16,
    /// Time to live.
    pub ttl: u8,
    /// The protocol of its payload: 1 ICMP, 6 TCP, 17 UDP.
    pub protocol: u8,
    /// From whom.
    pub source: Ipv4Addr,
    /// To whom.
    pub destination: Ipv4Addr,
}

impl Ipv4 {
    /// The header, and the payload behind it.
    pub fn with(&self, payload: &[u8]) -> Vec<u8> {
        let mut header = vec![0x45, 0];
        header.extend((20 + payload.len() as u16).to_be_bytes());
        header.extend(self.id.to_be_bytes());
        header.extend(self.flags_and_offset.to_be_bytes());
        header.extend([self.ttl, self.protocol, 0, 0]);
        header.extend(self.source.octets());
        header.extend(self.destination.octets());
        let sum = checksum(&header);
        put(&mut header, 10, sum);
        header.extend(payload);
        header
    }

    /// The sum of a segment or user datagram of these addresses, pseudo-header and all (RFC 9293 §3.1, RFC 768).
    fn sum(&self, octets: &[u8]) -> u16 {
        let mut all = [self.source.octets(), self.destination.octets()].concat();
        all.extend([0, self.protocol]);
        all.extend((octets.len() as u16).to_be_bytes());
        all.extend(octets);
        checksum(&all)
    }

    /// With a UDP datagram (RFC 768) in it, its checksum right. The protocol should be 17.
    pub fn with_udp(&self, ports: [u16; 2], data: &[u8]) -> Vec<u8> {
        let mut datagram = ports.map(u16::to_be_bytes).concat();
        datagram.extend((8 + data.len() as u16).to_be_bytes());
        datagram.extend([0, 0]);
        datagram.extend(data);
        let sum = self.sum(&datagram);
        // a sum of zero is sent as all ones: zero says that there is none
        put(&mut datagram, 6, if sum == 0 { 0xffff } else { sum });
        self.with(&datagram)
    }

    /// With a TCP segment (RFC 9293 §3.1) in it, its checksum right. The protocol should be 6.
    pub fn with_tcp(&self, segment: &Tcp<'_>) -> Vec<u8> {
        let mut octets = segment.ports.map(u16::to_be_bytes).concat();
        octets.extend(segment.seq.to_be_bytes());
        octets.extend(segment.ack.to_be_bytes());
        octets.extend([0x50, segment.flags]);
        octets.extend(segment.window.to_be_bytes());
        octets.extend([0; 4]);
        octets.extend(segment.data);
        let sum = self.sum(&octets);
        put(&mut octets, 16, sum);
        self.with(&octets)
    }
}

/// A TCP segment without options.
pub struct Tcp<'a> {
    /// Source port and destination port.
    pub ports: [u16; 2],
    /// Sequence number.
    pub seq: u32,
    /// Acknowledgment number.
    pub ack: u32,
    /// FIN 1, SYN 2, RST 4, PSH 8, ACK 16.
    pub flags: u8,
    /// Window.
    pub window: u16,
    /// What it carries.
    pub data: &'a [u8],
}

/// Puts a number at an offset.
fn put(octets: &mut [u8], at: usize, number: u16) {
    for (octet, of_number) in octets.iter_mut().skip(at).zip(number.to_be_bytes()) {
        *octet = of_number;
    }
}

/// The octets in hexadecimal without anything between, as `netlab frame` takes them.
pub fn hex(octets: &[u8]) -> String {
    let mut shown = String::new();
    crate::spec::write::octets(&mut shown, octets, "");
    shown
}

/// The command that shows every octet of a frame.
pub fn dump(frame: &[u8]) -> String {
    format!("netlab frame --dump {}", hex(frame))
}

/// What is said of several, in order: `10.0.0.1, 10.0.0.2`.
pub fn listed(these: &[impl ToString], between: &str) -> String {
    these.iter().map(ToString::to_string).collect::<Vec<_>>().join(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_private_and_no_ends() {
        let mut chance = Chance::new(1, 0);
        for len in 8..=30 {
            for _ in 0..50 {
                let host = host(&mut chance, len);
                let rest = host.to_bits() & !mask(len);
                assert!(rest != 0 && rest != !mask(len) && host.is_private(), "{host}/{len}");
            }
        }
        assert_eq!((mask(0), mask(20), mask(32)), (0, 0xffff_f000, u32::MAX));
    }

    /// RFC 1071 §3 sums these octets to ddf2.
    #[test]
    fn the_example_of_rfc_1071() {
        assert_eq!(checksum(&[0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7]), !0xddf2);
    }

    /// netlab's own dissector, which reads the tables, finds every sum right.
    #[test]
    fn frames_are_valid() {
        use crate::packet::{Dissector, State, explain, verdicts};
        let ip = |protocol| Ipv4 {
            id: 7,
            flags_and_offset: 0x4000,
            ttl: 64,
            protocol,
            source: Ipv4Addr::new(10, 0, 0, 1),
            destination: Ipv4Addr::new(10, 0, 0, 2),
        };
        let segment = Tcp { ports: [50000, 80], seq: 1, ack: 2, flags: 16, window: 512, data: b"odd" };
        for payload in [ip(17).with_udp([5353, 53], b"hello"), ip(6).with_tcp(&segment)] {
            let frame = ethernet([2; 6], [4; 6], 0x0800, &payload);
            let mut dissector = Dissector::new();
            let stack = dissector.dissect(&frame, frame.len(), None, crate::proto::root(1));
            let found = verdicts(&stack, &explain(&stack));
            assert_eq!(found.len(), 2);
            assert!(found.iter().all(|verdict| matches!(verdict.state, State::Correct)), "{frame:02x?}");
        }
    }
}
