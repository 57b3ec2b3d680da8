//! What an IPv6 packet and its extension headers may break.

use super::super::ip::{carried, ip_below, is_between, is_too_long};
use super::super::{ICMPV6, ethernet};
use super::fragment::{M, OFFSET, is_fragment};
use super::options::{OPTION_TYPES, SHAPE};
use super::routing::ROUTING_TYPE;
use super::{
    DST, HEAD, HEAD_NEXT_HEADER, HEADER, HOP_BY_HOP, HOP_LIMIT, IPV6, IPV6_DSTOPTS, IPV6_FRAGMENT, NEXT,
    NO_NEXT_HEADER, PAYLOAD_LENGTH, SRC, VERSION, options,
};
use crate::address::{BROADCAST, is_group, of_ipv6_group};
use crate::say;
use crate::spec::{Finding, OsiLayer, Report, Rule, Severity, Source, Stack, fixed_octets, text, write};
use std::net::Ipv6Addr;

static VERSION_NOT_6: Rule = Rule {
    id: "ipv6-version",
    severity: Severity::Error,
    means: text("Version is 6 in an IPv6 packet", "IPv6 分组的版本字段为 6"),
    source: Source::Rfc(8200, "3"),
    advice: text(
        "see whether the EtherType is right: IPv4 has 0x0800",
        "检查以太网类型是否正确：IPv4 为 0x0800",
    ),
};

static LENGTH_PAST_END: Rule = Rule {
    id: "ipv6-length-past-end",
    severity: Severity::Error,
    means: text(
        "Payload Length counts all behind the header: more than the frame carries means that some was lost",
        "有效载荷长度是首部之后的全部字节数：超过帧中所载则说明有缺失",
    ),
    source: Source::Rfc(8200, "3"),
    advice: text(
        "the frame was cut short on the way, or the length was miscounted; receivers drop it",
        "帧在途中被截短，或长度计算有误；接收方会丢弃",
    ),
};

static LENGTH_ZERO: Rule = Rule {
    id: "ipv6-length-zero",
    severity: Severity::Info,
    means: text(
        "Payload Length 0 without a Jumbo Payload option: in a capture the packet is too large for the field, and the network card is to cut it up (segmentation offload)",
        "有效载荷长度为 0 而没有超长有效载荷选项：抓包中表示数据过大，字段放不下，将由网卡切分（分段卸载）",
    ),
    source: Source::Kernel("networking/segmentation-offloads"),
    advice: text(
        "captured on the sender before the card, or on the receiver behind it: no such packet was on the wire",
        "在发送方网卡之前或接收方网卡之后捕获：线路上没有这样的分组",
    ),
};

static HOP_LIMIT_ZERO: Rule = Rule {
    id: "ipv6-hop-limit-zero",
    severity: Severity::Warning,
    means: text(
        "a router discards a packet whose Hop Limit is 0, or becomes 0; only its destination still takes it",
        "跳数限制为 0 或减到 0 时，路由器丢弃分组；只有目的结点仍会接收",
    ),
    source: Source::Rfc(8200, "3"),
    advice: text(
        "a router forwarded what it should have dropped, or the packet was made by hand",
        "路由器转发了本应丢弃的分组，或该分组是人工构造的",
    ),
};

static SOURCE_MULTICAST: Rule = Rule {
    id: "ipv6-source-multicast",
    severity: Severity::Error,
    means: text("a multicast address must not be a source address", "多播地址不得作为源地址"),
    source: Source::Rfc(4291, "2.7"),
    advice: text(
        "the address is forged or misread; nobody could answer it",
        "该地址是伪造的或有误；无法向它应答",
    ),
};

static SOURCE_UNSPECIFIED: Rule = Rule {
    id: "ipv6-source-unspecified",
    severity: Severity::Warning,
    means: text(
        "the source :: is for hosts that have no address yet: they look for routers, duplicates and groups, by ICMPv6",
        "源地址 :: 用于尚无地址的主机：它们用 ICMPv6 寻找路由器、检测重复地址、加入多播组",
    ),
    source: Source::Rfc(4291, "2.5.2"),
    advice: text("no answer can reach the sender", "应答无法到达发送方"),
};

static DESTINATION_UNSPECIFIED: Rule = Rule {
    id: "ipv6-destination-unspecified",
    severity: Severity::Error,
    means: text(
        ":: must not be a destination address: it names nobody",
        ":: 不得作为目的地址：它不指任何接口",
    ),
    source: Source::Rfc(4291, "2.5.2"),
    advice: text("the sender did not fill in the address", "发送方没有填写该地址"),
};

