//! ARP, the Address Resolution Protocol.

mod rules;

use super::registry::{ETHERTYPES, HARDWARE_TYPES};
use crate::spec::{
    Amount, Entry, Extent, Field, Kind, OsiLayer, Part, Protocol, Registry, Slot, Source, Stack, Unit,
    fixed_octets, slot, text, write,
};

/// What an ARP packet asks or says.
pub static OPERATIONS: Registry = Registry {
    key: "arp-operation",
    title: text("ARP operations", "ARP 操作码"),
    source: Source::Iana("arp parameters"),
    entries: &[
        Entry::new(
            1,
            "request",
            "REQUEST",
            text("who has this protocol address?", "谁拥有这个协议地址？"),
            Source::Rfc(826, ""),
        ),
        Entry::new(
            2,
            "reply",
            "REPLY",
            text("I have it, and this is my hardware address", "我拥有它，这是我的硬件地址"),
            Source::Rfc(826, ""),
        ),
        Entry::new(
            3,
            "rarp-request",
            "request Reverse",
            text(
                "which protocol address belongs to this hardware address? (obsolete: DHCP took its place)",
                "这个硬件地址对应哪个协议地址？（已过时，由 DHCP 取代）",
            ),
            Source::Rfc(903, ""),
        ),
        Entry::new(
            4,
            "rarp-reply",
            "reply Reverse",
            text("the answer to a reverse request (obsolete)", "逆地址解析的回答（已过时）"),
            Source::Rfc(903, ""),
        ),
        Entry::new(
            8,
            "inarp-request",
            "InARP-Request",
            text(
                "which protocol address is at the other end of this circuit?",
                "这条电路另一端的协议地址是什么？",
            ),
            Source::Rfc(2390, ""),
        ),
        Entry::new(
            9,
            "inarp-reply",
            "InARP-Reply",
            text("the answer to an inverse request", "反向地址解析的回答"),
            Source::Rfc(2390, ""),
        ),
    ],
    ranges: &[],
};

static PARTS: &[Part] = &[
    Part::Field(
        Field::named(
            "hrd",
            "Hardware Type",
            16,
            &HARDWARE_TYPES,
            text("which kind of link address this is about", "所涉及的链路地址种类"),
        )
        .default(1),
    ),
    Part::Field(
        Field::named_hex(
            "pro",
            "Protocol Type",
            16,
            &ETHERTYPES,
            text(
                "which protocol's addresses are to be resolved: an EtherType",
                "要解析哪种协议的地址：取以太网类型的值",
            ),
        )
        .default(0x0800),
    ),
    Part::Field(
        Field::uint(
            "hln",
            "Hardware Address Length",
            8,
            text("octets in each hardware address", "每个硬件地址的字节数"),
        )
        .unit(Unit::Octets(1))
        .computed(),
    ),
    Part::Field(
        Field::uint(
            "pln",
            "Protocol Address Length",
            8,
            text("octets in each protocol address", "每个协议地址的字节数"),
        )
        .unit(Unit::Octets(1))
        .computed(),
    ),
    Part::Field(Field::named(
        "op",
        "Opcode",
        16,
        &OPERATIONS,
        text("what the packet asks or says", "该分组是询问还是回答"),
    )),
    Part::Field(Field::sized(
        "sha",
        "Sender Hardware Address",
        Amount::of("hln"),
        Kind::Mac,
        text(
            "the sender's link address: what a reader of this packet learns",
            "发送方的链路地址：收到者由此学到",
        ),
    )),
    Part::Field(Field::sized(
        "spa",
        "Sender Protocol Address",
        Amount::of("pln"),
        Kind::Ipv4,
        text(
            "the sender's IP address; all zeros in a probe (RFC 5227)",
            "发送方的 IP 地址；在 ARP 探测中为全零 (RFC 5227)",
        ),
    )),
    Part::Field(
        Field::sized(
            "tha",
            "Target Hardware Address",
            Amount::of("hln"),
            Kind::Mac,
            text(
                "in a request not known yet and ignored; in a reply the asker's",
                "在请求中尚不知道、应忽略；在响应中是询问者的地址",
            ),
        )
        .default(0),
    ),
    Part::Field(Field::sized(
        "tpa",
        "Target Protocol Address",
        Amount::of("pln"),
        Kind::Ipv4,
        text(
            "the IP address that is asked for; in a reply the asker's",
            "被询问的 IP 地址；在响应中是询问者的地址",
        ),
    )),
];

const HRD: Slot = slot(PARTS, "hrd");
const PRO: Slot = slot(PARTS, "pro");
const HLN: Slot = slot(PARTS, "hln");
const PLN: Slot = slot(PARTS, "pln");
const OP: Slot = slot(PARTS, "op");
const FIXED: usize = fixed_octets(PARTS);

/// The Address Resolution Protocol.
pub static ARP: Protocol = Protocol {
    summary,
    rules: rules::RULES,
    examine: rules::examine,
    ..Protocol::new(
        "arp",
        "ARP",
        text("Address Resolution Protocol", "地址解析协议"),
        text("packet", "分组"),
        Source::Rfc(826, ""),
        OsiLayer::Network,
        PARTS,
        extent,
    )
};

fn extent(bytes: &[u8]) -> Extent {
    let (hln, pln) = (HLN.of(bytes) as usize, PLN.of(bytes) as usize);
    let extent = Extent::message(FIXED + 2 * (hln + pln));
    if bytes.len() < FIXED { extent } else { extent.said_by("hln") }
}

/// The four addresses: SHA, SPA, THA, TPA.
fn addresses(packet: &[u8]) -> Option<[&[u8]; 4]> {
    let (hln, pln) = (HLN.of(packet) as usize, PLN.of(packet) as usize);
    let mut at = FIXED;
    let mut found = [&[][..]; 4];
    for (address, octets) in found.iter_mut().zip([hln, pln, hln, pln]) {
        *address = packet.get(at..at + octets)?;
        at += octets;
    }
    Some(found)
}

fn address(out: &mut String, octets: &[u8]) {
    match <[u8; 4]>::try_from(octets) {
        Ok(address) => write::ipv4(out, address),
        Err(_) => write::mac(out, octets),
    }
}

fn summary(stack: &Stack<'_>, i: usize, out: &mut String) {
    let packet = stack.header(i);
    out.push_str("ARP");
    let Some([sha, spa, tha, tpa]) = addresses(packet) else {
        return;
    };
    match OP.of(packet) {
        1 => {
            out.push_str(" who-has ");
            address(out, tpa);
            out.push_str(" tell ");
            address(out, spa);
        }
        2 => {
            out.push(' ');
            address(out, spa);
            out.push_str(" is-at ");
            write::mac(out, sha);
        }
        op => {
            out.push_str(" op ");
            write::number(out, op);
            out.push(' ');
            write::mac(out, tha);
        }
    }
    if HRD.of(packet) != 1 {
        out.push_str(" hrd ");
        write::number(out, HRD.of(packet));
    }
}
