//! Kantoor's server: settings, database, router, worker. The binary calls it, and so do the integration tests.

pub mod backup;
pub mod commands;
mod compression;
pub mod config;
pub mod database;
mod door;
pub mod folder;
pub mod gate;
pub mod headers;
pub mod lock;
pub mod logging;
mod origin;
mod rate_limit;
pub mod router;
pub mod serve;
pub mod site;
mod status;
mod tasks;
