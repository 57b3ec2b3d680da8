//! What Linux tells about its interfaces, beyond what every Unix does.

use super::netlink::{Message, Netlink, attributes, number, short};
use super::{Address, Gateway, Interface, Origin};
use ipnet::IpNet;
use std::io;
use std::net::IpAddr;
use std::path::Path;

/// RTM_NEWLINK and RTM_GETLINK, RTM_GETADDR, RTM_GETROUTE (rtnetlink(7)).
const NEW_LINK: u16 = 16;
const GET_LINK: u16 = 18;
const GET_ADDRESS: u16 = 22;
const GET_ROUTE: u16 = 26;
/// IFF_RUNNING does not say it as plainly as the attribute.
const IFF_UP: u32 = 1;
const IFF_LOOPBACK: u32 = 8;
/// Addresses that no lease limits.
const PERMANENT: u32 = 0x80;
const TENTATIVE: u32 = 0x40;
/// The main table.
const MAIN: u32 = 254;
/// RTN_UNICAST.
const UNICAST: u8 = 1;

/// Adds what the kernel knows to the interfaces found; those not found are added.
pub fn details(found: &mut Vec<Interface>) -> io::Result<()> {
    let mut netlink = Netlink::open()?;
    for message in netlink.dump(GET_LINK, &[0; 16])? {
        if message.kind == NEW_LINK {
            link(&message, found);
        }
    }
    for interface in found.iter_mut() {
        interface.addresses.clear();
    }
    for message in netlink.dump(GET_ADDRESS, &[0; 8])? {
        address(&message, found);
    }
    for message in netlink.dump(GET_ROUTE, &[0; 12])? {
        route(&message, found);
    }
    for interface in found.iter_mut() {
        interface.gateways.sort_by_key(|gateway| (gateway.is_ipv6, gateway.metric));
        let class = Path::new("/sys/class/net").join(&interface.name);
        interface.is_wireless = class.join("phy80211").exists() || class.join("wireless").exists();
    }
    Ok(())
}

fn text(octets: &[u8]) -> String {
    let end = octets.iter().position(|octet| *octet == 0).unwrap_or(octets.len());
    String::from_utf8_lossy(octets.get(..end).unwrap_or_default()).into_owned()
}

/// `struct ifinfomsg`: family, type, index, flags, change; then attributes.
fn link(message: &Message, found: &mut Vec<Interface>) {
    let body = message.body.as_slice();
    let index = number(body, 4);
    if !found.iter().any(|known| known.index == index) {
        found.push(Interface { index, ..Interface::default() });
    }
    let Some(interface) = found.iter_mut().find(|known| known.index == index) else { return };
    let flags = number(body, 8);
    interface.hardware = Some(short(body, 2));
    interface.is_up = flags & IFF_UP != 0;
    interface.is_loopback = flags & IFF_LOOPBACK != 0;
    for (kind, value) in attributes(body.get(16..).unwrap_or_default()) {
        match kind {
            // IFLA_ADDRESS
            1 => interface.mac = value.try_into().ok(),
            // IFLA_IFNAME
            3 => interface.name = text(value),
            // IFLA_MTU
            4 => interface.mtu = Some(number(value, 0)),
            // IFLA_LINKINFO, in it IFLA_INFO_KIND
            18 => {
                let name = attributes(value).find(|(kind, _)| *kind == 1);
                interface.kind = name.map(|(_, name)| text(name));
            }
            // IFLA_CARRIER
            33 => interface.carrier = value.first().map(|carrier| *carrier != 0),
            _ => (),
        }
    }
    if !interface.is_up {
        interface.carrier = None;
    }
}

/// 4 octets of IPv4 or 16 of IPv6.
fn ip(octets: &[u8]) -> Option<IpAddr> {
    let v4 = || <[u8; 4]>::try_from(octets).ok().map(IpAddr::from);
    let v6 = || <[u8; 16]>::try_from(octets).ok().map(IpAddr::from);
    v4().or_else(v6)
}

/// `struct ifaddrmsg`: family, prefix length, flags, scope, index; then attributes.
fn address(message: &Message, found: &mut [Interface]) {
    let body = message.body.as_slice();
    let (Some(&length), Some(&scope)) = (body.get(1), body.get(3)) else { return };
    let mut flags = u32::from(body.get(2).copied().unwrap_or(0));
    let (mut local, mut left) = (None, None);
    for (kind, value) in attributes(body.get(8..).unwrap_or_default()) {
        match kind {
            // IFA_ADDRESS is the other end of a point-to-point link, where there is IFA_LOCAL too
            1 => local = local.or(ip(value)),
            2 => local = ip(value),
            // IFA_CACHEINFO: seconds that it is preferred, seconds that it is valid
            6 => left = Some(number(value, 4)).filter(|left| *left != u32::MAX),
            // IFA_FLAGS
            8 => flags = number(value, 0),
            _ => (),
        }
    }
    let Some(net) = local.and_then(|local| IpNet::new(local, length).ok()) else { return };
    const LINK: u8 = 253;
    const HOST: u8 = 254;
    let origin = match (net, flags & PERMANENT != 0) {
        (_, true) if scope == HOST => Origin::Kernel,
        (IpNet::V6(_), true) if scope == LINK => Origin::Kernel,
        (_, true) => Origin::Fixed,
        (IpNet::V4(_), false) => Origin::Dhcp,
        (IpNet::V6(_), false) => Origin::Limited,
    };
    let index = number(body, 4);
    if let Some(interface) = found.iter_mut().find(|known| known.index == index) {
        interface.addresses.push(Address { net, origin, left, is_tentative: flags & TENTATIVE != 0 });
    }
}

/// `struct rtmsg`: family, lengths of destination and source, TOS, table, protocol, scope, type, flags; then
/// attributes. Of interest are default routes of the main table.
fn route(message: &Message, found: &mut [Interface]) {
    let body = message.body.as_slice();
    let octet = |at: usize| body.get(at).copied().unwrap_or(0);
    let (mut table, mut via, mut index, mut metric) = (u32::from(octet(4)), None, 0, 0);
    for (kind, value) in attributes(body.get(12..).unwrap_or_default()) {
        match kind {
            // RTA_OIF, RTA_GATEWAY, RTA_PRIORITY, RTA_TABLE
            4 => index = number(value, 0),
            5 => via = ip(value),
            6 => metric = number(value, 0),
            15 => table = number(value, 0),
            // RTA_VIA: a gateway of the other family
            18 => via = ip(value.get(2..).unwrap_or_default()),
            _ => (),
        }
    }
    if octet(1) != 0 || table != MAIN || octet(7) != UNICAST {
        return;
    }
    // RTPROT_: who has set it
    let origin = match octet(5) {
        2 => Origin::Kernel,
        3 | 4 => Origin::Fixed,
        9 => Origin::Advertised,
        16 => Origin::Dhcp,
        _ => Origin::Unknown,
    };
    const INET6: u8 = 10;
    let gateway = Gateway { via, is_ipv6: octet(0) == INET6, origin, metric };
    if let Some(interface) = found.iter_mut().find(|known| known.index == index) {
        interface.gateways.push(gateway);
    }
}
