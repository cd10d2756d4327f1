//! The one place that writes records: the row and its line in the change log go into the same transaction.

use chrono::{DateTime, Utc};
use entity::change;
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, Iterable,
    QueryFilter, Set,
};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::tracked::{ActiveModelOf, EntityOf, Tracked};
use crate::{
    batch,
    context::{AppContext, internal},
    error::AppError,
    session::Viewer,
};

/// Who makes a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A colleague.
    User(Uuid),
    /// The customer itself, through its portal account.
    Customer(Uuid),
    /// A bulk file that a colleague brought in.
    Import(Uuid),
    /// The product itself: a link that ran out, a first set-up.
    System,
}

/// By which way changes come: the same for all changes of one request or batch.
#[derive(Clone, Copy, Debug)]
pub struct Origin {
    pub firm_id: Uuid,
    pub actor: Actor,
    /// The screen or job: `form`, `card`, `import`, `portal`, `invitation`, `settings`, …
    pub source: &'static str,
    /// What holds the changes of one import or bulk action together.
    pub batch_id: Option<Uuid>,
}

impl Origin {
    fn actor(&self) -> (&'static str, Option<Uuid>) {
        match self.actor {
            Actor::User(id) => ("user", Some(id)),
            Actor::Customer(id) => ("customer", Some(id)),
            Actor::Import(id) => ("import", Some(id)),
            Actor::System => ("system", None),
        }
    }
}

/// Writes records and remembers what changed; `finish` writes the log and commits. Dropped before, nothing has happened.
pub struct Log {
    pub tx: DatabaseTransaction,
    origin: Origin,
    at: DateTime<Utc>,
    lines: Vec<change::ActiveModel>,
}

impl Log {
    /// Starts logging in a transaction.
    pub fn new(tx: DatabaseTransaction, origin: Origin) -> Self {
        Self { tx, origin, at: Utc::now(), lines: Vec::new() }
    }

    /// Starts a transaction in which a colleague writes from a screen.
    pub async fn by(context: &AppContext, viewer: &Viewer, source: &'static str) -> Result<Self, AppError> {
        let origin = Origin { firm_id: viewer.firm_id, actor: Actor::User(viewer.user_id), source, batch_id: None };
        Ok(Self::new(context.db.begin().await?, origin))
    }

    /// The time that all changes of this transaction carry.
    pub fn at(&self) -> DateTime<Utc> {
        self.at
    }

    /// The firm that is written to.
    pub fn firm_id(&self) -> Uuid {
        self.origin.firm_id
    }

    /// Stores a new record.
    pub async fn insert<T>(&mut self, record: T) -> Result<T, AppError>
    where
        T: Tracked + Clone + IntoActiveModel<ActiveModelOf<T>>,
        ActiveModelOf<T>: ActiveModelBehavior + Send,
    {
        self.insert_many(vec![record.clone()]).await?;
        Ok(record)
    }

    /// Stores many new records of one kind with few statements.
    pub async fn insert_many<T>(&mut self, records: Vec<T>) -> Result<(), AppError>
    where
        T: Tracked + IntoActiveModel<ActiveModelOf<T>>,
        ActiveModelOf<T>: ActiveModelBehavior + Send,
    {
        let columns = <EntityOf<T> as EntityTrait>::Column::iter().count();
        self.lines.extend(records.iter().map(|record| line(&self.origin, self.at, record, "create", created(record))));
        let mut rest = records.into_iter();
        for size in batch::sizes(rest.len(), columns) {
            let chunk: Vec<_> = rest.by_ref().take(size).map(inserted).collect();
            EntityOf::<T>::insert_many(chunk).exec_without_returning(&self.tx).await?;
        }
        Ok(())
    }

