//! EtherTypes.

use crate::proto::{ARP, IPV4};
use crate::spec::{Entry, Registry, Source, text};

const IEEE: Source = Source::Ieee("Registration Authority EtherType");

/// What an Ethernet frame carries. Values below 1536 are lengths, not types (IEEE 802.3 §3.2.6).
pub static ETHERTYPES: Registry = Registry {
    key: "ethertype",
    title: text("EtherTypes", "以太网类型"),
    source: Source::Iana("ethernet numbers"),
    entries: &[
        Entry::new(0x0800, "ipv4", "IPv4", text("an IPv4 datagram", "IPv4 数据报"), Source::Rfc(894, ""))
            .leads_to(&IPV4),
        Entry::new(0x0806, "arp", "ARP", text("an ARP packet", "ARP 分组"), Source::Rfc(826, ""))
            .leads_to(&ARP),
        Entry::new(
            0x9000,
            "loopback",
            "Loopback",
            text("Ethernet's own test protocol", "以太网自身的测试协议"),
            IEEE,
        ),
    ],
    ranges: &[],
};
