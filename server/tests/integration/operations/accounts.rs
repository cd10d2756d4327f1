//! Colleagues: by whom they are invited and changed, what they are called, and how they come in.

use app::{
    session::{Account, links::Purpose, second_factor::Factors},
    settings::Users,
};
use domain::permissions::BuiltIn;
use entity::user;
use sea_orm::EntityTrait;
use serde_json::json;
use uuid::Uuid;

use super::Firm;
use crate::{
    accounts::passkeys::asked,
    support::{
        Client, PASSWORD,
        accounts::{link_for, profile},
        authenticator::Authenticator,
        cards::card,
        factors::set_up_app,
    },
};

/// Passwords that are chosen, one in place of the other.
const PASSWORDS: [&str; 2] = [PASSWORD, "negen gele fietsen zonder bel"];

impl Firm {
    pub(super) async fn account(&mut self, way: &'static str) {
        match way.rsplit('/').next().unwrap_or_default() {
            "change_account" | "account_form" => self.rename(way).await,
            "join" => self.join(way).await,
            "change_password" | "password_form" => self.change_password(way).await,
            "choose_password" => self.choose_password(way).await,
            _ => self.factor(way).await,
        }
    }

    /// The place of a colleague who can sign in; it manages a customer.
    async fn manager(&mut self) -> (usize, Uuid) {
        let place = self.chance.below(self.managers.len() as u64) as usize;
        let id = self.managers[place].0;
        self.manage(id).await;
        (place, id)
    }

    async fn user(&self, id: Uuid) -> user::Model {
        let found = user::Entity::find_by_id((self.firm_id(), id)).one(&self.app.context.db.read).await;
        found.unwrap().expect("a colleague")
    }

    /// Makes somebody the manager of a customer.
    async fn manage(&mut self, user_id: Uuid) {
        let id = self.a_customer().await;
        let version = card(&self.client, id).await.version;
        let managed = json!({ "new": { "manager_id": user_id } });
        let request = json!({ "id": id, "version": version, "customer": managed });
        self.call("/api/customers/update", request).await.ok();
    }

    async fn rename(&mut self, way: &'static str) {
        let (_, id) = self.manager().await;
        let client = self.session_of(id).await;
        let account: Account = client.call("/api/session/account", &json!({})).await.unwrap();
        let name = self.chance.word();
        if way.ends_with("change_account") {
            let request = json!({ "version": account.version, "name": name, "locale": "fr", "digest": false });
            self.call_as(&client, way, request).await.ok();
            return;
        }
        let version = account.version.to_string();
        let fields = [("page", "/profiel"), ("version", version.as_str()), ("name", &name), ("locale", "nl")];
        self.send_as(&client, way, &fields).await;
    }

    /// Somebody who manages customers already gives another name on joining.
    async fn join(&mut self, way: &'static str) {
        let Some(id) = self.invited("/api/settings/invite").await else { return };
        self.manage(id).await;
        let token = link_for(&self.app, Purpose::Colleague, &self.user(id).await).await;
        let name = self.chance.word();
        let visitor = self.app.client();
        self.send_as(&visitor, way, &[("token", &token), ("name", &name), ("password", PASSWORD)]).await;
    }

    /// The place of a colleague, with the password that it has and the other one.
    async fn passwords(&mut self) -> (usize, Uuid, &'static str, &'static str) {
        let (place, id) = self.manager().await;
        let current = self.managers[place].1;
        (place, id, PASSWORDS[current], PASSWORDS[1 - current])
    }

    /// A colleague has the other password from now on, if this way wrote so.
    fn swap(&mut self, place: usize, way: &'static str, before: Option<usize>) {
        if self.wrote.get(way).copied() != before {
            self.managers[place].1 = 1 - self.managers[place].1;
        }
    }

    async fn change_password(&mut self, way: &'static str) {
        let (place, id, current, password) = self.passwords().await;
        let (client, before) = (self.session_of(id).await, self.wrote.get(way).copied());
        if way.ends_with("change_password") {
            let request = json!({ "current": current, "password": password });
            self.call_as(&client, way, request).await.ok();
        } else {
            let fields = [("page", "/profiel"), ("current", current), ("password", password)];
            self.send_as(&client, way, &fields).await;
        }
        self.swap(place, way, before);
    }

    async fn choose_password(&mut self, way: &'static str) {
        let (place, id, _, password) = self.passwords().await;
        let token = link_for(&self.app, Purpose::Password, &self.user(id).await).await;
        let (visitor, before) = (self.app.client(), self.wrote.get(way).copied());
        self.send_as(&visitor, way, &[("token", &token), ("password", password)]).await;
        self.swap(place, way, before);
    }

    /// A colleague without a second factor, in a session of its own.
    async fn without_factor(&mut self) -> (Uuid, Client) {
        let (_, id) = self.manager().await;
        self.call("/api/settings/reset_second_factor", json!({ "id": id })).await.ok();
        (id, self.session_of(id).await)
    }

