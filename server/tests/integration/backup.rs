//! A backup holds everything, comes back whole on either engine, and touches nothing where it cannot.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Read,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
};

use age::x25519;
use app::integrity;
use clap::Parser;
use domain::{customers::Tab, imports::State};
use entity::{customer, job};
use flate2::read::GzDecoder;
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DatabaseConnection, EntityTrait, PaginatorTrait, QueryOrder};
use server::{
    backup::{self, KeyArgs, Made, Seal},
    config::{Cli, Settings},
    database,
    lock::{self, Use},
};
use tempfile::TempDir;

use crate::{
    both,
    imports::import_client::{ImportClient, PEETERS, workbook},
    support::{
        Engine, TestApp,
        cards::{added, categorise, category},
        customers::{Said, add_one},
        database_url,
    },
};

both!(
    a_backup_comes_back_whole_on_both_engines,
    a_damaged_or_foreign_backup_touches_nothing,
    only_the_right_key_opens_a_backup,
    nothing_is_overwritten_and_nothing_in_use_restored,
    what_another_database_left_is_not_taken_in,
    a_backup_of_an_older_version_is_brought_up_to_date,
);
both!(threads: a_backup_is_one_moment_while_others_write);

/// An empty place to restore into.
struct Elsewhere {
    folder: TempDir,
    settings: Settings,
}

impl Elsewhere {
    async fn on(engine: Engine) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = database_url(engine, folder.path()).await;
        let data = folder.path().to_str().unwrap().to_owned();
        let cli = Cli::try_parse_from(["kantoor", "--data", &data, "--database-url", &url]).unwrap();
        Self { folder, settings: cli.settings }
    }

    async fn restore(&self, key: KeyArgs, from: &Path) -> Result<(), String> {
        let restored = async { backup::verify(key, from).await?.restore(&self.settings).await };
        restored.await.map(drop).map_err(|error| format!("{error:#}"))
    }

    async fn db(&self) -> DatabaseConnection {
        database::unlimited(&self.settings.database_url()).await.unwrap()
    }

    /// Everything that was restored agrees.
    async fn checked(&self) {
        let indexes = database::new_indexes().await.unwrap();
        let report = integrity::check(&self.db().await, &self.settings.files(), &indexes, |_| {}).await.unwrap();
        assert_eq!(report.problems(), 0, "{report}");
    }

    /// What lies in the folder.
    fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap();
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
    }

    /// Whether neither the folder nor the database holds anything.
    async fn is_untouched(&self) -> bool {
        let sqlite = self.settings.database_url().starts_with("sqlite");
        self.files().is_empty() && (sqlite || integrity::schema::tables(&self.db().await).await.unwrap().is_empty())
    }
}

/// A firm with a bit of everything, an uploaded file too.
async fn filled(app: &TestApp) -> ImportClient {
    let importer = ImportClient::of_firm(app, "Bewaard").await;
    let id = added(&importer.client).await;
    categorise(&importer.client, id, category(&importer.client, "Café \"De Bron\" \\ 'zuid'").await).await.unwrap();
    let import = importer.upload(workbook(&[PEETERS])).await;
    importer.until(import, State::Ready).await;
    importer
}

async fn saved(app: &TestApp, name: &str, seal: Seal) -> PathBuf {
    let (to, made) = made(app, name, seal).await;
    assert_eq!((made.files, made.without_file), (1, vec![]));
    to
}

async fn made(app: &TestApp, name: &str, seal: Seal) -> (PathBuf, Made) {
    let to = app.folder.path().join(name);
    let db = database::unlimited(&app.database).await.unwrap();
    let made = backup::backup(&db, &app.context.files, seal, &to).await.unwrap();
    (to, made)
}

/// The rows of each table, and the files.
fn contents(path: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let mut contents: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut archive = tar::Archive::new(GzDecoder::new(std::fs::File::open(path).unwrap()));
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        let name = entry.path().unwrap().to_str().unwrap().to_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        if let Some(table) = name.strip_prefix("tables/") {
            let rows = String::from_utf8(bytes).unwrap();
            let table = table.split_once('/').unwrap().0.to_owned();
            contents.entry(table).or_default().extend(rows.lines().map(str::to_owned));
        } else if name.starts_with("files/") {
            contents.entry(name).or_default().insert(format!("{} bytes", bytes.len()));
        }
    }
    contents
}

