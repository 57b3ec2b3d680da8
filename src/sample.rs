//! The sample frames built into netlab: made by `tests/samples/make.py`, valid to the bit, witnessed by tshark.
//!
//! Ethernet frames are as a station receives them, without the FCS and padded to at least 60 octets
//! (only the sample `fcs` has its FCS). The stations, names and addresses are described in `make.py`.

use crate::spec::{Text, text};

/// When the first frame of every sample counts as captured, in seconds since 1970-01-01 UTC: a fixed moment, so that
/// the same command prints the same page every day. 2020-07-28T00:37:23Z.
pub const EPOCH: u64 = 1_595_896_643;

/// One or more frames that belong together.
pub struct Sample {
    /// The word by which the user asks for it.
    pub name: &'static str,
    /// What it shows, at most 60 columns in English.
    pub title: Text,
    /// The LINKTYPE number of its frames; 1 is Ethernet.
    pub link: u32,
    /// `# comment`, `@ seconds [length on the wire]` before each frame, then its octets in hexadecimal.
    hex: &'static str,
}

/// One captured frame of a sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleFrame {
    /// Microseconds since the sample's first frame.
    pub micros: u64,
    /// Octets on the wire; more than there are `octets` where a snap length cut the frame.
    pub original: u32,
    /// The octets captured.
    pub octets: Vec<u8>,
}

impl Sample {
    /// The frames in the order of their capture.
    pub fn frames(&self) -> Vec<SampleFrame> {
        let mut frames: Vec<SampleFrame> = Vec::new();
        for line in self.hex.lines().filter(|line| !line.starts_with('#')) {
            if let Some(opening) = line.strip_prefix("@ ") {
                let mut numbers = opening.split([' ', '.']).map(|number| number.parse().unwrap_or(0));
                let (seconds, micros) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
                let original = numbers.next().and_then(|length| u32::try_from(length).ok());
                let micros = seconds * 1_000_000 + micros;
                frames.push(SampleFrame { micros, original: original.unwrap_or(0), octets: Vec::new() });
            } else if let Some(frame) = frames.last_mut() {
                frame.octets.extend(line.split(' ').filter_map(|octet| u8::from_str_radix(octet, 16).ok()));
            }
        }
        for frame in &mut frames {
            frame.original = frame.original.max(frame.octets.len() as u32);
        }
        frames
    }
}

/// The sample of that name.
pub fn find(name: &str) -> Option<&'static Sample> {
    SAMPLES.iter().find(|sample| sample.name == name)
}

macro_rules! sample {
    ($name:literal, $link:literal, $en:literal, $zh:literal) => {
        Sample {
            name: $name,
            title: text($en, $zh),
            link: $link,
            hex: include_str!(concat!("sample/", $name, ".hex")),
        }
    };
}

