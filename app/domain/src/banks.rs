//! The codes of banks in Belgian account numbers.
//!
//! Source: the list of bank identification codes of the National Bank of Belgium, as of 2026-01-01 and of October 2026, both
//! together: an account keeps its code for a while after its bank gave it up. Codes of either list are not told to be unknown.

use crate::Iban;
use crate::numbers::bank_of;

/// The first and the last code of each range that is given out, in order.
const GIVEN: &str = "\
    000-111 113-116 119-134 137-137 140-150 167-167 171-171 175-176 185-185 189-214 220-499 501-501 504-504 507-510 \
    512-515 521-525 538-538 541-541 546-546 548-560 562-579 581-581 583-583 585-588 590-601 603-607 610-613 624-625 \
    630-631 634-636 638-638 640-640 642-654 657-658 663-664 666-680 682-689 693-696 699-709 719-719 722-722 725-765 \
    772-806 817-817 823-826 828-828 830-840 845-845 850-853 859-860 862-863 865-866 868-868 871-871 873-873 875-881 \
    883-884 887-888 890-899 903-908 910-911 913-917 919-920 922-924 926-926 929-931 934-934 936-936 939-943 945-945 \
    948-961 963-964 967-969 971-971 973-984 989-999";

/// The bank's code in a Belgian account number, where no bank has it. The number may be right all the same: a bank can be newer
/// than this list. So it is a hint, and never a reason to refuse.
#[must_use]
pub fn unknown_bank(iban: &Iban) -> Option<String> {
    if !iban.as_str().starts_with("BE") {
        return None;
    }
    let code = bank_of(iban)?;
    let given = ranges().any(|(first, last)| (first..=last).contains(&code.as_str()));
    (!given).then_some(code)
}

/// Codes of three digits compare as text.
fn ranges() -> impl Iterator<Item = (&'static str, &'static str)> {
    GIVEN.split_ascii_whitespace().filter_map(|range| range.split_once('-'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("BE71 0961 2345 6769", None)]
    #[case("BE78 9799 3119 8486", None)]
    #[case("BE68 5390 0754 7034", Some("539"))]
    #[case("NL91 ABNA 0417 1643 00", None)]
    #[case("DE44 5001 0517 5407 3249 31", None)]
    fn tells_a_code_that_no_bank_has(#[case] iban: Iban, #[case] code: Option<&str>) {
        assert_eq!(unknown_bank(&iban).as_deref(), code);
    }

    #[test]
    fn the_ranges_are_in_order_and_apart() {
        let all: Vec<_> = ranges().collect();
        assert_eq!(all.len(), GIVEN.split_ascii_whitespace().count());
        assert!(all.iter().all(|(first, last)| first.len() == 3 && last.len() == 3 && first <= last));
        assert!(all.windows(2).all(|pair| pair[0].1 < pair[1].0));
    }
}
