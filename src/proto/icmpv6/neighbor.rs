//! Neighbor Discovery: how hosts find routers, prefixes and each other's link addresses.

use super::neighbor_options::{OPTIONS, find, prefix};
use super::{BEFORE, CHECKSUM, CODE, address, labeled, reserved};
use crate::spec::{Entry, Field, Part, Registry, Slot, Source, Unit, slot_after, text, write};

/// How much a router wants to be the default router.
pub static ROUTER_PREFERENCES: Registry = Registry {
    key: "router-preference",
    title: text("router preference values", "路由器优先级"),
    source: Source::Rfc(4191, "2.1"),
    entries: &[
        Entry::new(0, "medium", "Medium", text("as every other router", "普通"), Source::Rfc(4191, "2.1")),
        Entry::new(1, "high", "High", text("take this one first", "优先使用"), Source::Rfc(4191, "2.1")),
        Entry::new(
            2,
            "reserved",
            "Reserved",
            text("not to be sent; read as Medium", "不得发送；按 Medium 处理"),
            Source::Rfc(4191, "2.1"),
        ),
        Entry::new(
            3,
            "low",
            "Low",
            text("only if there is no other", "没有其他路由器时才使用"),
            Source::Rfc(4191, "2.1"),
        ),
    ],
    ranges: &[],
};

/// Router Solicitation.
pub static ROUTER_SOLICITATION: &[Part] = &[CODE, CHECKSUM, reserved(32), OPTIONS];

/// Router Advertisement.
pub static ROUTER_ADVERTISEMENT: &[Part] = &[
    CODE,
    CHECKSUM,
    Part::Field(
        Field::uint(
            "cur_hop_limit",
            "Cur Hop Limit",
            8,
            text(
                "the Hop Limit that hosts should send with; 0 says nothing",
                "主机发送时应采用的跳数限制；0 表示未指定",
            ),
        )
        .default(64)
        .source(RA),
    ),
    Part::Field(
        Field::flag(
            "m",
            "M",
            text("managed: addresses are to be had by DHCPv6", "受管：可通过 DHCPv6 获取地址"),
        )
        .source(RA),
    ),
    Part::Field(
        Field::flag(
            "o",
            "O",
            text(
                "other: DNS and the like are to be had by DHCPv6",
                "其他：可通过 DHCPv6 获取 DNS 等其他配置",
            ),
        )
        .source(RA),
    ),
    Part::Field(
        Field::flag(
            "h",
            "H",
            text("the router is a home agent of Mobile IPv6", "该路由器是移动 IPv6 的归属代理"),
        )
        .source(Source::Rfc(6275, "7.1")),
    ),
    Part::Field(
        Field::named(
            "prf",
            "Prf",
            2,
            &ROUTER_PREFERENCES,
            text("how much it wants to be the default router", "作为默认路由器的优先级"),
        )
        .default(0)
        .source(Source::Rfc(4191, "2.2")),
    ),
    Part::Field(
        Field::flag("p", "P", text("neighbour discovery is proxied here", "此处有邻站发现代理"))
            .source(Source::Rfc(4389, "")),
    ),
    Part::Field(Field::uint("reserved", "Reserved", 2, text("must be zero", "必须为 0")).default(0)),
    Part::Field(
        Field::uint(
            "router_lifetime",
            "Router Lifetime",
            16,
            text(
                "how long it may be used as default router; 0: it is none",
                "可作为默认路由器的时间；0 表示不是默认路由器",
            ),
        )
        .unit(Unit::Seconds)
        .default(1800)
        .source(RA),
    ),
    Part::Field(
        Field::uint(
            "reachable_time",
            "Reachable Time",
            32,
            text(
                "how long a neighbour counts as reachable after it was heard; 0 says nothing",
                "确认可达后邻站在多长时间内视为可达；0 表示未指定",
            ),
        )
        .unit(Unit::Milliseconds)
        .default(0)
        .source(RA),
    ),
    Part::Field(
        Field::uint(
            "retrans_timer",
            "Retrans Timer",
            32,
            text(
                "how long to wait between solicitations; 0 says nothing",
                "两次邻站请求之间的等待时间；0 表示未指定",
            ),
        )
        .unit(Unit::Milliseconds)
        .default(0)
        .source(RA),
    ),
    OPTIONS,
];

