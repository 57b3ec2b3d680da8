//! Checksums: reckoned again from the octets, and compared with what the frame carries.

use super::{Explained, Span, Value};
use crate::spec::{Coverage, Method, Source, Stack, Sum, Text};
use std::ops::Range;

/// What became of one checksum of one layer.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The layer that carries it.
    pub layer: usize,
    /// The checksum.
    pub sum: &'static Sum,
    /// The name of its field.
    pub name: &'static str,
    /// The octets of its field in the frame.
    pub octets: Range<usize>,
    /// What the frame carries.
    pub found: u32,
    /// What it came to.
    pub state: State,
}

/// Whether a checksum is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is what it should be.
    Correct,
    /// It should be this.
    Wrong(u32),
    /// There is none, and the rules allow it.
    Absent(Text, Source),
    /// It cannot be reckoned, for what it covers is not all there.
    Unknown(Text),
    /// It is the sum over the pseudo-header alone: the network card was to do the rest (checksum offload). Done, it
    /// would be this.
    Partial(u32),
}

impl State {
    /// A word for programs.
    pub fn key(&self) -> &'static str {
        match self {
            State::Correct => "correct",
            State::Wrong(_) => "wrong",
            State::Absent(..) => "absent",
            State::Unknown(_) => "unknown",
            State::Partial(_) => "partial",
        }
    }
}

/// Judges a checksum of a layer; `None` where its field is not there.
pub fn verify(stack: &Stack<'_>, explained: &Explained, sum: &'static Sum) -> Option<Verdict> {
    let field = find(&explained.spans, sum.field)?;
    let name = field.label.name;
    let Value::Uint(found) = field.value else { return None };
    let (octets, found) = (field.octets(), u32::try_from(found).ok()?);
    let mut reckoner = Reckoner::new(sum.method, octets.clone());
    let coverage = (sum.pieces)(stack, explained.layer, &mut |piece| reckoner.take(piece.octets, piece.at));
    let state = match coverage {
        Coverage::Absent(why, source) => State::Absent(why, source),
        Coverage::Unknown(why) => State::Unknown(why),
        Coverage::Whole => match reckoner.result() {
            expected if expected == found => State::Correct,
            expected if reckoner.unreal != 0 && u32::from(folded(reckoner.unreal)) == found => {
                State::Partial(expected)
            }
            expected => State::Wrong(expected),
        },
    };
    Some(Verdict { layer: explained.layer, sum, name, octets, found, state })
}

/// What a checksum of layer `i` should be, whose field stands in the octets `own` of the frame, or why none can be
/// reckoned.
pub fn reckon(stack: &Stack<'_>, i: usize, sum: &Sum, own: Range<usize>) -> Result<u32, Text> {
    let mut reckoner = Reckoner::new(sum.method, own);
    match (sum.pieces)(stack, i, &mut |piece| reckoner.take(piece.octets, piece.at)) {
        Coverage::Whole => Ok(reckoner.result()),
        Coverage::Absent(why, _) | Coverage::Unknown(why) => Err(why),
    }
}

/// The first field with this key, at any depth.
fn find<'a>(spans: &'a [Span], key: &str) -> Option<&'a Span> {
    spans.iter().find_map(|span| {
        if span.field.is_some() && span.label.key == key {
            Some(span)
        } else if span.children.is_empty() {
            None
        } else {
            find(&span.children, key)
        }
    })
}

/// Adds up pieces as they come.
struct Reckoner {
    method: Method,
    /// The checksum's own octets, which count as zero.
    own: Range<usize>,
    /// Sum of the 16-bit words so far, carries not yet folded.
    words: u64,
    /// The same over the octets that stand nowhere in the frame: the pseudo-header.
    unreal: u64,
    /// `None` before the first octet.
    crc: Option<crc32fast::Hasher>,
}

impl Reckoner {
    fn new(method: Method, own: Range<usize>) -> Reckoner {
        Reckoner { method, own, words: 0, unreal: 0, crc: None }
    }

    fn take(&mut self, octets: &[u8], at: Option<usize>) {
        if self.method == Method::Crc32 {
            self.crc.get_or_insert_default().update(octets);
            return;
        }
        let (pairs, last) = octets.as_chunks::<2>();
        let mut words: u64 = pairs.iter().map(|pair| u64::from(u16::from_be_bytes(*pair))).sum();
        words += word(last);
        // its own words count as zero
        if let Some(at) = at {
            let own = octets.chunks(2).enumerate().skip(self.own.start.saturating_sub(at).div_ceil(2));
            let own = own.take_while(|(i, _)| at + i * 2 < self.own.end);
            words -= own.map(|(_, pair)| word(pair)).sum::<u64>();
        }
        self.words += words;
        if at.is_none() {
            self.unreal += words;
        }
    }

    fn result(&self) -> u32 {
        match self.method {
            Method::Internet => complement(self.words).into(),
            // RFC 768: "If the computed checksum is zero, it is transmitted as all ones"
            Method::InternetNonZero => match complement(self.words) {
                0 => 0xffff,
                sum => sum.into(),
            },
            // the field is read most significant octet first, but sent the other way round
            Method::Crc32 => self.crc.clone().unwrap_or_default().finalize().swap_bytes(),
        }
    }
}

/// RFC 1071 §1: two octets are one word; an odd one at the end is followed by zeros.
pub fn word(pair: &[u8]) -> u64 {
    pair.iter().take(2).fold(0, |word, octet| word << 8 | u64::from(*octet)) << (8 * (2 - pair.len().min(2)))
}

/// The sum of 16-bit words with all carries added back in.
pub fn folded(mut words: u64) -> u16 {
    while words > 0xffff {
        words = (words & 0xffff) + (words >> 16);
    }
    words as u16
}

/// The one's complement of the folded sum.
pub fn complement(words: u64) -> u16 {
    !folded(words)
}
