//! A link while it is filled in.

use domain::integrations::Integration;
use leptos::{ev, prelude::*, task::spawn_local};

use super::{
    super::{Link, LinkRequest, SettingFields, SettingValues, about, address, api},
    shared::Shared,
};
use crate::{
    error::{AppError, Fields},
    i18n::*,
    ui::{Button, Kind, PostForm, Size, TextField, WayBack, field_error},
};

/// The function that records a link by a plain form.
pub const LINK: &str = "/api/integrations/link_form";

/// The fields of a link, new or recorded. It closes itself by emptying `open`.
#[component]
pub fn LinkForm(shared: Shared, link: Link, open: RwSignal<Option<Integration>>) -> impl IntoView {
    let i18n = shared.i18n;
    let integration = link.integration;
    let name = integration.name();
    let along = [shared.along(integration.key().to_owned()), vec![("version", link.version.to_string())]].concat();
    let version = RwSignal::new(link.version);
    let reference = RwSignal::new(link.external_reference);
    let values = SettingValues::of_link(integration, &link.settings);
    let errors = RwSignal::new(Fields::new());
    let label = Signal::derive(move || t_string!(i18n, integrations.links.reference).to_owned());
    let error =
        Signal::derive(move || field_error(i18n, &errors.read(), "external_reference", &label.get(), &reference.get()));
    let save = move || {
        let link = untrack(move || Link {
            integration,
            version: version.get(),
            external_reference: reference.get(),
            settings: values.get(),
        });
        if let Err(wrong) = integration.checked(&link.settings).map_err(AppError::from) {
            return errors.set(wrong.fields());
        }
        let said = t_string!(i18n, integrations.links.was_saved, name = name);
        let free = shared.begin();
        spawn_local(async move {
            let answer = api::link(LinkRequest { customer_id: shared.customer_id, link }).await;
            match answer {
                Ok(()) => {
                    shared.toaster.say(said);
                    open.try_set(None);
                    shared.refresh();
                }
                Err(AppError::Conflict(now)) => {
                    if let Ok(now) = serde_json::from_str::<Link>(&now) {
                        version.try_set(now.version);
                        reference.try_set(now.external_reference);
                        values.set(&now.settings);
                    }
                    shared.toaster.problem(t_string!(i18n, integrations.links.conflict));
                }
                Err(error @ AppError::Invalid(_)) => drop(errors.try_set(error.fields())),
                Err(error) => shared.toaster.failed(error),
            }
            free();
        });
    };
    let close = move |event: ev::MouseEvent| {
        event.prevent_default();
        open.set(None);
    };
    view! {
        <h3>{name}</h3>
        <p class="soft small">{move || about(i18n, integration)}</p>
        <PostForm action=LINK along send=save>
            <TextField
                name="external_reference"
                label
                help=Signal::derive(move || t_string!(i18n, integrations.links.reference_help).to_owned())
                value=reference
                error
                autocomplete="off"
                size=Size::Large
            />
            <SettingFields values errors />
            <div class="form-foot">
                <WayBack href=address(shared.customer_id) on_click=close />
                <Button kind=Kind::Primary submit=true pending=shared.pending>{t!(i18n, ui.save)}</Button>
            </div>
        </PostForm>
    }
}
