//! Link types: what the frames of a capture begin with.

use super::{ETHERNET, IPV4, IPV6, LOOP, NULL, RAW, SLL, SLL2};
use crate::spec::{Entry, Extent, Next, OsiLayer, Protocol, Registry, Source, Stack, Stop, Text, text};

const PAGE: Source = Source::Book("tcpdump.org Link-Layer Header Types");

const fn link(
    value: u64,
    key: &'static str,
    name: &'static str,
    en: &'static str,
    zh: &'static str,
) -> Entry {
    Entry::new(value, key, name, text(en, zh), PAGE)
}

/// Link types, as capture files number them (`LINKTYPE_` and the name).
pub static LINK_TYPES: Registry = Registry {
    key: "link-type",
    title: text("link types of capture files", "抓包文件的链路类型"),
    source: PAGE,
    entries: &[
        link(0, "null", "NULL", "BSD loopback: four octets of address family", "BSD 环回：4 字节地址族")
            .leads_to(&NULL),
        link(1, "ethernet", "ETHERNET", "Ethernet frames", "以太网帧").leads_to(&ETHERNET),
        link(3, "ax25", "AX25", "packet radio of amateurs", "业余分组无线电"),
        link(6, "ieee802-5", "IEEE802_5", "token ring", "令牌环"),
        link(7, "arcnet-bsd", "ARCNET_BSD", "ARCNET", "令牌总线 ARCNET"),
        link(8, "slip", "SLIP", "IP over a serial line", "串行线路 IP"),
        link(9, "ppp", "PPP", "PPP", "点对点协议 PPP"),
        link(10, "fddi", "FDDI", "FDDI", "光纤分布式数据接口 FDDI"),
        link(
            12,
            "raw-12",
            "DLT_RAW",
            "raw IP, as most systems number it in memory",
            "原始 IP，多数系统在内存中的编号",
        )
        .leads_to(&RAW),
        link(
            14,
            "raw-14",
            "DLT_RAW",
            "raw IP, as OpenBSD numbers it in memory",
            "原始 IP，OpenBSD 在内存中的编号",
        )
        .leads_to(&RAW),
        link(50, "ppp-hdlc", "PPP_HDLC", "PPP in frames like HDLC", "类 HDLC 成帧的 PPP"),
        link(51, "ppp-ether", "PPP_ETHER", "PPPoE", "以太网上的点对点协议 PPPoE"),
        link(100, "atm-rfc1483", "ATM_RFC1483", "LLC over ATM", "ATM 之上的 LLC"),
        link(101, "raw", "RAW", "raw IP: no link header", "原始 IP：没有链路首部").leads_to(&RAW),
        link(104, "c-hdlc", "C_HDLC", "Cisco HDLC", "Cisco 的 HDLC"),
        link(105, "ieee802-11", "IEEE802_11", "IEEE 802.11, wireless LAN", "IEEE 802.11 无线局域网")
            .leads_to(&WIRELESS),
        link(107, "frelay", "FRELAY", "frame relay", "帧中继"),
        link(
            108,
            "loop",
            "LOOP",
            "OpenBSD loopback: address family in network byte order",
            "OpenBSD 环回：网络字节序的地址族",
        )
        .leads_to(&LOOP),
        link(113, "linux-sll", "LINUX_SLL", "Linux cooked capture", "Linux 加工过的抓包首部").leads_to(&SLL),
        link(114, "ltalk", "LTALK", "Apple LocalTalk", "Apple 的 LocalTalk"),
        link(117, "pflog", "PFLOG", "log of OpenBSD's packet filter", "OpenBSD 分组过滤器的日志"),
        link(
            119,
            "ieee802-11-prism",
            "IEEE802_11_PRISM",
            "IEEE 802.11 behind a Prism header",
            "带 Prism 首部的 IEEE 802.11",
        )
        .leads_to(&WIRELESS),
        link(122, "ip-over-fc", "IP_OVER_FC", "IP over Fibre Channel", "光纤通道之上的 IP"),
        link(123, "sunatm", "SUNATM", "ATM of Solaris", "Solaris 的 ATM"),
        link(
            127,
            "ieee802-11-radiotap",
            "IEEE802_11_RADIOTAP",
            "IEEE 802.11 behind a radiotap header",
            "带 radiotap 首部的 IEEE 802.11",
        )
        .leads_to(&WIRELESS),
        link(129, "arcnet-linux", "ARCNET_LINUX", "ARCNET, as Linux captures it", "Linux 捕获的 ARCNET"),
        link(138, "apple-ip-over-ieee1394", "APPLE_IP_OVER_IEEE1394", "IP over FireWire", "火线之上的 IP"),
        link(143, "docsis", "DOCSIS", "cable modems", "电缆调制解调器 DOCSIS"),
        link(144, "linux-irda", "LINUX_IRDA", "infrared", "红外"),
        link(
            163,
            "ieee802-11-avs",
            "IEEE802_11_AVS",
            "IEEE 802.11 behind an AVS header",
            "带 AVS 首部的 IEEE 802.11",
        )
        .leads_to(&WIRELESS),
        link(
            165,
            "bacnet-ms-tp",
            "BACNET_MS_TP",
            "control of buildings over a serial line",
            "楼宇控制串行总线",
        ),
        link(166, "ppp-pppd", "PPP_PPPD", "PPP with its direction", "带方向的 PPP"),
        link(
            187,
            "bluetooth-hci-h4",
            "BLUETOOTH_HCI_H4",
            "Bluetooth, between host and adapter",
            "蓝牙主机与适配器之间",
        ),
        link(189, "usb-linux", "USB_LINUX", "USB, as Linux captures it", "Linux 捕获的 USB"),
        link(192, "ppi", "PPI", "any frame behind facts about it", "每分组信息首部"),
        link(
            195,
            "ieee802-15-4-withfcs",
            "IEEE802_15_4_WITHFCS",
            "IEEE 802.15.4",
            "低速无线网 IEEE 802.15.4",
        ),
        link(197, "erf", "ERF", "records of Endace cards", "Endace 捕获卡的记录"),
        link(
            201,
            "bluetooth-hci-h4-with-phdr",
            "BLUETOOTH_HCI_H4_WITH_PHDR",
            "the same with its direction",
            "带方向的蓝牙",
        ),
        link(204, "ppp-with-dir", "PPP_WITH_DIR", "PPP with its direction", "带方向的 PPP"),
        link(209, "ipmb-linux", "IPMB_LINUX", "management bus of a board", "主板管理总线"),
        link(
            220,
            "usb-linux-mmapped",
            "USB_LINUX_MMAPPED",
            "USB, as Linux captures it, with a longer header",
            "Linux 捕获的 USB（较长首部）",
        ),
        link(224, "fc-2", "FC_2", "Fibre Channel", "光纤通道"),
        link(226, "ipnet", "IPNET", "IP of Solaris with facts about it", "Solaris 的 IP 抓包首部"),
        link(227, "can-socketcan", "CAN_SOCKETCAN", "a CAN bus", "CAN 总线"),
        link(228, "ipv4", "IPV4", "IPv4 datagrams with nothing before them", "IPv4 数据报，前面没有首部")
            .leads_to(&IPV4),
        link(229, "ipv6", "IPV6", "IPv6 packets with nothing before them", "IPv6 分组，前面没有首部")
            .leads_to(&IPV6),
        link(
            230,
            "ieee802-15-4-nofcs",
            "IEEE802_15_4_NOFCS",
            "IEEE 802.15.4 without FCS",
            "不带 FCS 的 IEEE 802.15.4",
        ),
        link(231, "dbus", "DBUS", "D-Bus, between programs", "D-Bus 程序间消息"),
        link(239, "nflog", "NFLOG", "log of Linux's packet filter", "Linux 分组过滤器的日志"),
        link(
            240,
            "netanalyzer",
            "NETANALYZER",
            "Ethernet behind facts of a Hilscher card",
            "Hilscher 捕获卡的以太网",
        ),
        link(242, "ipoib", "IPOIB", "IP over InfiniBand", "InfiniBand 之上的 IP"),
        link(247, "infiniband", "INFINIBAND", "InfiniBand", "高速互连 InfiniBand"),
        link(248, "sctp", "SCTP", "SCTP with nothing before it", "前面没有首部的 SCTP"),
        link(249, "usbpcap", "USBPCAP", "USB, as Windows captures it", "Windows 捕获的 USB"),
        link(251, "bluetooth-le-ll", "BLUETOOTH_LE_LL", "Bluetooth Low Energy", "低功耗蓝牙"),
        link(
            252,
            "wireshark-upper-pdu",
            "WIRESHARK_UPPER_PDU",
            "what Wireshark exports",
            "Wireshark 导出的上层 PDU",
        ),
        link(
            253,
            "netlink",
            "NETLINK",
            "netlink: Linux's kernel talks to programs",
            "netlink：Linux 内核与程序之间",
        ),
        link(
            254,
            "bluetooth-linux-monitor",
            "BLUETOOTH_LINUX_MONITOR",
            "Bluetooth, as Linux captures it",
            "Linux 捕获的蓝牙",
        ),
        link(258, "pktap", "PKTAP", "macOS: any frame behind facts about it", "macOS 的分组信息首部"),
        link(266, "usb-darwin", "USB_DARWIN", "USB, as macOS captures it", "macOS 捕获的 USB"),
        link(271, "vsock", "VSOCK", "sockets between a machine and its guests", "宿主机与虚拟机之间的套接字"),
        link(
            274,
            "ethernet-mpacket",
            "ETHERNET_MPACKET",
            "Ethernet from the preamble on",
            "从前同步码开始的以太网",
        ),
        link(
            276,
            "linux-sll2",
            "LINUX_SLL2",
            "Linux cooked capture, version 2",
            "Linux 加工过的抓包首部，第 2 版",
        )
        .leads_to(&SLL2),
        link(
            283,
            "ieee802-15-4-tap",
            "IEEE802_15_4_TAP",
            "IEEE 802.15.4 behind facts about it",
            "带附加信息的 IEEE 802.15.4",
        ),
    ],
    ranges: &[(147, 162, text("free for private use (USER0 to USER15)", "供私人使用（USER0 至 USER15）"))],
};

