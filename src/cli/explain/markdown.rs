//! An article as a page of the reference: English, with the Chinese beside it.

use super::article::{Article, Cell, Section, Table};
use crate::draw::Paint;
use crate::spec::Lang;
use crate::view::{Page, blueprint};

/// Columns of a figure.
const COLUMNS: usize = 80;
/// The most lines of a figure: a longer one draws every case of a message.
const LINES: usize = 200;

/// The article as Markdown, its heading of level `level`.
pub fn article(article: &Article, level: usize) -> String {
    let hashes = "#".repeat(level);
    let mut out = format!("{hashes} {}\n", both(&article.title.en, &article.title.zh, " · "));
    for section in &article.sections {
        out.push('\n');
        match section {
            Section::Prose(_, said) => out.push_str(&format!("{}\n", both(&said.en, &said.zh, "\n\n"))),
            Section::Facts(facts) => {
                for fact in facts {
                    let label = both(fact.label.en, fact.label.zh, " ");
                    out.push_str(&format!("- **{}**: {}\n", text(&label), shown(&fact.value, " · ")));
                }
            }
            Section::Figure(protocol) => {
                let mut drawn = Vec::new();
                let mut page = Page::new(&mut drawn, Lang::En, Paint::new(false), COLUMNS);
                // memory can always be written
                let _ = blueprint(protocol, &mut page);
                let drawn = String::from_utf8_lossy(&drawn);
                let (lines, key) = (drawn.lines().count(), protocol.key);
                if lines <= LINES {
                    out.push_str(&format!("```text\n{drawn}```\n"));
                } else {
                    out.push_str(&format!(
                        "`netlab explain {key}` draws the figure 画出首部图: {lines} lines 行.\n"
                    ));
                }
            }
            Section::Table(table) => {
                out.push_str(&format!("{hashes}# {}\n\n", both(table.title.en, table.title.zh, " · ")));
                rows(table, &mut out);
            }
            Section::See(topics) => {
                let topics: Vec<String> =
                    topics.iter().map(|topic| format!("`netlab explain {topic}`")).collect();
                out.push_str(&format!("See also 另见: {}\n", topics.join(", ")));
            }
        }
    }
    out
}

fn rows(table: &Table, out: &mut String) {
    let used = table.used();
    let heads: Vec<String> =
        used.iter().map(|i| text(&both(table.columns[*i].head.en, table.columns[*i].head.zh, " "))).collect();
    out.push_str(&format!("| {} |\n|{}\n", heads.join(" | "), "---|".repeat(used.len())));
    for row in &table.rows {
        out.push('|');
        for (place, i) in used.iter().enumerate() {
            let indent = if place == 0 { "· ".repeat(row.depth) } else { String::new() };
            let cell = row.cells.get(*i).map_or_else(String::new, |cell| shown(cell, "<br>"));
            out.push_str(&format!(" {indent}{cell} |"));
        }
        out.push('\n');
    }
}

fn shown(cell: &Cell, between: &str) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Number(number) => number.to_string(),
        Cell::Hex(number) => format!("0x{number:04x}"),
        Cell::Word(word) => code(word),
        Cell::Name(name) => text(name),
        Cell::Text(said) => both(&text(said.en), &text(said.zh), between),
        Cell::Said(said) => both(&text(&said.en), &text(&said.zh), between),
        Cell::Source(source) => text(&source.to_string()),
        Cell::Sources(sources) => {
            text(&sources.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
        }
        Cell::Names(names) => text(&names.join(", ")),
        Cell::List(words) => words.iter().map(|word| code(word)).collect::<Vec<_>>().join(", "),
    }
}

/// English and Chinese; once where they are the same.
fn both(en: &str, zh: &str, between: &str) -> String {
    if en == zh { en.to_string() } else { format!("{en}{between}{zh}") }
}

fn code(word: &str) -> String {
    match word {
        "" => String::new(),
        word => format!("`{}`", word.replace('|', "\\|")),
    }
}

/// Text that Markdown takes as it stands.
fn text(text: &str) -> String {
    let mut out = String::new();
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '`' => quoted = !quoted,
            '|' => out.push('\\'),
            '*' | '_' | '<' | '[' | '\\' if !quoted => out.push('\\'),
            _ => (),
        }
        out.push(c);
    }
    out
}
