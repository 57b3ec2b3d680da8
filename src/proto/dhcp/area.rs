//! Where the options of a message stand, found without its table: the fast path and the looks ahead.

use super::options::{OPTIONS, UNKNOWN};
use super::routes;
use super::{CHADDR, CHADDR_OCTETS};
use crate::spec::{Kind, Label, Part, Stack, Width, name, write};
use std::ops::Range;

/// RFC 2131 §3: the four octets 99, 130, 83, 99 that options begin with.
pub const MAGIC: u64 = 0x6382_5363;
/// RFC 2131 figure 1.
pub const SNAME_OCTETS: u16 = 64;
/// RFC 2131 figure 1.
pub const FILE_OCTETS: u16 = 128;
/// First octet of `sname`.
const SNAME: usize = CHADDR + CHADDR_OCTETS as usize;
/// First octet of `file`.
const FILE: usize = SNAME + SNAME_OCTETS as usize;
/// First octet of the magic cookie, or of BOOTP's vendor area.
pub const COOKIE: usize = FILE + FILE_OCTETS as usize;
/// Octets that every message has.
pub const FIXED: usize = COOKIE;
/// First octet of the options field.
pub const OPTION_AREA: usize = COOKIE + 4;

pub const PAD: u8 = 0;
pub const END: u8 = 255;
pub const OVERLOAD: u8 = 52;
pub const MESSAGE_TYPE: u8 = 53;
const CLASS_ID: u8 = 60;
const USER_CLASS: u8 = 77;

/// One option: its code and where its value stands, in octets of the message.
#[derive(Clone, Copy)]
struct Found {
    code: u8,
    start: usize,
    end: usize,
}

/// How many options of an area are looked at, so that a hostile message cannot make every one of its options look at
/// all others. There are 254 codes, and 64 KiB hold 256 pieces of 255 octets.
const MOST: usize = 512;

/// The options in `message[at..end]`, up to the End option, to the first that reaches past the area, or to [`MOST`].
fn options(message: &[u8], mut at: usize, end: usize) -> impl Iterator<Item = Found> + '_ {
    let area = message.get(..end.min(message.len())).unwrap_or(&[]);
    std::iter::from_fn(move || {
        while area.get(at) == Some(&PAD) {
            at += 1;
        }
        let code = *area.get(at).filter(|code| **code != END)?;
        let length = usize::from(*area.get(at + 1)?);
        let found = Found { code, start: at + 2, end: at + 2 + length };
        area.get(found.start..found.end)?;
        at = found.end;
        Some(found)
    })
    .take(MOST)
}

/// Whether octets cut short of the cookie could still be one, or the cookie stands there: 1, else 0.
pub fn has_cookie(message: &[u8]) -> u64 {
    let there = message.get(COOKIE..message.len().min(OPTION_AREA)).unwrap_or(&[]);
    u64::from((MAGIC as u32).to_be_bytes().starts_with(there))
}

/// The value of the first option `code` in the options area itself.
fn first(message: &[u8], code: u8) -> Option<&[u8]> {
    if has_cookie(message) == 0 {
        return None;
    }
    let found = options(message, OPTION_AREA, message.len()).find(|found| found.code == code)?;
    message.get(found.start..found.end)
}

/// RFC 2132 §9.3: which fields hold options, 1 `file`, 2 `sname`, 3 both; 0 where option 52 is absent or says
/// anything else.
fn overload(message: &[u8]) -> u8 {
    match first(message, OVERLOAD) {
        Some([value @ 1..=3]) => *value,
        _ => 0,
    }
}

/// 1 where `file` holds options.
pub fn file_holds_options(message: &[u8]) -> u64 {
    u64::from(overload(message) & 1)
}

/// 1 where `sname` holds options.
pub fn sname_holds_options(message: &[u8]) -> u64 {
    u64::from(overload(message) >> 1 & 1)
}

/// Where options stand, in the order in which RFC 3396 §5 joins them: the options field, `file`, `sname`.
pub fn areas(message: &[u8]) -> impl Iterator<Item = Range<usize>> + use<> {
    let overload = overload(message);
    let all = [
        (has_cookie(message) == 1, OPTION_AREA..message.len().max(OPTION_AREA)),
        (overload & 1 != 0, FILE..COOKIE),
        (overload & 2 != 0, SNAME..FILE),
    ];
    all.into_iter().filter_map(|(holds, area)| holds.then_some(area))
}

