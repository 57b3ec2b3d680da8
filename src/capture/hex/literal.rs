//! Octets in a program's source: arrays of numbers and strings with escapes, as C, Go, Rust, Python, Java, C# and
//! JavaScript write them, with comments; each array and each string is a frame.

use super::plain::{Join, comment, hex_run, nibble, read};
use super::{Clue, Notes, Outcome, Remark, Source, not_hex, trouble_at};
use crate::say;
use crate::spec::{Said, Text, Trouble, text};

/// A string of hexadecimal digits alone has at least so many octets; `"face"` and `"added"` are words.
const LEAST_IN_STRING: usize = 4;

/// What reading a text puts in the place of octets that are no UTF-8.
const REPLACED: &str = "\u{fffd}";

/// Quotation marks outside comments, or numbers in brackets.
pub(super) fn fits(text: &str) -> bool {
    let (mut at, mut bracket, mut number) = (0, false, false);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some(length) = comment(rest) {
            // a comment without an end is for the reader to report
            at += length.unwrap_or(rest.len());
            continue;
        }
        match rest.as_bytes() {
            [b'"' | b'\'' | b'`', ..] => return true,
            [b'{' | b'[' | b'(', ..] => bracket = true,
            [b'0', b'x' | b'X', ..] => number = true,
            _ => {}
        }
        if bracket && number {
            return true;
        }
        at += rest.chars().next().map_or(1, char::len_utf8);
    }
    false
}

/// Something that cannot be read, and where it begins.
struct Fault {
    at: usize,
    what: What,
}

enum What {
    OpenString,
    OpenComment,
    OpenArray,
    NotOctet(usize),
    Escape(usize),
}

/// The octets of the next array or string. What cannot be read ends it: what follows a bracket or a quotation mark
/// that is missing would be misread.
pub(super) fn next(source: &mut Source, octets: &mut Vec<u8>, notes: &mut Notes) -> Outcome {
    let mut wide = None;
    let result = scan(&source.text, source.at, octets, &mut wide);
    if let Some(at) = wide {
        notes.once(Remark::WideNumber, || {
            let line = source.line_at(at).number;
            say!(
                en: "line {line}: a number there is longer than an octet; such numbers are read as octets in the order in which they are written",
                zh: "第 {line} 行有长于一个字节的数；这样的数按书写顺序读作多个字节",
                line = line
            )
        });
    }
    match result {
        Ok(Some(end)) => {
            source.pass_to(end);
            Outcome::Frame(Clue::default())
        }
        Ok(None) => {
            source.pass_to(source.text.len());
            Outcome::End
        }
        Err(fault) => {
            let place = source.place(source.line_at(fault.at), fault.at);
            let found = |length: usize| source.text.get(fault.at..fault.at + length).unwrap_or_default();
            Outcome::Broken(match fault.what {
                What::OpenString => open(&place, text("string", "字符串")),
                What::OpenComment => open(&place, text("comment", "注释")),
                What::OpenArray => open(&place, text("array", "数组")),
                What::NotOctet(length) => not_hex(&place, found(length)).hint(say!(
                    en: "write the octets of an array as 0x00 to 0xff, or as 0 to 255 in decimal",
                    zh: "数组中的字节请写成 0x00 至 0xff，或十进制的 0 至 255"
                )),
                What::Escape(length) => not_hex(&place, found(length)).hint(say!(
                    en: "write an octet of a string as \\x00 to \\xff",
                    zh: "字符串中的字节请写成 \\x00 至 \\xff"
                )),
            })
        }
    }
}

fn open(place: &Said, what: Text) -> Trouble {
    let what = Said {
        en: format!("the {} that begins here has no end", what.en),
        zh: format!("从这里开始的{}没有结尾", what.zh),
    };
    trouble_at(place, &what).hint(say!(en: "is a part of the text missing?", zh: "文本是否缺了一部分？"))
}

