//! What is typed on the right of a comparison, read as the left side needs it.

use super::lex::{Compare, Wrong};
use super::test::{self, Spelling, Test};
use crate::capture::Direction;
use crate::capture::Time;
use crate::proto;
use crate::say;
use crate::spec::near::nearest;
use crate::spec::{Field, Kind, Registry, Said, Severity, Width, Words, text};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;

/// A value as it was typed.
#[derive(Clone, Debug)]
pub struct Literal {
    pub text: String,
    pub quoted: bool,
    pub at: Range<usize>,
}

/// What a field is asked.
#[derive(Clone, Debug)]
pub enum Asked {
    Compare(Compare, Literal),
    In(Vec<Member>),
    Contains(Literal),
}

/// What stands behind `in`.
#[derive(Clone, Debug)]
pub enum Member {
    One(Literal),
    Range(Literal, Literal),
}

/// What sort of value the left side has.
#[derive(Clone, Copy, Debug)]
pub enum Sort {
    Number { bits: u16, registry: Option<&'static Registry> },
    Signed { bits: u16 },
    Link,
    Severity,
    Direction,
    Mac,
    Ipv4,
    Ipv6,
    Octets,
    Text(Option<&'static Words>),
    Name,
    Time,
    Seconds,
}

/// The severities of findings, the least first.
pub const SEVERITIES: [&str; 3] = [Severity::Info.key(), Severity::Warning.key(), Severity::Error.key()];

/// Which way a frame went.
pub const DIRECTIONS: [&str; 2] = [Direction::In.key(), Direction::Out.key()];

/// The left side: how it was typed and what sort of value it has.
#[derive(Clone, Copy, Debug)]
pub struct Left<'a> {
    pub key: &'a str,
    pub sort: Sort,
}

impl Sort {
    /// The sort of a field's values.
    pub fn of(field: &Field) -> Sort {
        let bits = match field.width {
            Width::Bits(bits) => bits.min(64),
            _ => 64,
        };
        match field.kind {
            Kind::Uint | Kind::Hex | Kind::Flag => Sort::Number { bits, registry: None },
            Kind::Named(registry) | Kind::NamedHex(registry) => {
                Sort::Number { bits, registry: Some(registry) }
            }
            Kind::Int => Sort::Signed { bits },
            Kind::Mac => Sort::Mac,
            Kind::Ipv4 | Kind::Ipv4Prefix => Sort::Ipv4,
            Kind::Ipv6 => Sort::Ipv6,
            Kind::Bytes => Sort::Octets,
            Kind::Text => Sort::Text(None),
            Kind::Word(words) => Sort::Text(Some(words)),
            Kind::DnsName | Kind::LocalName => Sort::Name,
        }
    }

    /// What it is called in a message.
    fn called(self) -> Said {
        let called = match self {
            Sort::Number { bits: 1, .. } => text("one bit, 0 or 1", "1 个比特，取 0 或 1"),
            Sort::Number { .. } | Sort::Signed { .. } | Sort::Link => text("a number", "数"),
            Sort::Severity => text("one of info, warning and error", "info、warning、error 之一"),
            Sort::Direction => text("inbound or outbound", "inbound 或 outbound"),
            Sort::Mac => text("a MAC address", "MAC 地址"),
            Sort::Ipv4 => text("an IPv4 address", "IPv4 地址"),
            Sort::Ipv6 => text("an IPv6 address", "IPv6 地址"),
            Sort::Octets => text("octets", "若干字节"),
            Sort::Text(_) => text("text", "文字"),
            Sort::Name => text("a domain name", "域名"),
            Sort::Time => text("a time", "时刻"),
            Sort::Seconds => text("a number of seconds", "秒数"),
        };
        Said::from(called)
    }

