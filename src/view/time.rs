//! Times of the day and the calendar.

use crate::capture::Time;
use crate::spec::write;

/// A time in UTC as RFC 3339 writes it, with the decimals that the input has. A time that no calendar reaches is
/// written in seconds since 1970.
pub fn utc(time: Time) -> String {
    let mut out = String::with_capacity(32);
    write_utc(&mut out, time);
    out
}

/// The same into a line.
pub fn write_utc(out: &mut String, time: Time) {
    let digits = usize::from(time.digits);
    if (FIRST..LAST).contains(&time.seconds) && time.nanos < 1_000_000_000 && digits <= 9 {
        return plain(out, time, digits);
    }
    match i32::try_from(time.nanos).ok().and_then(|nanos| jiff::Timestamp::new(time.seconds, nanos).ok()) {
        Some(stamp) => out.push_str(&format!("{stamp:.digits$}")),
        None => {
            let fraction = format!("{:09}", time.nanos);
            out.push_str(&format!("{}.{}", time.seconds, &fraction[..digits.clamp(1, 9)]));
        }
    }
}

/// The seconds of the times that are written here: from 1970 to 2100, which is no leap year.
const FIRST: i64 = 0;
const LAST: i64 = 4_102_444_800;

/// Such a time, in a fifth of the time that the whole calendar takes; there is one in every frame.
fn plain(out: &mut String, time: Time, digits: usize) {
    let (mut days, second) = ((time.seconds / 86_400) as u64, (time.seconds % 86_400) as u64);
    // four years have 1461 days; the third from 1970 is a leap year
    let mut year = 1970 + days / 1461 * 4;
    days %= 1461;
    for length in [365, 365, 366] {
        if days < length {
            break;
        }
        days -= length;
        year += 1;
    }
    let mut month = 1;
    for length in [31, if year % 4 == 0 { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30] {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    write::number(out, year);
    for (sign, part) in
        [('-', month), ('-', days + 1), ('T', second / 3600), (':', second / 60 % 60), (':', second % 60)]
    {
        out.push(sign);
        write::two_decimals(out, part);
    }
    if digits > 0 {
        out.push('.');
        write::decimals(out, u64::from(time.nanos) / 10_u64.pow(9 - digits as u32), digits);
    }
    out.push('Z');
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every day that is written here, with a second and a fraction that differ from day to day, as jiff writes it.
    #[test]
    fn days_are_those_of_the_calendar() {
        for day in FIRST / 86_400..LAST / 86_400 {
            let (seconds, nanos) =
                (day * 86_400 + day * 7919 % 86_400, (day * 104_729_017 % 1_000_000_000) as u32);
            let digits = (day % 10) as u8;
            let stamp = jiff::Timestamp::new(seconds, nanos as i32).unwrap();
            assert_eq!(utc(Time { seconds, nanos, digits }), format!("{stamp:.*}", usize::from(digits)));
        }
        for (seconds, shown) in [(LAST - 1, "2099-12-31T23:59:59Z"), (LAST, "2100-01-01T00:00:00Z")] {
            assert_eq!(utc(Time { seconds, nanos: 0, digits: 0 }), shown);
        }
    }

    #[test]
    fn a_time_is_written_as_rfc_3339_has_it() {
        // RFC 3339 §5.8's first example
        assert_eq!(
            utc(Time { seconds: 482_196_050, nanos: 520_000_000, digits: 2 }),
            "1985-04-12T23:20:50.52Z"
        );
        assert_eq!(utc(Time { seconds: 0, nanos: 1, digits: 9 }), "1970-01-01T00:00:00.000000001Z");
        assert_eq!(utc(Time { seconds: i64::MAX, nanos: 5, digits: 9 }), "9223372036854775807.000000005");
    }
}
