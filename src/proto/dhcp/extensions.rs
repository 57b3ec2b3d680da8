//! The options after RFC 2132: codes 77 to 127.

use super::area;
use super::codes::{ARCHITECTURES, AUTO_CONFIGURE};
use super::options::OPTION_CODES;
use super::relay;
use super::routes;
use super::values::{
    ADDRESS, ADDRESS_LIST, ADDRESSES, CHARACTERS, COUNTED, EMPTY, NAMES, OCTETS, PIECE, PLAIN_SUB_OPTIONS,
    SECONDS, SUB_OPTION, SUB_OPTIONS, TEXT,
};
use super::vendor;
use crate::spec::{
    Case, Choice, Field, Item, Items, Kind, Label, On, Part, Repeat, Source, Unit, When, Width, text,
};

/// Codes 77 to 127.
pub static EXTENSIONS: &[Item] = &[
    Item::new(
        77,
        "user_class",
        "User-Class",
        text("classes that the user put the client in", "用户为客户指定的类别"),
        Source::Rfc(3004, "4"),
        &[Part::Choice(Choice {
            on: On::Look(area::user_classes_are_counted),
            cases: &[
                Case {
                    when: When::Is(1),
                    parts: &[Part::Repeat(Repeat {
                        label: Label::new("classes", "User Class Data", text("the classes", "各个类别")),
                        each: Label::new("class", "class", text("one class", "一个类别")),
                        count: None,
                        parts: &COUNTED,
                    })],
                },
                // iPXE and others send bare characters, without the length that RFC 3004 wants
                Case { when: When::Else, parts: CHARACTERS },
            ],
        })],
    ),
    Item::new(
        78,
        "directory_agent",
        "Directory Agent",
        text("directory agents of the Service Location Protocol", "服务定位协议的目录代理"),
        Source::Rfc(2610, ""),
        &[
            Part::Field(Field::uint("mandatory", "Mandatory", 8, text("1: use only these", "1：只使用这些"))),
            ADDRESS_LIST,
        ],
    ),
    Item::new(
        79,
        "service_scope",
        "Service Scope",
        text("scopes of the Service Location Protocol", "服务定位协议的范围"),
        Source::Rfc(2610, ""),
        &[
            Part::Field(Field::uint("mandatory", "Mandatory", 8, text("1: use only these", "1：只使用这些"))),
            TEXT,
        ],
    ),
    Item::new(
        80,
        "rapid_commit",
        "Rapid Commit",
        text(
            "two messages instead of four: DISCOVER is answered by ACK",
            "用两个报文代替四个：DISCOVER 直接以 ACK 回答",
        ),
        Source::Rfc(4039, ""),
        EMPTY,
    ),
    Item::new(
        81,
        "client_fqdn",
        "Client FQDN",
        text(
            "the client's full name, and who shall enter it in the DNS",
            "客户的完全限定域名，以及由谁写入 DNS",
        ),
        Source::Rfc(4702, "2"),
        &[
            Part::Field(Field::hex("mbz", "MBZ", 4, text("must be zero", "必须为 0")).default(0)),
            Part::Field(Field::flag(
                "n",
                "N",
                text("the server shall not touch the DNS at all", "服务器完全不更新 DNS"),
            )),
            Part::Field(Field::flag(
                "e",
                "E",
                text(
                    "the name is in labels as in the DNS, not in ASCII",
                    "名字采用 DNS 的标号格式，而不是 ASCII",
                ),
            )),
            Part::Field(Field::flag(
                "o",
                "O",
                text("the server did otherwise than the client wished", "服务器没有按客户的意愿处理"),
            )),
            Part::Field(Field::flag(
                "s",
                "S",
                text("the server shall enter the A record", "由服务器更新 A 记录"),
            )),
            Part::Field(
                Field::uint(
                    "rcode1",
                    "RCODE1",
                    8,
                    text("deprecated: 0 from clients, 255 from servers", "已弃用：客户置 0，服务器置 255"),
                )
                .default(0),
            ),
            Part::Field(
                Field::uint("rcode2", "RCODE2", 8, text("deprecated, like RCODE1", "已弃用，同 RCODE1"))
                    .default(0),
            ),
            Part::Choice(Choice {
                on: On::Field("e"),
                cases: &[
                    Case {
                        when: When::Is(1),
                        parts: &[Part::Field(Field::dns_name(
                            "name",
                            "Domain Name",
                            text(
                                "the name; where it is only the first part, no empty label ends it",
                                "域名；若只是前一部分，末尾没有空标号",
                            ),
                        ))],
                    },
                    Case {
                        when: When::Else,
                        parts: &[Part::Field(Field::rest(
                            "name",
                            "Domain Name",
                            Kind::Text,
                            text("the name in ASCII (deprecated)", "ASCII 格式的名字（已弃用）"),
                        ))],
                    },
                ],
            }),
        ],
    ),
    Item::new(
        82,
        "relay_agent",
        "Relay Agent Information",
        text(
            "what the relay agent adds for the server, which returns it unchanged",
            "中继代理附加给服务器的信息，服务器原样返回",
        ),
        Source::Rfc(3046, "2"),
        relay::RELAY_AGENT,
    ),
    Item::new(
        83,
        "isns",
        "iSNS",
        text("servers of the Internet Storage Name Service", "互联网存储名字服务 (iSNS) 的服务器"),
        Source::Rfc(4174, "2"),
        &[
            Part::Field(Field::hex("functions", "iSNS Functions", 16, text("what they serve", "提供的功能"))),
            Part::Field(Field::hex(
                "dd_access",
                "DD Access",
                16,
                text("who may change discovery domains", "谁可以修改发现域"),
            )),
            Part::Field(Field::hex(
                "admin_flags",
                "Administrative FLAGS",
                16,
                text("how they are run", "管理方式"),
            )),
            Part::Field(Field::hex(
                "security",
                "iSNS Server Security Bitmap",
                32,
                text("how to secure the talk with them", "与其通信的安全方式"),
            )),
            ADDRESS_LIST,
        ],
    ),
    Item::new(
        85,
        "nds_servers",
        "NDS Servers",
        text("servers of Novell Directory Services", "Novell 目录服务的服务器"),
        Source::Rfc(2241, ""),
        ADDRESSES,
    ),
    Item::new(
        86,
        "nds_tree",
        "NDS Tree Name",
        text("the tree of Novell Directory Services", "Novell 目录服务的树名"),
        Source::Rfc(2241, ""),
        CHARACTERS,
    ),
    Item::new(
        87,
        "nds_context",
        "NDS Context",
        text("the place in that tree", "在该树中的位置"),
        Source::Rfc(2241, ""),
        CHARACTERS,
    ),
    Item::new(
        88,
        "bcmcs_names",
        "BCMCS Controller Domain Name list",
        text(
            "controllers of broadcast and multicast service (3GPP2), by name",
            "广播多播业务控制器 (3GPP2) 的域名",
        ),
        Source::Rfc(4280, ""),
        NAMES,
    ),
    Item::new(
        89,
        "bcmcs_addresses",
        "BCMCS Controller IPv4 address option",
        text("the same by address", "广播多播业务控制器的地址"),
        Source::Rfc(4280, ""),
        ADDRESSES,
    ),
    Item::new(
        90,
        "authentication",
        "Authentication",
        text("proves who wrote the message", "证明报文的来源"),
        Source::Rfc(3118, "2"),
        &[
            Part::Field(Field::uint(
                "protocol",
                "Protocol",
                8,
                text(
                    "how: 0 a token, 1 delayed authentication, 3 reconfigure key",
                    "方式：0 令牌，1 延迟认证，3 重配置密钥",
                ),
            )),
            Part::Field(Field::uint("algorithm", "Algorithm", 8, text("with which algorithm", "所用算法"))),
            Part::Field(Field::uint(
                "rdm",
                "RDM",
                8,
                text(
                    "how replays are found out: 0 by a counter that only grows",
                    "如何识破重放：0 表示单调增长的计数",
                ),
            )),
            Part::Field(Field::hex("replay", "Replay Detection", 64, text("the counter", "该计数"))),
            Part::Field(Field::rest(
                "information",
                "Authentication Information",
                Kind::Bytes,
                text("the proof", "认证信息"),
            )),
        ],
    ),
    Item::new(
        91,
        "last_transaction_time",
        "client-last-transaction-time option",
        text("how long ago the client last spoke", "客户上一次通信距今的时间"),
        Source::Rfc(4388, "6.1"),
        SECONDS,
    ),
    Item::new(
        92,
        "associated_ip",
        "associated-ip option",
        text("all addresses that the client has", "客户拥有的所有地址"),
        Source::Rfc(4388, "6.1"),
        ADDRESSES,
    ),
    Item::new(
        93,
        "client_system",
        "Client System",
        text("what kind of machine wants to boot (PXE)", "要引导的机器的体系结构 (PXE)"),
        Source::Rfc(4578, "2.1"),
        &[Part::Repeat(Repeat {
            label: Label::new(
                "architectures",
                "Client System Architecture Types",
                text("the architectures", "各种体系结构"),
            ),
            each: Label::new("entry", "entry", text("one of them", "其中一种")),
            count: None,
            parts: &[Part::Field(Field::named(
                "type",
                "Architecture Type",
                16,
                &ARCHITECTURES,
                text("processor and firmware", "处理器和固件"),
            ))],
        })],
    ),
    Item::new(
        94,
        "client_ndi",
        "Client NDI",
        text("which network driver interface the client has (PXE)", "客户的网络驱动接口 (PXE)"),
        Source::Rfc(4578, "2.2"),
        &[
            Part::Field(
                Field::uint(
                    "type",
                    "Type",
                    8,
                    text("1: Universal Network Device Interface (UNDI)", "1：通用网络设备接口 (UNDI)"),
                )
                .default(1),
            ),
            Part::Field(Field::uint(
                "major",
                "Major",
                8,
                text("its version before the dot", "版本号的整数部分"),
            )),
            Part::Field(Field::uint(
                "minor",
                "Minor",
                8,
                text("its version behind the dot", "版本号的小数部分"),
            )),
        ],
    ),
    Item::new(
        95,
        "ldap",
        "LDAP",
        text("directory servers, as Apple sends them", "目录服务器（苹果使用）"),
        Source::Rfc(3679, ""),
        CHARACTERS,
    ),
    Item::new(
        97,
        "uuid",
        "UUID/GUID",
        text("the machine's own identifier (PXE)", "机器自身的标识 (PXE)"),
        Source::Rfc(4578, "2.3"),
        &[
            Part::Field(
                Field::uint("type", "Type", 8, text("0: a GUID", "0：全局唯一标识符 (GUID)")).default(0),
            ),
            Part::Field(Field::rest(
                "identifier",
                "Machine Identifier",
                Kind::Bytes,
                text("16 octets that no other machine has", "16 字节，各机器互不相同"),
            )),
        ],
    ),
    Item::new(
        98,
        "user_auth",
        "User-Auth",
        text("where users prove who they are, as URLs", "用户认证服务的 URL"),
        Source::Rfc(2485, ""),
        CHARACTERS,
    ),
    Item::new(
        99,
        "civic_location",
        "GEOCONF_CIVIC",
        text("where the client is, as a postal address", "客户的位置，以民用地址表示"),
        Source::Rfc(4776, "3.1"),
        &[
            Part::Field(Field::uint(
                "what",
                "what",
                8,
                text(
                    "whose place: 0 the server's, 1 the network element's, 2 the client's",
                    "谁的位置：0 服务器，1 网络设备，2 客户",
                ),
            )),
            Part::Field(Field::new(
                "country",
                "country code",
                Width::Bits(16),
                Kind::Text,
                text("the country in two letters (ISO 3166)", "两字母国家代码 (ISO 3166)"),
            )),
            Part::Items(Items {
                label: Label::new(
                    "elements",
                    "civic address elements",
                    text("the lines of the address", "地址的各个部分"),
                ),
                shape: SUB_OPTIONS,
                kinds: &[],
                unknown: &SUB_OPTION,
            }),
        ],
    ),
    Item::new(
        100,
        "pcode",
        "PCode",
        text(
            "the time zone as POSIX writes it: EST5EDT4,M3.2.0,M11.1.0",
            "时区，POSIX 格式：EST5EDT4,M3.2.0,M11.1.0",
        ),
        Source::Rfc(4833, "2"),
        CHARACTERS,
    ),
    Item::new(
        101,
        "tcode",
        "TCode",
        text(
            "the time zone's name in the TZ database: Europe/Zurich",
            "时区，TZ 数据库中的名字：Asia/Shanghai",
        ),
        Source::Rfc(4833, "3"),
        CHARACTERS,
    ),
    Item::new(
        108,
        "ipv6_only",
        "IPv6-Only Preferred",
        text(
            "the client can do without IPv4 here, and shall for so long",
            "客户在此网络可以不用 IPv4，并在该时间内停用",
        ),
        Source::Rfc(8925, "3.1"),
        &[Part::Field(
            Field::uint(
                "seconds",
                "V6ONLY_WAIT",
                32,
                text("how long to do without IPv4; 0 from clients", "停用 IPv4 的时间；客户置 0"),
            )
            .unit(Unit::Seconds),
        )],
    ),
    Item::new(
        109,
        "dhcp4o6_address",
        "OPTION_DHCP4O6_S46_SADDR",
        text("the IPv6 address that IPv4 is tunnelled from", "IPv4 隧道使用的 IPv6 源地址"),
        Source::Rfc(8539, ""),
        &[Part::Field(Field::ipv6(
            "address",
            "softwire-ipv6-src-address",
            text("the tunnel's IPv6 source address", "隧道的 IPv6 源地址"),
        ))],
    ),
    Item::new(
        112,
        "netinfo_address",
        "Netinfo Address",
        text("servers of NetInfo, as Apple sends them", "NetInfo 服务器（苹果使用）"),
        Source::Rfc(3679, ""),
        ADDRESSES,
    ),
    Item::new(
        113,
        "netinfo_tag",
        "Netinfo Tag",
        text("the NetInfo tag", "NetInfo 标签"),
        Source::Rfc(3679, ""),
        CHARACTERS,
    ),
    Item::new(
        114,
        "captive_portal",
        "DHCP Captive-Portal",
        text(
            "the URI that tells whether a login page stands before the Internet",
            "强制门户 API 的 URI：说明上网前是否需要登录",
        ),
        Source::Rfc(8910, "2.1"),
        CHARACTERS,
    ),
    Item::new(
        116,
        "auto_config",
        "Auto-Config",
        text(
            "whether a client without an offer may take a link-local address",
            "没有得到地址的客户可否自行选取链路本地地址",
        ),
        Source::Rfc(2563, ""),
        &[Part::Field(Field::named("value", "AutoConfigure", 8, &AUTO_CONFIGURE, text("may it?", "可否")))],
    ),
    Item::new(
        117,
        "name_service_search",
        "Name Service Search",
        text(
            "in which order to ask name services, by their option codes; 0 is local naming",
            "查询各名字服务的次序，以选项代码表示；0 表示本地名字",
        ),
        Source::Rfc(2937, ""),
        &[Part::Repeat(Repeat {
            label: Label::new("services", "Name Services", text("the name services", "各名字服务")),
            each: Label::new("entry", "entry", text("one of them", "其中一个")),
            count: None,
            parts: &[Part::Field(Field::named(
                "code",
                "Option Code",
                16,
                &OPTION_CODES,
                text("the option that names its servers", "给出其服务器的选项"),
            ))],
        })],
    ),
    Item::new(
        118,
        "subnet_selection",
        "Subnet Selection Option",
        text("the subnet to give an address of", "应从哪个子网分配地址"),
        Source::Rfc(3011, ""),
        ADDRESS,
    ),
    Item::new(
        119,
        "domain_search",
        "Domain Search",
        text("the domains to try short names with, in order", "补全短名字时依次尝试的域名"),
        Source::Rfc(3397, "2"),
        &[Part::Choice(Choice {
            on: On::Look(area::in_pieces::<119>),
            cases: &[Case { when: When::Is(1), parts: PIECE }, Case { when: When::Else, parts: NAMES }],
        })],
    ),
    Item::new(
        120,
        "sip_servers",
        "SIP Servers DHCP Option",
        text("outbound proxies for Internet telephony", "IP 电话 (SIP) 的出站代理服务器"),
        Source::Rfc(3361, "3"),
        &[
            Part::Field(Field::uint(
                "enc",
                "enc",
                8,
                text("0: domain names follow; 1: addresses", "0：后面是域名；1：后面是地址"),
            )),
            Part::Choice(Choice {
                on: On::Field("enc"),
                cases: &[
                    Case { when: When::Is(0), parts: NAMES },
                    Case { when: When::Is(1), parts: ADDRESSES },
                    Case { when: When::Else, parts: OCTETS },
                ],
            }),
        ],
    ),
    Item::new(
        121,
        "classless_routes",
        "Classless Static Route Option",
        text(
            "routes with any prefix length; where it stands, option 3 is ignored",
            "任意前缀长度的路由；有它时忽略选项 3",
        ),
        Source::Rfc(3442, ""),
        routes::CLASSLESS,
    ),
    Item::new(
        122,
        "cablelabs",
        "CCC",
        text("settings of CableLabs clients, as sub-options", "CableLabs 客户的各项设置，以子选项给出"),
        Source::Rfc(3495, ""),
        PLAIN_SUB_OPTIONS,
    ),
    Item::new(
        123,
        "location",
        "GeoConf Option",
        text(
            "where the client is: latitude, longitude, altitude, each with its resolution",
            "客户的位置：纬度、经度、高度，各带分辨率",
        ),
        Source::Rfc(6225, "2.2.1"),
        LOCATION,
    ),
    Item::new(
        124,
        "vendor_class",
        "V-I Vendor Class",
        text("what the client is, company by company", "客户的厂商类别，按公司分别给出"),
        Source::Rfc(3925, "3"),
        vendor::CLASSES,
    ),
    Item::new(
        125,
        "vendor_information",
        "V-I Vendor-Specific Information",
        text("options that companies define, company by company", "各公司自定的选项，按公司分别给出"),
        Source::Rfc(3925, "4"),
        vendor::INFORMATION,
    ),
];

