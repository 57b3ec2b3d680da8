//! Code points that several protocols share.

mod ethertypes;
mod ip_protocols;
mod ports;

pub use ethertypes::ETHERTYPES;
pub use ip_protocols::IP_PROTOCOLS;
pub use ports::{TCP_PORTS, UDP_PORTS};

use crate::spec::Registry;

/// Every registry that is not one protocol's own.
pub static REGISTRIES: &[&Registry] = &[&ETHERTYPES, &IP_PROTOCOLS, &TCP_PORTS, &UDP_PORTS];
