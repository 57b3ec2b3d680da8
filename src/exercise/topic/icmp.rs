//! Exercises: TTL and ICMP.

use crate::exercise::Exercise;

/// From easy to hard.
pub static EXERCISES: &[&Exercise] = &[];
