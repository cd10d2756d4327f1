//! Hostile requests to every server function and every page: none brings the process down, none is our fault, none takes long.

mod sent;

use std::{collections::BTreeSet, time::Duration};

use app::{
    limits,
    session::{
        Viewer,
        queries::{Holder, open},
        request::Source,
    },
};
use domain::permissions::BuiltIn;
use entity::{portal_account, user};
use reqwest::{Method, RequestBuilder, StatusCode, header};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use self::sent::{Dice, PARAMETERS, escaped, hostile_form, hostile_json, hostile_upload, texts};
use crate::{
    both,
    pages::product::Product,
    security::table::TABLE,
    support::{Client, TestApp, panics, process::memory},
};

both!(threads: hostile_requests_are_answered, hostile_addresses_are_answered, hostile_uploads_are_answered);

/// Nothing takes longer.
const SOON: Duration = Duration::from_secs(5);
/// Requests to each function by each person.
const EACH: usize = 18;
/// How much more memory it may take than when nothing happened, in kB.
const MEMORY: u64 = 256 * 1024;

/// What happened, where it is not an answer that is none of our faults in time.
async fn fault(request: RequestBuilder) -> Option<String> {
    let answer = async {
        let answer = request.send().await.map_err(|error| format!("no answer: {error}"))?;
        let status = answer.status();
        let text = answer.text().await.map_err(|error| format!("half an answer: {error}"))?;
        Ok::<_, String>((status, text))
    };
    match tokio::time::timeout(SOON, answer).await {
        Err(_) => Some("took too long".into()),
        Ok(Err(error)) => Some(error),
        Ok(Ok((status, text))) => status.is_server_error().then(|| format!("{status} {text}")),
    }
}

/// The ids of all records that have a page, and some that nothing has.
fn ids_of(product: &Product) -> Vec<Uuid> {
    let parts = product.addresses.iter().flat_map(|address| address.split('/'));
    let known: BTreeSet<Uuid> = parts.filter_map(|part| part.parse().ok()).collect();
    known.into_iter().chain([Uuid::nil(), Uuid::max(), Uuid::now_v7()]).collect()
}

