//! An article as JSON: one object on one line, the same in every language. `docs/reference/json.md` describes it.

use super::article::{Article, Cell, Section, Table};
use crate::spec::{Said, Source};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use std::io;

/// The name and version of the schema, in every object.
pub const SCHEMA: &str = "netlab.explain/1";

/// Writes the object of an article and a line end.
pub fn article(article: &Article, out: &mut dyn io::Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, article)?;
    out.write_all(b"\n")
}

impl Serialize for Article {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", SCHEMA)?;
        map.serialize_entry("kind", self.kind)?;
        map.serialize_entry("topic", &self.topic)?;
        map.serialize_entry("title", &Both(&self.title.en, &self.title.zh))?;
        for section in &self.sections {
            match section {
                Section::Prose(key, said) => map.serialize_entry(key, &Both(&said.en, &said.zh))?,
                Section::Facts(facts) => {
                    for fact in facts {
                        map.serialize_entry(fact.key, &fact.value)?;
                    }
                }
                // a drawing of the table of fields: nothing new
                Section::Figure(_) => (),
                Section::Table(table) => map.serialize_entry(table.key, &Rows(table))?,
                Section::See(topics) => map.serialize_entry("see", topics)?,
            }
        }
        map.end()
    }
}

/// A text: `{"en": "datagram", "zh": "数据报"}`.
struct Both<'a>(&'a str, &'a str);

impl Serialize for Both<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("en", self.0)?;
        map.serialize_entry("zh", self.1)?;
        map.end()
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Cell::Empty => serializer.serialize_none(),
            Cell::Number(number) | Cell::Hex(number) => serializer.serialize_u64(*number),
            Cell::Word(word) => serializer.serialize_str(word),
            Cell::Name(name) => serializer.serialize_str(name),
            Cell::Text(text) => Both(text.en, text.zh).serialize(serializer),
            Cell::Said(Said { en, zh }) => Both(en, zh).serialize(serializer),
            Cell::Source(source) => serializer.collect_str::<Source>(source),
            Cell::Sources(sources) => serializer.collect_seq(sources.iter().map(ToString::to_string)),
            Cell::List(words) => words.serialize(serializer),
            Cell::Names(names) => names.serialize(serializer),
        }
    }
}

struct Rows<'a>(&'a Table);

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let nested = self.0.rows.iter().any(|row| row.depth > 0);
        let mut list = serializer.serialize_seq(Some(self.0.rows.len()))?;
        for row in &self.0.rows {
            list.serialize_element(&RowObject {
                table: self.0,
                cells: &row.cells,
                depth: nested.then_some(row.depth),
            })?;
        }
        list.end()
    }
}

struct RowObject<'a> {
    table: &'a Table,
    cells: &'a [Cell],
    depth: Option<usize>,
}

impl Serialize for RowObject<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(depth) = self.depth {
            map.serialize_entry("depth", &depth)?;
        }
        for (column, cell) in self.table.columns.iter().zip(self.cells) {
            if !cell.is_empty() {
                map.serialize_entry(column.key, cell)?;
            }
        }
        map.end()
    }
}
