//! Believable customers: the demo firm, and as many as a benchmark asks for, by the same code.

use crate::{context::AppContext, error::AppError};

/// Makes the demo firm in an empty database and prints how to sign in.
pub async fn start(_context: &AppContext) -> Result<(), AppError> {
    Ok(())
}

/// Makes a firm with this many customers and prints how to sign in.
pub async fn generate(_context: &AppContext, _customers: u32) -> Result<(), AppError> {
    Ok(())
}
