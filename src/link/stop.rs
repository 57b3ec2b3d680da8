//! Ctrl-C and the end of a program as something that can be waited for beside frames.

use nix::sys::signal::{SigSet, Signal};
use nix::sys::signalfd::{SfdFlags, SignalFd};
use std::io;
use std::os::fd::{AsFd, BorrowedFd};

/// Signals that are read and do not strike.
pub struct Stop(SignalFd);

impl Stop {
    /// From now on Ctrl-C is told here. For this thread, and those that it starts afterwards.
    ///
    /// # Errors
    /// There are no descriptors left.
    pub fn new() -> io::Result<Stop> {
        let mut signals = SigSet::empty();
        signals.add(Signal::SIGINT);
        signals.add(Signal::SIGTERM);
        signals.thread_block()?;
        Ok(Stop(SignalFd::with_flags(&signals, SfdFlags::SFD_NONBLOCK | SfdFlags::SFD_CLOEXEC)?))
    }

    /// Whether it was asked for.
    pub fn is_asked(&self) -> bool {
        matches!(self.0.read_signal(), Ok(Some(_)))
    }
}

impl AsFd for Stop {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}
