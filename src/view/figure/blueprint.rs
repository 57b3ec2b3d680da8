//! The figure of a protocol without a frame.

use super::Page;
use crate::spec::Protocol;
use std::io;

/// Draws the figure of a protocol from its table.
pub fn blueprint(_protocol: &'static Protocol, page: &mut Page<'_>) -> io::Result<()> {
    page.line("")
}
