//! What is wrong with a word that should be an address, where, and what to type instead.

use super::{address, bits, read, v4, v6};
use crate::draw::{pointed, safe};
use crate::say;
use crate::spec::{Said, Trouble};
use std::net::Ipv4Addr;
use std::ops::Range;

/// What is wrong in the octets `at` of a word.
pub struct Wrong {
    pub at: Range<usize>,
    pub what: Said,
    pub hint: Option<Said>,
}

impl Wrong {
    pub fn new(at: Range<usize>, what: Said) -> Wrong {
        Wrong { at, what, hint: None }
    }

    pub fn hint(self, hint: Said) -> Wrong {
        Wrong { hint: Some(hint), ..self }
    }

    /// Offers the word with `text` in the place of what is wrong, if that makes it right.
    pub fn instead(self, word: &str, text: &str) -> Wrong {
        let typed = spliced(word, &self.at, text);
        self.offer(&typed)
    }

    /// Offers `typed`, if it is right.
    pub fn offer(self, typed: &str) -> Wrong {
        if self.hint.is_some() || read(typed).is_none() { self } else { self.hint(type_this(typed)) }
    }

    /// The trouble, with the word and a mark below it.
    fn trouble(self, word: &str) -> Trouble {
        let lines = pointed(word, &self.at);
        let plain = |text: &str| safe(text).into_owned();
        let what = Said {
            en: format!("{}\n{lines}", plain(&self.what.en)),
            zh: format!("{}\n{lines}", plain(&self.what.zh)),
        };
        let hint = self.hint.unwrap_or_else(|| example(word));
        Trouble::new(what).hint(Said { en: plain(&hint.en), zh: plain(&hint.zh) })
    }
}

/// `word` with `text` in the place of the octets `at`.
pub fn spliced(word: &str, at: &Range<usize>, text: &str) -> String {
    format!("{}{text}{}", &word[..at.start], &word[at.end..])
}

fn type_this(typed: &str) -> Said {
    say!(en: "type `{typed}`", zh: "应输入 `{typed}`", typed = typed)
}

/// Where nothing better can be said: what a right one looks like.
fn example(word: &str) -> Said {
    let typed = if word.matches(':').count() > 1 { "2001:db8::1/64" } else { "172.16.10.1/24" };
    say!(en: "an address looks like `{typed}`", zh: "地址的写法如 `{typed}`", typed = typed)
}

/// Why `word` cannot be read as an address with or without a prefix.
pub fn trouble(word: &str) -> Trouble {
    find(word).trouble(word)
}

/// Why `word` cannot be read as a mask that stands by itself.
pub fn mask_trouble(word: &str) -> Trouble {
    prefix(word, 0, 32).trouble(word)
}

/// Why what stands from `start` on cannot be read as a prefix.
pub fn prefix_trouble(word: &str, start: usize, bits: u8) -> Trouble {
    let wrong = strange(word).unwrap_or_else(|| prefix(word, start, bits));
    let example = if bits == 32 {
        say!(en: "a prefix length looks like `/24`", zh: "前缀长度的写法如 `/24`")
    } else {
        say!(en: "a prefix length looks like `/64`", zh: "前缀长度的写法如 `/64`")
    };
    if wrong.hint.is_some() { wrong.trouble(word) } else { wrong.hint(example).trouble(word) }
}

/// An address with a prefix, where only the address was wanted.
pub fn no_prefix_wanted(word: &str) -> Trouble {
    let slash = word.find('/').unwrap_or(word.len());
    let what = say!(en: "here an address stands without a prefix", zh: "此处的地址不带前缀");
    Wrong::new(slash..word.len(), what).instead(word, "").trouble(word)
}

