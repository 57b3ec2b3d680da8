//! The code points of IPv6 options.

use crate::spec::{Entry, Registry, Source, Text, text};

const RFC8200: Source = Source::Rfc(8200, "4.2");
const RFC4727: Source = Source::Rfc(4727, "");
const EXPERIMENT: Text = text("for experiments", "供实验使用");

/// Types of IPv6 options. Their first three bits are part of the number and say how to treat the option.
pub static OPTION_TYPES: Registry = Registry {
    key: "ipv6-option",
    title: text("IPv6 option types", "IPv6 选项类型"),
    source: Source::Iana("ipv6 parameters"),
    entries: &[
        Entry::new(0x00, "pad1", "Pad1", text("one octet of padding", "1 字节填充"), RFC8200),
        Entry::new(
            0x01,
            "padn",
            "PadN",
            text("two or more octets of padding", "2 个或更多字节的填充"),
            RFC8200,
        ),
        Entry::new(
            0x04,
            "tunnel-limit",
            "Tunnel Encapsulation Limit",
            text("how many more tunnels may wrap the packet", "分组还允许再被多少层隧道封装"),
            Source::Rfc(2473, "4.1.1"),
        ),
        Entry::new(
            0x05,
            "router-alert",
            "Router Alert",
            text("routers should look at the packet more closely", "路由器应仔细查看该分组"),
            Source::Rfc(2711, "2.1"),
        ),
        Entry::new(
            0x07,
            "calipso",
            "CALIPSO",
            text("a security label", "安全标记"),
            Source::Rfc(5570, "5.1"),
        ),
        Entry::new(
            0x08,
            "smf-dpd",
            "SMF_DPD",
            text("finds duplicates of flooded multicast packets", "在多播洪泛中识别重复分组"),
            Source::Rfc(6621, ""),
        ),
        Entry::new(
            0x0f,
            "pdm",
            "Performance and Diagnostic Metrics (PDM)",
            text("counters and times for measuring", "供测量用的计数和时间"),
            Source::Rfc(8250, ""),
        ),
        Entry::new(
            0x11,
            "ioam",
            "IOAM Destination Option and IOAM Hop-by-Hop Option",
            text("measurements collected on the way", "沿途收集的测量数据"),
            Source::Rfc(9486, ""),
        ),
        Entry::new(
            0x12,
            "altmark",
            "AltMark",
            text("marks packets by turns, for measuring loss and delay", "交替标记分组，用于测量丢失和时延"),
            Source::Rfc(9343, ""),
        ),
        Entry::new(0x1e, "exp-1e", "RFC3692-style Experiment", EXPERIMENT, RFC4727),
        Entry::new(
            0x23,
            "rpl",
            "RPL Option",
            text("finds loops in a low-power network", "在低功耗网络中检测环路"),
            Source::Rfc(9008, ""),
        ),
        Entry::new(
            0x26,
            "quick-start",
            "Quick-Start",
            text("asks the routers for a high rate to begin with", "请求路由器允许较高的初始速率"),
            Source::Rfc(4782, ""),
        ),
        Entry::new(
            0x30,
            "min-pmtu",
            "Minimum Path MTU Hop-by-Hop Option",
            text("records the smallest MTU on the way", "记录沿途最小的 MTU"),
            Source::Rfc(9268, ""),
        ),
        Entry::new(
            0x31,
            "ioam-mutable",
            "IOAM Destination Option and IOAM Hop-by-Hop Option",
            text("measurements that routers add on the way", "路由器沿途写入的测量数据"),
            Source::Rfc(9486, ""),
        ),
        Entry::new(0x3e, "exp-3e", "RFC3692-style Experiment", EXPERIMENT, RFC4727),
        Entry::new(0x5e, "exp-5e", "RFC3692-style Experiment", EXPERIMENT, RFC4727),
        Entry::new(
            0x63,
            "rpl-old",
            "RPL Option (DEPRECATED)",
            text("the former number of the RPL option (deprecated)", "RPL 选项原来的编号（已弃用）"),
            Source::Rfc(6553, ""),
        ),
        Entry::new(
            0x6d,
            "mpl",
            "MPL Option",
            text("multicast in a low-power network", "低功耗网络中的多播"),
            Source::Rfc(7731, ""),
        ),
        Entry::new(0x7e, "exp-7e", "RFC3692-style Experiment", EXPERIMENT, RFC4727),
        Entry::new(
            0x8a,
            "endpoint-id",
            "Endpoint Identification (DEPRECATED)",
            text("of the Nimrod architecture (deprecated)", "Nimrod 体系结构所用（已弃用）"),
            Source::Iana("ipv6 parameters"),
        ),
        Entry::new(
            0x8b,
            "ilnp-nonce",
            "ILNP Nonce",
            text(
                "protects the identifier-locator protocol against forgers",
                "防止标识符-定位符协议报文被伪造的随机数",
            ),
            Source::Rfc(6744, ""),
        ),
        Entry::new(
            0x8c,
            "line-id",
            "Line-Identification Option",
            text("which subscriber's line a router solicitation came from", "路由器请求来自哪条用户线路"),
            Source::Rfc(6788, ""),
        ),
        Entry::new(0x9e, "exp-9e", "RFC3692-style Experiment", EXPERIMENT, RFC4727),
        Entry::new(0xbe, "exp-be", "RFC3692-style Experiment", EXPERIMENT, RFC4727),
        Entry::new(
            0xc2,
            "jumbo",
            "Jumbo Payload",
            text("a payload longer than 65,535 octets", "超过 65535 字节的有效载荷"),
            Source::Rfc(2675, "2"),
        ),
        Entry::new(
            0xc9,
            "home-address",
            "Home Address",
            text("the lasting address of a mobile node", "移动结点的归属地址"),
            Source::Rfc(6275, "6.3"),
        ),
        Entry::new(0xde, "exp-de", "RFC3692-style Experiment", EXPERIMENT, RFC4727),
        Entry::new(
            0xee,
            "dff",
            "IP_DFF",
            text("depth-first forwarding in an unreliable network", "不可靠网络中的深度优先转发"),
            Source::Rfc(6971, ""),
        ),
        Entry::new(0xfe, "exp-fe", "RFC3692-style Experiment", EXPERIMENT, RFC4727),
    ],
    ranges: &[
        (0x00, 0x1f, text("a node that does not know it skips it", "不认识它的结点跳过它")),
        (
            0x20,
            0x3f,
            text(
                "a node that does not know it skips it; it may change on the way",
                "不认识它的结点跳过它；途中可被修改",
            ),
        ),
        (0x40, 0x5f, text("a node that does not know it discards the packet", "不认识它的结点丢弃该分组")),
        (
            0x60,
            0x7f,
            text(
                "a node that does not know it discards the packet; it may change on the way",
                "不认识它的结点丢弃该分组；途中可被修改",
            ),
        ),
        (
            0x80,
            0x9f,
            text(
                "a node that does not know it discards the packet and reports that to the source",
                "不认识它的结点丢弃该分组并向源点报告",
            ),
        ),
        (
            0xa0,
            0xbf,
            text(
                "a node that does not know it discards the packet and reports that to the source; it may change on the way",
                "不认识它的结点丢弃该分组并向源点报告；途中可被修改",
            ),
        ),
        (
            0xc0,
            0xdf,
            text(
                "a node that does not know it discards the packet and, unless it was multicast, reports that to the source",
                "不认识它的结点丢弃该分组，若不是多播则向源点报告",
            ),
        ),
        (
            0xe0,
            0xff,
            text(
                "a node that does not know it discards the packet and, unless it was multicast, reports that to the source; it may change on the way",
                "不认识它的结点丢弃该分组，若不是多播则向源点报告；途中可被修改",
            ),
        ),
    ],
};

