//! What the pages ask the server about templates.

use leptos::{prelude::*, server_fn::codec::Json};
use uuid::Uuid;

use super::{TemplateChoice, TemplateRecord, TemplateRequest, TemplateRow};
use crate::{customers::form::request::Choosable, error::AppError, session::Texts};

/// Every template of the firm, archived ones too, by name.
#[server(name = ListTemplates, prefix = "/api", endpoint = "templates/list", input = Json)]
pub async fn list() -> Result<Vec<TemplateRow>, AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Templates, Level::Read)?;
    super::queries::list(&context.db.read, &viewer).await
}

/// One template, whole.
#[server(name = GetTemplate, prefix = "/api", endpoint = "templates/get", input = Json)]
pub async fn get(request: TemplateRequest) -> Result<TemplateRecord, AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Templates, Level::Read)?;
    super::queries::record(&context.db.read, viewer.firm_id, request.id).await
}

/// The templates that a new customer can be made with. Whoever sees customers may choose one by its name and by what it gives, also
/// without a right to the templates themselves.
#[server(name = Choices, prefix = "/api", endpoint = "templates/choices", input = Json)]
pub async fn choices() -> Result<Vec<TemplateChoice>, AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Customers, Level::Read)?;
    super::queries::choices(&context.db.read, viewer.firm_id).await
}

/// Whom and what a template can name.
#[server(name = TemplateChoosable, prefix = "/api", endpoint = "templates/choosable", input = Json)]
pub async fn choosable() -> Result<Choosable, AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Templates, Level::Read)?;
    let db = &context.db.read;
    crate::customers::form::queries::choosable(db, viewer.firm_id).await
}

/// Stores a new template, or a changed one, and gives its id. A conflict holds the `TemplateRecord` as it is now.
#[server(name = SaveTemplate, prefix = "/api", endpoint = "templates/save", input = Json)]
pub async fn save(request: TemplateRecord) -> Result<Uuid, AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Templates, Level::Edit)?;
    super::store::save(&context, &viewer, request).await
}

/// Stores a template by a plain form, or goes on to the next step of it.
#[server(name = SaveTemplateForm, prefix = "/api", endpoint = "templates/save_form")]
pub async fn save_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use domain::permissions::{Area, Level};
    let sent = crate::session::plain::Sent::read("/api/templates/save_form", texts, Area::Templates, Level::Edit)?;
    let Some(sent) = sent else { return Ok(()) };
    super::plain::take(&crate::context::AppContext::current()?, sent).await
}

/// Stores a copy under a name of its own, and gives its id.
#[server(name = DuplicateTemplate, prefix = "/api", endpoint = "templates/duplicate", input = Json)]
pub async fn duplicate(request: TemplateRequest) -> Result<Uuid, AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Templates, Level::Edit)?;
    super::store::duplicate(&context, &viewer, request.id).await
}

/// Takes a template out of what new customers are made with. Customers that have it keep it.
#[server(name = ArchiveTemplate, prefix = "/api", endpoint = "templates/archive", input = Json)]
pub async fn archive(request: TemplateRequest) -> Result<(), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Templates, Level::Edit)?;
    super::store::archive(&context, &viewer, request.id, true).await.map(drop)
}

/// Puts an archived template back in use.
#[server(name = UnarchiveTemplate, prefix = "/api", endpoint = "templates/unarchive", input = Json)]
pub async fn unarchive(request: TemplateRequest) -> Result<(), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Templates, Level::Edit)?;
    super::store::archive(&context, &viewer, request.id, false).await.map(drop)
}

/// Stores a copy under a name of its own by a plain form.
#[server(name = DuplicateTemplateForm, prefix = "/api", endpoint = "templates/duplicate_form")]
pub async fn duplicate_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/templates/duplicate_form", texts, Area::Templates, Level::Edit, super::plain::duplicate).await
}

/// Takes a template out of what new customers are made with, by a plain form.
#[server(name = ArchiveTemplateForm, prefix = "/api", endpoint = "templates/archive_form")]
pub async fn archive_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/templates/archive_form", texts, Area::Templates, Level::Edit, async |context, sent| {
        super::plain::archive(context, sent, true).await
    })
    .await
}

/// Puts an archived template back in use by a plain form.
#[server(name = UnarchiveTemplateForm, prefix = "/api", endpoint = "templates/unarchive_form")]
pub async fn unarchive_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/templates/unarchive_form", texts, Area::Templates, Level::Edit, async |context, sent| {
        super::plain::archive(context, sent, false).await
    })
    .await
}
