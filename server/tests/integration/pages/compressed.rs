//! What is compressed on its way, and what is not.

use std::{io::Read, sync::Arc};

use domain::customers::Status;
use flate2::read::GzDecoder;
use reqwest::{Method, Response, header::HeaderMap};
use server::{router, serve};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::{
    both,
    imports::import_client::{ImportClient, PEETERS, workbook},
    support::{
        Client, TestApp,
        customers::{Said, add},
        invitations::{customer, invited, posted},
    },
};

both!(
    a_page_is_several_times_smaller,
    what_is_secret_or_asked_for_elsewhere_is_as_it_is,
    built_files_are_sent_compressed
);

/// Asks as browsers do, with these headers in place of the usual ones.
async fn asked(client: &Client, path: &str, headers: &[(&'static str, &'static str)]) -> Response {
    let mut all = HeaderMap::new();
    all.insert("accept-encoding", "gzip, deflate, br".parse().unwrap());
    for (name, value) in headers {
        all.insert(*name, value.parse().unwrap());
    }
    client.request(Method::GET, path).headers(all).send().await.unwrap()
}

fn encoding(answer: &Response) -> Option<&str> {
    answer.headers().get("content-encoding").map(|encoding| encoding.to_str().unwrap())
}

async fn a_page_is_several_times_smaller(app: TestApp) {
    let viewer = app.firm("Klein").await;
    let client = app.signed_in(&viewer).await;
    let names: Vec<String> = (0..60).map(|number| format!("Bakkerij nummer {number}")).collect();
    add(
        &app,
        viewer.firm_id,
        &names
            .iter()
            .map(|name| Said { name, city: "Gent", status: Status::Active, ..Default::default() })
            .collect::<Vec<_>>(),
    )
    .await;
    let plain = client.get("/klanten").await;
    assert_eq!(encoding(&plain), None, "nobody asked for it");
    let plain = plain.text().await.unwrap();
    assert!(plain.contains("Bakkerij nummer 1"), "{plain}");

    let answer = asked(&client, "/klanten", &[]).await;
    assert_eq!(encoding(&answer), Some("gzip"));
    assert_eq!(answer.headers()["cache-control"], "no-store");
    assert!(answer.headers()["vary"].to_str().unwrap().to_lowercase().contains("accept-encoding"));
    let bytes = answer.bytes().await.unwrap();
    assert!(bytes.len() * 4 < plain.len(), "{} of {} bytes", bytes.len(), plain.len());
    let mut unpacked = String::new();
    GzDecoder::new(&bytes[..]).read_to_string(&mut unpacked).unwrap();
    assert!(unpacked.contains("Bakkerij nummer 1") && unpacked.contains("</html>"), "{unpacked}");
}

async fn what_is_secret_or_asked_for_elsewhere_is_as_it_is(app: TestApp) {
    let smtp = posted(&app).await;
    let importer = ImportClient::of_firm(&app, "Geheim").await;
    let client = &importer.client;
    for site in ["cross-site", "same-site"] {
        let answer = asked(client, "/klanten?zoek=geheim", &[("sec-fetch-site", site)]).await;
        assert_eq!((answer.status().as_u16(), encoding(&answer)), (200, None), "{site}");
    }
    assert_eq!(encoding(&asked(client, "/klanten?zoek=geheim", &[("sec-fetch-site", "none")]).await), Some("gzip"));

    let id = customer(&app, &importer.viewer, "Bakkerij", "jan@bakkerij.be").await;
    let token = invited(&app, &smtp, client, id, "jan@bakkerij.be").await.token("uitnodiging");
    for path in [format!("/uitnodiging/{token}"), "/wachtwoord/x".into(), "/toegang/x".into(), "/aanmelden".into()] {
        let answer = asked(&app.client(), &path, &[]).await;
        assert_eq!((answer.status().as_u16(), encoding(&answer)), (200, None), "{path}");
    }

    // Progress comes as it happens, and a file as it is.
    let import = importer.upload(workbook(&[PEETERS])).await;
    let job = importer.get(import).await.job.expect("a job").id;
    let mut events = asked(client, &format!("/api/jobs/{job}/events"), &[]).await;
    assert_eq!(encoding(&events), None);
    assert!(events.headers()["content-type"].to_str().unwrap().starts_with("text/event-stream"));
    assert!(!events.chunk().await.unwrap().expect("an event").is_empty());
    let file = asked(client, "/api/customers/export?tab=niet-actief", &[]).await;
    assert_eq!((file.status().as_u16(), encoding(&file)), (200, None));
}

async fn built_files_are_sent_compressed(app: TestApp) {
    let site = tempfile::tempdir().unwrap();
    let pkg = site.path().join("pkg");
    std::fs::create_dir(&pkg).unwrap();
    for (name, text) in [("kantoor.js", "plain"), ("kantoor.js.gz", "gzip"), ("kantoor.js.br", "br")] {
        std::fs::write(pkg.join(name), text).unwrap();
    }
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let client = Client::new(listener.local_addr().unwrap());
    let router = router::router(app.context.clone(), site.path());
    tokio::spawn(serve::serve(listener, router, serve::Limits::default(), Arc::new([]), CancellationToken::new()));
    for (takes, sent) in [("gzip", "gzip"), ("br", "br"), ("gzip, deflate, br", "br"), ("identity", "plain")] {
        let answer = asked(&client, "/pkg/kantoor.js", &[("accept-encoding", takes)]).await;
        assert_eq!(encoding(&answer).unwrap_or("plain"), sent, "{takes}");
        assert_eq!(answer.text().await.unwrap(), sent, "{takes}");
    }
}
