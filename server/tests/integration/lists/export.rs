//! The list as a file.

use app::customers::list::{
    address::{ListQuery, Sort, Tab, View},
    queries,
    records::Printed,
};
use calamine::{Data, Range, Reader, Xlsx};
use domain::{
    customers::Status,
    details::ContactDetails,
    permissions::{Area, BuiltIn, Level, Rights, Scope},
};
use entity::profile;
use reqwest::{StatusCode, header};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use crate::{
    both,
    support::{
        Client, TestApp,
        answers::location,
        cards::category,
        customers::{Said, add, add_one, assigned},
    },
};

both!(
    the_file_has_every_page_of_the_list_in_its_order,
    what_does_not_fit_on_paper_is_told,
    the_file_holds_what_the_search_finds,
    the_file_holds_one_category,
    the_file_holds_some_that_were_chosen,
    the_file_holds_every_address_contact_and_category,
    who_sees_its_own_customers_only_gets_no_others,
);
both!(threads: one_file_of_a_firm_is_written_at_a_time);
both!(spoilt: who_may_not_read_gets_no_file);

async fn one_file_of_a_firm_is_written_at_a_time(app: TestApp) {
    let (an, bo) = (app.firm("Een").await, app.firm("Ander").await);
    let (client, other) = (app.signed_in(&an).await, app.signed_in(&bo).await);
    let turn = app.context.reader.turns.of(an.firm_id).await.unwrap();
    let address = ListQuery::default().file();
    let waiting = tokio::spawn({
        let (client, address) = (client.clone(), address.clone());
        async move { client.get(&address).await.status() }
    });
    assert_eq!(other.get(&address).await.status(), StatusCode::OK, "another firm does not wait");
    assert!(!waiting.is_finished());
    drop(turn);
    assert_eq!(waiting.await.unwrap(), StatusCode::OK);
}

/// The rows of the file, its titles first.
async fn file(client: &Client, query: &ListQuery) -> Vec<Vec<String>> {
    file_at(client, &query.file()).await
}

async fn file_at(client: &Client, address: &str) -> Vec<Vec<String>> {
    sheets(client, address).await.remove(0).1
}

/// The sheets of the file, by name.
pub(super) async fn sheets(client: &Client, address: &str) -> Vec<(String, Vec<Vec<String>>)> {
    let answer = client.get(address).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let name = answer.headers()[header::CONTENT_DISPOSITION].to_str().unwrap();
    assert!(name.starts_with("attachment; filename=\"klanten-20") && name.ends_with(".xlsx\""), "{name}");
    let bytes = std::io::Cursor::new(answer.bytes().await.unwrap());
    let mut book = Xlsx::new(bytes).unwrap();
    let rows = |sheet: Range<Data>| sheet.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    book.worksheets().into_iter().map(|(name, sheet)| (name, rows(sheet))).collect()
}

/// What stands under a title, from top to bottom.
fn column<'a>(rows: &'a [Vec<String>], title: &str) -> Vec<&'a str> {
    let place = rows[0].iter().position(|known| known == title).unwrap_or_else(|| panic!("{title} in {:?}", rows[0]));
    rows[1..].iter().map(|row| row[place].as_str()).collect()
}

async fn the_file_has_every_page_of_the_list_in_its_order(app: TestApp) {
    let an = app.firm("Bestand").await;
    let names: Vec<String> = (0..1_203).map(|number| format!("Klant {number:04}")).collect();
    let all: Vec<Said<'_>> =
        names.iter().map(|name| Said { name, status: Status::Active, ..Default::default() }).collect();
    add(&app, an.firm_id, &all).await;
    let client = app.signed_in(&an).await;
    let listed = ListQuery { sort: Some(Sort::Name), descending: true, ..Default::default() };
    let rows = file(&client, &listed).await;
    assert!(column(&rows, "Juridische naam").into_iter().eq(names.iter().rev().map(String::as_str)), "once, in order");
    let numbers = column(&rows, "Klantnummer");
    assert_eq!((numbers.len(), numbers[0]), (1_203, "1203"));
    assert!(column(&rows, "Status").iter().all(|status| *status == "Actief"));
    // On paper too, from whichever page.
    let request = json!({ "request": { "query": ListQuery { search: "klant".into(), ..listed.clone() } } });
    let printed: Printed = client.call("/api/customers/printed", &request).await.unwrap();
    assert!(printed.rows.iter().map(|row| &row.name).eq(names.iter().rev()) && !printed.more);
    add(&app, an.firm_id, &[Said { name: "Kladje", ..Default::default() }]).await;
    assert_eq!(file(&client, &listed).await.len(), 1_204, "a Concept is no part of Actief");
    let drafts = file(&client, &listed.in_tab(Tab::Draft)).await;
    assert_eq!((column(&drafts, "Juridische naam"), column(&drafts, "Status")), (vec!["Kladje"], vec!["Concept"]));
    assert_eq!(file(&client, &listed.in_tab(Tab::Inactive)).await.len(), 1, "nobody but the titles");
}

