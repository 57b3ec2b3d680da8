//! The JSON of an address and of hosts: `docs/subnet.md` is its reference.

use super::and::mask;
use super::hosts::{Hosts, letter, warnings};
use super::json::{self, NULL, Shown};
use super::report::full;
use crate::address::inside::{self, Embedded};
use crate::address::neighbour::{first_difference, sees};
use crate::address::range::Family;
use crate::address::reverse;
use crate::address::special::{self, Special, is_global_unicast};
use crate::address::subnet::{by_and, by_block_size, by_powers, class, deciding, number};
use crate::address::{Count, Form, Given, Place, Subnet, of_ipv4_group, of_ipv6_group};
use crate::spec::write;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The name and version of the schema, in every object.
pub const SCHEMA: &str = "netlab.subnet/1";

/// Writes the object of one address, on one line. Of a batch it is the hot path, so nothing is allocated for a member.
pub fn address(given: &Given, mac: Option<[u8; 6]>, out: &mut String) {
    out.push('{');
    json::word(out, "schema", SCHEMA);
    members(out, given);
    json::word(out, "place", place(given));
    json::flag(out, "assumed", given.prefix.is_none());
    let form = given.prefix.map(|prefix| match prefix.form {
        Form::Length => "length",
        Form::Netmask => "netmask",
        Form::Wildcard => "wildcard",
        Form::Hex => "hex",
    });
    match form {
        Some(form) => json::word(out, "form", form),
        None => or_null(out, "form", None::<&str>),
    }
    forms(out, given);
    the_and(out, given);
    let addr = given.addr;
    match addr {
        IpAddr::V4(v4) => json::text(out, "class", class(v4.octets()[0]).0.encode_utf8(&mut [0; 4]) as &str),
        IpAddr::V6(v6) => interface(out, given, v6, mac),
    }
    json::flag(out, "multicast", addr.is_multicast());
    let group = match addr {
        IpAddr::V4(v4) => of_ipv4_group(v4.octets()),
        IpAddr::V6(v6) => of_ipv6_group(v6.octets()),
    };
    or_null(out, "multicast_mac", addr.is_multicast().then(|| write::shown_mac(&group)));
    let blocks = special::all_of(addr);
    let global = match blocks.first() {
        Some(special) => special.columns.and_then(|columns| columns.global),
        None => Some(is_global_unicast(addr)),
    };
    yes_no(out, "globally_reachable", global);
    json::key(out, "special");
    list(out, &blocks, |out, special| block(out, special));
    names(out, given);
    out.push_str("}\n");
}

/// What every address has, by the names of the columns of a batch.
fn members(out: &mut String, given: &Given) {
    let subnet = Subnet::of(given.net());
    let v4 = given.addr.is_ipv4();
    json::word(out, "family", if v4 { "ipv4" } else { "ipv6" });
    json::text(out, "address", given.addr);
    json::small(out, "prefix", given.prefix_len().into());
    json::text(out, "cidr", subnet.network);
    json::text(out, "network", subnet.network.network());
    let netmask = mask(Family::of(given.addr), given.prefix_len());
    json::text(out, "mask", netmask);
    let wildcard = match netmask {
        IpAddr::V4(netmask) => Some(Ipv4Addr::from(!u32::from(netmask))),
        IpAddr::V6(_) => None,
    };
    or_null(out, "wildcard", wildcard);
    or_null(out, "broadcast", subnet.broadcast);
    json::text(out, "first", subnet.first);
    json::text(out, "last", subnet.last);
    json::number(out, "usable", subnet.usable);
    json::number(out, "total", subnet.total);
}

fn place(given: &Given) -> &'static str {
    match Subnet::of(given.net()).place(given.addr) {
        Place::Host(_) => "host",
        Place::Network => "network",
        Place::Broadcast => "broadcast",
        Place::SubnetRouter => "subnet-router-anycast",
        Place::Reserved(_) => "reserved-anycast",
        Place::End => "point-to-point",
        Place::Only => "only",
        Place::Group => "multicast",
    }
}

