//! What the fields of a customer and its records are called, and how their values read: the same in forms, on the card and in
//! the history.

use domain::{
    Country, Iban, Money,
    customers::Status,
    details::{AddressDetails, CustomerDetails},
    fields::{Kind, Record},
    numbers, unknown_bank, words,
};
use leptos::prelude::*;
use leptos_i18n::{I18nContext, td_string};

use crate::{
    i18n::*,
    ui::{Choices, Pill, Tone, lang},
};

/// What is said beside an account number of which no Belgian bank has the code: it is taken as it is.
pub fn bank_hint(i18n: I18nContext<Locale>, iban: &str) -> Option<String> {
    let code = unknown_bank(&iban.parse::<Iban>().ok()?)?;
    Some(words::unknown_bank(&code, lang(i18n.get_locale())))
}

/// The label of a field by the name of its column. A field without a label is nobody's business.
pub fn label(i18n: I18nContext<Locale>, field: &str) -> Option<&'static str> {
    label_in(i18n.get_locale(), field)
}

/// The same for customers of a country, which may call its number of companies by a name of its own.
pub fn label_for(i18n: I18nContext<Locale>, country: &str, field: &str) -> Option<&'static str> {
    match (field, country) {
        ("company_number", "NL") => Some(t_string!(i18n, card.company_number.nl)),
        ("company_number", "FR") => Some(t_string!(i18n, card.company_number.fr)),
        ("company_number", "LU") => Some(t_string!(i18n, card.company_number.lu)),
        ("company_number", "DE") => Some(t_string!(i18n, card.company_number.de)),
        _ => label(i18n, field),
    }
}

/// The same in a language.
pub fn label_in(l: Locale, field: &str) -> Option<&'static str> {
    let of_table = domain::fields::label(field).map(|label| label.of(lang(l)));
    of_table.or_else(|| {
        Some(match field {
            "status" => td_string!(l, card.field.status),
            "categories" => td_string!(l, card.field.categories),
            "template_id" => td_string!(l, card.field.template),
            "head_office" => td_string!(l, card.field.head_office),
            "main" => td_string!(l, card.field.main),
            "active" => td_string!(l, card.field.active),
            "user_id" => td_string!(l, card.field.user),
            "settings" => td_string!(l, card.field.settings),
            "note" => td_string!(l, card.field.note),
            "text" => td_string!(l, card.field.text),
            "value" => td_string!(l, card.field.value),
            "reason" => td_string!(l, card.field.reason),
            "contact_id" => td_string!(l, card.field.contact),
            "expires_at" => td_string!(l, card.field.expires_at),
            "answered_at" => td_string!(l, card.field.answered_at),
            _ => return None,
        })
    })
}

/// What a status is called.
pub fn status_name(locale: Locale, status: Status) -> &'static str {
    match status {
        Status::Draft => td_string!(locale, card.status.draft),
        Status::Invited => td_string!(locale, card.status.invited),
        Status::Active => td_string!(locale, card.status.active),
        Status::Declined => td_string!(locale, card.status.declined),
        Status::Archived => td_string!(locale, card.status.archived),
    }
}

/// A status in word and colour.
#[component]
pub fn StatusPill(status: Status) -> impl IntoView {
    let i18n = use_i18n();
    view! { <Pill tone=status_tone(status)>{move || status_name(i18n.get_locale(), status)}</Pill> }
}

/// The colour of a status.
pub const fn status_tone(status: Status) -> Tone {
    match status {
        Status::Draft => Tone::Draft,
        Status::Archived => Tone::Neutral,
        Status::Invited => Tone::Info,
        Status::Active => Tone::Success,
        Status::Declined => Tone::Warning,
    }
}

/// A yes or a no in a language.
pub fn yes_or_no(l: Locale, yes: bool) -> &'static str {
    if yes { td_string!(l, ui.yes) } else { td_string!(l, ui.no) }
}

/// The value of a field as people read it, by the name of its column: numbers in groups. Files have it plain.
pub fn readable(field: &str, value: &str) -> String {
    match field {
        "vat" => numbers::readable_vat(value),
        "company_number" => numbers::readable_company_number(value),
        "iban" => numbers::readable_iban(value),
        _ => value.to_owned(),
    }
}

/// The same of a customer of the country with this code.
pub fn readable_in(country: &str, field: &str, value: &str) -> String {
    match field {
        "company_number" => numbers::readable_company_number_of(country.parse().ok(), value),
        _ => readable(field, value),
    }
}

