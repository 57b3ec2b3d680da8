//! Frames out of and into an interface, by a packet socket (packet(7)).

use super::Interface;
use super::ask::{self, BATCH, Came};
use crate::capture::{Direction, Record, Time, Via};
use nix::errno::Errno;
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use nix::sys::socket::{
    AddressFamily, MsgFlags, MultiHeaders, SockFlag, SockType, send, sendmmsg, setsockopt, socket, sockopt,
};
use std::io::{self, ErrorKind, IoSlice};
use std::ops::Range;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::time::{Duration, Instant};

/// Octets that a frame may have: as many as capture files hold (libpcap's `MAXIMUM_SNAPLEN`). Segments that the card was
/// to cut have 64 KiB and more.
const LONGEST: usize = 262_144;
/// A tag of IEEE 802.1Q: TPID and TCI.
const TAG: usize = 4;
/// Octets of both MAC addresses: the tag stands behind them.
const ADDRESSES: usize = 12;
/// Octets of a piece: a tag that the kernel took out finds room before the frame.
const PIECE: usize = TAG + LONGEST;
/// What the kernel may keep for us, in octets of its own reckoning: the ring that frames wait in.
const WAITING: usize = 32 << 20;

/// A frame as the kernel handed it over.
#[derive(Clone, Copy, Debug)]
pub struct Heard<'a> {
    /// Its octets, with the tag that the kernel had taken out.
    pub octets: &'a [u8],
    /// Octets that it had.
    pub original: u32,
    /// When the kernel saw it.
    pub time: Option<Time>,
    /// Which way it went.
    pub direction: Direction,
}

impl<'a> Heard<'a> {
    /// The frame as one of a capture on the interface of that name.
    pub fn record(&self, number: u64, link: u32, name: &'a str) -> Record<'a> {
        Record {
            number,
            time: self.time,
            link,
            original: self.original,
            fcs: None,
            interface: Some(Via { number: 0, name: Some(name), direction: Some(self.direction) }),
            octets: self.octets,
        }
    }
}

/// Frames counted by the kernel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Those that passed, lost ones too.
    pub passed: u64,
    /// Those for which there was no room.
    pub lost: u64,
}

/// An open interface.
pub struct Wire {
    socket: OwnedFd,
    /// A piece for each frame of a batch. The pages of memory that no frame has reached were never given out.
    room: Vec<u8>,
    came: Box<[Came; BATCH]>,
    /// Frames of the batch, and those of them that were handed on.
    have: usize,
    next: usize,
    taken: Taken,
    counts: Counts,
}

/// The frame that was taken last.
struct Taken {
    /// Where it is in the room.
    octets: Range<usize>,
    original: u32,
    time: Option<Time>,
    direction: Direction,
}

/// What ended the waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Woken {
    /// A frame is there.
    Frame,
    /// The other descriptor has something to read.
    Other,
    /// The time is over.
    Time,
}

impl Wire {
    /// Opens it; frames that pass from now on are kept until they are asked for, or until there is no room.
    ///
    /// # Errors
    /// The rights are missing (`PermissionDenied`), or the interface is not there any more.
    pub fn open(interface: &Interface, promiscuous: bool) -> io::Result<Wire> {
        // no protocol yet: nothing comes before all is set
        let socket = socket(AddressFamily::Packet, SockType::Raw, SockFlag::SOCK_CLOEXEC, None)?;
        ask::set(&socket, libc::PACKET_AUXDATA, 1)?;
        setsockopt(&socket, sockopt::ReceiveTimestampns, &true)?;
        // with rights more than net.core.rmem_max, without them as much as that
        if setsockopt(&socket, sockopt::RcvBufForce, &WAITING).is_err() {
            setsockopt(&socket, sockopt::RcvBuf, &WAITING)?;
        }
        if promiscuous {
            ask::promiscuous(&socket, interface.index)?;
        }
        ask::bind(&socket, interface.index)?;
        let came = Box::new([Came::NONE; BATCH]);
        let taken = Taken { octets: 0..0, original: 0, time: None, direction: Direction::In };
        let counts = Counts::default();
        let mut wire = Wire { socket, room: Vec::new(), came, have: 0, next: 0, taken, counts };
        wire.counts()?;
        wire.counts = Counts::default();
        Ok(wire)
    }

