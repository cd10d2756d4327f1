//! Bulk files: from the upload to the customers, every row exactly once.

mod checking;
mod desk;
mod halfway;
mod making;
mod rights;
mod worker;
