//! Cyprus, Greece, Italy, Malta, Portugal, Spain.

use crate::Reason;
use crate::checks::{all_digits, digits, luhn, require_digits, split_last, value, verdict, weighted};

/// Eight digits and a letter; numbers beginning with 12 do not exist.
pub(super) fn cyprus(national: &str) -> Result<(), Reason> {
    let (body, letter) = nine(national)?;
    if !all_digits(body) {
        return Err(Reason::CHARACTERS);
    }
    if body.starts_with("12") {
        return Err(Reason::FORMAT);
    }
    const ODD_PLACES: [u32; 10] = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
    let place = |(at, digit): (usize, u32)| {
        if at % 2 == 0 { ODD_PLACES[digit as usize] } else { digit }
    };
    let sum: u32 = digits(body).enumerate().map(place).sum();
    verdict(u32::from(letter) == u32::from(b'A') + sum % 26)
}

/// Nine digits (AFM).
pub(super) fn greece(national: &str) -> Result<(), Reason> {
    require_digits(national, &[9])?;
    let (body, check) = split_last(national);
    verdict(weighted(body, &[256, 128, 64, 32, 16, 8, 4, 2]) % 11 % 10 == check)
}

/// Eleven digits: seven of the holder, three of the tax office's province, and the check digit of Luhn.
pub(super) fn italy(national: &str) -> Result<(), Reason> {
    require_digits(national, &[11])?;
    let province = value(&national[7..10]);
    if value(&national[..7]) == 0 || !matches!(province, 1..=100 | 120 | 121 | 888 | 999) {
        return Err(Reason::FORMAT);
    }
    verdict(luhn(national) == 0)
}

/// Eight digits, not beginning with 0.
pub(super) fn malta(national: &str) -> Result<(), Reason> {
    require_digits(national, &[8])?;
    if national.starts_with('0') {
        return Err(Reason::FORMAT);
    }
    verdict(weighted(national, &[3, 4, 6, 7, 8, 9, 10, 1]).is_multiple_of(37))
}

/// Nine digits (NIF), not beginning with 0.
pub(super) fn portugal(national: &str) -> Result<(), Reason> {
    require_digits(national, &[9])?;
    if national.starts_with('0') {
        return Err(Reason::FORMAT);
    }
    let (body, check) = split_last(national);
    let rest = weighted(body, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    verdict((11 - rest) % 11 % 10 == check)
}

/// Nine characters, told apart by the first: a digit for residents (DNI), K, L, M, X, Y, Z for other people, another
/// letter for organisations (CIF).
pub(super) fn spain(national: &str) -> Result<(), Reason> {
    let (body, check) = nine(national)?;
    let (kind, middle) = body.split_at(1);
    if !all_digits(middle) {
        return Err(Reason::CHARACTERS);
    }
    let personal = |number: u64| verdict(b"TRWAGMYFPDXBNJZSQVHLCKE"[(number % 23) as usize] == check);
    match kind.as_bytes()[0] {
        b'0'..=b'9' => personal(value(body)),
        b'K' | b'L' | b'M' => personal(value(middle)),
        first @ b'X'..=b'Z' => personal(u64::from(first - b'X') * 10_000_000 + value(middle)),
        b'A'..=b'H' | b'J' | b'N' | b'P'..=b'S' | b'U'..=b'W' => {
            // Sources disagree which organisations end in a digit and which in a letter: either will do.
            let digit = (10 - luhn(&format!("{middle}0"))) % 10;
            verdict([b"0123456789"[digit as usize], b"JABCDEFGHI"[digit as usize]].contains(&check))
        }
        _ => Err(Reason::FORMAT),
    }
}

/// Eight characters and the one that checks them.
fn nine(national: &str) -> Result<(&str, u8), Reason> {
    match national.as_bytes() {
        [_, _, _, _, _, _, _, _, check] => Ok((&national[..8], *check)),
        _ => Err(Reason::length(national, &[9])),
    }
}