    async fn factor(&mut self, way: &'static str) {
        let (_, client) = self.without_factor().await;
        match way.rsplit('/').next().unwrap_or_default() {
            "set_up_app" => {
                let before = self.lines().await;
                set_up_app(&client).await;
                self.count(way, before).await;
            }
            "add_passkey" => self.add_passkey(way, &client).await,
            "remove_passkey" | "remove_passkey_form" => {
                if self.chance.one_in(2) {
                    set_up_app(&client).await;
                }
                self.add_passkey("/api/session/add_passkey", &client).await;
                let factors: Factors = client.call("/api/session/factors", &json!({})).await.unwrap();
                let id = factors.passkeys[0].id;
                if way.ends_with("_form") {
                    self.send_as(&client, way, &[("page", "/profiel"), ("id", &id.to_string())]).await;
                } else {
                    self.call_as(&client, way, json!({ "id": id })).await.ok();
                }
            }
            _ => {
                set_up_app(&client).await;
                if self.chance.one_in(2) {
                    self.add_passkey("/api/session/add_passkey", &client).await;
                }
                if way.ends_with("_form") {
                    self.send_as(&client, way, &[("page", "/profiel")]).await;
                } else {
                    self.call_as(&client, way, json!({})).await.ok();
                }
            }
        }
    }

    async fn add_passkey(&mut self, way: &'static str, client: &Client) {
        let before = self.lines().await;
        let (question, browser) = asked(client, "/api/session/passkey_add_options").await;
        let (_, credential) = Authenticator::create(&self.app.context.public_url, &question);
        let request =
            json!({ "request": { "name": self.chance.word(), "credential": credential, "terug": "/profiel" } });
        browser.call::<String>(way, &request).await.expect("a passkey");
        self.count(way, before).await;
    }

    /// Invites a colleague.
    async fn invited(&mut self, way: &'static str) -> Option<Uuid> {
        let staff = profile(&self.client, BuiltIn::Staff.key()).await.id;
        let request = json!({ "name": self.chance.word(), "email": self.chance.email(), "locale": "nl", "profile_id": staff,
            "unit_id": null });
        self.call(way, request).await.ok()?.as_str()?.parse().ok()
    }

    /// What administrators do with colleagues.
    pub(super) async fn colleague(&mut self, way: &'static str) {
        let staff = profile(&self.client, BuiltIn::Staff.key()).await.id.to_string();
        let page = ("page", "/instellingen/gebruikers");
        match way.rsplit('/').next().unwrap_or_default() {
            "invite" => {
                self.invited(way).await;
            }
            "invite_form" => {
                let (name, email) = (self.chance.word(), self.chance.email());
                let fields = [page, ("name", &name), ("email", &email), ("locale", "fr"), ("profile", &staff)];
                self.send(way, &fields).await;
            }
            "reset_second_factor" | "reset_second_factor_form" => {
                let (id, client) = self.without_factor().await;
                set_up_app(&client).await;
                if way.ends_with("_form") {
                    self.send(way, &[page, ("id", &id.to_string())]).await;
                } else {
                    self.call(way, json!({ "id": id })).await.ok();
                }
            }
            verb => self.change_user(way, verb == "user_form").await,
        }
    }

    /// Gives a colleague another profile and unit; some leave, and come back.
    async fn change_user(&mut self, way: &'static str, by_form: bool) {
        let others: Vec<Uuid> = self.colleagues().await.iter().map(|user| user.id).collect();
        let others: Vec<Uuid> =
            others.into_iter().filter(|id| self.managers.iter().all(|(own, _)| own != id)).collect();
        let id = self.chance.of(&others).expect("a colleague");
        let users: Users = self.client.call("/api/settings/users", &json!({})).await.unwrap();
        let user = users.users.into_iter().find(|user| user.id == id).expect("a colleague");
        let key = [BuiltIn::ClientManager, BuiltIn::Staff, BuiltIn::Reader][self.chance.below(3) as usize].key();
        let profile_id = profile(&self.client, key).await.id;
        let units: Vec<Uuid> = self.groups("units").await.iter().map(|group| group.id).collect();
        let (unit, active) = (self.chance.of(&units), !user.active || !self.chance.one_in(3));
        if !by_form {
            let request = json!({ "id": id, "version": user.version, "profile_id": profile_id, "unit_id": unit,
                "active": active });
            self.call(way, request).await.ok();
            return;
        }
        let (id, version, profile) = (id.to_string(), user.version.to_string(), profile_id.to_string());
        let unit = unit.map(|unit| unit.to_string()).unwrap_or_default();
        let mut fields = vec![
            ("page", "/instellingen/gebruikers"),
            ("id", id.as_str()),
            ("version", &version),
            ("profile", &profile),
            ("unit", &unit),
        ];
        if active {
            fields.push(("active", "true"));
        }
        self.send(way, &fields).await;
    }
}
