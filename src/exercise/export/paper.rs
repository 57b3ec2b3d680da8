//! What stands on a sheet of paper below a question: the places for its answers, and its options once.

use super::exhibits::is_cell;
use crate::exercise::class::Student;
use crate::exercise::{Form, Part, Task, Value, Wrong};
use crate::say;
use crate::spec::{Lang, Said};

/// A piece of what stands below a question.
pub enum Piece<'a> {
    /// The place for a part, whose number counts from 0.
    Part(usize, &'a Part),
    /// The options of the parts above it, and of those in the table.
    Options(&'a [Said]),
}

/// The pieces, in order. A part whose place is a cell of a table is answered there.
pub fn pieces(task: &Task) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    for (i, part) in task.parts.iter().enumerate() {
        if !is_cell(task, part) {
            pieces.push(Piece::Part(i, part));
        }
        let options = task.options_behind(i);
        if !options.is_empty() {
            pieces.push(Piece::Options(options));
        }
    }
    pieces
}

/// What stands before the place for an answer: the number of the part where there are several, and its name.
pub fn label(task: &Task, i: usize, part: &Part, lang: Lang) -> String {
    let label = part.label.show(lang);
    // a question has its mark already
    let colon = match (label.ends_with(['?', '？']), lang) {
        (true, _) => "",
        (false, Lang::Zh) => "：",
        (false, _) => ":",
    };
    match task.parts.len() {
        1 => format!("{label}{colon}"),
        _ => format!("({}) {label}{colon}", i + 1),
    }
}

/// How much room an answer needs, written by hand.
pub enum Room {
    /// A letter or a small number.
    Little,
    /// An address.
    Some,
    /// A list.
    Much,
    /// Lines of octets.
    Lines,
    /// A cross in one of two boxes.
    YesNo,
}

/// The room that an answer of this part needs.
pub fn room(part: &Part) -> Room {
    let solution = part.solution().map_or(0, |right| part.form.show(right, Lang::En).len());
    match &part.form {
        Form::YesNo => Room::YesNo,
        Form::Choice(_) | Form::Ticks(_) | Form::Number | Form::Prefix | Form::Word => Room::Little,
        Form::Octets if part.is_open() || solution > 60 => Room::Lines,
        Form::List(_) | Form::Set(_) | Form::Bits | Form::Exact | Form::Ipv6 => Room::Much,
        _ => Room::Some,
    }
}

/// Whose sheet it is.
pub fn student(student: &Student) -> Said {
    let number = student.id.strip_prefix("variant ").filter(|_| student.name.is_empty());
    match number {
        Some(number) => say!(en: "Variant {number}", zh: "第 {number} 套", number = number),
        None => {
            let said = [student.id.as_str(), student.name.as_str()].join(" ").trim().to_string();
            Said { en: said.clone(), zh: said }
        }
    }
}

/// Whether it is a variant, on which whoever solves it has to write their name.
pub fn is_variant(student: &Student) -> bool {
    student.name.is_empty() && student.id.starts_with("variant ")
}

/// What a mistake answers, by the numbers of the parts.
pub fn answers(task: &Task, wrong: &Wrong, lang: Lang) -> String {
    let answer = |(key, value): &(&str, Value)| {
        let (i, part) = task.parts.iter().enumerate().find(|(_, part)| part.key == *key)?;
        let shown = part.form.show(value, lang);
        Some(if task.parts.len() == 1 { shown } else { format!("({}) {shown}", i + 1) })
    };
    wrong.answers.iter().filter_map(answer).collect::<Vec<_>>().join("  ")
}
