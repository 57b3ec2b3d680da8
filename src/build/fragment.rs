//! A datagram cut to a maximum transmission unit: IPv4 (RFC 791 §3.2, "An Example Fragmentation Procedure"), and IPv6.

mod ipv6;

use super::Built;
use crate::chance::Chance;
use crate::packet::{Dissector, complement, word};
use crate::proto::{self, IPV4, IPV6};
use crate::say;
use crate::spec::{Layer, Origin, Part, Said, Slot, Trouble, fixed_octets, slot};
use std::ops::Range;

/// What became of a frame.
pub struct Fragments {
    /// The pieces, or the frame as it was where it fits; none where it must not be cut.
    pub pieces: Vec<Built>,
    /// How it was cut, or why not.
    pub told: Vec<Said>,
}

/// The series of draws for identifications.
const SERIES: u64 = 791;
/// RFC 791 §3.1: offsets count in units of so many octets.
const UNIT: usize = 8;
/// RFC 791 §3.1: the first bit of an option's type says that every fragment has it.
const COPIED: u8 = 0x80;

/// The fields that fragments change.
struct Fields {
    ihl: Slot,
    total_length: Slot,
    identification: Slot,
    df: Slot,
    mf: Slot,
    offset: Slot,
    checksum: Slot,
}

const PARTS: &[Part] = IPV4.parts;
const FIXED: usize = fixed_octets(PARTS);
const FIELDS: Fields = Fields {
    ihl: slot(PARTS, "ihl"),
    total_length: slot(PARTS, "total_length"),
    identification: slot(PARTS, "identification"),
    df: slot(PARTS, "df"),
    mf: slot(PARTS, "mf"),
    offset: slot(PARTS, "fragment_offset"),
    checksum: slot(PARTS, "header_checksum"),
};

/// Cuts the outermost datagram of a frame so that none is longer than `mtu`. An identification that its author left
/// to the default is drawn from `seed`.
///
/// # Errors
/// Where there is no datagram, or the MTU has no room for a header and 8 octets.
pub fn fragment(built: &Built, mtu: usize, seed: u64) -> Result<Fragments, Trouble> {
    let mut dissector = Dissector::new();
    let stack = dissector.dissect(&built.octets, built.original, built.fcs, proto::root(built.link));
    let is_ip = |layer: &Layer| [&IPV4, &IPV6].iter().any(|ip| std::ptr::eq(*ip, layer.protocol));
    let Some(i) = stack.layers.iter().position(is_ip) else {
        return Err(Trouble::new(say!(en: "there is no IP datagram to cut", zh: "没有可分片的 IP 数据报")));
    };
    let layer = &stack.layers[i];
    if std::ptr::eq(layer.protocol, &IPV6) {
        return ipv6::fragment(built, &stack, i, mtu, seed);
    }
    let (start, body, end) = (layer.start, layer.body, layer.end);
    let header = &built.octets[start..body];
    let data = &built.octets[body..end];
    let (all, room) = (end - start, mtu.saturating_sub(header.len()) / UNIT * UNIT);
    let mut told = Vec::new();
    if all <= mtu {
        told.push(say!(
            en: "The datagram has {all} octets and fits into an MTU of {mtu}: it is not cut.",
            zh: "数据报长 {all} 字节，不超过 MTU {mtu}：不需要分片。", all = all, mtu = mtu
        ));
        return Ok(Fragments { pieces: vec![built.clone()], told });
    }
    if room == 0 {
        return Err(no_room(mtu, header.len()));
    }
    if FIELDS.df.is_set(header) {
        told.push(say!(
            en: "The datagram has {all} octets, more than the MTU of {mtu}, and Don't Fragment is set: a router drops it and answers ICMP destination unreachable, code 4, with its MTU (RFC 1191 §4). `df=0` lets it be cut.",
            zh: "数据报长 {all} 字节，超过 MTU {mtu}，而 DF 置 1：路由器会丢弃它，并回送 ICMP 终点不可达报文（代码 4），其中给出 MTU (RFC 1191 §4)。`df=0` 允许分片。",
            all = all, mtu = mtu
        ));
        return Ok(Fragments { pieces: Vec::new(), told });
    }
    told.push(say!(
        en: "The datagram has {all} octets: {header} of header and {data} of data. An MTU of {mtu} leaves {left} for data; offsets count in units of 8, so each piece but the last has {room}.",
        zh: "数据报长 {all} 字节：首部 {header} 字节，数据 {data} 字节。MTU {mtu} 为数据留出 {left} 字节；片偏移以 8 字节为单位，因此除最后一片外每片有 {room} 字节数据。",
        all = all, header = header.len(), data = data.len(), mtu = mtu, left = mtu - header.len(), room = room
    ));
    let cutter = Cutter {
        built,
        start,
        body,
        identification: identification(built, start, header, seed),
        offset: FIELDS.offset.of(header) as usize,
        more: FIELDS.mf.is_set(header),
    };
    let mut pieces = Vec::new();
    let mut from = 0;
    while from < data.len() {
        let to = data.len().min(from + room);
        pieces.push(cutter.piece(from..to, to == data.len())?);
        let (number, offset) = (pieces.len(), cutter.offset + from / UNIT);
        let mf = u8::from(to < data.len() || cutter.more);
        let last = to - 1;
        told.push(say!(
            en: "  {number:>3}  data {from:>6}-{last:<6}  offset {offset:>5} x 8  MF {mf}",
            zh: "  {number:>3}  数据 {from:>6}-{last:<6}  片偏移 {offset:>5} x 8  MF {mf}",
            number = number, from = from, last = last, offset = offset, mf = mf
        ));
        from = to;
    }
    Ok(Fragments { pieces, told })
}

