//! One part of a task as school systems ask it: a question of its own.

use super::exhibits::{self, Attached, is_cell};
use crate::exercise::class::{Question, Sheet};
use crate::exercise::markup::escaped;
use crate::exercise::{Form, Part, Task, Value};
use crate::spec::{Lang, Said};

/// What stands in an item's HTML before the name of a file, until its format says where files are.
const PLACE: char = '\u{e000}';

/// A question for a school system.
pub struct Item {
    /// A name that no other question of the file has.
    pub ident: String,
    /// What it is called.
    pub title: String,
    /// The question as HTML, where files have no place yet.
    html: String,
    /// The question as plain text.
    pub plain: String,
    /// What is answered.
    pub reply: Reply,
    /// What is said to whoever has answered: the whole worked.
    pub feedback: String,
    /// Its drawings, and its frames as a pcap file. The plain text has none of them.
    pub files: Vec<Attached>,
}

impl Item {
    /// The question as HTML, its files being where `place` and their names say.
    pub fn html(&self, place: &str) -> String {
        self.html.replace(PLACE, place)
    }
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
    let place = task.parts.iter().position(|other| other.key == part.key).filter(|_| is_cell(task, part));
    let place = place.map(|i| format!("({}) ", i + 1)).unwrap_or_default();
    let asked = format!("{place}{}{needs}", show(&part.label));
    // school systems have options of their own, but none that are to be put in order
    let options = match &part.form {
        Form::Order(options) => exhibits::options(options, lang),
        _ => Vec::new(),
    };
    let name = question.asked.name().replace('#', "-");
    let who: String = sheet.student.id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let mut files = Vec::new();
    let mut place = |file: Attached| {
        let place = format!("{PLACE}{}", file.name);
        files.push(file);
        place
    };
    let mut html = format!("<p>{}</p>", escaped(&show(&task.asks)));
    html.push_str(&exhibits::html(task, lang, &mut place, &|i, _| format!("({})", i + 1)));
    let pcap = task.pcap();
    if !pcap.is_empty() {
        let name = "frames.pcap".to_string();
        let place = place(Attached { name, media: "application/vnd.tcpdump.pcap", octets: pcap });
        html.push_str(&format!("<p><a href=\"{place}\">frames.pcap</a></p>"));
    }
    if !options.is_empty() {
        html.push_str(&format!("<p>{}</p>", escaped(&options.join("\n")).replace('\n', "<br/>")));
    }
    html.push_str(&format!("<p><strong>{}</strong></p>", escaped(&asked)));
    let mut plain = vec![exhibits::plain(task, lang)];
    plain.extend(options);
    plain.push(asked);
    Item {
        // students with names that no identifier can have are told apart by their seeds
        ident: format!("netlab-{name}-{who}-{}-{}", question.seed, part.key.replace('_', "-")),
        title: format!("{} {} {}", question.asked.exercise.id, question.seed, part.key),
        html,
        plain: plain.join("\n"),
        reply: reply(task, part, lang),
        feedback: with_command(&task.hints[2].show(lang), &task.see),
        files,
    }
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
