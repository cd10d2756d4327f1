//! Which of the addresses is the head office. Without JavaScript that is asked on the page.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::NavigateOptions;
use uuid::Uuid;

use super::{
    api::{self, AddressRequest},
    one_line,
};
use crate::{
    customers::{
        card::{
            asked::{Asked, QUESTION},
            reload::Reload,
        },
        records::Address,
    },
    i18n::*,
    paths,
    ui::{self, Button, Choices, Confirm, Kind, PostForm, RadioGroup, WayBack, use_lead_on, use_query},
};

/// The function that moves it by a plain form.
const MOVE: &str = "/api/addresses/make_head_office_form";
/// Its field with the address that is chosen.
pub const CHOSEN: &str = "head_office";

/// Its field with the version in which an address was shown.
pub fn version_of(id: Uuid) -> String {
    format!("version_{}", id.simple())
}

/// Whether the address of the card asks which it is.
fn use_is_asked() -> Memo<bool> {
    let query = use_query();
    Memo::new(move |_| Asked::of_customer(&query.read()) == Some(Asked::HeadOffice))
}

/// Opens the choice of another, unless that stands on the page.
#[component]
pub fn HeadOfficeButton(customer_id: Uuid, moving: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let is_asked = use_is_asked();
    move || {
        (!is_asked.get()).then(|| {
            let along = vec![("customer_id", customer_id.to_string())];
            view! {
                <PostForm class="" action=MOVE along send=move || moving.set(true)>
                    <Button kind=Kind::Quiet submit=true>
                        {t!(i18n, card.address.change)}
                        <span class="visually-hidden">" " {t!(i18n, card.field.head_office)}</span>
                    </Button>
                </PostForm>
            }
        })
    }
}

/// The choice, and what moves it to what was chosen.
#[derive(Clone, Copy)]
struct Choice {
    addresses: StoredValue<Vec<Address>>,
    chosen: RwSignal<String>,
    pending: RwSignal<bool>,
}

impl Choice {
    fn of(addresses: Vec<Address>) -> Self {
        let present = addresses.iter().find(|address| address.head_office).map(|address| address.id.to_string());
        Self {
            chosen: RwSignal::new(present.unwrap_or_default()),
            addresses: StoredValue::new(addresses),
            pending: RwSignal::new(false),
        }
    }

    /// The radio buttons. The title above them asks; here they are only named.
    fn view(self) -> impl IntoView {
        let i18n = use_i18n();
        let choice = move |address: &Address| (address.id.to_string(), one_line(i18n.get_locale(), &address.details));
        let choices =
            Signal::derive(move || self.addresses.with_value(|all| all.iter().map(choice).collect::<Choices>()));
        let label = Signal::derive(move || t_string!(i18n, card.field.head_office).to_owned());
        view! { <RadioGroup name=CHOSEN label value=self.chosen choices /> }
    }

    /// Moves it, where another was chosen. `done` hears that it is over.
    fn save(self, customer_id: Uuid, toaster: ui::Toaster, reload: Reload, done: impl FnOnce() + 'static) {
        let wanted = self.chosen.get_untracked();
        let address = self.addresses.with_value(|all| all.iter().find(|one| one.id.to_string() == wanted).cloned());
        let Some(Address { id, version, head_office: false, .. }) = address else { return done() };
        self.pending.set(true);
        spawn_local(async move {
            let answer = api::make_head_office(AddressRequest { customer_id, id, version }).await;
            let _ = self.pending.try_set(false);
            done();
            if let Err(error) = answer {
                toaster.failed(error);
            }
            reload.now();
        });
    }
}

/// Moves it to another address.
#[component]
pub fn HeadOfficeDialog(
    customer_id: Uuid,
    addresses: Vec<Address>,
    open: RwSignal<bool>,
    reload: Reload,
) -> impl IntoView {
    let i18n = use_i18n();
    let toaster = ui::use_toaster();
    let (choice, is_asked) = (Choice::of(addresses), use_is_asked());
    let save = move || {
        choice.save(customer_id, toaster, reload, move || {
            let _ = open.try_set(false);
        });
    };
    let title = Signal::derive(move || t_string!(i18n, card.address.head_office).to_owned());
    let action = Signal::derive(move || t_string!(i18n, ui.save).to_owned());
    view! {
        <Confirm open title action pending=choice.pending on_confirm=save>
            // Its fields stand on the page once.
            {move || (!is_asked.get()).then(|| choice.view())}
        </Confirm>
    }
}

/// The same on the page, where the address of the card asks for it.
#[component]
pub fn HeadOfficeOnPage(customer_id: Uuid, addresses: Vec<Address>, reload: Reload) -> impl IntoView {
    let is_asked = use_is_asked();
    move || {
        (is_asked.get() && addresses.len() > 1)
            .then(|| view! { <HeadOfficeForm customer_id addresses=addresses.clone() reload /> })
    }
}

#[component]
fn HeadOfficeForm(customer_id: Uuid, addresses: Vec<Address>, reload: Reload) -> impl IntoView {
    let i18n = use_i18n();
    let (toaster, lead_on) = (ui::use_toaster(), use_lead_on());
    let versions = addresses.iter().map(|address| (version_of(address.id), address.version)).collect::<Vec<_>>();
    let choice = Choice::of(addresses);
    let send = move || {
        let lead_on = lead_on.clone();
        choice.save(customer_id, toaster, reload, move || {
            lead_on(&paths::card(customer_id), NavigateOptions { replace: true, ..NavigateOptions::default() });
        });
    };
    let version =
        |(name, version): (String, i32)| view! { <input type="hidden" name=name value=version.to_string() /> };
    view! {
        <div class="panel stack unprinted" id=QUESTION>
            <h3>{t!(i18n, card.address.head_office)}</h3>
            <PostForm action=MOVE along=vec![("customer_id", customer_id.to_string())] send>
                {versions.into_iter().map(version).collect_view()}
                {choice.view()}
                <div class="form-foot">
                    <WayBack href=paths::card(customer_id) />
                    <Button kind=Kind::Primary submit=true pending=choice.pending>{t!(i18n, ui.save)}</Button>
                </div>
            </PostForm>
        </div>
    }
}
