//! The way back from what a plain form did: the page that says that it was saved has a form for it, once, and puts back all of it.

use std::collections::BTreeMap;

use app::{
    customers::{card::tabs::NOTES, records::Contact},
    invitations::records::Standing,
    session::Viewer,
};
use domain::{
    Language,
    customers::Status,
    permissions::{Area, BuiltIn, Level, Rights, Scope},
    templates::Content,
};
use reqwest::Response;
use serde_json::json;
use uuid::Uuid;

use crate::{
    both,
    support::{
        Client, TestApp,
        answers::{location, set_cookie},
        cards::{
            add_note, card, categorise, category, history, notes, own_field, own_fields, step, switch_tab, with_card,
        },
        forms::{Form, attribute, came_back, forms, page, post, post_with, send, shows},
        invitations::{self, invited, posted, state, status},
        portal::{Portal, overview},
        templates::{customer, list, on_customer, record, save, tab},
    },
};

both!(
    a_step_of_a_customer_is_taken_back,
    an_invitation_comes_back_with_its_customer,
    a_step_that_is_not_the_last_any_more_stays,
    whoever_has_to_sign_in_first_finds_the_way_back_again,
    a_contact_is_taken_up_again_as_it_was,
    the_main_contact_is_so_again,
    what_is_not_put_back_whole_is_not_offered,
    a_note_is_changed_and_removed_and_put_back,
    only_who_may_changes_notes,
    a_template_is_used_again,
    a_field_goes_back_to_its_place,
    a_colleague_and_a_category_come_back,
);

const ACTIVATE: &str = "/api/customers/activate_form";
const DEACTIVATE: &str = "/api/customers/deactivate_form";
const UNDO_STEP: &str = "/api/customers/undo_step_form";
const CONTACT_ACTIVATE: &str = "/api/contacts/activate_form";
const CONTACT_DEACTIVATE: &str = "/api/contacts/deactivate_form";
const CONTACT_DELETE: &str = "/api/contacts/delete_form";
const MAKE_MAIN: &str = "/api/contacts/make_main_form";
const NOTE_SAVE: &str = "/api/notes/save_form";
const NOTE_DELETE: &str = "/api/notes/delete_form";
const NOTE_RESTORE: &str = "/api/notes/restore_form";
const TEMPLATE_ARCHIVE: &str = "/api/templates/archive_form";
const TEMPLATE_UNARCHIVE: &str = "/api/templates/unarchive_form";

/// Whether the page offers to take back what was done, by this function.
fn offers(html: &str, action: &str) -> bool {
    let sent = |form: &Form| form.fields().contains(&("undo".into(), "true".into()));
    let undo: Vec<_> = forms(html).into_iter().filter(sent).collect();
    assert!(undo.len() <= 1, "there is one way back: {html}");
    undo.iter()
        .any(|form| attribute(&form.tag, "action").as_deref() == Some(action) && form.inside.contains("Ongedaan maken"))
}

/// Whether it offers any.
fn offers_any(html: &str) -> bool {
    html.contains("Ongedaan maken")
}

/// The page after this answer. It says that something was saved, and offers to take that back by this function.
async fn undoable(client: &Client, answer: &Response, action: &str) -> String {
    let html = client.follow(answer).await.text().await.unwrap();
    assert!(html.contains("Bewaard.") && offers(&html, action), "{action}: {html}");
    html
}

/// Takes it back; that is not taken back again.
async fn undo(client: &Client, html: &str, action: &str, saved: &str) {
    let answer = post(client, html, action, &[]).await;
    assert_eq!(location(&answer), saved, "{action}");
    let html = client.follow(&answer).await.text().await.unwrap();
    assert!(html.contains("Bewaard.") && !offers_any(&html), "{html}");
}

async fn contacts(client: &Client, id: Uuid) -> Vec<Contact> {
    card(client, id).await.contacts.unwrap()
}

async fn a_step_of_a_customer_is_taken_back(app: TestApp) {
    let (_, client, id, address) = with_card(&app, "Terug").await;
    let saved = format!("{address}?bewaard=ja");
    for (word, action, after, before) in [
        ("activeren", ACTIVATE, Status::Active, Status::Draft),
        ("deactiveren", DEACTIVATE, Status::Archived, Status::Draft),
    ] {
        let question = page(&client, &format!("{address}?vraag={word}")).await;
        let answer = post(&client, &question, action, &[]).await;
        assert_eq!((location(&answer), status(&app, id).await), (saved.clone(), after));
        let html = undoable(&client, &answer, UNDO_STEP).await;
        assert!(!offers_any(&page(&client, &saved).await), "the address alone offers nothing");
        undo(&client, &html, UNDO_STEP, &saved).await;
        assert_eq!(status(&app, id).await, before);
    }
    let changes = history(&client, id).await.moments.len();
    assert_eq!(changes, 5, "it was added, and each step and each way back is told");
    app.checked().await;
}

