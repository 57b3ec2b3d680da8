//! From what was typed to the article that was meant.

use super::article::{Article, Cell, Column, Row, below, column, fact, row};
use super::tables::{self, number, same};
use super::{field, names, pages, protocol, registry, words};
use crate::glossary::{self, TERMS, Term};
use crate::proto::ALL;
use crate::say;
use crate::spec::near::near;
use crate::spec::{Around, Entry, Protocol, Registry, Rule, Said, Text, Trouble, text};
use std::fmt::Display;

/// The article about `typed`: its words, joined.
pub fn find(typed: &str) -> Result<Article, Trouble> {
    let typed = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if typed.is_empty() {
        return Ok(pages::index());
    }
    // most are one protocol's: no other table is looked at for them
    if let Some(protocol) = ALL.iter().find(|protocol| protocol.key == typed) {
        return Ok(protocol::article(protocol));
    }
    if let Some(article) = typed.contains('.').then(|| part(&typed)).flatten() {
        return Ok(article);
    }
    match named(&typed).or_else(|| part(&typed)) {
        Some(article) => Ok(article),
        None => match value(&typed)? {
            Some(article) => Ok(article),
            None => code_point(&typed).ok_or_else(|| unknown(&typed)),
        },
    }
}

/// What has a name of its own.
fn named(typed: &str) -> Option<Article> {
    if let Some(page) = pages::PAGES.iter().find(|page| page.is(typed)) {
        return Some((page.article)());
    }
    // by their very keys first: `ipv6-routing` is a registry, and `ipv6_routing` a protocol
    if let Some((found, of)) = tables::rules().into_iter().find(|(rule, _)| rule.id == typed) {
        return Some(rule(found, of));
    }
    if let Some(registry) = tables::registries().into_iter().find(|registry| registry.key == typed) {
        return Some(registry::article(registry));
    }
    if let Some(words) = tables::words().into_iter().find(|words| words.key == typed) {
        return Some(registry::words_article(words));
    }
    if let Some(protocol) = tables::protocol(typed) {
        return Some(protocol::article(protocol));
    }
    // a word of people before the titles of tables
    if let Some(term) = glossary::find(|form| same(form, typed)) {
        return Some(term_article(term));
    }
    if let Some((found, of)) = tables::rules().into_iter().find(|(rule, _)| same(rule.id, typed)) {
        return Some(rule(found, of));
    }
    if let [registry] = tables::named_registries(typed)[..] {
        return Some(registry::article(registry));
    }
    tables::named_words(typed).map(registry::words_article)
}

/// `ipv4.ttl`, `ipv4 ttl`, `tcp option mss`, `dhcp.53`; also `ip.ttl`, as others call it.
fn part(typed: &str) -> Option<Article> {
    let words: Vec<&str> = typed.split(['.', ' ']).filter(|word| !word.is_empty()).collect();
    let (first, rest) = words.split_first()?;
    let rest: Vec<&str> =
        rest.iter().copied().filter(|word| !["option", "field", "选项", "字段"].contains(word)).collect();
    let found =
        tables::protocol(first).filter(|_| !rest.is_empty()).map(|protocol| field::find(protocol, &rest));
    let found = match found {
        Some(found) if !found.is_empty() => found,
        _ => {
            if let (Some(protocol), [word]) = (tables::protocol(first), &rest[..])
                && let Some(article) = around(protocol, word)
            {
                return Some(article);
            }

            let key = names::meant(typed)?.key;
            let (protocol, path) = key.split_once('.')?;
            field::find(tables::protocol(protocol)?, &path.split('.').collect::<Vec<_>>())
        }
    };
    found.first().map(|first| field::article(first, &found))
}

/// What surrounds a frame on the wire, in the words of the glossary: `ethernet.fcs`.
fn around(protocol: &'static Protocol, word: &str) -> Option<Article> {
    let wire = protocol.wire?;
    let called = |around: &&Around| around.field == Some(word) || same(around.name.en, word);
    let around = wire.before.iter().chain(wire.after).find(called)?;
    glossary::find(|form| form == around.name.en).map(term_article)
}

