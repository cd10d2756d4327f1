//! Where somebody is signed in, the log of sign-ins and refusals, and the browsers that are known.

use app::{
    error::AppError,
    session::{
        Visitor, cookie,
        links::{self, Purpose},
        queries,
        sessions::OpenSession,
        sign_ins::{SignInResult, SignIns, Whose},
    },
};
use chrono::{Duration, Utc};
use domain::permissions::BuiltIn;
use entity::{link, outbox, sign_in};
use reqwest::{Method, Response, header};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use crate::{
    both,
    support::{
        Client, PASSWORD, TestApp,
        accounts::{guess_from, knows, mails_to, personnel, sign_in as plain_sign_in, user},
        answers::{location, session_cookie, session_of, set_cookie},
        invitations::posted,
        portal::Portal,
    },
};

both!(
    sessions_are_listed_and_ended_one_by_one,
    a_customer_ends_its_sessions_too,
    an_administrator_ends_the_sessions_of_a_colleague,
    a_session_ends_after_thirty_days_whatever_the_use,
    the_log_tells_who_came_in_and_who_was_refused,
    the_log_is_read_a_page_at_a_time,
    links_that_lead_nowhere_are_logged_and_their_number_limited,
    a_new_browser_is_told_by_mail_and_its_session_ended,
    a_flood_from_the_office_does_not_keep_a_known_browser_out,
    an_office_that_comes_in_at_once_is_not_counted,
    a_network_of_ipv6_counts_as_a_whole,
    guesses_at_many_accounts_at_once_are_no_way_around,
    asking_for_mails_from_an_office_keeps_no_known_browser_out,
);

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
const PHONE: &str = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/142.0.0.0 Mobile Safari/537.36";

/// Signs in with this browser, from this address.
async fn enter(client: &Client, email: &str, agent: &str, address: &str) -> Response {
    let request = client.request(Method::POST, "/api/session/sign_in").header(header::ACCEPT, "text/html");
    let request = request.header(header::USER_AGENT, agent).header("x-forwarded-for", address);
    request.form(&[("email", email), ("password", PASSWORD), ("terug", "")]).send().await.unwrap()
}

async fn sessions(client: &Client) -> Vec<OpenSession> {
    client.call("/api/session/sessions", &json!({})).await.unwrap()
}

async fn log(client: &Client, request: Value) -> SignIns {
    client.call("/api/settings/sign_ins", &json!({ "request": request })).await.unwrap()
}

fn results(log: &SignIns) -> Vec<SignInResult> {
    log.lines.iter().map(|line| line.result).collect()
}

async fn sessions_are_listed_and_ended_one_by_one(app: TestApp) {
    let an = app.firm("Toestel").await;
    let bo = app.signed_in(&app.colleague(an.firm_id, "Bo", BuiltIn::Administrator).await).await;
    let here = session_of(&app, &enter(&app.client(), &an.email, FIREFOX, "203.0.113.7").await).unwrap();
    let phone = session_of(&app, &enter(&app.client(), &an.email, PHONE, "2001:db8::7").await).unwrap();
    let third = session_of(&app, &enter(&app.client(), &an.email, PHONE, "203.0.113.9").await).unwrap();

    let listed = sessions(&here).await;
    let shown: Vec<_> = listed.iter().map(|it| (it.device.to_string(), it.address.as_str(), it.this)).collect();
    assert_eq!(shown[0], ("Firefox/Linux".to_owned(), "203.0.113.7", true), "this one comes first");
    assert!(shown.contains(&("Chrome/Android".to_owned(), "2001:db8::7", false)), "{shown:?}");
    assert_eq!(shown.len(), 3, "nothing of a colleague's");

    let end = async |client: &Client, id: &str| client.form("/api/session/end_session", &[("id", id)]).await;
    let of_phone = listed.iter().find(|it| it.address == "2001:db8::7").unwrap().id.to_string();
    assert_eq!(location(&end(&bo, &of_phone).await), "/profiel#toestellen", "another's session is not found");
    assert!(knows(&phone).await);
    assert_eq!(location(&end(&here, &of_phone).await), "/profiel?gedaan=beeindigd#toestellen");
    assert!(!knows(&phone).await && knows(&here).await && knows(&third).await);
    assert_eq!(
        location(&here.form("/api/session/end_other_sessions", &[]).await),
        "/profiel?gedaan=beeindigd#toestellen"
    );
    assert!(!knows(&third).await && knows(&here).await && knows(&bo).await);
    let page = here.get("/profiel").await.text().await.unwrap();
    assert!(
        page.contains("Firefox op Linux") && page.contains("Dit toestel") && page.contains("203.0.113.7"),
        "{page}"
    );
}

