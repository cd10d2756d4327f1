//! Every page of the product, asked for by everybody at the same time.

mod compressed;
mod drawing;
mod hostile;
pub mod product;