/// `port 443`, `http-status 404`, `icmp.type 8`.
fn value(typed: &str) -> Result<Option<Article>, Trouble> {
    for (at, _) in typed.match_indices(' ') {
        let (name, word) = (&typed[..at], typed[at + 1..].trim());
        let registries = registries(name);
        if registries.is_empty() {
            if let Some(words) = tables::named_words(name)
                && let Some(entry) = words.entry(word)
            {
                return Ok(Some(registry::word_article(words, entry)));
            }
            continue;
        }
        let known = registries.iter().find_map(|registry| tables::entry(registry, word));
        let Some(value) = known.map(|entry| entry.value).or_else(|| number(word)) else {
            return Err(no_entry(name, word, &registries));
        };
        let most = registries.iter().map(|registry| tables::largest(registry)).max().unwrap_or(u64::MAX);
        if value > most {
            let what = say!(
                en: "{name} {value} cannot be: the largest value is {most}", zh: "{name} {value} 不可能：最大值是 {most}",
                name = name, value = value, most = most
            );
            return Err(Trouble::new(what));
        }
        return Ok(Some(registry::value_article(name, &registries, value)));
    }
    Ok(None)
}

/// The registries of a name, or of the field that it is.
fn registries(name: &str) -> Vec<&'static Registry> {
    let named = tables::named_registries(name);
    if !named.is_empty() {
        return named;
    }
    let of_field = || {
        let (first, rest) = name.split_once(['.', ' '])?;
        let found = field::find(tables::protocol(first)?, &rest.split(['.', ' ']).collect::<Vec<_>>());
        found.iter().find_map(field::registry_of)
    };
    of_field().into_iter().collect()
}

const POINTS: &[Column] = &[
    column("topic", text("topic", "主题")),
    column("name", text("name", "名称")),
    below("means", text("meaning", "含义")),
];

/// A code point or a word that is typed alone: `https`.
fn code_point(typed: &str) -> Option<Article> {
    let is = |entry: &&'static Entry| same(entry.key, typed) || same(entry.name, typed);
    let mut found: Vec<(String, &'static Entry)> = Vec::new();
    let mut one = None;
    for registry in tables::registries() {
        for entry in registry.entries.iter().filter(is) {
            one = Some((registry, entry));
            found.push((format!("{} {}", registry.key, entry.key), entry));
        }
    }
    for words in tables::words() {
        found.extend(
            words.entries.iter().filter(is).map(|entry| (format!("{} {}", words.key, entry.key), entry)),
        );
    }
    if let (Some((registry, entry)), [_]) = (one, &found[..]) {
        return Some(registry::value_article(registry.key, &[registry], entry.value));
    }
    let (_, first) = found.first()?;
    let mut article = Article::new(typed, "values", same_in_both(first.name));
    let rows: Vec<Row> = found
        .iter()
        .map(|(topic, entry)| row([topic.as_str().into(), Cell::Name(entry.name), entry.means.into()]))
        .collect();
    article.table("entries", text("Code points of this name", "同名的代码值"), POINTS, rows);
    Some(article)
}

/// A heading that is not translated.
fn same_in_both(name: &str) -> Said {
    Said { en: name.into(), zh: name.into() }
}

/// The article of a rule.
pub fn rule(rule: &'static Rule, of: Option<&'static Protocol>) -> Article {
    let mut article = Article::new(rule.id, "rule", same_in_both(rule.id));
    article.prose("means", rule.means);
    article.facts([
        fact("severity", text("severity", "级别"), rule.severity.key()),
        fact("severity_means", text("that is", "即"), words::severity(rule.severity)),
        fact("protocol", text("protocol", "协议"), of.map(|protocol| protocol.key)),
        fact("advice", text("what to do", "怎么办"), rule.advice),
        fact("source", text("source", "出处"), rule.source),
    ]);
    article.see(of.map(|protocol| protocol.key).into_iter().chain(["rules"]));
    article
}

/// The article of a term.
pub fn term_article(term: &'static Term) -> Article {
    let Text { en, zh } = term.name;
    let mut article = Article::new(en, "term", term.name.into());
    article.prose("means", term.means);
    article.facts([
        fact("english", text("English", "英文"), Cell::Name(en)),
        fact("chinese", text("Chinese", "中文"), Cell::Name(zh)),
        fact("also", text("also called", "又称"), Cell::Names(term.also)),
        fact("source", text("source", "出处"), term.source),
    ]);
    article.see(term.see.iter().copied());
    article
}

/// The names that were perhaps meant, at most three.
fn suggestions<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let mut near = near(typed, names);
    near.truncate(3);
    near
}

