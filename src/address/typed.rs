//! A MAC address as people and programs write it.

use super::mac;
use crate::say;
use crate::spec::{Said, write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::ops::Range;

/// What is wrong with a word that should be a MAC address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// What was needed, and what there was.
    pub what: Said,
    /// The octets of the word that are meant.
    pub at: Range<usize>,
    /// What to type instead.
    pub hint: Option<Said>,
}

/// The characters between groups of digits.
const BETWEEN: [char; 3] = [':', '-', '.'];

/// A group of digits between two separators, and where it stands.
struct Group<'a> {
    digits: &'a str,
    at: Range<usize>,
}

/// Reads `00:1b:44:11:3a:b7`, `00-1B-44-11-3A-B7`, `001b.4411.3ab7`, `001b-4411-3ab7`, `001b44-113ab7` or
/// `001b44113ab7`, in either case. Between colons a digit may stand alone, as BSD and macOS print it: `0:1b:44:11:3a:b7`.
///
/// # Errors
/// All other words, with the part that is wrong, why, and what to type instead.
pub fn typed(word: &str) -> Result<[u8; 6], Wrong> {
    // eight groups of two digits are an EUI-64 sooner than an IPv6 address
    let is_eui64 = word.split(':').all(|group| group.len() == 2);
    // and six groups, one of them empty, are a MAC address with an octet left out
    let is_six = word.matches(':').count() == 5 && word.split(':').all(|group| group.len() <= 2);
    match word.parse() {
        Ok(IpAddr::V6(address)) if !is_eui64 && !is_six => return Err(ipv6(word, address)),
        Ok(IpAddr::V4(address)) => return Err(ipv4(word, address)),
        _ => (),
    }
    digits_only(word)?;
    let groups = groups(word)?;
    let count: usize = groups.iter().map(|group| group.digits.len()).sum();
    let sizes = |groups_of: usize, digits: usize| {
        groups.len() == groups_of && groups.iter().all(|group| group.digits.len() == digits)
    };
    if sizes(8, 2) || sizes(4, 4) || sizes(1, 16) {
        return Err(eight_octets(word));
    }
    let short = word.contains(':') && groups.len() == 6;
    if !(sizes(6, 2) || sizes(3, 4) || sizes(2, 6) || sizes(1, 12)) {
        odd_group(&groups, short)?;
        if !short {
            return Err(count_of_digits(word, count));
        }
    }
    // a lone digit is its octet's lower half
    let digits: String = groups
        .iter()
        .map(|group| if group.digits.len() == 1 { format!("0{}", group.digits) } else { group.digits.into() })
        .collect();
    octets(&digits).ok_or_else(|| count_of_digits(word, count))
}

/// So many octets as there are pairs of digits.
fn octets<const N: usize>(digits: &str) -> Option<[u8; N]> {
    let mut octets = [0; N];
    for (i, octet) in octets.iter_mut().enumerate() {
        *octet = u8::from_str_radix(digits.get(i * 2..i * 2 + 2)?, 16).ok()?;
    }
    (digits.len() == N * 2).then_some(octets)
}

