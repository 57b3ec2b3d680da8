//! The special-purpose address registries of IANA (RFC 6890, RFC 8190), in full, and the multicast blocks, which have
//! registries of their own.

use super::range::Family;
use super::subnet::number;
use crate::spec::{Source, Text, text};
use std::net::IpAddr;

/// A block that is not ordinary unicast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Special {
    /// The first address, as a number.
    pub base: u128,
    /// The prefix length.
    pub len: u8,
    /// Which of the two it belongs to.
    pub family: Family,
    /// Its name in the registry.
    pub name: &'static str,
    /// What it is for.
    pub means: Text,
    /// Who reserved it.
    pub source: Source,
    /// The columns of the registry; none for blocks that were given back, whose columns are empty, and for multicast.
    pub columns: Option<Columns>,
}

/// The columns of the registry (RFC 6890 §2.2.1, RFC 8190 §2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns {
    /// May be the source of a datagram that passes two devices.
    pub source: bool,
    /// May be its destination.
    pub destination: bool,
    /// Routers may pass on datagrams to it.
    pub forwardable: bool,
    /// And beyond the network of one organization. `None` where the registry says N/A.
    pub global: Option<bool>,
    /// The protocol itself makes an exception of it, which every implementation has to know.
    pub reserved: bool,
}

impl Special {
    /// The block in prefix notation.
    pub fn block(&self) -> ipnet::IpNet {
        super::given::net(self.family.address(self.base), self.len)
    }

    fn has(&self, family: Family, number: u128) -> bool {
        let host_bits = u32::from(self.family.bits() - self.len);
        family == self.family && (number ^ self.base).checked_shr(host_bits).unwrap_or(0) == 0
    }

    /// Whether the address is in it.
    pub fn contains(&self, addr: IpAddr) -> bool {
        self.has(Family::of(addr), number(addr))
    }
}

/// The blocks that the address is in, the longest prefix first. The first is the answer; the others are why.
pub fn all_of(addr: IpAddr) -> Vec<&'static Special> {
    let (family, number) = (Family::of(addr), number(addr));
    let mut found: Vec<_> = SPECIAL.iter().filter(|special| special.has(family, number)).collect();
    found.sort_by_key(|special| std::cmp::Reverse(special.len));
    found
}

/// The longest block that the address is in: none for ordinary unicast.
pub fn of(addr: IpAddr) -> Option<&'static Special> {
    SPECIAL.iter().filter(|special| special.contains(addr)).max_by_key(|special| special.len)
}

/// What an IPv6 address is where no special-purpose block says more: IANA gives global unicast addresses out of 2000::/3
/// alone (IANA IPv6 address space; RFC 4291 §2.4).
pub fn is_global_unicast(addr: IpAddr) -> bool {
    addr.is_ipv4() || number(addr) >> 125 == 1
}

const fn v4(octets: [u8; 4]) -> (Family, u128) {
    (Family::V4, u32::from_be_bytes(octets) as u128)
}

const fn v6(groups: [u16; 8]) -> (Family, u128) {
    let mut out = 0;
    let mut i = 0;
    while i < 8 {
        out = out << 16 | groups[i] as u128;
        i += 1;
    }
    (Family::V6, out)
}

/// A row of the registry; `columns` are its letters: T, F, or - for N/A.
const fn row(
    (family, base): (Family, u128),
    len: u8,
    name: &'static str,
    source: Source,
    columns: &[u8; 5],
    means: Text,
) -> Special {
    let columns = Columns {
        source: columns[0] == b'T',
        destination: columns[1] == b'T',
        forwardable: columns[2] == b'T',
        global: if columns[3] == b'-' { None } else { Some(columns[3] == b'T') },
        reserved: columns[4] == b'T',
    };
    Special { base, len, family, name, means, source, columns: Some(columns) }
}

/// A block without columns.
const fn bare(
    (family, base): (Family, u128),
    len: u8,
    name: &'static str,
    source: Source,
    means: Text,
) -> Special {
    Special { base, len, family, name, means, source, columns: None }
}

