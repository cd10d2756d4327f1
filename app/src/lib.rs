//! Kantoor's pages, server functions and queries: a folder per feature. `routes.rs` lists the pages.

#![recursion_limit = "512"]

#[cfg(all(feature = "ssr", feature = "hydrate"))]
compile_error!("`ssr` and `hydrate` exclude each other: build the server and the frontend apart");

include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));

pub mod access;
pub mod audit;
#[cfg(feature = "ssr")]
mod batch;
#[cfg(feature = "ssr")]
pub mod clock;
#[cfg(not(feature = "ssr"))]
#[path = "clock_browser.rs"]
mod clock;
#[cfg(feature = "ssr")]
pub mod context;
pub mod customers;
#[cfg(feature = "ssr")]
pub mod demo;
pub mod error;
#[cfg(feature = "ssr")]
pub mod features;
#[cfg(feature = "ssr")]
pub mod files;
#[cfg(feature = "ssr")]
mod hydration;
pub mod imports;
pub mod integrations;
#[cfg(feature = "ssr")]
pub mod integrity;
pub mod invitations;
pub mod jobs;
mod keys;
mod lazy;
pub mod limits;
#[cfg(feature = "ssr")]
pub mod mail;
pub mod moment;
pub mod nace;
pub mod own_fields;
pub mod patch;
pub mod paths;
pub mod pictures;
pub mod portal;
#[cfg(feature = "ssr")]
pub mod private;
#[cfg(feature = "ssr")]
pub mod reader;
#[cfg(feature = "ssr")]
pub mod registers;
mod routes;
#[cfg(feature = "ssr")]
pub mod sealing;
pub mod session;
pub mod settings;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
pub mod storage;
pub mod templates;
#[cfg(feature = "ssr")]
mod turns;
pub mod ui;
#[cfg(feature = "ssr")]
mod upkeep;

pub use routes::App;
