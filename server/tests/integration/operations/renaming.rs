//! A manager is called otherwise: its customers sort by the new name, whichever way it was given and whatever is written meanwhile.

use app::{
    customers::{
        list::address::{ListQuery, Sort, Tab},
        store,
    },
    error::AppError,
    session::{Account, Viewer, links::Purpose},
};
use domain::{customers::Status, imports::State, permissions::BuiltIn, sorting::sort_key};
use entity::{customer, import, user};
use reqwest::Response;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;
use tokio::time::{Duration, sleep};
use uuid::Uuid;

use crate::{
    both,
    imports::import_client::{DUBOIS, ImportClient, import_of, workbook},
    support::{
        Client, PASSWORD, TestApp,
        accounts::{link_for, profile, stored},
        answers::location,
        customers::{Said, add, add_one},
        invitations::posted,
        lists::list,
        templates::{record, save},
    },
};

both!(
    customers_sort_by_the_name_that_each_way_gives,
    who_becomes_manager_while_it_is_renamed_has_its_new_name,
    a_file_that_is_read_while_its_manager_is_renamed_has_the_new_name,
    a_customer_is_changed_while_its_manager_is_renamed,
);

/// As long as a request needs to come to where it waits for another.
const A_WHILE: Duration = Duration::from_millis(300);

async fn rename(client: &Client, name: &str) -> Result<Account, AppError> {
    let seen: Account = client.call("/api/session/account", &json!({})).await?;
    let request = json!({ "version": seen.version, "name": name, "locale": "nl", "digest": true });
    client.call("/api/session/change_account", &json!({ "request": request })).await
}

async fn customer_of(app: &TestApp, id: Uuid) -> customer::Model {
    let found = customer::Entity::find().filter(customer::Column::Id.eq(id)).one(&app.context.db.read).await;
    found.unwrap().unwrap()
}

/// The customers by manager.
async fn by_manager(client: &Client) -> Vec<String> {
    let query = ListQuery { sort: Some(Sort::Manager), tab: Tab::Active, ..Default::default() };
    list(client, &query).await.rows.into_iter().map(|row| row.name).collect()
}

/// A colleague who was invited and has not joined.
async fn invited(app: &TestApp, client: &Client) -> user::Model {
    let staff = profile(client, BuiltIn::Staff.key()).await.id;
    let request =
        json!({ "name": "Yolanda", "email": "yo@zaak.be", "locale": "nl", "profile_id": staff, "unit_id": null });
    let id: Uuid = client.call("/api/settings/invite", &json!({ "request": request })).await.unwrap();
    stored(app, id).await
}

async fn join(app: &TestApp, user: &user::Model, name: &str) -> Response {
    let token = link_for(app, Purpose::Colleague, user).await;
    let fields = [("token", token.as_str()), ("name", name), ("password", PASSWORD)];
    app.client().form("/api/session/join", &fields).await
}

async fn customers_sort_by_the_name_that_each_way_gives(app: TestApp) {
    let _smtp = posted(&app).await;
    let an = app.firm("Namen").await;
    let client = app.signed_in(&an).await;
    let bo = app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await;
    let yo = invited(&app, &client).await;
    let managed = |name, manager| Said { name, manager: Some(manager), status: Status::Active, ..Default::default() };
    let said = [managed("Van An", an.user_id), managed("Van Bo", bo.user_id), managed("Van Yo", yo.id)];
    add(&app, an.firm_id, &said).await;
    assert_eq!(by_manager(&client).await, ["Van An", "Van Bo", "Van Yo"]);

    let own = app.signed_in(&bo).await;
    rename(&own, "Zoë").await.unwrap();
    assert_eq!(by_manager(&client).await, ["Van An", "Van Yo", "Van Bo"], "by the page of the account");
    let version = stored(&app, bo.user_id).await.version.to_string();
    let form = [("page", "/profiel"), ("version", version.as_str()), ("name", "Aabel"), ("locale", "nl")];
    assert_eq!(location(&own.form("/api/session/account_form", &form).await), "/profiel?bewaard=ja");
    assert_eq!(by_manager(&client).await, ["Van Bo", "Van An", "Van Yo"], "by its plain form");
    assert_eq!(location(&join(&app, &yo, "Aagje").await), "/klanten");
    assert_eq!(by_manager(&client).await, ["Van Bo", "Van Yo", "Van An"], "on joining");
}

