//! How much one person may write: more than anybody does by hand, and less than a script would.

use std::{num::NonZeroU32, sync::LazyLock};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use uuid::Uuid;

use super::{Actor, Origin};
use crate::error::AppError;

/// So many changes at once, and five more each second.
const AT_ONCE: NonZeroU32 = NonZeroU32::new(600).expect("not zero");
const EACH_SECOND: NonZeroU32 = NonZeroU32::new(5).expect("not zero");
/// How long to wait when they are used up, in seconds.
const WAIT: u32 = 60;
/// With more people than this, those who have been quiet are forgotten.
const REMEMBERED: usize = 10_000;

static WRITERS: LazyLock<DefaultKeyedRateLimiter<Uuid>> =
    LazyLock::new(|| RateLimiter::keyed(Quota::per_second(EACH_SECOND).allow_burst(AT_ONCE)));

/// Counts a change that a person makes from a screen. What a job writes is one order of a person, however many changes it is.
pub(super) fn check(origin: &Origin) -> Result<(), AppError> {
    let (Actor::User(person) | Actor::Customer(person)) = origin.actor else { return Ok(()) };
    if origin.batch_id.is_some() { Ok(()) } else { count(person) }
}

/// Counts a change that a person makes to what has no history.
///
/// # Errors
/// `TooOften` where the person made too many lately.
pub fn count(person: Uuid) -> Result<(), AppError> {
    if WRITERS.len() > REMEMBERED {
        WRITERS.retain_recent();
    }
    WRITERS.check_key(&person).map_err(|_| AppError::TooOften(WAIT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_has_an_end_and_a_job_has_none() {
        let origin = |actor, batch_id| Origin { firm_id: Uuid::nil(), actor, source: "test", batch_id };
        let busy = origin(Actor::User(Uuid::now_v7()), None);
        assert!((0..AT_ONCE.get()).all(|_| check(&busy).is_ok()));
        assert_eq!(check(&busy), Err(AppError::TooOften(WAIT)));
        assert_eq!(check(&origin(busy.actor, Some(Uuid::nil()))), Ok(()), "its job goes on");
        assert_eq!(check(&origin(Actor::Customer(Uuid::now_v7()), None)), Ok(()), "others go on");
        assert_eq!(check(&origin(Actor::System, None)), Ok(()));
    }
}
