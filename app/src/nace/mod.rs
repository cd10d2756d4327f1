//! What the codes of NACE-BEL 2025 are called: found by name, told by code. The names are those of Statbel (CC BY 4.0), from
//! `bce-codes-to-label` 0.2.0 (MIT), with typographic apostrophes.

pub mod api;
#[cfg(feature = "ssr")]
pub mod names;
