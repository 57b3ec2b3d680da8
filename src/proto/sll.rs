//! Linux cooked captures: what a socket of the kernel knows of a frame instead of its link header.

use super::LLC;
use super::ethernet::by_ethertype;
use super::registry::{ETHERTYPES, HARDWARE_TYPES};
use crate::spec::{
    Amount, Case, Choice, Entry, Extent, Field, Group, Kind, Label, Next, On, OsiLayer, Part, Protocol,
    Registry, Slot, Source, Stack, Stop, Text, Unit, When, fixed_octets, slot, slot_after, text,
};

const PAGE: Source = Source::Book("tcpdump.org LINKTYPE_LINUX_SLL");
const PAGE_2: Source = Source::Book("tcpdump.org LINKTYPE_LINUX_SLL2");

/// Whose frame it was.
pub static PACKET_TYPES: Registry = Registry {
    key: "sll-packet-type",
    title: text("packet types of Linux", "Linux 的分组类型"),
    source: PAGE,
    entries: &[
        Entry::new(0, "host", "to us", text("sent to this machine", "发给本机"), PAGE),
        Entry::new(1, "broadcast", "broadcast", text("broadcast by somebody else", "其他机器的广播"), PAGE),
        Entry::new(2, "multicast", "multicast", text("multicast by somebody else", "其他机器的多播"), PAGE),
        Entry::new(
            3,
            "otherhost",
            "to another",
            text("from one other machine to another", "其他机器之间"),
            PAGE,
        ),
        Entry::new(4, "outgoing", "from us", text("sent by this machine", "本机发出"), PAGE),
    ],
    ranges: &[],
};

const ETHER_PAGE: Source = Source::Kernel("include/uapi/linux/if_ether.h");

/// What the protocol field says below 1536, where it is no EtherType.
pub static SLL_PROTOCOLS: Registry = Registry {
    key: "sll-protocol",
    title: text("Linux's own protocol numbers", "Linux 自定的协议号"),
    source: ETHER_PAGE,
    entries: &[
        Entry::new(
            NOVELL,
            "802.3",
            "ETH_P_802_3",
            text("Novell's raw 802.3: IPX without LLC", "Novell 的原始 802.3：没有 LLC 的 IPX"),
            ETHER_PAGE,
        ),
        Entry::new(3, "all", "ETH_P_ALL", text("every protocol", "所有协议"), ETHER_PAGE),
        Entry::new(
            4,
            "802.2",
            "ETH_P_802_2",
            text("an IEEE 802.2 LLC header follows", "其后为 IEEE 802.2 LLC 首部"),
            ETHER_PAGE,
        )
        .leads_to(&LLC),
        Entry::new(0x0c, "can", "ETH_P_CAN", text("a CAN frame", "CAN 帧"), ETHER_PAGE),
        Entry::new(0x0d, "canfd", "ETH_P_CANFD", text("a CAN FD frame", "CAN FD 帧"), ETHER_PAGE),
    ],
    ranges: &[],
};

const fn packet_type(bits: u16) -> Part {
    Part::Field(
        Field::named(
            "packet_type",
            "Packet type",
            bits,
            &PACKET_TYPES,
            text("whose frame it was, as the capturing machine saw it", "从抓包机器看，这是谁的帧"),
        )
        .default(0),
    )
}

const ARPHRD: Part = Part::Field(
    Field::named(
        "arphrd",
        "ARPHRD_ type",
        16,
        &HARDWARE_TYPES,
        text("which kind of interface it came through", "经由哪种接口"),
    )
    .default(1),
);

const fn address_length(bits: u16) -> Part {
    Part::Field(
        Field::uint(
            "address_length",
            "Link-layer address length",
            bits,
            text(
                "octets of the sender's link address; 0 where the link has none",
                "发送方链路地址的字节数；链路没有地址时为 0",
            ),
        )
        .unit(Unit::Octets(1))
        .computed(),
    )
}

/// The room for the address, whatever its length.
const ROOM: usize = 8;

const ADDRESS: Part = Part::Group(Group {
    label: Label::new(
        "address_field",
        "Link-layer address",
        text("eight octets, of which the address takes the first", "共 8 字节，地址占前面若干字节"),
    ),
    octets: Some(Amount::fixed(ROOM as u16)),
    parts: &[
        Part::Field(
            Field::sized(
                "address",
                "Link-layer address",
                Amount::of("address_length"),
                Kind::Mac,
                text("the sender's link address; cut at eight octets", "发送方的链路地址，最多保留 8 字节"),
            )
            .default(0),
        ),
        Part::Field(
            Field::rest("unused", "unused", Kind::Bytes, text("fills up to eight octets", "填充到 8 字节"))
                .default(0),
        ),
    ],
});

const PROTOCOL_MEANS: Text = text("which protocol follows", "其后是哪种协议");
static ETHERTYPE: &[Part] =
    &[Part::Field(Field::named_hex("protocol", "Protocol type", 16, &ETHERTYPES, PROTOCOL_MEANS).computed())];
