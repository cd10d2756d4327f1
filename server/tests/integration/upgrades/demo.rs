//! The demo firm of the first version: all of it is there, in agreement, and people go on with it.

use std::collections::BTreeMap;

use app::audit::{
    Who,
    history::{Action, Moment, RecordKind, Shown},
};
use domain::{customers::Status, integrations::Integration};
use entity::{customer, customer_integration, customer_tally, template};
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::first::{First, TALLY};
use crate::{
    both,
    support::{
        Client, TestApp,
        answers::{location, session_of},
        cards::{card, history},
        lists::{found, list, searching},
        templates::settings,
    },
};

both!(the_demo_firm_of_the_first_version_opens);

/// What everybody there signs in with.
const PASSWORD: &str = "berg-hooi-haven-tijger-karpet-41";

/// How many rows there are.
const ROWS: usize = 2_037;
/// What is made anew of the rest, or counted anew.
const DERIVED: [&str; 5] = ["active", "name_key", "manager_key", "city_key", "search"];
/// What a signed mandate is taken out of: it is a field of the customer. Templates lose what is each customer's own, too.
const WITH_MANDATES: [&str; 2] = ["version", "settings"];
const WITH_OWN_FACTS: [&str; 2] = ["version", "integrations"];

async fn the_demo_firm_of_the_first_version_opens(app: TestApp) {
    let first = First::on(app.engine).await;
    let now = first.opened().await;
    now.checked().await;
    let db = first.db().await;
    assert!(Migrator::get_pending_migrations_read_only(&db).await.unwrap().is_empty());
    for rows in &first.tables {
        let left_out: &[&str] = match rows.table.name.as_str() {
            "customer" => &DERIVED,
            "customer_integration" => &WITH_MANDATES,
            "template" => &WITH_OWN_FACTS,
            "customer_tally" => continue,
            _ => &[],
        };
        assert_eq!(rows.lost(&db, left_out).await, Vec::<String>::new());
    }
    assert_eq!(first.tables.iter().map(|table| table.rows.len()).sum::<usize>(), ROWS);
    what_has_another_place_is_moved(&now).await;

    let given = [("email", "an@demo.example"), ("password", PASSWORD)];
    let answer = now.client().form("/api/session/sign_in", &given).await;
    assert_eq!(location(&answer), "/klanten");
    let client = session_of(&now, &answer).expect("a session");
    the_list_is_as_it_was(&now, &client).await;
    a_card_is_as_it_was(&client, numbered(&now, 41).await).await;
    a_history_is_as_it_was(&client, numbered(&now, 38).await).await;

    // Opened once more, nothing is left to do.
    let lines = entity::change::Entity::find().count(&db).await.unwrap();
    first.opened().await.checked().await;
    assert_eq!(entity::change::Entity::find().count(&db).await.unwrap(), lines);
}

async fn numbered(app: &TestApp, number: i64) -> Uuid {
    let found = customer::Entity::find().filter(customer::Column::Number.eq(number)).one(&app.context.db.read).await;
    found.unwrap().expect("a customer").id
}

