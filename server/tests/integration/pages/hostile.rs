//! Whatever a text of the database holds, a page shows it as text: no markup of somebody's own stands in a page or in a mail.

use app::{
    customers::list::address::{ListQuery, Tab},
    integrity::schema::{self, Kind, Table},
    mail::{MailKind, NewMail},
    session::Viewer,
};
use calamine::{Reader, Xlsx};
use chrono::Utc;
use domain::imports::{Column, State};
use entity::{change, firm, invitation, outbox, portal_account, portal_news, sign_in};
use reqwest::header;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
};
use serde_json::json;
use tokio::task::JoinSet;
use uuid::Uuid;

use super::product::Product;
use crate::{
    both,
    imports::import_client::{DUBOIS, ImportClient, PEETERS, with, workbook},
    support::{
        Mail, TestApp,
        invitations::{customer, posted, send},
        mime, panics,
    },
};

/// Ends every element and attribute that a text may stand in, and brings its own.
const MARKUP: &str = r#"--></title></textarea></script>"'><meta http-equiv="refresh" content="0;url=//evil.example"><img src=x onerror=alert(1)>"#;
/// The same as text of HTML.
const ESCAPED: &str = "--&#62;&#60;/title&#62;&#60;/textarea&#62;&#60;/script&#62;&#34;&#39;&#62;\
    &#60;meta http-equiv=&#34;refresh&#34; content=&#34;0;url=//evil.example&#34;&#62;&#60;img src=x onerror=alert(1)&#62;";
/// What of it must not be found in a page: as it stands, it would be read as markup.
const READ_AS_MARKUP: [&str; 3] = ["<meta http-equiv=\"refresh\"", "<img src=x", "'><meta"];

/// Columns of text that nobody's own words reach: codes, hashes, what is computed, and what is read by a type that refuses markup.
/// `*` is every table. Any other column is poisoned, one that comes later too.
#[rustfmt::skip]
const NOT_WORDS: &[(&str, &[&str])] = &[
    ("*", &["country", "email", "locale", "token_hash", "key_hash", "code_hash", "password_hash"]),
    ("change", &["actor_kind", "source", "record_kind", "action", "fields"]),
    ("customer", &["name_key", "match_key", "reference_key", "manager_key", "city_key", "street_key", "contact_key", "search"]),
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
    poison_with(app, MARKUP).await;
}

