//! Nobody invites themselves: a customer's own page shows what a colleague may not see, and its link goes to whatever address that
//! colleague wrote.

use std::collections::HashSet;

use domain::permissions::{Area, Level};
use entity::{change, customer, import};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use uuid::Uuid;

use crate::{error::AppError, session::Viewer};

/// The addresses to which a colleague sends no link.
pub struct Own {
    sees_contacts: bool,
    sees_accounts: bool,
    /// Contacts and customers whose address it wrote.
    written: HashSet<Uuid>,
}

impl Own {
    /// Reads which addresses of these customers the viewer wrote, by hand or by a file.
    pub async fn of(
        db: &impl ConnectionTrait,
        viewer: &Viewer,
        customers: impl Iterator<Item = Uuid>,
    ) -> Result<Self, AppError> {
        let sees_contacts = viewer.may(Area::Contacts, Level::Read);
        let sees_accounts = viewer.may(Area::Financial, Level::Read);
        if sees_contacts && sees_accounts {
            return Ok(Self { sees_contacts, sees_accounts, written: HashSet::new() });
        }
        let files = import::Entity::find()
            .select_only()
            .column(import::Column::Id)
            .filter(import::Column::FirmId.eq(viewer.firm_id))
            .filter(import::Column::UserId.eq(viewer.user_id))
            .into_query();
        let by_viewer = Condition::any()
            .add(change::Column::ActorId.eq(viewer.user_id))
            .add(change::Column::ActorId.in_subquery(files));
        let written: Vec<Uuid> = change::Entity::find()
            .select_only()
            .column(change::Column::RecordId)
            .filter(change::Column::FirmId.eq(viewer.firm_id))
            .filter(change::Column::CustomerId.is_in(customers))
            .filter(change::Column::RecordKind.is_in(["customer", "contact"]))
            .filter(by_viewer)
            .filter(change::Column::Fields.contains("\"email\""))
            .into_tuple()
            .all(db)
            .await?;
        Ok(Self { sees_contacts, sees_accounts, written: written.into_iter().collect() })
    }

    /// Whether the address of this contact, or of the customer itself, is none of them. One that somebody else wrote is the
    /// customer's.
    pub fn may_reach(&self, customer: &customer::Model, contact_id: Option<Uuid>) -> bool {
        self.sees_all(customer) || !self.written.contains(&contact_id.unwrap_or(customer.id))
    }

    /// Whether the page of the customer shows nothing that the viewer may not see.
    pub fn sees_all(&self, customer: &customer::Model) -> bool {
        self.sees_contacts && (self.sees_accounts || customer.iban.is_empty())
    }
}
