//! Who somebody is, with firm and rights, in one query: it stands before every click.

use std::sync::OnceLock;

use chrono::{DateTime, Utc};
use domain::email;
use entity::{firm, portal_account, portal_customer, profile, second_factor, session, user};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter, QuerySelect,
    QueryTrait, Statement,
    sea_query::{Expr, ExprTrait, IntoIden, JoinType, SelectStatement},
};
use uuid::Uuid;

use super::{OneCompany, PortalViewer, Viewer, reached};
use crate::{context::Db, error::AppError, pictures};

/// A session, and whoever holds it.
pub struct Open {
    pub created_at: DateTime<Utc>,
    pub seen_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub colleague: Option<Viewer>,
    /// The colleague's profile asks for a second factor, and it has none.
    pub lacks_second_factor: bool,
    pub customer: Option<PortalViewer>,
}

/// The columns of a session itself.
#[derive(FromQueryResult)]
struct Times {
    created_at: DateTime<Utc>,
    seen_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
}

/// What a colleague's profile asks of it.
#[derive(FromQueryResult)]
struct Asked {
    requires_second_factor: bool,
    factor_id: Option<Uuid>,
}

/// The columns of a colleague, its firm and its permission profile.
#[derive(FromQueryResult)]
struct Colleague {
    user_id: Uuid,
    firm_id: Uuid,
    user_name: String,
    user_email: String,
    user_locale: String,
    firm_name: String,
    firm_logo: Option<Uuid>,
    firm_address: String,
    firm_phone: String,
    firm_country: String,
    profile_name: String,
    rights: String,
}

impl From<Colleague> for Viewer {
    fn from(found: Colleague) -> Self {
        Self {
            user_id: found.user_id,
            firm_id: found.firm_id,
            firm_name: found.firm_name,
            firm_logo: found.firm_logo.map(|id| pictures::path(found.firm_id, id)),
            firm_reached: reached(&found.firm_address, &found.firm_phone),
            firm_country: found.firm_country,
            name: found.user_name,
            email: email::shown(&found.user_email),
            locale: found.user_locale,
            profile: found.profile_name,
            // Rights that cannot be read are no rights.
            rights: serde_json::from_str(&found.rights).unwrap_or_default(),
        }
    }
}

/// The columns of a customer's own person.
#[derive(FromQueryResult)]
struct Customer {
    account_id: Uuid,
    account_name: String,
    account_email: String,
    account_locale: String,
    account_country: Option<String>,
    only_firm: Option<Uuid>,
    only_customer: Option<Uuid>,
}

impl From<Customer> for PortalViewer {
    fn from(found: Customer) -> Self {
        let only = found.only_firm.zip(found.only_customer);
        let only = only.map(|(firm_id, customer_id)| OneCompany { firm_id, customer_id });
        Self {
            account_id: found.account_id,
            name: if only.is_none() { found.account_name } else { String::new() },
            email: email::shown(&found.account_email),
            locale: found.account_locale,
            country: found.account_country.unwrap_or_default(),
            only,
        }
    }
}

/// The session of this hash. A colleague who was deactivated does not hold one any more.
pub async fn session(db: &Db, token_hash: &str) -> Result<Option<Open>, AppError> {
    // Written once for each engine: every request asks it.
    static ON_SQLITE: OnceLock<String> = OnceLock::new();
    static ON_POSTGRES: OnceLock<String> = OnceLock::new();
    let engine = db.read.get_database_backend();
    let written = if engine == DbBackend::Postgres { &ON_POSTGRES } else { &ON_SQLITE };
    let sql = written.get_or_init(|| engine.build(&of_session()).sql);
    let statement = Statement::from_sql_and_values(engine, sql, [token_hash.into()]);
    let Some(row) = db.read.query_one_raw(statement).await? else { return Ok(None) };
    let Times { created_at, seen_at, expires_at } = Times::from_query_result(&row, "")?;
    let colleague = Colleague::from_query_result_optional(&row, "")?.map(Viewer::from);
    let customer = Customer::from_query_result_optional(&row, "")?.map(PortalViewer::from);
    let asked = Asked::from_query_result_optional(&row, "")?;
    let lacks_second_factor = asked.is_some_and(|asked| asked.requires_second_factor && asked.factor_id.is_none());
    Ok(Some(Open { created_at, seen_at, expires_at, colleague, lacks_second_factor, customer }))
}

