//! Exercises: DHCP.

use crate::exercise::Exercise;

/// From easy to hard.
pub static EXERCISES: &[&Exercise] = &[];
