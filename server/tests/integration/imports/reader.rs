//! The process that reads what is uploaded: whatever becomes of it, the server goes on and says what happened.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use app::{imports::ImportView, jobs::JobState};
use domain::imports::{Choices, FileProblem, State};
use serde_json::json;

use super::import_client::{ImportClient, PEETERS, many, workbook};
use crate::{both, support::TestApp};

both!(
    a_reader_that_breaks_down_is_told_as_a_fault,
    a_reader_that_meets_its_limits_is_told_as_such,
    a_check_stops_while_nothing_has_been_read,
    an_import_whose_file_cannot_be_read_any_more_says_so,
    a_firm_does_not_wait_for_the_long_checks_of_another,
);

/// A file of this size or more is large.
const LARGE: usize = 10_000;

/// Has the server read by a program that does this; `$workbook` is the file's path, `$product` the product's own program.
fn read_by(app: &mut TestApp, script: &str) {
    let program = app.folder.path().join("reader");
    let product = env!("CARGO_BIN_EXE_kantoor");
    fs::write(&program, format!("#!/bin/sh\nfor workbook; do :; done\nproduct={product}\n{script}\n")).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    app.context.reader.program = program;
}

/// The import of a good file, by a worker that ends with it.
async fn refused(app: &TestApp, firm: &str) -> ImportView {
    let mut importer = ImportClient::of_firm(app, firm).await;
    let id = importer.upload(workbook(&[PEETERS])).await;
    importer.until(id, State::Refused).await;
    let import = importer.until_that(id, |import| import.job.as_ref().is_some_and(|job| job.state.is_finished())).await;
    importer.crash().await;
    import
}

async fn a_reader_that_breaks_down_is_told_as_a_fault(mut app: TestApp) {
    for (firm, script) in [
        ("Abort", "kill -ABRT $$"),
        ("Segv", "kill -SEGV $$"),
        ("Panic", "echo panic at reader.rs:1:1 >&2; exit 101"),
        ("Zwijgt", "exit 0"),
        ("Praat", "echo dit is geen raam, maar gewoon tekst"),
        ("Klaagt", "head -c 3000000 /dev/zero >&2; exit 1"),
        ("Weg", "rm -f $0; exit 1"),
    ] {
        read_by(&mut app, script);
        let import = refused(&app, firm).await;
        let Some(FileProblem::ReaderFault { reference }) = import.file_problem else {
            panic!("{firm}: {:?}", import.file_problem)
        };
        assert_eq!(reference.len(), 12, "{firm}");
        assert_eq!(import.job.map(|job| job.state), Some(JobState::Done), "{firm}: it is not tried again");
    }
    app.context.reader.program = app.folder.path().join("nowhere");
    let import = refused(&app, "Nergens").await;
    assert!(matches!(import.file_problem, Some(FileProblem::ReaderFault { .. })), "{:?}", import.file_problem);
}

async fn a_reader_that_meets_its_limits_is_told_as_such(mut app: TestApp) {
    for (firm, script) in [
        ("Geheugen", "echo memory allocation of 64 bytes failed >&2; kill -ABRT $$"),
        ("Gestopt", "kill -KILL $$"),
        ("Rekentijd", "kill -XCPU $$"),
    ] {
        read_by(&mut app, script);
        let import = refused(&app, firm).await;
        assert_eq!(import.file_problem, Some(FileProblem::TooHeavy), "{firm}");
    }
    // The product's own, with less memory than it takes to begin.
    app.context.reader.program = env!("CARGO_BIN_EXE_kantoor").into();
    app.context.reader.limits.memory = 1024 * 1024;
    let import = refused(&app, "Weinig").await;
    assert_eq!(import.file_problem, Some(FileProblem::TooHeavy));

    read_by(&mut app, "exec sleep 600");
    app.context.reader.patience = Duration::from_millis(50);
    let import = refused(&app, "Traag").await;
    assert_eq!(import.file_problem, Some(FileProblem::TooHeavy));
}

async fn a_check_stops_while_nothing_has_been_read(mut app: TestApp) {
    let pid = app.folder.path().join("pid");
    read_by(&mut app, &format!("echo $$ > {}; exec sleep 600", pid.display()));
    let importer = ImportClient::of_firm(&app, "Stop").await;
    let id = importer.upload(workbook(&[PEETERS])).await;
    let process = until(|| fs::read_to_string(&pid).ok().filter(|pid| pid.ends_with('\n'))).await;
    let process = Path::new("/proc").join(process.trim());
    assert!(process.exists());
    let job = importer.get(id).await.job.expect("a job");
    importer.client.call::<()>("/api/jobs/cancel", &json!({ "request": { "id": job.id } })).await.unwrap();
    importer.until(id, State::Discarded).await;
    until(|| (!process.exists()).then_some(())).await;
}