fn did_you_mean(nearest: &[impl Display]) -> Option<Said> {
    let list: Vec<String> = nearest.iter().map(|topic| format!("`netlab explain {topic}`")).collect();
    let (last, before) = list.split_last()?;
    Some(if before.is_empty() {
        say!(en: "did you mean {last}?", zh: "是否想输入 {last}？", last = last)
    } else {
        let before = before.join(", ");
        say!(en: "did you mean {before} or {last}?", zh: "是否想输入 {before} 或 {last}？", before = before, last = last)
    })
}

/// A registry has no such word.
fn no_entry(name: &str, word: &str, registries: &[&'static Registry]) -> Trouble {
    let what = say!(en: "{name} has no `{word}`", zh: "{name} 中没有 `{word}`", name = name, word = word);
    let entries = registries.iter().flat_map(|registry| registry.entries);
    let near = suggestions(word, entries.map(|entry| entry.key));
    let near: Vec<String> = near.iter().map(|near| format!("{name} {near}")).collect();
    let all = registries.first().map_or("", |registry| registry.key);
    Trouble::new(what).hint(did_you_mean(&near).unwrap_or_else(
        || say!(en: "`netlab explain {all}` lists all", zh: "`netlab explain {all}` 列出全部", all = all),
    ))
}

/// No topic is called so.
fn unknown(typed: &str) -> Trouble {
    if let Some((first, rest)) = typed.split_once(['.', ' '])
        && let Some(protocol) = tables::protocol(first)
    {
        let (name, key) = (protocol.name, protocol.key);
        let what = say!(
            en: "{name} has no field or option `{rest}`", zh: "{name} 没有字段或选项 `{rest}`", name = name, rest = rest
        );
        let last = rest.rsplit(['.', ' ']).next().unwrap_or(rest);
        let mut keys = Vec::new();
        super::walk::walk(protocol.parts, &mut |met| {
            keys.extend(met.node.label().map(|label| label.key));
            true
        });
        let near: Vec<String> = suggestions(last, keys).iter().map(|near| format!("{key}.{near}")).collect();
        return Trouble::new(what).hint(did_you_mean(&near).unwrap_or_else(|| {
            say!(en: "`netlab explain {key}` lists them", zh: "`netlab explain {key}` 列出它们", key = key)
        }));
    }
    let what = say!(en: "there is no topic `{typed}`", zh: "没有主题 `{typed}`", typed = typed);
    Trouble::new(what).hint(
        did_you_mean(&suggestions(typed, every_name())).unwrap_or_else(
            || say!(en: "`netlab explain` lists the topics", zh: "`netlab explain` 列出主题"),
        ),
    )
}

/// Everything that has a name of its own.
fn every_name() -> Vec<&'static str> {
    let mut found: Vec<&str> = pages::PAGES.iter().map(|page| page.key).collect();
    found.extend(ALL.iter().map(|protocol| protocol.key));
    found.extend(tables::registries().iter().map(|registry| registry.key));
    found.extend(tables::words().iter().map(|words| words.key));
    found.extend(tables::rules().iter().map(|(rule, _)| rule.id));
    for term in TERMS.iter().flat_map(|group| group.terms) {
        found.extend([term.name.en, term.name.zh].iter().chain(term.also));
    }
    found
}
