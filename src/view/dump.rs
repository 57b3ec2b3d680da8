//! The annotated hex: under every octet the letter of the field it belongs to, and below the fields with their
//! values. Letters and dashes are ASCII, so that it reads in black and white, on paper and in wide fonts.

use super::blank::{gap, leaves_out};
use super::drawn::{Piece, Sort};
use super::remarks::remarks;
use super::time::utc;
use super::value::{named, write_value};
use super::{Frame, Page, Section};
use crate::capture::Direction;
use crate::draw::{Ink, blanks, clip, safe, width, wrap};
use crate::packet::Span;
use crate::spec::{Layer, Origin, Protocol, Text, text, write};
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
        let row = if page.columns() < column(ROW) { ROW / 2 } else { ROW };
        for from in (section.start / row * row..section.end).step_by(row) {
            hex_row(frame, &section, from..from + row, page)?;
            if !goes_through(&section, &keyed, from..from + row) {
                mark_row(&section, &keyed, from..from + row, page)?;
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
    let mut head = String::new();
    page.put_term(&mut head, FRAME);
    head.push(' ');
    write::number(&mut head, frame.number);
    let mut line = page.begin(0);
    page.put(&mut line, Ink::Strong, &head);
    line.push_str("  ");
    size(&mut line, have, all, page);
    line.push_str("  ");
    line.push_str(frame.link_name);
    if let Some(time) = frame.time {
        line.push_str("  ");
        line.push_str(&utc(time));
    }
    if let Some(via) = frame.interface {
        if let Some(name) = via.name {
            line.push_str("  ");
            line.push_str(&safe(name));
        }
        if let Some(direction) = via.direction {
            line.push_str(if via.name.is_some() { " " } else { "  " });
            page.put_term(&mut line, way(direction));
        }
    }
    page.end(line)
}

/// Which way it went, as seen from the machine that captured it.
fn way(direction: Direction) -> Text {
    match direction {
        Direction::In => text("in", "入"),
        Direction::Past => text("past", "路过"),
        Direction::Out => text("out", "出"),
    }
}

const OCTET: Text = text("octet", "字节");
const OCTETS: Text = text("octets", "字节");

fn size(line: &mut String, have: usize, all: usize, page: &mut Page<'_>) {
    if have == all {
        write::number(line, have as u64);
        line.push(' ');
        return page.put_term(line, if have == 1 { OCTET } else { OCTETS });
    }
    let said = crate::say!(
        en: "{have} of {all} octets captured", zh: "共 {all} 字节，捕获 {have} 字节", have = have, all = all
    );
    line.push_str(&said.show(page.lang()));
}

/// `IPv4  Internet Protocol version 4  14-33  RFC 791`.
pub(super) fn title(frame: &Frame<'_>, section: &Section<'_>, page: &mut Page<'_>) -> io::Result<()> {
    let Layer { protocol, quoted, .. } = frame.stack.layers[section.layer];
    let kind = usize::from(section.behind) << 1 | usize::from(quoted);
    let octets = section.start..section.end;
    let piece = Piece::of_layer(Sort::DumpTitle, protocol, octets, [section.layer, kind, 0]);
    page.piece(Some(piece), |page| titled(section, protocol, quoted, page))
}

fn titled(
    section: &Section<'_>,
    protocol: &'static Protocol,
    quoted: bool,
    page: &mut Page<'_>,
) -> io::Result<()> {
    let mut line = page.begin(0);
    page.put(&mut line, Ink::LayerStrong(section.layer), protocol.name);
    if section.behind {
        line.push_str("  ");
        page.put_term(&mut line, BEHIND);
    } else if protocol.title.en != protocol.name {
        line.push_str("  ");
        page.put_term(&mut line, protocol.title);
    }
    if quoted {
        line.push_str("  ");
        page.put_term(&mut line, text("quoted", "引用"));
    }
    line.push_str("  ");
    write_range(&mut line, section.start, section.end);
    line.push_str("  ");
    page.put_with(&mut line, Ink::Faint, |line| protocol.source.write(line));
    page.end(line)
}

/// `14-41`, or `14` for one octet.
pub(super) fn range(start: usize, end: usize) -> String {
    let mut range = String::new();
    write_range(&mut range, start, end);
    range
}

/// The same into a line.
pub(super) fn write_range(out: &mut String, start: usize, end: usize) {
    write::number(out, start as u64);
    if end > start + 1 {
        out.push('-');
        write::number(out, end as u64 - 1);
    }
}

/// How many columns that takes.
fn range_width(octets: &Range<usize>) -> usize {
    let digits = |number: usize| match number {
        0..10 => 1,
        10..100 => 2,
        _ => number.ilog10() as usize + 1,
    };
    digits(octets.start) + if octets.len() > 1 { 1 + digits(octets.end - 1) } else { 0 }
}

/// The fields of a section in the order of their octets, each with its letter. After `z` come the capitals, then `a`
/// again.
fn letters<'a>(section: &Section<'a>) -> Vec<(char, &'a Span)> {
    const ALPHABET: &[u8; 52] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let mut keyed: Vec<(char, &'a Span)> = Vec::with_capacity(section.spans.len().max(32));
    for &span in &section.spans {
        span.leaves(true, &mut |leaf| {
            let letter = ALPHABET[keyed.len() % ALPHABET.len()];
            keyed.push((char::from(letter), leaf));
        });
    }
    keyed
}

/// The place among the fields of the first that ends behind octet `at`.
fn first_behind(keyed: &[(char, &Span)], at: usize) -> usize {
    keyed.partition_point(|(_, span)| span.octets().end <= at)
}

/// Whether one field fills a row, the octet before it and the one behind it: a row of dashes would tell nothing.
fn goes_through(section: &Section<'_>, keyed: &[(char, &Span)], row: Range<usize>) -> bool {
    if row.start <= section.start || row.end >= section.end {
        return false;
    }
    let field = keyed.get(first_behind(keyed, row.start - 1));
    field
        .is_some_and(|(_, span)| span.bits.start <= (row.start - 1) * 8 && (row.end + 1) * 8 <= span.bits.end)
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
    let (mut hex, mut characters) = ([b' '; WIDEST], [b' '; ROW]);
    let octets = frame.stack.frame.get(from.max(section.start)..row.end.min(section.end)).unwrap_or(&[]);
    let first = section.start.saturating_sub(from);
    let mut at = column(first) - MARGIN;
    for (i, octet) in (first..).zip(octets) {
        hex[at..at + 2].copy_from_slice(&write::two_digits(*octet));
        at += if i + 1 == ROW / 2 { 4 } else { 3 };
    }
    for (character, octet) in characters.iter_mut().skip(first).zip(octets) {
        *character = if matches!(octet, b' '..=b'~') { *octet } else { b'.' };
    }
    let mut line = page.begin(2);
    page.put_with(&mut line, Ink::Faint, |line| write::hex(line, from as u64, 4));
    line.push_str("  ");
    page.put(&mut line, Ink::Layer(section.layer), ascii(&hex[..column(row.len() - 1) + 3 - MARGIN]));
    line.push(' ');
    if page.columns().saturating_sub(column(row.len())) > row.len() {
        page.put(&mut line, Ink::Faint, ascii(characters.trim_ascii_end()));
    }
    page.end(line)
}

/// The columns of the octets of a row, at most.
const WIDEST: usize = ROW * 3 + 1;

/// Characters that were put together as octets.
fn ascii(characters: &[u8]) -> &str {
    std::str::from_utf8(characters).unwrap_or_default()
}

/// Under every octet the letter of its field, and dashes as far as the field reaches. An octet that several fields
/// share has the letters of the first and the last of them.
fn mark_row(
    section: &Section<'_>,
    keyed: &[(char, &Span)],
    row: Range<usize>,
    page: &mut Page<'_>,
) -> io::Result<()> {
    let mut marks = [b' '; MARGIN + WIDEST];
    for (letter, span) in &keyed[first_behind(keyed, row.start)..] {
        let octets = span.octets();
        if octets.start >= row.end {
            break;
        }
        let begins = octets.start >= row.start;
        let first = column(octets.start.max(row.start) - row.start);
        let last = column(octets.end.min(row.end) - 1 - row.start);
        // an octet whose first column is taken has several fields
        let at = if marks[first] == b' ' { first } else { first + 1 };
        if !begins || last > first {
            marks[at..last + 2].fill(b'-');
        }
        if begins {
            marks[at] = *letter as u8;
        }
    }
    let mut line = page.begin(0);
    page.put(&mut line, Ink::Layer(section.layer), ascii(marks.trim_ascii_end()));
    page.end(line)
}

/// The fields of a section: `a  0-5  Destination Address  ff:ff:ff:ff:ff:ff  broadcast`.
fn key(frame: &Frame<'_>, layer: usize, keyed: &[(char, &Span)], page: &mut Page<'_>) -> io::Result<()> {
    let places = keyed.iter().map(|(_, span)| range_width(&span.octets())).max().unwrap_or(0);
    let beside = 5 + places + 2 + 2 + if page.tells_origins() { 2 } else { 0 };
    let most = page.columns().saturating_sub(beside + VALUE).min(NAME);
    let names = keyed.iter().map(|(_, span)| span.label.name.len()).max().unwrap_or(0).min(most);
    let columns = Columns { places, names, margin: beside + names };
    let protocol = frame.stack.layers[layer].protocol;
    for (letter, span) in keyed {
        let piece =
            Piece::of(Sort::DumpField, span, protocol, [*letter as usize, layer, places << 8 | names]);
        page.piece(piece, |page| field(frame, layer, *letter, span, &columns, page))?;
    }
    Ok(())
}

/// How wide the columns of the fields are, and all in front of the last.
struct Columns {
    places: usize,
    names: usize,
    margin: usize,
}

/// One field.
fn field(
    frame: &Frame<'_>,
    layer: usize,
    letter: char,
    span: &Span,
    columns: &Columns,
    page: &mut Page<'_>,
) -> io::Result<()> {
    let octets = span.octets();
    let mut line = page.begin(2);
    page.put_with(&mut line, Ink::LayerStrong(layer), |line| line.push(letter));
    line.push_str("  ");
    page.put_with(&mut line, Ink::Faint, |line| write_range(line, octets.start, octets.end));
    blanks(&mut line, columns.places - range_width(&octets) + 2);
    if let Some(mark) = mark(page, &span.bits) {
        page.put(&mut line, Ink::Strong, mark);
        line.push(' ');
    }
    let name = clip(span.label.name, columns.names);
    line.push_str(&name);
    blanks(&mut line, columns.names.saturating_sub(name.len()) + 2);
    let what = line.len();
    // the field's own bits in their octets, the others as dots
    if !span.is_aligned() {
        bits(&mut line, span, frame.stack.frame);
        line.push_str("  ");
    }
    let said = line.len();
    write_value(&mut line, span, frame.stack.frame, page.lang());
    if let Some(name) = named(span, page.lang()) {
        line.push_str("  ");
        line.push_str(name);
    }
    if leaves_out(span, &span.bits, layer, frame, page) {
        let gap = line[what..said].replace(['0', '1'], "_") + &gap(span, &line[said..]);
        line.replace_range(what.., &gap);
    }
    let room = page.columns().saturating_sub(columns.margin);
    // no character has more columns than octets
    if line.len() - what <= room || width(&line[what..]) <= room {
        return page.end(line);
    }
    let what = line.split_off(what);
    for row in wrap(&what, room) {
        line.push_str(row);
        page.end(line)?;
        line = page.begin(columns.margin);
    }
    Ok(())
}

/// The most columns of a field's name.
const NAME: usize = 30;
/// The columns that are left for its value, however narrow the page is.
const VALUE: usize = 20;

/// `...00000 00000000`: the bits of the span in the octets it touches.
fn bits(out: &mut String, span: &Span, frame: &[u8]) {
    const DOTS: &str = "........";
    for octet in span.octets() {
        if octet > span.octets().start {
            out.push(' ');
        }
        let from = span.bits.start.saturating_sub(octet * 8);
        let to = (span.bits.end - octet * 8).min(8);
        out.push_str(&DOTS[..from]);
        out.push_str(&write::eight_bits(frame.get(octet).copied().unwrap_or(0))[from..to]);
        out.push_str(&DOTS[to..]);
    }
}
