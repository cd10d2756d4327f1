//! What the menus of the list and of the card do, without JavaScript: each leads to a question in the page, which says why it was
//! refused.

use domain::{
    customers::Status,
    permissions::{Area, Level, Rights, Scope},
};
use uuid::Uuid;

use crate::{
    both,
    support::{
        Client, TestApp,
        answers::location,
        cards::{card, step, with_card},
        forms::{attribute, came_back, forms, is_asked, page, post},
        invitations::{self, posted, state, status},
    },
};

both!(
    a_customer_is_activated_and_deactivated,
    a_customer_is_deleted_after_the_question,
    what_was_open_to_an_invited_customer_is_said,
    what_was_changed_meanwhile_is_asked_again,
    a_step_that_is_taken_already_is_said,
    the_actions_of_a_row_stand_on_the_page,
    the_page_says_how_it_is_printed,
    only_who_may_is_asked,
);

const ACTIVATE: &str = "/api/customers/activate_form";
const DEACTIVATE: &str = "/api/customers/deactivate_form";
const DELETE: &str = "/api/customers/delete_form";

/// The actions of a row above the list.
const ON_PAGE: &str = "row-actions unprinted";

/// Whether the page leads there.
fn leads(html: &str, address: &str) -> bool {
    html.contains(&format!(r#"href="{address}#vraag""#))
}

/// The page that this page of a menu leads to.
async fn asked(client: &Client, html: &str, address: &str) -> String {
    assert!(leads(html, address), "{address}: {html}");
    page(client, address).await
}

async fn a_customer_is_activated_and_deactivated(app: TestApp) {
    let (_, client, id, address) = with_card(&app, "Stappen").await;
    for (word, action, title, after) in [
        ("activeren", ACTIVATE, "Bakkerij Peeters BV activeren?", Status::Active),
        ("deactiveren", DEACTIVATE, "Bakkerij Peeters BV deactiveren?", Status::Archived),
        ("activeren", ACTIVATE, "Bakkerij Peeters BV activeren?", Status::Active),
    ] {
        let html = page(&client, &address).await;
        assert!(!is_asked(&html, action), "nothing is asked before: {html}");
        let question = asked(&client, &html, &format!("{address}?vraag={word}")).await;
        assert!(question.contains(title) && is_asked(&question, action), "{question}");
        assert!(question.contains(&format!(r#"href="{address}""#)), "the way back: {question}");
        let answer = post(&client, &question, action, &[]).await;
        assert_eq!(location(&answer), format!("{address}?bewaard=ja"));
        assert_eq!(status(&app, id).await, after);
    }
    let html = page(&client, &format!("{address}?vraag=activeren")).await;
    assert!(!is_asked(&html, ACTIVATE), "an active customer is not asked about: {html}");
    app.checked().await;
}

async fn a_customer_is_deleted_after_the_question(app: TestApp) {
    let (_, client, id, address) = with_card(&app, "Weg").await;
    let asking = format!("{address}?vraag=verwijderen");
    let html = page(&client, &address).await;
    let question = asked(&client, &html, &asking).await;
    assert!(question.contains("Bakkerij Peeters BV verwijderen?") && is_asked(&question, DELETE), "{question}");
    // It is active by the time it is answered.
    let version = step(&client, "activate", id, 1).await.unwrap().version;
    let answer = post(&client, &question, DELETE, &[("version", &version.to_string())]).await;
    let html = came_back(&client, &answer, &asking, &[]).await;
    assert!(!is_asked(&html, DELETE) && !leads(&html, &asking), "{html}");
    assert_eq!(status(&app, id).await, Status::Active);
    let (_, client, id, address) = with_card(&app, "Echt weg").await;
    let question = page(&client, &format!("{address}?vraag=verwijderen")).await;
    let answer = post(&client, &question, DELETE, &[]).await;
    assert_eq!(location(&answer), "/klanten?tab=concept&bewaard=ja");
    assert_eq!(client.get(&address).await.status(), 404, "{id} is gone");
    app.checked().await;
}

async fn what_was_open_to_an_invited_customer_is_said(app: TestApp) {
    let smtp = posted(&app).await;
    let viewer = app.firm("Uitgenodigd").await;
    let client = app.signed_in(&viewer).await;
    let id = invitations::customer(&app, &viewer, "Slagerij An", "an@slagerij.be").await;
    invitations::invited(&app, &smtp, &client, id, "an@slagerij.be").await;
    let question = page(&client, &format!("/klanten/{id}?vraag=deactiveren")).await;
    assert!(question.contains("zijn uitnodiging wordt ingetrokken"), "{question}");
    post(&client, &question, DEACTIVATE, &[]).await;
    assert_eq!(status(&app, id).await, Status::Archived);
    let standing = state(&client, id).await.unwrap().standing;
    assert_eq!(standing, app::invitations::records::Standing::Withdrawn);
    app.checked().await;
}

async fn what_was_changed_meanwhile_is_asked_again(app: TestApp) {
    let (_, client, id, address) = with_card(&app, "Intussen").await;
    let asking = format!("{address}?vraag=deactiveren");
    let question = page(&client, &asking).await;
    step(&client, "activate", id, 1).await.unwrap();
    let html = came_back(&client, &post(&client, &question, DEACTIVATE, &[]).await, &asking, &[]).await;
    assert!(html.contains("een collega heeft dit intussen gewijzigd"), "{html}");
    assert_eq!(status(&app, id).await, Status::Active);
    let answer = post(&client, &html, DEACTIVATE, &[]).await;
    assert_eq!(location(&answer), format!("{address}?bewaard=ja"));
    assert_eq!(status(&app, id).await, Status::Archived);
    app.checked().await;
}

/// The page has the question no more, and says what became of its answer.
async fn a_step_that_is_taken_already_is_said(app: TestApp) {
    let (_, client, id, address) = with_card(&app, "Al gedaan").await;
    let asking = format!("{address}?vraag=deactiveren");
    let question = page(&client, &asking).await;
    step(&client, "deactivate", id, 1).await.unwrap();
    let html = came_back(&client, &post(&client, &question, DEACTIVATE, &[]).await, &asking, &[]).await;
    assert!(!is_asked(&html, DEACTIVATE), "{html}");
    assert_eq!(card(&client, id).await.version, 2);
    app.checked().await;
}

async fn the_actions_of_a_row_stand_on_the_page(app: TestApp) {
    let (_, client, id, address) = with_card(&app, "Rij").await;
    let list = "/klanten?zoek=peeters&tab=concept";
    let html = page(&client, list).await;
    let forms = forms(&html);
    let form = forms.iter().find(|form| attribute(&form.tag, "id").as_deref() == Some("row-actions"));
    let form = form.unwrap_or_else(|| panic!("no form of the rows in {html}"));
    assert_eq!(form.fields(), [("zoek", "peeters"), ("tab", "concept")].map(|(n, v)| (n.to_owned(), v.to_owned())));
    assert!(html.contains(&format!(r#"form="row-actions" name="acties" value="{id}""#)), "{html}");
    assert!(!html.contains(ON_PAGE), "{html}");

    let html = page(&client, &format!("{list}&acties={id}")).await;
    assert!(html.contains(ON_PAGE), "{html}");
    for word in ["activeren", "deactiveren", "verwijderen"] {
        assert!(leads(&html, &format!("{address}?vraag={word}")), "{word}: {html}");
    }
    assert!(html.contains(&format!(r#"href="{address}/bewerken""#)), "{html}");
    assert!(html.contains(r#"href="/klanten?zoek=peeters&amp;tab=concept""#), "the list without them: {html}");
    // Of an active one the menu says why it stays.
    step(&client, "activate", id, 1).await.unwrap();
    let html = page(&client, &format!("/klanten?acties={id}")).await;
    assert!(!leads(&html, &format!("{address}?vraag=verwijderen")), "{html}");
    assert!(html.contains("menu-reason"), "{html}");
    // Whoever is not in the list has none.
    for other in [Uuid::now_v7().to_string(), "geen".to_owned()] {
        let html = page(&client, &format!("/klanten?acties={other}")).await;
        assert!(!html.contains(ON_PAGE), "{html}");
    }
    app.checked().await;
}

async fn the_page_says_how_it_is_printed(app: TestApp) {
    let (_, client, _, address) = with_card(&app, "Papier").await;
    for tab in ["", "/historiek"] {
        let html = page(&client, &format!("{address}{tab}")).await;
        assert!(html.contains(r##"href="?vraag=afdrukken#vraag""##), "{html}");
        // The button of the history gives way to what the browser can do.
        assert_eq!(html.contains("Ctrl+P"), tab == "/historiek", "{html}");
        let html = page(&client, &format!("{address}{tab}?vraag=afdrukken")).await;
        assert!(html.contains("Ctrl+P"), "{html}");
    }
    app.checked().await;
}

async fn only_who_may_is_asked(app: TestApp) {
    let (an, client, id, address) = with_card(&app, "Rechten").await;
    let question = |word: &str| format!("{address}?vraag={word}");
    let seen = [("activeren", ACTIVATE), ("deactiveren", DEACTIVATE), ("verwijderen", DELETE)];
    let mut pages = Vec::new();
    for (word, action) in seen {
        pages.push((action, page(&client, &question(word)).await.replace(&an.user_id.to_string(), "")));
    }
    let with = |level| Rights { scope: Scope::All, levels: [(Area::Customers, level)].into() };
    let reader = app.signed_in(&app.colleague_with(an.firm_id, &with(Level::Read)).await).await;
    let editor = app.signed_in(&app.colleague_with(an.firm_id, &with(Level::Edit)).await).await;
    let stranger = app.signed_in(&app.firm("Ander").await).await;
    for (word, action) in seen {
        for (client, may) in [(&reader, false), (&editor, action != DELETE)] {
            let html = page(client, &question(word)).await;
            assert_eq!((is_asked(&html, action), leads(&html, &question(word))), (may, may), "{word}: {html}");
        }
    }
    let html = page(&reader, &format!("/klanten?tab=concept&acties={id}")).await;
    assert!(html.contains(ON_PAGE) && !leads(&html, &question("activeren")), "{html}");
    for (action, html) in &pages {
        for client in [&reader, &stranger] {
            assert!(!location(&post(client, html, action, &[]).await).contains("bewaard"), "{action}");
        }
    }
    assert!(!location(&post(&editor, &pages[2].1, DELETE, &[]).await).contains("bewaard"));
    assert_eq!((card(&client, id).await.version, status(&app, id).await), (1, Status::Draft));
    app.checked().await;
}
