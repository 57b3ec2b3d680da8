//! The Spanning Tree Protocol: what bridges tell each other, in its classic, rapid and multiple form.

use crate::spec::{
    Amount, Case, Choice, Entry, Extent, Field, Group, Kind, Label, On, OsiLayer, Part, Protocol, Registry,
    Repeat, Slot, Source, Stack, Text, Unit, When, Width, fixed_octets, slot, slot_after, text, write,
};

const ENCODING: Source = Source::Ieee("802.1D §9");
const MULTIPLE: Source = Source::Ieee("802.1Q §14");

/// Versions.
pub static VERSIONS: Registry = Registry {
    key: "stp-version",
    title: text("spanning tree versions", "生成树协议版本"),
    source: ENCODING,
    entries: &[
        Entry::new(0, "stp", "STP", text("classic spanning tree", "经典生成树"), ENCODING),
        Entry::new(
            2,
            "rstp",
            "RSTP",
            text("rapid: agrees hop by hop instead of waiting", "快速生成树：逐跳协商而不靠等待"),
            ENCODING,
        ),
        Entry::new(
            3,
            "mstp",
            "MSTP",
            text("multiple: several trees for groups of VLANs", "多生成树：按 VLAN 组使用多棵树"),
            MULTIPLE,
        ),
        Entry::new(4, "spt", "SPT", text("shortest path bridging", "最短路径桥接"), MULTIPLE),
    ],
    ranges: &[],
};

/// Kinds of BPDU.
pub static BPDU_TYPES: Registry = Registry {
    key: "stp-type",
    title: text("BPDU types", "BPDU 类型"),
    source: ENCODING,
    entries: &[
        Entry::new(
            CONFIGURATION,
            "config",
            "Configuration",
            text("who is the root, and how far it is", "谁是根网桥，到根有多远"),
            ENCODING,
        ),
        Entry::new(
            RAPID,
            "rst",
            "Rapid/Multiple Spanning Tree",
            text("the same, with the role and state of the port", "同上，并带端口角色和状态"),
            ENCODING,
        ),
        Entry::new(
            CHANGE,
            "tcn",
            "Topology Change Notification",
            text("towards the root: the tree has changed", "向根网桥报告：拓扑已改变"),
            ENCODING,
        ),
    ],
    ranges: &[],
};

/// What a port is in the tree.
pub static PORT_ROLES: Registry = Registry {
    key: "stp-role",
    title: text("port roles", "端口角色"),
    source: ENCODING,
    entries: &[
        Entry::new(0, "unknown", "Unknown", text("not said", "未说明"), ENCODING),
        Entry::new(
            1,
            "alternate",
            "Alternate or Backup",
            text("blocked, stands by", "替代或备份端口：阻塞待命"),
            ENCODING,
        ),
        Entry::new(2, "root", "Root", text("the way to the root", "根端口：通往根网桥"), ENCODING),
        Entry::new(
            3,
            "designated",
            "Designated",
            text("serves its segment of the network", "指定端口：为所在网段转发"),
            ENCODING,
        ),
    ],
    ranges: &[],
};

const CONFIGURATION: u64 = 0;
const RAPID: u64 = 2;
const CHANGE: u64 = 0x80;

static HEAD: &[Part] = &[
    Part::Field(
        Field::hex("protocol", "Protocol Identifier", 16, text("spanning tree: 0", "生成树：0")).default(0),
    ),
    Part::Field(
        Field::named(
            "version",
            "Protocol Version Identifier",
            8,
            &VERSIONS,
            text("which spanning tree", "哪一版生成树协议"),
        )
        .default(0),
    ),
    Part::Field(
        Field::named_hex("type", "BPDU Type", 8, &BPDU_TYPES, text("what this BPDU tells", "本 BPDU 的用途"))
            .default(0),
    ),
];

