//! The pictures of firms, such as their logos: kept by the firm, shown to anybody who knows where.

#[cfg(feature = "ssr")]
mod stored;

use uuid::Uuid;

#[cfg(feature = "ssr")]
pub use stored::{add, forget_old, is_there, png};

/// Where anybody can fetch a firm's picture: mails and the pages of invitations show it to who is not signed in.
pub fn path(firm_id: Uuid, id: Uuid) -> String {
    format!("/api/logo/{firm_id}/{id}")
}
