//! The layer grammar: `eth dst=ff:ff:ff:ff:ff:ff / ipv4 dst=10.0.0.2 ttl=7 / udp dst_port=53 / text=hello`.

mod http;
mod offer;
mod place;
mod put;

pub use http::http_fields;
pub use offer::{Offer, offer};
pub use place::keys_of;
pub use put::put;

use super::value::hex;
use super::{Draft, Given, LARGEST, Node, Sheet};
use crate::proto::{ALL, DATA, HTTP, ICMP, ICMPV6, LINK_TYPES};
use crate::say;
use crate::spec::near::nearest;
use crate::spec::{Origin, Protocol, Trouble};

/// Short names of layers, as other programs have them.
const SHORT: [(&str, &str); 6] = [
    ("eth", "ethernet"),
    ("ip", "ipv4"),
    ("ip6", "ipv6"),
    ("icmp6", "icmpv6"),
    ("dot1q", "vlan"),
    ("ether", "ethernet"),
];

/// The keys of a payload that is no protocol.
pub const PAYLOADS: [&str; 3] = ["text", "hex", "file"];

/// Reads a file for `file=`; what calls this knows files.
pub type Reader<'a> = &'a dyn Fn(&str) -> Result<Vec<u8>, Trouble>;

/// Whether words are written in the layer grammar: there is a `/` between them, or the second has a `=`.
pub fn is_layers(words: &[String]) -> bool {
    words.iter().any(|word| is_border(word)) || words.get(1).is_some_and(|word| word.contains('='))
}

/// Git Bash makes a path of a lone `/`, but leaves `::`.
pub fn is_border(word: &str) -> bool {
    word == "/" || word == "::"
}

/// Reads words of the layer grammar. Fields that their author has to say and did not are still missing.
///
/// # Errors
/// An unknown layer, key or value, with what was perhaps meant.
pub fn layers(words: &[String], read: Reader<'_>) -> Result<Draft, Trouble> {
    let mut draft = Draft { link: 1, original: None, sheets: Vec::new() };
    for segment in words.split(|word| is_border(word)) {
        let Some((first, rest)) = segment.split_first() else {
            let what = say!(en: "there is no layer between two `/`", zh: "两个 `/` 之间没有层");
            return Err(Trouble::new(what));
        };
        let parent = draft.sheets.len().saturating_sub(1);
        let sheet = match first.split_once('=') {
            Some((key, _)) if PAYLOADS.contains(&key) => payload(segment, parent, read)?,
            _ => sheet(first, rest, parent, read)?,
        };
        draft.sheets.push(sheet);
    }
    quote(&mut draft);
    draft.link = link(&draft)?;
    Ok(draft)
}

fn sheet(first: &str, rest: &[String], parent: usize, read: Reader<'_>) -> Result<Sheet, Trouble> {
    let protocol = protocol(first)?;
    let mut sheet = Sheet::new(protocol, parent);
    if std::ptr::eq(protocol, &HTTP) {
        let pair = |word: &String| {
            let (key, value) = word.split_once('=').unwrap_or((word, ""));
            (key.to_string(), value.to_string())
        };
        sheet.fields = http_fields(&rest.iter().map(pair).collect::<Vec<_>>(), read)?;
        return Ok(sheet);
    }
    for word in rest {
        let (key, value) = match word.split_once('=') {
            Some((key, value)) => (key, Some(value)),
            None => (word.as_str(), None),
        };
        put(&mut sheet, key, value, Origin::Given)?;
    }
    Ok(sheet)
}

/// The protocol of a layer's name.
///
/// # Errors
/// Where there is none, with the one that was perhaps meant.
pub fn protocol(word: &str) -> Result<&'static Protocol, Trouble> {
    let key = SHORT.iter().find(|(short, _)| *short == word).map_or(word, |(_, key)| key);
    if let Some(protocol) = ALL.iter().find(|protocol| protocol.key == key) {
        return Ok(protocol);
    }
    let trouble = Trouble::new(say!(en: "there is no layer `{word}`", zh: "没有层 `{word}`", word = word));
    let known = ALL.iter().map(|protocol| protocol.key).chain(SHORT.map(|(short, _)| short)).chain(PAYLOADS);
    Err(match nearest(word, known) {
        Some(near) => {
            trouble.hint(say!(en: "did you mean `{near}`?", zh: "是否想输入 `{near}`？", near = near))
        }
        None => trouble.hint(say!(
            en: "a payload is written `text=...`, `hex=...` or `file=...`",
            zh: "有效载荷写作 `text=...`、`hex=...` 或 `file=...`"
        )),
    })
}

