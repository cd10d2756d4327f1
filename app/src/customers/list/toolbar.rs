//! Above the list: the search field and the filters.

use std::time::Duration;

use chrono::{DateTime, Utc};
use leptos::{ev, html, leptos_dom::helpers::TimeoutHandle, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    address::{CATEGORY, ListQuery, OWN, PATH, UNIT},
    choice::{Choice, Chosen},
    filters::Filters,
    keys,
    records::ListPage,
};
use crate::{clock, error::AppError, i18n::*, ui::Icon};

/// How long the field waits for the next letter: as long as the last answer took, within these. Where answers are quick there is
/// nothing to save; where they are slow, letters within a word are skipped.
const SHORTEST_PAUSE: Duration = Duration::from_millis(15);
const LONGEST_PAUSE: Duration = Duration::from_millis(250);
/// Before there was an answer.
const FIRST_PAUSE: Duration = Duration::from_millis(60);

/// Longer than a search should take: that it is still under way is said then.
const SLOW: Duration = Duration::from_secs(1);

/// The id of the form that searches: what else narrows the list is sent with it before hydration.
pub const SEARCH: &str = "search";

/// Search field and filters; over them, what can be done with the chosen rows. Before hydration the field is a plain form.
#[component]
pub fn Toolbar(
    query: Memo<ListQuery>,
    page: Resource<Result<ListPage, AppError>>,
    /// Whether rows are awaited.
    pending: RwSignal<bool>,
    choice: Choice,
) -> impl IntoView {
    view! {
        <div class="toolbar">
            <Search query pending choice />
            <Filters query page />
            <Chosen choice query />
        </div>
    }
}

#[component]
fn Search(query: Memo<ListQuery>, pending: RwSignal<bool>, choice: Choice) -> impl IntoView {
    let i18n = use_i18n();
    let input = NodeRef::<html::Input>::new();
    let navigate = use_navigate();
    // What this field last asked for: an address that says something else came from elsewhere, and is shown in the field.
    let asked = StoredValue::new(query.with_untracked(|query| query.search.clone()));
    let seek = move || {
        let Some(text) = input.get_untracked().map(|input| input.value()) else { return };
        let next = query.with_untracked(|query| query.searching(&text));
        if next.search != query.with_untracked(|query| query.search.clone()) {
            asked.set_value(next.search.clone());
            navigate(&next.href(), NavigateOptions { replace: true, scroll: false, ..Default::default() });
        }
    };
    let seek_now = seek.clone();
    let pause = use_pause(pending);
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let seek_soon = {
        let seek = seek.clone();
        move || {
            let seek = seek.clone();
            let begun = set_timeout_with_handle(seek, pause.get_value()).ok();
            waiting.update_value(|waiting| {
                if let Some(earlier) = std::mem::replace(waiting, begun) {
                    earlier.clear();
                }
            });
        }
    };
    on_cleanup(move || {
        if let Some(begun) = waiting.try_update_value(Option::take).flatten() {
            begun.clear();
        }
    });
    Effect::new({
        let seek = seek_now.clone();
        move |hydrated: Option<()>| {
            let search = query.with(|query| query.search.clone());
            let Some(input) = input.get() else { return };
            if hydrated.is_none() {
                // What was typed before hydration.
                seek();
            } else if search != asked.get_value() {
                input.set_value(&search);
                asked.set_value(search);
            }
        }
    });
    keys::use_slash(input, choice);
    let others = move || {
        query.get().first_page().fields().into_iter().filter(|(name, _)| !["zoek", UNIT, CATEGORY, OWN].contains(name))
    };
    view! {
        <form
            id=SEARCH
            class="search-box"
            role="search"
            method="get"
            novalidate
            action=PATH
            on:submit=move |event: ev::SubmitEvent| {
                event.prevent_default();
                seek_now();
            }
        >
            <Icon name="search" />
            <input
                class="input"
                type="search"
                name="zoek"
                value=query.with_untracked(|query| query.search.clone())
                aria-label=move || t_string!(i18n, customers.search)
                placeholder=move || t_string!(i18n, customers.search_short)
                title=move || t_string!(i18n, customers.search)
                aria-keyshortcuts="/"
                autocomplete="off"
                spellcheck="false"
                maxlength="200"
                node_ref=input
                on:input=move |_| seek_soon()
                on:keydown=move |event| keys::into_rows(&event)
            />
            <Slowly pending />
            {move || others().map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect_view()}
        </form>
    }
}

/// How long to wait for the next letter, by how long the last answer took.
fn use_pause(pending: RwSignal<bool>) -> StoredValue<Duration> {
    let pause = StoredValue::new(FIRST_PAUSE);
    let asked = StoredValue::new(None::<DateTime<Utc>>);
    Effect::new(move || match (pending.get(), asked.get_value()) {
        (true, _) => asked.set_value(Some(clock::now())),
        (false, Some(since)) => {
            asked.set_value(None);
            let took = (clock::now() - since).to_std().unwrap_or_default();
            pause.set_value(took.clamp(SHORTEST_PAUSE, LONGEST_PAUSE));
        }
        (false, None) => {}
    });
    pause
}

/// "Zoekt nog…", over the end of the field: nothing moves for it.
#[component]
fn Slowly(pending: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let slow = RwSignal::new(false);
    Effect::new(move || {
        slow.set(false);
        if pending.get() {
            let wait = move || {
                slow.try_set(true);
            };
            let clock = set_timeout_with_handle(wait, SLOW).ok();
            on_cleanup(move || clock.iter().for_each(TimeoutHandle::clear));
        }
    });
    view! { <span class="slowly" role="status">{move || slow.get().then(|| t_string!(i18n, customers.slowly))}</span> }
}
