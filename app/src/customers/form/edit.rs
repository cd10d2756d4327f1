//! Changing a customer, with its head office and its main contact.

use std::collections::BTreeSet;

use domain::permissions::{Area, Level};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use super::{
    api,
    categories::{CategoriesDraft, CategoriesPart},
    draft::{AddressDraft, ContactDraft, CustomerDraft},
    duplicate_search::{DuplicateSearch, sought},
    duplicates_notice::{DuplicatesNote, DuplicatesNotice, MaybeDuplicate},
    names::NAMES,
    parts::{AddressPart, ContactPart, DetailsPart, IdentityPart},
    request::{
        CATEGORIES_SEEN, END_COMPANY_ACCESS, END_CONTACT_ACCESS, Filled, Part, SAVE, Ticks, UpdateRequest, Versions,
    },
    value::Known,
    whole::Whole,
};
use crate::{
    access::EndOldAccess,
    error::AppError,
    i18n::*,
    own_fields::{AddedDraft, OwnDraft, OwnForm, OwnPart, OwnPatch},
    patch::Patch,
    paths,
    session::{Visitor, use_visitor},
    ui::{
        self, Button, CameBack, Cancel, Checks, Editing, ErrorState, ErrorSummary, Kind, NoPermission, NotFound,
        Outcome, PageHead, PostForm, Restored, Shape, Skeleton, came_back, came_back_fields, use_draft_storage,
    },
};

/// The page of one customer's form.
#[component]
pub fn EditPage() -> impl IntoView {
    if !ui::allowed(Area::Customers, Level::Edit) {
        return view! { <NoPermission area=Area::Customers /> }.into_any();
    }
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<Uuid>().ok()));
    let filled = Resource::new(
        move || id.get(),
        |id| async move {
            let id = id.ok_or(AppError::NotFound)?;
            api::filled(id).await.map(|filled| (id, filled))
        },
    );
    view! {
        <Suspense fallback=|| view! { <Skeleton shape=Shape::Form /> }>
            {move || ui::late(async move {
                match filled.await {
                    Ok((id, filled)) => view! { <EditForm id filled /> }.into_any(),
                    Err(AppError::NotFound) => view! { <NotFound /> }.into_any(),
                    Err(error) => view! { <ErrorState error /> }.into_any(),
                }
            })}
        </Suspense>
    }
    .into_any()
}

/// The state that the form began with, in its versions, what stands in it, and which categories are ticked.
type Typed = ((Versions, Whole), Whole, BTreeSet<Uuid>);

/// The parts while somebody types them.
#[derive(Clone, Copy)]
struct Draft {
    customer: CustomerDraft,
    address: AddressDraft,
    contact: ContactDraft,
    own: OwnDraft,
}

impl Draft {
    fn of(whole: &Whole, own: &OwnForm, locale: Locale) -> Self {
        Self {
            customer: CustomerDraft::of(&whole.customer),
            address: AddressDraft::of(&whole.address),
            contact: ContactDraft::of(&whole.contact),
            own: OwnDraft::of(own, locale),
        }
    }

    fn read(self) -> Whole {
        Whole {
            customer: self.customer.read(),
            address: self.address.read(),
            contact: self.contact.read(),
            own: self.own.read(),
        }
    }

    fn write(self, whole: &Whole) {
        self.customer.write(&whole.customer);
        self.address.write(&whole.address);
        self.contact.write(&whole.contact);
        self.own.write(&whole.own);
    }
}

/// What its numbers are read from.
fn numbers(Whole { customer, .. }: &Whole) -> [&str; 3] {
    [&customer.country, &customer.vat, &customer.company_number]
}

