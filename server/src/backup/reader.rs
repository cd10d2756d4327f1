//! Reads a backup: once to see that every byte is as it was written, and once more to use it.

use std::{
    collections::HashMap,
    fs::File,
    io::{BufRead, BufReader, Read},
    path::Path,
};

use anyhow::{Context, bail, ensure};
use flate2::bufread::GzDecoder;
use migrations::{Migrator, MigratorTrait};

use super::{
    archive::Hashing,
    manifest::{FORMAT, HEAD, Head, SUMS, Sum, Sums},
    seal::{Key, Wants},
};

/// How an encrypted file begins.
const AGE: &[u8] = b"age-encryption.org/";
/// The longest head, and the longest sums: 100,000 parts are some 15 MB.
const LONGEST: u64 = 256 * 1024 * 1024;

/// What is wrong with a file that ends too soon, or whose bytes are not what they were.
const DAMAGED: &str = "the backup is damaged or was cut off";

/// What a file wants to be opened by.
pub fn wants(path: &Path) -> anyhow::Result<Wants> {
    let mut file = opened(path)?;
    if !file.fill_buf()?.starts_with(AGE) {
        return Ok(Wants::Nothing);
    }
    let decryptor = age::Decryptor::new_buffered(file).context(DAMAGED)?;
    Ok(if decryptor.is_scrypt() { Wants::Passphrase } else { Wants::Identity })
}

fn opened(path: &Path) -> anyhow::Result<BufReader<File>> {
    let file = File::open(path).with_context(|| format!("{} could not be read", path.display()))?;
    Ok(BufReader::new(file))
}

type Plain = GzDecoder<BufReader<Box<dyn Read + Send>>>;

fn plain(path: &Path, key: &Key) -> anyhow::Result<Plain> {
    let mut file = opened(path)?;
    let inner: Box<dyn Read + Send> = if file.fill_buf()?.starts_with(AGE) {
        Box::new(key.open(age::Decryptor::new_buffered(file).context(DAMAGED)?)?)
    } else {
        Box::new(file)
    };
    Ok(GzDecoder::new(BufReader::new(inner)))
}

/// Hands every part over, in the order in which they were written.
pub fn each(
    path: &Path,
    key: &Key,
    mut take: impl FnMut(&str, &mut dyn Read) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut archive = tar::Archive::new(plain(path, key)?);
    for entry in archive.entries().context(DAMAGED)? {
        let mut entry = entry.context(DAMAGED)?;
        let name = entry.path().context(DAMAGED)?.to_str().context(DAMAGED)?.to_owned();
        take(&name, &mut entry)?;
    }
    // The last bytes tell whether all of them were right.
    let mut plain = archive.into_inner();
    let more = std::io::copy(&mut plain, &mut std::io::sink()).context(DAMAGED)?;
    let mut inner = plain.into_inner();
    let after = std::io::copy(&mut inner, &mut std::io::sink()).context(DAMAGED)?;
    ensure!(more < 1024 * 1024 && after == 0, DAMAGED);
    Ok(())
}

/// Reads everything, compares it with its sums, and tells what it holds.
pub fn verify(path: &Path, key: &Key) -> anyhow::Result<Head> {
    let (mut head, mut sums, mut found) = (None::<Head>, None::<Sums>, HashMap::new());
    each(path, key, |name, bytes| {
        ensure!(sums.is_none(), DAMAGED);
        if name == SUMS {
            sums = Some(serde_json::from_reader(bytes.take(LONGEST)).context(DAMAGED)?);
            return Ok(());
        }
        let mut hashing = Hashing::new(bytes);
        if name == HEAD {
            let mut text = Vec::new();
            (&mut hashing).take(LONGEST).read_to_end(&mut text).context(DAMAGED)?;
            head = Some(understood(&text)?);
        } else {
            ensure!(head.is_some(), "this is no backup of kantoor");
            std::io::copy(&mut hashing, &mut std::io::sink()).context(DAMAGED)?;
        }
        let (bytes, sha256) = hashing.done();
        ensure!(found.insert(name.to_owned(), (bytes, sha256)).is_none(), DAMAGED);
        Ok(())
    })?;
    for Sum { path, bytes, sha256 } in sums.context(DAMAGED)?.parts {
        ensure!(found.remove(&path) == Some((bytes, sha256)), "{DAMAGED}: {path} is not what it was");
    }
    ensure!(found.is_empty(), DAMAGED);
    head.context("this is no backup of kantoor")
}

/// The head, if this version can restore what follows.
fn understood(text: &[u8]) -> anyhow::Result<Head> {
    let head: Head = serde_json::from_slice(text).context(DAMAGED)?;
    let known: Vec<String> = Migrator::migrations().iter().map(|step| step.name().to_owned()).collect();
    let newer = head.format > FORMAT || head.migrations.iter().any(|step| !known.contains(step));
    if newer {
        bail!(
            "the backup was made by kantoor {}, which is newer than this one ({}): restore it with that version",
            head.version,
            env!("CARGO_PKG_VERSION")
        );
    }
    let mut first: Vec<&String> = known.iter().take(head.migrations.len()).collect();
    first.sort();
    ensure!(
        first.into_iter().eq(&head.migrations),
        "the tables of the backup have had other steps than those of this version: restore it with kantoor {}",
        head.version
    );
    Ok(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(migrations: Vec<String>) -> Vec<u8> {
        let head =
            Head { format: FORMAT, version: "9.9".into(), made_at: chrono::Utc::now(), migrations, tables: Vec::new() };
        serde_json::to_vec(&head).unwrap()
    }

    #[test]
    fn a_newer_backup_is_refused_and_an_older_one_is_not() {
        let known: Vec<String> = Migrator::migrations().iter().map(|step| step.name().to_owned()).collect();
        assert!(understood(&head(known[..1].to_vec())).is_ok());
        assert!(understood(&head(known.clone())).is_ok());
        let newer = understood(&head([known, vec!["m99991231_000001_later".into()]].concat())).unwrap_err();
        assert!(newer.to_string().contains("newer than this one"), "{newer}");
    }
}
