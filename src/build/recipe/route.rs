//! Where a frame goes: the AND of the sender's mask, and what follows from it (RFC 1122 §3.3.1.1).

use crate::address::Given;
use crate::say;
use crate::spec::Said;
use std::net::{IpAddr, Ipv4Addr};

/// The host whose MAC address the frame is for, on the way from `from` to `to`; what decides is told. `None` where there
/// is no way.
pub fn route(from: &Given, to: IpAddr, gateway: Option<IpAddr>, told: &mut Vec<Said>) -> Option<IpAddr> {
    let net = from.net();
    if is_group(to) {
        told.push(say!(
            en: "{to} is for all or for a group: the frame goes to the MAC address that stands for it",
            zh: "{to} 是广播或多播地址：帧发往与之对应的 MAC 地址", to = to
        ));
        return Some(to);
    }
    if let (IpAddr::V6(target), IpAddr::V6(_)) = (to, from.addr)
        && target.is_unicast_link_local()
    {
        told.push(say!(
            en: "{to} is link-local: a neighbour on this link", zh: "{to} 是链路本地地址：本链路上的邻站", to = to
        ));
        return Some(to);
    }
    and(from, to, told);
    if net.contains(&to) {
        told.push(say!(
            en: "Same subnet: {to} is a neighbour; what is for it goes to its own MAC address.",
            zh: "在同一子网：{to} 是邻站，发给它的帧直接用它自己的 MAC 地址。", to = to
        ));
        return Some(to);
    }
    let Some(gateway) = gateway else {
        told.push(say!(
            en: "Another subnet, and no gateway is given: there is no way to {to}. `--gateway` names one.",
            zh: "不在同一子网，又没有给出网关：无法到达 {to}。可用 `--gateway` 指定网关。", to = to
        ));
        return None;
    };
    if !net.contains(&gateway) {
        told.push(say!(
            en: "Another subnet, but so is the gateway {gateway}: ARP does not reach it, and there is no way to {to}.",
            zh: "不在同一子网，而网关 {gateway} 也不在：ARP 找不到它，无法到达 {to}。", gateway = gateway, to = to
        ));
        return None;
    }
    told.push(say!(
        en: "Another subnet: what is for {to} goes to the MAC address of the gateway {gateway}, which passes it on.",
        zh: "不在同一子网：发给 {to} 的帧用网关 {gateway} 的 MAC 地址，由网关转交。", to = to, gateway = gateway
    ));
    Some(gateway)
}

/// Whether an address is that of a group, or of all.
pub fn is_group(to: IpAddr) -> bool {
    match to {
        IpAddr::V4(to) => to == Ipv4Addr::BROADCAST || to.is_multicast(),
        IpAddr::V6(to) => to.is_multicast(),
    }
}

/// The two lines of the AND.
fn and(from: &Given, to: IpAddr, told: &mut Vec<Said>) {
    let (net, width) = (from.net(), from.addr.to_string().len().max(to.to_string().len()));
    for address in [from.addr, to] {
        let network = Given { addr: address, prefix: from.prefix }.net().network();
        let line = match net {
            ipnet::IpNet::V4(_) => format!("  {address:<width$} AND {} = {network}", net.netmask()),
            ipnet::IpNet::V6(_) => format!("  {address:<width$} AND /{} = {network}", net.prefix_len()),
        };
        told.push(Said { en: line.clone(), zh: line });
    }
}
