//! The customers of the firm that rows of a file may be about, found with a few questions for many rows.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::{
    CompanyNumber, Country, Email, VatNumber,
    imports::{Column, Decision, Existing, LegalKeys, Matches, ProblemReason, Row, name_and_email_key, plan},
    permissions::{Area, Level, Scope},
    reference::reference_key,
};
use entity::{contact, customer, import};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect, sea_query::Expr,
};
use uuid::Uuid;

use super::own;
use crate::{
    batch,
    context::Db,
    customers::{store::match_key, visible},
    error::AppError,
    session::{Viewer, viewer_of},
};

/// Customers by each thing that a row may share with them. Archived ones are among them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExistingCustomers {
    by_number: HashMap<String, Existing>,
    by_reference: HashMap<String, Existing>,
    by_name_and_email: HashMap<String, Existing>,
    /// Those among them that the person who imports does not see.
    unseen: HashSet<Uuid>,
}

/// Whose file it is, and which customers that person sees.
pub struct Importer {
    firm_id: Uuid,
    /// None for somebody who sees all customers.
    assigned: Option<Viewer>,
    /// Whether what only the area *Financial* opens comes in.
    pub may_write_financial: bool,
    /// The fields of the firm's own.
    pub own: own::Filled,
}

impl Importer {
    /// The colleague who uploaded the file. One who may not sign in any more is told nothing, so that nothing is kept from them.
    pub async fn of(db: &Db, import: &import::Model) -> Result<Self, AppError> {
        let viewer = viewer_of::user(db, import.firm_id, import.user_id).await?;
        let may_write_financial = viewer.as_ref().is_none_or(|viewer| viewer.may(Area::Financial, Level::Edit));
        let own = own::Filled::by(&db.read, import.firm_id, viewer.as_ref()).await?;
        let assigned = viewer.filter(|viewer| viewer.rights.scope == Scope::Assigned);
        Ok(Self { firm_id: import.firm_id, assigned, may_write_financial, own })
    }
}

#[derive(FromQueryResult)]
struct Found {
    id: Uuid,
    name: String,
    country: String,
    vat: String,
    company_number: String,
    external_reference: String,
    email: String,
}

/// What rows are looked up by.
#[derive(Debug, Default)]
pub struct LookupKeys {
    numbers: Vec<String>,
    /// The numbers without their country: the column has the number alone.
    bare: Vec<String>,
    references: Vec<String>,
    names: Vec<String>,
}

impl LookupKeys {
    /// All that these rows may share with a customer.
    pub fn of<'a>(rows: impl Iterator<Item = &'a Row> + Clone) -> Self {
        let keys: Vec<LegalKeys> = rows.clone().map(Row::legal_keys).collect();
        let numbers: BTreeSet<&str> = keys.iter().flat_map(LegalKeys::iter).collect();
        let bare: BTreeSet<&str> = numbers.iter().filter_map(|key| key.get(2..)).collect();
        let references: BTreeSet<String> = rows
            .clone()
            .filter_map(|row| row.external_reference.as_ref())
            .map(|line| reference_key(line.as_str()))
            .collect();
        let names: BTreeSet<String> = rows.map(|row| match_key(row.legal_name.as_str())).collect();
        let owned = |texts: BTreeSet<&str>| batch::padded(texts.into_iter().map(str::to_owned));
        Self {
            bare: owned(bare),
            numbers: owned(numbers),
            references: batch::padded(references),
            names: batch::padded(names),
        }
    }
}

impl ExistingCustomers {
    /// Looks up whom rows may be about: a question for each kind of key, however many rows there are.
    pub async fn load(db: &impl ConnectionTrait, importer: &Importer, sought: &LookupKeys) -> Result<Self, AppError> {
        use customer::Column::{CompanyNumber, MatchKey, ReferenceKey, Tab, Vat};
        let firm_id = importer.firm_id;
        // All tabs are named, and the partial indexes' own conditions repeated, so that the indexes are used.
        let in_any_tab = || Condition::all().add(Tab.is_in(visible::tabs()));
        let mut known = Self::default();
        for condition in [
            in_any_tab().add(Vat.is_in(&sought.numbers)),
            Condition::all().add(Expr::cust("company_number <> ''")).add(CompanyNumber.is_in(&sought.bare)),
        ] {
            for found in find(db, firm_id, condition).await? {
                let existing = found.existing();
                for key in existing.legal_keys.iter() {
                    known.by_number.entry(key.to_owned()).or_insert_with(|| existing.clone());
                }
            }
        }
        if !sought.references.is_empty() {
            let with_reference =
                Condition::all().add(Expr::cust("reference_key <> ''")).add(ReferenceKey.is_in(&sought.references));
            for found in find(db, firm_id, with_reference).await? {
                known.by_reference.insert(reference_key(&found.external_reference), found.existing());
            }
        }
        let of_like_name = find(db, firm_id, Condition::all().add(MatchKey.is_in(&sought.names))).await?;
        known.add_names(db, firm_id, of_like_name).await?;
        if let Some(viewer) = &importer.assigned {
            known.hide_unseen(db, viewer).await?;
        }
        Ok(known)
    }

