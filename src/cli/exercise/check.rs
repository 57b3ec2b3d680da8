//! The task at hand: what it is, marking, hints, the next.

use super::state::{Attempt, State, now as time};
use super::{answers, named, show};
use crate::cli::screen::Screen;
use crate::cli::{Exit, Failure};
use crate::draw::{Ink, pad};
use crate::exercise::receipt::Receipt;
use crate::exercise::{Exercise, Mark, Marked, Task, all, mark};
use crate::say;
use crate::spec::{Lang, Trouble, text};
use crate::view::Page;
use clap::ArgMatches;
use serde_json::{Value, json};
use std::io::{self, BufWriter, Write};

/// `netlab exercise`: where I am, and the task at hand or the next.
pub fn now(matches: &ArgMatches, mut state: State, screen: &Screen) -> Result<Exit, Failure> {
    let open =
        state.current().filter(|one| one.is_open()).and_then(|one| Some((named(&one.id).ok()?.1, one.seed)));
    let (exercise, seed) = match open {
        Some(open) => open,
        None => match next(&state) {
            Some(exercise) => begin(&mut state, exercise, None)?,
            None => return all_done(&state, screen),
        },
    };
    present(exercise, seed, matches.get_flag("json"), Some(&state), screen)
}

/// `netlab exercise start`.
pub fn start(matches: &ArgMatches, mut state: State, screen: &Screen) -> Result<Exit, Failure> {
    if let Some(student) = matches.get_one::<String>("student") {
        state.student = Some(student.clone());
    }
    let seed = matches.get_one::<u64>("seed").copied();
    let exercise = match matches.get_one::<String>("id") {
        Some(id) => named(id)?.1,
        None => match next(&state) {
            Some(exercise) => exercise,
            None => return all_done(&state, screen),
        },
    };
    let (exercise, seed) = begin(&mut state, exercise, seed)?;
    if let Some(file) = matches.get_one::<String>("pcap") {
        write_pcap(file, &exercise.task(seed))?;
    }
    if let Some(language) = matches.get_one::<String>("starter") {
        super::program::write_starter(exercise, language, screen)?;
    }
    present(exercise, seed, matches.get_flag("json"), None, screen)
}

/// The first exercise of the course that is neither solved nor skipped, then the first that was skipped.
pub fn next(state: &State) -> Option<&'static Exercise> {
    let open = |exercise: &&Exercise| !state.is_solved(exercise.id);
    let mut fresh =
        all().map(|(_, exercise)| exercise).filter(open).filter(|exercise| !state.is_skipped(exercise.id));
    fresh.next().or_else(|| all().map(|(_, exercise)| exercise).find(open))
}

fn begin(
    state: &mut State,
    exercise: &'static Exercise,
    seed: Option<u64>,
) -> Result<(&'static Exercise, u64), Trouble> {
    let i = state.begin(exercise, seed);
    state.save()?;
    Ok((exercise, state.tries.get(i).map_or(0, |one| one.seed)))
}

fn all_done(state: &State, screen: &Screen) -> Result<Exit, Failure> {
    let count = all().filter(|(_, exercise)| state.is_solved(exercise.id)).count();
    let said = say!(
        en: "All {count} exercises are solved. `netlab exercise review` has what is worth another look, `netlab exercise quiz` asks anew.",
        zh: "{count} 个练习已全部完成。`netlab exercise review` 复习做错过的题，`netlab exercise quiz` 再出新题。",
        count = count
    );
    let mut out = BufWriter::new(io::stdout().lock());
    page(&mut out, screen).prose(0, None, &said.show(screen.lang))?;
    out.flush()?;
    Ok(Exit::Done)
}

fn page<'a>(out: &'a mut dyn Write, screen: &Screen) -> Page<'a> {
    Page::new(out, screen.lang, screen.paint, screen.columns)
}

