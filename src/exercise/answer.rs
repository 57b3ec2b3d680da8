//! What an answer is: the forms it can have, read in every notation that says the same.
//!
//! A word that cannot be read is an error that says what was needed, and never a wrong answer.

mod notations;
mod number;

use crate::address::{given, typed};
use crate::say;
use crate::spec::{Lang, Said, Trouble, near, text, write};
use number::{quantity, shown_quantity, whole};
use std::net::{Ipv4Addr, Ipv6Addr};

pub use number::Quantity;

/// What kind of answer a part of a task wants.
#[derive(Clone, Debug)]
pub enum Form {
    /// A whole number: `62`, `-5`, `0x3e`, `0b111110`, `1,022`, `2^6-2`.
    Number,
    /// A number with its unit: `1.25 ms`, `100 Mbit/s`.
    Quantity(Quantity),
    /// An IPv4 address: `172.16.10.1`, its bits, or `0xac100a01`.
    Address,
    /// A prefix length or mask of IPv4: `/26`, `26`, `255.255.255.192`, `0xffffffc0`.
    Prefix,
    /// An IPv4 block: `10.0.0.64/26`, `10.0.0.64 255.255.255.192`.
    Network,
    /// A MAC address in any of the usual notations.
    Mac,
    /// An IPv6 address in any notation of RFC 4291 §2.2.
    Ipv6,
    /// Octets in hexadecimal, with whatever stands between them.
    Octets,
    /// Bits, with whatever stands between groups of them.
    Bits,
    /// Yes or no.
    YesNo,
    /// One of these, by its letter or by its text.
    Choice(Vec<Said>),
    /// Those of these that hold, by their letters in any order.
    Ticks(Vec<Said>),
    /// All of these in the right order, by their letters.
    Order(Vec<Said>),
    /// Several of one form, in order.
    List(Box<Form>),
    /// Several of one form, in any order.
    Set(Box<Form>),
    /// A word; capitals, spaces, hyphens and underscores make no difference.
    Word,
    /// Written exactly so: where the notation is what is asked for.
    Exact,
}

/// An answer that was read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// A whole number.
    Number(i128),
    /// Billionths of the quantity's unit.
    Quantity(i128),
    /// An IPv4 address.
    Address(Ipv4Addr),
    /// A prefix length.
    Prefix(u8),
    /// An IPv4 block: its first address, as it was given, and its prefix length.
    Network(Ipv4Addr, u8),
    /// A MAC address.
    Mac([u8; 6]),
    /// An IPv6 address.
    Ipv6(Ipv6Addr),
    /// Octets.
    Octets(Vec<u8>),
    /// Bits, as the characters `0` and `1`.
    Bits(String),
    /// Yes or no.
    YesNo(bool),
    /// The number of an option, from 0.
    Choice(usize),
    /// Numbers of options, from 0: in order, or sorted where order does not count.
    Choices(Vec<usize>),
    /// Several values: in order, or sorted where order does not count.
    List(Vec<Value>),
    /// Text.
    Text(String),
}

impl From<Ipv4Addr> for Value {
    fn from(address: Ipv4Addr) -> Value {
        Value::Address(address)
    }
}

impl From<bool> for Value {
    fn from(is_so: bool) -> Value {
        Value::YesNo(is_so)
    }
}

impl From<i128> for Value {
    fn from(number: i128) -> Value {
        Value::Number(number)
    }
}

/// The most characters an answer can have.
const LONGEST: usize = 1 << 16;

/// The letter of the option `i`, from 0.
pub fn letter(i: usize) -> char {
    char::from(b'a' + (i % 26) as u8)
}

