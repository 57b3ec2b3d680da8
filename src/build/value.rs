//! A value as its author wrote it, to the bits of its field.

use super::Given;
use crate::address;
use crate::say;
use crate::spec::near::nearest;
use crate::spec::{Field, Kind, Registry, Said, Trouble};
use std::fmt::Display;
use std::net::{Ipv4Addr, Ipv6Addr};

/// The bits of a value.
pub enum Coded {
    /// A number; as many bits as the field has.
    Number(u64),
    /// Octets.
    Octets(Vec<u8>),
    /// Bits that are not whole octets.
    Bits(Vec<bool>),
}

/// The bits of `given` in the field `field`, which has `width` of them if that is known; `path` is where it stands.
///
/// # Errors
/// Where it is no value of this field, or does not fit.
pub fn code(field: &Field, given: &Given, width: Option<usize>, path: &str) -> Result<Coded, Trouble> {
    let wrong = |typed: &str| Trouble::new(needs(field, typed, path)).hint(example(field));
    match given {
        Given::Bits(bits) => Ok(Coded::Bits(bits.clone())),
        Given::Octets(octets) => filled(octets.clone(), width, path),
        Given::Flag(set) => number(field, u64::from(*set), width, path),
        Given::Number(value) => match field.kind {
            Kind::Text | Kind::Word(_) => filled(value.to_string().into_bytes(), width, path),
            _ if is_number(field) => number(field, *value, width, path),
            _ => Err(wrong(&value.to_string())),
        },
        Given::Negative(value) => match field.kind {
            Kind::Int => signed(*value, width, path),
            _ => Err(wrong(&value.to_string())),
        },
        Given::Word(word) => match typed(field, word, width, path)? {
            Some(coded) => Ok(coded),
            // more than 64 bits can say
            None if is_number(field)
                && !word.is_empty()
                && word.bytes().all(|digit| digit.is_ascii_digit()) =>
            {
                Err(too_large(word, width.unwrap_or(64), path))
            }
            None => Err(wrong(word)),
        },
    }
}

/// Whether the field's value is a number.
pub fn is_number(field: &Field) -> bool {
    matches!(field.kind, Kind::Uint | Kind::Int | Kind::Hex | Kind::Flag | Kind::Named(_) | Kind::NamedHex(_))
}

/// A word as the field's kind reads it; `None` where it is none of that kind.
fn typed(field: &Field, word: &str, width: Option<usize>, path: &str) -> Result<Option<Coded>, Trouble> {
    Ok(match field.kind {
        Kind::Named(registry) | Kind::NamedHex(registry) => match code_point(registry, word) {
            Some(value) => Some(number(field, value, width, path)?),
            None if word.bytes().all(|digit| digit.is_ascii_digit()) => None,
            None => return Err(no_code_point(registry, word, path)),
        },
        Kind::Uint | Kind::Hex => {
            read_number(word).map(|value| number(field, value, width, path)).transpose()?
        }
        Kind::Flag => flag(word).map(|set| number(field, set, width, path)).transpose()?,
        Kind::Int => word.parse().ok().map(|value| signed(value, width, path)).transpose()?,
        Kind::Mac => match address::typed(word) {
            Ok(octets) => Some(Coded::Octets(octets.to_vec())),
            Err(_) if word == "broadcast" => Some(Coded::Octets(vec![0xff; 6])),
            // an address of another length stands there as octets
            Err(wrong) => match hex(word).filter(|octets| octets.len() != 6) {
                Some(octets) if word.contains([':', '-']) => Some(Coded::Octets(octets)),
                _ => {
                    let Said { en, zh } = wrong.what;
                    let trouble =
                        Trouble::new(Said { en: format!("{path}: {en}"), zh: format!("{path}：{zh}") });
                    return Err(match wrong.hint {
                        Some(hint) => trouble.hint(hint),
                        None => trouble,
                    });
                }
            },
        },
        Kind::Ipv4 | Kind::Ipv4Prefix => word.parse::<Ipv4Addr>().ok().map(|address| {
            let mut octets = address.octets().to_vec();
            if let (Kind::Ipv4Prefix, Some(width)) = (field.kind, width) {
                octets.truncate(width / 8);
            }
            Coded::Octets(octets)
        }),
        Kind::Ipv6 => word.parse::<Ipv6Addr>().ok().map(|address| Coded::Octets(address.octets().to_vec())),
        Kind::Bytes => hex(word).map(|octets| filled(octets, width, path)).transpose()?,
        Kind::Text | Kind::Word(_) => Some(filled(word.as_bytes().to_vec(), width, path)?),
        // names end where they say, and are laid label by label
        Kind::DnsName | Kind::LocalName => None,
    })
}

/// `80`, `0x50`, `0b1010`.
pub fn read_number(word: &str) -> Option<u64> {
    let prefixed = |prefix: &str, base| u64::from_str_radix(word.strip_prefix(prefix)?, base).ok();
    prefixed("0x", 16)
        .or_else(|| prefixed("0X", 16))
        .or_else(|| prefixed("0b", 2))
        .or_else(|| word.parse().ok())
}

fn flag(word: &str) -> Option<u64> {
    match word {
        "true" | "yes" | "on" | "set" => Some(1),
        "false" | "no" | "off" => Some(0),
        _ => read_number(word),
    }
}

