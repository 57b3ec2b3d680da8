//! `netlab exercise watch`: a file of answers is marked whenever it changes.

use super::state::State;
use super::{answers, check};
use crate::cli::screen::Screen;
use crate::cli::{Exit, Failure};
use crate::exercise::mark;
use crate::say;
use crate::view::Page;
use clap::ArgMatches;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, SystemTime};

/// How often the file is looked at. Asking works on every file system; notification does not (network drives, WSL).
const EVERY: Duration = Duration::from_millis(200);

/// What tells one version of a file from the next.
type Version = Option<(SystemTime, u64)>;

/// Marks the file until it is right.
pub fn watch(matches: &ArgMatches, mut state: State, screen: &Screen) -> Result<Exit, Failure> {
    let name = matches.get_one::<String>("file").map_or("", String::as_str);
    let (i, exercise) = check::meant(matches, &mut state)?;
    let seed = state.tries.get(i).map_or(0, |one| one.seed);
    let task = exercise.task(seed);
    let mut seen: Version = None;
    screen.note(&say!(
        en: "watching {name} for {id}, seed {seed}; Ctrl-C ends", zh: "正在监视 {name}，练习 {id}，种子 {seed}；按 Ctrl-C 结束",
        name = name, id = exercise.id, seed = seed
    ));
    if version(name).is_none() {
        screen.note(&say!(en: "{name} is not there yet", zh: "{name} 还不存在", name = name));
    }
    loop {
        let here = version(name);
        if here.is_some() && here != seen {
            seen = here;
            let read = answers::file(name, &task).and_then(|words| answers::values(&task, &words));
            match read {
                Ok((values, typed)) => {
                    let marked = mark(&task, &values);
                    let receipt = check::record(&mut state, i, &marked, &typed);
                    state.save()?;
                    let mut out = io::stdout().lock();
                    let mut page = Page::new(&mut out, screen.lang, screen.paint, screen.columns);
                    check::told(exercise, &task, &marked, &typed, &mut page)?;
                    check::hand_out(&receipt, screen.lang, &mut out)?;
                    out.flush()?;
                    if marked.is_right() {
                        return Ok(Exit::Done);
                    }
                }
                Err(trouble) => screen.complain(&trouble)?,
            }
        }
        sleep(EVERY);
    }
}

/// The version of a file; `None` where it is not there.
fn version(name: &str) -> Version {
    let about = fs::metadata(Path::new(name)).ok()?;
    Some((about.modified().unwrap_or(SystemTime::UNIX_EPOCH), about.len()))
}
