//! A moment as a request says it. Both engines know those of the years that a person may mean; PostgreSQL knows few others.

use std::ops::RangeInclusive;

use chrono::{DateTime, Datelike, Utc};
use serde::{Deserialize, Deserializer, de::Error};

/// The years that are taken.
const YEARS: RangeInclusive<i32> = 1970..=9999;

/// Reads a moment out of a request: for `deserialize_with` on every field of a request that holds one.
///
/// # Errors
/// Where it is none, or of a year that nobody means.
pub fn sent<'de, D: Deserializer<'de>>(from: D) -> Result<DateTime<Utc>, D::Error> {
    meant(DateTime::deserialize(from)?).ok_or_else(|| D::Error::custom("no year from 1970 to 9999"))
}

/// Reads a moment out of a field of a plain form.
#[must_use]
pub fn typed(text: &str) -> Option<DateTime<Utc>> {
    meant(text.parse().ok()?)
}

fn meant(moment: DateTime<Utc>) -> Option<DateTime<Utc>> {
    YEARS.contains(&moment.year()).then_some(moment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Request {
        #[serde(deserialize_with = "sent")]
        until: DateTime<Utc>,
    }

    #[test]
    fn a_year_that_nobody_means_is_refused() {
        let read = |text: &str| {
            let request: Option<Request> = serde_json::from_value(serde_json::json!({ "until": text })).ok();
            let sent = request.map(|request| request.until);
            assert_eq!(sent, typed(text), "{text}");
            sent
        };
        for text in ["1970-01-01T00:00:00Z", "2026-11-27T18:00:00.123456+01:00", "9999-12-31T23:59:59Z"] {
            assert!(read(text).is_some(), "{text}");
        }
        for text in [
            "-262143-01-01T00:00:00Z",
            "-9999-01-01T00:00:00Z",
            "0000-01-01T00:00:00Z",
            "1970-01-01T00:00:00+01:00",
            "9999-12-31T23:59:59-01:00",
            "+10000-01-01T00:00:00Z",
            "+262142-12-31T23:59:59Z",
            "gisteren",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