/// Why routers should look.
pub static ROUTER_ALERTS: Registry = Registry {
    key: "ipv6-router-alert",
    title: text("IPv6 router alert values", "IPv6 路由器警示值"),
    source: Source::Iana("ipv6 router alert values"),
    entries: &[
        Entry::new(
            0,
            "mld",
            "Datagram contains a Multicast Listener Discovery message",
            text("the packet carries MLD", "分组载有多播监听者发现 (MLD) 报文"),
            Source::Rfc(2711, "2.1"),
        ),
        Entry::new(
            1,
            "rsvp",
            "Datagram contains RSVP message",
            text("the packet carries RSVP", "分组载有资源预留 (RSVP) 报文"),
            Source::Rfc(2711, "2.1"),
        ),
        Entry::new(
            2,
            "active-networks",
            "Datagram contains an Active Networks message",
            text("the packet carries a message of Active Networks", "分组载有主动网络报文"),
            Source::Rfc(2711, "2.1"),
        ),
    ],
    ranges: &[
        (4, 35, text("aggregated reservation nesting level (RFC 3175)", "聚合预留的嵌套层次 (RFC 3175)")),
        (36, 67, text("QoS NSLP aggregation levels (RFC 5974)", "QoS NSLP 聚合层次 (RFC 5974)")),
        (65_503, 65_534, text("for experiments (RFC 5350)", "供实验使用 (RFC 5350)")),
    ],
};