fn no_room(mtu: usize, header: usize) -> Trouble {
    let least = header + UNIT;
    let what = say!(
        en: "an MTU of {mtu} has no room for a header of {header} octets and {unit} of data",
        zh: "MTU {mtu} 放不下 {header} 字节的首部和 {unit} 字节的数据", mtu = mtu, header = header, unit = UNIT
    );
    Trouble::new(what).hint(say!(en: "at least `--mtu {least}`", zh: "至少 `--mtu {least}`", least = least))
}

/// Where bits of the data `range` are in a piece whose data begin at the bit `to`; `None` if none of them is in it.
fn moved(bits: &Range<usize>, data: &Range<usize>, to: usize) -> Option<Range<usize>> {
    let shift = |bit: usize| bit.clamp(data.start, data.end) - data.start + to;
    (bits.end > data.start && bits.start < data.end).then(|| shift(bits.start)..shift(bits.end))
}

/// What says to which datagram a piece belongs: drawn, if its author left it to the default.
fn identification(built: &Built, start: usize, header: &[u8], seed: u64) -> (u64, bool) {
    let own = FIELDS.identification;
    let bit = start * 8 + own.bit;
    let is_default = built.leaves.contains(&(bit..bit + own.width, Origin::Default));
    if is_default { (1 + Chance::new(seed, SERIES).below(0xffff), true) } else { (own.of(header), false) }
}

struct Cutter<'a> {
    built: &'a Built,
    start: usize,
    body: usize,
    /// The identification, and whether it was drawn.
    identification: (u64, bool),
    /// The offset of the datagram, where it is a piece itself.
    offset: usize,
    /// Whether others follow it.
    more: bool,
}

impl Cutter<'_> {
    /// The frame with the octets `range` of the data.
    fn piece(&self, range: Range<usize>, is_last: bool) -> Result<Built, Trouble> {
        let Built { octets, leaves, .. } = self.built;
        let header = &octets[self.start..self.body];
        let own = if range.start == 0 { header.to_vec() } else { copied(header) };
        let is_shorter = own.len() < header.len();
        let behind = self.start + own.len();
        let mut frame = octets[..self.start].to_vec();
        frame.extend(&own);
        frame.extend(&octets[self.body + range.start..self.body + range.end]);
        let offset = (self.offset + range.start / UNIT) as u64;
        let values = [
            (FIELDS.ihl, (own.len() / 4) as u64, is_shorter),
            (FIELDS.total_length, (own.len() + range.len()) as u64, true),
            (FIELDS.identification, self.identification.0, self.identification.1),
            (FIELDS.mf, u64::from(!is_last || self.more), true),
            (FIELDS.offset, offset, true),
            (FIELDS.checksum, 0, true),
        ];
        for (slot, value, _) in values {
            if slot.width < 64 && value >> slot.width > 0 {
                return Err(super::value::too_large(value, slot.width, "ipv4.fragment_offset"));
            }
            super::lay::write_bits(&mut frame, self.start * 8 + slot.bit, slot.width, value);
        }
        let sum = complement(frame[self.start..behind].chunks(2).map(word).sum());
        super::lay::write_bits(
            &mut frame,
            self.start * 8 + FIELDS.checksum.bit,
            FIELDS.checksum.width,
            sum.into(),
        );
        let changed: Vec<Range<usize>> = values
            .iter()
            .filter(|(.., is_computed)| *is_computed)
            .map(|(slot, ..)| self.start * 8 + slot.bit..self.start * 8 + slot.bit + slot.width)
            .collect();
        let mut told = Vec::new();
        let data = (self.body + range.start) * 8..(self.body + range.end) * 8;
        for (bits, origin) in leaves {
            if bits.end <= behind * 8 {
                let origin = if changed.contains(bits) { Origin::Computed } else { *origin };
                told.push((bits.clone(), origin));
            } else if bits.start >= self.body * 8
                && let Some(bits) = moved(bits, &data, behind * 8)
            {
                told.push((bits, *origin));
            }
        }
        let original = frame.len();
        let link = self.built.link;
        Ok(Built { link, octets: frame, original, fcs: None, leaves: told, unreckoned: Vec::new() })
    }
}

/// The header of every piece but the first: of its options those that are to be copied, filled up to a whole word.
fn copied(header: &[u8]) -> Vec<u8> {
    let (fixed, mut options) = header.split_at(header.len().min(FIXED));
    let mut out = fixed.to_vec();
    while let [kind, rest @ ..] = options {
        let length = match (kind, rest) {
            (0, _) => break,
            (1, _) => 1,
            (_, [length, ..]) if (2..=options.len()).contains(&usize::from(*length)) => usize::from(*length),
            // nobody can say where the next begins
            _ => return header.to_vec(),
        };
        if kind & COPIED != 0 {
            out.extend(&options[..length]);
        }
        options = &options[length..];
    }
    out.resize(out.len().next_multiple_of(4), 0);
    out
}
