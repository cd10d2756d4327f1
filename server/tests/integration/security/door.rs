//! What no server function and no page takes, whoever asks: refused in words, at once, and never by a fault of ours.

use std::time::Duration;

use app::{
    error::{AppError, FieldError, Fields, Refusal},
    limits::{self, Excess},
};
use domain::{Reason, customers::Status};
use reqwest::{Method, RequestBuilder, StatusCode, header};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};

use super::table::TABLE;
use crate::{
    both,
    support::{
        Client, TestApp,
        customers::{Said, add},
    },
};

both!(
    every_function_refuses_too_much,
    json_in_a_field_has_the_same_limits,
    every_function_takes_one_kind_of_body,
    a_nul_goes_nowhere,
    an_address_has_an_end,
    a_person_reads_why,
    a_hostile_search_ends,
);

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
/// Nothing that is refused takes longer.
const SOON: Duration = Duration::from_secs(5);

/// The answer, which comes soon.
async fn answered(request: RequestBuilder) -> (StatusCode, String) {
    let answer = async {
        let answer = request.send().await.expect("an answer");
        (answer.status(), answer.text().await.expect("a text"))
    };
    tokio::time::timeout(SOON, answer).await.expect("an answer in time")
}

async fn posted(client: &Client, path: &str, kind: &str, body: String) -> (StatusCode, String) {
    answered(client.request(Method::POST, path).header(header::CONTENT_TYPE, kind).body(body)).await
}

fn is_form(path: &str) -> bool {
    limits::PLAIN_FORMS.contains(&path)
}

fn long(field: &str, max: usize) -> AppError {
    AppError::field(field, FieldError::Rejected(Reason::TooLong { max }.into()))
}

fn items() -> AppError {
    AppError::TooLarge(Excess::Items(limits::ITEMS as u32))
}

fn depth() -> AppError {
    AppError::TooLarge(Excess::Depth(limits::DEPTH as u32))
}

/// An error as it crosses the wire.
fn typed(error: &AppError) -> String {
    serde_json::to_string(error).expect("JSON")
}

/// Requests that have too much of something, each with what is said of it.
fn excessive(form: bool) -> Vec<(String, AppError, u16)> {
    let text = "x".repeat(limits::TEXT + 1);
    let search = "ab.".repeat(70);
    let size = AppError::TooLarge(Excess::Kilobytes(128));
    let huge = format!("{{\"a\":\"{}\"}}", "x".repeat(3 * limits::BODY));
    if form {
        return vec![
            (format!("details[name]={text}"), long("name", limits::TEXT), 422),
            (format!("search={search}"), long("search", limits::SEARCH), 422),
            (vec!["a=1"; limits::ITEMS + 1].join("&"), items(), 413),
            (huge, size, 413),
        ];
    }
    let deep = format!("{{\"request\":{}1{}}}", "[".repeat(50_000), "]".repeat(50_000));
    vec![
        (json!({ "request": { "name": text } }).to_string(), long("name", limits::TEXT), 422),
        (json!({ "request": { "query": { "search": search } } }).to_string(), long("search", limits::SEARCH), 422),
        (json!({ "request": { "ids": vec![1; limits::ITEMS + 1] } }).to_string(), items(), 413),
        (deep, depth(), 413),
        (huge, size, 413),
    ]
}