async fn who_becomes_manager_while_it_is_renamed_has_its_new_name(app: TestApp) {
    let (an, bo, own) = people(&app, "Tegelijk").await;
    let zon = Said { name: "Zon", manager: Some(an.user_id), status: Status::Active, ..Default::default() };
    let before = customer_of(&app, add_one(&app, an.firm_id, zon).await).await;
    let mut log = app.log(an.firm_id).await;
    let managed = customer::Model { manager_id: Some(bo.user_id), ..before.clone() };
    store::update(&mut log, &before, managed).await.unwrap();
    let renaming = tokio::spawn(async move { rename(&own, "Zeno").await });
    sleep(A_WHILE).await;
    log.finish().await.unwrap();
    assert_eq!(renaming.await.unwrap().unwrap().name, "Zeno");
    assert_eq!(customer_of(&app, before.id).await.manager_key, sort_key("Zeno"));
}

async fn a_customer_is_changed_while_its_manager_is_renamed(app: TestApp) {
    let (an, bo, own) = people(&app, "Wissel").await;
    let zon = Said { name: "Zon", manager: Some(bo.user_id), status: Status::Active, ..Default::default() };
    let before = customer_of(&app, add_one(&app, an.firm_id, zon).await).await;
    let mut log = app.log(an.firm_id).await;
    let held = customer::Entity::find_by_id((an.firm_id, before.id)).lock_exclusive().one(&log.tx).await;
    assert_eq!(held.unwrap().as_ref(), Some(&before));
    let renaming = tokio::spawn(async move { rename(&own, "Zeno").await });
    sleep(A_WHILE).await;
    // Neither waits for the other for ever.
    store::update(&mut log, &before, customer::Model { name: "Maan".into(), ..before.clone() }).await.unwrap();
    log.finish().await.unwrap();
    assert_eq!(renaming.await.unwrap().unwrap().name, "Zeno");
    let after = customer_of(&app, before.id).await;
    assert_eq!((after.name.as_str(), after.manager_key), ("Maan", sort_key("Zeno")));
}

async fn a_file_that_is_read_while_its_manager_is_renamed_has_the_new_name(app: TestApp) {
    let (an, bo, own) = people(&app, "Bestand").await;
    let mut importer = ImportClient::of(&app, an.clone()).await;
    let mut giving = record("Vennootschap", &[], &[]);
    giving.details.content.manager_id = Some(bo.user_id);
    let template = save(&importer.client, &giving).await.unwrap();
    let id = import_of(&importer.send(workbook(&[DUBOIS]), &template.to_string()).await);
    importer.until(id, State::Ready).await;
    importer.crash().await;
    importer.step("start", id).await.unwrap();
    // Its customers are written, and it waits to say how far it is.
    let held = app.log(an.firm_id).await;
    let import = import::Entity::find().filter(import::Column::Id.eq(id)).lock_exclusive().one(&held.tx).await;
    assert!(import.unwrap().is_some());
    importer.start_worker(&app);
    sleep(A_WHILE).await;
    let renaming = tokio::spawn(async move { rename(&own, "Zeno").await });
    sleep(A_WHILE).await;
    drop(held);
    assert_eq!(renaming.await.unwrap().unwrap().name, "Zeno");
    importer.until(id, State::Done).await;
    let of_bo = customer::Entity::find().filter(customer::Column::ManagerId.eq(bo.user_id));
    let made = of_bo.one(&app.context.db.read).await.unwrap().expect("a customer");
    assert_eq!(made.manager_key, sort_key("Zeno"));
}

/// An administrator, a colleague who is called Bo, and Bo's browser.
async fn people(app: &TestApp, firm: &str) -> (Viewer, Viewer, Client) {
    let an = app.firm(firm).await;
    let bo = app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await;
    let own = app.signed_in(&bo).await;
    (an, bo, own)
}
