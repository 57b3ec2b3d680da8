//! VLAN tags: IEEE 802.1Q.

mod rules;

use super::ethernet::{LENGTH_OR_TYPE, TYPE, TYPES, carried, carried_octets, extent, type_name};
use crate::spec::{
    Choice, Entry, Extent, Field, On, OsiLayer, Part, Protocol, Registry, Slot, Source, Stack, Text,
    fixed_octets, slot, slot_after, text, write,
};

const PRIORITY: Source = Source::Ieee("802.1Q annex I");

/// What traffic each priority is meant for.
pub static PRIORITIES: Registry = Registry {
    key: "vlan-priority",
    title: text("VLAN priorities", "VLAN 优先级"),
    source: PRIORITY,
    entries: &[
        Entry::new(0, "be", "BE", text("best effort: the default", "尽最大努力：默认"), PRIORITY),
        Entry::new(1, "bk", "BK", text("background: below the default", "后台流量：低于默认"), PRIORITY),
        Entry::new(2, "ee", "EE", text("excellent effort", "优于尽力"), PRIORITY),
        Entry::new(3, "ca", "CA", text("critical applications", "关键应用"), PRIORITY),
        Entry::new(
            4,
            "vi",
            "VI",
            text("video: less than 100 ms of delay", "视频：时延小于 100 ms"),
            PRIORITY,
        ),
        Entry::new(5, "vo", "VO", text("voice: less than 10 ms of delay", "话音：时延小于 10 ms"), PRIORITY),
        Entry::new(6, "ic", "IC", text("internetwork control", "网际控制"), PRIORITY),
        Entry::new(7, "nc", "NC", text("network control: the highest", "网络控制：最高"), PRIORITY),
    ],
    ranges: &[],
};

const IDENTIFIER: Source = Source::Ieee("802.1Q §9.6");

/// VLAN identifiers that the standard itself uses.
pub static VLAN_IDS: Registry = Registry {
    key: "vlan-id",
    title: text("reserved VLAN identifiers", "有特殊含义的 VLAN 标识符"),
    source: IDENTIFIER,
    entries: &[
        Entry::new(
            0,
            "none",
            "null VLAN ID",
            text("no VLAN: the tag carries a priority only", "不属于任何 VLAN：标签只带优先级"),
            IDENTIFIER,
        ),
        Entry::new(
            1,
            "default",
            "default PVID",
            text("the VLAN of a port that nobody configured", "端口未经配置时所属的 VLAN"),
            IDENTIFIER,
        ),
        Entry::new(0xfff, "reserved", "reserved", text("must not be used", "保留，不得使用"), IDENTIFIER),
    ],
    ranges: &[],
};

/// The tag control information, without the tag's own EtherType, which is the field before.
static TAG: &[Part] = &[
    Part::Field(
        Field::named(
            "pcp",
            "Priority Code Point",
            3,
            &PRIORITIES,
            text("which frame a full switch sends first", "交换机拥塞时先发送哪些帧"),
        )
        .default(0)
        .source(IDENTIFIER),
    ),
    Part::Field(
        Field::flag(
            "dei",
            "Drop Eligible Indicator",
            text(
                "this frame may be dropped before others; until 2011 the bit said that addresses stand in the order of token ring",
                "拥塞时可先丢弃本帧；2011 年以前该位表示地址按令牌环的比特顺序书写",
            ),
        )
        .source(IDENTIFIER),
    ),
    Part::Field(
        Field::named("vid", "VLAN Identifier", 12, &VLAN_IDS, text("which VLAN the frame is in", "帧属于哪个虚拟局域网"))
            .source(IDENTIFIER),
    ),
];

static PARTS: &[Part] = &[
    TAG[0],
    TAG[1],
    TAG[2],
    Part::Choice(Choice {
        on: On::Look(|tag| TYPE_OR_LENGTH.read(tag).unwrap_or(TYPES)),
        cases: LENGTH_OR_TYPE,
    }),
];

const PCP: Slot = slot(TAG, "pcp");
const VID: Slot = slot(TAG, "vid");
const TYPE_OR_LENGTH: Slot = slot_after(fixed_octets(TAG), TYPE, "type");
const HEADER: usize = fixed_octets(TAG) + fixed_octets(TYPE);

/// A customer's VLAN tag.
pub static VLAN: Protocol = tag(
    "vlan",
    "802.1Q",
    text("customer VLAN tag (C-TAG)", "用户 VLAN 标签（C-TAG）"),
    |stack, i, out| {
        summary("VLAN ", stack, i, out);
    },
);

/// A provider's VLAN tag around it: QinQ.
pub static SVLAN: Protocol = tag(
    "svlan",
    "802.1ad",
    text("service VLAN tag (S-TAG)", "运营商 VLAN 标签（S-TAG）"),
    |stack, i, out| {
        summary("S-VLAN ", stack, i, out);
    },
);

const fn tag(
    key: &'static str,
    name: &'static str,
    title: Text,
    summary: fn(&Stack<'_>, usize, &mut String),
) -> Protocol {
    Protocol {
        next: |stack, i| carried(TYPE_OR_LENGTH.of(stack.header(i))),
        count: carried_octets,
        summary,
        rules: rules::RULES,
        examine: rules::examine,
        ..Protocol::new(
            key,
            name,
            title,
            text("tag", "标签"),
            Source::Ieee("802.1Q §9"),
            OsiLayer::DataLink,
            PARTS,
            tag_extent,
        )
    }
}

fn tag_extent(bytes: &[u8]) -> Extent {
    extent(bytes, HEADER, TYPE_OR_LENGTH)
}

/// Whether the protocol is a VLAN tag.
pub fn is_tag(protocol: &'static Protocol) -> bool {
    std::ptr::eq(protocol, &VLAN) || std::ptr::eq(protocol, &SVLAN)
}

fn summary(word: &str, stack: &Stack<'_>, i: usize, out: &mut String) {
    let header = stack.header(i);
    out.push_str(word);
    write::number(out, VID.of(header));
    let priority = PCP.of(header);
    if priority > 0 {
        out.push_str(" PCP ");
        write::number(out, priority);
    }
    type_name(stack, i, TYPE_OR_LENGTH.of(header), out);
}
