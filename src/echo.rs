//! Sockets: the words that name an address, how messages are found in a stream, what the kernel knows of a socket, the
//! calls of its life, clients and servers.

pub mod address;
pub mod call;
pub mod client;
pub mod framing;
pub mod kernel;
pub mod reply;
pub mod server;
pub mod socket;
