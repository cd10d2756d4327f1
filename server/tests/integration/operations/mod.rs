//! Thousands of operations in an order that nobody thought of, by every way by which something is written that has a history: what
//! comes of them agrees with the change log, the counts and the search. The order is the same in every run.

mod access;
mod accounts;
mod card;
mod chance;
mod fields;
mod form;
mod notes;
mod own;
mod parts;
mod portal;
mod renaming;
mod settings;
mod templates;
mod ways;

use std::collections::{BTreeMap, BTreeSet};

use app::{
    demo,
    error::AppError,
    session::{
        Viewer,
        queries::{Holder, open},
        request::Source,
        viewer_of,
    },
};
use chrono::Utc;
use domain::permissions::BuiltIn;
use entity::{change, customer, user};
use reqwest::Response;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Value, json};
use uuid::Uuid;

use self::{chance::Chance, ways::WAYS};
use crate::{
    both,
    support::{Client, Smtp, TestApp, invitations::posted},
    upgrades::first::First,
};

both!(whatever_is_done_agrees, what_is_done_after_an_upgrade_agrees);

/// How often each way is tried, each time in another order and for other records.
const ROUNDS: usize = 16;
/// How often at the most, where chance has left something out until then.
const MOST_ROUNDS: usize = 32;
/// How often in a firm that an earlier version left.
const AFTER_UPGRADE: usize = 2;
/// Customers that the demo firm begins with: so few that most things are done to each.
const CUSTOMERS: u32 = 12;
/// Administrators who do things: so many that none of them sends so many mails, or saves so often, that it is too much.
const ADMINISTRATORS: usize = 16;
/// No more are added.
const MOST_CUSTOMERS: usize = 30;

/// Every kind of record with a history, and what can be done to it.
const DONE_TO: [(&str, &[&str]); 20] = [
    ("access", &["create", "delete"]),
    ("address", &["create", "delete", "update"]),
    ("assignment", &["create", "delete"]),
    ("business_unit", &["create", "delete", "update"]),
    ("categorisation", &["create", "delete"]),
    ("category", &["create", "delete", "update"]),
    ("contact", &["create", "delete", "update"]),
    ("customer", &["create", "delete", "update"]),
    ("firm", &["create", "update"]),
    ("integration", &["create", "delete", "update"]),
    ("invitation", &["create", "delete", "update"]),
    ("note", &["create", "delete", "update"]),
    ("own_field", &["create", "delete", "update"]),
    ("own_value", &["create", "delete", "update"]),
    ("passkey", &["create", "delete"]),
    ("profile", &["create", "delete", "update"]),
    ("proposal", &["create", "delete", "update"]),
    ("second_factor", &["create", "delete", "update"]),
    ("template", &["create", "update"]),
    ("user", &["create", "update"]),
];

/// A firm in which things are done.
struct Firm {
    app: TestApp,
    chance: Chance,
    viewers: Vec<Viewer>,
    /// Colleagues who can sign in, each with the place of its password.
    managers: Vec<(Uuid, usize)>,
    /// Who does the next one.
    client: Client,
    /// How often each way wrote something.
    wrote: BTreeMap<&'static str, usize>,
}

impl Firm {
    /// The demo firm of this database.
    async fn of(app: &TestApp) -> Self {
        let an = user::Entity::find().filter(user::Column::Email.eq("an@demo.example")).one(&app.context.db.read).await;
        let an = an.unwrap().expect("the administrator");
        let an = viewer_of::user(&app.context.db, an.firm_id, an.id).await.unwrap().expect("active");
        let (firm_id, client) = (an.firm_id, app.signed_in(&an).await);
        let mut viewers = vec![an];
        for number in 1..ADMINISTRATORS {
            viewers.push(app.colleague(firm_id, &format!("Bea {number}"), BuiltIn::Administrator).await);
        }
        let mut managers = Vec::new();
        for name in ["Bert", "Cé", "Dirk"] {
            managers.push((app.colleague(firm_id, name, BuiltIn::ClientManager).await.user_id, 0));
        }
        let (app, chance) = (app.clone(), Chance::new());
        Self { app, chance, viewers, managers, client, wrote: BTreeMap::new() }
    }

    fn firm_id(&self) -> Uuid {
        self.viewers[0].firm_id
    }

    /// Does each of them once, in an order of its own.
    async fn round(&mut self) {
        let mut ways = WAYS.to_vec();
        self.chance.shuffle(&mut ways);
        for way in ways {
            self.go(way).await;
        }
        // What a later change would put right again is seen here.
        self.app.checked().await;
    }

    /// Does one of them; some are refused by what was done before.
    async fn go(&mut self, way: &'static str) {
        let who = self.viewers[self.chance.below(ADMINISTRATORS as u64) as usize].clone();
        self.client = self.app.signed_in(&who).await;
        match way.split('/').nth(2).unwrap_or_default() {
            "addresses" | "contacts" => self.part(way).await,
            "customers" if way.ends_with("create") || way.ends_with("save_form") || way.ends_with("update") => {
                self.form_of_customer(way).await;
            }
            "customers" | "integrations" => self.card(way).await,
            "access" | "invitations" => self.access(way).await,
            "free_fields" => self.free_fields(way).await,
            "notes" => self.note(way).await,
            "own_fields" => self.own_field(way).await,
            "portal" => self.portal(way).await,
            "session" => self.account(way).await,
            "templates" => self.template(way).await,
            _ => self.setting(way).await,
        }
    }

    /// Calls a function; whatever it refuses, it does not break down.
    async fn call(&mut self, way: &'static str, request: Value) -> Result<Value, AppError> {
        let client = self.client.clone();
        self.call_as(&client, way, request).await
    }

