//! Sheets as Markdown.

use super::Style;
use super::item::{cell, dump};
use crate::exercise::Exhibit;
use crate::exercise::answer::letter;
use crate::exercise::class::{Question, Sheet};
use crate::say;
use crate::spec::Lang;

/// A part for each sheet.
pub fn write(sheets: &[Sheet], style: &Style) -> String {
    let mut page = String::new();
    for sheet in sheets {
        let name = [sheet.student.id.as_str(), sheet.student.name.as_str()].join(" ");
        page.push_str(&format!("# {}: {}\n\n", style.title.show(style.lang), plain(name.trim())));
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

fn one(number: usize, question: &Question, style: &Style, page: &mut String) {
    let (task, lang) = (&question.task, style.lang);
    let title = question.asked.exercise.title.show(lang);
    page.push_str(&format!("## {number}. {title}\n\n{}\n\n", plain(&task.asks.show(lang))));
    for exhibit in &task.exhibits {
        match exhibit {
            Exhibit::Frames { frames, .. } => {
                frames.iter().for_each(|frame| page.push_str(&format!("```text\n{}\n```\n\n", dump(frame))));
            }
            Exhibit::Lines(lines) => page.push_str(&format!("```text\n{}\n```\n\n", lines.show(lang))),
            Exhibit::Table { head, rows } => {
                let row = |cells: Vec<String>| {
                    format!("| {} |\n", cells.iter().map(|cell| plain(cell)).collect::<Vec<_>>().join(" | "))
                };
                page.push_str(&row(head.iter().map(|said| said.show(lang)).collect()));
                page.push_str(&format!("|{}\n", "---|".repeat(head.len())));
                for cells in rows {
                    page.push_str(&row(cells.iter().map(|one| cell(task, one, lang)).collect()));
                }
                page.push('\n');
            }
        }
    }
    for (i, part) in task.parts.iter().enumerate() {
        let answer = match (style.answers, part.solution()) {
            (true, Some(right)) => format!("**{}**", plain(&part.form.show(right, Lang::En))),
            _ => "\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_".to_string(),
        };
        page.push_str(&format!("- ({}) {}: {answer}\n", letter(i), plain(&part.label.show(lang))));
        for (i, option) in part.form.options().iter().enumerate() {
            page.push_str(&format!("  - {}) {}\n", letter(i), plain(&option.show(lang))));
        }
    }
    page.push('\n');
    if style.answers {
        page.push_str(&format!("{}\n\n", plain(&task.hints[2].show(lang))));
        for wrong in &task.wrongs {
            let answers: Vec<String> = wrong
                .answers
                .iter()
                .filter_map(|(key, value)| {
                    Some(format!("{key}={}", task.part(key)?.form.show(value, Lang::En)))
                })
                .collect();
            page.push_str(&format!(
                "- {}: {}\n",
                plain(&answers.join(" ")),
                plain(&wrong.misconception.name.show(lang))
            ));
        }
        page.push('\n');
    }
    let made = say!(
        en: "{name}, seed {seed}", zh: "{name}，种子 {seed}", name = question.asked.name(), seed = question.seed
    );
    page.push_str(&format!("{}\n\n", plain(&made.show(lang))));
}
