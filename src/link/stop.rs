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
        signals.add(Signal::SIGCHLD);
        signals.thread_block()?;
        Ok(Stop(SignalFd::with_flags(&signals, SfdFlags::SFD_NONBLOCK | SfdFlags::SFD_CLOEXEC)?))
    }

    /// Whether it was asked for, and whether a program that this one has started has ended.
    pub fn asked(&self) -> (bool, bool) {
        let (mut stop, mut child) = (false, false);
        while let Ok(Some(signal)) = self.0.read_signal() {
            match signal.ssi_signo == Signal::SIGCHLD as u32 {
                true => child = true,
                false => stop = true,
            }
        }
        (stop, child)
    }
}

impl AsFd for Stop {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}
