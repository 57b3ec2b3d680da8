//! The Hop-by-Hop Options and Destination Options headers of IPv6.

pub(super) use super::option_types::OPTION_TYPES;
use super::option_types::ROUTER_ALERTS;
use super::{
    HDR_EXT_LEN, HEAD, HEAD_NEXT_HEADER, HEADER_UNIT, NEXT_HEADER, extension, next_of_extension, rules,
};
use crate::proto::ip::unknown_protocol;
use crate::spec::{
    Amount, Field, Item, Items, Kind, Label, OsiLayer, Part, Protocol, Shape, Slot, Source, Stack, Unit,
    fixed_octets, shape, slot_after, text, write,
};
use std::ops::Range;

pub(super) static PARTS: &[Part] = &[
    Part::Field(NEXT_HEADER),
    Part::Field(HDR_EXT_LEN),
    Part::Items(Items {
        label: Label::new(
            "options",
            "Options",
            text(
                "each with type and length; padded so that the header is a multiple of 8 octets",
                "各有类型和长度；用填充使首部为 8 字节的整数倍",
            ),
        ),
        shape: Shape {
            code: &OPTION_TYPE,
            length: &OPT_DATA_LEN,
            unit: 1,
            whole: false,
            single: &[PAD1],
            end: None,
        },
        kinds: OPTIONS,
        unknown: &UNKNOWN_OPTION,
    }),
];

static OPTION_TYPE: Field = Field::named_hex(
    "type",
    "Option Type",
    8,
    &OPTION_TYPES,
    text(
        "which option; the first two bits tell a node that does not know it what to do (00 skip it, 01 discard the packet, 10 discard and report, 11 discard and report unless multicast), the third whether it may change on the way",
        "选项的类型；前两位告诉不认识它的结点怎么办（00 跳过，01 丢弃分组，10 丢弃并报告，11 丢弃，非多播时报告），第三位表示途中可否修改",
    ),
);
static OPT_DATA_LEN: Field = Field::uint(
    "length",
    "Opt Data Len",
    8,
    text("octets of option data, type and length not counted", "选项数据的字节数，不含类型和长度"),
)
.unit(Unit::Octets(1))
.computed();
static UNKNOWN_OPTION: Label =
    Label::new("option", "Option", text("an option that netlab has no table for", "netlab 没有其表的选项"));

/// The head of an option other than Pad1.
static OPTION_HEAD: &[Part] = &[Part::Field(OPTION_TYPE), Part::Field(OPT_DATA_LEN)];

pub(super) const SHAPE: Shape = shape(PARTS);
const OPTION_HEADER: usize = fixed_octets(OPTION_HEAD);
const JUMBO_PAYLOAD_LENGTH: Slot = slot_after(OPTION_HEADER, JUMBO, "jumbo_payload_length");

const PAD1: u64 = 0x00;
const PADN: u64 = 0x01;
const JUMBO_PAYLOAD: u64 = 0xc2;

static JUMBO: &[Part] = &[Part::Field(
    Field::uint(
        "jumbo_payload_length",
        "Jumbo Payload Length",
        32,
        text(
            "octets behind the IPv6 header: more than 65,535, so the header's own length field is 0",
            "IPv6 首部之后的字节数：大于 65535，因此首部自身的长度字段为 0",
        ),
    )
    .unit(Unit::Octets(1))
    .computed(),
)];

static RPL: &[Part] = &[
    Part::Field(Field::flag("o", "O", text("down: the packet goes away from the root", "向下：分组远离根"))),
    Part::Field(Field::flag(
        "r",
        "R",
        text("rank error: a router saw the ranks out of order", "秩错误：有路由器发现秩的次序不符"),
    )),
    Part::Field(Field::flag(
        "f",
        "F",
        text("forwarding error: no route further down", "转发错误：没有继续向下的路由"),
    )),
    Part::Field(Field::uint("flags", "Flags", 5, text("must be zero", "必须为 0")).default(0)),
    Part::Field(Field::uint(
        "rpl_instance_id",
        "RPLInstanceID",
        8,
        text("which of the network's routing trees", "网络中的哪棵路由选择树"),
    )),
    Part::Field(Field::uint(
        "sender_rank",
        "SenderRank",
        16,
        text("how far the sender is from the root", "发送方离根的远近"),
    )),
    Part::Field(Field::rest("sub_tlvs", "sub-TLVs", Kind::Bytes, text("more, if any", "其他内容（如果有）"))),
];

