//! pcapng, the block-structured capture file (draft-ietf-opsawg-pcapng).

use std::collections::BTreeMap;
use std::ops::Range;

use super::input::{Found, Input, LARGEST_FRAME, Order, Step, longest};
use super::pcap::{convert, cut_off};
use super::{Direction, Notes, Remark, Time};
use crate::say;
use crate::spec::{Said, Trouble};

/// The type of a section header block, the same in both byte orders.
pub(super) const SECTION_HEADER: [u8; 4] = [0x0a, 0x0d, 0x0d, 0x0a];
const INTERFACE_DESCRIPTION: u32 = 1;
const PACKET: u32 = 2;
const SIMPLE_PACKET: u32 = 3;
const ENHANCED_PACKET: u32 = 6;

/// Type and total length before the body.
const BLOCK_HEADER: usize = 8;
/// The total length once more behind the body.
const BLOCK_TRAILER: usize = 4;
/// The reception type of `epb_flags` for frames that were for another machine.
pub(super) const PROMISCUOUS: u32 = 4;
/// The largest block that describes and carries no frame, as libpcap and Wireshark have it.
const LARGEST_DESCRIPTION: u32 = 16 << 20;
/// Interfaces kept for one section; the obsolete packet block can name no more.
const MOST_INTERFACES: usize = 1 << 16;
/// The octets of the longest name of an interface that is kept: systems have 16 (Linux) to 256 (Windows).
const LONGEST_NAME: usize = 256;

/// What a section says of one interface.
#[derive(Clone, Copy)]
struct Interface {
    link: u16,
    snaplen: u32,
    /// `if_tsresol` as it stands in the file.
    resolution: u8,
    /// `if_tsoffset`, seconds.
    offset: i64,
    fcs: Option<u8>,
}

/// A pcapng file and the section being read.
pub(super) struct Pcapng {
    order: Order,
    /// `None` where a description could not be read.
    interfaces: Vec<Option<Interface>>,
    /// The names of those that have one, by number.
    names: BTreeMap<u32, Box<str>>,
    /// Interface description blocks of this section, those not kept included.
    described: u64,
    /// Octets of the block lent last.
    pub(super) lent: usize,
}

/// One block whose outside is sound: octets held, the range of its body among them, where it is in the file.
struct Block {
    kind: u32,
    body: Range<usize>,
    at: u64,
}

impl Pcapng {
    pub(super) fn new() -> Pcapng {
        Pcapng { order: Order::Big, interfaces: Vec::new(), names: BTreeMap::new(), described: 0, lent: 0 }
    }

    /// What an interface of this section is called.
    pub(super) fn name(&self, number: u32) -> Option<&str> {
        self.names.get(&number).map(|name| &**name)
    }

    pub(super) fn next(&mut self, input: &mut Input, number: &mut u64, notes: &mut Notes) -> Step {
        loop {
            input.consume(std::mem::take(&mut self.lent));
            // a Step that is no frame leaves early through Err
            match self.block(input, number, notes) {
                Ok(Some(found)) => return Step::Frame(found),
                Ok(None) => {}
                Err(step) => return *step,
            }
        }
    }

    /// Whether the next block that holds a frame lies whole in the window.
    pub(super) fn is_at_hand(&self, input: &Input) -> bool {
        let mut ahead = input.held().get(self.lent..).unwrap_or_default();
        // a new section may have another byte order: what is behind its header is not guessed at
        while ahead.len() >= BLOCK_HEADER && !ahead.starts_with(&SECTION_HEADER) {
            let (kind, total) = (self.order.u32(ahead, 0), self.order.u32(ahead, 4) as usize);
            if total < BLOCK_HEADER || total > ahead.len() {
                return false;
            }
            if matches!(kind, PACKET | SIMPLE_PACKET | ENHANCED_PACKET) {
                return true;
            }
            ahead = &ahead[total..];
        }
        false
    }

