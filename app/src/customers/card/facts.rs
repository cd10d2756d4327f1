//! What the firm knows of a customer, field by field.

use std::collections::BTreeSet;

use domain::{
    VatNumber,
    details::CustomerDetails,
    fields::{CustomerField, Def, Kind, Record, Section},
    nace::Activity,
    permissions::{Area, Level},
};
use leptos::prelude::*;
use leptos_i18n::I18nContext;

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
    let Card { details, manager, business_unit, template, categories, news, activity, .. } = card;
    let changed = StoredValue::new(news.map(|news| news.fields).unwrap_or_default());
    let (country, locale) = (details.country.clone(), details.locale.clone());
    let of_country = country.clone();
    let language = (!locale.is_empty()).then_some(move || fields::language_name(i18n, &locale));
    let email = (!details.email.is_empty()).then(|| view! { <MailLink email=details.email.clone() /> });
    let all = details.clone();
    let drawn = |is_here: fn(Def) -> bool| {
        CustomerDetails::drawn()
            .filter(move |(_, def)| is_here(*def) && may_see(def))
            .map(|(field, def)| {
                let value = match def.kind {
                    Kind::Nace => named(i18n, activity.clone()).into_any(),
                    kind => value(i18n, &all, field, kind),
                };
                view! { <Fact field=def.key changed>{value}</Fact> }
            })
            .collect_view()
    };
    // What was written of it, each on the whole width.
    let paragraphs = CustomerDetails::drawn().filter(|(_, def)| def.kind == Kind::Paragraph && may_see(def));
    let paragraphs = paragraphs.map(|(field, def)| (def.key, all.text(field).cloned().unwrap_or_default()));
    let paragraphs = paragraphs.chain([("description", details.description)]).filter(|(_, text)| !text.is_empty());
    let of_vat = all.clone();
    let (customer_type, asks_numbers) = (all.customer_type.clone(), !all.is_individual());
    let person = all.is_individual().then(|| (all.given_name.clone(), all.family_name.clone()));
    view! {
        <dl class="facts wide">
            <Fact field="customer_type">{move || fields::choice_name(i18n.get_locale(), "customer_type", &customer_type)}</Fact>
            {person
                .map(|(given, family)| {
                    view! {
                        <Fact field="given_name">{given}</Fact>
                        <Fact field="family_name">{family}</Fact>
                    }
                })}
            {(asks_numbers || !of_vat.vat.is_empty())
                .then(|| view! { <Fact field="vat" changed><Vat details=of_vat.clone() /></Fact> })}
            {(asks_numbers || !details.company_number.is_empty())
                .then(|| {
                    view! {
                        <Fact field="company_number" changed country=of_country.clone()>
                            <Number field="company_number" value=details.company_number country=of_country />
                        </Fact>
                    }
                })}
            {(asks_numbers || all.vat_applied_for)
                .then(|| drawn(|def| def.section == Section::Company && def.kind != Kind::Paragraph))}
            <Fact field="country" changed>{move || fields::country_name(i18n.get_locale(), &country)}</Fact>
            <Fact field="locale" changed>{language}</Fact>
            <Fact field="email" changed>{email}</Fact>
            <Fact field="phone" changed><PhoneLink number=details.phone /></Fact>
            <Fact field="mobile" changed><PhoneLink number=details.mobile /></Fact>
            <Fact field="website" changed><Website url=details.website /></Fact>
            {drawn(|def| def.section == Section::Details && def.kind != Kind::Paragraph)}
            {ui::allowed(Area::Financial, Level::Read)
                .then(|| view! { <Fact field="iban" changed><Number field="iban" value=details.iban.clone() /></Fact> })}
            <Fact field="external_reference">{said(details.external_reference)}</Fact>
            <Fact field="manager_id">{manager}</Fact>
            <Fact field="business_unit_id">{business_unit}</Fact>
            <Fact field="categories">{said(categories.join(", "))}</Fact>
            <Fact field="template_id">{template}</Fact>
            <Fact field="mandate">{yes_or_no(i18n, details.mandate)}</Fact>
        </dl>
        {paragraphs
            .map(|(field, text)| view! { <dl class="facts"><Fact field changed><span class="lines">{text}</span></Fact></dl> })
            .collect_view()}
    }
}

fn may_see(def: &Def) -> bool {
    def.area.is_none_or(|area| ui::allowed(area, Level::Read))
}

/// What a field says, drawn by its kind.
fn value(i18n: I18nContext<Locale>, details: &CustomerDetails, field: CustomerField, kind: Kind) -> AnyView {
    let text = details.text(field).cloned().unwrap_or_default();
    match kind {
        Kind::Phone => view! { <PhoneLink number=text /> }.into_any(),
        Kind::Url => view! { <Website url=text /> }.into_any(),
        Kind::Email => said(text).map(|email| view! { <MailLink email /> }).into_any(),
        Kind::YesNo => yes_or_no(i18n, details.yes_no(field).unwrap_or_default()).into_any(),
        Kind::LegalForm => (move || said(fields::choice_name(i18n.get_locale(), "legal_form", &text))).into_any(),
        Kind::Money => (move || said(fields::money(i18n.get_locale(), &text))).into_any(),
        _ => said(text).into_any(),
    }
}

/// The branch of industry by its code and its name.
fn named(i18n: I18nContext<Locale>, activity: Option<Activity>) -> impl IntoView {
    activity.map(|activity| move || activity.words(ui::lang(i18n.get_locale())))
}

fn yes_or_no(i18n: I18nContext<Locale>, yes: bool) -> impl IntoView {
    move || fields::yes_or_no(i18n.get_locale(), yes)
}

#[component]
fn Website(url: String) -> impl IntoView {
    let words = fields::bare_website(&url).to_owned();
    // Whatever was stored before it was checked: only the web is a link.
    match fields::is_on_the_web(&url) {
        true => view! { <a href=url target="_blank" rel="noopener noreferrer external">{words}</a> }.into_any(),
        false => said(words).into_any(),
    }
}

#[component]
fn Fact(
    field: &'static str,
    /// The fields that the customer changed itself and nobody has seen.
    #[prop(optional)]
    changed: Option<StoredValue<BTreeSet<String>>>,
    /// Of the customer, where that calls the field by a name of its own.
    #[prop(optional)]
    country: String,
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let is_changed = changed.is_some_and(|changed| changed.with_value(|fields| fields.contains(field)));
    view! {
        <div>
            <dt>{move || fields::label_for(i18n, &country, field)}</dt>
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
fn Vat(details: CustomerDetails) -> impl IntoView {
    let i18n = use_i18n();
    let wanted = details.lacks_vat(use_visitor().with_untracked(Visitor::firm_country));
    let vat = details.vat;
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
