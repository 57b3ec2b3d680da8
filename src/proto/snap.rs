//! SNAP: whose protocol number it is, and the number.

use super::ethernet::by_ethertype;
use super::registry::ETHERTYPES;
use super::{DATA, STP};
use crate::spec::{
    Case, Choice, Entry, Extent, Field, Next, On, OsiLayer, Part, Protocol, Registry, Slot, Source, Stack,
    Stop, When, fixed_octets, slot, slot_after, text, write,
};

const OUIS_OF_IEEE: Source = Source::Ieee("Registration Authority OUI");

/// Whose number follows.
pub static OUIS: Registry = Registry {
    key: "snap-oui",
    title: text("organizations in SNAP", "SNAP 中的组织"),
    source: OUIS_OF_IEEE,
    entries: &[
        Entry::new(
            ETHERNET_TYPES,
            "ethernet",
            "Encapsulated Ethernet",
            text("the number is an EtherType", "其后的编号是以太网类型"),
            Source::Rfc(1042, ""),
        ),
        Entry::new(
            CISCO,
            "cisco",
            "Cisco Systems",
            text("the number is Cisco's", "其后的编号由 Cisco 规定"),
            OUIS_OF_IEEE,
        ),
        Entry::new(
            TUNNEL,
            "tunnel",
            "Bridge-Tunnel",
            text(
                "an EtherType that may not be translated back (IEEE 802.1H)",
                "不得转换回去的以太网类型（IEEE 802.1H）",
            ),
            Source::Ieee("802.1H"),
        ),
        Entry::new(
            0x00_80c2,
            "ieee8021",
            "IEEE 802.1 Committee",
            text("bridged frames inside ATM or frame relay", "ATM 或帧中继中桥接的帧"),
            Source::Rfc(2684, ""),
        ),
        Entry::new(
            0x08_0007,
            "apple",
            "Apple",
            text("AppleTalk (historic)", "AppleTalk（历史）"),
            OUIS_OF_IEEE,
        ),
    ],
    ranges: &[],
};

const PRACTICE: Source = Source::Book("Cisco IOS documentation");

const fn cisco(
    value: u64,
    key: &'static str,
    name: &'static str,
    en: &'static str,
    zh: &'static str,
) -> Entry {
    Entry::new(value, key, name, text(en, zh), PRACTICE)
}

/// Cisco's numbers.
pub static CISCO_PIDS: Registry = Registry {
    key: "cisco-pid",
    title: text("Cisco's protocols in SNAP", "SNAP 中的 Cisco 协议"),
    source: PRACTICE,
    entries: &[
        cisco(0x0104, "pagp", "PAgP", "several links become one", "端口聚合协议"),
        cisco(0x010b, "pvst", "PVST+", "a spanning tree for each VLAN", "每个 VLAN 各有一棵生成树")
            .leads_to(&STP),
        cisco(0x0111, "udld", "UDLD", "does the link work in both directions?", "单向链路检测"),
        cisco(0x2000, "cdp", "CDP", "who I am and which port this is", "Cisco 发现协议：通告自己和端口"),
        cisco(0x2001, "cgmp", "CGMP", "multicast groups, told to switches", "Cisco 组管理协议"),
        cisco(0x2003, "vtp", "VTP", "spreads the list of VLANs", "VLAN 中继协议：分发 VLAN 表"),
        cisco(0x2004, "dtp", "DTP", "should this link be a trunk?", "动态中继协议：协商是否为干道链路"),
        cisco(
            0x200a,
            "uplinkfast",
            "STP Uplink Fast",
            "teaches addresses after a change of the tree",
            "生成树变化后重新学习地址",
        ),
    ],
    ranges: &[],
};

static OWNER: &[Part] = &[Part::Field(
    Field::named_hex("oui", "OUI", 24, &OUIS, text("whose number follows", "其后的编号由哪个组织规定"))
        .default(0),
)];

static PARTS: &[Part] = &[
    OWNER[0],
    Part::Choice(Choice {
        on: On::Field("oui"),
        cases: &[
            Case { when: When::OneOf(&[ETHERNET_TYPES, TUNNEL]), parts: PID },
            Case { when: When::Is(CISCO), parts: CISCO_PID },
            Case { when: When::Else, parts: OTHER_PID },
        ],
    }),
];

static PID: &[Part] = &[Part::Field(
    Field::named_hex(
        "pid",
        "PID",
        16,
        &ETHERTYPES,
        text("which protocol: an EtherType", "哪个协议：取以太网类型"),
    )
    .computed(),
)];
static CISCO_PID: &[Part] = &[Part::Field(
    Field::named_hex("pid", "PID", 16, &CISCO_PIDS, text("which of Cisco's protocols", "Cisco 的哪个协议"))
        .computed(),
)];
static OTHER_PID: &[Part] = &[Part::Field(Field::hex(
    "pid",
    "PID",
    16,
    text("which protocol of that organization", "该组织的哪个协议"),
))];

const ETHERNET_TYPES: u64 = 0;
/// IEEE 802.1H.
const TUNNEL: u64 = 0x00_00f8;
const CISCO: u64 = 0x00_000c;

const OUI: Slot = slot(OWNER, "oui");
const NUMBER: Slot = slot_after(fixed_octets(OWNER), PID, "pid");
const HEADER: usize = fixed_octets(OWNER) + fixed_octets(PID);

/// The Subnetwork Access Protocol.
pub static SNAP: Protocol = Protocol {
    next,
    summary,
    ..Protocol::new(
        "snap",
        "SNAP",
        text("Subnetwork Access Protocol", "子网接入协议"),
        text("header", "首部"),
        Source::Ieee("802"),
        OsiLayer::DataLink,
        PARTS,
        |_| Extent::header(HEADER),
    )
};

/// The entry of the number, in the registry of its owner.
fn entry(header: &[u8]) -> Option<&'static Entry> {
    let number = NUMBER.of(header);
    match OUI.of(header) {
        ETHERNET_TYPES | TUNNEL => ETHERTYPES.entry(number),
        CISCO => CISCO_PIDS.entry(number),
        _ => None,
    }
}

fn next(stack: &Stack<'_>, i: usize) -> Next {
    if stack.payload(i).is_empty() {
        return Next::Nothing;
    }
    let header = stack.header(i);
    match (OUI.of(header), entry(header).and_then(|entry| entry.protocol)) {
        (ETHERNET_TYPES | TUNNEL, _) => by_ethertype(NUMBER.of(header), "pid"),
        (_, Some(protocol)) => Next::Protocol(protocol),
        _ => Next::Data(Stop::Unknown { field: "pid", value: NUMBER.of(header) }),
    }
}

/// Where no layer above can name itself.
fn summary(stack: &Stack<'_>, i: usize, out: &mut String) {
    if stack.layers.get(i + 1).is_some_and(|layer| !std::ptr::eq(layer.protocol, &DATA)) {
        return;
    }
    let header = stack.header(i);
    out.push_str("SNAP ");
    match entry(header) {
        Some(entry) => out.push_str(entry.name),
        None => {
            write::hex(out, OUI.of(header), 6);
            out.push_str(" 0x");
            write::hex(out, NUMBER.of(header), 4);
        }
    }
}
