//! The firm sees who has access to a customer's page, ends it, and hears what fraud begins with.

use app::{
    access::records::AccessList,
    audit::{
        history::{Action, RecordKind, Shown},
        rate,
    },
    error::AppError,
    invitations::records::Standing,
};
use domain::{
    customers::Status,
    permissions::{Area, BuiltIn, Level, Rights},
};
use entity::{contact, customer, outbox};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};
use uuid::Uuid;

use super::save;
use crate::{
    both,
    support::{
        Client, PASSWORD, TestApp,
        answers::{location, session_of},
        cards::{card, history, step},
        invitations::{customer, posted, send, state},
        portal::{Portal, accept, account, companies, invitation, link_to_sign_in, overview},
    },
};

both!(
    access_is_listed_and_withdrawn_at_once,
    what_other_firms_gave_is_not_withdrawn,
    a_contact_that_goes_takes_its_access_along_where_that_is_asked,
    a_contact_who_is_hidden_loses_its_open_invitation_where_that_is_asked,
    an_archived_customer_keeps_its_people_outside,
    others_neither_see_nor_end_access,
    access_from_before_the_log_is_logged_at_start,
    so_many_changes_an_hour_are_told,
    so_many_passwords_an_hour_are_chosen,
    so_many_changes_of_the_own_name_are_made,
);
both!(spoilt: a_changed_account_number_is_told, who_may_not_see_it_is_told_of_no_change);

const JAN: &str = "jan@bakkerij.be";

async fn list(client: &Client, customer_id: Uuid) -> Result<AccessList, AppError> {
    client.call("/api/access/list", &json!({ "request": { "customer_id": customer_id } })).await
}

async fn withdraw(client: &Client, customer_id: Uuid, account_id: Uuid) -> Result<(), AppError> {
    let request = json!({ "request": { "customer_id": customer_id, "account_id": account_id } });
    client.call("/api/access/withdraw", &request).await
}

async fn access_is_listed_and_withdrawn_at_once(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Intrekken", JAN).await;
    let an = app.signed_in(&portal.viewer).await;
    let before = list(&an, portal.id).await.unwrap();
    let person = &before.people[0];
    assert_eq!((before.people.len(), person.email.as_str(), person.name.as_str()), (1, JAN, "Jan"));
    assert!(person.since.is_some() && person.seen_at.is_none() && !before.suspended);
    overview(&portal.client, portal.id).await.unwrap();
    assert!(list(&an, portal.id).await.unwrap().people[0].seen_at.is_some());
    invitation(&app, &smtp, &portal.viewer, portal.id, "Jan@bakkerij.be").await;

    withdraw(&an, portal.id, person.account_id).await.unwrap();
    assert_eq!(overview(&portal.client, portal.id).await, Err(AppError::Unauthenticated), "where it was open");
    let form = [("customer_id", portal.id.to_string()), ("version", "1".into()), ("details[name]", "Nog eens".into())];
    let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let saved = portal.client.form("/api/portal/save_details", &form).await;
    assert!(location(&saved).starts_with("/toegang?reden=bewaren"), "{saved:?}");
    let page = portal.client.get(&format!("/mijn-bedrijf/{}", portal.id)).await;
    assert!(location(&page).starts_with("/toegang?reden=sessie"), "{page:?}");
    let answer = app.client().form("/api/portal/sign_in", &[("email", JAN), ("password", PASSWORD)]).await;
    let again = session_of(&app, &answer).unwrap();
    assert!(companies(&again).await.is_empty());
    let page = again.get("/mijn-bedrijf").await.text().await.unwrap();
    assert!(page.contains("Er is geen bedrijf meer dat u bijhoudt."), "{page}");
    assert!(list(&an, portal.id).await.unwrap().people.is_empty());
    assert_eq!(state(&an, portal.id).await.unwrap().standing, Standing::Withdrawn, "what was open to that address");
    assert_eq!(withdraw(&an, portal.id, person.account_id).await, Err(AppError::NotFound));

    let told = history(&an, portal.id).await;
    let ended = told.moments[0].events.iter().find(|event| event.kind == RecordKind::Access).unwrap();
    assert_eq!((ended.action, ended.subject.clone()), (Action::Delete, Some(Shown::Text("Jan".into()))));
    // Inviting again gives it back.
    let token = invitation(&app, &smtp, &portal.viewer, portal.id, JAN).await;
    let answer = accept(&app.client(), &token, &[("way", "password"), ("password", PASSWORD)]).await;
    assert!(overview(&session_of(&app, &answer).unwrap(), portal.id).await.is_ok());
}

