//! What the facts of a table are called: widths, kinds, units, conditions, places.

use super::walk::{From, Place};
use crate::draw::safe;
use crate::say;
use crate::spec::{
    Amount, Choice, Fill, Kind, On, OsiLayer, Registry, Said, Severity, Text, Unit, When, Width, text,
};

/// The number and the name of a layer.
pub fn layer(layer: OsiLayer) -> (u64, Text) {
    match layer {
        OsiLayer::DataLink => (2, text("data link layer", "数据链路层")),
        OsiLayer::Network => (3, text("network layer", "网络层")),
        OsiLayer::Transport => (4, text("transport layer", "传输层")),
        OsiLayer::Session => (5, text("session layer", "会话层")),
        OsiLayer::Presentation => (6, text("presentation layer", "表示层")),
        OsiLayer::Application => (7, text("application layer", "应用层")),
    }
}

/// How bad it is to break a rule.
pub fn severity(severity: Severity) -> Text {
    match severity {
        Severity::Info => text("worth knowing; nothing is wrong", "值得了解，并无错误"),
        Severity::Warning => text("unusual, and perhaps a sign of trouble", "不寻常，可能有问题"),
        Severity::Error => text("a standard forbids it", "违反标准"),
    }
}

/// `8`, `hln octets`, `the rest`.
pub fn width(width: Width) -> Said {
    match width {
        Width::Bits(bits) => say!(en: "{bits}", zh: "{bits}", bits = bits),
        Width::Octets(amount) => octets(amount),
        Width::Rest => text("the rest", "其余全部").into(),
        Width::Own => text("to its own end", "自身标明结尾").into(),
    }
}

/// The same with the word `bits` behind a number.
pub fn width_in_full(of: Width) -> Said {
    match of {
        Width::Bits(1) => text("1 bit", "1 比特").into(),
        Width::Bits(8) => text("8 bits (1 octet)", "8 比特（1 字节）").into(),
        Width::Bits(bits) if bits % 8 == 0 => say!(
            en: "{bits} bits ({octets} octets)", zh: "{bits} 比特（{octets} 字节）", bits = bits, octets = bits / 8
        ),
        Width::Bits(bits) => say!(en: "{bits} bits", zh: "{bits} 比特", bits = bits),
        Width::Rest => text("all octets that are left", "剩下的全部字节").into(),
        Width::Own => text("it says itself where it ends", "由自身标明结尾").into(),
        other => width(other),
    }
}

/// `hln octets`, `(length − 8) octets`.
pub fn octets(amount: Amount) -> Said {
    let Amount { of, per, times, plus } = amount;
    if amount.is_fixed() {
        return say!(en: "{n} octets", zh: "{n} 字节", n = amount.from(0));
    }
    let mut formula = of.to_string();
    if per != 1 {
        formula = format!("⌈{formula} / {per}⌉");
    }
    if times != 1 {
        formula = format!("{formula} × {times}");
    }
    match plus {
        0 => (),
        plus if plus < 0 => formula = format!("{formula} − {}", -plus),
        plus => formula = format!("{formula} + {plus}"),
    }
    say!(en: "{formula} octets", zh: "{formula} 字节", formula = formula)
}

/// How a person reads a value.
pub fn kind(kind: &Kind) -> Text {
    match kind {
        Kind::Uint => text("number", "数"),
        Kind::Int => text("number with a sign (two's complement)", "有符号数（补码）"),
        Kind::Hex => text("number, written in base 16", "数，写成十六进制"),
        Kind::Flag => text("flag: set or not", "标志位：置位或不置位"),
        Kind::Mac => text("MAC address", "MAC 地址"),
        Kind::Ipv4 => text("IPv4 address", "IPv4 地址"),
        Kind::Ipv4Prefix => {
            text("the octets of an IPv4 address that its prefix needs", "IPv4 地址中前缀所需的字节")
        }
        Kind::Ipv6 => text("IPv6 address", "IPv6 地址"),
        Kind::Bytes => text("octets", "字节串"),
        Kind::Text => text("characters", "字符"),
        Kind::Word(_) => text("a word", "词"),
        Kind::DnsName | Kind::LocalName => text("domain name", "域名"),
        Kind::Named(_) => text("code point", "代码值"),
        Kind::NamedHex(_) => text("code point, written in base 16", "代码值，写成十六进制"),
    }
}

/// What one step of a value stands for.
pub fn unit(unit: Unit) -> Said {
    match unit {
        Unit::Octets(1) => text("octets", "字节").into(),
        Unit::Octets(n) => say!(en: "words of {n} octets", zh: "以 {n} 字节为单位", n = n),
        Unit::Bits(1) => text("bits", "比特").into(),
        Unit::Bits(n) => say!(en: "steps of {n} bits", zh: "以 {n} 比特为单位", n = n),
        Unit::Seconds => text("seconds", "秒").into(),
        Unit::Milliseconds => text("milliseconds", "毫秒").into(),
        Unit::Sec256 => text("1/256 of a second", "1/256 秒").into(),
        Unit::Minutes => text("minutes", "分钟").into(),
    }
}