/// Octets in base 16, alone or with colons, hyphens or spaces between them.
pub fn hex(word: &str) -> Option<Vec<u8>> {
    let digits: String =
        word.strip_prefix("0x").unwrap_or(word).chars().filter(|c| !matches!(c, ':' | '-' | ' ')).collect();
    super::json::octets_of(&digits)
}

/// A code point by number, key or name; upper and lower case, `-` and `_` are the same.
pub fn code_point(registry: &Registry, word: &str) -> Option<u64> {
    let plain = |name: &str| name.to_ascii_lowercase().replace(['_', ' '], "-");
    let wanted = plain(word);
    read_number(word).or_else(|| {
        let mut entries = registry.entries.iter();
        entries
            .find(|entry| plain(entry.key) == wanted || plain(entry.name) == wanted)
            .map(|entry| entry.value)
    })
}

fn no_code_point(registry: &Registry, word: &str, path: &str) -> Trouble {
    let (en, zh) = (registry.title.en, registry.title.zh);
    let what = Said {
        en: format!("{path}: `{word}` is no number and no name in the registry of {en}"),
        zh: format!("{path}：`{word}` 既不是数字，也不是“{zh}”中的名称"),
    };
    let known = registry.entries.iter().map(|entry| entry.key);
    let first: Vec<&str> = known.clone().take(8).collect();
    let first = first.join(", ");
    Trouble::new(what).hint(match nearest(word, known) {
        Some(near) => say!(en: "did you mean `{near}`?", zh: "是否想输入 `{near}`？", near = near),
        None => say!(en: "a number, or one of: {first} ...", zh: "数字，或：{first} 等", first = first),
    })
}

fn number(field: &Field, value: u64, width: Option<usize>, path: &str) -> Result<Coded, Trouble> {
    let Some(width) = width else { return Err(Trouble::new(needs(field, &value.to_string(), path))) };
    let most = if width >= 64 { u64::MAX } else { (1 << width) - 1 };
    if value > most {
        return Err(too_large(value, width, path));
    }
    Ok(Coded::Number(value))
}

/// The error for a number that has more bits than its field.
pub fn too_large(value: impl Display, width: usize, path: &str) -> Trouble {
    let most = if width >= 64 { u64::MAX } else { (1 << width) - 1 };
    let bits = if width == 1 { "1 bit".to_string() } else { format!("{width} bits") };
    Trouble::new(Said {
        en: format!("{path}: {value} does not fit in {bits} (at most {most})"),
        zh: format!("{path}：{value} 超出 {width} 比特所能表示的范围（最大 {most}）"),
    })
}

fn signed(value: i64, width: Option<usize>, path: &str) -> Result<Coded, Trouble> {
    let width = width.unwrap_or(64).clamp(1, 64);
    let (least, most) = (i64::MIN >> (64 - width), i64::MAX >> (64 - width));
    if !(least..=most).contains(&value) {
        return Err(Trouble::new(say!(
            en: "{path}: {value} does not fit in {width} bits ({least} to {most})",
            zh: "{path}：{value} 超出 {width} 比特所能表示的范围（{least} 到 {most}）",
            path = path, value = value, width = width, least = least, most = most
        )));
    }
    Ok(Coded::Number(value as u64 & (u64::MAX >> (64 - width))))
}

/// Octets, with zeros behind them up to the width of their field.
fn filled(mut octets: Vec<u8>, width: Option<usize>, path: &str) -> Result<Coded, Trouble> {
    if let Some(width) = width {
        let (have, room) = (octets.len(), width.div_ceil(8));
        if have > room {
            return Err(Trouble::new(say!(
                en: "{path}: {have} octets do not fit in a field of {room}", zh: "{path}：{have} 字节超出字段的 {room} 字节",
                path = path, have = have, room = room
            )));
        }
        octets.resize(room, 0);
    }
    Ok(Coded::Octets(octets))
}

fn needs(field: &Field, typed: &str, path: &str) -> Said {
    let what = match field.kind {
        Kind::Uint | Kind::Hex | Kind::Named(_) | Kind::NamedHex(_) | Kind::Int => ("a number", "数字"),
        Kind::Flag => ("0 or 1", "0 或 1"),
        Kind::Mac => ("a MAC address", "MAC 地址"),
        Kind::Ipv4 | Kind::Ipv4Prefix => ("an IPv4 address", "IPv4 地址"),
        Kind::Ipv6 => ("an IPv6 address", "IPv6 地址"),
        Kind::Bytes => ("octets in base 16", "十六进制字节"),
        Kind::Text | Kind::Word(_) => ("characters", "字符"),
        Kind::DnsName | Kind::LocalName => ("a domain name", "域名"),
    };
    let (en, zh) = what;
    Said {
        en: format!("{path} needs {en}, not `{typed}`"), zh: format!("{path} 需要{zh}，而不是 `{typed}`")
    }
}

fn example(field: &Field) -> Said {
    let key = field.label.key;
    let value = match field.kind {
        Kind::Mac => "02:00:00:00:10:10",
        Kind::Ipv4 | Kind::Ipv4Prefix => "172.16.10.10",
        Kind::Ipv6 => "2001:db8::10",
        Kind::Bytes => "0011aaff",
        Kind::DnsName | Kind::LocalName => "www.example.com",
        Kind::Hex | Kind::NamedHex(_) => "0x1f",
        Kind::Flag => "1",
        _ => "7",
    };
    say!(en: "for example `{key}={value}`", zh: "例如 `{key}={value}`", key = key, value = value)
}
