//! Domain names as octets (RFC 1035 §3.1 and §4.1.4): where one ends, and how people write it.
//!
//! Both readers take time bounded by the name's own limits, whatever the octets say: a name ends after
//! [`NAME_OCTETS`] octets and [`POINTERS`] pointers, so a message with many names costs no more than its length
//! times a constant.

use super::{Said, read_bits};
use crate::say;

/// RFC 1035 §2.3.4: a name has at most 255 octets, length octets and the root's zero included.
pub const NAME_OCTETS: usize = 255;

/// The most pointers that are followed for one name. A label and its length octet take at least two octets, so no
/// name has more than 127 labels, and a pointer that leads to no label of its own shortens nothing.
pub const POINTERS: usize = 127;

/// Why a name cannot be read on. Places are octets from the start of the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// The octets end at this place, before the name does.
    Cut(usize),
    /// It has more than [`NAME_OCTETS`] octets.
    Long,
    /// A pointer that stands at the first place leads to the second, which is not before the labels it ends.
    Forwards(usize, usize),
    /// It has more than [`POINTERS`] pointers.
    Pointers,
    /// A label at this place has a type (its two highest bits) that is not in use.
    Type(usize, u8),
}

impl Broken {
    /// A sentence for people; the message begins at octet `base` of the frame.
    pub fn sentence(self, base: usize) -> Said {
        match self {
            Broken::Cut(octet) => say!(
                en: "the octets end at octet {octet}, before the name does",
                zh: "数据在第 {octet} 字节处结束，域名尚不完整",
                octet = octet + base
            ),
            Broken::Long => say!(
                en: "the name is longer than {max} octets (RFC 1035 §2.3.4)",
                zh: "域名超过 {max} 字节 (RFC 1035 §2.3.4)",
                max = NAME_OCTETS
            ),
            Broken::Forwards(octet, offset) => say!(
                en: "the pointer at octet {octet} leads to octet {offset} of the message, not back to a name before it (RFC 1035 §4.1.4)",
                zh: "第 {octet} 字节处的指针指向报文的第 {offset} 字节，没有指向在它之前的域名 (RFC 1035 §4.1.4)",
                octet = octet + base, offset = offset
            ),
            Broken::Pointers => say!(
                en: "the name goes through more than {max} pointers, more than a name can have labels (RFC 1035 §2.3.4)",
                zh: "域名经过的指针多于 {max} 个，超过一个域名可能有的标号数 (RFC 1035 §2.3.4)",
                max = POINTERS
            ),
            Broken::Type(octet, kind) => say!(
                en: "label type {kind:02b} at octet {octet} is not in use (RFC 6891 §5): the name cannot be read on",
                zh: "第 {octet} 字节处的标号类型 {kind:02b} 未被使用 (RFC 6891 §5)，无法继续读取该域名",
                kind = kind, octet = octet + base
            ),
        }
    }
}

/// The first octet behind the name at octet `at` of `message`; follows no pointer. `None` where it does not end.
pub fn end(message: &[u8], at: usize) -> Option<usize> {
    let mut here = at;
    loop {
        let head = *message.get(here)?;
        let next = match head >> 6 {
            0 => here + 1 + usize::from(head),
            3 => here + 2,
            _ => return None,
        };
        if next > message.len() {
            return None;
        }
        if head == 0 || head >> 6 == 3 {
            return Some(next);
        }
        here = next;
    }
}

/// Writes the name at octet `at` of `message` as people write it, `www.example.com.`, the root as `.`; in its first
/// stretch no octet at or behind `limit` is read. Where it cannot be read to its end, what could be read is written.
/// Gives the place in `out` behind the labels of the first stretch: where a pointer ends it, the rest follows there.
pub fn spell(message: &[u8], at: usize, limit: usize, out: &mut String) -> Result<usize, Broken> {
    let start = out.len();
    let mut behind = start;
    labels(message, at, limit, |label, pointers| {
        escape(label, out);
        out.push('.');
        if pointers == 0 {
            behind = out.len();
        }
    })?;
    if out.len() == start {
        out.push('.');
    }
    Ok(behind)
}

