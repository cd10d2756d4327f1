//! All jobs by their keys. Features hand theirs to it; `features.rs` fills it.

use std::collections::BTreeMap;

use domain::permissions::Area;
use entity::job;
use futures::future::BoxFuture;

use super::{Job, Progress};
use crate::{
    context::{AppContext, Db, internal},
    error::AppError,
    session::Viewer,
};

type Visible = for<'a> fn(&'a Db, &'a Viewer, &'a job::Model) -> BoxFuture<'a, Result<bool, AppError>>;
type Run = for<'a> fn(&'a AppContext, &'a job::Model, &'a Progress) -> BoxFuture<'a, Result<(), AppError>>;

/// Two jobs would be stored by one name.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("two jobs have the key {0}")]
pub struct DuplicateKey(&'static str);

/// The jobs that this server knows.
#[derive(Default)]
pub struct Registry {
    jobs: BTreeMap<&'static str, Handler>,
}

/// What is known of the jobs of one kind.
pub(super) struct Handler {
    pub area: Area,
    pub visible: Visible,
    pub run: Run,
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

    fn ensure_free(&self, key: &'static str) -> Result<(), DuplicateKey> {
        if self.jobs.contains_key(key) { Err(DuplicateKey(key)) } else { Ok(()) }
    }

    pub(super) fn handler(&self, key: &str) -> Option<&Handler> {
        self.jobs.get(key)
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

    #[test]
    fn two_jobs_of_one_key_are_refused() {
        let registry = || Registry::default().register::<Once>().unwrap();
        assert_eq!(registry().register::<Once>().err(), Some(DuplicateKey("once")));
    }
}
