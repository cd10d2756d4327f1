//! The one place that writes what has a history: the row and its line in the change log go into the same transaction.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    IntoActiveModel, Iterable, QueryFilter, QuerySelect, sea_query::LockType,
};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{
    entries::{self, Entries, Line},
    rate,
    tracked::{ActiveModelOf, EntityOf, Tracked},
};
use crate::{
    clock,
    context::{AppContext, internal},
    error::AppError,
    session::Viewer,
    storage,
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
    pub(super) fn actor(&self) -> (&'static str, Option<Uuid>) {
        match self.actor {
            Actor::User(id) => ("user", Some(id)),
            Actor::Customer(id) => ("customer", Some(id)),
            Actor::Import(id) => ("import", Some(id)),
            Actor::System => ("system", None),
        }
    }
}

/// Writes records and remembers what changed; `finish` writes the log and commits. Dropped before, nothing has happened.
pub struct AuditedTransaction {
    pub tx: DatabaseTransaction,
    origin: Origin,
    at: DateTime<Utc>,
    lines: Vec<Line>,
}

impl AuditedTransaction {
    /// Starts logging in a transaction.
    pub fn new(tx: DatabaseTransaction, origin: Origin) -> Self {
        Self { tx, origin, at: clock::now(), lines: Vec::new() }
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

    /// The line that was written first, if any.
    pub fn first_line(&self) -> Option<Uuid> {
        self.lines.first().map(|line| line.id)
    }

    /// The line that was written last, if any.
    pub fn last_line(&self) -> Option<Uuid> {
        self.lines.last().map(|line| line.id)
    }

    /// Waits until nobody else is between this and its `finish`: what is decided by what the firm has then, still holds when it
    /// is written. Taking customer numbers waits for it too; other writes go on, since no key of the firm is held.
    pub async fn lock_firm(&self) -> Result<(), AppError> {
        let firm = entity::firm::Entity::find_by_id(self.origin.firm_id).lock(LockType::NoKeyUpdate);
        firm.one(&self.tx).await?;
        Ok(())
    }

    /// Stores a new record.
    pub async fn insert<T: Tracked>(&mut self, record: T) -> Result<T, AppError> {
        self.insert_many(std::slice::from_ref(&record)).await?;
        Ok(record)
    }

    /// Stores many new records of one kind with few statements.
    pub async fn insert_many<T: Tracked>(&mut self, records: &[T]) -> Result<(), AppError> {
        let mut entries = Entries::new(self.tx.get_database_backend());
        entries.add(records);
        self.write(entries).await
    }

    /// Stores new records that were made ready before.
    pub async fn write(&mut self, entries: Entries) -> Result<(), AppError> {
        for statement in entries.rows {
            self.tx.execute_raw(statement).await?;
        }
        self.lines.extend(entries.lines);
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
        let (old, new) = (before.logged_fields(), after.logged_fields());
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
        let mut differs = false;
        let fields: Map<String, Value> = old
            .into_iter()
            .filter_map(|(name, was)| {
                let is = new.get(&name).cloned().unwrap_or(Value::Null);
                differs |= was != is;
                let repeated =
                    T::NAMED_BY.contains(&name.as_str()) || was != "" && T::TOLD_WITH.contains(&name.as_str());
                (was != is || repeated).then(|| (name, Value::Array(vec![was, is])))
            })
            .collect();
        if differs {
            self.lines.push(Line { version, ..Line::of(before, "update", fields) });
        }
        Ok(())
    }

    /// Removes a record; what it held stays in the log.
    pub async fn delete<T: Tracked>(&mut self, record: &T) -> Result<(), AppError> {
        let held = record.logged_fields().into_iter();
        let fields: Map<String, Value> = held.map(|(name, was)| (name, Value::Array(vec![was, Value::Null]))).collect();
        EntityOf::<T>::delete_many().filter(same_record(record)).exec(&self.tx).await?;
        self.lines.push(Line::of(record, "delete", fields));
        Ok(())
    }

    /// Writes the log's lines and commits, unless the person who makes the change has made too many lately.
    pub async fn finish(mut self) -> Result<(), AppError> {
        if !self.lines.is_empty() {
            rate::check(&self.origin)?;
        }
        self.flush().await?;
        self.tx.commit().await?;
        storage::works();
        Ok(())
    }

    async fn flush(&mut self) -> Result<(), AppError> {
        let lines = std::mem::take(&mut self.lines);
        for statement in entries::statements(self.tx.get_database_backend(), &self.origin, self.at, lines) {
            self.tx.execute_raw(statement).await?;
        }
        Ok(())
    }
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
