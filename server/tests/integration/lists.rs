//! The list of customers: every order and view pages through all of them once; the search finds what it should, and nobody
//! else's.

use app::{
    audit::{Actor, Log, Origin},
    customers::{
        details::blank_customer,
        list::{
            address::{ListQuery, Place, Sort, Tab, View},
            api::{ListRequest, SuggestRequest},
            records::{Count, ListPage},
        },
        store::{self, NewCustomer},
    },
    error::AppError,
    session::Viewer,
};
use domain::{
    customers::Status,
    permissions::{BuiltIn, Rights},
};
use entity::{address, contact, customer, profile};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use crate::{
    both,
    support::{Client, TestApp},
};

both!(
    every_order_pages_through_all_once,
    a_search_of_very_many_pages_in_order_of_entry,
    customers_are_found_however_they_are_written,
    nearest_spellings_are_offered,
    an_assigned_colleague_sees_its_own,
    another_firm_is_never_seen,
    the_counts_keep_up,
    a_strange_address_shows_the_list,
    who_may_not_read_is_refused,
    a_business_unit_is_chosen_without_javascript,
);

/// What a test says of a customer; the rest is empty.
#[derive(Clone, Default)]
struct Said<'a> {
    name: &'a str,
    vat: &'a str,
    city: &'a str,
    email: &'a str,
    contact: (&'a str, &'a str),
    status: Status,
    manager: Option<Uuid>,
    assigned: Vec<Uuid>,
}

async fn log(app: &TestApp, firm_id: Uuid) -> Log {
    let origin = Origin { firm_id, actor: Actor::System, source: "test", batch_id: None };
    Log::new(app.context.db.begin().await.unwrap(), origin)
}

