//! `netlab exercise grade`: answers marked, misconceptions counted, and answers found that are right for somebody else.

use super::input::{self, Table};
use super::{class_key, no_key, put, receipts};
use crate::cli::screen::Screen;
use crate::cli::{Exit, Failure};
use crate::draw::{Ink, pad, width};
use crate::exercise::class::{Asked, Student};
use crate::exercise::export::csv_fields;
use crate::exercise::receipt::Receipt;
use crate::exercise::{Form, Mark, Task, Value, mark};
use crate::say;
use crate::spec::{Text, Trouble, text};
use crate::view::Page;
use clap::ArgMatches;
use serde_json::json;
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

/// Numbers below this are given by chance too often to tell of copying.
const TELLING: i128 = 20;

/// One task that a student handed in.
pub struct Handed {
    /// Whose.
    student: String,
    /// Which.
    asked: Asked,
    /// The answers, by part.
    answers: BTreeMap<String, String>,
}

/// What it came to.
#[derive(Default)]
struct Outcome {
    right: usize,
    of: usize,
    unread: Vec<String>,
    misconceptions: Vec<&'static str>,
}

/// An answer that is right for another student.
struct Copied {
    student: String,
    of: String,
    task: String,
    part: String,
}

/// Marks a file of answers, or counts a file of receipts.
pub fn grade(matches: &ArgMatches, screen: &Screen) -> Result<Exit, Failure> {
    let file = matches.get_one::<String>("file").map_or("-", String::as_str);
    let text = input::text(file)?;
    let key = matches.get_one::<String>("class-key").map(|file| class_key(file)).transpose()?;
    if text.lines().any(Receipt::is_meant) {
        return receipts::count(&text, key.as_deref(), matches, screen);
    }
    let key = key.ok_or_else(no_key)?;
    let roster = matches.get_one::<String>("students").map(|file| input::roster(file)).transpose()?;
    let handed = handed(&text, file)?;
    let roster = roster.unwrap_or_else(|| students_of(&handed));
    let report = Report::of(&handed, &roster, &key);
    for (student, words) in report.results.iter().filter(|(_, result)| !result.unread.is_empty()) {
        let words = words.unread.join("; ");
        screen.complain(&Trouble::new(say!(
            en: "{student}: cannot be read: {words}", zh: "{student}：看不懂：{words}", student = student, words = words
        )))?;
    }
    let mut out = BufWriter::new(io::stdout().lock());
    if matches.get_flag("json") {
        writeln!(out, "{}", report.json())?;
    } else {
        report.draw(&roster, &mut Page::new(&mut out, screen.lang, screen.paint, screen.columns))?;
    }
    out.flush()?;
    if let Some(file) = matches.get_one::<String>("write") {
        put(Some(file), report.csv(&roster).as_bytes(), false)?;
    }
    let unread = report.results.values().any(|result| !result.unread.is_empty());
    Ok(if unread { Exit::Trouble } else { Exit::Done })
}

fn students_of(handed: &[Handed]) -> Vec<Student> {
    let mut students: Vec<Student> = Vec::new();
    for one in handed {
        if !students.iter().any(|student| student.id == one.student) {
            students.push(Student { id: one.student.clone(), name: String::new() });
        }
    }
    students
}

/// What a table says was handed in: a row for each answer (`student,task,part,answer`), or a row for each student and a
/// column for each answer (`student,subnet-range.network,…`).
fn handed(text: &str, file: &str) -> Result<Vec<Handed>, Trouble> {
    let table = Table::read(text);
    let student = table.student().ok_or_else(|| no_column(file, "student"))?;
    let mut all: BTreeMap<(String, String), Handed> = BTreeMap::new();
    let mut add = |student: &str, task: &str, part: &str, answer: &str| -> Result<(), Trouble> {
        if student.is_empty() || answer.is_empty() {
            return Ok(());
        }
        let asked = Asked::of(task).ok_or_else(|| {
            Trouble::new(say!(en: "there is no exercise `{task}`, which {file} names", zh: "{file} 中的练习 `{task}` 不存在", task = task, file = file))
        })?;
        let one = all.entry((student.to_string(), task.to_string())).or_insert_with(|| Handed {
            student: student.to_string(),
            asked,
            answers: BTreeMap::new(),
        });
        one.answers.insert(part.to_string(), answer.to_string());
        Ok(())
    };
    let [task, part, answer] =
        [&["task", "exercise", "题目", "练习"][..], &["part", "部分", "小题"], &["answer", "答案"]]
            .map(|names| table.column(names));
    let field = |row: &[String], i: usize| row.get(i).cloned().unwrap_or_default();
    if let (Some(task), Some(part), Some(answer)) = (task, part, answer) {
        for row in &table.rows {
            add(&field(row, student), &field(row, task), &field(row, part), &field(row, answer))?;
        }
    } else {
        let named: Vec<(usize, &str, &str)> = table
            .head()
            .iter()
            .enumerate()
            .filter_map(|(i, name)| Some((i, name.split_once('.')?)))
            .filter(|(_, (task, _))| Asked::of(task).is_some())
            .map(|(i, (task, part))| (i, task, part))
            .collect();
        if named.is_empty() {
            return Err(no_column(file, "task, part, answer"));
        }
        for row in &table.rows {
            for (i, task, part) in &named {
                add(&field(row, student), task, part, &field(row, *i))?;
            }
        }
    }
    Ok(all.into_values().collect())
}

