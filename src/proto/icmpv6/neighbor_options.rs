//! The options of Neighbor Discovery.

mod types;

use super::BEFORE;
use super::neighbor::ROUTER_PREFERENCES;
use crate::spec::{
    Case, Choice, Field, Item, Items, Kind, Label, On, Part, Repeat, Shape, Slot, Source, Unit, When,
    fixed_octets, slot, slot_after, text,
};
pub use types::OPTION_TYPES;
use types::PREFIX_LENGTH_CODES;

/// The options of any Neighbor Discovery message.
pub const OPTIONS: Part = Part::Items(Items {
    label: Label::new(
        "options",
        "Options",
        text(
            "link addresses, prefixes and more, each with type and length",
            "链路地址、前缀等，各有类型和长度",
        ),
    )
    .source(Source::Rfc(4861, "4.6")),
    shape: Shape { code: &TYPE, length: &LENGTH, unit: 8, whole: true, single: &[], end: None },
    kinds: KINDS,
    unknown: &UNKNOWN,
});

static TYPE: Field =
    Field::named("type", "Type", 8, &OPTION_TYPES, text("which option this is", "选项的类型"))
        .source(Source::Rfc(4861, "4.6"));
static LENGTH: Field = Field::uint(
    "length",
    "Length",
    8,
    text(
        "how long the option is, in units of 8 octets, type and length included; 0 is an error",
        "选项的长度，以 8 字节为单位，含类型和长度；0 是错误",
    ),
)
.unit(Unit::Octets(8))
.computed()
.source(Source::Rfc(4861, "4.6"));
static UNKNOWN: Label =
    Label::new("option", "Option", text("an option that netlab has no table for", "netlab 没有其表的选项"));

static HEAD: &[Part] = &[Part::Field(TYPE), Part::Field(LENGTH)];
const HEAD_TYPE: Slot = slot(HEAD, "type");
const HEAD_LENGTH: Slot = slot(HEAD, "length");
const HEADER: usize = fixed_octets(HEAD);

const fn reserved(bits: u16) -> Part {
    Part::Field(Field::uint("reserved", "Reserved", bits, text("must be zero", "必须为 0")).default(0))
}

const fn octets(key: &'static str, name: &'static str, means: crate::spec::Text) -> Part {
    Part::Field(Field::rest(key, name, Kind::Bytes, means))
}

const fn lifetime(bits: u16, means: crate::spec::Text) -> Part {
    Part::Field(Field::uint("lifetime", "Lifetime", bits, means).unit(Unit::Seconds))
}

static LINK_LAYER_ADDRESS: &[Part] = &[Part::Field(Field::rest(
    "link_layer_address",
    "Link-Layer Address",
    Kind::Mac,
    text("in Ethernet the MAC address", "在以太网中是 MAC 地址"),
))];

static PREFIX_INFORMATION: &[Part] = &[
    Part::Field(Field::uint(
        "prefix_length",
        "Prefix Length",
        8,
        text("bits of the prefix that count", "前缀的有效位数"),
    )),
    Part::Field(Field::flag(
        "l",
        "L",
        text(
            "on-link: addresses with this prefix are on this very link",
            "在链路上：具有该前缀的地址就在本链路上",
        ),
    )),
    Part::Field(Field::flag(
        "a",
        "A",
        text(
            "autonomous: hosts may make addresses of their own with this prefix (SLAAC)",
            "自治：主机可用该前缀自行生成地址 (SLAAC)",
        ),
    )),
    Part::Field(
        Field::flag(
            "r",
            "R",
            text("the prefix is a whole address of the router", "该前缀是路由器的完整地址"),
        )
        .source(Source::Rfc(6275, "7.2")),
    ),
    Part::Field(
        Field::flag(
            "p",
            "P",
            text(
                "hosts should rather ask DHCPv6 for a prefix of their own",
                "主机最好用 DHCPv6 申请自己的前缀",
            ),
        )
        .source(Source::Rfc(9762, "")),
    ),
    Part::Field(Field::uint("reserved1", "Reserved1", 4, text("must be zero", "必须为 0")).default(0)),
    Part::Field(
        Field::uint(
            "valid_lifetime",
            "Valid Lifetime",
            32,
            text(
                "how long addresses with the prefix exist; 4294967295 is for ever",
                "具有该前缀的地址的有效时间；4294967295 表示无限",
            ),
        )
        .unit(Unit::Seconds),
    ),
    Part::Field(
        Field::uint(
            "preferred_lifetime",
            "Preferred Lifetime",
            32,
            text(
                "how long new connections may use them; 4294967295 is for ever",
                "可用于建立新连接的时间；4294967295 表示无限",
            ),
        )
        .unit(Unit::Seconds),
    ),
    Part::Field(Field::uint("reserved2", "Reserved2", 32, text("must be zero", "必须为 0")).default(0)),
    Part::Field(Field::ipv6("prefix", "Prefix", text("the prefix, zeros behind it", "前缀，其后各位为 0"))),
];

