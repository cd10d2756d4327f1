//! All jobs by their keys. Features hand theirs to it; `features.rs` fills it.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, Utc};
use domain::permissions::Area;
use entity::job;
use futures::future::BoxFuture;

use super::{Job, Progress, ScheduledJob};
use crate::{
    context::{AppContext, Db, internal},
    error::AppError,
    session::Viewer,
};

type Visible = for<'a> fn(&'a Db, &'a Viewer, &'a job::Model) -> BoxFuture<'a, Result<bool, AppError>>;
type Run = for<'a> fn(&'a AppContext, &'a job::Model, &'a Progress) -> BoxFuture<'a, Result<(), AppError>>;
type RunScheduled = for<'a> fn(&'a AppContext, DateTime<Utc>) -> BoxFuture<'a, Result<(), AppError>>;

/// Two jobs would be stored by one name.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("two jobs have the key {0}")]
pub struct DuplicateKey(&'static str);

/// The jobs that this server knows.
#[derive(Default)]
pub struct Registry {
    jobs: BTreeMap<&'static str, Handler>,
    schedule: BTreeMap<&'static str, Scheduled>,
}

/// What is known of the jobs of one kind.
pub(super) struct Handler {
    pub area: Area,
    pub visible: Visible,
    pub run: Run,
}

/// A job of the schedule.
pub struct Scheduled {
    /// The name it is stored by.
    pub key: &'static str,
    /// How long after the start of one run the next one starts.
    pub every: Duration,
    run: RunScheduled,
}

impl Registry {
    /// Adds a job that colleagues start.
    ///
    /// # Errors
    /// `DuplicateKey` where another job has its key.
    pub fn register<T: Job>(mut self) -> Result<Self, DuplicateKey> {
        self.ensure_free(T::KEY)?;
        self.jobs.insert(T::KEY, Handler { area: T::AREA, visible: visible::<T>, run: run::<T> });
        Ok(self)
    }

    /// Adds a job that runs by itself, once each time that so long has passed.
    ///
    /// # Errors
    /// `DuplicateKey` where another job has its key.
    pub fn schedule<T: ScheduledJob>(mut self, every: Duration) -> Result<Self, DuplicateKey> {
        self.ensure_free(T::KEY)?;
        self.schedule.insert(T::KEY, Scheduled { key: T::KEY, every, run: run_scheduled::<T> });
        Ok(self)
    }

    fn ensure_free(&self, key: &'static str) -> Result<(), DuplicateKey> {
        let taken = self.jobs.contains_key(key) || self.schedule.contains_key(key);
        if taken { Err(DuplicateKey(key)) } else { Ok(()) }
    }

    /// All that runs by itself.
    pub fn scheduled(&self) -> impl Iterator<Item = &Scheduled> {
        self.schedule.values()
    }

    pub(super) fn handler(&self, key: &str) -> Option<&Handler> {
        self.jobs.get(key)
    }
}

impl Scheduled {
    /// Does what is due by now.
    pub async fn run(&self, context: &AppContext, now: DateTime<Utc>) -> Result<(), AppError> {
        (self.run)(context, now).await
    }
}

fn visible<'a, T: Job>(db: &'a Db, viewer: &'a Viewer, job: &'a job::Model) -> BoxFuture<'a, Result<bool, AppError>> {
    Box::pin(T::visible(db, viewer, job))
}

fn run<'a, T: Job>(
    context: &'a AppContext,
    job: &'a job::Model,
    progress: &'a Progress,
) -> BoxFuture<'a, Result<(), AppError>> {
    Box::pin(async move {
        let arguments: T = serde_json::from_str(&job.payload).map_err(internal)?;
        arguments.run(context, job, progress).await
    })
}

fn run_scheduled<T: ScheduledJob>(context: &AppContext, now: DateTime<Utc>) -> BoxFuture<'_, Result<(), AppError>> {
    Box::pin(T::run(context, now))
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::*;

    #[derive(Serialize, Deserialize)]
    struct Once;

    impl Job for Once {
        const KEY: &'static str = "once";
        const AREA: Area = Area::Imports;

        async fn run(self, _: &AppContext, _: &job::Model, _: &Progress) -> Result<(), AppError> {
            Ok(())
        }
    }

    struct Again<const SAME_KEY: bool>;

    impl<const SAME_KEY: bool> ScheduledJob for Again<SAME_KEY> {
        const KEY: &'static str = if SAME_KEY { Once::KEY } else { "again" };

        async fn run(_: &AppContext, _: DateTime<Utc>) -> Result<(), AppError> {
            Ok(())
        }
    }

    #[test]
    fn two_jobs_of_one_key_are_refused() {
        let registry = || Registry::default().register::<Once>().unwrap();
        let day = Duration::days(1);
        assert_eq!(registry().register::<Once>().err(), Some(DuplicateKey("once")));
        assert_eq!(registry().schedule::<Again<true>>(day).err(), Some(DuplicateKey("once")));
        let scheduled = registry().schedule::<Again<false>>(day).unwrap();
        assert_eq!(scheduled.schedule::<Again<false>>(day).err(), Some(DuplicateKey("again")));
    }
}
