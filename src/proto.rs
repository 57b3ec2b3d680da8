//! The protocols: one file each. [`ALL`] is the only list of them.

mod arp;
mod data;
mod dhcp;
mod dns;
mod ethernet;
mod http;
mod icmp;
mod icmp_extension;
mod icmpv6;
mod igmp;
mod ip;
mod ipsec;
mod ipv4;
mod ipv6;
mod link;
mod llc;
mod null;
mod pseudo;
pub mod registry;
mod sll;
mod snap;
mod stp;
mod tcp;
mod tls;
mod udp;
mod vlan;

pub use arp::ARP;
pub use data::DATA;
pub use dhcp::DHCP;
pub use dns::{DNS, DNS_TCP, LLMNR, MDNS};
pub use ethernet::ETHERNET;
pub use http::{FIELDS, HTTP, STATUS_CODES};
pub use icmp::ICMP;
pub use icmp_extension::ICMP_EXTENSION;
pub use icmpv6::ICMPV6;
pub use igmp::IGMP;
pub use ipsec::{AH, ESP};
pub use ipv4::IPV4;
pub use ipv6::{IPV6, IPV6_DSTOPTS, IPV6_FRAGMENT, IPV6_HOPOPTS, IPV6_ROUTING};
pub use link::{LINK_TYPES, UNKNOWN_LINK, WIRELESS, link_keys, link_name, link_number, link_protocol, root};
pub use llc::LLC;
pub use null::{LOOP, NULL, RAW};
pub use sll::{SLL, SLL2};
pub use snap::SNAP;
pub use stp::STP;
pub use tcp::TCP;
pub use tls::TLS;
pub use udp::UDP;
pub use vlan::{SVLAN, VLAN};

use crate::spec::Protocol;

/// Every protocol netlab knows, from the wire upwards.
pub static ALL: &[&Protocol] = &[
    &ETHERNET,
    &VLAN,
    &SVLAN,
    &LLC,
    &SNAP,
    &STP,
    &SLL,
    &SLL2,
    &NULL,
    &LOOP,
    &RAW,
    &WIRELESS,
    &UNKNOWN_LINK,
    &ARP,
    &IPV4,
    &IPV6,
    &IPV6_HOPOPTS,
    &IPV6_ROUTING,
    &IPV6_FRAGMENT,
    &IPV6_DSTOPTS,
    &AH,
    &ESP,
    &ICMP,
    &ICMPV6,
    &ICMP_EXTENSION,
    &IGMP,
    &UDP,
    &TCP,
    &DNS_TCP,
    &DNS,
    &MDNS,
    &LLMNR,
    &DHCP,
    &HTTP,
    &TLS,
    &DATA,
];
