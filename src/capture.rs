//! Frames from a capture file or from hexadecimal text.
//!
//! [`open`] looks at the first octets and reads pcap, pcapng or text; [`Frames::next_frame`] then lends one
//! frame at a time out of a buffer that is used again, so a file of any size takes the same memory.
//!
//! ```
//! let text = "ff ff ff ff ff ff 02 00 00 00 00 01 08 06";
//! let mut frames = netlab::capture::open(Box::new(text.as_bytes())).unwrap();
//! let frame = frames.next_frame().unwrap().unwrap();
//! assert_eq!((frame.number, frame.link, frame.octets.len()), (1, 1, 14));
//! assert!(frames.next_frame().is_none());
//! ```

mod hex;
mod input;
mod pcap;
mod pcapng;
mod sniff;
mod unicode;
mod write;

pub use write::Writer;

use std::fmt;
use std::io::Read;
use std::ops::Range;

use crate::spec::{Said, Trouble};
use hex::Hex;
use input::{Found, Input, Step};
use pcap::Pcap;
use pcapng::Pcapng;
use sniff::Content;

/// `LINKTYPE_ETHERNET`: the frame begins with an Ethernet header.
pub const ETHERNET: u32 = 1;
/// `LINKTYPE_RAW`: the frame begins with an IPv4 or IPv6 header.
pub const RAW: u32 = 101;

/// When a frame was captured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time {
    /// Whole seconds since 1970-01-01 00:00:00 UTC.
    pub seconds: i64,
    /// Nanoseconds after `seconds`, below 1,000,000,000.
    pub nanos: u32,
    /// Decimals of a second that the file can express, 0 to 9.
    pub digits: u8,
}

/// One captured frame, lent until the next is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record<'a> {
    /// Its place in the input, from 1. A damaged record keeps its number.
    pub number: u64,
    /// When it was captured, where the input says so.
    pub time: Option<Time>,
    /// What it begins with: a number of the LINKTYPE_ registry (1 Ethernet, 101 raw IP, …).
    pub link: u32,
    /// Octets that the frame had on the wire, as the input claims; `octets` may hold fewer, or even more.
    pub original: u32,
    /// Octets of frame check sequence at the end of the frame, where the input says so.
    pub fcs: Option<u8>,
    /// The octets captured.
    pub octets: &'a [u8],
    /// The interface that it passed, where the input says.
    pub interface: Option<Via<'a>>,
}

/// The interface that a frame passed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Via<'a> {
    /// Its number in a pcapng section.
    pub number: u32,
    /// What the system calls it.
    pub name: Option<&'a str>,
    /// Which way the frame went.
    pub direction: Option<Direction>,
}

/// Which way a frame went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To this machine, or to a group.
    In,
    /// To another machine.
    Past,
    /// From this machine.
    Out,
}

impl Direction {
    /// Its key in JSON, in the words of draft-ietf-opsawg-pcapng: whatever did not leave is inbound.
    pub const fn key(self) -> &'static str {
        match self {
            Direction::In | Direction::Past => "inbound",
            Direction::Out => "outbound",
        }
    }
}

/// The frames of one input, in order. Made by [`open`] and [`from_words`].
pub struct Frames {
    form: Form,
    number: u64,
    /// Where the frame lent last stands among the octets held.
    lent: Range<usize>,
    ended: bool,
    notes: Notes,
}

enum Form {
    Pcap(Input, Pcap),
    Pcapng(Input, Pcapng),
    Hex(Hex),
}

/// Reads what `input` holds: pcap, pcapng or hexadecimal text, told apart by the content.
///
/// Only text is read to its end here (64 MiB at most); a capture file is read as frames are asked for, so `input`
/// may be a pipe that a running capture writes to.
///
/// # Errors
/// When the input is empty, cannot be read, or holds something else.
pub fn open(input: Box<dyn Read>) -> Result<Frames, Trouble> {
    let mut input = Input::new(input);
    let mut notes = Notes::default();
    let form = match sniff::content(&mut input)? {
        Content::Pcap => {
            let pcap = Pcap::open(&mut input, &mut notes)?;
            Form::Pcap(input, pcap)
        }
        Content::Pcapng => Form::Pcapng(input, Pcapng::new()),
        Content::Text(encoding) => {
            let text = unicode::read(&mut input, encoding)?;
            Form::Hex(Hex::of_text(text, &mut notes)?)
        }
    };
    Ok(Frames { form, number: 0, lent: 0..0, ended: false, notes })
}

