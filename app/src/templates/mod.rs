//! Configuration templates: who and what a new customer starts with (row B1).

pub mod api;
#[cfg(feature = "ssr")]
mod earlier_facts;
mod list;
#[cfg(feature = "ssr")]
pub mod names;
#[cfg(feature = "ssr")]
mod plain;
#[cfg(feature = "ssr")]
mod present;
#[cfg(feature = "ssr")]
pub mod queries;
mod record;
#[cfg(feature = "ssr")]
mod store;
mod wizard;
mod words;

#[cfg(feature = "ssr")]
pub use earlier_facts::forget_own_facts;
pub use list::TemplatesPage;
pub use record::{Gives, TemplateChoice, TemplateRecord, TemplateRequest, TemplateRow};
pub use wizard::TemplateWizardPage;
pub use words::gives;
