//! What no safe crate asks of the kernel for us: an address of a packet socket, its options, and frames with what is
//! known of them (packet(7)). The only file of this part with `unsafe` in it; every use says why it is sound.

use std::io;
use std::os::fd::{AsFd, AsRawFd};

/// Frames that one call takes.
pub const BATCH: usize = 16;
/// Octets of control messages with a frame: a time and `struct tpacket_auxdata` take 72.
const CONTROL: usize = 128;

/// What came with a frame.
#[derive(Clone, Copy)]
pub struct Came {
    /// Octets that it had, though there may have been room for fewer.
    pub length: usize,
    /// `PACKET_OUTGOING` …
    pub direction: u8,
    /// The control messages, and how many octets of them there are.
    control: [u8; CONTROL],
    told: usize,
}

impl Came {
    /// Nothing.
    pub const NONE: Came = Came { length: 0, direction: 0, control: [0; CONTROL], told: 0 };

    /// The control messages.
    pub fn control(&self) -> &[u8] {
        self.control.get(..self.told).unwrap_or_default()
    }
}

/// Takes frames of all protocols that pass the interface `index`, and sends there.
pub fn bind(socket: &impl AsFd, index: u32) -> io::Result<()> {
    // SAFETY: every octet of this structure may be zero: it is numbers throughout.
    let mut address: libc::sockaddr_ll = unsafe { std::mem::zeroed() };
    address.sll_family = libc::AF_PACKET as u16;
    address.sll_protocol = (libc::ETH_P_ALL as u16).to_be();
    address.sll_ifindex = index as i32;
    let length = size_of::<libc::sockaddr_ll>() as libc::socklen_t;
    // SAFETY: the descriptor is open as long as `socket` is borrowed. The kernel reads `length` octets of `address`,
    // which has so many and lives until the call is over.
    told(unsafe { libc::bind(socket.as_fd().as_raw_fd(), (&raw const address).cast(), length) })
}

/// Sets an option of a packet socket to a number.
pub fn set(socket: &impl AsFd, name: libc::c_int, value: libc::c_int) -> io::Result<()> {
    let size = size_of::<libc::c_int>() as libc::socklen_t;
    let fd = socket.as_fd().as_raw_fd();
    // SAFETY: the descriptor is open as long as `socket` is borrowed. The kernel reads `size` octets of `value`, which
    // is an int of that size and lives until the call is over.
    told(unsafe { libc::setsockopt(fd, libc::SOL_PACKET, name, (&raw const value).cast(), size) })
}

/// Has the interface take frames for other addresses too, as long as the socket is open.
pub fn promiscuous(socket: &impl AsFd, index: u32) -> io::Result<()> {
    let wish = libc::packet_mreq {
        mr_ifindex: index as i32,
        mr_type: libc::PACKET_MR_PROMISC as u16,
        mr_alen: 0,
        mr_address: [0; 8],
    };
    let (size, name) = (size_of::<libc::packet_mreq>() as libc::socklen_t, libc::PACKET_ADD_MEMBERSHIP);
    let fd = socket.as_fd().as_raw_fd();
    // SAFETY: the descriptor is open as long as `socket` is borrowed. The kernel reads `size` octets of `wish`, which
    // has so many and lives until the call is over.
    told(unsafe { libc::setsockopt(fd, libc::SOL_PACKET, name, (&raw const wish).cast(), size) })
}

/// Frames that came, those lost among them, and frames lost for want of room, since this was last asked.
pub fn statistics(socket: &impl AsFd) -> io::Result<(u32, u32)> {
    let mut counts = libc::tpacket_stats { tp_packets: 0, tp_drops: 0 };
    let mut size = size_of::<libc::tpacket_stats>() as libc::socklen_t;
    let fd = socket.as_fd().as_raw_fd();
    // SAFETY: the descriptor is open as long as `socket` is borrowed. The kernel writes at most `size` octets to
    // `counts`, which has so many, and any octets are a valid value of its two numbers. Both pointers are used during
    // the call only.
    told(unsafe {
        let name = libc::PACKET_STATISTICS;
        libc::getsockopt(fd, libc::SOL_PACKET, name, (&raw mut counts).cast(), &raw mut size)
    })?;
    Ok((counts.tp_packets, counts.tp_drops))
}

/// Takes the frames that are there, without waiting: frame `i` is at the beginning of piece `i` of `room`, which has pieces
/// of `piece` octets, and what came with it in `came`. Tells how many.
pub fn receive(
    socket: &impl AsFd,
    room: &mut [u8],
    piece: usize,
    came: &mut [Came; BATCH],
) -> io::Result<usize> {
    // SAFETY: every octet of these structures may be zero: they are numbers and pointers, and a pointer may be null.
    let (mut addresses, mut pieces, mut messages) = unsafe {
        (
            std::mem::zeroed::<[libc::sockaddr_ll; BATCH]>(),
            std::mem::zeroed::<[libc::iovec; BATCH]>(),
            std::mem::zeroed::<[libc::mmsghdr; BATCH]>(),
        )
    };
    let mut count = 0;
    let places = room.chunks_exact_mut(piece.max(1)).zip(came.iter_mut());
    let heads = messages.iter_mut().zip(pieces.iter_mut()).zip(addresses.iter_mut());
    for ((octets, came), ((message, vector), address)) in places.zip(heads) {
        vector.iov_base = octets.as_mut_ptr().cast();
        vector.iov_len = octets.len();
        let head = &mut message.msg_hdr;
        head.msg_name = (&raw mut *address).cast();
        head.msg_namelen = size_of::<libc::sockaddr_ll>() as libc::socklen_t;
        head.msg_iov = &raw mut *vector;
        head.msg_iovlen = 1;
        head.msg_control = came.control.as_mut_ptr().cast();
        head.msg_controllen = CONTROL as _;
        count += 1;
    }
    let flags = libc::MSG_TRUNC | libc::MSG_DONTWAIT;
    // SAFETY: the descriptor is open as long as `socket` is borrowed. `messages` has at least `count` heads, all of them
    // filled in above with pointers to memory of ours and its exact size: a piece of `room`, an element of `addresses`,
    // of `pieces`, and of `came`. They are different for every head, since the iterators yield each element once;
    // all of them live until the end of this function, and nothing else touches them during the call. The kernel
    // writes octets and numbers only, of which every value is valid. The timeout may be null.
    let taken = unsafe {
        let fd = socket.as_fd().as_raw_fd();
        libc::recvmmsg(fd, messages.as_mut_ptr(), count, flags as _, std::ptr::null_mut())
    };
    let taken = usize::try_from(taken).map_err(|_| io::Error::last_os_error())?;
    for ((came, message), address) in came.iter_mut().zip(&messages).zip(&addresses).take(taken) {
        came.length = message.msg_len as usize;
        came.told = message.msg_hdr.msg_controllen.min(CONTROL as _) as _;
        came.direction = address.sll_pkttype;
    }
    Ok(taken)
}

fn told(status: libc::c_int) -> io::Result<()> {
    if status == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}