/// A session and its holder, by a hash that is yet to be given.
fn of_session() -> SelectStatement {
    use session::Column::{
        CreatedAt, ExpiresAt, FirmId, OnlyCustomer, OnlyFirm, PortalAccountId, SeenAt, TokenHash, UserId,
    };
    let columns = [CreatedAt, SeenAt, ExpiresAt, OnlyFirm, OnlyCustomer];
    let mut select = session::Entity::find().select_only().columns(columns).into_query();
    let of_user = Condition::all()
        .add(user::Column::FirmId.into_expr().equals(FirmId.as_column_ref()))
        .add(user::Column::Id.into_expr().equals(UserId.as_column_ref()))
        .add(user::Column::Active.into_expr());
    select.join(JoinType::LeftJoin, user::Entity, of_user);
    colleague(&mut select);
    let of_factor = Condition::all()
        .add(second_factor::Column::FirmId.into_expr().equals(user::Column::FirmId.as_column_ref()))
        .add(second_factor::Column::Id.into_expr().equals(user::Column::Id.as_column_ref()));
    select.join(JoinType::LeftJoin, second_factor::Entity, of_factor);
    name(&mut select, profile::Column::RequiresSecondFactor, "requires_second_factor");
    name(&mut select, second_factor::Column::Id, "factor_id");
    let of_account = portal_account::Column::Id.into_expr().equals(PortalAccountId.as_column_ref());
    select.join(JoinType::LeftJoin, portal_account::Entity, of_account);
    name(&mut select, portal_account::Column::Id, "account_id");
    name(&mut select, portal_account::Column::Name, "account_name");
    name(&mut select, portal_account::Column::Email, "account_email");
    name(&mut select, portal_account::Column::Locale, "account_locale");
    select.expr_as(Expr::SubQuery(None, Box::new(country().into())), "account_country");
    // The only value in it.
    select.and_where(TokenHash.eq(""));
    select
}

/// The country of an account's firm; of several firms, that which comes first. It holds no value of its own: see [`session`].
fn country() -> SelectStatement {
    let of_firm = firm::Column::Id.into_expr().equals(portal_customer::Column::FirmId.as_column_ref());
    let of_account = portal_customer::Column::AccountId.into_expr().equals(portal_account::Column::Id.as_column_ref());
    let mut select = portal_customer::Entity::find().select_only().into_query();
    select.join(JoinType::InnerJoin, firm::Entity, of_firm).and_where(of_account);
    // A link that opened one company tells nothing of others.
    let only = session::Column::OnlyFirm;
    let of_link = portal_customer::Column::FirmId.into_expr().equals(only.as_column_ref());
    select.and_where(only.is_null().or(of_link));
    select.expr(firm::Column::Country.into_expr().min());
    select
}

/// The country whose clock an account goes by: that of its firm; of several firms, that which comes first. Empty where it keeps
/// nothing any more.
pub async fn account_country(db: &impl ConnectionTrait, account_id: Uuid) -> Result<String, AppError> {
    let of_account = portal_customer::Column::AccountId.eq(account_id);
    let kept = portal_customer::Entity::find().filter(of_account).all(db).await?;
    let firms = kept.into_iter().map(|kept| kept.firm_id);
    let firms = firm::Entity::find().filter(firm::Column::Id.is_in(firms)).all(db).await?;
    Ok(firms.into_iter().map(|firm| firm.country).min().unwrap_or_default())
}

/// The colleague who this user is, with its firm and rights, unless it was deactivated.
pub async fn user(db: &Db, firm_id: Uuid, user_id: Uuid) -> Result<Option<Viewer>, AppError> {
    let mut select = user::Entity::find_by_id((firm_id, user_id)).select_only().into_query();
    colleague(&mut select);
    select.and_where(user::Column::Active.eq(true));
    let row = db.read.query_one(&select).await?;
    Ok(row.map(|row| Colleague::from_query_result(&row, "")).transpose()?.map(Viewer::from))
}

/// Brings the firm and the profile of a user along.
fn colleague(select: &mut SelectStatement) {
    let of_firm = firm::Column::Id.into_expr().equals(user::Column::FirmId.as_column_ref());
    let of_profile = Condition::all()
        .add(profile::Column::FirmId.into_expr().equals(user::Column::FirmId.as_column_ref()))
        .add(profile::Column::Id.into_expr().equals(user::Column::ProfileId.as_column_ref()));
    select.join(JoinType::LeftJoin, firm::Entity, of_firm).join(JoinType::LeftJoin, profile::Entity, of_profile);
    name(select, user::Column::Id, "user_id");
    name(select, user::Column::FirmId, "firm_id");
    name(select, user::Column::Name, "user_name");
    name(select, user::Column::Email, "user_email");
    name(select, user::Column::Locale, "user_locale");
    name(select, firm::Column::Name, "firm_name");
    name(select, firm::Column::LogoId, "firm_logo");
    name(select, firm::Column::Address, "firm_address");
    name(select, firm::Column::Phone, "firm_phone");
    name(select, firm::Column::Country, "firm_country");
    name(select, profile::Column::Name, "profile_name");
    name(select, profile::Column::Rights, "rights");
}

fn name(select: &mut SelectStatement, column: impl ColumnTrait, alias: &'static str) {
    select.expr_as(column.into_expr(), alias.into_iden());
}
