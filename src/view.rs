//! The views of a frame. Each is a loop over layers and spans; none knows a protocol.

mod beside;
mod blank;
mod diff;
mod drawn;
mod dump;
mod figure;
mod json;
mod layers;
mod letters;
mod octet;
mod page;
mod remarks;
mod steps;
mod summary;
mod time;
mod told;
mod tree;
mod value;

pub use beside::beside;
pub use blank::Blanks;
pub use diff::diff;
pub use dump::{dump, dump_with_tree};
pub use figure::{blueprint, figure};
pub use json::{SCHEMA, json};
pub use layers::layers;
pub use octet::octet;
pub use page::Page;
pub use steps::steps;
pub use summary::Summary;
pub use told::{Tale, Told};
pub use tree::tree;
pub use value::vendor;

use crate::capture::{Time, Via};
use crate::packet::{Explained, Span, Verdict};
use crate::spec::{Finding, Protocol, Stack, Stop};

/// A frame with all that the views need.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// Its number in the input, from 1.
    pub number: u64,
    /// When it was captured, if the input says.
    pub time: Option<Time>,
    /// The interface that it passed, if the input says.
    pub interface: Option<Via<'a>>,
    /// The number of its link type.
    pub link: u32,
    /// The name of its link type.
    pub link_name: &'a str,
    /// Its layers.
    pub stack: Stack<'a>,
    /// Its layers with every bit named; empty where only a summary is wanted.
    pub explained: &'a [Explained],
    /// Whether its checksums are right.
    pub verdicts: &'a [Verdict],
    /// What is to be said about it.
    pub findings: &'a [Finding],
}

/// Octets of one layer that stand together: its header, or what follows its payload.
struct Section<'a> {
    layer: usize,
    /// Whether it stands behind the layer's payload.
    behind: bool,
    spans: &'a [Span],
    /// What was put together from octets of the layer; it is told with the header.
    derived: &'a [Span],
    start: usize,
    end: usize,
}

impl<'a> Frame<'a> {
    /// The sections in the order of their octets.
    fn sections(&self) -> Vec<Section<'a>> {
        let mut sections = Vec::with_capacity(self.explained.len() + 1);
        for explained in self.explained {
            let body = self.stack.layers[explained.layer].body * 8;
            // those that were put together from octets come last
            let own = explained.spans.iter().position(Span::is_derived).unwrap_or(explained.spans.len());
            let (own, derived) = explained.spans.split_at(own);
            let (header, trailer) = own.split_at(own.partition_point(|span| span.bits.start < body));
            for (behind, spans, derived) in [(false, header, derived), (true, trailer, &[])] {
                if let (Some(first), Some(last)) = (spans.first(), spans.last()) {
                    let (start, end) = (first.octets().start, last.octets().end);
                    sections.push(Section { layer: explained.layer, behind, spans, derived, start, end });
                }
            }
        }
        sections.sort_by_key(|section| section.start);
        sections
    }

    /// Layer `i` with every bit named.
    fn explained(&self, i: usize) -> Option<&'a Explained> {
        self.explained.iter().find(|explained| explained.layer == i)
    }

    /// Where decoding stopped in layer `i`, and in which protocol's name that is said.
    fn stopped(&self, i: usize) -> Option<(&'a Stop, &'static Protocol)> {
        let layer = &self.stack.layers[i];
        let stop = layer.stop.as_ref()?;
        // data has no rules of its own: what its parent found wrong is said in the parent's name
        let speaker = if self.is_data(i) { layer.parent } else { i };
        Some((stop, self.stack.layers[speaker].protocol))
    }

    /// Whether layer `i` is what nothing could read.
    fn is_data(&self, i: usize) -> bool {
        self.stack.is(i, &crate::proto::DATA)
    }
}
