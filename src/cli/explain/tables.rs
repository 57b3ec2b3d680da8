//! Everything the tables know, found by what people type.

use super::walk::{Met, Node, walk};
use crate::packet;
use crate::proto::ALL;
use crate::proto::registry::REGISTRIES;
use crate::spec::near::folded;
use crate::spec::{Entry, Field, Kind, Protocol, Registry, Rule, Words};

/// Whether two words are the same to a reader: `TCP vs UDP` and `tcp-vs-udp`.
pub fn same(one: &str, other: &str) -> bool {
    folded(one).eq(folded(other))
}

/// The protocol of this name.
pub fn protocol(word: &str) -> Option<&'static Protocol> {
    let titled = |protocol: &&&Protocol| same(protocol.title.en, word) || same(protocol.title.zh, word);
    let named = |protocol: &&&Protocol| same(protocol.key, word) || same(protocol.name, word);
    ALL.iter().find(named).or_else(|| ALL.iter().find(titled)).copied()
}

/// The fields of a protocol, those of options and of special parts among them, with the keys that lead to each.
pub fn fields(protocol: &'static Protocol, each: &mut dyn FnMut(&Met<'_>, &'static Field)) {
    walk(protocol.parts, &mut |met| {
        if let Node::Field(field) = met.node {
            each(met, field);
        }
        true
    });
}

/// Every registry, those that all share first.
pub fn registries() -> Vec<&'static Registry> {
    let mut found: Vec<&'static Registry> = REGISTRIES.to_vec();
    for protocol in ALL {
        fields(protocol, &mut |_, field| {
            if let Some(registry) = field.kind.registry()
                && !found.iter().any(|other| std::ptr::eq(*other, registry))
            {
                found.push(registry);
            }
        });
    }
    found
}

/// Every table of words.
pub fn words() -> Vec<&'static Words> {
    let mut found: Vec<&'static Words> = Vec::new();
    for protocol in ALL {
        fields(protocol, &mut |_, field| {
            if let Kind::Word(words) = field.kind
                && !found.iter().any(|other| std::ptr::eq(*other, words))
            {
                found.push(words);
            }
        });
    }
    found
}

/// The registries that a word names: `port` names two.
pub fn named_registries(word: &str) -> Vec<&'static Registry> {
    const OTHERWISE: &[(&str, &[&str])] = &[
        ("port", &["tcp-port", "udp-port"]),
        ("端口", &["tcp-port", "udp-port"]),
        ("端口号", &["tcp-port", "udp-port"]),
        ("protocol", &["ip-protocol"]),
        ("协议号", &["ip-protocol"]),
        ("protocol number", &["ip-protocol"]),
        ("ethernet type", &["ethertype"]),
        ("vlan", &["vlan-id"]),
        ("dlt", &["link-type"]),
    ];
    let keys = OTHERWISE.iter().find(|(other, _)| same(other, word)).map(|(_, keys)| *keys);
    let all = registries();
    let is = |registry: &Registry| match keys {
        Some(keys) => keys.contains(&registry.key),
        None => same(registry.key, word) || same(registry.title.en, word) || same(registry.title.zh, word),
    };
    all.into_iter().filter(|registry| is(registry)).collect()
}

/// The table of words that this names.
pub fn named_words(word: &str) -> Option<&'static Words> {
    let is =
        |words: &&Words| same(words.key, word) || same(words.title.en, word) || same(words.title.zh, word);
    words().into_iter().find(is)
}

/// The entry of a registry that is typed as a number or as a word.
pub fn entry(registry: &'static Registry, word: &str) -> Option<&'static Entry> {
    if let Some(value) = number(word) {
        return registry.entry(value);
    }
    registry.entries.iter().find(|entry| same(entry.key, word) || same(entry.name, word))
}

/// `17` or `0x11`.
pub fn number(word: &str) -> Option<u64> {
    match word.strip_prefix("0x").or_else(|| word.strip_prefix("0X")) {
        Some(digits) => u64::from_str_radix(digits, 16).ok(),
        None => word.parse().ok(),
    }
}

/// Where code points of a registry stand: `(protocol, field, keys that lead to it)`.
pub fn users(registry: &'static Registry, each: &mut dyn FnMut(&'static Protocol, &'static Field, String)) {
    for protocol in ALL {
        fields(protocol, &mut |met, field| {
            if field.kind.registry().is_some_and(|other| std::ptr::eq(other, registry)) {
                each(protocol, field, format!("{}.{}", protocol.key, met.path.join(".")));
            }
        });
    }
}

/// Whether people write the code points of a registry in base 16.
pub fn is_hex(registry: &'static Registry) -> bool {
    let mut hex = false;
    users(registry, &mut |_, field, _| hex |= matches!(field.kind, Kind::NamedHex(_)));
    hex
}

/// The largest value that a field has room for where code points of the registry stand.
pub fn largest(registry: &'static Registry) -> u64 {
    let mut most = 0;
    users(registry, &mut |_, field, _| {
        most = most.max(match field.width {
            crate::spec::Width::Bits(bits @ 0..=63) => (1 << bits) - 1,
            _ => u64::MAX,
        });
    });
    if most == 0 { u64::MAX } else { most }
}

/// Every rule: those of no protocol, then each protocol's, each once.
pub fn rules() -> Vec<(&'static Rule, Option<&'static Protocol>)> {
    let mut found: Vec<(&'static Rule, Option<&'static Protocol>)> =
        packet::RULES.iter().map(|rule| (*rule, None)).collect();
    for protocol in ALL {
        for rule in protocol.rules {
            if !found.iter().any(|(other, _)| other.id == rule.id) {
                found.push((rule, Some(protocol)));
            }
        }
    }
    found
}
