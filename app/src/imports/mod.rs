//! Bulk files: upload, check, preview, import, result. What a file *means* is in `domain::imports`, how a workbook is read and
//! written in the crate `sheets`; here is the way from one to the other and to the customers.

pub mod api;
#[cfg(feature = "ssr")]
pub mod check;
#[cfg(feature = "ssr")]
mod chunk;
#[cfg(feature = "ssr")]
mod customer;
#[cfg(feature = "ssr")]
mod existing_customers;
#[cfg(feature = "ssr")]
pub(crate) mod file;
#[cfg(feature = "ssr")]
mod given;
mod list;
mod may;
mod new;
#[cfg(feature = "ssr")]
mod own;
mod page;
#[cfg(feature = "ssr")]
pub mod queries;
#[cfg(feature = "ssr")]
pub mod reader;
mod record;
#[cfg(feature = "ssr")]
pub mod retention;
#[cfg(feature = "ssr")]
mod rights;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "ssr")]
mod rows;
#[cfg(feature = "ssr")]
pub mod run;
#[cfg(feature = "ssr")]
mod sample;
#[cfg(feature = "ssr")]
pub mod steps;
mod words;
#[cfg(feature = "ssr")]
pub mod work;

pub use list::ImportsPage;
pub use may::may_import;
pub use new::NewImportPage;
pub use page::ImportPage;
pub use record::{
    CreatedCustomer, CreatedPage, ImportLine, ImportList, ImportView, KnownRow, NewRow, ProblemLine, ProblemPage,
    Sample,
};

/// Names in the address of an import's page the question whether its file is to be thrown away.
pub const DISCARDING: &str = "verwerpen";
