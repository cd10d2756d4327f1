//! Databases of earlier versions, opened with this one.

mod demo;
mod first;
mod many;
