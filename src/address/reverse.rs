//! Names of addresses in the DNS: `in-addr.arpa` (RFC 1035 §3.5) and `ip6.arpa` (RFC 3596 §2.5).

use super::Count;
use super::range::Family;
use super::subnet::number;
use ipnet::IpNet;
use std::net::IpAddr;

/// The zones that a prefix is delegated as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zones {
    /// How many: more than one where the prefix does not end with an octet or, in IPv6, a digit.
    pub count: Count,
    /// The first of them.
    pub first: String,
    /// The last of them.
    pub last: String,
    /// Prefix length of each.
    pub len: u8,
    /// The zone below the /24 that RFC 2317 §4 makes for a prefix of less than 256 addresses, the address's own /24 being
    /// `first`.
    pub classless: Option<String>,
}

/// The name that a PTR record stands at.
pub fn name(addr: IpAddr) -> String {
    zone(addr, if addr.is_ipv4() { 32 } else { 128 })
}

/// The zone of the first `len` bits, whole octets or whole digits.
fn zone(addr: IpAddr, len: u8) -> String {
    let (step, root) = if addr.is_ipv4() { (8, "in-addr.arpa") } else { (4, "ip6.arpa") };
    let bits = Family::of(addr).bits();
    let mut out = String::new();
    for label in (0..len / step).rev() {
        let part = number(addr) >> (bits - (label + 1) * step) & ((1 << step) - 1);
        let label = if step == 8 { format!("{part}.") } else { format!("{part:x}.") };
        out.push_str(&label);
    }
    out + root
}

/// The zones of a prefix.
pub fn zones(net: IpNet) -> Zones {
    let (first, last) = (net.network(), net.broadcast());
    let len = net.prefix_len();
    if net.addr().is_ipv4() && len > 24 {
        let parent = zone(first, 24);
        // RFC 2317 §4: the first address and the length as a label; a whole address has a name of its own
        let label = number(first) & 0xff;
        let classless = (len < 32).then(|| format!("{label}/{len}.{parent}"));
        return Zones { count: Count::of(1), first: parent.clone(), last: parent, len: 24, classless };
    }
    let step = if net.addr().is_ipv4() { 8 } else { 4 };
    let whole = len.div_ceil(step) * step;
    Zones {
        count: Count::power(whole - len),
        first: zone(first, whole),
        last: zone(last, whole),
        len: whole,
        classless: None,
    }
}
