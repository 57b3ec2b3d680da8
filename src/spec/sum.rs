//! Checksums: which octets they cover, and how they are reckoned.

use super::{Source, Stack, Text};
use std::fmt;

/// A checksum that a field of a protocol carries.
pub struct Sum {
    /// The key of the field.
    pub field: &'static str,
    /// How it is reckoned.
    pub method: Method,
    /// Where that is said.
    pub source: Source,
    /// Gives the pieces that it covers, in order, or says why there is nothing to reckon.
    pub pieces: Pieces,
}

/// Gives the pieces of layer `i` to the third, in order.
pub type Pieces = fn(&Stack<'_>, usize, &mut dyn FnMut(Piece<'_>)) -> Coverage;

/// How a checksum is reckoned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// The one's complement of the one's complement sum of 16-bit words (RFC 1071).
    Internet,
    /// The same, but 0 is sent as all ones, since 0 says that there is none (RFC 768).
    InternetNonZero,
    /// CRC-32 with the least significant octet first (IEEE 802.3 §3.2.9).
    Crc32,
}

/// A stretch of octets that a checksum covers.
#[derive(Clone, Copy, Debug)]
pub struct Piece<'a> {
    /// What it is: pseudo-header, header, data.
    pub name: Text,
    /// Its octets. All pieces but the last have an even number.
    pub octets: &'a [u8],
    /// Where they stand in the frame; `None` for octets that are only reckoned with, as a pseudo-header's.
    pub at: Option<usize>,
}

/// Whether a checksum can be reckoned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// All that it covers was given.
    Whole,
    /// There is none, and the rules allow it.
    Absent(Text, Source),
    /// Some of what it covers is not there.
    Unknown(Text),
}

impl fmt::Debug for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sum({})", self.field)
    }
}
