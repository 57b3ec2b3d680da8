//! A student's progress: one file, written whole or not at all.

use crate::exercise::{Exercise, seeds};
use crate::say;
use crate::spec::Trouble;
use serde_json::{Value, json};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// What the file says it is.
const FORMAT: &str = "netlab.progress/1";

/// The name of the file where a directory was given.
const FILE: &str = "netlab-exercise.json";

/// The longest file that is read.
const LONGEST: u64 = 64 << 20;

/// Days until a task that was got wrong once comes back, each time that it was then got right.
const INTERVALS: [i64; 4] = [1, 3, 7, 21];

const DAY: i64 = 86_400;

/// A student's progress.
pub struct State {
    path: PathBuf,
    /// The name by which a class knows the student.
    pub student: Option<String>,
    /// What the seeds of this student come from.
    salt: String,
    /// The task that is being worked on: the number of one of `tries`.
    current: Option<usize>,
    /// All tasks so far, the oldest first.
    pub tries: Vec<Try>,
}

/// A task that was begun.
pub struct Try {
    /// The name of the exercise.
    pub id: String,
    /// The seed of the task.
    pub seed: u64,
    /// How many hints were shown.
    pub hints: u64,
    /// Whether it was left for another.
    pub skipped: bool,
    /// What was answered.
    pub attempts: Vec<Attempt>,
}

/// An answer that was marked.
pub struct Attempt {
    /// When, in seconds since 1970-01-01 UTC.
    pub at: i64,
    /// Whether all of it was right.
    pub right: bool,
    /// What was typed, a word for each part.
    pub answers: Vec<String>,
    /// The names of the misconceptions that it shows.
    pub misconceptions: Vec<String>,
}

impl Try {
    /// Whether it was solved.
    pub fn is_solved(&self) -> bool {
        self.attempts.iter().any(|attempt| attempt.right)
    }

    /// Whether it is still to be solved.
    pub fn is_open(&self) -> bool {
        !self.skipped && !self.is_solved()
    }
}

/// The time, in seconds since 1970-01-01 UTC.
pub fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() as i64)
}

/// Where progress is kept: `asked`, `NETLAB_STATE`, or the place that the system has for it (the XDG Base Directory
/// Specification's `XDG_STATE_HOME`, `LOCALAPPDATA` on Windows).
pub fn place(asked: Option<&String>) -> Result<PathBuf, Trouble> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(path) = asked.map(PathBuf::from).or_else(|| set("NETLAB_STATE")) {
        return Ok(if path.is_dir() { path.join(FILE) } else { path });
    }
    // a relative path is to be ignored there
    let state = set("XDG_STATE_HOME").filter(|path| path.is_absolute());
    let home = || set("HOME").map(|home| home.join(".local").join("state"));
    let place = state.or_else(|| set("LOCALAPPDATA").filter(|_| cfg!(windows))).or_else(home);
    place.map(|place| place.join("netlab").join("exercise.json")).ok_or_else(|| {
        let what = say!(en: "there is no place to keep progress: HOME is not set", zh: "没有地方保存进度：未设置 HOME");
        Trouble::new(what).hint(say!(
            en: "`netlab exercise --state FILE`, or set NETLAB_STATE", zh: "用 `netlab exercise --state FILE`，或设置 NETLAB_STATE"
        ))
    })
}