    /// How a value of it is typed.
    fn example(self) -> &'static str {
        match self {
            Sort::Number { bits: 1, .. } => "1",
            Sort::Number { .. } | Sort::Signed { .. } => "80",
            Sort::Link => "1",
            Sort::Severity => "error",
            Sort::Direction => "outbound",
            Sort::Mac => "02:00:00:00:10:10",
            Sort::Ipv4 => "172.16.10.10",
            Sort::Ipv6 => "2001:db8::1",
            Sort::Octets => "02:ab:7f",
            Sort::Text(_) => "\"text\"",
            Sort::Name => "www.example.com",
            Sort::Time => "2020-07-28T00:37:23Z",
            Sort::Seconds => "0.25",
        }
    }

    fn is_ordered(self) -> bool {
        matches!(
            self,
            Sort::Number { .. }
                | Sort::Signed { .. }
                | Sort::Link
                | Sort::Severity
                | Sort::Time
                | Sort::Seconds
        )
    }

    fn is_wide(self) -> bool {
        matches!(self, Sort::Ipv6 | Sort::Time | Sort::Seconds)
    }

    /// How many bits an address has.
    fn address_bits(self) -> Option<u32> {
        match self {
            Sort::Mac => Some(48),
            Sort::Ipv4 => Some(32),
            Sort::Ipv6 => Some(128),
            _ => None,
        }
    }
}

/// The test that is asked for.
pub fn test(left: Left<'_>, asked: &Asked) -> Result<Test, Wrong> {
    match left.sort {
        Sort::Octets | Sort::Text(_) | Sort::Name => written(left, asked),
        _ => measured(left, asked),
    }
}

/// A test of a number, an address or a time.
fn measured(left: Left<'_>, asked: &Asked) -> Result<Test, Wrong> {
    let most = if left.sort.is_wide() { u128::MAX } else { u128::from(u64::MAX) };
    let ranges = match asked {
        Asked::Contains(literal) => return Err(no_inside(left, literal)),
        Asked::In(members) => {
            members.iter().map(|member| range(left, member)).collect::<Result<Vec<_>, _>>()?
        }
        Asked::Compare(compare, literal) => {
            if !left.sort.is_ordered() && !matches!(compare, Compare::Equal | Compare::Unequal) {
                return Err(no_order(left, *compare, literal));
            }
            let value = point(left, literal)?;
            match compare {
                Compare::Equal | Compare::Unequal => vec![(value, value)],
                Compare::Less => value.checked_sub(1).map(|last| (0, last)).into_iter().collect(),
                Compare::LessOrEqual => vec![(0, value)],
                Compare::Greater if value >= most => Vec::new(),
                Compare::Greater => vec![(value + 1, most)],
                Compare::GreaterOrEqual => vec![(value, most)],
            }
        }
    };
    if left.sort.is_wide() {
        return Ok(Test::Wide(ranges.into()));
    }
    let narrow = |value: u128| u64::try_from(value).unwrap_or(u64::MAX);
    Ok(Test::numbers(ranges.into_iter().map(|(first, last)| (narrow(first), narrow(last))).collect()))
}

/// A test of characters or octets.
fn written(left: Left<'_>, asked: &Asked) -> Result<Test, Wrong> {
    let spelling = match left.sort {
        Sort::Name => Spelling::Name,
        Sort::Text(Some(words)) if words.any_case => Spelling::AnyCase,
        _ => Spelling::Exact,
    };
    let (wanted, inside) = match asked {
        Asked::Compare(Compare::Equal | Compare::Unequal, literal) => (vec![spelled(left, literal)?], false),
        Asked::Compare(compare, literal) => {
            let as_number = Left { sort: DIGITS, ..left };
            return match left.sort {
                Sort::Text(_) => measured(as_number, asked).map(digits),
                _ => Err(no_order(left, *compare, literal)),
            };
        }
        Asked::Contains(literal) => (vec![spelled(left, literal)?], true),
        Asked::In(members) => {
            let is_range = |member: &Member| matches!(member, Member::Range(..));
            if matches!(left.sort, Sort::Text(_)) && members.iter().any(is_range) {
                return measured(Left { sort: DIGITS, ..left }, asked).map(digits);
            }
            let spelled = members.iter().map(|member| match member {
                Member::One(literal) => spelled(left, literal),
                Member::Range(first, last) => Err(no_range(left, first, last)),
            });
            (spelled.collect::<Result<Vec<_>, _>>()?, false)
        }
    };
    Ok(Test::Text(test::Text { wanted: wanted.into(), inside, spelling }))
}

