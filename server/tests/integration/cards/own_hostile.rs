//! What does harm, or came by mistake, typed into a field of the firm's own of each kind.

use app::{error::AppError, own_fields::name_of};
use domain::own_fields::OwnKind;
use serde_json::json;

use crate::{
    both,
    support::{
        TestApp,
        cards::{added, card, fill_in_own, own_field},
    },
};

both!(each_kind_takes_what_harms_as_text_or_not_at_all);

/// What somebody may type to do harm, or paste by mistake.
fn hostile() -> Vec<String> {
    [
        "😀 👩\u{200d}👩\u{200d}👧",
        "=cmd|' /C calc'!A0",
        "\u{202e}gnp.exe שלום",
        "Cafe\u{301} Ke\u{308}",
        "nul\0byte",
        "' OR 1=1 --",
        "<script>alert(1)</script>",
        "9".repeat(400).as_str(),
        "é".repeat(10_000).as_str(),
        "😀".repeat(10_000).as_str(),
    ]
    .map(str::to_owned)
    .into()
}

async fn each_kind_takes_what_harms_as_text_or_not_at_all(app: TestApp) {
    let client = app.signed_in(&app.firm("Kwaad").await).await;
    let id = added(&client).await;
    for kind in OwnKind::ALL {
        let more = json!({ "kind": kind, "more_options": "Klein\nGroot" });
        let field = own_field(&client, &format!("Veld {kind:?}"), more).await.unwrap();
        let stored = async || {
            let facts = card(&client, id).await.own;
            facts.into_iter().find(|fact| fact.field == field.id).map(|fact| fact.value).unwrap_or_default()
        };
        for text in hostile() {
            let before = stored().await;
            let begins: String = text.chars().take(20).collect();
            match fill_in_own(&client, id, &[(field.id, &text)]).await {
                Ok(()) => {
                    let after = stored().await;
                    assert!(
                        matches!(kind, OwnKind::Text | OwnKind::LongText | OwnKind::Link),
                        "{kind:?} took {begins}"
                    );
                    assert!(
                        !after.is_empty() && !after.contains(['\0', '\u{202e}']),
                        "{kind:?}: {begins} became {after}"
                    );
                }
                Err(AppError::Invalid(wrong)) => {
                    // What no request may hold is refused before the form is read, which names its fields otherwise.
                    let names = [name_of(field.id), field.id.to_string()];
                    assert!(names.iter().any(|name| wrong.contains_key(name)), "{kind:?}: {begins}: {wrong:?}");
                    assert_eq!(stored().await, before, "{kind:?}: {begins} was refused and stored");
                }
                Err(other) => panic!("{kind:?}: {begins}: {other:?}"),
            }
        }
    }
    let page = client.get(&format!("/klanten/{id}")).await.text().await.unwrap();
    assert!(page.contains("&lt;script&gt;alert(1)") && !page.contains("<script>alert(1)"), "{page}");
    app.checked().await;
}
