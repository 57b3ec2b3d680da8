//! One part of a task as school systems ask it: a question of its own.

use crate::exercise::class::{Question, Sheet};
use crate::exercise::markup::escaped;
use crate::exercise::{Cell, Exhibit, Form, Part, Task, Value, answer::letter};
use crate::spec::{Lang, Said, write};

/// A question for a school system.
pub struct Item {
    /// A name that no other question of the file has.
    pub ident: String,
    /// What it is called.
    pub title: String,
    /// The question as HTML, its pictures and tables too.
    pub html: String,
    /// The question as plain text.
    pub plain: String,
    /// What is answered.
    pub reply: Reply,
    /// What is said to whoever has answered: the whole worked.
    pub feedback: String,
    /// The frames of the question as a pcap file; empty where it has none.
    pub pcap: Vec<u8>,
}

/// The answer of a question.
pub enum Reply {
    /// A number, how far off it may be, and numbers that are wrong for a reason.
    Number {
        /// The right one.
        right: String,
        /// How far off an answer may be.
        off: String,
        /// Wrong ones, and why.
        wrong: Vec<(String, String)>,
    },
    /// Text: all notations of it, and texts that are wrong for a reason.
    Text {
        /// The right ones.
        right: Vec<String>,
        /// Wrong ones, and why.
        wrong: Vec<(String, String)>,
    },
    /// True or false, and what the other answer comes from.
    Truth(bool, Option<String>),
    /// One of several.
    One(Vec<(String, bool, Option<String>)>),
    /// Those of several that hold.
    Many(Vec<(String, bool)>),
    /// It is judged by netlab or by a person.
    Essay,
}

/// The questions of a sheet, a part each.
pub fn items(sheet: &Sheet, lang: Lang) -> Vec<Item> {
    let mut items = Vec::new();
    for question in &sheet.questions {
        for part in &question.task.parts {
            items.push(item(sheet, question, part, lang));
        }
    }
    items
}

fn item(sheet: &Sheet, question: &Question, part: &Part, lang: Lang) -> Item {
    let task = &question.task;
    let show = |said: &Said| said.show(lang);
    // what a choice needs is seen, and a quantity's unit stands behind its place
    let needs = match (unit(part), &part.form) {
        (Some(unit), _) => format!(" ({unit})"),
        (None, Form::YesNo | Form::Choice(_) | Form::Ticks(_)) => String::new(),
        (None, form) => format!(" ({})", show(&form.needs())),
    };
    let asked = format!("{}{}{needs}", place(task, part), show(&part.label));
    let name = question.asked.name().replace('#', "-");
    let who: String = sheet.student.id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    Item {
        // students with names that no identifier can have are told apart by their seeds
        ident: format!("netlab-{name}-{who}-{}-{}", question.seed, part.key.replace('_', "-")),
        title: format!("{} {} {}", question.asked.exercise.id, question.seed, part.key),
        html: format!(
            "<p>{}</p>{}<p><strong>{}</strong></p>",
            escaped(&show(&task.asks)),
            exhibits(task, lang),
            escaped(&asked)
        ),
        plain: plain(task, &asked, lang),
        reply: reply(task, part, lang),
        feedback: with_command(&task.hints[2].show(lang), &task.see),
        pcap: task.pcap(),
    }
}

/// The letter of a part whose place is a cell of a table.
fn place(task: &Task, part: &Part) -> String {
    let is_here = |one: &Cell| matches!(one, Cell::Asked(key) if *key == part.key);
    let is_cell = task.exhibits.iter().any(|exhibit| match exhibit {
        Exhibit::Table { rows, .. } => rows.iter().flatten().any(is_here),
        _ => false,
    });
    let letter = task.parts.iter().position(|other| other.key == part.key).filter(|_| is_cell).map(letter);
    letter.map(|letter| format!("({letter}) ")).unwrap_or_default()
}

/// What is said, and the command that shows it if it is short enough to be typed again.
fn with_command(said: &str, see: &str) -> String {
    const SHORT: usize = 80;
    if see.len() <= SHORT { format!("{said} ({see})") } else { said.to_string() }
}

/// The unit of a quantity, of which school systems take the number alone.
fn unit(part: &Part) -> Option<String> {
    let Form::Quantity(_) = part.form else { return None };
    let shown = part.form.show(part.solution()?, Lang::En);
    shown.split_once(' ').map(|(_, unit)| unit.to_string())
}

