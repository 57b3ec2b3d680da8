//! The tables of the protocols and registries, as data: sound, in both languages, and within reach.

mod common;

use common::{files, none, read};
use netlab::glossary::TERMS;
use netlab::packet::Dissector;
use netlab::proto::registry::REGISTRIES;
use netlab::proto::{self, ALL};
use netlab::sample::SAMPLES;
use netlab::spec::{Field, Fill, Items, Kind, Label, Part, Protocol, Registry, Text, Width, Words};
use std::collections::{BTreeMap, BTreeSet};

/// Calls `each` with every list of parts below these, the outermost first, and where it stands.
fn lists(parts: &'static [Part], place: &str, each: &mut dyn FnMut(&str, &'static [Part])) {
    each(place, parts);
    for part in parts {
        match part {
            Part::Field(_) | Part::Special(_) => (),
            Part::Group(group) => lists(group.parts, &format!("{place}.{}", group.label.key), each),
            Part::Choice(choice) => {
                for (i, case) in choice.cases.iter().enumerate() {
                    lists(case.parts, &format!("{place}[case {i}]"), each);
                }
            }
            Part::Within(_, parts) => lists(parts, &format!("{place}[within]"), each),
            Part::Repeat(repeat) => lists(repeat.parts, &format!("{place}.{}", repeat.label.key), each),
            Part::Items(items) => {
                for kind in items.kinds {
                    lists(kind.parts, &format!("{place}.{}.{}", items.label.key, kind.label.key), each);
                }
            }
        }
    }
}

/// What stands in a list of parts itself: its fields and labels, with those of options' heads and special parts.
struct Here {
    fields: Vec<&'static Field>,
    labels: Vec<&'static Label>,
}

fn here(parts: &'static [Part]) -> Here {
    let (mut fields, mut labels) = (Vec::new(), Vec::new());
    for part in parts {
        match part {
            Part::Field(field) => fields.push(field),
            Part::Group(group) => labels.push(&group.label),
            Part::Choice(_) | Part::Within(..) => (),
            Part::Repeat(repeat) => labels.extend([&repeat.label, &repeat.each]),
            Part::Items(items) => {
                fields.extend([items.shape.code, items.shape.length]);
                labels.extend([&items.label, items.unknown]);
                labels.extend(items.kinds.iter().map(|kind| &kind.label));
            }
            Part::Special(special) => fields.extend(special.fields),
        }
    }
    Here { fields, labels }
}

/// Every list of parts of every protocol.
fn every_list() -> Vec<(String, &'static [Part])> {
    let mut found = Vec::new();
    for protocol in ALL {
        lists(protocol.parts, protocol.key, &mut |place, parts| found.push((place.to_string(), parts)));
    }
    found
}

/// The registries that all have, and those of single protocols that a field is read by.
fn registries() -> Vec<&'static Registry> {
    let mut found: Vec<&'static Registry> = REGISTRIES.to_vec();
    for (_, parts) in every_list() {
        for registry in here(parts).fields.iter().filter_map(|field| field.kind.registry()) {
            if !found.iter().any(|other| std::ptr::eq(*other, registry)) {
                found.push(registry);
            }
        }
    }
    found
}

/// The tables of words that a field is read by.
fn words() -> Vec<&'static Words> {
    let mut found: Vec<&'static Words> = Vec::new();
    for (_, parts) in every_list() {
        for field in here(parts).fields {
            if let Kind::Word(words) = field.kind
                && !found.iter().any(|other| std::ptr::eq(*other, words))
            {
                found.push(words);
            }
        }
    }
    found
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

/// The key of a protocol or field: lower case, digits and `_` between them.
fn is_key(key: &str) -> bool {
    let sound = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    !key.is_empty() && key.chars().all(sound) && !key.starts_with('_') && !key.ends_with('_')
}

/// The word of a code point, as registries and Unix have them: `ax.25`, `iso-tp4`.
fn is_word(key: &str) -> bool {
    let sound = |c: char| c.is_ascii_graphic() && !c.is_ascii_uppercase() && !"'\"`,".contains(c);
    !key.is_empty() && key.chars().all(sound)
}

