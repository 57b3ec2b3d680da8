//! ICMPv6 types and codes.

use crate::spec::{Entry, Registry, Source, Text, text};

const RFC4443: Source = Source::Rfc(4443, "2.1");
const EXPERIMENT: Text = text("for private experiments", "供私人实验使用");

/// ICMPv6 message types: below 128 an error, from 128 on information.
pub static ICMPV6_TYPES: Registry = Registry {
    key: "icmpv6-type",
    title: text("ICMPv6 types", "ICMPv6 类型"),
    source: Source::Iana("icmpv6 parameters"),
    entries: &[
        Entry::new(
            1,
            "unreachable",
            "Destination Unreachable",
            text("the packet quoted could not be delivered", "所引用的分组无法交付"),
            Source::Rfc(4443, "3.1"),
        ),
        Entry::new(
            2,
            "too-big",
            "Packet Too Big",
            text(
                "the packet quoted is longer than the next link's MTU: routers do not fragment in IPv6",
                "所引用的分组超过下一条链路的 MTU：IPv6 中路由器不分片",
            ),
            Source::Rfc(4443, "3.2"),
        ),
        Entry::new(
            3,
            "time-exceeded",
            "Time Exceeded",
            text(
                "the packet quoted met too many routers, or a fragment of it never came",
                "所引用的分组经过的路由器过多，或其数据报片未到齐",
            ),
            Source::Rfc(4443, "3.3"),
        ),
        Entry::new(
            4,
            "parameter-problem",
            "Parameter Problem",
            text("a field of the packet quoted could not be processed", "所引用分组中的某个字段无法处理"),
            Source::Rfc(4443, "3.4"),
        ),
        Entry::new(100, "exp-100", "Private experimentation", EXPERIMENT, RFC4443),
        Entry::new(101, "exp-101", "Private experimentation", EXPERIMENT, RFC4443),
        Entry::new(
            127,
            "reserved-127",
            "Reserved for expansion of ICMPv6 error messages",
            text("kept for more error messages", "保留，供扩充差错报文"),
            RFC4443,
        ),
        Entry::new(
            128,
            "echo-request",
            "Echo Request",
            text("send this back: ping", "请原样送回：ping 使用"),
            Source::Rfc(4443, "4.1"),
        ),
        Entry::new(
            129,
            "echo-reply",
            "Echo Reply",
            text("the answer to an echo request", "对回送请求的回答"),
            Source::Rfc(4443, "4.2"),
        ),
        Entry::new(
            130,
            "mld-query",
            "Multicast Listener Query",
            text("a router asks who listens to which groups", "路由器询问有谁在监听哪些多播组"),
            Source::Rfc(2710, "3"),
        ),
        Entry::new(
            131,
            "mld-report",
            "Multicast Listener Report",
            text("somebody here listens to this group (MLDv1)", "这里有人监听该多播组 (MLDv1)"),
            Source::Rfc(2710, "3"),
        ),
        Entry::new(
            132,
            "mld-done",
            "Multicast Listener Done",
            text("the last reporter stops listening to this group (MLDv1)", "报告者停止监听该多播组 (MLDv1)"),
            Source::Rfc(2710, "3"),
        ),
        Entry::new(
            133,
            "rs",
            "Router Solicitation",
            text("routers, please advertise now", "请路由器立即通告"),
            Source::Rfc(4861, "4.1"),
        ),
        Entry::new(
            134,
            "ra",
            "Router Advertisement",
            text(
                "a router tells hosts about itself, the prefixes and how to get addresses",
                "路由器向主机通告自身、前缀和获取地址的方式",
            ),
            Source::Rfc(4861, "4.2"),
        ),
        Entry::new(
            135,
            "ns",
            "Neighbor Solicitation",
            text(
                "who has this address? (what ARP's request is to IPv4)",
                "谁拥有这个地址？（相当于 IPv4 的 ARP 请求）",
            ),
            Source::Rfc(4861, "4.3"),
        ),
        Entry::new(
            136,
            "na",
            "Neighbor Advertisement",
            text(
                "I have it, and this is my link address (what ARP's reply is to IPv4)",
                "我拥有它，这是我的链路地址（相当于 IPv4 的 ARP 响应）",
            ),
            Source::Rfc(4861, "4.4"),
        ),
        Entry::new(
            137,
            "redirect",
            "Redirect Message",
            text("there is a better first hop for this destination", "去往该目的地有更好的第一跳"),
            Source::Rfc(4861, "4.5"),
        ),
        Entry::new(
            138,
            "router-renumbering",
            "Router Renumbering",
            text("gives the prefixes of routers new numbers", "为路由器的前缀重新编号"),
            Source::Rfc(2894, "3"),
        ),
        Entry::new(
            139,
            "ni-query",
            "ICMP Node Information Query",
            text("which name or addresses do you have? (experimental)", "你有什么名字或地址？（实验性）"),
            Source::Rfc(4620, "4"),
        ),
        Entry::new(
            140,
            "ni-reply",
            "ICMP Node Information Response",
            text("the answer to a node information query (experimental)", "对结点信息查询的回答（实验性）"),
            Source::Rfc(4620, "4"),
        ),
        Entry::new(
            141,
            "ind-solicitation",
            "Inverse Neighbor Discovery Solicitation Message",
            text("which IPv6 addresses belong to this link address?", "这个链路地址对应哪些 IPv6 地址？"),
            Source::Rfc(3122, ""),
        ),
        Entry::new(
            142,
            "ind-advertisement",
            "Inverse Neighbor Discovery Advertisement Message",
            text("the answer to an inverse solicitation", "对反向请求的回答"),
            Source::Rfc(3122, ""),
        ),
        Entry::new(
            143,
            "mld2-report",
            "Version 2 Multicast Listener Report",
            text(
                "which groups, from which sources, are listened to here (MLDv2)",
                "这里监听哪些组、哪些源 (MLDv2)",
            ),
            Source::Rfc(9777, ""),
        ),
        Entry::new(
            144,
            "haad-request",
            "Home Agent Address Discovery Request Message",
            text("a mobile node looks for its home agent", "移动结点寻找归属代理"),
            Source::Rfc(6275, "6.5"),
        ),
        Entry::new(
            145,
            "haad-reply",
            "Home Agent Address Discovery Reply Message",
            text("the addresses of the home agents", "归属代理的地址"),
            Source::Rfc(6275, "6.6"),
        ),
        Entry::new(
            146,
            "mps",
            "Mobile Prefix Solicitation",
            text("a mobile node asks for its home prefixes", "移动结点询问归属前缀"),
            Source::Rfc(6275, "6.7"),
        ),
        Entry::new(
            147,
            "mpa",
            "Mobile Prefix Advertisement",
            text("the home prefixes for a mobile node", "给移动结点的归属前缀"),
            Source::Rfc(6275, "6.8"),
        ),
        Entry::new(
            148,
            "cps",
            "Certification Path Solicitation Message",
            text("secure neighbour discovery asks for certificates", "安全邻站发现：请求证书"),
            Source::Rfc(3971, "6.4.1"),
        ),
        Entry::new(
            149,
            "cpa",
            "Certification Path Advertisement Message",
            text("certificates for secure neighbour discovery", "安全邻站发现：证书"),
            Source::Rfc(3971, "6.4.2"),
        ),
        Entry::new(
            150,
            "seamoby",
            "ICMP messages utilized by experimental mobility protocols such as Seamoby",
            text("experiments with mobility", "移动性协议的实验"),
            Source::Rfc(4065, ""),
        ),
        Entry::new(
            151,
            "mr-advertisement",
            "Multicast Router Advertisement",
            text("a multicast router makes itself known", "多播路由器通告自身"),
            Source::Rfc(4286, ""),
        ),
        Entry::new(
            152,
            "mr-solicitation",
            "Multicast Router Solicitation",
            text("multicast routers, please advertise now", "请多播路由器立即通告"),
            Source::Rfc(4286, ""),
        ),
        Entry::new(
            153,
            "mr-termination",
            "Multicast Router Termination",
            text("a multicast router stops", "多播路由器停止工作"),
            Source::Rfc(4286, ""),
        ),
        Entry::new(
            154,
            "fmipv6",
            "FMIPv6 Messages",
            text("fast handovers of Mobile IPv6", "移动 IPv6 的快速切换"),
            Source::Rfc(5568, ""),
        ),
        Entry::new(
            155,
            "rpl",
            "RPL Control Message",
            text("routing in low-power networks", "低功耗网络中的路由选择"),
            Source::Rfc(6550, "6"),
        ),
        Entry::new(
            156,
            "ilnp",
            "ILNPv6 Locator Update Message",
            text("a node of the identifier-locator protocol has moved", "标识符-定位符协议的结点已移动"),
            Source::Rfc(6743, ""),
        ),
        Entry::new(
            157,
            "dar",
            "Duplicate Address Request",
            text("is this address in use in the low-power network?", "低功耗网络中该地址是否已被使用？"),
            Source::Rfc(6775, "4.4"),
        ),
        Entry::new(
            158,
            "dac",
            "Duplicate Address Confirmation",
            text("the answer to a duplicate address request", "对重复地址请求的回答"),
            Source::Rfc(6775, "4.4"),
        ),
        Entry::new(
            159,
            "mpl",
            "MPL Control Message",
            text("multicast in low-power networks", "低功耗网络中的多播"),
            Source::Rfc(7731, ""),
        ),
        Entry::new(
            160,
            "extended-echo-request",
            "Extended Echo Request",
            text(
                "how is this interface of yours or your neighbour's? (PROBE)",
                "你或你邻站的这个接口状态如何？(PROBE)",
            ),
            Source::Rfc(8335, "2"),
        ),
        Entry::new(
            161,
            "extended-echo-reply",
            "Extended Echo Reply",
            text("the state of the interface", "该接口的状态"),
            Source::Rfc(8335, "3"),
        ),
        Entry::new(200, "exp-200", "Private experimentation", EXPERIMENT, RFC4443),
        Entry::new(201, "exp-201", "Private experimentation", EXPERIMENT, RFC4443),
        Entry::new(
            255,
            "reserved-255",
            "Reserved for expansion of ICMPv6 informational messages",
            text("kept for more informational messages", "保留，供扩充信息报文"),
            RFC4443,
        ),
    ],
    ranges: &[
        (0, 127, text("an error message", "差错报告报文")),
        (128, 255, text("an informational message", "信息报文")),
    ],
};