async fn poison_with(app: &TestApp, hostile: &str) {
    let db = app.context.db.writer();
    for Table { name: table, columns } in schema::tables(db).await.unwrap() {
        for schema::Column { name, .. } in columns.iter().filter(|column| holds_words(&table, column)) {
            let sql = format!("UPDATE \"{table}\" SET {name} = {name} || '{}'", hostile.replace('\'', "''"));
            db.execute_unprepared(&sql).await.unwrap_or_else(|error| panic!("{table}.{name}: {error}"));
        }
    }
    // What people changed stands in the log as JSON, and so in the history.
    let quoted = json!(hostile).to_string().replace('\'', "''");
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

/// What the mails are about.
struct Subjects {
    firm_id: Uuid,
    user: Uuid,
    customer: Uuid,
    invitation: Uuid,
    account: Uuid,
    sign_in: Uuid,
    change: Uuid,
    digest: Uuid,
}

impl Subjects {
    /// A firm with a customer, who was invited, has an account and changed its address for mail, and with a sign-in.
    async fn of(app: &TestApp, viewer: &Viewer) -> Self {
        let db = app.context.db.writer();
        let firm_id = viewer.firm_id;
        let customer = customer(app, viewer, "Slagerij", "an@slagerij.be").await;
        send(&app.signed_in(viewer).await, customer, "an@slagerij.be").await.unwrap();
        let invitation = invitation::Entity::find().one(db).await.unwrap().unwrap().id;
        let (account, sign_in, digest, now) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7(), Utc::now());
        let person = portal_account::Model {
            id: account,
            version: 1,
            email: "els@slagerij.be".into(),
            name: "Els".into(),
            locale: "nl-BE".into(),
            password_hash: None,
            created_at: now,
        };
        person.into_active_model().insert(db).await.unwrap();
        let line = sign_in::Model {
            id: sign_in,
            firm_id: Some(firm_id),
            at: now,
            last_at: now,
            times: 1,
            user_id: Some(viewer.user_id),
            portal_account_id: None,
            typed: String::new(),
            portal: false,
            address: "192.0.2.7".into(),
            device: String::new(),
            result: "right".into(),
            session_id: None,
        };
        line.into_active_model().insert(db).await.unwrap();
        let change = change::Entity::find().filter(change::Column::CustomerId.eq(customer)).one(db).await.unwrap();
        let change = change.expect("a customer has a history").id;
        let news =
            portal_news::Model { firm_id, customer_id: customer, since: change, changed_at: now, digest: Some(digest) };
        news.into_active_model().insert(db).await.unwrap();
        Self { firm_id, user: viewer.user_id, customer, invitation, account, sign_in, change, digest }
    }

    /// The customer's person changed its address for mail from and to this.
    async fn change(&self, app: &TestApp, before: &str, after: &str) {
        let changed = change::ActiveModel {
            actor_id: Set(Some(self.account)),
            fields: Set(json!({ "email": [before, after] }).to_string()),
            ..Default::default()
        };
        let of_customer = change::Entity::update_many().set(changed).filter(change::Column::Id.eq(self.change));
        assert_eq!(of_customer.exec(app.context.db.writer()).await.unwrap().rows_affected, 1);
    }

    /// What a mail is about, what it tells that somebody wrote, and whether its subject does.
    fn told(&self, kind: MailKind) -> (Uuid, &'static [&'static str], bool) {
        match kind {
            MailKind::Password | MailKind::PasswordSet | MailKind::SecondFactor(_) => {
                (self.user, &["An Beheerder"], false)
            }
            MailKind::Colleague => (self.user, &["An Beheerder"], true),
            MailKind::Invitation => (self.invitation, &["An Beheerder", "Jan", "Slagerij", "Tot gauw"], true),
            MailKind::Portal => (self.account, &["Els"], true),
            MailKind::NewDevice => (self.sign_in, &["An Beheerder", "192.0.2.7"], false),
            MailKind::DataChanged => (self.change, &["Els", "Slagerij", "v…@", "n…@"], true),
            MailKind::DataChangedCopy => (self.change, &["Slagerij", "v…@", "n…@"], true),
            MailKind::PortalPassword => (self.account, &[], true),
            MailKind::PortalPasswordFirm => (self.account, &["Els", "Slagerij"], true),
            MailKind::Digest => (self.digest, &["An Beheerder", "Slagerij"], false),
        }
    }
}

/// To whom a mail of this kind goes: the daily one finds the colleague by the address.
fn recipient(kind: MailKind) -> String {
    match kind {
        MailKind::Digest => "an@post.be".to_owned(),
        kind => format!("{}@ontvanger.example", kind.key()),
    }
}

async fn no_mail_takes_a_text_for_markup(app: TestApp) {
    let an = app.firm("Post").await;
    let subjects = Subjects::of(&app, &an).await;
    let db = app.context.db.writer();
    outbox::Entity::delete_many().exec(db).await.unwrap();
    // Line ends would begin a header of somebody's own.
    poison_with(&app, &format!("{MARKUP}\r\nBcc: dief@elders.be\r\n\r\n<b>")).await;
    subjects.change(&app, &format!("voor@{MARKUP}"), &format!("na@{MARKUP}")).await;
    let smtp = posted(&app).await;
    // With the firm's name at the top, and with its logo, whose name it is.
    for logo in [false, true] {
        if logo {
            let id = app::pictures::add(db, subjects.firm_id, b"a picture").await.unwrap();
            let with_logo = firm::ActiveModel { logo_id: Set(Some(id)), ..Default::default() };
            firm::Entity::update_many().set(with_logo).exec(db).await.unwrap();
        }
        let before = smtp.mails().len();
        for (place, kind) in MailKind::ALL.into_iter().enumerate() {
            let mail = NewMail {
                kind,
                firm_id: Some(subjects.firm_id),
                customer_id: Some(subjects.customer),
                subject_id: subjects.told(kind).0,
                recipient: recipient(kind),
                locale: ["nl", "fr", "en", "de"][(place + 2 * usize::from(logo)) % 4].into(),
            };
            app::mail::outbox::queue(db, mail).await.unwrap();
        }
        app.context.wake.notify_waiters();
        let mails = smtp.wait_for(before + MailKind::ALL.len()).await.split_off(before);
        for kind in MailKind::ALL {
            let of_kind: Vec<&Mail> = mails.iter().filter(|mail| mail.to == recipient(kind)).collect();
            let [mail] = of_kind.as_slice() else { panic!("{kind:?}: {mails:?}") };
            is_harmless(&app, &subjects, kind, mail, logo);
        }
    }
}

