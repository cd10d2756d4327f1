//! What an operator does: backing up, restoring, checking.

use std::path::Path;

use anyhow::{Context, ensure};
use app::integrity;
use migrations::{Migrator, MigratorTrait};

use crate::{
    backup::{self, KeyArgs, SealArgs},
    config::Settings,
    database, folder,
    lock::{self, Use},
};

/// Makes a backup, beside a server that goes on.
pub async fn backup(settings: &Settings, seal: SealArgs, to: &Path) -> anyhow::Result<()> {
    let seal = seal.seal()?;
    let db = database::unlimited(&settings.database_url()).await?;
    let made = backup::backup(&db, &settings.files(), seal, to).await?;
    println!("{}: {} bytes, with {} uploaded files", to.display(), made.bytes, made.files);
    if let Some(first) = made.without_file.first() {
        eprintln!("{} imports have no file that should have one; the first is {first}", made.without_file.len());
    }
    Ok(())
}

/// Restores a backup, and checks what came of it. Whether everything agrees.
pub async fn restore(settings: &Settings, key: KeyArgs, from: &Path) -> anyhow::Result<bool> {
    let verified = backup::verify(key, from).await?;
    folder::make(&settings.data)?;
    let _lock = lock::hold(settings, Use::Alone).await?;
    folder::prepare(&settings.data, &settings.database_url())?;
    let head = verified.restore(settings).await?;
    // What a new version does once, when it opens what an older one has written.
    drop(database::open(&settings.database_url()).await?);
    println!("Restored what kantoor {} wrote at {}.", head.version, head.made_at.format("%Y-%m-%d %H:%M:%S UTC"));
    check(settings).await
}

/// Checks everything, and says what it found. Whether everything agrees.
pub async fn check(settings: &Settings) -> anyhow::Result<bool> {
    let db = database::unlimited(&settings.database_url()).await?;
    let pending = Migrator::get_pending_migrations_read_only(&db).await;
    let pending = pending.context("the tables are of another version than this one")?;
    ensure!(pending.is_empty(), "the tables are of an older version: start the server once, it brings them up to date");
    let indexes = database::new_indexes().await?;
    let report = integrity::check(&db, &settings.files(), &indexes, |part| print!("{part}")).await?;
    match report.problems() {
        0 => println!("No problems found."),
        1 => println!("1 problem found."),
        many => println!("{many} problems found."),
    }
    Ok(report.problems() == 0)
}
