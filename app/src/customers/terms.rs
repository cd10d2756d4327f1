//! What was typed in a search, as terms that must all be found. A number may be written in groups, behind its country or its
//! label: `BTW BE 0812.375.196` is one term.

use domain::clean;

use super::{
    phone,
    search::{SIGN, fold, parts},
};
use crate::limits;

/// How many terms a search has, and how many parts each.
const MOST_TERMS: usize = 8;
const MOST_PARTS: usize = 10;
/// A number of fewer digits may as well be two numbers behind a word of two letters.
const LONG_NUMBER: usize = 7;
/// Words that say what number follows, and are no part of it.
const LABELS: [&str; 42] = [
    "btw",
    "tva",
    "vat",
    "kbo",
    "bce",
    "kvk",
    "iban",
    "nr",
    "num",
    "nummer",
    "numero",
    "number",
    "tel",
    "telefoon",
    "gsm",
    "mobile",
    "btwnummer",
    "btwnr",
    "ondernemingsnummer",
    "bedrijfsnummer",
    "rekening",
    "rekeningnummer",
    "rek",
    // `n°`, as it is folded.
    "ndeg",
    "entreprise",
    "dentreprise",
    "numerodentreprise",
    "ondernemingsnr",
    "bedrijfsnr",
    "rpr",
    "rpm",
    "telephone",
    "compte",
    "ond",
    "ondnr",
    "ust",
    "ustid",
    "ustidnr",
    "idnr",
    "mwst",
    "mva",
    "iva",
];

/// One word or number as typed: it is found joined (`dhondt`), or as its parts (`d`, `hondt`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub joined: String,
    pub parts: Vec<String>,
    /// A number behind a word may be that of a house in a street.
    pub house: Option<String>,
}

impl Term {
    /// A single word.
    pub fn word(word: String) -> Self {
        Self { parts: vec![word.clone()], joined: word, house: None }
    }

    /// The ways in which a word of it may stand in what a customer is found by.
    pub fn ways(word: &str) -> Vec<&str> {
        if is_digits(word) { phone::ways(word) } else { vec![word] }
    }

    /// What no customer has: signs alone were typed.
    fn nothing() -> Self {
        Self::word(format!("{SIGN}nothing"))
    }

    /// Whether it cannot be found at all.
    pub fn finds_nothing(&self) -> bool {
        self.joined.starts_with(SIGN)
    }

    /// Whether it is a single word.
    pub fn is_word(&self) -> bool {
        matches!(self.parts.as_slice(), [part] if *part == self.joined)
    }

    /// Whether it may be the beginning of an account number, with its country or, in digits, without it.
    pub fn may_be_account(&self) -> bool {
        is_iban_start(&self.joined) || (is_digits(&self.joined) && self.joined.len() >= LONG_NUMBER)
    }
}

/// What was typed, as terms that must all be found, each as the beginning of a word; at most eight, of at most ten parts. Of a
/// text that is longer than a search may be, its beginning is sought. Signs alone find nothing rather than everything.
pub fn terms(query: &str) -> Vec<Term> {
    let query = clean::line(&query.chars().take(limits::SEARCH).collect::<String>()).text;
    // One sign may be folded to a whole sentence.
    let folded: String = fold(&dialled(&query.replace("(0)", ""))).chars().take(limits::SEARCH).collect();
    let chunks: Vec<Vec<&str>> =
        folded.split_whitespace().flat_map(chunks).filter(|parts: &Vec<&str>| !parts.is_empty()).collect();
    if chunks.is_empty() {
        return if query.is_empty() { Vec::new() } else { vec![Term::nothing()] };
    }
    let mut terms = Vec::new();
    let mut rest = chunks.as_slice();
    let mut before = None;
    while let [first, others @ ..] = rest {
        if let Some((term, taken)) = number(rest) {
            terms.push(term);
            rest = &rest[taken..];
            before = None;
            continue;
        }
        // Some stand behind the number: `CHE-107.787.577 MWST`.
        let follows = terms.last().is_some_and(|term: &Term| digits(&term.joined) >= LONG_NUMBER);
        let is_label = LABELS.contains(&first.concat().as_str()) && (follows || announces_number(others));
        if !is_label {
            let house = before.and_then(|street| house(street, &first.concat()));
            terms.push(Term { house, ..word(first) });
            before = first.last().copied();
        }
        rest = others;
    }
    terms.truncate(MOST_TERMS);
    terms
}

