//! A backup: the database and the uploaded files as one file, the same for both engines. It is a tar of what stands in
//! `manifest`, compressed by gzip, and encrypted by age where the operator gives a passphrase or a key.
//!
//! Rows are read in one snapshot while the server goes on, and travel as JSON by the names of their columns. So a backup of SQLite
//! can be restored into PostgreSQL, and one of an older version is put into the tables of that version, which are then brought up
//! to date.

mod archive;
mod held;
mod load;
mod manifest;
mod reader;
mod restore;
mod rows;
mod seal;
mod write;

pub use held::remove_broken_off;
pub use restore::{Verified, verify};
pub use seal::{Key, KeyArgs, Seal, SealArgs};
pub use write::{Made, backup};