async fn add(app: &TestApp, firm_id: Uuid, all: &[Said<'_>]) -> Vec<Uuid> {
    let mut log = log(app, firm_id).await;
    let new: Vec<NewCustomer> = all.iter().map(|said| new_customer(firm_id, said)).collect();
    let ids = new.iter().map(|new| new.customer.id).collect();
    store::insert(&mut log, new).await.unwrap();
    log.finish().await.unwrap();
    ids
}

fn new_customer(firm_id: Uuid, said: &Said<'_>) -> NewCustomer {
    let id = Uuid::now_v7();
    let customer = customer::Model {
        name: said.name.into(),
        vat: said.vat.into(),
        email: said.email.into(),
        status: said.status as i16,
        manager_id: said.manager,
        ..blank_customer(firm_id, id, chrono::Utc::now())
    };
    let address = address::Model {
        firm_id,
        id: Uuid::now_v7(),
        customer_id: id,
        version: 1,
        head_office: true,
        label: String::new(),
        street: String::new(),
        house_number: String::new(),
        box_number: String::new(),
        postcode: String::new(),
        city: said.city.into(),
        country: "BE".into(),
    };
    let contact = contact::Model {
        firm_id,
        id: Uuid::now_v7(),
        customer_id: id,
        version: 1,
        main: true,
        first_name: said.contact.0.into(),
        last_name: said.contact.1.into(),
        email: String::new(),
        phone: String::new(),
        mobile: String::new(),
        role: String::new(),
        locale: "nl-BE".into(),
        active: true,
    };
    let content = domain::templates::Content { users: said.assigned.iter().copied().collect(), ..Default::default() };
    NewCustomer { customer, addresses: vec![address], contacts: vec![contact], content }
}

async fn list(client: &Client, query: &ListQuery) -> ListPage {
    let request = ListRequest { query: query.clone() };
    client.call("/api/customers/list", &json!({ "request": request })).await.unwrap()
}

async fn suggest(client: &Client, search: &str) -> Vec<String> {
    let request = SuggestRequest { search: search.into() };
    client.call("/api/customers/suggest", &json!({ "request": request })).await.unwrap()
}

fn searching(search: &str) -> ListQuery {
    ListQuery { search: search.into(), tab: Tab::Active, ..Default::default() }
}

/// The names that a search finds among the active customers.
async fn found(client: &Client, search: &str) -> Vec<String> {
    list(client, &searching(search)).await.rows.into_iter().map(|row| row.name).collect()
}

/// All rows of a list, page after page to the end; checks that the way back shows the same.
async fn all_pages(client: &Client, query: &ListQuery) -> Vec<Uuid> {
    let mut pages = vec![list(client, query).await];
    assert_eq!(pages[0].previous, None);
    while let Some(next) = pages.last().and_then(|page| page.next.clone()) {
        pages.push(list(client, &query.at(Place::After(next))).await);
        assert!(pages.len() < 40, "the pages of {} do not end", query.href());
    }
    let ids = |page: &ListPage| page.rows.iter().map(|row| row.id).collect::<Vec<_>>();
    for index in (1..pages.len()).rev() {
        let back = pages[index].previous.clone().expect("a way back");
        let again = list(client, &query.at(Place::Before(back))).await;
        assert_eq!(ids(&again), ids(&pages[index - 1]), "back from page {} of {}", index + 1, query.href());
        assert_eq!(again.next, pages[index - 1].next);
    }
    pages.iter().flat_map(ids).collect()
}

async fn every_order_pages_through_all_once(app: TestApp) {
    let an = app.firm("Orde").await;
    let bo = app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await;
    let (names, cities) =
        (["Bakkerij Één", "bakkerij een", "Zon", "Äpfel", "3M", "Élan", "zon bv"], ["Gent", "Aalst", "", "Âalst"]);
    let vats: Vec<String> =
        (0..137).map(|index| if index % 3 == 0 { String::new() } else { format!("BE{:010}", index / 2) }).collect();
    let said: Vec<Said> = (0..137)
        .map(|index| Said {
            name: names[index % names.len()],
            vat: &vats[index],
            city: cities[index % cities.len()],
            status: Status::ALL[(index / 2) % 5],
            manager: [None, Some(an.user_id), Some(bo.user_id)][index % 3],
            ..Default::default()
        })
        .collect();
    add(&app, an.firm_id, &said).await;
    let stored = customer::Entity::find().all(&app.context.db.read).await.unwrap();
    let client = app.signed_in(&an).await;
    for (sort, descending, tab, view) in orders() {
        let query = ListQuery { sort: Some(sort), descending, tab, view, ..Default::default() };
        let mut expected: Vec<&customer::Model> = stored
            .iter()
            .filter(|customer| customer.active == (tab == Tab::Active))
            .filter(|customer| view == View::All || customer.vat.is_empty() == (view == View::WithoutVat))
            .collect();
        expected.sort_by_key(|customer| (sort_key(sort, customer), customer.id));
        if descending {
            expected.reverse();
        }
        let expected: Vec<Uuid> = expected.into_iter().map(|customer| customer.id).collect();
        assert_eq!(all_pages(&client, &query).await, expected, "{}", query.href());
        let page = list(&client, &query).await;
        assert_eq!((page.count(tab), page.sort), (Count::Exactly(expected.len() as u64), sort));
        // The same by way of a search that finds everything with a number of its own.
        let sought = all_pages(&client, &query.searching("b")).await;
        let kept: Vec<Uuid> = expected.into_iter().filter(|id| sought.contains(id)).collect();
        assert_eq!(sought, kept, "searched {}", query.href());
    }
}

fn orders() -> impl Iterator<Item = (Sort, bool, Tab, View)> {
    let columns = Sort::ALL.into_iter().filter(|sort| *sort != Sort::Entry);
    columns.flat_map(|sort| {
        [false, true].into_iter().flat_map(move |descending| {
            Tab::ALL
                .into_iter()
                .flat_map(move |tab| View::ALL.into_iter().map(move |view| (sort, descending, tab, view)))
        })
    })
}

/// What the column sorts by, as text that sorts alike.
fn sort_key(sort: Sort, customer: &customer::Model) -> String {
    match sort {
        Sort::Number => format!("{:020}", customer.number),
        Sort::Name => customer.name_key.clone(),
        Sort::Vat => customer.vat.clone(),
        Sort::City => customer.city_key.clone(),
        Sort::Status => customer.status.to_string(),
        Sort::Manager => customer.manager_key.clone(),
        Sort::Entry => customer.id.to_string(),
    }
}

async fn a_search_of_very_many_pages_in_order_of_entry(app: TestApp) {
    let an = app.firm("Veel").await;
    let one = Said { name: "Bakkerij", city: "Gent", status: Status::Active, ..Default::default() };
    let mut said = vec![one.clone(); 1_010];
    said[3].city = "Aalst";
    said[1_005].city = "Aalst";
    said.push(Said { name: "Slagerij", ..one });
    let ids = add(&app, an.firm_id, &said).await;
    let client = app.signed_in(&an).await;
    let first = list(&client, &searching("bakk")).await;
    assert_eq!((first.sort, first.active, first.inactive), (Sort::Entry, Count::MoreThan(1_000), Count::Exactly(0)));
    let by_entry = ListQuery { sort: Some(Sort::Entry), ..searching("bakk") };
    assert_eq!(all_pages(&client, &by_entry).await, ids[..1_010]);
    assert_eq!(first.rows.iter().map(|row| row.id).collect::<Vec<_>>(), ids[..50]);
    // An order that was chosen is kept, however many there are.
    let by_city = ListQuery { sort: Some(Sort::City), ..searching("bakk") };
    let sorted = all_pages(&client, &by_city).await;
    assert_eq!((sorted.len(), sorted[..2].to_vec()), (1_010, vec![ids[3], ids[1_005]]));
    // Few are sorted by name.
    let few = list(&client, &searching("bakk aalst")).await;
    assert_eq!((few.sort, few.active), (Sort::Name, Count::Exactly(2)));
}

async fn customers_are_found_however_they_are_written(app: TestApp) {
    let an = app.firm("Zoek").await;
    let active = Status::Active;
    let said = [
        Said {
            name: "Café D'Hondt & Zn.",
            vat: "BE0477472701",
            city: "Geraardsbergen",
            status: active,
            ..Default::default()
        },
        Said {
            name: "Brouwerij De Kroon",
            email: "info@dekroon.be",
            contact: ("Zoë", "Müller"),
            status: active,
            ..Default::default()
        },
        Said { name: "Straßenbau GmbH", city: "Eupen", status: active, ..Default::default() },
        Said { name: "Kroonlijst", status: Status::Archived, ..Default::default() },
    ];
    add(&app, an.firm_id, &said).await;
    let client = app.signed_in(&an).await;
    for search in [
        "café",
        "CAFE",
        "dhondt",
        "d'hondt",
        "hondt d",
        "cafe hondt",
        "zn cafe",
        "geraards",
        "477472701",
        "0477472701",
        "0477.472.701",
        "BE0477472701",
        "be 0477.472.701",
        "0477 472 701",
        "BE-0477/472/701",
        "(café)",
    ] {
        let expected: &[&str] = if search == "0477 472 701" { &[] } else { &[said[0].name] };
        assert_eq!(found(&client, search).await, expected, "{search}");
    }
    for search in ["info@dekroon.be", "dekroon", "INFO@DE", "zoe", "muller zoë", "kroon brouw"] {
        assert_eq!(found(&client, search).await, [said[1].name], "{search}");
    }
    assert_eq!(found(&client, "strassen").await, [said[2].name]);
    for search in ["kroonlijst", "xyz", "cafe kroon", "hond_", "caf%"] {
        let expected: &[&str] = if search == "caf%" || search == "hond_" { &[said[0].name] } else { &[] };
        assert_eq!(found(&client, search).await, expected, "{search}");
    }
    let kroon = list(&client, &searching("kroon")).await;
    assert_eq!((kroon.active, kroon.inactive), (Count::Exactly(1), Count::Exactly(1)));
    for nothing in ["", "  ", ".,-"] {
        assert_eq!(list(&client, &searching(nothing)).await.active, Count::Exactly(3), "{nothing}");
    }
    // Nothing of what stands in a query may break it.
    for strange in [
        "\"",
        "*",
        "a\" OR \"b",
        "NOT",
        "NEAR(a b)",
        "words:a",
        "^a",
        "'; DROP TABLE customer",
        "%",
        "_",
        "\\",
        "§",
        "🥐",
    ] {
        list(&client, &searching(strange)).await;
    }
}

async fn nearest_spellings_are_offered(app: TestApp) {
    let an = app.firm("Bedoeld").await;
    let said = [
        Said { name: "Bakkerij Peeters", vat: "BE0477472701", status: Status::Active, ..Default::default() },
        Said { name: "Slagerij Janssens", ..Default::default() },
    ];
    add(&app, an.firm_id, &said).await;
    let client = app.signed_in(&an).await;
    for (typed, meant) in [
        ("bakerij", "bakkerij"),
        ("bakkreij", "bakkerij"),
        ("abkkerij", "bakkerij"),
        ("jakkerij", "bakkerij"),
        ("akkerij", "bakkerij"),
        ("zbakkerij", "bakkerij"),
        ("hlagerij jansens", "slagerij janssens"),
        ("bakkerij peters", "bakkerij peeters"),
        ("slagrij jansens", "slagerij janssens"),
        ("0477472710", "0477472701"),
    ] {
        assert_eq!(suggest(&client, typed).await.first().map(String::as_str), Some(meant), "{typed}");
    }
    assert_eq!(suggest(&client, "bakkerij").await, Vec::<String>::new(), "it is found already");
    assert_eq!(suggest(&client, "qqqqqqqq").await, Vec::<String>::new());
    assert_eq!(suggest(&client, "slagerij peters").await, Vec::<String>::new(), "found apart, but not together");
}

async fn an_assigned_colleague_sees_its_own(app: TestApp) {
    let an = app.firm("Deel").await;
    let bo = app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await;
    let active = Status::Active;
    let said = [
        Said { name: "Bakkerij Beheerd", manager: Some(bo.user_id), status: active, ..Default::default() },
        Said {
            name: "Bakkerij Toegewezen",
            manager: Some(an.user_id),
            assigned: vec![bo.user_id, an.user_id],
            status: active,
            ..Default::default()
        },
        Said { name: "Bakkerij Beide", manager: Some(bo.user_id), assigned: vec![bo.user_id], ..Default::default() },
        Said { name: "Bakkerij Vreemd", manager: Some(an.user_id), status: active, ..Default::default() },
        Said { name: "Bakkerij Niemand", vat: "BE0477472701", ..Default::default() },
    ];
    add(&app, an.firm_id, &said).await;
    let client = app.signed_in(&bo).await;
    for search in ["", "bakkerij"] {
        let page = list(&client, &searching(search)).await;
        let names: Vec<&str> = page.rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["Bakkerij Beheerd", "Bakkerij Toegewezen"], "{search}");
        assert_eq!((page.active, page.inactive), (Count::Exactly(2), Count::Exactly(1)));
        assert_eq!(page.rows[1].manager.as_deref(), Some("An Beheerder"));
    }
    let with_vat = ListQuery { view: View::WithVat, tab: Tab::Inactive, ..Default::default() };
    assert_eq!(list(&client, &with_vat).await.rows, []);
    assert_eq!(suggest(&client, "toegewesen").await, ["toegewezen"]);
    assert_eq!(suggest(&client, "vreemt").await, Vec::<String>::new(), "a word of a customer that it does not see");
}