    /// Reads one block; `None` when it holds no frame.
    fn block(
        &mut self,
        input: &mut Input,
        number: &mut u64,
        notes: &mut Notes,
    ) -> Result<Option<Found>, Box<Step>> {
        let at = input.at();
        match input.want(BLOCK_HEADER).map_err(broken)? {
            0 => return Err(Box::new(Step::End)),
            have if have < BLOCK_HEADER => return Err(broken(short(at, BLOCK_HEADER as u64, have as u64))),
            _ => {}
        }
        let section = input.held().starts_with(&SECTION_HEADER);
        if section {
            self.section(input)?;
        }
        let (kind, total) = (self.order.u32(input.held(), 0), self.order.u32(input.held(), 4));
        let least = BLOCK_HEADER + BLOCK_TRAILER + fixed(kind, section);
        if total < 12 || total % 4 != 0 {
            return Err(broken(
                Trouble::new(say!(
                    en: "the pcapng block at octet {at} says its length is {total}; a length is a multiple of 4 and 12 at least, so the next block cannot be found",
                    zh: "第 {at} 字节处的 pcapng 块说自己长 {total} 字节；块长应是 4 的倍数且不小于 12，因此找不到下一个块",
                    at = at, total = total
                ))
                .hint(cut_off()),
            ));
        }
        let carries = matches!(kind, PACKET | SIMPLE_PACKET | ENHANCED_PACKET);
        if carries {
            *number += 1;
        }
        if (total as usize) < least {
            pass_over(input, self.order, at, total)?;
            self.count_interface(kind, section);
            return Err(damaged(Trouble::new(say!(
                en: "the pcapng block at octet {at} (type {kind}) needs {need} octets for its fixed fields, but says that it has {total}; it is passed over",
                zh: "第 {at} 字节处的 pcapng 块（类型 {kind}）的固定字段需要 {need} 字节，但它说只有 {total} 字节；已跳过",
                at = at, kind = kind, need = least, total = total
            ))));
        }
        if !section && !carries && kind != INTERFACE_DESCRIPTION {
            // names, statistics, secrets, custom and unknown blocks: never held
            pass_over(input, self.order, at, total)?;
            return Ok(None);
        }
        let most = if carries { LARGEST_FRAME + LARGEST_DESCRIPTION } else { LARGEST_DESCRIPTION };
        if total > most {
            pass_over(input, self.order, at, total)?;
            self.count_interface(kind, section);
            return Err(damaged(Trouble::new(say!(
                en: "the pcapng block at octet {at} (type {kind}) has {total} octets, more than the {most} that such a block may have here; it is passed over",
                zh: "第 {at} 字节处的 pcapng 块（类型 {kind}）长 {total} 字节，超过这类块的上限 {most} 字节；已跳过",
                at = at, kind = kind, total = total, most = most
            ))));
        }
        let whole = total as usize;
        let have = input.want(whole).map_err(broken)?;
        if have < whole {
            return Err(broken(short(at, u64::from(total), have as u64)));
        }
        self.lent = whole;
        let trailer = self.order.u32(input.held(), whole - BLOCK_TRAILER);
        if trailer != total {
            self.count_interface(kind, section);
            return Err(damaged(lengths_differ(at, total, trailer)));
        }
        let block = Block { kind, body: BLOCK_HEADER..whole - BLOCK_TRAILER, at };
        let body = input.held().get(block.body.clone()).unwrap_or_default();
        match kind {
            _ if section => self.version(body, at).map(|()| None),
            INTERFACE_DESCRIPTION => self.interface(body, at).map(|()| None).map_err(damaged),
            SIMPLE_PACKET => self.simple(&block, body, *number).map(Some).map_err(damaged),
            _ => self.packet(&block, body, *number, notes).map(Some).map_err(damaged),
        }
    }

    /// Learns the byte order of a new section, before its length can be read.
    fn section(&mut self, input: &mut Input) -> Result<(), Box<Step>> {
        let at = input.at();
        let have = input.want(12).map_err(broken)?;
        if have < 12 {
            return Err(broken(short(at, 12, have as u64)));
        }
        self.order = match input.held().get(8..12) {
            Some([0x1a, 0x2b, 0x3c, 0x4d]) => Order::Big,
            Some([0x4d, 0x3c, 0x2b, 0x1a]) => Order::Little,
            other => {
                let found = super::sniff::octets(other.unwrap_or_default());
                return Err(broken(Trouble::new(say!(
                    en: "the pcapng section at octet {at} needs the byte-order magic 1a 2b 3c 4d (or 4d 3c 2b 1a) four octets after its length begins, but has {found}",
                    zh: "第 {at} 字节处的 pcapng 节在块长之后应有字节序标记 1a 2b 3c 4d（或 4d 3c 2b 1a），实际是 {found}",
                    at = at, found = found
                ))
                .hint(cut_off())));
            }
        };
        self.interfaces.clear();
        self.names.clear();
        self.described = 0;
        Ok(())
    }

    fn version(&self, body: &[u8], at: u64) -> Result<(), Box<Step>> {
        let (major, minor) = (self.order.u16(body, 4), self.order.u16(body, 6));
        // a later minor version can be read by those who know an earlier one
        if major == 1 {
            return Ok(());
        }
        Err(broken(
            Trouble::new(say!(
                en: "the pcapng section at octet {at} has version {major}.{minor}; version 1 can be read",
                zh: "第 {at} 字节处的 pcapng 节的版本是 {major}.{minor}，能读的是版本 1",
                at = at, major = major, minor = minor
            ))
            .hint(convert()),
        ))
    }