static OPTIONS: &[Item] = &[
    Item::new(
        PAD1,
        "pad1",
        "Pad1",
        text("one octet of padding, without a length", "1 字节填充，没有长度"),
        Source::Rfc(8200, "4.2"),
        &[],
    ),
    Item::new(
        PADN,
        "padn",
        "PadN",
        text("two or more octets of padding", "2 个或更多字节的填充"),
        Source::Rfc(8200, "4.2"),
        &[Part::Field(Field::rest("data", "Option Data", Kind::Bytes, text("zeros", "全零")))],
    ),
    Item::new(
        0x04,
        "tunnel_encapsulation_limit",
        "Tunnel Encapsulation Limit",
        text("keeps tunnels in tunnels from nesting without end", "防止隧道套隧道无限嵌套"),
        Source::Rfc(2473, "4.1.1"),
        &[Part::Field(Field::uint(
            "limit",
            "Tun Encap Lim",
            8,
            text("how many more tunnels may wrap the packet", "分组还允许再被多少层隧道封装"),
        ))],
    ),
    Item::new(
        0x05,
        "router_alert",
        "Router Alert",
        text(
            "asks every router on the way to look inside: MLD and RSVP use it",
            "请途中每个路由器查看内容，MLD 和 RSVP 使用它",
        ),
        Source::Rfc(2711, "2.1"),
        &[Part::Field(Field::named(
            "value",
            "Value",
            16,
            &ROUTER_ALERTS,
            text("what they will find", "里面是什么"),
        ))],
    ),
    Item::new(
        0x07,
        "calipso",
        "CALIPSO",
        text(
            "a security label, so that systems of several levels keep them apart",
            "安全标记，供多级安全系统隔离各级信息",
        ),
        Source::Rfc(5570, "5.1"),
        &[
            Part::Field(Field::hex(
                "doi",
                "CALIPSO Domain of Interpretation",
                32,
                text("by whose rules the label is read", "按谁的规则解释该标记"),
            )),
            Part::Field(
                Field::uint(
                    "cmpt_length",
                    "Cmpt Length",
                    8,
                    text("words of 4 octets in the compartment bitmap", "类别位图的长度，以 4 字节为单位"),
                )
                .unit(Unit::Octets(4))
                .computed(),
            ),
            Part::Field(Field::uint("sens_level", "Sens Level", 8, text("the level of secrecy", "密级"))),
            Part::Field(
                Field::hex(
                    "checksum",
                    "Checksum",
                    16,
                    text("a CRC-16 over the option", "覆盖该选项的 CRC-16"),
                )
                .computed(),
            ),
            Part::Field(Field::sized(
                "bitmap",
                "Compartment Bitmap",
                Amount::of("cmpt_length").times(4),
                Kind::Bytes,
                text("one bit for each compartment", "每个类别一位"),
            )),
        ],
    ),
    Item::new(
        0x0f,
        "pdm",
        "Performance and Diagnostic Metrics",
        text("lets the ends tell the network's delay from the server's", "使端点能区分网络时延和服务器时延"),
        Source::Rfc(8250, ""),
        &[
            Part::Field(Field::uint(
                "scale_dtlr",
                "ScaleDTLR",
                8,
                text("how many bits Delta Time Last Received is shifted", "DELTATLR 移位的位数"),
            )),
            Part::Field(Field::uint(
                "scale_dtls",
                "ScaleDTLS",
                8,
                text("how many bits Delta Time Last Sent is shifted", "DELTATLS 移位的位数"),
            )),
            Part::Field(Field::uint(
                "psntp",
                "PSNTP",
                16,
                text("packet sequence number of this packet", "本分组的分组序号"),
            )),
            Part::Field(Field::uint(
                "psnlr",
                "PSNLR",
                16,
                text("packet sequence number last received from the other side", "最近收到的对方分组的序号"),
            )),
            Part::Field(Field::uint(
                "deltatlr",
                "DELTATLR",
                16,
                text(
                    "time between the last packet received and this one sent",
                    "从最近收到分组到发送本分组的时间",
                ),
            )),
            Part::Field(Field::uint(
                "deltatls",
                "DELTATLS",
                16,
                text(
                    "time between the last packet sent and the last one received",
                    "从最近发送分组到最近收到分组的时间",
                ),
            )),
        ],
    ),
    Item::new(
        0x12,
        "altmark",
        "AltMark",
        text(
            "the sender changes a bit by turns, so that loss and delay can be measured",
            "发送方交替改变标记位，以便测量丢失和时延",
        ),
        Source::Rfc(9343, ""),
        &[
            Part::Field(Field::hex("flow_mon_id", "FlowMonID", 20, text("which flow", "哪个流"))),
            Part::Field(Field::flag("l", "L", text("the loss mark", "丢失标记"))),
            Part::Field(Field::flag("d", "D", text("the delay mark", "时延标记"))),
            Part::Field(Field::uint("reserved", "Reserved", 10, text("must be zero", "必须为 0")).default(0)),
        ],
    ),
    Item::new(
        0x23,
        "rpl",
        "RPL Option",
        text("lets the routers of a low-power network find loops", "使低功耗网络的路由器能发现环路"),
        Source::Rfc(9008, ""),
        RPL,
    ),
    Item::new(
        0x30,
        "min_pmtu",
        "Minimum Path MTU",
        text(
            "routers write the smallest MTU on the way; the other end tells it back",
            "路由器写入沿途最小的 MTU，由对端返回",
        ),
        Source::Rfc(9268, ""),
        &[
            Part::Field(
                Field::uint(
                    "min_pmtu",
                    "Min-PMTU",
                    16,
                    text("the smallest MTU so far", "到目前为止最小的 MTU"),
                )
                .unit(Unit::Octets(1)),
            ),
            // the field is without the last bit, which is R: it counts two octets
            Part::Field(
                Field::uint(
                    "rtn_pmtu",
                    "Rtn-PMTU",
                    15,
                    text(
                        "what the other end received before, in units of 2 octets",
                        "对端先前收到的值，以 2 字节为单位",
                    ),
                )
                .unit(Unit::Octets(2)),
            ),
            Part::Field(Field::flag("r", "R", text("please tell the value back", "请返回该值"))),
        ],
    ),
    Item::new(
        0x63,
        "rpl_old",
        "RPL Option (DEPRECATED)",
        text(
            "the RPL option under its former number, which made other nodes discard the packet (deprecated)",
            "使用旧编号的 RPL 选项，旧编号会使其他结点丢弃分组（已弃用）",
        ),
        Source::Rfc(6553, "3"),
        RPL,
    ),
    Item::new(
        0x8b,
        "ilnp_nonce",
        "ILNP Nonce",
        text("a number that a forger cannot guess", "伪造者猜不到的随机数"),
        Source::Rfc(6744, ""),
        &[Part::Field(Field::rest("nonce", "Nonce Value", Kind::Bytes, text("the number", "该随机数")))],
    ),
    Item::new(
        0x8c,
        "line_id",
        "Line-Identification Option",
        text("which subscriber's line a router solicitation came from", "路由器请求来自哪条用户线路"),
        Source::Rfc(6788, ""),
        &[
            Part::Field(
                Field::uint(
                    "line_id_len",
                    "LineIDLen",
                    8,
                    text("octets in the identification", "标识的字节数"),
                )
                .unit(Unit::Octets(1))
                .computed(),
            ),
            Part::Field(Field::sized(
                "line_id",
                "Line ID",
                Amount::of("line_id_len"),
                Kind::Text,
                text("the line, as the access node calls it", "接入结点给线路起的名字"),
            )),
        ],
    ),
    Item::new(
        JUMBO_PAYLOAD,
        "jumbo_payload",
        "Jumbo Payload",
        text(
            "makes a jumbogram: a packet longer than 65,575 octets, for links with such an MTU",
            "构成超长分组 (jumbogram)：超过 65575 字节的分组，用于 MTU 足够大的链路",
        ),
        Source::Rfc(2675, "2"),
        JUMBO,
    ),
    Item::new(
        0xc9,
        "home_address",
        "Home Address",
        text(
            "the lasting address of a mobile node that sends from elsewhere",
            "移动结点在外地发送时给出的归属地址",
        ),
        Source::Rfc(6275, "6.3"),
        &[Part::Field(Field::ipv6(
            "home_address",
            "Home Address",
            text("takes the place of the source address at the receiver", "接收方用它代替源地址"),
        ))],
    ),
];

