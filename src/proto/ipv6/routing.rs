//! The Routing header of IPv6 in its types.

use super::segments::SEGMENT_ROUTING;
use super::{
    DST, HDR_EXT_LEN, HEAD_NEXT_HEADER, HEADER_UNIT, IPV6, NEXT_HEADER, extension, next_of_extension, rules,
};
use crate::proto::ip::unknown_protocol;
use crate::spec::{
    Case, Choice, Entry, Field, Found, Kind, Label, On, OsiLayer, Part, Protocol, Registry, Repeat, Slot,
    Source, Special, Stack, Unit, When, Width, fixed_octets, slot, slot_after, text, write,
};

/// Types of routing header.
pub static ROUTING_TYPES: Registry = Registry {
    key: "ipv6-routing",
    title: text("IPv6 routing types", "IPv6 路由选择首部类型"),
    source: Source::Iana("ipv6 parameters"),
    entries: &[
        Entry::new(
            0,
            "source-route",
            "Source Route (DEPRECATED)",
            text(
                "addresses to pass (deprecated: it let anyone amplify traffic)",
                "要经过的地址（已弃用：可被用来放大流量）",
            ),
            Source::Rfc(5095, ""),
        ),
        Entry::new(
            1,
            "nimrod",
            "Nimrod (DEPRECATED 2009-05-06)",
            text("of the Nimrod architecture (deprecated)", "Nimrod 体系结构所用（已弃用）"),
            Source::Iana("ipv6 parameters"),
        ),
        Entry::new(
            2,
            "type2",
            "Type 2 Routing Header",
            text("the home address of a mobile node", "移动结点的归属地址"),
            Source::Rfc(6275, "6.4"),
        ),
        Entry::new(
            3,
            "rpl",
            "RPL Source Route Header",
            text("a source route in a low-power network", "低功耗网络中的源路由"),
            Source::Rfc(6554, "3"),
        ),
        Entry::new(
            4,
            "srh",
            "Segment Routing Header (SRH)",
            text("a list of segments to pass", "要经过的段的列表"),
            Source::Rfc(8754, "2"),
        ),
        Entry::new(
            5,
            "crh-16",
            "CRH-16",
            text("a list of segments in 16 bits each", "每段 16 位的段列表"),
            Source::Rfc(9631, ""),
        ),
        Entry::new(
            6,
            "crh-32",
            "CRH-32",
            text("a list of segments in 32 bits each", "每段 32 位的段列表"),
            Source::Rfc(9631, ""),
        ),
        Entry::new(
            253,
            "exp1",
            "RFC3692-style Experiment 1",
            text("for experiments", "供实验使用"),
            Source::Rfc(4727, ""),
        ),
        Entry::new(
            254,
            "exp2",
            "RFC3692-style Experiment 2",
            text("for experiments", "供实验使用"),
            Source::Rfc(4727, ""),
        ),
    ],
    ranges: &[],
};

static PARTS: &[Part] = &[
    Part::Field(NEXT_HEADER),
    Part::Field(HDR_EXT_LEN),
    Part::Field(
        Field::named(
            "routing_type",
            "Routing Type",
            8,
            &ROUTING_TYPES,
            text("which kind of routing header", "路由选择首部的类型"),
        )
        .default(SRH),
    ),
    Part::Field(Field::uint(
        "segments_left",
        "Segments Left",
        8,
        text("how many of the listed nodes are still to be visited", "列出的结点中还有多少个要经过"),
    )),
    Part::Choice(Choice {
        on: On::Field("routing_type"),
        cases: &[
            Case { when: When::Is(0), parts: SOURCE_ROUTE },
            Case { when: When::Is(2), parts: HOME_ADDRESS },
            Case { when: When::Is(RPL_SOURCE_ROUTE), parts: RPL },
            Case { when: When::Is(SRH), parts: SEGMENT_ROUTING },
            Case { when: When::Else, parts: OTHER },
        ],
    }),
];

const RPL_SOURCE_ROUTE: u64 = 3;
const SRH: u64 = 4;

