//! What an IGMP message may break.

use super::super::ip::{ip_below, is_all_there};
use super::super::{IPV4, ipv4};
use super::{
    AUX_DATA_LEN, Form, GROUP_AT, HEADER, HEADER_V3, NUM_RECORDS, QUERY_SOURCES, RECORD_GROUP, RECORD_OCTETS,
    RECORD_SOURCES, REPORT_HEADER, TYPE, TYPES, form_of,
};
use crate::say;
use crate::spec::{Finding, Report, Rule, Said, Severity, Slot, Source, Stack, text};
use std::net::Ipv4Addr;

static TTL_NOT_1: Rule = Rule {
    id: "igmp-ttl",
    severity: Severity::Error,
    means: text(
        "IGMP is talk on one link: messages are sent with TTL 1, so that no router passes them on",
        "IGMP 只在一条链路上交互：报文的生存时间为 1，路由器不会转发",
    ),
    source: Source::Rfc(9776, "4"),
    advice: text(
        "a sender that does not set it, or one that tries to reach the groups of another network",
        "发送方没有设置，或企图影响其他网络中的多播组",
    ),
};

static ROUTER_ALERT_MISSING: Rule = Rule {
    id: "igmp-router-alert",
    severity: Severity::Warning,
    means: text(
        "messages of versions 2 and 3 have the IP option Router Alert, so that routers look at them whatever their group",
        "第 2 版和第 3 版的报文带有 IP 的路由器警告选项，使路由器无论发往哪个组都会查看",
    ),
    source: Source::Rfc(9776, "4"),
    advice: text(
        "without it some routers and switches ignore the message",
        "没有该选项，某些路由器和交换机会忽略该报文",
    ),
};

static DESTINATION: Rule = Rule {
    id: "igmp-destination",
    severity: Severity::Warning,
    means: text(
        "a general query goes to 224.0.0.1, a report of version 1 or 2 to the group it is about, a leave to 224.0.0.2",
        "通用查询发往 224.0.0.1，第 1、2 版的报告发往所报告的组，离开报文发往 224.0.0.2",
    ),
    source: Source::Rfc(2236, "9"),
    advice: text(
        "those who should hear it may not: other members of the group, or the routers",
        "应当收到的可能收不到：组内的其他成员，或路由器",
    ),
};

static REPORT_DESTINATION: Rule = Rule {
    id: "igmp-report-destination",
    severity: Severity::Warning,
    means: text(
        "reports of version 3 go to 224.0.0.22, where all routers of version 3 listen",
        "第 3 版的报告发往 224.0.0.22，所有支持第 3 版的路由器都在此接收",
    ),
    source: Source::Rfc(9776, "4.2"),
    advice: text("routers and switches may not take it for a report", "路由器和交换机可能不把它当作成员报告"),
};

static ALL_SYSTEMS_REPORT: Rule = Rule {
    id: "igmp-all-systems",
    severity: Severity::Warning,
    means: text(
        "everyone is in 224.0.0.1 always: no host reports or leaves it",
        "所有主机始终属于 224.0.0.1：主机从不报告或离开该组",
    ),
    source: Source::Rfc(2236, "6"),
    advice: text("a host with a bug, or made by hand", "主机实现有误，或是人工构造的"),
};

static NO_GROUP: Rule = Rule {
    id: "igmp-group",
    severity: Severity::Error,
    means: text(
        "what is asked about, reported or left is a multicast group: 224.0.0.0/4",
        "所询问、报告或离开的都是多播组，地址在 224.0.0.0/4 之内",
    ),
    source: Source::Rfc(2236, "2.4"),
    advice: text("receivers ignore it", "接收方会忽略"),
};

