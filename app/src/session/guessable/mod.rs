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

/// Why a password is too easy to guess; none when it is not. `known` holds what others know of the person: names, addresses, firm.
pub fn why(password: &str, known: &[String]) -> Option<Guessable> {
    let known = words_of(known);
    let words: Vec<&str> = known.iter().map(String::as_str).chain(OFFICE.lines()).chain(COMMON.lines()).collect();
    let mut forms = vec![password.to_owned(), any_ascii(password), as_on_azerty(password)];
    forms.dedup();
    let judged = forms.iter().map(|form| zxcvbn(form, &words));
    let weakest = judged.min_by(|one, other| one.guesses_log10().total_cmp(&other.guesses_log10()))?;
    if weakest.guesses_log10() < LEAST {
        return Some(reason(&weakest, &known, &words));
    }
    one_or_two_words(password, &known, &words)
}

/// Why a password is refused that is one listed word, or two joined as Dutch and German join them, between a few digits and signs:
/// `Koffie-pauze-1`. Guessers try those first, though their letters are many.
fn one_or_two_words(password: &str, known: &[String], words: &[&str]) -> Option<Guessable> {
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
    let mut splits = (SHORTEST..letters.len().saturating_sub(SHORTEST - 1)).map(|at| letters.split_at(at));
    let (one, other) = splits.find(|(one, other)| words.contains(one) && words.contains(other))?;
    Some(if is_known(one) || is_known(other) { Guessable::Name } else { Guessable::Word })
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

/// The keys that were pressed, as they are called on an American keyboard.
fn as_on_azerty(password: &str) -> String {
    let key = |c: char| AZERTY.iter().find(|(here, _)| *here == c).map_or(c, |(_, there)| *there);
    password.chars().map(key).collect()
}