fn find(word: &str) -> Wrong {
    if word.is_empty() {
        return Wrong::new(
            0..0,
            say!(en: "an address is needed, and nothing was given", zh: "需要一个地址，但没有给出任何内容"),
        );
    }
    if let Some(wrong) = strange(word) {
        return wrong;
    }
    if let Some(at) = word.find("://") {
        let host: String = word[at + 3..].chars().take_while(|c| *c != '/').collect();
        let what = say!(en: "this is a URL, and an address is needed", zh: "这是 URL，而此处需要一个地址");
        return Wrong::new(0..at + 3, what).offer(&host);
    }
    let mut slashes = word.match_indices('/').map(|(at, _)| at);
    let slash = slashes.next();
    if let Some(second) = slashes.next() {
        let what = say!(en: "there are two prefixes, and an address has one", zh: "有两个前缀，而一个地址只有一个前缀");
        return Wrong::new(second..word.len(), what).instead(word, "");
    }
    let end = slash.unwrap_or(word.len());
    if end == 0 {
        let what = say!(en: "there is no address in front of the prefix", zh: "前缀之前没有地址");
        return Wrong::new(0..word.len(), what);
    }
    match address(&word[..end]) {
        Some(address) => prefix(word, end + 1, bits(address)),
        None if is_v6(&word[..end]) => v6::wrong(word, end),
        None => v4::wrong(word, end),
    }
}

/// Whether it is meant as an IPv6 address: two colons, or one and no dot that could make it a port.
fn is_v6(address: &str) -> bool {
    match address.matches(':').count() {
        0 => false,
        1 => !address.contains('.') && !address.contains('['),
        _ => true,
    }
}

/// Spaces, digits and punctuation of other writings.
fn strange(word: &str) -> Option<Wrong> {
    let (start, first) = word.char_indices().find(|(_, c)| !c.is_ascii_graphic())?;
    let same = |c: &char| {
        if first.is_ascii() {
            c.is_ascii_whitespace() == first.is_ascii_whitespace() && !c.is_ascii_graphic()
        } else {
            !c.is_ascii()
        }
    };
    let end = start + word[start..].chars().take_while(same).map(char::len_utf8).sum::<usize>();
    let plain: String = word.chars().filter_map(ascii).collect();
    let shown = word[start..end].to_string();
    let what = if first.is_whitespace() {
        say!(en: "there is a space in the address", zh: "地址中有空格")
    } else if first.is_control() {
        say!(en: "there is a control character in the address", zh: "地址中有控制字符")
    } else if ascii(first).is_some_and(|c| c.is_ascii_digit()) {
        say!(
            en: "an address is written with the digits 0 to 9 of ASCII, and `{shown}` are others",
            zh: "地址只用 ASCII 的数字 0 到 9 书写，而 `{shown}` 不是", shown = shown
        )
    } else if first.is_alphabetic() {
        say!(
            en: "an address is needed, and `{shown}` is none", zh: "此处需要一个地址，而 `{shown}` 不是", shown = shown
        )
    } else {
        say!(
            en: "an address is written in ASCII, and `{shown}` is not", zh: "地址用 ASCII 字符书写，而 `{shown}` 不是",
            shown = shown
        )
    };
    Some(Wrong::new(start..end, what).offer(&plain))
}

/// The zeros of the decimal digits of other writings (Unicode, general category Nd), that keyboards have.
const ZEROS: [char; 16] = [
    '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}', '\u{be6}', '\u{c66}',
    '\u{ce6}', '\u{d66}', '\u{e50}', '\u{ed0}', '\u{f20}', '\u{1040}', '\u{17e0}',
];

/// The character of ASCII that was meant; none where a space or a mark that is not seen should go.
fn ascii(c: char) -> Option<char> {
    let code = u32::from(c);
    match c {
        c if c.is_ascii_graphic() => Some(c),
        // the full-width forms that a Chinese keyboard types
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(code - 0xfee0),
        '。' | '·' => Some('.'),
        c if c.is_whitespace() || c.is_control() => None,
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => None,
        c => {
            let digit =
                ZEROS.iter().map(|zero| code.wrapping_sub(u32::from(*zero))).find(|digit| *digit < 10);
            Some(digit.and_then(|digit| char::from_digit(digit, 10)).unwrap_or(c))
        }
    }
}

