//! LLC: IEEE 802.2, what follows a length in an IEEE 802.3 frame.

mod rules;

use super::{IPV4, SNAP, STP};
use crate::spec::{
    Case, Choice, Entry, Extent, Field, Kind, Label, Next, On, OsiLayer, Part, Protocol, Registry, Slot,
    Source, Stack, Stop, When, fixed_octets, slot, slot_after, text, write,
};

const SAP: Source = Source::Ieee("Registration Authority LLC");

const fn sap(value: u64, key: &'static str, name: &'static str, en: &'static str, zh: &'static str) -> Entry {
    Entry::new(value, key, name, text(en, zh), SAP)
}

/// Service access points: the whole octet, so an odd value is a group (DSAP) or a response (SSAP).
pub static SAPS: Registry = Registry {
    key: "llc-sap",
    title: text("LLC service access points", "LLC 服务访问点"),
    source: SAP,
    entries: &[
        sap(
            0x00,
            "null",
            "Null SAP",
            "the station itself: XID and TEST go there",
            "站点自身：用于 XID 和 TEST",
        ),
        sap(
            0x01,
            "null-response",
            "Null SAP",
            "as a source: a response of the station itself",
            "作为源：站点自身的响应",
        ),
        sap(0x02, "management", "LLC Sublayer Management", "management of LLC", "LLC 子层管理"),
        sap(0x04, "sna", "SNA Path Control", "IBM's SNA", "IBM SNA 路径控制"),
        sap(
            0x05,
            "sna-response",
            "SNA Path Control",
            "as a source: a response of IBM's SNA",
            "作为源：IBM SNA 的响应",
        ),
        sap(0x06, "ip", "DOD IP", "IPv4 without SNAP, never common", "不经 SNAP 的 IPv4，从未普及")
            .leads_to(&IPV4),
        sap(0x0e, "proway-init", "PROWAY-LAN Management", "industrial control", "工业控制网管理与初始化"),
        sap(0x42, "stp", "BPDU", "spanning tree: bridges talk to each other", "网桥协议数据单元：生成树")
            .leads_to(&STP),
        sap(0x4e, "mms", "EIA-RS 511", "manufacturing messages", "制造报文服务"),
        sap(0x7e, "x25", "ISO 8208", "X.25 over LLC 2", "LLC 2 之上的 X.25"),
        sap(0x80, "xns", "XNS", "Xerox Network Systems (historic)", "Xerox XNS（历史）"),
        sap(0x82, "bacnet", "BACnet", "control of buildings", "楼宇控制"),
        sap(
            0x8e,
            "proway-list",
            "PROWAY-LAN Active Station List",
            "industrial control",
            "工业控制网活动站表维护",
        ),
        sap(0x98, "arp", "ARP", "ARP without SNAP, never common", "不经 SNAP 的 ARP，从未普及"),
        sap(0xaa, "snap", "SNAP", "a SNAP header follows: OUI and protocol", "其后为 SNAP 首部：OUI 和协议")
            .leads_to(&SNAP),
        sap(0xab, "snap-response", "SNAP", "as a source: a response by SNAP", "作为源：SNAP 的响应"),
        sap(0xbc, "vines", "Banyan VINES", "Banyan VINES (historic)", "Banyan VINES（历史）"),
        sap(0xe0, "ipx", "Novell NetWare", "IPX of Novell (historic)", "Novell 的 IPX（历史）"),
        sap(
            0xf0,
            "netbios",
            "NetBIOS",
            "NetBIOS straight on LLC (historic)",
            "直接承载在 LLC 上的 NetBIOS（历史）",
        ),
        sap(
            0xf1,
            "netbios-response",
            "NetBIOS",
            "as a source: a response by NetBIOS",
            "作为源：NetBIOS 的响应",
        ),
        sap(0xf4, "lan-management", "IBM LAN Management", "management of IBM LANs", "IBM 局域网管理"),
        sap(0xfc, "rpl", "Remote Program Load", "machines that boot from the net", "从网络引导的机器"),
        sap(0xfe, "osi", "ISO Network Layer", "IS-IS, ES-IS and CLNP", "ISO 网络层：IS-IS、ES-IS、CLNP"),
        sap(0xff, "global", "Global DSAP", "everybody", "全体"),
    ],
    ranges: &[],
};

const CONTROL: Source = Source::Ieee("802.2 §5.4");

const fn control(
    value: u64,
    key: &'static str,
    name: &'static str,
    en: &'static str,
    zh: &'static str,
) -> Entry {
    Entry::new(value, key, name, text(en, zh), CONTROL)
}

