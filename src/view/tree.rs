//! The field tree: layers, fields, values, what they mean and who says so.

use super::blank::{gap, leaves_out};
use super::drawn::{Id, Says, Sort};
use super::dump::{bits, heading, mark, origins, write_range};
use super::letters::Letters;
use super::remarks::{missing, remarks};
use super::value::{named, write_value};
use super::{Frame, Page};
use crate::draw::{Ink, blanks, safe};
use crate::packet::{Explained, Span};
use crate::spec::{Lang, Layer, Protocol, Source, Text, text, write};
use std::io;
use std::ops::Range;

/// Draws the tree of a frame. A meaning stands where a protocol's field is met first; further on the same page it is
/// not said again of that field.
pub fn tree(frame: &Frame<'_>, page: &mut Page<'_>) -> io::Result<()> {
    heading(frame, page)?;
    origins(page)?;
    frame.explained.iter().try_for_each(|explained| whole_layer(frame, explained, page))
}

/// A layer under its title.
pub(super) fn whole_layer(frame: &Frame<'_>, explained: &Explained, page: &mut Page<'_>) -> io::Result<()> {
    let Layer { protocol, quoted, start, .. } = frame.stack.layers[explained.layer];
    let layer = explained.layer;
    page.section(Id::new(Sort::Tree, protocol, layer, start), |page| {
        let says = Says::constant(protocol.name, 0..0, quoted.into());
        page.again(Some(says), |page| title(layer, protocol, quoted, page))?;
        Branches::new(frame, layer, None).draw(&explained.spans, page)?;
        remarks(frame, layer, page)
    })?;
    missing(frame, explained, page)
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

/// The spans of a layer, as they are drawn.
pub(super) struct Branches<'a> {
    frame: &'a Frame<'a>,
    layer: usize,
    protocol: &'static Protocol,
    /// The letters that its octets have in the annotated hex, where that is drawn with it.
    letters: Option<Letters>,
}

/// What a span stands in.
#[derive(Clone, Copy)]
struct Inside<'a> {
    depth: usize,
    /// The bits of what it is a part of, if that has a value.
    whole: Option<&'a Range<usize>>,
    /// A field without a source of its own stands in that of what it belongs to.
    source: &'static Source,
}

/// Where the branches begin: behind a letter and two blanks, where there are letters.
const LETTER: usize = 3;

