//! Name and value in a cell of so many bits: whole where they fit, shorter where they do not.

use super::grid::Short;
use crate::draw::{clip, width, wrap};

/// A line in a cell.
#[derive(Clone)]
pub struct Line {
    /// The text.
    pub text: String,
    /// What it is.
    pub what: What,
}

/// A way to word a value.
#[derive(Clone)]
pub struct Wording {
    /// The words.
    pub text: String,
    /// Whether they may be broken over several lines.
    pub breaks: bool,
}

impl Wording {
    /// Words that may be broken over several lines.
    pub fn new(text: String) -> Wording {
        Wording { text, breaks: true }
    }
}

/// What a line in a cell is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The name of the field, or some of it.
    Name,
    /// Its value.
    Value,
}

/// The lines for a cell of `bits` bits: at most `most`, unless it has only one bit, whose letters stand one below the
/// other. The last line of such a cell is its value.
pub fn lines(
    name: &str,
    key: &'static str,
    values: &[Wording],
    bits: usize,
    most: usize,
    short: &mut Short,
) -> Vec<Line> {
    let name_line = |text: String| Line { text, what: What::Name };
    let value_line = |text: String| Line { text, what: What::Value };
    if bits == 1 {
        let letters = if name.len() <= LETTERS { name.to_string() } else { abbreviated(name, key, LETTERS) };
        remember(&letters, name, short);
        let value = values.last().map(|value| value_line(clip(&value.text, 1).into_owned()));
        return letters.chars().map(|c| name_line(c.to_string())).chain(value).collect();
    }
    let columns = bits * 2 - 1;
    let names = if values.is_empty() { most } else { most.saturating_sub(1).min(NAME) };
    let mut lines: Vec<Line> = named(name, key, columns, names, short).into_iter().map(name_line).collect();
    let room = most.saturating_sub(lines.len()).max(1);
    lines.extend(valued(values, columns, room).into_iter().map(value_line));
    lines
}

/// The most letters one below the other.
const LETTERS: usize = 4;
/// The most lines of a name above a value.
const NAME: usize = 2;

fn named(name: &str, key: &'static str, columns: usize, most: usize, short: &mut Short) -> Vec<String> {
    if name.is_empty() {
        return Vec::new();
    }
    if let Some(lines) = wrapped(name, columns, most) {
        return lines;
    }
    let text = abbreviated(name, key, columns);
    remember(&text, name, short);
    vec![text]
}

/// The first of the values that fits; of the last one as much as does.
fn valued(values: &[Wording], columns: usize, most: usize) -> Vec<String> {
    // nobody reads a short value that runs over many lines
    let lines = if columns < READABLE { most.min(2) } else { most };
    let fits = |value: &Wording| wrapped(&value.text, columns, if value.breaks { lines } else { 1 });
    let fits = values.iter().filter(|value| !value.text.is_empty()).find_map(fits);
    fits.unwrap_or_else(|| match values.last().map(|value| &value.text) {
        Some(bare) if columns < 8 => vec![bare.chars().take(columns).collect()],
        Some(bare) => {
            let lines = wrap(bare, columns);
            let mut shown: Vec<String> = lines.iter().take(most).map(ToString::to_string).collect();
            if let (true, Some(last)) = (lines.len() > most, shown.last_mut()) {
                *last = clip(&format!("{last} ..."), columns).into_owned();
            }
            shown
        }
        None => Vec::new(),
    })
}

/// Columns from which on a value may run over several lines.
const READABLE: usize = 31;

/// `text` in at most `most` lines, if no word has to be cut.
fn wrapped(text: &str, columns: usize, most: usize) -> Option<Vec<String>> {
    if text.split_whitespace().any(|word| width(word) > columns) {
        return None;
    }
    let lines = wrap(text, columns);
    (lines.len() <= most).then(|| lines.into_iter().map(str::to_string).collect())
}

/// A shorter word for `name`: its key where that is short, the first letters of its words, or its beginning.
fn abbreviated(name: &str, key: &'static str, columns: usize) -> String {
    let letters = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric());
    if key.len() <= columns.min(LETTERS) && key.len() > 1 && letters(key) {
        return key.to_ascii_uppercase();
    }
    if columns >= BEGINNING {
        let start: String = name.chars().take(columns - 1).collect();
        return format!("{}.", start.trim_end());
    }
    let words = name.split(|c: char| !c.is_alphanumeric() && c != '\'');
    let initials: String = words.filter_map(|word| word.chars().next()).collect();
    if initials.len() > 1 && initials.len() <= columns {
        return initials.to_uppercase();
    }
    let start = name.chars().take_while(|c| c.is_alphanumeric());
    match columns {
        0..=LETTERS => start.take(columns.min(LETTERS - 1)).collect(),
        _ => format!("{}.", start.take(columns - 1).collect::<String>()),
    }
}

/// Columns from which on the beginning of a name says more than its initials.
const BEGINNING: usize = 11;

/// Keeps what a shortened name is short for.
fn remember(text: &str, name: &str, short: &mut Short) {
    if text != name && !short.iter().any(|(had, of)| had == text && of == name) {
        short.push((text.to_string(), name.to_string()));
    }
}
