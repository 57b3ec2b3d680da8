//! Ethernet: IEEE 802.3, with a length or an EtherType.

pub(super) mod rules;

use super::registry::{ETHERTYPE_LEADS, ETHERTYPES};
use super::vlan::is_tag;
use super::{DATA, LLC};
use crate::spec::{
    Around, Case, Choice, Coverage, Extent, Field, Kind, Method, Next, On, OsiLayer, Part, Piece, Protocol,
    Slot, Source, Stack, Stop, Sum, Text, Unit, When, Width, Wire, fixed_octets, same, slot, slot_after,
    text, write,
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
        on: On::Look(|frame| TYPE_OR_LENGTH.read(frame).unwrap_or(TYPES)),
        cases: LENGTH_OR_TYPE,
    }),
];

/// The field at the end of an Ethernet header, and of every tag behind it: a value decides what it is.
pub(super) static LENGTH_OR_TYPE: &[Case] =
    &[Case { when: When::Range(TYPES, 0xffff), parts: TYPE }, Case { when: When::Else, parts: LENGTH }];

/// The field where it is an EtherType.
pub(super) static TYPE: &[Part] = &[Part::Field(
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
    .unit(Unit::Octets(1))
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

/// The frame check sequence, where somebody said that there is one.
static FCS: Field = fcs(text(
    "CRC-32 over the whole frame, least significant octet first; mostly cut off before a capture sees it",
    "对整个帧计算的 CRC-32，低位字节在前；抓包之前通常已被去掉",
));

/// The same, where nobody said so.
static FCS_FOUND: Field = fcs(text(
    "taken for the FCS, though nobody said that the frame has one: it is the CRC-32 of all octets before it",
    "当作帧检验序列：虽无人说明帧带有它，但它正好等于前面所有字节的 CRC-32",
));

const fn fcs(means: Text) -> Field {
    Field::new("fcs", "Frame Check Sequence", Width::Bits(32), Kind::Hex, means)
        .computed()
        .source(Source::Ieee("802.3 §3.2.9"))
}

/// IEEE 802.3 §3.2.6: from 1536 on the value is an EtherType.
pub(super) const TYPES: u64 = 1536;
/// IEEE 802.3 §3.2.7: the most octets of data that a length may count.
const LONGEST: u64 = 1500;
/// IEEE 802.3 §4.2.3.3: the smallest frame, without its FCS.
const SMALLEST: usize = 60;

/// IEEE 802.1Q: a bridge may put a tag into a frame without taking padding out.
const TAG: usize = 4;

const DST: Slot = slot(ADDRESSES, "dst");
const SRC: Slot = slot(ADDRESSES, "src");
const TYPE_OR_LENGTH: Slot = slot_after(fixed_octets(ADDRESSES), TYPE, "type");
const HEADER: usize = fixed_octets(ADDRESSES) + fixed_octets(TYPE);
const FCS_OCTETS: usize = fixed_octets(&[Part::Field(fcs(same("")))]);

/// What stands around an Ethernet frame on the wire.
static WIRE: Wire = Wire {
    before: &[
        Around {
            name: text("preamble", "前同步码"),
            octets: 7,
            // least significant bit first: 10101010
            pattern: Some(0x55),
            field: None,
            source: Source::Ieee("802.3 §3.2.1"),
        },
        Around {
            name: text("start frame delimiter", "帧开始定界符"),
            octets: 1,
            // 10101011
            pattern: Some(0xd5),
            field: None,
            source: Source::Ieee("802.3 §3.2.2"),
        },
    ],
    after: &[
        Around {
            name: text("frame check sequence", "帧检验序列"),
            octets: FCS_OCTETS,
            pattern: None,
            field: Some(FCS.label.key),
            source: Source::Ieee("802.3 §3.2.9"),
        },
        Around {
            name: text("interpacket gap", "帧间间隔"),
            octets: 12,
            pattern: None,
            field: None,
            source: Source::Ieee("802.3 §4.4.2"),
        },
    ],
    smallest: SMALLEST,
    source: Source::Ieee("802.3 §4.2.3.3"),
};

/// Ethernet.
pub static ETHERNET: Protocol = Protocol {
    sums: &[Sum {
        field: "fcs",
        method: Method::Crc32,
        source: Source::Ieee("802.3 §3.2.9"),
        pieces: |stack, i, each| {
            let layer = &stack.layers[i];
            let name = text("frame before its FCS", "FCS 之前的整个帧");
            let octets = &stack.frame[layer.start..layer.end.saturating_sub(FCS_OCTETS).max(layer.start)];
            each(Piece { name, octets, at: Some(layer.start) });
            Coverage::Whole
        },
    }],
    next,
    follow,
    behind: &[&PADDING, &TRAILER, &FCS],
    count: carried_octets,
    summary,
    wire: Some(&WIRE),
    rules: rules::RULES,
    examine: rules::examine,
    ..Protocol::new(
        "ethernet",
        "Ethernet",
        text("Ethernet frame", "以太网帧"),
        text("frame", "帧"),
        Source::Ieee("802.3 §3"),
        OsiLayer::DataLink,
        PARTS,
        |bytes| extent(bytes, HEADER, TYPE_OR_LENGTH),
    )
};

/// The extent of a header of so many octets that ends with a length or a type. A length bounds what follows the header,
/// not the frame: padding may stand behind.
pub(super) fn extent(bytes: &[u8], header: usize, length_or_type: Slot) -> Extent {
    let extent = Extent::header(header);
    match length_or_type.read(bytes) {
        Some(length @ 0..=LONGEST) if bytes.len() < header + length as usize => {
            extent.total(header + length as usize).said_by("length")
        }
        _ => extent,
    }
}

/// What follows a header that ends with this value.
pub(super) fn carried(value: u64) -> Next {
    match value {
        0 => Next::Nothing,
        1..=LONGEST => Next::Within(&LLC, value as usize),
        TYPES.. => by_ethertype(value, "type"),
        _ => Next::Data(Stop::Unfit(text(
            "1501 to 1535 is neither a length nor an EtherType",
            "1501 到 1535 既不是长度也不是以太网类型",
        ))),
    }
}

/// The protocol of the EtherType that the field `key` carries.
pub(super) fn by_ethertype(value: u64, key: &'static str) -> Next {
    ETHERTYPE_LEADS.protocol(value).map_or(Next::Data(Stop::Unknown { field: key, value }), Next::Protocol)
}

fn next(stack: &Stack<'_>, i: usize) -> Next {
    let layer = &stack.layers[i];
    let next = carried(TYPE_OR_LENGTH.of(stack.header(i)));
    // Data, and tags that may turn out to carry data, take all there is: so an FCS has to be kept from them. A network
    // layer knows its own length, and what it leaves over is looked at then.
    let greedy = match &next {
        Next::Protocol(protocol) => protocol.layer == OsiLayer::DataLink,
        _ => true,
    };
    let fcs = if greedy || stack.fcs.is_some() { fcs_octets(stack, i, layer.body) } else { 0 };
    let room = layer.end - layer.body - fcs;
    match next {
        _ if fcs == 0 => next,
        _ if room == 0 => Next::Nothing,
        Next::Protocol(protocol) => Next::Within(protocol, room),
        Next::Within(protocol, octets) => Next::Within(protocol, octets.min(room)),
        Next::Data(stop) => Next::DataWithin(stop, room),
        other => other,
    }
}

/// A length counts the data, and neither padding nor what stands behind it.
pub(super) fn carried_octets(stack: &Stack<'_>, i: usize, key: &str) -> Option<u64> {
    let end = stack.above(i).map(|child| stack.layers[child].end).max();
    (key == "length").then(|| (end.unwrap_or(stack.layers[i].body) - stack.layers[i].body) as u64)
}

/// What the payload left over: padding up to the smallest frame, then a trailer, and at the end the FCS where there
/// is one.
fn follow(stack: &Stack<'_>, i: usize, at: usize) -> Next {
    let layer = &stack.layers[i];
    let end = layer.end;
    let fcs = fcs_octets(stack, i, at);
    if end - at <= fcs {
        return Next::Own(if stack.fcs.is_some() { &FCS } else { &FCS_FOUND }, fcs);
    }
    let padded = (layer.start + SMALLEST + tags(stack, i) * TAG).min(end - fcs);
    if at < padded { Next::Own(&PADDING, padded - at) } else { Next::Own(&TRAILER, end - fcs - at) }
}

/// How many tags stand behind the header of frame `i`.
fn tags(stack: &Stack<'_>, i: usize) -> usize {
    stack.layers[i + 1..].iter().take_while(|layer| is_tag(layer.protocol)).count()
}

/// How many octets of FCS the frame ends with. Where nobody says, four that match the CRC of all before them, in a
/// frame of at least the smallest size, are taken for one.
fn fcs_octets(stack: &Stack<'_>, i: usize, at: usize) -> usize {
    let layer = &stack.layers[i];
    // the frame that was captured may have one; a frame inside a tunnel travels without
    if layer.start > 0 || layer.end < stack.frame.len() {
        return 0;
    }
    let left = layer.end - at;
    let cut_off = stack.original.saturating_sub(stack.frame.len());
    if let Some(octets) = stack.fcs {
        return usize::from(octets).min(FCS_OCTETS).saturating_sub(cut_off).min(left);
    }
    let bytes = stack.bytes(i);
    match bytes.split_last_chunk::<FCS_OCTETS>() {
        Some((covered, last))
            if cut_off == 0
                && left >= FCS_OCTETS
                && covered.len() >= SMALLEST
                && crc32fast::hash(covered) == u32::from_le_bytes(*last) =>
        {
            FCS_OCTETS
        }
        _ => 0,
    }
}

/// The frame that carries layer `i`, past tags and LLC.
pub(super) fn frame_below(stack: &Stack<'_>, i: usize) -> Option<usize> {
    let mut below = stack.below(i)?;
    while !stack.is(below, &ETHERNET) {
        if stack.layers[below].protocol.layer != OsiLayer::DataLink {
            return None;
        }
        below = stack.below(below)?;
    }
    Some(below)
}

/// Where the frame goes that carries layer `i`, and where it came from. `None` where there is no Ethernet, or only its
/// looks: frames of a loopback interface have no addresses.
pub(super) fn wire(stack: &Stack<'_>, i: usize) -> Option<([u8; 6], [u8; 6])> {
    let header = stack.header(frame_below(stack, i)?);
    Some((DST.array(header)?, SRC.array(header)?)).filter(|addresses| *addresses != ([0; 6], [0; 6]))
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
    type_name(stack, i, TYPE_OR_LENGTH.of(header), out);
}

/// The name of an EtherType whose protocol has no table here and so cannot name itself.
pub(super) fn type_name(stack: &Stack<'_>, i: usize, value: u64, out: &mut String) {
    if value < TYPES || stack.layers.get(i + 1).is_some_and(|layer| !std::ptr::eq(layer.protocol, &DATA)) {
        return;
    }
    out.push(' ');
    match ETHERTYPES.entry(value) {
        Some(entry) => out.push_str(entry.name),
        None => {
            out.push_str("0x");
            write::hex(out, value, 4);
        }
    }
}
