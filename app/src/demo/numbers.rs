//! Numbers that carry their check digits, each made from a customer's place in the row, so that no two are the same.

/// A prime: multiplying by another number modulo it gives every place a number of its own that looks like chance.
const BELGIAN: u64 = 4_989_997;
/// The same for Dutch numbers, which have a longer free part.
const DUTCH: u64 = 8_999_993;
/// How many customers can have numbers of their own.
pub const MAX: u32 = 4_900_000;

/// A Belgian enterprise number as the Crossroads Bank has given out: 0300.… to 0798.….
pub fn enterprise(place: u32) -> String {
    // Below 0300 lie the numbers of the bulk files that tests and benchmarks write.
    let body = 3_000_000 + (u64::from(place) + 1) * 2_718_281 % BELGIAN;
    format!("{body:08}{:02}", 97 - body % 97)
}

/// A Dutch VAT number. That of a company is its RSIN, which passes the *elfproef*, and `B01`; that of a sole trader passes
/// mod 97-10 as a whole.
pub fn dutch_vat(place: u32, sole_trader: bool) -> String {
    let body = scattered(place);
    if sole_trader {
        // `NL` counts as 23 and 21, `B` as 11.
        let before = format!("2321{body}0{}11", place % 10);
        let check = match (98 - mod_97(&format!("{before}00"))) % 97 {
            small @ (0 | 1) => small + 97,
            check => check,
        };
        format!("NL{body}0{}B{check:02}", place % 10)
    } else {
        format!("NL{}B01", with_eleven_test(&body))
    }
}

/// A number of the Dutch trade register: eight digits without a check.
pub fn kvk(place: u32) -> String {
    format!("{}", 10_000_000 + (u64::from(place) + 1) * 3_141_593 % DUTCH * 9)
}

/// A Belgian account at this bank, with its national check (the first ten digits mod 97, 0 counting as 97).
pub fn belgian_iban(bank: &str, place: u32) -> String {
    let account = format!("{bank}{}", scattered(place));
    let national = match mod_97(&account) {
        0 => 97,
        rest => rest,
    };
    iban("BE", "1114", &format!("{account}{national:02}"), None)
}

/// A Dutch account at this bank: ten digits that pass the *elfproef*, as all accounts did that IBANs were made from.
pub fn dutch_iban(bank: &str, place: u32) -> String {
    let body = format!("0{}", with_eleven_test(&scattered(place)));
    iban("NL", "2321", &body, Some(bank))
}

/// Seven digits that no other place has, the first not a zero.
fn scattered(place: u32) -> String {
    format!("{}", 1_000_000 + (u64::from(place) + 1) * 1_618_033 % DUTCH)
}

/// Seven digits, an eighth that leaves a remainder the test can show, and the check digit itself (weights 9 to 2).
fn with_eleven_test(seven: &str) -> String {
    let sum = |digits: &str| {
        digits.bytes().zip((2..=9).rev()).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum::<u32>()
    };
    let eight = [0, 1].map(|last| format!("{seven}{last}")).into_iter().find(|eight| sum(eight) % 11 != 10);
    let eight = eight.unwrap_or_default();
    format!("{eight}{}", sum(&eight) % 11)
}

fn iban(country: &str, country_digits: &str, account: &str, bank: Option<&str>) -> String {
    let bank = bank.unwrap_or_default();
    let bank_digits: String = bank.bytes().map(|letter| (u32::from(letter - b'A') + 10).to_string()).collect();
    let check = 98 - mod_97(&format!("{bank_digits}{account}{country_digits}00"));
    format!("{country}{check:02}{bank}{account}")
}

fn mod_97(digits: &str) -> u32 {
    digits.bytes().fold(0, |rest, digit| (rest * 10 + u32::from(digit - b'0')) % 97)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use domain::{EnterpriseNumber, Iban, KvkNumber, VatNumber};

    use super::*;

    /// Every place that a number could go wrong at: the first thousands and some far away.
    fn places() -> impl Iterator<Item = u32> {
        (0..5_000).chain((5_000..MAX).step_by(997))
    }

    #[test]
    fn every_number_passes_its_own_check() {
        for place in places() {
            let numbers = [dutch_vat(place, true), dutch_vat(place, false), format!("BE{}", enterprise(place))];
            for vat in numbers {
                assert_eq!(vat.parse::<VatNumber>().map(String::from), Ok(vat));
            }
            assert_eq!(enterprise(place).parse::<EnterpriseNumber>().map(String::from), Ok(enterprise(place)));
            assert_eq!(kvk(place).parse::<KvkNumber>().map(String::from), Ok(kvk(place)));
            for iban in [belgian_iban("001", place), dutch_iban("RABO", place)] {
                assert_eq!(iban.parse::<Iban>().map(String::from), Ok(iban));
            }
        }
    }

    #[test]
    fn no_two_customers_share_a_number() {
        for make in
            [enterprise as fn(u32) -> String, kvk, |place| dutch_vat(place, false), |place| dutch_iban("INGB", place)]
        {
            let made: HashSet<String> = (0..200_000).map(make).collect();
            assert_eq!(made.len(), 200_000);
        }
    }
}
