//! The messages of DHCP (RFC 2131 §4.3.1 table 3, §4.4.1 table 5), as client and server send them.

use super::Kitchen;
use crate::address::Given;
use crate::build::assume::{shown, stand_in};
use crate::build::words::put;
use crate::build::{Node, Sheet, build};
use crate::chance::Chance;
use crate::proto::{DHCP, IPV4, UDP};
use crate::say;
use crate::spec::{Origin, Trouble};
use std::net::{IpAddr, Ipv4Addr};

/// RFC 1542 §2.1: "the BOOTP message is at least 300 octets".
const LEAST: usize = 300;
/// The series of draws for DHCP's numbers.
const DHCP_SERIES: u64 = 67;
/// What a client asks for: the four settings, and the name of the domain.
const WANTED: &str = "subnet_mask,router,domain_server,domain_name";
/// The lease that a server gives where nobody says: a day.
const LEASE: &str = "86400";

/// The length of a prefix where nobody says one.
const PREFIX: u8 = 24;

const NOBODY: IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
const ALL: IpAddr = IpAddr::V4(Ipv4Addr::BROADCAST);

pub(super) fn make(kitchen: &mut Kitchen<'_>) -> Result<Option<Vec<Sheet>>, Trouble> {
    let mut dhcp = Sheet::new(&DHCP, 0);
    let xid = Chance::new(kitchen.ask.seed, DHCP_SERIES).below(1 << 32);
    let is_server = matches!(kitchen.verb, "offer" | "ack" | "nak");
    dhcp.fields.push(Node::leaf("op", if is_server { 2_u64 } else { 1 }).by(Origin::Default));
    dhcp.fields.push(Node::leaf("xid", xid).by(Origin::Default));
    put(&mut dhcp, "message_type", Some(kitchen.verb), Origin::Given)?;
    let said = std::mem::take(&mut kitchen.said);
    let (own, lower): (Vec<_>, Vec<_>) =
        said.into_iter().partition(|(key, _)| !key.contains('.') || key.starts_with("dhcp."));
    kitchen.said = lower;
    let own: Vec<(&str, &str)> =
        own.iter().map(|(key, value)| (key.strip_prefix("dhcp.").unwrap_or(key), *value)).collect();
    if is_server { server(kitchen, dhcp, &own) } else { client(kitchen, dhcp, &own) }
}

/// What the author said of `key`, as an address.
fn address(own: &[(&str, &str)], keys: &[&str]) -> Option<IpAddr> {
    own.iter().find(|(key, _)| keys.contains(key)).and_then(|(_, value)| value.parse().ok())
}

const REQUESTED: [&str; 2] = ["requested_ip", "requested_address"];
const SERVER: [&str; 2] = ["server_id", "server"];

/// RFC 2131 table 5: where a message needs an option that only its author knows.
fn need(verb: &str, keys: &[&str], own: &[(&str, &str)], example: &str) -> Result<(), Trouble> {
    if own.iter().any(|(key, _)| keys.contains(key)) {
        return Ok(());
    }
    let key = keys[0];
    let what = say!(
        en: "a DHCP {verb} has to say `{key}` (RFC 2131 §4.4.1)", zh: "DHCP {verb} 报文必须给出 `{key}` (RFC 2131 §4.4.1)",
        verb = verb, key = key
    );
    Err(Trouble::new(what)
        .hint(say!(en: "`{key}={example}`", zh: "`{key}={example}`", key = key, example = example)))
}

