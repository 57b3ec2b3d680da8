//! What an ICMP message may break.

use super::super::{IPV4, ipv4};
use super::codes::TYPES;
use super::{CODE, HEADER, ICMP, MTU, QUOTES, TYPE};
use crate::say;
use crate::spec::{Finding, Report, Rule, Said, Severity, Source, Stack, text};

static ERROR_FORBIDDEN: Rule = Rule {
    id: "icmp-error-forbidden",
    severity: Severity::Error,
    means: text(
        "no error is reported about an ICMP error, about a datagram to many, or about a fragment other than the first",
        "不得对 ICMP 差错报文、发往多播或广播地址的数据报、非第一片的数据报片报告差错",
    ),
    source: Source::Rfc(1122, "3.2.2"),
    advice: text(
        "otherwise errors breed errors: the sender of this one is broken, or it is forged",
        "否则差错会引发更多差错：发送方实现有误，或该报文是伪造的",
    ),
};

static QUOTE_SHORT: Rule = Rule {
    id: "icmp-quote-short",
    severity: Severity::Error,
    means: text(
        "an error message quotes the header of the datagram and at least 8 octets of its data",
        "差错报文要附上出错数据报的首部和至少 8 字节数据",
    ),
    source: Source::Rfc(1122, "3.2.2"),
    advice: text(
        "without the ports nobody knows which program the message is for: it is dropped",
        "没有端口号就无法确定报文与哪个程序有关：将被丢弃",
    ),
};

static REDIRECT: Rule = Rule {
    id: "icmp-redirect",
    severity: Severity::Warning,
    means: text(
        "a redirect changes where the host sends the datagrams of a destination: only a first-hop router may say so",
        "改变路由报文会改变主机向某目的地发送数据报的路径：只有第一跳路由器可以发送",
    ),
    source: Source::Rfc(1122, "3.2.2.2"),
    advice: text(
        "see that it is the host's own router; forged ones lead traffic through an attacker",
        "确认它来自主机自己的路由器；伪造的报文会把流量引向攻击者",
    ),
};

static SOURCE_QUENCH: Rule = Rule {
    id: "icmp-source-quench",
    severity: Severity::Warning,
    means: text(
        "source quench is deprecated: nobody sends it, and hosts ignore it",
        "源点抑制报文已弃用：不得发送，主机应忽略",
    ),
    source: Source::Rfc(6633, "3"),
    advice: text(
        "congestion is seen by loss and by ECN; a quench today is mostly forged",
        "如今通过丢失和 ECN 发现拥塞；现在出现的源点抑制报文多为伪造",
    ),
};

static DEPRECATED: Rule = Rule {
    id: "icmp-deprecated",
    severity: Severity::Info,
    means: text("this type of message is deprecated", "该类型的报文已弃用"),
    source: Source::Rfc(6918, "2"),
    advice: text("hosts of today do not answer", "如今的主机不会应答"),
};

static MTU_ZERO: Rule = Rule {
    id: "icmp-mtu-zero",
    severity: Severity::Info,
    means: text(
        "a next-hop MTU of 0 comes from a router older than path MTU discovery: the sender has to guess",
        "下一跳 MTU 为 0，说明路由器早于路径 MTU 发现：发送方只能猜测",
    ),
    source: Source::Rfc(1191, "5"),
    advice: text("tries 1492, 1006, 508 and so on", "依次尝试 1492、1006、508 等"),
};

static MTU_SMALL: Rule = Rule {
    id: "icmp-mtu-small",
    severity: Severity::Warning,
    means: text(
        "every link carries 68 octets: a path MTU is never taken to be less",
        "任何链路都能承载 68 字节：路径 MTU 不会低于此值",
    ),
    source: Source::Rfc(1191, "3"),
    advice: text(
        "ignored by hosts; forged to make connections crawl",
        "主机会忽略；可能是伪造的，企图使连接变慢",
    ),
};

/// All of them.
pub static RULES: &[&Rule] =
    &[&ERROR_FORBIDDEN, &QUOTE_SHORT, &REDIRECT, &SOURCE_QUENCH, &DEPRECATED, &MTU_ZERO, &MTU_SMALL];

/// RFC 6918 §2: from Alternate Host Address to SKIP.
const NO_LONGER_USED: &[u64] = &[6, 15, 16, 17, 18, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39];
/// RFC 1191 §3.
const LEAST_MTU: u64 = 68;
/// RFC 1122 §3.2.2: octets of data that an error quotes.
const QUOTED: usize = 8;

/// Tells every rule that message `i` breaks.
pub fn examine(stack: &Stack<'_>, i: usize, pass: &mut dyn FnMut(Finding)) {
    let message = stack.header(i);
    if message.len() < HEADER {
        return;
    }
    let report = &mut Report::new(stack, i, pass);
    let kind = TYPE.of(message);
    let named = || -> Said {
        let name = TYPES.entry(kind).map_or("?", |entry| entry.name);
        say!(en: "type {kind}, {name}", zh: "类型 {kind}：{name}", kind = kind, name = name)
    };
    match kind {
        3 if CODE.of(message) == 4 => {
            let mtu = MTU.of(message);
            if mtu < LEAST_MTU {
                let rule = if mtu == 0 { &MTU_ZERO } else { &MTU_SMALL };
                report.field(
                    rule,
                    MTU,
                    say!(en: "Next-Hop MTU is {mtu}", zh: "下一跳 MTU 为 {mtu}", mtu = mtu),
                );
            }
        }
        4 => report.field(&SOURCE_QUENCH, TYPE, named()),
        5 => report.field(&REDIRECT, TYPE, named()),
        _ if NO_LONGER_USED.contains(&kind) => report.field(&DEPRECATED, TYPE, named()),
        _ => (),
    }
    if QUOTES.contains(&kind) {
        quotation(stack, i, report);
    }
}

/// Judges the datagram that error `i` quotes.
fn quotation(stack: &Stack<'_>, i: usize, report: &mut Report<'_>) {
    let Some(about) = stack.above(i).next().filter(|about| stack.is(*about, &IPV4)) else { return };
    let header = stack.header(about);
    let octets = stack.layers[about].start..stack.layers[about].end;
    if let Some(group) = ipv4::group(header) {
        let said =
            say!(en: "it is about a datagram to {group}", zh: "它针对发往 {group} 的数据报", group = group);
        report.octets(&ERROR_FORBIDDEN, octets.clone(), said);
    } else if ipv4::is_later_fragment(header) {
        let said = say!(en: "it is about a later fragment", zh: "它针对非第一片的数据报片");
        report.octets(&ERROR_FORBIDDEN, octets.clone(), said);
    } else if let Some(kind) = stack
        .above(about)
        .find(|inner| stack.is(*inner, &ICMP))
        .and_then(|inner| TYPE.read(stack.header(inner)))
        .filter(|kind| QUOTES.contains(kind))
    {
        let said = say!(en: "it is about an ICMP error of type {kind}", zh: "它针对类型为 {kind} 的 ICMP 差错报文", kind = kind);
        report.octets(&ERROR_FORBIDDEN, octets.clone(), said);
    }
    let quoted = stack.payload(about).len();
    let data = ipv4::data_octets(header);
    if quoted < QUOTED && quoted < data && stack.is_whole(i) && !stack.is_cut(i) {
        let said = say!(
            en: "{quoted} octets of data are quoted, of {data}", zh: "只附上了 {data} 字节数据中的 {quoted} 字节", quoted = quoted, data = data
        );
        report.octets(&QUOTE_SHORT, octets, said);
    }
}
