//! DHCP, the Dynamic Host Configuration Protocol, and BOOTP, whose message format it took over.

mod area;
mod basic;
mod codes;
mod extensions;
mod later;
mod options;
mod relay;
mod routes;
mod rules;
mod values;
mod vendor;

use super::registry::HARDWARE_TYPES;
use crate::spec::{
    Amount, Case, Choice, Extent, Field, Items, Kind, Label, On, OsiLayer, Part, Protocol, Slot, Source,
    Stack, Unit, When, Width, fixed_octets, slot, text, write,
};
use area::{FILE_OCTETS, FIXED, MAGIC, SNAME_OCTETS};
use codes::{MESSAGE_TYPES, OPERATIONS};

/// RFC 2131 figure 1: octets set aside for the client hardware address.
const CHADDR_OCTETS: u16 = 16;

static PARTS: &[Part] = &[
    Part::Field(Field::named(
        "op",
        "op",
        8,
        &OPERATIONS,
        text("who speaks: a client asks, a server answers", "由谁发出：客户请求，服务器回答"),
    )),
    Part::Field(
        Field::named(
            "htype",
            "htype",
            8,
            &HARDWARE_TYPES,
            text("which kind of link address the client has", "客户的链路地址种类"),
        )
        .default(1),
    ),
    Part::Field(
        Field::uint(
            "hlen",
            "hlen",
            8,
            text("octets of the client's hardware address", "客户硬件地址的字节数"),
        )
        .unit(Unit::Octets(1))
        .computed(),
    ),
    Part::Field(
        Field::uint(
            "hops",
            "hops",
            8,
            text("relay agents that passed the message on; clients set 0", "转发过本报文的中继代理数；客户置 0"),
        )
        .default(0),
    ),
    Part::Field(Field::hex(
        "xid",
        "xid",
        32,
        text(
            "a random number of the client's: answers repeat it, so that it knows them for its own",
            "客户选取的随机数；回答中原样返回，客户据此认出给自己的回答",
        ),
    )),
    Part::Field(
        Field::uint(
            "secs",
            "secs",
            16,
            text(
                "seconds since the client began to ask for an address or to renew it",
                "客户开始申请或续租地址以来的秒数",
            ),
        )
        .unit(Unit::Seconds)
        .default(0),
    ),
    Part::Field(
        Field::flag(
            "broadcast",
            "B",
            text(
                "the client cannot receive unicast yet: answer by broadcast",
                "客户尚不能接收单播：请用广播回答",
            ),
        )
        .source(Source::Rfc(2131, "figure 2")),
    ),
    Part::Field(
        Field::hex("mbz", "MBZ", 15, text("must be zero; kept for later use", "必须为 0，保留"))
            .default(0)
            .source(Source::Rfc(2131, "figure 2")),
    ),
    Part::Field(
        Field::ipv4(
            "ciaddr",
            "ciaddr",
            text(
                "the client's address, if it has one already and answers ARP for it",
                "客户的地址：仅当客户已有地址并能响应 ARP 请求时填写",
            ),
        )
        .default(0),
    ),
    Part::Field(
        Field::ipv4(
            "yiaddr",
            "yiaddr",
            text("\"your\" address: what the server gives to the client", "“你的”地址：服务器分配给客户的地址"),
        )
        .default(0),
    ),
    Part::Field(
        Field::ipv4(
            "siaddr",
            "siaddr",
            text(
                "the server to fetch the boot file from next; it need not be the DHCP server itself",
                "下一步引导要用的服务器地址，不一定是 DHCP 服务器自己的地址",
            ),
        )
        .default(0),
    ),
    Part::Field(
        Field::ipv4(
            "giaddr",
            "giaddr",
            text(
                "the relay agent that passed the message on: tells the server which subnet the client is in",
                "转发本报文的中继代理地址：服务器由此得知客户所在的子网",
            ),
        )
        .default(0),
    ),
    Part::Choice(Choice {
        on: On::Field("hlen"),
        cases: &[
            Case { when: When::Range(0, CHADDR_OCTETS as u64), parts: CHADDR_PARTS },
            Case { when: When::Else, parts: CHADDR_TOO_LONG },
        ],
    }),
    Part::Choice(Choice {
        on: On::Look(area::sname_holds_options),
        cases: &[
            Case {
                when: When::Is(1),
                parts: &[Part::Within(
                    Amount::fixed(SNAME_OCTETS),
                    &[Part::Items(Items {
                        label: Label::new(
                            "sname_options",
                            "sname",
                            text("holds options instead of a name, as option 52 says", "按选项 52，此处存放选项而不是名字"),
                        )
                        .source(Source::Rfc(2132, "9.3")),
                        ..options::OPTIONS
                    })],
                )],
            },
            Case {
                when: When::Else,
                parts: &[Part::Field(
                    Field::new(
                        "sname",
                        "sname",
                        Width::Bits(SNAME_OCTETS * 8),
                        Kind::Text,
                        text("the server's host name, if it cares to say", "服务器主机名（可选）"),
                    )
                    .default(0),
                )],
            },
        ],
    }),
    Part::Choice(Choice {
        on: On::Look(area::file_holds_options),
        cases: &[
            Case {
                when: When::Is(1),
                parts: &[Part::Within(
                    Amount::fixed(FILE_OCTETS),
                    &[Part::Items(Items {
                        label: Label::new(
                            "file_options",
                            "file",
                            text("holds options instead of a name, as option 52 says", "按选项 52，此处存放选项而不是名字"),
                        )
                        .source(Source::Rfc(2132, "9.3")),
                        ..options::OPTIONS
                    })],
                )],
            },
            Case {
                when: When::Else,
                parts: &[Part::Field(
                    Field::new(
                        "file",
                        "file",
                        Width::Bits(FILE_OCTETS * 8),
                        Kind::Text,
                        text("the name of the file to boot from", "引导文件名"),
                    )
                    .default(0),
                )],
            },
        ],
    }),
    Part::Choice(Choice {
        on: On::Look(area::has_cookie),
        cases: &[
            Case {
                when: When::Is(1),
                parts: &[
                    Part::Field(
                        Field::hex(
                            "cookie",
                            "magic cookie",
                            32,
                            text(
                                "99.130.83.99: says that options follow",
                                "99.130.83.99：表示后面是选项",
                            ),
                        )
                        .default(MAGIC)
                        .source(Source::Rfc(2131, "3")),
                    ),
                    Part::Items(options::OPTIONS),
                ],
            },
            Case {
                when: When::Else,
                parts: &[Part::Field(
                    Field::rest(
                        "vend",
                        "vend",
                        Kind::Bytes,
                        text(
                            "BOOTP's vendor-specific area, without the magic cookie that would say what is in it",
                            "BOOTP 的厂商特定区，没有可说明其内容的魔术字",
                        ),
                    )
                    .source(Source::Rfc(951, "3")),
                )],
            },
        ],
    }),
];

