//! Codes of authenticator apps: TOTP as RFC 6238 has it, with what every app understands: SHA-1, six digits, thirty seconds.

use chrono::{DateTime, Utc};
use rand::RngExt;
use totp_rs::{Builder, Secret, Totp};

use crate::{context::internal, error::AppError};

/// Digits in a code.
pub const DIGITS: usize = 6;

/// A new secret: 160 random bits, as RFC 4226 advises.
pub fn new_secret() -> [u8; 20] {
    rand::rng().random()
}

/// The secret as people type it: base32, in groups of four.
pub fn typed(secret: &[u8]) -> String {
    let text = Secret::new(secret.into()).to_base32();
    let groups: Vec<&str> = text.as_bytes().chunks(4).filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(" ")
}

/// The address that a QR code holds: whose secret it is, and of which account.
pub fn address(secret: &[u8], firm: &str, account: &str) -> Result<String, AppError> {
    let plain = |text: &str| text.replace(':', " ");
    let totp =
        Builder::new().with_secret(secret.to_vec()).with_issuer(Some(plain(firm))).with_account_name(plain(account));
    totp.build().and_then(|totp| totp.to_url()).map_err(internal)
}

/// The time step whose code this is: now, or the one before or after it, as clocks differ. The caller sees to it that no step
/// counts twice.
pub fn step_of(secret: &[u8], code: &str, now: DateTime<Utc>) -> Option<i64> {
    let time = now.timestamp().try_into().ok()?;
    let step = totp(secret)?.check(code, time)?;
    step.try_into().ok()
}

/// The code of a moment: what the app shows then.
pub fn code_at(secret: &[u8], moment: DateTime<Utc>) -> Option<String> {
    let time = moment.timestamp().try_into().ok()?;
    Some(totp(secret)?.generate(time).to_string())
}

fn totp(secret: &[u8]) -> Option<Totp> {
    Builder::new().with_secret(secret.to_vec()).build().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, for SHA-1. Its codes have eight digits: the last six are the code of six.
    const VECTORS: [(i64, &str); 6] = [
        (59, "94287082"),
        (1_111_111_109, "07081804"),
        (1_111_111_111, "14050471"),
        (1_234_567_890, "89005924"),
        (2_000_000_000, "69279037"),
        (20_000_000_000, "65353130"),
    ];
    const SECRET: &[u8] = b"12345678901234567890";

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn the_vectors_of_the_rfc_are_met() {
        for (seconds, code) in VECTORS {
            assert_eq!(code_at(SECRET, at(seconds)).unwrap(), code[2..]);
            assert_eq!(step_of(SECRET, &code[2..], at(seconds)), Some(seconds / 30));
        }
    }

    #[test]
    fn a_clock_may_differ_by_one_step_and_no_more() {
        for (late, step) in [(-61, None), (-30, Some(2)), (0, Some(2)), (30, Some(2)), (61, None)] {
            let code = code_at(SECRET, at(60)).unwrap();
            assert_eq!(step_of(SECRET, &code, at(60 + late)), step, "{late} s");
        }
        for wrong in ["", "12345", "1234567", "abcdef", "00000x"] {
            assert_eq!(step_of(SECRET, wrong, at(60)), None, "{wrong}");
        }
    }

    #[test]
    fn an_app_is_told_who_and_where() {
        let address = address(SECRET, "Kantoor: Peeters", "an@peeters.be").unwrap();
        assert!(address.starts_with("otpauth://totp/"), "{address}");
        assert!(address.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), "{address}");
        assert_eq!(typed(SECRET), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    }
}
