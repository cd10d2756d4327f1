//! Files that mean harm: each is uploaded to the product's own program, which lives, says what is wrong, and stays small.

mod cells;
mod containers;
mod noise;
mod parts;
mod workbook;
mod zips;

use std::time::Duration;

use app::imports::ImportView;
use domain::{Language, imports::State, words};
use reqwest::{Method, multipart};
use serde_json::json;

use crate::{
    both,
    imports::desk::import_of,
    support::{Client, TestApp, process::Process},
};

both!(threads: no_file_brings_the_server_down);

/// How much more memory the server may take than when nothing happened, in kB.
const MEMORY: u64 = 256 * 1024;

/// No file keeps a processor busy for longer.
const SOON: Duration = Duration::from_secs(5);

/// So many times longer than an honest list may one take on a machine that is too slow for that, as are those that others use as well.
const TIMES: u32 = 6;

/// What becomes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Refused,
    Read,
    /// It may be read, with whatever is wrong in its cells, or refused.
    Either,
}

/// A file, and what it means to do.
struct Hostile {
    what: &'static str,
    bytes: Vec<u8>,
    fate: Fate,
}

impl Hostile {
    fn refused(what: &'static str, bytes: Vec<u8>) -> Self {
        Self { what, bytes, fate: Fate::Refused }
    }

    fn read(what: &'static str, bytes: Vec<u8>) -> Self {
        Self { what, bytes, fate: Fate::Read }
    }

    fn any(what: &'static str, bytes: Vec<u8>) -> Self {
        Self { what, bytes, fate: Fate::Either }
    }
}

/// All of them, some at a time, so that they are not in memory at once.
const CORPUS: [fn() -> Vec<Hostile>; 14] = [
    containers::no_workbooks,
    containers::torn,
    containers::lies,
    containers::bombs,
    parts::relations,
    parts::sheets,
    parts::shared_texts,
    parts::styles,
    cells::xml,
    cells::addresses,
    cells::values,
    cells::heavy,
    cells::honest_and_odd,
    cells::mutations,
];

async fn no_file_brings_the_server_down(app: TestApp) {
    let viewer = app.firm("Belegerd").await;
    let mut server = Process::serve(&app, "").await;
    let client = server.signed_in(&app, &viewer).await;
    client.get("/imports/nieuw").await;
    let idle = server.memory("VmRSS");
    read(&client, &server, workbook::long_list()).await;
    let soon = SOON.max(TIMES * server.children_were_busy());
    let (mut files, mut wrong, mut reader) = (0, Vec::new(), 0);
    for some in CORPUS {
        for Hostile { what, bytes, fate } in some() {
            files += 1;
            let before = server.children_were_busy();
            let (import, memory) = read(&client, &server, bytes).await;
            reader = reader.max(memory);
            let busy = server.children_were_busy() - before;
            if busy > soon {
                wrong.push(format!("{what}: reading it took {busy:?} of a processor, {soon:?} were to be enough"));
            }
            let told = import.file_problem.as_ref().map(|problem| words::file_problem(problem, Language::Nl));
            let fits = match import.line.state {
                State::Refused => fate != Fate::Read && told.is_some_and(|words| !words.is_empty()),
                State::Ready => fate != Fate::Refused,
                _ => false,
            };
            if !fits {
                wrong.push(format!("{what}: {:?}, {:?}", import.line.state, import.file_problem));
            }
            assert!(server.lives(), "{what} brought the server down");
        }
    }
    assert!(files >= 60, "{files} files");
    assert!(wrong.is_empty(), "{wrong:#?}");
    let most = server.memory("VmHWM");
    assert!(most < idle + MEMORY, "{most} kB, and {idle} kB when nothing had happened");
    assert!(reader > 0 && reader < idle + MEMORY, "a reader took {reader} kB");
}

/// Uploads a file: the import when nothing more becomes of it by itself, and the most memory that was seen of a process that read it, in
/// kB.
async fn read(client: &Client, server: &Process, bytes: Vec<u8>) -> (ImportView, u64) {
    let file = multipart::Part::bytes(bytes).file_name("klanten.xlsx");
    let form = multipart::Form::new().text("template", "").part("file", file);
    let upload = client.request(Method::POST, "/api/imports/upload").multipart(form);
    let id = import_of(&upload.send().await.expect("an answer"));
    let request = json!({ "request": { "id": id } });
    let mut memory = 0;
    // The product stops by itself after a minute what takes longer.
    for _ in 0..9_000 {
        let import: ImportView = client.call("/api/imports/get", &request).await.expect("the import");
        if import.line.state != State::Checking || import.job.as_ref().is_some_and(|job| job.state.is_given_up()) {
            return (import, memory);
        }
        memory = memory.max(server.memory_of_children());
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("an import that never ends");
}