/// What a question is about, as HTML.
pub fn exhibits(task: &Task, lang: Lang) -> String {
    let mut html = String::new();
    for exhibit in &task.exhibits {
        match exhibit {
            Exhibit::Frames { frames, .. } => {
                let dumps: Vec<String> = frames.iter().map(|frame| dump(frame)).collect();
                html.push_str(&format!("<pre>{}</pre>", dumps.join("\n\n")));
            }
            Exhibit::Lines(lines) => html.push_str(&format!("<pre>{}</pre>", escaped(&lines.show(lang)))),
            Exhibit::Table { head, rows } => {
                let row = |tag: &str, cells: Vec<String>| {
                    let cells: String =
                        cells.iter().map(|cell| format!("<{tag}>{}</{tag}>", escaped(cell))).collect();
                    format!("<tr>{cells}</tr>")
                };
                let head = row("th", head.iter().map(|said| said.show(lang)).collect());
                let rows: String = rows
                    .iter()
                    .map(|cells| row("td", cells.iter().map(|one| cell(task, one, lang)).collect()))
                    .collect();
                html.push_str(&format!("<table>{head}{rows}</table>"));
            }
        }
    }
    html
}

/// A cell; one that is asked shows its letter, which stands before its question too.
pub fn cell(task: &Task, cell: &Cell, lang: Lang) -> String {
    match cell {
        Cell::Shown(said) => said.show(lang),
        Cell::Asked(key) => match task.parts.iter().position(|part| part.key == *key) {
            Some(i) => format!("({})", letter(i)),
            None => String::new(),
        },
    }
}

/// Octets, 16 a line, behind the offset of the first.
pub fn dump(octets: &[u8]) -> String {
    let lines = octets.chunks(16).enumerate().map(|(i, octets)| {
        let mut line = format!("{:04x}  ", i * 16);
        write::octets(&mut line, octets, " ");
        line
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn plain(task: &Task, asked: &str, lang: Lang) -> String {
    let mut text = task.asks.show(lang);
    for exhibit in &task.exhibits {
        match exhibit {
            Exhibit::Frames { .. } => (),
            Exhibit::Lines(lines) => text.push_str(&format!("\n{}", lines.show(lang))),
            Exhibit::Table { head, rows } => {
                let heads: Vec<String> = head.iter().map(|said| said.show(lang)).collect();
                text.push_str(&format!("\n{}", heads.join(" | ")));
                for row in rows {
                    let cells: Vec<String> = row.iter().map(|one| cell(task, one, lang)).collect();
                    text.push_str(&format!("\n{}", cells.join(" | ")));
                }
            }
        }
    }
    format!("{text}\n{asked}")
}

fn reply(task: &Task, part: &Part, lang: Lang) -> Reply {
    let Some(right) = part.solution() else { return Reply::Essay };
    let wrongs: Vec<(&Value, String)> = task
        .wrongs
        .iter()
        .flat_map(|wrong| {
            let why = with_command(&wrong.misconception.name.show(lang), &wrong.see);
            wrong
                .answers
                .iter()
                .filter(|(key, _)| *key == part.key)
                .map(move |(_, value)| (value, why.clone()))
        })
        .collect();
    let shown = |value: &Value| part.form.show(value, Lang::En);
    let first = |text: String| text.split(' ').next().unwrap_or("").to_string();
    match (&part.form, right) {
        (Form::YesNo, Value::YesNo(right)) => {
            Reply::Truth(*right, wrongs.into_iter().next().map(|(_, why)| why))
        }
        (Form::Choice(options), Value::Choice(right)) => {
            let why = |i: usize| {
                wrongs.iter().find(|(value, _)| **value == Value::Choice(i)).map(|(_, why)| why.clone())
            };
            Reply::One(
                options
                    .iter()
                    .enumerate()
                    .map(|(i, option)| (option.show(lang), i == *right, why(i)))
                    .collect(),
            )
        }
        (Form::Ticks(options), Value::Choices(right)) => Reply::Many(
            options.iter().enumerate().map(|(i, option)| (option.show(lang), right.contains(&i))).collect(),
        ),
        (Form::Number, Value::Number(number)) => {
            let off =
                part.permille().map_or(0, |permille| number.unsigned_abs() * u128::from(permille) / 1000);
            let wrong = wrongs.into_iter().map(|(value, why)| (shown(value), why)).collect();
            Reply::Number { right: number.to_string(), off: off.to_string(), wrong }
        }
        (Form::Quantity(_), Value::Quantity(_)) => {
            let right = shown(right);
            let unit = right.split_once(' ').map(|(_, unit)| unit.to_string()).unwrap_or_default();
            let number = first(right.clone());
            let off = number.parse::<f64>().unwrap_or(0.0) * f64::from(part.permille().unwrap_or(0)) / 1000.0;
            // what is printed in another unit cannot be told by its number
            let wrong = wrongs.into_iter().map(|(value, why)| (shown(value), why));
            let wrong = wrong
                .filter(|(text, _)| text.ends_with(&unit))
                .map(|(text, why)| (first(text), why))
                .collect();
            Reply::Number { right: number, off: off.to_string(), wrong }
        }
        _ if part.is_open() => Reply::Essay,
        (form, _) => Reply::Text {
            right: part.solutions().iter().flat_map(|value| form.notations(value)).collect(),
            wrong: wrongs
                .into_iter()
                .flat_map(|(value, why)| {
                    form.notations(value).into_iter().map(move |text| (text, why.clone()))
                })
                .collect(),
        },
    }
}
