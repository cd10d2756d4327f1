//! Sessions that open one company only, links that were replaced, and since when a person has access to a company.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::sql::run(manager, include_str!("m20261126_000060_portal_scope.sql")).await
    }
}