/// Why the destination could not be reached.
pub static UNREACHABLE_CODES: Registry = Registry {
    key: "icmpv6-unreachable",
    title: text("ICMPv6 destination unreachable codes", "ICMPv6 终点不可达代码"),
    source: Source::Iana("icmpv6 parameters"),
    entries: &[
        Entry::new(
            0,
            "no-route",
            "no route to destination",
            text("a router has no route, not even a default route", "路由器没有路由，也没有默认路由"),
            Source::Rfc(4443, "3.1"),
        ),
        Entry::new(
            1,
            "prohibited",
            "communication with destination administratively prohibited",
            text("a firewall forbids it", "被防火墙禁止"),
            Source::Rfc(4443, "3.1"),
        ),
        Entry::new(
            2,
            "beyond-scope",
            "beyond scope of source address",
            text(
                "the source address does not reach that far: link-local towards global",
                "超出源地址的作用域：例如以链路本地地址去往全球地址",
            ),
            Source::Rfc(4443, "3.1"),
        ),
        Entry::new(
            3,
            "address",
            "address unreachable",
            text("nobody on the last link answers for the address", "最后一条链路上没有结点应答该地址"),
            Source::Rfc(4443, "3.1"),
        ),
        Entry::new(
            4,
            "port",
            "port unreachable",
            text("the host has no listener on that port", "主机上没有进程监听该端口"),
            Source::Rfc(4443, "3.1"),
        ),
        Entry::new(
            5,
            "source-policy",
            "source address failed ingress/egress policy",
            text("packets with this source address are filtered there", "该处按策略过滤这一源地址的分组"),
            Source::Rfc(4443, "3.1"),
        ),
        Entry::new(
            6,
            "reject-route",
            "reject route to destination",
            text("a route says to reject it", "有路由规定拒绝该目的地"),
            Source::Rfc(4443, "3.1"),
        ),
        Entry::new(
            7,
            "source-route",
            "Error in Source Routing Header",
            text("the next node of the source route cannot be reached", "无法到达源路由的下一个结点"),
            Source::Rfc(6550, ""),
        ),
        Entry::new(
            8,
            "headers-too-long",
            "Headers too long",
            text("the chain of headers is too long to be processed", "首部链过长，无法处理"),
            Source::Rfc(8883, ""),
        ),
    ],
    ranges: &[],
};