/// Refuses all characters but digits and what stands between them.
fn digits_only(word: &str) -> Result<(), Wrong> {
    let wrong = |at: Range<usize>, what: Said, hint: Option<Said>| Err(Wrong { what, at, hint });
    if word.is_empty() {
        let what = say!(en: "there is no address: the word is empty", zh: "没有地址：参数为空");
        return wrong(0..0, what, Some(example()));
    }
    if let Some(rest) = word.strip_prefix("0x").or_else(|| word.strip_prefix("0X")) {
        let what = say!(
            en: "a MAC address is in hexadecimal always, without `0x`",
            zh: "MAC 地址总是十六进制，不写 `0x`"
        );
        let is_whole = rest.len() == 12 && rest.chars().all(|c| c.is_ascii_hexdigit());
        let hint = is_whole.then(|| say!(en: "`netlab mac {rest}`", zh: "`netlab mac {rest}`", rest = rest));
        return wrong(0..2, what, hint);
    }
    let is_known = |c: char| c.is_ascii_hexdigit() || BETWEEN.contains(&c);
    let Some((at, c)) = word.char_indices().find(|(_, c)| !is_known(*c)) else { return Ok(()) };
    let end = at + c.len_utf8();
    let shown = c.escape_debug();
    let what = match c {
        ' ' | '\t' => say!(en: "there is a space in the address", zh: "地址中有空格"),
        '/' => say!(
            en: "a MAC address has no prefix length: all interfaces of a link are reached alike",
            zh: "MAC 地址没有前缀长度：同一链路上的接口都直接可达"
        ),
        c if c.is_numeric() => say!(
            en: "`{c}` is no hexadecimal digit: those are 0-9 and a-f of ASCII", zh: "`{c}` 不是十六进制数字：只能用 ASCII 的 0-9 和 a-f",
            c = c
        ),
        _ => say!(
            en: "`{c}` is no hexadecimal digit (0-9, a-f) and does not stand between octets (`:`, `-` or `.`)",
            zh: "`{c}` 不是十六进制数字（0-9、a-f），也不是字节之间的分隔符（`:`、`-` 或 `.`）",
            c = shown
        ),
    };
    let meant = match c {
        'o' | 'O' => Some('0'),
        'l' | 'I' | 'i' => Some('1'),
        '：' => Some(':'),
        '－' | '–' | '−' | '‐' => Some('-'),
        '。' | '．' => Some('.'),
        '_' => Some(':'),
        _ => None,
    };
    let hint = match (meant, c) {
        (Some(meant), _) => {
            Some(say!(en: "`{meant}` is meant here, perhaps", zh: "这里也许应为 `{meant}`", meant = meant))
        }
        (None, ' ') => {
            let closed: String = word.split_whitespace().collect::<Vec<_>>().join(":");
            typed(&closed).is_ok().then(|| retype(&closed))
        }
        (None, '/') => {
            let plain = word.get(..at).filter(|plain| typed(plain).is_ok());
            plain.map(retype)
        }
        _ => Some(example()),
    };
    wrong(at..end, what, hint)
}

/// The groups between separators, which must all be the same one.
fn groups(word: &str) -> Result<Vec<Group<'_>>, Wrong> {
    let first = word.find(BETWEEN).and_then(|at| word.get(at..at + 1));
    let mut groups = Vec::new();
    let mut start = 0;
    for (at, found) in word.match_indices(BETWEEN).chain([(word.len(), first.unwrap_or(""))]) {
        let digits = word.get(start..at).unwrap_or("");
        if digits.is_empty() {
            let what = if at == word.len() {
                say!(en: "nothing stands behind the last `{found}`", zh: "最后一个 `{found}` 之后没有数字", found = found)
            } else {
                say!(en: "no digit stands before this `{found}`", zh: "这个 `{found}` 之前没有数字", found = found)
            };
            let at = if at == word.len() { start.saturating_sub(1)..at } else { at..at + 1 };
            return Err(Wrong { what, at, hint: Some(example()) });
        }
        groups.push(Group { digits, at: start..at });
        start = at + 1;
        if let Some(first) = first.filter(|first| *first != found) {
            let what = say!(
                en: "octets are separated by `{first}` before, by `{found}` here: one or the other",
                zh: "前面用 `{first}` 分隔，这里用 `{found}`：只能用一种",
                first = first, found = found
            );
            let same = word.replace(BETWEEN, first);
            let hint = typed(&same).is_ok().then(|| retype(&same));
            return Err(Wrong { what, at: at..at + 1, hint });
        }
    }
    Ok(groups)
}

