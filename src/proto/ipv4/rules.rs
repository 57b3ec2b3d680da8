//! What an IPv4 datagram may break.

use super::super::ip::{carried, is_too_long};
use super::super::udp::is_dhcp;
use super::super::{TCP, UDP, ethernet};
use super::{
    DF, DST, FIXED, FRAGMENT_OFFSET, IHL, MF, OPTION_TYPES, PROTOCOL, RESERVED, SHAPE, SRC, TOTAL_LENGTH,
    TTL, VERSION, is_fragment,
};
use crate::address::{BROADCAST, of_ipv4_group};
use crate::say;
use crate::spec::{Finding, Report, Rule, Severity, Source, Stack, Stop, text, write};
use std::net::Ipv4Addr;

static VERSION_NOT_4: Rule = Rule {
    id: "ipv4-version",
    severity: Severity::Error,
    means: text(
        "Version is 4 in an IPv4 datagram; others are silently discarded",
        "IPv4 数据报的版本字段为 4；否则直接丢弃",
    ),
    source: Source::Rfc(1122, "3.2.1.1"),
    advice: text(
        "see whether the EtherType is right: IPv6 has 0x86dd",
        "检查以太网类型是否正确：IPv6 为 0x86dd",
    ),
};

static HEADER_LENGTH: Rule = Rule {
    id: "ipv4-ihl",
    severity: Severity::Error,
    means: text(
        "IHL counts the header in words of 4 octets: at least 5, and no more than there are",
        "IHL 以 4 字节为单位计首部长度：至少为 5，且不得超过实有的字节",
    ),
    source: Source::Rfc(791, "3.1"),
    advice: text(
        "without options IHL is 5; each option, padded to 4 octets, adds to it",
        "没有选项时 IHL 为 5；选项填充到 4 字节的整数倍后计入",
    ),
};

static LENGTH_BELOW_HEADER: Rule = Rule {
    id: "ipv4-length-below-header",
    severity: Severity::Error,
    means: text(
        "Total Length counts the header too, so it cannot be less than the header",
        "总长度包含首部，不可能小于首部长度",
    ),
    source: Source::Rfc(791, "3.1"),
    advice: text("Total Length = 4 × IHL + octets of data", "总长度 = 4 × IHL + 数据字节数"),
};

static LENGTH_PAST_END: Rule = Rule {
    id: "ipv4-length-past-end",
    severity: Severity::Error,
    means: text(
        "Total Length is how much there is of the datagram: more than the frame carries means that some was lost",
        "总长度是整个数据报的字节数：超过帧中所载则说明有缺失",
    ),
    source: Source::Rfc(791, "3.1"),
    advice: text(
        "the frame was cut short on the way, or the length was miscounted; receivers drop it",
        "帧在途中被截短，或长度计算有误；接收方会丢弃",
    ),
};

static LENGTH_ZERO: Rule = Rule {
    id: "ipv4-length-zero",
    severity: Severity::Info,
    means: text(
        "Total Length 0 in a capture: the datagram is too large for the field, and the network card is to cut it up (segmentation offload)",
        "抓包中总长度为 0：数据过大，字段放不下，将由网卡切分（分段卸载）",
    ),
    source: Source::Kernel("networking/segmentation-offloads"),
    advice: text(
        "captured on the sender before the card, or on the receiver behind it: no such datagram was on the wire",
        "在发送方网卡之前或接收方网卡之后捕获：线路上没有这样的数据报",
    ),
};

static RESERVED_FLAG: Rule = Rule {
    id: "ipv4-reserved-flag",
    severity: Severity::Warning,
    means: text(
        "the first of the three flags is reserved and must be zero",
        "三个标志位中的第一位保留，必须为 0",
    ),
    source: Source::Rfc(791, "3.1"),
    advice: text(
        "made by a test tool, or RFC 3514 was believed: the evil bit of April 1st, 2003",
        "可能出自测试工具，或有人当真实现了 RFC 3514（2003 年愚人节的“邪恶比特”）",
    ),
};

static FRAGMENT_AND_DF: Rule = Rule {
    id: "ipv4-fragment-df",
    severity: Severity::Warning,
    means: text(
        "a datagram marked Don't Fragment is not fragmented under any circumstances (RFC 791 §2.3): a fragment with the mark is unusual, and no atomic datagram",
        "标有“不分片”(DF) 的数据报在任何情况下都不得分片 (RFC 791 §2.3)：数据报片带此标志不常见，也不是原子数据报",
    ),
    source: Source::Rfc(6864, "4"),
    advice: text(
        "some senders cut themselves and set DF so that nobody cuts further; forged fragments look the same",
        "有的发送方自行分片后置 DF，以免再被切分；伪造的数据报片也是如此",
    ),
};