/// Text that is compared as the number it spells.
const DIGITS: Sort = Sort::Number { bits: 64, registry: None };

fn digits(test: Test) -> Test {
    match test {
        Test::Between(first, last) => Test::Digits([(first, last)].into()),
        Test::Ranges(ranges) => Test::Digits(ranges),
        other => other,
    }
}

/// The octets or characters that a literal stands for.
fn spelled(left: Left<'_>, literal: &Literal) -> Result<Vec<u8>, Wrong> {
    let text = literal.text.as_str();
    match left.sort {
        Sort::Octets if !literal.quoted => octets(text).ok_or_else(|| {
            unfit(left, literal).hint(say!(
                en: "octets are typed 02:ab:7f or 0x02ab7f, and text in quotes: \"{text}\"",
                zh: "字节写作 02:ab:7f 或 0x02ab7f，文字要加引号：\"{text}\"",
                text = text
            ))
        }),
        Sort::Name => Ok(test::name(text.as_bytes()).to_vec()),
        Sort::Text(Some(words)) => {
            let named = words.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(text));
            let known = words.entry(text).or(named).map_or(text, |entry| entry.key);
            Ok(known.as_bytes().to_vec())
        }
        _ => Ok(text.as_bytes().to_vec()),
    }
}

/// `02:ab:7f`, `02-ab-7f` or `0x02ab7f`.
fn octets(text: &str) -> Option<Vec<u8>> {
    let octet = |digits: &str| {
        let is_octet = digits.len() == 2 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        is_octet.then(|| u8::from_str_radix(digits, 16).ok())?
    };
    if let Some(digits) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        let places = (0..digits.len()).step_by(2);
        return places
            .map(|at| octet(digits.get(at..at + 2)?))
            .collect::<Option<Vec<_>>>()
            .filter(|o| !o.is_empty());
    }
    let separator = if text.contains(':') { ':' } else { '-' };
    if !text.contains(separator) {
        return None;
    }
    text.split(separator).map(octet).collect()
}

/// From and to of a member of a set, both included.
fn range(left: Left<'_>, member: &Member) -> Result<(u128, u128), Wrong> {
    let (first, last) = match member {
        Member::Range(first, last) => (first.clone(), last.clone()),
        Member::One(literal) => match halves(left.sort, literal) {
            Some(halves) => halves,
            None if literal.text.contains('/') && left.sort.address_bits().is_some() => {
                return prefix(left, literal);
            }
            None => return point(left, literal).map(|value| (value, value)),
        },
    };
    if !left.sort.is_ordered() && !matches!(left.sort, Sort::Ipv4 | Sort::Ipv6) {
        return Err(no_range(left, &first, &last));
    }
    let (from, to) = (point(left, &first)?, point(left, &last)?);
    if from > to {
        let what = say!(
            en: "the range ends before it begins: {last} comes before {first}",
            zh: "范围的终点在起点之前：{last} 小于 {first}",
            first = first.text, last = last.text
        );
        return Err(Wrong::new(first.at.start..last.at.end, what).hint(say!(
            en: "type {last}..{first}", zh: "请输入 {last}..{first}", first = first.text, last = last.text
        )));
    }
    Ok((from, to))
}

/// `1024-49151`, where both sides of the hyphen are values and the whole is none.
fn halves(sort: Sort, literal: &Literal) -> Option<(Literal, Literal)> {
    let (first, last) = literal.text.split_once('-')?;
    let is_value = |text: &str| match sort {
        Sort::Number { .. } | Sort::Link => number(text).is_some(),
        Sort::Ipv4 => text.parse::<Ipv4Addr>().is_ok(),
        Sort::Ipv6 => text.parse::<Ipv6Addr>().is_ok(),
        _ => false,
    };
    if literal.quoted || !is_value(first) || !is_value(last) {
        return None;
    }
    let Range { start, end } = literal.at;
    let half = |text: &str, at| Literal { text: text.to_string(), quoted: false, at };
    Some((half(first, start..start + first.len()), half(last, end - last.len()..end)))
}

