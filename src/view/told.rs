//! What is said once and not again on the pages behind, and what these can copy.

use super::drawn::Sections;
use super::letters::Lettered;
use crate::spec::{Source, Text};
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// What pages have told. It is as much as the tables have to tell, however many the frames are.
#[derive(Default)]
pub struct Told {
    /// What was said once and need not be said again.
    seen: HashSet<Tale, Quick>,
    /// Where the texts of it are in memory: to find those takes a tenth of the time that it takes to read them.
    places: HashSet<[(usize, usize); 3], Quick>,
    /// Some of those places, each where its addresses say: most are found here.
    last: Vec<[(usize, usize); 3]>,
    /// All that was said, in the order in which it was.
    tales: Vec<Tale>,
    /// Constant texts as they stand on a page, indented, broken into lines and with their inks. A text is known by where
    /// it is in memory.
    paragraphs: HashMap<(usize, usize, Option<Source>, usize), String, Quick>,
    /// Sections as they were drawn last.
    pub(super) sections: Sections,
    /// Memory to put rows together in, and fields.
    pub(super) rows: Vec<u8>,
    pub(super) fields: Vec<Lettered>,
}

/// A term in both languages, or a meaning behind the protocol and the field that it was said of.
pub type Tale = (&'static str, &'static str, &'static str);

impl Told {
    /// Whether it was told before.
    pub fn has(&self, tale: &Tale) -> bool {
        self.seen.contains(tale)
    }

    /// All that was told, in the order in which it was.
    pub fn tales(&self) -> &[Tale] {
        &self.tales
    }

    /// Takes what others told for told.
    pub fn learn(&mut self, tales: &[Tale]) {
        for tale in tales {
            self.is_new(*tale);
        }
    }

    /// A constant text and its source behind `indent` spaces, as it stands on a page: drawn when it is asked for first.
    pub(super) fn paragraph(
        &mut self,
        means: Text,
        source: Option<Source>,
        indent: usize,
        draw: impl FnOnce() -> String,
    ) -> &str {
        let key = (means.en.as_ptr().addr(), means.zh.as_ptr().addr(), source, indent);
        self.paragraphs.entry(key).or_insert_with(draw)
    }

    /// Whether it was told before, as far as can be seen without reading it.
    pub(super) fn is_old(&mut self, tale: &Tale) -> bool {
        let places = places(tale);
        if self.last.is_empty() {
            self.last.resize(LAST, [(0, 0); 3]);
        }
        let mixed = places.iter().fold(0, |mixed: usize, (at, _)| mixed.rotate_left(7) ^ at);
        // the lowest bits of an address tell little
        let last = &mut self.last[(mixed ^ mixed >> 9) % LAST];
        if *last != places {
            if !self.places.contains(&places) {
                return false;
            }
            *last = places;
        }
        true
    }

    /// Whether it was not told before; from now on it is.
    pub(super) fn is_new(&mut self, tale: Tale) -> bool {
        if self.is_old(&tale) {
            return false;
        }
        self.places.insert(places(&tale));
        let is_new = self.seen.insert(tale);
        if is_new {
            self.tales.push(tale);
        }
        is_new
    }
}

/// Where the texts of a tale are in memory.
fn places(tale: &Tale) -> [(usize, usize); 3] {
    let place = |text: &str| (text.as_ptr().addr(), text.len());
    [place(tale.0), place(tale.1), place(tale.2)]
}

/// How many of the places are looked at first.
const LAST: usize = 512;

/// Hashes in few instructions. Its keys are the constants of the tables, never octets of a frame, so nobody can choose
/// keys that collide.
type Quick = BuildHasherDefault<QuickHasher>;

#[derive(Default)]
struct QuickHasher(u64);

impl Hasher for QuickHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        words.iter().for_each(|word| self.write_u64(u64::from_ne_bytes(*word)));
        rest.iter().for_each(|octet| self.write_u64(u64::from(*octet)));
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn write_usize(&mut self, word: usize) {
        self.write_u64(word as u64);
    }

    fn finish(&self) -> u64 {
        self.0.rotate_left(26)
    }
}
