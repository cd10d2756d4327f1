//! How templates are written: through the change log, by a colleague of the firm.

use std::collections::BTreeSet;

use domain::{
    imports::KnownNames,
    templates::{Content, TemplateDetails},
};
use entity::{business_unit, category, change, template, user};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::{TemplateRecord, queries};
use crate::{
    audit::{Actor, AuditedTransaction, Origin},
    context::AppContext,
    error::{AppError, FieldError},
    i18n::*,
    limits::Counted,
    session::Viewer,
    settings::groups::{self, NamedGroup},
    ui::locale_of,
};

/// Stores a new template, or a changed one that nobody else changed meanwhile, and gives its id. Colleagues who left and groups that
/// were deleted are left out.
pub async fn save(context: &AppContext, viewer: &Viewer, record: TemplateRecord) -> Result<Uuid, AppError> {
    let mut details = record.details.checked()?;
    Counted::Assigned.fits(details.content.users.len())?;
    Counted::CategoriesOfCustomer.fits(details.content.categories.len())?;
    let mut log = begin(context, viewer).await?;
    details.content = present(&log.tx, viewer.firm_id, details.content).await?;
    let id = record.id.unwrap_or_else(Uuid::now_v7);
    free_name(&log.tx, viewer.firm_id, id, &details.name).await?;
    let written = match record.id {
        None => {
            room(&log.tx, viewer.firm_id).await?;
            log.insert(new(viewer.firm_id, id, &details)).await.map(drop)
        }
        Some(_) => {
            let now = queries::one(&log.tx, viewer.firm_id, id).await?;
            let read = template::Model { version: record.version, ..now };
            let after =
                template::Model { archived: read.archived, version: read.version, ..new(viewer.firm_id, id, &details) };
            log.update(&read, after).await
        }
    };
    match written {
        Ok(()) => log.finish().await.map_err(|error| error.taken_at("name"))?,
        Err(AppError::Conflict(_)) => return Err(conflict(context, viewer, id).await),
        Err(error) => return Err(error.taken_at("name")),
    }
    Ok(id)
}

/// Stores a copy, named "Kopie van …" in the viewer's language.
pub async fn duplicate(context: &AppContext, viewer: &Viewer, id: Uuid) -> Result<Uuid, AppError> {
    let mut log = begin(context, viewer).await?;
    room(&log.tx, viewer.firm_id).await?;
    let original = queries::record(&log.tx, viewer.firm_id, id).await?;
    let names = names_but(&log.tx, viewer.firm_id, None).await?;
    let details = TemplateDetails { name: copy_name(viewer, &original.details.name, &names), ..original.details };
    let copy =
        log.insert(new(viewer.firm_id, Uuid::now_v7(), &details)).await.map_err(|error| error.taken_at("name"))?;
    log.finish().await?;
    Ok(copy.id)
}

/// Puts a template away, or back in use. Says whether it was not so already.
pub async fn archive(context: &AppContext, viewer: &Viewer, id: Uuid, archived: bool) -> Result<bool, AppError> {
    let mut log = begin(context, viewer).await?;
    let before = queries::one(&log.tx, viewer.firm_id, id).await?;
    log.update(&before, template::Model { archived, ..before.clone() }).await?;
    log.finish().await?;
    Ok(before.archived != archived)
}

/// Templates of one firm are written one after the other: a name that was free still is when it is taken.
async fn begin(context: &AppContext, viewer: &Viewer) -> Result<AuditedTransaction, AppError> {
    let actor = Actor::User(viewer.user_id);
    let origin = Origin { firm_id: viewer.firm_id, actor, source: "templates", batch_id: None };
    let log = AuditedTransaction::new(context.db.begin().await?, origin);
    log.lock_firm().await?;
    Ok(log)
}

