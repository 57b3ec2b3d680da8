//! Frames out of words or JSON: the inverse of a dump.
//!
//! A [`Draft`] is what the author of a frame said of it: layers, and in each a tree of keys and values. [`build`] walks over
//! the tables of the protocols as `packet::explain` does, and lays octets where that finds them; what the author left
//! out is taken from the table's default, or worked out from the rest once all is laid. What the author said is sent as
//! it was said, right or wrong.
//!
//! ```
//! use netlab::build::{build, from_json};
//! let line = r#"{"link_type": 1, "layers": [
//!     {"protocol": "ethernet", "fields": {
//!         "dst": {"value": "ff:ff:ff:ff:ff:ff"}, "src": {"value": "02:00:00:00:10:10"}, "type": {"value": 34997}}},
//!     {"protocol": "data", "parent": 0, "fields": {"data": {"octets": "2a"}}}]}"#;
//! let built = build(&from_json(line).unwrap()).unwrap();
//! assert_eq!(built.octets[12..], [0x88, 0xb5, 0x2a]);
//! ```

pub mod assume;
mod bag;
mod complete;
mod draft;
mod fragment;
mod json;
mod lay;
pub mod recipe;
mod value;
pub mod words;

pub use complete::{Built, build};
pub use draft::{Draft, Given, Node, Sheet};
pub use fragment::{Fragments, fragment};
pub use json::from_json;

/// The largest frame that can be built: what capture files hold (libpcap's `MAXIMUM_SNAPLEN`).
pub const LARGEST: usize = 262_144;
