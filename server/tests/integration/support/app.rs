//! One server with a database of its own.

use std::{net::SocketAddr, path::Path, sync::Arc};

use app::{
    audit::{Actor, AuditedTransaction, Origin, Tracked},
    context::AppContext,
    imports::reader::Reader,
    integrity::Report,
    sealing::SealingKey,
    session::Viewer,
};
use chrono::{DateTime, Utc};
use domain::permissions::{BuiltIn, Rights};
use entity::{profile, user};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use server::{database, router, serve};
use tempfile::TempDir;
use tokio::{net::TcpListener, sync::Notify};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::Client;

/// The database under test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// A running product. What it made is gone when the last of its clones is dropped.
#[derive(Clone)]
pub struct TestApp {
    pub context: AppContext,
    pub address: SocketAddr,
    pub engine: Engine,
    pub folder: Arc<TempDir>,
    /// Where its database is.
    pub database: String,
}

/// Password of every user that a test makes.
pub const PASSWORD: &str = "vier koppen zwarte koffie";

impl TestApp {
    /// Starts a server on an empty, migrated database.
    pub async fn start(engine: Engine) -> Self {
        let folder = Arc::new(tempfile::tempdir().expect("a temporary folder"));
        let database = database_url(engine, folder.path()).await;
        Self::over(engine, folder, database).await
    }

    /// Starts a server on a database that may be there already, as a new version does on that of an earlier one.
    pub async fn over(engine: Engine, folder: Arc<TempDir>, database: String) -> Self {
        let db = database::open(&database).await.expect("the database opens");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let context = AppContext {
            db,
            // A name: browsers know no site, and so no passkeys, at a bare network address.
            public_url: format!("http://localhost:{}", address.port()).into(),
            secure_cookies: false,
            // Tests say in X-Forwarded-For from where they come.
            proxies: Arc::new(["127.0.0.0/8".parse().expect("a network")]),
            sealing: Arc::new(SealingKey::of_folder(folder.path()).expect("a key")),
            files: Arc::new(folder.path().join("files")),
            reader: Reader::new(env!("CARGO_BIN_EXE_kantoor").into()),
            jobs: Arc::new(app::features::jobs().expect("a key for each job")),
            kinds: app::features::KINDS,
            wake: Arc::new(Notify::new()),
            stop: CancellationToken::new(),
        };
        serve(context.clone(), listener);
        Self { context, address, engine, folder, database }
    }

    /// The same product as it is behind a proxy that speaks TLS with browsers: a browser without a session.
    pub async fn over_tls(&self) -> Client {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        serve(AppContext { secure_cookies: true, ..self.context.clone() }, listener);
        Client::new(address)
    }

    /// A browser without a session.
    pub fn client(&self) -> Client {
        Client::new(self.address)
    }

    /// Makes a firm with an administrator, without going through the pages.
    pub async fn firm(&self, name: &str) -> Viewer {
        app::settings::firm::create(
            &self.context,
            name,
            "An Beheerder",
            &format!("an@{}.be", name.to_lowercase()),
            PASSWORD,
        )
        .await
        .expect("the firm is made")
    }

    /// Makes a colleague with a built-in profile and gives it as the server sees it.
    pub async fn colleague(&self, firm_id: Uuid, name: &str, profile: BuiltIn) -> Viewer {
        let db = &self.context.db;
        let profile = profile::Entity::find()
            .filter(profile::Column::FirmId.eq(firm_id))
            .filter(profile::Column::Builtin.eq(profile.key()))
            .one(&db.read)
            .await
            .expect("profiles can be read")
            .expect("built-in profiles exist");
        let id = Uuid::now_v7();
        let hash = app::session::password::hash(PASSWORD.to_owned(), &[]).await.expect("a good password");
        let row = user::Model {
            firm_id,
            id,
            version: 1,
            email: format!("{}.{}@kantoor.be", name.to_lowercase(), id.simple()),
            name: name.to_owned(),
            locale: "nl".to_owned(),
            password_hash: Some(hash),
            password_set_at: Some(Utc::now()),
            no_digest: false,
            profile_id: profile.id,
            business_unit_id: None,
            active: true,
            created_at: Utc::now(),
        };
        self.stored(firm_id, row).await;
        app::session::viewer_of::user(db, firm_id, id).await.expect("readable").expect("active")
    }