async fn what_other_firms_gave_is_not_withdrawn(app: TestApp) {
    let smtp = posted(&app).await;
    let ours = Portal::of(&app, &smtp, "Wij", JAN).await;
    let theirs = app.firm("Zij").await;
    let other = customer(&app, &theirs, "Slagerij Jan", JAN).await;
    let limited = accept(&app.client(), &invitation(&app, &smtp, &theirs, other, JAN).await, &[]).await;
    let limited = session_of(&app, &limited).unwrap();
    let account_id = account(&app, JAN).await.id;
    withdraw(&app.signed_in(&ours.viewer).await, ours.id, account_id).await.unwrap();
    assert_eq!(overview(&ours.client, ours.id).await, Err(AppError::NotFound));
    assert_eq!(companies(&ours.client).await, [other], "the session goes on for what is left");
    assert!(overview(&limited, other).await.is_ok());
    let id = ours.id.to_string();
    let form = [("customer_id", id.as_str()), ("version", "2"), ("details[name]", "X"), ("details[country]", "BE")];
    let saved = ours.client.form("/api/portal/save_details", &form).await;
    assert_eq!(location(&saved), "/mijn-bedrijf?fout=toegang");
    let page = ours.client.get(&format!("/mijn-bedrijf/{other}?fout=toegang")).await.text().await.unwrap();
    assert!(page.contains("u hebt geen toegang meer tot dat bedrijf"), "{page}");
}

async fn a_contact_who_is_hidden_loses_its_open_invitation_where_that_is_asked(app: TestApp) {
    posted(&app).await;
    let an = app.firm("Open").await;
    let client = app.signed_in(&an).await;
    let id = customer(&app, &an, "Slagerij", "").await;
    let contact = json!({ "first_name": "Bo", "email": "bo@slagerij.be", "locale": "nl-BE" });
    let save = json!({ "request": { "customer_id": id, "id": null, "version": 0, "details": { "new": contact } } });
    client.call::<()>("/api/contacts/save", &save).await.unwrap();
    send(&client, id, "bo@slagerij.be").await.unwrap();
    let bo = async || card(&client, id).await.contacts.unwrap().remove(0);
    assert!(bo().await.has_access, "the invitation would give it");
    let hide = async |version: i32, end_access: bool| {
        let contact = bo().await;
        let request = json!({ "customer_id": id, "id": contact.id, "version": version, "end_access": end_access });
        client.call::<()>("/api/contacts/deactivate", &json!({ "request": request })).await.unwrap();
    };
    hide(1, false).await;
    assert_eq!(state(&client, id).await.unwrap().standing, Standing::Open, "it was not asked");
    let request = json!({ "request": { "customer_id": id, "id": bo().await.id, "version": 2 } });
    client.call::<()>("/api/contacts/activate", &request).await.unwrap();
    hide(3, true).await;
    assert_eq!(state(&client, id).await.unwrap().standing, Standing::Withdrawn);
    assert_eq!(card(&client, id).await.status, Status::Draft);
    assert!(!bo().await.has_access);
}

