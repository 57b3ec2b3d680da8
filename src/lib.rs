//! netlab shows how networks work, from the bit on the wire to the socket.
//!
//! A packet is octets and a stack of (protocol, range); a protocol is a table of facts and a few functions;
//! every view is a loop over both. `docs/architecture.md` is the map.

pub mod address;
pub mod build;
pub mod capture;
pub mod chance;
pub mod cli;
pub mod draw;
pub mod echo;
pub mod exercise;
pub mod filter;
pub mod glossary;
pub mod link;
pub mod packet;
pub mod proto;
pub mod sample;
pub mod signal;
pub mod spec;
pub mod view;
