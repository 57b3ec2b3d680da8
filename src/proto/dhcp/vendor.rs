//! Options whose meaning a vendor gives: 43, 124, 125 and VPN selection.

use super::area;
use super::values::{
    ADDRESS, ADDRESSES, COUNTED, ENCAPSULATED, ENTERPRISE, OCTETS, PLAIN_SUB_OPTIONS, SUB_OPTION,
};
use crate::spec::{
    Amount, Case, Choice, Field, Item, Items, Kind, Label, On, Part, Repeat, Source, Unit, When, text,
};

const PXE: Source = Source::Book("Intel PXE 2.1");

/// The value of option 43: known here only where option 60 says PXE.
pub static SPECIFIC: &[Part] = &[Part::Choice(Choice {
    on: On::Look(area::is_pxe),
    cases: &[
        Case {
            when: When::Is(1),
            parts: &[Part::Items(Items {
                label: Label::new(
                    "suboptions",
                    "PXE options",
                    text("how to find and choose a boot server", "如何寻找和选择引导服务器"),
                )
                .source(PXE),
                shape: ENCAPSULATED,
                kinds: PXE_KINDS,
                unknown: &SUB_OPTION,
            })],
        },
        Case { when: When::Else, parts: OCTETS },
    ],
})];

static PXE_KINDS: &[Item] = &[
    Item::new(
        1,
        "mtftp_ip",
        "PXE_MTFTP_IP",
        text("the multicast group of the boot file", "引导文件的多播组"),
        PXE,
        ADDRESS,
    ),
    Item::new(
        2,
        "mtftp_client_port",
        "PXE_MTFTP_CPORT",
        text("the client's UDP port for it", "客户接收它的 UDP 端口"),
        PXE,
        OCTETS,
    ),
    Item::new(
        3,
        "mtftp_server_port",
        "PXE_MTFTP_SPORT",
        text("the server's UDP port for it", "服务器发送它的 UDP 端口"),
        PXE,
        OCTETS,
    ),
    Item::new(
        4,
        "mtftp_timeout",
        "PXE_MTFTP_TMOUT",
        text("how long the client waits before it starts the transfer itself", "客户等待多久后自行开始传送"),
        PXE,
        WAIT,
    ),
    Item::new(
        5,
        "mtftp_delay",
        "PXE_MTFTP_DELAY",
        text("how long to listen before starting", "开始前先监听多久"),
        PXE,
        WAIT,
    ),
    Item::new(
        6,
        "discovery_control",
        "PXE_DISCOVERY_CONTROL",
        text("how boot servers are looked for", "寻找引导服务器的方式"),
        PXE,
        &[
            Part::Field(Field::uint("reserved", "reserved", 4, text("must be zero", "必须为 0")).default(0)),
            Part::Field(Field::flag(
                "only_file",
                "use only the file named",
                text("do not look for servers: the file is named", "不再寻找服务器，直接使用给出的文件"),
            )),
            Part::Field(Field::flag(
                "only_listed",
                "use only listed servers",
                text("only servers of the list may answer", "只接受列表中的服务器"),
            )),
            Part::Field(Field::flag(
                "no_multicast",
                "disable multicast discovery",
                text("do not look for servers by multicast", "不用多播寻找服务器"),
            )),
            Part::Field(Field::flag(
                "no_broadcast",
                "disable broadcast discovery",
                text("do not look for servers by broadcast", "不用广播寻找服务器"),
            )),
        ],
    ),
    Item::new(
        7,
        "discovery_mcast",
        "DISCOVERY_MCAST_ADDR",
        text("the multicast group of boot servers", "引导服务器的多播组"),
        PXE,
        ADDRESS,
    ),
    Item::new(
        8,
        "boot_servers",
        "PXE_BOOT_SERVERS",
        text("the boot servers of each type", "各类引导服务器"),
        PXE,
        &[Part::Repeat(Repeat {
            label: Label::new("types", "types", text("one entry for each type", "每类一项")),
            each: Label::new("entry", "entry", text("one type", "一类")),
            count: None,
            parts: &[
                BOOT_TYPE,
                Part::Field(
                    Field::uint(
                        "count",
                        "IP count",
                        8,
                        text("how many addresses follow", "后面有多少个地址"),
                    )
                    .computed(),
                ),
                Part::Within(Amount::of("count").times(4), ADDRESSES),
            ],
        })],
    ),
    Item::new(
        9,
        "boot_menu",
        "PXE_BOOT_MENU",
        text("what the user can choose from", "供用户选择的菜单"),
        PXE,
        &[Part::Repeat(Repeat {
            label: Label::new("items", "items", text("the lines of the menu", "菜单的各行")),
            each: Label::new("item", "item", text("one line", "一行")),
            count: None,
            parts: &[BOOT_TYPE, COUNTED[0], COUNTED[1]],
        })],
    ),
    Item::new(
        10,
        "menu_prompt",
        "PXE_MENU_PROMPT",
        text("what the user sees before the menu, and how long", "菜单之前的提示和等待时间"),
        PXE,
        &[
            Part::Field(
                Field::uint(
                    "timeout",
                    "timeout",
                    8,
                    text("how long to wait for a key; 255 for ever", "等待按键的时间；255 表示一直等待"),
                )
                .unit(Unit::Seconds),
            ),
            Part::Field(Field::rest("prompt", "prompt", Kind::Text, text("the words", "提示文字"))),
        ],
    ),
    Item::new(
        71,
        "boot_item",
        "PXE_BOOT_ITEM",
        text("which menu item was chosen", "选中的菜单项"),
        PXE,
        &[
            BOOT_TYPE,
            Part::Field(Field::uint(
                "layer",
                "layer",
                16,
                text(
                    "which file of that type; the first bit asks for credentials",
                    "该类型的第几个文件；最高位表示要求凭证",
                ),
            )),
        ],
    ),
    Item::new(255, "end", "PXE_END", text("the end of these options", "这些选项结束"), PXE, &[]),
];