/// Looks for the next frame from `at` on; returns where it ends.
fn scan(
    text: &str,
    mut at: usize,
    octets: &mut Vec<u8>,
    wide: &mut Option<usize>,
) -> Result<Option<usize>, Fault> {
    let mut depth = 0i64;
    // the array whose numbers are octets: how deep, and where it begins
    let mut array: Option<(i64, usize)> = None;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some(length) = comment(rest) {
            at += length.ok_or(Fault { at, what: What::OpenComment })?;
            continue;
        }
        let Some(c) = rest.chars().next() else { break };
        match c {
            '{' | '[' | '(' => {
                depth += 1;
                if array.is_none() && holds_hex(rest) {
                    array = Some((depth, at));
                }
                at += 1;
            }
            '}' | ']' | ')' => {
                depth -= 1;
                at += 1;
                if array.is_some_and(|(inside, _)| depth < inside) {
                    array = None;
                    if !octets.is_empty() {
                        return Ok(Some(at));
                    }
                }
            }
            '\'' if array.is_some() => {
                let end = string_end(text, at)?;
                unescape(text, at + 1, end - 1, octets)?;
                at = end;
            }
            '"' | '\'' | '`' => {
                let end = strings(text, at, octets)?;
                if !octets.is_empty() {
                    return Ok(Some(end));
                }
                at = end;
            }
            _ if c.is_ascii_digit() => {
                let length =
                    rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
                let hex = rest.starts_with("0x") || rest.starts_with("0X");
                if hex && array.is_none() && depth > 0 {
                    array = Some((depth, at));
                }
                if array.is_some() {
                    let word = rest.get(..length).unwrap_or_default();
                    if number(word, octets).ok_or(Fault { at, what: What::NotOctet(length) })? {
                        wide.get_or_insert(at);
                    }
                }
                at += length;
            }
            _ if c.is_alphanumeric() || c == '_' => {
                at += rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            }
            _ => at += c.len_utf8(),
        }
    }
    match array {
        Some((_, at)) => Err(Fault { at, what: What::OpenArray }),
        None => Ok(None),
    }
}

/// Whether a hexadecimal number stands between this bracket and the next.
fn holds_hex(bracket: &str) -> bool {
    let inside = bracket.get(1..).unwrap_or_default();
    let inside = inside.split(['{', '[', '(', '}', ']', ')']).next().unwrap_or_default();
    inside.contains("0x") || inside.contains("0X")
}

/// One number of an array, with the suffix of its type (`0x45u8`); tells whether it is longer than an octet.
fn number(word: &str, octets: &mut Vec<u8>) -> Option<bool> {
    let Some(hex) = word.strip_prefix("0x").or_else(|| word.strip_prefix("0X")) else {
        let digits = word.trim_end_matches(|c: char| !c.is_ascii_digit());
        // the width of a suffix (`5u8`) is no part of the number
        let digits = digits.split(['u', 'i', '_']).next().unwrap_or_default();
        octets.push(digits.parse().ok()?);
        return Some(false);
    };
    let digits = hex_run(hex);
    let suffix = hex.get(digits.len()..).unwrap_or_default();
    if !suffix.is_empty() && !suffix.starts_with(['u', 'U', 'i', 'l', 'L', '_']) {
        return None;
    }
    match digits.len() {
        0 => None,
        1 => digits.bytes().next().and_then(nibble).map(|octet| {
            octets.push(octet);
            false
        }),
        length if length % 2 == 0 => {
            read(digits, Join::Never, octets).ok()?;
            Some(length > 2)
        }
        _ => None,
    }
}

/// Where the string that begins at `at` ends, its quotation mark included.
fn string_end(text: &str, at: usize) -> Result<usize, Fault> {
    let bytes = text.as_bytes();
    let quote = bytes.get(at).copied();
    let mut end = at + 1;
    loop {
        match bytes.get(end) {
            None => return Err(Fault { at, what: What::OpenString }),
            Some(b'\\') => end += 2,
            Some(_) if bytes.get(end).copied() == quote => return Ok(end + 1),
            Some(_) => end += 1,
        }
    }
}

