//! What is sent: the same each time, so that what is found once is found again.

use chrono::DateTime;
use domain::details::{AddressDetails, ContactDetails, CustomerDetails};
use reqwest::multipart;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::security::requests;

/// Numbers that look random and are the same each time.
pub struct Dice(pub u64);

impl Dice {
    pub fn throw(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides.max(1)
    }
}

/// Texts that have broken something somewhere.
pub fn texts() -> Vec<String> {
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

/// Moments that a request can say and an engine may not know.
const MOMENTS: [&str; 6] = [
    "-262143-01-01T00:00:00Z",
    "-9999-01-01T00:00:00Z",
    "-4713-01-01T00:00:00Z",
    "0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59-23:59",
    "+262142-12-31T23:59:59Z",
];

/// Another moment where a text is one, in two of three cases.
fn other_moment(text: &str, dice: &mut Dice) -> Option<&'static str> {
    let is_one = DateTime::parse_from_rfc3339(text).is_ok();
    (is_one && dice.throw(3) > 0).then(|| MOMENTS[dice.throw(MOMENTS.len())])
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
    let mut body = requests::body(path, id);
    let request = &mut body["request"];
    request["customer"] = json!(CustomerDetails { name: "Bo".into(), country: "BE".into(), ..Default::default() });
    request["address"] = json!(AddressDetails { city: "Gent".into(), country: "BE".into(), ..Default::default() });
    request["contact"] = json!(ContactDetails { first_name: "Bo".into(), ..Default::default() });
    if path == "/api/customers/update" {
        for part in ["customer", "address", "contact"] {
            request[part] = json!({ "new": request[part] });
        }
        for part in ["address", "contact"] {
            request[part] = json!({ "id": id, "version": 1, "details": request[part] });
        }
    }
    if path == "/api/addresses/save" {
        request["details"] = json!({ "new": request["address"] });
    }
    if path == "/api/contacts/save" {
        request["details"] = json!({ "new": request["contact"] });
    }
    body
}

/// Puts other moments in place of those of a body.
fn other_moments(body: &mut Value, dice: &mut Dice) {
    let mut all = Vec::new();
    places(body, "", &mut all);
    for at in all {
        let Some(place) = body.pointer_mut(&at) else { continue };
        if let Some(other) = place.as_str().and_then(|text| other_moment(text, dice)) {
            *place = json!(other);
        }
    }
}

/// A hostile JSON body.
pub fn hostile_json(path: &str, ids: &[Uuid], dice: &mut Dice) -> String {
    if dice.throw(6) == 0 {
        return BODIES[dice.throw(BODIES.len())].to_owned();
    }
    let mut body = whole(path, ids[dice.throw(ids.len())]);
    other_moments(&mut body, dice);
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
    "although_duplicate",
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

/// JSON as a field of a form holds it, with too much of something.
fn nested(dice: &mut Dice) -> String {
    let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    match dice.throw(6) {
        0 => format!("{{\"ids\":{}}}", deep(13 + dice.throw(4_900))),
        1 => format!("{{\"list\":{{\"search\":\"{}\"}}}}", "ab.".repeat(dice.throw(3_000))),
        2 => "{\"ids\":[],\"list\":{\"search\":\"a\\u0000b\"}}".to_owned(),
        3 => json!({ "ids": vec![1; 1_500] }).to_string(),
        4 => json!({ "ids": vec![Uuid::nil(); 250], "import": Uuid::max(), "list": {} }).to_string(),
        _ => deep(9),
    }
}

/// As many fields as a form may have, each of its own name and none like another.
fn many_fields(dice: &mut Dice) -> Vec<(String, String)> {
    let mut text = || (0..120).map(|_| char::from(b'a' + dice.throw(26) as u8)).collect::<String>();
    (0..990).map(|number| (format!("v{number:03}"), text())).collect()
}

/// A hostile plain form: what the form of this function has, some of it something else, and fields of other forms.
pub fn hostile_form(path: &str, ids: &[Uuid], dice: &mut Dice) -> Vec<(String, String)> {
    let texts = texts();
    let hostile = |dice: &mut Dice| match dice.throw(3) {
        0 => ids[dice.throw(ids.len())].to_string(),
        1 => ["1", "nl", "password", "BE", "bo@voorbeeld.be", "geen", "true", "[]", "{}"][dice.throw(9)].to_owned(),
        _ => texts[dice.throw(texts.len())].clone(),
    };
    let own = requests::form(path, ids[dice.throw(ids.len())]).unwrap_or_default();
    let mut fields: Vec<(String, String)> = own.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    for (_, value) in &mut fields {
        if let Some(other) = other_moment(value, dice) {
            *value = other.to_owned();
        } else if dice.throw(3) == 0 {
            *value = hostile(dice);
        }
    }
    if dice.throw(9) == 0 {
        fields.extend(many_fields(dice));
        return fields;
    }
    for name in FIELDS.iter().filter(|_| dice.throw(4) == 0).collect::<Vec<_>>() {
        fields.push(((*name).to_owned(), hostile(dice)));
    }
    if dice.throw(4) == 0 {
        // In place of what stands there.
        fields.retain(|(name, _)| name != "selection");
        fields.push(("selection".into(), nested(dice)));
    }
    if dice.throw(5) == 0 {
        fields.push(("name".into(), "twice".into()));
    }
    fields
}

/// A form with a file as no browser sends it: its parts, what they are called, and what is in them.
pub fn hostile_upload(ids: &[Uuid], dice: &mut Dice) -> multipart::Form {
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

/// What stands in addresses of the product.
pub const PARAMETERS: &[&str] = &[
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
pub fn escaped(text: &str) -> String {
    let text: String = text.chars().take(150).collect();
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