/// The plus in front of a number as it is dialled: folding would lose it.
fn dialled(query: &str) -> String {
    let number =
        |word: &str| word.strip_prefix('+').filter(|rest| starts_with_digit(rest)).map(|rest| format!("00{rest}"));
    let words = query.split(' ').map(|word| number(word).unwrap_or_else(|| word.to_owned()));
    words.collect::<Vec<_>>().join(" ")
}

/// A chunk by its parts; labels that are tied to what follows (`btw-be0812`, `ond.nr.0812`, `btwbe0812`) are chunks of their own. What
/// stands before every website is left out.
fn chunks(chunk: &str) -> Vec<Vec<&str>> {
    let mut parts: Vec<&str> = parts(chunk).collect();
    if parts.len() > 1 && parts[0] == "www" {
        parts.remove(0);
    }
    let labels = parts.iter().take_while(|part| LABELS.contains(part)).count().min(parts.len().saturating_sub(1));
    let mut chunks: Vec<Vec<&str>> = parts.drain(..labels).map(|label| vec![label]).collect();
    if let Some((label, number)) = parts.first().and_then(|first| glued(first)) {
        chunks.push(vec![label]);
        parts[0] = number;
    }
    chunks.push(parts);
    chunks
}

/// A label that is glued to a number with its country.
fn glued(part: &str) -> Option<(&str, &str)> {
    let mut cuts = LABELS.into_iter().filter_map(|label| Some((label, part.strip_prefix(label)?)));
    cuts.find(|(_, rest)| rest.len() > LONG_NUMBER && is_letters(&rest[..2]) && starts_with_digit(&rest[2..]))
}

fn word(parts: &[&str]) -> Term {
    let joined = parts.concat();
    // The letters of an abbreviation (`B.V.`) say nothing by themselves, and so many parts are no name.
    if parts.len() > MOST_PARTS || parts.iter().all(|part| part.len() == 1) {
        return Term::word(joined);
    }
    if let Some(digits) = without_country(&joined) {
        return Term { parts: vec![digits.to_owned()], joined, house: None };
    }
    Term { parts: parts.iter().map(|part| (*part).to_owned()).collect(), joined, house: None }
}

/// A number that stands behind its country: it is found without that too, since not every enterprise has VAT.
fn without_country(joined: &str) -> Option<&str> {
    let (country, digits) = joined.split_at(joined.len().min(2));
    (is_letters(country) && is_digits(digits) && (LONG_NUMBER..=12).contains(&digits.len())).then_some(digits)
}

/// The word by which a house is found: its number behind the last word of its street. A house number alone says little, and would be in
/// the way of customers' own.
pub(super) fn house(street: &str, number: &str) -> Option<String> {
    const LONGEST: usize = 8;
    let is_house = street.len() > 2 && is_letters(street) && starts_with_digit(number) && number.len() <= LONGEST;
    is_house.then(|| format!("{street}{number}"))
}

