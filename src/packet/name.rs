//! Domain names as they stand in a message: labels, and pointers to labels that stood there before.

use super::span::{Span, Value};
use crate::say;
use crate::spec::{Field, Kind, Said, Source, Width, read_bits, text};

/// RFC 1035 §2.3.4: a name has at most 255 octets.
const NAME_OCTETS: usize = 255;

static LABEL: Field = Field::new(
    "label",
    "label",
    Width::Own,
    Kind::Bytes,
    text("one label of the name, between two dots", "域名中的一个标号，即两个点之间的一段"),
)
.source(Source::Rfc(1035, "3.1"));
static POINTER: Field = Field::new(
    "pointer",
    "pointer",
    Width::Bits(16),
    Kind::Bytes,
    text("the rest of the name stands elsewhere in the message", "域名的其余部分在报文的别处"),
)
.source(Source::Rfc(1035, "4.1.4"));

/// The parts of a label; its text follows.
static LABEL_PARTS: [Field; 3] = [
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
static POINTER_PARTS: [Field; 2] = [
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
pub fn read(message: &[u8], base: usize, at: usize, limit: usize, field: &'static Field) -> (Span, usize) {
    let mut children = Vec::new();
    let own = message.get(..limit).unwrap_or(message);
    let mut here = at;
    let mut note = None;
    loop {
        let Some(&head) = own.get(here) else {
            note = Some(cut(here + base));
            break;
        };
        let octets = match head >> 6 {
            0 => 1 + usize::from(head),
            3 => 2,
            _ => {
                // RFC 6891 §5: label types 01 and 10 are not in use
                note = Some(say!(
                    en: "label type {kind:02b} at octet {octet} is not in use (RFC 6891 §5): the name cannot be read on",
                    zh: "第 {octet} 字节的标号类型 {kind:02b} 未被使用 (RFC 6891 §5)，无法继续读取该域名",
                    kind = head >> 6, octet = here + base
                ));
                break;
            }
        };
        let have = octets.min(own.len() - here);
        let bits = (here + base) * 8..(here + base + have) * 8;
        let parts: &'static [Field] = if head >> 6 == 3 { &POINTER_PARTS } else { &LABEL_PARTS };
        let holder = if head >> 6 == 3 { &POINTER } else { &LABEL };
        let mut span = Span::new(&holder.label, bits);
        span.children = pieces(message, base, here, have, parts);
        children.push(span);
        here += have;
        if have < octets {
            note = Some(cut(here + base));
            break;
        }
        if head == 0 || head >> 6 == 3 {
            break;
        }
    }
    let mut span = Span::new(&field.label, (at + base) * 8..(here + base) * 8);
    span.field = Some(field);
    match spell(message, at, limit) {
        Ok(name) => span.value = Value::Name(name),
        Err((name, why)) => {
            span.value = Value::Name(name);
            note = note.or(Some(why));
        }
    }
    if let Some(last) = children.last_mut()
        && last.label.key == POINTER.label.key
        && let Some(Value::Uint(offset)) = last.children.get(1).map(|child| child.value.clone())
    {
        let offset = offset as usize;
        let rest = spell(message, offset, message.len()).unwrap_or_else(|(name, _)| name);
        last.note = Some(say!(
            en: "the name goes on at octet {at} of the message: {rest}",
            zh: "域名在报文的第 {at} 字节处继续：{rest}",
            at = offset, rest = rest
        ));
    }
    span.children = children;
    span.note = note;
    (span, here - at)
}

fn cut(octet: usize) -> Said {
    say!(
        en: "the name is cut short at octet {octet}",
        zh: "域名在第 {octet} 字节处被截断",
        octet = octet
    )
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

/// The whole name as people write it, `www.example.com.`; where that is impossible, what was read so far and why.
pub fn spell(message: &[u8], at: usize, limit: usize) -> Result<String, (String, Said)> {
    let mut name = String::new();
    let mut here = at;
    let mut octets = 0;
    // A pointer must lead to a place before the labels that it ends (RFC 1035 §4.1.4: "a prior occurrence"), so
    // every jump goes back and the walk ends.
    let mut floor = at;
    let mut limit = limit.min(message.len());
    loop {
        let Some(&head) = message[..limit].get(here) else {
            return Err((name, cut(here)));
        };
        match head >> 6 {
            0 if head == 0 => {
                if name.is_empty() {
                    name.push('.');
                }
                return Ok(name);
            }
            0 => {
                let length = usize::from(head);
                let Some(characters) = message[..limit].get(here + 1..here + 1 + length) else {
                    return Err((name, cut(here)));
                };
                octets += 1 + length;
                if octets >= NAME_OCTETS {
                    let why = say!(
                        en: "the name is longer than {max} octets (RFC 1035 §2.3.4)",
                        zh: "域名超过 {max} 字节 (RFC 1035 §2.3.4)",
                        max = NAME_OCTETS
                    );
                    return Err((name, why));
                }
                push_label(&mut name, characters);
                name.push('.');
                here += 1 + length;
            }
            3 => {
                let Some(offset) = read_bits(&message[..limit], here * 8 + 2, 14) else {
                    return Err((name, cut(here)));
                };
                let offset = offset as usize;
                if offset >= floor {
                    let why = say!(
                        en: "a pointer leads to octet {offset}, not back to a name before it (RFC 1035 §4.1.4)",
                        zh: "指针指向第 {offset} 字节，没有指向在它之前的域名 (RFC 1035 §4.1.4)",
                        offset = offset
                    );
                    return Err((name, why));
                }
                floor = offset;
                here = offset;
                limit = message.len();
            }
            _ => {
                let why = say!(
                    en: "label type {kind:02b} is not in use (RFC 6891 §5)",
                    zh: "标号类型 {kind:02b} 未被使用 (RFC 6891 §5)",
                    kind = head >> 6
                );
                return Err((name, why));
            }
        }
    }
}

/// RFC 1035 §5.1: a dot or backslash in a label is written `\.` and `\\`, an octet that is not printable `\DDD`.
fn push_label(name: &mut String, characters: &[u8]) {
    for &octet in characters {
        match octet {
            b'.' | b'\\' => {
                name.push('\\');
                name.push(char::from(octet));
            }
            0x21..=0x7e => name.push(char::from(octet)),
            _ => {
                name.push('\\');
                for digit in [octet / 100, octet / 10 % 10, octet % 10] {
                    name.push(char::from(b'0' + digit));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_spelled_with_its_pointers() {
        // RFC 1035 §4.1.4's own example: F.ISI.ARPA at 20, FOO.F.ISI.ARPA at 40
        let mut message = vec![0; 20];
        message.extend(b"\x01F\x03ISI\x04ARPA\x00");
        message.resize(40, 0);
        message.extend(b"\x03FOO\xc0\x14");
        assert_eq!(spell(&message, 20, 32).unwrap(), "F.ISI.ARPA.");
        assert_eq!(spell(&message, 40, 46).unwrap(), "FOO.F.ISI.ARPA.");
        assert_eq!(spell(&message, 31, 32).unwrap(), ".");
    }

    #[test]
    fn a_pointer_to_itself_or_forwards_ends() {
        for message in [&b"\xc0\x00"[..], b"\x01a\xc0\x00", b"\xc0\x02\x00", b"\xc0", b"\x05ab", b"\x41a\x00"]
        {
            assert!(spell(message, 0, message.len()).is_err(), "{message:?}");
        }
        // legal: a pointer back into the labels before, but not to the start of its own
        assert!(spell(b"\x01a\x00\xc0\x00", 3, 5).is_ok());
    }

    #[test]
    fn octets_that_are_not_printable_are_escaped() {
        assert_eq!(spell(b"\x04a.\x1b\\\x00", 0, 6).unwrap(), "a\\.\\027\\\\.");
    }
}