static ROUTE_INFORMATION: &[Part] = &[
    Part::Field(Field::uint(
        "prefix_length",
        "Prefix Length",
        8,
        text("bits of the prefix that count", "前缀的有效位数"),
    )),
    Part::Field(Field::uint("resvd1", "Resvd", 3, text("must be zero", "必须为 0")).default(0)),
    Part::Field(
        Field::named(
            "prf",
            "Prf",
            2,
            &ROUTER_PREFERENCES,
            text("how much this router wants to be used for the prefix", "去往该前缀时使用该路由器的优先级"),
        )
        .default(0),
    ),
    Part::Field(Field::uint("resvd2", "Resvd", 3, text("must be zero", "必须为 0")).default(0)),
    Part::Field(
        Field::uint(
            "route_lifetime",
            "Route Lifetime",
            32,
            text(
                "how long the route may be used; 4294967295 is for ever",
                "路由的有效时间；4294967295 表示无限",
            ),
        )
        .unit(Unit::Seconds),
    ),
    Part::Field(Field::rest(
        "prefix",
        "Prefix",
        Kind::Ipv6,
        text("the prefix in 0, 8 or 16 octets", "前缀，占 0、8 或 16 字节"),
    )),
];

static RECURSIVE_DNS: &[Part] = &[
    reserved(16),
    lifetime(32, text("how long they may be used; 4294967295 is for ever", "有效时间；4294967295 表示无限")),
    Part::Repeat(Repeat {
        label: Label::new(
            "addresses",
            "Addresses of IPv6 Recursive DNS Servers",
            text("whom to ask for names", "向谁查询域名"),
        ),
        each: Label::new("server", "Address", text("one server", "一个服务器")),
        count: None,
        parts: &[Part::Field(Field::ipv6(
            "address",
            "Address",
            text("the address of the server", "服务器的地址"),
        ))],
    }),
];

static DNS_SEARCH: &[Part] = &[
    reserved(16),
    lifetime(32, text("how long they may be used; 4294967295 is for ever", "有效时间；4294967295 表示无限")),
    Part::Repeat(Repeat {
        label: Label::new(
            "names",
            "Domain Names of DNS Search List",
            text("what is tried behind a short name", "在短名字后面依次尝试的后缀"),
        ),
        each: Label::new("entry", "Domain Name", text("one suffix, or the padding", "一个后缀，或填充")),
        count: None,
        parts: &[Part::Choice(Choice {
            // a name does not begin with the root's empty label: such an octet is padding
            on: On::Ahead(8),
            cases: &[
                Case {
                    when: When::Is(0),
                    parts: &[octets(
                        "padding",
                        "padding",
                        text("up to a multiple of 8 octets", "填充到 8 字节的整数倍"),
                    )],
                },
                Case {
                    when: When::Else,
                    parts: &[Part::Field(Field::dns_name("name", "Domain Name", text("the suffix", "后缀")))],
                },
            ],
        })],
    }),
];

static ADDRESS_LIST: &[Part] = &[
    reserved(48),
    Part::Repeat(Repeat {
        label: Label::new(
            "addresses",
            "IPv6 Addresses",
            text("addresses of one interface", "一个接口的各个地址"),
        ),
        each: Label::new("entry", "IPv6 Address", text("one address", "一个地址")),
        count: None,
        parts: &[Part::Field(Field::ipv6("address", "IPv6 Address", text("the address", "该地址")))],
    }),
];

