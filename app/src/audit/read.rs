//! Reads a customer's history from the change log, with the names behind the ids.

use std::collections::{BTreeSet, HashMap};

use domain::{
    customers::Status,
    integrations::Integration,
    permissions::{Area, Level},
    templates::LinkSettings,
};
use entity::{business_unit, change, template};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{
    actors::{self, Actors},
    history::{Event, FieldChange, HistoryPage, Moment, RecordKind, Shown},
};
use crate::{
    context::Db,
    customers::{records::person_name, store, visible},
    error::AppError,
    session::Viewer,
};

/// How many events are read at a time.
const PAGE: usize = 50;
/// The fields that tell who a contact is.
const PERSONAL: [&str; 6] = ["name", "first_name", "last_name", "email", "phone", "mobile"];

/// One page of a customer's history.
pub async fn page(db: &Db, viewer: &Viewer, customer_id: Uuid, before: Option<Uuid>) -> Result<HistoryPage, AppError> {
    visible::one(db, viewer, customer_id).await?;
    let mut lines = change::Entity::find()
        .filter(change::Column::FirmId.eq(viewer.firm_id))
        .filter(change::Column::CustomerId.eq(customer_id));
    if let Some(before) = before {
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
    let lines: Vec<Line> = lines.into_iter().map(|row| Line::new(row, contacts)).collect();
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
struct Line {
    row: change::Model,
    fields: Map<String, Value>,
}

impl Line {
    /// For a viewer who may not see contacts, whom an invitation went to is left out: it is one of them.
    fn new(row: change::Model, contacts: bool) -> Self {
        let mut fields: Map<String, Value> = serde_json::from_str(&row.fields).unwrap_or_default();
        if row.record_kind == "invitation" && !contacts {
            fields.retain(|field, _| !["contact_id", "name", "email"].contains(&field.as_str()));
        }
        Self { row, fields }
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
            subject: if forgotten { Some(Shown::ContactGone) } else { names.subject(kind, self).map(Shown::Text) },
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
    fn text(&self, field: &str) -> &str {
        let values = self.fields.get(field);
        let side = |index: usize| values.and_then(|values| values[index].as_str()).filter(|text| !text.is_empty());
        side(1).or_else(|| side(0)).unwrap_or_default()
    }
}

/// The names of what the fields refer to by id.
struct Names {
    colleagues: HashMap<Uuid, String>,
    templates: HashMap<Uuid, String>,
    business_units: HashMap<Uuid, String>,
    /// Addresses and contacts that are there now.
    records: HashMap<Uuid, String>,
}

impl Names {
    async fn of(db: &Db, firm_id: Uuid, customer_id: Uuid, lines: &[Line]) -> Result<Self, AppError> {
        let ids = |fields: &[&str]| -> BTreeSet<Uuid> {
            let values = lines.iter().flat_map(|line| fields.iter().filter_map(|field| line.fields.get(*field)));
            values
                .flat_map(|values| [&values[0], &values[1]])
                .filter_map(|value| value.as_str()?.parse().ok())
                .collect()
        };
        let mut records = HashMap::new();
        for address in store::addresses_of(&db.read, firm_id, customer_id).await? {
            let place = address_name(&address.label, &address.street, &address.house_number, &address.city);
            records.insert(address.id, place);
        }
        for contact in store::contacts_of(&db.read, firm_id, customer_id).await? {
            records.insert(contact.id, person_name(&contact.first_name, &contact.last_name, &contact.email));
        }
        let templates = ids(&["template_id"]);
        let templates = template::Entity::find()
            .filter(template::Column::FirmId.eq(firm_id))
            .filter(template::Column::Id.is_in(templates))
            .all(&db.read)
            .await?;
        let units = ids(&["business_unit_id"]);
        let units = business_unit::Entity::find()
            .filter(business_unit::Column::FirmId.eq(firm_id))
            .filter(business_unit::Column::Id.is_in(units))
            .all(&db.read)
            .await?;
        Ok(Self {
            colleagues: actors::colleagues(&db.read, firm_id, ids(&["manager_id", "user_id", "created_by"])).await?,
            templates: templates.into_iter().map(|template| (template.id, template.name)).collect(),
            business_units: units.into_iter().map(|unit| (unit.id, unit.name)).collect(),
            records,
        })
    }

    /// Whether a line tells of a contact that was removed: the contact's own, and the invitation that went to it.
    ///
    /// Who a removed contact was is said nowhere any more, not even here: a person may ask to be forgotten (GDPR, article 17).
    /// What was done with its record, when and by whom, is the firm's to tell and stays. The log itself is left as it was
    /// written: the law against money laundering (18-9-2017, article 60) has a firm keep identities for ten years.
    fn forgotten(&self, kind: RecordKind, line: &Line) -> bool {
        let contact = match kind {
            RecordKind::Contact => Some(line.row.record_id),
            RecordKind::Invitation => line.text("contact_id").parse().ok(),
            _ => None,
        };
        contact.is_some_and(|id| !self.records.contains_key(&id))
    }

    fn subject(&self, kind: RecordKind, line: &Line) -> Option<String> {
        let name = match kind {
            RecordKind::Customer => return None,
            RecordKind::Contact => self.records.get(&line.row.record_id)?.clone(),
            RecordKind::Address => match self.records.get(&line.row.record_id) {
                Some(name) => name.clone(),
                None => {
                    address_name(line.text("label"), line.text("street"), line.text("house_number"), line.text("city"))
                }
            },
            RecordKind::Assignment => self.colleagues.get(&line.text("user_id").parse().ok()?)?.clone(),
            RecordKind::Integration => Integration::from_key(line.text("integration"))?.name().to_owned(),
            RecordKind::Invitation => line.text("email").to_owned(),
        };
        (!name.is_empty()).then_some(name)
    }

    fn shown(&self, kind: RecordKind, field: &str, value: &Value) -> Shown {
        let text = match value {
            Value::Null => return Shown::Nothing,
            Value::Bool(yes) => return Shown::YesNo(*yes),
            Value::String(text) if text.is_empty() => return Shown::Nothing,
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let named = |names: &HashMap<Uuid, String>| {
            let name = text.parse().ok().and_then(|id: Uuid| names.get(&id));
            name.cloned().map_or(Shown::Gone, Shown::Text)
        };
        match (field, kind) {
            ("manager_id" | "user_id" | "created_by", _) => named(&self.colleagues),
            ("template_id", _) => named(&self.templates),
            ("business_unit_id", _) => named(&self.business_units),
            ("contact_id", _) => match named(&self.records) {
                Shown::Gone => Shown::ContactGone,
                name => name,
            },
            ("status", RecordKind::Customer) => {
                let status = value.as_i64().and_then(|ordinal| Status::from_ordinal(ordinal.try_into().ok()?));
                status.map_or(Shown::Nothing, Shown::Status)
            }
            ("status", _) => Shown::Answer(text),
            ("country", _) => Shown::Country(text),
            ("locale", _) => Shown::Locale(text),
            ("expires_at" | "answered_at", _) => text.parse().map_or(Shown::Nothing, Shown::Moment),
            _ => Shown::Text(text),
        }
    }
}

/// Where it is: its own name, or street and city.
fn address_name(label: &str, street: &str, house_number: &str, city: &str) -> String {
    let line = format!("{street} {house_number}");
    let parts = [label, line.trim(), city];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn from_word<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(Value::String(word.to_owned())).ok()
}
