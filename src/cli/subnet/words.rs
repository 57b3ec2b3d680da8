//! What addresses are, in words.

use crate::address::inside::Embedded;
use crate::address::special::{Special, is_global_unicast};
use crate::address::{Place, Subnet};
use crate::say;
use crate::spec::{Said, Text, text};
use std::net::IpAddr;

/// What the address is in its subnet.
pub fn place(place: Place, subnet: &Subnet) -> Said {
    match place {
        Place::Host(number) => say!(
            en: "a host's address, number {number} of {usable}", zh: "主机地址，{usable} 个中的第 {number} 个",
            number = number, usable = subnet.usable
        ),
        Place::Network => say!(
            en: "the network address: all host bits are 0, no host has it (RFC 1122 §3.2.1.3)",
            zh: "网络地址：主机号全为 0，不分配给主机（RFC 1122 §3.2.1.3）"
        ),
        Place::Broadcast => say!(
            en: "the broadcast address: all host bits are 1, no host has it (RFC 919 §7)",
            zh: "广播地址：主机号全为 1，不分配给主机（RFC 919 §7）"
        ),
        Place::SubnetRouter => say!(
            en: "the subnet-router anycast address: all host bits are 0, any router of the subnet (RFC 4291 §2.6.1)",
            zh: "子网路由器任播地址：主机号全为 0，子网中的任一路由器（RFC 4291 §2.6.1）"
        ),
        Place::Reserved(126) => say!(
            en: "a reserved anycast address: the Mobile IPv6 home agents (RFC 2526 §2)",
            zh: "保留的任播地址：移动 IPv6 的家乡代理（RFC 2526 §2）"
        ),
        Place::Reserved(number) => say!(
            en: "a reserved anycast address, number {number} of the last 128 (RFC 2526 §2)",
            zh: "保留的任播地址，子网最后 128 个接口标识符中的 {number} 号（RFC 2526 §2）", number = number
        ),
        Place::End => say!(
            en: "one of the two ends of a point-to-point link ({source})", zh: "点对点链路两端之一（{source}）",
            source = if subnet.first.is_ipv4() { "RFC 3021" } else { "RFC 6164" }
        ),
        Place::Only => say!(en: "the only address: a host route", zh: "唯一的地址：主机路由"),
        Place::Group => say!(
            en: "a group's address (multicast), never one host's; it has no subnet",
            zh: "多播组的地址，不是一台主机的地址，也不属于哪个子网"
        ),
    }
}

/// The columns of the registry, in words.
pub fn columns(special: &Special) -> Said {
    let Some(columns) = special.columns else { return Said::default() };
    let word = |yes: bool| if yes { text("yes", "是") } else { text("no", "否") };
    let global = columns.global.map_or(text("does not apply", "不适用"), word);
    let [source, destination, forwardable, reserved] =
        [columns.source, columns.destination, columns.forwardable, columns.reserved].map(word);
    Said {
        en: format!(
            "source {}, destination {}, forwardable {}, globally reachable {}, reserved by protocol {}",
            source.en, destination.en, forwardable.en, global.en, reserved.en
        ),
        zh: format!(
            "可作源地址：{}，可作目的地址：{}，可转发：{}，全球可达：{}，协议保留：{}",
            source.zh, destination.zh, forwardable.zh, global.zh, reserved.zh
        ),
    }
}

/// An address that no special-purpose block holds.
pub fn ordinary(addr: IpAddr) -> Said {
    if is_global_unicast(addr) {
        say!(
            en: "none: global unicast, globally reachable", zh: "不属于任何特殊用途地址块：全球单播地址，全球可达"
        )
    } else {
        say!(
            en: "none: not assigned by IANA for any use (RFC 4291 §2.4)",
            zh: "不属于任何特殊用途地址块：IANA 尚未分配（RFC 4291 §2.4）"
        )
    }
}

