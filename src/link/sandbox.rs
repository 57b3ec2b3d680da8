//! A network of one's own: two network namespaces (network_namespaces(7)) with a pair of interfaces between them. This
//! process is at one end, and the kernel, as a host of its own, at the other. Where this process has no rights, a user
//! namespace (user_namespaces(7)) gives it all of them inside, and none outside.

use super::netlink::{NEW, Netlink, attribute};
use nix::fcntl::{OFlag, open};
use nix::sched::{CloneFlags, setns, unshare};
use nix::sys::socket::{
    AddressFamily, Backlog, SockFlag, SockType, SockaddrIn, bind, listen, setsockopt, socket, sockopt,
};
use nix::sys::stat::Mode;
use nix::unistd::{getgid, getuid};
use std::fs;
use std::io;
use std::net::Ipv4Addr;
use std::os::fd::{AsRawFd, OwnedFd};

/// The interface at this end.
pub const OWN: &str = "veth0";
/// The interface at the other end.
pub const PEER: &str = "veth1";
/// The address at this end, in a /24.
pub const OWN_ADDRESS: Ipv4Addr = Ipv4Addr::new(172, 16, 10, 10);
/// The address of the host at the other end.
pub const PEER_ADDRESS: Ipv4Addr = Ipv4Addr::new(172, 16, 10, 11);
/// Its address as the gateway.
pub const GATEWAY: Ipv4Addr = Ipv4Addr::new(172, 16, 10, 1);
/// The TCP port at the other end that accepts connections.
pub const PORT: u16 = 80;

const PREFIX: u8 = 24;
const OWN_MAC: [u8; 6] = [2, 0, 0, 0, 0x10, 0x10];
const PEER_MAC: [u8; 6] = [2, 0, 0, 0, 0x10, 0x11];

/// RTM_NEWLINK, RTM_NEWADDR, RTM_NEWROUTE.
const NEW_LINK: u16 = 16;
const NEW_ADDRESS: u16 = 20;
const NEW_ROUTE: u16 = 24;

/// Keeps the other end alive: a namespace is there as long as somebody holds it.
#[derive(Debug)]
pub struct Sandbox {
    _peer: OwnedFd,
    _listener: OwnedFd,
}

impl Sandbox {
    /// Takes this process out of the network that it is in, and into one of its own. There is no way back. No other
    /// thread may run.
    ///
    /// # Errors
    /// The kernel refuses namespaces, or has no pairs of interfaces.
    pub fn enter() -> io::Result<Sandbox> {
        // whoever may do it needs no other user
        if unshare(CloneFlags::CLONE_NEWNET).is_err() {
            let (user, group) = (getuid(), getgid());
            unshare(CloneFlags::CLONE_NEWUSER | CloneFlags::CLONE_NEWNET)?;
            fs::write("/proc/self/setgroups", "deny")?;
            // a program that is started inside keeps its rights as root alone
            fs::write("/proc/self/uid_map", format!("0 {user} 1"))?;
            fs::write("/proc/self/gid_map", format!("0 {group} 1"))?;
        }
        only_ipv4();
        let own = namespace()?;
        unshare(CloneFlags::CLONE_NEWNET)?;
        let peer = namespace()?;
        only_ipv4();
        let mut netlink = Netlink::open()?;
        netlink.change(NEW_LINK, NEW, &pair(&own))?;
        let index = up(&mut netlink, PEER)?;
        up(&mut netlink, "lo")?;
        address(&mut netlink, index, PEER_ADDRESS)?;
        address(&mut netlink, index, GATEWAY)?;
        // a router answers what it cannot deliver, where a host would be silent
        fs::write("/proc/sys/net/ipv4/ip_forward", "1")?;
        let listener = listener()?;
        setns(&own, CloneFlags::CLONE_NEWNET)?;
        let mut netlink = Netlink::open()?;
        let index = up(&mut netlink, OWN)?;
        up(&mut netlink, "lo")?;
        address(&mut netlink, index, OWN_ADDRESS)?;
        default_route(&mut netlink, index)?;
        Ok(Sandbox { _peer: peer, _listener: listener })
    }
}