static QUERY_LENGTH: Rule = Rule {
    id: "igmp-query-length",
    severity: Severity::Error,
    means: text(
        "a query has 8 octets in versions 1 and 2, and 12 or more in version 3; others are silently ignored",
        "第 1、2 版的询问为 8 字节，第 3 版至少 12 字节；其他长度的直接忽略",
    ),
    source: Source::Rfc(9776, "7.1"),
    advice: text(
        "the length of the IP datagram decides: see that it is right",
        "由 IP 数据报的长度决定：检查它是否正确",
    ),
};

static COUNT: Rule = Rule {
    id: "igmp-count",
    severity: Severity::Error,
    means: text("as many sources and records follow as are counted", "其后的源和组记录的个数必须与计数相符"),
    source: Source::Rfc(9776, "4"),
    advice: text(
        "the message was cut on the way, or is made by hand: receivers drop it",
        "报文在途中被截断，或是人工构造的：接收方将其丢弃",
    ),
};

/// All of them.
pub static RULES: &[&Rule] = &[
    &TTL_NOT_1,
    &ROUTER_ALERT_MISSING,
    &DESTINATION,
    &REPORT_DESTINATION,
    &ALL_SYSTEMS_REPORT,
    &NO_GROUP,
    &QUERY_LENGTH,
    &COUNT,
];

/// RFC 2113 §2.1.
const ROUTER_ALERT: u64 = 148;
/// RFC 1112 §4: all hosts on the link.
const ALL_SYSTEMS: Ipv4Addr = Ipv4Addr::new(224, 0, 0, 1);
/// RFC 2236 §9: all routers on the link.
const ALL_ROUTERS: Ipv4Addr = Ipv4Addr::new(224, 0, 0, 2);
/// RFC 9776 §4.2: all routers that speak version 3.
const ALL_V3_ROUTERS: Ipv4Addr = Ipv4Addr::new(224, 0, 0, 22);
const LEAVE: u64 = 0x17;

/// Tells every rule that message `i` breaks.
pub fn examine(stack: &Stack<'_>, i: usize, pass: &mut dyn FnMut(Finding)) {
    let message = stack.header(i);
    let form = form_of(message);
    // DVMRP, PIM and traces have rules of their own
    if message.len() < HEADER || matches!(form, Form::Advertisement | Form::Bare | Form::Other) {
        return;
    }
    let report = &mut Report::new(stack, i, pass);
    let whole = is_all_there(stack, i);
    if let Some(ip) = ip_below(stack, i).filter(|ip| stack.is(*ip, &IPV4)) {
        carrier(stack, ip, message, report);
    }
    let group = GROUP_AT.array(message).map_or(Ipv4Addr::UNSPECIFIED, |group: [u8; 4]| group.into());
    let is_query = matches!(form, Form::QueryV1 | Form::QueryV2 | Form::QueryV3);
    match form {
        Form::ReportV3 => records(stack, i, whole, report),
        _ if is_query && group.is_unspecified() => (),
        _ => about(group, GROUP_AT, 0, is_query, report),
    }
    if is_query && whole && message.len() > HEADER && message.len() < HEADER_V3 {
        let octets = stack.layers[i].start..stack.layers[i].end;
        let said = say!(en: "a query of {octets} octets", zh: "询问为 {octets} 字节", octets = message.len());
        report.octets(&QUERY_LENGTH, octets, said);
    }
    let sources = QUERY_SOURCES.of(message) as usize;
    if form == Form::QueryV3 && whole && HEADER_V3 + sources * ADDRESS > message.len() {
        let have = (message.len() - HEADER_V3) / ADDRESS;
        report.field(&COUNT, QUERY_SOURCES, counted("Number of Sources", sources, have));
    }
}

/// Octets of an address.
const ADDRESS: usize = size_of::<Ipv4Addr>();
/// RFC 9776 §4.2: auxiliary data is counted in words of 32 bits.
const WORD: usize = 4;

fn counted(field: &str, count: usize, have: usize) -> Said {
    say!(
        en: "{field} is {count}, but the message ends behind {have} of them",
        zh: "{field} 为 {count}，但报文中只有 {have} 个",
        field = field, count = count, have = have
    )
}

