//! Invitations: the mail, the answer, and who may. The customer's own pages are in `portal.rs`.

use std::time::Duration;

use app::{
    audit::{
        Who,
        history::{HistoryPage, Shown},
    },
    customers::{details, store},
    error::{AppError, Refusal},
    invitations::records::{Delivery, Opened, Outcome, Prepared, PreparedMany, Standing, State},
    jobs::{JobState, JobView},
    mail::Mailer,
    session::{Viewer, cookie},
};
use domain::{customers::Status, permissions::BuiltIn};
use entity::{change, contact, customer, invitation, link, outbox, portal_account, portal_customer};
use reqwest::{Response, header};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    support::{Client, Mail, Smtp, TestApp},
};

both!(
    an_invitation_is_sent_opened_and_accepted_once,
    a_weak_password_is_refused_and_the_link_still_works,
    who_accepts_twice_keeps_one_account,
    a_withdrawn_invitation_kills_its_link_and_its_mail,
    a_link_runs_out_before_its_invitation_does,
    declining_says_why,
    mail_waits_while_the_server_is_down_and_comes_once,
    two_workers_send_a_mail_once,
    an_address_that_is_refused_is_said_so,
    many_are_invited_and_again_only_the_rest,
    an_open_invitation_is_not_sent_beside,
    a_contact_that_was_removed_loses_its_name_in_the_history,
    other_firms_and_other_rights_are_refused,
);

/// A customer with one contact, unless `email` is empty.
pub async fn customer(app: &TestApp, viewer: &Viewer, name: &str, email: &str) -> Uuid {
    let (firm_id, id) = (viewer.firm_id, Uuid::now_v7());
    let blank = details::blank_customer(firm_id, id, chrono::Utc::now());
    let contact = contact::Model {
        email: email.into(),
        first_name: "Jan".into(),
        locale: "fr-BE".into(),
        ..details::new_contact(firm_id, id, true, Default::default())
    };
    let new = store::NewCustomer {
        customer: customer::Model { name: name.into(), country: "BE".into(), locale: "nl-BE".into(), ..blank },
        addresses: vec![],
        contacts: if email.is_empty() { vec![] } else { vec![contact] },
        content: Default::default(),
    };
    let mut log = app::audit::Log::by(&app.context, viewer, "test").await.unwrap();
    store::insert(&mut log, vec![new]).await.unwrap();
    log.finish().await.unwrap();
    id
}

/// Sends what waits, to this mail server, for as long as the test runs.
pub fn post(app: &TestApp, url: &str) {
    let mailer = Mailer::new(Some(url), "kantoor@localhost").unwrap();
    tokio::spawn(app::mail::work(app.context.clone(), mailer, app.context.stop.clone()));
}

pub async fn send(client: &Client, customer_id: Uuid, email: &str) -> Result<(), AppError> {
    let recipient = json!({ "contact_id": null, "name": "Jan", "email": email, "locale": "fr" });
    let request = json!({ "request": { "customer_id": customer_id, "recipient": recipient, "note": "Tot gauw" } });
    client.call("/api/invitations/send", &request).await
}

/// The session that an answer gave, as a client that carries it.
pub fn session_of(app: &TestApp, answer: &Response) -> Option<Client> {
    let cookies = answer.headers().get_all(header::SET_COOKIE).iter().filter_map(|cookie| cookie.to_str().ok());
    let mut values =
        cookies.filter_map(|cookie| cookie.strip_prefix(cookie::NAME)?.strip_prefix('=')?.split(';').next());
    values.find(|value| !value.is_empty()).map(|token| app.client().with_session(token))
}

pub fn location(answer: &Response) -> &str {
    answer.headers().get(header::LOCATION).and_then(|to| to.to_str().ok()).unwrap_or_default()
}

async fn state(client: &Client, customer_id: Uuid) -> Option<State> {
    client.call("/api/invitations/state", &json!({ "request": { "customer_id": customer_id } })).await.unwrap()
}

async fn opened(app: &TestApp, token: &str) -> Opened {
    app.client().call("/api/invitations/open", &json!({ "request": { "token": token } })).await.unwrap()
}

