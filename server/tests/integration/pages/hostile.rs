//! Whatever a text of the database holds, a page shows it as text: no markup of somebody's own stands in a page or in a mail.

use chrono::Utc;
use sea_orm::ConnectionTrait;
use tokio::task::JoinSet;

use super::product::Product;
use crate::{
    both,
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

/// Every column that holds somebody's own words.
const TEXTS: &[(&str, &[&str])] = &[
    ("firm", &["name", "vat", "email"]),
    ("profile", &["name"]),
    ("business_unit", &["name"]),
    ("category", &["name"]),
    ("user", &["name"]),
    ("template", &["name", "description"]),
    (
        "customer",
        &[
            "name",
            "external_reference",
            "iban",
            "vat",
            "company_number",
            "phone",
            "mobile",
            "website",
            "description",
            "city",
        ],
    ),
    ("address", &["label", "street", "house_number", "box_number", "postcode", "city"]),
    ("contact", &["first_name", "last_name", "phone", "mobile", "role"]),
    ("customer_integration", &["external_reference"]),
    ("invitation", &["name", "note", "reason"]),
    ("portal_account", &["name"]),
    ("import", &["file_name"]),
];

both!(threads: no_page_takes_a_text_for_markup);
both!(no_mail_takes_a_text_for_markup, a_website_is_no_script);

/// Writes the markup behind every text, past all checks of what may be typed.
async fn poison(app: &TestApp) {
    let db = app.context.db.writer();
    for (table, columns) in TEXTS {
        for column in *columns {
            let sql = format!("UPDATE \"{table}\" SET {column} = {column} || '{}'", MARKUP.replace('\'', "''"));
            db.execute_unprepared(&sql).await.unwrap_or_else(|error| panic!("{table}.{column}: {error}"));
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
