//! Loopback captures of the BSDs: four octets of address family before the packet. And raw IP: nothing before it.

use super::{IPV4, IPV6};
use crate::spec::{
    Entry, Extent, Field, Next, OsiLayer, Part, Protocol, Registry, Slot, Source, Stack, Stop, fixed_octets,
    read_bits, slot, text,
};

const NULL_PAGE: Source = Source::Book("tcpdump.org LINKTYPE_NULL");
const LOOP_PAGE: Source = Source::Book("tcpdump.org LINKTYPE_LOOP");

const fn family(
    value: u64,
    key: &'static str,
    name: &'static str,
    en: &'static str,
    zh: &'static str,
) -> Entry {
    Entry::new(value, key, name, text(en, zh), NULL_PAGE)
}

const INET: Entry = family(2, "inet", "AF_INET", "IPv4, on every system", "IPv4，各系统相同").leads_to(&IPV4);
const OSI: Entry = family(7, "osi", "AF_OSI", "OSI", "OSI 网络层");
const IPX: Entry = family(23, "ipx", "AF_IPX", "IPX of Novell", "Novell 的 IPX");
const INET6_BSD: Entry = family(
    24,
    "inet6",
    "AF_INET6 (24)",
    "IPv6 on NetBSD, OpenBSD and BSD/OS",
    "NetBSD、OpenBSD 和 BSD/OS 上的 IPv6",
)
.leads_to(&IPV6);
const INET6_FREEBSD: Entry =
    family(28, "inet6-freebsd", "AF_INET6 (28)", "IPv6 on FreeBSD", "FreeBSD 上的 IPv6").leads_to(&IPV6);
const INET6_DARWIN: Entry =
    family(30, "inet6-darwin", "AF_INET6 (30)", "IPv6 on macOS", "macOS 上的 IPv6").leads_to(&IPV6);

/// The same family as a machine of the other byte order wrote it.
const fn swapped(entry: Entry, key: &'static str) -> Entry {
    Entry { value: (entry.value as u32).swap_bytes() as u64, key, ..entry }
}

/// Address families in a capture of [`NULL`]: the octets are in the order of the machine that captured, so each stands
/// here twice.
pub static FAMILIES: Registry = Registry {
    key: "null-family",
    title: text("address families in loopback captures", "环回抓包中的地址族"),
    source: NULL_PAGE,
    entries: &[
        INET,
        OSI,
        IPX,
        INET6_BSD,
        INET6_FREEBSD,
        INET6_DARWIN,
        swapped(INET, "inet-le"),
        swapped(OSI, "osi-le"),
        swapped(IPX, "ipx-le"),
        swapped(INET6_BSD, "inet6-le"),
        swapped(INET6_FREEBSD, "inet6-freebsd-le"),
        swapped(INET6_DARWIN, "inet6-darwin-le"),
    ],
    ranges: &[],
};

/// Address families in a capture of [`LOOP`].
pub static LOOP_FAMILIES: Registry = Registry {
    key: "loop-family",
    title: text("address families in OpenBSD's loopback captures", "OpenBSD 环回抓包中的地址族"),
    source: LOOP_PAGE,
    entries: &[INET, OSI, IPX, INET6_BSD, INET6_FREEBSD, INET6_DARWIN],
    ranges: &[],
};

static NULL_PARTS: &[Part] = &[Part::Field(
    Field::named_hex(
        "family",
        "AF_ value",
        32,
        &FAMILIES,
        text(
            "which protocol follows, as the capturing machine numbers address families and orders octets",
            "其后是哪种协议：取抓包机器的地址族编号，并按该机器的字节序书写",
        ),
    )
    .computed(),
)];

static LOOP_PARTS: &[Part] = &[Part::Field(
    Field::named_hex(
        "family",
        "AF_ value",
        32,
        &LOOP_FAMILIES,
        text(
            "which protocol follows, as the capturing machine numbers address families, in network byte order",
            "其后是哪种协议：取抓包机器的地址族编号，按网络字节序书写",
        ),
    )
    .computed(),
)];

const FAMILY: Slot = slot(NULL_PARTS, "family");
const HEADER: usize = fixed_octets(NULL_PARTS);

/// BSD loopback, in the byte order of the capturing machine.
pub static NULL: Protocol = Protocol {
    next: |stack, i| by_family(&FAMILIES, stack, i),
    ..Protocol::new(
        "null",
        "NULL",
        text("BSD loopback encapsulation", "BSD 环回封装"),
        text("frame", "帧"),
        NULL_PAGE,
        OsiLayer::DataLink,
        NULL_PARTS,
        |_| Extent::header(HEADER),
    )
};

/// OpenBSD loopback, in network byte order.
pub static LOOP: Protocol = Protocol {
    next: |stack, i| by_family(&LOOP_FAMILIES, stack, i),
    ..Protocol::new(
        "loop",
        "LOOP",
        text("OpenBSD loopback encapsulation", "OpenBSD 环回封装"),
        text("frame", "帧"),
        LOOP_PAGE,
        OsiLayer::DataLink,
        LOOP_PARTS,
        |_| Extent::header(HEADER),
    )
};

fn by_family(families: &Registry, stack: &Stack<'_>, i: usize) -> Next {
    if stack.payload(i).is_empty() {
        return Next::Nothing;
    }
    let value = FAMILY.of(stack.header(i));
    families
        .entry(value)
        .and_then(|entry| entry.protocol)
        .map_or(Next::Data(Stop::Unknown { field: "family", value }), Next::Protocol)
}

/// Raw IP: a layer without octets. The packet's own version field says which IP it is.
pub static RAW: Protocol = Protocol {
    next: by_version,
    ..Protocol::new(
        "raw",
        "RAW",
        text(
            "raw IP: no link header, the first four bits of the packet say which version",
            "原始 IP：没有链路首部，由分组的前四个比特说明版本",
        ),
        text("frame", "帧"),
        Source::Book("tcpdump.org LINKTYPE_RAW"),
        OsiLayer::DataLink,
        &[],
        |_| Extent::header(0),
    )
};

fn by_version(stack: &Stack<'_>, i: usize) -> Next {
    match read_bits(stack.payload(i), 0, 4) {
        None => Next::Nothing,
        Some(4) => Next::Protocol(&IPV4),
        Some(6) => Next::Protocol(&IPV6),
        Some(_) => Next::Data(Stop::Unfit(text(
            "raw IP begins with the version in four bits, and these are neither 4 nor 6",
            "原始 IP 以四个比特的版本号开头，而此处既不是 4 也不是 6",
        ))),
    }
}
