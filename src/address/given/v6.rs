//! What is wrong with an IPv6 address: the rules of RFC 4291 §2.2.

use super::v4;
use super::wrong::{Wrong, spliced};
use crate::say;
use std::net::Ipv4Addr;
use std::ops::Range;

/// Why the first `end` octets of `word` are no IPv6 address.
pub fn wrong(word: &str, end: usize) -> Wrong {
    let text = &word[..end];
    if let Some(at) = text.find('%') {
        let what = say!(
            en: "`%` and an interface say where the address is used (RFC 4007 §11), and are no part of it",
            zh: "`%` 和接口名说明地址用在哪个接口上（RFC 4007 §11），不是地址的一部分"
        );
        return Wrong::new(at..end, what).instead(word, "");
    }
    if let Some(inner) = text.strip_prefix('[') {
        let inner = inner.split(']').next().unwrap_or(inner);
        let what = say!(
            en: "brackets stand around an address in a URL only (RFC 3986 §3.2.2)",
            zh: "方括号只在 URL 中写在地址两边（RFC 3986 §3.2.2）"
        );
        return Wrong::new(0..1, what).offer(&spliced(word, &(0..end), inner));
    }
    if v4::is_mac(text) {
        let what = say!(en: "this is a MAC address, and an IP address is needed", zh: "这是 MAC 地址，而此处需要 IP 地址");
        let hint = say!(en: "type `netlab mac {text}`", zh: "应输入 `netlab mac {text}`", text = text);
        return Wrong::new(0..end, what).hint(hint);
    }
    if let Some(wrong) = colons(word, text) {
        return wrong;
    }
    let mut start = 0;
    let parts: Vec<&str> = text.split(':').collect();
    for (i, part) in parts.iter().enumerate() {
        let at = start..start + part.len();
        let is_last = i + 1 == parts.len();
        if part.contains('.') {
            if !is_last {
                let what = say!(
                    en: "an IPv4 address stands only at the end of an IPv6 address",
                    zh: "IPv4 地址只能写在 IPv6 地址的末尾"
                );
                return Wrong::new(at, what);
            }
            if part.parse::<Ipv4Addr>().is_err() {
                return v4::octets(word, &at, &say!(en: "IPv4 address", zh: "IPv4 地址"));
            }
        } else if let Some(wrong) = group(word, part, at) {
            return wrong;
        }
        start += part.len() + 1;
    }
    count(word, text, &parts)
}

/// Colons in wrong places.
fn colons(word: &str, text: &str) -> Option<Wrong> {
    let end = text.len();
    if let Some(at) = text.find(":::") {
        let many = text[at..].bytes().take_while(|c| *c == b':').count();
        let what = say!(
            en: "there are {many} colons in a row, and at most two may be", zh: "连续有 {many} 个冒号，最多只能有两个",
            many = many
        );
        return Some(Wrong::new(at..at + many, what).instead(word, "::"));
    }
    let mut pairs = text.match_indices("::").map(|(at, _)| at);
    let first = pairs.next();
    if let Some(second) = pairs.next() {
        let what = say!(
            en: "`::` stands twice, so that nobody can tell how many zeros each stands for (RFC 4291 §2.2)",
            zh: "`::` 出现了两次，无法知道每个代表多少个 0（RFC 4291 §2.2）"
        );
        return Some(Wrong::new(second..second + 2, what).instead(word, ":0:").instead(word, ":"));
    }
    if text.starts_with(':') && first != Some(0) {
        let what = say!(en: "a single colon cannot begin an address", zh: "地址不能以单个冒号开头");
        return Some(Wrong::new(0..1, what).instead(word, "::").instead(word, "0:").instead(word, ""));
    }
    if text.ends_with(':') && first != Some(end.saturating_sub(2)) {
        let what = say!(en: "a single colon cannot end an address", zh: "地址不能以单个冒号结尾");
        return Some(
            Wrong::new(end - 1..end, what).instead(word, "::").instead(word, ":0").instead(word, ""),
        );
    }
    None
}

/// What is wrong with one group.
fn group(word: &str, part: &str, at: Range<usize>) -> Option<Wrong> {
    let shown = part.to_string();
    if let Some(bad) = part.bytes().position(|c| !c.is_ascii_hexdigit()) {
        let bad = part[bad..].chars().next().map_or(bad..bad, |c| bad..bad + c.len_utf8());
        let letter = part[bad.clone()].to_string();
        let what = say!(
            en: "`{letter}` is no digit of base 16, which are 0 to 9 and a to f",
            zh: "`{letter}` 不是十六进制数字（0 到 9、a 到 f）", letter = letter
        );
        let digits = part.replace(['o', 'O'], "0").replace(['l', 'I'], "1");
        let here = at.start + bad.start..at.start + bad.end;
        return Some(Wrong::new(here, what).offer(&spliced(word, &at, &digits)));
    }
    if part.len() <= 4 {
        return None;
    }
    let what = say!(
        en: "the group `{shown}` has {digits} digits, and a group, 16 bits, has at most 4",
        zh: "这一组 `{shown}` 有 {digits} 位数字，而一组（16 位）最多 4 位十六进制数字", shown = shown, digits = part.len()
    );
    let wrong = Wrong::new(at.clone(), what);
    let plain = part.trim_start_matches('0');
    if plain.len() <= 4 {
        return Some(wrong.instead(word, if plain.is_empty() { "0" } else { plain }));
    }
    // a colon is missing somewhere in it, and only the student knows where
    let (first, rest) = part.split_at_checked(4)?;
    Some(wrong.instead(word, &format!("{first}:{rest}")))
}

/// Too many groups or too few.
fn count(word: &str, text: &str, parts: &[&str]) -> Wrong {
    let end = text.len();
    let dotted = usize::from(text.contains('.'));
    let have = parts.iter().filter(|part| !part.is_empty()).count() + dotted;
    match text.find("::") {
        Some(at) => {
            let what = say!(
                en: "`::` stands for at least one group of zeros, and {have} of 8 groups are written already",
                zh: "`::` 至少代表一组 0，而 8 组中已写出 {have} 组", have = have
            );
            Wrong::new(at..at + 2, what).instead(word, ":")
        }
        None => {
            let what = say!(
                en: "an IPv6 address has 8 groups, and this has {have}; `::` stands for groups of zeros",
                zh: "IPv6 地址有 8 组，这里有 {have} 组；`::` 代表若干组 0", have = have
            );
            if have > 8 && dotted == 0 {
                let kept: usize = parts.iter().take(8).map(|part| part.len() + 1).sum();
                return Wrong::new(kept - 1..end, what).instead(word, "");
            }
            Wrong::new(0..end, what).instead(word, &format!("{text}::"))
        }
    }
}
