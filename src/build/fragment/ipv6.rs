//! An IPv6 packet cut by its source, with a Fragment header in every piece (RFC 8200 §4.5).

use super::{Fragments, UNIT, moved, no_room};
use crate::build::Built;
use crate::build::lay::write_bits;
use crate::chance::Chance;
use crate::proto::{self, IPV6, IPV6_DSTOPTS, IPV6_FRAGMENT, IPV6_HOPOPTS, IPV6_ROUTING};
use crate::say;
use crate::spec::{Origin, Part, Slot, Stack, Trouble, fixed_octets, slot};
use std::ops::Range;

/// The series of draws for identifications.
const SERIES: u64 = 8200;
/// RFC 8200 §5: the smallest MTU that a link of IPv6 may have.
const SMALLEST: usize = 1280;

const NEXT: Slot = slot(IPV6.parts, "next_header");
const LENGTH: Slot = slot(IPV6.parts, "payload_length");
const HEADER: usize = fixed_octets(IPV6.parts);

const PARTS: &[Part] = IPV6_FRAGMENT.parts;
const FRAGMENT: usize = fixed_octets(PARTS);
const CARRIES: Slot = slot(PARTS, "next_header");
const RESERVED: Slot = slot(PARTS, "reserved");
const OFFSET: Slot = slot(PARTS, "fragment_offset");
const RES: Slot = slot(PARTS, "res");
const MORE: Slot = slot(PARTS, "m");
const IDENTIFICATION: Slot = slot(PARTS, "identification");

/// Cuts the packet whose header is layer `i` so that no piece is longer than `mtu`.
///
/// # Errors
/// Where the packet is a piece already, or the MTU has no room for the headers and 8 octets.
pub(super) fn fragment(
    built: &Built,
    stack: &Stack<'_>,
    i: usize,
    mtu: usize,
    seed: u64,
) -> Result<Fragments, Trouble> {
    let layer = &stack.layers[i];
    let (start, end) = (layer.start, layer.end);
    let all = end - start;
    let mut told = Vec::new();
    if all <= mtu {
        told.push(say!(
            en: "The packet has {all} octets and fits into an MTU of {mtu}: it is not cut.",
            zh: "分组长 {all} 字节，不超过 MTU {mtu}：不需要分片。", all = all, mtu = mtu
        ));
        return Ok(Fragments { pieces: vec![built.clone()], told });
    }
    let inner = || stack.layers.iter().skip(i + 1).take_while(|layer| !layer.quoted);
    if inner().any(|layer| std::ptr::eq(layer.protocol, &IPV6_FRAGMENT)) {
        return Err(Trouble::new(say!(
            en: "the packet has a Fragment header already, and a piece is not cut again (RFC 8200 §4.5)",
            zh: "该分组已有分片首部，数据报片不再分片 (RFC 8200 §4.5)"
        )));
    }
    // what routers on the way look at stands in every piece: all up to a Routing header, else a Hop-by-Hop one
    let is = |protocol, one: &&crate::spec::Layer| std::ptr::eq(protocol, one.protocol);
    let chain: Vec<_> = inner()
        .take_while(|one| [&IPV6_HOPOPTS, &IPV6_DSTOPTS, &IPV6_ROUTING].iter().any(|kind| is(*kind, one)))
        .collect();
    let last = chain
        .iter()
        .rposition(|one| is(&IPV6_ROUTING, one))
        .or_else(|| chain.first().filter(|one| is(&IPV6_HOPOPTS, one)).map(|_| 0));
    let (body, next) = match last.and_then(|last| chain.get(last)) {
        Some(one) => (one.body, slot(one.protocol.parts, "next_header").behind(one.start)),
        None => (start + HEADER, NEXT.behind(start)),
    };
    let header = body - start;
    let room = mtu.saturating_sub(header + FRAGMENT) / UNIT * UNIT;
    if room == 0 {
        return Err(no_room(mtu, header + FRAGMENT));
    }
    let data = end - body;
    told.push(say!(
        en: "The packet has {all} octets: {header} of headers that every piece has, and {data} behind them. An MTU of {mtu} leaves {left} beside those and a Fragment header of {fragment}; offsets count in units of 8, so each piece but the last has {room}.",
        zh: "分组长 {all} 字节：每片都有的首部 {header} 字节，其后 {data} 字节。除去它们和分片首部的 {fragment} 字节，MTU {mtu} 留出 {left} 字节；片偏移以 8 字节为单位，因此除最后一片外每片有 {room} 字节。",
        all = all, header = header, data = data, mtu = mtu, left = mtu - header - FRAGMENT, fragment = FRAGMENT, room = room
    ));
    told.push(say!(
        en: "Only the source may do this: a router answers ICMPv6 Packet Too Big (RFC 8200 §4.5, RFC 4443 §3.2).",
        zh: "只有源点可以这样做：路由器会回以 ICMPv6 分组过大报文 (RFC 8200 §4.5, RFC 4443 §3.2)。"
    ));
    if mtu < SMALLEST {
        told.push(say!(
            en: "No link of IPv6 has an MTU of {mtu}: {smallest} is the least (RFC 8200 §5).",
            zh: "没有 MTU 为 {mtu} 的 IPv6 链路：最小为 {smallest} (RFC 8200 §5)。", mtu = mtu, smallest = SMALLEST
        ));
    }
    let identification = Chance::new(seed, SERIES).below(1 << 32);
    let cutter = Cutter { built, start, body, next, identification };
    let mut pieces = Vec::new();
    let mut from = 0;
    while from < data {
        let to = data.min(from + room);
        pieces.push(cutter.piece(from..to, to == data)?);
        let (number, offset, more, last) = (pieces.len(), from / UNIT, u8::from(to < data), to - 1);
        told.push(say!(
            en: "  {number:>3}  data {from:>6}-{last:<6}  offset {offset:>5} x 8  M {more}",
            zh: "  {number:>3}  数据 {from:>6}-{last:<6}  片偏移 {offset:>5} x 8  M {more}",
            number = number, from = from, last = last, offset = offset, more = more
        ));
        from = to;
    }
    Ok(Fragments { pieces, told })
}

