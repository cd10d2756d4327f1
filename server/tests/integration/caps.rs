//! How much a customer and a firm hold, how much one person writes and mails: said in words where it ends, by every way.

use std::fmt::Debug;

use app::{
    customers::details::{new_address, new_contact},
    error::{AppError, Refusal},
    limits::{Counted, MAILS_AT_ONCE},
    session::Viewer,
};
use domain::details::{AddressDetails, ContactDetails};
use entity::{
    business_unit, category, customer_category, customer_user, outbox, portal_account, portal_customer, profile,
    template, user,
};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    support::{
        Client, Smtp, TestApp,
        answers::location,
        customers::{Said, add, add_one},
        invitations::{customer, posted, send},
        portal::{Portal, accept, invitation},
    },
};

both!(
    a_card_holds_so_many_addresses_and_contacts,
    a_company_is_open_to_so_many_people,
    a_firm_has_so_many_of_what_it_chooses_from,
    a_colleague_sends_so_many_mails_by_hand,
    many_mails_leave_one_after_another,
    a_second_order_does_not_leave_at_once_either,
    a_colleague_has_so_many_jobs_waiting,
    what_a_colleague_who_leaves_began_ends,
);
both!(spoilt: a_customer_has_so_many_categories_and_colleagues);

fn full<T>(counted: Counted) -> Result<T, AppError> {
    Err(AppError::Refused(Refusal::Full(counted)))
}

/// Calls a function whose answer does not matter where it gives one.
async fn call(client: &Client, path: &str, request: Value) -> Result<(), AppError> {
    client.call::<Value>(path, &json!({ "request": request })).await.map(drop)
}

