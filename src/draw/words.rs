//! How wide text is, and where it may be broken.

use std::borrow::Cow;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns that `text` takes: two for a Chinese character.
pub fn width(text: &str) -> usize {
    if is_plain(text) { text.len() } else { UnicodeWidthStr::width(text) }
}

/// Whether every octet of `text` is one column: printable ASCII.
fn is_plain(text: &str) -> bool {
    // without an early end, so that many octets are looked at in one instruction
    text.bytes().fold(true, |plain, octet| plain & matches!(octet, b' '..=b'~'))
}

/// `text` and spaces up to `columns`.
pub fn pad(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(width(text));
    let mut padded = String::with_capacity(text.len() + missing);
    padded.push_str(text);
    blanks(&mut padded, missing);
    padded
}

/// Appends `count` spaces.
pub fn blanks(out: &mut String, count: usize) {
    const SPACES: &str = "                                                                ";
    let mut missing = count;
    while missing > 0 {
        let now = missing.min(SPACES.len());
        out.push_str(&SPACES[..now]);
        missing -= now;
    }
}

/// `text` if it fits in `columns`, or its beginning and `...`.
pub fn clip(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let mut used = 0;
    let kept: String = text
        .chars()
        .take_while(|c| {
            used += c.width().unwrap_or(0);
            used + 3 <= columns
        })
        .collect();
    Cow::Owned(kept + "...")
}

/// `text` in lines of at most `columns`: broken at spaces, and between Chinese characters (not before a closing
/// punctuation mark). A word longer than a line is cut.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    wrap_behind(text, columns, columns)
}

/// The same with a first line of its own length.
pub fn wrap_behind(text: &str, first: usize, columns: usize) -> Vec<String> {
    let rest = columns.max(2);
    let mut columns = first.max(2);
    if text.len() <= columns && is_plain(text) {
        return vec![text.trim_end().to_string()];
    }
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for piece in pieces(text) {
        let wide = width(piece.trim_end());
        if used > 0 && used + wide > columns {
            lines.push(line.trim_end().to_string());
            line.clear();
            used = 0;
            columns = rest;
        }
        if wide <= columns {
            line.push_str(piece);
            used += width(piece);
            continue;
        }
        for c in piece.chars() {
            let wide = c.width().unwrap_or(0);
            if used + wide > columns {
                lines.push(std::mem::take(&mut line));
                used = 0;
                columns = rest;
            }
            line.push(c);
            used += wide;
        }
    }
    let last = line.trim_end();
    if !last.is_empty() || lines.is_empty() {
        lines.push(last.to_string());
    }
    lines
}

/// The pieces of `text` between which a line may be broken; each carries the spaces behind it.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        let breaks = match before {
            None => false,
            Some(' ') => c != ' ',
            Some(b) => c != ' ' && (is_wide(b) || is_wide(c)) && !CLOSING.contains(c) && !OPENING.contains(b),
        };
        if breaks {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = Some(c);
    }
    if start < text.len() {
        pieces.push(&text[start..]);
    }
    pieces
}

/// What may not begin a line.
const CLOSING: &str = "，。；：！？、）》」』”’%)].,;:!?";
/// What may not end one.
const OPENING: &str = "（《「『“‘([";

fn is_wide(c: char) -> bool {
    c.width() == Some(2)
}

/// `text` with everything escaped that a terminal might obey or that is not seen: control characters, and marks
/// that turn the direction of writing.
pub fn safe(text: &str) -> Cow<'_, str> {
    if is_plain(text) || !text.chars().any(is_hostile) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_hostile(c) && u32::from(c) < 0x100 => {
                out.push_str("\\x");
                crate::spec::write::hex(&mut out, u64::from(u32::from(c)), 2);
            }
            c if is_hostile(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{61c}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chinese_character_is_two_columns() {
        assert_eq!(width("检验和 ok"), 9);
        assert_eq!(pad("检验", 6), "检验  ");
        assert_eq!(clip("检验和（校验和）", 9), "检验和...");
    }

    #[test]
    fn lines_are_broken_where_both_languages_allow() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("检验和，覆盖首部", 8), ["检验和，", "覆盖首部"]);
        assert_eq!(wrap("检验和。", 6), ["检验", "和。"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("", 10), [""]);
        for columns in 2..30 {
            for line in wrap("覆盖 the whole 首部（含 options）和数据", columns) {
                assert!(width(&line) <= columns, "{line:?} in {columns}");
            }
        }
    }

    #[test]
    fn what_a_terminal_would_obey_is_escaped() {
        assert_eq!(safe("a\x1b[31mb\r\n"), "a\\x1b[31mb\\r\\n");
        assert_eq!(safe("\u{9b}31m \u{202e}x"), "\\x9b31m \\u{202e}x");
        assert_eq!(safe("检验和"), "检验和");
    }
}
