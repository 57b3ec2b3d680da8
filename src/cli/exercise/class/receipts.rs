//! Receipts that students pasted into a school system: checked, and counted by student and misconception.

use crate::cli::screen::Screen;
use crate::cli::{Exit, Failure};
use crate::draw::{Ink, pad, safe, width};
use crate::exercise::class::Asked;
use crate::exercise::find;
use crate::exercise::receipt::Receipt;
use crate::say;
use crate::spec::{Trouble, text};
use crate::view::Page;
use clap::ArgMatches;
use serde_json::json;
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

/// How many tasks of one exercise are looked through for the seed of a receipt.
const ATTEMPTS: u32 = 20;

/// What a student's receipts say.
#[derive(Default)]
struct Count {
    right: usize,
    hints: u64,
    attempts: u64,
    /// Exercises whose seed is not one that the class gave this student.
    strange: Vec<String>,
    misconceptions: Vec<String>,
}

/// Counts the receipts of a text.
pub fn count(text: &str, key: Option<&[u8]>, matches: &ArgMatches, screen: &Screen) -> Result<Exit, Failure> {
    let mut students: BTreeMap<String, Count> = BTreeMap::new();
    let mut latest: BTreeMap<(String, String, u64), Receipt> = BTreeMap::new();
    let mut exit = Exit::Done;
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| Receipt::is_meant(line)) {
        match Receipt::read(line).filter(|receipt| find(&receipt.exercise).is_some()) {
            // the same task handed in twice counts once
            Some(receipt) => {
                let place = (receipt.student.clone(), receipt.exercise.clone(), receipt.seed);
                let known = latest.get(&place).is_some_and(|known| known.at > receipt.at);
                if !known {
                    latest.insert(place, receipt);
                }
            }
            None => {
                screen.complain(&Trouble::new(say!(
                    en: "line {number} is no receipt as netlab wrote it", zh: "第 {number} 行不是 netlab 原样写出的回执", number = number
                )))?;
                exit = Exit::Trouble;
            }
        }
    }
    for receipt in latest.into_values() {
        let count = students.entry(receipt.student.clone()).or_default();
        count.right += usize::from(receipt.right);
        count.hints += receipt.hints;
        count.attempts += receipt.attempts;
        if let Some(key) = key
            && !is_given(&receipt, key)
        {
            count.strange.push(receipt.exercise.clone());
        }
        count.misconceptions.extend(receipt.misconceptions);
    }
    let mut out = BufWriter::new(io::stdout().lock());
    if matches.get_flag("json") {
        for (student, count) in &students {
            let line = json!({
                "student": student, "right": count.right, "attempts": count.attempts, "hints": count.hints,
                "misconceptions": count.misconceptions, "seeds_not_given": count.strange,
            });
            writeln!(out, "{line}")?;
        }
    } else {
        draw(&students, &mut Page::new(&mut out, screen.lang, screen.paint, screen.columns))?;
    }
    out.flush()?;
    screen.note(&say!(
        en: "a receipt shows slips and careless changes; who reads netlab's source can write one. Marked answers prove more",
        zh: "回执只能查出笔误和随手改动；读过 netlab 源代码的人可以自己写一张。批改答案更可靠"
    ));
    Ok(exit)
}

/// Whether the class gave this student this seed.
fn is_given(receipt: &Receipt, key: &[u8]) -> bool {
    let Some((_, exercise)) = find(&receipt.exercise) else { return false };
    (1..=ATTEMPTS).any(|attempt| Asked { exercise, attempt }.seed(key, &receipt.student) == receipt.seed)
}

fn draw(students: &BTreeMap<String, Count>, page: &mut Page<'_>) -> io::Result<()> {
    let lang = page.lang();
    let widest = students.keys().map(|student| width(&safe(student))).max().unwrap_or(0);
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for (student, count) in students {
        let said = say!(
            en: "{right} right, {attempts} attempts, {hints} hints", zh: "对 {right} 题，作答 {attempts} 次，提示 {hints} 次",
            right = count.right, attempts = count.attempts, hints = count.hints
        );
        page.line(&format!("{}  {}", pad(&safe(student), widest), said.show(lang)))?;
        if !count.strange.is_empty() {
            let said = say!(
                en: "seeds that this class did not give: {which}", zh: "种子不是本班发给该生的：{which}", which = count.strange.join(", ")
            );
            page.prose(widest + 2, Some(Ink::Warn), &said.show(lang))?;
        }
        count.misconceptions.iter().for_each(|id| *times.entry(id).or_default() += 1);
    }
    if !times.is_empty() {
        page.line("")?;
        let head = page.ink(Ink::Strong, &text("misconceptions", "误解").show(lang));
        page.line(&head)?;
        let mut all: Vec<_> = times.into_iter().collect();
        all.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
        for (id, times) in all {
            page.line(&format!("  {times} x {}", safe(id)))?;
        }
    }
    Ok(())
}
