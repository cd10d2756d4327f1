//! The plain forms of a change of kind.

use domain::own_fields::OwnKind;

use super::{KindRequest, KindStep, store};
use crate::{context::AppContext, error::AppError, paths, session::plain::Sent};

/// Does what is asked, and leads to the page of the field's kind.
pub async fn step(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let step = match sent.text("step") {
        "change" => KindStep::Change {
            to: OwnKind::from_key(sent.text("kind")).ok_or(AppError::NotFound)?,
            misfits: sent.text("misfits").parse().unwrap_or_default(),
        },
        "back" => KindStep::Back,
        "go_on" => KindStep::GoOn,
        _ => return Err(AppError::NotFound),
    };
    let request = KindRequest { id: sent.id("id")?, version: sent.version(), step };
    store::step(context, &sent.viewer, request).await?;
    Ok(paths::kind_of_field(request.id))
}
