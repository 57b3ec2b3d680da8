//! A workbook (Office Open XML, ISO/IEC 29500-1) whose first sheet has a question in each row, as systems with a bank of
//! questions import them.
//!
//! It has the six parts that a workbook cannot do without: cells of text, in two styles, and nothing that calculates.

use super::item::{Item, Reply, items};
use super::zip::{File, archive};
use super::{Style, Written};
use crate::exercise::answer::letter;
use crate::exercise::class::{Question, Sheet};
use crate::exercise::markup::escaped;
use crate::exercise::topic::ALL;
use crate::spec::{Lang, Text, text};

/// Columns for options: as many as any task has.
const OPTIONS: usize = 10;

/// The most characters that a cell holds (ECMA-376 leaves it open; Excel's limit is 32,767).
const LONGEST: usize = 32_767;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATED: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// The names of the columns and how many characters wide they are; the options stand behind the second.
const COLUMNS: [(Text, usize); 10] = [
    (text("type", "题型"), 14),
    (text("question", "题干"), 60),
    (text("answer", "答案"), 20),
    (text("also right", "其他正确写法"), 24),
    (text("explanation", "解析"), 40),
    (text("level", "难度"), 8),
    (text("topic", "知识点"), 18),
    (text("student", "学号"), 14),
    (text("task", "题号"), 22),
    (text("part", "小题"), 14),
];

/// The workbook. Questions with frames or drawings, and those that netlab has to judge, are left out.
pub fn write(sheets: &[Sheet], style: &Style) -> Written {
    let show = |text: &Text| text.show(style.lang);
    let mut head: Vec<String> = COLUMNS.iter().map(|(name, _)| show(name)).collect();
    let option = text("option", "选项").show(style.lang);
    let option_names = (0..OPTIONS).map(|i| format!("{option} {}", letter(i).to_ascii_uppercase()));
    head.splice(2..2, option_names);
    let mut rows = String::new();
    row(&mut rows, 1, 1, &head);
    let (mut count, mut left_out) = (1, 0);
    for sheet in sheets {
        // the items are the parts of the questions, in order
        let parts = sheet
            .questions
            .iter()
            .flat_map(|question| question.task.parts.iter().map(move |part| (question, part.key)));
        for (item, (question, key)) in items(sheet, style.lang).iter().zip(parts) {
            match cells(item, question, style.lang) {
                Some(mut cells) => {
                    cells.extend([sheet.student.id.clone(), question.asked.name(), key.to_string()]);
                    count += 1;
                    row(&mut rows, count, 2, &cells);
                }
                None => left_out += 1,
            }
        }
    }
    let octets = archive(&parts(&rows, count, head.len(), &show(&text("questions", "试题"))));
    Written { octets, left_out }
}

/// The cells of a question, as far as its topic.
fn cells(item: &Item, question: &Question, lang: Lang) -> Option<Vec<String>> {
    if !item.files.is_empty() {
        return None;
    }
    let upper = |i: usize| letter(i).to_ascii_uppercase();
    let (kind, choices, answer, also) = match &item.reply {
        Reply::Essay => return None,
        Reply::Truth(right, _) => {
            let right = if *right { text("true", "正确") } else { text("false", "错误") };
            (text("true or false", "判断题"), Vec::new(), right.show(lang), String::new())
        }
        Reply::One(options) => {
            let right = options.iter().position(|(_, right, _)| *right).map(upper);
            let texts = options.iter().map(|(text, ..)| text.clone()).collect();
            (text("one choice", "单选题"), texts, right.map(String::from).unwrap_or_default(), String::new())
        }
        Reply::Many(options) => {
            let right = options.iter().enumerate().filter(|(_, (_, right))| *right).map(|(i, _)| upper(i));
            let texts = options.iter().map(|(text, _)| text.clone()).collect();
            (text("several choices", "多选题"), texts, right.collect(), String::new())
        }
        Reply::Number { right, off, .. } => {
            let also = if off == "0" { String::new() } else { format!("±{off}") };
            (text("number", "填空题"), Vec::new(), right.clone(), also)
        }
        Reply::Text { right, .. } => {
            let first = right.first().cloned().unwrap_or_default();
            let also = right.get(1..).unwrap_or_default().join("\n");
            (text("fill in", "填空题"), Vec::new(), first, also)
        }
    };
    // a choice without a right option is none that such systems know
    if choices.len() > OPTIONS || answer.is_empty() {
        return None;
    }
    let exercise = question.asked.exercise;
    let topic = ALL.iter().find(|topic| topic.exercises.iter().any(|other| other.id == exercise.id));
    let mut cells = vec![kind.show(lang), item.plain.clone()];
    cells.extend(choices);
    cells.resize(2 + OPTIONS, String::new());
    cells.extend([answer, also, item.feedback.clone(), exercise.level.to_string()]);
    cells.push(topic.map(|topic| topic.title.show(lang)).unwrap_or_default());
    Some(cells)
}

/// A row. Every cell is text, which no spreadsheet takes for a formula, whatever it begins with (§18.18.11).
fn row(rows: &mut String, number: usize, style: usize, cells: &[String]) {
    rows.push_str(&format!("<row r=\"{number}\">"));
    for (i, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        let cell: String = cell.chars().take(LONGEST).collect();
        rows.push_str(&format!(
            "<c r=\"{}{number}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
            column(i),
            escaped(&cell)
        ));
    }
    rows.push_str("</row>\n");
}

/// The letters of a column, from 0: A to Z, then AA.
fn column(i: usize) -> String {
    let last = letter(i % 26).to_ascii_uppercase();
    match i / 26 {
        0 => last.to_string(),
        more => format!("{}{last}", column(more - 1)),
    }
}

/// The files of the workbook.
fn parts(rows: &str, count: usize, columns: usize, name: &str) -> Vec<File> {
    let mut widths: Vec<usize> = COLUMNS.iter().map(|(_, width)| *width).collect();
    widths.splice(2..2, [18; OPTIONS]);
    let widths: String = (1..)
        .zip(widths)
        .map(|(i, width)| format!("<col min=\"{i}\" max=\"{i}\" width=\"{width}\" customWidth=\"1\"/>"))
        .collect();
    let name = escaped(name);
    let file = |path: &str, text: String| (path.to_string(), format!("{HEAD}{text}\n").into_bytes());
    vec![
        file(
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{KIND}.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{KIND}.worksheet+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"{KIND}.styles+xml\"/></Types>"
            ),
        ),
        file(
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" Type=\"{RELATED}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        file(
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATED}\"><sheets><sheet name=\"{name}\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        file(
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" Type=\"{RELATED}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"{RELATED}/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
        ),
        // number format 49 is text: what is typed into such a cell is no formula either (§18.8.30)
        file(
            "xl/styles.xml",
            format!(
                "<styleSheet xmlns=\"{MAIN}\"><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"3\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/><xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/><xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf></cellXfs></styleSheet>"
            ),
        ),
        file(
            "xl/worksheets/sheet1.xml",
            format!(
                "<worksheet xmlns=\"{MAIN}\"><dimension ref=\"A1:{last}{count}\"/><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>{widths}</cols><sheetData>\n{rows}</sheetData><autoFilter ref=\"A1:{last}{count}\"/></worksheet>",
                last = column(columns.saturating_sub(1))
            ),
        ),
    ]
}
