//! Whole files: read, refused, and written.

mod common;
mod reading;
mod refusing;
mod writing;
