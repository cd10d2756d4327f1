//! Passkeys in the browser. Questions come as JSON, and answers leave so: the browser itself turns them into buffers and back.

use js_sys::{Function, JSON, Object, Promise, Reflect};
use leptos::{
    prelude::window,
    wasm_bindgen::{JsCast, JsValue},
};
use wasm_bindgen_futures::JsFuture;

const CREATE: (&str, &str) = ("parseCreationOptionsFromJSON", "create");
const ASK: (&str, &str) = ("parseRequestOptionsFromJSON", "get");

/// Whether this browser can use passkeys here: over TLS or on this machine, and as browsers do since 2025.
pub fn supported() -> bool {
    class().and_then(|class| method(&class, ASK.0)).is_ok()
}

/// Has the browser make a passkey; none when its owner thought better of it.
pub async fn create(question: String) -> Option<String> {
    answer(CREATE, &question).await.ok()
}

/// Has the browser ask a passkey; none when its owner thought better of it.
pub async fn ask(question: String) -> Option<String> {
    answer(ASK, &question).await.ok()
}

async fn answer((parse, act): (&str, &str), question: &str) -> Result<String, JsValue> {
    let class = class()?;
    let question = Reflect::get(&JSON::parse(question)?, &"publicKey".into())?;
    let options = Object::new();
    Reflect::set(&options, &"publicKey".into(), &method(&class, parse)?.call1(&class, &question)?)?;
    let navigator = Reflect::get(&window(), &"navigator".into())?;
    let credentials = Reflect::get(&navigator, &"credentials".into())?;
    let waiting: Promise = method(&credentials, act)?.call1(&credentials, &options)?.dyn_into()?;
    let credential = JsFuture::from(waiting).await?;
    let json = method(&credential, "toJSON")?.call0(&credential)?;
    Ok(JSON::stringify(&json)?.into())
}

fn class() -> Result<JsValue, JsValue> {
    Reflect::get(&window(), &"PublicKeyCredential".into())
}

fn method(of: &JsValue, name: &str) -> Result<Function, JsValue> {
    Reflect::get(of, &name.into())?.dyn_into()
}
