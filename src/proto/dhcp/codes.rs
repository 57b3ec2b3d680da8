//! Code points of DHCP's own fields and options.

use crate::spec::{Entry, Registry, Source, text};

/// Who speaks.
pub static OPERATIONS: Registry = Registry {
    key: "dhcp-op",
    title: text("DHCP op codes", "DHCP 操作码"),
    source: Source::Rfc(2131, "2"),
    entries: &[
        Entry::new(
            1,
            "request",
            "BOOTREQUEST",
            text("from a client to servers", "客户发给服务器"),
            Source::Rfc(2131, "2"),
        ),
        Entry::new(
            2,
            "reply",
            "BOOTREPLY",
            text("from a server to a client", "服务器发给客户"),
            Source::Rfc(2131, "2"),
        ),
    ],
    ranges: &[],
};

/// DHCP message types.
pub static MESSAGE_TYPES: Registry = Registry {
    key: "dhcp-message-type",
    title: text("DHCP message types", "DHCP 报文类型"),
    source: Source::Iana("bootp-dhcp-parameters"),
    entries: &[
        Entry::new(
            1,
            "discover",
            "DHCPDISCOVER",
            text("a client looks for servers", "客户寻找服务器"),
            Source::Rfc(2131, "3.1"),
        ),
        Entry::new(
            2,
            "offer",
            "DHCPOFFER",
            text("a server offers an address", "服务器提供一个地址"),
            Source::Rfc(2131, "3.1"),
        ),
        Entry::new(
            3,
            "request",
            "DHCPREQUEST",
            text(
                "a client takes an offer, or wants to keep its address",
                "客户接受某个提供，或请求继续使用地址",
            ),
            Source::Rfc(2131, "3.1"),
        ),
        Entry::new(
            4,
            "decline",
            "DHCPDECLINE",
            text("a client found that the address is in use already", "客户发现该地址已被占用"),
            Source::Rfc(2131, "3.1"),
        ),
        Entry::new(
            5,
            "ack",
            "DHCPACK",
            text(
                "the server confirms: address and settings are the client's",
                "服务器确认：地址和配置归客户使用",
            ),
            Source::Rfc(2131, "3.1"),
        ),
        Entry::new(
            6,
            "nak",
            "DHCPNAK",
            text("the server refuses: start again", "服务器否认：请重新开始"),
            Source::Rfc(2131, "3.1"),
        ),
        Entry::new(
            7,
            "release",
            "DHCPRELEASE",
            text("the client gives its address back", "客户归还地址"),
            Source::Rfc(2131, "3.1"),
        ),
        Entry::new(
            8,
            "inform",
            "DHCPINFORM",
            text("a client has an address and wants only the other settings", "客户已有地址，只要其他配置"),
            Source::Rfc(2131, "3.4"),
        ),
        Entry::new(
            9,
            "forcerenew",
            "DHCPFORCERENEW",
            text("the server tells the client to renew now", "服务器要求客户立即续租"),
            Source::Rfc(3203, ""),
        ),
        Entry::new(
            10,
            "leasequery",
            "DHCPLEASEQUERY",
            text("a relay asks who has an address", "中继询问某个地址归谁使用"),
            Source::Rfc(4388, ""),
        ),
        Entry::new(
            11,
            "leaseunassigned",
            "DHCPLEASEUNASSIGNED",
            text("nobody has the address", "该地址没有分配"),
            Source::Rfc(4388, ""),
        ),
        Entry::new(
            12,
            "leaseunknown",
            "DHCPLEASEUNKNOWN",
            text("the server knows nothing about it", "服务器不知道该地址的情况"),
            Source::Rfc(4388, ""),
        ),
        Entry::new(
            13,
            "leaseactive",
            "DHCPLEASEACTIVE",
            text("a client has the address: these are its facts", "该地址正在使用，附有相关信息"),
            Source::Rfc(4388, ""),
        ),
        Entry::new(
            14,
            "bulkleasequery",
            "DHCPBULKLEASEQUERY",
            text("asks about many leases at once", "一次查询许多租用"),
            Source::Rfc(6926, ""),
        ),
        Entry::new(
            15,
            "leasequerydone",
            "DHCPLEASEQUERYDONE",
            text("ends the answers to a bulk query", "批量查询的回答结束"),
            Source::Rfc(6926, ""),
        ),
        Entry::new(
            16,
            "activeleasequery",
            "DHCPACTIVELEASEQUERY",
            text("asks to be told of every change", "请求持续通报租用的变化"),
            Source::Rfc(7724, ""),
        ),
        Entry::new(
            17,
            "leasequerystatus",
            "DHCPLEASEQUERYSTATUS",
            text("says how an active query goes on", "说明持续查询的状态"),
            Source::Rfc(7724, ""),
        ),
        Entry::new(
            18,
            "tls",
            "DHCPTLS",
            text("asks to go on under TLS", "请求改用 TLS"),
            Source::Rfc(7724, ""),
        ),
    ],
    ranges: &[],
};

