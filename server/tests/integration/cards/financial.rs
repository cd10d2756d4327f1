//! What a customer pays with is seen and changed by whom the area *Financial* is open to, and by nobody else.

use std::io::Cursor;

use app::{
    customers::form::request::{CreateRequest, Filled, UpdateRequest},
    error::AppError,
    session::Viewer,
};
use calamine::{Reader, Xlsx};
use domain::{
    details::CustomerDetails,
    permissions::{Area, Level, Rights, Scope},
};
use uuid::Uuid;

use crate::{
    both,
    support::{
        Client, TestApp,
        cards::{blank, card, create, filled, history, peeters, step, update},
    },
};

both!(an_iban_is_seen_nowhere_without_the_right, an_iban_is_kept_by_who_may_not_change_it);

const IBAN: &str = "BE68539007547034";
const OTHER: &str = "BE78979931198486";

/// A colleague who may do everything but this much of *Financial*.
async fn with_financial(app: &TestApp, firm_id: Uuid, level: Level) -> Client {
    let levels = Area::ALL.map(|area| (area, if area == Area::Financial { level } else { Level::Delete }));
    let rights = Rights { scope: Scope::All, levels: levels.into() };
    app.signed_in(&app.colleague_with(firm_id, &rights).await).await
}

async fn peeters_with_iban(app: &TestApp, viewer: &Viewer) -> Uuid {
    let client = app.signed_in(viewer).await;
    let request = peeters(blank(&client).await.form_id);
    let customer = CustomerDetails { iban: IBAN.into(), ..request.customer.clone() };
    create(&client, &CreateRequest { customer, ..request }).await.unwrap()
}

async fn an_iban_is_seen_nowhere_without_the_right(app: TestApp) {
    let an = app.firm("Geld").await;
    let id = peeters_with_iban(&app, &an).await;
    let [without, reader] =
        [with_financial(&app, an.firm_id, Level::None).await, with_financial(&app, an.firm_id, Level::Read).await];
    let others = app.signed_in(&an).await;
    let now = filled(&others, id).await;
    let other_iban = CustomerDetails { iban: OTHER.into(), ..now.details };
    update(&others, &UpdateRequest::of(id, now.version, other_iban)).await.unwrap();

    for (client, seen) in [(&reader, true), (&without, false)] {
        let anders = CustomerDetails { name: "Anders".into(), ..filled(client, id).await.details };
        let stale = UpdateRequest::of(id, 1, anders);
        let shown = [
            ("the card", format!("{:?}", card(client, id).await)),
            ("the form", format!("{:?}", filled(client, id).await)),
            ("the history", format!("{:?}", history(client, id).await)),
            ("a conflict", format!("{:?}", update(client, &stale).await)),
            ("a step's conflict", format!("{:?}", step(client, "activate", id, 1).await)),
            ("the card's page", client.get(&format!("/klanten/{id}")).await.text().await.unwrap().replace(' ', "")),
            ("the history's page", client.get(&format!("/klanten/{id}/historiek")).await.text().await.unwrap()),
        ];
        for (place, text) in shown {
            assert_eq!(text.contains(OTHER), seen, "{place}: {text}");
        }
        let file = client.get("/api/customers/export?tab=concept").await.bytes().await.unwrap();
        let cells = cells_of(&file);
        assert!(cells.contains(&"Bakkerij Peeters BV".to_owned()), "{cells:?}");
        assert_eq!(cells.contains(&OTHER.to_owned()), seen, "the file: {cells:?}");
    }
    let said = history(&without, id).await.moments;
    assert!(said.iter().flat_map(|moment| &moment.events).all(|event| event.fields.iter().all(|f| f.field != "iban")));
    assert_eq!(said.len(), history(&reader, id).await.moments.len() - 1, "a change of the IBAN alone is not told");
}

fn cells_of(file: &[u8]) -> Vec<String> {
    let mut workbook = Xlsx::new(Cursor::new(file)).unwrap();
    let sheet = workbook.worksheet_range_at(0).unwrap().unwrap();
    sheet.rows().flatten().map(ToString::to_string).collect()
}

async fn an_iban_is_kept_by_who_may_not_change_it(app: TestApp) {
    let an = app.firm("Kas").await;
    let id = peeters_with_iban(&app, &an).await;
    let all = app.signed_in(&an).await;
    for level in [Level::None, Level::Read] {
        let client = with_financial(&app, an.firm_id, level).await;
        let Filled { version, details, .. } = filled(&client, id).await;
        let renamed = CustomerDetails { name: format!("Peeters {level:?}"), ..details.clone() };
        update(&client, &UpdateRequest::of(id, version, renamed)).await.unwrap();
        let now = card(&all, id).await;
        assert_eq!(
            (now.details.name.as_str(), now.details.iban.as_str()),
            (format!("Peeters {level:?}").as_str(), IBAN)
        );

        let version = now.version;
        let other = CustomerDetails { iban: OTHER.into(), ..now.details };
        assert_eq!(update(&client, &UpdateRequest::of(id, version, other.clone())).await, Err(AppError::Forbidden));
        let request = peeters(blank(&client).await.form_id);
        let with_iban =
            CreateRequest { customer: CustomerDetails { iban: OTHER.into(), ..request.customer }, ..request };
        assert_eq!(create(&client, &with_iban).await, Err(AppError::Forbidden));
        assert_eq!(card(&all, id).await.details.iban, IBAN);
    }
}
