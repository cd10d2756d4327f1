//! How a backup is encrypted: by a passphrase, or by keys of which only the public half is needed to make one.

use std::path::PathBuf;

use age::{
    Decryptor, Encryptor, IdentityFile,
    secrecy::{ExposeSecret, SecretString},
    x25519,
};
use anyhow::{Context, bail, ensure};
use clap::Args;

/// Where a passphrase may stand that nobody types.
const PASSPHRASE: &str = "KANTOOR_BACKUP_PASSPHRASE";
/// How hard a passphrase is to try: 128 MiB and about half a second for each.
const WORK_FACTOR: u8 = 17;
/// The hardest that is read: four times that.
const MAX_WORK_FACTOR: u8 = 19;

// How a backup is to be encrypted; as a doc comment it would become the help of the command. A passphrase itself is never an argument:
// everybody on the machine could read it.
#[derive(Clone, Debug, Default, Args)]
pub struct SealArgs {
    /// Encrypt with a passphrase that is asked for, twice.
    #[arg(long, conflicts_with_all = ["passphrase_file", "recipients"])]
    pub passphrase: bool,
    /// Encrypt with the passphrase on the first line of this file. The environment may give it in KANTOOR_BACKUP_PASSPHRASE instead.
    #[arg(long, value_name = "FILE", conflicts_with = "recipients")]
    pub passphrase_file: Option<PathBuf>,
    /// Encrypt for this key (`age1…`); more than one may be given. Only who has its other half can restore.
    #[arg(long = "recipient", value_name = "KEY")]
    pub recipients: Vec<x25519::Recipient>,
}

// How an encrypted backup is opened.
#[derive(Clone, Debug, Default, Args)]
pub struct KeyArgs {
    /// The passphrase is on the first line of this file. The environment may give it in KANTOOR_BACKUP_PASSPHRASE instead; else it is
    /// asked for.
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
    /// The file with the key (`AGE-SECRET-KEY-1…`) that the backup was encrypted for.
    #[arg(long, value_name = "FILE")]
    pub identity: Option<PathBuf>,
}

/// How a backup is encrypted.
pub enum Seal {
    Open,
    Passphrase(SecretString),
    Recipients(Vec<x25519::Recipient>),
}

/// What opens a backup.
pub enum Key {
    None,
    Passphrase(SecretString),
    Identities(Vec<Box<dyn age::Identity + Send + Sync>>),
}

/// What a backup wants to be opened by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wants {
    Nothing,
    Passphrase,
    Identity,
}

impl SealArgs {
    /// Reads the passphrase, where there is one.
    pub fn seal(self) -> anyhow::Result<Seal> {
        if !self.recipients.is_empty() {
            return Ok(Seal::Recipients(self.recipients));
        }
        if self.passphrase {
            let [once, again] = ["Passphrase: ", "Once more: "].map(rpassword::prompt_password);
            let once = good(once?)?;
            ensure!(again? == once.expose_secret(), "the two passphrases are not the same");
            return Ok(Seal::Passphrase(once));
        }
        Ok(given(self.passphrase_file)?.map_or(Seal::Open, Seal::Passphrase))
    }
}

impl KeyArgs {
    /// Reads what a backup wants.
    pub fn key(self, wants: Wants) -> anyhow::Result<Key> {
        match wants {
            Wants::Nothing => Ok(Key::None),
            Wants::Passphrase => match given(self.passphrase_file)? {
                Some(passphrase) => Ok(Key::Passphrase(passphrase)),
                None => Ok(Key::Passphrase(good(rpassword::prompt_password("Passphrase: ")?)?)),
            },
            Wants::Identity => {
                let path = self.identity.context("the backup was encrypted for a key: name its file by --identity")?;
                let file = IdentityFile::from_file(path.display().to_string());
                let file = file.with_context(|| format!("{} holds no key of age", path.display()))?;
                Ok(Key::Identities(file.into_identities()?))
            }
        }
    }
}

fn given(file: Option<PathBuf>) -> anyhow::Result<Option<SecretString>> {
    if let Some(path) = file {
        let text = std::fs::read_to_string(&path).with_context(|| format!("{} could not be read", path.display()))?;
        return good(text.lines().next().unwrap_or_default().to_owned()).map(Some);
    }
    std::env::var(PASSPHRASE).ok().map(good).transpose()
}

fn good(passphrase: String) -> anyhow::Result<SecretString> {
    ensure!(passphrase.chars().count() >= 12, "a passphrase has at least 12 characters");
    Ok(passphrase.into())
}

impl Seal {
    /// Starts an encrypted file.
    pub fn encryptor(&self) -> anyhow::Result<Option<Encryptor>> {
        Ok(match self {
            Self::Open => None,
            Self::Passphrase(passphrase) => {
                let mut recipient = age::scrypt::Recipient::new(passphrase.clone());
                recipient.set_work_factor(WORK_FACTOR);
                Some(Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient))?)
            }
            Self::Recipients(keys) => {
                Some(Encryptor::with_recipients(keys.iter().map(|key| key as &dyn age::Recipient))?)
            }
        })
    }
}

impl Key {
    /// Opens an encrypted file.
    pub fn open<R: std::io::BufRead>(&self, decryptor: Decryptor<R>) -> anyhow::Result<age::stream::StreamReader<R>> {
        match self {
            Self::None => bail!("the backup is encrypted"),
            Self::Passphrase(passphrase) => {
                let mut identity = age::scrypt::Identity::new(passphrase.clone());
                identity.set_max_work_factor(MAX_WORK_FACTOR);
                let opened = decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity));
                opened.map_err(|error| anyhow::anyhow!("the passphrase is not the right one ({error})"))
            }
            Self::Identities(keys) => {
                let opened = decryptor.decrypt(keys.iter().map(|key| key.as_ref() as &dyn age::Identity));
                opened
                    .map_err(|error| anyhow::anyhow!("the key is not one that the backup was encrypted for ({error})"))
            }
        }
    }
}
