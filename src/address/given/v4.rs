//! What is wrong with an IPv4 address.

use super::address;
use super::wrong::{Wrong, spliced};
use crate::say;
use crate::spec::Said;
use std::net::Ipv4Addr;
use std::ops::Range;

/// Why the first `end` octets of `word` are no IPv4 address.
pub fn wrong(word: &str, end: usize) -> Wrong {
    let all = 0..end;
    let address = &word[..end];
    if let Some(wrong) = another_thing(word, address) {
        return wrong;
    }
    octets(word, &all, &say!(en: "IPv4 address", zh: "IPv4 地址"))
}

/// Things that look like addresses to somebody, or hold one.
fn another_thing(word: &str, text: &str) -> Option<Wrong> {
    let end = text.len();
    if let Some(number) = whole_number(text) {
        let dotted = Ipv4Addr::from(number);
        let what = say!(
            en: "an IPv4 address is written as four octets, and this is one number",
            zh: "IPv4 地址写成四个字节，而这是一个数"
        );
        return Some(Wrong::new(0..end, what).instead(word, &dotted.to_string()));
    }
    if let Some((host, port)) = text.split_once(':').filter(|(host, _)| address(host).is_some()) {
        let what = say!(
            en: "`:{port}` is a port, and an address has none", zh: "`:{port}` 是端口，地址中没有端口", port = port
        );
        return Some(Wrong::new(host.len()..end, what).instead(word, ""));
    }
    if let Some((first, last)) =
        text.split_once('-').filter(|(first, last)| address(first).is_some() && address(last).is_some())
    {
        let what =
            say!(en: "this is a range, and one address is needed", zh: "这是一段范围，而此处需要一个地址");
        let hint = say!(
            en: "type `netlab subnet --range {first}-{last}`", zh: "应输入 `netlab subnet --range {first}-{last}`",
            first = first, last = last
        );
        return Some(Wrong::new(first.len()..end, what).hint(hint));
    }
    if text.matches('.').count() < 3 && (text.contains(',') || text.contains('\\')) {
        let at = text.find([',', '\\']).unwrap_or(0);
        let what = say!(
            en: "the octets of an IPv4 address are parted by dots, and its prefix stands behind `/`",
            zh: "IPv4 地址的各字节用点隔开，前缀写在 `/` 之后"
        );
        let dotted = word.replace(',', ".").replace('\\', "/");
        return Some(Wrong::new(at..at + 1, what).offer(&dotted));
    }
    if is_mac(text) {
        let what = say!(en: "this is a MAC address, and an IP address is needed", zh: "这是 MAC 地址，而此处需要 IP 地址");
        let hint = say!(en: "type `netlab mac {text}`", zh: "应输入 `netlab mac {text}`", text = text);
        return Some(Wrong::new(0..end, what).hint(hint));
    }
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if letters > digits {
        let what = say!(
            en: "an address is needed, and `{text}` is none", zh: "此处需要一个地址，而 `{text}` 不是", text = text
        );
        return Some(Wrong::new(0..end, what));
    }
    None
}

/// `2886732289` and `0xac100a01`.
fn whole_number(text: &str) -> Option<u32> {
    match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        // fewer digits are somebody's first octet
        None => text.parse().ok().filter(|number| *number > 0xffff),
    }
}

/// `00:1b:44:11:3a:b7`, `00-1b-…`, `001b.4411.3ab7`.
pub fn is_mac(text: &str) -> bool {
    let hex = |part: &str, len: usize| part.len() == len && part.bytes().all(|c| c.is_ascii_hexdigit());
    let all = |mark: char, count: usize, len: usize| {
        text.split(mark).count() == count && text.split(mark).all(|part| hex(part, len))
    };
    all(':', 6, 2) || all('-', 6, 2) || all('.', 3, 4)
}

