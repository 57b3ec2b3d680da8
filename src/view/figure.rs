//! The figure of a header as RFCs draw it, with the values of a frame in its cells; and the same without a frame.

mod blueprint;
mod grid;
mod label;

pub use blueprint::blueprint;

use super::blank::{gap, leaves_out};
use super::dump::{heading, title};
use super::remarks::missing;
use super::value::{named, octets_word, readable, value};
use super::{Frame, Page, Section};
use crate::draw::{Ink, safe};
use crate::packet::{Span, Value};
use crate::say;
use crate::spec::{Lang, Said, write};
use grid::{Cell, Edge, Grid, Short, bits_a_row};
use label::Wording;
use std::io;

/// Draws the figures of all layers of a frame.
pub fn figure(frame: &Frame<'_>, page: &mut Page<'_>) -> io::Result<()> {
    heading(frame, page)?;
    legend(page)?;
    for section in frame.sections() {
        page.line("")?;
        title(frame, &section, page)?;
        let mut short = Short::new();
        for (i, stretch) in stretches(&section).iter().enumerate() {
            draw(frame, section.layer, stretch, i == 0, &mut short, page)?;
        }
        shortened(&short, page)?;
        if !section.behind {
            below(frame, section.layer, page)?;
        }
    }
    for (i, layer) in frame.stack.layers.iter().enumerate() {
        if layer.start == layer.end {
            below(frame, i, page)?;
        }
    }
    Ok(())
}

/// How to read the figures.
fn legend(page: &mut Page<'_>) -> io::Result<()> {
    let bits = bits_a_row(page);
    let mut said = say!(
        en: "A row is {bits} bits; the number before it is the octet of the frame with which it begins. The cell ... is the rest of a field that crosses the end of a row; ~ stands for rows left out. A long list is drawn entry by entry, each from the left edge.",
        zh: "每行 {bits} 比特，行首的数字是该行第一个字节在帧中的位置。标有 ... 的格是跨行字段的另一部分；~ 表示省略了若干行。长的列表逐项画出，每项从左边界开始。",
        bits = bits
    );
    if bits < 32 {
        let Said { en, zh } = narrow(bits);
        said.en.push_str(&format!(" {en}"));
        said.zh.push_str(&zh);
    }
    let said = said.show(page.lang());
    page.prose(0, Some(Ink::Faint), &said)
}

/// Why rows are shorter than in RFCs.
fn narrow(bits: usize) -> Said {
    say!(
        en: "RFCs draw 32 bits a row; this page is too narrow for more than {bits}.",
        zh: "RFC 每行画 32 比特；本页较窄，每行只画 {bits} 比特。",
        bits = bits
    )
}

/// What is to be said below a layer.
fn below(frame: &Frame<'_>, i: usize, page: &mut Page<'_>) -> io::Result<()> {
    // it tells values
    let stopped = frame.stopped(i).filter(|_| !page.has_blanks());
    if let Some((stop, speaker)) = stopped {
        page.remark(2, "!", Some(Ink::Warn), &stop.sentence(speaker))?;
    }
    match frame.explained(i) {
        Some(explained) => missing(frame, explained, page),
        None => Ok(()),
    }
}

/// What the shortened names are short for.
fn shortened(short: &Short, page: &mut Page<'_>) -> io::Result<()> {
    if short.is_empty() {
        return Ok(());
    }
    let pairs: Vec<String> = short.iter().map(|(short, name)| format!("{short} = {name}")).collect();
    page.prose(6, Some(Ink::Faint), &pairs.join(", "))
}

/// Leaves that are drawn in one grid, and what they are called together.
#[derive(Default)]
struct Stretch<'a> {
    caption: Option<String>,
    leaves: Vec<&'a Span>,
}

/// A list of more bits than this is drawn entry by entry: more than the options of any header that is a figure of its
/// own may have, 40 octets (RFC 791 §3.1, RFC 9293 §3.1).
const LONG_LIST: usize = 320;

/// The stretches of a section.
fn stretches<'a>(section: &Section<'a>) -> Vec<Stretch<'a>> {
    let mut stretches = vec![Stretch::default()];
    for span in section.spans {
        gather(span, &mut stretches);
    }
    stretches.retain(|stretch| !stretch.leaves.is_empty());
    stretches
}

