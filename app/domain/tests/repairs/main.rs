//! What is offered for a wrong number of any scheme: the number that was meant alone or in a choice, or nothing; never another.

mod broken;

use std::collections::BTreeSet;

use broken::{Dice, Outcome, SCHEMES, Scheme, Slip, broken, outcome};
use domain::Rejection;

const SEED: u64 = 20_261_126;

#[test]
fn what_was_meant_is_among_what_is_offered() {
    let mut dice = Dice(SEED);
    for scheme in SCHEMES {
        for slip in [Slip::Digit, Slip::Exchange].repeat(8) {
            let (right, wrong) = broken(*scheme, slip, &mut dice);
            assert_ne!(outcome(*scheme, &right, &wrong), Outcome::Wrong, "{right} {slip:?} {wrong}");
        }
    }
}

#[test]
fn all_that_is_one_slip_away_is_offered_or_nothing() {
    let mut dice = Dice(SEED);
    for scheme in SCHEMES {
        for slip in [Slip::Digit, Slip::Exchange] {
            let (right, wrong) = broken(*scheme, slip, &mut dice);
            let near = near(*scheme, &wrong);
            assert!(near.contains(&(scheme.read)(&right).unwrap()), "{right} {wrong}");
            let offered: BTreeSet<String> = (scheme.read)(&wrong).unwrap_err().repairs.into_iter().collect();
            if near.len() > Rejection::MOST_REPAIRS {
                assert!(offered.is_empty(), "{wrong}: {offered:?}");
            } else {
                assert_eq!(offered, near, "{wrong}");
            }
            assert!(offered.iter().all(|offer| (scheme.read)(offer).as_ref() == Ok(offer)), "{wrong}: {offered:?}");
        }
    }
}

#[test]
fn schemes_with_strong_check_digits_offer_what_was_meant() {
    let mut dice = Dice(SEED);
    for scheme in SCHEMES
        .iter()
        .filter(|scheme| matches!(scheme.shape.get(..2), Some("BE" | "LU" | "NO")) && scheme.kind == "IBAN")
    {
        let outcomes: Vec<Outcome> = [Slip::Digit, Slip::Exchange]
            .repeat(20)
            .into_iter()
            .map(|slip| broken(*scheme, slip, &mut dice))
            .map(|(right, wrong)| outcome(*scheme, &right, &wrong))
            .collect();
        let offered = outcomes.iter().filter(|outcome| **outcome != Outcome::Nothing).count();
        assert!(offered * 4 > outcomes.len() * 3, "{}: {offered}", scheme.shape);
        assert!(outcomes.contains(&Outcome::Right) && outcomes.contains(&Outcome::Choice), "{}", scheme.shape);
    }
}

/// The right numbers that are one slip away, found by trying each.
fn near(scheme: Scheme, wrong: &str) -> BTreeSet<String> {
    let signs = wrong.as_bytes();
    let mut tried = BTreeSet::new();
    // The scheme of a Peppol id is no number, and the letters of an IBAN are no check digits.
    let first = if scheme.kind == "Peppol id" { 5 } else { 0 };
    for at in first..signs.len() {
        let others: &[u8] = match signs[at] {
            b'0'..=b'9' => b"0123456789",
            b'A'..=b'Z' if at >= first + 2 && scheme.kind != "IBAN" => b"ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            _ => &[],
        };
        for other in others {
            let mut slip = signs.to_vec();
            slip[at] = *other;
            tried.insert(slip);
        }
        if at + 1 < signs.len() {
            let mut slip = signs.to_vec();
            slip.swap(at, at + 1);
            tried.insert(slip);
        }
    }
    tried.into_iter().filter_map(|slip| (scheme.read)(&String::from_utf8(slip).unwrap()).ok()).collect()
}
