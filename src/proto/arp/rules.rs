//! What an ARP packet may break, and what sort of packet it is.

use super::super::ethernet;
use super::{FIXED, HLN, HRD, OP, PLN, PRO, addresses};
use crate::address::{BROADCAST, is_group};
use crate::say;
use crate::spec::{Finding, Report, Rule, Said, Severity, Source, Stack, text, write};
use std::net::Ipv4Addr;
use std::ops::Range;

static LENGTHS: Rule = Rule {
    id: "arp-lengths",
    severity: Severity::Error,
    means: text(
        "the lengths fit the types: an Ethernet address has 6 octets, an IPv4 address 4",
        "长度要与类型相符：以太网地址 6 字节，IPv4 地址 4 字节",
    ),
    source: Source::Rfc(826, ""),
    advice: text("receivers drop the packet", "接收方会丢弃该分组"),
};

static SENDER_GROUP: Rule = Rule {
    id: "arp-sender-group",
    severity: Severity::Error,
    means: text(
        "no packet may be believed that gives a host the link address of a group or of all",
        "声称某主机的链路地址是多播或广播地址的分组不可相信",
    ),
    source: Source::Rfc(1812, "3.3.2"),
    advice: text(
        "whoever believed it would send that host's traffic to many: drop it",
        "若相信它，发给该主机的数据会被许多主机收到：应丢弃",
    ),
};

static SENDER_FRAME: Rule = Rule {
    id: "arp-sender-mac",
    severity: Severity::Warning,
    means: text(
        "the sender's hardware address is that of the interface that sends, so the frame comes from it too",
        "发送方硬件地址就是发送接口的地址，因此应与帧的源地址相同",
    ),
    source: Source::Rfc(826, ""),
    advice: text(
        "a bridge or a cluster that speaks for another host, or somebody who poisons ARP caches",
        "可能是代其他主机应答的网桥或集群，也可能是 ARP 欺骗",
    ),
};

static PROBE: Rule = Rule {
    id: "arp-probe",
    severity: Severity::Info,
    means: text(
        "an ARP probe: a request from 0.0.0.0 for the address that the sender wants to use",
        "ARP 探测：源地址为 0.0.0.0 的请求，询问自己想使用的地址",
    ),
    source: Source::Rfc(5227, "1.1"),
    advice: text("if anyone answers, the address is in use already", "若有人应答，则该地址已被使用"),
};

static ANNOUNCEMENT: Rule = Rule {
    id: "arp-announcement",
    severity: Severity::Info,
    means: text(
        "an ARP announcement: a request for the sender's own address, so that others learn it anew",
        "ARP 通告：请求自己的地址，使其他主机更新缓存",
    ),
    source: Source::Rfc(5227, "1.1"),
    advice: text(
        "sent after a probe, or when an address moves to another interface; no answer is expected",
        "在探测之后发送，或在地址转移到另一接口时发送；不期望应答",
    ),
};

static GRATUITOUS_REPLY: Rule = Rule {
    id: "arp-gratuitous-reply",
    severity: Severity::Info,
    means: text(
        "a gratuitous ARP reply: nobody asked, others should learn the address anew",
        "免费 ARP (gratuitous ARP) 响应：无人询问，用于使其他主机更新缓存",
    ),
    source: Source::Rfc(5944, "4.6"),
    advice: text(
        "normal when an address moves; also the tool of ARP poisoning",
        "地址转移时属正常；也是 ARP 欺骗的手段",
    ),
};

static UNICAST_REQUEST: Rule = Rule {
    id: "arp-unicast-request",
    severity: Severity::Info,
    means: text(
        "a request sent to one interface: the sender checks whether what it has in its cache still holds",
        "发给单个接口的请求：发送方在验证缓存中的地址是否仍然有效",
    ),
    source: Source::Rfc(1122, "2.3.2.1"),
    advice: text("normal: a unicast poll", "属正常现象：单播轮询"),
};

static BROADCAST_REPLY: Rule = Rule {
    id: "arp-broadcast-reply",
    severity: Severity::Info,
    means: text(
        "a reply goes to the one who asked; to all it is sent for link-local addresses, or to find conflicts sooner",
        "响应发给询问者；链路本地地址或为尽早发现冲突时才广播",
    ),
    source: Source::Rfc(5227, "2.6"),
    advice: text("look who else claims the address", "留意是否还有其他主机声称拥有该地址"),
};

