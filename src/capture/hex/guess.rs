//! What a frame without any file around it begins with.

use super::{Clue, Network, Notes, Remark};
use crate::capture::pcap::magic;
use crate::capture::pcapng::SECTION_HEADER;
use crate::capture::{ETHERNET, RAW};
use crate::say;
use crate::spec::{Said, Trouble, text};

/// The LINKTYPE_ number of `octets`: Ethernet, unless they are plainly an IP datagram without a link header.
pub(super) fn link(octets: &[u8], clue: &Clue, number: u64, notes: &mut Notes) -> Result<u32, Trouble> {
    // only a dump of a capture file begins like one
    if octets.first_chunk().is_some_and(|first| magic(*first).is_some() || *first == SECTION_HEADER) {
        notes.once(Remark::DumpOfFile, || {
            say!(
                en: "frame {number} begins with the magic number of a capture file: if the text shows such a file, give the file itself, or `xxd -r TEXT > frames.pcap` makes it again",
                zh: "第 {number} 帧以抓包文件的幻数开头：如果文本显示的是这样的文件，请直接给出该文件，或用 `xxd -r TEXT > frames.pcap` 还原",
                number = number
            )
        });
    }
    if ethernet(octets) {
        return Ok(clue.link.unwrap_or(ETHERNET));
    }
    if let Some(kind) = whole_ip(octets) {
        let length = octets.len();
        notes.once(Remark::RawIp, || {
            let what = match kind {
                Network::Ipv6 => say!(
                    en: "frame {number} is a whole IPv6 packet of {length} octets by its own Payload Length",
                    zh: "按自身的 Payload Length 字段，第 {number} 帧正好是一个 {length} 字节的完整 IPv6 分组",
                    number = number, length = length
                ),
                _ => say!(
                    en: "frame {number} is a whole IPv4 datagram of {length} octets by its own Total Length, and its header checksum is right",
                    zh: "按自身的 Total Length 字段，第 {number} 帧正好是一个 {length} 字节的完整 IPv4 数据报，首部检验和也正确",
                    number = number, length = length
                ),
            };
            let so = text(
                "so it is read as one without an Ethernet header, and so is every later one like it; \
                 `--link-type ethernet` overrides this",
                "因此当作没有以太网首部来读，之后同样的帧也如此；可用 `--link-type ethernet` 改变",
            );
            Said { en: format!("{}, {}", what.en, so.en), zh: format!("{}，{}", what.zh, so.zh) }
        });
        return Ok(RAW);
    }
    if clue.tcpdump && begins_ip(octets, clue.network) {
        notes.once(Remark::NoLinkHeader, || {
            say!(
                en: "frame {number} begins with its IP header, as `tcpdump -x` prints it (`-xx` prints the link header too); `--link-type ethernet` overrides this",
                zh: "第 {number} 帧以 IP 首部开头，这是 `tcpdump -x` 的输出（`-xx` 才包括链路首部）；可用 `--link-type ethernet` 改变",
                number = number
            )
        });
        return Ok(RAW);
    }
    // hardware type 1, protocol 0800, lengths 6 and 4 (RFC 826) where the destination address would be
    if clue.network == Some(Network::Arp) && octets.starts_with(&[0, 1, 8, 0, 6, 4]) {
        return Err(Trouble::new(say!(
            en: "frame {number} is an ARP packet without its Ethernet header, which `tcpdump -x` leaves out; the header is needed",
            zh: "第 {number} 帧是没有以太网首部的 ARP 分组（`tcpdump -x` 不输出链路首部）；需要有首部",
            number = number
        ))
        .hint(say!(
            en: "print it with `tcpdump -xx`, which begins with the link header",
            zh: "请用 `tcpdump -xx` 输出，它从链路首部开始"
        )));
    }
    Ok(clue.link.unwrap_or(ETHERNET))
}

/// A frame that tells its own length and has it, as Ethernet or without a link header.
pub(super) fn whole(octets: &[u8]) -> bool {
    if !ethernet(octets) {
        return whole_ip(octets).is_some();
    }
    let payload = octets.get(14..).unwrap_or_default();
    let total = match octets.get(12..14) {
        Some([0x08, 0x00]) => word(payload, 2),
        Some([0x86, 0xdd]) => word(payload, 4) + 40,
        // an ARP packet of Ethernet and IPv4 (RFC 826)
        Some([0x08, 0x06]) => 28,
        _ => return false,
    };
    // a short frame is padded to 60 octets, 64 with its FCS (IEEE 802.3 §4.2.3.3)
    payload.len() == total || (payload.len() > total && octets.len() <= 64)
}

/// The EtherType at octet 12 agrees with what follows it.
fn ethernet(octets: &[u8]) -> bool {
    match octets.get(12..16) {
        Some([0x08, 0x00, version, _]) => version >> 4 == 4 && version & 0xf >= 5,
        Some([0x86, 0xdd, version, _]) => version >> 4 == 6,
        // hardware type 1
        Some([0x08, 0x06, 0, 1]) => true,
        _ => false,
    }
}

/// An IPv4 datagram or IPv6 packet from the first octet to the last.
fn whole_ip(octets: &[u8]) -> Option<Network> {
    match octets.first()? >> 4 {
        4 => {
            let header = usize::from(octets.first()? & 0xf) * 4;
            (header >= 20 && word(octets, 2) == octets.len() && sums_to_ones(octets.get(..header)?))
                .then_some(Network::Ipv4)
        }
        6 => (octets.len() >= 40 && word(octets, 4) + 40 == octets.len()).then_some(Network::Ipv6),
        _ => None,
    }
}

/// An IP header at the first octet, whose checksum the sender may have left to its adapter.
fn begins_ip(octets: &[u8], network: Option<Network>) -> bool {
    match octets.first().map_or(0, |first| first >> 4) {
        4 if octets.len() >= 20 && octets.first().is_some_and(|first| first & 0xf >= 5) => {
            network == Some(Network::Ipv4) || (20..=octets.len()).contains(&word(octets, 2))
        }
        6 if octets.len() >= 40 => network == Some(Network::Ipv6) || word(octets, 4) + 40 <= octets.len(),
        _ => false,
    }
}

fn word(octets: &[u8], at: usize) -> usize {
    octets.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |&pair| usize::from(u16::from_be_bytes(pair)))
}

/// The checksum of RFC 1071 over a header that holds its own checksum.
fn sums_to_ones(header: &[u8]) -> bool {
    let mut sum: u32 = header.chunks_exact(2).map(|pair| word(pair, 0) as u32).sum();
    while sum > 0xffff {
        sum = (sum & 0xffff) + (sum >> 16);
    }
    sum == 0xffff
}