/// Reads the words of a command line, joined, as one frame in hexadecimal.
///
/// # Errors
/// When there is no word, or the words cannot hold octets at all; what is wrong inside them comes from
/// [`Frames::next_frame`].
pub fn from_words(words: &[String]) -> Result<Frames, Trouble> {
    let mut notes = Notes::default();
    let form = Form::Hex(Hex::of_words(words, &mut notes)?);
    Ok(Frames { form, number: 0, lent: 0..0, ended: false, notes })
}

impl Frames {
    /// The next frame; `None` at the end.
    ///
    /// # Errors
    /// Says what is damaged and where. When the frames after the damage can still be found, asking again goes on
    /// with them; otherwise the next answer is `None`. No damage is told twice.
    #[inline]
    pub fn next_frame(&mut self) -> Option<Result<Record<'_>, Trouble>> {
        if self.ended {
            return None;
        }
        let step = match &mut self.form {
            Form::Pcap(input, pcap) => pcap.next(input, &mut self.number),
            Form::Pcapng(input, pcapng) => pcapng.next(input, &mut self.number, &mut self.notes),
            Form::Hex(hex) => hex.next(&mut self.number, &mut self.notes),
        };
        match step {
            Step::Frame(found) => {
                self.lent = found.octets.clone();
                Some(Ok(self.record(&found)))
            }
            Step::Damaged(trouble) => Some(Err(trouble)),
            Step::Broken(trouble) => {
                self.ended = true;
                Some(Err(trouble))
            }
            Step::End => {
                self.ended = true;
                None
            }
        }
    }

    /// Whether the next frame can be had without reading on, which may have to wait for whoever writes the input.
    pub fn is_at_hand(&self) -> bool {
        match &self.form {
            Form::Pcap(input, pcap) => pcap.is_at_hand(input),
            Form::Pcapng(input, pcapng) => pcapng.is_at_hand(input),
            Form::Hex(_) => true,
        }
    }

    /// Where the frame lent last stands in the window that [`Frames::give_window`] gives away, if there is one. It stands
    /// there as long as no frame is asked for that is not at hand.
    pub fn place(&self) -> Option<Range<usize>> {
        match &self.form {
            Form::Pcap(input, _) | Form::Pcapng(input, _) => Some(input.place(&self.lent)),
            Form::Hex(_) => None,
        }
    }

    /// Gives the window of octets away that frames were lent from, so that they need not be copied, and goes on with
    /// another, which may be of any size: one that was given away before, so that no memory is asked for.
    pub fn give_window(&mut self, other: &mut Vec<u8>) {
        let (input, lent) = match &mut self.form {
            Form::Pcap(input, pcap) => (input, &mut pcap.lent),
            Form::Pcapng(input, pcapng) => (input, &mut pcapng.lent),
            Form::Hex(_) => return,
        };
        input.consume(std::mem::take(lent));
        input.give(other);
    }

    /// What was assumed or passed over since this was last asked. Each kind of remark is made once for an input.
    pub fn notes(&mut self) -> Vec<Said> {
        std::mem::take(&mut self.notes.new)
    }

    #[inline]
    fn record(&self, found: &Found) -> Record<'_> {
        let held = match &self.form {
            Form::Pcap(input, _) | Form::Pcapng(input, _) => input.held(),
            Form::Hex(hex) => hex.octets(),
        };
        Record {
            number: self.number,
            time: found.time,
            link: found.link,
            original: found.original,
            fcs: found.fcs,
            octets: held.get(found.octets.clone()).unwrap_or_default(),
            interface: found.interface.map(|number| {
                let name = match &self.form {
                    Form::Pcapng(_, pcapng) => pcapng.name(number),
                    Form::Pcap(..) | Form::Hex(_) => None,
                };
                Via { number, name, direction: found.direction }
            }),
        }
    }
}

impl fmt::Debug for Frames {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let form = match self.form {
            Form::Pcap(..) => "pcap",
            Form::Pcapng(..) => "pcapng",
            Form::Hex(_) => "hex",
        };
        f.debug_struct("Frames").field("form", &form).field("number", &self.number).finish_non_exhaustive()
    }
}

/// Remarks, each kind once: a file of a million odd records must not make a million remarks.
#[derive(Default)]
struct Notes {
    new: Vec<Said>,
    made: u32,
}

/// The kinds of remark that reading can make.
#[derive(Clone, Copy)]
enum Remark {
    Version,
    Reserved,
    Options,
    RawIp,
    NoLinkHeader,
    LittleEndian,
    Radix,
    Start,
    OtherData,
    LinePerFrame,
    SplitOctet,
    WideNumber,
    Base64,
    DumpOfFile,
}

impl Notes {
    fn once(&mut self, remark: Remark, said: impl FnOnce() -> Said) {
        let bit = 1 << remark as u32;
        if self.made & bit == 0 {
            self.made |= bit;
            self.new.push(said());
        }
    }
}
