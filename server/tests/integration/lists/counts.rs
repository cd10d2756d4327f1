//! The counts beside the list.

use app::{
    customers::{
        list::{
            address::{ListQuery, Tab, View},
            records::{Count, Counts},
        },
        store,
    },
    session::Viewer,
};
use domain::customers::Status;
use entity::customer;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use crate::{
    both,
    support::{
        Client, TestApp,
        customers::{Said, add},
        lists::{BY_VAT, found, list, searching},
    },
};

both!(the_counts_keep_up, a_concept_has_a_tab_of_its_own,);

async fn the_counts_keep_up(app: TestApp) {
    let an = app.firm("Telling").await;
    let said = [
        Said { name: "Eerste", vat: "BE0477472701", ..Default::default() },
        Said { name: "Tweede", ..Default::default() },
        Said { name: "Derde", status: Status::Active, ..Default::default() },
    ];
    let ids = add(&app, an.firm_id, &said).await;
    let client = app.signed_in(&an).await;
    check_counts(&app, &an, &client, [1, 2, 0], "created").await;
    let step = |id: Uuid, version: i32| json!({ "request": { "id": id, "version": version } });
    let _: serde_json::Value = client.call("/api/customers/activate", &step(ids[0], 1)).await.unwrap();
    check_counts(&app, &an, &client, [2, 1, 0], "activated").await;
    assert_eq!(found(&client, "eerste").await, ["Eerste"], "found in the other tab at once");
    let _: serde_json::Value = client.call("/api/customers/deactivate", &step(ids[2], 1)).await.unwrap();
    check_counts(&app, &an, &client, [1, 1, 1], "deactivated").await;
    let () = client.call("/api/customers/delete", &step(ids[1], 1)).await.unwrap();
    check_counts(&app, &an, &client, [1, 0, 1], "deleted").await;

    let before = customer::Entity::find_by_id((an.firm_id, ids[0])).one(&app.context.db.read).await.unwrap().unwrap();
    let mut log = app.log(an.firm_id).await;
    store::update(&mut log, &before, customer::Model { vat: String::new(), ..before.clone() }).await.unwrap();
    log.finish().await.unwrap();
    check_counts(&app, &an, &client, [1, 0, 1], "without its number").await;
    let without = ListQuery { view: View::WithoutVat, ..searching("eerste") };
    assert_eq!(list(&client, &without).await.rows.len(), 1, "found in the other view at once");
}

/// The counts of the list, of each view and by search, are what there is; `expected` are those of the tabs in their order.
async fn check_counts(app: &TestApp, viewer: &Viewer, client: &Client, expected: [u64; 3], when: &str) {
    let stored = customer::Entity::find().filter(customer::Column::FirmId.eq(viewer.firm_id));
    let stored = stored.all(&app.context.db.read).await.unwrap();
    for view in BY_VAT {
        let real = |tab: Tab| {
            let counted = |customer: &&customer::Model| {
                Status::ALL[customer.status as usize].tab() == tab
                    && (view == View::All || customer.vat.is_empty() == (view == View::WithoutVat))
            };
            Count::Exactly(stored.iter().filter(counted).count() as u64)
        };
        let page = list(client, &ListQuery { view, ..Default::default() }).await;
        assert_eq!(page.counts, Counts::of(real), "{when}, {view:?}");
        if view == View::All {
            assert_eq!(Tab::ALL.map(|tab| page.counts.in_tab(tab)), expected.map(Count::Exactly), "{when}");
        }
    }
}

async fn a_concept_has_a_tab_of_its_own(app: TestApp) {
    let an = app.firm("Standen").await;
    let said = Status::ALL.map(|status| Said { name: "Zaak", status, ..Default::default() });
    add(&app, an.firm_id, &said).await;
    let client = app.signed_in(&an).await;
    for search in ["", "zaak"] {
        for tab in Tab::ALL {
            let page = list(&client, &searching(search).in_tab(tab)).await;
            let mut statuses: Vec<Status> = page.rows.iter().map(|row| row.status).collect();
            statuses.sort();
            let expected: &[Status] = match tab {
                Tab::Active => &[Status::Invited, Status::Active],
                Tab::Draft => &[Status::Draft],
                Tab::Inactive => &[Status::Declined, Status::Archived],
            };
            assert_eq!(statuses, expected, "{search} {tab:?}");
            assert_eq!(Tab::ALL.map(|tab| page.counts.in_tab(tab)), [2, 1, 2].map(Count::Exactly), "{search} {tab:?}");
        }
    }
    let page = client.get("/klanten?tab=concept").await.text().await.unwrap();
    let tabs = page.split(r#"class="tabs""#).nth(1).and_then(|rest| rest.split("</nav>").next()).expect("the tabs");
    let shown = ["Actief", "Concept", "Niet actief"].map(|name| tabs.find(name).expect(name));
    assert!(shown.is_sorted(), "{tabs}");
    let here = tabs.split("<a").find(|link| link.contains("aria-current=\"page\"")).expect("the tab that is shown");
    assert!(here.contains("Concept"), "{here}");
    assert!(page.contains(r#"class="pill draft""#), "its own colour");
}
