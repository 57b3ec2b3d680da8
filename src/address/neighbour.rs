//! Whether two hosts think that they are neighbours: each asks its own mask (RFC 1122 §3.3.1.1).

use super::Given;
use super::subnet::number;
use std::net::IpAddr;

/// How two hosts see each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Each has the other in its own subnet.
    Same,
    /// Neither has.
    Different,
    /// The first has the second in its subnet, but not the other way round.
    FirstOnly,
    /// The second has the first in its subnet, but not the other way round.
    SecondOnly,
}

/// How `a` and `b`, of one family, see each other.
pub fn verdict(a: &Given, b: &Given) -> Verdict {
    match (sees(a, b), sees(b, a)) {
        (true, true) => Verdict::Same,
        (false, false) => Verdict::Different,
        (true, false) => Verdict::FirstOnly,
        (false, true) => Verdict::SecondOnly,
    }
}

/// Whether `from`, asking its own mask, takes `to` for a neighbour.
pub fn sees(from: &Given, to: &Given) -> bool {
    from.net().contains(&to.addr)
}

/// The first bit in which two addresses of a family differ, from 1; `None` where they are one address.
pub fn first_difference(a: IpAddr, b: IpAddr) -> Option<u8> {
    let differ = number(a) ^ number(b);
    let unused = if a.is_ipv4() { 96 } else { 0 };
    (differ != 0).then(|| (differ.leading_zeros() - unused + 1) as u8)
}
