//! What contains what: a box for every layer in the box of the layer that carries it, then the same to scale, with what
//! the link sends around the frame.

use super::dump::{heading, range};
use super::value::octets_word;
use super::{Frame, Page};
use crate::draw::{Ink, clip, pad, width};
use crate::say;
use crate::spec::{Around, OsiLayer, Said, Stop, Text, Wire, text};
use std::io;

/// The most columns of the boxes: wider ones are hard to follow.
const WIDEST: usize = 100;
/// The fewest columns in a box; layers further in are lines in it.
const NARROWEST: usize = 30;

/// Draws the layers of a frame as nested boxes, and their sizes to scale.
pub fn layers(frame: &Frame<'_>, page: &mut Page<'_>) -> io::Result<()> {
    heading(frame, page)?;
    let wire = frame.stack.layers.first().and_then(|layer| layer.protocol.wire);
    let mut boxes = Boxes { frame, around: Vec::new(), columns: page.columns().min(WIDEST) };
    around(wire.map_or(&[], |wire| wire.before), &mut boxes, page)?;
    for i in (0..frame.stack.layers.len()).filter(|i| is_outermost(frame, *i)) {
        boxes.layer(i, page)?;
    }
    let missing = frame.stack.original.saturating_sub(frame.stack.frame.len());
    if missing > 0 {
        let said = sized(&NOT_CAPTURED.show(page.lang()), missing, page);
        boxes.line(&[&said], Ink::Warn, page)?;
    }
    around(wire.map_or(&[], |wire| wire.after), &mut boxes, page)?;
    page.line("")?;
    scale(frame, wire, page)
}

/// Whether layer `i` stands in no other: the first, and octets behind its end.
fn is_outermost(frame: &Frame<'_>, i: usize) -> bool {
    let layers = &frame.stack.layers;
    let layer = &layers[i];
    i == 0 || (layer.parent == 0 && layer.start < layer.end && layer.start >= layers[0].end)
}

const NOT_CAPTURED: Text = text("not captured", "未捕获");

/// What is sent before or behind the frame, in a line.
fn around(pieces: &[Around], boxes: &mut Boxes<'_, '_>, page: &mut Page<'_>) -> io::Result<()> {
    let pieces: Vec<String> = pieces
        .iter()
        .map(|piece| (piece, outside(piece, boxes.frame)))
        .filter(|(_, octets)| *octets > 0)
        .map(|(piece, octets)| format!("{} {octets}", piece.name.show(page.lang())))
        .collect();
    if pieces.is_empty() {
        return Ok(());
    }
    let between = page.lang().pick(", ", "、");
    let said = format!("~~ {}", pieces.join(between));
    page.prose(0, Some(Ink::Faint), &said)
}

/// How many octets of a piece around the frame were sent without being captured.
fn outside(piece: &Around, frame: &Frame<'_>) -> usize {
    // what was cut off with the end of the frame is counted as such
    if spans_of(piece, frame) > 0 { 0 } else { piece.octets }
}

/// The octets of a piece around the frame that the capture has.
fn spans_of(piece: &Around, frame: &Frame<'_>) -> usize {
    let spans = frame.explained.iter().filter(|explained| explained.layer == 0).flat_map(|e| &e.spans);
    let spans = spans.filter(|span| !span.is_derived() && piece.field == Some(span.label.key));
    spans.map(|span| span.octets().len()).sum()
}

/// The octets around the frame that the capture has.
fn captured(frame: &Frame<'_>) -> usize {
    let wire = frame.stack.layers.first().and_then(|layer| layer.protocol.wire);
    wire.map_or(&[][..], |wire| wire.after).iter().map(|piece| spans_of(piece, frame)).sum()
}

/// `Pad 18 octets`.
fn sized(name: &str, octets: usize, page: &Page<'_>) -> String {
    format!("{name} {octets} {}", octets_word(octets as u128, page.lang()))
}

/// The boxes around the place that is drawn.
struct Boxes<'f, 'a> {
    frame: &'f Frame<'a>,
    /// The layers whose boxes are open, outermost first.
    around: Vec<usize>,
    columns: usize,
}

impl Boxes<'_, '_> {
    /// Columns between the innermost borders.
    fn room(&self) -> usize {
        self.columns.saturating_sub(self.around.len() * 4)
    }

