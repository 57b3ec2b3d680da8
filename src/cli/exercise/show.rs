//! A task on the terminal.

use crate::draw::{Ink, Paint, pad, safe, width};
use crate::exercise::answer::letter;
use crate::exercise::{Cell, Exercise, Exhibit, Mark, Marked, Task};
use crate::say;
use crate::spec::{Lang, Said, text, write};
use crate::view::Page;
use std::io;

/// Columns of what stands in a report.
const REPORT: usize = 90;

/// The whole of a task: which it is, what it is about, what is asked and how to answer.
pub fn task(exercise: &Exercise, seed: u64, task: &Task, page: &mut Page<'_>) -> io::Result<()> {
    let lang = page.lang();
    let kind = exercise.kind.title().show(lang);
    let about = say!(
        en: "{kind}, level {level}, seed {seed}", zh: "{kind}，难度 {level}，种子 {seed}",
        kind = kind, level = exercise.level, seed = seed
    );
    let id = page.ink(Ink::Strong, exercise.id);
    page.line(&format!("{id}  {}", exercise.title.show(lang)))?;
    let about = page.ink(Ink::Faint, &about.show(lang));
    page.line(&about)?;
    page.line("")?;
    page.prose(0, None, &task.asks.show(lang))?;
    exhibits(task, page)?;
    if task.parts.is_empty() {
        return Ok(());
    }
    page.line("")?;
    parts(task, page)
}

/// What the question is about.
fn exhibits(task: &Task, page: &mut Page<'_>) -> io::Result<()> {
    let lang = page.lang();
    for exhibit in &task.exhibits {
        page.line("")?;
        match exhibit {
            Exhibit::Frames { frames, .. } => {
                for (number, frame) in (1..).zip(frames) {
                    if frames.len() > 1 {
                        let count = frame.len();
                        let head = say!(en: "frame {number}, {count} octets", zh: "帧 {number}，{count} 字节", number = number, count = count);
                        page.line(&format!("  {}", head.show(lang)))?;
                    }
                    for line in dump(frame) {
                        page.line(&format!("  {line}"))?;
                    }
                }
            }
            Exhibit::Table { head, rows } => {
                for line in table(head, rows, lang) {
                    page.line(&format!("  {line}"))?;
                }
            }
            Exhibit::Lines(lines) | Exhibit::Drawing(lines) => {
                for line in lines.lines(lang).lines() {
                    page.line(&format!("  {line}"))?;
                }
            }
        }
    }
    Ok(())
}

/// What the question is about and what there is to choose from, as lines of text.
pub fn about(task: &Task, lang: Lang) -> String {
    let mut about = Vec::new();
    let mut page = Page::new(&mut about, lang, Paint::new(false), REPORT);
    let lists = (0..task.parts.len()).map(|i| task.options_behind(i)).filter(|options| !options.is_empty());
    // memory takes everything
    let _ = exhibits(task, &mut page);
    for options in lists {
        let _ = page.line("");
        for (i, option) in options.iter().enumerate() {
            let _ = page.line(&format!("  {}) {}", letter(i), option.show(lang)));
        }
    }
    String::from_utf8_lossy(&about).trim_start_matches('\n').to_string()
}

/// Octets, 16 a line, behind the offset of the first.
pub fn dump(octets: &[u8]) -> Vec<String> {
    let line = |(i, octets): (usize, &[u8])| {
        let mut line = format!("{:04x}  ", i * 16);
        let (left, right) = octets.split_at(octets.len().min(8));
        write::octets(&mut line, left, " ");
        if !right.is_empty() {
            line.push_str("  ");
            write::octets(&mut line, right, " ");
        }
        line
    };
    octets.chunks(16).enumerate().map(line).collect()
}

