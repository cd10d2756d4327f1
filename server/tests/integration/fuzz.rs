//! Hostile requests to every server function and every page: none brings the process down, none is our fault, none takes long.
//! The same ones each time: what is found once is found again.

use std::{collections::BTreeSet, time::Duration};

use app::{
    limits,
    session::{
        Viewer,
        queries::{Holder, open},
        request::Source,
    },
};
use domain::{
    details::{AddressDetails, ContactDetails, CustomerDetails},
    permissions::BuiltIn,
};
use entity::{portal_account, user};
use reqwest::{Method, RequestBuilder, StatusCode, header, multipart};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    pages::product::Product,
    security::table::{self, TABLE},
    support::{Client, TestApp, panics, process::memory},
};

both!(threads: hostile_requests_are_answered, hostile_addresses_are_answered, hostile_uploads_are_answered);

/// Nothing takes longer.
const SOON: Duration = Duration::from_secs(5);
/// Requests to each function by each person.
const EACH: usize = 18;
/// How much more memory it may take than when nothing happened, in kB.
const MEMORY: u64 = 256 * 1024;

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides.max(1)
    }
}

/// Texts that have broken something somewhere.
fn texts() -> Vec<String> {
    let mut texts: Vec<String> = [
        "",
        " ",
        "NaN",
        "null",
        "-0",
        "'; DROP TABLE customer; --",
        "%' OR 1=1 --",
        "\" OR \"\"*",
        "(((",
        "* AND *",
        "NEAR(a b, 10)",
        "=cmd|' /C calc'!A0",
        "</title><script>alert(1)</script>",
        "{{ name }}",
        "👩‍👩‍👧🥐",
        "\u{202e}gnp.exe",
        "مخبز الحي",
        "\u{200b}\u{feff}\u{ad}",
        "\u{1}\u{7f}\u{85}",
        "a\r\nSet-Cookie: b=c",
        "../../../../etc/passwd",
        "\\",
        "%00%0a",
        "2026-13-45",
        "+300000-01-01T00:00:00Z",
        "-9223372036854775809",
        "99999999999999999999999999",
        "ß".repeat(250).as_str(),
        "ﷺ".repeat(200).as_str(),
        "x".repeat(10_000).as_str(),
        "a.".repeat(90).as_str(),
        "a@".repeat(60).as_str(),
    ]
    .map(str::to_owned)
    .to_vec();
    texts.push(Uuid::nil().to_string());
    texts.push(Uuid::max().to_string());
    texts.push("e\u{301}".repeat(500));
    texts
}

/// Values of every kind where another was expected.
fn values() -> Vec<Value> {
    let mut values: Vec<Value> = texts().into_iter().map(Value::from).collect();
    values.extend([
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(i64::MIN),
        json!(i64::MAX),
        json!(u64::MAX),
        json!(i32::MAX),
        json!(i32::MIN),
        json!(1.5e308),
        json!(0.1),
        json!([]),
        json!({}),
        json!([[[[[[]]]]]]),
        json!({ "a": { "b": { "c": [] } } }),
        json!(vec![Uuid::nil(); 900]),
        json!(["x", 1, null, {}]),
        json!({ "After": { "key": "x'--", "id": Uuid::nil() } }),
        json!({ "Before": { "key": "", "id": "x" } }),
        json!({ "After": { "key": i64::MIN.to_string(), "id": Uuid::max() } }),
    ]);
    values
}

/// Bodies that are no request at all.
const BODIES: &[&str] = &[
    "",
    "null",
    "[]",
    "\"\"",
    "0",
    "{\"request\":null}",
    "{\"request\":[]}",
    "{\"request\":{}}",
    "{\"id\":1,\"id\":2}",
    "{\"request\":{\"id\":\"\\ud800\"}}",
    "{\"request\":",
    "\u{feff}{}",
];

/// The places in a value at which another can stand.
fn places(value: &Value, at: &str, all: &mut Vec<String>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| {
            let at = format!("{at}/{name}");
            places(value, &at, all);
            all.push(at);
        }),
        Value::Array(items) => items.iter().enumerate().for_each(|(index, value)| {
            let at = format!("{at}/{index}");
            places(value, &at, all);
            all.push(at);
        }),
        _ => {}
    }
}

/// A request that a function can read, with all that any of them reads, in which all ids are `id`.
fn whole(path: &str, id: Uuid) -> Value {
    let mut body = table::body(path, id);
    let request = &mut body["request"];
    request["customer"] = json!(CustomerDetails { name: "Bo".into(), country: "BE".into(), ..Default::default() });
    request["address"] = json!(AddressDetails { city: "Gent".into(), country: "BE".into(), ..Default::default() });
    request["contact"] = json!(ContactDetails { first_name: "Bo".into(), ..Default::default() });
    if path == "/api/addresses/save" {
        request["details"] = request["address"].clone();
    }
    if path == "/api/contacts/save" {
        request["details"] = request["contact"].clone();
    }
    body
}

