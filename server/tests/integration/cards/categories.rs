//! The categories of a customer.

use app::{
    audit::history::{Action, Event, RecordKind, Shown},
    customers::{
        form::request::{CreateRequest, Ticks, UpdateRequest},
        list::address::{ListQuery, Tab},
        records::Named,
    },
    error::{AppError, FieldError},
    integrations::CustomerSettings,
};
use entity::{customer, customer_category, customer_user};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;
use uuid::Uuid;

use crate::{
    both,
    support::{
        Client, TestApp,
        accounts::personnel,
        cards::{added, blank, card, categorise, category, create, filled, history, peeters, uncategorise, update},
        lists::list,
    },
};

both!(
    a_new_customer_is_put_in_several_at_once,
    a_customer_is_in_any_number_of_categories,
    the_form_of_a_customer_changes_what_was_ticked,
    the_history_tells_which,
    who_may_put_whom_in_what
);

async fn settings(client: &Client, customer_id: Uuid) -> CustomerSettings {
    client.call("/api/integrations/settings", &json!({ "request": { "customer_id": customer_id } })).await.unwrap()
}

async fn a_customer_is_in_any_number_of_categories(app: TestApp) {
    let client = app.signed_in(&app.firm("Soorten").await).await;
    let id = added(&client).await;
    assert_eq!(settings(&client, id).await.firm_categories, []);
    let (horeca, bouw) = (category(&client, "Horeca").await, category(&client, "Bouw").await);
    for category in [horeca, bouw, horeca] {
        categorise(&client, id, category).await.unwrap();
    }
    assert_eq!(card(&client, id).await.categories, ["Bouw", "Horeca"]);
    let shown = settings(&client, id).await;
    let named = |id, name: &str| Named { id, name: name.into() };
    assert_eq!(shown.categories, [named(bouw, "Bouw"), named(horeca, "Horeca")]);
    assert_eq!(shown.firm_categories, shown.categories);
    for _ in 0..2 {
        uncategorise(&client, id, bouw).await.unwrap();
    }
    assert_eq!(card(&client, id).await.categories, ["Horeca"]);
    assert_eq!(customer_category::Entity::find().count(&app.context.db.read).await.unwrap(), 1);
}

async fn a_new_customer_is_put_in_several_at_once(app: TestApp) {
    let (client, stranger) =
        (app.signed_in(&app.firm("Meteen").await).await, app.signed_in(&app.firm("Vreemd").await).await);
    let (horeca, bouw) = (category(&client, "Horeca").await, category(&client, "Bouw").await);
    let theirs = category(&stranger, "Horeca").await;
    let blank = blank(&client).await;
    let offered: Vec<&str> = blank.choosable.categories.iter().map(|category| category.name.as_str()).collect();
    assert_eq!(offered, ["Bouw", "Horeca"]);
    let of = |categories: &[Uuid]| CreateRequest {
        categories: categories.iter().copied().collect(),
        ..peeters(blank.form_id)
    };
    for foreign in [theirs, Uuid::now_v7()] {
        assert_eq!(create(&client, &of(&[horeca, foreign])).await, Err(AppError::NotFound));
    }
    assert_eq!(customer::Entity::find().count(&app.context.db.read).await.unwrap(), 0);
    let id = create(&client, &of(&[horeca, bouw])).await.unwrap();
    assert_eq!(card(&client, id).await.categories, ["Bouw", "Horeca"]);
    assert_eq!(told(&client, id).await.len(), 2);
    for category in [horeca, bouw] {
        let query = ListQuery { category: Some(category), tab: Tab::Draft, ..ListQuery::default() };
        assert_eq!(list(&client, &query).await.rows.len(), 1, "the search knows it at once");
    }
    let again = json!({ "request": { "id": null, "version": 0, "name": " horeca" } });
    let taken = client.call::<()>("/api/settings/save_category", &again).await;
    assert_eq!(taken, Err(AppError::field("name", FieldError::Taken)), "Horeca and horeca are one");
    app.checked().await;
}

