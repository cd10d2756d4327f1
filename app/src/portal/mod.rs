//! The customer's own pages: what the firm knows of its company, what is missing, and changing it. Plain forms, so that all of it
//! works without JavaScript.

mod access;
#[cfg(feature = "ssr")]
pub mod accounts;
pub mod api;
mod companies;
mod company;
mod draft;
#[cfg(feature = "ssr")]
mod earlier_access;
#[cfg(feature = "ssr")]
pub mod entry;
mod form;
#[cfg(feature = "ssr")]
mod notices;
mod own;
mod own_access;
mod parts;
#[cfg(feature = "ssr")]
pub mod people;
#[cfg(feature = "ssr")]
mod queries;
pub mod records;
#[cfg(feature = "ssr")]
mod save;

pub use access::{AccessLinkPage, AccessPage, is_whole};
pub use companies::CompaniesPage;
pub use company::CompanyPage;
#[cfg(feature = "ssr")]
pub use earlier_access::log_earlier_access;
