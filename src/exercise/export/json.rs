//! Sheets as JSON.

use super::Style;
use crate::exercise::class::Sheet;
use crate::exercise::draws::hex;
use crate::exercise::{Cell, Exhibit, Part, Task};
use crate::spec::{Lang, Said};
use serde_json::{Value, json};

fn said(said: &Said) -> Value {
    json!({ "en": said.en, "zh": said.zh })
}

/// What a question is about beside its frames: lines, drawings, and tables whose cells say something or are a part.
pub fn exhibits(task: &Task) -> Value {
    let one = |exhibit: &Exhibit| match exhibit {
        Exhibit::Frames { .. } => None,
        Exhibit::Lines(lines) => Some(json!({ "lines": said(lines) })),
        Exhibit::Drawing(lines) => Some(json!({ "drawing": said(lines) })),
        Exhibit::Table { head, rows } => {
            let cell = |cell: &Cell| match cell {
                Cell::Shown(shown) => said(shown),
                Cell::Asked(key) => json!({ "part": key }),
            };
            let rows: Vec<Vec<Value>> = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
            Some(json!({ "head": head.iter().map(said).collect::<Vec<_>>(), "rows": rows }))
        }
    };
    task.exhibits.iter().filter_map(one).collect()
}

/// One object for each sheet, on a line of its own. Both languages are in it, whichever the screen has.
pub fn write(sheets: &[Sheet], style: &Style) -> String {
    let mut lines = String::new();
    for sheet in sheets {
        let questions: Vec<Value> = sheet
            .questions
            .iter()
            .map(|question| {
                let task = &question.task;
                let given: serde_json::Map<String, Value> =
                    task.given.iter().map(|(key, value)| ((*key).to_string(), json!(value))).collect();
                let frames: Vec<String> = task
                    .exhibits
                    .iter()
                    .flat_map(|exhibit| match exhibit {
                        Exhibit::Frames { frames, .. } => frames.iter().map(|frame| hex(frame)).collect(),
                        _ => Vec::new(),
                    })
                    .collect();
                json!({
                    "task": question.asked.name(), "exercise": question.asked.exercise.id, "seed": question.seed,
                    "question": said(&task.asks), "given": given, "frames": frames, "exhibits": exhibits(task),
                    "parts": task.parts.iter().map(|one| part(one, style.answers)).collect::<Vec<_>>(),
                })
            })
            .collect();
        let line = json!({ "student": sheet.student.id, "name": sheet.student.name, "questions": questions });
        lines.push_str(&format!("{line}\n"));
    }
    lines
}

fn part(part: &Part, answers: bool) -> Value {
    let mut object = json!({
        "key": part.key, "label": said(&part.label), "form": part.form.key(),
        "options": part.form.options().iter().map(said).collect::<Vec<_>>(),
    });
    if answers && let Some(right) = part.solution() {
        object["answer"] = json!(part.form.show(right, Lang::En));
    }
    object
}
