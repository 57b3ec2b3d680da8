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
    let are_plain =
        |octets: &[u8]| octets.iter().fold(true, |plain, octet| plain & matches!(octet, b' '..=b'~'));
    let (blocks, rest) = text.as_bytes().as_chunks::<16>();
    blocks.iter().all(|block| are_plain(block)) && are_plain(rest)
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
pub fn wrap(text: &str, columns: usize) -> Vec<&str> {
    wrap_behind(text, columns, columns)
}

/// The same with a first line of its own length.
pub fn wrap_behind(text: &str, first: usize, columns: usize) -> Vec<&str> {
    let rest = columns.max(2);
    let mut columns = first.max(2);
    if is_plain(text) {
        return wrap_plain(text, columns, rest);
    }
    let mut lines = Vec::new();
    // the line so far
    let (mut start, mut end, mut used) = (0, 0, 0);
    while end < text.len() {
        let piece = &text[end..end + piece(&text[end..])];
        let wide = width(piece.trim_end());
        if used > 0 && used + wide > columns {
            lines.push(text[start..end].trim_end());
            (start, used, columns) = (end, 0, rest);
        }
        if wide <= columns {
            end += piece.len();
            used += width(piece);
            continue;
        }
        for c in piece.chars() {
            let wide = c.width().unwrap_or(0);
            if used + wide > columns {
                lines.push(&text[start..end]);
                (start, used, columns) = (end, 0, rest);
            }
            end += c.len_utf8();
            used += wide;
        }
    }
    let last = text[start..end].trim_end();
    if !last.is_empty() || lines.is_empty() {
        lines.push(last);
    }
    lines
}

/// The same where all is printable ASCII.
fn wrap_plain(text: &str, first: usize, rest: usize) -> Vec<&str> {
    let (mut lines, mut left, mut columns) = (Vec::new(), text, first);
    while left.trim_end().len() > columns {
        let space = left.as_bytes().iter().take(columns + 1).rposition(|octet| *octet == b' ');
        let (line, behind) = left.split_at(space.unwrap_or(columns));
        lines.push(line.trim_end());
        (left, columns) = (behind.trim_start(), rest);
    }
    lines.push(left.trim_end());
    lines
}

/// How many octets the first piece of `text` has behind which a line may be broken, with the spaces behind it.
fn piece(text: &str) -> usize {
    let mut before: Option<char> = None;
    let breaks = |&(_, c): &(usize, char)| {
        let breaks = match before {
            None => false,
            Some(' ') => c != ' ',
            Some(b) => c != ' ' && (is_wide(b) || is_wide(c)) && !CLOSING.contains(c) && !OPENING.contains(b),
        };
        before = Some(c);
        breaks
    };
    text.char_indices().find(breaks).map_or(text.len(), |(at, _)| at)
}

/// What may not begin a line.
const CLOSING: &str = "，。；：！？、）》」』”’%)].,;:!?";
/// What may not end one.
const OPENING: &str = "（《「『“‘([";

fn is_wide(c: char) -> bool {
    !c.is_ascii() && c.width() == Some(2)
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

/// JSON with the same escaped in its strings, in JSON's own way, which loses nothing (RFC 8259 §7). Outside strings there is
/// none of it but the ends of lines.
pub fn safe_json(json: &str) -> Cow<'_, str> {
    let is_to_escape = |c: char| is_hostile(c) && c != '\n';
    if is_plain(json) || !json.contains(is_to_escape) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if !is_to_escape(c) {
            out.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            out.push_str("\\u");
            crate::spec::write::hex(&mut out, u64::from(*unit), 4);
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
    fn json_is_escaped_and_says_the_same() {
        let text = "a\u{7f}\u{9b}2J \u{202e}检\u{e0041}\n\"\\";
        let json = format!("{{\"text\":{}}}\n", serde_json::Value::from(text));
        let safe = safe_json(&json);
        assert_eq!(safe, "{\"text\":\"a\\u007f\\u009b2J \\u202e检\\udb40\\udc41\\n\\\"\\\\\"}\n");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&safe).unwrap()["text"], text);
    }

    #[test]
    fn lines_are_broken_where_both_languages_allow() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("检验和，覆盖首部", 8), ["检验和，", "覆盖首部"]);
        assert_eq!(wrap("检验和。", 6), ["检验", "和。"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("", 10), [""]);
        assert_eq!(wrap("  one  two three", 5), ["  one", "two", "three"]);
        assert_eq!(wrap(" abcdefgh ij", 4), ["", "abcd", "efgh", "ij"]);
        for columns in 2..30 {
            for line in wrap("覆盖 the whole 首部（含 options）和数据", columns) {
                assert!(width(line) <= columns, "{line:?} in {columns}");
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
