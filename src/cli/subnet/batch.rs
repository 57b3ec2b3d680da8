//! `netlab subnet -`, or queries on a pipe: one a line, as it would be typed behind `netlab subnet`.
//!
//! A line with one address and an answer for programs is the hot path: no word of it is copied, and the text of many answers
//! is put together in one buffer.

use super::super::screen::Screen;
use super::super::stdin;
use super::super::{Exit, Failure, clap_words};
use super::fields::{Field, Subject};
use super::modes::Output;
use super::object;
use super::sets::in_line;
use crate::address::Given;
use crate::address::given::{parse, parse_all};
use crate::draw::pointed;
use crate::say;
use crate::spec::{Said, Trouble};
use clap::{ArgMatches, Command};
use std::io::{self, BufReader, Read, Write};

/// Octets of standard input that are read at once, and of answers that are written at once.
const BUFFER: usize = 1 << 16;

/// Writes one address for programs: a line, or an object.
fn write(input: &str, given: &Given, output: &Output<'_>, text: &mut String) {
    match &output.form {
        Some(form) => form.line(&Subject::given(input, given), text),
        None => object::address(given, None, text),
    }
}

/// What is still to be done with a batch.
struct Batch<'a> {
    matches: &'a ArgMatches,
    output: Output<'a>,
    /// The command line of a query with options; made when the first one comes.
    command: Option<Command>,
    /// Answers that are not written yet.
    text: String,
    /// The worst of what the queries ended with.
    exit: Exit,
    /// Whether a page was drawn already.
    drew: bool,
}

/// Answers every line of `input`, which is standard input.
pub fn run(
    matches: &ArgMatches,
    input: Box<dyn Read>,
    screen: &Screen,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    let output = Output::new(matches, &[Field::Input], screen)?;
    let text = output.form.as_ref().map_or_else(String::new, super::fields::Form::head);
    let mut batch = Batch { matches, output, command: None, text, exit: Exit::Done, drew: false };
    let mut input = BufReader::with_capacity(BUFFER, input);
    let mut line = Vec::with_capacity(256);
    for number in 1u64.. {
        // who waits for the answers of what was asked so far gets them
        if input.buffer().is_empty() || batch.text.len() >= BUFFER {
            batch.flush(out)?;
        }
        if !stdin::line(&mut input, &mut line)? {
            break;
        }
        if let Err(failure) = batch.line(&line, out) {
            let Failure::Trouble(trouble) = failure else { return Err(failure) };
            batch.flush(out)?;
            screen.complain(&in_line(number, trouble))?;
            batch.exit = Exit::Trouble;
        }
    }
    batch.flush(out)?;
    Ok(batch.exit)
}

impl Batch<'_> {
    fn flush(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(self.text.as_bytes())?;
        self.text.clear();
        out.flush()
    }

    fn line(&mut self, line: &[u8], out: &mut dyn Write) -> Result<(), Failure> {
        let Ok(line) = str::from_utf8(line) else {
            return Err(Trouble::new(say!(en: "the line is not UTF-8", zh: "该行不是 UTF-8")).into());
        };
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            return Ok(());
        }
        let is_plain =
            line.bytes().all(|octet| octet.is_ascii_hexdigit() || matches!(octet, b'.' | b':' | b'/'));
        if is_plain && !self.output.is_page() {
            let given = parse(line)?;
            write(line, &given, &self.output, &mut self.text);
            return Ok(());
        }
        let words = words(line)?;
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        if words.is_empty() {
            return Ok(());
        }
        let has_options = words.iter().any(|word| word.starts_with("--"));
        if self.output.form.is_some() && !has_options {
            for (given, word) in parse_all(&words)?.iter().zip(&words) {
                write(word, given, &self.output, &mut self.text);
            }
            return Ok(());
        }
        self.flush(out)?;
        if std::mem::replace(&mut self.drew, true) && self.output.is_page() {
            out.write_all(b"\n")?;
        }
        let exit = if has_options {
            let matches = self.parsed(&words)?;
            let typed: Vec<&str> =
                matches.get_many::<String>("address").into_iter().flatten().map(String::as_str).collect();
            not_standard_input(&typed)?;
            super::answer(&matches, &typed, self.output.screen, out)?
        } else {
            not_standard_input(&words)?;
            super::answer(self.matches, &words, self.output.screen, out)?
        };
        self.exit = match (self.exit, exit) {
            (Exit::Done, exit) => exit,
            (worst, _) => worst,
        };
        Ok(())
    }

    /// A line with options, to which those of the batch come that say how answers are written.
    fn parsed(&mut self, words: &[&str]) -> Result<ArgMatches, Trouble> {
        let lang = self.output.screen.lang;
        let command = self.command.get_or_insert_with(|| super::command(lang));
        let mut args = vec!["subnet".to_string()];
        let is_given = |name: &str| words.iter().any(|word| word.starts_with(name));
        if !["--json", "--csv", "--format"].into_iter().any(is_given) {
            let flags = ["json", "csv"].into_iter().filter(|name| self.matches.get_flag(name));
            args.extend(flags.map(|name| format!("--{name}")));
            args.extend(self.matches.get_one::<String>("format").map(|text| format!("--format={text}")));
        }
        args.extend(words.iter().map(ToString::to_string));
        command.try_get_matches_from_mut(args).map_err(|error| clap_words::trouble(&error))
    }
}

/// Whatever a query is read from, it is not what the queries are read from.
fn not_standard_input(typed: &[&str]) -> Result<(), Trouble> {
    if typed != ["-"] && typed.iter().filter(|word| **word == "-").count() < 2 {
        return Ok(());
    }
    let what = say!(
        en: "`-` is standard input, from which these queries are read", zh: "`-` 是标准输入，而这些查询正从那里读取"
    );
    Err(Trouble::new(what))
}

/// The words of a line as a shell would divide them: at spaces outside of quotes, up to a `#` that begins a word.
///
/// # Errors
/// A quote without its other.
fn words(line: &str) -> Result<Vec<String>, Trouble> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote: Option<(usize, char)> = None;
    for (at, c) in line.char_indices() {
        match (quote, c) {
            (Some((_, open)), c) if c == open => quote = None,
            (Some(_), c) => word.get_or_insert_default().push(c),
            (None, '#') if word.is_none() => break,
            (None, '\'' | '"') => {
                quote = Some((at, c));
                word.get_or_insert_default();
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (None, c) => word.get_or_insert_default().push(c),
        }
    }
    if let Some((at, _)) = quote {
        let lines = pointed(line, &(at..line.len()));
        let Said { en, zh } = say!(en: "this quote is not closed", zh: "这个引号没有闭合");
        return Err(Trouble::new(Said { en: format!("{en}\n{lines}"), zh: format!("{zh}\n{lines}") }));
    }
    words.extend(word);
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_are_divided_as_a_shell_does() {
        let divided = |line| words(line).ok();
        let of = |words: &[&str]| Some(words.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(divided("10.0.0.1/24  10.0.0.2 # two"), of(&["10.0.0.1/24", "10.0.0.2"]));
        assert_eq!(divided("a --plan 'x y=5, z=6'"), of(&["a", "--plan", "x y=5, z=6"]));
        assert_eq!(divided("a --plan=\"it's\"=5"), of(&["a", "--plan=it's=5"]));
        assert_eq!(divided("a#b ''"), of(&["a#b", ""]));
        assert_eq!(divided("# all of it"), of(&[]));
        assert_eq!(divided("a 'b"), None);
    }
}
