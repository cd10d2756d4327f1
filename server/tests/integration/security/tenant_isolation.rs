//! Another firm's records, asked for by their ids: they do not exist.

use app::{
    customers::{
        card::tabs::{FREE_FIELDS, NOTES, TABS},
        details::{new_address, new_contact},
    },
    session::Viewer,
};
use chrono::Utc;
use domain::details::{AddressDetails, ContactDetails};
use entity::{
    address, business_unit, category, contact, customer_category, import, invitation, job, note, own_field, picture,
    portal_account, profile, template, user,
};
use reqwest::{Method, header};
use sea_orm::{ActiveModelBehavior, ActiveModelTrait, EntityTrait, IntoActiveModel, Iterable};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    call,
    requests::{self, body},
    table::{TABLE, Who},
};
use crate::{
    both,
    support::{Client, TestApp, cards::switch_tab},
};

both!(spoilt: another_firms_records_are_not_found, a_customers_person_sees_its_own_companies_only);

/// A record of each kind, all with one id, so that a request that asks for anything by this id meets one of them.
pub async fn records(app: &TestApp, owner: &Viewer, client: &Client) -> Uuid {
    let (firm_id, now) = (owner.firm_id, Utc::now());
    let mut request = body("/api/customers/create", Uuid::now_v7());
    request["request"]["template_id"] = Value::Null;
    let id = client.call::<Uuid>("/api/customers/create", &request).await.unwrap();
    let (text, name) = (String::new, || format!("Vreemd {id}"));
    store(
        app,
        profile::Model {
            firm_id,
            id,
            version: 1,
            name: name(),
            builtin: text(),
            rights: "{}".into(),
            requires_second_factor: false,
        },
    )
    .await;
    store(app, business_unit::Model { firm_id, id, version: 1, name: name() }).await;
    store(app, picture::Model { firm_id, id, png: text(), created_at: now }).await;
    store(app, category::Model { firm_id, id, version: 1, name: name() }).await;
    store(app, customer_category::Model { firm_id, customer_id: id, category_id: id }).await;
    store(
        app,
        own_field::Model {
            firm_id,
            id,
            version: 1,
            kind: "text".into(),
            labels: json!({ "nl": name() }).to_string(),
            options: "[]".into(),
            required_from: "never".into(),
            sharing: "internal".into(),
            area: text(),
            place: 1,
            origin: "settings".into(),
            archived: false,
            help: text(),
            first_kind: text(),
            change_id: None,
            customer_id: None,
            on_tab: false,
        },
    )
    .await;
    store(
        app,
        user::Model {
            firm_id,
            id,
            version: 1,
            email: format!("{id}@vreemd.be"),
            name: name(),
            locale: "nl".into(),
            password_hash: None,
            password_set_at: None,
            no_digest: false,
            profile_id: id,
            business_unit_id: None,
            active: true,
            created_at: now,
        },
    )
    .await;
    store(
        app,
        template::Model {
            firm_id,
            id,
            version: 1,
            name: name(),
            description: text(),
            archived: false,
            users: "[]".into(),
            integrations: "{}".into(),
            manager_id: None,
            business_unit_id: None,
            categories: String::new(),
        },
    )
    .await;
    let address = AddressDetails { city: name(), ..AddressDetails::default() };
    store(app, address::Model { id, ..new_address(firm_id, id, false, address) }).await;
    store(app, note::Model { firm_id, id, customer_id: id, version: 1, text: name() }).await;
    for tab in [NOTES, FREE_FIELDS] {
        switch_tab(client, tab, true).await.unwrap();
    }
    let contact = ContactDetails { first_name: name(), ..ContactDetails::default() };
    store(app, contact::Model { id, ..new_contact(firm_id, id, false, contact) }).await;
    store(
        app,
        invitation::Model {
            firm_id,
            id,
            customer_id: id,
            version: 1,
            contact_id: None,
            email: format!("{id}@klant.be"),
            name: name(),
            locale: "nl".into(),
            note: text(),
            status: "open".into(),
            created_by: owner.user_id,
            created_at: now,
            expires_at: now + chrono::Duration::days(7),
            answered_at: None,
            reason: text(),
        },
    )
    .await;
    store(
        app,
        import::Model {
            firm_id,
            id,
            version: 1,
            user_id: owner.user_id,
            file_name: "vreemd.xlsx".into(),
            file_size: 1,
            state: "ready".into(),
            template_id: None,
            file_problem: text(),
            choices: text(),
            file_report: text(),
            sample: text(),
            rows_total: 1,
            rows_new: 1,
            rows_existing: 0,
            rows_wrong: 0,
            problem_count: 0,
            last_row: 0,
            created: 0,
            created_at: now,
            finished_at: None,
        },
    )
    .await;
    store(
        app,
        job::Model {
            firm_id,
            id,
            kind: "run_import".into(),
            subject_id: id,
            owner_id: owner.user_id,
            payload: "{}".into(),
            state: "done".into(),
            done: 1,
            total: 1,
            cancel_requested: false,
            lease_until: now,
            attempts: 1,
            worker: None,
            error: text(),
            created_at: now,
            finished_at: Some(now),
        },
    )
    .await;
    id
}

