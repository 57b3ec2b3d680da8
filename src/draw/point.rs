//! A word that was typed, and a mark below the part of it that is meant.

use super::{clip, safe, width};
use std::ops::Range;

/// Columns of what was typed that are shown before the mark, and in all.
const BEFORE: usize = 32;
const SHOWN: usize = 72;

/// What was typed, or the piece of it around the octets `at`, and a row of `^` below them.
pub fn pointed(source: &str, at: &Range<usize>) -> String {
    let (before, rest) = source.split_at(at.start);
    let (meant, after) = rest.split_at(at.end - at.start);
    let (before, meant, after) = (safe(before), safe(meant), safe(after));
    let mut line = String::from("  ");
    let fits = width(&before) + width(&meant) + width(&after) < SHOWN;
    let kept = if fits { &before } else { last_columns(&before, BEFORE) };
    if kept.len() < before.len() {
        line.push_str("...");
    }
    line.push_str(kept);
    let indent = width(&line);
    let room = SHOWN.saturating_sub(indent);
    let behind = format!("{meant}{after}");
    line.push_str(&clip(&behind, room.max(8)));
    let marks = width(&meant).clamp(1, (width(&line) - indent).max(1));
    format!("{line}\n{}{}", " ".repeat(indent), "^".repeat(marks))
}

/// The end of `text`, at most `columns` wide with the three that say that it is not all.
fn last_columns(text: &str, columns: usize) -> &str {
    if text.len() <= columns {
        return text;
    }
    let mut used = 3;
    let mut start = text.len();
    for (at, c) in text.char_indices().rev() {
        used += width(&text[at..at + c.len_utf8()]);
        if used > columns {
            break;
        }
        start = at;
    }
    &text[start..]
}
