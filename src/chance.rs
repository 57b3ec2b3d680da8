//! Chance out of a seed: the same seed gives the same draws, on every machine and in every version.
//!
//! The numbers are those of ChaCha with 8 rounds and a 64-bit block counter (D. J. Bernstein, "ChaCha, a variant of
//! Salsa20", 2008). The key is the seed in its first 8 octets, the lowest first, and zero in the others; the nonce is
//! the number of the series. How they become draws is written down here too, since libraries change theirs.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A source of draws.
#[derive(Clone, Debug)]
pub struct Chance {
    numbers: ChaCha8Rng,
}

impl Chance {
    /// The draws of a seed; each number of a series gives others.
    pub fn new(seed: u64, series: u64) -> Chance {
        let mut key = [0; 32];
        for (octet, of_seed) in key.iter_mut().zip(seed.to_le_bytes()) {
            *octet = of_seed;
        }
        let mut numbers = ChaCha8Rng::from_seed(key);
        numbers.set_stream(series);
        Chance { numbers }
    }

    /// A number less than `end`, each as likely as any other; 0 where `end` is.
    pub fn below(&mut self, end: u64) -> u64 {
        if end == 0 {
            return 0;
        }
        // the remainders of the numbers below a multiple of `end` are equally frequent; others are drawn again
        let whole = u64::MAX - u64::MAX % end;
        loop {
            let number = self.numbers.next_u64();
            if number < whole {
                return number % end;
            }
        }
    }

    /// A number from `least` to `most`, both included; `least` where `most` is not greater.
    pub fn between(&mut self, least: u64, most: u64) -> u64 {
        least + self.below(most.saturating_sub(least).saturating_add(1))
    }

    /// Yes or no, each as likely as the other.
    pub fn coin(&mut self) -> bool {
        self.below(2) == 1
    }

    /// One of these, each as likely as any other.
    pub fn pick<T: Copy, const N: usize>(&mut self, these: [T; N]) -> T {
        these[self.below(N as u64) as usize]
    }

    /// The same values in an order of chance.
    pub fn shuffled<T>(&mut self, these: Vec<T>) -> Vec<T> {
        let order = self.some(these.len(), these.len());
        let mut there: Vec<Option<T>> = these.into_iter().map(Some).collect();
        order.into_iter().filter_map(|i| there.get_mut(i).and_then(Option::take)).collect()
    }

    /// `count` different numbers less than `end`, in the order drawn; all of them where there are not so many. Each
    /// choice is as likely as any other (Fisher and Yates).
    pub fn some(&mut self, count: usize, end: usize) -> Vec<usize> {
        let mut numbers: Vec<usize> = (0..end).collect();
        for i in 0..count.min(end) {
            let other = i + self.below((end - i) as u64) as usize;
            numbers.swap(i, other);
        }
        numbers.truncate(count);
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The key stream for a key and a nonce of zeros, as J. Strombergson's test vectors for ChaCha with 8 rounds and
    /// 256 bits of key have it (TC1).
    #[test]
    fn the_numbers_are_those_of_chacha8() {
        let mut chance = Chance::new(0, 0);
        let first: Vec<u8> = (0..4).flat_map(|_| chance.numbers.next_u64().to_le_bytes()).collect();
        let hex: String = first.iter().map(|octet| format!("{octet:02x}")).collect();
        assert_eq!(hex, "3e00ef2f895f40d67f5bb8e81f09a5a12c840ec3ce9a7f3b181be188ef711a1e");
    }

    /// Whoever prints an exercise again next year gets the same one.
    #[test]
    fn the_draws_of_a_seed_never_change() {
        assert_eq!(Chance::new(1, 1).some(6, 49), Chance::new(1, 1).some(6, 49));
        let draws: Vec<u64> = (0..8).scan(Chance::new(7, 3), |chance, _| Some(chance.below(100))).collect();
        assert_eq!(draws, DRAWS);
        assert_ne!(Chance::new(7, 3).some(6, 49), Chance::new(7, 4).some(6, 49));
        assert_ne!(Chance::new(7, 3).some(6, 49), Chance::new(8, 3).some(6, 49));
    }

    /// What another ChaCha gave for the same key and nonce, 64 bits at a time, modulo 100.
    const DRAWS: [u64; 8] = [66, 62, 49, 50, 77, 62, 61, 67];

    #[test]
    fn draws_are_different_and_in_bounds() {
        for end in 0..20 {
            let mut drawn = Chance::new(end as u64, 0).some(usize::MAX, end);
            drawn.sort_unstable();
            assert_eq!(drawn, (0..end).collect::<Vec<_>>());
        }
        let mut chance = Chance::new(3, 0);
        let mut often = [0; 6];
        for _ in 0..6000 {
            often[chance.below(6) as usize] += 1;
        }
        assert!(often.iter().all(|times| (850..1150).contains(times)), "{often:?}");
        assert_eq!(chance.below(0), 0);
        assert!((0..100).map(|_| chance.between(5, 7)).all(|number| (5..=7).contains(&number)));
        assert_eq!(chance.between(7, 5), 7);
        assert!((0..100).map(|_| chance.pick(["a", "b"])).all(|word| word == "a" || word == "b"));
        let mut shuffled = chance.shuffled(vec!['a', 'b', 'c', 'd']);
        shuffled.sort_unstable();
        assert_eq!(shuffled, ['a', 'b', 'c', 'd']);
        assert!((0..100).all(|_| chance.below(1) == 0));
    }
}