async fn another_firm_is_never_seen(app: TestApp) {
    let (mine, theirs) = (app.firm("Mijn").await, app.firm("Hun").await);
    let said = |name| Said {
        name,
        vat: "BE0477472701",
        email: "geheim@kantoor.be",
        status: Status::Active,
        ..Default::default()
    };
    add(&app, mine.firm_id, &[said("Bakkerij Mijn")]).await;
    add(&app, theirs.firm_id, &[said("Bakkerij Hun"), said("Zeldzaam"), said("Zeldzaamheid")]).await;
    let client = app.signed_in(&mine).await;
    for search in ["", "bakkerij", "0477472701", "geheim"] {
        let page = list(&client, &searching(search)).await;
        assert_eq!(page.rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["Bakkerij Mijn"], "{search}");
        assert_eq!(page.active, Count::Exactly(1), "{search}");
    }
    let their_word = theirs.firm_id.simple().to_string();
    for search in ["zeldzaam", "hun bakkerij", &their_word, &format!("firm{their_word}")] {
        assert_eq!(found(&client, search).await, Vec::<String>::new(), "{search}");
    }
    assert_eq!(suggest(&client, "zeldsaam").await, Vec::<String>::new(), "a word of another firm only");
    let their_row = list(&app.signed_in(&theirs).await, &ListQuery::default()).await.rows.remove(0);
    let from_theirs = app::customers::list::address::Cursor { key: String::new(), id: their_row.id };
    let page = list(&client, &ListQuery::default().at(Place::After(from_theirs))).await;
    assert!(page.rows.iter().all(|row| row.name == "Bakkerij Mijn"));
}

