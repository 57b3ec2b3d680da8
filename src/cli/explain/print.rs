//! An article on a terminal.

use super::article::{Article, Cell, Fact, Row, Section, Table};
use crate::draw::{Ink, pad, width, wrap};
use crate::view::{Page, blueprint};
use std::io;

/// Spaces between two columns.
const GAP: usize = 2;
/// Spaces before a table and before statements.
const INDENT: usize = 2;
/// The most columns of a table: longer lines are hard to read.
const WIDEST: usize = 110;
/// Columns that a cell which may go below its row needs to stay in it.
const ROOM: usize = 26;
/// The fewest columns that a column is made.
const NARROW: usize = 6;

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
            Section::Figure(protocol) => blueprint(protocol, page)?,
            Section::Table(table) => print_table(table, page)?,
            Section::See(topics) => {
                let word =
                    page.lang().pick("see also (`netlab explain …`): ", "另见（`netlab explain …`）：");
                let text = format!("{word}{}", topics.join(", "));
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
    /// Whether the column goes below its row.
    below: Vec<bool>,
}

impl Grid {
    fn new(table: &Table, page: &mut Page<'_>) -> Grid {
        let used = table.used();
        let heads: Vec<String> = used.iter().map(|i| page.term(table.columns[*i].head)).collect();
        let text = |row: &Row, i: usize, page: &mut Page<'_>| {
            row.cells.get(i).map_or_else(String::new, |cell| shown(cell, page))
        };
        let rows: Vec<Vec<String>> =
            table.rows.iter().map(|row| used.iter().map(|i| text(row, *i, page)).collect()).collect();
        let mut widths: Vec<usize> = heads.iter().map(|head| width(head)).collect();
        for (cells, row) in rows.iter().zip(&table.rows) {
            // what has the row to itself may run through
            if is_alone(cells) {
                continue;
            }
            for (i, (cell, widest)) in cells.iter().zip(&mut widths).enumerate() {
                let indent = if i == 0 { row.depth * 2 } else { 0 };
                *widest = (*widest).max(width(cell) + indent);
            }
        }
        let below = used.iter().map(|i| table.columns[*i].below).collect();
        Grid { heads, rows, widths, below }
    }

    /// The columns of a row and its gaps; without those below it where they stand there.
    fn total(&self, stacked: bool) -> usize {
        let shown = self.widths.iter().zip(&self.below).filter(|(_, below)| !(stacked && **below));
        let (count, sum) = shown.fold((0usize, 0), |(count, sum), (width, _)| (count + 1, sum + width));
        sum + GAP * count.saturating_sub(1)
    }

    /// Makes the columns fit in `room`, and says whether some go below their rows.
    fn fit(&mut self, room: usize) -> bool {
        let mut stacked = false;
        let below: Vec<usize> = (0..self.below.len()).filter(|i| self.below[*i]).collect();
        if self.total(false) > room && !below.is_empty() {
            let rest = (room + self.widths[below[0]]).checked_sub(self.total(false));
            match rest.filter(|rest| below.len() == 1 && *rest >= ROOM) {
                Some(rest) => self.widths[below[0]] = rest,
                None => stacked = true,
            }
        }
        while self.total(stacked) > room {
            let inner = (0..self.widths.len()).filter(|i| !(stacked && self.below[*i]));
            let widest = inner.max_by_key(|i| self.widths[*i]);
            let Some(widest) = widest.filter(|i| self.widths[*i] > NARROW) else { break };
            self.widths[widest] -= 1;
        }
        stacked
    }
}

/// Whether only the first cell says something.
fn is_alone(cells: &[String]) -> bool {
    cells.iter().skip(1).all(String::is_empty)
}

fn print_table(table: &Table, page: &mut Page<'_>) -> io::Result<()> {
    let title = page.term(table.title);
    page.prose(0, Some(Ink::Strong), &title)?;
    let mut grid = Grid::new(table, page);
    let stacked = grid.fit(page.columns().min(WIDEST).saturating_sub(INDENT));
    print_row(&grid, &grid.heads, 0, stacked, Some(Ink::Faint), page)?;
    for (cells, row) in grid.rows.iter().zip(&table.rows) {
        print_row(&grid, cells, row.depth, stacked, None, page)?;
        if !stacked {
            continue;
        }
        let indent = INDENT + row.depth * 2 + 4;
        let room = page.columns().min(WIDEST).saturating_sub(indent);
        let below = (0..cells.len()).filter(|i| grid.below[*i] && !cells[*i].is_empty());
        let colon = page.lang().pick(": ", "：");
        for (nth, i) in below.enumerate() {
            // the first is what the row means; what else stands there says what it is
            let text =
                if nth == 0 { cells[i].clone() } else { format!("{}{colon}{}", grid.heads[i], cells[i]) };
            for line in wrap(&text, room) {
                page.line(&format!("{:indent$}{line}", ""))?;
            }
        }
    }
    Ok(())
}

/// Prints a row; with `stacked` without the columns that go below it.
fn print_row(
    grid: &Grid,
    cells: &[String],
    depth: usize,
    stacked: bool,
    ink: Option<Ink>,
    page: &mut Page<'_>,
) -> io::Result<()> {
    let mut columns: Vec<(usize, Vec<String>)> = Vec::new();
    for (i, cell) in cells.iter().enumerate().filter(|(i, _)| !(stacked && grid.below[*i])) {
        let indent = if i == 0 { depth * 2 } else { 0 };
        let room = if is_alone(cells) { grid.total(stacked) } else { grid.widths[i] };
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
    Ok(())
}