    /// A line in the innermost box: the longest of the wordings that fits.
    fn line(&self, wordings: &[&str], ink: Ink, page: &mut Page<'_>) -> io::Result<()> {
        let room = self.room();
        let fits = wordings.iter().find(|text| width(text) <= room);
        let text = clip(fits.or(wordings.last()).unwrap_or(&""), room);
        self.framed(&page.ink(ink, &text), width(&text), page)
    }

    /// Text of so many columns between the borders.
    fn framed(&self, text: &str, columns: usize, page: &mut Page<'_>) -> io::Result<()> {
        let bars = |layers: &mut dyn Iterator<Item = &usize>, bar: &str| -> String {
            layers.map(|layer| page.ink(Ink::Layer(*layer), bar)).collect()
        };
        let left = bars(&mut self.around.iter(), "| ");
        let right = bars(&mut self.around.iter().rev(), " |");
        let spare = self.room().saturating_sub(columns);
        page.line(&format!("{left}{text}{:spare$}{right}", ""))
    }

    /// The upper border of the box of layer `i`, with its name and size; or the lower.
    fn border(&self, i: usize, title: Option<(&str, &str)>, page: &mut Page<'_>) -> io::Result<()> {
        let ink = Ink::Layer(i);
        let room = self.room();
        let line = match title {
            None => page.ink(ink, &format!("+{}+", "-".repeat(room.saturating_sub(2)))),
            Some((name, size)) => {
                let size =
                    if width(name) + width(size) + 12 <= room { format!(" {size} --+") } else { "+".into() };
                let name = clip(name, room.saturating_sub(width(&size) + 6));
                let dashes = room.saturating_sub(width(&name) + width(&size) + 5);
                let name = page.ink(Ink::LayerStrong(i), &name);
                let (open, close) =
                    (page.ink(ink, "+-- "), page.ink(ink, &format!(" {}{size}", "-".repeat(dashes))));
                format!("{open}{name}{close}")
            }
        };
        self.framed(&line, room, page)
    }

    /// The box of layer `i` with all that it carries.
    fn layer(&mut self, i: usize, page: &mut Page<'_>) -> io::Result<()> {
        let layer = &self.frame.stack.layers[i];
        let size = layer.end - layer.start;
        let mut name = layer.protocol.name.to_string();
        if layer.quoted {
            name.push_str(&format!(" ({})", page.term(QUOTED)));
        }
        let size = sized("", size, page);
        let boxed = self.room() >= NARROWEST + 4;
        if boxed {
            self.border(i, Some((&name, size.trim_start())), page)?;
            self.around.push(i);
        }
        let inside = self.inside(i, page);
        let wordings: Vec<String> = match boxed {
            true => inside,
            false => inside.iter().map(|text| format!("{name}: {text}")).collect(),
        };
        let wordings: Vec<&str> = wordings.iter().map(String::as_str).collect();
        self.line(&wordings, Ink::Layer(i), page)?;
        if let (Some(Stop::Short { need, have, .. }), false) = (&layer.stop, layer.quoted) {
            let said = say!(
                en: "cut short: {need} octets needed, {have} there", zh: "被截断：需要 {need} 字节，只有 {have} 字节",
                need = need, have = have
            );
            self.line(&[&said.show(page.lang())], Ink::Warn, page)?;
        }
        self.payload(i, page)?;
        if boxed {
            self.around.pop();
            self.border(i, None, page)?;
        }
        Ok(())
    }

    /// What the octets of layer `i` itself are, in several wordings, the longest first.
    fn inside(&self, i: usize, page: &mut Page<'_>) -> Vec<String> {
        let stack = &self.frame.stack;
        let layer = &stack.layers[i];
        let header = layer.body - layer.start;
        let payload = (layer.end - layer.body).saturating_sub(if i == 0 { captured(self.frame) } else { 0 });
        let place = if header > 0 { format!(" ({})", range(layer.start, layer.body)) } else { String::new() };
        let extent = (layer.protocol.extent)(stack.bytes(i));
        if payload == 0 && extent.total == Some(extent.header) {
            let word = page.term(layer.protocol.unit);
            let short = sized(&word, header, page);
            return vec![format!("{short}{place}"), short];
        }
        let (header_word, payload_word) = (page.term(HEADER), page.term(PAYLOAD));
        let header = sized(&header_word, header, page);
        let payload = sized(&payload_word, payload, page);
        vec![format!("{header}{place} + {payload}"), format!("{header} + {payload}"), header]
    }

