//! `/mijn-bedrijf`: the companies of a person, or straight to the only one.

use leptos::prelude::*;
use leptos_router::{components::Redirect, hooks::use_location};

use super::{
    api,
    own_access::OwnAccess,
    parts::{NoAccess, ToDoor},
    records::Company,
};
use crate::{
    i18n::*,
    paths,
    settings::{FirmCard, FirmHead, Letterhead},
    ui::{ErrorState, PlainFrame, Shape, Skeleton, TabTitle, late},
};

/// Which company to look at.
#[component]
pub fn CompaniesPage() -> impl IntoView {
    let i18n = use_i18n();
    let search = use_location().search;
    let companies = Resource::new(|| (), |()| api::companies());
    let firm = |companies: Vec<Company>| only_firm(&companies);
    let head = move || view! { <FirmHead shown=companies firm /> };
    view! {
        <TabTitle title=Signal::derive(move || t_string!(i18n, portal.companies).to_owned()) />
        <PlainFrame wide=true head>
            <Suspense fallback=|| view! { <Skeleton rows=3 shape=Shape::Letter /> }>
                {move || late(async move {
                    match companies.await {
                        Ok(companies) => match companies.as_slice() {
                            [only] => {
                                let query = Some(search.get_untracked()).filter(|query| !query.is_empty());
                                let query = query.map(|query| format!("?{}", query.trim_start_matches('?'))).unwrap_or_default();
                                view! { <Redirect path=format!("{}{query}", paths::company(only.id)) /> }.into_any()
                            }
                            _ => view! { <Several companies /> }.into_any(),
                        },
                        Err(error) => view! { <ErrorState error /> <ToDoor /> }.into_any(),
                    }
                })}
            </Suspense>
        </PlainFrame>
    }
}

/// The firm that works for all of them, if there is one.
fn only_firm(companies: &[Company]) -> Option<Letterhead> {
    let (first, rest) = companies.split_first()?;
    rest.iter().all(|other| other.firm_id == first.firm_id).then(|| first.firm.clone())
}

#[component]
fn Several(companies: Vec<Company>) -> impl IntoView {
    let i18n = use_i18n();
    let nothing = companies.is_empty().then(|| view! { <p>{t!(i18n, portal.no_company)}</p> });
    let only = only_firm(&companies);
    let row = |Company { id, name, firm, .. }: Company| {
        view! { <li class="panel"><a href=paths::company(id)><strong>{name}</strong></a> <br /> <span class="soft">{firm.name}</span></li> }
    };
    view! {
        <h1>{t!(i18n, portal.companies)}</h1>
        <NoAccess />
        {nothing}
        <ul class="stack">{companies.into_iter().map(row).collect_view()}</ul>
        <OwnAccess />
        {only.map(|letterhead| view! { <FirmCard letterhead /> })}
    }
}
