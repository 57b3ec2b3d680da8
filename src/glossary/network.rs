//! Addresses, routes, and what IP does with them.

use super::{Term, USERS, term};
use crate::spec::{Source, text};

const CIDR: Source = Source::Rfc(4632, "3.1");
const ARP: Source = Source::Rfc(826, "");

pub(super) static TERMS: &[Term] = &[
    term("host", "主机", &["end system", "端系统", "终端"], text(
        "a computer that uses the network for itself: where packets begin and end",
        "自己使用网络的计算机：分组的起点和终点（端系统）",
    ), Source::Rfc(1122, "1.1.1")),
    term("router", "路由器", &[], text(
        "passes packets on that are not for itself, from one link to another, by the longest prefix that fits",
        "把不是给自己的分组从一条链路转到另一条链路，按最长前缀匹配选择下一跳",
    ), Source::Rfc(1812, "2.2.3")).see(&["layers"]),
    term("default gateway", "默认网关", &["网关", "gateway", "默认路由器", "default router", "缺省网关"], text(
        "the address of a router on one's own link that takes what no other route fits; not needed to talk within the link",
        "本链路上路由器的接口地址，没有其他匹配路由的分组交给它；在本链路内通信用不着",
    ), Source::Rfc(1122, "3.3.1")).see(&["default route"]),
    term("ARP cache", "ARP 高速缓存", &["ARP 缓存", "ARP table", "ARP 表"], text(
        "which MAC address belongs to which neighbour's IP address, for as long as it is believed",
        "相邻主机 IP 地址与 MAC 地址的对照，保留一段时间",
    ), Source::Rfc(1122, "2.3.2")).see(&["arp"]),
    term("gratuitous ARP", "免费 ARP", &["无故 ARP", "ARP announcement", "ARP 通告"], text(
        "an ARP packet about one's own address that nobody asked for: neighbours correct their caches (RFC 5227 says announcement)",
        "无人询问而宣布自己地址的 ARP 分组，邻居据此更正缓存（RFC 5227 称通告）",
    ), Source::Rfc(5227, "2.3")).see(&["arp", "ARP probe"]),
    term("ARP probe", "ARP 探测", &["地址冲突检测", "address conflict detection"], text(
        "an ARP request with sender address 0.0.0.0: does anybody use this address already?",
        "发送方地址为 0.0.0.0 的 ARP 请求：这个地址有人在用吗？",
    ), Source::Rfc(5227, "2.1")).see(&["arp"]),
    term("ARP request", "ARP 请求分组", &["ARP 请求", "ARP 报文", "ARP 分组"], text(
        "asks all on the link who has an IP address: an Ethernet broadcast, not inside IP",
        "向链路上所有接口询问某个 IP 地址属于谁：以太网广播，不在 IP 数据报中",
    ), ARP).see(&["arp"]),
    term("ARP reply", "ARP 响应分组", &["ARP 响应", "ARP 应答", "ARP response"], text(
        "tells the asker alone, by unicast, which MAC address belongs to the IP address",
        "以单播告诉询问者该 IP 地址对应的 MAC 地址",
    ), ARP).see(&["arp"]),
    term("IP address", "IP 地址", &["IPv4 地址", "IPv6 地址", "address"], text(
        "names an interface (or a group of them), not a machine: 32 bits in IPv4, 128 in IPv6; private and anycast addresses are in use at many places at once",
        "标识接口（或一组接口），而不是机器：IPv4 为 32 位，IPv6 为 128 位；专用地址和任播地址可在多处同时使用",
    ), Source::Rfc(791, "2.3")).see(&["ipv4.src", "ipv6.src"]),
    term("dotted decimal", "点分十进制记法", &["点分十进制", "dotted-decimal notation"], text(
        "four octets as decimal numbers with dots: 192.0.2.1",
        "四个字节写成十进制数，以点分隔：192.0.2.1",
    ), Source::Rfc(1166, "")),
    term("prefix", "网络前缀", &["网络号", "网络部分", "network prefix", "network part"], text(
        "the leading bits that all addresses of a network share, written with their number: 192.0.2.0/24",
        "同一网络中所有地址共同的前若干位，连同位数书写：192.0.2.0/24",
    ), CIDR).see(&["longest prefix match"]),
    term("prefix length", "前缀长度", &[], text(
        "how many bits the prefix has: the number behind the slash",
        "前缀的位数，即斜线后的数",
    ), CIDR),
    term("host part", "主机号", &["主机部分", "host identifier"], text(
        "the bits behind the prefix; all zeros name the network, all ones its broadcast",
        "前缀之后的各位；全 0 表示网络本身，全 1 表示其广播地址",
    ), Source::Rfc(1122, "3.2.1.3")),
    term("subnet", "子网", &["子网络", "网段", "subnetwork"], text(
        "a network with a prefix of its own inside a larger one; a matter of addresses, while a broadcast domain is one of links",
        "较大网络中有自己前缀的一部分；它是地址的划分，广播域则是链路的范围",
    ), Source::Rfc(950, "")).see(&["subnet mask", "broadcast domain"]),
    term("subnet mask", "子网掩码", &["地址掩码", "mask", "掩码", "netmask", "address mask"], text(
        "ones where the prefix is, zeros where the host part is; each host has its own setting, and none travels in IP or ARP packets",
        "前缀对应各位为 1，主机号为 0；各主机自行配置，不随 IP 数据报或 ARP 分组传送",
    ), Source::Rfc(950, "")).see(&["bitwise AND"]),
    term("wildcard mask", "通配符掩码", &["反掩码"], text(
        "the mask turned around: ones where bits do not matter; access lists and OSPF settings use it",
        "与子网掩码相反：不关心的位为 1；用于访问控制列表和 OSPF 配置",
    ), Source::Book("Cisco IOS")),
    term("bitwise AND", "逐位“与”运算", &["按位与", "AND", "与运算", "逐位与"], text(
        "bit by bit 1 only where both are 1: address AND mask gives the network; two hosts share a link in a host's view if its mask gives the same for both",
        "逐位比较，两者都为 1 才为 1：地址“与”掩码得到网络地址；一台主机用自己的掩码判断对方是否在本网络",
    ), Source::Rfc(1122, "3.3.1")),
    term("CIDR", "无分类编址", &["无分类编址 CIDR", "无类域间路由", "classless inter-domain routing"], text(
        "prefixes of any length instead of classes",
        "以任意长度的前缀代替分类地址",
    ), Source::Rfc(4632, "")),
    term("address block", "地址块", &["CIDR block", "CIDR 地址块"], text(
        "all addresses with one prefix: a /24 has 256",
        "前缀相同的全部地址：/24 有 256 个",
    ), CIDR),
    term("VLSM", "变长子网掩码", &["可变长子网掩码", "variable length subnet mask"], text(
        "subnets of different sizes in one network, each with its own prefix length",
        "同一网络中大小不同的子网，各有自己的前缀长度",
    ), Source::Rfc(1878, "")),
    term("route aggregation", "路由聚合", &["超网", "汇总", "路由汇总", "supernet", "summarization"], text(
        "several routes told as one with a shorter prefix",
        "把多条路由合并为前缀较短的一条",
    ), Source::Rfc(4632, "")),
    term("classful addressing", "分类编址", &["有类", "分类地址", "classful", "A 类地址"], text(
        "until 1993 the first bits of an address fixed its prefix length: A /8, B /16, C /24; history",
        "1993 年以前由地址的前几位决定前缀长度：A 类 /8、B 类 /16、C 类 /24；已成历史",
    ), Source::Rfc(4632, "")),
    term("network address", "网络地址", &[], text(
        "the prefix with a host part of zeros: the network itself, no host",
        "主机号为全 0 的地址：表示网络本身，不是主机",
    ), Source::Rfc(1122, "3.2.1.3")),
    term("directed broadcast", "定向广播地址", &["广播地址", "broadcast address", "directed broadcast address"], text(
        "the prefix with a host part of ones: all hosts of that network; routers drop it unless told otherwise",
        "主机号为全 1 的地址：该网络的所有主机；路由器默认丢弃",
    ), Source::Rfc(2644, "")),
    term("limited broadcast", "受限广播地址", &["255.255.255.255", "limited broadcast address"], text(
        "255.255.255.255: all hosts on this link; no router passes it on",
        "255.255.255.255：本链路上的所有主机；路由器不转发",
    ), Source::Rfc(1122, "3.2.1.3")),
    term("loopback", "环回", &["回环", "回送", "环回地址", "127.0.0.1", "loopback address"], text(
        "127.0.0.0/8 and ::1: to oneself; such packets never leave the host",
        "127.0.0.0/8 和 ::1：发给自己；这种分组从不离开主机",
    ), Source::Rfc(1122, "3.2.1.3")),
    term("link-local address", "链路本地地址", &["链路本地", "link-local", "169.254.0.0/16", "fe80::/10"], text(
        "169.254.0.0/16 and fe80::/10: good on one link only, never routed",
        "169.254.0.0/16 和 fe80::/10：只在一条链路上有效，不被路由",
    ), Source::Rfc(3927, "")),
    term("private address", "专用地址", &["私有地址", "私网地址", "private", "私有"], text(
        "10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16: anyone may use them, so they are not unique and not routed on the Internet",
        "10.0.0.0/8、172.16.0.0/12、192.168.0.0/16：谁都可以用，因此不唯一，也不在互联网上路由",
    ), Source::Rfc(1918, "3")).see(&["NAT"]),
    term("special-purpose address", "特殊用途地址", &["特殊地址", "special-purpose"], text(
        "addresses with a use of their own that IANA lists: loopback, private, documentation; 0.0.0.0 and 255.255.255.255 are no host's",
        "IANA 列出的有专门用途的地址：环回、专用、文档示例；0.0.0.0 和 255.255.255.255 不属于任何主机",
    ), Source::Rfc(6890, "")),
    term("anycast", "任播", &["泛播", "选播"], text(
        "one address at many places: routing leads to a near one; most root servers work so",
        "同一地址设在多处，路由把分组送到较近的一处；多数根服务器如此",
    ), Source::Rfc(4786, "")).see(&["root-servers"]),
    term("routing table", "路由表", &["转发表", "forwarding table"], text(
        "prefixes and where to send what they fit: a next hop or an interface",
        "前缀及相应的去向：下一跳或接口",
    ), Source::Rfc(1812, "5.2.4")).see(&["longest prefix match"]),
    term("next hop", "下一跳", &[], text(
        "the neighbour that a packet is handed to; the frame bears its MAC address, the packet keeps the destination's IP address",
        "分组要交给的相邻节点；帧上写它的 MAC 地址，分组中仍是目的主机的 IP 地址",
    ), Source::Rfc(1812, "5.2.4")),
    term("default route", "默认路由", &["缺省路由", "0.0.0.0/0"], text(
        "the prefix of length zero: it fits everything, and so is taken last",
        "长度为 0 的前缀：与一切匹配，因此最后才选用",
    ), Source::Rfc(1812, "5.2.4")),
    term("longest prefix match", "最长前缀匹配", &["最长匹配", "longest match"], text(
        "of all routes that fit, the one with the longest prefix is taken",
        "在所有匹配的路由中，选取前缀最长的",
    ), Source::Rfc(1812, "5.2.4.3")),
    term("time to live", "生存时间", &["TTL"], text(
        "how many routers a packet may still pass: each takes one off and drops it at zero; hops are counted, not seconds (Hop Limit in IPv6)",
        "分组还能经过的路由器数：每个路由器减 1，减到 0 就丢弃；计的是跳数而不是秒（IPv6 称跳数限制）",
    ), Source::Rfc(1812, "5.3.1")).see(&["ipv4.ttl", "ipv6.hop_limit"]),
    term("hop limit", "跳数限制", &["hop count"], text(
        "IPv6's name for what IPv4 calls time to live",
        "IPv6 中与 IPv4 生存时间相当的字段",
    ), Source::Rfc(8200, "3")).see(&["ipv6.hop_limit"]),
    term("MTU", "最大传送单元", &["最大传输单元", "maximum transmission unit"], text(
        "the largest packet that a link carries in one frame: 1500 octets on Ethernet",
        "一条链路的一个帧能携带的最大分组：以太网为 1500 字节",
    ), Source::Rfc(1122, "1.3.3")),
    term("fragmentation", "分片", &["分块", "fragment", "fragmentation offset"], text(
        "IP cuts a datagram that is too long for the next link; Ethernet never does, and in IPv6 only the source may",
        "IP 把超过下一条链路最大传送单元的数据报切开；以太网从不这样做，IPv6 中只有源主机可以分片",
    ), Source::Rfc(791, "3.2")).see(&["ipv4.fragment_offset", "reassembly"]),
    term("fragment of a datagram", "数据报片", &["IP fragment"], text(
        "one piece of a fragmented datagram, itself a datagram with its own header",
        "分片得到的一块，本身也是有首部的数据报",
    ), Source::Rfc(791, "3.2")),
    term("fragment offset", "片偏移", &[], text(
        "where a fragment's data belongs, in units of 8 octets",
        "数据报片的数据在原数据报中的位置，以 8 字节为单位",
    ), Source::Rfc(791, "3.1")).see(&["ipv4.fragment_offset"]),
    term("reassembly", "重装", &["重组"], text(
        "putting fragments together again: only the destination does it",
        "把数据报片拼回原数据报：只在目的主机进行",
    ), Source::Rfc(791, "3.2")),
    term("path MTU discovery", "路径 MTU 发现", &["PMTUD", "path MTU"], text(
        "finding the smallest MTU of the way by sending what may not be fragmented and heeding the ICMP messages",
        "发送不许分片的分组，根据 ICMP 报文得知沿途最小的最大传送单元",
    ), Source::Rfc(1191, "")),
    term("ICMP error message", "ICMP 差错报告报文", &["差错报告报文", "终点不可达", "时间超过", "超时报文"], text(
        "tells the source why its datagram was dropped, quoting its beginning; it mends nothing itself",
        "告诉源主机其数据报为何被丢弃，并引用其开头部分；本身不纠正任何差错",
    ), Source::Rfc(1122, "3.2.2")).see(&["icmp", "icmpv6"]),
    term("echo request and reply", "回送请求和回答", &["回送请求", "回送回答", "ping", "echo"], text(
        "ICMP's question that is sent back as it came: ping",
        "原样送回的 ICMP 询问：ping 使用",
    ), Source::Rfc(792, "")).see(&["icmp"]),
    term("IGMP", "网际组管理协议", &["互联网组管理协议", "internet group management protocol"], text(
        "hosts tell the routers on their link which multicast groups they want",
        "主机告诉本链路的路由器自己要加入哪些多播组",
    ), Source::Rfc(9776, "")),
    term("NAT", "网络地址转换", &["地址翻译", "network address translation"], text(
        "a router puts other addresses into passing packets, so that private addresses reach the Internet",
        "路由器改写经过分组的地址，使专用地址能访问互联网",
    ), Source::Rfc(3022, "2")).see(&["private address", "NAPT"]),
    term("NAPT", "网络地址与端口号转换", &["PAT", "network address and port translation"], text(
        "NAT that changes ports too, so that many hosts share one address",
        "同时转换端口号的网络地址转换，使多台主机共用一个地址",
    ), Source::Rfc(3022, "2.2")),
    term("Internet", "互联网", &["因特网", "the internet"], text(
        "the one worldwide network of networks that speaks IP; an internet is any networks joined by routers",
        "全世界使用 IP 互相连接的那一个网络（因特网）；由路由器连接的任何网络称互连网",
    ), USERS),
    term("internetwork", "互连网", &["an internet"], text(
        "networks that routers join into one; the Internet is the largest",
        "由路由器连接起来的若干网络；最大的一个是互联网",
    ), USERS),
];
