//! One is invited, or many; and who may.

use app::{
    audit::history::{Action, Event, HistoryPage, RecordKind, Shown},
    customers::list::address::{ListQuery, Tab},
    error::{AppError, FieldError, Refusal},
    invitations::records::{Opened, Outcome, Prepared, PreparedMany, State},
    jobs::{JobState, JobView},
};
use domain::{Reason, customers::Status, details::ContactDetails, permissions::BuiltIn};
use entity::{contact, job};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};
use std::time::Duration;
use uuid::Uuid;

use crate::{
    both,
    support::{
        Client, Smtp, TestApp,
        cards::{card, delete, step},
        customers::{Said, add, add_one},
        invitations::{customer, invited, opened, post, posted, send, state, status},
    },
};

both!(
    a_contact_that_was_removed_loses_its_name_in_the_history,
    many_are_invited_and_again_only_the_rest,
    who_speaks_german_is_written_to_in_german,
    the_mails_of_many_are_read_page_by_page,
    who_is_deleted_leaves_the_order_that_waits,
    a_note_that_no_mail_can_bear_is_refused_before_many_are_invited,
    where_nobody_was_invited_no_success_is_shown,
    an_open_invitation_is_not_sent_beside,
    an_invitation_and_its_answer_are_not_undone_by_the_way,
    other_firms_and_other_rights_are_refused,
);
// One order's owner is nobody.
both!(spoilt: an_order_that_has_ended_names_nobody);

async fn a_contact_that_was_removed_loses_its_name_in_the_history(app: TestApp) {
    let viewer = app.firm("Weg").await;
    let client = app.signed_in(&viewer).await;
    let id = customer(&app, &viewer, "Bakkerij", "jan@bakkerij.be").await;
    let of_customer = contact::Entity::find().filter(contact::Column::CustomerId.eq(id));
    let jan = of_customer.one(&app.context.db.read).await.unwrap().unwrap();
    let recipient = json!({ "contact_id": jan.id, "name": "Jan", "email": "jan@bakkerij.be", "locale": "fr" });
    let request = json!({ "request": { "customer_id": id, "recipient": recipient, "note": "" } });
    client.call::<()>("/api/invitations/send", &request).await.unwrap();
    let events = async || -> Vec<Event> {
        let request = json!({ "request": { "customer_id": id, "before": null } });
        let history: HistoryPage = client.call("/api/audit/history", &request).await.unwrap();
        history.moments.into_iter().flat_map(|moment| moment.events).collect()
    };
    let invited = |events: &[Event]| {
        let mut fields = events.iter().flat_map(|event| &event.fields);
        fields.find(|change| change.field == "contact_id").expect("whom it went to").after.clone()
    };
    let before = events().await;
    assert_eq!(invited(&before), Shown::Text("Jan".into()));
    assert!(before.iter().any(|event| event.subject == Some(Shown::Text("Jan".into()))), "its own line names it");
    let delete = json!({ "request": { "customer_id": id, "id": jan.id, "version": jan.version } });
    client.call::<serde_json::Value>("/api/contacts/delete", &delete).await.unwrap();
    let after = events().await;
    assert_eq!(invited(&after), Shown::ContactGone);
    let own = |event: &&Event| event.kind == RecordKind::Contact;
    assert_eq!(
        after.iter().filter(own).map(|event| (event.action, event.subject.clone())).collect::<Vec<_>>(),
        [(Action::Delete, Some(Shown::ContactGone)), (Action::Create, Some(Shown::ContactGone))]
    );
    let of_it = after.iter().filter(|event| matches!(event.kind, RecordKind::Contact | RecordKind::Invitation));
    let said = serde_json::to_string(&of_it.collect::<Vec<_>>()).unwrap();
    assert!(!said.contains("Jan") && !said.contains("jan@bakkerij.be"), "{said}");
    app.checked().await;
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

    // All that a list shows are another way to say which.
    let list = ListQuery { tab: Tab::Draft, search: "klant 1".into(), ..Default::default() };
    let listed = json!({ "ids": [], "import": null, "list": list });
    let prepared: PreparedMany =
        client.call("/api/invitations/prepare_many", &json!({ "request": { "selection": listed } })).await.unwrap();
    assert_eq!((prepared.ready_count, prepared.kept_count), (12, 0), "by name or by number");

    post(&app, &smtp.url());
    tokio::spawn(app::jobs::work(app.context.clone(), app.context.stop.clone()));
    for (selection, invited) in [(&listed, 12), (&selection, 12), (&selection, 0)] {
        let order = json!({ "request": { "selection": selection, "note": "" } });
        let job: Uuid = client.call("/api/invitations/send_many", &order).await.unwrap();
        let (done, outcome) = finished(&client, job).await;
        assert_eq!((done.state, outcome.invited), (JobState::Done, invited));
    }
    smtp.wait_for(25).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(smtp.mails().len(), 25);
    assert_eq!(status(&app, silent).await, Status::Draft);
    app.checked().await;
}