/// The first and the last address of a prefix.
fn prefix(left: Left<'_>, literal: &Literal) -> Result<(u128, u128), Wrong> {
    let bits = left.sort.address_bits().unwrap_or(128);
    let (address, length) = literal.text.split_once('/').unwrap_or((&literal.text, ""));
    let start = literal.at.start;
    let part = Literal { text: address.to_string(), quoted: false, at: start..start + address.len() };
    let value = point(left, &part)?;
    match length.parse::<u32>() {
        Ok(length) if length <= bits && !length_is_odd(literal, length) => {
            let hosts = bits - length;
            let ones = if hosts == 0 { 0 } else { u128::MAX >> (128 - hosts) };
            Ok((value & !ones, value | ones))
        }
        _ => Err(Wrong::new(
            start + address.len()..literal.at.end,
            say!(
                en: "a prefix length of `{key}` is a number from 0 to {bits}; `{length}` is not",
                zh: "`{key}` 的前缀长度是 0 到 {bits} 的数，`{length}` 不是",
                key = left.key, bits = bits, length = length
            ),
        )
        .hint(say!(en: "for example {address}/{half}", zh: "例如 {address}/{half}", address = address, half = bits / 4 * 3))),
    }
}

/// Whether a length is spelled otherwise than people do: `+8`, `08`.
fn length_is_odd(literal: &Literal, length: u32) -> bool {
    !literal.text.ends_with(&format!("/{length}"))
}

/// The value of a literal on the line of all values of the sort.
fn point(left: Left<'_>, literal: &Literal) -> Result<u128, Wrong> {
    let text = literal.text.as_str();
    let plain = if literal.quoted { "" } else { text };
    let value = match left.sort {
        Sort::Number { bits, registry } => return code_point(left, bits, registry, literal),
        Sort::Link => {
            let named = proto::link_number(text).map(u64::from);
            named.or_else(|| number(plain).filter(|link| *link <= u64::from(u32::MAX))).map(u128::from)
        }
        Sort::Signed { bits } => return signed(left, bits, literal),
        Sort::Severity => {
            SEVERITIES.iter().position(|word| word.eq_ignore_ascii_case(text)).map(|i| i as u128)
        }
        Sort::Direction => {
            DIRECTIONS.iter().position(|word| word.eq_ignore_ascii_case(text)).map(|i| i as u128)
        }
        Sort::Mac => mac(plain).map(u128::from),
        Sort::Ipv4 => plain.parse::<Ipv4Addr>().ok().map(|address| u128::from(u32::from(address))),
        Sort::Ipv6 => plain.parse::<Ipv6Addr>().ok().map(u128::from),
        Sort::Time => moment(text).map(Test::wide_signed),
        Sort::Seconds => seconds(plain).map(Test::wide_signed),
        Sort::Octets | Sort::Text(_) | Sort::Name => None,
    };
    value.ok_or_else(|| {
        let wrong = unfit(left, literal);
        if left.sort.address_bits().is_some() && text.contains('/') {
            let (key, text) = (left.key, text);
            return wrong.hint(say!(
                en: "a prefix is asked for with in: `{key} in {text}`",
                zh: "前缀用 in 来问：`{key} in {text}`",
                key = key, text = text
            ));
        }
        wrong
    })
}