async fn an_invitation_comes_back_with_its_customer(app: TestApp) {
    let smtp = posted(&app).await;
    let viewer = app.firm("Uitgenodigd").await;
    let client = app.signed_in(&viewer).await;
    let id = invitations::customer(&app, &viewer, "Slagerij An", "an@slagerij.be").await;
    invited(&app, &smtp, &client, id, "an@slagerij.be").await;
    let address = format!("/klanten/{id}");
    let answer = send(&client, &format!("{address}?vraag=deactiveren"), DEACTIVATE, &[]).await;
    let html = undoable(&client, &answer, UNDO_STEP).await;
    assert_eq!(state(&client, id).await.unwrap().standing, Standing::Withdrawn);
    undo(&client, &html, UNDO_STEP, &format!("{address}?bewaard=ja")).await;
    assert_eq!(status(&app, id).await, Status::Invited);
    assert_eq!(state(&client, id).await.unwrap().standing, Standing::Open);
    app.checked().await;
}

/// A colleague was quicker: that is said, and nothing is taken back.
async fn a_step_that_is_not_the_last_any_more_stays(app: TestApp) {
    let (_, client, id, address) = with_card(&app, "Intussen").await;
    let answer = send(&client, &format!("{address}?vraag=deactiveren"), DEACTIVATE, &[]).await;
    let html = undoable(&client, &answer, UNDO_STEP).await;
    let version = card(&client, id).await.version;
    step(&client, "activate", id, version).await.unwrap();
    let html = came_back(&client, &post(&client, &html, UNDO_STEP, &[]).await, &address, &[]).await;
    assert!(html.contains("een collega heeft dit intussen gewijzigd"), "{html}");
    assert!(!html.contains("Bewaard.") && !offers_any(&html), "{html}");
    assert_eq!(status(&app, id).await, Status::Active);
    // Of another firm nothing is taken back, whoever asks.
    let stranger = app.signed_in(&app.firm("Ander").await).await;
    let version = card(&client, id).await.version.to_string();
    let fields = [("page", address.as_str()), ("id", &id.to_string()), ("version", &version)];
    assert_eq!(location(&stranger.form(UNDO_STEP, &fields).await), address);
    assert_eq!(status(&app, id).await, Status::Active);
    app.checked().await;
}

async fn whoever_has_to_sign_in_first_finds_the_way_back_again(app: TestApp) {
    let (_, client, id, address) = with_card(&app, "Afgemeld").await;
    let answer = send(&client, &format!("{address}?vraag=deactiveren"), DEACTIVATE, &[]).await;
    let html = undoable(&client, &answer, UNDO_STEP).await;
    let answer = post(&app.client(), &html, UNDO_STEP, &[]).await;
    assert_eq!(location(&answer), format!("/aanmelden?terug={address}"));
    assert_eq!(status(&app, id).await, Status::Archived);
    let kept = set_cookie(&answer, "kantoor_unsaved").unwrap();
    let html = page(&client.clone().with_cookie("kantoor_unsaved", &kept), &address).await;
    assert!(html.contains("Nog niet opgeslagen") && offers(&html, UNDO_STEP), "{html}");
    undo(&client, &html, UNDO_STEP, &format!("{address}?bewaard=ja")).await;
    assert_eq!(status(&app, id).await, Status::Draft);
    app.checked().await;
}

/// Jan, the main contact, and An.
async fn two_contacts(client: &Client, id: Uuid) -> (Contact, Contact) {
    let details = json!({ "new": { "first_name": "An" } });
    let request = json!({ "customer_id": id, "id": null, "version": 0, "details": details });
    client.call::<()>("/api/contacts/save", &json!({ "request": request })).await.unwrap();
    let (main, others): (Vec<_>, Vec<_>) = contacts(client, id).await.into_iter().partition(|contact| contact.main);
    (main.into_iter().next().unwrap(), others.into_iter().next().unwrap())
}

