//! What an ICMPv6 message may break.

use super::super::ip::{carried, ip_below, is_too_long};
use super::super::{IPV6, IPV6_FRAGMENT, ipv6};
use super::neighbor::{SOLICITED, TARGET};
use super::neighbor_options::{OPTION_TYPES, OPTIONS};
use super::{BEFORE, ERROR_CODE, ICMPV6, MESSAGES, MTU, TYPE, is_error};
use crate::say;
use crate::spec::{Finding, Report, Rule, Severity, Shape, Slot, Source, Stack, fixed_octets, shape, text};
use std::net::Ipv6Addr;
use std::ops::Range;

/// RFC 4861: how each Neighbor Discovery message is validated.
const VALIDATION: Source = Source::Rfc(4861, "6.1, 7.1 and 8.1");

static HOP_LIMIT: Rule = Rule {
    id: "icmpv6-nd-hop-limit",
    severity: Severity::Error,
    means: text(
        "a Neighbor Discovery message has Hop Limit 255: less shows that a router passed it on, so that it came from afar",
        "邻站发现报文的跳数限制必须为 255：小于它说明经过了路由器，来自本链路之外",
    ),
    source: VALIDATION,
    advice: text("receivers silently discard it; look for who forged it", "接收方直接丢弃；应查明是谁伪造的"),
};

static ND_CODE: Rule = Rule {
    id: "icmpv6-nd-code",
    severity: Severity::Error,
    means: text("the code of a Neighbor Discovery message is 0", "邻站发现报文的代码必须为 0"),
    source: VALIDATION,
    advice: text("receivers silently discard it", "接收方直接丢弃"),
};

static ND_LENGTH: Rule = Rule {
    id: "icmpv6-nd-length",
    severity: Severity::Error,
    means: text(
        "a Neighbor Discovery message has at least its fixed fields",
        "邻站发现报文至少要包含其固定字段",
    ),
    source: VALIDATION,
    advice: text("receivers silently discard it", "接收方直接丢弃"),
};

static ND_FRAGMENT: Rule = Rule {
    id: "icmpv6-nd-fragment",
    severity: Severity::Error,
    means: text(
        "Neighbor Discovery messages are not sent in fragments: filters could not see them",
        "邻站发现报文不得分片：否则过滤器无法查看",
    ),
    source: Source::Rfc(6980, "5"),
    advice: text(
        "receivers silently ignore it: a way around RA guards",
        "接收方直接忽略：这是绕过 RA 防护的手法",
    ),
};

static ND_OPTION: Rule = Rule {
    id: "icmpv6-nd-option-length",
    severity: Severity::Error,
    means: text(
        "the length of an option, in units of 8 octets, is not 0, and the option ends within the message",
        "选项长度以 8 字节为单位，不得为 0，且选项不得超出报文",
    ),
    source: Source::Rfc(4861, "4.6"),
    advice: text("receivers silently discard the whole message", "接收方直接丢弃整个报文"),
};

static TARGET_GROUP: Rule = Rule {
    id: "icmpv6-nd-target",
    severity: Severity::Error,
    means: text(
        "the target of a Neighbor Solicitation or Advertisement is not a multicast address: groups have no link address to ask for",
        "邻站请求和邻站通告的目标地址不得是多播地址：多播组没有可询问的链路地址",
    ),
    source: Source::Rfc(4861, "7.1"),
    advice: text("receivers silently discard it", "接收方直接丢弃"),
};

static SOLICITED_TO_GROUP: Rule = Rule {
    id: "icmpv6-na-solicited",
    severity: Severity::Error,
    means: text(
        "an advertisement to a group answers nobody: its Solicited flag is 0",
        "发往多播组的邻站通告并非应答：其 S 标志必须为 0",
    ),
    source: Source::Rfc(4861, "7.1.2"),
    advice: text(
        "receivers silently discard it; who forges neighbors often overlooks this",
        "接收方直接丢弃；伪造者常忽略这一点",
    ),
};

static DUPLICATE_PROBE: Rule = Rule {
    id: "icmpv6-dad-probe",
    severity: Severity::Info,
    means: text(
        "duplicate address detection: a solicitation from :: for the address that the sender wants to use",
        "重复地址检测：源地址为 :: 的邻站请求，询问自己想使用的地址",
    ),
    source: Source::Rfc(4862, "5.4.2"),
    advice: text("if anyone answers, the address is in use already", "若有人应答，则该地址已被使用"),
};

