//! Who may do what over HTTP, and what guards every answer.

mod door;
mod foreign;
pub mod requests;
mod rights;
pub mod table;
mod tenant_isolation;

use std::collections::BTreeSet;

use app::{error::AppError, limits::Excess, settings::Group};
use domain::permissions::Rights;
use entity::import;
use reqwest::{Method, StatusCode, header, multipart};
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    support::{
        Client, Engine, PASSWORD, TestApp,
        accounts::{knows, sign_in},
        answers::{location, session_of, set_cookie},
    },
};
use requests::body;
use table::{TABLE, Who};

both!(
    an_error_has_its_status,
    every_server_function_asks_who_it_is,
    a_request_from_another_site_is_refused,
    a_form_says_where_it_comes_from,
    a_page_runs_only_its_own_scripts,
    every_answer_carries_its_guards,
    a_form_has_a_limit,
    over_tls_nothing_travels_without_it,
    a_flood_of_requests_does_not_keep_a_known_browser_out,
    files_are_their_owners_alone,
    pages_send_visitors_where_they_belong,
);

async fn an_error_has_its_status(app: TestApp) {
    let an = app.firm("Status").await;
    let client = app.signed_in(&an).await;
    let status = async |client: &Client, body: &str| {
        let request =
            client.request(Method::POST, "/api/settings/colleagues").header("content-type", "application/json");
        request.body(body.to_owned()).send().await.expect("an answer").status()
    };
    assert_eq!(status(&app.client(), "{}").await, StatusCode::UNAUTHORIZED);
    assert_eq!(status(&client, "{}").await, StatusCode::OK);
    assert_eq!(status(&client, "no json").await, StatusCode::UNPROCESSABLE_ENTITY);
    let colleagues: Vec<app::settings::Colleague> = client.call("/api/settings/colleagues", &json!({})).await.unwrap();
    assert_eq!(colleagues.iter().map(|colleague| colleague.name.as_str()).collect::<Vec<_>>(), ["An Beheerder"]);
}

/// Calls a function with a request that it can read, in which all ids are `id`.
pub async fn call(client: &Client, path: &str, id: Uuid) -> (StatusCode, String) {
    let request = client.request(Method::POST, path);
    let request = match requests::form(path, id) {
        Some(fields) => request.form(&fields),
        None => request.json(&body(path, id)),
    };
    let answer = request.send().await.expect("an answer");
    (answer.status(), answer.text().await.unwrap())
}