/// Why the name at octet `at` of `message` cannot be read to its end, if it cannot; in its first stretch no octet at or
/// behind `limit` is read.
pub fn check(message: &[u8], at: usize, limit: usize) -> Result<(), Broken> {
    labels(message, at, limit, |_, _| ())
}

/// Gives the labels of a name, each with the number of pointers that led to it.
fn labels(message: &[u8], at: usize, limit: usize, mut each: impl FnMut(&[u8], usize)) -> Result<(), Broken> {
    let mut here = at;
    let mut octets = 0;
    let mut pointers = 0;
    // A pointer leads to "a prior occurrence" of a name (RFC 1035 §4.1.4), so to a place before the labels that it
    // ends: every jump goes back, and a loop cannot be.
    let mut floor = at;
    let mut readable = message.get(..limit).unwrap_or(message);
    loop {
        let Some(&head) = readable.get(here) else {
            return Err(Broken::Cut(readable.len().max(at)));
        };
        match head >> 6 {
            0 if head == 0 => return Ok(()),
            0 => {
                let Some(label) = readable.get(here + 1..here + 1 + usize::from(head)) else {
                    return Err(Broken::Cut(readable.len()));
                };
                octets += 1 + label.len();
                // the root's zero octet is still to come
                if octets >= NAME_OCTETS {
                    return Err(Broken::Long);
                }
                each(label, pointers);
                here += 1 + label.len();
            }
            3 => {
                let Some(offset) = read_bits(readable, here * 8 + 2, 14) else {
                    return Err(Broken::Cut(readable.len()));
                };
                let offset = offset as usize;
                if offset >= floor {
                    return Err(Broken::Forwards(here, offset));
                }
                pointers += 1;
                if pointers > POINTERS {
                    return Err(Broken::Pointers);
                }
                floor = offset;
                here = offset;
                readable = message;
            }
            kind => return Err(Broken::Type(here, kind)),
        }
    }
}

