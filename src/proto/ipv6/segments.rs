//! The Segment Routing Header (SRH): what stands in a Routing header of type 4.

use crate::spec::{
    Amount, Entry, Field, Item, Items, Kind, Label, Part, Registry, Repeat, Shape, Source, Unit, text,
};

/// TLVs of the Segment Routing Header.
pub static SEGMENT_TLVS: Registry = Registry {
    key: "srh-tlv",
    title: text("segment routing header TLVs", "段路由首部 TLV"),
    source: Source::Iana("ipv6 parameters"),
    entries: &[
        Entry::new(
            0,
            "pad1",
            "Pad1 TLV",
            text("one octet of padding", "1 字节填充"),
            Source::Rfc(8754, "2.1.1.1"),
        ),
        Entry::new(
            4,
            "padn",
            "PadN TLV",
            text("two or more octets of padding", "2 个或更多字节的填充"),
            Source::Rfc(8754, "2.1.1.2"),
        ),
        Entry::new(
            5,
            "hmac",
            "HMAC TLV",
            text("proves that the list was not forged", "证明段列表未被伪造"),
            Source::Rfc(8754, "2.1.2"),
        ),
    ],
    ranges: &[],
};

/// What stands behind Segments Left.
pub static SEGMENT_ROUTING: &[Part] = &[
    Part::Field(
        Field::uint(
            "last_entry",
            "Last Entry",
            8,
            text(
                "the index of the last segment in the list, counted from 0",
                "段列表最后一项的下标，从 0 数起",
            ),
        )
        .computed()
        .source(SRH),
    ),
    Part::Field(
        Field::uint("flags_unused", "Flags", 2, text("must be zero", "必须为 0")).default(0).source(SRH),
    ),
    Part::Field(
        Field::flag(
            "o_flag",
            "O-flag",
            text(
                "segment endpoints should send a copy for inspection (OAM)",
                "段端点应送出一份副本供检查 (OAM)",
            ),
        )
        .source(Source::Rfc(9259, "2.1")),
    ),
    Part::Field(
        Field::uint("flags_reserved", "Flags", 5, text("must be zero", "必须为 0")).default(0).source(SRH),
    ),
    Part::Field(
        Field::hex(
            "tag",
            "Tag",
            16,
            text("packets of one class or group carry the same tag", "同一类或同一组分组带相同的标签"),
        )
        .default(0)
        .source(SRH),
    ),
    Part::Repeat(Repeat {
        label: Label::new(
            "segment_list",
            "Segment List",
            text(
                "the segments in reverse: [0] is the last to be visited, [Segments Left] is where the packet goes now",
                "段按逆序排列：[0] 是最后要经过的段，[Segments Left] 是当前要去的段",
            ),
        ),
        each: Label::new("entry", "Segment", text("one segment", "一个段")),
        count: Some(Amount::of("last_entry").plus(1)),
        parts: &[Part::Field(
            Field::ipv6(
                "segment",
                "Segment List[n]",
                text("the IPv6 address of the segment (SID)", "该段的 IPv6 地址 (SID)"),
            )
            .source(SRH),
        )],
    }),
    Part::Items(Items {
        label: Label::new(
            "tlvs",
            "TLVs",
            text("more about the way: type, length, value", "更多信息：类型、长度、值"),
        ),
        shape: Shape { code: &TLV_TYPE, length: &TLV_LENGTH, unit: 1, whole: false, single: &[0], end: None },
        kinds: TLVS,
        unknown: &UNKNOWN_TLV,
    }),
];

const SRH: Source = Source::Rfc(8754, "2");

static TLV_TYPE: Field = Field::named(
    "type",
    "Type",
    8,
    &SEGMENT_TLVS,
    text("which TLV; the first bit says that it may change on the way", "TLV 的类型；第一位表示途中可被修改"),
)
.source(Source::Rfc(8754, "2.1"));
static TLV_LENGTH: Field =
    Field::uint("length", "Length", 8, text("octets of the value alone", "值的字节数，不含类型和长度"))
        .unit(Unit::Octets(1))
        .computed()
        .source(Source::Rfc(8754, "2.1"));
static UNKNOWN_TLV: Label =
    Label::new("tlv", "TLV", text("a TLV that netlab has no table for", "netlab 没有其表的 TLV"));

static TLVS: &[Item] = &[
    Item::new(
        0,
        "pad1",
        "Pad1",
        text("one octet of padding, without a length", "1 字节填充，没有长度"),
        Source::Rfc(8754, "2.1.1.1"),
        &[],
    ),
    Item::new(
        4,
        "padn",
        "PadN",
        text("two or more octets of padding", "2 个或更多字节的填充"),
        Source::Rfc(8754, "2.1.1.2"),
        &[Part::Field(Field::rest("padding", "Padding", Kind::Bytes, text("zeros", "全零")))],
    ),
    Item::new(
        5,
        "hmac",
        "HMAC",
        text("proves that a node with the key made the segment list", "证明段列表由持有密钥的结点生成"),
        Source::Rfc(8754, "2.1.2"),
        &[
            Part::Field(Field::flag(
                "d",
                "D",
                text(
                    "the destination address is not checked (a reduced list lacks the first segment)",
                    "不检查目的地址（精简列表中没有第一个段）",
                ),
            )),
            Part::Field(Field::uint("reserved", "RESERVED", 15, text("must be zero", "必须为 0")).default(0)),
            Part::Field(Field::hex("key_id", "HMAC Key ID", 32, text("which key", "使用哪个密钥"))),
            Part::Field(Field::rest(
                "hmac",
                "HMAC",
                Kind::Bytes,
                text(
                    "the keyed hash over source, list, flags and key ID",
                    "对源地址、段列表、标志和密钥 ID 的带密钥散列",
                ),
            )),
        ],
    ),
];
