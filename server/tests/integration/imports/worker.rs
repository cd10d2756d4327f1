//! A worker that moves only when the test lets it: however slow the machine, it is never further than the test thinks.

use std::{future::poll_fn, pin::Pin, task::Poll, time::Duration};

use app::jobs;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::import_client::ImportClient;
use crate::support::TestApp;

/// Dropped, it ends where it stands, as a power cut would end it.
pub struct Worker(Pin<Box<dyn Future<Output = ()>>>);

impl Worker {
    /// A worker that has not begun.
    pub fn of(app: &TestApp) -> Self {
        Self(Box::pin(jobs::work(app.context.clone(), CancellationToken::new())))
    }

    /// Goes on until it waits for something, mostly for the database, which gets a moment to answer.
    pub async fn step(&mut self) {
        poll_fn(|context| {
            assert!(self.0.as_mut().poll(context).is_pending(), "a worker goes on for ever");
            Poll::Ready(())
        })
        .await;
        tokio::time::sleep(Duration::from_millis(1)).await;
    }

    /// Goes on until the import has made more customers than this: one chunk, and no more than the beginning of the next.
    pub async fn go_past(&mut self, importer: &ImportClient, id: Uuid, made: u64) {
        for _ in 0..10_000 {
            if importer.get(id).await.line.created > made {
                return;
            }
            self.step().await;
        }
        panic!("it did not come so far: {:?}", importer.get(id).await);
    }

    /// Goes on for as long as something else takes.
    pub async fn beside<T>(&mut self, other: impl Future<Output = T>) -> T {
        tokio::select! {
            () = &mut self.0 => panic!("a worker goes on for ever"),
            done = other => done,
        }
    }
}
