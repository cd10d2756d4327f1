//! Folders and files that only their owner reads: they hold other people's data.

use std::{
    fs::{self, DirBuilder, File, OpenOptions, Permissions},
    io,
    os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
    path::Path,
};

/// The mode of a folder, and of a file.
const FOLDER: u32 = 0o700;
const FILE: u32 = 0o600;

/// Makes a folder and those above it that are not there yet.
pub fn folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(FOLDER).create(path)
}

/// Makes an empty file, in place of one that is there.
pub fn file(path: &Path) -> io::Result<File> {
    OpenOptions::new().create(true).write(true).truncate(true).mode(FILE).open(path)
}

/// Makes a file unless it is there.
pub fn touch(path: &Path) -> io::Result<()> {
    OpenOptions::new().create(true).append(true).mode(FILE).open(path).map(drop)
}

/// Takes from others what they may do with a folder or file, and with all that lies in it. Links are not followed.
pub fn close(path: &Path) -> io::Result<()> {
    let about = fs::symlink_metadata(path)?;
    if about.is_symlink() {
        return Ok(());
    }
    let wanted = if about.is_dir() { FOLDER } else { FILE };
    if about.permissions().mode() & 0o777 & !wanted != 0 {
        fs::set_permissions(path, Permissions::from_mode(about.permissions().mode() & wanted))?;
    }
    if about.is_dir() {
        for entry in fs::read_dir(path)? {
            close(&entry?.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn what_is_made_is_its_owners_and_what_was_open_is_closed() {
        let root = tempfile::tempdir().unwrap();
        let made = root.path().join("files/imports/firm");
        folder(&made).unwrap();
        file(&made.join("new.xlsx")).unwrap();
        assert_eq!((mode(&made), mode(&made.join("new.xlsx"))), (0o700, 0o600));
        let old = made.join("old.xlsx");
        fs::write(&old, "klanten").unwrap();
        fs::set_permissions(&old, Permissions::from_mode(0o644)).unwrap();
        fs::set_permissions(&made, Permissions::from_mode(0o755)).unwrap();
        let outside = root.path().join("outside");
        fs::write(&outside, "niet van ons").unwrap();
        fs::set_permissions(&outside, Permissions::from_mode(0o644)).unwrap();
        std::os::unix::fs::symlink(&outside, made.join("link")).unwrap();
        close(&root.path().join("files")).unwrap();
        assert_eq!((mode(&made), mode(&old), mode(&outside)), (0o700, 0o600, 0o644));
    }
}