/// Who is active, and who is the main one.
async fn standing(client: &Client, id: Uuid) -> BTreeMap<String, (bool, bool)> {
    let all = contacts(client, id).await.into_iter();
    all.map(|contact| (contact.details.first_name.clone(), (contact.active, contact.main))).collect()
}

fn expected(all: [(&str, (bool, bool)); 2]) -> BTreeMap<String, (bool, bool)> {
    all.map(|(name, standing)| (name.to_owned(), standing)).into()
}

async fn a_contact_is_taken_up_again_as_it_was(app: TestApp) {
    let (_, client, id, address) = with_card(&app, "Mensen").await;
    let (_, an) = two_contacts(&client, id).await;
    let question = page(&client, &format!("{address}?contact={}&vraag=deactiveren", an.id)).await;
    let answer = post(&client, &question, CONTACT_DEACTIVATE, &[]).await;
    let html = undoable(&client, &answer, CONTACT_ACTIVATE).await;
    assert_eq!(standing(&client, id).await, expected([("An", (false, false)), ("Jan", (true, true))]));
    undo(&client, &html, CONTACT_ACTIVATE, &format!("{address}?bewaard=ja")).await;
    assert_eq!(standing(&client, id).await, expected([("An", (true, false)), ("Jan", (true, true))]));
    // Once more: she was changed since, and that is said.
    let html = came_back(&client, &post(&client, &html, CONTACT_ACTIVATE, &[]).await, &address, &[]).await;
    assert_eq!(html.matches("een collega heeft dit intussen gewijzigd").count(), 1, "{html}");
    app.checked().await;
}

async fn the_main_contact_is_so_again(app: TestApp) {
    let (_, client, id, address) = with_card(&app, "Hoofd").await;
    let (jan, _) = two_contacts(&client, id).await;
    let question = page(&client, &format!("{address}?contact={}&vraag=deactiveren", jan.id)).await;
    let answer = post(&client, &question, CONTACT_DEACTIVATE, &[]).await;
    let html = undoable(&client, &answer, MAKE_MAIN).await;
    assert_eq!(standing(&client, id).await, expected([("An", (true, true)), ("Jan", (false, false))]));
    undo(&client, &html, MAKE_MAIN, &format!("{address}?bewaard=ja")).await;
    assert_eq!(standing(&client, id).await, expected([("An", (true, false)), ("Jan", (true, true))]));
    app.checked().await;
}

async fn what_is_not_put_back_whole_is_not_offered(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Toegang", "jan@bakkerij.be").await;
    let client = app.signed_in(&portal.viewer).await;
    let jan = contacts(&client, portal.id).await.into_iter().find(|contact| contact.has_access).unwrap();
    let asking = |word: &str| format!("/klanten/{}?contact={}&vraag={word}", portal.id, jan.id);
    let answer = send(&client, &asking("deactiveren"), CONTACT_DEACTIVATE, &[("end_access", "true")]).await;
    let html = client.follow(&answer).await.text().await.unwrap();
    assert!(html.contains("Bewaard.") && !offers_any(&html), "access is not given back: {html}");
    assert!(overview(&portal.client, portal.id).await.is_err());
    let answer = send(&client, &asking("verwijderen"), CONTACT_DELETE, &[]).await;
    let html = client.follow(&answer).await.text().await.unwrap();
    assert!(html.contains("Bewaard.") && !offers_any(&html), "who was deleted is gone: {html}");
    app.checked().await;
}

/// A firm with a customer about whom something is written: the address of its notes.
async fn with_note(app: &TestApp, name: &str) -> (Viewer, Client, Uuid, String) {
    let (viewer, client, id, address) = with_card(app, name).await;
    switch_tab(&client, NOTES, true).await.unwrap();
    add_note(&client, id, "Belt liever").await.unwrap();
    (viewer, client, id, format!("{address}/{NOTES}"))
}

async fn texts(client: &Client, id: Uuid) -> Vec<String> {
    notes(client, id).await.unwrap().into_iter().map(|note| note.text).collect()
}

