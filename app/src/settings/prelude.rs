//! What every server function of the settings begins with.

pub use domain::permissions::{Area, Level};

pub use entity::{business_unit, category};

pub(super) use super::{card_tabs, groups, office, plain, profiles, users};
pub use crate::{
    context::AppContext,
    session::{caller::Caller, confirmed, plain::Sent, sign_ins::list_sign_ins},
};