    /// What layer `i` carries, and what of its own stands between and behind, in order.
    fn payload(&mut self, i: usize, page: &mut Page<'_>) -> io::Result<()> {
        let frame = self.frame;
        let children = frame.stack.above(i).filter(|child| !is_outermost(frame, *child));
        let mut inside: Vec<(usize, Inside)> =
            children.map(|child| (frame.stack.layers[child].start, Inside::Layer(child))).collect();
        let body = frame.stack.layers[i].body * 8;
        let own = frame.explained.iter().filter(|explained| explained.layer == i).flat_map(|e| &e.spans);
        for span in own.filter(|span| !span.is_derived() && span.bits.start >= body) {
            let octets = span.octets();
            inside.push((octets.start, Inside::Own(span.label.name, octets.start, octets.end)));
        }
        inside.sort_by_key(|(start, _)| *start);
        for (_, what) in inside {
            match what {
                Inside::Layer(child) => self.layer(child, page)?,
                Inside::Own(name, start, end) => {
                    let short = sized(name, end - start, page);
                    let long = format!("{short} ({})", range(start, end));
                    self.line(&[&long, &short], Ink::Layer(i), page)?;
                }
            }
        }
        Ok(())
    }
}

const QUOTED: Text = text("quoted", "引用");
const HEADER: Text = text("header", "首部");
const PAYLOAD: Text = text("payload", "有效载荷");

/// What stands in the payload of a layer.
enum Inside {
    Layer(usize),
    Own(&'static str, usize, usize),
}

/// A stretch of what is on the wire.
struct Segment {
    mark: char,
    ink: Ink,
    what: String,
    octets: usize,
    is_data: bool,
}

/// The columns of the bar.
const BAR: usize = 72;

/// The bar to scale, its key, and what it comes to.
fn scale(frame: &Frame<'_>, wire: Option<&'static Wire>, page: &mut Page<'_>) -> io::Result<()> {
    let (before, after) = wire.map_or((&[][..], &[][..]), |wire| (wire.before, wire.after));
    let lang = page.lang();
    let plain = |what: String, octets, mark| Segment { mark, ink: Ink::Faint, what, octets, is_data: false };
    let around = |piece: &Around| plain(piece.name.show(lang), outside(piece, frame), '~');
    let (there, original) = (frame.stack.frame.len(), frame.stack.original);
    let have = original.max(there).saturating_sub(captured(frame));
    let lacking = wire.map_or(0, |wire| wire.smallest.saturating_sub(have));

    let mut segments: Vec<Segment> = before.iter().map(around).collect();
    segments.extend(own(frame, page));
    segments.push(plain(NOT_CAPTURED.show(lang), original.saturating_sub(there), '?'));
    segments.push(plain(TO_BE_ADDED.show(lang), lacking, '.'));
    segments.extend(after.iter().map(around));
    segments.retain(|segment| segment.octets > 0);
    let total: usize = segments.iter().map(|segment| segment.octets).sum();
    if total == 0 {
        return Ok(());
    }
    bar(&segments, total, page)?;
    key(&segments, total, page)?;
    page.line("")?;
    if let (Some(wire), true) = (wire, lacking > 0) {
        let (smallest, source) = (wire.smallest, wire.source);
        let said = say!(
            en: "{smallest} octets needed, {have} there: so short a frame was captured before its sender filled it up, or is damaged [{source}].",
            zh: "帧至少需要 {smallest} 字节，此处只有 {have} 字节：这样短的帧或是在发送方填充之前捕获的，或已损坏 [{source}]。",
            smallest = smallest, have = have, source = source
        );
        page.prose(0, None, &said.show(lang))?;
    }
    let data = segments.iter().filter(|segment| segment.is_data).map(|segment| segment.octets).sum();
    let head = frame.stack.layers.first().map_or(0, |layer| layer.body - layer.start);
    let payload = wire.map(|_| (have + lacking).saturating_sub(head));
    let said = result(total, payload, data);
    page.prose(0, Some(Ink::Strong), &said.show(lang))?;
    page.prose(0, Some(Ink::Faint), &WHAT_IS_DATA.show(lang))
}

const TO_BE_ADDED: Text = text("padding that the sender adds", "发送方将加上的填充");
const TOGETHER: Text = text("together", "合计");
const DATA: Text = text("data", "数据");
const WHAT_IS_DATA: Text = text(
    "Data is what the transport layer, or whatever is below it, carries for others; all else is overhead.",
    "“数据”指传输层（或其下各层）替上层运送的字节，其余都是开销。",
);

/// What the frame itself is made of, in the order of its octets.
fn own(frame: &Frame<'_>, page: &mut Page<'_>) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut letters = ('a'..='z').chain('A'..='Z').cycle();
    let mut marks: Vec<Option<char>> = vec![None; frame.stack.layers.len()];
    for section in frame.sections() {
        let i = section.layer;
        let layer = &frame.stack.layers[i];
        let name = layer.protocol.name;
        let (octets, ink) = (section.end - section.start, Ink::Layer(i));
        if section.behind {
            // several fields may stand there
            for span in section.spans {
                let what = format!("{name}: {}", span.label.name);
                segments.push(Segment { mark: '.', ink, what, octets: span.octets().len(), is_data: false });
            }
            continue;
        }
        let is_data = !layer.quoted && (frame.is_data(i) || layer.protocol.layer > OsiLayer::Transport);
        let mark = if is_data { Some('#') } else { marks[i].or_else(|| letters.next()) };
        marks[i] = mark;
        let extent = (layer.protocol.extent)(frame.stack.bytes(i));
        let whole = layer.body == layer.end && extent.total == Some(extent.header);
        let mut what = match (frame.is_data(i), whole) {
            (true, _) => page.term(DATA),
            (false, true) => name.to_string(),
            (false, false) => format!("{name} {}", page.term(HEADER)),
        };
        if layer.quoted {
            what.push_str(&format!(" ({})", page.term(QUOTED)));
        }
        segments.push(Segment { mark: mark.unwrap_or('#'), ink, what, octets, is_data });
    }
    segments
}

