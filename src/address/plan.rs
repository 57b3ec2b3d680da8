//! Subnets of different sizes out of one block: variable-length subnet masks (RFC 1878).

use super::Count;
use super::given::net;
use super::range::{Family, Range};
use super::split::{len_for, usable};
use ipnet::IpNet;

/// What a subnet is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Its name; empty where it has none.
    pub name: String,
    /// How many hosts it is to have room for, with the router where that was asked.
    pub hosts: Count,
}

/// A subnet of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Where it is.
    pub net: IpNet,
    /// How many hosts there can be in it.
    pub usable: Count,
}

/// A plan that is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What is divided, without host bits.
    pub parent: IpNet,
    /// A subnet for each wish, in the order of the wishes.
    pub places: Vec<Place>,
    /// What no subnet took: the end of the parent.
    pub free: Option<Range>,
}

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Full {
    /// This wish alone is too large; the prefix length that it needs, where there is one.
    Wish(usize, Option<u8>),
    /// All of them together are.
    All {
        /// How many addresses they need.
        needed: Count,
        /// The prefix length of a block in which they would all have room.
        len: Option<u8>,
        /// Which find no room, the largest first.
        left: Vec<usize>,
    },
}

impl Plan {
    /// Gives every wish a subnet: the largest first, each behind the one before. As their sizes are powers of two that fall, each
    /// is aligned, and no gap is left between them.
    ///
    /// # Errors
    /// What does not fit.
    pub fn new(parent: IpNet, wishes: &[Wish], p2p: bool) -> Result<Plan, Full> {
        let parent = parent.trunc();
        let whole = Range::of(parent);
        let mut lens = Vec::with_capacity(wishes.len());
        for (at, wish) in wishes.iter().enumerate() {
            match len_for(whole.family, wish.hosts, p2p) {
                Some(len) if len >= parent.prefix_len() => lens.push(len),
                len => return Err(Full::Wish(at, len)),
            }
        }
        let mut order: Vec<usize> = (0..wishes.len()).collect();
        // stable: equals stay as they were given
        order.sort_by_key(|at| lens[*at]);
        let mut nets = vec![None; wishes.len()];
        let mut next = Some(whole.first);
        let mut left = Vec::new();
        for at in order {
            let place = next
                .map(|first| Range::of(net(whole.family.address(first), lens[at])))
                .filter(|place| place.last <= whole.last);
            match place {
                Some(place) => {
                    nets[at] = Some(net(place.first_address(), lens[at]));
                    next = place.last.checked_add(1).filter(|next| *next <= whole.last);
                }
                None => left.push(at),
            }
        }
        if !left.is_empty() {
            let sizes = lens.iter().map(|len| Count::power(whole.family.bits() - len));
            let needed = sizes.fold(Count::ZERO, |sum, size| sum + size);
            let len = whole.family.bits().checked_sub(needed.bits());
            return Err(Full::All { needed, len, left });
        }
        let places = nets.into_iter().flatten().map(|net| Place { net, usable: room(net) }).collect();
        let free = next.map(|first| Range { first, ..whole });
        Ok(Plan { parent, places, free })
    }

    /// What is left free, as prefixes.
    pub fn free_prefixes(&self) -> impl Iterator<Item = IpNet> {
        self.free.into_iter().flat_map(Range::prefixes)
    }
}

/// How many hosts a prefix has room for.
pub fn room(net: IpNet) -> Count {
    let family = Family::of(net.addr());
    usable(family, family.bits() - net.prefix_len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plan(parent: &str, hosts: &[u128], p2p: bool) -> Result<Vec<String>, Full> {
        let wishes: Vec<Wish> =
            hosts.iter().map(|hosts| Wish { name: String::new(), hosts: Count::of(*hosts) }).collect();
        let plan = Plan::new(parent.parse().expect("a prefix"), &wishes, p2p)?;
        Ok(plan.places.iter().map(|place| place.net.to_string()).collect())
    }

    #[test]
    fn the_order_given_does_not_matter_for_the_plan() {
        assert_eq!(
            plan("192.168.1.0/24", &[2, 10, 20, 50], false),
            Ok(["112/30", "96/28", "64/27", "0/26"].map(|end| format!("192.168.1.{end}")).to_vec())
        );
        let nets = plan("172.16.0.0/22", &[500, 200, 100, 50, 2, 2], false);
        let expected = ["0.0/23", "2.0/24", "3.0/25", "3.128/26", "3.192/30", "3.196/30"];
        assert_eq!(nets, Ok(expected.map(|end| format!("172.16.{end}")).to_vec()));
    }

    #[test]
    fn what_does_not_fit_says_what_would() {
        assert_eq!(plan("192.168.1.0/24", &[255], false), Err(Full::Wish(0, Some(23))));
        let full = Full::All { needed: Count::of(320), len: Some(23), left: vec![1] };
        assert_eq!(plan("192.168.1.0/24", &[126, 62, 126], false), Err(full));
        let all = u128::from(u32::MAX) - 1;
        assert_eq!(plan("0.0.0.0/0", &[all], false), Ok(vec!["0.0.0.0/0".into()]));
        let full = Full::All { needed: Count::power(32) + Count::of(4), len: None, left: vec![1] };
        assert_eq!(plan("0.0.0.0/0", &[all, 1], false), Err(full));
        assert_eq!(plan("::/0", &[u128::MAX], false), Ok(vec!["::/0".into()]));
        assert!(plan("::/0", &[u128::MAX, u128::MAX], false).is_err());
    }

    proptest! {
        #[test]
        fn a_plan_is_aligned_inside_apart_and_complete(
            v6: bool, len in 0u8..=20, hosts in prop::collection::vec(1u128..4000, 1..20), p2p: bool
        ) {
            let family = if v6 { Family::V6 } else { Family::V4 };
            let parent = net(family.address(family.last() / 3), len + family.bits() - 24).trunc();
            let wishes: Vec<Wish> =
                hosts.iter().map(|hosts| Wish { name: String::new(), hosts: Count::of(*hosts) }).collect();
            let whole = Range::of(parent);
            let Ok(plan) = Plan::new(parent, &wishes, p2p) else {
                // what does not fit is more than there is, for nothing is lost to alignment
                let needed = wishes.iter().filter_map(|wish| len_for(family, wish.hosts, p2p))
                    .fold(Count::ZERO, |sum, len| sum + Count::power(family.bits() - len));
                prop_assert!(needed > whole.size());
                return Ok(());
            };
            let mut ranges: Vec<Range> = plan.places.iter().map(|place| Range::of(place.net)).collect();
            for (place, wish) in plan.places.iter().zip(&wishes) {
                prop_assert_eq!(place.net, place.net.trunc());
                prop_assert!(place.usable >= wish.hosts);
                prop_assert!(parent.contains(&place.net));
                // the next longer prefix would be too small
                let shorter = usable(family, family.bits() - place.net.prefix_len() - 1);
                prop_assert!(shorter < wish.hosts || place.net.prefix_len() >= family.bits() - 2);
            }
            ranges.extend(plan.free_prefixes().map(Range::of));
            ranges.sort();
            prop_assert!(ranges.windows(2).all(|two| two[0].last + 1 == two[1].first));
            prop_assert_eq!(ranges.first().map(|range| range.first), Some(whole.first));
            prop_assert_eq!(ranges.last().map(|range| range.last), Some(whole.last));
        }
    }
}
