//! A span's value as people write it. All text that came off the wire is made safe here.

use crate::address::known::known_for;
use crate::address::oui::assigned;
use crate::address::{is_group, is_local, sort};
use crate::draw::{clip, safe};
use crate::packet::{Span, Value};
use crate::spec::{Kind, Lang, Text, Unit, text, write};

/// The value, with what it amounts to: `5 (20 octets)`, `0x0806`, `172.16.10.10`.
pub fn value(span: &Span, frame: &[u8], lang: Lang) -> String {
    let mut out = String::with_capacity(80);
    write_value(&mut out, span, frame, lang);
    out
}

/// The value into a line, and behind it what it is called.
pub fn write_named(out: &mut String, span: &Span, frame: &[u8], lang: Lang) {
    write_value(out, span, frame, lang);
    if let Some(name) = named(span, lang) {
        out.push_str("  ");
        out.push_str(name);
    }
}

/// The value into a line.
pub fn write_value(out: &mut String, span: &Span, frame: &[u8], lang: Lang) {
    match &span.value {
        Value::None => (),
        Value::Uint(number) => uint(out, span, *number, lang),
        Value::Int(number) => out.push_str(&number.to_string()),
        Value::Flag(set) => {
            let (bit, word) = if *set { ("1", SET) } else { ("0", NOT_SET) };
            out.push_str(bit);
            out.push(' ');
            out.push_str(one(word, lang));
        }
        Value::Mac(octets) => write::mac(out, octets),
        Value::Ipv4(address) => write::ipv4(out, address.octets()),
        Value::Ipv6(address) => write::ipv6(out, address.octets()),
        Value::Text(characters) => {
            out.push('"');
            out.push_str(&safe(characters));
            out.push('"');
        }
        Value::Name(name) => out.push_str(&safe(name)),
        Value::Octets | Value::Cut { .. } => octets(out, span, frame, lang),
    }
}

const SET: Text = text("set", "置位");
const NOT_SET: Text = text("not set", "未置位");

/// Words that stand inside a value are in one language even on a bilingual page: the Chinese.
fn one(text: Text, lang: Lang) -> &'static str {
    lang.pick(text.en, text.zh)
}

fn uint(out: &mut String, span: &Span, number: u64, lang: Lang) {
    let Some(field) = span.field else {
        return write::number(out, number);
    };
    let bits = span.bits.len();
    match field.kind {
        Kind::Hex | Kind::NamedHex(_) => {
            out.push_str("0x");
            write::hex(out, number, bits.div_ceil(4));
        }
        _ => write::number(out, number),
    }
    match field.unit {
        Some(Unit::Octets(1)) => {
            out.push(' ');
            out.push_str(octets_word(u128::from(number), lang));
        }
        Some(unit) => {
            out.push_str(" (");
            amount(out, unit, number, lang);
            out.push(')');
        }
        None => (),
    }
}

/// What `number` steps of a unit amount to.
fn amount(out: &mut String, unit: Unit, number: u64, lang: Lang) {
    let whole = |factor: u32| u128::from(number) * u128::from(factor);
    let steps = |out: &mut String, count: u128, word: &str| {
        match u64::try_from(count) {
            Ok(count) => write::number(out, count),
            Err(_) => out.push_str(&count.to_string()),
        }
        out.push(' ');
        out.push_str(word);
    };
    match unit {
        Unit::Octets(factor) => steps(out, whole(factor), octets_word(whole(factor), lang)),
        Unit::Bits(factor) => steps(out, whole(factor), lang.pick("bits", "比特")),
        Unit::Seconds => duration(out, number, lang),
        Unit::Milliseconds => steps(out, number.into(), "ms"),
        Unit::Sec256 => out.push_str(&format!("{} s", number as f64 / 256.0)),
        Unit::Minutes => steps(out, number.into(), "min"),
    }
}