fn no_column(file: &str, name: &str) -> Trouble {
    let what =
        say!(en: "{file} has no column {name}", zh: "{file} 中没有 {name} 列", file = file, name = name);
    Trouble::new(what).hint(say!(
        en: "`netlab exercise sheet --format csv` writes the table to be filled in", zh: "`netlab exercise sheet --format csv` 生成待填写的表格"
    ))
}

/// The results of a class.
struct Report {
    results: BTreeMap<String, Outcome>,
    misconceptions: BTreeMap<&'static str, (Text, usize)>,
    copied: Vec<Copied>,
}

impl Report {
    fn of(handed: &[Handed], roster: &[Student], key: &[u8]) -> Report {
        let mut report =
            Report { results: BTreeMap::new(), misconceptions: BTreeMap::new(), copied: Vec::new() };
        // the tasks of all students for one question, made once
        let mut tasks: BTreeMap<String, Vec<Task>> = BTreeMap::new();
        for one in handed {
            let theirs = tasks.entry(one.asked.name()).or_insert_with(|| {
                roster
                    .iter()
                    .map(|student| one.asked.exercise.task(one.asked.seed(key, &student.id)))
                    .collect()
            });
            report.mark(one, theirs, roster, key);
        }
        report
    }

    /// Marks one task, and looks for each wrong answer among what is right for others.
    fn mark(&mut self, one: &Handed, theirs: &[Task], roster: &[Student], key: &[u8]) {
        let task = one.asked.exercise.task(one.asked.seed(key, &one.student));
        let result = self.results.entry(one.student.clone()).or_default();
        result.of += task.parts.len();
        let mut values: Vec<Option<Value>> = Vec::new();
        for part in &task.parts {
            let typed = one.answers.get(part.key).filter(|typed| *typed != "?");
            values.push(typed.and_then(|typed| match part.form.read(typed) {
                Ok(value) => Some(value),
                Err(_) => {
                    result.unread.push(format!("{}.{} `{typed}`", one.asked.name(), part.key));
                    None
                }
            }));
        }
        let marked = mark(&task, &values);
        result.right += marked.right();
        for (misconception, _) in marked.misconceptions() {
            result.misconceptions.push(misconception.id);
            self.misconceptions.entry(misconception.id).or_insert((misconception.name, 0)).1 += 1;
        }
        for ((part, mark), value) in task.parts.iter().zip(&marked.marks).zip(&values) {
            let (Mark::Wrong { .. }, Some(value)) = (mark, value) else { continue };
            if !is_telling(&part.form, value) {
                continue;
            }
            let fits =
                |task: &Task| task.part(part.key).is_some_and(|part| !part.is_open() && part.accepts(value));
            let whose: Vec<&Student> = roster
                .iter()
                .zip(theirs)
                .filter(|(_, task)| fits(task))
                .map(|(student, _)| student)
                .collect();
            // what is right for many is found by many
            if let [whose] = whose.as_slice() {
                self.copied.push(Copied {
                    student: one.student.clone(),
                    of: whose.id.clone(),
                    task: one.asked.name(),
                    part: part.key.to_string(),
                });
            }
        }
    }