static PARTS: &[Part] = &[
    HEAD[0],
    HEAD[1],
    HEAD[2],
    Part::Choice(Choice {
        on: On::Field("type"),
        cases: &[
            Case { when: When::Is(CONFIGURATION), parts: CONFIGURATION_PARTS },
            Case { when: When::Is(RAPID), parts: RAPID_PARTS },
            Case { when: When::Is(CHANGE), parts: &[] },
            Case { when: When::Else, parts: OTHER },
        ],
    }),
    Part::Choice(Choice {
        on: On::Look(tail),
        cases: &[
            Case { when: When::Is(PLAIN_TAIL), parts: &[VLAN_OF_TREE] },
            Case { when: When::Is(PADDED_TAIL), parts: &[PAD, VLAN_OF_TREE] },
        ],
    }),
];

const OTHER: &[Part] = &[Part::Field(Field::rest(
    "parameters",
    "Parameters",
    Kind::Bytes,
    text("of a BPDU type that netlab does not know", "netlab 不认识的 BPDU 类型的内容"),
))];

const CONFIGURATION_PARTS: &[Part] = &[
    Part::Group(Group { label: FLAGS, octets: None, parts: CONFIGURATION_FLAGS }),
    ROOT,
    COST,
    BRIDGE,
    PORT,
    MESSAGE_AGE,
    MAX_AGE,
    HELLO_TIME,
    FORWARD_DELAY,
];

const RAPID_PARTS: &[Part] = &[
    Part::Group(Group { label: FLAGS, octets: None, parts: RAPID_FLAGS }),
    ROOT,
    COST,
    Part::Choice(Choice {
        on: On::Field("version"),
        cases: &[
            Case { when: When::Range(0, 2), parts: &[BRIDGE] },
            Case { when: When::Else, parts: &[REGIONAL_ROOT] },
        ],
    }),
    PORT,
    MESSAGE_AGE,
    MAX_AGE,
    HELLO_TIME,
    FORWARD_DELAY,
    VERSION_1[0],
    Part::Choice(Choice {
        on: On::Field("version"),
        cases: &[
            Case { when: When::Range(0, 2), parts: &[] },
            Case { when: When::Is(3), parts: &[VERSION_3[0], TREES] },
            Case { when: When::Else, parts: &[VERSION_3[0], TREES, VERSION_4[0], SHORTEST] },
        ],
    }),
];

const FLAGS: Label = Label::new("flags", "Flags", text("one octet of flags", "一个字节的标志"));

const CHANGE_ACKNOWLEDGED: Part = Part::Field(Field::flag(
    "tca",
    "Topology Change Acknowledgment",
    text("a notification of a change was heard", "已收到拓扑改变通知"),
));
const TOPOLOGY_CHANGE: Part = Part::Field(Field::flag(
    "tc",
    "Topology Change",
    text("the tree changed: forget learned addresses soon", "拓扑已改变：尽快老化学到的地址"),
));

const CONFIGURATION_FLAGS: &[Part] = &[
    CHANGE_ACKNOWLEDGED,
    Part::Field(Field::uint("unused", "unused", 6, text("zero", "为零")).default(0)),
    TOPOLOGY_CHANGE,
];

const RAPID_FLAGS: &[Part] =
    &[CHANGE_ACKNOWLEDGED, AGREEMENT, FORWARDING, LEARNING, ROLE, PROPOSAL, TOPOLOGY_CHANGE];

const AGREEMENT: Part = Part::Field(Field::flag(
    "agreement",
    "Agreement",
    text("go ahead: nothing behind me makes a loop", "同意：本网桥之后不会形成环路"),
));
const FORWARDING: Part =
    Part::Field(Field::flag("forwarding", "Forwarding", text("the port forwards frames", "端口在转发帧")));
const LEARNING: Part =
    Part::Field(Field::flag("learning", "Learning", text("the port learns addresses", "端口在学习地址")));
