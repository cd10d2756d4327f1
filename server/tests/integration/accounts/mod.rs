//! Accounts: the first run, signing in and out, passwords, colleagues who join, and who may change whom.

mod colleagues;
mod confirming;
mod entry;
mod logo;
pub mod passkeys;
mod passwords;
mod second_factor;
mod settings;
mod sign_ins;
