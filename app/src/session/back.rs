//! Where a plain form leads: on, or back to its page with what was wrong.

use super::{cookie, fault, typed};
use crate::error::AppError;

/// A plain form as it was sent.
pub struct Sent<'a> {
    /// Its name: its page asks for what came back by it.
    pub form: &'a str,
    /// Where it stands.
    pub page: &'a str,
    /// What is shown again when it is refused, by field. A password is not among it.
    pub typed: &'a [(&'a str, &'a str)],
}

impl Sent<'_> {
    /// Goes on when it went well, else back to the form with what was typed and a word for the error.
    pub fn answer(self, outcome: Result<String, AppError>) -> Result<(), AppError> {
        let to = match outcome {
            Ok(on) => on,
            Err(error) => {
                if !self.typed.is_empty() {
                    let texts = self.typed.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
                    typed::keep(self.form, &(), texts.collect())?;
                }
                let (page, anchor) = self.page.split_once('#').unwrap_or((self.page, ""));
                let with = if page.contains('?') { '&' } else { '?' };
                let anchor = if anchor.is_empty() { String::new() } else { format!("#{anchor}") };
                format!("{page}{with}fout={}{anchor}", cookie::encoded(&fault::to_word(&error)))
            }
        };
        leptos_axum::redirect(&to);
        Ok(())
    }
}
