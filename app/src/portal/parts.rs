//! The parts of a company's page: what is known, and the form behind *Bewerken*.

use domain::{
    details::{AddressDetails, ContactDetails, CustomerDetails},
    fields::{Def, INDIVIDUAL, Record},
};
use leptos::prelude::*;
use uuid::Uuid;

use super::{
    draft::{Draft, Form, values_of},
    form::{Input, SaveOutcome, Select, Shown},
    own::{self, OwnInputs},
    records::{Overview, Part},
};
use crate::{
    customers::{fields, portal_changes::Proposed, records::person_name},
    i18n::*,
    own_fields::OwnLines,
    ui::{Button, Icon, Kind, Size, message, said, use_query},
};

/// The company's own data.
#[component]
pub fn Details(company: Overview) -> impl IntoView {
    let i18n = use_i18n();
    let Overview { id, account_id, version, details, draft, firm, waiting, facts: own_facts, own, .. } = company;
    let mut values = values_of(&details);
    let l = i18n.get_locale_untracked();
    values.extend(own::values_of(&own, l));
    let draft = draft.map(|draft| own::completed(draft, &own, l));
    let shown = StoredValue::new(Shown::new(Form::Details, values, draft.as_ref()));
    // The form goes on with what waits; what counts now is what the firm has.
    let now =
        |field: &str, value: String| waiting.iter().find(|one| one.field == field).map_or(value, |one| one.now.clone());
    let country = now("country", details.country.clone());
    let of_country = StoredValue::new(country.clone());
    let (locale, individual) = (details.locale.clone(), details.is_individual());
    // A private person is not asked for the numbers of a company.
    let is_asked =
        move |field: &str, value: &str| !individual || !value.is_empty() || !matches!(field, "vat" | "company_number");
    let asked = [is_asked("vat", &details.vat), is_asked("company_number", &details.company_number)];
    let drawn = drawn::<CustomerDetails>();
    let drawn = drawn.filter_map(|(field, def)| Some((def.key, details.text(field)?.clone()))).collect::<Vec<_>>();
    let facts = [
        ("name", details.name),
        ("vat", details.vat),
        ("company_number", details.company_number),
        ("iban", details.iban),
        ("email", details.email),
        ("phone", details.phone),
        ("mobile", details.mobile),
        ("website", details.website),
    ];
    let facts = facts.into_iter().filter(|(field, value)| is_asked(field, value));
    let facts: Vec<_> = facts.chain(drawn).map(|(field, value)| (field, now(field, value))).collect();
    let fact = move |(field, value): (&'static str, String)| {
        let read = of_country.with_value(|country| fields::readable_in(country, field, &value));
        view! { <div><dt>{move || of_country.with_value(|country| fields::label_for(i18n, country, field))}</dt><dd>{said(read)}</dd></div> }
    };
    let spoken = locale.clone();
    view! {
        <section class="section" id=Form::Details.anchor()>
            <h2>{t!(i18n, portal.details)}</h2>
            <Saved form=Form::Details firm=firm.clone() waits=!waiting.is_empty() />
            {(!waiting.is_empty()).then(|| view! { <Waits customer_id=id account_id waiting firm of_country /> })}
            <dl class="facts wide">
                {facts.into_iter().map(fact).collect_view()}
                <div><dt>{move || fields::label(i18n, "country")}</dt><dd>{move || fields::country_name(i18n.get_locale(), &country)}</dd></div>
                <div><dt>{move || fields::label(i18n, "locale")}</dt><dd>{move || fields::language_name(i18n, &locale)}</dd></div>
                <OwnLines facts=own_facts />
            </dl>
            <EditDisclosure action="/api/portal/save_details" account_id customer_id=id id=None version shown>
                {match individual {
                    // Its name follows from them. What comes back is judged by its type.
                    true => view! {
                        <input type="hidden" name="details[customer_type]" value=INDIVIDUAL />
                        <div class="form-grid">
                            <Input shown field="given_name" required=true autocomplete="given-name" />
                            <Input shown field="family_name" required=true autocomplete="family-name" />
                        </div>
                    }.into_any(),
                    false => view! { <Input shown field="name" required=true autocomplete="organization" /> }.into_any(),
                }}
                <div class="form-grid">
                    <Select shown field="country" choices=Signal::derive(move || fields::countries(i18n.get_locale())) />
                    <Select shown field="locale" empty=true choices=Signal::derive(move || fields::languages(i18n, &spoken)) />
                    {asked[0].then(|| view! { <Input shown field="vat" size=Size::Medium /> })}
                    {asked[1].then(|| view! { <Input shown field="company_number" size=Size::Medium /> })}
                    <Input shown field="iban" />
                    <Input shown field="email" kind="email" autocomplete="email" />
                    <Input shown field="phone" kind="tel" size=Size::Medium autocomplete="tel" />
                    <Input shown field="mobile" kind="tel" size=Size::Medium />
                    <Input shown field="website" />
                    {inputs::<CustomerDetails>(shown)}
                    <OwnInputs shown own />
                </div>
            </EditDisclosure>
        </section>
    }
}

