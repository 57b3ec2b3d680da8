//! A frame as JSON: one object on one line, the same in every language. `docs/json.md` is its reference.

use super::Frame;
use super::time::utc;
use super::value::bit_at;
use crate::packet::{Explained, Span, State, Value};
use crate::spec::{Finding, Layer, Stop, write};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use std::collections::BTreeMap;
use std::io;

/// The name and version of the schema, in every object. It changes when a key changes its meaning or goes.
pub const SCHEMA: &str = "netlab.frame/1";

/// Writes the object of one frame and a line end.
pub fn json(frame: &Frame<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &FrameObject(frame))?;
    out.write_all(b"\n")
}

struct FrameObject<'a>(&'a Frame<'a>);

impl Serialize for FrameObject<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let FrameObject(frame) = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", SCHEMA)?;
        map.serialize_entry("number", &frame.number)?;
        map.serialize_entry("time", &frame.time.map(utc))?;
        map.serialize_entry("captured", &frame.stack.frame.len())?;
        map.serialize_entry("length", &frame.stack.original)?;
        map.serialize_entry("link_type", &frame.link)?;
        map.serialize_entry("link_name", frame.link_name)?;
        map.serialize_entry("layers", &Layers(frame))?;
        map.serialize_entry("findings", &Findings(frame.findings))?;
        map.end()
    }
}

struct Layers<'a>(&'a Frame<'a>);

impl Serialize for Layers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.explained.len()))?;
        for explained in self.0.explained {
            list.serialize_element(&LayerObject { frame: self.0, explained })?;
        }
        list.end()
    }
}

struct LayerObject<'a> {
    frame: &'a Frame<'a>,
    explained: &'a Explained,
}

impl Serialize for LayerObject<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Layer { protocol, start, body, end, parent, quoted, stop } =
            &self.frame.stack.layers[self.explained.layer];
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("protocol", protocol.key)?;
        map.serialize_entry("octets", &[start, end])?;
        map.serialize_entry("header", &[start, body])?;
        if *parent != self.explained.layer {
            map.serialize_entry("parent", parent)?;
        }
        if *quoted {
            map.serialize_entry("quoted", quoted)?;
        }
        map.serialize_entry(
            "fields",
            &Fields { frame: self.frame.stack.frame, spans: &self.explained.spans },
        )?;
        let mut verdicts =
            self.frame.verdicts.iter().filter(|verdict| verdict.layer == self.explained.layer).peekable();
        if verdicts.peek().is_some() {
            let judged: BTreeMap<_, _> =
                verdicts.map(|verdict| (verdict.sum.field, VerdictObject(&verdict.state))).collect();
            map.serialize_entry("checksums", &judged)?;
        }
        if let Some(stop) = stop {
            let at = if self.frame.is_data(self.explained.layer) { *start } else { *body };
            map.serialize_entry("stopped", &StopObject { stop, at })?;
        }
        if !self.explained.missing.is_empty() {
            let keys: Vec<&str> = self.explained.missing.iter().map(|label| label.key).collect();
            map.serialize_entry("missing", &keys)?;
        }
        map.end()
    }
}

/// Whether a checksum is right: `{"state": "wrong", "expected": 25}`.
struct VerdictObject<'a>(&'a State);

impl Serialize for VerdictObject<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("state", self.0.key())?;
        match self.0 {
            State::Wrong(expected) | State::Partial(expected) => map.serialize_entry("expected", expected)?,
            State::Absent(why, _) | State::Unknown(why) => map.serialize_entry("why", why.en)?,
            State::Correct => (),
        }
        map.end()
    }
}

struct Findings<'a>(&'a [Finding]);

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for finding in self.0 {
            list.serialize_element(&FindingObject(finding))?;
        }
        list.end()
    }
}

struct FindingObject<'a>(&'a Finding);

impl Serialize for FindingObject<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Finding { rule, layer, octets, said } = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("rule", rule.id)?;
        map.serialize_entry("severity", rule.severity.key())?;
        map.serialize_entry("layer", layer)?;
        map.serialize_entry("octets", &[octets.start, octets.end])?;
        map.serialize_entry("said", &said.en)?;
        map.serialize_entry("source", &rule.source.to_string())?;
        map.end()
    }
}

