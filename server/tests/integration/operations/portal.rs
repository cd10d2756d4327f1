//! What a customer's own person changes.

use app::{
    customers::records::Card,
    own_fields::{OWN_SEEN, name_of},
    session::queries::Holder,
};
use domain::customers::Status;
use entity::{customer, portal_customer};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::Firm;
use crate::support::{Client, cards::card, portal::overview};

impl Firm {
    pub(super) async fn portal(&mut self, way: &'static str) {
        if way.ends_with("save_details") {
            self.propose().await;
            return;
        }
        if way.ends_with("withdraw") {
            let id = self.propose().await;
            let Some(person) = self.person_of(id).await else { return };
            self.send_as(&person, way, &[("customer_id", &id.to_string())]).await;
            return;
        }
        let Some((id, person)) = self.person().await else { return };
        let customer_id = id.to_string();
        let shown = card(&self.client, id).await;
        let (part, version) = self.shown_part(way, &shown);
        let word = self.chance.word();
        let mut fields = vec![("customer_id", customer_id.as_str()), ("version", &version)];
        if let Some(part) = &part {
            fields.push(("id", part));
        }
        if way.ends_with("save_address") {
            fields.extend([("details[street]", word.as_str()), ("details[city]", "Gent"), ("details[country]", "BE")]);
        } else {
            fields.extend([("details[first_name]", word.as_str()), ("details[phone]", "09 123 45 67")]);
        }
        self.send_as(&person, way, &fields).await;
    }

    /// One of the customer's addresses or contacts, or none: a new one.
    fn shown_part(&mut self, way: &str, card: &Card) -> (Option<String>, String) {
        let parts: Vec<(Uuid, i32)> = if way.ends_with("save_address") {
            card.addresses.iter().map(|one| (one.id, one.version)).collect()
        } else {
            card.contacts.iter().flatten().filter(|one| one.active).map(|one| (one.id, one.version)).collect()
        };
        let part = self.chance.of(&parts).filter(|_| self.chance.one_in(2));
        (part.map(|(id, _)| id.to_string()), part.map_or(0, |(_, version)| version).to_string())
    }

    /// Saves a company's data as its person: the telephone is changed at once, its name when the firm approves. Gives the customer.
    pub(super) async fn propose(&mut self) -> Uuid {
        let Some((id, person)) = self.person().await else { return self.a_customer().await };
        let (customer_id, version) = (id.to_string(), card(&self.client, id).await.version.to_string());
        let (name, phone) =
            (format!("Zelf {}", self.chance.word()), format!("09 123 45 {}", self.chance.below(90) + 10));
        let mut fields = vec![
            ("customer_id", customer_id.as_str()),
            ("version", &version),
            ("details[name]", &name),
            ("details[phone]", &phone),
        ];
        let own = overview(&person, id).await.map(|shown| shown.own).unwrap_or_default();
        let changed = self.some_own(&own).new;
        let seen = |field: &Uuid| own.values.get(field).cloned().unwrap_or_default();
        let typed = changed.iter().flat_map(|(field, value)| {
            let was = (format!("details[{OWN_SEEN}{}]", field.simple()), seen(field));
            [was, (format!("details[{}]", name_of(*field)), value.clone())]
        });
        let typed: Vec<(String, String)> = typed.collect();
        fields.extend(typed.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        self.send_as(&person, "/api/portal/save_details", &fields).await;
        id
    }

    /// A customer whose own person may change it, and that person.
    async fn person(&mut self) -> Option<(Uuid, Client)> {
        if self.kept().await.is_empty() {
            self.accept("/api/invitations/accept").await;
        }
        let kept = self.kept().await;
        let ids: Vec<Uuid> = kept.iter().map(|access| access.customer_id).collect();
        let id = self.chance.of(&ids)?;
        Some((id, self.person_of(id).await?))
    }

    async fn person_of(&mut self, id: Uuid) -> Option<Client> {
        let account_id = self.kept().await.into_iter().find(|access| access.customer_id == id)?.account_id;
        Some(self.session(Holder::Portal { account_id, only: None }).await)
    }

    /// Who has access to which customer that is not archived.
    pub(super) async fn kept(&self) -> Vec<portal_customer::Model> {
        let (db, firm_id) = (&self.app.context.db.read, self.firm_id());
        let archived = customer::Entity::find().select_only().column(customer::Column::Id);
        let archived = archived.filter(customer::Column::FirmId.eq(firm_id));
        let archived = archived.filter(customer::Column::Status.eq(Status::Archived as i16)).into_tuple();
        let archived: Vec<Uuid> = archived.all(db).await.unwrap();
        let all = portal_customer::Entity::find().filter(portal_customer::Column::FirmId.eq(firm_id));
        let mut kept = all.order_by_asc(portal_customer::Column::CustomerId).all(db).await.unwrap();
        kept.retain(|access| !archived.contains(&access.customer_id));
        kept
    }
}
