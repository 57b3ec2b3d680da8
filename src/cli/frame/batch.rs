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
    /// Its interface, by its number among those of the batch.
    interface: Option<u32>,
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
    /// The interfaces with their names, each once.
    interfaces: Vec<(Via<'static>, Option<String>)>,
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

    /// Keeps a frame and a copy of its octets.
    fn keep(&mut self, record: &Record<'_>) {
        let start = self.octets.len();
        self.octets.extend_from_slice(record.octets);
        self.keep_at(start..self.octets.len(), record);
    }

    /// Keeps a frame whose octets stand, or will stand, at that place among those of the batch.
    fn keep_at(&mut self, octets: Range<usize>, record: &Record<'_>) {
        let Record { number, time, link, original, fcs, interface, octets: _ } = *record;
        let interface = interface.map(|via| self.interface(via));
        self.kept.push(Kept { number, time, link, original, fcs, interface, octets });
    }

    /// Says where the octets of the frame kept last will stand.
    fn stands_at(&mut self, place: Range<usize>) {
        if let Some(kept) = self.kept.last_mut() {
            kept.octets = place;
        }
    }

    fn interface(&mut self, via: Via<'_>) -> u32 {
        let nameless = Via { name: None, ..via };
        let known =
            |(other, name): &(Via<'_>, Option<String>)| *other == nameless && name.as_deref() == via.name;
        // mostly that of the frame before
        let place = self.interfaces.iter().rposition(known).unwrap_or_else(|| {
            let Via { number, direction, .. } = via;
            self.interfaces.push((Via { number, name: None, direction }, via.name.map(String::from)));
            self.interfaces.len() - 1
        });
        place as u32
    }

    /// The frames.
    pub fn records(&self) -> impl Iterator<Item = Record<'_>> {
        self.kept.iter().map(|kept| {
            let Kept { number, time, link, original, fcs, interface, ref octets } = *kept;
            let octets = self.octets.get(octets.clone()).unwrap_or_default();
            let interface = interface.and_then(|place| self.interfaces.get(place as usize));
            let interface = interface.map(|(via, name)| Via { name: name.as_deref(), ..*via });
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

    /// Whether it takes so much room that there should not be many.
    pub fn is_giant(&self) -> bool {
        self.octets.capacity() > MOST_OCTETS * 2
    }

    /// What is to be said behind `frames` of the frames.
    pub fn asides_behind(&self, frames: usize) -> impl Iterator<Item = &Aside> {
        self.asides.iter().filter(move |(place, _)| *place == frames).map(|(_, aside)| aside)
    }

    /// Empties it, but for old octets.
    fn clear(&mut self) {
        self.kept.clear();
        self.interfaces.clear();
        self.asides.clear();
    }

    fn clear_octets(&mut self) {
        self.octets.clear();
        // the room that one giant frame took is not kept for ever
        self.octets.shrink_to(MOST_OCTETS * 2);
    }
}

/// How much a batch may hold.
#[derive(Clone, Copy)]
pub struct Measure {
    /// Frames and asides.
    pub frames: usize,
    /// Octets of frames that are copied, unless it is one frame.
    pub octets: usize,
    /// Whether the window that frames were read into may be kept instead of copies.
    pub windows: bool,
    /// How many of them a worker has at a time: one to work on, and enough to go on with while whoever reads works too.
    pub depth: usize,
}

/// The most octets of any measure.
const MOST_OCTETS: usize = 1 << 17;

impl Measure {
    /// For views that write about as much as they read. A window is full of short frames.
    pub const LINES: Measure = Measure { frames: 1024, octets: MOST_OCTETS, windows: true, depth: 4 };
    /// For views that write a page for each frame, so that a window would hold far too many.
    pub const PAGES: Measure = Measure { frames: 16, octets: MOST_OCTETS / 8, windows: false, depth: 4 };
}

/// Reads one input batch by batch.
pub struct Reader<'a> {
    input: &'a mut Input,
    /// The frames asked for; all where nothing was said.
    numbers: Option<&'a Numbers>,
    /// How much it puts into a batch.
    pub measure: Measure,
    /// Whether batches take windows instead of copies: not the first, which is mostly the only one.
    takes_windows: bool,
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
        Reader { input, numbers, measure, takes_windows: false, first, ended: false }
    }

    /// Fills a batch; `false` where nothing is left. What is read from a pipe ends where the next frame would have to be
    /// waited for, so that those that are there can be shown.
    pub fn fill(&mut self, batch: &mut Batch) -> bool {
        batch.clear();
        batch.first = self.first;
        if self.takes_windows {
            self.fill_with_window(batch);
        } else {
            batch.clear_octets();
            while !self.ended && self.has_room(batch) && (batch.is_empty() || !self.input.may_wait()) {
                self.next(batch);
            }
            self.takes_windows = self.measure.windows && self.input.place().is_some();
        }
        !batch.is_empty()
    }

    /// Fills a batch with frames that stand in one window, and takes that.
    fn fill_with_window(&mut self, batch: &mut Batch) {
        let room = self.measure.frames;
        while !self.ended
            && batch.len() + batch.asides.len() < room
            && (batch.is_empty() || self.input.is_at_hand())
        {
            self.next(batch);
        }
        if !batch.is_empty() {
            self.input.give_window(&mut batch.octets);
        }
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
                    if self.takes_windows {
                        batch.keep_at(0..0, &record);
                        batch.stands_at(self.input.place().unwrap_or_default());
                    } else {
                        batch.keep(&record);
                    }
                }
            },
        }
        let behind = batch.len();
        batch.asides.extend(self.input.notes().into_iter().map(|note| (behind, Aside::Note(note))));
    }
}