/// Somebody without a session, and new sessions of the administrator, of a colleague who sees its own customers only, and of the only
/// person of a customer: some functions end the one that they are asked by.
async fn sessions(app: &TestApp, assigned: &Viewer) -> [(&'static str, Client); 4] {
    let db = &app.context.db;
    let user = user::Entity::find().filter(user::Column::Id.ne(assigned.user_id)).one(&db.read).await.unwrap().unwrap();
    let account = portal_account::Entity::find().one(&db.read).await.unwrap().unwrap();
    let holders = [
        ("an administrator", Holder::User { firm_id: user.firm_id, user_id: user.id }),
        ("a colleague", Holder::User { firm_id: assigned.firm_id, user_id: assigned.user_id }),
        ("a customer's person", Holder::Portal { account_id: account.id, only: None }),
    ];
    let mut sessions = vec![("a stranger", app.client())];
    for (who, holder) in holders {
        let opened = open(db.writer(), holder, &Source::default(), chrono::Utc::now()).await.unwrap();
        sessions.push((who, app.client().with_session(&opened.token)));
    }
    sessions.try_into().unwrap_or_else(|_| unreachable!("four were asked for"))
}

async fn hostile_requests_are_answered(app: TestApp) {
    panics::watch();
    let product = Product::of(&app).await;
    let ids = ids_of(&product);
    let (mut wrong, idle) = (Vec::new(), own_memory("VmRSS"));
    let assigned = app.colleague(firm_of(&app).await, "Stef", BuiltIn::Staff).await;
    for (number, (path, _)) in TABLE.iter().enumerate() {
        for (who, client) in sessions(&app, &assigned).await {
            let mut dice = Dice(number as u64);
            for turn in 0..EACH {
                // None is refused because of the others.
                let from = format!("203.0.{number}.{turn}");
                let request = client.request(Method::POST, path).header("x-forwarded-for", from);
                let (request, sent) = if limits::PLAIN_FORMS.contains(path) {
                    let form = hostile_form(path, &ids, &mut dice);
                    (request.header(header::ACCEPT, "text/html").form(&form), format!("{form:?}"))
                } else {
                    let body = hostile_json(path, &ids, &mut dice);
                    (request.header(header::CONTENT_TYPE, "application/json").body(body.clone()), body)
                };
                if let Some(fault) = fault(request).await {
                    let sent: String = sent.chars().take(1_500).collect();
                    wrong.push(format!("{path} of {who}: {fault}\n    {sent}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(panics::seen(), [""; 0]);
    assert_eq!(app.client().get("/health").await.status(), StatusCode::OK);
    stayed_small(idle);
}

/// Fails where the process has had much more memory than when nothing had happened.
fn stayed_small(idle: u64) {
    let most = own_memory("VmHWM");
    assert!(most < idle + MEMORY, "{most} kB, and {idle} kB when nothing had happened");
}

/// A figure of the memory of this process, in kB: each test has one of its own, and the server is in it.
fn own_memory(figure: &str) -> u64 {
    memory(std::process::id(), figure).expect("a process")
}

async fn firm_of(app: &TestApp) -> Uuid {
    user::Entity::find().one(&app.context.db.read).await.unwrap().unwrap().firm_id
}

async fn hostile_uploads_are_answered(app: TestApp) {
    panics::watch();
    let product = Product::of(&app).await;
    let ids = ids_of(&product);
    let assigned = app.colleague(firm_of(&app).await, "Stef", BuiltIn::Staff).await;
    let (mut dice, mut wrong, idle) = (Dice(11), Vec::new(), own_memory("VmRSS"));
    for path in ["/api/imports/upload", "/api/settings/logo"] {
        for (who, client) in sessions(&app, &assigned).await {
            for _ in 0..EACH {
                let request = client.request(Method::POST, path);
                let request = match dice.throw(6) {
                    0 => request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=x").body("--x\r\n\r\n--x"),
                    1 => request.header(header::CONTENT_TYPE, "multipart/form-data").body(vec![0xff; 5_000]),
                    2 => request.body("{}"),
                    _ => request.multipart(hostile_upload(&ids, &mut dice)),
                };
                wrong.extend(fault(request).await.map(|fault| format!("{path} of {who}: {fault}")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(panics::seen(), [""; 0]);
    stayed_small(idle);
}

async fn hostile_addresses_are_answered(app: TestApp) {
    panics::watch();
    let product = Product::of(&app).await;
    let texts = texts();
    let mut dice = Dice(7);
    let (mut wrong, idle) = (Vec::new(), own_memory("VmRSS"));
    let files = ["/api/customers/export".to_owned(), format!("/api/jobs/{}/events", Uuid::nil())];
    for address in product.addresses.iter().chain(&files) {
        for client in &product.people {
            for turn in 0..4 {
                let text = |dice: &mut Dice| escaped(&texts[dice.throw(texts.len())]);
                // The last part of the path, or what stands behind it.
                let hostile = match (turn, address.rsplit_once('/')) {
                    (0, Some((before, _))) => format!("{before}/{}", text(&mut dice)),
                    _ => {
                        let query: Vec<String> = (0..4)
                            .map(|_| format!("{}={}", PARAMETERS[dice.throw(PARAMETERS.len())], text(&mut dice)))
                            .collect();
                        format!("{address}?{}", query.join("&"))
                    }
                };
                if let Some(fault) = fault(client.request(Method::GET, &hostile)).await {
                    let fault: String = fault.chars().take(500).collect();
                    wrong.push(format!("{hostile}: {fault}"));
                }
            }
        }
    }
    for place in [
        "x~y",
        "~",
        "9223372036854775808~00000000000000000000000000000000",
        "a'~b",
        "é~ffffffffffffffffffffffffffffffff",
    ] {
        for sort in ["nummer", "naam", "btw", "gemeente", "status", "beheerder", "invoer", "x"] {
            for side in ["na", "voor"] {
                let address = format!("/klanten?zoek=a&sorteer={sort}&{side}={}", escaped(place));
                wrong.extend(
                    fault(product.people[0].request(Method::GET, &address))
                        .await
                        .map(|fault| format!("{address}: {fault}")),
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(panics::seen(), [""; 0]);
    stayed_small(idle);
}
