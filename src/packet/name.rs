//! Domain names as they stand in a message: labels, and pointers to labels that stood there before.

use super::span::{Span, Value};
use crate::say;
use crate::spec::name::{Broken, spell};
use crate::spec::{Field, Kind, Label, Source, Width, read_bits, text};

/// One label of a name.
pub static LABEL: Field = Field::new(
    "label",
    "label",
    Width::Own,
    Kind::Bytes,
    text("one label of the name, between two dots", "域名中的一个标号，即两个点之间的一段"),
)
.source(Source::Rfc(1035, "3.1"));
/// A pointer to the rest of a name.
pub static POINTER: Field = Field::new(
    "pointer",
    "pointer",
    Width::Bits(16),
    Kind::Bytes,
    text("the rest of the name stands elsewhere in the message", "域名的其余部分在报文的别处"),
)
.source(Source::Rfc(1035, "4.1.4"));

/// What stands behind a label of a type that is not in use.
static UNREADABLE: Label = Label::new(
    "unreadable",
    "Unreadable octets",
    text(
        "octets behind a label of unknown type: nobody can tell where the name ends",
        "未知类型的标号之后的字节：无法得知域名在何处结束",
    ),
)
.source(Source::Rfc(6891, "5"));

/// The parts of a label; its text follows.
pub static LABEL_PARTS: [Field; 3] = [
    Field::uint("type", "label type", 2, text("00: a label follows", "00：后面是一个标号")).default(0),
    Field::uint(
        "length",
        "length octet",
        6,
        text("octets in the label; 0 ends the name", "标号的字节数；0 表示域名结束"),
    )
    .computed(),
    Field::rest("text", "label text", Kind::Text, text("the characters of the label", "标号的字符")),
];

/// The parts of a pointer.
pub static POINTER_PARTS: [Field; 2] = [
    Field::uint("type", "pointer mark", 2, text("11: this is a pointer", "11：这是一个指针")).default(3),
    Field::uint(
        "offset",
        "OFFSET",
        14,
        text(
            "octets from the start of the message to the rest of the name",
            "从报文开头到域名其余部分的字节数",
        ),
    ),
];

/// Reads the name at octet `at` of `message`, whose first octet is octet `base` of the frame. Reads no octet at or
/// behind `limit` as the name's own. Gives its span and how many octets it owns.
///
/// The span's value is the whole name; its children are the labels and the pointer that stand there, and the value of
/// a pointer is the rest of the name. A label of a type that is not in use owns all octets up to `limit`, since
/// nobody can tell where the name ends.
pub fn read(message: &[u8], base: usize, at: usize, limit: usize, field: &'static Field) -> (Span, usize) {
    let own = message.get(..limit).unwrap_or(message);
    let mut children = Vec::new();
    let mut here = at;
    while let Some(&head) = own.get(here) {
        let (octets, holder, parts): (usize, &'static Label, &'static [Field]) = match head >> 6 {
            0 => (1 + usize::from(head), &LABEL.label, &LABEL_PARTS),
            3 => (2, &POINTER.label, &POINTER_PARTS),
            _ => {
                let mut span = Span::new(&UNREADABLE, (here + base) * 8..(own.len() + base) * 8);
                span.value = Value::Octets;
                children.push(span);
                here = own.len();
                break;
            }
        };
        let have = octets.min(own.len() - here);
        let mut span = Span::new(holder, (here + base) * 8..(here + base + have) * 8);
        span.children = pieces(message, base, here, have, parts);
        if head >> 6 == 3 {
            lead(message, base, &mut span);
        }
        children.push(span);
        here += have;
        if head == 0 || head >> 6 == 3 {
            break;
        }
    }
    let mut span = Span::new(&field.label, (at + base) * 8..(here + base) * 8);
    span.field = Some(field);
    span.children = children;
    let (name, broken) = spelled(message, at, limit);
    span.value = Value::Name(name);
    span.note = broken.map(|why| Box::new(why.sentence(base)));
    (span, here - at)
}

