//! Reads a backup: once to see that every byte is as it was written, and once more to use it.

use std::{
    collections::HashMap,
    error::Error,
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::Path,
};

use anyhow::{Context, anyhow, bail, ensure};
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

/// Says the same whatever a library says: its words may hold bytes of the backup, which are other people's data.
trait OrDamaged<T> {
    fn or_damaged(self) -> anyhow::Result<T>;
}

impl<T, E: Error + 'static> OrDamaged<T> for Result<T, E> {
    fn or_damaged(self) -> anyhow::Result<T> {
        self.map_err(|error| match of_system(&error) {
            Some(code) => anyhow!(io::Error::from_raw_os_error(code)).context("the backup could not be read"),
            None => anyhow!(DAMAGED),
        })
    }
}

/// What the system says where it could not read the file: no byte of the file is in that.
fn of_system(error: &(dyn Error + 'static)) -> Option<i32> {
    let causes = std::iter::successors(Some(error), |&error| error.source());
    causes.filter_map(|error| error.downcast_ref::<io::Error>()?.raw_os_error()).next()
}

/// What a file wants to be opened by.
pub fn wants(path: &Path) -> anyhow::Result<Wants> {
    let mut file = opened(path)?;
    if !file.fill_buf()?.starts_with(AGE) {
        return Ok(Wants::Nothing);
    }
    let decryptor = age::Decryptor::new_buffered(file).or_damaged()?;
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
        Box::new(key.open(age::Decryptor::new_buffered(file).or_damaged()?)?)
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
    for entry in archive.entries().or_damaged()? {
        let mut entry = entry.or_damaged()?;
        let name = entry.path().or_damaged()?.to_str().context(DAMAGED)?.to_owned();
        take(&name, &mut entry)?;
    }
    // The last bytes tell whether all of them were right.
    let mut plain = archive.into_inner();
    let more = io::copy(&mut plain, &mut io::sink()).or_damaged()?;
    let mut inner = plain.into_inner();
    let after = io::copy(&mut inner, &mut io::sink()).or_damaged()?;
    ensure!(more < 1024 * 1024 && after == 0, DAMAGED);
    Ok(())
}

/// Reads everything, compares it with its sums, and tells what it holds.
pub fn verify(path: &Path, key: &Key) -> anyhow::Result<Head> {
    let (mut head, mut sums, mut found) = (None::<Head>, None::<Sums>, HashMap::new());
    each(path, key, |name, bytes| {
        ensure!(sums.is_none(), DAMAGED);
        if name == SUMS {
            sums = Some(serde_json::from_reader(bytes.take(LONGEST)).or_damaged()?);
            return Ok(());
        }
        let mut hashing = Hashing::new(bytes);
        if name == HEAD {
            let mut text = Vec::new();
            (&mut hashing).take(LONGEST).read_to_end(&mut text).or_damaged()?;
            head = Some(understood(&text)?);
        } else {
            ensure!(head.is_some(), "this is no backup of kantoor");
            io::copy(&mut hashing, &mut io::sink()).or_damaged()?;
        }
        let (bytes, sha256) = hashing.done();
        ensure!(found.insert(name.to_owned(), (bytes, sha256)).is_none(), DAMAGED);
        Ok(())
    })?;
    for Sum { path, bytes, sha256 } in sums.context(DAMAGED)?.parts {
        ensure!(found.remove(&path) == Some((bytes, sha256)), DAMAGED);
    }
    ensure!(found.is_empty(), DAMAGED);
    head.context("this is no backup of kantoor")
}

/// The head, if this version can restore what follows.
fn understood(text: &[u8]) -> anyhow::Result<Head> {
    let head: Head = serde_json::from_slice(text).or_damaged()?;
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
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};

    use super::{
        super::{archive::Archive, seal::Seal},
        *,
    };

    /// The rows that nobody may read who sees the error.
    const ROWS: &str = "{\"name\":\"Bakkerij Peeters\",\"iban\":\"BE68539007547034\"}\n";

    #[test]
    fn no_byte_of_a_damaged_backup_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("backup");
        let mut archive = Archive::new(Vec::new(), &Seal::Open).unwrap();
        archive.add(HEAD, &head(Vec::new())).unwrap();
        archive.add("tables/customer/1.ndjson", ROWS.repeat(20).as_bytes()).unwrap();
        let mut whole = Vec::new();
        GzDecoder::new(archive.finish().unwrap().as_slice()).read_to_end(&mut whole).unwrap();
        let mut told = 0;
        for place in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[place] ^= 0x40;
            let mut packed = GzEncoder::new(File::create(&path).unwrap(), Compression::none());
            packed.write_all(&bytes).unwrap();
            packed.finish().unwrap();
            // Some bytes between the parts mean nothing.
            if let Err(error) = verify(&path, &Key::None) {
                assert_eq!(format!("{error:#}"), DAMAGED, "{place}");
                told += 1;
            }
        }
        assert!(told > 2_000, "{told}");
    }

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
