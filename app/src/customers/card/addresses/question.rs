//! What the address of the card asks of its addresses: the question in the page before one goes, and which is the head office.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use uuid::Uuid;

use super::{head_office::HeadOfficeOnPage, one_line};
use crate::{
    customers::{
        card::{
            asked::{ADDRESS, Asked, QUESTION, is_about},
            reload::Reload,
        },
        records::Address,
    },
    i18n::*,
    paths,
    ui::{CameBackNotice, Question, use_lead_on, use_query},
};

/// The function that removes one by a plain form.
const DELETE: &str = "/api/addresses/delete_form";

/// The question, and what came back of one that the page has no more.
#[component]
pub fn AddressQuestion(
    customer_id: Uuid,
    addresses: Vec<Address>,
    delete: Callback<Address>,
    reload: Reload,
) -> impl IntoView {
    let (query, all) = (use_query(), addresses.clone());
    let came_back = Memo::new(move |_| is_about(&query.read(), ADDRESS));
    let asked = Memo::new(move |_| {
        let asked = Asked::of_record(&query.read(), ADDRESS, &addresses, |address, id| address.id == id);
        asked.filter(|(asked, _)| *asked == Asked::Delete).map(|(_, address)| address)
    });
    let question = move || {
        let asked = asked.get();
        let own = asked.as_ref().map(|address| address.id.to_string()).unwrap_or_default();
        view! {
            {came_back.get().then(|| view! { <CameBackNotice action=DELETE besides=own /> })}
            {asked.map(|address| view! { <AskedToDelete customer_id address delete /> })}
        }
    };
    view! {
        {question}
        <HeadOfficeOnPage customer_id addresses=all reload />
    }
}

#[component]
fn AskedToDelete(customer_id: Uuid, address: Address, delete: Callback<Address>) -> impl IntoView {
    let i18n = use_i18n();
    let lead_on = use_lead_on();
    let along = vec![
        ("customer_id", customer_id.to_string()),
        ("id", address.id.to_string()),
        ("version", address.version.to_string()),
    ];
    let details = address.details.clone();
    let on_confirm = Callback::new(move |()| {
        delete.run(address.clone());
        lead_on(&paths::card(customer_id), NavigateOptions { replace: true, ..NavigateOptions::default() });
    });
    view! {
        <div id=QUESTION>
            <Question
                title=Signal::derive(move || t_string!(i18n, card.address.delete_title).to_owned())
                action=DELETE
                along
                verb=Signal::derive(move || t_string!(i18n, ui.delete).to_owned())
                danger=true
                back=paths::card(customer_id)
                on_confirm
            >
                <p>{move || one_line(i18n.get_locale(), &details)}</p>
            </Question>
        </div>
    }
}
