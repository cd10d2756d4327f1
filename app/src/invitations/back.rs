//! Where the plain forms of an invitation's page lead back to.

use crate::{error::AppError, session::cookie};

/// The page of a link, with what to say there.
pub fn page(token: &str, query: &str) -> String {
    let question = if query.is_empty() { "" } else { "?" };
    format!("/uitnodiging/{}{question}{query}", cookie::encoded(token))
}

/// What went wrong, as the page's address says it. Why a link does not work, the page itself tells.
pub fn problem(error: &AppError) -> String {
    match error {
        AppError::Invalid(_) => "fout=wachtwoord".to_owned(),
        AppError::Refused(_) => String::new(),
        _ => "fout=onbekend".to_owned(),
    }
}