/// Why what stands `all` in `word` is not four octets; `name` is what it should be.
pub fn octets(word: &str, all: &Range<usize>, name: &Said) -> Wrong {
    let text = &word[all.clone()];
    let mut start = all.start;
    for (number, part) in text.split('.').enumerate() {
        let at = start..start + part.len();
        if let Some(wrong) = octet(word, part, at, number + 1) {
            return wrong;
        }
        start += part.len() + 1;
    }
    let parts: Vec<&str> = text.split('.').collect();
    let have = parts.len();
    let what = Said {
        en: format!("an {} has four octets, and this has {have}", name.en).replace("an mask", "a mask"),
        zh: format!("{}有四个字节，这里有 {have} 个", name.zh),
    };
    if have > 4 {
        let kept: usize = parts.iter().take(4).map(|part| part.len() + 1).sum();
        return Wrong::new(all.start + kept - 1..all.end, what).instead(word, "");
    }
    let wrong = Wrong::new(all.clone(), what);
    let full = spliced(word, all, &format!("{text}{}", ".0".repeat(4 - have)));
    let old = inet_aton(&parts);
    match old.filter(|_| super::read(&full).is_some() && all.start == 0 && have > 1) {
        Some(old) => wrong.hint(say!(
            en: "type `{full}`; old programs read `{text}` as `{old}`",
            zh: "应输入 `{full}`；旧程序把 `{text}` 读作 `{old}`", full = full, text = text, old = old
        )),
        None => wrong.offer(&full),
    }
}

/// What `inet_aton` makes of fewer than four octets: its last number fills all that is left (POSIX inet_addr).
fn inet_aton(parts: &[&str]) -> Option<Ipv4Addr> {
    let (last, first) = parts.split_last()?;
    let mut number: u32 = last.parse().ok()?;
    for (part, shift) in first.iter().zip([24, 16, 8]) {
        number |= part.parse::<u32>().ok()? << shift;
    }
    Some(Ipv4Addr::from(number))
}

/// What is wrong with one octet, the `number`th.
fn octet(word: &str, part: &str, at: Range<usize>, number: usize) -> Option<Wrong> {
    let shown = part.to_string();
    if part.is_empty() {
        let what = say!(en: "octet {number} is missing", zh: "缺少第 {number} 个字节", number = number);
        let wide = at.start.saturating_sub(1)..(at.end + 1).min(word.len());
        let less = if at.start == 0 {
            spliced(word, &(0..1), "")
        } else {
            spliced(word, &(at.start - 1..at.end), "")
        };
        return Some(Wrong::new(wide, what).offer(&less));
    }
    if part.starts_with(['+', '-']) {
        let what = say!(en: "an octet has no sign", zh: "字节不带正负号");
        return Some(Wrong::new(at.start..at.start + 1, what).instead(word, ""));
    }
    if let Some(bad) = part.bytes().position(|c| !c.is_ascii_digit()) {
        let what = say!(
            en: "octet {number}, `{shown}`, is no number", zh: "第 {number} 个字节 `{shown}` 不是数",
            number = number, shown = shown
        );
        let here = at.start + bad..at.start + bad + 1;
        // the letters that are taken for digits
        let digits = part.replace(['o', 'O'], "0").replace(['l', 'I'], "1");
        return Some(Wrong::new(here, what).offer(&spliced(word, &at, &digits)));
    }
    if part.len() > 1 && part.starts_with('0') {
        let what = say!(
            en: "octet {number}, `{shown}`, begins with a zero: some programs read it as decimal, others as octal",
            zh: "第 {number} 个字节 `{shown}` 以 0 开头：有的程序按十进制读，有的按八进制读",
            number = number, shown = shown
        );
        let plain = part.trim_start_matches('0');
        let plain = if plain.is_empty() { "0" } else { plain };
        let octal = u8::from_str_radix(plain, 8).ok().map(|octet| octet.to_string());
        let zeros = at.start..at.start + (part.len() - plain.len()).max(1);
        // other octets may have zeros too
        return Some(
            match octal.filter(|octal| octal != plain) {
                Some(octal) => Wrong::new(zeros, what).either(word, &at, plain, Some(&octal)),
                None => Wrong::new(zeros, what).offer(&spliced(word, &at, plain)),
            }
            .offer(&without_zeros(word)),
        );
    }
    if part.parse::<u8>().is_err() {
        let what = say!(
            en: "octet {number} is {shown}, and an octet, 8 bits, is at most 255",
            zh: "第 {number} 个字节是 {shown}，而一个字节（8 位）最大为 255", number = number, shown = shown
        );
        return Some(Wrong::new(at, what));
    }
    None
}

/// The word with no leading zeros in its octets.
fn without_zeros(word: &str) -> String {
    let (address, prefix) = word.split_once('/').map_or((word, None), |(a, b)| (a, Some(b)));
    let plain = |part: &str| {
        let plain = part.trim_start_matches('0');
        if plain.is_empty() { "0".to_string() } else { plain.to_string() }
    };
    let octets: Vec<String> = address.split('.').map(plain).collect();
    let prefix = prefix.map(|prefix| format!("/{prefix}")).unwrap_or_default();
    format!("{}{prefix}", octets.join("."))
}
