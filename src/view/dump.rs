//! The annotated hex: under every octet the letter of the field it belongs to, and below the fields with their
//! values. Letters and dashes are ASCII, so that it reads in black and white, on paper and in wide fonts.

use super::blank::{gap, leaves_out};
use super::remarks::remarks;
use super::time::utc;
use super::value::{bit_at, named, value};
use super::{Frame, Page, Section};
use crate::draw::{Ink, blanks, clip, width, wrap};
use crate::packet::Span;
use crate::spec::{Origin, Text, text, write};
use std::io;
use std::ops::Range;

/// Octets in a row of hex; half as many where the page is too narrow.
const ROW: usize = 16;
/// Columns before the first octet.
const MARGIN: usize = 8;

pub(super) const FRAME: Text = text("Frame", "帧");
const LEGEND: Text = text(
    "The letters under the octets are the fields below; an octet that several fields share has the first and the last of them.",
    "字节下方的字母对应其后列出的字段；几个字段共用一个字节时，标出其中第一个和最后一个。",
);
const BEHIND: Text = text("behind its payload", "有效载荷之后");

/// Draws the annotated hex of a frame.
pub fn dump(frame: &Frame<'_>, page: &mut Page<'_>) -> io::Result<()> {
    heading(frame, page)?;
    if page.is_new("", "", LEGEND) {
        page.constant(0, LEGEND, None)?;
    }
    origins(page)?;
    for section in frame.sections() {
        page.line("")?;
        title(frame, &section, page)?;
        let keyed = letters(&section);
        let owners = owners(&section, &keyed);
        let row = if page.columns() < column(ROW) { ROW / 2 } else { ROW };
        for from in (section.start / row * row..section.end).step_by(row) {
            hex_row(frame, &section, from..from + row, page)?;
            if !goes_through(&section, &owners, from..from + row) {
                mark_row(&section, &keyed, &owners, from..from + row, page)?;
            }
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

/// The sign before a field of a frame that was built: who supplied it.
pub(super) fn mark(page: &Page<'_>, bits: &Range<usize>) -> Option<&'static str> {
    page.tells_origins().then(|| match page.origin(bits) {
        Some(Origin::Given) => "+",
        Some(Origin::Default) => ".",
        Some(Origin::Computed) => "*",
        None => " ",
    })
}

const ORIGINS: Text = text(
    "Before each field: + given by you, . left to its default, * computed.",
    "字段名之前的符号：+ 由你给出，. 取默认值，* 计算得出。",
);

/// Says what the signs stand for, where there are any.
pub(super) fn origins(page: &mut Page<'_>) -> io::Result<()> {
    if page.tells_origins() && page.is_new("", "", ORIGINS) {
        page.constant(0, ORIGINS, None)
    } else {
        Ok(())
    }
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

const OCTET: Text = text("octet", "字节");
const OCTETS: Text = text("octets", "字节");

fn size(have: usize, all: usize, page: &mut Page<'_>) -> String {
    if have == all {
        return format!("{have} {}", page.term(if have == 1 { OCTET } else { OCTETS }));
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
    let mut range = String::with_capacity(16);
    write::number(&mut range, start as u64);
    if end > start + 1 {
        range.push('-');
        write::number(&mut range, end as u64 - 1);
    }
    range
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

/// Whether one field fills a row, the octet before it and the one behind it: a row of dashes would tell nothing.
fn goes_through(section: &Section<'_>, owners: &[Option<(usize, usize)>], row: Range<usize>) -> bool {
    let Some(before) = row.start.checked_sub(section.start + 1) else { return false };
    let Some([first, rest @ ..]) = owners.get(before..=row.end - section.start) else { return false };
    first.is_some_and(|(opens, closes)| opens == closes) && rest.iter().all(|owner| owner == first)
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
    let mut hex = String::with_capacity(64);
    let mut characters = String::with_capacity(32);
    for i in 0..row.len() {
        hex.push_str(if i == ROW / 2 { " " } else { "" });
        match frame.stack.frame.get(from + i) {
            Some(octet) if (section.start..section.end).contains(&(from + i)) => {
                write::hex(&mut hex, u64::from(*octet), 2);
                hex.push(' ');
                characters.push(if (0x20..0x7f).contains(octet) { char::from(*octet) } else { '.' });
            }
            _ => {
                hex.push_str("   ");
                characters.push(' ');
            }
        }
    }
    let mut offset = String::with_capacity(8);
    write::hex(&mut offset, from as u64, 4);
    let mut line = page.begin(2);
    page.put(&mut line, Ink::Faint, &offset);
    line.push_str("  ");
    page.put(&mut line, Ink::Layer(section.layer), &hex);
    line.push(' ');
    if page.columns().saturating_sub(column(row.len())) > row.len() {
        page.put(&mut line, Ink::Faint, characters.trim_end());
    }
    page.end(line)
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
        let sign = |letter: char, span: &Span| if span.bits.start < first_bit { b'-' } else { letter as u8 };
        marks[at] = sign(*first, opens);
        if owner.is_some_and(|(first, last)| first != last) {
            marks[at + 1] = sign(*last, closes);
        } else if goes_on || opens.bits.start < first_bit {
            marks[at + 1] = b'-';
        }
        if goes_on {
            marks[at + 2..column(i + 1)].fill(b'-');
        }
    }
    let marks = String::from_utf8(marks).unwrap_or_default();
    let mut line = page.begin(0);
    page.put(&mut line, Ink::Layer(section.layer), marks.trim_end());
    page.end(line)
}

/// The fields of a section: `a  0-5  Destination Address  ff:ff:ff:ff:ff:ff  broadcast`.
fn key(frame: &Frame<'_>, layer: usize, keyed: &[(char, &Span)], page: &mut Page<'_>) -> io::Result<()> {
    let places: Vec<String> =
        keyed.iter().map(|(_, span)| range(span.octets().start, span.octets().end)).collect();
    let widest_place = places.iter().map(String::len).max().unwrap_or(0);
    let beside = 5 + widest_place + 2 + 2 + if page.tells_origins() { 2 } else { 0 };
    let most = page.columns().saturating_sub(beside + VALUE).min(NAME);
    let names = keyed.iter().map(|(_, span)| width(span.label.name)).max().unwrap_or(0).min(most);
    let margin = beside + names;
    let room = page.columns().saturating_sub(margin);
    for ((letter, span), place) in keyed.iter().zip(&places) {
        let mut what = value(span, frame.stack.frame, page.lang());
        if let Some(name) = named(span, page.lang()) {
            what.push_str("  ");
            what.push_str(name);
        }
        let blank = leaves_out(span, &span.bits, layer, frame, page);
        if blank {
            what = gap(span, &what);
        }
        if !span.is_aligned() {
            // the field's own bits in their octets, the others as dots
            let mut bits = bits(span, frame.stack.frame);
            if blank {
                bits = bits.replace(['0', '1'], "_");
            }
            what.insert_str(0, "  ");
            what.insert_str(0, &bits);
        }
        let mut head = page.begin(2);
        page.put(&mut head, Ink::LayerStrong(layer), letter.encode_utf8(&mut [0; 4]));
        head.push_str("  ");
        page.put(&mut head, Ink::Faint, place);
        blanks(&mut head, widest_place - place.len() + 2);
        if let Some(mark) = mark(page, &span.bits) {
            page.put(&mut head, Ink::Strong, mark);
            head.push(' ');
        }
        let name = clip(span.label.name, names);
        head.push_str(&name);
        blanks(&mut head, names.saturating_sub(width(&name)) + 2);
        if width(&what) <= room {
            head.push_str(&what);
            page.end(head)?;
            continue;
        }
        for line in wrap(&what, room) {
            head.push_str(&line);
            page.end(head)?;
            head = page.begin(margin);
        }
    }
    Ok(())
}

/// The most columns of a field's name.
const NAME: usize = 30;
/// The columns that are left for its value, however narrow the page is.
const VALUE: usize = 20;

/// `...00000 00000000`: the bits of the span in the octets it touches.
fn bits(span: &Span, frame: &[u8]) -> String {
    let mut out = String::with_capacity(span.octets().len() * 9);
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