static PVD: &[Part] = &[
    Part::Field(Field::flag(
        "h",
        "H-flag",
        text("more information is to be had over HTTPS", "可通过 HTTPS 取得更多信息"),
    )),
    Part::Field(Field::flag(
        "l",
        "L-flag",
        text("IPv4 here belongs to the same domain", "此处的 IPv4 属于同一个域"),
    )),
    Part::Field(Field::flag("r", "R-flag", text("a header of an RA follows", "其后还有一个 RA 首部"))),
    Part::Field(Field::uint("reserved", "Reserved", 9, text("must be zero", "必须为 0")).default(0)),
    Part::Field(Field::uint(
        "delay",
        "Delay",
        4,
        text("wait up to 2 to this power milliseconds before asking", "询问前最多随机等待 2 的该次幂毫秒"),
    )),
    Part::Field(Field::uint(
        "sequence",
        "Sequence Number",
        16,
        text("changes with the information", "信息改变时随之改变"),
    )),
    Part::Field(Field::dns_name(
        "pvd_id",
        "PvD ID FQDN",
        text("the name of the provisioning domain", "供给域的名字"),
    )),
    octets(
        "content",
        "RA message header and options",
        text("padding, then what belongs to the domain only", "填充，以及只属于该域的内容"),
    ),
];

static REGISTRATION: &[Part] = &[
    Part::Field(Field::uint("status", "Status", 8, text("0: success", "0：成功"))),
    Part::Field(
        Field::uint("opaque", "Opaque", 8, text("of the routing protocol", "供路由选择协议使用")).default(0),
    ),
    Part::Field(Field::uint("rsvd", "Rsvd", 4, text("must be zero", "必须为 0")).default(0)),
    Part::Field(
        Field::uint(
            "i",
            "I",
            2,
            text("what Opaque is: 0 nothing, 1 a RPL instance", "Opaque 的含义：0 无，1 为 RPL 实例"),
        )
        .default(0),
    ),
    Part::Field(Field::flag("r", "R", text("the node expects to be reachable", "结点要求被路由可达"))),
    Part::Field(Field::flag("t", "T", text("a transaction ID follows", "带有事务 ID"))),
    Part::Field(Field::uint(
        "tid",
        "TID",
        8,
        text("the transaction ID: tells newer from older", "事务 ID：区分新旧"),
    )),
    Part::Field(
        Field::uint(
            "lifetime",
            "Registration Lifetime",
            16,
            text("how long the address is kept; 0 gives it up", "登记的有效时间；0 表示注销"),
        )
        .unit(Unit::Minutes),
    ),
    octets(
        "rovr",
        "Registration Ownership Verifier",
        text("who may register the address: an EUI-64 or a proof", "谁有权登记该地址：EUI-64 或证明"),
    ),
];