/// Shows a task; with `state`, where the student is too.
fn present(
    exercise: &Exercise,
    seed: u64,
    as_json: bool,
    state: Option<&State>,
    screen: &Screen,
) -> Result<Exit, Failure> {
    let task = exercise.task(seed);
    let mut out = BufWriter::new(io::stdout().lock());
    if as_json {
        writeln!(out, "{}", json(exercise, seed, &task))?;
        out.flush()?;
        return Ok(Exit::Done);
    }
    let mut page = page(&mut out, screen);
    if let Some(state) = state {
        let done = all().filter(|(_, exercise)| state.is_solved(exercise.id)).count();
        let said = say!(en: "{done} of {all} exercises solved", zh: "已完成 {done} / {all} 个练习", done = done, all = all().count());
        let faint = page.ink(Ink::Faint, &said.show(screen.lang));
        page.line(&faint)?;
        page.line("")?;
    }
    show::task(exercise, seed, &task, &mut page)?;
    page.line("")?;
    if exercise.program.is_some() {
        let command = format!("netlab exercise start {} --starter go", exercise.id);
        page.line(&format!("  {}  {command}", pad(screen.lang.pick("begin", "起步"), 6)))?;
    }
    for (what, command) in [
        (text("answer", "作答"), show::how(exercise, &task)),
        (text("help", "提示"), "netlab exercise hint".to_string()),
    ] {
        page.line(&format!("  {}  {command}", pad(screen.lang.pick(what.en, what.zh), 6)))?;
    }
    out.flush()?;
    Ok(Exit::Done)
}

/// A task for programs, without its solution.
pub fn json(exercise: &Exercise, seed: u64, task: &Task) -> Value {
    let said = |said: &crate::spec::Said| json!({ "en": said.en, "zh": said.zh });
    let parts: Vec<Value> = task
        .parts
        .iter()
        .map(|part| {
            let options: Vec<Value> = part.form.options().iter().map(said).collect();
            json!({ "key": part.key, "label": said(&part.label), "form": part.form.key(), "needs": said(&part.form.needs()), "options": options })
        })
        .collect();
    let frames = task.frames();
    let given: serde_json::Map<String, Value> =
        task.given.iter().map(|(key, value)| ((*key).to_string(), json!(value))).collect();
    json!({
        "exercise": exercise.id, "kind": exercise.kind.key(), "level": exercise.level, "seed": seed,
        "title": { "en": exercise.title.en, "zh": exercise.title.zh },
        "question": said(&task.asks), "given": given, "frames": frames,
        "exhibits": crate::exercise::export::json_exhibits(task), "parts": parts,
    })
}

/// The number of the task that is meant: by `--id` and `--seed`, or the one at hand. It is begun where it was not.
pub fn meant(matches: &ArgMatches, state: &mut State) -> Result<(usize, &'static Exercise), Trouble> {
    let seed = matches.get_one::<u64>("seed").copied();
    let exercise = match matches.get_one::<String>("id") {
        Some(id) => named(id)?.1,
        None => named(&state.current().ok_or_else(nothing_begun)?.id)?.1,
    };
    let at_hand = state.current().filter(|one| one.id == exercise.id).map(|one| one.seed);
    let known = state.position(exercise.id, seed.or(at_hand));
    let i = known.unwrap_or_else(|| state.begin(exercise, seed));
    state.work_on(i);
    Ok((i, exercise))
}

fn nothing_begun() -> Trouble {
    let what = say!(en: "no exercise has been begun", zh: "还没有开始任何练习");
    Trouble::new(what).hint(say!(
        en: "`netlab exercise` shows the first; `--id ID` names one", zh: "`netlab exercise` 显示第一个；`--id ID` 指定一个"
    ))
}

/// `netlab exercise check`.
pub fn check(matches: &ArgMatches, mut state: State, screen: &Screen) -> Result<Exit, Failure> {
    let (i, exercise) = meant(matches, &mut state)?;
    if let Some(program) = exercise.program {
        return super::program::check(matches, state, i, exercise, program, screen);
    }
    let seed = state.tries.get(i).map_or(0, |one| one.seed);
    let task = exercise.task(seed);
    let words: Vec<String> = matches.get_many::<String>("answer").into_iter().flatten().cloned().collect();
    let words = answers::expand(&words, &task)?;
    let (values, typed) = answers::values(&task, &words)?;
    let marked = mark(&task, &values);
    let receipt = record(&mut state, i, &marked, &typed);
    state.save()?;
    if let Some(file) = matches.get_one::<String>("junit") {
        let text = junit(exercise, seed, &task, &marked);
        std::fs::write(file, text).map_err(|error| cannot_write(file, &error))?;
    }
    let mut out = BufWriter::new(io::stdout().lock());
    if matches.get_flag("json") {
        writeln!(out, "{}", verdict(exercise, seed, &task, &marked, &typed, &receipt))?;
    } else {
        told(exercise, &task, &marked, &typed, &mut page(&mut out, screen))?;
        hand_out(&receipt, screen.lang, &mut out)?;
    }
    out.flush()?;
    Ok(if marked.is_right() { Exit::Done } else { Exit::No })
}

