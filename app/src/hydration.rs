//! Hydrates a page once it is painted: reading comes before reacting. Until then its links and forms work as they do in any browser.
//!
//! Replaces leptos's `HydrationScripts`, which names the WebAssembly in the head: the browser then fetches it before the first paint,
//! and on a phone the page appears seconds later.

use std::{fs, path::Path, sync::OnceLock};

use leptos::{config::LeptosOptions, nonce::use_nonce, prelude::*};

/// Waits for the first paint, gives the focus where the page begins, and fetches. `autofocus` would not do: browsers pass it over where the
/// address leads to a part of the page.
const HYDRATE: &str = include_str!("hydration.js");

/// The script that fetches and starts the WebAssembly.
#[component]
pub fn HydrateOncePainted(options: LeptosOptions) -> impl IntoView {
    static FILES: OnceLock<[String; 2]> = OnceLock::new();
    let [script, wasm] = FILES.get_or_init(|| files(&options));
    view! { <script type="module" nonce=use_nonce()>{format!("{HYDRATE}({script:?}, {wasm:?})")}</script> }
}

/// The paths of the script and of the WebAssembly. Their names carry a hash where the site has a list of hashes.
fn files(options: &LeptosOptions) -> [String; 2] {
    let LeptosOptions { site_pkg_dir: folder, output_name: name, hash_file, .. } = options;
    let hashes = if options.hash_files { fs::read_to_string(Path::new(hash_file.as_ref())).ok() } else { None };
    let hash_of = |kind: &str| -> Option<String> {
        let hash = hashes.as_ref()?.lines().find_map(|line| line.strip_prefix(kind)?.strip_prefix(':'))?;
        Some(hash.trim().to_owned())
    };
    match (hash_of("js"), hash_of("wasm")) {
        (Some(js), Some(wasm)) => [format!("/{folder}/{name}.{js}.js"), format!("/{folder}/{name}.{wasm}.wasm")],
        _ => [format!("/{folder}/{name}.js"), format!("/{folder}/{name}.wasm")],
    }
}
