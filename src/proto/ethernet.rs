//! Ethernet: IEEE 802.3, with a length or an EtherType.

use super::registry::ETHERTYPES;
use crate::spec::{
    Case, Choice, Extent, Field, Kind, Next, On, OsiLayer, Part, Protocol, Slot, Source, Stack, Stop, When,
    fixed_octets, slot, slot_after, text, write,
};

static ADDRESSES: &[Part] = &[
    Part::Field(
        Field::mac(
            "dst",
            "Destination Address",
            text(
                "the interface, or the group of interfaces, that the frame is for",
                "帧要交给的接口或一组接口",
            ),
        )
        .source(Source::Ieee("802.3 §3.2.4")),
    ),
    Part::Field(
        Field::mac("src", "Source Address", text("the interface that sent the frame", "发送该帧的接口"))
            .source(Source::Ieee("802.3 §3.2.5")),
    ),
];

static PARTS: &[Part] = &[
    ADDRESSES[0],
    ADDRESSES[1],
    Part::Choice(Choice {
        on: On::Look(length_or_type),
        cases: &[
            Case { when: When::Range(TYPES, 0xffff), parts: TYPE },
            Case { when: When::Else, parts: LENGTH },
        ],
    }),
];

static TYPE: &[Part] = &[Part::Field(
    Field::named_hex(
        "type",
        "EtherType",
        16,
        &ETHERTYPES,
        text("which protocol the payload is", "有效载荷属于哪个协议"),
    )
    .computed()
    .source(Source::Ieee("802.3 §3.2.6")),
)];

static LENGTH: &[Part] = &[Part::Field(
    Field::uint(
        "length",
        "Length",
        16,
        text(
            "octets of data before any padding; a value below 1536 is a length, not a type",
            "填充之前的数据字节数；小于 1536 的值是长度而不是类型",
        ),
    )
    .unit(crate::spec::Unit::Octets(1))
    .computed()
    .source(Source::Ieee("802.3 §3.2.6")),
)];

/// Octets that bring a frame up to the smallest size.
static PADDING: Field = Field::rest(
    "padding",
    "Pad",
    Kind::Bytes,
    text(
        "fills a short frame up to 64 octets with its FCS; says nothing and must be ignored",
        "把短帧连同 FCS 填充到 64 字节；没有含义，接收方应忽略",
    ),
)
.source(Source::Ieee("802.3 §3.2.8"));

/// Octets behind the payload that are neither padding nor FCS.
static TRAILER: Field = Field::rest(
    "trailer",
    "Trailer",
    Kind::Bytes,
    text(
        "octets behind the payload that no length counts: added by a device on the way or left by the sender",
        "有效载荷之后、任何长度都未计入的字节：途中设备添加，或发送方遗留",
    ),
);

/// The frame check sequence.
static FCS: Field = Field::new(
    "fcs",
    "Frame Check Sequence",
    crate::spec::Width::Bits(32),
    Kind::Hex,
    text(
        "CRC-32 over the whole frame, least significant octet first; mostly cut off before a capture sees it",
        "对整个帧计算的 CRC-32，低位字节在前；抓包之前通常已被去掉",
    ),
)
.computed()
.source(Source::Ieee("802.3 §3.2.9"));

/// IEEE 802.3 §3.2.6: from 1536 on the value is an EtherType.
const TYPES: u64 = 1536;
/// IEEE 802.3 §3.2.7: the most octets of data that a length may count.
const LONGEST: u64 = 1500;
/// IEEE 802.3 §4.2.3.3: the smallest frame, without its FCS.
const SMALLEST: usize = 60;

const DST: Slot = slot(ADDRESSES, "dst");
const SRC: Slot = slot(ADDRESSES, "src");
const LENGTH_OR_TYPE: Slot = slot_after(fixed_octets(ADDRESSES), TYPE, "type");
const HEADER: usize = fixed_octets(ADDRESSES) + fixed_octets(TYPE);

fn length_or_type(bytes: &[u8]) -> u64 {
    LENGTH_OR_TYPE.of(bytes)
}

/// Ethernet.
pub static ETHERNET: Protocol = Protocol {
    next,
    follow,
    summary,
    ..Protocol::new(
        "ethernet",
        "Ethernet",
        text("Ethernet frame", "以太网帧"),
        text("frame", "帧"),
        Source::Ieee("802.3 §3"),
        OsiLayer::DataLink,
        PARTS,
        |_| Extent::header(HEADER),
    )
};

fn next(stack: &Stack<'_>, i: usize) -> Next {
    let value = length_or_type(stack.header(i));
    match value {
        0..=LONGEST => {
            Next::Data(Stop::Unfit(text("an IEEE 802.3 frame with a length", "带长度字段的 IEEE 802.3 帧")))
        }
        TYPES.. => ETHERTYPES
            .entry(value)
            .and_then(|entry| entry.protocol)
            .map_or(Next::Data(Stop::Unknown { field: "type", value }), Next::Protocol),
        _ => Next::Data(Stop::Unfit(text(
            "1501 to 1535 is neither a length nor an EtherType",
            "1501 到 1535 既不是长度也不是以太网类型",
        ))),
    }
}

/// What the payload left over: padding up to the smallest frame, then a trailer, and at the end the FCS where there
/// is one.
fn follow(stack: &Stack<'_>, i: usize, at: usize) -> Next {
    let layer = &stack.layers[i];
    let end = layer.end;
    let fcs = fcs_octets(stack, i, at);
    if end - at <= fcs {
        return Next::Own(&FCS, fcs);
    }
    let padded = (layer.start + SMALLEST).min(end - fcs);
    if at < padded { Next::Own(&PADDING, padded - at) } else { Next::Own(&TRAILER, end - fcs - at) }
}

/// How many octets of FCS the frame ends with. Where nobody says, four that match the CRC of all before them, in a
/// frame of at least the smallest size, are taken for one.
fn fcs_octets(stack: &Stack<'_>, i: usize, at: usize) -> usize {
    let layer = &stack.layers[i];
    if layer.start > 0 || layer.end < stack.frame.len() {
        return 0;
    }
    if stack.frame.len() < stack.original {
        return 0;
    }
    if let Some(octets) = stack.fcs {
        return usize::from(octets).min(layer.end - at);
    }
    let bytes = stack.bytes(i);
    match bytes.split_last_chunk::<4>() {
        Some((covered, last))
            if layer.end - at >= 4
                && bytes.len() >= SMALLEST + 4
                && crc32fast::hash(covered) == u32::from_le_bytes(*last) =>
        {
            4
        }
        _ => 0,
    }
}

/// The addresses, where no layer above has addresses of its own.
fn summary(stack: &Stack<'_>, i: usize, out: &mut String) {
    if stack.layers[i + 1..].iter().any(|layer| layer.protocol.layer == OsiLayer::Network) {
        return;
    }
    let header = stack.header(i);
    write::mac(out, SRC.bytes(header).unwrap_or(&[]));
    out.push_str(" → ");
    write::mac(out, DST.bytes(header).unwrap_or(&[]));
    let value = length_or_type(header);
    if value >= TYPES {
        out.push(' ');
        match ETHERTYPES.entry(value) {
            Some(entry) => out.push_str(entry.name),
            None => {
                out.push_str("0x");
                write::hex(out, value, 4);
            }
        }
    }
}