/// Writes the characters of a label. RFC 1035 §5.1: a character that means something else in a master file is
/// written `\X`, an octet that is not printable `\DDD`.
pub fn escape(label: &[u8], out: &mut String) {
    for &octet in label {
        match octet {
            b'.' | b'\\' | b'"' | b';' | b'(' | b')' | b'@' | b'$' => {
                out.push('\\');
                out.push(char::from(octet));
            }
            0x21..=0x7e => out.push(char::from(octet)),
            _ => {
                out.push('\\');
                for digit in [octet / 100, octet / 10 % 10, octet % 10] {
                    out.push(char::from(b'0' + digit));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(message: &[u8], at: usize, limit: usize) -> Result<String, (String, Broken)> {
        let mut name = String::new();
        match spell(message, at, limit, &mut name) {
            Ok(_) => Ok(name),
            Err(why) => Err((name, why)),
        }
    }

    /// RFC 1035 §4.1.4's own example: F.ISI.ARPA at 20, FOO.F.ISI.ARPA at 40, ARPA alone at 64, the root at 92.
    fn example() -> Vec<u8> {
        let mut message = vec![0; 20];
        message.extend(b"\x01F\x03ISI\x04ARPA\x00");
        message.resize(40, 0);
        message.extend(b"\x03FOO\xc0\x14");
        message.resize(64, 0);
        message.extend(b"\xc0\x1a");
        message.resize(93, 0);
        message
    }

    #[test]
    fn a_name_is_spelled_with_its_pointers() {
        let message = example();
        for (at, behind, name) in
            [(20, 32, "F.ISI.ARPA."), (40, 46, "FOO.F.ISI.ARPA."), (64, 66, "ARPA."), (92, 93, ".")]
        {
            assert_eq!(spelled(&message, at, behind).unwrap(), name);
            assert_eq!(end(&message, at), Some(behind));
        }
    }

    #[test]
    fn a_pointer_to_itself_or_forwards_ends() {
        assert_eq!(spelled(b"\xc0\x00", 0, 2).unwrap_err().1, Broken::Forwards(0, 0));
        assert_eq!(spelled(b"\x01a\xc0\x00", 0, 4).unwrap_err(), ("a.".into(), Broken::Forwards(2, 0)));
        assert_eq!(spelled(b"\xc0\x02\x00", 0, 3).unwrap_err().1, Broken::Forwards(0, 2));
        // a pointer into the middle of its own labels: RFC 1035 speaks of a prior occurrence
        assert_eq!(spelled(b"\x01a\x01b\xc0\x02", 0, 6).unwrap_err().1, Broken::Forwards(4, 2));
        // two pointers to each other: the second leads forwards again
        assert_eq!(spelled(b"\xc0\x02\xc0\x00", 2, 4).unwrap_err().1, Broken::Forwards(0, 2));
        // legal: back to a name before
        assert_eq!(spelled(b"\x01a\x00\xc0\x00", 3, 5).unwrap(), "a.");
    }

    #[test]
    fn a_name_that_is_cut_says_where() {
        assert_eq!(spelled(b"", 0, 0).unwrap_err().1, Broken::Cut(0));
        assert_eq!(spelled(b"\xc0", 0, 1).unwrap_err().1, Broken::Cut(1));
        assert_eq!(spelled(b"\x05ab", 0, 3).unwrap_err().1, Broken::Cut(3));
        assert_eq!(spelled(b"\x02ab", 0, 3).unwrap_err(), ("ab.".into(), Broken::Cut(3)));
        // the name's own octets end at the limit, even if the message goes on
        assert_eq!(spelled(b"\x02ab\x00", 0, 3).unwrap_err().1, Broken::Cut(3));
        assert_eq!(spelled(b"\x00", 7, 9).unwrap_err().1, Broken::Cut(7));
        for broken in [&b""[..], b"\xc0", b"\x05ab", b"\x02ab", b"\x41a\x00", b"\x80"] {
            assert_eq!(end(broken, 0), None, "{broken:?}");
        }
    }

    #[test]
    fn label_types_that_are_not_in_use_stop_the_reading() {
        assert_eq!(spelled(b"\x01a\x41b\x00", 0, 5).unwrap_err(), ("a.".into(), Broken::Type(2, 1)));
        assert_eq!(spelled(b"\x80", 0, 1).unwrap_err().1, Broken::Type(0, 2));
    }

    #[test]
    fn the_longest_name_is_legal_and_one_octet_more_is_not() {
        // 34 labels: every address of IPv6 has such a name (RFC 3596 §2.5)
        let arpa = [&b"\x01f".repeat(32)[..], b"\x03ip6\x04arpa\x00"].concat();
        assert_eq!(spelled(&arpa, 0, arpa.len()).unwrap(), format!("{}ip6.arpa.", "f.".repeat(32)));
        // 127 labels of one octet, and the root: 255 octets
        let longest = [&b"\x01x".repeat(127)[..], b"\x00"].concat();
        assert_eq!(spelled(&longest, 0, 255).unwrap().len(), 254);
        let longer = [&b"\x01x".repeat(126)[..], b"\x02xx\x00"].concat();
        assert_eq!(spelled(&longer, 0, 256).unwrap_err().1, Broken::Long);
    }

    #[test]
    fn pointers_to_pointers_are_followed_only_so_often() {
        // a root, then each pointer to the one before
        let chain = |pointers: usize| {
            let mut message = vec![0u8];
            for i in 0..pointers {
                let back = if i == 0 { 0 } else { message.len() - 2 };
                message.extend((0xc000 | back as u16).to_be_bytes());
            }
            message
        };
        let most = chain(POINTERS);
        assert_eq!(spelled(&most, most.len() - 2, most.len()).unwrap(), ".");
        let more = chain(POINTERS + 1);
        assert_eq!(spelled(&more, more.len() - 2, more.len()).unwrap_err().1, Broken::Pointers);
    }

    #[test]
    fn octets_that_a_master_file_reads_otherwise_are_escaped() {
        assert_eq!(spelled(b"\x06a.\x1b\\ \xe4\x00", 0, 8).unwrap(), "a\\.\\027\\\\\\032\\228.");
        assert_eq!(spelled(b"\x02@;\x00", 0, 4).unwrap(), "\\@\\;.");
    }
}
