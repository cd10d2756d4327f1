//! Every way into the server, and what stands before each.

use std::path::Path;

use app::{App, context::AppContext};
use axum::{
    Router,
    extract::{DefaultBodyLimit, FromRef, State},
    middleware,
    response::{IntoResponse, Response},
    routing::get,
};
use leptos::{config::LeptosOptions, prelude::provide_context};
use leptos_axum::{AxumRouteListing, LeptosRoutes, generate_route_list};
use tower_http::{catch_panic::CatchPanicLayer, csrf::CsrfLayer};

use crate::{gate, headers, site, status};

/// What handlers reach.
#[derive(Clone, FromRef)]
pub struct Shared {
    options: LeptosOptions,
    context: AppContext,
}

/// A server function's arguments are forms: no larger than this. Files go by routes of their own.
pub(crate) const FORM_LIMIT: usize = 1024 * 1024;

/// The whole server.
pub fn router(context: AppContext, site: &Path) -> Router {
    let options = site::leptos_options(site);
    let shared = Shared { options: options.clone(), context: context.clone() };
    let provide = {
        let context = context.clone();
        move || provide_context(context.clone())
    };
    let guarded = Router::new()
        // Pages, and the server functions below /api.
        .leptos_routes_with_context(&shared, pages(), provide, site::document(options))
        .layer(middleware::map_response(status::of_error))
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
        .merge(app::files::routes())
        .layer(middleware::from_fn_with_state(gate::Gate::new(context), gate::gate))
        .layer(CsrfLayer::new());
    guarded
        .merge(site::files(site))
        .route("/health", get(health))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn(headers::guard))
        .with_state(shared)
}

/// The addresses of all pages. To find them the application is drawn once, which starts tasks that outlive it: they are left
/// behind on a runtime of their own, where nothing wakes them.
fn pages() -> Vec<AxumRouteListing> {
    let list = || {
        let aside =
            tokio::runtime::Builder::new_current_thread().build().expect("a runtime without a thread of its own");
        let _within = aside.enter();
        generate_route_list(App)
    };
    std::thread::spawn(list).join().expect("the pages can be listed")
}

/// Says whether the database answers: for whoever watches the server.
async fn health(State(context): State<AppContext>) -> Response {
    match app::session::queries::is_set_up(&context.db).await {
        Ok(_) => "ok".into_response(),
        Err(_) => (axum::http::StatusCode::SERVICE_UNAVAILABLE, "database").into_response(),
    }
}
