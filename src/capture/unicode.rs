//! Text as it comes: UTF-8 with or without its mark, UTF-16 from Windows, and octets of unknown encodings.

use std::fmt::Write;

use super::input::Input;
use super::sniff::example;
use crate::say;
use crate::spec::Trouble;

/// Text is read whole before it is looked at, so there is a limit, in octets.
const LONGEST: usize = 64 << 20;
/// Where so many octets of a text hold none in hexadecimal, what is behind them is not waited for.
const PATIENCE: usize = 64 << 10;

/// How the characters of a text are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// UTF-8, or another encoding of which only the ASCII part matters.
    Utf8,
    /// As Windows PowerShell writes it after `>`.
    Utf16Little,
    Utf16Big,
}

impl Encoding {
    /// The encoding of a text that begins with `sample`; `None` where it is no text.
    pub(super) fn of(sample: &[u8]) -> Option<Encoding> {
        match sample {
            [0xff, 0xfe, ..] => return Some(Encoding::Utf16Little),
            [0xfe, 0xff, ..] => return Some(Encoding::Utf16Big),
            _ => {}
        }
        let pairs = || sample.chunks_exact(2).take(16);
        if sample.len() >= 8 && pairs().all(|pair| matches!(pair, [low, 0] if plain(*low))) {
            return Some(Encoding::Utf16Little);
        }
        if sample.len() >= 8 && pairs().all(|pair| matches!(pair, [0, low] if plain(*low))) {
            return Some(Encoding::Utf16Big);
        }
        let text = sample.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(sample);
        if text.iter().any(|&byte| byte < 0x80 && !plain(byte)) {
            return None;
        }
        // comments may be in any encoding, but a text about octets is mostly ASCII
        let foreign =
            String::from_utf8_lossy(text).chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count();
        (foreign * 4 <= text.len()).then_some(Encoding::Utf8)
    }
}

/// Printable ASCII, white space, and the escape that colours a terminal.
fn plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~' | b'\t' | b'\n' | b'\r' | 0x0c | 0x1b)
}

/// The whole text.
pub(super) fn read(input: &mut Input, encoding: Encoding) -> Result<String, Trouble> {
    let mut bytes = Vec::new();
    let mut hopeful = false;
    while input.want(1)? > 0 {
        let held = input.held();
        let count = held.len();
        if bytes.len() + count > LONGEST {
            return Err(Trouble::new(say!(
                en: "the text is longer than {most} MiB, the limit for hexadecimal text",
                zh: "文本超过 {most} MiB，这是十六进制文本的上限",
                most = LONGEST >> 20
            ))
            .hint(say!(
                en: "write it as a pcap file, which has no limit: `text2pcap TEXT frames.pcap` (of Wireshark)",
                zh: "请写成没有上限的 pcap 文件：`text2pcap TEXT frames.pcap`（属于 Wireshark）"
            )));
        }
        bytes.extend_from_slice(held);
        input.consume(count);
        // the last octet of the piece before may be the first of a pair
        let fresh = bytes.get(bytes.len().saturating_sub(count + 1)..).unwrap_or_default();
        hopeful = hopeful || encoding != Encoding::Utf8 || holds_an_octet(fresh);
        if !hopeful && bytes.len() >= PATIENCE {
            return Err(Trouble::new(say!(
                en: "the input is text, but its first {read} octets hold none in hexadecimal",
                zh: "输入是文本，但前 {read} 字节中没有十六进制的字节",
                read = bytes.len()
            ))
            .hint(example()));
        }
    }
    Ok(decode(bytes, encoding))
}

/// Whether two hexadecimal digits stand side by side, as they do in every way to write an octet.
fn holds_an_octet(text: &[u8]) -> bool {
    text.windows(2).any(|pair| pair.iter().all(u8::is_ascii_hexdigit))
}

fn decode(bytes: Vec<u8>, encoding: Encoding) -> String {
    let unit = match encoding {
        Encoding::Utf16Little => u16::from_le_bytes,
        Encoding::Utf16Big => u16::from_be_bytes,
        Encoding::Utf8 => {
            let mut text = match String::from_utf8(bytes) {
                Ok(text) => text,
                Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
            };
            if text.starts_with('\u{feff}') {
                text.remove(0);
            }
            return text;
        }
    };
    let units = bytes.chunks_exact(2).filter_map(|pair| pair.first_chunk()).map(|pair| unit(*pair));
    char::decode_utf16(units)
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .skip_while(|&c| c == '\u{feff}')
        .collect()
}

/// At most forty characters of `text`, with everything that a terminal would obey written as an escape.
pub(super) fn escaped(text: &str) -> String {
    let mut shown = String::new();
    let mut chars = text.chars();
    for c in chars.by_ref().take(40) {
        match c {
            '"' | '\'' | '\\' => shown.push(c),
            // one character per octet that was no UTF-8
            char::REPLACEMENT_CHARACTER => shown.push('?'),
            c => {
                let _ = write!(shown, "{}", c.escape_debug());
            }
        }
    }
    if chars.next().is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_is_left() {
        assert_eq!(escaped("a\x1b[2J\u{9b}1m\u{202e}b"), r"a\u{1b}[2J\u{9b}1m\u{202e}b");
        assert_eq!(escaped("it's \"quoted\" 中文"), "it's \"quoted\" 中文");
        assert_eq!(escaped(&"x".repeat(50)).chars().count(), 41);
    }

    #[test]
    fn windows_text_is_text_and_binary_is_not() {
        let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        assert_eq!(Encoding::of(&utf16("\u{feff}45 00\r\n")), Some(Encoding::Utf16Little));
        assert_eq!(Encoding::of(&utf16("45 00 00 3c\r\n")), Some(Encoding::Utf16Little));
        assert_eq!(decode(utf16("\u{feff}45 00\r\n"), Encoding::Utf16Little), "45 00\r\n");
        assert_eq!(Encoding::of("\u{feff}45 // 首部".as_bytes()), Some(Encoding::Utf8));
        assert_eq!(decode("\u{feff}45".into(), Encoding::Utf8), "45");
        // a comment in GBK
        assert_eq!(Encoding::of(b"45 00 00 3c # \xca\xd7\xb2\xbf\n45 00 00 3c"), Some(Encoding::Utf8));
        assert_eq!(Encoding::of(&[0x45, 0, 0, 0x3c, 0x1c, 0x46, 0x40, 0]), None);
        assert_eq!(Encoding::of(&[0x80; 100]), None);
    }
}