/// Leaves IPv6 out, where the kernel has it: it begins to talk as soon as an interface is there, and this is to be a
/// quiet place.
fn only_ipv4() {
    for which in ["default", "all"] {
        let _ = fs::write(format!("/proc/sys/net/ipv6/conf/{which}/disable_ipv6"), "1");
    }
}

/// The network namespace that this thread is in.
fn namespace() -> io::Result<OwnedFd> {
    Ok(open("/proc/thread-self/ns/net", OFlag::O_RDONLY | OFlag::O_CLOEXEC, Mode::empty())?)
}

/// `struct ifinfomsg` of no interface yet, or of one by its number.
fn of_link(index: u32, flags: u32) -> Vec<u8> {
    let mut body = vec![0; 4];
    for word in [index, flags, flags] {
        body.extend(word.to_ne_bytes());
    }
    body
}

/// A new pair, one end here, the other in the namespace `own`.
fn pair(own: &OwnedFd) -> Vec<u8> {
    // IFLA_IFNAME, IFLA_ADDRESS, IFLA_NET_NS_FD
    let end = |body: &mut Vec<u8>, name: &str, mac: [u8; 6]| {
        attribute(body, 3, format!("{name}\0").as_bytes());
        attribute(body, 1, &mac);
    };
    let mut other = of_link(0, 0);
    end(&mut other, OWN, OWN_MAC);
    attribute(&mut other, 28, &(own.as_raw_fd() as u32).to_ne_bytes());
    // VETH_INFO_PEER in IFLA_INFO_DATA, behind IFLA_INFO_KIND, in IFLA_LINKINFO
    let (mut data, mut info, mut body) = (Vec::new(), Vec::new(), of_link(0, 0));
    attribute(&mut data, 1, &other);
    attribute(&mut info, 1, b"veth\0");
    attribute(&mut info, 2, &data);
    end(&mut body, PEER, PEER_MAC);
    attribute(&mut body, 18, &info);
    body
}

/// Switches an interface on, and tells its number.
fn up(netlink: &mut Netlink, name: &str) -> io::Result<u32> {
    const IFF_UP: u32 = 1;
    let index = nix::net::if_::if_nametoindex(name)?;
    netlink.change(NEW_LINK, 0, &of_link(index, IFF_UP))?;
    Ok(index)
}

const INET: u8 = 2;

fn address(netlink: &mut Netlink, index: u32, address: Ipv4Addr) -> io::Result<()> {
    let mut body = vec![INET, PREFIX, 0, 0];
    body.extend(index.to_ne_bytes());
    // IFA_LOCAL, IFA_ADDRESS
    attribute(&mut body, 2, &address.octets());
    attribute(&mut body, 1, &address.octets());
    netlink.change(NEW_ADDRESS, NEW, &body)
}

/// Of the main table, set by hand (RTPROT_STATIC), unicast.
fn default_route(netlink: &mut Netlink, index: u32) -> io::Result<()> {
    let mut body = vec![INET, 0, 0, 0, 254, 4, 0, 1, 0, 0, 0, 0];
    // RTA_OIF, RTA_GATEWAY
    attribute(&mut body, 4, &index.to_ne_bytes());
    attribute(&mut body, 5, &GATEWAY.octets());
    netlink.change(NEW_ROUTE, NEW, &body)
}

/// A socket belongs to the namespace that it was made in, and the kernel completes handshakes by itself.
fn listener() -> io::Result<OwnedFd> {
    let socket = socket(AddressFamily::Inet, SockType::Stream, SockFlag::SOCK_CLOEXEC, None)?;
    setsockopt(&socket, sockopt::ReuseAddr, &true)?;
    bind(socket.as_raw_fd(), &SockaddrIn::new(0, 0, 0, 0, PORT))?;
    listen(&socket, Backlog::new(16)?)?;
    Ok(socket)
}
