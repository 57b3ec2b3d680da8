//! The vocabulary in which protocols are declared: texts, sources, fields, parts, registries, layers.
//!
//! Names no protocol and does no input or output.

mod source;
mod text;

pub use source::Source;
pub use text::{Lang, Said, Text, Trouble, same, text};