#[component]
fn EditForm(id: Uuid, filled: Filled) -> impl IntoView {
    let i18n = use_i18n();
    let Filled { version, details, address, contact, others, categories: seen, choosable, own, .. } = filled;
    let own_form = own.beside_tab();
    let (of_company, of_contact) = (filled.company_has_access, filled.contact_has_access);
    let has_contact = contact.is_some();
    let contact = contact.unwrap_or_default();
    let versions = Versions { customer: version, address: address.seen(), contact: contact.seen() };
    let along = along(id, &versions, has_contact, &seen);
    let own_values = own_form.values.clone();
    let stored = Whole { customer: details, address: address.details, contact: contact.details, own: own_values };
    let name = stored.customer.name.clone();
    let company_email = of_company.then(|| stored.customer.email.clone());
    let contact_email = of_contact.then(|| stored.contact.email.clone());
    let (end_company_access, end_access) = (RwSignal::new(false), RwSignal::new(false));
    let named = choosable.named().into_iter().chain(own_form.people.iter().cloned()).collect();
    let known = Known { named, own: own_form.fields.clone() };
    let colleagues = choosable.colleagues.clone();
    let draft = Draft::of(&stored, &own_form, i18n.get_locale_untracked());
    let added = AddedDraft::default();
    let (own, before) = (use_visitor().with_untracked(Visitor::firm_country), stored.customer.clone());
    // The server says where a part that is there was emptied.
    let checks = Checks::new(NAMES, move || {
        let mut wrong = draft.read().wrong(&Versions::default(), own, Some(&before));
        wrong.extend(draft.own.wrong());
        wrong
    });
    let editing = Editing::new(versions, stored.clone(), checks);
    let saved = RwSignal::new(false);
    // The state that it began with is kept too: a colleague may save another before somebody comes back to this one.
    let categories = CategoriesDraft::of(choosable.categories.clone());
    categories.write(&seen);
    let seen = StoredValue::new(seen);
    let show = move |(base, typed, ticked): &Typed| {
        editing.begin_with(base);
        draft.write(typed);
        categories.write(ticked);
    };
    let is_saved = move |(base, typed, ticked): &Typed| {
        saved.get() || (base.1 == *typed && seen.with_value(|seen| seen == ticked))
    };
    let typed = move || (editing.base(), draft.read(), categories.read());
    let kept = use_draft_storage(&format!("customer:{}", id.simple()), typed, show, is_saved);
    // What it has in common with others already stands on the card.
    let sought = move || untrack(|| sought(draft.customer, draft.address, Some(id)));
    let duplicates = DuplicateSearch::new(sought());
    let look = Callback::new(move |()| duplicates.look(sought()));

    let discard = Callback::new(move |()| {
        show(&((versions, stored.clone()), stored.clone(), seen.get_value()));
        checks.forget();
        duplicates.forget();
    });

    let (lead_on, toaster) = (ui::use_lead_on(), ui::use_toaster());
    let save = move |although_duplicate: bool| {
        let Some(versions) = editing.begin(|chosen| draft.write(chosen)) else { return };
        let mine = untrack(|| draft.read()).tidied();
        let (_, base) = untrack(|| editing.base());
        let request = UpdateRequest {
            id,
            version: versions.customer,
            customer: Patch::between(&base.customer, &mine.customer),
            address: (mine.address != base.address)
                .then(|| Part::of(versions.address, Patch::between(&base.address, &mine.address))),
            contact: (has_contact && mine.contact != base.contact)
                .then(|| Part::of(versions.contact, Patch::between(&base.contact, &mine.contact))),
            categories: Ticks { seen: seen.get_value(), ticked: untrack(|| categories.read()) },
            own: OwnPatch { added: untrack(|| added.read()), ..OwnPatch::between(&base.own, &mine.own) },
            end_access: end_access.get_untracked(),
            end_company_access: end_company_access.get_untracked(),
        };
        // Numbers that stay as they are stop nobody.
        let asks = !although_duplicate && numbers(&mine) != numbers(&base);
        let (lead_on, sought, forget) = (lead_on.clone(), sought(), kept.forgetting());
        spawn_local(async move {
            if asks && duplicates.stop(sought).await {
                let _ = editing.pending.try_set(false);
                return;
            }
            match api::update(request).await {
                Ok(()) => {
                    let _ = saved.try_set(true);
                    forget();
                    toaster.say(t_string!(i18n, ui.saved));
                    lead_on(&paths::card(id), Default::default());
                }
                Err(error) => editing.failed(error, &mine),
            }
        });
    };
    let save = StoredValue::new(save);
    let save = move |although_duplicate: bool| save.with_value(|save| save(although_duplicate));
    ui::use_save_shortcut(move || save(false));

    view! {
        <PostForm class="" action=SAVE along send=move || save(false)>
            {came_back_fields().map(|wrong| checks.refuse(wrong))}
            <PageHead
                title=Signal::derive(move || t_string!(i18n, card.form.edit, name = name.clone()))
                secondary=move || view! { <Cancel kept href=paths::card(id) /> }
                primary=move || {
                    view! {
                        <Button
                            kind=Kind::Primary
                            submit=true
                            icon="save"
                            pending=editing.pending
                            disabled=Signal::derive(move || editing.undecided())
                        >
                            {t!(i18n, ui.save)}
                        </Button>
                    }
                }
            />
            <div class="page-body">
                <div class="above">
                    <Restored kept on_discard=discard>
                        {move || duplicates.noted().map(|found| view! { <DuplicatesNote duplicates=found /> })}
                    </Restored>
                </div>
                <ErrorSummary summary=checks.summary() />
                <Outcome told=editing.told words=known />
                {came_back().filter(CameBack::is_taken).map(|came_back| view! { <MaybeDuplicate came_back except=Some(id) /> })}
                {move || {
                    duplicates.stopped()
                        .map(|found| {
                            view! {
                                <DuplicatesNotice duplicates=found>
                                    <Button pending=editing.pending on_click=move |_| save(true)>{t!(i18n, card.duplicates.change_anyway)}</Button>
                                </DuplicatesNotice>
                            }
                        })
                }}
                <div class="form-parts halves" hidden=move || editing.clashes()>
                    <section class="section">
                        <h2>{t!(i18n, card.section.company)}</h2>
                        <div class="form">
                            <IdentityPart draft=draft.customer checks on_leave=look />
                        </div>
                    </section>
                    <section class="section">
                        <h2>{t!(i18n, card.section.head_office)}</h2>
                        <div class="form">
                            <AddressPart draft=draft.address checks on_leave=look />
                            {(others.0 > 0).then(|| view! { <Others id words=move || t_string!(i18n, card.form.other_addresses) /> })}
                        </div>
                    </section>
                    {has_contact
                        .then(|| {
                            view! {
                                <section class="section">
                                    <h2>{t!(i18n, card.section.contact)}</h2>
                                    <div class="form">
                                        <ContactPart draft=draft.contact checks />
                                        {contact_email.map(|old| view! { <EndOldAccess name=END_CONTACT_ACCESS old typed=draft.contact.email value=end_access /> })}
                                        {(others.1 > 0).then(|| view! { <Others id words=move || t_string!(i18n, card.form.other_contacts) /> })}
                                    </div>
                                </section>
                            }
                        })}
                    <section class="section">
                        <h2>{t!(i18n, card.section.details)}</h2>
                        <div class="form">
                            <DetailsPart draft=draft.customer checks choosable />
                            {company_email.map(|old| view! { <EndOldAccess name=END_COMPANY_ACCESS old typed=draft.customer.email value=end_company_access /> })}
                            <CategoriesPart draft=categories />
                        </div>
                    </section>
                    <OwnPart draft=draft.own checks colleagues added />
                </div>
            </div>
        </PostForm>
    }
}

/// Says that there are more of them, and leads to the card, where they are changed.
#[component]
fn Others(id: Uuid, words: impl Fn() -> &'static str + Send + 'static) -> impl IntoView {
    view! { <p><a href=paths::card(id)>{words}</a></p> }
}

/// What a plain form says of what it changes.
fn along(id: Uuid, versions: &Versions, has_contact: bool, seen: &BTreeSet<Uuid>) -> Vec<(&'static str, String)> {
    let (address, contact) = (versions.address, versions.contact);
    let of_contact = [("contact_version", contact.1.to_string())].into_iter().filter(|_| has_contact);
    [("id", id.to_string()), ("version", versions.customer.to_string()), ("address_version", address.1.to_string())]
        .into_iter()
        .chain(address.0.map(|id| ("address_id", id.to_string())))
        .chain(of_contact)
        .chain(contact.0.filter(|_| has_contact).map(|id| ("contact_id", id.to_string())))
        .chain([(CATEGORIES_SEEN, seen.iter().map(Uuid::to_string).collect::<Vec<_>>().join(","))])
        .collect()
}