/// `text=hello hex=0a file=rest.bin`, one behind the other.
pub fn payload(words: &[String], parent: usize, read: Reader<'_>) -> Result<Sheet, Trouble> {
    let mut octets = Vec::new();
    for word in words {
        match word.split_once('=') {
            Some(("text", text)) => octets.extend(unescaped(text)?),
            Some(("hex", digits)) => octets.extend(hex(digits).ok_or_else(|| {
                let what = say!(
                    en: "`{word}`: octets are two digits each, of 0 to 9 and a to f", zh: "`{word}`：每个字节写两位十六进制数字",
                    word = word
                );
                Trouble::new(what).hint(say!(en: "for example `hex=0011aaff`", zh: "例如 `hex=0011aaff`"))
            })?),
            Some(("file", name)) => octets.extend(read(name)?),
            _ => {
                let what = say!(en: "`{word}` is no payload", zh: "`{word}` 不是有效载荷", word = word);
                let hint = say!(en: "`text=`, `hex=` or `file=`", zh: "`text=`、`hex=` 或 `file=`");
                return Err(Trouble::new(what).hint(hint));
            }
        }
        if octets.len() > LARGEST {
            return Err(super::lay::too_long(octets.len()));
        }
    }
    Ok(data(octets, parent))
}

/// Octets as a layer of their own.
pub fn data(octets: Vec<u8>, parent: usize) -> Sheet {
    let mut sheet = Sheet::new(&DATA, parent);
    if !octets.is_empty() {
        sheet.fields.push(Node::leaf("data", Given::Octets(octets)));
    }
    sheet
}

/// The octets of such a layer.
pub fn octets(sheet: &Sheet) -> Vec<u8> {
    match sheet.fields.first().and_then(|node| node.value.as_ref()) {
        Some(Given::Octets(octets)) => octets.clone(),
        _ => Vec::new(),
    }
}

/// Whether a layer has a field of that key.
pub fn knows(sheet: &Sheet, key: &str) -> bool {
    !place::find(sheet, key).is_empty()
}

/// Characters, with `\n`, `\r`, `\t`, `\\`, `\0` and `\x1f`.
fn unescaped(text: &str) -> Result<Vec<u8>, Trouble> {
    let mut octets = Vec::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        if c != '\\' {
            octets.extend(c.encode_utf8(&mut [0; 4]).as_bytes());
            continue;
        }
        let octet = match characters.next() {
            Some('n') => Some(b'\n'),
            Some('r') => Some(b'\r'),
            Some('t') => Some(b'\t'),
            Some('0') => Some(0),
            Some('\\') => Some(b'\\'),
            Some('x') => {
                let digits: String = characters.by_ref().take(2).collect();
                hex(&digits).and_then(|octets| octets.first().copied())
            }
            _ => None,
        };
        octets.push(octet.ok_or_else(|| {
            let what = say!(
                en: "`text={text}`: behind a backslash stands n, r, t, 0, x and two digits, or another", zh: "`text={text}`：反斜线之后应为 n、r、t、0、x 加两位数字，或另一个反斜线",
                text = text
            );
            Trouble::new(what)
        })?);
    }
    Ok(octets)
}

/// What an ICMP error carries is a quotation (RFC 792, RFC 4443 §2.4).
fn quote(draft: &mut Draft) {
    let mut quoted = false;
    for sheet in &mut draft.sheets {
        sheet.quoted = quoted;
        let is_icmp = [&ICMP, &ICMPV6].iter().any(|icmp| std::ptr::eq(*icmp, sheet.protocol));
        quoted |= is_icmp;
    }
    // data behind a message that quotes nothing is data
    let quotes = |sheet: &Sheet| sheet.quoted && !std::ptr::eq(sheet.protocol, &DATA);
    if !draft.sheets.iter().any(quotes) {
        draft.sheets.iter_mut().for_each(|sheet| sheet.quoted = false);
    }
}

/// The link type of frames that begin with the draft's outermost layer.
fn link(draft: &Draft) -> Result<u32, Trouble> {
    let Some(first) = draft.sheets.first() else { return Ok(1) };
    let leads = LINK_TYPES
        .entries
        .iter()
        .find(|entry| entry.protocol.is_some_and(|protocol| std::ptr::eq(protocol, first.protocol)));
    match leads {
        Some(entry) => Ok(entry.value as u32),
        None => {
            let name = first.protocol.key;
            let what = say!(
                en: "no link carries {name} as it is: a frame cannot begin with it", zh: "没有链路直接承载 {name}：帧不能以它开头",
                name = name
            );
            Err(Trouble::new(what).hint(say!(
                en: "put the layers below before it: `eth dst=... / ipv4 dst=... / {name} ...`",
                zh: "请在前面写出下面各层：`eth dst=... / ipv4 dst=... / {name} ...`", name = name
            )))
        }
    }
}
