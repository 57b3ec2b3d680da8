//! ARP: request, reply, probe, announcement (RFC 826, RFC 5227 §1.1).

use super::Kitchen;
use super::route::route;
use crate::address::Given;
use crate::build::assume::{shown, stand_in};
use crate::build::{Node, Sheet};
use crate::proto::ARP;
use crate::say;
use crate::spec::{Origin, Trouble};
use std::net::{IpAddr, Ipv4Addr};

const NOBODY: IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED);

pub(super) fn make(kitchen: &mut Kitchen<'_>) -> Result<Option<Vec<Sheet>>, Trouble> {
    match kitchen.verb {
        "who-has" => {
            let wanted = ipv4(kitchen.address()?)?;
            let from = kitchen.from(wanted)?;
            let Some(asked) = route(&from, wanted, kitchen.gateway(&from, wanted), &mut kitchen.told) else {
                return Ok(None);
            };
            if asked != wanted {
                kitchen.told.push(say!(
                    en: "So ARP asks for the gateway, {asked}.", zh: "因此 ARP 询问的是网关 {asked}。", asked = asked
                ));
            }
            let origin = if asked == wanted { Origin::Given } else { Origin::Computed };
            let spa = Node::leaf("spa", from.addr.to_string()).by(kitchen.sender_origin());
            let tpa = Node::leaf("tpa", asked.to_string()).by(origin);
            Ok(Some(request(kitchen, from.addr, spa, tpa)))
        }
        "reply" => {
            let to = match kitchen.ask.to {
                Some(to) => to,
                None => kitchen.address()?,
            };
            let to = ipv4(to)?;
            let from = kitchen.from(to)?;
            let (mac, mac_origin) = kitchen.mac(from.addr);
            let (to_mac, origin) = match kitchen.ask.to_mac {
                Some(mac) => (mac, Origin::Given),
                None => (stand_in(to), Origin::Default),
            };
            let mut frame = kitchen.frame(from.addr);
            frame.fields.push(Node::leaf("dst", shown(to_mac)).by(origin));
            let mut arp = Sheet::new(&ARP, 0);
            arp.fields = vec![
                Node::leaf("op", "reply"),
                Node::leaf("sha", shown(mac)).by(mac_origin),
                Node::leaf("spa", from.addr.to_string()).by(kitchen.sender_origin()),
                Node::leaf("tha", shown(to_mac)).by(origin),
                Node::leaf("tpa", to.to_string()),
            ];
            Ok(Some(vec![frame, arp]))
        }
        verb => {
            let own = match (kitchen.operands.is_empty(), kitchen.ask.from) {
                (true, Some(Given { addr, .. })) => addr,
                _ => kitchen.address()?,
            };
            let own = ipv4(own)?;
            // RFC 5227 §1.1: a probe has no sender's address, so that it spoils no cache; an announcement has it twice
            let sender = if verb == "probe" { NOBODY } else { own };
            let origin = if verb == "probe" { Origin::Default } else { Origin::Given };
            let spa = Node::leaf("spa", sender.to_string()).by(origin);
            let tpa = Node::leaf("tpa", own.to_string());
            Ok(Some(request(kitchen, own, spa, tpa)))
        }
    }
}

/// A request to all.
fn request(kitchen: &Kitchen<'_>, own: IpAddr, spa: Node, tpa: Node) -> Vec<Sheet> {
    let (mac, origin) = kitchen.mac(own);
    let mut frame = kitchen.frame(own);
    frame.fields.push(match kitchen.ask.to_mac {
        Some(mac) => Node::leaf("dst", shown(mac)),
        None => Node::leaf("dst", "ff:ff:ff:ff:ff:ff").by(Origin::Default),
    });
    let mut arp = Sheet::new(&ARP, 0);
    arp.fields = vec![Node::leaf("op", "request"), Node::leaf("sha", shown(mac)).by(origin), spa, tpa];
    vec![frame, arp]
}

fn ipv4(address: IpAddr) -> Result<IpAddr, Trouble> {
    if address.is_ipv4() {
        return Ok(address);
    }
    let what = say!(en: "ARP is for IPv4; {address} is IPv6", zh: "ARP 用于 IPv4，而 {address} 是 IPv6 地址", address = address);
    Err(Trouble::new(what).hint(say!(
        en: "`netlab build icmpv6 who-has {address}`", zh: "`netlab build icmpv6 who-has {address}`", address = address
    )))
}
