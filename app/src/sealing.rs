//! What must be read again and may not lie open in the database is sealed, with a key that lies beside it in the data folder: a copy
//! of the database alone tells nothing.

use std::{io::Write, path::Path};

use anyhow::{Context, ensure};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use rand::RngExt;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use crate::{context::internal, error::AppError};

/// The name of the key's file in the data folder. A backup needs it.
pub const FILE: &str = "sealing.key";
const KEY_LEN: usize = 32;

/// The key of one data folder.
pub struct SealingKey(LessSafeKey);

impl SealingKey {
    /// Reads the key of a data folder, and makes one where there is none yet: a file that only its owner may read.
    ///
    /// # Errors
    /// When the file cannot be read or written, or holds something else.
    pub fn of_folder(folder: &Path) -> anyhow::Result<Self> {
        let file = folder.join(FILE);
        if !file.exists() {
            make(folder, &file).with_context(|| format!("{} could not be written", file.display()))?;
        }
        Self::read(&file)
    }

    /// Reads the key in this file.
    ///
    /// # Errors
    /// When the file cannot be read, or holds something else.
    pub fn read(file: &Path) -> anyhow::Result<Self> {
        let bytes = std::fs::read(file).with_context(|| format!("{} could not be read", file.display()))?;
        ensure!(bytes.len() == KEY_LEN, "{} is no key of {KEY_LEN} bytes", file.display());
        let key =
            UnboundKey::new(&CHACHA20_POLY1305, &bytes).map_err(|_| anyhow::anyhow!("the key is not accepted"))?;
        Ok(Self(LessSafeKey::new(key)))
    }

    /// Seals a text. It is only opened for the same purpose: what is sealed for one person is not another's.
    pub fn seal(&self, purpose: &str, text: &[u8]) -> Result<String, AppError> {
        let nonce: [u8; NONCE_LEN] = rand::rng().random();
        let mut sealed = text.to_vec();
        self.0
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(purpose), &mut sealed)
            .map_err(internal)?;
        Ok(URL_SAFE_NO_PAD.encode([nonce.as_slice(), &sealed].concat()))
    }

    /// Opens what was sealed for this purpose; none for anything else.
    pub fn open(&self, purpose: &str, sealed: &str) -> Option<Vec<u8>> {
        let bytes = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut sealed = sealed.to_vec();
        self.0.open_in_place(nonce, Aad::from(purpose), &mut sealed).ok().map(|text| text.to_vec())
    }
}

/// Writes a new key whole or not at all. Of two servers that start at once, the second takes the key of the first.
fn make(folder: &Path, file: &Path) -> anyhow::Result<()> {
    let key: [u8; KEY_LEN] = rand::rng().random();
    let mut unfinished = tempfile::NamedTempFile::new_in(folder)?;
    unfinished.write_all(&key)?;
    unfinished.as_file().sync_all()?;
    match unfinished.persist_noclobber(file) {
        Ok(_) => Ok(()),
        Err(_) if file.exists() => Ok(()),
        Err(error) => Err(error.error.into()),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn what_is_sealed_is_opened_with_the_same_key_for_the_same_purpose_only() {
        let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let key = SealingKey::of_folder(folder.path()).unwrap();
        let sealed = key.seal("an", b"geheim").unwrap();
        assert_ne!(sealed, key.seal("an", b"geheim").unwrap(), "no two look alike");
        assert_eq!(SealingKey::of_folder(folder.path()).unwrap().open("an", &sealed).unwrap(), b"geheim");
        assert_eq!(key.open("bo", &sealed), None);
        assert_eq!(SealingKey::of_folder(other.path()).unwrap().open("an", &sealed), None);
        for broken in ["", "x", &sealed[1..], &sealed[..sealed.len() - 2]] {
            assert_eq!(key.open("an", broken), None, "{broken}");
        }
    }

    #[test]
    fn only_its_owner_reads_the_key_and_another_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        SealingKey::of_folder(folder.path()).unwrap();
        let file = folder.path().join(FILE);
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        std::fs::write(&file, "kort").unwrap();
        assert!(SealingKey::of_folder(folder.path()).is_err());
    }
}
