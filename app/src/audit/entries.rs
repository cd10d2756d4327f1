//! New records and their lines in the change log, made ready before there is a transaction to write them.

use chrono::{DateTime, Utc};
use sea_orm::{DbBackend, EntityName, EntityTrait, IdenStatic, Iterable, Statement};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{
    tracked::{EntityOf, Tracked},
    transaction::Origin,
};
use crate::batch;

/// New records of any kind, as the statements that store them, with a line of the change log for each. `AuditedTransaction::write` stores them.
pub struct Entries {
    engine: DbBackend,
    pub(super) rows: Vec<Statement>,
    pub(super) lines: Vec<Line>,
}

impl Entries {
    /// None yet.
    pub fn new(engine: DbBackend) -> Self {
        Self { engine, rows: Vec::new(), lines: Vec::new() }
    }

    /// Adds records of one kind.
    pub fn add<T: Tracked>(&mut self, records: &[T]) {
        let columns: Vec<_> = <EntityOf<T> as EntityTrait>::Column::iter().collect();
        let names: Vec<&str> = columns.iter().map(IdenStatic::as_str).collect();
        let mut values = Vec::with_capacity(records.len() * columns.len());
        for record in records {
            values.extend(columns.iter().map(|column| record.get(*column)));
            self.lines.push(Line::of(record, "create", created(record)));
        }
        self.rows.extend(batch::inserts(self.engine, EntityOf::<T>::default().table_name(), &names, values, &[]));
    }
}

/// A line of the log, without what all lines of its transaction share.
pub(super) struct Line {
    pub id: Uuid,
    pub customer_id: Option<Uuid>,
    pub record_kind: &'static str,
    pub record_id: Uuid,
    pub version: i32,
    pub action: &'static str,
    pub fields: String,
}

impl Line {
    /// What was done to a record.
    pub fn of<T: Tracked>(record: &T, action: &'static str, fields: Map<String, Value>) -> Self {
        Self {
            id: Uuid::now_v7(),
            customer_id: record.customer_id(),
            record_kind: T::KIND,
            record_id: record.record_id(),
            version: record.version(),
            action,
            fields: Value::Object(fields).to_string(),
        }
    }
}

/// The statements that store lines.
pub(super) fn statements(engine: DbBackend, origin: &Origin, at: DateTime<Utc>, lines: Vec<Line>) -> Vec<Statement> {
    const COLUMNS: [&str; 13] = [
        "id",
        "customer_id",
        "record_kind",
        "record_id",
        "version",
        "action",
        "fields",
        "firm_id",
        "at",
        "actor_kind",
        "actor_id",
        "source",
        "batch_id",
    ];
    let (actor_kind, actor_id) = origin.actor();
    let shared = [
        origin.firm_id.into(),
        at.into(),
        actor_kind.into(),
        actor_id.into(),
        origin.source.into(),
        origin.batch_id.into(),
    ];
    let own = lines.into_iter().flat_map(|line| -> [sea_orm::Value; 7] {
        [
            line.id.into(),
            line.customer_id.into(),
            line.record_kind.into(),
            line.record_id.into(),
            line.version.into(),
            line.action.into(),
            line.fields.into(),
        ]
    });
    batch::inserts(engine, "change", &COLUMNS, own.collect(), &shared)
}

/// A new record's fields; what was left empty says nothing.
fn created<T: Tracked>(record: &T) -> Map<String, Value> {
    let said = |value: &Value| !matches!(value, Value::Null | Value::Bool(false)) && value != "";
    record
        .logged_fields()
        .into_iter()
        .filter(|(_, value)| said(value))
        .map(|(name, value)| (name, Value::Array(vec![Value::Null, value])))
        .collect()
}
