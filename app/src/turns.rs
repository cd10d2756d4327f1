//! Turns at work of which little goes on at once: one of each firm, so that none keeps the others waiting.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use uuid::Uuid;

use crate::{context::internal, error::AppError};

/// So many turns at once.
#[derive(Clone, Debug)]
pub struct Turns {
    all: Arc<Semaphore>,
    /// The firms that have a turn, or wait for one.
    firms: Arc<Mutex<HashMap<Uuid, Weak<Semaphore>>>>,
}

/// A turn; it ends when this is let go.
#[derive(Debug)]
pub struct Turn {
    _of_firm: OwnedSemaphorePermit,
    _of_all: OwnedSemaphorePermit,
}

impl Turns {
    pub fn new(at_once: usize) -> Self {
        Self { all: Arc::new(Semaphore::new(at_once)), firms: Arc::default() }
    }

    /// Waits for a firm's turn.
    pub async fn of(&self, firm_id: Uuid) -> Result<Turn, AppError> {
        let of_firm = self.firm(firm_id).acquire_owned().await.map_err(internal)?;
        let of_all = self.all.clone().acquire_owned().await.map_err(internal)?;
        Ok(Turn { _of_firm: of_firm, _of_all: of_all })
    }

    fn firm(&self, firm_id: Uuid) -> Arc<Semaphore> {
        let mut firms = self.firms.lock().unwrap_or_else(PoisonError::into_inner);
        firms.retain(|_, turn| turn.strong_count() > 0);
        let known = firms.get(&firm_id).and_then(Weak::upgrade);
        known.unwrap_or_else(|| {
            let turn = Arc::new(Semaphore::new(1));
            firms.insert(firm_id, Arc::downgrade(&turn));
            turn
        })
    }
}

#[cfg(test)]
mod tests {
    use futures::{FutureExt, future::join_all};

    use super::*;

    #[tokio::test]
    async fn a_firm_that_wants_more_keeps_no_other_waiting() {
        let (turns, one, other, third) = (Turns::new(2), Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
        let first = turns.of(one).await.unwrap();
        let mut more = Box::pin(join_all((0..5).map(|_| turns.of(one))));
        assert!((&mut more).now_or_never().is_none());
        let second = turns.of(other).now_or_never().expect("it need not wait").unwrap();
        let mut later = Box::pin(turns.of(third));
        assert!((&mut later).now_or_never().is_none(), "two at once");
        drop(second);
        later.await.unwrap();
        drop((first, more));
        assert_eq!(turns.firms.lock().unwrap().values().filter(|turn| turn.strong_count() > 0).count(), 0);
    }
}
