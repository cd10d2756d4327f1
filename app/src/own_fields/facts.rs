//! The own fields of a customer on its card.

use domain::own_fields::OwnKind;
use leptos::prelude::*;

use super::{OwnFact, words};
use crate::{
    customers::{fields, portal_changes::ByCustomer},
    i18n::*,
    ui::{lang, said},
};

/// All of them, also the empty ones. A firm without any does not see this.
#[component]
pub fn OwnFacts(facts: Vec<OwnFact>) -> impl IntoView {
    let i18n = use_i18n();
    (!facts.is_empty()).then(|| {
        view! {
            <section class="section whole">
                <h2>{t!(i18n, own_fields.section)}</h2>
                <dl class="facts wide"><OwnLines facts /></dl>
            </section>
        }
    })
}

/// A line of a list of facts for each.
#[component]
pub fn OwnLines(facts: Vec<OwnFact>) -> impl IntoView {
    let i18n = use_i18n();
    let fact = move |OwnFact { labels, kind, value, by_customer, .. }: OwnFact| {
        view! {
            <div>
                <dt>{move || labels.of(lang(i18n.get_locale())).to_owned()}</dt>
                <dd>
                    <span class="fact" class:lines=kind == OwnKind::LongText>
                        <Value kind value />
                    </span>
                    {by_customer.then(|| view! { <ByCustomer /> })}
                </dd>
            </div>
        }
    };
    facts.into_iter().map(fact).collect_view()
}

#[component]
fn Value(kind: OwnKind, value: String) -> impl IntoView {
    let i18n = use_i18n();
    match kind {
        OwnKind::Link if !value.is_empty() => {
            let words = fields::bare_website(&value).to_owned();
            view! { <a href=value target="_blank" rel="noopener noreferrer external">{words}</a> }.into_any()
        }
        _ => (move || said(words::readable(i18n.get_locale(), kind, &value))).into_any(),
    }
}
