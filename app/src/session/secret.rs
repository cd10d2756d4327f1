//! Random secrets for cookies and links. Only their hash is stored, so that a copy of the database opens nothing.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use rand::RngExt;
use sha2::{Digest, Sha256};

/// A new secret of 32 random bytes, fit for a URL or a cookie.
pub fn new() -> String {
    let bytes: [u8; 32] = rand::rng().random();
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The hash that a secret is stored and found by: SHA-256 in hexadecimal. A fast hash is enough for 256 random bits.
pub fn hash(secret: &str) -> String {
    Sha256::digest(secret.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_differ_and_their_hash_does_not_tell_them() {
        let (one, two) = (new(), new());
        assert_ne!(one, two);
        assert_eq!(one.len(), 43);
        assert_eq!(hash("kantoor"), hash("kantoor"));
        assert_ne!(hash(&one), hash(&two));
        assert_eq!(hash("").len(), 64);
    }
}