/// The hardware address in the first octets of its room.
static CHADDR_PARTS: &[Part] = &[
    Part::Field(Field::sized(
        "chaddr",
        "chaddr",
        Amount::of("hlen"),
        Kind::Mac,
        text(
            "the client's hardware address: servers know clients by it unless option 61 says otherwise",
            "客户的硬件地址；没有选项 61 时，服务器以它识别客户",
        ),
    )),
    Part::Field(
        Field::sized(
            "chaddr_padding",
            "chaddr padding",
            Amount::of("hlen").times(-1).plus(CHADDR_OCTETS as i32),
            Kind::Bytes,
            text("the octets of chaddr that hlen leaves unused", "chaddr 中 hlen 之外未使用的字节"),
        )
        .default(0),
    ),
];

/// An hlen that does not fit: nobody can say where the address ends.
static CHADDR_TOO_LONG: &[Part] = &[Part::Field(Field::new(
    "chaddr",
    "chaddr",
    Width::Bits(CHADDR_OCTETS * 8),
    Kind::Bytes,
    text(
        "room for the client's hardware address, which according to hlen would not fit in it",
        "存放客户硬件地址的空间；按 hlen 的值，地址放不下",
    ),
))];

const OP: Slot = slot(PARTS, "op");
const HLEN: Slot = slot(PARTS, "hlen");
const HOPS: Slot = slot(PARTS, "hops");
const BROADCAST: Slot = slot(PARTS, "broadcast");
const MBZ: Slot = slot(PARTS, "mbz");
const CIADDR: Slot = slot(PARTS, "ciaddr");
const GIADDR: Slot = slot(PARTS, "giaddr");
const XID: Slot = slot(PARTS, "xid");
const YIADDR: Slot = slot(PARTS, "yiaddr");
/// First octet of `chaddr`.
const CHADDR: usize = fixed_octets(PARTS);

/// The Dynamic Host Configuration Protocol.
pub static DHCP: Protocol = Protocol {
    summary,
    derive: Some(area::join),
    rules: rules::RULES,
    examine: rules::examine,
    ..Protocol::new(
        "dhcp",
        "DHCP",
        text("Dynamic Host Configuration Protocol", "动态主机配置协议"),
        text("message", "报文"),
        Source::Rfc(2131, "2"),
        OsiLayer::Application,
        PARTS,
        |bytes| Extent::message(bytes.len().max(FIXED)),
    )
};

fn summary(stack: &Stack<'_>, i: usize, out: &mut String) {
    let message = stack.header(i);
    let kind = area::message_type(message).and_then(|kind| MESSAGE_TYPES.entry(kind));
    match kind {
        // the registry prints DHCPDISCOVER, RFC 2131 BOOTREQUEST
        Some(entry) => {
            out.push_str("DHCP ");
            out.push_str(entry.name.strip_prefix("DHCP").unwrap_or(entry.name));
        }
        None => {
            out.push_str("BOOTP");
            if let Some(entry) = OPERATIONS.entry(OP.of(message)) {
                out.push(' ');
                out.push_str(entry.name.strip_prefix("BOOT").unwrap_or(entry.name));
            }
        }
    }
    if let Some(xid) = XID.read(message) {
        out.push_str(" xid 0x");
        write::hex(out, xid, 8);
    }
    if let Some(yiaddr) = YIADDR.array::<4>(message).filter(|address| *address != [0; 4]) {
        out.push_str(" yiaddr ");
        write::ipv4(out, yiaddr);
    }
}
