//! Octets as people type them: `45 00`, `4500`, `0x45,0x00`, `00:1b:44`, `001b.4411`, `\x45\x00`, with comments.

use super::guess::whole;
use super::{Clue, Line, Notes, Outcome, Remark, Source, not_hex, trouble_at};
use crate::say;
use crate::spec::{Said, Trouble};

/// How far a paragraph whose lines are frames reaches.
#[derive(Default)]
pub(super) struct Plain {
    lines_until: usize,
}

impl Plain {
    /// The octets up to the next blank line.
    pub(super) fn next(&mut self, source: &mut Source, octets: &mut Vec<u8>, notes: &mut Notes) -> Outcome {
        loop {
            while source.line().is_some_and(|line| line.text.trim().is_empty()) {
                source.pass_line();
            }
            let Some(line) = source.line() else { return Outcome::End };
            let start = source.at;
            let mut end = start + line.text.len();
            if start >= self.lines_until {
                let until = if source.words { source.text.len() } else { paragraph_end(source) };
                if !source.words && lines_are_frames(source, until) {
                    self.lines_until = until;
                    notes.once(Remark::LinePerFrame, || {
                        say!(
                            en: "line {line} and the line after it are each a whole frame by their own lengths, so each line is read as one; a blank line between lines does the same everywhere",
                            zh: "按自身的长度字段，第 {line} 行和它的下一行各是一个完整的帧，因此每行读作一帧；在行间加空行，对任何帧都有同样的作用",
                            line = source.line
                        )
                    });
                } else {
                    end = until;
                }
            }
            let result = octets_of(source, start, end, octets, notes);
            source.pass_to(end);
            source.pass_line();
            match result {
                Err(trouble) => return Outcome::Damaged(trouble),
                // a paragraph of comments
                Ok(()) if octets.is_empty() => {}
                Ok(()) => return Outcome::Frame(Clue::default()),
            }
        }
    }
}

/// Where the lines up to the next blank one end.
fn paragraph_end(source: &Source) -> usize {
    let mut end = source.at;
    for line in source.rest().split_inclusive('\n') {
        if line.trim().is_empty() {
            break;
        }
        end += line.len();
    }
    // without the last end of line, so that it can be passed like any other
    end - usize::from(source.text.get(..end).is_some_and(|text| text.ends_with('\n')))
}

/// Some programs print one frame a line; xxd -p and people break one frame into lines.
fn lines_are_frames(source: &Source, until: usize) -> bool {
    let text = source.text.get(source.at..until).unwrap_or_default();
    let mut lines = text.lines();
    let mut octets = Vec::new();
    let mut one = |line: Option<&str>| {
        octets.clear();
        line.is_some_and(|line| {
            read(line, Join::Never, &mut octets).is_ok_and(|seen| !seen.split) && whole(&octets)
        })
    };
    one(lines.next()) && one(lines.next())
}

/// Reads `source.text[start..end]`, which has not been passed yet.
fn octets_of(
    source: &Source,
    start: usize,
    end: usize,
    octets: &mut Vec<u8>,
    notes: &mut Notes,
) -> Result<(), Trouble> {
    let text = source.text.get(start..end).unwrap_or_default();
    // digits and ends of lines alone: a line may have been broken inside an octet
    let stream = !source.words
        && text.lines().all(|line| line.trim_end().bytes().all(|byte| byte.is_ascii_hexdigit()));
    let join = if stream { Join::Lines } else { Join::Never };
    match read(text, join, octets) {
        Ok(seen) => {
            if seen.split {
                notes.once(Remark::SplitOctet, || {
                    say!(
                        en: "a line ends inside an octet (an odd number of digits); its lines are joined",
                        zh: "有一行在一个字节中间断开（数字个数为奇数）；已把各行连接起来"
                    )
                });
            }
            Ok(())
        }
        Err(fault) => {
            let at = start + fault.at;
            let line = source.line_at(at);
            Err(fault.trouble(&source.place(line, at), source.words, line))
        }
    }
}

/// Whether an octet may have its two digits on two lines.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    Never,
    Lines,
}

/// What was met on the way.
pub(super) struct Seen {
    split: bool,
}

/// Something that is no octet: where it begins in the text, and what it is.
pub(super) struct Fault<'t> {
    pub at: usize,
    found: &'t str,
    kind: Kind,
}

enum Kind {
    NotHex,
    Odd,
    OpenComment,
}

