//! The words that a customer is found by, folded so that accents, case and punctuation do not matter, and what a person
//! typed, folded the same way.

use std::collections::HashSet;

use any_ascii::any_ascii;
use domain::email;
use entity::{address, contact, customer};
use uuid::Uuid;

use super::phone;
pub use super::terms::{Term, terms};

/// More than this says nothing that finds a customer sooner.
const MAX_LENGTH: usize = 1_500;

/// Every word of these texts once, each with a space before it. `d'Hondt` gives `d`, `hondt` and `dhondt`.
pub fn words<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let (mut out, mut said) = (String::new(), HashSet::new());
    let mut add = |word: &str| {
        if !word.is_empty() && out.len() + word.len() < MAX_LENGTH && said.insert(word.to_owned()) {
            out.push(' ');
            out.push_str(word);
        }
    };
    for text in texts {
        let folded = fold(text);
        for chunk in folded.split_whitespace() {
            let parts: Vec<&str> = parts(chunk).collect();
            if parts.len() > 1 {
                add(&parts.concat());
            }
            parts.into_iter().for_each(&mut add);
        }
    }
    out
}

/// What a customer is found by: name, numbers, city, mail addresses, telephones, contacts. These are words of the customer, for
/// whoever sees it: somebody who may not see contacts finds it by a name that they know already, and is not told whose name that is.
pub fn of_customer(customer: &customer::Model, addresses: &[address::Model], contacts: &[contact::Model]) -> String {
    let number = customer.number.to_string();
    let mut texts: Vec<&str> =
        vec![&customer.name, &number, &customer.vat, &customer.company_number, &customer.external_reference];
    // The number within a VAT number, with and without the zero that people leave out.
    let national = customer.vat.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    texts.push(national);
    texts.push(national.trim_start_matches('0'));
    texts.push(customer.company_number.trim_start_matches('0'));
    texts.push(&customer.city);
    texts.extend(addresses.iter().filter(|address| address.city != customer.city).map(|address| address.city.as_str()));
    // An address of letters that are not ASCII is found as it is written and as it is mailed to.
    let mails: Vec<[String; 2]> = std::iter::once(&customer.email)
        .chain(contacts.iter().map(|contact| &contact.email))
        .map(|stored| [email::shown(stored), stored.clone()])
        .collect();
    let phones: Vec<String> = [&customer.phone, &customer.mobile]
        .into_iter()
        .chain(contacts.iter().flat_map(|contact| [&contact.phone, &contact.mobile]))
        .flat_map(|phone| phone::words(phone, &customer.country))
        .collect();
    texts.extend(mails[0].iter().map(String::as_str));
    for (contact, mails) in contacts.iter().zip(&mails[1..]) {
        texts.extend([contact.first_name.as_str(), &contact.last_name]);
        texts.extend(mails.iter().map(String::as_str));
    }
    texts.extend(phones.iter().map(String::as_str));
    texts.dedup();
    let mut found_by = words(texts);
    if !customer.iban.is_empty() {
        found_by.push(' ');
        found_by.push_str(&financial_word(&customer.iban.to_ascii_lowercase()));
    }
    found_by
}

/// A word that only those who may see financial data can search for.
pub fn financial_word(word: &str) -> String {
    format!("{SIGN}{word}")
}

/// Begins the words that stand in SQLite's full text for what a customer is rather than for what it is called. Nobody can type
/// them: what is typed is folded to ASCII.
pub(super) const SIGN: char = '§';

/// Stands for all customers of a firm in one tab of the list. All firms share one index: every search asks for such a word.
pub fn tab_word(firm_id: Uuid, active: bool) -> String {
    format!("{SIGN}{}{}", firm_id.simple(), u8::from(active))
}

/// Stands for those in one tab with, or without, a VAT number.
pub fn view_word(firm_id: Uuid, active: bool, has_vat: bool) -> String {
    format!("{}{}", tab_word(firm_id, active), if has_vat { 'v' } else { 'n' })
}

/// Stands for those of one business unit.
pub fn unit_word(firm_id: Uuid, unit: Uuid) -> String {
    format!("{SIGN}{}u{}", firm_id.simple(), unit.simple())
}

/// Stands for those in one category.
pub fn category_word(firm_id: Uuid, category: Uuid) -> String {
    format!("{SIGN}{}c{}", firm_id.simple(), category.simple())
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
    format!(
        "{firm} || active || ' ' || {firm} || active || CASE vat WHEN '' THEN 'n' ELSE 'v' END \
         || COALESCE(' ' || {firm} || 'u' || lower(hex(business_unit_id)), '') \
         || COALESCE((SELECT group_concat(' ' || {firm} || 'c' || lower(hex(category_id)), '') FROM customer_category AS c \
         WHERE c.firm_id = customer.firm_id AND c.customer_id = customer.id), '') || search"
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

    #[test]
    fn accents_case_and_punctuation_are_ignored() {
        assert_eq!(words(["Café D'Hondt & Zn."]), " cafe dhondt d hondt zn");
        assert_eq!(words(["info@acme.be"]), " infoacmebe info acme be");
        assert_eq!(words(["De Beek B.V."]), " de beek bv b v");
        assert_eq!(words([""]), "");
    }

    #[test]
    fn a_word_counts_once() {
        assert_eq!(words(["Maes", "jan.maes@maes.be"]), " maes janmaesmaesbe jan be");
    }

    #[test]
    fn a_very_long_name_keeps_the_index_small() {
        let name: Vec<String> = (0..10_000).map(|number| format!("woord{number}")).collect();
        let found_by = words(name.iter().map(String::as_str));
        assert!((MAX_LENGTH - 10..=MAX_LENGTH).contains(&found_by.len()));
    }
}