/// A hostile JSON body.
fn hostile_json(path: &str, ids: &[Uuid], dice: &mut Dice) -> String {
    if dice.throw(6) == 0 {
        return BODIES[dice.throw(BODIES.len())].to_owned();
    }
    let mut body = whole(path, ids[dice.throw(ids.len())]);
    let values = values();
    for _ in 0..=dice.throw(3) {
        let mut all = Vec::new();
        places(&body, "", &mut all);
        let at = &all[dice.throw(all.len())];
        if let Some(place) = body.pointer_mut(at) {
            *place = values[dice.throw(values.len())].clone();
        }
    }
    body.to_string()
}

const FIELDS: &[&str] = &[
    "customer_id",
    "id",
    "version",
    "email",
    "password",
    "current",
    "token",
    "name",
    "firm",
    "locale",
    "terug",
    "way",
    "reason",
    "details[name]",
    "details[country]",
    "details[city]",
    "details[first_name]",
    "details[email]",
    "details[vat]",
    "details[iban]",
    "details[notes]",
    "details[main]",
    "vat",
    "company_number",
    "iban",
    "number",
    "country",
    "website",
    "manager_id",
    "business_unit_id",
    "template_id",
    "form_id",
    "although_double",
    "address_id",
    "address_version",
    "address_street",
    "address_city",
    "address_country",
    "contact_id",
    "contact_version",
    "contact_first_name",
    "contact_email",
    "contact_locale",
    "category_x",
    "user_x",
    "peppol",
    "external_reference",
    "step",
    "selection",
    "note",
    "note_nl",
    "recipient",
    "profile",
    "unit",
    "group",
    "scope",
    "Customers",
    "Financial",
    "requires_second_factor",
    "active",
    "digest",
    "until",
    "approve",
    "code",
    "sealed",
    "switch",
    "sheets[]",
    "hidden_rows",
    "page",
    "account",
    "details[[[[[[a]]]]]]",
    "details[]",
    "details",
];

/// A hostile plain form: what the form of this function has, some of it something else, and fields of other forms.
fn hostile_form(path: &str, ids: &[Uuid], dice: &mut Dice) -> Vec<(String, String)> {
    let texts = texts();
    let hostile = |dice: &mut Dice| match dice.throw(3) {
        0 => ids[dice.throw(ids.len())].to_string(),
        1 => ["1", "nl", "password", "BE", "bo@voorbeeld.be", "geen", "true", "[]", "{}"][dice.throw(9)].to_owned(),
        _ => texts[dice.throw(texts.len())].clone(),
    };
    let own = table::form(path, ids[dice.throw(ids.len())]).unwrap_or_default();
    let mut fields: Vec<(String, String)> = own.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    for (_, value) in &mut fields {
        if dice.throw(3) == 0 {
            *value = hostile(dice);
        }
    }
    for name in FIELDS.iter().filter(|_| dice.throw(4) == 0).collect::<Vec<_>>() {
        fields.push(((*name).to_owned(), hostile(dice)));
    }
    if dice.throw(5) == 0 {
        fields.push(("name".into(), "twice".into()));
    }
    fields
}

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

/// A form with a file as no browser sends it: its parts, what they are called, and what is in them.
fn hostile_upload(ids: &[Uuid], dice: &mut Dice) -> multipart::Form {
    let texts = texts();
    let mut form = multipart::Form::new();
    for _ in 0..dice.throw(5) {
        let bytes = match dice.throw(5) {
            0 => Vec::new(),
            1 => texts[dice.throw(texts.len())].clone().into_bytes(),
            2 => ids[dice.throw(ids.len())].to_string().into_bytes(),
            3 => [b"PK\x03\x04".as_slice(), &vec![dice.throw(256) as u8; dice.throw(70_000)]].concat(),
            _ => [b"\x89PNG\r\n\x1a\n".as_slice(), &vec![0; dice.throw(300)]].concat(),
        };
        let mut part = multipart::Part::bytes(bytes);
        if dice.throw(3) > 0 {
            part = part.file_name(texts[dice.throw(texts.len())].clone());
        }
        let kind = ["text/plain", "image/png", "application/x-www-form-urlencoded", "x/y; a=b"][dice.throw(4)];
        let name = ["file", "file", "template", "remove", "", "x"][dice.throw(6)];
        form = form.part(name, part.mime_str(kind).expect("a kind"));
    }
    form
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

const PARAMETERS: &[&str] = &[
    "zoek",
    "tab",
    "weergave",
    "sorteer",
    "richting",
    "eenheid",
    "categorie",
    "na",
    "voor",
    "fout",
    "terug",
    "formulier",
    "bewaard",
    "import",
    "sjabloon",
    "klanten",
    "gedaan",
    "welkom",
    "nieuw",
    "__err",
    "__path",
];

/// A text as it stands in an address.
fn escaped(text: &str) -> String {
    let text: String = text.chars().take(150).collect();
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
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
