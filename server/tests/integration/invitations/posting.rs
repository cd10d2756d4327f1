//! The mail leaves once, whatever happens on its way.

use app::{
    error::AppError,
    invitations::records::{Delivery, Opened, State},
};
use domain::{
    MailFailure,
    customers::Status,
    permissions::{Area, Level, Rights, Scope},
};
use entity::outbox;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use std::time::Duration;
use uuid::Uuid;

use crate::{
    both,
    support::{
        Client, Fault, Smtp, TestApp,
        invitations::{customer, opened, post, posted, send, state, status},
    },
};

both!(
    mail_waits_while_the_server_is_down_and_comes_once,
    two_workers_send_a_mail_once,
    a_mail_whose_last_attempt_never_ended_is_given_up,
    an_internationalised_address_is_mailed_to_in_ascii,
    who_waits_before_a_screen_is_served_first,
    an_address_that_is_refused_is_said_so,
    why_a_mail_did_not_leave_is_told,
);

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
    assert_eq!(mail.header("Message-ID"), format!("<{}@localhost>", row.id), "a copy is known as one");
    assert!(row.attempts > 1);
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

async fn a_mail_whose_last_attempt_never_ended_is_given_up(app: TestApp) {
    let (viewer, smtp) = (app.firm("Opgegeven").await, Smtp::start().await);
    let client = app.signed_in(&viewer).await;
    let mut customers = Vec::new();
    for (attempts, email) in [(13, "nooit@bakkerij.be"), (12, "nog-eens@bakkerij.be")] {
        let id = customer(&app, &viewer, email, email).await;
        send(&client, id, email).await.unwrap();
        outbox::Entity::update_many()
            .col_expr(outbox::Column::Attempts, Expr::value(attempts))
            .filter(outbox::Column::Recipient.eq(email))
            .exec(app.context.db.writer())
            .await
            .unwrap();
        customers.push(id);
    }
    post(&app, &smtp.url());
    let to: Vec<String> = smtp.wait_for(1).await.into_iter().map(|mail| mail.to).collect();
    assert_eq!(to, ["nog-eens@bakkerij.be"]);
    let told = told(&client, customers[0]).await.delivery;
    assert!(matches!(told, Some(Delivery::Failed { cause: MailFailure::Fault })), "{told:?}");
    let mails = outbox::Entity::find().order_by_asc(outbox::Column::Id).all(&app.context.db.read).await.unwrap();
    assert_eq!(mails.iter().map(|mail| mail.attempts).collect::<Vec<_>>(), [13, 13], "none was tried once more");
    app.checked().await;
}

async fn an_internationalised_address_is_mailed_to_in_ascii(app: TestApp) {
    let (viewer, smtp) = (app.firm("Umlaut").await, posted(&app).await);
    let client = app.signed_in(&viewer).await;
    let id = customer(&app, &viewer, "Bäckerei Müller", "").await;
    send(&client, id, "info@bäckerei-müller.example").await.unwrap();
    let mail = smtp.wait_for(1).await.remove(0);
    let ascii = "info@xn--bckerei-mller-bfb28a.example";
    assert_eq!((mail.to.as_str(), mail.header("To").as_str()), (ascii, ascii), "{}", mail.text);
    assert!(matches!(opened(&app, &mail.token("uitnodiging")).await, Opened::Open(_)));
}

async fn who_waits_before_a_screen_is_served_first(app: TestApp) {
    let (viewer, smtp) = (app.firm("Voorrang").await, Smtp::start().await);
    let client = app.signed_in(&viewer).await;
    for number in 0..3 {
        let email = format!("jan{number}@bakkerij.be");
        let id = customer(&app, &viewer, &format!("Bakkerij {number}"), &email).await;
        send(&client, id, &email).await.unwrap();
    }
    app.client().form("/api/session/forgot_password", &[("email", viewer.email.as_str())]).await;
    post(&app, &smtp.url());
    let to: Vec<String> = smtp.wait_for(4).await.into_iter().map(|mail| mail.to).collect();
    assert_eq!(to[0], viewer.email, "{to:?}");
}