impl<'a> Branches<'a> {
    pub(super) fn new(frame: &'a Frame<'a>, layer: usize, letters: Option<Letters>) -> Branches<'a> {
        Branches { frame, layer, protocol: frame.stack.layers[layer].protocol, letters }
    }

    /// Draws spans, and all that is in them.
    pub(super) fn draw(&mut self, spans: &[Span], page: &mut Page<'_>) -> io::Result<()> {
        let inside = Inside { depth: 1, whole: None, source: &self.protocol.source };
        spans.iter().try_for_each(|span| self.branch(span, inside, page))
    }

    /// The columns in front of a line.
    fn indent(&self, depth: usize) -> usize {
        depth * 2 + if self.letters.is_some() { LETTER } else { 0 }
    }

    /// One span and what is in it.
    fn branch(&mut self, span: &Span, outside: Inside<'_>, page: &mut Page<'_>) -> io::Result<()> {
        let source = span.label.source.as_ref().unwrap_or(outside.source);
        let whole = outside.whole.or_else(|| span.is_whole().then_some(&span.bits));
        let inside = Inside { depth: outside.depth, whole, source };
        let letter = match &mut self.letters {
            Some(letters) if outside.whole.is_none() && span.is_whole() && !span.is_derived() => {
                Some(letters.next())
            }
            Some(_) => Some(b' '),
            None => None,
        };
        let says = Says::field(span, inside.depth | usize::from(letter.unwrap_or(0)) << 16);
        let lang = page.lang();
        if !page.same(says.as_ref()) {
            // what another value means may have to be told
            let is_told = span.entry.is_none_or(|entry| page.has_told(self.protocol.key, "", entry.means));
            let value = |line: &mut String| self.value(line, span, lang);
            let place = |line: &mut String| {
                line.push_str("  ");
                place(line, span);
            };
            if !(is_told && page.other(says.as_ref(), value, Some(&place))) {
                page.anew(says, |page| self.field(span, letter, &inside, page))?;
            }
        }
        if let Some(note) = span.note()
            && !self.is_blank(span, whole, page)
        {
            let indent = self.indent(inside.depth) + 4;
            page.recalled(Says::note(note, indent), |page| {
                page.prose(indent, None, &safe(&note.show(lang)))
            })?;
        }
        let inside = Inside { depth: inside.depth + 1, ..inside };
        span.children.iter().try_for_each(|child| self.branch(child, inside, page))
    }

    /// What stands between the name of a span and its place, plain.
    fn value(&self, line: &mut String, span: &Span, lang: Lang) {
        let before = line.len();
        line.push_str(": ");
        let empty = line.len();
        if self.shows_bits(span) {
            bits(line, span, self.frame.stack.frame);
            line.push_str("  ");
        }
        write_value(line, span, self.frame.stack.frame, lang);
        if line.len() == empty {
            line.truncate(before);
        }
        if let Some(name) = named(span, lang) {
            line.push_str("  ");
            line.push_str(name);
        }
    }

    /// Whether its bits stand before the value: where octets have letters and this is a part of one.
    fn shows_bits(&self, span: &Span) -> bool {
        self.letters.is_some() && span.is_whole() && !span.is_aligned()
    }

    /// Whether the value of a span is left blank.
    fn is_blank(&self, span: &Span, whole: Option<&Range<usize>>, page: &mut Page<'_>) -> bool {
        whole.is_some_and(|whole| leaves_out(span, whole, self.layer, self.frame, page))
    }

    /// A span itself: its line, and what it means.
    fn field(
        &self,
        span: &Span,
        letter: Option<u8>,
        inside: &Inside<'_>,
        page: &mut Page<'_>,
    ) -> io::Result<()> {
        let Inside { depth, whole, source } = *inside;
        let blank = self.is_blank(span, whole, page);
        let (layer, octets, lang) = (self.layer, self.frame.stack.frame, page.lang());
        let derived = span.is_derived().then(|| put_together(span, page));
        let mut line = page.begin(2);
        match letter {
            Some(b' ') => blanks(&mut line, LETTER),
            Some(letter) => {
                page.put_with(&mut line, Ink::LayerStrong(layer), |line| line.push(char::from(letter)));
                blanks(&mut line, LETTER - 1);
            }
            None => (),
        }
        blanks(&mut line, depth * 2 - 2);
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
        if self.shows_bits(span) {
            page.put_with(&mut line, Ink::Layer(layer), |line| {
                let from = line.len();
                bits(line, span, octets);
                if blank {
                    let left_out = line[from..].replace(['0', '1'], "_");
                    line.replace_range(from.., &left_out);
                }
            });
            line.push_str("  ");
        }
        put(&mut line, Ink::Strong, blank_of, page, |line| write_value(line, span, octets, lang));
        if line.len() == empty {
            line.truncate(before);
        }
        if let Some(name) = named(span, lang) {
            line.push_str("  ");
            put(&mut line, Ink::Layer(layer), blank_of, page, |line| line.push_str(name));
        }
        let value = before..line.len();
        line.push_str("  ");
        page.put_with(&mut line, Ink::Faint, |line| match &derived {
            Some(derived) => line.push_str(derived),
            None => place(line, span),
        });
        page.end_with(line, Some(value))?;
        let (whose, indent) = (self.protocol.key, self.indent(depth) + 4);
        meaning([whose, span.label.key], span.label.means, *source, indent, page)?;
        if let Some(entry) = span.entry.filter(|_| !blank) {
            meaning([whose, ""], entry.means, entry.source, indent, page)?;
        }
        Ok(())
    }
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