static SOURCE_ROUTE: &[Part] = &[
    RESERVED,
    Part::Repeat(Repeat {
        label: ADDRESSES,
        each: ADDRESS_LABEL,
        count: None,
        parts: &[Part::Field(ADDRESS)],
    }),
];

const RESERVED: Part =
    Part::Field(Field::uint("reserved", "Reserved", 32, text("must be zero", "必须为 0")).default(0));

const ADDRESSES: Label = Label::new(
    "addresses",
    "Addresses",
    text(
        "the nodes to visit, in order; a visited one is exchanged with the destination address",
        "要依次经过的结点；已经过的与目的地址互换",
    ),
);
const ADDRESS_LABEL: Label = Label::new("node", "Address", text("one node", "一个结点"));
const ADDRESS: Field = Field::ipv6("address", "Address[n]", text("the address of the node", "该结点的地址"));

static HOME_ADDRESS: &[Part] = &[
    RESERVED,
    Part::Field(Field::ipv6(
        "home_address",
        "Home Address",
        text(
            "where the packet is really for: the mobile node's lasting address",
            "分组真正要到达的地址：移动结点的归属地址",
        ),
    )),
];

static RPL: &[Part] = &[
    Part::Field(Field::uint(
        "cmpr_i",
        "CmprI",
        4,
        text(
            "octets left out of each address but the last: the same as in the destination address",
            "除最后一个外每个地址省去的前缀字节数：与目的地址相同",
        ),
    )),
    Part::Field(Field::uint(
        "cmpr_e",
        "CmprE",
        4,
        text("octets left out of the last address", "最后一个地址省去的前缀字节数"),
    )),
    Part::Field(
        Field::uint("pad", "Pad", 4, text("octets of padding at the end", "末尾的填充字节数"))
            .unit(Unit::Octets(1))
            .computed(),
    ),
    Part::Field(Field::uint("reserved", "Reserved", 20, text("must be zero", "必须为 0")).default(0)),
    // how many addresses there are, and how long, follows from all three numbers and the header's length together
    Part::Special(Special { fields: &[&RPL_ADDRESS, &RPL_PADDING], find: rpl_addresses }),
];

static RPL_LIST: Label = ADDRESSES;
static RPL_ADDRESS: Field = Field::new(
    "address",
    "Addresses",
    Width::Rest,
    Kind::Ipv6,
    text("one node; what was left out stands in the destination address", "一个结点；省去的部分见目的地址"),
);
static RPL_PADDING: Field = Field::rest(
    "padding",
    "Padding",
    Kind::Bytes,
    text("up to a multiple of 8 octets", "填充到 8 字节的整数倍"),
);

/// The addresses of a type 3 header and its padding (RFC 6554 §3).
fn rpl_addresses(header: &[u8], at: usize, found: &mut dyn FnMut(Found)) {
    let end = extension(header).header.min(header.len());
    let padding = end.saturating_sub(PAD.of(header) as usize).max(at);
    found(Found::List(&RPL_LIST));
    for (from, to) in rpl_ranges(header, at, padding) {
        found(Found::Field(&RPL_ADDRESS, from, to));
    }
    found(Found::Close);
    found(Found::Field(&RPL_PADDING, padding, end));
}

/// Where each address between `at` and `to` stands. The last one is what is left when no other and a last one fit
/// any more.
fn rpl_ranges(header: &[u8], at: usize, to: usize) -> impl Iterator<Item = (usize, usize)> {
    let (each, last) = (16 - CMPR_I.of(header) as usize, 16 - CMPR_E.of(header) as usize);
    let mut at = at;
    std::iter::from_fn(move || {
        let left = to.checked_sub(at).filter(|left| *left > 0)?;
        let from = at;
        at += if left >= each + last { each } else { left.min(last) };
        Some((from, at))
    })
}

static FULL_ADDRESS: Label = Label::new(
    "full_address",
    "Address",
    text(
        "the address with the octets that were left out: those of the destination address",
        "补上省去部分（取自目的地址）后的完整地址",
    ),
)
.source(Source::Rfc(6554, "3"));

