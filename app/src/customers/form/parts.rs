//! The parts of the form: a customer's own data, an address, a contact. The card's dialogs use the last two.

use domain::{
    CompanyNumber, Country, EnterpriseNumber, VatNumber,
    fields::{Kind, Section},
    permissions::{Area, Level},
};
use leptos::prelude::*;

use super::{
    draft::{AddressDraft, ContactDraft, CustomerDraft},
    drawn::{Place, drawn},
    line::{Line, Paragraph},
    names::label,
    request::{ADDRESS, CONTACT, Choosable},
};
use crate::{
    customers::fields,
    i18n::*,
    ui::{self, CheckField, Checks, Choices, SelectField, Size},
};

/// Who the customer is. `on_leave` is called when a field was left by which duplicates are found.
#[component]
pub fn IdentityPart(
    draft: CustomerDraft,
    checks: Checks,
    /// The number can be left to the firm.
    #[prop(optional)]
    new: bool,
    on_leave: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    // The company number that the form filled in itself, if it did.
    let filled_in = StoredValue::new(String::new());
    let vat_left = move |()| {
        complete_company_number(draft, filled_in);
        on_leave.run(());
    };
    let number_left = move |()| {
        complete_vat(draft);
        on_leave.run(());
    };
    let words = move |name: &'static str| Signal::derive(move || label(i18n, name).to_owned());
    let types = Signal::derive(move || fields::choices(i18n.get_locale(), Kind::CustomerType));
    let (vat_kept, number_kept) = (once_filled(draft.vat), once_filled(draft.company_number));
    let applied = Memo::new(move |before: Option<&bool>| before == Some(&true) || draft.vat_applied_for.get());
    let number_help = move || if new { t_string!(i18n, card.form.number_help) } else { "" };
    view! {
        <SelectField name="customer_type" label=words("customer_type") value=draft.customer_type choices=types size=Size::Medium />
        <div class="of-companies">
            <Line checks name="name" value=draft.name size=Size::Full required=true autofocus=new autocomplete="off" on_leave />
        </div>
        <div class="form-grid of-persons">
            <Line checks name="given_name" value=draft.given_name required=true autocomplete="off" on_leave />
            <Line checks name="family_name" value=draft.family_name required=true autocomplete="off" on_leave />
        </div>
        <div class="form-grid">
            <div class="of-companies" class:kept=move || vat_kept.get()>
                <Line checks name="vat" value=draft.vat autocomplete="off" on_leave=Callback::new(vat_left) />
            </div>
            <div class="of-companies" class:kept=move || number_kept.get()>
                <Line
                    checks
                    name="company_number"
                    value=draft.company_number
                    country=draft.country
                    autocomplete="off"
                    on_leave=Callback::new(number_left)
                />
            </div>
            <CountryField name="country" value=draft.country />
            <LanguageField name="locale" value=draft.locale />
            <Line checks name="number" value=draft.number size=Size::Small inputmode="numeric" help=Signal::derive(move || number_help().to_owned()) />
            <Line checks name="external_reference" value=draft.external_reference />
            {drawn(draft, checks, "", Section::Company, Place::Grid)}
        </div>
        <div class="of-companies" class:kept=move || applied.get()>{drawn(draft, checks, "", Section::Company, Place::Below)}</div>
    }
}

/// Whether something stands in a field, or stood in it since the form was opened: it does not go away under whoever empties it.
fn once_filled(value: RwSignal<String>) -> Memo<bool> {
    Memo::new(move |before: Option<&bool>| before == Some(&true) || !value.read().is_empty())
}

/// How the customer is reached and paid, and who looks after it.
#[component]
pub fn DetailsPart(draft: CustomerDraft, checks: Checks, choosable: Choosable) -> impl IntoView {
    let i18n = use_i18n();
    let colleagues: Choices = choosable.colleagues.into_iter().map(|one| (one.id.to_string(), one.name)).collect();
    let units: Choices = choosable.business_units.into_iter().map(|unit| (unit.id.to_string(), unit.name)).collect();
    let has_units = !units.is_empty();
    let words = move |name: &'static str| Signal::derive(move || label(i18n, name).to_owned());
    let nobody = Signal::derive(move || Some(t_string!(i18n, ui.none).to_owned()));
    let bank = move || draft.iban.with(|iban| fields::bank_hint(i18n, iban));
    view! {
        <div class="form-grid">
            <Line checks name="email" value=draft.email kind="email" size=Size::Large autocomplete="off" />
            <Line checks name="phone" value=draft.phone kind="tel" autocomplete="off" />
            <Line checks name="mobile" value=draft.mobile kind="tel" autocomplete="off" />
            <Line checks name="website" value=draft.website size=Size::Large inputmode="url" autocomplete="off" />
            {drawn(draft, checks, "", Section::Details, Place::Grid)}
            {ui::allowed(Area::Financial, Level::Edit)
                .then(|| view! { <Line checks name="iban" value=draft.iban size=Size::Large hint=Signal::derive(bank) autocomplete="off" /> })}
            <SelectField name="manager_id" label=words("manager_id") value=draft.manager_id choices=colleagues empty=nobody size=Size::Large />
            {has_units
                .then(|| view! { <SelectField name="business_unit_id" label=words("business_unit_id") value=draft.business_unit_id choices=units empty=nobody size=Size::Large /> })}
        </div>
        <CheckField name="mandate" label=words("mandate") value=draft.mandate help=Signal::derive(move || t_string!(i18n, card.form.mandate_help).to_owned()) />
        {drawn(draft, checks, "", Section::Details, Place::Below)}
        <Paragraph checks name="description" value=draft.description />
    }
}

