//! The words that a customer is found by, folded so that accents, case and punctuation do not matter, and what a person
//! typed, folded the same way.

use std::collections::HashSet;

use any_ascii::any_ascii;
use domain::{customers::Tab, email, fields::INDIVIDUAL, own_fields::OwnKind};
use entity::{address, contact, customer};
use sea_orm::DbBackend;
use uuid::Uuid;

pub use super::terms::{Term, terms};
use super::{phone, terms};
use crate::own_fields::found;

/// More than this says nothing that finds a customer sooner.
const MAX_LENGTH: usize = 1_500;

/// Words that were said, each once.
#[derive(Default)]
struct Words {
    text: String,
    said: HashSet<String>,
}

impl Words {
    /// Adds every word of these texts, each with a space before it. `d'Hondt` gives `d`, `hondt` and `dhondt`.
    fn say<'a>(&mut self, texts: impl IntoIterator<Item = &'a str>) {
        for text in texts {
            let folded = fold(text);
            for chunk in folded.split_whitespace() {
                let parts: Vec<&str> = parts(chunk).collect();
                // What is typed of a mail address is found by its parts.
                if parts.len() > 1 && !chunk.contains('@') {
                    self.add(&parts.concat());
                }
                parts.into_iter().for_each(|part| self.add(part));
            }
        }
    }

    fn add(&mut self, word: &str) {
        if !word.is_empty() && self.text.len() + word.len() < MAX_LENGTH && self.said.insert(word.to_owned()) {
            self.text.push(' ');
            self.text.push_str(word);
        }
    }
}

/// What a customer is found by: name, numbers, cities, streets and houses, mail addresses and telephones, and texts in own fields that
/// nothing guards; and behind a [`CONTACTS`] what only those find it by who may see contacts.
pub fn of_customer(
    customer: &customer::Model,
    addresses: &[address::Model],
    contacts: &[contact::Model],
    own: &[String],
) -> String {
    let mut words = Words::default();
    let number = customer.number.to_string();
    words.say([customer.name.as_str(), &number, &customer.vat, &customer.external_reference]);
    // Numbers stand without the zeros in front, which people leave out: see `phone::ways`.
    let national = customer.vat.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    words.say([national, &customer.company_number].map(|number| number.trim_start_matches('0')));
    words.say(printed(&customer.vat));
    words.say([customer.city.as_str()]);
    words.say(addresses.iter().flat_map(|address| [address.city.as_str(), &address.street]));
    let houses: Vec<String> = addresses.iter().filter_map(house).collect();
    words.say(houses.iter().map(String::as_str));
    // An address of letters that are not ASCII is found as it is written and as it is mailed to.
    words.say([email::shown(&customer.email).as_str(), &customer.email]);
    let phones = |phones: [&String; 2]| phones.map(|phone| phone::word(phone, &customer.country));
    words.say(phones([&customer.phone, &customer.mobile]).iter().flatten().map(String::as_str));
    if !customer.iban.is_empty() {
        words.text.push(' ');
        let iban = customer.iban.to_ascii_lowercase();
        let national = iban.get(4..).unwrap_or_default();
        words.text.push_str(&[&iban, national].map(financial_word).join(" "));
    }
    // A length of their own: long texts take no room from contacts.
    let mut of_own = Words { text: String::new(), said: words.said };
    of_own.say(own.iter().map(String::as_str));
    words.text.push_str(&of_own.text);
    let mut of_contacts = Words { text: String::new(), said: of_own.said };
    for contact in contacts {
        of_contacts.say([
            contact.first_name.as_str(),
            &contact.last_name,
            &email::shown(&contact.email),
            &contact.email,
        ]);
        of_contacts.say(phones([&contact.phone, &contact.mobile]).iter().flatten().map(String::as_str));
    }
    if !of_contacts.text.is_empty() {
        words.text.push(' ');
        words.text.push(CONTACTS);
        words.text.push_str(&of_contacts.text);
    }
    words.text
}

/// A VAT number as it is read behind its country, where letters stand in it (`K7399859412`); of a French one its SIREN too.
fn printed(vat: &str) -> impl Iterator<Item = &str> {
    let national = vat.get(2..).filter(|national| national.bytes().any(|byte| byte.is_ascii_alphabetic()));
    let siren = vat.strip_prefix("FR").and_then(|national| national.get(2..));
    national.into_iter().chain(siren)
}

/// The word of a house, with its box behind its number.
fn house(address: &address::Model) -> Option<String> {
    let joined = |text: &str| parts(&fold(text)).collect::<String>();
    let street = fold(&address.street);
    let number = joined(&address.house_number) + &joined(&address.box_number);
    terms::house(parts(&street).last()?, &number)
}

/// A word that only those who may see financial data can search for.
pub fn financial_word(word: impl AsRef<str>) -> String {
    let word = word.as_ref();
    format!("{SIGN}{word}")
}

/// Stands between the words of a customer itself and those of its contacts. Nobody can type it.
pub const CONTACTS: char = '¤';

/// The words of a customer itself, as SQL on its row.
pub fn own_words_sql(engine: DbBackend) -> String {
    match engine {
        DbBackend::Postgres => format!("split_part(search, '{CONTACTS}', 1)"),
        _ => format!("substr(search, 1, instr(search || '{CONTACTS}', '{CONTACTS}') - 1)"),
    }
}

