//! What a view is drawn on: a stream with colour or none, or lines that are kept; a language and a width.

use super::blank::Filling;
use crate::draw::{Ink, Line, Paint, marked, runs, safe, trimmed, wrap};
use crate::spec::{Lang, Said, Text};
use std::collections::HashSet;
use std::io::{self, Write};

/// A page that views are drawn on, one after another.
pub struct Page<'a> {
    paper: Paper<'a>,
    lang: Lang,
    columns: usize,
    /// What was said once and need not be said again: terms in both languages, and meanings.
    seen: HashSet<&'static str>,
    /// What of the values is shown.
    pub(super) filling: Filling,
}

/// Where the lines go.
enum Paper<'a> {
    /// Away, in these inks.
    Stream(&'a mut dyn Write, Paint),
    /// Here, to be drawn when all are there.
    Kept(&'a mut Vec<Line>),
}

/// The most columns a line of prose takes: longer lines are hard to read.
const PROSE: usize = 100;

impl<'a> Page<'a> {
    /// A page of `columns` columns.
    pub fn new(out: &'a mut dyn Write, lang: Lang, paint: Paint, columns: usize) -> Page<'a> {
        Page::on(Paper::Stream(out, paint), lang, columns)
    }

    /// A page of `columns` columns whose lines are put behind those in `lines`.
    pub fn kept(lines: &'a mut Vec<Line>, lang: Lang, columns: usize) -> Page<'a> {
        Page::on(Paper::Kept(lines), lang, columns)
    }

    fn on(paper: Paper<'a>, lang: Lang, columns: usize) -> Page<'a> {
        Page { paper, lang, columns: columns.max(40), seen: HashSet::new(), filling: Filling::default() }
    }

    /// The language of the page.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// How many columns there are.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Begins anew: what was said on the page before may be said again.
    pub fn turn(&mut self) {
        self.seen.clear();
    }

    /// One line: text, and pieces from `ink`.
    pub fn line(&mut self, text: &str) -> io::Result<()> {
        let runs = runs(text);
        match &mut self.paper {
            Paper::Stream(out, paint) => {
                out.write_all(paint.line(&runs).trim_end().as_bytes())?;
                out.write_all(b"\n")
            }
            Paper::Kept(lines) => {
                lines.push(trimmed(runs));
                Ok(())
            }
        }
    }

    /// `text` in an ink, as a piece of a line. It is for `line` alone: its width is that of `text`.
    pub fn ink(&self, ink: Ink, text: &str) -> String {
        marked(ink, text)
    }

    /// A term: in both languages `中文 (English)` the first time on this page, the Chinese alone afterwards.
    pub fn term(&mut self, term: Text) -> String {
        if self.lang == Lang::Both && !self.seen.insert(term.en) {
            return term.zh.to_string();
        }
        term.show(self.lang)
    }

    /// Whether this page has not shown `meaning` yet; from then on it has.
    pub fn is_new(&mut self, meaning: Text) -> bool {
        self.seen.insert(meaning.en)
    }

    /// Whether values are left blank.
    pub fn has_blanks(&self) -> bool {
        matches!(self.filling, Filling::Blank(_))
    }

    /// A paragraph, every line behind `indent` spaces, in an ink.
    pub fn prose(&mut self, indent: usize, ink: Option<Ink>, text: &str) -> io::Result<()> {
        let columns = self.columns.min(PROSE).saturating_sub(indent);
        for line in wrap(text, columns) {
            let line = ink.map_or_else(|| line.clone(), |ink| self.ink(ink, &line));
            self.line(&format!("{:indent$}{line}", ""))?;
        }
        Ok(())
    }

    /// A remark behind a mark, in an ink.
    pub fn remark(&mut self, indent: usize, mark: &str, ink: Option<Ink>, said: &Said) -> io::Result<()> {
        let text = safe(&said.show(self.lang)).into_owned();
        let margin = indent + 4;
        let columns = self.columns.min(PROSE).saturating_sub(margin);
        for (i, line) in wrap(&text, columns).iter().enumerate() {
            let mark = if i == 0 { mark } else { "" };
            let line = format!("{mark:<2}  {line}");
            let line = ink.map_or_else(|| line.clone(), |ink| self.ink(ink, &line));
            self.line(&format!("{:indent$}{line}", ""))?;
        }
        Ok(())
    }
}
