//! Long work: rows in the `job` table that a worker claims, so that a crash loses nothing and repeats nothing. The page follows
//! a job by server-sent events.

pub mod api;
#[cfg(feature = "ssr")]
pub mod events;
#[cfg(feature = "ssr")]
pub mod presence;
#[cfg(feature = "ssr")]
mod progress;
#[cfg(feature = "ssr")]
pub mod queries;
mod state;
mod view;
#[cfg(feature = "ssr")]
mod worker;

#[cfg(feature = "ssr")]
pub use progress::Progress;
#[cfg(feature = "ssr")]
pub(crate) use queries::ATTEMPTS;
#[cfg(feature = "ssr")]
pub use queries::{Kind, NewJob, cancel_of, queue};
pub use state::{JobState, JobView};
pub use view::JobProgress;
#[cfg(feature = "ssr")]
pub use worker::work;
