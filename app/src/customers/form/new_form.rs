//! The form in which a customer is added: its own data, the head office and the main contact at once.

use std::collections::BTreeSet;

use domain::{
    details::{AddressDetails, ContactDetails, CustomerDetails},
    permissions::{Area, Level},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use uuid::Uuid;

use super::{
    api,
    categories::{CategoriesDraft, CategoriesPart},
    draft::{AddressDraft, ContactDraft, CustomerDraft},
    duplicate_search::{DuplicateSearch, sought},
    duplicates_notice::{DuplicatesNote, DuplicatesNotice, MaybeDuplicate},
    names::NAMES,
    parts::{AddressPart, ContactPart, DetailsPart, IdentityPart},
    request::{Blank, CreateRequest, DuplicatesRequest, NEW, SAVE, TO_TEMPLATES},
    template_gives::{categories_given_anew, given_anew},
};
use crate::{
    error::AppError,
    i18n::*,
    own_fields::{AddedDraft, OwnDraft, OwnPart, OwnPatch, OwnValues},
    paths,
    session::{Visitor, use_visitor},
    templates::{self, Gives, TemplateChoice},
    ui::{
        self, Button, CameBack, Checks, ErrorSummary, Failure, Kind, PageHead, PostForm, Sends, Step, Steps, came_back,
        came_back_fields, use_draft_storage,
    },
};

/// The id of the form.
const FORM: &str = "new-customer";

/// The form itself.
#[component]
pub fn NewForm(blank: Blank, steps: Signal<Vec<Step>>, template_id: Option<Uuid>) -> impl IntoView {
    let i18n = use_i18n();
    let Blank { form_id, country, locale, templates, choosable, own: own_form } = blank;
    let templates = StoredValue::new(templates);
    let chosen =
        move |id: Option<Uuid>| templates.with_value(|all| all.iter().find(|choice| Some(choice.id) == id).cloned());
    let given_by = move |id: Option<Uuid>| chosen(id).map(|choice| choice.gives).unwrap_or_default();
    let (template, gives) = (chosen(template_id), given_by(template_id));
    let along = [("form_id", Some(form_id)), ("template_id", template_id)];
    let along = along.into_iter().filter_map(|(name, id)| Some((name, id?.to_string()))).collect::<Vec<_>>();
    let details = CustomerDetails { country, locale, ..CustomerDetails::default() };
    let customer = CustomerDraft::of(&given_anew(&details, &Gives::default(), &gives));
    let address =
        AddressDraft::of(&AddressDetails { country: customer.country.get_untracked(), ..AddressDetails::default() });
    let contact =
        ContactDraft::of(&ContactDetails { locale: customer.locale.get_untracked(), ..ContactDetails::default() });
    let categories = CategoriesDraft::of(choosable.categories.clone());
    categories.write(&gives.category_ids());
    let (own, added) = (OwnDraft::of(&own_form, i18n.get_locale_untracked()), AddedDraft::default());
    let (colleagues, blank_own) = (choosable.colleagues.clone(), StoredValue::new(own_form.values));
    let typed = move || CreateRequest {
        form_id: Some(form_id),
        template_id,
        customer: customer.read(),
        address: address.read(),
        contact: contact.read(),
        categories: categories.read(),
        own: OwnPatch { added: added.read(), ..blank_own.with_value(|blank| OwnPatch::between(blank, &own.read())) },
    };
    let home = use_visitor().with_untracked(Visitor::firm_country);
    let checks = Checks::new(NAMES, move || {
        let mut wrong = typed().wrong(home);
        wrong.extend(own.wrong());
        wrong
    });
    let failure = RwSignal::new(None::<AppError>);
    let duplicates = DuplicateSearch::new(DuplicatesRequest::default());
    let (pending, saved) = (RwSignal::new(false), RwSignal::new(false));

    let first = StoredValue::new(comparable(&untrack(typed)));
    let is_saved = move |now: &Parts| saved.get() || first.with_value(|first| first == now);
    let fill = move |parts: &Parts| {
        let (before, now) = (given_by(parts.4), given_by(template_id));
        customer.write(&given_anew(&parts.0, &before, &now));
        address.write(&parts.1);
        contact.write(&parts.2);
        categories.write(&categories_given_anew(&parts.3, &before, &now));
        own.write(&parts.5);
    };
    // Whichever template it began with: that of the address is given anew.
    let kept = use_draft_storage("customer-draft", move || comparable(&typed()), fill, is_saved);
    let discard = Callback::new(move |()| {
        first.with_value(fill);
        checks.forget();
        duplicates.forget();
    });

    let sought = move || untrack(|| sought(customer, address, None));
    let look = Callback::new(move |()| duplicates.look(sought()));

    let (lead_on, toaster) = (ui::use_lead_on(), ui::use_toaster());
    let save = move |although_duplicate: bool| {
        if pending.get_untracked() || saved.get_untracked() {
            return;
        }
        failure.set(None);
        if !checks.reveal() {
            return;
        }
        pending.set(true);
        let (lead_on, request, sought, forget) = (lead_on.clone(), untrack(typed), sought(), kept.forgetting());
        spawn_local(async move {
            if !although_duplicate && duplicates.stop(sought).await {
                let _ = pending.try_set(false);
                return;
            }
            let answer = api::create(request).await;
            let _ = pending.try_set(false);
            match answer {
                Ok(id) => {
                    let _ = saved.try_set(true);
                    forget();
                    toaster.say(t_string!(i18n, card.form.made));
                    lead_on(&paths::card(id), Default::default());
                }
                Err(AppError::Invalid(fields)) => checks.refuse(fields),
                Err(error) => failure.set(Some(error)),
            }
        });
    };
    let save = StoredValue::new(save);
    let save = move |although_duplicate: bool| save.with_value(|save| save(although_duplicate));
    ui::use_save_shortcut(move || save(false));

    // The step before sends the form, so that nothing that was typed is lost where the page is not hydrated.
    let goes_back = StoredValue::new(false);
    let to = Callback::new(move |_| goes_back.set_value(true));
    let sends = Sends { form: FORM, name: TO_TEMPLATES, to };
    let navigate = StoredValue::new(use_navigate());
    let send = move || match goes_back.try_update_value(std::mem::take) {
        Some(true) => navigate.with_value(|navigate| navigate(NEW, NavigateOptions::default())),
        _ => save(false),
    };

    view! {
        <PostForm class="" form_id=FORM action=SAVE along send>
            {came_back_fields().map(|wrong| checks.refuse(wrong))}
            <PageHead
                title=Signal::derive(move || t_string!(i18n, card.form.new).to_owned())
                secondary=move || view! { <ui::Cancel kept href="/klanten" /> }
                primary=move || view! { <Button kind=Kind::Primary submit=true icon="save" pending>{t!(i18n, ui.save)}</Button> }
            />
            <div class="page-body halves">
                <div class="above">
                    <Steps steps current=Signal::derive(|| 1) sends />
                    <ui::Restored kept on_discard=discard>
                        {move || duplicates.noted().map(|found| view! { <DuplicatesNote duplicates=found /> })}
                    </ui::Restored>
                </div>
                {template.map(|choice| view! { <Template choice /> })}
                <ErrorSummary summary=checks.summary() />
                {move || failure.get().map(|error| view! { <Failure error /> })}
                {came_back().filter(CameBack::is_taken).map(|came_back| view! { <MaybeDuplicate came_back /> })}
                {move || {
                    duplicates.stopped()
                        .map(|found| {
                            view! {
                                <DuplicatesNotice duplicates=found>
                                    <Button pending on_click=move |_| save(true)>{t!(i18n, card.duplicates.save_anyway)}</Button>
                                </DuplicatesNotice>
                            }
                        })
                }}
                <section class="section">
                    <h2>{t!(i18n, card.section.company)}</h2>
                    <div class="form"><IdentityPart draft=customer checks new=true on_leave=look /></div>
                </section>
                <section class="section">
                    <h2>{t!(i18n, card.section.head_office)}</h2>
                    <div class="form"><AddressPart draft=address checks on_leave=look /></div>
                </section>
                {ui::allowed(Area::Contacts, Level::Edit)
                    .then(|| {
                        view! {
                            <section class="section">
                                <h2>{t!(i18n, card.section.contact)}</h2>
                                <div class="form"><ContactPart draft=contact checks /></div>
                            </section>
                        }
                    })}
                <section class="section">
                    <h2>{t!(i18n, card.section.details)}</h2>
                    <div class="form">
                        <DetailsPart draft=customer checks choosable />
                        <CategoriesPart draft=categories />
                    </div>
                </section>
                <OwnPart draft=own checks colleagues added />
            </div>
        </PostForm>
    }
}

/// The template and what it gives. Manager, business unit and categories are filled in below, and can be changed.
#[component]
fn Template(choice: TemplateChoice) -> impl IntoView {
    let i18n = use_i18n();
    let TemplateChoice { name, gives, .. } = choice;
    let given = move || {
        let words = templates::gives(i18n, &gives);
        if gives == Gives::default() { words } else { t_string!(i18n, card.form.template_gives, gives = words) }
    };
    view! {
        <p class="soft">
            {t!(i18n, card.field.template)} ": " <strong>{name}</strong> " · " {given}
        </p>
    }
}

/// What is typed in the parts, what is ticked, the template, and what is typed in own fields.
type Parts = (CustomerDetails, AddressDetails, ContactDetails, BTreeSet<Uuid>, Option<Uuid>, OwnValues);

fn comparable(request: &CreateRequest) -> Parts {
    let CreateRequest { customer, address, contact, categories, template_id, own, .. } = request.clone();
    (customer, address, contact, categories, template_id, own.typed())
}