static FRAGMENT_BEYOND: Rule = Rule {
    id: "ipv4-fragment-beyond",
    severity: Severity::Error,
    means: text("put together, a datagram has at most 65,535 octets", "重装后的数据报最长 65535 字节"),
    source: Source::Rfc(791, "3.1"),
    advice: text(
        "the “ping of death”: it crashed receivers that did not check; drop it",
        "即“死亡之 ping”：曾使不做检查的接收方崩溃；应丢弃",
    ),
};

static FRAGMENT_SIZE: Rule = Rule {
    id: "ipv4-fragment-size",
    severity: Severity::Error,
    means: text(
        "a fragment that others follow carries a multiple of 8 octets, for offsets count in units of 8",
        "不是最后一片的数据报片，其数据必须是 8 字节的整数倍，因为片偏移以 8 字节为单位",
    ),
    source: Source::Rfc(791, "2.3"),
    advice: text(
        "no next fragment can join this one without a gap: Total Length, IHL or MF is wrong",
        "下一片无法与它无缝相接：总长度、IHL 或 MF 有误",
    ),
};

static FRAGMENT: Rule = Rule {
    id: "ipv4-fragment",
    severity: Severity::Info,
    means: text(
        "this is a piece of a datagram: the header of what it carries, with the ports, is in the first piece only",
        "这是数据报的一片：所载协议的首部（含端口）只在第一片中",
    ),
    source: Source::Rfc(791, "2.3"),
    advice: text(
        "the pieces with the same source, destination, protocol and identification belong together",
        "源地址、目的地址、协议和标识都相同的数据报片属于同一数据报",
    ),
};

static FRAGMENT_TINY: Rule = Rule {
    id: "ipv4-fragment-tiny",
    severity: Severity::Warning,
    means: text(
        "the first piece should hold the whole TCP header, and no piece should begin inside it: filters look at ports and flags",
        "第一片应包含完整的 TCP 首部，也不应有数据报片从 TCP 首部中间开始：过滤器要查看端口和标志",
    ),
    source: Source::Rfc(1858, "3"),
    advice: text(
        "no link has so small an MTU: it is a way around packet filters",
        "没有链路的 MTU 会这样小：这是绕过分组过滤的手法",
    ),
};

static TTL_ZERO: Rule = Rule {
    id: "ipv4-ttl-zero",
    severity: Severity::Error,
    means: text(
        "no host sends a datagram with TTL 0, and a router that counts down to 0 discards it",
        "主机不得发送 TTL 为 0 的数据报；路由器减到 0 时将其丢弃",
    ),
    source: Source::Rfc(1122, "3.2.1.7"),
    advice: text(
        "a router forwarded what it should have dropped, or the frame was made by hand",
        "路由器转发了本应丢弃的数据报，或该帧是人工构造的",
    ),
};

static TTL_ONE: Rule = Rule {
    id: "ipv4-ttl-one",
    severity: Severity::Info,
    means: text(
        "TTL 1: the next router will not pass the datagram on, but report Time Exceeded",
        "TTL 为 1：下一个路由器不会转发，而是报告时间超过",
    ),
    source: Source::Rfc(1812, "5.3.1"),
    advice: text(
        "so traceroute finds the first router; elsewhere it hints at a loop, or at a protocol for neighbors only",
        "traceroute 由此发现第一个路由器；否则可能存在路由环路，或是只用于邻站之间的协议",
    ),
};

static SOURCE_GROUP: Rule = Rule {
    id: "ipv4-source-group",
    severity: Severity::Error,
    means: text(
        "a source address is a single interface's, never a multicast or broadcast address: such datagrams are silently discarded",
        "源地址必须属于单个接口，不得是多播或广播地址：这种数据报直接丢弃",
    ),
    source: Source::Rfc(1122, "3.2.1.3"),
    advice: text(
        "the address is forged or misread; nobody could answer it",
        "该地址是伪造的或有误；无法向它应答",
    ),
};

static SOURCE_RESERVED: Rule = Rule {
    id: "ipv4-source-reserved",
    severity: Severity::Error,
    means: text(
        "addresses from 240.0.0.0 on are reserved for future use: no interface has one",
        "240.0.0.0 起的地址保留供将来使用：没有接口使用它们",
    ),
    source: Source::Rfc(1112, "4"),
    advice: text(
        "the address is forged or misread: most systems drop it",
        "该地址是伪造的或有误：多数系统会丢弃",
    ),
};

