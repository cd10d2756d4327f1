//! The link is opened, and answered once.

use std::collections::BTreeSet;

use app::{
    audit::history::{HistoryPage, RecordKind},
    error::{AppError, Refusal},
    invitations::records::{Opened, Standing},
};
use domain::{customers::Status, permissions::BuiltIn};
use entity::{change, invitation, link, outbox, portal_account, portal_customer};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use serde_json::json;
use uuid::Uuid;

use crate::{
    both,
    support::{
        Client, PASSWORD, Smtp, TestApp,
        answers::{location, session_of},
        cards::{card, step},
        invitations::{customer, invited, opened, post, posted, send, state, status},
    },
};

both!(
    an_invitation_is_sent_opened_and_accepted_once,
    a_weak_password_is_refused_and_the_link_still_works,
    who_accepts_twice_keeps_one_account,
    a_withdrawn_invitation_kills_its_link_and_its_mail,
    a_deactivated_customer_is_asked_nothing_more,
    an_undo_restores_no_more_than_was_taken_back,
    a_deleted_contact_is_named_by_no_invitation,
);
both!(spoilt: a_link_runs_out_before_its_invitation_does);

async fn an_invitation_is_sent_opened_and_accepted_once(app: TestApp) {
    let (viewer, smtp) = (app.firm("Aanvaard").await, posted(&app).await);
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
    for (language, told) in [
        ("nl", "Naam, nummers, land en IBAN wijzigen pas als Aanvaard dat goedkeurt."),
        (
            "fr",
            "Le nom, les numéros, le pays et l’IBAN ne changent qu’une fois la modification approuvée par Aanvaard.",
        ),
        ("en", "The name, numbers, country and IBAN only change once Aanvaard approves."),
        ("de", "Name, Nummern, Land und IBAN ändern sich erst, wenn Aanvaard das genehmigt."),
    ] {
        let reader = app.client().with_cookie("i18n_pref_locale", language);
        let html = reader.get(&format!("/uitnodiging/{token}")).await.text().await.unwrap();
        assert!(html.contains(told), "{language}: {html}");
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
    app.checked().await;
}

async fn a_weak_password_is_refused_and_the_link_still_works(app: TestApp) {
    let (viewer, smtp) = (app.firm("Zwak").await, posted(&app).await);
    let client = app.signed_in(&viewer).await;
    let id = customer(&app, &viewer, "Bakkerij", "jan@bakkerij.be").await;
    let token = invited(&app, &smtp, &client, id, "jan@bakkerij.be").await.token("uitnodiging");
    let answer = app
        .client()
        .form("/api/invitations/accept", &[("token", &token), ("way", "password"), ("password", "wachtwoord")])
        .await;
    assert_eq!(location(&answer), format!("/uitnodiging/{token}?fout=password.word"));
    assert_eq!(status(&app, id).await, Status::Invited);
    let page = app.client().get(&location(&answer)).await.text().await.unwrap();
    assert!(page.contains("een gewoon woord") && page.contains("zin van vier woorden"), "{page}");
    let good = [("token", token.as_str()), ("way", "password"), ("password", PASSWORD)];
    let answer = app.client().form("/api/invitations/accept", &good).await;
    assert!(location(&answer).starts_with(&format!("/mijn-bedrijf/{id}")), "{answer:?}");
}

async fn who_accepts_twice_keeps_one_account(app: TestApp) {
    let (viewer, smtp) = (app.firm("Twee").await, posted(&app).await);
    let client = app.signed_in(&viewer).await;
    for name in ["Eerste", "Tweede"] {
        let id = customer(&app, &viewer, name, "Jan@bakkerij.be").await;
        let token = invited(&app, &smtp, &client, id, "Jan@bakkerij.be").await.token("uitnodiging");
        let form = [("token", token.as_str()), ("way", "password"), ("password", PASSWORD)];
        let answer = app.client().form("/api/invitations/accept", &form).await;
        assert!(session_of(&app, &answer).is_some());
    }
    let db = &app.context.db.read;
    assert_eq!(portal_account::Entity::find().all(db).await.unwrap().len(), 1);
    assert_eq!(portal_customer::Entity::find().all(db).await.unwrap().len(), 2);
    app.checked().await;
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
    app.checked().await;
}

async fn a_deactivated_customer_is_asked_nothing_more(app: TestApp) {
    let (viewer, smtp) = (app.firm("Gearchiveerd").await, Smtp::start().await);
    let client = app.signed_in(&viewer).await;
    let asked = customer(&app, &viewer, "Bakkerij", "jan@bakkerij.be").await;
    let waiting = customer(&app, &viewer, "Slagerij", "an@slagerij.be").await;
    let active = customer(&app, &viewer, "Kapper", "luc@kapper.be").await;
    let deactivate = async |id: Uuid| step(&client, "deactivate", id, card(&client, id).await.version).await.unwrap();

    // Before they left: the mails never do.
    step(&client, "activate", active, 1).await.unwrap();
    for (id, email) in [(waiting, "an@slagerij.be"), (active, "luc@kapper.be")] {
        send(&client, id, email).await.unwrap();
        deactivate(id).await;
    }
    post(&app, &smtp.url());
    let token = invited(&app, &smtp, &client, asked, "jan@bakkerij.be").await.token("uitnodiging");
    assert_eq!(smtp.mails().len(), 1);

    // After it left: the link says so, and nothing of it is left to answer or to send again.
    let away = deactivate(asked).await;
    assert!(matches!(opened(&app, &token).await, Opened::Withdrawn { .. }));
    let answer = app.client().form("/api/invitations/accept", &[("token", &token), ("way", "link")]).await;
    assert!(session_of(&app, &answer).is_none());
    for id in [asked, waiting, active] {
        assert_eq!(
            (status(&app, id).await, state(&client, id).await.unwrap().standing),
            (Status::Archived, Standing::Withdrawn)
        );
    }
    let again = json!({ "request": { "id": state(&client, asked).await.unwrap().id } });
    let resent = client.call::<()>("/api/invitations/resend", &again).await;
    assert_eq!(resent, Err(AppError::Refused(Refusal::StatusDoesNotAllow)));
    let history: HistoryPage = client
        .call("/api/audit/history", &json!({ "request": { "customer_id": asked, "before": null } }))
        .await
        .unwrap();
    let kinds: Vec<_> = history.moments[0].events.iter().map(|event| event.kind).collect();
    assert_eq!(kinds, [RecordKind::Invitation, RecordKind::Customer], "one moment tells both");

    // Undone, all of it is as it was: the status, the invitation, its link, and a mail that waited.
    let back = step(&client, "undo_step", asked, away.version).await.unwrap();
    assert_eq!((back.status, state(&client, asked).await.unwrap().standing), (Status::Invited, Standing::Open));
    for (id, status) in [(waiting, Status::Invited), (active, Status::Active)] {
        let back = step(&client, "undo_step", id, card(&client, id).await.version).await.unwrap();
        assert_eq!((back.status, state(&client, id).await.unwrap().standing), (status, Standing::Open));
    }
    let to: BTreeSet<String> = smtp.wait_for(3).await.into_iter().map(|mail| mail.to).collect();
    assert_eq!(to.into_iter().collect::<Vec<_>>(), ["an@slagerij.be", "jan@bakkerij.be", "luc@kapper.be"]);
    assert!(matches!(opened(&app, &token).await, Opened::Open(_)));
    app.client().form("/api/invitations/accept", &[("token", &token), ("way", "link")]).await;
    assert_eq!(status(&app, asked).await, Status::Active);
    app.checked().await;
}

async fn an_undo_restores_no_more_than_was_taken_back(app: TestApp) {
    let (viewer, smtp) = (app.firm("Nietmeer").await, posted(&app).await);
    let client = app.signed_in(&viewer).await;
    let id = customer(&app, &viewer, "Bakkerij", "jan@bakkerij.be").await;
    let first = invited(&app, &smtp, &client, id, "jan@bakkerij.be").await.token("uitnodiging");
    let again = json!({ "request": { "id": state(&client, id).await.unwrap().id } });
    client.call::<()>("/api/invitations/resend", &again).await.unwrap();
    let second = smtp.wait_for(2).await.pop().unwrap().token("uitnodiging");
    let away = step(&client, "deactivate", id, card(&client, id).await.version).await.unwrap();
    step(&client, "undo_step", id, away.version).await.unwrap();
    assert!(matches!(opened(&app, &first).await, Opened::Replaced { .. }), "it was replaced before");
    assert!(matches!(opened(&app, &second).await, Opened::Open(_)));
    assert_eq!(smtp.mails().len(), 2, "what had left does not leave again");

    // Another colleague took no step to undo, and later the status is changed by its steps only.
    let bert = app.signed_in(&app.colleague(viewer.firm_id, "Bert", BuiltIn::Administrator).await).await;
    let refused = Err(AppError::Refused(Refusal::StatusDoesNotAllow));
    let away = step(&client, "deactivate", id, card(&client, id).await.version).await.unwrap();
    assert_eq!(step(&bert, "undo_step", id, away.version).await, refused);
    let earlier = chrono::Utc::now() - chrono::Duration::hours(2);
    let long_ago = change::Entity::update_many().col_expr(change::Column::At, Expr::value(earlier));
    long_ago.exec(app.context.db.writer()).await.unwrap();
    assert_eq!(step(&client, "undo_step", id, away.version).await, refused);
    assert!(matches!(opened(&app, &second).await, Opened::Withdrawn { .. }));
    let other = customer(&app, &viewer, "Slagerij", "").await;
    let active = step(&client, "activate", other, 1).await.unwrap();
    let long_ago = change::Entity::update_many().col_expr(change::Column::At, Expr::value(earlier));
    long_ago.exec(app.context.db.writer()).await.unwrap();
    assert_eq!(step(&client, "undo_step", other, active.version).await, refused);
    assert_eq!(status(&app, other).await, Status::Active, "and so cannot be deleted");
}

async fn a_deleted_contact_is_named_by_no_invitation(app: TestApp) {
    let (viewer, smtp) = (app.firm("Vertrokken").await, posted(&app).await);
    let client = app.signed_in(&viewer).await;
    let id = customer(&app, &viewer, "Bakkerij", "jan@bakkerij.be").await;
    let jan = card(&client, id).await.contacts.unwrap().remove(0);
    let recipient = json!({ "contact_id": jan.id, "name": "Jan", "email": "jan@bakkerij.be", "locale": "nl" });
    let to_jan = json!({ "request": { "customer_id": id, "recipient": recipient, "note": "" } });
    client.call::<()>("/api/invitations/send", &to_jan).await.unwrap();
    let token = smtp.wait_for(1).await.pop().unwrap().token("uitnodiging");
    let open = state(&client, id).await.unwrap();
    assert!(open.link_expires_at.unwrap() < open.expires_at, "the card tells until when each works");

    let gone = json!({ "request": { "customer_id": id, "id": jan.id, "version": 1, "end_access": false } });
    client.call::<()>("/api/contacts/delete", &gone).await.unwrap();
    let left = state(&client, id).await.unwrap();
    assert_eq!((left.name.as_str(), left.email.as_str(), left.contact_removed), ("", "", true));
    assert_eq!(left.standing, Standing::Withdrawn, "nothing is left to send again");
    assert_eq!((status(&app, id).await, left.link_expires_at), (Status::Draft, None));
    let again = json!({ "request": { "id": left.id } });
    let resent = client.call::<()>("/api/invitations/resend", &again).await;
    assert_eq!(resent, Err(AppError::Refused(Refusal::StatusDoesNotAllow)));
    assert!(matches!(opened(&app, &token).await, Opened::Withdrawn { .. }));
    let db = &app.context.db.read;
    let mails = outbox::Entity::find().all(db).await.unwrap();
    let invitations = invitation::Entity::find().all(db).await.unwrap();
    assert!(!json!([mails, invitations]).to_string().contains("jan@"), "{mails:?} {invitations:?}");

    // Somebody who was deactivated is not invited either.
    let id = customer(&app, &viewer, "Slagerij", "an@slagerij.be").await;
    let an = card(&client, id).await.contacts.unwrap().remove(0);
    let away = json!({ "request": { "customer_id": id, "id": an.id, "version": 1, "end_access": false } });
    client.call::<()>("/api/contacts/deactivate", &away).await.unwrap();
    let recipient = json!({ "contact_id": an.id, "name": "An", "email": "an@slagerij.be", "locale": "nl" });
    let to_an = json!({ "request": { "customer_id": id, "recipient": recipient, "note": "" } });
    assert_eq!(client.call::<()>("/api/invitations/send", &to_an).await, Err(AppError::NotFound));
    app.checked().await;
}

async fn a_link_runs_out_before_its_invitation_does(app: TestApp) {
    let (viewer, smtp) = (app.firm("Verlopen").await, posted(&app).await);
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
