//! An article on a terminal.

use super::article::{Article, Cell, Fact, Row, Section, Table};
use crate::draw::{Ink, pad, width, wrap};
use crate::view::Page;
use std::io;

/// Spaces between two columns.
const GAP: usize = 2;
/// Spaces before a table and before statements.
const INDENT: usize = 2;
/// The most columns of a table: longer lines are hard to read.
const WIDEST: usize = 110;
/// Columns that a cell which may go below its row needs to stay in it.
const ROOM: usize = 26;

/// Prints an article.
pub fn article(article: &Article, page: &mut Page<'_>) -> io::Result<()> {
    let title = article.title.show(page.lang());
    page.prose(0, Some(Ink::Strong), &title)?;
    for section in &article.sections {
        page.line("")?;
        match section {
            Section::Prose(_, said) => {
                let text = said.show(page.lang());
                page.prose(0, None, &text)?;
            }
            Section::Facts(facts) => print_facts(facts, page)?,
            Section::Table(table) => print_table(table, page)?,
            Section::See(topics) => {
                let word = page.lang().pick("see also", "另见");
                let topics: Vec<String> =
                    topics.iter().map(|topic| format!("`netlab explain {topic}`")).collect();
                let text = format!("{word}: {}", topics.join(", "));
                page.prose(0, Some(Ink::Faint), &text)?;
            }
        }
    }
    Ok(())
}

/// The text of a cell; of a term both languages the first time only.
fn shown(cell: &Cell, page: &mut Page<'_>) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Number(number) => number.to_string(),
        Cell::Hex(number) => format!("0x{number:04x}"),
        Cell::Word(word) => word.clone(),
        Cell::Name(name) => (*name).to_string(),
        Cell::Text(text) => page.term(*text),
        Cell::Said(said) => said.show(page.lang()),
        Cell::Source(source) => source.to_string(),
        Cell::Sources(sources) => sources.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        Cell::List(words) => words.join(", "),
        Cell::Names(names) => names.join(page.lang().pick(", ", "、")),
    }
}

fn print_facts(facts: &[Fact], page: &mut Page<'_>) -> io::Result<()> {
    let labels: Vec<String> = facts.iter().map(|fact| page.term(fact.label)).collect();
    let widest = labels.iter().map(|label| width(label)).max().unwrap_or(0);
    let room = page.columns().min(WIDEST).saturating_sub(INDENT + widest + GAP);
    for (fact, label) in facts.iter().zip(labels) {
        let text = shown(&fact.value, page);
        for (i, line) in wrap(&text, room).iter().enumerate() {
            let label = if i == 0 { label.as_str() } else { "" };
            let label = page.ink(Ink::Faint, &pad(label, widest));
            page.line(&format!("{:INDENT$}{label}{:GAP$}{line}", "", ""))?;
        }
    }
    Ok(())
}

/// A table that is measured: its cells as text, and the columns that have any.
struct Grid {
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
    widths: Vec<usize>,
    below: Option<usize>,
}

impl Grid {
    fn new(table: &Table, page: &mut Page<'_>) -> Grid {
        let used = table.used();
        let heads: Vec<String> = used.iter().map(|i| page.term(table.columns[*i].head)).collect();
        let rows: Vec<Vec<String>> = table
            .rows
            .iter()
            .map(|row| {
                used.iter()
                    .map(|i| row.cells.get(*i).map_or_else(String::new, |cell| shown(cell, page)))
                    .collect()
            })
            .collect();
        let widths = (0..used.len())
            .map(|i| {
                let cells = rows.iter().zip(&table.rows);
                let cells =
                    cells.map(|(cells, row)| width(&cells[i]) + if i == 0 { row.depth * 2 } else { 0 });
                cells.max().unwrap_or(0).max(width(&heads[i]))
            })
            .collect();
        let below = used.iter().position(|i| table.columns[*i].below);
        Grid { heads, rows, widths, below }
    }

    fn total(&self) -> usize {
        self.widths.iter().sum::<usize>() + GAP * self.widths.len().saturating_sub(1)
    }

    /// Makes the columns fit in `room`: the one that may goes below its row, then the widest are broken.
    fn fit(&mut self, room: usize) -> bool {
        let mut stacked = false;
        if let Some(below) = self.below.filter(|_| self.total() > room) {
            let others = self.total() - self.widths[below];
            match room.checked_sub(others).filter(|left| *left >= ROOM) {
                Some(left) => self.widths[below] = left,
                None => stacked = true,
            }
        }
        let gone = |grid: &Grid| if stacked { grid.widths[grid.below.unwrap_or(0)] + GAP } else { 0 };
        while self.total() - gone(self) > room {
            let inner = (0..self.widths.len()).filter(|i| !(stacked && Some(*i) == self.below));
            let Some(widest) = inner.max_by_key(|i| self.widths[*i]).filter(|i| self.widths[*i] > 6) else {
                break;
            };
            self.widths[widest] -= 1;
        }
        stacked
    }
}

fn print_table(table: &Table, page: &mut Page<'_>) -> io::Result<()> {
    let title = page.term(table.title);
    page.prose(0, Some(Ink::Strong), &title)?;
    let mut grid = Grid::new(table, page);
    let room = page.columns().min(WIDEST).saturating_sub(INDENT);
    let stacked = grid.fit(room);
    let heads = grid.heads.clone();
    print_row(&grid, &heads, 0, stacked.then_some(false), Some(Ink::Faint), page)?;
    for (cells, Row { depth, .. }) in grid.rows.iter().zip(&table.rows) {
        print_row(&grid, cells, *depth, stacked.then_some(true), None, page)?;
    }
    Ok(())
}

/// Prints one row. `stacked` says whether a column is left out of it, and whether its cell stands below.
fn print_row(
    grid: &Grid,
    cells: &[String],
    depth: usize,
    stacked: Option<bool>,
    ink: Option<Ink>,
    page: &mut Page<'_>,
) -> io::Result<()> {
    let left_out = grid.below.filter(|_| stacked.is_some());
    let mut columns: Vec<(usize, Vec<String>)> = Vec::new();
    let alone = cells.iter().skip(1).all(String::is_empty);
    for (i, cell) in cells.iter().enumerate().filter(|(i, _)| Some(*i) != left_out) {
        let indent = if i == 0 { depth * 2 } else { 0 };
        // what has the row to itself may run through
        let room = if alone { grid.total() } else { grid.widths[i] };
        let lines = wrap(cell, room.saturating_sub(indent));
        columns
            .push((grid.widths[i], lines.into_iter().map(|line| format!("{:indent$}{line}", "")).collect()));
    }
    let lines = columns.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0);
    for line in 0..lines {
        let mut text = String::new();
        for (width, lines) in &columns {
            text.push_str(&pad(lines.get(line).map_or("", String::as_str), width + GAP));
        }
        let text = text.trim_end();
        let text = ink.map_or_else(|| text.to_string(), |ink| page.ink(ink, text));
        page.line(&format!("{:INDENT$}{text}", ""))?;
    }
    if let (Some(below), Some(true)) = (left_out, stacked) {
        let indent = INDENT + depth * 2 + 4;
        let room = page.columns().min(WIDEST).saturating_sub(indent);
        for line in wrap(&cells[below], room).iter().filter(|line| !line.is_empty()) {
            page.line(&format!("{:indent$}{line}", ""))?;
        }
    }
    Ok(())
}
