//! What a page shows when it cannot show what was asked.

use domain::permissions::Area;
use leptos::{ev, prelude::*};

use super::{Icon, Kind, LinkButton, TabTitle, area_name, message, status};
use crate::{error::AppError, i18n::*};

/// What happened, what to do, and the reference to tell the administrator. Sets the status of the page.
#[component]
pub fn ErrorState(error: AppError) -> impl IntoView {
    let i18n = use_i18n();
    status::set(error.status());
    let again = matches!(
        error,
        AppError::Internal(_)
            | AppError::Connection(_)
            | AppError::TooOften(_)
            | AppError::Busy
            | AppError::TooSlow
            | AppError::Storage(_)
    );
    let reference = match &error {
        AppError::Internal(reference) => Some(reference.clone()),
        _ => None,
    };
    view! {
        <div class="state" role="alert">
            <Icon name="triangle-alert" />
            <h1>{t!(i18n, ui.state.error)}</h1>
            <p>{move || message(i18n, &error)}</p>
            {reference.map(|reference| view! { <p class="state-reference">{t!(i18n, ui.state.reference)} " " <code>{reference}</code></p> })}
            {again.then(|| view! { <LinkButton href="" kind=Kind::Secondary icon="rotate-ccw" attr:rel="external">{t!(i18n, ui.state.again)}</LinkButton> })}
        </div>
    }
}

/// Says which right is missing, and whom to ask.
#[component]
pub fn NoPermission(area: Area) -> impl IntoView {
    let i18n = use_i18n();
    status::set(403);
    view! {
        <div class="state">
            <Icon name="lock" />
            <h1>{t!(i18n, ui.state.no_permission)}</h1>
            <p>{move || t_string!(i18n, ui.state.no_permission_text, area = area_name(i18n, area))}</p>
        </div>
    }
}

/// There is nothing at this address, or nothing that this firm may see.
#[component]
pub fn NotFound() -> impl IntoView {
    let i18n = use_i18n();
    status::set(404);
    view! {
        <TabTitle title=Signal::derive(move || t_string!(i18n, ui.state.not_found).to_owned()) />
        <div class="state">
            <Icon name="circle-help" />
            <h1>{t!(i18n, ui.state.not_found)}</h1>
            <p>{t!(i18n, ui.state.not_found_text)}</p>
            <LinkButton href="/">{t!(i18n, ui.state.home)}</LinkButton>
        </div>
    }
}

/// A line at the bottom for as long as the browser has no connection.
#[component]
pub fn Offline() -> impl IntoView {
    let i18n = use_i18n();
    let offline = RwSignal::new(false);
    Effect::new(move || {
        let gone = window_event_listener(ev::offline, move |_| offline.set(true));
        let back = window_event_listener(ev::online, move |_| offline.set(false));
        on_cleanup(move || {
            gone.remove();
            back.remove();
        });
    });
    view! {
        <div class="offline" role="status">
            {move || offline.get().then(|| view! { <p><Icon name="triangle-alert" /> <span>{t!(i18n, ui.state.offline)}</span></p> })}
        </div>
    }
}
