//! `explain ipv4.ttl`: a field, or another part of a protocol.

use super::article::{Article, Cell, Fact, Row, fact};
use super::names;
use super::protocol::{FIELDS, part_row};
use super::registry;
use super::tables::{number, same};
use super::walk::{Met, Node, Place, walk};
use super::words::{condition, filled_by, kind, octets, place, unit, width_in_full};
use crate::say;
use crate::spec::{Case, Choice, Field, Items, Kind, Label, On, Protocol, Registry, Said, When, Width, text};

/// A part that was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its protocol.
    pub protocol: &'static Protocol,
    /// What it is.
    pub node: Node,
    /// The keys that lead to it, the protocol's first: `tcp.options.mss`.
    pub path: String,
    depth: usize,
    cases: Vec<(&'static Choice, &'static Case)>,
    place: Option<Place>,
}

/// The parts of a protocol that `words` lead to: keys, names, or codes of options, the last one the part's own. Those
/// that are called so by their keys come first, and the nearest to the header.
pub fn find(protocol: &'static Protocol, words: &[&str]) -> Vec<Found> {
    let mut found: Vec<(bool, Found)> = Vec::new();
    let mut labels: Vec<(usize, Called)> = Vec::new();
    walk(protocol.parts, &mut |met| {
        let Some(label) = met.node.label() else { return true };
        let code = match met.node {
            Node::Item(_, item) => Some(item.code),
            _ => None,
        };
        labels.retain(|(depth, _)| *depth < met.depth);
        labels.push((met.depth, Called { label, code }));
        if leads(&labels, words) {
            let path = format!("{}.{}", protocol.key, met.path.join("."));
            if !found.iter().any(|(_, other)| other.path == path) {
                let by_name = !words.last().is_some_and(|word| same(label.key, word));
                let Met { node, depth, cases, place, .. } = *met;
                found.push((by_name, Found { protocol, node, path, depth, cases: cases.to_vec(), place }));
            }
        }
        true
    });
    found.sort_by_key(|(by_name, found)| {
        (*by_name, found.path.matches('.').count(), found.cases.len(), found.path.len())
    });
    found.into_iter().map(|(_, found)| found).collect()
}

/// What a part answers to.
struct Called {
    label: &'static Label,
    /// The code point, where it is an option.
    code: Option<u64>,
}

impl Called {
    fn is(&self, word: &str) -> bool {
        let Called { label, code } = self;
        same(label.key, word) || same(label.name, word) || code.is_some_and(|code| number(word) == Some(code))
    }
}

/// Whether the words are among the labels in this order, the last with the last.
fn leads(labels: &[(usize, Called)], words: &[&str]) -> bool {
    let (Some(((_, last), before)), Some((word, words))) = (labels.split_last(), words.split_last()) else {
        return false;
    };
    let mut before = before.iter();
    last.is(word) && words.iter().all(|word| before.any(|(_, label)| label.is(word)))
}

/// The registry that the field takes its code points from.
pub fn registry_of(found: &Found) -> Option<&'static Registry> {
    match found.node {
        Node::Field(field) => field.kind.registry(),
        _ => None,
    }
}

/// The article of a part; `others` are parts of the same name elsewhere.
pub fn article(found: &Found, others: &[Found]) -> Article {
    let protocol = found.protocol;
    let label = found.node.label();
    let name = label.map_or("", |label| label.name);
    let means = label.map_or(protocol.title, |label| label.means);
    let title = say!(
        en: "{path} – {name}", zh: "{path} – {name}", path = found.path, name = name
    );
    let kind_of = match found.node {
        Node::Item(..) => "option",
        Node::Field(_) => "field",
        _ => "part",
    };
    let mut article = Article::new(found.path.clone(), kind_of, title);
    article.prose("means", means);
    let source = label.and_then(|label| label.source).unwrap_or(protocol.source);
    let mut facts = vec![
        fact("name", text("name", "名称"), Cell::Name(name)),
        fact("protocol", text("protocol", "协议"), protocol.key),
    ];
    facts.extend(condition_of(found).map(|said| fact("condition", text("there", "出现条件"), said)));
    match found.node {
        Node::Field(field) => facts.extend(field_facts(field, found.place)),
        Node::Group(group) => {
            facts.push(fact("width", text("width", "长度"), group.octets.map(octets)));
        }
        Node::Item(items, item) => facts.extend(option_facts(items, item.code)),
        Node::Repeat(_) | Node::Items(_) | Node::Case(..) => (),
    }
    facts.push(fact("source", text("source", "出处"), source));
    facts.extend(names_elsewhere(found));
    article.facts(facts);
    let inside = inside(found);
    article.table("fields", text("What stands in it", "其中的字段"), FIELDS, inside);
    if let Node::Field(Field { kind, .. }) = found.node {
        match kind {
            Kind::Word(words) => registry::words_table(words, &mut article),
            kind => {
                if let Some(registry) = kind.registry() {
                    registry::code_points(registry, &mut article);
                }
            }
        }
    }
    let others =
        others.iter().filter(|other| other.path != found.path).take(8).map(|other| other.path.clone());
    let rules = protocol.rules.iter().filter(|rule| {
        let key = label.map_or("", |label| label.key).replace('_', "-");
        rule.id.split_once('-').is_some_and(|(_, rest)| rest.starts_with(&key) && !key.is_empty())
    });
    article.see(others.chain(rules.map(|rule| rule.id.to_string())).chain([protocol.key.to_string()]));
    article
}

