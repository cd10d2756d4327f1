//! What narrows the list beside the search: the funnel, the business unit, the category and a field of the firm's own. On a phone they
//! are a sheet behind one button, which says how many hold; the browser itself opens it, so that it does so before hydration.

use domain::own_fields::OwnKind;
use leptos::{html::Input, prelude::*};
use leptos_router::hooks::use_navigate;

use super::{
    address::{Asked, CATEGORY, FROM, ListQuery, OWN, OwnChoice, TO, UNIT, View},
    records::{ListPage, OwnGroup},
    toolbar::SEARCH,
};
use crate::{
    customers::records::Named,
    error::AppError,
    i18n::*,
    ui::{Icon, Kind, LinkButton, late},
};

/// The id of the sheet.
const SHEET: &str = "filters";

/// All of them. The groups come with the first rows.
#[component]
pub fn Filters(query: Memo<ListQuery>, page: Resource<Result<ListPage, AppError>>) -> impl IntoView {
    let i18n = use_i18n();
    let held = Memo::new(move |_| {
        query.with(|query| {
            [query.view != View::All, query.unit.is_some(), query.category.is_some(), query.own.is_some()]
                .iter()
                .filter(|held| **held)
                .count()
        })
    });
    let all = Signal::derive(move || {
        query.with(|query| ListQuery { unit: None, category: None, own: None, ..query.through(View::All) }.href())
    });
    view! {
        <button type="button" class="button secondary to-filters" popovertarget=SHEET>
            <Icon name="filter" />
            <span class="button-text">{t!(i18n, customers.filters)}</span>
            {move || Some(held.get()).filter(|held| *held > 0).map(|held| view! { <span class="tab-count">{held}</span> })}
        </button>
        <div class="filters" id=SHEET popover="auto" role="group" aria-label=move || t_string!(i18n, customers.filters)>
            <div class="filters-head">
                <h2>{t!(i18n, customers.filters)}</h2>
                <button
                    type="button"
                    class="button quiet icon-only"
                    popovertarget=SHEET
                    popovertargetaction="hide"
                    aria-label=move || t_string!(i18n, ui.close)
                >
                    <Icon name="x" />
                </button>
            </div>
            <Views query />
            <Transition>
                {move || late(async move {
                    page.await.ok().map(|ListPage { units, categories, own, .. }| view! { <Narrow query units categories own /> })
                })}
            </Transition>
            {move || {
                (held.get() > 0)
                    .then(|| view! { <div class="filters-foot"><LinkButton kind=Kind::Quiet icon="x" href=all>{t!(i18n, customers.to_all)}</LinkButton></div> })
            }}
        </div>
    }
}

/// The funnel.
#[component]
fn Views(query: Memo<ListQuery>) -> impl IntoView {
    let i18n = use_i18n();
    let words = move |view: View| match view {
        View::All => t_string!(i18n, customers.all),
        View::Mine => t_string!(i18n, customers.mine),
        View::WithoutVat => t_string!(i18n, customers.without_vat),
        View::WithVat => t_string!(i18n, customers.with_vat),
        View::Individuals => t_string!(i18n, customers.individuals),
        View::ByCustomer => t_string!(i18n, customers.by_customer),
    };
    let chip = move |view: View| {
        view! {
            <a
                class="chip"
                href=move || query.with(|query| query.through(view).href())
                aria-current=move || query.with(|query| query.view == view).then_some("true")
            >
                {move || words(view)}
            </a>
        }
    };
    view! {
        <nav class="chips funnel" aria-label=move || t_string!(i18n, customers.views)>
            <Icon name="filter" />
            {View::ALL.map(chip).collect_view()}
        </nav>
    }
}

