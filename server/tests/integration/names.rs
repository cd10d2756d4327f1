//! Whatever is listed by name stands in the order of Dutch lists: é beside e, lower case beside upper, `'t` with its word.

use app::{portal::people, session::OneCompany};
use domain::{customers::Status, permissions::BuiltIn};
use serde_json::{Value, json};

use crate::{
    both,
    support::{
        Client, TestApp,
        customers::{Said, add},
        invitations::posted,
        portal::{Portal, account},
        templates::{record, save},
    },
};

both!(every_list_of_names_is_in_one_order);

/// In their order.
const NAMES: [&str; 7] = ["de Wolf", "Debacker", "école", "Eend", "Ever & Co", "Tante", "'t Zand"];

/// The names of a list that are of these, as they stand in it.
async fn listed(client: &Client, path: &str) -> Vec<String> {
    let list: Value = client.call(path, &json!({})).await.unwrap();
    let rows = list.as_array().unwrap_or_else(|| panic!("{path}: {list}"));
    let name = |row: &Value| row["name"].as_str().unwrap_or_default().to_owned();
    rows.iter().map(name).filter(|name| NAMES.contains(&name.as_str())).collect()
}

async fn every_list_of_names_is_in_one_order(app: TestApp) {
    let smtp = posted(&app).await;
    let Portal { viewer, client: person, .. } = Portal::of(&app, &smtp, "Orde", "jan@bakkerij.be").await;
    let client = app.signed_in(&viewer).await;
    let shuffled = [3, 6, 0, 5, 2, 4, 1].map(|at| NAMES[at]);
    for name in shuffled {
        let new = json!({ "id": null, "version": 0, "name": name, "rights": { "scope": "assigned", "levels": {} } });
        for path in ["/api/settings/save_unit", "/api/settings/save_category", "/api/settings/save_profile"] {
            client.call::<Value>(path, &json!({ "request": new })).await.unwrap();
        }
        save(&client, &record(name, &[], &[])).await.unwrap();
        app.colleague(viewer.firm_id, name, BuiltIn::Staff).await;
    }
    let companies = shuffled.map(|name| Said { name, status: Status::Active, ..Default::default() });
    let jan = account(&app, "jan@bakkerij.be").await;
    let ids = add(&app, viewer.firm_id, &companies).await;
    let mut log = app.log(viewer.firm_id).await;
    for customer_id in ids {
        people::give_access(&mut log, jan.id, OneCompany { firm_id: viewer.firm_id, customer_id }).await.unwrap();
    }
    log.finish().await.unwrap();

    for (who, path) in [
        (&client, "/api/settings/units"),
        (&client, "/api/settings/categories"),
        (&client, "/api/settings/profiles"),
        (&client, "/api/settings/colleagues"),
        (&client, "/api/templates/choices"),
        (&client, "/api/templates/list"),
        (&person, "/api/portal/companies"),
    ] {
        assert_eq!(listed(who, path).await, NAMES, "{path}");
    }
}
