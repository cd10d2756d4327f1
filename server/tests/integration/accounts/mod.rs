//! Accounts: the first run, signing in and out, passwords, colleagues who join, and who may change whom.

mod colleagues;
mod entry;
mod passwords;
mod settings;
mod sign_ins;