impl Form {
    /// Its name for programs.
    pub fn key(&self) -> &'static str {
        match self {
            Form::Number => "number",
            Form::Quantity(_) => "quantity",
            Form::Address => "address",
            Form::Prefix => "prefix",
            Form::Network => "network",
            Form::Mac => "mac",
            Form::Ipv6 => "ipv6",
            Form::Octets => "octets",
            Form::Bits => "bits",
            Form::YesNo => "yes-no",
            Form::Choice(_) => "choice",
            Form::Ticks(_) => "ticks",
            Form::Order(_) => "order",
            Form::List(_) => "list",
            Form::Set(_) => "set",
            Form::Word => "word",
            Form::Exact => "exact",
        }
    }

    /// What has to be typed, to stand behind "needed was".
    pub fn needs(&self) -> Said {
        match self {
            Form::Number => text("a whole number: 62, 0x3e, 2^6-2", "一个整数，如 62、0x3e、2^6-2").into(),
            Form::Quantity(quantity) => quantity.needs(),
            Form::Address => text("an IPv4 address: 172.16.10.1", "一个 IPv4 地址，如 172.16.10.1").into(),
            Form::Prefix => text(
                "a prefix length or mask: /26, 255.255.255.192",
                "前缀长度或掩码，如 /26、255.255.255.192",
            )
            .into(),
            Form::Network => text("a block of addresses: 10.0.0.64/26", "一个地址块，如 10.0.0.64/26").into(),
            Form::Mac => {
                text("a MAC address: 02:00:00:00:10:10", "一个 MAC 地址，如 02:00:00:00:10:10").into()
            }
            Form::Ipv6 => text("an IPv6 address: 2001:db8::1", "一个 IPv6 地址，如 2001:db8::1").into(),
            Form::Octets => text("octets in hexadecimal: 08 00 45", "十六进制字节，如 08 00 45").into(),
            Form::Bits => text("bits: 1010 0001", "二进制位，如 1010 0001").into(),
            Form::YesNo => text("yes or no", "是或否").into(),
            Form::Choice(options) => last_letter(
                options,
                |last| say!(en: "one letter from a to {last}", zh: "a 到 {last} 中的一个字母", last = last),
            ),
            Form::Ticks(options) => last_letter(options, |last| {
                say!(
                    en: "the letters that hold, of a to {last}, or `none`", zh: "成立的各项字母（a 到 {last}），都不成立写 `none`",
                    last = last
                )
            }),
            Form::Order(options) => last_letter(
                options,
                |last| say!(en: "all letters from a to {last}, in order", zh: "按顺序写出 a 到 {last} 全部字母", last = last),
            ),
            Form::List(form) => {
                let one = form.needs();
                Said {
                    en: format!("several, in order, each {}", one.en),
                    zh: format!("按顺序写几项，每项为{}", spaced(&one.zh)),
                }
            }
            Form::Set(form) => {
                let one = form.needs();
                Said {
                    en: format!("several, in any order, each {}", one.en),
                    zh: format!("写几项，顺序不限，每项为{}", spaced(&one.zh)),
                }
            }
            Form::Word => text("a word", "一个词").into(),
            Form::Exact => text("the exact notation", "准确的写法").into(),
        }
    }

    /// Whether an answer may be several words.
    pub fn takes_words(&self) -> bool {
        !matches!(self, Form::Prefix | Form::Mac | Form::YesNo)
    }

    /// Reads what was typed, in any notation.
    ///
    /// # Errors
    /// What cannot be read: what was needed, and what there was.
    pub fn read(&self, typed: &str) -> Result<Value, Trouble> {
        let plain = plain(typed);
        let word = plain.trim();
        let refused = || self.refused(typed);
        if word.is_empty() || word.len() > LONGEST {
            return Err(refused());
        }
        match self {
            Form::Number => whole(word).map(Value::Number).ok_or_else(refused),
            Form::Quantity(of) => quantity(word, *of).map(Value::Quantity).ok_or_else(refused),
            Form::Address => address(word).map(Value::Address).ok_or_else(refused),
            Form::Prefix => prefix(word).map(Value::Prefix).ok_or_else(refused),
            Form::Network => network(word).ok_or_else(refused),
            Form::Mac => typed_mac(word).map(Value::Mac).ok_or_else(refused),
            Form::Ipv6 => word.parse().map(Value::Ipv6).map_err(|_| refused()),
            Form::Octets => octets(word).map(Value::Octets).ok_or_else(refused),
            Form::Bits => bits(word).map(Value::Bits).ok_or_else(refused),
            Form::YesNo => yes_or_no(word).map(Value::YesNo).ok_or_else(refused),
            Form::Choice(options) => choice(word, options).map(Value::Choice).ok_or_else(refused),
            Form::Ticks(options) => ticks(word, options).map(Value::Choices).ok_or_else(refused),
            Form::Order(options) => order(word, options).map(Value::Choices).ok_or_else(refused),
            Form::List(form) => several(word, form).map(Value::List),
            Form::Set(form) => several(word, form).map(|mut values| {
                values.sort();
                values.dedup();
                Value::List(values)
            }),
            Form::Word | Form::Exact => Ok(Value::Text(word.to_string())),
        }
    }

    fn refused(&self, typed: &str) -> Trouble {
        let needs = self.needs();
        let what = Said {
            en: format!("`{typed}` cannot be read; needed is {}", needs.en),
            zh: format!("看不懂 `{typed}`；需要{}", spaced(&needs.zh)),
        };
        Trouble::new(what)
    }

    /// The value as it is printed, and can be typed.
    pub fn show(&self, value: &Value, lang: Lang) -> String {
        match (self, value) {
            (_, Value::Number(number)) => number.to_string(),
            (Form::Quantity(of), Value::Quantity(value)) => shown_quantity(*value, *of),
            (_, Value::Quantity(value)) => value.to_string(),
            (_, Value::Address(address)) => address.to_string(),
            (_, Value::Prefix(len)) => format!("/{len}"),
            (_, Value::Network(address, len)) => format!("{address}/{len}"),
            (_, Value::Mac(octets)) => write::shown_mac(octets),
            (_, Value::Ipv6(address)) => address.to_string(),
            (_, Value::Octets(octets)) => {
                let mut shown = String::new();
                write::octets(&mut shown, octets, " ");
                shown
            }
            (_, Value::Bits(bits)) => bits.clone(),
            (_, Value::YesNo(true)) => lang.pick("yes", "是").to_string(),
            (_, Value::YesNo(false)) => lang.pick("no", "否").to_string(),
            (_, Value::Choice(i)) => letter(*i).to_string(),
            (_, Value::Choices(chosen)) if chosen.is_empty() => "none".to_string(),
            (_, Value::Choices(chosen)) => {
                let letters: Vec<String> = chosen.iter().map(|i| letter(*i).to_string()).collect();
                letters.join(" ")
            }
            (Form::List(form) | Form::Set(form), Value::List(values)) => {
                let shown: Vec<String> = values.iter().map(|value| form.show(value, lang)).collect();
                shown.join(", ")
            }
            (form, Value::List(values)) => {
                let shown: Vec<String> = values.iter().map(|value| form.show(value, lang)).collect();
                shown.join(", ")
            }
            (_, Value::Text(text)) => text.clone(),
        }
    }

    /// Whether two answers of this form say the same.
    pub fn same(&self, one: &Value, other: &Value) -> bool {
        match (self, one, other) {
            (Form::Word, Value::Text(one), Value::Text(other)) => near::folded(one).eq(near::folded(other)),
            _ => one == other,
        }
    }

    /// The options to choose from, if it is that.
    pub fn options(&self) -> &[Said] {
        match self {
            Form::Choice(options) | Form::Ticks(options) | Form::Order(options) => options,
            _ => &[],
        }
    }
}

