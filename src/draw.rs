//! Drawing on a terminal: widths, wrapping, colour. Knows no network.

mod paint;
mod words;

pub use paint::{Ink, Paint};
pub use words::{clip, pad, safe, width, wrap};
