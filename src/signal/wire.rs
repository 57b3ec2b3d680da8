//! A frame with what the link sends around it.

use crate::spec::{Around, Source, Text, Wire, text};
use std::ops::Range;

/// Octets as they are sent, and what they are.
#[derive(Clone, Debug, Default)]
pub struct Sent {
    /// All octets.
    pub octets: Vec<u8>,
    /// The parts, in order, none empty.
    pub parts: Vec<Part>,
}

/// Some of the octets that are sent.
#[derive(Clone, Debug)]
pub struct Part {
    /// What they are.
    pub name: Text,
    /// Which they are.
    pub octets: Range<usize>,
    /// Whether they were given; otherwise they were put in here, as a sender does.
    pub given: bool,
    /// Where it is said that they are sent; nothing for the frame itself.
    pub source: Option<Source>,
}

const FRAME: Text = text("frame", "帧");
const PADDING: Text = text("padding", "填充");

/// A frame as the link sends it: what comes before it, zeros up to the smallest frame, and the frame check sequence,
/// the CRC-32 of the frame, unless it `has_fcs` already or is not `whole`.
pub fn on_the_wire(wire: &Wire, frame: &[u8], has_fcs: bool, whole: bool) -> Sent {
    let mut sent = Sent::default();
    for (around, pattern) in patterns(wire) {
        let octets = vec![pattern; around.octets];
        sent.add(around.name, &octets, false, Some(around.source));
    }
    let fcs = fcs(wire);
    let covered = frame.len() - fcs.filter(|_| has_fcs).map_or(0, |fcs| fcs.octets.min(frame.len()));
    let (covered, check) = frame.split_at_checked(covered).unwrap_or((frame, &[]));
    sent.add(FRAME, covered, true, None);
    if has_fcs || !whole {
        if let Some(fcs) = fcs {
            sent.add(fcs.name, check, true, Some(fcs.source));
        }
        return sent;
    }
    let padding = vec![0; wire.smallest.saturating_sub(frame.len())];
    sent.add(PADDING, &padding, false, Some(wire.source));
    if let Some(fcs) = fcs {
        let check = crc32fast::hash(&[frame, &padding].concat()).to_le_bytes();
        sent.add(fcs.name, &check, false, Some(fcs.source));
    }
    sent
}

/// The parts of octets that were received, where they begin as the link begins, and whether their frame check sequence
/// is right; `None` for that where the octets are too few to have one.
pub fn parts_of(wire: &Wire, octets: &[u8]) -> Option<(Sent, Option<bool>)> {
    let begin = begins(wire, octets)?;
    let frame = octets.get(begin..)?;
    let check = fcs(wire).and_then(|fcs| {
        let (covered, check) = frame.split_at_checked(frame.len().checked_sub(fcs.octets)?)?;
        (covered.len() >= wire.smallest).then(|| crc32fast::hash(covered).to_le_bytes() == check)
    });
    let mut sent = on_the_wire(wire, frame, check == Some(true), false);
    sent.parts.iter_mut().for_each(|part| part.given = true);
    Some((sent, check))
}

/// Behind how many octets the frame begins, where the octets begin with what the link sends before one.
pub fn begins(wire: &Wire, octets: &[u8]) -> Option<usize> {
    let before: Vec<u8> = patterns(wire).flat_map(|(around, octet)| vec![octet; around.octets]).collect();
    (!before.is_empty() && octets.starts_with(&before)).then_some(before.len())
}

/// What is sent before a frame, and the octet that is sent again and again.
fn patterns(wire: &Wire) -> impl Iterator<Item = (&'static Around, u8)> {
    wire.before.iter().filter_map(|around| Some((around, around.pattern?)))
}

/// What a capture may have behind the frame: its frame check sequence. The rest is time.
fn fcs(wire: &Wire) -> Option<&'static Around> {
    wire.after.iter().find(|around| around.field.is_some())
}

impl Sent {
    fn add(&mut self, name: Text, octets: &[u8], given: bool, source: Option<Source>) {
        if !octets.is_empty() {
            let from = self.octets.len();
            self.octets.extend_from_slice(octets);
            self.parts.push(Part { name, octets: from..self.octets.len(), given, source });
        }
    }
}