async fn a_contact_that_goes_takes_its_access_along_where_that_is_asked(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Contact", JAN).await;
    let an = app.signed_in(&portal.viewer).await;
    let jan = card(&an, portal.id).await.contacts.unwrap().remove(0);
    assert!(jan.has_access);
    let request = |version: i32, end_access: bool| json!({ "request": { "customer_id": portal.id, "id": jan.id, "version": version, "end_access": end_access } });
    // Who may not touch invitations does not end access by the way.
    let levels = [(Area::Customers, Level::Delete), (Area::Contacts, Level::Delete)];
    let bo = app.colleague_with(portal.viewer.firm_id, &Rights { levels: levels.into(), ..Rights::default() }).await;
    let bo = app.signed_in(&bo).await;
    for verb in ["delete", "deactivate"] {
        let refused = bo.call::<()>(&format!("/api/contacts/{verb}"), &request(1, true)).await;
        assert!(matches!(refused, Err(AppError::Forbidden | AppError::NotFound)), "{verb} {refused:?}");
    }
    an.call::<()>("/api/contacts/deactivate", &request(1, false)).await.unwrap();
    assert!(overview(&portal.client, portal.id).await.is_ok(), "it was not asked");
    an.call::<()>("/api/contacts/delete", &request(2, true)).await.unwrap();
    assert_eq!(overview(&portal.client, portal.id).await, Err(AppError::Unauthenticated));
    assert!(list(&an, portal.id).await.unwrap().people.is_empty());
    let left = contact::Entity::find().filter(contact::Column::CustomerId.eq(portal.id));
    assert!(left.all(&app.context.db.read).await.unwrap().is_empty());
}

async fn an_archived_customer_keeps_its_people_outside(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Archief", JAN).await;
    let an = app.signed_in(&portal.viewer).await;
    let away = step(&an, "deactivate", portal.id, card(&an, portal.id).await.version).await.unwrap();
    assert_eq!(overview(&portal.client, portal.id).await, Err(AppError::NotFound));
    let shown = list(&an, portal.id).await.unwrap();
    assert!(shown.suspended && shown.people.len() == 1, "{shown:?}");
    step(&an, "undo_step", portal.id, away.version).await.unwrap();
    assert!(overview(&portal.client, portal.id).await.is_ok());
}

