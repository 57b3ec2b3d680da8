//! Code points: what the numbers in a field stand for, and the words of text protocols.

use super::{Protocol, Source, Text};
use std::fmt;

/// A table of code points, sorted by value.
pub struct Registry {
    /// How it is typed: `"ethertype"`.
    pub key: &'static str,
    /// What it is called.
    pub title: Text,
    /// Who keeps it.
    pub source: Source,
    /// Its entries, each value once and in rising order (a test holds every registry to it).
    pub entries: &'static [Entry],
    /// What a stretch of values is for when an entry says nothing: `(first, last, what)`.
    pub ranges: &'static [(u64, u64, Text)],
}

/// A table of words that stand in text fields: the methods of HTTP, its status codes, names of header fields.
pub struct Words {
    /// How it is typed: `"http-method"`.
    pub key: &'static str,
    /// What it is called.
    pub title: Text,
    /// Who keeps it.
    pub source: Source,
    /// Whether `HOST` and `host` are one word.
    pub any_case: bool,
    /// Its entries, made with [`Entry::word`], each word once.
    pub entries: &'static [Entry],
}

/// One code point, or one word.
#[derive(Clone, Copy)]
pub struct Entry {
    /// The number; 0 for a word, which has none.
    pub value: u64,
    /// How it is typed: `"arp"`; of a word, how it stands in the message: `"404"`.
    pub key: &'static str,
    /// Its name as the registry prints it.
    pub name: &'static str,
    /// What it stands for.
    pub means: Text,
    /// Where that is said.
    pub source: Source,
    /// The protocol that follows where this code point stands.
    pub protocol: Option<&'static Protocol>,
}

impl Entry {
    /// A code point that leads to no known protocol.
    pub const fn new(
        value: u64,
        key: &'static str,
        name: &'static str,
        means: Text,
        source: Source,
    ) -> Entry {
        Entry { value, key, name, means, source, protocol: None }
    }

    /// A word as it stands in the message, and its name where that is another: `404`, `Not Found`.
    pub const fn word(word: &'static str, name: &'static str, means: Text, source: Source) -> Entry {
        Entry::new(0, word, name, means, source)
    }

    /// Says which protocol follows.
    pub const fn leads_to(mut self, protocol: &'static Protocol) -> Entry {
        self.protocol = Some(protocol);
        self
    }
}

/// The code points of a registry that lead to a protocol. Every frame asks for some: they are found without a search
/// through all entries, which takes several hundred cycles for the ports of one segment.
pub struct Leads {
    known: [Option<(u64, &'static Protocol)>; MOST_LEADS],
    last: u64,
}

/// The most code points of a registry that lead to a protocol.
const MOST_LEADS: usize = 24;

impl Leads {
    /// Those of a registry; while compiling, for more than there is room for do not compile.
    pub const fn of(registry: &Registry) -> Leads {
        let mut leads = Leads { known: [None; MOST_LEADS], last: 0 };
        let (mut i, mut count) = (0, 0);
        while i < registry.entries.len() {
            let entry = &registry.entries[i];
            if let Some(protocol) = entry.protocol {
                leads.known[count] = Some((entry.value, protocol));
                leads.last = entry.value;
                count += 1;
            }
            i += 1;
        }
        leads
    }

    /// The protocol that a value leads to.
    #[inline]
    pub fn protocol(&self, value: u64) -> Option<&'static Protocol> {
        if value > self.last {
            return None;
        }
        self.known.iter().map_while(|known| *known).find(|(known, _)| *known == value).map(|(_, found)| found)
    }
}

impl Registry {
    /// The entry of a value.
    pub fn entry(&self, value: u64) -> Option<&'static Entry> {
        let (first, last) = (self.entries.first()?, self.entries.last()?);
        if value > last.value {
            return None;
        }
        // many a registry is dense from 0 or 1 on
        let place = value.wrapping_sub(first.value) as usize;
        if let Some(entry) = self.entries.get(place).filter(|entry| entry.value == value) {
            return Some(entry);
        }
        self.entries.binary_search_by_key(&value, |entry| entry.value).ok().map(|i| &self.entries[i])
    }

    /// What the stretch that `value` stands in is for.
    pub fn range(&self, value: u64) -> Option<Text> {
        self.ranges.iter().find(|(first, last, _)| (*first..=*last).contains(&value)).map(|(.., what)| *what)
    }
}

impl Words {
    /// The entry of a word.
    pub fn entry(&self, word: &str) -> Option<&'static Entry> {
        self.entries.iter().find(|entry| {
            if self.any_case { entry.key.eq_ignore_ascii_case(word) } else { entry.key == word }
        })
    }
}

impl fmt::Debug for Words {
    /// Its key, as with [`Registry`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Words({})", self.key)
    }
}

impl fmt::Debug for Registry {
    /// Its key: the entries lead to protocols, and those back to registries.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Registry({})", self.key)
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Entry({} {})", self.value, self.key)
    }
}
