//! The annotated hex: under every octet the letter of the field it belongs to, and below the fields with their
//! values. Letters and dashes are ASCII, so that it reads in black and white, on paper and in wide fonts.

use super::blank::{gap, leaves_out};
use super::drawn::{Id, Says, Sort};
use super::letters::{Lettered, Letters, lettered};
use super::page::Rows;
use super::remarks::{missing, remarks};
use super::time::write_utc;
use super::tree::{Branches, whole_layer};
use super::value::write_named;
use super::{Frame, Page, Section};
use crate::capture::Direction;
use crate::draw::{Ink, blanks, clip, safe, width, wrap};
use crate::packet::Span;
use crate::spec::{Lang, Layer, Origin, Protocol, Text, text, write};
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
    parts(frame, false, page)
}

/// Draws the annotated hex of a frame, and its fields as the tree tells them: each is said once, behind its letter.
pub fn dump_with_tree(frame: &Frame<'_>, page: &mut Page<'_>) -> io::Result<()> {
    parts(frame, true, page)
}

/// Draws all sections; `told` are the fields as the tree tells them.
fn parts(frame: &Frame<'_>, told: bool, page: &mut Page<'_>) -> io::Result<()> {
    heading(frame, page)?;
    if page.is_new("", "", LEGEND) {
        page.constant(0, LEGEND, None)?;
    }
    origins(page)?;
    let sort = if told { Sort::DumpWithTree } else { Sort::Dump };
    for section in frame.sections() {
        let Section { layer, start, end, .. } = section;
        let id = Id::new(sort, frame.stack.layers[layer].protocol, layer, start);
        let octets = frame.stack.frame.get(start..end).filter(|_| is_all_there_is_to_say(frame, &section));
        let says = octets.and_then(|octets| Says::octets(id, section.spans, octets));
        page.section(id, |page| page.recalled(says, |page| part(frame, &section, told, page)))?;
        if let (true, false, Some(explained)) = (told, section.behind, frame.explained(layer)) {
            missing(frame, explained, page)?;
        }
    }
    for (i, layer) in frame.stack.layers.iter().enumerate() {
        if layer.start == layer.end {
            match frame.explained(i) {
                Some(explained) if told => whole_layer(frame, explained, page)?,
                _ => remarks(frame, i, page)?,
            }
        }
    }
    Ok(())
}

/// Whether all that is drawn of a section is made of its own octets.
fn is_all_there_is_to_say(frame: &Frame<'_>, section: &Section<'_>) -> bool {
    let Layer { quoted, stop, .. } = &frame.stack.layers[section.layer];
    !section.behind
        && !quoted
        && stop.is_none()
        && section.derived.is_empty()
        && frame.verdicts.iter().all(|verdict| verdict.layer != section.layer)
        && frame.findings.iter().all(|finding| finding.layer != section.layer)
}

/// Draws a section: its octets above the letters of their fields, and the fields.
fn part(frame: &Frame<'_>, section: &Section<'_>, told: bool, page: &mut Page<'_>) -> io::Result<()> {
    page.line("")?;
    title(frame, section, page)?;
    let fields = lettered(section, page.take_fields());
    let count = if page.columns() < column(ROW) { ROW / 2 } else { ROW };
    let mut here = &fields[..];
    let mut rows = page.rows();
    for from in (section.start / count * count..section.end).step_by(count) {
        let row = from..from + count;
        hex_row(frame, section, &row, &mut rows)?;
        // those that end before the octet in front of the row are done with
        while let [field, rest @ ..] = here
            && field.end() < from
        {
            here = rest;
        }
        if !goes_through(section, here, &row) {
            mark_row(section, here, &row, &mut rows)?;
        }
    }
    rows.end()?;
    if told {
        let mut branches = Branches::new(frame, section.layer, Some(Letters::default()));
        branches.draw(section.spans, page)?;
        branches.draw(section.derived, page)?;
    } else {
        key(frame, section, &fields, page)?;
    }
    page.keep_fields(fields);
    if section.behind { Ok(()) } else { remarks(frame, section.layer, page) }
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
        write_utc(&mut line, time);
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
    let Section { behind, start, end, .. } = *section;
    let says = Says::constant(protocol.name, start..end, usize::from(behind) << 1 | usize::from(quoted));
    page.again(Some(says), |page| titled(section, protocol, quoted, page))
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
    write::place(out, start);
    if end > start + 1 {
        out.push('-');
        write::place(out, end - 1);
    }
}

