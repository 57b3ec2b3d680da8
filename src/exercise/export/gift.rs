//! Moodle's GIFT. A question is a paragraph; a blank line ends it.

use super::item::{Item, Reply, items};
use super::{Style, Written};
use crate::exercise::class::Sheet;

/// What the format calls special, with a backslash before it. A line break inside a question is `\n`.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '#' | '=' | '~' | '{' | '}' | ':' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => (),
            c => escaped.push(c),
        }
    }
    escaped
}

/// A category for each sheet; questions with frames or drawings and those that nobody but netlab can judge are left out.
pub fn write(sheets: &[Sheet], style: &Style) -> Written {
    let mut text = String::new();
    let mut left_out = 0;
    for sheet in sheets {
        let category = sheet.student.id.replace('/', "//");
        let category: String = category.chars().filter(|c| !c.is_control()).collect();
        text.push_str(&format!("$CATEGORY: $course$/top/netlab/{category}\n\n"));
        for item in items(sheet, style.lang) {
            match question(&item) {
                Some(question) => text.push_str(&question),
                None => left_out += 1,
            }
        }
    }
    Written { octets: text.into_bytes(), left_out }
}

fn question(item: &Item) -> Option<String> {
    if !item.files.is_empty() {
        return None;
    }
    let why = |why: &str| format!("#{}", escaped(why));
    let answer = match &item.reply {
        Reply::Essay => return None,
        // the feedback of a wrong answer stands first
        Reply::Truth(right, because) => {
            let because = because.as_deref().map(why).unwrap_or_default();
            format!("{}{because}", if *right { "TRUE" } else { "FALSE" })
        }
        Reply::Number { right, off, wrong } => {
            let wrong: String =
                wrong.iter().map(|(number, because)| format!(" =%0%{number}:0{}", why(because))).collect();
            format!("#=%100%{right}:{off}{wrong}")
        }
        Reply::Text { right, wrong } => {
            // the asterisk stands for anything
            let word = |text: &str| escaped(&text.replace('*', "\\*"));
            let right = right.iter().map(|text| format!("={}", word(text)));
            let wrong = wrong.iter().map(|(text, because)| format!("=%0%{}{}", word(text), why(because)));
            right.chain(wrong).collect::<Vec<_>>().join(" ")
        }
        Reply::One(options) => {
            let option = |(text, right, because): &(String, bool, Option<String>)| {
                let sign = if *right { '=' } else { '~' };
                format!("{sign}{}{}", escaped(text), because.as_deref().map(why).unwrap_or_default())
            };
            options.iter().map(option).collect::<Vec<_>>().join(" ")
        }
        Reply::Many(options) => {
            let right = options.iter().filter(|(_, right)| *right).count();
            let option = |(text, is_right): &(String, bool)| {
                let share = share(*is_right, right, options.len());
                format!("~%{share}%{}", escaped(text))
            };
            options.iter().map(option).collect::<Vec<_>>().join(" ")
        }
    };
    let all = format!("####{}", escaped(&item.feedback));
    // where true or false has no feedback of its own, the general one needs none before it
    Some(format!("::{}::[plain]{}{{{answer}{all}}}\n\n", escaped(&item.ident), escaped(&item.plain)))
}

/// What ticking an option is worth in per cent: all right ones together are 100, and a wrong one takes all away. Moodle takes
/// only some fractions.
pub fn share(is_right: bool, right: usize, all: usize) -> &'static str {
    const SHARES: [&str; 11] =
        ["100", "100", "50", "33.33333", "25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10"];
    match (is_right, right.min(all)) {
        (false, _) => "-100",
        (true, right) => SHARES.get(right).copied().unwrap_or("10"),
    }
}
