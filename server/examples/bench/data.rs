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
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, Statement,
    sqlx::{
        self, Connection as _, Executor,
        sqlite::{SqliteConnectOptions, SqliteConnection},
    },
};
use server::database;
use uuid::Uuid;

use crate::{load::Ask, process::Server};

/// The administrator of the demo firm.
const ADMINISTRATOR: &str = "an@demo.example";

/// A kept database with a session in it.
pub struct Data {
    pub folder: PathBuf,
    pub firm_id: Uuid,
    /// The `Cookie` header of a session of its administrator, who sees all customers.
    pub cookie: String,
}

impl Data {
    /// Opens the database with this many customers, and so many fields of the firm's own, below `kept`, or has the product's binary
    /// make it.
    pub async fn ready(binary: &Path, kept: &Path, customers: u32, own_fields: u32) -> anyhow::Result<Self> {
        let folder = match own_fields {
            0 => kept.join(customers.to_string()),
            _ => kept.join(format!("{customers}-own-{own_fields}")),
        };
        let wanted = shape_of_tables(kept).await?;
        let mark = folder.join("tables.sql");
        if fs::read_to_string(&mark).ok().as_deref() != Some(&wanted) {
            generate(binary, &folder, customers, own_fields)?;
            fs::write(mark, wanted)?;
        }
        Self::open(folder).await
    }

    /// The same for an earlier build, whose tables may be others: it makes its customers itself, and lets the demo firm's
    /// administrator in.
    pub async fn of_earlier(binary: &Path, kept: &Path, customers: u32) -> anyhow::Result<Self> {
        let folder = kept.join("before").join(customers.to_string());
        let about = fs::metadata(binary).with_context(|| format!("{} (--before)", binary.display()))?;
        let wanted = format!("{} {} {:?}", binary.display(), about.len(), about.modified()?);
        let mark = folder.join("binary");
        if fs::read_to_string(&mark).ok().as_deref() != Some(&wanted) {
            generate(binary, &folder, customers, 0)?;
            fs::write(mark, wanted)?;
        }
        let told = fs::read_to_string(folder.join("demo-password.txt"))?;
        let password = told.lines().next().and_then(|line| line.rsplit(' ').next()).context("a password")?;
        let mut server = Server::product(binary, &folder)?;
        let door = Ask { path: "/aanmelden".into(), json: None, cookie: String::new() };
        server.answers(&door).await?;
        let form = [("email", ADMINISTRATOR), ("password", password), ("terug", "")];
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
        let request = http.post(format!("http://{}/api/session/sign_in", server.address)).form(&form);
        let answer = request.header("sec-fetch-site", "same-origin").header("accept", "text/html").send().await?;
        let set = answer.headers().get_all("set-cookie").iter().filter_map(|cookie| cookie.to_str().ok());
        let cookies: Vec<&str> = set.filter_map(|cookie| cookie.split(';').next()).collect();
        let cookie = cookies.join("; ");
        drop(server);
        let earlier = Self { folder, firm_id: Uuid::nil(), cookie };
        let firm_id = earlier.texts("SELECT lower(hex(id)) AS text FROM firm").await?;
        earlier.settled().await?;
        Ok(Self { firm_id: firm_id.first().context("a firm")?.parse()?, ..earlier })
    }

    /// A copy to be written to. What it costs is the disk's.
    pub fn copy(&self, to: &Path) -> anyhow::Result<Self> {
        fs::create_dir_all(to)?;
        fs::copy(self.folder.join("kantoor.db"), to.join("kantoor.db"))?;
        Ok(Self { folder: to.to_owned(), firm_id: self.firm_id, cookie: self.cookie.clone() })
    }

    async fn open(folder: PathBuf) -> anyhow::Result<Self> {
        let db = self::connect(&folder).await?;
        let administrator = user::Entity::find().filter(user::Column::Email.eq(ADMINISTRATOR)).one(&db.read).await?;
        let administrator = administrator.context("the database has no demo firm")?;
        let (firm_id, user_id) = (administrator.firm_id, administrator.id);
        let (holder, source) = (Holder::User { firm_id, user_id }, Source::default());
        let token = open(db.writer(), holder, &source, chrono::Utc::now()).await?.token;
        let data = Self { folder, firm_id, cookie: format!("{}={token}", session::cookie::NAME) };
        data.settled().await?;
        Ok(data)
    }

    /// A copy of the file is only whole once the write-ahead log is in it.
    async fn settled(&self) -> anyhow::Result<()> {
        self.file().await?.execute(sqlx::raw_sql("PRAGMA wal_checkpoint(TRUNCATE)")).await?;
        Ok(())
    }

    /// The first column of the rows of a query. Uuids as `hex(…)`.
    pub async fn texts(&self, sql: &str) -> anyhow::Result<Vec<String>> {
        let rows = sqlx::query_scalar(sqlx::AssertSqlSafe(sql.to_owned()));
        Ok(rows.fetch_all(&mut self.file().await?).await?)
    }

    /// The file itself, whatever its tables.
    async fn file(&self) -> anyhow::Result<SqliteConnection> {
        let options = SqliteConnectOptions::new().filename(self.folder.join("kantoor.db"));
        Ok(SqliteConnection::connect_with(&options).await?)
    }
}

/// Has a build make so many customers in a new folder. An earlier one may know no fields of the firm's own.
fn generate(binary: &Path, folder: &Path, customers: u32, own_fields: u32) -> anyhow::Result<()> {
    println!("making {customers} customers in {} …", folder.display());
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let mut generate = Command::new(binary);
    generate.env_remove("DATABASE_URL").arg("generate").arg("--data").arg(folder);
    generate.args(["--customers", &customers.to_string()]);
    if own_fields > 0 {
        generate.args(["--own-fields", &own_fields.to_string()]);
    }
    ensure!(generate.status().context("the product's binary")?.success(), "the customers could not be made");
    Ok(())
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