/// Keeps an attempt.
pub fn record(state: &mut State, i: usize, marked: &Marked<'_>, typed: &[String]) -> Receipt {
    let misconceptions = marked.misconceptions().iter().map(|(one, _)| one.id.to_string()).collect();
    keep(state, i, marked.is_right(), typed.to_vec(), misconceptions)
}

/// Keeps an attempt, of which is known what it came to.
pub fn keep(
    state: &mut State,
    i: usize,
    right: bool,
    answers: Vec<String>,
    misconceptions: Vec<String>,
) -> Receipt {
    let student = state.student.clone().unwrap_or_default();
    let Some(one) = state.tries.get_mut(i) else { return Receipt::default() };
    // who only looked has not tried
    if answers.iter().any(|word| !word.is_empty()) {
        one.attempts.push(Attempt { at: time(), right, answers, misconceptions });
    }
    let mut named: Vec<String> = Vec::new();
    for misconception in one.attempts.iter().flat_map(|attempt| &attempt.misconceptions) {
        if !named.contains(misconception) {
            named.push(misconception.clone());
        }
    }
    Receipt {
        student,
        exercise: one.id.clone(),
        seed: one.seed,
        right,
        attempts: one.attempts.len() as u64,
        hints: one.hints,
        at: time(),
        misconceptions: named,
    }
}

/// Says what an answer was worth.
pub fn told(
    exercise: &Exercise,
    task: &Task,
    marked: &Marked<'_>,
    typed: &[String],
    page: &mut Page<'_>,
) -> io::Result<()> {
    let lang = page.lang();
    let (right, all) = (marked.right(), task.parts.len());
    let head = match marked.is_right() {
        true => say!(en: "right", zh: "全对"),
        false => {
            say!(en: "not yet: {right} of {all} right", zh: "还没全对：{all} 个中对了 {right} 个", right = right, all = all)
        }
    };
    let id = page.ink(Ink::Strong, exercise.id);
    page.line(&format!("{id}  {}", head.show(lang)))?;
    show::marks(task, typed, marked, page)?;
    if marked.is_right() {
        page.line(&format!("  {}  netlab exercise", text("next", "下一题").show(lang)))
    } else {
        page.line(&format!("  {}  netlab exercise hint", text("help", "提示").show(lang)))
    }
}

/// The receipt of an answer that is right, on a line of its own however long, to be copied.
pub fn hand_out(receipt: &Receipt, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    match receipt.right {
        true => writeln!(
            out,
            "\n{}\n{}",
            text("receipt, to hand in:", "回执，供提交：").show(lang),
            receipt.line()
        ),
        false => Ok(()),
    }
}

/// The verdict for programs.
fn verdict(
    exercise: &Exercise,
    seed: u64,
    task: &Task,
    marked: &Marked<'_>,
    typed: &[String],
    receipt: &Receipt,
) -> Value {
    let parts: Vec<Value> = task
        .parts
        .iter()
        .zip(&marked.marks)
        .zip(typed)
        .map(|((part, mark), typed)| {
            let (word, why, points) = match mark {
                Mark::Right => ("right", None, &[][..]),
                Mark::Missing => ("missing", None, &[][..]),
                Mark::Wrong { why, points } => ("wrong", *why, points.as_slice()),
            };
            let points: Vec<Value> = points
                .iter()
                .map(|point| json!({ "right": point.is_right, "what": { "en": point.what.en, "zh": point.what.zh } }))
                .collect();
            json!({
                "key": part.key, "answer": typed, "mark": word, "points": points,
                "misconception": why.map(|(one, _)| one.id), "see": why.map(|(_, see)| see),
            })
        })
        .collect();
    json!({
        "exercise": exercise.id, "seed": seed, "right": marked.is_right(),
        "score": { "right": marked.right(), "of": task.parts.len() },
        "parts": parts, "receipt": receipt.line(),
    })
}

