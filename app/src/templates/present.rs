//! Who and what of a firm a template can name, as it is today: colleagues leave, business units and categories are deleted.

use std::collections::HashMap;

use domain::templates::Content;
use entity::{business_unit, category};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::Gives;
use crate::{
    customers::records::Named,
    error::AppError,
    settings::{self, groups},
};

/// The colleagues, business units and categories of a firm.
pub struct Present {
    colleagues: HashMap<Uuid, String>,
    business_units: HashMap<Uuid, String>,
    /// By name.
    categories: Vec<Named>,
}

impl Present {
    /// Reads those of a firm.
    pub async fn of(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<Self, AppError> {
        let colleagues = settings::queries::colleagues(db, firm_id).await?;
        let units = groups::choices::<business_unit::Model>(db, firm_id).await?;
        Ok(Self {
            colleagues: colleagues.into_iter().map(|one| (one.id, one.name)).collect(),
            business_units: units.into_iter().map(|one| (one.id, one.name)).collect(),
            categories: groups::choices::<category::Model>(db, firm_id).await?,
        })
    }

    /// The content without who left and what was deleted.
    pub fn only(&self, mut content: Content) -> Content {
        content.users.retain(|id| self.colleagues.contains_key(id));
        content.manager_id = content.manager_id.filter(|id| self.colleagues.contains_key(id));
        content.business_unit_id = content.business_unit_id.filter(|id| self.business_units.contains_key(id));
        content.categories.retain(|id| self.categories.iter().any(|one| one.id == *id));
        content
    }

    /// What the content gives, by name.
    pub fn gives(&self, content: &Content) -> Gives {
        let named = |names: &HashMap<Uuid, String>, id: Option<Uuid>| {
            let id = id?;
            names.get(&id).map(|name| Named { id, name: name.clone() })
        };
        Gives {
            manager: named(&self.colleagues, content.manager_id),
            business_unit: named(&self.business_units, content.business_unit_id),
            categories: self.categories.iter().filter(|one| content.categories.contains(&one.id)).cloned().collect(),
            users: content.users.iter().filter(|id| self.colleagues.contains_key(id)).count(),
            integrations: content.integrations.keys().copied().collect(),
        }
    }
}