struct StopObject<'a> {
    stop: &'a Stop,
    at: usize,
}

impl Serialize for StopObject<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("at", &self.at)?;
        map.serialize_entry("reason", self.stop.reason())?;
        match self.stop {
            Stop::Short { need, have, field } => {
                map.serialize_entry("need", need)?;
                map.serialize_entry("have", have)?;
                map.serialize_entry("field", field)?;
            }
            Stop::Unknown { field, value } => {
                map.serialize_entry("field", field)?;
                map.serialize_entry("value", value)?;
            }
            Stop::Unfit(why) => map.serialize_entry("why", why.en)?,
            Stop::Deep => (),
        }
        map.end()
    }
}

/// Spans by key. A key that comes a second time among its siblings gets `_2`.
struct Fields<'a> {
    frame: &'a [u8],
    spans: &'a [Span],
}

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.spans.len()))?;
        for (i, span) in self.spans.iter().enumerate() {
            let key = span.label.key;
            let body = SpanObject { frame: self.frame, span, key: None };
            match self.spans[..i].iter().filter(|before| before.label.key == key).count() {
                0 => map.serialize_entry(key, &body)?,
                before => map.serialize_entry(&format!("{key}_{}", before + 1), &body)?,
            }
        }
        map.end()
    }
}

struct Items<'a> {
    frame: &'a [u8],
    spans: &'a [Span],
}

impl Serialize for Items<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.spans.len()))?;
        for span in self.spans {
            list.serialize_element(&SpanObject { frame: self.frame, span, key: Some(span.label.key) })?;
        }
        list.end()
    }
}

struct SpanObject<'a> {
    frame: &'a [u8],
    span: &'a Span,
    key: Option<&'static str>,
}

impl Serialize for SpanObject<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let SpanObject { frame, span, key } = self;
        let mut map = serializer.serialize_map(None)?;
        if let Some(key) = key {
            map.serialize_entry("key", key)?;
        }
        match &span.value {
            Value::None => (),
            Value::Uint(number) => map.serialize_entry("value", number)?,
            Value::Int(number) => map.serialize_entry("value", number)?,
            Value::Flag(set) => map.serialize_entry("value", set)?,
            Value::Mac(octets) => {
                let mut text = String::new();
                write::mac(&mut text, octets);
                map.serialize_entry("value", &text)?;
            }
            Value::Ipv4(address) => map.serialize_entry("value", &address.to_string())?,
            Value::Ipv6(address) => map.serialize_entry("value", &address.to_string())?,
            Value::Text(text) | Value::Name(text) => map.serialize_entry("value", text)?,
            Value::Octets | Value::Cut { .. } => opaque(&mut map, span, frame)?,
        }
        if let Some(entry) = span.entry {
            map.serialize_entry("name", entry.name)?;
        }
        if let Value::Cut { missing } = span.value {
            map.serialize_entry("missing_bits", &missing)?;
        }
        if span.is_derived() {
            let from: Vec<[usize; 2]> = span.from.iter().map(|octets| [octets.start, octets.end]).collect();
            map.serialize_entry("from", &from)?;
        } else {
            map.serialize_entry("bits", &[span.bits.start, span.bits.end])?;
        }
        match (span.children.is_empty(), span.list) {
            (true, _) => (),
            (false, true) => map.serialize_entry("items", &Items { frame, spans: &span.children })?,
            (false, false) => map.serialize_entry("fields", &Fields { frame, spans: &span.children })?,
        }
        map.end()
    }
}

/// Octets in base 16; bits that are not whole octets as a string of 0 and 1.
fn opaque<M: SerializeMap>(map: &mut M, span: &Span, frame: &[u8]) -> Result<(), M::Error> {
    let mut text = String::new();
    if span.is_aligned() {
        write::octets(&mut text, frame.get(span.octets()).unwrap_or(&[]), "");
        map.serialize_entry("octets", &text)
    } else {
        text.extend(span.bits.clone().map(|bit| char::from(b'0' + bit_at(frame, bit))));
        map.serialize_entry("partial", &text)
    }
}
