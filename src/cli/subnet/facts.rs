//! Facts in aligned rows: what it is, its value, and what is to be said about it.

use crate::draw::{Ink, pad, width, wrap};
use crate::spec::{Said, Text};
use crate::view::Page;
use std::io;

/// Rows under a heading.
pub struct Facts {
    heading: Text,
    rows: Vec<(String, String, String)>,
}

impl Facts {
    pub fn new(heading: Text) -> Facts {
        Facts { heading, rows: Vec::new() }
    }

    /// A row; `remark` may be empty.
    pub fn row(&mut self, page: &Page<'_>, label: Text, value: &str, remark: &Said) {
        self.rows.push((label.show(page.lang()), value.into(), remark.show(page.lang())));
    }
}

/// Columns of a value behind which the remarks of a page stand in one column.
const VALUE: usize = 17;
/// Fewer columns are no room for a remark.
const ROOM: usize = 24;

/// Draws all of them, labels and remarks in columns of their own.
pub fn draw(all: &[Facts], page: &mut Page<'_>) -> io::Result<()> {
    let labels = all.iter().flat_map(|facts| &facts.rows).map(|(label, ..)| width(label)).max().unwrap_or(0);
    for facts in all.iter().filter(|facts| !facts.rows.is_empty()) {
        page.line("")?;
        let heading = facts.heading.show(page.lang());
        let heading = page.ink(Ink::Strong, &heading);
        page.line(&heading)?;
        for (label, value, remark) in &facts.rows {
            row(labels, label, value, remark, page)?;
        }
    }
    Ok(())
}

fn row(labels: usize, label: &str, value: &str, remark: &str, page: &mut Page<'_>) -> io::Result<()> {
    let front = 2 + labels + 2;
    let label = page.ink(Ink::Faint, &format!("  {}", pad(label, labels)));
    if front + width(value) > page.columns() {
        // a name of IPv6 in the DNS
        page.line(&label)?;
        page.line(&format!("    {value}"))?;
        return if remark.is_empty() { Ok(()) } else { page.prose(front, None, remark) };
    }
    if remark.is_empty() {
        return page.line(&format!("{label}  {value}"));
    }
    if value.is_empty() {
        let lines = wrap(remark, page.columns().saturating_sub(front));
        for (i, line) in lines.iter().enumerate() {
            match i {
                0 => page.line(&format!("{label}  {line}"))?,
                _ => page.line(&format!("{:front$}{line}", ""))?,
            }
        }
        return Ok(());
    }
    let column = front + width(value).max(VALUE) + 2;
    let room = page.columns().saturating_sub(column);
    let mut lines = wrap(remark, room.max(ROOM)).into_iter();
    if room >= ROOM && lines.len() <= 3 || room > 0 && lines.len() == 1 && width(remark) <= room {
        let first = lines.next().unwrap_or_default();
        page.line(&format!("{label}  {}{first}", pad(value, column - front)))?;
        return lines.try_for_each(|line| page.line(&format!("{:column$}{line}", "")));
    }
    page.line(&format!("{label}  {value}"))?;
    page.prose(front, None, remark)
}
