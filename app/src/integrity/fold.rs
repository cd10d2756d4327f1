//! The change log, folded: what its lines say a record has become must be what the record is.

use std::collections::HashMap;

use entity::{change, firm};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IdenStatic, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::ExprTrait,
};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{
    kinds::{self, Key, Page, Scope, Stored},
    report::{Part, Problems},
    rows::readable,
};
use crate::{audit::to_microseconds, error::AppError};

/// Customers, or records of the firm, that are compared at a time.
const PAGE: u64 = 500;
/// Lines of the log that are held at a time: a customer may have any number of them.
const LINES: u64 = 2_000;

/// Folds the log of every firm.
pub(super) async fn check(db: &impl ConnectionTrait) -> Result<Part, AppError> {
    let mut fold = Fold::default();
    let firms: Vec<Uuid> = firm::Entity::find().select_only().column(firm::Column::Id).into_tuple().all(db).await?;
    for firm_id in firms {
        for scope in [Scope::OfFirm, Scope::OfCustomers] {
            fold.firm(db, firm_id, scope).await?;
        }
    }
    let looked_at = format!("{} lines folded against {} records", fold.lines, fold.records);
    Ok(fold.problems.into_part("change log", looked_at))
}

/// What lines have said of one record so far.
struct Said {
    version: i32,
    fields: Map<String, Value>,
}

#[derive(Default)]
struct Fold {
    lines: u64,
    records: u64,
    problems: Problems,
    /// Records of the page at hand that exist, as far as its lines were read.
    said: HashMap<Key, Said>,
}

impl Fold {
    async fn firm(&mut self, db: &impl ConnectionTrait, firm_id: Uuid, scope: Scope) -> Result<(), AppError> {
        let mut page = Page { firm_id, scope, after: None, until: None };
        loop {
            page.until = last_key(db, &page).await?;
            self.page(db, &page).await?;
            match page.until {
                Some(until) => page.after = Some(until),
                None => return Ok(()),
            }
        }
    }

    async fn page(&mut self, db: &impl ConnectionTrait, page: &Page) -> Result<(), AppError> {
        let key = key_column(page.scope);
        let mut last: Option<(Uuid, Uuid)> = None;
        loop {
            let mut lines = of_page(page);
            if let Some((owner, id)) = last {
                let later = key.eq(owner).and(change::Column::Id.gt(id));
                lines = lines.filter(Condition::any().add(later).add(key.gt(owner)));
            }
            let lines = lines.order_by_asc(key).order_by_asc(change::Column::Id).limit(LINES);
            let rows = db.query_all(&lines.into_query()).await?;
            for line in readable::<change::Model>("change", &rows, &mut self.problems) {
                self.line(&line);
            }
            let Some(row) = rows.last().filter(|_| rows.len() as u64 == LINES) else { break };
            last = Some((row.try_get("", key.as_str())?, row.try_get("", "id")?));
        }
        for stored in kinds::records(db, page, &mut self.problems).await? {
            self.record(stored);
        }
        for ((kind, id, _), _) in self.said.drain() {
            self.problems.add(format!("{kind}: the log tells of one that is not there"), id.to_string());
        }
        Ok(())
    }

