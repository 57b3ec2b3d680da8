//! What a view is drawn on: a stream with colour or none, or lines that are kept; a language and a width.

use super::blank::Filling;
use super::drawn::{Id, Place, Says};
use super::letters::Lettered;
use super::told::Told;
use crate::draw::{
    Ink, Line, Paint, blanks, hanging, mark, mark_with, marked, marked_width, runs, safe, trimmed, width,
    wrap,
};
use crate::spec::{Lang, Origin, Said, Source, Text};
use std::io::{self, Write};
use std::ops::Range;

/// A page that views are drawn on, one after another.
pub struct Page<'a> {
    paper: Paper<'a>,
    lang: Lang,
    columns: usize,
    told: Told,
    /// That of the run that the page is one of.
    of_run: Option<&'a mut Told>,
    /// The line that is being put together, and the lines as they are printed: their memory is used again.
    line: String,
    painted: String,
    /// Where in memory the line begins that is put together there.
    begun: usize,
    /// The section that is drawn, where it can be drawn as it was last.
    section: Option<Place>,
    /// Where the value stands in the line that was drawn last in memory, if another could stand there.
    value: Option<Range<usize>>,
    /// Whether inks are to be seen.
    inks: bool,
    /// What of the values is shown.
    pub(super) filling: Filling,
    /// Who supplied the values, where the frame was built: bits in rising order.
    origins: &'a [(Range<usize>, Origin)],
}

