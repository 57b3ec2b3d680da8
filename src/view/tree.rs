//! The field tree: layers, fields, values, what they mean and who says so.

use super::blank::{gap, leaves_out};
use super::drawn::{Id, Says, Sort};
use super::dump::{heading, mark, origins, write_range};
use super::remarks::{missing, remarks};
use super::value::{named, write_value};
use super::{Frame, Page};
use crate::draw::Ink;
use crate::packet::Span;
use crate::spec::{Layer, Protocol, Source, Text, text, write};
use std::io;
use std::ops::Range;

/// Draws the tree of a frame. A meaning stands where a protocol's field is met first; further on the same page it is
/// not said again of that field.
pub fn tree(frame: &Frame<'_>, page: &mut Page<'_>) -> io::Result<()> {
    heading(frame, page)?;
    origins(page)?;
    for explained in frame.explained {
        let Layer { protocol, quoted, .. } = frame.stack.layers[explained.layer];
        let layer = explained.layer;
        page.section(Id::new(Sort::Tree, protocol, layer, frame.stack.layers[layer].start), |page| {
            let says = Says::constant(protocol.name, 0..0, quoted.into());
            page.again(says, |page| title(layer, protocol, quoted, page))?;
            for span in &explained.spans {
                branch(frame, layer, span, None, protocol.source, 1, page)?;
            }
            remarks(frame, layer, page)
        })?;
        missing(frame, explained, page)?;
    }
    Ok(())
}

/// `TCP  Transmission Control Protocol  [RFC 9293 §3.1]`, set off from what stands above.
fn title(layer: usize, protocol: &'static Protocol, quoted: bool, page: &mut Page<'_>) -> io::Result<()> {
    page.line("")?;
    let mut line = page.begin(0);
    page.put(&mut line, Ink::LayerStrong(layer), protocol.name);
    line.push_str("  ");
    page.put_term(&mut line, protocol.title);
    if quoted {
        line.push_str("  ");
        page.put_term(&mut line, text("quoted in the message", "报文中引用"));
    }
    line.push_str("  ");
    page.put_with(&mut line, Ink::Faint, |line| {
        line.push('[');
        protocol.source.write(line);
        line.push(']');
    });
    page.end(line)
}

const DERIVED: Text = text("put together from", "由以下字节合成：");

/// One span and what is in it; `whole` are the bits of what it is a part of, if that has a value. A field without a
/// source of its own stands in that of what it belongs to: `source`.
fn branch(
    frame: &Frame<'_>,
    layer: usize,
    span: &Span,
    whole: Option<&Range<usize>>,
    source: Source,
    depth: usize,
    page: &mut Page<'_>,
) -> io::Result<()> {
    let source = span.label.source.unwrap_or(source);
    let whole = whole.or_else(|| span.is_whole().then_some(&span.bits));
    let lang = page.lang();
    let whose = frame.stack.layers[layer].protocol.key;
    let says = Says::field(span, depth);
    let rest = |line: &mut String| {
        let before = line.len();
        line.push_str(": ");
        let empty = line.len();
        write_value(line, span, frame.stack.frame, lang);
        if line.len() == empty {
            line.truncate(before);
        }
        if let Some(name) = named(span, lang) {
            line.push_str("  ");
            line.push_str(name);
        }
        line.push_str("  ");
        place(line, span);
    };
    if !page.same(says.as_ref()) {
        // what another value means may have to be told
        let is_told = span.entry.is_none_or(|entry| page.has_told(whose, "", entry.means));
        if !(is_told && page.other(says.as_ref(), true, rest)) {
            page.anew(says, |page| field(frame, layer, span, whole, source, depth, page))?;
        }
    }
    if let Some(note) = span.note()
        && !is_blank(frame, layer, span, whole, page)
    {
        let said = crate::draw::safe(&note.show(lang)).into_owned();
        page.prose(depth * 2 + 4, None, &said)?;
    }
    for child in &span.children {
        branch(frame, layer, child, whole, source, depth + 1, page)?;
    }
    Ok(())
}