/// Refuses the first group that is not as long as it should be.
fn odd_group(groups: &[Group<'_>], short: bool) -> Result<(), Wrong> {
    let need = match groups.len() {
        6 => 2,
        3 if groups.iter().any(|group| group.digits.len() > 2) => 4,
        2 => 6,
        _ => return Ok(()),
    };
    let fits = |group: &&Group<'_>| group.digits.len() == need || (short && group.digits.len() == 1);
    let Some(group) = groups.iter().find(|group| !fits(group)) else { return Ok(()) };
    let (have, digits) = (group.digits.len(), group.digits);
    let what = say!(
        en: "this group should have {need} digits, `{digits}` has {have}", zh: "这一组应有 {need} 位数字，`{digits}` 有 {have} 位",
        digits = digits, have = have, need = need
    );
    let hint = (need == 2 && have == 1).then(|| {
        let all: Vec<String> = groups.iter().map(|group| format!("{:0>2}", group.digits)).collect();
        all.join(":")
    });
    let hint = hint.filter(|all| typed(all).is_ok()).map(|all| retype(&all));
    Err(Wrong { what, at: group.at.clone(), hint: hint.or_else(|| Some(example())) })
}

/// Too few digits, or too many.
fn count_of_digits(word: &str, count: usize) -> Wrong {
    let what = say!(
        en: "a MAC address is 6 octets, 12 hexadecimal digits; there are {count}",
        zh: "MAC 地址有 6 字节，即 12 位十六进制数字；这里有 {count} 位",
        count = count
    );
    // as many as make an address may stand
    let mut seen = 0;
    let behind = word.char_indices().find(|(_, c)| {
        seen += usize::from(c.is_ascii_hexdigit());
        seen > 12
    });
    let at = behind.map_or(0..word.len(), |(at, _)| at..word.len());
    let hint = if matches!(count, 6 | 7 | 9) {
        say!(
            en: "`netlab mac --search {word}` finds whose prefix it is", zh: "`netlab mac --search {word}` 查这个前缀属于谁",
            word = word
        )
    } else {
        example()
    };
    Wrong { what, at, hint: Some(hint) }
}

/// An EUI-64: eight octets are no MAC address, but may have been made of one.
fn eight_octets(word: &str) -> Wrong {
    let digits: String = word.chars().filter(char::is_ascii_hexdigit).collect();
    let what = say!(
        en: "these are 8 octets, an EUI-64; a MAC address is an EUI-48, 6 octets",
        zh: "这是 8 字节的 EUI-64；MAC 地址是 6 字节的 EUI-48"
    );
    let made_of = octets(&digits).and_then(mac::of_modified_eui64);
    let hint = match made_of {
        Some(address) => made_of_eui64(address),
        None => say!(
            en: "ff:fe is not in its middle, so it was made of no MAC address", zh: "中间两字节不是 ff:fe，因此它不是由 MAC 地址生成的"
        ),
    };
    Wrong { what, at: 0..word.len(), hint: Some(hint) }
}

/// An IPv6 address: a group's goes to a MAC address, and others may have been made of one.
fn ipv6(word: &str, address: Ipv6Addr) -> Wrong {
    let octets @ [.., a, b, c, d, e, f, g, h] = address.octets();
    let what = say!(en: "this is an IPv6 address", zh: "这是 IPv6 地址");
    let hint = match address.is_multicast() {
        true => Some(group(mac::of_ipv6_group(octets))),
        false => mac::of_modified_eui64([a, b, c, d, e, f, g, h]).map(made_of_eui64),
    };
    Wrong { what, at: 0..word.len(), hint }
}

/// An IPv4 address: a group's goes to a MAC address, others have to be asked for.
fn ipv4(word: &str, address: Ipv4Addr) -> Wrong {
    let what = say!(en: "this is an IPv4 address", zh: "这是 IPv4 地址");
    let hint = match address.is_multicast() {
        true => group(mac::of_ipv4_group(address.octets())),
        false => say!(
            en: "ARP finds the MAC address behind it: `netlab frame --sample arp-request` shows how",
            zh: "它对应的 MAC 地址由 ARP 查找：见 `netlab frame --sample arp-request`"
        ),
    };
    Wrong { what, at: 0..word.len(), hint: Some(hint) }
}

fn group(address: [u8; 6]) -> Said {
    let mac = write::shown_mac(&address);
    say!(
        en: "what is sent to this group goes to `netlab mac {mac}`", zh: "发给这个组的帧的目的地址：`netlab mac {mac}`",
        mac = mac
    )
}

fn made_of_eui64(address: [u8; 6]) -> Said {
    let mac = write::shown_mac(&address);
    say!(
        en: "if it is a Modified EUI-64, it was made of `netlab mac {mac}`", zh: "如果它是修改的 EUI-64，则由此生成：`netlab mac {mac}`",
        mac = mac
    )
}

fn retype(word: &str) -> Said {
    say!(en: "`netlab mac {word}`", zh: "`netlab mac {word}`", word = word)
}

fn example() -> Said {
    say!(
        en: "`netlab mac 00:1b:44:11:3a:b7`, or 00-1B-44-11-3A-B7, 001b.4411.3ab7, 001b44113ab7",
        zh: "`netlab mac 00:1b:44:11:3a:b7`，或 00-1B-44-11-3A-B7、001b.4411.3ab7、001b44113ab7"
    )
}