/// The words of a customer itself, of all that it is found by.
pub fn own_words(found_by: &str) -> &str {
    found_by.split(CONTACTS).next().unwrap_or_default()
}

/// Begins the words that stand in SQLite's full text for what a customer is rather than for what it is called. Nobody can type
/// them: what is typed is folded to ASCII.
pub(super) const SIGN: char = '§';

/// Stands for all customers of a firm in one tab of the list. All firms share one index: every search asks for such a word.
pub fn tab_word(firm_id: Uuid, tab: Tab) -> String {
    format!("{SIGN}{}{}", firm_id.simple(), tab as i16)
}

/// Stands for those in one tab with, or without, a VAT number.
pub fn view_word(firm_id: Uuid, tab: Tab, has_vat: bool) -> String {
    format!("{}{}", tab_word(firm_id, tab), if has_vat { 'v' } else { 'n' })
}

/// Stands for those of one business unit.
pub fn unit_word(firm_id: Uuid, unit: Uuid) -> String {
    format!("{SIGN}{}u{}", firm_id.simple(), unit.simple())
}

/// Stands for those in one category.
pub fn category_word(firm_id: Uuid, category: Uuid) -> String {
    format!("{SIGN}{}c{}", firm_id.simple(), category.simple())
}

/// Stands for those that have this in a field of the firm's own, by what is stored of the kind of its value, and the key that that sorts
/// by.
pub fn own_word(field: Uuid, kind: &str, key: &str) -> String {
    format!("{SIGN}{SIGN}{}{}{}", field.simple(), kind.replace('_', ""), key.replace('-', ""))
}

/// Stands for those that are private persons.
pub fn individual_word(firm_id: Uuid) -> String {
    format!("{SIGN}{}p", firm_id.simple())
}

/// The full text of a customer of this firm, as SQL on its row: the words of above, and those that it is found by.
pub fn full_text(firm_id: Uuid) -> String {
    full_text_of(&format!("'{SIGN}{}'", firm_id.simple()))
}

/// The same of a customer of any firm.
pub fn full_text_of_row() -> String {
    full_text_of(&format!("'{SIGN}' || lower(hex(customer.firm_id))"))
}

/// `firm` is SQL for what the words of a firm begin with.
fn full_text_of(firm: &str) -> String {
    // As `own_word` writes it; the keys of several options stand side by side.
    let own = format!("'{SIGN}{SIGN}' || lower(hex(v.field_id)) || replace(v.kind, '_', '')");
    let kind = found::written_kind("v", "f");
    let narrowing: Vec<String> =
        OwnKind::ALL.into_iter().filter(|kind| kind.narrows()).map(|kind| format!("'{}'", kind.key())).collect();
    let narrowing = narrowing.join(", ");
    format!(
        "{firm} || tab || ' ' || {firm} || tab || CASE vat WHEN '' THEN 'n' ELSE 'v' END \
         || CASE customer_type WHEN '{INDIVIDUAL}' THEN ' ' || {firm} || 'p' ELSE '' END \
         || COALESCE(' ' || {firm} || 'u' || lower(hex(business_unit_id)), '') \
         || COALESCE((SELECT group_concat(' ' || {firm} || 'c' || lower(hex(category_id)), '') FROM customer_category AS c \
         WHERE c.firm_id = customer.firm_id AND c.customer_id = customer.id), '') \
         || COALESCE((SELECT group_concat(' ' || {own} || replace(replace(v.value_key, '-', ''), ' ', ' ' || {own}), '') \
         FROM own_value AS v JOIN own_field AS f ON f.firm_id = v.firm_id AND f.id = v.field_id \
         WHERE v.firm_id = customer.firm_id AND v.customer_id = customer.id AND {kind} IN ({narrowing})), '') || \
         replace(search, ' {CONTACTS}', '')"
    )
}

/// Lower case ASCII.
pub fn fold(text: &str) -> String {
    any_ascii(text).to_ascii_lowercase()
}

/// The words within a text that has no spaces.
pub(super) fn parts(chunk: &str) -> impl Iterator<Item = &str> {
    chunk.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
        let mut words = Words::default();
        words.say(texts);
        words.text
    }

    #[test]
    fn accents_case_and_punctuation_are_ignored() {
        assert_eq!(words(["Café D'Hondt & Zn."]), " cafe dhondt d hondt zn");
        assert_eq!(words(["info@acme.be"]), " info acme be");
        assert_eq!(words(["De Beek B.V."]), " de beek bv b v");
        assert_eq!(words([""]), "");
    }

    #[test]
    fn a_word_counts_once() {
        assert_eq!(words(["Maes", "jan.maes@maes.be"]), " maes jan be");
    }

    #[test]
    fn a_very_long_name_keeps_the_index_small() {
        let name: Vec<String> = (0..10_000).map(|number| format!("woord{number}")).collect();
        let found_by = words(name.iter().map(String::as_str));
        assert!((MAX_LENGTH - 10..=MAX_LENGTH).contains(&found_by.len()));
    }
}
