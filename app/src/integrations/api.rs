//! What the tab *Klantinstellingen* asks the server.

use domain::templates::Deviation;
use leptos::{prelude::*, server_fn::codec::Json};

use super::record::{
    ApplyRequest, AssignRequest, CategoryRequest, CustomerSettings, FillRequest, LinkRequest, SettingsRequest,
    UnlinkRequest,
};
use crate::{error::AppError, session::Texts};

/// Everything on the tab.
#[server(name = GetSettings, prefix = "/api", endpoint = "integrations/settings", input = Json)]
pub async fn settings(request: SettingsRequest) -> Result<CustomerSettings, AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Customers, Level::Read)?;
    super::queries::settings(&context.db, &viewer, request).await
}

/// Where a customer differs from a template: what applying it would change.
#[server(name = Compare, prefix = "/api", endpoint = "integrations/compare", input = Json)]
pub async fn compare(request: ApplyRequest) -> Result<Deviation, AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Customers, Level::Read)?;
    super::queries::compare(&context.db, &viewer, request).await
}

/// Assigns a colleague of the firm.
#[server(name = Assign, prefix = "/api", endpoint = "integrations/assign", input = Json)]
pub async fn assign(request: AssignRequest) -> Result<(), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Customers, Level::Edit)?;
    super::store::assign(&context, &viewer, request).await
}

/// Assigns a colleague of the firm by a plain form.
#[server(name = AssignForm, prefix = "/api", endpoint = "integrations/assign_form")]
pub async fn assign_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/integrations/assign_form", texts, Area::Customers, Level::Edit, super::sent::assign).await
}

/// Takes a colleague off the customer.
#[server(name = Unassign, prefix = "/api", endpoint = "integrations/unassign", input = Json)]
pub async fn unassign(request: AssignRequest) -> Result<(), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Customers, Level::Edit)?;
    super::store::unassign(&context, &viewer, request).await
}

/// Takes a colleague off the customer by a plain form.
#[server(name = UnassignForm, prefix = "/api", endpoint = "integrations/unassign_form")]
pub async fn unassign_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/integrations/unassign_form", texts, Area::Customers, Level::Edit, super::sent::unassign).await
}

/// Puts the customer in a category of the firm.
#[server(name = Categorise, prefix = "/api", endpoint = "integrations/categorise", input = Json)]
pub async fn categorise(request: CategoryRequest) -> Result<(), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Customers, Level::Edit)?;
    super::store::categorise(&context, &viewer, request).await
}

/// Puts the customer in a category by a plain form.
#[server(name = CategoriseForm, prefix = "/api", endpoint = "integrations/categorise_form")]
pub async fn categorise_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/integrations/categorise_form", texts, Area::Customers, Level::Edit, super::sent::categorise).await
}

/// Takes the customer out of a category.
#[server(name = Uncategorise, prefix = "/api", endpoint = "integrations/uncategorise", input = Json)]
pub async fn uncategorise(request: CategoryRequest) -> Result<(), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Customers, Level::Edit)?;
    super::store::uncategorise(&context, &viewer, request).await.map(drop)
}

/// Takes the customer out of a category by a plain form.
#[server(name = UncategoriseForm, prefix = "/api", endpoint = "integrations/uncategorise_form")]
pub async fn uncategorise_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/integrations/uncategorise_form", texts, Area::Customers, Level::Edit, super::sent::uncategorise)
        .await
}

/// Records an integration, or changes what is recorded. A conflict holds the `Link` as it is now.
#[server(name = LinkIntegration, prefix = "/api", endpoint = "integrations/link", input = Json)]
pub async fn link(request: LinkRequest) -> Result<(), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Customers, Level::Edit)?;
    super::store::link(&context, &viewer, request).await
}

/// Records an integration, or changes what is recorded, by a plain form.
#[server(name = LinkForm, prefix = "/api", endpoint = "integrations/link_form")]
pub async fn link_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/integrations/link_form", texts, Area::Customers, Level::Edit, super::sent::link).await
}

/// Takes a link away.
#[server(name = UnlinkIntegration, prefix = "/api", endpoint = "integrations/unlink", input = Json)]
pub async fn unlink(request: UnlinkRequest) -> Result<(), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Customers, Level::Edit)?;
    super::store::unlink(&context, &viewer, request).await
}

/// Takes a link away by a plain form, which asked first.
#[server(name = UnlinkForm, prefix = "/api", endpoint = "integrations/unlink_form")]
pub async fn unlink_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/integrations/unlink_form", texts, Area::Customers, Level::Edit, super::sent::unlink).await
}

/// Fills in one field of the customer as its template says; one that is filled in already stays so.
#[server(name = FillIn, prefix = "/api", endpoint = "integrations/fill_in", input = Json)]
pub async fn fill_in(request: FillRequest) -> Result<(), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Customers, Level::Edit)?;
    super::store::fill_in(&context, &viewer, request).await
}

/// Fills in one field of the customer as its template says by a plain form.
#[server(name = FillInForm, prefix = "/api", endpoint = "integrations/fill_in_form")]
pub async fn fill_in_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/integrations/fill_in_form", texts, Area::Customers, Level::Edit, super::sent::fill_in).await
}

/// Makes the customer's colleagues and integrations what the template says, adds its categories, and fills in manager and business
/// unit where there is none. What is the customer's own stays.
#[server(name = ApplyTemplate, prefix = "/api", endpoint = "integrations/apply_template", input = Json)]
pub async fn apply_template(request: ApplyRequest) -> Result<(), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Customers, Level::Edit)?;
    super::store::apply_template(&context, &viewer, request).await
}

/// Shows what a template would change, or applies it by a plain form.
#[server(name = ApplyTemplateForm, prefix = "/api", endpoint = "integrations/apply_template_form")]
pub async fn apply_template_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take(
        "/api/integrations/apply_template_form",
        texts,
        Area::Customers,
        Level::Edit,
        super::sent::apply_template,
    )
    .await
}
