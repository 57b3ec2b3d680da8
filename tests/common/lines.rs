//! Frames taken apart, as one line for each value: `layer.part.list.0.field = value`.

#![allow(dead_code)] // no test needs all of it

use netlab::packet::{Dissector, Span, Value, explain};
use netlab::spec::{Protocol, Stack};

/// The octets of `hex`.
pub fn octets(hex: &str) -> Vec<u8> {
    let digits: Vec<u32> = hex.chars().filter_map(|digit| digit.to_digit(16)).collect();
    digits.chunks(2).map(|pair| (pair[0] << 4 | pair[1]) as u8).collect()
}

/// Every value of every layer of a frame that begins with `root`.
pub fn lines(frame: &[u8], root: &'static Protocol) -> Vec<String> {
    let mut dissector = Dissector::new();
    let stack = dissector.dissect(frame, frame.len(), None, root);
    let mut lines = Vec::new();
    for layer in explain(&stack) {
        let key = stack.layers[layer.layer].protocol.key;
        for span in &layer.spans {
            write(&stack, span, &format!("{key}.{}", span.label.key), &mut lines);
        }
        lines.extend(layer.missing.iter().map(|label| format!("{key}: no {}", label.key)));
    }
    lines
}

/// The summary line of the frame, its layers apart by two spaces.
pub fn summary(frame: &[u8], root: &'static Protocol) -> String {
    let mut dissector = Dissector::new();
    let stack = dissector.dissect(frame, frame.len(), None, root);
    let parts = (0..stack.layers.len()).map(|i| {
        let mut part = String::new();
        (stack.layers[i].protocol.summary)(&stack, i, &mut part);
        part
    });
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
}

fn write(stack: &Stack<'_>, span: &Span, path: &str, lines: &mut Vec<String>) {
    if span.is_whole() {
        let name = span.entry.map_or(String::new(), |entry| format!(" {}", entry.name));
        let derived = if span.is_derived() { " (derived)" } else { "" };
        lines.push(format!("{path} = {}{name}{derived}", value(stack, span)));
    }
    for (i, child) in span.children.iter().enumerate().filter(|_| !span.is_whole()) {
        let key = child.label.key;
        let step =
            if span.list && child.label.key != "padding" { format!("{i}.{key}") } else { key.to_string() };
        write(stack, child, &format!("{path}.{step}"), lines);
    }
}

fn value(stack: &Stack<'_>, span: &Span) -> String {
    match &span.value {
        Value::None | Value::Octets => {
            stack.frame[span.octets()].iter().map(|octet| format!("{octet:02x}")).collect()
        }
        Value::Uint(number) => number.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Flag(set) => u8::from(*set).to_string(),
        Value::Mac(octets) => octets.map(|octet| format!("{octet:02x}")).join(":"),
        Value::Ipv4(address) => address.to_string(),
        Value::Ipv6(address) => address.to_string(),
        Value::Text(text) | Value::Name(text) => format!("{text:?}"),
        Value::Cut { missing } => format!("cut, {missing} bits missing"),
    }
}

/// Asserts that every one of `wanted` is among the lines.
pub fn assert_lines(lines: &[String], wanted: &[&str]) {
    for line in wanted {
        assert!(lines.iter().any(|other| other == line), "no `{line}` in\n{}", lines.join("\n"));
    }
}

/// Asserts that no cut of the frame leaves a bit without a name or with two.
pub fn assert_cuts_are_tiled(frame: &[u8], root: &'static Protocol) {
    for length in 0..=frame.len() {
        assert_tiled(&frame[..length], root);
    }
}

/// Asserts that every bit of the frame has one name.
pub fn assert_tiled(frame: &[u8], root: &'static Protocol) {
    let mut dissector = Dissector::new();
    let stack = dissector.dissect(frame, frame.len(), None, root);
    let mut leaves = Vec::new();
    for layer in explain(&stack) {
        for span in &layer.spans {
            span.leaves(false, &mut |leaf| leaves.push((leaf.bits.start, leaf.bits.end)));
        }
    }
    leaves.sort_unstable();
    let mut at = 0;
    for (start, end) in leaves {
        assert_eq!(start, at, "in {frame:02x?}");
        at = end;
    }
    assert_eq!(at, frame.len() * 8, "in {frame:02x?}");
}
