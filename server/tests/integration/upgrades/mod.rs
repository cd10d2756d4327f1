//! Databases of earlier versions, opened with this one.

mod demo;
pub mod first;
mod many;