/// Every sample, in the order of a course from the link up; the first is shown when none is named.
#[rustfmt::skip]
pub static SAMPLES: &[Sample] = &[
    sample!("arp-request", 1, "ARP request: 172.16.10.10 asks who has 172.16.10.11", "ARP 请求分组：172.16.10.10 询问谁有 172.16.10.11"),
    sample!("arp-reply", 1, "ARP reply: 172.16.10.11 tells its MAC address", "ARP 响应分组：172.16.10.11 告知自己的 MAC 地址"),
    sample!("arp-probe", 1, "ARP probe: is 172.16.10.10 in use already?", "ARP 探测：172.16.10.10 是否已被使用"),
    sample!("arp-announcement", 1, "ARP announcement: 172.16.10.10 is mine", "ARP 通告：宣布自己使用 172.16.10.10"),
    sample!("fcs", 1, "ARP reply with its frame check sequence, 64 octets", "带帧检验序列 FCS 的 ARP 响应，共 64 字节"),
    sample!("vlan", 1, "802.1Q tag: VLAN 7, priority 3, with an ARP request", "802.1Q 标签：VLAN 7，优先级 3，载有 ARP 请求分组"),
    sample!("qinq", 1, "802.1ad: two VLAN tags, 100 outside and 7 inside", "802.1ad：两层 VLAN 标签，外层 100，内层 7"),
    sample!("llc-stp", 1, "802.3 length, LLC and a spanning tree BPDU", "802.3 长度字段、LLC 与生成树协议的 BPDU"),
    sample!("rstp", 1, "Rapid spanning tree BPDU", "快速生成树协议的 BPDU"),
    sample!("llc-snap", 1, "IPv4 behind an 802.3 length, LLC and SNAP", "802.3 长度字段、LLC 与 SNAP 之后的 IPv4 数据报"),
    sample!("raw-ipv4", 101, "IPv4 without a link layer, as on a tunnel interface", "没有链路层首部的 IPv4 数据报，如隧道接口所见"),
    sample!("null-loopback", 0, "BSD loopback: four octets of address family, then IPv4", "BSD 环回接口：4 字节地址族，其后是 IPv4 数据报"),
    sample!("sll", 113, "Linux cooked capture: ping on the interface any", "Linux cooked 捕获格式：在 any 接口上抓到的 ping"),
    sample!("sll2", 276, "Linux cooked capture, version 2: ping, interface 2", "Linux cooked 捕获格式第 2 版：接口 2 上的 ping"),
    sample!("udp", 1, "UDP datagram: 16 octets to port 9999", "UDP 用户数据报：发往端口 9999 的 16 字节"),
    sample!("tcp-syn", 1, "TCP SYN with the usual options", "TCP SYN 报文段，带常见选项"),
    sample!("tcp-handshake", 1, "TCP three-way handshake", "TCP 三次握手"),
    sample!("tcp-data", 1, "TCP segment with 16 octets, and its acknowledgment", "载有 16 字节的 TCP 报文段及其确认"),
    sample!("tcp-close", 1, "TCP connection closed with four segments", "TCP 连接释放：四个报文段（四次挥手）"),
    sample!("tcp-session", 1, "TCP connection with an HTTP exchange, open to close", "一个完整的 TCP 连接：建立、HTTP 请求与响应、释放"),
    sample!("icmp-echo", 1, "ping: ICMP echo request and reply", "ping：ICMP 回送请求与回送回答"),
    sample!("icmp-unreachable", 1, "ICMP port unreachable, quoting the UDP datagram", "ICMP 端口不可达，附有出错的 UDP 用户数据报"),
    sample!("icmp-frag-needed", 1, "ICMP fragmentation needed: next-hop MTU 1400", "ICMP 需要分片但 DF 已置位：下一跳 MTU 为 1400"),
    sample!("icmp-time-exceeded", 1, "ICMP time exceeded, as traceroute gets it", "ICMP 时间超过，traceroute 收到的就是它"),
    sample!("icmp-extensions", 1, "ICMP time exceeded with an MPLS label (RFC 4884)", "ICMP 时间超过，扩展部分带 MPLS 标签（RFC 4884）"),
    sample!("ipv4-options", 1, "IPv4 record route, router alert and timestamp options", "IPv4 选项：记录路由、路由器警示、时间戳"),
    sample!("ipv4-fragments", 1, "UDP datagram in three IPv4 fragments (MTU 576)", "分为三个 IPv4 数据报片的 UDP 用户数据报（MTU 576）"),
    sample!("igmp-query", 1, "IGMPv3 general query", "IGMPv3 通用查询报文"),
    sample!("igmpv3-report", 1, "IGMPv3 report with two group records", "IGMPv3 成员报告报文，含两条组记录"),
    sample!("ipip", 1, "IPv4 in IPv4: a ping through a tunnel", "IPv4 中的 IPv4：穿过隧道的 ping"),
    sample!("6in4", 1, "IPv6 in IPv4: a ping through a tunnel", "IPv4 中的 IPv6：穿过隧道的 ping"),
    sample!("ipv6-nd", 1, "IPv6 neighbour solicitation and advertisement", "IPv6 邻站请求与邻站通告"),
    sample!("ipv6-ra", 1, "IPv6 router solicitation and advertisement", "IPv6 路由器请求与路由器通告"),
    sample!("ipv6-echo", 1, "ping over IPv6: ICMPv6 echo request and reply", "IPv6 上的 ping：ICMPv6 回送请求与回送回答"),
    sample!("ipv6-extensions", 1, "IPv6 with four extension headers, then UDP", "带四个扩展首部的 IPv6 分组，其后是 UDP"),
    sample!("mld", 1, "MLDv2 report: joining two IPv6 multicast groups", "MLDv2 报告报文：加入两个 IPv6 多播组"),
    sample!("dhcp", 1, "DHCP: discover, offer, request, ack", "DHCP 的四个报文：发现、提供、请求、确认"),
    sample!("dhcp-discover", 1, "DHCP discover: a new host asks for any server", "DHCP 发现报文：新主机寻找服务器"),
    sample!("dhcp-offer", 1, "DHCP offer: 172.16.10.10 for one day", "DHCP 提供报文：172.16.10.10，租用期一天"),
    sample!("dhcp-request", 1, "DHCP request: the host takes the offer", "DHCP 请求报文：主机接受所提供的地址"),
    sample!("dhcp-ack", 1, "DHCP ack: the server confirms the lease", "DHCP 确认报文：服务器确认租用"),
    sample!("dns-query", 1, "DNS query: the address of www.example.com", "DNS 查询报文：www.example.com 的地址"),
    sample!("dns-response", 1, "DNS response with compressed names", "DNS 响应报文，域名经过压缩"),
    sample!("dns-tcp", 1, "DNS over TCP: a length before each message", "TCP 上的 DNS：每个报文前有长度前缀"),
    sample!("dns-records", 1, "DNS response with eleven types of record", "含十一种资源记录的 DNS 响应报文"),
    sample!("mdns", 1, "Multicast DNS: who is a printer here?", "多播 DNS：询问本地链路上有哪些打印机"),
    sample!("http-request", 1, "HTTP request: GET /", "HTTP 请求报文：GET /"),
    sample!("http-response", 1, "HTTP response: 200 OK", "HTTP 响应报文：200 OK"),
    sample!("tls-client-hello", 1, "TLS 1.3 ClientHello for www.example.com", "TLS 1.3 ClientHello，访问 www.example.com"),
    sample!("bad-checksum", 1, "Broken: wrong IPv4 header checksum", "错误示例：IPv4 首部检验和不对"),
    sample!("bad-udp-checksum", 1, "Broken: one bit of the UDP data changed on the way", "错误示例：UDP 数据在途中有一个比特出错"),
    sample!("bad-padding", 1, "Broken: padding that leaks old memory", "错误示例：填充字节泄露了内存中的旧内容"),
    sample!("bad-length", 1, "Broken: IPv4 total length beyond the frame's end", "错误示例：IPv4 总长度超出帧的末尾"),
    sample!("truncated", 1, "Cut: snap length 64, frames of 98 octets", "截断：捕获长度 64，帧长 98 字节"),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_line_of_every_sample_is_read() {
        for sample in SAMPLES {
            let lines = || sample.hex.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
            let frames = sample.frames();
            assert_eq!(
                frames.len(),
                lines().filter(|line| line.starts_with("@ ")).count(),
                "{}",
                sample.name
            );
            let written: String =
                lines().filter(|line| !line.starts_with('@')).flat_map(|line| line.split(' ')).collect();
            let read: String =
                frames.iter().flat_map(|frame| &frame.octets).map(|octet| format!("{octet:02x}")).collect();
            assert_eq!(read, written, "{}", sample.name);
            assert!(frames.first().is_some_and(|frame| frame.micros == 0), "{}", sample.name);
            assert!(frames.is_sorted_by_key(|frame| frame.micros), "{}", sample.name);
            for frame in frames {
                assert!(
                    frame.octets.len() <= frame.original as usize && !frame.octets.is_empty(),
                    "{}",
                    sample.name
                );
            }
        }
    }

    #[test]
    fn a_frame_has_its_time_and_its_length_on_the_wire() {
        let reply = find("truncated").and_then(|sample| sample.frames().pop());
        let reply = reply.map(|frame| (frame.micros, frame.original, frame.octets.len()));
        assert_eq!(reply, Some((207, 98, 64)));
    }

    #[test]
    fn names_differ_and_titles_fit_a_table() {
        let names: HashSet<&str> = SAMPLES.iter().map(|sample| sample.name).collect();
        assert_eq!(names.len(), SAMPLES.len());
        for sample in SAMPLES {
            assert!(sample.title.en.len() <= 60, "{}: {}", sample.name, sample.title.en);
        }
    }

    #[test]
    fn the_default_is_the_arp_request() {
        assert_eq!(SAMPLES.first().map(|sample| sample.name), Some("arp-request"));
        assert!(find("no-such-sample").is_none());
    }
}
