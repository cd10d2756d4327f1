//! What a template gives besides colleagues and integrations, and the work that takes the facts of customers out of templates.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::sql::run(manager, include_str!("m20261126_000120_template_gives.sql")).await
    }
}
