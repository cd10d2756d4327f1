//! Configuration templates: who and what a new customer starts with (row B1).

pub mod api;
mod list;
#[cfg(feature = "ssr")]
mod plain;
#[cfg(feature = "ssr")]
pub mod queries;
mod record;
#[cfg(feature = "ssr")]
mod store;
mod wizard;

pub use list::TemplatesPage;
pub use record::{TemplateChoice, TemplateRecord, TemplateRequest, TemplateRow};
pub use wizard::TemplateWizardPage;
