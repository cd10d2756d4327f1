//! Every step the database has taken, in order. A step that has shipped is never edited: a later one corrects it.

pub use sea_orm_migration::prelude::MigratorTrait;
use sea_orm_migration::prelude::*;

mod sql;

/// Runs the steps that a database has not had yet.
pub struct Migrator;

/// Steps by their names. Each is the SQL in the file of its name.
macro_rules! steps {
    ($($name:literal,)*) => {
        vec![$(Box::new(sql::Step { name: $name, sql: include_str!(concat!($name, ".sql")) }),)*]
    };
}

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        steps![
            "m20261122_000001_start",
            "m20261122_000002_categories",
            "m20261126_000020_import_choices",
            "m20261126_000030_senders",
            "m20261126_000040_second_factor",
            "m20261126_000050_sign_ins",
            "m20261126_000060_portal_scope",
            "m20261126_000070_keys",
            "m20261126_000080_contact_words",
            "m20261126_000090_sign_ins_of_accounts",
            "m20261126_000100_customer_traces",
            "m20261126_000110_tabs",
            "m20261126_000120_template_gives",
            "m20261126_000130_portal_changes",
            "m20261126_000140_letterhead",
            "m20261126_000150_import_sample",
            "m20261126_000160_logo",
            "m20261126_000170_job_worker",
            "m20261126_000180_streets",
            "m20261126_000190_houses",
            "m20261126_000200_ended_jobs",
            "m20261126_000210_batches_of_mails",
            "m20261127_000220_numbers",
            "m20261127_000300_schedule",
            "m20261128_000310_fax",
            "m20261128_000320_mailing_code",
            "m20261128_000330_region",
            "m20261128_000340_seller",
            "m20261128_000350_archive_number",
            "m20261128_000360_credit_limit",
            "m20261128_000370_opening_hours",
            "m20261128_000380_vat_applied_for",
            "m20261128_000390_address_addition",
            "m20261128_000400_card_tabs",
            "m20261128_000401_notes",
            "m20261128_000410_sort_keys",
            "m20261128_000411_list_layout",
            "m20261128_000420_nace",
            "m20261128_000421_customer_type",
            "m20261128_000430_own_fields",
            "m20261128_000436_names_of_persons",
            "m20261128_000437_shared_own_fields",
            "m20261128_000450_own_words",
            "m20261128_000470_free_fields",
            "m20261128_000510_legal_form",
            "m20261128_000520_own_field_kinds",
        ]
    }
}
