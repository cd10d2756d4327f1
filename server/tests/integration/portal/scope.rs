//! What a link opens: one company, and nothing else of an account that keeps more.

use app::{
    error::AppError,
    invitations::records::Opened,
    portal::{
        people,
        records::{Access, Entrance},
    },
    session::{OneCompany, Viewer, links::Purpose},
};
use domain::customers::Status;
use entity::firm;
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::json;
use uuid::Uuid;

use crate::{
    both,
    support::{
        Client, PASSWORD, TestApp,
        accounts::{GOOD, knows, link_for, mails_to, stored},
        answers::{location, session_of},
        invitations::{customer, opened, posted, state, status},
        portal::{Portal, accept, account, companies, invitation, link_to_sign_in, overview},
    },
};

both!(
    a_link_opens_the_invited_company_and_nothing_else_of_an_account,
    with_its_password_an_account_opens_whole,
    who_is_signed_in_stays_signed_in_and_has_one_company_more,
    without_a_password_a_link_opens_one_company_and_sets_none,
    a_link_to_sign_in_opens_one_company_or_asks_for_the_password,
    a_new_password_by_a_link_ends_all_that_was_open_and_is_told,
    a_colleague_is_not_signed_out_without_a_word,
    no_link_and_no_password_signs_somebody_else_out_without_a_word,
    an_older_mail_says_what_became_of_the_invitation,
    an_address_with_a_look_alike_letter_is_another_account,
);
// The firm's logo is no picture.
both!(spoilt: the_page_of_a_link_to_sign_in_is_of_the_one_firm, the_list_of_companies_is_of_the_one_firm);

const JAN: &str = "jan@bakkerij.be";

async fn access(client: &Client) -> Access {
    client.call("/api/portal/access", &json!({})).await.unwrap()
}

async fn a_link_opens_the_invited_company_and_nothing_else_of_an_account(app: TestApp) {
    let smtp = posted(&app).await;
    let kept = Portal::of(&app, &smtp, "Eerste", JAN).await;
    let other = app.firm("Tweede").await;
    let invited = customer(&app, &other, "Slagerij Jan", JAN).await;
    let token = invitation(&app, &smtp, &other, invited, JAN).await;
    let page = app.client().get(&format!("/uitnodiging/{token}")).await.text().await.unwrap();
    assert!(!page.contains("Bakkerij Jan"), "nothing of the other company: {page}");
    assert!(page.contains("is er al een wachtwoord"), "{page}");

    let before = account(&app, JAN).await;
    let answer = accept(&app.client(), &token, &[("way", "link")]).await;
    let client = session_of(&app, &answer).expect("a session");
    assert_eq!(location(&answer), format!("/mijn-bedrijf/{invited}?welkom=ja"));
    assert!(overview(&client, invited).await.is_ok());
    assert_eq!(companies(&client).await, [invited]);
    assert_eq!(overview(&client, kept.id).await, Err(AppError::NotFound));
    assert_eq!(client.get(&format!("/mijn-bedrijf/{}", kept.id)).await.status(), 404);
    let (id, version) = (kept.id.to_string(), "1");
    for path in ["save_details", "save_address", "save_contact"] {
        let form = [
            ("customer_id", id.as_str()),
            ("version", version),
            ("details[name]", "Gekaapt"),
            ("details[city]", "X"),
            ("details[first_name]", "X"),
            ("details[country]", "BE"),
        ];
        let answer = client.form(&format!("/api/portal/{path}"), &form).await;
        assert_eq!(location(&answer), "/mijn-bedrijf?fout=toegang", "{path}");
    }

    // Nor does it open the account.
    let shown = access(&client).await;
    assert!(shown.limited && shown.name.is_empty(), "{shown:?}");
    let renamed =
        client.form("/api/portal/save_account", &[("version", "1"), ("name", "Dief"), ("locale", "fr")]).await;
    assert_eq!(location(&renamed), "/mijn-bedrijf?fout=eerst#toegang");
    for current in ["", PASSWORD] {
        let chosen = client.form("/api/portal/choose_password", &[("current", current), ("password", GOOD)]).await;
        assert_eq!(location(&chosen), "/mijn-bedrijf?fout=eerst#toegang");
    }
    assert_eq!(account(&app, JAN).await, before);
    let page = client.get(&format!("/mijn-bedrijf/{invited}")).await.text().await.unwrap();
    assert!(
        !page.contains("save_account")
            && !page.contains("Bakkerij Jan")
            && page.contains("met een link voor dit bedrijf"),
        "{page}"
    );

    // Signed in, the same person has both.
    assert_eq!(companies(&kept.client).await.len(), 2);
    assert!(overview(&kept.client, kept.id).await.is_ok());
}

