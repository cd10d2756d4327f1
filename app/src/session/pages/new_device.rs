//! The page that the mail about a new browser leads to. Opening it changes nothing: mail scanners do it too.

use domain::zone::Zone;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::parts::{DeadLink, PlainForm, PlainHead, Returned, use_returned};
use crate::{
    i18n::*,
    session::{
        device_name,
        sign_ins::api::{NewDevice, NewDeviceRequest, new_device},
    },
    ui::{self, LinkButton, shown_time},
};

#[component]
pub fn NewDevicePage() -> impl IntoView {
    let i18n = use_i18n();
    let (params, form) = (use_params_map(), use_returned("end_device"));
    let token = move || params.read().get("token").unwrap_or_default();
    let device = Resource::new(token, move |token| new_device(NewDeviceRequest { token }));
    let way_out = move || {
        view! {
            <p>{t!(i18n, session.new_device.gone)}</p>
            <LinkButton href="/aanmelden">{t!(i18n, session.new_device.way_out)}</LinkButton>
        }
    };
    view! {
        <ui::PlainFrame>
            <Suspense>
                {move || ui::late(async move {
                    match device.await {
                        Ok(device) => view! { <Asked device token=token() form /> }.into_any(),
                        Err(error) => view! { <DeadLink error>{way_out()}</DeadLink> }.into_any(),
                    }
                })}
            </Suspense>
        </ui::PlainFrame>
    }
}

#[component]
fn Asked(device: NewDevice, token: String, form: Returned) -> impl IntoView {
    let i18n = use_i18n();
    let text = move || {
        let (name, address) = (device_name(i18n.get_locale(), &device.device), device.address.clone());
        t_string!(
            i18n,
            session.new_device.text,
            device = name,
            address,
            at = shown_time(Zone::of(&device.country), device.at)
        )
    };
    view! {
        <PlainHead title=move || t_string!(i18n, session.new_device.title).to_owned() form />
        <p>{text}</p>
        <p>{t!(i18n, session.new_device.help)}</p>
        <PlainForm
            action="/api/session/end_device"
            submit=move || t_string!(i18n, session.new_device.submit).to_owned()
        >
            <input type="hidden" name="token" value=token />
        </PlainForm>
    }
}
