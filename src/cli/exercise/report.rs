//! `netlab exercise report`: the lab report that a course asks for, out of what was done.

use super::check::cannot_write;
use super::quiz::day;
use super::show;
use super::state::{State, Try, now};
use crate::cli::screen::Screen;
use crate::cli::{Exit, Failure};
use crate::draw::safe;
use crate::exercise::export::tag;
use crate::exercise::markup::escaped;
use crate::exercise::{Exercise, Task, all, find};
use crate::say;
use crate::spec::{Lang, Said, Text, text};
use clap::ArgMatches;
use std::io::{self, BufWriter, Write};

/// A piece of a report.
enum Piece {
    Title(String),
    Section(String),
    Heading(String),
    Prose(String),
    Items(Vec<String>),
    Lines(String),
}

/// Writes the report.
pub fn report(matches: &ArgMatches, state: &State, screen: &Screen) -> Result<Exit, Failure> {
    let file = matches.get_one::<String>("file");
    let by_name = file.filter(|file| file.ends_with(".html") || file.ends_with(".htm")).map(|_| "html");
    let format = matches.get_one::<String>("format").map(String::as_str).or(by_name).unwrap_or("md");
    let pieces = pieces(state, screen.lang);
    let text = match format {
        "html" => html(&pieces, screen.lang),
        _ => markdown(&pieces),
    };
    match file.map(String::as_str) {
        None | Some("-") => {
            let mut out = BufWriter::new(io::stdout().lock());
            out.write_all(text.as_bytes())?;
            out.flush()?;
        }
        Some(file) => std::fs::write(file, text).map_err(|error| cannot_write(file, &error))?,
    }
    Ok(Exit::Done)
}

