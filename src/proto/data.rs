//! Octets that nothing here can read.

use crate::spec::{Extent, Field, Kind, OsiLayer, Part, Protocol, Source, text};

static PARTS: &[Part] = &[Part::Field(Field::rest(
    "data",
    "Data",
    Kind::Bytes,
    text("octets that netlab does not take apart further", "netlab 不再进一步分解的字节"),
))];

/// What is left when no table fits.
pub static DATA: Protocol = Protocol::new(
    "data",
    "Data",
    text("data that is not taken apart", "不再分解的数据"),
    text("data", "数据"),
    Source::Netlab,
    OsiLayer::Application,
    PARTS,
    |bytes| Extent::message(bytes.len()),
);
