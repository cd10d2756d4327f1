//! Threads that hash passwords. Each hash takes tens of milliseconds of a core and 19 MiB: a few threads of their own do it, one
//! after another, and use the same memory again. The threads that tokio has for blocking work are hundreds, and would keep as many
//! times that memory.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, LazyLock, Mutex, PoisonError,
        mpsc::{Receiver, SyncSender, TrySendError, sync_channel},
    },
    thread,
};

use tokio::sync::oneshot;

use crate::{context::internal, error::AppError};

/// More threads than this take more memory than a small server has to spare.
const MOST_THREADS: usize = 4;
/// How many wait at most: an office that signs in at nine, and no more than a person waits for.
const WAITING: usize = 512;

type Work = Box<dyn FnOnce() + Send>;

static THREADS: LazyLock<SyncSender<Work>> = LazyLock::new(|| {
    let (send, receive) = sync_channel::<Work>(WAITING);
    let receive = Arc::new(Mutex::new(receive));
    let cores = thread::available_parallelism().map_or(1, usize::from);
    for number in 0..cores.min(MOST_THREADS) {
        let receive = receive.clone();
        let spawned = thread::Builder::new().name(format!("hash-{number}")).spawn(move || work_off(&receive));
        if let Err(error) = spawned {
            tracing::error!(%error, "a thread for passwords was not started");
        }
    }
    send
});

fn work_off(receive: &Mutex<Receiver<Work>>) {
    loop {
        let next = receive.lock().unwrap_or_else(PoisonError::into_inner).recv();
        match next {
            // A panic is told by what the work would have sent: it is dropped unsent.
            Ok(work) => drop(catch_unwind(AssertUnwindSafe(work))),
            Err(_) => return,
        }
    }
}

/// Does work of this kind when its turn comes.
///
/// # Errors
/// `Busy` where too much waits already.
pub async fn run<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
    let (send, receive) = oneshot::channel();
    let work = move || {
        // Who asked has gone: nobody needs the answer.
        if !send.is_closed() {
            let _ = send.send(work());
        }
    };
    match THREADS.try_send(Box::new(work)) {
        Ok(()) => receive.await.map_err(internal),
        Err(TrySendError::Full(_)) => Err(AppError::Busy),
        Err(TrySendError::Disconnected(_)) => Err(internal("no thread hashes passwords")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn too_many_at_once_are_told_to_come_back() {
        let (go, wait) = sync_channel::<()>(0);
        let wait = Arc::new(Mutex::new(wait));
        let mut asked = Vec::new();
        for _ in 0..WAITING + MOST_THREADS + 1 {
            let wait = wait.clone();
            asked.push(tokio::spawn(run(move || {
                let _ = wait.lock().unwrap_or_else(PoisonError::into_inner).recv();
            })));
            tokio::task::yield_now().await;
        }
        tokio::task::yield_now().await;
        drop(go);
        let mut busy = 0;
        for one in asked {
            match one.await.unwrap() {
                Ok(()) => {}
                Err(AppError::Busy) => busy += 1,
                Err(error) => panic!("{error}"),
            }
        }
        assert!((1..=MOST_THREADS + 1).contains(&busy), "{busy}");
        assert_eq!(run(|| 1).await, Ok(1), "and then it goes on");
    }

    #[tokio::test]
    async fn a_panic_takes_no_thread_away() {
        for _ in 0..2 * MOST_THREADS {
            assert!(matches!(run(|| panic!("on purpose")).await, Err(AppError::Internal(_))));
        }
        assert_eq!(run(|| 1).await, Ok(1));
    }
}
