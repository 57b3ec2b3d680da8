//! Exercises: Sockets.

use crate::exercise::Exercise;
use crate::exercise::program::ECHO_MANY;

/// From easy to hard.
pub static EXERCISES: &[&Exercise] = &[&ECHO_MANY];