    /// A description that cannot be read still takes its number, so that the later ones keep theirs.
    fn count_interface(&mut self, kind: u32, section: bool) {
        if !section && kind == INTERFACE_DESCRIPTION {
            self.keep(None);
        }
    }

    fn keep(&mut self, interface: Option<Interface>) -> bool {
        self.described += 1;
        let room = self.interfaces.len() < MOST_INTERFACES;
        if room {
            self.interfaces.push(interface);
        }
        room
    }

    fn interface(&mut self, body: &[u8], at: u64) -> Result<(), Trouble> {
        let order = self.order;
        let mut interface = Interface {
            link: order.u16(body, 0),
            snaplen: order.u32(body, 4),
            resolution: 6,
            offset: 0,
            fcs: None,
        };
        let mut name = None;
        let whole = options(order, body.get(8..).unwrap_or_default(), |code, value| match (code, value) {
            (2, value) if value.len() <= LONGEST_NAME => name = std::str::from_utf8(value).ok(),
            (9, &[resolution]) => interface.resolution = resolution,
            // the draft counts bits, but its own example says 4: no FCS has 4 bits, and octets were written too
            (13, &[length]) => interface.fcs = Some(if length % 8 == 0 { length / 8 } else { length }),
            (14, value) if value.len() == 8 => interface.offset = order.i64(value, 0),
            _ => {}
        });
        let number = self.described;
        // strings may end with zeros (section 3.5)
        let name = name.map(|name| name.trim_end_matches('\0')).filter(|name| !name.is_empty());
        if let (Some(name), true) = (name, number < MOST_INTERFACES as u64) {
            self.names.insert(number as u32, name.into());
        }
        if !self.keep(Some(interface)) && self.described == MOST_INTERFACES as u64 + 1 {
            return Err(Trouble::new(say!(
                en: "the section describes more than {most} interfaces; from the description at octet {at} on they are not kept",
                zh: "这一节描述的接口多于 {most} 个；从第 {at} 字节处的描述起不再保留",
                most = MOST_INTERFACES, at = at
            )));
        }
        if !whole {
            return Err(Trouble::new(say!(
                en: "an option of interface {number} (block at octet {at}) runs past the end of the block; the times of its frames may be wrong",
                zh: "接口 {number}（第 {at} 字节处的块）的一个选项超出块尾；它的帧的时间可能不对",
                number = number, at = at
            )));
        }
        Ok(())
    }

    /// Enhanced packet block (section 4.3) and the obsolete packet block (appendix A).
    fn packet(&self, block: &Block, body: &[u8], number: u64, notes: &mut Notes) -> Result<Found, Trouble> {
        let order = self.order;
        // the old block has a 16-bit interface and a 16-bit count of drops where the new one has the interface
        let id = if block.kind == PACKET { u32::from(order.u16(body, 0)) } else { order.u32(body, 0) };
        let interface = self.described(block.at, number, id)?;
        let units = u64::from(order.u32(body, 4)) << 32 | u64::from(order.u32(body, 8));
        let (captured, original) = (order.u32(body, 12), order.u32(body, 16));
        let room = body.len() - 20;
        let most = longest(interface.snaplen);
        if captured as usize > room || captured > most {
            return Err(over(block.at, number, captured, (room as u32).min(most)));
        }
        let (mut fcs, mut direction) = (interface.fcs, None);
        let behind = body.get(20 + (captured as usize).next_multiple_of(4)..).unwrap_or_default();
        let whole = options(order, behind, |code, value| {
            // epb_flags (section 4.3.1): bits 0 and 1 are the direction, 2 to 4 how it was received, 5 to 8 the octets of
            // FCS; 0 where not known
            if code == 2 && value.len() == 4 {
                let flags = order.u32(value, 0);
                match (flags >> 5) as u8 & 0xf {
                    0 => {}
                    octets => fcs = Some(octets),
                }
                direction = match (flags & 3, flags >> 2 & 7) {
                    (1, PROMISCUOUS) => Some(Direction::Past),
                    (1, _) => Some(Direction::In),
                    (2, _) => Some(Direction::Out),
                    _ => None,
                };
            }
        });
        if !whole {
            notes.once(Remark::Options, || {
                say!(
                    en: "an option of record {number} (block at octet {at}) runs past the end of its block; it is ignored",
                    zh: "第 {number} 个记录（第 {at} 字节处的块）的一个选项超出块尾，已忽略",
                    number = number, at = block.at
                )
            });
        }
        let from = block.body.start + 20;
        Ok(Found {
            time: time(units, interface.resolution, interface.offset),
            link: u32::from(interface.link),
            original,
            fcs,
            octets: from..from + captured as usize,
            interface: Some(id),
            direction,
        })
    }