#[test]
fn registries_are_sorted_and_say_each_thing_once() {
    let mut wrong = Vec::new();
    for registry in registries() {
        let values: Vec<u64> = registry.entries.iter().map(|entry| entry.value).collect();
        if let Some(pair) = values.windows(2).find(|pair| pair[0] >= pair[1]) {
            wrong.push(format!("{}: {} does not come before {}", registry.key, pair[0], pair[1]));
        }
        let mut keys = BTreeSet::new();
        for entry in registry.entries {
            let place = format!("{} {}", registry.key, entry.value);
            if !keys.insert(entry.key) {
                wrong.push(format!("{place}: a second `{}`", entry.key));
            }
            if !is_word(entry.key) {
                wrong.push(format!("{place}: `{}` is no word", entry.key));
            }
            if entry.name.trim().is_empty() {
                wrong.push(format!("{place}: no name"));
            }
        }
        for (first, last, _) in registry.ranges {
            if first > last {
                wrong.push(format!("{}: range {first}-{last}", registry.key));
            }
        }
    }
    for words in words() {
        let mut seen = BTreeSet::new();
        for entry in words.entries {
            let key = if words.any_case { entry.key.to_ascii_lowercase() } else { entry.key.to_string() };
            if key.is_empty() || !seen.insert(key) {
                wrong.push(format!("{}: a second `{}`", words.key, entry.key));
            }
        }
    }
    let keys: Vec<&str> = registries()
        .iter()
        .map(|registry| registry.key)
        .chain(words().iter().map(|words| words.key))
        .collect();
    let once: BTreeSet<&str> = keys.iter().copied().collect();
    assert_eq!(once.len(), keys.len(), "registries share a key: {keys:?}");
    none(wrong, "registries");
}

#[test]
fn protocols_are_told_apart() {
    let keys: BTreeSet<&str> = ALL.iter().map(|protocol| protocol.key).collect();
    let names: BTreeSet<&str> = ALL.iter().map(|protocol| protocol.name).collect();
    assert_eq!((keys.len(), names.len()), (ALL.len(), ALL.len()));
    none(keys.iter().filter(|key| !is_key(key)).map(ToString::to_string), "no key of a protocol");
}

/// Siblings have different keys: JSON and builder tell them apart by nothing else. The cases of a choice are never
/// there together, but each stands beside the parts around it, and so do parts that only end somewhere.
#[test]
fn siblings_have_different_keys() {
    fn check(parts: &'static [Part], around: &BTreeSet<&'static str>, place: &str, wrong: &mut Vec<String>) {
        let mut keys = around.clone();
        let mut inner: Vec<(&'static [Part], String)> = Vec::new();
        for part in parts {
            let own: Vec<&'static str> = match part {
                Part::Field(field) => vec![field.label.key],
                Part::Group(group) => vec![group.label.key],
                Part::Repeat(repeat) => vec![repeat.label.key],
                Part::Items(items) => vec![items.label.key],
                Part::Special(_) => Vec::new(),
                Part::Choice(choice) => {
                    let cases = choice.cases.iter().enumerate();
                    inner.extend(cases.map(|(i, case)| (case.parts, format!("{place}[case {i}]"))));
                    continue;
                }
                Part::Within(_, parts) => {
                    inner.push((parts, format!("{place}[within]")));
                    continue;
                }
            };
            for key in own {
                if !is_key(key) {
                    wrong.push(format!("{place}: `{key}` is no key"));
                }
                if !keys.insert(key) {
                    wrong.push(format!("{place}: a second `{key}`"));
                }
            }
        }
        for (parts, place) in inner {
            check(parts, &keys, &place, wrong);
        }
    }
    fn items(items: &'static Items, place: &str, wrong: &mut Vec<String>) {
        let mut codes = BTreeSet::new();
        for kind in items.kinds.iter().filter(|kind| !codes.insert(kind.code)) {
            wrong.push(format!("{place}: a second {} `{}`", kind.code, kind.label.key));
        }
    }
    let mut wrong = Vec::new();
    let every = every_list();
    // the value of an option stands behind its head
    let mut heads: BTreeMap<*const Part, [&str; 2]> = BTreeMap::new();
    for (place, parts) in &every {
        for part in *parts {
            if let Part::Items(found) = part {
                items(found, place, &mut wrong);
                let head = [found.shape.code.label.key, found.shape.length.label.key];
                heads.extend(found.kinds.iter().map(|kind| (kind.parts.as_ptr(), head)));
            }
        }
    }
    for (place, parts) in every.iter().filter(|(place, parts)| !place.ends_with(']') && !parts.is_empty()) {
        let around = heads.get(&parts.as_ptr()).into_iter().flatten().copied().collect();
        check(parts, &around, place, &mut wrong);
    }
    wrong.sort();
    wrong.dedup();
    none(wrong, "keys");
}

