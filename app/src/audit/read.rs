//! Reads a customer's history from the change log, with the names behind the ids.

use domain::{
    integrations::Integration,
    permissions::{Area, Level},
    templates::LinkSettings,
};
use entity::change;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{
    actors::Actors,
    history::{Event, FieldChange, HistoryPage, Moment, RecordKind, Shown},
    names::Names,
};
use crate::{
    context::Db,
    customers::{financial, visible},
    error::AppError,
    session::Viewer,
};

/// How many events are read at a time.
const PAGE: usize = 50;
/// The fields that tell to whom an invitation went, or who has access.
const OF_CONTACTS: [&str; 4] = ["contact_id", "name", "email", "account_id"];
/// The fields that tell who a contact is.
const PERSONAL: [&str; 6] = ["name", "first_name", "last_name", "email", "phone", "mobile"];

/// One page of a customer's history.
pub async fn page(db: &Db, viewer: &Viewer, customer_id: Uuid, before: Option<Uuid>) -> Result<HistoryPage, AppError> {
    visible::one(db, viewer, customer_id).await?;
    let mut lines = change::Entity::find()
        .filter(change::Column::FirmId.eq(viewer.firm_id))
        .filter(change::Column::CustomerId.eq(customer_id));
    if let Some(before) = before {
        let line = change::Entity::find_by_id((viewer.firm_id, before)).one(&db.read).await?;
        line.filter(|line| line.customer_id == Some(customer_id)).ok_or(AppError::NotFound)?;
        lines = lines.filter(change::Column::Id.lt(before));
    }
    let contacts = viewer.may(Area::Contacts, Level::Read);
    if !contacts {
        lines = lines.filter(change::Column::RecordKind.ne("contact"));
    }
    let mut lines = lines.order_by_desc(change::Column::Id).limit(PAGE as u64 + 1).all(&db.read).await?;
    let more = lines.len() > PAGE;
    lines.truncate(PAGE);
    let next = lines.last().filter(|_| more).map(|line| line.id);
    let lines = lines.into_iter().filter_map(|row| Line::new(row, viewer));
    let lines: Vec<Line> = lines.collect();
    let names = Names::of(db, viewer.firm_id, customer_id, &lines).await?;
    let rows = lines.iter().map(|line| (line.row.actor_kind.as_str(), line.row.actor_id));
    let actors = Actors::named(&db.read, viewer, rows).await?;

    let mut moments: Vec<Moment> = Vec::new();
    for line in lines {
        let Some(event) = line.event(&names) else { continue };
        let who = actors.who(&line.row.actor_kind, line.row.actor_id);
        match moments.last_mut() {
            Some(moment) if moment.at == line.row.at && moment.who == who => moment.events.push(event),
            _ => moments.push(Moment { at: line.row.at, who, source: line.row.source, events: vec![event] }),
        }
    }
    // Lines are read newest first; what one transaction did is told in the order in which it did it.
    moments.iter_mut().for_each(|moment| moment.events.reverse());
    Ok(HistoryPage { moments, next })
}

/// A line of the log with its fields read.
pub struct Line {
    pub row: change::Model,
    pub fields: Map<String, Value>,
}

impl Line {
    /// Leaves out what the viewer may not see; none where nothing else was changed. Whom an invitation went to, and who has
    /// access, is a contact.
    fn new(row: change::Model, viewer: &Viewer) -> Option<Self> {
        let mut fields: Map<String, Value> = serde_json::from_str(&row.fields).unwrap_or_default();
        let hidden = |field: &str| match row.record_kind.as_str() {
            "invitation" | "access" if !viewer.may(Area::Contacts, Level::Read) => OF_CONTACTS.contains(&field),
            "customer" | "proposal" if !financial::may_see(viewer) => financial::guards(field),
            _ => false,
        };
        let all = fields.len();
        fields.retain(|field, _| !hidden(field));
        let said_only_that = row.action == "update" && fields.is_empty() && all > 0;
        (!said_only_that).then_some(Self { row, fields })
    }

    /// None for a kind of record that the card does not speak of.
    fn event(&self, names: &Names) -> Option<Event> {
        let kind = from_word(&self.row.record_kind)?;
        let forgotten = names.forgotten(kind, self);
        let told = |field: &str| match kind {
            RecordKind::Integration => field != "integration",
            _ => !(forgotten && PERSONAL.contains(&field)),
        };
        let fields = self.fields.iter().filter(|(field, _)| told(field));
        let shown = |field: &str, value: &Value| match field {
            "settings" => self.settings(value),
            field => names.shown(kind, field, value),
        };
        let change = |(field, values): (&String, &Value)| FieldChange {
            field: field.clone(),
            before: shown(field, &values[0]),
            after: shown(field, &values[1]),
        };
        Some(Event {
            id: self.row.id,
            kind,
            action: from_word(&self.row.action)?,
            subject: if forgotten { Some(Shown::ContactGone) } else { names.subject(kind, self) },
            fields: fields.map(change).filter(|change| change.before != change.after).collect(),
        })
    }

    /// The settings of the integration that the line names.
    fn settings(&self, value: &Value) -> Shown {
        let integration = Integration::from_key(self.text("integration"));
        let settings = value.as_str().and_then(|json| serde_json::from_str::<LinkSettings>(json).ok());
        match (integration, settings) {
            (Some(integration), Some(settings)) if !settings.is_empty() => Shown::Settings(integration, settings),
            _ => Shown::Nothing,
        }
    }

    /// The value of a field that the line holds, after it or else before it.
    pub fn text(&self, field: &str) -> &str {
        let values = self.fields.get(field);
        let side = |index: usize| values.and_then(|values| values[index].as_str()).filter(|text| !text.is_empty());
        side(1).or_else(|| side(0)).unwrap_or_default()
    }
}

fn from_word<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(Value::String(word.to_owned())).ok()
}
