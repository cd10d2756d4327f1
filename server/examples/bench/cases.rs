//! What is measured: each case as a page, as the server function that a click calls, and as the floor answers it.

use anyhow::Context;
use app::customers::{
    list::{
        address::{Cursor, ListQuery, Place, Sort, Tab, View},
        api::ListRequest,
    },
    search,
};
use serde_json::json;
use uuid::Uuid;

use crate::{
    data::Data,
    floor::{List, PAGE},
    load::Ask,
};

/// One thing that a person does.
pub struct Case {
    pub name: String,
    pub page: Ask,
    pub call: Ask,
    pub floor: Ask,
}

/// How deep the deep page is, where there are so many.
const DEEP: usize = 18_000;

/// Everything that is measured on the list and the card.
pub async fn cases(data: &Data) -> anyhow::Result<Vec<Case>> {
    let list = |name: &str, query: ListQuery| list_case(data, name.to_owned(), query);
    let plain = ListQuery::default();
    let mut cases = vec![list("first page", plain.clone())];
    let (depth, cursor) = deep(data).await?;
    cases.push(list(&format!("page {depth}"), plain.at(Place::After(cursor))));
    cases.push(list("tab: draft", plain.in_tab(Tab::Draft)));
    cases.push(list("tab: inactive", plain.in_tab(Tab::Inactive)));
    cases.push(list("view: without VAT", plain.through(View::WithoutVat)));
    cases.push(list("view: with VAT", plain.through(View::WithVat)));
    for sort in Sort::ALL.into_iter().filter(|sort| *sort != Sort::Entry) {
        for descending in [false, true] {
            let name = format!("by {}{}", sort.word(), if descending { ", reversed" } else { "" });
            cases.push(list(&name, ListQuery { sort: Some(sort), descending, ..plain.clone() }));
        }
    }
    for word in ["bakkerij", &rare_word(data).await?] {
        for letters in 1..=word.len().min(8) {
            cases.push(list(&format!("search: {}", &word[..letters]), plain.searching(&word[..letters])));
        }
    }
    for sought in ["bakkerij peeters", "zzqxjwv", &vat_number(data).await?] {
        cases.push(list(&format!("search: {sought}"), plain.searching(sought)));
    }
    cases.push(card_case(data).await?);
    Ok(cases)
}

fn list_case(data: &Data, name: String, query: ListQuery) -> Case {
    let (key, id) = match &query.place {
        Place::After(cursor) => (Some(cursor.key.clone()), Some(cursor.id.simple().to_string())),
        _ => (None, None),
    };
    let sought = |tab: Tab| {
        let words = query.search.split_whitespace().map(|word| format!("\"{}\"*", word.to_lowercase()));
        let all: Vec<String> =
            std::iter::once(format!("\"{}\"", search::tab_word(data.firm_id, tab))).chain(words).collect();
        (all.len() > 1).then(|| all.join(" AND "))
    };
    let floor = List {
        tab: query.tab as i16,
        sort: column(query.sort.unwrap_or_default()).to_owned(),
        descending: query.descending,
        view: match query.view {
            // No case asks for these but the first.
            View::All | View::Mine | View::ByCustomer | View::Individuals => None,
            View::WithVat => Some("with".into()),
            View::WithoutVat => Some("without".into()),
        },
        key,
        id,
        sought: sought(query.tab),
        sought_elsewhere: query.tab.others().map(sought).collect::<Option<Vec<_>>>().map(|all| all.join("\n")),
    };
    case(data, &name, query, ask(data, format!("/list?{}", floor.to_query()), None))
}

/// A case of the list, beside what the floor is asked.
pub fn case(data: &Data, name: &str, query: ListQuery, floor: Ask) -> Case {
    Case {
        floor,
        page: ask(data, query.href(), None),
        call: ask(data, "/api/customers/list".into(), Some(json!({ "request": ListRequest { query } }).to_string())),
        name: name.to_owned(),
    }
}

async fn card_case(data: &Data) -> anyhow::Result<Case> {
    let some = "SELECT lower(hex(id)) AS text FROM customer WHERE tab = 1 ORDER BY seq LIMIT 1 OFFSET 4321";
    let id: Uuid = one(data, some).await?.parse()?;
    Ok(Case {
        name: "one card".into(),
        page: ask(data, format!("/klanten/{id}"), None),
        call: ask(data, "/api/customers/card".into(), Some(json!({ "id": id }).to_string())),
        floor: ask(data, format!("/card?id={}", id.simple()), None),
    })
}

fn ask(data: &Data, path: String, json: Option<String>) -> Ask {
    Ask { path, json, cookie: data.cookie.clone() }
}

fn column(sort: Sort) -> &'static str {
    match sort {
        Sort::Number => "number",
        // No case asks for a field of the firm's own.
        Sort::Name | Sort::Entry | Sort::Own(_) => "name_key",
        Sort::Vat => "vat",
        Sort::City => "city_key",
        Sort::Status => "status",
        Sort::Manager => "manager_key",
        Sort::Country => "country",
        Sort::Phone => "phone",
        Sort::Address => "street_key",
        Sort::Contact => "contact_key",
    }
}

/// Which page the deep page is, and the cursor that a person would have come to it by.
async fn deep(data: &Data) -> anyhow::Result<(usize, Cursor)> {
    let active: usize =
        one(data, "SELECT CAST(sum(customers) AS text) AS text FROM customer_tally WHERE tab = 1").await?.parse()?;
    let page = DEEP.min(active / PAGE * 9 / 10);
    let before = page * PAGE - 1;
    let of_active = "FROM customer WHERE firm_id = (SELECT id FROM firm) AND tab = 1 ORDER BY name_key, id";
    let last =
        one(data, &format!("SELECT name_key || '~' || lower(hex(id)) AS text {of_active} LIMIT 1 OFFSET {before}"))
            .await?;
    let (key, id) = last.rsplit_once('~').context("a cursor")?;
    Ok((page + 1, Cursor { key: key.to_owned(), id: id.parse()? }))
}

/// A word that one customer or few have, and nobody guesses from its first letters.
async fn rare_word(data: &Data) -> anyhow::Result<String> {
    let between = "term > 'xeno' AND term < 'xenp' AND length(term) BETWEEN 8 AND 12";
    one(data, &format!("SELECT term AS text FROM customer_word WHERE {between} ORDER BY doc, term LIMIT 1")).await
}

async fn vat_number(data: &Data) -> anyhow::Result<String> {
    one(data, "SELECT vat AS text FROM customer WHERE tab = 1 AND vat LIKE 'BE%' ORDER BY seq DESC LIMIT 1").await
}

/// The first column of the first row.
pub async fn one(data: &Data, sql: &str) -> anyhow::Result<String> {
    data.texts(sql).await?.into_iter().next().with_context(|| format!("no rows: {sql}"))
}
