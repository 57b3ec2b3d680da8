//! Real interfaces: which there are, what they are set to, and frames in and out of them.
//!
//! The only part that touches raw sockets. They are opened when a frame is wanted, and nothing else runs with the
//! rights for them.

#[cfg(target_os = "linux")]
#[allow(unsafe_code)]
mod ask;
mod interface;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
mod netlink;
mod resolver;
mod rights;
#[cfg(target_os = "linux")]
pub mod sandbox;
#[cfg(target_os = "linux")]
mod stop;
#[cfg(target_os = "linux")]
mod wire;

#[cfg(target_os = "linux")]
pub use crate::capture::Direction;
pub use interface::{Address, Gateway, Interface, Links, Origin};
pub use resolver::Resolvers;
pub use rights::Rights;
#[cfg(target_os = "linux")]
pub use stop::Stop;
#[cfg(target_os = "linux")]
pub use wire::{Counts, Heard, Wire, Woken};

use std::fs;
use std::io;

/// Where systemd-resolved writes whom it asks, when `resolv.conf` names only itself.
const BEHIND_THE_STUB: &str = "/run/systemd/resolve/resolv.conf";

/// The interfaces of this machine, or of the network namespace that this process is in.
///
/// # Errors
/// The system does not tell.
pub fn links() -> io::Result<Links> {
    let mut interfaces = found();
    #[cfg(target_os = "linux")]
    linux::details(&mut interfaces)?;
    interfaces.sort_by_key(|interface| interface.index);
    Ok(Links { interfaces, resolvers: resolvers() })
}

/// What every Unix tells.
#[cfg(unix)]
fn found() -> Vec<Interface> {
    let found = pnet_datalink::interfaces().into_iter().map(|known| {
        let addresses = known.ips.iter().filter_map(|ip| ipnet::IpNet::new(ip.ip(), ip.prefix()).ok());
        let addresses =
            addresses.map(|net| Address { net, origin: Origin::Unknown, left: None, is_tentative: false });
        Interface {
            index: known.index,
            mac: known.mac.map(|mac| mac.octets()),
            is_up: known.is_up(),
            is_loopback: known.is_loopback(),
            carrier: known.is_up().then(|| known.is_running()),
            addresses: addresses.collect(),
            name: known.name,
            ..Interface::default()
        }
    });
    found.collect()
}

/// pnet reads interfaces of Windows through Npcap, without whose library the whole program would not start.
#[cfg(not(unix))]
fn found() -> Vec<Interface> {
    Vec::new()
}

fn resolvers() -> Resolvers {
    let read = |file: &str| {
        let text = fs::read_to_string(file).ok()?;
        Some(Resolvers::parse(file, &text))
    };
    let asked = read("/etc/resolv.conf").unwrap_or_default();
    if asked.is_stub()
        && let Some(behind) = read(BEHIND_THE_STUB).filter(|behind| !behind.servers.is_empty())
    {
        return behind;
    }
    asked
}
