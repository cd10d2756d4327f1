//! A customer of the firm, with the copies that lists sort and search by.

use sea_orm::entity::prelude::*;
use serde::Serialize;

#[derive(Clone, Debug, Default, PartialEq, Eq, DeriveEntityModel, Serialize)]
#[sea_orm(table_name = "customer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub firm_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    /// The firm's own number for the customer; unique in the firm.
    pub number: i64,
    pub name: String,
    /// `individual` of a private person; empty of a company.
    pub customer_type: String,
    /// Of a private person, whose name follows from it and the next.
    pub given_name: String,
    pub family_name: String,
    /// What lists sort its name by (`domain::sorting`).
    pub name_key: String,
    /// What its name is compared by, without legal form (`domain::likeness::name_key`).
    pub match_key: String,
    /// `domain::customers::Status` as its ordinal.
    pub status: i16,
    /// `domain::customers::Tab` of the list as its ordinal; follows from the status.
    pub tab: i16,
    pub vat: String,
    /// The VAT number was asked for and is not there yet.
    pub vat_applied_for: bool,
    /// Enterprise number, KvK number or whatever the country calls it, normalised.
    pub company_number: String,
    pub external_reference: String,
    /// What references are compared by (`domain::reference`).
    pub reference_key: String,
    pub country: String,
    /// BCP 47.
    pub locale: String,
    pub iban: String,
    pub email: String,
    pub phone: String,
    pub mobile: String,
    pub fax: String,
    pub website: String,
    /// What it is by law: a code of the register of enterprises, or of a list of ours.
    pub legal_form: String,
    /// Its branch of industry: a code of NACE-BEL 2025.
    pub nace: String,
    /// The group by which the firm sends its mailings.
    pub mailing_code: String,
    /// The part of the country in which the firm counts it.
    pub region: String,
    /// Who sold to it; it need not be a colleague.
    pub seller: String,
    /// Of the cupboard in which its papers are.
    pub archive_number: String,
    /// In cents; none where there is no limit.
    pub credit_limit: Option<i64>,
    pub opening_hours: String,
    pub description: String,
    /// A signed mandate to register the customer on Peppol.
    pub mandate: bool,
    pub manager_id: Option<Uuid>,
    /// Folded name of the manager, for sorting.
    pub manager_key: String,
    pub business_unit_id: Option<Uuid>,
    pub template_id: Option<Uuid>,
    /// Copies of the head office's address.
    pub postcode: String,
    pub city: String,
    pub city_key: String,
    /// Street and house number of the head office, for sorting.
    pub street_key: String,
    /// Folded full name of the main contact, for sorting.
    pub contact_key: String,
    /// Every word that the search finds it by, folded, with a space before each.
    pub search: String,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