async fn with_its_password_an_account_opens_whole(app: TestApp) {
    let smtp = posted(&app).await;
    let kept = Portal::of(&app, &smtp, "Sleutel", JAN).await;
    let invited = customer(&app, &kept.viewer, "Slagerij Jan", JAN).await;
    let token = invitation(&app, &smtp, &kept.viewer, invited, JAN).await;
    let wrong = accept(&app.client(), &token, &[("way", "password"), ("password", GOOD)]).await;
    assert_eq!(location(&wrong), format!("/uitnodiging/{token}?fout=password.wrong"));
    assert_eq!((session_of(&app, &wrong).is_none(), status(&app, invited).await), (true, Status::Invited));
    let right = accept(&app.client(), &token, &[("way", "password"), ("password", PASSWORD)]).await;
    assert_eq!(companies(&session_of(&app, &right).unwrap()).await.len(), 2);
    assert_eq!(mails_to(&app, "new_device").await, 1, "the account was there: its owner hears of a new browser");
}

async fn who_is_signed_in_stays_signed_in_and_has_one_company_more(app: TestApp) {
    let smtp = posted(&app).await;
    let kept = Portal::of(&app, &smtp, "Binnen", JAN).await;
    let invited = customer(&app, &kept.viewer, "Slagerij Jan", JAN).await;
    let token = invitation(&app, &smtp, &kept.viewer, invited, JAN).await;
    let page = kept.client.get(&format!("/uitnodiging/{token}")).await.text().await.unwrap();
    assert!(page.contains("Slagerij Jan komt erbij") && !page.contains(r#"name="switch""#), "{page}");
    let answer = accept(&kept.client, &token, &[("way", "link")]).await;
    assert_eq!(companies(&session_of(&app, &answer).unwrap()).await.len(), 2);
}

async fn without_a_password_a_link_opens_one_company_and_sets_none(app: TestApp) {
    let smtp = posted(&app).await;
    let viewer = app.firm("Zonder").await;
    let first = customer(&app, &viewer, "Bakkerij Jan", JAN).await;
    let token = invitation(&app, &smtp, &viewer, first, JAN).await;
    assert!(session_of(&app, &accept(&app.client(), &token, &[("way", "link")]).await).is_some());
    let second = customer(&app, &viewer, "Slagerij Jan", JAN).await;
    let token = invitation(&app, &smtp, &viewer, second, JAN).await;
    // Who was sent the mail of the second on, does not take the account over.
    let answer = accept(&app.client(), &token, &[("way", "password"), ("password", PASSWORD)]).await;
    assert_eq!(companies(&session_of(&app, &answer).unwrap()).await, [second]);
    let account = account(&app, JAN).await;
    assert_eq!(account.password_hash, None);
    // The mailbox is what this person signs in by.
    let token = link_to_sign_in(&app, &account).await;
    let answer = app.client().form("/api/portal/enter", &[("token", &token)]).await;
    assert_eq!(companies(&session_of(&app, &answer).unwrap()).await.len(), 2);
}

async fn entrance(app: &TestApp, token: &str) -> Entrance {
    app.client().call("/api/portal/entrance", &json!({ "request": { "token": token } })).await.unwrap()
}

async fn a_link_to_sign_in_opens_one_company_or_asks_for_the_password(app: TestApp) {
    let smtp = posted(&app).await;
    let kept = Portal::of(&app, &smtp, "Deur", JAN).await;
    let jan = account(&app, JAN).await;
    let token = link_to_sign_in(&app, &jan).await;
    assert_eq!(entrance(&app, &token).await.company.as_deref(), Some("Bakkerij Jan"));
    let answer = app.client().form("/api/portal/enter", &[("token", &token)]).await;
    let client = session_of(&app, &answer).unwrap();
    assert_eq!((companies(&client).await, access(&client).await.limited), (vec![kept.id], true));

    let second = customer(&app, &kept.viewer, "Slagerij Jan", JAN).await;
    accept(&app.client(), &invitation(&app, &smtp, &kept.viewer, second, JAN).await, &[]).await;
    assert_eq!(companies(&client).await, [kept.id], "a session of one company stays so");
    let token = link_to_sign_in(&app, &jan).await;
    let Entrance { email, has_password, company, firm } = entrance(&app, &token).await;
    assert_eq!((email.as_str(), has_password, company), (JAN, true, None));
    assert_eq!(firm.map(|firm| firm.name).as_deref(), Some("Deur"), "both companies are of one firm");
    let enter = async |more: &[(&str, &str)]| {
        let form: Vec<_> = [("token", token.as_str())].into_iter().chain(more.iter().copied()).collect();
        app.client().form("/api/portal/enter", &form).await
    };
    let alone = enter(&[]).await;
    assert_eq!(
        (location(&alone), session_of(&app, &alone).is_none()),
        (format!("/toegang/{token}?fout=password.required"), true)
    );
    let wrong = enter(&[("way", "password"), ("password", GOOD)]).await;
    assert_eq!(
        (location(&wrong), session_of(&app, &wrong).is_none()),
        (format!("/toegang/{token}?fout=password.wrong"), true)
    );
    let page = app.client().get(&location(&wrong)).await.text().await.unwrap();
    assert!(page.contains("Geef uw wachtwoord in") && !page.contains("Bakkerij Jan"), "{page}");
    let right = enter(&[("way", "password"), ("password", PASSWORD)]).await;
    assert_eq!(companies(&session_of(&app, &right).unwrap()).await.len(), 2);
    let used = app.client().get(&format!("/toegang/{token}")).await.text().await.unwrap();
    assert!(used.contains("Deze link is gebruikt, ingetrokken of verlopen."), "{used}");
}

/// Gives a firm a telephone number and a logo, and tells where that is.
async fn with_logo(app: &TestApp, firm_id: Uuid) -> String {
    let logo = firm::ActiveModel {
        id: Set(firm_id),
        logo_id: Set(Some(Uuid::now_v7())),
        phone: Set("09 123 45 67".into()),
        ..Default::default()
    };
    let logo = firm::Entity::update(logo).exec(app.context.db.writer()).await.unwrap().logo_id.unwrap();
    app::pictures::path(firm_id, logo)
}

async fn the_page_of_a_link_to_sign_in_is_of_the_one_firm(app: TestApp) {
    let smtp = posted(&app).await;
    let kept = Portal::of(&app, &smtp, "Aertsboek", JAN).await;
    let path = with_logo(&app, kept.viewer.firm_id).await;
    let jan = account(&app, JAN).await;
    let page = async |token: &str| app.client().get(&format!("/toegang/{token}")).await.text().await.unwrap();
    let shown = page(&link_to_sign_in(&app, &jan).await).await;
    assert!(shown.contains("Aertsboek") && shown.contains(&path) && shown.contains("09 123 45 67"), "{shown}");

    // Who has no link that works reads nothing of it.
    let used = link_to_sign_in(&app, &jan).await;
    app.client().form("/api/portal/enter", &[("token", &used)]).await;
    for dead in [used.as_str(), "raden"] {
        let shown = page(dead).await;
        assert!(!shown.contains("Aertsboek") && !shown.contains(&path), "{dead}: {shown}");
    }

    // With companies of two firms, the page is of neither.
    let other = app.firm("Baertsboek").await;
    let invited = customer(&app, &other, "Slagerij Jan", JAN).await;
    let token = invitation(&app, &smtp, &other, invited, JAN).await;
    accept(&app.client(), &token, &[("way", "link")]).await;
    let token = link_to_sign_in(&app, &jan).await;
    assert_eq!(entrance(&app, &token).await.firm, None);
    let shown = page(&token).await;
    assert!(shown.contains(JAN) && !shown.contains("Aertsboek") && !shown.contains("Baertsboek"), "{shown}");
}

async fn the_list_of_companies_is_of_the_one_firm(app: TestApp) {
    let smtp = posted(&app).await;
    let kept = Portal::of(&app, &smtp, "Aertsboek", JAN).await;
    let path = with_logo(&app, kept.viewer.firm_id).await;
    let client = &kept.client;
    let joins = async |viewer: &Viewer, name: &str| {
        let customer_id = customer(&app, viewer, name, "").await;
        let company = OneCompany { firm_id: viewer.firm_id, customer_id };
        let mut log = app.log(viewer.firm_id).await;
        people::give_access(&mut log, account(&app, JAN).await.id, company).await.unwrap();
        log.finish().await.unwrap();
    };
    joins(&kept.viewer, "Slagerij Jan").await;
    let shown = client.get("/mijn-bedrijf").await.text().await.unwrap();
    assert!(shown.contains("Bakkerij Jan") && shown.contains("Slagerij Jan"), "{shown}");
    assert!(shown.contains(&format!(r#"src="{path}""#)) && shown.contains(r#"href="tel:091234567""#), "{shown}");

    // Another firm is another one, also where it is called the same.
    let other = app.firm("Baertsboek").await;
    let named = firm::ActiveModel { id: Set(other.firm_id), name: Set("Aertsboek".into()), ..Default::default() };
    firm::Entity::update(named).exec(app.context.db.writer()).await.unwrap();
    joins(&other, "Garage Jan").await;
    let shown = client.get("/mijn-bedrijf").await.text().await.unwrap();
    assert!(shown.contains("Garage Jan") && !shown.contains("<span>Aertsboek</span>"), "{shown}");
    assert!(!shown.contains(&format!(r#"src="{path}""#)) && !shown.contains(r#"href="tel:"#), "{shown}");
}

async fn a_new_password_by_a_link_ends_all_that_was_open_and_is_told(app: TestApp) {
    let smtp = posted(&app).await;
    let kept = Portal::of(&app, &smtp, "Vergeten", JAN).await;
    let token = link_to_sign_in(&app, &account(&app, JAN).await).await;
    let weak = [("token", token.as_str()), ("way", "new"), ("new_password", "wachtwoord")];
    let refused = app.client().form("/api/portal/enter", &weak).await;
    assert_eq!(location(&refused), format!("/toegang/{token}?fout=password.word"));
    let before = smtp.mails().len();
    let good = [("token", token.as_str()), ("way", "new"), ("new_password", GOOD)];
    let answer = app.client().form("/api/portal/enter", &good).await;
    let client = session_of(&app, &answer).unwrap();
    assert!(!access(&client).await.limited);
    assert_eq!(overview(&kept.client, kept.id).await, Err(AppError::Unauthenticated), "the session from before");
    // The third is that of a browser that was not known.
    let mails = smtp.wait_for(before + 3).await;
    let told: Vec<&str> = mails[before..].iter().map(|mail| mail.to.as_str()).collect();
    assert!(told.contains(&JAN) && told.contains(&kept.viewer.email.as_str()), "{told:?}");
    let to_firm = mails[before..].iter().find(|mail| mail.to == kept.viewer.email).unwrap();
    assert!(to_firm.text.contains("koos een nieuw wachtwoord"), "{}", to_firm.text);
}

async fn a_colleague_is_not_signed_out_without_a_word(app: TestApp) {
    let smtp = posted(&app).await;
    let an = app.firm("Zelfde").await;
    let id = customer(&app, &an, "Bakkerij Jan", JAN).await;
    let token = invitation(&app, &smtp, &an, id, JAN).await;
    let client = app.signed_in(&an).await;
    let page = client.get(&format!("/uitnodiging/{token}")).await.text().await.unwrap();
    assert!(page.contains("U bent in deze browser aangemeld als An Beheerder van Zelfde."), "{page}");
    assert!(page.contains(r#"name="switch" value="ja""#) && page.contains("Terug, zonder af te melden"), "{page}");
    let refused = accept(&client, &token, &[("way", "link")]).await;
    assert_eq!(location(&refused), format!("/uitnodiging/{token}?fout=aangemeld"));
    assert!(session_of(&app, &refused).is_none() && knows(&client).await, "still signed in");
    assert_eq!(status(&app, id).await, Status::Invited);
    let agreed = accept(&client, &token, &[("way", "link"), ("switch", "ja")]).await;
    assert!(session_of(&app, &agreed).is_some() && !knows(&client).await);
    assert_eq!(status(&app, id).await, Status::Active);
}

async fn no_link_and_no_password_signs_somebody_else_out_without_a_word(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Gedeeld", JAN).await;
    let an = app.signed_in(&portal.viewer).await;
    let token = link_to_sign_in(&app, &account(&app, JAN).await).await;
    let enter = [("token", token.as_str())];
    let sign_in = [("email", JAN), ("password", PASSWORD)];
    for (path, form) in [("enter", &enter[..]), ("sign_in", &sign_in[..])] {
        let refused = an.form(&format!("/api/portal/{path}"), form).await;
        assert!(location(&refused).contains("fout=aangemeld") && knows(&an).await, "{path} {refused:?}");
        let page = an.get(location(&refused).as_str()).await.text().await.unwrap();
        assert!(page.contains("aangemeld als An Beheerder van Gedeeld"), "{path} {page}");
    }

    // And the other way round: links of colleagues in the browser of a customer's person.
    let user = stored(&app, portal.viewer.user_id).await;
    let joining = link_for(&app, Purpose::Colleague, &user).await;
    let forgotten = link_for(&app, Purpose::Password, &user).await;
    let join = [("token", joining.as_str()), ("name", "An"), ("password", GOOD)];
    let choose = [("token", forgotten.as_str()), ("password", GOOD)];
    let sign_in = [("email", user.email.as_str()), ("password", PASSWORD)];
    let forms = [
        ("join", &join[..], format!("/collega/{joining}")),
        ("choose_password", &choose[..], format!("/wachtwoord/{forgotten}")),
        ("sign_in", &sign_in[..], "/aanmelden".to_owned()),
    ];
    for (path, form, page) in forms {
        let refused = portal.client.form(&format!("/api/session/{path}"), form).await;
        assert!(location(&refused).contains("fout=aangemeld"), "{path} {refused:?}");
        assert!(overview(&portal.client, portal.id).await.is_ok(), "{path}: still signed in");
        let page = portal.client.get(&page).await.text().await.unwrap();
        assert!(page.contains("U bent in deze browser aangemeld als Jan."), "{path} {page}");
    }
    let agreed = portal.client.form("/api/session/join", &[&join[..], &[("switch", "ja")]].concat()).await;
    assert!(knows(&session_of(&app, &agreed).unwrap()).await);
    assert_eq!(overview(&portal.client, portal.id).await, Err(AppError::Unauthenticated));
}

async fn an_older_mail_says_what_became_of_the_invitation(app: TestApp) {
    let smtp = posted(&app).await;
    let an = app.firm("Ouder").await;
    let client = app.signed_in(&an).await;
    let id = customer(&app, &an, "Bakkerij Jan", JAN).await;
    let older = invitation(&app, &smtp, &an, id, JAN).await;
    let request = json!({ "request": { "id": state(&client, id).await.unwrap().id } });
    client.call::<()>("/api/invitations/resend", &request).await.unwrap();
    let newer = smtp.wait_for(2).await[1].token("uitnodiging");
    assert!(matches!(opened(&app, &older).await, Opened::Replaced { .. }));
    let page = app.client().get(&format!("/uitnodiging/{older}")).await.text().await.unwrap();
    assert!(page.contains("Er kwam een nieuwere mail") && page.contains("/api/invitations/renew"), "{page}");
    let refused = accept(&app.client(), &older, &[("way", "link")]).await;
    assert!(session_of(&app, &refused).is_none());

    accept(&app.client(), &newer, &[("way", "link")]).await;
    for token in [&older, &newer] {
        assert!(matches!(opened(&app, token).await, Opened::Accepted { .. }));
        let page = app.client().get(&format!("/uitnodiging/{token}")).await.text().await.unwrap();
        assert!(page.contains("is al aanvaard") && page.contains(r#"href="/toegang""#), "{page}");
    }
}

async fn an_address_with_a_look_alike_letter_is_another_account(app: TestApp) {
    let smtp = posted(&app).await;
    let karel = Portal::of(&app, &smtp, "Kelvin", "karel@bakkerij.be").await;
    // The sign for kelvin becomes a k when it is made lower case.
    let look_alike = "\u{212A}arel@bakkerij.be";
    let answer = app.client().form("/api/portal/sign_in", &[("email", look_alike), ("password", PASSWORD)]).await;
    assert!(session_of(&app, &answer).is_none(), "{answer:?}");
    let before = smtp.mails().len();
    app.client().form("/api/portal/ask_link", &[("email", look_alike)]).await;
    let id = customer(&app, &karel.viewer, "Slagerij", "info@slagerij.be").await;
    let recipient = json!({ "contact_id": null, "name": "Karel", "email": look_alike, "locale": "nl" });
    let request = json!({ "request": { "customer_id": id, "recipient": recipient, "note": "" } });
    let client = app.signed_in(&karel.viewer).await;
    if client.call::<()>("/api/invitations/send", &request).await.is_ok() {
        let token = smtp.wait_for(before + 1).await.pop().unwrap().token("uitnodiging");
        accept(&app.client(), &token, &[("way", "link")]).await;
    }
    assert_eq!(companies(&karel.client).await, [karel.id], "nothing of it is Karel's");
    assert!(smtp.mails()[before..].iter().all(|mail| mail.to != "karel@bakkerij.be"));
}