static OWN: &[Part] = &[Part::Field(
    Field::named_hex("protocol", "Protocol type", 16, &SLL_PROTOCOLS, PROTOCOL_MEANS).computed(),
)];
static PROTOCOL: &[Case] =
    &[Case { when: When::Range(TYPES, 0xffff), parts: ETHERTYPE }, Case { when: When::Else, parts: OWN }];

static HEAD: &[Part] = &[packet_type(16), ARPHRD, address_length(16)];
static PARTS: &[Part] = &[
    HEAD[0],
    HEAD[1],
    HEAD[2],
    ADDRESS,
    Part::Choice(Choice { on: On::Look(|bytes| PROTOCOL_1.of(bytes)), cases: PROTOCOL }),
];

static HEAD_2: &[Part] = &[
    Part::Field(Field::uint("reserved", "Reserved (MBZ)", 16, text("zero", "为零")).default(0)),
    Part::Field(Field::uint(
        "interface",
        "Interface index",
        32,
        text("the number of the interface on the capturing machine", "抓包机器上接口的编号"),
    )),
    ARPHRD,
    packet_type(8),
    address_length(8),
];
static PARTS_2: &[Part] = &[
    Part::Choice(Choice { on: On::Look(|bytes| PROTOCOL_2.of(bytes)), cases: PROTOCOL }),
    HEAD_2[0],
    HEAD_2[1],
    HEAD_2[2],
    HEAD_2[3],
    HEAD_2[4],
    ADDRESS,
];

/// Octets behind the payload.
static PADDING: Field = Field::rest(
    "padding",
    "Padding",
    Kind::Bytes,
    text("octets that the link had put behind a short payload", "链路在短的有效载荷之后填充的字节"),
);

/// IEEE 802.3 §3.2.6: from 1536 on the value is an EtherType.
const TYPES: u64 = 1536;
const NOVELL: u64 = 1;
/// ARPHRD_FRAD, IEEE80211_RADIOTAP and NETLINK, where the protocol field is something else (tcpdump.org).
const NO_PROTOCOL: [u64; 3] = [770, 803, 824];

const PROTOCOL_1: Slot = slot_after(fixed_octets(HEAD) + ROOM, ETHERTYPE, "protocol");
const ARPHRD_1: Slot = slot(HEAD, "arphrd");
const HEADER: usize = fixed_octets(HEAD) + ROOM + fixed_octets(ETHERTYPE);
const PROTOCOL_2: Slot = slot(ETHERTYPE, "protocol");
const ARPHRD_2: Slot = slot_after(fixed_octets(ETHERTYPE), HEAD_2, "arphrd");
const HEADER_2: usize = fixed_octets(ETHERTYPE) + fixed_octets(HEAD_2) + ROOM;

/// Linux cooked capture.
pub static SLL: Protocol = Protocol {
    next: |stack, i| carried(stack, i, ARPHRD_1, PROTOCOL_1),
    follow: |stack, i, at| Next::Own(&PADDING, stack.layers[i].end - at),
    behind: &[&PADDING],
    ..Protocol::new(
        "sll",
        "Linux cooked",
        text("Linux cooked capture", "Linux 加工过的抓包首部"),
        text("frame", "帧"),
        PAGE,
        OsiLayer::DataLink,
        PARTS,
        |_| Extent::header(HEADER),
    )
};

/// Linux cooked capture, version 2.
pub static SLL2: Protocol = Protocol {
    next: |stack, i| carried(stack, i, ARPHRD_2, PROTOCOL_2),
    follow: |stack, i, at| Next::Own(&PADDING, stack.layers[i].end - at),
    behind: &[&PADDING],
    ..Protocol::new(
        "sll2",
        "Linux cooked v2",
        text("Linux cooked capture, version 2", "Linux 加工过的抓包首部，第 2 版"),
        text("frame", "帧"),
        PAGE_2,
        OsiLayer::DataLink,
        PARTS_2,
        |_| Extent::header(HEADER_2),
    )
};

fn carried(stack: &Stack<'_>, i: usize, arphrd: Slot, protocol: Slot) -> Next {
    if stack.payload(i).is_empty() {
        return Next::Nothing;
    }
    let value = protocol.of(stack.header(i));
    if NO_PROTOCOL.contains(&arphrd.of(stack.header(i))) {
        return Next::Data(Stop::Unfit(text(
            "on this kind of interface the protocol field does not say what follows",
            "对这种接口，协议字段并不说明其后是什么",
        )));
    }
    match value {
        TYPES.. => by_ethertype(value, "protocol"),
        NOVELL => Next::Data(Stop::Unfit(text(
            "Novell's raw 802.3: an IPX packet with no LLC header",
            "Novell 的原始 802.3：没有 LLC 首部的 IPX 分组",
        ))),
        _ => SLL_PROTOCOLS
            .entry(value)
            .and_then(|entry| entry.protocol)
            .map_or(Next::Data(Stop::Unknown { field: "protocol", value }), Next::Protocol),
    }
}