use Source::Rfc;

const DOCUMENTATION: Text = text("for examples in books, RFCs and lessons", "供书籍、RFC 和课程举例");
const PRIVATE: Text = text(
    "for anybody's own network; many networks have the same ones, and no router of the Internet carries them",
    "供任何人自己的网络使用；许多网络用同样的地址，互联网路由器不转发",
);
const AS112: Text = text(
    "servers that answer reverse DNS queries for private addresses",
    "回答专用地址反向 DNS 查询的服务器",
);
const PCP: Text = text("the nearest server of the Port Control Protocol", "最近的端口控制协议（PCP）服务器");
const TURN: Text =
    text("the nearest TURN relay for hosts behind NAT", "最近的 TURN 中继，供 NAT 后的主机使用");
const AMT: Text = text("the nearest relay of Automatic Multicast Tunneling", "最近的自动多播隧道（AMT）中继");
const BENCHMARK: Text = text("for tests of routers in a laboratory", "供实验室测试路由器性能");
const TRANSLATION: Text =
    text("IPv4 addresses as IPv6 hosts see them through NAT64", "IPv6 主机经 NAT64 看到的 IPv4 地址");
const NAT64_FOUND: Text = text(
    "answers of DNS64 for ipv4only.arpa, by which a host finds its NAT64 prefix",
    "DNS64 对 ipv4only.arpa 的回答，主机由此得知 NAT64 前缀",
);
const ASSIGNMENTS: Text = text(
    "for protocols of the IETF; only the more specific blocks in it are used",
    "供 IETF 协议使用；只有其中更具体的地址块才可用",
);