/// A text to stand behind Chinese characters: with a space before what is none.
fn spaced(text: &str) -> String {
    let space = if text.starts_with(|c: char| c.is_ascii_alphanumeric()) { " " } else { "" };
    format!("{space}{text}")
}

fn last_letter(options: &[Said], say: impl Fn(char) -> Said) -> Said {
    say(letter(options.len().saturating_sub(1)))
}

/// The word with the characters of a Chinese keyboard as those of ASCII: full-width letters, digits and signs.
fn plain(word: &str) -> String {
    word.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '\u{3000}' => ' ',
            '、' => ',',
            '。' => '.',
            '−' | '–' => '-',
            c => c,
        })
        .collect()
}

fn address(word: &str) -> Option<Ipv4Addr> {
    if let Ok(address) = word.parse() {
        return Some(address);
    }
    if let Some(hex) = word.strip_prefix("0x").or_else(|| word.strip_prefix("0X")) {
        return (hex.len() == 8)
            .then(|| u32::from_str_radix(hex, 16).ok())
            .flatten()
            .map(Ipv4Addr::from_bits);
    }
    // 32 bits, perhaps with dots or spaces between the octets
    let bits = bits(&word.replace('.', " "))?;
    (bits.len() == 32).then(|| u32::from_str_radix(&bits, 2).ok()).flatten().map(Ipv4Addr::from_bits)
}