fn pieces(state: &State, lang: Lang) -> Vec<Piece> {
    let show = |text: Text| text.show(lang);
    let tried: Vec<(&Try, &'static Exercise)> = state
        .tries
        .iter()
        .filter(|one| !one.attempts.is_empty())
        .filter_map(|one| Some((one, find(&one.id)?.1)))
        .collect();
    let mut pieces =
        vec![Piece::Title(show(text("Lab report: exercises with netlab", "实验报告：netlab 练习")))];
    if let Some(student) = &state.student {
        let said = say!(en: "Student: {student}", zh: "学生：{student}", student = safe(student));
        pieces.push(Piece::Prose(said.show(lang)));
    }
    pieces.push(Piece::Section(show(text("Aim", "实验目的"))));
    let mut aims: Vec<String> = Vec::new();
    for (_, exercise) in &tried {
        let aim = exercise.title.show(lang);
        if !aims.contains(&aim) {
            aims.push(aim);
        }
    }
    pieces.push(Piece::Items(aims));
    pieces.push(Piece::Section(show(text("Environment", "实验环境"))));
    let (version, system) = (env!("CARGO_PKG_VERSION"), std::env::consts::OS);
    let when = day(now());
    let environment = say!(
        en: "netlab {version} on {system}; written {when}. Every task can be made again from its seed.",
        zh: "netlab {version}，{system}；报告生成于 {when}。每道题都可由种子重现。",
        version = version, system = system, when = when
    );
    pieces.push(Piece::Prose(environment.show(lang)));
    pieces.push(Piece::Section(show(text("Steps", "实验步骤"))));
    for (one, exercise) in &tried {
        steps(one, exercise, lang, &mut pieces);
    }
    pieces.push(Piece::Section(show(text("Result", "实验结果"))));
    let solved = tried.iter().filter(|(one, _)| one.is_solved()).count();
    let first = tried.iter().filter(|(one, _)| one.attempts.first().is_some_and(|first| first.right)).count();
    let hints: u64 = tried.iter().map(|(one, _)| one.hints).sum();
    let result = say!(
        en: "{solved} of {all} tasks solved, {first} at the first attempt. Hints used: {hints}.",
        zh: "{all} 道题中解出 {solved} 道，其中 {first} 道一次做对。使用提示次数：{hints}。",
        solved = solved, all = tried.len(), first = first, hints = hints
    );
    pieces.push(Piece::Prose(result.show(lang)));
    pieces.push(Piece::Section(show(text("Discussion", "讨论"))));
    pieces.extend(discussion(&tried, lang));
    pieces
}

/// A task, what was answered, and what shows that it is so.
fn steps(one: &Try, exercise: &Exercise, lang: Lang, pieces: &mut Vec<Piece>) {
    let seed = one.seed;
    let task: Task = exercise.task(seed);
    let head = say!(en: "{id}, seed {seed}", zh: "{id}，种子 {seed}", id = exercise.id, seed = seed);
    pieces.push(Piece::Heading(head.show(lang)));
    pieces.push(Piece::Prose(task.asks.show(lang)));
    let about = show::about(&task, lang);
    if !about.is_empty() {
        pieces.push(Piece::Lines(about));
    }
    let mut transcript = String::new();
    for attempt in &one.attempts {
        let verdict = if attempt.right { text("right", "对") } else { text("wrong", "错") }.show(lang);
        if transcript.is_empty() {
            transcript = format!("$ netlab exercise start {} --seed {seed}\n", exercise.id);
        }
        let answers: Vec<String> = task
            .parts
            .iter()
            .zip(&attempt.answers)
            .map(|(part, answer)| format!("{}={}", part.key, safe(answer)))
            .collect();
        transcript.push_str(&format!("{}  {verdict}  {}\n", day(attempt.at), answers.join(" ")));
    }
    pieces.push(Piece::Lines(transcript));
    let see = say!(en: "Evidence: `{see}`", zh: "验证：`{see}`", see = task.see);
    pieces.push(Piece::Prose(see.show(lang)));
}

/// The misconceptions that came up, for the student to write about.
fn discussion(tried: &[(&Try, &'static Exercise)], lang: Lang) -> Vec<Piece> {
    let mut named: Vec<(&str, usize)> = Vec::new();
    for id in tried.iter().flat_map(|(one, _)| &one.attempts).flat_map(|attempt| &attempt.misconceptions) {
        match named.iter_mut().find(|(other, _)| other == id) {
            Some((_, times)) => *times += 1,
            None => named.push((id, 1)),
        }
    }
    let name = |id: &str| {
        let mut known = all().flat_map(|(_, exercise)| exercise.misconceptions);
        known.find(|one| one.id == id).map_or_else(|| id.to_string(), |one| one.name.show(lang))
    };
    let items: Vec<String> = named.iter().map(|(id, times)| format!("{} ({times} x)", name(id))).collect();
    let lead: Said = match items.is_empty() {
        true => text("No known misconception came up.", "没有出现已知的误解。").into(),
        false => text("What came up, to be discussed:", "出现过的误解，请讨论：").into(),
    };
    let mut pieces = vec![Piece::Prose(lead.show(lang))];
    if !items.is_empty() {
        pieces.push(Piece::Items(items));
    }
    pieces
}

fn markdown(pieces: &[Piece]) -> String {
    let mut page = String::new();
    for piece in pieces {
        match piece {
            Piece::Title(text) => page.push_str(&format!("# {text}\n\n")),
            Piece::Section(text) => page.push_str(&format!("## {text}\n\n")),
            Piece::Heading(text) => page.push_str(&format!("### {text}\n\n")),
            Piece::Prose(text) => page.push_str(&format!("{text}\n\n")),
            Piece::Items(items) => {
                items.iter().for_each(|item| page.push_str(&format!("- {item}\n")));
                page.push('\n');
            }
            Piece::Lines(text) => page.push_str(&format!("```text\n{text}```\n\n")),
        }
    }
    page.truncate(page.trim_end().len());
    page.push('\n');
    page
}

fn html(pieces: &[Piece], lang: Lang) -> String {
    let title = pieces.iter().find_map(|piece| match piece {
        Piece::Title(text) => Some(text.as_str()),
        _ => None,
    });
    let mut page = crate::exercise::markup::head(title.unwrap_or("netlab"), tag(lang));
    for piece in pieces {
        let tagged = |tag: &str, text: &str| format!("<{tag}>{}</{tag}>\n", escaped(text));
        page.push_str(&match piece {
            Piece::Title(text) => tagged("h1", text),
            Piece::Section(text) => tagged("h2", text),
            Piece::Heading(text) => tagged("h3", text),
            Piece::Prose(text) => tagged("p", text),
            Piece::Lines(text) => tagged("pre", text),
            Piece::Items(items) => {
                let items: String = items.iter().map(|item| tagged("li", item)).collect();
                format!("<ul>\n{items}</ul>\n")
            }
        });
    }
    page.push_str("</body>\n</html>\n");
    page
}
