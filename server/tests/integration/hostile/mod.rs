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
    imports::import_client::import_of,
    support::{
        Client, TestApp,
        process::{Busy, Process},
    },
};

both!(threads: no_file_brings_the_server_down);

/// How much more memory the server may take than when nothing happened, in kB.
const MEMORY: u64 = 256 * 1024;

/// No file keeps a processor busy for longer, the reader's, the server's, and both from the upload until the file is refused or ready.
const SOON: Duration = Duration::from_secs(5);

/// So many times longer than an honest list may one take on a machine that is too slow for that, as are those that others use as well.
const TIMES: u32 = 6;

/// What is bounded, and what of a processor's time it is.
type Bound = (&'static str, fn(Busy) -> Duration);
const BOUNDS: [Bound; 3] = [
    ("reading it", |busy| busy.children),
    ("checking it in the server", |busy| busy.itself),
    ("all of it, from the upload on,", Busy::together),
];

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
    let honest = ordinary([
        read(&client, &server, workbook::long_list()).await.busy,
        read(&client, &server, workbook::long_list()).await.busy,
        read(&client, &server, workbook::long_list()).await.busy,
    ]);
    println!("an honest list keeps a processor busy for {honest:?}");
    let (mut files, mut wrong, mut reader) = (0, Vec::new(), 0);
    for some in CORPUS {
        for Hostile { what, bytes, fate } in some() {
            files += 1;
            let Reading { import, memory, busy } = read(&client, &server, bytes).await;
            reader = reader.max(memory);
            wrong.extend(too_busy(what, busy, honest));
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

/// What is neither the most nor the least of three: how busy one and the same file keeps a processor differs by a fifth from time to time.
fn ordinary(three: [Busy; 3]) -> Busy {
    let middle = |of: fn(&Busy) -> Duration| {
        let mut all = three.each_ref().map(of);
        all.sort_unstable();
        all[1]
    };
    Busy { itself: middle(|busy| busy.itself), children: middle(|busy| busy.children) }
}

/// What of a file kept a processor busy for too long. Where the bound is that of a slow machine, how far it was used is printed.
fn too_busy(what: &str, busy: Busy, honest: Busy) -> Vec<String> {
    let mut wrong = Vec::new();
    for (which, of) in BOUNDS {
        let (took, by_honest) = (of(busy), of(honest));
        let bound = SOON.max(TIMES * by_honest);
        if took > SOON && bound > SOON {
            let ratio = took.as_secs_f64() / by_honest.as_secs_f64();
            println!("{what}: {which} took {took:?} of a processor, {ratio:.1} times what an honest list takes");
        }
        if took > bound {
            wrong.push(format!("{what}: {which} took {took:?} of a processor, {bound:?} were to be enough"));
        }
    }
    wrong
}

#[test]
fn a_file_is_too_busy_beyond_both_bounds() {
    let busy = |itself, children| Busy { itself: Duration::from_secs(itself), children: Duration::from_secs(children) };
    let told = |took, honest| too_busy("it", took, honest).len();
    assert_eq!(told(busy(2, 3), busy(0, 0)), 0);
    assert_eq!(told(busy(3, 3), busy(0, 0)), 1, "together");
    assert_eq!(told(busy(6, 0), busy(0, 0)), 2, "the server, and together");
    assert_eq!(told(busy(0, 6), busy(0, 0)), 2, "the reader, and together");
    assert_eq!(told(busy(6, 6), busy(1, 1)), 0, "on a slow machine");
    assert_eq!(told(busy(7, 0), busy(1, 1)), 1, "the server, though both together have that long");
}

/// What became of a file.
struct Reading {
    /// As it is when nothing more becomes of it by itself.
    import: ImportView,
    /// The most memory that was seen of a process that read it, in kB.
    memory: u64,
    /// From the upload on.
    busy: Busy,
}

/// Uploads a file and waits until it is refused or ready.
async fn read(client: &Client, server: &Process, bytes: Vec<u8>) -> Reading {
    let before = server.was_busy();
    let file = multipart::Part::bytes(bytes).file_name("klanten.xlsx");
    let form = multipart::Form::new().text("template", "").part("file", file);
    let upload = client.request(Method::POST, "/api/imports/upload").multipart(form);
    let id = import_of(&upload.send().await.expect("an answer"));
    let request = json!({ "request": { "id": id } });
    let mut memory = 0;
    // The product stops by itself after a minute what takes longer.
    for look in 0..9_000 {
        memory = memory.max(server.memory_of_children());
        // To answer keeps the server busy too: the longer nothing becomes of a file, the more seldom it is asked.
        if look < 50 || look % 10 == 0 {
            let import: ImportView = client.call("/api/imports/get", &request).await.expect("the import");
            let is_given_up = import.job.as_ref().is_some_and(|job| job.state.is_given_up());
            if import.line.state != State::Checking || is_given_up {
                return Reading { import, memory, busy: server.was_busy().since(before) };
            }
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("an import that never ends");
}
