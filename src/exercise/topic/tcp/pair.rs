//! Two hosts that talk to each other, and the frames between them.

use crate::chance::Chance;
use crate::exercise::draws::{Ipv4, Tcp, ethernet, hex, host, mac, mask};
use std::net::Ipv4Addr;

pub const FIN: u8 = 1;
pub const SYN: u8 = 2;
pub const RST: u8 = 4;
pub const PSH: u8 = 8;
pub const ACK: u8 = 16;

/// A client and a server on one link: 0 is the client, 1 the server.
pub struct Pair {
    pub hosts: [Ipv4Addr; 2],
    pub macs: [[u8; 6]; 2],
    pub ports: [u16; 2],
}

impl Pair {
    /// A client with a dynamic port (RFC 6335 §6), and a server with this one.
    pub fn new(chance: &mut Chance, server: u16) -> Pair {
        let one = host(chance, 24);
        let own = one.to_bits() & 0xff;
        let other = 1 + (own - 1 + chance.between(1, 253) as u32) % 254;
        let two = Ipv4Addr::from_bits(one.to_bits() & mask(24) | other);
        let macs = [mac(chance), mac(chance)];
        let client = chance.between(49152, 65535) as u16;
        Pair { hosts: [one, two], macs, ports: [client, server] }
    }

    fn ip(&self, from: usize, protocol: u8) -> Ipv4 {
        Ipv4 {
            id: 1,
            flags_and_offset: 0x4000,
            ttl: 64,
            protocol,
            source: self.hosts[from % 2],
            destination: self.hosts[(from + 1) % 2],
        }
    }

    fn framed(&self, from: usize, datagram: &[u8]) -> Vec<u8> {
        ethernet(self.macs[(from + 1) % 2], self.macs[from % 2], 0x0800, datagram)
    }

    /// Source port and destination port of what this one sends.
    fn ports_of(&self, from: usize) -> [u16; 2] {
        [self.ports[from % 2], self.ports[(from + 1) % 2]]
    }

    /// A frame with a segment of this one.
    pub fn tcp(&self, from: usize, [seq, ack]: [u32; 2], flags: u8, data: &[u8]) -> Vec<u8> {
        let segment = Tcp { ports: self.ports_of(from), seq, ack, flags, window: 64240, data };
        self.framed(from, &self.ip(from, 6).with_tcp(&segment))
    }

    /// A frame with a user datagram of this one.
    pub fn udp(&self, from: usize, data: &[u8]) -> Vec<u8> {
        self.framed(from, &self.ip(from, 17).with_udp(self.ports_of(from), data))
    }
}

/// The command that shows each of these frames on a line.
pub fn summary(frames: &[Vec<u8>]) -> String {
    let all: Vec<String> = frames.iter().map(|frame| hex(frame)).collect();
    format!("netlab frame --summary {}", all.join(" "))
}
