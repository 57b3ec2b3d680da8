//! Layers.
use super::{Frame, Page};
use std::io;

/// Draws.
pub fn layers(_frame: &Frame<'_>, page: &mut Page<'_>) -> io::Result<()> {
    page.line("")
}