/// Numbers fit in 64 bits, all else is made of whole octets, flags are one bit, and defaults fit their field.
#[test]
fn fields_can_be_read_and_written() {
    let mut wrong = Vec::new();
    for (place, parts) in every_list() {
        for field in here(parts).fields {
            let place = format!("{place}.{}", field.label.key);
            let number =
                matches!(field.kind, Kind::Uint | Kind::Int | Kind::Hex | Kind::Named(_) | Kind::NamedHex(_));
            let fixed = match field.width {
                Width::Bits(bits) => Some(bits),
                _ => None,
            };
            let sound = match (field.kind, fixed) {
                (Kind::Flag, bits) => bits == Some(1),
                (_, Some(0)) => false,
                (_, Some(bits)) if number => bits <= 64,
                (Kind::Mac, Some(bits)) => bits == 48,
                (Kind::Ipv4, Some(bits)) => bits == 32,
                (Kind::Ipv6, Some(bits)) => bits == 128,
                (_, Some(bits)) => bits % 8 == 0,
                (_, None) => true,
            };
            if !sound {
                wrong.push(format!("{place}: {:?} in {:?}", field.kind, field.width));
            }
            if let (Fill::Value(value), Some(bits)) = (field.fill, fixed)
                && bits < 64
                && value >> bits != 0
            {
                wrong.push(format!("{place}: {value} does not fit in {bits} bits"));
            }
            if matches!(field.kind, Kind::DnsName | Kind::LocalName) && field.width != Width::Own {
                wrong.push(format!("{place}: a domain name finds its own end"));
            }
        }
    }
    none(wrong, "fields");
}

#[test]
fn every_text_is_in_both_languages() {
    let mut wrong = Vec::new();
    let mut check = |place: String, text: Text| {
        let typed = text.en.chars().all(|c| c.is_ascii() || "→§–“”’é×≥≤…²³⁵⁸".contains(c));
        // names are the same in both
        let mut words = text.en.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
        let names =
            words.all(|word| word.contains(char::is_uppercase) || ["on", "and", "or"].contains(&word));
        if !typed || text.en.trim().is_empty() || !(is_chinese(text.zh) || names) {
            wrong.push(format!("{place}: {text:?}"));
        }
    };
    for protocol in ALL {
        check(format!("{} title", protocol.key), protocol.title);
        check(format!("{} unit", protocol.key), protocol.unit);
    }
    for (place, parts) in every_list() {
        let Here { fields, labels } = here(parts);
        for label in fields.into_iter().map(|field| &field.label).chain(labels) {
            check(format!("{place}.{}", label.key), label.means);
        }
    }
    for registry in registries() {
        check(format!("{} title", registry.key), registry.title);
        for entry in registry.entries {
            check(format!("{} {}", registry.key, entry.value), entry.means);
        }
        for (first, last, means) in registry.ranges {
            check(format!("{} {first}-{last}", registry.key), *means);
        }
    }
    for words in words() {
        check(format!("{} title", words.key), words.title);
        for entry in words.entries {
            check(format!("{} {}", words.key, entry.key), entry.means);
        }
    }
    for sample in SAMPLES {
        check(format!("sample {}", sample.name), sample.title);
    }
    none(wrong, "texts");
}