fn gather<'a>(span: &'a Span, stretches: &mut Vec<Stretch<'a>>) {
    if span.is_derived() {
        return;
    }
    if span.is_whole() {
        let follows =
            |stretch: &Stretch<'_>| stretch.leaves.last().is_none_or(|last| last.bits.end == span.bits.start);
        match stretches.last_mut() {
            Some(last) if follows(last) => last.leaves.push(span),
            _ => stretches.push(Stretch { caption: None, leaves: vec![span] }),
        }
        return;
    }
    let entries =
        span.children.iter().all(|child| !child.children.is_empty() && child.bits.start.is_multiple_of(8));
    if !(span.list && entries && span.bits.len() > LONG_LIST && span.is_aligned()) {
        return span.children.iter().for_each(|child| gather(child, stretches));
    }
    for (i, child) in span.children.iter().enumerate() {
        // what is drawn in one cell has its name there
        let caption =
            (!child.is_whole()).then(|| format!("{} {}: {}", span.label.name, i + 1, child.label.name));
        stretches.push(Stretch { caption, leaves: Vec::new() });
        gather(child, stretches);
    }
    stretches.push(Stretch::default());
}

fn draw(
    frame: &Frame<'_>,
    layer: usize,
    stretch: &Stretch<'_>,
    ruler: bool,
    short: &mut Short,
    page: &mut Page<'_>,
) -> io::Result<()> {
    let Some(first) = stretch.leaves.first().map(|leaf| leaf.octets().start) else { return Ok(()) };
    if let Some(caption) = &stretch.caption {
        let caption = page.ink(Ink::Layer(layer), caption);
        page.line(&format!("      {caption}"))?;
    }
    let mut cells = Vec::new();
    for leaf in &stretch.leaves {
        let mut cell = cell(leaf, first * 8, frame, page);
        if leaves_out(leaf, &leaf.bits, layer, frame, page) {
            let brief = cell.brief.iter_mut().flat_map(|(_, values)| values);
            cell.values.iter_mut().chain(brief).for_each(|wording| wording.text = gap(leaf, &wording.text));
        }
        cells.push(cell);
    }
    Grid { cells: &cells, first, known: usize::MAX, ruler, layer }.draw(short, page)
}

/// From how many rows on a field is drawn with a break: text is read in one line.
const ROWS: usize = 8;
/// The same for text.
const TEXT_ROWS: usize = 3;
/// The most octets that a cell shows of opaque ones.
const SHOWN: usize = 40;

fn cell(span: &Span, from: usize, frame: &Frame<'_>, page: &Page<'_>) -> Cell {
    let lang = page.lang();
    let bytes = frame.stack.frame;
    // a stroke in a value would pass for a border
    let plain = |text: String| text.replace('|', "\\x7c");
    let full = plain(value(span, bytes, lang));
    let mut values = Vec::new();
    if let Some(name) = named(span, lang) {
        // the name of one value is worth a second line, what a range of them is for is not
        values.push(Wording { text: format!("{full}  {name}"), breaks: span.entry.is_some() });
    }
    let bare = match &span.value {
        Value::Flag(set) => Some(u8::from(*set).to_string()),
        Value::Cut { .. } => Some(lang.pick("cut", "截断").to_string()),
        Value::Uint(_) => full.split(' ').next().map(str::to_string),
        _ => None,
    };
    let octets = bytes.get(span.octets()).unwrap_or(&[]);
    if span.value == Value::Octets && span.is_aligned() && octets.len() <= SHOWN {
        values.push(Wording::new(plain(opaque(octets))));
    }
    values.push(Wording::new(full));
    values.extend(bare.map(Wording::new));
    let name = sized(span.label.name, span.bits.len(), lang);
    let is_text = matches!(span.value, Value::Text(_) | Value::Name(_));
    let brief = match span.value {
        Value::Octets => vec![Wording::new(plain(opaque(octets)))],
        _ => values.clone(),
    };
    Cell {
        bits: span.bits.start.saturating_sub(from)..span.bits.end.saturating_sub(from),
        name: safe(span.label.name).into_owned(),
        key: span.label.key,
        values,
        brief: Some((name, brief)),
        most: if is_text { TEXT_ROWS } else { ROWS },
        edge: if matches!(span.value, Value::Cut { .. }) { Edge::Cut } else { Edge::Whole },
    }
}

/// `Data (16 octets)`.
fn sized(name: &str, bits: usize, lang: Lang) -> String {
    let octets = bits / 8;
    format!("{name} ({octets} {})", octets_word(octets as u128, lang))
}

/// Octets in base 16, and what text they begin with.
fn opaque(bytes: &[u8]) -> String {
    let mut out = String::new();
    write::octets(&mut out, bytes.get(..SHOWN).unwrap_or(bytes), " ");
    if bytes.len() > SHOWN {
        out.push_str(" ...");
    }
    if let Some(text) = readable(bytes) {
        out.push_str(&format!("  \"{text}\""));
    }
    out
}
