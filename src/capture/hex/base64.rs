//! Base64 (RFC 4648), in which some programs copy a frame.

use super::{Clue, Notes, Outcome, Remark, Source};
use crate::say;

/// Base64 and nothing else: whole groups of four without a space, too long to be a word, and with so many letters
/// that are not hexadecimal that it is no mistyped hexadecimal.
pub(super) fn fits(text: &str) -> bool {
    let (mut count, mut padding) = (0usize, 0);
    let mut letters = 0u64;
    for line in text.lines() {
        for byte in line.trim().bytes() {
            match byte {
                b'=' => padding += 1,
                _ if padding > 0 => return false,
                _ => match value(byte) {
                    None => return false,
                    Some(value) if byte.is_ascii_alphabetic() && !byte.is_ascii_hexdigit() => {
                        letters |= 1 << value;
                    }
                    Some(_) => {}
                },
            }
            count += 1;
        }
    }
    count >= 20 && count % 4 == 0 && padding <= 2 && letters.count_ones() >= 4
}

/// The whole text as one frame.
pub(super) fn next(source: &mut Source, octets: &mut Vec<u8>, notes: &mut Notes) -> Outcome {
    let (mut bits, mut count) = (0u32, 0);
    for six in source.rest().bytes().filter_map(value) {
        bits = bits << 6 | six;
        count += 6;
        if count >= 8 {
            count -= 8;
            octets.push((bits >> count) as u8);
        }
    }
    source.pass_to(source.text.len());
    if octets.is_empty() {
        return Outcome::End;
    }
    notes.once(Remark::Base64, || {
        say!(
            en: "the text is not hexadecimal, so it is read as Base64",
            zh: "文本不是十六进制，按 Base64 读取"
        )
    });
    Outcome::Frame(Clue::default())
}

fn value(byte: u8) -> Option<u32> {
    Some(u32::from(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    }))
}