static SOURCE_UNSPECIFIED: Rule = Rule {
    id: "ipv4-source-unspecified",
    severity: Severity::Warning,
    means: text(
        "a source of 0.0.0.0 (or 0.x.x.x) is for hosts that are still learning their address, with DHCP",
        "源地址 0.0.0.0（或 0.x.x.x）只用于尚在用 DHCP 获取自己地址的主机",
    ),
    source: Source::Rfc(1122, "3.2.1.3"),
    advice: text(
        "the sender had no address yet and sent all the same; no answer can reach it",
        "发送方还没有地址就发送了；应答无法到达它",
    ),
};

static DESTINATION_UNSPECIFIED: Rule = Rule {
    id: "ipv4-destination-unspecified",
    severity: Severity::Warning,
    means: text(
        "0.0.0.0 must not be sent as a destination: it names nobody",
        "0.0.0.0 不得作为目的地址：它不指任何主机",
    ),
    source: Source::Rfc(1122, "3.2.1.3"),
    advice: text(
        "4.2BSD used it as its broadcast address; the broadcast address is 255.255.255.255",
        "4.2BSD 曾用它作广播地址；正确的广播地址是 255.255.255.255",
    ),
};

static LOOPBACK: Rule = Rule {
    id: "ipv4-loopback",
    severity: Severity::Error,
    means: text(
        "addresses of the form 127.x.x.x must not appear outside a host",
        "127.x.x.x 形式的地址不得出现在主机之外",
    ),
    source: Source::Rfc(1122, "3.2.1.3"),
    advice: text(
        "it is forged, or routing on the sender is broken; drop it",
        "该地址是伪造的，或发送方的路由配置有误；应丢弃",
    ),
};

static SOURCE_IS_DESTINATION: Rule = Rule {
    id: "ipv4-source-is-destination",
    severity: Severity::Warning,
    means: text(
        "a datagram from a host to itself never leaves it: on a wire its source is forged",
        "主机发给自己的数据报不会离开主机：出现在线路上说明源地址是伪造的",
    ),
    source: Source::Rfc(6274, ""),
    advice: text(
        "the LAND attack: old systems answered themselves without end; drop it",
        "即 LAND 攻击：旧系统会不停地应答自己；应丢弃",
    ),
};

static LINK_LOCAL: Rule = Rule {
    id: "ipv4-link-local",
    severity: Severity::Info,
    means: text(
        "169.254.x.x is valid on this link only and is never forwarded",
        "169.254.x.x 只在本链路内有效，从不被转发",
    ),
    source: Source::Rfc(3927, "2.7"),
    advice: text(
        "a host chose it by itself: mostly because no DHCP server answered",
        "由主机自行选取：通常是因为没有 DHCP 服务器应答",
    ),
};

static GROUP_FRAME: Rule = Rule {
    id: "ipv4-multicast-frame",
    severity: Severity::Warning,
    means: text(
        "a datagram to a group goes in a frame to 01:00:5e and the low 23 bits of the group's address",
        "发往多播组的数据报，其帧的目的地址为 01:00:5e 加上组地址的低 23 位",
    ),
    source: Source::Rfc(1112, "6.4"),
    advice: text(
        "wireless access points and some switches turn multicast into unicast; otherwise only one host gets it",
        "无线接入点和一些交换机会把多播转换为单播；否则只有一个主机能收到",
    ),
};

static BROADCAST_FRAME: Rule = Rule {
    id: "ipv4-broadcast-frame",
    severity: Severity::Warning,
    means: text(
        "a frame to all carries a datagram to a broadcast or multicast address; hosts should discard others",
        "广播帧中的数据报，目的地址应为广播或多播地址；否则主机应丢弃",
    ),
    source: Source::Rfc(1122, "3.3.6"),
    advice: text(
        "the sender did not resolve the address, or somebody probes for hosts that answer",
        "发送方没有进行地址解析，或有人在探测会应答的主机",
    ),
};

static OPTION_LENGTH: Rule = Rule {
    id: "ipv4-option-length",
    severity: Severity::Error,
    means: text(
        "the length of an option counts its type and length octets too, and ends within the header",
        "选项长度包含类型和长度两个字节，且不得超出首部",
    ),
    source: Source::Rfc(791, "3.1"),
    advice: text(
        "what is behind cannot be read; routers answer with ICMP Parameter Problem",
        "其后的内容无法读取；路由器会回以 ICMP 参数问题报文",
    ),
};