/// Which time ran out.
pub static TIME_EXCEEDED_CODES: Registry = Registry {
    key: "icmpv6-time-exceeded",
    title: text("ICMPv6 time exceeded codes", "ICMPv6 时间超过代码"),
    source: Source::Iana("icmpv6 parameters"),
    entries: &[
        Entry::new(
            0,
            "hop-limit",
            "hop limit exceeded in transit",
            text(
                "a router took the Hop Limit to 0: a loop, or traceroute",
                "跳数限制在某路由器减为 0：存在环路，或是 traceroute",
            ),
            Source::Rfc(4443, "3.3"),
        ),
        Entry::new(
            1,
            "reassembly",
            "fragment reassembly time exceeded",
            text("a fragment did not come in time (60 seconds)", "数据报片未在规定时间（60 秒）内到齐"),
            Source::Rfc(4443, "3.3"),
        ),
    ],
    ranges: &[],
};

/// What was wrong with a packet.
pub static PARAMETER_CODES: Registry = Registry {
    key: "icmpv6-parameter-problem",
    title: text("ICMPv6 parameter problem codes", "ICMPv6 参数问题代码"),
    source: Source::Iana("icmpv6 parameters"),
    entries: &[
        Entry::new(
            0,
            "header-field",
            "erroneous header field encountered",
            text("the field at Pointer has a value that cannot be", "Pointer 所指字段的值有误"),
            Source::Rfc(4443, "3.4"),
        ),
        Entry::new(
            1,
            "next-header",
            "unrecognized Next Header type encountered",
            text(
                "the node does not know the protocol that Next Header names",
                "结点不认识 Next Header 所指的协议",
            ),
            Source::Rfc(4443, "3.4"),
        ),
        Entry::new(
            2,
            "option",
            "unrecognized IPv6 option encountered",
            text(
                "the node does not know an option, whose type says to report that",
                "结点不认识某个要求报告的选项",
            ),
            Source::Rfc(4443, "3.4"),
        ),
        Entry::new(
            3,
            "first-fragment",
            "IPv6 First Fragment has incomplete IPv6 Header Chain",
            text("the first fragment does not hold all headers", "第一个数据报片没有包含全部首部"),
            Source::Rfc(7112, ""),
        ),
        Entry::new(
            4,
            "sr-upper-layer",
            "SR Upper-layer Header Error",
            text(
                "what stands behind the segment routing header is not allowed here",
                "段路由首部之后的内容在此不被允许",
            ),
            Source::Rfc(8754, ""),
        ),
        Entry::new(
            5,
            "next-header-transit",
            "Unrecognized Next Header type encountered by intermediate node",
            text("a node on the way does not know a header", "途中的结点不认识某个首部"),
            Source::Rfc(8883, ""),
        ),
        Entry::new(
            6,
            "extension-too-big",
            "Extension header too big",
            text("an extension header is longer than the node's limit", "某个扩展首部超过结点的限度"),
            Source::Rfc(8883, ""),
        ),
        Entry::new(
            7,
            "chain-too-long",
            "Extension header chain too long",
            text(
                "all extension headers together are longer than the node's limit",
                "扩展首部总长超过结点的限度",
            ),
            Source::Rfc(8883, ""),
        ),
        Entry::new(
            8,
            "too-many-headers",
            "Too many extension headers",
            text("more extension headers than the node's limit", "扩展首部个数超过结点的限度"),
            Source::Rfc(8883, ""),
        ),
        Entry::new(
            9,
            "too-many-options",
            "Too many options in extension header",
            text("more options than the node's limit", "选项个数超过结点的限度"),
            Source::Rfc(8883, ""),
        ),
        Entry::new(
            10,
            "option-too-big",
            "Option too big",
            text("an option is longer than the node's limit", "某个选项超过结点的限度"),
            Source::Rfc(8883, ""),
        ),
    ],
    ranges: &[],
};

