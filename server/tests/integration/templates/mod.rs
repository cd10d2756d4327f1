//! Templates, and what a customer keeps of them: only of one's own firm, only with the right, and remembered.

mod applying;
mod giving;
mod keeping;
mod upgrading;
