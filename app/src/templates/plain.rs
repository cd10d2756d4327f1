//! A template by a plain form: each step is sent, and the button says whether it goes on, goes to another step, or saves.

use domain::templates::TemplateDetails;

use super::{
    TemplateRecord,
    list::UNARCHIVE,
    queries, store,
    wizard::{STEPS, TO, chosen, record_of, step_of},
};
use crate::{context::AppContext, error::AppError, paths, session::plain::Sent};

/// Goes on to the next step or to the one that was asked for, with what was typed, or saves it.
pub async fn take(context: &AppContext, sent: Sent) -> Result<(), AppError> {
    let id = match sent.id_if_any("id") {
        Ok(id) => id,
        Err(error) => return sent.answer(Err(error)),
    };
    let page = id.map_or_else(|| "nieuw".to_owned(), |id| id.to_string());
    let address = |step: usize| format!("{}?stap={}", paths::template(&page), step + 1);
    if let Ok(to) = sent.text(TO).parse::<usize>() {
        return sent.go_on(&address(to.clamp(1, STEPS) - 1));
    }
    let record = record_of(&sent.texts, id, sent.version());
    let step = sent.text("step").parse::<usize>().map_or(STEPS, |step| step.clamp(1, STEPS)) - 1;
    if step + 1 < STEPS {
        let named = TemplateDetails { name: record.details.name, ..TemplateDetails::default() };
        return match named.checked() {
            Ok(_) => sent.go_on(&address(step + 1)),
            Err(wrong) => sent.shown_at(address(0)).answer(Err(wrong.into())),
        };
    }
    let record = match with_choice(context, &sent, record).await {
        Ok(record) => record,
        Err(error) => return sent.answer(Err(error)),
    };
    match store::save(context, &sent.viewer, record).await {
        Ok(_) => sent.answer(Ok("/sjablonen?bewaard=ja".to_owned())),
        Err(AppError::Invalid(fields)) => {
            let first = fields.keys().map(|name| step_of(name)).min().unwrap_or(step);
            sent.shown_at(address(first)).answer(Err(AppError::Invalid(fields)))
        }
        Err(error) => sent.answer(Err(error)),
    }
}

/// With what was chosen of two versions, where the form asked that. A choice from a version that is no longer the last is asked again.
async fn with_choice(context: &AppContext, sent: &Sent, record: TemplateRecord) -> Result<TemplateRecord, AppError> {
    let Some(id) = record.id else { return Ok(record) };
    let theirs = queries::record(&context.db.read, sent.viewer.firm_id, id).await?;
    let details = chosen(&sent.texts, &record.details, &theirs.details).filter(|_| theirs.version == record.version);
    Ok(match details {
        Some(details) => TemplateRecord { details, ..record },
        None => record,
    })
}

/// Stores a copy, and gives the list that has it.
pub async fn duplicate(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    store::duplicate(context, &sent.viewer, sent.id("id")?).await?;
    Ok(sent.saved_here())
}

/// Takes a template out of use, from where it can come back at once, or puts it back.
pub async fn archive(context: &AppContext, sent: &Sent, archived: bool) -> Result<String, AppError> {
    let id = sent.id("id")?;
    let changed = store::archive(context, &sent.viewer, id, archived).await?;
    match archived && changed {
        true => sent.undoable(sent.saved_here(), UNARCHIVE, vec![("id", id.to_string())]),
        false => Ok(sent.saved_here()),
    }
}
