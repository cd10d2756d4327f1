//! What new customers of a file start with.

use std::collections::{BTreeSet, HashMap};

use domain::{
    imports::{KnownNames, Row},
    permissions::Scope,
    templates::Content,
};
use entity::{business_unit, category, import, user};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::LockType,
};
use uuid::Uuid;

use crate::{context::AppContext, error::AppError, session, templates};

/// What the rows' templates give, read once.
pub struct Templates {
    firm_id: Uuid,
    names: Vec<String>,
    by_name: HashMap<String, (Uuid, Content)>,
    default: Option<(Uuid, Content)>,
    /// The importing colleague, when it would not see its own customers otherwise.
    assigned: Option<Uuid>,
}

/// Who and what the templates give is there at one moment: while an import runs, colleagues leave or are renamed, and groups are
/// deleted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct There {
    /// Who still works here, by name.
    pub managers: HashMap<Uuid, String>,
    business_units: BTreeSet<Uuid>,
    categories: BTreeSet<Uuid>,
}

impl Templates {
    /// Reads the templates of the firm of an import.
    pub async fn load(context: &AppContext, import: &import::Model) -> Result<Self, AppError> {
        let (db, firm_id) = (&context.db.read, import.firm_id);
        let contents = templates::queries::contents(db, firm_id).await?;
        let names = contents.iter().map(|(name, ..)| name.clone()).collect();
        let by_name = contents.into_iter().map(|(name, id, content)| (name, (id, content))).collect();
        let default = match import.template_id {
            Some(id) => Some((id, templates::queries::content(db, firm_id, id).await?)),
            None => None,
        };
        let importer = session::viewer_of::user(&context.db, firm_id, import.user_id).await?;
        let assigned = importer.filter(|viewer| viewer.rights.scope == Scope::Assigned).map(|viewer| viewer.user_id);
        Ok(Self { firm_id, names, by_name, default, assigned })
    }

    /// What rows may name.
    pub fn names(&self) -> KnownNames {
        KnownNames::new(self.names.iter().cloned())
    }

    /// The template of a row and what it gives of what is `there`.
    pub fn of(&self, row: &Row, there: &There) -> (Option<Uuid>, Content) {
        let named = row.template.as_ref().and_then(|name| self.by_name.get(name));
        let (id, mut content) =
            named.or(self.default.as_ref()).cloned().map_or_else(Default::default, |(id, content)| (Some(id), content));
        content.users.extend(self.assigned);
        content.manager_id = content.manager_id.filter(|id| there.managers.contains_key(id));
        content.business_unit_id = content.business_unit_id.filter(|id| there.business_units.contains(id));
        content.categories.retain(|id| there.categories.contains(id));
        (id, content)
    }

    /// Holds those who manage by them, so that nobody is renamed before the customers that sort by them are there.
    pub async fn hold_managers(&self, tx: &DatabaseTransaction) -> Result<(), AppError> {
        let managers: BTreeSet<Uuid> = self.contents().filter_map(|content| content.manager_id).collect();
        if managers.is_empty() {
            return Ok(());
        }
        let ids = user::Entity::find().select_only().column(user::Column::Id);
        let of_firm = ids.filter(user::Column::FirmId.eq(self.firm_id)).filter(user::Column::Id.is_in(managers));
        of_firm.order_by_asc(user::Column::Id).lock(LockType::Share).into_tuple::<Uuid>().all(tx).await?;
        Ok(())
    }

    /// Who and what they give is there now. What they do not give is not asked for.
    pub async fn there(&self, db: &impl ConnectionTrait) -> Result<There, AppError> {
        let firm_id = self.firm_id;
        let managers: BTreeSet<Uuid> = self.contents().filter_map(|content| content.manager_id).collect();
        let units: BTreeSet<Uuid> = self.contents().filter_map(|content| content.business_unit_id).collect();
        let categories: BTreeSet<Uuid> = self.contents().flat_map(|content| &content.categories).copied().collect();
        let mut there = There::default();
        if !managers.is_empty() {
            let named = user::Entity::find().select_only().columns([user::Column::Id, user::Column::Name]);
            let of_firm = named.filter(user::Column::FirmId.eq(firm_id)).filter(user::Column::Active.eq(true));
            let found: Vec<(Uuid, String)> =
                of_firm.filter(user::Column::Id.is_in(managers)).into_tuple().all(db).await?;
            there.managers = found.into_iter().collect();
        }
        if !units.is_empty() {
            let of_firm = business_unit::Entity::find().filter(business_unit::Column::FirmId.eq(firm_id));
            let found = of_firm.filter(business_unit::Column::Id.is_in(units)).all(db).await?;
            there.business_units = found.into_iter().map(|unit| unit.id).collect();
        }
        if !categories.is_empty() {
            let of_firm = category::Entity::find().filter(category::Column::FirmId.eq(firm_id));
            let found = of_firm.filter(category::Column::Id.is_in(categories)).all(db).await?;
            there.categories = found.into_iter().map(|category| category.id).collect();
        }
        Ok(there)
    }

    fn contents(&self) -> impl Iterator<Item = &Content> {
        self.by_name.values().chain(&self.default).map(|(_, content)| content)
    }
}