/// Whether one field fills a row, the octet before it and the one behind it: a row of dashes would tell nothing.
/// `fields` begin with the one that reaches the octet before the row.
fn goes_through(section: &Section<'_>, fields: &[Lettered], row: &Range<usize>) -> bool {
    if row.start <= section.start || row.end >= section.end {
        return false;
    }
    fields.first().is_some_and(|Lettered { bits, .. }| {
        bits.start <= (row.start - 1) * 8 && (row.end + 1) * 8 <= bits.end
    })
}

/// The column of octet `i` of a row.
const fn column(i: usize) -> usize {
    MARGIN + i * 3 + if i >= ROW / 2 { 1 } else { 0 }
}

/// The column of the characters behind `octets` octets.
const fn characters(octets: usize) -> usize {
    column(octets - 1) + 4
}

/// The columns of a row of hex, at most.
const WIDEST: usize = (characters(ROW) + ROW).next_multiple_of(16);

/// `0010  05 dc 92 4a 40 00 40 06  50 e7 cb 00 71 02 ac 10  ...J@.@.P...q...`.
fn hex_row(
    frame: &Frame<'_>,
    section: &Section<'_>,
    row: &Range<usize>,
    rows: &mut Rows<'_, '_>,
) -> io::Result<()> {
    let (from, to) = (row.start.max(section.start), row.end.min(section.end));
    let (first, behind) = (from - row.start, to - row.start);
    let (count, beside) = (row.len(), characters(row.len()));
    // at once; the characters of half a row may not fit
    let shows_text = rows.columns() >= beside + count;
    let all = frame.stack.frame;
    let octets = match all.get(row.start..).and_then(<[u8]>::first_chunk) {
        Some(octets) => *octets,
        None => {
            let mut octets = [0; ROW];
            octets.iter_mut().zip(all.get(row.start..).unwrap_or_default()).for_each(|(a, b)| *a = *b);
            octets
        }
    };
    // four digits at least; more begin further left
    let more = (row.start >> 16).checked_ilog2().map_or(0, |bits| bits as usize / 4 + 1);
    let place = (MARGIN - 6).saturating_sub(more);
    let inks = [
        (Ink::Faint, place..MARGIN - 2),
        (Ink::Layer(section.layer), MARGIN..beside - 1),
        (Ink::Faint, beside..beside + count),
    ];
    rows.row(&inks, |line: &mut [u8; WIDEST]| {
        let [high, low] = (row.start as u16).to_be_bytes().map(write::two_digits);
        line[MARGIN - 6..MARGIN - 2].copy_from_slice(&[high[0], high[1], low[0], low[1]]);
        let mut number = row.start >> 16;
        for cell in line[place..MARGIN - 6].iter_mut().rev() {
            *cell = write::two_digits((number % 16) as u8)[1];
            number /= 16;
        }
        for (i, octet) in octets.into_iter().enumerate() {
            [line[column(i)], line[column(i) + 1]] = write::two_digits(octet);
        }
        let mut text = octets.map(|octet| if matches!(octet, b' '..=b'~') { octet } else { b'.' });
        if first > 0 || behind < ROW {
            for i in (0..first).chain(behind..ROW) {
                line[column(i)..column(i) + 2].fill(b' ');
                text[i] = b' ';
            }
        }
        if shows_text {
            // behind the characters of half a row nothing is shown
            line[beside..beside + ROW].copy_from_slice(&text);
            let shown = text[..behind].trim_ascii_end().len();
            if shown > 0 {
                return beside + shown;
            }
        }
        column(behind - 1) + 2
    })
}

/// Under every octet the letter of its field, and dashes as far as the field reaches. An octet that several fields
/// share has the letters of the first and the last of them. `fields` begin with one that reaches the row, or with the
/// last before it.
fn mark_row(
    section: &Section<'_>,
    fields: &[Lettered],
    row: &Range<usize>,
    rows: &mut Rows<'_, '_>,
) -> io::Result<()> {
    rows.row(&[(Ink::Layer(section.layer), 0..WIDEST)], |marks: &mut [u8; WIDEST]| {
        let last = section.end.min(row.end) - 1 - row.start;
        let end = column(last) + 2;
        // dashes all along, out of which the fields take their letters: to draw them for each field takes longer
        marks[column(section.start.saturating_sub(row.start))..end].fill(b'-');
        let mut marked = row.start;
        for field in fields.iter().skip_while(|field| field.end() <= row.start) {
            if field.start() >= row.end {
                break;
            }
            if let Some(octet) = field.start().checked_sub(row.start) {
                let at = column(octet);
                if field.start() < marked {
                    marks[at + 1] = field.letter;
                } else {
                    // one column is between two octets, and in the middle there are two
                    marks[at - 1] = b' ';
                    if octet == ROW / 2 {
                        marks[at - 2] = b' ';
                    }
                    marks[at] = field.letter;
                    if octet == last || field.end() == field.start() + 1 {
                        marks[at + 1] = b' ';
                    }
                }
            }
            marked = field.end();
        }
        if marks[end - 1] == b' ' { end - 1 } else { end }
    })
}

