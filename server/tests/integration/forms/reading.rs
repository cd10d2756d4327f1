//! What is read and chosen before it is typed, without JavaScript: older changes of a customer, the language of a page, what is asked of a
//! custom field.

use app::{customers::card::tabs::NOTES, own_fields::OwnField, session::LANGUAGE_COOKIE};
use domain::own_fields::OwnKind;
use entity::note;
use uuid::Uuid;

use crate::{
    both,
    support::{
        Client, TestApp,
        answers::{location, set_cookie},
        cards::{own_fields, switch_tab, with_card},
        forms::{came_back, page, post, press, send, shows},
    },
};

both!(older_changes_stand_on_a_page_of_their_own, a_language_is_chosen, only_a_list_gets_options,);

async fn older_changes_stand_on_a_page_of_their_own(app: TestApp) {
    let (viewer, client, id, address) = with_card(&app, "Ouder").await;
    switch_tab(&client, NOTES, true).await.unwrap();
    let firm_id = viewer.firm_id;
    for number in 0..60 {
        let text = format!("Notitie nummer {number}.");
        let mut log = app.log(firm_id).await;
        log.insert(note::Model { firm_id, id: Uuid::now_v7(), customer_id: id, version: 1, text }).await.unwrap();
        log.finish().await.unwrap();
    }
    let history = format!("{address}/historiek");
    let html = page(&client, &history).await;
    assert!(html.contains("Notitie nummer 59.") && !html.contains("Notitie nummer 0."), "{html}");
    let link =
        html.split(r#"href="?voor="#).nth(1).and_then(|rest| rest.split('"').next()).expect("a link to older ones");
    let html = page(&client, &format!("{history}?voor={link}")).await;
    assert!(html.contains("Notitie nummer 0.") && !html.contains("Notitie nummer 59."), "{html}");
    assert!(!html.contains("?voor="), "there are none before: {html}");
    let html = page(&client, &format!("{history}?voor=iets")).await;
    assert!(html.contains("Notitie nummer 59."), "what says nothing begins with the newest: {html}");
    app.checked().await;
}

async fn a_language_is_chosen(app: TestApp) {
    app.firm("Talen").await;
    let visitor = app.client();
    let (action, asked) = ("/api/session/language_form", "/aanmelden?terug=/klanten");
    let html = page(&visitor, asked).await;
    let answer = press(&visitor, &html, action, ("locale", "fr"), &[]).await;
    assert_eq!(location(&answer), asked);
    assert_eq!(set_cookie(&answer, LANGUAGE_COOKIE).as_deref(), Some("fr"));
    let html = visitor.follow(&answer).await.text().await.unwrap();
    assert!(html.contains(r#"lang="fr""#) && html.contains("Mot de passe"), "{html}");
    // No other language is kept, and it leads to no other place.
    let answer = visitor.form(action, &[("page", "//elders.example"), ("locale", "x; Domain=elders.example")]).await;
    assert_eq!((location(&answer), set_cookie(&answer, LANGUAGE_COOKIE)), ("/".to_owned(), None));
}

const FIELDS: &str = "/instellingen/velden";
const SAVE: &str = "/api/own_fields/save_form";

async fn fields(client: &Client) -> Vec<OwnField> {
    own_fields(client).await.fields
}

async fn only_a_list_gets_options(app: TestApp) {
    let client = app.signed_in(&app.firm("Keuzes").await).await;
    let new = format!("{FIELDS}?nieuw=ja");
    let html = page(&client, &new).await;
    let part = html.split(r#"class="form of-options""#).nth(1).expect("what only a list is asked for");
    assert!(part.split("</textarea>").next().unwrap().contains(r#"name="more_options""#), "{html}");
    // What was typed of another kind comes back, and is not saved.
    let typed = [("label_nl", ""), ("kind", "number"), ("more_options", "Klein")];
    let html = came_back(&client, &post(&client, &html, SAVE, &typed).await, &new, &typed).await;
    let answer = post(&client, &html, SAVE, &[("label_nl", "Aantal")]).await;
    assert_eq!(location(&answer), format!("{FIELDS}?bewaard=ja"));
    let typed = [("label_nl", "Omvang"), ("kind", "choice"), ("more_options", "Klein\nGroot")];
    send(&client, &new, SAVE, &typed).await;
    let all = fields(&client).await;
    let options = |field: &OwnField| field.options.offered().map(|option| option.label.clone()).collect::<Vec<_>>();
    assert_eq!((all[0].kind, options(&all[0])), (OwnKind::Number, vec![]));
    assert_eq!((all[1].kind, options(&all[1])), (OwnKind::Choice, vec!["Klein".to_owned(), "Groot".to_owned()]));
    // One is added to a list that is there: its kind is not sent.
    let edit = format!("{FIELDS}?bewerken={}", all[1].id);
    let html = page(&client, &edit).await;
    assert!(shows(&html, "option_1", "Klein"), "{html}");
    post(&client, &html, SAVE, &[("more_options", "Reus")]).await;
    assert_eq!(options(&fields(&client).await[1]), ["Klein", "Groot", "Reus"]);
    app.checked().await;
}