async fn an_import_whose_file_cannot_be_read_any_more_says_so(mut app: TestApp) {
    let mut importer = ImportClient::of_firm(&app, "Kapot").await;
    let id = importer.upload(workbook(&[PEETERS])).await;
    importer.until(id, State::Ready).await;
    importer.crash().await;
    let product = std::mem::replace(&mut app.context.reader.program, app.folder.path().join("nowhere"));
    importer.start_worker(&app);
    importer.step("start", id).await.unwrap();
    // Import and job are two reads: the first may have been made before the job failed.
    let has_failed = |import: &ImportView| {
        import.file_problem.is_some() && import.job.as_ref().is_some_and(|job| job.state == JobState::Failed)
    };
    let failed = importer.until_that(id, has_failed).await;
    assert!(matches!(failed.file_problem, Some(FileProblem::ReaderFault { .. })), "{:?}", failed.file_problem);
    let page = importer.client.get(&format!("/imports/{id}")).await.text().await.unwrap();
    assert!(page.contains("fout in de lezer"), "the page says so");

    importer.crash().await;
    app.context.reader.program = product;
    importer.start_worker(&app);
    importer.step("retry", id).await.unwrap();
    let done = importer.until(id, State::Done).await;
    assert_eq!((done.line.created, done.file_problem), (1, None));
}

async fn a_firm_does_not_wait_for_the_long_checks_of_another(mut app: TestApp) {
    let script = format!("[ $(stat -c %s \"$workbook\") -ge {LARGE} ] && exec sleep 600\nexec $product \"$@\"");
    read_by(&mut app, &script);
    // They are at their desks, and one worker does the work of all.
    let mut others = [ImportClient::of_firm(&app, "Wacht").await, ImportClient::of_firm(&app, "Ook").await];
    for other in &mut others {
        other.crash().await;
    }
    let busy = ImportClient::of_firm(&app, "Druk").await;
    let large = many(&app, 200);
    assert!(large.len() >= LARGE);
    let mut long = Vec::new();
    for _ in 0..12 {
        long.push(busy.upload(large.clone()).await);
    }
    for other in &others {
        let id = other.upload(workbook(&[PEETERS])).await;
        other.until(id, State::Ready).await;
    }
    let mut running = 0;
    for id in long {
        let import = busy.get(id).await;
        assert_eq!(import.line.state, State::Checking);
        running += usize::from(import.job.is_some_and(|job| job.state == JobState::Running));
    }
    assert_eq!(running, 2, "one firm has as much as is its share");
}

/// The product's program as the server starts it, at a pipe in the place of a workbook: it waits for ever.
fn waiting_reader(folder: &Path) -> Child {
    let pipe = folder.join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    Command::new(env!("CARGO_BIN_EXE_kantoor"))
        .args(["read-workbook", "--memory", "805306368", "--cpu", "7", "--choices"])
        .arg(json!(Choices::default()).to_string())
        .arg("--")
        .arg(&pipe)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

#[tokio::test]
async fn the_process_sets_limits_to_itself_and_ends_with_the_server() {
    let folder = tempfile::tempdir().unwrap();
    let mut reader = waiting_reader(folder.path());
    let limits = PathBuf::from(format!("/proc/{}/limits", reader.id()));
    for limit in [
        "Max address space 805306368 805306368",
        "Max cpu time 7 7",
        "Max file size 0 0",
        "Max core file size 0 0",
        "Max open files 16 16",
    ] {
        until(|| {
            let limits = fs::read_to_string(&limits).ok()?;
            let words: Vec<&str> = limits.split_whitespace().collect();
            words.join(" ").contains(limit).then_some(())
        })
        .await;
    }
    assert!(reader.try_wait().unwrap().is_none(), "it waits");
    drop(reader.stdin.take());
    until(|| reader.try_wait().unwrap()).await;
}

#[tokio::test]
async fn the_process_is_told_no_settings() {
    let mut app = TestApp::start(crate::support::Engine::Sqlite).await;
    let told = app.folder.path().join("told");
    read_by(&mut app, &format!("env > {}; exit 1", told.display()));
    refused(&app, "Geheim").await;
    let told = fs::read_to_string(told).unwrap();
    let of_the_shell = ["PWD", "OLDPWD", "SHLVL", "_"];
    let names = told.lines().filter_map(|line| line.split_once('=')).map(|(name, _)| name);
    assert!(names.clone().all(|name| of_the_shell.contains(&name)), "{:?}", names.collect::<Vec<_>>());
}

/// Looks again and again, until there is something to see.
async fn until<T>(mut look: impl FnMut() -> Option<T>) -> T {
    for _ in 0..3_000 {
        if let Some(seen) = look() {
            return seen;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it did not come so far");
}
