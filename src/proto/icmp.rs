//! ICMP, the Internet Control Message Protocol of IPv4.

mod codes;
mod messages;
mod rules;

use super::icmp_extension::{self, PROBE_DATA, QUOTE_PADDING};
use super::{ICMP_EXTENSION, IPV4};
use crate::spec::{
    Extent, Field, Kind, Method, Next, OsiLayer, Part, Protocol, Registry, Slot, Source, Stack, Sum,
    fixed_octets, slot, slot_after, text, write,
};
use codes::TYPES;
use messages::{ECHO, FRAGMENTATION_NEEDED, MULTI_PART, PARAMETER_PROBLEM, REDIRECT, UNREACHABLE};

static PARTS: &[Part] = &[
    Part::Field(Field::named("type", "Type", 8, &TYPES, text("which message this is", "报文的类型"))),
    Part::Choice(messages::BY_TYPE),
];

/// Messages that quote the datagram they are about.
const QUOTES: &[u64] = &[3, 4, 5, 11, 12, 31, 40];
/// Request and reply, both of which carry an extension structure.
const EXTENDED_ECHO: &[u64] = &[42, 43];

/// RFC 4884 §5.5: where routers without the length field put the extension: behind so many octets of the datagram.
const OLD_QUOTE: usize = 128;
/// RFC 4884 §4: the length counts words of so many octets.
const WORD: usize = 4;

const TYPE: Slot = slot(PARTS, "type");
const AFTER_TYPE: usize = fixed_octets(PARTS);
const CODE: Slot = slot_after(AFTER_TYPE, ECHO, "code");
const IDENTIFIER: Slot = slot_after(AFTER_TYPE, ECHO, "identifier");
const SEQUENCE: Slot = slot_after(AFTER_TYPE, ECHO, "sequence");
const GATEWAY: Slot = slot_after(AFTER_TYPE, REDIRECT, "gateway");
const POINTER: Slot = slot_after(AFTER_TYPE, PARAMETER_PROBLEM, "pointer");
const UNREACHABLE_LENGTH: Slot = slot_after(AFTER_TYPE, UNREACHABLE, "length");
const TIME_EXCEEDED_LENGTH: Slot = slot_after(AFTER_TYPE, MULTI_PART, "length");
const PARAMETER_LENGTH: Slot = slot_after(AFTER_TYPE, PARAMETER_PROBLEM, "length");
const MTU: Slot = slot_after(AFTER_TYPE + fixed_octets(UNREACHABLE), FRAGMENTATION_NEEDED, "next_hop_mtu");
/// Every message has so many octets, and those that quote have no more before the quotation.
const HEADER: usize = AFTER_TYPE + fixed_octets(MULTI_PART);

/// The Internet Control Message Protocol.
pub static ICMP: Protocol = Protocol {
    sums: &[Sum {
        field: "checksum",
        method: Method::Internet,
        source: Source::Rfc(792, ""),
        pieces: super::pseudo::message,
    }],
    next,
    follow,
    behind: &[&QUOTE_PADDING, &TRAILING, &PROBE_DATA],
    count: |stack, i, key| quoted_steps(stack, i, key, 4),
    summary,
    rules: rules::RULES,
    examine: rules::examine,
    ..Protocol::new(
        "icmp",
        "ICMP",
        text("Internet Control Message Protocol", "网际控制报文协议"),
        text("message", "报文"),
        Source::Rfc(792, ""),
        OsiLayer::Network,
        PARTS,
        |bytes| {
            let kind = TYPE.of(bytes);
            if QUOTES.contains(&kind) || EXTENDED_ECHO.contains(&kind) {
                Extent::header(HEADER)
            } else {
                Extent::message(bytes.len().max(HEADER))
            }
        },
    )
};

/// What stands behind the datagram that a message without a length field quotes.
static TRAILING: Field = Field::rest(
    "trailing",
    "trailing octets",
    Kind::Bytes,
    text("octets behind the end of the datagram that is quoted", "所引用数据报结束之后的字节"),
);

/// What the length field says, in octets; `None` in messages that have none (RFC 4884 §4).
fn said_length(message: &[u8]) -> Option<usize> {
    let place = match TYPE.of(message) {
        3 => UNREACHABLE_LENGTH,
        11 => TIME_EXCEEDED_LENGTH,
        12 => PARAMETER_LENGTH,
        _ => return None,
    };
    Some(place.of(message) as usize * WORD)
}