    /// Sends a frame as it is. Without a carrier it is lost, as on a wire that was cut.
    ///
    /// # Errors
    /// The interface is down, or the frame is longer than it takes.
    pub fn send(&self, frame: &[u8]) -> io::Result<()> {
        match send(self.socket.as_raw_fd(), frame, MsgFlags::empty()) {
            // the queue threw it away, as that of an interface without a carrier does with every frame
            Ok(_) | Err(Errno::ENOBUFS) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Sends frames one after another, `count` in all, from the first again behind the last.
    ///
    /// # Errors
    /// As for one, or none was taken for a second; how many were sent before is told with it.
    pub fn send_many(&self, frames: &[Vec<u8>], count: u64) -> Result<(), (u64, io::Error)> {
        const AT_ONCE: usize = 64;
        const PATIENCE: Duration = Duration::from_secs(1);
        let mut heads = MultiHeaders::<()>::preallocate(AT_ONCE, None);
        let mut sent = 0;
        let mut taken = Instant::now();
        let at = |number: u64| frames.get((number % frames.len().max(1) as u64) as usize);
        while sent < count && !frames.is_empty() {
            let some = (sent..count.min(sent + AT_ONCE as u64)).filter_map(at);
            let pieces: Vec<[IoSlice<'_>; 1]> = some.map(|frame| [IoSlice::new(frame)]).collect();
            let to = vec![None; pieces.len()];
            match sendmmsg(self.socket.as_raw_fd(), &mut heads, &pieces, to, [], MsgFlags::empty()) {
                Ok(done) => {
                    sent += done.count() as u64;
                    taken = Instant::now();
                }
                // the queue of the interface is full: let it drain; without a carrier it never does
                Err(Errno::ENOBUFS | Errno::EAGAIN) if taken.elapsed() < PATIENCE => self.writable(),
                Err(Errno::EINTR) => (),
                Err(error) => return Err((sent, error.into())),
            }
        }
        Ok(())
    }

    fn writable(&self) {
        let _ = poll(&mut [PollFd::new(self.socket.as_fd(), PollFlags::POLLOUT)], 1_u8);
    }

    /// Waits for a frame, for something to read on the other descriptor, or for a moment to come.
    ///
    /// # Errors
    /// The interface is gone or was switched off (`NetworkDown`).
    pub fn wait(&self, other: Option<BorrowedFd<'_>>, until: Option<Instant>) -> io::Result<Woken> {
        if self.next < self.have {
            return Ok(Woken::Frame);
        }
        loop {
            let timeout = until
                .map_or(PollTimeout::NONE, |until| timeout(until.saturating_duration_since(Instant::now())));
            let mut asked = vec![PollFd::new(self.socket.as_fd(), PollFlags::POLLIN)];
            asked.extend(other.map(|other| PollFd::new(other, PollFlags::POLLIN)));
            match poll(&mut asked, timeout) {
                Ok(0) if until.is_some_and(|until| until <= Instant::now()) => return Ok(Woken::Time),
                Ok(0) | Err(Errno::EINTR) => continue,
                Ok(_) => (),
                Err(error) => return Err(error.into()),
            }
            let has = |i: usize, what: PollFlags| {
                asked.get(i).and_then(PollFd::revents).is_some_and(|events| events.intersects(what))
            };
            if has(1, PollFlags::POLLIN) {
                return Ok(Woken::Other);
            }
            if has(0, PollFlags::POLLIN) {
                return Ok(Woken::Frame);
            }
            if has(0, PollFlags::POLLERR) {
                let error = nix::sys::socket::getsockopt(&self.socket, sockopt::SocketError)?;
                return Err(io::Error::from_raw_os_error(error));
            }
        }
    }

    /// Takes the next frame, if one is there; [`Wire::taken`] shows it.
    ///
    /// # Errors
    /// The interface is gone or was switched off.
    pub fn take(&mut self) -> io::Result<bool> {
        if self.next >= self.have {
            self.next = 0;
            self.have = 0;
            if self.room.is_empty() {
                self.room = vec![0; BATCH * PIECE + TAG];
            }
            let behind_the_tag = self.room.get_mut(TAG..).unwrap_or_default();
            self.have = match ask::receive(&self.socket, behind_the_tag, PIECE, &mut self.came) {
                Ok(have) => have,
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => 0,
                Err(error) => return Err(error),
            };
        }
        let Some(came) = self.came.get(self.next).filter(|_| self.next < self.have) else { return Ok(false) };
        self.taken = taken(came, &mut self.room, self.next * PIECE);
        self.next += 1;
        Ok(true)
    }

    /// The frame that was taken last.
    pub fn taken(&self) -> Heard<'_> {
        let Taken { ref octets, original, time, direction } = self.taken;
        let octets = self.room.get(octets.clone()).unwrap_or_default();
        Heard { octets, original, time, direction }
    }

    /// Whether the next frame is there already, so that nothing has to be asked for it.
    pub fn is_at_hand(&self) -> bool {
        self.next < self.have
    }

    /// What the kernel counted since the wire was opened.
    ///
    /// # Errors
    /// The kernel does not tell.
    pub fn counts(&mut self) -> io::Result<Counts> {
        let (passed, lost) = ask::statistics(&self.socket)?;
        self.counts.passed += u64::from(passed);
        self.counts.lost += u64::from(lost);
        Ok(self.counts)
    }
}

/// Not a millisecond too early.
fn timeout(left: Duration) -> PollTimeout {
    let millis = left.as_millis() + u128::from(!left.subsec_nanos().is_multiple_of(1_000_000));
    u32::try_from(millis)
        .ok()
        .and_then(|millis| PollTimeout::try_from(millis).ok())
        .unwrap_or(PollTimeout::MAX)
}

/// Puts together what is known of the frame of the piece at `start`, in which it begins at `TAG`.
fn taken(came: &Came, room: &mut [u8], start: usize) -> Taken {
    let (mut time, mut tag) = (None, None);
    for (level, kind, value) in messages(came.control()) {
        match (level, kind) {
            (libc::SOL_SOCKET, libc::SO_TIMESTAMPNS) => time = moment(value),
            (libc::SOL_PACKET, libc::PACKET_AUXDATA) => tag = removed_tag(value),
            _ => (),
        }
    }
    let kept = came.length.min(LONGEST - TAG);
    let (mut begin, end) = (start + TAG, start + TAG + kept);
    if let (Some(tag), Some(frame)) = (tag, room.get_mut(start..end))
        && kept >= ADDRESSES
    {
        frame.copy_within(TAG..TAG + ADDRESSES, 0);
        if let Some(place) = frame.get_mut(ADDRESSES..ADDRESSES + TAG) {
            place.copy_from_slice(&tag);
        }
        begin = start;
    }
    let direction = match came.direction {
        libc::PACKET_OUTGOING => Direction::Out,
        libc::PACKET_OTHERHOST => Direction::Past,
        _ => Direction::In,
    };
    let original = u32::try_from(came.length + start + TAG - begin).unwrap_or(u32::MAX);
    Taken { octets: begin..end, original, time, direction }
}

/// Control messages: `struct cmsghdr` (length, level, kind), each filled up to a word (cmsg(3)).
fn messages(mut control: &[u8]) -> impl Iterator<Item = (i32, i32, &[u8])> {
    const WORD: usize = size_of::<usize>();
    let int = |octets: &[u8], at: usize| {
        let four = octets.get(at..).and_then(|rest| rest.first_chunk());
        four.map(|four| i32::from_ne_bytes(*four))
    };
    std::iter::from_fn(move || {
        let length = usize::from_ne_bytes(*control.first_chunk()?);
        let message = (int(control, WORD)?, int(control, WORD + 4)?, control.get(WORD + 8..length)?);
        control = control.get(length.next_multiple_of(WORD)..).unwrap_or_default();
        Some(message)
    })
}

/// `struct timespec`.
fn moment(value: &[u8]) -> Option<Time> {
    let (seconds, nanos) = value.split_at_checked(value.len() / 2)?;
    let number = |octets: &[u8]| match octets.len() {
        8 => octets.try_into().ok().map(i64::from_ne_bytes),
        _ => octets.try_into().ok().map(i32::from_ne_bytes).map(i64::from),
    };
    Some(Time { seconds: number(seconds)?, nanos: number(nanos)?.try_into().ok()?, digits: 9 })
}

/// `struct tpacket_auxdata`: status, length, octets kept, offsets of the two headers, TCI, TPID. The kernel takes the
/// outermost tag out of every frame.
fn removed_tag(value: &[u8]) -> Option<[u8; TAG]> {
    const VLAN_VALID: u32 = 1 << 4;
    const VLAN_TPID_VALID: u32 = 1 << 6;
    const DOT1Q: u16 = 0x8100;
    let status = u32::from_ne_bytes(*value.first_chunk()?);
    let short = |at: usize| {
        let two = value.get(at..).and_then(|rest| rest.first_chunk());
        two.map(|two| u16::from_ne_bytes(*two))
    };
    if status & VLAN_VALID == 0 {
        return None;
    }
    let tpid = if status & VLAN_TPID_VALID == 0 { DOT1Q } else { short(18)? };
    let ([a, b], [c, d]) = (tpid.to_be_bytes(), short(16)?.to_be_bytes());
    Some([a, b, c, d])
}