    /// Simple packet block (section 4.4): interface 0, no time, and the captured length must be worked out.
    fn simple(&self, block: &Block, body: &[u8], number: u64) -> Result<Found, Trouble> {
        let interface = self.described(block.at, number, 0)?;
        let original = self.order.u32(body, 0);
        let captured = match interface.snaplen {
            // no limit: the whole frame is there
            0 => original,
            snaplen => original.min(snaplen),
        };
        let room = body.len() - 4;
        let most = longest(interface.snaplen);
        if captured as usize > room || captured > most {
            return Err(over(block.at, number, captured, (room as u32).min(most)));
        }
        let from = block.body.start + 4;
        Ok(Found {
            time: None,
            link: u32::from(interface.link),
            original,
            fcs: interface.fcs,
            octets: from..from + captured as usize,
            interface: Some(0),
            direction: None,
        })
    }

    fn described(&self, at: u64, number: u64, id: u32) -> Result<Interface, Trouble> {
        let described = self.described;
        Err(Trouble::new(match self.interfaces.get(id as usize) {
            Some(Some(interface)) => return Ok(*interface),
            Some(None) => say!(
                en: "record {number} (block at octet {at}) was captured on interface {id}, whose description is damaged; the record is passed over",
                zh: "第 {number} 个记录（第 {at} 字节处的块）捕获于接口 {id}，而该接口的描述已损坏；已跳过该记录",
                number = number, at = at, id = id
            ),
            None => say!(
                en: "record {number} (block at octet {at}) was captured on interface {id}, but the section has described {described} interfaces so far, numbered from 0; the record is passed over",
                zh: "第 {number} 个记录（第 {at} 字节处的块）捕获于接口 {id}，但这一节到此只描述了 {described} 个接口（从 0 编号）；已跳过该记录",
                number = number, at = at, id = id, described = described
            ),
        }))
    }
}

/// Octets that the body of each kind of block has at least.
fn fixed(kind: u32, section: bool) -> usize {
    match kind {
        _ if section => 16,
        INTERFACE_DESCRIPTION => 8,
        SIMPLE_PACKET => 4,
        PACKET | ENHANCED_PACKET => 20,
        _ => 0,
    }
}

/// Shows every option to `each`; `false` when one runs past the end.
fn options<'a>(order: Order, mut left: &'a [u8], mut each: impl FnMut(u16, &'a [u8])) -> bool {
    while left.len() >= 4 {
        let (code, length) = (order.u16(left, 0), usize::from(order.u16(left, 2)));
        // opt_endofopt
        if code == 0 {
            return true;
        }
        let Some(value) = left.get(4..4 + length) else { return false };
        each(code, value);
        left = left.get(4 + length.next_multiple_of(4)..).unwrap_or_default();
    }
    left.is_empty()
}

/// `units` of a resolution as the option `if_tsresol` writes it, moved by `offset` seconds; `None` where it lies
/// outside what [`Time`] holds.
fn time(units: u64, resolution: u8, offset: i64) -> Option<Time> {
    let power = u32::from(resolution & 0x7f);
    let wide = u128::from(units);
    let (seconds, nanos) = if resolution & 0x80 == 0 {
        match 10u128.checked_pow(power) {
            Some(second) => (wide / second, wide % second * 1_000_000_000 / second),
            // 10^39 and more units to the second: all of a u64 is less than a nanosecond
            None => (0, 0),
        }
    } else {
        // at most 2^64 × 10^9, which leaves room in 128 bits
        let fraction = if power < 64 { wide & ((1 << power) - 1) } else { wide };
        (wide >> power, (fraction * 1_000_000_000) >> power)
    };
    // decimals that tell two neighbouring units apart: all of 10^-n, and 2^-n needs n × log10(2)
    let digits = if resolution & 0x80 == 0 { power } else { (power * 30_103).div_ceil(100_000) };
    Some(Time {
        seconds: i64::try_from(seconds).ok()?.checked_add(offset)?,
        nanos: u32::try_from(nanos).ok()?,
        digits: digits.min(9) as u8,
    })
}