/// `octet` or `octets`.
pub fn octets_word(count: u128, lang: Lang) -> &'static str {
    lang.pick(if count == 1 { "octet" } else { "octets" }, "字节")
}

/// Seconds, and from a minute on in the units people use: `86400 s = 1 d`.
fn duration(out: &mut String, seconds: u64, lang: Lang) {
    if seconds == u64::from(u32::MAX) {
        return out.push_str(lang.pick("for ever", "无限期"));
    }
    let units: &[(u64, &str)] =
        if seconds < 60 { &[(1, " s")] } else { &[(86_400, " d"), (3_600, " h"), (60, " min"), (1, " s")] };
    let (begin, mut left) = (out.len(), seconds);
    for (unit, name) in units {
        if left >= *unit || seconds == 0 {
            if out.len() > begin {
                out.push(' ');
            }
            write::number(out, left / unit);
            out.push_str(name);
            left %= unit;
        }
    }
}

/// How many octets a line shows of opaque ones.
const SHOWN: usize = 8;

fn octets(out: &mut String, span: &Span, frame: &[u8], lang: Lang) {
    if !span.is_aligned() {
        out.extend(span.bits.clone().map(|bit| if bit_at(frame, bit) == 1 { '1' } else { '0' }));
    } else {
        let bytes = frame.get(span.octets()).unwrap_or(&[]);
        write::octets(out, &bytes[..bytes.len().min(SHOWN)], " ");
        if bytes.len() > SHOWN {
            out.push_str(" ... (");
            write::number(out, bytes.len() as u64);
            out.push(' ');
            out.push_str(octets_word(bytes.len() as u128, lang));
            out.push(')');
        }
        if let Some(text) = readable(bytes) {
            out.push_str("  \"");
            out.push_str(&text);
            out.push('"');
        }
    }
    if let Value::Cut { missing } = span.value {
        out.push_str(&match lang {
            Lang::En => format!(" (cut short: {missing} bits missing)"),
            Lang::Zh | Lang::Both => format!("（被截断，缺 {missing} 比特）"),
        });
    }
}

/// The beginning of octets that are text, made safe.
pub fn readable(bytes: &[u8]) -> Option<String> {
    const FEWEST: usize = 4;
    let text = std::str::from_utf8(bytes).ok()?;
    let plain = |c: char| !c.is_control() || matches!(c, '\r' | '\n' | '\t');
    (bytes.len() >= FEWEST && text.chars().all(plain)).then(|| clip(&safe(text), 40).into_owned())
}

/// Bit `bit` of the frame, 0 or 1.
pub fn bit_at(frame: &[u8], bit: usize) -> u8 {
    frame.get(bit / 8).map_or(0, |octet| octet >> (7 - bit % 8) & 1)
}

/// What a code point is called, or what its stretch of values is for.
pub fn named(span: &Span, lang: Lang) -> Option<&'static str> {
    if let Some(entry) = span.entry {
        // a word is mostly its own name
        let said = matches!(&span.value, Value::Text(word) if word.eq_ignore_ascii_case(entry.name));
        return (!said).then_some(entry.name);
    }
    let what = match span.value {
        Value::Uint(number) => span.field?.kind.registry()?.range(number),
        Value::Mac(octets) => return whose(octets, lang),
        _ => None,
    };
    what.map(|what| one(what, lang))
}

/// What a MAC address is known for, what sort it is, or who makes the interface.
fn whose(address: [u8; 6], lang: Lang) -> Option<&'static str> {
    let known = known_for(address).map(|known| known.name);
    known.or_else(|| sort(&address).map(|sort| one(sort, lang))).or_else(|| vendor(address))
}

/// Whom IEEE assigned the block to that an interface's address is out of.
pub fn vendor(address: [u8; 6]) -> Option<&'static str> {
    if is_group(&address) || is_local(&address) || address == [0; 6] {
        return None;
    }
    assigned(address).map(|assigned| assigned.name)
}
