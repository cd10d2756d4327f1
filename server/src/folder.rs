//! The data folder: only its owner reads it, whatever it was before.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use anyhow::Context;
use app::{private, sealing};

/// What lies in a data folder that is the product's own.
const OURS: [&str; 3] = ["files", sealing::FILE, "demo-password.txt"];
/// What SQLite puts beside a database.
const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];
/// A folder that everybody may write in, as /tmp is one.
const EVERYBODYS: u32 = 0o1000;

/// Makes the data folder, and takes from others what they may do with it and with what the product keeps there.
pub fn prepare(data: &Path, database_url: &str) -> anyhow::Result<()> {
    make(data)?;
    let about = || about(data);
    let mode = fs::metadata(data).with_context(about)?.permissions().mode();
    if mode & EVERYBODYS != 0 {
        tracing::warn!(folder = %data.display(), "the data folder (KANTOOR_DATA) is one that everybody writes in: choose one of its own");
    } else if mode & 0o077 != 0 {
        fs::set_permissions(data, fs::Permissions::from_mode(0o700))
            .with_context(|| format!("{} is not ours", about()))?;
    }
    for path in OURS.iter().map(|name| data.join(name)).chain(database_files(database_url)) {
        if path.exists() {
            private::close(&path).with_context(|| format!("{} is not ours", path.display()))?;
        }
    }
    Ok(())
}

/// Makes the data folder where there is none, and leaves one that is there as it is.
pub fn make(data: &Path) -> anyhow::Result<()> {
    private::folder(data).with_context(|| format!("{} could not be made", about(data)))
}

fn about(data: &Path) -> String {
    format!("folder {} (KANTOOR_DATA)", data.display())
}

/// The files of a database of SQLite.
fn database_files(url: &str) -> Vec<PathBuf> {
    let Some(file) = sqlite_file(url) else { return Vec::new() };
    beside(&file).into_iter().chain([file]).collect()
}

/// What SQLite may have left beside a database, whether the database is there or not.
pub fn beside(database: &Path) -> [PathBuf; 3] {
    BESIDE.map(|end| {
        let mut name = database.as_os_str().to_owned();
        name.push(end);
        name.into()
    })
}

/// Where the file of `sqlite://FILE` is.
pub fn sqlite_file(url: &str) -> Option<PathBuf> {
    let path = url.strip_prefix("sqlite:")?;
    let path = path.strip_prefix("//").unwrap_or(path).split('?').next().unwrap_or_default();
    (!path.is_empty() && path != ":memory:").then(|| PathBuf::from(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_open_to_others_is_closed_at_the_next_start() {
        let root = tempfile::tempdir().unwrap();
        let data = root.path().join("data");
        let url = format!("sqlite://{}?mode=rwc", data.join("kantoor.db").display());
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        prepare(&data, &url).unwrap();
        assert_eq!(mode(&data), 0o700);
        let names = [
            "kantoor.db",
            "kantoor.db-wal",
            "kantoor.db-shm",
            "sealing.key",
            "demo-password.txt",
            "files/imports/a.xlsx",
        ];
        fs::create_dir_all(data.join("files/imports")).unwrap();
        for path in names.map(|name| data.join(name)) {
            fs::write(&path, "klanten").unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        }
        fs::set_permissions(&data, fs::Permissions::from_mode(0o755)).unwrap();
        prepare(&data, &url).unwrap();
        assert_eq!(mode(&data), 0o700);
        assert_eq!(mode(&data.join("files/imports")), 0o700);
        for name in names {
            assert_eq!(mode(&data.join(name)), 0o600, "{name}");
        }
    }
}
