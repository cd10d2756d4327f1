//! How many invitations leave in a day, and how many mails go to one address, whoever causes them.

use app::{
    error::{AppError, Refusal},
    invitations::records::PreparedMany,
    limits::{MAILS_A_DAY, MAILS_A_DAY_OF_FIRM},
    session::Viewer,
};
use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use domain::permissions::BuiltIn;
use entity::{link, outbox};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder,
};
use serde_json::json;
use tokio::task::JoinSet;
use uuid::Uuid;

use super::inviting::finished;
use crate::{
    both,
    support::{
        Client, TestApp,
        answers::location,
        invitations::{customer, invited, posted, send},
    },
};

both!(spoilt:
    what_a_day_of_a_colleague_has_no_room_for_leaves_later,
    what_a_day_of_a_firm_has_no_room_for_leaves_later,
    an_address_is_counted_whoever_causes_its_mails,
    of_many_who_ask_for_a_new_link_at_once_one_is_sent,
    an_address_that_had_enough_gets_no_new_link,
);

/// When those leave, in a day, that were put off.
const MORNING: NaiveTime = NaiveTime::from_hms_opt(6, 0, 0).expect("a time");

/// A mail that left.
fn mail(firm_id: Uuid, sender: Option<Uuid>, kind: &str, recipient: &str, at: DateTime<Utc>) -> outbox::Model {
    outbox::Model {
        id: Uuid::now_v7(),
        firm_id: Some(firm_id),
        customer_id: None,
        kind: kind.into(),
        subject_id: Uuid::now_v7(),
        recipient: recipient.into(),
        locale: "nl".into(),
        status: "sent".into(),
        attempts: 1,
        next_attempt_at: at,
        last_error: String::new(),
        created_at: at,
        sent_at: Some(at),
        withdrawn_at: None,
        sender_id: sender,
        batch_id: None,
    }
}

async fn store(app: &TestApp, mails: Vec<outbox::Model>) {
    for some in mails.chunks(1_000) {
        let some = some.iter().cloned().map(|mail| mail.into_active_model().reset_all());
        outbox::Entity::insert_many(some).exec(app.context.db.writer()).await.unwrap();
    }
}

/// As many mails of a sender as this on the day that it is, and on the next: a test that runs at midnight finds them too. They were
/// queued long ago: none counts for the hour.
async fn planned(app: &TestApp, firm_id: Uuid, sender: impl Fn() -> Uuid, count: u64) {
    let now = Utc::now();
    let on = |at: DateTime<Utc>| {
        let mail = mail(firm_id, Some(sender()), "invitation", "ander@elders.be", at);
        outbox::Model { created_at: now - Duration::hours(30), ..mail }
    };
    let days = [now, now + Duration::days(1)];
    store(app, days.into_iter().flat_map(|at| (0..count).map(move |_| at)).map(on).collect()).await;
}

/// Customers, each with an address of its own.
async fn customers(app: &TestApp, viewer: &Viewer, name: &str, count: usize) -> Vec<Uuid> {
    let mut ids = Vec::new();
    for number in 0..count {
        ids.push(customer(app, viewer, &format!("{name} {number}"), &format!("{name}{number}@elders.be")).await);
    }
    ids
}

/// Over how many days they would leave.
async fn days(client: &Client, ids: &[Uuid]) -> u64 {
    let request = json!({ "request": { "selection": { "ids": ids, "import": null } } });
    client.call::<PreparedMany>("/api/invitations/prepare_many", &request).await.unwrap().days
}

/// Invites them all: when each mail was queued, and when it leaves.
async fn ordered(app: &TestApp, client: &Client, ids: &[Uuid]) -> Vec<(DateTime<Utc>, DateTime<Utc>)> {
    let order = json!({ "request": { "selection": { "ids": ids, "import": null }, "note": "" } });
    let job: Uuid = client.call("/api/invitations/send_many", &order).await.unwrap();
    finished(client, job).await;
    let mails = outbox::Entity::find()
        .filter(outbox::Column::BatchId.eq(job))
        .filter(outbox::Column::Status.eq("queued"))
        .order_by_asc(outbox::Column::NextAttemptAt)
        .all(&app.context.db.read)
        .await
        .unwrap();
    assert_eq!(mails.len(), ids.len(), "none is dropped");
    mails.into_iter().map(|mail| (mail.created_at, mail.next_attempt_at)).collect()
}