async fn what_does_not_fit_on_paper_is_told(app: TestApp) {
    let an = app.firm("Papier").await;
    let names = ["Aarde", "Maan", "Venus", "Zon"];
    add(&app, an.firm_id, &names.map(|name| Said { name, status: Status::Active, ..Default::default() })).await;
    for (most, more) in [(3, true), (4, false)] {
        let printed = queries::printed(&app.context.db, &an, &ListQuery::default(), most).await.unwrap();
        let rows: Vec<&str> = printed.rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!((rows.as_slice(), printed.more), (&names[..most], more));
    }
}

async fn the_file_holds_what_the_search_finds(app: TestApp) {
    let an = app.firm("Zoekbestand").await;
    let chosen = Said {
        name: "=1+1 & Zoon",
        vat: "BE0244142664",
        city: "Gent",
        contact: Some(ContactDetails { first_name: "Zoë".into(), ..ContactDetails::default() }),
        status: Status::Active,
        manager: Some(an.user_id),
        ..Default::default()
    };
    let other = Said { name: "Andere Zoon", status: Status::Active, ..Default::default() };
    add(&app, an.firm_id, &[chosen, other]).await;
    let client = app.signed_in(&an).await;
    let rows = file(&client, &ListQuery { search: "zoon".into(), view: View::WithVat, ..Default::default() }).await;
    for (title, cell) in [
        ("Juridische naam", "=1+1 & Zoon"),
        ("BTW", "BE0244142664"),
        ("Gemeente/stad", "Gent"),
        ("Voornaam contactpersoon", "Zoë"),
        ("Mandaat", "Nee"),
        ("Dossierbeheerder", "An Beheerder"),
    ] {
        assert_eq!(column(&rows, title), [cell], "{title}");
    }
}

async fn the_file_holds_one_category(app: TestApp) {
    let an = app.firm("Rubriekbestand").await;
    let client = app.signed_in(&an).await;
    let horeca = category(&client, "Horeca").await;
    let named = |name, categories| Said { name, status: Status::Active, categories, ..Default::default() };
    add(&app, an.firm_id, &[named("Zon", vec![horeca]), named("Maan", vec![])]).await;
    let rows = file(&client, &ListQuery { category: Some(horeca), ..Default::default() }).await;
    assert_eq!(column(&rows, "Juridische naam"), ["Zon"]);
}

async fn the_file_holds_some_that_were_chosen(app: TestApp) {
    let (an, other) = (app.firm("Gekozen").await, app.firm("Vreemd").await);
    let one = add_one(&app, an.firm_id, Said { name: "Een", ..Default::default() }).await;
    add_one(&app, an.firm_id, Said { name: "Twee", ..Default::default() }).await;
    let three = add_one(&app, an.firm_id, Said { name: "Drie", status: Status::Active, ..Default::default() }).await;
    let strange = add_one(&app, other.firm_id, Said { name: "Van een ander", ..Default::default() }).await;
    let client = app.signed_in(&an).await;
    let rows = file_at(&client, &ListQuery::file_of_some(&[three, strange, one])).await;
    assert_eq!(column(&rows, "Juridische naam"), ["Drie", "Een"], "in the order in which they were named");
    let bo = app.signed_in(&app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await).await;
    assert_eq!(file_at(&bo, &ListQuery::file_of_some(&[one])).await.len(), 1, "nobody that it does not see");
}

