//! Tab *Contactinformatie*: the customer's facts, its addresses, its contacts, and beside them who entered it.

use leptos::prelude::*;

use super::{addresses::Addresses, contacts::Contacts, duplicates::DuplicatesOfCard, facts::Facts, reload::Reload};
use crate::{
    access::AccessSection,
    audit::{ByWhom, Trail},
    customers::{portal_changes::PortalChanges, records::Card},
    i18n::*,
    invitations::InvitationState,
    own_fields::OwnFacts,
};

/// The tab.
#[component]
pub fn ContactTab(card: Card, reload: Reload, all_contacts: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let (customer_id, addresses, trail) = (card.id, card.addresses.clone(), card.trail.clone());
    let (country, locale) = (card.details.country.clone(), card.details.locale.clone());
    let (contacts, duplicates) = (card.contacts.clone(), card.duplicates.clone());
    let (news, waiting, own) = (card.news.clone(), card.waiting.clone(), card.own.clone());
    view! {
        <div class="card-body with-side">
            <div class="measure halves">
                <DuplicatesOfCard duplicates />
                <PortalChanges id=customer_id country=country.clone() news waiting changed=Callback::new(move |()| reload.now()) />
                <section class="section whole">
                    <h2>{t!(i18n, card.section.facts)}</h2>
                    <Facts card />
                </section>
                <OwnFacts facts=own />
                <Addresses customer_id addresses country reload />
                {contacts.map(|contacts| view! { <Contacts customer_id contacts locale all=all_contacts reload /> })}
            </div>
            <section class="side" aria-label=move || t_string!(i18n, card.section.about)>
                <InvitationState customer_id on_change=Callback::new(move |()| reload.now()) />
                <AccessSection customer_id on_change=Callback::new(move |()| reload.now()) />
                <TrailLines trail />
            </section>
        </div>
    }
}

/// "Ingevoerd door … op …", "Laatst gewijzigd door … op …" (rows S3 and S7).
#[component]
pub fn TrailLines(trail: Trail) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <dl class="facts">
            {trail.entered.map(|stamp| view! { <div><dt>{t!(i18n, card.trail.entered)}</dt><dd><ByWhom stamp /></dd></div> })}
            {trail.changed.map(|stamp| view! { <div><dt>{t!(i18n, card.trail.changed)}</dt><dd><ByWhom stamp /></dd></div> })}
        </dl>
    }
}
