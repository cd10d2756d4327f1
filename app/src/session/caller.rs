//! Who calls a server function, and what it reaches.

pub use domain::permissions::{Area, Level};

use super::{Viewer, request};
use crate::{context::AppContext, error::AppError};

/// What a server function begins with.
pub struct Caller {
    pub context: AppContext,
    pub viewer: Viewer,
}

impl Caller {
    /// The colleague who calls.
    ///
    /// # Errors
    /// `Unauthenticated` where nobody of the office is signed in, `SecondFactorMissing` where one is to be set up first.
    pub fn colleague() -> Result<Self, AppError> {
        Ok(Self { viewer: request::viewer()?, context: AppContext::current()? })
    }

    /// The same, if its permission profile allows this.
    ///
    /// # Errors
    /// `Forbidden` where it does not.
    pub fn who_may(area: Area, level: Level) -> Result<Self, AppError> {
        Ok(Self { viewer: request::viewer_who_may(area, level)?, context: AppContext::current()? })
    }
}
