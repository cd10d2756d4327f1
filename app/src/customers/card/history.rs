//! Tab *Historiek*: the change log in words, newest first.

use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use crate::{
    audit::{
        history::{Event, HistoryPage, HistoryRequest, Moment, history},
        words::{Entry, joined},
    },
    i18n::*,
    ui::{self, Button, ErrorState, Shape, Skeleton},
};

/// The tab.
#[component]
pub fn HistoryTab(customer_id: Uuid) -> impl IntoView {
    let first = Resource::new(|| (), move |()| history(HistoryRequest { customer_id, before: None }));
    view! {
        <div class="card-body">
            <div class="measure">
                <Suspense fallback=|| view! { <Skeleton rows=5 shape=Shape::Lines /> }>
                    {move || Suspend::new(async move {
                        match first.await {
                            Ok(page) => view! { <Moments customer_id page /> }.into_any(),
                            Err(error) => view! { <ErrorState error /> }.into_any(),
                        }
                    })}
                </Suspense>
            </div>
        </div>
    }
}

#[component]
fn Moments(customer_id: Uuid, page: HistoryPage) -> impl IntoView {
    let i18n = use_i18n();
    let toaster = ui::use_toaster();
    let moments = RwSignal::new(page.moments);
    let next = RwSignal::new(page.next);
    let pending = RwSignal::new(false);
    let older = move |_| {
        let Some(before) = next.get_untracked() else { return };
        pending.set(true);
        spawn_local(async move {
            match history(HistoryRequest { customer_id, before: Some(before) }).await {
                Ok(page) => {
                    let _ = next.try_set(page.next);
                    moments.try_update(|moments| joined(moments, page.moments));
                }
                Err(error) => toaster.failed(error),
            }
            let _ = pending.try_set(false);
        });
    };
    // A moment grows when the next page goes on with it.
    let key = |moment: &Moment| (moment.events.first().map(|event: &Event| event.id), moment.events.len());
    view! {
        <ol class="timeline">
            <For each=move || moments.get() key=key let(moment)>
                <Entry moment />
            </For>
        </ol>
        {move || {
            next.get()
                .map(|_| view! { <div><Button pending on_click=older>{t!(i18n, audit.older)}</Button></div> })
        }}
    }
}