static WAIT: &[Part] =
    &[Part::Field(Field::uint("seconds", "seconds", 8, text("how long", "时长")).unit(Unit::Seconds))];
const BOOT_TYPE: Part = Part::Field(Field::uint(
    "type",
    "boot server type",
    16,
    text("what the servers boot; 0 is this machine's own disk", "服务器提供的引导内容；0 表示从本机磁盘引导"),
));

const DATA_LEN: Part = Part::Field(
    Field::uint("data_len", "data-len", 8, text("octets of this company's data", "该公司数据的字节数"))
        .unit(Unit::Octets(1))
        .computed(),
);

/// The value of option 124: what the client is, company by company.
pub static CLASSES: &[Part] = &[Part::Repeat(Repeat {
    label: Label::new("vendors", "vendors", text("one entry for each company", "每家公司一项")),
    each: Label::new("vendor", "vendor", text("one company", "一家公司")),
    count: None,
    parts: &[
        ENTERPRISE,
        DATA_LEN,
        Part::Within(
            Amount::of("data_len"),
            &[Part::Repeat(Repeat {
                label: Label::new("classes", "vendor-class-data", text("the classes", "各个类别")),
                each: Label::new("class", "class", text("one class", "一个类别")),
                count: None,
                parts: &COUNTED,
            })],
        ),
    ],
})];

/// The value of option 125: options of their own, company by company.
pub static INFORMATION: &[Part] = &[Part::Repeat(Repeat {
    label: Label::new("vendors", "vendors", text("one entry for each company", "每家公司一项")),
    each: Label::new("vendor", "vendor", text("one company", "一家公司")),
    count: None,
    parts: &[ENTERPRISE, DATA_LEN, Part::Within(Amount::of("data_len"), PLAIN_SUB_OPTIONS)],
})];

/// The value of relay agent sub-option 9: the same, but the data are the company's business.
pub static COUNTED_DATA: &[Part] = &[Part::Repeat(Repeat {
    label: Label::new("vendors", "vendors", text("one entry for each company", "每家公司一项")),
    each: Label::new("vendor", "vendor", text("one company", "一家公司")),
    count: None,
    parts: &[
        ENTERPRISE,
        DATA_LEN,
        Part::Field(Field::sized(
            "data",
            "data",
            Amount::of("data_len"),
            Kind::Bytes,
            text("what the company says", "该公司的数据"),
        )),
    ],
})];

/// RFC 6607: which VPN.
pub static VSS: &[Part] = &[
    Part::Field(Field::uint(
        "type",
        "Type",
        8,
        text(
            "how the VPN is named: 0 by a name, 1 by an RFC 2685 identifier, 255 not at all (the global VPN)",
            "VPN 的命名方式：0 用名字，1 用 RFC 2685 标识，255 表示全局默认 VPN",
        ),
    )),
    Part::Field(Field::rest(
        "vpn",
        "VSS Information",
        Kind::Bytes,
        text("the VPN's name or identifier", "VPN 的名字或标识"),
    )),
];
