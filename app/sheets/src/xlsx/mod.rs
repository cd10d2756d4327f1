//! A workbook as it lies in its zip: sheets, shared texts, number formats, and the cells of a sheet one by one.
//!
//! A reader of its own, because it has to tell what the readers that exist leave out: which rows and columns a person does not
//! see, and which formulas were never calculated. What a sheet says of itself (its dimension) is a hint and no more.

mod cells;
mod drawings;
mod parts;
mod styles;
mod xml;

pub use cells::{Area, Cell, Notes, Value};
pub use drawings::Drawings;
pub use parts::{Book, Sheet};
