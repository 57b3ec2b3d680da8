//! The words that Wireshark, tcpdump and scapy use for the fields of the main protocols.

use super::walk::{From, Place, walk};
use crate::proto::{ETHERNET, UDP};
use crate::spec::{Width, fixed_octets};

/// A field, and what others call it.
pub struct Name {
    /// What it is called here.
    pub key: &'static str,
    /// What Wireshark's display filters call it; empty where they have no word.
    pub wireshark: &'static str,
    /// The class and field of scapy; empty where it has none.
    pub scapy: &'static str,
}

const fn name(key: &'static str, wireshark: &'static str, scapy: &'static str) -> Name {
    Name { key, wireshark, scapy }
}

/// Our key, Wireshark's name, scapy's.
pub static NAMES: &[Name] = &[
    name("ethernet.dst", "eth.dst", "Ether.dst"),
    name("ethernet.src", "eth.src", "Ether.src"),
    name("ethernet.type", "eth.type", "Ether.type"),
    name("ethernet.length", "eth.len", "Dot3.len"),
    name("vlan.pcp", "vlan.priority", "Dot1Q.prio"),
    name("vlan.dei", "vlan.dei", "Dot1Q.dei"),
    name("vlan.vid", "vlan.id", "Dot1Q.vlan"),
    name("vlan.type", "vlan.etype", "Dot1Q.type"),
    name("arp.hrd", "arp.hw.type", "ARP.hwtype"),
    name("arp.pro", "arp.proto.type", "ARP.ptype"),
    name("arp.hln", "arp.hw.size", "ARP.hwlen"),
    name("arp.pln", "arp.proto.size", "ARP.plen"),
    name("arp.op", "arp.opcode", "ARP.op"),
    name("arp.sha", "arp.src.hw_mac", "ARP.hwsrc"),
    name("arp.spa", "arp.src.proto_ipv4", "ARP.psrc"),
    name("arp.tha", "arp.dst.hw_mac", "ARP.hwdst"),
    name("arp.tpa", "arp.dst.proto_ipv4", "ARP.pdst"),
    name("ipv4.version", "ip.version", "IP.version"),
    name("ipv4.ihl", "ip.hdr_len", "IP.ihl"),
    name("ipv4.dscp", "ip.dsfield.dscp", "IP.tos"),
    name("ipv4.ecn", "ip.dsfield.ecn", "IP.tos"),
    name("ipv4.total_length", "ip.len", "IP.len"),
    name("ipv4.identification", "ip.id", "IP.id"),
    name("ipv4.reserved", "ip.flags.rb", "IP.flags"),
    name("ipv4.df", "ip.flags.df", "IP.flags"),
    name("ipv4.mf", "ip.flags.mf", "IP.flags"),
    name("ipv4.fragment_offset", "ip.frag_offset", "IP.frag"),
    name("ipv4.ttl", "ip.ttl", "IP.ttl"),
    name("ipv4.protocol", "ip.proto", "IP.proto"),
    name("ipv4.header_checksum", "ip.checksum", "IP.chksum"),
    name("ipv4.src", "ip.src", "IP.src"),
    name("ipv4.dst", "ip.dst", "IP.dst"),
    name("ipv4.options", "", "IP.options"),
    name("ipv6.version", "ipv6.version", "IPv6.version"),
    name("ipv6.dscp", "ipv6.tclass.dscp", "IPv6.tc"),
    name("ipv6.ecn", "ipv6.tclass.ecn", "IPv6.tc"),
    name("ipv6.flow_label", "ipv6.flow", "IPv6.fl"),
    name("ipv6.payload_length", "ipv6.plen", "IPv6.plen"),
    name("ipv6.next_header", "ipv6.nxt", "IPv6.nh"),
    name("ipv6.hop_limit", "ipv6.hlim", "IPv6.hlim"),
    name("ipv6.src", "ipv6.src", "IPv6.src"),
    name("ipv6.dst", "ipv6.dst", "IPv6.dst"),
    name("icmp.type", "icmp.type", "ICMP.type"),
    name("icmp.code", "icmp.code", "ICMP.code"),
    name("icmp.checksum", "icmp.checksum", "ICMP.chksum"),
    name("icmp.identifier", "icmp.ident", "ICMP.id"),
    name("icmp.sequence", "icmp.seq", "ICMP.seq"),
    name("icmpv6.type", "icmpv6.type", "ICMPv6EchoRequest.type"),
    name("icmpv6.code", "icmpv6.code", "ICMPv6EchoRequest.code"),
    name("icmpv6.checksum", "icmpv6.checksum", "ICMPv6EchoRequest.cksum"),
    name("udp.src_port", "udp.srcport", "UDP.sport"),
    name("udp.dst_port", "udp.dstport", "UDP.dport"),
    name("udp.length", "udp.length", "UDP.len"),
    name("udp.checksum", "udp.checksum", "UDP.chksum"),
    name("tcp.src_port", "tcp.srcport", "TCP.sport"),
    name("tcp.dst_port", "tcp.dstport", "TCP.dport"),
    name("tcp.seq", "tcp.seq_raw", "TCP.seq"),
    name("tcp.ack", "tcp.ack_raw", "TCP.ack"),
    name("tcp.data_offset", "tcp.hdr_len", "TCP.dataofs"),
    name("tcp.reserved", "tcp.flags.res", "TCP.reserved"),
    name("tcp.cwr", "tcp.flags.cwr", "TCP.flags"),
    name("tcp.ece", "tcp.flags.ece", "TCP.flags"),
    name("tcp.urg", "tcp.flags.urg", "TCP.flags"),
    name("tcp.ack_flag", "tcp.flags.ack", "TCP.flags"),
    name("tcp.psh", "tcp.flags.push", "TCP.flags"),
    name("tcp.rst", "tcp.flags.reset", "TCP.flags"),
    name("tcp.syn", "tcp.flags.syn", "TCP.flags"),
    name("tcp.fin", "tcp.flags.fin", "TCP.flags"),
    name("tcp.window", "tcp.window_size_value", "TCP.window"),
    name("tcp.checksum", "tcp.checksum", "TCP.chksum"),
    name("tcp.urgent_pointer", "tcp.urgent_pointer", "TCP.urgptr"),
    name("tcp.options", "tcp.options", "TCP.options"),
    name("tcp.options.mss.mss", "tcp.options.mss_val", "TCP.options"),
    name("tcp.options.window_scale.shift", "tcp.options.wscale.shift", "TCP.options"),
    name("tcp.options.timestamps.tsval", "tcp.options.timestamp.tsval", "TCP.options"),
    name("tcp.options.timestamps.tsecr", "tcp.options.timestamp.tsecr", "TCP.options"),
    name("dns.id", "dns.id", "DNS.id"),
    name("dns.qr", "dns.flags.response", "DNS.qr"),
    name("dns.opcode", "dns.flags.opcode", "DNS.opcode"),
    name("dns.aa", "dns.flags.authoritative", "DNS.aa"),
    name("dns.tc", "dns.flags.truncated", "DNS.tc"),
    name("dns.rd", "dns.flags.recdesired", "DNS.rd"),
    name("dns.ra", "dns.flags.recavail", "DNS.ra"),
    name("dns.z", "dns.flags.z", "DNS.z"),
    name("dns.ad", "dns.flags.authenticated", "DNS.ad"),
    name("dns.cd", "dns.flags.checkdisable", "DNS.cd"),
    name("dns.rcode", "dns.flags.rcode", "DNS.rcode"),
    name("dns.qdcount", "dns.count.queries", "DNS.qdcount"),
    name("dns.ancount", "dns.count.answers", "DNS.ancount"),
    name("dns.nscount", "dns.count.auth_rr", "DNS.nscount"),
    name("dns.arcount", "dns.count.add_rr", "DNS.arcount"),
    name("dhcp.op", "dhcp.type", "BOOTP.op"),
    name("dhcp.htype", "dhcp.hw.type", "BOOTP.htype"),
    name("dhcp.hlen", "dhcp.hw.len", "BOOTP.hlen"),
    name("dhcp.hops", "dhcp.hops", "BOOTP.hops"),
    name("dhcp.xid", "dhcp.id", "BOOTP.xid"),
    name("dhcp.secs", "dhcp.secs", "BOOTP.secs"),
    name("dhcp.broadcast", "dhcp.flags.bc", "BOOTP.flags"),
    name("dhcp.mbz", "dhcp.flags.reserved", "BOOTP.flags"),
    name("dhcp.ciaddr", "dhcp.ip.client", "BOOTP.ciaddr"),
    name("dhcp.yiaddr", "dhcp.ip.your", "BOOTP.yiaddr"),
    name("dhcp.siaddr", "dhcp.ip.server", "BOOTP.siaddr"),
    name("dhcp.giaddr", "dhcp.ip.relay", "BOOTP.giaddr"),
    name("dhcp.chaddr", "dhcp.hw.mac_addr", "BOOTP.chaddr"),
    name("dhcp.sname", "dhcp.server", "BOOTP.sname"),
    name("dhcp.file", "dhcp.file", "BOOTP.file"),
    name("dhcp.cookie", "dhcp.cookie", "BOOTP.options"),
    name("dhcp.options", "", "DHCP.options"),
];