const ROLE: Part = Part::Field(
    Field::named(
        "role",
        "Port Role",
        2,
        &PORT_ROLES,
        text("what the sending port is in the tree", "发送端口在树中的角色"),
    )
    .default(3),
);
const PROPOSAL: Part =
    Part::Field(Field::flag("proposal", "Proposal", text("may I forward at once?", "提议：请求立即转发")));

/// A bridge identifier: the smaller the better.
const IDENTIFIER: &[Part] = &[
    Part::Field(
        Field::uint(
            "priority",
            "Bridge Priority",
            4,
            text(
                "in steps of 4096, smaller wins: 8 is the usual 32768",
                "以 4096 为单位，小者优先：8 即常见的 32768",
            ),
        )
        .default(8),
    ),
    Part::Field(
        Field::uint(
            "system_id",
            "System ID Extension",
            12,
            text("which tree: the VLAN or the number of the instance", "哪一棵树：VLAN 或实例的编号"),
        )
        .default(0),
    ),
    Part::Field(Field::mac(
        "address",
        "Bridge Address",
        text("decides between equal priorities", "优先级相同时由它决定"),
    )),
];

const ROOT: Part = Part::Group(Group {
    label: Label::new("root", "Root Identifier", text("the bridge taken for the root", "发送者认定的根网桥")),
    octets: None,
    parts: IDENTIFIER,
});
const BRIDGE: Part = Part::Group(Group {
    label: Label::new("bridge", "Bridge Identifier", text("the bridge that sent this", "发送本 BPDU 的网桥")),
    octets: None,
    parts: IDENTIFIER,
});
const REGIONAL_ROOT: Part = Part::Group(Group {
    label: Label::new(
        "regional_root",
        "CIST Regional Root Identifier",
        text("the root inside the sender's region", "发送者所在区域的根网桥"),
    )
    .source(MULTIPLE),
    octets: None,
    parts: IDENTIFIER,
});

const COST: Part = Part::Field(
    Field::uint(
        "cost",
        "Root Path Cost",
        32,
        text("how far the root is, from the sender", "发送者到根网桥的路径开销"),
    )
    .default(0),
);

const PORT_ID: &[Part] = &[
    Part::Field(
        Field::uint(
            "priority",
            "Port Priority",
            4,
            text(
                "in steps of 16, smaller wins: 8 is the usual 128",
                "以 16 为单位，小者优先：8 即常见的 128",
            ),
        )
        .default(8),
    ),
    Part::Field(Field::uint(
        "number",
        "Port Number",
        12,
        text("which port of the sender", "发送者的哪个端口"),
    )),
];
const PORT: Part = Part::Group(Group {
    label: Label::new("port", "Port Identifier", text("the port that sent this", "发送本 BPDU 的端口")),
    octets: None,
    parts: PORT_ID,
});

const fn time(key: &'static str, name: &'static str, seconds: u64, means: Text) -> Part {
    Part::Field(Field::uint(key, name, 16, means).unit(Unit::Sec256).default(seconds * 256))
}

const MESSAGE_AGE: Part = time(
    "message_age",
    "Message Age",
    0,
    text("how old the root's word is by now", "根网桥的信息到此已存在多久"),
);
const MAX_AGE: Part =
    time("max_age", "Max Age", 20, text("when it is too old to be believed", "信息超过多久即作废"));
const HELLO_TIME: Part =
    time("hello_time", "Hello Time", 2, text("how often BPDUs are sent", "BPDU 的发送间隔"));
const FORWARD_DELAY: Part = time(
    "forward_delay",
    "Forward Delay",
    15,
    text("how long a port listens, and then learns, before it forwards", "端口转发之前监听和学习各持续多久"),
);