/// How many octets of the payload are the quotation, and whether an extension follows.
fn quotation(message: &[u8], payload: &[u8]) -> (usize, bool) {
    match said_length(message) {
        // without a length only a version and a checksum that are right make it one (RFC 4884 §5.5)
        Some(0) if payload.get(OLD_QUOTE..).is_some_and(icmp_extension::is_extension) => (OLD_QUOTE, true),
        Some(octets @ 1..) if octets < payload.len() => (octets, true),
        _ => (payload.len(), false),
    }
}

fn next(stack: &Stack<'_>, i: usize) -> Next {
    let (message, payload) = (stack.header(i), stack.payload(i));
    if payload.is_empty() {
        return Next::Nothing;
    }
    match TYPE.of(message) {
        kind if EXTENDED_ECHO.contains(&kind) => {
            Next::Within(&ICMP_EXTENSION, icmp_extension::one_object(payload))
        }
        kind if QUOTES.contains(&kind) => Next::Quoted(&IPV4, quotation(message, payload).0),
        _ => Next::Nothing,
    }
}

/// RFC 4884 §4: the length of the quotation in steps of so many octets where an extension follows it, else 0.
pub(super) fn quoted_steps(stack: &Stack<'_>, i: usize, key: &str, step: usize) -> Option<u64> {
    let mut above = stack.above(i);
    let extension = above.find(|child| stack.is(*child, &ICMP_EXTENSION));
    let octets = extension.map_or(0, |child| stack.layers[child].start - stack.layers[i].body);
    (key == "length").then_some((octets / step) as u64)
}

fn follow(stack: &Stack<'_>, i: usize, at: usize) -> Next {
    let (message, payload) = (stack.header(i), stack.payload(i));
    let taken = at - stack.layers[i].body;
    let left = payload.len().saturating_sub(taken);
    if EXTENDED_ECHO.contains(&TYPE.of(message)) {
        return Next::Own(&PROBE_DATA, left);
    }
    if !QUOTES.contains(&TYPE.of(message)) {
        return Next::Nothing;
    }
    match quotation(message, payload) {
        (octets, true) if taken < octets => Next::Own(&QUOTE_PADDING, octets - taken),
        (_, true) => Next::Protocol(&ICMP_EXTENSION),
        // the length field says so, but nothing follows: the padding is all there is
        (_, false) if said_length(message).is_some_and(|octets| octets > 0) => {
            Next::Own(&QUOTE_PADDING, left)
        }
        (_, false) => Next::Own(&TRAILING, left),
    }
}

/// The codes of a type, where it has more than one.
fn codes_of(kind: u64) -> Option<&'static Registry> {
    match kind {
        3 => Some(&codes::UNREACHABLE_CODES),
        5 => Some(&codes::REDIRECT_CODES),
        11 => Some(&codes::TIME_EXCEEDED_CODES),
        12 => Some(&codes::PARAMETER_CODES),
        40 => Some(&codes::PHOTURIS_CODES),
        43 => Some(&codes::PROBE_CODES),
        _ => None,
    }
}

fn summary(stack: &Stack<'_>, i: usize, out: &mut String) {
    let message = stack.header(i);
    let Some(kind) = TYPE.read(message) else {
        return;
    };
    out.push_str("ICMP ");
    match TYPES.entry(kind) {
        Some(entry) => out.push_str(entry.name),
        None => {
            out.push_str("type ");
            write::number(out, kind);
        }
    }
    if let (Some(codes), Some(code)) = (codes_of(kind), CODE.read(message)) {
        out.push_str(": ");
        match codes.entry(code) {
            Some(entry) => out.push_str(entry.name),
            None => {
                out.push_str("code ");
                write::number(out, code);
            }
        }
    }
    match kind {
        0 | 8 | 13..=18 => {
            if let (Some(identifier), Some(sequence)) = (IDENTIFIER.read(message), SEQUENCE.read(message)) {
                out.push_str(" id ");
                write::number(out, identifier);
                out.push_str(" seq ");
                write::number(out, sequence);
            }
        }
        3 if CODE.of(message) == 4 => {
            if let Some(mtu) = MTU.read(message) {
                out.push_str(" mtu ");
                write::number(out, mtu);
            }
        }
        5 => {
            if let Some(gateway) = GATEWAY.array(message) {
                out.push_str(" → ");
                write::ipv4(out, gateway);
            }
        }
        12 if CODE.of(message) == 0 => {
            if let Some(pointer) = POINTER.read(message) {
                out.push_str(" octet ");
                write::number(out, pointer);
            }
        }
        _ => (),
    }
}
