//! The protocols: one file each. [`ALL`] is the only list of them.

mod arp;
mod data;
mod ethernet;
mod icmp;
mod ipv4;
pub mod registry;
mod tcp;
mod udp;

pub use arp::ARP;
pub use data::DATA;
pub use ethernet::ETHERNET;
pub use icmp::ICMP;
pub use ipv4::IPV4;
pub use tcp::TCP;
pub use udp::UDP;

use crate::spec::Protocol;

/// Every protocol netlab knows, from the wire upwards.
pub static ALL: &[&Protocol] = &[&ETHERNET, &ARP, &IPV4, &ICMP, &UDP, &TCP, &DATA];
