//! Dates and moments, as people of the firm read them. Moments are kept in UTC and shown by the firm's clock, which server and
//! browser compute alike: the browser's own clock may be set to anything. chrono's own formats would bring 14 kB of WebAssembly.

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use domain::zone::Zone;
use leptos::prelude::*;

use crate::session::Visitor;

/// 22/11/2026.
pub fn shown_date(date: NaiveDate) -> String {
    format!("{:02}/{:02}/{}", date.day(), date.month(), date.year())
}

/// 22/11/2026 14:05, where the firm is.
pub fn shown_time(zone: Zone, moment: DateTime<Utc>) -> String {
    let local = zone.local(moment);
    format!("{} {:02}:{:02}", shown_date(local.date()), local.hour(), local.minute())
}

/// The clock of the firm whose colleague, or whose customer's person, looks at the page; that of Brussels for anybody else.
pub fn use_zone() -> Zone {
    let visitor = use_context::<RwSignal<Visitor>>();
    visitor.map_or_else(Zone::default, |visitor| match &*visitor.read_untracked() {
        Visitor::Colleague(viewer) => Zone::of(&viewer.firm_country),
        Visitor::Customer(viewer) => Zone::of(&viewer.country),
        _ => Zone::default(),
    })
}

/// A moment: date and time.
#[component]
pub fn When(#[prop(into)] at: Signal<DateTime<Utc>>) -> impl IntoView {
    let zone = use_zone();
    view! { <time datetime=move || at.get().to_rfc3339()>{move || shown_time(zone, at.get())}</time> }
}

/// A day without a time.
#[component]
pub fn Day(#[prop(into)] date: Signal<NaiveDate>) -> impl IntoView {
    view! { <time datetime=move || date.get().to_string()>{move || shown_date(date.get())}</time> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_shown_by_the_clock_of_the_firm() {
        let shown = |country: &str, utc: &str| shown_time(Zone::of(country), utc.parse().unwrap());
        assert_eq!(shown("BE", "2026-11-22T04:05:00Z"), "22/11/2026 05:05");
        assert_eq!(shown("BE", "2026-07-31T23:05:00Z"), "01/08/2026 01:05");
        assert_eq!(shown("PT", "2026-07-31T23:05:00Z"), "01/08/2026 00:05");
    }

    #[test]
    fn a_date_is_day_month_year() {
        assert_eq!(shown_date(NaiveDate::from_ymd_opt(2026, 2, 3).unwrap()), "03/02/2026");
    }
}
