//! Invitations, from both sides, and the access that comes of them.

use std::time::Duration;

use app::{
    invitations::records::Outcome,
    jobs::JobView,
    session::links::{self, Purpose},
};
use chrono::Utc;
use domain::customers::Status;
use entity::invitation;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use uuid::Uuid;

use super::Firm;
use crate::support::{answers::location, cards::card};

impl Firm {
    pub(super) async fn access(&mut self, way: &'static str) {
        match way.rsplit('/').next().unwrap_or_default() {
            "accept" => self.accept(way).await,
            "decline" => {
                let Some(token) = self.token().await else { return };
                let reason = self.chance.word();
                let visitor = self.app.client();
                self.send_as(&visitor, way, &[("token", &token), ("reason", &reason)]).await;
            }
            "send" => {
                let id = self.a_customer_to_invite().await;
                self.invite(way, id).await;
            }
            "send_form" => self.invite_by_form(way).await,
            "send_many" | "send_many_form" => self.invite_many(way).await,
            "withdraw" | "withdraw_form" if way.starts_with("/api/access/") => self.end_access(way).await,
            _ => {
                let Some(open) = self.open_invitation().await else { return };
                if way.ends_with("_form") {
                    let (page, id) = (format!("/klanten/{}", open.customer_id), open.id.to_string());
                    self.send(way, &[("page", &page), ("id", &id), ("confirmed", "true")]).await;
                    return;
                }
                self.call(way, json!({ "id": open.id })).await.ok();
            }
        }
    }

    /// Accepts an invitation; its person has access from then on.
    pub(super) async fn accept(&mut self, way: &'static str) {
        let Some(token) = self.token().await else { return };
        let visitor = self.app.client();
        self.send_as(&visitor, way, &[("token", &token), ("way", "link")]).await;
    }

    /// A link to an invitation that is open.
    async fn token(&mut self) -> Option<String> {
        let open = self.open_invitation().await?;
        let (writer, firm) = (self.app.context.db.writer(), Some(self.firm_id()));
        Some(links::make(writer, Purpose::Invitation, firm, open.id, Utc::now()).await.unwrap())
    }

    /// An invitation that is open; where there is none, one is sent.
    async fn open_invitation(&mut self) -> Option<invitation::Model> {
        let mut open = self.open_invitations().await;
        if open.is_empty() {
            let id = self.a_customer_to_invite().await;
            self.invite("/api/invitations/send", id).await;
            open = self.open_invitations().await;
        }
        let place = self.chance.below(open.len().max(1) as u64) as usize;
        open.into_iter().nth(place)
    }

    async fn open_invitations(&self) -> Vec<invitation::Model> {
        let of_firm = invitation::Entity::find().filter(invitation::Column::FirmId.eq(self.firm_id()));
        let open = of_firm.filter(invitation::Column::Status.eq("open")).order_by_asc(invitation::Column::Id);
        open.all(&self.app.context.db.read).await.unwrap()
    }

    /// A customer that nobody waits for an answer of, taken up again where it is archived.
    async fn a_customer_to_invite(&mut self) -> Uuid {
        let waiting: Vec<Uuid> = self.open_invitations().await.iter().map(|open| open.customer_id).collect();
        let all = self.customers().await;
        let free: Vec<Uuid> = all.iter().copied().filter(|id| !waiting.contains(id)).collect();
        let id = self.chance.of(if free.is_empty() { &all } else { &free }).expect("a customer");
        let shown = card(&self.client, id).await;
        if shown.status == Status::Archived {
            self.call("/api/customers/activate", json!({ "id": id, "version": shown.version })).await.ok();
        }
        id
    }

    async fn invite(&mut self, way: &'static str, id: Uuid) {
        let recipient = json!({ "contact_id": null, "name": "Jan", "email": self.chance.email(), "locale": "fr" });
        let note = self.chance.word();
        self.call(way, json!({ "customer_id": id, "recipient": recipient, "note": note })).await.ok();
    }

    async fn invite_by_form(&mut self, way: &'static str) {
        let (id, email) = (self.a_customer_to_invite().await.to_string(), self.chance.email());
        let page = format!("/klanten/{id}/uitnodigen");
        let fields = [
            ("page", page.as_str()),
            ("customer_id", &id),
            ("recipient", "other"),
            ("name", "Jan"),
            ("email", &email),
            ("locale", "nl"),
            ("note", "Tot gauw"),
        ];
        self.send(way, &fields).await;
    }

    /// Invites two customers, of whom one at least can be.
    async fn invite_many(&mut self, way: &'static str) {
        let id = self.a_customer_with_a_contact().await;
        let ids = [id, self.a_customer().await];
        let selection = json!({ "ids": ids, "import": null });
        let before = self.lines().await;
        let job = if way.ends_with("_form") {
            let (page, text) = (format!("/klanten/uitnodigen?ids={},{}", ids[0], ids[1]), selection.to_string());
            let answer = self.send(way, &[("page", &page), ("selection", &text), ("note", "Tot gauw")]).await;
            location(&answer).strip_prefix("/klanten/uitnodigen?job=").and_then(|job| job.parse().ok())
        } else {
            let job = self.call(way, json!({ "selection": selection, "note": "" })).await.ok();
            job.as_ref().and_then(Value::as_str).and_then(|job| job.parse().ok())
        };
        let Some(job) = job else { return };
        self.finished(job).await;
        self.count(way, before).await;
    }

    /// A customer that can be invited among many: it has a contact with an address that nobody wrote to.
    async fn a_customer_with_a_contact(&mut self) -> Uuid {
        let id = self.a_customer_to_invite().await;
        let details = json!({ "new": { "first_name": "Jan", "email": self.chance.email() } });
        let new = json!({ "customer_id": id, "id": null, "version": 0, "details": details });
        self.call("/api/contacts/save", new).await.ok();
        let contacts = card(&self.client, id).await.contacts.unwrap_or_default();
        if let Some(last) = contacts.last().filter(|last| !last.main) {
            let request = json!({ "customer_id": id, "id": last.id, "version": last.version });
            self.call("/api/contacts/make_main", request).await.ok();
        }
        id
    }

    async fn finished(&self, job: Uuid) {
        let request = json!({ "request": { "job_id": job } });
        for _ in 0..400 {
            let (view, _): (JobView, Outcome) =
                self.client.call("/api/invitations/outcome", &request).await.expect("the job");
            if view.state.is_finished() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("the job did not end");
    }

    async fn end_access(&mut self, way: &'static str) {
        if self.kept().await.is_empty() {
            self.accept("/api/invitations/accept").await;
        }
        let kept = self.kept().await;
        let place = self.chance.below(kept.len().max(1) as u64) as usize;
        let Some(access) = kept.get(place) else { return };
        if way.ends_with("_form") {
            let (customer, id) = (access.customer_id.to_string(), access.account_id.to_string());
            let page = format!("/klanten/{customer}");
            let fields = [("page", page.as_str()), ("customer_id", &customer), ("id", &id), ("confirmed", "true")];
            self.send(way, &fields).await;
            return;
        }
        let request = json!({ "customer_id": access.customer_id, "account_id": access.account_id });
        self.call(way, request).await.ok();
    }
}