static DUPLICATE_DESTINATION: Rule = Rule {
    id: "icmpv6-dad-destination",
    severity: Severity::Error,
    means: text(
        "a solicitation from :: goes to the solicited-node group of its target",
        "源地址为 :: 的邻站请求必须发往被请求结点多播地址",
    ),
    source: Source::Rfc(4861, "7.1.1"),
    advice: text(
        "receivers silently discard it; the group is ff02::1:ff and the last 24 bits of the target",
        "接收方直接丢弃；该组为 ff02::1:ff 加上目标地址的低 24 位",
    ),
};

static LINK_ADDRESS_OF_NOBODY: Rule = Rule {
    id: "icmpv6-nd-unspecified",
    severity: Severity::Error,
    means: text(
        "a solicitation from :: has no Source Link-Layer Address option: there is no address it could belong to",
        "源地址为 :: 的请求不得带有源链路层地址选项：没有与之对应的地址",
    ),
    source: Source::Rfc(4861, "6.1.1 and 7.1.1"),
    advice: text("receivers silently discard it", "接收方直接丢弃"),
};

static ROUTER_SOURCE: Rule = Rule {
    id: "icmpv6-router-source",
    severity: Severity::Error,
    means: text(
        "a router advertises and redirects from its link-local address, by which hosts know it",
        "路由器必须用链路本地地址发送路由器通告和改变路由报文，主机以此识别路由器",
    ),
    source: Source::Rfc(4861, "6.1.2 and 8.1"),
    advice: text("receivers silently discard it", "接收方直接丢弃"),
};

static REDIRECT: Rule = Rule {
    id: "icmpv6-redirect",
    severity: Severity::Warning,
    means: text(
        "a redirect changes where the host sends the packets of a destination: only its first-hop router may say so",
        "改变路由报文会改变主机向某目的地发送分组的路径：只有第一跳路由器可以发送",
    ),
    source: Source::Rfc(4861, "8"),
    advice: text(
        "see that it is the host's own router; forged ones lead traffic through an attacker",
        "确认它来自主机自己的路由器；伪造的报文会把流量引向攻击者",
    ),
};

static MLD_HOP_LIMIT: Rule = Rule {
    id: "icmpv6-mld-hop-limit",
    severity: Severity::Error,
    means: text(
        "a message of Multicast Listener Discovery has Hop Limit 1: it stays on its link",
        "多播听众发现 (MLD) 报文的跳数限制必须为 1：它只留在本链路上",
    ),
    source: Source::Rfc(3810, "5"),
    advice: text("made by hand, or by a stack with a bug", "是人工构造的，或协议栈有错误"),
};

static MTU_SMALL: Rule = Rule {
    id: "icmpv6-mtu-small",
    severity: Severity::Warning,
    means: text(
        "every IPv6 link carries 1,280 octets: a path MTU is never taken to be less",
        "任何 IPv6 链路都能承载 1280 字节：路径 MTU 不会低于此值",
    ),
    source: Source::Rfc(8201, "4"),
    advice: text(
        "hosts discard it; forged to make connections crawl",
        "主机会丢弃；可能是伪造的，企图使连接变慢",
    ),
};

static ERROR_FORBIDDEN: Rule = Rule {
    id: "icmpv6-error-forbidden",
    severity: Severity::Error,
    means: text(
        "no error is reported about an ICMPv6 error, about a redirect, or (with exceptions) about a packet to a group",
        "不得对 ICMPv6 差错报文、改变路由报文以及（除少数例外）发往多播组的分组报告差错",
    ),
    source: Source::Rfc(4443, "2.4"),
    advice: text(
        "otherwise errors breed errors: the sender of this one is broken, or it is forged",
        "否则差错会引发更多差错：发送方实现有误，或该报文是伪造的",
    ),
};

