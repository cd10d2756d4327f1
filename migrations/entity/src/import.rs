//! A bulk file and what became of it.

use sea_orm::entity::prelude::*;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize)]
#[sea_orm(table_name = "import")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub firm_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    pub user_id: Uuid,
    pub file_name: String,
    pub file_size: i64,
    /// `domain::imports::State` by name.
    pub state: String,
    /// Used for rows that name no template of their own.
    pub template_id: Option<Uuid>,
    /// JSON of the file-level problem, if the file could not be read at all.
    pub file_problem: String,
    /// JSON of what somebody chose to read of it; empty where nobody chose.
    pub choices: String,
    /// JSON of what was found in the file as a whole; empty until it was checked.
    pub file_report: String,
    /// JSON of the first rows that become customers, and of the first whose customers the firm has. Once the file was imported, only which
    /// rows were passed over and for whom; empty where there are none.
    pub sample: String,
    pub rows_total: i64,
    pub rows_new: i64,
    pub rows_existing: i64,
    pub rows_wrong: i64,
    pub problem_count: i64,
    /// The last spreadsheet row whose chunk was committed: where a resumed job goes on.
    pub last_row: i64,
    pub created: i64,
    pub created_at: DateTimeUtc,
    pub finished_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
