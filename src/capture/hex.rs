//! Frames from hexadecimal text, in whatever form people have it: as they type it, as a program's source holds it,
//! or as xxd, hexdump, od, tcpdump and Wireshark print it.

mod base64;
mod dump;
mod guess;
mod literal;
mod plain;

use super::input::{Found, Step};
use super::sniff::example;
use super::unicode::escaped;
use super::{Notes, Remark, Time};
use crate::say;
use crate::spec::{Said, Trouble};
use dump::Dump;
use plain::Plain;

/// The text and how far it has been read.
struct Source {
    text: String,
    /// Octets of `text` read; always at a character.
    at: usize,
    /// The number of the line at `at`, from 1.
    line: u64,
    /// The text is the words of a command line, one on each line.
    words: bool,
}

/// One line and where it is.
#[derive(Clone, Copy)]
struct Line<'t> {
    number: u64,
    /// Octets of the text before it.
    start: usize,
    /// Without its end.
    text: &'t str,
}

/// How the octets are written.
enum Form {
    Plain(Plain),
    Literal,
    Dump(Dump),
    Base64,
}

/// A frame whose octets were read, with what stood around them.
#[derive(Default)]
struct Clue {
    time: Option<Time>,
    /// The link type that tcpdump named.
    link: Option<u32>,
    /// The dump was printed by tcpdump, which leaves the link header out unless asked.
    tcpdump: bool,
    /// What the line above the dump calls the frame.
    network: Option<Network>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Network {
    Ipv4,
    Ipv6,
    Arp,
}

/// What a form made of the text up to the end of one frame.
enum Outcome {
    Frame(Clue),
    /// Damage behind which the next frame can be found.
    Damaged(Trouble),
    /// Damage that ends it.
    Broken(Trouble),
    End,
}

/// Hexadecimal text and the frame read last.
pub(super) struct Hex {
    source: Source,
    form: Form,
    octets: Vec<u8>,
}

impl Hex {
    pub(super) fn of_text(text: String, notes: &mut Notes) -> Result<Hex, Trouble> {
        if text.trim().is_empty() {
            return Err(nothing(&say!(en: "the input holds white space only", zh: "输入中只有空白")));
        }
        let form = form(&text, notes);
        Ok(Hex { source: Source::new(text, false), form, octets: Vec::new() })
    }

    pub(super) fn of_words(words: &[String], notes: &mut Notes) -> Result<Hex, Trouble> {
        if words.iter().all(|word| word.trim().is_empty()) {
            return Err(nothing(&say!(en: "no octets are given", zh: "没有给出字节")));
        }
        // a word with lines in it is the output of a program in quotation marks
        if words.iter().any(|word| word.contains('\n')) {
            return Hex::of_text(words.join(" "), notes);
        }
        let words: Vec<&str> =
            words.iter().map(String::as_str).filter(|word| !word.trim().is_empty()).collect();
        let text = words.join("\n");
        let form = match form_of_source(&text) {
            Some(form) => form,
            None if base64::fits(&text) => Form::Base64,
            None => Form::Plain(Plain::default()),
        };
        Ok(Hex { source: Source::new(text, true), form, octets: Vec::new() })
    }

    pub(super) fn octets(&self) -> &[u8] {
        &self.octets
    }