pub async fn store<M>(app: &TestApp, model: M)
where
    M: sea_orm::ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
    <M::Entity as EntityTrait>::ActiveModel: ActiveModelTrait<Entity = M::Entity> + ActiveModelBehavior + Send,
{
    let mut row = model.into_active_model();
    <M::Entity as EntityTrait>::Column::iter().for_each(|column| row.reset(column));
    M::Entity::insert(row).exec_without_returning(app.context.db.writer()).await.expect("stored");
}

/// Pages and files that are about one record.
fn routes(id: Uuid) -> Vec<String> {
    let mut routes: Vec<String> = TABS.iter().map(|tab| tab.href(id)).collect();
    routes.extend(["bewerken", "uitnodigen"].map(|page| format!("/klanten/{id}/{page}")));
    routes.extend(["/sjablonen", "/imports", "/instellingen/profielen"].map(|place| format!("{place}/{id}")));
    routes.push(format!("/instellingen/velden/{id}/soort"));
    routes.extend([format!("/api/imports/{id}/errors"), format!("/api/jobs/{id}/events")]);
    routes
}

async fn status(client: &Client, path: &str) -> u16 {
    client.request(Method::GET, path).header(header::ACCEPT, "text/html").send().await.unwrap().status().as_u16()
}

async fn another_firms_records_are_not_found(app: TestApp) {
    let (ours, theirs) = (app.firm("Wij").await, app.firm("Zij").await);
    let (client, other) = (app.signed_in(&ours).await, app.signed_in(&theirs).await);
    let id = records(&app, &theirs, &other).await;
    let before = card(&other, id).await;
    let mut wrong = Vec::new();
    for route in routes(id) {
        let (ours, theirs) = (status(&client, &route).await, status(&other, &route).await);
        if ours != 404 || theirs == 404 && !route.ends_with("/errors") {
            wrong.push(format!("{route} answered {ours} to us, {theirs} to them"));
        }
    }
    for (path, _) in TABLE.iter().filter(|(path, _)| requests::names_a_record(path)) {
        let (status, text) = call(&client, path, id).await;
        if status != 404 {
            wrong.push(format!("{path} answered {status}: {text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(card(&other, id).await, before, "and nothing was written");
}

/// All that the firm sees of the customer.
pub async fn card(client: &Client, id: Uuid) -> Value {
    client.call("/api/customers/card", &json!({ "id": id })).await.unwrap()
}

async fn a_customers_person_sees_its_own_companies_only(app: TestApp) {
    use app::session::{
        queries::{Holder, open},
        request::Source,
    };
    let an = app.firm("Ander").await;
    let colleague = app.signed_in(&an).await;
    let id = records(&app, &an, &colleague).await;
    let before = card(&colleague, id).await;
    let account = portal_account::Model {
        id,
        version: 1,
        email: "niemand@klant.be".into(),
        name: "Niemand".into(),
        locale: "nl".into(),
        password_hash: None,
        created_at: Utc::now(),
    };
    store(&app, account).await;
    let holder = Holder::Portal { account_id: id, only: None };
    let opened = open(app.context.db.writer(), holder, &Source::default(), Utc::now()).await.unwrap();
    let client = app.client().with_session(&opened.token);
    let (status_of_company, _) = call(&client, "/api/portal/company", id).await;
    assert_eq!(status_of_company, 404);
    assert_eq!(status(&client, &format!("/mijn-bedrijf/{id}")).await, 404);
    // Plain forms answer with the page to go to.
    let forms: Vec<_> = TABLE
        .iter()
        .filter(|(path, who)| {
            *who == Who::Customer && requests::form(path, id).is_some_and(|fields| names_customer(&fields))
        })
        .collect();
    assert_eq!(forms.len(), 4);
    for (path, _) in forms {
        call(&client, path, id).await;
        assert_eq!(card(&colleague, id).await, before, "{path} wrote nothing");
    }
}

fn names_customer(fields: &[(&str, String)]) -> bool {
    fields.iter().any(|(name, _)| *name == "customer_id")
}