/// The whole addresses of a type 3 header.
fn derive(stack: &Stack<'_>, i: usize, found: &mut dyn FnMut(&'static Label, String, Vec<(usize, usize)>)) {
    let header = stack.header(i);
    let carrier = std::iter::successors(stack.below(i), |below| stack.below(*below));
    let Some(ipv6) = carrier.into_iter().find(|below| stack.is(*below, &IPV6)) else { return };
    let Some(destination) = DST.array::<16>(stack.header(ipv6)) else { return };
    if ROUTING_TYPE.of(header) != RPL_SOURCE_ROUTE || header.len() < extension(header).header {
        return;
    }
    let start = stack.layers[i].start;
    let prefix = stack.layers[ipv6].start + DST.bit / 8;
    let padding = header.len().saturating_sub(PAD.of(header) as usize);
    for (from, to) in rpl_ranges(header, RPL_FIXED, padding) {
        let (mut address, own) = (destination, header.get(from..to).unwrap_or(&[]));
        let left_out = address.len().saturating_sub(own.len());
        address[left_out..].copy_from_slice(own);
        let whole = std::net::Ipv6Addr::from(address).to_string();
        found(&FULL_ADDRESS, whole, vec![(prefix, prefix + left_out), (start + from, start + to)]);
    }
}

static OTHER: &[Part] = &[Part::Field(Field::rest(
    "data",
    "type-specific data",
    Kind::Bytes,
    text("what it holds depends on the routing type", "内容取决于路由选择首部的类型"),
))];

pub(super) const ROUTING_TYPE: Slot = slot(PARTS, "routing_type");
const SEGMENTS_LEFT: Slot = slot(PARTS, "segments_left");
const FIXED: usize = fixed_octets(PARTS);
const CMPR_I: Slot = slot_after(FIXED, RPL, "cmpr_i");
const CMPR_E: Slot = slot_after(FIXED, RPL, "cmpr_e");
const PAD: Slot = slot_after(FIXED, RPL, "pad");
const RPL_FIXED: usize = FIXED + fixed_octets(RPL);

/// The Routing header.
pub static IPV6_ROUTING: Protocol = Protocol {
    next: next_of_extension,
    summary,
    derive: Some(derive),
    rules: rules::ROUTING_RULES,
    examine: rules::examine_routing,
    ..Protocol::new(
        "ipv6_routing",
        "IPv6 Routing",
        text("nodes to visit on the way", "路由选择首部：途中要经过的结点"),
        HEADER_UNIT,
        Source::Rfc(8200, "4.4"),
        OsiLayer::Network,
        PARTS,
        extension,
    )
};

/// Where a packet that is still on its way ends: what stands for the destination address in a pseudo-header (RFC 8200
/// §8.1). `Ok(None)` where the IPv6 header already has it, an error where this header does not tell.
pub fn final_destination(header: &[u8]) -> Result<Option<[u8; 16]>, ()> {
    if SEGMENTS_LEFT.of(header) == 0 {
        return Ok(None);
    }
    let list = header.get(fixed_octets(&[RESERVED]) + FIXED..).ok_or(())?;
    let address = match ROUTING_TYPE.of(header) {
        0 => list.last_chunk::<16>(),
        // RFC 8754 §2: the list is written in reverse
        2 | SRH => list.first_chunk::<16>(),
        _ => None,
    };
    address.copied().map(Some).ok_or(())
}

fn summary(stack: &Stack<'_>, i: usize, out: &mut String) {
    let header = stack.header(i);
    out.push_str("routing ");
    match ROUTING_TYPES.entry(ROUTING_TYPE.of(header)) {
        Some(entry) => out.push_str(entry.name),
        None => {
            out.push_str("type ");
            write::number(out, ROUTING_TYPE.of(header));
        }
    }
    out.push_str(" segments left ");
    write::number(out, SEGMENTS_LEFT.of(header));
    unknown_protocol("  IPv6 next header ", HEAD_NEXT_HEADER.of(header), out);
}
