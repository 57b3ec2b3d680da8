//! Programs that students write: started, tried from the other end, and ended with everything that they started.

mod client;
mod datagrams;
mod dns;
mod framed;
mod http;
mod lines;
mod listening;
mod peer;
mod printed;
mod process;

use super::check::{hand_out, keep};
use super::state::State;
use crate::cli::screen::Screen;
use crate::cli::{Exit, Failure};
use crate::draw::{Ink, clip, safe, safe_json};
use crate::exercise::Exercise;
use crate::exercise::program::{Act, Program, Role, Trial};
use crate::say;
use crate::spec::{Said, Trouble};
use crate::view::Page;
use clap::ArgMatches;
use process::Running;
use serde_json::{Value, json};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::net::{SocketAddr, ToSocketAddrs};

/// How a trial went: why it failed, if it did.
type Went = Result<(), Said>;

/// A trial, and what came of it.
struct Tried {
    trial: &'static Trial,
    went: Went,
    /// What the program printed before it ended, where it did.
    printed: Vec<String>,
}

/// What is at the other end of the trials.
enum End {
    /// A server that netlab has started.
    Server(Running),
    /// A server that somebody else has.
    Elsewhere,
    /// A client, which is started for each trial.
    Client(client::Bench),
}

/// Tries the program that `--run` starts, or that listens at `--at` already.
pub fn check(
    matches: &ArgMatches,
    mut state: State,
    i: usize,
    exercise: &Exercise,
    program: &'static Program,
    screen: &Screen,
) -> Result<Exit, Failure> {
    let at = address(matches.get_one::<String>("at").ok_or_else(|| no_address(exercise))?)?;
    let run = matches.get_one::<String>("run").map(String::as_str);
    let mut end = match (program.role, run) {
        (Role::Client, Some(command)) => End::Client(client::Bench::new(at, command)?),
        (Role::Client, None) => return Err(no_command(exercise).into()),
        (role, Some(command)) => End::Server(Running::start(command, role, at, screen)?),
        (_, None) => End::Elsewhere,
    };
    let is_json = matches.get_flag("json");
    let mut out = BufWriter::new(io::stdout().lock());
    let mut page = Page::new(&mut out, screen.lang, screen.paint, screen.columns);
    if !is_json {
        let id = page.ink(Ink::Strong, exercise.id);
        page.line(&format!("{id}  {}", exercise.title.show(screen.lang)))?;
        page.flush()?;
    }
    let mut all: Vec<Tried> = Vec::new();
    for trial in program.trials {
        // a program that was started elsewhere is left running
        if trial.act == Act::Restart && matches!(end, End::Elsewhere) {
            continue;
        }
        let tried = attempt(trial, at, &mut end, screen);
        if !is_json {
            draw(&tried, &mut page)?;
            // a student who waits sees how far it is
            page.flush()?;
        }
        all.push(tried);
    }
    drop(end);
    let right = all.iter().all(|tried| tried.went.is_ok());
    let passed = all.iter().filter(|tried| tried.went.is_ok()).map(|tried| tried.trial.key.to_string());
    let receipt = keep(&mut state, i, right, passed.collect(), Vec::new());
    state.save()?;
    if let Some(file) = matches.get_one::<String>("junit") {
        std::fs::write(file, junit(exercise, &all))
            .map_err(|error| super::check::cannot_write(file, &error))?;
    }
    let points =
        |of: &dyn Fn(&&Tried) -> bool| -> u32 { all.iter().filter(of).map(|tried| tried.trial.points).sum() };
    let (have, of) = (points(&|tried| tried.went.is_ok()), points(&|_| true));
    if is_json {
        let trials: Vec<Value> = all.iter().map(described).collect();
        let verdict = json!({ "exercise": exercise.id, "right": right, "score": { "right": have, "of": of }, "trials": trials, "receipt": receipt.line() });
        writeln!(out, "{}", safe_json(&verdict.to_string()))?;
    } else {
        let score = say!(en: "{have} of {of} points", zh: "{of} 分中得 {have} 分", have = have, of = of);
        page.line(&score.show(screen.lang))?;
        hand_out(&receipt, screen.lang, &mut out)?;
    }
    out.flush()?;
    Ok(if right { Exit::Done } else { Exit::No })
}

