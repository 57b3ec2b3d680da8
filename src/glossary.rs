//! The terms of networking in English and Chinese: which form is printed, which others are understood, and what they
//! mean.

mod application;
mod link;
mod network;
mod packets;
mod socket;
mod transport;

use crate::spec::{Source, Text, text};

/// A term.
#[derive(Clone, Copy, Debug)]
pub struct Term {
    /// The forms that are printed.
    pub name: Text,
    /// Other forms, in either language, that answers and searches understand.
    pub also: &'static [&'static str],
    /// What it is, in a sentence.
    pub means: Text,
    /// Where that is said.
    pub source: Source,
    /// Topics of `netlab explain` that say more.
    pub see: &'static [&'static str],
}

/// Terms that belong together.
#[derive(Debug)]
pub struct Group {
    /// The key of its table in JSON.
    pub key: &'static str,
    /// What they are about.
    pub title: Text,
    /// The terms.
    pub terms: &'static [Term],
}

/// Every term, from the whole to the parts and from the wire upwards.
pub static TERMS: &[Group] = &[
    Group { key: "messages", title: text("Messages and layers", "报文与层次"), terms: packets::TERMS },
    Group { key: "link", title: text("The wire and the link", "线路与链路"), terms: link::TERMS },
    Group { key: "network", title: text("Between networks", "网络之间"), terms: network::TERMS },
    Group {
        key: "transport", title: text("From process to process", "进程之间"), terms: transport::TERMS
    },
    Group {
        key: "sockets", title: text("Sockets in a program", "程序中的套接字"), terms: socket::TERMS
    },
    Group {
        key: "services", title: text("Names and services", "名字与服务"), terms: application::TERMS
    },
];

/// The term of which `is` knows a form: a printed form before any other.
pub fn find(is: impl Fn(&str) -> bool) -> Option<&'static Term> {
    let all = || TERMS.iter().flat_map(|group| group.terms);
    let printed = |term: &&Term| is(term.name.en) || is(term.name.zh);
    let other = |term: &&Term| term.also.iter().any(|form| is(form));
    all().find(printed).or_else(|| all().find(other))
}

/// A term without further topics.
const fn term(
    en: &'static str,
    zh: &'static str,
    also: &'static [&'static str],
    means: Text,
    source: Source,
) -> Term {
    Term { name: text(en, zh), also, means, source, see: &[] }
}

impl Term {
    /// Names topics that say more.
    const fn see(self, see: &'static [&'static str]) -> Term {
        Term { see, ..self }
    }
}

/// RFC 1983, the glossary of the Internet's users.
const USERS: Source = Source::Rfc(1983, "");

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_form_stands_for_two_terms() {
        let mut seen = BTreeSet::new();
        for term in TERMS.iter().flat_map(|group| group.terms) {
            let forms: BTreeSet<String> = [term.name.en, term.name.zh]
                .iter()
                .chain(term.also)
                .map(|form| form.to_lowercase())
                .collect();
            assert_eq!(forms.len(), term.also.len() + 2, "{} has a form twice", term.name.en);
            for form in forms {
                assert!(seen.insert(form.clone()), "`{form}` stands for two terms");
            }
        }
    }

    #[test]
    fn a_term_is_found_by_each_of_its_forms() {
        for term in TERMS.iter().flat_map(|group| group.terms) {
            for form in [term.name.en, term.name.zh].iter().chain(term.also) {
                assert_eq!(find(|known| known == *form).map(|found| found.name), Some(term.name), "{form}");
            }
        }
        assert!(find(|known| known == "sausage").is_none());
    }
}