/// A prefix length. A wildcard mask is not what was asked for: its ones are the host's bits.
fn prefix(word: &str) -> Option<u8> {
    let word = word.strip_prefix('/').unwrap_or(word);
    if let Some(mask) = address(word) {
        let ones = mask.to_bits().leading_ones();
        return (mask.to_bits().count_ones() == ones).then_some(ones as u8);
    }
    let written = given::parse_prefix(word, 32).ok()?;
    (written.form != given::Form::Wildcard).then_some(written.len)
}

fn network(word: &str) -> Option<Value> {
    let (start, len) = word.split_once('/').or_else(|| word.split_once(' '))?;
    Some(Value::Network(address(start.trim())?, prefix(len.trim())?))
}

/// A MAC address; spaces stand between octets too.
fn typed_mac(word: &str) -> Option<[u8; 6]> {
    typed(word).ok().or_else(|| typed(&word.split_whitespace().collect::<Vec<_>>().join(":")).ok())
}

fn octets(word: &str) -> Option<Vec<u8>> {
    let mut digits = String::new();
    for group in word.split(|c: char| c.is_whitespace() || matches!(c, ':' | '-' | '.' | ',' | '_')) {
        let group = group.strip_prefix("0x").or_else(|| group.strip_prefix("0X")).unwrap_or(group);
        // a digit alone between others is its octet's lower half
        if group.len() == 1 && group != word {
            digits.push('0');
        }
        digits.push_str(group);
    }
    if digits.is_empty() || !digits.len().is_multiple_of(2) || !digits.bytes().all(|c| c.is_ascii_hexdigit())
    {
        return None;
    }
    let pairs = digits.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

fn bits(word: &str) -> Option<String> {
    let word = word.strip_prefix("0b").unwrap_or(word);
    let bits: String = word.chars().filter(|c| !matches!(c, ' ' | '_' | '.' | ',' | '|')).collect();
    (!bits.is_empty() && bits.bytes().all(|c| matches!(c, b'0' | b'1'))).then_some(bits)
}

fn yes_or_no(word: &str) -> Option<bool> {
    match word.to_lowercase().as_str() {
        "yes" | "y" | "true" | "t" | "1" | "right" | "是" | "对" | "正确" | "√" | "✓" => Some(true),
        "no" | "n" | "false" | "f" | "0" | "wrong" | "否" | "不" | "不是" | "错" | "错误" | "不对" | "×"
        | "✗" | "x" => Some(false),
        _ => None,
    }
}

/// An option by its letter, with or without a bracket behind it, or by its text in either language.
fn choice(word: &str, options: &[Said]) -> Option<usize> {
    let folded = |text: &str| near::folded(text).collect::<String>();
    let letters = word.trim_start_matches('(').trim_end_matches([')', '.', ',']);
    let mut chars = letters.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        let i = (0..options.len()).find(|i| letter(*i) == c.to_ascii_lowercase());
        if i.is_some() {
            return i;
        }
    }
    options.iter().position(|option| [&option.en, &option.zh].iter().any(|text| folded(text) == folded(word)))
}

/// Options by their letters, run together or with something between.
fn letters(word: &str, options: &[Said]) -> Option<Vec<usize>> {
    let named =
        word.chars().filter(|c| !c.is_whitespace() && !matches!(c, ',' | ';' | '>' | '-' | '→' | '(' | ')'));
    named.map(|c| (0..options.len()).find(|i| letter(*i) == c.to_ascii_lowercase())).collect()
}

fn ticks(word: &str, options: &[Said]) -> Option<Vec<usize>> {
    if matches!(word.to_lowercase().as_str(), "none" | "无" | "都不成立") {
        return Some(Vec::new());
    }
    let mut chosen = letters(word, options)?;
    chosen.sort_unstable();
    chosen.dedup();
    Some(chosen)
}

fn order(word: &str, options: &[Said]) -> Option<Vec<usize>> {
    let chosen = letters(word, options)?;
    let mut sorted = chosen.clone();
    sorted.sort_unstable();
    sorted.dedup();
    (sorted.len() == options.len() && chosen.len() == options.len()).then_some(chosen)
}

/// Values with commas, semicolons or lines between them, or spaces where there are no others.
fn several(word: &str, form: &Form) -> Result<Vec<Value>, Trouble> {
    let between: &[char] = if word.contains([',', ';', '\n']) { &[',', ';', '\n'] } else { &[' ', '\t'] };
    let words = word.split(between).map(str::trim).filter(|word| !word.is_empty());
    words.map(|word| form.read(word)).collect()
}
