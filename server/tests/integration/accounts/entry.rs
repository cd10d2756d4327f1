//! The first run, signing in and out.

use app::session::{Account, begin_code, links::Purpose};
use domain::permissions::BuiltIn;
use entity::{firm, link, session};
use reqwest::{Method, header};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use crate::{
    both,
    support::{
        PASSWORD, TestApp,
        accounts::{GOOD, guess_from, knows, link_for, sign_in, stored},
        answers::{location, session_cookie, set_cookie},
    },
};

both!(
    the_first_run_works_once,
    making_the_firm_asks_for_the_code_of_this_start,
    a_password_opens_a_session_and_signing_out_ends_it,
    guessing_slows_down_and_locks_nobody_out,
    only_own_pages_are_gone_back_to,
    a_refused_form_comes_back_with_what_was_typed,
    whoever_signs_out_leaves_nothing_that_was_typed,
    signing_out_everywhere_ends_all_sessions,
);

async fn the_first_run_works_once(app: TestApp) {
    let code = begin_code::renew(&app.context).await.unwrap();
    let fields = |name| {
        [
            ("firm", name),
            ("name", "An"),
            ("email", "An@Eerste.be"),
            ("password", GOOD),
            ("locale", "fr"),
            ("code", code.as_str()),
        ]
    };
    let weak = app
        .client()
        .form(
            "/api/session/begin",
            &[("firm", "A"), ("name", ""), ("email", "x"), ("password", "kort"), ("locale", "nl")],
        )
        .await;
    assert_eq!(location(&weak), "/begin?fout=email.form-name.required");

    let (one, other) = (app.client(), app.client());
    let (one, other) = tokio::join!(async { one.form("/api/session/begin", &fields("Eerste")).await }, async {
        other.form("/api/session/begin", &fields("Tweede")).await
    });
    let mut ends = [location(&one), location(&other)];
    ends.sort();
    assert_eq!(ends, ["/begin?fout=bestaat", "/klanten"]);
    let token = session_cookie(&one).or_else(|| session_cookie(&other)).expect("one of them is signed in");
    let account: Account = app.client().with_session(&token).call("/api/session/account", &json!({})).await.unwrap();
    assert_eq!((account.email.as_str(), account.locale.as_str()), ("an@eerste.be", "fr"));
    let later = app.client().form("/api/session/begin", &fields("Derde")).await;
    assert_eq!(location(&later), "/begin?fout=bestaat");
    assert_eq!(firm::Entity::find().count(&app.context.db.read).await.unwrap(), 1);
}

async fn making_the_firm_asks_for_the_code_of_this_start(app: TestApp) {
    let begin = async |address: &str, code: &str| {
        let fields = [("firm", "Code"), ("name", "An"), ("email", "an@code.be"), ("password", GOOD), ("locale", "nl")];
        let request = app.client().request(Method::POST, "/api/session/begin").header(header::ACCEPT, "text/html");
        let fields: Vec<_> = fields.into_iter().chain([("code", code)]).collect();
        location(&request.header("x-forwarded-for", address).form(&fields).send().await.unwrap())
    };
    let earlier = begin_code::renew(&app.context).await.unwrap();
    let code = begin_code::renew(&app.context).await.unwrap();
    let stored = format!("{:?}", link::Entity::find().all(&app.context.db.read).await.unwrap());
    assert!(!stored.contains(&code) && !stored.contains(&code.replace('-', "")), "only its hash is stored");
    let shown = app.client().get(&format!("/begin?code={code}")).await.text().await.unwrap();
    assert!(shown.contains(&format!("value=\"{code}\"")), "{shown}");
    for wrong in ["", "AAAA-AAAA-AAAA", &earlier, "' OR 1=1", &code[..9]] {
        assert_eq!(begin("203.0.113.1", wrong).await, "/begin?fout=code.startcode", "{wrong}");
    }
    assert!(begin("203.0.113.1", &code).await.contains("fout=wacht."), "wrong codes are counted");
    assert_eq!(
        begin("203.0.113.2", &code.to_lowercase().replace('-', " ")).await,
        "/klanten",
        "however it is typed over"
    );
    assert_eq!(begin("203.0.113.3", &code).await, "/begin?fout=bestaat");
    let usable = link::Entity::find().filter(link::Column::RevokedAt.is_null());
    assert_eq!(usable.count(&app.context.db.read).await.unwrap(), 0, "it is of no more use");
}

