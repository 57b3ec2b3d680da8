//! The extension structure of ICMP and ICMPv6 messages.

use crate::spec::{
    Amount, Case, Choice, Entry, Extent, Field, Group, Kind, Label, On, OsiLayer, Part, Protocol, Registry,
    Repeat, Slot, Source, Stack, Unit, When, fixed_octets, slot, text,
};

/// What an extension object is about.
pub static CLASSES: Registry = Registry {
    key: "icmp-extension-class",
    title: text("ICMP extension object classes", "ICMP 扩展对象类别"),
    source: Source::Iana("icmp parameters"),
    entries: &[
        Entry::new(
            1,
            "mpls",
            "MPLS Label Stack Class",
            text("the labels that the packet had come with", "分组到达时带的 MPLS 标签栈"),
            Source::Rfc(4950, ""),
        ),
        Entry::new(
            2,
            "interface-information",
            "Interface Information Object",
            text("the interface it came in on or would have gone out of", "分组进入或将要离开的接口"),
            Source::Rfc(5837, ""),
        ),
        Entry::new(
            3,
            "interface-identification",
            "Interface Identification Object",
            text("the interface that is asked about", "被查询的接口"),
            Source::Rfc(8335, "2.1"),
        ),
        Entry::new(
            4,
            "extended-information",
            "Extended Information",
            text("more about the error", "关于差错的更多信息"),
            Source::Rfc(8883, ""),
        ),
    ],
    ranges: &[],
};

/// How an interface is named in a query.
pub static INTERFACE_NAMINGS: Registry = Registry {
    key: "icmp-interface-naming",
    title: text("ways to identify an interface", "接口的标识方式"),
    source: Source::Rfc(8335, "2.1"),
    entries: &[
        Entry::new(1, "name", "Identifies Interface by Name", text("by its name", "按名字"), RFC8335),
        Entry::new(2, "index", "Identifies Interface by Index", text("by its number", "按编号"), RFC8335),
        Entry::new(3, "address", "Identifies Interface by Address", text("by an address", "按地址"), RFC8335),
    ],
    ranges: &[],
};

const RFC8335: Source = Source::Rfc(8335, "2.1");
const RFC4884: Source = Source::Rfc(4884, "7");

static PARTS: &[Part] = &[
    Part::Field(
        Field::uint("version", "Version", 4, text("the version of the structure: 2", "扩展结构的版本：2"))
            .default(2),
    ),
    Part::Field(Field::uint("reserved", "Reserved", 12, text("must be zero", "必须为 0")).default(0)),
    Part::Field(
        Field::hex("checksum", "Checksum", 16, text("over the extension structure alone", "只覆盖扩展结构"))
            .computed(),
    ),
    Part::Repeat(Repeat {
        label: Label::new("objects", "objects", text("what the sender adds", "发送方附加的内容")),
        each: Label::new("object", "object", text("one object", "一个对象")),
        count: None,
        parts: OBJECT,
    }),
];

static OBJECT: &[Part] = &[
    Part::Field(
        Field::uint(
            "length",
            "Length",
            16,
            text("octets of the object, its header of 4 included", "对象的字节数，含 4 字节首部"),
        )
        .unit(Unit::Octets(1))
        .computed()
        .source(Source::Rfc(4884, "8")),
    ),
    Part::Field(
        Field::named("class_num", "Class-Num", 8, &CLASSES, text("what the object is about", "对象的类别"))
            .source(Source::Rfc(4884, "8")),
    ),
    Part::Choice(Choice {
        on: On::Field("class_num"),
        cases: &[
            Case {
                when: When::Is(1),
                parts: &[
                    C_TYPE,
                    payload(&[Part::Repeat(Repeat {
                        label: Label::new(
                            "labels",
                            "label stack",
                            text("the labels, outermost first", "标签栈，最外层在前"),
                        ),
                        each: Label::new("entry", "label stack entry", text("one label", "一个标签")),
                        count: None,
                        parts: LABEL,
                    })]),
                ],
            },
            Case {
                when: When::Is(3),
                parts: &[
                    Part::Field(
                        Field::named(
                            "c_type",
                            "C-Type",
                            8,
                            &INTERFACE_NAMINGS,
                            text("how the interface is identified", "接口的标识方式"),
                        )
                        .source(RFC8335),
                    ),
                    Part::Choice(Choice {
                        on: On::Field("c_type"),
                        cases: &[
                            Case { when: When::Is(1), parts: &[payload(BY_NAME)] },
                            Case { when: When::Is(2), parts: &[payload(BY_INDEX)] },
                            Case { when: When::Is(3), parts: &[payload(BY_ADDRESS)] },
                            Case { when: When::Else, parts: &[payload(OPAQUE)] },
                        ],
                    }),
                ],
            },
            Case { when: When::Else, parts: &[C_TYPE, payload(OPAQUE)] },
        ],
    }),
];