const VERSION_1: &[Part] = &[Part::Field(
    Field::uint(
        "version_1_length",
        "Version 1 Length",
        8,
        text("no version 1 information: 0", "没有版本 1 的信息：0"),
    )
    .unit(Unit::Octets(1))
    .default(0),
)];
const VERSION_3: &[Part] = &[Part::Field(
    Field::uint(
        "version_3_length",
        "Version 3 Length",
        16,
        text("octets of MST information", "多生成树信息的字节数"),
    )
    .unit(Unit::Octets(1))
    .computed()
    .source(MULTIPLE),
)];
const VERSION_4: &[Part] = &[Part::Field(
    Field::uint(
        "version_4_length",
        "Version 4 Length",
        16,
        text("octets of SPT information", "最短路径信息的字节数"),
    )
    .unit(Unit::Octets(1))
    .computed()
    .source(MULTIPLE),
)];
const SHORTEST: Part = Part::Field(
    Field::sized(
        "spt",
        "SPT information",
        Amount::of("version_4_length"),
        Kind::Bytes,
        text("of shortest path bridging; not taken apart here", "最短路径桥接的信息，此处不再分解"),
    )
    .source(MULTIPLE),
);

/// The trees of MSTP: the common one inside the region, then every other.
const TREES: Part = Part::Group(Group {
    label: Label::new("mst", "MST information", text("the trees inside the region", "区域内的各棵树"))
        .source(MULTIPLE),
    octets: Some(Amount::of("version_3_length")),
    parts: &[
        Part::Group(Group {
            label: Label::new(
                "configuration",
                "MST Configuration Identifier",
                text("bridges that agree in all of it are in one region", "全部相同的网桥属于同一区域"),
            ),
            octets: None,
            parts: &[
                Part::Field(
                    Field::uint("format", "Configuration Identifier Format Selector", 8, text("0", "为零"))
                        .default(0),
                ),
                Part::Field(Field::new(
                    "name",
                    "Configuration Name",
                    Width::Bits(256),
                    Kind::Text,
                    text("the name of the region", "区域的名称"),
                )),
                Part::Field(
                    Field::uint(
                        "revision",
                        "Revision Level",
                        16,
                        text("of that configuration", "该配置的修订号"),
                    )
                    .default(0),
                ),
                Part::Field(Field::new(
                    "digest",
                    "Configuration Digest",
                    Width::Bits(128),
                    Kind::Bytes,
                    text("HMAC-MD5 over the table from VLAN to tree", "VLAN 与树对应表的 HMAC-MD5"),
                )),
            ],
        }),
        Part::Field(Field::uint(
            "internal_cost",
            "CIST Internal Root Path Cost",
            32,
            text("how far the regional root is", "到区域根网桥的开销"),
        )),
        Part::Group(Group {
            label: Label::new(
                "bridge",
                "CIST Bridge Identifier",
                text("the bridge that sent this", "发送本 BPDU 的网桥"),
            ),
            octets: None,
            parts: IDENTIFIER,
        }),
        Part::Field(
            Field::uint(
                "remaining_hops",
                "CIST Remaining Hops",
                8,
                text("bridges inside the region that may still pass this on", "区域内还可再传递的网桥数"),
            )
            .default(20),
        ),
        Part::Repeat(Repeat {
            label: Label::new(
                "msti",
                "MSTI Configuration Messages",
                text("one for each further tree", "其余每棵树一条"),
            ),
            each: Label::new(
                "tree",
                "MSTI Configuration Message",
                text("what the sender is in one tree", "发送者在一棵树中的情况"),
            ),
            count: None,
            parts: INSTANCE,
        }),
    ],
});

