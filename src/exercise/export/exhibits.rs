//! What a question is about, as HTML and as plain text.

use crate::draw::{runs, svg};
use crate::exercise::answer::letter;
use crate::exercise::markup::escaped;
use crate::exercise::{Cell, Exhibit, Part, Task};
use crate::say;
use crate::spec::{Lang, Said, text, write};

/// A file that goes with a question.
#[derive(Clone)]
pub struct Attached {
    /// Its name.
    pub name: String,
    /// What it is (RFC 2046).
    pub media: &'static str,
    /// Its octets.
    pub octets: Vec<u8>,
}

/// Makes the HTML: `place` says where a drawing is to be found, `blank` what stands in the cell of a part.
pub fn html(
    task: &Task,
    lang: Lang,
    place: &mut dyn FnMut(Attached) -> String,
    blank: &dyn Fn(usize, &Part) -> String,
) -> String {
    let mut html = String::new();
    let mut drawings = 0;
    for exhibit in &task.exhibits {
        match exhibit {
            Exhibit::Frames { frames, .. } => {
                for (number, frame) in (1..).zip(frames) {
                    if frames.len() > 1 {
                        html.push_str(&format!("<p>{}</p>", escaped(&heading(number, frame).show(lang))));
                    }
                    html.push_str(&format!("<pre>{}</pre>", dump(frame)));
                }
            }
            Exhibit::Lines(lines) => html.push_str(&format!("<pre>{}</pre>", escaped(&lines.lines(lang)))),
            Exhibit::Drawing(lines) => {
                drawings += 1;
                let name = format!("drawing-{drawings}.svg");
                let octets = drawing(lines, lang);
                let place = place(Attached { name, media: "image/svg+xml", octets });
                let shown = text("a drawing", "图").show(lang);
                html.push_str(&format!("<p><img src=\"{place}\" alt=\"{}\"/></p>", escaped(&shown)));
            }
            Exhibit::Table { head, rows } => {
                let row = |tag: &str, cells: Vec<String>| {
                    let cells: String = cells.iter().map(|cell| format!("<{tag}>{cell}</{tag}>")).collect();
                    format!("<tr>{cells}</tr>")
                };
                let cell = |cell: &Cell| match (cell, asked(task, cell)) {
                    (_, Some((i, part))) => blank(i, part),
                    (Cell::Shown(said), None) => escaped(&said.show(lang)),
                    (Cell::Asked(_), None) => String::new(),
                };
                let head = row("th", head.iter().map(|said| escaped(&said.show(lang))).collect());
                let rows: String =
                    rows.iter().map(|cells| row("td", cells.iter().map(cell).collect())).collect();
                html.push_str(&format!("<table>{head}{rows}</table>"));
            }
        }
    }
    html
}

/// The part that a cell asks for, and its number from 0.
pub fn asked<'a>(task: &'a Task, cell: &Cell) -> Option<(usize, &'a Part)> {
    let Cell::Asked(key) = cell else { return None };
    task.parts.iter().enumerate().find(|(_, part)| part.key == *key)
}

/// Whether the place for a part is a cell of a table.
pub fn is_cell(task: &Task, part: &Part) -> bool {
    let is_here = |one: &Cell| matches!(one, Cell::Asked(key) if *key == part.key);
    task.exhibits.iter().any(|exhibit| match exhibit {
        Exhibit::Table { rows, .. } => rows.iter().flatten().any(is_here),
        _ => false,
    })
}

/// The text of a cell; one that is asked shows its number, which stands before its question too.
pub fn cell(task: &Task, cell: &Cell, lang: Lang) -> String {
    match (cell, asked(task, cell)) {
        (_, Some((i, _))) => format!("({})", i + 1),
        (Cell::Shown(said), None) => said.show(lang),
        (Cell::Asked(_), None) => String::new(),
    }
}

/// Options, one a line behind its letter.
pub fn options(options: &[Said], lang: Lang) -> Vec<String> {
    let line = |(i, option): (usize, &Said)| format!("{}) {}", letter(i), option.show(lang));
    options.iter().enumerate().map(line).collect()
}

/// What stands above one frame of several.
pub fn heading(number: usize, frame: &[u8]) -> Said {
    let count = frame.len();
    say!(en: "frame {number}, {count} octets", zh: "第 {number} 帧，{count} 字节", number = number, count = count)
}

/// Octets, 16 a line, behind the offset of the first.
pub fn dump(octets: &[u8]) -> String {
    let lines = octets.chunks(16).enumerate().map(|(i, octets)| {
        let mut line = format!("{:04x}  ", i * 16);
        write::octets(&mut line, octets, " ");
        line
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A drawing as SVG, every letter in its column whatever fonts there are.
fn drawing(lines: &Said, lang: Lang) -> Vec<u8> {
    let lines: Vec<_> = lines.lines(lang).lines().map(runs).collect();
    let (tag, title) = (super::tag(lang), text("a drawing", "图").show(lang));
    let mut octets = Vec::new();
    // memory takes everything
    let _ = svg(&mut octets, &lines, tag, &title);
    octets
}

/// The question and what it is about in words and tables: frames and drawings are not in it.
pub fn plain(task: &Task, lang: Lang) -> String {
    let mut plain = task.asks.show(lang);
    for exhibit in &task.exhibits {
        match exhibit {
            Exhibit::Frames { .. } | Exhibit::Drawing(_) => (),
            Exhibit::Lines(lines) => plain.push_str(&format!("\n{}", lines.lines(lang))),
            Exhibit::Table { head, rows } => {
                let heads: Vec<String> = head.iter().map(|said| said.show(lang)).collect();
                plain.push_str(&format!("\n{}", heads.join(" | ")));
                for row in rows {
                    let cells: Vec<String> = row.iter().map(|one| cell(task, one, lang)).collect();
                    plain.push_str(&format!("\n{}", cells.join(" | ")));
                }
            }
        }
    }
    plain
}