/// The fields that customers share with their firm and that are drawn by their kind.
fn drawn<R: Record>() -> impl Iterator<Item = (R::Field, Def)> {
    R::drawn().filter(|(_, def)| def.is_shared() && !def.kind.is_wide())
}

/// Their inputs.
fn inputs<R: Record>(shown: StoredValue<Shown>) -> impl IntoView {
    let input = |(_, def): (R::Field, Def)| {
        let kind = match def.kind {
            domain::fields::Kind::Phone => "tel",
            domain::fields::Kind::Email => "email",
            _ => "text",
        };
        view! { <Input shown field=def.key kind size=Size::Medium /> }
    };
    drawn::<R>().map(input).collect_view()
}

/// What the firm approves first, and the way to take it back.
#[component]
fn Waits(
    customer_id: Uuid,
    account_id: Uuid,
    waiting: Vec<Proposed>,
    firm: String,
    of_country: StoredValue<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let line = move |Proposed { field, now, proposed }: Proposed| {
        let name = field.clone();
        let words = move || {
            let value = |value: &str| match field.as_str() {
                _ if value.is_empty() => "–".to_owned(),
                "country" => fields::country_name(i18n.get_locale(), value),
                field => of_country.with_value(|country| fields::readable_in(country, field, value)),
            };
            t_string!(i18n, portal.waits.change, proposed = value(&proposed), now = value(&now))
        };
        view! { <li><strong>{move || fields::label(i18n, &name)}</strong> ": " {words}</li> }
    };
    view! {
        <div class="notice info waits">
            <Icon name="info" />
            <div class="stack">
                <p>{move || t_string!(i18n, portal.waits.title, firm = firm.clone())}</p>
                <ul>{waiting.into_iter().map(line).collect_view()}</ul>
                <form method="post" action="/api/portal/withdraw">
                    <input type="hidden" name="account" value=account_id.to_string() />
                    <input type="hidden" name="customer_id" value=customer_id.to_string() />
                    <Button submit=true icon="rotate-ccw">{t!(i18n, portal.waits.withdraw)}</Button>
                </form>
            </div>
        </div>
    }
}

/// The addresses, and one more.
#[component]
pub fn Addresses(company: Overview) -> impl IntoView {
    let i18n = use_i18n();
    let Overview { id: customer_id, account_id, details, addresses, draft, firm, .. } = company;
    let draft = StoredValue::new(draft);
    let firm = StoredValue::new(firm);
    let blank = AddressDetails { country: details.country, ..AddressDetails::default() };
    let row = move |Part { id, version, first, details }: Part<AddressDetails>| {
        let country = details.country.clone();
        let stored = details.clone();
        let street = move || fields::street_line(i18n.get_locale(), &stored);
        let city = [details.postcode.as_str(), &details.city].join(" ");
        let lines = fields::address_lines(&details);
        let form = Form::Address(Some(id));
        view! {
            <li class="panel stack" id=form.anchor()>
                <Saved form firm=firm.get_value() />
                {first.then(|| view! { <p class="soft small">{move || fields::label(i18n, "head_office")}</p> })}
                <p>
                    {(!details.label.is_empty()).then(|| view! { <strong>{details.label.clone()}</strong> <br /> })}
                    {street} <br /> {lines.into_iter().map(|line| view! { {line} <br /> }).collect_view()} {city} <br /> {move || fields::country_name(i18n.get_locale(), &country)}
                </p>
                <AddressForm account_id customer_id form id=Some(id) version details draft />
            </li>
        }
    };
    view! {
        <section class="section" id="adressen">
            <h2>{t!(i18n, portal.addresses)}</h2>
            <ul class="stack">{addresses.into_iter().map(row).collect_view()}</ul>
            <div id=Form::Address(None).anchor()>
                <Saved form=Form::Address(None) firm=firm.get_value() />
                <AddressForm account_id customer_id form=Form::Address(None) id=None version=0 details=blank draft />
            </div>
        </section>
    }
}