/// What a Router Renumbering message is.
pub static RENUMBERING_CODES: Registry = Registry {
    key: "icmpv6-renumbering",
    title: text("router renumbering codes", "路由器重编号代码"),
    source: Source::Iana("icmpv6 parameters"),
    entries: &[
        Entry::new(
            0,
            "command",
            "Router Renumbering Command",
            text("do this", "请执行"),
            Source::Rfc(2894, "3.1"),
        ),
        Entry::new(
            1,
            "result",
            "Router Renumbering Result",
            text("this was done", "执行结果"),
            Source::Rfc(2894, "3.1"),
        ),
        Entry::new(
            255,
            "reset",
            "Sequence Number Reset",
            text("forget the sequence number", "重置序号"),
            Source::Rfc(2894, "3.1"),
        ),
    ],
    ranges: &[],
};

/// What a node information query is about.
pub static NI_QUERY_CODES: Registry = Registry {
    key: "ni-query-code",
    title: text("node information query codes", "结点信息查询代码"),
    source: Source::Iana("icmpv6 parameters"),
    entries: &[
        Entry::new(
            0,
            "ipv6",
            "The Data field contains an IPv6 address which is the Subject of this Query",
            text("about the node with this IPv6 address", "关于具有该 IPv6 地址的结点"),
            Source::Rfc(4620, "4"),
        ),
        Entry::new(
            1,
            "name",
            "The Data field contains a name which is the Subject of this Query, or is empty, as in the case of a NOOP",
            text("about the node with this name", "关于具有该名字的结点"),
            Source::Rfc(4620, "4"),
        ),
        Entry::new(
            2,
            "ipv4",
            "The Data field contains an IPv4 address which is the Subject of this Query",
            text("about the node with this IPv4 address", "关于具有该 IPv4 地址的结点"),
            Source::Rfc(4620, "4"),
        ),
    ],
    ranges: &[],
};

