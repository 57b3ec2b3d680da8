//! The annotated hex: under every octet the letter of the field it belongs to, and below the fields with their
//! values. Letters and dashes are ASCII, so that it reads in black and white, on paper and in wide fonts.

use super::blank::{gap, leaves_out};
use super::remarks::remarks;
use super::time::utc;
use super::value::{bit_at, named, value};
use super::{Frame, Page, Section};
use crate::draw::{Ink, clip, pad, width, wrap};
use crate::packet::Span;
use crate::spec::{Text, text};
use std::io;
use std::ops::Range;

/// Octets in a row of hex; half as many where the page is too narrow.
const ROW: usize = 16;
/// Columns before the first octet.
const MARGIN: usize = 8;

const FRAME: Text = text("Frame", "帧");
const LEGEND: Text = text(
    "The letters under the octets are the fields below; an octet that several fields share has the first and the last of them.",
    "字节下方的字母对应其后列出的字段；几个字段共用一个字节时，标出其中第一个和最后一个。",
);
const BEHIND: Text = text("behind its payload", "有效载荷之后");

/// Draws the annotated hex of a frame.
pub fn dump(frame: &Frame<'_>, page: &mut Page<'_>) -> io::Result<()> {
    heading(frame, page)?;
    let legend = LEGEND.show(page.lang());
    page.prose(0, Some(Ink::Faint), &legend)?;
    for section in frame.sections() {
        page.line("")?;
        title(frame, &section, page)?;
        let keyed = letters(&section);
        let owners = owners(&section, &keyed);
        let row = if page.columns() < column(ROW) { ROW / 2 } else { ROW };
        for from in (section.start / row * row..section.end).step_by(row) {
            hex_row(frame, &section, from..from + row, page)?;
            mark_row(&section, &keyed, &owners, from..from + row, page)?;
        }
        key(frame, section.layer, &keyed, page)?;
        if !section.behind {
            remarks(frame, section.layer, page)?;
        }
    }
    for (i, layer) in frame.stack.layers.iter().enumerate() {
        if layer.start == layer.end {
            remarks(frame, i, page)?;
        }
    }
    Ok(())
}

/// `Frame 1: 64 of 98 octets`.
pub(super) fn heading(frame: &Frame<'_>, page: &mut Page<'_>) -> io::Result<()> {
    let (have, all) = (frame.stack.frame.len(), frame.stack.original);
    let word = page.term(FRAME);
    let size = size(have, all, page);
    let head = page.ink(Ink::Strong, &format!("{word} {}", frame.number));
    let time = frame.time.map(|time| format!("  {}", utc(time))).unwrap_or_default();
    page.line(&format!("{head}  {size}  {}{time}", frame.link_name))
}

const OCTETS: Text = text("octets", "字节");

fn size(have: usize, all: usize, page: &mut Page<'_>) -> String {
    if have == all {
        return format!("{have} {}", page.term(OCTETS));
    }
    let said = crate::say!(
        en: "{have} of {all} octets captured", zh: "共 {all} 字节，捕获 {have} 字节", have = have, all = all
    );
    said.show(page.lang())
}

/// `IPv4  Internet Protocol version 4  14-33  RFC 791`.
pub(super) fn title(frame: &Frame<'_>, section: &Section<'_>, page: &mut Page<'_>) -> io::Result<()> {
    let layer = &frame.stack.layers[section.layer];
    let protocol = layer.protocol;
    let name = page.ink(Ink::LayerStrong(section.layer), protocol.name);
    let mut notes = Vec::new();
    if section.behind {
        notes.push(page.term(BEHIND));
    } else if protocol.title.en != protocol.name {
        notes.push(page.term(protocol.title));
    }
    if layer.quoted {
        notes.push(page.term(text("quoted", "引用")));
    }
    notes.push(range(section.start, section.end));
    let source = page.ink(Ink::Faint, &protocol.source.to_string());
    page.line(&format!("{name}  {}  {source}", notes.join("  ")))
}

/// `14-41`, or `14` for one octet.
pub(super) fn range(start: usize, end: usize) -> String {
    if end <= start + 1 { start.to_string() } else { format!("{start}-{}", end - 1) }
}

/// The fields of a section, each with its letter. After `z` come the capitals, then `a` again.
fn letters<'a>(section: &Section<'a>) -> Vec<(char, &'a Span)> {
    let mut leaves: Vec<&'a Span> = Vec::new();
    for &span in &section.spans {
        span.leaves(true, &mut |leaf| leaves.push(leaf));
    }
    let alphabet = ('a'..='z').chain('A'..='Z').cycle();
    alphabet.zip(leaves).collect()
}

/// For every octet of a section the first and the last of its fields, as indices. Made once, so that the time for a
/// frame of many fields grows with the fields and not with their square.
fn owners(section: &Section<'_>, keyed: &[(char, &Span)]) -> Vec<Option<(usize, usize)>> {
    let mut owners: Vec<Option<(usize, usize)>> = vec![None; section.end - section.start];
    for (i, (_, span)) in keyed.iter().enumerate() {
        for at in span.octets() {
            let Some(owner) = at.checked_sub(section.start).and_then(|at| owners.get_mut(at)) else {
                continue;
            };
            *owner = Some(owner.map_or((i, i), |(first, _)| (first, i)));
        }
    }
    owners
}

