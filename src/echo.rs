//! Sockets: the words that name an address, how messages are found in a stream, what the kernel knows of a socket and
//! the calls of its life.

pub mod address;
pub mod call;
pub mod framing;
pub mod kernel;