/// Which fields hold options.
pub static OVERLOADS: Registry = Registry {
    key: "dhcp-overload",
    title: text("option overload", "选项重载"),
    source: Source::Rfc(2132, "9.3"),
    entries: &[
        Entry::new(
            1,
            "file",
            "file",
            text("the file field holds options", "file 字段存放选项"),
            Source::Rfc(2132, "9.3"),
        ),
        Entry::new(
            2,
            "sname",
            "sname",
            text("the sname field holds options", "sname 字段存放选项"),
            Source::Rfc(2132, "9.3"),
        ),
        Entry::new(
            3,
            "both",
            "file and sname",
            text("both fields hold options", "两个字段都存放选项"),
            Source::Rfc(2132, "9.3"),
        ),
    ],
    ranges: &[],
};

/// Off and on.
pub static SWITCHES: Registry = Registry {
    key: "dhcp-switch",
    title: text("off and on", "开关"),
    source: Source::Rfc(2132, "4.1"),
    entries: &[
        Entry::new(0, "off", "disabled", text("off", "关"), Source::Rfc(2132, "4.1")),
        Entry::new(1, "on", "enabled", text("on", "开"), Source::Rfc(2132, "4.1")),
    ],
    ranges: &[],
};

/// How NetBIOS names are looked up.
pub static NODE_TYPES: Registry = Registry {
    key: "netbios-node-type",
    title: text("NetBIOS node types", "NetBIOS 结点类型"),
    source: Source::Rfc(2132, "8.7"),
    entries: &[
        Entry::new(1, "b-node", "B-node", text("asks by broadcast", "用广播询问"), Source::Rfc(2132, "8.7")),
        Entry::new(
            2,
            "p-node",
            "P-node",
            text("asks the name server", "询问名字服务器"),
            Source::Rfc(2132, "8.7"),
        ),
        Entry::new(
            4,
            "m-node",
            "M-node",
            text("asks by broadcast first, then the name server", "先广播，再询问名字服务器"),
            Source::Rfc(2132, "8.7"),
        ),
        Entry::new(
            8,
            "h-node",
            "H-node",
            text("asks the name server first, then by broadcast", "先询问名字服务器，再广播"),
            Source::Rfc(2132, "8.7"),
        ),
    ],
    ranges: &[],
};

/// What a client identifier is.
pub static CLIENT_ID_TYPES: Registry = Registry {
    key: "dhcp-client-id",
    title: text("client identifier types", "客户标识类型"),
    source: Source::Rfc(2132, "9.14"),
    entries: &[
        Entry::new(
            0,
            "other",
            "not a hardware address",
            text("any octets, such as a name", "任意字节串，例如名字"),
            Source::Rfc(2132, "9.14"),
        ),
        Entry::new(1, "ethernet", "Ethernet", text("a MAC address", "MAC 地址"), Source::Rfc(2132, "9.14")),
        Entry::new(
            6,
            "ieee802",
            "IEEE 802 Networks",
            text("an address of another IEEE 802 network", "其他 IEEE 802 网络的地址"),
            Source::Rfc(2132, "9.14"),
        ),
        Entry::new(
            7,
            "arcnet",
            "ARCNET",
            text("an ARCNET address", "ARCNET 地址"),
            Source::Rfc(2132, "9.14"),
        ),
        Entry::new(27, "eui64", "EUI-64", text("an EUI-64 address", "EUI-64 地址"), Source::Rfc(2855, "")),
        Entry::new(
            255,
            "duid",
            "IAID and DUID",
            text("the identifier that DHCPv6 uses too", "与 DHCPv6 相同的标识"),
            Source::Rfc(4361, "6.1"),
        ),
    ],
    ranges: &[],
};

