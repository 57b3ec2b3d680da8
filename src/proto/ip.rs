//! What IPv4 and IPv6 share: the protocols they carry, and what stands behind a UDP datagram.

use super::registry::IP_PROTOCOLS;
use super::{AH, IPV4, IPV6, IPV6_DSTOPTS, IPV6_FRAGMENT, IPV6_HOPOPTS, IPV6_ROUTING, UDP, ipv4, ipv6};
use crate::spec::{Field, Kind, Next, Protocol, Source, Stack, Stop, text, write};

/// RFC 9868: octets of the IP datagram behind the UDP datagram's own length.
pub(super) static SURPLUS: Field = Field::rest(
    "surplus",
    "surplus area",
    Kind::Bytes,
    text(
        "octets of the IP datagram behind the UDP datagram's length: UDP options live there",
        "IP 数据报中位于 UDP 长度之后的字节：UDP 选项位于此处",
    ),
)
.source(Source::Rfc(9868, ""));

/// The headers that may stand between an IP header and the transport (RFC 8200 §4; AH in IPv4 too).
static BETWEEN: [&Protocol; 5] = [&IPV6_HOPOPTS, &IPV6_DSTOPTS, &IPV6_ROUTING, &IPV6_FRAGMENT, &AH];

/// RFC 8200 §4.7: nothing follows.
pub const NO_NEXT_HEADER: u64 = 59;

/// The protocol of an IP protocol number that stood in the field `field`.
pub fn by_protocol(value: u64, field: &'static str) -> Next {
    if value == NO_NEXT_HEADER {
        return Next::Data(Stop::Unfit(text(
            "octets behind No Next Header: they must be ignored (RFC 8200 §4.7)",
            "“无下一个首部”之后的字节，必须忽略 (RFC 8200 §4.7)",
        )));
    }
    IP_PROTOCOLS
        .entry(value)
        .and_then(|entry| entry.protocol)
        .map_or(Next::Data(Stop::Unknown { field, value }), Next::Protocol)
}

/// What stands behind the payload of IP layer `i`: the surplus area of UDP, or octets of the layer below.
pub fn surplus(stack: &Stack<'_>, i: usize, at: usize) -> Next {
    if carries_udp(stack, i) { Next::Own(&SURPLUS, stack.layers[i].end - at) } else { Next::Nothing }
}

fn carries_udp(stack: &Stack<'_>, i: usize) -> bool {
    stack.above(i).any(|child| stack.is(child, &UDP) || is_between(stack, child) && carries_udp(stack, child))
}

/// Whether layer `i` is a header that may stand between an IP header and the transport.
pub(super) fn is_between(stack: &Stack<'_>, i: usize) -> bool {
    BETWEEN.iter().any(|between| stack.is(i, between))
}

/// The layer that IP layer `i` carries behind all extension headers, if it is taken apart.
pub(super) fn carried(stack: &Stack<'_>, i: usize) -> Option<usize> {
    let mut above = stack.above(i).next()?;
    while is_between(stack, above) {
        above = stack.above(above).next()?;
    }
    Some(above)
}

/// The IP header below layer `i`, past extension headers.
pub(super) fn ip_below(stack: &Stack<'_>, i: usize) -> Option<usize> {
    let mut below = stack.below(i)?;
    while is_between(stack, below) {
        below = stack.below(below)?;
    }
    (stack.is(below, &IPV4) || stack.is(below, &IPV6)).then_some(below)
}

/// Whether layer `i` stands in a piece of a datagram: lengths that reach past its end are right there.
pub(super) fn in_fragment(stack: &Stack<'_>, i: usize) -> bool {
    let mut at = i;
    while let Some(below) = stack.below(at) {
        at = below;
        let header = stack.header(at);
        if stack.is(at, &IPV4) && ipv4::is_fragment(header)
            || stack.is(at, &IPV6_FRAGMENT) && ipv6::fragment::is_fragment(header)
        {
            return true;
        }
    }
    false
}

/// Whether the octets that layer `i` asks for in vain are nowhere: neither cut off by the capture nor in another
/// fragment.
pub(super) fn is_too_long(stack: &Stack<'_>, i: usize) -> bool {
    matches!(stack.layers[i].stop, Some(Stop::Short { .. })) && is_all_there(stack, i)
}

/// Whether no octet of layer `i` can stand elsewhere: cut off by the capture, in another fragment, in another segment.
pub(super) fn is_all_there(stack: &Stack<'_>, i: usize) -> bool {
    !stack.is_cut(i) && !in_fragment(stack, i)
}

/// For the summary line: `lead`, number and name of a protocol that has no table, or nothing.
pub fn unknown_protocol(lead: &str, value: u64, out: &mut String) {
    let entry = IP_PROTOCOLS.entry(value);
    if entry.is_some_and(|entry| entry.protocol.is_some()) {
        return;
    }
    out.push_str(lead);
    write::number(out, value);
    if let Some(entry) = entry {
        out.push(' ');
        out.push_str(entry.name);
    }
}
