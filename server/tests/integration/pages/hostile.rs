//! Whatever a text of the database holds, a page shows it as text: no markup of somebody's own stands in a page or in a mail.

use app::{
    customers::list::address::{ListQuery, Tab},
    integrity::schema::{self, Kind, Table},
};
use calamine::{Reader, Xlsx};
use chrono::Utc;
use domain::imports::{Column, State};
use reqwest::header;
use sea_orm::ConnectionTrait;
use tokio::task::JoinSet;

use super::product::Product;
use crate::{
    both,
    imports::desk::{DUBOIS, Desk, PEETERS, with, workbook},
    support::{
        TestApp,
        invitations::{customer, posted, send},
        panics,
    },
};

/// Ends every element and attribute that a text may stand in, and brings its own.
const MARKUP: &str = r#"--></title></textarea></script>"'><meta http-equiv="refresh" content="0;url=//evil.example"><img src=x onerror=alert(1)>"#;
/// What of it must not be found in a page: as it stands, it would be read as markup.
const READ_AS_MARKUP: [&str; 3] = ["<meta http-equiv=\"refresh\"", "<img src=x", "'><meta"];

/// Columns of text that nobody's own words reach: codes, hashes, what is computed, and what is read by a type that refuses markup.
/// `*` is every table. Any other column is poisoned, one that comes later too.
#[rustfmt::skip]
const NOT_WORDS: &[(&str, &[&str])] = &[
    ("*", &["country", "email", "locale", "token_hash", "key_hash", "code_hash", "password_hash"]),
    ("change", &["actor_kind", "source", "record_kind", "action", "fields"]),
    ("customer", &["name_key", "match_key", "reference_key", "manager_key", "city_key", "search"]),
    ("customer_integration", &["integration", "settings"]),
    ("import", &["state", "file_problem", "choices", "file_report", "sample"]),
    ("import_problem", &["severity", "problem"]),
    ("invitation", &["status"]),
    ("job", &["kind", "payload", "state", "error"]),
    ("link", &["purpose"]),
    ("outbox", &["kind", "recipient", "status", "last_error"]),
    ("passkey", &["credential_id", "credential"]),
    ("passkey_challenge", &["purpose", "state"]),
    ("picture", &["png"]),
    ("profile", &["builtin", "rights"]),
    ("schedule", &["job"]),
    ("second_factor", &["app_secret"]),
    ("sign_in", &["result"]),
    ("template", &["users", "integrations", "categories"]),
    ("upkeep", &["name"]),
];

/// Whether a column holds somebody's own words. SQLite keeps times as text too.
fn holds_words(table: &str, column: &schema::Column) -> bool {
    let is_time = ["at", "since", "until"].contains(&column.name.rsplit('_').next().unwrap_or_default());
    let listed = NOT_WORDS.iter().filter(|(of, _)| *of == "*" || *of == table);
    column.kind == Kind::Text
        && !is_time
        && !listed.flat_map(|(_, names)| names.iter()).any(|name| *name == column.name)
}

both!(threads spoilt: no_page_takes_a_text_for_markup);
both!(spoilt: no_mail_takes_a_text_for_markup, no_file_takes_a_text_for_more, a_website_is_no_script);

/// Writes the markup behind every text, past all checks of what may be typed.
async fn poison(app: &TestApp) {
    let db = app.context.db.writer();
    for Table { name: table, columns } in schema::tables(db).await.unwrap() {
        for schema::Column { name, .. } in columns.iter().filter(|column| holds_words(&table, column)) {
            let sql = format!("UPDATE \"{table}\" SET {name} = {name} || '{}'", MARKUP.replace('\'', "''"));
            db.execute_unprepared(&sql).await.unwrap_or_else(|error| panic!("{table}.{name}: {error}"));
        }
    }
    // What people changed stands in the log as JSON, and so in the history.
    let quoted = serde_json::json!(MARKUP).to_string().replace('\'', "''");
    let quoted = quoted.trim_matches('"');
    let sql = format!("UPDATE change SET fields = replace(fields, '\"name\":\"', '\"name\":\"{quoted}')");
    db.execute_unprepared(&sql).await.expect("the log can be changed");
}

