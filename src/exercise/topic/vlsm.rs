//! Exercises: Subnets by need (VLSM).

use crate::exercise::Exercise;

/// From easy to hard.
pub static EXERCISES: &[&Exercise] = &[];
