//! Whole files: read, refused, and written.

mod beside;
mod cases;
mod common;
mod drawings;
mod programs;
mod reading;
mod refusing;
mod surveying;
mod telling;
mod writing;