/// The address in other ways of writing.
fn forms(out: &mut String, given: &Given) {
    match given.addr {
        IpAddr::V4(v4) => {
            binary(out, "binary", v4);
            json::key(out, "hex");
            out.push_str("\"0x");
            let start = out.len();
            write::hex(out, u32::from(v4).into(), 8);
            out[start..].make_ascii_uppercase();
            out.push('"');
        }
        IpAddr::V6(v6) => {
            json::text(out, "full", full(v6));
            json::key(out, "hex");
            out.push_str("\"0x");
            write::octets(out, &v6.octets(), "");
            out.push('"');
        }
    }
    json::number(out, "integer", Count::of(number(given.addr)));
}

/// A member that is an address in base 2.
fn binary(out: &mut String, key: &str, addr: Ipv4Addr) {
    json::key(out, key);
    for (i, octet) in addr.octets().into_iter().enumerate() {
        out.push(if i == 0 { '"' } else { '.' });
        write::bits(out, octet);
    }
    out.push('"');
}

/// The network, three times, and the octet or group in which the prefix ends.
fn the_and(out: &mut String, given: &Given) {
    let (addr, len) = (given.addr, given.prefix_len());
    json::key(out, "and");
    out.push('{');
    if let (IpAddr::V4(own), IpAddr::V4(mask), IpAddr::V4(network)) =
        (addr, mask(Family::V4, len.min(32)), by_and(addr, len))
    {
        binary(out, "address_bits", own);
        binary(out, "mask_bits", mask);
        binary(out, "network_bits", network);
    }
    json::text(out, "by_and", by_and(addr, len));
    json::text(out, "by_block_size", by_block_size(addr, len));
    json::text(out, "by_powers_of_two", by_powers(addr, len));
    let part = deciding(addr, len);
    json::small(out, "deciding", part.index as u64 + 1);
    json::flag(out, "split", part.split);
    json::small(out, "block", part.block.into());
    out.push('}');
}

fn interface(out: &mut String, given: &Given, addr: Ipv6Addr, mac: Option<[u8; 6]>) {
    let subnet = Subnet::of(given.net());
    let host_bits = given.bits() - given.prefix_len();
    or_null(out, "subnet_router_anycast", (host_bits > 1).then(|| subnet.network.network()));
    match subnet.reserved() {
        Some(pair) => json::texts(out, "reserved_anycast", pair),
        None => {
            json::key(out, "reserved_anycast");
            out.push_str(NULL);
        }
    }
    let group = inside::solicited_node(addr);
    let asked = inside::is_asked_for(addr);
    or_null(out, "solicited_node", asked.then_some(group));
    or_null(out, "solicited_node_mac", asked.then(|| write::shown_mac(&of_ipv6_group(group.octets()))));
    json::flag(out, "nibble_boundary", given.prefix_len().is_multiple_of(4));
    json::key(out, "embedded");
    match inside::embedded(addr) {
        None => out.push_str(NULL),
        Some(found) => embedded(out, found),
    }
    or_null(out, "eui64_mac", inside::mac_of(addr).map(|mac| write::shown_mac(&mac)));
    if let Some(mac) = mac {
        json::text(out, "eui64_address", inside::eui64(addr, mac));
        let link_local = Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0);
        json::text(out, "eui64_link_local", inside::eui64(link_local, mac));
    }
}

fn embedded(out: &mut String, found: Embedded) {
    let (kind, v4) = match found {
        Embedded::Mapped(v4) => ("mapped", v4),
        Embedded::Compatible(v4) => ("compatible", v4),
        Embedded::Nat64(v4) => ("nat64", v4),
        Embedded::SixToFour(v4) => ("6to4", v4),
        Embedded::Teredo { client, .. } => ("teredo", client),
        Embedded::Isatap(v4) => ("isatap", v4),
    };
    out.push('{');
    json::word(out, "kind", kind);
    json::text(out, "ipv4", v4);
    if let Embedded::Teredo { server, flags, port, .. } = found {
        json::text(out, "server", server);
        json::small(out, "flags", flags.into());
        json::small(out, "port", port.into());
    }
    out.push('}');
}

