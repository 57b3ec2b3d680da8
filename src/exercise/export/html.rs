//! Sheets as a page to read and to print: each begins on paper of its own.

use super::Style;
use super::exhibits::{self, Attached};
use super::paper::{Piece, Room, is_variant, label, pieces, room, student};
use crate::exercise::Part;
use crate::exercise::class::{Question, Sheet};
use crate::exercise::markup::{base64, escaped, head};
use crate::say;
use crate::spec::{Lang, text};

/// The page.
pub fn write(sheets: &[Sheet], style: &Style) -> String {
    let lang = style.lang;
    let title = style.title.show(lang);
    let mut page = head(&title, super::tag(lang));
    for sheet in sheets {
        page.push_str(&format!(
            "<section class=\"sheet\">\n<h1>{}</h1>\n<p class=\"who\">{}",
            escaped(&title),
            escaped(&student(&sheet.student).show(lang))
        ));
        if !style.answers {
            if is_variant(&sheet.student) {
                let name = text("Name:", "姓名：").show(lang);
                page.push_str(&format!(" <span>{} {}</span>", escaped(&name), line("some")));
            }
            let of: usize = sheet.questions.iter().map(|question| question.task.parts.len()).sum();
            let points = text("Points:", "得分：").show(lang);
            page.push_str(&format!(" <span>{} {} / {of}</span>", escaped(&points), line("little")));
        }
        page.push_str("</p>\n");
        for (number, question) in (1..).zip(&sheet.questions) {
            one(number, question, style, &mut page);
        }
        page.push_str("</section>\n");
    }
    page.push_str("</body>\n</html>\n");
    page
}

/// A line to write on.
fn line(size: &str) -> String {
    format!("<span class=\"blank {size}\">&nbsp;</span>")
}

/// The place for an answer, or the answer.
fn blank(part: &Part, style: &Style) -> String {
    if let (true, Some(right)) = (style.answers, part.solution()) {
        return format!("<b>{}</b>", escaped(&part.form.show(right, style.lang)));
    }
    match room(part) {
        Room::YesNo => {
            let word = |word: crate::spec::Text| escaped(&word.show(style.lang));
            format!(
                "<span class=\"boxes\">☐ {}&emsp;☐ {}</span>",
                word(text("yes", "是")),
                word(text("no", "否"))
            )
        }
        Room::Little => line("little"),
        Room::Some => line("some"),
        Room::Much => line("much"),
        Room::Lines => format!("<span class=\"lines\">{}</span>", line("whole").repeat(4)),
    }
}

/// What stands in the cell of a part: its number and room to write, or the answer.
fn cell(i: usize, part: &Part, style: &Style) -> String {
    match (style.answers, room(part)) {
        (true, _) | (false, Room::YesNo) => format!("({}) {}", i + 1, blank(part, style)),
        (false, _) => format!("({}) <span class=\"cell\"></span>", i + 1),
    }
}

fn one(number: usize, question: &Question, style: &Style, page: &mut String) {
    let (task, lang) = (&question.task, style.lang);
    let mut inside = |file: Attached| format!("data:{};base64,{}", file.media, base64(&file.octets));
    page.push_str(&format!(
        "<div class=\"task\">\n<h2>{number}. {}</h2>\n<p>{}</p>\n{}\n",
        escaped(&question.asked.exercise.title.show(lang)),
        escaped(&task.asks.show(lang)),
        exhibits::html(task, lang, &mut inside, &|i, part| cell(i, part, style))
    ));
    let pcap = task.pcap();
    if !pcap.is_empty() {
        let name = format!("{}-{}.pcap", question.asked.exercise.id, question.seed);
        page.push_str(&format!(
            "<p class=\"file\"><a download=\"{name}\" href=\"data:application/vnd.tcpdump.pcap;base64,{}\">{name}</a></p>\n",
            base64(&pcap)
        ));
    }
    for piece in pieces(task) {
        page.push_str(&match piece {
            Piece::Part(i, part) => {
                format!(
                    "<p class=\"part\">{} {}</p>\n",
                    escaped(&label(task, i, part, lang)),
                    blank(part, style)
                )
            }
            Piece::Options(options) => {
                let options: String = exhibits::options(options, lang)
                    .iter()
                    .map(|option| format!("<li>{}</li>", escaped(option)))
                    .collect();
                format!("<ul class=\"options\">{options}</ul>\n")
            }
        });
    }
    if style.answers {
        page.push_str(&format!("<p class=\"worked\">{}</p>\n", escaped(&task.hints[2].show(lang))));
        let wrongs: String = task.wrongs.iter().map(|wrong| wrong_answer(question, wrong, lang)).collect();
        if !wrongs.is_empty() {
            page.push_str(&format!("<ul class=\"wrongs\">{wrongs}</ul>\n"));
        }
    }
    let made = say!(
        en: "{name}, seed {seed}", zh: "{name}，种子 {seed}", name = question.asked.name(), seed = question.seed
    );
    page.push_str(&format!("<footer>{}</footer>\n</div>\n", escaped(&made.show(lang))));
}

/// What answer a mistake gives, and which.
fn wrong_answer(question: &Question, wrong: &crate::exercise::Wrong, lang: Lang) -> String {
    let answers = super::paper::answers(&question.task, wrong, lang);
    let colon = lang.pick(": ", "：");
    format!("<li>{}{colon}{}</li>", escaped(&answers), escaped(&wrong.misconception.name.show(lang)))
}
