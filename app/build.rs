//! Turns the translations in `locales/` into the module `i18n`: a key that is missing in a language stops the build.

use std::{env, path::PathBuf};

use leptos_i18n_build::{Config, ParseOptions, TranslationsInfos};

/// One file a feature and language: `locales/nl/customers.json`.
const NAMESPACES: [&str; 13] = [
    "ui", "session", "customers", "card", "contacts", "templates", "integrations", "imports", "invitations", "portal",
    "settings", "audit", "mail",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let config = Config::new("nl")?
        .add_locales(["fr", "en"])?
        .add_namespaces(NAMESPACES)?
        .parse_options(ParseOptions::new().interpolate_display(true));
    let translations = TranslationsInfos::parse(config)?;
    translations.emit_diagnostics();
    translations.rerun_if_locales_changed();
    translations.generate_i18n_module(PathBuf::from(env::var("OUT_DIR")?).join("i18n"))?;
    Ok(())
}
