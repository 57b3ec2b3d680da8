//! Code points of ICMP: types, and the codes of each type.

use crate::spec::{Entry, Registry, Source, text};

/// ICMP message types.
pub static TYPES: Registry = Registry {
    key: "icmp-type",
    title: text("ICMP types", "ICMP 类型"),
    source: Source::Iana("icmp parameters"),
    entries: &[
        Entry::new(
            0,
            "echo-reply",
            "Echo Reply",
            text("the answer to an echo request", "对回送请求的回答"),
            Source::Rfc(792, ""),
        ),
        Entry::new(
            3,
            "unreachable",
            "Destination Unreachable",
            text("the datagram quoted could not be delivered", "所引用的数据报无法交付"),
            Source::Rfc(792, ""),
        ),
        Entry::new(
            4,
            "source-quench",
            "Source Quench (Deprecated)",
            text(
                "a router had no room: send slower; never sent any more",
                "路由器缓存不足，请降低发送速率；现已不再使用（源点抑制）",
            ),
            Source::Rfc(6633, ""),
        ),
        Entry::new(
            5,
            "redirect",
            "Redirect",
            text("there is a better first hop: this router", "存在更好的第一跳：应改走该路由器"),
            Source::Rfc(792, ""),
        ),
        Entry::new(
            6,
            "alternate-host",
            "Alternate Host Address (Deprecated)",
            text("an address to use instead; never defined", "改用的地址；从未定义"),
            Source::Rfc(6918, ""),
        ),
        Entry::new(
            8,
            "echo-request",
            "Echo",
            text("send this back: ping", "请原样送回：ping 使用"),
            Source::Rfc(792, ""),
        ),
        Entry::new(
            9,
            "router-advertisement",
            "Router Advertisement",
            text("routers on this link make themselves known", "本链路上的路由器通告自己（路由器通告）"),
            Source::Rfc(1256, "3"),
        ),
        Entry::new(
            10,
            "router-solicitation",
            "Router Solicitation",
            text("a host asks routers to make themselves known", "主机请路由器通告自己（路由器询问）"),
            Source::Rfc(1256, "3"),
        ),
        Entry::new(
            11,
            "time-exceeded",
            "Time Exceeded",
            text(
                "the datagram quoted met too many routers, or a fragment of it never came",
                "所引用的数据报经过的路由器过多，或其数据报片未到齐",
            ),
            Source::Rfc(792, ""),
        ),
        Entry::new(
            12,
            "parameter-problem",
            "Parameter Problem",
            text("the header of the datagram quoted has an error", "所引用数据报的首部有错"),
            Source::Rfc(792, ""),
        ),
        Entry::new(
            13,
            "timestamp",
            "Timestamp",
            text("asks what time it is there", "询问对方的时间"),
            Source::Rfc(792, ""),
        ),
        Entry::new(
            14,
            "timestamp-reply",
            "Timestamp Reply",
            text("says what time it is", "回答时间"),
            Source::Rfc(792, ""),
        ),
        Entry::new(
            15,
            "information-request",
            "Information Request (Deprecated)",
            text("which network am I on? DHCP took its place", "询问所在网络；已由 DHCP 取代"),
            Source::Rfc(6918, ""),
        ),
        Entry::new(
            16,
            "information-reply",
            "Information Reply (Deprecated)",
            text("the answer to it", "对信息请求的回答"),
            Source::Rfc(6918, ""),
        ),
        Entry::new(
            17,
            "mask-request",
            "Address Mask Request (Deprecated)",
            text("which subnet mask holds here? DHCP took its place", "询问子网掩码；已由 DHCP 取代"),
            Source::Rfc(6918, ""),
        ),
        Entry::new(
            18,
            "mask-reply",
            "Address Mask Reply (Deprecated)",
            text("the answer to it", "对地址掩码请求的回答"),
            Source::Rfc(6918, ""),
        ),
        Entry::new(
            30,
            "traceroute",
            "Traceroute (Deprecated)",
            text("a router reports that a probe passed", "路由器报告探测分组经过"),
            Source::Rfc(6918, ""),
        ),
        Entry::new(
            31,
            "conversion-error",
            "Datagram Conversion Error (Deprecated)",
            text("a datagram could not be converted", "数据报无法转换"),
            Source::Rfc(6918, ""),
        ),
        Entry::new(
            32,
            "mobile-redirect",
            "Mobile Host Redirect (Deprecated)",
            text("for moving hosts; hardly used", "用于移动主机；几乎未使用"),
            Source::Rfc(6918, ""),
        ),
        Entry::new(
            33,
            "where-are-you",
            "IPv6 Where-Are-You (Deprecated)",
            text("never came into use", "从未投入使用"),
            Source::Rfc(6918, ""),
        ),
        Entry::new(
            34,
            "i-am-here",
            "IPv6 I-Am-Here (Deprecated)",
            text("never came into use", "从未投入使用"),
            Source::Rfc(6918, ""),
        ),
        Entry::new(
            35,
            "mobile-registration-request",
            "Mobile Registration Request (Deprecated)",
            text("never came into use", "从未投入使用"),
            Source::Rfc(6918, ""),
        ),
        Entry::new(
            36,
            "mobile-registration-reply",
            "Mobile Registration Reply (Deprecated)",
            text("never came into use", "从未投入使用"),
            Source::Rfc(6918, ""),
        ),
        Entry::new(
            37,
            "domain-name-request",
            "Domain Name Request (Deprecated)",
            text("asks a host for its own name", "询问主机自己的域名"),
            Source::Rfc(6918, ""),
        ),
        Entry::new(
            38,
            "domain-name-reply",
            "Domain Name Reply (Deprecated)",
            text("the answer to it", "对域名请求的回答"),
            Source::Rfc(6918, ""),
        ),
        Entry::new(
            39,
            "skip",
            "SKIP (Deprecated)",
            text("for a key exchange that was given up", "用于已放弃的密钥交换协议"),
            Source::Rfc(6918, ""),
        ),
        Entry::new(
            40,
            "photuris",
            "Photuris",
            text("security failures of Photuris (experimental)", "Photuris 的安全差错（实验性）"),
            Source::Rfc(2521, ""),
        ),
        Entry::new(
            41,
            "seamoby",
            "ICMP messages utilized by experimental mobility protocols such as Seamoby",
            text("experiments with moving hosts", "移动性实验协议使用"),
            Source::Rfc(4065, ""),
        ),
        Entry::new(
            42,
            "extended-echo-request",
            "Extended Echo Request",
            text("asks about the state of an interface: probe", "询问某个接口的状态：PROBE 使用"),
            Source::Rfc(8335, "2"),
        ),
        Entry::new(
            43,
            "extended-echo-reply",
            "Extended Echo Reply",
            text("the answer to it", "对扩展回送请求的回答"),
            Source::Rfc(8335, "3"),
        ),
        Entry::new(
            253,
            "experiment-1",
            "RFC3692-style Experiment 1",
            text("for experiments", "供实验使用"),
            Source::Rfc(4727, ""),
        ),
        Entry::new(
            254,
            "experiment-2",
            "RFC3692-style Experiment 2",
            text("for experiments", "供实验使用"),
            Source::Rfc(4727, ""),
        ),
    ],
    ranges: &[],
};