/// The groups of the firm: before hydration, a part of the form that searches.
#[component]
fn Narrow(query: Memo<ListQuery>, units: Vec<Named>, categories: Vec<Named>, own: Vec<OwnGroup>) -> impl IntoView {
    let i18n = use_i18n();
    let any = !units.is_empty() || !categories.is_empty() || !own.is_empty();
    let units = units.into_iter().map(|Named { id, name }| (id.to_string(), name)).collect();
    let categories = categories.into_iter().map(|Named { id, name }| (id.to_string(), name)).collect();
    let offers = own.iter().flat_map(|group| group.offers(i18n.get_locale_untracked())).collect();
    view! {
        <Groups
            query
            groups=units
            field=UNIT
            chosen=|query| query.unit.map(|unit| unit.to_string())
            choose=|query, unit| ListQuery { unit: unit.parse().ok(), ..query }
            label=move || t_string!(i18n, customers.unit)
            all=move || t_string!(i18n, customers.all_units)
        />
        <Groups
            query
            groups=categories
            field=CATEGORY
            chosen=|query| query.category.map(|category| category.to_string())
            choose=|query, category| ListQuery { category: category.parse().ok(), ..query }
            label=move || t_string!(i18n, customers.category)
            all=move || t_string!(i18n, customers.all_categories)
        />
        <Groups
            query
            groups=offers
            field=OWN
            chosen=|query| query.own.as_ref().map(|own| own.offered().text())
            choose=|query, own| ListQuery { own: OwnChoice::parse(own), ..query }
            label=move || t_string!(i18n, customers.own_field)
            all=move || t_string!(i18n, customers.all_own_fields)
        />
        <Bounds query own />
        // What stands in it is text to a browser with JavaScript: it must not be taken over as elements.
        {any
            .then(|| {
                view! {
                    <noscript inner_html=move || format!(r#"<button class="button secondary" form="{SEARCH}">{}</button>"#, t_string!(i18n, customers.seek))></noscript>
                }
            })}
    }
}

/// From which value of the chosen field to which, or how its text begins. Before hydration, a part of the form that searches.
#[component]
fn Bounds(query: Memo<ListQuery>, own: Vec<OwnGroup>) -> impl IntoView {
    let any = own.iter().any(|group| group.kind.has_bounds() || group.kind.has_beginnings());
    let own = StoredValue::new(own);
    any.then(|| view! { <Bound query own name=FROM /> <Bound query own name=TO /> })
}

/// One of them. It stays on the page while it is hidden and while the rows are read again: somebody may be typing in it.
#[component]
fn Bound(
    query: Memo<ListQuery>,
    own: StoredValue<Vec<OwnGroup>>,
    /// Its name in the form.
    name: &'static str,
) -> impl IntoView {
    let i18n = use_i18n();
    let navigate = use_navigate();
    let asked = Memo::new(move |_| {
        let choice = query.with(|query| query.own.as_ref().map(OwnChoice::offered))?;
        let group = own.with_value(|own| own.iter().find(|group| group.field == choice.field).cloned())?;
        Some((choice, group.kind, group.label))
    });
    let words = move || {
        let (choice, _, label) = asked.get()?;
        match (choice.asked(), name) {
            (Asked::Within(..), FROM) => Some(t_string!(i18n, customers.own_from_label, label)),
            (Asked::Within(..), _) => Some(t_string!(i18n, customers.own_to_label, label)),
            (Asked::Begins(_), FROM) => Some(t_string!(i18n, customers.own_begins_label, label)),
            _ => None,
        }
    };
    let is_hidden = move || words().is_none();
    let kind = move || asked.with(|asked| asked.as_ref().map(|(_, kind, _)| *kind));
    let typed = move |query: &ListQuery| {
        let choice = query.own.as_ref();
        let bound = choice.map(|choice| match choice.asked() {
            Asked::Within(from, to) => if name == FROM { from } else { to }.to_owned(),
            Asked::Begins(text) => text.to_owned(),
            _ => String::new(),
        });
        bound.unwrap_or_default()
    };
    let change = move |event| {
        let text = event_target_value(&event);
        let now = query.get_untracked();
        let (from, to) = if name == FROM { (Some(text.as_str()), None) } else { (None, Some(text.as_str())) };
        let own = now.own.clone().map(|own| own.bounded(from, to));
        navigate(&ListQuery { own, ..now }.first_page().href(), Default::default());
    };
    let input = NodeRef::<Input>::new();
    // Rows that are read again draw this anew, so it follows what the address changes to, not what it is: somebody may be typing.
    Effect::new(move |before: Option<String>| {
        let now = query.with(typed);
        if before.is_some_and(|before| before != now)
            && let Some(input) = input.get_untracked()
        {
            input.set_value(&now);
        }
        now
    });
    view! {
        <input
            node_ref=input
            class="input bound"
            name=name
            form=SEARCH
            type="text"
            inputmode=move || matches!(kind(), Some(OwnKind::Number | OwnKind::Money)).then_some("decimal")
            maxlength="60"
            autocomplete="off"
            aria-label=words
            title=words
            hidden=is_hidden
            disabled=is_hidden
            value=query.with_untracked(typed)
            on:change=change
        />
    }
}

/// The groups of one kind, to choose one of: how each stands in the address, and its words. A firm without any does not see this.
#[component]
fn Groups(
    query: Memo<ListQuery>,
    groups: Vec<(String, String)>,
    /// Its name in the address.
    field: &'static str,
    chosen: fn(&ListQuery) -> Option<String>,
    choose: fn(ListQuery, &str) -> ListQuery,
    #[prop(into)] label: Signal<&'static str>,
    /// What says that none is chosen.
    #[prop(into)]
    all: Signal<&'static str>,
) -> impl IntoView {
    let navigate = use_navigate();
    let change = move |event| {
        let next = choose(query.get_untracked(), &event_target_value(&event)).first_page();
        navigate(&next.href(), Default::default());
    };
    let option = move |(value, name): (String, String)| {
        let is_chosen = {
            let value = value.clone();
            move || query.with(chosen).as_ref() == Some(&value)
        };
        view! { <option value=value selected=is_chosen>{name}</option> }
    };
    (!groups.is_empty()).then(|| {
        view! {
            <select class="input groups" name=field form=SEARCH aria-label=label on:change=change>
                <option value="">{all}</option>
                {groups.into_iter().map(option).collect_view()}
            </select>
        }
    })
}
