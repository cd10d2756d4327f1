//! A hundred thousand customers of the first version: every step since, and what a new version does once, over all of them.

use app::session::viewer_of;
use entity::{customer_tally, firm, user};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Statement};

use super::first::{First, TALLY};
use crate::{
    both,
    support::{
        Engine, TestApp,
        lists::{found, list, searching},
    },
};

both!(a_hundred_thousand_customers_come_along);

/// How many are added to those of the demo firm.
const CUSTOMERS: i64 = 100_000;
/// The first of them has the next number.
const NUMBERED_AFTER: i64 = 200_000;

/// What each of them adds to the counts: a fifth has each status, and one in eight no VAT number.
const COUNTED: [((i16, bool), i64); 6] = [
    ((0, false), 5_000),
    ((0, true), 35_000),
    ((1, false), 5_000),
    ((1, true), 35_000),
    ((2, false), 2_500),
    ((2, true), 17_500),
];

/// The statements that add them, each with an address and a contact. What follows from their data is left for the upgrade to find.
fn statements(engine: Engine) -> [String; 4] {
    let id = |kind: u8| match engine {
        Engine::Sqlite => format!("unhex('019200000000700{kind}8000' || printf('%012x', i))"),
        Engine::Postgres => format!("('01920000-0000-700{kind}-8000-' || lpad(to_hex(i), 12, '0'))::uuid"),
    };
    let each = format!("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {CUSTOMERS}) SELECT");
    let (customer, address, contact) = (id(1), id(2), id(3));
    [
        format!(
            "INSERT INTO customer (firm_id, id, version, number, name, name_key, status, active, vat, company_number, \
             external_reference, country, locale, iban, email, phone, mobile, website, description, mandate, manager_id, \
             manager_key, postcode, city, city_key, search, created_at, updated_at) \
             {each} f.id, {customer}, 1, {NUMBERED_AFTER} + i, 'Bakkerij Peeters ' || i || ' BV', '', i % 5, i % 5 IN (1, 2), \
             CASE WHEN i % 8 = 0 THEN '' ELSE 'BE0477472701' END, '', 'P-' || i, 'BE', 'nl-BE', 'BE68539007547034', \
             'info@peeters' || i || '.example', '09 123 45 67', '', '', '', FALSE, \
             (SELECT id FROM \"user\" WHERE email = 'an@demo.example'), '', '9000', 'Gent', '', '', f.created_at, f.created_at \
             FROM n CROSS JOIN firm AS f"
        ),
        format!(
            "INSERT INTO address (firm_id, id, customer_id, version, head_office, label, street, house_number, box_number, \
             postcode, city, country) \
             {each} f.id, {address}, {customer}, 1, TRUE, '', 'Veldstraat', CAST(i AS text), '', '9000', 'Gent', 'BE' \
             FROM n CROSS JOIN firm AS f"
        ),
        format!(
            "INSERT INTO contact (firm_id, id, customer_id, version, main, first_name, last_name, email, phone, mobile, \
             role, locale, active) \
             {each} f.id, {contact}, {customer}, 1, TRUE, 'Jan', 'Peeters', 'jan@peeters' || i || '.example', '', '', '', \
             'nl-BE', TRUE FROM n CROSS JOIN firm AS f"
        ),
        format!("UPDATE firm SET next_customer_number = {}", NUMBERED_AFTER + CUSTOMERS + 1),
    ]
}

/// How many of them have all that they had.
async fn unchanged(app: &TestApp) -> i64 {
    let sql = format!(
        "SELECT count(*) AS customers FROM (SELECT c.*, c.number - {NUMBERED_AFTER} AS i FROM customer AS c) AS c \
         JOIN address AS a ON a.firm_id = c.firm_id AND a.customer_id = c.id \
         JOIN contact AS p ON p.firm_id = c.firm_id AND p.customer_id = c.id \
         WHERE c.i > 0 AND c.version = 1 AND c.name = 'Bakkerij Peeters ' || c.i || ' BV' AND c.status = c.i % 5 \
         AND c.vat = CASE WHEN c.i % 8 = 0 THEN '' ELSE 'BE0477472701' END AND c.external_reference = 'P-' || c.i \
         AND c.iban = 'BE68539007547034' AND c.email = 'info@peeters' || c.i || '.example' AND c.phone = '09 123 45 67' \
         AND a.head_office AND a.street = 'Veldstraat' AND a.house_number = CAST(c.i AS text) AND a.city = 'Gent' \
         AND p.main AND p.first_name = 'Jan' AND p.email = 'jan@peeters' || c.i || '.example' AND p.active"
    );
    let db = app.context.db.writer();
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    row.unwrap().try_get("", "customers").unwrap()
}

async fn a_hundred_thousand_customers_come_along(app: TestApp) {
    let first = First::on(app.engine).await;
    let before = first.db().await;
    for statement in statements(app.engine) {
        before.execute_unprepared(&statement).await.unwrap();
    }
    before.close().await.unwrap();
    let now = first.opened().await;

    assert_eq!(unchanged(&now).await, CUSTOMERS);
    let db = &now.context.db.read;
    let tallies = customer_tally::Entity::find().order_by_asc(customer_tally::Column::Tab);
    let tallies = tallies.order_by_asc(customer_tally::Column::HasVat).all(db).await.unwrap();
    let counted: Vec<_> = tallies.iter().map(|row| ((row.tab, row.has_vat), row.customers)).collect();
    let expected: Vec<_> = COUNTED.iter().zip(TALLY).map(|((which, many), few)| (*which, many + few)).collect();
    assert_eq!(counted, expected);
    // They were put in past the change log; everything else agrees, the keys of each and the full text too.
    let report = now.report().await;
    let wrong = report.parts.iter().filter(|part| part.name != "change log" && !part.problems.is_empty());
    assert_eq!(wrong.map(|part| part.name).collect::<Vec<_>>(), [""; 0], "{report}");

    let an = user::Entity::find().filter(user::Column::Email.eq("an@demo.example")).one(db).await.unwrap().unwrap();
    let viewer = viewer_of::user(&now.context.db, an.firm_id, an.id).await.unwrap().expect("a colleague");
    let client = now.signed_in(&viewer).await;
    for search in ["peeters 77777", "veldstraat 77777", "p-77777", "jan@peeters77777.example"] {
        let page = list(&client, &searching(search)).await;
        let shown: Vec<_> = page.rows.iter().map(|row| (row.name.as_str(), row.manager.as_deref())).collect();
        assert_eq!(shown, [("Bakkerij Peeters 77777 BV", Some("An Vermeersch"))], "{search}");
    }
    assert_eq!(found(&client, "veldstraat 99999").await, Vec::<String>::new(), "it is archived");
    let firm = firm::Entity::find().one(db).await.unwrap().unwrap();
    assert_eq!(firm.next_customer_number, NUMBERED_AFTER + CUSTOMERS + 1);
}
