//! pcap, the capture file of libpcap (draft-ietf-opsawg-pcap).

use super::input::{Found, Input, Order, Step, longest};
use super::{Notes, Remark, Time};
use crate::say;
use crate::spec::{Said, Trouble};

/// Octets of the file header.
const FILE_HEADER: usize = 24;

/// Octets of the header before each frame that every version has.
const RECORD_HEADER: usize = 16;

/// What the first four octets say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Magic {
    order: Order,
    /// Decimals of a second in a time stamp: 6 or 9.
    digits: u8,
    /// Octets of the header before each frame: 16, or 24 with the fields that Kuznetzov's patch added.
    record_header: usize,
}

/// The magic numbers of pcap, in the order of the octets in the file.
pub(super) fn magic(first: [u8; 4]) -> Option<Magic> {
    let (order, number) = match first[0] {
        0xa1 => (Order::Big, u32::from_be_bytes(first)),
        _ => (Order::Little, u32::from_le_bytes(first)),
    };
    let (digits, record_header) = match number {
        0xa1b2_c3d4 => (6, 16),
        0xa1b2_3c4d => (9, 16),
        0xa1b2_cd34 => (6, 24),
        _ => return None,
    };
    Some(Magic { order, digits, record_header })
}

/// Where the two lengths of a record stand; the captured length came second before version 2.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lengths {
    CapturedFirst,
    OriginalFirst,
    /// Version 2.3 was written by programs of both habits: the captured length is the smaller.
    SmallerIsCaptured,
}

impl Lengths {
    /// The captured and the original length, of the two that stand in a record.
    fn told(self, first: u32, second: u32) -> (u32, u32) {
        match self {
            Lengths::CapturedFirst => (first, second),
            Lengths::OriginalFirst => (second, first),
            Lengths::SmallerIsCaptured => (first.min(second), first.max(second)),
        }
    }
}

/// A pcap file behind its header.
pub(super) struct Pcap {
    magic: Magic,
    lengths: Lengths,
    link: u32,
    fcs: Option<u8>,
    longest: u32,
    /// Octets of the record lent last.
    pub(super) lent: usize,
}

impl Pcap {
    pub(super) fn open(input: &mut Input, notes: &mut Notes) -> Result<Pcap, Trouble> {
        let have = input.want(FILE_HEADER)?;
        let header = input.held();
        let Some(magic) =
            header.first_chunk().and_then(|first| magic(*first)).filter(|_| have == FILE_HEADER)
        else {
            return Err(Trouble::new(say!(
                en: "the pcap file header needs {need} octets, but the input has only {have}",
                zh: "pcap 文件首部需要 {need} 字节，输入只有 {have} 字节",
                need = FILE_HEADER, have = have
            ))
            .hint(cut_off()));
        };
        let order = magic.order;
        let (major, minor) = (order.u16(header, 4), order.u16(header, 6));
        let lengths = match (major, minor) {
            // the lengths changed places at 2.3; DG/UX called its files 543.0
            (2, 0..=2) | (543, 0) => Lengths::OriginalFirst,
            (2, 3) => Lengths::SmallerIsCaptured,
            (2, _) => Lengths::CapturedFirst,
            _ => {
                return Err(Trouble::new(say!(
                    en: "this pcap file has version {major}.{minor} (octets 4 to 7); versions 2.0 to 2.4 can be read",
                    zh: "这个 pcap 文件的版本是 {major}.{minor}（第 4 至 7 字节），能读的是 2.0 至 2.4",
                    major = major, minor = minor
                ))
                .hint(convert()));
            }
        };
        if major == 2 && minor > 4 {
            notes.once(Remark::Version, || {
                say!(
                    en: "the pcap file has version 2.{minor}, newer than the 2.4 known here; it is read as 2.4",
                    zh: "这个 pcap 文件的版本是 2.{minor}，比已知的 2.4 新；按 2.4 读取",
                    minor = minor
                )
            });
        }
        // draft-ietf-opsawg-pcap, figure 2: FCS length (4 bits), R, P, Reserved3 (10 bits), link type (16 bits)
        let network = order.u32(header, 20);
        if network & 0x0bff_0000 != 0 {
            notes.once(Remark::Reserved, || {
                say!(
                    en: "reserved bits are set beside the link type of the pcap file header (0x{network:08x} at octet 20); they are ignored",
                    zh: "pcap 文件首部中链路类型旁的保留位不为 0（第 20 字节处为 0x{network:08x}），已忽略",
                    network = network
                )
            });
        }
        // the length counts 16-bit words and is there only with the P bit
        let fcs = (network & 0x0400_0000 != 0).then_some((network >> 28) as u8 * 2);
        let longest = longest(order.u32(header, 16));
        input.consume(FILE_HEADER);
        Ok(Pcap { magic, lengths, link: network & 0xffff, fcs, longest, lent: 0 })
    }

