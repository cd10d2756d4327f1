//! Files that mean harm: each is uploaded to the product's own program, which lives, says what is wrong, and stays small.

mod cells;
mod containers;
mod noise;
mod parts;
mod server;
mod workbook;
mod zips;

use app::imports::ImportView;
use domain::{
    imports::State,
    words::{self, Lang},
};
use reqwest::{Method, multipart};
use serde_json::json;
use uuid::Uuid;

use self::server::Server;
use crate::{
    both,
    imports::desk::import_of,
    support::{Client, TestApp},
};

both!(threads: no_file_brings_the_server_down);

/// How much more memory the server may take than when nothing happened, in kB.
const MEMORY: u64 = 256 * 1024;

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
const CORPUS: [fn() -> Vec<Hostile>; 13] = [
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
    cells::honest_and_odd,
    cells::mutations,
];

async fn no_file_brings_the_server_down(app: TestApp) {
    let viewer = app.firm("Belegerd").await;
    let mut server = Server::start(&app).await;
    let client = server.client(&app, &viewer).await;
    client.get("/imports/nieuw").await;
    let idle = server.memory("VmRSS");
    let (mut files, mut wrong) = (0, Vec::new());
    for some in CORPUS {
        for Hostile { what, bytes, fate } in some() {
            files += 1;
            let import = settled(&client, upload(&client, bytes).await).await;
            let told = import.file_problem.as_ref().map(|problem| words::file_problem(problem, Lang::Nl));
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
}

async fn upload(client: &Client, bytes: Vec<u8>) -> Uuid {
    let file = multipart::Part::bytes(bytes).file_name("klanten.xlsx");
    let form = multipart::Form::new().text("template", "").part("file", file);
    import_of(&client.request(Method::POST, "/api/imports/upload").multipart(form).send().await.expect("an answer"))
}

/// The import when nothing more becomes of it by itself.
async fn settled(client: &Client, id: Uuid) -> ImportView {
    let request = json!({ "request": { "id": id } });
    // The product stops by itself after a minute what takes longer.
    for _ in 0..9_000 {
        let import: ImportView = client.call("/api/imports/get", &request).await.expect("the import");
        if import.line.state != State::Checking || import.job.as_ref().is_some_and(|job| job.state.is_given_up()) {
            return import;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("an import that never ends");
}
