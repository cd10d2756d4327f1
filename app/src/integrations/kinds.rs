//! What a customer's history tells of its integrations and of the colleagues who work for it.

use domain::{integrations::Integration, templates::LinkSettings};
use entity::{customer_integration, customer_user};
use serde_json::Value;

use crate::audit::{COLLEAGUES, history::Shown, kind::KindDef, read::Line};

/// That a customer uses an integration, with which settings.
pub static INTEGRATION: KindDef = KindDef {
    untold: &["integration"],
    subject: |_, line| Shown::named(integration(line)?.name()),
    value: |_, line, field, side| (field == "settings").then(|| settings(line, line.value(field, side))),
    ..KindDef::of::<customer_integration::Model>()
};

/// That a colleague works for a customer.
pub static ASSIGNMENT: KindDef = KindDef {
    references: &[("user_id", &COLLEAGUES)],
    subject: |names, line| Shown::named(names.get(&COLLEAGUES, line.text("user_id").parse().ok()?)?),
    ..KindDef::of::<customer_user::Model>()
};

fn integration(line: &Line) -> Option<Integration> {
    Integration::from_key(line.text("integration"))
}

/// The settings of the integration that the line names.
fn settings(line: &Line, value: &Value) -> Shown {
    let settings = value.as_str().and_then(|json| serde_json::from_str::<LinkSettings>(json).ok());
    match (integration(line), settings) {
        (Some(integration), Some(settings)) if !settings.is_empty() => Shown::Settings(integration, settings),
        _ => Shown::Nothing,
    }
}