async fn the_counts_keep_up(app: TestApp) {
    let an = app.firm("Telling").await;
    let said = [
        Said { name: "Eerste", vat: "BE0477472701", ..Default::default() },
        Said { name: "Tweede", ..Default::default() },
        Said { name: "Derde", status: Status::Active, ..Default::default() },
    ];
    let ids = add(&app, an.firm_id, &said).await;
    let client = app.signed_in(&an).await;
    check_counts(&app, &an, &client, (1, 2), "created").await;
    let step = |id: Uuid, version: i32| json!({ "request": { "id": id, "version": version } });
    let _: serde_json::Value = client.call("/api/customers/activate", &step(ids[0], 1)).await.unwrap();
    check_counts(&app, &an, &client, (2, 1), "activated").await;
    assert_eq!(found(&client, "eerste").await, ["Eerste"], "found in the other tab at once");
    let _: serde_json::Value = client.call("/api/customers/deactivate", &step(ids[2], 1)).await.unwrap();
    check_counts(&app, &an, &client, (1, 2), "deactivated").await;
    let () = client.call("/api/customers/delete", &step(ids[1], 1)).await.unwrap();
    check_counts(&app, &an, &client, (1, 1), "deleted").await;

    let before = customer::Entity::find_by_id((an.firm_id, ids[0])).one(&app.context.db.read).await.unwrap().unwrap();
    let mut log = log(&app, an.firm_id).await;
    store::update(&mut log, &before, customer::Model { vat: String::new(), ..before.clone() }).await.unwrap();
    log.finish().await.unwrap();
    check_counts(&app, &an, &client, (1, 1), "without its number").await;
    let without = ListQuery { view: View::WithoutVat, ..searching("eerste") };
    assert_eq!(list(&client, &without).await.rows.len(), 1, "found in the other view at once");
}