const RESOLUTION: &str = "how many of the leading bits of the number behind it count";
const RESOLUTION_ZH: &str = "其后数值的前多少位有效";

const fn resolution(key: &'static str, name: &'static str) -> Part {
    Part::Field(Field::uint(key, name, 6, text(RESOLUTION, RESOLUTION_ZH)))
}

const fn uncertainty(key: &'static str, name: &'static str) -> Part {
    Part::Field(Field::uint(
        key,
        name,
        6,
        text(
            "how uncertain the number behind it is, as an exponent of 2",
            "其后数值的不确定度，以 2 的指数表示",
        ),
    ))
}

const LATITUDE: Part = Part::Field(Field::new(
    "latitude",
    "Latitude",
    Width::Bits(34),
    Kind::Int,
    text("degrees north × 2^25", "北纬度数 × 2^25"),
));
const LONGITUDE: Part = Part::Field(Field::new(
    "longitude",
    "Longitude",
    Width::Bits(34),
    Kind::Int,
    text("degrees east × 2^25", "东经度数 × 2^25"),
));
const ALTITUDE_TYPE: Part = Part::Field(Field::uint(
    "altitude_type",
    "AType",
    4,
    text("0 no altitude; 1 metres; 2 floors", "0 没有高度；1 米；2 楼层"),
));
const ALTITUDE: Part = Part::Field(Field::new(
    "altitude",
    "Altitude",
    Width::Bits(30),
    Kind::Int,
    text("metres or floors × 2^8", "米数或楼层 × 2^8"),
));
const DATUM: Part = Part::Field(Field::uint(
    "datum",
    "Datum",
    3,
    text("1 WGS84; 2 NAD83 with NAVD88; 3 NAD83 with MLLW", "1 WGS84；2 NAD83 与 NAVD88；3 NAD83 与 MLLW"),
));

static LOCATION: &[Part] = &[
    resolution("latitude_resolution", "LatRes"),
    LATITUDE,
    resolution("longitude_resolution", "LongRes"),
    LONGITUDE,
    ALTITUDE_TYPE,
    resolution("altitude_resolution", "AltRes"),
    ALTITUDE,
    Part::Field(Field::uint("reserved", "Res", 5, text("must be zero", "必须为 0")).default(0)),
    DATUM,
];

/// The value of option 144.
pub static GEOLOC: &[Part] = &[
    uncertainty("latitude_uncertainty", "LatUnc"),
    LATITUDE,
    uncertainty("longitude_uncertainty", "LongUnc"),
    LONGITUDE,
    ALTITUDE_TYPE,
    uncertainty("altitude_uncertainty", "AltUnc"),
    ALTITUDE,
    Part::Field(Field::uint("version", "Ver", 2, text("1", "版本，为 1")).default(1)),
    Part::Field(Field::uint("reserved", "Res", 3, text("must be zero", "必须为 0")).default(0)),
    DATUM,
];
