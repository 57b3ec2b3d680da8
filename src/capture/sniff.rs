//! Tells by the first octets what an input is.

use std::fmt::Write;

use super::input::Input;
use super::unicode::Encoding;
use super::{pcap, pcapng};
use crate::say;
use crate::spec::{Said, Trouble};

/// What an input holds.
pub(super) enum Content {
    Pcap,
    Pcapng,
    Text(Encoding),
}

/// Octets looked at where nothing at the very beginning decides.
const SAMPLE: usize = 512;

/// Looks without taking anything away.
pub(super) fn content(input: &mut Input) -> Result<Content, Trouble> {
    // not more than needed at first: a pipe from a running capture may give no more for a long time
    input.want(4)?;
    let held = input.held();
    if held.is_empty() {
        return Err(Trouble::new(say!(
            en: "the input is empty; it needs a pcap file, a pcapng file or hexadecimal text",
            zh: "输入是空的；需要 pcap 文件、pcapng 文件或十六进制文本"
        ))
        .hint(example()));
    }
    if let Some(&first) = held.first_chunk() {
        if pcap::magic(first).is_some() {
            return Ok(Content::Pcap);
        }
        if first == pcapng::SECTION_HEADER {
            return Ok(Content::Pcapng);
        }
    }
    input.want(SAMPLE)?;
    let held = input.held();
    let sample = held.get(..SAMPLE).unwrap_or(held);
    if let Some(trouble) = container(sample) {
        return Err(trouble);
    }
    if let Some(encoding) = Encoding::of(sample) {
        return Ok(Content::Text(encoding));
    }
    let first = octets(sample.get(..16).unwrap_or(sample));
    Err(Trouble::new(say!(
        en: "the input needs to be a pcap file (d4 c3 b2 a1 …), a pcapng file (0a 0d 0d 0a …) or hexadecimal text, but begins with {first}",
        zh: "输入应是 pcap 文件（d4 c3 b2 a1 …）、pcapng 文件（0a 0d 0d 0a …）或十六进制文本，但开头是 {first}",
        first = first
    ))
    .hint(say!(
        en: "for the octets of a frame by themselves: `xxd -p FILE` writes them as hexadecimal text",
        zh: "若文件就是一个帧的字节，可用 `xxd -p FILE` 把它写成十六进制文本"
    )))
}

/// Octets as `0a 0d 0d 0a`.
pub(super) fn octets(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 3);
    for (i, byte) in bytes.iter().enumerate() {
        let _ = write!(text, "{}{byte:02x}", if i == 0 { "" } else { " " });
    }
    text
}

/// What to type for an input that can be read.
pub(super) fn example() -> Said {
    say!(
        en: "`tcpdump -c 10 -w FILE` captures ten frames; `xxd -p FILE` writes octets as hexadecimal text",
        zh: "`tcpdump -c 10 -w FILE` 抓十个帧；`xxd -p FILE` 把字节写成十六进制文本"
    )
}

/// A file format with a name, and how to get at what it holds.
struct Known {
    begins: &'static [u8],
    name: &'static str,
    remedy: Remedy,
}

enum Remedy {
    /// A command that unpacks it to stdout, to be followed by a file name.
    Unpack(&'static str),
    /// A capture that Wireshark's editcap rewrites.
    Rewrite,
    /// No capture.
    Nothing,
}

use Remedy::{Nothing, Rewrite, Unpack};

/// Beginnings of files that people hand over by mistake; each is the format's own magic number.
static KNOWN: &[Known] = &[
    Known { begins: &[0x1f, 0x8b], name: "gzip", remedy: Unpack("gzip -dc") },
    Known { begins: &[0x28, 0xb5, 0x2f, 0xfd], name: "zstd", remedy: Unpack("zstd -dc") },
    Known { begins: &[0x04, 0x22, 0x4d, 0x18], name: "lz4", remedy: Unpack("lz4 -dc") },
    Known { begins: b"\xfd7zXZ\0", name: "xz", remedy: Unpack("xz -dc") },
    Known { begins: b"BZh", name: "bzip2", remedy: Unpack("bzip2 -dc") },
    Known { begins: &[0x1f, 0x9d], name: "compress (.Z)", remedy: Unpack("gzip -dc") },
    Known { begins: b"PK\x03\x04", name: "ZIP", remedy: Unpack("unzip -p") },
    Known { begins: b"7z\xbc\xaf\x27\x1c", name: "7-Zip", remedy: Unpack("7z x -so") },
    Known { begins: b"snoop\0\0\0", name: "Sun snoop", remedy: Rewrite },
    Known { begins: b"btsnoop\0", name: "btsnoop", remedy: Rewrite },
    Known { begins: b"GMBU", name: "Microsoft Network Monitor 2", remedy: Rewrite },
    Known { begins: b"RTSS", name: "Microsoft Network Monitor 1", remedy: Rewrite },
    Known { begins: b"TRSNIFF data", name: "Sniffer", remedy: Rewrite },
    Known { begins: b"XCP\0", name: "NetXRay", remedy: Rewrite },
    Known { begins: b"iptrace ", name: "AIX iptrace", remedy: Rewrite },
    Known { begins: b"\x7fELF", name: "ELF", remedy: Nothing },
    Known { begins: b"\x89PNG", name: "PNG", remedy: Nothing },
    Known { begins: b"%PDF", name: "PDF", remedy: Nothing },
    Known { begins: b"\xff\xd8\xff", name: "JPEG", remedy: Nothing },
];

fn container(sample: &[u8]) -> Option<Trouble> {
    let known = KNOWN.iter().find(|known| sample.starts_with(known.begins))?;
    let what = say!(
        en: "the input is a {name} file; a pcap file, a pcapng file or hexadecimal text is needed",
        zh: "输入是 {name} 文件；需要的是 pcap 文件、pcapng 文件或十六进制文本",
        name = known.name
    );
    Some(Trouble::new(what).hint(match known.remedy {
        Unpack(command) => say!(
            en: "unpack it first: `{command} FILE > frames.pcap`",
            zh: "请先解压：`{command} FILE > frames.pcap`",
            command = command
        ),
        Rewrite => say!(
            en: "rewrite it first: `editcap -F pcap FILE frames.pcap` (of Wireshark)",
            zh: "请先改写：`editcap -F pcap FILE frames.pcap`（属于 Wireshark）"
        ),
        Nothing => example(),
    }))
}