/// A number that fits, or the name of a code point.
fn code_point(
    left: Left<'_>,
    bits: u16,
    registry: Option<&'static Registry>,
    literal: &Literal,
) -> Result<u128, Wrong> {
    let text = literal.text.as_str();
    if bits == 1 && !literal.quoted {
        match text {
            "true" => return Ok(1),
            "false" => return Ok(0),
            _ => (),
        }
    }
    let most = if bits >= 64 { u64::MAX } else { (1u64 << bits) - 1 };
    if !literal.quoted {
        match number(text) {
            Some(value) if value <= most => return Ok(u128::from(value)),
            None if !is_digits(text) => (),
            _ => {
                let what = say!(
                    en: "`{key}` has {bits} bits, so it is at most {most}: {text} does not fit",
                    zh: "`{key}` 有 {bits} 个比特，最大为 {most}，{text} 放不下",
                    key = left.key, bits = bits, most = most, text = text
                );
                let one = say!(
                    en: "`{key}` is one bit, 0 or 1, and not {text}",
                    zh: "`{key}` 只有 1 个比特，取 0 或 1，不能是 {text}",
                    key = left.key, text = text
                );
                return Err(Wrong::new(literal.at.clone(), if bits == 1 { one } else { what }));
            }
        }
    }
    let Some(registry) = registry else {
        return Err(unfit(left, literal));
    };
    let is_called = |name: &str| name.eq_ignore_ascii_case(text);
    if let Some(entry) = registry.entries.iter().find(|entry| is_called(entry.key) || is_called(entry.name)) {
        return Ok(u128::from(entry.value));
    }
    let (key, title) = (left.key, registry.title);
    let what = Said {
        en: format!("`{key}` takes a number or a name of the {}; none is called `{text}`", title.en),
        zh: format!("`{key}` 取数或{}的名称，其中没有 `{text}`", spaced(title.zh)),
    };
    let near = nearest(text, registry.entries.iter().map(|entry| entry.key));
    let hint = match (near, registry.entries) {
        (Some(near), _) => Some(did_you_mean(near)),
        (None, [first, .., last]) => Some(say!(
            en: "for example {key} == {first}, or {key} == {last}",
            zh: "例如 {key} == {first} 或 {key} == {last}",
            key = left.key, first = first.key, last = last.key
        )),
        _ => None,
    };
    Err(Wrong::new(literal.at.clone(), what).hint_if(hint))
}

fn signed(left: Left<'_>, bits: u16, literal: &Literal) -> Result<u128, Wrong> {
    let text = literal.text.as_str();
    let value = match text.strip_prefix('-') {
        Some(digits) => number(digits).map(|value| -i128::from(value)),
        None => number(text).map(i128::from),
    };
    let Some(value) = value.filter(|_| !literal.quoted) else {
        return Err(unfit(left, literal));
    };
    let bound = 1i128 << (bits.clamp(1, 64) - 1);
    match i64::try_from(value) {
        Ok(small) if (-bound..bound).contains(&value) => Ok(u128::from(Test::signed(small))),
        _ => {
            let what = say!(
                en: "`{key}` has {bits} bits, one of them the sign: {text} does not fit between {least} and {most}",
                zh: "`{key}` 有 {bits} 个比特，其中一个是符号位：{text} 不在 {least} 到 {most} 之间",
                key = left.key, bits = bits, text = text, least = -bound, most = bound - 1
            );
            Err(Wrong::new(literal.at.clone(), what))
        }
    }
}

/// `80`, `0x50`, `0b1010000`.
fn number(text: &str) -> Option<u64> {
    let radix = |prefix: [&str; 2], radix| {
        let digits = prefix.iter().find_map(|prefix| text.strip_prefix(prefix))?;
        // from_str_radix would take a sign
        digits
            .starts_with(|c: char| c.is_ascii_hexdigit())
            .then(|| u64::from_str_radix(digits, radix).ok())?
    };
    let decimal = || is_digits(text).then(|| text.parse().ok())?;
    radix(["0x", "0X"], 16).or_else(|| radix(["0b", "0B"], 2)).or_else(decimal)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit())
}

/// `02:00:00:00:10:10`, `02-00-00-00-10-10` or `0200.0000.1010`.
fn mac(text: &str) -> Option<u64> {
    let octets = match text.split('.').collect::<Vec<_>>()[..] {
        [a, b, c] if [a, b, c].iter().all(|word| word.len() == 4) => octets(&format!("0x{a}{b}{c}")),
        _ if text.starts_with("0x") => None,
        _ => octets(text),
    }?;
    (octets.len() == 6).then(|| octets.iter().fold(0, |value, octet| value << 8 | u64::from(*octet)))
}

const SECOND: i128 = 1_000_000_000;