/// Reads the strings from `at` on that the language joins into one: next to each other, or with `+` between them.
/// Strings that are no octets leave `octets` empty.
fn strings(text: &str, at: usize, octets: &mut Vec<u8>) -> Result<usize, Fault> {
    // first what they are, then what they hold
    let (mut escapes, mut end, mut next) = (false, at, Some(at));
    while let Some(start) = next {
        end = string_end(text, start)?;
        let inside = text.get(start + 1..end - 1).unwrap_or_default();
        escapes |= inside.contains("\\x");
        next = joined(text, end);
    }
    let mut next = Some(at);
    while let Some(start) = next {
        let stop = string_end(text, start)?;
        if escapes {
            unescape(text, start + 1, stop - 1, octets)?;
        } else if read(text.get(start + 1..stop - 1).unwrap_or_default(), Join::Never, octets).is_err() {
            // words, not octets
            octets.clear();
            return Ok(end);
        }
        next = joined(text, stop);
    }
    if !escapes && octets.len() < LEAST_IN_STRING {
        octets.clear();
    }
    Ok(end)
}

/// The string that continues the one which ended at `end`.
fn joined(text: &str, end: usize) -> Option<usize> {
    let rest = text.get(end..)?;
    let gap = rest.find(['"', '\'', '`'])?;
    let between = rest.get(..gap)?;
    // the letters before a string of octets or a raw string
    let between = between.trim_end_matches(['b', 'B', 'r', 'R', 'u', 'U']);
    let only_joins = between.chars().all(|c| c.is_whitespace() || matches!(c, '+' | '\\'));
    let blank_line = between.bytes().filter(|&byte| byte == b'\n').count() > 1;
    (only_joins && !blank_line).then_some(end + gap)
}

/// The octets of a string's inside, `text[at..end]`.
fn unescape(text: &str, mut at: usize, end: usize, octets: &mut Vec<u8>) -> Result<(), Fault> {
    let bytes = text.as_bytes().get(..end).unwrap_or_default();
    while let Some(&byte) = bytes.get(at) {
        // what stands for octets that are no UTF-8: they are lost, and these are not theirs
        if bytes.get(at..).is_some_and(|rest| rest.starts_with(REPLACED.as_bytes())) {
            return Err(Fault { at, what: What::Escape(REPLACED.len()) });
        }
        if byte != b'\\' {
            octets.push(byte);
            at += 1;
            continue;
        }
        let rest = bytes.get(at + 1..).unwrap_or_default();
        let run = |most: usize, radix: u32| {
            rest.iter()
                .skip(usize::from(radix == 16))
                .take(most)
                .map_while(|&digit| (digit as char).to_digit(radix))
                .fold((0usize, 0u32), |(count, value), digit| (count + 1, value * radix + digit))
        };
        let (length, octet) = match rest.first() {
            Some(b'x') => match run(2, 16) {
                (0, _) => (0, 0),
                (count, value) => (count + 1, value),
            },
            Some(b'0'..=b'7') => run(3, 8),
            Some(b'n') => (1, 0x0a),
            Some(b'r') => (1, 0x0d),
            Some(b't') => (1, 0x09),
            Some(b'a') => (1, 0x07),
            Some(b'b') => (1, 0x08),
            Some(b'v') => (1, 0x0b),
            Some(b'f') => (1, 0x0c),
            Some(b'e') => (1, 0x1b),
            Some(b'\\' | b'\'' | b'"' | b'?' | b'`') => (1, rest.first().copied().map_or(0, u32::from)),
            // the line goes on
            Some(b'\n') => {
                at += 2;
                continue;
            }
            Some(b'\r') if rest.get(1) == Some(&b'\n') => {
                at += 3;
                continue;
            }
            _ => (0, 0),
        };
        match u8::try_from(octet) {
            Ok(octet) if length > 0 => octets.push(octet),
            _ => return Err(Fault { at, what: What::Escape(rest.len().min(3) + 1) }),
        }
        at += length + 1;
    }
    Ok(())
}
