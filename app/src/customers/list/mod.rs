//! The list of customers: views, sorting, search, paging.

pub mod address;
pub mod api;
mod arrange;
mod bar;
#[cfg(feature = "ssr")]
mod cells;
mod choice;
pub mod columns;
mod empty;
#[cfg(feature = "ssr")]
pub mod export;
#[cfg(feature = "ssr")]
mod filter;
mod filters;
mod head;
mod keys;
pub mod layout;
#[cfg(feature = "ssr")]
mod layouts;
#[cfg(feature = "ssr")]
mod own_cells;
mod own_choice;
#[cfg(feature = "ssr")]
mod own_filter;
#[cfg(feature = "ssr")]
mod own_order;
mod page_size;
mod pager;
#[cfg(feature = "ssr")]
mod pages;
mod print;
#[cfg(feature = "ssr")]
pub mod queries;
pub mod records;
mod row_html;
mod row_menu;
mod sort;
#[cfg(feature = "ssr")]
pub mod suggest;
mod table;
mod toolbar;

pub use arrange::{ArrangeForm, ArrangePage};
pub use print::PrintPage;

use domain::permissions::{Area, Level};
use leptos::{html, prelude::*};
use uuid::Uuid;

use self::{
    address::{ACTIONS, ListQuery, Sort},
    api::ListRequest,
    arrange::ArrangeDialog,
    bar::Bar,
    choice::Choice,
    empty::Nothing,
    head::Head,
    layout::Layout,
    pager::Pager,
    records::{Count, Row},
    row_menu::{ActionsOnPage, RowMenu},
    table::Table,
    toolbar::Toolbar,
};
use crate::{
    i18n::*,
    lazy,
    ui::{self, ErrorState, NoPermission, Shape, Skeleton, allowed, use_query},
};

/// By which a browser tab remembers the list that it showed last.
const LIST_OF_TAB: &str = "customers.list";
/// What the browser tab remembers of the card that it showed last, until the list is seen again.
const CARD_OF_TAB: &str = "customers.card";

/// Remembers which card is open: whoever comes back to the list goes on at its row.
pub fn card_opened(id: Uuid) {
    Effect::new(move || ui::remember(CARD_OF_TAB, &id));
}

/// The list that this browser tab showed last, if it did.
pub fn list_of_tab() -> Option<ListQuery> {
    ui::recall(LIST_OF_TAB)
}

/// The page: what it shows follows from its address.
#[component]
pub fn ListPage() -> impl IntoView {
    if !allowed(Area::Customers, Level::Read) {
        return view! { <NoPermission area=Area::Customers /> }.into_any();
    }
    let params = use_query();
    let query = Memo::new(move |_| ListQuery::read(&params.read()));
    let page = Resource::new(move || query.get(), |query| api::list(ListRequest { query }));
    let pending = RwSignal::new(false);
    let choice = Choice::new();
    // "All" are those of the list that is shown.
    Effect::new(move || {
        query.track();
        choice.read();
    });
    let on_change = Callback::new(move |()| page.refetch());
    // Rows that are read again must not close what somebody has open meanwhile.
    let (arranging, current) = (RwSignal::new(false), RwSignal::new(None));
    let layout = RwSignal::new(Layout::default());
    lazy::fetch_customer_part();
    view! {
        <Head query />
        <div class="page-fill">
            <Toolbar query page pending choice />
            <Transition
                fallback=|| {
                    view! { <Skeleton shape=Shape::List rows=12 /> }
                }
                set_pending=pending
            >
                {move || ui::late(async move {
                    match page.await {
                        Ok(page) => {
                            let shown = page.layout.clone();
                            Effect::new(move || layout.set(shown.clone()));
                            view! { <Listed page query choice arranging current on_change /> }.into_any()
                        }
                        Err(error) => {
                            Effect::new(move || choice.begin(0, Count::Exactly(0)));
                            view! { <ErrorState error /> }.into_any()
                        }
                    }
                })}
            </Transition>
            <RowMenu row=current on_change />
            <ArrangeDialog query layout open=arranging on_change />
        </div>
    }
    .into_any()
}

#[component]
fn Listed(
    page: records::ListPage,
    query: Memo<ListQuery>,
    choice: Choice,
    arranging: RwSignal<bool>,
    current: RwSignal<Option<Row>>,
    on_change: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let asked = query.get_untracked();
    let records::ListPage { rows, sort, previous, next, counts, unread, layout, .. } = page;
    let rows_shown = rows.len();
    let here = counts.in_tab(asked.tab);
    // Other rows are chosen than before when other rows are shown.
    Effect::new(move || choice.begin(rows_shown, here));
    let region = NodeRef::<html::Div>::new();
    // Another page begins at its top.
    Effect::new(move || {
        if let Some(region) = region.get() {
            region.set_scroll_top(0);
        }
    });
    Effect::new({
        let asked = asked.clone();
        move || {
            let is_same = ui::recall::<ListQuery>(LIST_OF_TAB).is_some_and(|before| before == asked);
            if let Some(id) = ui::recall::<Uuid>(CARD_OF_TAB).filter(|_| is_same) {
                request_animation_frame(move || keys::return_to(id));
            }
            ui::remember(CARD_OF_TAB, &None::<Uuid>);
            ui::remember(LIST_OF_TAB, &asked);
        }
    });
    // The dots of a row ask so where no script opens their menu.
    let wanted = use_query().with_untracked(|query| query.get_str(ACTIONS)?.parse::<Uuid>().ok());
    let actions = rows.iter().find(|row| Some(row.id) == wanted).cloned().map(|row| {
        view! { <ActionsOnPage row back=asked.href() on_change /> }
    });
    let body = if rows.is_empty() {
        view! { <Nothing query=asked.clone() counts unread /> }.into_any()
    } else {
        view! {
            <div class="list-box" tabindex="0" role="region" aria-label=move || t_string!(i18n, customers.table) node_ref=region>
                <Table rows layout sort query choice current />
            </div>
        }
        .into_any()
    };
    let paged = ListQuery { sort: (sort == Sort::Entry).then_some(sort).or(asked.sort), ..asked };
    view! {
        <Bar query counts arranging />
        {actions}
        {body}
        <Pager paged here shown=rows_shown as u64 sort previous next />
    }
}
