//! IP protocol numbers.

use crate::proto::{ICMP, TCP, UDP};
use crate::spec::{Entry, Registry, Source, text};

/// What an IP datagram carries.
pub static IP_PROTOCOLS: Registry = Registry {
    key: "ip-protocol",
    title: text("IP protocol numbers", "IP 协议号"),
    source: Source::Iana("protocol numbers"),
    entries: &[
        Entry::new(
            1,
            "icmp",
            "ICMP",
            text("reports about IPv4's own work", "IPv4 自身工作的报告"),
            Source::Rfc(792, ""),
        )
        .leads_to(&ICMP),
        Entry::new(
            6,
            "tcp",
            "TCP",
            text("a reliable stream of octets", "可靠的字节流"),
            Source::Rfc(9293, ""),
        )
        .leads_to(&TCP),
        Entry::new(
            17,
            "udp",
            "UDP",
            text("single datagrams between ports", "端口之间的单个数据报"),
            Source::Rfc(768, ""),
        )
        .leads_to(&UDP),
    ],
    ranges: &[],
};
