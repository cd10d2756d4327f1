//! Inviting customers to keep their own data, and their answer.

mod answer_page;
#[cfg(feature = "ssr")]
pub mod answers;
pub mod api;
#[cfg(feature = "ssr")]
pub mod bulk;
#[cfg(feature = "ssr")]
mod candidates;
#[cfg(feature = "ssr")]
pub mod kinds;
#[cfg(feature = "ssr")]
mod link;
mod many;
mod notes;
mod one;
mod outcome;
mod preview;
#[cfg(feature = "ssr")]
mod reach;
pub mod records;
#[cfg(feature = "ssr")]
pub mod send;
#[cfg(feature = "ssr")]
mod sent;
mod state;
#[cfg(feature = "ssr")]
mod states;
#[cfg(feature = "ssr")]
mod status;
#[cfg(feature = "ssr")]
pub mod taking_back;
mod words;

pub use answer_page::AnswerPage;
pub use many::InviteManyPage;
pub use one::InvitePage;
pub use state::InvitationState;
pub use words::languages;