/// How many days after it was queued each of them leaves.
fn later(mails: &[(DateTime<Utc>, DateTime<Utc>)]) -> Vec<i64> {
    let day = |at: DateTime<Utc>| -> NaiveDate { at.date_naive() };
    mails.iter().map(|(queued, leaves)| (day(*leaves) - day(*queued)).num_days()).collect()
}

async fn what_a_day_of_a_colleague_has_no_room_for_leaves_later(app: TestApp) {
    let viewer = app.firm("Dagdeel").await;
    let client = app.signed_in(&viewer).await;
    planned(&app, viewer.firm_id, || viewer.user_id, MAILS_A_DAY - 3).await;
    let ids = customers(&app, &viewer, "klant", 5).await;
    assert_eq!((days(&client, &ids[..3]).await, days(&client, &ids).await), (1, 2));
    let address = ids.iter().map(Uuid::to_string).collect::<Vec<_>>().join(",");
    for (language, words) in [
        ("nl", "hoogstens 2.000 mails per collega en 5.000 per kantoor: deze vertrekken verspreid over 2 dagen"),
        ("fr", "par collègue et"),
        (
            "en",
            "At most 2,000 e-mails per colleague and 5,000 per firm are sent each day: these are spread over 2 days",
        ),
        ("de", "Diese verteilen sich auf 2 Tage"),
    ] {
        let reader = client.clone().with_cookie("i18n_pref_locale", language);
        let page = reader.get(&format!("/klanten/uitnodigen?ids={address}")).await.text().await.unwrap();
        assert!(page.contains(words), "{language}: {page}");
        let few = reader.get(&format!("/klanten/uitnodigen?ids={}", ids[0])).await.text().await.unwrap();
        assert!(!few.contains(words), "{language}: {few}");
    }

    let worker = tokio::spawn(app::jobs::work(app.context.clone(), app.context.stop.clone()));
    let mails = ordered(&app, &client, &ids).await;
    assert_eq!(later(&mails), [0, 0, 0, 1, 1]);
    assert!(mails[..3].iter().all(|(queued, leaves)| leaves == queued), "{mails:?}");
    assert!(mails[3].1.time() >= MORNING, "{mails:?}");
    assert_eq!(mails[4].1 - mails[3].1, Duration::seconds(1), "one after another there too");

    // One by hand leaves at once, and others of the firm have a share of their own.
    let by_hand = customer(&app, &viewer, "Met de hand", "hand@elders.be").await;
    send(&client, by_hand, "hand@elders.be").await.unwrap();
    let of_hand = outbox::Entity::find().filter(outbox::Column::Recipient.eq("hand@elders.be"));
    let of_hand = of_hand.one(&app.context.db.read).await.unwrap().unwrap();
    assert_eq!(of_hand.next_attempt_at, of_hand.created_at);
    let bo = app.colleague(viewer.firm_id, "Bo", BuiltIn::Administrator).await;
    let bo = app.signed_in(&bo).await;
    let of_bo = customers(&app, &viewer, "ander", 4).await;
    assert_eq!(days(&bo, &of_bo).await, 1);
    assert_eq!(later(&ordered(&app, &bo, &of_bo).await), [0; 4]);
    app.context.stop.cancel();
    worker.await.unwrap();
}

async fn what_a_day_of_a_firm_has_no_room_for_leaves_later(app: TestApp) {
    let (viewer, other) = (app.firm("Samen").await, app.firm("Apart").await);
    let client = app.signed_in(&viewer).await;
    planned(&app, viewer.firm_id, Uuid::now_v7, MAILS_A_DAY_OF_FIRM - 1).await;
    let ids = customers(&app, &viewer, "klant", 2).await;
    let theirs = customers(&app, &other, "zaak", 2).await;
    assert_eq!(days(&client, &ids).await, 2);
    let worker = tokio::spawn(app::jobs::work(app.context.clone(), app.context.stop.clone()));
    assert_eq!(later(&ordered(&app, &client, &ids).await), [0, 1]);
    assert_eq!(later(&ordered(&app, &app.signed_in(&other).await, &theirs).await), [0, 0], "another firm goes on");
    app.context.stop.cancel();
    worker.await.unwrap();
}

