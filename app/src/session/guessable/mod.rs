//! Whether a password is too easy to guess. zxcvbn judges it, and knows lists of passwords that were stolen elsewhere; it is given the
//! words that people here begin one with: of Dutch, French and German, of the office, of the person, the firm and the product. It
//! sees through capitals, digits and signs for letters, and what is put behind a word. Nothing is asked outside.

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use any_ascii::any_ascii;
use zxcvbn::{Entropy, matching::patterns::MatchPattern, zxcvbn};

use crate::error::Guessable;

/// Common words and names, the commonest first: `scripts/common-words.mjs` made it from the language packages of zxcvbn-ts (MIT).
const COMMON: &str = include_str!("common.txt");
/// Words of an office, of seasons and places, and of the product: written by hand, tried before all others.
const OFFICE: &str = include_str!("office.txt");

/// The fewest guesses, as a power of ten. Ten characters by chance are 10; a common word with a year and a sign is below 9.
const LEAST: f64 = 9.6;
/// Digits and signs around words that make no password of them: a year and a sign, a date.
const MOST_SIGNS: usize = 8;
/// Parts of a name that are shorter are part of any word.
const SHORTEST: usize = 3;
/// What stands where on a French and Belgian keyboard, beside the letter of the American one that zxcvbn knows.
const AZERTY: [(char, char); 10] = [
    ('a', 'q'),
    ('z', 'w'),
    ('q', 'a'),
    ('w', 'z'),
    ('m', ';'),
    (',', 'm'),
    ('A', 'Q'),
    ('Z', 'W'),
    ('Q', 'A'),
    ('W', 'Z'),
];

/// The number row of a Belgian and of a French keyboard, without shift: from the key of 1 on, as the American one has it. With shift
/// they are the numbers themselves.
const ROWS: [&str; 2] = ["&é\"'(§è!çà)-", "&é\"'(-è_çà)="];
const ROW: &str = "1234567890-=";
/// What joins two words of a name or a saying: Karel de Grote.
const BETWEEN: [&str; 21] = [
    "de", "van", "der", "den", "het", "ten", "ter", "te", "en", "op", "in", "of", "la", "le", "les", "du", "des", "et",
    "von", "und", "am",
];

/// Why a password is too easy to guess; none when it is not. `known` holds what others know of the person: names, addresses, firm.
pub fn why(password: &str, known: &[String]) -> Option<Guessable> {
    let known = words_of(known);
    let words: Vec<&str> = known.iter().map(String::as_str).chain(OFFICE.lines()).chain(COMMON.lines()).collect();
    let mut forms = vec![password.to_owned(), any_ascii(password)];
    forms.extend(ROWS.iter().map(|row| as_on_azerty(password, row)));
    forms.sort_unstable();
    forms.dedup();
    let judged = forms.iter().map(|form| zxcvbn(form, &words));
    let weakest = judged.min_by(|one, other| one.guesses_log10().total_cmp(&other.guesses_log10()))?;
    if weakest.guesses_log10() < LEAST {
        return Some(reason(&weakest, &known, &words));
    }
    few_words(password, &known, &words)
}

/// Why a password is refused that is one listed word, two joined as Dutch and German join them, or three as names are made, between
/// a few digits and signs: `Koffie-pauze-1`, `KarelDeGrote1`. Guessers try those first, though their letters are many.
fn few_words(password: &str, known: &[String], words: &[&str]) -> Option<Guessable> {
    let plain = any_ascii(password).to_lowercase();
    let letters: String = plain.chars().filter(char::is_ascii_alphabetic).collect();
    if plain.len() - letters.len() > MOST_SIGNS {
        return None;
    }
    let words: HashSet<&str> = words.iter().copied().filter(|word| word.len() >= SHORTEST).collect();
    let is_known = |word: &str| known.iter().any(|known| known == word);
    if words.contains(letters.as_str()) {
        return Some(if is_known(&letters) { Guessable::Name } else { Guessable::Word });
    }
    let found = splits(&letters).filter(|(one, _)| words.contains(one)).find_map(|(one, rest)| {
        let between = |word: &str| words.contains(word) || BETWEEN.contains(&word);
        let last = splits(rest).find(|(middle, last)| between(middle) && words.contains(last));
        let last = if words.contains(rest) { Some(rest) } else { last.map(|(_, last)| last) };
        Some([one, last?])
    })?;
    Some(if found.into_iter().any(is_known) { Guessable::Name } else { Guessable::Word })
}

/// Every way to read letters as two words, of which the second is not too short to be listed.
fn splits(letters: &str) -> impl Iterator<Item = (&str, &str)> {
    (2..letters.len().saturating_sub(SHORTEST - 1)).map(|at| letters.split_at(at))
}

fn reason(judged: &Entropy, known: &[String], words: &[&str]) -> Guessable {
    let patterns = || judged.sequence().iter().map(|part| &part.pattern);
    let word = |pattern: &MatchPattern| match pattern {
        MatchPattern::Dictionary(found) => Some(found.matched_word.clone()),
        _ => None,
    };
    if patterns().filter_map(word).any(|word| known.contains(&word)) {
        Guessable::Name
    } else if patterns().filter_map(word).any(|word| words.contains(&word.as_str())) {
        Guessable::Word
    } else {
        Guessable::Keys
    }
}

/// The words of names and addresses, each by itself and those of a name together: `an`, `peeters`, `anpeeters`; and each name and
/// address as it is written.
fn words_of(known: &[String]) -> Vec<String> {
    let mut words = Vec::new();
    for text in known {
        let text = any_ascii(text).to_lowercase();
        // The last label of an address is everybody's.
        let own = text.rsplit_once('.').filter(|_| text.contains('@')).map_or(text.as_str(), |(own, _)| own);
        let parts: Vec<&str> =
            own.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
        words.push(parts.concat());
        words.extend([text.as_str(), own].map(str::to_owned));
        words.extend(text.split_once('@').map(|(mailbox, _)| mailbox.to_owned()));
        words.extend(parts.iter().map(|part| (*part).to_owned()));
        words.extend(parts.windows(2).map(<[&str]>::concat));
    }
    words.retain(|word| word.len() >= SHORTEST);
    words
}

/// The keys that were pressed on a keyboard with this number row, as they are called on an American one.
fn as_on_azerty(password: &str, row: &str) -> String {
    let numbers = || row.chars().zip(ROW.chars());
    let key = |c: char| AZERTY.into_iter().chain(numbers()).find(|(here, _)| *here == c).map_or(c, |(_, there)| there);
    password.chars().map(key).collect()
}
