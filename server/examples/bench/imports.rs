//! The import of a bulk file by the product's own jobs: how long it takes, what it takes, and what others notice of it.

use std::{
    net::SocketAddr,
    path::Path,
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use sea_orm::sqlx::{
    self, Connection as _, Executor,
    sqlite::{SqliteConnectOptions, SqliteConnection},
};
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::{
    data::Data,
    floor_import,
    load::{Ask, Connection, Times},
    process::Server,
    report::{mebibytes, milliseconds, row},
};

/// Between two looks at the list by somebody who works meanwhile.
const PACE: Duration = Duration::from_millis(20);

/// Imports this many rows three times: by hand, with nobody about, and while the list is used.
pub async fn measure(binary: &Path, data: &Data, rows: u32) -> anyhow::Result<()> {
    let folder = tempfile::tempdir_in(&data.folder)?;
    let file = folder.path().join("klanten.xlsx");
    sheets::generate::write(&file, rows, &["Vennootschap", "Eenmanszaak"])?;
    let floor = floor_import::run(&file, &data.folder, folder.path()).await?;

    let alone = data.copy(&folder.path().join("alone"))?;
    let mut server = Server::product(binary, &alone.folder)?;
    server.answers(&list(&alone)).await?;
    let idle_memory = server.memory();
    let mut most = idle_memory;
    let import = Import::at(&server, &alone)?;
    let mut look = || most = most.max(server.memory());
    let (id, checked) = import.check(&file, &mut look).await?;
    let imported = import.run(&id, rows, &mut look).await?;
    drop(server);

    let whole = checked + imported;
    let seconds = |time: Duration| format!("{:.2} s", time.as_secs_f64());
    println!("\nimport of {rows} rows into {}\n\n| figure | is | aim |\n|---|---|---|", data.folder.display());
    row("floor", &seconds(floor), "");
    row("check of the file", &seconds(checked), "");
    row("import", &seconds(imported), "");
    row(
        "whole, against the floor",
        &format!("{} = {:.1} ×", seconds(whole), whole.as_secs_f64() / floor.as_secs_f64()),
        "2.5 ×",
    );
    row("memory above idle", &mebibytes(most.saturating_sub(idle_memory)), "64 MiB");
    shared_with_others(binary, data, &file, rows, &folder.path().join("shared")).await
}

/// How long a build takes for the same import into a copy of its own, with nobody about.
pub async fn alone(binary: &Path, data: &Data, rows: u32) -> anyhow::Result<Duration> {
    let folder = tempfile::tempdir_in(&data.folder)?;
    let file = folder.path().join("klanten.xlsx");
    sheets::generate::write(&file, rows, &["Vennootschap", "Eenmanszaak"])?;
    let data = data.copy(&folder.path().join("alone"))?;
    let mut server = Server::product(binary, &data.folder)?;
    server.answers(&list(&data)).await?;
    let import = Import::at(&server, &data)?;
    let (id, checked) = import.check(&file, &mut || ()).await?;
    Ok(checked + import.run(&id, rows, &mut || ()).await?)
}

/// The same import while somebody looks at the list and somebody else tries to write.
async fn shared_with_others(binary: &Path, data: &Data, file: &Path, rows: u32, folder: &Path) -> anyhow::Result<()> {
    let shared = data.copy(folder)?;
    let mut server = Server::product(binary, &shared.folder)?;
    server.answers(&list(&shared)).await?;
    let import = Import::at(&server, &shared)?;
    let (address, ask) = (server.address, list(&shared));
    let idle = paced(address, ask.clone(), sleep(Duration::from_secs(3))).await?;
    LONGEST.store(0, std::sync::atomic::Ordering::Relaxed);
    let probe = tokio::spawn(longest_lock(shared.folder.join("kantoor.db")));
    let work = async {
        let (id, _) = import.check(file, &mut || ()).await?;
        import.run(&id, rows, &mut || ()).await
    };
    let (done, finished) = tokio::sync::oneshot::channel::<()>();
    let asker = tokio::spawn(paced(address, ask, async { drop(finished.await) }));
    work.await?;
    drop(done);
    let busy = asker.await??;
    probe.abort();
    let lock = LONGEST.load(std::sync::atomic::Ordering::Relaxed);
    drop(server);
    let twice = format!("{} ms", milliseconds(idle.p95 * 2));
    row(
        "p95 of the list meanwhile",
        &format!("{} ms (idle {})", milliseconds(busy.p95), milliseconds(idle.p95)),
        &twice,
    );
    row("longest write lock", &format!("{:.1} ms", lock as f64 / 1_000.0), "50 ms");
    Ok(())
}

fn list(data: &Data) -> Ask {
    Ask { path: "/klanten".into(), json: None, cookie: data.cookie.clone() }
}

/// A person's import, over HTTP.
struct Import<'a> {
    http: reqwest::Client,
    address: SocketAddr,
    data: &'a Data,
}