/// What is wrong with the prefix that stands in `word` from `start` on.
fn prefix(word: &str, start: usize, bits: u8) -> Wrong {
    let written = &word[start..];
    let all = start..word.len();
    let shown = written.to_string();
    let example = if bits == 32 { "24" } else { "64" };
    if written.is_empty() {
        let what = say!(en: "there is no prefix length behind the slash", zh: "斜线之后没有前缀长度");
        let at = start.saturating_sub(1)..start;
        let with = format!("{word}{example}");
        let bare = word.trim_end_matches('/').to_string();
        return Wrong::new(at, what).hint(say!(
            en: "type `{with}`, or `{bare}` for this one address", zh: "应输入 `{with}`；若只指这一个地址，输入 `{bare}`",
            with = with, bare = bare
        ));
    }
    if let Some(rest) = written.strip_prefix(['+', '-']) {
        let what = say!(en: "a prefix length has no sign", zh: "前缀长度不带正负号");
        return Wrong::new(start..start + 1, what).offer(&spliced(word, &all, rest));
    }
    if written.bytes().all(|c| c.is_ascii_digit()) {
        let plain = written.trim_start_matches('0');
        let plain = if plain.is_empty() { "0" } else { plain };
        if plain.len() < written.len() {
            let zeros = start..start + (written.len() - plain.len());
            let what = say!(
                en: "`{shown}` begins with a zero: some programs read it as decimal, others as octal",
                zh: "`{shown}` 以 0 开头：有的程序按十进制读，有的按八进制读", shown = shown
            );
            let octal =
                u8::from_str_radix(plain, 8).ok().filter(|len| *len <= bits).map(|len| len.to_string());
            return Wrong::new(zeros, what).either(word, &all, plain, octal.as_deref());
        }
        let family = if bits == 32 { "IPv4" } else { "IPv6" };
        let what = say!(
            en: "an {family} address has {bits} bits, so a prefix length is 0 to {bits}, and not {shown}",
            zh: "{family} 地址有 {bits} 位，前缀长度为 0 到 {bits}，不能是 {shown}",
            family = family, bits = bits, shown = shown
        );
        return Wrong::new(all.clone(), what).instead(word, &bits.to_string());
    }
    if bits != 32 {
        return v6_mask(word, &all);
    }
    if let Some(digits) = written.strip_prefix("0x").or_else(|| written.strip_prefix("0X")) {
        if digits.len() != 8 || !digits.bytes().all(|c| c.is_ascii_hexdigit()) {
            let what = say!(
                en: "a mask in base 16 has 8 digits behind 0x, 0 to 9 and a to f", zh: "十六进制掩码在 0x 之后有 8 位数字（0 到 9、a 到 f）"
            );
            let full = spliced(word, &all, "0xffffff00");
            return Wrong::new(all, what)
                .hint(say!(en: "for a /24 type `{full}`", zh: "若为 /24，应输入 `{full}`", full = full));
        }
        let mask = u32::from_str_radix(digits, 16).unwrap_or(0);
        return gap(word, &all, mask);
    }
    if written.contains('.') {
        return match written.parse::<Ipv4Addr>() {
            Ok(mask) => gap(word, &all, u32::from(mask)),
            Err(_) => v4::octets(word, &all, &say!(en: "mask", zh: "掩码")),
        };
    }
    if written.len() == 8 && written.bytes().all(|c| c.is_ascii_hexdigit()) {
        let what = say!(en: "a mask in base 16 begins with 0x", zh: "十六进制掩码以 0x 开头");
        return Wrong::new(all.clone(), what).instead(word, &format!("0x{written}"));
    }
    no_number(word, &all)
}

fn no_number(word: &str, all: &Range<usize>) -> Wrong {
    let written = &word[all.clone()];
    let good = written.bytes().take_while(u8::is_ascii_digit).count();
    let at = all.start + good..all.end;
    let shown = word[at.clone()].to_string();
    let what = say!(
        en: "a prefix length is a number, and `{shown}` is none", zh: "前缀长度是一个数，而 `{shown}` 不是",
        shown = shown
    );
    Wrong::new(at, what).instead(word, "")
}