impl Fault<'_> {
    /// The fault as people see it.
    pub(super) fn trouble(&self, place: &Said, words: bool, line: Line<'_>) -> Trouble {
        match self.kind {
            Kind::NotHex => not_hex(place, self.found).hint(if offset_like(line.text) && !words {
                say!(
                    en: "if the line begins with an offset, keep the lines before and after it too, so that their offsets show where the octets end",
                    zh: "如果这一行以偏移量开头，请连同前后各行一起保留，这样才能从偏移量看出字节到哪里为止"
                )
            } else {
                say!(
                    en: "write octets such as `45 00 00 3c` or `4500003c`; `#` begins a comment",
                    zh: "字节请写成 `45 00 00 3c` 或 `4500003c`；`#` 之后是注释"
                )
            }),
            Kind::Odd => {
                let (count, found) = (self.found.len(), super::escaped(self.found));
                let trouble = trouble_at(
                    place,
                    &say!(
                        en: "an octet needs two hexadecimal digits, but `{found}` has {count}, an odd number",
                        zh: "一个字节需要两位十六进制数字，而 `{found}` 有 {count} 位，是奇数",
                        found = found, count = count
                    ),
                );
                let decimal = count != 2 && self.found.parse::<u8>().is_ok();
                trouble.hint(if decimal {
                    let octet: u8 = self.found.parse().unwrap_or_default();
                    say!(
                        en: "`{octet:02x}` is {octet} in hexadecimal; decimal numbers are not read",
                        zh: "{octet} 的十六进制是 `{octet:02x}`；这里不读十进制数",
                        octet = octet
                    )
                } else {
                    say!(
                        en: "a digit is missing or there is one too many; an octet below 10 is written with a zero, `05`",
                        zh: "少了一位或多了一位；小于 10 的字节前面要写 0，如 `05`"
                    )
                })
            }
            Kind::OpenComment => trouble_at(
                place,
                &say!(en: "the comment that begins here with /* has no end", zh: "这里以 /* 开始的注释没有结尾"),
            )
            .hint(say!(en: "end it with */", zh: "请用 */ 结束注释")),
        }
    }
}

fn offset_like(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    let digits = first.strip_suffix(':').unwrap_or(first);
    digits.len() >= 4 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Reads octets with anything between them that people put there.
pub(super) fn read<'t>(text: &'t str, join: Join, octets: &mut Vec<u8>) -> Result<Seen, Fault<'t>> {
    let mut at = 0;
    // a digit that waits for the next line, and where it stands
    let mut half: Option<(u8, usize)> = None;
    let mut split = false;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some(length) = comment(rest) {
            let Some(length) = length else {
                return Err(Fault { at, found: rest, kind: Kind::OpenComment });
            };
            at += length;
            continue;
        }
        let prefix = prefix(rest);
        let digits = rest.get(prefix..).map_or("", hex_run);
        if digits.is_empty() {
            let Some(c) = rest.chars().next() else { break };
            if !separates(c) {
                return Err(Fault { at, found: word(rest), kind: Kind::NotHex });
            }
            at += c.len_utf8();
            continue;
        }
        let mut nibbles = digits.bytes().filter_map(nibble);
        if let Some((high, _)) = half.take() {
            octets.push(high << 4 | nibbles.next().unwrap_or_default());
            split = true;
        }
        let from = at + prefix;
        while let Some(high) = nibbles.next() {
            match nibbles.next() {
                Some(low) => octets.push(high << 4 | low),
                // 0x5 is one octet
                None if prefix > 0 && digits.len() == 1 => octets.push(high),
                None if join == Join::Lines => half = Some((high, from + digits.len() - 1)),
                None => return Err(Fault { at: from, found: digits, kind: Kind::Odd }),
            }
        }
        at = from + digits.len();
    }
    match half {
        Some((_, at)) => Err(Fault {
            at: text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1),
            found: text.get(..=at).and_then(|text| text.lines().last()).unwrap_or_default(),
            kind: Kind::Odd,
        }),
        None => Ok(Seen { split }),
    }
}

/// The length of the comment that `rest` begins with, `Some(None)` when it has no end.
pub(super) fn comment(rest: &str) -> Option<Option<usize>> {
    if rest.starts_with('#') || rest.starts_with("//") {
        return Some(Some(rest.find('\n').unwrap_or(rest.len())));
    }
    rest.starts_with("/*").then(|| rest.get(2..)?.find("*/").map(|end| end + 4))
}

/// The length of `0x` or `\x` before a digit.
fn prefix(rest: &str) -> usize {
    match rest.as_bytes() {
        [b'0' | b'\\', b'x' | b'X', digit, ..] if digit.is_ascii_hexdigit() => 2,
        _ => 0,
    }
}

pub(super) fn hex_run(rest: &str) -> &str {
    let length = rest.bytes().take_while(u8::is_ascii_hexdigit).count();
    rest.get(..length).unwrap_or_default()
}

pub(super) fn nibble(digit: u8) -> Option<u8> {
    (digit as char).to_digit(16).map(|value| value as u8)
}

/// What may stand between octets; the wide forms come from Chinese keyboards, the invisible ones from web pages.
fn separates(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            ':' | '-' | '.' | ',' | ';' | '|' | '：' | '，' | '、' | '；' | '\u{200b}' | '\u{feff}'
        )
}

fn word(rest: &str) -> &str {
    rest.split(char::is_whitespace).next().unwrap_or_default()
}
