//! The words that a customer is found by, folded so that accents, case and punctuation do not matter, and what a person
//! typed, folded the same way.

use std::collections::HashSet;

use any_ascii::any_ascii;
use entity::{address, contact, customer};
use uuid::Uuid;

use crate::limits;

/// More than this says nothing that finds a customer sooner.
const MAX_LENGTH: usize = 1_500;
/// How many terms a search has, and how many parts each.
const MOST_TERMS: usize = 8;
const MOST_PARTS: usize = 10;

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

/// What a customer is found by: name, numbers, city, mail addresses, contacts. These are words of the customer, for whoever sees
/// it: somebody who may not see contacts finds it by a name that he knows already, and is not told whose name that is.
pub fn of_customer(customer: &customer::Model, addresses: &[address::Model], contacts: &[contact::Model]) -> String {
    let number = customer.number.to_string();
    let mut texts: Vec<&str> =
        vec![&customer.name, &number, &customer.vat, &customer.company_number, &customer.external_reference];
    // The number within a VAT number, with and without the zero that people leave out.
    let national = customer.vat.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    texts.push(national);
    texts.push(national.trim_start_matches('0'));
    texts.push(&customer.city);
    texts.extend(addresses.iter().filter(|address| address.city != customer.city).map(|address| address.city.as_str()));
    texts.push(&customer.email);
    for contact in contacts {
        texts.extend([contact.first_name.as_str(), &contact.last_name, &contact.email]);
    }
    texts.dedup();
    words(texts)
}

/// One word as typed: it is found joined (`dhondt`), or as its parts (`d`, `hondt`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub joined: String,
    pub parts: Vec<String>,
}

/// What was typed, as terms that must all be found, each as the beginning of a word; at most eight, of at most ten parts. Of a
/// text that is longer than a search may be, its beginning is sought.
pub fn terms(query: &str) -> Vec<Term> {
    fold(&query.chars().take(limits::SEARCH).collect::<String>())
        .split_whitespace()
        .filter_map(|chunk| {
            let parts: Vec<String> = parts(chunk).map(str::to_owned).collect();
            let joined = parts.concat();
            // The letters of an abbreviation (`B.V.`) say nothing by themselves, and so many parts are no name.
            let is_one = parts.len() > MOST_PARTS || parts.iter().all(|part| part.len() == 1);
            let parts = if is_one { vec![joined.clone()] } else { parts };
            (!joined.is_empty()).then_some(Term { joined, parts })
        })
        .take(MOST_TERMS)
        .collect()
}

/// Begins the words that stand in SQLite's full text for what a customer is rather than for what it is called. Nobody can type
/// them: what is typed is folded to ASCII.
const SIGN: char = '§';

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

/// The full text of a customer, as SQL on its row: the words of above, and those that it is found by.
pub fn full_text(firm_id: Uuid) -> String {
    let firm = format!("{SIGN}{}", firm_id.simple());
    format!(
        "'{firm}' || active || ' {firm}' || active || CASE vat WHEN '' THEN 'n' ELSE 'v' END \
         || COALESCE(' {firm}u' || lower(hex(business_unit_id)), '') \
         || COALESCE((SELECT group_concat(' {firm}c' || lower(hex(category_id)), '') FROM customer_category AS c \
         WHERE c.firm_id = customer.firm_id AND c.customer_id = customer.id), '') || search"
    )
}

/// Lower case ASCII.
pub fn fold(text: &str) -> String {
    any_ascii(text).to_ascii_lowercase()
}

fn parts(chunk: &str) -> impl Iterator<Item = &str> {
    chunk.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_punctuation_are_ignored() {
        assert_eq!(words(["Café D'Hondt & Zn."]), " cafe dhondt d hondt zn");
        assert_eq!(
            terms("CAFÉ dhondt"),
            terms("cafe d'hondt")
                .into_iter()
                .map(|t| Term { parts: if t.joined == "dhondt" { vec!["dhondt".into()] } else { t.parts }, ..t })
                .collect::<Vec<_>>()
        );
    }

    #[test]
    fn numbers_are_found_however_they_are_written() {
        assert_eq!(terms("0477.472.701")[0].joined, "0477472701");
        assert_eq!(terms("BE 0477.472.701").len(), 2);
    }

    #[test]
    fn a_mail_address_is_one_term() {
        assert_eq!(terms("info@acme.be").len(), 1);
        assert_eq!(words(["info@acme.be"]), " infoacmebe info acme be");
    }

    #[test]
    fn an_abbreviation_is_its_letters_joined() {
        assert_eq!(terms("B.V."), terms("bv"));
        assert_eq!(words(["De Beek B.V."]), " de beek bv b v");
        assert_eq!(terms("d'Hondt")[0].parts, ["d", "hondt"]);
    }

    #[test]
    fn a_word_counts_once() {
        assert_eq!(words(["Maes", "jan.maes@maes.be"]), " maes janmaesmaesbe jan be");
    }

    #[test]
    fn nothing_typed_is_nothing_sought() {
        assert!(terms("  .,- ").is_empty());
        assert_eq!(words([""]), "");
    }

    #[test]
    fn a_search_has_an_end() {
        let hostile = terms(&"ab.".repeat(100_000));
        assert_eq!(hostile.len(), 1);
        assert_eq!(hostile[0].parts.len(), 1);
        let longest = terms(&"aa.bb.cc.dd.ee.ff.gg.hh.ii.jj ".repeat(100));
        assert!(longest.len() <= 8 && longest.iter().all(|term| term.parts.len() <= 10), "{longest:?}");
        assert!(terms(&"a ".repeat(1_000)).len() <= 8);
    }

    #[test]
    fn a_very_long_name_keeps_the_index_small() {
        let name: Vec<String> = (0..10_000).map(|number| format!("woord{number}")).collect();
        let found_by = words(name.iter().map(String::as_str));
        assert!((MAX_LENGTH - 10..=MAX_LENGTH).contains(&found_by.len()));
    }
}