/// The bits that some blocks have a meaning of their own for.
pub fn inside_block(addr: IpAddr) -> Option<Said> {
    let IpAddr::V6(v6) = addr else { return None };
    let [a, b, c, d, ..] = v6.segments();
    if a & 0xfe00 == 0xfc00 {
        let local = a & 0x0100 != 0;
        let id = u64::from(a & 0xff) << 32 | u64::from(b) << 16 | u64::from(c);
        return Some(if local {
            say!(
                en: "L = 1, locally assigned: 40 bits global ID {id:010x}, 16 bits subnet ID {d:04x} (RFC 4193 §3.1)",
                zh: "L = 1，本地分配：40 位全局 ID {id:010x}，16 位子网 ID {d:04x}（RFC 4193 §3.1）", id = id, d = d
            )
        } else {
            say!(
                en: "L = 0: nobody assigns these; fd00::/8 is the half to use (RFC 4193 §3.2)",
                zh: "L = 0：没有机构分配；应使用 fd00::/8 这一半（RFC 4193 §3.2）"
            )
        });
    }
    if a >> 8 == 0xff {
        let scope = match a & 0xf {
            1 => text("interface-local", "接口本地"),
            2 => text("link-local", "链路本地"),
            3 => text("realm-local", "领域本地"),
            4 => text("admin-local", "管理本地"),
            5 => text("site-local", "站点本地"),
            8 => text("organization-local", "组织本地"),
            0xe => text("global", "全球"),
            0 | 0xf => text("reserved", "保留"),
            _ => text("unassigned", "未分配"),
        };
        let Text { en, zh } = scope;
        let (flags, n) = (a >> 4 & 0xf, a & 0xf);
        return Some(Said {
            en: format!("flags {flags:x}, scope {n:x}: {en} (RFC 4291 §2.7, RFC 7346 §2)"),
            zh: format!("标志 {flags:x}，范围 {n:x}：{zh}（RFC 4291 §2.7，RFC 7346 §2）"),
        });
    }
    None
}

/// The IPv4 address inside an IPv6 address.
pub fn embedded(embedded: Embedded) -> (String, Said) {
    match embedded {
        Embedded::Mapped(v4) => (
            v4.to_string(),
            say!(en: "IPv4-mapped (RFC 4291 §2.5.5.2)", zh: "IPv4 映射地址（RFC 4291 §2.5.5.2）"),
        ),
        Embedded::Compatible(v4) => (
            v4.to_string(),
            say!(en: "IPv4-compatible, deprecated (RFC 4291 §2.5.5.1)", zh: "IPv4 兼容地址，已废弃（RFC 4291 §2.5.5.1）"),
        ),
        Embedded::Nat64(v4) => (
            v4.to_string(),
            say!(en: "behind NAT64, well-known prefix (RFC 6052 §2.1)", zh: "NAT64 后的地址，知名前缀（RFC 6052 §2.1）"),
        ),
        Embedded::SixToFour(v4) => (
            v4.to_string(),
            say!(en: "the router of this 6to4 site (RFC 3056 §2)", zh: "该 6to4 站点的路由器（RFC 3056 §2）"),
        ),
        Embedded::Teredo { server, flags, port, client } => (
            client.to_string(),
            say!(
                en: "Teredo client, UDP port {port} outside its NAT; server {server}, flags {flags:04x}; port and client \
                     stand inverted in the address (RFC 4380 §4)",
                zh: "Teredo 客户在 NAT 外的地址，UDP 端口 {port}；服务器 {server}，标志 {flags:04x}；端口和客户地址在其中按位取反\
                     （RFC 4380 §4）",
                port = port, server = server, flags = flags
            ),
        ),
        Embedded::Isatap(v4) => {
            (v4.to_string(), say!(en: "ISATAP interface (RFC 5214 §6.1)", zh: "ISATAP 接口（RFC 5214 §6.1）"))
        }
    }
}