/// The protocol that frames of a link type begin with, if there is a table for it.
pub fn link_protocol(link: u32) -> Option<&'static Protocol> {
    LINK_TYPES.entry(u64::from(link)).and_then(|entry| entry.protocol)
}

/// What frames of a link type begin with: where there is no table, a layer without octets that says so, and data.
pub fn root(link: u32) -> &'static Protocol {
    link_protocol(link).unwrap_or(&UNKNOWN_LINK)
}

/// What a link type is called, without its `LINKTYPE_`; `?` where it has no name here.
pub fn link_name(link: u32) -> &'static str {
    LINK_TYPES.entry(u64::from(link)).map_or("?", |entry| entry.name)
}

/// The number of a link type's name, in any case, with or without `LINKTYPE_`: `ethernet`, `LINUX_SLL`.
pub fn link_number(name: &str) -> Option<u32> {
    let word = name.to_ascii_lowercase().replace('_', "-");
    let word = word.strip_prefix("linktype-").unwrap_or(&word);
    let entry = LINK_TYPES.entries.iter().find(|entry| entry.key == word)?;
    u32::try_from(entry.value).ok()
}

/// The names of the link types that have a table, as they are typed.
pub fn link_keys() -> impl Iterator<Item = &'static str> {
    LINK_TYPES.entries.iter().filter(|entry| entry.protocol.is_some()).map(|entry| entry.key)
}

