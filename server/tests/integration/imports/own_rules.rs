//! What fields of the firm's own ask of a bulk file, and what a file asks of them: values that a new customer must have, and names that
//! no other column has.

use app::{
    customers::list::address::{ListQuery, Tab},
    error::{AppError, FieldError},
    own_fields::OwnField,
};
use domain::{
    imports::{Column, Heading, ProblemReason, State},
    permissions::BuiltIn,
};
use serde_json::json;
use uuid::Uuid;

use super::{
    import_client::ImportClient,
    own::{beside, expected, made, own_of},
};
use crate::{
    both,
    support::{
        TestApp,
        cards::{own_field, own_fields},
    },
};

both!(a_field_that_must_be_filled_in_holds_rows_up, a_field_is_not_called_as_another_column);

async fn a_field_that_must_be_filled_in_holds_rows_up(app: TestApp) {
    let firm = app.firm("Verplicht").await;
    let admin = ImportClient::of(&app, firm.clone()).await;
    own_field(&admin.client, "Dossierkleur", json!({ "required_from": "draft" })).await.unwrap();
    own_field(&admin.client, "Startdatum", json!({ "kind": "date", "required_from": "invited" })).await.unwrap();
    own_field(&admin.client, "Marge", json!({ "area": "financial" })).await.unwrap();
    let file = || beside(&["Dossierkleur", "Startdatum"], &[&["Rood", ""], &["", "1/2/2026"], &["-", ""]]);
    let id = admin.upload(file()).await;
    let ready = admin.until(id, State::Ready).await;
    assert_eq!((ready.new, ready.line.wrong), (1, 2), "a file makes drafts, which need no more");
    let told = async |importer: &ImportClient, id: Uuid| -> Vec<(u32, Heading, String, ProblemReason)> {
        let lines = importer.problems(id).await.lines.into_iter().map(|line| line.problem);
        lines.map(|problem| (problem.row, problem.column, problem.letters, problem.reason)).collect()
    };
    let letters = domain::imports::column_letters(Column::COUNT as u32);
    let missing = |row: u32, letters: &str| {
        (row, Heading::Own { own: "Dossierkleur".to_owned() }, letters.to_owned(), ProblemReason::Missing)
    };
    assert_eq!(told(&admin, id).await, [missing(3, &letters), missing(4, &letters)]);
    let page = admin.client.get(&format!("/imports/{id}")).await.text().await.unwrap();
    assert!(page.contains("Dossierkleur is verplicht en ontbreekt."), "{page}");
    admin.step("start", id).await.unwrap();
    assert_eq!(admin.until(id, State::Done).await.line.created, 1);
    assert_eq!(own_of(&app, &admin).await, [expected(&[("Dossierkleur", "Rood")])]);

    // Who is there already is passed over, whatever the row leaves empty.
    let id = admin.upload(beside(&[], &[&[], &[]])).await;
    let ready = admin.until(id, State::Ready).await;
    assert_eq!((ready.new, ready.line.wrong), (0, 1));
    assert_eq!(told(&admin, id).await, [missing(3, "")], "a file without its column misses it in each row");
    admin.step("discard", id).await.unwrap();

    // Nobody has to fill in what they may not.
    let marge = own_fields(&admin.client).await.fields[2].clone();
    let request = json!({ "id": marge.id, "version": marge.version, "labels": { "nl": "Marge" }, "kind": "text",
        "area": "financial", "required_from": "draft" });
    admin.client.call::<()>("/api/own_fields/save", &json!({ "request": request })).await.unwrap();
    let staff = ImportClient::of(&app, app.colleague(firm.firm_id, "Bram", BuiltIn::Staff).await).await;
    let id = staff.upload(beside(&["Dossierkleur"], &[&["Rood"], &["Blauw"]])).await;
    assert_eq!(staff.until(id, State::Ready).await.new, 1);
}

async fn a_field_is_not_called_as_another_column(app: TestApp) {
    let importer = ImportClient::of_firm(&app, "Titels").await;
    for (label, more) in [
        ("Website", json!({})),
        ("land lettercode", json!({})),
        ("Kredietlijn", json!({})),
        ("status", json!({})),
        ("Wat er schort", json!({})),
    ] {
        let refused = own_field(&importer.client, label, more).await;
        assert_eq!(refused, Err(AppError::field("label_nl", FieldError::TitleOfFile)), "{label}");
    }
    let french = json!({ "labels": { "nl": "Telefoonlijn", "fr": "Téléphone" } });
    let refused = own_field(&importer.client, "Telefoonlijn", french).await;
    assert_eq!(refused, Err(AppError::field("label_fr", FieldError::TitleOfFile)));
    assert!(own_fields(&importer.client).await.fields.is_empty());

    // What others call a column is a name of its own, and comes back.
    let own = ["Rayon", "Kastnummer", "Telefoonnummer"];
    for label in own {
        own_field(&importer.client, label, json!({})).await.unwrap();
    }
    let rename = |field: &OwnField, label: &str| {
        let request = json!({ "id": field.id, "version": field.version, "labels": { "nl": label }, "kind": "text" });
        json!({ "request": request })
    };
    let field = own_fields(&importer.client).await.fields[0].clone();
    let renamed = importer.client.call::<()>("/api/own_fields/save", &rename(&field, "Gsm")).await;
    assert_eq!(renamed, Err(AppError::field("label_nl", FieldError::TitleOfFile)));
    let renamed = importer.client.call::<()>("/api/own_fields/save", &rename(&field, "Kastnummer")).await;
    assert_eq!(renamed, Err(AppError::field("label_nl", FieldError::Taken)));
    made(&importer, beside(&own, &[&["Gent", "K7", "0477 00 00 00"]]), &[]).await;
    let before = own_of(&app, &importer).await;
    assert_eq!(before, [expected(&[("Rayon", "Gent"), ("Kastnummer", "K7"), ("Telefoonnummer", "0477 00 00 00")])]);
    let query = ListQuery { tab: Tab::Draft, ..ListQuery::default() };
    let file = importer.client.get(&query.file()).await.bytes().await.unwrap();
    let to = ImportClient::of_firm(&app, "Terug").await;
    for label in own {
        own_field(&to.client, label, json!({})).await.unwrap();
    }
    made(&to, file.to_vec(), &[]).await;
    assert_eq!(own_of(&app, &to).await, before);
}