async fn a_customer_ends_its_sessions_too(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Kant", "jan@bakker.be").await;
    let form = [("email", "jan@bakker.be"), ("password", PASSWORD)];
    let other = session_of(&app, &app.client().form("/api/portal/sign_in", &form).await).unwrap();
    let listed = sessions(&portal.client).await;
    assert_eq!(listed.iter().map(|it| it.this).collect::<Vec<_>>(), [true, false]);
    let id = listed[1].id.to_string();
    let ended = portal.client.form("/api/session/end_session", &[("id", &id)]).await;
    assert_eq!(location(&ended), "/mijn-bedrijf?gedaan=beeindigd#toegang");
    assert_eq!(other.call::<Value>("/api/session/sessions", &json!({})).await, Err(AppError::Unauthenticated));
    assert_eq!(sessions(&portal.client).await.len(), 1);
}

async fn an_administrator_ends_the_sessions_of_a_colleague(app: TestApp) {
    let an = app.firm("Weg").await;
    let bo = app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await;
    let (admin, at_work) = (app.signed_in(&an).await, app.signed_in(&bo).await);
    let keeper = app.signed_in(&app.colleague_with(an.firm_id, &personnel()).await).await;
    let end = async |client: &Client, id| {
        client.call::<()>("/api/settings/end_sessions", &json!({ "request": { "id": id } })).await
    };
    assert_eq!(end(&keeper, an.user_id).await, Err(AppError::Forbidden), "not of who may do more");
    assert_eq!(end(&admin, bo.user_id).await, Ok(()));
    assert!(!knows(&at_work).await && knows(&admin).await);
    assert_eq!(location(&plain_sign_in(&app.client(), &bo.email, PASSWORD).await), "/klanten");
}

async fn a_session_ends_after_thirty_days_whatever_the_use(app: TestApp) {
    let an = app.firm("Maand").await;
    let answer = plain_sign_in(&app.client(), &an.email, PASSWORD).await;
    let token = session_cookie(&answer).unwrap();
    let now = Utc::now();
    let holds = async |days: i64| {
        let then = now + Duration::days(days);
        queries::visitor(&app.context.db, &token, then).await.unwrap() != Visitor::Nobody
    };
    for days in [13, 26, 29] {
        assert!(holds(days).await, "{days} days, used within 14");
    }
    assert!(!holds(31).await);
    let idle = session_cookie(&plain_sign_in(&app.client(), &an.email, PASSWORD).await).unwrap();
    let then = now + Duration::days(15);
    assert_eq!(queries::visitor(&app.context.db, &idle, then).await.unwrap(), Visitor::Nobody, "idle for too long");
}