/// Makes one trial. A program that ends over it has failed it.
fn attempt(trial: &'static Trial, at: SocketAddr, end: &mut End, screen: &Screen) -> Tried {
    let running = match (end, trial.act) {
        (End::Server(running), _) => running,
        (End::Client(bench), Act::Client(act)) => return bench.attempt(trial, act),
        _ => return Tried { trial, went: act(trial.act, at), printed: Vec::new() },
    };
    let went = running.ready(screen).and_then(|()| match trial.act {
        Act::Restart => restart(running, at),
        other => act(other, at),
    });
    match running.ended(went.is_err()) {
        Some((ended, printed)) => {
            let went = Err(match went {
                Ok(()) => ended,
                Err(why) => {
                    Said { en: format!("{}; {}", why.en, ended.en), zh: format!("{}；{}", why.zh, ended.zh) }
                }
            });
            Tried { trial, went, printed }
        }
        None => Tried { trial, went, printed: Vec::new() },
    }
}

fn act(act: Act, at: SocketAddr) -> Went {
    match act {
        Act::Lines(act) => lines::act(act, at),
        Act::Framed(act) => framed::act(act, at),
        Act::Datagrams(act) => datagrams::act(act, at),
        Act::Http(act) => http::act(act, at),
        Act::Dns(act) => dns::act(act, at),
        // these need the program itself, and `attempt` has it
        Act::Client(_) | Act::Restart => Ok(()),
    }
}

/// Ends the program while a client is connected: then its side of the connection is the one that waits in TIME-WAIT (RFC
/// 9293 §3.6.1), and holds the address where the program does not say that it may be used again.
fn restart(running: &mut Running, at: SocketAddr) -> Went {
    let client = running.is_connected().then(|| peer::Peer::connect(at));
    running.end();
    drop(client);
    running.again()
}

/// A trial for programs.
fn described(tried: &Tried) -> Value {
    let Tried { trial, went, printed } = tried;
    json!({
        "trial": trial.key, "what": { "en": trial.what.en, "zh": trial.what.zh },
        "because": { "en": trial.because.en, "zh": trial.because.zh },
        "right": went.is_ok(), "points": trial.points, "seen": went.as_ref().err().map(|why| json!({ "en": why.en, "zh": why.zh })),
        "printed": printed,
    })
}

fn draw(tried: &Tried, page: &mut Page<'_>) -> io::Result<()> {
    let Tried { trial, went, printed } = tried;
    let lang = page.lang();
    let (sign, ink) = if went.is_ok() { ("✓", Ink::Strong) } else { ("✗", Ink::Warn) };
    let sign = page.ink(ink, sign);
    page.line(&format!("  {sign} {:>2}  {}", trial.points, trial.what.show(lang)))?;
    if let Err(seen) = went {
        page.prose(8, None, &safe(&seen.show(lang)))?;
        page.prose(8, Some(Ink::Faint), &trial.because.show(lang))?;
        for line in printed {
            let columns = page.columns().saturating_sub(10);
            let line = page.ink(Ink::Faint, &format!("| {}", clip(&safe(line), columns)));
            page.line(&format!("        {line}"))?;
        }
    }
    Ok(())
}

fn junit(exercise: &Exercise, all: &[Tried]) -> String {
    use crate::exercise::markup::escaped;
    let failures = all.iter().filter(|tried| tried.went.is_err()).count();
    let mut report = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"{}\" tests=\"{}\" failures=\"{failures}\">\n",
        exercise.id,
        all.len()
    );
    for Tried { trial, went, .. } in all {
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
    let starter = exercise.program.and_then(|program| program.starter(exercise.id, language)).ok_or_else(|| {
        Trouble::new(say!(
            en: "{id} is no exercise that a program in {language} answers", zh: "{id} 不是用 {language} 程序作答的练习",
            id = exercise.id, language = language
        ))
    })?;
    let written =
        File::create_new(&starter.file).and_then(|mut file| file.write_all(starter.text.as_bytes()));
    written.map_err(|error| super::check::cannot_write(&starter.file, &error))?;
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

fn no_command(exercise: &Exercise) -> Trouble {
    let what = say!(
        en: "a client is started by netlab, and no command was given", zh: "客户程序由 netlab 启动，但没有给出命令"
    );
    Trouble::new(what).hint(say!(
        en: "`netlab exercise check --id {id} --run 'python3 client.py 127.0.0.1:8000' --at 127.0.0.1:8000`",
        zh: "`netlab exercise check --id {id} --run 'python3 client.py 127.0.0.1:8000' --at 127.0.0.1:8000`", id = exercise.id
    ))
}

fn address(word: &str) -> Result<SocketAddr, Trouble> {
    let found = word.to_socket_addrs().ok().and_then(|mut all| all.next());
    found.ok_or_else(|| {
        let what = say!(en: "`{word}` is no address and port", zh: "`{word}` 不是地址加端口", word = word);
        Trouble::new(what).hint(say!(en: "as 127.0.0.1:8000", zh: "应如 127.0.0.1:8000"))
    })
}