async fn others_neither_see_nor_end_access(app: TestApp) {
    let smtp = posted(&app).await;
    let ours = Portal::of(&app, &smtp, "Wij", JAN).await;
    let theirs = Portal::of(&app, &smtp, "Zij", "an@slagerij.be").await;
    let (an, stranger) = (app.signed_in(&ours.viewer).await, app.signed_in(&theirs.viewer).await);
    let (mine, other) = (account(&app, JAN).await.id, account(&app, "an@slagerij.be").await.id);
    let beside = customer(&app, &ours.viewer, "Buur", "buur@zaak.be").await;
    assert_eq!(list(&stranger, ours.id).await, Err(AppError::NotFound));
    assert_eq!(withdraw(&stranger, ours.id, mine).await, Err(AppError::NotFound));
    for (customer_id, account_id) in [(ours.id, other), (beside, mine), (theirs.id, other)] {
        assert_eq!(withdraw(&an, customer_id, account_id).await, Err(AppError::NotFound));
    }
    let reader = app.signed_in(&app.colleague(ours.viewer.firm_id, "Lezer", BuiltIn::Reader).await).await;
    assert!(list(&reader, ours.id).await.is_ok());
    assert_eq!(withdraw(&reader, ours.id, mine).await, Err(AppError::Forbidden));
    let staff = app.signed_in(&app.colleague(ours.viewer.firm_id, "Staf", BuiltIn::Staff).await).await;
    assert_eq!(list(&staff, ours.id).await, Err(AppError::NotFound), "a customer that it does not see");
    // Who may not see contacts learns of no name, here and in the history.
    let levels = [(Area::Customers, Level::Read), (Area::Invitations, Level::Edit)];
    let blind = Rights { levels: levels.into(), ..Rights::default() };
    let blind = app
        .signed_in(
            &app.colleague_with(ours.viewer.firm_id, &Rights { scope: domain::permissions::Scope::All, ..blind }).await,
        )
        .await;
    let shown = list(&blind, ours.id).await.unwrap();
    assert!(shown.people.len() == 1 && shown.people[0].name.is_empty() && shown.people[0].email.is_empty());
    let told: Value = json!(history(&blind, ours.id).await);
    assert!(told.to_string().contains(r#""Customer":"""#) && !told.to_string().contains("jan@bakkerij.be"), "{told}");
    assert!(overview(&ours.client, ours.id).await.is_ok() && overview(&theirs.client, theirs.id).await.is_ok());
}

async fn access_from_before_the_log_is_logged_at_start(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Vroeger", JAN).await;
    let db = app.context.db.writer();
    for sql in ["DELETE FROM change WHERE record_kind = 'access'", "UPDATE portal_customer SET since = NULL"] {
        db.execute_unprepared(sql).await.unwrap();
    }
    for _ in 0..2 {
        server::database::open(&app.database).await.unwrap();
    }
    let shown = list(&app.signed_in(&portal.viewer).await, portal.id).await.unwrap();
    assert!(shown.people[0].since.is_some(), "{shown:?}");
    assert!(overview(&portal.client, portal.id).await.is_ok());
    app.checked().await;
}

async fn so_many_changes_an_hour_are_told(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Spam", JAN).await;
    let id = portal.id.to_string();
    for number in 0..=10 {
        let version = overview(&portal.client, portal.id).await.unwrap().version.to_string();
        let email = format!("iemand{number}@elders.be");
        let form = [
            ("customer_id", id.as_str()),
            ("version", version.as_str()),
            ("details[name]", "Bakkerij Jan"),
            ("details[country]", "BE"),
            ("details[email]", email.as_str()),
        ];
        let answer = portal.client.form("/api/portal/save_details", &form).await;
        assert_eq!(location(&answer).contains("bewaard=ja"), number < 10, "{number}: {answer:?}");
        if number == 10 {
            let page = portal.client.follow(&answer).await.text().await.unwrap();
            let (before, form) =
                page.split_once("action=\"/api/portal/save_details\"").expect("the form of the details");
            let (form, after) = form.split_once("</form>").unwrap();
            assert!(form.contains("Probeer over 60 min. opnieuw."), "{form}");
            assert!(
                !before.contains("Probeer over") && !after.contains("Probeer over"),
                "said once, where it was sent"
            );
            assert!(form.contains(&format!("value=\"{email}\"")), "what was typed: {form}");
        }
    }
}

async fn so_many_passwords_an_hour_are_chosen(app: TestApp) {
    let smtp = posted(&app).await;
    let Portal { id, client, .. } = Portal::of(&app, &smtp, "Wachtwoorden", JAN).await;
    let (mut client, mut current) = (client, PASSWORD.to_owned());
    for number in 0..=10 {
        let new = format!("vijf koppen sterke thee {number}");
        let form = [("current", current.as_str()), ("password", new.as_str())];
        let answer = client.form("/api/portal/choose_password", &form).await;
        let to = location(&answer);
        assert_eq!(to.contains("bewaard=wachtwoord"), number < 10, "{number}: {to}");
        if number == 10 {
            assert_eq!(to, "/mijn-bedrijf?fout=wacht.3600#toegang");
            // Its only company stands there instead.
            let page = client.get(&format!("/mijn-bedrijf/{id}?fout=wacht.3600")).await.text().await.unwrap();
            assert!(page.contains("Probeer over 60 min. opnieuw."), "{page}");
        } else {
            client = session_of(&app, &answer).unwrap();
            current = new;
        }
    }
    let told = outbox::Entity::find().filter(outbox::Column::Kind.starts_with("portal_password"));
    assert_eq!(told.count(&app.context.db.read).await.unwrap(), 20, "ten to the person and ten to the firm");

    // Who owns the mailbox is not kept out by it.
    let token = link_to_sign_in(&app, &account(&app, JAN).await).await;
    let form = [("token", token.as_str()), ("way", "new"), ("new_password", "zes koppen slappe koffie")];
    let answer = app.client().form("/api/portal/enter", &form).await;
    assert!(session_of(&app, &answer).is_some(), "{answer:?}");
}

async fn so_many_changes_of_the_own_name_are_made(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Namen", JAN).await;
    let save = async || {
        let account = account(&app, JAN).await;
        let version = account.version.to_string();
        let form = [("version", version.as_str()), ("name", "Jan"), ("locale", "nl")];
        let to = location(&portal.client.form("/api/portal/save_account", &form).await);
        (to.contains("bewaard=toegang"), account.id)
    };
    let (saved, account_id) = save().await;
    assert!(saved);
    // A few more are allowed each second: on a slow machine one may slip in.
    let mut refused = false;
    for _ in 0..20 {
        while rate::count(account_id).is_ok() {}
        refused |= !save().await.0;
    }
    assert!(refused, "there is an end to it");
}

async fn a_changed_account_number_is_told(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Rekening", JAN).await;
    let writer = app.context.db.writer();
    let known = customer::ActiveModel {
        email: Set("info@bakkerij.be".into()),
        iban: Set("BE68539007547034".into()),
        ..Default::default()
    };
    customer::Entity::update_many().set(known).filter(customer::Column::Id.eq(portal.id)).exec(writer).await.unwrap();
    let save = async |fields: &[(&str, &str)]| {
        let version = overview(&portal.client, portal.id).await.unwrap().version.to_string();
        let id = portal.id.to_string();
        let own = [
            ("customer_id", id.as_str()),
            ("version", version.as_str()),
            ("details[name]", "Bakkerij Jan"),
            ("details[country]", "BE"),
        ];
        let answer = portal.client.form("/api/portal/save_details", &[&own[..], fields].concat()).await;
        assert!(location(&answer).contains("bewaard=ja"), "{answer:?}");
    };
    let before = smtp.mails().len();
    let (iban, email) = (("details[iban]", "BE71096123456769"), ("details[email]", "dief@elders.be"));
    save(&[iban, email]).await;
    let mails = smtp.wait_for(before + 3).await;
    let mut to: Vec<&str> = mails[before..].iter().map(|mail| mail.to.as_str()).collect();
    to.sort_unstable();
    assert_eq!(to, [portal.viewer.email.as_str(), "info@bakkerij.be", JAN]);
    for mail in &mails[before..] {
        let text = &mail.text;
        assert!(text.contains("BE68 ") && text.contains(" 7034") && text.contains(" 6769"), "{text}");
        assert!(
            !text.contains("BE71096123456769") && !text.contains("dief@elders.be") && text.contains("@elders.be"),
            "{text}"
        );
    }
    let to_firm = mails[before..].iter().find(|mail| mail.to == portal.viewer.email).unwrap();
    assert!(to_firm.text.contains(&format!("/klanten/{}", portal.id)), "{}", to_firm.text);

    // What is nobody's money or address is not told; a contact's address is.
    save(&[iban, email, ("details[phone]", "09 123 45 67")]).await;
    let jan = overview(&portal.client, portal.id).await.unwrap().contacts.remove(0);
    let (id, contact_id, version) = (portal.id.to_string(), jan.id.to_string(), jan.version.to_string());
    let form = [
        ("customer_id", id.as_str()),
        ("id", contact_id.as_str()),
        ("version", version.as_str()),
        ("details[first_name]", "Jan"),
        ("details[email]", "jan@elders.be"),
    ];
    portal.client.form("/api/portal/save_contact", &form).await;
    let mails = smtp.wait_for(before + 5).await;
    let mut to: Vec<&str> = mails[before + 3..].iter().map(|mail| mail.to.as_str()).collect();
    to.sort_unstable();
    assert_eq!(to, [portal.viewer.email.as_str(), JAN]);
}

async fn who_may_not_see_it_is_told_of_no_change(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Discreet", JAN).await;
    // The built-in profile of staff gives nothing of accounts.
    let staff = app.colleague(portal.viewer.firm_id, "Bo", BuiltIn::Staff).await;
    let managed = customer::ActiveModel { manager_id: Set(Some(staff.user_id)), ..Default::default() };
    let one = customer::Entity::update_many().set(managed).filter(customer::Column::Id.eq(portal.id));
    one.exec(app.context.db.writer()).await.unwrap();
    let before = smtp.mails().len();
    let version = overview(&portal.client, portal.id).await.unwrap().version;
    let changed =
        [("details[name]", "Bakkerij Jan"), ("details[country]", "BE"), ("details[iban]", "BE71096123456769")];
    save(&portal, version, &changed).await;
    let mails = smtp.wait_for(before + 2).await;
    let mut to: Vec<&str> = mails[before..].iter().map(|mail| mail.to.as_str()).collect();
    to.sort_unstable();
    let mut expected = [portal.viewer.email.as_str(), JAN];
    expected.sort_unstable();
    assert_eq!(to, expected, "the administrator in place of the manager");
}