/// A moment in nanoseconds since 1970: RFC 3339, the same without an offset (UTC), a day, or seconds.
fn moment(text: &str) -> Option<i128> {
    if let Some(seconds) = seconds(text) {
        return Some(seconds);
    }
    if let Ok(stamp) = text.parse::<Timestamp>() {
        return Some(stamp.as_nanosecond());
    }
    let civil = text.parse::<DateTime>().ok()?;
    civil.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp().as_nanosecond())
}

/// Seconds with up to nine decimals, in nanoseconds.
fn seconds(text: &str) -> Option<i128> {
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    if !is_digits(whole) || !is_digits(decimals) || whole.len() > 18 || decimals.len() > 9 {
        return None;
    }
    let nanos: i128 = format!("{decimals:0<9}").parse().ok()?;
    Some(sign * (whole.parse::<i128>().ok()? * SECOND + nanos))
}

/// A time of a frame in nanoseconds since 1970.
pub fn nanos(time: Time) -> i128 {
    i128::from(time.seconds) * SECOND + i128::from(time.nanos)
}

/// `ipv4.src` is an IPv4 address, and what follows from that.
fn is_said(left: Left<'_>, rest: &Said) -> Said {
    let (key, called) = (left.key, left.sort.called());
    Said {
        en: format!("`{key}` is {}{}", called.en, rest.en),
        zh: format!("`{key}` 是{}{}", spaced(&called.zh), rest.zh),
    }
}

/// A space where Chinese is followed by another script.
fn spaced(zh: &str) -> String {
    if zh.starts_with(|c: char| c.is_ascii()) { format!(" {zh}") } else { zh.to_string() }
}

/// The literal is no value of the sort.
fn unfit(left: Left<'_>, literal: &Literal) -> Wrong {
    let shown = if literal.quoted { format!("\"{}\"", literal.text) } else { literal.text.clone() };
    let rest = say!(en: ", which `{shown}` is not", zh: "，而 `{shown}` 不是", shown = shown);
    Wrong::new(literal.at.clone(), is_said(left, &rest))
        .hint(say!(en: "for example {example}", zh: "例如 {example}", example = left.sort.example()))
}

/// The values of the sort are not less or more than each other.
fn no_order(left: Left<'_>, compare: Compare, literal: &Literal) -> Wrong {
    let rest = say!(
        en: ", and has no order: `{sign}` cannot compare it",
        zh: "，没有大小次序，不能用 `{sign}` 比较",
        sign = compare.sign()
    );
    let hint = if matches!(left.sort, Sort::Octets | Sort::Name) {
        say!(en: "`==`, `!=`, `in {{...}}` and `contains` can", zh: "可以用 `==`、`!=`、`in {{...}}` 和 `contains`")
    } else {
        say!(en: "`==`, `!=` and `in` can", zh: "可以用 `==`、`!=` 和 `in`")
    };
    Wrong::new(literal.at.clone(), is_said(left, &rest)).hint(hint)
}

fn no_range(left: Left<'_>, first: &Literal, last: &Literal) -> Wrong {
    let rest = say!(en: ", and has no order: no range holds it", zh: "，没有大小次序，不能用范围");
    Wrong::new(first.at.start..last.at.end, is_said(left, &rest)).hint(say!(
        en: "name the values: `{key} in {{{first}, {last}}}`", zh: "请逐个列出：`{key} in {{{first}, {last}}}`",
        key = left.key, first = first.text, last = last.text
    ))
}

fn no_inside(left: Left<'_>, literal: &Literal) -> Wrong {
    let rest = say!(en: "; `contains` looks into text and octets", zh: "；`contains` 只在文字和字节中查找");
    Wrong::new(literal.at.clone(), is_said(left, &rest)).hint(say!(
        en: "compare it: `{key} == {example}`", zh: "请比较它的值：`{key} == {example}`",
        key = left.key, example = left.sort.example()
    ))
}

/// A name that was perhaps meant.
pub fn did_you_mean(name: &str) -> Said {
    say!(en: "did you mean `{name}`?", zh: "是否想输入 `{name}`？", name = name)
}