fn block(out: &mut String, special: &Special) {
    json::text(out, "block", special.block());
    json::text(out, "name", special.name);
    json::text(out, "source_document", special.source);
    let columns = special.columns;
    yes_no(out, "source", columns.map(|columns| columns.source));
    yes_no(out, "destination", columns.map(|columns| columns.destination));
    yes_no(out, "forwardable", columns.map(|columns| columns.forwardable));
    yes_no(out, "globally_reachable", columns.and_then(|columns| columns.global));
    yes_no(out, "reserved_by_protocol", columns.map(|columns| columns.reserved));
}

fn names(out: &mut String, given: &Given) {
    let zones = reverse::zones(given.net());
    json::key(out, "reverse");
    out.push('{');
    json::text(out, "name", reverse::name(given.addr));
    json::number(out, "zones", zones.count);
    json::small(out, "zone_prefix", zones.len.into());
    json::text(out, "first_zone", zones.first);
    json::text(out, "last_zone", zones.last);
    or_null(out, "rfc2317_zone", zones.classless);
    out.push('}');
}

/// The object of two hosts or more, on one line.
pub fn hosts(hosts: &Hosts) -> String {
    let mut out = String::from("{");
    json::text(&mut out, "schema", SCHEMA);
    json::flag(&mut out, "same", hosts.are_neighbours());
    let is_crossed = hosts.all.iter().any(|a| hosts.all.iter().any(|b| sees(a, b) && !sees(b, a)));
    let verdict = match (hosts.are_neighbours(), is_crossed) {
        (true, _) => "same",
        (false, true) => "asymmetric",
        (false, false) => "different",
    };
    json::text(&mut out, "verdict", verdict);
    json::key(&mut out, "hosts");
    let named: Vec<(usize, &Given)> = hosts.all.iter().enumerate().collect();
    list(&mut out, &named, |out, (i, given)| {
        json::text(out, "name", letter(*i));
        members(out, given);
        json::word(out, "place", place(given));
    });
    json::key(&mut out, "views");
    let views: Vec<_> = named
        .iter()
        .flat_map(|from| named.iter().filter(|to| to.0 != from.0).map(move |to| (*from, *to)))
        .collect();
    list(&mut out, &views, |out, ((i, from), (j, to))| {
        let near = sees(from, to);
        json::text(out, "from", letter(*i));
        json::text(out, "to", letter(*j));
        json::flag(out, "neighbour", near);
        json::word(out, "asks", if from.addr.is_ipv4() { "arp" } else { "neighbor-solicitation" });
        json::text(out, "for", if near { to.addr.to_string() } else { "gateway".into() });
        let bit = first_difference(from.addr, to.addr);
        match bit {
            Some(bit) => json::small(out, "first_differing_bit", bit.into()),
            None => or_null(out, "first_differing_bit", None::<&str>),
        }
    });
    json::texts(&mut out, "warnings", warnings(hosts).iter().map(|said| said.en.as_str()));
    out.push('}');
    out
}

fn or_null(out: &mut String, key: &str, value: Option<impl Shown>) {
    match value {
        Some(value) => json::text(out, key, value),
        None => {
            json::key(out, key);
            out.push_str(NULL);
        }
    }
}

fn yes_no(out: &mut String, key: &str, value: Option<bool>) {
    match value {
        Some(value) => json::flag(out, key, value),
        None => {
            json::key(out, key);
            out.push_str(NULL);
        }
    }
}

/// A list of objects.
fn list<T>(out: &mut String, items: &[T], object: impl Fn(&mut String, &T)) {
    out.push('[');
    for item in items {
        json::comma(out);
        out.push('{');
        object(out, item);
        out.push('}');
    }
    out.push(']');
}
