//! The Netherlands and Luxembourg; Belgium has its enterprise number.

use crate::Reason;
use crate::checks::{all_digits, elfproef, mod_97, require_digits, value, verdict};

/// Nine digits, `B`, two digits. Numbers of sole traders since 2020 pass ISO 7064 mod 97-10 over the whole number,
/// older ones the *elfproef*; some pass only one, so either will do.
pub(super) fn netherlands(national: &str) -> Result<(), Reason> {
    if national.len() != 12 {
        return Err(Reason::length(national, &[12]));
    }
    let (number, ending) = national.split_at(9);
    let Some(suffix) = ending.strip_prefix('B') else {
        return Err(Reason::FORMAT);
    };
    if !all_digits(number) || !all_digits(suffix) {
        return Err(Reason::CHARACTERS);
    }
    if value(number) == 0 || value(suffix) == 0 {
        return Err(Reason::FORMAT);
    }
    verdict(elfproef(number) || mod_97(&format!("NL{national}")) == 1)
}

/// Eight digits: the first six mod 89.
pub(super) fn luxembourg(national: &str) -> Result<(), Reason> {
    require_digits(national, &[8])?;
    verdict(value(&national[..6]) % 89 == value(&national[6..]))
}