/// Every block, in the order of its registry.
pub const SPECIAL: &[Special] = &[
    row(
        v4([0, 0, 0, 0]),
        8,
        "\"This network\"",
        Rfc(791, "3.2"),
        b"TFFFT",
        text(
            "a host on this network, before it knows which one this is",
            "本网络上的主机，用于尚不知道自己所在网络时",
        ),
    ),
    row(
        v4([0, 0, 0, 0]),
        32,
        "\"This host on this network\"",
        Rfc(1122, "3.2.1.3"),
        b"TFFFT",
        text(
            "unspecified: the sender has no address yet, as in DHCP; to bind to it means every own address",
            "未指明：发送方还没有地址（如 DHCP）；绑定到它表示本机的所有地址",
        ),
    ),
    row(v4([10, 0, 0, 0]), 8, "Private-Use", Rfc(1918, "3"), b"TTTFF", PRIVATE),
    row(
        v4([100, 64, 0, 0]),
        10,
        "Shared Address Space",
        Rfc(6598, ""),
        b"TTTFF",
        text(
            "between a provider's NAT and its customers (carrier-grade NAT): neither private nor global",
            "运营商级 NAT（CGN）与用户之间：既不是专用地址，也不是全球地址",
        ),
    ),
    row(
        v4([127, 0, 0, 0]),
        8,
        "Loopback",
        Rfc(1122, "3.2.1.3"),
        b"FFFFT",
        text("this host itself; never seen on a wire", "本机自己；不会出现在线路上"),
    ),
    row(
        v4([169, 254, 0, 0]),
        16,
        "Link Local",
        Rfc(3927, ""),
        b"TTFFT",
        text(
            "chosen by a host itself where no DHCP server answers; valid on one link",
            "没有 DHCP 服务器应答时主机自选的地址；只在一条链路上有效",
        ),
    ),
    row(v4([172, 16, 0, 0]), 12, "Private-Use", Rfc(1918, "3"), b"TTTFF", PRIVATE),
    row(v4([192, 0, 0, 0]), 24, "IETF Protocol Assignments", Rfc(6890, "2.1"), b"FFFFF", ASSIGNMENTS),
    row(
        v4([192, 0, 0, 0]),
        29,
        "IPv4 Service Continuity Prefix",
        Rfc(7335, ""),
        b"TTTFF",
        text(
            "inside hosts and routers that carry IPv4 over IPv6 (464XLAT, DS-Lite)",
            "在经 IPv6 承载 IPv4 的主机和路由器内部使用（464XLAT、DS-Lite）",
        ),
    ),
    row(
        v4([192, 0, 0, 8]),
        32,
        "IPv4 dummy address",
        Rfc(7600, ""),
        b"TFFFF",
        text(
            "the source of ICMP errors that a translator makes of errors of IPv6 routers",
            "转换器把 IPv6 路由器的差错转成 ICMP 差错报文时使用的源地址",
        ),
    ),
    row(v4([192, 0, 0, 9]), 32, "Port Control Protocol Anycast", Rfc(7723, ""), b"TTTTF", PCP),
    row(v4([192, 0, 0, 10]), 32, "Traversal Using Relays around NAT Anycast", Rfc(8155, ""), b"TTTTF", TURN),
    row(v4([192, 0, 0, 170]), 32, "NAT64/DNS64 Discovery", Rfc(7050, "2.2"), b"FFFFT", NAT64_FOUND),
    row(v4([192, 0, 0, 171]), 32, "NAT64/DNS64 Discovery", Rfc(7050, "2.2"), b"FFFFT", NAT64_FOUND),
    row(v4([192, 0, 2, 0]), 24, "Documentation (TEST-NET-1)", Rfc(5737, ""), b"FFFFF", DOCUMENTATION),
    row(v4([192, 31, 196, 0]), 24, "AS112-v4", Rfc(7535, ""), b"TTTTF", AS112),
    row(v4([192, 52, 193, 0]), 24, "AMT", Rfc(7450, ""), b"TTTTF", AMT),
    bare(
        v4([192, 88, 99, 0]),
        24,
        "Deprecated (6to4 Relay Anycast)",
        Rfc(7526, ""),
        text("once the nearest 6to4 relay; given back in 2015", "曾是最近的 6to4 中继；2015 年停用"),
    ),
    row(
        v4([192, 88, 99, 2]),
        32,
        "6a44-relay anycast address",
        Rfc(6751, ""),
        b"TTTFF",
        text("a provider's 6a44 relay", "运营商的 6a44 中继"),
    ),
    row(v4([192, 168, 0, 0]), 16, "Private-Use", Rfc(1918, "3"), b"TTTFF", PRIVATE),
    row(v4([192, 175, 48, 0]), 24, "Direct Delegation AS112 Service", Rfc(7534, ""), b"TTTTF", AS112),
    row(v4([198, 18, 0, 0]), 15, "Benchmarking", Rfc(2544, ""), b"TTTFF", BENCHMARK),
    row(v4([198, 51, 100, 0]), 24, "Documentation (TEST-NET-2)", Rfc(5737, ""), b"FFFFF", DOCUMENTATION),
    row(v4([203, 0, 113, 0]), 24, "Documentation (TEST-NET-3)", Rfc(5737, ""), b"FFFFF", DOCUMENTATION),
    bare(
        v4([224, 0, 0, 0]),
        4,
        "Multicast",
        Rfc(5771, ""),
        text(
            "groups of hosts; never the address of one host, and never a source",
            "主机组；不是某一台主机的地址，也不能作源地址",
        ),
    ),
    bare(
        v4([224, 0, 0, 0]),
        24,
        "Multicast, Local Network Control Block",
        Rfc(5771, "4"),
        text("groups on one link: no router passes them on", "一条链路上的组：路由器不转发"),
    ),
    bare(
        v4([232, 0, 0, 0]),
        8,
        "Multicast, Source-Specific Multicast Block",
        Rfc(4607, ""),
        text("groups that are joined together with a sender's address", "加入时要同时指定源地址的组"),
    ),
    bare(
        v4([233, 0, 0, 0]),
        8,
        "Multicast, GLOP Block",
        Rfc(3180, ""),
        text("groups by the number of an autonomous system", "按自治系统编号划分的组"),
    ),
    bare(
        v4([239, 0, 0, 0]),
        8,
        "Multicast, Administratively Scoped Block",
        Rfc(2365, ""),
        text("groups inside one organization", "一个组织内部的组"),
    ),
    row(
        v4([240, 0, 0, 0]),
        4,
        "Reserved",
        Rfc(1112, "4"),
        b"FFFFT",
        text("never put to use; once class E", "从未启用；即过去的 E 类"),
    ),
    row(
        v4([255, 255, 255, 255]),
        32,
        "Limited Broadcast",
        Rfc(919, "7"),
        b"FTFFT",
        text(
            "all hosts on this link; no router passes it on",
            "本链路上的所有主机（受限广播）；路由器不转发",
        ),
    ),
    row(
        v6([0, 0, 0, 0, 0, 0, 0, 1]),
        128,
        "Loopback Address",
        Rfc(4291, "2.5.3"),
        b"FFFFT",
        text("this host itself; never seen on a wire", "本机自己；不会出现在线路上"),
    ),
    row(
        v6([0; 8]),
        128,
        "Unspecified Address",
        Rfc(4291, "2.5.2"),
        b"TFFFT",
        text(
            "the sender has no address yet; to bind to it means every own address",
            "发送方还没有地址；绑定到它表示本机的所有地址",
        ),
    ),
    row(
        v6([0, 0, 0, 0, 0, 0xffff, 0, 0]),
        96,
        "IPv4-mapped Address",
        Rfc(4291, "2.5.5.2"),
        b"FFFFT",
        text(
            "an IPv4 address in the sockets of a program that knows IPv6 only; never on a wire",
            "只用 IPv6 套接字的程序里的 IPv4 地址；不会出现在线路上",
        ),
    ),
    row(
        v6([0x64, 0xff9b, 0, 0, 0, 0, 0, 0]),
        96,
        "IPv4-IPv6 Translat.",
        Rfc(6052, "2.1"),
        b"TTTTF",
        TRANSLATION,
    ),
    row(
        v6([0x64, 0xff9b, 1, 0, 0, 0, 0, 0]),
        48,
        "IPv4-IPv6 Translat.",
        Rfc(8215, ""),
        b"TTTFF",
        TRANSLATION,
    ),
    row(
        v6([0x100, 0, 0, 0, 0, 0, 0, 0]),
        64,
        "Discard-Only Address Block",
        Rfc(6666, ""),
        b"TTTFF",
        text("traffic sent here is thrown away, as a defence", "发到这里的流量被丢弃，用于防御攻击"),
    ),
    row(
        v6([0x100, 0, 0, 1, 0, 0, 0, 0]),
        64,
        "Dummy IPv6 Prefix",
        Rfc(9780, ""),
        b"TFFFF",
        text(
            "stands for no address, where a monitoring protocol has to name one",
            "监测协议必须给出地址时的占位地址",
        ),
    ),
    row(
        v6([0x2001, 0, 0, 0, 0, 0, 0, 0]),
        23,
        "IETF Protocol Assignments",
        Rfc(2928, ""),
        b"FFFFF",
        ASSIGNMENTS,
    ),
    row(
        v6([0x2001, 0, 0, 0, 0, 0, 0, 0]),
        32,
        "TEREDO",
        Rfc(4380, ""),
        b"TTT-F",
        text("IPv6 through NAT, inside UDP over IPv4", "把 IPv6 放在 IPv4 的 UDP 中穿过 NAT"),
    ),
    row(
        v6([0x2001, 1, 0, 0, 0, 0, 0, 1]),
        128,
        "Port Control Protocol Anycast",
        Rfc(7723, ""),
        b"TTTTF",
        PCP,
    ),
    row(
        v6([0x2001, 1, 0, 0, 0, 0, 0, 2]),
        128,
        "Traversal Using Relays around NAT Anycast",
        Rfc(8155, ""),
        b"TTTTF",
        TURN,
    ),
    row(
        v6([0x2001, 1, 0, 0, 0, 0, 0, 3]),
        128,
        "DNS-SD Service Registration Protocol Anycast",
        Rfc(9665, ""),
        b"TTTTF",
        text("the nearest server that services register with", "最近的服务注册（SRP）服务器"),
    ),
    row(v6([0x2001, 2, 0, 0, 0, 0, 0, 0]), 48, "Benchmarking", Rfc(5180, ""), b"TTTFF", BENCHMARK),
    row(v6([0x2001, 3, 0, 0, 0, 0, 0, 0]), 32, "AMT", Rfc(7450, ""), b"TTTTF", AMT),
    row(v6([0x2001, 4, 0x112, 0, 0, 0, 0, 0]), 48, "AS112-v6", Rfc(7535, ""), b"TTTTF", AS112),
    bare(
        v6([0x2001, 0x10, 0, 0, 0, 0, 0, 0]),
        28,
        "Deprecated (previously ORCHID)",
        Rfc(4843, ""),
        text(
            "once names of hosts made of hashes; given back in 2014",
            "曾是由散列值构成的主机标识；2014 年停用",
        ),
    ),
    row(
        v6([0x2001, 0x20, 0, 0, 0, 0, 0, 0]),
        28,
        "ORCHIDv2",
        Rfc(7343, ""),
        b"TTTTF",
        text(
            "names of hosts made of hashes; no place in a network",
            "由散列值构成的主机标识；不表示网络中的位置",
        ),
    ),
    row(
        v6([0x2001, 0x30, 0, 0, 0, 0, 0, 0]),
        28,
        "Drone Remote ID Protocol Entity Tags (DETs) Prefix",
        Rfc(9374, ""),
        b"TTTTF",
        text("names of drones and their operators", "无人机及其操作者的标识"),
    ),
    row(v6([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0]), 32, "Documentation", Rfc(3849, ""), b"FFFFF", DOCUMENTATION),
    row(
        v6([0x2002, 0, 0, 0, 0, 0, 0, 0]),
        16,
        "6to4",
        Rfc(3056, "2"),
        b"TTT-F",
        text(
            "IPv6 in IPv4, with the IPv4 address of the router in the prefix",
            "IPv6 放在 IPv4 中传送，前缀里含有路由器的 IPv4 地址",
        ),
    ),
    row(
        v6([0x2620, 0x4f, 0x8000, 0, 0, 0, 0, 0]),
        48,
        "Direct Delegation AS112 Service",
        Rfc(7534, ""),
        b"TTTTF",
        AS112,
    ),
    row(v6([0x3fff, 0, 0, 0, 0, 0, 0, 0]), 20, "Documentation", Rfc(9637, ""), b"FFFFF", DOCUMENTATION),
    row(
        v6([0x5f00, 0, 0, 0, 0, 0, 0, 0]),
        16,
        "Segment Routing (SRv6) SIDs",
        Rfc(9602, ""),
        b"TTTFF",
        text("instructions for routers inside a segment-routing network", "分段路由网络中给路由器的指令"),
    ),
    row(
        v6([0xfc00, 0, 0, 0, 0, 0, 0, 0]),
        7,
        "Unique-Local",
        Rfc(4193, ""),
        b"TTTFF",
        text(
            "for anybody's own network: 40 random bits make the prefix unlike others'",
            "供任何人自己的网络使用：40 个随机比特使前缀与别人的不同",
        ),
    ),
    row(
        v6([0xfe80, 0, 0, 0, 0, 0, 0, 0]),
        10,
        "Link-Local Unicast",
        Rfc(4291, "2.5.6"),
        b"TTFFT",
        text("on every interface, and valid on its one link", "每个接口都有，只在一条链路上有效"),
    ),
    bare(
        v6([0xff00, 0, 0, 0, 0, 0, 0, 0]),
        8,
        "Multicast",
        Rfc(4291, "2.7"),
        text("groups of interfaces; never a source", "接口的组；不能作源地址"),
    ),
];
