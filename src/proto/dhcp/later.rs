//! The options after RFC 2132: codes 128 to 255.

use super::codes::{FORCERENEW_ALGORITHMS, LEASE_SOURCES, LEASE_STATES, STATUS_CODES};
use super::extensions::GEOLOC;
use super::routes;
use super::values::{
    ADDRESS_LIST, ADDRESSES, CHARACTERS, EMPTY, NAME, NAME_LIST, NAMES, OCTETS, PLAIN_SUB_OPTIONS, SECONDS,
    SUB_OPTION_LIST,
};
use super::vendor;
use crate::spec::{Amount, Field, Item, Kind, Label, Part, Repeat, Source, Text, Unit, text};

/// Codes 128 to 255.
pub static LATER: &[Item] = &[
    Item::new(
        128,
        "pxe_128",
        "PXE - undefined (vendor specific)",
        PXE_VENDOR,
        Source::Rfc(4578, "2.4"),
        OCTETS,
    ),
    Item::new(
        129,
        "pxe_129",
        "PXE - undefined (vendor specific)",
        PXE_VENDOR,
        Source::Rfc(4578, "2.4"),
        OCTETS,
    ),
    Item::new(
        130,
        "pxe_130",
        "PXE - undefined (vendor specific)",
        PXE_VENDOR,
        Source::Rfc(4578, "2.4"),
        OCTETS,
    ),
    Item::new(
        131,
        "pxe_131",
        "PXE - undefined (vendor specific)",
        PXE_VENDOR,
        Source::Rfc(4578, "2.4"),
        OCTETS,
    ),
    Item::new(
        132,
        "pxe_132",
        "PXE - undefined (vendor specific)",
        PXE_VENDOR,
        Source::Rfc(4578, "2.4"),
        OCTETS,
    ),
    Item::new(
        133,
        "pxe_133",
        "PXE - undefined (vendor specific)",
        PXE_VENDOR,
        Source::Rfc(4578, "2.4"),
        OCTETS,
    ),
    Item::new(
        134,
        "pxe_134",
        "PXE - undefined (vendor specific)",
        PXE_VENDOR,
        Source::Rfc(4578, "2.4"),
        OCTETS,
    ),
    Item::new(
        135,
        "pxe_135",
        "PXE - undefined (vendor specific)",
        PXE_VENDOR,
        Source::Rfc(4578, "2.4"),
        OCTETS,
    ),
    Item::new(
        136,
        "pana_agents",
        "OPTION_PANA_AGENT",
        text("agents to authenticate with before network access (PANA)", "接入网络前进行认证的 PANA 代理"),
        Source::Rfc(5192, ""),
        ADDRESSES,
    ),
    Item::new(
        137,
        "lost_server",
        "OPTION_V4_LOST",
        text("the server that maps places to services (LoST)", "由位置查找服务的服务器 (LoST)"),
        Source::Rfc(5223, ""),
        NAME,
    ),
    Item::new(
        138,
        "capwap_controllers",
        "OPTION_CAPWAP_AC_V4",
        text("controllers that wireless access points report to", "无线接入点所属的接入控制器"),
        Source::Rfc(5417, ""),
        ADDRESSES,
    ),
    Item::new(
        139,
        "mos_addresses",
        "OPTION-IPv4_Address-MoS",
        text("servers of IEEE 802.21 mobility services, by address", "IEEE 802.21 移动性服务器的地址"),
        Source::Rfc(5678, ""),
        PLAIN_SUB_OPTIONS,
    ),
    Item::new(
        140,
        "mos_names",
        "OPTION-IPv4_FQDN-MoS",
        text("the same by name", "IEEE 802.21 移动性服务器的域名"),
        Source::Rfc(5678, ""),
        PLAIN_SUB_OPTIONS,
    ),
    Item::new(
        141,
        "sip_configuration",
        "SIP UA Configuration Service Domains",
        text("domains to look for a telephone's configuration in", "查找 SIP 电话配置的域"),
        Source::Rfc(6011, ""),
        NAMES,
    ),
    Item::new(
        142,
        "andsf_addresses",
        "OPTION-IPv4_Address-ANDSF",
        text("servers that help mobiles to find networks (ANDSF)", "帮助移动终端发现网络的服务器 (ANDSF)"),
        Source::Rfc(6153, ""),
        ADDRESSES,
    ),
    Item::new(
        143,
        "sztp_redirect",
        "OPTION_V4_SZTP_REDIRECT",
        text("where a new device fetches its first configuration", "新设备获取初始配置的地址"),
        Source::Rfc(8572, "8.1"),
        &[Part::Repeat(Repeat {
            label: Label::new("servers", "bootstrap-server-list", text("the servers", "各服务器")),
            each: Label::new("server", "server", text("one server", "一个服务器")),
            count: None,
            parts: &[
                Part::Field(
                    Field::uint("uri_length", "uri-length", 16, text("octets of the URI", "URI 的字节数"))
                        .unit(Unit::Octets(1))
                        .computed(),
                ),
                Part::Field(Field::sized(
                    "uri",
                    "URI",
                    Amount::of("uri_length"),
                    Kind::Text,
                    text("where the server is", "服务器的 URI"),
                )),
            ],
        })],
    ),
    Item::new(
        144,
        "geoloc",
        "GeoLoc",
        text(
            "where the client is: latitude, longitude, altitude, each with its uncertainty",
            "客户的位置：纬度、经度、高度，各带不确定度",
        ),
        Source::Rfc(6225, "2.2.2"),
        GEOLOC,
    ),
    Item::new(
        145,
        "forcerenew_nonce",
        "FORCERENEW_NONCE_CAPABLE",
        text(
            "the client takes DHCPFORCERENEW if it proves where it comes from",
            "客户接受能证明来源的 DHCPFORCERENEW",
        ),
        Source::Rfc(6704, ""),
        &[Part::Repeat(Repeat {
            label: Label::new("algorithms", "Algorithms", text("how it may be proved", "可用的证明算法")),
            each: Label::new("entry", "entry", text("one of them", "其中一种")),
            count: None,
            parts: &[Part::Field(Field::named(
                "algorithm",
                "Algorithm",
                8,
                &FORCERENEW_ALGORITHMS,
                text("an algorithm", "算法"),
            ))],
        })],
    ),
    Item::new(
        146,
        "rdnss_selection",
        "RDNSS Selection",
        text("which DNS servers to ask about which domains", "哪些域名向哪些域名服务器查询"),
        Source::Rfc(6731, "4.3"),
        &[
            Part::Field(Field::hex("reserved", "Reserved", 6, text("must be zero", "必须为 0")).default(0)),
            Part::Field(Field::uint(
                "preference",
                "prf",
                2,
                text(
                    "how much these servers are preferred: 01 high, 00 medium, 11 low",
                    "优先程度：01 高，00 中，11 低",
                ),
            )),
            Part::Field(Field::ipv4(
                "primary",
                "DNS-recursive-name-server's primary IPv4 address",
                text("the first server", "首选服务器"),
            )),
            Part::Field(Field::ipv4(
                "secondary",
                "DNS-recursive-name-server's secondary IPv4 address",
                text("the second; 0.0.0.0 for none", "备用服务器；没有时为 0.0.0.0"),
            )),
            NAME_LIST,
        ],
    ),
    Item::new(
        147,
        "dots_name",
        "OPTION_V4_DOTS_RI",
        text(
            "the name of the server that helps against floods of traffic (DOTS)",
            "拒绝服务攻击防护 (DOTS) 服务器的名字",
        ),
        Source::Rfc(8973, ""),
        NAME,
    ),
    Item::new(
        148,
        "dots_addresses",
        "OPTION_V4_DOTS_ADDRESS",
        text("its addresses", "DOTS 服务器的地址"),
        Source::Rfc(8973, ""),
        ADDRESSES,
    ),
    Item::new(
        150,
        "tftp_servers",
        "TFTP server address",
        text("the TFTP servers, as Internet telephones ask for them", "TFTP 服务器地址，IP 电话常用"),
        Source::Rfc(5859, "3"),
        ADDRESSES,
    ),
    Item::new(
        151,
        "status_code",
        "status-code",
        text("how a lease query went", "租用查询的结果"),
        Source::Rfc(6926, "6.2.2"),
        &[
            Part::Field(Field::named(
                "status",
                "Status Code",
                8,
                &STATUS_CODES,
                text("what happened", "结果"),
            )),
            Part::Field(Field::rest(
                "text",
                "Status Message",
                Kind::Text,
                text("the same for people to read", "供人阅读的说明"),
            )),
        ],
    ),
    Item::new(
        152,
        "base_time",
        "base-time",
        text(
            "when the message was made: seconds since 1970-01-01 UTC",
            "报文产生的时间：1970-01-01 UTC 以来的秒数",
        ),
        Source::Rfc(6926, "6.2.3"),
        SECONDS,
    ),
    Item::new(
        153,
        "start_time_of_state",
        "start-time-of-state",
        text("how long before base-time the address got its state", "该状态开始于 base-time 之前多久"),
        Source::Rfc(6926, "6.2.4"),
        SECONDS,
    ),
    Item::new(
        154,
        "query_start_time",
        "query-start-time",
        text(
            "changes after this time: seconds since 1970-01-01 UTC",
            "查询此时间之后的变化：1970-01-01 UTC 以来的秒数",
        ),
        Source::Rfc(6926, "6.2.5"),
        SECONDS,
    ),
    Item::new(
        155,
        "query_end_time",
        "query-end-time",
        text(
            "changes before this time: seconds since 1970-01-01 UTC",
            "查询此时间之前的变化：1970-01-01 UTC 以来的秒数",
        ),
        Source::Rfc(6926, "6.2.6"),
        SECONDS,
    ),
    Item::new(
        156,
        "dhcp_state",
        "dhcp-state",
        text("the state of the address", "地址的状态"),
        Source::Rfc(6926, "6.2.7"),
        &[Part::Field(Field::named("state", "State", 8, &LEASE_STATES, text("its state", "状态")))],
    ),
    Item::new(
        157,
        "data_source",
        "data-source",
        text("whose knowledge this is", "数据的来源"),
        Source::Rfc(6926, "6.2.8"),
        &[
            Part::Field(
                Field::hex("una", "UNA", 7, text("unassigned: must be zero", "未分配，必须为 0")).default(0),
            ),
            Part::Field(Field::named(
                "remote",
                "R",
                1,
                &LEASE_SOURCES,
                text("the server's own or another's", "本服务器或另一服务器"),
            )),
        ],
    ),
    Item::new(
        158,
        "pcp_servers",
        "OPTION_V4_PCP_SERVER",
        text("servers that open ports in a NAT (PCP)", "端口控制协议 (PCP) 服务器"),
        Source::Rfc(7291, "4"),
        &[Part::Repeat(Repeat {
            label: Label::new("servers", "PCP servers", text("the servers", "各服务器")),
            each: Label::new("server", "server", text("one server", "一个服务器")),
            count: None,
            parts: &[
                Part::Field(
                    Field::uint(
                        "list_length",
                        "List-Length",
                        8,
                        text("octets of its addresses", "其地址的字节数"),
                    )
                    .unit(Unit::Octets(1))
                    .computed(),
                ),
                Part::Within(Amount::of("list_length"), ADDRESSES),
            ],
        })],
    ),
    Item::new(
        159,
        "port_parameters",
        "OPTION_V4_PORTPARAMS",
        text("the ports that the client may use of a shared address", "客户在共享地址上可用的端口"),
        Source::Rfc(7618, ""),
        &[
            Part::Field(Field::uint(
                "offset",
                "offset",
                8,
                text("bits before the port set identifier", "端口集标识之前的位数"),
            )),
            Part::Field(Field::uint(
                "psid_len",
                "PSID-len",
                8,
                text("bits of the port set identifier", "端口集标识的位数"),
            )),
            Part::Field(Field::hex("psid", "PSID", 16, text("the port set identifier", "端口集标识"))),
        ],
    ),
    Item::new(
        160,
        "captive_portal_old",
        "Unassigned",
        text(
            "was Captive-Portal (RFC 7710) until RFC 8910 moved it to 114",
            "曾是 Captive-Portal (RFC 7710)，RFC 8910 改用 114",
        ),
        Source::Rfc(8910, ""),
        CHARACTERS,
    ),
    Item::new(
        161,
        "mud_url",
        "OPTION_MUD_URL_V4",
        text("where the maker says what traffic the device needs (MUD)", "厂商说明设备所需流量的 URL (MUD)"),
        Source::Rfc(8520, "10"),
        CHARACTERS,
    ),
    Item::new(
        162,
        "dnr",
        "OPTION_V4_DNR",
        text("DNS servers that can be asked under encryption", "可加密查询的域名服务器"),
        Source::Rfc(9463, "5.1"),
        DNR,
    ),
    Item::new(
        175,
        "etherboot",
        "Etherboot (Tentatively Assigned - 2005-06-23)",
        text("settings of Etherboot and iPXE, as sub-options", "Etherboot 和 iPXE 的设置，以子选项给出"),
        IANA,
        PLAIN_SUB_OPTIONS,
    ),
    Item::new(
        176,
        "ip_telephone",
        "IP Telephone (Tentatively Assigned - 2005-06-23)",
        text("settings of Internet telephones", "IP 电话的设置"),
        IANA,
        CHARACTERS,
    ),
    Item::new(
        208,
        "pxelinux_magic",
        "PXELINUX Magic",
        text(
            "F1:00:74:7E: options 209 to 211 are PXELINUX's (deprecated)",
            "F1:00:74:7E：选项 209 至 211 属于 PXELINUX（已弃用）",
        ),
        Source::Rfc(5071, "3"),
        OCTETS,
    ),
    Item::new(
        209,
        "configuration_file",
        "Configuration File",
        text("PXELINUX: the configuration file", "PXELINUX 的配置文件"),
        Source::Rfc(5071, "4"),
        CHARACTERS,
    ),
    Item::new(
        210,
        "path_prefix",
        "Path Prefix",
        text("PXELINUX: the directory of all files", "PXELINUX 各文件的路径前缀"),
        Source::Rfc(5071, "5"),
        CHARACTERS,
    ),
    Item::new(
        211,
        "reboot_time",
        "Reboot Time",
        text("PXELINUX: reboot after so long without success", "PXELINUX：引导失败后多久重新启动"),
        Source::Rfc(5071, "6"),
        SECONDS,
    ),
    Item::new(
        212,
        "sixrd",
        "OPTION_6RD",
        text(
            "IPv6 in IPv4: the prefix, and the routers at its border (6rd)",
            "在 IPv4 上承载 IPv6 (6rd)：前缀和边界中继",
        ),
        Source::Rfc(5969, "7.1.1"),
        &[
            Part::Field(Field::uint(
                "ipv4_mask_len",
                "IPv4MaskLen",
                8,
                text("leading bits that all IPv4 addresses here share", "此处所有 IPv4 地址相同的前若干位"),
            )),
            Part::Field(Field::uint(
                "prefix_len",
                "6rdPrefixLen",
                8,
                text("bits of the IPv6 prefix", "IPv6 前缀的位数"),
            )),
            Part::Field(Field::ipv6("prefix", "6rdPrefix", text("the IPv6 prefix", "IPv6 前缀"))),
            ADDRESS_LIST,
        ],
    ),
    Item::new(
        213,
        "access_domain",
        "OPTION_V4_ACCESS_DOMAIN",
        text(
            "the access network's domain, to find its location server by",
            "接入网的域名，用于查找位置信息服务器",
        ),
        Source::Rfc(5986, "3.2"),
        NAME,
    ),
    Item::new(
        220,
        "subnet_allocation",
        "Subnet Allocation Option",
        text("gives whole subnets instead of addresses", "分配整个子网而不是地址"),
        Source::Rfc(6656, ""),
        &[Part::Field(Field::hex("flags", "Flags", 8, text("reserved", "保留")).default(0)), SUB_OPTION_LIST],
    ),
    Item::new(
        221,
        "vss",
        "Virtual Subnet Selection (VSS) Option",
        text("the VPN that the client is in", "客户所在的 VPN"),
        Source::Rfc(6607, ""),
        vendor::VSS,
    ),
    Item::new(
        249,
        "microsoft_routes",
        "Microsoft Classless Static Route",
        text(
            "option 121 under a number of Microsoft's; not registered: 224 to 254 are private",
            "选项 121 的微软版本；未登记：224 至 254 供私用",
        ),
        Source::Book("Microsoft MS-DHCPE"),
        routes::MICROSOFT,
    ),
    Item::new(
        252,
        "wpad",
        "Web Proxy Auto-Discovery",
        text(
            "the URL of the proxy settings; customary, not registered: 224 to 254 are private",
            "代理自动配置的 URL；惯用而未登记：224 至 254 供私用",
        ),
        Source::Book("draft-ietf-wrec-wpad-01"),
        CHARACTERS,
    ),
    Item::new(
        255,
        "end",
        "End",
        text("the options end here; stands alone, without a length", "选项到此结束，单独一个字节，没有长度"),
        Source::Rfc(2132, "3.2"),
        EMPTY,
    ),
];

