//! Domain names as they stand in a message: labels, and pointers to labels that stood there before.

use super::span::{Span, Spare, Value};
use crate::say_in;
use crate::spec::name::{Broken, spell};
use crate::spec::{Field, Kind, Label, Lang, Source, Width, read_bits, text};

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

/// What is to be said about a name or a pointer: words only when somebody reads it, since a message has many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// The name goes on at octet `offset` of the message, which begins at octet `base` of the frame.
    Leads {
        /// Octets from the start of the message.
        offset: usize,
        /// The first octet of the message.
        base: usize,
    },
    /// The name cannot be read on; the message begins at octet `base` of the frame.
    Broken {
        /// Why not.
        why: Broken,
        /// The first octet of the message.
        base: usize,
    },
}

impl Note {
    /// A sentence for people.
    pub fn show(&self, lang: Lang) -> String {
        match *self {
            Note::Leads { offset, base } => say_in!(
                lang, en: "the name goes on at octet {offset} of the message, which is octet {octet} of the frame",
                zh: "域名在报文的第 {offset} 字节处继续，即帧的第 {octet} 字节",
                offset = offset, octet = offset + base
            ),
            Note::Broken { why, base } => why.sentence(base).show(lang),
        }
    }
}

/// A message with names in it, whose first octet is octet `base` of the frame.
#[derive(Clone, Copy)]
pub(super) struct Message<'a> {
    pub(super) octets: &'a [u8],
    pub(super) base: usize,
}

/// Reads the name at octet `at` of `message`. Reads no octet at or behind `limit` as the name's own. Gives its span and
/// how many octets it owns.
///
/// The span's value is the whole name; its children are the labels and the pointer that stand there, and the value of
/// a pointer is the rest of the name. A label of a type that is not in use owns all octets up to `limit`, since
/// nobody can tell where the name ends.
pub(super) fn read(
    message: Message<'_>,
    at: usize,
    limit: usize,
    field: &'static Field,
    spare: &mut Spare,
) -> (Span, usize) {
    let base = message.base;
    let own = message.octets.get(..limit).unwrap_or(message.octets);
    let mut name = spare.text("");
    let spelled = spell(message.octets, at, limit, &mut name);
    let mut children = spare.list();
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
        span.children = pieces(message, here, have, parts, spare);
        if head >> 6 == 3 {
            let rest = spelled.ok().and_then(|behind| name.get(behind..));
            lead(message, &mut span, rest, spare);
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
    span.value = Value::Name(name);
    if let Err(why) = spelled {
        span.say(Note::Broken { why, base });
    }
    (span, here - at)
}

/// Says where a pointer leads, and what stands there: `rest`, if that is known.
fn lead(message: Message<'_>, pointer: &mut Span, rest: Option<&str>, spare: &mut Spare) {
    let Some(Value::Uint(offset)) = pointer.children.get(1).map(|child| &child.value) else { return };
    let offset = *offset as usize;
    let rest = match rest {
        // labels, and the root behind them, which is written only where it stands alone
        Some("") => spare.text("."),
        Some(rest) => spare.text(rest),
        None => {
            let mut rest = spare.text("");
            // what cannot be read is said of the whole name
            let _ = spell(message.octets, offset, message.octets.len(), &mut rest);
            rest
        }
    };
    if !rest.is_empty() {
        pointer.value = Value::Name(rest);
    }
    pointer.say(Note::Leads { offset, base: message.base });
}

/// The fields of one label or pointer of `have` octets.
fn pieces(
    message: Message<'_>,
    here: usize,
    have: usize,
    parts: &'static [Field],
    spare: &mut Spare,
) -> Vec<Span> {
    let mut bit = here * 8;
    let end = (here + have) * 8;
    let mut spans = spare.list();
    for field in parts {
        let width = match field.width {
            Width::Bits(width) => usize::from(width),
            _ => end.saturating_sub(bit),
        };
        let stop = end.min(bit + width);
        if bit == stop {
            continue;
        }
        let mut span = Span::new(&field.label, bit + message.base * 8..stop + message.base * 8);
        span.field = Some(field);
        span.value = match field.kind {
            Kind::Uint if stop == bit + width => {
                Value::Uint(read_bits(message.octets, bit, width).unwrap_or(0))
            }
            Kind::Uint => Value::Cut { missing: bit + width - stop },
            _ => std::str::from_utf8(&message.octets[bit / 8..stop / 8])
                .map_or(Value::Octets, |characters| Value::Text(spare.text(characters))),
        };
        spans.push(span);
        bit = stop;
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    static NAME: Field = Field::dns_name("name", "NAME", text("a name", "域名"));

    fn read(octets: &[u8], base: usize, at: usize, limit: usize) -> (Span, usize) {
        super::read(Message { octets, base }, at, limit, &NAME, &mut Spare::default())
    }

    fn pieces_of(span: &Span) -> Vec<(&'static str, std::ops::Range<usize>)> {
        span.children.iter().map(|child| (child.label.key, child.octets())).collect()
    }

    #[test]
    fn every_label_and_pointer_is_a_span() {
        let message = b"\x03com\x00\x03www\xc0\x00";
        let (span, octets) = read(message, 42, 5, message.len());
        assert_eq!(octets, 6);
        assert_eq!(span.value, Value::Name("www.com.".into()));
        assert_eq!(pieces_of(&span), [("label", 47..51), ("pointer", 51..53)]);
        assert_eq!(span.children[1].value, Value::Name("com.".into()));
        assert_eq!(span.note(), None);
        let lead = span.children[1].note().unwrap();
        assert_eq!(
            lead.show(Lang::En),
            "the name goes on at octet 0 of the message, which is octet 42 of the frame"
        );
    }

    #[test]
    fn the_value_of_a_pointer_is_what_stands_there() {
        for (message, name, rest) in [
            // the root alone, and behind a label
            (&b"\x00\xc0\x00"[..], ".", "."),
            (b"\x00\x01a\xc0\x00", "a.", "."),
            // not before the name, so that this cannot be read on
            (b"\x00\x01a\xc0\x05\x01b\x00", "a.", "b."),
            (b"\x00\x01a\x01b\xc0\x03", "a.b.", "b."),
        ] {
            let (span, _) = read(message, 0, 1, message.len());
            assert_eq!(span.value, Value::Name(name.into()));
            let pointer = span.children.last().unwrap();
            assert_eq!(pointer.label.key, "pointer");
            assert_eq!(pointer.value, Value::Name(rest.into()), "{message:?}");
        }
    }

    #[test]
    fn a_label_of_unknown_type_takes_what_is_left() {
        let message = b"\x01a\x41b\x00\x00\x01";
        let (span, octets) = read(message, 0, 0, 7);
        assert_eq!(octets, 7);
        assert_eq!(pieces_of(&span), [("label", 0..2), ("unreadable", 2..7)]);
        assert!(span.note().unwrap().show(Lang::En).contains("label type 01 at octet 2"));
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
            let (span, octets) = read(message, 10, 0, message.len());
            assert_eq!(octets, message.len());
            assert_eq!(span.octets(), 10..10 + octets);
            assert!(span.note().is_some(), "{message:?}");
            assert_eq!(span.children.iter().map(|child| child.label.key).collect::<Vec<_>>(), keys);
        }
    }
}