async fn a_backup_comes_back_whole_on_both_engines(app: TestApp) {
    filled(&app).await;
    let backup = saved(&app, "backup.kantoor", Seal::Open).await;
    let before = contents(&backup);
    let tables = integrity::schema::tables(&app.context.db.read).await.unwrap();
    assert!(before.len() > 10 && tables.len() > 20, "{:?}", before.keys());
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let there = Elsewhere::on(engine).await;
        there.restore(KeyArgs::default(), &backup).await.unwrap();
        there.checked().await;
        let again = there.folder.path().join("again");
        backup::backup(&there.db().await, &there.settings.files(), Seal::Open, &again).await.unwrap();
        let after = contents(&again);
        let counts = |all: &BTreeMap<String, BTreeSet<String>>| {
            all.iter().map(|(name, rows)| (name.clone(), rows.len())).collect::<Vec<_>>()
        };
        assert_eq!(counts(&after), counts(&before), "{engine:?}");
        if engine == app.engine {
            assert_eq!(after, before);
        }
        let mode = std::os::unix::fs::MetadataExt::mode(&std::fs::metadata(&again).unwrap());
        assert_eq!(mode & 0o777, 0o600, "a backup is for its owner alone");
    }
}

async fn a_damaged_or_foreign_backup_touches_nothing(app: TestApp) {
    filled(&app).await;
    let passphrase = app.folder.path().join("passphrase");
    std::fs::write(&passphrase, "drie natte laarzen\n").unwrap();
    let key = || KeyArgs { passphrase_file: Some(passphrase.clone()), identity: None };
    let there = Elsewhere::on(app.engine).await;
    let broken = app.folder.path().join("broken");
    for (name, seal) in [("plain", Seal::Open), ("sealed", Seal::Passphrase("drie natte laarzen".to_owned().into()))] {
        let whole = std::fs::read(saved(&app, name, seal).await).unwrap();
        let length = whole.len();
        for cut in [length / 3, length - 200, length - 1] {
            std::fs::write(&broken, &whole[..cut]).unwrap();
            let refused = there.restore(key(), &broken).await.unwrap_err();
            assert!(refused.contains("nothing was touched"), "{name} cut at {cut} of {length}: {refused}");
        }
        // After what age says of itself, whose check is the first thing that fails.
        for flipped in (400..length).step_by(length / 7) {
            let mut bytes = whole.clone();
            bytes[flipped] ^= 0x10;
            std::fs::write(&broken, bytes).unwrap();
            let refused = there.restore(key(), &broken).await.unwrap_err();
            assert!(refused.contains("nothing was touched"), "{name} flipped at {flipped} of {length}: {refused}");
        }
        std::fs::write(&broken, [whole.as_slice(), b"more"].concat()).unwrap();
        let refused = there.restore(key(), &broken).await.unwrap_err();
        assert!(refused.contains("damaged or was cut off"), "{name}: {refused}");
    }
    std::fs::write(&broken, "no backup").unwrap();
    assert!(there.restore(key(), &broken).await.is_err());
    assert!(there.is_untouched().await, "{:?}", there.files());
}

