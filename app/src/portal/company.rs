//! `/mijn-bedrijf/:id`: what the firm knows of a company, and what is missing.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use super::{
    api::{self, CompanyRequest},
    draft::Form,
    form::field_id,
    own_access::OwnAccess,
    parts::{Addresses, Contacts, Details, NoAccess, ToDoor},
    records::{Missing, Overview},
};
use crate::{
    error::AppError,
    i18n::*,
    session::fault,
    settings::{FirmCard, FirmHead},
    ui::{ErrorState, Icon, NotFound, PlainFrame, Shape, Skeleton, TabTitle, late, message, use_query},
};

/// The company's own page.
#[component]
pub fn CompanyPage() -> impl IntoView {
    let i18n = use_i18n();
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get_str("id").and_then(|id| Uuid::parse_str(id).ok()));
    let company = Resource::new(
        move || id.get(),
        |id| async move { api::company(CompanyRequest { id: id.ok_or(AppError::NotFound)? }).await },
    );
    let head = move || view! { <FirmHead shown=company firm=|company: Overview| Some(company.letterhead) /> };
    view! {
        <PlainFrame wide=true head>
            <Suspense fallback=|| view! { <Skeleton rows=6 shape=Shape::Form /> }>
                {move || late(async move {
                    match company.await {
                        Ok(company) => view! { <Company company /> }.into_any(),
                        Err(AppError::NotFound) => view! { <NotFound /> <p class="soft">{t!(i18n, portal.no_access)}</p> }.into_any(),
                        Err(error) => view! { <ErrorState error /> <ToDoor /> }.into_any(),
                    }
                })}
            </Suspense>
        </PlainFrame>
    }
}

#[component]
fn Company(company: Overview) -> impl IntoView {
    let i18n = use_i18n();
    let (name, firm, letterhead) = (company.name.clone(), company.firm.clone(), company.letterhead.clone());
    view! {
        <TabTitle title=name.clone() />
        <h1>{name}</h1>
        <p class="soft">{move || t_string!(i18n, portal.kept_by, firm = firm.clone())}</p>
        {company.others.then(|| view! { <p><a href="/mijn-bedrijf">{t!(i18n, portal.others)}</a></p> })}
        <NoAccess />
        <Said firm=company.firm.clone() />
        <Checklist company=company.clone() />
        <Details company=company.clone() />
        <Addresses company=company.clone() />
        <Contacts company />
        <OwnAccess />
        <FirmCard letterhead />
    }
}

/// What was just done, or went wrong; what was saved is said at its form.
#[component]
fn Said(firm: String) -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query();
    let words = move || {
        let query = query.read();
        let said = |name: &str| query.get(name).unwrap_or_default();
        match (said("welkom").as_str(), said("fout").as_str()) {
            ("ja", _) => Some(("success", "check", t_string!(i18n, portal.welcome, firm = firm.clone()))),
            // A form that came back says it itself, and so does the own access.
            (_, "" | "invoer" | "afgemeld" | "toegang") => None,
            (_, "onbekend") => Some(("danger", "circle-alert", t_string!(i18n, portal.failed).to_owned())),
            (_, word) if !said("formulier").is_empty() => {
                Some(("danger", "circle-alert", message(i18n, &fault::from_word(word))))
            }
            _ => None,
        }
    };
    move || {
        words().map(|(tone, icon, words)| {
            view! { <div class=format!("notice {tone}") role="status"><Icon name=icon /><div><p>{words}</p></div></div> }
        })
    }
}

/// What the firm needs, and which of it is there.
#[component]
fn Checklist(company: Overview) -> impl IntoView {
    let i18n = use_i18n();
    // What is there and not whole is filled in, and no second one made.
    let (address, contact) =
        (company.addresses.first().map(|part| part.id), company.contacts.first().map(|part| part.id));
    let missing = company.missing;
    let count = missing.len();
    let line = move |what: Missing| {
        let open = missing.contains(&what);
        let (href, icon) = (
            if open { place(what, address, contact) } else { section(what).to_owned() },
            if open { "circle-alert" } else { "check" },
        );
        let state =
            move || if open { t_string!(i18n, portal.missing.absent) } else { t_string!(i18n, portal.missing.present) };
        view! {
            <li class:absent=open>
                <Icon name=icon />
                <span><a rel="external" href=href>{move || name(i18n, what)}</a> <span class="visually-hidden">": " {state}</span></span>
            </li>
        }
    };
    let head = move || match count {
        0 => t_string!(i18n, portal.missing.none).to_owned(),
        1 => t_string!(i18n, portal.missing.one).to_owned(),
        count => t_string!(i18n, portal.missing.some, count = count),
    };
    view! {
        <section class="panel stack checklist" aria-labelledby="checklist-title">
            <h2 id="checklist-title">{head}</h2>
            <ul>{Missing::ALL.into_iter().map(line).collect_view()}</ul>
        </section>
    }
}

fn name(i18n: leptos_i18n::I18nContext<Locale>, what: Missing) -> &'static str {
    match what {
        Missing::Number => t_string!(i18n, portal.missing.number),
        Missing::Iban => t_string!(i18n, portal.missing.iban),
        Missing::Email => t_string!(i18n, portal.missing.email),
        Missing::Phone => t_string!(i18n, portal.missing.phone),
        Missing::Address => t_string!(i18n, portal.missing.address),
        Missing::Contact => t_string!(i18n, portal.missing.contact),
    }
}

/// Where it stands on the page.
const fn section(what: Missing) -> &'static str {
    match what {
        Missing::Number | Missing::Iban | Missing::Email | Missing::Phone => "#gegevens",
        Missing::Address => "#adressen",
        Missing::Contact => "#contacten",
    }
}

/// The field in which it can be filled in: going there opens its form.
fn place(what: Missing, address: Option<Uuid>, contact: Option<Uuid>) -> String {
    let (form, field) = match what {
        Missing::Number => (Form::Details, "vat"),
        Missing::Iban => (Form::Details, "iban"),
        Missing::Email => (Form::Details, "email"),
        Missing::Phone => (Form::Details, "phone"),
        Missing::Address => (Form::Address(address), "street"),
        Missing::Contact => (Form::Contact(contact), "email"),
    };
    format!("#{}", field_id(form, field))
}