const INSTANCE: &[Part] = &[
    Part::Group(Group {
        label: FLAGS,
        octets: None,
        parts: &[
            Part::Field(Field::flag("master", "Master", text("the way out of the region", "通往区域外"))),
            AGREEMENT,
            FORWARDING,
            LEARNING,
            ROLE,
            PROPOSAL,
            TOPOLOGY_CHANGE,
        ],
    }),
    Part::Group(Group {
        label: Label::new(
            "regional_root",
            "MSTI Regional Root Identifier",
            text("the root of this tree", "这棵树的根网桥"),
        ),
        octets: None,
        parts: IDENTIFIER,
    }),
    Part::Field(Field::uint(
        "internal_cost",
        "MSTI Internal Root Path Cost",
        32,
        text("how far it is", "到它的开销"),
    )),
    Part::Field(
        Field::uint(
            "bridge_priority",
            "MSTI Bridge Priority",
            4,
            text("of the sender, in steps of 4096", "发送者的优先级，以 4096 为单位"),
        )
        .default(8),
    ),
    Part::Field(Field::uint("bridge_unused", "unused", 4, text("zero", "为零")).default(0)),
    Part::Field(
        Field::uint(
            "port_priority",
            "MSTI Port Priority",
            4,
            text("of its port, in steps of 16", "其端口的优先级，以 16 为单位"),
        )
        .default(8),
    ),
    Part::Field(Field::uint("port_unused", "unused", 4, text("zero", "为零")).default(0)),
    Part::Field(
        Field::uint(
            "remaining_hops",
            "MSTI Remaining Hops",
            8,
            text("bridges that may still pass this on", "还可再传递的网桥数"),
        )
        .default(20),
    ),
];

const PVST: Source = Source::Book("Cisco PVST+");
const PAD: Part = Part::Field(
    Field::uint("pvst_pad", "pad", 8, text("one octet of zeros", "一个全零字节")).default(0).source(PVST),
);
const VLAN_OF_TREE: Part = Part::Group(Group {
    label: Label::new(
        "originating_vlan",
        "Originating VLAN",
        text("PVST+: which VLAN this tree is for", "PVST+：这棵树属于哪个 VLAN"),
    )
    .source(PVST),
    octets: None,
    parts: VLAN_TLV,
});
const VLAN_TLV: &[Part] = &[
    Part::Field(Field::uint("type", "Type", 16, text("originating VLAN: 0", "始发 VLAN：0")).default(0)),
    Part::Field(
        Field::uint("length", "Length", 16, text("octets of the value: 2", "值的字节数：2"))
            .unit(Unit::Octets(1))
            .default(2),
    ),
    Part::Field(Field::uint(
        "vlan",
        "Originating VLAN",
        16,
        text("the VLAN the BPDU was sent in", "发送该 BPDU 的 VLAN"),
    )),
];

const PROTOCOL: Slot = slot(HEAD, "protocol");
const VERSION: Slot = slot(HEAD, "version");
const TYPE: Slot = slot(HEAD, "type");
const SHORTEST_BPDU: usize = fixed_octets(HEAD);
const ROOT_AT: usize = SHORTEST_BPDU + fixed_octets(RAPID_FLAGS);
const TC: Slot = slot_after(SHORTEST_BPDU, RAPID_FLAGS, "tc");
const ROOT_PRIORITY: Slot = slot_after(ROOT_AT, IDENTIFIER, "priority");
const ROOT_SYSTEM: Slot = slot_after(ROOT_AT, IDENTIFIER, "system_id");
const ROOT_ADDRESS: Slot = slot_after(ROOT_AT, IDENTIFIER, "address");
const COST_AT: usize = ROOT_AT + fixed_octets(IDENTIFIER);
const ROOT_COST: Slot = slot_after(COST_AT, &[COST], "cost");
const TIMES_AT: usize = COST_AT + fixed_octets(&[COST]) + fixed_octets(IDENTIFIER) + fixed_octets(PORT_ID);
const CONFIGURATION_OCTETS: usize =
    TIMES_AT + fixed_octets(&[MESSAGE_AGE, MAX_AGE, HELLO_TIME, FORWARD_DELAY]);
const RAPID_OCTETS: usize = CONFIGURATION_OCTETS + fixed_octets(VERSION_1);
const TREES_LENGTH: Slot = slot_after(RAPID_OCTETS, VERSION_3, "version_3_length");

