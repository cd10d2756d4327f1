//! The firm's own numbers: the counter follows what was given by hand, and skips what is taken.

use app::{
    customers::form::request::UpdateRequest,
    error::{AppError, FieldError},
};
use domain::{Reason, details::NUMBERS, imports::State};
use entity::customer;
use sea_orm::{EntityTrait, QueryOrder};
use uuid::Uuid;

use crate::{
    both,
    imports::import_client::{ImportClient, many},
    support::{
        Client, TestApp,
        cards::{added, card, create, peeters, update},
    },
};

both!(
    the_next_number_taken_by_hand_is_skipped,
    the_counter_follows_a_number_given_by_hand,
    the_last_number_leaves_room_for_others,
    many_at_once_get_different_numbers,
    an_import_skips_what_is_taken,
);

async fn number(client: &Client, id: Uuid) -> i64 {
    card(client, id).await.details.number.parse().unwrap()
}

async fn renumber(client: &Client, id: Uuid, number: &str) -> Result<(), AppError> {
    let card = card(client, id).await;
    let mut customer = card.details;
    customer.number = number.into();
    update(client, &UpdateRequest::of(id, card.version, customer)).await
}

async fn the_next_number_taken_by_hand_is_skipped(app: TestApp) {
    let client = app.signed_in(&app.firm("Volgende").await).await;
    let first = added(&client).await;
    assert_eq!(number(&client, first).await, 1);
    renumber(&client, first, "2").await.unwrap();
    let next = added(&client).await;
    assert_eq!(number(&client, next).await, 3);
    let after = added(&client).await;
    assert_eq!(number(&client, after).await, 4);
}

async fn the_counter_follows_a_number_given_by_hand(app: TestApp) {
    let client = app.signed_in(&app.firm("Volgt").await).await;
    let mut given = peeters(Uuid::now_v7());
    given.customer.number = "500".into();
    create(&client, &given).await.unwrap();
    assert_eq!(number(&client, added(&client).await).await, 501);
    for wrong in ["999999999999", "100000000", "0"] {
        given.form_id = Some(Uuid::now_v7());
        given.customer.number = wrong.into();
        let why = Reason::Range { min: *NUMBERS.start(), max: *NUMBERS.end() };
        let refused = AppError::field("number", FieldError::Rejected(why.into()));
        assert_eq!(create(&client, &given).await, Err(refused), "{wrong}");
    }
    assert_eq!(number(&client, added(&client).await).await, 502);
}

async fn the_last_number_leaves_room_for_others(app: TestApp) {
    let client = app.signed_in(&app.firm("Laatste").await).await;
    let first = added(&client).await;
    renumber(&client, first, "99999999").await.unwrap();
    let second = added(&client).await;
    assert_eq!(number(&client, second).await, 2);
    renumber(&client, second, "99999998").await.unwrap();
    // Nothing is left behind: the numbers that were left out are given.
    assert_eq!(number(&client, added(&client).await).await, 1);
    assert_eq!(number(&client, added(&client).await).await, 2);
}

async fn many_at_once_get_different_numbers(app: TestApp) {
    let client = app.signed_in(&app.firm("Samen").await).await;
    let first = added(&client).await;
    let adding = (0..6).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { added(&client).await })
    });
    let adding: Vec<_> = adding.collect();
    renumber(&client, first, "4")
        .await
        .or_else(|error| match error {
            // Somebody got it first.
            AppError::Invalid(_) => Ok(()),
            other => Err(other),
        })
        .unwrap();
    for one in adding {
        one.await.unwrap();
    }
    let stored =
        customer::Entity::find().order_by_asc(customer::Column::Number).all(&app.context.db.read).await.unwrap();
    let mut numbers: Vec<i64> = stored.iter().map(|customer| customer.number).collect();
    numbers.dedup();
    assert_eq!(numbers.len(), 7);
    added(&client).await;
}

async fn an_import_skips_what_is_taken(app: TestApp) {
    let importer = ImportClient::of_firm(&app, "Overslaan").await;
    let first = added(&importer.client).await;
    renumber(&importer.client, first, "99999999").await.unwrap();
    // Two numbers in the way of the counter: one that it would come to at once, one within the first chunk.
    for taken in ["2", "40"] {
        let mut given = peeters(Uuid::now_v7());
        given.customer.number = taken.into();
        create(&importer.client, &given).await.unwrap();
    }
    let id = importer.upload(many(&app, 120)).await;
    importer.until(id, State::Ready).await;
    importer.step("start", id).await.unwrap();
    let done = importer.until(id, State::Done).await;
    assert_eq!(done.line.created, 120);
    added(&importer.client).await;
    assert_eq!(importer.customers(&app).await, 124);
}