/// The terms that the glossary of `docs/style.md` says are not printed.
#[test]
fn chinese_texts_use_the_terms_of_the_glossary() {
    const NOT_PRINTED: &[&str] = &[
        "报头",
        "包头",
        "头部",
        "标头",
        "校验",
        "组播",
        "数据包",
        "回环",
        "三路握手",
        "插口",
        // 分片 is what is done; what comes of it is 数据报片
        "个分片",
        "的分片",
        "各分片",
        "其分片",
        "后续分片",
        "全部分片",
        "原子分片",
    ];
    let mut found = Vec::new();
    // the glossary lists the other forms, for people who search by them: what it prints is looked at below
    let printed = files("src", ".rs").into_iter().filter(|path| !path.starts_with("src/glossary"));
    for path in printed {
        let text = read(&path);
        for (i, line) in text.lines().take_while(|line| line.trim() != "#[cfg(test)]").enumerate() {
            // 超链接 is a link of the web, and no connection
            let line = line.replace("开头部分", "").replace("超链接", "");
            for term in NOT_PRINTED.iter().filter(|term| line.contains(**term)) {
                found.push(format!("{}:{}: {term}", path.display(), i + 1));
            }
        }
    }
    for term in TERMS.iter().flat_map(|group| group.terms) {
        let printed = [term.name.zh, term.means.zh].map(|text| text.replace("开头部分", ""));
        for unwanted in
            NOT_PRINTED.iter().filter(|unwanted| printed.iter().any(|text| text.contains(**unwanted)))
        {
            found.push(format!("the glossary's {}: {unwanted}", term.name.en));
        }
    }
    none(found, "docs/style.md has other terms for these");
}

fn is(one: &'static Protocol, other: &'static Protocol) -> bool {
    std::ptr::eq(one, other)
}

/// A table that nothing leads to is dead: each is the beginning of some link type, stands behind a code point or a rule
/// of another, or occurs in a sample.
#[test]
fn every_protocol_can_be_reached() {
    let mut reached: Vec<&'static Protocol> = (0..400).map(proto::root).collect();
    for registry in registries() {
        reached.extend(registry.entries.iter().filter_map(|entry| entry.protocol));
    }
    let mut dissector = Dissector::new();
    for sample in SAMPLES {
        for frame in sample.frames() {
            let stack =
                dissector.dissect(&frame.octets, frame.original as usize, None, proto::root(sample.link));
            reached.extend(stack.layers.iter().map(|layer| layer.protocol));
        }
    }
    // what a rule of another protocol leads to
    let code: String = files("src/proto", ".rs").iter().map(read).collect();
    for protocol in ALL {
        let name = format!("(&{}", protocol.key.to_ascii_uppercase());
        let ways = ["Protocol", "Within", "Quoted"].map(|way| format!("Next::{way}{name}"));
        if ways.iter().any(|way| code.contains(&format!("{way})")) || code.contains(&format!("{way},"))) {
            reached.push(protocol);
        }
    }
    let lost = ALL.iter().filter(|protocol| !reached.iter().any(|other| is(protocol, other)));
    none(lost.map(|protocol| protocol.key.to_string()), "nothing leads to these");
    let unlisted = reached.iter().filter(|protocol| !ALL.iter().any(|other| is(protocol, other)));
    none(unlisted.map(|protocol| protocol.key.to_string()), "ALL does not list these");
}

/// `ALL` lists what the modules of `src/proto` declare, and the files are named for them.
#[test]
fn all_lists_every_module() {
    let text = read("src/proto.rs");
    let modules: Vec<&str> = text
        .lines()
        .filter_map(|line| {
            line.strip_prefix("mod ").or_else(|| line.strip_prefix("pub mod "))?.strip_suffix(';')
        })
        .collect();
    let on_disk: BTreeSet<String> = files("src/proto", ".rs")
        .iter()
        .filter(|path| path.components().count() == 3)
        .filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned()))
        .collect();
    let listed: BTreeSet<String> = modules.iter().map(ToString::to_string).collect();
    assert_eq!(on_disk, listed);
}
