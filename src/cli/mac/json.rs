//! An address as JSON: `docs/mac.md` is its reference.

use super::facts::Facts;
use crate::address::oui::{self, Assigned};
use crate::address::{Quadrant, is_group};
use crate::spec::write::shown_mac;
use serde_json::{Value, json};
use std::io::{self, Write};

/// The name and version of the schema, in every object.
const SCHEMA: &str = "netlab.mac/1";

/// How many IPv6 groups share one address: 2^88, more than a number in JSON can safely be.
const IPV6_GROUPS: &str = "309485009821345068724781056";

/// Octets as hexadecimal digits between colons.
fn colons(octets: &[u8]) -> String {
    let octets: Vec<String> = octets.iter().map(|octet| format!("{octet:02x}")).collect();
    octets.join(":")
}

/// The first `bits` bits, as many octets as they touch.
pub fn prefix(prefix: [u8; 6], bits: usize) -> String {
    colons(prefix.get(..bits.div_ceil(8)).unwrap_or_default())
}

/// A block, and whom it was assigned to.
pub fn vendor(assigned: &Assigned) -> Value {
    let bits = assigned.registry.bits();
    json!({
        "prefix": prefix(assigned.prefix, bits),
        "bits": bits,
        "registry": assigned.registry.name(),
        "name": assigned.name,
    })
}

/// The short word of a quadrant.
pub fn quadrant(quadrant: Quadrant) -> &'static str {
    match quadrant {
        Quadrant::Aai => "AAI",
        Quadrant::Eli => "ELI",
        Quadrant::Sai => "SAI",
        Quadrant::Reserved => "reserved",
    }
}

/// Writes the object of one address and a line end.
pub fn address(facts: &Facts, out: &mut dyn Write) -> io::Result<()> {
    let address = facts.address;
    let bits = |octets: [u8; 6]| octets.map(|octet| format!("{octet:08b}")).join(" ");
    let known = facts.known.map(|known| {
        json!({
            "name": known.name,
            "prefix": prefix(known.prefix, known.bits),
            "bits": known.bits,
            "custom": known.is_custom(),
            "source": known.source.to_string(),
        })
    });
    let groups: Vec<String> = facts.ipv4_groups.iter().map(ToString::to_string).collect();
    let met: Vec<Value> = facts
        .met
        .iter()
        .map(
            |(address, name, source)| json!({"address": address, "name": name, "source": source.to_string()}),
        )
        .collect();
    let ipv6_groups = facts.ipv6_groups.map(|low| {
        let low: String = low.iter().map(|octet| format!("{octet:02x}")).collect();
        json!({"low_bits": low, "count": IPV6_GROUPS})
    });
    let ipv6 = facts.ipv6.as_ref().map(|ipv6| {
        json!({
            "modified_eui64": colons(&ipv6.identifier),
            "link_local": ipv6.link_local.to_string(),
            "solicited_node": ipv6.solicited.to_string(),
            "solicited_node_mac": shown_mac(&ipv6.group),
        })
    });
    let object = json!({
        "schema": SCHEMA,
        "address": shown_mac(&address),
        "sort": facts.sort.key(),
        "group": is_group(&address),
        "local": facts.is_local,
        "quadrant": facts.quadrant.map(quadrant),
        "bits": bits(address),
        "wire": bits(address.map(u8::reverse_bits)),
        "vendor": facts.assigned.as_ref().map(vendor),
        "known": known,
        "ipv4": facts.carried.map(|address| address.to_string()),
        "ipv4_groups": groups,
        "ipv6_groups": ipv6_groups,
        "well_known_groups": met,
        "ipv6": ipv6,
        "registry_date": oui::date(),
    });
    writeln!(out, "{object}")
}
