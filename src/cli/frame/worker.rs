//! What becomes of frames: a worker makes a batch of them into what is printed.

use super::super::Failure;
use super::super::screen::Screen;
use super::batch::{Aside, Batch};
use super::pages::Pages;
use super::present::Ended;
use super::{EXPLAINED, Show, View, draw, with_frame};
use crate::capture::{Record, Time, Writer};
use crate::filter::{Facts, Filter};
use crate::packet::{Dissector, Explainer, explain, findings, verdicts};
use crate::proto;
use crate::say;
use crate::spec::{OsiLayer, Protocol, Severity, Trouble};
use crate::view::{self, Page, Summary, Told};
use std::io::Write;

/// What is wanted, the same for every frame and every worker.
pub struct Task<'a> {
    pub screen: &'a Screen,
    pub show: Show,
    pub filter: Option<Filter>,
    /// Whether a rule broken is a reason to end with 1.
    pub strict: bool,
    /// What the frames begin with, and the octets of FCS they end with, where the input is not to be believed.
    pub link: Option<u32>,
    pub fcs: Option<u8>,
}

impl Task<'_> {
    /// Whether several workers can do it: more than one could not write one file.
    pub fn can_be_shared(&self) -> bool {
        // to count what is not looked at is no work, and a terminal shows frame by frame
        let is_work = self.filter.is_some() || self.strict || !matches!(self.show, Show::Count);
        !matches!(self.show, Show::Write) && is_work && !self.screen.is_terminal
    }

    /// What a frame begins with, and the number of octets of FCS it ends with.
    fn root(&self, record: &Record<'_>) -> (u32, &'static Protocol, Option<u8>) {
        let link = self.link.unwrap_or(record.link);
        (link, proto::root(link), self.fcs.or(record.fcs))
    }
}

/// What the frames shown so far decide about how the next is shown.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Start {
    /// Whether there were any.
    shown: bool,
    /// Where their summaries count time from.
    summary: Summary,
}

/// What a batch became.
#[derive(Default)]
pub struct Done {
    /// What goes to standard output.
    pub text: String,
    /// What goes to standard error, each behind so many octets of the text.
    pub asides: Vec<(usize, Aside)>,
    /// How many frames were shown.
    pub shown: u64,
    /// Whether a frame breaks a rule of severity error, if that was looked for.
    pub broken: bool,
}

impl Done {
    fn clear(&mut self) {
        self.text.clear();
        self.asides.clear();
        self.shown = 0;
        self.broken = false;
    }
}

/// Shows frames one behind the other.
pub struct Worker<'a> {
    pub task: &'a Task<'a>,
    pub pages: Pages,
    /// What was told once for all frames.
    pub told: Told,
    /// What was shown before.
    pub start: Start,
    /// Where the frames themselves go, if they are wanted.
    writer: Option<Writer<Box<dyn Write>>>,
    dissector: Dissector,
    explainer: Explainer,
    /// Takes frames apart as far as the filter asks.
    sieve: Dissector,
    /// The first frame, while it is not known whether there are more: one is explained, several get a line each.
    held: Option<Batch>,
    /// Whether several are known to be there, or it does not matter.
    lines: bool,
}

