//! IPsec: the Authentication Header (AH) and the Encapsulating Security Payload (ESP), in IPv4 and IPv6.

use super::ip::{by_protocol, unknown_protocol};
use super::registry::IP_PROTOCOLS;
use crate::spec::{
    Extent, Field, Kind, Next, OsiLayer, Part, Protocol, Slot, Source, Stop, Unit, fixed_octets, slot, text,
    write,
};

const SPI: Field = Field::hex(
    "spi",
    "Security Parameters Index (SPI)",
    32,
    text(
        "which security association: keys and algorithms that the two ends agreed on",
        "使用哪个安全关联：双方商定的密钥和算法",
    ),
);
const SEQUENCE: Field = Field::uint(
    "sequence",
    "Sequence Number",
    32,
    text("counts the packets, so that a repeated one is noticed", "对分组计数，以发现重放"),
);

static AH_PARTS: &[Part] = &[
    Part::Field(
        Field::named(
            "next_header",
            "Next Header",
            8,
            &IP_PROTOCOLS,
            text("what stands behind this header", "本首部之后是什么"),
        )
        .computed(),
    ),
    Part::Field(
        Field::uint(
            "payload_len",
            "Payload Len",
            8,
            text(
                "how long this header is, in words of 4 octets, less 2",
                "本首部的长度，以 4 字节为单位，再减 2",
            ),
        )
        .unit(Unit::Octets(4))
        .computed(),
    ),
    Part::Field(Field::uint("reserved", "RESERVED", 16, text("must be zero", "必须为 0")).default(0)),
    Part::Field(SPI),
    Part::Field(SEQUENCE),
    Part::Field(Field::rest(
        "icv",
        "Integrity Check Value-ICV",
        Kind::Bytes,
        text(
            "proves that the packet comes from the other end and was not changed",
            "证明分组来自对端且未被改动",
        ),
    )),
];

const NEXT_HEADER: Slot = slot(AH_PARTS, "next_header");
const PAYLOAD_LEN: Slot = slot(AH_PARTS, "payload_len");
const AH_SPI: Slot = slot(AH_PARTS, "spi");
const AH_SEQUENCE: Slot = slot(AH_PARTS, "sequence");
const AH_FIXED: usize = fixed_octets(AH_PARTS);

/// The Authentication Header.
pub static AH: Protocol = Protocol {
    next: |stack, i| {
        if stack.payload(i).is_empty() {
            return Next::Nothing;
        }
        by_protocol(NEXT_HEADER.of(stack.header(i)), "next_header")
    },
    summary: |stack, i, out| {
        association("AH", AH_SPI, AH_SEQUENCE, stack.header(i), out);
        unknown_protocol("  next header ", NEXT_HEADER.of(stack.header(i)), out);
    },
    ..Protocol::new(
        "ah",
        "AH",
        text("IP Authentication Header", "IP 鉴别首部"),
        text("header", "首部"),
        Source::Rfc(4302, "2"),
        OsiLayer::Network,
        AH_PARTS,
        |bytes| match PAYLOAD_LEN.read(bytes) {
            None => Extent::header(AH_FIXED),
            Some(words) => {
                let header = (words as usize + 2) * 4;
                let extent = Extent::header(header.max(AH_FIXED)).said_by("payload_len");
                if header < AH_FIXED {
                    extent.problem(text(
                        "Payload Len below 1: the header would be shorter than its fixed 12 octets",
                        "Payload Len 小于 1：首部比固定的 12 字节还短",
                    ))
                } else {
                    extent
                }
            }
        },
    )
};

static ESP_PARTS: &[Part] = &[Part::Field(SPI), Part::Field(SEQUENCE)];

const ESP_SPI: Slot = slot(ESP_PARTS, "spi");
const ESP_SEQUENCE: Slot = slot(ESP_PARTS, "sequence");
const ESP_HEADER: usize = fixed_octets(ESP_PARTS);

/// The Encapsulating Security Payload.
pub static ESP: Protocol = Protocol {
    next: |stack, i| {
        if stack.payload(i).is_empty() {
            return Next::Nothing;
        }
        Next::Data(Stop::Unfit(text(
            "encrypted: payload, padding, next header and check value, which only the two ends with the key can tell apart",
            "已加密：有效载荷、填充、下一个首部和检验值，只有持有密钥的两端才能分开",
        )))
    },
    summary: |stack, i, out| association("ESP", ESP_SPI, ESP_SEQUENCE, stack.header(i), out),
    ..Protocol::new(
        "esp",
        "ESP",
        text("IP Encapsulating Security Payload", "IP 封装安全有效载荷"),
        text("packet", "分组"),
        Source::Rfc(4303, "2"),
        OsiLayer::Network,
        ESP_PARTS,
        |_| Extent::header(ESP_HEADER),
    )
};

fn association(name: &str, spi: Slot, sequence: Slot, header: &[u8], out: &mut String) {
    out.push_str(name);
    out.push_str(" spi 0x");
    write::hex(out, spi.of(header), 8);
    out.push_str(" seq ");
    write::number(out, sequence.of(header));
}