/// All of them.
pub static RULES: &[&Rule] = &[
    &LENGTHS,
    &SENDER_GROUP,
    &SENDER_FRAME,
    &PROBE,
    &ANNOUNCEMENT,
    &GRATUITOUS_REPLY,
    &UNICAST_REQUEST,
    &BROADCAST_REPLY,
];

const ETHERNET: u64 = 1;
const IPV4: u64 = 0x0800;
const REQUEST: u64 = 1;
const REPLY: u64 = 2;

/// Tells every rule that packet `i` breaks.
pub fn examine(stack: &Stack<'_>, i: usize, pass: &mut dyn FnMut(Finding)) {
    let packet = stack.header(i);
    if packet.len() < FIXED {
        return;
    }
    let report = &mut Report::new(stack, i, pass);
    let mut sound = true;
    for (kind, known, length, octets, name) in
        [(HRD, ETHERNET, HLN, 6, "Hardware Address Length"), (PRO, IPV4, PLN, 4, "Protocol Address Length")]
    {
        let has = length.of(packet);
        sound &= kind.of(packet) == known && has == octets;
        if kind.of(packet) == known && has != octets {
            let said = say!(
                en: "{name} is {has} instead of {octets}", zh: "{name} 为 {has}，应为 {octets}",
                name = name, has = has, octets = octets
            );
            report.field(&LENGTHS, length, said);
        }
    }
    let Some([sha, spa, tha, tpa]) = addresses(packet).filter(|_| sound) else { return };
    let start = stack.layers[i].start + FIXED;
    let sha_octets = start..start + sha.len();
    let spa_octets = sha_octets.end..sha_octets.end + spa.len();
    let wire = ethernet::wire(stack, i);
    if <[u8; 6]>::try_from(sha).is_ok_and(|sha| is_group(&sha)) {
        let said = say!(
            en: "the sender says that it has {sha}", zh: "发送方声称自己的地址为 {sha}", sha = write::shown_mac(sha)
        );
        report.octets(&SENDER_GROUP, sha_octets, said);
    } else if let Some((_, from)) = wire.filter(|(_, from)| from != sha) {
        let said = say!(
            en: "the sender says that it has {sha}, but the frame comes from {from}",
            zh: "发送方声称自己的地址为 {sha}，帧却来自 {from}",
            sha = write::shown_mac(sha), from = write::shown_mac(&from)
        );
        report.octets(&SENDER_FRAME, sha_octets, said);
    }
    purpose(OP.of(packet), [spa, tha, tpa], wire.map(|(to, _)| to), spa_octets, report);
}

/// What the packet is sent for, where that is not the plain question or answer.
fn purpose(
    op: u64,
    [spa, tha, tpa]: [&[u8]; 3],
    to: Option<[u8; 6]>,
    spa_octets: Range<usize>,
    report: &mut Report<'_>,
) {
    let about = |octets: &[u8]| -> Said {
        let address = <[u8; 4]>::try_from(octets).map_or(Ipv4Addr::UNSPECIFIED, Ipv4Addr::from);
        say!(en: "about {address}", zh: "关于 {address}", address = address)
    };
    let tpa_octets = spa_octets.end + tha.len()..spa_octets.end + tha.len() + tpa.len();
    match (op, to) {
        (REQUEST, _) if spa == [0; 4] => report.octets(&PROBE, tpa_octets, about(tpa)),
        (REQUEST, _) if spa == tpa => report.octets(&ANNOUNCEMENT, spa_octets, about(spa)),
        (REPLY, _) if spa == tpa => report.octets(&GRATUITOUS_REPLY, spa_octets, about(spa)),
        (REQUEST, Some(to)) if !is_group(&to) => {
            let said = say!(en: "the frame goes to {to}", zh: "帧发往 {to}", to = write::shown_mac(&to));
            report.octets(&UNICAST_REQUEST, tpa_octets, said);
        }
        (REPLY, Some(BROADCAST)) => report.octets(&BROADCAST_REPLY, spa_octets, about(spa)),
        _ => (),
    }
}
