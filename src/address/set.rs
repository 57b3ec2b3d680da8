//! Sets of addresses: put together, taken away, held against each other. All of it is sorting and one walk.

use super::Count;
use super::range::{Family, Range};
use ipnet::IpNet;

/// Addresses as ranges that are sorted and neither touch nor overlap: IPv4 first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Set {
    ranges: Vec<Range>,
}

impl Set {
    /// The addresses of all these ranges, which may come in any order, twice, and one in another.
    pub fn of(mut ranges: Vec<Range>) -> Set {
        ranges.sort_unstable();
        let mut kept = 0;
        for at in 0..ranges.len() {
            let range = ranges[at];
            match ranges[..kept].last_mut().filter(|before| touches(before, &range)) {
                Some(before) => before.last = before.last.max(range.last),
                None => {
                    ranges[kept] = range;
                    kept += 1;
                }
            }
        }
        ranges.truncate(kept);
        Set { ranges }
    }

    /// The ranges, from below.
    pub fn ranges(&self) -> &[Range] {
        &self.ranges
    }

    /// The fewest prefixes that have these addresses and no others, in order.
    pub fn prefixes(&self) -> impl Iterator<Item = IpNet> {
        self.ranges.iter().flat_map(|range| range.prefixes())
    }

    /// How many addresses there are.
    pub fn size(&self) -> Count {
        self.ranges.iter().fold(Count::ZERO, |sum, range| sum + range.size())
    }

    /// Whether there is no address.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// The addresses of this set that are not in `other`.
    #[must_use]
    pub fn without(&self, other: &Set) -> Set {
        let mut left = Vec::new();
        let mut taken = other.ranges.iter().peekable();
        for range in &self.ranges {
            let mut rest = Some(*range);
            while let Some(hole) = taken.peek() {
                let Some(here) = rest else { break };
                if hole.family > here.family || (hole.family == here.family && hole.first > here.last) {
                    break;
                }
                if let Some(cut) = here.overlap(hole) {
                    if cut.first > here.first {
                        left.push(Range { last: cut.first - 1, ..here });
                    }
                    rest = (cut.last < here.last).then(|| Range { first: cut.last + 1, ..here });
                }
                // a hole that reaches over the end may make one in the next range too
                if hole.family == here.family && hole.last > here.last {
                    break;
                }
                taken.next();
            }
            left.extend(rest);
        }
        Set { ranges: left }
    }

    /// From the first address of a family to its last, with all that lies between.
    pub fn span(&self, family: Family) -> Option<Range> {
        let mut of_family = self.ranges.iter().filter(|range| range.family == family);
        let first = of_family.next()?;
        Some(Range { last: of_family.next_back().unwrap_or(first).last, ..*first })
    }
}

/// Whether `next`, which does not begin before `before`, shares addresses with it or goes on where it ends.
fn touches(before: &Range, next: &Range) -> bool {
    before.family == next.family && before.last.checked_add(1).is_none_or(|end| next.first <= end)
}

/// Which of the ranges have addresses in common: each with the nearest one around it, and with every one whose end it
/// reaches over. What overlaps in other pairs follows: of three in one another, the first and the last. So there are
/// at most twice as many as ranges, and every address that two ranges have is in one of these.
pub fn overlaps(ranges: &[Range]) -> Vec<Overlap> {
    let mut order: Vec<usize> = (0..ranges.len()).collect();
    // of two that begin together the larger is first, and of equals the one given first
    order.sort_by_key(|at| (ranges[*at].family, ranges[*at].first, !ranges[*at].last));
    let mut found = Vec::new();
    // those that can still be met, each in the one before it
    let mut open: Vec<usize> = Vec::new();
    for at in order {
        let here = &ranges[at];
        while let Some(outer) = open.last() {
            if let Some(common) = ranges[*outer].overlap(here) {
                found.push(Overlap { outer: *outer, inner: at, common });
                if here.last <= ranges[*outer].last {
                    break;
                }
            }
            open.pop();
        }
        open.push(at);
    }
    found
}

/// Two ranges of a list with addresses in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// The place in the list of the one that begins first.
    pub outer: usize,
    /// The place of the other.
    pub inner: usize,
    /// What they have in common.
    pub common: Range,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// Ranges among the last 64 addresses of each family, so that they meet often, and the ends too.
    fn range() -> impl Strategy<Value = Range> {
        (any::<bool>(), 0..64u128, 0..64u128).prop_map(|(v6, a, b)| {
            let family = if v6 { Family::V6 } else { Family::V4 };
            let [first, last] = [a.min(b), a.max(b)].map(|at| family.last() - 63 + at);
            Range { family, first, last }
        })
    }

    fn addresses(ranges: &[Range]) -> BTreeSet<(Family, u128)> {
        ranges.iter().flat_map(|range| (range.first..=range.last).map(|at| (range.family, at))).collect()
    }

    proptest! {
        #[test]
        fn a_set_has_the_addresses_of_its_ranges(ranges in prop::collection::vec(range(), 0..12)) {
            let set = Set::of(ranges.clone());
            prop_assert_eq!(addresses(set.ranges()), addresses(&ranges));
            prop_assert!(set.ranges().windows(2).all(|two| two[0].family != two[1].family
                || two[0].last + 1 < two[1].first));
            prop_assert_eq!(set.size(), Count::of(addresses(&ranges).len() as u128));
            let again: Vec<Range> = set.prefixes().map(Range::of).collect();
            prop_assert_eq!(Set::of(again), set);
        }

        #[test]
        fn taking_away_takes_these_addresses(
            a in prop::collection::vec(range(), 0..8), b in prop::collection::vec(range(), 0..8)
        ) {
            let left = Set::of(a.clone()).without(&Set::of(b.clone()));
            let expected: BTreeSet<_> = addresses(&a).difference(&addresses(&b)).copied().collect();
            prop_assert_eq!(addresses(left.ranges()), expected);
            prop_assert_eq!(Set::of(left.ranges().to_vec()), left);
        }

        #[test]
        fn overlaps_are_found_where_there_are_some(ranges in prop::collection::vec(range(), 0..12)) {
            let found = overlaps(&ranges);
            for Overlap { outer, inner, common } in &found {
                prop_assert!(outer != inner);
                prop_assert_eq!(ranges[*outer].overlap(&ranges[*inner]), Some(*common));
            }
            // every range that meets another is named
            for (i, range) in ranges.iter().enumerate() {
                let meets = ranges.iter().enumerate().any(|(j, other)| i != j && range.overlap(other).is_some());
                let named = found.iter().any(|overlap| overlap.inner == i || overlap.outer == i);
                prop_assert_eq!(meets, named);
            }
            // and every address that two of them have is in one of the common parts
            let mut seen = BTreeSet::new();
            let mut twice = BTreeSet::new();
            for range in &ranges {
                for at in range.first..=range.last {
                    if !seen.insert((range.family, at)) {
                        twice.insert((range.family, at));
                    }
                }
            }
            let common: Vec<Range> = found.iter().map(|overlap| overlap.common).collect();
            prop_assert_eq!(addresses(&common), twice);
        }
    }
}