static LOOPBACK: Rule = Rule {
    id: "ipv6-loopback",
    severity: Severity::Error,
    means: text(
        "the loopback address ::1 must not be sent outside of a single node",
        "环回地址 ::1 不得出现在结点之外",
    ),
    source: Source::Rfc(4291, "2.5.3"),
    advice: text(
        "it is forged, or routing on the sender is broken; drop it",
        "该地址是伪造的，或发送方的路由配置有误；应丢弃",
    ),
};

static GROUP_FRAME: Rule = Rule {
    id: "ipv6-multicast-frame",
    severity: Severity::Warning,
    means: text(
        "a packet to a group goes in a frame to 33:33 and the low 32 bits of the group's address",
        "发往多播组的分组，其帧的目的地址为 33:33 加上组地址的低 32 位",
    ),
    source: Source::Rfc(2464, "7"),
    advice: text(
        "the members of the group do not listen to that address: they may not get it",
        "组成员不侦听该地址：可能收不到",
    ),
};

static GROUP_UNICAST_FRAME: Rule = Rule {
    id: "ipv6-multicast-unicast-frame",
    severity: Severity::Info,
    means: text(
        "a packet to a group may go in a frame to a single host, where only that host should get it",
        "若只需一个主机收到，发往多播组的分组可以放在发给单个主机的帧中",
    ),
    source: Source::Rfc(6085, ""),
    advice: text(
        "done by routers on point-to-point links and by wireless access points",
        "点对点链路上的路由器和无线接入点会这样做",
    ),
};

static HOPOPTS_NOT_FIRST: Rule = Rule {
    id: "ipv6-hopopts-not-first",
    severity: Severity::Error,
    means: text(
        "the Hop-by-Hop Options header stands directly behind the IPv6 header or nowhere",
        "逐跳选项首部只能紧跟在 IPv6 首部之后",
    ),
    source: Source::Rfc(8200, "4.1"),
    advice: text(
        "receivers discard the packet and answer with ICMPv6 Parameter Problem, code 1",
        "接收方丢弃分组，并回以 ICMPv6 参数问题报文（代码 1）",
    ),
};

static HEADER_TWICE: Rule = Rule {
    id: "ipv6-header-twice",
    severity: Severity::Warning,
    means: text(
        "each extension header should occur at most once, the Destination Options header at most twice",
        "每种扩展首部最多出现一次，目的站选项首部最多两次",
    ),
    source: Source::Rfc(8200, "4.1"),
    advice: text(
        "receivers must cope with it, but filters often do not: drop it at the border",
        "接收方必须能处理，但过滤器往往不能：可在边界丢弃",
    ),
};

static OPTION_LENGTH: Rule = Rule {
    id: "ipv6-option-length",
    severity: Severity::Error,
    means: text("an option ends within its header", "选项不得超出所在的首部"),
    source: Source::Rfc(8200, "4.2"),
    advice: text(
        "what is behind cannot be read; receivers answer with ICMPv6 Parameter Problem",
        "其后的内容无法读取；接收方会回以 ICMPv6 参数问题报文",
    ),
};

static JUMBO_SHORT: Rule = Rule {
    id: "ipv6-jumbo-length",
    severity: Severity::Error,
    means: text(
        "a Jumbo Payload option says more than 65,535, and Payload Length is then 0",
        "超长有效载荷选项的值必须大于 65535，且此时有效载荷长度为 0",
    ),
    source: Source::Rfc(2675, "3"),
    advice: text("a length up to 65,535 belongs in the IPv6 header", "不超过 65535 的长度应写在 IPv6 首部中"),
};

static SOURCE_ROUTE: Rule = Rule {
    id: "ipv6-routing-type-0",
    severity: Severity::Error,
    means: text(
        "routing headers of type 0 are deprecated: they let anyone send a packet to and fro between two hosts",
        "类型 0 的路由选择首部已弃用：它能让分组在两个主机之间往返，放大流量",
    ),
    source: Source::Rfc(5095, "3"),
    advice: text(
        "while segments are left, receivers discard the packet and answer with ICMPv6 Parameter Problem",
        "剩余段数不为 0 时，接收方丢弃分组，并回以 ICMPv6 参数问题报文",
    ),
};

