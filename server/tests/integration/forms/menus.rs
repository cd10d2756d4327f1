//! The menus of the settings and of the templates without JavaScript: what is done at once is a form, what is filled in or asked first
//! stands in the page.

use std::collections::BTreeMap;

use app::{
    own_fields::OwnField,
    settings::{Group, Profile},
    templates::TemplateRow,
};
use domain::{
    Language,
    permissions::{Area, BuiltIn, Level, Rights, Scope},
};
use serde_json::json;
use uuid::Uuid;

use crate::{
    both,
    support::{
        Client, TestApp,
        accounts::{knows, personnel, profile, save_profile, stored, user},
        answers::location,
        cards::{categorise, category, own_field, own_fields},
        customers::assigned,
        factors::{let_confirmation_pass, set_up_app},
        forms::{came_back, is_asked, page, post, send, shows},
        invitations::posted,
        templates::{customer, list, record, save},
    },
};

both!(
    groups_are_made_renamed_and_removed,
    a_group_that_is_in_use_stays,
    whoever_may_not_is_asked_nothing,
    own_fields_are_changed_put_away_and_moved,
    a_field_that_changed_meanwhile_stays,
    templates_are_copied_and_put_away,
    colleagues_are_invited_changed_and_signed_out,
    a_profile_is_removed,
);

const OPEN: &str = "/api/session/open_form";
const USER: &str = "/api/settings/user_form";
const USERS: &str = "/instellingen/gebruikers";
const FIELDS: &str = "/instellingen/velden";

async fn groups(client: &Client, which: &str) -> Vec<Group> {
    client.call(&format!("/api/settings/{which}"), &json!({})).await.unwrap()
}