/// Passes over a whole block and compares its two lengths.
fn pass_over(input: &mut Input, order: Order, at: u64, total: u32) -> Result<(), Box<Step>> {
    let body = u64::from(total) - BLOCK_TRAILER as u64;
    let passed = input.skip(body).map_err(broken)?;
    let have = input.want(BLOCK_TRAILER).map_err(broken)?;
    if passed < body || have < BLOCK_TRAILER {
        return Err(broken(short(at, u64::from(total), passed + have as u64)));
    }
    let trailer = order.u32(input.held(), 0);
    input.consume(BLOCK_TRAILER);
    if trailer != total {
        return Err(damaged(lengths_differ(at, total, trailer)));
    }
    Ok(())
}

fn broken(trouble: Trouble) -> Box<Step> {
    Box::new(Step::Broken(trouble))
}

fn damaged(trouble: Trouble) -> Box<Step> {
    Box::new(Step::Damaged(trouble))
}

fn short(at: u64, need: u64, have: u64) -> Trouble {
    Trouble::new(say!(
        en: "the pcapng block at octet {at} needs {need} octets, but only {have} are left",
        zh: "第 {at} 字节处的 pcapng 块需要 {need} 字节，但只剩 {have} 字节",
        at = at, need = need, have = have
    ))
    .hint(cut_off())
}

fn lengths_differ(at: u64, total: u32, trailer: u32) -> Trouble {
    Trouble::new(say!(
        en: "the pcapng block at octet {at} says {total} octets at its beginning and {trailer} at its end; it is passed over, taking the first for true",
        zh: "第 {at} 字节处的 pcapng 块在开头说长 {total} 字节，在结尾说长 {trailer} 字节；按开头的长度跳过",
        at = at, total = total, trailer = trailer
    ))
    .hint(damaged_copy())
}

fn over(at: u64, number: u64, captured: u32, room: u32) -> Trouble {
    Trouble::new(say!(
        en: "record {number} (block at octet {at}) says that {captured} octets were captured, but there is room for {room}; it is passed over",
        zh: "第 {number} 个记录（第 {at} 字节处的块）说捕获了 {captured} 字节，但最多容得下 {room} 字节；已跳过",
        number = number, at = at, captured = captured, room = room
    ))
    .hint(damaged_copy())
}

fn damaged_copy() -> Said {
    say!(
        en: "the file is damaged there; if it was copied as text, copy it again as binary",
        zh: "文件在此处已损坏；如果曾当作文本复制，请以二进制方式重新复制"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_resolution_gives_the_right_time() {
        let at = |seconds, nanos, digits| Some(Time { seconds, nanos, digits });
        assert_eq!(time(1_700_000_000_123_456, 6, 0), at(1_700_000_000, 123_456_000, 6));
        assert_eq!(time(1_700_000_000_123_456_789, 9, 0), at(1_700_000_000, 123_456_789, 9));
        assert_eq!(time(1_700_000_000, 0, 0), at(1_700_000_000, 0, 0));
        assert_eq!(time(17_123, 3, 100), at(117, 123_000_000, 3));
        assert_eq!(time(17_123, 3, -20), at(-3, 123_000_000, 3));
        // picoseconds: what is below a nanosecond is cut off
        assert_eq!(time(3_000_000_001_999, 12, 0), at(3, 1, 9));
        // 2^-10 s: 512 units are half a second
        assert_eq!(time(5 * 1024 + 512, 0x80 | 10, 0), at(5, 500_000_000, 4));
        // 2^-32 s, the fraction of NTP
        assert_eq!(time((7 << 32) | (1 << 30), 0x80 | 32, 0), at(7, 250_000_000, 9));
        assert_eq!(time(u64::MAX, 0x80 | 64, 0), at(0, 999_999_999, 9));
        assert_eq!(time(u64::MAX, 0xff, 0), at(0, 0, 9));
        assert_eq!(time(u64::MAX, 0x7f, 0), at(0, 0, 9));
        assert_eq!(time(u64::MAX, 38, 0), at(0, 0, 9));
        assert_eq!(time(u64::MAX, 19, 0), at(1, 844_674_407, 9));
        assert_eq!(time(u64::MAX, 0, 0), None);
        assert_eq!(time(5, 0, i64::MAX), None);
    }

    #[test]
    fn a_damaged_option_is_not_followed() {
        let mut codes = Vec::new();
        assert!(options(Order::Big, &[0, 2, 0, 1, 65, 0, 0, 0, 0, 0, 0, 0], |code, value| {
            codes.push((code, value.to_vec()));
        }));
        assert_eq!(codes, [(2, vec![65])]);
        assert!(!options(Order::Big, &[0, 2, 0, 9, 65, 0, 0, 0], |_, _| {}));
        assert!(!options(Order::Little, &[2, 0], |_, _| {}));
    }
}