static FRAGMENT: Rule = Rule {
    id: "ipv6-fragment",
    severity: Severity::Info,
    means: text(
        "this is a piece of a packet: the header of what it carries, with the ports, is in the first piece only",
        "这是分组的一片：所载协议的首部（含端口）只在第一片中",
    ),
    source: Source::Rfc(8200, "4.5"),
    advice: text(
        "the pieces with the same source, destination and identification belong together",
        "源地址、目的地址和标识都相同的数据报片属于同一分组",
    ),
};

static FRAGMENT_ATOMIC: Rule = Rule {
    id: "ipv6-fragment-atomic",
    severity: Severity::Info,
    means: text(
        "an atomic fragment: a Fragment header in a packet that is whole",
        "原子数据报片：分组完整却带有分片首部",
    ),
    source: Source::Rfc(6946, ""),
    advice: text(
        "translators to IPv4 once asked for them; today nobody should make them (RFC 8021)",
        "以前 IPv6/IPv4 转换器要求这样做；如今不应再产生 (RFC 8021)",
    ),
};

static FRAGMENT_SIZE: Rule = Rule {
    id: "ipv6-fragment-size",
    severity: Severity::Error,
    means: text(
        "a fragment that others follow carries a multiple of 8 octets, for offsets count in units of 8",
        "不是最后一片的数据报片，其数据必须是 8 字节的整数倍，因为片偏移以 8 字节为单位",
    ),
    source: Source::Rfc(8200, "4.5"),
    advice: text(
        "receivers discard it and answer with ICMPv6 Parameter Problem",
        "接收方丢弃它，并回以 ICMPv6 参数问题报文",
    ),
};

static FRAGMENT_BEYOND: Rule = Rule {
    id: "ipv6-fragment-beyond",
    severity: Severity::Error,
    means: text(
        "put together, the payload of a packet has at most 65,535 octets",
        "重装后的有效载荷最长 65535 字节",
    ),
    source: Source::Rfc(8200, "4.5"),
    advice: text("the “ping of death” of IPv6: receivers discard it", "IPv6 的“死亡之 ping”：接收方会丢弃"),
};

static FRAGMENT_CHAIN: Rule = Rule {
    id: "ipv6-fragment-chain",
    severity: Severity::Error,
    means: text(
        "the first fragment holds all headers up to that of the transport, so that filters can see it",
        "第一片必须包含直到运输层的全部首部，使过滤器能够查看",
    ),
    source: Source::Rfc(7112, "5"),
    advice: text(
        "a way around filters: receivers and routers may discard it",
        "这是绕过过滤的手法：接收方和路由器可以丢弃",
    ),
};

/// Those of the IPv6 header.
pub static RULES: &[&Rule] = &[
    &VERSION_NOT_6,
    &LENGTH_PAST_END,
    &LENGTH_ZERO,
    &HOP_LIMIT_ZERO,
    &SOURCE_MULTICAST,
    &SOURCE_UNSPECIFIED,
    &DESTINATION_UNSPECIFIED,
    &LOOPBACK,
    &GROUP_FRAME,
    &GROUP_UNICAST_FRAME,
];

/// Those of the Hop-by-Hop Options header.
pub static HOPOPTS_RULES: &[&Rule] = &[&HOPOPTS_NOT_FIRST, &HEADER_TWICE, &OPTION_LENGTH, &JUMBO_SHORT];

/// Those of the Destination Options header.
pub static DSTOPTS_RULES: &[&Rule] = &[&HEADER_TWICE, &OPTION_LENGTH];

/// Those of the Routing header.
pub static ROUTING_RULES: &[&Rule] = &[&HEADER_TWICE, &SOURCE_ROUTE];

/// Those of the Fragment header.
pub static FRAGMENT_RULES: &[&Rule] =
    &[&HEADER_TWICE, &FRAGMENT, &FRAGMENT_ATOMIC, &FRAGMENT_SIZE, &FRAGMENT_BEYOND, &FRAGMENT_CHAIN];

/// The most that Payload Length can say.
const LONGEST: usize = 0xffff;