const RA: Source = Source::Rfc(4861, "4.2");

/// Neighbor Solicitation.
pub static SOLICITATION: &[Part] = &[
    CODE,
    CHECKSUM,
    reserved(32),
    Part::Field(
        Field::ipv6(
            "target_address",
            "Target Address",
            text("the address that is asked about", "被询问的地址"),
        )
        .source(Source::Rfc(4861, "4.3")),
    ),
    OPTIONS,
];

/// Neighbor Advertisement.
pub static ADVERTISEMENT: &[Part] = &[
    CODE,
    CHECKSUM,
    Part::Field(Field::flag("r", "R", text("the sender is a router", "发送方是路由器")).source(NA)),
    Part::Field(
        Field::flag(
            "s",
            "S",
            text("solicited: this answers a solicitation", "应请求而发：是对邻站请求的回答"),
        )
        .source(NA),
    ),
    Part::Field(
        Field::flag(
            "o",
            "O",
            text("override: replaces the link address that was known before", "覆盖：替换先前已知的链路地址"),
        )
        .source(NA),
    ),
    reserved(29),
    Part::Field(
        Field::ipv6(
            "target_address",
            "Target Address",
            text("the address that is answered for", "所回答的地址"),
        )
        .source(NA),
    ),
    OPTIONS,
];

const NA: Source = Source::Rfc(4861, "4.4");

/// Redirect.
pub static REDIRECT: &[Part] = &[
    CODE,
    CHECKSUM,
    reserved(32),
    Part::Field(
        Field::ipv6(
            "target_address",
            "Target Address",
            text(
                "the better first hop; the destination itself if it is on this link",
                "更好的第一跳；若目的地就在本链路上则为目的地址本身",
            ),
        )
        .source(Source::Rfc(4861, "4.5")),
    ),
    Part::Field(
        Field::ipv6(
            "destination_address",
            "Destination Address",
            text("for this destination", "针对这个目的地址"),
        )
        .source(Source::Rfc(4861, "4.5")),
    ),
    OPTIONS,
];

/// Inverse Neighbor Discovery Solicitation and Advertisement.
pub static INVERSE: &[Part] = &[CODE, CHECKSUM, reserved(32), OPTIONS];

const M: Slot = slot_after(BEFORE, ROUTER_ADVERTISEMENT, "m");
const O: Slot = slot_after(BEFORE, ROUTER_ADVERTISEMENT, "o");
const LIFETIME: Slot = slot_after(BEFORE, ROUTER_ADVERTISEMENT, "router_lifetime");
/// What Solicitation, Advertisement and Redirect are about.
pub const TARGET: Slot = slot_after(BEFORE, SOLICITATION, "target_address");
/// Whether an Advertisement answers a Solicitation.
pub const SOLICITED: Slot = slot_after(BEFORE, ADVERTISEMENT, "s");
const DESTINATION: Slot = slot_after(BEFORE, REDIRECT, "destination_address");

/// Who asks for what, or says what.
pub fn summary(kind: u64, message: &[u8], out: &mut String) {
    match kind {
        134 => {
            labeled(" lifetime ", LIFETIME.of(message), out);
            for (flag, name) in [(M, " M"), (O, " O")] {
                if flag.is_set(message) {
                    out.push_str(name);
                }
            }
            if let Some((length, network)) = find(ROUTER_ADVERTISEMENT, message, 3).and_then(prefix) {
                out.push_str(" prefix ");
                write::ipv6(out, network);
                labeled("/", length, out);
            }
        }
        135 => address(" who-has ", TARGET, message, out),
        136 => {
            address(" ", TARGET, message, out);
            if let Some(link) = find(ADVERTISEMENT, message, 2) {
                out.push_str(" is-at ");
                write::mac(out, link);
            }
        }
        _ => {
            address(" ", DESTINATION, message, out);
            address(" via ", TARGET, message, out);
        }
    }
}