/// A JUnit report: a test case for each part. Its words are English, as other reports' are.
fn junit(exercise: &Exercise, seed: u64, task: &Task, marked: &Marked<'_>) -> String {
    use crate::exercise::markup::escaped;
    let failures = task.parts.len() - marked.right();
    let mut report = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"{}\" tests=\"{}\" failures=\"{failures}\">\n",
        exercise.id,
        task.parts.len()
    );
    for (part, mark) in task.parts.iter().zip(&marked.marks) {
        let failure = match mark {
            Mark::Right => None,
            Mark::Missing => Some("not answered".to_string()),
            Mark::Wrong { why: Some((misconception, _)), .. } => Some(misconception.name.en.to_string()),
            Mark::Wrong { points, .. } => {
                let wrong: Vec<&str> = points
                    .iter()
                    .filter(|point| !point.is_right)
                    .map(|point| point.what.en.as_str())
                    .collect();
                Some(format!("wrong {}", wrong.join("; ")).trim().to_string())
            }
        };
        let case = format!(
            "  <testcase classname=\"{} seed {seed}\" name=\"{}\"",
            exercise.id,
            escaped(&part.label.en)
        );
        match failure {
            None => report.push_str(&format!("{case}/>\n")),
            Some(message) => {
                report.push_str(&format!("{case}><failure message=\"{}\"/></testcase>\n", escaped(&message)));
            }
        }
    }
    report.push_str("</testsuite>\n");
    report
}

/// `netlab exercise hint`: each time one more.
pub fn hint(matches: &ArgMatches, mut state: State, screen: &Screen) -> Result<Exit, Failure> {
    let (i, exercise) = meant(matches, &mut state)?;
    let Some(one) = state.tries.get_mut(i) else { return Err(nothing_begun().into()) };
    let task = exercise.task(one.seed);
    let number = (one.hints as usize).min(task.hints.len() - 1);
    one.hints = number as u64 + 1;
    state.save()?;
    let mut out = BufWriter::new(io::stdout().lock());
    let mut page = page(&mut out, screen);
    let word = screen.lang.pick("hint", "提示");
    for (number, hint) in (1..).zip(task.hints.iter().take(number + 1)) {
        page.prose(0, None, &format!("{word} {number}/3  {}", hint.show(screen.lang)))?;
    }
    if number + 1 == task.hints.len() {
        let said = say!(en: "see for yourself: {see}", zh: "亲眼看看：{see}", see = task.see);
        page.line(&format!("  {}", said.show(screen.lang)))?;
    }
    out.flush()?;
    Ok(Exit::Done)
}

/// `netlab exercise skip`.
pub fn skip(mut state: State, screen: &Screen) -> Result<Exit, Failure> {
    let current = state.current().ok_or_else(nothing_begun)?;
    let i = state.position(&current.id, Some(current.seed));
    if let Some(one) = i.and_then(|i| state.tries.get_mut(i)) {
        one.skipped = true;
    }
    match next(&state) {
        Some(exercise) => {
            let (exercise, seed) = begin(&mut state, exercise, None)?;
            present(exercise, seed, false, Some(&state), screen)
        }
        None => {
            state.save()?;
            all_done(&state, screen)
        }
    }
}

/// Writes the frames that a task is about.
fn write_pcap(file: &str, task: &Task) -> Result<(), Failure> {
    let octets = task.pcap();
    if octets.is_empty() {
        let what = say!(en: "this task has no frames to write", zh: "这道题没有帧可写");
        return Err(Trouble::new(what).into());
    }
    std::fs::write(file, octets).map_err(|error| cannot_write(file, &error))?;
    Ok(())
}

/// A file cannot be written.
pub fn cannot_write(file: &str, error: &io::Error) -> Trouble {
    Trouble::new(
        say!(en: "cannot write {file}: {error}", zh: "无法写入 {file}：{error}", file = file, error = error),
    )
}
