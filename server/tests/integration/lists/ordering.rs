//! Customers stand as Dutch lists have them, on both engines alike; keys from before are made anew.

use app::customers::{
    list::address::{ListQuery, Sort, Tab},
    store,
};
use domain::{customers::Status, details::ContactDetails, permissions::BuiltIn};
use entity::customer;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::{
    both,
    support::{
        TestApp,
        customers::{Said, add},
        lists::{found, list},
    },
};

both!(names_stand_as_people_expect, every_column_sorts_as_is_written_here, keys_from_before_are_made_anew);

const IN_ORDER: [&str; 12] = [
    "3M",
    "Aerts",
    "AG Insurance",
    "Agfa",
    "Cafe Belga",
    "Café Belga",
    "De Wolf",
    "Debacker",
    "d'Hondt BV",
    "Dierckx",
    "'t Hof",
    "Timmermans",
];

fn shuffled() -> Vec<Said<'static>> {
    let places = [7, 2, 11, 5, 0, 9, 4, 1, 10, 3, 8, 6];
    places
        .map(|place| Said { name: IN_ORDER[place], status: Status::Active, city: "Gent", ..Default::default() })
        .to_vec()
}

async fn names_stand_as_people_expect(app: TestApp) {
    let an = app.firm("Volgorde").await;
    add(&app, an.firm_id, &shuffled()).await;
    let client = app.signed_in(&an).await;
    let names: Vec<String> = list(&client, &ListQuery::default()).await.rows.into_iter().map(|row| row.name).collect();
    assert_eq!(names, IN_ORDER);
}

fn person(first_name: &str, last_name: &str) -> Option<ContactDetails> {
    Some(ContactDetails { first_name: first_name.into(), last_name: last_name.into(), ..ContactDetails::default() })
}

/// Six customers, so that each column has an order of its own.
fn of_every_kind(an: Uuid, bo: Uuid) -> [Said<'static>; 6] {
    let one = |name, vat, city, manager, status| Said { name, vat, city, manager, status, ..Default::default() };
    let [zon, apfel, wolf, three, hondt, eend] = [
        one("Zon", "BE0244142664", "Gent", Some(an), Status::Active),
        one("Äpfel", "", "Aalst", None, Status::Invited),
        one("de Wolf", "BE0477472701", "Élouges", Some(bo), Status::Active),
        one("3M", "", "", None, Status::Active),
        one("d'Hondt", "BE0403170701", "Zele", Some(an), Status::Invited),
        one("Eend", "BE0428759497", "Ninove", Some(bo), Status::Active),
    ];
    let at = |street, house_number, phone, said| Said { street, house_number, phone, ..said };
    [
        Said { contact: person("Piet", "Maes"), ..at("Veldstraat", "12", "09 123 45 67", zon) },
        Said { contact: person("Els", "Claes"), country: "DE", ..at("Veldstraat", "9", "", apfel) },
        Said { contact: person("An", "Peeters"), ..at("Élisabethlaan", "1", "+32 2 200 00 00", wolf) },
        Said { country: "NL", ..three },
        at("Veldstraat", "12 bis", "011 22 33 44", hondt),
        Said { contact: person("Élise", "Dubois"), country: "FR", ..at("Markt", "100", "", eend) },
    ]
}

/// The order of each column. Of what is the same the name decides, and what is not filled in comes first. In the order of entry only a
/// search of many is read: here the name decides.
const BY_COLUMN: [(Sort, [&str; 6]); 11] = [
    (Sort::Number, ["de Wolf", "3M", "d'Hondt", "Eend", "Zon", "Äpfel"]),
    (Sort::Name, ["3M", "Äpfel", "de Wolf", "d'Hondt", "Eend", "Zon"]),
    (Sort::Vat, ["3M", "Äpfel", "Zon", "d'Hondt", "Eend", "de Wolf"]),
    (Sort::City, ["3M", "Äpfel", "de Wolf", "Zon", "Eend", "d'Hondt"]),
    (Sort::Status, ["Äpfel", "d'Hondt", "3M", "de Wolf", "Eend", "Zon"]),
    (Sort::Manager, ["3M", "Äpfel", "d'Hondt", "Zon", "de Wolf", "Eend"]),
    (Sort::Country, ["de Wolf", "d'Hondt", "Zon", "Äpfel", "Eend", "3M"]),
    (Sort::Phone, ["3M", "Äpfel", "Eend", "de Wolf", "d'Hondt", "Zon"]),
    (Sort::Address, ["3M", "de Wolf", "Eend", "Äpfel", "Zon", "d'Hondt"]),
    (Sort::Contact, ["3M", "d'Hondt", "de Wolf", "Eend", "Äpfel", "Zon"]),
    (Sort::Entry, ["3M", "Äpfel", "de Wolf", "d'Hondt", "Eend", "Zon"]),
];

async fn every_column_sorts_as_is_written_here(app: TestApp) {
    let an = app.firm("Kolommen").await;
    let bo = app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await;
    let ids = add(&app, an.firm_id, &of_every_kind(an.user_id, bo.user_id)).await;
    // As texts these two would stand the other way round, and before the others.
    for (id, number) in [(ids[0], 900), (ids[1], 1_000)] {
        renumber(&app, an.firm_id, id, number).await;
    }
    assert!(Sort::ALL.iter().all(|sort| BY_COLUMN.iter().any(|(of, _)| of == sort)), "a column without an order here");
    let client = app.signed_in(&an).await;
    for (sort, mut expected) in BY_COLUMN {
        for descending in [false, true] {
            let query = ListQuery { sort: Some(sort), descending, tab: Tab::Active, ..Default::default() };
            let page = list(&client, &query).await;
            let names: Vec<&str> = page.rows.iter().map(|row| row.name.as_str()).collect();
            assert_eq!(names, expected, "{}", query.href());
            expected.reverse();
        }
    }
}

/// Gives a customer another number.
async fn renumber(app: &TestApp, firm_id: Uuid, id: Uuid, number: i64) {
    let found = customer::Entity::find().filter(customer::Column::Id.eq(id)).one(&app.context.db.read).await;
    let before = found.unwrap().unwrap();
    let mut log = app.log(firm_id).await;
    store::update(&mut log, &before, customer::Model { number, ..before.clone() }).await.unwrap();
    log.finish().await.unwrap();
}

async fn keys_from_before_are_made_anew(app: TestApp) {
    let an = app.firm("Vroeger").await;
    add(&app, an.firm_id, &shuffled()).await;
    let db = &app.context.db;
    let all = || customer::Entity::find().order_by_asc(customer::Column::Id).all(&db.read);
    let wanted = all().await.unwrap();
    for statement in [
        "UPDATE customer SET name_key = 'x', match_key = '', reference_key = '', city_key = 'x', street_key = 'x', contact_key = 'x', search = ' oud'",
        "UPDATE upkeep SET done = FALSE, firm_id = NULL, record_id = NULL",
    ] {
        db.writer().execute_unprepared(statement).await.unwrap();
    }
    store::rekey(db).await.unwrap();
    assert_eq!(all().await.unwrap(), wanted);
    store::rekey(db).await.unwrap();
    let client = app.signed_in(&an).await;
    assert_eq!(found(&client, "hondt").await, ["d'Hondt BV"]);
    assert_eq!(found(&client, "oud").await, Vec::<String>::new());
}