/// How a DHCP unique identifier was made.
pub static DUID_TYPES: Registry = Registry {
    key: "duid-type",
    title: text("DUID types", "DUID 类型"),
    source: Source::Rfc(8415, "11"),
    entries: &[
        Entry::new(
            1,
            "llt",
            "DUID-LLT",
            text("a link address and the time", "链路地址加时间"),
            Source::Rfc(8415, "11"),
        ),
        Entry::new(
            2,
            "en",
            "DUID-EN",
            text("a number that a company gave", "公司编号加公司自定的标识"),
            Source::Rfc(8415, "11"),
        ),
        Entry::new(3, "ll", "DUID-LL", text("a link address", "链路地址"), Source::Rfc(8415, "11")),
        Entry::new(4, "uuid", "DUID-UUID", text("a UUID", "通用唯一标识符 (UUID)"), Source::Rfc(6355, "")),
    ],
    ranges: &[],
};

/// Whether a client may choose its own address.
pub static AUTO_CONFIGURE: Registry = Registry {
    key: "dhcp-auto-configure",
    title: text("auto-configuration", "自动配置"),
    source: Source::Rfc(2563, ""),
    entries: &[
        Entry::new(
            0,
            "no",
            "DoNotAutoConfigure",
            text("no link-local address, please", "不要自行选取链路本地地址"),
            Source::Rfc(2563, ""),
        ),
        Entry::new(
            1,
            "yes",
            "AutoConfigure",
            text("a link-local address is welcome", "可以自行选取链路本地地址"),
            Source::Rfc(2563, ""),
        ),
    ],
    ranges: &[],
};

/// How a FORCERENEW proves where it comes from.
pub static FORCERENEW_ALGORITHMS: Registry = Registry {
    key: "dhcp-forcerenew-algorithm",
    title: text("FORCERENEW nonce algorithms", "FORCERENEW 随机数算法"),
    source: Source::Rfc(6704, ""),
    entries: &[Entry::new(
        1,
        "hmac-md5",
        "HMAC-MD5",
        text("a keyed hash with a nonce of the server's", "以服务器随机数为密钥的散列"),
        Source::Rfc(6704, ""),
    )],
    ranges: &[],
};

/// How a lease query went.
pub static STATUS_CODES: Registry = Registry {
    key: "dhcp-status",
    title: text("lease query status codes", "租用查询状态码"),
    source: Source::Rfc(6926, "6.2.2"),
    entries: &[
        Entry::new(
            0,
            "success",
            "Success",
            text("the query went well", "查询成功"),
            Source::Rfc(6926, "6.2.2"),
        ),
        Entry::new(
            1,
            "unspec-fail",
            "UnspecFail",
            text("it failed for a reason not given", "失败，未说明原因"),
            Source::Rfc(6926, "6.2.2"),
        ),
        Entry::new(
            2,
            "query-terminated",
            "QueryTerminated",
            text("the server broke off", "服务器中止了查询"),
            Source::Rfc(6926, "6.2.2"),
        ),
        Entry::new(
            3,
            "malformed-query",
            "MalformedQuery",
            text("the query is not well formed", "查询格式有误"),
            Source::Rfc(6926, "6.2.2"),
        ),
        Entry::new(
            4,
            "not-allowed",
            "NotAllowed",
            text("the asker has no right to ask", "询问方无权查询"),
            Source::Rfc(6926, "6.2.2"),
        ),
        Entry::new(
            5,
            "data-missing",
            "DataMissing",
            text("not all changes could be kept", "部分变化已丢失"),
            Source::Rfc(7724, ""),
        ),
        Entry::new(
            6,
            "connection-active",
            "ConnectionActive",
            text("nothing changed, but the connection lives", "没有变化，但连接仍有效"),
            Source::Rfc(7724, ""),
        ),
        Entry::new(
            7,
            "catch-up-complete",
            "CatchUpComplete",
            text("all past changes are told", "过去的变化已全部通报"),
            Source::Rfc(7724, ""),
        ),
        Entry::new(
            8,
            "tls-refused",
            "TLSConnectionRefused",
            text("no TLS here", "拒绝使用 TLS"),
            Source::Rfc(7724, ""),
        ),
    ],
    ranges: &[],
};

