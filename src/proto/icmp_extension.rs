//! The ICMP extension structure: what routers add behind the datagram that an error message quotes.

use crate::spec::{
    Amount, Case, Choice, Coverage, Entry, Extent, Field, Kind, Label, Method, On, OsiLayer, Part, Protocol,
    Registry, Repeat, Slot, Source, Sum, Text, Unit, When, Width, fixed_octets, read_bits, slot, text,
};

/// RFC 4884 §7: the version of the structure.
const VERSION_NUMBER: u64 = 2;

/// What an extension object is about.
pub static OBJECT_CLASSES: Registry = Registry {
    key: "icmp-object-class",
    title: text("ICMP extension object classes", "ICMP 扩展对象类别"),
    source: Source::Iana("icmp parameters extension object classes"),
    entries: &[
        Entry::new(
            1,
            "mpls",
            "MPLS Label Stack Class",
            text("the MPLS labels that the datagram came with", "数据报到达时携带的 MPLS 标记"),
            Source::Rfc(4950, ""),
        ),
        Entry::new(
            2,
            "interface-information",
            "Interface Information Object",
            text("the interface that the datagram came or would have gone by", "数据报到达或将要离开的接口"),
            Source::Rfc(5837, ""),
        ),
        Entry::new(
            3,
            "interface-identification",
            "Interface Identification Object",
            text("the interface that is asked about", "所询问的接口"),
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

/// Which interface it is.
pub static INTERFACE_ROLES: Registry = Registry {
    key: "icmp-interface-role",
    title: text("interface roles", "接口角色"),
    source: Source::Rfc(5837, "4.1"),
    entries: &[
        Entry::new(
            0,
            "arrived",
            "incoming interface",
            text("the datagram came in by it", "数据报由它到达"),
            Source::Rfc(5837, "4.1"),
        ),
        Entry::new(
            1,
            "sub-ip",
            "sub-IP component of the incoming interface",
            text(
                "the part of the incoming interface below IP, such as one link of a bundle",
                "到达接口在 IP 以下的组成部分，例如聚合链路中的一条",
            ),
            Source::Rfc(5837, "4.1"),
        ),
        Entry::new(
            2,
            "outgoing",
            "outgoing interface",
            text("the datagram would have left by it", "数据报本应由它离开"),
            Source::Rfc(5837, "4.1"),
        ),
        Entry::new(
            3,
            "next-hop",
            "IP next hop",
            text("the next hop that it would have gone to", "数据报本应去往的下一跳"),
            Source::Rfc(5837, "4.1"),
        ),
    ],
    ranges: &[],
};

/// Kinds of address.
pub static ADDRESS_FAMILIES: Registry = Registry {
    key: "icmp-address-family",
    title: text("address family numbers", "地址族编号"),
    source: Source::Iana("address family numbers"),
    entries: &[
        Entry::new(
            1,
            "ipv4",
            "IP (IP version 4)",
            text("an IPv4 address", "IPv4 地址"),
            Source::Iana("address family numbers"),
        ),
        Entry::new(
            2,
            "ipv6",
            "IP6 (IP version 6)",
            text("an IPv6 address", "IPv6 地址"),
            Source::Iana("address family numbers"),
        ),
        Entry::new(
            6,
            "ieee802",
            "802 (includes all 802 media plus Ethernet \"canonical format\")",
            text("a MAC address", "MAC 地址"),
            Source::Iana("address family numbers"),
        ),
        Entry::new(
            16389,
            "mac48",
            "48-bit MAC",
            text("a MAC address", "MAC 地址"),
            Source::Iana("address family numbers"),
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
        Entry::new(
            1,
            "name",
            "Identifies Interface by Name",
            text("by its name", "按名字"),
            Source::Rfc(8335, "2.1"),
        ),
        Entry::new(
            2,
            "index",
            "Identifies Interface by Index",
            text("by its number", "按编号"),
            Source::Rfc(8335, "2.1"),
        ),
        Entry::new(
            3,
            "address",
            "Identifies Interface by Address",
            text("by an address", "按地址"),
            Source::Rfc(8335, "2.1"),
        ),
    ],
    ranges: &[],
};

static PARTS: &[Part] = &[
    Part::Field(
        Field::uint("version", "Version", 4, text("the format of the structure: 2", "扩展结构的格式：2"))
            .default(VERSION_NUMBER),
    ),
    Part::Field(Field::uint("reserved", "Reserved", 12, text("must be zero", "必须为 0")).default(0)),
    Part::Field(
        Field::hex(
            "checksum",
            "Checksum",
            16,
            text("over the extension structure; 0 says that none was made", "覆盖扩展结构；0 表示没有计算"),
        )
        .computed(),
    ),
    Part::Repeat(Repeat {
        label: Label::new(
            "objects",
            "Extension Objects",
            text("what the router has to say more", "路由器补充说明的内容"),
        ),
        each: Label::new("object", "Extension Object", text("one statement", "一项说明")),
        count: None,
        parts: OBJECT,
    }),
];

const OBJECT: &[Part] = &[
    Part::Field(
        Field::uint(
            "length",
            "Length",
            16,
            text("octets of the object, these four included", "对象的字节数，含这 4 个字节"),
        )
        .unit(Unit::Octets(1))
        .computed(),
    ),
    Part::Field(Field::named(
        "class_num",
        "Class-Num",
        8,
        &OBJECT_CLASSES,
        text("what the object is about", "对象的类别"),
    )),
    Part::Choice(Choice {
        on: On::Field("class_num"),
        cases: &[
            Case { when: When::Is(2), parts: INTERFACE_C_TYPE },
            Case {
                when: When::Is(3),
                parts: &[Part::Field(
                    Field::named(
                        "c_type",
                        "C-Type",
                        8,
                        &INTERFACE_NAMINGS,
                        text("how the interface is identified", "接口的标识方式"),
                    )
                    .source(Source::Rfc(8335, "2.1")),
                )],
            },
            Case {
                when: When::Else,
                parts: &[Part::Field(Field::uint(
                    "c_type",
                    "C-Type",
                    8,
                    text("which form of that class", "该类别下的形式"),
                ))],
            },
        ],
    }),
    Part::Within(
        Amount::of("length").plus(-(OBJECT_HEADER as i32)),
        &[Part::Choice(Choice {
            on: On::Field("class_num"),
            cases: &[
                Case { when: When::Is(1), parts: MPLS },
                Case { when: When::Is(2), parts: INTERFACE_INFORMATION },
                Case { when: When::Is(3), parts: INTERFACE_IDENTIFICATION },
                Case {
                    when: When::Is(4),
                    parts: &[Part::Field(
                        Field::uint(
                            "pointer",
                            "Pointer",
                            32,
                            text(
                                "which octet of the packet went beyond the limit",
                                "分组中超出限制之处的字节",
                            ),
                        )
                        .source(Source::Rfc(8883, "")),
                    )],
                },
                Case { when: When::Else, parts: UNKNOWN },
            ],
        })],
    ),
];

static UNKNOWN: &[Part] = &[Part::Field(Field::rest(
    "data",
    "Object payload",
    Kind::Bytes,
    text("what a class says that netlab does not know", "netlab 不认识的类别的内容"),
))];

/// RFC 4950: as on the wire (RFC 3032 §2.1).
static MPLS: &[Part] = &[Part::Repeat(Repeat {
    label: Label::new(
        "stack",
        "MPLS Label Stack",
        text("the labels, the outermost first", "标记栈，最外层在前"),
    )
    .source(Source::Rfc(4950, "")),
    each: Label::new("entry", "label stack entry", text("one label", "一个标记")),
    count: None,
    parts: &[
        Part::Field(
            Field::uint(
                "label",
                "Label",
                20,
                text("by what routers forward instead of the address", "路由器不看地址而据此转发的标记"),
            )
            .source(Source::Rfc(3032, "2.1")),
        ),
        Part::Field(
            Field::uint(
                "tc",
                "Traffic Class",
                3,
                text("how to treat the packet; formerly EXP", "分组应受的对待；旧称 EXP"),
            )
            .source(Source::Rfc(5462, "")),
        ),
        Part::Field(
            Field::flag("s", "S", text("the last label of the stack", "栈底的标记"))
                .source(Source::Rfc(3032, "2.1")),
        ),
        Part::Field(
            Field::uint("ttl", "TTL", 8, text("the label's own time to live", "标记自身的生存时间"))
                .source(Source::Rfc(3032, "2.1")),
        ),
    ],
})];

/// RFC 5837 §4.1: the C-Type says which facts follow.
const INTERFACE_C_TYPE: &[Part] = &[
    Part::Field(
        Field::named(
            "role",
            "Interface Role",
            2,
            &INTERFACE_ROLES,
            text("which interface it is", "哪一个接口"),
        )
        .source(Source::Rfc(5837, "4.1")),
    ),
    Part::Field(
        Field::uint("c_type_reserved", "Rsvd", 2, text("must be zero", "必须为 0"))
            .default(0)
            .source(Source::Rfc(5837, "4.1")),
    ),
    has("has_index", "ifIndex", text("its index follows", "后面有接口索引")),
    has("has_address", "IPAddr", text("its address follows", "后面有接口地址")),
    has("has_name", "name", text("its name follows", "后面有接口名")),
    has("has_mtu", "MTU", text("its MTU follows", "后面有接口 MTU")),
];

const fn has(key: &'static str, name: &'static str, means: Text) -> Part {
    Part::Field(Field::flag(key, name, means).source(Source::Rfc(5837, "4.1")))
}

const RFC5837: Source = Source::Rfc(5837, "4");
const RFC8335: Source = Source::Rfc(8335, "2.1");

const fn index(source: Source) -> Part {
    Part::Field(
        Field::uint("index", "ifIndex", 32, text("the interface's number in its host", "接口在主机内的编号"))
            .source(source),
    )
}

const fn afi(source: Source) -> Part {
    Part::Field(
        Field::named("afi", "AFI", 16, &ADDRESS_FAMILIES, text("which kind of address", "地址的种类"))
            .source(source),
    )
}

/// An address of 32 or 128 bits, by its family.
const fn address(kind: Kind, bits: u16, source: Source) -> Part {
    let means = text("the interface's address", "接口的地址");
    Part::Field(Field::new("address", "IP Address", Width::Bits(bits), kind, means).source(source))
}

static INTERFACE_INFORMATION: &[Part] = &[
    only_if("has_index", &[Case { when: When::Is(1), parts: &[index(RFC5837)] }]),
    only_if(
        "has_address",
        &[Case {
            when: When::Is(1),
            parts: &[
                afi(RFC5837),
                Part::Field(
                    Field::uint("address_reserved", "Reserved", 16, text("must be zero", "必须为 0"))
                        .default(0)
                        .source(RFC5837),
                ),
                Part::Choice(Choice {
                    on: On::Field("afi"),
                    cases: &[
                        Case { when: When::Is(1), parts: &[address(Kind::Ipv4, 32, RFC5837)] },
                        Case { when: When::Is(2), parts: &[address(Kind::Ipv6, 128, RFC5837)] },
                    ],
                }),
            ],
        }],
    ),
    only_if(
        "has_name",
        &[Case {
            when: When::Is(1),
            parts: &[
                Part::Field(
                    Field::uint(
                        "name_length",
                        "Length",
                        8,
                        text(
                            "octets of the name, this one included: a multiple of 4",
                            "接口名的字节数，含本字节，为 4 的倍数",
                        ),
                    )
                    .unit(Unit::Octets(1))
                    .computed()
                    .source(RFC5837),
                ),
                Part::Field(
                    Field::sized(
                        "name",
                        "Interface Name",
                        Amount::of("name_length").plus(-1),
                        Kind::Text,
                        text("the name, filled up with NULs", "接口名，以 NUL 填充"),
                    )
                    .source(RFC5837),
                ),
            ],
        }],
    ),
    only_if(
        "has_mtu",
        &[Case {
            when: When::Is(1),
            parts: &[Part::Field(
                Field::uint(
                    "mtu",
                    "MTU",
                    32,
                    text("the longest datagram it can take", "接口能容纳的最长数据报"),
                )
                .unit(Unit::Octets(1))
                .source(RFC5837),
            )],
        }],
    ),
];

const fn only_if(key: &'static str, cases: &'static [Case]) -> Part {
    Part::Choice(Choice { on: On::Field(key), cases })
}

/// RFC 8335 §2.1: by name, by index or by address.
static INTERFACE_IDENTIFICATION: &[Part] = &[Part::Choice(Choice {
    on: On::Field("c_type"),
    cases: &[
        Case {
            when: When::Is(1),
            parts: &[Part::Field(
                Field::rest(
                    "name",
                    "Interface Name",
                    Kind::Text,
                    text("the interface's name, filled up with NULs", "接口名，以 NUL 填充"),
                )
                .source(Source::Rfc(8335, "2.1")),
            )],
        },
        Case { when: When::Is(2), parts: &[index(RFC8335)] },
        Case {
            when: When::Is(3),
            parts: &[
                afi(RFC8335),
                Part::Field(
                    Field::uint(
                        "address_length",
                        "Address Length",
                        8,
                        text("octets of the address", "地址的字节数"),
                    )
                    .unit(Unit::Octets(1))
                    .computed(),
                ),
                Part::Field(
                    Field::uint("address_reserved", "Reserved", 8, text("must be zero", "必须为 0"))
                        .default(0),
                ),
                Part::Choice(Choice {
                    on: On::Field("afi"),
                    cases: &[
                        Case { when: When::Is(1), parts: &[address(Kind::Ipv4, 32, RFC8335)] },
                        Case { when: When::Is(2), parts: &[address(Kind::Ipv6, 128, RFC8335)] },
                        Case {
                            when: When::Else,
                            parts: &[Part::Field(Field::sized(
                                "address",
                                "Address",
                                Amount::of("address_length"),
                                Kind::Mac,
                                text("the interface's address", "接口的地址"),
                            ))],
                        },
                    ],
                }),
                Part::Field(Field::rest(
                    "padding",
                    "padding",
                    Kind::Bytes,
                    text("up to a multiple of 4 octets", "填充到 4 字节的整数倍"),
                )),
            ],
        },
        Case { when: When::Else, parts: UNKNOWN },
    ],
})];

const VERSION: Slot = slot(PARTS, "version");
const CHECKSUM: Slot = slot(PARTS, "checksum");
const HEADER: usize = fixed_octets(PARTS);
const OBJECT_LENGTH: Slot = slot(OBJECT, "length");
/// RFC 4884 §8: Length, Class-Num and C-Type.
const OBJECT_HEADER: usize = 4;

/// The ICMP extension structure, of ICMP and ICMPv6 alike.
pub static ICMP_EXTENSION: Protocol = Protocol {
    sums: &[Sum {
        field: "checksum",
        method: Method::Internet,
        source: Source::Rfc(4884, "7"),
        pieces: |stack, i, each| {
            if CHECKSUM.of(stack.header(i)) == 0 {
                let why = text("0: the sender made none", "为 0：发送方没有计算");
                return Coverage::Absent(why, Source::Rfc(4884, "7"));
            }
            super::pseudo::message(stack, i, each)
        },
    }],
    refuse,
    ..Protocol::new(
        "icmp_extension",
        "ICMP Extension",
        text("ICMP extension structure", "ICMP 扩展结构"),
        text("structure", "结构"),
        Source::Rfc(4884, "7"),
        OsiLayer::Network,
        PARTS,
        extent,
    )
};

/// What fills the quotation up to the length that the message says, before the extension structure.
pub static QUOTE_PADDING: Field = Field::rest(
    "quote_padding",
    "padding",
    Kind::Bytes,
    text("zeros that fill the quotation up to the length said", "把引用部分填充到所说长度的零"),
)
.source(Source::Rfc(4884, "4"));

fn refuse(bytes: &[u8]) -> Option<Text> {
    let version = VERSION.read(bytes)?;
    (version != VERSION_NUMBER).then(|| {
        text(
            "no ICMP extension structure: its version is not 2 (RFC 4884 §7)",
            "不是 ICMP 扩展结构：版本不是 2 (RFC 4884 §7)",
        )
    })
}

fn extent(bytes: &[u8]) -> Extent {
    let mut at = HEADER;
    while let Some(length) = bytes.get(at..).and_then(|object| OBJECT_LENGTH.read(object)) {
        if (length as usize) < OBJECT_HEADER {
            return Extent::header(at).problem(text(
                "an object's Length below 4 is shorter than its own header",
                "对象的长度小于 4，比其自身首部还短",
            ));
        }
        at += length as usize;
    }
    Extent::message(bytes.len().max(HEADER))
}

/// Whether octets that no length announces are an extension structure: at least one object, the version and a checksum
/// that is right (RFC 4884 §5.5).
pub fn is_extension(bytes: &[u8]) -> bool {
    bytes.len() >= HEADER + OBJECT_HEADER
        && VERSION.of(bytes) == VERSION_NUMBER
        && CHECKSUM.of(bytes) != 0
        && one_complement_sum(bytes) == 0xffff
}

/// RFC 1071 §1: the sum of 16-bit words in one's complement; an odd octet at the end counts as if a zero followed.
fn one_complement_sum(bytes: &[u8]) -> u64 {
    let mut sum: u64 = bytes
        .chunks(2)
        .map(|word| match word {
            [high, low] => u64::from(u16::from_be_bytes([*high, *low])),
            _ => read_bits(word, 0, 8).unwrap_or(0) << 8,
        })
        .sum();
    while sum > 0xffff {
        sum = (sum & 0xffff) + (sum >> 16);
    }
    sum
}

/// How many octets a structure with one object has, as an Extended Echo Request carries it (RFC 8335 §2): what is behind
/// is the asker's own.
pub fn one_object(bytes: &[u8]) -> usize {
    let length = bytes.get(HEADER..).map_or(0, |object| OBJECT_LENGTH.of(object) as usize);
    HEADER + length.max(OBJECT_HEADER)
}

/// What an asker adds behind the extension structure of an Extended Echo Request; the reply brings both back.
pub static PROBE_DATA: Field = Field::rest(
    "data",
    "data",
    Kind::Bytes,
    text("whatever the asker added behind its question", "询问方附加在问题之后的数据"),
);
