//! The list of activities with their names, on the server: no page needs all of it.

use std::{collections::BTreeMap, sync::LazyLock};

use domain::{Language, Nace, likeness::fold, nace::Activity};

/// A row for each code, a column for each language.
const NAMES: &str = include_str!("names.tsv");
/// The same of the words by which the register of enterprises divides an activity further, folded, as far as its name lacks them.
const ALSO: &str = include_str!("also.tsv");

/// How many are offered.
const OFFERED: usize = 12;
/// Of fewer letters too much begins.
const FEWEST: usize = 2;

/// An activity, and what it is found by.
struct Entry {
    activity: Activity,
    /// Its names as they are searched, in the order of [`Language::ALL`].
    folded: Vec<String>,
    /// In the same order.
    also: Vec<String>,
}

static ENTRIES: LazyLock<BTreeMap<Nace, Entry>> = LazyLock::new(|| {
    let mut also: BTreeMap<Nace, Vec<String>> = rows(ALSO).collect();
    let entry = |(code, names): (Nace, Vec<String>)| {
        let folded = names.iter().map(|name| fold(name)).collect();
        let also = also.remove(&code).unwrap_or_default();
        (code, Entry { activity: Activity { code: code.to_string(), names }, folded, also })
    };
    rows(NAMES).map(entry).collect()
});

/// The rows of a table by their codes, each with its texts in the order of [`Language::ALL`].
fn rows(table: &str) -> impl Iterator<Item = (Nace, Vec<String>)> {
    let mut lines = table.lines();
    let languages: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    // A language that the table does not have is told in the first that it has.
    let column = |lang: Language| languages.iter().position(|key| *key == lang.as_str()).unwrap_or(1);
    let columns = Language::ALL.map(column);
    lines.filter_map(move |line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let text = |column: usize| cells.get(column).copied().unwrap_or_default().to_owned();
        Some((Nace::read(cells.first()?).ok()?, columns.map(text).into()))
    })
}

/// The activity that a stored code stands for; none of an empty text. A code that the list does not have has no name.
pub fn activity(code: &str) -> Option<Activity> {
    if code.is_empty() {
        return None;
    }
    let known = Nace::read(code).ok().and_then(|code| ENTRIES.get(&code));
    Some(known.map_or_else(|| Activity { code: code.to_owned(), names: Vec::new() }, |entry| entry.activity.clone()))
}

/// Activities by what they are called in any language, or by how their code begins: the nearest first.
pub fn search(text: &str) -> Vec<Activity> {
    if let Ok(code) = Nace::read(text) {
        return ENTRIES.get(&code).map(|entry| entry.activity.clone()).into_iter().collect();
    }
    let text = fold(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    if text.trim().chars().count() < FEWEST {
        return Vec::new();
    }
    let mut found: Vec<(u8, &Entry)> =
        ENTRIES.values().filter_map(|entry| Some((nearness(entry, &words)?, entry))).collect();
    // Those that are equally near stay in the order of their codes.
    found.sort_by_key(|(nearness, _)| *nearness);
    found.into_iter().take(OFFERED).map(|(_, entry)| entry.activity.clone()).collect()
}

/// How near an activity is to the words, of which all must be there: 0 where its code or its name begins so, 1 where each begins a word
/// of the name, 2 where each stands in it, 3 where the register says some of them. None where it is not meant.
fn nearness(Entry { activity, folded, also }: &Entry, words: &[&str]) -> Option<u8> {
    let digits: String = words.concat().chars().filter(|c| *c != '.').collect();
    if !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return activity.code.replace('.', "").starts_with(&digits).then_some(0);
    }
    let in_names = folded.iter().filter_map(|name| in_name(name, words)).min();
    in_names.or_else(|| {
        let found =
            |(name, also): (&String, &String)| words.iter().all(|word| name.contains(word) || also.contains(word));
        folded.iter().zip(also).any(found).then_some(3)
    })
}

fn in_name(name: &str, words: &[&str]) -> Option<u8> {
    if name.starts_with(&words.join(" ")) {
        return Some(0);
    }
    let begins = |word: &&str| name.split(|c: char| !c.is_alphanumeric()).any(|part| part.starts_with(word));
    if words.iter().all(begins) {
        return Some(1);
    }
    words.iter().all(|word| name.contains(word)).then_some(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<String> {
        search(text).into_iter().map(|activity| activity.code).collect()
    }

    #[test]
    fn every_code_has_a_name_in_every_language() {
        assert!(ENTRIES.keys().copied().eq(Nace::all()), "the names are those of the codes");
        for (code, Entry { activity, .. }) in ENTRIES.iter() {
            assert_eq!(activity.code, code.to_string());
            for lang in Language::ALL {
                assert!(!activity.name(lang).trim().is_empty(), "{code} in {lang:?}");
            }
        }
    }

    #[test]
    fn a_code_is_told_in_each_language() {
        let programming = activity("62.100").unwrap();
        for (lang, name) in [
            (Language::Nl, "Ontwerpen van computerprogramma’s"),
            (Language::Fr, "Activités de programmation informatique"),
            (Language::En, "Computer programming activities"),
            (Language::De, "Programmierungstätigkeiten"),
        ] {
            assert_eq!(programming.words(lang), format!("62.100 – {name}"));
        }
        assert_eq!(activity(""), None);
        assert_eq!(activity("12.345").unwrap().words(Language::Nl), "12.345");
    }

    #[test]
    fn an_activity_is_found_in_every_language() {
        for text in ["computerprogramma", "programmation informatique", "PROGRAMMIERUNG", "computer programming"] {
            assert!(codes(text).contains(&"62.100".to_owned()), "{text}: {:?}", codes(text));
        }
        for text in ["bakkerijproducten", "boulangerie", "bäckerei", "bakery"] {
            assert!(codes(text).contains(&"10.711".to_owned()), "{text}: {:?}", codes(text));
        }
        assert!(codes("tatigkeiten betriebsrevisoren").contains(&"69.203".to_owned()), "without accents");
    }

    #[test]
    fn a_code_is_found_by_how_it_begins() {
        assert_eq!(codes("69.20"), ["69.201", "69.202", "69.203", "69.209"]);
        assert_eq!(codes("6920"), codes("69.20"));
        assert_eq!(codes("62100"), ["62.100"]);
        assert_eq!(codes("62.100 – Ontwerpen van computerprogramma’s"), ["62.100"]);
    }

    #[test]
    fn what_begins_so_comes_before_what_only_has_it_inside() {
        let is_inside = |activity: &Activity| {
            let names: Vec<String> = activity.names.iter().map(|name| fold(name)).collect();
            !names.iter().any(|name| name.starts_with("teelt"))
        };
        let found = search("teelt");
        assert!(found.len() == OFFERED && found.is_sorted_by_key(is_inside), "{found:?}");
        assert!(!is_inside(&found[0]), "{found:?}");
        assert_eq!(codes("kappers"), ["96.210", "01.280"], "what only the register says comes last");
    }

    #[test]
    fn little_finds_nothing_and_much_finds_no_more_than_is_offered() {
        for text in ["", " ", "a", "xyzzy", "\0", "%", "62 bakker"] {
            assert_eq!(codes(text), [""; 0], "{text}");
        }
        assert_eq!(codes("van").len(), OFFERED);
        assert_eq!(codes(&"van ".repeat(50)).len(), OFFERED);
    }
}
