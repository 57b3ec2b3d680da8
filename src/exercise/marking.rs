//! Marking: what was typed against what is right. Knows no exercise.

use super::{Misconception, Part, Point, Task, Value};
use crate::say;
use crate::spec::{Said, Trouble};

/// What an answer to one part is worth.
pub enum Mark<'a> {
    /// Nothing was answered.
    Missing,
    /// It is right.
    Right,
    /// It is wrong.
    Wrong {
        /// The misconception that gives this answer, and the command that shows it to be wrong.
        why: Option<(&'static Misconception, &'a str)>,
        /// What it was judged by, if that was more than a comparison.
        points: Vec<Point>,
    },
}

/// The marks of a task, in the order of its parts.
pub struct Marked<'a> {
    /// One for each part.
    pub marks: Vec<Mark<'a>>,
}

impl<'a> Marked<'a> {
    /// Whether every part is right. A task without parts is never right by itself.
    pub fn is_right(&self) -> bool {
        !self.marks.is_empty() && self.marks.iter().all(|mark| matches!(mark, Mark::Right))
    }

    /// How many parts are right.
    pub fn right(&self) -> usize {
        self.marks.iter().filter(|mark| matches!(mark, Mark::Right)).count()
    }

    /// The misconceptions that give the answers, each once.
    pub fn misconceptions(&self) -> Vec<(&'static Misconception, &'a str)> {
        let mut found: Vec<(&'static Misconception, &'a str)> = Vec::new();
        for mark in &self.marks {
            if let Mark::Wrong { why: Some((misconception, see)), .. } = mark
                && !found.iter().any(|(other, _)| other.id == misconception.id)
            {
                found.push((misconception, see));
            }
        }
        found
    }
}

/// Reads what was typed as the answers of a task: in the order of its parts, or each behind its name (`network=…`).
/// `?` leaves one open.
///
/// # Errors
/// What cannot be read as an answer, or belongs to no part. It says nothing of right and wrong.
pub fn read(task: &Task, words: &[&str]) -> Result<Vec<Option<Value>>, Trouble> {
    let mut values: Vec<Option<Value>> = task.parts.iter().map(|_| None).collect();
    // one answer may be several words
    let joined;
    let words = match task.parts.as_slice() {
        [only] if words.len() > 1 && only.form.takes_words() => {
            joined = words.join(" ");
            &[joined.as_str()][..]
        }
        _ => words,
    };
    let mut next = 0;
    for word in words {
        let named = word.split_once('=').and_then(|(key, answer)| {
            let i = task.parts.iter().position(|part| part.key == key.trim())?;
            Some((i, answer.trim()))
        });
        let (i, answer) = named.unwrap_or((next, word));
        let Some((part, value)) = task.parts.get(i).zip(values.get_mut(i)) else {
            return Err(too_many(task, words.len()));
        };
        next = i + 1;
        if answer != "?" {
            *value = Some(part.form.read(answer).map_err(|trouble| of_part(task, part, trouble))?);
        }
    }
    Ok(values)
}

/// Says which part an answer was for, where there are several.
fn of_part(task: &Task, part: &Part, trouble: Trouble) -> Trouble {
    if task.parts.len() < 2 {
        return trouble;
    }
    let Said { en, zh } = trouble.what;
    Trouble {
        what: Said { en: format!("{}: {en}", part.key), zh: format!("{}：{zh}", part.key) }, ..trouble
    }
}

fn too_many(task: &Task, have: usize) -> Trouble {
    let keys: Vec<&str> = task.parts.iter().map(|part| part.key).collect();
    let need = keys.len();
    let keys = keys.join(" ");
    Trouble::new(say!(
        en: "{have} answers were given, and {need} are asked: {keys}", zh: "给出了 {have} 个答案，而题目要 {need} 个：{keys}",
        have = have, need = need, keys = keys
    ))
}

/// Marks answers, one for each part.
pub fn mark<'a>(task: &'a Task, answers: &[Option<Value>]) -> Marked<'a> {
    let mark = |(i, part): (usize, &Part)| match answers.get(i).and_then(Option::as_ref) {
        None => Mark::Missing,
        Some(value) if part.accepts(value) => Mark::Right,
        Some(value) => {
            let wrong = task.wrongs.iter().find(|wrong| {
                wrong.answers.iter().any(|(key, answer)| *key == part.key && part.form.same(answer, value))
            });
            let why = wrong.map(|wrong| (wrong.misconception, wrong.see.as_str()));
            Mark::Wrong { why, points: part.points(value) }
        }
    };
    Marked { marks: task.parts.iter().enumerate().map(mark).collect() }
}