/// A number written in groups at the beginning of these chunks, and how many chunks it takes.
fn number(chunks: &[Vec<&str>]) -> Option<(Term, usize)> {
    let joined: Vec<String> = chunks.iter().map(|parts| parts.concat()).collect();
    let has_country = joined.first().is_some_and(|first| first.len() == 2 && is_letters(first));
    let from = usize::from(has_country);
    let first = joined.get(from)?;
    let account = is_iban_start(first) && first.len() <= 6;
    if !account && (has_country || !is_digits(first)) {
        let mixed = mixed_number(chunks, &joined, from);
        if mixed.is_some() || !is_digits(first) {
            return mixed;
        }
    }
    // In an account number a group of letters may tell the bank.
    let belongs = |(at, text): &(usize, &String)| is_digits(text) || (account && *at == 0 && text.len() == 4);
    let more = joined[from + 1..].iter().enumerate().take_while(belongs).count();
    let end = from + 1 + more;
    let whole = joined[from..end].concat();
    if (has_country && whole.len() < LONG_NUMBER) || (!has_country && more == 0) {
        return None;
    }
    let parts: Vec<String> = match whole.strip_prefix("00") {
        Some(abroad) if abroad.len() >= 6 => vec![abroad.to_owned()],
        _ if has_country || chunks[from..end].iter().map(Vec::len).sum::<usize>() > MOST_PARTS => vec![whole.clone()],
        _ => chunks[from..end].iter().flatten().map(|part| (*part).to_owned()).collect(),
    };
    Some((Term { joined: whole, parts, house: None }, end))
}

/// A number with letters in it, such as `NL 0044.95.445.B01`. Its chunks may as well be words, so that it is found as those too.
fn mixed_number(chunks: &[Vec<&str>], joined: &[String], from: usize) -> Option<(Term, usize)> {
    let end = from + joined[from..].iter().take_while(|text| text.bytes().any(|byte| byte.is_ascii_digit())).count();
    let whole = joined[from..end].concat();
    let parts: Vec<String> = chunks[..end].iter().flatten().map(|part| (*part).to_owned()).collect();
    let is_number = (LONG_NUMBER..whole.len()).contains(&digits(&whole)) && (2..=MOST_PARTS).contains(&parts.len());
    let parts = without_country(&whole).map_or(parts, |digits| vec![digits.to_owned()]);
    is_number.then_some((Term { joined: whole, parts, house: None }, end))
}

/// Whether a number follows, behind other labels or its country.
fn announces_number(chunks: &[Vec<&str>]) -> bool {
    let mut joined = chunks.iter().map(|parts| parts.concat()).skip_while(|text| LABELS.contains(&text.as_str()));
    match joined.next() {
        Some(text) if text.len() == 2 && is_letters(&text) => {
            joined.next().is_some_and(|text| starts_with_digit(&text))
        }
        Some(text) => starts_with_digit(&text) || (text.len() > 2 && starts_with_digit(&text[2..])),
        None => false,
    }
}

