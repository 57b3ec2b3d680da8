//! A protocol: a table of facts and a few functions.

use super::{Field, Finding, Label, Part, Rule, Source, Stack, Stop, Sum, Text};
use std::fmt;

/// A protocol as netlab knows it. Everything a view shows comes from here.
pub struct Protocol {
    /// How it is typed: `"ipv4"`.
    pub key: &'static str,
    /// How the standard calls it: `"IPv4"`.
    pub name: &'static str,
    /// Its whole name.
    pub title: Text,
    /// What one of it is called: datagram, segment, message.
    pub unit: Text,
    /// Where it is defined.
    pub source: Source,
    /// The layer it is taught at.
    pub layer: OsiLayer,
    /// Its octets in the standard's order.
    pub parts: &'static [Part],
    /// How long header and whole are. `bytes` begin with the layer and may reach past it.
    pub extent: fn(bytes: &[u8]) -> Extent,
    /// What the payload is. Called once header and end are known.
    pub next: fn(&Stack<'_>, usize) -> Next,
    /// What stands from octet `at` of the frame on, when a layer there ended before the payload does: the next
    /// message of a stream, padding, a trailer. [`Next::Nothing`] hands the octets down to the layer below.
    pub follow: fn(&Stack<'_>, usize, usize) -> Next,
    /// The fields that [`Protocol::next`] and [`Protocol::follow`] may find behind the payload: padding, trailers.
    pub behind: &'static [&'static Field],
    /// The value of a computed field of layer `i`, by its key, where neither the table nor [`Protocol::extent`] tells it.
    pub count: fn(&Stack<'_>, usize, &str) -> Option<u64>,
    /// Why octets that a code point promises are not this protocol after all; `None` takes them.
    pub refuse: fn(bytes: &[u8]) -> Option<Text>,
    /// One short phrase for the summary line. It sees the whole stack, and may write nothing.
    pub summary: fn(&Stack<'_>, usize, &mut String),
    /// Spans that own no octets: joined options, addresses put together from elsewhere.
    pub derive: Option<Derive>,
    /// The checksums it carries.
    pub sums: &'static [Sum],
    /// The rules it knows, for the reference; [`Protocol::examine`] finds them broken.
    pub rules: &'static [&'static Rule],
    /// What is sent around one of its frames, where it is a link.
    pub wire: Option<&'static Wire>,
    /// Tells every rule that layer `i` breaks. A finding never stops decoding. Not asked for quoted layers.
    pub examine: fn(&Stack<'_>, usize, &mut dyn FnMut(Finding)),
}

/// Finds derived values of layer `i`: label, value as text in the JSON sense, and the octet ranges of the frame
/// it was put together from.
pub type Derive = fn(&Stack<'_>, usize, &mut dyn FnMut(&'static Label, String, Vec<(usize, usize)>));

/// The layer a protocol is taught at (ISO/IEC 7498-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OsiLayer {
    /// Layer 2.
    DataLink,
    /// Layer 3.
    Network,
    /// Layer 4.
    Transport,
    /// Layer 5.
    Session,
    /// Layer 6.
    Presentation,
    /// Layer 7.
    Application,
}

/// What a link sends around a frame, which no capture shows, and how short a frame may be.
#[derive(Clone, Copy, Debug)]
pub struct Wire {
    /// What is sent before a frame, in order.
    pub before: &'static [Around],
    /// What is sent behind it, in order.
    pub after: &'static [Around],
    /// The fewest octets of a frame, without what is around it. The sender fills up shorter ones.
    pub smallest: usize,
    /// Where that is said.
    pub source: Source,
}

/// Octets around a frame, or the time that so many would take.
#[derive(Clone, Copy, Debug)]
pub struct Around {
    /// What they are.
    pub name: Text,
    /// How many.
    pub octets: usize,
    /// What each of them is, where that is always the same.
    pub pattern: Option<u8>,
    /// The key of the field that they are in a capture that has them.
    pub field: Option<&'static str>,
    /// Where that is said.
    pub source: Source,
}

/// How far a layer reaches, as its own octets say. Longer than what is there where it was cut short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extent {
    /// Octets of header.
    pub header: usize,
    /// Octets of header and payload; `None` where only the layer below knows.
    pub total: Option<usize>,
    /// The key of the field that says how long the header or whole is, for the message when it is not there.
    pub said_by: Option<&'static str>,
    /// What forbids to read on: a length that cannot be.
    pub problem: Option<Text>,
}

impl Extent {
    /// A header of `header` octets and a payload to the end.
    pub const fn header(header: usize) -> Extent {
        Extent { header, total: None, said_by: None, problem: None }
    }

    /// A message of `total` octets that carries nothing.
    pub const fn message(total: usize) -> Extent {
        Extent { header: total, total: Some(total), said_by: None, problem: None }
    }

    /// Says how long the whole is.
    #[must_use]
    pub const fn total(mut self, total: usize) -> Extent {
        self.total = Some(total);
        self
    }

    /// Says which field decided.
    #[must_use]
    pub const fn said_by(mut self, key: &'static str) -> Extent {
        self.said_by = Some(key);
        self
    }

    /// Says what forbids to read on.
    #[must_use]
    pub const fn problem(mut self, why: Text) -> Extent {
        self.problem = Some(why);
        self
    }
}

/// What stands in a payload.
#[derive(Clone, Debug)]
pub enum Next {
    /// Nothing: there is no payload, or it is the header's own.
    Nothing,
    /// A protocol, to the end of the payload.
    Protocol(&'static Protocol),
    /// A protocol in the next so many octets of the payload at most.
    Within(&'static Protocol, usize),
    /// The beginning of another datagram, quoted in an error message, in so many octets.
    Quoted(&'static Protocol, usize),
    /// So many octets that are a field of this layer behind its payload: padding, a trailer.
    Own(&'static Field, usize),
    /// Octets that nothing here can read, and why.
    Data(Stop),
    /// The same for the next so many octets of the payload at most: a trailer follows.
    DataWithin(Stop, usize),
}

impl Protocol {
    /// A protocol with the defaults: no payload, no surplus of its own, no summary.
    #[allow(clippy::too_many_arguments)] // the facts that every protocol has to state
    pub const fn new(
        key: &'static str,
        name: &'static str,
        title: Text,
        unit: Text,
        source: Source,
        layer: OsiLayer,
        parts: &'static [Part],
        extent: fn(&[u8]) -> Extent,
    ) -> Protocol {
        Protocol {
            key,
            name,
            title,
            unit,
            source,
            layer,
            parts,
            extent,
            next: |_, _| Next::Nothing,
            follow: |_, _, _| Next::Nothing,
            behind: &[],
            count: |_, _, _| None,
            refuse: |_| None,
            summary: |_, _, _| (),
            derive: None,
            sums: &[],
            wire: None,
            rules: &[],
            examine: |_, _, _| (),
        }
    }
}

impl fmt::Debug for Protocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Protocol({})", self.key)
    }
}
