//! What a frame needs and its author left to others: ports, addresses. All of it is marked as a default.

use super::{Draft, Given, Node, Sheet};
use crate::address;
use crate::proto::{ARP, ETHERNET, IPV4, IPV6, TCP, UDP};
use crate::say;
use crate::spec::{Kind, Origin, Part, Protocol, Said, write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The host that sends where nobody says who.
pub const HOST: Ipv4Addr = Ipv4Addr::new(172, 16, 10, 10);
/// The same in IPv6 (RFC 3849: addresses for documentation).
pub const HOST_6: Ipv6Addr = Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0x10);
/// One of the ports that clients take (RFC 6335 §6: 49152 to 65535). The first of them means something to some programs.
pub const CLIENT_PORT: u64 = 49_161;

/// Fills in what can be assumed; gives what is worth a note.
pub fn assume(draft: &mut Draft) -> Vec<Said> {
    let mut notes = Vec::new();
    for i in (0..draft.sheets.len()).rev() {
        let (before, from) = draft.sheets.split_at_mut(i + 1);
        let (Some(sheet), above) = (before.last_mut(), &*from) else { continue };
        if is(sheet, &UDP) || is(sheet, &TCP) {
            ports(sheet, above.first());
        } else if is(sheet, &IPV4) {
            fill(sheet, "src", HOST.to_string());
        } else if is(sheet, &IPV6) {
            fill(sheet, "src", HOST_6.to_string());
        } else if is(sheet, &ETHERNET) {
            link(sheet, above, &mut notes);
        }
    }
    // ARP speaks of the address that the frame comes from
    for i in 1..draft.sheets.len() {
        if is(&draft.sheets[i], &ARP) {
            let parent = draft.sheets[i].parent;
            let src = word(&draft.sheets[parent], "src").filter(|_| is(&draft.sheets[parent], &ETHERNET));
            if let Some(src) = src.map(str::to_string) {
                fill(&mut draft.sheets[i], "sha", src);
            }
        }
    }
    notes
}

fn is(sheet: &Sheet, protocol: &'static Protocol) -> bool {
    std::ptr::eq(sheet.protocol, protocol)
}

/// What the author wrote for a field.
fn word<'a>(sheet: &'a Sheet, key: &str) -> Option<&'a str> {
    match sheet.fields.iter().find(|node| node.key == key)?.value.as_ref()? {
        Given::Word(word) => Some(word),
        _ => None,
    }
}

fn fill(sheet: &mut Sheet, key: &str, value: impl Into<Given>) {
    if !sheet.fields.iter().any(|node| node.key == key) {
        sheet.fields.push(Node::leaf(key, value).by(Origin::Default));
    }
}

/// A client's port, and the port that what follows is known by.
fn ports(sheet: &mut Sheet, above: Option<&Sheet>) {
    let registry = sheet.protocol.parts.iter().find_map(|part| match part {
        Part::Field(field) => match field.kind {
            Kind::Named(registry) => Some(registry),
            _ => None,
        },
        _ => None,
    });
    let leads = |sheet: &Sheet| {
        let entry = registry?
            .entries
            .iter()
            .find(|entry| entry.protocol.is_some_and(|protocol| std::ptr::eq(protocol, sheet.protocol)));
        entry.map(|entry| entry.value)
    };
    if let Some(port) = above.and_then(leads) {
        fill(sheet, "dst_port", port);
    }
    fill(sheet, "src_port", CLIENT_PORT);
}

/// The addresses of a frame, after what it carries.
fn link(sheet: &mut Sheet, above: &[Sheet], notes: &mut Vec<Said>) {
    let carried = above.iter().find(|sheet| [&ARP, &IPV4, &IPV6].iter().any(|protocol| is(sheet, protocol)));
    let Some(carried) = carried else { return };
    let said = |key: &str| word(carried, key);
    let (from, to) = if is(carried, &ARP) { ("spa", "tha") } else { ("src", "dst") };
    let address = |key: &str| said(key).and_then(|word| word.parse::<IpAddr>().ok());
    if let Some(src) = said("sha").map(str::to_string).or_else(|| Some(shown(stand_in(address(from)?)))) {
        fill(sheet, "src", src);
    }
    if sheet.fields.iter().any(|node| node.key == "dst") {
        return;
    }
    if is(carried, &ARP) {
        fill(sheet, "dst", said(to).unwrap_or("ff:ff:ff:ff:ff:ff"));
    } else if let Some(to) = address(to) {
        let (mac, known) = next(to);
        if !known {
            notes.push(standing_in(mac, to));
        }
        fill(sheet, "dst", shown(mac));
    }
}

/// Says that a MAC address was made up.
pub fn standing_in(mac: [u8; 6], host: IpAddr) -> Said {
    let mac = shown(mac);
    match host {
        IpAddr::V4(host) => say!(
            en: "{mac} stands in for the MAC address of {host}, which ARP would tell",
            zh: "{mac} 代替 {host} 的 MAC 地址，真实地址要由 ARP 得知", mac = mac, host = host
        ),
        IpAddr::V6(host) => say!(
            en: "{mac} stands in for the MAC address of {host}, which Neighbor Discovery would tell",
            zh: "{mac} 代替 {host} 的 MAC 地址，真实地址要由邻站发现得知", mac = mac, host = host
        ),
    }
}

/// The MAC address that a datagram to this address goes to on its last link, and whether that is known: groups and
/// broadcast have their own (RFC 1112 §6.4, RFC 2464 §7, RFC 919 §7).
pub fn next(to: IpAddr) -> ([u8; 6], bool) {
    match to {
        IpAddr::V4(to) if to.is_broadcast() => ([0xff; 6], true),
        IpAddr::V4(to) if to.is_multicast() => (address::of_ipv4_group(to.octets()), true),
        IpAddr::V6(to) if to.is_multicast() => (address::of_ipv6_group(to.octets()), true),
        _ => (stand_in(to), false),
    }
}

/// A MAC address for a host of which only the IP address is known: locally administered (IEEE 802 §8.4), 02:00 and the
/// last four octets of the address.
pub fn stand_in(host: IpAddr) -> [u8; 6] {
    let [a, b, c, d] = match host {
        IpAddr::V4(host) => host.octets(),
        IpAddr::V6(host) => {
            let [.., a, b, c, d] = host.octets();
            [a, b, c, d]
        }
    };
    [0x02, 0, a, b, c, d]
}

/// A MAC address as it is typed.
pub fn shown(mac: [u8; 6]) -> String {
    write::shown_mac(&mac)
}