    /// The students who have answers of another, the most of them first.
    fn pairs(&self) -> Vec<(&str, &str, Vec<String>)> {
        let mut pairs: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
        for copied in &self.copied {
            pairs
                .entry((&copied.student, &copied.of))
                .or_default()
                .push(format!("{}.{}", copied.task, copied.part));
        }
        let mut pairs: Vec<_> =
            pairs.into_iter().map(|((student, of), where_)| (student, of, where_)).collect();
        pairs.sort_by_key(|(.., places)| std::cmp::Reverse(places.len()));
        pairs
    }

    fn json(&self) -> serde_json::Value {
        let students: Vec<_> = self
            .results
            .iter()
            .map(|(student, result)| {
                json!({ "student": student, "right": result.right, "of": result.of, "misconceptions": result.misconceptions, "unread": result.unread })
            })
            .collect();
        let misconceptions: Vec<_> = self
            .misconceptions
            .iter()
            .map(|(id, (name, times))| json!({ "id": id, "name": { "en": name.en, "zh": name.zh }, "times": times }))
            .collect();
        let copied: Vec<_> = self
            .pairs()
            .into_iter()
            .map(|(student, of, answers)| json!({ "student": student, "right_for": of, "answers": answers }))
            .collect();
        json!({ "students": students, "misconceptions": misconceptions, "copied": copied })
    }

    fn draw(&self, roster: &[Student], page: &mut Page<'_>) -> io::Result<()> {
        let lang = page.lang();
        let shown = |student: &str| {
            let name =
                roster.iter().find(|other| other.id == student).map_or("", |student| student.name.as_str());
            crate::draw::safe(format!("{student} {name}").trim()).into_owned()
        };
        let widest = self.results.keys().map(|student| width(&shown(student))).max().unwrap_or(0);
        for (student, result) in &self.results {
            let named = result.misconceptions.join(" ");
            page.line(&format!(
                "{}  {:>3}/{}  {named}",
                pad(&shown(student), widest),
                result.right,
                result.of
            ))?;
        }
        let missing: Vec<String> = roster
            .iter()
            .filter(|student| !self.results.contains_key(&student.id))
            .map(|student| shown(&student.id))
            .collect();
        if !missing.is_empty() {
            let said = say!(en: "nothing from: {who}", zh: "没有交的：{who}", who = missing.join(", "));
            page.prose(0, None, &said.show(lang))?;
        }
        if !self.misconceptions.is_empty() {
            page.line("")?;
            let head = page.ink(Ink::Strong, &text("misconceptions", "误解").show(lang));
            page.line(&head)?;
            let mut all: Vec<_> = self.misconceptions.iter().collect();
            all.sort_by_key(|(_, (_, times))| std::cmp::Reverse(*times));
            for (id, (name, times)) in all {
                page.prose(2, None, &format!("{times} x {id}: {}", name.show(lang)))?;
            }
        }
        let pairs = self.pairs();
        if !pairs.is_empty() {
            page.line("")?;
            let head =
                page.ink(Ink::Strong, &text("right for another student", "恰是别人题目的答案").show(lang));
            page.line(&head)?;
            for (student, of, answers) in pairs {
                let (student, of, answers) = (shown(student), shown(of), answers.join(" "));
                let said = say!(
                    en: "{student} has the answers of {of}: {answers}", zh: "{student} 交了 {of} 的答案：{answers}",
                    student = student, of = of, answers = answers
                );
                page.prose(2, None, &said.show(lang))?;
            }
        }
        Ok(())
    }

    fn csv(&self, roster: &[Student]) -> String {
        let mut table = String::from("\u{feff}");
        table.push_str(&csv_fields(&["student", "name", "right", "of", "misconceptions", "answers of"]));
        for (student, result) in &self.results {
            let name =
                roster.iter().find(|other| other.id == *student).map_or("", |student| student.name.as_str());
            let of: Vec<&str> =
                self.pairs().into_iter().filter(|(who, ..)| who == student).map(|(_, of, _)| of).collect();
            table.push_str(&csv_fields(&[
                student,
                name,
                &result.right.to_string(),
                &result.of.to_string(),
                &result.misconceptions.join(" "),
                &of.join(" "),
            ]));
        }
        table
    }
}

/// Whether an answer is so much one's own that having another's says something.
fn is_telling(form: &Form, value: &Value) -> bool {
    match (form, value) {
        (Form::YesNo | Form::Choice(_) | Form::Ticks(_) | Form::Order(_) | Form::Prefix | Form::Word, _) => {
            false
        }
        (_, Value::Number(number)) => number.abs() >= TELLING,
        _ => true,
    }
}
