//! Interfaces as JSON: `docs/link.md` is its reference.

use super::rights::obstacle;
use crate::link::{Address, Gateway, Interface, Links, Rights};
use crate::spec::write::shown_mac;
use crate::view::vendor;
use ipnet::IpNet;
use serde_json::{Value, json};
use std::io::{self, Write};

/// The name and version of the schema, in every object.
const SCHEMA: &str = "netlab.link/1";

/// Writes an object and a line end for each interface.
pub fn links(all: &Links, rights: Rights, out: &mut dyn Write) -> io::Result<()> {
    let resolvers = &all.resolvers;
    let servers: Vec<String> = resolvers.servers.iter().map(ToString::to_string).collect();
    let dns = json!({"file": resolvers.file, "servers": servers, "search": resolvers.search});
    for interface in &all.interfaces {
        writeln!(out, "{}", object(interface, &dns, rights))?;
    }
    Ok(())
}

fn object(interface: &Interface, dns: &Value, rights: Rights) -> Value {
    json!({
        "schema": SCHEMA,
        "name": interface.name,
        "index": interface.index,
        "kind": interface.kind,
        "loopback": interface.is_loopback,
        "wireless": interface.is_wireless,
        "up": interface.is_up,
        "carrier": interface.carrier,
        "mac": interface.mac.map(|mac| shown_mac(&mac).to_string()),
        "vendor": interface.mac.and_then(vendor),
        "mtu": interface.mtu,
        "addresses": interface.addresses.iter().map(address).collect::<Vec<_>>(),
        "gateways": interface.gateways.iter().map(gateway).collect::<Vec<_>>(),
        "dns": if interface.is_loopback { &Value::Null } else { dns },
        "capture": obstacle(interface, rights).is_none(),
    })
}

fn address(address: &Address) -> Value {
    let mask = match address.net {
        IpNet::V4(net) => Some(net.netmask().to_string()),
        IpNet::V6(_) => None,
    };
    json!({
        "address": address.net.addr().to_string(),
        "prefix_length": address.net.prefix_len(),
        "mask": mask,
        "origin": address.origin.key(),
        "seconds_left": address.left,
        "tentative": address.is_tentative,
    })
}

fn gateway(gateway: &Gateway) -> Value {
    json!({
        "address": gateway.via.map(|via| via.to_string()),
        "family": if gateway.is_ipv6 { "ipv6" } else { "ipv4" },
        "origin": gateway.origin.key(),
        "metric": gateway.metric,
    })
}
