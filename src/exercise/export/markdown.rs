//! Sheets as Markdown.

use super::Style;
use super::exhibits::{self, dump, heading};
use super::paper::{self, Piece, Room, is_variant, label, pieces, room, student};
use crate::exercise::class::{Question, Sheet};
use crate::exercise::{Exhibit, Part};
use crate::say;
use crate::spec::text;

/// A part for each sheet.
pub fn write(sheets: &[Sheet], style: &Style) -> String {
    let mut page = String::new();
    for sheet in sheets {
        let colon = style.lang.pick(": ", "：");
        let who = student(&sheet.student).show(style.lang);
        page.push_str(&format!("# {}{colon}{}\n\n", style.title.show(style.lang), plain(&who)));
        if is_variant(&sheet.student) && !style.answers {
            let name = text("Name:", "姓名：").show(style.lang);
            page.push_str(&format!("{name} {}\n\n", line(24)));
        }
        for (number, question) in (1..).zip(&sheet.questions) {
            one(number, question, style, &mut page);
        }
    }
    page.truncate(page.trim_end().len());
    page.push('\n');
    page
}

/// Text in which nothing is a sign of Markdown.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' => plain.extend(['\\', c]),
            c if c.is_control() => plain.push(' '),
            c => plain.push(c),
        }
    }
    plain
}

/// A line to write on.
fn line(size: usize) -> String {
    "\\_".repeat(size)
}

/// The place for an answer, or the answer.
fn blank(part: &Part, style: &Style) -> String {
    if let (true, Some(right)) = (style.answers, part.solution()) {
        return format!("**{}**", plain(&part.form.show(right, style.lang)));
    }
    match room(part) {
        Room::YesNo => {
            format!("☐ {} ☐ {}", text("yes", "是").show(style.lang), text("no", "否").show(style.lang))
        }
        Room::Little => line(6),
        Room::Some => line(16),
        Room::Much | Room::Lines => line(32),
    }
}

fn one(number: usize, question: &Question, style: &Style, page: &mut String) {
    let (task, lang) = (&question.task, style.lang);
    let title = question.asked.exercise.title.show(lang);
    page.push_str(&format!("## {number}. {title}\n\n{}\n\n", plain(&task.asks.show(lang))));
    for exhibit in &task.exhibits {
        match exhibit {
            Exhibit::Frames { frames, .. } => {
                for (number, frame) in (1..).zip(frames) {
                    if frames.len() > 1 {
                        page.push_str(&format!("{}\n\n", heading(number, frame).show(lang)));
                    }
                    page.push_str(&format!("```text\n{}\n```\n\n", dump(frame)));
                }
            }
            Exhibit::Lines(lines) | Exhibit::Drawing(lines) => {
                page.push_str(&format!("```text\n{}\n```\n\n", lines.lines(lang)));
            }
            Exhibit::Table { head, rows } => {
                let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
                page.push_str(&row(head.iter().map(|said| plain(&said.show(lang))).collect()));
                page.push_str(&format!("|{}\n", "---|".repeat(head.len())));
                for cells in rows {
                    let cell = |cell| match exhibits::asked(task, cell) {
                        Some((i, part)) => format!("({}) {}", i + 1, blank(part, style)),
                        None => plain(&exhibits::cell(task, cell, lang)),
                    };
                    page.push_str(&row(cells.iter().map(cell).collect()));
                }
                page.push('\n');
            }
        }
    }
    for piece in pieces(task) {
        match piece {
            Piece::Part(i, part) => {
                page.push_str(&format!("- {} {}\n", plain(&label(task, i, part, lang)), blank(part, style)));
            }
            Piece::Options(options) => {
                for option in exhibits::options(options, lang) {
                    page.push_str(&format!("  - {}\n", plain(&option)));
                }
            }
        }
    }
    page.push('\n');
    if style.answers {
        page.push_str(&format!("{}\n\n", plain(&task.hints[2].show(lang))));
        for wrong in &task.wrongs {
            let answers = paper::answers(task, wrong, lang);
            let colon = lang.pick(": ", "：");
            let name = wrong.misconception.name.show(lang);
            page.push_str(&format!("- {}{colon}{}\n", plain(&answers), plain(&name)));
        }
        page.push('\n');
    }
    let made = say!(
        en: "{name}, seed {seed}", zh: "{name}，种子 {seed}", name = question.asked.name(), seed = question.seed
    );
    page.push_str(&format!("{}\n\n", plain(&made.show(lang))));
}
