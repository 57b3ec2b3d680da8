//! ICMP and ICMPv6: echo, and the questions of Neighbor Discovery.

use super::Kitchen;
use super::datagram::{ip, target};
use crate::address;
use crate::build::assume::shown;
use crate::build::words::put;
use crate::build::{Node, Sheet};
use crate::proto::{ICMP, ICMPV6};
use crate::say;
use crate::spec::{Origin, Trouble};
use std::net::{IpAddr, Ipv6Addr};

/// What an echo carries where nobody says: 32 letters, as one of the oldest programs of the kind sends them.
const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwabcdefghi";

pub(super) fn echo(kitchen: &mut Kitchen<'_>) -> Result<Option<Vec<Sheet>>, Trouble> {
    let to = target(kitchen)?;
    let Some(mut sheets) = ip(kitchen, to)? else { return Ok(None) };
    let is_reply = kitchen.verb == "reply";
    let mut message = Sheet::new(if to.is_ipv4() { &ICMP } else { &ICMPV6 }, 0);
    let kind: u64 = match (to.is_ipv4(), is_reply) {
        (true, false) => 8,
        (true, true) => 0,
        (false, false) => 128,
        (false, true) => 129,
    };
    message.fields = vec![
        Node::leaf("type", kind),
        Node::leaf("identifier", 1_u64).by(Origin::Default),
        Node::leaf("sequence", 1_u64).by(Origin::Default),
        Node::leaf("data", LETTERS.to_vec()).by(Origin::Default),
    ];
    sheets.push(message);
    Ok(Some(sheets))
}

pub(super) fn icmpv6(kitchen: &mut Kitchen<'_>) -> Result<Option<Vec<Sheet>>, Trouble> {
    match kitchen.verb {
        "who-has" => who_has(kitchen),
        "advertise" => advertise(kitchen),
        _ => {
            if let Some(IpAddr::V4(to)) = kitchen.ask.to.or_else(|| kitchen.operands.first()?.parse().ok()) {
                let what = say!(en: "ICMPv6 is for IPv6; {to} is IPv4", zh: "ICMPv6 用于 IPv6，而 {to} 是 IPv4 地址", to = to);
                return Err(Trouble::new(what).hint(say!(
                    en: "`netlab build icmp echo {to}`", zh: "`netlab build icmp echo {to}`", to = to
                )));
            }
            echo(kitchen)
        }
    }
}

/// RFC 4861 §7.2.2: the question goes to the group of all whose addresses end like the one asked for.
fn who_has(kitchen: &mut Kitchen<'_>) -> Result<Option<Vec<Sheet>>, Trouble> {
    let wanted = ipv6(target(kitchen)?)?;
    let from = kitchen.from(IpAddr::V6(wanted))?;
    let gateway = kitchen.gateway(&from, IpAddr::V6(wanted));
    let asked = super::route::route(&from, IpAddr::V6(wanted), gateway, &mut kitchen.told);
    let Some(IpAddr::V6(asked)) = asked else { return Ok(None) };
    if asked != wanted {
        kitchen.told.push(say!(
            en: "So Neighbor Discovery asks for the gateway, {asked}.", zh: "因此邻站发现询问的是网关 {asked}。",
            asked = asked
        ));
    }
    let group = Ipv6Addr::from(address::solicited_node(asked.octets()));
    let Some(mut sheets) = ip(kitchen, IpAddr::V6(group))? else { return Ok(None) };
    // said once is enough
    kitchen.notes.dedup();
    let mut message = Sheet::new(&ICMPV6, 0);
    let origin = if asked == wanted { Origin::Given } else { Origin::Computed };
    message.fields =
        vec![Node::leaf("type", 135_u64), Node::leaf("target_address", asked.to_string()).by(origin)];
    let (mac, origin) = kitchen.mac(from.addr);
    put(&mut message, "source_link_layer_address", Some(&shown(mac)), origin)?;
    farthest(&mut sheets);
    sheets.push(message);
    Ok(Some(sheets))
}

/// RFC 4861 §7.2.4: the answer, with the address that was asked for.
fn advertise(kitchen: &mut Kitchen<'_>) -> Result<Option<Vec<Sheet>>, Trouble> {
    let to = IpAddr::V6(ipv6(target(kitchen)?)?);
    let from = kitchen.from(to)?;
    let Some(mut sheets) = ip(kitchen, to)? else { return Ok(None) };
    kitchen.notes.dedup();
    let mut message = Sheet::new(&ICMPV6, 0);
    message.fields = vec![
        Node::leaf("type", 136_u64),
        Node::leaf("s", true).by(Origin::Default),
        Node::leaf("o", true).by(Origin::Default),
        Node::leaf("target_address", from.addr.to_string()).by(kitchen.sender_origin()),
    ];
    let (mac, origin) = kitchen.mac(from.addr);
    put(&mut message, "target_link_layer_address", Some(&shown(mac)), origin)?;
    farthest(&mut sheets);
    sheets.push(message);
    Ok(Some(sheets))
}

/// RFC 4861 §4.3: the hop limit is 255, which no router leaves so.
fn farthest(sheets: &mut [Sheet]) {
    if let Some(datagram) = sheets.last_mut() {
        datagram.fields.push(Node::leaf("hop_limit", 255_u64).by(Origin::Default));
    }
}

fn ipv6(address: IpAddr) -> Result<Ipv6Addr, Trouble> {
    match address {
        IpAddr::V6(address) => Ok(address),
        IpAddr::V4(address) => {
            let what = say!(
                en: "Neighbor Discovery is for IPv6; {address} is IPv4", zh: "邻站发现用于 IPv6，而 {address} 是 IPv4 地址",
                address = address
            );
            Err(Trouble::new(what).hint(say!(
                en: "`netlab build arp who-has {address}`", zh: "`netlab build arp who-has {address}`", address = address
            )))
        }
    }
}
