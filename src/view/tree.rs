//! The field tree: layers, fields, values, what they mean and who says so.

use super::blank::{gap, leaves_out};
use super::dump::{heading, mark, origins, range};
use super::remarks::{missing, remarks};
use super::value::{named, value};
use super::{Frame, Page};
use crate::draw::Ink;
use crate::packet::Span;
use crate::spec::{Source, Text, text, write};
use std::io;
use std::ops::Range;

/// Draws the tree of a frame. A meaning stands where a protocol's field is met first; further on the same page it is
/// not said again of that field.
pub fn tree(frame: &Frame<'_>, page: &mut Page<'_>) -> io::Result<()> {
    heading(frame, page)?;
    origins(page)?;
    for explained in frame.explained {
        let layer = &frame.stack.layers[explained.layer];
        let protocol = layer.protocol;
        let name = page.ink(Ink::LayerStrong(explained.layer), protocol.name);
        let mut notes = vec![page.term(protocol.title)];
        if layer.quoted {
            notes.push(page.term(text("quoted in the message", "报文中引用")));
        }
        let source = page.ink(Ink::Faint, &format!("[{}]", protocol.source));
        page.line("")?;
        page.line(&format!("{name}  {}  {source}", notes.join("  ")))?;
        for span in &explained.spans {
            branch(frame, explained.layer, span, None, protocol.source, 1, page)?;
        }
        remarks(frame, explained.layer, page)?;
        missing(explained, page)?;
    }
    Ok(())
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
    let indent = depth * 2;
    let source = span.label.source.unwrap_or(source);
    let whole = whole.or_else(|| span.is_whole().then_some(&span.bits));
    let blank = whole.is_some_and(|whole| leaves_out(span, whole, layer, frame, page));
    let filled = |text: String| if blank { gap(span, &text) } else { text };
    let what = filled(value(span, frame.stack.frame, page.lang()));
    let place = place(span, page);
    let mut line = page.begin(indent);
    if let (Some(mark), false) = (mark(page, &span.bits), span.is_derived()) {
        let sign = if span.children.is_empty() { mark } else { " " };
        page.put(&mut line, Ink::Strong, sign);
        line.push(' ');
    }
    line.push_str(span.label.name);
    if !what.is_empty() {
        line.push_str(": ");
        page.put(&mut line, Ink::Strong, &what);
    }
    if let Some(name) = named(span, page.lang()) {
        line.push_str("  ");
        page.put(&mut line, Ink::Layer(layer), &filled(name.to_string()));
    }
    line.push_str("  ");
    page.put(&mut line, Ink::Faint, &place);
    page.end(line)?;
    let whose = frame.stack.layers[layer].protocol.key;
    meaning([whose, span.label.key], span.label.means, source, indent + 4, page)?;
    if let Some(entry) = span.entry.filter(|_| !blank) {
        meaning([whose, ""], entry.means, entry.source, indent + 4, page)?;
    }
    if let Some(note) = span.note.as_ref().filter(|_| !blank) {
        let said = crate::draw::safe(&note.show(page.lang())).into_owned();
        page.prose(indent + 4, None, &said)?;
    }
    for child in &span.children {
        branch(frame, layer, child, whole, source, depth + 1, page)?;
    }
    Ok(())
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

/// `octets 0-5`, or `octet 14 bits 4-7`.
fn place(span: &Span, page: &mut Page<'_>) -> String {
    if span.is_derived() {
        let from: Vec<String> = span.from.iter().map(|octets| range(octets.start, octets.end)).collect();
        return format!("{} {}", page.term(DERIVED), from.join(" "));
    }
    let octets = span.octets();
    let mut place = String::with_capacity(16);
    place.push('[');
    if span.is_aligned() {
        place.push_str(&range(octets.start, octets.end));
    } else {
        let first = span.bits.start - octets.start * 8;
        let last = span.bits.end - 1 - (octets.end - 1) * 8;
        dotted(&mut place, octets.start, first);
        if octets.len() > 1 {
            place.push('-');
            dotted(&mut place, octets.end - 1, last);
        } else if last > first {
            place.push('-');
            write::number(&mut place, last as u64);
        }
    }
    place.push(']');
    place
}

/// `14.4`: bit 4 of octet 14.
fn dotted(out: &mut String, octet: usize, bit: usize) {
    write::number(out, octet as u64);
    out.push('.');
    write::number(out, bit as u64);
}
