//! The binary `kantoor`.

use std::{process::ExitCode, sync::Arc};

use anyhow::{Context, ensure};
use app::context::AppContext;
use clap::Parser;
use server::{
    config::{Cli, Command, Settings},
    database, folder,
    logging::Quoted,
    router, serve,
};
use tokio::{net::TcpListener, sync::Notify};
use tokio_util::sync::CancellationToken;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli).await {
        Ok(()) => ExitCode::SUCCESS,
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

async fn run(cli: Cli) -> anyhow::Result<()> {
    let settings = cli.settings;
    tracing_subscriber::fmt().fmt_fields(Quoted).with_env_filter(settings.log.as_str()).with_target(true).init();
    folder::prepare(&settings.data, &settings.database_url())?;
    let context = AppContext {
        db: database::open(&settings.database_url()).await?,
        public_url: settings.public_url().into(),
        secure_cookies: settings.is_https(),
        proxies: settings.trusted_proxies.clone().into(),
        files: Arc::new(settings.data.join("files")),
        wake: Arc::new(Notify::new()),
        stop: CancellationToken::new(),
    };
    match cli.command.unwrap_or(Command::Serve) {
        Command::Serve => serve(context, settings).await,
        Command::Generate { customers } => {
            let empty = !app::session::queries::is_set_up(&context.db).await?;
            ensure!(empty, "the database (DATABASE_URL, KANTOOR_DATA) holds a firm already: this fills an empty one");
            app::demo::generate(&context, customers).await.map_err(Into::into)
        }
    }
}

async fn serve(context: AppContext, settings: Settings) -> anyhow::Result<()> {
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
    let postman = tokio::spawn(app::mail::work(context.clone(), mailer, stop.clone()));
    let housekeeper = tokio::spawn(app::housekeeping::work(context.clone(), stop.clone()));
    let app = router::router(context.clone(), &settings.site);
    greet(&context, &settings).await?;
    tokio::spawn(stopped(stop.clone()));
    serve::serve(listener, app, serve::Limits::default(), context.proxies.clone(), stop).await;
    worker.await?;
    postman.await?;
    housekeeper.await?;
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