fn is_iban_start(text: &str) -> bool {
    text.len() >= 4 && is_letters(&text[..2]) && is_digits(&text[2..4])
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

fn is_letters(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn starts_with_digit(text: &str) -> bool {
    text.as_bytes().first().is_some_and(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(query: &str) -> Vec<String> {
        terms(query).into_iter().map(|term| term.joined).collect()
    }

    #[test]
    fn numbers_are_found_however_they_are_written() {
        for written in [
            "0812375196",
            "0812 375 196",
            "0812.375.196",
            "BE 0812 375 196",
            "BTW BE 0812.375.196",
            "btw: BE 0812-375-196",
            "TVA 0812\u{a0}375\u{202f}196",
            "BTW-nummer BE 0812.375.196",
            "ondernemingsnummer 0812 375 196",
            "0812\u{200b}375196",
            "ond.nr. 0812.375.196",
        ] {
            assert_eq!(joined(written), ["0812375196"], "{written}");
        }
        for without in ["812 375 196", "BE 812 375 196"] {
            assert_eq!(joined(without), ["812375196"], "{without}");
        }
        let whole = &terms("BE0812.375.196")[0];
        assert_eq!((whole.joined.as_str(), whole.parts.concat().as_str()), ("be0812375196", "0812375196"));
        assert_eq!(terms("BE(0)812.375.196")[0].parts, ["812375196"]);
        assert_eq!(joined("BE78 9799 3119 8486"), ["be78979931198486"]);
        assert_eq!(joined("IBAN: NL91 ABNA 0417 1643 00"), ["nl91abna0417164300"]);
        assert!(terms("BE78 9799")[0].may_be_account());
        assert!(terms("539-0075470-34")[0].may_be_account() && !terms("9000")[0].may_be_account());
        assert_eq!(joined("+32 491 23 45 67"), ["0032491234567"]);
        assert_eq!(terms("0032 491 23 45 67")[0].parts, ["32491234567"]);
        assert_eq!(joined("+32 (0)9 123 45 67"), ["003291234567"]);
    }

    #[test]
    fn numbers_with_letters_are_found_in_groups_too() {
        for (written, found) in [
            ("NL 0044.95.445.B01", "004495445b01"),
            ("NL 004495445B01", "004495445b01"),
            ("btw NL 0044 95445 B01", "004495445b01"),
            ("FR K7 399 859 412", "k7399859412"),
            ("K7 399 859 412", "k7399859412"),
            ("FRK7 399 859 412", "frk7399859412"),
            ("ES B-12345674", "b12345674"),
        ] {
            assert_eq!(joined(written), [found], "{written}");
        }
        for glued in ["BTWBE0812375196", "USt-IdNr BE0812375196", "btw-be0812375196"] {
            assert_eq!(joined(glued), ["be0812375196"], "{glued}");
        }
        assert_eq!(joined("www.zoekmij.example"), ["zoekmijexample"]);
        assert_eq!(joined("Kerkstraat 12A 9000"), ["kerkstraat", "12a", "9000"]);
        assert_eq!(terms("De B12 54 90001")[0].parts, ["de", "b12", "54", "90001"]);
    }

    #[test]
    fn words_stay_words() {
        assert_eq!(joined("De 2 Broers"), ["de", "2", "broers"]);
        assert_eq!(joined("Studio 54"), ["studio", "54"]);
        assert_eq!(terms("Studio 54 9000")[1].parts, ["54", "9000"]);
        assert_eq!(joined("btw"), ["btw"]);
        assert_eq!(joined("Tel Aviv"), ["tel", "aviv"]);
        assert_eq!(joined("kl-001"), ["kl001"]);
        assert_eq!(joined("CAFÉ dhondt"), ["cafe", "dhondt"]);
        assert_eq!(terms("d'Hondt")[0].parts, ["d", "hondt"]);
        assert_eq!(terms("B.V."), terms("bv"));
        assert_eq!(terms("info@acme.be").len(), 1);
        assert_eq!(terms("a b c d e f g h i j").len(), 8);
    }

    #[test]
    fn a_number_behind_a_street_may_be_that_of_a_house() {
        let house = |query: &str| terms(query).pop().and_then(|term| term.house);
        for (query, found) in [
            ("Kerkstraat 12", Some("kerkstraat12")),
            ("Rue de l'Église 12A", Some("eglise12a")),
            ("Grote Markt nr. 12/3", Some("markt123")),
            ("12 Kerkstraat", None),
            ("De 2", None),
            ("Kerkstraat", None),
            ("Kerkstraat 0812375196", None),
        ] {
            assert_eq!(house(query).as_deref(), found, "{query}");
        }
        assert_eq!(joined("Kerkstraat 12"), ["kerkstraat", "12"]);
    }

    #[test]
    fn a_search_has_an_end() {
        let hostile = terms(&"ab.".repeat(100_000));
        assert_eq!((hostile.len(), hostile[0].parts.len()), (1, 1));
        for long in ["aa.bb.cc.dd.ee.ff.gg.hh.ii.jj ", "a ", "1 ", "12.34 ", "btw ", "be "] {
            let longest = terms(&long.repeat(1_000));
            assert!(longest.len() <= 8 && longest.iter().all(|term| term.parts.len() <= 10), "{longest:?}");
        }
    }

    #[test]
    fn signs_alone_find_nothing_and_no_search_is_none() {
        assert!(terms("  ").is_empty() && terms("\u{200b}").is_empty());
        for signs in ["%", ".,-", "***", "_", "\"'"] {
            assert!(terms(signs)[0].finds_nothing(), "{signs}");
        }
        assert_eq!(joined("%41"), ["41"]);
    }
}