async fn an_address_is_counted_whoever_causes_its_mails(app: TestApp) {
    let viewer = app.firm("Geteld").await;
    let client = app.signed_in(&viewer).await;
    let refused = Err(AppError::Refused(Refusal::MailsToAddress));
    for (kind, answer) in [
        ("password", &refused),
        ("colleague", &refused),
        ("invitation", &refused),
        ("portal", &refused),
        ("new_device", &refused),
        ("data_changed", &refused),
        ("data_changed_copy", &refused),
        ("portal_password", &refused),
        ("portal_password_firm", &refused),
        ("password_set", &Ok(())),
        ("factor_code_used", &Ok(())),
        ("digest", &Ok(())),
    ] {
        let email = format!("{}@elders.be", kind.replace('_', "-"));
        let id = customer(&app, &viewer, kind, &email).await;
        let mails = (0..5).map(|_| mail(viewer.firm_id, None, kind, &email, Utc::now())).collect();
        store(&app, mails).await;
        assert_eq!(&send(&client, id, &email).await, answer, "{kind}");
    }
}

/// The link of an invitation that ran out, whose mail left long ago.
async fn run_out(app: &TestApp, firm: &str) -> (Viewer, String) {
    let (viewer, smtp) = (app.firm(firm).await, posted(app).await);
    let client = app.signed_in(&viewer).await;
    let id = customer(app, &viewer, "Bakkerij", "jan@bakkerij.be").await;
    let token = invited(app, &smtp, &client, id, "jan@bakkerij.be").await.token("uitnodiging");
    let past = Utc::now() - Duration::hours(2);
    let writer = app.context.db.writer();
    let old = link::ActiveModel { expires_at: Set(past), ..Default::default() };
    link::Entity::update_many().set(old).exec(writer).await.unwrap();
    let older = outbox::ActiveModel { created_at: Set(past), ..Default::default() };
    outbox::Entity::update_many().set(older).exec(writer).await.unwrap();
    (viewer, token)
}

async fn mails(app: &TestApp) -> u64 {
    outbox::Entity::find().count(&app.context.db.read).await.unwrap()
}

async fn of_many_who_ask_for_a_new_link_at_once_one_is_sent(app: TestApp) {
    let (_, token) = run_out(&app, "Tegelijk").await;
    let mut all = JoinSet::new();
    for _ in 0..8 {
        let (visitor, token) = (app.client(), token.clone());
        all.spawn(async move { location(&visitor.form("/api/invitations/renew", &[("token", &token)]).await) });
    }
    while let Some(answer) = all.join_next().await {
        assert_eq!(answer.unwrap(), format!("/uitnodiging/{token}?nieuw=ja"));
    }
    assert_eq!(mails(&app).await, 2, "the invitation, and one new link");
}

async fn an_address_that_had_enough_gets_no_new_link(app: TestApp) {
    let (viewer, token) = run_out(&app, "Genoeg").await;
    let others = (0..5).map(|_| mail(viewer.firm_id, None, "portal", "jan@bakkerij.be", Utc::now()));
    store(&app, others.collect()).await;
    let visitor = app.client();
    let answer = visitor.form("/api/invitations/renew", &[("token", &token)]).await;
    assert_eq!(location(&answer), format!("/uitnodiging/{token}?fout=mails"));
    assert_eq!(mails(&app).await, 6, "nothing was queued");
    let page = visitor.follow(&answer).await.text().await.unwrap();
    assert!(page.contains("Naar dit adres vertrokken het laatste uur al genoeg mails."), "{page}");
    assert!(page.contains(r#"action="/api/invitations/renew""#), "{page}");
}
