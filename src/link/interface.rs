//! What is known of an interface.

use super::Resolvers;
use ipnet::IpNet;
use std::net::IpAddr;

/// An interface of this machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Interface {
    /// Its number.
    pub index: u32,
    /// Its name.
    pub name: String,
    /// What the kernel calls its kind (`veth`, `bridge`, `wireguard` …), where it says so.
    pub kind: Option<String>,
    /// What its frames begin with, as the kernel numbers it (`ARPHRD_`), where it says so.
    pub hardware: Option<u16>,
    /// Whether a file of the kernel shows it to be a radio.
    pub is_wireless: bool,
    /// Whether what is sent to it comes back.
    pub is_loopback: bool,
    /// Its MAC address.
    pub mac: Option<[u8; 6]>,
    /// The octets that a datagram on it may have.
    pub mtu: Option<u32>,
    /// Whether it is switched on.
    pub is_up: bool,
    /// Whether something is at the other end; not known where it is switched off.
    pub carrier: Option<bool>,
    /// Its addresses.
    pub addresses: Vec<Address>,
    /// The ways out of its subnets.
    pub gateways: Vec<Gateway>,
}

/// An address of an interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The address and the length of its prefix.
    pub net: IpNet,
    /// Who set it.
    pub origin: Origin,
    /// Seconds until it is given up, unless somebody extends it.
    pub left: Option<u32>,
    /// Whether the kernel is still asking if somebody else has it (RFC 4862 section 5.4).
    pub is_tentative: bool,
}

/// A default route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gateway {
    /// The router; none where the link itself leads everywhere.
    pub via: Option<IpAddr>,
    /// Whether it is of IPv6.
    pub is_ipv6: bool,
    /// Who set it.
    pub origin: Origin,
    /// The lowest one is taken.
    pub metric: u32,
}

/// Where a setting comes from, as far as the kernel knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A lease.
    Dhcp,
    /// A router's advertisement (RFC 4861).
    Advertised,
    /// A person or a file.
    Fixed,
    /// The kernel itself.
    Kernel,
    /// A program that is not known, for a limited time: a lease or an advertisement.
    Limited,
    /// Not known.
    Unknown,
}

impl Origin {
    /// A word for programs.
    pub fn key(self) -> &'static str {
        match self {
            Origin::Dhcp => "dhcp",
            Origin::Advertised => "advertised",
            Origin::Fixed => "fixed",
            Origin::Kernel => "kernel",
            Origin::Limited => "limited",
            Origin::Unknown => "unknown",
        }
    }
}

/// The interfaces, and whom the machine asks for names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// By their numbers.
    pub interfaces: Vec<Interface>,
    /// Whom names are asked of.
    pub resolvers: Resolvers,
}

impl Interface {
    /// The first IPv4 address.
    pub fn ipv4(&self) -> Option<ipnet::Ipv4Net> {
        self.addresses.iter().find_map(|address| match address.net {
            IpNet::V4(net) => Some(net),
            IpNet::V6(_) => None,
        })
    }

    /// The IPv6 address to speak to `to` from: one of the same reach, of the same subnet if there is one.
    pub fn ipv6(&self, to: std::net::Ipv6Addr) -> Option<ipnet::Ipv6Net> {
        let nets = self.addresses.iter().filter_map(|address| match address.net {
            IpNet::V6(net) => Some(net),
            IpNet::V4(_) => None,
        });
        let is_near = to.is_unicast_link_local() || to.is_multicast();
        let mut fit = nets.filter(|net| net.addr().is_unicast_link_local() == is_near);
        fit.clone().find(|net| net.contains(&to)).or_else(|| fit.next())
    }

    /// The router that packets of IPv6 leave by.
    pub fn ipv6_gateway(&self) -> Option<std::net::Ipv6Addr> {
        self.gateways.iter().find_map(|gateway| match gateway.via {
            Some(IpAddr::V6(via)) => Some(via),
            _ => None,
        })
    }

    /// The router that datagrams of IPv4 leave by.
    pub fn ipv4_gateway(&self) -> Option<std::net::Ipv4Addr> {
        self.gateways.iter().find_map(|gateway| match gateway.via {
            Some(IpAddr::V4(via)) => Some(via),
            _ => None,
        })
    }
}
