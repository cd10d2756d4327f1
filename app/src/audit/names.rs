//! The names behind the ids in a customer's history.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::email;
use serde_json::Value;
use uuid::Uuid;

use super::{
    history::Shown,
    kind::{Asked, KindDef, NamesById, Source},
    read::{Line, Side},
};
use crate::{context::Db, error::AppError, session::Viewer};

/// The names of what the lines refer to by id, by where they come from.
pub struct Names(HashMap<&'static str, NamesById>);

impl Names {
    /// Reads the names that these lines of a customer's history refer to: one query a source.
    pub async fn of(db: &Db, viewer: &Viewer, customer_id: Uuid, lines: &[Line]) -> Result<Self, AppError> {
        let mut wanted: BTreeMap<&str, (&Source, BTreeSet<Uuid>)> = BTreeMap::new();
        let mut want = |source: &'static Source, ids: &mut dyn Iterator<Item = Uuid>| {
            wanted.entry(source.key).or_insert_with(|| (source, BTreeSet::new())).1.extend(ids);
        };
        for line in lines {
            if let Some(source) = line.kind.own_names {
                want(source, &mut std::iter::once(line.row.record_id));
            }
            for (field, source) in line.kind.references {
                let values = line.fields.get(*field).into_iter().flat_map(|values| [&values[0], &values[1]]);
                want(source, &mut values.filter_map(|value| value.as_str()?.parse::<Uuid>().ok()));
            }
        }
        let mut names = HashMap::new();
        for (source, ids) in wanted.into_values().filter(|(_, ids)| !ids.is_empty()) {
            names.insert(source.key, (source.read)(&db.read, &Asked { viewer, customer_id, ids }).await?);
        }
        Ok(Self(names))
    }

    /// The name of what has this id; none where it is gone.
    pub fn get(&self, source: &Source, id: Uuid) -> Option<&str> {
        self.0.get(source.key)?.get(&id).map(String::as_str)
    }

    /// The name of what has the id that stands here, or that it is gone.
    pub fn shown(&self, source: &Source, id: &str) -> Shown {
        let name = id.parse().ok().and_then(|id| self.get(source, id));
        name.map_or_else(|| source.gone.clone(), |name| Shown::Text(name.to_owned()))
    }

    /// The value of a field of a line, with the name of what it refers to.
    pub(super) fn value(&self, line: &Line, field: &str, side: Side) -> Shown {
        let KindDef { references, value: special, .. } = line.kind;
        if let Some(shown) = special(self, line, field, side) {
            return shown;
        }
        let text = match line.value(field, side) {
            Value::Null => return Shown::Nothing,
            Value::Bool(yes) => return Shown::YesNo(*yes),
            Value::String(text) if text.is_empty() => return Shown::Nothing,
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        if let Some((_, source)) = references.iter().find(|(name, _)| *name == field) {
            return self.shown(source, &text);
        }
        match field {
            "email" => Shown::Text(email::shown(&text)),
            "country" => Shown::Country(text),
            "locale" => Shown::Locale(text),
            _ => Shown::Text(text),
        }
    }
}