fn client(
    kitchen: &mut Kitchen<'_>,
    mut dhcp: Sheet,
    own: &[(&str, &str)],
) -> Result<Option<Vec<Sheet>>, Trouble> {
    let verb = kitchen.verb;
    let has_address = matches!(verb, "inform" | "release");
    let from = kitchen.ask.from.filter(|_| has_address).map(|from| from.addr);
    let bound = address(own, &["ciaddr"]).or(from);
    match verb {
        "request" if bound.is_none() => {
            need(verb, &REQUESTED, own, "172.16.10.50")?;
            need(verb, &SERVER, own, "172.16.10.1")?;
        }
        "decline" => {
            need(verb, &REQUESTED, own, "172.16.10.50")?;
            need(verb, &SERVER, own, "172.16.10.1")?;
        }
        "release" => {
            need(verb, &["ciaddr"], &with_from(own, bound), "172.16.10.50")?;
            need(verb, &SERVER, own, "172.16.10.1")?;
        }
        "inform" => need(verb, &["ciaddr"], &with_from(own, bound), "172.16.10.50")?,
        _ => (),
    }
    // the client has no address of its own until it is bound (RFC 2131 §4.1); a decline must not use it either
    let src = bound.filter(|_| verb != "decline").unwrap_or(NOBODY);
    let to = match verb {
        "release" => address(own, &SERVER).unwrap_or(ALL),
        "request" if bound.is_some() => kitchen.ask.to.unwrap_or(ALL),
        _ => ALL,
    };
    let (mac, mac_origin) = match kitchen.ask.mac {
        Some(mac) => (mac, Origin::Given),
        None => (stand_in(bound.unwrap_or(IpAddr::V4(crate::build::assume::HOST))), Origin::Default),
    };
    if let Some(bound) = bound {
        dhcp.fields.push(Node::leaf("ciaddr", bound.to_string()));
    } else if verb != "decline" {
        dhcp.fields.push(Node::leaf("broadcast", true).by(Origin::Default));
    }
    dhcp.fields.push(Node::leaf("chaddr", shown(mac)).by(mac_origin));
    client_id(&mut dhcp, mac, mac_origin)?;
    if matches!(verb, "discover" | "request" | "inform") {
        put(&mut dhcp, "parameter_list", Some(WANTED), Origin::Default)?;
    }
    said(&mut dhcp, own)?;
    frame(kitchen, dhcp, [src, to], [68, 67], mac, mac_origin)
}

/// What was said, and `ciaddr` where `--from` says it.
fn with_from<'a>(own: &[(&'a str, &'a str)], bound: Option<IpAddr>) -> Vec<(&'a str, &'a str)> {
    let from = bound.map(|_| ("ciaddr", ""));
    own.iter().copied().chain(from).collect()
}

/// RFC 2132 §9.14: the kind of hardware and its address.
fn client_id(dhcp: &mut Sheet, mac: [u8; 6], origin: Origin) -> Result<(), Trouble> {
    put(dhcp, "client_id.type", Some("1"), Origin::Default)?;
    put(dhcp, "client_id.address", Some(&shown(mac)), origin)
}

fn server(
    kitchen: &mut Kitchen<'_>,
    mut dhcp: Sheet,
    own: &[(&str, &str)],
) -> Result<Option<Vec<Sheet>>, Trouble> {
    let verb = kitchen.verb;
    if verb != "nak" {
        need(verb, &["yiaddr"], own, "172.16.10.50")?;
    }
    let given = address(own, &["yiaddr"]);
    let gateway: IpAddr = Ipv4Addr::new(172, 16, 10, 1).into();
    let from = match kitchen.ask.from {
        Some(from) => from,
        None => Given { addr: gateway, prefix: None }.with(PREFIX),
    };
    let own_origin = kitchen.sender_origin();
    let (mac, mac_origin) = kitchen.mac(from.addr);
    let client = own.iter().find(|(key, _)| *key == "chaddr").map(|(_, value)| (*value).to_string());
    let chaddr = match (client, kitchen.ask.to_mac) {
        (Some(client), _) => Node::leaf("chaddr", client),
        (None, Some(client)) => Node::leaf("chaddr", shown(client)),
        (None, None) => {
            let host = given.unwrap_or(IpAddr::V4(crate::build::assume::HOST));
            Node::leaf("chaddr", shown(stand_in(host))).by(Origin::Default)
        }
    };
    dhcp.fields.push(Node::leaf("broadcast", true).by(Origin::Default));
    dhcp.fields.push(chaddr);
    put(&mut dhcp, "server_id", Some(&from.addr.to_string()), own_origin)?;
    if verb != "nak" {
        put(&mut dhcp, "lease_time", Some(LEASE), Origin::Default)?;
        let net = from.net();
        if from.prefix.is_some() {
            put(&mut dhcp, "subnet_mask", Some(&net.netmask().to_string()), own_origin)?;
        }
        if let Some(gateway) = kitchen.ask.gateway {
            put(&mut dhcp, "router", Some(&gateway.to_string()), Origin::Given)?;
        }
    }
    said(&mut dhcp, own)?;
    frame(kitchen, dhcp, [from.addr, ALL], [67, 68], mac, mac_origin)
}

