//! The database that is measured on: made once for each number of customers and each shape of the tables, then kept.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, ensure};
use app::{
    context::Db,
    session::{
        self,
        queries::{Holder, open},
        request::Source,
    },
};
use entity::user;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, Statement};
use server::database;
use uuid::Uuid;

/// A kept database with a session in it.
pub struct Data {
    pub folder: PathBuf,
    pub firm_id: Uuid,
    /// The `Cookie` header of a session of its administrator, who sees all customers.
    pub cookie: String,
}

impl Data {
    /// Opens the database with this many customers below `kept`, or has the product's binary make it.
    pub async fn ready(binary: &Path, kept: &Path, customers: u32) -> anyhow::Result<Self> {
        let folder = kept.join(customers.to_string());
        let wanted = shape_of_tables(kept).await?;
        let mark = folder.join("tables.sql");
        if fs::read_to_string(&mark).ok().as_deref() != Some(&wanted) {
            println!("making {customers} customers in {} …", folder.display());
            if folder.exists() {
                fs::remove_dir_all(&folder)?;
            }
            let mut generate = Command::new(binary);
            generate
                .env_remove("DATABASE_URL")
                .arg("generate")
                .arg("--data")
                .arg(&folder)
                .arg("--customers")
                .arg(customers.to_string());
            ensure!(generate.status().context("the product's binary")?.success(), "the customers could not be made");
            fs::write(mark, wanted)?;
        }
        Self::open(folder).await
    }

    /// A copy to be written to. What it costs is the disk's.
    pub async fn copy(&self, to: &Path) -> anyhow::Result<Self> {
        fs::create_dir_all(to)?;
        fs::copy(self.folder.join("kantoor.db"), to.join("kantoor.db"))?;
        Self::open(to.to_owned()).await
    }

    async fn open(folder: PathBuf) -> anyhow::Result<Self> {
        let db = self::connect(&folder).await?;
        let administrator =
            user::Entity::find().filter(user::Column::Email.eq("an@demo.example")).one(&db.read).await?;
        let administrator = administrator.context("the database has no demo firm")?;
        let (firm_id, user_id) = (administrator.firm_id, administrator.id);
        let (holder, source) = (Holder::User { firm_id, user_id }, Source::default());
        let token = open(db.writer(), holder, &source, chrono::Utc::now()).await?.token;
        // A copy of the file is only whole once the write-ahead log is in it.
        db.writer().execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
        Ok(Self { folder, firm_id, cookie: format!("{}={token}", session::cookie::NAME) })
    }

    /// The first column of the rows of a query. Uuids as `hex(…)`.
    pub async fn texts(&self, sql: &str) -> anyhow::Result<Vec<String>> {
        #[derive(FromQueryResult)]
        struct Row {
            text: String,
        }
        let db = connect(&self.folder).await?;
        let rows =
            Row::find_by_statement(Statement::from_string(sea_orm::DbBackend::Sqlite, sql)).all(&db.read).await?;
        Ok(rows.into_iter().map(|row| row.text).collect())
    }
}

/// Opens the database of a folder as the product does.
pub async fn connect(folder: &Path) -> anyhow::Result<Db> {
    database::open(&format!("sqlite://{}", folder.join("kantoor.db").display())).await
}

/// All tables and indexes as the migrations make them now.
async fn shape_of_tables(kept: &Path) -> anyhow::Result<String> {
    #[derive(FromQueryResult)]
    struct Row {
        sql: String,
    }
    fs::create_dir_all(kept)?;
    let empty = tempfile::tempdir_in(kept)?;
    let db = connect(empty.path()).await?;
    let all = Statement::from_string(
        sea_orm::DbBackend::Sqlite,
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name",
    );
    let rows = Row::find_by_statement(all).all(&db.read).await?;
    Ok(rows.into_iter().map(|row| row.sql + ";\n").collect())
}