    /// Stores what changed between two states of a record, if anything did. `after` must carry `before`'s version: the new one is
    /// one higher. Somebody else having written meanwhile gives `Conflict` with an empty text: the caller fills in what it is now.
    pub async fn update<T>(&mut self, before: &T, after: T) -> Result<(), AppError>
    where
        T: Tracked + IntoActiveModel<ActiveModelOf<T>>,
        ActiveModelOf<T>: ActiveModelBehavior + Send,
    {
        let version = before.version() + 1;
        let mut changed = <ActiveModelOf<T> as ActiveModelTrait>::default();
        let (old, new) = (values(before), values(&after));
        for column in <EntityOf<T> as EntityTrait>::Column::iter() {
            let (was, is) = (before.get(column), after.get(column));
            if was != is {
                changed.set(column, is);
            }
        }
        if !changed.is_changed() {
            return Ok(());
        }
        let version_column = column::<T>("version")?;
        changed.set(version_column, version.into());
        let done = EntityOf::<T>::update_many()
            .set(changed)
            .filter(same_record(before))
            .filter(version_column.eq(before.version()))
            .exec(&self.tx)
            .await?;
        if done.rows_affected == 0 {
            return Err(AppError::Conflict(String::new()));
        }
        let named = |name: &str| T::NAMED_BY.contains(&name);
        let fields: Map<String, Value> = old
            .into_iter()
            .filter_map(|(name, was)| {
                let is = new.get(&name).cloned().unwrap_or(Value::Null);
                (was != is || named(&name)).then(|| (name, Value::Array(vec![was, is])))
            })
            .collect();
        if fields.keys().any(|name| !named(name)) {
            let mut logged = line(&self.origin, self.at, before, "update", fields);
            logged.version = Set(version);
            self.lines.push(logged);
        }
        Ok(())
    }

    /// Removes a record; what it held stays in the log.
    pub async fn delete<T: Tracked>(&mut self, record: &T) -> Result<(), AppError> {
        let fields =
            values(record).into_iter().map(|(name, was)| (name, Value::Array(vec![was, Value::Null]))).collect();
        EntityOf::<T>::delete_many().filter(same_record(record)).exec(&self.tx).await?;
        self.lines.push(line(&self.origin, self.at, record, "delete", fields));
        Ok(())
    }

    /// Writes the log's lines and commits.
    pub async fn finish(mut self) -> Result<(), AppError> {
        self.flush().await?;
        Ok(self.tx.commit().await?)
    }

    async fn flush(&mut self) -> Result<(), AppError> {
        let columns = change::Column::iter().count();
        let mut lines = std::mem::take(&mut self.lines).into_iter();
        for size in batch::sizes(lines.len(), columns) {
            let chunk: Vec<_> = lines.by_ref().take(size).collect();
            change::Entity::insert_many(chunk).exec_without_returning(&self.tx).await?;
        }
        Ok(())
    }
}

/// A line of the log.
fn line<T: Tracked>(
    origin: &Origin,
    at: DateTime<Utc>,
    record: &T,
    action: &str,
    fields: Map<String, Value>,
) -> change::ActiveModel {
    let (actor_kind, actor_id) = origin.actor();
    change::ActiveModel {
        firm_id: Set(record.firm_id()),
        id: Set(Uuid::now_v7()),
        at: Set(at),
        actor_kind: Set(actor_kind.into()),
        actor_id: Set(actor_id),
        source: Set(origin.source.into()),
        batch_id: Set(origin.batch_id),
        customer_id: Set(record.customer_id()),
        record_kind: Set(T::KIND.into()),
        record_id: Set(record.record_id()),
        version: Set(record.version()),
        action: Set(action.into()),
        fields: Set(Value::Object(fields).to_string()),
    }
}

/// A new record's fields; what was left empty says nothing.
fn created<T: Tracked>(record: &T) -> Map<String, Value> {
    let said = |value: &Value| !matches!(value, Value::Null | Value::Bool(false)) && value != "";
    values(record)
        .into_iter()
        .filter(|(_, value)| said(value))
        .map(|(name, value)| (name, Value::Array(vec![Value::Null, value])))
        .collect()
}

fn values<T: Tracked>(record: &T) -> Map<String, Value> {
    record.logged_fields()
}

/// Every column is written, also those that a model holds unchanged.
fn inserted<T>(record: T) -> ActiveModelOf<T>
where
    T: Tracked + IntoActiveModel<ActiveModelOf<T>>,
{
    let mut model = record.into_active_model();
    for column in <EntityOf<T> as EntityTrait>::Column::iter() {
        model.reset(column);
    }
    model
}

fn same_record<T: Tracked>(record: &T) -> sea_orm::Condition {
    use sea_orm::PrimaryKeyToColumn;
    <EntityOf<T> as EntityTrait>::PrimaryKey::iter().fold(sea_orm::Condition::all(), |condition, key| {
        let column = key.into_column();
        condition.add(column.eq(record.get(column)))
    })
}

fn column<T: Tracked>(name: &str) -> Result<<EntityOf<T> as EntityTrait>::Column, AppError> {
    name.parse().map_err(|_| internal(format!("{} has no column {name}", T::KIND)))
}
