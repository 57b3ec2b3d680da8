//! What the author left open and the tables do not tell: code points of what follows, lengths of layers, checksums.

use super::lay::{Laid, lay};
use super::value::too_large;
use super::{Draft, Node};
use crate::packet::reckon;
use crate::proto::{ETHERNET, LLC, SVLAN, VLAN};
use crate::say;
use crate::spec::{Entry, Fill, Layer, Origin, Part, Said, Stack, Text, Trouble, Unit, read_bits};
use std::ops::Range;

/// A frame that was built.
#[derive(Clone, Debug)]
pub struct Built {
    /// What it begins with: a number of the LINKTYPE registry.
    pub link: u32,
    /// Its octets.
    pub octets: Vec<u8>,
    /// How long it was on the wire, if a capture cut it; else its octets.
    pub original: usize,
    /// How many octets of frame check sequence it ends with, where that is known.
    pub fcs: Option<u8>,
    /// Every field in the order of its bits, and who supplied it.
    pub leaves: Vec<(Range<usize>, Origin)>,
    /// Which checksums were left to be worked out and cannot be, and why: they are 0.
    pub unreckoned: Vec<Said>,
}

/// Builds a frame.
///
/// # Errors
/// Where something has to be said that was not, or was said that does not fit.
pub fn build(draft: &Draft) -> Result<Built, Trouble> {
    complete(draft, true)
}

/// The same; where a length cannot be worked out because the author wrote what cannot be, and `may_lie`, it is what it would
/// be in a frame without that.
fn complete(draft: &Draft, may_lie: bool) -> Result<Built, Trouble> {
    let mut laid = match with_length(draft) {
        Some(draft) => lay(&draft)?,
        None => lay(draft)?,
    };
    let original = draft.original.unwrap_or(0).max(laid.octets.len());
    for place in 0..laid.open.len() {
        if !laid.open[place].done {
            follow(&mut laid, place)?;
        }
    }
    let mut twin = None;
    for place in 0..laid.open.len() {
        if laid.open[place].done {
            continue;
        }
        if let Err(trouble) = count(&mut laid, place, original) {
            let twin = twin.get_or_insert_with(|| {
                let built = honest(draft).filter(|_| may_lie).and_then(|twin| complete(&twin, false).ok());
                built.filter(|twin| twin.octets.len() == laid.octets.len())
            });
            let open = &laid.open[place];
            match twin.as_ref().and_then(|twin| read_bits(&twin.octets, open.bit, open.width)) {
                Some(value) => laid.settle(place, value)?,
                None => return Err(trouble),
            }
        }
    }
    // inner checksums first: the outer ones cover them
    let mut sums: Vec<usize> = (0..laid.open.len()).filter(|place| !laid.open[*place].done).collect();
    sums.sort_by_key(|place| std::cmp::Reverse((laid.open[*place].layer, *place)));
    let mut unreckoned = Vec::new();
    for place in sums {
        if let Some(why) = sum(&mut laid, place, original)? {
            let path = &laid.open[place].path;
            unreckoned.push(Said {
                en: format!("{path} stays 0, for it cannot be reckoned: {}", why.en),
                zh: format!("{path} 保持为 0，因为无法计算：{}", why.zh),
            });
        }
    }
    let fcs = laid.surplus.iter().find(|surplus| surplus.field.label.key == "fcs");
    let fcs = fcs.map(|surplus| (surplus.end - surplus.start) as u8);
    laid.leaves.sort_by_key(|(bits, _)| bits.start);
    Ok(Built { link: draft.link, octets: laid.octets, original, fcs, leaves: laid.leaves, unreckoned })
}

/// IEEE 802.3 §3.2.6: the header before LLC ends with a length, where its author leaves open what it ends with.
fn with_length(draft: &Draft) -> Option<Draft> {
    let mut with: Option<Draft> = None;
    for child in draft.sheets.iter().skip(1).filter(|sheet| std::ptr::eq(sheet.protocol, &LLC)) {
        let Some(parent) = draft.sheets.get(child.parent) else { continue };
        let known = parent.fields.iter().any(|node| ["type", "length"].contains(&node.key.as_str()));
        let counts = [&ETHERNET, &VLAN, &SVLAN].iter().any(|link| std::ptr::eq(*link, parent.protocol));
        if known || !counts || parent.missing.iter().any(|key| key == "length") {
            continue;
        }
        let copy = with.get_or_insert_with(|| draft.clone());
        copy.sheets[child.parent].fields.push(Node::group("length", Vec::new()));
    }
    with
}

/// The draft without what its author wrote in fields that have a default or are worked out; `None` where there is none.
fn honest(draft: &Draft) -> Option<Draft> {
    let mut twin = draft.clone();
    let mut is_other = false;
    for sheet in &mut twin.sheets {
        let fields = sheet.protocol.parts.iter().filter_map(|part| match part {
            Part::Field(field) if field.fill != Fill::Author => Some(field.label.key),
            _ => None,
        });
        let known: Vec<&str> = fields.collect();
        let before = sheet.fields.len();
        sheet.fields.retain(|node| !known.contains(&node.key.as_str()));
        is_other |= sheet.fields.len() < before;
    }
    is_other.then_some(twin)
}

