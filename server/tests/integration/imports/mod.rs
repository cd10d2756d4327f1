//! Bulk files: from the upload to the customers, every row exactly once.

mod checking;
mod halfway;
pub mod import_client;
mod making;
mod own;
mod own_rules;
mod reader;
mod rights;
mod whole;
pub mod worker;
