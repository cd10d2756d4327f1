//! What is said to the second of two people who changed the same record, where they choose between all of both.

use leptos::prelude::*;

use crate::{
    i18n::*,
    ui::{Button, Icon, said},
};

/// Somebody else was first: what is stored now, and the choice between that and what was filled in.
#[component]
pub fn ConflictNotice(
    /// The stored values under the labels of their fields.
    stored: Vec<(String, String)>,
    on_take: impl Fn() + Send + Sync + 'static,
    on_keep: impl Fn() + Send + Sync + 'static,
) -> impl IntoView {
    let i18n = use_i18n();
    let fact = |(label, value): (String, String)| view! { <div><dt>{label}</dt> <dd>{said(value)}</dd></div> };
    view! {
        <div class="notice warning" role="alert">
            <Icon name="triangle-alert" />
            <div>
                <strong>{t!(i18n, ui.conflict.title)}</strong>
                <p>{t!(i18n, ui.conflict.text)}</p>
                <dl class="facts">{stored.into_iter().map(fact).collect_view()}</dl>
                <div class="row">
                    <Button on_click=move |_| on_take()>{t!(i18n, ui.conflict.take)}</Button>
                    <Button on_click=move |_| on_keep()>{t!(i18n, ui.conflict.keep)}</Button>
                </div>
            </div>
        </div>
    }
}

/// A colleague changed it meanwhile, to this.
#[component]
pub fn ChangedTo(#[prop(into)] name: String) -> impl IntoView {
    let i18n = use_i18n();
    view! { <p class="notice warning" role="alert">{t!(i18n, ui.conflict.title)} ": " {name}</p> }
}
