//! Linux's rtnetlink (rtnetlink(7)): asking the kernel about links, addresses and routes, and setting them.

use nix::sys::socket::{AddressFamily, MsgFlags, SockFlag, SockProtocol, SockType, recv, send, socket};
use std::io;
use std::os::fd::{AsRawFd, OwnedFd};

/// `struct nlmsghdr`: length, kind, flags, sequence number, port.
const HEADER: usize = 16;
/// NLMSG_ERROR: an error, or the acknowledgement, which is error 0.
const ERROR: u16 = 2;
/// NLMSG_DONE: the end of a dump.
const DONE: u16 = 3;
/// NLM_F_REQUEST.
const REQUEST: u16 = 1;
/// NLM_F_ACK.
const ACK: u16 = 4;
/// NLM_F_ROOT and NLM_F_MATCH: all of a table.
const DUMP: u16 = 0x300;
/// NLM_F_CREATE and NLM_F_EXCL: a new one, not one that is there.
pub const NEW: u16 = 0x600;
/// The kernel sends dumps in pieces of at most this (NLMSG_GOODSIZE and netlink_dump's own limit are below it).
const PIECE: usize = 1 << 16;
/// More pieces than any machine needs: the kernel is trusted, but not without end.
const PIECES: usize = 1 << 14;

/// A conversation with the kernel.
pub struct Netlink {
    socket: OwnedFd,
    sequence: u32,
}

/// One answer: its kind (`RTM_NEWLINK` …) and what is behind the header.
pub struct Message {
    /// The kind.
    pub kind: u16,
    /// The fixed part and the attributes.
    pub body: Vec<u8>,
}

impl Netlink {
    /// Opens it. No rights are needed to ask.
    pub fn open() -> io::Result<Netlink> {
        let socket = socket(
            AddressFamily::Netlink,
            SockType::Raw,
            SockFlag::SOCK_CLOEXEC,
            SockProtocol::NetlinkRoute,
        )?;
        Ok(Netlink { socket, sequence: 0 })
    }

    /// All that a table holds.
    pub fn dump(&mut self, kind: u16, body: &[u8]) -> io::Result<Vec<Message>> {
        self.ask(kind, REQUEST | DUMP, body)?;
        let mut all = Vec::new();
        self.answers(|message| all.push(message))?;
        Ok(all)
    }

    /// Changes something, and waits until the kernel has done it.
    pub fn change(&mut self, kind: u16, flags: u16, body: &[u8]) -> io::Result<()> {
        self.ask(kind, REQUEST | ACK | flags, body)?;
        self.answers(|_| ())
    }

    fn ask(&mut self, kind: u16, flags: u16, body: &[u8]) -> io::Result<()> {
        self.sequence += 1;
        let mut message = Vec::with_capacity(HEADER + body.len());
        message.extend(((HEADER + body.len()) as u32).to_ne_bytes());
        message.extend(kind.to_ne_bytes());
        message.extend(flags.to_ne_bytes());
        message.extend(self.sequence.to_ne_bytes());
        message.extend(0_u32.to_ne_bytes());
        message.extend(body);
        send(self.socket.as_raw_fd(), &message, MsgFlags::empty())?;
        Ok(())
    }

    /// Hands on the answers to the last question, up to the end of the dump or the acknowledgement.
    fn answers(&mut self, mut each: impl FnMut(Message)) -> io::Result<()> {
        let mut piece = vec![0; PIECE];
        for _ in 0..PIECES {
            let length = recv(self.socket.as_raw_fd(), &mut piece, MsgFlags::empty())?;
            let mut rest = piece.get(..length).unwrap_or_default();
            while let Some((message, sequence, behind)) = first(rest) {
                rest = behind;
                if sequence != self.sequence {
                    continue;
                }
                match message.kind {
                    DONE => return Ok(()),
                    ERROR => {
                        return match number(&message.body, 0) {
                            0 => Ok(()),
                            error => Err(io::Error::from_raw_os_error((error as i32).wrapping_neg())),
                        };
                    }
                    _ => each(message),
                }
            }
        }
        Err(io::ErrorKind::InvalidData.into())
    }
}

/// The first message of what was received, its sequence number, and what is behind it.
fn first(octets: &[u8]) -> Option<(Message, u32, &[u8])> {
    let length = number(octets.get(..HEADER)?, 0) as usize;
    let body = octets.get(HEADER..length)?.to_vec();
    let behind = octets.get(length.next_multiple_of(4)..).unwrap_or_default();
    Some((Message { kind: short(octets, 4), body }, number(octets, 8), behind))
}

/// The 32 bits at `at`; 0 where there are none.
pub fn number(octets: &[u8], at: usize) -> u32 {
    octets.get(at..).and_then(|rest| rest.first_chunk()).map_or(0, |four| u32::from_ne_bytes(*four))
}

/// The 16 bits at `at`; 0 where there are none.
pub fn short(octets: &[u8], at: usize) -> u16 {
    octets.get(at..).and_then(|rest| rest.first_chunk()).map_or(0, |two| u16::from_ne_bytes(*two))
}

/// The attributes of a message: `struct rtattr`, each filled up to 4 octets.
pub fn attributes(mut octets: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let length = usize::from(short(octets.get(..4)?, 0));
        // the two highest bits say that it is nested, and in which order its octets are
        let (kind, value) = (short(octets, 2) & 0x3fff, octets.get(4..length)?);
        octets = octets.get(length.next_multiple_of(4)..).unwrap_or_default();
        Some((kind, value))
    })
}

/// Appends an attribute.
pub fn attribute(body: &mut Vec<u8>, kind: u16, value: &[u8]) {
    body.extend(((4 + value.len()) as u16).to_ne_bytes());
    body.extend(kind.to_ne_bytes());
    body.extend(value);
    body.resize(body.len().next_multiple_of(4), 0);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_as_they_are_written() {
        let mut body = Vec::new();
        attribute(&mut body, 3, b"veth0\0");
        attribute(&mut body, 0x8012, &[1]);
        assert_eq!(body.len(), 12 + 8);
        let read: Vec<_> = attributes(&body).collect();
        assert_eq!(read, [(3, &b"veth0\0"[..]), (0x12, &[1])]);
    }

    #[test]
    fn what_is_cut_short_ends_it() {
        for wrong in [&[0, 0, 1, 0][..], &[3, 0, 1, 0], &[9, 0, 1, 0, 1], &[4], &[]] {
            assert_eq!(attributes(wrong).count(), 0, "{wrong:?}");
        }
        assert!(first(&[255; 40]).is_none());
        assert!(first(&[0; 40]).is_none());
    }
}
