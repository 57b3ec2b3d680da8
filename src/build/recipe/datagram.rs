//! Datagrams and segments: IP to the next hop, and UDP or TCP in it.

use super::Kitchen;
use crate::build::words::put;
use crate::build::{Given, Node, Sheet};
use crate::chance::Chance;
use crate::proto::{IPV4, IPV6, TCP, UDP};
use crate::spec::{Origin, Trouble};
use std::net::IpAddr;

/// Ethernet and IP on the way to `to`; `None` where there is none.
pub(super) fn ip(kitchen: &mut Kitchen<'_>, to: IpAddr) -> Result<Option<Vec<Sheet>>, Trouble> {
    let from = kitchen.from(to)?;
    let Some(frame) = kitchen.link(&from, to) else { return Ok(None) };
    let mut datagram = Sheet::new(if to.is_ipv4() { &IPV4 } else { &IPV6 }, 0);
    datagram.fields = vec![
        Node::leaf("src", from.addr.to_string()).by(kitchen.sender_origin()),
        Node::leaf("dst", to.to_string()),
    ];
    Ok(Some(vec![frame, datagram]))
}

/// Where it goes: `--to`, or the next operand.
pub(super) fn target(kitchen: &mut Kitchen<'_>) -> Result<IpAddr, Trouble> {
    match kitchen.ask.to {
        Some(to) => Ok(to),
        None => kitchen.address(),
    }
}

/// The port, if the operand is one, with `sheet` saying whose.
fn port(kitchen: &mut Kitchen<'_>) -> Option<Node> {
    if kitchen.operands.is_empty() {
        return None;
    }
    let word = kitchen.operands.remove(0);
    Some(Node::leaf("dst_port", word))
}

pub(super) fn udp(kitchen: &mut Kitchen<'_>) -> Result<Option<Vec<Sheet>>, Trouble> {
    let to = target(kitchen)?;
    let port = port(kitchen);
    let Some(mut sheets) = ip(kitchen, to)? else { return Ok(None) };
    let mut udp = Sheet::new(&UDP, 0);
    udp.fields.extend(port);
    sheets.push(udp);
    Ok(Some(sheets))
}

pub(super) fn tcp(kitchen: &mut Kitchen<'_>) -> Result<Option<Vec<Sheet>>, Trouble> {
    let to = target(kitchen)?;
    let port = port(kitchen);
    let Some(mut sheets) = ip(kitchen, to)? else { return Ok(None) };
    let flags: Vec<&str> = kitchen.verb.split('-').collect();
    let mut tcp = segment(kitchen, &flags, Origin::Given)?;
    tcp.fields.extend(port);
    sheets.push(tcp);
    Ok(Some(sheets))
}

/// A segment with these flags, its numbers out of the seed.
pub(super) fn segment(kitchen: &Kitchen<'_>, flags: &[&str], origin: Origin) -> Result<Sheet, Trouble> {
    let mut tcp = Sheet::new(&TCP, 0);
    for flag in flags {
        let key = if *flag == "ack" { "ack_flag" } else { flag };
        tcp.fields.push(Node::leaf(key, Given::Flag(true)).by(origin));
    }
    let mut chance = Chance::new(kitchen.ask.seed, TCP_SERIES);
    let mut number = |key: &str| Node::leaf(key, chance.below(1 << 32)).by(Origin::Default);
    tcp.fields.push(number("seq"));
    if flags.contains(&"ack") {
        tcp.fields.push(number("ack"));
    }
    if flags.contains(&"syn") {
        // RFC 9293 §3.7.1: what fits into an Ethernet frame
        put(&mut tcp, "mss", Some("1460"), Origin::Default)?;
    }
    Ok(tcp)
}

/// The series of draws for TCP's numbers.
const TCP_SERIES: u64 = 6;