async fn a_note_is_changed_and_removed_and_put_back(app: TestApp) {
    let (_, client, id, address) = with_note(&app, "Notities").await;
    let saved = format!("{address}?bewaard=ja");
    let note = notes(&client, id).await.unwrap().remove(0);
    let editing = format!("{address}?bewerken={}", note.id);
    let html = page(&client, &address).await;
    assert!(html.contains(&format!(r#"href="{editing}""#)) && !shows(&html, "changed_text", "Belt liever"), "{html}");
    let html = page(&client, &editing).await;
    assert!(shows(&html, "changed_text", "Belt liever"), "{html}");
    assert!(html.contains(&format!(r#"href="{address}""#)), "the way back: {html}");
    let typed = [("changed_text", " ")];
    let answer = post_with(&client, &html, NOTE_SAVE, "changed_text", &typed).await;
    let html = came_back(&client, &answer, &editing, &[]).await;
    assert!(html.contains("Vul Tekst in."), "{html}");
    let typed = [("changed_text", "Belt liever na vieren")];
    let answer = post_with(&client, &html, NOTE_SAVE, "changed_text", &typed).await;
    assert_eq!(
        (location(&answer), texts(&client, id).await),
        (saved.clone(), vec!["Belt liever na vieren".to_owned()])
    );

    let html = page(&client, &address).await;
    let answer = post(&client, &html, NOTE_DELETE, &[("version", "7")]).await;
    let html = came_back(&client, &answer, &address, &[]).await;
    assert_eq!(texts(&client, id).await.len(), 1, "a colleague changed it meanwhile");
    let answer = post(&client, &html, NOTE_DELETE, &[]).await;
    assert_eq!((location(&answer), texts(&client, id).await.len()), (saved.clone(), 0));
    let offer = undoable(&client, &answer, NOTE_RESTORE).await;
    undo(&client, &offer, NOTE_RESTORE, &saved).await;
    let back = notes(&client, id).await.unwrap();
    assert_eq!((back[0].id, back[0].text.as_str()), (note.id, "Belt liever na vieren"));
    // What is there already is not put back, and what is gone is neither changed nor asked about.
    came_back(&client, &post(&client, &offer, NOTE_RESTORE, &[]).await, &address, &[]).await;
    let html = page(&client, &editing).await;
    post(&client, &page(&client, &address).await, NOTE_DELETE, &[]).await;
    let answer = post_with(&client, &html, NOTE_SAVE, "changed_text", &typed).await;
    let html = came_back(&client, &answer, &editing, &[]).await;
    assert!(!html.contains(r#"name="changed_text""#), "{html}");
    app.checked().await;
}

async fn only_who_may_changes_notes(app: TestApp) {
    let (an, client, id, address) = with_note(&app, "Rechten").await;
    let note = notes(&client, id).await.unwrap().remove(0);
    let editing = format!("{address}?bewerken={}", note.id);
    let seen = page(&client, &editing).await.replace(&an.user_id.to_string(), "");
    let colleague = async |level: Level| {
        let levels = [(Area::Customers, Level::Read), (Area::Notes, level)];
        let rights = Rights { scope: Scope::All, levels: levels.into() };
        app.signed_in(&app.colleague_with(an.firm_id, &rights).await).await
    };
    let (reader, editor) = (colleague(Level::Read).await, colleague(Level::Edit).await);
    let stranger = app.signed_in(&app.firm("Ander").await).await;
    let html = page(&reader, &editing).await;
    assert!(!html.contains(NOTE_SAVE) && !html.contains(NOTE_DELETE), "{html}");
    let html = page(&editor, &editing).await;
    assert!(shows(&html, "changed_text", "Belt liever") && !html.contains(NOTE_DELETE), "{html}");
    let (note_id, version) = (note.id.to_string(), note.version.to_string());
    let restore =
        [("page", address.as_str()), ("customer_id", &id.to_string()), ("id", &note_id), ("version", &version)];
    for client in [&reader, &editor, &stranger] {
        assert!(!location(&post(client, &seen, NOTE_DELETE, &[]).await).contains("bewaard"));
    }
    for client in [&reader, &stranger] {
        let typed = [("changed_text", "Gekaapt")];
        let answer = post_with(client, &seen, NOTE_SAVE, "changed_text", &typed).await;
        assert!(!location(&answer).contains("bewaard"), "{answer:?}");
    }
    assert_eq!(texts(&client, id).await, ["Belt liever"]);
    post(&client, &page(&client, &address).await, NOTE_DELETE, &[]).await;
    for client in [&reader, &editor, &stranger] {
        assert!(!location(&client.form(NOTE_RESTORE, &restore).await).contains("bewaard"));
    }
    assert!(texts(&client, id).await.is_empty());
    app.checked().await;
}

async fn a_template_is_used_again(app: TestApp) {
    let client = app.signed_in(&app.firm("Sjablonen").await).await;
    save(&client, &record("Vennootschap", &[], &[])).await.unwrap();
    let archived = async || list(&client).await.into_iter().map(|row| row.archived).collect::<Vec<_>>();
    let html = page(&client, "/sjablonen").await;
    let answer = post(&client, &html, TEMPLATE_ARCHIVE, &[]).await;
    let offer = undoable(&client, &answer, TEMPLATE_UNARCHIVE).await;
    assert_eq!(archived().await, [true]);
    undo(&client, &offer, TEMPLATE_UNARCHIVE, "/sjablonen?bewaard=ja").await;
    assert_eq!(archived().await, [false]);
    // What was archived already was not by this colleague: it is not theirs to take back.
    post(&client, &html, TEMPLATE_ARCHIVE, &[]).await;
    let answer = post(&client, &html, TEMPLATE_ARCHIVE, &[]).await;
    assert!(!offers_any(&client.follow(&answer).await.text().await.unwrap()));
    app.checked().await;
}

async fn a_field_goes_back_to_its_place(app: TestApp) {
    let client = app.signed_in(&app.firm("Velden").await).await;
    for label in ["Een", "Twee"] {
        own_field(&client, label, json!({})).await.unwrap();
    }
    let fields = async || {
        let all = own_fields(&client).await.fields.into_iter();
        all.map(|field| (field.labels.own(Language::Nl).to_owned(), field.archived)).collect::<Vec<_>>()
    };
    let said = |all: [(&str, bool); 2]| all.map(|(label, archived)| (label.to_owned(), archived)).to_vec();
    let address = "/instellingen/velden";
    let before = said([("Een", false), ("Twee", false)]);
    for (action, after) in [
        ("/api/own_fields/shift_form", said([("Twee", false), ("Een", false)])),
        ("/api/own_fields/archive_form", said([("Een", true), ("Twee", false)])),
    ] {
        let answer = send(&client, address, action, &[]).await;
        let offer = undoable(&client, &answer, action).await;
        assert_eq!(fields().await, after, "{action}");
        let answer = post(&client, &offer, action, &[]).await;
        assert_eq!((location(&answer), fields().await), (format!("{address}?bewaard=ja"), before.clone()));
        // As on a hydrated page, going back is a change that can be taken back too.
        undoable(&client, &answer, action).await;
    }
    app.checked().await;
}

async fn a_colleague_and_a_category_come_back(app: TestApp) {
    let an = app.firm("Eraf").await;
    let client = app.signed_in(&an).await;
    let id = customer(&app, &an, Content::default(), None).await;
    let bo = app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await.user_id;
    on_customer::<()>(&client, "assign", id, json!({ "user_id": bo })).await.unwrap();
    let horeca = category(&client, "Horeca").await;
    categorise(&client, id, horeca).await.unwrap();
    let address = format!("/klanten/{id}/instellingen");
    let saved = format!("{address}?bewaard=ja");
    let assigned = async || tab(&client, id).await.assigned.into_iter().map(|one| one.id).collect::<Vec<_>>();
    let categories = async || tab(&client, id).await.categories.into_iter().map(|one| one.id).collect::<Vec<_>>();

    let html = page(&client, &address).await;
    let answer = post(&client, &html, "/api/integrations/unassign_form", &[]).await;
    let offer = undoable(&client, &answer, "/api/integrations/assign_form").await;
    assert!(assigned().await.is_empty());
    undo(&client, &offer, "/api/integrations/assign_form", &saved).await;
    assert_eq!(assigned().await, [bo]);

    let answer = post(&client, &html, "/api/integrations/uncategorise_form", &[]).await;
    let offer = undoable(&client, &answer, "/api/integrations/categorise_form").await;
    assert!(categories().await.is_empty());
    undo(&client, &offer, "/api/integrations/categorise_form", &saved).await;
    assert_eq!(categories().await, [horeca]);

    // Who left the firm is not assigned again.
    send(&client, &format!("/instellingen/gebruikers?actief={bo}"), "/api/settings/user_form", &[]).await;
    let answer = send(&client, &address, "/api/integrations/unassign_form", &[]).await;
    let html = client.follow(&answer).await.text().await.unwrap();
    assert!(html.contains("Bewaard.") && !offers_any(&html), "{html}");
    assert!(assigned().await.is_empty());
    app.checked().await;
}
