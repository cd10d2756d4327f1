//! A form that is sent after its session has ended is not lost, leads to the portal's own door, and is shown to nobody else.

use app::session::queries::{Holder, close_all};
use entity::customer;
use reqwest::{Method, Response, header};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{
    both,
    support::{
        Client, PASSWORD, TestApp,
        accounts::GOOD,
        answers::{location, session_cookie},
        invitations::posted,
        portal::{Portal, account},
    },
};

both!(
    a_form_sent_after_its_session_comes_back_once_signed_in_again,
    a_link_leads_back_to_the_form_as_well,
    the_own_account_comes_back_too,
    nobody_else_sees_what_was_typed,
    a_page_without_a_session_leads_to_the_portals_door,
);

const JAN: &str = "jan@bakkerij.be";

/// A browser that keeps all cookies.
struct Browser {
    client: Client,
    cookies: Vec<(String, String)>,
}

impl Browser {
    fn new(app: &TestApp) -> Self {
        Self { client: app.client(), cookies: Vec::new() }
    }

    async fn send(&mut self, method: Method, path: &str, form: &[(&str, &str)]) -> Response {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = self.client.request(method.clone(), path).header(header::ACCEPT, "text/html");
        let request = request.header(header::COOKIE, cookies.join("; "));
        let request = if method == Method::POST { request.form(form) } else { request };
        let answer = request.send().await.unwrap();
        for set in answer.headers().get_all(header::SET_COOKIE) {
            let (name, value) = set.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.retain(|(known, _)| known != name);
            // The pages stay Dutch, whatever the language of the account.
            if !value.is_empty() && name.starts_with("kantoor") {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        answer
    }

    async fn form(&mut self, path: &str, form: &[(&str, &str)]) -> Response {
        self.send(Method::POST, path, form).await
    }

    /// The page where an answer leads in the end.
    async fn page(&mut self, path: &str) -> String {
        let mut path = path.to_owned();
        for _ in 0..4 {
            let answer = self.send(Method::GET, path.split('#').next().unwrap(), &[]).await;
            match location(&answer) {
                to if to.is_empty() => return answer.text().await.unwrap(),
                to => path = to,
            }
        }
        panic!("{path} leads in a circle");
    }

    async fn sign_in(&mut self, email: &str, terug: &str) -> Response {
        self.form("/api/portal/sign_in", &[("email", email), ("password", PASSWORD), ("terug", terug)]).await
    }

    fn holds(&self, name: &str) -> bool {
        self.cookies.iter().any(|(known, _)| known == name)
    }
}

/// The page that is wanted after signing in, as the address of the door holds it.
fn wanted(answer: &Response) -> String {
    let to = location(answer);
    let (_, terug) = to.split_once("&terug=").unwrap_or_else(|| panic!("{to}"));
    terug.replace("%3F", "?").replace("%3D", "=").replace("%26", "&").replace("%23", "#")
}

async fn end_sessions(app: &TestApp, email: &str) {
    let account_id = account(app, email).await.id;
    close_all(app.context.db.writer(), Holder::Portal { account_id, only: None }).await.unwrap();
}

/// A form of the company's details that is sent too late, from the page as it was shown.
async fn sent_too_late(app: &TestApp, portal: &Portal, browser: &mut Browser) -> Response {
    browser.sign_in(JAN, "").await;
    let page = browser.page(&format!("/mijn-bedrijf/{}", portal.id)).await;
    let account_id = account(app, JAN).await.id.to_string();
    assert!(page.contains(&format!(r#"name="account" value="{account_id}""#)), "{page}");
    end_sessions(app, JAN).await;
    let id = portal.id.to_string();
    let shown = customer::Entity::find().filter(customer::Column::Id.eq(portal.id)).one(&app.context.db.read).await;
    let version = shown.unwrap().unwrap().version.to_string();
    let form = [
        ("account", account_id.as_str()),
        ("customer_id", id.as_str()),
        ("version", version.as_str()),
        ("details[name]", "Bakkerij Jan"),
        ("details[country]", "BE"),
        ("details[website]", "te-laat.be"),
    ];
    browser.form("/api/portal/save_details", &form).await
}

async fn a_form_sent_after_its_session_comes_back_once_signed_in_again(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Te laat", JAN).await;
    let mut browser = Browser::new(&app);
    let answer = sent_too_late(&app, &portal, &mut browser).await;
    assert!(location(&answer).starts_with("/toegang?reden=bewaren&terug=/mijn-bedrijf/"), "{answer:?}");
    assert!(!location(&answer).contains("te-laat"), "nothing that was typed stands in an address");
    let door = browser.page(&location(&answer)).await;
    assert!(door.contains("wat u invulde komt terug"), "{door}");
    // A wrong password costs nothing of it.
    let wrong = [("email", JAN), ("password", "x"), ("terug", &wanted(&answer))];
    let refused = browser.form("/api/portal/sign_in", &wrong).await;
    assert!(location(&refused).starts_with("/toegang?terug=/mijn-bedrijf/"), "{refused:?}");
    let signed_in = browser.sign_in(JAN, &wanted(&answer)).await;
    assert_eq!(location(&signed_in), wanted(&answer));
    let page = browser.page(&location(&signed_in)).await;
    assert!(page.contains(r#"value="te-laat.be""#) && page.contains("u was intussen afgemeld"), "{page}");
    assert!(!browser.holds("kantoor_unsaved"), "shown once");
}

async fn a_link_leads_back_to_the_form_as_well(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Te laat", JAN).await;
    let mut browser = Browser::new(&app);
    let answer = sent_too_late(&app, &portal, &mut browser).await;
    browser.form("/api/portal/ask_link", &[("email", JAN), ("terug", &wanted(&answer))]).await;
    let token = smtp.wait_for_link("toegang", 0).await;
    let entered = browser.form("/api/portal/enter", &[("token", &token)]).await;
    assert_eq!(location(&entered), wanted(&answer));
    let page = browser.page(&location(&entered)).await;
    assert!(page.contains(r#"value="te-laat.be""#), "{page}");
}

async fn the_own_account_comes_back_too(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Eigen naam", JAN).await;
    let account_id = account(&app, JAN).await.id.to_string();
    end_sessions(&app, JAN).await;
    let mut browser = Browser::new(&app);
    let form = [("account", account_id.as_str()), ("version", "1"), ("name", "Jan de Bakker"), ("locale", "fr")];
    let answer = browser.form("/api/portal/save_account", &form).await;
    let signed_in = browser.sign_in(JAN, &wanted(&answer)).await;
    let page = browser.page(&location(&signed_in)).await;
    assert!(page.contains(r#"value="Jan de Bakker""#), "{page}");
    // A password never comes back, nor goes anywhere.
    end_sessions(&app, JAN).await;
    let form = [("account", account_id.as_str()), ("current", PASSWORD), ("password", GOOD)];
    let answer = browser.form("/api/portal/choose_password", &form).await;
    assert!(location(&answer).starts_with("/toegang?reden=bewaren") && !browser.holds("kantoor_unsaved"), "{answer:?}");
    drop(portal);
}

async fn nobody_else_sees_what_was_typed(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Samen", JAN).await;
    let an = Portal::of(&app, &smtp, "Ander", "an@slagerij.be").await;
    let mut browser = Browser::new(&app);
    let answer = sent_too_late(&app, &portal, &mut browser).await;
    assert!(browser.holds("kantoor_unsaved"));
    let mut other = Browser { client: app.client(), cookies: browser.cookies.clone() };
    let signed_in = other.sign_in("an@slagerij.be", &wanted(&answer)).await;
    assert!(!other.holds("kantoor_unsaved"), "gone with who signs in instead");
    let page = other.page(&location(&signed_in)).await;
    assert!(!page.contains("te-laat.be"), "{page}");
    // Nor does it show where the cookie stayed.
    let kept = browser.cookies.iter().find(|(name, _)| name == "kantoor_unsaved").unwrap().clone();
    other.cookies.push(kept);
    let page = other.page(&format!("/mijn-bedrijf/{}", an.id)).await;
    assert!(!page.contains("te-laat.be"), "{page}");

    // A form of one person that is sent while another is signed in is not saved as the other's.
    let account_id = account(&app, JAN).await.id.to_string();
    let form = [("account", account_id.as_str()), ("version", "1"), ("name", "Niet van An"), ("locale", "nl")];
    let sent = other.form("/api/portal/save_account", &form).await;
    assert!(location(&sent).starts_with("/toegang?reden=bewaren"), "{sent:?}");
    assert_ne!(account(&app, "an@slagerij.be").await.name, "Niet van An");
}

async fn a_page_without_a_session_leads_to_the_portals_door(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Deur", JAN).await;
    let path = format!("/mijn-bedrijf/{}", portal.id);
    let mut nobody = Browser::new(&app);
    let first = nobody.send(Method::GET, &path, &[]).await;
    assert_eq!(location(&first), format!("/toegang?terug={path}"));
    let signed_in = nobody.sign_in(JAN, &path).await;
    assert_eq!(location(&signed_in), path);
    assert!(session_cookie(&signed_in).is_some());
    end_sessions(&app, JAN).await;
    let ended = nobody.send(Method::GET, &path, &[]).await;
    assert_eq!(location(&ended), format!("/toegang?reden=sessie&terug={path}"));
    let page = nobody.page(&location(&ended)).await;
    assert!(page.contains("uw sessie is afgelopen"), "{page}");
    for elsewhere in ["/klanten", "//evil.example", "/mijn-bedrijfje", "/api/session/sign_out"] {
        let signed_in = nobody.sign_in(JAN, elsewhere).await;
        assert_eq!(location(&signed_in), "/mijn-bedrijf", "{elsewhere}");
    }
}