/// The name of a field, by the keys that lead to it: `ipv4.ttl`.
pub fn of(key: &str) -> Option<&'static Name> {
    NAMES.iter().find(|name| name.key == key)
}

/// The field that others call `word`: `ip.ttl`. Where scapy has one word for several, the first.
pub fn meant(word: &str) -> Option<&'static Name> {
    let is = |name: &&str| name.eq_ignore_ascii_case(word);
    NAMES.iter().find(|name| is(&name.wireshark)).or_else(|| NAMES.iter().find(|name| is(&name.scapy)))
}

/// How tcpdump reads a field of fixed place in the header of `protocol`: `ip[8]`, `ip[0] & 0xf0`. It takes 1, 2 or 4
/// octets at once (pcap-filter(7)), so longer fields are read in pieces.
pub fn tcpdump(protocol: &str, place: Place, width: Width) -> Vec<String> {
    let (Some((word, before)), Width::Bits(bits)) = (base(protocol), width) else { return Vec::new() };
    if place.from != From::Header || bits > 128 {
        return Vec::new();
    }
    let (first, bit, bits) = (before + place.bit / 8, place.bit % 8, usize::from(bits));
    let octets = (bit + bits).div_ceil(8);
    let at = |octet: usize, size: usize| match size {
        1 => format!("{word}[{octet}]"),
        size => format!("{word}[{octet}:{size}]"),
    };
    if bit == 0 && bits.is_multiple_of(8) {
        let (mut pieces, mut octet) = (Vec::new(), first);
        while octet < first + octets {
            let left = first + octets - octet;
            let size = [4, 2, 1].into_iter().find(|size| *size <= left).unwrap_or(1);
            pieces.push(at(octet, size));
            octet += size;
        }
        return pieces;
    }
    let size = match octets {
        1 | 2 => octets,
        3 | 4 => 4,
        _ => return Vec::new(),
    };
    // three octets are read as the last four, or, at the very beginning, as the first
    let start = if octets == 3 && first > 0 { first - 1 } else { first };
    let end = (first - start) * 8 + bit + bits;
    let mask = ((1u64 << bits) - 1) << (size * 8 - end);
    vec![format!("{} & 0x{mask:0digits$x}", at(start, size), digits = size * 2)]
}