    /// Makes a colleague whose profile gives these rights and no more.
    pub async fn colleague_with(&self, firm_id: Uuid, rights: &Rights) -> Viewer {
        let (db, id) = (&self.context.db, Uuid::now_v7());
        let row = profile::Model {
            firm_id,
            id,
            version: 1,
            name: id.to_string(),
            builtin: String::new(),
            rights: serde_json::json!(rights).to_string(),
            requires_second_factor: false,
        };
        self.stored(firm_id, row).await;
        let bo = self.colleague(firm_id, "Bo", BuiltIn::Reader).await;
        let stored = user::Entity::find_by_id((firm_id, bo.user_id)).one(&db.read).await.expect("readable");
        let stored = stored.expect("the colleague is there");
        let mut log = self.log(firm_id).await;
        let changed = user::Model { profile_id: id, ..stored.clone() };
        log.update(&stored, changed).await.expect("the colleague has it");
        log.finish().await.expect("committed");
        app::session::viewer_of::user(db, firm_id, bo.user_id).await.expect("readable").expect("active")
    }

    /// Stores a record as the product does: with its line in the change log.
    async fn stored<T: Tracked>(&self, firm_id: Uuid, record: T) {
        let mut log = self.log(firm_id).await;
        log.insert(record).await.expect("the record is stored");
        log.finish().await.expect("committed");
    }

    /// Everything that the product keeps agrees with itself, as `kantoor check` sees it.
    pub async fn checked(&self) {
        let report = self.report().await;
        assert_eq!(report.problems(), 0, "{report}");
    }

    /// The test wrote past the product, which is not to agree any more.
    pub async fn spoilt(&self) {}

    /// What `kantoor check` finds.
    pub async fn report(&self) -> Report {
        let db = database::unlimited(&self.database).await.expect("the database opens");
        let indexes = database::new_indexes().await.expect("a new database");
        let report = app::integrity::check(&db, &self.context.files, &indexes, |_| {}).await;
        report.expect("the check comes to its end")
    }

    /// A transaction in which the test itself writes.
    pub async fn log(&self, firm_id: Uuid) -> AuditedTransaction {
        let origin = Origin { firm_id, actor: Actor::System, source: "test", batch_id: None };
        AuditedTransaction::new(self.context.db.begin().await.expect("a transaction"), origin)
    }

    /// Does everything of the schedule, as if it were due at that moment.
    pub async fn run_schedule(&self, now: DateTime<Utc>) {
        for job in self.context.jobs.scheduled() {
            job.run(&self.context, now).await.unwrap_or_else(|error| panic!("{}: {error}", job.key));
        }
    }

    /// A client that carries a session of this colleague.
    pub async fn signed_in(&self, viewer: &Viewer) -> Client {
        self.client().with_session(&self.session(viewer).await)
    }

    /// A new session of this colleague.
    pub async fn session(&self, viewer: &Viewer) -> String {
        use app::session::queries::{Holder, open};
        let holder = Holder::User { firm_id: viewer.firm_id, user_id: viewer.user_id };
        let source = app::session::request::Source::default();
        open(self.context.db.writer(), holder, &source, Utc::now()).await.expect("a session").token
    }
}

fn serve(context: AppContext, listener: TcpListener) {
    let router = router::router(context.clone(), Path::new("no-site"));
    tokio::spawn(serve::serve(listener, router, serve::Limits::default(), context.proxies, context.stop));
}

/// A database of its own, that holds nothing yet.
pub async fn database_url(engine: Engine, folder: &Path) -> String {
    if engine == Engine::Sqlite {
        return format!("sqlite://{}", folder.join("kantoor.db").display());
    }
    let server = std::env::var("KANTOOR_TEST_POSTGRES")
        .expect("KANTOOR_TEST_POSTGRES names a PostgreSQL server: scripts/postgres.sh starts one");
    let name = format!("test_{}", Uuid::now_v7().simple());
    let admin = sea_orm::Database::connect(server.as_str()).await.expect("the PostgreSQL server answers");
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a database of its own");
    admin.close().await.expect("closed");
    let (base, _) = server.rsplit_once('/').expect("a URL with a database");
    format!("{base}/{name}")
}