/// For which values of other fields it stands there.
fn condition_of(found: &Found) -> Option<Said> {
    let (choice, case) = found.cases.last()?;
    let On::Field(key) = choice.on else { return None };
    let registry = find(found.protocol, &[key]).first().and_then(registry_of);
    if matches!(case.when, When::Else) {
        return None;
    }
    let Said { en, zh } = condition(choice, &case.when, registry);
    Some(Said { en: en.trim_end_matches(':').into(), zh: zh.trim_end_matches('：').into() })
}

fn field_facts(field: &'static Field, at: Option<Place>) -> Vec<Fact> {
    let hex = matches!(field.kind, Kind::Hex | Kind::NamedHex(_));
    vec![
        fact("width", text("width", "长度"), width_in_full(field.width)),
        fact("place", text("place", "位置"), at.map(|at| place(at, field.width))),
        fact("value", text("value", "取值"), value(field)),
        fact("unit", text("unit", "单位"), field.unit.map(unit)),
        fact("filled_by", text("who fills it", "由谁填写"), filled_by(field.fill, hex)),
    ]
}

/// How its value is read, and how large it can be.
fn value(field: &'static Field) -> Said {
    let said = Said::from(kind(&field.kind));
    match (field.kind, field.width) {
        (Kind::Uint | Kind::Hex, Width::Bits(bits @ 2..=63)) => {
            let Said { en, zh } = said;
            let most = (1u64 << bits) - 1;
            Said { en: format!("{en}, 0–{most}"), zh: format!("{zh}，0–{most}") }
        }
        _ => said,
    }
}

fn option_facts(items: &'static Items, code: u64) -> Vec<Fact> {
    let mut facts = vec![
        fact("code", text("code", "代码"), Cell::Number(code)),
        fact("list", text("one of", "属于"), Cell::Name(items.label.name)),
    ];
    if items.shape.single.contains(&code) {
        let alone = text("the code alone, without a length", "只有代码，没有长度");
        facts.push(fact("form", text("form", "格式"), alone));
    }
    facts
}

/// What Wireshark, tcpdump and scapy call it.
fn names_elsewhere(found: &Found) -> Vec<Fact> {
    let mut facts = Vec::new();
    let named = names::of(&found.path);
    if let Some(name) = named.filter(|name| !name.wireshark.is_empty()) {
        facts.push(fact("wireshark", text("in Wireshark", "Wireshark 的名称"), name.wireshark));
    }
    if let (Node::Field(field), Some(at)) = (found.node, found.place) {
        let pieces = names::tcpdump(found.protocol.key, at, field.width);
        if !pieces.is_empty() {
            facts.push(fact("tcpdump", text("in tcpdump", "tcpdump 的写法"), Cell::List(pieces)));
        }
    }
    if let Some(name) = named.filter(|name| !name.scapy.is_empty()) {
        facts.push(fact("scapy", text("in scapy", "scapy 的名称"), name.scapy));
    }
    facts
}

/// The table of what stands in a group, a list or an option.
fn inside(found: &Found) -> Vec<Row> {
    let mut rows = Vec::new();
    if matches!(found.node, Node::Field(_)) {
        return rows;
    }
    let mut registers = Vec::new();
    let mut open = false;
    let prefix = found.path.split('.').count();
    walk(found.protocol.parts, &mut |met| {
        let path = format!("{}.{}", found.protocol.key, met.path.join("."));
        if path == found.path && met.depth == found.depth && !matches!(met.node, Node::Case(..)) {
            open = rows.is_empty();
            return true;
        }
        open &= met.depth > found.depth && met.path.len() + 1 >= prefix;
        if !open {
            return true;
        }
        if let Node::Field(Field { label, kind, .. }) = met.node {
            registers.extend(kind.registry().map(|registry| (label.key, registry)));
        }
        if let Node::Item(_, item) = met.node {
            rows.push(Row {
                depth: met.depth - found.depth - 1,
                cells: vec![
                    item.label.key.into(),
                    Cell::Name(item.label.name),
                    say!(en: "code {code}", zh: "代码 {code}", code = item.code).into(),
                    Cell::Empty,
                    item.label.means.into(),
                    item.label.source.into(),
                ],
            });
            return false;
        }
        rows.extend(part_row(met, found.protocol.source, &registers).map(|mut row| {
            row.depth = row.depth.saturating_sub(found.depth + 1);
            row
        }));
        true
    });
    rows
}