/// The IP header below: life, option, destination.
fn carrier(stack: &Stack<'_>, ip: usize, message: &[u8], report: &mut Report<'_>) {
    let (header, start, form) = (stack.header(ip), stack.layers[ip].start, form_of(message));
    let ttl = ipv4::TTL.of(header);
    if ttl != 1 {
        let said = say!(en: "sent with TTL {ttl}", zh: "生存时间为 {ttl}", ttl = ttl);
        report.octets(&TTL_NOT_1, ipv4::TTL.octets(start), said);
    }
    let is_v1 = matches!(form, Form::V1 | Form::QueryV1);
    if !is_v1 && stack.is_whole(ip) && !ipv4::has_option(header, ROUTER_ALERT) {
        let said = say!(en: "no Router Alert in the IP header", zh: "IP 首部中没有路由器警告选项");
        report.octets(&ROUTER_ALERT_MISSING, start..start + header.len(), said);
    }
    let (Some(dst), Some(group)) = (ipv4::DST.array(header), GROUP_AT.array(message)) else { return };
    let [dst, group] = [dst, group].map(|octets: [u8; 4]| Ipv4Addr::from(octets));
    let (rule, wanted) = match form {
        Form::ReportV3 => (&REPORT_DESTINATION, ALL_V3_ROUTERS),
        Form::V2 if TYPE.of(message) == LEAVE => (&DESTINATION, ALL_ROUTERS),
        Form::V1 | Form::V2 => (&DESTINATION, group),
        _ if group.is_unspecified() => (&DESTINATION, ALL_SYSTEMS),
        _ => (&DESTINATION, group),
    };
    // RFC 9776 §4.1.12: a query to one host is for debugging
    let debugs = !matches!(form, Form::ReportV3 | Form::V1 | Form::V2) && !dst.is_multicast();
    if dst != wanted && !debugs {
        let name = TYPES.entry(TYPE.of(message)).map_or("", |entry| entry.name);
        let said = say!(
            en: "{name} to {dst} instead of {wanted}", zh: "{name} 发往 {dst} 而不是 {wanted}",
            name = name, dst = dst, wanted = wanted
        );
        report.octets(rule, ipv4::DST.octets(start), said);
    }
}

/// A group that is asked about, reported or left; it stands `at` octets behind the start of the layer.
fn about(group: Ipv4Addr, slot: Slot, at: usize, is_query: bool, report: &mut Report<'_>) {
    let slot = Slot::summed(slot.bit + at * 8, slot.width);
    if !group.is_multicast() {
        let said = say!(en: "{group} is no multicast group", zh: "{group} 不是多播组", group = group);
        report.field(&NO_GROUP, slot, said);
    } else if group == ALL_SYSTEMS && !is_query {
        let said = say!(en: "about {group}, which everyone is in", zh: "涉及所有主机都属于的 {group}", group = group);
        report.field(&ALL_SYSTEMS_REPORT, slot, said);
    }
}

/// The records of a report of version 3.
fn records(stack: &Stack<'_>, i: usize, whole: bool, report: &mut Report<'_>) {
    let message = stack.header(i);
    let count = NUM_RECORDS.of(message) as usize;
    let mut at = REPORT_HEADER;
    for have in 0..count {
        let record = message.get(at..).unwrap_or(&[]);
        if let Some(group) = RECORD_GROUP.array::<4>(record) {
            about(group.into(), RECORD_GROUP, at, false, report);
        }
        let sources = RECORD_SOURCES.of(record) as usize;
        let octets = RECORD_OCTETS + sources * ADDRESS + AUX_DATA_LEN.of(record) as usize * WORD;
        if octets > record.len() {
            if whole {
                report.field(&COUNT, NUM_RECORDS, counted("Number of Group Records", count, have));
            }
            return;
        }
        at += octets;
    }
}
