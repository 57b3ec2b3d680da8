//! What no safe crate asks for us: `getsockopt` into octets, `setsockopt` of a number, two `ioctl`s, `malloc_trim`,
//! and to watch a descriptor with the runtime.
//! Every use says why it is sound.

use std::io;
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::task::{Context, Poll, ready};
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;

pub use libc::{TCP_INFO, TCP_SAVE_SYN, TCP_SAVED_SYN};

/// An option of TCP, written to the front of `into`; how many octets it has.
pub fn option(socket: &impl AsFd, name: libc::c_int, into: &mut [u8]) -> io::Result<usize> {
    let room = libc::socklen_t::try_from(into.len()).unwrap_or(libc::socklen_t::MAX);
    let mut length = room;
    // SAFETY: the descriptor is open as long as `socket` is borrowed. `into` is memory of ours with at least `room`
    // octets, the kernel writes at most the `length` it is told and sets `length` to what it wrote, and any octets are
    // a valid value of `[u8]`. Both pointers are used during the call only.
    let status = unsafe {
        libc::getsockopt(
            socket.as_fd().as_raw_fd(),
            libc::IPPROTO_TCP,
            name,
            into.as_mut_ptr().cast(),
            &raw mut length,
        )
    };
    told(status)?;
    Ok(length.min(room) as usize)
}

/// Sets an option of TCP to a number.
pub fn set(socket: &impl AsFd, name: libc::c_int, value: libc::c_int) -> io::Result<()> {
    let size = size_of::<libc::c_int>() as libc::socklen_t;
    // SAFETY: the descriptor is open as long as `socket` is borrowed. The kernel reads `size` octets of `value`, which
    // is an int of that size and lives until the call is over.
    let status = unsafe {
        let fd = socket.as_fd().as_raw_fd();
        libc::setsockopt(fd, libc::IPPROTO_TCP, name, (&raw const value).cast(), size)
    };
    told(status)
}

/// Octets that came and were not read: SIOCINQ, tcp(7).
pub fn unread(socket: &impl AsFd) -> io::Result<u32> {
    count(socket, libc::FIONREAD)
}

/// Octets that were written and are not acknowledged: SIOCOUTQ, tcp(7).
pub fn unacknowledged(socket: &impl AsFd) -> io::Result<u32> {
    count(socket, libc::TIOCOUTQ)
}

/// One of the two requests above, and no other: both write an int.
fn count(socket: &impl AsFd, request: libc::Ioctl) -> io::Result<u32> {
    let mut count: libc::c_int = 0;
    // SAFETY: the descriptor is open as long as `socket` is borrowed. For FIONREAD and TIOCOUTQ (the numbers of SIOCINQ
    // and SIOCOUTQ) the kernel writes one int through the pointer, during the call only, and `count` is one.
    let status = unsafe { libc::ioctl(socket.as_fd().as_raw_fd(), request, &raw mut count) };
    told(status)?;
    Ok(u32::try_from(count).unwrap_or(0))
}

/// `malloc_trim`: whole pages inside the heap that hold nothing go back to the system.
#[cfg(target_env = "gnu")]
pub fn trim() {
    // SAFETY: it takes no pointer, locks the heap as malloc does, and touches only what nobody has allocated:
    // malloc_trim(3), which calls it MT-Safe.
    let _ = unsafe { libc::malloc_trim(0) };
}

/// A descriptor of which the runtime says when it is readable. Needs a runtime around it.
pub struct Watched(AsyncFd<OwnedFd>);

impl Watched {
    /// Watches what `file` stands for.
    ///
    /// # Errors
    /// Where the system has no descriptor left, or cannot watch this one.
    pub fn new(file: &impl AsFd) -> io::Result<Watched> {
        let same = file.as_fd().try_clone_to_owned()?;
        // SAFETY: an `OwnedFd` is open, and is the same descriptor, until it is dropped. Nothing here gives it to
        // anybody who could put another in its place, and `AsyncFd` takes it out of epoll before it drops it.
        let watched = unsafe { AsyncFd::register_with_interest(same, Interest::READABLE)? };
        Ok(Watched(watched))
    }

    /// Ready once for each time that it became readable.
    ///
    /// # Errors
    /// When the runtime ends.
    pub fn poll_readable(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut guard = ready!(self.0.poll_read_ready(cx))?;
        guard.clear_ready();
        Poll::Ready(Ok(()))
    }
}

fn told(status: libc::c_int) -> io::Result<()> {
    if status == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}
