//! Sheets as a page to read and to print: each begins on paper of its own.

use super::Style;
use super::item::exhibits;
use crate::exercise::answer::letter;
use crate::exercise::class::{Question, Sheet};
use crate::exercise::markup::{base64, escaped, head};
use crate::say;
use crate::spec::Lang;

/// The page.
pub fn write(sheets: &[Sheet], style: &Style) -> String {
    let lang = match style.lang {
        Lang::En => "en",
        Lang::Zh | Lang::Both => "zh",
    };
    let title = style.title.show(style.lang);
    let mut page = head(&title, lang);
    for sheet in sheets {
        let student = [sheet.student.id.as_str(), sheet.student.name.as_str()].join(" ");
        page.push_str(&format!(
            "<section class=\"sheet\">\n<h1>{}</h1>\n<p>{}</p>\n",
            escaped(&title),
            escaped(student.trim())
        ));
        for (number, question) in (1..).zip(&sheet.questions) {
            one(number, question, style, &mut page);
        }
        page.push_str("</section>\n");
    }
    page.push_str("</body>\n</html>\n");
    page
}

fn one(number: usize, question: &Question, style: &Style, page: &mut String) {
    let (task, lang) = (&question.task, style.lang);
    page.push_str(&format!(
        "<div class=\"task\">\n<h2>{number}. {}</h2>\n<p>{}</p>\n{}\n",
        escaped(&question.asked.exercise.title.show(lang)),
        escaped(&task.asks.show(lang)),
        exhibits(task, lang)
    ));
    let pcap = task.pcap();
    if !pcap.is_empty() {
        let name = format!("{}-{}.pcap", question.asked.exercise.id, question.seed);
        page.push_str(&format!(
            "<p><a download=\"{name}\" href=\"data:application/vnd.tcpdump.pcap;base64,{}\">{name}</a></p>\n",
            base64(&pcap)
        ));
    }
    page.push_str("<ol type=\"a\">\n");
    for part in &task.parts {
        let answer = match (style.answers, part.solution()) {
            (true, Some(right)) => format!("<b>{}</b>", escaped(&part.form.show(right, Lang::En))),
            _ => "<span class=\"blank\">&nbsp;</span>".to_string(),
        };
        let options: String = part
            .form
            .options()
            .iter()
            .enumerate()
            .map(|(i, option)| format!("<br>{}) {}", letter(i), escaped(&option.show(lang))))
            .collect();
        page.push_str(&format!("<li>{}: {answer}{options}</li>\n", escaped(&part.label.show(lang))));
    }
    page.push_str("</ol>\n");
    if style.answers {
        page.push_str(&format!("<p>{}</p>\n", escaped(&task.hints[2].show(lang))));
    }
    let made = say!(
        en: "{name}, seed {seed}", zh: "{name}，种子 {seed}", name = question.asked.name(), seed = question.seed
    );
    page.push_str(&format!("<footer>{}</footer>\n</div>\n", escaped(&made.show(lang))));
}
