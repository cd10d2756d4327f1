//! The plain forms of own fields: what was typed as a request.

use std::collections::BTreeMap;

use domain::{
    Language,
    own_fields::{Labels, OwnKind, RequiredFrom, Sharing},
    permissions::Area,
};

use super::{
    ADDED_LABEL, ADDED_VALUE, AddedField, ArchiveRequest, FieldRequest, ON_TAB, OWN_SEEN, OwnForm, OwnPatch, PLACE,
    ShiftRequest, help_name, label_name, name_of, store,
};
use crate::{
    context::AppContext,
    error::AppError,
    session::{Texts, plain::Sent},
};

/// Where a field was saved leads to.
const SAVED: &str = "/instellingen/velden?bewaard=ja";

/// Makes a field, or changes one.
pub async fn save(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let mut labels = Labels::default();
    for language in Language::ALL {
        labels.set(language, sent.text(&label_name(language)).to_owned());
    }
    let mut help = None;
    for language in Language::ALL {
        if let Some(text) = sent.texts.get(&help_name(language)) {
            help.get_or_insert_with(Labels::default).set(language, text.clone());
        }
    }
    let option = |(name, label): (&String, &String)| Some((name.strip_prefix("option_")?.parse().ok()?, label.clone()));
    let id = sent.id_if_any("id")?;
    let kind = OwnKind::from_key(sent.text("kind")).unwrap_or(OwnKind::Text);
    // The options of a new field are not seen where its kind has none.
    let more_options = if id.is_some() || kind.has_options() { sent.text("more_options") } else { "" };
    let request = FieldRequest {
        id,
        version: sent.version(),
        labels,
        kind,
        options: sent.texts.iter().filter_map(option).collect::<BTreeMap<u16, String>>(),
        more_options: more_options.to_owned(),
        required_from: RequiredFrom::from_key(sent.text("required_from")).unwrap_or_default(),
        area: Area::ALL.into_iter().find(|area| area.key() == sent.text("area")),
        on_tab: sent.texts.get(PLACE).map(|place| place == ON_TAB),
        sharing: Sharing::from_key(sent.text("sharing")).unwrap_or_default(),
        help,
    };
    store::save(context, &sent.viewer, request).await?;
    Ok(SAVED.to_owned())
}

/// What a plain form of a customer changes of own fields. A box that is not ticked is not sent: that the form had it is told by what was
/// seen of its field.
pub fn sent(form: &OwnForm, texts: &Texts) -> OwnPatch {
    let mut patch = OwnPatch::default();
    for field in &form.fields {
        let Some(seen) = texts.get(&format!("{OWN_SEEN}{}", field.id.simple())) else { continue };
        let name = name_of(field.id);
        let typed = match field.kind {
            OwnKind::Several => {
                let prefix = format!("{name}_");
                texts.keys().filter_map(|name| name.strip_prefix(&prefix)).collect::<Vec<_>>().join(",")
            }
            _ => texts.get(&name).cloned().unwrap_or_else(|| seen.clone()),
        };
        // A form shows numbers as its reader writes them.
        let typed = field.read(&typed).unwrap_or(typed);
        patch.seen.insert(field.id, seen.clone());
        if typed != *seen {
            patch.new.insert(field.id, typed);
        }
    }
    let text = |name: &str| texts.get(name).map(String::as_str).unwrap_or_default();
    OwnPatch { added: AddedField::typed(text(ADDED_LABEL), text(ADDED_VALUE)), ..patch }
}

/// Lets a field be offered no more, or again; the same form takes it back.
pub async fn archive(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let archived = !sent.text("archived").is_empty();
    let request = ArchiveRequest { id: sent.id("id")?, version: sent.version(), archived };
    if !store::archive(context, &sent.viewer, request).await? {
        return Ok(SAVED.to_owned());
    }
    let version = request.version + 1;
    let back = (!archived).then(|| ("archived", "true".to_owned()));
    let along = [("id", request.id.to_string()), ("version", version.to_string())].into_iter().chain(back).collect();
    sent.undoable(SAVED.to_owned(), sent.action(), along)
}

/// Lets a field change places with the one before or after it; the same form takes it back.
pub async fn shift(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let request = ShiftRequest { id: sent.id("id")?, up: !sent.text("up").is_empty() };
    if !store::shift(context, &sent.viewer, request).await? {
        return Ok(SAVED.to_owned());
    }
    let back = (!request.up).then(|| ("up", "true".to_owned()));
    let along = [("id", request.id.to_string())].into_iter().chain(back).collect();
    sent.undoable(SAVED.to_owned(), sent.action(), along)
}

/// Adds the ready-made set.
pub async fn add_set(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    store::add_set(context, &sent.viewer).await?;
    Ok(SAVED.to_owned())
}
