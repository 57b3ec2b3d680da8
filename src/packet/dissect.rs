//! Octets to layers: the fast path. It reads lengths and code points only.

use crate::proto::DATA;
use crate::spec::{Layer, Next, OsiLayer, Protocol, Stack, Stop, Surplus, text};

/// How deep layers may be nested. Deeper octets are shown as data, and that is said.
pub const DEPTH: usize = 64;

/// Takes frames apart, one after another, in the same memory.
pub struct Dissector {
    layers: Vec<Layer>,
    surplus: Vec<Surplus>,
    highest: OsiLayer,
}

/// The frame as the caller knows it.
#[derive(Clone, Copy)]
struct Frame<'a> {
    octets: &'a [u8],
    original: usize,
    fcs: Option<u8>,
}

/// Where a layer is to be read.
#[derive(Clone, Copy)]
struct Place {
    start: usize,
    limit: usize,
    parent: usize,
    quoted: bool,
    depth: usize,
}

impl Default for Dissector {
    fn default() -> Dissector {
        Dissector::up_to(OsiLayer::Application)
    }
}

impl Dissector {
    /// A dissector with no frame yet.
    pub fn new() -> Dissector {
        Dissector::default()
    }

    /// A dissector that looks at no protocol above a layer: what such a one would take stays unnamed. No protocol
    /// carries one that is taught at a lower layer than that of transport, once that is left.
    pub fn up_to(highest: OsiLayer) -> Dissector {
        Dissector { layers: Vec::new(), surplus: Vec::new(), highest: highest.max(OsiLayer::Transport) }
    }

    /// The layers of `octets`, which begin with `root`. `original` is the frame's length on the wire, `fcs` how many
    /// octets of frame check sequence it is known to end with.
    pub fn dissect<'a>(
        &'a mut self,
        octets: &'a [u8],
        original: usize,
        fcs: Option<u8>,
        root: &'static Protocol,
    ) -> Stack<'a> {
        self.layers.clear();
        self.surplus.clear();
        let frame = Frame { octets, original, fcs };
        let place = Place { start: 0, limit: octets.len(), parent: 0, quoted: false, depth: 0 };
        let end = self.enter(frame, root, place);
        if end < octets.len() {
            let why = text("octets after the end of the outermost layer", "最外层结束之后的字节");
            self.data(Place { start: end, ..place }, Stop::Unfit(why));
        }
        self.stack(frame)
    }

    fn stack<'a>(&'a self, frame: Frame<'a>) -> Stack<'a> {
        Stack {
            frame: frame.octets,
            original: frame.original,
            fcs: frame.fcs,
            layers: &self.layers,
            surplus: &self.surplus,
        }
    }

    /// Reads one layer and all that it carries; gives the first octet behind it.
    fn enter(&mut self, frame: Frame<'_>, protocol: &'static Protocol, place: Place) -> usize {
        let Place { start, limit, .. } = place;
        let bytes = &frame.octets[start..limit];
        let extent = (protocol.extent)(bytes);
        let have = bytes.len();
        let body = start + extent.header.min(have);
        let end = (start + extent.total.unwrap_or(have).min(have)).max(body);
        let need = extent.total.unwrap_or(0).max(extent.header);
        let stop = match extent.problem {
            Some(why) => Some(Stop::Unfit(why)),
            None if need > have => Some(Stop::Short { need, have, field: extent.said_by }),
            None => None,
        };
        let i = self.layers.len();
        self.layers.push(Layer {
            protocol,
            start,
            body,
            end,
            parent: place.parent,
            quoted: place.quoted,
            stop,
        });
        if extent.header > have {
            return end;
        }
        if extent.problem.is_some() {
            if body < end {
                let why = text("data behind a header that cannot be right", "首部有误，其后按数据显示");
                self.data(Place { start: body, limit: end, parent: i, ..place }, Stop::Unfit(why));
            }
            return end;
        }
        let at = self.payload(frame, protocol, i, place);
        // what nothing here took is handed down to the layer below
        self.layers[i].end = at;
        at
    }

    /// Reads what layer `i` carries; gives the first octet that nothing took.
    fn payload(&mut self, frame: Frame<'_>, protocol: &'static Protocol, i: usize, place: Place) -> usize {
        let (body, end) = (self.layers[i].body, self.layers[i].end);
        let inside = Place { start: body, limit: end, parent: i, depth: place.depth + 1, ..place };
        let mut at = body;
        let mut next = (protocol.next)(&self.stack(frame), i);
        if matches!(next, Next::Nothing) && at < end {
            next = (protocol.follow)(&self.stack(frame), i, at);
        }
        loop {
            let here = Place { start: at, ..inside };
            let taken = match next {
                Next::Nothing => return at,
                Next::Own(field, octets) => {
                    let to = end.min(at.saturating_add(octets));
                    self.surplus.push(Surplus { layer: i, field, start: at, end: to });
                    to
                }
                Next::Data(stop) => self.data(here, stop),
                Next::DataWithin(stop, octets) => {
                    self.data(Place { limit: end.min(at.saturating_add(octets)), ..here }, stop)
                }
                Next::Protocol(child) => self.offer(frame, child, here),
                Next::Within(child, octets) => {
                    self.offer(frame, child, Place { limit: end.min(at.saturating_add(octets)), ..here })
                }
                Next::Quoted(child, octets) => {
                    let limit = end.min(at.saturating_add(octets));
                    self.offer(frame, child, Place { limit, quoted: true, ..here })
                }
            };
            if taken <= at || taken >= end {
                return taken.max(at);
            }
            at = taken;
            next = (protocol.follow)(&self.stack(frame), i, at);
        }
    }

    /// Reads a layer unless it refuses the octets or is nested too deep: then they are data.
    fn offer(&mut self, frame: Frame<'_>, child: &'static Protocol, place: Place) -> usize {
        if child.layer > self.highest {
            return place.limit;
        }
        if place.depth >= DEPTH {
            return self.data(place, Stop::Deep);
        }
        match (child.refuse)(&frame.octets[place.start..place.limit]) {
            Some(why) => self.data(place, Stop::Unfit(why)),
            None => self.enter(frame, child, place),
        }
    }

    fn data(&mut self, place: Place, stop: Stop) -> usize {
        let Place { start, limit, parent, quoted, .. } = place;
        if start < limit {
            let stop = Some(stop);
            self.layers.push(Layer { protocol: &DATA, start, body: limit, end: limit, parent, quoted, stop });
        }
        limit
    }
}
