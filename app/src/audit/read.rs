//! Reads a customer's history from the change log, with the names behind the ids.

use domain::permissions::Level;
use entity::change;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{
    actors::Actors,
    history::{Event, FieldChange, HistoryPage, Moment, Shown},
    kind::{KindDef, Kinds},
    names::Names,
};
use crate::{context::Db, error::AppError, session::Viewer};

/// How many events are read at a time.
const PAGE: usize = 50;

/// One page of the history of a customer that the viewer sees: whoever asks has made sure of that.
pub async fn page(
    db: &Db,
    kinds: Kinds,
    viewer: &Viewer,
    customer_id: Uuid,
    before: Option<Uuid>,
) -> Result<HistoryPage, AppError> {
    let mut lines = change::Entity::find()
        .filter(change::Column::FirmId.eq(viewer.firm_id))
        .filter(change::Column::CustomerId.eq(customer_id));
    if let Some(before) = before {
        let line = change::Entity::find_by_id((viewer.firm_id, before)).one(&db.read).await?;
        line.filter(|line| line.customer_id == Some(customer_id)).ok_or(AppError::NotFound)?;
        lines = lines.filter(change::Column::Id.lt(before));
    }
    let closed = kinds.iter().filter(|kind| kind.area.is_some_and(|area| !viewer.may(area, Level::Read)));
    for kind in closed {
        lines = lines.filter(change::Column::RecordKind.ne(kind.key));
    }
    let mut lines = lines.order_by_desc(change::Column::Id).limit(PAGE as u64 + 1).all(&db.read).await?;
    let more = lines.len() > PAGE;
    lines.truncate(PAGE);
    let next = lines.last().filter(|_| more).map(|line| line.id);
    let lines = lines.into_iter().filter_map(|row| Line::new(row, kinds, viewer));
    let mut lines: Vec<Line> = lines.collect();
    let names = Names::of(db, viewer, customer_id, &lines).await?;
    lines.retain(|line| (line.kind.is_open)(&names, line));
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

/// Before a change, or after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Before,
    After,
}

/// A line of the log with its fields read.
pub struct Line {
    pub row: change::Model,
    pub kind: &'static KindDef,
    pub fields: Map<String, Value>,
}

impl Line {
    /// Leaves out what the viewer may not see. None where nothing else was changed, and for a kind of record of which the history
    /// does not speak.
    fn new(row: change::Model, kinds: Kinds, viewer: &Viewer) -> Option<Self> {
        let kind = kinds.get(&row.record_kind)?;
        let mut fields: Map<String, Value> = serde_json::from_str(&row.fields).unwrap_or_default();
        let all = fields.len();
        fields.retain(|field, _| !(kind.hides)(viewer, field));
        let said_only_that = row.action == "update" && fields.is_empty() && all > 0;
        (!said_only_that).then_some(Self { row, kind, fields })
    }

    /// What a field of the line was, or has become.
    pub fn value(&self, field: &str, side: Side) -> &Value {
        self.fields.get(field).map_or(&Value::Null, |values| &values[side as usize])
    }

    fn event(&self, names: &Names) -> Option<Event> {
        let KindDef { personal, is_forgotten, untold, subject, .. } = self.kind;
        let forgotten = is_forgotten(names, self);
        let kept_back = |field: &str| untold.contains(&field) || forgotten && personal.contains(&field);
        let fields = self.fields.iter().filter(|(field, _)| !kept_back(field));
        let change = |(field, _): (&String, &Value)| FieldChange {
            field: field.clone(),
            before: names.value(self, field, Side::Before),
            after: names.value(self, field, Side::After),
        };
        Some(Event {
            id: self.row.id,
            kind: from_word(self.kind.key)?,
            action: from_word(&self.row.action)?,
            subject: if forgotten { Some(Shown::ContactGone) } else { subject(names, self) },
            fields: fields.map(change).filter(|change| change.before != change.after).collect(),
        })
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
