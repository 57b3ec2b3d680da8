//! All that can be said of one address, before it is drawn or written.

use crate::address::known::{IPV4_GROUPS, IPV6_GROUPS, Known, known_for};
use crate::address::oui::{Assigned, assigned};
use crate::address::{
    BROADCAST, Quadrant, ipv4_groups, ipv6_groups, is_group, is_local, link_local, modified_eui64,
    of_ipv4_group, of_ipv6_group, quadrant, solicited_node,
};
use crate::spec::Source;
use std::net::{Ipv4Addr, Ipv6Addr};

/// What sort of address it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// All bits 1.
    Broadcast,
    /// All bits 0.
    Zero,
    /// A group's.
    Multicast,
    /// One interface's.
    Unicast,
}

impl Sort {
    /// Its word in JSON.
    pub fn key(self) -> &'static str {
        match self {
            Sort::Broadcast => "broadcast",
            Sort::Zero => "zero",
            Sort::Multicast => "multicast",
            Sort::Unicast => "unicast",
        }
    }
}

/// What an address is made of, what it is for, and what is made of it.
pub struct Facts {
    /// The address.
    pub address: [u8; 6],
    /// What sort it is.
    pub sort: Sort,
    /// Whether U/L is 1.
    pub is_local: bool,
    /// Which quarter of the local addresses.
    pub quadrant: Option<Quadrant>,
    /// Whose block it is out of.
    pub assigned: Option<Assigned>,
    /// What it is known for.
    pub known: Option<&'static Known>,
    /// Where they can be one, its last four octets as an IPv4 address.
    pub carried: Option<Ipv4Addr>,
    /// The IPv4 groups behind it.
    pub ipv4_groups: Vec<Ipv4Addr>,
    /// The low 32 bits of the IPv6 groups behind it.
    pub ipv6_groups: Option<[u8; 4]>,
    /// Of the groups behind it those that everyone meets.
    pub met: Vec<(String, &'static str, Source)>,
    /// What an IPv6 host can make of it.
    pub ipv6: Option<Ipv6>,
}

/// What an IPv6 host can make of its MAC address.
pub struct Ipv6 {
    /// The Modified EUI-64.
    pub identifier: [u8; 8],
    /// The link-local address with it.
    pub link_local: Ipv6Addr,
    /// The solicited-node group of that.
    pub solicited: Ipv6Addr,
    /// The MAC address of the group.
    pub group: [u8; 6],
}

impl Facts {
    /// Looks all up.
    pub fn of(address: [u8; 6]) -> Facts {
        let sort = match address {
            BROADCAST => Sort::Broadcast,
            [0, 0, 0, 0, 0, 0] => Sort::Zero,
            address if is_group(&address) => Sort::Multicast,
            _ => Sort::Unicast,
        };
        let is_plain = matches!(sort, Sort::Unicast | Sort::Multicast);
        let known = known_for(address).filter(|_| is_plain);
        let [_, _, last @ ..] = address;
        let ipv4_groups = ipv4_groups(address).into_iter().flatten().map(Ipv4Addr::from).collect();
        Facts {
            address,
            sort,
            is_local: is_local(&address),
            quadrant: quadrant(&address).filter(|_| is_plain && ipv6_groups(address).is_none()),
            assigned: assigned(address).filter(|_| is_plain),
            known,
            carried: known.filter(|known| known.carries_ipv4).map(|_| Ipv4Addr::from(last)),
            ipv4_groups,
            ipv6_groups: ipv6_groups(address),
            met: met(address),
            ipv6: (sort == Sort::Unicast).then(|| ipv6(address)),
        }
    }
}

fn ipv6(address: [u8; 6]) -> Ipv6 {
    let identifier = modified_eui64(address);
    let local = link_local(identifier);
    let solicited = solicited_node(local);
    Ipv6 {
        identifier,
        link_local: local.into(),
        solicited: solicited.into(),
        group: of_ipv6_group(solicited),
    }
}

/// The groups behind an address that everyone meets.
fn met(address: [u8; 6]) -> Vec<(String, &'static str, Source)> {
    let v4 = IPV4_GROUPS
        .iter()
        .filter(|group| of_ipv4_group(group.address) == address)
        .map(|group| (Ipv4Addr::from(group.address).to_string(), group.name, group.source));
    let v6 = IPV6_GROUPS
        .iter()
        .filter(|group| of_ipv6_group(group.address) == address)
        .map(|group| (Ipv6Addr::from(group.address).to_string(), group.name, group.source));
    let mut met: Vec<_> = v4.chain(v6).collect();
    if let [0x33, 0x33, 0xff, a, b, c] = address {
        let group = Ipv6Addr::from(solicited_node([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, a, b, c]));
        met.push((group.to_string(), "solicited node", Source::Rfc(4291, "2.7.1")));
    }
    met
}
