//! Makes the texts in `locales/` into constants: a key or a placeholder that a language lacks stops the build.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::{env, fs, path::Path};

use serde_json::{Map, Value, json};

/// A row of `table.rs`.
struct Row {
    key: &'static str,
    name: &'static str,
    texts: &'static str,
}

macro_rules! languages {
    ($($language:ident { key: $key:literal, name: $name:literal, texts: $texts:literal $($rest:tt)* })*) => {
        const ROWS: &[Row] = &[$(Row { key: $key, name: $name, texts: $texts }),*];
    };
}

include!("src/language/table.rs");

/// The files of a language; `words` stand at the top, each other file in a module of its name.
const FILES: [&str; 5] = ["words", "report", "columns", "fields", "workbook"];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=src/language/table.rs");
    let mut code = String::new();
    for file in FILES {
        let mut texts = of_each_language(file);
        if file == "words" {
            language_names(&mut texts, &mut code);
            module(&texts.iter().collect::<Vec<_>>(), "", &mut code);
        } else {
            let _ = writeln!(code, "/// The texts of `{file}.json`.\npub mod {file} {{ use super::*;");
            module(&texts.iter().collect::<Vec<_>>(), file, &mut code);
            code.push_str("}\n");
        }
    }
    countries(&mut code);
    fs::write(Path::new(&env::var("OUT_DIR").unwrap()).join("texts.rs"), code).unwrap();
}

fn of_each_language(file: &str) -> Vec<Map<String, Value>> {
    ROWS.iter().map(|row| read(&format!("locales/{}/{file}.json", row.texts))).collect()
}

fn read(path: &str) -> Map<String, Value> {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What each language is called in each: by its own name where a language has no word for it.
fn language_names(texts: &mut [Map<String, Value>], code: &mut String) {
    let names: Vec<Value> = texts.iter_mut().map(|words| words.remove("languages").unwrap_or_default()).collect();
    let of = |row: &Row| {
        let shown: Vec<Value> =
            names.iter().map(|names| names.get(row.key).cloned().unwrap_or(json!(row.name))).collect();
        text(&shown.iter().collect::<Vec<_>>(), row.key)
    };
    let rows: Vec<String> = ROWS.iter().map(of).collect();
    let _ = writeln!(code, "pub const LANGUAGES: [Text; {}] = [{}];", rows.len(), rows.join(", "));
}

/// The countries by their codes.
fn countries(code: &mut String) {
    let names = of_each_language("countries");
    let rows: Vec<String> = names[0]
        .keys()
        .map(|country| {
            let shown: Vec<&Value> = names.iter().map(|names| of_key(names, country, country)).collect();
            format!("({country:?}, {})", text(&shown, country))
        })
        .collect();
    let _ = writeln!(code, "pub static COUNTRIES: [(&str, Text); {}] = [{}];", rows.len(), rows.join(", "));
}

fn module(languages: &[&Map<String, Value>], path: &str, code: &mut String) {
    for (language, row) in languages.iter().zip(ROWS) {
        let strange: Vec<&String> = language.keys().filter(|key| !languages[0].contains_key(*key)).collect();
        assert!(strange.is_empty(), "{} knows {path} {strange:?}, {} does not", row.texts, ROWS[0].texts);
    }
    for key in languages[0].keys() {
        let path = format!("{path}.{key}");
        let values: Vec<&Value> = languages.iter().map(|texts| of_key(texts, key, &path)).collect();
        let name = key.to_uppercase();
        match values[0] {
            Value::Object(texts) if texts.keys().eq(["one", "other"]) => {
                let form = |form| text(&values.iter().map(|value| &value[form]).collect::<Vec<_>>(), &path);
                let (one, other) = (form("one"), form("other"));
                let said = comment(&values[0]["other"], &path);
                let _ = writeln!(code, "{said}\npub const {name}: Counted = Counted {{ one: {one}, other: {other} }};");
            }
            Value::Object(_) => {
                let inner: Vec<&Map<String, Value>> = values.iter().map(|value| value.as_object().unwrap()).collect();
                let of = path.trim_start_matches('.');
                let _ = writeln!(code, "/// The texts of `{of}`.\npub mod {key} {{ use super::*;");
                module(&inner, &path, code);
                code.push_str("}\n");
            }
            _ => {
                let said = comment(values[0], &path);
                let _ = writeln!(code, "{said}\npub const {name}: Text = {};", text(&values, &path));
            }
        }
    }
}

fn of_key<'a>(texts: &'a Map<String, Value>, key: &str, path: &str) -> &'a Value {
    texts.get(key).unwrap_or_else(|| panic!("a language lacks {path}"))
}

/// The constant of one text; a list becomes its words with a space between them.
fn text(values: &[&Value], path: &str) -> String {
    let texts: Vec<String> = values.iter().map(|value| written(value, path)).collect();
    for text in &texts {
        assert_eq!(placeholders(text), placeholders(&texts[0]), "{path} is not filled in alike in all languages");
    }
    format!("Text({texts:?})")
}

/// The comment on a text: what the first language says.
fn comment(value: &Value, path: &str) -> String {
    let mut said = String::from("\"");
    for c in written(value, path).chars() {
        // Nothing in it is a link, a tag or a mark of rustdoc.
        if matches!(c, '\\' | '[' | ']' | '<' | '>' | '`' | '*' | '_') {
            said.push('\\');
        }
        said.push(c);
    }
    said.push('"');
    format!("#[doc = {said:?}]")
}

fn written(value: &Value, path: &str) -> String {
    match value {
        Value::String(text) => text.replace("{{ ", "{").replace(" }}", "}"),
        Value::Array(words) => words.iter().map(|word| written(word, path)).collect::<Vec<_>>().join(" "),
        _ => panic!("{path} is no text in each language"),
    }
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect()
}