/// Tells every rule that the header of packet `i` breaks.
pub fn examine(stack: &Stack<'_>, i: usize, pass: &mut dyn FnMut(Finding)) {
    let header = stack.header(i);
    if header.len() < HEADER {
        return;
    }
    let report = &mut Report::new(stack, i, pass);
    let version = VERSION.of(header);
    if version != 6 {
        let said = say!(en: "Version is {version}", zh: "版本字段为 {version}", version = version);
        return report.field(&VERSION_NOT_6, VERSION, said);
    }
    let (length, have) = (PAYLOAD_LENGTH.of(header), stack.payload(i).len());
    let is_jumbo = NEXT.of(header) == HOP_BY_HOP && options::jumbo_payload_length(stack.payload(i)).is_some();
    if length > 0 && is_too_long(stack, i) {
        let said = say!(
            en: "Payload Length is {length}, but only {have} octets are there",
            zh: "有效载荷长度为 {length}，但只有 {have} 字节", length = length, have = have
        );
        report.field(&LENGTH_PAST_END, PAYLOAD_LENGTH, said);
    } else if length == 0 && have > 0 && !is_jumbo && NEXT.of(header) != NO_NEXT_HEADER {
        let said = say!(
            en: "Payload Length is 0, but {have} octets are there",
            zh: "有效载荷长度为 0，但实有 {have} 字节", have = have
        );
        report.field(&LENGTH_ZERO, PAYLOAD_LENGTH, said);
    }
    if HOP_LIMIT.of(header) == 0 {
        report.field(&HOP_LIMIT_ZERO, HOP_LIMIT, say!(en: "Hop Limit is 0", zh: "跳数限制为 0"));
    }
    addresses(stack, i, report);
}

fn addresses(stack: &Stack<'_>, i: usize, report: &mut Report<'_>) {
    let header = stack.header(i);
    let (Some(src), Some(octets)) = (SRC.array::<16>(header), DST.array::<16>(header)) else { return };
    let (src, dst) = (Ipv6Addr::from(src), Ipv6Addr::from(octets));
    if src.is_multicast() {
        report.field(
            &SOURCE_MULTICAST,
            SRC,
            say!(en: "the source is {src}", zh: "源地址为 {src}", src = src),
        );
    } else if src.is_unspecified()
        && carried(stack, i)
            .is_some_and(|above| !stack.is(above, &ICMPV6) && !is_later_fragment(stack, above))
    {
        report.field(&SOURCE_UNSPECIFIED, SRC, say!(en: "the source is ::", zh: "源地址为 ::"));
    }
    if dst.is_unspecified() {
        report.field(&DESTINATION_UNSPECIFIED, DST, say!(en: "the destination is ::", zh: "目的地址为 ::"));
    }
    let Some((to, _)) = ethernet::wire(stack, i) else { return };
    for (slot, address) in [(SRC, src), (DST, dst)] {
        if address.is_loopback() {
            report.field(&LOOPBACK, slot, say!(en: "::1 in a frame on Ethernet", zh: "以太网帧中出现 ::1"));
        }
    }
    if dst.is_multicast() && to != of_ipv6_group(octets) && to != BROADCAST {
        let said = say!(
            en: "{dst} is a group, but the frame goes to {to} instead of {group}",
            zh: "{dst} 是多播组，帧却发往 {to} 而不是 {group}",
            dst = dst, to = write::shown_mac(&to), group = write::shown_mac(&of_ipv6_group(octets))
        );
        report.field(if is_group(&to) { &GROUP_FRAME } else { &GROUP_UNICAST_FRAME }, DST, said);
    }
}

/// Whether layer `i` is data because the header that would name it stands in another fragment.
fn is_later_fragment(stack: &Stack<'_>, i: usize) -> bool {
    stack.below(i).is_some_and(|below| stack.is(below, &IPV6_FRAGMENT) && OFFSET.of(stack.header(below)) > 0)
}

/// Tells every rule that extension header `i` breaks.
fn chain(stack: &Stack<'_>, i: usize, report: &mut Report<'_>) {
    let protocol = stack.layers[i].protocol;
    let mut before = 0;
    let mut at = i;
    while let Some(below) = stack.below(at).filter(|below| !stack.is(*below, &IPV6)) {
        at = below;
        before += usize::from(stack.is(at, protocol));
    }
    let most = if stack.is(i, &IPV6_DSTOPTS) { 2 } else { 1 };
    if before >= most {
        let said = say!(
            en: "number {number} of its kind in this packet", zh: "是本分组中的第 {number} 个同类首部", number = before + 1
        );
        report.octets(&HEADER_TWICE, stack.layers[i].start..stack.layers[i].body, said);
    }
}

/// The same for a header with options.
pub fn examine_options(stack: &Stack<'_>, i: usize, pass: &mut dyn FnMut(Finding)) {
    let header = stack.header(i);
    let report = &mut Report::new(stack, i, pass);
    chain(stack, i, report);
    let first = fixed_octets(HEAD);
    let Some(run) = header.get(first..).filter(|_| stack.is_whole(i)) else { return };
    let start = stack.layers[i].start + first;
    for option in SHAPE.walk(run) {
        let at = start + option.octets.start..start + option.octets.end;
        if let Some(fault) = option.fault {
            report.octets(&OPTION_LENGTH, at, fault.said(&option.name(&OPTION_TYPES)));
        }
    }
}

