//! Layers to spans: the slow path, on which every bit gets its name.

use super::name::{self, Message};
use super::span::{Rare, Span, Spare, Value};
use crate::spec::{
    Amount, Choice, Entry, Field, Found, Group, Item, Items, Kind, Label, On, Part, Repeat, Special, Stack,
    Width, read_bits, text,
};
use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;

/// Octets inside a part that its table does not account for.
pub static UNREAD: Label = Label::new(
    "unread",
    "Unread octets",
    text("octets that the table of this protocol does not account for", "该协议的表没有说明的字节"),
);
/// What stands behind the item that ends a run of them.
pub static PADDING: Label = Label::new(
    "padding",
    "Padding",
    text("fills up the room behind the last option", "填充最后一个选项之后的空间"),
);

/// A layer with every bit named.
#[derive(Clone, Debug)]
pub struct Explained {
    /// Its place in the stack.
    pub layer: usize,
    /// The spans of its header, and behind its payload those of what the payload left over.
    pub spans: Vec<Span>,
    /// The fields that should stand there and do not, since the octets end.
    pub missing: Vec<&'static Label>,
}

/// Names every bit of every layer. The spans that own octets tile the frame exactly.
pub fn explain(stack: &Stack<'_>) -> Vec<Explained> {
    let mut explainer = Explainer::default();
    explainer.explain(stack);
    explainer.explained
}

/// Names every bit of layer `i` alone.
pub fn explain_layer(stack: &Stack<'_>, i: usize) -> Explained {
    Explainer::default().layer(stack, i)
}

/// Names the bits of frames, one after another, in the same memory: to ask for new and to give it back would take as
/// long as all the rest.
#[derive(Default)]
pub struct Explainer {
    explained: Vec<Explained>,
    scope: Scope,
    spare: Spare,
}

/// The numbers read so far, by key; the last one counts. `None` where the octets ended before the field did.
type Scope = Vec<(&'static str, Option<u64>)>;

impl Explainer {
    /// Names every bit of every layer. The spans that own octets tile the frame exactly.
    pub fn explain(&mut self, stack: &Stack<'_>) -> &[Explained] {
        for explained in self.explained.drain(..) {
            self.spare.take_back(explained.spans);
        }
        for i in 0..stack.layers.len() {
            let explained = self.layer(stack, i);
            self.explained.push(explained);
        }
        &self.explained
    }

    /// Names every bit of layer `i`.
    fn layer(&mut self, stack: &Stack<'_>, i: usize) -> Explained {
        let layer = &stack.layers[i];
        self.scope.clear();
        let mut spans = self.spare.list();
        let mut walk = Walk {
            frame: stack.frame,
            start: layer.start,
            bytes: stack.bytes(i),
            at: layer.start * 8,
            scope: &mut self.scope,
            missing: Vec::new(),
            origin: 0,
            spare: &mut self.spare,
        };
        walk.parts(layer.protocol.parts, layer.body * 8, &mut spans);
        walk.unread(layer.body * 8, &mut spans);
        for surplus in stack.surplus.iter().filter(|surplus| surplus.layer == i) {
            walk.at = surplus.start * 8;
            let octets = surplus.end - surplus.start;
            // a field of fixed width may have been cut off with the end of the frame
            let width = match surplus.field.width {
                Width::Bits(bits) => usize::from(bits).max(octets * 8),
                _ => octets * 8,
            };
            walk.leaf(surplus.field, surplus.end * 8, width, &mut spans);
        }
        if let Some(derive) = layer.protocol.derive {
            derive(stack, i, &mut |label, value, from| {
                let mut span = Span::new(label, layer.start * 8..layer.start * 8);
                span.value = Value::Text(value);
                let from = from.into_iter().map(|(start, end)| start..end).collect();
                span.rare = Some(Box::new(Rare { from, note: None }));
                spans.push(span);
            });
        }
        Explained { layer: i, spans, missing: walk.missing }
    }
}

/// The walk over one layer's parts. All places are bits of the frame.
struct Walk<'a> {
    frame: &'a [u8],
    /// First octet of the layer.
    start: usize,
    /// The octets of the layer.
    bytes: &'a [u8],
    /// Where the walk is.
    at: usize,
    scope: &'a mut Scope,
    missing: Vec<&'static Label>,
    /// First octet, in the layer, of the innermost item's value.
    origin: usize,
    spare: &'a mut Spare,
}

