//! The mail of a day: what customers changed themselves, to whoever answers for them.

use app::{clock, customers::portal_changes::digest};
use chrono::Days;
use domain::permissions::BuiltIn;
use entity::{outbox, user};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use super::changes::{JAN, manage, save, seen};
use crate::{
    both,
    support::{Smtp, TestApp, cards::card, invitations::posted, portal::Portal},
};

both!(there_is_one_mail_a_day, the_mail_goes_to_who_answers_and_wants_it);

/// How many daily mails there are.
async fn digests(app: &TestApp) -> u64 {
    outbox::Entity::find().filter(outbox::Column::Kind.eq("digest")).count(&app.context.db.read).await.unwrap()
}

/// Looks for what is due so many days from now.
async fn look(app: &TestApp, days: u64) {
    digest::queue(&app.context, clock::now() + Days::new(days)).await.unwrap();
}

async fn last_mail(smtp: &Smtp, count: usize) -> String {
    smtp.wait_for(count).await.pop().unwrap().text
}

async fn there_is_one_mail_a_day(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Dagelijks", JAN).await;
    let an = app.signed_in(&portal.viewer).await;
    save(&portal, "Bakkerij Jan", &[("details[phone]", "09 123 45 67")]).await;
    let before = smtp.mails().len();
    look(&app, 1).await;
    let text = last_mail(&smtp, before + 1).await;
    assert!(text.contains("Bakkerij Jan") && text.contains("/klanten?weergave=gewijzigd"), "{text}");
    assert!(!text.contains("09 123 45 67"), "what was changed stands on the card: {text}");
    assert!(text.contains("als beheerder instaat voor klanten zonder dossierbeheerder"), "nobody manages it: {text}");
    look(&app, 1).await;
    look(&app, 2).await;
    assert_eq!(digests(&app).await, 1, "told once");

    save(&portal, "Bakkerij Jan", &[("details[phone]", "09 765 43 21")]).await;
    look(&app, 1).await;
    assert_eq!(digests(&app).await, 2, "changed again");
    smtp.wait_for(before + 2).await;
    save(&portal, "Bakkerij Jan", &[("details[phone]", "09 123 45 67")]).await;
    let news = card(&an, portal.id).await.news.unwrap();
    seen(&an, portal.id, news.stamp.at).await.unwrap();
    look(&app, 3).await;
    assert_eq!(digests(&app).await, 2, "what was seen is not told");
}

async fn the_mail_goes_to_who_answers_and_wants_it(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Wie", JAN).await;
    let bo = app.colleague(portal.viewer.firm_id, "Bo", BuiltIn::Staff).await;
    manage(&app, &portal, &bo).await;
    save(&portal, "Bakkerij Jan", &[("details[phone]", "09 123 45 67")]).await;
    let before = smtp.mails().len();
    look(&app, 1).await;
    let mails = smtp.wait_for(before + 1).await;
    let mail = mails.last().unwrap();
    assert_eq!(mail.to, bo.email, "its manager, and not the administrator");
    assert!(mail.text.contains("omdat u deze klanten beheert"), "{}", mail.text);

    let client = app.signed_in(&bo).await;
    let account: app::session::Account = client.call("/api/session/account", &json!({})).await.unwrap();
    assert!(account.digest);
    let change = json!({ "version": account.version, "name": account.name, "locale": account.locale, "digest": false });
    client.call::<app::session::Account>("/api/session/change_account", &json!({ "request": change })).await.unwrap();
    let stored = user::Entity::find().filter(user::Column::Id.eq(bo.user_id)).one(&app.context.db.read).await;
    assert!(stored.unwrap().unwrap().no_digest);
    save(&portal, "Bakkerij Jan", &[("details[phone]", "09 765 43 21")]).await;
    look(&app, 1).await;
    assert_eq!(digests(&app).await, 1);
    app.checked().await;
}
