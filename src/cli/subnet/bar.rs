//! A block of addresses as a bar, and its parts in their places, to scale.

use crate::address::range::Range;
use crate::draw::{Ink, clip, pad, width};
use crate::say;
use crate::view::Page;
use std::io;

/// Columns that a bar is away from the edge.
const INDENT: usize = 2;
/// The most columns of a bar.
const WIDEST: usize = 128;
/// How often what is too small to be seen is drawn larger.
const ZOOMS: usize = 3;

/// A part of a block.
pub struct Part {
    /// Its addresses.
    pub range: Range,
    /// What is written on it, where there is room.
    pub name: String,
    /// What is written on it where there is none for the name.
    pub short: String,
    /// What is written below the name.
    pub below: String,
    /// Whether nobody has it.
    pub is_free: bool,
}

/// Columns between the edges of a bar on a page that leaves `taken` columns beside it: a power of two, so that the
/// edges of prefixes fall on columns.
fn inner(page: &Page<'_>, taken: usize) -> u32 {
    let room = page.columns().saturating_sub(taken + INDENT + 2).clamp(8, WIDEST);
    1 << room.ilog2()
}

/// The column, of `columns`, in which an address lies when `whole` takes all of them.
fn column(whole: Range, columns: u32, address: u128) -> usize {
    let host_bits = (whole.last - whole.first).checked_add(1).map_or(128, u128::ilog2);
    let offset = address.saturating_sub(whole.first);
    let bits = columns.ilog2();
    let at = if host_bits >= bits { offset >> (host_bits - bits) } else { offset << (bits - host_bits) };
    at.min(u128::from(columns)) as usize
}

/// The column behind a range.
fn end(whole: Range, columns: u32, range: &Range) -> usize {
    match range.last.checked_add(1) {
        Some(next) if range.last < whole.last => column(whole, columns, next),
        _ => columns as usize,
    }
}

/// Draws `whole`, which is a prefix, with its parts, which tile it in order. What is too small to be named is drawn again, larger.
pub fn draw(whole: Range, parts: &[Part], page: &mut Page<'_>) -> io::Result<()> {
    let columns = inner(page, 0);
    let (mut whole, mut parts): (Range, Vec<&Part>) = (whole, parts.iter().collect());
    for zoom in 0..=ZOOMS {
        bar(whole, &parts, columns, page)?;
        let mut unseen =
            parts.iter().filter(|part| !part.is_free && room(whole, columns, part) < width(&part.short));
        let Some(first) = unseen.next() else { break };
        let last = unseen.next_back().unwrap_or(first);
        let around = Range { last: last.range.last, ..first.range }.cover();
        let inside = Range::of(around);
        if inside == whole || zoom == ZOOMS {
            break;
        }
        let times = 1u128.checked_shl(inside_bits(whole) - inside_bits(inside)).unwrap_or(u128::MAX);
        let said = say!(
            en: "{around}, {times} times as large:", zh: "把 {around} 放大 {times} 倍：", around = around, times = times
        );
        page.line("")?;
        page.prose(INDENT, Some(Ink::Faint), &said.show(page.lang()))?;
        parts.retain(|part| part.range.overlap(&inside).is_some());
        whole = inside;
    }
    Ok(())
}

/// Host bits of a range that is a prefix.
fn inside_bits(range: Range) -> u32 {
    (range.last - range.first).checked_add(1).map_or(128, u128::ilog2)
}

/// Columns for a name between the edges of a part.
fn room(whole: Range, columns: u32, part: &Part) -> usize {
    let from = column(whole, columns, part.range.first);
    end(whole, columns, &part.range).saturating_sub(from + 1)
}