const IANA: Source = Source::Iana("bootp-dhcp-parameters");
const PXE_VENDOR: Text = text(
    "what the PXE vendor wants; telephones and boot loaders use it in their own ways",
    "由 PXE 厂商规定；IP 电话和引导程序各有用法",
);

static DNR: &[Part] = &[Part::Repeat(Repeat {
    label: Label::new("instances", "DNR Instance Data", text("the resolvers", "各解析服务器")),
    each: Label::new("instance", "instance", text("one resolver", "一个解析服务器")),
    count: None,
    parts: &[
        Part::Field(
            Field::uint(
                "instance_length",
                "DNR Instance Data Length",
                16,
                text("octets of this resolver's data", "该服务器数据的字节数"),
            )
            .unit(Unit::Octets(1))
            .computed(),
        ),
        Part::Within(
            Amount::of("instance_length"),
            &[
                Part::Field(Field::uint(
                    "priority",
                    "Service Priority",
                    16,
                    text("the lower, the sooner", "越小越优先"),
                )),
                Part::Field(
                    Field::uint("adn_length", "ADN Length", 8, text("octets of the name", "名字的字节数"))
                        .unit(Unit::Octets(1))
                        .computed(),
                ),
                Part::Within(Amount::of("adn_length"), NAME),
                // absent where the name is all that is told: as a list it may be empty
                Part::Repeat(Repeat {
                    label: Label::new(
                        "reach",
                        "addresses and parameters",
                        text(
                            "how to reach the resolver; absent where the name is all that is told",
                            "如何到达解析服务器；只给出名字时没有",
                        ),
                    ),
                    each: Label::new("entry", "entry", text("the resolver's", "该服务器的")),
                    count: None,
                    parts: &[
                        Part::Field(
                            Field::uint(
                                "addr_length",
                                "Addr Length",
                                8,
                                text("octets of the addresses", "地址的字节数"),
                            )
                            .unit(Unit::Octets(1))
                            .computed(),
                        ),
                        Part::Within(Amount::of("addr_length"), ADDRESSES),
                        Part::Field(Field::rest(
                            "svc_params",
                            "Service Parameters",
                            Kind::Bytes,
                            text("how to speak with it (RFC 9460)", "如何与其通信 (RFC 9460)"),
                        )),
                    ],
                }),
            ],
        ),
    ],
})];