static SOURCE_ROUTE: Rule = Rule {
    id: "ipv4-source-route",
    severity: Severity::Warning,
    means: text(
        "source routes let a sender choose the way around filters: routers should drop such datagrams by default",
        "源站选路使发送方能绕开过滤：路由器默认应丢弃这种数据报",
    ),
    source: Source::Rfc(7126, "4.3"),
    advice: text("ask who sends them: today hardly anyone needs to", "查明是谁发送的：如今几乎没有正当用途"),
};

/// All of them.
pub static RULES: &[&Rule] = &[
    &VERSION_NOT_4,
    &HEADER_LENGTH,
    &LENGTH_BELOW_HEADER,
    &LENGTH_PAST_END,
    &LENGTH_ZERO,
    &RESERVED_FLAG,
    &FRAGMENT_AND_DF,
    &FRAGMENT_BEYOND,
    &FRAGMENT_SIZE,
    &FRAGMENT,
    &FRAGMENT_TINY,
    &TTL_ZERO,
    &TTL_ONE,
    &SOURCE_GROUP,
    &SOURCE_RESERVED,
    &SOURCE_UNSPECIFIED,
    &DESTINATION_UNSPECIFIED,
    &LOOPBACK,
    &SOURCE_IS_DESTINATION,
    &LINK_LOCAL,
    &GROUP_FRAME,
    &BROADCAST_FRAME,
    &OPTION_LENGTH,
    &SOURCE_ROUTE,
];

/// RFC 791 §3.1: the most that Total Length can say.
const LONGEST: u64 = 0xffff;

const IGMP: u64 = 2;
const TCP_NUMBER: u64 = 6;
const OSPF: u64 = 89;

/// Tells every rule that datagram `i` breaks.
pub fn examine(stack: &Stack<'_>, i: usize, pass: &mut dyn FnMut(Finding)) {
    let header = stack.header(i);
    if header.len() < FIXED {
        return;
    }
    let report = &mut Report::new(stack, i, pass);
    let version = VERSION.of(header);
    if version != 4 {
        let said = say!(en: "Version is {version}", zh: "版本字段为 {version}", version = version);
        return report.field(&VERSION_NOT_4, VERSION, said);
    }
    lengths(stack, i, report);
    fragmentation(stack, i, report);
    addresses(stack, i, report);
    life(stack, i, report);
    frame(stack, i, report);
    options(stack, i, report);
}

fn lengths(stack: &Stack<'_>, i: usize, report: &mut Report<'_>) {
    let header = stack.header(i);
    let (ihl, total, have) = (IHL.of(header), TOTAL_LENGTH.of(header), stack.bytes(i).len());
    let octets = ihl * 4;
    let asked_by = |key| match stack.layers[i].stop {
        Some(Stop::Short { field, .. }) => field == Some(key) && is_too_long(stack, i),
        _ => false,
    };
    if octets < FIXED as u64 {
        let said = say!(
            en: "IHL is {ihl}: a header of {octets} octets", zh: "IHL 为 {ihl}，即首部 {octets} 字节", ihl = ihl, octets = octets
        );
        report.field(&HEADER_LENGTH, IHL, said);
    } else if asked_by("ihl") {
        let said = say!(
            en: "IHL is {ihl}: a header of {octets} octets, but only {have} are there",
            zh: "IHL 为 {ihl}，即首部 {octets} 字节，但只有 {have} 字节", ihl = ihl, octets = octets, have = have
        );
        report.field(&HEADER_LENGTH, IHL, said);
    } else if total == 0 {
        let said = say!(
            en: "Total Length is 0, but {have} octets are there", zh: "总长度为 0，但实有 {have} 字节", have = have
        );
        report.field(&LENGTH_ZERO, TOTAL_LENGTH, said);
    } else if total < octets {
        let said = say!(
            en: "Total Length is {total}, the header alone has {octets}",
            zh: "总长度为 {total}，而首部就有 {octets} 字节", total = total, octets = octets
        );
        report.field(&LENGTH_BELOW_HEADER, TOTAL_LENGTH, said);
    } else if asked_by("total_length") {
        let said = say!(
            en: "Total Length is {total}, but only {have} octets are there",
            zh: "总长度为 {total}，但只有 {have} 字节", total = total, have = have
        );
        report.field(&LENGTH_PAST_END, TOTAL_LENGTH, said);
    }
}

