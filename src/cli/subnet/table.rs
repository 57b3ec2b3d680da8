//! Tables that keep to the width of the page.

use crate::draw::width;
use crate::view::Page;
use comfy_table::{CellAlignment, Table, presets};
use std::io;

/// A column.
pub struct Column {
    /// What stands above it.
    pub head: String,
    /// Whether it is numbers, which stand to the right.
    pub is_number: bool,
    /// Whether it may be left out where the page is too narrow: those with the highest number go first, and 0 stays.
    pub may_go: u8,
}

impl Column {
    /// A column of text that stays.
    pub fn text(head: &str) -> Column {
        Column { head: head.into(), is_number: false, may_go: 0 }
    }

    /// A column of numbers that stays.
    pub fn number(head: &str) -> Column {
        Column { is_number: true, ..Column::text(head) }
    }

    /// The same, but it may go.
    #[must_use]
    pub fn may_go(self, when: u8) -> Column {
        Column { may_go: when, ..self }
    }
}

/// Draws a table. Columns in which nothing stands are left out.
pub fn draw(columns: &[Column], rows: &[Vec<String>], page: &mut Page<'_>) -> io::Result<()> {
    let is_empty = |at: usize| rows.iter().all(|row| row.get(at).is_none_or(String::is_empty));
    let mut kept: Vec<usize> = (0..columns.len()).filter(|at| !is_empty(*at)).collect();
    loop {
        let lines = lines(columns, &kept, rows);
        let widest = lines.iter().map(|line| width(line)).max().unwrap_or(0);
        let last =
            kept.iter().copied().filter(|at| columns[*at].may_go > 0).max_by_key(|at| columns[*at].may_go);
        match last.filter(|_| widest > page.columns()) {
            Some(at) => kept.retain(|other| *other != at),
            None => return lines.iter().try_for_each(|line| page.line(line)),
        }
    }
}

fn lines(columns: &[Column], kept: &[usize], rows: &[Vec<String>]) -> Vec<String> {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.add_row(kept.iter().map(|at| columns[*at].head.as_str()));
    for row in rows {
        table.add_row(kept.iter().map(|at| row.get(*at).map_or("", String::as_str)));
    }
    for (i, at) in kept.iter().enumerate() {
        if let Some(column) = table.column_mut(i) {
            column.set_padding((if i == 0 { 2 } else { 0 }, 2));
            if columns[*at].is_number {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
    }
    table.lines().map(|line| line.trim_end().to_string()).collect()
}
