//! What IPv4 and IPv6 share: the protocols they carry, and what stands behind a UDP datagram.

use super::registry::IP_PROTOCOLS;
use super::{AH, IPV6_DSTOPTS, IPV6_FRAGMENT, IPV6_HOPOPTS, IPV6_ROUTING, UDP};
use crate::spec::{Field, Kind, Next, Protocol, Source, Stack, Stop, text, write};

/// RFC 9868: octets of the IP datagram behind the UDP datagram's own length.
static SURPLUS: Field = Field::rest(
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
    stack.above(i).any(|child| {
        stack.is(child, &UDP)
            || BETWEEN.iter().any(|between| stack.is(child, between)) && carries_udp(stack, child)
    })
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