async fn status(app: &TestApp, id: Uuid) -> Status {
    let found = customer::Entity::find().filter(customer::Column::Id.eq(id)).one(&app.context.db.read).await.unwrap();
    Status::from_ordinal(found.unwrap().status).unwrap()
}

async fn invited(app: &TestApp, smtp: &Smtp, client: &Client, id: Uuid, email: &str) -> Mail {
    let before = smtp.mails().len();
    send(client, id, email).await.unwrap();
    assert_eq!(status(app, id).await, Status::Invited);
    smtp.wait_for(before + 1).await.pop().unwrap()
}

async fn an_invitation_is_sent_opened_and_accepted_once(app: TestApp) {
    let (viewer, smtp) = (app.firm("Aanvaard").await, Smtp::start().await);
    post(&app, &smtp.url());
    let client = app.signed_in(&viewer).await;
    let id = customer(&app, &viewer, "Bakkerij Jan", "jan@bakkerij.be").await;
    let mail = invited(&app, &smtp, &client, id, "jan@bakkerij.be").await;
    assert_eq!(mail.to, "jan@bakkerij.be");
    assert!(mail.text.contains("Bonjour Jan"), "{}", mail.text);
    assert!(mail.text.contains("Tot gauw"), "{}", mail.text);

    // No token rests in the database.
    let token = mail.token("uitnodiging");
    assert_eq!(token.len(), 43);
    let db = &app.context.db.read;
    let links = link::Entity::find().all(db).await.unwrap();
    let mails = outbox::Entity::find().all(db).await.unwrap();
    assert!(!json!([links, mails]).to_string().contains(&token));
    assert_eq!(links[0].token_hash.len(), 64);

    // Opening it changes nothing, however often.
    let before = invitation::Entity::find().all(db).await.unwrap();
    for _ in 0..2 {
        let page = app.client().get(&format!("/uitnodiging/{token}")).await;
        assert_eq!(page.status(), 200);
        let html = page.text().await.unwrap();
        assert!(html.contains("Bakkerij Jan") && html.contains(r#"action="/api/invitations/accept""#));
    }
    assert_eq!(invitation::Entity::find().all(db).await.unwrap(), before);
    assert_eq!(link::Entity::find().all(db).await.unwrap(), links);

    // Of two answers at the same moment one counts.
    let form = [("token", token.as_str()), ("way", "link"), ("password", "")];
    let (one, other) = (app.client(), app.client());
    let (one, other) =
        tokio::join!(one.form("/api/invitations/accept", &form), other.form("/api/invitations/accept", &form));
    let sessions: Vec<Client> = [&one, &other].into_iter().filter_map(|answer| session_of(&app, answer)).collect();
    assert_eq!(sessions.len(), 1, "{one:?} {other:?}");
    assert_eq!(status(&app, id).await, Status::Active);
    assert_eq!(portal_customer::Entity::find().all(db).await.unwrap().len(), 1);
    let page = sessions[0].get(&format!("/mijn-bedrijf/{id}")).await;
    assert_eq!(page.status(), 200);
    assert!(page.text().await.unwrap().contains("Bakkerij Jan"));
    let last = change::Entity::find()
        .filter(change::Column::RecordKind.eq("customer"))
        .order_by_desc(change::Column::Id)
        .one(db)
        .await
        .unwrap()
        .unwrap();
    let account = portal_account::Entity::find().one(db).await.unwrap().unwrap();
    assert_eq!((last.actor_kind.as_str(), last.actor_id), ("customer", Some(account.id)));
    assert!(matches!(opened(&app, &token).await, Opened::Accepted { .. }));
    assert_eq!(state(&client, id).await.unwrap().standing, Standing::Accepted);
}

async fn a_weak_password_is_refused_and_the_link_still_works(app: TestApp) {
    let (viewer, smtp) = (app.firm("Zwak").await, Smtp::start().await);
    post(&app, &smtp.url());
    let client = app.signed_in(&viewer).await;
    let id = customer(&app, &viewer, "Bakkerij", "jan@bakkerij.be").await;
    let token = invited(&app, &smtp, &client, id, "jan@bakkerij.be").await.token("uitnodiging");
    let answer = app
        .client()
        .form("/api/invitations/accept", &[("token", &token), ("way", "password"), ("password", "wachtwoord")])
        .await;
    assert_eq!(location(&answer), format!("/uitnodiging/{token}?fout=wachtwoord"));
    assert_eq!(status(&app, id).await, Status::Invited);
    let page = app.client().get(location(&answer)).await.text().await.unwrap();
    assert!(page.contains("te makkelijk te raden"), "{page}");
    let good = [("token", token.as_str()), ("way", "password"), ("password", "vier koppen zwarte koffie")];
    let answer = app.client().form("/api/invitations/accept", &good).await;
    assert!(location(&answer).starts_with(&format!("/mijn-bedrijf/{id}")), "{answer:?}");
}

async fn who_accepts_twice_keeps_one_account(app: TestApp) {
    let (viewer, smtp) = (app.firm("Twee").await, Smtp::start().await);
    post(&app, &smtp.url());
    let client = app.signed_in(&viewer).await;
    for name in ["Eerste", "Tweede"] {
        let id = customer(&app, &viewer, name, "Jan@bakkerij.be").await;
        let token = invited(&app, &smtp, &client, id, "Jan@bakkerij.be").await.token("uitnodiging");
        let form = [("token", token.as_str()), ("way", "password"), ("password", "vier koppen zwarte koffie")];
        let answer = app.client().form("/api/invitations/accept", &form).await;
        assert!(session_of(&app, &answer).is_some());
    }
    let db = &app.context.db.read;
    assert_eq!(portal_account::Entity::find().all(db).await.unwrap().len(), 1);
    assert_eq!(portal_customer::Entity::find().all(db).await.unwrap().len(), 2);
}

async fn a_withdrawn_invitation_kills_its_link_and_its_mail(app: TestApp) {
    let (viewer, smtp) = (app.firm("Ingetrokken").await, Smtp::start().await);
    let client = app.signed_in(&viewer).await;
    let id = customer(&app, &viewer, "Bakkerij", "jan@bakkerij.be").await;
    let withdraw = async |id: Uuid| {
        let invitation = state(&client, id).await.unwrap().id;
        client.call::<()>("/api/invitations/withdraw", &json!({ "request": { "id": invitation } })).await
    };

    // Before it left: the mail never does.
    send(&client, id, "jan@bakkerij.be").await.unwrap();
    withdraw(id).await.unwrap();
    assert_eq!(status(&app, id).await, Status::Draft);
    post(&app, &smtp.url());
    let token = invited(&app, &smtp, &client, id, "jan@bakkerij.be").await.token("uitnodiging");
    assert_eq!(smtp.mails().len(), 1);

    // After it left: the link says so.
    withdraw(id).await.unwrap();
    assert!(matches!(opened(&app, &token).await, Opened::Withdrawn { .. }));
    let answer = app.client().form("/api/invitations/accept", &[("token", &token), ("way", "link")]).await;
    assert!(session_of(&app, &answer).is_none());
    assert_eq!(status(&app, id).await, Status::Draft);
    assert_eq!(withdraw(id).await, Err(AppError::Refused(Refusal::StatusDoesNotAllow)));
}

async fn a_link_runs_out_before_its_invitation_does(app: TestApp) {
    let (viewer, smtp) = (app.firm("Verlopen").await, Smtp::start().await);
    post(&app, &smtp.url());
    let client = app.signed_in(&viewer).await;
    let id = customer(&app, &viewer, "Bakkerij", "jan@bakkerij.be").await;
    let token = invited(&app, &smtp, &client, id, "jan@bakkerij.be").await.token("uitnodiging");
    let past = chrono::Utc::now() - chrono::Duration::hours(1);
    let writer = app.context.db.writer();
    let old = link::ActiveModel { expires_at: Set(past), ..Default::default() };
    link::Entity::update_many().set(old).exec(writer).await.unwrap();
    assert!(matches!(opened(&app, &token).await, Opened::LinkExpired { .. }));
    let answer = app.client().form("/api/invitations/accept", &[("token", &token), ("way", "link")]).await;
    assert!(session_of(&app, &answer).is_none());

    // A new one can be asked for, and comes to the same address; not at once again.
    let older = outbox::ActiveModel { created_at: Set(past), ..Default::default() };
    outbox::Entity::update_many().set(older).exec(writer).await.unwrap();
    for _ in 0..2 {
        let answer = app.client().form("/api/invitations/renew", &[("token", &token)]).await;
        assert!(location(&answer).starts_with(&format!("/uitnodiging/{token}")), "{answer:?}");
    }
    let mails = smtp.wait_for(2).await;
    assert_eq!((mails.len(), mails[1].to.as_str()), (2, "jan@bakkerij.be"));
    let fresh = mails[1].token("uitnodiging");
    assert!(matches!(opened(&app, &fresh).await, Opened::Open(_)));

    invitation::Entity::update_many()
        .col_expr(invitation::Column::ExpiresAt, Expr::value(past))
        .exec(writer)
        .await
        .unwrap();
    assert!(matches!(opened(&app, &fresh).await, Opened::Expired { .. }));
    assert_eq!(state(&client, id).await.unwrap().standing, Standing::Expired);
    let answer = app.client().form("/api/invitations/accept", &[("token", &fresh), ("way", "link")]).await;
    assert!(session_of(&app, &answer).is_none());
    // An expired one stands in nobody's way.
    send(&client, id, "jan@bakkerij.be").await.unwrap();
}

async fn declining_says_why(app: TestApp) {
    let (viewer, smtp) = (app.firm("Geweigerd").await, Smtp::start().await);
    post(&app, &smtp.url());
    let client = app.signed_in(&viewer).await;
    let id = customer(&app, &viewer, "Bakkerij", "jan@bakkerij.be").await;
    let token = invited(&app, &smtp, &client, id, "jan@bakkerij.be").await.token("uitnodiging");
    app.client().form("/api/invitations/decline", &[("token", &token), ("reason", "Wij stoppen")]).await;
    assert_eq!(status(&app, id).await, Status::Declined);
    let shown = state(&client, id).await.unwrap();
    assert_eq!((shown.standing, shown.reason.as_str()), (Standing::Declined, "Wij stoppen"));
    assert!(matches!(opened(&app, &token).await, Opened::Declined { .. }));

    let request = json!({ "request": { "customer_id": id, "before": null } });
    let history: HistoryPage = client.call("/api/audit/history", &request).await.unwrap();
    let answer = &history.moments[0];
    assert_eq!(
        answer.who,
        Who::Customer("Jan".into()),
        "nobody has an account yet: the invitation stands for who answered"
    );
    let reason = answer.events.iter().flat_map(|event| &event.fields).find(|change| change.field == "reason");
    assert_eq!(reason.map(|change| &change.after), Some(&Shown::Text("Wij stoppen".into())));
    let page = client.get(&format!("/klanten/{id}/historiek")).await.text().await.unwrap();
    assert!(page.contains("door klant (Jan)") && page.contains("Reden") && page.contains("Wij stoppen"), "{page}");
}

async fn a_contact_that_was_removed_loses_its_name_in_the_history(app: TestApp) {
    let viewer = app.firm("Weg").await;
    let client = app.signed_in(&viewer).await;
    let id = customer(&app, &viewer, "Bakkerij", "jan@bakkerij.be").await;
    let of_customer = contact::Entity::find().filter(contact::Column::CustomerId.eq(id));
    let jan = of_customer.one(&app.context.db.read).await.unwrap().unwrap();
    let recipient = json!({ "contact_id": jan.id, "name": "Jan", "email": "jan@bakkerij.be", "locale": "fr" });
    let request = json!({ "request": { "customer_id": id, "recipient": recipient, "note": "" } });
    client.call::<()>("/api/invitations/send", &request).await.unwrap();
    let invited = async || -> Shown {
        let request = json!({ "request": { "customer_id": id, "before": null } });
        let history: HistoryPage = client.call("/api/audit/history", &request).await.unwrap();
        let fields = history.moments.into_iter().flat_map(|moment| moment.events).flat_map(|event| event.fields);
        fields.into_iter().find(|change| change.field == "contact_id").expect("whom it went to").after
    };
    assert_eq!(invited().await, Shown::Text("Jan".into()));
    let delete = json!({ "request": { "customer_id": id, "id": jan.id, "version": jan.version } });
    client.call::<serde_json::Value>("/api/contacts/delete", &delete).await.unwrap();
    assert_eq!(invited().await, Shown::ContactGone);
}

async fn mail_waits_while_the_server_is_down_and_comes_once(app: TestApp) {
    let viewer = app.firm("Storing").await;
    let client = app.signed_in(&viewer).await;
    let address = Smtp::start().await.address;
    tokio::time::sleep(Duration::from_millis(50)).await;
    post(&app, &format!("smtp://{address}"));
    let id = customer(&app, &viewer, "Bakkerij", "jan@bakkerij.be").await;
    send(&client, id, "jan@bakkerij.be").await.unwrap();
    let mut said = None;
    for _ in 0..100 {
        said = state(&client, id).await.unwrap().delivery;
        if matches!(said, Some(Delivery::Delayed { .. })) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(matches!(said, Some(Delivery::Delayed { .. })), "{said:?}");

    // The server is back; the next attempt need not be waited for here.
    let smtp = Smtp::start_at(address).await;
    outbox::Entity::update_many()
        .col_expr(outbox::Column::NextAttemptAt, Expr::value(chrono::Utc::now()))
        .exec(app.context.db.writer())
        .await
        .unwrap();
    app.context.wake.notify_waiters();
    let mail = smtp.wait_for(1).await.remove(0);
    let row = outbox::Entity::find().one(&app.context.db.read).await.unwrap().unwrap();
    assert_eq!(mail.header("Message-ID"), format!("<{}.{}@localhost>", row.id, row.attempts));
    assert!(row.attempts > 1);
    let links = link::Entity::find().all(&app.context.db.read).await.unwrap();
    assert_eq!(links.len(), 1, "only the link of the mail that left is there");
    tokio::time::sleep(Duration::from_millis(2500)).await;
    assert_eq!(smtp.mails().len(), 1);
    assert!(matches!(opened(&app, &mail.token("uitnodiging")).await, Opened::Open(_)));
    assert!(matches!(state(&client, id).await.unwrap().delivery, Some(Delivery::Sent { .. })));
}

async fn two_workers_send_a_mail_once(app: TestApp) {
    let (viewer, smtp) = (app.firm("Samen").await, Smtp::start().await);
    let client = app.signed_in(&viewer).await;
    for number in 0..5 {
        let email = format!("jan{number}@bakkerij.be");
        let id = customer(&app, &viewer, &format!("Bakkerij {number}"), &email).await;
        send(&client, id, &email).await.unwrap();
    }
    post(&app, &smtp.url());
    post(&app, &smtp.url());
    let mut to: Vec<String> = smtp.wait_for(5).await.into_iter().map(|mail| mail.to).collect();
    tokio::time::sleep(Duration::from_millis(300)).await;
    to.sort();
    to.dedup();
    assert_eq!((to.len(), smtp.mails().len()), (5, 5));
}

async fn an_address_that_is_refused_is_said_so(app: TestApp) {
    let viewer = app.firm("Adres").await;
    let client = app.signed_in(&viewer).await;
    let id = customer(&app, &viewer, "Bakkerij", "jan@bakkerij.be").await;
    let refused = send(&client, id, "geen adres").await;
    assert!(matches!(&refused, Err(AppError::Invalid(fields)) if fields.contains_key("email")), "{refused:?}");
    assert_eq!(status(&app, id).await, Status::Draft);
}

async fn many_are_invited_and_again_only_the_rest(app: TestApp) {
    let (viewer, smtp) = (app.firm("Velen").await, Smtp::start().await);
    let client = app.signed_in(&viewer).await;
    let mut ids = Vec::new();
    for number in 0..25 {
        ids.push(customer(&app, &viewer, &format!("Klant {number}"), &format!("klant{number}@zaak.be")).await);
    }
    let silent = customer(&app, &viewer, "Zonder adres", "").await;
    send(&client, ids[0], "klant0@zaak.be").await.unwrap();
    ids.push(silent);
    // Another firm's customer is passed over as if it did not exist.
    let other = app.firm("Ander").await;
    ids.push(customer(&app, &other, "Vreemd", "vreemd@zaak.be").await);

    let selection = json!({ "ids": ids, "import": null });
    let prepared: PreparedMany =
        client.call("/api/invitations/prepare_many", &json!({ "request": { "selection": selection } })).await.unwrap();
    assert_eq!((prepared.ready_count, prepared.kept_count), (24, 2));

    post(&app, &smtp.url());
    tokio::spawn(app::jobs::work(app.context.clone(), app.context.stop.clone()));
    for invited in [24, 0] {
        let order = json!({ "request": { "selection": selection, "note": "" } });
        let job: Uuid = client.call("/api/invitations/send_many", &order).await.unwrap();
        let (done, outcome) = finished(&client, job).await;
        assert_eq!((done.state, outcome.invited), (JobState::Done, invited));
    }
    smtp.wait_for(25).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(smtp.mails().len(), 25);
    assert_eq!(status(&app, silent).await, Status::Draft);
}

async fn finished(client: &Client, job_id: Uuid) -> (JobView, Outcome) {
    for _ in 0..200 {
        let now: (JobView, Outcome) =
            client.call("/api/invitations/outcome", &json!({ "request": { "job_id": job_id } })).await.unwrap();
        if now.0.state.is_finished() {
            return now;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the job did not end");
}

async fn an_open_invitation_is_not_sent_beside(app: TestApp) {
    let (viewer, smtp) = (app.firm("Naast").await, Smtp::start().await);
    post(&app, &smtp.url());
    let client = app.signed_in(&viewer).await;
    let id = customer(&app, &viewer, "Bakkerij", "jan@bakkerij.be").await;
    let first = invited(&app, &smtp, &client, id, "jan@bakkerij.be").await.token("uitnodiging");
    assert_eq!(send(&client, id, "an@bakkerij.be").await, Err(AppError::Refused(Refusal::AlreadyInvited)));
    let request = json!({ "request": { "id": state(&client, id).await.unwrap().id } });
    client.call::<()>("/api/invitations/resend", &request).await.unwrap();
    let second = smtp.wait_for(2).await.pop().unwrap().token("uitnodiging");
    assert!(matches!(opened(&app, &first).await, Opened::Unknown), "an older link no longer works");
    assert!(matches!(opened(&app, &second).await, Opened::Open(_)));
}

async fn other_firms_and_other_rights_are_refused(app: TestApp) {
    let (ours, theirs) = (app.firm("Wij").await, app.firm("Zij").await);
    let (owner, stranger) = (app.signed_in(&ours).await, app.signed_in(&theirs).await);
    let id = customer(&app, &ours, "Bakkerij", "jan@bakkerij.be").await;
    send(&owner, id, "jan@bakkerij.be").await.unwrap();
    let invitation = state(&owner, id).await.unwrap().id;
    let one = json!({ "request": { "customer_id": id } });
    let filled = json!({ "request": {
        "customer_id": id, "note": "",
        "recipient": { "contact_id": null, "name": "", "email": "jan@bakkerij.be", "locale": "nl" },
    } });
    let this = json!({ "request": { "id": invitation } });
    let reads: [(&str, &Value); 1] = [("state", &one)];
    let edits: [(&str, &Value); 5] =
        [("prepare", &one), ("preview", &filled), ("send", &filled), ("resend", &this), ("withdraw", &this)];
    for (verb, arguments) in reads.iter().chain(&edits) {
        let path = format!("/api/invitations/{verb}");
        assert_eq!(stranger.call::<Value>(&path, arguments).await, Err(AppError::NotFound), "{verb}");
        assert_eq!(app.client().call::<Value>(&path, arguments).await, Err(AppError::Unauthenticated), "{verb}");
    }
    let reader = app.signed_in(&app.colleague(ours.firm_id, "Lezer", BuiltIn::Reader).await).await;
    for (verb, arguments) in edits {
        let path = format!("/api/invitations/{verb}");
        assert_eq!(reader.call::<Value>(&path, arguments).await, Err(AppError::Forbidden), "{verb}");
    }
    assert!(reader.call::<Option<State>>("/api/invitations/state", &one).await.is_ok());
    // Somebody who sees assigned customers only does not see this one.
    let staff = app.signed_in(&app.colleague(ours.firm_id, "Medewerker", BuiltIn::Staff).await).await;
    assert_eq!(staff.call::<Prepared>("/api/invitations/prepare", &one).await, Err(AppError::NotFound));
}
