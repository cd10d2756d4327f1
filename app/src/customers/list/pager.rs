//! Below the rows: which of how many they are, and the way to the pages around them.

use leptos::prelude::*;

use super::{
    address::{Cursor, ListQuery, PageSize, Place, Sort},
    bar::long,
    records::Count,
};
use crate::{
    i18n::*,
    ui::{LinkButton, grouped},
};

/// "51–100 van 397 klanten", and the links to the page before and the next.
#[component]
pub fn Pager(
    /// The list whose page is shown.
    paged: ListQuery,
    /// How many customers the list has.
    here: Count,
    /// How many rows the page has.
    shown: u64,
    sort: Sort,
    previous: Option<Cursor>,
    next: Option<Cursor>,
) -> impl IntoView {
    let i18n = use_i18n();
    let around = Around { previous: previous.is_some(), next: next.is_some() };
    let longer = around.previous || around.next || paged.page_size != PageSize::default();
    let first = first_row(paged.first_row, shown, around, here);
    let words = move || {
        let Some(first) = first.filter(|_| around.previous || around.next) else { return long(i18n, here) };
        let last = first + shown - 1;
        let number = |number| grouped(i18n.get_locale(), number);
        let count = long(i18n, total(here, last, around));
        t_string!(i18n, customers.span, first = number(first), last = number(last), count = count)
    };
    let to = |place: Place, first_row: Option<u64>| ListQuery { first_row, ..paged.at(place) }.href();
    let before = first.map(|first| first.saturating_sub(paged.page_size.rows() as u64).max(1));
    let behind = first.map(|first| first + shown);
    let previous = previous.map(|cursor| to(Place::Before(cursor), before));
    let next = next.map(|cursor| to(Place::After(cursor), behind));
    view! {
        <nav class="pager" aria-label=move || t_string!(i18n, customers.pages)>
            <span class="pager-count" role="status">
                {words}
                {(sort == Sort::Entry).then(|| view! { ". " {t!(i18n, customers.entry)} })}
            </span>
            {longer.then(|| view! { <PageSizes paged=paged.clone() /> })}
            {previous
                .map(|href| {
                    view! {
                        <LinkButton icon="chevron-left" href=href attr:rel="prev">
                            {t!(i18n, ui.previous)}
                        </LinkButton>
                    }
                })}
            {next
                .map(|href| {
                    view! {
                        <LinkButton icon="chevron-right" href=href attr:rel="next">
                            {t!(i18n, ui.next)}
                        </LinkButton>
                    }
                })}
        </nav>
    }
}

/// How many rows a page has, and the other choices.
#[component]
fn PageSizes(paged: ListQuery) -> impl IntoView {
    let i18n = use_i18n();
    let size = move |size: PageSize| {
        view! {
            <a class="chip" href=paged.sized(size).href() aria-current=(paged.page_size == size).then_some("true")>
                {size.rows()}
            </a>
        }
    };
    view! {
        <span class="chips" role="group" aria-label=move || t_string!(i18n, customers.page_size)>
            {PageSize::ALL.map(size).collect_view()}
        </span>
    }
}

/// Whether there are pages before and behind the one that is shown.
#[derive(Clone, Copy)]
struct Around {
    previous: bool,
    next: bool,
}

/// Which row of the list the page begins with: known on the first and the last page, else as it was `counted` on the way there. None
/// where nobody knows, as with an address that was typed.
fn first_row(counted: Option<u64>, shown: u64, around: Around, here: Count) -> Option<u64> {
    if shown == 0 {
        return None;
    }
    match (around, here) {
        (Around { previous: false, .. }, _) => Some(1),
        (Around { next: false, .. }, Count::Exactly(total)) => Some(total.saturating_sub(shown) + 1),
        (_, Count::Exactly(total)) => counted.filter(|first| (2..=total.saturating_sub(shown)).contains(first)),
        (_, Count::MoreThan(_)) => counted.filter(|first| (2..u64::from(u32::MAX)).contains(first)),
    }
}

/// How many rows there are, seen that the page ends with `last`.
fn total(here: Count, last: u64, around: Around) -> Count {
    match here {
        Count::MoreThan(_) if !around.next => Count::Exactly(last),
        Count::MoreThan(least) => Count::MoreThan(least.max(last)),
        exactly => exactly,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Around = Around { previous: false, next: true };
    const MIDDLE: Around = Around { previous: true, next: true };
    const LAST: Around = Around { previous: true, next: false };

    #[test]
    fn the_first_row_is_known_or_not_said() {
        for (counted, shown, around, here, first) in [
            (None, 50, FIRST, Count::Exactly(397), Some(1)),
            (Some(9_999), 50, FIRST, Count::Exactly(397), Some(1)),
            (Some(51), 50, MIDDLE, Count::Exactly(397), Some(51)),
            (None, 50, MIDDLE, Count::Exactly(397), None),
            (Some(0), 50, MIDDLE, Count::Exactly(397), None),
            (Some(1), 50, MIDDLE, Count::Exactly(397), None),
            (Some(348), 50, MIDDLE, Count::Exactly(397), None),
            (Some(u64::MAX), 50, MIDDLE, Count::MoreThan(1_000), None),
            (Some(1_051), 50, MIDDLE, Count::MoreThan(1_000), Some(1_051)),
            (None, 47, LAST, Count::Exactly(397), Some(351)),
            (None, 47, LAST, Count::MoreThan(1_000), None),
            (Some(51), 0, LAST, Count::Exactly(50), None),
        ] {
            assert_eq!(first_row(counted, shown, around, here), first, "{counted:?} {shown} {here:?}");
        }
    }

    #[test]
    fn more_than_is_never_less_than_what_is_seen() {
        assert_eq!(total(Count::MoreThan(1_000), 100, MIDDLE), Count::MoreThan(1_000));
        assert_eq!(total(Count::MoreThan(1_000), 1_100, MIDDLE), Count::MoreThan(1_100));
        assert_eq!(total(Count::MoreThan(1_000), 1_130, LAST), Count::Exactly(1_130));
        assert_eq!(total(Count::Exactly(397), 100, MIDDLE), Count::Exactly(397));
    }
}