static KINDS: &[Item] = &[
    Item::new(
        1,
        "source_link_layer_address",
        "Source Link-Layer Address",
        text("the link address of the sender: spares a question back", "发送方的链路地址：省去反过来询问"),
        Source::Rfc(4861, "4.6.1"),
        LINK_LAYER_ADDRESS,
    ),
    Item::new(
        2,
        "target_link_layer_address",
        "Target Link-Layer Address",
        text("the link address of the target: the answer", "目标的链路地址：即答案"),
        Source::Rfc(4861, "4.6.1"),
        LINK_LAYER_ADDRESS,
    ),
    Item::new(
        3,
        "prefix_information",
        "Prefix Information",
        text("a prefix of this link: hosts make addresses with it", "本链路的前缀：主机据此生成地址"),
        Source::Rfc(4861, "4.6.2"),
        PREFIX_INFORMATION,
    ),
    Item::new(
        4,
        "redirected_header",
        "Redirected Header",
        text("the beginning of the packet that was redirected", "被重定向的分组的开头部分"),
        Source::Rfc(4861, "4.6.3"),
        &[
            reserved(48),
            octets("packet", "IP header + data", text("as much of the packet as fits", "分组中能放下的部分")),
        ],
    ),
    Item::new(
        5,
        "mtu",
        "MTU",
        text("the MTU that all on this link should use", "本链路上所有结点应采用的 MTU"),
        Source::Rfc(4861, "4.6.4"),
        &[
            reserved(16),
            Part::Field(
                Field::uint("mtu", "MTU", 32, text("the longest packet", "最长的分组")).unit(Unit::Octets(1)),
            ),
        ],
    ),
    Item::new(
        7,
        "advertisement_interval",
        "Advertisement Interval",
        text("how often the router advertises", "路由器通告的间隔"),
        Source::Rfc(6275, "7.3"),
        &[
            reserved(16),
            Part::Field(
                Field::uint(
                    "interval",
                    "Advertisement Interval",
                    32,
                    text("the longest time between two", "两次通告之间的最长时间"),
                )
                .unit(Unit::Milliseconds),
            ),
        ],
    ),
    Item::new(
        8,
        "home_agent_information",
        "Home Agent Information",
        text("the router as a home agent", "该路由器作为归属代理的信息"),
        Source::Rfc(6275, "7.4"),
        &[
            reserved(16),
            Part::Field(Field::uint(
                "preference",
                "Home Agent Preference",
                16,
                text("the higher the better", "值越大越优先"),
            )),
            Part::Field(
                Field::uint(
                    "lifetime",
                    "Home Agent Lifetime",
                    16,
                    text("how long it will be one", "作为归属代理的时间"),
                )
                .unit(Unit::Seconds),
            ),
        ],
    ),
    Item::new(
        9,
        "source_address_list",
        "Source Address List",
        text("the IPv6 addresses of the sender's interface", "发送方接口的 IPv6 地址"),
        Source::Rfc(3122, ""),
        ADDRESS_LIST,
    ),
    Item::new(
        10,
        "target_address_list",
        "Target Address List",
        text("the IPv6 addresses of the target's interface", "目标接口的 IPv6 地址"),
        Source::Rfc(3122, ""),
        ADDRESS_LIST,
    ),
    Item::new(
        11,
        "cga",
        "CGA",
        text("shows that the address was made from a public key (SEND)", "表明地址由公钥生成 (SEND)"),
        Source::Rfc(3971, "5.1"),
        &[
            Part::Field(
                Field::uint(
                    "pad_length",
                    "Pad Length",
                    8,
                    text("octets of padding at the end", "末尾的填充字节数"),
                )
                .unit(Unit::Octets(1))
                .computed(),
            ),
            reserved(8),
            octets(
                "parameters",
                "CGA Parameters",
                text("what the address was made from, and the padding", "生成地址所用的参数，以及填充"),
            ),
        ],
    ),
    Item::new(
        12,
        "rsa_signature",
        "RSA Signature",
        text("signs the message (SEND)", "对报文的签名 (SEND)"),
        Source::Rfc(3971, "5.2"),
        &[
            reserved(16),
            Part::Field(Field::new(
                "key_hash",
                "Key Hash",
                crate::spec::Width::Bits(128),
                Kind::Bytes,
                text("which public key", "使用哪个公钥"),
            )),
            octets("signature", "Digital Signature", text("the signature and its padding", "签名及填充")),
        ],
    ),
    Item::new(
        13,
        "timestamp",
        "Timestamp",
        text("keeps old messages from being sent again (SEND)", "防止旧报文被重放 (SEND)"),
        Source::Rfc(3971, "5.3.1"),
        &[
            reserved(48),
            Part::Field(
                Field::uint(
                    "seconds",
                    "Timestamp",
                    48,
                    text("seconds since 1970-01-01 00:00 UTC", "自 1970-01-01 00:00 UTC 起的秒数"),
                )
                .unit(Unit::Seconds),
            ),
            Part::Field(Field::uint(
                "fraction",
                "Timestamp",
                16,
                text("1/65536 of a second", "以 1/65536 秒为单位的小数部分"),
            )),
        ],
    ),
    Item::new(
        14,
        "nonce",
        "Nonce",
        text(
            "ties an answer to its question (SEND, enhanced duplicate address detection)",
            "使回答与请求对应（SEND、增强的重复地址检测）",
        ),
        Source::Rfc(3971, "5.3.2"),
        &[octets("nonce", "Nonce", text("a random number", "随机数"))],
    ),
    Item::new(
        21,
        "pvd_id",
        "PvD ID Router Advertisement Option",
        text("names the provisioning domain that the advertisement is for", "说明该通告属于哪个供给域"),
        Source::Rfc(8801, "3.1"),
        PVD,
    ),
    Item::new(
        24,
        "route_information",
        "Route Information",
        text("this router has a route to this prefix", "该路由器有去往该前缀的路由"),
        Source::Rfc(4191, "2.3"),
        ROUTE_INFORMATION,
    ),
    Item::new(
        25,
        "rdnss",
        "Recursive DNS Server",
        text("addresses of DNS servers", "DNS 服务器的地址"),
        Source::Rfc(8106, "5.1"),
        RECURSIVE_DNS,
    ),
    Item::new(
        26,
        "flags_extension",
        "RA Flags Extension",
        text("room for more flags of the advertisement", "供通告增加标志位"),
        Source::Rfc(5175, ""),
        &[octets("flags", "Bits", text("none is in use", "尚未使用"))],
    ),
    Item::new(
        31,
        "dnssl",
        "DNS Search List",
        text("suffixes for short names", "短名字的后缀"),
        Source::Rfc(8106, "5.2"),
        DNS_SEARCH,
    ),
    Item::new(
        33,
        "address_registration",
        "Address Registration Option",
        text("registers an address with a router of a low-power network", "向低功耗网络的路由器登记地址"),
        Source::Rfc(8505, "4.1"),
        REGISTRATION,
    ),
    Item::new(
        37,
        "captive_portal",
        "DHCP Captive-Portal",
        text("where to log in before the network lets traffic through", "网络放行之前的登录页面"),
        Source::Rfc(8910, "2.3"),
        &[Part::Field(Field::rest(
            "uri",
            "URI",
            Kind::Text,
            text("the address of the portal's API, filled up with NULs", "门户 API 的地址，用 NUL 填充"),
        ))],
    ),
    Item::new(
        38,
        "pref64",
        "PREF64",
        text("the prefix by which NAT64 makes IPv4 reachable from IPv6", "NAT64 使 IPv6 能到达 IPv4 的前缀"),
        Source::Rfc(8781, "4"),
        &[
            Part::Field(Field::uint(
                "scaled_lifetime",
                "Scaled Lifetime",
                13,
                text("how long it may be used, in units of 8 seconds", "有效时间，以 8 秒为单位"),
            )),
            Part::Field(Field::named(
                "plc",
                "PLC (Prefix Length Code)",
                3,
                &PREFIX_LENGTH_CODES,
                text("how long the prefix is", "前缀的长度"),
            )),
            Part::Field(Field::new(
                "prefix",
                "Highest 96 bits of the Prefix",
                crate::spec::Width::Bits(96),
                Kind::Bytes,
                text("the prefix, zeros behind it", "前缀，其后各位为 0"),
            )),
        ],
    ),
];

const PREFIX_LENGTH: Slot = slot(PREFIX_INFORMATION, "prefix_length");
const PREFIX_ADDRESS: Slot = slot_after(0, PREFIX_INFORMATION, "prefix");

/// The value of the first option `kind` in a message whose parts before the options are `parts`.
pub fn find<'a>(parts: &[Part], message: &'a [u8], kind: u64) -> Option<&'a [u8]> {
    let mut left = message.get(BEFORE + fixed_octets(parts)..)?;
    loop {
        let octets = HEAD_LENGTH.read(left)? as usize * 8;
        let option = left.get(HEADER..octets)?;
        if HEAD_TYPE.of(left) == kind {
            return Some(option);
        }
        left = &left[octets..];
    }
}

/// Length and prefix of a prefix information option with this value.
pub fn prefix(value: &[u8]) -> Option<(u64, [u8; 16])> {
    Some((PREFIX_LENGTH.read(value)?, PREFIX_ADDRESS.array(value)?))
}
