//! Sheets as files: for paper, and for the school systems that import questions.

mod csv;
mod exhibits;
mod gift;
mod html;
mod item;
mod json;
mod markdown;
mod moodle;
mod paper;
mod qti12;
mod qti21;
mod xlsx;
mod zip;

pub use csv::{fields as csv_fields, rows as csv_rows};
pub use exhibits::Attached;
pub use item::{Item, Reply};
pub use json::exhibits as json_exhibits;

use super::class::Sheet;
use crate::spec::{Lang, Said};

/// The form of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Markdown.
    Markdown,
    /// A page to read and to print.
    Html,
    /// Moodle's GIFT.
    Gift,
    /// Moodle's XML.
    MoodleXml,
    /// A package of IMS QTI 1.2, as Canvas imports it.
    Qti12,
    /// A package of IMS QTI 2.1.
    Qti21,
    /// A table that Excel opens: to be filled in, and graded.
    Csv,
    /// A workbook with a bank of questions, as systems import it.
    Xlsx,
    /// JSON.
    Json,
}

impl Format {
    /// The names of all.
    pub const NAMES: [&'static str; 9] =
        ["md", "html", "gift", "moodle-xml", "qti12", "qti21", "csv", "xlsx", "json"];

    /// The format of a name.
    pub fn named(name: &str) -> Option<Format> {
        let all = [
            Format::Markdown,
            Format::Html,
            Format::Gift,
            Format::MoodleXml,
            Format::Qti12,
            Format::Qti21,
            Format::Csv,
            Format::Xlsx,
            Format::Json,
        ];
        Format::NAMES.iter().zip(all).find(|(known, _)| **known == name).map(|(_, format)| format)
    }

    /// Whether it is octets that no terminal can show.
    pub fn is_binary(self) -> bool {
        matches!(self, Format::Qti12 | Format::Qti21 | Format::Xlsx)
    }

    /// Whether the answers are in it, as a system that marks by itself needs them.
    pub fn has_answers(self) -> bool {
        matches!(self, Format::Gift | Format::MoodleXml | Format::Qti12 | Format::Qti21 | Format::Xlsx)
    }
}

/// What sheets are called, and how they are written.
pub struct Style {
    /// The heading.
    pub title: Said,
    /// The language.
    pub lang: Lang,
    /// Whether the answers are written, and not the places for them.
    pub answers: bool,
}

/// A file, and how many questions could not be put into it.
pub struct Written {
    /// The octets of the file.
    pub octets: Vec<u8>,
    /// Questions that the format has no way to write.
    pub left_out: usize,
}

/// The language as HTML and SVG name it (BCP 47), which chooses between the forms of Chinese characters.
pub fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "en",
        Lang::Zh | Lang::Both => "zh-CN",
    }
}

/// Writes sheets.
pub fn write(sheets: &[Sheet], format: Format, style: &Style) -> Written {
    let whole = |octets: Vec<u8>| Written { octets, left_out: 0 };
    match format {
        Format::Markdown => whole(markdown::write(sheets, style).into_bytes()),
        Format::Html => whole(html::write(sheets, style).into_bytes()),
        Format::Json => whole(json::write(sheets, style).into_bytes()),
        Format::Csv => csv::write(sheets, style),
        Format::Xlsx => xlsx::write(sheets, style),
        Format::Gift => gift::write(sheets, style),
        Format::MoodleXml => moodle::write(sheets, style),
        Format::Qti12 => qti12::write(sheets, style),
        Format::Qti21 => qti21::write(sheets, style),
    }
}
