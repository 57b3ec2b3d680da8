//! What is said about a topic, before it is known how it will be shown.
//!
//! Terminal, JSON and the reference pages are three loops over one article, so they cannot disagree.

use crate::spec::{Protocol, Said, Source, Text};

/// A topic, explained.
#[derive(Clone, Debug)]
pub struct Article {
    /// What is typed behind `netlab explain`.
    pub topic: String,
    /// Which kind of topic it is: `protocol`, `field`, `registry` …
    pub kind: &'static str,
    /// Its heading.
    pub title: Said,
    /// What is said about it, in order.
    pub sections: Vec<Section>,
}

/// One section of an article. Its keys are those of the JSON object; no article has one twice.
#[derive(Clone, Debug)]
pub enum Section {
    /// A paragraph.
    Prose(&'static str, Said),
    /// Short statements, one a line.
    Facts(Vec<Fact>),
    /// The figure of a protocol's header.
    Figure(&'static Protocol),
    /// A table under a heading.
    Table(Table),
    /// What else to type.
    See(Vec<String>),
}

/// A short statement: `unit: datagram`.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Its key.
    pub key: &'static str,
    /// What it is called.
    pub label: Text,
    /// What it says.
    pub value: Cell,
}

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its key.
    pub key: &'static str,
    /// Its heading.
    pub title: Text,
    /// Its columns, from the left.
    pub columns: &'static [Column],
    /// Its rows: a cell for each column.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its key.
    pub key: &'static str,
    /// Its heading.
    pub head: Text,
    /// Whether it may go below its row where the lines are too short for all.
    pub below: bool,
}

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// How deep it stands in the tree of the table's things.
    pub depth: usize,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// What stands in one place.
#[derive(Clone, Debug)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A number.
    Number(u64),
    /// A number that people write in base 16.
    Hex(u64),
    /// What is typed: keys, commands, values.
    Word(String),
    /// A name as the standard prints it.
    Name(&'static str),
    /// A term or a constant text.
    Text(Text),
    /// A sentence with values in it.
    Said(Said),
    /// Where it is said.
    Source(Source),
    /// Where each part of it is said.
    Sources(Vec<Source>),
    /// Several things to type.
    List(Vec<String>),
    /// Several names.
    Names(&'static [&'static str]),
}

impl Table {
    /// The columns that are not empty from top to bottom.
    pub fn used(&self) -> Vec<usize> {
        let filled =
            |i: &usize| self.rows.iter().any(|row| row.cells.get(*i).is_some_and(|cell| !cell.is_empty()));
        (0..self.columns.len()).filter(filled).collect()
    }
}

impl Article {
    /// An article without sections yet.
    pub fn new(topic: impl Into<String>, kind: &'static str, title: Said) -> Article {
        Article { topic: topic.into(), kind, title, sections: Vec::new() }
    }

    /// Adds a paragraph.
    pub fn prose(&mut self, key: &'static str, said: impl Into<Said>) {
        self.sections.push(Section::Prose(key, said.into()));
    }

    /// Adds short statements; those that say nothing are left out.
    pub fn facts(&mut self, facts: impl IntoIterator<Item = Fact>) {
        let facts: Vec<Fact> = facts.into_iter().filter(|fact| !fact.value.is_empty()).collect();
        if !facts.is_empty() {
            self.sections.push(Section::Facts(facts));
        }
    }

    /// Adds a table, unless it has no rows.
    pub fn table(&mut self, key: &'static str, title: Text, columns: &'static [Column], rows: Vec<Row>) {
        if !rows.is_empty() {
            self.sections.push(Section::Table(Table { key, title, columns, rows }));
        }
    }

    /// Adds what else to type.
    pub fn see(&mut self, topics: impl IntoIterator<Item = impl Into<String>>) {
        let topics: Vec<String> = topics.into_iter().map(Into::into).collect();
        if !topics.is_empty() {
            self.sections.push(Section::See(topics));
        }
    }
}

/// A short statement.
pub fn fact(key: &'static str, label: Text, value: impl Into<Cell>) -> Fact {
    Fact { key, label, value: value.into() }
}

/// A column that stays in its row.
pub const fn column(key: &'static str, head: Text) -> Column {
    Column { key, head, below: false }
}

/// A column that may go below its row.
pub const fn below(key: &'static str, head: Text) -> Column {
    Column { key, head, below: true }
}

/// A row without depth.
pub fn row(cells: impl Into<Vec<Cell>>) -> Row {
    Row { depth: 0, cells: cells.into() }
}

impl Cell {
    /// Several things to type, or nothing.
    pub fn list(words: Vec<String>) -> Cell {
        if words.is_empty() { Cell::Empty } else { Cell::List(words) }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        matches!(self, Cell::Empty | Cell::Names([]))
    }

    /// What is typed.
    pub fn word(word: impl Into<String>) -> Cell {
        Cell::Word(word.into())
    }
}

impl From<Text> for Cell {
    fn from(text: Text) -> Cell {
        Cell::Text(text)
    }
}

impl From<Said> for Cell {
    fn from(said: Said) -> Cell {
        Cell::Said(said)
    }
}

impl From<Source> for Cell {
    fn from(source: Source) -> Cell {
        Cell::Source(source)
    }
}

impl From<String> for Cell {
    fn from(word: String) -> Cell {
        Cell::Word(word)
    }
}

impl From<&str> for Cell {
    fn from(word: &str) -> Cell {
        Cell::Word(word.into())
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Cell {
        value.map_or(Cell::Empty, Into::into)
    }
}
