//! Long work: rows in the `job` table that a worker claims, so that a crash loses nothing and repeats nothing. The page follows
//! a job by server-sent events. What the server does by itself is on a schedule. What there is to do comes from the features, by the registry.

pub mod api;
#[cfg(feature = "ssr")]
mod attempt;
#[cfg(feature = "ssr")]
mod claim;
#[cfg(feature = "ssr")]
pub mod events;
#[cfg(feature = "ssr")]
mod job;
#[cfg(feature = "ssr")]
pub mod presence;
#[cfg(feature = "ssr")]
mod progress;
#[cfg(feature = "ssr")]
pub mod queries;
#[cfg(feature = "ssr")]
mod queue;
#[cfg(feature = "ssr")]
pub mod registry;
#[cfg(feature = "ssr")]
mod retention;
#[cfg(feature = "ssr")]
mod schedule;
mod state;
mod view;
#[cfg(feature = "ssr")]
mod worker;

#[cfg(feature = "ssr")]
pub(crate) use attempt::ATTEMPTS;
#[cfg(feature = "ssr")]
pub use job::{Job, ScheduledJob};
#[cfg(feature = "ssr")]
pub use progress::Progress;
#[cfg(feature = "ssr")]
pub use queue::{NewJob, cancel_of, naming, queue, rewrite};
#[cfg(feature = "ssr")]
pub use registry::Registry;
#[cfg(feature = "ssr")]
pub(crate) use retention::ForgetEndedJobs;
#[cfg(feature = "ssr")]
pub use schedule::keep as keep_schedule;
pub use state::{JobState, JobView};
pub use view::JobProgress;
#[cfg(feature = "ssr")]
pub use worker::work;
