//! Moodle's XML.

use super::exhibits::Attached;
use super::gift::share;
use super::item::{Item, Reply, items};
use super::{Style, Written};
use crate::exercise::class::Sheet;
use crate::exercise::markup::{base64, escaped};

/// A category for each sheet, and every question in it; what only netlab or a person can judge is an essay.
pub fn write(sheets: &[Sheet], style: &Style) -> Written {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n");
    for sheet in sheets {
        let category = escaped(&sheet.student.id.replace('/', "//"));
        xml.push_str(&format!(
            "<question type=\"category\"><category><text>$course$/top/netlab/{category}</text></category></question>\n"
        ));
        items(sheet, style.lang).iter().for_each(|item| question(item, &mut xml));
    }
    xml.push_str("</quiz>\n");
    Written { octets: xml.into_bytes(), left_out: 0 }
}

fn text(text: &str) -> String {
    format!("<text>{}</text>", escaped(text))
}

fn feedback(why: &str) -> String {
    match why {
        "" => String::new(),
        why => format!("<feedback format=\"html\"><text>{}</text></feedback>", escaped(&escaped(why))),
    }
}

fn question(item: &Item, xml: &mut String) {
    let kind = match &item.reply {
        Reply::Number { .. } => "numerical",
        Reply::Text { .. } => "shortanswer",
        Reply::Truth(..) => "truefalse",
        Reply::One(_) | Reply::Many(_) => "multichoice",
        Reply::Essay => "essay",
    };
    let html = item.html("@@PLUGINFILE@@/");
    let file = |file: &Attached| {
        let octets = base64(&file.octets);
        format!("<file name=\"{}\" path=\"/\" encoding=\"base64\">{octets}</file>", file.name)
    };
    let files: String = item.files.iter().map(file).collect();
    let penalty = if kind == "truefalse" { "1" } else { "0.3333333" };
    xml.push_str(&format!(
        "<question type=\"{kind}\">
<name>{}</name>
<questiontext format=\"html\">{}{files}</questiontext>
<generalfeedback format=\"html\">{}</generalfeedback>
<defaultgrade>1</defaultgrade>
<penalty>{penalty}</penalty>
<hidden>0</hidden>
<idnumber>{}</idnumber>
",
        text(&item.title),
        text(&html),
        text(&escaped(&item.feedback)),
        escaped(&item.ident),
    ));
    replies(&item.reply, xml);
    xml.push_str("</question>\n");
}

fn replies(reply: &Reply, xml: &mut String) {
    match reply {
        Reply::Number { right, off, wrong } => {
            let mut number = |fraction: &str, number: &str, off: &str, why: &str| {
                xml.push_str(&format!(
                    "<answer fraction=\"{fraction}\" format=\"plain_text\">{}{}<tolerance>{off}</tolerance></answer>\n",
                    text(number),
                    feedback(why)
                ));
            };
            number("100", right, off, "");
            wrong.iter().for_each(|(wrong, why)| number("0", wrong, "0", why));
        }
        Reply::Text { right, wrong } => {
            xml.push_str("<usecase>0</usecase>\n");
            let right = right.iter().map(|text| ("100", text, ""));
            for (fraction, word, why) in right.chain(wrong.iter().map(|(text, why)| ("0", text, why.as_str()))) {
                // the asterisk stands for anything
                let word = text(&word.replace('*', "\\*"));
                xml.push_str(&format!(
                    "<answer fraction=\"{fraction}\" format=\"plain_text\">{word}{}</answer>\n",
                    feedback(why)
                ));
            }
        }
        Reply::Truth(right, why) => {
            for value in [true, false] {
                let (fraction, why) = if value == *right { ("100", "") } else { ("0", why.as_deref().unwrap_or("")) };
                xml.push_str(&format!(
                    "<answer fraction=\"{fraction}\" format=\"moodle_auto_format\"><text>{value}</text>{}</answer>\n",
                    feedback(why)
                ));
            }
        }
        Reply::One(options) => {
            choice(true, xml);
            for (option, right, why) in options {
                let fraction = if *right { "100" } else { "0" };
                xml.push_str(&format!(
                    "<answer fraction=\"{fraction}\" format=\"html\">{}{}</answer>\n",
                    text(&escaped(option)),
                    feedback(why.as_deref().unwrap_or(""))
                ));
            }
        }
        Reply::Many(options) => {
            choice(false, xml);
            let right = options.iter().filter(|(_, right)| *right).count();
            for (option, is_right) in options {
                let fraction = share(*is_right, right, options.len());
                xml.push_str(&format!(
                    "<answer fraction=\"{fraction}\" format=\"html\">{}</answer>\n",
                    text(&escaped(option))
                ));
            }
        }
        Reply::Essay => xml.push_str(
            "<answer fraction=\"0\" format=\"moodle_auto_format\"><text></text></answer>\n<responseformat>plain</responseformat>\n",
        ),
    }
}

/// The options are in an order of chance already, and the letters of the feedback are those of this order.
fn choice(single: bool, xml: &mut String) {
    xml.push_str(&format!(
        "<single>{single}</single>\n<shuffleanswers>false</shuffleanswers>\n<answernumbering>abc</answernumbering>\n"
    ));
}