/// The value a field has when its author says none: in a table, short.
pub fn fill(fill: Fill, hex: bool) -> Option<Said> {
    match fill {
        Fill::Author => None,
        Fill::Value(value) if hex && value > 9 => {
            Some(say!(en: "0x{value:x}", zh: "0x{value:x}", value = value))
        }
        Fill::Value(value) => Some(say!(en: "{value}", zh: "{value}", value = value)),
        Fill::Text(words) => Some(say!(en: "{words}", zh: "{words}", words = safe(words))),
        Fill::Computed => Some(text("computed", "计算得出").into()),
    }
}

/// The same as a sentence.
pub fn filled_by(by: Fill, hex: bool) -> Said {
    match by {
        Fill::Author => {
            text("whoever builds the message: there is no default", "由发送者给出，没有默认值").into()
        }
        Fill::Computed => text(
            "worked out from the rest of the message, unless its author says another",
            "由报文的其余部分计算得出，除非发送者另行给出",
        )
        .into(),
        other => {
            let value = fill(other, hex).unwrap_or_default();
            say!(
                en: "{value}, unless its author says another", zh: "默认 {value}，除非发送者另行给出",
                value = value.en
            )
        }
    }
}

/// When a case of a choice holds: `type = 0 (Echo Reply), 8 (Echo)`. `registry` is that of the field that decides.
pub fn condition(choice: &Choice, when: &When, registry: Option<&'static Registry>) -> Said {
    let named = |value: u64| match registry.and_then(|registry| registry.entry(value)) {
        Some(entry) => format!("{value} ({})", entry.name),
        None => value.to_string(),
    };
    let values = match when {
        When::Is(value) => named(*value),
        When::OneOf(values) => values.iter().map(|value| named(*value)).collect::<Vec<_>>().join(", "),
        When::Range(first, last) => format!("{first}–{last}"),
        When::Else => return text("otherwise:", "其他情况：").into(),
    };
    match choice.on {
        On::Field(key) => say!(
            en: "where {key} = {values}:", zh: "当 {key} = {values} 时：", key = key, values = values
        ),
        On::Ahead(bits) => say!(
            en: "where the next {bits} bits are {values}:", zh: "当接下来的 {bits} 比特为 {values} 时：",
            bits = bits, values = values
        ),
        On::Look(_) => say!(
            en: "where what stands there is {values}:", zh: "当该处的值为 {values} 时：", values = values
        ),
    }
}

/// `octet 6, bits 3–15 of the header`: octets and bits are counted from 0, bits from the most significant.
pub fn place(place: Place, width: Width) -> Said {
    let (octet, bit) = (place.bit / 8, place.bit % 8);
    let bits = match width {
        Width::Bits(bits) => Some(usize::from(bits)),
        Width::Octets(amount) if amount.is_fixed() => Some(amount.from(0) * 8),
        _ => None,
    };
    let last = bits.map_or(octet, |bits| (place.bit + bits).saturating_sub(1) / 8);
    let Said { mut en, mut zh } = match bits {
        None => say!(en: "from octet {octet} on", zh: "从第 {octet} 字节起", octet = octet),
        Some(_) if last == octet => say!(en: "octet {octet}", zh: "第 {octet} 字节", octet = octet),
        Some(_) => {
            say!(en: "octets {octet}–{last}", zh: "第 {octet}–{last} 字节", octet = octet, last = last)
        }
    };
    if let Some(bits) = bits.filter(|bits| bit + bits != (last - octet + 1) * 8 || bit > 0) {
        let said = match bits {
            1 => say!(en: ", bit {bit}", zh: "，第 {bit} 位", bit = bit),
            bits => say!(
                en: ", bits {bit}–{last}", zh: "，第 {bit}–{last} 位", bit = bit, last = bit + bits - 1
            ),
        };
        en.push_str(&said.en);
        zh.push_str(&said.zh);
    }
    let (of, the) = match place.from {
        From::Header => (" of the header", "首部"),
        From::Option => (" of the option", "该选项的"),
        From::Each => (" of each", "每一个的"),
    };
    let (left, leftmost) = match bits {
        Some(bits) if bit > 0 || bits % 8 > 0 => (" (bit 0 is the leftmost)", "（最左边为第 0 位）"),
        _ => ("", ""),
    };
    Said { en: en + of + left, zh: the.to_string() + &zh + leftmost }
}
