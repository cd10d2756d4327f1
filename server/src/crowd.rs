//! How much of one address is let in without a session: passwords and mails cost something, and nobody answers for them yet.
//! Whoever is signed in is not held up; how often a password may be guessed is judged apart, see `session::attempts`.

use std::{net::IpAddr, num::NonZeroU32};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

/// So many at once, and two more each second: a whole office signs in at nine.
const AT_ONCE: NonZeroU32 = NonZeroU32::new(300).expect("not zero");
const EACH_SECOND: NonZeroU32 = NonZeroU32::new(2).expect("not zero");
/// With more addresses than this, those that have been quiet are forgotten.
const REMEMBERED: usize = 10_000;

/// The addresses that sent something lately.
pub struct Crowd(DefaultKeyedRateLimiter<IpAddr>);

impl Default for Crowd {
    fn default() -> Self {
        Self(RateLimiter::keyed(Quota::per_second(EACH_SECOND).allow_burst(AT_ONCE)))
    }
}

impl Crowd {
    /// Counts a request of an address, and says whether it may come in.
    pub fn admits(&self, address: IpAddr) -> bool {
        if self.0.len() > REMEMBERED {
            self.0.retain_recent();
        }
        self.0.check_key(&address).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_is_held_up_and_another_is_not() {
        let crowd = Crowd::default();
        let [busy, other] = [1, 2].map(|last| IpAddr::from([203, 0, 113, last]));
        assert!((0..AT_ONCE.get()).all(|_| crowd.admits(busy)));
        assert!(!crowd.admits(busy));
        assert!(crowd.admits(other));
    }
}
