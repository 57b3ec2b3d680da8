//! What there is, what is done, and what is due again.

use super::state::{State, now};
use super::{check, topic_named};
use crate::cli::screen::Screen;
use crate::cli::{Exit, Failure};
use crate::draw::{Ink, pad, width, wrap};
use crate::exercise::{Exercise, Topic, all, find, topic};
use crate::say;
use crate::view::Page;
use clap::ArgMatches;
use serde_json::json;
use std::io::{self, BufWriter, Write};

/// The fewest columns of a title.
const NARROW: usize = 8;

/// `netlab exercise list`.
pub fn list(matches: &ArgMatches, state: &State, screen: &Screen) -> Result<Exit, Failure> {
    let topics: Vec<&Topic> = match matches.get_one::<String>("topic") {
        Some(word) => vec![topic_named(word)?],
        None => topic::ALL.iter().filter(|topic| !topic.exercises.is_empty()).collect(),
    };
    let mut out = BufWriter::new(io::stdout().lock());
    if matches.get_flag("json") {
        for (topic, exercise) in
            topics.iter().flat_map(|topic| topic.exercises.iter().map(move |one| (topic, one)))
        {
            let misconceptions: Vec<_> = exercise
                .misconceptions
                .iter()
                .map(|one| json!({ "id": one.id, "name": { "en": one.name.en, "zh": one.name.zh } }))
                .collect();
            let line = json!({
                "topic": topic.key, "exercise": exercise.id, "kind": exercise.kind.key(), "level": exercise.level,
                "title": { "en": exercise.title.en, "zh": exercise.title.zh },
                "solved": state.is_solved(exercise.id), "misconceptions": misconceptions,
            });
            writeln!(out, "{line}")?;
        }
        out.flush()?;
        return Ok(Exit::Done);
    }
    let mut page = Page::new(&mut out, screen.lang, screen.paint, screen.columns);
    draw(&topics, state, &mut page)?;
    out.flush()?;
    Ok(Exit::Done)
}

fn draw(topics: &[&Topic], state: &State, page: &mut Page<'_>) -> io::Result<()> {
    let lang = page.lang();
    let exercises = || topics.iter().flat_map(|topic| topic.exercises);
    let widest = exercises().map(|exercise| exercise.id.len()).max().unwrap_or(0);
    let kinds = exercises().map(|exercise| width(&exercise.kind.title().show(lang))).max().unwrap_or(0);
    for (i, topic) in topics.iter().enumerate() {
        if i > 0 {
            page.line("")?;
        }
        let solved = topic.exercises.iter().filter(|exercise| state.is_solved(exercise.id)).count();
        let (title, all) = (topic.title.show(lang), topic.exercises.len());
        let title = page.ink(Ink::Strong, &title);
        page.line(&format!("{title}  {}  {solved}/{all}", topic.key))?;
        for exercise in topic.exercises {
            let (id, kind) = (pad(exercise.id, widest), pad(&exercise.kind.title().show(lang), kinds));
            let sign = sign(state, exercise);
            let lead = format!("  {sign} {id}  {} {kind}  ", exercise.level);
            // a title that is too long goes on below itself
            let wide = width(&lead);
            let columns = page.columns().saturating_sub(wide);
            let title = exercise.title.show(lang);
            for (i, line) in wrap(&title, columns.max(NARROW)).iter().enumerate() {
                let lead = if i == 0 { lead.as_str() } else { "" };
                page.line(&format!("{}{line}", pad(lead, wide)))?;
            }
        }
    }
    page.line("")?;
    let said = say!(
        en: "✓ solved, - skipped; behind the name its level and what has to be done", zh: "✓ 已完成，- 已跳过；名称之后是难度和要做的事"
    );
    page.prose(0, Some(Ink::Faint), &said.show(lang))
}

fn sign(state: &State, exercise: &Exercise) -> &'static str {
    match (state.is_solved(exercise.id), state.is_skipped(exercise.id)) {
        (true, _) => "✓",
        (false, true) => "-",
        (false, false) => " ",
    }
}

/// `netlab exercise review`: another task of what was got wrong longest ago and is due.
pub fn review(matches: &ArgMatches, mut state: State, screen: &Screen) -> Result<Exit, Failure> {
    let mut due: Vec<(i64, &'static str)> =
        all().filter_map(|(_, exercise)| Some((state.due(exercise.id)?, exercise.id))).collect();
    due.sort_unstable();
    let now = now();
    let said = match due.first() {
        Some((when, id)) if *when <= now => {
            if let Some((_, exercise)) = find(id) {
                // a task of it that is open still is not asked a second time
                let open = state
                    .tries
                    .iter()
                    .rposition(|one| one.id == *id && one.is_open() && one.attempts.is_empty());
                match open {
                    Some(i) => state.work_on(i),
                    None => {
                        state.begin(exercise, None);
                    }
                }
                state.save()?;
            }
            return check::now(matches, state, screen);
        }
        Some((when, id)) => {
            let days = (when - now + 86_399) / 86_400;
            match days {
                1 => {
                    say!(en: "Nothing is due. {id} comes back tomorrow.", zh: "现在没有要复习的。{id} 明天再来。", id = id)
                }
                days => say!(
                    en: "Nothing is due. {id} comes back in {days} days.", zh: "现在没有要复习的。{id} 在 {days} 天后再来。",
                    id = id, days = days
                ),
            }
        }
        None => say!(en: "Nothing was got wrong that is not known by now.", zh: "没有需要复习的错题。"),
    };
    let mut out = BufWriter::new(io::stdout().lock());
    Page::new(&mut out, screen.lang, screen.paint, screen.columns).prose(0, None, &said.show(screen.lang))?;
    out.flush()?;
    Ok(Exit::Done)
}
