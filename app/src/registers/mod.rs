//! What registers of others say of a number: asked over the network, never believed blindly, and never in the way of a save.

mod client;
pub mod register;
pub mod vies;