/// All of them.
pub static RULES: &[&Rule] = &[
    &HOP_LIMIT,
    &ND_CODE,
    &ND_LENGTH,
    &ND_FRAGMENT,
    &ND_OPTION,
    &TARGET_GROUP,
    &SOLICITED_TO_GROUP,
    &DUPLICATE_PROBE,
    &DUPLICATE_DESTINATION,
    &LINK_ADDRESS_OF_NOBODY,
    &ROUTER_SOURCE,
    &REDIRECT,
    &MLD_HOP_LIMIT,
    &MTU_SMALL,
    &ERROR_FORBIDDEN,
];

const SHAPE: Shape = shape(&[OPTIONS]);

const PACKET_TOO_BIG: u64 = 2;
const PARAMETER_PROBLEM: u64 = 4;
const ROUTER_ADVERTISEMENT: u64 = 134;
const SOLICITATION: u64 = 135;
const ADVERTISEMENT: u64 = 136;
const REDIRECTION: u64 = 137;

/// The option that tells the link address of the sender.
const SOURCE_LINK_LAYER_ADDRESS: u64 = 1;
/// RFC 4443 §3.4: code 2 of Parameter Problem, an unrecognized option.
const UNRECOGNIZED_OPTION: u64 = 2;
/// RFC 8200 §5.
const LEAST_MTU: u64 = 1280;

/// Tells every rule that message `i` breaks.
pub fn examine(stack: &Stack<'_>, i: usize, pass: &mut dyn FnMut(Finding)) {
    let message = stack.header(i);
    let Some(ip) = ip_below(stack, i).filter(|ip| stack.is(*ip, &IPV6)) else { return };
    let Some(kind) = TYPE.read(message) else { return };
    let report = &mut Report::new(stack, i, pass);
    let hop_limit = |report: &mut Report<'_>, rule, need: u64| {
        let has = ipv6::HOP_LIMIT.of(stack.header(ip));
        if has != need {
            let said = say!(en: "Hop Limit is {has} instead of {need}", zh: "跳数限制为 {has}，应为 {need}", has = has, need = need);
            report.octets(rule, ipv6::HOP_LIMIT.octets(stack.layers[ip].start), said);
        }
    };
    match kind {
        133..=137 => {
            hop_limit(report, &HOP_LIMIT, 255);
            discovery(stack, i, ip, report);
        }
        // RFC 2710 §3 says the same of version 1
        130..=132 | 143 => hop_limit(report, &MLD_HOP_LIMIT, 1),
        PACKET_TOO_BIG => {
            if let Some(mtu) = MTU.read(message).filter(|mtu| *mtu < LEAST_MTU) {
                report.field(&MTU_SMALL, MTU, say!(en: "MTU is {mtu}", zh: "MTU 为 {mtu}", mtu = mtu));
            }
        }
        _ => (),
    }
    if is_error(kind) {
        quotation(stack, i, kind, report);
    }
}