/// Says where a pointer leads, and what stands there.
fn lead(message: &[u8], base: usize, pointer: &mut Span) {
    let Some(Value::Uint(offset)) = pointer.children.get(1).map(|child| &child.value) else { return };
    let offset = *offset as usize;
    let rest = spelled(message, offset, message.len()).0;
    if !rest.is_empty() {
        pointer.value = Value::Name(rest);
    }
    pointer.note = Some(Box::new(say!(
        en: "the name goes on at octet {offset} of the message, which is octet {octet} of the frame",
        zh: "域名在报文的第 {offset} 字节处继续，即帧的第 {octet} 字节",
        offset = offset, octet = offset + base
    )));
}

/// The name at octet `at` as far as it can be read, and why not further.
fn spelled(message: &[u8], at: usize, limit: usize) -> (String, Option<Broken>) {
    let mut name = String::new();
    let broken = spell(message, at, limit, &mut name).err();
    (name, broken)
}

/// The fields of one label or pointer of `have` octets.
fn pieces(message: &[u8], base: usize, here: usize, have: usize, parts: &'static [Field]) -> Vec<Span> {
    let mut bit = here * 8;
    let end = (here + have) * 8;
    let mut spans = Vec::new();
    for field in parts {
        let width = match field.width {
            Width::Bits(width) => usize::from(width),
            _ => end.saturating_sub(bit),
        };
        let stop = end.min(bit + width);
        if bit == stop {
            continue;
        }
        let mut span = Span::new(&field.label, bit + base * 8..stop + base * 8);
        span.field = Some(field);
        span.value = match field.kind {
            Kind::Uint if stop == bit + width => Value::Uint(read_bits(message, bit, width).unwrap_or(0)),
            Kind::Uint => Value::Cut { missing: bit + width - stop },
            _ => text_or_octets(&message[bit / 8..stop / 8]),
        };
        spans.push(span);
        bit = stop;
    }
    spans
}

fn text_or_octets(bytes: &[u8]) -> Value {
    std::str::from_utf8(bytes).map_or(Value::Octets, |characters| Value::Text(characters.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    static NAME: Field = Field::dns_name("name", "NAME", text("a name", "域名"));

    fn pieces_of(span: &Span) -> Vec<(&'static str, std::ops::Range<usize>)> {
        span.children.iter().map(|child| (child.label.key, child.octets())).collect()
    }

    #[test]
    fn every_label_and_pointer_is_a_span() {
        let message = b"\x03com\x00\x03www\xc0\x00";
        let (span, octets) = read(message, 42, 5, message.len(), &NAME);
        assert_eq!(octets, 6);
        assert_eq!(span.value, Value::Name("www.com.".into()));
        assert_eq!(pieces_of(&span), [("label", 47..51), ("pointer", 51..53)]);
        assert_eq!(span.children[1].value, Value::Name("com.".into()));
        assert_eq!(span.note, None);
    }

    #[test]
    fn a_label_of_unknown_type_takes_what_is_left() {
        let message = b"\x01a\x41b\x00\x00\x01";
        let (span, octets) = read(message, 0, 0, 7, &NAME);
        assert_eq!(octets, 7);
        assert_eq!(pieces_of(&span), [("label", 0..2), ("unreadable", 2..7)]);
        assert!(span.note.unwrap().en.contains("label type 01 at octet 2"));
    }

    #[test]
    fn what_is_cut_or_wrong_still_owns_its_octets() {
        for (message, keys) in [
            (&b"\xc0"[..], &["pointer"][..]),
            (b"\x05ab", &["label"]),
            (b"\x02ab", &["label"]),
            (b"\x01a\xc0\x00", &["label", "pointer"]),
            (b"\xff\xff", &["pointer"]),
        ] {
            let (span, octets) = read(message, 10, 0, message.len(), &NAME);
            assert_eq!(octets, message.len());
            assert_eq!(span.octets(), 10..10 + octets);
            assert!(span.note.is_some(), "{message:?}");
            assert_eq!(span.children.iter().map(|child| child.label.key).collect::<Vec<_>>(), keys);
        }
    }
}
