//! What new customers of a file start with.

use std::collections::HashMap;

use domain::{
    imports::{Row, TemplateNames},
    permissions::Scope,
    templates::Content,
};
use entity::import;
use uuid::Uuid;

use crate::{context::AppContext, error::AppError, session, templates};

/// What the rows' templates give, read once.
pub struct Templates {
    names: Vec<String>,
    by_name: HashMap<String, (Uuid, Content)>,
    default: Option<(Uuid, Content)>,
    /// The importing colleague, when it would not see its own customers otherwise.
    assigned: Option<Uuid>,
}

impl Templates {
    /// Reads the templates of the firm of an import.
    pub async fn load(context: &AppContext, import: &import::Model) -> Result<Self, AppError> {
        let (db, firm_id) = (&context.db.read, import.firm_id);
        let (mut names, mut by_name) = (Vec::new(), HashMap::new());
        for choice in templates::queries::choices(db, firm_id).await? {
            let content = templates::queries::content(db, firm_id, choice.id).await?;
            names.push(choice.name.clone());
            by_name.insert(choice.name, (choice.id, content));
        }
        let default = match import.template_id {
            Some(id) => Some((id, templates::queries::content(db, firm_id, id).await?)),
            None => None,
        };
        let importer = session::viewer_of::user(&context.db, firm_id, import.user_id).await?;
        let assigned = importer.filter(|viewer| viewer.rights.scope == Scope::Assigned).map(|viewer| viewer.user_id);
        Ok(Self { names, by_name, default, assigned })
    }

    /// What rows may name.
    pub fn names(&self) -> TemplateNames {
        TemplateNames::new(self.names.iter().cloned())
    }

    /// The template of a row and what it gives.
    pub fn of(&self, row: &Row) -> (Option<Uuid>, Content) {
        let named = row.template.as_ref().and_then(|name| self.by_name.get(name));
        let (id, mut content) =
            named.or(self.default.as_ref()).cloned().map_or_else(Default::default, |(id, content)| (Some(id), content));
        content.users.extend(self.assigned);
        (id, content)
    }
}