/// The segments side by side, to scale.
fn bar(segments: &[Segment], total: usize, page: &mut Page<'_>) -> io::Result<()> {
    let columns = page.columns().saturating_sub(4).min(BAR);
    let column = |octets: usize| (octets * columns + total / 2) / total;
    let mut before = 0;
    let mut out = String::new();
    for segment in segments {
        let wide = column(before + segment.octets) - column(before);
        out.push_str(&page.ink(segment.ink, &segment.mark.to_string().repeat(wide)));
        before += segment.octets;
    }
    page.line(&format!("  [{out}]"))
}

/// What the marks stand for, with octets and per cent.
fn key(segments: &[Segment], total: usize, page: &mut Page<'_>) -> io::Result<()> {
    let together = TOGETHER.show(page.lang());
    let names = segments.iter().map(|segment| width(&segment.what)).chain([width(&together)]).max();
    let names = names.unwrap_or(0).min(page.columns().saturating_sub(24));
    let digits = total.to_string().len();
    for segment in segments {
        let mark = page.ink(segment.ink, &segment.mark.to_string());
        let name = pad(&clip(&segment.what, names), names);
        let share = per_cent(segment.octets, total);
        page.line(&format!("   {mark}  {name}  {:>digits$}  {share:>5} %", segment.octets))?;
    }
    let word = octets_word(total as u128, page.lang());
    page.line(&format!("      {}  {total} {word}", pad(&together, names)))
}

/// `78.6`.
fn per_cent(part: usize, whole: usize) -> String {
    let tenths = (part * 1000 + whole / 2) / whole.max(1);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// What it comes to; `payload` where it is known what the wire carries.
fn result(total: usize, payload: Option<usize>, data: usize) -> Said {
    let share = per_cent(total - data, total);
    match payload {
        Some(payload) if data == 0 => say!(
            en: "{total} octets of wire for {payload} of payload, none of them data.",
            zh: "线路上 {total} 字节，运送有效载荷 {payload} 字节，其中没有数据。",
            total = total, payload = payload
        ),
        Some(payload) => say!(
            en: "{total} octets of wire for {payload} of payload, {data} of them data: overhead {share} %.",
            zh: "线路上 {total} 字节，运送有效载荷 {payload} 字节，其中数据 {data} 字节：开销 {share} %。",
            total = total, payload = payload, data = data, share = share
        ),
        None if data == 0 => {
            say!(en: "{total} octets, none of them data.", zh: "共 {total} 字节，其中没有数据。", total = total)
        }
        None => say!(
            en: "{total} octets, {data} of them data: overhead {share} %.",
            zh: "共 {total} 字节，其中数据 {data} 字节：开销 {share} %。",
            total = total, data = data, share = share
        ),
    }
}
