//! The built site: scripts, styles and icons, compressed beforehand.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use app::shell::shell;
use axum::{
    Router,
    http::{HeaderValue, header},
};
use leptos::config::LeptosOptions;
use tower::ServiceBuilder;
use tower_http::{services::ServeDir, set_header::SetResponseHeaderLayer};

/// A name that carries its hash never changes what it means: kept for a year.
const FOR_A_YEAR: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// `make dev` gives plain names: what they mean changes with every build.
const NOT_AT_ALL: HeaderValue = HeaderValue::from_static("no-cache");
/// Icons and flags keep their names: looked at again after a day.
const FOR_A_DAY: HeaderValue = HeaderValue::from_static("public, max-age=86400");

/// What leptos must know to name scripts and styles. `cargo leptos watch` says it by the environment.
pub fn leptos_options(site: &Path) -> LeptosOptions {
    if std::env::var_os("LEPTOS_WATCH").is_some()
        && let Ok(configuration) = leptos::config::get_configuration(None)
    {
        return configuration.leptos_options;
    }
    let hash_file = hash_file(site);
    LeptosOptions::builder()
        .output_name("kantoor")
        .site_root(site.to_string_lossy())
        .site_pkg_dir("pkg")
        .hash_files(hash_file.exists())
        // An absolute path stands as it is: leptos looks beside the binary otherwise.
        .hash_file(Arc::from(std::path::absolute(&hash_file).unwrap_or(hash_file).to_string_lossy()))
        .build()
}

/// Says which names carry which hash, if they do.
fn hash_file(site: &Path) -> PathBuf {
    site.join("hash.txt")
}

/// Serves the files of the site folder.
pub fn files<S: Clone + Send + Sync + 'static>(site: &Path) -> Router<S> {
    let serve = |path: &Path| {
        ServeDir::new(path).precompressed_br().precompressed_gzip().append_index_html_on_directories(false)
    };
    let kept = |value| ServiceBuilder::new().layer(SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, value));
    let built = if hash_file(site).exists() { FOR_A_YEAR } else { NOT_AT_ALL };
    Router::new()
        .nest_service("/pkg", kept(built).service(serve(&site.join("pkg"))))
        .nest_service("/flags", kept(FOR_A_DAY).service(serve(&site.join("flags"))))
        .route_service(
            "/icons.svg",
            kept(FOR_A_DAY).service(
                tower_http::services::ServeFile::new(site.join("icons.svg")).precompressed_br().precompressed_gzip(),
            ),
        )
        .route_service(
            "/favicon.svg",
            kept(FOR_A_DAY).service(tower_http::services::ServeFile::new(site.join("favicon.svg"))),
        )
}

/// The document for leptos's routes.
pub fn document(options: LeptosOptions) -> impl Fn() -> leptos::prelude::AnyView + Clone + Send + 'static {
    use leptos::prelude::IntoAny;
    move || shell(options.clone()).into_any()
}
