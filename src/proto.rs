//! The protocols: one file each. [`ALL`] is the only list of them.

mod arp;
mod data;
mod dns;
mod ethernet;
mod http;
mod icmp;
mod icmp_extension;
mod icmpv6;
mod ip;
mod ipsec;
mod ipv4;
mod ipv6;
pub mod registry;
mod tcp;
mod tls;
mod udp;

pub use arp::ARP;
pub use data::DATA;
pub use dns::{DNS, DNS_TCP, LLMNR, MDNS};
pub use ethernet::ETHERNET;
pub use http::HTTP;
pub use icmp::ICMP;
pub use icmp_extension::ICMP_EXTENSION;
pub use icmpv6::ICMPV6;
pub use ipsec::{AH, ESP};
pub use ipv4::IPV4;
pub use ipv6::{IPV6, IPV6_DSTOPTS, IPV6_FRAGMENT, IPV6_HOPOPTS, IPV6_ROUTING};
pub use tcp::TCP;
pub use tls::TLS;
pub use udp::UDP;

use crate::spec::Protocol;

/// Every protocol netlab knows, from the wire upwards.
pub static ALL: &[&Protocol] = &[
    &ETHERNET,
    &ARP,
    &IPV4,
    &ICMP,
    &IPV6,
    &IPV6_HOPOPTS,
    &IPV6_ROUTING,
    &IPV6_FRAGMENT,
    &IPV6_DSTOPTS,
    &AH,
    &ESP,
    &ICMPV6,
    &ICMP_EXTENSION,
    &UDP,
    &TCP,
    &DNS_TCP,
    &DNS,
    &MDNS,
    &LLMNR,
    &HTTP,
    &TLS,
    &DATA,
];

/// What frames of a link type begin with.
pub fn root(link: u32) -> &'static Protocol {
    if link == 1 { &ETHERNET } else { &DATA }
}

/// What a link type is called.
pub fn link_name(link: u32) -> &'static str {
    if link == 1 { "ETHERNET" } else { "?" }
}

/// The number of a link type's name.
pub fn link_number(_name: &str) -> Option<u32> {
    None
}

/// The names of the link types.
pub fn link_keys() -> impl Iterator<Item = &'static str> {
    ["ethernet"].into_iter()
}