/// The same for the Hop-by-Hop Options header.
pub fn examine_hopopts(stack: &Stack<'_>, i: usize, pass: &mut dyn FnMut(Finding)) {
    let layer = &stack.layers[i];
    let Some(below) = stack.below(i) else { return };
    if !stack.is(below, &IPV6) {
        let name = stack.layers[below].protocol.name;
        let said = say!(en: "it stands behind {name}", zh: "它位于 {name} 之后", name = name);
        Report::new(stack, i, pass).octets(&HOPOPTS_NOT_FIRST, layer.start..layer.body, said);
    } else if let Some((octets, jumbo)) = options::jumbo(stack.header(i)) {
        let length = PAYLOAD_LENGTH.of(stack.header(below));
        if length != 0 || jumbo <= LONGEST {
            let said = say!(
                en: "Jumbo Payload Length is {jumbo}, Payload Length is {length}",
                zh: "超长有效载荷长度为 {jumbo}，有效载荷长度为 {length}", jumbo = jumbo, length = length
            );
            let octets = layer.start + octets.start..layer.start + octets.end;
            Report::new(stack, i, pass).octets(&JUMBO_SHORT, octets, said);
        }
    }
    examine_options(stack, i, pass);
}

/// The same for the Routing header.
pub fn examine_routing(stack: &Stack<'_>, i: usize, pass: &mut dyn FnMut(Finding)) {
    let report = &mut Report::new(stack, i, pass);
    chain(stack, i, report);
    if ROUTING_TYPE.read(stack.header(i)) == Some(0) {
        report.field(&SOURCE_ROUTE, ROUTING_TYPE, say!(en: "Routing Type is 0", zh: "路由选择类型为 0"));
    }
}

/// The same for the Fragment header.
pub fn examine_fragment(stack: &Stack<'_>, i: usize, pass: &mut dyn FnMut(Finding)) {
    let header = stack.header(i);
    if OFFSET.read(header).is_none() {
        return;
    }
    let report = &mut Report::new(stack, i, pass);
    chain(stack, i, report);
    if !is_fragment(header) {
        let said = say!(en: "offset 0, and none follow", zh: "片偏移为 0，且后面没有数据报片");
        return report.field(&FRAGMENT_ATOMIC, OFFSET, said);
    }
    let (first, more) = (OFFSET.of(header) * 8, M.is_set(header));
    let said = |data: usize| {
        say!(
            en: "octets from {first} on, {data} of them, M is {more}",
            zh: "从第 {first} 字节起，共 {data} 字节，M = {more}", first = first, data = data, more = u8::from(more)
        )
    };
    let data = stack.payload(i).len();
    report.field(&FRAGMENT, OFFSET, said(data));
    // how much data there is, only a packet tells that is all there
    if !stack.is_whole(i) || stack.is_cut(i) {
        return;
    }
    if more && (data == 0 || !data.is_multiple_of(8)) {
        report.field(&FRAGMENT_SIZE, M, said(data));
    }
    let before = ip_below(stack, i).map_or(0, |ip| stack.layers[i].start - stack.layers[ip].body);
    if before + first as usize + data > LONGEST {
        report.field(&FRAGMENT_BEYOND, OFFSET, said(data));
    }
    let later = i + 1..stack.layers.len();
    if let Some(cut) = later.filter(|_| first == 0).find(|above| breaks_off(stack, *above)) {
        let name = stack.layers[cut].protocol.name;
        let said = say!(
            en: "the first fragment ends with {name}, before the transport", zh: "第一片到 {name} 为止，未包含运输层首部", name = name
        );
        report.octets(&FRAGMENT_CHAIN, stack.layers[cut].start..stack.layers[cut].end, said);
    }
}

/// Whether the chain of headers ends at layer `i` before the transport: within its header, or behind it.
fn breaks_off(stack: &Stack<'_>, i: usize) -> bool {
    let (protocol, bytes) = (stack.layers[i].protocol, stack.bytes(i));
    let promises = is_between(stack, i)
        && HEAD_NEXT_HEADER.read(stack.header(i)).is_some_and(|next| next != NO_NEXT_HEADER);
    if promises && stack.payload(i).is_empty() {
        return true;
    }
    matches!(protocol.layer, OsiLayer::Network | OsiLayer::Transport)
        && (protocol.extent)(bytes).header > bytes.len()
}