async fn the_log_tells_who_came_in_and_who_was_refused(app: TestApp) {
    use SignInResult::{Deactivated, LinkRefused, Right, TooOften, WrongPassword};
    let an = app.firm("Logboek").await;
    let bo = app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await;
    let admin = app.signed_in(&an).await;
    let visitor = app.client();
    enter(&visitor, &bo.email, FIREFOX, "203.0.113.7").await;
    for _ in 0..8 {
        guess_from(&visitor, "198.51.100.1", &bo.email, "Geheim-van-Bo-1").await;
    }
    guess_from(&visitor, "198.51.100.2", "piet.janssens@elders.be", "Geheim-van-Bo-2").await;
    guess_from(&visitor, "198.51.100.3", "Geheim-van-Bo-3", "x").await;
    visitor.form("/api/session/choose_password", &[("token", "geen"), ("password", PASSWORD)]).await;

    let all = log(&admin, json!({})).await;
    assert_eq!(results(&all), [LinkRefused, WrongPassword, WrongPassword, TooOften, WrongPassword, Right]);
    let lines = &all.lines;
    assert_eq!((lines[4].times, lines[3].times), (5, 3), "what is alike is one line");
    let of_bo = Whose::Colleague { name: "Bo".into(), email: bo.email.clone() };
    assert_eq!((&lines[5].whose, lines[5].address.as_str()), (&of_bo, "203.0.113.7"));
    assert_eq!(lines[5].device.to_string(), "Firefox/Linux");
    assert_eq!(lines[2].whose, Whose::Nobody { typed: "pie…@elders.be".into() });
    assert_eq!(lines[1].whose, Whose::Nobody { typed: "Geh…".into() }, "a password typed in the wrong field");
    let stored = sign_in::Entity::find().all(&app.context.db.read).await.unwrap();
    let text = format!("{stored:?}");
    assert!(!text.contains("van-Bo") && !text.contains(PASSWORD) && !text.contains("janssens"), "{text}");

    assert_eq!(results(&log(&admin, json!({ "user_id": bo.user_id })).await), [TooOften, WrongPassword, Right]);
    assert_eq!(results(&log(&admin, json!({ "result": "Right" })).await), [Right]);
    let change = json!({ "request": { "id": bo.user_id, "version": 1, "profile_id": user(&admin, bo.user_id).await.profile_id,
        "unit_id": null, "active": false } });
    admin.call::<()>("/api/settings/change_user", &change).await.unwrap();
    guess_from(&visitor, "198.51.100.4", &bo.email, PASSWORD).await;
    assert_eq!(results(&log(&admin, json!({})).await)[0], Deactivated);

    let page = admin.get("/instellingen/aanmeldingen?resultaat=too_often").await.text().await.unwrap();
    assert!(page.contains("Te veel pogingen") && page.contains("3 keer") && page.contains("198.51.100.1"), "{page}");

    // A second firm: it sees nothing of the first one's people, and nobody is told what is typed for nobody.
    let other = app.signed_in(&app.firm("Buren").await).await;
    assert_eq!(log(&other, json!({})).await.lines, []);
    assert_eq!(log(&other, json!({ "user_id": bo.user_id })).await.lines, []);
    let before = log(&admin, json!({})).await.lines.len();
    guess_from(&visitor, "198.51.100.5", "iemand@elders.be", "fout").await;
    assert_eq!(log(&admin, json!({})).await.lines.len(), before);
    assert_eq!(log(&other, json!({})).await.lines, []);
}

async fn links_that_lead_nowhere_are_logged_and_their_number_limited(app: TestApp) {
    let an = app.firm("Nergens").await;
    let admin = app.signed_in(&an).await;
    // Whoever is signed in is limited too.
    let visitor = app.signed_in(&app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await).await;
    let refused = |answer: &reqwest::Response| location(answer).contains("/uitnodiging/");
    for _ in 0..30 {
        let answer = visitor.form("/api/invitations/decline", &[("token", "geen"), ("reason", "")]).await;
        assert!(refused(&answer), "{answer:?}");
    }
    let all = log(&admin, json!({})).await;
    assert_eq!((results(&all)[0], all.lines[0].times), (SignInResult::LinkRefused, 30));
    for _ in 0..3 {
        visitor.form("/api/invitations/decline", &[("token", "geen"), ("reason", "")]).await;
    }
    let all = log(&admin, json!({})).await;
    assert_eq!(results(&all)[..2], [SignInResult::TooOften, SignInResult::LinkRefused]);
    assert_eq!((all.lines[0].times, all.lines[1].times), (3, 30));

    // The links of all mails are counted together.
    let dead = app.client().form("/api/session/end_device", &[("token", "geen")]).await;
    assert!(location(&dead).contains("fout=wacht"), "{}", location(&dead));
}

