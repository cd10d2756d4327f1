//! What the tabs share: how what is stored is read and listed.

use leptos::prelude::*;

use crate::{error::AppError, ui};

/// The names by which the address of a tab asks for a form or a question in the page: for a new record, to change one, to remove one.
pub const NEW: &str = "nieuw";
pub const EDIT: &str = "bewerken";
pub const REMOVE: &str = "verwijderen";

/// Shows what is stored, once it is known.
#[component]
pub fn Stored<T>(
    stored: Resource<Result<T, AppError>>,
    shown: impl Fn(T) -> AnyView + Copy + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
{
    view! {
        <Transition fallback=|| view! { <ui::Skeleton rows=5 shape=ui::Shape::Table /> }>
            {move || ui::late(async move {
                match stored.await {
                    Ok(found) => shown(found),
                    Err(error) => view! { <ui::ErrorState error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// A table with a menu at the end of each row.
#[component]
pub fn ListBox(
    #[prop(into)] label: Signal<String>,
    /// Names the widths of its columns in the style.
    columns: &'static str,
    /// The titles of the columns, but for that of the menu.
    #[prop(into)]
    head: ViewFn,
    /// The rows.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="list-box" tabindex="0" role="region" aria-label=label>
            <table class=format!("list fixed stacked {columns}")>
                <thead>
                    <tr>
                        {head.run()}
                        <td class="actions"></td>
                    </tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}
