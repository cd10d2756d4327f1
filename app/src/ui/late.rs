//! What is drawn when an answer comes.

use std::future::Future;

use leptos::{
    prelude::*,
    tachys::reactive_graph::{OwnedView, Suspend},
};

/// Draws a view once it is there, inside `<Transition>` or `<Suspense>`. Its signals live as long as it is shown. With
/// `Suspend::new` they would be gone as soon as the view is asked for again, while the old one stands on the page until the answer
/// comes: whatever changes meanwhile, such as the address, would read signals that are no more.
pub fn late<V: 'static>(view: impl Future<Output = V> + Send + 'static) -> Suspend<OwnedView<V>> {
    // In a browser the closure around it has an owner that is cleaned each time it runs; the owner above stays. On the server
    // everything is drawn once, and either does.
    let lasting = Owner::current().and_then(|own| own.parent()).unwrap_or_default().child();
    Suspend::new(async move {
        let view = lasting.with(|| ScopedFuture::new(view)).await;
        OwnedView::new_with_owner(view, lasting)
    })
}
