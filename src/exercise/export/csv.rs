//! Tables as spreadsheets write and read them (RFC 4180).

use super::exhibits::{options, plain};
use super::{Style, Written};
use crate::exercise::class::Sheet;
use crate::spec::Lang;

/// The names of the columns: those that `grade` looks for.
const HEAD: [&str; 6] = ["student", "name", "task", "part", "question", "answer"];

/// A row for each answer. Questions with frames or drawings are left out.
pub fn write(sheets: &[Sheet], style: &Style) -> Written {
    // Excel takes a file for UTF-8 only with the mark at its head
    let mut table = String::from("\u{feff}");
    table.push_str(&fields(&HEAD));
    let mut left_out = 0;
    for sheet in sheets {
        for question in &sheet.questions {
            let task = &question.task;
            if task.has_pictures() {
                left_out += task.parts.len();
                continue;
            }
            for part in &task.parts {
                let mut asked = vec![plain(task, style.lang)];
                asked.extend(options(part.form.options(), style.lang));
                asked.push(format!(
                    "{} ({})",
                    part.label.show(style.lang),
                    part.form.needs().show(style.lang)
                ));
                let answer = match (style.answers, part.solution()) {
                    (true, Some(right)) => part.form.show(right, Lang::En),
                    _ => String::new(),
                };
                let (student, name) = (&sheet.student.id, &sheet.student.name);
                table.push_str(&fields(&[
                    student,
                    name,
                    &question.asked.name(),
                    part.key,
                    &asked.join("\n"),
                    &answer,
                ]));
            }
        }
    }
    Written { octets: table.into_bytes(), left_out }
}

/// A row of a table.
pub fn fields(fields: &[&str]) -> String {
    let quoted: Vec<String> = fields.iter().map(|field| quoted(field)).collect();
    format!("{}\r\n", quoted.join(","))
}

/// A field without control characters. What a spreadsheet would take for a formula gets an apostrophe, which it takes for
/// text.
fn quoted(field: &str) -> String {
    let is_formula = field.starts_with(['=', '+', '-', '@', '\t', '\r']) && field.parse::<f64>().is_err();
    let mut field = if is_formula { format!("'{field}") } else { field.to_string() };
    field.retain(|c| !c.is_control() || matches!(c, '\n' | '\t'));
    if field.contains([',', ';', '"', '\n', '\r', '\t']) || field.trim() != field {
        return format!("\"{}\"", field.replace('"', "\"\""));
    }
    field
}

/// The rows of a table, with commas, semicolons or tabs between the fields, whichever its first line has most of.
pub fn rows(text: &str) -> Vec<Vec<String>> {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or("");
    let between =
        [',', ';', '\t'].into_iter().max_by_key(|sign| (first.matches(*sign).count(), *sign == ','));
    let between = between.unwrap_or(',');
    let (mut rows, mut row, mut field, mut in_quotes) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if in_quotes && chars.peek() == Some(&'"') => {
                chars.next();
                field.push('"');
            }
            '"' if in_quotes => in_quotes = false,
            c if in_quotes => field.push(c),
            '"' if field.is_empty() => in_quotes = true,
            '\r' if chars.peek() == Some(&'\n') => (),
            '\n' | '\r' => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            c if c == between => row.push(std::mem::take(&mut field)),
            c => field.push(c),
        }
    }
    if !field.is_empty() || !row.is_empty() {
        row.push(field);
        rows.push(row);
    }
    for row in &mut rows {
        for field in row.iter_mut() {
            let plain = field.trim();
            // the apostrophe that was put before what is no formula
            let plain = plain
                .strip_prefix('\'')
                .filter(|rest| rest.starts_with(['=', '+', '-', '@']))
                .unwrap_or(plain);
            *field = plain.to_string();
        }
    }
    rows.retain(|row: &Vec<String>| row.iter().any(|field| !field.is_empty()));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_as_it_was_written() {
        let written = [["a", "b,c", "d\"e"], ["=1+1", "-5", " x"], ["李雷", "two\nlines", ""]];
        let text: String = written.iter().map(|row| fields(row)).collect();
        assert!(text.contains("'=1+1,-5,"), "{text}");
        let read = rows(&text);
        assert_eq!(read, [["a", "b,c", "d\"e"], ["=1+1", "-5", "x"], ["李雷", "two\nlines", ""]]);
    }

    #[test]
    fn other_signs_stand_between_fields_too() {
        assert_eq!(rows("a;b;c\r\n1;2,5;3\r\n\r\n"), [["a", "b", "c"], ["1", "2,5", "3"]]);
        assert_eq!(rows("\u{feff}a\tb\n1\t2"), [["a", "b"], ["1", "2"]]);
        assert_eq!(rows("one\n"), [["one"]]);
        assert_eq!(rows("\"never closed"), [["never closed"]]);
        assert!(rows("").is_empty());
    }
}
