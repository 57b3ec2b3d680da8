//! The vocabulary in which protocols are declared: texts, sources, fields, parts, registries, layers.
//!
//! Names no protocol and does no input or output.

mod field;
pub mod name;
pub mod near;
mod part;
mod protocol;
mod registry;
mod rule;
mod run;
mod source;
mod stack;
mod sum;
mod text;
pub mod write;

pub use field::{Amount, Field, Fill, Kind, Label, Origin, Unit, Width};
pub use part::{
    Case, Choice, Found, Group, Item, Items, On, Part, Repeat, Shape, Slot, Special, When, fixed_octets,
    read_bits, shape, slot, slot_after,
};
pub use protocol::{Around, Derive, Extent, Next, OsiLayer, Protocol, Wire};
pub use registry::{Entry, Leads, Registry, Words};
pub use rule::{Finding, Report, Rule, Severity};
pub use run::{Fault, Walked};
pub use source::Source;
pub use stack::{Layer, Stack, Stop, Surplus};
pub use sum::{Coverage, Method, Piece, Pieces, Sum};
pub use text::{Lang, Said, Text, Trouble, same, text};
