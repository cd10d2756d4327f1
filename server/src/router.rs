//! Every way into the server, and what stands before each.

use std::path::Path;

use app::{App, context::AppContext, limits};
use axum::{
    Router,
    extract::{DefaultBodyLimit, FromRef, State},
    middleware,
    response::{IntoResponse, Response},
    routing::get,
};
use leptos::{config::LeptosOptions, prelude::provide_context};
use leptos_axum::{LeptosRoutes, generate_route_list};
use tower_http::{catch_panic::CatchPanicLayer, csrf::CsrfLayer};

use crate::{compression, door, gate, headers, origin, site, status, tasks};

/// What handlers reach.
#[derive(Clone, FromRef)]
pub struct Shared {
    options: LeptosOptions,
    context: AppContext,
}

/// The whole server.
pub fn router(context: AppContext, site: &Path) -> Router {
    tasks::init();
    let options = site::leptos_options(site);
    let shared = Shared { options: options.clone(), context: context.clone() };
    let provide = {
        let context = context.clone();
        move || provide_context(context.clone())
    };
    let guarded = Router::new()
        // Pages, and the server functions below /api.
        .leptos_routes_with_context(&shared, generate_route_list(App), provide, site::document(options))
        .layer(middleware::map_response(status::of_error))
        .layer(DefaultBodyLimit::max(limits::BODY))
        .merge(app::features::routes())
        .layer(middleware::from_fn_with_state(gate::Gate::new(context.clone()), gate::gate))
        .layer(middleware::from_fn_with_state(door::Door::new(), door::door))
        .layer(CsrfLayer::new())
        .layer(middleware::from_fn_with_state(context.clone(), origin::guard))
        .layer(compression::layer())
        .layer(middleware::from_fn(compression::spare));
    guarded
        .merge(site::files(site))
        .route("/health", get(health))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn_with_state(context, headers::guard))
        .with_state(shared)
}

/// Says whether the database answers, and whether what was written last could be: for whoever watches the server.
async fn health(State(context): State<AppContext>) -> Response {
    let wrong = match app::session::queries::is_set_up(&context.db).await {
        Ok(_) => app::storage::recent().map(|fault| format!("storage: {}", fault.key())),
        Err(_) => Some("database".to_owned()),
    };
    match wrong {
        None => "ok".into_response(),
        Some(wrong) => (axum::http::StatusCode::SERVICE_UNAVAILABLE, wrong).into_response(),
    }
}
