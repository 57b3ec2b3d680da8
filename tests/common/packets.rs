//! What the tests of IPv6 and ICMPv6 share: packets in base 16 taken apart, and what a student sees of them.

#![allow(dead_code)] // no test needs all of it

use netlab::packet::{Dissector, Explained, Span, Value, explain};
use netlab::proto::IPV6;
use netlab::spec::Stack;

/// The octets of `hex`.
pub fn octets(hex: &str) -> Vec<u8> {
    let digits: Vec<u32> = hex.chars().map(|digit| digit.to_digit(16).expect("a digit of base 16")).collect();
    digits.chunks(2).map(|pair| (pair[0] * 16 + pair[1]) as u8).collect()
}

/// Takes an IPv6 packet apart.
pub fn with<T>(packet: &[u8], what: impl FnOnce(&Stack<'_>, &[Explained]) -> T) -> T {
    let mut dissector = Dissector::new();
    let stack = dissector.dissect(packet, packet.len(), None, &IPV6);
    let explained = explain(&stack);
    what(&stack, &explained)
}

/// Every field as `layer.path = value`, with the name of a code point behind it.
pub fn fields(packet: &[u8]) -> Vec<String> {
    with(packet, |stack, explained| {
        let mut out = Vec::new();
        for layer in explained {
            let key = stack.layers[layer.layer].protocol.key;
            layer.spans.iter().for_each(|span| field(span, key, stack.frame, &mut out));
        }
        out
    })
}

fn field(span: &Span, path: &str, frame: &[u8], out: &mut Vec<String>) {
    let path = format!("{path}.{}", span.label.key);
    let value = match &span.value {
        Value::None => None,
        Value::Uint(number) => Some(number.to_string()),
        Value::Int(number) => Some(number.to_string()),
        Value::Flag(set) => Some(u8::from(*set).to_string()),
        Value::Mac(mac) => Some(mac.map(|octet| format!("{octet:02x}")).join(":")),
        Value::Ipv4(address) => Some(address.to_string()),
        Value::Ipv6(address) => Some(address.to_string()),
        Value::Text(text) | Value::Name(text) => Some(text.clone()),
        Value::Octets => Some(frame[span.octets()].iter().map(|octet| format!("{octet:02x}")).collect()),
        Value::Cut { missing } => Some(format!("cut, {missing} bits missing")),
    };
    if let Some(value) = value {
        let name = span.entry.map(|entry| format!(" ({})", entry.name)).unwrap_or_default();
        out.push(format!("{path} = {value}{name}"));
    }
    if span.is_whole() {
        return;
    }
    span.children.iter().for_each(|child| field(child, &path, frame, out));
}

/// Holds that the packet has these fields, in this order, among others.
#[track_caller]
pub fn assert_fields(packet: &[u8], expected: &[&str]) {
    let all = fields(packet);
    let mut left = all.iter();
    for line in expected {
        assert!(left.any(|field| field == line), "no `{line}` behind the ones before it, in {all:#?}");
    }
}

/// The layers, outermost first; those quoted in an error in brackets.
pub fn layers(packet: &[u8]) -> String {
    with(packet, |stack, _| {
        let name = |layer: &netlab::spec::Layer| {
            if layer.quoted { format!("({})", layer.protocol.key) } else { layer.protocol.key.to_string() }
        };
        stack.layers.iter().map(name).collect::<Vec<_>>().join(" ")
    })
}

/// Why decoding stopped, in words, with the layer where it did.
pub fn stops(packet: &[u8]) -> Vec<String> {
    with(packet, |stack, _| {
        let stopped = stack.layers.iter().filter_map(|layer| Some((layer, layer.stop.as_ref()?)));
        stopped
            .map(|(layer, stop)| {
                let carrier = stack.layers[layer.parent].protocol;
                let of = if layer.protocol.key == "data" { carrier } else { layer.protocol };
                format!("{}: {}", layer.protocol.key, stop.sentence(of).en)
            })
            .collect()
    })
}

/// The phrases of the summary line, joined by two spaces.
pub fn summary(packet: &[u8]) -> String {
    with(packet, |stack, _| {
        let phrase = |i: usize| {
            let mut out = String::new();
            (stack.layers[i].protocol.summary)(stack, i, &mut out);
            out
        };
        let phrases = (0..stack.layers.len()).filter(|i| !stack.layers[*i].quoted).map(phrase);
        phrases.filter(|phrase| !phrase.is_empty()).collect::<Vec<_>>().join("  ")
    })
}

/// Holds that however the packet is cut, every bit of what is left has exactly one name.
#[track_caller]
pub fn assert_tiled_however_cut(packet: &[u8]) {
    for length in 0..=packet.len() {
        with(&packet[..length], |stack, explained| {
            let mut leaves = Vec::new();
            for span in explained.iter().flat_map(|layer| &layer.spans) {
                span.leaves(false, &mut |leaf| leaves.push(leaf.bits.clone()));
            }
            leaves.sort_by_key(|bits| bits.start);
            let end = leaves.iter().fold(0, |at, bits| {
                assert_eq!(bits.start, at, "a gap or overlap in the first {length} octets");
                bits.end
            });
            assert_eq!(end, stack.frame.len() * 8, "an end without a name in the first {length} octets");
        });
    }
}
