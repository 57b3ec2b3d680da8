//! Times of the day and the calendar.

use crate::capture::Time;

/// A time in UTC as RFC 3339 writes it, with the decimals that the input has. A time that no calendar reaches is
/// written in seconds since 1970.
pub fn utc(time: Time) -> String {
    let digits = usize::from(time.digits);
    match i32::try_from(time.nanos).ok().and_then(|nanos| jiff::Timestamp::new(time.seconds, nanos).ok()) {
        Some(stamp) => format!("{stamp:.digits$}"),
        None => {
            let fraction = format!("{:09}", time.nanos);
            format!("{}.{}", time.seconds, &fraction[..digits.clamp(1, 9)])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
