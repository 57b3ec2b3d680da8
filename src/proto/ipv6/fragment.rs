//! The Fragment header of IPv6.

use super::{HEADER_UNIT, NEXT_HEADER, carried, rules};
use crate::proto::ip::unknown_protocol;
use crate::spec::{
    Extent, Field, Next, OsiLayer, Part, Protocol, Slot, Source, Stack, Stop, Unit, fixed_octets, slot, text,
    write,
};

static PARTS: &[Part] = &[
    Part::Field(NEXT_HEADER),
    Part::Field(Field::uint("reserved", "Reserved", 8, text("must be zero", "必须为 0")).default(0)),
    Part::Field(
        Field::uint(
            "fragment_offset",
            "Fragment Offset",
            13,
            text(
                "where the data belongs in the part of the packet that was cut, in units of 8 octets",
                "数据在被分片部分中的位置，以 8 字节为单位",
            ),
        )
        .unit(Unit::Octets(8))
        .default(0),
    ),
    Part::Field(Field::uint("res", "Res", 2, text("must be zero", "必须为 0")).default(0)),
    Part::Field(Field::flag(
        "m",
        "M flag",
        text("more fragments of the same packet follow", "同一分组后面还有数据报片"),
    )),
    Part::Field(Field::hex(
        "identification",
        "Identification",
        32,
        text(
            "the same in all fragments of one packet, so that they can be put together",
            "同一分组的各数据报片取值相同，供重装使用",
        ),
    )),
];

const NEXT: Slot = slot(PARTS, "next_header");
pub(super) const OFFSET: Slot = slot(PARTS, "fragment_offset");
pub(super) const M: Slot = slot(PARTS, "m");
const IDENTIFICATION: Slot = slot(PARTS, "identification");
const HEADER: usize = fixed_octets(PARTS);

/// The Fragment header.
pub static IPV6_FRAGMENT: Protocol = Protocol {
    next,
    summary,
    rules: rules::FRAGMENT_RULES,
    examine: rules::examine_fragment,
    ..Protocol::new(
        "ipv6_fragment",
        "IPv6 Fragment",
        text(
            "one piece of a packet: cut by the source, never by a router",
            "分片首部：只由源点分片，路由器不分片",
        ),
        HEADER_UNIT,
        Source::Rfc(8200, "4.5"),
        OsiLayer::Network,
        PARTS,
        |_| Extent::header(HEADER),
    )
};

/// Whether the packet is a piece of a larger one; an atomic fragment (RFC 6946) is whole.
pub fn is_fragment(header: &[u8]) -> bool {
    M.is_set(header) || OFFSET.of(header) > 0
}

fn next(stack: &Stack<'_>, i: usize) -> Next {
    if OFFSET.of(stack.header(i)) > 0 {
        return Next::Data(Stop::Unfit(text(
            "a later fragment of a packet: the header of what it carries is in the first one",
            "后续的数据报片：所载协议的首部在第一片中",
        )));
    }
    carried(stack, i, NEXT)
}

fn summary(stack: &Stack<'_>, i: usize, out: &mut String) {
    let header = stack.header(i);
    out.push_str("IPv6 fragment id 0x");
    write::hex(out, IDENTIFICATION.of(header), 8);
    out.push_str(" octets ");
    write::number(out, OFFSET.of(header) * 8);
    out.push('+');
    write::number(out, stack.payload(i).len() as u64);
    out.push_str(if M.is_set(header) { " more" } else { " last" });
    unknown_protocol("  IPv6 next header ", NEXT.of(header), out);
}