async fn the_file_holds_every_address_contact_and_category(app: TestApp) {
    let an = app.firm("Volledig").await;
    let client = app.signed_in(&an).await;
    let (horeca, eten) = (category(&client, "Horeca").await, category(&client, "éten").await);
    let id = add_one(
        &app,
        an.firm_id,
        Said { name: "Bakkerij", city: "Gent", categories: vec![horeca, eten], ..Default::default() },
    )
    .await;
    let address = json!({ "street": "Tweede straat", "city": "Aalst", "country": "BE" });
    let save = json!({ "request": { "customer_id": id, "id": null, "version": 0, "details": { "new": address } } });
    client.call::<Value>("/api/addresses/save", &save).await.unwrap();
    for first_name in ["Jan", "Piet"] {
        let contact = json!({ "first_name": first_name, "role": "Zaakvoerder", "locale": "nl-BE" });
        let save = json!({ "request": { "customer_id": id, "id": null, "version": 0, "details": { "new": contact } } });
        client.call::<Value>("/api/contacts/save", &save).await.unwrap();
    }
    let query = ListQuery { tab: Tab::Draft, ..Default::default() };
    let sheets = sheets(&client, &query.file()).await;
    let names: Vec<_> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Klanten", "Adressen", "Contactpersonen"]);
    assert_eq!(column(&sheets[0].1, "Categorieën"), ["éten; Horeca"]);
    assert_eq!(column(&sheets[1].1, "Gemeente"), ["Gent", "Aalst"]);
    assert_eq!(column(&sheets[1].1, "Hoofdkantoor"), ["Ja", "Nee"]);
    assert_eq!(column(&sheets[1].1, "Naam"), ["Bakkerij", "Bakkerij"]);
    assert_eq!(column(&sheets[2].1, "Voornaam"), ["Jan", "Piet"]);
    assert_eq!(column(&sheets[2].1, "Functie"), ["Zaakvoerder", "Zaakvoerder"]);
    assert_eq!(column(&sheets[2].1, "Hoofdcontact"), ["Ja", "Nee"]);
}

async fn who_sees_its_own_customers_only_gets_no_others(app: TestApp) {
    let an = app.firm("Eigen").await;
    let other = app.firm("Vreemd").await;
    let staff = app.colleague(an.firm_id, "Stef", BuiltIn::Staff).await;
    let own = Said { name: "Eigen", status: Status::Active, content: assigned(&[staff.user_id]), ..Default::default() };
    let not_own = Said { name: "Niet eigen", status: Status::Active, ..Default::default() };
    add(&app, an.firm_id, &[own, not_own.clone()]).await;
    add(&app, other.firm_id, &[not_own]).await;
    let rows = file(&app.signed_in(&staff).await, &ListQuery::default()).await;
    assert_eq!(column(&rows, "Juridische naam"), ["Eigen"]);
}

async fn who_may_not_read_gets_no_file(app: TestApp) {
    let an = app.firm("Dicht").await;
    add_one(&app, an.firm_id, Said { name: "Zon", status: Status::Active, ..Default::default() }).await;
    let path = ListQuery::default().file();
    assert_eq!(location(&app.client().get(&path).await), "/aanmelden?terug=/klanten");

    let reader = app.colleague(an.firm_id, "Lies", BuiltIn::Reader).await;
    let client = app.signed_in(&reader).await;
    let levels = [(Area::Customers, Level::Read)].into();
    change_rights(&app, &Rights { scope: Scope::All, levels }).await;
    let found = sheets(&client, &ListQuery::default().file()).await;
    assert_eq!(found.len(), 2, "no sheet of contacts");
    let rows = &found[0].1;
    assert_eq!(column(rows, "Juridische naam"), ["Zon"]);
    assert!(!rows[0].iter().any(|title| title.contains("contactpersoon")), "contacts are another area: {:?}", rows[0]);

    change_rights(&app, &Rights::default()).await;
    let refused = client.get(&path).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    assert!(
        refused.text().await.unwrap().starts_with("Uw profiel laat dit niet toe."),
        "in words, in the reader's language"
    );
}

/// Gives readers these rights.
async fn change_rights(app: &TestApp, rights: &Rights) {
    profile::Entity::update_many()
        .col_expr(profile::Column::Rights, serde_json::to_string(rights).unwrap().into())
        .filter(profile::Column::Builtin.eq(BuiltIn::Reader.key()))
        .exec(app.context.db.writer())
        .await
        .unwrap();
}
