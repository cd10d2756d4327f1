//! The firm's clock. Days begin where the firm is, whatever clock the server or a browser has; both compute it alike.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta, Utc};

/// The time of a country: hours ahead of UTC in winter, and whether there is summer time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone {
    hours: i64,
    summer: bool,
}

impl Default for Zone {
    /// Brussels.
    fn default() -> Self {
        Self { hours: 1, summer: true }
    }
}

impl Zone {
    /// The zone of a country of Europe by its ISO code; Brussels for any other.
    #[must_use]
    pub fn of(country: &str) -> Self {
        match country {
            "GB" | "IE" | "PT" => Self { hours: 0, summer: true },
            "IS" => Self { hours: 0, summer: false },
            "BG" | "CY" | "EE" | "FI" | "GR" | "LT" | "LV" | "RO" | "UA" => Self { hours: 2, summer: true },
            "TR" => Self { hours: 3, summer: false },
            _ => Self::default(),
        }
    }

    /// What the clocks show.
    #[must_use]
    pub fn local(self, moment: DateTime<Utc>) -> NaiveDateTime {
        let utc = moment.naive_utc();
        // Summer time runs from the last Sunday of March to that of October, 01:00 UTC everywhere (Directive 2000/84/EC).
        let summer = last_sunday(utc.year(), 3)..last_sunday(utc.year(), 10);
        utc + TimeDelta::hours(self.hours + i64::from(self.summer && summer.contains(&utc)))
    }

    /// Which day it is.
    #[must_use]
    pub fn day(self, moment: DateTime<Utc>) -> NaiveDate {
        self.local(moment).date()
    }
}

/// The last Sunday of a month of 31 days, 01:00.
fn last_sunday(year: i32, month: u32) -> NaiveDateTime {
    let last = NaiveDate::from_ymd_opt(year, month, 31).unwrap_or_default();
    let sunday = last - Days::new(last.weekday().num_days_from_sunday().into());
    sunday.and_hms_opt(1, 0, 0).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::winter_before_midnight("BE", "2026-11-26T22:30:00Z", "2026-11-26 23:30")]
    #[case::winter_after_midnight("BE", "2026-11-26T23:30:00Z", "2026-11-27 00:30")]
    #[case::summer_after_midnight("BE", "2026-07-31T22:30:00Z", "2026-08-01 00:30")]
    #[case::summer_before_midnight("BE", "2026-07-31T21:30:00Z", "2026-07-31 23:30")]
    #[case::end_of_the_year("NL", "2026-12-31T23:00:00Z", "2027-01-01 00:00")]
    #[case::lisbon("PT", "2026-07-31T22:30:00Z", "2026-07-31 23:30")]
    #[case::helsinki("FI", "2026-11-26T22:30:00Z", "2026-11-27 00:30")]
    #[case::reykjavik("IS", "2026-07-31T23:30:00Z", "2026-07-31 23:30")]
    #[case::unknown("", "2026-11-26T23:30:00Z", "2026-11-27 00:30")]
    #[case::spring_before("BE", "2026-03-29T00:59:00Z", "2026-03-29 01:59")]
    #[case::spring_after("BE", "2026-03-29T01:00:00Z", "2026-03-29 03:00")]
    #[case::autumn_before("BE", "2026-10-25T00:59:00Z", "2026-10-25 02:59")]
    #[case::autumn_after("BE", "2026-10-25T01:00:00Z", "2026-10-25 02:00")]
    #[case::leap_year("BE", "2024-03-31T01:00:00Z", "2024-03-31 03:00")]
    fn clocks(#[case] country: &str, #[case] utc: &str, #[case] local: &str) {
        let moment = utc.parse().unwrap();
        let zone = Zone::of(country);
        assert_eq!(zone.local(moment).format("%Y-%m-%d %H:%M").to_string(), local);
        assert_eq!(zone.day(moment).to_string(), local[..10]);
    }
}