async fn who_speaks_german_is_written_to_in_german(app: TestApp) {
    let (viewer, smtp) = (app.firm("Ostbelgien").await, posted(&app).await);
    let client = app.signed_in(&viewer).await;
    let contact = ContactDetails {
        first_name: "Bernd".into(),
        email: "bernd@baeckerei.be".into(),
        locale: "de-BE".into(),
        ..ContactDetails::default()
    };
    let said = Said { name: "Die Backstube", contact: Some(contact), ..Default::default() };
    let id = add_one(&app, viewer.firm_id, said).await;
    let order = json!({ "request": { "selection": { "ids": [id], "import": null }, "note": "" } });
    let job: Uuid = client.call("/api/invitations/send_many", &order).await.unwrap();
    tokio::spawn(app::jobs::work(app.context.clone(), app.context.stop.clone()));
    assert_eq!(finished(&client, job).await.1.invited, 1);
    let mail = smtp.wait_for(1).await.pop().unwrap();
    assert!(mail.text.contains("Guten Tag Bernd,") && mail.text.contains("Einladung ansehen"), "{}", mail.text);
    app.checked().await;
}

async fn the_mails_of_many_are_read_page_by_page(app: TestApp) {
    let viewer = app.firm("Bladeren").await;
    let client = app.signed_in(&viewer).await;
    // One cannot be invited, and the one French mail comes late.
    let contact = |number: usize| ContactDetails {
        first_name: "Jan".into(),
        email: format!("klant{number}@zaak.be"),
        locale: if number == 170 { "fr-BE" } else { "nl-BE" }.into(),
        ..ContactDetails::default()
    };
    let names: Vec<String> = (0..230).map(|number| format!("Klant {number:03}")).collect();
    let all: Vec<Said<'_>> = names
        .iter()
        .enumerate()
        .map(|(number, name)| Said { name, contact: (number != 5).then(|| contact(number)), ..Default::default() })
        .collect();
    let ids = add(&app, viewer.firm_id, &all).await;
    let list = ListQuery { tab: Tab::Draft, ..Default::default() };
    for selection in [json!({ "ids": ids, "import": null }), json!({ "ids": [], "import": null, "list": list })] {
        let read = async |after: Option<Uuid>| -> PreparedMany {
            let request = json!({ "request": { "selection": selection, "after": after } });
            client.call("/api/invitations/prepare_many", &request).await.unwrap()
        };
        let first = read(None).await;
        assert_eq!((first.ready_count, first.kept_count, first.ready.len()), (229, 1, 101));
        assert_eq!(first.next, Some(first.ready[99].id), "the French one behind the first page is on a later one too");
        let second = read(first.next).await;
        assert_eq!((second.ready_count, second.ready.len(), second.next), (0, 100, Some(second.ready[99].id)));
        let third = read(second.next).await;
        assert_eq!((third.ready.len(), third.next), (29, None));
        let pages = first.ready[..100].iter().chain(&second.ready).chain(&third.ready);
        let mut read_ids: Vec<Uuid> = pages.map(|ready| ready.id).collect();
        // The list has another order.
        read_ids.sort_unstable();
        let mut invited: Vec<Uuid> = ids.iter().copied().filter(|id| *id != ids[5]).collect();
        invited.sort_unstable();
        assert_eq!(read_ids, invited);
        assert!(second.ready.iter().chain(&third.ready).any(|ready| *ready == first.ready[100]));
    }
    // Who is no longer among them is followed by nobody.
    let request = json!({ "request": { "selection": { "ids": ids[..3], "import": null }, "after": ids[7] } });
    let page: PreparedMany = client.call("/api/invitations/prepare_many", &request).await.unwrap();
    assert_eq!(page, PreparedMany::default());
}