    /// Takes one line in.
    fn line(&mut self, line: &change::Model) {
        self.lines += 1;
        let Some((kind, named_by)) = kinds::kind(&line.record_kind) else {
            return self
                .problems
                .add(format!("nobody knows records of kind {}", line.record_kind), line.id.to_string());
        };
        let Ok(mut fields) = serde_json::from_str::<Map<String, Value>>(&line.fields) else {
            return self.problems.add("a line of the log cannot be read", line.id.to_string());
        };
        // Earlier versions logged times finer than a record is compared by.
        fields.values_mut().filter_map(Value::as_array_mut).flatten().for_each(to_microseconds);
        let side =
            |name: &str| fields.get(name).and_then(|both| [&both[1], &both[0]].into_iter().find(|v| v.is_string()));
        let key = (kind, line.record_id, kinds::which(named_by, side));
        let known = self.said.contains_key(&key);
        match line.action.as_str() {
            "create" if known => self.odd(kind, "made twice", line),
            "update" | "delete" if !known => self.odd(kind, "changed before it was made", line),
            "create" | "update" | "delete" => {}
            _ => return self.odd(kind, "neither made, changed nor deleted", line),
        }
        let said = self.said.entry(key.clone()).or_insert_with(|| Said { version: 0, fields: Map::new() });
        said.version = line.version;
        let mut differ = Vec::new();
        for (name, both) in fields {
            let [was, is] = [&both[0], &both[1]];
            if known && !same(said.fields.get(&name), Some(was)) {
                differ.push(name.clone());
            }
            said.fields.insert(name, is.clone());
        }
        for name in differ {
            let what = format!("{kind}: a line changes field {name} from what it was not");
            self.problems.add(what, format!("{} in line {}", line.record_id, line.id));
        }
        if line.action == "delete" {
            self.said.remove(&key);
        }
    }

    fn odd(&mut self, kind: &str, what: &str, line: &change::Model) {
        self.problems
            .add(format!("{kind}: by the log it was {what}"), format!("{} in line {}", line.record_id, line.id));
    }

    /// Compares a record with what was said of it.
    fn record(&mut self, stored: Stored) {
        self.records += 1;
        let (kind, id, _) = stored.key;
        let Some(said) = self.said.remove(&stored.key) else {
            return self.problems.add(format!("{kind}: the log does not tell of one that is there"), id.to_string());
        };
        for (name, value) in &stored.fields {
            if !same(said.fields.get(name), Some(value)) {
                self.problems.add(format!("{kind}: field {name} is not what the log says"), id.to_string());
            }
        }
        if stored.version < said.version {
            self.problems.add(format!("{kind}: its version is older than the log's"), id.to_string());
        }
    }
}

/// What was left empty says nothing, and neither does a field that no line speaks of.
fn same(one: Option<&Value>, other: Option<&Value>) -> bool {
    let said = |value: Option<&Value>| {
        let value = value.cloned().unwrap_or(Value::Null);
        if value == "" || value == false || value == 0 { Value::Null } else { value }
    };
    said(one) == said(other)
}

fn key_column(scope: Scope) -> change::Column {
    match scope {
        Scope::OfCustomers => change::Column::CustomerId,
        Scope::OfFirm => change::Column::RecordId,
    }
}

/// The lines of a page, in no order.
fn of_page(page: &Page) -> sea_orm::Select<change::Entity> {
    let key = key_column(page.scope);
    let lines = change::Entity::find().filter(change::Column::FirmId.eq(page.firm_id));
    let mut lines = match page.scope {
        Scope::OfCustomers => lines.filter(change::Column::CustomerId.is_not_null()),
        Scope::OfFirm => lines.filter(change::Column::CustomerId.is_null()),
    };
    if let Some(after) = page.after {
        lines = lines.filter(key.gt(after));
    }
    if let Some(until) = page.until {
        lines = lines.filter(key.lte(until));
    }
    lines
}

/// The last key of a full page; none where the rest is less than that.
async fn last_key(db: &impl ConnectionTrait, page: &Page) -> Result<Option<Uuid>, AppError> {
    let key = key_column(page.scope);
    let keys = of_page(&Page { until: None, ..*page }).select_only().column(key).distinct().order_by_asc(key);
    Ok(keys.offset(PAGE - 1).limit(1).into_tuple::<Uuid>().one(db).await?)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_empty_is_the_same_as_nothing() {
        for empty in [json!(""), json!(false), json!(0), json!(null)] {
            assert!(same(None, Some(&empty)));
        }
        assert!(!same(None, Some(&json!("x"))));
        assert!(!same(Some(&json!("[]")), None));
    }
}
