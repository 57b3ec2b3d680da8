//! Names of addresses in the DNS: `in-addr.arpa` (RFC 1035 §3.5) and `ip6.arpa` (RFC 3596 §2.5).

use super::Count;
use super::subnet::number;
use crate::spec::write;
use ipnet::IpNet;
use std::fmt;
use std::net::IpAddr;

/// A zone, or the name of one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone {
    /// An address in it.
    addr: IpAddr,
    /// How many bits of the address its name has: whole octets or whole digits.
    len: u8,
    /// The label of RFC 2317 §4 in front: the first address and the prefix length.
    label: Option<(u8, u8)>,
}

impl Zone {
    fn new(addr: IpAddr, len: u8) -> Zone {
        Zone { addr, len, label: None }
    }

    /// Writes its name.
    pub fn write(&self, out: &mut String) {
        if let Some((first, len)) = self.label {
            write::number(out, first.into());
            out.push('/');
            write::number(out, len.into());
            out.push('.');
        }
        match self.addr {
            IpAddr::V4(addr) => {
                for octet in addr.octets().iter().take(usize::from(self.len / 8)).rev() {
                    write::octet_and_dot(out, *octet);
                }
                out.push_str("in-addr.arpa");
            }
            IpAddr::V6(addr) => {
                let digits = number(IpAddr::V6(addr));
                for label in (0..self.len / 4).rev() {
                    write::hex(out, (digits >> (124 - 4 * label)) as u64 & 0xf, 1);
                    out.push('.');
                }
                out.push_str("ip6.arpa");
            }
        }
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::new();
        self.write(&mut out);
        f.write_str(&out)
    }
}

/// The zones that a prefix is delegated as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zones {
    /// How many: more than one where the prefix does not end with an octet or, in IPv6, a digit.
    pub count: Count,
    /// The first of them.
    pub first: Zone,
    /// The last of them.
    pub last: Zone,
    /// Prefix length of each.
    pub len: u8,
    /// The zone below the /24 that RFC 2317 §4 makes for a prefix of less than 256 addresses, the address's own /24 being
    /// `first`.
    pub classless: Option<Zone>,
}

/// The name that a PTR record stands at.
pub fn name(addr: IpAddr) -> Zone {
    Zone::new(addr, if addr.is_ipv4() { 32 } else { 128 })
}

/// The zones of a prefix.
pub fn zones(net: IpNet) -> Zones {
    let (first, last) = (net.network(), net.broadcast());
    let len = net.prefix_len();
    if net.addr().is_ipv4() && len > 24 {
        let parent = Zone::new(first, 24);
        // a whole address has a name of its own
        let label = ((number(first) & 0xff) as u8, len);
        let classless = (len < 32).then_some(Zone { label: Some(label), ..parent });
        return Zones { count: Count::of(1), first: parent, last: parent, len: 24, classless };
    }
    let step = if net.addr().is_ipv4() { 8 } else { 4 };
    let whole = len.div_ceil(step) * step;
    Zones {
        count: Count::power(whole - len),
        first: Zone::new(first, whole),
        last: Zone::new(last, whole),
        len: whole,
        classless: None,
    }
}