/// How a node information query went.
pub static NI_REPLY_CODES: Registry = Registry {
    key: "ni-reply-code",
    title: text("node information reply codes", "结点信息回答代码"),
    source: Source::Iana("icmpv6 parameters"),
    entries: &[
        Entry::new(
            0,
            "success",
            "A successful reply. The Reply Data field may or may not be empty",
            text("the answer", "成功"),
            Source::Rfc(4620, "4"),
        ),
        Entry::new(
            1,
            "refused",
            "The Responder refuses to supply the answer. The Reply Data field will be empty",
            text("it does not want to say", "拒绝回答"),
            Source::Rfc(4620, "4"),
        ),
        Entry::new(
            2,
            "unknown",
            "The Qtype of the Query is unknown to the Responder. The Reply Data field will be empty",
            text("it does not understand the question", "不认识该查询类型"),
            Source::Rfc(4620, "4"),
        ),
    ],
    ranges: &[],
};

/// How an interface query went.
pub static EXTENDED_ECHO_CODES: Registry = Registry {
    key: "extended-echo",
    title: text("extended echo reply codes", "扩展回送回答代码"),
    source: Source::Rfc(8335, "3"),
    entries: &[
        probe(0, "ok", "No Error", text("the interface was found", "找到了该接口")),
        probe(1, "malformed", "Malformed Query", text("the query could not be read", "查询无法解读")),
        probe(2, "no-interface", "No Such Interface", text("there is no such interface", "没有这个接口")),
        probe(3, "no-entry", "No Such Table Entry", text("no such neighbour is known", "没有这个邻站的表项")),
        probe(
            4,
            "multiple",
            "Multiple Interfaces Satisfy Query",
            text("more than one interface fits", "有多个接口符合查询"),
        ),
    ],
    ranges: &[],
};