/// A code point says which protocol follows: the first of its registry that leads there.
fn follow(laid: &mut Laid, place: usize) -> Result<(), Trouble> {
    let open = &laid.open[place];
    let Some(registry) = open.field.kind.registry() else { return Ok(()) };
    let next =
        laid.layers.iter().enumerate().find(|(i, layer)| layer.parent == open.layer && *i != open.layer);
    let value = match next {
        Some((_, next)) => {
            let leads = |entry: &&Entry| entry.protocol.is_some_and(|to| std::ptr::eq(to, next.protocol));
            registry.entries.iter().find(leads).map(|entry| entry.value)
        }
        // RFC 8200 §4.7: nothing follows
        None => registry.entries.iter().find(|entry| entry.key == "ipv6-nonxt").map(|entry| entry.value),
    };
    match value {
        Some(value) => laid.settle(place, value),
        None => {
            let (path, key) = (&open.path, open.field.label.key);
            let what = match next {
                Some((_, next)) => {
                    let name = next.protocol.name;
                    say!(
                        en: "{path} has to be given: no code point there leads to {name}",
                        zh: "必须给出 {path}：没有指向 {name} 的代码值", path = path, name = name
                    )
                }
                None => say!(
                    en: "{path} has to be given: nothing follows that would tell it",
                    zh: "必须给出 {path}：其后没有可据以推出它的内容", path = path
                ),
            };
            Err(Trouble::new(what).hint(say!(
                en: "`{key}=` takes a number or a name; `netlab explain {path}` lists them",
                zh: "`{key}=` 接受编号或名称；见 `netlab explain {path}`", key = key, path = path
            )))
        }
    }
}

/// A length: the value with which the layer's own `extent` finds the header and the whole that were laid.
fn count(laid: &mut Laid, place: usize, original: usize) -> Result<(), Trouble> {
    let open = laid.open[place].clone();
    let layer = laid.layers[open.layer].clone();
    let protocol = layer.protocol;
    if protocol.sums.iter().any(|sum| sum.field == open.field.label.key) {
        return Ok(());
    }
    let stack = stack(laid, original);
    if let Some(value) = (protocol.count)(&stack, open.layer, open.field.label.key) {
        return laid.settle(place, value);
    }
    match fitting(laid, place, &layer) {
        Some(value) => laid.settle(place, value),
        None => Err(no_length(&open, &layer)),
    }
}

/// The smallest value for which header and whole are what they are; where the field does not decide both, what it does.
fn fitting(laid: &mut Laid, place: usize, layer: &Layer) -> Option<u64> {
    let open = laid.open[place].clone();
    let (header, total) = (layer.body - layer.start, layer.end - layer.start);
    let mut bytes = laid.octets.get(layer.start..layer.end)?.to_vec();
    let bit = open.bit - layer.start * 8;
    let values = 0..1u64 << open.width.min(16);
    let mut by_header = None;
    let (mut decides, mut says_total) = (false, false);
    let mut first = None;
    for value in values {
        super::lay::write_bits(&mut bytes, bit, open.width, value);
        let extent = (layer.protocol.extent)(&bytes);
        decides |= *first.get_or_insert_with(|| extent.clone()) != extent;
        says_total |= extent.total.is_some();
        if extent.problem.is_some() || extent.header != header {
            continue;
        }
        if extent.total == Some(total) {
            return Some(value);
        }
        if extent.total.is_none() {
            by_header = by_header.or(Some(value));
        }
    }
    by_header.filter(|_| decides && !says_total)
}

fn no_length(open: &super::lay::Open, layer: &Layer) -> Trouble {
    let (path, header, octets) = (&open.path, layer.body - layer.start, layer.end - layer.start);
    if open.field.unit == Some(Unit::Octets(1)) && open.width < 64 && octets >> open.width > 0 {
        return too_large(octets as u64, open.width, path);
    }
    Trouble::new(say!(
        en: "{path}: no value says a header of {header} octets and {octets} in all",
        zh: "{path}：没有任何值能表示首部 {header} 字节、总长 {octets} 字节",
        path = path, header = header, octets = octets
    ))
}

/// A checksum, over all that is laid by now. Where it cannot be reckoned it stays 0; gives why.
fn sum(laid: &mut Laid, place: usize, original: usize) -> Result<Option<Text>, Trouble> {
    let open = laid.open[place].clone();
    let protocol = laid.layers[open.layer].protocol;
    let Some(sum) = protocol.sums.iter().find(|sum| sum.field == open.field.label.key) else {
        return Ok(None);
    };
    // 0 may say that there is none, so anything else stands there while it is reckoned; it counts as 0
    write_bits(laid, &open, u64::MAX);
    let own = open.bit / 8..(open.bit + open.width) / 8;
    let value = reckon(&stack(laid, original), open.layer, sum, own);
    write_bits(laid, &open, 0);
    match value {
        Ok(value) => laid.settle(place, value.into()).map(|()| None),
        Err(why) => Ok(Some(why)),
    }
}

fn write_bits(laid: &mut Laid, open: &super::lay::Open, value: u64) {
    super::lay::write_bits(&mut laid.octets, open.bit, open.width, value);
}

/// The frame as it is by now.
fn stack(laid: &Laid, original: usize) -> Stack<'_> {
    Stack { frame: &laid.octets, original, fcs: None, layers: &laid.layers, surplus: &laid.surplus }
}