/// The Hop-by-Hop Options header.
pub static IPV6_HOPOPTS: Protocol = Protocol {
    next: next_of_extension,
    summary,
    rules: rules::HOPOPTS_RULES,
    examine: rules::examine_hopopts,
    ..Protocol::new(
        "ipv6_hopopts",
        "IPv6 Hop-by-Hop Options",
        text("options for every node on the way", "逐跳选项首部：供沿途每个结点查看"),
        HEADER_UNIT,
        Source::Rfc(8200, "4.3"),
        OsiLayer::Network,
        PARTS,
        extension,
    )
};

/// The Destination Options header.
pub static IPV6_DSTOPTS: Protocol = Protocol {
    next: next_of_extension,
    summary,
    rules: rules::DSTOPTS_RULES,
    examine: rules::examine_options,
    ..Protocol::new(
        "ipv6_dstopts",
        "IPv6 Destination Options",
        text("options for the destination alone", "目的站选项首部：只供目的结点查看"),
        HEADER_UNIT,
        Source::Rfc(8200, "4.6"),
        OsiLayer::Network,
        PARTS,
        extension,
    )
};

/// The options in the header that begins `bytes`: type, and where all octets of each stand. Ends where one is cut short.
fn options(bytes: &[u8]) -> impl Iterator<Item = (u64, Range<usize>)> {
    let first = fixed_octets(HEAD);
    let header = extension(bytes).header.min(bytes.len());
    let walk = SHAPE.walk(bytes.get(first..header).unwrap_or(&[]));
    walk.take_while(|option| option.fault.is_none())
        .map(move |option| (option.code, first + option.octets.start..first + option.octets.end))
}