async fn the_log_is_read_a_page_at_a_time(app: TestApp) {
    let an = app.firm("Lang").await;
    let admin = app.signed_in(&an).await;
    for last in 0..60 {
        guess_from(&app.client(), &format!("198.51.100.{last}"), &format!("iemand{last}@elders.be"), "fout").await;
    }
    let first = log(&admin, json!({})).await;
    assert_eq!((first.lines.len(), first.lines[0].address.as_str()), (50, "198.51.100.59"));
    let rest = log(&admin, json!({ "before": first.next.unwrap() })).await;
    assert_eq!((rest.lines.len(), rest.next), (10, None));
    assert_eq!(rest.lines[0].address, "198.51.100.9");
    app.run_schedule(Utc::now() + Duration::days(364)).await;
    assert_eq!(sign_in::Entity::find().all(&app.context.db.read).await.unwrap().len(), 60);
    app.run_schedule(Utc::now() + Duration::days(366)).await;
    assert_eq!(sign_in::Entity::find().all(&app.context.db.read).await.unwrap().len(), 0, "a year is enough");
}

async fn a_new_browser_is_told_by_mail_and_its_session_ended(app: TestApp) {
    let an = app.firm("Nieuw").await;
    let first = enter(&app.client(), &an.email, FIREFOX, "203.0.113.7").await;
    assert_eq!(mails_to(&app, "new_device").await, 0, "not at the very first sign-in");
    let browser = set_cookie(&first, cookie::BROWSER).expect("a secret to be known by");
    let known = app.client().with_cookie(cookie::BROWSER, &browser);
    enter(&known, &an.email, FIREFOX, "198.51.100.1").await;
    assert_eq!(mails_to(&app, "new_device").await, 0, "the same browser elsewhere");
    let planted = app.client().with_cookie(cookie::BROWSER, "geplant");
    let answer = enter(&planted, &an.email, PHONE, "198.51.100.66").await;
    assert_eq!(mails_to(&app, "new_device").await, 1);
    assert_ne!(set_cookie(&answer, cookie::BROWSER).as_deref(), Some("geplant"));
    let stranger = session_of(&app, &answer).unwrap();

    let of_kind = outbox::Entity::find().filter(outbox::Column::Kind.eq("new_device"));
    let mail = of_kind.one(&app.context.db.read).await.unwrap().unwrap();
    assert_eq!((mail.recipient.as_str(), mail.firm_id), (an.email.as_str(), Some(an.firm_id)));
    let db = app.context.db.writer();
    let token = links::make(db, Purpose::Device, mail.firm_id, mail.subject_id, Utc::now()).await.unwrap();
    let visitor = app.client();
    let page = visitor.get(&format!("/toestel/{token}")).await.text().await.unwrap();
    assert!(page.contains("Chrome op Android") && page.contains("198.51.100.66"), "{page}");
    assert!(knows(&stranger).await, "looking changes nothing");
    let ended = visitor.form("/api/session/end_device", &[("token", &token)]).await;
    assert_eq!(location(&ended), "/wachtwoord?gedaan=beeindigd");
    let own = session_of(&app, &first).unwrap();
    assert!(!knows(&stranger).await && !knows(&own).await, "whatever else a stranger opened has ended too");
    let again = visitor.form("/api/session/end_device", &[("token", &token)]).await;
    assert_eq!(location(&again), format!("/toestel/{token}?fout=link"));
    assert!(link::Entity::find().all(&app.context.db.read).await.unwrap().iter().all(|link| link.token_hash != token));

    let smtp = posted(&app).await;
    let told = smtp.wait_for(1).await;
    assert!(told[0].text.contains("198.51.100.66") && told[0].text.contains("/toestel/"), "{}", told[0].text);
}