async fn an_address_that_is_refused_is_said_so(app: TestApp) {
    let viewer = app.firm("Adres").await;
    let client = app.signed_in(&viewer).await;
    let id = customer(&app, &viewer, "Bakkerij", "jan@bakkerij.be").await;
    let refused = send(&client, id, "geen adres").await;
    assert!(matches!(&refused, Err(AppError::Invalid(fields)) if fields.contains_key("email")), "{refused:?}");
    assert_eq!(status(&app, id).await, Status::Draft);
}

async fn why_a_mail_did_not_leave_is_told(app: TestApp) {
    let viewer = app.firm("Waarom").await;
    let client = app.signed_in(&viewer).await;
    let unknown = "550 5.1.1 <jan0@bakkerij.be>: no such user";
    // Which fault, with what before and after the address of the server, and what is told of it.
    let faults = [
        (Fault::Answer(unknown), ["", ""], MailFailure::AddressUnknown, true, &unknown[4..]),
        (
            Fault::Answer("451 4.7.1 greylisted, come back"),
            ["", ""],
            MailFailure::RefusedForNow,
            false,
            "4.7.1 greylisted, come back",
        ),
        (
            Fault::Answer("554 5.7.1 looks like spam"),
            ["", ""],
            MailFailure::RefusedForGood,
            true,
            "5.7.1 looks like spam",
        ),
        (Fault::HangUp, ["", ""], MailFailure::Unreachable, false, ""),
        (Fault::SignIn, ["an:secret@", ""], MailFailure::SignIn, false, "5.7.8 bad credentials"),
        (Fault::NoTls, ["", "?tls=required"], MailFailure::Tls, false, ""),
        (Fault::None, ["", "?tls=required"], MailFailure::Tls, false, ""),
    ];
    for (number, (fault, [before, after], cause, for_good, answer)) in faults.into_iter().enumerate() {
        let smtp = Smtp::failing(fault).await;
        let stop = tokio_util::sync::CancellationToken::new();
        let mailer =
            app::mail::Mailer::new(Some(&format!("smtp://{before}{}{after}", smtp.address)), "kantoor@localhost");
        tokio::spawn(app::mail::work(app.context.clone(), mailer.unwrap(), stop.clone()));
        let email = format!("jan{number}@bakkerij.be");
        let id = customer(&app, &viewer, &format!("Bakkerij {number}"), &email).await;
        send(&client, id, &email).await.unwrap();
        let told = told(&client, id).await;
        let as_expected = match told.delivery {
            Some(Delivery::Delayed { cause: told, .. }) => told == cause && !for_good,
            Some(Delivery::Failed { cause: told }) => told == cause && for_good,
            _ => false,
        };
        assert!(as_expected, "{fault:?}: {told:?}");
        assert_eq!(told.server_said, answer, "{fault:?}");
        stop.cancel();
        // Who may not see contacts is not told an address by the way.
        let levels = [(Area::Customers, Level::Read), (Area::Invitations, Level::Read)];
        if number == 0 {
            let bo = app.colleague_with(viewer.firm_id, &Rights { levels: levels.into(), scope: Scope::All }).await;
            assert_eq!(state(&app.signed_in(&bo).await, id).await.unwrap().server_said, "");
        }
        // The next one is not kept waiting by this one.
        outbox::Entity::delete_many().exec(app.context.db.writer()).await.unwrap();
    }
}

/// Where an invitation stands when the first attempt at its mail has ended.
async fn told(client: &Client, id: Uuid) -> State {
    for _ in 0..200 {
        let state = state(client, id).await.unwrap();
        if state.delivery != Some(Delivery::Waiting) {
            return state;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("nobody tried: {:?}", state(client, id).await)
}
