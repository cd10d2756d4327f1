//! The binary `kantoor`.

use std::{path::PathBuf, process::ExitCode, sync::Arc};

use anyhow::{Context, ensure};
use app::{context::AppContext, imports::reader::Reader, sealing::SealingKey, settings::logo::picture};
use clap::Parser;
use server::{
    backup, commands,
    config::{Cli, Command, Settings},
    database, folder,
    lock::{self, Use},
    logging::Quoted,
    router, serve,
};
use sheets::{Trust, process::Limits};
use tokio::{net::TcpListener, sync::Notify};
use tokio_util::sync::CancellationToken;

fn main() -> ExitCode {
    let Cli { command, settings } = Cli::parse();
    let done = match command.unwrap_or(Command::Serve) {
        // It has neither settings nor a database.
        Command::ReadWorkbook { workbook, checked, memory, cpu, choices } => {
            let trust = if checked { Trust::Checked } else { Trust::Unknown };
            return sheets::process::run(&workbook, trust, &choices, Limits { memory, cpu });
        }
        Command::ReadPicture { picture, memory, cpu } => {
            return sheets::process::confined(Limits { memory, cpu }, || picture::tell(&picture));
        }
        Command::Serve => run(settings, async |settings| serve(settings).await.map(|()| true)),
        Command::Generate { customers, own_fields } => {
            run(settings, async |settings| generate(settings, customers, own_fields).await.map(|()| true))
        }
        Command::Backup { file, seal } => {
            look(settings, async |settings| commands::backup(&settings, seal, &file).await.map(|()| true))
        }
        Command::Restore { file, key } => {
            look(settings, async |settings| commands::restore(&settings, key, &file).await)
        }
        Command::Check => look(settings, async |settings| commands::check(&settings).await),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("kantoor: {}", reasons(&error));
            ExitCode::FAILURE
        }
    }
}

/// What went wrong and why. Some errors say their cause already: each is said once.
fn reasons(error: &anyhow::Error) -> String {
    let mut said: Vec<String> = Vec::new();
    for reason in error.chain().map(ToString::to_string) {
        if !said.iter().any(|before| before.contains(&reason)) {
            said.push(reason);
        }
    }
    said.join(": ")
}

/// Does what was asked with a data folder that is made where there is none. False where it was done, and something is wrong.
fn run(settings: Settings, command: impl AsyncFnOnce(Settings) -> anyhow::Result<bool>) -> anyhow::Result<bool> {
    look(settings, async |settings| {
        folder::prepare(&settings.data, &settings.database_url())?;
        command(settings).await
    })
}

/// The same, and makes nothing by itself.
#[tokio::main]
async fn look(settings: Settings, command: impl AsyncFnOnce(Settings) -> anyhow::Result<bool>) -> anyhow::Result<bool> {
    tracing_subscriber::fmt().fmt_fields(Quoted).with_env_filter(settings.log.as_str()).with_target(true).init();
    command(settings).await
}

/// The product's own things.
async fn context(settings: &Settings) -> anyhow::Result<AppContext> {
    Ok(AppContext {
        db: database::open(&settings.database_url()).await?,
        public_url: settings.public_url().into(),
        secure_cookies: settings.is_https(),
        proxies: settings.trusted_proxies.clone().into(),
        sealing: Arc::new(SealingKey::of_folder(&settings.data)?),
        files: Arc::new(settings.files()),
        reader: Reader::new(own_program()?),
        jobs: Arc::new(app::features::jobs()?),
        kinds: app::features::KINDS,
        wake: Arc::new(Notify::new()),
        stop: CancellationToken::new(),
    })
}

/// The program that runs here. On Linux not by its path, where a newer one may lie by now.
fn own_program() -> anyhow::Result<PathBuf> {
    let running = PathBuf::from("/proc/self/exe");
    if running.exists() {
        Ok(running)
    } else {
        std::env::current_exe().context("the program does not know where it lies")
    }
}

async fn generate(settings: Settings, customers: u32, own_fields: u32) -> anyhow::Result<()> {
    let _lock = lock::hold(&settings, Use::Alone).await?;
    let context = context(&settings).await?;
    let empty = !app::session::queries::is_set_up(&context.db).await?;
    ensure!(empty, "the database (DATABASE_URL, KANTOOR_DATA) holds a firm already: this fills an empty one");
    app::demo::generate(&context, customers, own_fields).await.map_err(Into::into)
}

async fn serve(settings: Settings) -> anyhow::Result<()> {
    let _lock = lock::hold(&settings, Use::Serve).await?;
    backup::remove_broken_off(&settings.files());
    let context = context(&settings).await?;
    ensure!(
        settings.site.join("pkg").is_dir(),
        "folder {} (KANTOOR_SITE) does not hold the built site",
        settings.site.display()
    );
    if settings.demo {
        app::demo::start(&context).await?;
    }
    let listener = TcpListener::bind(settings.listen)
        .await
        .with_context(|| format!("{} (KANTOOR_LISTEN) could not be listened on", settings.listen))?;
    let stop = context.stop.clone();
    let mailer = app::mail::Mailer::new(settings.smtp_url.as_deref(), &settings.mail_from)?;
    let worker = tokio::spawn(app::jobs::work(context.clone(), stop.clone()));
    let schedule = tokio::spawn(app::jobs::keep_schedule(context.clone(), stop.clone()));
    let mail_worker = tokio::spawn(app::mail::work(context.clone(), mailer, stop.clone()));
    let app = router::router(context.clone(), &settings.site);
    greet(&context, &settings).await?;
    tokio::spawn(stopped(stop.clone()));
    serve::serve(listener, app, serve::Limits::default(), context.proxies.clone(), stop).await;
    worker.await?;
    schedule.await?;
    mail_worker.await?;
    Ok(())
}

/// Says where the product is and what to do first.
async fn greet(context: &AppContext, settings: &Settings) -> anyhow::Result<()> {
    println!("Kantoor {} listens on {}", env!("CARGO_PKG_VERSION"), settings.public_url());
    if !app::session::queries::is_set_up(&context.db).await? {
        let code = app::session::begin_code::renew(context).await?;
        println!(
            "The database is new: open {}/begin?code={code} to make your firm and its first administrator.",
            settings.public_url()
        );
    }
    if settings.smtp_url.is_none() {
        println!("No SMTP server is set (KANTOOR_SMTP_URL): mails wait until there is one.");
    }
    Ok(())
}

/// Waits for Ctrl-C or a polite kill, and tells open event streams to end.
async fn stopped(stop: CancellationToken) {
    let interrupt = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminate) => tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} },
        Err(_) => drop(interrupt.await),
    }
    stop.cancel();
}