impl<'a> Import<'a> {
    fn at(server: &Server, data: &'a Data) -> anyhow::Result<Self> {
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
        Ok(Self { http, address: server.address, data })
    }

    /// Uploads the file and waits until it was checked.
    async fn check(&self, file: &Path, look: &mut impl FnMut()) -> anyhow::Result<(String, Duration)> {
        let began = Instant::now();
        let part = reqwest::multipart::Part::bytes(std::fs::read(file)?).file_name("klanten.xlsx");
        let form = reqwest::multipart::Form::new().part("file", part);
        let answer = self.post("/api/imports/upload").multipart(form).send().await?.error_for_status()?;
        let page = answer.headers().get("location").context("an upload leads to the import's page")?.to_str()?;
        let id = page.strip_prefix("/imports/").context("the file was not taken in")?.to_owned();
        self.until(&id, "ready", look).await?;
        Ok((id, began.elapsed()))
    }

    /// Creates the customers and waits for the last one.
    async fn run(&self, id: &str, rows: u32, look: &mut impl FnMut()) -> anyhow::Result<Duration> {
        let began = Instant::now();
        self.post("/api/imports/start").form(&[("id", id)]).send().await?.error_for_status()?;
        let done = self.until(id, "done", look).await?;
        ensure!(done["created"] == rows, "{} of {rows} rows became customers", done["created"]);
        Ok(began.elapsed())
    }

    async fn until(&self, id: &str, state: &str, look: &mut impl FnMut()) -> anyhow::Result<Value> {
        loop {
            let request = json!({ "request": { "id": id } });
            let answer = self.post("/api/imports/get").json(&request).send().await?.error_for_status()?;
            let import: Value = answer.json().await?;
            if import["line"]["state"] == state {
                return Ok(import["line"].clone());
            }
            ensure!(import["job"]["state"] != "failed", "the job failed: {import}");
            for _ in 0..5 {
                look();
                sleep(Duration::from_millis(10)).await;
            }
        }
    }

    fn post(&self, path: &str) -> reqwest::RequestBuilder {
        let request = self.http.post(format!("http://{}{path}", self.address)).header("sec-fetch-site", "same-origin");
        request.header("cookie", &self.data.cookie)
    }
}

/// How long the list takes for somebody who looks at it again and again, until something has happened.
async fn paced(address: SocketAddr, ask: Ask, until: impl Future<Output = ()>) -> anyhow::Result<Times> {
    let mut connection = Connection::open(address).await?;
    let mut times = Vec::new();
    tokio::pin!(until);
    loop {
        tokio::select! {
            () = &mut until => return Ok(Times::of(times)),
            () = sleep(PACE) => {}
        }
        let asked = Instant::now();
        connection.ask(&ask).await?;
        times.push(asked.elapsed());
    }
}

/// Microseconds of the longest time that nobody else could begin to write.
static LONGEST: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);

/// Tries to write again and again, and remembers how long it could not. Two locks with hardly a gap between count as one.
async fn longest_lock(file: std::path::PathBuf) -> anyhow::Result<()> {
    let options = SqliteConnectOptions::new().filename(file).busy_timeout(Duration::ZERO);
    let mut connection = SqliteConnection::connect_with(&options).await?;
    let mut locked_since: Option<Instant> = None;
    loop {
        match connection.execute(sqlx::raw_sql("BEGIN IMMEDIATE")).await {
            Ok(_) => {
                connection.execute(sqlx::raw_sql("ROLLBACK")).await?;
                if let Some(since) = locked_since.take() {
                    LONGEST.fetch_max(since.elapsed().as_micros() as u64, std::sync::atomic::Ordering::Relaxed);
                }
            }
            Err(_) => {
                locked_since.get_or_insert_with(Instant::now);
            }
        }
        sleep(Duration::from_micros(300)).await;
    }
}