async fn only_the_right_key_opens_a_backup(app: TestApp) {
    filled(&app).await;
    let there = Elsewhere::on(app.engine).await;
    let file = |name: &str, text: &str| {
        let path = app.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let backup = saved(&app, "passphrase.age", Seal::Passphrase("drie natte laarzen".to_owned().into())).await;
    let wrong = KeyArgs { passphrase_file: Some(file("wrong", "vier natte laarzen")), identity: None };
    let refused = there.restore(wrong, &backup).await.unwrap_err();
    assert!(refused.contains("the passphrase is not the right one"), "{refused}");

    let [mine, other] = [x25519::Identity::generate(), x25519::Identity::generate()];
    let secret = |key: &x25519::Identity| age::secrecy::ExposeSecret::expose_secret(&key.to_string()).to_owned();
    let backup = saved(&app, "key.age", Seal::Recipients(vec![mine.to_public()])).await;
    let refused = there.restore(KeyArgs::default(), &backup).await.unwrap_err();
    assert!(refused.contains("--identity"), "{refused}");
    let wrong = KeyArgs { passphrase_file: None, identity: Some(file("other", &secret(&other))) };
    let refused = there.restore(wrong, &backup).await.unwrap_err();
    assert!(refused.contains("not one that the backup was encrypted for"), "{refused}");
    assert!(there.is_untouched().await, "{:?}", there.files());

    let right = KeyArgs { passphrase_file: None, identity: Some(file("mine", &secret(&mine))) };
    there.restore(right, &backup).await.unwrap();
    there.checked().await;
}

async fn nothing_is_overwritten_and_nothing_in_use_restored(app: TestApp) {
    filled(&app).await;
    let backup = saved(&app, "backup", Seal::Open).await;
    let db = database::unlimited(&app.database).await.unwrap();
    let again = backup::backup(&db, &app.context.files, Seal::Open, &backup).await.unwrap_err();
    assert!(again.to_string().contains("is there already"), "{again}");

    let there = Elsewhere::on(app.engine).await;
    let serving = lock::hold(&there.settings, Use::Serve).await.unwrap();
    let refused = lock::hold(&there.settings, Use::Alone).await.unwrap_err().to_string();
    assert!(refused.contains("another kantoor is at work"), "{refused}");
    let second = lock::hold(&there.settings, Use::Serve).await;
    assert_eq!(second.is_ok(), app.engine == Engine::Postgres, "SQLite has one server");
    drop((serving, second));
    let _alone = lock::hold(&there.settings, Use::Alone).await.unwrap();

    std::fs::write(there.folder.path().join("mine.txt"), "mine").unwrap();
    let refused = there.restore(KeyArgs::default(), &backup).await.unwrap_err();
    assert!(refused.contains("is not empty: it holds mine.txt"), "{refused}");
    std::fs::remove_file(there.folder.path().join("mine.txt")).unwrap();
    there.restore(KeyArgs::default(), &backup).await.unwrap();
    let refused = there.restore(KeyArgs::default(), &backup).await.unwrap_err();
    assert!(refused.contains("is not empty"), "{refused}");
}

/// A log of SQLite without its database, outside the data folder: what it holds would come back in the restored one.
async fn what_another_database_left_is_not_taken_in(app: TestApp) {
    filled(&app).await;
    let backup = saved(&app, "backup", Seal::Open).await;
    let (data, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let database = elsewhere.path().join("k.db");
    let url = format!("sqlite://{}", database.display());
    let (data, url) = (data.path().to_str().unwrap(), url.as_str());
    let cli = Cli::try_parse_from(["kantoor", "--data", data, "--database-url", url]).unwrap();
    for end in ["-wal", "-shm", "-journal"] {
        let left = elsewhere.path().join(format!("k.db{end}"));
        std::fs::write(&left, "of another").unwrap();
        let refused = backup::verify(KeyArgs::default(), &backup).await.unwrap().restore(&cli.settings).await;
        let refused = refused.unwrap_err().to_string();
        assert!(refused.contains(&format!("k.db{end} (DATABASE_URL) is there already")), "{refused}");
        assert_eq!(std::fs::read_to_string(&left).unwrap(), "of another");
        std::fs::remove_file(left).unwrap();
    }
    assert!(!database.exists());
    backup::verify(KeyArgs::default(), &backup).await.unwrap().restore(&cli.settings).await.unwrap();
    assert!(database.exists());
}

async fn a_backup_of_an_older_version_is_brought_up_to_date(app: TestApp) {
    let old = Elsewhere::on(app.engine).await;
    std::fs::File::create(old.folder.path().join("kantoor.db")).unwrap();
    let db = old.db().await;
    Migrator::up(&db, Some(1)).await.unwrap();
    let id = if app.engine == Engine::Sqlite {
        "x'01920000000070008000000000000001'"
    } else {
        "'01920000-0000-7000-8000-000000000001'"
    };
    let firm = format!(
        "INSERT INTO firm (id, version, name, country, vat, email, locale, next_customer_number, created_at) \
         VALUES ({id}, 1, 'Oud', 'BE', '', 'an@oud.be', 'nl', 1, '2026-01-02T03:04:05+00:00')"
    );
    db.execute_unprepared(&firm).await.unwrap();
    let path = app.folder.path().join("old");
    let key = |number: u8| {
        if app.engine == Engine::Sqlite {
            format!("x'019200000000700080000000000000{number:02}'")
        } else {
            format!("'01920000-0000-7000-8000-0000000000{number:02}'")
        }
    };
    let customer = |number: u8, status: u8, active: bool, vat: &str| {
        let key = key(number);
        format!(
            "INSERT INTO customer (firm_id, id, version, number, name, name_key, status, active, vat, company_number, \
             external_reference, country, locale, iban, email, phone, mobile, website, description, mandate, manager_key, \
             postcode, city, city_key, search, created_at, updated_at) VALUES ({id}, {key}, 1, {number}, 'Klant', '', \
             {status}, {active}, '{vat}', '', '', 'BE', 'nl-BE', '', '', '', '', '', '', FALSE, '', '', '', '', '', \
             '2026-01-02T03:04:05+00:00', '2026-01-02T03:04:05+00:00')"
        )
    };
    for (number, status, active, vat) in
        [(2, 0, false, ""), (3, 1, true, ""), (4, 2, true, "BE0477472701"), (5, 4, false, "")]
    {
        db.execute_unprepared(&customer(number, status, active, vat)).await.unwrap();
    }
    let job = |state: &str, number: u8, finished: &str| {
        let key = key(number);
        format!(
            "INSERT INTO job (firm_id, id, kind, subject_id, owner_id, payload, state, done, total, cancel_requested, \
             lease_until, attempts, error, created_at, finished_at) VALUES ({id}, {key}, 'invite_customers', {id}, {id}, \
             'Dag Jan', '{state}', 0, 0, FALSE, '2026-01-02T03:04:05+00:00', 1, '', '2026-01-02T03:04:05+00:00', {finished})"
        )
    };
    for (state, number, finished) in [("done", 6, "'2026-01-02T03:04:05+00:00'"), ("queued", 7, "NULL")] {
        db.execute_unprepared(&job(state, number, finished)).await.unwrap();
    }
    backup::backup(&db, &old.settings.files(), Seal::Open, &path).await.unwrap();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let there = Elsewhere::on(engine).await;
        there.restore(KeyArgs::default(), &path).await.unwrap();
        let db = there.db().await;
        assert!(Migrator::get_pending_migrations_read_only(&db).await.unwrap().is_empty());
        let firms = entity::firm::Entity::find().all(&db).await.unwrap();
        assert_eq!(firms.iter().map(|firm| firm.name.as_str()).collect::<Vec<_>>(), ["Oud"]);
        // Each customer is in the tab of its status, and counted there.
        let customers = customer::Entity::find().order_by_asc(customer::Column::Number).all(&db).await.unwrap();
        let tabs: Vec<i16> = customers.iter().map(|customer| customer.tab).collect();
        let (active, draft, inactive) = (Tab::Active as i16, Tab::Draft as i16, Tab::Inactive as i16);
        assert_eq!(tabs, [draft, active, active, inactive]);
        let tallies = entity::customer_tally::Entity::find().all(&db).await.unwrap();
        let mut counted: Vec<_> = tallies.iter().map(|row| (row.tab, row.has_vat, row.customers)).collect();
        counted.sort_unstable();
        assert_eq!(counted, [(inactive, false, 1), (active, false, 1), (active, true, 1), (draft, false, 1)]);
        // A job that has ended no longer says what it was about.
        let jobs = job::Entity::find().order_by_asc(job::Column::Id).all(&db).await.unwrap();
        assert_eq!(jobs.iter().map(|job| job.payload.as_str()).collect::<Vec<_>>(), ["null", "Dag Jan"]);
    }
}

async fn a_backup_is_one_moment_while_others_write(app: TestApp) {
    let importer = filled(&app).await;
    let (done, app) = (AtomicBool::new(false), &app);
    let writing = async {
        let mut written = 0_u64;
        while !done.load(Ordering::Relaxed) {
            add_one(app, importer.viewer.firm_id, Said { name: "Nieuw", city: "Gent", ..Default::default() }).await;
            // What is thrown away while a backup is made is in it, where the rows say so.
            let import = importer.upload(workbook(&[PEETERS])).await;
            importer.until(import, State::Ready).await;
            importer.step("discard", import).await.unwrap();
            written += 1;
        }
        written
    };
    let saving = async {
        let mut saved_ones = Vec::new();
        for number in 0..3 {
            saved_ones.push(made(app, &format!("backup {number}"), Seal::Open).await.0);
        }
        done.store(true, Ordering::Relaxed);
        saved_ones
    };
    let (written, saved_ones) = tokio::join!(writing, saving);
    assert!(written > 0);
    for path in saved_ones {
        let there = Elsewhere::on(app.engine).await;
        there.restore(KeyArgs::default(), &path).await.unwrap();
        there.checked().await;
        let customers = customer::Entity::find().count(&there.db().await).await.unwrap();
        assert!(customers <= written + 1, "{customers}");
    }
}
