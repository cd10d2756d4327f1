//! The firm around the customers: colleagues in every profile, business units, categories, templates.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::{
    integrations::Integration,
    permissions::BuiltIn,
    templates::{Content, LinkSettings},
};
use entity::{business_unit, category, profile, template, user};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::categories;
use crate::{
    audit::{Actor, AuditedTransaction, Origin},
    context::AppContext,
    error::AppError,
    session::password,
    settings::firm,
};

/// Who works at the firm: the first signs in as its administrator.
pub const COLLEAGUES: [(&str, &str, BuiltIn); 8] = [
    ("An Vermeersch", "an@demo.example", BuiltIn::Administrator),
    ("Bart Lievens", "bart@demo.example", BuiltIn::ClientManager),
    ("Chantal Noël", "chantal@demo.example", BuiltIn::ClientManager),
    ("Daan van Rijn", "daan@demo.example", BuiltIn::ClientManager),
    ("Elif Kaya", "elif@demo.example", BuiltIn::Staff),
    ("Frederik D'Haene", "frederik@demo.example", BuiltIn::Staff),
    ("Greet Roose", "greet@demo.example", BuiltIn::Staff),
    ("Hugo Claessens", "hugo@demo.example", BuiltIn::Reader),
];

/// What a customer refers to.
pub struct Team {
    pub firm_id: Uuid,
    /// Who manages customers: everybody but the reader.
    pub managers: Vec<Uuid>,
    pub business_units: Vec<Uuid>,
    /// In the order of `categories::names`.
    pub categories: Vec<Uuid>,
    templates: Vec<Template>,
}

/// A template as stored, with its content read.
pub struct Template {
    pub id: Uuid,
    pub content: Content,
}

impl Team {
    /// Makes the firm with everybody in it, all with this password.
    pub async fn make(context: &AppContext, name: &str, password: &str) -> Result<Self, AppError> {
        let (administrator, email, _) = COLLEAGUES[0];
        let viewer = firm::create(context, name, administrator, email, password).await?;
        let firm_id = viewer.firm_id;
        let profiles =
            profile::Entity::find().filter(profile::Column::FirmId.eq(firm_id)).all(&context.db.read).await?;
        let profiles: BTreeMap<String, Uuid> =
            profiles.into_iter().map(|profile| (profile.builtin, profile.id)).collect();
        // Argon2 takes its time, and nobody else can write while the transaction is open.
        let mut hashes = Vec::new();
        for _ in 1..COLLEAGUES.len() {
            hashes.push(password::hash(password.to_owned(), &[]).await?);
        }
        let origin = Origin { firm_id, actor: Actor::User(viewer.user_id), source: "settings", batch_id: None };
        let mut log = AuditedTransaction::new(context.db.begin().await?, origin);
        let units: Vec<_> = ["Gent", "Antwerpen", "Breda"].map(|name| business_unit(firm_id, name)).into();
        let business_units: Vec<Uuid> = units.iter().map(|unit| unit.id).collect();
        let named = categories::names().map(|name| category(firm_id, name));
        let categories: Vec<category::Model> = named.collect();
        let mut colleagues = Vec::new();
        for ((colleague, hash), unit) in COLLEAGUES[1..].iter().zip(hashes).zip(business_units.iter().cycle()) {
            let profile_id = *profiles.get(colleague.2.key()).ok_or(AppError::NotFound)?;
            colleagues.push(user(firm_id, colleague, hash, profile_id, *unit, log.at()));
        }
        let mut managers = vec![viewer.user_id];
        managers.extend(colleagues[..6].iter().map(|colleague| colleague.id));
        let contents = contents(&managers, &business_units);
        let templates = TEMPLATES.iter().zip(&contents).map(|(named, content)| template(firm_id, *named, content));
        let templates: Vec<template::Model> = templates.collect();
        let read =
            templates.iter().zip(contents).map(|(template, content)| Template { id: template.id, content }).collect();
        log.insert_many(&units).await?;
        log.insert_many(&categories).await?;
        log.insert_many(&colleagues).await?;
        log.insert_many(&templates).await?;
        log.finish().await?;
        let categories = categories.into_iter().map(|category| category.id).collect();
        Ok(Self { firm_id, managers, business_units, categories, templates: read })
    }

    /// The template that customers of this legal form are made by.
    pub fn template_for(&self, form: &str) -> &Template {
        &self.templates[match form {
            "" => 0,
            "VZW" | "ASBL" | "Stichting" => 2,
            _ => 1,
        }]
    }
}

/// Name and description, in the order of `contents`.
const TEMPLATES: [(&str, &str); 3] = [
    ("Eenmanszaak", "Zelfstandigen en vrije beroepen, aangifte per kwartaal"),
    ("Vennootschap", "Vennootschappen met dubbele boekhouding"),
    ("Vereniging", "Verenigingen en stichtingen"),
];

fn contents(managers: &[Uuid], units: &[Uuid]) -> [Content; 3] {
    let content = |users: &[Uuid], links: &[(Integration, &[(&str, &str)])]| Content {
        users: BTreeSet::from_iter(users.iter().copied()),
        integrations: links.iter().map(|(integration, settings)| (*integration, link_settings(settings))).collect(),
        ..Content::default()
    };
    let trader = content(&managers[4..5], &[(Integration::Codabox, &[("statements", "yes")])]);
    let peppol: &[(&str, &str)] = &[("direction", "both")];
    let company = content(&managers[4..6], &[(Integration::Peppol, peppol), (Integration::Yuki, &[])]);
    let association = content(&managers[6..7], &[(Integration::EmailImport, &[])]);
    [
        Content { business_unit_id: Some(units[0]), ..trader },
        Content { manager_id: Some(managers[1]), business_unit_id: Some(units[0]), ..company },
        Content { manager_id: Some(managers[2]), ..association },
    ]
}

fn link_settings(settings: &[(&str, &str)]) -> LinkSettings {
    settings.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

fn template(firm_id: Uuid, (name, description): (&str, &str), content: &Content) -> template::Model {
    template::Model {
        firm_id,
        id: Uuid::now_v7(),
        version: 1,
        name: name.to_owned(),
        description: description.to_owned(),
        archived: false,
        users: serde_json::json!(content.users).to_string(),
        integrations: serde_json::json!(content.integrations).to_string(),
        manager_id: content.manager_id,
        business_unit_id: content.business_unit_id,
        categories: String::new(),
    }
}

fn business_unit(firm_id: Uuid, name: &str) -> business_unit::Model {
    business_unit::Model { firm_id, id: Uuid::now_v7(), version: 1, name: name.to_owned() }
}

fn category(firm_id: Uuid, name: &str) -> category::Model {
    category::Model { firm_id, id: Uuid::now_v7(), version: 1, name: name.to_owned() }
}

fn user(
    firm_id: Uuid,
    (name, email, _): &(&str, &str, BuiltIn),
    hash: String,
    profile_id: Uuid,
    unit: Uuid,
    at: DateTime<Utc>,
) -> user::Model {
    user::Model {
        firm_id,
        id: Uuid::now_v7(),
        version: 1,
        email: (*email).to_owned(),
        name: (*name).to_owned(),
        locale: if name.starts_with("Chantal") { "fr" } else { "nl" }.to_owned(),
        password_hash: Some(hash),
        password_set_at: Some(at),
        no_digest: false,
        profile_id,
        business_unit_id: Some(unit),
        active: true,
        created_at: at,
    }
}