    async fn call_as(&mut self, client: &Client, way: &'static str, request: Value) -> Result<Value, AppError> {
        let before = self.lines().await;
        let answer = client.call(way, &json!({ "request": request })).await;
        if let Err(AppError::Internal(reference)) = &answer {
            panic!("{way} failed with {request}: {reference}");
        }
        self.count(way, before).await;
        answer
    }

    /// Sends a plain form, likewise.
    async fn send(&mut self, way: &'static str, fields: &[(&str, &str)]) -> Response {
        let client = self.client.clone();
        self.send_as(&client, way, fields).await
    }

    async fn send_as(&mut self, client: &Client, way: &'static str, fields: &[(&str, &str)]) -> Response {
        let before = self.lines().await;
        let answer = client.form(way, fields).await;
        assert!(!answer.status().is_server_error(), "{way} failed with {fields:?}: {answer:?}");
        self.count(way, before).await;
        answer
    }

    /// How many lines the change log has.
    async fn lines(&self) -> u64 {
        change::Entity::find().count(&self.app.context.db.read).await.unwrap()
    }

    async fn count(&mut self, way: &'static str, before: u64) {
        if self.lines().await > before {
            *self.wrote.entry(way).or_default() += 1;
        }
    }

    /// All customers, the first first.
    async fn customers(&self) -> Vec<Uuid> {
        let of_firm = customer::Entity::find().filter(customer::Column::FirmId.eq(self.firm_id()));
        let ids = of_firm.order_by_asc(customer::Column::Id).select_only().column(customer::Column::Id).into_tuple();
        ids.all(&self.app.context.db.read).await.unwrap()
    }

    async fn a_customer(&mut self) -> Uuid {
        let all = self.customers().await;
        self.chance.of(&all).expect("a customer")
    }

    /// Everybody who has ever worked at the firm but those who do this.
    async fn colleagues(&self) -> Vec<user::Model> {
        let of_firm = user::Entity::find().filter(user::Column::FirmId.eq(self.firm_id()));
        let others = of_firm.filter(user::Column::Id.is_not_in(self.viewers.iter().map(|viewer| viewer.user_id)));
        others.order_by_asc(user::Column::Id).all(&self.app.context.db.read).await.unwrap()
    }

    async fn a_colleague(&mut self) -> user::Model {
        let all = self.colleagues().await;
        let place = self.chance.below(all.len() as u64) as usize;
        all.into_iter().nth(place).expect("a colleague")
    }

    /// A new session of a colleague, or of a customer's person.
    async fn session(&self, holder: Holder) -> Client {
        let opened = open(self.app.context.db.writer(), holder, &Source::default(), Utc::now()).await.unwrap();
        self.app.client().with_session(&opened.token)
    }

    async fn session_of(&self, user_id: Uuid) -> Client {
        self.session(Holder::User { firm_id: self.firm_id(), user_id }).await
    }
}

/// Lets jobs be done and mails be sent.
async fn at_work(app: &TestApp) -> Smtp {
    tokio::spawn(app::jobs::work(app.context.clone(), app.context.stop.clone()));
    posted(app).await
}

/// Lines of the log that an earlier version wrote are gone on from.
async fn what_is_done_after_an_upgrade_agrees(app: TestApp) {
    let now = First::on(app.engine).await.opened().await;
    let _smtp = at_work(&now).await;
    let mut firm = Firm::of(&now).await;
    for _ in 0..AFTER_UPGRADE {
        firm.round().await;
    }
}

async fn whatever_is_done_agrees(app: TestApp) {
    // The demo firm is written by a way of its own.
    demo::generate(&app.context, CUSTOMERS, 0).await.unwrap();
    let _smtp = at_work(&app).await;
    let mut firm = Firm::of(&app).await;
    let expected: BTreeMap<String, BTreeSet<String>> =
        DONE_TO.map(|(kind, actions)| (kind.to_owned(), names(actions))).into();
    for round in 0..MOST_ROUNDS {
        let is_done = WAYS.iter().all(|way| firm.wrote.contains_key(way));
        let is_done = is_done && done_to(&app).await == expected && fields::never_changed(&app).await.is_empty();
        if round >= ROUNDS && is_done {
            break;
        }
        firm.round().await;
    }
    let never: Vec<&&str> = WAYS.iter().filter(|way| !firm.wrote.contains_key(**way)).collect();
    assert!(never.is_empty(), "these wrote nothing whenever they were tried: {never:?}");
    assert_eq!(done_to(&app).await, expected);
    assert_eq!(fields::never_changed(&app).await, Vec::<String>::new(), "these fields were never changed");
    let sources = sources(&app).await;
    for source in ["card", "demo", "form", "import", "invitation", "join", "portal", "profile", "settings", "templates"]
    {
        assert!(sources.contains(source), "nothing came from {source}: {sources:?}");
    }
}

fn names(actions: &[&str]) -> BTreeSet<String> {
    actions.iter().map(|action| (*action).to_owned()).collect()
}

/// What the change log says was done, by kind of record.
async fn done_to(app: &TestApp) -> BTreeMap<String, BTreeSet<String>> {
    let columns = [change::Column::RecordKind, change::Column::Action];
    let lines = change::Entity::find().select_only().columns(columns).distinct().into_tuple::<(String, String)>();
    let mut done: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (kind, action) in lines.all(&app.context.db.read).await.unwrap() {
        done.entry(kind).or_default().insert(action);
    }
    done
}

async fn sources(app: &TestApp) -> BTreeSet<String> {
    let sources = change::Entity::find().select_only().column(change::Column::Source).distinct().into_tuple();
    sources.all(&app.context.db.read).await.unwrap().into_iter().collect()
}
