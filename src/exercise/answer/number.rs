//! Numbers, and numbers with their units.

use crate::spec::{Said, text};

/// What a number with a unit measures. A value counts billionths of the first unit of its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// Seconds.
    Time,
    /// Bits per second.
    Rate,
    /// Octets.
    Size,
    /// A share of the whole; alone, a number is of a hundred.
    Share,
}

/// A billion: values count billionths.
const BILLION: i128 = 1_000_000_000;

/// Units by name; the first that a value is at least one of is the one it is printed in.
type Units = &'static [(&'static str, i128)];

impl Quantity {
    /// The units it is printed in, the greatest first.
    fn printed(self) -> Units {
        match self {
            Quantity::Time => &[("s", BILLION), ("ms", 1_000_000), ("us", 1_000), ("ns", 1)],
            Quantity::Rate => &[
                ("Gbit/s", BILLION * BILLION),
                ("Mbit/s", 1_000_000 * BILLION),
                ("kbit/s", 1_000 * BILLION),
                ("bit/s", BILLION),
            ],
            Quantity::Size => &[("octets", BILLION)],
            Quantity::Share => &[("%", BILLION / 100)],
        }
    }

    /// Other names of units, in lower case.
    fn typed(self) -> Units {
        match self {
            Quantity::Time => &[
                ("s", BILLION),
                ("sec", BILLION),
                ("second", BILLION),
                ("seconds", BILLION),
                ("秒", BILLION),
                ("ms", 1_000_000),
                ("毫秒", 1_000_000),
                ("us", 1_000),
                ("µs", 1_000),
                ("μs", 1_000),
                ("微秒", 1_000),
                ("ns", 1),
                ("纳秒", 1),
            ],
            Quantity::Rate => &[
                ("gbit/s", BILLION * BILLION),
                ("gbps", BILLION * BILLION),
                ("mbit/s", 1_000_000 * BILLION),
                ("mbps", 1_000_000 * BILLION),
                ("kbit/s", 1_000 * BILLION),
                ("kbps", 1_000 * BILLION),
                ("bit/s", BILLION),
                ("bps", BILLION),
                ("比特/秒", BILLION),
            ],
            Quantity::Size => &[
                ("octets", BILLION),
                ("octet", BILLION),
                ("bytes", BILLION),
                ("byte", BILLION),
                ("字节", BILLION),
                ("kib", 1024 * BILLION),
                ("mib", 1024 * 1024 * BILLION),
                ("bits", BILLION / 8),
                ("bit", BILLION / 8),
                ("比特", BILLION / 8),
                ("", BILLION),
            ],
            Quantity::Share => &[("%", BILLION / 100), ("", BILLION / 100)],
        }
    }

    /// What has to be typed.
    pub(super) fn needs(self) -> Said {
        match self {
            Quantity::Time => text("a time with its unit: 1.25 ms", "带单位的时间，如 1.25 ms"),
            Quantity::Rate => text("a rate with its unit: 100 Mbit/s", "带单位的速率，如 100 Mbit/s"),
            Quantity::Size => text("a number of octets: 1500", "字节数，如 1500"),
            Quantity::Share => text("a share in per cent: 62.5 %", "百分比，如 62.5 %"),
        }
        .into()
    }
}

/// A whole number: decimal, perhaps with commas, `0x`, `0b`, or a sum of powers (`2^6-2`).
pub(super) fn whole(word: &str) -> Option<i128> {
    if let Some(rest) = word.strip_prefix('-') {
        return unsigned(rest.trim()).map(|number| -number);
    }
    let word = word.strip_prefix('+').unwrap_or(word);
    if word.contains('^') {
        return powers(word);
    }
    unsigned(word)
}

fn unsigned(word: &str) -> Option<i128> {
    let lower = word.to_ascii_lowercase();
    let number = if let Some(hex) = lower.strip_prefix("0x") {
        u64::from_str_radix(&hex.replace('_', ""), 16).ok()?
    } else if let Some(bits) = lower.strip_prefix("0b") {
        u64::from_str_radix(&bits.replace('_', ""), 2).ok()?
    } else {
        decimal(&lower)?
    };
    Some(number.into())
}

