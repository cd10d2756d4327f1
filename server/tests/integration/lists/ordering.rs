//! Customers stand as Dutch lists have them, on both engines alike; keys from before are made anew.

use app::customers::{list::address::ListQuery, store};
use domain::customers::Status;
use entity::customer;
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};

use crate::{
    both,
    support::{
        TestApp,
        customers::{Said, add},
        lists::{found, list},
    },
};

both!(names_stand_as_people_expect, keys_from_before_are_made_anew,);

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

async fn keys_from_before_are_made_anew(app: TestApp) {
    let an = app.firm("Vroeger").await;
    add(&app, an.firm_id, &shuffled()).await;
    let db = &app.context.db;
    let all = || customer::Entity::find().order_by_asc(customer::Column::Id).all(&db.read);
    let wanted = all().await.unwrap();
    for statement in [
        "UPDATE customer SET name_key = 'x', match_key = '', reference_key = '', city_key = 'x', search = ' oud'",
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