/// The arguments of a job as they are stored.
async fn arguments(app: &TestApp, job_id: Uuid) -> String {
    let found = job::Entity::find().filter(job::Column::Id.eq(job_id)).one(&app.context.db.read).await.unwrap();
    found.expect("a job").payload
}

async fn who_is_deleted_leaves_the_order_that_waits(app: TestApp) {
    let viewer = app.firm("Wachtrij").await;
    let client = app.signed_in(&viewer).await;
    let gone = customer(&app, &viewer, "Gaat weg", "weg@zaak.be").await;
    let stays = customer(&app, &viewer, "Blijft", "blijft@zaak.be").await;
    let selection = json!({ "ids": [gone, stays], "import": null });
    let order = json!({ "request": { "selection": selection, "note": "Samen vooruit" } });
    let job: Uuid = client.call("/api/invitations/send_many", &order).await.unwrap();
    delete(&client, gone, card(&client, gone).await.version).await.unwrap();
    let left = arguments(&app, job).await;
    assert!(!left.contains(&gone.to_string()), "{left}");
    assert!(left.contains(&stays.to_string()) && left.contains("Samen vooruit"), "{left}");
    tokio::spawn(app::jobs::work(app.context.clone(), app.context.stop.clone()));
    let (done, outcome) = finished(&client, job).await;
    assert_eq!((done.state, outcome), (JobState::Done, Outcome { invited: 1, skipped: 0 }));
    assert_eq!(state(&client, stays).await.map(|state| state.name), Some("Jan".to_owned()));
    app.checked().await;
}

async fn an_order_that_has_ended_names_nobody(app: TestApp) {
    let viewer = app.firm("Afgelopen").await;
    let client = app.signed_in(&viewer).await;
    let id = customer(&app, &viewer, "Bakkerij", "jan@bakkerij.be").await;
    let order = json!({ "request": { "selection": { "ids": [id], "import": null }, "note": "Dag Jan" } });
    // What nobody sees done: whoever ordered it left, or the server ended each time.
    let ends = [
        (JobState::Done, job::ActiveModel { attempts: Set(0), ..Default::default() }),
        (JobState::Cancelled, job::ActiveModel { cancel_requested: Set(true), ..Default::default() }),
        (JobState::Failed, job::ActiveModel { attempts: Set(2), owner_id: Set(Uuid::now_v7()), ..Default::default() }),
        (JobState::Crashed, job::ActiveModel { attempts: Set(3), ..Default::default() }),
    ];
    let mut jobs = Vec::new();
    for (state, before) in ends {
        let job: Uuid = client.call("/api/invitations/send_many", &order).await.unwrap();
        let this = job::Entity::update_many().set(before).filter(job::Column::Id.eq(job));
        this.exec(app.context.db.writer()).await.unwrap();
        assert!(arguments(&app, job).await.contains("Dag Jan"));
        jobs.push((job, state));
    }
    tokio::spawn(app::jobs::work(app.context.clone(), app.context.stop.clone()));
    for (job, state) in jobs {
        assert_eq!(finished(&client, job).await.0.state, state);
        assert_eq!(arguments(&app, job).await, "null", "{state:?}");
    }
}

