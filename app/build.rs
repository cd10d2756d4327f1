//! Turns the translations in `locales/` into the module `i18n`: a key that is missing in a language stops the build.

use std::{env, path::PathBuf};

use leptos_i18n_build::{Config, ParseOptions, TranslationsInfos, options::CodegenOptions};

/// One file a feature and language: `locales/nl/customers.json`.
const NAMESPACES: [&str; 14] = [
    "ui",
    "keys",
    "session",
    "customers",
    "card",
    "templates",
    "integrations",
    "imports",
    "invitations",
    "own_fields",
    "portal",
    "settings",
    "audit",
    "mail",
];

macro_rules! languages {
    ($($language:ident { key: $key:literal, name: $name:literal, texts: $texts:literal $($rest:tt)* })*) => {
        /// Each language by its key, and the one whose texts its speakers get.
        const LANGUAGES: &[(&str, &str)] = &[$(($key, $texts)),*];
    };
}

include!("domain/src/language/table.rs");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=domain/src/language/table.rs");
    let mut written = LANGUAGES.iter().filter(|(key, texts)| key == texts).map(|(key, _)| *key);
    let first = written.next().expect("a language with texts");
    let config = Config::new(first)?
        .add_locales(written)?
        .add_namespaces(NAMESPACES)?
        .parse_options(ParseOptions::new().interpolate_display(true));
    let translations = TranslationsInfos::parse(config)?;
    translations.emit_diagnostics();
    translations.rerun_if_locales_changed();
    // A key may be called `new`; what is made for it then looks like a constructor that gives something else.
    let options = CodegenOptions::default().top_level_attributes(Some("#![allow(clippy::new_ret_no_self)]".parse()?));
    translations.generate_i18n_module_with_options(PathBuf::from(env::var("OUT_DIR")?).join("i18n"), options)?;
    Ok(())
}