/// The counts of the list, of each view and by search, are what there is.
async fn check_counts(app: &TestApp, viewer: &Viewer, client: &Client, expected: (u64, u64), when: &str) {
    let stored = customer::Entity::find().filter(customer::Column::FirmId.eq(viewer.firm_id));
    let stored = stored.all(&app.context.db.read).await.unwrap();
    for view in View::ALL {
        let real = |active: bool| {
            let counted = |customer: &&customer::Model| {
                customer.active == active
                    && (view == View::All || customer.vat.is_empty() == (view == View::WithoutVat))
            };
            Count::Exactly(stored.iter().filter(counted).count() as u64)
        };
        let page = list(client, &ListQuery { view, ..Default::default() }).await;
        assert_eq!((page.active, page.inactive), (real(true), real(false)), "{when}, {view:?}");
        if view == View::All {
            assert_eq!(
                (page.active, page.inactive),
                (Count::Exactly(expected.0), Count::Exactly(expected.1)),
                "{when}"
            );
        }
    }
}

async fn a_strange_address_shows_the_list(app: TestApp) {
    let an = app.firm("Vreemd").await;
    add(&app, an.firm_id, &[Said { name: "Zon", status: Status::Active, ..Default::default() }]).await;
    let client = app.signed_in(&an).await;
    let id = Uuid::now_v7();
    for query in [
        String::new(),
        format!("sorteer=nummer&na=geen-getal~{id}"),
        format!("sorteer=status&richting=af&voor=99999999~{id}"),
        "na=x&tab=y&weergave=z&eenheid=q".into(),
        "sorteer=invoer".into(),
        format!("sorteer=invoer&zoek=zon&na=x~{id}"),
    ] {
        let page = client.get(&format!("/klanten?{query}")).await;
        assert_eq!(page.status(), 200, "{query}");
        assert!(page.text().await.unwrap().contains("Zon"), "{query}");
    }
}