impl<'a> Worker<'a> {
    /// A worker who has shown nothing.
    pub fn new(task: &'a Task<'a>, pages: Pages, writer: Option<Writer<Box<dyn Write>>>) -> Worker<'a> {
        Worker {
            task,
            pages,
            told: Told::default(),
            start: Start::default(),
            writer,
            dissector: Dissector::new(),
            explainer: Explainer::default(),
            sieve: Dissector::up_to(task.filter.as_ref().map_or(OsiLayer::DataLink, Filter::highest)),
            held: None,
            lines: !matches!(task.show, Show::Fitting),
        }
    }

    /// Begins an input, one of several or the only one.
    pub fn begin(&mut self, many: bool) {
        self.lines = many || !matches!(self.task.show, Show::Fitting);
    }

    /// Whether what becomes of a frame is settled.
    pub fn is_settled(&self) -> bool {
        self.lines
    }

    /// Ends an input: a frame that was the only one is explained.
    pub fn end(&mut self, done: &mut Done) -> Result<(), Failure> {
        done.clear();
        let Some(only) = self.held.take() else { return Ok(()) };
        only.records().try_for_each(|record| {
            self.judge(&record, done);
            self.explained(&record, &EXPLAINED, done)
        })
    }

    /// Shows a batch.
    pub fn work(&mut self, batch: &Batch, done: &mut Done) -> Result<(), Failure> {
        done.clear();
        let mut first = batch.first;
        for (i, record) in batch.records().enumerate() {
            self.asides(batch, i, done);
            first = first.or(record.time);
            if !self.wanted(&record, first) {
                continue;
            }
            if self.lines {
                self.frame(&record, done)?;
            } else if let Some(held) = self.held.take() {
                self.lines = true;
                held.records().try_for_each(|held| self.frame(&held, done))?;
                self.frame(&record, done)?;
            } else {
                self.held = Some(Batch::of(&record));
            }
        }
        self.asides(batch, batch.len(), done);
        Ok(())
    }

    fn asides(&self, batch: &Batch, behind: usize, done: &mut Done) {
        let place = done.text.len();
        done.asides.extend(batch.asides_behind(behind).map(|aside| (place, aside.clone())));
    }

    /// Whether the frame is one of those asked for.
    fn wanted(&mut self, record: &Record<'_>, first: Option<Time>) -> bool {
        let Some(filter) = &self.task.filter else { return true };
        let Record { number, time, octets, interface, .. } = *record;
        let (link, root, fcs) = self.task.root(record);
        let stack = self.sieve.dissect(octets, record.original as usize, fcs, root);
        let told = |each: &mut dyn FnMut(&str, &str)| {
            let verdicts = verdicts(&stack, &explain(&stack));
            findings(&stack, &verdicts)
                .iter()
                .for_each(|found| each(found.rule.severity.key(), found.rule.id));
        };
        filter.matches(&stack, &Facts { number, time, first, link, interface, findings: &told })
    }

    /// Remembers whether the frame breaks a rule, where that decides how the command ends.
    fn judge(&mut self, record: &Record<'_>, done: &mut Done) {
        if self.task.strict && !done.broken {
            let (_, root, fcs) = self.task.root(record);
            let stack = self.dissector.dissect(record.octets, record.original as usize, fcs, root);
            let verdicts = verdicts(&stack, self.explainer.explain(&stack));
            let found = findings(&stack, &verdicts);
            done.broken = found.iter().any(|finding| finding.rule.severity == Severity::Error);
        }
    }

    fn frame(&mut self, record: &Record<'_>, done: &mut Done) -> Result<(), Failure> {
        self.judge(record, done);
        match &self.task.show {
            Show::Count => done.shown += 1,
            Show::Write => {
                if let Some(writer) = &mut self.writer {
                    writer.frame(record)??;
                }
                done.shown += 1;
            }
            Show::Views(views) => self.explained(record, views, done)?,
            Show::Json => self.explained(record, &[], done)?,
            Show::Summary | Show::Fitting => self.summary(record, done),
        }
        Ok(())
    }

    fn summary(&mut self, record: &Record<'_>, done: &mut Done) {
        let (_, root, fcs) = self.task.root(record);
        let stack = self.dissector.dissect(record.octets, record.original as usize, fcs, root);
        self.start.summary.line(record.number, record.time, &stack, &mut done.text);
        self.start.shown = true;
        done.shown += 1;
    }

    /// Explains a frame in the views given; as JSON where there are none.
    fn explained(&mut self, record: &Record<'_>, views: &[View], done: &mut Done) -> Result<(), Failure> {
        let octets = record.octets.len();
        let (views, absent): (Vec<View>, Vec<View>) =
            views.iter().partition(|view| !matches!(view, View::At(at) if *at >= octets));
        if let [View::At(at), ..] = absent[..] {
            let trouble = Trouble::new(say!(
                en: "frame {number} has no octet {at}: it has {octets}, counted from 0",
                zh: "第 {number} 帧没有第 {at} 字节：它有 {octets} 字节，从 0 数起",
                number = record.number, at = at, octets = octets
            ));
            done.asides.push((done.text.len(), Aside::Trouble(trouble)));
            if views.is_empty() {
                return Ok(());
            }
        }
        let (link, _, fcs) = self.task.root(record);
        let further = self.start.shown;
        let (screen, out, pages, told) = (self.task.screen, &mut done.text, &mut self.pages, &mut self.told);
        let record = Record { link, fcs, ..*record };
        with_frame(&mut self.dissector, &mut self.explainer, &record, |frame| match &views[..] {
            [] => {
                view::json(frame, out);
                Ok(())
            }
            views => {
                let blanks = pages.blanks;
                let mut page = pages.page(out, told, screen)?;
                let mut draw = |page: &mut Page<'_>| draw(frame, views, further, page);
                match blanks {
                    Some(blanks) => blanks.draw(frame.number, &mut page, &mut draw),
                    None => draw(&mut page),
                }
            }
        })?;
        self.start.shown = true;
        done.shown += 1;
        Ok(())
    }

    /// Ends the work: with the file of the frames, and what was kept of the pages.
    pub fn finish(self) -> Result<Ended, Failure> {
        if let Some(writer) = self.writer {
            writer.finish()?;
        }
        self.pages.finish(self.task.screen)
    }
}