/// Why a destination cannot be reached.
pub static UNREACHABLE_CODES: Registry = Registry {
    key: "icmp-unreachable-code",
    title: text("codes of Destination Unreachable", "终点不可达的代码"),
    source: Source::Rfc(792, ""),
    entries: &[
        Entry::new(
            0,
            "net",
            "Net Unreachable",
            text("no router knows a way to the network", "没有去往该网络的路由（网络不可达）"),
            Source::Rfc(792, ""),
        ),
        Entry::new(
            1,
            "host",
            "Host Unreachable",
            text(
                "the network is there, but the host does not answer ARP",
                "网络可达，但主机没有响应（主机不可达）",
            ),
            Source::Rfc(792, ""),
        ),
        Entry::new(
            2,
            "protocol",
            "Protocol Unreachable",
            text("the host does not speak this protocol", "主机不支持该协议（协议不可达）"),
            Source::Rfc(792, ""),
        ),
        Entry::new(
            3,
            "port",
            "Port Unreachable",
            text(
                "no socket at that port: UDP says so this way",
                "该端口没有套接字，UDP 以此告知（端口不可达）",
            ),
            Source::Rfc(792, ""),
        ),
        Entry::new(
            4,
            "fragmentation-needed",
            "Fragmentation Needed and Don't Fragment was Set",
            text(
                "too long for the next link, and DF forbids to cut it: path MTU discovery lives by it",
                "超过下一链路的 MTU，而 DF 不许分片：路径 MTU 发现依靠它",
            ),
            Source::Rfc(792, ""),
        ),
        Entry::new(
            5,
            "source-route",
            "Source Route Failed",
            text("the route that the sender prescribed does not work", "源站指定的路由走不通（源路由失败）"),
            Source::Rfc(792, ""),
        ),
        Entry::new(
            6,
            "net-unknown",
            "Destination Network Unknown",
            text("there is no such network", "目的网络未知"),
            Source::Rfc(1122, "3.2.2.1"),
        ),
        Entry::new(
            7,
            "host-unknown",
            "Destination Host Unknown",
            text("there is no such host", "目的主机未知"),
            Source::Rfc(1122, "3.2.2.1"),
        ),
        Entry::new(
            8,
            "isolated",
            "Source Host Isolated",
            text("obsolete", "源主机被隔离（已过时）"),
            Source::Rfc(1122, "3.2.2.1"),
        ),
        Entry::new(
            9,
            "net-prohibited",
            "Communication with Destination Network is Administratively Prohibited",
            text("forbidden by the network's managers", "目的网络被管理员禁止"),
            Source::Rfc(1122, "3.2.2.1"),
        ),
        Entry::new(
            10,
            "host-prohibited",
            "Communication with Destination Host is Administratively Prohibited",
            text("forbidden by the host's managers", "目的主机被管理员禁止"),
            Source::Rfc(1122, "3.2.2.1"),
        ),
        Entry::new(
            11,
            "net-tos",
            "Destination Network Unreachable for Type of Service",
            text("no way with that type of service", "按该服务类型网络不可达"),
            Source::Rfc(1122, "3.2.2.1"),
        ),
        Entry::new(
            12,
            "host-tos",
            "Destination Host Unreachable for Type of Service",
            text("no way to the host with that type of service", "按该服务类型主机不可达"),
            Source::Rfc(1122, "3.2.2.1"),
        ),
        Entry::new(
            13,
            "filtered",
            "Communication Administratively Prohibited",
            text("a filter (firewall) says no", "被过滤（防火墙）禁止"),
            Source::Rfc(1812, "5.2.7.1"),
        ),
        Entry::new(
            14,
            "precedence-violation",
            "Host Precedence Violation",
            text("this precedence is not allowed", "不允许使用该优先级"),
            Source::Rfc(1812, "5.2.7.1"),
        ),
        Entry::new(
            15,
            "precedence-cutoff",
            "Precedence cutoff in effect",
            text("the precedence is too low here", "优先级低于此处的要求"),
            Source::Rfc(1812, "5.2.7.1"),
        ),
    ],
    ranges: &[],
};

