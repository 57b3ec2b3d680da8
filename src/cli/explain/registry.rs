//! `explain ethertype`, `explain port 443`: registries and their code points.

use super::article::{Article, Cell, Column, below, column, fact, row};
use super::tables::{is_hex, users};
use crate::say;
use crate::spec::{Entry, Registry, Said, Words, text};

/// Registries with more entries are not printed with a field that reads them.
const SHORT: usize = 40;

const ENTRIES: &[Column] = &[
    column("value", text("value", "值")),
    column("key", text("word", "键")),
    column("name", text("name", "名称")),
    below("means", text("meaning", "含义")),
    column("source", text("source", "出处")),
    column("protocol", text("leads to", "协议")),
];

const RANGES: &[Column] = &[
    column("first", text("from", "从")),
    column("last", text("to", "到")),
    below("means", text("meaning", "含义")),
];

const WORDS: &[Column] = &[
    column("word", text("word", "词")),
    column("name", text("name", "名称")),
    below("means", text("meaning", "含义")),
    column("source", text("source", "出处")),
];

fn number(value: u64, hex: bool) -> Cell {
    if hex { Cell::Hex(value) } else { Cell::Number(value) }
}

/// Where the code points of a registry stand: `ethernet.type`.
fn fields(registry: &'static Registry) -> Vec<String> {
    let mut found = Vec::new();
    users(registry, &mut |_, _, path| {
        if !found.contains(&path) {
            found.push(path);
        }
    });
    found
}

/// The article of a registry.
pub fn article(registry: &'static Registry) -> Article {
    let Said { en, zh } = registry.title.into();
    let key = registry.key;
    let mut article =
        Article::new(key, "registry", Said { en: format!("{key} – {en}"), zh: format!("{key} – {zh}") });
    let mut used = fields(registry);
    let more = used.len().saturating_sub(12);
    used.truncate(12);
    article.facts([
        fact("source", text("source", "出处"), registry.source),
        fact("entries_known", text("entries here", "条目数"), Cell::Number(registry.entries.len() as u64)),
        fact("fields", text("fields", "用于字段"), Cell::list(used)),
        fact(
            "fields_more",
            text("more fields", "另有字段"),
            if more > 0 { Cell::Number(more as u64) } else { Cell::Empty },
        ),
    ]);
    entries(registry, registry.entries.iter(), &mut article);
    ranges(registry, &mut article);
    article
}

fn entries(
    registry: &'static Registry,
    entries: impl Iterator<Item = &'static Entry>,
    article: &mut Article,
) {
    let hex = is_hex(registry);
    let rows = entries.map(|entry| {
        row([
            number(entry.value, hex),
            entry.key.into(),
            Cell::Name(entry.name),
            entry.means.into(),
            entry.source.into(),
            entry.protocol.map(|protocol| protocol.key).into(),
        ])
    });
    article.table("entries", text("Code points", "代码值"), ENTRIES, rows.collect());
}

fn ranges(registry: &'static Registry, article: &mut Article) {
    let hex = is_hex(registry);
    let rows = registry
        .ranges
        .iter()
        .map(|(first, last, means)| row([number(*first, hex), number(*last, hex), (*means).into()]));
    article.table("ranges", text("Ranges", "取值范围"), RANGES, rows.collect());
}

/// The code points of a field; of a long registry only those that lead to a protocol.
pub fn code_points(registry: &'static Registry, article: &mut Article) {
    if registry.entries.len() <= SHORT {
        entries(registry, registry.entries.iter(), article);
    } else {
        let shown = registry.entries.iter().filter(|entry| entry.protocol.is_some());
        entries(registry, shown, article);
        let (count, key) = (registry.entries.len(), registry.key);
        article.prose(
            "more",
            say!(
                en: "all {count}: `netlab explain {key}`", zh: "全部 {count} 个：`netlab explain {key}`",
                count = count, key = key
            ),
        );
    }
    ranges(registry, article);
}

