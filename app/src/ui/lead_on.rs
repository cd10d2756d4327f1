//! Leads from a page to the next once an answer came.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

/// Leads to a page, as long as the component that asks is shown: somebody who went elsewhere meanwhile is left there.
pub fn use_lead_on() -> impl Fn(&str, NavigateOptions) + Clone + 'static {
    let (navigate, shown) = (use_navigate(), StoredValue::new(()));
    move |page, options| {
        if shown.try_get_value().is_some() {
            navigate(page, options);
        }
    }
}
