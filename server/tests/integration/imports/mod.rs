//! Bulk files: from the upload to the customers, every row exactly once.

mod checking;
pub mod desk;
mod halfway;
mod making;
mod reader;
mod rights;
mod whole;
pub mod worker;
