//! What was probably meant by a number that cannot be right: the numbers that are, one slip of the hand away from it.

use crate::Rejection;

/// What a digit is mistaken for.
pub(crate) const DIGITS: &[&str] = &["0123456789"];
/// The same where letters are checked as well.
pub(crate) const DIGITS_AND_LETTERS: &[&str] = &["0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/// The right numbers that are one slip away from `text`, in their stored form: two neighbours exchanged, or one sign that stands for
/// another of its alphabet. Nothing when there are more than a person is asked to choose from: then none of them is likely.
/// `right` gives the stored form of a number that is right.
pub(crate) fn repairs(text: &str, alphabets: &[&str], right: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let slips = exchanged(text).chain(mistaken(text, alphabets));
    let found: Vec<String> = slips.filter_map(|slip| right(&slip)).take(Rejection::MOST_REPAIRS + 1).collect();
    if found.len() > Rejection::MOST_REPAIRS { Vec::new() } else { found }
}

fn exchanged(text: &str) -> impl Iterator<Item = String> {
    let signs = text.as_bytes();
    (1..signs.len()).filter(|at| signs[at - 1] != signs[*at]).filter_map(|at| {
        let mut slip = signs.to_vec();
        slip.swap(at - 1, at);
        String::from_utf8(slip).ok()
    })
}

fn mistaken(text: &str, alphabets: &[&str]) -> impl Iterator<Item = String> {
    let others = move |sign: char| {
        let own = alphabets.iter().filter(move |alphabet| alphabet.contains(sign));
        own.flat_map(|alphabet| alphabet.chars()).filter(move |other| *other != sign)
    };
    text.char_indices().flat_map(move |(at, sign)| {
        let (before, after) = (&text[..at], &text[at + sign.len_utf8()..]);
        others(sign).map(move |other| format!("{before}{other}{after}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, right: &[&str]) -> Vec<String> {
        repairs(text, DIGITS, |slip| right.contains(&slip).then(|| slip.to_owned()))
    }

    #[test]
    fn an_exchange_and_another_digit_are_one_slip() {
        assert_eq!(of("123", &["132", "124", "923"]), ["132", "923", "124"]);
    }

    #[test]
    fn two_slips_more_or_fewer_digits_and_letters_are_none() {
        assert!(of("123", &["321", "145", "12", "1234", "12A"]).is_empty());
        let lettered = repairs("12A", DIGITS_AND_LETTERS, |slip| (slip == "12B").then(|| slip.to_owned()));
        assert_eq!(lettered, ["12B"]);
    }

    #[test]
    fn more_than_three_are_no_choice() {
        assert_eq!(of("123", &["213", "124", "125"]).len(), 3);
        assert!(of("123", &["213", "124", "125", "126"]).is_empty());
    }

    #[test]
    fn an_exchange_of_equal_neighbours_is_no_slip() {
        assert!(of("11", &["11"]).is_empty());
    }
}
