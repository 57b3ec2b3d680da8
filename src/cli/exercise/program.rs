//! Programs that students write: started, tried from the other end, and ended with everything that they started.

mod process;
mod talk;

use super::check::{hand_out, keep};
use super::state::State;
use crate::cli::screen::Screen;
use crate::cli::{Exit, Failure};
use crate::draw::{Ink, safe};
use crate::exercise::Exercise;
use crate::exercise::program::{Act, Program, Trial};
use crate::say;
use crate::spec::{Said, Trouble};
use crate::view::Page;
use clap::ArgMatches;
use process::Running;
use serde_json::json;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::net::{SocketAddr, ToSocketAddrs};

/// How a trial went: why it failed, if it did.
type Went = Result<(), Said>;

/// Tries the program that `--run` starts, or that listens at `--at` already.
pub fn check(
    matches: &ArgMatches,
    mut state: State,
    i: usize,
    exercise: &Exercise,
    program: &Program,
    screen: &Screen,
) -> Result<Exit, Failure> {
    let at = address(matches.get_one::<String>("at").ok_or_else(|| no_address(exercise))?)?;
    let run = matches.get_one::<String>("run").map(String::as_str);
    let mut running = run.map(|command| Running::start(command, at)).transpose()?;
    let mut went: Vec<(&Trial, Went)> = Vec::new();
    for trial in program.trials {
        let result = match (trial.act, &mut running) {
            (Act::Restart, Some(running)) => running.again().and_then(|()| talk::act(Act::First, at)),
            // a program that was started elsewhere is left running
            (Act::Restart, None) => continue,
            (act, _) => talk::act(act, at),
        };
        went.push((trial, result));
    }
    drop(running);
    let right = went.iter().all(|(_, went)| went.is_ok());
    let passed: Vec<String> = went
        .iter()
        .filter(|(_, went)| went.is_ok())
        .map(|(trial, _)| format!("{:?}", trial.act).to_lowercase())
        .collect();
    let receipt = keep(&mut state, i, right, passed, Vec::new());
    state.save()?;
    let points = |only_right: bool| -> u32 {
        went.iter().filter(|(_, went)| !only_right || went.is_ok()).map(|(trial, _)| trial.points).sum()
    };
    let (have, of) = (points(true), points(false));
    if let Some(file) = matches.get_one::<String>("junit") {
        std::fs::write(file, junit(exercise, &went))
            .map_err(|error| super::check::cannot_write(file, &error))?;
    }
    let mut out = BufWriter::new(io::stdout().lock());
    if matches.get_flag("json") {
        let trials: Vec<_> = went
            .iter()
            .map(|(trial, went)| {
                json!({
                    "trial": format!("{:?}", trial.act).to_lowercase(), "what": { "en": trial.what.en, "zh": trial.what.zh },
                    "right": went.is_ok(), "points": trial.points, "seen": went.as_ref().err().map(|why| json!({ "en": why.en, "zh": why.zh })),
                })
            })
            .collect();
        let verdict = json!({ "exercise": exercise.id, "right": right, "score": { "right": have, "of": of }, "trials": trials, "receipt": receipt.line() });
        writeln!(out, "{verdict}")?;
    } else {
        let mut page = Page::new(&mut out, screen.lang, screen.paint, screen.columns);
        draw(exercise, &went, have, of, &mut page)?;
        hand_out(&receipt, screen.lang, &mut out)?;
    }
    out.flush()?;
    Ok(if right { Exit::Done } else { Exit::No })
}

fn draw(
    exercise: &Exercise,
    went: &[(&Trial, Went)],
    have: u32,
    of: u32,
    page: &mut Page<'_>,
) -> io::Result<()> {
    let lang = page.lang();
    let score = say!(en: "{have} of {of} points", zh: "{of} 分中得 {have} 分", have = have, of = of);
    let id = page.ink(Ink::Strong, exercise.id);
    page.line(&format!("{id}  {}", score.show(lang)))?;
    for (trial, went) in went {
        let (sign, ink) = if went.is_ok() { ("✓", Ink::Strong) } else { ("✗", Ink::Warn) };
        let sign = page.ink(ink, sign);
        page.line(&format!("  {sign} {:>2}  {}", trial.points, trial.what.show(lang)))?;
        if let Err(seen) = went {
            page.prose(8, None, &safe(&seen.show(lang)))?;
            page.prose(8, Some(Ink::Faint), &trial.because.show(lang))?;
        }
    }
    Ok(())
}

fn junit(exercise: &Exercise, went: &[(&Trial, Went)]) -> String {
    use crate::exercise::markup::escaped;
    let failures = went.iter().filter(|(_, went)| went.is_err()).count();
    let mut report = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"{}\" tests=\"{}\" failures=\"{failures}\">\n",
        exercise.id,
        went.len()
    );
    for (trial, went) in went {
        let case = format!("  <testcase classname=\"{}\" name=\"{}\"", exercise.id, escaped(trial.what.en));
        report.push_str(&match went {
            Ok(()) => format!("{case}/>\n"),
            Err(seen) => {
                format!(
                    "{case}><failure message=\"{}\">{}</failure></testcase>\n",
                    escaped(&seen.en),
                    escaped(trial.because.en)
                )
            }
        });
    }
    report.push_str("</testsuite>\n");
    report
}

/// Writes the program to begin with. A file that is there is somebody's work, and stays.
pub fn write_starter(exercise: &Exercise, language: &str, screen: &Screen) -> Result<(), Trouble> {
    let starters = exercise.program.map_or(&[][..], |program| program.starters);
    let starter = starters.iter().find(|starter| starter.language == language).ok_or_else(|| {
        Trouble::new(say!(
            en: "{id} is no exercise that a program in {language} answers", zh: "{id} 不是用 {language} 程序作答的练习",
            id = exercise.id, language = language
        ))
    })?;
    let written = File::create_new(starter.file).and_then(|mut file| file.write_all(starter.text.as_bytes()));
    written.map_err(|error| super::check::cannot_write(starter.file, &error))?;
    screen.note(&say!(
        en: "{file} is there to begin with; its first line says how to try it", zh: "已写出 {file} 作为起点；第一行说明如何测试", file = starter.file
    ));
    Ok(())
}

fn no_address(exercise: &Exercise) -> Trouble {
    let what = say!(
        en: "a program is tried where it listens, and no address was given", zh: "要在程序监听的地址上测试它，但没有给出地址"
    );
    Trouble::new(what).hint(say!(
        en: "`netlab exercise check --id {id} --run 'python3 server.py' --at 127.0.0.1:8000`",
        zh: "`netlab exercise check --id {id} --run 'python3 server.py' --at 127.0.0.1:8000`", id = exercise.id
    ))
}

fn address(word: &str) -> Result<SocketAddr, Trouble> {
    let found = word.to_socket_addrs().ok().and_then(|mut all| all.next());
    found.ok_or_else(|| {
        let what = say!(en: "`{word}` is no address and port", zh: "`{word}` 不是地址加端口", word = word);
        Trouble::new(what).hint(say!(en: "as 127.0.0.1:8000", zh: "应如 127.0.0.1:8000"))
    })
}