/// The column of octet `i` of a row.
fn column(i: usize) -> usize {
    MARGIN + i * 3 + usize::from(i >= ROW / 2)
}

fn hex_row(
    frame: &Frame<'_>,
    section: &Section<'_>,
    row: Range<usize>,
    page: &mut Page<'_>,
) -> io::Result<()> {
    let from = row.start;
    let mut hex = String::new();
    let mut characters = String::new();
    for i in 0..row.len() {
        hex.push_str(if i == ROW / 2 { " " } else { "" });
        match frame.stack.frame.get(from + i) {
            Some(octet) if (section.start..section.end).contains(&(from + i)) => {
                hex.push_str(&format!("{octet:02x} "));
                characters.push(if (0x20..0x7f).contains(octet) { char::from(*octet) } else { '.' });
            }
            _ => {
                hex.push_str("   ");
                characters.push(' ');
            }
        }
    }
    let offset = page.ink(Ink::Faint, &format!("{from:04x}"));
    let hex = page.ink(Ink::Layer(section.layer), &hex);
    let room = page.columns().saturating_sub(column(row.len()));
    let characters =
        if room > row.len() { page.ink(Ink::Faint, characters.trim_end()) } else { String::new() };
    page.line(&format!("  {offset}  {hex} {characters}"))
}

/// Under every octet the letter of its field, and dashes as far as the field reaches. An octet that several fields
/// share has the letters of the first and the last of them.
fn mark_row(
    section: &Section<'_>,
    keyed: &[(char, &Span)],
    owners: &[Option<(usize, usize)>],
    row: Range<usize>,
    page: &mut Page<'_>,
) -> io::Result<()> {
    let from = row.start;
    let mut marks = vec![b' '; column(row.len())];
    for i in 0..row.len() {
        let (first_bit, end_bit) = ((from + i) * 8, (from + i + 1) * 8);
        let owner = (from + i).checked_sub(section.start).and_then(|at| owners.get(at)).copied().flatten();
        let Some(((first, opens), (last, closes))) =
            owner.and_then(|(first, last)| keyed.get(first).zip(keyed.get(last)))
        else {
            continue;
        };
        let at = column(i);
        let goes_on = closes.bits.end > end_bit && i + 1 < row.len();
        let mark = |letter: char, span: &Span| if span.bits.start < first_bit { b'-' } else { letter as u8 };
        marks[at] = mark(*first, opens);
        if owner.is_some_and(|(first, last)| first != last) {
            marks[at + 1] = mark(*last, closes);
        } else if goes_on || opens.bits.start < first_bit {
            marks[at + 1] = b'-';
        }
        if goes_on {
            marks[at + 2..column(i + 1)].fill(b'-');
        }
    }
    let marks = String::from_utf8_lossy(&marks).into_owned();
    let marks = page.ink(Ink::Layer(section.layer), marks.trim_end());
    page.line(&marks)
}

/// The fields of a section: `a  0-5  Destination Address  ff:ff:ff:ff:ff:ff  broadcast`.
fn key(frame: &Frame<'_>, layer: usize, keyed: &[(char, &Span)], page: &mut Page<'_>) -> io::Result<()> {
    let place = |span: &Span| range(span.octets().start, span.octets().end);
    let widest = |wide: &dyn Fn(&Span) -> usize| keyed.iter().map(|(_, span)| wide(span)).max().unwrap_or(0);
    let places = widest(&|span| place(span).len());
    let names = widest(&|span| width(span.label.name)).min(NAME);
    let margin = 5 + places + 2 + names + 2;
    let room = page.columns().saturating_sub(margin).max(20);
    for (letter, span) in keyed {
        let letter = page.ink(Ink::LayerStrong(layer), &letter.to_string());
        let place = page.ink(Ink::Faint, &pad(&place(span), places));
        let name = pad(&clip(span.label.name, names), names);
        let mut what = value(span, frame.stack.frame, page.lang());
        if let Some(name) = named(span, page.lang()) {
            what = format!("{what}  {name}");
        }
        let blank = leaves_out(span, &span.bits, layer, frame, page);
        if blank {
            what = gap(span, &what);
        }
        if !span.is_aligned() {
            // the field's own bits in their octets, the others as dots
            let bits = bits(span, frame.stack.frame);
            let bits = if blank { bits.replace(['0', '1'], "_") } else { bits };
            what = format!("{bits}  {what}");
        }
        for (i, line) in wrap(&what, room).iter().enumerate() {
            match i {
                0 => page.line(&format!("  {letter}  {place}  {name}  {line}"))?,
                _ => page.line(&format!("{:margin$}{line}", ""))?,
            }
        }
    }
    Ok(())
}

/// The most columns of a field's name.
const NAME: usize = 30;

/// `...00000 00000000`: the bits of the span in the octets it touches.
fn bits(span: &Span, frame: &[u8]) -> String {
    let mut out = String::new();
    for octet in span.octets() {
        if !out.is_empty() {
            out.push(' ');
        }
        for bit in octet * 8..octet * 8 + 8 {
            let digit = if bit_at(frame, bit) == 1 { '1' } else { '0' };
            out.push(if span.bits.contains(&bit) { digit } else { '.' });
        }
    }
    out
}
