//! Likeness of names: the key under which duplicates meet, and the distance behind "did you mean". Lists are sorted by
//! [`crate::sorting`]: a key for matching drops what a list must keep.

use crate::texts::AND;

/// Lower case without accents, for comparing and sorting Latin text; other scripts keep their letters.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' => folded.push('a'),
            'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => folded.push('c'),
            'ď' | 'đ' | 'ð' => folded.push('d'),
            'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => folded.push('e'),
            'ĝ' | 'ğ' | 'ġ' | 'ģ' => folded.push('g'),
            'ĥ' | 'ħ' => folded.push('h'),
            'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => folded.push('i'),
            'ĵ' => folded.push('j'),
            'ķ' => folded.push('k'),
            'ĺ' | 'ļ' | 'ľ' | 'ł' => folded.push('l'),
            'ñ' | 'ń' | 'ņ' | 'ň' => folded.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => folded.push('o'),
            'ŕ' | 'ŗ' | 'ř' => folded.push('r'),
            'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => folded.push('s'),
            'ţ' | 'ť' | 'ŧ' | 'ț' => folded.push('t'),
            'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => folded.push('u'),
            'ŵ' => folded.push('w'),
            'ý' | 'ÿ' | 'ŷ' => folded.push('y'),
            'ź' | 'ż' | 'ž' => folded.push('z'),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            'ß' => folded.push_str("ss"),
            'ĳ' => folded.push_str("ij"),
            // Accents that stand as a sign of their own, as macOS writes them.
            '\u{300}'..='\u{36f}' => {}
            other => folded.push(other),
        }
    }
    folded
}

/// Legal forms of Belgium and its neighbours, as they look after folding and without dots.
const LEGAL_FORMS: &[&str] = &[
    "ag",
    "asbl",
    "aisbl",
    "bv",
    "bvba",
    "cbva",
    "comm va",
    "comm v",
    "commv",
    "commva",
    "cv",
    "cva",
    "cvba",
    "cvoa",
    "ebvba",
    "eurl",
    "gcv",
    "gie",
    "gmbh",
    "ivzw",
    "kg",
    "llc",
    "llp",
    "ltd",
    "limited",
    "maatschap",
    "nv",
    "ohg",
    "plc",
    "sa",
    "sarl",
    "sarls",
    "sas",
    "sasu",
    "sc",
    "sca",
    "scrl",
    "scs",
    "sci",
    "se",
    "snc",
    "societe anonyme",
    "soc",
    "sprl",
    "sprlu",
    "srl",
    "stichting",
    "ug",
    "vof",
    "vzw",
    "besloten vennootschap",
    "naamloze vennootschap",
];

/// The key under which likely duplicates meet: without case, accents, punctuation, the legal form at its end, and the word *and*.
/// At its beginning the letters of a legal form are a word of the name: "SE Vastgoed" is not "Vastgoed".
/// "Bakkerij Peeters BV" and "bakkerij  peeters b.v.b.a." share one. Empty only for a name without letters or digits.
#[must_use]
pub fn name_key(name: &str) -> String {
    let spaced: String = fold(name)
        .chars()
        .filter(|c| !matches!(c, '.' | '\'' | '\u{2019}'))
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let words = join_single_letters(&spaced);
    let mut words: Vec<&str> =
        words.iter().map(String::as_str).filter(|word| !AND.in_all().any(|and| and.trim() == *word)).collect();
    while let Some(rest) = without_legal_form(&words) {
        words = rest.to_vec();
    }
    words.join(" ")
}

/// `b v` is written with a space as often as with dots.
fn join_single_letters(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut spelling = false;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
        match words.last_mut() {
            Some(last) if letter && spelling => last.push_str(word),
            _ => words.push(word.to_owned()),
        }
        spelling = letter;
    }
    words
}

/// The words without a legal form at their end; none when there is nothing to take, or nothing would be left.
fn without_legal_form<'a, 'w>(words: &'a [&'w str]) -> Option<&'a [&'w str]> {
    [2, 1].into_iter().filter(|taken| *taken < words.len()).find_map(|taken| {
        let (head, tail) = words.split_at(words.len() - taken);
        LEGAL_FORMS.contains(&tail.join(" ").as_str()).then_some(head)
    })
}

