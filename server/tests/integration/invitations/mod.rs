//! Invitations: the mail, the answer, and who may. The customer's own pages are in `portal.rs`.

mod answering;
mod declining;
mod inviting;
mod pacing;
mod posting;
mod unseen;