/// Subject, headers, text and HTML of a mail hold what was written as text, and nothing that it brings.
fn is_harmless(app: &TestApp, subjects: &Subjects, kind: MailKind, mail: &Mail, logo: bool) {
    let headers = mime::headers(&mail.raw);
    let mut names: Vec<&str> = headers.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    let expected = ["Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Reply-To", "Subject", "To"];
    assert_eq!(names, expected, "{kind:?}: {headers:?}");
    let header = |name: &str| headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str()).unwrap();
    assert_eq!(header("To"), recipient(kind), "{kind:?}");
    for (name, address) in [("From", "<kantoor@localhost>"), ("Reply-To", "<an@post.be>")] {
        assert!(header(name).ends_with(address), "{kind:?}: {headers:?}");
    }
    let head = mail.raw.split("\n\n").next().unwrap();
    assert!(head.lines().all(|line| line.len() < 998), "{kind:?}: {head}");

    let (_, written, in_subject) = subjects.told(kind);
    assert_eq!(header("Subject").contains(MARKUP), in_subject, "{kind:?}: {headers:?}");
    let parts = mime::parts(&mail.raw);
    let kinds: Vec<&str> = parts.iter().map(|part| part.kind.as_str()).collect();
    let expected: &[&str] = if logo { &["text/plain", "text/html", "image/png"] } else { &["text/plain", "text/html"] };
    assert_eq!(kinds, expected, "{kind:?}");
    let (text, html) = (&parts[0].text, &parts[1].text);
    for name in written.iter().chain(&["Post"]) {
        assert!(text.contains(&format!("{name}{MARKUP}")), "{kind:?} tells {name}: {text}");
        assert!(html.contains(&format!("{name}{ESCAPED}")), "{kind:?} tells {name}: {html}");
    }
    for markup in READ_AS_MARKUP {
        assert!(!html.contains(markup), "{kind:?}: {html}");
    }
    let own = |tag: &str| html.matches(tag).count();
    assert_eq!(["<title>", "</title>", "<meta ", "<a ", "<b>"].map(own), [1, 1, 3, 1, 0], "{kind:?}: {html}");
    assert_eq!(["<img ", "src=\"cid:logo\""].map(own), [usize::from(logo); 2], "{kind:?}: {html}");
    assert_eq!(own("href=\""), own(&format!("href=\"{}/", app.context.public_url)), "{kind:?}: {html}");
    // Nobody's own line stands where the mail's link does.
    let link = text.lines().find(|line| line.starts_with("http"));
    assert!(link.is_some_and(|link| link.starts_with(&format!("{}/", app.context.public_url))), "{kind:?}: {text}");
}

async fn no_file_takes_a_text_for_more(app: TestApp) {
    let importer = ImportClient::of_firm(&app, "Bestanden").await;
    customer(&app, &importer.viewer, "Slagerij", "an@slagerij.be").await;
    let import = importer.upload(workbook(&[PEETERS, with(DUBOIS, Column::Country, MARKUP)])).await;
    importer.until(import, State::Ready).await;
    poison(&app).await;
    let drafts = ListQuery { tab: Tab::Draft, ..ListQuery::default() };
    let files = [drafts.file(), format!("/api/imports/{import}/errors"), "/api/imports/template".to_owned()];
    for address in files {
        let answer = importer.client.get(&address).await;
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