/// The Spanning Tree Protocol.
pub static STP: Protocol = Protocol {
    refuse: |bytes| {
        PROTOCOL.read(bytes).is_some_and(|protocol| protocol != 0).then_some(text(
            "a BPDU begins with protocol identifier 0, and here stands another",
            "BPDU 以协议标识符 0 开头，而此处不是 0",
        ))
    },
    summary,
    ..Protocol::new(
        "stp",
        "STP",
        text("Spanning Tree Protocol", "生成树协议"),
        text("BPDU", "网桥协议数据单元"),
        ENCODING,
        OsiLayer::DataLink,
        PARTS,
        extent,
    )
};

/// How long the BPDU is without what PVST+ puts behind it, and which length field says so.
fn octets(bytes: &[u8]) -> (usize, Option<&'static str>) {
    match (TYPE.read(bytes), VERSION.of(bytes)) {
        (None | Some(CHANGE), _) => (SHORTEST_BPDU, None),
        (Some(CONFIGURATION), _) => (CONFIGURATION_OCTETS, None),
        (Some(RAPID), 0..=2) => (RAPID_OCTETS, None),
        (Some(RAPID), version) => {
            let trees = RAPID_OCTETS + fixed_octets(VERSION_3) + TREES_LENGTH.of(bytes) as usize;
            if version == 3 {
                return (trees, Some("version_3_length"));
            }
            // its place depends on the length before, so it is no constant
            let length = bytes.get(trees..).unwrap_or(&[]);
            let shortest = slot(VERSION_4, "version_4_length").of(length) as usize;
            (trees + fixed_octets(VERSION_4) + shortest, Some("version_4_length"))
        }
        _ => (bytes.len(), None),
    }
}

const PLAIN_TAIL: u64 = 1;
const PADDED_TAIL: u64 = 2;

/// Whether PVST+ put a VLAN behind the BPDU, and whether with an octet of padding before it.
fn tail(bytes: &[u8]) -> u64 {
    let behind = bytes.get(octets(bytes).0..).unwrap_or(&[]);
    let plain = fixed_octets(VLAN_TLV);
    if behind.len() >= plain && behind.starts_with(&[0, 0, 0, 2]) {
        PLAIN_TAIL
    } else if behind.len() > plain && behind.starts_with(&[0, 0, 0, 0, 2]) {
        PADDED_TAIL
    } else {
        0
    }
}

fn extent(bytes: &[u8]) -> Extent {
    let (octets, said_by) = octets(bytes);
    let behind = match tail(bytes) {
        PLAIN_TAIL => fixed_octets(VLAN_TLV),
        PADDED_TAIL => fixed_octets(VLAN_TLV) + 1,
        _ => 0,
    };
    Extent { said_by, ..Extent::message(octets + behind) }
}

fn summary(stack: &Stack<'_>, i: usize, out: &mut String) {
    let bpdu = stack.header(i);
    out.push_str(VERSIONS.entry(VERSION.of(bpdu)).map_or("STP", |version| version.name));
    let kind = TYPE.of(bpdu);
    if kind == CHANGE {
        return out.push_str(" TCN");
    }
    if kind != CONFIGURATION && kind != RAPID {
        return;
    }
    if let Some(address) = ROOT_ADDRESS.bytes(bpdu) {
        out.push_str(" root ");
        // as people write it: the priority with its weight, the tree, the address
        write::number(out, ROOT_PRIORITY.of(bpdu) << ROOT_SYSTEM.width);
        out.push('/');
        write::number(out, ROOT_SYSTEM.of(bpdu));
        out.push('/');
        write::mac(out, address);
    }
    if let Some(cost) = ROOT_COST.read(bpdu) {
        out.push_str(" cost ");
        write::number(out, cost);
    }
    if TC.is_set(bpdu) {
        out.push_str(" TC");
    }
}
