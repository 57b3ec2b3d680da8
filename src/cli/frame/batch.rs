//! Frames in batches: what is read at once, and what it became.

use super::input::Input;
use super::numbers::Numbers;
use crate::capture::{Record, Time, Via};
use crate::spec::{Said, Trouble};
use std::ops::Range;

/// A frame kept while others are read.
#[derive(Clone)]
struct Kept {
    number: u64,
    time: Option<Time>,
    link: u32,
    original: u32,
    fcs: Option<u8>,
    /// Its interface; the name is the one of that number among those of the batch.
    interface: Option<(Via<'static>, Option<usize>)>,
    /// Its octets among those of the batch.
    octets: Range<usize>,
}

/// Something to be said on standard error.
#[derive(Clone)]
pub enum Aside {
    /// It could not be read or shown.
    Trouble(Trouble),
    /// It was assumed.
    Note(Said),
}

/// Frames that were read one behind the other.
#[derive(Default)]
pub struct Batch {
    kept: Vec<Kept>,
    octets: Vec<u8>,
    /// The names of interfaces, each once.
    names: Vec<String>,
    /// What is to be said, each behind so many of the frames.
    asides: Vec<(usize, Aside)>,
    /// When the first frame of all was captured, as far as it was known before these.
    pub first: Option<Time>,
}

impl Batch {
    /// A batch of one frame.
    pub fn of(record: &Record<'_>) -> Batch {
        let mut batch = Batch::default();
        batch.keep(record);
        batch
    }

    fn keep(&mut self, record: &Record<'_>) {
        let Record { number, time, link, original, fcs, interface, octets } = *record;
        let start = self.octets.len();
        self.octets.extend_from_slice(octets);
        let octets = start..self.octets.len();
        let interface = interface.map(|via| {
            let name = via.name.map(|name| {
                self.names.iter().position(|known| known == name).unwrap_or_else(|| {
                    self.names.push(name.to_string());
                    self.names.len() - 1
                })
            });
            (Via { name: None, ..via }, name)
        });
        self.kept.push(Kept { number, time, link, original, fcs, interface, octets });
    }

    /// The frames.
    pub fn records(&self) -> impl Iterator<Item = Record<'_>> {
        self.kept.iter().map(|kept| {
            let Kept { number, time, link, original, fcs, interface, ref octets } = *kept;
            let octets = self.octets.get(octets.clone()).unwrap_or_default();
            let interface = interface.map(|(via, name)| {
                let name = name.and_then(|name| self.names.get(name)).map(String::as_str);
                Via { name, ..via }
            });
            Record { number, time, link, original, fcs, interface, octets }
        })
    }

    /// How many frames there are.
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty() && self.asides.is_empty()
    }

    /// What is to be said behind `frames` of the frames.
    pub fn asides_behind(&self, frames: usize) -> impl Iterator<Item = &Aside> {
        self.asides.iter().filter(move |(place, _)| *place == frames).map(|(_, aside)| aside)
    }

    fn clear(&mut self) {
        self.kept.clear();
        self.octets.clear();
        self.names.clear();
        // the room that one giant frame took is not kept for ever
        self.octets.shrink_to(MOST_OCTETS * 2);
        self.asides.clear();
    }
}

/// How much a batch may hold.
#[derive(Clone, Copy)]
pub struct Measure {
    /// Frames and asides.
    pub frames: usize,
    /// Octets of frames, unless it is one frame.
    pub octets: usize,
}

/// The most octets of any measure.
const MOST_OCTETS: usize = 1 << 17;

impl Measure {
    /// For views that write about as much as they read.
    pub const LINES: Measure = Measure { frames: 512, octets: MOST_OCTETS };
    /// For views that write a page for each frame.
    pub const PAGES: Measure = Measure { frames: 32, octets: MOST_OCTETS / 8 };
}

/// Reads one input batch by batch.
pub struct Reader<'a> {
    input: &'a mut Input,
    /// The frames asked for; all where nothing was said.
    numbers: Option<&'a Numbers>,
    measure: Measure,
    /// When the first frame asked for was captured.
    pub first: Option<Time>,
    ended: bool,
}

impl<'a> Reader<'a> {
    /// A reader at the beginning of `input`; `first` is when the first frame of those before it was captured.
    pub fn new(
        input: &'a mut Input,
        numbers: Option<&'a Numbers>,
        measure: Measure,
        first: Option<Time>,
    ) -> Reader<'a> {
        Reader { input, numbers, measure, first, ended: false }
    }

    /// Fills a batch; `false` where nothing is left. What is read from a pipe ends where the next frame would have to be
    /// waited for, so that those that are there can be shown.
    pub fn fill(&mut self, batch: &mut Batch) -> bool {
        batch.clear();
        batch.first = self.first;
        while !self.ended && self.has_room(batch) && (batch.is_empty() || !self.input.may_wait()) {
            self.next(batch);
        }
        !batch.is_empty()
    }

    fn has_room(&self, batch: &Batch) -> bool {
        batch.len() + batch.asides.len() < self.measure.frames && batch.octets.len() < self.measure.octets
    }

    fn next(&mut self, batch: &mut Batch) {
        match self.input.next_frame() {
            None => self.ended = true,
            Some(Err(trouble)) => batch.asides.push((batch.len(), Aside::Trouble(trouble))),
            Some(Ok(record)) => match self.numbers {
                Some(numbers) if numbers.is_past(record.number) => self.ended = true,
                Some(numbers) if !numbers.contains(record.number) => (),
                _ => {
                    self.first = self.first.or(record.time);
                    batch.keep(&record);
                }
            },
        }
        let behind = batch.len();
        batch.asides.extend(self.input.notes().into_iter().map(|note| (behind, Aside::Note(note))));
    }
}
