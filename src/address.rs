//! Addresses as numbers: a closed world of arithmetic, and whom IEEE assigned them to.

mod count;
pub mod given;
pub mod inside;
pub mod known;
mod mac;
pub mod neighbour;
pub mod oui;
pub mod plan;
pub mod range;
pub mod reverse;
pub mod set;
pub mod special;
pub mod split;
pub mod subnet;
mod typed;

pub use count::Count;
pub use given::{Form, Given, Prefix};
pub use mac::{
    BROADCAST, Quadrant, ipv4_groups, ipv6_groups, is_group, is_local, link_local, modified_eui64,
    of_ipv4_group, of_ipv6_group, of_modified_eui64, quadrant, solicited_node, sort,
};
pub use typed::{Wrong, typed};

pub use subnet::{Place, Subnet};
