//! The wizard of a template, step by step without JavaScript.

use app::templates::TemplateRecord;
use domain::integrations::Integration;
use uuid::Uuid;

use crate::{
    both,
    support::{
        Client, TestApp,
        answers::location,
        forms::{came_back, post, press, send, shows},
        templates::{list, on_template, record, save, settings},
    },
};

both!(
    nothing_is_lost_on_the_way_back_and_forward,
    a_template_is_saved_from_each_step,
    settings_are_given_at_once,
    the_second_of_two_chooses_part_by_part,
);

const FORM: &str = "/api/templates/save_form";
const NEW: &str = "/sjablonen/nieuw";

/// Presses the button that goes to this step, and gives the page that comes.
async fn go(client: &Client, html: &str, step: &str, typed: &[(&str, &str)]) -> String {
    let answer = press(client, html, FORM, ("to", step), typed).await;
    assert_eq!(location(&answer), format!("{NEW}?stap={step}"));
    client.follow(&answer).await.text().await.unwrap()
}

async fn nothing_is_lost_on_the_way_back_and_forward(app: TestApp) {
    let viewer = app.firm("Heen en terug").await;
    let client = app.signed_in(&viewer).await;
    let user = format!("user_{}", viewer.user_id);
    let basics = [("name", "Starter"), ("description", "Voor wie begint")];
    let answer = send(&client, NEW, FORM, &basics).await;
    let second = client.follow(&answer).await.text().await.unwrap();
    let manager = viewer.user_id.to_string();
    let people = [(user.as_str(), "true"), ("manager_id", manager.as_str())];

    let first = go(&client, &second, "1", &people).await;
    for (name, value) in basics.iter().chain(&people) {
        assert!(shows(&first, name, value), "{name}: {first}");
    }
    let answer = post(&client, &first, FORM, &[("name", "Starters")]).await;
    let second = client.follow(&answer).await.text().await.unwrap();
    let answer = post(&client, &second, FORM, &[]).await;
    assert_eq!(location(&answer), format!("{NEW}?stap=3"));
    let third = client.follow(&answer).await.text().await.unwrap();
    let peppol = [("peppol", "true"), ("peppol.direction", "both")];
    // By the label of a step, over two at once, and back to the last one.
    let first = go(&client, &third, "1", &peppol).await;
    let second = client.follow(&post(&client, &first, FORM, &[]).await).await.text().await.unwrap();
    let third = client.follow(&post(&client, &second, FORM, &[]).await).await.text().await.unwrap();
    let answer = post(&client, &third, FORM, &[]).await;
    assert_eq!(location(&answer), "/sjablonen?bewaard=ja");

    let rows = list(&client).await;
    let kept: TemplateRecord = on_template(&client, "get", rows[0].id).await.unwrap();
    assert_eq!((kept.details.name.as_str(), kept.details.description.as_str()), ("Starters", "Voor wie begint"));
    assert_eq!((kept.content().manager_id, &kept.content().users), (Some(viewer.user_id), &[viewer.user_id].into()));
    assert_eq!(kept.content().integrations, [(Integration::Peppol, settings(&[("direction", "both")]))].into());
    app.checked().await;
}

async fn a_template_is_saved_from_each_step(app: TestApp) {
    let client = app.signed_in(&app.firm("Meteen").await).await;
    let id: Uuid = save(&client, &record("Vennootschap", &[], &[(Integration::Yuki, &[])])).await.unwrap();
    for (step, name) in [("1", "Eerste"), ("2", "Tweede"), ("3", "Derde")] {
        let html = client.get(&format!("/sjablonen/{id}?stap={step}")).await.text().await.unwrap();
        let answer = press(&client, &html, FORM, ("step", "3"), &[("name", name)]).await;
        assert_eq!(location(&answer), "/sjablonen?bewaard=ja", "from step {step}");
        let kept: TemplateRecord = on_template(&client, "get", id).await.unwrap();
        assert_eq!(kept.details.name, name);
        assert_eq!(kept.content().integrations.len(), 1, "the other steps stay");
    }
    app.checked().await;
}

/// What is asked of an integration that is ticked is in the page before it is, and says nothing where it is not.
async fn settings_are_given_at_once(app: TestApp) {
    let client = app.signed_in(&app.firm("Ineens").await).await;
    let id = save(&client, &record("Vennootschap", &[], &[])).await.unwrap();
    let page = format!("/sjablonen/{id}?stap=3");
    let saved = async || {
        let kept: TemplateRecord = on_template(&client, "get", id).await.unwrap();
        kept.content().integrations.clone()
    };
    send(&client, &page, FORM, &[("peppol.direction", "both")]).await;
    assert!(saved().await.is_empty(), "it is not ticked");
    send(&client, &page, FORM, &[("peppol", "true"), ("peppol.direction", "both")]).await;
    assert_eq!(saved().await, [(Integration::Peppol, settings(&[("direction", "both")]))].into());
    app.checked().await;
}

async fn the_second_of_two_chooses_part_by_part(app: TestApp) {
    let an = app.firm("Tegelijk").await;
    let client = app.signed_in(&an).await;
    let id = save(&client, &record("Vennootschap", &[], &[])).await.unwrap();
    let page = format!("/sjablonen/{id}?stap=1");
    let stored = async || on_template::<TemplateRecord>(&client, "get", id).await.unwrap();
    let meanwhile = async |text: &str| {
        let mut now = stored().await;
        (now.details.name, now.details.description) = (text.to_owned(), text.to_owned());
        now.details.content.users = [an.user_id].into();
        save(&client, &now).await.unwrap();
    };
    let html = client.get(&page).await.text().await.unwrap();
    meanwhile("Van een collega").await;
    let mine = [("name", "Mijn naam"), ("description", "Mijn tekst")];
    let html = came_back(&client, &press(&client, &html, FORM, ("step", "3"), &mine).await, &page, &mine).await;
    // The name, the description and the users differ; one's own is chosen at first.
    for part in ["conflict-0", "conflict-1", "conflict-5"] {
        assert!(shows(&html, part, "mine"), "{part}: {html}");
    }
    assert!(!html.contains("conflict-6"), "the integrations do not differ: {html}");
    // Somebody is quicker once more: it is asked again.
    meanwhile("Nog iets anders").await;
    let theirs = [("conflict-1", "theirs"), ("conflict-5", "theirs")];
    let html = came_back(&client, &press(&client, &html, FORM, ("step", "3"), &theirs).await, &page, &mine).await;
    let answer = press(&client, &html, FORM, ("step", "3"), &theirs).await;
    assert_eq!(location(&answer), "/sjablonen?bewaard=ja");
    let kept = stored().await;
    assert_eq!((kept.details.name.as_str(), kept.details.description.as_str()), ("Mijn naam", "Nog iets anders"));
    assert_eq!(kept.content().users, [an.user_id].into());
    app.checked().await;
}