/// IPv6 has prefix lengths only (RFC 4291 §2.3).
fn v6_mask(word: &str, all: &Range<usize>) -> Wrong {
    let written = &word[all.clone()];
    if !written.contains(['.', ':', 'x', 'X']) {
        return no_number(word, all);
    }
    let what = say!(
        en: "IPv6 has no masks: its prefixes are written as a length", zh: "IPv6 没有掩码：前缀只用长度表示"
    );
    let mask = written.parse().map_or(0, |mask: std::net::Ipv6Addr| u128::from(mask));
    let is_mask = mask != 0 && mask.leading_ones() == mask.count_ones();
    let len = if is_mask { mask.leading_ones() } else { 64 };
    Wrong::new(all.clone(), what).instead(word, &len.to_string())
}

/// A mask in which a one follows a zero.
fn gap(word: &str, all: &Range<usize>, mask: u32) -> Wrong {
    let ones = mask.leading_ones();
    let (whole, part) = (ones / 8 * 8, 32 - mask.trailing_zeros());
    let bits: Vec<String> = mask.to_be_bytes().iter().map(|octet| format!("{octet:08b}")).collect();
    let bits = bits.join(".");
    let what = say!(
        en: "a mask is ones and then zeros, and here ones follow zeros: {bits}",
        zh: "掩码应先全为 1 再全为 0，这里 0 之后又有 1：{bits}", bits = bits
    );
    // the octet in which a one follows a zero for the first time
    let zeros = (mask << ones).leading_zeros();
    let octet = ((ones + zeros) / 8).min(3) as usize;
    let written = &word[all.clone()];
    let at = match written.split('.').nth(octet).filter(|_| written.contains('.')) {
        Some(text) => {
            let before: usize = written.split('.').take(octet).map(|text| text.len() + 1).sum();
            all.start + before..all.start + before + text.len()
        }
        None => all.clone(),
    };
    // the ones in front of the gap, or the gap filled
    let mut lens: Vec<u32> = if ones.is_multiple_of(8) { vec![whole, part] } else { vec![ones] };
    lens.retain(|len| (1..32).contains(len));
    let masks: Vec<String> = lens.iter().map(|len| with_len(word, all, *len)).collect();
    match masks.as_slice() {
        [one] => Wrong::new(at, what).hint(type_this(one)),
        [one, other] => Wrong::new(at, what).hint(say!(
            en: "type `{one}` or `{other}`", zh: "应输入 `{one}` 或 `{other}`", one = one, other = other
        )),
        _ => Wrong::new(at, what),
    }
}

/// The word with the mask of `len` in its place, written in the same way.
fn with_len(word: &str, all: &Range<usize>, len: u32) -> String {
    let mask = u32::MAX.checked_shl(32 - len).unwrap_or(0);
    let text = if word[all.clone()].contains('.') {
        Ipv4Addr::from(mask).to_string()
    } else {
        format!("{mask:#010x}")
    };
    spliced(word, all, &text)
}

impl Wrong {
    /// Offers what a number with leading zeros could mean: decimal, and octal if that is another.
    pub fn either(self, word: &str, at: &Range<usize>, decimal: &str, octal: Option<&str>) -> Wrong {
        let decimal = spliced(word, at, decimal);
        let octal = octal.map(|octal| spliced(word, at, octal)).filter(|octal| *octal != decimal);
        match octal.filter(|octal| read(octal).is_some() && read(&decimal).is_some()) {
            Some(octal) => self.hint(say!(
                en: "type `{decimal}` if it is decimal, `{octal}` if it is octal",
                zh: "若为十进制，输入 `{decimal}`；若为八进制，输入 `{octal}`", decimal = decimal, octal = octal
            )),
            None => self.offer(&decimal),
        }
    }
}