const C_TYPE: Part = Part::Field(
    Field::uint("c_type", "C-Type", 8, text("which kind of its class", "该类别下的种类"))
        .source(Source::Rfc(4884, "8")),
);

const fn payload(parts: &'static [Part]) -> Part {
    Part::Group(Group {
        label: Label::new("payload", "object payload", text("what the object says", "对象的内容")),
        octets: Some(Amount::of("length").plus(-4)),
        parts,
    })
}

static OPAQUE: &[Part] =
    &[Part::Field(Field::rest("data", "data", Kind::Bytes, text("its octets", "其字节")))];

static LABEL: &[Part] = &[
    Part::Field(
        Field::uint("label", "Label", 20, text("the label", "标签")).source(Source::Rfc(3032, "2.1")),
    ),
    Part::Field(
        Field::uint("tc", "TC", 3, text("traffic class (formerly EXP)", "通信量类（原 EXP）"))
            .default(0)
            .source(Source::Rfc(5462, "")),
    ),
    Part::Field(
        Field::flag("s", "S", text("the last label", "最后一个标签")).source(Source::Rfc(3032, "2.1")),
    ),
    Part::Field(
        Field::uint("ttl", "TTL", 8, text("time to live", "生存时间")).source(Source::Rfc(3032, "2.1")),
    ),
];

static BY_NAME: &[Part] = &[Part::Field(
    Field::rest(
        "name",
        "Interface Name",
        Kind::Text,
        text("filled up with NULs to a multiple of 4 octets", "用 NUL 填充到 4 字节的整数倍"),
    )
    .source(RFC8335),
)];

static BY_INDEX: &[Part] = &[Part::Field(
    Field::uint("index", "Interface Index", 32, text("its number", "接口编号")).source(RFC8335),
)];

static BY_ADDRESS: &[Part] = &[
    Part::Field(
        Field::uint(
            "afi",
            "AFI",
            16,
            text(
                "address family number: 1 IPv4, 2 IPv6, 6 MAC",
                "地址族编号：1 为 IPv4，2 为 IPv6，6 为 MAC",
            ),
        )
        .source(RFC8335),
    ),
    Part::Field(
        Field::uint("address_length", "Address Length", 8, text("octets of the address", "地址的字节数"))
            .unit(Unit::Octets(1))
            .computed()
            .source(RFC8335),
    ),
    Part::Field(Field::uint("address_reserved", "Reserved", 8, text("must be zero", "必须为 0")).default(0)),
    Part::Choice(Choice {
        on: On::Field("afi"),
        cases: &[
            Case { when: When::Is(1), parts: &[address(Kind::Ipv4)] },
            Case { when: When::Is(2), parts: &[address(Kind::Ipv6)] },
            Case { when: When::Is(6), parts: &[address(Kind::Mac)] },
            Case { when: When::Else, parts: &[address(Kind::Bytes)] },
        ],
    }),
    Part::Field(Field::rest(
        "padding",
        "padding",
        Kind::Bytes,
        text("up to a multiple of 4 octets", "填充到 4 字节的整数倍"),
    )),
];

const fn address(kind: Kind) -> Part {
    Part::Field(
        Field::sized(
            "address",
            "Address",
            Amount::of("address_length"),
            kind,
            text("an address of the interface", "该接口的一个地址"),
        )
        .source(RFC8335),
    )
}

const VERSION: Slot = slot(PARTS, "version");
const HEADER: usize = fixed_octets(PARTS);

/// The extension structure.
pub static ICMP_EXTENSION: Protocol = Protocol {
    refuse: |bytes| {
        (VERSION.of(bytes) != 2)
            .then_some(text("not an ICMP extension: its version is not 2", "不是 ICMP 扩展：版本不是 2"))
    },
    summary,
    ..Protocol::new(
        "icmp_extension",
        "ICMP Extension",
        text("ICMP Extension Structure", "ICMP 扩展结构"),
        text("structure", "结构"),
        RFC4884,
        OsiLayer::Network,
        PARTS,
        |bytes| Extent::message(bytes.len().max(HEADER)),
    )
};

fn summary(_: &Stack<'_>, _: usize, out: &mut String) {
    out.push_str("extension");
}
