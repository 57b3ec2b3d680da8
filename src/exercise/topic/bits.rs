//! Exercises: Bits on the wire.

use crate::exercise::Exercise;

/// From easy to hard.
pub static EXERCISES: &[&Exercise] = &[];
