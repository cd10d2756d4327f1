//! The header of the card: who the customer is, on every tab, and what can be done with it.

use domain::{
    Country,
    permissions::{Area, Level},
};
use leptos::prelude::*;

use super::{menu::CardMenu, neighbours::ListSteps, printing::Printing, reload::Reload};
use crate::{
    customers::{
        fields::{self, StatusPill},
        records::Card,
    },
    i18n::*,
    paths,
    ui::{Flag, Guard, Kind, LinkButton, TabTitle},
};

/// It stays in view, and shrinks while the page scrolls.
#[component]
pub fn Header(
    card: Card,
    reload: Reload,
    printing: Printing,
    /// The tabs, which stay in view with it.
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let Card { id, status, .. } = card;
    let name = card.details.name.clone();
    let country = card.details.country.clone();
    let facts = [fields::readable("vat", &card.details.vat), card.city.clone()];
    let manager = card.manager.clone();
    let number = card.details.number.clone();
    view! {
        <TabTitle title=name.clone() />
        <header class="card-head">
            <CountryFlags country />
            <h1 class="card-name">{name}</h1>
            <span class="card-number">
                <span class="visually-hidden">{move || fields::label(i18n, "number")} " "</span>
                {number}
            </span>
            <StatusPill status />
            <ListSteps id />
            <div class="page-actions">
                <Guard area=Area::Customers level=Level::Edit>
                    <LinkButton href=paths::edit(id) kind=Kind::Primary icon="pencil">
                        {t!(i18n, card.edit)}
                    </LinkButton>
                </Guard>
                <CardMenu card reload printing />
            </div>
            <p class="card-meta">
                {facts.into_iter().filter(|fact| !fact.is_empty()).map(|fact| view! { <span>{fact}</span> }).collect_view()}
                {manager.map(|name| view! { <span>{move || fields::label(i18n, "manager_id")} ": " {name}</span> })}
            </p>
            {children()}
        </header>
    }
}

/// The flag of the country, and the European one beside it for a member state (row T2).
#[component]
fn CountryFlags(country: String) -> impl IntoView {
    let i18n = use_i18n();
    let in_eu = country.parse::<Country>().is_ok_and(Country::is_eu);
    let code = country.clone();
    let name = Signal::derive(move || fields::country_name(i18n.get_locale(), &code));
    view! {
        <span class="card-flag" title=move || name.get()>
            <Flag country=country />
            {in_eu.then(|| view! { <Flag country="eu" /> })}
            <span class="visually-hidden">{name}</span>
        </span>
    }
}