/// A table in columns; what is asked stands as its name in brackets.
pub fn table(head: &[Said], rows: &[Vec<Cell>], lang: Lang) -> Vec<String> {
    let shown = |cell: &Cell| match cell {
        Cell::Shown(said) => said.show(lang),
        Cell::Asked(key) => format!("[{key}]"),
    };
    let mut lines: Vec<Vec<String>> = vec![head.iter().map(|said| said.show(lang)).collect()];
    lines.extend(rows.iter().map(|row| row.iter().map(shown).collect()));
    let columns = head.len();
    let widths: Vec<usize> = (0..columns)
        .map(|i| lines.iter().filter_map(|line| line.get(i)).map(|cell| width(cell)).max().unwrap_or(0))
        .collect();
    let mut drawn: Vec<String> = lines
        .iter()
        .map(|line| {
            let cells: Vec<String> =
                line.iter().zip(&widths).map(|(cell, width)| pad(cell, *width)).collect();
            cells.join("  ").trim_end().to_string()
        })
        .collect();
    let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
    drawn.insert(1.min(drawn.len()), rule.join("  "));
    drawn
}

/// What has to be answered, each with its name, and the options where there are any.
fn parts(task: &Task, page: &mut Page<'_>) -> io::Result<()> {
    let lang = page.lang();
    let widest = task.parts.iter().map(|part| part.key.len()).max().unwrap_or(0);
    let labels: Vec<String> = task.parts.iter().map(|part| part.label.show(lang)).collect();
    let mut said = String::new();
    let label_width = labels.iter().map(|label| width(label)).max().unwrap_or(0).min(40);
    for (number, (part, label)) in task.parts.iter().zip(&labels).enumerate() {
        let key = page.ink(Ink::Strong, &pad(part.key, widest));
        let needs = part.form.needs().show(lang);
        // what is needed is said once where it is the same again
        let needs = if needs == said { String::new() } else { needs };
        let is_wide = widest + label_width + width(&needs) + 6 > page.columns();
        let behind = if is_wide { String::new() } else { page.ink(Ink::Faint, &needs) };
        page.line(&format!("  {key}  {}  {behind}", pad(label, label_width)))?;
        if is_wide {
            page.prose(widest + 4, Some(Ink::Faint), &needs)?;
        }
        if !needs.is_empty() {
            said = needs;
        }
        for (i, option) in task.options_behind(number).iter().enumerate() {
            page.prose(widest + 4, None, &format!("{}) {}", letter(i), option.show(lang)))?;
        }
    }
    Ok(())
}

/// How to answer, to stand below a task.
pub fn how(exercise: &Exercise, task: &Task) -> String {
    if exercise.program.is_some() {
        return format!("netlab exercise check --id {} --run COMMAND --at ADDR", exercise.id);
    }
    let names: Vec<String> = task.parts.iter().map(|part| part.key.to_uppercase()).collect();
    format!("netlab exercise check {}", names.join(" "))
}

/// The marks of a task: each part, what is wrong by its name, and what shows it.
pub fn marks(task: &Task, typed: &[String], marked: &Marked<'_>, page: &mut Page<'_>) -> io::Result<()> {
    let lang = page.lang();
    let widest = task.parts.iter().map(|part| part.key.len()).max().unwrap_or(0);
    for ((part, mark), typed) in task.parts.iter().zip(&marked.marks).zip(typed) {
        let (sign, ink, word) = match mark {
            Mark::Right => ("✓", Ink::Strong, text("right", "对")),
            Mark::Wrong { .. } => ("✗", Ink::Warn, text("wrong", "错")),
            Mark::Missing => ("·", Ink::Faint, text("not answered", "未作答")),
        };
        let sign = page.ink(ink, sign);
        let key = pad(part.key, widest);
        let shown: String = safe(typed).chars().take(60).collect();
        page.line(&format!("  {sign} {key}  {}  {shown}", word.show(lang)))?;
        if let Mark::Wrong { why, points } = mark {
            if let Some((misconception, _)) = why {
                page.prose(6 + widest, None, &misconception.name.show(lang))?;
            }
            for point in points {
                let (sign, ink) = if point.is_right { ("✓", Ink::Strong) } else { ("✗", Ink::Warn) };
                let sign = page.ink(ink, sign);
                page.line(&format!("      {sign} {}", point.what.show(lang)))?;
            }
        }
    }
    let mut shown: Vec<&str> = Vec::new();
    for (_, see) in marked.misconceptions() {
        if !shown.contains(&see) {
            shown.push(see);
            let said = say!(en: "see for yourself: {see}", zh: "亲眼看看：{see}", see = see);
            page.line(&format!("  {}", said.show(lang)))?;
        }
    }
    Ok(())
}