/// What a redirect is about.
pub static REDIRECT_CODES: Registry = Registry {
    key: "icmp-redirect-code",
    title: text("codes of Redirect", "改变路由的代码"),
    source: Source::Rfc(792, ""),
    entries: &[
        Entry::new(
            0,
            "net",
            "Redirect Datagram for the Network (or subnet)",
            text("for the whole network; no router sends it any more", "针对整个网络；路由器已不再发送"),
            Source::Rfc(792, ""),
        ),
        Entry::new(
            1,
            "host",
            "Redirect Datagram for the Host",
            text("for this destination", "针对该目的主机"),
            Source::Rfc(792, ""),
        ),
        Entry::new(
            2,
            "net-tos",
            "Redirect Datagram for the Type of Service and Network",
            text("for the network with this type of service", "针对该服务类型和网络"),
            Source::Rfc(792, ""),
        ),
        Entry::new(
            3,
            "host-tos",
            "Redirect Datagram for the Type of Service and Host",
            text("for this destination with this type of service", "针对该服务类型和主机"),
            Source::Rfc(792, ""),
        ),
    ],
    ranges: &[],
};

/// What the advertising router does.
pub static ADVERTISEMENT_CODES: Registry = Registry {
    key: "icmp-advertisement-code",
    title: text("codes of Router Advertisement", "路由器通告的代码"),
    source: Source::Rfc(5944, ""),
    entries: &[
        Entry::new(
            0,
            "normal",
            "Normal router advertisement",
            text("it routes everything", "转发一切通信量"),
            Source::Rfc(1256, "3"),
        ),
        Entry::new(
            16,
            "mobile-only",
            "Does not route common traffic",
            text("it serves only Mobile IP", "只为移动 IP 服务"),
            Source::Rfc(5944, ""),
        ),
    ],
    ranges: &[],
};

/// Which time was exceeded.
pub static TIME_EXCEEDED_CODES: Registry = Registry {
    key: "icmp-time-exceeded-code",
    title: text("codes of Time Exceeded", "时间超过的代码"),
    source: Source::Rfc(792, ""),
    entries: &[
        Entry::new(
            0,
            "ttl",
            "Time to Live exceeded in Transit",
            text(
                "the TTL came to zero in a router: traceroute lives by it",
                "TTL 在路由器中减到 0：traceroute 依靠它",
            ),
            Source::Rfc(792, ""),
        ),
        Entry::new(
            1,
            "reassembly",
            "Fragment Reassembly Time Exceeded",
            text("not all fragments came in time", "数据报片未能按时到齐"),
            Source::Rfc(792, ""),
        ),
    ],
    ranges: &[],
};