async fn room(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<(), AppError> {
    let of_firm = template::Entity::find().filter(template::Column::FirmId.eq(firm_id));
    Counted::Templates.room(of_firm.count(db).await?)
}

fn new(firm_id: Uuid, id: Uuid, details: &TemplateDetails) -> template::Model {
    template::Model {
        firm_id,
        id,
        version: 1,
        name: details.name.clone(),
        description: details.description.clone(),
        archived: false,
        users: serde_json::json!(details.content.users).to_string(),
        integrations: serde_json::json!(details.content.integrations).to_string(),
        manager_id: details.content.manager_id,
        business_unit_id: details.content.business_unit_id,
        categories: match details.content.categories.is_empty() {
            true => String::new(),
            false => serde_json::json!(details.content.categories).to_string(),
        },
    }
}

/// The content with those who still work here and the groups that still are there: who left and what was deleted while the template
/// was edited is left out. What is of another firm is not found.
async fn present(db: &impl ConnectionTrait, firm_id: Uuid, mut content: Content) -> Result<Content, AppError> {
    let people: BTreeSet<Uuid> = content.users.iter().copied().chain(content.manager_id).collect();
    let of_firm = user::Entity::find().filter(user::Column::FirmId.eq(firm_id));
    let known = of_firm.filter(user::Column::Id.is_in(people.iter().copied())).all(db).await?;
    if known.len() != people.len() {
        return Err(AppError::NotFound);
    }
    let active: BTreeSet<Uuid> = known.into_iter().filter(|user| user.active).map(|user| user.id).collect();
    content.users.retain(|id| active.contains(id));
    content.manager_id = content.manager_id.filter(|id| active.contains(id));
    let unit = content.business_unit_id.into_iter().collect();
    content.business_unit_id = still_there::<business_unit::Model>(db, firm_id, unit).await?.pop_first();
    content.categories = still_there::<category::Model>(db, firm_id, content.categories).await?;
    Ok(content)
}

/// Those groups that still are there, of groups that the firm has or had.
async fn still_there<T: NamedGroup>(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    ids: BTreeSet<Uuid>,
) -> Result<BTreeSet<Uuid>, AppError> {
    if ids.is_empty() {
        return Ok(ids);
    }
    let all: BTreeSet<Uuid> = groups::choices::<T>(db, firm_id).await?.into_iter().map(|one| one.id).collect();
    let (there, gone): (BTreeSet<Uuid>, BTreeSet<Uuid>) = ids.into_iter().partition(|id| all.contains(id));
    if gone.is_empty() {
        return Ok(there);
    }
    let deleted = change::Entity::find()
        .filter(change::Column::FirmId.eq(firm_id))
        .filter(change::Column::CustomerId.is_null())
        .filter(change::Column::RecordId.is_in(gone.iter().copied()))
        .filter(change::Column::RecordKind.eq(T::KIND))
        .filter(change::Column::Action.eq("delete"));
    if deleted.count(db).await? == gone.len() as u64 { Ok(there) } else { Err(AppError::NotFound) }
}

/// A bulk file names templates in any spelling, so two names must differ in more than that.
async fn free_name(db: &impl ConnectionTrait, firm_id: Uuid, id: Uuid, name: &str) -> Result<(), AppError> {
    match names_but(db, firm_id, Some(id)).await?.find(name) {
        None => Ok(()),
        Some(_) => Err(AppError::field("name", FieldError::Taken)),
    }
}

async fn names_but(db: &impl ConnectionTrait, firm_id: Uuid, id: Option<Uuid>) -> Result<KnownNames, AppError> {
    let names: Vec<(Uuid, String)> = template::Entity::find()
        .select_only()
        .columns([template::Column::Id, template::Column::Name])
        .filter(template::Column::FirmId.eq(firm_id))
        .into_tuple()
        .all(db)
        .await?;
    Ok(KnownNames::new(names.into_iter().filter(|(other, _)| Some(*other) != id).map(|(_, name)| name)))
}

/// "Kopie van X", "Kopie van X 2", …: the first that is free, and no longer than a name may be.
fn copy_name(viewer: &Viewer, name: &str, names: &KnownNames) -> String {
    let locale = locale_of(&viewer.locale);
    let name: String = name.chars().take(domain::Line::MAX - 30).collect();
    let copy = td_string!(locale, templates.copy_of, name = name.trim_end());
    let numbered = (2..).map(|number| format!("{copy} {number}"));
    std::iter::once(copy.clone()).chain(numbered).find(|name| names.find(name).is_none()).unwrap_or(copy)
}

async fn conflict(context: &AppContext, viewer: &Viewer, id: Uuid) -> AppError {
    match queries::record(&context.db.read, viewer.firm_id, id).await {
        Ok(now) => AppError::conflict(&now),
        Err(error) => error,
    }
}
