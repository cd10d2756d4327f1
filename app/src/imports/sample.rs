//! The first rows of a file as its preview shows them: what becomes a customer, and who is one already.

use std::collections::HashMap;

use domain::imports::{Layout, Row};
use entity::{customer, import};
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{KnownRow, NewRow, Sample, queries};
use crate::{context::Db, customers::visible::visible_to, error::AppError, session::Viewer};

/// Rows of either kind.
pub const MOST: usize = 50;

/// What is kept of them. A customer that is there already is named by its id: its data are its own.
#[derive(Default, Serialize, Deserialize)]
pub struct Kept {
    new: Vec<NewRow>,
    existing: Vec<KeptRow>,
}

#[derive(Serialize, Deserialize)]
struct KeptRow {
    sheet: String,
    row: u32,
    /// Nothing once the file was imported.
    name: String,
    /// None where an earlier row of the file is the same customer.
    customer: Option<Uuid>,
}

impl Kept {
    /// Notes a row that becomes a customer.
    pub fn creates(&mut self, layouts: &[Layout], row: &Row) {
        if self.new.len() < MOST {
            self.new.push(NewRow {
                sheet: sheet(layouts, row),
                row: row.number,
                name: row.legal_name.to_string(),
                vat: row.vat.as_ref().map(ToString::to_string).unwrap_or_default(),
                city: row.city.as_ref().map(ToString::to_string).unwrap_or_default(),
                contact: format!("{} {}", row.contact_first_name, row.contact_last_name),
                email: row.contact_email.to_string(),
                template: row.template.clone(),
            });
        }
    }

    /// Notes a row whose customer is there.
    pub fn finds(&mut self, layouts: &[Layout], row: &Row, customer: Option<Uuid>) {
        if self.existing.len() < MOST {
            let name = row.legal_name.to_string();
            self.existing.push(KeptRow { sheet: sheet(layouts, row), row: row.number, name, customer });
        }
    }
}

/// What stays once customers are made of the file: which rows were passed over, and for whom. What stood in the file does not.
pub fn passed_over(kept: &str) -> String {
    let Kept { mut existing, .. } = serde_json::from_str(kept).unwrap_or_default();
    if existing.is_empty() {
        return String::new();
    }
    existing.iter_mut().for_each(|row| row.name.clear());
    serde_json::json!(Kept { new: Vec::new(), existing }).to_string()
}

fn sheet(layouts: &[Layout], row: &Row) -> String {
    layouts[usize::from(row.sheet)].sheet.clone()
}

/// The rows as the viewer may see them; none for who may not see the cells of the file.
pub async fn read(db: &Db, viewer: &Viewer, import: &import::Model) -> Result<Sample, AppError> {
    if !queries::sees_cells(viewer, import) {
        return Ok(Sample::default());
    }
    let Kept { new, existing } = serde_json::from_str(&import.sample).unwrap_or_default();
    let ids = existing.iter().filter_map(|row| row.customer);
    let found: Vec<(Uuid, String)> = visible_to(viewer)
        .filter(customer::Column::Id.is_in(ids))
        .select_only()
        .columns([customer::Column::Id, customer::Column::Name])
        .into_tuple()
        .all(&db.read)
        .await?;
    let names: HashMap<Uuid, String> = found.into_iter().collect();
    let existing = existing.into_iter().map(|KeptRow { sheet, row, name, customer }| {
        let seen = customer.and_then(|id| Some((id, names.get(&id)?.clone())));
        KnownRow { sheet, row, name, customer: seen, earlier: customer.is_none() }
    });
    Ok(Sample { new, existing: existing.collect() })
}
