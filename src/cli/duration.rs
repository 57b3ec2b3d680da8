//! Times as people type them: `300ms`, `2s`, `1.5`, `1m`.

use crate::say;
use crate::spec::Trouble;
use std::time::Duration;

/// Longer than anybody waits, and short enough to be added to any time.
const LONGEST: f64 = 366.0 * 24.0 * 3600.0;

/// The units, and how many seconds each has.
const UNITS: [(&str, f64); 6] =
    [("us", 1e-6), ("ms", 1e-3), ("s", 1.0), ("m", 60.0), ("h", 3600.0), ("", 1.0)];

/// Reads a time. Without a unit it is in seconds.
///
/// # Errors
/// What was typed, and what can be typed.
pub fn read(word: &str) -> Result<Duration, Trouble> {
    let end = word.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(word.len());
    let (number, unit) = word.split_at(end);
    let seconds = UNITS.iter().find(|(name, _)| *name == unit).map(|(_, seconds)| *seconds);
    match (number.parse::<f64>(), seconds) {
        (Ok(number), Some(seconds)) if number * seconds <= LONGEST => {
            Ok(Duration::from_secs_f64(number * seconds))
        }
        _ => Err(Trouble::new(say!(en: "`{word}` is no time", zh: "`{word}` 不是时间", word = word))
            .hint(say!(en: "300ms, 2s or 1m", zh: "300ms、2s 或 1m"))),
    }
}

/// A time to be read by people: three digits that matter and a unit.
pub fn shown(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    match seconds {
        60.0.. => {
            let whole = time.as_secs();
            format!("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60)
        }
        10.0.. => format!("{seconds:.1} s"),
        1.0.. => format!("{seconds:.2} s"),
        0.1.. => format!("{:.0} ms", seconds * 1e3),
        0.001.. => format!("{:.1} ms", seconds * 1e3),
        _ => format!("{:.0} µs", seconds * 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_they_are_typed() {
        for (word, micros) in [
            ("300ms", 300_000),
            ("2s", 2_000_000),
            ("1.5", 1_500_000),
            ("1m", 60_000_000),
            ("50us", 50),
            ("0", 0),
        ] {
            assert_eq!(read(word), Ok(Duration::from_micros(micros)), "{word}");
        }
        for word in ["", "s", "-1s", "1x", "1e9", "99999999h", "1.2.3s", "nan", "inf"] {
            assert!(read(word).is_err(), "{word}");
        }
    }

    #[test]
    fn times_are_shown_with_the_digits_that_matter() {
        let shown = |micros| shown(Duration::from_micros(micros));
        assert_eq!(
            [
                shown(12),
                shown(1_500),
                shown(300_000),
                shown(1_904_000),
                shown(12_340_000),
                shown(3_725_000_000)
            ],
            ["12 µs", "1.5 ms", "300 ms", "1.90 s", "12.3 s", "1:02:05"]
        );
    }
}
