//! What the browser runs: it hydrates the page that the server sent, nothing else.

use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the script that the page's shell loads.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_lazy(app::App);
}
