//! Every form of every page.

use std::collections::BTreeSet;

use app::limits::PLAIN_FORMS;

use crate::{
    both,
    pages::product::Product,
    support::{
        TestApp,
        forms::{attribute, forms, tags},
    },
};

both!(threads:
    no_form_puts_what_is_typed_into_an_address,
    no_form_leaves_its_messages_to_the_browser,
    every_field_is_sent_with_a_form,
);

/// Searches: what they ask stands in the address, so that it can be kept and shared. So does which kind a field would get: the page then
/// says what becomes of its values.
const SEARCHES: [&str; 2] = ["/klanten", "/instellingen/aanmeldingen"];
/// They take a file.
const UPLOADS: [&str; 2] = ["/api/imports/upload", "/api/settings/logo"];

async fn no_form_puts_what_is_typed_into_an_address(app: TestApp) {
    let product = Product::of(&app).await;
    let (mut wrong, mut seen) = (BTreeSet::new(), BTreeSet::new());
    for (address, client) in product.visits() {
        let page = client.get(&address).await.text().await.unwrap();
        for form in forms(&page) {
            let action = attribute(&form.tag, "action").unwrap_or_default();
            let posted = attribute(&form.tag, "method").as_deref() == Some("post");
            if !(posted && (PLAIN_FORMS.contains(&action.as_str()) || UPLOADS.contains(&action.as_str()))
                || SEARCHES.contains(&action.as_str())
                || action.starts_with("/instellingen/velden/") && action.ends_with("/soort"))
            {
                wrong.insert(format!("{address}: <form{}>", form.tag));
            }
            seen.insert(action);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    for action in ["customers/save_form", "templates/save_form", "settings/office_form", "invitations/send_form"] {
        assert!(seen.contains(&format!("/api/{action}")), "{action} was not seen: {seen:?}");
    }
}

/// A browser says what it finds in its own language, not in that of the page.
async fn no_form_leaves_its_messages_to_the_browser(app: TestApp) {
    let product = Product::of(&app).await;
    let judged = [" required", r#"type="email""#, r#"type="url""#, r#"type="number""#, r#"type="date""#, " pattern="];
    let mut wrong = BTreeSet::new();
    for (address, client) in product.visits() {
        let page = client.get(&address).await.text().await.unwrap();
        let fields: Vec<_> = ["input", "select", "textarea"].into_iter().flat_map(|kind| tags(&page, kind)).collect();
        let forms = forms(&page).into_iter().filter(|form| !form.tag.contains(" novalidate"));
        // A field may stand elsewhere on the page than its form.
        let is_judged = |tag: &str| judged.iter().any(|rule| tag.contains(rule));
        let judging = forms.filter(|form| fields.iter().any(|(at, tag)| form.owns(*at, tag) && is_judged(tag)));
        wrong.extend(judging.map(|form| format!("{address}: <form{}>", form.tag)));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Where a passkey is used, which no browser does without a script.
const BY_SCRIPT: [(&str, &str); 2] = [("/aanmelden/passkey", "switch"), ("/tweestaps", "passkey_name")];

/// A field that no form sends does nothing before its hydration. A dialog opens on a page that is.
async fn every_field_is_sent_with_a_form(app: TestApp) {
    let product = Product::of(&app).await;
    let (mut wrong, mut seen) = (BTreeSet::new(), BTreeSet::new());
    for (address, client) in product.visits() {
        let page = client.get(&address).await.text().await.unwrap();
        let forms = forms(&page);
        let fields = ["input", "select", "textarea", "button"].into_iter().flat_map(|kind| tags(&page, kind));
        for (at, tag) in fields.filter(|(at, _)| !is_in_dialog(&page, *at)) {
            let is_button = tag.starts_with("<button") && tag.contains(r#"type="submit""#);
            let Some(name) = attribute(tag, "name").or(is_button.then(String::new)) else { continue };
            let is_by_script = BY_SCRIPT.contains(&(address.as_str(), name.as_str()));
            if !is_by_script && !forms.iter().any(|form| form.owns(at, tag)) {
                wrong.insert(format!("{address}: {tag}>"));
            }
            seen.insert(name);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    for name in ["colleague", "category", "template", "integration", "to", "email"] {
        assert!(seen.contains(name), "{name} was not seen: {seen:?}");
    }
}

fn is_in_dialog(page: &str, at: usize) -> bool {
    let before = &page[..at];
    before.matches("<dialog").count() > before.matches("</dialog>").count()
}