async fn every_function_refuses_too_much(app: TestApp) {
    app.firm("Teveel").await;
    let visitor = app.client();
    let mut wrong = Vec::new();
    for (path, _) in TABLE {
        let kind = if is_form(path) { FORM } else { JSON };
        for (body, error, status) in excessive(is_form(path)) {
            let (answered, text) = posted(&visitor, path, kind, body).await;
            if answered != status || text != typed(&error) {
                wrong.push(format!("{path} answered {answered} {text}, not {status} {error:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// JSON that stands as one text in a request, each with what is said of it.
fn excessive_in_a_field() -> Vec<(String, AppError, u16)> {
    let characters = AppError::field("search", FieldError::Rejected(Reason::CHARACTERS.into()));
    vec![
        (format!(r#"{{"ids":{}{}}}"#, "[".repeat(4_000), "]".repeat(4_000)), depth(), 413),
        (format!(r#"{{"ids":{}{}}}"#, "[".repeat(50), "]".repeat(50)), depth(), 413),
        (json!({ "ids": vec![1; limits::ITEMS + 1] }).to_string(), items(), 413),
        (json!({ "list": { "search": "ab.".repeat(70) } }).to_string(), long("search", limits::SEARCH), 422),
        (r#"{"list":{"search":"a\u0000b"}}"#.to_owned(), characters, 422),
        (r#"{"ids":[],"ids":[]}"#.to_owned(), AppError::Invalid(Fields::new()), 422),
    ]
}

async fn json_in_a_field_has_the_same_limits(app: TestApp) {
    let client = app.signed_in(&app.firm("Genest").await).await;
    let passkeys = ["/api/session/passkey_sign_in", "/api/session/add_passkey", "/api/session/passkey_confirm"];
    for (nested, error, status) in excessive_in_a_field() {
        let form = client.request(Method::POST, "/api/invitations/send_many_form").form(&[("selection", &nested)]);
        let (answer, text) = answered(form).await;
        assert_eq!((answer.as_u16(), text), (status, typed(&error)), "selection {nested}");
        // What is no passkey's answer is refused as such.
        let (error, status) = match error {
            AppError::Invalid(fields) if fields.is_empty() => (AppError::Refused(Refusal::PasskeyRefused), 422),
            error => (error, status),
        };
        for path in passkeys {
            let request =
                json!({ "request": { "name": "Sleutel", "credential": nested, "terug": "", "switch": false } });
            let (answer, text) = posted(&client, path, JSON, request.to_string()).await;
            assert_eq!((answer.as_u16(), text), (status, typed(&error)), "{path} {nested}");
        }
    }
    let jobs = entity::job::Entity::find().count(&app.context.db.read).await.unwrap();
    assert_eq!(jobs, 0, "and nothing was ordered");
}

async fn every_function_takes_one_kind_of_body(app: TestApp) {
    app.firm("Soort").await;
    let visitor = app.client();
    let mut wrong = Vec::new();
    for (path, _) in TABLE {
        let other = if is_form(path) { JSON } else { FORM };
        for kind in [other, "text/plain", "multipart/form-data; boundary=x", "application/jsonx", ""] {
            let (status, text) = posted(&visitor, path, kind, "{}".into()).await;
            if status != 415 || text != typed(&AppError::MediaType) {
                wrong.push(format!("{path} answered {kind} with {status}: {text}"));
            }
        }
        let (without, _) = answered(visitor.request(Method::POST, path)).await;
        let (got, _) = answered(visitor.request(Method::GET, path)).await;
        if without != 415 || got != 405 {
            wrong.push(format!("{path} answered {without} without a kind, and {got} to GET"));
        }
        let kind = if is_form(path) { FORM } else { JSON };
        let (taken, _) = posted(&visitor, path, &format!("{kind}; charset=utf-8"), "no json".into()).await;
        if taken == 415 {
            wrong.push(format!("{path} does not take its own kind"));
        }
    }
    let registered: Vec<&str> = TABLE.iter().map(|(path, _)| *path).collect();
    wrong.extend(
        limits::PLAIN_FORMS.iter().filter(|path| !registered.contains(path)).map(|path| format!("{path} is gone")),
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // A file comes as multipart, whatever else is tried.
    for kind in [JSON, FORM, "text/plain"] {
        assert_eq!(posted(&visitor, "/api/imports/upload", kind, "{}".into()).await.0, 415, "{kind}");
    }
}

async fn a_nul_goes_nowhere(app: TestApp) {
    let client = app.signed_in(&app.firm("Nul").await).await;
    let characters = |field: &str| AppError::field(field, FieldError::Rejected(Reason::CHARACTERS.into()));
    for (path, _) in TABLE {
        let (kind, body) = if is_form(path) {
            (FORM, "email=an%00%40nul.be&password=x".to_owned())
        } else {
            (JSON, r#"{"request":{"email":"an\u0000@nul.be"}}"#.to_owned())
        };
        let (status, text) = posted(&client, path, kind, body).await;
        assert_eq!((status.as_u16(), text), (422, typed(&characters("email"))), "{path}");
    }
    for address in [
        "/wachtwoord/%00",
        "/collega/a%00b",
        "/klanten/%00",
        "/klanten?zoek=%00",
        "/klanten?a%00=b",
        "/mijn-bedrijf/%00",
        "/api/customers/export?zoek=a%00",
        "/api/jobs/%00/events",
    ] {
        let (status, text) = answered(client.request(Method::GET, address)).await;
        assert_eq!(status, 422, "{address}: {text}");
    }
    let cookie = client.request(Method::GET, "/klanten").header(header::COOKIE, "kantoor_typed=%00");
    assert_eq!(answered(cookie).await.0, 422);
}

async fn an_address_has_an_end(app: TestApp) {
    let client = app.signed_in(&app.firm("Adres").await).await;
    let ask = async |address: String| answered(client.request(Method::GET, &address)).await;
    let (status, words) = ask(format!("/klanten?zoek={}", "a".repeat(limits::SEARCH + 1))).await;
    assert_eq!(
        (status.as_u16(), words.as_str()),
        (422, "De tekst zoek is te lang: hoogstens 200 tekens. Maak dit korter.")
    );
    assert_eq!(ask(format!("/klanten?zoek={}", "a".repeat(limits::SEARCH))).await.0, 200);
    assert_eq!(ask(format!("/klanten/{}", "a".repeat(9_000))).await.0, 413);
}

async fn a_person_reads_why(app: TestApp) {
    app.firm("Woorden").await;
    let visitor = app.client();
    let said = async |language: &str, path: &str, kind: &str, body: String| {
        let request = visitor.request(Method::POST, path).header(header::ACCEPT, "text/html");
        let request = request.header(header::ACCEPT_LANGUAGE, language).header(header::CONTENT_TYPE, kind);
        answered(request.body(body)).await.1
    };
    let many = vec!["a=1"; limits::ITEMS + 1].join("&");
    let path = "/api/session/sign_in";
    assert_eq!(
        said("nl-BE", path, FORM, many.clone()).await,
        "Dat is te veel tegelijk: hoogstens 1000. Doe het in stukken."
    );
    assert_eq!(
        said("fr-BE", path, FORM, many).await,
        "C’est trop à la fois : 1000 au maximum. Procédez en plusieurs fois."
    );
    let huge = "x".repeat(2 * limits::BODY);
    assert_eq!(
        said("en-GB", path, FORM, huge).await,
        "This is too large: 128 kB at most. Make it shorter or split it up."
    );
    let other = said("nl", path, "text/plain", "x".into()).await;
    assert_eq!(other, "Deze aanvraag heeft niet de juiste vorm. Herlaad de pagina en probeer opnieuw.");
}

async fn a_hostile_search_ends(app: TestApp) {
    let viewer = app.firm("Zoek").await;
    let client = app.signed_in(&viewer).await;
    // Every one of them has the parts that are looked for, many times.
    let names: Vec<String> = (0..2_000).map(|number| format!("{} {number}", "ab.cd aa bb a ㌖ ".repeat(9))).collect();
    let said = names.iter().map(|name| Said { name, status: Status::Active, ..Default::default() });
    add(&app, viewer.firm_id, &said.collect::<Vec<_>>()).await;
    for search in ["ab.".repeat(66), "aa.bb.cc.dd.ee.ff.gg.hh.ii.jj ".repeat(6), "a ".repeat(99), "㌖.".repeat(99)] {
        let query = json!({ "search": search, "tab": "Active", "view": "All", "sort": null, "descending": false,
            "unit": null, "category": null, "place": "First" });
        for (path, body) in [
            ("/api/customers/list", json!({ "request": { "query": query } })),
            ("/api/customers/suggest", json!({ "request": { "search": search } })),
        ] {
            let (status, text) = posted(&client, path, JSON, body.to_string()).await;
            assert_eq!(status, 200, "{path}: {text}");
        }
    }
    let hostile = json!({ "request": { "search": "ab.".repeat(100_000) } });
    let refused = client.call::<Value>("/api/customers/suggest", &hostile).await;
    assert_eq!(refused, Err(AppError::TooLarge(Excess::Kilobytes(128))));
    let twice = client.request(Method::POST, "/api/customers/suggest").header(header::CONTENT_TYPE, JSON);
    let (status, text) = answered(twice.body(r#"{"request":{"search":"a","search":"b"}}"#)).await;
    assert_eq!((status.as_u16(), text), (422, typed(&AppError::Invalid(Fields::new()))));
}
