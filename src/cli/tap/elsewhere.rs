//! `--frames` where frames cannot be captured: it says so.

use crate::say;
use crate::spec::Trouble;
use std::net::SocketAddr;
use std::time::{Duration, SystemTime};

/// There is none.
pub enum Frame {}

impl Frame {
    /// Never.
    pub fn line(&self, _: usize) -> String {
        match *self {}
    }

    /// Never.
    pub fn json(&self) -> String {
        match *self {}
    }
}

/// There is none.
pub enum Tap {}

impl Tap {
    /// Fails.
    ///
    /// # Errors
    /// Always.
    pub fn open(_: &[SocketAddr], _: &str, _: SystemTime) -> Result<Tap, Trouble> {
        Err(only_on_linux())
    }

    /// Fails.
    ///
    /// # Errors
    /// Always.
    pub fn at(_: &[SocketAddr], _: &str, _: SystemTime) -> Result<Tap, Trouble> {
        Err(only_on_linux())
    }

    /// Never.
    ///
    /// # Errors
    /// None.
    pub fn until(&mut self, _: Duration) -> Result<Vec<Frame>, Trouble> {
        match *self {}
    }

    /// Never.
    ///
    /// # Errors
    /// None.
    pub fn before_call(&mut self) -> Result<Vec<Frame>, Trouble> {
        match *self {}
    }
}

fn only_on_linux() -> Trouble {
    Trouble::new(say!(en: "`--frames` works on Linux only", zh: "`--frames` 只能在 Linux 上使用"))
}