    /// Notes whom the viewer does not see.
    async fn hide_unseen(&mut self, db: &impl ConnectionTrait, viewer: &Viewer) -> Result<(), AppError> {
        let all = [&self.by_number, &self.by_reference, &self.by_name_and_email];
        let mut unseen: HashSet<Uuid> =
            all.into_iter().flat_map(|found| found.values()).map(|found| found.id).collect();
        let seen: Vec<Uuid> = visible::visible_to(viewer)
            .select_only()
            .column(customer::Column::Id)
            .filter(customer::Column::Id.is_in(unseen.iter().copied()))
            .into_tuple()
            .all(db)
            .await?;
        for id in seen {
            unseen.remove(&id);
        }
        self.unseen = unseen;
        Ok(())
    }

    /// Customers of a like name, by the addresses of themselves and of their contacts.
    async fn add_names(&mut self, db: &impl ConnectionTrait, firm_id: Uuid, found: Vec<Found>) -> Result<(), AppError> {
        if found.is_empty() {
            return Ok(());
        }
        let by_id: HashMap<Uuid, &Found> = found.iter().map(|found| (found.id, found)).collect();
        let mut addresses: Vec<(Uuid, String)> = contact::Entity::find()
            .select_only()
            .columns([contact::Column::CustomerId, contact::Column::Email])
            .filter(contact::Column::FirmId.eq(firm_id))
            .filter(contact::Column::CustomerId.is_in(by_id.keys().copied()))
            .into_tuple()
            .all(db)
            .await?;
        addresses.extend(found.iter().map(|found| (found.id, found.email.clone())));
        for (id, address) in addresses {
            if let (Some(found), Ok(email)) = (by_id.get(&id), address.parse::<Email>()) {
                self.by_name_and_email.insert(name_and_email_key(&found.name, &email), found.existing());
            }
        }
        Ok(())
    }

    /// What becomes of a row. Of a customer that the importer does not see, only this much is told: the number is in use.
    pub fn plan(&self, row: &Row) -> Decision {
        let is_seen = |existing: &&Existing| !self.unseen.contains(&existing.id);
        let by_number = row.legal_keys().iter().find_map(|key| self.by_number.get(key));
        let reference = row.external_reference.as_ref();
        let by_reference = reference.and_then(|reference| self.by_reference.get(&reference_key(reference.as_str())));
        let in_use = |column| Decision::Error { column, reason: ProblemReason::InUse };
        if by_number.is_some_and(|existing| !is_seen(&existing)) {
            return in_use(if row.company_number.is_some() { Column::CompanyNumber } else { Column::Vat });
        }
        if by_number.is_none() && by_reference.is_some_and(|existing| !is_seen(&existing)) {
            return in_use(Column::ExternalReference);
        }
        let by_name_and_email = self.by_name_and_email.get(&row.name_and_email_key()).filter(is_seen);
        plan(row, &Matches { by_number, by_reference, by_name_and_email })
    }

    /// Remembers the customer that a row becomes: a later row may be about it.
    pub fn add(&mut self, id: Uuid, row: &Row) {
        let existing = Existing { id, legal_keys: row.legal_keys() };
        for key in existing.legal_keys.iter() {
            self.by_number.insert(key.to_owned(), existing.clone());
        }
        if let Some(reference) = &row.external_reference {
            self.by_reference.insert(reference_key(reference.as_str()), existing.clone());
        }
        self.by_name_and_email.insert(row.name_and_email_key(), existing);
    }
}

async fn find(db: &impl ConnectionTrait, firm_id: Uuid, condition: Condition) -> Result<Vec<Found>, AppError> {
    use customer::Column::{CompanyNumber, Country, Email, ExternalReference, Id, Name, Vat};
    Ok(customer::Entity::find()
        .select_only()
        .columns([Id, Name, Country, Vat, CompanyNumber, ExternalReference, Email])
        .filter(customer::Column::FirmId.eq(firm_id))
        .filter(condition)
        .into_model::<Found>()
        .all(db)
        .await?)
}

impl Found {
    fn existing(&self) -> Existing {
        let legal_keys = match self.country.parse::<Country>() {
            Ok(country) => {
                let number = CompanyNumber::parse_for(country, &self.company_number).ok();
                let vat = self.vat.parse::<VatNumber>().ok();
                LegalKeys::of(country, number.as_ref(), vat.as_ref())
            }
            Err(_) => LegalKeys::default(),
        };
        Existing { id: self.id, legal_keys }
    }
}
