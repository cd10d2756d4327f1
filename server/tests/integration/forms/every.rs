//! Every form of every page.

use std::collections::BTreeSet;

use app::limits::PLAIN_FORMS;

use crate::{
    both,
    pages::product::Product,
    support::{
        TestApp,
        forms::{attribute, forms},
    },
};

both!(threads: no_form_puts_what_is_typed_into_an_address, no_form_leaves_its_messages_to_the_browser);

/// Searches: what they ask stands in the address, so that it can be kept and shared.
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
                || SEARCHES.contains(&action.as_str()))
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
        let forms = forms(&page).into_iter().filter(|form| !form.tag.contains(" novalidate"));
        let judging = forms.filter(|form| judged.iter().any(|rule| form.inside.contains(rule)));
        wrong.extend(judging.map(|form| format!("{address}: <form{}>", form.tag)));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
