//! What the firm knows of a customer, field by field.

use std::collections::BTreeSet;

use domain::{
    Country, VatNumber,
    permissions::{Area, Level},
};
use leptos::prelude::*;

use crate::{
    customers::{fields, portal_changes::ByCustomer, records::Card},
    i18n::*,
    session::{Visitor, use_visitor},
    ui::{self, CopyButton, MailLink, PhoneLink, Pill, Tone, said},
};

/// All fields, also the empty ones: what is missing is told by a dash.
#[component]
pub fn Facts(card: Card) -> impl IntoView {
    let i18n = use_i18n();
    let Card { details, manager, business_unit, template, categories, news, .. } = card;
    let changed = StoredValue::new(news.map(|news| news.fields).unwrap_or_default());
    let (country, locale) = (details.country.clone(), details.locale.clone());
    let of_country = country.clone();
    let language = (!locale.is_empty()).then_some(move || fields::language_name(i18n, &locale));
    let yes_or_no = move || if details.mandate { t_string!(i18n, ui.yes) } else { t_string!(i18n, ui.no) };
    let email = (!details.email.is_empty()).then(|| view! { <MailLink email=details.email.clone() /> });
    let website = (!details.website.is_empty()).then(|| {
        let words = fields::bare_website(&details.website).to_owned();
        // Whatever was stored before it was checked: only the web is a link.
        match fields::is_on_the_web(&details.website) {
            true => {
                view! { <a href=details.website.clone() target="_blank" rel="noopener noreferrer external">{words}</a> }
                    .into_any()
            }
            false => words.into_any(),
        }
    });
    view! {
        <dl class="facts wide">
            <Fact field="vat" changed><Vat vat=details.vat country=details.country /></Fact>
            <Fact field="company_number" changed><Number field="company_number" value=details.company_number country=of_country /></Fact>
            <Fact field="country" changed>{move || fields::country_name(i18n.get_locale(), &country)}</Fact>
            <Fact field="locale" changed>{language}</Fact>
            <Fact field="email" changed>{email}</Fact>
            <Fact field="phone" changed><PhoneLink number=details.phone /></Fact>
            <Fact field="mobile" changed><PhoneLink number=details.mobile /></Fact>
            <Fact field="website" changed>{website}</Fact>
            {ui::allowed(Area::Financial, Level::Read)
                .then(|| view! { <Fact field="iban" changed><Number field="iban" value=details.iban.clone() /></Fact> })}
            <Fact field="external_reference">{said(details.external_reference)}</Fact>
            <Fact field="manager_id">{manager}</Fact>
            <Fact field="business_unit_id">{business_unit}</Fact>
            <Fact field="categories">{said(categories.join(", "))}</Fact>
            <Fact field="template_id">{template}</Fact>
            <Fact field="mandate">{yes_or_no}</Fact>
        </dl>
        {(!details.description.is_empty())
            .then(|| view! { <dl class="facts"><Fact field="description"><span class="lines">{details.description.clone()}</span></Fact></dl> })}
    }
}

#[component]
fn Fact(
    field: &'static str,
    /// The fields that the customer changed itself and nobody has seen.
    #[prop(optional)]
    changed: Option<StoredValue<BTreeSet<String>>>,
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let is_changed = changed.is_some_and(|changed| changed.with_value(|fields| fields.contains(field)));
    view! {
        <div>
            <dt>{move || fields::label(i18n, field)}</dt>
            <dd>
                <span class="fact">{children()}</span>
                {is_changed.then(|| view! { <ByCustomer /> })}
            </dd>
        </div>
    }
}

/// A number in groups, those of its country where they differ, with a button that copies it plain.
#[component]
fn Number(field: &'static str, value: String, #[prop(optional)] country: String) -> impl IntoView {
    let i18n = use_i18n();
    let label = Signal::derive(move || fields::label(i18n, field).unwrap_or_default().to_owned());
    (!value.is_empty()).then(|| {
        view! {
            <span class="copied">
                <span class="tabular">{fields::readable_in(&country, field, &value)}</span>
                <CopyButton text=value label />
            </span>
        }
    })
}

/// The number, and how it stands with its check digits (row T4): nobody has asked the register yet.
#[component]
fn Vat(vat: String, country: String) -> impl IntoView {
    let i18n = use_i18n();
    let own = use_visitor().with_untracked(|visitor| match visitor {
        Visitor::Colleague(viewer) => viewer.firm_country.parse::<Country>().ok(),
        _ => None,
    });
    let wanted = match (country.parse::<Country>(), own) {
        (Ok(country), Some(own)) => country.is_foreign_in_eu(own),
        _ => false,
    };
    let right = vat.parse::<VatNumber>().is_ok();
    let state = match (vat.is_empty(), right) {
        (true, _) => wanted.then_some(Tone::Warning),
        (false, true) => Some(Tone::Success),
        (false, false) => Some(Tone::Danger),
    };
    let words = move |tone| match tone {
        Tone::Success => t_string!(i18n, card.vat.right),
        Tone::Warning => t_string!(i18n, card.vat.wanted),
        _ => t_string!(i18n, card.vat.wrong),
    };
    view! {
        <Number field="vat" value=vat />
        {state.map(|tone| view! { <Pill tone>{move || words(tone)}</Pill> })}
    }
}
