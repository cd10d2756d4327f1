//! How tasks that drawing a page starts are run.

use std::task::{Context, Waker};

use any_spawner::{CustomExecutor, Executor, PinnedFuture, PinnedLocalFuture};

/// Takes the first step of each task where it is started, and leaves the rest to tokio.
///
/// An effect of leptos reads its signals when it is first polled. Left to tokio, that may come when the page has been sent, or its
/// visitor has gone, and the signals with it: the task then panics (leptos_i18n starts one for every page, to keep the language's
/// cookie).
struct Eager;

impl CustomExecutor for Eager {
    fn spawn(&self, mut task: PinnedFuture<()>) {
        // A task that is not done is polled again by tokio, which gives it a waker that wakes.
        if task.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending() {
            tokio::spawn(task);
        }
    }

    fn spawn_local(&self, task: PinnedLocalFuture<()>) {
        tokio::task::spawn_local(task);
    }

    fn poll_local(&self) {}
}

/// Has leptos start its tasks this way, once for the whole process.
pub fn init() {
    // Already set: by an earlier router of the same process, in tests.
    let _ = Executor::init_custom_executor(Eager);
}