/// Decimal digits; commas, spaces or underscores only between groups of three.
fn decimal(word: &str) -> Option<u64> {
    let groups: Vec<&str> = word.split([',', '_', ' ', '\'']).collect();
    let (first, rest) = groups.split_first()?;
    let whole =
        rest.iter().all(|group| group.len() == 3) && (rest.is_empty() || (1..=3).contains(&first.len()));
    let digits = groups.concat();
    let plain = !digits.is_empty() && digits.bytes().all(|c| c.is_ascii_digit());
    (whole && plain).then(|| digits.parse().ok()).flatten()
}

/// `2^6`, `2^6-2`, `2^32+1`.
fn powers(word: &str) -> Option<i128> {
    let word: String = word.chars().filter(|c| !c.is_whitespace()).collect();
    let at = word.find(['-', '+']).unwrap_or(word.len());
    let (power, rest) = word.split_at(at);
    let (base, exponent) = power.split_once('^')?;
    let power = i128::from(decimal(base)?).checked_pow(exponent.parse().ok()?)?;
    if rest.is_empty() {
        return Some(power);
    }
    let more = i128::from(decimal(rest.get(1..)?)?);
    if rest.starts_with('-') { power.checked_sub(more) } else { power.checked_add(more) }
}

/// A number and its unit, in billionths of the first unit.
pub(super) fn quantity(word: &str, of: Quantity) -> Option<i128> {
    let end =
        word.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '_'))).unwrap_or(word.len());
    let (number, unit) = word.split_at(end);
    let unit = unit.trim().to_lowercase();
    let (_, size) = of.typed().iter().find(|(name, _)| *name == unit)?;
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    if part.len() > 12 || !part.bytes().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let scale = 10i128.pow(part.len() as u32);
    let whole = if whole.is_empty() && !part.is_empty() { 0 } else { decimal(whole)? };
    let digits = i128::from(whole).checked_mul(scale)?.checked_add(part.parse().unwrap_or(0))?;
    let value = digits.checked_mul(*size)?;
    // half a billionth is rounded up
    Some(value.saturating_add(scale / 2) / scale)
}

/// A value in the greatest unit of which it is at least one.
pub(super) fn shown_quantity(value: i128, of: Quantity) -> String {
    let units = of.printed();
    let fits = units.iter().find(|(_, size)| value >= *size).or(units.last());
    let Some((unit, size)) = fits else { return value.to_string() };
    let (whole, mut rest) = (value / size, value % size);
    let mut shown = whole.to_string();
    if rest > 0 {
        shown.push('.');
        for _ in 0..12 {
            rest *= 10;
            shown.push_str(&(rest / size).to_string());
            rest %= size;
            if rest == 0 {
                break;
            }
        }
    }
    format!("{shown} {unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_many_notations() {
        for word in
            ["1022", "1,022", "1_022", "0x3fe", "0X3FE", "0b1111111110", "2^10-2", "2^10 - 2", "+1022"]
        {
            assert_eq!(whole(word), Some(1022), "{word}");
        }
        assert_eq!(whole("-5"), Some(-5));
        for word in
            ["", "-", "1,22", "10,2", "1.5", "0x", "2^", "^2", "2^200", "99999999999999999999999", "six"]
        {
            assert_eq!(whole(word), None, "{word}");
        }
    }

    #[test]
    fn a_quantity_has_its_unit() {
        assert_eq!(quantity("1.25 ms", Quantity::Time), Some(1_250_000));
        assert_eq!(quantity("0.00125s", Quantity::Time), Some(1_250_000));
        assert_eq!(quantity("1250 微秒", Quantity::Time), Some(1_250_000));
        assert_eq!(quantity("1.25", Quantity::Time), None);
        assert_eq!(quantity("62.5", Quantity::Share), Some(625_000_000));
        assert_eq!(quantity("12000 bit", Quantity::Size), quantity("1500", Quantity::Size));
        assert_eq!(quantity("0.1 Gbps", Quantity::Rate), quantity("100 Mbit/s", Quantity::Rate));
    }

    #[test]
    fn what_is_shown_can_be_typed() {
        for (of, values) in [
            (Quantity::Time, [1, 999, 1_250_000, 3 * BILLION + 5]),
            (Quantity::Rate, [BILLION, 9_600 * BILLION, 100_000_000 * BILLION, BILLION * BILLION]),
            (Quantity::Share, [0, 625_000_000, 1_000_000_000, 5_000_000]),
        ] {
            for value in values {
                let shown = shown_quantity(value, of);
                assert_eq!(quantity(&shown, of), Some(value), "{shown}");
            }
        }
    }
}