/// The fields of a section: `a  0-5  Destination Address  ff:ff:ff:ff:ff:ff  broadcast`.
fn key(frame: &Frame<'_>, section: &Section<'_>, fields: &[Lettered], page: &mut Page<'_>) -> io::Result<()> {
    let places = fields.iter().map(Lettered::range_width).max().unwrap_or(0);
    let beside = 5 + places + 2 + 2 + if page.tells_origins() { 2 } else { 0 };
    let most = page.columns().saturating_sub(beside + VALUE).min(NAME);
    let mut spans = Vec::with_capacity(fields.len());
    section.spans.iter().for_each(|span| span.leaves(true, &mut |span| spans.push(span)));
    let names = spans.iter().map(|span| span.label.name.len()).max().unwrap_or(0).min(most);
    let columns = Columns { places, names, margin: beside + names };
    let lang = page.lang();
    for (lettered, span) in fields.iter().zip(spans) {
        let on = usize::from(lettered.letter) | places << 8 | names << 16;
        let says = Says::field(span, on);
        let value = |line: &mut String| write_what(line, span, frame.stack.frame, lang);
        if !page.same(says.as_ref()) && !page.other(says.as_ref(), value, None) {
            page.anew(says, |page| field(frame, section.layer, lettered, span, &columns, page))?;
        }
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
    lettered: &Lettered,
    span: &Span,
    columns: &Columns,
    page: &mut Page<'_>,
) -> io::Result<()> {
    let mut line = page.begin(2);
    page.put_with(&mut line, Ink::LayerStrong(layer), |line| line.push(char::from(lettered.letter)));
    line.push_str("  ");
    page.put_with(&mut line, Ink::Faint, |line| write_range(line, lettered.start(), lettered.end()));
    blanks(&mut line, columns.places - lettered.range_width() + 2);
    if let Some(mark) = mark(page, &span.bits) {
        page.put(&mut line, Ink::Strong, mark);
        line.push(' ');
    }
    // the names of fields are ASCII
    let name = span.label.name;
    if name.len() <= columns.names {
        line.push_str(name);
        blanks(&mut line, columns.names - name.len() + 2);
    } else {
        line.push_str(&clip(name, columns.names));
        line.push_str("  ");
    }
    let what = line.len();
    write_what(&mut line, span, frame.stack.frame, page.lang());
    if leaves_out(span, &span.bits, layer, frame, page) {
        let (bits, value) = line[what..].split_at(bits_width(span));
        let gap = bits.replace(['0', '1'], "_") + &gap(span, value);
        line.replace_range(what.., &gap);
    }
    let room = page.columns().saturating_sub(columns.margin);
    // no character has more columns than octets
    if line.len() - what <= room || width(&line[what..]) <= room {
        let value = what..line.len();
        return page.end_with(line, Some(value));
    }
    let what = line.split_off(what);
    let mut rows = wrap(&what, room).into_iter();
    line.push_str(rows.next().unwrap_or_default());
    page.end(line)?;
    rows.try_for_each(|row| {
        let mut line = page.begin(columns.margin);
        line.push_str(row);
        page.end(line)
    })
}

/// The most columns of a field's name.
const NAME: usize = 30;
/// The columns that are left for its value, however narrow the page is.
const VALUE: usize = 20;

/// What stands behind the name of a field: its own bits in their octets, the others as dots, where it has not whole
/// ones; the value; what that is called.
fn write_what(line: &mut String, span: &Span, frame: &[u8], lang: Lang) {
    if !span.is_aligned() {
        bits(line, span, frame);
        line.push_str("  ");
    }
    write_named(line, span, frame, lang);
}

/// The columns of the bits.
fn bits_width(span: &Span) -> usize {
    if span.is_aligned() { 0 } else { span.octets().len() * 9 + 1 }
}

/// `...00000 00000000`: the bits of the span in the octets it touches.
pub(super) fn bits(out: &mut String, span: &Span, frame: &[u8]) {
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