/// The state of a neighbor in the ARP or neighbor cache.
pub static EXTENDED_ECHO_STATES: Registry = Registry {
    key: "extended-echo-state",
    title: text("neighbour states in an extended echo reply", "扩展回送回答中的邻站状态"),
    source: Source::Rfc(8335, "3"),
    entries: &[
        probe(0, "none", "Reserved", text("the query was not about a neighbour", "查询的不是邻站")),
        probe(
            1,
            "incomplete",
            "Incomplete",
            text("its link address is being asked for", "正在解析其链路地址"),
        ),
        probe(2, "reachable", "Reachable", text("it answered a short time ago", "不久前确认可达")),
        probe(3, "stale", "Stale", text("nothing was heard of it for a while", "已有一段时间没有确认")),
        probe(4, "delay", "Delay", text("a confirmation is awaited", "正在等待确认")),
        probe(5, "probe", "Probe", text("it is being asked", "正在探测")),
        probe(6, "failed", "Failed", text("it does not answer", "没有应答")),
    ],
    ranges: &[],
};

const fn probe(value: u64, key: &'static str, name: &'static str, means: Text) -> Entry {
    Entry::new(value, key, name, means, Source::Rfc(8335, "3"))
}

/// RPL control messages.
pub static RPL_CODES: Registry = Registry {
    key: "rpl-code",
    title: text("RPL control codes", "RPL 控制报文代码"),
    source: Source::Iana("rpl"),
    entries: &[
        rpl(
            0x00,
            "dis",
            "DODAG Information Solicitation",
            text("routers, please advertise the tree", "请通告路由树"),
        ),
        rpl(
            0x01,
            "dio",
            "DODAG Information Object",
            text("the tree, seen from a router", "某路由器通告的路由树信息"),
        ),
        rpl(
            0x02,
            "dao",
            "Destination Advertisement Object",
            text("destinations further down", "下方可到达的目的地"),
        ),
        rpl(
            0x03,
            "dao-ack",
            "Destination Advertisement Object Acknowledgment",
            text("the destinations were heard", "对目的地通告的确认"),
        ),
        rpl(
            0x80,
            "sec-dis",
            "Secure DODAG Information Solicitation",
            text("the same, secured", "安全的 DIS"),
        ),
        rpl(0x81, "sec-dio", "Secure DODAG Information Object", text("the same, secured", "安全的 DIO")),
        rpl(
            0x82,
            "sec-dao",
            "Secure Destination Advertisement Object",
            text("the same, secured", "安全的 DAO"),
        ),
        rpl(
            0x83,
            "sec-dao-ack",
            "Secure Destination Advertisement Object Acknowledgment",
            text("the same, secured", "安全的 DAO-ACK"),
        ),
        rpl(0x8a, "cc", "Consistency Check", text("checks counters and keys", "核对计数器和密钥")),
    ],
    ranges: &[],
};

const fn rpl(value: u64, key: &'static str, name: &'static str, means: Text) -> Entry {
    Entry::new(value, key, name, means, Source::Rfc(6550, "20.2"))
}
