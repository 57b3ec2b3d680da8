//! Frame numbers as people list them: `3,7-9`.

use std::fmt;
use std::str::FromStr;

/// Which frames are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbers {
    /// First and last of each stretch.
    stretches: Vec<(u64, u64)>,
}

impl Numbers {
    /// Whether frame `number` is wanted.
    pub fn contains(&self, number: u64) -> bool {
        self.stretches.iter().any(|(first, last)| (*first..=*last).contains(&number))
    }

    /// Whether neither frame `number` nor any behind it is wanted.
    pub fn is_past(&self, number: u64) -> bool {
        self.stretches.iter().all(|(_, last)| *last < number)
    }
}

impl FromStr for Numbers {
    type Err = String;

    /// `3`, `3,7-9`, `7-` to the end; frames are counted from 1.
    fn from_str(word: &str) -> Result<Numbers, String> {
        let number = |digits: &str| match digits.parse::<u64>() {
            Ok(number) if number > 0 => Ok(number),
            _ => Err(digits.to_string()),
        };
        let stretches = word.split(',').map(|part| match part.split_once('-') {
            None => number(part).map(|number| (number, number)),
            Some((first, "")) => Ok((number(first)?, u64::MAX)),
            Some((first, last)) => {
                let (first, last) = (number(first)?, number(last)?);
                if first <= last { Ok((first, last)) } else { Err(part.to_string()) }
            }
        });
        Ok(Numbers { stretches: stretches.collect::<Result<_, _>>()? })
    }
}

impl fmt::Display for Numbers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, (first, last)) in self.stretches.iter().enumerate() {
            let comma = if i > 0 { "," } else { "" };
            match last {
                _ if first == last => write!(f, "{comma}{first}")?,
                &u64::MAX => write!(f, "{comma}{first}-")?,
                last => write!(f, "{comma}{first}-{last}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Numbers;

    #[test]
    fn a_list_of_numbers_and_stretches() {
        let numbers: Numbers = "3,7-9".parse().unwrap();
        let wanted: Vec<u64> = (1..=12).filter(|number| numbers.contains(*number)).collect();
        assert_eq!(wanted, [3, 7, 8, 9]);
        assert!(!numbers.is_past(9) && numbers.is_past(10));
        let open: Numbers = "5-".parse().unwrap();
        assert!(open.contains(u64::MAX) && !open.contains(4));
        for wrong in ["", "0", "a", "3,", "9-7", "-3", "1-2-3", "99999999999999999999"] {
            assert!(wrong.parse::<Numbers>().is_err(), "{wrong}");
        }
        assert_eq!(numbers.to_string(), "3,7-9");
    }
}