/// tcpdump's word for a protocol, and the octets between what it means and the protocol's first. DHCP and DNS are
/// reached through UDP, a tag through the frame that it stands in, if it is the outermost.
fn base(protocol: &str) -> Option<(&'static str, usize)> {
    Some(match protocol {
        "ethernet" => ("ether", 0),
        "vlan" => ("ether", ethernet_header()),
        "arp" => ("arp", 0),
        "ipv4" => ("ip", 0),
        "ipv6" => ("ip6", 0),
        "icmp" => ("icmp", 0),
        "icmpv6" => ("icmp6", 0),
        "udp" => ("udp", 0),
        "tcp" => ("tcp", 0),
        "dns" | "dhcp" => ("udp", fixed_octets(UDP.parts)),
        _ => return None,
    })
}

/// Octets of an Ethernet header: to the end of its type.
fn ethernet_header() -> usize {
    let mut octets = 0;
    walk(ETHERNET.parts, &mut |met| {
        if let (["type"], Some(place)) = (met.path, met.place) {
            octets = place.bit / 8 + 2;
        }
        true
    });
    octets
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(protocol: &str, bit: usize, bits: u16) -> Vec<String> {
        tcpdump(protocol, Place { from: From::Header, bit }, Width::Bits(bits))
    }

    #[test]
    fn a_place_is_written_as_tcpdump_reads_it() {
        assert_eq!(read("ipv4", 64, 8), ["ip[8]"]);
        assert_eq!(read("ipv4", 0, 4), ["ip[0] & 0xf0"]);
        assert_eq!(read("ipv4", 51, 13), ["ip[6:2] & 0x1fff"]);
        assert_eq!(read("tcp", 110, 1), ["tcp[13] & 0x02"]);
        assert_eq!(read("ethernet", 48, 48), ["ether[6:4]", "ether[10:2]"]);
        assert_eq!(read("ipv6", 12, 20), ["ip6[0:4] & 0x000fffff"]);
        assert_eq!(read("vlan", 4, 12), ["ether[14:2] & 0x0fff"]);
        assert_eq!(read("dns", 0, 16), ["udp[8:2]"]);
    }
}