async fn every_server_function_asks_who_it_is(app: TestApp) {
    let registered: BTreeSet<&str> = leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path).collect();
    let listed: BTreeSet<&str> = TABLE.iter().map(|(path, _)| *path).collect();
    let missing: Vec<_> = registered.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(&registered).collect();
    assert!(missing.is_empty() && gone.is_empty(), "add to security/table.rs who may: {missing:?}; remove: {gone:?}");

    let firm_id = app.firm("Wie").await.firm_id;
    let visitor = app.client();
    let nothing = app.signed_in(&app.colleague_with(firm_id, &Rights::default()).await).await;
    let mut wrong = Vec::new();
    for (path, who) in TABLE {
        let mut expect = async |who: &str, client: &Client, status: u16| {
            let (answered, text) = call(client, path, Uuid::now_v7()).await;
            if answered != status {
                wrong.push(format!("{path} answered {who} {answered}, not {status}: {text}"));
            }
        };
        if *who != Who::Public {
            expect("a visitor", &visitor, 401).await;
        }
        match who {
            Who::Public | Who::Colleague | Who::SignedIn => {}
            Who::Customer => expect("a colleague", &nothing, 401).await,
            Who::May(..) | Who::MayAll(..) => expect("a colleague without rights", &nothing, 403).await,
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

async fn a_request_from_another_site_is_refused(app: TestApp) {
    let an = app.firm("Vreemd").await;
    let client = app.signed_in(&an).await;
    for path in ["/api/session/sign_out", "/api/settings/colleagues", "/api/imports/upload"] {
        for site in ["cross-site", "same-site"] {
            let request = client.request(Method::POST, path);
            let (http, request) = request.build_split();
            let mut request = request.unwrap();
            request.headers_mut().insert("sec-fetch-site", site.parse().unwrap());
            assert_eq!(http.execute(request).await.unwrap().status(), 403, "{path} from {site}");
        }
    }
    assert!(client.call::<Value>("/api/settings/colleagues", &json!({})).await.is_ok(), "and nothing was done");
}

/// As browsers say it where there is no TLS, and those that do not know `Sec-Fetch-Site`.
async fn a_form_says_where_it_comes_from(app: TestApp) {
    let an = app.firm("Herkomst").await;
    let client = app.signed_in(&an).await;
    let own = client.origin().to_owned();
    let names = async || {
        let units: Vec<Group> = client.call("/api/settings/units", &json!({})).await.unwrap();
        units.into_iter().map(|unit| unit.name).collect::<Vec<_>>()
    };
    let unit = |origin: Option<&str>, name: &str| {
        let form = [("page", "/instellingen/units"), ("group", name)];
        client.posted_from(origin, "/api/settings/unit_form").header(header::ACCEPT, "text/html").form(&form)
    };
    let file = |origin: Option<&str>| {
        client.posted_from(origin, "/api/imports/upload").multipart(multipart::Form::new().text("template", ""))
    };
    let near = own.replace("127.0.0.1", "127.0.0.1.elders.example");
    for origin in [Some("http://elders.example"), Some(&near), Some("http://127.0.0.1"), Some("null"), Some(""), None] {
        let refused = unit(origin, "Vreemd").header(header::ACCEPT_LANGUAGE, "nl-BE").send().await.unwrap();
        assert_eq!(refused.status(), 403, "{origin:?}");
        let words = refused.text().await.unwrap();
        assert_eq!(
            words,
            "De server kan niet zien dat deze aanvraag van een pagina van Kantoor komt. Herlaad de pagina en probeer opnieuw."
        );
        assert_eq!(file(origin).send().await.unwrap().status(), 403, "{origin:?}");
    }
    assert_eq!(names().await, [""; 0], "and nothing was done");

    let saved = unit(Some(&own), "Bouw").send().await.unwrap();
    assert_eq!(location(&saved), "/instellingen/units?bewaard=ja");
    assert_eq!(names().await, ["Bouw"]);
    assert_ne!(file(Some(&own)).send().await.unwrap().status(), 403);
    // No form sends JSON, and who has no session has nothing to lose.
    let json = client.posted_from(None, "/api/settings/units").json(&json!({})).send().await.unwrap();
    assert_eq!(json.status(), StatusCode::OK);
    let form = [("email", an.email.as_str()), ("password", PASSWORD)];
    let enters = app.client().posted_from(None, "/api/session/sign_in").header(header::ACCEPT, "text/html").form(&form);
    assert!(session_of(&app, &enters.send().await.unwrap()).is_some());
    let from_elsewhere = app.client().posted_from(Some("null"), "/api/session/sign_in").form(&form);
    let refused = from_elsewhere.send().await.unwrap();
    assert_eq!((refused.status().as_u16(), refused.text().await.unwrap().as_str()), (403, r#""Elsewhere""#));
}

async fn a_page_runs_only_its_own_scripts(app: TestApp) {
    let an = app.firm("Script").await;
    let (client, visitor) = (app.signed_in(&an).await, app.client());
    for (client, path) in [(&visitor, "/aanmelden"), (&client, "/klanten"), (&client, "/instellingen/gebruikers")] {
        let answer = client.get(path).await;
        assert_eq!(answer.status(), 200, "{path}");
        let policy = answer.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
        let nonce =
            policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).expect("a nonce").to_owned();
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
        let page = answer.text().await.unwrap();
        for script in page.split("<script").skip(1) {
            let tag = script.split('>').next().unwrap();
            // An empty script runs nothing: leptos marks a place with one.
            if script.starts_with("></script>") {
                continue;
            }
            assert!(tag.contains(&format!("nonce=\"{nonce}\"")), "{path}: <script{tag}>");
        }
        assert!(!page.contains(" onclick=") && !page.contains(" style=\"") && !page.contains("javascript:"), "{path}");
        let again = client.get(path).await;
        let other = again.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(!other.contains(&nonce), "a nonce is used once");
    }
}

async fn every_answer_carries_its_guards(app: TestApp) {
    app.firm("Kop").await;
    for path in ["/aanmelden", "/api/settings/colleagues", "/nergens", "/health"] {
        let answer = app.client().get(path).await;
        let value = |name: &str| answer.headers().get(name).map(|value| value.to_str().unwrap()).unwrap_or_default();
        assert_eq!(value("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(value("x-frame-options"), "DENY", "{path}");
        assert_eq!(value("referrer-policy"), "same-origin", "{path}");
        assert_eq!(value("cache-control"), "no-store", "{path}");
    }
}

async fn over_tls_nothing_travels_without_it(app: TestApp) {
    let an = app.firm("Slot").await;
    let browser = app.over_tls().await;
    assert_eq!(browser.get("/aanmelden").await.headers()[header::STRICT_TRANSPORT_SECURITY], "max-age=31536000");
    assert!(!app.client().get("/aanmelden").await.headers().contains_key(header::STRICT_TRANSPORT_SECURITY));
    let answer = sign_in(&browser, &an.email, PASSWORD).await;
    let page =
        browser.request(Method::GET, "/aanmelden").header(header::ACCEPT_LANGUAGE, "fr-BE").send().await.unwrap();
    let refused = sign_in(&browser, &an.email, "fout gegokt").await;
    let names: Vec<String> = [&answer, &page, &refused]
        .iter()
        .flat_map(|answer| answer.headers().get_all(header::SET_COOKIE))
        .map(|cookie| {
            let cookie = cookie.to_str().unwrap();
            assert!(cookie.contains("; Secure"), "{cookie}");
            cookie.split('=').next().unwrap().to_owned()
        })
        .collect();
    for name in ["__Host-kantoor_session", "__Host-kantoor_browser", "__Host-kantoor_typed", "i18n_pref_locale"] {
        assert!(names.iter().any(|set| set == name), "{name} in {names:?}");
    }
    let token = set_cookie(&answer, "__Host-kantoor_session").unwrap();
    assert!(!knows(&browser.clone().with_cookie("kantoor_session", &token)).await, "planted by a page without TLS");
    assert!(knows(&browser.with_cookie("__Host-kantoor_session", &token)).await);
}

async fn a_flood_of_requests_does_not_keep_a_known_browser_out(app: TestApp) {
    let an = app.firm("Stroom").await;
    let browser = set_cookie(&sign_in(&app.client(), &an.email, PASSWORD).await, "kantoor_browser").unwrap();
    let visitor = app.client();
    // While it floods, a little comes free each second.
    let mut sent = 0;
    while visitor.form("/api/session/give_code", &[("code", "1"), ("terug", "")]).await.status()
        != StatusCode::TOO_MANY_REQUESTS
    {
        sent += 1;
        assert!(sent < 2_000, "nobody is held up");
    }
    let refused = sign_in(&visitor, &an.email, PASSWORD).await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    let words = refused.text().await.unwrap();
    assert!(words.contains("over 1 min."), "it says how long to wait: {words}");
    let unknown = app.client().with_cookie("kantoor_browser", "made-up");
    assert_eq!(sign_in(&unknown, &an.email, PASSWORD).await.status(), StatusCode::TOO_MANY_REQUESTS);
    let known = app.client().with_cookie("kantoor_browser", &browser);
    assert_eq!(location(&sign_in(&known, &an.email, PASSWORD).await), "/klanten");
}

async fn files_are_their_owners_alone(app: TestApp) {
    use std::os::unix::fs::PermissionsExt;
    let client = app.signed_in(&app.firm("Dicht").await).await;
    let file = reqwest::multipart::Part::bytes(b"PK".to_vec()).file_name("C:\\an\\klanten\u{202e}xslx.exe");
    let form = reqwest::multipart::Form::new().text("template", "").part("file", file);
    client.request(Method::POST, "/api/imports/upload").multipart(form).send().await.unwrap();
    let import = import::Entity::find().one(&app.context.db.read).await.unwrap().expect("it was taken in");
    assert_eq!(import.file_name, "klantenxslx.exe");
    let folder = app.context.files.join(format!("imports/{}", import.firm_id));
    let mut paths =
        vec![app.context.files.as_ref().clone(), folder.clone(), folder.join(format!("{}.xlsx", import.id))];
    if app.engine == Engine::Sqlite {
        paths.extend(["kantoor.db", "kantoor.db-wal", "kantoor.db-shm"].map(|name| app.folder.path().join(name)));
    }
    for path in paths {
        let about = std::fs::metadata(&path).unwrap();
        let wanted = if about.is_dir() { 0o700 } else { 0o600 };
        assert_eq!(about.permissions().mode() & 0o777, wanted, "{}", path.display());
    }
}

async fn a_form_has_a_limit(app: TestApp) {
    let an = app.firm("Groot").await;
    let client = app.signed_in(&an).await;
    let change =
        json!({ "request": { "version": 1, "name": "a".repeat(3 * 1024 * 1024), "locale": "nl", "digest": true } });
    let answer = client.call::<Value>("/api/session/change_account", &change).await;
    assert_eq!(answer, Err(AppError::TooLarge(Excess::Kilobytes(128))), "refused before it is read whole");
}

async fn pages_send_visitors_where_they_belong(app: TestApp) {
    let to = async |client: &Client, path: &str| {
        let answer = client.get(path).await;
        answer.headers().get(header::LOCATION).map(|value| value.to_str().unwrap().to_owned())
    };
    let visitor = app.client();
    assert_eq!(to(&visitor, "/klanten").await.as_deref(), Some("/begin"), "an empty database is set up first");
    let an = app.signed_in(&app.firm("Weg").await).await;
    assert_eq!(to(&visitor, "/begin").await.as_deref(), Some("/aanmelden"));
    assert_eq!(to(&visitor, "/klanten?view=vat").await.as_deref(), Some("/aanmelden?terug=/klanten%3Fview%3Dvat"));
    assert_eq!(to(&visitor, "/instellingen").await.as_deref(), Some("/aanmelden?terug=/instellingen"));
    assert_eq!(to(&visitor, "/aanmelden").await, None);
    assert_eq!(to(&an, "/aanmelden").await.as_deref(), Some("/klanten"));
    assert_eq!(to(&an, "/mijn-bedrijf").await.as_deref(), Some("/klanten"));
}
