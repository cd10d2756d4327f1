//! The wizard that makes or changes a template: name, users, integrations. The step stands in the address; what is not saved
//! yet survives a reload.

#[cfg(feature = "ssr")]
mod chosen;
mod conflict;
mod draft;
mod form;
mod steps;
mod texts;

use domain::permissions::{Area, Level};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use self::form::WizardForm;
#[cfg(feature = "ssr")]
pub use self::{chosen::chosen, steps::step_of, texts::record_of};
use super::{TemplateRecord, TemplateRequest, api};
use crate::{
    error::AppError,
    ui::{ErrorState, NoPermission, Shape, Skeleton, allowed, late},
};

/// How many steps there are.
pub const STEPS: usize = 3;

/// What the buttons of the form send: the step that is shown, after which the next one comes and at last the template is saved, or
/// in its place the step to go to. They count from 1.
pub const STEP: &str = "step";
pub const TO: &str = "to";

/// The last part of the address of a template that does not exist yet.
const NEW: &str = "nieuw";

/// `/sjablonen/nieuw` and `/sjablonen/{id}`.
#[component]
pub fn TemplateWizardPage() -> impl IntoView {
    if !allowed(Area::Templates, Level::Edit) {
        return view! { <NoPermission area=Area::Templates /> }.into_any();
    }
    let params = use_params_map();
    let key = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    let record = Resource::new(move || key.get(), read);
    let choosable = Resource::new(|| (), |()| api::choosable());
    view! {
        <Transition fallback=|| view! { <Skeleton rows=4 shape=Shape::Steps /> }>
            {move || late(async move {
                match (record.await, choosable.await) {
                    (Ok(saved), Ok(choosable)) => view! { <WizardForm saved choosable /> }.into_any(),
                    (Err(error), _) | (_, Err(error)) => view! { <ErrorState error /> }.into_any(),
                }
            })}
        </Transition>
    }
    .into_any()
}

async fn read(key: String) -> Result<TemplateRecord, AppError> {
    if key == NEW {
        return Ok(TemplateRecord::default());
    }
    let id = key.parse().map_err(|_| AppError::NotFound)?;
    api::get(TemplateRequest { id }).await
}