    #[inline]
    pub(super) fn next(&mut self, input: &mut Input, number: &mut u64) -> Step {
        input.consume(std::mem::take(&mut self.lent));
        let need = self.magic.record_header;
        match input.want(need) {
            Ok(0) => return Step::End,
            Ok(have) if have < need => {
                return Step::Broken(short(*number + 1, input.at(), need as u64, have as u64, true));
            }
            Ok(_) => {}
            Err(trouble) => return Step::Broken(trouble),
        }
        *number += 1;
        let order = self.magic.order;
        let header: [u8; RECORD_HEADER] = input.held().first_chunk().copied().unwrap_or_default();
        let (seconds, fraction) = (order.u32(&header, 0), order.u32(&header, 4));
        let (first, second) = (order.u32(&header, 8), order.u32(&header, 12));
        let (captured, original) = self.lengths.told(first, second);
        if captured > self.longest {
            return Step::Broken(too_long(*number, input.at(), captured, self.longest));
        }
        let whole = need + captured as usize;
        match input.want(whole) {
            Ok(have) if have < whole => {
                let have = (have - need) as u64;
                return Step::Broken(short(*number, input.at(), u64::from(captured), have, false));
            }
            Ok(_) => {}
            Err(trouble) => return Step::Broken(trouble),
        }
        self.lent = whole;
        Step::Frame(Found {
            time: Some(self.time(seconds, fraction)),
            link: self.link,
            original,
            fcs: self.fcs,
            octets: need..whole,
            interface: None,
            direction: None,
        })
    }

    /// Whether the next record lies whole in the window.
    pub(super) fn is_at_hand(&self, input: &Input) -> bool {
        let ahead = input.held().get(self.lent..).unwrap_or_default();
        let Some(header) = ahead.first_chunk::<RECORD_HEADER>() else { return false };
        let need = self.magic.record_header;
        let order = self.magic.order;
        let (captured, _) = self.lengths.told(order.u32(header, 8), order.u32(header, 12));
        ahead.len() >= need && ahead.len() - need >= captured as usize
    }

    /// Some writers let the fraction reach a second and more: that is carried over.
    fn time(&self, seconds: u32, fraction: u32) -> Time {
        let (second, nano) = if self.magic.digits == 9 { (1_000_000_000, 1) } else { (1_000_000, 1000) };
        Time {
            seconds: i64::from(seconds) + i64::from(fraction / second),
            nanos: fraction % second * nano,
            digits: self.magic.digits,
        }
    }
}

fn short(number: u64, at: u64, need: u64, have: u64, header: bool) -> Trouble {
    Trouble::new(if header {
        say!(
            en: "record {number} at octet {at} needs a header of {need} octets, but only {have} are left",
            zh: "第 {at} 字节处的第 {number} 个记录需要 {need} 字节的首部，但只剩 {have} 字节",
            number = number, at = at, need = need, have = have
        )
    } else {
        say!(
            en: "record {number} at octet {at} says that {need} octets of frame follow its header, but only {have} are left",
            zh: "第 {at} 字节处的第 {number} 个记录说首部之后有 {need} 字节的帧，但只剩 {have} 字节",
            number = number, at = at, need = need, have = have
        )
    })
    .hint(cut_off())
}

fn too_long(number: u64, at: u64, captured: u32, longest: u32) -> Trouble {
    Trouble::new(say!(
        en: "record {number} at octet {at} says that {captured} octets were captured; a frame of this file has {longest} at most, so its length is damaged and the next record cannot be found",
        zh: "第 {at} 字节处的第 {number} 个记录说捕获了 {captured} 字节；这个文件的帧最长 {longest} 字节，可见长度已损坏，找不到下一个记录",
        number = number, at = at, captured = captured, longest = longest
    ))
    .hint(say!(
        en: "the frames before it are whole; was the file copied as text? Copy it again as binary",
        zh: "它之前的帧是完整的；文件是否被当作文本复制过？请以二进制方式重新复制"
    ))
}

/// What to do about an end that comes too soon.
pub(super) fn cut_off() -> Said {
    say!(
        en: "the input was cut off: copy the file again, or let the capture end with Ctrl-C so that it is written whole",
        zh: "输入被截断：请重新复制文件，或用 Ctrl-C 正常结束抓包，使文件写完整"
    )
}

/// What to do about a version or form that is not read.
pub(super) fn convert() -> Said {
    say!(
        en: "`editcap -F pcap OLD NEW.pcap` (of Wireshark) rewrites the file",
        zh: "用 Wireshark 的 `editcap -F pcap OLD NEW.pcap` 改写文件"
    )
}