/// Frames of a link type that has no table: a layer without octets.
pub static UNKNOWN_LINK: Protocol = no_table(
    "link",
    "Link",
    text("a link type that is not taken apart", "不再分解的链路类型"),
    Source::Netlab,
    |_, _| {
        Next::Data(Stop::Unfit(text(
            "netlab has no table for the link type of this capture",
            "netlab 没有该抓包文件链路类型的表",
        )))
    },
);

/// Frames of IEEE 802.11, which stay whole: a layer without octets.
pub static WIRELESS: Protocol = no_table(
    "ieee80211",
    "IEEE 802.11",
    text("wireless LAN, which is not taken apart", "无线局域网，不再分解"),
    Source::Ieee("802.11"),
    |_, _| {
        Next::Data(Stop::Unfit(text(
            "IEEE 802.11 is not decoded; capture without monitor mode, and the frames come as Ethernet",
            "不解码 IEEE 802.11；不用监听模式抓包，帧就会以以太网格式给出",
        )))
    },
);

const fn no_table(
    key: &'static str,
    name: &'static str,
    title: Text,
    source: Source,
    next: fn(&Stack<'_>, usize) -> Next,
) -> Protocol {
    Protocol {
        next,
        ..Protocol::new(key, name, title, text("frame", "帧"), source, OsiLayer::DataLink, &[], |_| {
            Extent::header(0)
        })
    }
}