/// The words of a field.
pub fn words_table(words: &'static Words, article: &mut Article) {
    let rows = words.entries.iter().map(|entry| {
        let name = if entry.name == entry.key { Cell::Empty } else { Cell::Name(entry.name) };
        row([entry.key.into(), name, entry.means.into(), entry.source.into()])
    });
    article.table("words", text("Words", "词"), WORDS, rows.collect());
}

/// The article of a table of words.
pub fn words_article(words: &'static Words) -> Article {
    let Said { en, zh } = words.title.into();
    let key = words.key;
    let mut article =
        Article::new(key, "words", Said { en: format!("{key} – {en}"), zh: format!("{key} – {zh}") });
    article.facts([
        fact("source", text("source", "出处"), words.source),
        fact("entries_known", text("entries here", "条目数"), Cell::Number(words.entries.len() as u64)),
    ]);
    words_table(words, &mut article);
    article
}

/// The article of one word.
pub fn word_article(words: &'static Words, entry: &'static Entry) -> Article {
    let topic = format!("{} {}", words.key, entry.key);
    let name = if entry.name == entry.key { String::new() } else { format!(" {}", entry.name) };
    let title = format!("{topic}{name}");
    let mut article = Article::new(topic, "word", Said { en: title.clone(), zh: title });
    article.prose("means", entry.means);
    article.facts([
        fact("word", text("word", "词"), entry.key),
        fact("name", text("name", "名称"), Cell::Name(entry.name)),
        fact("source", text("source", "出处"), entry.source),
    ]);
    article.see([words.key]);
    article
}

const POINTS: &[Column] = &[
    column("registry", text("registry", "登记表")),
    column("key", text("word", "键")),
    column("name", text("name", "名称")),
    below("means", text("meaning", "含义")),
    column("source", text("source", "出处")),
    column("protocol", text("leads to", "协议")),
];

/// The article of a value, in every registry that was meant: a port of TCP and of UDP.
pub fn value_article(word: &str, registries: &[&'static Registry], value: u64) -> Article {
    let hex = registries.iter().any(|registry| is_hex(registry));
    let names: Vec<&str> =
        registries.iter().filter_map(|registry| Some(registry.entry(value)?.name)).collect();
    let name = names.first().map_or(String::new(), |name| format!(" – {name}"));
    let title = if hex { format!("{word} 0x{value:04x}{name}") } else { format!("{word} {value}{name}") };
    let mut article = Article::new(format!("{word} {value}"), "value", Said { en: title.clone(), zh: title });
    let mut used: Vec<String> = registries.iter().flat_map(|registry| fields(registry)).collect();
    used.truncate(12);
    article.facts([
        fact("value", text("value", "值"), Cell::Number(value)),
        fact("hex", text("in base 16", "十六进制"), format!("0x{value:x}")),
        fact(
            "range",
            text("range", "所属范围"),
            registries.first().and_then(|registry| registry.range(value)),
        ),
        fact("fields", text("fields", "用于字段"), Cell::list(used)),
    ]);
    let rows: Vec<_> = registries
        .iter()
        .filter_map(|registry| {
            let entry = registry.entry(value)?;
            Some(row([
                registry.key.into(),
                entry.key.into(),
                Cell::Name(entry.name),
                entry.means.into(),
                entry.source.into(),
                entry.protocol.map(|protocol| protocol.key).into(),
            ]))
        })
        .collect();
    if rows.is_empty() {
        article.prose("unknown", text("netlab has no entry for this value.", "netlab 没有这个值的条目。"));
    }
    let follows: Vec<&str> = registries
        .iter()
        .filter_map(|registry| Some(registry.entry(value)?.protocol?.key))
        .fold(Vec::new(), |mut keys, key| {
            if !keys.contains(&key) {
                keys.push(key);
            }
            keys
        });
    article.table("entries", text("Code points", "代码值"), POINTS, rows);
    article.see(follows.into_iter().chain(registries.iter().map(|registry| registry.key)));
    article
}