async fn a_flood_from_the_office_does_not_keep_a_known_browser_out(app: TestApp) {
    let an = app.firm("Vloed").await;
    let office = "203.0.113.7";
    let browser = set_cookie(&enter(&app.client(), &an.email, FIREFOX, office).await, cookie::BROWSER).unwrap();
    let known = app.client().with_cookie(cookie::BROWSER, &browser);
    for guess in 0..40 {
        guess_from(&app.client(), office, &format!("iemand{guess}@elders.be"), "fout gegokt").await;
    }
    for _ in 0..8 {
        guess_from(&app.client(), office, &an.email, "fout gegokt").await;
    }
    assert!(
        guess_from(&app.client(), office, &an.email, PASSWORD).await.contains("fout=wacht."),
        "any other browser waits"
    );
    assert_eq!(guess_from(&known, office, &an.email, PASSWORD).await, "/klanten");
    let bo = app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await;
    assert!(
        guess_from(&known, office, &bo.email, PASSWORD).await.contains("fout=wacht."),
        "known to its own account only"
    );
    for _ in 0..5 {
        assert!(guess_from(&known, office, &an.email, "fout gegokt").await.contains("fout=aanmelden"));
    }
    assert!(guess_from(&known, office, &an.email, PASSWORD).await.contains("fout=wacht."), "it cannot guess on either");
}

async fn an_office_that_comes_in_at_once_is_not_counted(app: TestApp) {
    let an = app.firm("Negen").await;
    let bo = app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await;
    for _ in 0..35 {
        assert_eq!(guess_from(&app.client(), "203.0.113.7", &an.email, PASSWORD).await, "/klanten");
    }
    assert_eq!(guess_from(&app.client(), "203.0.113.7", &bo.email, PASSWORD).await, "/klanten");
}

async fn a_network_of_ipv6_counts_as_a_whole(app: TestApp) {
    let an = app.firm("Zes").await;
    for subnet in 0..20 {
        let answer = guess_from(&app.client(), &format!("2001:db8:1:{subnet:x}::1"), &an.email, "fout gegokt").await;
        assert!(answer.contains("fout=aanmelden"), "{subnet}: {answer}");
    }
    let next = guess_from(&app.client(), "2001:db8:1:ffff::1", &an.email, PASSWORD).await;
    assert!(next.contains("fout=wacht."), "another /64 of the same /48: {next}");
    assert_eq!(guess_from(&app.client(), "2001:db8:2::1", &an.email, PASSWORD).await, "/klanten");
}

async fn guesses_at_many_accounts_at_once_are_no_way_around(app: TestApp) {
    let an = app.firm("Samen").await;
    let admin = app.signed_in(&an).await;
    let guesses = (0..80).map(|guess| {
        let client = app.client();
        async move { guess_from(&client, "203.0.113.7", &format!("iemand{guess}@elders.be"), "fout gegokt").await }
    });
    let answers = futures::future::join_all(guesses).await;
    let looked_at = answers.iter().filter(|answer| !answer.contains("fout=wacht")).count();
    assert!((30..=34).contains(&looked_at), "{looked_at}: thirty, and those that were being looked at meanwhile");
    assert!(knows(&admin).await);
}

async fn asking_for_mails_from_an_office_keeps_no_known_browser_out(app: TestApp) {
    let an = app.firm("Postvloed").await;
    let browser = set_cookie(&enter(&app.client(), &an.email, FIREFOX, "203.0.113.7").await, cookie::BROWSER).unwrap();
    let known = app.client().with_cookie(cookie::BROWSER, &browser);
    let ask = async |client: &Client, email: &str| {
        let form = client.request(Method::POST, "/api/session/forgot_password").header(header::ACCEPT, "text/html");
        location(&form.header("x-forwarded-for", "203.0.113.7").form(&[("email", email)]).send().await.unwrap())
    };
    for number in 0..25 {
        ask(&app.client(), &format!("niemand{number}@elders.be")).await;
    }
    assert!(ask(&app.client(), &an.email).await.contains("fout=wacht"), "any other browser waits");
    assert!(!ask(&known, &an.email).await.contains("fout=wacht"));
}