impl State {
    /// Reads the file; where there is none, nothing was done yet.
    pub fn load(path: &Path) -> Result<State, Trouble> {
        let mut text = String::new();
        match File::open(path).and_then(|file| file.take(LONGEST).read_to_string(&mut text)) {
            Ok(_) => read(path, &text).ok_or_else(|| not_progress(path)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(State {
                path: path.to_path_buf(),
                student: None,
                salt: salt(),
                current: None,
                tries: Vec::new(),
            }),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => Err(not_progress(path)),
            Err(error) => {
                let path = path.display();
                Err(Trouble::new(say!(
                    en: "cannot read {path}: {error}", zh: "无法读取 {path}：{error}", path = path, error = error
                )))
            }
        }
    }

    /// Writes the file: beside it first, and only when all of it is on the disk in its place. Whenever the power goes, the
    /// file is the one before or the one after.
    pub fn save(&self) -> Result<(), Trouble> {
        self.write().map_err(|error| {
            let path = self.path.display();
            let what = say!(
                en: "cannot keep progress in {path}: {error}", zh: "无法把进度保存到 {path}：{error}",
                path = path, error = error
            );
            Trouble::new(what).hint(say!(
                en: "`--state FILE` keeps it elsewhere", zh: "可用 `--state FILE` 换一个地方保存"
            ))
        })
    }

    fn write(&self) -> io::Result<()> {
        let directory = self.path.parent().filter(|directory| !directory.as_os_str().is_empty());
        let directory = directory.unwrap_or(Path::new("."));
        fs::create_dir_all(directory)?;
        let mut name = self.path.file_name().unwrap_or_default().to_os_string();
        name.push(format!(".{}.new", std::process::id()));
        let beside = directory.join(name);
        let written = File::create(&beside).and_then(|mut file| {
            file.write_all(format!("{:#}\n", self.json()).as_bytes())?;
            file.sync_all()
        });
        let moved = written.and_then(|()| fs::rename(&beside, &self.path));
        if moved.is_err() {
            let _ = fs::remove_file(&beside);
        }
        moved?;
        // that the name is on the disk too; Windows opens no directory, and needs none
        if cfg!(unix) {
            File::open(directory)?.sync_all()?;
        }
        Ok(())
    }

    fn json(&self) -> Value {
        let attempt = |attempt: &Attempt| {
            json!({
                "at": attempt.at, "right": attempt.right, "answers": attempt.answers,
                "misconceptions": attempt.misconceptions,
            })
        };
        let one = |one: &Try| {
            json!({
                "id": one.id, "seed": one.seed, "hints": one.hints, "skipped": one.skipped,
                "attempts": one.attempts.iter().map(attempt).collect::<Vec<_>>(),
            })
        };
        json!({
            "format": FORMAT, "student": self.student, "salt": self.salt, "current": self.current,
            "tries": self.tries.iter().map(one).collect::<Vec<_>>(),
        })
    }

    /// The task that is being worked on.
    pub fn current(&self) -> Option<&Try> {
        self.tries.get(self.current?)
    }

    /// The task of this exercise and seed, or else the last of this exercise.
    pub fn position(&self, id: &str, seed: Option<u64>) -> Option<usize> {
        self.tries.iter().rposition(|one| one.id == id && seed.is_none_or(|seed| seed == one.seed))
    }

    /// Begins a task, or goes back to one, and makes it the one that is worked on.
    pub fn begin(&mut self, exercise: &Exercise, seed: Option<u64>) -> usize {
        // a program is the same task for everybody
        let seed = if exercise.program.is_some() { Some(0) } else { seed };
        let known = seed.and_then(|_| self.position(exercise.id, seed));
        let i = known.unwrap_or_else(|| {
            let seed = seed.unwrap_or_else(|| self.fresh(exercise.id));
            let id = exercise.id.to_string();
            self.tries.push(Try { id, seed, hints: 0, skipped: false, attempts: Vec::new() });
            self.tries.len() - 1
        });
        self.current = Some(i);
        i
    }

    /// Makes a task that was begun the one that is worked on.
    pub fn work_on(&mut self, i: usize) {
        self.current = Some(i);
    }

    /// A seed that this student has not had for this exercise, of few digits, so that it can be typed.
    pub fn fresh(&self, id: &str) -> u64 {
        let had = self.tries.iter().filter(|one| one.id == id).count() as u32;
        let numbers = had..had.saturating_add(1000);
        let mut seeds = numbers.map(|attempt| seeds::seed(self.salt.as_bytes(), "", id, attempt) % 1_000_000);
        seeds.find(|seed| self.position(id, Some(*seed)).is_none()).unwrap_or(0)
    }

    /// Whether the exercise was ever solved.
    pub fn is_solved(&self, id: &str) -> bool {
        self.tries.iter().any(|one| one.id == id && one.is_solved())
    }

    /// Whether the exercise was left for another and not solved since.
    pub fn is_skipped(&self, id: &str) -> bool {
        !self.is_solved(id) && self.tries.iter().any(|one| one.id == id && one.skipped)
    }

    /// When an exercise that was once got wrong comes back; `None` where it never was.
    pub fn due(&self, id: &str) -> Option<i64> {
        let mut attempts: Vec<&Attempt> =
            self.tries.iter().filter(|one| one.id == id).flat_map(|one| &one.attempts).collect();
        attempts.sort_by_key(|attempt| attempt.at);
        let mut due = None;
        let mut right = 0;
        for attempt in attempts {
            if !attempt.right {
                (due, right) = (Some(attempt.at), 0);
            } else if due.is_some() {
                let days = INTERVALS.get(right).copied();
                // what was right four times in a row is known
                due = days.map(|days| attempt.at + days * DAY);
                right += 1;
            }
        }
        due
    }
}

/// Something that no other student's file has: what the clock, the process and the place of this memory say.
fn salt() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
    let here = &raw const since as usize;
    let drawn = seeds::hmac(b"netlab salt", format!("{since} {} {here}", std::process::id()).as_bytes());
    crate::exercise::draws::hex(&drawn[..16])
}