/// Whether the value of a span is left blank.
fn is_blank(
    frame: &Frame<'_>,
    layer: usize,
    span: &Span,
    whole: Option<&Range<usize>>,
    page: &mut Page<'_>,
) -> bool {
    whole.is_some_and(|whole| leaves_out(span, whole, layer, frame, page))
}

/// A span itself: its line, and what it means.
fn field(
    frame: &Frame<'_>,
    layer: usize,
    span: &Span,
    whole: Option<&Range<usize>>,
    source: Source,
    depth: usize,
    page: &mut Page<'_>,
) -> io::Result<()> {
    let indent = depth * 2;
    let blank = is_blank(frame, layer, span, whole, page);
    let lang = page.lang();
    let derived = span.is_derived().then(|| put_together(span, page));
    let mut line = page.begin(indent);
    if let (Some(mark), false) = (mark(page, &span.bits), span.is_derived()) {
        let sign = if span.children.is_empty() { mark } else { " " };
        page.put(&mut line, Ink::Strong, sign);
        line.push(' ');
    }
    line.push_str(span.label.name);
    let before = line.len();
    line.push_str(": ");
    let empty = line.len();
    let blank_of = blank.then_some(span);
    put(&mut line, Ink::Strong, blank_of, page, |line| write_value(line, span, frame.stack.frame, lang));
    if line.len() == empty {
        line.truncate(before);
    }
    if let Some(name) = named(span, lang) {
        line.push_str("  ");
        put(&mut line, Ink::Layer(layer), blank_of, page, |line| line.push_str(name));
    }
    line.push_str("  ");
    page.put_with(&mut line, Ink::Faint, |line| match &derived {
        Some(derived) => line.push_str(derived),
        None => place(line, span),
    });
    let rest = before..line.len();
    page.end_with(line, rest)?;
    let whose = frame.stack.layers[layer].protocol.key;
    meaning([whose, span.label.key], span.label.means, source, indent + 4, page)?;
    if let Some(entry) = span.entry.filter(|_| !blank) {
        meaning([whose, ""], entry.means, entry.source, indent + 4, page)?;
    }
    Ok(())
}

/// Appends what `inside` writes in an ink; where that is of a span to be left blank, as much room as it takes.
fn put(line: &mut String, ink: Ink, blank: Option<&Span>, page: &Page<'_>, inside: impl FnOnce(&mut String)) {
    match blank {
        Some(span) => {
            let mut text = String::new();
            inside(&mut text);
            page.put(line, ink, &gap(span, &text));
        }
        None => page.put_with(line, ink, inside),
    }
}

/// What something means and who says so, unless this page has said it of this field of this protocol.
fn meaning(
    [whose, what]: [&'static str; 2],
    means: Text,
    source: Source,
    indent: usize,
    page: &mut Page<'_>,
) -> io::Result<()> {
    if page.is_new(whose, what, means) { page.constant(indent, means, Some(source)) } else { Ok(()) }
}

/// `put together from 0-5 8-9`.
fn put_together(span: &Span, page: &mut Page<'_>) -> String {
    let mut place = page.term(DERIVED);
    for octets in span.from() {
        place.push(' ');
        write_range(&mut place, octets.start, octets.end);
    }
    place
}

/// `[0-5]`, or `[14.4-7]`: bits 4 to 7 of octet 14.
fn place(place: &mut String, span: &Span) {
    let octets = span.octets();
    place.push('[');
    if span.is_aligned() {
        write_range(place, octets.start, octets.end);
    } else {
        let first = span.bits.start - octets.start * 8;
        let last = span.bits.end - 1 - (octets.end - 1) * 8;
        dotted(place, octets.start, first);
        if octets.len() > 1 {
            place.push('-');
            dotted(place, octets.end - 1, last);
        } else if last > first {
            place.push('-');
            write::place(place, last);
        }
    }
    place.push(']');
}

/// `14.4`: bit 4 of octet 14.
fn dotted(out: &mut String, octet: usize, bit: usize) {
    write::place(out, octet);
    out.push('.');
    write::place(out, bit);
}