/// Street, number and box as they stand on one line of an address.
pub fn street_line(locale: Locale, address: &AddressDetails) -> String {
    let AddressDetails { street, house_number, box_number, .. } = address;
    let unit = match box_number.as_str() {
        "" => String::new(),
        unit => format!("{} {unit}", td_string!(locale, card.address.box_short)),
    };
    let parts = [street.as_str(), house_number, &unit];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// How amounts are written in a language.
fn written_in(l: Locale) -> domain::Locale {
    domain::Locale::new(lang(l), Country::BE)
}

/// An amount as people read it, with its currency. What is no amount stays as it is.
pub fn money(l: Locale, text: &str) -> String {
    Money::read(text).map_or_else(|_| text.to_owned(), |money| money.format(&written_in(l)))
}

/// An amount as people type it.
pub fn amount(l: Locale, text: &str) -> String {
    Money::read(text).map_or_else(|_| text.to_owned(), |money| money.amount(&written_in(l)))
}

/// An amount in its one form. What is no amount stays as it was typed.
pub fn plain_amount(text: &str) -> String {
    Money::read(text).map_or_else(|_| text.to_owned(), Money::plain)
}

/// Whether a field of a customer is an amount.
pub fn is_money(field: &str) -> bool {
    kind(field) == Some(Kind::Money)
}

/// Whether a field of a customer is one of a few values.
pub fn is_choice(field: &str) -> bool {
    kind(field).is_some_and(|kind| !kind.choices().is_empty())
}

/// Whether a value is one of those that a field knows.
pub fn is_among(field: &str, key: &str) -> bool {
    kind(field).is_some_and(|kind| kind.choice(key).is_some())
}

fn kind(field: &str) -> Option<Kind> {
    CustomerDetails::field(field).map(|field| CustomerDetails::def(field).kind)
}

/// The values to choose from in a field of this kind.
pub fn choices(l: Locale, kind: Kind) -> Choices {
    kind.choices().iter().map(|choice| (choice.key.to_owned(), choice.name(lang(l)).to_owned())).collect()
}

/// What a value of such a field is called. One that is not known stays as it is.
pub fn choice_name(l: Locale, field: &str, key: &str) -> String {
    let known = kind(field).and_then(|kind| kind.choice(key));
    known.map_or(key, |choice| choice.name(lang(l))).to_owned()
}

/// What an address says between its street and its city, a line each.
pub fn address_lines(address: &AddressDetails) -> Vec<String> {
    let texts = AddressDetails::drawn().filter_map(|(field, _)| address.text(field).cloned());
    texts.filter(|text| !text.is_empty()).collect()
}

/// The name of a country by its code; the code where it has none.
pub fn country_name(locale: Locale, code: &str) -> String {
    code.parse::<Country>().map_or_else(|_| code.to_owned(), |country| country.name(lang(locale)).to_owned())
}

/// The countries to choose from, those nearby first.
pub fn countries(locale: Locale) -> Choices {
    let choices = Country::choices(lang(locale));
    choices.into_iter().map(|(country, name)| (country.as_str().to_owned(), name.to_owned())).collect()
}

/// `nl-BE` as "Nederlands (België)".
pub fn language_name(i18n: I18nContext<Locale>, tag: &str) -> String {
    language_name_in(i18n.get_locale(), tag)
}

/// The same in a language.
pub fn language_name_in(l: Locale, tag: &str) -> String {
    let Ok(spoken) = tag.parse::<domain::Locale>() else { return tag.to_owned() };
    let shown = lang(l);
    let language = spoken.language().name(shown);
    match spoken.country() {
        Some(country) => format!("{language} ({})", country.name(shown)),
        None => language.to_owned(),
    }
}

/// The languages to choose from; `present` is among them, whatever it is.
pub fn languages(i18n: I18nContext<Locale>, present: &str) -> Choices {
    let mut tags: Vec<String> = domain::Locale::offered().into_iter().map(String::from).collect();
    if !present.is_empty() && !tags.iter().any(|tag| tag == present) {
        tags.push(present.to_owned());
    }
    tags.into_iter().map(|tag| (tag.clone(), language_name(i18n, &tag))).collect()
}

/// Whether an address leads to the web, and not into this page: `javascript:` and the like.
pub fn is_on_the_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// The website as a reader wants to see it.
pub fn bare_website(url: &str) -> &str {
    url.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_is_named_in_the_line_of_its_street() {
        let line = |locale: Locale, street: &str, house_number: &str, box_number: &str| {
            let [street, house_number, box_number] = [street, house_number, box_number].map(str::to_owned);
            street_line(locale, &AddressDetails { street, house_number, box_number, ..AddressDetails::default() })
        };
        assert_eq!(line(Locale::nl, "Markt", "5", "2"), "Markt 5 bus 2");
        assert_eq!(line(Locale::fr, "Grand-Place", "5", "A"), "Grand-Place 5 boîte A");
        assert_eq!(line(Locale::nl, "Markt", "5", ""), "Markt 5");
        assert_eq!(line(Locale::nl, "", "", "7"), "bus 7");
        assert_eq!(line(Locale::nl, "", "", ""), "");
    }
}
