//! Questions and records one after another, as the fast path needs them, and what is derived from them.

use super::edns::OPT;
use super::record::{AFTER_TYPE, QUESTION, RECORD};
use super::registry::{RCODES, TYPES};
use super::{HEADER, PARTS, SECTIONS, security};
use crate::spec::{Label, Slot, Source, Stack, fixed_octets, name, slot, slot_after, text, write};
use std::ops::Range;

/// Octets of the header before the counts.
const FLAGS_END: usize = fixed_octets(PARTS);
/// How many entries each section holds, in order.
pub(super) const COUNTS: [Slot; 4] = [
    slot_after(FLAGS_END, SECTIONS, "qdcount"),
    slot_after(FLAGS_END, SECTIONS, "ancount"),
    slot_after(FLAGS_END, SECTIONS, "nscount"),
    slot_after(FLAGS_END, SECTIONS, "arcount"),
];
pub(super) const RCODE: Slot = slot(PARTS, "rcode");

/// Behind the name.
pub(super) const TYPE: Slot = slot(RECORD.split_at(1).1, "type");
const TYPE_OCTETS: usize = fixed_octets(RECORD.split_at(1).1);
pub(super) const CLASS: Slot = slot_after(TYPE_OCTETS, AFTER_TYPE, "class");
pub(super) const RDLENGTH: Slot = slot_after(TYPE_OCTETS, AFTER_TYPE, "rdlength");
const EXTENDED_RCODE: Slot = slot_after(TYPE_OCTETS, OPT, "extended_rcode");
const QUESTION_OCTETS: usize = fixed_octets(QUESTION.split_at(1).1);
const RECORD_OCTETS: usize = TYPE_OCTETS + fixed_octets(AFTER_TYPE);

/// A question or a record. Places are octets of the message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// 0 questions, 1 answers, 2 authority, 3 additional.
    pub section: usize,
    /// Where its name begins.
    pub name: usize,
    /// The first octet behind its name.
    pub fixed: usize,
    /// Its type.
    pub kind: u64,
    /// Its data; empty for a question.
    pub data: Range<usize>,
}

/// The entries of a message, as long as they are whole. The counts only end it: every entry takes octets.
pub(super) struct Entries<'a> {
    message: &'a [u8],
    /// Where the next begins, or the one that cannot be read.
    pub at: usize,
    /// Its section; 4 behind the last.
    pub section: usize,
    /// How many of each section are still to come, without that one.
    pub left: [u64; 4],
}

pub(super) fn entries(message: &[u8]) -> Entries<'_> {
    Entries { message, at: HEADER, section: 0, left: COUNTS.map(|count| count.of(message)) }
}

impl Iterator for Entries<'_> {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        while *self.left.get(self.section)? == 0 {
            self.section += 1;
        }
        let section = self.section;
        self.left[section] -= 1;
        let name = self.at;
        let fixed = name::end(self.message, name)?;
        let rest = self.message.get(fixed..)?;
        let kind = TYPE.read(rest)?;
        let data = if section == 0 {
            fixed + QUESTION_OCTETS..fixed + QUESTION_OCTETS
        } else {
            let start = fixed + RECORD_OCTETS;
            start..start + RDLENGTH.read(rest)? as usize
        };
        if data.end > self.message.len() {
            return None;
        }
        self.at = data.end;
        Some(Entry { section, name, fixed, kind, data })
    }
}

/// The octets that a message needs at least for what its header counts: the shortest name is the root's one octet.
pub(super) fn least_octets(message: &[u8]) -> Option<usize> {
    let mut octets = HEADER;
    for (section, count) in COUNTS.into_iter().enumerate() {
        let each = 1 + if section == 0 { QUESTION_OCTETS } else { RECORD_OCTETS };
        octets += count.read(message)? as usize * each;
    }
    Some(octets)
}

/// The upper bits of RCODE that an OPT record carries (RFC 6891 §6.1.3).
pub(super) fn extended_rcode(message: &[u8], entry: &Entry) -> Option<u64> {
    let opt = entry.section == 3 && entry.kind == OPT_TYPE;
    if opt { EXTENDED_RCODE.read(message.get(entry.fixed..)?) } else { None }
}

pub(super) const OPT_TYPE: u64 = 41;
const NSEC: u64 = 47;
const DNSKEY: u64 = 48;
const NSEC3: u64 = 50;
const CDNSKEY: u64 = 60;

static WHOLE_RCODE: Label = Label::new(
    "whole_rcode",
    "RCODE with EXTENDED-RCODE",
    text("both halves together: 12 bits", "两部分合起来：共 12 位"),
)
.source(Source::Rfc(6891, "6.1.3"));
static KEY_TAG: Label = Label::new(
    "derived_key_tag",
    "Key Tag",
    text("by which DS and RRSIG records name this key", "DS 和 RRSIG 记录用它指明这个密钥"),
)
.source(Source::Rfc(4034, "appendix B"));
static EXISTING_TYPES: Label =
    Label::new("existing_types", "Types", text("the types that the bit maps name", "位图所表示的类型"))
        .source(Source::Rfc(4034, "4.1.2"));