/// Neighbor Discovery (RFC 4861).
fn discovery(stack: &Stack<'_>, i: usize, ip: usize, report: &mut Report<'_>) {
    let message = stack.header(i);
    let kind = TYPE.of(message);
    let fixed = BEFORE + fixed_octets(MESSAGES.parts(kind));
    if message.len() < fixed {
        if is_too_long(stack, i) {
            let said = say!(
                en: "{have} octets instead of at least {fixed}", zh: "只有 {have} 字节，至少应有 {fixed} 字节",
                have = message.len(), fixed = fixed
            );
            report.octets(&ND_LENGTH, stack.layers[i].start..stack.layers[i].end, said);
        }
        return;
    }
    let code = ERROR_CODE.of(message);
    if code != 0 {
        report.field(&ND_CODE, ERROR_CODE, say!(en: "Code is {code}", zh: "代码为 {code}", code = code));
    }
    let mut below = i;
    while let Some(at) = stack.below(below).filter(|at| *at != ip) {
        below = at;
        if stack.is(at, &IPV6_FRAGMENT) {
            let said = say!(en: "there is a Fragment header", zh: "带有分片首部");
            report.octets(&ND_FRAGMENT, stack.layers[at].start..stack.layers[at].body, said);
        }
    }
    let header = stack.header(ip);
    let address = |slot: Slot, octets| slot.array::<16>(octets).map(Ipv6Addr::from);
    let (Some(src), Some(dst)) = (address(ipv6::SRC, header), address(ipv6::DST, header)) else { return };
    let src_octets = ipv6::SRC.octets(stack.layers[ip].start);
    if matches!(kind, ROUTER_ADVERTISEMENT | REDIRECTION) && !src.is_unicast_link_local() {
        let said = say!(en: "the source is {src}", zh: "源地址为 {src}", src = src);
        report.octets(&ROUTER_SOURCE, src_octets, said);
    }
    if kind == REDIRECTION {
        report.field(
            &REDIRECT,
            TYPE,
            say!(en: "a redirect from {src}", zh: "来自 {src} 的改变路由报文", src = src),
        );
    }
    if let Some(target) = address(TARGET, message).filter(|_| matches!(kind, SOLICITATION | ADVERTISEMENT)) {
        if target.is_multicast() {
            let said = say!(en: "the target is {target}", zh: "目标地址为 {target}", target = target);
            report.field(&TARGET_GROUP, TARGET, said);
        }
        if kind == SOLICITATION && src.is_unspecified() {
            probe(target, dst, ipv6::DST.octets(stack.layers[ip].start), report);
        }
    }
    if kind == ADVERTISEMENT && SOLICITED.is_set(message) && dst.is_multicast() {
        let said = say!(en: "S is set in a message to {dst}", zh: "发往 {dst} 的报文中 S 为 1", dst = dst);
        report.field(&SOLICITED_TO_GROUP, SOLICITED, said);
    }
    let start = stack.layers[i].start + fixed;
    for option in SHAPE.walk(message.get(fixed..).filter(|_| !stack.is_cut(i)).unwrap_or(&[])) {
        let at = start + option.octets.start..start + option.octets.end;
        if let Some(fault) = option.fault {
            report.octets(&ND_OPTION, at, fault.said(&option.name(&OPTION_TYPES)));
        } else if option.code == SOURCE_LINK_LAYER_ADDRESS && src.is_unspecified() {
            report.octets(&LINK_ADDRESS_OF_NOBODY, at, say!(en: "the option is there", zh: "带有该选项"));
        }
    }
}

/// A solicitation from ::, to find out whether anybody has the address.
fn probe(target: Ipv6Addr, dst: Ipv6Addr, dst_octets: Range<usize>, report: &mut Report<'_>) {
    let said = say!(en: "is {target} in use?", zh: "{target} 是否已被使用？", target = target);
    report.field(&DUPLICATE_PROBE, TARGET, said);
    // RFC 4291 §2.7.1
    let [.., a, b, c] = target.octets();
    let group = Ipv6Addr::from([0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0xff, a, b, c]);
    if dst != group {
        let said = say!(en: "it goes to {dst} instead of {group}", zh: "它发往 {dst}，应为 {group}", dst = dst, group = group);
        report.octets(&DUPLICATE_DESTINATION, dst_octets, said);
    }
}

/// Judges the packet that error `i` quotes.
fn quotation(stack: &Stack<'_>, i: usize, kind: u64, report: &mut Report<'_>) {
    let Some(about) = stack.above(i).next().filter(|about| stack.is(*about, &IPV6)) else { return };
    let octets = stack.layers[about].start..stack.layers[about].end;
    let excepted = kind == PACKET_TOO_BIG
        || kind == PARAMETER_PROBLEM && ERROR_CODE.of(stack.header(i)) == UNRECOGNIZED_OPTION;
    let dst = ipv6::DST.array::<16>(stack.header(about)).map(Ipv6Addr::from);
    if let Some(dst) = dst.filter(|dst| dst.is_multicast() && !excepted) {
        let said = say!(en: "it is about a packet to {dst}", zh: "它针对发往 {dst} 的分组", dst = dst);
        report.octets(&ERROR_FORBIDDEN, octets, said);
    } else if let Some(kind) = carried(stack, about)
        .filter(|inner| stack.is(*inner, &ICMPV6))
        .and_then(|inner| TYPE.read(stack.header(inner)))
        .filter(|kind| is_error(*kind) || *kind == REDIRECTION)
    {
        let said = say!(en: "it is about an ICMPv6 message of type {kind}", zh: "它针对类型为 {kind} 的 ICMPv6 报文", kind = kind);
        report.octets(&ERROR_FORBIDDEN, octets, said);
    }
}