async fn a_password_opens_a_session_and_signing_out_ends_it(app: TestApp) {
    let an = app.firm("Open").await;
    let client = app.client();
    assert_eq!(
        location(&sign_in(&client, &an.email, "iets anders helemaal").await),
        "/aanmelden?terug=/klanten&fout=aanmelden"
    );
    let wanted = [("email", &*an.email.to_uppercase()), ("password", PASSWORD), ("terug", "/imports?x=1")];
    let answer = client.form("/api/session/sign_in", &wanted).await;
    assert_eq!(location(&answer), "/imports?x=1");
    let cookies: Vec<_> =
        answer.headers().get_all(header::SET_COOKIE).iter().map(|value| value.to_str().unwrap()).collect();
    assert!(cookies.iter().any(|cookie| cookie.starts_with("i18n_pref_locale=nl;")), "{cookies:?}");
    let first = session_cookie(&answer).expect("a session");

    let again = client.clone().with_session(&first);
    let second = session_cookie(&sign_in(&again, &an.email, PASSWORD).await).expect("a session");
    assert_ne!(first, second);
    assert!(!knows(&again).await, "the session from before signing in has ended");
    let signed_in = client.with_session(&second);
    assert!(knows(&signed_in).await);
    let out = signed_in.form("/api/session/sign_out", &[]).await;
    assert_eq!(location(&out), "/aanmelden?gedaan=afgemeld");
    assert_eq!(out.headers()["clear-site-data"], "\"cache\", \"storage\"");
    assert!(!knows(&signed_in).await);
}

async fn guessing_slows_down_and_locks_nobody_out(app: TestApp) {
    let an = app.firm("Traag").await;
    let bo = app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await;
    let working = app.signed_in(&an).await;
    let client = app.client();
    let wrong = "/aanmelden?terug=/klanten&fout=aanmelden";
    for _ in 0..5 {
        assert_eq!(guess_from(&client, "198.51.100.1", &an.email, "fout gegokt woord").await, wrong);
    }
    for password in ["fout gegokt woord", PASSWORD] {
        let answer = guess_from(&client, "198.51.100.1", &an.email, password).await;
        let seconds: u32 = answer.rsplit('.').next().unwrap().parse().expect(&answer);
        assert!((25..=30).contains(&seconds), "{answer}");
    }
    assert!(knows(&working).await, "who works goes on working");
    assert_eq!(
        guess_from(&client, "198.51.100.2", &an.email, PASSWORD).await,
        "/klanten",
        "from elsewhere the owner comes in"
    );
    assert_eq!(
        guess_from(&client, "198.51.100.1", &bo.email, PASSWORD).await,
        "/klanten",
        "so does a colleague next to it"
    );
    for guess in 0..40 {
        guess_from(&client, "198.51.100.3", &format!("iemand{guess}@nergens.be"), "fout gegokt woord").await;
    }
    let answer = guess_from(&client, "198.51.100.3", &an.email, PASSWORD).await;
    assert!(answer.contains("fout=wacht."), "many accounts from one address: {answer}");
}

async fn only_own_pages_are_gone_back_to(app: TestApp) {
    own_pages_come_back_as_they_were_asked_for(&app).await;
    let an = app.firm("Terug").await;
    for foreign in ["//evil.example/", "https://evil.example", "/\\evil.example"] {
        let fields = [("email", an.email.as_str()), ("password", PASSWORD), ("terug", foreign)];
        assert_eq!(location(&app.client().form("/api/session/sign_in", &fields).await), "/klanten");
    }
}