#[component]
fn AddressForm(
    account_id: Uuid,
    customer_id: Uuid,
    form: Form,
    id: Option<Uuid>,
    version: i32,
    details: AddressDetails,
    draft: StoredValue<Option<Draft>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let shown = StoredValue::new(draft.with_value(|draft| Shown::new(form, values_of(&details), draft.as_ref())));
    view! {
        <EditDisclosure action="/api/portal/save_address" account_id customer_id id version shown>
            <Input shown field="label" />
            <div class="form-grid">
                <Input shown field="street" autocomplete="address-line1" />
                <Input shown field="house_number" size=Size::Tiny />
                <Input shown field="box_number" size=Size::Tiny />
                {inputs::<AddressDetails>(shown)}
                <Input shown field="postcode" size=Size::Small autocomplete="postal-code" />
                <Input shown field="city" size=Size::Medium autocomplete="address-level2" />
                <Select shown field="country" choices=Signal::derive(move || fields::countries(i18n.get_locale())) />
            </div>
        </EditDisclosure>
    }
}

/// The contacts, and one more.
#[component]
pub fn Contacts(company: Overview) -> impl IntoView {
    let i18n = use_i18n();
    let Overview { id: customer_id, account_id, details, contacts, draft, firm, .. } = company;
    let draft = StoredValue::new(draft);
    let firm = StoredValue::new(firm);
    let blank = ContactDetails { locale: details.locale, ..ContactDetails::default() };
    let row = move |Part { id, version, first, details }: Part<ContactDetails>| {
        let form = Form::Contact(Some(id));
        let reach = [details.role.clone(), details.email.clone(), details.phone.clone(), details.mobile.clone()];
        let reach = reach.into_iter().filter(|way| !way.is_empty()).collect::<Vec<_>>().join(" · ");
        view! {
            <li class="panel stack" id=form.anchor()>
                <Saved form firm=firm.get_value() />
                {first.then(|| view! { <p class="soft small">{move || fields::label(i18n, "main")}</p> })}
                <p><strong>{person_name(&details.first_name, &details.last_name, &details.email)}</strong> <br /> {reach}</p>
                <ContactForm account_id customer_id form id=Some(id) version details draft />
            </li>
        }
    };
    view! {
        <section class="section" id="contacten">
            <h2>{t!(i18n, portal.contacts)}</h2>
            <ul class="stack">{contacts.into_iter().map(row).collect_view()}</ul>
            <div id=Form::Contact(None).anchor()>
                <Saved form=Form::Contact(None) firm=firm.get_value() />
                <ContactForm account_id customer_id form=Form::Contact(None) id=None version=0 details=blank draft />
            </div>
        </section>
    }
}

#[component]
fn ContactForm(
    account_id: Uuid,
    customer_id: Uuid,
    form: Form,
    id: Option<Uuid>,
    version: i32,
    details: ContactDetails,
    draft: StoredValue<Option<Draft>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let shown = StoredValue::new(draft.with_value(|draft| Shown::new(form, values_of(&details), draft.as_ref())));
    let spoken = details.locale;
    view! {
        <EditDisclosure action="/api/portal/save_contact" account_id customer_id id version shown>
            <div class="form-grid">
                <Input shown field="first_name" size=Size::Medium />
                <Input shown field="last_name" size=Size::Medium />
                <Input shown field="email" kind="email" />
                <Input shown field="role" size=Size::Medium />
                <Input shown field="phone" kind="tel" size=Size::Medium />
                <Input shown field="mobile" kind="tel" size=Size::Medium />
                {inputs::<ContactDetails>(shown)}
                <Select shown field="locale" empty=true choices=Signal::derive(move || fields::languages(i18n, &spoken)) />
            </div>
        </EditDisclosure>
    }
}

