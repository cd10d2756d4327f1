//! Holds the uploaded files while a backup is made, by names of their own: what is removed meanwhile is in the backup all the same,
//! as the rows are that speak of it.

use std::{
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use app::private;

/// Beside the files, so that a second name costs hardly any room.
const FOLDER: &str = "files.backup";
/// Locked by whoever makes a backup; it stays.
pub const LOCK: &str = "backup.lock";

/// The files that were there at one moment or another.
#[derive(Debug)]
pub struct Held {
    files: PathBuf,
    folder: PathBuf,
    /// Of two backups at once, the second is refused.
    _lock: File,
}

impl Held {
    /// Makes ready to hold these files.
    pub fn of(files: &Path) -> anyhow::Result<Self> {
        let (folder, lock) = (files.with_file_name(FOLDER), files.with_file_name(LOCK));
        let opened = private::touch(&lock).and_then(|()| File::options().write(true).open(&lock));
        let file = opened.with_context(|| format!("{} could not be made", lock.display()))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => bail!("another backup is being made ({} is locked)", lock.display()),
            Err(TryLockError::Error(error)) => bail!("{} could not be locked: {error}", lock.display()),
        }
        // One that was broken off may have left some.
        let held = Self { files: files.to_owned(), folder, _lock: file };
        held.clear()?;
        private::folder(&held.folder).with_context(|| format!("{} could not be made", held.folder.display()))?;
        Ok(held)
    }

    /// Takes hold of all that are there, beside those that it has.
    pub fn hold(&self) -> anyhow::Result<()> {
        for below in listed(&self.files)? {
            let (from, to) = (self.files.join(&below), self.folder.join(&below));
            // One that was still coming in when it was copied is copied again.
            let size = |path: &Path| fs::metadata(path).map(|about| about.len()).ok();
            if to.exists() && size(&to) == size(&from) {
                continue;
            }
            private::folder(to.parent().unwrap_or(&self.folder))?;
            // Not every file system gives a file two names.
            let held = fs::hard_link(&from, &to).or_else(|_| fs::copy(&from, &to).map(drop));
            match held {
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                held => held.with_context(|| format!("{} could not be held", from.display()))?,
            }
        }
        Ok(())
    }

    /// What is held, by paths below [`Self::folder`].
    pub fn listed(&self) -> anyhow::Result<Vec<PathBuf>> {
        listed(&self.folder)
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn clear(&self) -> std::io::Result<()> {
        match fs::remove_dir_all(&self.folder) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
            cleared => cleared,
        }
    }
}

/// Lets go what a backup held that was killed: other people's data, some of which was thrown away meanwhile.
pub fn remove_broken_off(files: &Path) {
    // One that is being made goes on.
    drop(Held::of(files));
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Err(error) = self.clear() {
            tracing::warn!(folder = %self.folder.display(), %error, "what a backup held could not be let go");
        }
    }
}

/// The files below a folder, by paths below it, sorted; none where it was not made yet. What is neither file nor folder is no upload.
fn listed(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let (mut found, mut folders) = (Vec::new(), vec![PathBuf::new()]);
    while let Some(below) = folders.pop() {
        let entries = match folder.join(&below).read_dir() {
            Ok(entries) => entries,
            // Removed meanwhile.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error).with_context(|| format!("{} could not be read", folder.display())),
        };
        for entry in entries {
            let entry = entry?;
            let kind = entry.file_type()?;
            if kind.is_dir() {
                folders.push(below.join(entry.file_name()));
            } else if kind.is_file() {
                found.push(below.join(entry.file_name()));
            }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_there_is_held_whatever_becomes_of_it() {
        let data = tempfile::tempdir().unwrap();
        let files = data.path().join("files");
        let none = Held::of(&files).unwrap();
        assert!(none.listed().unwrap().is_empty());
        drop(none);
        fs::create_dir_all(files.join("imports/firm")).unwrap();
        fs::write(files.join("imports/firm/a.xlsx"), "a").unwrap();
        let held = Held::of(&files).unwrap();
        held.hold().unwrap();
        assert!(Held::of(&files).unwrap_err().to_string().contains("another backup"));
        fs::remove_file(files.join("imports/firm/a.xlsx")).unwrap();
        fs::write(files.join("imports/b.xlsx"), "b").unwrap();
        held.hold().unwrap();
        assert_eq!(held.listed().unwrap(), ["imports/b.xlsx", "imports/firm/a.xlsx"].map(PathBuf::from));
        assert_eq!(fs::read_to_string(held.folder().join("imports/firm/a.xlsx")).unwrap(), "a");
        drop(held);
        assert!(!data.path().join(FOLDER).exists() && files.join("imports/b.xlsx").exists());
        // What one left that was killed is not taken for what is there now, and goes.
        let left = || {
            fs::create_dir_all(data.path().join(FOLDER).join("imports")).unwrap();
            fs::write(data.path().join(FOLDER).join("imports/old.xlsx"), "old").unwrap();
        };
        left();
        remove_broken_off(&files);
        assert!(!data.path().join(FOLDER).exists() && files.exists());
        left();
        let held = Held::of(&files).unwrap();
        held.hold().unwrap();
        assert_eq!(held.listed().unwrap(), [PathBuf::from("imports/b.xlsx")]);
    }
}
