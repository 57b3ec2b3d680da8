//! Pages with blanks: values that are left out, to be filled in.

use super::dump::range;
use super::value::write_named;
use super::{Frame, Page};
use crate::chance::Chance;
use crate::draw::{Ink, width, wrap};
use crate::packet::{Span, Value};
use crate::say;
use crate::spec::{Text, text};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::ops::Range;

/// What is filled in at one time, wherever on a page it stands: the value of a stretch of bits, or a step in working
/// it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unit {
    start: usize,
    end: usize,
    /// 0 for the value itself.
    step: usize,
}

impl Unit {
    /// The value of these bits.
    pub fn value(bits: &Range<usize>) -> Unit {
        Unit::step(bits, 0)
    }

    /// A step in working it, from 1.
    pub fn step(bits: &Range<usize>, step: usize) -> Unit {
        Unit { start: bits.start, end: bits.end, step }
    }
}

/// A value that was shown: what it is of, and the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    name: String,
    text: String,
}

/// What a page does about blanks.
#[derive(Default)]
pub enum Filling {
    /// It has none.
    #[default]
    Whole,
    /// It remembers what could be one.
    Noted(BTreeMap<Unit, Answer>),
    /// These are.
    Blank(BTreeSet<Unit>),
}

impl Filling {
    /// Whether a unit is left out. `answer` is asked for its name and text where they are to be remembered; what has
    /// no text is nothing to fill in.
    pub fn leaves_out(&mut self, unit: Unit, answer: impl FnOnce() -> (String, String)) -> bool {
        match self {
            Filling::Whole => false,
            Filling::Blank(units) => units.contains(&unit),
            Filling::Noted(units) => {
                let (name, text) = answer();
                if unit.start < unit.end && !text.is_empty() {
                    units.entry(unit).or_insert(Answer { name, text });
                }
                false
            }
        }
    }

    /// Whether any value is left out whose bits are in these octets.
    pub fn leaves_out_some(&self, octets: &[Range<usize>]) -> bool {
        let Filling::Blank(units) = self else { return false };
        let within = |unit: &Unit, octets: &Range<usize>| {
            unit.step == 0 && unit.start < octets.end * 8 && unit.end > octets.start * 8
        };
        octets.iter().any(|octets| units.iter().any(|unit| within(unit, octets)))
    }
}

/// Whether the value of a span is left out; `whole` are the bits of what it is shown with, or its own. A span put
/// together from octets is left out with them.
pub fn leaves_out(
    span: &Span,
    whole: &Range<usize>,
    layer: usize,
    frame: &Frame<'_>,
    page: &mut Page<'_>,
) -> bool {
    if span.is_derived() {
        return page.filling.leaves_out_some(span.from());
    }
    let lang = page.lang();
    page.filling.leaves_out(Unit::value(whole), || {
        let mut text = String::new();
        write_named(&mut text, span, frame.stack.frame, lang);
        let octets = span.octets();
        let protocol = frame.stack.layers[layer].protocol.name;
        (format!("{protocol} {} ({})", span.label.name, range(octets.start, octets.end)), text)
    })
}

/// As much room as the text of a value takes, to write in. The room for a flag does not tell which of two words it is
/// for.
pub fn gap(span: &Span, text: &str) -> String {
    if matches!(span.value, Value::Flag(_)) { "_".to_string() } else { strokes(text) }
}

/// As much room as `text` takes.
pub fn strokes(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        let columns = width(c.encode_utf8(&mut [0; 4]));
        out.push_str(if c == ' ' { " " } else { &"__"[..columns.min(2)] });
    }
    out
}

/// How much of a page is left blank, and which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blanks {
    /// The share, in per cent.
    pub percent: u8,
    /// The seed that chooses.
    pub seed: u64,
    /// Whether the answers stand below.
    pub key: bool,
}

impl Blanks {
    /// Draws what `draw` draws, with blanks, and below it how many there are. The same seed, frame and views leave the
    /// same values blank.
    ///
    /// # Errors
    /// Those of `draw` and of the page.
    pub fn draw<E: From<io::Error>>(
        self,
        number: u64,
        page: &mut Page<'_>,
        draw: &mut dyn FnMut(&mut Page<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        // drawn once for nobody, to see what there is
        let mut lines = Vec::new();
        let mut rough = Page::kept(&mut lines, page.lang(), page.columns());
        rough.filling = Filling::Noted(BTreeMap::new());
        draw(&mut rough)?;
        let Filling::Noted(values) = rough.filling else { return Ok(()) };
        let all = values.len();
        let count = (all * usize::from(self.percent) + 50) / 100;
        let chosen: BTreeSet<usize> = Chance::new(self.seed, number).some(count, all).into_iter().collect();
        let chosen: BTreeMap<Unit, Answer> =
            (0..all).zip(values).filter(|(i, _)| chosen.contains(i)).map(|(_, v)| v).collect();

        page.filling = Filling::Blank(chosen.keys().cloned().collect());
        draw(page)?;
        page.filling = Filling::Whole;
        let seed = self.seed;
        let said = say!(
            en: "{count} of {all} values are left blank (seed {seed}).", zh: "{all} 个值中有 {count} 个留空（种子 {seed}）。",
            count = count, all = all, seed = seed
        );
        page.line("")?;
        page.prose(0, Some(Ink::Faint), &said.show(page.lang()))?;
        if self.key && count > 0 {
            answers(chosen.values(), page)?;
        }
        Ok(())
    }
}

const ANSWERS: Text = text("Answers, in the order of the octets", "答案（按字节的次序）");

/// The answers, numbered.
fn answers<'a>(answers: impl ExactSizeIterator<Item = &'a Answer>, page: &mut Page<'_>) -> io::Result<()> {
    page.line("")?;
    let heading = page.ink(Ink::Strong, &ANSWERS.show(page.lang()));
    page.line(&heading)?;
    let digits = answers.len().to_string().len();
    let margin = 2 + digits + 2;
    for (i, Answer { name, text }) in (1..).zip(answers) {
        let between = page.lang().pick(": ", "：");
        for (row, line) in
            wrap(&format!("{name}{between}{text}"), page.columns().saturating_sub(margin)).iter().enumerate()
        {
            match row {
                0 => page.line(&format!("  {i:>digits$}  {line}"))?,
                _ => page.line(&format!("{:margin$}{line}", ""))?,
            }
        }
    }
    Ok(())
}