/// What is wrong with the header.
pub static PARAMETER_CODES: Registry = Registry {
    key: "icmp-parameter-code",
    title: text("codes of Parameter Problem", "参数问题的代码"),
    source: Source::Rfc(792, ""),
    entries: &[
        Entry::new(
            0,
            "pointer",
            "Pointer indicates the error",
            text("the pointer says which octet", "指针指出出错的字节"),
            Source::Rfc(792, ""),
        ),
        Entry::new(
            1,
            "missing-option",
            "Missing a Required Option",
            text("an option that is required here is not there", "缺少必需的选项"),
            Source::Rfc(1108, ""),
        ),
        Entry::new(
            2,
            "bad-length",
            "Bad Length",
            text("a length is wrong", "长度有误"),
            Source::Iana("icmp parameters"),
        ),
    ],
    ranges: &[],
};

/// What went wrong with security.
pub static PHOTURIS_CODES: Registry = Registry {
    key: "icmp-photuris-code",
    title: text("codes of Photuris", "Photuris 的代码"),
    source: Source::Rfc(2521, ""),
    entries: &[
        Entry::new(
            0,
            "bad-spi",
            "Bad SPI",
            text("there is no such security association", "没有这样的安全关联"),
            Source::Rfc(2521, ""),
        ),
        Entry::new(
            1,
            "authentication",
            "Authentication Failed",
            text("it was forged or changed", "认证失败"),
            Source::Rfc(2521, ""),
        ),
        Entry::new(
            2,
            "decompression",
            "Decompression Failed",
            text("it could not be unpacked", "解压缩失败"),
            Source::Rfc(2521, ""),
        ),
        Entry::new(
            3,
            "decryption",
            "Decryption Failed",
            text("it could not be decrypted", "解密失败"),
            Source::Rfc(2521, ""),
        ),
        Entry::new(
            4,
            "need-authentication",
            "Need Authentication",
            text("it must be authenticated", "需要认证"),
            Source::Rfc(2521, ""),
        ),
        Entry::new(
            5,
            "need-authorization",
            "Need Authorization",
            text("the sender has no right to it", "需要授权"),
            Source::Rfc(2521, ""),
        ),
    ],
    ranges: &[],
};

/// How a query of an interface went.
pub static PROBE_CODES: Registry = Registry {
    key: "icmp-probe-code",
    title: text("codes of Extended Echo Reply", "扩展回送回答的代码"),
    source: Source::Rfc(8335, "3"),
    entries: &[
        Entry::new(
            0,
            "no-error",
            "No Error",
            text("the answer is in the flags", "没有差错，结果见各标志"),
            Source::Rfc(8335, "3"),
        ),
        Entry::new(
            1,
            "malformed",
            "Malformed Query",
            text("the query is not well formed", "询问格式有误"),
            Source::Rfc(8335, "3"),
        ),
        Entry::new(
            2,
            "no-interface",
            "No Such Interface",
            text("there is no such interface", "没有这样的接口"),
            Source::Rfc(8335, "3"),
        ),
        Entry::new(
            3,
            "no-entry",
            "No Such Table Entry",
            text("the neighbour is in no table", "邻站不在表中"),
            Source::Rfc(8335, "3"),
        ),
        Entry::new(
            4,
            "several",
            "Multiple Interfaces Satisfy Query",
            text("more than one interface fits", "有多个接口符合"),
            Source::Rfc(8335, "3"),
        ),
    ],
    ranges: &[],
};

/// What the probed host knows of its neighbour.
pub static PROBE_STATES: Registry = Registry {
    key: "icmp-probe-state",
    title: text("neighbour states", "邻站状态"),
    source: Source::Rfc(8335, "3"),
    entries: &[
        Entry::new(
            0,
            "reserved",
            "Reserved",
            text("of no meaning here", "此处无意义"),
            Source::Rfc(8335, "3"),
        ),
        Entry::new(
            1,
            "incomplete",
            "Incomplete",
            text("it is being asked for its address", "正在解析地址"),
            Source::Rfc(8335, "3"),
        ),
        Entry::new(2, "reachable", "Reachable", text("it answered lately", "可达"), Source::Rfc(8335, "3")),
        Entry::new(3, "stale", "Stale", text("it answered long ago", "久未确认"), Source::Rfc(8335, "3")),
        Entry::new(4, "delay", "Delay", text("it will be asked soon", "即将询问"), Source::Rfc(8335, "3")),
        Entry::new(5, "probe", "Probe", text("it is being asked", "正在询问"), Source::Rfc(8335, "3")),
        Entry::new(6, "failed", "Failed", text("it does not answer", "没有响应"), Source::Rfc(8335, "3")),
    ],
    ranges: &[],
};