fn fragmentation(stack: &Stack<'_>, i: usize, report: &mut Report<'_>) {
    let header = stack.header(i);
    if RESERVED.is_set(header) {
        report.field(&RESERVED_FLAG, RESERVED, say!(en: "the reserved flag is 1", zh: "保留标志位为 1"));
    }
    if !is_fragment(header) {
        return;
    }
    let (first, more) = (FRAGMENT_OFFSET.of(header) * 8, MF.is_set(header));
    let data = TOTAL_LENGTH.of(header).saturating_sub(IHL.of(header) * 4);
    if DF.is_set(header) {
        let said = say!(
            en: "DF is set in a fragment: MF is {more}, offset {first} octets",
            zh: "数据报片的 DF 为 1：MF = {more}，片偏移为 {first} 字节", more = u8::from(more), first = first
        );
        report.field(&FRAGMENT_AND_DF, DF, said);
    }
    let end = IHL.of(header) * 4 + first + data;
    if end > LONGEST {
        let said = say!(
            en: "data from {first} on with {data} octets: the datagram would have {end}",
            zh: "片偏移 {first} 字节，数据 {data} 字节：重装后将有 {end} 字节", first = first, data = data, end = end
        );
        report.field(&FRAGMENT_BEYOND, FRAGMENT_OFFSET, said);
    }
    if more && TOTAL_LENGTH.of(header) > 0 && (data == 0 || !data.is_multiple_of(8)) {
        let said = say!(
            en: "More Fragments is set, and {data} octets of data are no multiple of 8 above zero",
            zh: "MF 为 1，而数据 {data} 字节不是 8 的正整数倍", data = data
        );
        report.field(&FRAGMENT_SIZE, TOTAL_LENGTH, said);
    }
    // RFC 3128 adds the overlap at offset 1 that RFC 1858 forbids
    let begins_inside = PROTOCOL.of(header) == TCP_NUMBER && first == 8;
    let ends_inside = first == 0
        && !stack.is_cut(i)
        && carried(stack, i).is_some_and(|above| {
            stack.is(above, &TCP) && matches!(stack.layers[above].stop, Some(Stop::Short { .. }))
        });
    if begins_inside || ends_inside {
        let said = say!(
            en: "the piece from octet {first} on has {data} octets and parts the TCP header",
            zh: "从第 {first} 字节开始的这一片有 {data} 字节，把 TCP 首部分在两片中", first = first, data = data
        );
        report.field(&FRAGMENT_TINY, FRAGMENT_OFFSET, said);
    }
    let said = say!(
        en: "octets {first} to {last} of the data, MF is {more}",
        zh: "数据的第 {first} 到 {last} 字节，MF = {more}",
        first = first, last = (first + data).saturating_sub(1), more = u8::from(more)
    );
    report.field(&FRAGMENT, FRAGMENT_OFFSET, said);
}

fn address(octets: [u8; 4]) -> Ipv4Addr {
    octets.into()
}

fn addresses(stack: &Stack<'_>, i: usize, report: &mut Report<'_>) {
    let header = stack.header(i);
    let (Some(src), Some(dst)) = (SRC.array(header).map(address), DST.array(header).map(address)) else {
        return;
    };
    let source = |src: Ipv4Addr| say!(en: "the source is {src}", zh: "源地址为 {src}", src = src);
    let first = src.octets()[0];
    if src.is_multicast() || src.is_broadcast() {
        report.field(&SOURCE_GROUP, SRC, source(src));
    } else if first >= 240 {
        report.field(&SOURCE_RESERVED, SRC, source(src));
    } else if first == 0 && !learns(stack, i) {
        report.field(&SOURCE_UNSPECIFIED, SRC, source(src));
    }
    if dst.is_unspecified() {
        let said = say!(en: "the destination is {dst}", zh: "目的地址为 {dst}", dst = dst);
        report.field(&DESTINATION_UNSPECIFIED, DST, said);
    }
    let on_wire = ethernet::wire(stack, i).is_some();
    for (slot, address) in [(SRC, src), (DST, dst)] {
        if address.is_loopback() && on_wire {
            let said = say!(en: "{address} in a frame on Ethernet", zh: "以太网帧中出现 {address}", address = address);
            report.field(&LOOPBACK, slot, said);
        } else if address.is_link_local() {
            let said = say!(en: "{address} is link-local", zh: "{address} 是链路本地地址", address = address);
            report.field(&LINK_LOCAL, slot, said);
        }
    }
    if src == dst && on_wire && !src.is_loopback() && !src.is_unspecified() {
        let said = say!(en: "from {src} to itself", zh: "从 {src} 发往其自身", src = src);
        report.field(&SOURCE_IS_DESTINATION, SRC, said);
    }
}