/// All options in that order.
fn all(message: &[u8]) -> impl Iterator<Item = Found> + '_ {
    areas(message).flat_map(|area| options(message, area.start, area.end))
}

/// What option 53 says.
pub fn message_type(message: &[u8]) -> Option<u64> {
    match first(message, MESSAGE_TYPE) {
        Some([kind]) => Some(u64::from(*kind)),
        _ => None,
    }
}

/// 1 where the option `CODE` stands in several pieces, which mean something only together.
pub fn in_pieces<const CODE: u8>(message: &[u8]) -> u64 {
    u64::from(all(message).filter(|found| found.code == CODE).nth(1).is_some())
}

/// 1 where the vendor class says that a PXE client or server speaks.
pub fn is_pxe(message: &[u8]) -> u64 {
    u64::from(first(message, CLASS_ID).is_some_and(|class| class.starts_with(b"PXEClient")))
}

/// 1 where the user classes are counted strings as RFC 3004 §4 wants; many clients send bare characters.
pub fn user_classes_are_counted(message: &[u8]) -> u64 {
    let Some(mut value) = first(message, USER_CLASS) else {
        return 1;
    };
    while let Some((length, rest)) = value.split_first() {
        match rest.get(usize::from(*length)..) {
            Some(behind) if *length > 0 => value = behind,
            _ => return 0,
        }
    }
    1
}

/// RFC 3396: a value too long for one option is cut in pieces, each with the same code. Tells the whole values.
pub fn join(stack: &Stack<'_>, i: usize, tell: &mut dyn FnMut(&'static Label, String, Vec<(usize, usize)>)) {
    let message = stack.header(i);
    let base = stack.layers[i].start;
    let mut pieces: [u32; 256] = [0; 256];
    for found in all(message) {
        pieces[usize::from(found.code)] += 1;
    }
    for (code, _) in pieces.iter().enumerate().filter(|(_, count)| **count > 1) {
        let mut value = Vec::new();
        let mut from = Vec::new();
        for found in all(message).filter(|found| usize::from(found.code) == code) {
            value.extend_from_slice(&message[found.start..found.end]);
            from.push((base + found.start, base + found.end));
        }
        let kind = OPTIONS.kind(code as u64);
        tell(
            kind.map_or(&UNKNOWN, |kind| &kind.label),
            spell(code, kind.map_or(&[], |kind| kind.parts), &value),
            from,
        );
    }
}

/// A joined value as people write it: characters, addresses, names or routes where it is these, else octets.
fn spell(code: usize, parts: &[Part], value: &[u8]) -> String {
    let mut out = String::new();
    let sound = match (code, parts) {
        (119, _) => spell_names(value, &mut out),
        (121 | 249, _) => routes::spell(value, &mut out),
        (_, [Part::Field(field)]) if matches!((field.kind, field.width), (Kind::Text, Width::Rest)) => {
            std::str::from_utf8(value).is_ok_and(|characters| {
                out.push_str(characters);
                true
            })
        }
        (_, [Part::Repeat(repeat)]) if repeat.parts.iter().all(is_address) => {
            for (i, address) in value.chunks(4).enumerate() {
                out.push_str(if i > 0 { ", " } else { "" });
                write::ipv4(&mut out, <[u8; 4]>::try_from(address).unwrap_or_default());
            }
            value.len().is_multiple_of(4)
        }
        _ => false,
    };
    if !sound {
        out.clear();
        write::octets(&mut out, value, " ");
    }
    out
}

/// RFC 3397 §2: names one behind the other, whose pointers count from the first octet of the joined value.
fn spell_names(value: &[u8], out: &mut String) -> bool {
    let mut at = 0;
    while at < value.len() {
        out.push_str(if at > 0 { ", " } else { "" });
        match (name::spell(value, at, value.len(), out), name::end(value, at)) {
            (Ok(_), Some(end)) => at = end,
            _ => return false,
        }
    }
    true
}

fn is_address(part: &Part) -> bool {
    matches!(part, Part::Field(field) if matches!(field.kind, Kind::Ipv4))
}