async fn groups_are_made_renamed_and_removed(app: TestApp) {
    let client = app.signed_in(&app.firm("Menu").await).await;
    for (tab, which, action, remove) in [
        ("units", "units", "/api/settings/unit_form", "/api/settings/delete_unit_form"),
        ("categorieen", "categories", "/api/settings/category_form", "/api/settings/delete_category_form"),
    ] {
        let address = format!("/instellingen/{tab}");
        let answer = send(&client, &address, OPEN, &[]).await;
        let new = format!("{address}?nieuw=ja");
        assert_eq!(location(&answer), new);
        let html = client.follow(&answer).await.text().await.unwrap();
        assert!(html.contains(&format!(r#"href="{address}""#)), "the way back: {html}");
        let html = came_back(&client, &post(&client, &html, action, &[("group", " ")]).await, &new, &[]).await;
        assert!(html.contains("Naam ontbreekt. Vul dit in."), "{html}");
        assert_eq!(
            location(&post(&client, &html, action, &[("group", "Horeca")]).await),
            format!("{address}?bewaard=ja")
        );

        let id = groups(&client, which).await[0].id;
        let html = page(&client, &address).await;
        for what in ["bewerken", "verwijderen"] {
            assert!(html.contains(&format!(r#"href="{address}?{what}={id}""#)), "{what}: {html}");
        }
        let html = page(&client, &format!("{address}?bewerken={id}")).await;
        assert!(shows(&html, "group", "Horeca"), "{html}");
        assert_eq!(
            location(&post(&client, &html, action, &[("group", "Bouw")]).await),
            format!("{address}?bewaard=ja")
        );
        assert_eq!(groups(&client, which).await[0].name, "Bouw");
        // Another was quicker.
        let edit = format!("{address}?bewerken={id}");
        let again = came_back(&client, &post(&client, &html, action, &[("group", "Zorg")]).await, &edit, &[]).await;
        assert!(shows(&again, "group", "Zorg") && again.contains("Staat nu opgeslagen: Bouw"), "{again}");

        let asking = format!("{address}?verwijderen={id}");
        let question = page(&client, &asking).await;
        assert!(question.contains("Bouw verwijderen?") && is_asked(&question, remove), "{question}");
        assert_eq!(location(&post(&client, &question, remove, &[]).await), format!("{address}?bewaard=ja"));
        assert!(groups(&client, which).await.is_empty());
        let html = came_back(&client, &post(&client, &question, remove, &[]).await, &asking, &[]).await;
        assert!(!is_asked(&html, remove), "what is gone is not asked about: {html}");
        let gone = [("page", edit.as_str()), ("id", &id.to_string()), ("version", "2"), ("group", "Nog eens")];
        came_back(&client, &client.form(action, &gone).await, &edit, &[]).await;
    }
    app.checked().await;
}

async fn a_group_that_is_in_use_stays(app: TestApp) {
    let an = app.firm("In gebruik").await;
    let client = app.signed_in(&an).await;
    let horeca = category(&client, "Horeca").await;
    let id = customer(&app, &an, assigned(&[]), None).await;
    categorise(&client, id, horeca).await.unwrap();
    let (asking, action) =
        (format!("/instellingen/categorieen?verwijderen={horeca}"), "/api/settings/delete_category_form");
    let html = came_back(&client, &send(&client, &asking, action, &[]).await, &asking, &[]).await;
    assert!(is_asked(&html, action), "{html}");
    assert_eq!(html.matches("notice danger").count(), 1, "it is said once: {html}");
    assert_eq!(groups(&client, "categories").await.len(), 1);
}

async fn whoever_may_not_is_asked_nothing(app: TestApp) {
    let an = app.firm("Lezen").await;
    let client = app.signed_in(&an).await;
    let (horeca, field) = (category(&client, "Horeca").await, own_field(&client, "Kast", json!({})).await.unwrap().id);
    let template = save(&client, &record("Vennootschap", &[], &[])).await.unwrap();
    let levels: BTreeMap<Area, Level> = Area::ALL.map(|area| (area, Level::Read)).into();
    let reader = app.signed_in(&app.colleague_with(an.firm_id, &Rights { scope: Scope::All, levels }).await).await;
    for (address, action, id) in [
        ("/instellingen/categorieen", "/api/settings/delete_category_form", horeca),
        (FIELDS, "/api/own_fields/archive_form", field),
        (FIELDS, "/api/own_fields/shift_form", field),
        ("/sjablonen", "/api/templates/archive_form", template),
        ("/sjablonen", "/api/templates/duplicate_form", template),
        (USERS, "/api/settings/end_sessions_form", an.user_id),
        (USERS, "/api/settings/reset_second_factor_form", an.user_id),
        (USERS, "/api/settings/resend_form", an.user_id),
    ] {
        let html = page(&reader, address).await;
        assert!(!html.contains(action), "{action}: {html}");
        let id = id.to_string();
        let fields = [("page", address), ("id", &id), ("version", "1"), ("archived", "true")];
        assert_eq!(location(&reader.form(action, &fields).await), address, "{action}");
    }
    for asking in ["bewerken", "verwijderen"] {
        let html = page(&reader, &format!("/instellingen/categorieen?{asking}={horeca}")).await;
        assert!(!html.contains("delete_category_form") && !shows(&html, "group", "Horeca"), "{html}");
    }
    assert_eq!(groups(&client, "categories").await.len(), 1);
    assert!(!own_fields(&client).await.fields[0].archived);
    let templates = list(&client).await;
    assert_eq!(templates.iter().map(|row| row.archived).collect::<Vec<_>>(), [false]);
    assert!(knows(&client).await, "nobody was signed out");
}

async fn own_fields_are_changed_put_away_and_moved(app: TestApp) {
    let client = app.signed_in(&app.firm("Velden").await).await;
    for label in ["Een", "Twee"] {
        own_field(&client, label, json!({})).await.unwrap();
    }
    let fields = async || own_fields(&client).await.fields;
    let label = |field: &OwnField| field.labels.own(Language::Nl).to_owned();
    let saved = format!("{FIELDS}?bewaard=ja");
    // The first form that moves one is that of the first field, which only goes down.
    assert_eq!(location(&send(&client, FIELDS, "/api/own_fields/shift_form", &[]).await), saved);
    assert_eq!(fields().await.iter().map(label).collect::<Vec<_>>(), ["Twee", "Een"]);
    for archived in [true, false] {
        assert_eq!(location(&send(&client, FIELDS, "/api/own_fields/archive_form", &[]).await), saved);
        assert_eq!(fields().await.iter().map(|field| field.archived).collect::<Vec<_>>(), [archived, false]);
    }

    let action = "/api/own_fields/save_form";
    let answer = send(&client, FIELDS, OPEN, &[]).await;
    assert_eq!(location(&answer), format!("{FIELDS}?nieuw=ja"));
    let html = client.follow(&answer).await.text().await.unwrap();
    let taken = [("label_nl", "Twee"), ("more_options", "Klein")];
    let html = came_back(&client, &post(&client, &html, action, &taken).await, &location(&answer), &taken).await;
    assert_eq!(location(&post(&client, &html, action, &[("label_nl", "Drie")]).await), saved);
    assert_eq!(fields().await.iter().map(label).collect::<Vec<_>>(), ["Twee", "Een", "Drie"]);

    let edit = format!("{FIELDS}?bewerken={}", fields().await[0].id);
    let html = page(&client, &edit).await;
    assert!(shows(&html, "label_nl", "Twee"), "{html}");
    let html = came_back(&client, &post(&client, &html, action, &[("label_nl", "Een")]).await, &edit, &[]).await;
    assert!(shows(&html, "label_nl", "Een"), "what was typed comes back: {html}");
    assert_eq!(location(&post(&client, &html, action, &[("label_nl", "Nul")]).await), saved);
    assert_eq!(label(&fields().await[0]), "Nul");
    app.checked().await;
}

async fn a_field_that_changed_meanwhile_stays(app: TestApp) {
    let client = app.signed_in(&app.firm("Intussen").await).await;
    own_field(&client, "Een", json!({})).await.unwrap();
    let html = page(&client, FIELDS).await;
    let action = "/api/own_fields/archive_form";
    post(&client, &html, action, &[]).await;
    let html = came_back(&client, &post(&client, &html, action, &[("archived", "")]).await, FIELDS, &[]).await;
    assert_eq!(html.matches("een collega heeft dit intussen gewijzigd").count(), 1, "{html}");
    assert!(own_fields(&client).await.fields[0].archived);
}

async fn templates_are_copied_and_put_away(app: TestApp) {
    let client = app.signed_in(&app.firm("Sjablonen").await).await;
    let other = app.signed_in(&app.firm("Ander").await).await;
    let id = save(&client, &record("Vennootschap", &[], &[])).await.unwrap().to_string();
    let rows = async || list(&client).await.into_iter().map(|row: TemplateRow| row.archived).collect::<Vec<_>>();
    let answer = send(&client, "/sjablonen", "/api/templates/archive_form", &[]).await;
    assert_eq!(location(&answer), "/sjablonen?bewaard=ja");
    assert_eq!(rows().await, [true]);
    let archive = "/sjablonen?toon=archief";
    let answer = send(&client, archive, "/api/templates/unarchive_form", &[]).await;
    assert_eq!(location(&answer), format!("{archive}&bewaard=ja"));
    assert_eq!(rows().await, [false]);
    let answer = send(&client, "/sjablonen?bewaard=ja", "/api/templates/duplicate_form", &[]).await;
    assert_eq!(location(&answer), "/sjablonen?bewaard=ja");
    assert_eq!(rows().await, [false, false]);
    for verb in ["archive", "unarchive", "duplicate"] {
        let answer = other.form(&format!("/api/templates/{verb}_form"), &[("page", "/sjablonen"), ("id", &id)]).await;
        came_back(&other, &answer, "/sjablonen", &[]).await;
    }
    assert_eq!(rows().await, [false, false]);
    app.checked().await;
}

async fn colleagues_are_invited_changed_and_signed_out(app: TestApp) {
    let smtp = posted(&app).await;
    let an = app.firm("Collega’s").await;
    let client = app.signed_in(&an).await;
    let bo = app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await;
    let saved = format!("{USERS}?bewaard=ja");
    let asking = |what: &str| format!("{USERS}?{what}={}", bo.user_id);

    let answer = send(&client, USERS, OPEN, &[]).await;
    assert_eq!(location(&answer), format!("{USERS}?nieuw=ja"));
    let html = client.follow(&answer).await.text().await.unwrap();
    let (invite, wrong) = ("/api/settings/invite_form", [("name", "Cas"), ("email", "geen adres")]);
    let html = came_back(&client, &post(&client, &html, invite, &wrong).await, &location(&answer), &wrong).await;
    assert_eq!(location(&post(&client, &html, invite, &[("email", "cas@kantoor.be")]).await), saved);
    assert_eq!(smtp.wait_for(1).await.len(), 1);
    assert_eq!(location(&send(&client, USERS, "/api/settings/resend_form", &[]).await), saved);
    assert_eq!(smtp.wait_for(2).await.len(), 2);

    let reader = profile(&client, BuiltIn::Reader.key()).await.id;
    let answer = send(&client, &asking("bewerken"), USER, &[("profile", &reader.to_string())]).await;
    assert_eq!(location(&answer), saved);
    let now = stored(&app, bo.user_id).await;
    assert_eq!((now.profile_id, now.active), (reader, true));

    let of_bo = app.signed_in(&bo).await;
    let action = "/api/settings/end_sessions_form";
    let question = page(&client, &asking("afmelden")).await;
    assert!(question.contains("Bo overal afmelden?") && is_asked(&question, action), "{question}");
    assert!(knows(&of_bo).await);
    assert_eq!(location(&post(&client, &question, action, &[]).await), saved);
    assert!(!knows(&of_bo).await);

    set_up_app(&app.signed_in(&bo).await).await;
    let (action, address) = ("/api/settings/reset_second_factor_form", asking("tweede-stap"));
    let question = page(&client, &address).await;
    assert!(is_asked(&question, action), "{question}");
    let_confirmation_pass(&app, &an).await;
    let answer = post(&client, &question, action, &[]).await;
    assert!(location(&answer).starts_with("/bevestigen?terug=/instellingen/gebruikers"), "{answer:?}");
    assert!(user(&client, bo.user_id).await.second_factor, "the password comes first");
    let client = app.signed_in(&an).await;
    assert_eq!(location(&send(&client, &address, action, &[]).await), saved);
    assert!(!user(&client, bo.user_id).await.second_factor);

    for (active, title) in [(false, "Bo deactiveren?"), (true, "Bo: Opnieuw activeren")] {
        let question = page(&client, &asking("actief")).await;
        assert!(question.contains(title) && is_asked(&question, USER), "{question}");
        assert_eq!(location(&post(&client, &question, USER, &[]).await), saved);
        let now = stored(&app, bo.user_id).await;
        assert_eq!((now.active, now.profile_id), (active, reader));
    }
    let html = page(&client, &format!("{USERS}?actief={}", Uuid::nil())).await;
    assert!(!is_asked(&html, USER), "nobody is asked about: {html}");
    app.checked().await;
}

async fn a_profile_is_removed(app: TestApp) {
    let client = app.signed_in(&app.firm("Profielen").await).await;
    let own: Uuid =
        client.call("/api/settings/save_profile", &save_profile(None, 0, "Boekhouders", &personnel())).await.unwrap();
    let (tab, action) = ("/instellingen/profielen", "/api/settings/delete_profile_form");
    let builtin = profile(&client, BuiltIn::Staff.key()).await.id;
    assert!(!is_asked(&page(&client, &format!("{tab}?verwijderen={builtin}")).await, action), "it is of every firm");
    let question = page(&client, &format!("{tab}?verwijderen={own}")).await;
    assert!(question.contains("Boekhouders verwijderen?") && is_asked(&question, action), "{question}");
    assert_eq!(location(&post(&client, &question, action, &[]).await), format!("{tab}?bewaard=ja"));
    let gone = client.call::<Profile>("/api/settings/profile", &json!({ "request": { "id": own } })).await;
    assert!(gone.is_err(), "{gone:?}");
    app.checked().await;
}