impl Walk<'_> {
    /// Walks over `parts`, which end at `end` at the latest.
    fn parts(&mut self, parts: &'static [Part], end: usize, out: &mut Vec<Span>) {
        for part in parts {
            match part {
                Part::Field(field) => self.field(field, end, out),
                Part::Group(group) => self.group(group, end, out),
                Part::Choice(choice) => {
                    if let Some(value) = self.decides(choice, end) {
                        self.parts(choice.parts(value), end, out);
                    }
                }
                Part::Repeat(repeat) => self.repeat(repeat, end, out),
                Part::Items(items) => self.items(items, end, out),
                Part::Within(amount, parts) => {
                    if let Some(octets) = self.amount(*amount) {
                        let stop = end.min(self.at.saturating_add(octets.saturating_mul(8)));
                        self.parts(parts, stop, out);
                        self.unread(stop, out);
                    }
                }
                Part::Special(special) => self.special(special, end, out),
            }
        }
    }

    fn decides(&self, choice: &Choice, end: usize) -> Option<u64> {
        match choice.on {
            On::Field(key) => self.value_of(key),
            On::Ahead(bits) => {
                let bits = usize::from(bits);
                if self.at + bits <= end { read_bits(self.frame, self.at, bits) } else { None }
            }
            On::Look(look) => Some(look(self.bytes)),
        }
    }

    fn value_of(&self, key: &str) -> Option<u64> {
        self.scope.iter().rev().find(|(other, _)| *other == key).and_then(|(_, value)| *value)
    }

    fn amount(&self, amount: Amount) -> Option<usize> {
        if amount.is_fixed() {
            Some(amount.from(0))
        } else {
            self.value_of(amount.of).map(|value| amount.from(value))
        }
    }

    fn field(&mut self, field: &'static Field, end: usize, out: &mut Vec<Span>) {
        let left = end.saturating_sub(self.at);
        let width = match field.width {
            Width::Bits(bits) => usize::from(bits),
            Width::Octets(amount) => match self.amount(amount) {
                Some(octets) => octets.saturating_mul(8),
                None => return,
            },
            Width::Rest => left,
            Width::Own => return self.own(field, end, out),
        };
        if width == 0 {
            return;
        }
        if left == 0 {
            self.missing.push(&field.label);
            self.scope.push((field.label.key, None));
            return;
        }
        self.leaf(field, end, width, out);
    }

    /// One field of `width` bits, or what there is of it before `end`.
    fn leaf(&mut self, field: &'static Field, end: usize, width: usize, out: &mut Vec<Span>) {
        let stop = end.min(self.at.saturating_add(width));
        let bits = self.at..stop;
        let (value, entry) = if bits.len() < width {
            self.missing.push(&field.label);
            self.scope.push((field.label.key, None));
            (Value::Cut { missing: width - bits.len() }, None)
        } else {
            self.read(field, bits.clone())
        };
        match value {
            Value::Uint(number) => self.scope.push((field.label.key, Some(number))),
            Value::Flag(set) => self.scope.push((field.label.key, Some(set.into()))),
            _ => (),
        }
        out.push(Span {
            label: &field.label,
            field: Some(field),
            bits,
            value,
            entry,
            children: Vec::new(),
            list: false,
            rare: None,
        });
        self.at = stop;
    }

    /// The value of a field that is all there, and what it stands for.
    fn read(&mut self, field: &Field, bits: Range<usize>) -> (Value, Option<&'static Entry>) {
        let bytes = || self.frame.get(bits.start / 8..bits.end / 8).unwrap_or(&[]);
        let number = || number(self.frame, &bits);
        let value = match field.kind {
            Kind::Uint | Kind::Hex => number().map(Value::Uint),
            Kind::Named(registry) | Kind::NamedHex(registry) => {
                let Some(number) = number() else { return (Value::Octets, None) };
                return (Value::Uint(number), registry.entry(number));
            }
            // the sign stands in the first of the bits
            Kind::Int => number().map(|n| Value::Int((n << (64 - bits.len())) as i64 >> (64 - bits.len()))),
            Kind::Flag => number().map(|n| Value::Flag(n != 0)),
            Kind::Mac => bytes().try_into().ok().map(Value::Mac),
            Kind::Ipv4 => <[u8; 4]>::try_from(bytes()).ok().map(|octets| Value::Ipv4(Ipv4Addr::from(octets))),
            Kind::Ipv4Prefix => {
                let bytes = bytes();
                let mut octets = [0; 4];
                for (octet, given) in octets.iter_mut().zip(bytes) {
                    *octet = *given;
                }
                (bytes.len() <= octets.len()).then(|| Value::Ipv4(Ipv4Addr::from(octets)))
            }
            Kind::Ipv6 => {
                <[u8; 16]>::try_from(bytes()).ok().map(|octets| Value::Ipv6(Ipv6Addr::from(octets)))
            }
            Kind::Text | Kind::Word(_) => {
                let Some(word) = characters(bytes(), matches!(field.width, Width::Bits(_))) else {
                    return (Value::Octets, None);
                };
                let entry = if let Kind::Word(words) = field.kind { words.entry(word) } else { None };
                return (Value::Text(self.spare.text(word)), entry);
            }
            Kind::Bytes | Kind::DnsName | Kind::LocalName => None,
        };
        (value.unwrap_or(Value::Octets), None)
    }

    /// A field that says itself where it ends.
    fn own(&mut self, field: &'static Field, end: usize, out: &mut Vec<Span>) {
        let at = self.at / 8 - self.start;
        let limit = end / 8 - self.start;
        if at >= limit {
            self.missing.push(&field.label);
            return;
        }
        let local = matches!(field.kind, Kind::LocalName);
        let (origin, last) = if local { (self.origin.min(at), limit) } else { (0, self.bytes.len()) };
        let octets = self.bytes.get(origin..last).unwrap_or(&[]);
        let message = Message { octets, base: self.start + origin };
        let (span, octets) = name::read(message, at - origin, limit - origin, field, self.spare);
        self.at += octets * 8;
        out.push(span);
    }

    fn group(&mut self, group: &'static Group, end: usize, out: &mut Vec<Span>) {
        let end = match group.octets {
            Some(amount) => match self.amount(amount) {
                // none of its fields is missing: it has no octets
                None | Some(0) => return,
                Some(octets) => end.min(self.at.saturating_add(octets.saturating_mul(8))),
            },
            None => end,
        };
        let fill = group.octets.is_some();
        self.gather(&group.label, false, out, |walk, children| {
            walk.parts(group.parts, end, children);
            if fill {
                walk.unread(end, children);
            }
        });
    }

    /// Puts what `inside` finds under one label; where it finds nothing there is no such span.
    fn gather(
        &mut self,
        label: &'static Label,
        list: bool,
        out: &mut Vec<Span>,
        inside: impl FnOnce(&mut Self, &mut Vec<Span>),
    ) {
        let start = self.at;
        let mut children = self.spare.list();
        inside(self, &mut children);
        if children.is_empty() {
            self.spare.take_back(children);
        } else {
            out.push(Span { children, list, ..Span::new(label, start..self.at) });
        }
    }

    fn repeat(&mut self, repeat: &'static Repeat, end: usize, out: &mut Vec<Span>) {
        let count = match repeat.count {
            Some(amount) => match self.amount(amount) {
                Some(count) => count,
                None => return,
            },
            None => usize::MAX,
        };
        self.gather(&repeat.label, true, out, |walk, children| {
            for _ in 0..count {
                let before = walk.at;
                if before >= end {
                    if repeat.count.is_some() {
                        walk.missing.push(&repeat.each);
                    }
                    break;
                }
                match repeat.parts {
                    [Part::Field(field)] => walk.field(field, end, children),
                    parts => walk.gather(&repeat.each, false, children, |walk, inside| {
                        walk.parts(parts, end, inside);
                    }),
                }
                if walk.at == before {
                    break;
                }
            }
        });
    }

    fn items(&mut self, items: &'static Items, end: usize, out: &mut Vec<Span>) {
        self.gather(&items.label, true, out, |walk, children| {
            while walk.at < end {
                let code = walk.item(items, end, children);
                if code.is_none() {
                    walk.unread(end, children);
                } else if code == items.shape.end && walk.at < end {
                    let mut padding = Span::new(&PADDING, walk.at..end);
                    padding.value = Value::Octets;
                    children.push(padding);
                    walk.at = end;
                }
            }
        });
    }

    /// One item; its code, or `None` where its length is impossible and nothing behind it can be found.
    fn item(&mut self, items: &'static Items, end: usize, out: &mut Vec<Span>) -> Option<u64> {
        let shape = &items.shape;
        let start = self.at;
        let mut children = self.spare.list();
        let mut code = None;
        let mut sound = true;
        self.field(shape.code, end, &mut children);
        if let Some(Value::Uint(value)) = children.first().map(|span| &span.value) {
            code = Some(*value);
        }
        let kind: Option<&'static Item> = code.and_then(|code| items.kind(code));
        let alone = code.is_none_or(|code| shape.single.contains(&code) || shape.end == Some(code));
        if !alone {
            self.field(shape.length, end, &mut children);
            let head = (self.at - start) / 8;
            sound = false;
            if let Some(Value::Uint(length)) = children.get(1).map(|span| &span.value) {
                let octets = (*length as usize).saturating_mul(usize::from(shape.unit));
                let value = if shape.whole { octets.checked_sub(head) } else { Some(octets) };
                if let Some(octets) = value {
                    sound = true;
                    let stop = end.min(self.at.saturating_add(octets.saturating_mul(8)));
                    let parts = kind.map_or(UNKNOWN_VALUE, |kind| kind.parts);
                    let outer = std::mem::replace(&mut self.origin, self.at / 8 - self.start);
                    self.parts(parts, stop, &mut children);
                    self.origin = outer;
                    self.unread(stop, &mut children);
                }
            }
        }
        let label = kind.map_or(items.unknown, |kind| &kind.label);
        let mut span = Span::new(label, start..self.at);
        span.children = children;
        out.push(span);
        if sound { code } else { None }
    }

    /// Names what is left before `end`, so that no bit is without a name.
    fn unread(&mut self, end: usize, out: &mut Vec<Span>) {
        if self.at < end {
            let mut span = Span::new(&UNREAD, self.at..end);
            span.value = Value::Octets;
            out.push(span);
            self.at = end;
        }
    }

    fn special(&mut self, special: &'static Special, end: usize, out: &mut Vec<Span>) {
        let mut open = Vec::new();
        (special.find)(self.bytes, self.at / 8 - self.start, &mut |found| match found {
            Found::Open(label) | Found::Line(label) | Found::List(label) => {
                let (list, line) = (matches!(found, Found::List(_)), matches!(found, Found::Line(_)));
                let children = self.spare.list();
                open.push((Span { children, list, ..Span::new(label, self.at..self.at) }, line));
            }
            Found::Field(field, from, to) => {
                let into = innermost(&mut open, out);
                self.unread(end.min(self.bit(from)), into);
                let width = self.bit(to).saturating_sub(self.at);
                if width > 0 && self.at < end {
                    self.leaf(field, end, width, into);
                } else if width > 0 {
                    self.missing.push(&field.label);
                }
            }
            Found::Close => self.close(&mut open, out),
        });
        while !open.is_empty() {
            self.close(&mut open, out);
        }
    }

    /// Ends the innermost group that a special part opened; one with nothing in it is not shown.
    fn close(&mut self, open: &mut Vec<(Span, bool)>, out: &mut Vec<Span>) {
        let Some((mut span, line)) = open.pop() else { return };
        if span.children.is_empty() {
            return self.spare.take_back(span.children);
        }
        span.bits.end = self.at;
        let bytes = self.frame.get(span.octets()).unwrap_or(&[]);
        if let (true, Some(characters)) = (line, characters(bytes, false)) {
            span.value = Value::Text(self.spare.text(characters));
        }
        innermost(open, out).push(span);
    }

    /// Where octet `at` of the layer begins in the frame.
    fn bit(&self, at: usize) -> usize {
        self.start.saturating_add(at).saturating_mul(8)
    }
}

