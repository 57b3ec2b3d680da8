//! Kinds of hardware address.

use crate::spec::{Entry, Registry, Source, text};

const IANA: Source = Source::Iana("arp parameters");
const LINUX: Source = Source::Kernel("include/uapi/linux/if_arp.h");

/// A number of IANA's.
const fn iana(
    value: u64,
    key: &'static str,
    name: &'static str,
    en: &'static str,
    zh: &'static str,
) -> Entry {
    Entry::new(value, key, name, text(en, zh), IANA)
}

/// A number that Linux alone uses, where an interface is no kind of link that ARP knows.
const fn linux(
    value: u64,
    key: &'static str,
    name: &'static str,
    en: &'static str,
    zh: &'static str,
) -> Entry {
    Entry::new(value, key, name, text(en, zh), LINUX)
}

/// Kinds of hardware address: IANA's list for ARP, and Linux's own numbers, which cooked captures carry.
pub static HARDWARE_TYPES: Registry = Registry {
    key: "arp-hardware",
    title: text("hardware types", "硬件类型"),
    source: IANA,
    entries: &[
        Entry::new(
            1,
            "ethernet",
            "Ethernet",
            text("Ethernet: MAC addresses of 6 octets", "以太网：6 字节的 MAC 地址"),
            Source::Rfc(826, ""),
        ),
        iana(3, "ax25", "Amateur Radio AX.25", "packet radio of amateurs", "业余分组无线电"),
        Entry::new(
            6,
            "ieee802",
            "IEEE 802 Networks",
            text("other IEEE 802 networks", "其他 IEEE 802 网络"),
            Source::Rfc(1042, ""),
        ),
        Entry::new(
            7,
            "arcnet",
            "ARCNET",
            text("ARCNET: addresses of one octet", "ARCNET：1 字节地址"),
            Source::Rfc(1201, ""),
        ),
        Entry::new(15, "frame-relay", "Frame Relay", text("frame relay", "帧中继"), Source::Rfc(2390, "")),
        iana(16, "atm", "Asynchronous Transmission Mode (ATM)", "ATM", "异步传递方式 ATM"),
        iana(17, "hdlc", "HDLC", "HDLC: a serial line", "HDLC：串行线路"),
        Entry::new(
            18,
            "fibre-channel",
            "Fibre Channel",
            text("Fibre Channel", "光纤通道"),
            Source::Rfc(4338, ""),
        ),
        iana(20, "serial", "Serial Line", "a serial line", "串行线路"),
        Entry::new(
            24,
            "ieee1394",
            "IEEE 1394.1995",
            text("FireWire", "火线（IEEE 1394）"),
            Source::Rfc(2734, ""),
        ),
        iana(27, "eui-64", "EUI-64", "addresses of 8 octets", "8 字节的地址"),
        Entry::new(
            32,
            "infiniband",
            "InfiniBand",
            text("InfiniBand: addresses of 20 octets", "InfiniBand：20 字节地址"),
            Source::Rfc(4391, ""),
        ),
        linux(280, "can", "ARPHRD_CAN", "a CAN bus", "CAN 总线"),
        linux(512, "ppp", "ARPHRD_PPP", "a point-to-point link", "点对点链路"),
        linux(
            519,
            "raw-ip",
            "ARPHRD_RAWIP",
            "IP with nothing before it: mobile modems",
            "前面没有首部的 IP：移动调制解调器",
        ),
        linux(768, "tunnel", "ARPHRD_TUNNEL", "an IPv4 tunnel", "IPv4 隧道"),
        linux(769, "tunnel6", "ARPHRD_TUNNEL6", "an IPv6 tunnel", "IPv6 隧道"),
        linux(770, "frad", "ARPHRD_FRAD", "a frame relay access device", "帧中继接入设备"),
        linux(772, "loopback", "ARPHRD_LOOPBACK", "the loopback interface", "环回接口"),
        linux(774, "fddi", "ARPHRD_FDDI", "FDDI", "光纤分布式数据接口 FDDI"),
        linux(776, "sit", "ARPHRD_SIT", "a tunnel of IPv6 in IPv4", "IPv4 中的 IPv6 隧道"),
        linux(778, "gre", "ARPHRD_IPGRE", "a GRE tunnel", "GRE 隧道"),
        linux(783, "irda", "ARPHRD_IRDA", "infrared", "红外"),
        linux(801, "ieee80211", "ARPHRD_IEEE80211", "a wireless LAN", "无线局域网"),
        linux(
            803,
            "radiotap",
            "ARPHRD_IEEE80211_RADIOTAP",
            "a wireless LAN with what the radio saw",
            "带无线信息的无线局域网",
        ),
        linux(804, "ieee802154", "ARPHRD_IEEE802154", "IEEE 802.15.4", "IEEE 802.15.4 低速无线网"),
        linux(823, "gre6", "ARPHRD_IP6GRE", "a GRE tunnel over IPv6", "IPv6 之上的 GRE 隧道"),
        linux(
            824,
            "netlink",
            "ARPHRD_NETLINK",
            "netlink: the kernel talks to programs",
            "netlink：内核与程序之间",
        ),
        linux(
            826,
            "vsock",
            "ARPHRD_VSOCKMON",
            "sockets between a machine and its guests",
            "宿主机与虚拟机之间的套接字",
        ),
        linux(
            65_534,
            "none",
            "ARPHRD_NONE",
            "no link header at all: tun, WireGuard",
            "没有链路首部：tun、WireGuard",
        ),
        linux(65_535, "void", "ARPHRD_VOID", "nothing is known", "未知"),
    ],
    ranges: &[],
};
