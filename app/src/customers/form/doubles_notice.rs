//! Says that the customer may be there already, with links to look.

use leptos::prelude::*;

use crate::{
    customers::{fields::StatusPill, records::Double},
    i18n::*,
    ui::Stopped,
};

/// The likely doubles, read aloud when they come; `children` is the way on.
#[component]
pub fn DoublesNotice(
    doubles: Vec<Double>,
    /// They stopped a save.
    stopped: bool,
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let line = move |double: Double| {
        let facts =
            [double.vat, double.city].into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(", ");
        view! {
            <li class="row">
                <a href=format!("/klanten/{}", double.id) target="_blank">{double.name}</a>
                <span class="soft tabular">{double.number}</span>
                <StatusPill status=double.status />
                <span class="soft">{facts}</span>
                <span class="soft small">
                    {move || {
                        if double.same_number { t_string!(i18n, card.doubles.same_number) } else { t_string!(i18n, card.doubles.alike) }
                    }}
                </span>
            </li>
        }
    };
    view! {
        <Stopped tone="warning" icon="triangle-alert" focus=stopped>
            <strong>{t!(i18n, card.doubles.title)}</strong>
            <ul class="stack">{doubles.into_iter().map(line).collect_view()}</ul>
            {children()}
        </Stopped>
    }
}