/// What a lease query says of an address.
pub static LEASE_STATES: Registry = Registry {
    key: "dhcp-state",
    title: text("lease states", "租用状态"),
    source: Source::Rfc(6926, "6.2.7"),
    entries: &[
        Entry::new(
            1,
            "available",
            "AVAILABLE",
            text("free to be given", "可供分配"),
            Source::Rfc(6926, "6.2.7"),
        ),
        Entry::new(2, "active", "ACTIVE", text("in use", "正在使用"), Source::Rfc(6926, "6.2.7")),
        Entry::new(
            3,
            "expired",
            "EXPIRED",
            text("its lease ran out", "租用期已满"),
            Source::Rfc(6926, "6.2.7"),
        ),
        Entry::new(4, "released", "RELEASED", text("given back", "已归还"), Source::Rfc(6926, "6.2.7")),
        Entry::new(
            5,
            "abandoned",
            "ABANDONED",
            text("somebody uses it without a lease", "被未租用者占用"),
            Source::Rfc(6926, "6.2.7"),
        ),
        Entry::new(6, "reset", "RESET", text("taken back by hand", "被人工收回"), Source::Rfc(6926, "6.2.7")),
        Entry::new(
            7,
            "remote",
            "REMOTE",
            text("another server has it", "由另一服务器管理"),
            Source::Rfc(6926, "6.2.7"),
        ),
        Entry::new(
            8,
            "transitioning",
            "TRANSITIONING",
            text("between two states", "正在转换状态"),
            Source::Rfc(6926, "6.2.7"),
        ),
    ],
    ranges: &[],
};

/// Whose knowledge a lease query tells.
pub static LEASE_SOURCES: Registry = Registry {
    key: "dhcp-data-source",
    title: text("data sources", "数据来源"),
    source: Source::Rfc(6926, "6.2.8"),
    entries: &[
        Entry::new(
            0,
            "local",
            "local",
            text("from the server itself", "来自该服务器自身"),
            Source::Rfc(6926, "6.2.8"),
        ),
        Entry::new(
            1,
            "remote",
            "remote",
            text("from another server", "来自另一服务器"),
            Source::Rfc(6926, "6.2.8"),
        ),
    ],
    ranges: &[],
};