async fn a_note_that_no_mail_can_bear_is_refused_before_many_are_invited(app: TestApp) {
    let viewer = app.firm("Lang bericht").await;
    let client = app.signed_in(&viewer).await;
    let id = customer(&app, &viewer, "Bakkerij", "jan@bakkerij.be").await;
    let order = |note: String| json!({ "request": { "selection": { "ids": [id], "import": null }, "note": note } });
    let why = Reason::TooLong { max: 2_000 };
    let refused = client.call::<Uuid>("/api/invitations/send_many", &order("x".repeat(2_001))).await;
    assert_eq!(refused, Err(AppError::field("note", FieldError::Rejected(why.into()))));
    assert_eq!(job::Entity::find().count(&app.context.db.read).await.unwrap(), 0);
    client.call::<Uuid>("/api/invitations/send_many", &order("x".repeat(2_000))).await.unwrap();
}

async fn where_nobody_was_invited_no_success_is_shown(app: TestApp) {
    let viewer = app.firm("Niemand").await;
    let client = app.signed_in(&viewer).await;
    let id = customer(&app, &viewer, "Zonder adres", "").await;
    tokio::spawn(app::jobs::work(app.context.clone(), app.context.stop.clone()));
    let order = json!({ "request": { "selection": { "ids": [id], "import": null }, "note": "" } });
    let job: Uuid = client.call("/api/invitations/send_many", &order).await.unwrap();
    let (done, outcome) = finished(&client, job).await;
    assert_eq!((done.state, outcome.invited), (JobState::Done, 0));
    let page = client.get(&format!("/klanten/uitnodigen?job={job}")).await.text().await.unwrap();
    assert!(page.contains("Niemand is uitgenodigd") && !page.contains("notice success"), "{page}");
}

pub(super) async fn finished(client: &Client, job_id: Uuid) -> (JobView, Outcome) {
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
    let (viewer, smtp) = (app.firm("Naast").await, posted(&app).await);
    let client = app.signed_in(&viewer).await;
    let id = customer(&app, &viewer, "Bakkerij", "jan@bakkerij.be").await;
    let first = invited(&app, &smtp, &client, id, "jan@bakkerij.be").await.token("uitnodiging");
    assert_eq!(send(&client, id, "an@bakkerij.be").await, Err(AppError::Refused(Refusal::AlreadyInvited)));
    let request = json!({ "request": { "id": state(&client, id).await.unwrap().id } });
    client.call::<()>("/api/invitations/resend", &request).await.unwrap();
    let second = smtp.wait_for(2).await.pop().unwrap().token("uitnodiging");
    assert!(matches!(opened(&app, &first).await, Opened::Replaced { .. }), "an older link no longer works");
    assert!(matches!(opened(&app, &second).await, Opened::Open(_)));
}

async fn an_invitation_and_its_answer_are_not_undone_by_the_way(app: TestApp) {
    let (viewer, smtp) = (app.firm("Omweg").await, posted(&app).await);
    let client = app.signed_in(&viewer).await;
    let undone = async |id: Uuid| step(&client, "undo_step", id, card(&client, id).await.version).await;
    let refused = Err(AppError::Refused(Refusal::StatusDoesNotAllow));
    let id = customer(&app, &viewer, "Bakkerij", "jan@bakkerij.be").await;
    let token = invited(&app, &smtp, &client, id, "jan@bakkerij.be").await.token("uitnodiging");
    assert_eq!(undone(id).await, refused);
    let away = delete(&client, id, card(&client, id).await.version).await;
    assert_eq!(away, Err(AppError::Refused(Refusal::DeleteOnlyDraft)));
    assert!(matches!(opened(&app, &token).await, Opened::Open(_)));
    app.client().form("/api/invitations/accept", &[("token", &token), ("way", "link")]).await;
    assert_eq!(status(&app, id).await, Status::Active);
    assert_eq!(undone(id).await, refused);

    // Of a customer that is active already, inviting changes no status: what was a Concept before does not become one again.
    let other = customer(&app, &viewer, "Slagerij", "an@slagerij.be").await;
    step(&client, "activate", other, 1).await.unwrap();
    send(&client, other, "an@slagerij.be").await.unwrap();
    assert_eq!(undone(other).await, refused);
    assert_eq!(status(&app, other).await, Status::Active);
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
