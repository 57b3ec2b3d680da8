//! Addresses as numbers: a closed world of arithmetic.

mod mac;

pub use mac::sort;