/// Says that this form was saved, or that some of it waits for approval, where the page comes back to: at its place.
#[component]
fn Saved(form: Form, firm: String, #[prop(optional)] waits: bool) -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query();
    let anchor = form.anchor();
    move || {
        let query = query.read();
        let saved = query.get_str("bewaard").filter(|_| query.get_str("formulier") == Some(anchor.as_str()));
        let words = match saved? {
            "ja" if waits => t_string!(i18n, portal.saved_waits, firm = firm.clone()),
            "ja" => t_string!(i18n, portal.saved, firm = firm.clone()),
            "ingetrokken" => t_string!(i18n, portal.withdrawn).to_owned(),
            _ => return None,
        };
        Some(view! { <div class="notice success" role="status"><Icon name="check" /><div><p>{words}</p></div></div> })
    }
}

/// A form that opens by *Bewerken* or *Toevoegen*, and stands open when it came back unsaved. A new record has no id.
#[component]
fn EditDisclosure(
    action: &'static str,
    account_id: Uuid,
    customer_id: Uuid,
    id: Option<Uuid>,
    version: i32,
    shown: StoredValue<Shown>,
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let outcome = shown.with_value(Shown::outcome);
    let open = outcome.is_some();
    // Once they are made, the fields have told their order.
    let inputs = children();
    let problems = move || {
        let problems = shown.with_value(|shown| shown.problems(i18n));
        let line = |(id, text): (String, String)| view! { <li><a rel="external" href=format!("#{id}")>{text}</a></li> };
        (!problems.is_empty()).then(|| view! { <ul>{problems.into_iter().map(line).collect_view()}</ul> })
    };
    let notice = outcome.map(|outcome| {
        let (tone, icon) = match outcome {
            SaveOutcome::Conflict | SaveOutcome::SignedOut => ("warning", "triangle-alert"),
            SaveOutcome::Wrong | SaveOutcome::Lost | SaveOutcome::Refused(_) => ("danger", "circle-alert"),
        };
        let words = move || match &outcome {
            SaveOutcome::Wrong => t_string!(i18n, portal.wrong).to_owned(),
            SaveOutcome::Conflict => t_string!(i18n, portal.conflict).to_owned(),
            SaveOutcome::Lost => t_string!(i18n, portal.lost).to_owned(),
            SaveOutcome::SignedOut => t_string!(i18n, portal.signed_out).to_owned(),
            SaveOutcome::Refused(error) => message(i18n, error),
        };
        view! { <div class=format!("notice {tone}") role="alert"><Icon name=icon /><div><p>{words}</p>{problems}</div></div> }
    });
    let opens = move || match (action, id) {
        ("/api/portal/save_address", None) => t_string!(i18n, portal.add_address),
        ("/api/portal/save_contact", None) => t_string!(i18n, portal.add_contact),
        _ => t_string!(i18n, ui.edit),
    };
    view! {
        <details class="behind" open=open>
            <summary>{opens}</summary>
            <form class="form" method="post" action=action novalidate>
                {notice}
                <input type="hidden" name="account" value=account_id.to_string() />
                <input type="hidden" name="customer_id" value=customer_id.to_string() />
                {id.map(|id| view! { <input type="hidden" name="id" value=id.to_string() /> })}
                <input type="hidden" name="version" value=version />
                {inputs}
                <div class="form-foot"><Button kind=Kind::Primary submit=true icon="save">{t!(i18n, ui.save)}</Button></div>
            </form>
        </details>
    }
}

/// Says that a company is not, or no longer, kept by this person, after something was done on its page.
#[component]
pub fn NoAccess() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query();
    move || {
        (query.read().get_str("fout") == Some("toegang")).then(|| {
            view! {
                <div class="notice danger" role="alert"><Icon name="circle-alert" /><div><p>{t!(i18n, portal.no_access_unsaved)}</p></div></div>
            }
        })
    }
}

/// The way back in, where the session may have ended.
#[component]
pub fn ToDoor() -> impl IntoView {
    let i18n = use_i18n();
    view! { <p><a href="/toegang" rel="external">{t!(i18n, portal.entry.sign_in)}</a></p> }
}