/// Where the next span of a special part goes: into the innermost open group, or where the part stands.
fn innermost<'a>(open: &'a mut [(Span, bool)], out: &'a mut Vec<Span>) -> &'a mut Vec<Span> {
    open.last_mut().map_or(out, |(span, _)| &mut span.children)
}

/// The number in these bits.
fn number(frame: &[u8], bits: &Range<usize>) -> Option<u64> {
    let (before, width) = (bits.start % 8, bits.len());
    match frame.get(bits.start / 8..).and_then(<[u8]>::first_chunk) {
        // at once, which takes a third of the time, unless the frame ends here or it has nearly 64 bits
        Some(eight) if width > 0 && before + width <= 64 => {
            Some(u64::from_be_bytes(*eight) << before >> (64 - width))
        }
        _ => read_bits(frame, bits.start, width),
    }
}

/// The value of an item whose kind is not known.
pub static UNKNOWN_VALUE: &[Part] = &[Part::Field(Field::rest(
    "data",
    "Data",
    Kind::Bytes,
    text("the value of a kind that netlab does not know", "netlab 不认识的类型的值"),
))];

/// Characters that can be written back to the same octets: UTF-8, and in a field of fixed width followed by NULs only.
fn characters(bytes: &[u8], fixed: bool) -> Option<&str> {
    let used =
        if fixed { bytes.iter().position(|octet| *octet == 0).unwrap_or(bytes.len()) } else { bytes.len() };
    if bytes[used..].iter().any(|octet| *octet != 0) {
        return None;
    }
    std::str::from_utf8(&bytes[..used]).ok()
}