/// Unnumbered PDUs: the whole control octet, once without and once with the poll/final bit (0x10).
pub static UNNUMBERED: Registry = Registry {
    key: "llc-unnumbered",
    title: text("LLC unnumbered PDUs", "LLC 无编号 PDU"),
    source: CONTROL,
    entries: &[
        control(
            0x03,
            "ui",
            "UI",
            "unnumbered information: data, without connection",
            "无编号信息：无连接的数据",
        ),
        control(0x0f, "dm", "DM", "disconnected mode", "已断开方式"),
        control(0x13, "ui-p", "UI, P", "the same with poll", "无编号信息，探询"),
        control(0x1f, "dm-f", "DM, F", "disconnected mode, final", "已断开方式，终止"),
        control(0x43, "disc", "DISC", "end the connection", "断开连接"),
        control(0x53, "disc-p", "DISC, P", "end the connection, poll", "断开连接，探询"),
        control(0x63, "ua", "UA", "unnumbered acknowledgement", "无编号确认"),
        control(0x6f, "sabme", "SABME", "open a connection", "建立连接"),
        control(0x73, "ua-f", "UA, F", "unnumbered acknowledgement, final", "无编号确认，终止"),
        control(0x7f, "sabme-p", "SABME, P", "open a connection, poll", "建立连接，探询"),
        control(0x87, "frmr", "FRMR", "this frame cannot be accepted", "帧拒绝"),
        control(0x97, "frmr-f", "FRMR, F", "this frame cannot be accepted, final", "帧拒绝，终止"),
        control(0xaf, "xid", "XID", "who are you?", "交换标识"),
        control(0xbf, "xid-p", "XID, P/F", "who are you, poll; or the answer, final", "交换标识，探询或终止"),
        control(0xe3, "test", "TEST", "send this back", "测试：请原样送回"),
        control(0xf3, "test-p", "TEST, P/F", "send this back, poll; or the echo, final", "测试，探询或终止"),
    ],
    ranges: &[],
};

/// Supervisory PDUs.
pub static SUPERVISORY: Registry = Registry {
    key: "llc-supervisory",
    title: text("LLC supervisory PDUs", "LLC 监督 PDU"),
    source: CONTROL,
    entries: &[
        control(0, "rr", "RR", "ready for more", "接收准备好"),
        control(1, "rnr", "RNR", "not ready for more", "接收未准备好"),
        control(2, "rej", "REJ", "send again from here", "拒绝：从此处重传"),
    ],
    ranges: &[],
};

static POINTS: &[Part] = &[
    Part::Field(
        Field::named_hex(
            "dsap",
            "DSAP Address",
            8,
            &SAPS,
            text(
                "who gets the data; its last bit (I/G) is 1 for a group",
                "目的服务访问点：数据交给谁；最后一位（I/G）为 1 表示一组",
            ),
        )
        .computed(),
    ),
    Part::Field(
        Field::named_hex(
            "ssap",
            "SSAP Address",
            8,
            &SAPS,
            text(
                "who sent the data; its last bit (C/R) is 1 for a response, 0 for a command",
                "源服务访问点：数据来自谁；最后一位（C/R）为 1 表示响应，为 0 表示命令",
            ),
        )
        .computed(),
    ),
];

static PARTS: &[Part] = &[
    POINTS[0],
    POINTS[1],
    Part::Choice(Choice {
        on: On::Look(format),
        cases: &[
            Case { when: When::Is(3), parts: UNNUMBERED_CONTROL },
            Case { when: When::Is(1), parts: SUPERVISORY_CONTROL },
            Case { when: When::Else, parts: INFORMATION_CONTROL },
        ],
    }),
];

const UNNUMBERED_CONTROL: &[Part] = &[Part::Field(
    Field::named_hex(
        "control",
        "Control",
        8,
        &UNNUMBERED,
        text(
            "one octet: its last two bits are 11, so it carries no numbers",
            "1 字节：末两位为 11，不带序号",
        ),
    )
    .default(3)
    .source(CONTROL),
)];

const SUPERVISORY_CONTROL: &[Part] = &[
    Part::Field(Field::uint("reserved", "reserved", 4, text("zero", "为零")).default(0)),
    Part::Field(Field::named(
        "supervisory",
        "S",
        2,
        &SUPERVISORY,
        text("what the receiver tells the sender", "接收方对发送方的指示"),
    )),
    Part::Field(Field::uint("format", "format", 2, text("01: supervisory", "01：监督格式")).default(1)),
    NUMBERED[0],
    NUMBERED[1],
];

const INFORMATION_CONTROL: &[Part] = &[
    Part::Field(Field::uint("ns", "N(S)", 7, text("the number of this PDU", "本 PDU 的发送序号"))),
    Part::Field(Field::uint("format", "format", 1, text("0: information", "0：信息格式")).default(0)),
    NUMBERED[0],
    NUMBERED[1],
];

