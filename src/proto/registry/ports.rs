//! Ports of TCP and UDP.

use crate::spec::{Entry, Registry, Source, Text, text};

/// RFC 6335 §6.
const RANGES: &[(u64, u64, Text)] = &[
    (0, 1023, text("a system port", "系统端口（熟知端口）")),
    (1024, 49_151, text("a user port", "用户端口（登记端口）")),
    (49_152, 65_535, text("a dynamic port: nobody's for good", "动态端口（短暂端口）：不固定属于任何人")),
];

/// Ports of TCP.
pub static TCP_PORTS: Registry = Registry {
    key: "tcp-port",
    title: text("TCP ports", "TCP 端口"),
    source: Source::Iana("service names and port numbers"),
    entries: &[Entry::new(80, "http", "http", text("the web", "万维网"), Source::Rfc(9110, "4.2.1"))],
    ranges: RANGES,
};

/// Ports of UDP.
pub static UDP_PORTS: Registry = Registry {
    key: "udp-port",
    title: text("UDP ports", "UDP 端口"),
    source: Source::Iana("service names and port numbers"),
    entries: &[Entry::new(53, "domain", "domain", text("DNS", "域名系统"), Source::Rfc(1035, "4.2.1"))],
    ranges: RANGES,
};
