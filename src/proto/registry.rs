//! Code points that several protocols share.

mod ethertypes;
mod hardware;
mod ip_protocols;
mod ports;
mod traffic_class;

pub use ethertypes::{ETHERTYPE_LEADS, ETHERTYPES};
pub use hardware::HARDWARE_TYPES;
pub use ip_protocols::IP_PROTOCOLS;
pub use ports::{TCP_LEADS, TCP_PORTS, UDP_LEADS, UDP_PORTS};
pub use traffic_class::{DSCPS, ECNS};

use super::LINK_TYPES;
use crate::spec::{Entry, Registry, Source, text};

/// A code point that an RFC defines, which as a whole is its source.
const fn rfc(
    value: u64,
    key: &'static str,
    name: &'static str,
    number: u16,
    en: &'static str,
    zh: &'static str,
) -> Entry {
    Entry::new(value, key, name, text(en, zh), Source::Rfc(number, ""))
}

/// Every registry that is not one protocol's own.
pub static REGISTRIES: &[&Registry] =
    &[&ETHERTYPES, &HARDWARE_TYPES, &IP_PROTOCOLS, &LINK_TYPES, &TCP_PORTS, &UDP_PORTS, &DSCPS, &ECNS];

#[cfg(test)]
mod tests {
    use super::REGISTRIES;

    #[test]
    fn a_registry_has_each_value_and_each_word_once() {
        for registry in REGISTRIES {
            let key = registry.key;
            assert!(registry.entries.is_sorted_by(|a, b| a.value < b.value), "{key} is not in order");
            let mut words: Vec<_> = registry.entries.iter().map(|entry| entry.key).collect();
            words.sort_unstable();
            assert!(words.is_sorted_by(|a, b| a < b), "a word stands twice in {key}");
            assert!(
                registry.ranges.iter().all(|(first, last, _)| first <= last),
                "a range of {key} is empty"
            );
        }
    }
}