async fn what_has_another_place_is_moved(app: &TestApp) {
    let db = &app.context.db.read;
    let links = customer_integration::Entity::find().all(db).await.unwrap();
    let mut kept: BTreeMap<(&str, &str, i32), usize> = BTreeMap::new();
    for link in &links {
        *kept.entry((&link.integration, &link.settings, link.version)).or_default() += 1;
    }
    assert_eq!(
        kept.into_iter().collect::<Vec<_>>(),
        [
            (("codabox", r#"{"statements":"yes"}"#, 1), 20),
            (("email_import", r#"{"mailbox":"facturen@demo.example"}"#, 1), 4),
            (("peppol", r#"{"direction":"both"}"#, 2), 95),
            (("yuki", r#"{"division":"Vennootschappen"}"#, 1), 94),
        ]
    );
    let templates = template::Entity::find().order_by_asc(template::Column::Name).all(db).await.unwrap();
    let templates: Vec<_> =
        templates.iter().map(|one| (one.name.as_str(), one.version, one.integrations.as_str())).collect();
    assert_eq!(
        templates,
        [
            ("Eenmanszaak", 1, r#"{"codabox":{"statements":"yes"}}"#),
            ("Vennootschap", 2, r#"{"peppol":{"direction":"both"},"yuki":{}}"#),
            ("Vereniging", 2, r#"{"email_import":{}}"#),
        ]
    );
    let tallies = customer_tally::Entity::find().order_by_asc(customer_tally::Column::Tab);
    let tallies = tallies.order_by_asc(customer_tally::Column::HasVat).all(db).await.unwrap();
    assert_eq!(tallies.iter().map(|row| row.customers).collect::<Vec<_>>(), TALLY);
}

async fn the_list_is_as_it_was(app: &TestApp, client: &Client) {
    let page = list(client, &searching("")).await;
    let shown: Vec<_> =
        page.rows[..6].iter().map(|row| (row.number, row.name.as_str(), row.manager.as_deref())).collect();
    assert_eq!(
        shown,
        [
            (81, "Advocatenkantoor Declercq", Some("Frederik D'Haene")),
            (49, "Advocatuur van Beek B.V.", Some("Elif Kaya")),
            (75, "Alubriris", Some("Greet Roose")),
            (92, "Autobedrijf Peters N.V.", Some("Chantal Noël")),
            (14, "Autoschade Vermeulen N.V.", Some("Greet Roose")),
            (41, "Bakkerij Bogaerts BV", Some("Bart Lievens-Maes")),
        ]
    );
    // By a street with its number, which that version did not find, by a contact and by a reference.
    for search in ["kauwekijnstraat 7b", "bram claes", "bog-41"] {
        assert_eq!(found(client, search).await, ["Bakkerij Bogaerts BV"], "{search}");
    }
    let all = customer::Entity::find().count(&app.context.db.read).await.unwrap();
    assert_eq!(all, 119, "one of 120 was deleted");
}

async fn a_card_is_as_it_was(client: &Client, id: Uuid) {
    let shown = card(client, id).await;
    let details = &shown.details;
    assert_eq!((shown.version, shown.status, details.name.as_str()), (2, Status::Active, "Bakkerij Bogaerts BV"));
    assert_eq!((details.vat.as_str(), details.iban.as_str()), ("BE0466958790", "BE78001433940286"));
    assert_eq!((details.external_reference.as_str(), details.description.as_str()), ("BOG-41", "Levert elke maandag."));
    assert!(details.mandate);
    assert_eq!(
        (shown.manager.as_deref(), shown.template.as_deref()),
        (Some("Bart Lievens-Maes"), Some("Vennootschap"))
    );
    assert_eq!(shown.categories, ["Horeca"]);
    let addresses: Vec<_> = shown.addresses.iter().map(|one| (one.head_office, one.details.street.as_str())).collect();
    assert_eq!(addresses, [(true, "Veldstraat"), (false, "Kauwekijnstraat")]);
    let contacts = shown.contacts.expect("contacts");
    let contacts: Vec<_> = contacts.iter().map(|one| (one.main, one.name())).collect();
    assert_eq!(contacts, [(true, "Dries Bogaerts".to_owned()), (false, "Bram Claes".to_owned())]);
}

/// Who did what, by which way, and the first thing that was done.
fn told(moment: &Moment) -> (Who, &str, RecordKind, Action) {
    (moment.who.clone(), moment.source.as_str(), moment.events[0].kind, moment.events[0].action)
}

async fn a_history_is_as_it_was(client: &Client, id: Uuid) {
    let page = history(client, id).await;
    let (an, jan) = (Who::Colleague("An Vermeersch".into()), Who::Customer("Jan Lemaire".into()));
    assert_eq!(
        page.moments.iter().map(told).collect::<Vec<_>>(),
        [
            (Who::System, "upgrade", RecordKind::Integration, Action::Update),
            (Who::System, "upgrade", RecordKind::Access, Action::Create),
            (jan.clone(), "portal", RecordKind::Customer, Action::Update),
            (jan, "invitation", RecordKind::Customer, Action::Update),
            (an, "invitation", RecordKind::Customer, Action::Update),
            (Who::System, "demo", RecordKind::Customer, Action::Create),
        ]
    );
    let mandate = &page.moments[0].events[0].fields[0];
    let was = settings(&[("direction", "both"), ("mandate", "yes")]);
    assert_eq!(mandate.before, Shown::Settings(Integration::Peppol, was));
    let phoned = &page.moments[2].events[0].fields[0];
    let texts = [&phoned.before, &phoned.after];
    assert_eq!(texts, [&Shown::Text("+32 65 79 98 66".into()), &Shown::Text("065 12 34 56".into())]);
}
