//! A mail to be sent, written in the transaction of what it tells about.

use sea_orm::entity::prelude::*;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub firm_id: Option<Uuid>,
    pub customer_id: Option<Uuid>,
    /// Which mail (`MailKind::key`). Its text, and the token in it, are made when it is sent, so that no token rests here.
    pub kind: String,
    /// The user, invitation or portal account the mail is about.
    pub subject_id: Uuid,
    pub recipient: String,
    pub locale: String,
    /// queued, sent, failed or withdrawn.
    pub status: String,
    pub attempts: i32,
    pub next_attempt_at: DateTimeUtc,
    pub last_error: String,
    pub created_at: DateTimeUtc,
    pub sent_at: Option<DateTimeUtc>,
    /// When it was taken back before it left.
    pub withdrawn_at: Option<DateTimeUtc>,
    /// The colleague who sent it, by hand or by a job.
    pub sender_id: Option<Uuid>,
    /// The job that sends it among many; none for a mail that was sent by hand.
    pub batch_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