/// Where the lines go.
enum Paper<'a> {
    /// Away, in these inks.
    Stream(&'a mut dyn Write, Paint),
    /// Into memory, in these inks.
    Memory(&'a mut String, Paint),
    /// Here, to be drawn when all are there.
    Kept(&'a mut Vec<Line>),
}

impl Paper<'_> {
    /// The inks of a paper that is written on.
    fn paint(&self) -> Option<Paint> {
        match self {
            Paper::Stream(_, paint) | Paper::Memory(_, paint) => Some(*paint),
            Paper::Kept(_) => None,
        }
    }

    /// Writes on it; lines that are kept are put there otherwise.
    fn write(&mut self, text: &str) -> io::Result<()> {
        match self {
            Paper::Stream(out, _) => out.write_all(text.as_bytes())?,
            Paper::Memory(out, _) => out.push_str(text),
            Paper::Kept(_) => (),
        }
        Ok(())
    }
}

/// The most columns a line of prose takes: longer lines are hard to read.
const PROSE: usize = 100;

impl<'a> Page<'a> {
    /// A page of `columns` columns.
    pub fn new(out: &'a mut dyn Write, lang: Lang, paint: Paint, columns: usize) -> Page<'a> {
        Page::on(Paper::Stream(out, paint), lang, columns)
    }

    /// A page of `columns` columns in memory. Only there what was drawn before can be copied.
    pub fn in_memory(out: &'a mut String, lang: Lang, paint: Paint, columns: usize) -> Page<'a> {
        Page::on(Paper::Memory(out, paint), lang, columns)
    }

    /// A page of `columns` columns whose lines are put behind those in `lines`.
    pub fn kept(lines: &'a mut Vec<Line>, lang: Lang, columns: usize) -> Page<'a> {
        Page::on(Paper::Kept(lines), lang, columns)
    }

    fn on(paper: Paper<'a>, lang: Lang, columns: usize) -> Page<'a> {
        let inks = paper.paint().is_none_or(Paint::is_on);
        Page {
            paper,
            lang,
            columns: columns.max(40),
            told: Told::default(),
            of_run: None,
            line: String::new(),
            painted: String::new(),
            begun: 0,
            section: None,
            value: None,
            inks,
            filling: Filling::default(),
            origins: &[],
        }
    }

    /// The same page for a frame that was built: every value is marked with who supplied it.
    #[must_use]
    pub fn telling(mut self, origins: &'a [(Range<usize>, Origin)]) -> Page<'a> {
        self.origins = origins;
        self
    }

    /// Whether values are marked with who supplied them.
    pub fn tells_origins(&self) -> bool {
        !self.origins.is_empty()
    }

    /// Who supplied the value in these bits: the author, if any of it.
    pub fn origin(&self, bits: &Range<usize>) -> Option<Origin> {
        let first = self.origins.partition_point(|(other, _)| other.end <= bits.start);
        let there = self.origins.get(first..).unwrap_or(&[]);
        let mut all = there.iter().take_while(|(other, _)| other.start < bits.end).map(|(_, origin)| *origin);
        let first = all.next()?;
        Some(all.fold(first, |one, other| if one == other { one } else { Origin::Given }))
    }

    /// The same page as one of several in the same language, width and inks: what `told` has is not told again.
    #[must_use]
    pub fn after(mut self, told: &'a mut Told) -> Page<'a> {
        self.of_run = Some(told);
        self
    }

    /// Draws a section. What it says in the same way as when it was drawn last can be copied.
    pub(super) fn section(
        &mut self,
        id: Id,
        draw: impl FnOnce(&mut Page<'a>) -> io::Result<()>,
    ) -> io::Result<()> {
        let is_usual = matches!(self.filling, Filling::Whole) && !self.tells_origins();
        if let (Paper::Memory(..), Some(told), true) = (&self.paper, &mut self.of_run, is_usual) {
            self.section = Some(told.sections.enter(id));
        }
        let drawn = draw(self);
        self.section = None;
        drawn
    }

    /// Draws a line of a section as it was drawn last, if it says the same. Tells whether it does.
    // inlined, for what it says is then in registers: a processor waits where it reads at once what it has just written in parts
    #[inline(always)]
    pub(super) fn same(&mut self, says: Option<&Says>) -> bool {
        match (&mut self.section, &mut self.of_run, &mut self.paper, says) {
            (Some(place), Some(told), Paper::Memory(out, _), Some(says)) => {
                told.sections.same(place, says, out)
            }
            _ => false,
        }
    }

    /// The same with another value, which `write` writes, and at another place, if that stands behind the value, where `place`
    /// writes it.
    pub(super) fn other(
        &mut self,
        says: Option<&Says>,
        write: impl FnOnce(&mut String),
        place: Option<&dyn Fn(&mut String)>,
    ) -> bool {
        match (&mut self.section, &mut self.of_run, &mut self.paper, says) {
            (Some(at), Some(told), Paper::Memory(out, _), Some(says)) if !self.inks => {
                told.sections.other(at, says, write, place, self.columns, out)
            }
            _ => false,
        }
    }

    /// Draws a line of a section anew. It is not copied the next time if it says `None`.
    pub(super) fn anew(
        &mut self,
        says: Option<Says>,
        draw: impl FnOnce(&mut Page<'a>) -> io::Result<()>,
    ) -> io::Result<()> {
        let (Some(_), Paper::Memory(out, _)) = (&self.section, &self.paper) else { return draw(self) };
        let (from, known) = (out.len(), self.told().tales().len());
        self.value = None;
        draw(self)?;
        let (Some(place), Some(told), Paper::Memory(out, _)) =
            (&mut self.section, &mut self.of_run, &self.paper)
        else {
            return Ok(());
        };
        // what is told once is not to be copied
        let says = says.filter(|_| told.tales().len() == known);
        let value = self.value.take().map(|value| value.start - from..value.end - from);
        told.sections.keep(place, says, out.get(from..).unwrap_or_default(), value);
        Ok(())
    }

    /// Draws a line of a section that is copied if it says the same as last time.
    pub(super) fn again(
        &mut self,
        says: Option<Says>,
        draw: impl FnOnce(&mut Page<'a>) -> io::Result<()>,
    ) -> io::Result<()> {
        if self.same(says.as_ref()) { Ok(()) } else { self.anew(says, draw) }
    }

    /// Draws what is copied if it was drawn before, whichever section that was in.
    pub(super) fn recalled(
        &mut self,
        says: Option<Says>,
        draw: impl FnOnce(&mut Page<'a>) -> io::Result<()>,
    ) -> io::Result<()> {
        let (Some(says), Some(_), Some(told), Paper::Memory(out, _)) =
            (says, self.section, &self.of_run, &mut self.paper)
        else {
            return draw(self);
        };
        if let Some(drawn) = told.sections.recall(&says) {
            out.push_str(drawn);
            return Ok(());
        }
        let (from, known) = (out.len(), told.tales().len());
        draw(self)?;
        // what is told once is not to be copied
        if let (Some(told), Paper::Memory(out, _)) = (&mut self.of_run, &self.paper)
            && told.tales().len() == known
        {
            told.sections.remember(says, out.get(from..).unwrap_or_default());
        }
        Ok(())
    }

    fn told(&mut self) -> &mut Told {
        self.of_run.as_deref_mut().unwrap_or(&mut self.told)
    }

    /// The language of the page.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// How many columns there are.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// One line: text, and pieces from `ink`. What does not fit on it goes on below, further in.
    pub fn line(&mut self, text: &str) -> io::Result<()> {
        // no character has more columns than octets
        if text.len() > self.columns && marked_width(text) > self.columns {
            return hanging(text, self.columns).iter().try_for_each(|line| self.whole_line(line));
        }
        self.whole_line(text)
    }

    /// Sends on what was drawn so far, where it goes to a stream.
    pub fn flush(&mut self) -> io::Result<()> {
        match &mut self.paper {
            Paper::Stream(out, _) => out.flush(),
            Paper::Memory(..) | Paper::Kept(_) => Ok(()),
        }
    }

    fn whole_line(&mut self, text: &str) -> io::Result<()> {
        if let Paper::Kept(lines) = &mut self.paper {
            lines.push(trimmed(runs(text)));
            return Ok(());
        }
        if text.is_empty() {
            return self.paper.write("\n");
        }
        self.painted.clear();
        match self.paper.paint() {
            Some(paint) if self.inks => paint.lines(&mut self.painted, text),
            _ => self.painted.push_str(text),
        }
        self.painted.truncate(self.painted.trim_end().len());
        self.painted.push('\n');
        self.paper.write(&self.painted)
    }

    /// A line to put a text together in, which may stand behind others: without inks it is begun where it is to be in
    /// memory. `end` prints it; until then nothing else may be drawn.
    pub(super) fn begin(&mut self, indent: usize) -> String {
        let mut line = match &mut self.paper {
            Paper::Memory(out, _) if !self.inks => std::mem::take(*out),
            _ => {
                let mut line = std::mem::take(&mut self.line);
                line.clear();
                line
            }
        };
        self.begun = line.len();
        blanks(&mut line, indent);
        line
    }

    /// Prints the line that was begun.
    pub(super) fn end(&mut self, line: String) -> io::Result<()> {
        self.end_with(line, None)
    }

    /// The same for a line whose value stands in these octets of it; another could stand there.
    pub(super) fn end_with(&mut self, mut line: String, value: Option<Range<usize>>) -> io::Result<()> {
        let fits = !self.inks && line.len() - self.begun <= self.columns;
        if fits {
            if line.as_bytes().last().is_some_and(u8::is_ascii_graphic) {
                self.value = value;
            } else {
                let text = line.get(self.begun..).unwrap_or_default();
                line.truncate(self.begun + text.trim_end().len());
            }
            line.push('\n');
        }
        match &mut self.paper {
            Paper::Memory(out, _) if !self.inks => {
                let last = if fits { String::new() } else { line.split_off(self.begun) };
                **out = line;
                if fits { Ok(()) } else { self.line(&last) }
            }
            paper => {
                if fits {
                    paper.write(&line)?;
                } else {
                    self.line(&line)?;
                }
                self.line = line;
                Ok(())
            }
        }
    }

    /// Rows of printable ASCII, to be printed one below the other.
    pub(super) fn rows(&mut self) -> Rows<'_, 'a> {
        let mut text = std::mem::take(&mut self.told().rows);
        text.clear();
        Rows { page: self, text }
    }

    /// Memory for the fields of a section.
    pub(super) fn take_fields(&mut self) -> Vec<Lettered> {
        std::mem::take(&mut self.told().fields)
    }

    /// Keeps that memory for another section, unless it is much.
    pub(super) fn keep_fields(&mut self, fields: Vec<Lettered>) {
        const MOST: usize = 1 << 10;
        if fields.capacity() <= MOST {
            self.told().fields = fields;
        }
    }

    /// `text` in an ink, as a piece of a line. It is for `line` alone: its width is that of `text`.
    pub fn ink(&self, ink: Ink, text: &str) -> String {
        if self.inks { marked(ink, text) } else { text.to_string() }
    }

    /// Appends `text` in an ink to a line that was begun.
    pub(super) fn put(&self, line: &mut String, ink: Ink, text: &str) {
        if self.inks { mark(line, ink, text) } else { line.push_str(text) }
    }

    /// Appends what `inside` writes in an ink to a line that was begun.
    pub(super) fn put_with(&self, line: &mut String, ink: Ink, inside: impl FnOnce(&mut String)) {
        if self.inks { mark_with(line, ink, inside) } else { inside(line) }
    }

    fn put_if(&self, line: &mut String, ink: Option<Ink>, inside: impl FnOnce(&mut String)) {
        match ink {
            Some(ink) => self.put_with(line, ink, inside),
            None => inside(line),
        }
    }

    /// Appends a term to a line that was begun.
    pub(super) fn put_term(&mut self, line: &mut String, term: Text) {
        match self.lang {
            Lang::En => line.push_str(term.en),
            Lang::Zh => line.push_str(term.zh),
            Lang::Both => line.push_str(&self.term(term)),
        }
    }

    /// A term: in both languages `中文 (English)` the first time on this page, the Chinese alone afterwards.
    pub fn term(&mut self, term: Text) -> String {
        if self.lang == Lang::Both && !self.told().is_new(("", "", term.en)) {
            return term.zh.to_string();
        }
        term.show(self.lang)
    }

    /// Whether `meaning` has not been told of `what`, a part of `whose`, yet; from then on it has.
    pub fn is_new(&mut self, whose: &'static str, what: &'static str, meaning: Text) -> bool {
        self.told().is_new((whose, what, meaning.en))
    }

    /// Whether that has been told.
    pub(super) fn has_told(&mut self, whose: &'static str, what: &'static str, meaning: Text) -> bool {
        self.told().is_old(&(whose, what, meaning.en))
    }

    /// Whether values are left blank.
    pub fn has_blanks(&self) -> bool {
        matches!(self.filling, Filling::Blank(_))
    }

    /// A paragraph, every line behind `indent` spaces, in an ink.
    pub fn prose(&mut self, indent: usize, ink: Option<Ink>, text: &str) -> io::Result<()> {
        let columns = self.columns.min(PROSE).saturating_sub(indent);
        for line in wrap(text, columns) {
            let mut inked = self.begin(indent);
            self.put_if(&mut inked, ink, |inked| inked.push_str(line));
            self.end(inked)?;
        }
        Ok(())
    }

    /// What a constant text says and, in brackets that are not broken over lines, who says so, which is faint.
    pub fn constant(&mut self, indent: usize, means: Text, source: Option<Source>) -> io::Result<()> {
        let columns = self.columns.min(PROSE).saturating_sub(indent);
        let told = self.of_run.as_deref_mut().unwrap_or(&mut self.told);
        let inks = self.inks;
        let new = || broken(&means.show(self.lang), source, indent, columns, inks);
        let lines = told.paragraph(means, source, indent, new);
        if let Paper::Kept(kept) = &mut self.paper {
            kept.extend(lines.lines().map(runs));
            return Ok(());
        }
        match self.paper.paint() {
            Some(paint) if self.inks => {
                self.painted.clear();
                paint.lines(&mut self.painted, lines);
                self.paper.write(&self.painted)
            }
            _ => self.paper.write(lines),
        }
    }

    /// A remark behind a mark, in an ink.
    pub fn remark(&mut self, indent: usize, mark: &str, ink: Option<Ink>, said: &Said) -> io::Result<()> {
        const MARGIN: usize = 4;
        let shown = said.show(self.lang);
        let columns = self.columns.min(PROSE).saturating_sub(indent + MARGIN);
        for (i, row) in wrap(&safe(&shown), columns).into_iter().enumerate() {
            let mark = if i == 0 { mark } else { "" };
            let mut line = self.begin(indent);
            self.put_if(&mut line, ink, |line| {
                line.push_str(mark);
                blanks(line, MARGIN.saturating_sub(mark.len()));
                line.push_str(row);
            });
            self.end(line)?;
        }
        Ok(())
    }
}

/// Rows that are put together. Those that go into memory in no inks are read as text many at once: a processor waits where it
/// reads in words what it has just written in octets.
pub(super) struct Rows<'p, 'a> {
    page: &'p mut Page<'a>,
    text: Vec<u8>,
}

/// How many octets of rows are put together at most.
const MANY: usize = 1 << 13;

impl Rows<'_, '_> {
    /// How many columns the page has.
    pub(super) fn columns(&self) -> usize {
        self.page.columns
    }

    /// A row that `fill` puts into so many blanks, and says how long it is; in these inks from column to column.
    pub(super) fn row<const BLANKS: usize>(
        &mut self,
        inks: &[(Ink, Range<usize>)],
        fill: impl FnOnce(&mut [u8; BLANKS]) -> usize,
    ) -> io::Result<()> {
        let from = self.text.len();
        self.text.extend_from_slice(&[b' '; BLANKS]);
        let end = self.text.last_chunk_mut().map_or(0, fill);
        self.text.truncate(from + end);
        if let (Paper::Memory(..), false) = (&self.page.paper, self.page.inks) {
            self.text.push(b'\n');
            return if self.text.len() < MANY { Ok(()) } else { self.flush() };
        }
        let mut line = self.page.begin(0);
        let row = std::str::from_utf8(&self.text).unwrap_or_default();
        let mut plain = 0;
        for (ink, columns) in inks {
            line.push_str(row.get(plain..columns.start).unwrap_or_default());
            plain = columns.end.min(row.len());
            self.page.put(&mut line, *ink, row.get(columns.start..plain).unwrap_or_default());
        }
        self.text.clear();
        self.page.end(line)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.page.paper.write(std::str::from_utf8(&self.text).unwrap_or_default())?;
        self.text.clear();
        Ok(())
    }

    /// Prints those that are not printed yet.
    pub(super) fn end(mut self) -> io::Result<()> {
        self.flush()?;
        self.page.told().rows = self.text;
        Ok(())
    }
}

/// The lines of a constant text and its source, each behind `indent` spaces.
fn broken(text: &str, source: Option<Source>, indent: usize, columns: usize, inks: bool) -> String {
    let mut lines: Vec<String> = wrap(text, columns).into_iter().map(str::to_string).collect();
    if let Some(source) = source {
        let source = format!("[{source}]");
        let faint = |text: &str| if inks { marked(Ink::Faint, text) } else { text.to_string() };
        match lines.last_mut() {
            Some(last) if width(last) + 2 + width(&source) <= columns => {
                last.push_str("  ");
                last.push_str(&faint(&source));
            }
            _ => lines.extend(wrap(&source, columns).iter().map(|line| faint(line))),
        }
    }
    lines.iter().map(|line| format!("{:indent$}{}\n", "", line.trim_end())).collect()
}
