//! What a UDP datagram may break.

use super::super::ip::{SURPLUS, ip_below, is_too_long};
use super::super::{IPV4, IPV6};
use super::{CHECKSUM, DST_PORT, HEADER, LENGTH, SRC_PORT};
use crate::say;
use crate::spec::{Finding, Report, Rule, Severity, Source, Stack, text};

static LENGTH_BELOW_HEADER: Rule = Rule {
    id: "udp-length-below-header",
    severity: Severity::Error,
    means: text("Length counts the header of 8 octets too", "长度包含 8 字节的首部，不得小于 8"),
    source: Source::Rfc(768, ""),
    advice: text(
        "Length = 8 + octets of data; 0 is for jumbograms over IPv6 alone (RFC 2675)",
        "长度 = 8 + 数据字节数；0 只用于 IPv6 的超长分组 (RFC 2675)",
    ),
};

static LENGTH_PAST_END: Rule = Rule {
    id: "udp-length-past-end",
    severity: Severity::Error,
    means: text("Length ends within the IP datagram that carries it", "长度不得超过承载它的 IP 数据报"),
    source: Source::Rfc(768, ""),
    advice: text(
        "one of the two lengths is wrong; receivers drop the datagram",
        "两个长度中有一个不对；接收方会丢弃",
    ),
};

static SURPLUS_AREA: Rule = Rule {
    id: "udp-surplus",
    severity: Severity::Info,
    means: text(
        "octets of the IP datagram behind UDP's Length: receivers pass the data on without them; UDP options may be there",
        "IP 数据报中位于 UDP 长度之后的字节：交付的数据不含它们；可能是 UDP 选项",
    ),
    source: Source::Rfc(9868, ""),
    advice: text(
        "if they are no UDP options, they may be octets smuggled past a filter",
        "若不是 UDP 选项，则可能是企图绕过过滤的数据",
    ),
};

static CHECKSUM_ZERO: Rule = Rule {
    id: "udp-checksum-zero",
    severity: Severity::Info,
    means: text(
        "a checksum of 0 says that the sender made none: over IPv4 it may",
        "检验和为 0 表示发送方没有计算：在 IPv4 上允许这样",
    ),
    source: Source::Rfc(768, ""),
    advice: text(
        "nothing protects the data on its way, unless what it carries does",
        "途中没有任何检验保护数据，除非上层协议自己保护",
    ),
};

static CHECKSUM_ZERO_IPV6: Rule = Rule {
    id: "udp-checksum-zero-ipv6",
    severity: Severity::Error,
    means: text(
        "over IPv6 the checksum is needed, for IPv6 has none of its own: receivers discard 0",
        "在 IPv6 上必须计算检验和，因为 IPv6 自身没有：检验和为 0 的将被丢弃",
    ),
    source: Source::Rfc(8200, "8.1"),
    advice: text(
        "only tunnels may leave it out, on ports agreed for that (RFC 6935, RFC 6936)",
        "只有隧道在为此约定的端口上可以省略 (RFC 6935、RFC 6936)",
    ),
};

static DESTINATION_PORT_ZERO: Rule = Rule {
    id: "udp-destination-port-zero",
    severity: Severity::Warning,
    means: text("port 0 is reserved: no socket can receive there", "端口 0 保留：没有套接字能在其上接收"),
    source: Source::Iana("service names and port numbers"),
    advice: text("a probe, or a program that forgot to set the port", "可能是探测，或程序忘记设置端口"),
};

static SOURCE_PORT_ZERO: Rule = Rule {
    id: "udp-source-port-zero",
    severity: Severity::Info,
    means: text("a source port of 0 says that no answer is wanted", "源端口为 0 表示不需要应答"),
    source: Source::Rfc(768, ""),
    advice: text("firewalls often drop such datagrams", "防火墙常会丢弃这种用户数据报"),
};

/// All of them.
pub static RULES: &[&Rule] = &[
    &LENGTH_BELOW_HEADER,
    &LENGTH_PAST_END,
    &SURPLUS_AREA,
    &CHECKSUM_ZERO,
    &CHECKSUM_ZERO_IPV6,
    &DESTINATION_PORT_ZERO,
    &SOURCE_PORT_ZERO,
];

/// RFC 2675 §4: from this many octets on Length cannot say it, and is 0.
const JUMBO: usize = 0x1_0000;

/// Tells every rule that datagram `i` breaks.
pub fn examine(stack: &Stack<'_>, i: usize, pass: &mut dyn FnMut(Finding)) {
    let header = stack.header(i);
    if header.len() < HEADER {
        return;
    }
    let report = &mut Report::new(stack, i, pass);
    if DST_PORT.of(header) == 0 {
        let said = say!(en: "the destination port is 0", zh: "目的端口为 0");
        report.field(&DESTINATION_PORT_ZERO, DST_PORT, said);
    }
    if SRC_PORT.of(header) == 0 {
        report.field(&SOURCE_PORT_ZERO, SRC_PORT, say!(en: "the source port is 0", zh: "源端口为 0"));
    }
    let (length, have) = (LENGTH.of(header), stack.bytes(i).len());
    let ip = ip_below(stack, i);
    let is_over = |protocol| ip.is_some_and(|ip| stack.is(ip, protocol));
    let is_jumbo = length == 0 && is_over(&IPV6) && have >= JUMBO;
    if length < HEADER as u64 && !is_jumbo {
        let said = say!(en: "Length is {length}", zh: "长度为 {length}", length = length);
        report.field(&LENGTH_BELOW_HEADER, LENGTH, said);
    } else if is_too_long(stack, i) {
        let said = say!(
            en: "Length is {length}, but IP carries {have} octets",
            zh: "长度为 {length}，但 IP 只承载了 {have} 字节", length = length, have = have
        );
        report.field(&LENGTH_PAST_END, LENGTH, said);
    } else if let Some(surplus) = stack.below(i).and_then(|below| stack.left_over(below, &SURPLUS)) {
        let said = say!(
            en: "{octets} octets behind Length {length}", zh: "长度 {length} 之后还有 {octets} 字节",
            octets = surplus.len(), length = length
        );
        report.octets(&SURPLUS_AREA, surplus, said);
    }
    if CHECKSUM.of(header) == 0 {
        if is_over(&IPV6) {
            let said = say!(en: "Checksum is 0 over IPv6", zh: "在 IPv6 上检验和为 0");
            report.field(&CHECKSUM_ZERO_IPV6, CHECKSUM, said);
        } else if is_over(&IPV4) {
            report.field(
                &CHECKSUM_ZERO,
                CHECKSUM,
                say!(en: "Checksum is 0: none", zh: "检验和为 0：没有计算"),
            );
        }
    }
}
