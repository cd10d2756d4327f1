//! What a customer's history tells of fields of the firm's own.

use std::collections::HashMap;

use entity::own_value;
use uuid::Uuid;

use super::{OwnField, of_customer};
use crate::audit::{
    COLLEAGUES,
    history::Shown,
    kind::{KindDef, Source},
    names::Names,
    read::{Line, Side},
};

/// The fields that the viewer sees, each as the JSON of its definition: its name alone does not say how a value is written.
static FIELDS: Source = Source {
    key: "own_field",
    read: |db, asked| {
        Box::pin(async move {
            let seen = of_customer::seen_by(db, asked.viewer, asked.customer_id).await?;
            Ok(seen.into_iter().filter_map(|(id, field)| Some((id, serde_json::to_string(&field).ok()?))).collect())
        })
    },
    gone: Shown::Gone,
};

/// What a customer has in a field of the firm's own.
pub static OWN_VALUE: KindDef = KindDef {
    references: &[("field_id", &FIELDS), ("value", &COLLEAGUES)],
    untold: &["field_id", "kind"],
    is_open: |names, line| field(names, line).is_some(),
    subject: |names, line| field(names, line).map(|field| Shown::Labels(field.labels)),
    value: |names, line, name, side| (name == "value").then(|| shown(names, line, side)),
    ..KindDef::of::<own_value::Model>()
};

fn field(names: &Names, line: &Line) -> Option<OwnField> {
    serde_json::from_str(names.get(&FIELDS, line.text("field_id").parse().ok()?)?).ok()
}

/// A value as the kind that it was written as.
fn shown(names: &Names, line: &Line, side: Side) -> Shown {
    match (field(names, line), line.value("value", side).as_str()) {
        (Some(field), Some(text)) if !text.is_empty() => {
            let colleague = text.parse::<Uuid>().ok().and_then(|id| Some((id, names.get(&COLLEAGUES, id)?.to_owned())));
            let people: HashMap<Uuid, String> = colleague.into_iter().collect();
            let kind = field.kind_of(line.value("kind", side).as_str().unwrap_or_default());
            Shown::Own(kind, of_customer::named(&OwnField { kind, ..field }, text, &people))
        }
        _ => Shown::Nothing,
    }
}