/// The Jumbo Payload option in the Hop-by-Hop Options header that begins `bytes`: where it stands, and its length.
pub fn jumbo(bytes: &[u8]) -> Option<(Range<usize>, usize)> {
    let (_, octets) = options(bytes).find(|(kind, _)| *kind == JUMBO_PAYLOAD)?;
    let length = JUMBO_PAYLOAD_LENGTH.read(bytes.get(octets.clone())?)?;
    Some((octets, length as usize))
}

/// What the Jumbo Payload option says, if the Hop-by-Hop Options header that begins `bytes` has one.
pub fn jumbo_payload_length(bytes: &[u8]) -> Option<usize> {
    // RFC 2675 §3: a length that the IPv6 header could have said itself is an error
    jumbo(bytes).map(|(_, length)| length).filter(|length| *length > 0xffff)
}

/// The names of the options, without the padding.
fn summary(stack: &Stack<'_>, i: usize, out: &mut String) {
    out.push_str(if stack.is(i, &IPV6_HOPOPTS) { "hop-by-hop" } else { "destination" });
    out.push_str(" options");
    let mut between = ": ";
    for (kind, _) in options(stack.header(i)).filter(|(kind, _)| ![PAD1, PADN].contains(kind)) {
        out.push_str(between);
        between = ", ";
        match OPTION_TYPES.entry(kind) {
            Some(entry) => out.push_str(entry.name),
            None => {
                out.push_str("0x");
                write::hex(out, kind, 2);
            }
        }
    }
    unknown_protocol("  IPv6 next header ", HEAD_NEXT_HEADER.of(stack.header(i)), out);
}
