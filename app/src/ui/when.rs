//! Dates and moments, as a Belgian reads them. Moments are kept in UTC and shown in Brussels time, which server and browser
//! compute alike: the browser's own clock may be set to anything.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use leptos::prelude::*;

/// 22/11/2026.
pub fn shown_date(date: NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
}

/// 22/11/2026 14:05, in Brussels.
pub fn shown_time(moment: DateTime<Utc>) -> String {
    brussels(moment).format("%d/%m/%Y %H:%M").to_string()
}

/// A moment: date and time.
#[component]
pub fn When(#[prop(into)] at: Signal<DateTime<Utc>>) -> impl IntoView {
    view! { <time datetime=move || at.get().to_rfc3339()>{move || shown_time(at.get())}</time> }
}

/// A day without a time.
#[component]
pub fn Day(#[prop(into)] date: Signal<NaiveDate>) -> impl IntoView {
    view! { <time datetime=move || date.get().to_string()>{move || shown_date(date.get())}</time> }
}

/// The wall clock in Brussels: summer time runs from the last Sunday of March to that of October, 01:00 UTC (Directive 2000/84/EC).
fn brussels(moment: DateTime<Utc>) -> NaiveDateTime {
    let utc = moment.naive_utc();
    let summer = last_sunday(utc.year(), 3)..last_sunday(utc.year(), 10);
    utc + TimeDelta::hours(if summer.contains(&utc) { 2 } else { 1 })
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

    fn shown(utc: &str) -> String {
        shown_time(utc.parse().unwrap())
    }

    #[test]
    fn winter_is_one_hour_ahead_and_summer_two() {
        assert_eq!(shown("2026-11-22T04:05:00Z"), "22/11/2026 05:05");
        assert_eq!(shown("2026-07-31T23:05:00Z"), "01/08/2026 01:05");
    }

    #[test]
    fn the_clock_changes_on_the_last_sundays_of_march_and_october() {
        assert_eq!(shown("2026-03-29T00:59:59Z"), "29/03/2026 01:59");
        assert_eq!(shown("2026-03-29T01:00:00Z"), "29/03/2026 03:00");
        assert_eq!(shown("2026-10-25T00:59:59Z"), "25/10/2026 02:59");
        assert_eq!(shown("2026-10-25T01:00:00Z"), "25/10/2026 02:00");
        assert_eq!(shown("2024-03-31T01:00:00Z"), "31/03/2024 03:00");
    }

    #[test]
    fn a_date_is_day_month_year() {
        assert_eq!(shown_date(NaiveDate::from_ymd_opt(2026, 2, 3).unwrap()), "03/02/2026");
    }
}