async fn no_page_takes_a_text_for_markup(app: TestApp) {
    panics::watch();
    let product = Product::of(&app).await;
    poison(&app).await;
    let mut asked = JoinSet::new();
    for (address, client) in product.visits() {
        asked.spawn(async move {
            let answer = client.get(&address).await;
            let headers = format!("{:?}", answer.headers());
            (address, headers, answer.text().await.unwrap())
        });
    }
    let mut shown = 0;
    while let Some(page) = asked.join_next().await {
        let (address, headers, text) = page.unwrap();
        assert!(!headers.contains("evil"), "{address}: {headers}");
        for markup in READ_AS_MARKUP {
            let at = text.find(markup);
            assert!(at.is_none(), "{address}: {}", &text[at.unwrap().saturating_sub(300)..at.unwrap() + 100]);
        }
        assert_eq!(text.matches("</title>").count(), text.matches("<title>").count(), "{address}");
        shown += usize::from(text.contains("evil.example"));
    }
    assert!(shown > 15, "the markup is shown as text on most pages, only on {shown}");
    assert_eq!(panics::seen(), [""; 0]);
}

async fn no_mail_takes_a_text_for_markup(app: TestApp) {
    let an = app.firm("Post").await;
    let client = app.signed_in(&an).await;
    let asked = customer(&app, &an, "Slagerij", "an@slagerij.be").await;
    poison(&app).await;
    let smtp = posted(&app).await;
    send(&client, asked, "an@slagerij.be").await.unwrap();
    let token = app::session::links::make(
        app.context.db.writer(),
        app::session::links::Purpose::Password,
        Some(an.firm_id),
        an.user_id,
        Utc::now(),
    );
    token.await.unwrap();
    app.client().form("/api/session/forgot_password", &[("email", "an@post.be")]).await;
    for mail in smtp.wait_for(2).await {
        let (head, html) = (mail.text.split("\n\n").next().unwrap(), mail.text.split_once("text/html").unwrap().1);
        assert!(!head.contains("\nhttp-equiv") && head.lines().all(|line| line.len() < 998), "{head}");
        for markup in READ_AS_MARKUP {
            assert!(!html.contains(markup), "{html}");
        }
    }
}

async fn no_file_takes_a_text_for_more(app: TestApp) {
    let desk = Desk::of_firm(&app, "Bestanden").await;
    customer(&app, &desk.viewer, "Slagerij", "an@slagerij.be").await;
    let import = desk.upload(workbook(&[PEETERS, with(DUBOIS, Column::Country, MARKUP)])).await;
    desk.until(import, State::Ready).await;
    poison(&app).await;
    let drafts = ListQuery { tab: Tab::Draft, ..ListQuery::default() };
    let files = [drafts.file(), format!("/api/imports/{import}/errors"), "/api/imports/template".to_owned()];
    for address in files {
        let answer = desk.client.get(&address).await;
        assert_eq!(answer.status(), 200, "{address}");
        let name = answer.headers()[header::CONTENT_DISPOSITION].to_str().unwrap().to_owned();
        assert!(!name.contains(['<', '>', '/']) && name.matches('"').count() == 2, "{address}: {name}");
        let mut book = Xlsx::new(std::io::Cursor::new(answer.bytes().await.unwrap())).unwrap();
        for sheet in book.sheet_names() {
            assert_eq!(book.worksheet_formula(&sheet).unwrap().used_cells().count(), 0, "{address} {sheet}");
            assert!(book.worksheet_range(&sheet).is_ok(), "{address} {sheet} is whole");
        }
    }
}

async fn a_website_is_no_script(app: TestApp) {
    let an = app.firm("Web").await;
    let client = app.signed_in(&an).await;
    let asked = customer(&app, &an, "Slagerij", "an@slagerij.be").await;
    for hostile in ["javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x", "//evil.example", "vbscript:x"] {
        app.context
            .db
            .writer()
            .execute_unprepared(&format!("UPDATE customer SET website = '{hostile}'"))
            .await
            .expect("the website can be changed");
        let page = client.get(&format!("/klanten/{asked}")).await.text().await.unwrap();
        assert!(page.contains("Slagerij"));
        assert!(!page.contains(&format!("href=\"{hostile}\"")), "{hostile} is a link");
    }
}