async fn a_refused_form_comes_back_with_what_was_typed(app: TestApp) {
    let visitor = app.client();
    let comes_back = async |path: &str, fields: &[(&str, &str)], typed: &[&str]| {
        let answer = visitor.form(path, fields).await;
        let to = location(&answer);
        assert!(typed.iter().all(|typed| !to.contains(typed)), "nothing personal stands in an address: {to}");
        let again = visitor.follow(&answer).await;
        let set = again.headers().get_all(header::SET_COOKIE).iter();
        let set: Vec<_> = set.map(|cookie| cookie.to_str().unwrap()).collect();
        assert!(set.iter().any(|cookie| cookie.starts_with("kantoor_typed=;")), "shown once: {set:?}");
        let page = again.text().await.unwrap();
        for typed in typed {
            assert!(page.contains(&format!(r#"value="{typed}""#)), "{typed} of {path} in {page}");
        }
        assert!(!page.contains("geheim"), "a password does not come back");
    };
    let begin = [("firm", "Zaak"), ("name", "An"), ("email", "an@zaak"), ("password", "geheim"), ("locale", "nl")];
    comes_back("/api/session/begin", &begin, &["Zaak", "An", "an@zaak"]).await;
    let an = app.firm("Terug").await;
    comes_back("/api/session/sign_in", &[("email", "an@terug.bee"), ("password", "geheim")], &["an@terug.bee"]).await;
    comes_back("/api/portal/sign_in", &[("email", "jan@bakker.bee"), ("password", "geheim")], &["jan@bakker.bee"])
        .await;
    let token = link_for(&app, Purpose::Colleague, &stored(&app, an.user_id).await).await;
    let join = [("token", token.as_str()), ("name", "An Nieuw"), ("password", "geheim")];
    comes_back("/api/session/join", &join, &["An Nieuw"]).await;
    for _ in 0..20 {
        visitor.form("/api/session/forgot_password", &[("email", "niemand@nergens.be")]).await;
    }
    comes_back("/api/session/forgot_password", &[("email", "an@terug.be")], &["an@terug.be"]).await;

    let elsewhere = visitor.form("/api/session/sign_in", &[("email", "an@terug.bee"), ("password", "x")]).await;
    let cookie = elsewhere.headers()[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    let other = visitor.request(Method::GET, "/wachtwoord").header(header::COOKIE, cookie).send().await.unwrap();
    assert!(!other.text().await.unwrap().contains("an@terug.bee"), "another form does not show it");
}

async fn whoever_signs_out_leaves_nothing_that_was_typed(app: TestApp) {
    let an = app.firm("Opgeruimd").await;
    for out in ["/api/session/sign_out", "/api/session/sign_out_everywhere", "/api/portal/sign_out"] {
        let typed = ["kantoor_typed", "kantoor_unsaved"];
        let client = typed.iter().fold(app.signed_in(&an).await, |client, name| client.with_cookie(name, "x"));
        let answer = client.form(out, &[]).await;
        for name in typed {
            assert_eq!(set_cookie(&answer, name).as_deref(), Some(""), "{name} after {out}");
        }
    }
}

async fn signing_out_everywhere_ends_all_sessions(app: TestApp) {
    let an = app.firm("Overal").await;
    let bo = app.signed_in(&app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await).await;
    let (here, there) = (app.signed_in(&an).await, app.signed_in(&an).await);
    assert_eq!(location(&here.form("/api/session/sign_out_everywhere", &[]).await), "/aanmelden?gedaan=overal");
    assert!(!knows(&here).await && !knows(&there).await && knows(&bo).await);
    assert_eq!(session::Entity::find().count(&app.context.db.read).await.unwrap(), 1);
}

async fn own_pages_come_back_as_they_were_asked_for(app: &TestApp) {
    let an = app.firm("Heen").await;
    for wanted in [
        "/klanten?zoek=caf%C3%A9",
        "/klanten?zoek=a%26b&tab=niet-actief",
        "/klanten?zoek=a%2Bb",
        "/klanten?zoek=%2541",
        "/klanten?zoek=%23",
    ] {
        let visitor = app.client();
        let door = location(&visitor.get(wanted).await);
        assert!(door.starts_with("/aanmelden?terug="), "{door}");
        let page = visitor.get(&door).await.text().await.unwrap();
        let field = page.split("name=\"terug\"").nth(1).and_then(|rest| rest.split('"').nth(1)).unwrap_or_default();
        let field = field.replace("&amp;", "&");
        assert_eq!(field, wanted, "{door}");
        let fields = [("email", an.email.as_str()), ("password", PASSWORD), ("terug", &*field)];
        assert_eq!(location(&visitor.form("/api/session/sign_in", &fields).await), wanted);
    }
}