const NUMBERED: &[Part] = &[
    Part::Field(Field::uint("nr", "N(R)", 7, text("the number expected next", "期望收到的下一个序号"))),
    Part::Field(Field::flag(
        "pf",
        "P/F",
        text("poll in a command, final in a response", "命令中为探询，响应中为终止"),
    )),
];

/// Octets inside the length that nothing above took.
static LEFT: Field = Field::rest(
    "left_over",
    "Data left over",
    Kind::Bytes,
    text("octets inside the Length behind what LLC carries", "在长度之内、LLC 所载内容之后的字节"),
);

const DSAP: Slot = slot(POINTS, "dsap");
const SSAP: Slot = slot(POINTS, "ssap");
const CONTROL_OCTET: Slot = slot_after(fixed_octets(POINTS), UNNUMBERED_CONTROL, "control");
const SHORT: usize = fixed_octets(POINTS) + fixed_octets(UNNUMBERED_CONTROL);
const LONG: usize = fixed_octets(POINTS) + fixed_octets(INFORMATION_CONTROL);

/// 3 unnumbered, 1 supervisory, 0 or 2 information.
fn format(bytes: &[u8]) -> u64 {
    // where the control octet itself is missing, the short form is the one that asks for least
    CONTROL_OCTET.read(bytes).map_or(3, |control| control & 3)
}

static GROUP: Label = Label::new(
    "ig",
    "I/G",
    text(
        "the last bit of the DSAP: 0 an individual address, 1 a group",
        "目的服务访问点的最后一位：0 为单个地址，1 为一组",
    ),
);
static RESPONSE: Label = Label::new(
    "cr",
    "C/R",
    text("the last bit of the SSAP: 0 a command, 1 a response", "源服务访问点的最后一位：0 为命令，1 为响应"),
);

/// Logical link control.
pub static LLC: Protocol = Protocol {
    next,
    follow: |stack, i, at| Next::Own(&LEFT, stack.layers[i].end - at),
    behind: &[&LEFT],
    refuse: |bytes| {
        bytes.starts_with(&[0xff, 0xff]).then_some(text(
            "Novell's raw 802.3: an IPX packet right behind the Length, with no LLC header between them",
            "Novell 的原始 802.3：长度之后直接是 IPX 分组，没有 LLC 首部",
        ))
    },
    summary,
    rules: rules::RULES,
    examine: rules::examine,
    derive: Some(|stack, i, found| {
        let start = stack.layers[i].start;
        let header = stack.header(i);
        for (label, slot) in [(&GROUP, DSAP), (&RESPONSE, SSAP)] {
            if let Some(address) = slot.read(header) {
                let at = start + slot.bit / 8;
                found(label, (address & 1).to_string(), vec![(at, at + 1)]);
            }
        }
    }),
    ..Protocol::new(
        "llc",
        "LLC",
        text("Logical Link Control", "逻辑链路控制"),
        text("PDU", "协议数据单元"),
        Source::Ieee("802.2 §3"),
        OsiLayer::DataLink,
        PARTS,
        |bytes| {
            // IEEE 802.2 §5.2: the control field has one octet in unnumbered PDUs, two in the others
            if format(bytes) == 3 { Extent::header(SHORT) } else { Extent::header(LONG).said_by("control") }
        },
    )
};

/// The poll/final bit of an unnumbered PDU.
const POLL: u64 = 0x10;
const UI: u64 = 0x03;

fn next(stack: &Stack<'_>, i: usize) -> Next {
    if stack.payload(i).is_empty() {
        return Next::Nothing;
    }
    let header = stack.header(i);
    if format(header) != 3 || CONTROL_OCTET.of(header) & !POLL != UI {
        return Next::Data(Stop::Unfit(text(
            "LLC carries a protocol's data in UI PDUs; connections, XID and TEST are not followed here",
            "LLC 在 UI PDU 中承载协议数据；此处不跟踪连接、XID 和 TEST",
        )));
    }
    let value = DSAP.of(header);
    SAPS.entry(value)
        .and_then(|entry| entry.protocol)
        .map_or(Next::Data(Stop::Unknown { field: "dsap", value }), Next::Protocol)
}

/// Where no layer above can name itself.
fn summary(stack: &Stack<'_>, i: usize, out: &mut String) {
    if stack.layers.get(i + 1).is_some_and(|layer| {
        layer.protocol.layer == OsiLayer::DataLink || layer.protocol.layer == OsiLayer::Network
    }) {
        return;
    }
    let header = stack.header(i);
    out.push_str("LLC ");
    match SAPS.entry(DSAP.of(header)) {
        Some(entry) => out.push_str(entry.name),
        None => {
            out.push_str("DSAP 0x");
            write::hex(out, DSAP.of(header), 2);
        }
    }
    if format(header) == 3
        && let Some(entry) = UNNUMBERED.entry(CONTROL_OCTET.of(header))
    {
        out.push(' ');
        out.push_str(entry.name);
    }
}