/// Where it is. Street, number and box stand on one line, as on an envelope.
#[component]
pub fn AddressPart(
    draft: AddressDraft,
    checks: Checks,
    /// Called when the postcode was left.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
) -> impl IntoView {
    let named = |name: &str| format!("{ADDRESS}{name}");
    let postcode_left = Callback::new(move |()| on_leave.iter().for_each(|left| left.run(())));
    view! {
        <div class="form-grid street">
            <Line checks name=named("street") value=draft.street size=Size::Large autocomplete="off" />
            <Line checks name=named("house_number") value=draft.house_number size=Size::Tiny autocomplete="off" />
            <Line checks name=named("box_number") value=draft.box_number size=Size::Tiny autocomplete="off" />
        </div>
        <div class="form-grid">
            {drawn(draft, checks, ADDRESS, Section::Details, Place::Grid)}
            <Line checks name=named("postcode") value=draft.postcode size=Size::Small autocomplete="off" on_leave=postcode_left />
            <Line checks name=named("city") value=draft.city autocomplete="off" />
            <CountryField name=named("country") value=draft.country />
            <Line checks name=named("label") value=draft.label autocomplete="off" />
        </div>
    }
}

/// A person.
#[component]
pub fn ContactPart(draft: ContactDraft, checks: Checks) -> impl IntoView {
    let named = |name: &str| format!("{CONTACT}{name}");
    view! {
        <div class="form-grid">
            <Line checks name=named("first_name") value=draft.first_name autocomplete="off" />
            <Line checks name=named("last_name") value=draft.last_name autocomplete="off" />
            <Line checks name=named("email") value=draft.email kind="email" size=Size::Large autocomplete="off" />
            <Line checks name=named("phone") value=draft.phone kind="tel" autocomplete="off" />
            <Line checks name=named("mobile") value=draft.mobile kind="tel" autocomplete="off" />
            <Line checks name=named("role") value=draft.role autocomplete="off" />
            {drawn(draft, checks, CONTACT, Section::Details, Place::Grid)}
            <LanguageField name=named("locale") value=draft.locale />
        </div>
    }
}

#[component]
fn CountryField(#[prop(into)] name: String, value: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let words = move || label(i18n, "country").to_owned();
    let choices = Signal::derive(move || fields::countries(i18n.get_locale()));
    view! { <SelectField name label=Signal::derive(words) value choices /> }
}

#[component]
fn LanguageField(#[prop(into)] name: String, value: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let present = value.get_untracked();
    let words = move || label(i18n, "locale").to_owned();
    let choices = Signal::derive(move || fields::languages(i18n, &present));
    let unknown = Signal::derive(move || Some(t_string!(i18n, card.form.unknown).to_owned()));
    view! { <SelectField name label=Signal::derive(words) value choices empty=unknown /> }
}

/// A Belgian VAT number holds the company number: nobody should type it twice. A company number that was `filled_in` so follows
/// when the VAT number is corrected; one that a person typed does not. The VAT number is shown as it will be stored.
fn complete_company_number(draft: CustomerDraft, filled_in: StoredValue<String>) {
    let country = draft.country.get_untracked().parse().unwrap_or(Country::BE);
    let Ok(vat) = VatNumber::parse_for(country, &draft.vat.get_untracked()) else { return };
    let theirs = draft.company_number.get_untracked();
    if let Some(number) = vat.enterprise_number()
        && (theirs.is_empty() || filled_in.with_value(|ours| theirs == *ours))
    {
        filled_in.set_value(number.to_string());
        draft.company_number.set(number.to_string());
    }
    draft.vat.set(vat.to_string());
}

/// The other way round.
fn complete_vat(draft: CustomerDraft) {
    let country = draft.country.get_untracked().parse().unwrap_or(Country::BE);
    let typed = draft.company_number.get_untracked();
    let Ok(number) = CompanyNumber::parse_for(country, &typed) else { return };
    if country == Country::BE && draft.vat.read_untracked().is_empty() {
        let vat = typed
            .parse::<EnterpriseNumber>()
            .ok()
            .and_then(|number| VatNumber::parse_for(country, number.as_str()).ok());
        draft.vat.set(vat.map(String::from).unwrap_or_default());
    }
    draft.company_number.set(number.to_string());
}
