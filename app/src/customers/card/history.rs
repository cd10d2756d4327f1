//! Tab *Historiek*: the change log in words, newest first. Without JavaScript the older ones stand on a page of their own.

use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use super::{
    api::history,
    printing::Printing,
    timeline::{Entry, joined},
};
use crate::{
    audit::history::{Event, HistoryPage, HistoryRequest, Moment},
    i18n::*,
    limits::CHOSEN,
    ui::{self, Button, ErrorState, Kind, LinkButton, Shape, Skeleton, use_query},
};

/// In the query of the address: the event before which the page begins.
const BEFORE: &str = "voor";

/// The tab.
#[component]
pub fn HistoryTab(customer_id: Uuid, printing: Printing) -> impl IntoView {
    let query = use_query();
    let before = Memo::new(move |_| query.read().get_str(BEFORE)?.parse::<Uuid>().ok());
    let first = Resource::new(move || before.get(), move |before| history(HistoryRequest { customer_id, before }));
    view! {
        <div class="card-body">
            <div class="measure">
                <Suspense fallback=|| view! { <Skeleton rows=5 shape=Shape::Lines /> }>
                    {move || ui::late(async move {
                        match first.await {
                            Ok(page) => view! { <Moments customer_id page printing /> }.into_any(),
                            Err(error) => view! { <ErrorState error /> }.into_any(),
                        }
                    })}
                </Suspense>
            </div>
        </div>
    }
}

#[component]
fn Moments(customer_id: Uuid, page: HistoryPage, printing: Printing) -> impl IntoView {
    let i18n = use_i18n();
    let toaster = ui::use_toaster();
    let moments = RwSignal::new(page.moments);
    let next = RwSignal::new(page.next);
    let pending = RwSignal::new(false);
    // Whether older ones came; none where they could not be read.
    let more = async move || -> Option<bool> {
        let Some(before) = next.try_get_untracked().flatten() else { return Some(false) };
        match history(HistoryRequest { customer_id, before: Some(before) }).await {
            Ok(page) => {
                let _ = next.try_set(page.next);
                moments.try_update(|moments| joined(moments, page.moments)).map(|()| true)
            }
            Err(error) => {
                toaster.failed(error);
                None
            }
        }
    };
    let older = move |_| {
        if !pending.get_untracked() {
            pending.set(true);
            spawn_local(async move {
                more().await;
                let _ = pending.try_set(false);
            });
        }
    };
    let print = Callback::new(move |()| {
        if pending.get_untracked() {
            return;
        }
        pending.set(true);
        spawn_local(async move {
            let mut went_well = Some(true);
            while went_well == Some(true) && moments.try_with_untracked(Vec::len).is_some_and(|shown| shown < CHOSEN) {
                went_well = more().await;
            }
            if pending.try_set(false).is_none() && went_well.is_some() {
                ui::print();
            }
        });
    });
    printing.by(print);
    let hydrated = RwSignal::new(false);
    Effect::new(move || hydrated.set(true));
    let to_older = move |last: Uuid| match hydrated.get() {
        true => view! { <Button pending on_click=older>{t!(i18n, audit.older)}</Button> }.into_any(),
        false => view! { <LinkButton href=format!("?{BEFORE}={last}")>{t!(i18n, audit.older)}</LinkButton> }.into_any(),
    };
    // A moment grows when the next page goes on with it.
    let key = |moment: &Moment| (moment.events.first().map(|event: &Event| event.id), moment.events.len());
    view! {
        <div class="section-head unprinted">
            <div class="by-script">
                <Button kind=Kind::Quiet icon="printer" pending on_click=move |_| print.run(())>
                    {t!(i18n, ui.print)}
                </Button>
            </div>
            <ui::PrintByBrowser />
        </div>
        <ol class="timeline">
            <For each=move || moments.get() key=key let(moment)>
                <Entry moment />
            </For>
        </ol>
        {move || {
            next.get()
                .map(|last| {
                    view! {
                        <div>{to_older(last)}</div>
                        <p class="on-paper">{t!(i18n, audit.not_printed)}</p>
                    }
                })
        }}
    }
}