/// One bar: edges, names, what stands below the names, edges, and the first addresses of the parts.
fn bar(whole: Range, parts: &[&Part], columns: u32, page: &mut Page<'_>) -> io::Result<()> {
    let wide = columns as usize;
    let mut edges = vec![false; wide + 1];
    for part in parts {
        let from = column(whole, columns, part.range.first);
        for at in [from, end(whole, columns, &part.range)] {
            if let Some(edge) = edges.get_mut(at) {
                *edge = true;
            }
        }
    }
    let border: String = edges.iter().map(|edge| if *edge { '+' } else { '-' }).collect();
    let indent = " ".repeat(INDENT);
    page.line(&format!("{indent}{border}"))?;
    let below =
        parts.iter().any(|part| !part.below.is_empty() && room(whole, columns, part) >= width(&part.below));
    for row in 0..if below { 2 } else { 1 } {
        let mut line = indent.clone();
        let mut at = 0;
        for (number, part) in parts.iter().enumerate() {
            let from = column(whole, columns, part.range.first).max(at);
            let to = end(whole, columns, &part.range);
            if from >= to {
                continue;
            }
            let room = to - from - 1;
            let text = match row {
                0 if width(&part.name) <= room => part.name.as_str(),
                0 if width(&part.short) <= room => &part.short,
                1 if width(&part.below) <= room => &part.below,
                _ => "",
            };
            let filled = centred(text, room, if part.is_free { '.' } else { ' ' });
            let ink = if part.is_free { Ink::Faint } else { Ink::Layer(number) };
            line.push('|');
            line.push_str(&page.ink(ink, &filled));
            at = to;
        }
        line.push('|');
        page.line(&line)?;
    }
    page.line(&format!("{indent}{border}"))?;
    page.line(&format!("{indent}{}", scale(whole, parts, columns)))
}

/// The first addresses of the parts, each below the edge where it begins, as far as there is room.
fn scale(whole: Range, parts: &[&Part], columns: u32) -> String {
    let mut line = String::new();
    let most = columns as usize + 16;
    for part in parts {
        let at = column(whole, columns, part.range.first);
        let text = part.range.first_address().to_string();
        let used = width(&line);
        if (used == 0 || used < at) && at + width(&text) <= most {
            line = pad(&line, at) + &text;
        }
    }
    line
}

/// `text` in the middle of `columns`, with `fill` around it.
fn centred(text: &str, columns: usize, fill: char) -> String {
    let around = columns.saturating_sub(width(text));
    // a name stands off what fills a free part
    let text =
        if fill != ' ' && !text.is_empty() && around >= 2 { format!(" {text} ") } else { text.to_string() };
    let around = columns.saturating_sub(width(&text));
    let fill = |n: usize| std::iter::repeat_n(fill, n).collect::<String>();
    format!("{}{text}{}", fill(around / 2), fill(around - around / 2))
}

/// A row of a comparison: a name, and where its addresses lie.
pub struct Row {
    /// The name.
    pub name: String,
    /// The addresses.
    pub ranges: Vec<Range>,
    /// What they are drawn with.
    pub mark: char,
}

/// Draws rows one below the other, all against `whole`, which is a prefix; a row without a name is a rule.
pub fn compare(whole: Range, rows: &[Row], page: &mut Page<'_>) -> io::Result<()> {
    let widest = rows.iter().map(|row| width(&row.name)).max().unwrap_or(0);
    // long names stand in lines of their own
    let beside = widest + 3 + 16 + INDENT <= page.columns();
    let names = if beside { widest + 1 } else { 0 };
    let columns = inner(page, names);
    let wide = columns as usize;
    let indent = " ".repeat(INDENT);
    let (first, last) = (whole.first_address().to_string(), whole.last_address().to_string());
    let between = (wide + 2).saturating_sub(width(&first));
    let ends = if width(&last) < between { format!("{first}{last:>between$}") } else { first };
    page.line(&format!("{indent}{}{}", " ".repeat(names), page.ink(Ink::Faint, &ends)))?;
    for (number, row) in rows.iter().enumerate() {
        if row.name.is_empty() {
            page.line(&format!("{indent}{}", "-".repeat(names + wide + 2)))?;
            continue;
        }
        let mut cells = vec![' '; wide];
        for range in &row.ranges {
            let from = column(whole, columns, range.first).min(wide - 1);
            // what is less than a column is drawn as one
            let to = end_up(whole, columns, range).max(from + 1);
            cells.iter_mut().take(to).skip(from).for_each(|cell| *cell = row.mark);
        }
        let drawn: String = cells.into_iter().collect();
        let drawn = page.ink(Ink::Layer(number), &drawn);
        let name = clip(&row.name, page.columns().saturating_sub(INDENT));
        if beside {
            page.line(&format!("{indent}{}|{drawn}|", pad(&name, names)))?;
        } else {
            page.line(&format!("{indent}{name}"))?;
            page.line(&format!("{indent}|{drawn}|"))?;
        }
    }
    Ok(())
}

/// The column behind the one in which the last address of a range lies.
fn end_up(whole: Range, columns: u32, range: &Range) -> usize {
    (column(whole, columns, range.last) + 1).max(end(whole, columns, range)).min(columns as usize)
}
