//! Sockets: the words that name an address, and how messages are found in a stream.

pub mod address;
pub mod framing;