/// What the author said, in place of what the recipe has.
fn said(dhcp: &mut Sheet, own: &[(&str, &str)]) -> Result<(), Trouble> {
    for (key, value) in own {
        match *key {
            // octets with a type before them, or a MAC address, which is of type 1
            "client_id" => {
                let node = dhcp.fields.iter_mut().find(|node| node.key == "options");
                if let Some(options) = node {
                    options.inside.retain(|option| option.key != "client_id");
                }
                let is_mac = crate::address::typed(value).is_ok();
                put(dhcp, "client_id.type", Some(if is_mac { "1" } else { "0" }), Origin::Default)?;
                if is_mac {
                    put(dhcp, "client_id.address", Some(value), Origin::Given)?;
                } else {
                    let hex: String = value.bytes().map(|octet| format!("{octet:02x}")).collect();
                    put(dhcp, "client_id.identifier", Some(&hex), Origin::Given)?;
                }
            }
            key => put(dhcp, key, Some(value), Origin::Given)?,
        }
    }
    Ok(())
}

/// The message in its datagrams and its frame, with an end and room up to 300 octets; `None` where there is no way.
fn frame(
    kitchen: &mut Kitchen<'_>,
    mut dhcp: Sheet,
    [src, to]: [IpAddr; 2],
    [src_port, dst_port]: [u64; 2],
    mac: [u8; 6],
    mac_origin: Origin,
) -> Result<Option<Vec<Sheet>>, Trouble> {
    let Some(mut ethernet) = link(kitchen, src, to)? else { return Ok(None) };
    ethernet.fields.retain(|node| node.key != "src");
    ethernet.fields.insert(0, Node::leaf("src", shown(mac)).by(mac_origin));
    let mut ip = Sheet::new(&IPV4, 0);
    ip.fields = vec![
        Node::leaf("src", src.to_string()).by(Origin::Default),
        Node::leaf("dst", to.to_string()).by(Origin::Default),
    ];
    let mut udp = Sheet::new(&UDP, 0);
    udp.fields = vec![
        Node::leaf("src_port", src_port).by(Origin::Default),
        Node::leaf("dst_port", dst_port).by(Origin::Default),
    ];
    if let Some(options) = dhcp.fields.iter_mut().find(|node| node.key == "options") {
        options.inside.push(Node::group("end", Vec::new()).by(Origin::Default));
    }
    pad(&mut dhcp)?;
    Ok(Some(vec![ethernet, ip, udp, dhcp]))
}

/// The frame's header. A message to all needs no way; one to a server takes it like every datagram, by the AND of the
/// client's mask first.
fn link(kitchen: &mut Kitchen<'_>, src: IpAddr, to: IpAddr) -> Result<Option<Sheet>, Trouble> {
    if to == ALL {
        let mut sheet = kitchen.frame(src);
        sheet.fields.push(Node::leaf("dst", "ff:ff:ff:ff:ff:ff").by(Origin::Default));
        return Ok(Some(sheet));
    }
    // the mask is that of `--from`; the address is the one that the message speaks of
    let from = match kitchen.ask.from {
        Some(_) => Given { addr: src, prefix: None }.with(kitchen.from(to)?.net().prefix_len()),
        None => {
            kitchen.notes.push(say!(
                en: "nobody said the mask of {src}: it is taken to be /{len} (--from {src}/{len} says so)",
                zh: "没有给出 {src} 的掩码：取 /{len}（可用 --from {src}/{len} 指定）", src = src, len = PREFIX
            ));
            Given { addr: src, prefix: None }.with(PREFIX)
        }
    };
    Ok(kitchen.link(&from, to))
}

/// Fills up with zeros behind the end.
fn pad(dhcp: &mut Sheet) -> Result<(), Trouble> {
    let alone = crate::build::Draft { link: 1, original: None, sheets: vec![dhcp.clone()] };
    let have = build(&alone)?.octets.len();
    if have < LEAST
        && let Some(options) = dhcp.fields.iter_mut().find(|node| node.key == "options")
    {
        options.inside.push(Node::leaf("padding", vec![0; LEAST - have]).by(Origin::Computed));
    }
    Ok(())
}
