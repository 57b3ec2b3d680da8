//! Addresses as numbers: a closed world of arithmetic.

mod mac;
pub mod oui;

pub use mac::{BROADCAST, is_group, of_ipv4_group, of_ipv6_group, sort};
