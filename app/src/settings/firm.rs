//! The firm: made once by the first-run page, with its built-in profiles and first administrator.

use domain::permissions::BuiltIn;
use entity::{firm, profile, user};
use uuid::Uuid;

use crate::{
    audit::{Actor, Log, Origin},
    context::AppContext,
    error::AppError,
    session::{Viewer, password, queries},
};

/// Makes a firm with the four built-in profiles and its first administrator, and gives the administrator.
pub async fn create(context: &AppContext, firm_name: &str, name: &str, email: &str, password: &str) -> Result<Viewer, AppError> {
    let hash = password::hash(password.to_owned(), &[firm_name, name, email]).await?;
    let firm_id = Uuid::now_v7();
    let origin = Origin { firm_id, actor: Actor::System, source: "first_run", batch_id: None };
    let mut log = Log::new(context.db.begin().await?, origin);
    let now = log.at();
    log.insert(firm::Model {
        id: firm_id,
        version: 1,
        name: firm_name.to_owned(),
        country: "BE".into(),
        vat: String::new(),
        email: email.to_owned(),
        locale: "nl".into(),
        next_customer_number: 1,
        created_at: now,
    })
    .await?;
    let profiles: Vec<profile::Model> = BuiltIn::ALL.into_iter().map(|built_in| built_in_profile(firm_id, built_in)).collect();
    let administrator = profiles[0].id;
    log.insert_many(profiles).await?;
    let user = log
        .insert(user::Model {
            firm_id,
            id: Uuid::now_v7(),
            version: 1,
            email: email.to_lowercase(),
            name: name.to_owned(),
            locale: "nl".into(),
            password_hash: Some(hash),
            profile_id: administrator,
            business_unit_id: None,
            active: true,
            created_at: now,
        })
        .await?;
    log.finish().await?;
    queries::viewer_of(&context.db, firm_id, user.id).await?.ok_or(AppError::NotFound)
}

fn built_in_profile(firm_id: Uuid, built_in: BuiltIn) -> profile::Model {
    profile::Model {
        firm_id,
        id: Uuid::now_v7(),
        version: 1,
        name: built_in.key().to_owned(),
        builtin: built_in.key().to_owned(),
        rights: serde_json::json!(built_in.rights()).to_string(),
    }
}
