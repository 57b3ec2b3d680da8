//! A class: its students, and the sheet of each.

use super::{Exercise, Task, find, seeds};
use crate::chance::Chance;

/// A student, as the roster has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Student {
    /// The number or name by which the class knows them: what seeds are made of.
    pub id: String,
    /// What they are called.
    pub name: String,
}

/// One question that everybody gets, each with numbers of their own.
#[derive(Clone, Copy)]
pub struct Asked {
    /// The exercise.
    pub exercise: &'static Exercise,
    /// Which task of it: 1 for the first.
    pub attempt: u32,
}

impl Asked {
    /// Its name in files: the exercise's, and `#2` behind it for a second task of the same.
    pub fn name(&self) -> String {
        match self.attempt {
            1 => self.exercise.id.to_string(),
            attempt => format!("{}#{attempt}", self.exercise.id),
        }
    }

    /// The question of that name.
    pub fn of(name: &str) -> Option<Asked> {
        let (id, attempt) = name.split_once('#').unwrap_or((name, "1"));
        let attempt = attempt.trim().parse().ok().filter(|attempt| (1..=10_000).contains(attempt))?;
        Some(Asked { exercise: find(id.trim())?.1, attempt })
    }

    /// The seed that the class gives this student for it.
    pub fn seed(&self, key: &[u8], student: &str) -> u64 {
        seeds::seed(key, student, self.exercise.id, self.attempt)
    }
}

/// A question on a sheet.
pub struct Question {
    /// What is asked.
    pub asked: Asked,
    /// The seed of its task.
    pub seed: u64,
    /// The task.
    pub task: Task,
}

/// The questions of one student, or of one variant.
pub struct Sheet {
    /// Whose it is.
    pub student: Student,
    /// From the first to the last.
    pub questions: Vec<Question>,
}

impl Sheet {
    /// The sheet of a student: all that is asked, or so many of it as are picked, each student others.
    pub fn new(student: Student, asked: &[Asked], pick: Option<usize>, key: &[u8]) -> Sheet {
        let picked: Vec<usize> = match pick {
            Some(count) => {
                let mut chance = Chance::new(seeds::seed(key, &student.id, "pick", 0), 0);
                let mut picked = chance.some(count, asked.len());
                picked.sort_unstable();
                picked
            }
            None => (0..asked.len()).collect(),
        };
        let question = |asked: &Asked| {
            let seed = asked.seed(key, &student.id);
            Question { asked: *asked, seed, task: asked.exercise.task(seed) }
        };
        let questions = picked.iter().filter_map(|i| asked.get(*i)).map(question).collect();
        Sheet { student, questions }
    }
}

/// So many questions of these exercises: each once before any a second time.
pub fn asked(exercises: &[&'static Exercise], count: usize) -> Vec<Asked> {
    let times = (1..).flat_map(|attempt| exercises.iter().map(move |exercise| Asked { exercise, attempt }));
    if exercises.is_empty() { Vec::new() } else { times.take(count).collect() }
}