/// How many insertions, deletions, substitutions and exchanges of neighbours lie between two texts (optimal string
/// alignment), if no more than `max`: time grows with the length times `max` only.
#[must_use]
pub fn damerau(a: &str, b: &str, max: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > max {
        return None;
    }
    let far = max + 1;
    let mut before = vec![far; b.len() + 1];
    let mut above: Vec<usize> = (0..=b.len()).map(|column| column.min(far)).collect();
    for row in 1..=a.len() {
        let mut current = vec![far; b.len() + 1];
        current[0] = row.min(far);
        // Outside this band the distance exceeds `max` anyhow.
        for column in row.saturating_sub(max).max(1)..=b.len().min(row + max) {
            let differ = usize::from(a[row - 1] != b[column - 1]);
            let mut best = (above[column - 1] + differ).min(above[column] + 1).min(current[column - 1] + 1);
            if row > 1 && column > 1 && a[row - 1] == b[column - 2] && a[row - 2] == b[column - 1] {
                best = best.min(before[column - 2] + 1);
            }
            current[column] = best.min(far);
        }
        before = std::mem::replace(&mut above, current);
    }
    above.last().copied().filter(|distance| *distance <= max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("Bakkerij Peeters BV", "bakkerij peeters")]
    #[case("bakkerij  peeters bvba", "bakkerij peeters")]
    #[case("Bakkerij Peeters B.V.B.A.", "bakkerij peeters")]
    #[case("B V Bakkerij-Peeters", "bv bakkerij peeters")]
    #[case("Bakkerij-Peeters B V", "bakkerij peeters")]
    #[case("SE Vastgoed nv", "se vastgoed")]
    #[case("Vastgoed bv", "vastgoed")]
    #[case("AG Insurance", "ag insurance")]
    #[case("SA Dubois SRL", "sa dubois")]
    #[case("NV Bouw", "nv bouw")]
    #[case("Comm. V Peeters & Zonen", "comm v peeters zonen")]
    #[case("Peeters en Zonen Comm.V", "peeters zonen")]
    #[case("Société Générale S.A.", "societe generale")]
    #[case("Müller GmbH & Co. KG", "muller gmbh co")]
    #[case("L'Étoile ASBL", "letoile")]
    #[case("NV", "nv")]
    #[case("SA NV", "sa")]
    #[case("3M Belgium", "3m belgium")]
    #[case("🥐", "")]
    fn keys(#[case] name: &str, #[case] key: &str) {
        assert_eq!(name_key(name), key);
    }

    #[rstest]
    #[case("", "", 2, Some(0))]
    #[case("peeters", "peters", 2, Some(1))]
    #[case("peeters", "epetesr", 2, Some(2))]
    #[case("ab", "ba", 1, Some(1))]
    #[case("gent", "brugge", 2, None)]
    #[case("abc", "", 3, Some(3))]
    #[case("abc", "abcd", 0, None)]
    fn distances(#[case] a: &str, #[case] b: &str, #[case] max: usize, #[case] wanted: Option<usize>) {
        assert_eq!(damerau(a, b, max), wanted);
        assert_eq!(damerau(b, a, max), wanted);
    }

    proptest! {
        #[test]
        fn case_spaces_and_a_legal_form_make_no_difference(name in "[a-zA-Zé.&'-]{2,9}( [a-zA-Zé.&'-]{2,9}){0,2}") {
            let key = name_key(&name);
            prop_assume!(!key.is_empty());
            prop_assert_eq!(name_key(&format!("  {} B.V.", name.to_uppercase().replace(' ', "   "))), key);
        }

        #[test]
        fn the_bound_changes_nothing_but_the_limit(a in "[abc]{0,8}", b in "[abc]{0,8}", max in 0usize..8) {
            let whole = damerau(&a, &b, 16).expect("within 16");
            prop_assert_eq!(damerau(&a, &b, max), (whole <= max).then_some(whole));
        }
    }
}