struct Cutter<'a> {
    built: &'a Built,
    start: usize,
    /// Where that begins which is cut.
    body: usize,
    /// Where the last header of every piece says what follows it.
    next: Slot,
    identification: u64,
}

impl Cutter<'_> {
    /// The frame with the octets `range` of what is cut.
    fn piece(&self, range: Range<usize>, is_last: bool) -> Result<Built, Trouble> {
        let octets = &self.built.octets;
        let mut frame = octets[..self.body].to_vec();
        let carried = self.next.of(octets);
        frame.resize(self.body + FRAGMENT, 0);
        frame.extend(&octets[self.body + range.start..self.body + range.end]);
        let length = frame.len() - self.start - HEADER;
        let protocols = proto::registry::IP_PROTOCOLS.entries;
        let own =
            protocols.iter().find(|entry| entry.protocol.is_some_and(|to| std::ptr::eq(to, &IPV6_FRAGMENT)));
        let values = [
            (LENGTH.behind(self.start), length as u64),
            (self.next, own.map_or(0, |entry| entry.value)),
            (CARRIES.behind(self.body), carried),
            (RESERVED.behind(self.body), 0),
            (OFFSET.behind(self.body), (range.start / UNIT) as u64),
            (RES.behind(self.body), 0),
            (MORE.behind(self.body), u64::from(!is_last)),
            (IDENTIFICATION.behind(self.body), self.identification),
        ];
        for (slot, value) in values {
            if slot.width < 64 && value >> slot.width > 0 {
                return Err(crate::build::value::too_large(
                    value,
                    slot.width,
                    "ipv6_fragment.fragment_offset",
                ));
            }
            write_bits(&mut frame, slot.bit, slot.width, value);
        }
        let bits = |slot: Slot| slot.bit..slot.bit + slot.width;
        let changed: Vec<Range<usize>> = values.iter().map(|(slot, _)| bits(*slot)).collect();
        let mut leaves = Vec::new();
        let data = (self.body + range.start) * 8..(self.body + range.end) * 8;
        let (before, after): (Vec<_>, Vec<_>) =
            self.built.leaves.iter().partition(|(bits, _)| bits.end <= self.body * 8);
        for (bits, origin) in before {
            let origin = if changed.contains(bits) { Origin::Computed } else { *origin };
            leaves.push((bits.clone(), origin));
        }
        // the Fragment header, which no author wrote
        leaves.extend(changed.into_iter().skip(2).map(|bits| (bits, Origin::Computed)));
        leaves.extend(
            after.into_iter().filter_map(|(bits, origin)| {
                Some((moved(bits, &data, (self.body + FRAGMENT) * 8)?, *origin))
            }),
        );
        let (link, original) = (self.built.link, frame.len());
        Ok(Built { link, octets: frame, original, fcs: None, leaves, unreckoned: Vec::new() })
    }
}
