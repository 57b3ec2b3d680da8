//! The exercises: one file a topic. [`ALL`] is the only list of topics.

mod arp;
mod bits;
mod client_server;
mod crc;
mod delay;
mod dhcp;
mod dns;
mod ethernet;
mod fragments;
mod framing;
mod http;
mod icmp;
mod ipv4;
mod ipv6;
mod layers;
mod mac;
mod nat;
mod routing;
mod sockets;
mod subnet;
mod switching;
mod tcp;
mod udp;
mod vlsm;

use super::Topic;
use crate::spec::text;

/// Every topic, in the order of the course.
#[rustfmt::skip]
pub static ALL: &[Topic] = &[
    Topic { key: "layers", title: text("Layers", "分层"), exercises: layers::EXERCISES },
    Topic { key: "bits", title: text("Bits on the wire", "线路上的比特"), exercises: bits::EXERCISES },
    Topic { key: "ethernet", title: text("Ethernet", "以太网"), exercises: ethernet::EXERCISES },
    Topic { key: "mac", title: text("MAC addresses", "MAC 地址"), exercises: mac::EXERCISES },
    Topic { key: "ipv4", title: text("IPv4 and the AND", "IPv4 与“与”运算"), exercises: ipv4::EXERCISES },
    Topic { key: "subnet", title: text("Subnets", "子网"), exercises: subnet::EXERCISES },
    Topic { key: "vlsm", title: text("Subnets by need (VLSM)", "按需划分子网（VLSM）"), exercises: vlsm::EXERCISES },
    Topic { key: "fragments", title: text("Fragments", "数据报分片"), exercises: fragments::EXERCISES },
    Topic { key: "icmp", title: text("TTL and ICMP", "TTL 与 ICMP"), exercises: icmp::EXERCISES },
    Topic { key: "arp", title: text("ARP", "ARP 地址解析"), exercises: arp::EXERCISES },
    Topic { key: "switching", title: text("Hubs and switches", "集线器与交换机"), exercises: switching::EXERCISES },
    Topic { key: "routing", title: text("Gateways and routes", "网关与路由"), exercises: routing::EXERCISES },
    Topic { key: "udp", title: text("Ports and UDP", "端口与 UDP"), exercises: udp::EXERCISES },
    Topic { key: "tcp", title: text("TCP", "TCP 传输控制"), exercises: tcp::EXERCISES },
    Topic { key: "dhcp", title: text("DHCP", "DHCP 动态主机配置"), exercises: dhcp::EXERCISES },
    Topic { key: "dns", title: text("DNS", "DNS 域名系统"), exercises: dns::EXERCISES },
    Topic { key: "http", title: text("HTTP", "HTTP 超文本传送"), exercises: http::EXERCISES },
    Topic { key: "client-server", title: text("Clients, servers and browsers", "C/S 与 B/S"), exercises: client_server::EXERCISES },
    Topic { key: "delay", title: text("Delay and throughput", "时延与吞吐量"), exercises: delay::EXERCISES },
    Topic { key: "crc", title: text("CRC and checksums", "CRC 与检验和"), exercises: crc::EXERCISES },
    Topic { key: "sockets", title: text("Sockets", "套接字"), exercises: sockets::EXERCISES },
    Topic { key: "framing", title: text("Messages in a stream", "字节流中的消息"), exercises: framing::EXERCISES },
    Topic { key: "ipv6", title: text("IPv6", "IPv6 协议"), exercises: ipv6::EXERCISES },
    Topic { key: "nat", title: text("NAT", "NAT 网络地址转换"), exercises: nat::EXERCISES },
];