/// The whole response code, the tags of keys, and the types that bit maps name.
pub(super) fn derive(
    stack: &Stack<'_>,
    i: usize,
    found: &mut dyn FnMut(&'static Label, String, Vec<(usize, usize)>),
) {
    let message = stack.header(i);
    let base = stack.layers[i].start;
    for entry in entries(message) {
        let from = |at: Range<usize>| (base + at.start, base + at.end);
        let data = &message[entry.data.clone()];
        if let Some(upper @ 1..) = extended_rcode(message, &entry) {
            let slot = EXTENDED_RCODE.bit / 8 + entry.fixed;
            let code = upper << RCODE.width | RCODE.of(message);
            let mut value = String::new();
            code_name(code, &mut value);
            found(&WHOLE_RCODE, value, vec![from(RCODE.bit / 8..FLAGS_END), from(slot..slot + 1)]);
        }
        if matches!(entry.kind, DNSKEY | CDNSKEY) && entry.section != 0 {
            let mut value = String::new();
            if let Some(tag) = key_tag(data) {
                write::number(&mut value, tag);
                found(&KEY_TAG, value, vec![from(entry.data.clone())]);
            }
        }
        if let Some(maps) = bit_maps(message, &entry) {
            let mut value = String::new();
            if types(&message[maps.clone()], &mut value).is_some() && !value.is_empty() {
                found(&EXISTING_TYPES, value, vec![from(maps)]);
            }
        }
    }
}

/// The name of a response code, with its number.
fn code_name(code: u64, out: &mut String) {
    write::number(out, code);
    if let Some(entry) = RCODES.entry(code) {
        out.push(' ');
        out.push_str(entry.name);
    }
}

/// RFC 4034 appendix B. Keys of algorithm 1 have another rule and get none here.
fn key_tag(data: &[u8]) -> Option<u64> {
    const ALGORITHM: Slot = slot(security::DNSKEY, "algorithm");
    if ALGORITHM.read(data)? == 1 {
        return None;
    }
    let sum: u64 = data
        .chunks(2)
        .map(|pair| u64::from(pair[0]) << 8 | pair.get(1).map_or(0, |octet| u64::from(*octet)))
        .sum();
    Some((sum + (sum >> 16 & 0xffff)) & 0xffff)
}

/// Where the type bit maps of an NSEC or NSEC3 record stand.
fn bit_maps(message: &[u8], entry: &Entry) -> Option<Range<usize>> {
    const SALT_LENGTH: Slot = slot(security::NSEC3, "salt_length");
    let data = entry.data.clone();
    let start = match entry.kind {
        NSEC => name::end(message.get(..data.end)?, data.start)?,
        NSEC3 => {
            let octets = message.get(data.clone())?;
            let hash = fixed_octets(security::NSEC3) + SALT_LENGTH.read(octets)? as usize;
            data.start + hash + 1 + usize::from(*octets.get(hash)?)
        }
        _ => return None,
    };
    (start <= data.end && entry.section != 0).then_some(start..data.end)
}

/// The types that bit maps name (RFC 4034 §4.1.2: windows of 1 to 32 octets); `None` where they break that rule.
fn types(mut maps: &[u8], out: &mut String) -> Option<()> {
    while let [window, length @ 1..=32, rest @ ..] = maps {
        let bitmap = rest.get(..usize::from(*length))?;
        for (at, octet) in bitmap.iter().enumerate() {
            for bit in (0..8).filter(|bit| octet & 0x80 >> bit != 0) {
                if !out.is_empty() {
                    out.push(' ');
                }
                type_name(u64::from(*window) << 8 | (at * 8 + bit) as u64, out);
            }
        }
        maps = &rest[usize::from(*length)..];
    }
    maps.is_empty().then_some(())
}

/// The mnemonic of a type; RFC 3597 §5: TYPE and its number where it has none.
pub(super) fn type_name(kind: u64, out: &mut String) {
    match TYPES.entry(kind) {
        Some(entry) => out.push_str(entry.name),
        None => {
            out.push_str("TYPE");
            write::number(out, kind);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_that_lie_end_with_the_octets() {
        // one question for the root, and 65,535 answers announced
        let message = b"\0\0\x80\0\0\x01\xff\xff\0\0\0\0\0\0\x01\0\x01";
        assert_eq!(entries(message).count(), 1);
        assert_eq!(least_octets(message), Some(12 + 5 + 65_535 * 11));
        for end in 0..message.len() {
            assert_eq!(entries(&message[..end]).count(), 0);
        }
    }

    #[test]
    fn the_key_tag_is_that_of_rfc_4034() {
        // RFC 4034 §5.4: dskey.example.com, "key id = 60485"
        let key: Vec<u8> = concat!(
            "0100030501039e8a247418e318903b215a848acfd5f37f026bd4062db26c774c690968d5d56df8bfda91e6f36d9a279888f4",
            "1333357c5e6029990d10fdf5663062a512763326980a615ddbf17a05ddfcce7e5fb3abcca05a31b0957452d4521e83870789",
            "063115bf97f6c308ccf57cdc9ce7fe10f6ed1bd0cc0660038c50dcdb0feb963c2f17",
        )
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect();
        assert_eq!(key_tag(&key), Some(60_485));
    }

    #[test]
    fn bit_maps_are_read_as_in_rfc_4034() {
        // RFC 4034 §4.3: A MX RRSIG NSEC TYPE1234
        let mut maps = vec![0x00, 0x06, 0x40, 0x01, 0x00, 0x00, 0x00, 0x03, 0x04, 0x1b];
        maps.resize(maps.len() + 26, 0);
        maps.push(0x20);
        let mut out = String::new();
        assert_eq!(types(&maps, &mut out), Some(()));
        assert_eq!(out, "A MX RRSIG NSEC TYPE1234");
        assert_eq!(types(b"\x00\x21", &mut out), None);
        assert_eq!(types(b"\x00\x02\x40", &mut out), None);
    }
}
