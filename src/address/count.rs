//! How many: exact from none to all of IPv6, which is one more than a `u128` holds.

use std::fmt;
use std::ops::{Add, AddAssign};

/// A number of addresses or of subnets, exact up to 2^160.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Count {
    /// How many times 2^128.
    high: u32,
    low: u128,
}

impl Count {
    /// None.
    pub const ZERO: Count = Count::of(0);

    /// The number `low`.
    pub const fn of(low: u128) -> Count {
        Count { high: 0, low }
    }

    /// 2 to the power of `bits`, which is at most 128.
    pub const fn power(bits: u8) -> Count {
        match 1u128.checked_shl(bits as u32) {
            Some(low) => Count::of(low),
            None => Count { high: 1, low: 0 },
        }
    }

    /// The number where a `u128` holds it: everywhere but in counts of all of IPv6.
    pub fn small(self) -> Option<u128> {
        (self.high == 0).then_some(self.low)
    }

    /// Whether there is none.
    pub fn is_zero(self) -> bool {
        self == Count::ZERO
    }

    /// `self - other`, or none where `other` is more.
    #[must_use]
    pub fn less(self, other: Count) -> Count {
        if self <= other {
            return Count::ZERO;
        }
        let (low, borrows) = self.low.overflowing_sub(other.low);
        Count { high: self.high - other.high - u32::from(borrows), low }
    }

    /// The least `n` with 2^n at least this; 129 stands for all that is more than 2^128.
    pub fn bits(self) -> u8 {
        match (self.high, self.low) {
            (0, 0 | 1) => 0,
            (0, low) => (128 - (low - 1).leading_zeros()) as u8,
            (1, 0) => 128,
            _ => 129,
        }
    }

    /// `n` where this is 2^n.
    pub fn exponent(self) -> Option<u8> {
        (Count::power(self.bits().min(128)) == self).then(|| self.bits())
    }

    /// How many tenths of a percent this is of `whole`, rounded, but 1000 only for all of it.
    pub fn permille(self, whole: Count) -> u16 {
        if self >= whole {
            return 1000;
        }
        // what a shift takes away is less than one part in 2^80 of a whole that is larger than 2^96
        let shift = u32::from(whole.bits()).saturating_sub(96);
        let [part, whole] = [self, whole].map(|count| count.shifted(shift));
        (part.saturating_mul(1000) + whole / 2).checked_div(whole).unwrap_or(0).min(999) as u16
    }

    fn shifted(self, shift: u32) -> u128 {
        let high = if shift == 0 { 0 } else { u128::from(self.high).checked_shl(128 - shift).unwrap_or(0) };
        high | self.low.checked_shr(shift).unwrap_or(0)
    }
}

impl Add for Count {
    type Output = Count;

    fn add(self, other: Count) -> Count {
        let (low, carries) = self.low.overflowing_add(other.low);
        Count { high: self.high.saturating_add(other.high).saturating_add(u32::from(carries)), low }
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Count) {
        *self = *self + other;
    }
}

impl fmt::Display for Count {
    /// All its digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.high == 0 {
            return fmt::Display::fmt(&self.low, f);
        }
        // long division by ten of the number in five words of 32 bits
        let word = |i: u32| (self.low >> (96 - 32 * i)) as u32;
        let mut words = [self.high, word(0), word(1), word(2), word(3)];
        let mut digits = Vec::new();
        while words != [0; 5] {
            let mut rest = 0u64;
            for word in &mut words {
                let number = rest << 32 | u64::from(*word);
                *word = (number / 10) as u32;
                rest = number % 10;
            }
            digits.push(char::from(b'0' + rest as u8));
        }
        let digits: String = digits.iter().rev().collect();
        f.pad_integral(true, "", &digits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// 2^128 and its neighbours, as `python3 -c 'print(2**128)'` prints them.
    #[test]
    fn all_of_ipv6_is_exact() {
        let all = Count::power(128);
        assert_eq!(all.to_string(), "340282366920938463463374607431768211456");
        assert_eq!(all.less(Count::of(1)).to_string(), "340282366920938463463374607431768211455");
        assert_eq!((all + Count::power(32)).to_string(), "340282366920938463463374607436063178752");
        assert_eq!(Count::of(u128::MAX) + Count::of(1), all);
        assert_eq!(all.exponent(), Some(128));
        assert_eq!((all + Count::of(1)).bits(), 129);
        assert_eq!(all.small(), None);
        assert_eq!(Count::power(127).permille(all), 500);
        assert_eq!(all.less(Count::of(1)).permille(all), 999);
        assert_eq!(all.permille(all), 1000);
    }

    proptest! {
        #[test]
        fn what_is_added_can_be_taken_away(a: u128, b: u128) {
            let (a, b) = (Count::of(a), Count::of(b));
            prop_assert_eq!((a + b).less(b), a);
            prop_assert!(a + b >= a);
            prop_assert!(a.bits() == 0 || Count::power(a.bits() - 1) < a);
            prop_assert!(Count::power(a.bits()) >= a);
        }
    }
}
