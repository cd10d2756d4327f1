//! The branch of industry in the form: a code to type in, and a search by name that offers codes. Without JavaScript it is the code alone.

use domain::{Nace, clean, nace::Activity};
use leptos::{prelude::*, task::spawn_local};

use super::line::Line;
use crate::{
    i18n::*,
    nace::api::{self, ActivityRequest},
    ui::{Checks, Size, lang},
};

/// The code, what it is called, and what is found while somebody types a name.
#[component]
pub fn ActivityField(checks: Checks, #[prop(into)] name: String, value: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let found = RwSignal::new(Vec::<Activity>::new());
    let seek = move || {
        let text = value.get_untracked();
        if clean::is_blank(&text) {
            found.set(Vec::new());
            return;
        }
        spawn_local(async move {
            let answer = api::search(ActivityRequest { search: text.clone() }).await.unwrap_or_default();
            // Somebody may have typed on, or left the page, meanwhile.
            if value.try_get_untracked().as_ref() == Some(&text) {
                found.set(answer);
            }
        });
    };
    let soon = leptos_use::use_debounce_fn(seek, 250.0);
    Effect::new(move |before: Option<()>| {
        value.track();
        if before.is_some() { drop(soon()) } else { seek() }
    });
    let code = Memo::new(move |_| Nace::read(&value.read()).ok().map(|code| code.to_string()));
    let chosen = move || {
        let code = code.get()?;
        found
            .read()
            .iter()
            .find(|activity| activity.code == code)
            .map(|one| one.name(lang(i18n.get_locale())).to_owned())
    };
    let offer = move |activity: Activity| {
        let words = activity.words(lang(i18n.get_locale()));
        let choose = move |_| value.set(activity.code.clone());
        view! { <li><button type="button" class="field-repair" on:click=choose>{words}</button></li> }
    };
    let offered = move || {
        let offered = if code.get().is_none() { found.get() } else { Vec::new() };
        (!offered.is_empty()).then(|| {
            view! { <ul class="offers" aria-label=t_string!(i18n, card.form.activities)>{offered.into_iter().map(offer).collect_view()}</ul> }
        })
    };
    let help = Signal::derive(move || t_string!(i18n, card.form.activity_help).to_owned());
    view! {
        <div class="stack">
            <Line checks name value size=Size::Large help autocomplete="off" />
            <div class="activity" aria-live="polite">{chosen} {offered}</div>
        </div>
    }
}
