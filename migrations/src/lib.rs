//! Every step the database has taken, in order. A step that has shipped is never edited: a later one corrects it.

pub use sea_orm_migration::prelude::MigratorTrait;
use sea_orm_migration::prelude::*;

mod m20261122_000001_start;
mod m20261122_000002_categories;
mod m20261126_000020_import_choices;
mod m20261126_000030_senders;
mod m20261126_000040_second_factor;
mod m20261126_000050_sign_ins;
mod m20261126_000060_portal_scope;
mod m20261126_000070_keys;
mod m20261126_000080_contact_words;
mod m20261126_000090_sign_ins_of_accounts;
mod m20261126_000100_customer_traces;
mod m20261126_000110_tabs;
mod m20261126_000120_template_gives;
mod m20261126_000130_portal_changes;
mod m20261126_000140_letterhead;
mod m20261126_000150_import_sample;
mod m20261126_000160_logo;
mod m20261126_000170_job_worker;
mod m20261126_000180_streets;
mod m20261126_000190_houses;
mod m20261126_000200_ended_jobs;
mod m20261126_000210_batches_of_mails;
mod m20261127_000220_numbers;
mod m20261127_000300_schedule;
mod sql;

/// Runs the steps that a database has not had yet.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_start::Migration),
            Box::new(m20261122_000002_categories::Migration),
            Box::new(m20261126_000020_import_choices::Migration),
            Box::new(m20261126_000030_senders::Migration),
            Box::new(m20261126_000040_second_factor::Migration),
            Box::new(m20261126_000050_sign_ins::Migration),
            Box::new(m20261126_000060_portal_scope::Migration),
            Box::new(m20261126_000070_keys::Migration),
            Box::new(m20261126_000080_contact_words::Migration),
            Box::new(m20261126_000090_sign_ins_of_accounts::Migration),
            Box::new(m20261126_000100_customer_traces::Migration),
            Box::new(m20261126_000110_tabs::Migration),
            Box::new(m20261126_000120_template_gives::Migration),
            Box::new(m20261126_000130_portal_changes::Migration),
            Box::new(m20261126_000140_letterhead::Migration),
            Box::new(m20261126_000150_import_sample::Migration),
            Box::new(m20261126_000160_logo::Migration),
            Box::new(m20261126_000170_job_worker::Migration),
            Box::new(m20261126_000180_streets::Migration),
            Box::new(m20261126_000190_houses::Migration),
            Box::new(m20261126_000200_ended_jobs::Migration),
            Box::new(m20261126_000210_batches_of_mails::Migration),
            Box::new(m20261127_000220_numbers::Migration),
            Box::new(m20261127_000300_schedule::Migration),
        ]
    }
}
