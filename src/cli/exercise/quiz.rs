//! `netlab exercise quiz`: questions one after another, answered on standard input.

use super::state::{State, now};
use super::{check, show, topic_named};
use crate::chance::Chance;
use crate::cli::screen::Screen;
use crate::cli::{Exit, Failure, duration};
use crate::draw::Ink;
use crate::exercise::{Exercise, Kind, Topic, all, mark, read};
use crate::say;
use crate::spec::{Said, Trouble};
use crate::view::Page;
use clap::ArgMatches;
use std::io::{self, BufRead, Read, Write};
use std::time::{Duration, Instant};

/// Questions where nobody said how many.
const COUNT: u64 = 10;

/// The longest line that is read as an answer.
const LONGEST: u64 = 1 << 16;

/// What a quiz came to.
struct Score {
    asked: usize,
    right: usize,
    named: Vec<(&'static str, Said, usize)>,
}

/// Runs a quiz. Exit status 0 if all was right.
pub fn quiz(matches: &ArgMatches, mut state: State, screen: &Screen) -> Result<Exit, Failure> {
    let topic = matches.get_one::<String>("topic").map(|word| topic_named(word)).transpose()?;
    let level = matches.get_one::<u8>("level").copied();
    let exam = matches.get_one::<String>("exam").map(|word| duration::read(word)).transpose()?;
    let count =
        matches.get_one::<u64>(if exam.is_some() { "pick" } else { "count" }).copied().unwrap_or(COUNT);
    let from = matches.get_one::<u64>("seed").copied().unwrap_or_else(|| state.fresh("quiz"));
    let chosen = choose(topic, level, count as usize, from)?;
    let timed = matches.get_flag("timed") || exam.is_some();
    let mut input = io::stdin().lock();
    let mut out = io::stdout().lock();
    let began = Instant::now();
    let mut score = Score { asked: 0, right: 0, named: Vec::new() };
    let mut receipts = Vec::new();
    let how = say!(
        en: "A line for each question, with spaces or ; between its parts; ? leaves a part open, an empty line all. Ctrl-D ends.",
        zh: "每题答一行，各部分之间用空格或 ; 隔开；? 表示该部分留空，空行表示整题留空。按 Ctrl-D 结束。"
    );
    let mut page = Page::new(&mut out, screen.lang, screen.paint, screen.columns);
    page.prose(0, Some(Ink::Faint), &how.show(screen.lang))?;
    page.line("")?;
    for (number, (exercise, seed)) in (1..).zip(&chosen) {
        if exam.is_some_and(|exam| began.elapsed() > exam) {
            break;
        }
        let task = exercise.task(*seed);
        let head = format!("{number}/{}  ", chosen.len());
        let mut page = Page::new(&mut out, screen.lang, screen.paint, screen.columns);
        page.line(&page.ink(Ink::Faint, head.trim_end()))?;
        show::task(exercise, *seed, &task, &mut page)?;
        let asked = Instant::now();
        let Some(words) = answer(&task, &mut input, &mut out, screen)? else { break };
        let (values, typed) = words;
        let marked = mark(&task, &values);
        let i = state.begin(exercise, Some(*seed));
        let receipt = check::record(&mut state, i, &marked, &typed);
        // whenever the power goes, what was answered is kept
        state.save()?;
        score.count(&marked);
        let late = exam.is_some_and(|exam| began.elapsed() > exam);
        if late {
            score.asked -= 1;
            score.right -= usize::from(marked.is_right());
            break;
        }
        let mut page = Page::new(&mut out, screen.lang, screen.paint, screen.columns);
        if exam.is_none() {
            show::marks(&task, &typed, &marked, &mut page)?;
        }
        if timed && exam.is_none() {
            let seconds = asked.elapsed().as_secs();
            let said = say!(en: "{seconds} s", zh: "用时 {seconds} 秒", seconds = seconds);
            page.line(&format!("  {}", said.show(screen.lang)))?;
        }
        page.line("")?;
        receipts.push(receipt.line());
    }
    let mut page = Page::new(&mut out, screen.lang, screen.paint, screen.columns);
    score.show(&chosen, from, timed.then(|| began.elapsed()), &mut page)?;
    if exam.is_some() {
        for receipt in receipts {
            page.line(&receipt)?;
        }
    }
    Ok(if score.right == chosen.len() { Exit::Done } else { Exit::No })
}

/// The questions: different exercises as far as there are, then other tasks of the same.
fn choose(
    topic: Option<&'static Topic>,
    level: Option<u8>,
    count: usize,
    seed: u64,
) -> Result<Vec<(&'static Exercise, u64)>, Trouble> {
    let fits = |(of, exercise): &(&'static Topic, &'static Exercise)| {
        topic.is_none_or(|topic| topic.key == of.key)
            && level.is_none_or(|level| level == exercise.level)
            // a program is no answer that fits on a line
            && !matches!(exercise.kind, Kind::Program | Kind::Repair)
    };
    let there: Vec<&'static Exercise> = all().filter(fits).map(|(_, exercise)| exercise).collect();
    if there.is_empty() {
        let what = say!(en: "there is no exercise of this topic and level", zh: "该主题没有这一难度的练习");
        return Err(Trouble::new(what).hint(say!(
            en: "`netlab exercise list` shows topics and levels", zh: "`netlab exercise list` 列出主题和难度"
        )));
    }
    let mut chance = Chance::new(seed, 0);
    let mut chosen = Vec::new();
    while chosen.len() < count {
        for i in chance.some(count - chosen.len(), there.len()) {
            chosen.extend(there.get(i).map(|exercise| (*exercise, chance.below(1_000_000))));
        }
    }
    Ok(chosen)
}

type Answered = (Vec<Option<crate::exercise::Value>>, Vec<String>);

/// Asks until an answer can be read; an empty line answers nothing. `None` where there is no more input.
fn answer(
    task: &crate::exercise::Task,
    input: &mut impl BufRead,
    out: &mut impl Write,
    screen: &Screen,
) -> Result<Option<Answered>, Failure> {
    loop {
        write!(out, "> ")?;
        out.flush()?;
        let mut line = Vec::new();
        let count = input.by_ref().take(LONGEST).read_until(b'\n', &mut line).map_err(|error| {
            Trouble::new(say!(en: "cannot read standard input: {error}", zh: "无法读取标准输入：{error}", error = error))
        })?;
        if count == 0 {
            writeln!(out)?;
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let words: Vec<&str> = match (task.parts.len(), line.contains([';', '；'])) {
            (1, _) => vec![line.trim()],
            // between two signs with nothing between them is a part that is left open
            (_, true) => {
                let words = line.trim().trim_end_matches([';', '；']).split([';', '；']).map(str::trim);
                words.map(|word| if word.is_empty() { "?" } else { word }).collect()
            }
            (_, false) => line.split_whitespace().collect(),
        };
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        match read(task, &words) {
            Ok(values) => {
                let typed = super::answers::shown(task, &values);
                return Ok(Some((values, typed)));
            }
            Err(trouble) => screen.complain(&trouble)?,
        }
    }
}

impl Score {
    fn count(&mut self, marked: &crate::exercise::Marked<'_>) {
        self.asked += 1;
        self.right += usize::from(marked.is_right());
        for (misconception, _) in marked.misconceptions() {
            match self.named.iter_mut().find(|(id, ..)| *id == misconception.id) {
                Some((.., times)) => *times += 1,
                None => self.named.push((misconception.id, misconception.name.into(), 1)),
            }
        }
    }

    fn show(
        &self,
        chosen: &[(&Exercise, u64)],
        seed: u64,
        took: Option<Duration>,
        page: &mut Page<'_>,
    ) -> io::Result<()> {
        let lang = page.lang();
        let said = say!(
            en: "{right} of {all} right", zh: "{all} 题中对了 {right} 题", right = self.right, all = chosen.len()
        );
        let mut line = page.ink(Ink::Strong, &said.show(lang));
        if let Some(took) = took {
            let said = say!(en: ", {seconds} s", zh: "，用时 {seconds} 秒", seconds = took.as_secs());
            line.push_str(&said.show(lang));
        }
        let again =
            say!(en: "; the same again: --seed {seed}", zh: "；再做同样的题：--seed {seed}", seed = seed);
        line.push_str(&again.show(lang));
        page.line(&line)?;
        for (id, name, times) in &self.named {
            page.prose(2, None, &format!("{times} x {id}: {}", name.show(lang)))?;
        }
        Ok(())
    }
}

/// When something was, for people: the day and the minute in UTC.
pub fn day(at: i64) -> String {
    match jiff::Timestamp::from_second(at) {
        Ok(time) => time.strftime("%Y-%m-%d %H:%M UTC").to_string(),
        Err(_) => now().to_string(),
    }
}