/// What kind of machine wants to boot.
pub static ARCHITECTURES: Registry = Registry {
    key: "pxe-architecture",
    title: text("processor architecture types", "处理器体系结构类型"),
    source: Source::Iana("dhcpv6-parameters processor architecture types"),
    entries: &[
        Entry::new(
            0,
            "x86-bios",
            "x86 BIOS",
            text("a PC with a BIOS", "使用 BIOS 的 PC"),
            Source::Rfc(4578, "2.1"),
        ),
        Entry::new(
            1,
            "pc98",
            "NEC/PC98 (DEPRECATED)",
            text("a NEC PC-98", "NEC PC-98 计算机"),
            Source::Rfc(4578, "2.1"),
        ),
        Entry::new(
            2,
            "itanium",
            "Itanium",
            text("an Itanium with EFI", "使用 EFI 的 Itanium"),
            Source::Rfc(4578, "2.1"),
        ),
        Entry::new(
            3,
            "alpha",
            "DEC Alpha (DEPRECATED)",
            text("a DEC Alpha", "DEC Alpha 计算机"),
            Source::Rfc(4578, "2.1"),
        ),
        Entry::new(
            4,
            "arc-x86",
            "Arc x86 (DEPRECATED)",
            text("an x86 machine with ARC firmware", "使用 ARC 固件的 x86 机"),
            Source::Rfc(4578, "2.1"),
        ),
        Entry::new(
            5,
            "lean-client",
            "Intel Lean Client (DEPRECATED)",
            text("an Intel lean client", "Intel 瘦客户机"),
            Source::Rfc(4578, "2.1"),
        ),
        Entry::new(
            6,
            "x86-uefi",
            "x86 UEFI",
            text("a 32-bit PC with UEFI", "使用 UEFI 的 32 位 PC"),
            Source::Rfc(4578, "2.1"),
        ),
        Entry::new(
            7,
            "x64-uefi",
            "x64 UEFI",
            text("a 64-bit PC with UEFI", "使用 UEFI 的 64 位 PC"),
            Source::Iana("dhcpv6-parameters processor architecture types"),
        ),
        Entry::new(
            8,
            "xscale",
            "EFI Xscale (DEPRECATED)",
            text("an XScale with EFI", "使用 EFI 的 XScale"),
            Source::Rfc(4578, "2.1"),
        ),
        Entry::new(
            9,
            "ebc",
            "EBC",
            text("EFI byte code, for any processor", "EFI 字节码，不限处理器"),
            Source::Iana("dhcpv6-parameters processor architecture types"),
        ),
        Entry::new(
            10,
            "arm32-uefi",
            "ARM 32-bit UEFI",
            text("a 32-bit ARM with UEFI", "使用 UEFI 的 32 位 ARM"),
            Source::Iana("dhcpv6-parameters processor architecture types"),
        ),
        Entry::new(
            11,
            "arm64-uefi",
            "ARM 64-bit UEFI",
            text("a 64-bit ARM with UEFI", "使用 UEFI 的 64 位 ARM"),
            Source::Iana("dhcpv6-parameters processor architecture types"),
        ),
        Entry::new(
            12,
            "ppc-open-firmware",
            "PowerPC Open Firmware",
            text("a PowerPC with Open Firmware", "使用 Open Firmware 的 PowerPC"),
            Source::Iana("dhcpv6-parameters processor architecture types"),
        ),
        Entry::new(
            13,
            "ppc-epapr",
            "PowerPC ePAPR",
            text("a PowerPC with ePAPR firmware", "使用 ePAPR 固件的 PowerPC"),
            Source::Iana("dhcpv6-parameters processor architecture types"),
        ),
        Entry::new(
            14,
            "opal",
            "POWER OPAL v3",
            text("a POWER machine with OPAL firmware", "使用 OPAL 固件的 POWER 机"),
            Source::Iana("dhcpv6-parameters processor architecture types"),
        ),
        Entry::new(
            15,
            "x86-uefi-http",
            "x86 uefi boot from http",
            text("a 32-bit PC with UEFI that boots over HTTP", "使用 UEFI 的 32 位 PC，经 HTTP 引导"),
            Source::Iana("dhcpv6-parameters processor architecture types"),
        ),
        Entry::new(
            16,
            "x64-uefi-http",
            "x64 uefi boot from http",
            text("a 64-bit PC with UEFI that boots over HTTP", "使用 UEFI 的 64 位 PC，经 HTTP 引导"),
            Source::Iana("dhcpv6-parameters processor architecture types"),
        ),
        Entry::new(
            17,
            "ebc-http",
            "ebc boot from http",
            text(
                "EFI byte code, for any processor that boots over HTTP",
                "EFI 字节码，不限处理器，经 HTTP 引导",
            ),
            Source::Iana("dhcpv6-parameters processor architecture types"),
        ),
        Entry::new(
            18,
            "arm32-uefi-http",
            "arm uefi 32 boot from http",
            text("a 32-bit ARM with UEFI that boots over HTTP", "使用 UEFI 的 32 位 ARM，经 HTTP 引导"),
            Source::Iana("dhcpv6-parameters processor architecture types"),
        ),
        Entry::new(
            19,
            "arm64-uefi-http",
            "arm uefi 64 boot from http",
            text("a 64-bit ARM with UEFI that boots over HTTP", "使用 UEFI 的 64 位 ARM，经 HTTP 引导"),
            Source::Iana("dhcpv6-parameters processor architecture types"),
        ),
        Entry::new(
            20,
            "bios-http",
            "pc/at bios boot from http",
            text("a PC with a BIOS that boots over HTTP", "使用 BIOS 的 PC，经 HTTP 引导"),
            Source::Iana("dhcpv6-parameters processor architecture types"),
        ),
        Entry::new(
            21,
            "arm32-uboot",
            "arm 32 uboot",
            text("a 32-bit ARM with U-Boot", "使用 U-Boot 的 32 位 ARM"),
            Source::Iana("dhcpv6-parameters processor architecture types"),
        ),
        Entry::new(
            22,
            "arm64-uboot",
            "arm 64 uboot",
            text("a 64-bit ARM with U-Boot", "使用 U-Boot 的 64 位 ARM"),
            Source::Iana("dhcpv6-parameters processor architecture types"),
        ),
        Entry::new(
            23,
            "arm32-uboot-http",
            "arm uboot 32 boot from http",
            text("a 32-bit ARM with U-Boot that boots over HTTP", "使用 U-Boot 的 32 位 ARM，经 HTTP 引导"),
            Source::Iana("dhcpv6-parameters processor architecture types"),
        ),
        Entry::new(
            24,
            "arm64-uboot-http",
            "arm uboot 64 boot from http",
            text("a 64-bit ARM with U-Boot that boots over HTTP", "使用 U-Boot 的 64 位 ARM，经 HTTP 引导"),
            Source::Iana("dhcpv6-parameters processor architecture types"),
        ),
        Entry::new(
            25,
            "riscv32-uefi",
            "RISC-V 32-bit UEFI",
            text("a 32-bit RISC-V with UEFI", "使用 UEFI 的 32 位 RISC-V"),
            Source::Iana("dhcpv6-parameters processor architecture types"),
        ),
        Entry::new(
            26,
            "riscv32-uefi-http",
            "RISC-V 32-bit UEFI boot from http",
            text("a 32-bit RISC-V with UEFI that boots over HTTP", "使用 UEFI 的 32 位 RISC-V，经 HTTP 引导"),
            Source::Iana("dhcpv6-parameters processor architecture types"),
        ),
        Entry::new(
            27,
            "riscv64-uefi",
            "RISC-V 64-bit UEFI",
            text("a 64-bit RISC-V with UEFI", "使用 UEFI 的 64 位 RISC-V"),
            Source::Iana("dhcpv6-parameters processor architecture types"),
        ),
        Entry::new(
            28,
            "riscv64-uefi-http",
            "RISC-V 64-bit UEFI boot from http",
            text("a 64-bit RISC-V with UEFI that boots over HTTP", "使用 UEFI 的 64 位 RISC-V，经 HTTP 引导"),
            Source::Iana("dhcpv6-parameters processor architecture types"),
        ),
    ],
    ranges: &[],
};

