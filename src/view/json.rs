//! A frame as JSON: one object on one line, the same in every language. `docs/json.md` is its reference.
//!
//! It is put together as text, for an object of a frame has some hundred members.

use super::Frame;
use super::time::utc;
use super::value::{bit_at, vendor};
use crate::draw::safe_json;
use crate::packet::{Explained, Span, State, Value};
use crate::spec::{Finding, Layer, Stop, write};
use std::collections::BTreeMap;

/// The name and version of the schema, in every object. It changes when a key changes its meaning or goes.
pub const SCHEMA: &str = "netlab.frame/1";

/// Bits of the longest number that every program reads exactly (RFC 8259 §6).
const EXACT: usize = 53;

/// Appends the object of one frame and a line end.
pub fn json(frame: &Frame<'_>, out: &mut String) {
    let mut line = Line { text: out };
    line.frame(frame);
    line.text.push('\n');
}

/// The line that is being written.
struct Line<'a> {
    text: &'a mut String,
}

impl Line<'_> {
    /// `inside` between two brackets.
    fn within(&mut self, brackets: [char; 2], inside: impl FnOnce(&mut Self)) {
        self.text.push(brackets[0]);
        inside(self);
        self.text.push(brackets[1]);
    }

    fn object(&mut self, members: impl FnOnce(&mut Self)) {
        self.within(['{', '}'], members);
    }

    /// A comma, unless this is the first in its object or list.
    fn comma(&mut self) {
        if !self.text.ends_with(['{', '[']) {
            self.text.push(',');
        }
    }

    /// The key of the next member, which needs no escapes.
    fn key(&mut self, key: &str) {
        self.comma();
        self.text.push('"');
        self.text.push_str(key);
        self.text.push_str("\":");
    }

    fn number(&mut self, key: &str, value: u64) {
        self.key(key);
        write::number(self.text, value);
    }

    fn string(&mut self, key: &str, value: &str) {
        self.key(key);
        self.quoted(value);
    }

    /// A string, or JSON's word for none.
    fn optional(&mut self, key: &str, value: Option<&str>) {
        match value {
            Some(value) => self.string(key, value),
            None => {
                self.key(key);
                self.text.push_str(&serde_json::Value::Null.to_string());
            }
        }
    }

    fn quoted(&mut self, value: &str) {
        let is_plain =
            value.bytes().all(|octet| matches!(octet, b' '..=b'~') && !matches!(octet, b'"' | b'\\'));
        if is_plain {
            self.text.push('"');
            self.text.push_str(value);
            self.text.push('"');
        } else {
            self.text.push_str(&safe_json(&serde_json::Value::from(value).to_string()));
        }
    }

    fn pair(&mut self, key: &str, start: usize, end: usize) {
        self.key(key);
        self.range(start, end);
    }

    fn range(&mut self, start: usize, end: usize) {
        self.text.push('[');
        write::number(self.text, start as u64);
        self.text.push(',');
        write::number(self.text, end as u64);
        self.text.push(']');
    }

    /// A list; `each` writes one of its elements.
    fn list<T>(&mut self, key: &str, of: impl IntoIterator<Item = T>, mut each: impl FnMut(&mut Self, T)) {
        self.key(key);
        self.within(['[', ']'], |line| {
            for element in of {
                line.comma();
                each(line, element);
            }
        });
    }

    fn frame(&mut self, frame: &Frame<'_>) {
        self.object(|line| {
            line.string("schema", SCHEMA);
            line.number("number", frame.number);
            line.optional("time", frame.time.map(utc).as_deref());
            if let Some(name) = frame.interface.and_then(|via| via.name) {
                line.string("interface", name);
            }
            if let Some(direction) = frame.interface.and_then(|via| via.direction) {
                line.string("direction", direction.key());
            }
            line.number("captured", frame.stack.frame.len() as u64);
            line.number("length", frame.stack.original as u64);
            line.number("link_type", frame.link.into());
            line.string("link_name", frame.link_name);
            line.list("layers", frame.explained, |line, explained| line.layer(frame, explained));
            line.list("findings", frame.findings, Line::finding);
        });
    }

    fn layer(&mut self, frame: &Frame<'_>, explained: &Explained) {
        let i = explained.layer;
        let Layer { protocol, start, body, end, parent, quoted, stop } = &frame.stack.layers[i];
        self.object(|line| {
            line.string("protocol", protocol.key);
            line.pair("octets", *start, *end);
            line.pair("header", *start, *body);
            if *parent != i {
                line.number("parent", *parent as u64);
            }
            if *quoted {
                line.key("quoted");
                line.text.push_str("true");
            }
            line.fields(frame.stack.frame, &explained.spans);
            let verdicts = frame.verdicts.iter().filter(|verdict| verdict.layer == i);
            let judged: BTreeMap<_, _> =
                verdicts.map(|verdict| (verdict.sum.field, &verdict.state)).collect();
            if !judged.is_empty() {
                line.key("checksums");
                line.object(|line| judged.into_iter().for_each(|(field, state)| line.verdict(field, state)));
            }
            if let Some(stop) = stop {
                line.stop(stop, if frame.is_data(i) { *start } else { *body });
            }
            if !explained.missing.is_empty() {
                line.list("missing", &explained.missing, |line, label| line.quoted(label.key));
            }
        });
    }

    /// Whether a checksum is right: `{"state": "wrong", "expected": 25}`.
    fn verdict(&mut self, field: &str, state: &State) {
        self.key(field);
        self.object(|line| {
            line.string("state", state.key());
            match state {
                State::Wrong(expected) | State::Partial(expected) => {
                    line.number("expected", (*expected).into());
                }
                State::Absent(why, _) | State::Unknown(why) => line.string("why", why.en),
                State::Correct => (),
            }
        });
    }

    fn finding(&mut self, finding: &Finding) {
        let Finding { rule, layer, octets, said } = finding;
        self.object(|line| {
            line.string("rule", rule.id);
            line.string("severity", rule.severity.key());
            line.number("layer", *layer as u64);
            line.pair("octets", octets.start, octets.end);
            line.string("said", &said.en);
            line.string("source", &rule.source.to_string());
        });
    }

    fn stop(&mut self, stop: &Stop, at: usize) {
        self.key("stopped");
        self.object(|line| {
            line.number("at", at as u64);
            line.string("reason", stop.reason());
            match stop {
                Stop::Short { need, have, field } => {
                    line.number("need", *need as u64);
                    line.number("have", *have as u64);
                    line.optional("field", *field);
                }
                Stop::Unknown { field, value } => {
                    line.string("field", field);
                    line.number("value", *value);
                }
                Stop::Unfit(why) => line.string("why", why.en),
                Stop::Deep => (),
            }
        });
    }

    /// Spans by key. A key that comes a second time among its siblings gets `_2`.
    fn fields(&mut self, frame: &[u8], spans: &[Span]) {
        self.key("fields");
        self.object(|line| {
            for (i, span) in spans.iter().enumerate() {
                let key = span.label.key;
                match spans[..i].iter().filter(|before| before.label.key == key).count() {
                    0 => line.key(key),
                    before => line.key(&format!("{key}_{}", before + 1)),
                }
                line.span(frame, span, None);
            }
        });
    }

    fn span(&mut self, frame: &[u8], span: &Span, key: Option<&str>) {
        self.object(|line| {
            if let Some(key) = key {
                line.string("key", key);
            }
            line.value(frame, span);
            if let Some(entry) = span.entry {
                line.string("name", entry.name);
            }
            if let Value::Cut { missing } = span.value {
                line.number("missing_bits", missing as u64);
            }
            if span.is_derived() {
                line.list("from", span.from(), |line, octets| line.range(octets.start, octets.end));
            } else {
                line.pair("bits", span.bits.start, span.bits.end);
            }
            match (span.children.is_empty(), span.list) {
                (true, _) => (),
                (false, true) => line.list("items", &span.children, |line, child| {
                    line.span(frame, child, Some(child.label.key));
                }),
                (false, false) => line.fields(frame, &span.children),
            }
        });
    }

    fn value(&mut self, frame: &[u8], span: &Span) {
        match &span.value {
            Value::None => (),
            // most programs read a number as one of 53 bits: a longer field is a string, whatever its value is
            Value::Uint(number) if span.bits.len() > EXACT => {
                self.written("value", |text| {
                    text.push_str("0x");
                    write::hex(text, *number, span.bits.len().div_ceil(4));
                });
            }
            Value::Uint(number) => self.number("value", *number),
            Value::Int(number) => {
                self.key("value");
                self.text.push_str(&number.to_string());
            }
            Value::Flag(set) => {
                self.key("value");
                self.text.push_str(if *set { "true" } else { "false" });
            }
            Value::Mac(octets) => {
                self.written("value", |text| write::mac(text, octets));
                if let Some(vendor) = vendor(*octets) {
                    self.string("vendor", vendor);
                }
            }
            Value::Ipv4(address) => self.written("value", |text| write::ipv4(text, address.octets())),
            Value::Ipv6(address) => self.written("value", |text| write::ipv6(text, address.octets())),
            Value::Text(text) | Value::Name(text) => self.string("value", text),
            // octets in base 16; bits that are not whole octets as a string of 0 and 1
            Value::Octets | Value::Cut { .. } if span.is_aligned() => {
                let octets = frame.get(span.octets()).unwrap_or(&[]);
                self.written("octets", |text| write::octets(text, octets, ""));
            }
            Value::Octets | Value::Cut { .. } => {
                let bits = span.bits.clone().map(|bit| char::from(b'0' + bit_at(frame, bit)));
                self.written("partial", |text| text.extend(bits));
            }
        }
    }

    /// A string that `inside` writes, of characters that need no escapes.
    fn written(&mut self, key: &str, inside: impl FnOnce(&mut String)) {
        self.key(key);
        self.text.push('"');
        inside(self.text);
        self.text.push('"');
    }
}