/// What a text says, if it is the text of a progress file.
fn read(path: &Path, text: &str) -> Option<State> {
    let value: Value = serde_json::from_str(text).ok()?;
    (value["format"] == FORMAT).then_some(())?;
    let words = |value: &Value| -> Vec<String> {
        let all = value.as_array().into_iter().flatten();
        all.filter_map(|word| word.as_str().map(str::to_string)).collect()
    };
    let attempt = |value: &Value| {
        Some(Attempt {
            at: value["at"].as_i64()?,
            right: value["right"].as_bool()?,
            answers: words(&value["answers"]),
            misconceptions: words(&value["misconceptions"]),
        })
    };
    let one = |value: &Value| {
        Some(Try {
            id: value["id"].as_str()?.to_string(),
            seed: value["seed"].as_u64()?,
            hints: value["hints"].as_u64()?,
            skipped: value["skipped"].as_bool()?,
            attempts: value["attempts"].as_array()?.iter().map(attempt).collect::<Option<_>>()?,
        })
    };
    let current = value["current"].as_u64().and_then(|i| usize::try_from(i).ok());
    Some(State {
        path: path.to_path_buf(),
        student: value["student"].as_str().map(str::to_string),
        salt: value["salt"].as_str()?.to_string(),
        current,
        tries: value["tries"].as_array()?.iter().map(one).collect::<Option<_>>()?,
    })
}

fn not_progress(path: &Path) -> Trouble {
    let path = path.display();
    let what = say!(
        en: "{path} is there, but holds no progress of netlab; it is left as it is", zh: "{path} 存在，但不是 netlab 的进度文件；未改动它",
        path = path
    );
    Trouble::new(what).hint(say!(
        en: "move it away, or keep progress elsewhere with `--state FILE`", zh: "把它移走，或用 `--state FILE` 换一个地方保存进度"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt(at: i64, right: bool) -> Attempt {
        Attempt { at, right, answers: Vec::new(), misconceptions: Vec::new() }
    }

    fn state(attempts: Vec<Attempt>) -> State {
        let one = Try { id: "a".into(), seed: 1, hints: 0, skipped: false, attempts };
        State { path: PathBuf::new(), student: None, salt: "s".into(), current: None, tries: vec![one] }
    }

    #[test]
    fn what_was_wrong_comes_back_later_each_time() {
        assert_eq!(state(vec![attempt(5, true)]).due("a"), None);
        assert_eq!(state(vec![attempt(5, false)]).due("a"), Some(5));
        assert_eq!(state(vec![attempt(5, false), attempt(10, true)]).due("a"), Some(10 + DAY));
        let learned =
            [attempt(5, false), attempt(6, true), attempt(7, true), attempt(8, true), attempt(9, true)];
        assert_eq!(state(Vec::from(learned)).due("a"), Some(9 + 21 * DAY));
        let forgotten = vec![attempt(5, false), attempt(6, true), attempt(7, false), attempt(8, true)];
        assert_eq!(state(forgotten).due("a"), Some(8 + DAY));
        let mut known = vec![attempt(0, false)];
        known.extend((1..=5).map(|at| attempt(at, true)));
        assert_eq!(state(known).due("a"), None);
    }

    #[test]
    fn a_fresh_seed_is_another_one() {
        let mut state = state(Vec::new());
        let mut seen = std::collections::HashSet::new();
        for _ in 0..200 {
            let seed = state.fresh("a");
            assert!(seen.insert(seed) && seed < 1_000_000);
            state.tries.push(Try { id: "a".into(), seed, hints: 0, skipped: false, attempts: Vec::new() });
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let state = state(vec![attempt(5, false), attempt(10, true)]);
        let again = read(Path::new("x"), &state.json().to_string()).expect("progress");
        assert_eq!(again.json(), state.json());
        for text in ["", "{}", "[1]", "{\"format\":\"netlab.progress/1\"}"] {
            assert!(read(Path::new("x"), text).is_none(), "{text}");
        }
    }
}
