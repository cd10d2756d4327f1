//! What each column that holds an id refers to, and whether that is there.

use sea_orm::{ConnectionTrait, DbErr, Statement};
use uuid::Uuid;

use super::{
    report::{EXAMPLES, Part, Problems},
    schema::{self, Kind, quoted},
};
use crate::error::AppError;

/// What an id refers to.
enum To {
    /// A row of this table with this `id`; of the same firm, where both have one.
    Table(&'static str),
    /// The same for the rows of which this SQL is true; `firm` is the column that says of which firm.
    Where { table: &'static str, firm: &'static str, when: &'static str },
    /// A row that may be gone, or stands in one of several tables, as something beside it says.
    Nothing,
}
use To::{Nothing, Table, Where};

/// Tables whose rows belong to no firm, or are one.
const WITHOUT_FIRM: [&str; 2] = ["firm", "portal_account"];

/// Every column that holds an id, but for `id` itself and `firm_id`, which always is a firm.
const REFERENCES: &[(&str, &str, To)] = &[
    ("address", "customer_id", Table("customer")),
    ("change", "actor_id", Nothing),
    // It only holds lines together.
    ("change", "batch_id", Nothing),
    ("change", "customer_id", Nothing),
    ("change", "record_id", Nothing),
    ("contact", "customer_id", Table("customer")),
    ("customer", "business_unit_id", Table("business_unit")),
    ("customer", "manager_id", Table("user")),
    ("customer", "template_id", Table("template")),
    ("customer_category", "category_id", Table("category")),
    ("customer_category", "customer_id", Table("customer")),
    ("customer_integration", "customer_id", Table("customer")),
    ("customer_user", "customer_id", Table("customer")),
    ("customer_user", "user_id", Table("user")),
    ("firm", "logo_id", Where { table: "picture", firm: "id", when: "true" }),
    ("import", "template_id", Table("template")),
    ("import", "user_id", Table("user")),
    ("import_problem", "import_id", Table("import")),
    // A contact may be removed after it was invited.
    ("invitation", "contact_id", Nothing),
    ("invitation", "created_by", Table("user")),
    ("invitation", "customer_id", Table("customer")),
    ("job", "owner_id", Table("user")),
    ("job", "subject_id", Nothing),
    ("known_browser", "account_id", Nothing),
    ("link", "subject_id", Where { table: "invitation", firm: "firm_id", when: "t.purpose = 'invitation'" }),
    ("list_layout", "user_id", Table("user")),
    ("note", "customer_id", Table("customer")),
    // It only holds lines of the change log together.
    ("own_field", "change_id", Nothing),
    ("own_field", "customer_id", Table("customer")),
    ("own_value", "customer_id", Table("customer")),
    ("own_value", "field_id", Table("own_field")),
    // It only holds mails together.
    ("outbox", "batch_id", Nothing),
    ("outbox", "customer_id", Table("customer")),
    ("outbox", "sender_id", Nothing),
    // A mail outlives its customer as a number only: it names neither then.
    (
        "outbox",
        "subject_id",
        Where { table: "invitation", firm: "firm_id", when: "t.kind = 'invitation' AND t.customer_id IS NOT NULL" },
    ),
    ("passkey", "user_id", Table("user")),
    ("passkey_challenge", "user_id", Nothing),
    ("portal_customer", "account_id", Table("portal_account")),
    ("portal_customer", "customer_id", Table("customer")),
    ("portal_news", "customer_id", Table("customer")),
    // It holds together what one mail tells.
    ("portal_news", "digest", Nothing),
    ("portal_news", "since", Nothing),
    ("proposal", "customer_id", Table("customer")),
    ("recovery_code", "user_id", Table("user")),
    // A session of a customer's person belongs to no firm, also where it opens one customer only.
    ("session", "only_customer", Where { table: "customer", firm: "only_firm", when: "true" }),
    ("session", "only_firm", Table("firm")),
    ("session", "portal_account_id", Table("portal_account")),
    ("session", "user_id", Table("user")),
    ("sign_in_step", "user_id", Table("user")),
    // The log of sign-ins outlives whom it tells of.
    ("sign_in", "portal_account_id", Nothing),
    ("sign_in", "session_id", Nothing),
    ("sign_in", "user_id", Nothing),
    ("tab_order", "user_id", Table("user")),
    // It may be deleted while no customer is in it: the template then gives none.
    ("template", "business_unit_id", Nothing),
    ("template", "manager_id", Table("user")),
    ("upkeep", "record_id", Nothing),
    ("user", "business_unit_id", Table("business_unit")),
    ("user", "profile_id", Table("profile")),
];

/// Columns that hold an id and that nobody has said anything about, as `table.column`: they belong in `REFERENCES`.
pub async fn unknown_columns(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    let mut unknown = Vec::new();
    for table in schema::tables(db).await? {
        let ids = table.columns.into_iter().filter(|column| column.kind == Kind::Uuid);
        for column in ids.filter(|column| !["id", "firm_id"].contains(&column.name.as_str())) {
            if !REFERENCES.iter().any(|(of, name, _)| *of == table.name && *name == column.name) {
                unknown.push(format!("{}.{}", table.name, column.name));
            }
        }
    }
    Ok(unknown)
}

/// Looks for ids that lead nowhere.
pub(super) async fn check(db: &impl ConnectionTrait) -> Result<Part, AppError> {
    let mut problems = Problems::default();
    let mut columns = 0;
    for (table, column, to) in REFERENCES {
        let (to, firm, when) = match to {
            Table(to) => (to, "firm_id", "true"),
            Where { table, firm, when } => (table, *firm, *when),
            Nothing => continue,
        };
        columns += 1;
        look(db, Reference { table, column, to, firm, when }, &mut problems).await?;
    }
    for table in schema::tables(db).await? {
        if table.columns.iter().any(|column| column.name == "firm_id") {
            columns += 1;
            let to_firm =
                Reference { table: &table.name, column: "firm_id", to: "firm", firm: "firm_id", when: "true" };
            look(db, to_firm, &mut problems).await?;
        }
    }
    let mut part = problems.into_part("references", format!("{columns} columns"));
    let unknown = unknown_columns(db).await?;
    if !unknown.is_empty() {
        part.notes.push(format!("nobody knows what these refer to: {}", unknown.join(", ")));
    }
    Ok(part)
}

/// A column of some rows, and the table that it refers to.
struct Reference<'a> {
    table: &'a str,
    column: &'a str,
    to: &'a str,
    firm: &'a str,
    when: &'a str,
}

async fn look(db: &impl ConnectionTrait, of: Reference<'_>, problems: &mut Problems) -> Result<(), DbErr> {
    let Reference { table, column, to, firm, when } = of;
    let (own, other, id) = (quoted(table), quoted(to), quoted(column));
    let same_firm = match WITHOUT_FIRM.contains(&to) {
        true => String::new(),
        false => format!(" AND r.firm_id = t.{}", quoted(firm)),
    };
    let lost = format!(
        "FROM {own} AS t WHERE t.{id} IS NOT NULL AND {when} AND NOT EXISTS (SELECT 1 FROM {other} AS r WHERE r.id = t.{id}{same_firm})"
    );
    let ask =
        |what: &str, limit: &str| Statement::from_string(db.get_database_backend(), format!("{what} {lost} {limit}"));
    let first = db.query_all_raw(ask(&format!("SELECT t.{id} AS lost"), &format!("LIMIT {EXAMPLES}"))).await?;
    if first.is_empty() {
        return Ok(());
    }
    let Some(row) = db.query_one_raw(ask("SELECT count(*) AS lost", "")).await? else { return Ok(()) };
    let ids: Vec<Uuid> = first.iter().map(|row| row.try_get("", "lost")).collect::<Result<_, _>>()?;
    let count: i64 = row.try_get("", "lost")?;
    let what = format!("{table}.{column} names a {to} that is not there");
    problems.add_many(what, count.unsigned_abs(), ids.iter().map(Uuid::to_string));
    Ok(())
}