    pub(super) fn next(&mut self, number: &mut u64, notes: &mut Notes) -> Step {
        self.octets.clear();
        let outcome = match &mut self.form {
            Form::Plain(plain) => plain.next(&mut self.source, &mut self.octets, notes),
            Form::Literal => literal::next(&mut self.source, &mut self.octets, notes),
            Form::Dump(dump) => dump.next(&mut self.source, &mut self.octets, notes),
            Form::Base64 => base64::next(&mut self.source, &mut self.octets, notes),
        };
        match outcome {
            Outcome::Frame(clue) => {
                *number += 1;
                match guess::link(&self.octets, &clue, *number, notes) {
                    Ok(link) => Step::Frame(Found {
                        time: clue.time,
                        link,
                        original: u32::try_from(self.octets.len()).unwrap_or(u32::MAX),
                        fcs: None,
                        octets: 0..self.octets.len(),
                        interface: None,
                        direction: None,
                    }),
                    Err(trouble) => Step::Damaged(trouble),
                }
            }
            Outcome::Damaged(trouble) => {
                *number += 1;
                Step::Damaged(trouble)
            }
            Outcome::Broken(trouble) => {
                *number += 1;
                Step::Broken(trouble)
            }
            Outcome::End if *number == 0 => Step::Broken(nothing(&say!(
                en: "there are no octets in the text",
                zh: "文本中没有字节"
            ))),
            Outcome::End => Step::End,
        }
    }
}

/// Decides by the whole text how its octets are written.
fn form(text: &str, notes: &mut Notes) -> Form {
    if let Some(dump) = Dump::find(text, notes) {
        return Form::Dump(dump);
    }
    if let Some(form) = form_of_source(text) {
        return form;
    }
    if base64::fits(text) {
        return Form::Base64;
    }
    Form::Plain(Plain::default())
}

fn form_of_source(text: &str) -> Option<Form> {
    literal::fits(text).then_some(Form::Literal)
}

impl Source {
    fn new(text: String, words: bool) -> Source {
        Source { text, at: 0, line: 1, words }
    }

    /// What has not been read.
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The line at the front, if any is left.
    fn line(&self) -> Option<Line<'_>> {
        let rest = self.rest();
        if rest.is_empty() {
            return None;
        }
        let text = rest.split('\n').next().unwrap_or_default();
        Some(Line { number: self.line, start: self.at, text: text.strip_suffix('\r').unwrap_or(text) })
    }

    /// Goes to the next line.
    fn pass_line(&mut self) {
        match self.rest().find('\n') {
            Some(end) => {
                self.at += end + 1;
                self.line += 1;
            }
            None => self.at = self.text.len(),
        }
    }

    /// Goes on to `at`, which lies behind.
    fn pass_to(&mut self, at: usize) {
        let passed = self.text.get(self.at..at).unwrap_or_default();
        self.line += passed.bytes().filter(|&byte| byte == b'\n').count() as u64;
        self.at = at;
    }

    /// The line that holds the octet `at` of the text, which has not been read yet.
    fn line_at(&self, at: usize) -> Line<'_> {
        let before = self.text.get(self.at..at).unwrap_or_default();
        let number = self.line + before.bytes().filter(|&byte| byte == b'\n').count() as u64;
        let start = self.text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
        let text = self.text.get(start..).unwrap_or_default().split('\n').next().unwrap_or_default();
        Line { number, start, text: text.strip_suffix('\r').unwrap_or(text) }
    }

    /// Says where the octet `at` of the text is, on a line that holds it.
    fn place(&self, line: Line<'_>, at: usize) -> Said {
        let column = self.text.get(line.start..at).unwrap_or_default().chars().count() + 1;
        if self.words {
            say!(
                en: "word {word}, character {column}",
                zh: "第 {word} 个参数的第 {column} 个字符",
                word = line.number, column = column
            )
        } else {
            say!(
                en: "line {line}, column {column}",
                zh: "第 {line} 行第 {column} 列",
                line = line.number, column = column
            )
        }
    }
}

/// Trouble that begins by saying where it is.
fn trouble_at(place: &Said, what: &Said) -> Trouble {
    Trouble::new(Said { en: format!("{}: {}", place.en, what.en), zh: format!("{}：{}", place.zh, what.zh) })
}

/// Something that is no octet.
fn not_hex(place: &Said, found: &str) -> Trouble {
    let found = escaped(found);
    trouble_at(
        place,
        &say!(
            en: "an octet needs two hexadecimal digits, but here is `{found}`",
            zh: "一个字节需要两位十六进制数字，这里却是 `{found}`",
            found = found
        ),
    )
}

fn nothing(what: &Said) -> Trouble {
    let need = say!(
        en: "octets are needed, two hexadecimal digits each, such as 45 00 00 3c",
        zh: "需要字节，每个字节写成两位十六进制数字，例如 45 00 00 3c"
    );
    Trouble::new(Said { en: format!("{}; {}", what.en, need.en), zh: format!("{}；{}", what.zh, need.zh) })
        .hint(example())
}