async fn a_business_unit_is_chosen_without_javascript(app: TestApp) {
    let an = app.firm("Eenheid").await;
    let client = app.signed_in(&an).await;
    let save = json!({ "request": { "id": null, "version": 0, "name": "Gent" } });
    client.call::<()>("/api/settings/save_unit", &save).await.unwrap();
    let units: Vec<app::settings::Unit> = client.call("/api/settings/units", &json!({})).await.unwrap();
    let gent = units[0].id;
    let page = client.get(&format!("/klanten?zoek=x&tab=niet-actief&eenheid={gent}")).await.text().await.unwrap();
    let select = page.split("<select").nth(1).and_then(|rest| rest.split("</select>").next()).expect("the units");
    assert!(select.contains(r#"name="eenheid""#) && select.contains(r#"form="search""#), "{select}");
    assert!(select.contains(&format!(r#"value="{gent}" selected"#)), "{select}");
    let form = page.split(r#"id="search""#).nth(1).and_then(|rest| rest.split("</form>").next()).expect("the search");
    assert!(form.contains(r#"name="tab""#) && !form.contains(r#"name="eenheid""#), "sent once: {form}");
    assert!(page.contains("<noscript><button") && page.contains(r#"form="search">Zoeken"#), "{page}");
}

async fn who_may_not_read_is_refused(app: TestApp) {
    let an = app.firm("Recht").await;
    let list = json!({ "request": ListRequest { query: ListQuery::default() } });
    let suggest = json!({ "request": SuggestRequest { search: "a".into() } });
    assert_eq!(app.client().call::<ListPage>("/api/customers/list", &list).await, Err(AppError::Unauthenticated));
    assert_eq!(
        app.client().call::<Vec<String>>("/api/customers/suggest", &suggest).await,
        Err(AppError::Unauthenticated)
    );
    let nobody = app.colleague(an.firm_id, "Niemand", BuiltIn::Reader).await;
    let none = serde_json::to_string(&Rights::default()).unwrap();
    profile::Entity::update_many()
        .col_expr(profile::Column::Rights, none.into())
        .filter(profile::Column::Builtin.eq(BuiltIn::Reader.key()))
        .exec(app.context.db.writer())
        .await
        .unwrap();
    let client = app.signed_in(&nobody).await;
    assert_eq!(client.call::<ListPage>("/api/customers/list", &list).await, Err(AppError::Forbidden));
    assert_eq!(client.call::<Vec<String>>("/api/customers/suggest", &suggest).await, Err(AppError::Forbidden));
    assert_eq!(client.get("/klanten").await.status(), 403);
}