async fn a_card_holds_so_many_addresses_and_contacts(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Vol", "jan@bakkerij.be").await;
    let (viewer, id) = (&portal.viewer, portal.id);
    let client = app.signed_in(viewer).await;
    let mut log = app.log(viewer.firm_id).await;
    let address = AddressDetails { city: "Gent".into(), country: "BE".into(), ..Default::default() };
    let contact = ContactDetails { first_name: "Bo".into(), ..Default::default() };
    let addresses = vec![(); Counted::Addresses.most() - 1];
    let addresses: Vec<_> =
        addresses.iter().map(|()| new_address(viewer.firm_id, id, false, address.clone())).collect();
    let contacts = vec![(); Counted::Contacts.most() - 2];
    let contacts: Vec<_> = contacts.iter().map(|()| new_contact(viewer.firm_id, id, false, contact.clone())).collect();
    log.insert_many(&addresses).await.unwrap();
    log.insert_many(&contacts).await.unwrap();
    log.finish().await.unwrap();

    let add = |details: Value| json!({ "customer_id": id, "id": null, "version": 0, "details": { "new": details } });
    let (address, contact) = (add(json!(address)), add(json!(contact)));
    assert_eq!(call(&client, "/api/addresses/save", address.clone()).await, Ok(()), "there is room for one");
    assert_eq!(call(&client, "/api/addresses/save", address).await, full(Counted::Addresses));
    assert_eq!(call(&client, "/api/contacts/save", contact.clone()).await, Ok(()), "there is room for one");
    assert_eq!(call(&client, "/api/contacts/save", contact).await, full(Counted::Contacts));

    // The customer's own person is told the same, in words.
    let own = id.to_string();
    for (path, field, said) in [
        ("/api/portal/save_address", "details[city]", "50 adressen"),
        ("/api/portal/save_contact", "details[first_name]", "100 contactpersonen"),
    ] {
        let form = [("customer_id", own.as_str()), (field, "Gent"), ("details[country]", "BE")];
        let answer = portal.client.form(path, &form).await;
        assert!(location(&answer).contains("fout=invoer"), "{answer:?}");
        let page = portal.client.follow(&answer).await.text().await.unwrap();
        assert!(page.contains(said) && page.contains(r#"value="Gent""#), "with what was typed: {page}");
    }
}

async fn a_company_is_open_to_so_many_people(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Open", "jan@bakkerij.be").await;
    let (firm_id, customer_id, now) = (portal.viewer.firm_id, portal.id, chrono::Utc::now());
    for number in 1..Counted::People.most() {
        let id = Uuid::now_v7();
        let account = portal_account::Model {
            id,
            version: 1,
            email: format!("persoon{number}@bakkerij.be"),
            name: "Bo".into(),
            locale: "nl".into(),
            password_hash: None,
            created_at: now,
        };
        portal_account::Entity::insert(account.into_active_model()).exec(app.context.db.writer()).await.unwrap();
        let access = portal_customer::Model { firm_id, customer_id, account_id: id, since: Some(now), seen_at: None };
        insert_all(&app, &portal.viewer, vec![access]).await;
    }
    let token = invitation(&app, &smtp, &portal.viewer, customer_id, "laatste@bakkerij.be").await;
    let refused = accept(&app.client(), &token, &[("way", "link")]).await;
    assert!(location(&refused).contains("fout=vol.personen"), "{refused:?}");
    let page = app.client().get(&location(&refused)).await.text().await.unwrap();
    assert!(page.contains("Hoogstens 50 personen hebben toegang"), "{page}");
    let again = accept(&portal.client, &token, &[("way", "link")]).await;
    assert!(location(&again).contains("fout="), "the invitation stays as it was: {again:?}");
    app.checked().await;
}

async fn insert_all<T>(app: &TestApp, viewer: &Viewer, records: Vec<T>)
where
    T: app::audit::Tracked + Debug,
{
    let mut log = app.log(viewer.firm_id).await;
    for some in records.chunks(100) {
        log.insert_many(some).await.unwrap();
    }
    log.finish().await.unwrap();
}

fn ids(count: usize) -> impl Iterator<Item = Uuid> {
    (0..count).map(|_| Uuid::now_v7())
}

fn colleague(firm_id: Uuid, profile_id: Uuid, id: Uuid) -> user::Model {
    user::Model {
        firm_id,
        id,
        version: 1,
        email: format!("{id}@kantoor.be"),
        name: "Bo".into(),
        locale: "nl".into(),
        password_hash: None,
        password_set_at: None,
        no_digest: false,
        profile_id,
        business_unit_id: None,
        active: true,
        created_at: chrono::Utc::now(),
    }
}

async fn a_customer_has_so_many_categories_and_colleagues(app: TestApp) {
    let viewer = app.firm("Veel").await;
    let (client, firm_id) = (app.signed_in(&viewer).await, viewer.firm_id);
    let customer_id = add_one(&app, firm_id, Said { name: "Bakkerij", ..Default::default() }).await;
    let categories: Vec<Uuid> = ids(Counted::CategoriesOfCustomer.most() + 1).collect();
    let named = |id: &Uuid| category::Model { firm_id, id: *id, version: 1, name: id.to_string() };
    insert_all(&app, &viewer, categories.iter().map(named).collect()).await;
    let (last, first) = categories.split_last().unwrap();
    let within = |id: &Uuid| customer_category::Model { firm_id, customer_id, category_id: *id };
    insert_all(&app, &viewer, first.iter().map(within).collect()).await;
    let categorise = json!({ "customer_id": customer_id, "category_id": last });
    assert_eq!(call(&client, "/api/integrations/categorise", categorise).await, full(Counted::CategoriesOfCustomer));

    let profile_id = profile::Entity::find().one(&app.context.db.read).await.unwrap().unwrap().id;
    let users: Vec<Uuid> = ids(Counted::Assigned.most()).collect();
    insert_all(&app, &viewer, users.iter().map(|id| colleague(firm_id, profile_id, *id)).collect()).await;
    let assigned = |id: &Uuid| customer_user::Model { firm_id, customer_id, user_id: *id };
    insert_all(&app, &viewer, users.iter().map(assigned).collect()).await;
    let assign = json!({ "customer_id": customer_id, "user_id": viewer.user_id });
    assert_eq!(call(&client, "/api/integrations/assign", assign).await, full(Counted::Assigned));
    let again = json!({ "customer_id": customer_id, "user_id": users[0] });
    assert_eq!(call(&client, "/api/integrations/assign", again).await, Ok(()), "who is there already stays so");
}

async fn a_firm_has_so_many_of_what_it_chooses_from(app: TestApp) {
    let viewer = app.firm("Keuze").await;
    let (client, firm_id) = (app.signed_in(&viewer).await, viewer.firm_id);
    let profile_id = profile::Entity::find().one(&app.context.db.read).await.unwrap().unwrap().id;
    let unit = |id: Uuid| business_unit::Model { firm_id, id, version: 1, name: id.to_string() };
    insert_all(&app, &viewer, ids(Counted::Units.most()).map(unit).collect()).await;
    let named = |id: Uuid| category::Model { firm_id, id, version: 1, name: id.to_string() };
    insert_all(&app, &viewer, ids(Counted::Categories.most()).map(named).collect()).await;
    let own = |id: Uuid| profile::Model {
        firm_id,
        id,
        version: 1,
        name: id.to_string(),
        builtin: String::new(),
        rights: "{}".into(),
        requires_second_factor: false,
    };
    insert_all(&app, &viewer, ids(Counted::Profiles.most()).map(own).collect()).await;
    let kept = |id: Uuid| template::Model {
        firm_id,
        id,
        version: 1,
        name: id.to_string(),
        description: String::new(),
        archived: false,
        users: "[]".into(),
        integrations: "{}".into(),
        manager_id: None,
        business_unit_id: None,
        categories: String::new(),
    };
    let templates: Vec<Uuid> = ids(Counted::Templates.most()).collect();
    insert_all(&app, &viewer, templates.iter().copied().map(kept).collect()).await;
    let users = ids(Counted::Colleagues.most()).map(|id| colleague(firm_id, profile_id, id)).collect();
    insert_all(&app, &viewer, users).await;

    let group = json!({ "id": null, "version": 0, "name": "Nog een" });
    assert_eq!(call(&client, "/api/settings/save_unit", group.clone()).await, full(Counted::Units));
    assert_eq!(call(&client, "/api/settings/save_category", group).await, full(Counted::Categories));
    let profile =
        json!({ "id": null, "version": 0, "name": "Nog een", "rights": { "scope": "assigned", "levels": {} } });
    assert_eq!(call(&client, "/api/settings/save_profile", profile).await, full(Counted::Profiles));
    let details = json!({ "name": "Nog een", "description": "", "content": { "users": [], "integrations": {} } });
    let new = json!({ "id": null, "version": 0, "archived": false, "details": details });
    assert_eq!(call(&client, "/api/templates/save", new).await, full(Counted::Templates));
    let copy = json!({ "id": templates[0] });
    assert_eq!(call(&client, "/api/templates/duplicate", copy).await, full(Counted::Templates));
    let bo =
        json!({ "name": "Bo", "email": "bo@kantoor.be", "locale": "nl", "profile_id": profile_id, "unit_id": null });
    assert_eq!(call(&client, "/api/settings/invite", bo).await, full(Counted::Colleagues));
}

async fn a_colleague_sends_so_many_mails_by_hand(app: TestApp) {
    let viewer = app.firm("Post").await;
    let client = app.signed_in(&viewer).await;
    let names: Vec<String> = (0..70).map(|number| format!("Klant {number}")).collect();
    let said: Vec<Said<'_>> = names.iter().map(|name| Said { name, ..Default::default() }).collect();
    let ids = add(&app, viewer.firm_id, &said).await;
    let mut went = 0;
    for (number, id) in ids.iter().enumerate() {
        match send(&client, *id, &format!("klant{number}@elders.be")).await {
            Ok(()) => went += 1,
            Err(error) => assert_eq!(error, AppError::Refused(Refusal::MailsBySender)),
        }
    }
    assert_eq!(went, 60);
    assert_eq!(outbox::Entity::find().count(&app.context.db.read).await.unwrap(), 60, "and no more wait");

    // Another colleague goes on, but not to one address for ever.
    let other =
        app.signed_in(&app.colleague(viewer.firm_id, "Bo", domain::permissions::BuiltIn::Administrator).await).await;
    let mut went = 0;
    let spellings = ["slachtoffer@elders.be", "Slachtoffer@elders.be", "SLACHTOFFER@elders.be"];
    for (id, spelling) in ids[60..].iter().zip(spellings.iter().cycle()) {
        match send(&other, *id, spelling).await {
            Ok(()) => went += 1,
            Err(error) => assert_eq!(error, AppError::Refused(Refusal::MailsToAddress)),
        }
    }
    assert_eq!(went, 5);

    // Nor do the colleagues of one firm together.
    let before = outbox::Entity::find().all(&app.context.db.read).await.unwrap();
    for _ in 0..4 {
        let sender = Uuid::now_v7();
        let more = before.iter().take(60).map(|mail| {
            outbox::Model { id: Uuid::now_v7(), sender_id: Some(sender), ..mail.clone() }.into_active_model()
        });
        outbox::Entity::insert_many(more).exec(app.context.db.writer()).await.unwrap();
    }
    let third = app.colleague(viewer.firm_id, "Cas", domain::permissions::BuiltIn::Administrator).await;
    let answer = send(&app.signed_in(&third).await, ids[69], "nog-een@elders.be").await;
    assert_eq!(answer, Err(AppError::Refused(Refusal::MailsByFirm)));
}

/// Waits until a job has ended.
async fn finished(client: &Client, job: Uuid) {
    let request = json!({ "request": { "id": job } });
    loop {
        let view: app::jobs::JobView = client.call("/api/jobs/get", &request).await.unwrap();
        if view.state.is_finished() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

async fn many_mails_leave_one_after_another(app: TestApp) {
    let viewer = app.firm("Bulk").await;
    let client = app.signed_in(&viewer).await;
    let mut all = Vec::new();
    for number in 0..MAILS_AT_ONCE + 10 {
        all.push(customer(&app, &viewer, &format!("Klant {number}"), &format!("klant{number}@elders.be")).await);
    }
    for name in ["A", "B", "C", "D", "E", "F", "G"] {
        all.push(customer(&app, &viewer, name, "zelfde@elders.be").await);
    }
    let order = json!({ "request": { "selection": { "ids": all, "import": null }, "note": "" } });
    let job: Uuid = client.call("/api/invitations/send_many", &order).await.unwrap();
    let worker = tokio::spawn(app::jobs::work(app.context.clone(), app.context.stop.clone()));
    finished(&client, job).await;
    let waiting = outbox::Entity::find().filter(outbox::Column::Status.eq("queued"));
    let waiting = waiting.order_by_asc(outbox::Column::NextAttemptAt).all(&app.context.db.read).await.unwrap();
    assert_eq!(waiting.len(), all.len(), "none is refused");
    let later = |mail: &&outbox::Model| (mail.next_attempt_at - mail.created_at).num_milliseconds() > 500;
    let spread: Vec<_> = waiting.iter().filter(later).collect();
    assert_eq!(spread.len(), all.len() - MAILS_AT_ONCE);
    let least = chrono::Duration::seconds(waiting.len() as i64 - MAILS_AT_ONCE as i64 - 3);
    let lasts = spread[spread.len() - 3].next_attempt_at - spread[0].next_attempt_at;
    assert!(lasts >= least, "they leave in {lasts}, not in {least}");
    let hours = |mail: &&outbox::Model| (mail.next_attempt_at - mail.created_at).num_minutes() >= 59;
    assert_eq!(waiting.iter().filter(hours).count(), 2, "of seven to one address");
    app.context.stop.cancel();
    worker.await.unwrap();
}

async fn a_second_order_does_not_leave_at_once_either(app: TestApp) {
    let (viewer, smtp) = (app.firm("Nog eens").await, Smtp::start().await);
    let client = app.signed_in(&viewer).await;
    let worker = tokio::spawn(app::jobs::work(app.context.clone(), app.context.stop.clone()));
    let order = async |name: &str| {
        let mut ids = Vec::new();
        for number in 0..MAILS_AT_ONCE {
            let email = format!("{name}{number}@elders.be");
            ids.push(customer(&app, &viewer, &email, &email).await);
        }
        let order = json!({ "request": { "selection": { "ids": ids, "import": null }, "note": "" } });
        let job: Uuid = client.call("/api/invitations/send_many", &order).await.unwrap();
        finished(&client, job).await;
        job
    };
    let stop = tokio_util::sync::CancellationToken::new();
    let mailer = app::mail::Mailer::new(Some(&smtp.url()), "kantoor@localhost").unwrap();
    let mail_worker = tokio::spawn(app::mail::work(app.context.clone(), mailer, stop.clone()));
    order("eerst").await;
    smtp.wait_for(MAILS_AT_ONCE).await;
    // What follows stays where it is stored, with the time at which it leaves.
    stop.cancel();
    mail_worker.await.unwrap();

    let job = order("dan").await;
    let second = outbox::Entity::find().filter(outbox::Column::BatchId.eq(job));
    let second = second.order_by_asc(outbox::Column::NextAttemptAt).all(&app.context.db.read).await.unwrap();
    assert_eq!(second.len(), MAILS_AT_ONCE, "none is refused");
    assert!(second.iter().all(|mail| mail.sender_id == Some(viewer.user_id)));
    let second_later = |before: &outbox::Model, mail: &outbox::Model| {
        (mail.next_attempt_at - before.next_attempt_at).num_milliseconds() >= 999
    };
    assert!(second[0].next_attempt_at > second[0].created_at, "{:?}", second[0]);
    assert!(second.windows(2).all(|pair| second_later(&pair[0], &pair[1])), "{second:?}");

    // What a job sends is no reason to refuse what is sent by hand.
    let by_hand = customer(&app, &viewer, "Klant", "klant@elders.be").await;
    assert_eq!(send(&client, by_hand, "klant@elders.be").await, Ok(()));
    app.context.stop.cancel();
    worker.await.unwrap();
}

async fn a_colleague_has_so_many_jobs_waiting(app: TestApp) {
    let viewer = app.firm("Taken").await;
    let client = app.signed_in(&viewer).await;
    let id = customer(&app, &viewer, "Klant", "klant@elders.be").await;
    let order = json!({ "selection": { "ids": [id], "import": null }, "note": "" });
    for _ in 0..25 {
        call(&client, "/api/invitations/send_many", order.clone()).await.unwrap();
    }
    assert_eq!(call(&client, "/api/invitations/send_many", order.clone()).await, Err(AppError::TooOften(60)));
    let other =
        app.signed_in(&app.colleague(viewer.firm_id, "Bo", domain::permissions::BuiltIn::Administrator).await).await;
    assert_eq!(call(&other, "/api/invitations/send_many", order).await, Ok(()), "others go on");
}

async fn what_a_colleague_who_leaves_began_ends(app: TestApp) {
    let viewer = app.firm("Vertrek").await;
    let admin = app.signed_in(&viewer).await;
    let leaving = app.colleague(viewer.firm_id, "Bo", domain::permissions::BuiltIn::Administrator).await;
    let bo = app.signed_in(&leaving).await;
    let first = customer(&app, &viewer, "Eerste", "eerste@elders.be").await;
    send(&bo, first, "eerste@elders.be").await.unwrap();
    let second = customer(&app, &viewer, "Tweede", "tweede@elders.be").await;
    let order = json!({ "request": { "selection": { "ids": [second], "import": null }, "note": "" } });
    let job: Uuid = bo.call("/api/invitations/send_many", &order).await.unwrap();
    let stored = user::Entity::find_by_id((viewer.firm_id, leaving.user_id)).one(&app.context.db.read).await.unwrap();
    let stored = stored.unwrap();
    let change = json!({ "request": { "id": stored.id, "version": stored.version, "profile_id": stored.profile_id,
        "unit_id": null, "active": false } });
    admin.call::<()>("/api/settings/change_user", &change).await.unwrap();
    let worker = tokio::spawn(app::jobs::work(app.context.clone(), app.context.stop.clone()));
    finished(&admin, job).await;
    let mails = outbox::Entity::find().all(&app.context.db.read).await.unwrap();
    let states: Vec<_> = mails.iter().map(|mail| (mail.recipient.as_str(), mail.status.as_str())).collect();
    assert_eq!(states, [("eerste@elders.be", "withdrawn")], "and the second is not invited");
    app.context.stop.cancel();
    worker.await.unwrap();
}
