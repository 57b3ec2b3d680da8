//! Names of addresses in the DNS: `in-addr.arpa` (RFC 1035 §3.5) and `ip6.arpa` (RFC 3596 §2.5).

use super::Count;
use super::subnet::number;
use crate::spec::write;
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
    let mut out = String::with_capacity(if addr.is_ipv4() { 28 } else { 72 });
    match addr {
        IpAddr::V4(addr) => {
            for octet in addr.octets().iter().take(usize::from(len / 8)).rev() {
                write::number(&mut out, (*octet).into());
                out.push('.');
            }
            out.push_str("in-addr.arpa");
        }
        IpAddr::V6(addr) => {
            let digits = addr.octets().into_iter().flat_map(|octet| [octet >> 4, octet & 0xf]);
            let mut labels = [0; 32];
            for (label, digit) in labels.iter_mut().zip(digits) {
                *label = digit;
            }
            for digit in labels.iter().take(usize::from(len / 4)).rev() {
                write::hex(&mut out, (*digit).into(), 1);
                out.push('.');
            }
            out.push_str("ip6.arpa");
        }
    }
    out
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