/// Only what was ticked or unticked is changed: what a colleague did meanwhile stays.
async fn the_form_of_a_customer_changes_what_was_ticked(app: TestApp) {
    let client = app.signed_in(&app.firm("Vinkjes").await).await;
    let id = added(&client).await;
    let [horeca, bouw, zorg] =
        [category(&client, "Horeca").await, category(&client, "Bouw").await, category(&client, "Zorg").await];
    categorise(&client, id, horeca).await.unwrap();
    let read = filled(&client, id).await;
    assert_eq!(read.categories, [horeca].into());
    categorise(&client, id, zorg).await.unwrap();
    let categories = Ticks { seen: read.categories.clone(), ticked: [bouw].into() };
    update(&client, &UpdateRequest { categories, ..UpdateRequest::of(id, read.version, read.details) }).await.unwrap();
    assert_eq!(card(&client, id).await.categories, ["Bouw", "Zorg"]);

    let version = filled(&client, id).await.version.to_string();
    let (category, id_text) = (format!("category_{}", horeca.simple()), id.to_string());
    let page = format!("/klanten/{id}/bewerken");
    let seen = format!("{bouw},{zorg}");
    let form = [
        ("page", page.as_str()),
        ("id", &id_text),
        ("version", &version),
        ("name", "Bakkerij Peeters BV"),
        ("country", "BE"),
        ("vat", "0477.472.701"),
        ("company_number", "0477472701"),
        ("categories_seen", &seen),
        (&category, "true"),
    ];
    let answer = client.form("/api/customers/save_form", &form).await;
    assert_eq!(answer.headers()["location"], format!("/klanten/{id}?bewaard=ja").as_str());
    assert_eq!(card(&client, id).await.categories, ["Horeca"], "a plain form does the same");
    app.checked().await;
}

/// What the history tells of categories, newest first.
async fn told(client: &Client, id: Uuid) -> Vec<(Action, Shown)> {
    let events = history(client, id).await.moments.into_iter().flat_map(|moment| moment.events);
    let of_categories = events.filter(|event| event.kind == RecordKind::Categorisation);
    of_categories.map(|Event { action, subject, .. }| (action, subject.unwrap())).collect()
}

async fn the_history_tells_which(app: TestApp) {
    let client = app.signed_in(&app.firm("Verhaal").await).await;
    let (id, horeca) = (added(&client).await, category(&client, "Horeca").await);
    let name = || Shown::Text("Horeca".into());
    categorise(&client, id, horeca).await.unwrap();
    categorise(&client, id, horeca).await.unwrap();
    uncategorise(&client, id, horeca).await.unwrap();
    assert_eq!(told(&client, id).await, [(Action::Delete, name()), (Action::Create, name())]);
    let page = client.get(&format!("/klanten/{id}/historiek")).await.text().await.unwrap();
    for words in ["Categorie toegevoegd", "Categorie weggehaald", "Horeca"] {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains(&horeca.to_string()), "a name, not an id");
    let delete = json!({ "request": { "id": horeca, "version": 1 } });
    client.call::<()>("/api/settings/delete_category", &delete).await.unwrap();
    assert_eq!(told(&client, id).await, [(Action::Delete, Shown::Gone), (Action::Create, Shown::Gone)]);
}

async fn who_may_put_whom_in_what(app: TestApp) {
    let (ours, theirs) = (app.firm("Ons").await, app.firm("Hun").await);
    let (us, them) = (app.signed_in(&ours).await, app.signed_in(&theirs).await);
    let (customer, their_customer) = (added(&us).await, added(&them).await);
    let (own, other) = (category(&us, "Onze").await, category(&them, "Hunne").await);
    categorise(&them, their_customer, other).await.unwrap();
    for (customer, category) in [(customer, other), (their_customer, own), (their_customer, other)] {
        assert_eq!(categorise(&us, customer, category).await, Err(AppError::NotFound));
        assert_eq!(uncategorise(&us, customer, category).await, Err(AppError::NotFound));
    }
    assert_eq!(card(&them, their_customer).await.categories, ["Hunne"]);

    let bo = app.colleague_with(ours.firm_id, &personnel()).await;
    let client = app.signed_in(&bo).await;
    assert_eq!(categorise(&client, customer, own).await, Err(AppError::NotFound), "a customer of others");
    let mut log = app.log(ours.firm_id).await;
    let assigned = customer_user::Model { firm_id: ours.firm_id, customer_id: customer, user_id: bo.user_id };
    log.insert(assigned).await.unwrap();
    log.finish().await.unwrap();
    assert_eq!(categorise(&client, customer, own).await, Ok(()));
}