/// A few of the companies that define options of their own.
pub static ENTERPRISES: Registry = Registry {
    key: "enterprise",
    title: text("private enterprise numbers", "私有企业号"),
    source: Source::Iana("enterprise numbers"),
    entries: &[
        Entry::new(9, "cisco", "ciscoSystems", text("Cisco", "思科"), Source::Iana("enterprise numbers")),
        Entry::new(
            63,
            "apple",
            "Apple Computer, Inc.",
            text("Apple", "苹果"),
            Source::Iana("enterprise numbers"),
        ),
        Entry::new(
            311,
            "microsoft",
            "Microsoft",
            text("Microsoft", "微软"),
            Source::Iana("enterprise numbers"),
        ),
        Entry::new(
            343,
            "intel",
            "Intel Corporation",
            text("Intel", "英特尔"),
            Source::Iana("enterprise numbers"),
        ),
        Entry::new(
            2011,
            "huawei",
            "HUAWEI Technology Co.,Ltd",
            text("Huawei", "华为"),
            Source::Iana("enterprise numbers"),
        ),
        Entry::new(
            2636,
            "juniper",
            "Juniper Networks, Inc.",
            text("Juniper", "瞻博网络"),
            Source::Iana("enterprise numbers"),
        ),
        Entry::new(
            3561,
            "broadband-forum",
            "The Broadband Forum (formerly 'ADSL Forum')",
            text("the Broadband Forum: TR-069 and others", "宽带论坛：TR-069 等"),
            Source::Iana("enterprise numbers"),
        ),
        Entry::new(
            4491,
            "cablelabs",
            "Cable Television Laboratories, Inc.",
            text("CableLabs: DOCSIS", "CableLabs：DOCSIS"),
            Source::Iana("enterprise numbers"),
        ),
    ],
    ranges: &[],
};
