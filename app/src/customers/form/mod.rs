//! Adding and editing a customer: the same form.

mod activity;
pub mod api;
pub mod categories;
pub mod draft;
mod drawn;
mod duplicate_search;
#[cfg(feature = "ssr")]
pub mod duplicates;
pub mod duplicates_notice;
mod edit;
mod line;
pub mod names;
mod new;
mod new_form;
pub mod parts;
#[cfg(feature = "ssr")]
mod plain;
#[cfg(feature = "ssr")]
pub mod queries;
pub mod request;
#[cfg(feature = "ssr")]
mod stored;
mod template_gives;
mod template_step;
pub mod value;
pub mod whole;

pub use edit::EditPage;
pub use new::NewPage;
