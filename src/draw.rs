//! Drawing on a terminal or as SVG: widths, wrapping, inks. Knows no network.

mod paint;
mod point;
mod run;
mod svg;
mod words;

pub use paint::{Ink, Paint};
pub use point::pointed;
pub use run::{Line, Run, hanging, mark, mark_with, marked, marked_width, runs, trimmed};
pub use svg::svg;
pub use words::{blanks, clip, pad, safe, safe_json, width, wrap};