/// Whether the sender may be without an address: it asks for one, or speaks IGMP, which allows that (RFC 3376 §4.2.13);
/// or nobody can tell, for the header of what it carries is not here.
fn learns(stack: &Stack<'_>, i: usize) -> bool {
    let header = stack.header(i);
    match carried(stack, i) {
        _ if PROTOCOL.of(header) == IGMP || FRAGMENT_OFFSET.of(header) > 0 => true,
        Some(above) if stack.is(above, &UDP) => is_dhcp(stack.header(above)) || !stack.is_whole(above),
        Some(_) => false,
        None => !stack.is_whole(i),
    }
}

fn life(stack: &Stack<'_>, i: usize, report: &mut Report<'_>) {
    let header = stack.header(i);
    match TTL.of(header) {
        0 => report.field(&TTL_ZERO, TTL, say!(en: "Time to Live is 0", zh: "生存时间为 0")),
        1 => {
            // groups on the link, and neighbors that talk about routes, use 1 on purpose
            let Some(dst) = DST.array(header).map(address) else { return };
            let plain = !dst.is_multicast() && !dst.is_broadcast() && !dst.is_loopback();
            if plain && ![IGMP, OSPF].contains(&PROTOCOL.of(header)) {
                let said = say!(en: "Time to Live is 1 on the way to {dst}", zh: "生存时间为 1，发往 {dst}", dst = dst);
                report.field(&TTL_ONE, TTL, said);
            }
        }
        _ => (),
    }
}

/// Whether frame and datagram go to the same: one, some, or all.
fn frame(stack: &Stack<'_>, i: usize, report: &mut Report<'_>) {
    let Some(octets) = DST.array(stack.header(i)) else { return };
    let Some((to, _)) = ethernet::wire(stack, i) else { return };
    let dst = address(octets);
    if dst.is_multicast() && to != of_ipv4_group(octets) && to != BROADCAST {
        let said = say!(
            en: "{dst} is a group, but the frame goes to {to} instead of {group}",
            zh: "{dst} 是多播组，帧却发往 {to} 而不是 {group}",
            dst = dst, to = write::shown_mac(&to), group = write::shown_mac(&of_ipv4_group(octets))
        );
        report.field(&GROUP_FRAME, DST, said);
    }
    // Whether an address is the broadcast address of its network depends on a prefix that nobody knows here; but then its
    // last bits are all ones, and networks of fewer than 16 addresses are rare.
    let ones = u32::from_be_bytes(octets).trailing_ones();
    if to == BROADCAST && !dst.is_multicast() && !dst.is_unspecified() && ones < 4 {
        report.field(&BROADCAST_FRAME, DST, match ones {
            0 | 1 => say!(
                en: "the frame goes to all, but {dst} is one host", zh: "帧是广播，而 {dst} 是单个主机", dst = dst
            ),
            _ => say!(
                en: "the frame goes to all, but {dst} is one host, unless its network is as small as /{longest}",
                zh: "帧是广播，而 {dst} 是单个主机，除非其网络小到 /{longest}",
                dst = dst, longest = 32 - ones
            ),
        });
    }
}

fn options(stack: &Stack<'_>, i: usize, report: &mut Report<'_>) {
    let (header, start) = (stack.header(i), stack.layers[i].start);
    let octets = IHL.of(header) as usize * 4;
    let Some(run) = header.get(FIXED..octets) else { return };
    for option in SHAPE.walk(run) {
        let at = start + FIXED + option.octets.start..start + FIXED + option.octets.end;
        if let Some(fault) = option.fault {
            report.octets(&OPTION_LENGTH, at, fault.said(&option.name(&OPTION_TYPES)));
        } else if [LOOSE_SOURCE_ROUTE, STRICT_SOURCE_ROUTE].contains(&option.code) {
            report.octets(
                &SOURCE_ROUTE,
                at,
                say!(en: "{name} is there", zh: "带有 {name} 选项", name = option.name(&OPTION_TYPES)),
            );
        }
    }
}

const LOOSE_SOURCE_ROUTE: u64 = 131;
const STRICT_SOURCE_ROUTE: u64 = 137;
