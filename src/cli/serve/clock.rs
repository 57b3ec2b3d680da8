//! The time of day, worked out once a second and written once a millisecond: a message takes less time than a time zone.

use jiff::Zoned;
use std::time::{SystemTime, UNIX_EPOCH};

/// What the clock said last.
#[derive(Default)]
pub struct Clock {
    /// Seconds since 1970.
    second: u64,
    /// `14:03:07.120  `, here.
    here: String,
    /// `2020-07-28T00:37:23`, in UTC.
    utc: String,
    micros: u32,
}

impl Clock {
    /// Looks at the time.
    pub fn look(&mut self) {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let (second, micros) = (since.as_secs(), since.subsec_micros());
        if self.second != second || self.here.is_empty() {
            let now = Zoned::now();
            self.here = now.strftime("%H:%M:%S").to_string();
            self.utc = now.timestamp().strftime("%Y-%m-%dT%H:%M:%S").to_string();
        } else if self.micros / 1000 == micros / 1000 {
            self.micros = micros;
            return;
        }
        (self.second, self.micros) = (second, micros);
        self.here.truncate("14:03:07".len());
        self.here.push_str(&format!(".{:03}  ", micros / 1000));
    }

    /// The time here in milliseconds, and two blanks.
    pub fn here(&self) -> &str {
        &self.here
    }

    /// The time in UTC, in microseconds.
    pub fn utc(&self) -> String {
        format!("{}.{:06}Z", self.utc, self.micros)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    /// Beside the clock of the library, which is asked anew each time.
    #[test]
    fn every_millisecond_is_right() {
        let mut clock = Clock::default();
        for _ in 0..2000 {
            let before = Zoned::now().strftime("%H:%M:%S.%3f  ").to_string();
            clock.look();
            let after = Zoned::now().strftime("%H:%M:%S.%3f  ").to_string();
            // midnight passes, too
            let between = before.as_str()..=after.as_str();
            assert!(before > after || between.contains(&clock.here()), "{before} {} {after}", clock.here());
            assert_eq!(clock.utc().len(), "2020-07-28T00:37:23.000000Z".len());
            std::thread::sleep(Duration::from_micros(700));
        }
    }
}
